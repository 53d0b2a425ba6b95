//! JPEG 2000: codestreams and JP2 files.

use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

use crate::base::Diagnostic;
use crate::message;

use super::density::{Density, Per};
use super::{Colours, Decoded, Limits, broken, fault, flatten, unplaceable, within};

/// Pixels of a picture, whose samples are fractions of four bytes while it is decoded.
const MOST_PIXELS: u64 = 60_000_000;

/// Width and height, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let image = open(name, bytes, limits)?;
    Ok((image.width(), image.height()))
}

fn open<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<Image<'b>, Diagnostic> {
    if is_high_throughput(bytes) {
        return Err(unplaceable(name, message!("a high-throughput JPEG 2000 (HTJ2K)")));
    }
    let settings = DecodeSettings { strict: true, ..DecodeSettings::default() };
    let image = Image::new(bytes, &settings).map_err(|_| wrong(name, bytes))?;
    let limits = Limits { pixels: limits.pixels.min(MOST_PIXELS), ..*limits };
    within(name, image.width(), image.height(), &limits)?;
    Ok(image)
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let image = open(name, bytes, limits)?;
    let size = (image.width(), image.height());
    let (channels, icc) = match image.color_space() {
        ColorSpace::Icc { profile, num_channels } => (*num_channels, Some(profile.clone())),
        other => (other.num_channels(), None),
    };
    let colours = match channels {
        1 => Colours::Gray,
        3 => Colours::Rgb,
        4 => Colours::Cmyk,
        channels => return Err(unplaceable(name, message!("a JPEG 2000 of {} channels", channels))),
    };
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| wrong(name, bytes))?;
    let samples = decoded.data_u8();
    let samples =
        if image.has_alpha() { flatten(&samples, colours.channels(), colours == Colours::Cmyk) } else { samples };
    if samples.len() != size.0 as usize * size.1 as usize * colours.channels() {
        return Err(broken(name, message!("samples are missing")));
    }
    Ok(Decoded { icc, ..Decoded::new(size, colours, samples) })
}

/// What of a file is wrong when it cannot be read: its codestream ends with a marker (ISO 15444-1 A.4.4).
fn wrong(name: &str, bytes: &[u8]) -> Diagnostic {
    const END: [u8; 2] = [0xFF, 0xD9];
    broken(name, fault(codestream(bytes).is_some_and(|stream| stream.ends_with(&END))))
}

/// The codestream, which is the whole file or lies in a box.
fn codestream(bytes: &[u8]) -> Option<&[u8]> {
    if bytes.starts_with(&[0xFF, 0x4F]) { Some(bytes) } else { content(bytes, b"jp2c") }
}

/// Whether the blocks of a codestream are coded by ISO 15444-15: its segment CAP, which follows SIZ, has the bit of that part (ISO 15444-1 A.5.2).
fn is_high_throughput(bytes: &[u8]) -> bool {
    let next = |mut stream: &[u8]| loop {
        let [0xFF, marker, high, low, data @ ..] = stream else { return false };
        match marker {
            0x50 => return data.get(1).is_some_and(|bits| bits & 2 != 0),
            // The first part of the picture ends the head.
            0x90 => return false,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(rest) = stream.get(2 + length.max(2)..) else { return false };
        stream = rest;
    };
    codestream(bytes).and_then(|stream| stream.get(2..)).is_some_and(next)
}

/// The name and the content of the first of some boxes, and what follows it (ISO 15444-1 I.4).
pub(super) fn next_box(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (stated, after) = bytes.split_first_chunk::<4>()?;
    let (kind, after) = after.split_first_chunk::<4>()?;
    let (head, length) = match u32::from_be_bytes(*stated) {
        // The last box may leave its length open; a long one has it in eight bytes.
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(u64::from_be_bytes(*after.first_chunk()?)).ok()?),
        length => (8, usize::try_from(length).ok()?),
    };
    Some((kind, bytes.get(head..length)?, bytes.get(length.max(head)..)?))
}

/// The content of the first box of a name among some.
fn content<'b>(mut boxes: &'b [u8], wanted: &[u8; 4]) -> Option<&'b [u8]> {
    loop {
        let (kind, data, after) = next_box(boxes)?;
        if kind == wanted {
            return Some(data);
        }
        boxes = after;
    }
}

/// Pixels to the inch, from the box of the header that says how the picture is to be shown, or else how it was taken (ISO 15444-1 I.5.3.7).
pub(super) fn density(bytes: &[u8]) -> Option<Density> {
    let boxes = content(content(bytes, b"jp2h")?, b"res ")?;
    let [a, b, c, d, e, f, g, h, down, across] = *content(boxes, b"resd").or(content(boxes, b"resc"))?.first_chunk()?;
    let number = |over: [u8; 2], under: [u8; 2], tens: u8| {
        let share = f64::from(u16::from_be_bytes(over)) / f64::from(u16::from_be_bytes(under));
        share * 10_f64.powi(i8::from_be_bytes([tens]).into())
    };
    Per::Metre.density([number([e, f], [g, h], across), number([a, b], [c, d], down)])
}
