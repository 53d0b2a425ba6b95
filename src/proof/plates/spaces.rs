//! Colour spaces (ISO 32000-2 §8.6) → shares of the inks of a group.

use std::rc::Rc;

use hayro::hayro_interpret::Function;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro::hayro_syntax::page::Resources;

use super::inks::text;
use super::layer::{Marks, Process};
use super::room::{Light, Room};
use crate::colour::{Intent, SourceColour};

/// A colour space, ready to be used.
#[derive(Debug)]
pub(super) enum Space {
    Gray,
    Rgb(Light),
    /// Inks by their numbers; with a profile of its own a space is no device space, which overprinting asks for.
    Cmyk {
        is_device: bool,
    },
    Lab {
        way: Light,
        range: [f32; 4],
    },
    Spots(Spots),
    Indexed(Indexed),
    Pattern(Option<Rc<Space>>),
}

/// What a colour is put onto: the colours of its group, and the rendering intent of the moment (§8.6.5.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Onto {
    pub(super) process: Process,
    pub(super) intent: Intent,
}

/// Separation and DeviceN.
#[derive(Debug)]
pub(super) struct Spots {
    inks: Vec<SpotInk>,
    alternate: Rc<Space>,
    tint: Option<Function>,
}

/// Where a component of such a space goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SpotInk {
    Plate(usize),
    All,
    None,
    /// More inks than a page may have: the alternate colour stands for it.
    Unknown,
}

/// A palette: the components of its base space, colour by colour.
#[derive(Debug)]
pub(super) struct Indexed {
    base: Rc<Space>,
    table: Vec<f32>,
}

/// Spaces lie in each other: a palette of a spot colour with an alternate space.
const MOST_DEPTH: usize = 8;
/// Components of DeviceN that are read.
const MOST_COMPONENTS: usize = 32;

impl Space {
    /// Reads a space from where a colour operator or an image names it.
    pub(super) fn read(object: &Object<'_>, resources: &Resources<'_>, room: &Room<'_>) -> Option<Rc<Self>> {
        read(object, resources, room, 0)
    }

    pub(super) fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(_) => 1,
            Self::Rgb(_) | Self::Lab { .. } => 3,
            Self::Cmyk { .. } => 4,
            Self::Spots(spots) => spots.inks.len(),
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
        }
    }

    /// The colour a space begins with (§8.6.5.2 and after).
    pub(super) fn initial(&self) -> Vec<f32> {
        match self {
            Self::Cmyk { .. } => vec![0.0, 0.0, 0.0, 1.0],
            Self::Spots(spots) => vec![1.0; spots.inks.len()],
            _ => vec![0.0; self.components()],
        }
    }

    /// From where to where a component goes, as an image's Decode array says it by default.
    pub(super) fn range(&self, component: usize) -> [f32; 2] {
        match (self, component) {
            (Self::Lab { .. }, 0) => [0.0, 100.0],
            (Self::Lab { range, .. }, 1) => [range[0], range[1]],
            (Self::Lab { range, .. }, _) => [range[2], range[3]],
            _ => [0.0, 1.0],
        }
    }

    /// Adds a colour's shares of ink to a pixel without any.
    pub(super) fn put(&self, values: &[f32], onto: Onto, out: &mut [f32]) {
        let process = onto.process;
        let value = |at: usize| values.get(at).copied().unwrap_or(0.0);
        match self {
            Self::Gray => put_gray(value(0).clamp(0.0, 1.0), process, out),
            Self::Cmyk { .. } => put_cmyk([0, 1, 2, 3].map(|at| value(at).clamp(0.0, 1.0)), process, out),
            Self::Rgb(way) => put_rgb(way, [0, 1, 2].map(|at| value(at).clamp(0.0, 1.0)), onto, out),
            Self::Lab { way, .. } => {
                let inks = way.inks([0, 1, 2].map(|at| f64::from(value(at))), onto.intent);
                put_cmyk(inks.map(narrow), process, out);
            }
            Self::Spots(spots) => spots.put(values, onto, out),
            Self::Indexed(palette) => palette.base.put(palette.colour(value(0)), onto, out),
            Self::Pattern(base) => {
                if let Some(base) = base {
                    base.put(values, onto, out);
                }
            }
        }
    }

    /// The inks a colour of this space puts down when it overprints (§8.6.7); `mode` is OPM, 1 for a device colour whose zeros do not print.
    pub(super) fn marks(&self, values: &[f32], process: Process, mode: OverprintMode) -> Marks {
        let whole = Marks((1 << process.count()) - 1);
        match self {
            Self::Cmyk { is_device: true } if mode == OverprintMode::NonZero && process == Process::Cmyk => {
                let bits = values.iter().take(4).enumerate().filter(|(_, value)| **value > 0.0);
                Marks(bits.fold(0, |marks, (at, _)| marks | 1 << at))
            }
            Self::Spots(spots) => spots.marks(process).unwrap_or(Marks::ALL),
            Self::Indexed(palette) => palette.base.marks(&[], process, OverprintMode::All),
            Self::Pattern(Some(base)) => base.marks(values, process, mode),
            _ => whole,
        }
    }
}

