//! TIFF: grey, RGB and CMYK, 8 and 16 bits, with and without alpha.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;

use crate::base::Diagnostic;
use crate::message;

use super::{Decoded, Limits, broken, flatten, unplaceable, upright, within};

/// Width and height, orientation respected, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    Ok(if orientation(&mut decoder) >= 5 { (height, width) } else { (width, height) })
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let failed = |error: tiff::TiffError| broken(name, error.to_string());
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    let kind = decoder.colortype().map_err(failed)?;
    let (channels, alpha) = match kind {
        ColorType::Gray(8 | 16) => (1, false),
        ColorType::GrayA(8 | 16) => (1, true),
        ColorType::RGB(8 | 16) => (3, false),
        ColorType::RGBA(8 | 16) => (3, true),
        ColorType::CMYK(8 | 16) => (4, false),
        ColorType::CMYKA(8 | 16) => (4, true),
        _ => return Err(unplaceable(name, &format!("a TIFF of a rare kind ({kind:?})"))),
    };
    let orientation = orientation(&mut decoder);
    let icc = decoder.find_tag(Tag::IccProfile).ok().flatten().and_then(|value| value.into_u8_vec().ok());
    let samples = match decoder.read_image().map_err(failed)? {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => samples.into_iter().map(|sample| sample.to_be_bytes()[0]).collect(),
        _ => return Err(unplaceable(name, "a TIFF of a rare depth")),
    };
    let samples = if alpha { flatten(&samples, channels, channels == 4) } else { samples };
    if samples.len() != width as usize * height as usize * channels {
        return Err(broken(name, message!("samples are missing")));
    }
    Ok(upright(Decoded { width, height, channels, samples, icc, is_plain_jpeg: false }, orientation))
}

type Open<'b> = Decoder<Cursor<&'b [u8]>>;

fn open<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<(Open<'b>, u32, u32), Diagnostic> {
    let failed = |error: tiff::TiffError| broken(name, error.to_string());
    let mut allowed = tiff::decoder::Limits::default();
    allowed.decoding_buffer_size = 1 << 30;
    allowed.intermediate_buffer_size = 1 << 28;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(failed)?.with_limits(allowed);
    let (width, height) = decoder.dimensions().map_err(failed)?;
    within(name, width, height, limits)?;
    Ok((decoder, width, height))
}

fn orientation(decoder: &mut Open<'_>) -> u32 {
    let stated = decoder.find_tag_unsigned::<u32>(Tag::Orientation).ok().flatten();
    stated.filter(|value| (1..=8).contains(value)).unwrap_or(1)
}
