//! WebP; of a moving one the first picture.

use std::io::Cursor;

use image_webp::WebPDecoder;

use crate::base::Diagnostic;
use crate::message;

use super::{Colours, Decoded, Limits, broken, fault, flatten, moves, orientation, upright, within};

/// Width and height, orientation respected, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    Ok(if turn(&mut decoder) >= 5 { (height, width) } else { (width, height) })
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let failed = |_: image_webp::DecodingError| wrong(name, bytes);
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    let notes = decoder.is_animated().then(|| moves(name, decoder.num_frames())).into_iter().collect();
    let orientation = turn(&mut decoder);
    let icc = decoder.icc_profile().map_err(failed)?;
    let room = decoder.output_buffer_size().ok_or_else(|| broken(name, message!("it is too large")))?;
    let mut samples = vec![0; room];
    decoder.read_image(&mut samples).map_err(failed)?;
    let samples = if decoder.has_alpha() { flatten(&samples, 3, false) } else { samples };
    let decoded = Decoded { icc, notes, ..Decoded::new((width, height), Colours::Rgb, samples) };
    Ok(upright(decoded, orientation))
}

type Open<'b> = WebPDecoder<Cursor<&'b [u8]>>;

fn open<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<(Open<'b>, u32, u32), Diagnostic> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| wrong(name, bytes))?;
    decoder.set_memory_limit(1 << 30);
    let (width, height) = decoder.dimensions();
    within(name, width, height, limits)?;
    Ok((decoder, width, height))
}

/// What of a file is wrong when it cannot be read: its head states how long it is (RFC 9649 §2.4).
fn wrong(name: &str, bytes: &[u8]) -> Diagnostic {
    let stated = bytes.get(4..8).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    broken(name, fault(bytes.len() as u64 >= 8 + u64::from(stated)))
}

fn turn(decoder: &mut Open<'_>) -> u32 {
    decoder.exif_metadata().ok().flatten().map_or(1, |exif| orientation(&exif))
}
