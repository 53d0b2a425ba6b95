//! Colour spaces of a placed page, and the inks their colours become (ISO 32000-1 §8.6).

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object};

use crate::colour::{ConvertOptions, OutputProfile, PressWay, PrintedLook, Seen, Shares, SourceColour, within};

use super::functions::Function;
use super::streams::{entry, followed, keys_of, numbers, plain, whole};

/// Spaces in spaces.
const DEEPEST: usize = 6;
/// Bytes of a profile or palette.
const MOST_BYTES: usize = 16 << 20;
/// Colours remembered with their inks.
const MOST_REMEMBERED: usize = 1 << 16;
/// Dots of less than this share of ink do not hold on newsprint: such an ink is left out.
const LEAST_DOT: f64 = 0.025;

/// A colour space.
#[derive(Debug)]
pub(super) enum Space {
    /// DeviceGray.
    Gray,
    /// CalGray or a profile of one component: printed with black as DeviceGray is.
    OtherGray(&'static str),
    /// DeviceCMYK.
    Cmyk,
    /// A profile of four components: its numbers are kept.
    OtherCmyk,
    /// Three components that must be converted.
    Screen(Screen),
    Indexed {
        base: Rc<Space>,
        table: Vec<u8>,
    },
    /// Separation or DeviceN.
    Inks(Inks),
    Pattern(Option<Rc<Space>>),
    Unknown,
}

/// A space of three components with its way to the press.
#[derive(Debug)]
pub(super) struct Screen {
    pub(super) name: &'static str,
    pub(super) way: Rc<PressWay>,
    /// Lowest and highest a and b of L*a*b*.
    pub(super) lab: Option<[f64; 4]>,
}

/// Inks by name with what stands for them on a screen.
#[derive(Debug)]
pub(super) struct Inks {
    pub(super) names: usize,
    /// Whether the press's black is all of them.
    pub(super) is_black: bool,
    pub(super) alternate: Rc<Space>,
    pub(super) tint: Option<Function>,
}

impl Space {
    /// Its name in PDF.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Gray => "DeviceGray",
            Self::OtherGray(name) => name,
            Self::Cmyk => "DeviceCMYK",
            Self::OtherCmyk => "ICCBased CMYK",
            Self::Screen(screen) => screen.name,
            Self::Indexed { base, .. } => base.name(),
            Self::Inks(_) => "Separation or DeviceN",
            Self::Pattern(_) => "Pattern",
            Self::Unknown => "an unknown space",
        }
    }

    /// Components of a colour.
    pub(super) fn components(&self) -> usize {
        match self {
            Self::Screen(_) => 3,
            Self::Cmyk | Self::OtherCmyk => 4,
            Self::Inks(inks) => inks.names,
            _ => 1,
        }
    }

    /// The colour a space begins with (ISO 32000-1 table 74).
    pub(super) fn initial(&self) -> Vec<f64> {
        match self {
            Self::Cmyk | Self::OtherCmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Inks(inks) => vec![1.0; inks.names],
            other => vec![0.0; other.components()],
        }
    }

    /// Whether its colours become others on the press.
    pub(super) fn converts(&self) -> bool {
        match self {
            Self::Screen(_) | Self::OtherGray(_) | Self::OtherCmyk => true,
            Self::Indexed { base, .. } => base.converts(),
            Self::Pattern(Some(under)) => under.converts(),
            _ => false,
        }
    }

    /// Whether a colour is a grey of the screen.
    pub(super) fn is_grey(&self, parts: &[f64]) -> bool {
        match (self, parts) {
            (Self::Screen(screen), &[a, b, c, ..]) => screen.way.grey([a, b, c]).is_some(),
            _ => false,
        }
    }

    /// The components that samples from 0 to 1 stand for.
    pub(super) fn parts_of(&self, samples: &[f64]) -> Vec<f64> {
        match self {
            Self::Screen(Screen { lab: Some([a0, a1, b0, b1]), .. }) => {
                let at = |at: usize| samples.get(at).copied().unwrap_or(0.0);
                vec![at(0) * 100.0, a0 + at(1) * (a1 - a0), b0 + at(2) * (b1 - b0)]
            }
            _ => samples.to_vec(),
        }
    }
}

