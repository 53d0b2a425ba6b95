//! Rules between columns (composition G4).

use std::collections::BTreeMap;

use crate::base::{FrameId, Len};
use crate::display::ItemKind;
use crate::flow::axes::{Block, Extent, point};
use crate::flow::slots::columns;
use crate::model::{Edition, Frame, Line};

use super::PageLines;
use super::strokes::{Stroke, stroke_item, strokes};

/// The rules in the middle of a frame's gaps, each from the first to the last line beside it, and not through run-around frames.
pub(super) fn column_rules(edition: &Edition, placed: &PageLines<'_>, id: FrameId) -> Vec<ItemKind> {
    let frame = &edition.frames[id.index()];
    let Some(line) = frame.column_rule else { return Vec::new() };
    let used = used_columns(placed, id);
    let columns = columns(frame);
    let grid = edition.pages[frame.page.index()].grid;
    let mut rules = Vec::new();
    for (number, pair) in columns.windows(2).enumerate() {
        let [one, other] = [pair[0].along, pair[1].along];
        let gap = Extent { from: one.to.min(other.to), to: one.from.max(other.from) };
        let beside = [number, number + 1].into_iter().filter_map(|column| used.get(&column).copied());
        let Some(across) = beside.reduce(|a, b| Extent { from: a.from.min(b.from), to: a.to.max(b.to) }) else {
            continue;
        };
        let middle = gap.from + gap.len() / 2;
        let taken = [crossed(edition, id, middle), stood_across(placed, id, middle, grid.leading - grid.body)].concat();
        for piece in across.without(&taken) {
            rules.extend(rule(edition, frame, line, middle, piece));
        }
    }
    rules
}

/// From the first to the last line of each of the frame's columns that has any.
fn used_columns(placed: &PageLines<'_>, id: FrameId) -> BTreeMap<usize, Extent> {
    let mut used: BTreeMap<usize, Extent> = BTreeMap::new();
    let lines = placed.iter().flat_map(|(_, lines)| lines).filter(|line| line.slot.frame == id);
    for line in lines {
        let across = line.slot.block().across;
        let column = used.entry(usize::from(line.slot.column)).or_insert(across);
        *column = Extent { from: column.from.min(across.from), to: column.to.max(across.to) };
    }
    used
}

/// What run-around frames take of a rule at `along`, their stand-off included.
fn crossed(edition: &Edition, id: FrameId, along: Len) -> Vec<Extent> {
    let frame = &edition.frames[id.index()];
    let others = edition.pages[frame.page.index()].frames.iter().filter(|&&other| other != id);
    let taken = others.filter_map(|other| {
        let other = &edition.frames[other.index()];
        let stand_off = other.runaround?;
        let block = Block::of(&other.area, frame.direction);
        let is_crossed = block.along.from < along && along < block.along.to && !other.area.contains(&frame.area);
        is_crossed.then(|| Block::of(&other.area.grown(stand_off), frame.direction).across)
    });
    taken.collect()
}

/// What lines of the frame take of a rule at `along`: pictures and pull quotes across several columns.
fn stood_across(placed: &PageLines<'_>, id: FrameId, along: Len, gap: Len) -> Vec<Extent> {
    let lines = placed.iter().flat_map(|(_, lines)| lines).filter(|line| line.slot.frame == id);
    let blocks = lines.map(|line| line.slot.block()).filter(|it| it.along.from < along && along < it.along.to);
    // No piece of a rule stands between a picture and its caption, and it begins with the text below them.
    blocks.map(|block| Extent { to: block.across.to + gap, ..block.across }).collect()
}

/// The strokes of one rule across the lines, centred on `along`.
fn rule(edition: &Edition, frame: &Frame, line: Line, along: Len, across: Extent) -> Vec<ItemKind> {
    let start = along - line.width / 2;
    let stroke = |stroke| {
        let along = start + stroke_middle(stroke);
        let at = |across| point(along, across, frame.direction);
        stroke_item(edition, line, stroke, at(across.from), at(across.to))
    };
    strokes(line).into_iter().map(stroke).collect()
}

fn stroke_middle(stroke: Stroke) -> Len {
    stroke.offset + stroke.width / 2
}
