//! Shadings (ISO 32000-2 §8.7.4): colours that run along a line, between circles, by a function, or over meshes.

use std::rc::Rc;

use hayro::hayro_interpret::Function;
use hayro::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{self, Affine, Point, Shape};

use super::layer::{Layer, Marks, Shade, Touch};
use super::meshes;
use super::painter::Painter;
use super::raster::{Mask, Rule};
use super::spaces::{Onto, OverprintMode, Space};
use super::state::Paint;

/// A shading's colours as inks.
pub(super) struct Colours {
    space: Rc<Space>,
    functions: Vec<Function>,
    onto: Onto,
    inks: usize,
}

impl Colours {
    fn read(dict: &Dict<'_>, resources: &Resources<'_>, painter: &Painter<'_, '_>) -> Option<Self> {
        let layer = painter.layers.last()?;
        let space = Space::read(&dict.get::<Object<'_>>(b"ColorSpace")?, resources, painter.room)?;
        let functions = match dict.get::<Object<'_>>(b"Function") {
            Some(Object::Array(array)) => {
                array.iter::<Object<'_>>().take(32).filter_map(|one| Function::new(&one)).collect()
            }
            Some(one) => vec![Function::new(&one)?],
            None => Vec::new(),
        };
        Some(Self { space, functions, onto: painter.onto(layer.process), inks: layer.inks })
    }

    /// Numbers that stand for one colour: a place of the functions, or components.
    pub(super) fn parameters(&self) -> usize {
        if self.functions.is_empty() { self.space.components() } else { 1 }
    }

    /// The inks of a colour.
    pub(super) fn put(&self, parameters: &[f32], out: &mut [f32]) {
        out.fill(0.0);
        let [first, rest @ ..] = &self.functions[..] else {
            return self.space.put(parameters, self.onto, out);
        };
        if first.num_inputs() != parameters.len() {
            return;
        }
        let mut colour = vec![0.0; self.space.components().max(1)];
        if rest.is_empty() && first.num_outputs() == colour.len() {
            first.eval(parameters, &mut colour);
        } else {
            for (function, value) in self.functions.iter().zip(&mut colour) {
                if function.num_outputs() == 1 {
                    function.eval(parameters, std::slice::from_mut(value));
                }
            }
        }
        self.space.put(&colour, self.onto, out);
    }
}

/// A shading ready to be looked at pixel by pixel.
enum Shaded {
    Ramp { ramp: Ramp, geometry: Geometry, inverse: Affine },
    Field { colours: Colours, domain: [f64; 4], inverse: Affine },
    Mesh(Layer),
}

/// Inks along a shading, in steps finer than 8 bits show.
struct Ramp {
    steps: Vec<f32>,
    inks: usize,
}

const STEPS: usize = 2048;

impl Ramp {
    fn new(colours: &Colours, [from, to]: [f32; 2]) -> Self {
        let mut steps = vec![0.0; (STEPS + 1) * colours.inks];
        for (at, out) in steps.chunks_exact_mut(colours.inks).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few thousand steps")]
            let share = at as f32 / STEPS as f32;
            colours.put(&[from + share * (to - from)], out);
        }
        Self { steps, inks: colours.inks }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "held within the steps"
    )]
    fn at(&self, share: f64, out: &mut [f32]) {
        let at = (share.clamp(0.0, 1.0) * STEPS as f64).round() as usize * self.inks;
        out.iter_mut().zip(self.steps.get(at..at + self.inks).unwrap_or_default()).for_each(|(out, ink)| *out = *ink);
    }
}

enum Geometry {
    Axis { from: Point, to: Point, extends: [bool; 2] },
    Circles { from: Point, to: Point, radii: [f64; 2], extends: [bool; 2] },
}

