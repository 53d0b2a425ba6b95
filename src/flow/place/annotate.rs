//! What is drawn beside the characters (composition J): dots, proper-name and wavy lines, ruby.
//!
//! Marks stand below a horizontal line and dots to the right, lines to the left of a vertical one; ruby above, or to the right.

use std::ops::Range;

use crate::base::{Em, Len, Permille, Point, Rect, Span};
use crate::display::{Fill, GlyphRun, GlyphStyle, ItemKind, Paint, Path, PlacedGlyph, Reads, Rule, Turn};
use crate::flow::axes::{Block, Extent, axis_depth, point};
use crate::model::{Direction, DotsStand};
use crate::shape::{RubyPart, RubyStands, RubyText, ShapedAnnotation, ShapedPara};

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

/// How far dots reach beyond the em box.
pub(in crate::flow) const DOT_REACH: Em = Em(DOT.0 / 2 + DOT_DISTANCE.0);
/// How far proper-name and wavy lines do.
pub(in crate::flow) const LINE_REACH: Em = Em(LINE_DISTANCE.0 + WAVE_HEIGHT.0 + LINE_WIDTH.0 / 2);

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
        drawn.extend(draw(&stretch, &annotated.annotation).into_iter().map(|kind| (kind, span)));
    }
    drawn
}

fn stretch<'a>(line: &'a LineOnPage<'a>, clusters: Range<usize>, begins: bool) -> Option<Stretch<'a>> {
    let look = line.look(clusters.start)?;
    let colour = look.paint.map_or(Paint::BLACK, |colour| paint(line.edition, colour));
    Some(Stretch { line, em: line.para.em(clusters.start), clusters, begins, paint: colour })
}

fn draw(stretch: &Stretch<'_>, annotation: &ShapedAnnotation) -> Vec<ItemKind> {
    let drawn = match annotation {
        ShapedAnnotation::Emphasis => return dots(stretch),
        ShapedAnnotation::ProperName => straight(stretch),
        ShapedAnnotation::BookTitle => wave(stretch),
        ShapedAnnotation::Ruby(ruby) if stretch.begins => return ruby_runs(stretch, ruby),
        ShapedAnnotation::Ruby(_) => None,
    };
    drawn.into_iter().collect()
}

