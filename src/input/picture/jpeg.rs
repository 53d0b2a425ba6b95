//! JPEG: grey, RGB, CMYK and YCCK, baseline and progressive; see [`polarity`](super::polarity) for which way round CMYK is stored.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::base::{Diagnostic, Diagnostics, Message, jpeg_segments};
use crate::message;

use super::dcf;
use super::polarity::{Polarity, Stored, taken};
use super::rows::reduction;
use super::scan::is_sound;
use super::shrunk::{Part, shrunk};
use super::{
    AGAIN, Colours, Decoded, Limits, broken, fault, held_whole, orientation, unplaceable, upright, within_pixels,
};

type Jpeg<'b> = JpegDecoder<ZCursor<&'b [u8]>>;

/// Width and height as it will stand, from the header alone.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    Ok(if turn(&mut decoder) >= 5 { (height, width) } else { (width, height) })
}

/// The upright size of a photograph whose camera was turned by a quarter (Exif orientation 5 to 8).
pub(super) fn turned_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let options = DecoderOptions::default();
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    (turn(&mut decoder) >= 5).then_some((u32::from(info.height), u32::from(info.width)))
}

/// A decoder past its headers, with the size they state.
fn open<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<(Jpeg<'b>, u32, u32), Diagnostic> {
    if let Some(what) = rare_process(bytes) {
        return Err(unplaceable(name, Message::from(what)));
    }
    // What is too large is told in our own words: a JPEG states its sides in two bytes.
    let side = usize::from(u16::MAX);
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side).set_strict_mode(true);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| wrong(name, bytes))?;
    let info = decoder.info().ok_or_else(|| broken(name, message!("it has no header")))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let most = if is_progressive(bytes) { limits.pixels * 3 / 2 } else { limits.streamed };
    within_pixels(name, (width, height), limits, most)?;
    Ok((decoder, width, height))
}

/// Whether all cosines of a JPEG are held until its last scan has come (ISO 10918-1 table B.1), whatever part of its size is wanted.
fn is_progressive(bytes: &[u8]) -> bool {
    jpeg_segments(bytes).any(|segment| segment.marker == 0xC2)
}

/// What is told of a file that can be read, and is damaged all the same.
fn damaged(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let message = message!("{} is damaged in the middle: parts of it may stand elsewhere or in other colours", name);
    let finding = || Diagnostic::warning("picture/broken", message);
    (!is_sound(bytes)).then(|| finding().hint(AGAIN))
}

/// What of a file is wrong when it cannot be read: a marker ends it (ISO 10918-1 B.2.1), which within a scan cannot stand.
fn wrong(name: &str, bytes: &[u8]) -> Diagnostic {
    let head = jpeg_segments(bytes).map(|segment| segment.data.len() + 4).sum::<usize>();
    let is_end = |pair: &[u8]| pair == [0xFF, 0xD9];
    broken(name, fault(bytes.get(head..).unwrap_or_default().windows(2).any(is_end)))
}

/// Processes of ISO 10918-1 and of JPEG-LS (ISO 14495-1) that no camera, Photoshop or press uses, by their frame marker (table B.1).
fn rare_process(bytes: &[u8]) -> Option<&'static str> {
    let frame = jpeg_segments(bytes)
        .find(|segment| matches!(segment.marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xF7))?;
    match (frame.marker, frame.data.first()) {
        (0xF7, _) => Some("a JPEG-LS"),
        (0xC3, _) => Some("a lossless JPEG"),
        (0xC5..=0xC7, _) => Some("a hierarchical JPEG"),
        (0xC9..=0xCF, _) => Some("a JPEG with arithmetic coding"),
        (_, Some(12)) => Some("a JPEG of 12 bits a sample"),
        _ => None,
    }
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let (mut decoder, width, height) = open(name, bytes, limits)?;
    let orientation = turn(&mut decoder);
    let enough = limits.enough.map(|(x, y)| if orientation >= 5 { (y, x) } else { (x, y) });
    // Phones make more pixels than are held at once; of those every second one is enough for any page.
    let is_large = u64::from(width) * u64::from(height) > limits.pixels;
    let part = Part::of(reduction((width, height), enough)).or(is_large.then_some(Part::Half));
    let small = part.and_then(|part| small(bytes, part, &decoder, (width, height)));
    let is_small = small.is_some();
    let (size, raw) = match small {
        Some(small) => small,
        None if is_large => return Err(held_whole(name, (width, height), limits)),
        None => ((width, height), samples(&mut decoder, Three::Shown).map_err(|_| wrong(name, bytes))?),
    };
    let Raw { mut samples, colours, is_ycck } = raw;
    if samples.len() != size.0 as usize * size.1 as usize * colours.channels() {
        return Err(broken(name, message!("samples are missing")));
    }
    let mut notes: Diagnostics = damaged(name, bytes).into_iter().collect();
    let mut polarity = Polarity::Plain;
    if colours == Colours::Cmyk {
        let taken = taken(name, bytes, &Stored { samples: &samples, size });
        polarity = taken.polarity;
        notes.extend(taken.note);
        if polarity == Polarity::Inverted {
            samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
        }
    }
    let mut icc = decoder.icc_profile();
    if icc.is_none() && colours == Colours::Rgb && decoder.exif().is_some_and(|exif| dcf::is_adobe_rgb(exif)) {
        icc = Some(dcf::adobe_rgb());
        notes.push(dcf::note(name));
    }
    let decoded = Decoded {
        icc,
        // The inks of YCCK are written anew: not every press reads it.
        plain_jpeg: (orientation == 1 && !is_ycck && !is_small).then_some(polarity),
        notes,
        full: (width, height),
        ..Decoded::new(size, colours, samples)
    };
    Ok(upright(decoded, orientation))
}

