//! The tree of a drawing, every reference in it resolved → shapes, groups and pictures at their places.

use std::sync::Arc;

use usvg::tiny_skia_path::{PathSegment, Point, Transform};

use crate::base::{Clip, Drawing, Fill, FillRule, Group, Inlay, Mask, MaskKind, Node, Segment, Shape, Stroke};

use super::ground::ground;
use super::{ReadDrawing, Screen};

/// What is flatter than this, in the drawing's units, is a line: readers give lines a little width.
const FLAT: f32 = 0.001;
/// More steps of paths than any chart or map has, each shape and each path it is clipped to counted as often as it is written.
const MAX_STEPS: usize = 1_000_000;

/// All that a tree shows; none when it is more than a page can hold.
pub(super) fn tree(tree: &usvg::Tree) -> Option<ReadDrawing> {
    let mut reading = Reading { text: String::new(), pictures: Vec::new(), steps: 0 };
    let nodes = reading.group(tree.root(), &Place { base: Transform::identity(), clips: Vec::new() });
    (reading.steps <= MAX_STEPS).then(|| ReadDrawing {
        drawing: Drawing { size: (tree.size().width(), tree.size().height()), nodes },
        pictures: reading.pictures,
        text: reading.text,
        notes: Vec::new(),
    })
}

/// Where something is drawn.
#[derive(Clone)]
pub(super) struct Place {
    /// The units of the group it stands in → the drawing, or the tile.
    pub(super) base: Transform,
    /// Paths within which it shows.
    pub(super) clips: Vec<Arc<Clip>>,
}

/// What is gathered while a tree is walked.
pub(super) struct Reading {
    text: String,
    pictures: Vec<Arc<Vec<u8>>>,
    /// Steps of paths so far.
    steps: usize,
}

impl Reading {
    /// Counts steps of paths, and says whether there may be as many.
    fn has_room(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.steps <= MAX_STEPS
    }

    /// What a group shows: its children, as one group where they are made transparent together.
    pub(super) fn group(&mut self, group: &usvg::Group, place: &Place) -> Vec<Node<Screen>> {
        if !self.has_room(1) {
            return Vec::new();
        }
        // Steps from group to group alone are right everywhere: within patterns usvg's own sums of them are not.
        let at = place.base.pre_concat(group.transform());
        let mut clips = place.clips.clone();
        let mut next = group.clip_path();
        while let Some(clip) = next {
            let own = clip_of(clip, at);
            if !self.has_room(own.path.len() + 1) {
                return Vec::new();
            }
            clips.push(Arc::new(own));
            next = clip.clip_path();
        }
        let inner = Place { base: at, clips };
        let nodes: Vec<_> = group.children().iter().flat_map(|child| self.node(child, &inner)).collect();
        let opacity = group.opacity().get();
        let blend = blend_name(group.blend_mode());
        // What mixes with what lies below it within a group that stands alone mixes with that group only.
        let stands_alone = group.isolate() && nodes.iter().any(mixes);
        if (!stands_alone && opacity >= 1.0 && blend == "Normal" && group.mask().is_none()) || nodes.is_empty() {
            return nodes;
        }
        let mask = group.mask().map(|mask| Box::new(self.mask(mask, at)));
        let bounds = bounds(group.layer_bounding_box().to_rect(), at);
        vec![Node::Group(Box::new(Group { opacity, blend, mask, bounds, nodes }))]
    }

    fn node(&mut self, node: &usvg::Node, place: &Place) -> Vec<Node<Screen>> {
        match node {
            usvg::Node::Group(inner) => self.group(inner, place),
            usvg::Node::Path(path) => self.path(path, place),
            usvg::Node::Image(image) => self.image(image, place),
            usvg::Node::Text(text) => {
                text.chunks().iter().for_each(|chunk| self.text.push_str(chunk.text()));
                self.group(text.flattened(), place)
            }
        }
    }

    /// A mask with its own region, and with the mask that masks it.
    fn mask(&mut self, mask: &usvg::Mask, at: Transform) -> Mask<Screen> {
        let area = mask.rect();
        let region = rectangle([area.left(), area.top(), area.right(), area.bottom()], at);
        let clips = vec![Arc::new(Clip { path: region, rule: FillRule::NonZero })];
        let mut nodes = self.group(mask.root(), &Place { base: at, clips });
        if let Some(outer) = mask.mask() {
            let outer = Some(Box::new(self.mask(outer, at)));
            let bounds = bounds(area.to_rect(), at);
            nodes = vec![Node::Group(Box::new(Group { opacity: 1.0, blend: "Normal", mask: outer, bounds, nodes }))];
        }
        let kind = match mask.kind() {
            usvg::MaskType::Luminance => MaskKind::Luminance,
            usvg::MaskType::Alpha => MaskKind::Alpha,
        };
        Mask { kind, nodes }
    }

