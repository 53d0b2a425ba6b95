//! Decoded pictures → press pictures: size, inks, ink limit, encoding.

use fast_image_resize as fir;
use jpeg_encoder::{ColorType, Encoder, EncodingError, ImageBuffer, JpegColorType, SamplingFactor};
use rayon::prelude::*;

use crate::base::{Diagnostic, Len, Message, has_adobe_marker};
use crate::message;

use super::line_art::greys_of_bits;
use super::press::{Channels, OutputProfile, PressData, PressImage};
use super::same::of_another_press;
use super::transform::{inks_to_press, screen_to_press};

/// A decoded picture as it comes from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Name for messages.
    pub name: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What the samples are.
    pub channels: PictureChannels,
    /// The samples, row by row, 8 bits each or packed bits; CMYK: 0 is no ink.
    pub samples: Vec<u8>,
    /// The embedded profile.
    pub icc: Option<Vec<u8>>,
    /// The file itself, when it is a JPEG that can be printed as it is.
    pub jpeg: Option<PlainJpeg>,
}

/// A JPEG that can be printed as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainJpeg {
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether it stores its inks inverted.
    pub inverted: bool,
}

/// What a decoded picture's samples are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureChannels {
    /// One bit a pixel, 0 is black; rows begin at whole bytes, from the high bit on.
    Bits,
    /// Grey: 0 is black.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// CIE L*a*b*: lightness 0 to 255, grey at 128.
    Lab,
}

impl PictureChannels {
    /// Samples of one pixel.
    pub fn count(self) -> usize {
        match self {
            Self::Bits | Self::Gray => 1,
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
        }
    }
}

/// The most pixels a picture needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl TargetSize {
    /// The pixels of an area at a resolution, rounded up.
    pub fn at_ppi(width: Len, height: Len, ppi: u32) -> Self {
        let pixels = |extent: Len| {
            u32::try_from((extent.0 * i64::from(ppi) + Len::PT.0 * 72 - 1) / (Len::PT.0 * 72)).unwrap_or(1).max(1)
        };
        Self { width: pixels(width), height: pixels(height) }
    }
}

/// Rendering intent of a conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Intent {
    /// Keeps the relations of colours; for photographs.
    #[default]
    Perceptual,
    /// Keeps colours the press can print.
    RelativeColorimetric,
    /// Keeps colours strong; for charts.
    Saturation,
    /// Keeps the paper's tint of the source; for proofs of proofs.
    AbsoluteColorimetric,
}

/// How pictures are converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvertOptions {
    /// Rendering intent.
    pub intent: Intent,
    /// Black-point compensation: the source's black becomes the press's.
    pub black_point: bool,
    /// Line art: grey pixels of a colour picture take black ink alone, and nothing is lost to JPEG.
    pub line_art: bool,
    /// JPEG quality of converted photographs, 1 to 100.
    pub quality: u8,
}

impl Default for ConvertOptions {
    fn default() -> Self {
        Self { intent: Intent::default(), black_point: true, line_art: false, quality: 90 }
    }
}

/// Pictures with fewer pixels are kept lossless: logos and other graphics gain nothing from JPEG.
const LOSSLESS_PIXELS: usize = 40_000;
/// JPEG rings a little at edges; pixels are held this far under the limit (in 255ths of one ink) so that decoded ones stay within it.
const RINGING: u32 = 8;

/// JPEG quality at which rings stay within [`RINGING`], whatever the edge.
const UNRINGING: u8 = 100;
/// One pixel of so many may be over the limit by ringing; half of what the judge lets through (prepress C05).
const RINGING_PIXELS: usize = 4000;
/// Pixels across and down of a JPEG's block (ISO 10918-1 A.3.3).
const BLOCK: usize = 8;

