//! The pixels of images: whether they decode, and how much ink they lay down, C05, G04 and G05.

use std::rc::Rc;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Judge;
use super::colour::Here;
use super::images::Picture;
use super::rules::Id;
use super::spaces::{Inks, Space, entry};
use super::value::Stream;

/// Pixels above the ink limit by so much, in per cent, that are none the press would notice.
const TOTAL_TOLERANCE: f64 = 3.0;
/// Share of such pixels that an image may have.
const AREA: f64 = 0.0005;
/// Pixels looked at; larger images are looked at in steps.
const MOST_LOOKED_AT: usize = 16 << 20;
/// The longest side of a JPEG.
const LONGEST_SIDE: usize = 65_500;

/// Samples of an image, rows padded to whole bytes.
struct Samples {
    data: Vec<u8>,
    components: usize,
    bits: usize,
}

impl Judge<'_> {
    /// Decodes an image and looks at its pixels.
    pub(super) fn pixels(&mut self, stream: &Rc<Stream>, picture: &Picture, here: &Here) {
        let wanted = match &picture.space {
            Some(space) => Some(space.components()),
            None => picture.stencil.then_some(1),
        };
        let (data, filter) = match self.doc.decode(stream, self.doc.limits.image) {
            Ok(decoded) => decoded,
            Err(why) => {
                self.note_here(Id::G04, here, "image data do not decode", why);
                return;
            }
        };
        let samples = match filter.as_deref() {
            Some("DCTDecode" | "DCT") => self.jpeg(&data, picture, wanted, here),
            // JPEG 2000, JBIG2 and fax data are not decoded.
            Some(_) => None,
            None => wanted.and_then(|components| self.plain(data, picture, components, here)),
        };
        if let (Some(samples), Some(space)) = (samples, &picture.space) {
            self.ink(&samples, picture, space, here);
        }
    }

    /// G04: data as they are.
    fn plain(&mut self, data: Vec<u8>, picture: &Picture, components: usize, here: &Here) -> Option<Samples> {
        let row = row_bytes(picture.width, components, picture.bits);
        let needed = row.saturating_mul(picture.height);
        if data.len() < needed || needed == 0 {
            let detail = format!("{} bytes, needed {needed}", data.len());
            self.note_here(Id::G04, here, "image data are incomplete", detail);
            return None;
        }
        Some(Samples { data, components, bits: picture.bits })
    }

    /// G04 and G05: a JPEG.
    fn jpeg(&mut self, data: &[u8], picture: &Picture, wanted: Option<usize>, here: &Here) -> Option<Samples> {
        let (width, height, components, data, adobe) = match self.decode_jpeg(data) {
            Ok(decoded) => decoded,
            Err(why) => {
                self.note_here(Id::G04, here, "image data do not decode", why);
                return None;
            }
        };
        if (width, height) != (picture.width, picture.height) {
            let detail = format!("{width} x {height}, dictionary says {} x {}", picture.width, picture.height);
            self.note_here(Id::G04, here, "JPEG of another size than its dictionary says", detail);
        }
        if wanted.is_some_and(|wanted| wanted != components) {
            let detail = format!("{components}, colour space has {}", wanted.unwrap_or(0));
            self.note_here(Id::G04, here, "JPEG with another number of components", detail);
            return None;
        }
        if components == 4 {
            let inverts = matches!(picture.decode.as_slice(), [low, high, ..] if low > high);
            if adobe && !inverts {
                self.note_here(
                    Id::G05,
                    here,
                    "CMYK JPEG with Adobe marker is not inverted: it prints as a negative",
                    "",
                );
            } else if !adobe && inverts {
                self.note_here(
                    Id::G05,
                    here,
                    "CMYK JPEG without Adobe marker is inverted: it prints as a negative",
                    "",
                );
            }
        }
        let as_said = (width, height) == (picture.width, picture.height);
        as_said.then_some(Samples { data, components, bits: 8 })
    }

    /// Size, components, samples as stored, and whether there is an Adobe marker.
    fn decode_jpeg(&self, data: &[u8]) -> Result<(usize, usize, usize, Vec<u8>, bool), String> {
        let words = |error| format!("{error:?}").chars().take(80).collect::<String>();
        let options = DecoderOptions::default().set_max_width(LONGEST_SIDE).set_max_height(LONGEST_SIDE);
        let options = options.set_strict_mode(true);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
        decoder.decode_headers().map_err(words)?;
        let info = decoder.info().ok_or("it has no header")?;
        let (width, height) = (usize::from(info.width), usize::from(info.height));
        let space = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
        let (out, components) = match space.num_components() {
            1 => (ColorSpace::Luma, 1),
            4 => (space, 4),
            _ => (ColorSpace::RGB, 3),
        };
        if width.saturating_mul(height).saturating_mul(components) > self.doc.limits.image {
            return Err("it is larger than any image that is judged".into());
        }
        decoder.set_options(options.jpeg_set_out_colorspace(out));
        let mut samples = decoder.decode().map_err(words)?;
        if samples.len() < width * height * components {
            return Err("samples are missing".into());
        }
        if space == ColorSpace::YCCK {
            samples.chunks_exact_mut(4).for_each(from_ycck);
        }
        Ok((width, height, components, samples, has_adobe_marker(data)))
    }

    /// C05.
    fn ink(&mut self, samples: &Samples, picture: &Picture, space: &Space, here: &Here) {
        let Some(scale) = Scale::new(space, samples, &picture.decode) else { return };
        let (mut looked, mut over, mut most) = (0_u64, 0_u64, 0_u32);
        let limit = scale.units(self.options.tac + TOTAL_TOLERANCE);
        let pixels = picture.width.saturating_mul(picture.height);
        let step = (1..=4096_usize).find(|step| pixels / (step * step) <= MOST_LOOKED_AT).unwrap_or(4096);
        let row = row_bytes(picture.width, samples.components, samples.bits);
        for line in samples.data.chunks_exact(row.max(1)).take(picture.height).step_by(step) {
            for x in (0..picture.width).step_by(step) {
                let total = scale.total(line, x);
                looked += 1;
                over += u64::from(total > limit);
                most = most.max(total);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of pixels are far below 2^53")]
        let share = if looked == 0 { 0.0 } else { over as f64 / looked as f64 };
        if share > AREA {
            let most = f64::from(most) / Scale::UNIT;
            let detail = format!("up to {most:.0} %, {:.2} % of it above {} %", share * 100.0, self.options.tac);
            self.note_here(Id::C05, here, "image with more ink than the limit", detail);
        }
    }
}

/// Ink by sample value, in hundredths of a per cent, so that pixels are summed in whole numbers.
struct Scale {
    components: usize,
    bits: usize,
    /// A table of 256 values for each component; a palette is one component.
    tables: Vec<[u32; 256]>,
}

impl Scale {
    const UNIT: f64 = 100.0;

    /// The scale of a space whose inks are known; none for gray, which one ink prints, and for spaces with profiles.
    fn new(space: &Space, samples: &Samples, decode: &[f64]) -> Option<Self> {
        if samples.bits > 16 {
            return None;
        }
        let tables = match space {
            Space::Cmyk | Space::Icc(4) => (0..4).map(|at| table(1.0, at, decode)).collect(),
            Space::Inks { names } => {
                let weight = |name: &str| match name {
                    "All" => 4.0,
                    "None" => 0.0,
                    _ => 1.0,
                };
                names.iter().enumerate().map(|(at, name)| table(weight(name), at, decode)).collect()
            }
            Space::Indexed { base, table } => vec![palette(base, table, samples.bits)?],
            _ => return None,
        };
        (tables.len() == samples.components).then_some(Self {
            components: samples.components,
            bits: samples.bits,
            tables,
        })
    }

    /// Per cent in the units of the scale.
    fn units(&self, percent: f64) -> u32 {
        whole(percent * Self::UNIT)
    }

    /// The sum of inks of a pixel.
    fn total(&self, line: &[u8], x: usize) -> u32 {
        let value = |(at, table): (usize, &[u32; 256])| {
            let sample = sample(line, x * self.components + at, self.bits);
            table.get(usize::from(sample)).copied().unwrap_or(0)
        };
        self.tables.iter().enumerate().map(value).sum()
    }
}

/// Units of ink by sample value spread to 8 bits.
fn table(weight: f64, at: usize, decode: &[f64]) -> [u32; 256] {
    let low = decode.get(2 * at).copied().unwrap_or(0.0);
    let high = decode.get(2 * at + 1).copied().unwrap_or(1.0);
    let share =
        |value: usize| (low + f64::from(u8::try_from(value).unwrap_or(255)) / 255.0 * (high - low)).clamp(0.0, 1.0);
    std::array::from_fn(|value| whole(share(value) * weight * 100.0 * Scale::UNIT))
}

/// Units of ink by index of a palette; indices are spread to 8 bits as samples are.
fn palette(base: &Space, table: &[u8], bits: usize) -> Option<[u32; 256]> {
    let most = (1_usize << bits.min(8)) - 1;
    let inks = |index: usize| -> Option<Inks> { base.inks(&entry(base, table, index)?) };
    inks(0)?;
    Some(std::array::from_fn(|value| inks(value * most / 255).map_or(0, |inks| whole(inks.total() * Scale::UNIT))))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn whole(units: f64) -> u32 {
    units.round().clamp(0.0, 1e9) as u32
}

/// A sample spread to 8 bits; of 16 bits the upper half.
fn sample(line: &[u8], at: usize, bits: usize) -> u8 {
    match bits {
        8 => line.get(at).copied().unwrap_or(0),
        16 => line.get(at * 2).copied().unwrap_or(0),
        1 | 2 | 4 => {
            let byte = line.get(at * bits / 8).copied().unwrap_or(0);
            let most = (1_u8 << bits) - 1;
            let shift = 8 - bits - at * bits % 8;
            ((byte >> shift) & most) * (255 / most)
        }
        _ => 0,
    }
}

fn row_bytes(width: usize, components: usize, bits: usize) -> usize {
    width.saturating_mul(components).saturating_mul(bits).div_ceil(8)
}

/// YCCK samples → CMYK samples: the first three are turned to RGB, which is stored as its complement.
fn from_ycck(pixel: &mut [u8]) {
    let [y, cb, cr, _] = pixel else { return };
    let (luma, blue, red) = (f64::from(*y), f64::from(*cb) - 128.0, f64::from(*cr) - 128.0);
    let byte = |value: f64| u8::try_from(whole(value.clamp(0.0, 255.0))).unwrap_or(255);
    *y = 255 - byte(luma + 1.402 * red);
    *cb = 255 - byte(luma - 0.344_14 * blue - 0.714_14 * red);
    *cr = 255 - byte(luma + 1.772 * blue);
}

/// Whether a JPEG has an Adobe APP14 marker before its samples.
fn has_adobe_marker(data: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xFF, marker, high, low, rest @ ..]) = data.get(at..) {
        match marker {
            0xEE if rest.starts_with(b"Adobe") => return true,
            0xDA => return false,
            0xFF => at += 1,
            _ => at += 2 + usize::from(*high) * 256 + usize::from(*low),
        }
    }
    false
}
