//! A set line → glyph runs: layers beneath, fill above.

use std::ops::Range;

use crate::base::{Em, Len, Point, Rect, Span, narrow};
use crate::display::{GlyphRun, GlyphStyle, ItemKind, PlacedGlyph, Reads, Turn};
use crate::flow::axes::{Block, Extent};
use crate::flow::fill::PlacedLine;
use crate::line::LineEnd;
use crate::model::{CharStyle, Edition};
use crate::shape::{Class, Cluster, FontRun, Glyph, Lettering, Orientation, ShapedPara};

use super::paint::{gradient, paint};

/// A line with all that is needed to draw it.
#[derive(Clone, Copy)]
pub(super) struct LineOnPage<'a> {
    pub(super) edition: &'a Edition,
    pub(super) para: &'a ShapedPara,
    pub(super) placed: &'a PlacedLine,
}

/// The clusters of a line in one font run.
#[derive(Clone)]
struct Part<'a> {
    run: &'a FontRun,
    look: &'a CharStyle,
    clusters: Range<usize>,
}

impl LineOnPage<'_> {
    /// The line's clusters without the spaces and the break at its end, which are not drawn.
    pub(super) fn clusters(&self) -> Range<usize> {
        let Range { start, end } = self.placed.line.clusters;
        let (start, mut end) = (start as usize, (end as usize).min(self.para.clusters.len()));
        while end > start && matches!(self.para.clusters[end - 1].class, Class::Space | Class::Newline | Class::Pause) {
            end -= 1;
        }
        start..end
    }

    /// Where the line's origin is: along the line, and across at its baseline or middle.
    pub(super) fn origin(&self) -> (Len, Len) {
        let slot = &self.placed.slot;
        let start = Rect { x: slot.origin.x, y: slot.origin.y, ..Rect::default() };
        let block = Block::of(&start, slot.direction);
        (block.along.from, block.across.from)
    }

    /// Where the glyph origin of a cluster stands along the line.
    fn glyph_start(&self, cluster: usize) -> Len {
        let line = &self.placed.line;
        let x = line.placed.get(cluster - line.clusters.start as usize).map_or(Len::ZERO, |placed| placed.x());
        self.origin().0 + line.start + x
    }

    /// The box of a cluster along the line.
    pub(super) fn cluster_box(&self, cluster: usize) -> Extent {
        let line = &self.placed.line;
        let advance =
            line.placed.get(cluster - line.clusters.start as usize).map_or(Len::ZERO, |placed| placed.advance());
        let from = self.glyph_start(cluster) - self.para.clusters[cluster].origin();
        Extent { from, to: from + advance }
    }

    /// The look of a cluster's run.
    pub(super) fn look(&self, cluster: usize) -> Option<&CharStyle> {
        let run = self.para.runs.get(self.para.clusters[cluster].run as usize)?;
        self.edition.char_styles.get(run.style.index())
    }

    /// The stretches of one font run, in order.
    fn parts(&self) -> Vec<Part<'_>> {
        let clusters = self.clusters();
        let part = |run: &Range<usize>| {
            let font = self.para.runs.get(self.para.clusters[run.start].run as usize)?;
            let look = self.edition.char_styles.get(font.style.index())?;
            Some(Part { run: font, look, clusters: run.clone() })
        };
        let mut start = clusters.start;
        let same_run = self.para.clusters[clusters].chunk_by(|a, b| a.run == b.run);
        let ranges = same_run.map(|chunk| {
            let range = start..start + chunk.len();
            start = range.end;
            range
        });
        ranges.collect::<Vec<_>>().iter().filter_map(part).collect()
    }
}

