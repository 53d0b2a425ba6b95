//! Vector drawings: charts, logos and marks as shapes, whatever they were drawn with.

use std::sync::Arc;

/// A drawing with colours of kind `C`: a screen's as it is read, the press's as it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing<C> {
    /// Width and height in its own units; y runs down.
    pub size: (f32, f32),
    /// What is painted, bottom first.
    pub nodes: Vec<Node<C>>,
}

/// A thing that is painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<C> {
    /// A path.
    Shape(Shape<C>),
    /// Things that are painted as one.
    Group(Box<Group<C>>),
    /// A picture of pixels.
    Inlay(Inlay),
}

/// A painted path.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape<C> {
    /// The path.
    pub path: Vec<Segment>,
    /// Paths within which it shows; each cuts further. Shapes of one group share them.
    pub clips: Vec<Arc<Clip>>,
    /// Fill.
    pub fill: Option<Fill<C>>,
    /// Stroke.
    pub stroke: Option<Stroke<C>>,
}

/// Things that are made transparent, blended or masked together (SVG 2 §3.6).
#[derive(Clone, Debug, PartialEq)]
pub struct Group<C> {
    /// How much of it there is, 0 to 1.
    pub opacity: f32,
    /// How it mixes with what lies below, by the name PDF has for it (ISO 32000-1 table 136); `Normal` covers.
    pub blend: &'static str,
    /// What of it shows.
    pub mask: Option<Box<Mask<C>>>,
    /// Left, top, right and bottom of what it can paint.
    pub bounds: [f32; 4],
    /// What it is made of.
    pub nodes: Vec<Node<C>>,
}

/// What of a group shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask<C> {
    /// What decides.
    pub kind: MaskKind,
    /// What it is drawn with.
    pub nodes: Vec<Node<C>>,
}

/// What of a mask decides how much shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskKind {
    /// How light it is.
    Luminance,
    /// How opaque it is.
    Alpha,
}

/// A picture of pixels within a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Inlay {
    /// Its number among the drawing's pictures.
    pub picture: usize,
    /// Unit square, y running up as pictures have it, → drawing.
    pub matrix: [f32; 6],
    /// Paths within which it shows.
    pub clips: Vec<Arc<Clip>>,
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

/// The inside of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill<C> {
    /// With what.
    pub paint: Ground<C>,
    /// How much of it there is, 0 to 1.
    pub alpha: f32,
    /// What is inside.
    pub rule: FillRule,
}

/// A line along a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke<C> {
    /// With what.
    pub paint: Ground<C>,
    /// How much of it there is, 0 to 1.
    pub alpha: f32,
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

/// With what a path is painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground<C> {
    /// One colour.
    Solid(C),
    /// Colours that turn into each other; shapes share them.
    Blend(Arc<Blend<C>>),
    /// A tile that repeats.
    Tile(Arc<Tile<C>>),
}

/// Colours that turn into each other along a line or between two circles.
#[derive(Clone, Debug, PartialEq)]
pub struct Blend<C> {
    /// Where.
    pub kind: BlendKind,
    /// Its own units → drawing.
    pub matrix: [f32; 6],
    /// Colours in order of place, two or more.
    pub stops: Vec<Stop<C>>,
}

/// The geometry of a blend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BlendKind {
    /// From one point to another: x, y, x, y.
    Linear([f32; 4]),
    /// From one circle to another: x, y, radius, x, y, radius.
    Radial([f32; 6]),
}

/// A colour of a blend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop<C> {
    /// Where it stands, 0 to 1.
    pub at: f32,
    /// The colour.
    pub colour: C,
    /// How much of it there is, 0 to 1.
    pub alpha: f32,
}

/// A tile that repeats across and down.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile<C> {
    /// Its own units → drawing.
    pub matrix: [f32; 6],
    /// Left, top, width and height of one tile.
    pub area: [f32; 4],
    /// What it shows.
    pub nodes: Vec<Node<C>>,
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

/// Colours of one kind → those of another: `ink` for what is painted, `light` for what only decides how much shows.
struct Recolour<'f, C, D> {
    ink: &'f dyn Fn(C) -> D,
    light: &'f dyn Fn(C) -> D,
}

impl<C: Copy> Drawing<C> {
    /// The same drawing in other colours; of masks, whose lightness counts, in those of `light`.
    pub fn recoloured<D>(&self, ink: impl Fn(C) -> D, light: impl Fn(C) -> D) -> Drawing<D> {
        let nodes = Recolour { ink: &ink, light: &light }.nodes(&self.nodes);
        Drawing { size: self.size, nodes }
    }
}

