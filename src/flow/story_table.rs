//! A table in a story: its rows stand on the rows of its columns, whole ones, and go on in the next column below the headings once more.
//!
//! A table is a block of the story that takes its cells' paragraphs at once. Where it stands is looked for stretch by stretch: rows of a column that nothing interrupts.

use std::ops::Range;

use crate::base::{Len, narrow};
use crate::model::{OfTable, StoryTable, Table};

use super::axes::{Block, Extent};
use super::fill::{Filler, Overset, PlacedLine, TextPosition, count_chars};
use super::slots::Slot;
use super::table::{Cells, Measured, PartRow, TablePart, last_row};
use super::tracks::{Cursor, FreeColumn, Place, Track};

/// A table stands in a stretch that is this part of the narrowest column's width at least, in thirds: beside a picture that leaves less nobody could read it.
const LEAST_WIDTH: i64 = 2;
/// Rows below the headings that stand together at a column's foot, and at the head of the one it ends in.
const TOGETHER: usize = 2;

/// A table on its places.
#[derive(Clone, Debug, Default)]
pub(super) struct FittedTable {
    pub(super) lines: Vec<PlacedLine>,
    pub(super) parts: Vec<TablePart>,
    pub(super) over: Overset,
    /// What its parts take of their tracks.
    pub(super) places: Vec<Place>,
}

/// The table that begins with a paragraph, and the number of its cells' paragraphs.
pub(super) fn table_at<'a>(filler: &Filler<'a>, index: usize) -> Option<(&'a StoryTable, usize)> {
    let OfTable::First(para) = filler.style(index).table else { return None };
    let story = filler.edition.stories.get(filler.story.index())?;
    let table = story.paras.get(para)?.table.as_deref()?;
    let count = table.table.cells.iter().filter(|cell| cell.has_para).count();
    Some((table, count.min(filler.paras.len() - index)))
}

/// Rows of the grid that stay empty between a table, with its title, and the text around it. Above a title of several rows they are its own.
pub(super) fn rows_between(filler: &Filler<'_>, index: usize) -> usize {
    let style = filler.style(index);
    let before = index.checked_sub(1).map(|before| filler.style(before).table).unwrap_or_default();
    let ends = before.is_cell() && style.table != OfTable::Further;
    let begins = match style.table {
        OfTable::First(_) => before != OfTable::Title,
        OfTable::Title => style.rows <= 1,
        OfTable::Nothing | OfTable::Further => false,
    };
    usize::from(index > 0 && (ends && style.table != OfTable::Title || begins))
}

/// Whether a table's headings and first rows stand on the track of a place.
pub(super) fn begins_on(filler: &Filler<'_>, index: usize, start: Cursor) -> bool {
    let Some((table, count)) = table_at(filler, index) else { return true };
    let fitted = fit_table(filler, (index, &table.table), count, Some(start));
    let column = filler.tracks.get(start.track).and_then(Track::column);
    fitted.parts.first().is_some_and(|part| Some((part.frame, part.column)) == column)
}

/// Sets a table on the places from `start` on; without one it finds no place at all.
pub(super) fn fit_table(
    filler: &Filler<'_>,
    (index, table): (usize, &Table),
    count: usize,
    start: Option<Cursor>,
) -> FittedTable {
    let paras = &filler.paras[index..index + count];
    let cells = Cells { edition: filler.edition, table, paras, set_para: filler.set_para };
    let mut setting =
        Setting { cells, first: index, rows: Rows::of(table), natural: cells.natural_widths(), known: None };
    let stretches: Vec<Stretch> = start.map_or_else(Vec::new, |start| stretches(filler, start));
    let mut fitted = FittedTable::default();
    let mut from = 0;
    for (number, stretch) in stretches.iter().enumerate() {
        if from == setting.rows.groups.len() {
            break;
        }
        let groups = setting.taken(stretch, from, &stretches[number + 1..]);
        if groups > 0 {
            setting.stand(stretch, from..from + groups, &mut fitted);
            from += groups;
        }
    }
    setting.overset(from, &mut fitted);
    fitted
}

/// The rows of a table as they may be parted.
struct Rows {
    /// Headings that stand over every part.
    head: usize,
    /// Rows that stay together because a cell spans them.
    groups: Vec<Range<usize>>,
}

impl Rows {
    fn of(table: &Table) -> Self {
        let count = usize::from(table.rows);
        let is_edge = |row: usize| !table.cells.iter().any(|cell| usize::from(cell.row) < row && last_row(cell) >= row);
        let header = usize::from(table.header);
        let head = if header < count && is_edge(header) { header } else { 0 };
        let edges: Vec<usize> = (head..=count).filter(|&row| row == head || row == count || is_edge(row)).collect();
        Self { head, groups: edges.windows(2).map(|edges| edges[0]..edges[1]).collect() }
    }

    /// How many rows some groups have.
    fn count(&self, groups: Range<usize>) -> usize {
        self.groups.get(groups).unwrap_or_default().iter().map(ExactSizeIterator::len).sum()
    }

