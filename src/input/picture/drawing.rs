//! SVG → a vector drawing in screen colours: solid fills and strokes, clipped; what a press drawing cannot hold is refused by name.

use std::sync::Arc;

use usvg::tiny_skia_path::{PathSegment, Point, Transform};

use crate::base::{Clip, Diagnostic, Drawing, FillRule, Segment, Shape, Stroke};
use crate::message;

use super::broken;

/// A colour of a screen.
pub type Screen = [u8; 3];

/// The bytes of a font.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Fonts for the text of drawings, which becomes outlines.
#[derive(Clone, Default)]
pub struct DrawingFonts {
    /// The fonts.
    pub files: Vec<FontBytes>,
    /// Family meant by `serif` and where nothing is said.
    pub serif: String,
    /// Family meant by `sans-serif`.
    pub sans: String,
}

/// A drawing with the text it shows, whose characters the fonts must have.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDrawing {
    /// The shapes.
    pub drawing: Drawing<Screen>,
    /// All its text.
    pub text: String,
}

/// Larger files are no drawings a page can use.
const MAX_BYTES: usize = 8 << 20;
/// Elements within elements; readers are recursive.
const MAX_DEPTH: usize = 200;
/// What is flatter than this, in the drawing's units, is a line: readers give lines a little width.
const FLAT: f32 = 0.001;
/// More steps of paths than any chart or map has, each shape and each path it is clipped to counted as often as it is written.
const MAX_STEPS: usize = 1_000_000;

/// Whether a file is an SVG: XML whose first element is `svg`.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let mut elements = head.split('<').skip(1).filter(|part| !part.starts_with(['?', '!', ' ']));
    elements.next().is_some_and(|first| first.starts_with("svg") || first.starts_with("svg:svg"))
}

/// Reads a drawing.
///
/// # Errors
/// Not an SVG, too large, or with transparency, gradients, patterns, masks, filters or pixels in it.
pub fn drawing(name: &str, bytes: &[u8], fonts: &DrawingFonts) -> Result<ReadDrawing, Diagnostic> {
    if bytes.len() > MAX_BYTES || depth(bytes) > MAX_DEPTH {
        return Err(Diagnostic::error(
            "picture/too-large",
            message!("{} is larger or deeper than a drawing may be", name),
        )
        .hint("simplify the drawing in the program that made it"));
    }
    let tree = usvg::Tree::from_data(bytes, &options(fonts)).map_err(|why| broken(name, why.to_string()))?;
    let mut reading = Reading { shapes: Vec::new(), text: String::new(), refused: None, steps: 0 };
    reading.group(tree.root(), &[]);
    match reading.refused {
        Some(what) => Err(unsupported(name, what)),
        None => Ok(ReadDrawing {
            drawing: Drawing { size: (tree.size().width(), tree.size().height()), shapes: reading.shapes },
            text: reading.text,
        }),
    }
}

fn unsupported(name: &str, what: &str) -> Diagnostic {
    Diagnostic::error(
        "picture/unsupported",
        message!("{} uses {}, which drawings for the press cannot have", name, what),
    )
    .hint("draw it with solid colours, or export it as a picture in pixels")
}

/// How deep elements stand within each other.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    // Elements whose first tag has not ended yet: more than one where tags are broken.
    let mut begun = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(at + 1)) {
            (b'<', Some(b'/')) => depth = depth.saturating_sub(1),
            (b'<', Some(b'!' | b'?') | None) => {}
            (b'<', _) => {
                depth += 1;
                begun += 1;
                most = most.max(depth);
            }
            (b'>', _) => {
                if at > 0 && bytes[at - 1] == b'/' {
                    depth = depth.saturating_sub(begun);
                }
                begun = 0;
            }
            _ => {}
        }
    }
    most
}