/// A colour on its way to the press.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mixed {
    pub(super) inks: Shares,
    /// How it looked before; none for what is device colour already.
    pub(super) seen: Option<Seen>,
    pub(super) from: &'static str,
}

/// The press a page is made ready for.
#[derive(Debug)]
pub(super) struct Mixer<'p> {
    pub(super) profile: &'p OutputProfile,
    pub(super) options: ConvertOptions,
    look: Option<PrintedLook>,
    srgb: Option<Rc<PressWay>>,
    lab: Option<Rc<PressWay>>,
    /// Ways by the number of the object that holds the profile.
    profiles: BTreeMap<(u32, u16), Rc<PressWay>>,
    remembered: BTreeMap<(usize, [u64; 3]), Mixed>,
}

impl<'p> Mixer<'p> {
    pub(super) fn new(profile: &'p OutputProfile, options: ConvertOptions) -> Self {
        let look = PrintedLook::new(profile).ok();
        let (profiles, remembered) = (BTreeMap::new(), BTreeMap::new());
        Self { profile, options, look, srgb: None, lab: None, profiles, remembered }
    }

    /// Most ink, 2.4 for 240 %.
    pub(super) fn limit(&self) -> f64 {
        f64::from(self.profile.ink_limit.0) / 1000.0
    }

    fn way(&self, source: &SourceColour) -> Option<Rc<PressWay>> {
        PressWay::new(source, self.profile, &self.options).ok().map(Rc::new)
    }

    pub(super) fn srgb(&mut self) -> Option<Rc<PressWay>> {
        if self.srgb.is_none() {
            self.srgb = self.way(&SourceColour::Srgb);
        }
        self.srgb.clone()
    }

    fn lab(&mut self) -> Option<Rc<PressWay>> {
        if self.lab.is_none() {
            self.lab = self.way(&SourceColour::Lab);
        }
        self.lab.clone()
    }

    /// How far inks look from what was there.
    pub(super) fn difference(&self, mixed: &Mixed, inks: Shares) -> f64 {
        match (&self.look, &mixed.seen) {
            (Some(look), Some(seen)) => seen.difference(&look.seen(inks)),
            _ => 0.0,
        }
    }

    pub(super) fn seen_printed(&self, inks: Shares) -> Option<Seen> {
        self.look.as_ref().map(|look| look.seen(inks))
    }

    /// A colour's inks; none for spot inks, patterns and what is unknown.
    pub(super) fn mixed(&mut self, space: &Space, parts: &[f64]) -> Option<Mixed> {
        let at = |at: usize| parts.get(at).copied().filter(|part| part.is_finite());
        let share = |index: usize| at(index).map(|part| part.clamp(0.0, 1.0));
        match space {
            Space::Gray => Some(Mixed { inks: [0.0, 0.0, 0.0, 1.0 - share(0)?], seen: None, from: space.name() }),
            Space::OtherGray(_) => {
                let grey = share(0)?;
                let seen = self.srgb().map(|way| way.seen([grey; 3]));
                Some(Mixed { inks: [0.0, 0.0, 0.0, 1.0 - grey], seen, from: space.name() })
            }
            Space::Cmyk | Space::OtherCmyk => {
                let own = [share(0)?, share(1)?, share(2)?, share(3)?];
                let seen = self.seen_printed(own);
                Some(Mixed { inks: within(own, self.limit()), seen, from: space.name() })
            }
            Space::Screen(screen) => {
                let clamp = |index: usize| if screen.lab.is_some() { at(index) } else { share(index) };
                Some(self.screen(screen, [clamp(0)?, clamp(1)?, clamp(2)?]))
            }
            Space::Indexed { base, table } => {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                let index = at(0)?.clamp(0.0, 4095.0) as usize;
                let count = base.components();
                let bytes = table.get(index.checked_mul(count)?..)?.get(..count)?;
                let samples: Vec<f64> = bytes.iter().map(|&byte| f64::from(byte) / 255.0).collect();
                self.mixed(base, &base.parts_of(&samples))
            }
            Space::Inks(_) | Space::Pattern(_) | Space::Unknown => None,
        }
    }