    /// The rows of a part with some groups.
    fn of_part(&self, groups: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        (0..self.head).chain(self.groups.get(groups).unwrap_or_default().iter().cloned().flatten())
    }
}

/// Rows of a column that follow each other at one width.
#[derive(Clone, Debug)]
struct Stretch {
    /// Its first place.
    start: Cursor,
    /// Its first slot; the number of the column in which it is.
    bare: Slot,
    block: Block,
    /// The distance of its rows, on the grid.
    pitch: Option<Len>,
}

/// The stretches from a place on in which a table may stand.
fn stretches(filler: &Filler<'_>, start: Cursor) -> Vec<Stretch> {
    let widest = |track: &Track| match track {
        Track::Grid(slots) => slots.iter().map(|slot| slot.measure).max(),
        Track::Free(column) => Some(column.block.along.len()),
    };
    let narrowest = filler.tracks.iter().filter_map(widest).min().unwrap_or_default();
    let ahead = filler.tracks.iter().enumerate().skip(start.track).flat_map(|(number, track)| {
        let cursor = if number == start.track { start } else { filler.floats.head(number) };
        match track {
            Track::Grid(slots) => on_grid(filler, slots, cursor),
            Track::Free(column) => in_column(column, cursor),
        }
    });
    ahead.filter(|stretch| stretch.block.along.len() * 3 >= narrowest * LEAST_WIDTH).collect()
}

/// Rows of the grid of one width, below a large first character.
fn on_grid(filler: &Filler<'_>, slots: &[Slot], cursor: Cursor) -> Vec<Stretch> {
    let is_clear = |slot: &Slot| filler.cap.is_none_or(|cap| !cap.is_in_row_of(slot));
    let rest = slots.get(cursor.used..).unwrap_or_default();
    let below = rest.iter().take_while(|slot| !is_clear(slot)).count();
    let follows = |a: &Slot, b: &Slot| a.row + 1 == b.row && a.block().along == b.block().along;
    let mut used = cursor.used + below;
    let stretch = |run: &[Slot]| {
        let (first, last) = (run.first()?, run.last()?);
        let start = Cursor { used, ..cursor };
        used += run.len();
        let pitch = filler.pitch(first);
        let (own, foot) = (first.block(), last.block().across.to);
        let gap = (pitch - own.across.len()).max(Len::ZERO);
        let across = Extent { from: own.across.from - gap / 2, to: foot + gap - gap / 2 };
        Some(Stretch { start, bare: *first, block: Block { across, ..own }, pitch: Some(pitch) })
    };
    rest[below..].chunk_by(follows).filter_map(stretch).collect()
}

/// A free column from a place on: as far as nothing narrows it.
fn in_column(column: &FreeColumn, cursor: Cursor) -> Vec<Stretch> {
    let rows: Vec<(Len, Block)> = column.clear_rows(cursor.pen).collect();
    let follows = |a: &(Len, Block), b: &(Len, Block)| a.1.along == b.1.along && a.1.across.to >= b.1.across.from;
    let stretch = |run: &[(Len, Block)]| {
        let ((pen, first), (_, last)) = (run.first()?, run.last()?);
        let across = Extent { from: first.across.from, to: last.across.to };
        let row = column.bare.row.saturating_add(i64::from(narrow(cursor.used)));
        let start = Cursor { pen: *pen, ..cursor };
        Some(Stretch { start, bare: Slot { row, ..column.bare }, block: Block { across, ..*first }, pitch: None })
    };
    rows.chunk_by(follows).filter_map(stretch).collect()
}

/// A table that is being set.
struct Setting<'a> {
    cells: Cells<'a>,
    /// The first cell's paragraph.
    first: usize,
    rows: Rows,
    natural: Vec<Len>,
    /// Its cells in columns of the width that was asked for last.
    known: Option<(Extent, Measured)>,
}