    /// A picture of pixels, or a drawing in a drawing.
    fn image(&mut self, image: &usvg::Image, place: &Place) -> Vec<Node<Screen>> {
        if !image.is_visible() {
            return Vec::new();
        }
        let at = place.base;
        let data = match image.kind() {
            usvg::ImageKind::JPEG(data)
            | usvg::ImageKind::PNG(data)
            | usvg::ImageKind::WEBP(data)
            | usvg::ImageKind::GIF(data) => data,
            usvg::ImageKind::SVG(tree) => {
                return self.group(tree.root(), &Place { base: at, clips: place.clips.clone() });
            }
        };
        let known = self.pictures.iter().position(|picture| picture == data);
        let picture = known.unwrap_or_else(|| {
            self.pictures.push(Arc::clone(data));
            self.pictures.len() - 1
        });
        let (width, height) = (image.size().width(), image.size().height());
        let matrix = numbers(at.pre_concat(Transform::from_row(width, 0.0, 0.0, -height, 0.0, height)));
        vec![Node::Inlay(Inlay { picture, matrix, clips: place.clips.clone() })]
    }

    /// A path filled and stroked: one shape, or two where it is stroked first (SVG 2 §13.10, `paint-order`).
    fn path(&mut self, path: &usvg::Path, place: &Place) -> Vec<Node<Screen>> {
        if !path.is_visible() || !self.has_room(steps_of(path, &place.clips)) {
            return Vec::new();
        }
        let at = place.base;
        // What SVG fills by default though it has no inside would print as a hairline.
        let has_inside = has_inside(path.data());
        // What is wholly see-through is nothing, and no press needs to hold it.
        let fill = path.fill().filter(|fill| has_inside && fill.opacity().get() > 0.0).map(|fill| Fill {
            paint: ground(self, fill.paint(), at),
            alpha: fill.opacity().get(),
            rule: rule(fill.rule()),
        });
        let stroke = path.stroke().filter(|stroke| stroke.opacity().get() > 0.0).map(|stroke| self.stroke(stroke, at));
        let shape = |fill, stroke| {
            Node::Shape(Shape { path: segments(path.data(), at), clips: place.clips.clone(), fill, stroke })
        };
        match (fill, stroke) {
            (None, None) => Vec::new(),
            (Some(fill), Some(stroke)) if path.paint_order() == usvg::PaintOrder::StrokeAndFill => {
                vec![shape(None, Some(stroke)), shape(Some(fill), None)]
            }
            (fill, stroke) => vec![shape(fill, stroke)],
        }
    }

    fn stroke(&mut self, stroke: &usvg::Stroke, at: Transform) -> Stroke<Screen> {
        let scale = scale(at);
        Stroke {
            paint: ground(self, stroke.paint(), at),
            alpha: stroke.opacity().get(),
            width: stroke.width().get() * scale,
            cap: match stroke.linecap() {
                usvg::LineCap::Butt => 0,
                usvg::LineCap::Round => 1,
                usvg::LineCap::Square => 2,
            },
            join: match stroke.linejoin() {
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
                usvg::LineJoin::Round => 1,
                usvg::LineJoin::Bevel => 2,
            },
            miter: stroke.miterlimit().get(),
            dash: (
                stroke.dasharray().unwrap_or_default().iter().map(|dash| dash * scale).collect(),
                stroke.dashoffset() * scale,
            ),
        }
    }
}

/// Whether something mixes with what lies below it otherwise than by covering it.
fn mixes(node: &Node<Screen>) -> bool {
    matches!(node, Node::Group(group) if group.blend != "Normal" || group.nodes.iter().any(mixes))
}

/// Blend modes by their names in PDF (ISO 32000-1 tables 136 and 137); what PDF has no name for covers.
fn blend_name(mode: usvg::BlendMode) -> &'static str {
    match mode {
        usvg::BlendMode::Normal | usvg::BlendMode::PlusLighter => "Normal",
        usvg::BlendMode::Multiply => "Multiply",
        usvg::BlendMode::Screen => "Screen",
        usvg::BlendMode::Overlay => "Overlay",
        usvg::BlendMode::Darken => "Darken",
        usvg::BlendMode::Lighten => "Lighten",
        usvg::BlendMode::ColorDodge => "ColorDodge",
        usvg::BlendMode::ColorBurn => "ColorBurn",
        usvg::BlendMode::HardLight => "HardLight",
        usvg::BlendMode::SoftLight => "SoftLight",
        usvg::BlendMode::Difference => "Difference",
        usvg::BlendMode::Exclusion => "Exclusion",
        usvg::BlendMode::Hue => "Hue",
        usvg::BlendMode::Saturation => "Saturation",
        usvg::BlendMode::Color => "Color",
        usvg::BlendMode::Luminosity => "Luminosity",
    }
}

