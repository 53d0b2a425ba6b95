//! The pixels of images: whether they decode, and how much ink they lay down, C05, G04 and G05.

use std::borrow::Cow;
use std::rc::Rc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::base::{Keep, KeepKey, has_adobe_marker};

use super::Judge;
use super::colour::Here;
use super::images::Picture;
use super::report::Sheet;
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

/// Images held before they are looked at, by number and in bytes: enough to keep all cores at work, too few to fill the memory.
const MOST_WAITING: (usize, usize) = (64, 64 << 20);

/// An image whose pixels are still to be looked at. It stands alone, so that several are decoded at once.
#[derive(Debug)]
pub(super) struct Waiting {
    data: Vec<u8>,
    is_jpeg: bool,
    width: usize,
    height: usize,
    /// Components of its colour space, where one is known.
    wanted: Option<usize>,
    bits: usize,
    decode: Vec<f64>,
    /// Ink of its samples; none for spaces whose inks are not known.
    scale: Option<Scale>,
    here: Here,
    /// The page it was met on.
    sheet: Sheet,
}

/// What is wrong with an image's pixels.
struct Fault {
    id: Id,
    what: &'static str,
    detail: String,
}

/// Samples of an image, rows padded to whole bytes.
struct Samples<'a> {
    data: Cow<'a, [u8]>,
    components: usize,
    bits: usize,
}

/// A decoded JPEG, its samples as stored.
struct Jpeg {
    width: usize,
    height: usize,
    components: usize,
    samples: Vec<u8>,
    has_adobe_marker: bool,
}

impl Judge<'_> {
    /// Takes an image in to have its pixels looked at, with others at once.
    pub(super) fn pixels(&mut self, stream: &Rc<Stream>, picture: &Picture, here: &Here) {
        let (data, filter) = match self.doc.decode(stream, self.doc.limits.image) {
            Ok(decoded) => decoded,
            Err(why) => {
                self.note_here(Id::G04, here, "image data do not decode", why);
                return;
            }
        };
        let is_jpeg = match filter.as_deref() {
            Some("DCTDecode" | "DCT") => true,
            // JPEG 2000, JBIG2 and fax data are not decoded.
            Some(_) => return,
            None => false,
        };
        let wanted = match &picture.space {
            Some(space) => Some(space.components()),
            None => picture.stencil.then_some(1),
        };
        let bits = if is_jpeg { 8 } else { picture.bits };
        self.waiting.push(Waiting {
            data,
            is_jpeg,
            width: picture.width,
            height: picture.height,
            wanted,
            bits,
            decode: picture.decode.clone(),
            scale: picture.space.as_ref().and_then(|space| Scale::new(space, bits, &picture.decode)),
            here: here.clone(),
            sheet: self.report.sheet.clone(),
        });
        let bytes: usize = self.waiting.iter().map(|image| image.data.len()).sum();
        if self.waiting.len() >= MOST_WAITING.0 || bytes > MOST_WAITING.1 {
            self.look_at_waiting();
        }
    }

    /// Looks at the images taken in, in parallel; what is found is noted in their order.
    pub(super) fn look_at_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let asked = Asked { tac: self.options.tac, most: self.doc.limits.image };
        let known = self.known;
        let found: Vec<Vec<Fault>> = waiting.par_iter().map(|image| look_once(image, &asked, known)).collect();
        let sheet = self.report.sheet.clone();
        for (image, faults) in waiting.iter().zip(found) {
            self.report.sheet = image.sheet.clone();
            for Fault { id, what, detail } in faults {
                self.note_here(id, &image.here, what, detail);
            }
        }
        self.report.sheet = sheet;
    }
}

/// What is asked of pixels.
#[derive(Debug)]
struct Asked {
    /// Ink limit in per cent, C05.
    tac: f64,
    /// Bytes of an image that is decoded, at most.
    most: usize,
}

/// Smaller images are looked at in less time than it takes to ask whether they were.
const WORTH_ASKING: usize = 16 << 10;
/// What is kept of an image in which nothing is wrong. One with faults is looked at again, and told of again.
const SOUND: &[u8] = b"sound";

