//! Carries out a content stream: marks are laid on the topmost group.

use std::rc::Rc;

use hayro::hayro_syntax::content::TypedIter;
use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::dict::keys;
use hayro::hayro_syntax::object::{Dict, Name, Number, Object, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{self, Affine, BezPath, Point, Shape};
use hayro_font::{CMapResolverFn, FontCache, FontResolverFn};

use super::layer::{Flat, Layer, MOST_INKS, Manner, Marks, Shade};
use super::pictures::{Laid, Picture};
use super::raster::{Mask, Rule};
use super::room::Room;
use super::spaces::{Onto, Space};
use super::state::{Paint, Pattern, State, cap, intent, join, set_dash};
use super::visibility::Visibility;

pub(super) struct Painter<'a, 'r> {
    pub(super) room: &'r Room<'r>,
    pub(super) fonts: &'r FontCache<'a>,
    pub(super) resolvers: &'r Resolvers,
    pub(super) visibility: Visibility<'r>,
    /// Groups that are open, the page's first.
    pub(super) layers: Vec<Layer>,
    pub(super) state: State<'a>,
    pub(super) saved: Vec<State<'a>>,
    path: BezPath,
    last: Point,
    pending_clip: Option<Rule>,
    /// Outlines of text that is to clip (§9.3.6).
    pub(super) text_clip: BezPath,
    /// The space patterns of this content stream are placed in.
    pub(super) base: Affine,
    pub(super) depth: usize,
    /// Within a glyph or a tile that has no colour of its own.
    pub(super) is_uncoloured: bool,
    pub(super) soft_masks: super::group::KnownMasks,
}

/// Where fonts and character maps come from that a file does not hold.
pub(super) struct Resolvers {
    pub(super) font: FontResolverFn,
    pub(super) cmap: CMapResolverFn,
}

/// Fills or strokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Fill,
    Stroke,
}

/// Forms, tiles and glyphs lie in each other at most so deep.
pub(super) const MOST_DEPTH: usize = 20;
/// States saved and not restored at most.
const MOST_SAVED: usize = 512;
/// What an operator costs, in pixels.
const OPERATOR: usize = 20;

impl<'a, 'r> Painter<'a, 'r> {
    pub(super) fn new(page: PageOf<'a, 'r>, visibility: Visibility<'r>, layer: Layer, transform: Affine) -> Self {
        Self {
            room: page.room,
            fonts: page.fonts,
            resolvers: page.resolvers,
            visibility,
            state: State::new(transform, layer.area),
            layers: vec![layer],
            saved: Vec::new(),
            path: BezPath::new(),
            last: Point::ZERO,
            pending_clip: None,
            text_clip: BezPath::new(),
            base: transform,
            depth: 0,
            is_uncoloured: false,
            soft_masks: Vec::new(),
        }
    }