impl Geometry {
    /// How far along a place lies, 0 to 1; none outside.
    fn share(&self, place: Point) -> Option<f64> {
        match self {
            Self::Axis { from, to, extends } => {
                let along = *to - *from;
                let share = (place - *from).dot(along) / along.hypot2();
                held(share, *extends)
            }
            Self::Circles { from, to, radii: [first, last], extends } => {
                let (along, offset, growth) = (*to - *from, place - *from, last - first);
                // |offset − s·along| = first + s·growth, the larger solution of a radius that is none below nothing (§8.7.4.5.4).
                let a = along.hypot2() - growth * growth;
                let b = offset.dot(along) + first * growth;
                let c = offset.hypot2() - first * first;
                let solutions = if a.abs() < 1e-9 {
                    [c / (2.0 * b), f64::NAN]
                } else {
                    let root = (b * b - a * c).sqrt();
                    let (one, other) = ((b + root) / a, (b - root) / a);
                    [one.max(other), one.min(other)]
                };
                let is_circle = |share: &f64| share.is_finite() && first + share * growth >= 0.0;
                solutions.into_iter().filter(is_circle).find_map(|share| held(share, *extends))
            }
        }
    }
}

/// A place before the start or beyond the end counts as the end where the shading extends.
fn held(share: f64, [before, beyond]: [bool; 2]) -> Option<f64> {
    match share {
        share if share.is_nan() => None,
        share if share < 0.0 => before.then_some(0.0),
        share if share > 1.0 => beyond.then_some(1.0),
        share => Some(share),
    }
}

impl Shade for Shaded {
    fn at(&self, x: i32, y: i32, inks: &mut [f32]) -> Touch {
        let middle = Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5);
        let found = match self {
            Self::Ramp { ramp, geometry, inverse } => {
                geometry.share(*inverse * middle).map(|share| ramp.at(share, inks)).is_some()
            }
            Self::Field { colours, domain: [x0, x1, y0, y1], inverse } => {
                let place = *inverse * middle;
                let is_within = (*x0..=*x1).contains(&place.x) && (*y0..=*y1).contains(&place.y);
                if is_within {
                    #[expect(clippy::cast_possible_truncation, reason = "a place for a function")]
                    colours.put(&[place.x as f32, place.y as f32], inks);
                }
                is_within
            }
            Self::Mesh(layer) => return layer.at(x, y, inks),
        };
        let share = if found { 1.0 } else { 0.0 };
        Touch { shape: share, opacity: 1.0 }
    }
}

/// What a shading shows behind itself as a pattern.
struct OverBackground<'s> {
    shaded: &'s Shaded,
    background: Vec<f32>,
}

impl Shade for OverBackground<'_> {
    fn at(&self, x: i32, y: i32, inks: &mut [f32]) -> Touch {
        let touch = self.shaded.at(x, y, inks);
        if touch.shape < 0.5 {
            inks.iter_mut().zip(&self.background).for_each(|(ink, own)| *ink = *own);
        }
        Touch { shape: 1.0, opacity: 1.0 }
    }
}