    fn screen(&mut self, screen: &Screen, colour: [f64; 3]) -> Mixed {
        let key = (Rc::as_ptr(&screen.way) as usize, colour.map(f64::to_bits));
        if let Some(known) = self.remembered.get(&key) {
            return *known;
        }
        let inks = screen.way.inks(colour).map(|ink| if ink < LEAST_DOT { 0.0 } else { (ink * 100.0).round() / 100.0 });
        let seen = Some(screen.way.seen(colour));
        let mixed = Mixed { inks: within(inks, self.limit()), seen, from: screen.name };
        if self.remembered.len() < MOST_REMEMBERED {
            self.remembered.insert(key, mixed);
        }
        mixed
    }

    /// The colour space an object is; `resources` say what names and Default spaces stand for.
    pub(super) fn space(&mut self, document: &Document, object: &Object, resources: &Dictionary) -> Rc<Space> {
        Rc::new(self.space_at(document, object, resources, 0))
    }

    fn space_at(&mut self, document: &Document, object: &Object, resources: &Dictionary, depth: usize) -> Space {
        if depth > DEEPEST {
            return Space::Unknown;
        }
        match followed(document, object) {
            Object::Name(name) => self.named(document, name, resources, depth),
            Object::Array(items) => self.array(document, items, resources, depth),
            _ => Space::Unknown,
        }
    }

    fn named(&mut self, document: &Document, name: &[u8], resources: &Dictionary, depth: usize) -> Space {
        let spaces = keys_of(entry(document, resources, b"ColorSpace"));
        let (device, default) = match name {
            b"DeviceGray" | b"G" => (Some(Space::Gray), &b"DefaultGray"[..]),
            b"DeviceRGB" | b"RGB" => (self.device_rgb(), &b"DefaultRGB"[..]),
            b"DeviceCMYK" | b"CMYK" => (Some(Space::Cmyk), &b"DefaultCMYK"[..]),
            b"Pattern" => return Space::Pattern(None),
            other => {
                let own = spaces.and_then(|spaces| spaces.get(other).ok());
                return own.map_or(Space::Unknown, |own| self.space_at(document, own, resources, depth + 1));
            }
        };
        // A name within another space means the device itself, so does the default's own.
        match spaces.and_then(|spaces| spaces.get(default).ok()).filter(|_| depth == 0) {
            Some(own) => self.space_at(document, own, resources, depth + 1),
            None => device.unwrap_or(Space::Unknown),
        }
    }

    fn device_rgb(&mut self) -> Option<Space> {
        self.srgb().map(|way| Space::Screen(Screen { name: "DeviceRGB", way, lab: None }))
    }

    fn array(&mut self, document: &Document, items: &[Object], resources: &Dictionary, depth: usize) -> Space {
        let part = |at: usize| items.get(at).map_or(&Object::Null, |item| followed(document, item));
        let below = |mixer: &mut Self, at: usize| {
            let object = items.get(at).unwrap_or(&Object::Null);
            Rc::new(mixer.space_at(document, object, resources, depth + 1))
        };
        match part(0).as_name().unwrap_or_default() {
            b"CalGray" => Space::OtherGray("CalGray"),
            b"CalRGB" => self.calibrated(document, part(1)),
            b"Lab" => self.lab_space(document, part(1)),
            b"ICCBased" => self.profiled(document, items.get(1), part(1)),
            b"Pattern" if items.len() > 1 => Space::Pattern(Some(below(self, 1))),
            b"Indexed" | b"I" => {
                let table = match part(3) {
                    Object::Stream(stream) => plain(document, stream, MOST_BYTES).unwrap_or_default(),
                    table => table.as_str().unwrap_or_default().to_vec(),
                };
                Space::Indexed { base: below(self, 1), table }
            }
            b"Separation" => self.inks(document, std::slice::from_ref(part(1)), below, items),
            b"DeviceN" => self.inks(document, part(1).as_array().map_or(&[], Vec::as_slice), below, items),
            name if items.len() == 1 => self.named(document, name, resources, depth + 1),
            _ => Space::Unknown,
        }
    }

