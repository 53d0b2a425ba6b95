//! Small advertisements packed into the columns of a frame by size (分类广告).
//!
//! Wide ones come first, then deep ones; each stands as high as it can, where it wastes least, leftmost. The order of the list
//! decides between equals, so the same list gives the same page.

use crate::base::{Diagnostic, FrameId, Len, Message, Rect, Severity, Spanned, leaves_no_ink};
use crate::input::{Fields, Value};
use crate::message;

use super::edition::{Frame, StoryKind};
use super::fitting::Outline;
use super::frame::{dressed, graphic};
use super::group::GAP;
use super::resolve::PageBuilder;
use super::story::{default_style, furniture, stray_furniture, styled_paras};

/// A place in columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    column: usize,
    row: usize,
}

/// Columns and rows that something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    columns: usize,
    rows: usize,
}

impl PageBuilder<'_, '_, '_> {
    /// Packs the advertisements of a frame; those without room are told.
    pub(super) fn pack(&mut self, id: FrameId, content: &Fields) {
        let frame = self.bench.edition.frames[id.index()].clone();
        let ads: Vec<Fields> = content.list("ads").iter().filter_map(|ad| ad.value.as_object().cloned()).collect();
        let whole = frame.area.inset(frame.padding);
        let gap = content.absolute("gap").unwrap_or(GAP);
        let leading = self.page.grid.leading;
        let room = Extent { columns: usize::from(frame.columns), rows: count((whole.height + gap).whole(leading)) };
        let wanted: Vec<Extent> = ads.iter().map(|ad| self.extent(ad)).collect();
        let cells = packed(&wanted, room);
        // What else the list was meant to hold is not known where a part of it could not be read.
        if !content.unread.contains("ads") {
            self.free_rows(&frame, content, &free(&wanted, &cells, room));
        }
        for (at, (ad, cell)) in ads.iter().zip(cells).enumerate() {
            match cell {
                Some(cell) => {
                    let area = area(whole, &frame, (cell, wanted[at]), leading, gap);
                    self.ad(id, at, ad, area);
                }
                None => self.no_room(ad, wanted[at], room),
            }
        }
    }

    /// Columns and rows of an advertisement: its own, or those it was booked in.
    fn extent(&mut self, ad: &Fields) -> Extent {
        let number = |fields: &Fields, key: &str| fields.number(key).map_or(1, count);
        let booked = ad.text("booked").and_then(|name| self.sheet.ad_size(name, self.bench.found));
        let is_on_grid = |size: &&Fields| size.get("columns").is_some() && size.get("rows").is_some();
        let wrong = match booked {
            Some(_) if ad.get("rows").is_some() || ad.get("columns").is_some() => {
                Some("keep booked, or rows and columns")
            }
            Some(size) if !is_on_grid(&size) => {
                Some("a small advertisement needs a size that names its columns and rows")
            }
            _ => None,
        };
        if let Some(hint) = wrong {
            let message = "this small advertisement cannot have the size that it is booked in";
            self.bench.found.push(Diagnostic::error("ad/two-sizes", message).at(ad.span_of("booked")).hint(hint));
        }
        let size = booked.filter(is_on_grid).unwrap_or(ad);
        Extent { columns: number(size, "columns"), rows: number(size, "rows") }
    }

    /// Rows that no advertisement takes, with the sizes that would: somebody may have one to sell.
    fn free_rows(&mut self, frame: &Frame, content: &Fields, free: &Free) {
        if free.below.iter().all(|rows| *rows == 0) && free.between == 0 {
            return;
        }
        let below = free.below.iter().enumerate().filter(|(_, rows)| **rows > 0);
        let mut told: Vec<Message> = below.map(|(at, rows)| message!("{} rows in column {}", *rows, at + 1)).collect();
        if free.between > 0 {
            told.push(message!("{} rows between advertisements", free.between));
        }
        let message = message!("`{}` has room for advertisements: {}", frame.name, told);
        let limit = self.bench.edition.free_limit;
        // More than a story may leave is as white where advertisements stand.
        let most = free.below.iter().copied().max().unwrap_or_default().max(free.between);
        let severity = if most > limit.rows { limit.beyond } else { Severity::Note };
        let finding = Diagnostic { severity, ..Diagnostic::note("ad/rows-free", message) };
        let mut finding = finding.at(content.span_of("ads"));
        for size in fitting(&free.below) {
            finding = finding.hint(message!("one of {} rows and {} columns fits", size.rows, size.columns));
        }
        let pieces = self.pieces_of(&free.below);
        if !pieces.is_empty() {
            finding = finding.hint(message!("a piece of fillers fits, written among them: {}", pieces));
        }
        self.bench.found.push(finding);
    }

    /// Numbers of the edition's fillers that take as many rows as a column has left.
    fn pieces_of(&self, below: &[usize]) -> Vec<String> {
        let takes = |piece: &Fields| match piece.get("rows").map(|rows| &rows.value) {
            Some(Value::Range(least, most)) => {
                below.iter().any(|rows| (usize::from(*least)..=usize::from(*most)).contains(rows))
            }
            _ => false,
        };
        let pieces = self.documents.edition.list("fillers").iter().enumerate();
        let fit = pieces.filter(|(_, piece)| piece.value.as_object().is_some_and(takes));
        fit.map(|(at, _)| (at + 1).to_string()).collect()
    }

    fn no_room(&mut self, ad: &Fields, wanted: Extent, room: Extent) {
        let finding = if wanted.columns > room.columns {
            let message = message!("an advertisement of {} columns", wanted.columns);
            Diagnostic::error("ad/too-wide", message).hint(message!("the frame has {} columns", room.columns))
        } else {
            let message =
                message!("no room for an advertisement of {} rows and {} columns", wanted.rows, wanted.columns);
            Diagnostic::error("ad/no-room", message)
                .hint("make the frame deeper, its advertisements lower, or take this one out")
        };
        self.bench.found.push(finding.at(ad.span));
    }

    /// An advertisement in its place.
    fn ad(&mut self, owner: FrameId, at: usize, ad: &Fields, area: Rect) {
        let owned_by = self.bench.edition.frames[owner.index()].name.clone();
        let name = format!("{owned_by}/{}", at + 1);
        let id = self.part(owner, &name, area);
        let bare = self.bench.edition.frames[id.index()].clone();
        let own = dressed(bare, ad, &self.sheet, self.bench);
        self.bench.edition.frames[id.index()] = Frame { is_ad: true, outline: Outline::Rectangle, ..own };
        if let Some(content) = graphic(ad, &self.sheet, self.bench) {
            self.bench.edition.frames[id.index()].content = content;
            return;
        }
        let keys = self.frames.get(&owned_by).map(|(_, keys)| keys.clone()).unwrap_or_default();
        let style = ad.text("style").unwrap_or(default_style(&keys));
        let style = Spanned::new(style.value, ad.span);
        let paras = match ad.text("text") {
            Some(text) => {
                stray_furniture(text, self.bench.found);
                furniture(text, style, &self.variables, &mut self.sheet, self.bench)
            }
            None => styled_paras(ad.list("paras"), style, &self.variables, &mut self.sheet, self.bench),
        };
        let has_ink = paras.iter().flat_map(|para| &para.runs).any(|run| !leaves_no_ink(&run.text));
        if has_ink {
            self.thread(name, StoryKind::Furniture, paras, vec![id], ad.span);
        } else if ad.unread.is_empty() && ["background", "picture"].iter().all(|key| ad.get(key).is_none()) {
            let finding = Diagnostic::error("put/nothing", "this advertisement shows nothing").at(ad.span);
            self.bench.found.push(finding.hint("give it its text or its picture, or take it out of the list"));
        }
    }
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// The rectangle of columns and rows of a frame, less the gap to what stands below.
fn area(whole: Rect, frame: &Frame, (cell, extent): (Cell, Extent), leading: Len, gap: Len) -> Rect {
    let times = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    // Of `number` columns, each with the gutter behind it.
    let width = |from: usize, number: usize| match frame.measures.get(from..from + number) {
        Some(measures) => measures.iter().copied().sum::<Len>() + between(whole, frame) * times(number),
        None => (share(whole, frame) + frame.gutter) * times(number),
    };
    let gutter = if frame.measures.is_empty() { frame.gutter } else { between(whole, frame) };
    Rect {
        x: whole.x + width(0, cell.column),
        y: whole.y + leading * times(cell.row),
        width: width(cell.column, extent.columns) - gutter,
        height: (leading * times(extent.rows) - gap).max(Len(1)),
    }
}

