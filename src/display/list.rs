//! The display list.

use std::ops::Range;
use std::sync::Arc;

use crate::base::{FaceId, Len, Permille, Point, Pose, Rect, Short, Size, Span, Towards};

/// One page, ready for any exporter. Items are painted in order, first at the bottom.
#[derive(Clone, Debug, Default)]
pub struct DisplayPage {
    /// Number as printed.
    pub number: String,
    /// Name as printed.
    pub name: String,
    /// Finished size; the origin of all positions is its top left corner.
    pub trim: Size,
    /// Bleed on all sides; of the trim.
    pub bleed: Len,
    /// Margin beyond the bleed for printer's marks and the slug line; the media is trim, bleed and this.
    pub slug: Len,
    /// The frames it is laid out in, in drawing order.
    pub frames: Vec<PageFrame>,
    /// What is painted.
    pub items: Vec<Item>,
}

/// A frame of a page, painted or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFrame {
    /// Its name, which no other frame of the page has.
    pub name: String,
    /// Its rectangle, or the one around its parts.
    pub area: Rect,
}

/// What the bars that mark overset text in a draft have as their frame: they are no part of the page.
pub const OVERSET_MARK: &str = "overset mark";

/// What everything that is drawn over the pages of a draft has as its frame: 样稿, and marks of what is missing.
pub const DRAFT_MARK: &str = "draft mark";

/// A painted thing with where it comes from.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is painted.
    pub kind: ItemKind,
    /// Name of the frame it belongs to, shared by all its items.
    pub frame: Arc<str>,
    /// Name of the story it belongs to, or empty; shared by all its items.
    pub story: Arc<str>,
    /// Where the user wrote it.
    pub span: Option<Span>,
}

/// What can be painted.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// Text.
    Glyphs(GlyphRun),
    /// A straight line.
    Rule(Rule),
    /// A filled path.
    Fill(Fill),
    /// A line along a path.
    Outline(Outline),
    /// A picture; beside the text, of which an edition has a million runs, there are few.
    Image(Box<Image>),
    /// A gradient in a path.
    Shade(Box<Shade>),
}

/// Glyphs of one face, size and colour in one line, one after another in reading order.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Type size.
    pub size: Len,
    /// Horizontal scale.
    pub scale_x: Permille,
    /// How glyphs stand.
    pub turn: Turn,
    /// How they are painted.
    pub style: GlyphStyle,
    /// The glyphs.
    pub glyphs: Vec<PlacedGlyph>,
    /// The text that the glyphs' ranges refer to, with the blanks between them, for which there is no glyph; a line's last run has those that were dropped at
    /// its end as well.
    pub text: String,
    /// How its text is read from them.
    pub reads: Reads,
}

/// How the text of a run is read from its glyphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reads {
    /// Each says its own.
    #[default]
    ByGlyph,
    /// Letters changed places or took marks: only all together say what was written.
    Whole,
    /// Each says its own, the first at the right.
    FromRight,
}

/// How the glyphs of a run stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// As in a horizontal line; `at` is on the baseline.
    #[default]
    Horizontal,
    /// Upright in a vertical line; `at` is the top centre of the glyph's em box (the vertical origin).
    Upright,
    /// Turned 90° clockwise; `at` is on the turned baseline, advances run downwards.
    Rotated,
}

/// How glyphs are painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlyphStyle {
    /// Filled.
    Fill(Paint),
    /// Outlined with a stroke of this width.
    Stroke {
        /// Stroke width.
        width: Len,
        /// Stroke colour.
        paint: Paint,
    },
    /// Filled with a gradient over the em boxes of the line.
    Gradient(Box<Gradient>),
}

/// One process colour that turns into another over a rectangle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gradient {
    /// Cyan, magenta, yellow and black where it begins.
    pub from: [Permille; 4],
    /// The same where it ends.
    pub to: [Permille; 4],
    /// Which way it runs.
    pub towards: Towards,
    /// From where to where.
    pub area: Rect,
}