/// Whether a JPEG of the picture would ring beyond its ink limit: dark lettering on light ground, where much ink and little share blocks.
fn rings(samples: &[u8], width: usize, limit: u32) -> bool {
    let (pixels, _) = samples.as_chunks::<4>();
    let full_beside_light = |rows: &[[u8; 4]]| -> usize {
        let mut blocks = vec![(u32::MAX, 0_usize); width.div_ceil(BLOCK)];
        for row in rows.chunks(width.max(1)) {
            for (block, pixels) in blocks.iter_mut().zip(row.chunks(BLOCK)) {
                for sum in pixels.iter().map(sum) {
                    block.0 = block.0.min(sum);
                    block.1 += usize::from(sum + 2 * RINGING > limit);
                }
            }
        }
        blocks.iter().filter(|(least, _)| least * 2 < limit).map(|(_, full)| full).sum()
    };
    let found: usize = pixels.par_chunks((width * BLOCK).max(1)).map(full_beside_light).sum();
    found * RINGING_PIXELS > pixels.len()
}

/// Makes a picture ready for the press: never enlarged, in the press's inks, within its ink limit.
///
/// # Errors
/// The embedded profile and the press profile cannot be joined, or encoding failed.
pub fn convert(
    picture: &Picture,
    target: TargetSize,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<PressImage, Diagnostic> {
    if let Some(passed) = passed_through(picture, target, profile) {
        return Ok(passed);
    }
    let sized = downsampled(picture, target)?;
    let (channels, mut samples) = match sized.channels {
        PictureChannels::Bits | PictureChannels::Gray => (Channels::Gray, sized.samples.clone()),
        PictureChannels::Lab => (Channels::Cmyk, lab_to_press(&sized, profile, options)?),
        PictureChannels::Rgb => (Channels::Cmyk, rgb_to_press(&sized, profile, options)?),
        PictureChannels::Cmyk => (Channels::Cmyk, cmyk_to_press(&sized, profile, options)?),
    };
    let lossless = options.line_art || samples.len() / channels.count() <= LOSSLESS_PIXELS;
    let limit = limit_in_255ths(profile).saturating_sub(if lossless { 0 } else { RINGING });
    let mut quality = options.quality;
    if channels == Channels::Cmyk {
        limit_ink(&mut samples, limit);
        if rings(&samples, sized.width as usize, limit) {
            quality = UNRINGING;
        }
    }
    let data = if lossless { PressData::Raw(samples) } else { jpeg(&samples, &sized, channels, quality)? };
    Ok(PressImage { width: sized.width, height: sized.height, channels, data })
}

/// A CMYK JPEG of the right size, made for this press and within the limit goes to the press as it is.
fn passed_through(picture: &Picture, target: TargetSize, profile: &OutputProfile) -> Option<PressImage> {
    let jpeg = picture.jpeg.as_ref()?;
    let fits = picture.width <= target.width + target.width / 2 && picture.height <= target.height + target.height / 2;
    let limit = limit_in_255ths(profile);
    let within = || {
        picture.samples.chunks_exact(4).all(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>() <= limit + 3)
    };
    let is_ours = || of_another_press(picture.icc.as_deref(), profile).is_none();
    (picture.channels == PictureChannels::Cmyk && fits && within() && is_ours()).then(|| PressImage {
        width: picture.width,
        height: picture.height,
        channels: Channels::Cmyk,
        data: PressData::Jpeg { bytes: jpeg.bytes.clone(), inverted: jpeg.inverted },
    })
}

/// Area-true reduction with a Lanczos filter, in the picture's own space; bits become greys.
fn downsampled(picture: &Picture, target: TargetSize) -> Result<Picture, Diagnostic> {
    let (width, height) = (picture.width.min(target.width), picture.height.min(target.height));
    if picture.channels == PictureChannels::Bits {
        let samples = greys_of_bits(&picture.samples, (picture.width, picture.height), (width, height));
        return Ok(resized(picture, (width, height), PictureChannels::Gray, samples));
    }
    if (width, height) == (picture.width, picture.height) {
        return Ok(Picture { jpeg: None, ..picture.clone() });
    }
    let kind = match picture.channels {
        PictureChannels::Bits | PictureChannels::Gray => fir::PixelType::U8,
        PictureChannels::Rgb | PictureChannels::Lab => fir::PixelType::U8x3,
        PictureChannels::Cmyk => fir::PixelType::U8x4,
    };
    let failed =
        |why: String| Diagnostic::error("picture/resize", message!("{} cannot be reduced: {}", picture.name, why));
    let source = fir::images::ImageRef::new(picture.width, picture.height, &picture.samples, kind)
        .map_err(|error| failed(error.to_string()))?;
    let mut reduced = fir::images::Image::new(width, height, kind);
    let options =
        fir::ResizeOptions::new().resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::Lanczos3)).use_alpha(false);
    fir::Resizer::new().resize(&source, &mut reduced, &options).map_err(|error| failed(error.to_string()))?;
    Ok(resized(picture, (width, height), picture.channels, reduced.into_vec()))
}

