//! Pictures (ISO 32000-2 §8.9) → samples of ink, and their pixels laid on the page's.

use hayro::hayro_syntax::bit_reader::BitReader;
use hayro::hayro_syntax::object::stream::{ImageColorSpace, ImageDecodeParams};
use hayro::hayro_syntax::object::{Array, Name, Object, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{Affine, Point};

use super::layer::{Marks, Process, Shade, Touch};
use super::room::{PictureKey, Room};
use super::spaces::{Onto, OverprintMode, Space, light};
use super::state::intent;
use crate::colour::SourceColour;

/// A picture in the inks of a group.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    /// The inks it has samples of.
    inks: Vec<usize>,
    /// Their shares in 255ths, pixel by pixel; empty for a stencil.
    samples: Vec<u8>,
    /// How opaque it is.
    alpha: Option<Grey>,
    /// What it puts down when it overprints.
    pub(super) marks: Option<Marks>,
}

/// A picture of one channel.
#[derive(Debug, Default)]
struct Grey {
    width: usize,
    height: usize,
    samples: Vec<u8>,
}

/// Samples of one picture: a broadsheet in four inks at 450 ppi has 270 million.
const MOST_SAMPLES: usize = 300_000_000;

impl Picture {
    pub(super) fn bytes(&self) -> usize {
        self.samples.len() + self.alpha.as_ref().map_or(0, |alpha| alpha.samples.len())
    }

    /// Whether it is a stencil that colour is put through.
    pub(super) fn is_stencil(&self) -> bool {
        self.inks.is_empty()
    }

    /// Reads an image; none where it cannot be.
    pub(super) fn read(stream: &Stream<'_>, resources: &Resources<'_>, room: &Room<'_>, onto: Onto) -> Option<Self> {
        let process = onto.process;
        let raw = Raw::read(stream, resources, room)?;
        if raw.is_stencil {
            let alpha = Some(raw.grey(|share| if share < 0.5 { 255 } else { 0 }));
            return Some(Self { width: raw.width, height: raw.height, alpha, ..Self::default() });
        }
        let space = raw.space.as_deref()?;
        let count = space_inks(space, process, room.inks.len());
        let samples = raw.inks(onto, &count, room)?;
        let marks = space.marks(&[], process, OverprintMode::All);
        let alpha = mask_of(stream, resources, room, &raw);
        Some(Self { width: raw.width, height: raw.height, inks: count, samples, alpha, marks: Some(marks) })
    }

    /// What its colours are put onto: by an intent of its own, if it has one (table 87).
    pub(super) fn onto(stream: &Stream<'_>, onto: Onto) -> Onto {
        let own = stream.dict().get::<Name<'_>>(b"Intent");
        Onto { intent: own.map_or(onto.intent, |name| intent(name.as_ref())), ..onto }
    }

    /// The name under which a picture is kept.
    pub(super) fn key(stream: &Stream<'_>, onto: Onto) -> Option<PictureKey> {
        let id = stream.dict().obj_id()?;
        Some(PictureKey { number: id.obj_number, generation: id.gen_number, onto })
    }
}

/// Which inks a space's colours may have.
fn space_inks(space: &Space, process: Process, inks: usize) -> Vec<usize> {
    let marks = space.marks(&[], process, OverprintMode::All);
    let count = if process == Process::Cmyk { inks } else { process.count() };
    (0..count).filter(|ink| marks.has(*ink)).collect()
}

/// Samples as they are stored, with what the dictionary says of them.
struct Raw {
    width: usize,
    height: usize,
    bits: u8,
    components: usize,
    is_stencil: bool,
    space: Option<std::rc::Rc<Space>>,
    /// From where to where the components go.
    decode: Vec<[f32; 2]>,
    data: Vec<u8>,
    /// An alpha channel that JPEG 2000 carries (SMaskInData).
    own_alpha: Option<Vec<u8>>,
}