/// The glyph runs of a line, bottom first: every layer of the whole line, then the fill. Layers under a fill carry no text, so that it is read once.
pub(super) fn glyph_runs(line: &LineOnPage<'_>) -> Vec<(ItemKind, Span)> {
    let parts = line.parts();
    let most = parts.iter().map(|part| part.look.layers.len()).max().unwrap_or(0);
    let mut drawn = Vec::new();
    for number in 0..most {
        for part in &parts {
            drawn.extend(layer_run(line, part, number));
        }
    }
    for part in &parts {
        let Some(colour) = part.look.paint else { continue };
        let run = glyph_run(line, part, fill(line, part.look, colour));
        drawn.push((ItemKind::Glyphs(run), part.run.span));
    }
    drawn
}

/// How the letters of a look are filled: in its colour, or in its gradient over the em boxes of the line.
fn fill(line: &LineOnPage<'_>, look: &CharStyle, colour: crate::model::Paint) -> GlyphStyle {
    let area = line.placed.slot.em_box();
    match look.gradient.and_then(|colours| gradient(line.edition, colours, area)) {
        Some(gradient) => GlyphStyle::Gradient(Box::new(gradient)),
        None => GlyphStyle::Fill(paint(line.edition, colour)),
    }
}

/// The offset copy of a part beneath its fill.
fn layer_run(line: &LineOnPage<'_>, part: &Part<'_>, number: usize) -> Option<(ItemKind, Span)> {
    let layer = part.look.layers.get(number)?;
    let colour = paint(line.edition, layer.paint);
    let style = match layer.stroke {
        Some(width) => GlyphStyle::Stroke { width, paint: colour },
        None => GlyphStyle::Fill(colour),
    };
    let mut run = glyph_run(line, part, style);
    for glyph in &mut run.glyphs {
        *glyph = glyph.moved(layer.dx, layer.dy);
    }
    let carries_text = part.look.paint.is_none() && number + 1 == part.look.layers.len();
    if !carries_text {
        run.text = String::new();
        run.glyphs.iter_mut().for_each(|glyph| *glyph = glyph.unread());
    }
    Some((ItemKind::Glyphs(run), part.run.span))
}

/// The glyphs of a part where they stand.
fn glyph_run(line: &LineOnPage<'_>, part: &Part<'_>, style: GlyphStyle) -> GlyphRun {
    let drawn = line.para.clusters[part.clusters.clone()].iter().filter(|cluster| cluster.glyph_count > 0);
    // Exact but for a hyphen: an edition has a million runs.
    let (glyphs, bytes) =
        drawn.fold((0, 0), |(glyphs, bytes), it| (glyphs + usize::from(it.glyph_count), bytes + usize::from(it.bytes)));
    let mut run = GlyphRun {
        face: part.run.face,
        size: part.run.size,
        scale_x: part.look.scale_x.of(part.run.narrowed),
        turn: turn(part.run.orientation),
        style,
        glyphs: Vec::with_capacity(glyphs),
        text: String::with_capacity(bytes),
        reads: reads(line.para, part),
    };
    for index in part.clusters.clone() {
        let cluster = &line.para.clusters[index];
        let (glyphs, text) = (&line.para.glyphs[cluster.glyph_range()], &line.para.text[cluster.text_range()]);
        if glyphs.is_empty() {
            run.text.push_str(blank(cluster, text));
            continue;
        }
        let start = line.glyph_start(index);
        add_glyphs(&mut run, text, glyphs, part.run.lettering, |glyph| glyph_at(line, part, start, glyph));
    }
    add_line_end(line, part, &mut run);
    run
}

/// How the text of a part is read from its glyphs.
fn reads(para: &ShapedPara, part: &Part<'_>) -> Reads {
    let mut clusters = para.clusters[part.clusters.clone()].iter();
    match part.run.lettering {
        _ if !part.run.level.is_multiple_of(2) => Reads::FromRight,
        Lettering::Joined if clusters.any(|cluster| cluster.glyph_count > 1) => Reads::Whole,
        Lettering::Joined | Lettering::Plain => Reads::ByGlyph,
    }
}

/// What a cluster without a glyph says: a blank is text though nothing is drawn, so that words stay apart for every reader of the pages.
fn blank<'t>(cluster: &Cluster, text: &'t str) -> &'t str {
    if matches!(cluster.class, Class::Space | Class::IdeographicSpace) { text } else { "" }
}