/// An equal share of a frame's columns.
fn share(whole: Rect, frame: &Frame) -> Len {
    let columns = i64::from(frame.columns);
    (whole.width - frame.gutter * (columns - 1)) / columns.max(1)
}

/// The gutter between columns that have measures of their own: what they leave of the frame.
fn between(whole: Rect, frame: &Frame) -> Len {
    let left = whole.width - frame.measures.iter().copied().sum::<Len>();
    left / (i64::from(frame.columns) - 1).max(1)
}

/// Where each of `wanted` stands in a room; `None` for those that find no place.
fn packed(wanted: &[Extent], room: Extent) -> Vec<Option<Cell>> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse((wanted[at].columns, wanted[at].rows)), at));
    // How far each column is filled.
    let mut filled = vec![0_usize; room.columns];
    let mut cells = vec![None; wanted.len()];
    for at in order {
        let Extent { columns, rows } = wanted[at];
        let place = |column: usize| {
            let below = &filled[column..column + columns];
            let row = below.iter().copied().max().unwrap_or(0);
            let waste: usize = below.iter().map(|full| row - full).sum();
            (row, waste, column)
        };
        let starts = 0..(room.columns + 1).saturating_sub(columns.max(1));
        let best = starts.map(place).filter(|(row, ..)| row + rows <= room.rows).min();
        if let Some((row, _, column)) = best {
            filled[column..column + columns].fill(row + rows);
            cells[at] = Some(Cell { column, row });
        }
    }
    cells
}

