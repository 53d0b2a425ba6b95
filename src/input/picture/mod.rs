//! Picture files → samples: limits first, then decoding, then uprightness.

mod drawing;
mod tiff;
mod webp;

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::base::{Diagnostic, ToArg, has_adobe_marker};
use crate::message;

pub use drawing::{DrawingFonts, FontBytes, ReadDrawing, Screen, drawing};

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
        _ => Holds::Pixels,
    }
}

/// What a picture may be at most; checked on the header, before memory is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pixels on one side.
    pub side: u32,
    /// Pixels in all.
    pub pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { side: 30_000, pixels: 100_000_000 }
    }
}

/// A decoded picture: upright, 8 bits a sample, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Samples of one pixel: 1 grey, 3 RGB, 4 CMYK (0 is no ink).
    pub channels: usize,
    /// The samples.
    pub samples: Vec<u8>,
    /// The embedded profile.
    pub icc: Option<Vec<u8>>,
    /// Whether the file is a JPEG that stands upright as it is.
    pub is_plain_jpeg: bool,
}

/// Decodes a JPEG, PNG, TIFF or WebP file.
///
/// # Errors
/// Another kind of file, a broken one, or one beyond the limits, in the user's words.
pub fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    match kind(bytes) {
        Kind::Jpeg => decode_jpeg(name, bytes, limits),
        Kind::Png => decode_png(name, bytes, limits),
        Kind::Tiff => tiff::decode(name, bytes, limits),
        Kind::WebP => webp::decode(name, bytes, limits),
        Kind::Other(what) => Err(unplaceable(name, what)),
    }
}

/// Width and height of a picture as it will stand, from its header alone.
///
/// # Errors
/// As [`decode`].
pub fn header(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    match kind(bytes) {
        Kind::Jpeg => {
            let (mut decoder, width, height) = open_jpeg(name, bytes, limits)?;
            let turned = decoder_orientation(&mut decoder) >= 5;
            Ok(if turned { (height, width) } else { (width, height) })
        }
        Kind::Png => {
            let mut decoder = png::Decoder::new(Cursor::new(bytes));
            let header = decoder.read_header_info().map_err(|error| broken(name, error.to_string()))?;
            within(name, header.width, header.height, limits)?;
            Ok((header.width, header.height))
        }
        Kind::Tiff => tiff::size(name, bytes, limits),
        Kind::WebP => webp::size(name, bytes, limits),
        Kind::Other(what) => Err(unplaceable(name, what)),
    }
}

fn unplaceable(name: &str, what: &str) -> Diagnostic {
    Diagnostic::error("picture/kind", message!("{} is {}, which cannot be placed", name, what))
        .hint("save the picture as JPEG, PNG, TIFF or WebP")
}

enum Kind {
    Jpeg,
    Png,
    Tiff,
    WebP,
    Other(&'static str),
}

/// The kind of a file by its first bytes; names lie.
fn kind(bytes: &[u8]) -> Kind {
    let text = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).map_or(bytes, |at| &bytes[at..]);
    match bytes {
        [] => Kind::Other("an empty file"),
        [0xFF, 0xD8, 0xFF, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => Kind::Png,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Kind::Tiff,
        [b'G', b'I', b'F', ..] => Kind::Other("a GIF"),
        [b'8', b'B', b'P', b'S', ..] => Kind::Other("a Photoshop document"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::WebP,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Kind::Other("a HEIC or AVIF"),
        [0, 0, 0, 12, b'j', b'P', ..] => Kind::Other("a JPEG 2000"),
        [b'%', b'P', b'D', b'F', ..] => Kind::Other("a PDF"),
        _ if text.starts_with(b"<") => Kind::Other("a web page or XML, not a picture"),
        _ => Kind::Other("no kind of picture known here"),
    }
}

fn broken(name: &str, why: impl ToArg) -> Diagnostic {
    Diagnostic::error("picture/broken", message!("{} is damaged: {}", name, why))
        .hint("fetch the picture again from where it came")
}

fn within(name: &str, width: u32, height: u32, limits: &Limits) -> Result<(), Diagnostic> {
    if width == 0 || height == 0 {
        return Err(broken(name, message!("it has no pixels")));
    }
    if width > limits.side || height > limits.side || u64::from(width) * u64::from(height) > limits.pixels {
        let message = message!("{} has {} × {} pixels, more than any page needs", name, width, height);
        return Err(Diagnostic::error("picture/too-large", message).hint(message!(
            "reduce it below {} pixels a side and {} million in all",
            limits.side,
            limits.pixels / 1_000_000
        )));
    }
    Ok(())
}

type Jpeg<'b> = JpegDecoder<ZCursor<&'b [u8]>>;

/// A decoder past its headers, with the size they state.
fn open_jpeg<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<(Jpeg<'b>, u32, u32), Diagnostic> {
    let side = limits.side as usize;
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side).set_strict_mode(true);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| broken(name, format!("{error:?}")))?;
    let info = decoder.info().ok_or_else(|| broken(name, message!("it has no header")))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within(name, width, height, limits)?;
    Ok((decoder, width, height))
}

