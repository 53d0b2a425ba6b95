//! PNG: grey, palette and RGB, with and without alpha; one bit stays one bit.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits as PngLimits, Reader, Transformations};

use crate::base::{Diagnostic, Diagnostics};
use crate::message;

use super::gamma::Gamma;
use super::points;
use super::rows::{Rows, reduction};
use super::{
    Colours, Decoded, Limits, broken, fault, flatten, moves, orientation, too_many, upright, within, within_streamed,
};

type Open<'b> = Reader<Cursor<&'b [u8]>>;

/// Width and height, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    let header = decoder.read_header_info().map_err(|_| wrong(name, bytes))?;
    let size = (header.width, header.height);
    if header.interlaced {
        within(name, size.0, size.1, limits)
    } else {
        within_streamed(name, size.0, size.1, limits)
    }?;
    Ok(if turn(bytes) >= 5 { (size.1, size.0) } else { size })
}

/// A chunk: its name and what it holds.
pub(super) struct Chunk<'b> {
    pub(super) name: [u8; 4],
    pub(super) data: &'b [u8],
}

/// The chunks of a file up to the first that is cut off (PNG 3 §5.3).
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let (data, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        // A check sum follows.
        rest = after.get(4..).unwrap_or_default();
        Some(Chunk { name: *name, data })
    })
}

/// The orientation in the chunk `eXIf` (PNG 3 §11.3.4.6), which may also stand behind the pixels.
fn turn(bytes: &[u8]) -> u32 {
    chunks(bytes).find(|chunk| chunk.name == *b"eXIf").map_or(1, |chunk| orientation(chunk.data))
}

/// What is told of a picture that moves (PNG 3 §11.3.6).
fn told_moves(name: &str, png: &Open<'_>) -> Option<Diagnostic> {
    let frames = png.info().animation_control.filter(|control| control.num_frames > 1)?.num_frames;
    Some(moves(name, frames))
}

/// What of a file is wrong when it cannot be read: without its last chunk it was cut short.
fn wrong(name: &str, bytes: &[u8]) -> Diagnostic {
    broken(name, fault(chunks(bytes).any(|chunk| chunk.name == *b"IEND")))
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let failed = |_: DecodingError| wrong(name, bytes);
    size(name, bytes, limits)?;
    let turn = turn(bytes);
    let enough = limits.enough.map(|(x, y)| if turn >= 5 { (y, x) } else { (x, y) });
    let limits = &Limits { enough, ..*limits };
    let open = |transformations| {
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), PngLimits { bytes: 1 << 30 });
        decoder.set_transformations(transformations);
        decoder.read_info().map_err(failed)
    };
    let plain = open(Transformations::IDENTITY)?;
    let notes: Diagnostics = told_moves(name, &plain).into_iter().chain(points::note(name, plain.info())).collect();
    let decoded = match two_colours(&plain) {
        Some(tones) => one_bit(plain, tones),
        None => {
            let gamma = Gamma::of(plain.info());
            // All bits count where samples become others.
            let deep = if gamma.is_some() { Transformations::IDENTITY } else { Transformations::STRIP_16 };
            many_bits(name, open(Transformations::EXPAND | deep)?, gamma.as_ref(), limits)
        }
    };
    let decoded = decoded.map_err(|problem| match problem {
        Problem::Png(error) => failed(error),
        Problem::Ours(finding) => *finding,
    })?;
    Ok(upright(Decoded { notes, ..decoded }, turn))
}

enum Problem {
    Png(DecodingError),
    Ours(Box<Diagnostic>),
}

impl From<DecodingError> for Problem {
    fn from(error: DecodingError) -> Self {
        Self::Png(error)
    }
}

/// What a bit stands for in a picture of one bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Black,
    White,
}

