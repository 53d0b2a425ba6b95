//! WebP, still pictures.

use std::io::Cursor;

use image_webp::WebPDecoder;

use crate::base::Diagnostic;
use crate::message;

use super::{Colours, Decoded, Limits, broken, flatten, orientation, unplaceable, upright, within};

/// Width and height, orientation respected, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    Ok(if turn(&mut decoder) >= 5 { (height, width) } else { (width, height) })
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let failed = |error: image_webp::DecodingError| broken(name, error.to_string());
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    if decoder.is_animated() {
        return Err(unplaceable(name, "a moving picture"));
    }
    let orientation = turn(&mut decoder);
    let icc = decoder.icc_profile().map_err(failed)?;
    let room = decoder.output_buffer_size().ok_or_else(|| broken(name, message!("it is too large")))?;
    let mut samples = vec![0; room];
    decoder.read_image(&mut samples).map_err(failed)?;
    let samples = if decoder.has_alpha() { flatten(&samples, 3, false) } else { samples };
    let decoded = Decoded { icc, ..Decoded::new((width, height), Colours::Rgb, samples) };
    Ok(upright(decoded, orientation))
}

type Open<'b> = WebPDecoder<Cursor<&'b [u8]>>;

fn open<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<(Open<'b>, u32, u32), Diagnostic> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| broken(name, error.to_string()))?;
    decoder.set_memory_limit(1 << 30);
    let (width, height) = decoder.dimensions();
    within(name, width, height, limits)?;
    Ok((decoder, width, height))
}

fn turn(decoder: &mut Open<'_>) -> u32 {
    decoder.exif_metadata().ok().flatten().map_or(1, |exif| orientation(&exif))
}
