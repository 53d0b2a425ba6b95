//! The IPTC Information Interchange Model 4.2: records of data sets, the texts of which may be in any encoding.

use super::letters::{decoded, encoding};
use super::{Told, both, clean, joined};

/// Begins every data set (IIM 4.2 §1.5).
const MARK: u8 = 0x1C;
/// The application record, which tells of the object.
const APPLICATION: u8 = 2;

/// A data set.
struct DataSet<'b> {
    record: u8,
    number: u8,
    data: &'b [u8],
}

/// The words of a block of data sets.
pub(super) fn read(block: &[u8]) -> Told {
    let sets: Vec<DataSet<'_>> = data_sets(block).collect();
    let encoding = encoding(&texts(&sets));
    let all = |number: u8| {
        let sets = sets.iter().filter(move |set| (set.record, set.number) == (APPLICATION, number));
        sets.map(|set| clean(&decoded(encoding, set.data))).collect::<Vec<_>>()
    };
    let one = |number: u8| all(number).into_iter().next().unwrap_or_default();
    let moment = |day: u8, time: u8| {
        let (day, time) = (one(day), one(time));
        if day.is_empty() || time.is_empty() { day } else { format!("{day}T{time}") }
    };
    Told {
        caption: one(120),
        title: [5, 7, 105].map(one).into_iter().fold(String::new(), both),
        creator: joined(&all(80)),
        credit: one(110),
        copyright: one(116),
        instructions: one(40),
        release: moment(30, 35),
        expires: moment(37, 38),
    }
}

/// The data sets up to the first that is none.
fn data_sets(block: &[u8]) -> impl Iterator<Item = DataSet<'_>> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let [MARK, record, number, high, low, after @ ..] = rest else { return None };
        let stated = usize::from(u16::from_be_bytes([*high, *low]));
        // A long data set states how many bytes its length has (IIM 4.2 §1.5.2).
        let digits = if stated & 0x8000 == 0 { 0 } else { stated & 0x7FFF };
        let long = after.get(..digits.min(size_of::<usize>() + 1))?;
        let length = if digits == 0 { stated } else { long.iter().try_fold(0_usize, wider)? };
        let data = after.get(digits..digits.checked_add(length)?)?;
        rest = &after[digits + length..];
        Some(DataSet { record: *record, number: *number, data })
    })
}

fn wider(length: usize, byte: &u8) -> Option<usize> {
    Some(length.checked_mul(256)? | usize::from(*byte))
}

/// The texts of the application record, by which their encoding is known. What data set 1:90 says of it is not always so, and says no more than they do.
fn texts<'b>(sets: &[DataSet<'b>]) -> Vec<&'b [u8]> {
    let words = sets.iter().filter(|set| set.record == APPLICATION && matches!(set.number, 5..=122));
    words.map(|set| set.data).collect()
}
