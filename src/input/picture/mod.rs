//! Picture files → samples: limits first, then decoding, then uprightness.

mod columns;
mod dcf;
mod density;
mod drawing;
mod file;
mod gamma;
mod jpeg;
mod jpeg2000;
mod kind;
mod png;
mod points;
mod polarity;
mod psd;
mod rows;
mod scan;
mod shrunk;
mod tiff;
mod told;
mod upright;
mod webp;

use std::io::Cursor;

use crate::base::{Diagnostic, Diagnostics, Message, ToArg};
use crate::message;

use kind::{Kind, kind};
use upright::upright;

pub use density::{Density, Scale, density};
pub use drawing::{DrawingFonts, FontBytes, Links, ReadDrawing, Screen, drawing, drawing_size};
pub use file::PictureFile;
pub use polarity::Polarity;
pub use told::Told;

/// What a file that is to be placed holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Pixels.
    Pixels,
    /// A vector drawing.
    Drawing,
    /// Pages of a PDF.
    Pages,
}

/// Told by content; names lie. What cannot be placed counts as pixels, and is refused when they are decoded.
pub fn holds(bytes: &[u8]) -> Holds {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => Holds::Pages,
        _ if drawing::is_svg(bytes) => Holds::Drawing,
        _ if is_late_pdf(bytes) => Holds::Pages,
        _ => Holds::Pixels,
    }
}

/// Whether a PDF begins after a few lines of text, as programs that pass files on put before it; readers look for it that far (ISO 32000-2 annex I).
fn is_late_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let at = head.windows(5).position(|window| window == b"%PDF-");
    let is_text =
        |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF);
    at.is_some_and(|at| head.iter().take(at).all(is_text))
}

/// What a picture may be at most; checked on the header, before memory is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pixels on one side.
    pub side: u32,
    /// Pixels in all, of a picture that is decoded as a whole.
    pub pixels: u64,
    /// Pixels in all, of a picture that is decoded row by row.
    pub streamed: u64,
    /// Pixels across and down that are enough where the picture stands; much larger ones are reduced while they are read.
    pub enough: Option<(u32, u32)>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { side: 60_000, pixels: 100_000_000, streamed: 300_000_000, enough: None }
    }
}

/// Bytes of samples that are held at once; a page in four inks at 300 pixels per inch has 130 million.
const MOST_HELD: usize = 512 << 20;

/// What the samples of a picture are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// One bit a pixel, 0 is black; rows begin at whole bytes, from the high bit on.
    Bits,
    /// Grey: 0 is black.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black: 0 is no ink.
    Cmyk,
    /// CIE L*a*b* as ICC profiles of 8 bits have it: lightness 0 to 255, grey at 128.
    Lab,
}

impl Colours {
    /// Samples of one pixel.
    pub fn channels(self) -> usize {
        match self {
            Self::Bits | Self::Gray => 1,
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
        }
    }
}

/// A decoded picture: upright, 8 bits a sample or one bit a pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pixels across and down in the file, of which there may be more.
    pub full: (u32, u32),
    /// What the samples are.
    pub colours: Colours,
    /// The samples.
    pub samples: Vec<u8>,
    /// The embedded profile.
    pub icc: Option<Vec<u8>>,
    /// Where the file is a JPEG that can be printed as it is: how it stores inks.
    pub plain_jpeg: Option<Polarity>,
    /// What is worth knowing about the file.
    pub notes: Diagnostics,
}

impl Decoded {
    /// Samples with nothing more to say about them.
    pub(crate) fn new((width, height): (u32, u32), colours: Colours, samples: Vec<u8>) -> Self {
        let full = (width, height);
        Self { width, height, full, colours, samples, icc: None, plain_jpeg: None, notes: Vec::new() }
    }
}

/// Decodes a picture file: JPEG, PNG, TIFF, WebP, JPEG 2000 or the composite of a Photoshop document; `page` is that of a TIFF, from 1.
///
/// # Errors
/// Another kind of file, a broken one, or one beyond the limits, in the user's words.
pub fn decode(name: &str, bytes: &[u8], page: u32, limits: &Limits) -> Result<Decoded, Diagnostic> {
    match kind(bytes) {
        Kind::Jpeg => jpeg::decode(name, bytes, limits),
        Kind::Png => png::decode(name, bytes, limits),
        Kind::Tiff => tiff::decode(name, &mut Cursor::new(bytes), page, limits),
        Kind::WebP => webp::decode(name, bytes, limits),
        Kind::Jpeg2000 => jpeg2000::decode(name, bytes, limits),
        Kind::Photoshop => psd::decode(name, bytes, limits),
        Kind::Other(what) => Err(what.refused(name)),
    }
}

/// Width and height of a picture as it will stand, from its header alone.
///
/// # Errors
/// As [`decode`].
pub fn header(name: &str, bytes: &[u8], page: u32, limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    match kind(bytes) {
        Kind::Jpeg => jpeg::size(name, bytes, limits),
        Kind::Png => png::size(name, bytes, limits),
        Kind::Tiff => tiff::size(name, &mut Cursor::new(bytes), page, limits),
        Kind::WebP => webp::size(name, bytes, limits),
        Kind::Jpeg2000 => jpeg2000::size(name, bytes, limits),
        Kind::Photoshop => psd::size(name, bytes, limits),
        Kind::Other(what) => Err(what.refused(name)),
    }
}