impl<'a> Painter<'a, '_> {
    /// `sh`: all that the clip leaves open.
    pub(super) fn shading_fill(&mut self, shading: &Object<'a>, resources: &Resources<'a>) {
        let area = self.state.clip.area;
        if area.is_empty() || !self.room.spend(area.pixels() * 4) {
            return;
        }
        let mask = Mask { area, cover: vec![1.0; area.pixels()] };
        let (alpha, overprints) = (self.state.fill.alpha, self.state.fill.overprints);
        self.shade(
            shading,
            &mask,
            Look { transform: self.state.ctm, alpha, overprints, has_background: false },
            resources,
        );
    }

    pub(super) fn shading_pattern(&mut self, pattern: &Dict<'a>, mask: &Mask, paint: &Paint<'a>) {
        let transform = self.base * pattern.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new);
        let Some(shading) = pattern.get::<Object<'a>>(b"Shading") else { return };
        let look = Look { transform, alpha: paint.alpha, overprints: paint.overprints, has_background: true };
        self.shade(&shading, mask, look, &Resources::new(Dict::empty()));
    }

    fn shade(&mut self, shading: &Object<'a>, mask: &Mask, look: Look, resources: &Resources<'a>) {
        let dict = match shading {
            Object::Dict(dict) => dict,
            Object::Stream(stream) => stream.dict(),
            _ => return,
        };
        let Some(colours) = Colours::read(dict, resources, self) else { return self.room.miss() };
        let marks = colours.space.marks(&[], colours.onto.process, OverprintMode::All);
        let marks = if look.overprints { marks } else { Marks::ALL };
        let bounds = dict.get::<[f64; 4]>(b"BBox").map(|b| kurbo::Rect::new(b[0], b[1], b[2], b[3]).abs());
        let bounded =
            bounds.map(|rect| mask.and(&Mask::of(&(look.transform * rect.to_path(0.1)), Rule::NonZero, mask.area)));
        let background = dict.get::<Vec<f32>>(b"Background").filter(|_| look.has_background).map(|colour| {
            let mut inks = vec![0.0; colours.inks];
            colours.space.put(&colour, colours.onto, &mut inks);
            inks
        });
        let stream = if let Object::Stream(stream) = shading { Some(stream) } else { None };
        let Some(shaded) = self.shaded(dict, stream, colours, look.transform) else { return self.room.miss() };
        let mask = bounded.as_ref().unwrap_or(mask);
        match background {
            Some(background) => self.lay(mask, &OverBackground { shaded: &shaded, background }, look.alpha, marks),
            None => self.lay(mask, &shaded, look.alpha, marks),
        }
    }

    fn shaded(
        &self,
        dict: &Dict<'_>,
        stream: Option<&Stream<'_>>,
        colours: Colours,
        transform: Affine,
    ) -> Option<Shaded> {
        if transform.determinant().abs() < 1e-12 {
            return None;
        }
        let inverse = transform.inverse();
        let extends = dict.get::<[bool; 2]>(b"Extend").unwrap_or_default();
        let ramp = |colours: &Colours| Ramp::new(colours, dict.get::<[f32; 2]>(b"Domain").unwrap_or([0.0, 1.0]));
        match dict.get::<u8>(b"ShadingType")? {
            1 => {
                let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new);
                let domain = dict.get::<[f64; 4]>(b"Domain").unwrap_or([0.0, 1.0, 0.0, 1.0]);
                Some(Shaded::Field { colours, domain, inverse: matrix.inverse() * inverse })
            }
            2 => {
                let [x0, y0, x1, y1] = dict.get::<[f64; 4]>(b"Coords")?;
                let geometry = Geometry::Axis { from: Point::new(x0, y0), to: Point::new(x1, y1), extends };
                Some(Shaded::Ramp { ramp: ramp(&colours), geometry, inverse })
            }
            3 => {
                let [x0, y0, r0, x1, y1, r1] = dict.get::<[f64; 6]>(b"Coords")?;
                let (from, to) = (Point::new(x0, y0), Point::new(x1, y1));
                let geometry = Geometry::Circles { from, to, radii: [r0.max(0.0), r1.max(0.0)], extends };
                Some(Shaded::Ramp { ramp: ramp(&colours), geometry, inverse })
            }
            kind => {
                let area = self.state.clip.area;
                let decode: Vec<f64> = dict.get::<Array<'_>>(b"Decode")?.iter::<f64>().take(80).collect();
                let layer = meshes::painted(
                    kind,
                    stream?,
                    &decode,
                    &meshes::Ground { colours: &colours, transform, area, room: self.room },
                )?;
                Some(Shaded::Mesh(layer))
            }
        }
    }
}

/// How a shading is laid on.
#[derive(Clone, Copy)]
struct Look {
    transform: Affine,
    alpha: f32,
    overprints: bool,
    has_background: bool,
}

impl Colours {
    /// A layer of the inks the colours have, to paint a mesh on.
    pub(super) fn layer(&self, area: super::raster::Area) -> Layer {
        let kind = super::layer::GroupKind { is_isolated: true, is_knockout: false };
        Layer::new(area, self.onto.process, self.inks, kind, None)
    }
}