fn decode_jpeg(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let failed = |error: zune_jpeg::errors::DecodeErrors| broken(name, format!("{error:?}"));
    let (mut decoder, width, height) = open_jpeg(name, bytes, limits)?;
    let options = DecoderOptions::default().set_strict_mode(true);
    let out = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => ColorSpace::Luma,
        Some(ColorSpace::CMYK | ColorSpace::YCCK) => ColorSpace::CMYK,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(out));
    let mut samples = decoder.decode().map_err(failed)?;
    let channels = out.num_components();
    if samples.len() != width as usize * height as usize * channels {
        return Err(broken(name, message!("samples are missing")));
    }
    if channels == 4 && has_adobe_marker(bytes) {
        samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    let icc = decoder.icc_profile();
    let orientation = decoder_orientation(&mut decoder);
    let decoded = Decoded { width, height, channels, samples, icc, is_plain_jpeg: orientation == 1 };
    Ok(upright(decoded, orientation))
}

fn decoder_orientation(decoder: &mut Jpeg<'_>) -> u32 {
    decoder.exif().map_or(1, |exif| orientation(exif))
}

/// Exif orientation, 1 to 8; 1 is upright.
fn orientation(exif: &[u8]) -> u32 {
    let data = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif).to_vec();
    let read = exif::Reader::new().read_raw(data).ok();
    let field = read.as_ref().and_then(|exif| exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY));
    field.and_then(|field| field.value.get_uint(0)).filter(|value| (1..=8).contains(value)).unwrap_or(1)
}

/// Turns and mirrors a picture as its orientation says.
fn upright(picture: Decoded, orientation: u32) -> Decoded {
    if orientation == 1 {
        return picture;
    }
    let (width, height, channels) = (picture.width as usize, picture.height as usize, picture.channels);
    let turned = orientation >= 5;
    let (out_width, out_height) = if turned { (height, width) } else { (width, height) };
    let mut samples = Vec::with_capacity(picture.samples.len());
    for y in 0..out_height {
        for x in 0..out_width {
            let (from_x, from_y) = match orientation {
                2 => (width - 1 - x, y),
                3 => (width - 1 - x, height - 1 - y),
                4 => (x, height - 1 - y),
                5 => (y, x),
                6 => (y, height - 1 - x),
                7 => (width - 1 - y, height - 1 - x),
                _ => (width - 1 - y, x),
            };
            let at = (from_y * width + from_x) * channels;
            samples.extend_from_slice(&picture.samples[at..at + channels]);
        }
    }
    let (width, height) = if turned { (picture.height, picture.width) } else { (picture.width, picture.height) };
    Decoded { width, height, samples, ..picture }
}

fn decode_png(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let failed = |error: png::DecodingError| broken(name, error.to_string());
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 1 << 30 });
    let header = decoder.read_header_info().map_err(failed)?;
    within(name, header.width, header.height, limits)?;
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(failed)?;
    let size = reader.output_buffer_size().ok_or_else(|| broken(name, message!("it is too large")))?;
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(failed)?;
    samples.truncate(frame.buffer_size());
    let icc = reader.info().icc_profile.as_ref().map(|icc| icc.to_vec());
    let (channels, samples) = on_paper(frame.color_type, samples);
    if samples.len() != frame.width as usize * frame.height as usize * channels {
        return Err(broken(name, message!("samples are missing")));
    }
    Ok(Decoded { width: frame.width, height: frame.height, channels, samples, icc, is_plain_jpeg: false })
}

/// Transparent parts show the paper.
fn on_paper(colour: png::ColorType, samples: Vec<u8>) -> (usize, Vec<u8>) {
    match colour {
        png::ColorType::GrayscaleAlpha => (1, flatten(&samples, 1, false)),
        png::ColorType::Rgba => (3, flatten(&samples, 3, false)),
        png::ColorType::Grayscale => (1, samples),
        png::ColorType::Rgb | png::ColorType::Indexed => (3, samples),
    }
}

/// Pixels of `colours` samples and an alpha → pixels over bare paper, which is 255 of light or 0 of ink.
fn flatten(samples: &[u8], colours: usize, is_ink: bool) -> Vec<u8> {
    let paper = if is_ink { 0 } else { 255 };
    let over = |sample: u8, alpha: u8| {
        let (sample, alpha) = (u32::from(sample), u32::from(alpha));
        u8::try_from((sample * alpha + paper * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let pixels = samples.chunks_exact(colours + 1);
    pixels.flat_map(|pixel| pixel[..colours].iter().map(move |&sample| over(sample, pixel[colours]))).collect()
}