    /// Carries out a stream; the state afterwards is the one before.
    pub(super) fn run(&mut self, content: &[u8], resources: &Resources<'a>) {
        if self.depth >= MOST_DEPTH {
            return self.room.miss();
        }
        self.depth += 1;
        let open = self.saved.len();
        let marked = self.visibility.depth();
        self.saved.push(self.state.clone());
        let (path, base) = (std::mem::take(&mut self.path), std::mem::replace(&mut self.base, self.state.ctm));
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            if !self.room.spend(OPERATOR) {
                break;
            }
            self.operator(&operator, resources, open);
        }
        self.saved.truncate(open + 1);
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
        self.visibility.close_to(marked);
        (self.path, self.base) = (path, base);
        self.depth -= 1;
    }

    fn operator(&mut self, operator: &Op<'_, '_>, resources: &Resources<'a>, open: usize) {
        match operator {
            Op::SaveState(_) if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
            Op::RestoreState(_) if self.saved.len() > open + 1 => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Op::Transform(t) => {
                let matrix = matrix([t.0, t.1, t.2, t.3, t.4, t.5]);
                self.state.ctm *= matrix;
            }
            Op::SetGraphicsState(name) => {
                if let Some(dict) = resources.get_ext_g_state(name.0) {
                    self.graphics_state(&dict, resources);
                }
            }
            Op::LineWidth(width) => self.state.line.width = width.0.as_f64(),
            Op::LineCap(number) => {
                (self.state.line.start_cap, self.state.line.end_cap) = (cap(number.0), cap(number.0));
            }
            Op::LineJoin(number) => self.state.line.join = join(number.0),
            Op::RenderingIntent(name) => self.state.intent = intent(name.0.as_ref()),
            Op::MiterLimit(limit) => self.state.line.miter_limit = limit.0.as_f64(),
            Op::DashPattern(dash) => set_dash(&mut self.state.line, dash.0, dash.1.as_f64()),
            Op::XObject(name) => {
                if let Some(stream) = resources.get_x_object(name.0) {
                    self.object(&stream, resources);
                }
            }
            Op::InlineImage(image) => self.picture(image.0, resources),
            Op::Shading(name) => {
                let shading = resources.get_shading(name.0);
                if let Some(shading) = shading.filter(|_| self.visibility.is_shown()) {
                    self.shading_fill(&shading, resources);
                }
            }
            Op::BeginMarkedContent(_) => self.visibility.begin(None),
            Op::BeginMarkedContentWithProperties(marked) => {
                let layer = (marked.0.as_ref() == b"OC").then(|| layer_of(marked.1, resources)).flatten();
                self.visibility.begin(layer.as_ref());
            }
            Op::EndMarkedContent(_) => self.visibility.end(),
            Op::ShapeGlyph(_) => self.is_uncoloured = true,
            _ => {
                if !self.path_operator(operator) && !self.colour_operator(operator, resources) {
                    self.text_operator(operator, resources);
                }
            }
        }
    }

    /// Building and painting paths (§8.5); whether it was such an operator.
    fn path_operator(&mut self, operator: &Op<'_, '_>) -> bool {
        match operator {
            Op::MoveTo(to) => {
                self.last = point(to.0, to.1);
                self.path.move_to(self.last);
            }
            Op::LineTo(to) => self.line_to(point(to.0, to.1)),
            Op::CubicTo(to) => self.curve_to([point(to.0, to.1), point(to.2, to.3), point(to.4, to.5)]),
            Op::CubicStartTo(to) => self.curve_to([self.last, point(to.0, to.1), point(to.2, to.3)]),
            Op::CubicEndTo(to) => self.curve_to([point(to.0, to.1), point(to.2, to.3), point(to.2, to.3)]),
            Op::ClosePath(_) => self.close(),
            Op::RectPath(rect) => {
                let corner = point(rect.0, rect.1);
                let far = Point::new(corner.x + rect.2.as_f64(), corner.y + rect.3.as_f64());
                self.path.extend(kurbo::Rect::new(corner.x, corner.y, far.x, far.y).path_elements(0.1));
                self.last = corner;
            }
            Op::StrokePath(_) => self.finish(None, true),
            Op::CloseAndStrokePath(_) => {
                self.close();
                self.finish(None, true);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) => self.finish(Some(Rule::NonZero), false),
            Op::FillPathEvenOdd(_) => self.finish(Some(Rule::EvenOdd), false),
            Op::FillAndStrokeNonZero(_) => self.finish(Some(Rule::NonZero), true),
            Op::FillAndStrokeEvenOdd(_) => self.finish(Some(Rule::EvenOdd), true),
            Op::CloseFillAndStrokeNonZero(_) => {
                self.close();
                self.finish(Some(Rule::NonZero), true);
            }
            Op::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.finish(Some(Rule::EvenOdd), true);
            }
            Op::EndPath(_) => self.finish(None, false),
            Op::ClipNonZero(_) => self.pending_clip = Some(Rule::NonZero),
            Op::ClipEvenOdd(_) => self.pending_clip = Some(Rule::EvenOdd),
            _ => return false,
        }
        true
    }

    fn line_to(&mut self, to: Point) {
        if self.path.elements().is_empty() {
            self.path.move_to(to);
        } else {
            self.path.line_to(to);
        }
        self.last = to;
    }

    fn curve_to(&mut self, [a, b, c]: [Point; 3]) {
        if self.path.elements().is_empty() {
            self.path.move_to(a);
        }
        self.path.curve_to(a, b, c);
        self.last = c;
    }

    fn close(&mut self) {
        if !self.path.elements().is_empty() {
            self.path.close_path();
        }
    }

    /// Fills and strokes the path, then takes it as a clip if that was asked for.
    fn finish(&mut self, fill: Option<Rule>, strokes: bool) {
        let path = std::mem::take(&mut self.path);
        if let Some(rule) = fill {
            let outline = self.state.ctm * path.clone();
            self.paint_outline(&outline, rule, Side::Fill);
        }
        if strokes {
            self.stroke(&path, self.state.ctm);
        }
        if let Some(rule) = self.pending_clip.take() {
            self.clip(&(self.state.ctm * path), rule);
        }
    }

    /// Strokes a path whose space `transform` brings to pixels.
    pub(super) fn stroke(&mut self, path: &BezPath, transform: Affine) {
        if let Some(outline) = super::strokes::outline(path, &self.state.line, transform) {
            self.paint_outline(&outline, Rule::NonZero, Side::Stroke);
        }
    }

    pub(super) fn clip(&mut self, outline: &BezPath, rule: Rule) {
        let mask = Mask::of(outline, rule, self.state.clip.area);
        self.room.spend(mask.area.pixels());
        self.state.clip.narrow(mask);
    }

    /// Paints an outline in pixels with the colour of a side.
    pub(super) fn paint_outline(&mut self, outline: &BezPath, rule: Rule, side: Side) {
        if !self.visibility.is_shown() {
            return;
        }
        let mask = Mask::of(outline, rule, self.state.clip.area);
        if mask.area.is_empty() || !self.room.spend(mask.area.pixels() + outline.elements().len()) {
            return;
        }
        self.paint_mask(&mask, side);
    }

    fn paint_mask(&mut self, mask: &Mask, side: Side) {
        let paint = self.paint(side).clone();
        if paint.space.is_nothing() {
            return;
        }
        match &paint.pattern {
            Some(Pattern::Tiling(tile)) => {
                if let Some(tiles) = self.tiles(tile, &paint, mask.area) {
                    self.lay(mask, &tiles, paint.alpha, Marks::ALL);
                }
            }
            Some(Pattern::Shading(pattern)) => self.shading_pattern(pattern, mask, &paint),
            None => {
                let inks = self.flat(&paint);
                self.lay(mask, &Flat(&inks), paint.alpha, self.marks(&paint));
            }
        }
    }

    /// Lays a shade on the topmost group, in the manner of the state.
    pub(super) fn lay(&mut self, mask: &Mask, shade: &dyn Shade, alpha: f32, marks: Marks) {
        let state = &self.state;
        let manner = Manner { alpha, soft: state.soft.as_deref(), is_shape: state.is_shape, blend: state.blend, marks };
        if let Some(layer) = self.layers.last_mut() {
            layer.paint(mask, state.clip.mask.as_deref(), shade, &manner);
        }
    }

    pub(super) fn paint(&self, side: Side) -> &Paint<'a> {
        match side {
            Side::Fill => &self.state.fill,
            Side::Stroke => &self.state.stroke,
        }
    }

    /// What colours are put onto in a group.
    pub(super) fn onto(&self, process: super::layer::Process) -> Onto {
        Onto { process, intent: self.state.intent }
    }

    /// A plain colour's inks.
    pub(super) fn flat(&self, paint: &Paint<'_>) -> Vec<f32> {
        let Some(layer) = self.layers.last() else { return Vec::new() };
        let mut inks = vec![0.0; layer.inks.min(MOST_INKS)];
        paint.space.put(&paint.values, self.onto(layer.process), &mut inks);
        inks
    }

    /// What a plain colour puts down.
    pub(super) fn marks(&self, paint: &Paint<'_>) -> Marks {
        match self.layers.last() {
            Some(layer) if paint.overprints => {
                paint.space.marks(&paint.values, layer.process, self.state.overprint_mode)
            }
            _ => Marks::ALL,
        }
    }

    fn object(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        let dict = stream.dict();
        self.visibility.begin(dict.get_raw::<Object<'_>>(b"OC").as_ref());
        if self.visibility.is_shown() {
            match dict.get::<Name<'_>>(keys::SUBTYPE).as_deref() {
                Some(b"Form") => self.form(stream, resources),
                Some(b"Image") => self.picture(stream, resources),
                _ => {}
            }
        }
        self.visibility.end();
    }

    fn picture(&mut self, stream: &Stream<'_>, resources: &Resources<'a>) {
        let Some(process) = self.layers.last().map(|layer| layer.process) else { return };
        let outline = self.state.ctm * kurbo::Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
        let mask = Mask::of(&outline, Rule::NonZero, self.state.clip.area);
        if !self.visibility.is_shown() || mask.area.is_empty() {
            return;
        }
        let onto = Picture::onto(stream, self.onto(process));
        let key = Picture::key(stream, onto);
        let read = || Picture::read(stream, resources, self.room, onto);
        let Some(picture) = self.room.picture(key, read) else { return self.room.miss() };
        self.room.spend(mask.area.pixels() * 4 + picture.bytes() / 4);
        if picture.is_stencil() {
            return self.stencil(&picture, &mask);
        }
        let marks = picture.marks.filter(|_| self.state.fill.overprints).unwrap_or(Marks::ALL);
        if let Some(laid) = Laid::new(&picture, self.state.ctm) {
            self.lay(&mask, &laid, self.state.fill.alpha, marks);
        }
    }

    /// Puts the colour of fills, whatever it is, through a stencil.
    fn stencil(&mut self, picture: &Picture, mask: &Mask) {
        let Some(laid) = Laid::new(picture, self.state.ctm) else { return };
        let area = mask.area;
        let places = (area.top..area.bottom).flat_map(|y| (area.left..area.right).map(move |x| (x, y)));
        let cover = places.map(|(x, y)| mask.at(x, y) * laid.at(x, y, &mut []).opacity).collect();
        self.paint_mask(&Mask { area, cover }, Side::Fill);
    }

    /// Setting colours (§8.6.8); whether it was such an operator.
    fn colour_operator(&mut self, operator: &Op<'_, '_>, resources: &Resources<'a>) -> bool {
        let device = |name: &'static [u8]| Space::read(&Object::Name(Name::new_unescaped(name)), resources, self.room);
        let numbers = |numbers: &[Number]| numbers.iter().map(Number::as_f32).collect::<Vec<_>>();
        let (side, space, values) = match operator {
            Op::NonStrokeColorDeviceGray(c) => (Side::Fill, device(b"DeviceGray"), vec![c.0.as_f32()]),
            Op::StrokeColorDeviceGray(c) => (Side::Stroke, device(b"DeviceGray"), vec![c.0.as_f32()]),
            Op::NonStrokeColorDeviceRgb(c) => (Side::Fill, device(b"DeviceRGB"), numbers(&[c.0, c.1, c.2])),
            Op::StrokeColorDeviceRgb(c) => (Side::Stroke, device(b"DeviceRGB"), numbers(&[c.0, c.1, c.2])),
            Op::NonStrokeColorCmyk(c) => (Side::Fill, device(b"DeviceCMYK"), numbers(&[c.0, c.1, c.2, c.3])),
            Op::StrokeColorCmyk(c) => (Side::Stroke, device(b"DeviceCMYK"), numbers(&[c.0, c.1, c.2, c.3])),
            Op::ColorSpaceNonStroke(name) => return self.set_space(Side::Fill, name.0, resources),
            Op::ColorSpaceStroke(name) => return self.set_space(Side::Stroke, name.0, resources),
            Op::NonStrokeColor(c) => return self.set_values(Side::Fill, numbers(&c.0), None, resources),
            Op::StrokeColor(c) => return self.set_values(Side::Stroke, numbers(&c.0), None, resources),
            Op::NonStrokeColorNamed(c) => return self.set_values(Side::Fill, numbers(&c.0), c.1, resources),
            Op::StrokeColorNamed(c) => return self.set_values(Side::Stroke, numbers(&c.0), c.1, resources),
            _ => return false,
        };
        match space {
            Some(space) => self.set_paint(side, space, values),
            None => self.room.miss(),
        }
        true
    }

    fn set_paint(&mut self, side: Side, space: Rc<Space>, values: Vec<f32>) {
        if self.is_uncoloured {
            return;
        }
        let paint = match side {
            Side::Fill => &mut self.state.fill,
            Side::Stroke => &mut self.state.stroke,
        };
        (paint.space, paint.values, paint.pattern) = (space, values, None);
    }

    fn set_space(&mut self, side: Side, name: &Name<'_>, resources: &Resources<'a>) -> bool {
        let read = Space::read(&Object::Name(name.clone()), resources, self.room);
        match read {
            Some(space) => {
                let initial = space.initial();
                self.set_paint(side, space, initial);
            }
            None => self.room.miss(),
        }
        true
    }

    fn set_values(
        &mut self,
        side: Side,
        values: Vec<f32>,
        pattern: Option<&Name<'_>>,
        resources: &Resources<'a>,
    ) -> bool {
        let space = Rc::clone(&self.paint(side).space);
        self.set_paint(side, space, values);
        let pattern = pattern.filter(|_| !self.is_uncoloured).and_then(|name| resources.get_pattern(name));
        let pattern = pattern.map(|object| match object {
            Object::Stream(stream) => Pattern::Tiling(stream),
            Object::Dict(dict) => Pattern::Shading(dict),
            _ => Pattern::Shading(Dict::empty()),
        });
        match side {
            Side::Fill => self.state.fill.pattern = pattern,
            Side::Stroke => self.state.stroke.pattern = pattern,
        }
        true
    }
}

/// What painters of the bands of a page have in common.
#[derive(Clone, Copy)]
pub(super) struct PageOf<'a, 'r> {
    pub(super) room: &'r Room<'r>,
    pub(super) fonts: &'r FontCache<'a>,
    pub(super) resolvers: &'r Resolvers,
}

/// The optional content that marked content belongs to.
fn layer_of<'a>(
    properties: &Object<'_>,
    resources: &Resources<'a>,
) -> Option<hayro::hayro_syntax::object::MaybeRef<Object<'a>>> {
    match properties {
        Object::Name(name) => resources.properties.get_raw::<Object<'a>>(name.as_ref()),
        _ => None,
    }
}

fn point(x: Number, y: Number) -> Point {
    Point::new(x.as_f64(), y.as_f64())
}

pub(super) fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