/// OPM (§8.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum OverprintMode {
    /// 0: every process ink is put down.
    #[default]
    All,
    /// 1: an ink of no share leaves what is there.
    NonZero,
}

impl Spots {
    /// Whether every ink has a plate in such a group.
    fn has_plates(&self, process: Process) -> bool {
        process == Process::Cmyk && !self.inks.contains(&SpotInk::Unknown)
    }

    fn put(&self, values: &[f32], onto: Onto, out: &mut [f32]) {
        if !self.has_plates(onto.process) {
            let mut colour = vec![0.0; self.alternate.components().max(1)];
            if let Some(tint) = self.tint.as_ref().filter(|tint| tint.num_outputs() == colour.len())
                && tint.num_inputs() == values.len()
            {
                tint.eval(values, &mut colour);
            }
            return self.alternate.put(&colour, onto, out);
        }
        for (ink, value) in self.inks.iter().zip(values) {
            let value = value.clamp(0.0, 1.0);
            match ink {
                SpotInk::Plate(at) => out.iter_mut().skip(*at).take(1).for_each(|out| *out = value),
                SpotInk::All => out.iter_mut().for_each(|out| *out = value),
                SpotInk::None | SpotInk::Unknown => {}
            }
        }
    }

    fn marks(&self, process: Process) -> Option<Marks> {
        if !self.has_plates(process) || self.inks.contains(&SpotInk::All) {
            return None;
        }
        let plate = |ink: &SpotInk| if let SpotInk::Plate(at) = ink { 1 << at } else { 0 };
        Some(Marks(self.inks.iter().map(plate).fold(0, |marks, bit| marks | bit)))
    }

    /// Whether nothing of it prints: all its names are None (§8.6.6.4).
    fn is_nothing(&self) -> bool {
        self.inks.iter().all(|ink| *ink == SpotInk::None)
    }
}

impl Space {
    /// Whether colours of this space leave no mark at all, not even white.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::Spots(spots) => spots.is_nothing(),
            Self::Indexed(palette) => palette.base.is_nothing(),
            _ => false,
        }
    }
}