/// The same picture with other samples.
pub(super) fn resized(
    picture: &Picture,
    (width, height): (u32, u32),
    channels: PictureChannels,
    samples: Vec<u8>,
) -> Picture {
    Picture { width, height, channels, samples, jpeg: None, name: picture.name.clone(), icc: picture.icc.clone() }
}

fn lab_to_press(picture: &Picture, profile: &OutputProfile, options: &ConvertOptions) -> Result<Vec<u8>, Diagnostic> {
    super::transform::lab_to_press(&picture.samples, profile, options).map_err(|why| unconverted(picture, &why))
}

fn rgb_to_press(picture: &Picture, profile: &OutputProfile, options: &ConvertOptions) -> Result<Vec<u8>, Diagnostic> {
    let icc = picture.icc.as_deref();
    let mut inks =
        screen_to_press(&picture.samples, icc, profile, options).map_err(|why| unconverted(picture, &why))?;
    if options.line_art {
        greys_to_black(&picture.samples, &mut inks);
    }
    Ok(inks)
}

/// CMYK of another press goes through its profile; CMYK without a profile is taken as meant for this press.
fn cmyk_to_press(picture: &Picture, profile: &OutputProfile, options: &ConvertOptions) -> Result<Vec<u8>, Diagnostic> {
    let icc = of_another_press(picture.icc.as_deref(), profile);
    inks_to_press(&picture.samples, icc, profile, options).map_err(|why| unconverted(picture, &why))
}

fn unconverted(picture: &Picture, why: &lcms2::Error) -> Diagnostic {
    Diagnostic::error(
        "picture/convert",
        message!("the colours of {} cannot be converted: {}", picture.name, why.to_string()),
    )
}

/// How far apart the channels of a grey may be: scanners and JPEG never hit one exactly.
const GREY: u8 = 6;

/// Whether the channels of a screen's colour are those of a grey.
pub fn is_grey([r, g, b]: [u8; 3]) -> bool {
    r.max(g).max(b) - r.min(g).min(b) <= GREY
}

/// Greys of line art print with black alone, so that no thin line needs four plates in register.
fn greys_to_black(rgb: &[u8], inks: &mut [u8]) {
    let (pixels, _) = rgb.as_chunks::<3>();
    let (inks, _) = inks.as_chunks_mut::<4>();
    for (pixel, inks) in pixels.iter().zip(inks) {
        if is_grey(*pixel) {
            *inks = [0, 0, 0, 255 - pixel[1]];
        }
    }
}

/// The profile's ink limit as a sum of samples.
pub(super) fn limit_in_255ths(profile: &OutputProfile) -> u32 {
    u32::from(profile.ink_limit.0) * 255 / 1000
}

/// Takes colour ink away where the sum is over the limit; black, which carries the drawing, stays.
pub(super) fn limit_ink(samples: &mut [u8], limit: u32) {
    samples.par_chunks_mut(4 * 4096).for_each(|band| {
        for pixel in band.as_chunks_mut::<4>().0 {
            // Few pixels of a photograph are over the limit: all others cost one sum.
            if sum(pixel) > limit {
                take_colour(pixel, limit);
            }
        }
    });
}

