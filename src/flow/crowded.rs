//! Readings that strike what the line before them has: no reading changes the distance of lines, so a style can leave too little room for it (JLREQ 3.3.3).

use std::ops::Range;

use crate::base::{Diagnostic, Diagnostics, Em, Len, Span};
use crate::message;
use crate::model::{Direction, DotsStand};
use crate::shape::{AnnotatedRange, RubyStands, ShapedAnnotation, ShapedPara, ShapedStory};

use super::fill::{PlacedLine, Placement};
use super::place::{DOT_REACH, LINE_REACH, dots_stand};

/// What rounding may take of the room without a word.
const UNSEEN: Em = Em(20);

/// The first reading of each story that has too little room.
pub(super) fn crowded(shaped: &[ShapedStory], placements: &[Placement]) -> Diagnostics {
    placements
        .iter()
        .filter_map(|placement| shaped.get(placement.story.index()).and_then(|story| first(story, placement)))
        .collect()
}

fn first(story: &ShapedStory, placement: &Placement) -> Option<Diagnostic> {
    if story.paras.iter().all(|para| para.annotations.is_empty()) {
        return None;
    }
    placement.lines.windows(2).find_map(|pair| {
        let [before, line] = pair else { return None };
        let place = |line: &PlacedLine| (line.slot.page, line.slot.frame, line.slot.column, line.slot.direction);
        let is_above = before.slot.block().along.overlaps(&line.slot.block().along);
        if place(before) != place(line) || !is_above {
            return None;
        }
        let own = story.paras.get(line.para)?;
        let (reading, needs) = reading(own, line)?;
        let above = beyond(story.paras.get(before.para)?, before);
        let room = line.slot.block().across.from - before.slot.block().across.to;
        (room + UNSEEN.of(line.slot.em) < needs + above).then(|| told(own, reading, room, needs + above))
    })
}

/// The tallest reading of a line and how far it stands out before the em boxes.
fn reading<'p>(para: &'p ShapedPara, line: &PlacedLine) -> Option<(&'p AnnotatedRange, Len)> {
    let of = |it: &'p AnnotatedRange| match &it.annotation {
        ShapedAnnotation::Ruby(ruby) => {
            let size = ruby.parts.first().map_or(Len::ZERO, |part| part.size);
            match (ruby.stands, line.slot.direction) {
                (RubyStands::Beside, Direction::Horizontal) => None,
                (RubyStands::Beside, Direction::Vertical) => Some((it, Em::HALF.of(line.slot.em))),
                _ => Some((it, size)),
            }
        }
        _ => None,
    };
    on_line(para, line).filter_map(of).max_by_key(|(_, needs)| *needs)
}

/// How far marks of a line stand out behind its em boxes: dots below a horizontal line, proper-name lines on either.
fn beyond(para: &ShapedPara, line: &PlacedLine) -> Len {
    let of = |it: &AnnotatedRange| match (&it.annotation, line.slot.direction) {
        (ShapedAnnotation::Emphasis, Direction::Horizontal)
            if dots_stand(para, it.clusters.start as usize) == DotsStand::Below =>
        {
            DOT_REACH.of(line.slot.em)
        }
        (ShapedAnnotation::ProperName | ShapedAnnotation::BookTitle, _) => LINE_REACH.of(line.slot.em),
        _ => Len::ZERO,
    };
    on_line(para, line).map(of).max().unwrap_or_default()
}

fn on_line<'p>(para: &'p ShapedPara, line: &PlacedLine) -> impl Iterator<Item = &'p AnnotatedRange> {
    let Range { start, end } = line.line.clusters.clone();
    para.annotations.iter().filter(move |it| it.clusters.start >= start && it.clusters.start < end)
}

fn told(para: &ShapedPara, reading: &AnnotatedRange, room: Len, needs: Len) -> Diagnostic {
    let clusters = reading.clusters.start as usize..reading.clusters.end as usize;
    let text = para.clusters.get(clusters).unwrap_or_default().iter().map(|cluster| &para.text[cluster.text_range()]);
    let run =
        para.clusters.get(reading.clusters.start as usize).and_then(|cluster| para.runs.get(cluster.run as usize));
    Diagnostic::warning(
        "flow/reading-room",
        message!(
            "the reading of “{}” needs {} pt between the lines, and there are {} pt",
            text.collect::<String>(),
            format_args!("{:.1}", needs.to_pt()),
            format_args!("{:.1}", room.max(Len::ZERO).to_pt())
        ),
    )
    .at(run.map_or(Span::default(), |run| run.span))
    .hint("give the style more leading, or write the reading in brackets after the word")
}