impl Indexed {
    fn colour(&self, index: f32) -> &[f32] {
        let count = self.base.components().max(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index of at most 255")]
        let index = index.clamp(0.0, 255.0).round() as usize;
        let last = (self.table.len() / count).saturating_sub(1);
        let start = index.min(last) * count;
        self.table.get(start..start + count).unwrap_or_default()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of ink")]
fn narrow(share: f64) -> f32 {
    share as f32
}

fn put_gray(light: f32, process: Process, out: &mut [f32]) {
    let ink = 1.0 - light;
    match (process, out) {
        (Process::Gray, [first, ..]) => *first = ink,
        (Process::Rgb, [r, g, b, ..]) => [*r, *g, *b] = [ink; 3],
        (Process::Cmyk, [_, _, _, k, ..]) => *k = ink,
        _ => {}
    }
}

fn put_cmyk([c, m, y, k]: [f32; 4], process: Process, out: &mut [f32]) {
    match (process, out) {
        (Process::Gray, [first, ..]) => *first = (0.3 * c + 0.59 * m + 0.11 * y + k).min(1.0),
        (Process::Rgb, [first, second, third, ..]) => {
            [*first, *second, *third] = [c, m, y].map(|ink| (ink + k).min(1.0));
        }
        (Process::Cmyk, [first, second, third, fourth, ..]) => [*first, *second, *third, *fourth] = [c, m, y, k],
        _ => {}
    }
}

fn put_rgb(way: &Light, [r, g, b]: [f32; 3], onto: Onto, out: &mut [f32]) {
    match (onto.process, out) {
        (Process::Gray, [first, ..]) => *first = 1.0 - (0.3 * r + 0.59 * g + 0.11 * b),
        (Process::Rgb, [first, second, third, ..]) => [*first, *second, *third] = [1.0 - r, 1.0 - g, 1.0 - b],
        (Process::Cmyk, out) => {
            put_cmyk(way.inks([r, g, b].map(f64::from), onto.intent).map(narrow), onto.process, out)
        }
        _ => {}
    }
}

fn read(object: &Object<'_>, resources: &Resources<'_>, room: &Room<'_>, depth: usize) -> Option<Rc<Space>> {
    if depth > MOST_DEPTH {
        return None;
    }
    match object {
        Object::Name(name) => named(name, resources, room, depth),
        Object::Array(array) => of_array(array, resources, room, depth + 1),
        _ => None,
    }
}

fn named(name: &Name<'_>, resources: &Resources<'_>, room: &Room<'_>, depth: usize) -> Option<Rc<Space>> {
    Some(Rc::new(match name.as_ref() {
        b"DeviceGray" | b"G" | b"CalGray" => Space::Gray,
        b"DeviceCMYK" | b"CMYK" | b"CalCMYK" => Space::Cmyk { is_device: true },
        b"DeviceRGB" | b"RGB" | b"CalRGB" => {
            // What a page says its screen colours are (§8.6.5.6).
            let stated = resources.color_spaces.get::<Object<'_>>(b"DefaultRGB");
            let stated = stated.filter(|_| depth == 0).filter(|object| matches!(object, Object::Array(_)));
            match stated.and_then(|object| read(&object, resources, room, depth + 1)) {
                Some(space) => return Some(space),
                None => Space::Rgb(light(SourceColour::Srgb, room)?),
            }
        }
        b"Pattern" => Space::Pattern(None),
        _ => {
            let object = resources.get_color_space(name)?;
            if let Object::Name(other) = &object
                && other.as_ref() == name.as_ref()
            {
                return None;
            }
            return read(&object, resources, room, depth + 1);
        }
    }))
}

fn of_array(array: &Array<'_>, resources: &Resources<'_>, room: &Room<'_>, depth: usize) -> Option<Rc<Space>> {
    let mut items = array.flex_iter();
    let kind = items.next::<Name<'_>>()?;
    Some(Rc::new(match kind.as_ref() {
        b"ICCBased" => icc_based(&items.next::<Stream<'_>>()?, room)?,
        b"CalGray" => Space::Gray,
        b"CalRGB" => Space::Rgb(light(calibrated(&items.next::<Dict<'_>>()?), room)?),
        b"Lab" => {
            let range = items.next::<Dict<'_>>().and_then(|dict| dict.get::<[f32; 4]>(b"Range"));
            let range = range.unwrap_or([-100.0, 100.0, -100.0, 100.0]);
            Space::Lab { way: light(SourceColour::Lab, room)?, range }
        }
        b"Indexed" | b"I" => {
            let base = read(&items.next::<Object<'_>>()?, resources, room, depth)?;
            Space::Indexed(palette(base, items.next::<f32>()?, &items.next::<Object<'_>>()?)?)
        }
        b"Separation" => {
            let ink = spot(&items.next::<Name<'_>>()?, room);
            let alternate = read(&items.next::<Object<'_>>()?, resources, room, depth)?;
            Space::Spots(Spots { inks: vec![ink], alternate, tint: Function::new(&items.next::<Object<'_>>()?) })
        }
        b"DeviceN" => {
            let names = items.next::<Array<'_>>()?;
            let inks: Vec<SpotInk> =
                names.iter::<Name<'_>>().take(MOST_COMPONENTS).map(|name| spot(&name, room)).collect();
            let alternate = read(&items.next::<Object<'_>>()?, resources, room, depth)?;
            Space::Spots(Spots { inks, alternate, tint: Function::new(&items.next::<Object<'_>>()?) })
        }
        b"Pattern" => Space::Pattern(items.next::<Object<'_>>().and_then(|base| read(&base, resources, room, depth))),
        _ => return named(&kind, resources, room, depth),
    }))
}

/// Colours of a kind; none where the press's profile cannot be joined with theirs.
pub(super) fn light(from: SourceColour, room: &Room<'_>) -> Option<Light> {
    Some(room.press.light(from)).filter(Light::is_usable)
}

/// A profile is taken by its number of components: inks keep their numbers, greys are black ink, screen colours go to the press.
fn icc_based(stream: &Stream<'_>, room: &Room<'_>) -> Option<Space> {
    match stream.dict().get::<u8>(b"N")? {
        1 => Some(Space::Gray),
        4 => Some(Space::Cmyk { is_device: false }),
        3 => Some(Space::Rgb(light(SourceColour::Icc(stream.decoded_data().ok()?.into_owned()), room)?)),
        _ => None,
    }
}

fn calibrated(dict: &Dict<'_>) -> SourceColour {
    let identity = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    SourceColour::Calibrated {
        white: dict.get::<[f64; 3]>(b"WhitePoint").unwrap_or([0.9505, 1.0, 1.089]),
        gamma: dict.get::<[f64; 3]>(b"Gamma").unwrap_or([1.0; 3]),
        matrix: dict.get::<[f64; 9]>(b"Matrix").unwrap_or(identity),
    }
}

fn palette(base: Rc<Space>, highest: f32, table: &Object<'_>) -> Option<Indexed> {
    let bytes = match table {
        Object::Stream(stream) => stream.decoded_data().ok()?.into_owned(),
        Object::String(string) => PdfString::as_bytes(string).to_vec(),
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within a byte")]
    let colours = highest.clamp(0.0, 255.0) as usize + 1;
    let count = base.components();
    if count == 0 {
        return None;
    }
    let value = |(at, byte): (usize, u8)| {
        let [from, to] = base.range(at % count);
        from + f32::from(byte) / 255.0 * (to - from)
    };
    let bytes = bytes.into_iter().chain(std::iter::repeat(0)).take(colours * count);
    Some(Indexed { table: bytes.enumerate().map(value).collect(), base })
}

fn spot(name: &Name<'_>, room: &Room<'_>) -> SpotInk {
    match &*text(name) {
        "None" => SpotInk::None,
        "All" => SpotInk::All,
        name => room.inks.iter().position(|ink| ink == name).map_or(SpotInk::Unknown, SpotInk::Plate),
    }
}
