//! The colour space that a camera states without a profile (DCF 2.0 §3.3.2): sRGB, or Adobe RGB.

use exif::{In, Reader, Tag};

use crate::base::Diagnostic;
use crate::message;

use super::columns::screen_profile;

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

/// Columns of Adobe RGB (1998) §4.3.5 as a profile has them, adapted to D50, in 65536ths: red, green, blue.
const COLUMNS: [[i32; 3]; 3] = [[39_960, 20_389, 1_276], [13_453, 41_004, 3_989], [9_777, 4_143, 48_796]];
/// Its gamma, 563/256 (§4.3.4.2), of ICC's numbers of 8 and 8 bits.
const GAMMA: u16 = 563;

/// A profile of Adobe RGB.
pub(super) fn adobe_rgb() -> Vec<u8> {
    screen_profile(COLUMNS, &[GAMMA])
}