fn sum(pixel: &[u8; 4]) -> u32 {
    pixel.iter().map(|&ink| u32::from(ink)).sum()
}

fn take_colour([c, m, y, k]: &mut [u8; 4], limit: u32) {
    let colour = u32::from(*c) + u32::from(*m) + u32::from(*y);
    let room = limit.saturating_sub(u32::from(*k));
    for ink in [c, m, y].into_iter().filter(|_| colour > room) {
        *ink = u8::try_from(u32::from(*ink) * room / colour).unwrap_or(u8::MAX);
    }
}

fn jpeg(samples: &[u8], picture: &Picture, channels: Channels, quality: u8) -> Result<PressData, Diagnostic> {
    let failed =
        |why: Message| Diagnostic::error("picture/encode", message!("{} cannot be encoded: {}", picture.name, why));
    let side = |pixels: u32| {
        u16::try_from(pixels).map_err(|_| failed(message!("it has more pixels on a side than a JPEG holds")))
    };
    let (width, height) = (side(picture.width)?, side(picture.height)?);
    let encoded = match channels {
        Channels::Gray => encoded(quality, |encoder| encoder.encode(samples, width, height, ColorType::Luma)),
        Channels::Cmyk => encoded(quality, |encoder| encoder.encode_image(InkRows { samples, width, height })),
    };
    let bytes = encoded.map_err(|error| failed(message!("{}", error.to_string())))?;
    let inverted = channels == Channels::Cmyk && has_adobe_marker(&bytes);
    Ok(PressData::Jpeg { bytes, inverted })
}

/// A JPEG of a quality, every channel at its full size.
fn encoded(
    quality: u8,
    encode: impl FnOnce(Encoder<&mut Vec<u8>>) -> Result<(), EncodingError>,
) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encode(encoder)?;
    Ok(bytes)
}

/// CMYK pixels as the encoder wants them: channel by channel and inverted, as its Adobe marker says. Its own way pushes them one by one.
struct InkRows<'s> {
    samples: &'s [u8],
    width: u16,
    height: u16,
}

impl ImageBuffer for InkRows<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Cmyk
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let (width, y) = (usize::from(self.width), usize::from(y));
        let (pixels, _) = self.samples.as_chunks::<4>();
        let row = pixels.get(y * width..(y + 1) * width).unwrap_or_default();
        for (channel, buffer) in buffers.iter_mut().enumerate() {
            buffer.extend(row.iter().map(|pixel| u8::MAX - pixel[channel]));
        }
    }
}

/// Pixels of the press's inks as a JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedInks {
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether its samples are stored inverted (prepress G05).
    pub inverted: bool,
}

/// CMYK samples as a JPEG of a quality from 1 to 100; none for sides a JPEG does not hold.
pub fn jpeg_of_inks(samples: &[u8], width: usize, height: usize, quality: u8) -> Option<EncodedInks> {
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    let bytes = encoded(quality, |encoder| encoder.encode_image(InkRows { samples, width, height })).ok()?;
    let inverted = has_adobe_marker(&bytes);
    Some(EncodedInks { bytes, inverted })
}

/// Pixels per inch of `pixels` over `extent`.
pub fn effective_ppi(pixels: u32, extent: Len) -> u32 {
    if extent <= Len::ZERO {
        return 0;
    }
    u32::try_from(i64::from(pixels) * Len::PT.0 * 72 / extent.0).unwrap_or(u32::MAX)
}

/// Whether pixels reach a resolution over an extent: a scanner rounds to whole pixels, so that one too few is none.
pub fn reaches(pixels: u32, extent: Len, least: u32) -> bool {
    effective_ppi(pixels.saturating_add(1), extent) >= least
}

/// The largest sum of inks of raw CMYK samples, in thousandths, and how many pixels are above `limit`.
pub fn coverage(samples: &[u8], limit: u32) -> (u32, usize) {
    let sums = samples.chunks_exact(4).map(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>() * 1000 / 255);
    sums.fold((0, 0), |(most, over), sum| (most.max(sum), over + usize::from(sum > limit)))
}