/// A path filled with a gradient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shade {
    /// The path.
    pub path: Path,
    /// Its colours.
    pub gradient: Gradient,
}

/// A glyph at its place. An edition has millions of them, so that it is kept small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedGlyph {
    /// Glyph id in the face.
    pub id: u16,
    bytes: u16,
    start: u32,
    x: Short,
    y: Short,
}

impl PlacedGlyph {
    /// Glyph `id` with its origin at a point of the page, for some bytes of its run's text; a text of 64 KB and more is left unread.
    pub fn new(id: u16, at: Point, text: Range<u32>) -> Self {
        let bytes = u16::try_from(text.len()).unwrap_or(0);
        Self { id, bytes, start: text.start, x: at.x.into(), y: at.y.into() }
    }

    /// Its origin on the page.
    pub fn at(&self) -> Point {
        Point { x: self.x.into(), y: self.y.into() }
    }

    /// The bytes of the run's text it stands for; empty for a further glyph of the same cluster.
    pub fn text(&self) -> Range<u32> {
        self.start..self.start + u32::from(self.bytes)
    }

    /// The same glyph moved to the right and down.
    #[must_use]
    pub fn moved(&self, dx: Len, dy: Len) -> Self {
        let at = self.at();
        Self { x: (at.x + dx).into(), y: (at.y + dy).into(), ..*self }
    }

    /// The same glyph without a text, for a layer that is not read.
    #[must_use]
    pub fn unread(&self) -> Self {
        Self { start: 0, bytes: 0, ..*self }
    }
}

/// A straight line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// One end.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// Thickness.
    pub width: Len,
    /// Colour.
    pub paint: Paint,
    /// Lengths of dashes and gaps; empty for a solid line. Round caps when the dash is zero.
    pub dash: Vec<Len>,
}

/// A filled path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The path.
    pub path: Path,
    /// Colour.
    pub paint: Paint,
}

/// A path to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// One rectangle.
    Rect(Rect),
    /// Several rectangles as one path, such as the modules of a QR code.
    Rects(Vec<Rect>),
    /// Ellipses inscribed in rectangles, such as emphasis dots.
    Ellipses(Vec<Rect>),
    /// A closed polygon, such as the band of a wavy line.
    Polygon(Vec<Point>),
    /// A rectangle with corners rounded by a radius.
    Rounded(Rect, Len),
}

impl Path {
    /// The smallest rectangle around it; none of one that has nothing.
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Rect(area) | Self::Rounded(area, _) => Some(*area),
            Self::Rects(all) | Self::Ellipses(all) => all.iter().copied().reduce(|a, b| a.union(&b)),
            Self::Polygon(points) => {
                let spot = |at: &Point| Rect { x: at.x, y: at.y, ..Rect::default() };
                points.iter().map(spot).reduce(|a, b| a.union(&b))
            }
        }
    }
}

/// A line along a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The path.
    pub path: Path,
    /// Thickness; half of it lies on each side.
    pub width: Len,
    /// Colour.
    pub paint: Paint,
}

/// A picture at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Name by which the exporter finds the prepared picture.
    pub name: String,
    /// Where the whole picture stands, cropped parts included.
    pub area: Rect,
    /// What of it shows, or the rectangle around that.
    pub clip: Rect,
    /// The shape within which it shows, when that is not the rectangle.
    pub shape: Option<Path>,
    /// How it is turned, around the middle of what shows of it.
    pub pose: Pose,
}

/// A colour ready for the press; complete in itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Paint {
    /// Cyan, magenta, yellow and black.
    Process([Permille; 4]),
    /// A spot ink.
    Spot {
        /// Name of the separation.
        name: String,
        /// Amount of ink.
        tint: Permille,
        /// Solid look on devices without it.
        alternate: [Permille; 4],
    },
}

impl Paint {
    /// Solid black ink alone.
    pub const BLACK: Self = Self::Process([Permille(0), Permille(0), Permille(0), Permille::ONE]);

    /// Whether this is ink that must overprint: solid black alone.
    pub fn is_solid_black(&self) -> bool {
        *self == Self::BLACK
    }
}