impl Raw {
    fn read(stream: &Stream<'_>, resources: &Resources<'_>, room: &Room<'_>) -> Option<Self> {
        let dict = stream.dict();
        let number = |long: &[u8], short: &[u8]| dict.get::<u32>(long).or_else(|| dict.get::<u32>(short));
        let (width, height) = (number(b"Width", b"W")?, number(b"Height", b"H")?);
        let flag = dict.get::<bool>(b"ImageMask").or_else(|| dict.get::<bool>(b"IM"));
        let is_stencil = flag.unwrap_or(false);
        let stated = dict.get::<Object<'_>>(b"ColorSpace").or_else(|| dict.get::<Object<'_>>(b"CS"));
        let mut space = stated.filter(|_| !is_stencil).and_then(|object| Space::read(&object, resources, room));
        let bits = if is_stencil {
            Some(1)
        } else {
            number(b"BitsPerComponent", b"BPC").and_then(|bits| bits.try_into().ok())
        };
        let decoded = stream.decoded_image(&ImageDecodeParams {
            is_indexed: matches!(space.as_deref(), Some(Space::Indexed(_))),
            bpc: bits,
            num_components: space.as_ref().and_then(|space| space.components().try_into().ok()),
            target_dimension: None,
            width,
            height,
        });
        let decoded = decoded.ok()?;
        let (mut size, mut bits) = ((width, height), bits.unwrap_or(8));
        let mut own_alpha = None;
        if let Some(image) = decoded.image_data {
            (size, bits) = ((image.width, image.height), image.bits_per_component);
            own_alpha = image.alpha.filter(|_| dict.get::<u8>(b"SMaskInData").unwrap_or(0) != 0);
            if space.is_none() && !is_stencil {
                space = image.color_space.and_then(|kind| own_space(kind, room)).map(std::rc::Rc::new);
            }
        }
        let (width, height) = (usize::try_from(size.0).ok()?, usize::try_from(size.1).ok()?);
        let components = if is_stencil { 1 } else { space.as_ref()?.components() };
        if width.checked_mul(height)?.checked_mul(components)? > MOST_SAMPLES || width * height * components == 0 {
            return None;
        }
        let stated = dict.get::<Array<'_>>(b"Decode").or_else(|| dict.get::<Array<'_>>(b"D"));
        let stated: Vec<f32> = stated.iter().flat_map(|decode| decode.iter::<f32>()).take(64).collect();
        let highest = f32::from(u16::try_from((1_u32 << bits.min(16)) - 1).unwrap_or(u16::MAX));
        let decode = (0..components).map(|at| match (stated.get(at * 2..at * 2 + 2), space.as_deref()) {
            (Some(range), _) => [range[0], range[1]],
            (None, Some(Space::Indexed(_))) => [0.0, highest],
            (None, Some(space)) => space.range(at),
            (None, None) => [0.0, 1.0],
        });
        let decode = decode.collect();
        Some(Self {
            width,
            height,
            bits,
            components,
            is_stencil,
            space,
            decode,
            data: decoded.data.into_owned(),
            own_alpha,
        })
    }

    /// The stored samples of a row, in as many steps as the bits give, of 16 bits the upper 8.
    fn row(&self, row: usize, out: &mut Vec<u8>) {
        out.clear();
        let (count, bits) = (self.width * self.components, usize::from(self.bits));
        let stride = (count * bits).div_ceil(8);
        let line = self.data.get((row * stride).min(self.data.len())..).unwrap_or_default();
        let line = line.get(..stride).unwrap_or(line);
        match self.bits {
            8 => out.extend_from_slice(line),
            16 => out.extend(line.iter().step_by(2)),
            bits => {
                let mut reader = BitReader::new(line);
                out.extend((0..count).map_while(|_| reader.read(bits)).map(|value| u8::try_from(value).unwrap_or(255)));
            }
        }
        out.resize(count, 0);
    }

    fn steps(&self) -> usize {
        1 << self.bits.min(8)
    }

    /// What a stored sample of a component stands for.
    fn value(&self, component: usize, sample: u8) -> f32 {
        let [from, to] = self.decode.get(component).copied().unwrap_or([0.0, 1.0]);
        #[expect(clippy::cast_precision_loss, reason = "at most 255")]
        let highest = (self.steps() - 1) as f32;
        from + f32::from(sample) / highest * (to - from)
    }

    /// As one channel of the first component's values.
    fn grey(&self, of: impl Fn(f32) -> u8) -> Grey {
        let table: Vec<u8> = (0..=255).map(|sample| of(self.value(0, sample))).collect();
        let mut samples = Vec::with_capacity(self.width * self.height);
        let mut row = Vec::new();
        for y in 0..self.height {
            self.row(y, &mut row);
            samples.extend(row.iter().step_by(self.components).map(|sample| table[usize::from(*sample)]));
        }
        Grey { width: self.width, height: self.height, samples }
    }

    /// All pixels as shares of some inks.
    fn inks(&self, onto: Onto, inks: &[usize], room: &Room<'_>) -> Option<Vec<u8>> {
        let space = self.space.as_deref()?;
        let tables: Vec<Vec<f32>> =
            (0..self.components).map(|at| (0..=255).map(|sample| self.value(at, sample)).collect()).collect();
        let mut out = Vec::with_capacity(self.width * self.height * inks.len());
        let mut row = Vec::new();
        let mut convert = Converter::new(space, onto, inks, room.inks.len());
        for y in 0..self.height {
            self.row(y, &mut row);
            if let (Space::Rgb(way), Process::Cmyk) = (space, onto.process) {
                let levels = |(at, sample): (usize, &u8)| byte(tables[at % 3][usize::from(*sample)]);
                let light: Vec<u8> = row.iter().enumerate().map(levels).collect();
                out.extend(way.pixels(&light, onto.intent)?);
                continue;
            }
            for pixel in row.chunks_exact(self.components) {
                convert.pixel(pixel, &tables, &mut out);
            }
        }
        Some(out)
    }
}

