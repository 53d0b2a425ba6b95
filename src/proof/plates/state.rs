//! The graphics state of a content stream (ISO 32000-2 §8.4).

use std::rc::Rc;

use hayro::hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro::kurbo::{Affine, Cap, Join, Stroke};
use hayro_font::Font;

use super::blend::Blend;
use super::layer::SoftMask;
use super::raster::{Area, Mask};
use super::spaces::{OverprintMode, Space};
use crate::colour::Intent;

#[derive(Clone)]
pub(super) struct State<'a> {
    pub(super) ctm: Affine,
    pub(super) clip: Clip,
    pub(super) fill: Paint<'a>,
    pub(super) stroke: Paint<'a>,
    pub(super) line: Stroke,
    pub(super) text: TextState<'a>,
    pub(super) blend: Blend,
    pub(super) soft: Option<Rc<SoftMask>>,
    /// AIS: alpha and mask are shape.
    pub(super) is_shape: bool,
    pub(super) overprint_mode: OverprintMode,
    pub(super) intent: Intent,
}

/// What marks are held within.
#[derive(Clone)]
pub(super) struct Clip {
    pub(super) area: Area,
    /// Coverage within the area; none where all of it is open.
    pub(super) mask: Option<Rc<Mask>>,
}

/// A colour with what belongs to it, for fills or strokes.
#[derive(Clone)]
pub(super) struct Paint<'a> {
    pub(super) space: Rc<Space>,
    pub(super) values: Vec<f32>,
    pub(super) pattern: Option<Pattern<'a>>,
    pub(super) alpha: f32,
    /// Whether it overprints (OP, op).
    pub(super) overprints: bool,
}

/// A pattern by its object (§8.7).
#[derive(Clone)]
pub(super) enum Pattern<'a> {
    Tiling(Stream<'a>),
    Shading(Dict<'a>),
}

#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) font: Option<Font<'a>>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    /// Horizontal scale, 1 for none.
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// Tr (§9.3.6).
    pub(super) mode: u8,
    pub(super) matrix: Affine,
    pub(super) line_matrix: Affine,
}

impl State<'_> {
    pub(super) fn new(ctm: Affine, area: Area) -> Self {
        let paint =
            || Paint { space: Rc::new(Space::Gray), values: vec![0.0], pattern: None, alpha: 1.0, overprints: false };
        Self {
            ctm,
            clip: Clip { area, mask: None },
            fill: paint(),
            stroke: paint(),
            line: plain_line(),
            text: TextState::new(),
            blend: Blend::Normal,
            soft: None,
            is_shape: false,
            overprint_mode: OverprintMode::All,
            intent: Intent::RelativeColorimetric,
        }
    }
}

/// Butt caps, mitred joins, a unit wide, as a page begins.
fn plain_line() -> Stroke {
    Stroke::new(1.0).with_caps(Cap::Butt).with_join(Join::Miter).with_miter_limit(10.0)
}

impl TextState<'_> {
    fn new() -> Self {
        Self {
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
        }
    }
}

impl Clip {
    /// Narrows it by an outline's mask.
    pub(super) fn narrow(&mut self, mask: Mask) {
        let area = self.area.and(mask.area);
        let is_open = mask.cover.iter().all(|cover| *cover >= 1.0);
        let narrowed = match &self.mask {
            Some(old) => Some(Rc::new(old.and(&mask))),
            None if is_open => None,
            None => Some(Rc::new(mask)),
        };
        *self = Self { area, mask: narrowed };
    }
}

/// Line caps by their numbers.
pub(super) fn cap(number: Number) -> Cap {
    match number.as_i64() {
        1 => Cap::Round,
        2 => Cap::Square,
        _ => Cap::Butt,
    }
}

/// Line joins by their numbers.
pub(super) fn join(number: Number) -> Join {
    match number.as_i64() {
        1 => Join::Round,
        2 => Join::Bevel,
        _ => Join::Miter,
    }
}

/// A rendering intent by its name; one that is unknown is the usual one (§8.6.5.8).
pub(super) fn intent(name: &[u8]) -> Intent {
    match name {
        b"Perceptual" => Intent::Perceptual,
        b"Saturation" => Intent::Saturation,
        b"AbsoluteColorimetric" => Intent::AbsoluteColorimetric,
        _ => Intent::RelativeColorimetric,
    }
}

/// Takes a dash pattern; one that has no length is none.
pub(super) fn set_dash(line: &mut Stroke, pattern: &Array<'_>, phase: f64) {
    let lengths: Vec<f64> = pattern.iter::<f64>().take(MOST_DASHES).map(|length| length.max(0.0)).collect();
    let sum: f64 = lengths.iter().sum();
    line.dash_pattern = if sum.is_finite() && sum > 0.0 { lengths.into_iter().collect() } else { Default::default() };
    line.dash_offset = if phase.is_finite() && sum > 0.0 { phase.rem_euclid(sum * 2.0) } else { 0.0 };
}

/// Numbers in a dash pattern that are read.
const MOST_DASHES: usize = 32;

impl State<'_> {
    /// What an ExtGState sets, apart from fonts and soft masks, which need more than the state (table 57).
    pub(super) fn take(&mut self, dict: &Dict<'_>) {
        let number = |key: &[u8]| dict.get::<Number>(key);
        let share = |key: &[u8]| dict.get::<f32>(key).map(|alpha| alpha.clamp(0.0, 1.0));
        if let Some(width) = number(b"LW") {
            self.line.width = width.as_f64();
        }
        if let Some(number) = number(b"LC") {
            (self.line.start_cap, self.line.end_cap) = (cap(number), cap(number));
        }
        if let Some(number) = number(b"LJ") {
            self.line.join = join(number);
        }
        if let Some(limit) = number(b"ML") {
            self.line.miter_limit = limit.as_f64();
        }
        if let Some(dash) = dict.get::<Array<'_>>(b"D") {
            let mut items = dash.flex_iter();
            if let (Some(pattern), Some(phase)) = (items.next::<Array<'_>>(), items.next::<f64>()) {
                set_dash(&mut self.line, &pattern, phase);
            }
        }
        self.stroke.alpha = share(b"CA").unwrap_or(self.stroke.alpha);
        self.fill.alpha = share(b"ca").unwrap_or(self.fill.alpha);
        self.is_shape = dict.get::<bool>(b"AIS").unwrap_or(self.is_shape);
        // OP alone counts for fills too.
        let both = dict.get::<bool>(b"OP");
        self.stroke.overprints = both.unwrap_or(self.stroke.overprints);
        self.fill.overprints = dict.get::<bool>(b"op").or(both).unwrap_or(self.fill.overprints);
        if let Some(mode) = number(b"OPM") {
            self.overprint_mode = if mode.as_i64() == 1 { OverprintMode::NonZero } else { OverprintMode::All };
        }
        if let Some(name) = dict.get::<Name<'_>>(b"RI") {
            self.intent = intent(name.as_ref());
        }
        match dict.get::<Object<'_>>(b"BM") {
            Some(Object::Name(name)) => self.blend = Blend::named(name.as_ref()).unwrap_or_default(),
            Some(Object::Array(names)) => {
                self.blend = names.iter::<Name<'_>>().find_map(|name| Blend::named(name.as_ref())).unwrap_or_default();
            }
            _ => {}
        }
    }
}
