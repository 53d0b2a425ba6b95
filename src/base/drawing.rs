//! Vector drawings: charts, logos and marks as shapes, whatever they were drawn with.

use std::sync::Arc;

/// A drawing with colours of kind `C`: a screen's as it is read, the press's as it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing<C> {
    /// Width and height in its own units; y runs down.
    pub size: (f32, f32),
    /// What is painted, bottom first.
    pub shapes: Vec<Shape<C>>,
}

/// A painted path.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape<C> {
    /// The path.
    pub path: Vec<Segment>,
    /// Paths within which it shows; each cuts further. Shapes of one group share them.
    pub clips: Vec<Arc<Clip>>,
    /// Fill colour.
    pub fill: Option<(C, FillRule)>,
    /// Stroke.
    pub stroke: Option<Stroke<C>>,
}

/// A path that cuts what lies outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// The path.
    pub path: Vec<Segment>,
    /// What is inside.
    pub rule: FillRule,
}

/// What is inside a path that crosses itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FillRule {
    /// Whatever the path winds around.
    #[default]
    NonZero,
    /// What an odd number of turns encloses.
    EvenOdd,
}

/// A line along a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke<C> {
    /// Colour.
    pub colour: C,
    /// Width.
    pub width: f32,
    /// Ends: 0 butt, 1 round, 2 square (ISO 32000-1 table 54).
    pub cap: u8,
    /// Corners: 0 miter, 1 round, 2 bevel (ISO 32000-1 table 55).
    pub join: u8,
    /// Longest miter.
    pub miter: f32,
    /// Dashes and gaps with where they begin; empty for a solid line.
    pub dash: (Vec<f32>, f32),
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a part of the path.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A cubic curve: two control points and the end.
    Curve([f32; 6]),
    /// Back to where the part began.
    Close,
}

impl<C: Copy> Drawing<C> {
    /// The same drawing in other colours.
    pub fn recoloured<D>(&self, colour: impl Fn(C) -> D) -> Drawing<D> {
        let shape = |shape: &Shape<C>| Shape {
            path: shape.path.clone(),
            clips: shape.clips.clone(),
            fill: shape.fill.map(|(fill, rule)| (colour(fill), rule)),
            stroke: shape.stroke.as_ref().map(|stroke| Stroke {
                colour: colour(stroke.colour),
                width: stroke.width,
                cap: stroke.cap,
                join: stroke.join,
                miter: stroke.miter,
                dash: stroke.dash.clone(),
            }),
        };
        Drawing { size: self.size, shapes: self.shapes.iter().map(shape).collect() }
    }
}