impl Setting<'_> {
    fn measured(&mut self, along: Extent) -> Measured {
        match &self.known {
            Some((known, measured)) if *known == along => measured.clone(),
            _ => {
                let measured = self.cells.measured(&self.natural, along);
                self.known = Some((along, measured.clone()));
                measured
            }
        }
    }

    /// How many groups of rows from one on a stretch takes: none where a later one would hold more of them together.
    fn taken(&mut self, stretch: &Stretch, from: usize, later: &[Stretch]) -> usize {
        let all = self.rows.groups.len();
        let held = self.held(stretch, from);
        let left = self.rows.count(from + held..all);
        let wanted = TOGETHER.min(self.rows.count(from..all));
        let count = |held: usize| self.rows.count(from..from + held);
        if count(held) < wanted {
            let is_roomier = |other: &Stretch| self.held(other, from) > held;
            return if later.iter().any(is_roomier) { 0 } else { held };
        }
        // A row alone at a column's head takes one along.
        let with_one_less = self.rows.count(from..from + held - 1);
        if (1..TOGETHER).contains(&left) && with_one_less >= TOGETHER { held - 1 } else { held }
    }

    /// How many groups of rows from one on a stretch has room for, below the headings.
    fn held(&mut self, stretch: &Stretch, from: usize) -> usize {
        let measured = self.measured(stretch.block.along);
        let depth = |row: usize| row_depth(&measured, row, stretch.pitch);
        let mut room = stretch.block.across.len() - (0..self.rows.head).map(depth).sum::<Len>();
        let fits = |group: &&Range<usize>| {
            room -= (*group).clone().map(depth).sum::<Len>();
            room >= Len::ZERO
        };
        self.rows.groups[from..].iter().take_while(fits).count()
    }

    /// Lets groups of rows stand in a stretch.
    fn stand(&mut self, stretch: &Stretch, groups: Range<usize>, fitted: &mut FittedTable) {
        let measured = self.measured(stretch.block.along);
        let mut from = stretch.block.across.from;
        let row = |number: usize| {
            let down = Extent { from, to: from + row_depth(&measured, number, stretch.pitch) };
            from = down.to;
            PartRow { number, down }
        };
        let part = TablePart {
            frame: stretch.bare.frame,
            column: stretch.bare.column,
            para: self.first,
            columns: measured.columns.clone(),
            across: stretch.block.along,
            rows: self.rows.of_part(groups).map(row).collect(),
        };
        for (at, row) in part.rows.iter().enumerate() {
            let bare = Slot { row: stretch.row(at, row.down.from), ..stretch.bare };
            let own = (0..self.cells.paras.len())
                .filter(|para| measured.cell(*para).is_some_and(|cell| usize::from(cell.row) == row.number));
            // What a row of the table takes is counted once, however many cells it has.
            let mut rows = stretch.rows(row.down.len());
            for para in own {
                for (slot, line) in measured.placed(para, &part, self.cells.table.padding, &bare) {
                    let rows = std::mem::take(&mut rows);
                    fitted.lines.push(PlacedLine { slot, rows, para: self.first + para, line });
                }
            }
        }
        let (first, next) = (stretch.start.used, stretch.end(&part));
        let rows = stretch.rows(part.down().len());
        fitted.places.push(Place { track: stretch.start.track, slot: stretch.bare, rows, first, next });
        fitted.parts.push(part);
    }

    /// Counts what found no place, from a group of rows on.
    fn overset(&mut self, from: usize, fitted: &mut FittedTable) {
        let Some(group) = self.rows.groups.get(from) else { return };
        let row = if from == 0 { 0 } else { group.start };
        let cells = self.cells.table.cells.iter().filter(|cell| cell.has_para);
        let placed = cells.take_while(|cell| usize::from(cell.row) < row).count();
        let paras = self.cells.paras.get(placed..).unwrap_or_default();
        let lines = self.lines_from(row);
        fitted.over = Overset {
            lines,
            chars: paras.iter().map(|para| count_chars(&para.text)).sum(),
            start: Some(TextPosition { para: self.first + placed, byte: 0 }),
        };
    }

    /// Rows of the page that the table's rows from one on would take.
    fn lines_from(&self, row: usize) -> usize {
        let pitch = self.cells.paras.first().map(|para| self.cells.edition.para_styles[para.style.index()].leading);
        let depths = self.known.as_ref().map(|(_, measured)| &measured.depths[..]).unwrap_or_default();
        let all = usize::from(self.cells.table.rows);
        let of_row = |row: usize| match (depths.get(row), pitch) {
            (Some(depth), Some(pitch)) => {
                usize::try_from((*depth + pitch / 2).whole(pitch.max(Len(1)))).unwrap_or(1).max(1)
            }
            _ => 1,
        };
        (row..all).map(of_row).sum()
    }
}

/// How deep a row stands: on the grid in whole rows.
fn row_depth(measured: &Measured, row: usize, pitch: Option<Len>) -> Len {
    let depth = measured.depths.get(row).copied().unwrap_or_default();
    match pitch {
        Some(pitch) => pitch * (depth + pitch - Len(1)).whole(pitch.max(Len(1))).max(1),
        None => depth,
    }
}

impl Stretch {
    /// Rows of the grid within a depth; off the grid a row of a table counts as one.
    fn rows(&self, depth: Len) -> usize {
        self.pitch.map_or(1, |pitch| usize::try_from(depth.whole(pitch.max(Len(1)))).unwrap_or(1).max(1))
    }

    /// The row of the grid at a place, or the number of the line off it.
    fn row(&self, number: usize, from: Len) -> i64 {
        let rows = match self.pitch {
            Some(pitch) => (from - self.block.across.from).whole(pitch.max(Len(1))),
            None => i64::from(narrow(number)),
        };
        self.bare.row + rows
    }

    /// The place below the rows of a part.
    fn end(&self, part: &TablePart) -> Cursor {
        let down = part.down().len();
        let used = if self.pitch.is_some() { self.rows(down) } else { part.rows.len() };
        let pen = if self.pitch.is_some() { self.start.pen } else { self.start.pen + down };
        Cursor { used: self.start.used + used, pen, ..self.start }
    }
}