/// What the bits 0 and 1 stand for in a picture that is black and white and nothing else; transparent parts show the paper (PNG 3 §11.3.1.1).
fn two_colours(png: &Open<'_>) -> Option<[Tone; 2]> {
    let info = png.info();
    if info.bit_depth != BitDepth::One || info.interlaced {
        return None;
    }
    let seen = info.trns.as_deref().unwrap_or_default();
    match (info.color_type, info.palette.as_deref()) {
        (ColorType::Grayscale, _) => {
            let is_clear = |bit: u8| seen.last() == Some(&bit);
            Some([if is_clear(0) { Tone::White } else { Tone::Black }, Tone::White])
        }
        (ColorType::Indexed, Some(palette)) => {
            let (entries, _) = palette.as_chunks::<3>();
            let tone = |bit: usize| match (entries.get(bit), seen.get(bit)) {
                (_, Some(0)) | (Some([255, 255, 255]), _) => Some(Tone::White),
                (Some([0, 0, 0]), None | Some(255)) => Some(Tone::Black),
                _ => None,
            };
            Some([tone(0)?, tone(1)?])
        }
        _ => None,
    }
}

fn one_bit(mut png: Open<'_>, tones: [Tone; 2]) -> Result<Decoded, Problem> {
    let (width, height) = (png.info().width, png.info().height);
    let mut samples = Vec::with_capacity((width as usize).div_ceil(8) * height as usize);
    while let Some(row) = png.next_row()? {
        samples.extend(row.data().iter().map(|byte| match tones {
            [Tone::Black, Tone::White] => *byte,
            [Tone::White, Tone::Black] => !byte,
            [Tone::White, Tone::White] => 255,
            [Tone::Black, Tone::Black] => 0,
        }));
    }
    Ok(Decoded { icc: profile(&png), ..Decoded::new((width, height), Colours::Bits, samples) })
}

fn many_bits(name: &str, mut png: Open<'_>, gamma: Option<&Gamma>, limits: &Limits) -> Result<Decoded, Problem> {
    let size = (png.info().width, png.info().height);
    let (colour, depth) = png.output_color_type();
    let colours = match colour {
        ColorType::Grayscale | ColorType::GrayscaleAlpha => Colours::Gray,
        _ => Colours::Rgb,
    };
    let factor = if png.info().interlaced { 1 } else { reduction(size, limits.enough) };
    let mut rows = Rows::new(size.0, colours.channels(), factor);
    if rows.room(size.1) > super::MOST_HELD {
        return Err(Problem::Ours(Box::new(too_many(name, size, limits))));
    }
    let icc = profile(&png);
    let has_alpha = matches!(colour, ColorType::GrayscaleAlpha | ColorType::Rgba);
    let bytes = if depth == BitDepth::Sixteen { 2 } else { 1 };
    let mut take = |row: &[u8]| match gamma {
        None => rows.push(&on_paper(colour, row)),
        Some(gamma) => rows.push(&on_paper(colour, &gamma.convert(row, bytes, colour.samples(), has_alpha))),
    };
    if png.info().interlaced {
        let room = png.output_buffer_size().unwrap_or(0);
        let mut samples = vec![0; room];
        let frame = png.next_frame(&mut samples)?;
        samples.truncate(frame.buffer_size());
        take(&samples);
    } else {
        while let Some(row) = png.next_row()? {
            take(row.data());
        }
    }
    let (width, height, samples) = rows.finish();
    if samples.len() != width as usize * height as usize * colours.channels() || u64::from(height) < 1 {
        return Err(Problem::Ours(Box::new(broken(name, message!("samples are missing")))));
    }
    Ok(Decoded { icc, full: size, ..Decoded::new((width, height), colours, samples) })
}

fn profile(png: &Open<'_>) -> Option<Vec<u8>> {
    let own = png.info().icc_profile.as_ref().map(|icc| icc.to_vec());
    own.or_else(|| points::profile(png.info()))
}

/// Transparent parts show the paper.
fn on_paper(colour: ColorType, samples: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    match colour {
        ColorType::GrayscaleAlpha => flatten(samples, 1, false).into(),
        ColorType::Rgba => flatten(samples, 3, false).into(),
        _ => samples.into(),
    }
}
