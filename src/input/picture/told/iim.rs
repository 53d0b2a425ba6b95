//! The IPTC Information Interchange Model 4.2: records of data sets, the texts of which may be in any encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, MACINTOSH, UTF_8, WINDOWS_1252};

use super::{Told, clean, joined};

/// Begins every data set (IIM 4.2 §1.5).
const MARK: u8 = 0x1C;
/// The application record, which tells of the object.
const APPLICATION: u8 = 2;
/// What data set 1:90 says where the texts are UTF-8 (ISO 2022 escape sequence, IIM 4.2 §1.6).
const UTF_8_ESCAPE: &[u8] = b"\x1B%G";

/// A data set.
struct DataSet<'b> {
    record: u8,
    number: u8,
    data: &'b [u8],
}

/// The words of a block of data sets.
pub(super) fn read(block: &[u8]) -> Told {
    let sets: Vec<DataSet<'_>> = data_sets(block).collect();
    let encoding = encoding(&sets);
    let all = |number: u8| {
        let sets = sets.iter().filter(move |set| (set.record, set.number) == (APPLICATION, number));
        sets.map(|set| clean(&encoding.decode_without_bom_handling(set.data).0)).collect::<Vec<_>>()
    };
    let one = |number: u8| all(number).into_iter().next().unwrap_or_default();
    let (day, time) = (one(30), one(35));
    Told {
        caption: one(120),
        creator: joined(&all(80)),
        credit: one(110),
        copyright: one(116),
        instructions: one(40),
        release: if day.is_empty() || time.is_empty() { day } else { format!("{day}T{time}") },
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

/// The encoding of the texts: the stated one, else the one that all of them together look like. Programs of Chinese desks long wrote what their system had.
fn encoding(sets: &[DataSet<'_>]) -> &'static Encoding {
    if sets.iter().any(|set| (set.record, set.number) == (1, 90) && set.data == UTF_8_ESCAPE) {
        return UTF_8;
    }
    let words = sets.iter().filter(|set| set.record == APPLICATION && matches!(set.number, 5..=122));
    let text = words.map(|set| set.data).collect::<Vec<_>>().join(&b'\n');
    if std::str::from_utf8(&text).is_ok() {
        return UTF_8;
    }
    if let Some(western) = western(&text) {
        return western;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&text, true);
    let is_sound =
        |encoding: &&'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(&text).is_some();
    let looks = detector.guess(None, Utf8Detection::Deny);
    // A few words look like many encodings; a desk of a Chinese paper sees two.
    let chinese = if looks == BIG5 { [BIG5, GB18030] } else { [GB18030, BIG5] };
    chinese.into_iter().find(is_sound).unwrap_or(WINDOWS_1252)
}

/// The encoding of a text in Latin letters of which single ones have marks, by where these stand in the tables of Windows and of old Macintoshes; none of another
/// text. Chinese has more bytes beyond ASCII than within, and few that stand alone between letters.
fn western(text: &[u8]) -> Option<&'static Encoding> {
    let high: Vec<usize> = (0..text.len()).filter(|at| !text[*at].is_ascii()).collect();
    let is = |at: Option<usize>, test: fn(&u8) -> bool| at.and_then(|at| text.get(at)).is_some_and(test);
    let stands_alone = |at: &usize| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let beside_high = is(before, |byte| !byte.is_ascii()) || is(after, |byte| !byte.is_ascii());
        !beside_high && (is(before, u8::is_ascii_lowercase) || is(after, u8::is_ascii_lowercase))
    };
    if high.len() * 6 > text.len() || !high.iter().all(stands_alone) {
        return None;
    }
    let count = |test: fn(u8) -> bool| high.iter().filter(|at| test(text[**at])).count();
    // Letters with marks there, quotes and dashes here, and the other way round.
    let mac = count(|byte| matches!(byte, 0x81..=0x84 | 0x86..=0x90 | 0x98 | 0x9A..=0x9F | 0xD0..=0xD5));
    let windows = count(|byte| matches!(byte, 0x91..=0x97 | 0xC0..=0xCF | 0xD6..=0xFF));
    Some(if mac > windows { MACINTOSH } else { WINDOWS_1252 })
}