/// Converts pixels one by one; neighbours are often alike, and pictures of one component have few colours at all.
struct Converter<'s> {
    space: &'s Space,
    onto: Onto,
    inks: &'s [usize],
    colour: Vec<f32>,
    all: Vec<f32>,
    last: Vec<u8>,
    /// The inks of every sample of a picture of one component.
    known: Vec<Option<Vec<u8>>>,
    result: Vec<u8>,
}

impl<'s> Converter<'s> {
    fn new(space: &'s Space, onto: Onto, inks: &'s [usize], all: usize) -> Self {
        let all = vec![0.0; all.max(onto.process.count())];
        Self {
            space,
            onto,
            inks,
            colour: Vec::new(),
            all,
            last: Vec::new(),
            known: vec![None; 256],
            result: Vec::new(),
        }
    }

    fn pixel(&mut self, pixel: &[u8], tables: &[Vec<f32>], out: &mut Vec<u8>) {
        if let [sample] = pixel {
            if let Some(known) = &self.known[usize::from(*sample)] {
                return out.extend_from_slice(known);
            }
            self.convert(pixel, tables);
            self.known[usize::from(*sample)] = Some(self.result.clone());
        } else if self.last != pixel || self.result.is_empty() {
            self.convert(pixel, tables);
            self.last = pixel.to_vec();
        }
        out.extend_from_slice(&self.result);
    }

    fn convert(&mut self, pixel: &[u8], tables: &[Vec<f32>]) {
        self.colour.clear();
        self.colour.extend(pixel.iter().zip(tables).map(|(sample, table)| table[usize::from(*sample)]));
        self.all.fill(0.0);
        self.space.put(&self.colour, self.onto, &mut self.all);
        self.result.clear();
        self.result.extend(self.inks.iter().map(|ink| byte(self.all[*ink])));
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
pub(super) fn byte(share: f32) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

/// The space of a JPEG 2000 that the dictionary says nothing of.
fn own_space(kind: ImageColorSpace, room: &Room<'_>) -> Option<Space> {
    match kind {
        ImageColorSpace::Gray => Some(Space::Gray),
        ImageColorSpace::Rgb => Some(Space::Rgb(light(SourceColour::Srgb, room)?)),
        ImageColorSpace::Cmyk => Some(Space::Cmyk { is_device: false }),
        ImageColorSpace::Unknown(_) => None,
    }
}

/// What masks an image: a soft mask, a stencil, or a range of colours (§8.9.6).
fn mask_of(stream: &Stream<'_>, resources: &Resources<'_>, room: &Room<'_>, raw: &Raw) -> Option<Grey> {
    let dict = stream.dict();
    if let Some(own) = &raw.own_alpha {
        return Some(Grey { width: raw.width, height: raw.height, samples: own.clone() });
    }
    if let Some(soft) = dict.get::<Stream<'_>>(b"SMask") {
        return Raw::read(&soft, resources, room).map(|raw| raw.grey(byte));
    }
    match dict.get::<Object<'_>>(b"Mask")? {
        // Where a mask would paint, it shows the image: what it says is 0.
        Object::Stream(stencil) => {
            Some(Raw::read(&stencil, resources, room)?.grey(|share| if share < 0.5 { 255 } else { 0 }))
        }
        Object::Array(ranges) => Some(keyed(raw, &ranges.iter::<u32>().take(64).collect::<Vec<_>>())),
        _ => None,
    }
}