/// What ends the line: the blanks that are dropped there, and the hyphen of a broken word.
fn add_line_end(line: &LineOnPage<'_>, part: &Part<'_>, run: &mut GlyphRun) {
    let drawn = line.clusters();
    if part.clusters.end != drawn.end {
        return;
    }
    let end = (line.placed.line.clusters.end as usize).clamp(drawn.end, line.para.clusters.len());
    for cluster in &line.para.clusters[drawn.end..end] {
        run.text.push_str(blank(cluster, &line.para.text[cluster.text_range()]));
    }
    add_hyphen(line, part, run);
}

/// The hyphen of a word broken at the line's end.
fn add_hyphen(line: &LineOnPage<'_>, part: &Part<'_>, run: &mut GlyphRun) {
    let is_broken = line.placed.line.end == LineEnd::Hyphen;
    let (true, Some((hyphen, _)), Some(last)) = (is_broken, part.run.hyphen, part.clusters.clone().next_back()) else {
        return;
    };
    let start = line.cluster_box(last).to;
    add_glyphs(run, "-", &[hyphen], Lettering::Plain, |glyph| glyph_at(line, part, start, glyph));
}

/// What the glyphs of a cluster stand for: where they are as many as its characters each for its own, as in a pair of dashes.
fn stand_for(text: &str, glyphs: &[Glyph], lettering: Lettering) -> Vec<Range<usize>> {
    let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let (signs, mut at) = (text.chars().count(), 0);
    let own = |number: usize| {
        let end = match lettering {
            // Letters that change places are read in the order they are painted in: one character for each glyph, the last for what is left.
            Lettering::Joined if number + 1 == glyphs.len() => text.len(),
            Lettering::Joined => ends.next().unwrap_or(text.len()),
            Lettering::Plain if signs == glyphs.len() => ends.next().unwrap_or(text.len()),
            // The first for the whole text and further ones for nothing.
            Lettering::Plain => text.len(),
        };
        std::mem::replace(&mut at, end)..end
    };
    (0..glyphs.len()).map(own).collect()
}

/// Appends a cluster.
fn add_glyphs(run: &mut GlyphRun, text: &str, glyphs: &[Glyph], lettering: Lettering, at: impl Fn(&Glyph) -> Point) {
    let start = run.text.len();
    run.text.push_str(text);
    for (glyph, own) in glyphs.iter().zip(stand_for(text, glyphs, lettering)) {
        run.glyphs.push(PlacedGlyph::new(glyph.id, at(glyph), narrow(start + own.start)..narrow(start + own.end)));
    }
}

fn turn(orientation: Orientation) -> Turn {
    match orientation {
        Orientation::Horizontal | Orientation::TateChuYoko => Turn::Horizontal,
        Orientation::Upright => Turn::Upright,
        Orientation::Rotated => Turn::Rotated,
    }
}

/// A glyph's origin on the page; `start` is its cluster's glyph origin along the line.
///
/// In a vertical line upright glyphs hang from the top middle of their em box, turned ones stand on a baseline that puts their em box in the line's middle, and
/// digits side by side are placed from the left edge of the em box.
fn glyph_at(line: &LineOnPage<'_>, part: &Part<'_>, start: Len, glyph: &Glyph) -> Point {
    let rise = part.look.rise;
    let slot = line.placed.slot.origin;
    let half = part.run.em / 2;
    let ascent = Em::ASCENT.of(part.run.em);
    match part.run.orientation {
        Orientation::Horizontal => Point { x: start + glyph.dx(), y: slot.y + glyph.dy() - rise },
        Orientation::Upright => Point { x: slot.x + glyph.dx() + rise, y: start + glyph.dy() },
        Orientation::Rotated => Point { x: slot.x + half - ascent - glyph.dy() + rise, y: start + glyph.dx() },
        Orientation::TateChuYoko => Point { x: slot.x - half + glyph.dx(), y: start + ascent + glyph.dy() },
    }
}
