//! What is drawn beside the characters (composition J): dots, proper-name and wavy lines, ruby.
//!
//! Marks stand below a horizontal line and dots to the right, lines to the left of a vertical one; ruby above, or to the right.

use std::ops::Range;

use crate::base::{Em, Len, Permille, Rect, Span};
use crate::display::{Fill, GlyphRun, GlyphStyle, ItemKind, Paint, Path, PlacedGlyph, Rule, Turn};
use crate::flow::axes::{Block, Extent, axis_depth, point};
use crate::model::Direction;
use crate::shape::{RubyText, ShapedAnnotation};

use super::glyphs::LineOnPage;
use super::paint::paint;

/// Diameter of an emphasis dot (J1).
const DOT: Em = Em(260);
/// Distance of a dot's middle from the em box.
const DOT_DISTANCE: Em = Em(180);
/// Distance of a line's middle from the em box.
const LINE_DISTANCE: Em = Em(90);
/// Thickness of proper-name and wavy lines (J2).
const LINE_WIDTH: Em = Em(50);
/// What a line stays back at each end, so that neighbours are told apart (J2).
const LINE_BACK: Em = Em(60);
/// Height of a wave above its middle.
const WAVE_HEIGHT: Em = Em(60);
/// Length of a wave, crest to crest, before it is fitted to a whole number.
const WAVE_LENGTH: Em = Em(400);
/// A sine over a whole wave in thousandths, in eighths of a turn halved.
pub(super) const SINE: [i64; 16] =
    [0, 383, 707, 924, 1000, 924, 707, 383, 0, -383, -707, -924, -1000, -924, -707, -383];

/// The part of an annotated stretch that stands on a line.
struct Stretch<'a> {
    line: &'a LineOnPage<'a>,
    clusters: Range<usize>,
    /// Whether the stretch begins on this line.
    begins: bool,
    em: Len,
    paint: Paint,
}

/// Everything drawn beside a line's characters.
pub(super) fn annotations(line: &LineOnPage<'_>) -> Vec<(ItemKind, Span)> {
    let on_line = line.clusters();
    let mut drawn = Vec::new();
    for annotated in &line.para.annotations {
        let (start, end) = (annotated.clusters.start as usize, annotated.clusters.end as usize);
        let clusters = start.max(on_line.start)..end.min(on_line.end);
        if clusters.is_empty() {
            continue;
        }
        let begins = clusters.start == start;
        let Some(stretch) = stretch(line, clusters, begins) else { continue };
        let span = line.para.runs.get(line.para.clusters[start].run as usize).map(|run| run.span).unwrap_or_default();
        drawn.extend(draw(&stretch, &annotated.annotation).map(|kind| (kind, span)));
    }
    drawn
}

fn stretch<'a>(line: &'a LineOnPage<'a>, clusters: Range<usize>, begins: bool) -> Option<Stretch<'a>> {
    let look = line.look(clusters.start)?;
    let colour = look.paint.map_or(Paint::BLACK, |colour| paint(line.edition, colour));
    Some(Stretch { line, em: line.para.em(clusters.start), clusters, begins, paint: colour })
}

fn draw(stretch: &Stretch<'_>, annotation: &ShapedAnnotation) -> Option<ItemKind> {
    match annotation {
        ShapedAnnotation::Emphasis => dots(stretch),
        ShapedAnnotation::ProperName => straight(stretch),
        ShapedAnnotation::BookTitle => wave(stretch),
        ShapedAnnotation::Ruby(ruby) => stretch.begins.then(|| ruby_run(stretch, ruby)),
    }
}

impl Stretch<'_> {
    fn direction(&self) -> Direction {
        self.line.placed.slot.direction
    }

    /// The stretch along the line.
    fn along(&self) -> Extent {
        let first = self.line.cluster_box(self.clusters.start);
        let last = self.line.cluster_box(self.clusters.end - 1);
        Extent { from: first.from, to: last.to }
    }

    /// The em box across the line.
    fn across(&self) -> Extent {
        let from = self.line.origin().1 - axis_depth(self.em, self.direction());
        Extent { from, to: from + self.em }
    }

    /// Where proper-name and wavy lines run: below, or to the left.
    fn line_axis(&self) -> Len {
        self.across().to + LINE_DISTANCE.of(self.em)
    }

    /// From where to where such a line runs.
    fn line_extent(&self) -> Option<Extent> {
        let Extent { from, to } = self.along();
        let back = LINE_BACK.of(self.em);
        (to - from > back * 2).then(|| Extent { from: from + back, to: to - back })
    }
}