fn unplaceable(name: &str, what: impl ToArg) -> Diagnostic {
    Diagnostic::error("picture/kind", message!("{} is {}, which cannot be placed", name, what)).hint(
        "save it again from an image program: as JPEG (baseline or progressive), as PNG, or as TIFF of 8 or 16 bits",
    )
}

/// What to do about a file that did not come whole.
const AGAIN: &str = "fetch the picture again from where it came";

fn broken(name: &str, why: impl ToArg) -> Diagnostic {
    Diagnostic::error("picture/broken", message!("{} is damaged: {}", name, why)).hint(AGAIN)
}

/// Why a file cannot be read, without the words of its decoder, which are for programmers.
fn fault(is_whole: bool) -> Message {
    if is_whole { message!("its data contradict themselves") } else { message!("it ends early") }
}

/// What is told of a picture that moves.
fn moves(name: &str, frames: u32) -> Diagnostic {
    let message = message!("{} moves: of its {} pictures the first is placed", name, frames);
    Diagnostic::warning("picture/pages", message).hint("save the picture that is meant as a file of its own")
}

fn more_channels(name: &str, count: usize) -> Diagnostic {
    Diagnostic::warning(
        "picture/channels",
        message!("{} has {} more channel(s) than its colours, which are left out", name, count),
    )
    .hint("spot colours are printed from a PDF; masks and notes of the retoucher need not be saved with the picture")
}

fn within(name: &str, width: u32, height: u32, limits: &Limits) -> Result<(), Diagnostic> {
    let is_small_enough = width <= limits.side && height <= limits.side;
    if is_small_enough && u64::from(width) * u64::from(height) > limits.pixels {
        return Err(held_whole(name, (width, height), limits));
    }
    within_pixels(name, (width, height), limits, limits.pixels)
}

/// What can only be decoded as a whole, and is too large for that; three samples a pixel.
fn held_whole(name: &str, (width, height): (u32, u32), limits: &Limits) -> Diagnostic {
    let megabytes = u64::from(width) * u64::from(height) * 3 / 1_000_000;
    let message = message!(
        "{} has {} × {} pixels and can only be read as a whole, for which it needs {} MB of memory",
        name,
        width,
        height,
        megabytes
    );
    let million = limits.pixels / 1_000_000;
    Diagnostic::error("picture/too-large", message)
        .hint(message!("save it as TIFF, which is read in pieces, or reduce it below {} million pixels", million))
}

fn within_streamed(name: &str, width: u32, height: u32, limits: &Limits) -> Result<(), Diagnostic> {
    within_pixels(name, (width, height), limits, limits.streamed)
}

fn within_pixels(name: &str, (width, height): (u32, u32), limits: &Limits, most: u64) -> Result<(), Diagnostic> {
    if width == 0 || height == 0 {
        return Err(broken(name, message!("it has no pixels")));
    }
    let fits = width <= limits.side && height <= limits.side && u64::from(width) * u64::from(height) <= most;
    if fits { Ok(()) } else { Err(too_many(name, (width, height), &Limits { pixels: most, ..*limits })) }
}

fn too_many(name: &str, (width, height): (u32, u32), limits: &Limits) -> Diagnostic {
    let message = message!("{} has {} × {} pixels, more than any page needs", name, width, height);
    Diagnostic::error("picture/too-large", message).hint(message!(
        "reduce it below {} pixels a side and {} million in all",
        limits.side,
        limits.pixels / 1_000_000
    ))
}

/// Exif orientation, 1 to 8; 1 is upright.
fn orientation(exif: &[u8]) -> u32 {
    let data = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif).to_vec();
    let read = exif::Reader::new().read_raw(data).ok();
    let field = read.as_ref().and_then(|exif| exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY));
    field.and_then(|field| field.value.get_uint(0)).filter(|value| (1..=8).contains(value)).unwrap_or(1)
}

/// Pixels of `colours` samples and an alpha → pixels over bare paper, which is 255 of light or 0 of ink.
fn flatten(samples: &[u8], colours: usize, is_ink: bool) -> Vec<u8> {
    let paper = if is_ink { 0 } else { 255 };
    let pixels = samples.chunks_exact(colours + 1);
    let over = |pixel: &[u8]| -> Vec<u8> {
        pixel[..colours].iter().map(|&sample| over_paper(sample, paper, pixel[colours])).collect()
    };
    pixels.flat_map(over).collect()
}

/// So much of a sample as alpha says, over what lies under it.
fn over_paper(sample: u8, paper: u8, alpha: u8) -> u8 {
    let (sample, paper, alpha) = (u32::from(sample), u32::from(paper), u32::from(alpha));
    u8::try_from((sample * alpha + paper * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