/// Looks at an image unless it was found sound before.
fn look_once(image: &Waiting, asked: &Asked, known: Option<&dyn Keep>) -> Vec<Fault> {
    let Some(known) = known.filter(|_| image.data.len() >= WORTH_ASKING) else { return look(image, asked) };
    let key = image.key(asked);
    if known.get(&key).is_some_and(|verdict| verdict == SOUND) {
        return Vec::new();
    }
    let faults = look(image, asked);
    if faults.is_empty() {
        known.put(&key, SOUND);
    }
    faults
}

impl Waiting {
    /// All that the verdict on its pixels depends on.
    fn key(&self, asked: &Asked) -> KeepKey {
        let Self { data, is_jpeg, width, height, wanted, bits, decode, scale, here: _, sheet: _ } = self;
        let mut hash = Sha256::new();
        hash.update(format!("pixels {is_jpeg} {width} {height} {wanted:?} {bits} {decode:?} {asked:?}"));
        for unit in scale.iter().flat_map(|scale| scale.tables.iter().flatten()) {
            hash.update(unit.to_le_bytes());
        }
        hash.update([u8::from(scale.is_some())]);
        hash.update(data);
        hash.finalize().into()
    }
}

/// Decodes an image and looks at its pixels.
fn look(image: &Waiting, asked: &Asked) -> Vec<Fault> {
    let (samples, mut faults) = if image.is_jpeg { jpeg(image, asked.most) } else { plain(image) };
    if let (Some(samples), Some(scale)) = (samples, &image.scale) {
        faults.extend(ink(image, &samples, scale, asked.tac));
    }
    faults
}

/// G04: data as they are.
fn plain(image: &Waiting) -> (Option<Samples<'_>>, Vec<Fault>) {
    let Some(components) = image.wanted else { return (None, Vec::new()) };
    let needed = row_bytes(image.width, components, image.bits).saturating_mul(image.height);
    if image.data.len() < needed || needed == 0 {
        let detail = format!("{} bytes, needed {needed}", image.data.len());
        return (None, vec![Fault { id: Id::G04, what: "image data are incomplete", detail }]);
    }
    (Some(Samples { data: Cow::Borrowed(&image.data), components, bits: image.bits }), Vec::new())
}

/// G04 and G05: a JPEG.
fn jpeg(image: &Waiting, most: usize) -> (Option<Samples<'_>>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut note = |id, what, detail| faults.push(Fault { id, what, detail });
    let jpeg = match decode_jpeg(&image.data, most) {
        Ok(jpeg) => jpeg,
        Err(why) => return (None, vec![Fault { id: Id::G04, what: "image data do not decode", detail: why }]),
    };
    let as_said = (jpeg.width, jpeg.height) == (image.width, image.height);
    if !as_said {
        let (width, height) = (image.width, image.height);
        let detail = format!("{} x {}, dictionary says {width} x {height}", jpeg.width, jpeg.height);
        note(Id::G04, "JPEG of another size than its dictionary says", detail);
    }
    if image.wanted.is_some_and(|wanted| wanted != jpeg.components) {
        let detail = format!("{}, colour space has {}", jpeg.components, image.wanted.unwrap_or(0));
        note(Id::G04, "JPEG with another number of components", detail);
        return (None, faults);
    }
    let inverts = matches!(image.decode.as_slice(), [low, high, ..] if low > high);
    // Page-layout programs write the marker over plain values too: it only makes a look at the pixels worth while.
    if jpeg.components == 4 && jpeg.has_adobe_marker != inverts && looks_negative(&jpeg.samples, inverts) {
        let what = if inverts {
            "CMYK JPEG without Adobe marker is inverted: it prints as a negative"
        } else {
            "CMYK JPEG with Adobe marker is not inverted: it prints as a negative"
        };
        note(Id::G05, what, String::new());
    }
    let samples = Samples { data: Cow::Owned(jpeg.samples), components: jpeg.components, bits: 8 };
    (as_said.then_some(samples), faults)
}

/// Sum of inks, of 400, that separations for any paper stay below, and the share of a negative's pixels that do not: its paper and light parts.
const NEGATIVE: (u32, usize) = (300, 10);