impl Stretch<'_> {
    fn direction(&self) -> Direction {
        self.line.placed.slot.direction
    }

    /// Where dots stand in the language of its first character.
    fn dots_stand(&self) -> DotsStand {
        dots_stand(self.line.para, self.clusters.start)
    }

    /// The stretch along the line.
    fn along(&self) -> Extent {
        let first = self.line.cluster_box(self.clusters.start);
        // Letters from the right begin at their last one.
        let boxes = self.clusters.clone().map(|cluster| self.line.cluster_box(cluster));
        boxes.fold(first, |all, own| Extent { from: all.from.min(own.from), to: all.to.max(own.to) })
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

/// Where emphasis dots stand beside a cluster.
pub(in crate::flow) fn dots_stand(para: &ShapedPara, cluster: usize) -> DotsStand {
    let run = para.clusters.get(cluster).and_then(|cluster| para.runs.get(cluster.run as usize));
    run.map(|run| run.lang).unwrap_or_default().tradition().writing.dots
}

/// J1: a dot for each character, none for marks and spaces.
fn dots(stretch: &Stretch<'_>) -> Vec<ItemKind> {
    let (direction, size, away) = (stretch.direction(), DOT.of(stretch.em), DOT_DISTANCE.of(stretch.em));
    let stand = stretch.dots_stand();
    let across = match (direction, stand) {
        (Direction::Horizontal, DotsStand::Below) => stretch.across().to + away,
        _ => stretch.across().from - away,
    };
    let is_dotted = |&index: &usize| stretch.line.para.clusters[index].class.is_letter();
    let around = |middle: Len| Extent { from: middle - size / 2, to: middle - size / 2 + size };
    let dot = |index: usize| {
        let Extent { from, to } = stretch.line.cluster_box(index);
        Block { along: around(from + (to - from) / 2), across: around(across) }.rect(direction)
    };
    let dots: Vec<Rect> = stretch.clusters.clone().filter(is_dotted).map(dot).collect();
    let filled = |path| ItemKind::Fill(Fill { path, paint: stretch.paint.clone() });
    match (direction, stand) {
        _ if dots.is_empty() => Vec::new(),
        (Direction::Vertical, DotsStand::AboveOrSesame) => dots.into_iter().map(|dot| filled(sesame(dot))).collect(),
        _ => vec![filled(Path::Ellipses(dots))],
    }
}

/// A sesame dot (﹅) in the square of a round one: a drop with its point at the upper left, in thousandths of the square.
fn sesame(square: Rect) -> Path {
    const DROP: [(i64, i64); 14] = [
        (60, 40),
        (240, 70),
        (420, 150),
        (610, 270),
        (790, 430),
        (920, 610),
        (960, 770),
        (900, 910),
        (780, 980),
        (620, 970),
        (480, 880),
        (360, 690),
        (250, 430),
        (140, 200),
    ];
    let at = |&(x, y): &(i64, i64)| Point {
        x: square.x + square.width.scaled(x, 1000),
        y: square.y + square.height.scaled(y, 1000),
    };
    Path::Polygon(DROP.iter().map(at).collect())
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

/// J3: a ruby in its place, the first of its runs with its text.
fn ruby_runs(stretch: &Stretch<'_>, ruby: &RubyText) -> Vec<ItemKind> {
    let corner = match ruby.stands {
        RubyStands::Beside => character(stretch),
        RubyStands::Row | RubyStands::Upright => row(stretch, ruby),
    };
    let turn = match (ruby.stands, stretch.direction()) {
        (RubyStands::Row, Direction::Vertical) => Turn::Rotated,
        (RubyStands::Upright, _) => Turn::Upright,
        (RubyStands::Row | RubyStands::Beside, _) => Turn::Horizontal,
    };
    let runs = ruby.parts.iter().enumerate().map(|(number, part)| {
        let text = if number == 0 { ruby.text.as_str() } else { "" };
        GlyphRun {
            reads: reads(ruby, part),
            face: part.face,
            size: part.size,
            scale_x: Permille::ONE,
            turn,
            style: GlyphStyle::Fill(stretch.paint.clone()),
            glyphs: ruby_glyphs(stretch, ruby, part, corner),
            text: text.to_owned(),
        }
    });
    runs.filter(|run| !run.glyphs.is_empty()).map(ItemKind::Glyphs).collect()
}

/// How the text of a reading is read from its glyphs.
fn reads(ruby: &RubyText, part: &RubyPart) -> Reads {
    let at = |glyph: Option<&(crate::shape::Glyph, std::ops::Range<u32>)>| glyph.map(|(glyph, _)| glyph.dx());
    match ruby.stands {
        RubyStands::Row if at(part.glyphs.first()) > at(part.glyphs.last()) => Reads::FromRight,
        RubyStands::Row if part.glyphs.iter().any(|(_, text)| text.is_empty()) => Reads::Whole,
        RubyStands::Row | RubyStands::Upright | RubyStands::Beside => Reads::ByGlyph,
    }
}

/// The glyphs of a part from where the ruby starts along its line and across it.
fn ruby_glyphs(stretch: &Stretch<'_>, ruby: &RubyText, part: &RubyPart, corner: Corner) -> Vec<PlacedGlyph> {
    let Corner { along, across } = corner;
    let at = |glyph: &crate::shape::Glyph| match (ruby.stands, stretch.direction()) {
        (RubyStands::Beside, Direction::Vertical) => {
            point(along + glyph.dy(), across - glyph.dx(), Direction::Vertical)
        }
        (_, direction) => point(along + glyph.dx(), across + glyph.dy(), direction),
    };
    part.glyphs.iter().map(|(glyph, text)| PlacedGlyph::new(glyph.id, at(glyph), text.clone())).collect()
}

/// Where a ruby is placed from.
#[derive(Clone, Copy)]
struct Corner {
    along: Len,
    across: Len,
}

/// Along its characters, in their middle however the line is stretched, and moved in where it would stand out of the line; touching the em box.
fn row(stretch: &Stretch<'_>, ruby: &RubyText) -> Corner {
    let Extent { from, to } = stretch.along();
    let room = stretch.line.placed.slot.block().along;
    let start = from + ruby.start + (to - from - ruby.base) / 2;
    let along = start.min(room.to - ruby.width).max(room.from);
    let size = ruby.parts.first().map_or(Len::ZERO, |part| part.size);
    // Both ways the descent of letters touches the em box: below their baseline, or to their left when turned. Upright ones hang from their middle.
    let depth = match ruby.stands {
        RubyStands::Upright => size / 2,
        _ => size - Em::ASCENT.of(size),
    };
    Corner { along, across: stretch.across().from - depth }
}

/// The upper left corner of the last character's em box.
fn character(stretch: &Stretch<'_>) -> Corner {
    let own = stretch.line.cluster_box(stretch.clusters.end - 1);
    match stretch.direction() {
        Direction::Horizontal => Corner { along: own.from, across: stretch.across().from },
        Direction::Vertical => Corner { along: own.from, across: stretch.across().to },
    }
}
