//! Samples of pictures, 8 bits each, from whatever way they are stored (ISO 32000-1 §8.9.5).

use lopdf::{Dictionary, Document, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::streams::{Expanded, entry, expanded, numbers, whole};

/// Bytes of a picture after its filters.
pub(super) const MOST_BYTES: usize = 512 << 20;
/// The longest side of a JPEG.
const LONGEST_SIDE: usize = 65_500;

/// A picture's samples, row by row, as they are stored: `/Decode` is not applied yet.
#[derive(Debug)]
pub(super) struct Samples {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) components: usize,
    pub(super) data: Vec<u8>,
    /// Whether it was stored with loss.
    pub(super) is_photo: bool,
}

impl Samples {
    /// Samples through `/Decode`.
    pub(super) fn decode(&mut self, decode: &[f64]) {
        if decode.len() < self.components * 2 {
            return;
        }
        for at in 0..self.components {
            let (low, high) = (decode[2 * at], decode[2 * at + 1]);
            if (low, high) == (0.0, 1.0) {
                continue;
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
            let table: Vec<u8> = (0..=255_u8)
                .map(|value| ((low + f64::from(value) / 255.0 * (high - low)) * 255.0).round().clamp(0.0, 255.0) as u8)
                .collect();
            let column = self.data.iter_mut().skip(at).step_by(self.components);
            column.for_each(|sample| *sample = table[usize::from(*sample)]);
        }
    }
}

/// The samples of a picture of a number of components; none where they cannot be had.
pub(super) fn samples(document: &Document, stream: &Stream, components: usize) -> Option<Samples> {
    let (width, height) = size(document, &stream.dict)?;
    match expanded(document, stream, MOST_BYTES).ok()? {
        Expanded::Plain(data) => {
            let bits = usize::try_from(whole(document, &stream.dict, b"BitsPerComponent")?).ok()?;
            let data = unpacked(&data, width, height, components, bits)?;
            Some(Samples { width, height, components, data, is_photo: false })
        }
        Expanded::Picture(name, data) if name == b"DCTDecode" => jpeg(&data, components),
        Expanded::Picture(name, data) if name == b"JPXDecode" => {
            let picture = jpx(&data)?;
            (picture.samples.components == components).then_some(picture.samples)
        }
        Expanded::Picture(..) => None,
    }
}

/// Width and height as the dictionary says.
pub(super) fn size(document: &Document, keys: &Dictionary) -> Option<(usize, usize)> {
    let side = |key: &[u8]| {
        let side = whole(document, keys, key).and_then(|side| usize::try_from(side).ok());
        side.filter(|side| (1..=LONGEST_SIDE).contains(side))
    };
    Some((side(b"Width")?, side(b"Height")?))
}

/// `/Decode`, with nothing for what is not said.
pub(super) fn decode_of(document: &Document, keys: &Dictionary) -> Vec<f64> {
    numbers(document, entry(document, keys, b"Decode"))
}

fn unpacked(data: &[u8], width: usize, height: usize, components: usize, bits: usize) -> Option<Vec<u8>> {
    let across = width.checked_mul(components)?;
    let row = across.checked_mul(bits)?.div_ceil(8);
    let count = across.checked_mul(height)?;
    if row.checked_mul(height)? > data.len() || count > MOST_BYTES {
        return None;
    }
    let mut out = Vec::with_capacity(count);
    for line in data.chunks_exact(row).take(height) {
        match bits {
            8 => out.extend_from_slice(line),
            16 => out.extend(line.iter().step_by(2)),
            1 | 2 | 4 => {
                let most = (1_u16 << bits) - 1;
                out.extend((0..across).map(|at| {
                    let byte = u16::from(line[at * bits / 8]);
                    let value = byte >> (8 - bits - at * bits % 8) & most;
                    u8::try_from(value * 255 / most).unwrap_or(255)
                }));
            }
            _ => return None,
        }
    }
    Some(out)
}

fn jpeg(data: &[u8], wanted: usize) -> Option<Samples> {
    let options = DecoderOptions::default().set_max_width(LONGEST_SIDE).set_max_height(LONGEST_SIDE);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    let space = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let (out, components) = match space.num_components() {
        1 => (ColorSpace::Luma, 1),
        4 => (space, 4),
        _ => (ColorSpace::RGB, 3),
    };
    if components != wanted || width.checked_mul(height)?.checked_mul(components)? > MOST_BYTES {
        return None;
    }
    decoder.set_options(options.jpeg_set_out_colorspace(out));
    let mut data = decoder.decode().ok()?;
    if data.len() < width * height * components {
        return None;
    }
    if space == ColorSpace::YCCK {
        data.chunks_exact_mut(4).for_each(from_ycck);
    }
    Some(Samples { width, height, components, data, is_photo: true })
}

/// YCCK samples → CMYK samples: the first three are turned to RGB, which is stored as its complement.
fn from_ycck(pixel: &mut [u8]) {
    let [y, cb, cr, _] = pixel else { return };
    let (luma, blue, red) = (f64::from(*y), f64::from(*cb) - 128.0, f64::from(*cr) - 128.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
    let byte = |value: f64| value.round().clamp(0.0, 255.0) as u8;
    *y = 255 - byte(luma + 1.402 * red);
    *cb = 255 - byte(luma - 0.344_14 * blue - 0.714_14 * red);
    *cr = 255 - byte(luma + 1.772 * blue);
}

/// A JPEG 2000 picture with the space its own header names (ISO 32000-1 §7.4.9).
#[derive(Debug)]
pub(super) struct Jpx {
    pub(super) samples: Samples,
    /// Its opacity, where the header names such a channel.
    pub(super) opacity: Option<Vec<u8>>,
    pub(super) space: JpxSpace,
}

/// Colours of a JPEG 2000 picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JpxSpace {
    Grey,
    Rgb,
    Cmyk,
    /// A profile of three components.
    Profile(Vec<u8>),
}

/// Decodes a JPEG 2000 picture.
pub(super) fn jpx(data: &[u8]) -> Option<Jpx> {
    // A definition of no channels makes the decoder give up hard.
    if data.windows(6).any(|window| window.starts_with(b"cdef") && window.ends_with(&[0, 0])) {
        return None;
    }
    use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};
    let image = Image::new(data, &DecodeSettings::default()).ok()?;
    let (width, height) = (usize::try_from(image.width()).ok()?, usize::try_from(image.height()).ok()?);
    let space = image.color_space().clone();
    let colours = usize::from(space.num_channels());
    let all = colours + usize::from(image.has_alpha());
    if width.checked_mul(height)?.checked_mul(all)? > MOST_BYTES || width > LONGEST_SIDE || height > LONGEST_SIDE {
        return None;
    }
    let has_opacity = image.has_alpha();
    let mut context = DecoderContext::default();
    let data = image.decode(&mut context).ok()?.data_u8();
    if data.len() < width * height * all {
        return None;
    }
    let kind = match space {
        ColorSpace::Gray => JpxSpace::Grey,
        ColorSpace::RGB => JpxSpace::Rgb,
        ColorSpace::CMYK => JpxSpace::Cmyk,
        ColorSpace::Icc { profile, num_channels: 3 } => JpxSpace::Profile(profile),
        ColorSpace::Icc { num_channels: 1, .. } => JpxSpace::Grey,
        ColorSpace::Icc { num_channels: 4, .. } => JpxSpace::Cmyk,
        _ => return None,
    };
    let pixels = data.chunks_exact(all);
    let opacity = has_opacity.then(|| pixels.clone().filter_map(|pixel| pixel.last().copied()).collect());
    let data = if has_opacity { pixels.flat_map(|pixel| pixel[..colours].to_vec()).collect() } else { data };
    Some(Jpx { samples: Samples { width, height, components: colours, data, is_photo: true }, opacity, space: kind })
}