/// J1: a dot for each character, none for marks and spaces.
fn dots(stretch: &Stretch<'_>) -> Option<ItemKind> {
    let (direction, size, away) = (stretch.direction(), DOT.of(stretch.em), DOT_DISTANCE.of(stretch.em));
    let across = match direction {
        Direction::Horizontal => stretch.across().to + away,
        Direction::Vertical => stretch.across().from - away,
    };
    let is_dotted = |&index: &usize| stretch.line.para.clusters[index].class.is_letter();
    let around = |middle: Len| Extent { from: middle - size / 2, to: middle - size / 2 + size };
    let dot = |index: usize| {
        let Extent { from, to } = stretch.line.cluster_box(index);
        Block { along: around(from + (to - from) / 2), across: around(across) }.rect(direction)
    };
    let dots: Vec<Rect> = stretch.clusters.clone().filter(is_dotted).map(dot).collect();
    let fill = Fill { path: Path::Ellipses(dots), paint: stretch.paint.clone() };
    (!matches!(&fill.path, Path::Ellipses(dots) if dots.is_empty())).then_some(ItemKind::Fill(fill))
}

/// J2: the proper-name line.
fn straight(stretch: &Stretch<'_>) -> Option<ItemKind> {
    let Extent { from, to } = stretch.line_extent()?;
    let at = |along| point(along, stretch.line_axis(), stretch.direction());
    let width = LINE_WIDTH.of(stretch.em);
    Some(ItemKind::Rule(Rule { from: at(from), to: at(to), width, paint: stretch.paint.clone(), dash: Vec::new() }))
}

/// J2: the wavy book-title line as a closed band of whole waves.
fn wave(stretch: &Stretch<'_>) -> Option<ItemKind> {
    let extent = stretch.line_extent()?;
    let waves = extent.len().whole(WAVE_LENGTH.of(stretch.em)).max(1);
    let steps = waves * 16;
    let (half, height) = (LINE_WIDTH.of(stretch.em) / 2, WAVE_HEIGHT.of(stretch.em));
    let at = |step: i64, side: Len| {
        let sine = SINE[usize::try_from(step % 16).unwrap_or(0)];
        let along = extent.from + extent.len().scaled(step, steps);
        point(along, stretch.line_axis() - height.scaled(sine, 1000) + side, stretch.direction())
    };
    let near = (0..=steps).map(|step| at(step, -half));
    let far = (0..=steps).rev().map(|step| at(step, half));
    let fill = Fill { path: Path::Polygon(near.chain(far).collect()), paint: stretch.paint.clone() };
    Some(ItemKind::Fill(fill))
}

/// J3: ruby centred on its characters, moved in where it would stand out of the line.
fn ruby_run(stretch: &Stretch<'_>, ruby: &RubyText) -> ItemKind {
    let Extent { from, to } = stretch.along();
    let room = stretch.line.placed.slot.block().along;
    let centred = from + (to - from - ruby.width) / 2;
    let start = centred.min(room.to - ruby.width).max(room.from);
    let edge = stretch.across().from;
    let descent = ruby.size - Em::ASCENT.of(ruby.size);
    // Both ways the ruby's descent touches the em box: below its baseline, or to its left when turned.
    let baseline = edge - descent;
    let turn = match stretch.direction() {
        Direction::Horizontal => Turn::Horizontal,
        Direction::Vertical => Turn::Rotated,
    };
    let glyph = |(glyph, text): &(crate::shape::Glyph, Range<u32>)| {
        let at = point(start + glyph.dx(), baseline + glyph.dy(), stretch.direction());
        PlacedGlyph::new(glyph.id, at, text.clone())
    };
    ItemKind::Glyphs(GlyphRun {
        face: ruby.face,
        size: ruby.size,
        scale_x: Permille::ONE,
        turn,
        style: GlyphStyle::Fill(stretch.paint.clone()),
        glyphs: ruby.glyphs.iter().map(glyph).collect(),
        text: ruby.text.clone(),
    })
}