/// No file but the drawing itself is read, and no font of the machine.
fn options(fonts: &DrawingFonts) -> usvg::Options<'static> {
    let mut options = usvg::Options {
        font_family: fonts.serif.clone(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let book = options.fontdb_mut();
    for file in &fonts.files {
        book.load_font_source(usvg::fontdb::Source::Binary(Arc::clone(file)));
    }
    book.set_serif_family(&fonts.serif);
    book.set_sans_serif_family(&fonts.sans);
    options
}

struct Reading {
    shapes: Vec<Shape<Screen>>,
    text: String,
    refused: Option<&'static str>,
    /// Steps of paths so far.
    steps: usize,
}

impl Reading {
    /// Counts steps of paths, and says whether there may be as many.
    fn has_room(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MAX_STEPS {
            self.refused = Some("more shapes than a page can hold");
        }
        self.steps <= MAX_STEPS
    }

    fn group(&mut self, group: &usvg::Group, clips: &[Arc<Clip>]) {
        if self.steps > MAX_STEPS {
            return;
        }
        if group.opacity().get() < 1.0 {
            self.refused = Some("transparency");
        }
        if group.mask().is_some() || !group.filters().is_empty() || group.blend_mode() != usvg::BlendMode::Normal {
            self.refused = Some("a mask, a filter or a blend mode");
        }
        let mut clips = clips.to_vec();
        let mut next = group.clip_path();
        while let Some(clip) = next {
            let own = clip_of(clip, group.abs_transform());
            if !self.has_room(own.path.len() + 1) {
                return;
            }
            clips.push(Arc::new(own));
            next = clip.clip_path();
        }
        for child in group.children() {
            match child {
                usvg::Node::Group(inner) => self.group(inner, &clips),
                usvg::Node::Path(path) => self.path(path, &clips),
                usvg::Node::Image(_) => self.refused = Some("pixels"),
                usvg::Node::Text(text) => {
                    text.chunks().iter().for_each(|chunk| self.text.push_str(chunk.text()));
                    self.group(text.flattened(), &clips);
                }
            }
        }
    }

    fn path(&mut self, path: &usvg::Path, clips: &[Arc<Clip>]) {
        if !path.is_visible() || !self.has_room(steps_of(path, clips)) {
            return;
        }
        let at = path.abs_transform();
        // What SVG fills by default though it has no inside would print as a hairline.
        let bounds = path.data().bounds();
        let has_inside = bounds.width() > FLAT && bounds.height() > FLAT;
        let fill = path
            .fill()
            .filter(|_| has_inside)
            .and_then(|fill| Some((self.colour(fill.paint(), fill.opacity().get())?, rule(fill.rule()))));
        let stroke = path.stroke().and_then(|stroke| {
            let colour = self.colour(stroke.paint(), stroke.opacity().get())?;
            Some(stroke_of(stroke, colour, scale(at)))
        });
        if fill.is_some() || stroke.is_some() {
            self.shapes.push(Shape { path: segments(path.data(), at), clips: clips.to_vec(), fill, stroke });
        }
    }

    fn colour(&mut self, paint: &usvg::Paint, opacity: f32) -> Option<Screen> {
        match paint {
            usvg::Paint::Color(colour) if opacity >= 1.0 => return Some([colour.red, colour.green, colour.blue]),
            usvg::Paint::Color(_) => self.refused = Some("transparency"),
            usvg::Paint::Pattern(_) => self.refused = Some("a pattern"),
            _ => self.refused = Some("a gradient"),
        }
        None
    }
}

/// The steps that are written for a path, its clips among them.
fn steps_of(path: &usvg::Path, clips: &[Arc<Clip>]) -> usize {
    path.data().len() + clips.iter().map(|clip| clip.path.len() + 1).sum::<usize>()
}

/// All shapes of a clip path as one path.
fn clip_of(clip: &usvg::ClipPath, at: Transform) -> Clip {
    let at = at.pre_concat(clip.transform());
    let mut found = Clip { path: Vec::new(), rule: FillRule::NonZero };
    let mut groups = vec![clip.root()];
    while let Some(group) = groups.pop() {
        for child in group.children() {
            match child {
                usvg::Node::Group(inner) => groups.push(inner),
                usvg::Node::Text(text) => groups.push(text.flattened()),
                usvg::Node::Path(path) => {
                    found.path.extend(segments(path.data(), at.pre_concat(path.abs_transform())));
                    found.rule = path.fill().map_or(found.rule, |fill| rule(fill.rule()));
                }
                usvg::Node::Image(_) => {}
            }
        }
    }
    found
}

fn rule(rule: usvg::FillRule) -> FillRule {
    if rule == usvg::FillRule::EvenOdd { FillRule::EvenOdd } else { FillRule::NonZero }
}

/// How much a transform enlarges lines: the side of the square that a unit square becomes.
fn scale(at: Transform) -> f32 {
    (at.sx * at.sy - at.kx * at.ky).abs().sqrt()
}

fn stroke_of(stroke: &usvg::Stroke, colour: Screen, scale: f32) -> Stroke<Screen> {
    Stroke {
        colour,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Result<ReadDrawing, Diagnostic> {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' width='99' height='99'>{inside}</svg>");
        drawing("a.svg", text.as_bytes(), &DrawingFonts::default())
    }

    fn clipped(steps: usize, shapes: usize) -> String {
        let (step, shape) = ("L9 5L5 9".repeat(steps / 2), "<path d='M0 0h9v9z'/>".repeat(shapes));
        format!("<clipPath id='c'><path d='M0 0{step}z'/></clipPath><g clip-path='url(#c)'>{shape}</g>")
    }

    #[test]
    fn shapes_of_a_group_share_its_clip() {
        let shapes = read(&clipped(10, 2)).unwrap().drawing.shapes;
        assert!(shapes.len() == 2 && Arc::ptr_eq(&shapes[0].clips[0], &shapes[1].clips[0]));
    }

    #[test]
    fn a_clip_counts_as_often_as_it_is_written() {
        assert!(read(&clipped(10_000, 50)).is_ok());
        let refused = read(&clipped(10_000, 200)).unwrap_err();
        assert!(refused.message.contains("more shapes"), "{}", refused.message);
    }

    #[test]
    fn depth_counts_elements_within_elements() {
        assert_eq!(depth(b"<?x?><a><b/><c><d e='f'/></c><!-- g --></a>"), 3);
        assert_eq!(depth("<a".repeat(1000).as_bytes()), 1000);
    }
}