/// Rows that packed advertisements leave.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Free {
    /// At the foot of each column.
    below: Vec<usize>,
    /// Between advertisements, of all columns.
    between: usize,
}

/// What is left of a room.
fn free(wanted: &[Extent], cells: &[Option<Cell>], room: Extent) -> Free {
    let mut filled = vec![0_usize; room.columns];
    let mut used = 0;
    for (extent, cell) in wanted.iter().zip(cells) {
        let Some(cell) = cell else { continue };
        used += extent.rows * extent.columns;
        for column in &mut filled[cell.column..cell.column + extent.columns] {
            *column = (*column).max(cell.row + extent.rows);
        }
    }
    let between = filled.iter().sum::<usize>().saturating_sub(used);
    Free { below: filled.iter().map(|full| room.rows - full).collect(), between }
}

/// The widest advertisement that fits at the foot of the columns, and the deepest when it is another.
fn fitting(below: &[usize]) -> Vec<Extent> {
    let run = |start: usize, rows: usize| below[start..].iter().take_while(|free| **free >= rows).count();
    let sizes = (0..below.len()).filter(|at| below[*at] > 0).flat_map(|start| {
        below.iter().filter(|rows| **rows > 0).map(move |&rows| Extent { columns: run(start, rows), rows })
    });
    let sizes: Vec<Extent> = sizes.filter(|size| size.columns > 0).collect();
    let widest = sizes.iter().max_by_key(|size| (size.columns, size.rows));
    let deepest = sizes.iter().max_by_key(|size| (size.rows, size.columns)).filter(|size| Some(*size) != widest);
    widest.into_iter().chain(deepest).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(wanted: &[(usize, usize)], room: (usize, usize)) -> Vec<Option<(usize, usize)>> {
        let wanted: Vec<Extent> = wanted.iter().map(|&(columns, rows)| Extent { columns, rows }).collect();
        let room = Extent { columns: room.0, rows: room.1 };
        packed(&wanted, room).into_iter().map(|cell| cell.map(|cell| (cell.column, cell.row))).collect()
    }

    #[test]
    fn wide_and_deep_ones_come_first_and_low_ones_fill_up() {
        let cells = places(&[(1, 4), (2, 5), (1, 6), (1, 4)], (3, 9));
        assert_eq!(cells, [Some((0, 5)), Some((0, 0)), Some((2, 0)), Some((1, 5))]);
    }

    #[test]
    fn what_finds_no_place_is_left_out_and_the_rest_stands() {
        assert_eq!(places(&[(1, 5), (1, 6), (4, 1)], (1, 10)), [None, Some((0, 0)), None]);
        assert_eq!(places(&[], (3, 3)), []);
    }

    #[test]
    fn what_is_left_is_counted_with_the_sizes_that_would_fill_it() {
        let wanted = [(2, 5), (1, 4), (1, 3)].map(|(columns, rows)| Extent { columns, rows });
        let cells =
            [Some(Cell { column: 0, row: 0 }), Some(Cell { column: 2, row: 0 }), Some(Cell { column: 2, row: 5 })];
        let left = free(&wanted, &cells, Extent { columns: 3, rows: 9 });
        assert_eq!(left, Free { below: vec![4, 4, 1], between: 1 });
        let sizes: Vec<(usize, usize)> = fitting(&left.below).iter().map(|size| (size.rows, size.columns)).collect();
        assert_eq!(sizes, [(1, 3), (4, 2)]);
        assert_eq!(fitting(&[0, 0]), []);
    }

    #[test]
    fn no_two_overlap_and_none_leaves_the_room() {
        let wanted: Vec<(usize, usize)> = (0..40).map(|n| (1 + n * 7 % 3, 2 + n * 11 % 9)).collect();
        let cells = places(&wanted, (6, 40));
        let mut taken = std::collections::BTreeSet::new();
        for ((columns, rows), cell) in wanted.iter().zip(cells) {
            let Some((column, row)) = cell else { continue };
            assert!(column + columns <= 6 && row + rows <= 40);
            for place in (column..column + columns).flat_map(|c| (row..row + rows).map(move |r| (c, r))) {
                assert!(taken.insert(place), "{place:?} is taken twice");
            }
        }
        assert!(taken.len() > 200, "most of the room is used: {}", taken.len());
    }
}