/// Pixels whose stored samples are all within ranges are not painted.
fn keyed(raw: &Raw, ranges: &[u32]) -> Grey {
    let shift = u32::from(raw.bits.saturating_sub(8));
    let is_within = |(at, sample): (usize, &u8)| {
        let range = ranges.get(at * 2..at * 2 + 2);
        range.is_some_and(|range| (range[0] >> shift..=range[1] >> shift).contains(&u32::from(*sample)))
    };
    let mut samples = Vec::with_capacity(raw.width * raw.height);
    let mut row = Vec::new();
    for y in 0..raw.height {
        raw.row(y, &mut row);
        let shown = |pixel: &[u8]| if pixel.iter().enumerate().all(is_within) { 0 } else { 255 };
        samples.extend(row.chunks_exact(raw.components).map(shown));
    }
    Grey { width: raw.width, height: raw.height, samples }
}

/// A picture laid on the page: every pixel of the page takes the mean of what lies under it.
pub(super) struct Laid<'p> {
    picture: &'p Picture,
    /// From pixels of the page to the picture's unit square, its upper left corner at nothing.
    inverse: Affine,
    /// Places looked at in a pixel, across and down.
    places: u32,
}

/// Places looked at in a pixel, across and down, at most: a picture of more than 8 pixels to one of the page is only sampled.
const MOST_PLACES: u32 = 8;

impl<'p> Laid<'p> {
    /// `transform` places the unit square, as an image's matrix does.
    pub(super) fn new(picture: &'p Picture, transform: Affine) -> Option<Self> {
        if transform.determinant().abs() < 1e-9 {
            return None;
        }
        let inverse = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, 1.0]) * transform.inverse();
        let [a, b, c, d, ..] = inverse.as_coeffs();
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
        let size = (picture.width as f64, picture.height as f64);
        let steps = (a.hypot(c) * size.0).max(b.hypot(d) * size.1);
        let masked = picture.alpha.as_ref().map_or(0.0, |alpha| {
            #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
            let size = (alpha.width as f64, alpha.height as f64);
            (a.hypot(c) * size.0).max(b.hypot(d) * size.1)
        });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few")]
        let places = steps.max(masked).ceil().clamp(1.0, f64::from(MOST_PLACES)) as u32;
        Some(Self { picture, inverse, places })
    }
}

/// The pixel of a picture at a place of its unit square.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "held within the picture"
)]
fn pixel_at(place: Point, width: usize, height: usize) -> usize {
    let across = (place.x * width as f64).clamp(0.0, (width - 1) as f64) as usize;
    let down = (place.y * height as f64).clamp(0.0, (height - 1) as f64) as usize;
    down * width + across
}

impl Shade for Laid<'_> {
    fn at(&self, x: i32, y: i32, inks: &mut [f32]) -> Touch {
        let picture = self.picture;
        let (mut alpha, count) = (0_u32, picture.inks.len());
        let mut sums = [0_u32; super::layer::MOST_INKS];
        for row in 0..self.places {
            for column in 0..self.places {
                let part = |at: u32| (f64::from(at) + 0.5) / f64::from(self.places);
                let place = self.inverse * Point::new(f64::from(x) + part(column), f64::from(y) + part(row));
                let at = pixel_at(place, picture.width, picture.height) * count;
                let pixel = picture.samples.get(at..at + count).unwrap_or_default();
                sums.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += u32::from(*sample));
                alpha += picture.alpha.as_ref().map_or(255, |grey| {
                    u32::from(grey.samples.get(pixel_at(place, grey.width, grey.height)).copied().unwrap_or(0))
                });
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of a few bytes")]
        let mean = |sum: u32| sum as f32 / (255 * self.places * self.places) as f32;
        inks.fill(0.0);
        for (ink, sum) in picture.inks.iter().zip(sums) {
            if let Some(place) = inks.get_mut(*ink) {
                *place = mean(sum);
            }
        }
        Touch { shape: 1.0, opacity: mean(alpha) }
    }
}