    fn inks(
        &mut self,
        document: &Document,
        names: &[Object],
        below: impl Fn(&mut Self, usize) -> Rc<Space>,
        items: &[Object],
    ) -> Space {
        let tint = items.get(3).and_then(|function| Function::read(document, function));
        let is_black = matches!(names, [Object::Name(name)] if name == b"Black");
        Space::Inks(Inks { names: names.len().min(32), is_black, alternate: below(self, 2), tint })
    }

    fn calibrated(&mut self, document: &Document, object: &Object) -> Space {
        let list =
            |key: &[u8]| keys_of(object).map_or(Vec::new(), |keys| numbers(document, entry(document, keys, key)));
        let three = |key: &[u8], other: [f64; 3]| <[f64; 3]>::try_from(list(key)).unwrap_or(other);
        let matrix = <[f64; 9]>::try_from(list(b"Matrix")).unwrap_or([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
        let (white, gamma) = (three(b"WhitePoint", [0.9505, 1.0, 1.089]), three(b"Gamma", [1.0; 3]));
        let way = self.way(&SourceColour::Calibrated { white, gamma, matrix });
        way.map_or(Space::Unknown, |way| Space::Screen(Screen { name: "CalRGB", way, lab: None }))
    }

    fn lab_space(&mut self, document: &Document, object: &Object) -> Space {
        let range = keys_of(object).map_or(Vec::new(), |keys| numbers(document, entry(document, keys, b"Range")));
        let lab = <[f64; 4]>::try_from(range).unwrap_or([-100.0, 100.0, -100.0, 100.0]);
        self.lab().map_or(Space::Unknown, |way| Space::Screen(Screen { name: "Lab", way, lab: Some(lab) }))
    }

    fn profiled(&mut self, document: &Document, reference: Option<&Object>, object: &Object) -> Space {
        let Object::Stream(stream) = object else { return Space::Unknown };
        match whole(document, &stream.dict, b"N") {
            Some(1) => Space::OtherGray("ICCBased gray"),
            Some(4) => Space::OtherCmyk,
            Some(3) => {
                let id = reference.and_then(|object| object.as_reference().ok());
                let known = id.and_then(|id| self.profiles.get(&id).cloned());
                let way = known.or_else(|| {
                    let icc = plain(document, stream, MOST_BYTES).unwrap_or_default();
                    self.way(&SourceColour::Icc(icc))
                });
                let Some(way) = way else { return Space::Unknown };
                if let Some(id) = id {
                    self.profiles.insert(id, Rc::clone(&way));
                }
                Space::Screen(Screen { name: "ICCBased RGB", way, lab: None })
            }
            _ => Space::Unknown,
        }
    }
}

/// The luminosity of a colour of the screen or the press, as soft masks take it (ISO 32000-1 §11.5.3).
pub(super) fn luminosity(space: &Space, parts: &[f64]) -> Option<f64> {
    let at = |at: usize| parts.get(at).map(|part| part.clamp(0.0, 1.0));
    match space {
        Space::Gray | Space::OtherGray(_) => at(0),
        Space::Screen(Screen { lab: Some(_), .. }) => parts.first().map(|l| (l / 100.0).clamp(0.0, 1.0)),
        Space::Screen(_) => Some(0.3 * at(0)? + 0.59 * at(1)? + 0.11 * at(2)?),
        Space::Cmyk | Space::OtherCmyk => {
            Some((1.0 - (0.3 * at(0)? + 0.59 * at(1)? + 0.11 * at(2)? + at(3)?)).max(0.0))
        }
        Space::Indexed { base, table } => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let index = parts.first()?.clamp(0.0, 4095.0) as usize;
            let count = base.components();
            let bytes = table.get(index.checked_mul(count)?..)?.get(..count)?;
            let samples: Vec<f64> = bytes.iter().map(|&byte| f64::from(byte) / 255.0).collect();
            luminosity(base, &base.parts_of(&samples))
        }
        Space::Inks(_) | Space::Pattern(_) | Space::Unknown => None,
    }
}