/// A part of a large picture. What the decoder of parts does not read, or finds broken, is left to the decoder of the whole.
fn small(bytes: &[u8], part: Part, decoder: &Jpeg<'_>, size: (u32, u32)) -> Option<((u32, u32), Raw)> {
    let stored = decoder.input_colorspace()?;
    let colours = match stored {
        ColorSpace::Luma => Colours::Gray,
        ColorSpace::RGB | ColorSpace::YCbCr => Colours::Rgb,
        ColorSpace::CMYK | ColorSpace::YCCK => Colours::Cmyk,
        _ => return None,
    };
    let samples = shrunk(bytes, part, stored, size).ok()?;
    let size = (part.side(size.0), part.side(size.1));
    Some((size, Raw { samples, colours, is_ycck: stored == ColorSpace::YCCK }))
}

/// Decoded samples as they are stored.
pub(super) struct Raw {
    pub(super) samples: Vec<u8>,
    pub(super) colours: Colours,
    is_ycck: bool,
}

/// What becomes of three channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Three {
    /// Luminance and chroma become RGB.
    Shown,
    /// They are kept: what holds the JPEG says what they are.
    Kept,
}

fn samples(decoder: &mut Jpeg<'_>, three: Three) -> Result<Raw, String> {
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let (out, colours) = match stored.num_components() {
        1 => (ColorSpace::Luma, Colours::Gray),
        4 => (stored, Colours::Cmyk),
        _ if three == Three::Kept => (stored, Colours::Rgb),
        _ => (ColorSpace::RGB, Colours::Rgb),
    };
    decoder.set_options(DecoderOptions::default().set_strict_mode(true).jpeg_set_out_colorspace(out));
    let mut samples = decoder.decode().map_err(|error| format!("{error:?}"))?;
    let is_ycck = stored == ColorSpace::YCCK;
    if is_ycck {
        samples.chunks_exact_mut(4).for_each(inks_of_ycck);
    }
    Ok(Raw { samples, colours, is_ycck })
}

/// The strip or tile of a TIFF, or the small copy within a picture, which is one whole JPEG: its width and samples.
pub(super) fn strip(bytes: &[u8], three: Three) -> Result<(usize, Raw), String> {
    let mut decoder =
        JpegDecoder::new_with_options(ZCursor::new(bytes), DecoderOptions::default().set_strict_mode(true));
    decoder.decode_headers().map_err(|error| format!("{error:?}"))?;
    let width = decoder.info().map_or(0, |info| usize::from(info.width));
    Ok((width, samples(&mut decoder, three)?))
}

/// Luminance and chroma of the first three channels, whose RGB is the complement of the inks (Adobe Technical Note 5116 §18).
pub(super) fn inks_of_ycck(pixel: &mut [u8]) {
    let [y, cb, cr, _] = pixel else { return };
    [*y, *cb, *cr] = rgb_of_ycc([*y, *cb, *cr]).map(|channel| 255 - channel);
}

/// Thousandths of ITU-R BT.601, as JFIF 1.02 gives them.
pub(super) fn rgb_of_ycc([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (i32::from(y) * 1000, i32::from(cb) - 128, i32::from(cr) - 128);
    let byte = |thousandths: i32| u8::try_from(((thousandths + 500) / 1000).clamp(0, 255)).unwrap_or(u8::MAX);
    [luma + 1402 * red, luma - 344 * blue - 714 * red, luma + 1772 * blue].map(byte)
}

fn turn(decoder: &mut Jpeg<'_>) -> u32 {
    decoder.exif().map_or(1, |exif| orientation(exif))
}