/// The steps that are written for a path, its clips among them.
fn steps_of(path: &usvg::Path, clips: &[Arc<Clip>]) -> usize {
    path.data().len() + clips.iter().map(|clip| clip.path.len() + 1).sum::<usize>()
}

/// All shapes of a clip path as one path.
fn clip_of(clip: &usvg::ClipPath, at: Transform) -> Clip {
    let mut found = Clip { path: Vec::new(), rule: FillRule::NonZero };
    let mut groups = vec![(clip.root(), at.pre_concat(clip.transform()))];
    while let Some((group, at)) = groups.pop() {
        let at = at.pre_concat(group.transform());
        for child in group.children() {
            match child {
                usvg::Node::Group(inner) => groups.push((inner, at)),
                usvg::Node::Text(text) => groups.push((text.flattened(), at)),
                usvg::Node::Path(path) => {
                    found.path.extend(segments(path.data(), at));
                    found.rule = path.fill().map_or(found.rule, |fill| rule(fill.rule()));
                }
                usvg::Node::Image(_) => {}
            }
        }
    }
    found
}

/// Whether a path goes around anything: its points do not all lie on one line.
fn has_inside(path: &usvg::tiny_skia_path::Path) -> bool {
    let points = path.points();
    let Some(first) = points.first() else { return false };
    let from_first = |point: &Point| (point.x - first.x, point.y - first.y);
    let length = |(x, y): (f32, f32)| x.hypot(y);
    let farthest = points.iter().map(from_first).max_by(|one, other| length(*one).total_cmp(&length(*other)));
    let (x, y) = farthest.unwrap_or_default();
    let whole = length((x, y));
    // How far a point is from the line from the first to the farthest.
    whole > FLAT && points.iter().map(from_first).any(|(px, py)| (x * py - y * px).abs() / whole > FLAT)
}

fn rule(rule: usvg::FillRule) -> FillRule {
    if rule == usvg::FillRule::EvenOdd { FillRule::EvenOdd } else { FillRule::NonZero }
}

/// How much a transform enlarges lines: the side of the square that a unit square becomes.
fn scale(at: Transform) -> f32 {
    (at.sx * at.sy - at.kx * at.ky).abs().sqrt()
}

/// A transform as PDF writes it.
pub(super) fn numbers(at: Transform) -> [f32; 6] {
    [at.sx, at.ky, at.kx, at.sy, at.tx, at.ty]
}

/// The corners of a rectangle, turned, as a path.
fn rectangle([left, top, right, bottom]: [f32; 4], at: Transform) -> Vec<Segment> {
    let corner = |x: f32, y: f32| {
        let mut point = Point::from_xy(x, y);
        at.map_point(&mut point);
        (point.x, point.y)
    };
    let (a, b, c, d) = (corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom));
    vec![
        Segment::Move(a.0, a.1),
        Segment::Line(b.0, b.1),
        Segment::Line(c.0, c.1),
        Segment::Line(d.0, d.1),
        Segment::Close,
    ]
}

/// The upright rectangle around a rectangle that is turned, with a little room for edges.
fn bounds(area: usvg::Rect, at: Transform) -> [f32; 4] {
    let turned = area.transform(at).unwrap_or(area);
    [turned.left() - 1.0, turned.top() - 1.0, turned.right() + 1.0, turned.bottom() + 1.0]
}

/// A path in the drawing's own units; quadratic curves become cubic ones.
fn segments(path: &usvg::tiny_skia_path::Path, at: Transform) -> Vec<Segment> {
    let Some(path) = path.clone().transform(at) else { return Vec::new() };
    let mut last = Point::zero();
    let mut out = Vec::with_capacity(path.len());
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(p) => out.push(Segment::Move(p.x, p.y)),
            PathSegment::LineTo(p) => out.push(Segment::Line(p.x, p.y)),
            PathSegment::QuadTo(c, p) => {
                let toward = |from: Point| (from.x + (c.x - from.x) * 2.0 / 3.0, from.y + (c.y - from.y) * 2.0 / 3.0);
                let ((x1, y1), (x2, y2)) = (toward(last), toward(p));
                out.push(Segment::Curve([x1, y1, x2, y2, p.x, p.y]));
            }
            PathSegment::CubicTo(c1, c2, p) => out.push(Segment::Curve([c1.x, c1.y, c2.x, c2.y, p.x, p.y])),
            PathSegment::Close => out.push(Segment::Close),
        }
        if let PathSegment::MoveTo(p)
        | PathSegment::LineTo(p)
        | PathSegment::QuadTo(_, p)
        | PathSegment::CubicTo(_, _, p) = segment
        {
            last = p;
        }
    }
    out
}