/// Whether CMYK pixels have their ink where a picture has its paper: more than half of all ink on the average, and much of it beyond what any press takes.
fn looks_negative(samples: &[u8], inverts: bool) -> bool {
    let sums = samples.chunks_exact(4).map(|pixel| {
        let sum: u32 = pixel.iter().map(|&ink| u32::from(ink)).sum();
        if inverts { 4 * 255 - sum } else { sum }
    });
    let most = NEGATIVE.0 * 255 / 100;
    let (total, over) =
        sums.fold((0_u64, 0_usize), |(total, over), sum| (total + u64::from(sum), over + usize::from(sum > most)));
    let count = (samples.len() / 4).max(1);
    total > count as u64 * 2 * 255 && over * NEGATIVE.1 > count
}

fn decode_jpeg(data: &[u8], most: usize) -> Result<Jpeg, String> {
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
    if width.saturating_mul(height).saturating_mul(components) > most {
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
    Ok(Jpeg { width, height, components, samples, has_adobe_marker: has_adobe_marker(data) })
}

/// What was seen of the inks of pixels, in units of a [`Scale`].
#[derive(Default)]
struct Tally {
    limit: u32,
    /// Pixels that were looked at, and how many of them were over the limit.
    looked: u64,
    over: u64,
    /// The most ink of a pixel.
    most: u32,
}

impl Tally {
    fn see(&mut self, total: u32) {
        self.looked += 1;
        self.over += u64::from(total > self.limit);
        self.most = self.most.max(total);
    }
}

/// C05.
fn ink(image: &Waiting, samples: &Samples<'_>, scale: &Scale, limit: f64) -> Option<Fault> {
    if scale.tables.len() != samples.components {
        return None;
    }
    let mut tally = Tally { limit: scale.units(limit + TOTAL_TOLERANCE), ..Tally::default() };
    let pixels = image.width.saturating_mul(image.height);
    let step = (1..=4096_usize).find(|step| pixels / (step * step) <= MOST_LOOKED_AT).unwrap_or(4096);
    let row = row_bytes(image.width, samples.components, samples.bits);
    for line in samples.data.chunks_exact(row.max(1)).take(image.height).step_by(step) {
        match (scale.tables.as_slice(), samples.bits) {
            // Nearly all images are of four inks of 8 bits, and have millions of pixels.
            ([c, m, y, k], 8) => line.as_chunks().0.iter().step_by(step).for_each(|&[cyan, magenta, yellow, black]| {
                let colour = c[usize::from(cyan)] + m[usize::from(magenta)] + y[usize::from(yellow)];
                tally.see(colour + k[usize::from(black)]);
            }),
            _ => (0..image.width).step_by(step).for_each(|x| tally.see(scale.total(line, x))),
        }
    }
    let Tally { looked, over, most, .. } = tally;
    #[expect(clippy::cast_precision_loss, reason = "counts of pixels are far below 2^53")]
    let share = if looked == 0 { 0.0 } else { over as f64 / looked as f64 };
    let most = f64::from(most) / Scale::UNIT;
    let detail = || format!("up to {most:.0} %, {:.2} % of it above {limit} %", share * 100.0);
    (share > AREA).then(|| Fault { id: Id::C05, what: "image with more ink than the limit", detail: detail() })
}

/// Ink by sample value, in hundredths of a per cent, so that pixels are summed in whole numbers.
#[derive(Debug)]
struct Scale {
    bits: usize,
    /// A table of 256 values for each component; a palette is one component.
    tables: Vec<[u32; 256]>,
}

impl Scale {
    const UNIT: f64 = 100.0;

    /// The scale of a space whose inks are known; none for gray, which one ink prints, and for spaces with profiles.
    fn new(space: &Space, bits: usize, decode: &[f64]) -> Option<Self> {
        if bits > 16 {
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
            Space::Indexed { base, table } => vec![palette(base, table, bits)?],
            _ => return None,
        };
        Some(Self { bits, tables })
    }

    /// Per cent in the units of the scale.
    fn units(&self, percent: f64) -> u32 {
        whole(percent * Self::UNIT)
    }

    /// The sum of inks of a pixel.
    fn total(&self, line: &[u8], x: usize) -> u32 {
        let first = x * self.tables.len();
        let value = |(at, table): (usize, &[u32; 256])| table[usize::from(sample(line, first + at, self.bits))];
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