impl<C: Copy, D> Recolour<'_, C, D> {
    fn nodes(&self, nodes: &[Node<C>]) -> Vec<Node<D>> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn node(&self, node: &Node<C>) -> Node<D> {
        match node {
            Node::Inlay(inlay) => Node::Inlay(inlay.clone()),
            Node::Shape(shape) => Node::Shape(Shape {
                path: shape.path.clone(),
                clips: shape.clips.clone(),
                fill: shape.fill.as_ref().map(|fill| Fill {
                    paint: self.ground(&fill.paint),
                    alpha: fill.alpha,
                    rule: fill.rule,
                }),
                stroke: shape.stroke.as_ref().map(|stroke| self.stroke(stroke)),
            }),
            Node::Group(group) => Node::Group(Box::new(Group {
                opacity: group.opacity,
                blend: group.blend,
                mask: group.mask.as_ref().map(|mask| {
                    let light = Recolour { ink: self.light, light: self.light };
                    Box::new(Mask { kind: mask.kind, nodes: light.nodes(&mask.nodes) })
                }),
                bounds: group.bounds,
                nodes: self.nodes(&group.nodes),
            })),
        }
    }

    fn stroke(&self, stroke: &Stroke<C>) -> Stroke<D> {
        Stroke {
            paint: self.ground(&stroke.paint),
            alpha: stroke.alpha,
            width: stroke.width,
            cap: stroke.cap,
            join: stroke.join,
            miter: stroke.miter,
            dash: stroke.dash.clone(),
        }
    }

    fn ground(&self, ground: &Ground<C>) -> Ground<D> {
        match ground {
            Ground::Solid(colour) => Ground::Solid((self.ink)(*colour)),
            Ground::Blend(blend) => {
                let stop = |stop: &Stop<C>| Stop { at: stop.at, colour: (self.ink)(stop.colour), alpha: stop.alpha };
                let stops = blend.stops.iter().map(stop).collect();
                Ground::Blend(Arc::new(Blend { kind: blend.kind, matrix: blend.matrix, stops }))
            }
            Ground::Tile(tile) => {
                Ground::Tile(Arc::new(Tile { matrix: tile.matrix, area: tile.area, nodes: self.nodes(&tile.nodes) }))
            }
        }
    }
}

impl<C: Clone> Drawing<C> {
    /// Changes every path; those of masks paint nothing.
    pub fn each_shape(&mut self, change: &mut dyn FnMut(&mut Shape<C>)) {
        shapes_of(&mut self.nodes, change);
    }
}

fn shapes_of<C: Clone>(nodes: &mut [Node<C>], change: &mut dyn FnMut(&mut Shape<C>)) {
    for node in nodes {
        match node {
            Node::Group(group) => shapes_of(&mut group.nodes, change),
            Node::Inlay(_) => {}
            Node::Shape(shape) => {
                change(shape);
                if let Some(Fill { paint: Ground::Tile(tile), .. }) = &mut shape.fill {
                    shapes_of(&mut Arc::make_mut(tile).nodes, change);
                }
            }
        }
    }
}

/// Left, top, right and bottom of the rectangle around the points of a path, control points too, and so much beside it.
pub fn extent_of(path: &[Segment], beside: f32) -> [f32; 4] {
    let mut found = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    let mut add = |x: f32, y: f32| {
        found = [found[0].min(x), found[1].min(y), found[2].max(x), found[3].max(y)];
    };
    for segment in path {
        match segment {
            Segment::Move(x, y) | Segment::Line(x, y) => add(*x, *y),
            Segment::Curve(numbers) => numbers.chunks_exact(2).for_each(|pair| add(pair[0], pair[1])),
            Segment::Close => {}
        }
    }
    let [left, top, right, bottom] = found;
    if left > right { [0.0; 4] } else { [left - beside, top - beside, right + beside, bottom + beside] }
}

impl Segment {
    /// The same step with its points moved, control points too.
    #[must_use]
    pub fn moved(self, to: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        match self {
            Self::Move(x, y) => {
                let (x, y) = to(x, y);
                Self::Move(x, y)
            }
            Self::Line(x, y) => {
                let (x, y) = to(x, y);
                Self::Line(x, y)
            }
            Self::Curve([a, b, c, d, x, y]) => {
                let ((a, b), (c, d), (x, y)) = (to(a, b), to(c, d), to(x, y));
                Self::Curve([a, b, c, d, x, y])
            }
            Self::Close => Self::Close,
        }
    }
}

impl<C> Drawing<C> {
    /// What of it is transparent, which PDF/X-1a cannot hold; none where everything covers.
    pub fn transparency(&self) -> Option<&'static str> {
        transparency_of(&self.nodes)
    }
}

fn transparency_of<C>(nodes: &[Node<C>]) -> Option<&'static str> {
    nodes.iter().find_map(|node| match node {
        Node::Inlay(_) => None,
        Node::Group(group) if group.mask.is_some() => Some("a mask"),
        Node::Group(group) if group.blend != "Normal" => Some("a blend mode"),
        Node::Group(group) if group.opacity < 1.0 => Some("opacity"),
        Node::Group(group) => transparency_of(&group.nodes),
        Node::Shape(shape) => {
            let fill = shape.fill.as_ref().map(|fill| (&fill.paint, fill.alpha));
            let stroke = shape.stroke.as_ref().map(|stroke| (&stroke.paint, stroke.alpha));
            fill.into_iter().chain(stroke).find_map(|(paint, alpha)| match paint {
                _ if alpha < 1.0 => Some("opacity"),
                Ground::Solid(_) => None,
                Ground::Blend(blend) => blend.stops.iter().any(|stop| stop.alpha < 1.0).then_some("opacity"),
                Ground::Tile(tile) => transparency_of(&tile.nodes),
            })
        }
    })
}
