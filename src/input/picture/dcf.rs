//! The colour space that a camera states without a profile (DCF 2.0 §3.3.2): sRGB, or Adobe RGB.

use exif::{In, Reader, Tag};

use crate::base::Diagnostic;
use crate::message;

/// `ColorSpace` of Exif for what is not sRGB (CIPA DC-008 §4.6.5).
const UNCALIBRATED: u32 = 0xFFFF;
/// What some cameras write there for Adobe RGB.
const ADOBE: u32 = 2;

/// Whether the Exif block of a photograph says Adobe RGB: not sRGB, and named as a file of DCF's optional space.
pub(super) fn is_adobe_rgb(exif: &[u8]) -> bool {
    let data = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif).to_vec();
    let Ok(read) = Reader::new().read_raw(data) else { return false };
    let space = read.get_field(Tag::ColorSpace, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    let kind = read.get_field(Tag::InteroperabilityIndex, In::PRIMARY).map(|field| &field.value);
    let is_optional =
        matches!(kind, Some(exif::Value::Ascii(parts)) if parts.iter().any(|part| part.starts_with(b"R03")));
    space == Some(ADOBE) || space == Some(UNCALIBRATED) && is_optional
}

/// What is told of such a photograph.
pub(super) fn note(name: &str) -> Diagnostic {
    let message = message!("{} has no profile, and its camera says Adobe RGB, by which it is printed", name);
    Diagnostic::note("picture/profile", message)
        .hint("save it with its profile, so that every program shows its colours")
}

/// The white of profiles, D50, in 65536ths (ICC.1:2001 §A.1).
const D50: [u32; 3] = [63_190, 65_536, 54_061];

/// Columns of Adobe RGB (1998) §4.3.5 as a profile has them, adapted to D50, in 65536ths: red, green, blue, white.
const COLUMNS: [(&[u8; 4], [u32; 3]); 4] = [
    (b"rXYZ", [39_960, 20_389, 1_276]),
    (b"gXYZ", [13_453, 41_004, 3_989]),
    (b"bXYZ", [9_777, 4_143, 48_796]),
    (b"wtpt", D50),
];
/// Its gamma, 563/256 (§4.3.4.2), of ICC's numbers of 8 and 8 bits.
const GAMMA: u16 = 563;

/// A profile of Adobe RGB: the least that ICC.1:2001 §6.3.3 asks of one for screens, made of columns and a curve.
pub(super) fn adobe_rgb() -> Vec<u8> {
    let number = |number: u32| number.to_be_bytes();
    let mut table: Vec<u8> = number(7).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let begin = 128 + 4 + 7 * 12;
    let at = |data: &[u8]| number(begin + u32::try_from(data.len()).unwrap_or(0));
    for (tag, column) in COLUMNS {
        table.extend([&tag[..], &at(&data), &number(20)].concat());
        data.extend([&b"XYZ \0\0\0\0"[..], &column.map(number).concat()].concat());
    }
    let curve = at(&data);
    for tag in [b"rTRC", b"gTRC", b"bTRC"] {
        table.extend([&tag[..], &curve, &number(14)].concat());
    }
    data.extend([&b"curv\0\0\0\0"[..], &number(1), &GAMMA.to_be_bytes(), &[0; 2]].concat());
    let size = begin + u32::try_from(data.len()).unwrap_or(0);
    let mut head = [&number(size)[..], &[0; 4], &[2, 0x40, 0, 0], b"mntrRGB XYZ ", &[0; 12], b"acsp"].concat();
    head.resize(68, 0);
    head.extend(D50.map(number).concat());
    head.resize(128, 0);
    [head, table, data].concat()
}
