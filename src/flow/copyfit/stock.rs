//! Pieces of the stock in the rows that stories leave free (补白).
//!
//! A piece stands in the free rows of one column, at the end of a story that may take one, or below all columns of a story that end equally deep; the first of
//! the edition's list that can take exactly so many rows, and whose text fits there, is used, and none twice.

use std::collections::BTreeSet;

use crate::base::{FrameId, Len, Rect};
use crate::flow::fill::{Placement, fill};
use crate::flow::slots::Slot;
use crate::model::{Direction, Frame, FreeHead, Give, Piece, Thread};

use super::close::Closing;
use super::{Desk, Used};

/// Free rows that a piece may take.
#[derive(Clone, Debug, Default)]
pub(super) struct Gap {
    slots: Vec<Slot>,
    rows: usize,
    /// Their em boxes together.
    area: Rect,
}

/// A piece with the rows it takes.
type Standing = (Piece, Gap);

/// Fills what a story leaves free when all else is done, as far as the stock goes.
pub(super) fn fill_gaps(desk: &mut Desk<'_>, thread: usize) {
    let Some(most) = most_rows(&desk.edition.threads[thread]) else { return };
    let found = standing(desk, &desk.closings[thread].placement.clone(), most);
    for (piece, gap) in found {
        stand(desk, thread, piece, &gap);
    }
}

/// Pieces for all that a story leaves free; `None` where the stock has not enough.
pub(super) fn pieces(desk: &mut Desk<'_>, placement: &Placement, most: usize) -> Option<Vec<Standing>> {
    let found = standing(desk, placement, most);
    let filled: usize = found.iter().map(|(_, gap)| gap.slots.len()).sum();
    (filled > 0 && filled == placement.unfilled.len()).then_some(found)
}

/// Pieces for what a story leaves free, column by column.
fn standing(desk: &mut Desk<'_>, placement: &Placement, most: usize) -> Vec<Standing> {
    if placement.overset.start.is_some() {
        return Vec::new();
    }
    let mut taken = desk.taken.clone();
    let mut found = Vec::new();
    for gap in gaps(placement).into_iter().filter(|gap| gap.rows <= most) {
        if let Some(piece) = piece_for(desk, &gap, &taken) {
            taken.insert(piece.number);
            found.push((piece, gap));
        }
    }
    found
}

/// The most rows a story lets a piece take.
fn most_rows(thread: &Thread) -> Option<usize> {
    thread.gives.iter().find_map(|give| match give {
        Give::Filler(rows) => Some(usize::from(*rows)),
        _ => None,
    })
}

/// The free rows of each column; where columns end equally deep, those of all columns of a frame.
fn gaps(placement: &Placement) -> Vec<Gap> {
    let is_column =
        |a: &Slot, b: &Slot| (a.frame, a.column, a.origin.x, a.measure) == (b.frame, b.column, b.origin.x, b.measure);
    let is_one = |a: &Slot, b: &Slot| if placement.balanced { a.frame == b.frame } else { is_column(a, b) };
    let lines = placement.unfilled.iter().filter(|slot| slot.direction == Direction::Horizontal).copied();
    let free: Vec<Slot> = lines.collect();
    free.chunk_by(is_one).map(gap).collect()
}

fn gap(slots: &[Slot]) -> Gap {
    let rows: BTreeSet<i64> = slots.iter().map(|slot| slot.row).collect();
    let area = slots.iter().map(Slot::em_box).reduce(|a, b| a.union(&b)).unwrap_or_default();
    Gap { slots: slots.to_vec(), rows: rows.len(), area }
}

/// The first piece that can stand in a gap with all its text.
fn piece_for(desk: &mut Desk<'_>, gap: &Gap, taken: &BTreeSet<usize>) -> Option<Piece> {
    let (area, page) = (gap.area, gap.slots.first()?.page);
    let fits = |piece: &&Piece| {
        let (least, most) = (usize::from(piece.rows.0), usize::from(piece.rows.1));
        piece.page == page && (least..=most).contains(&gap.rows) && !taken.contains(&piece.number)
    };
    let able: Vec<Piece> = desk.edition.stock.iter().filter(fits).cloned().collect();
    able.into_iter().map(|piece| Piece { frame: Frame { area, ..piece.frame }, ..piece }).find(|piece| {
        let has_room = piece.frame.area.inset(piece.frame.padding).height > Len::ZERO;
        has_room && (piece.story.is_none() || text_of(desk, piece).is_some())
    })
}

/// The text of a piece in its frame, which would be the next of the edition; `None` when it does not fit.
fn text_of(desk: &mut Desk<'_>, piece: &Piece) -> Option<Placement> {
    let (story, means) = (piece.story?, desk.means);
    let id = FrameId::new(desk.edition.frames.len());
    desk.edition.frames.push(piece.frame.clone());
    let thread = Thread { story, frames: vec![id], jumps: Vec::new(), gives: Vec::new(), free_head: FreeHead::Block };
    let placement =
        desk.shaped.get(story.index()).map(|text| fill(&desk.edition, &thread, text, means.set_para, means.keeps));
    desk.edition.frames.pop();
    placement.filter(|placement| placement.overset.start.is_none() && !placement.lines.is_empty())
}

/// Puts a piece on its page, into rows that a story leaves free.
pub(super) fn stand(desk: &mut Desk<'_>, thread: usize, piece: Piece, gap: &Gap) {
    let placement = text_of(desk, &piece);
    let id = FrameId::new(desk.edition.frames.len());
    desk.taken.insert(piece.number);
    desk.settled.insert(thread);
    let closing = &mut desk.closings[thread];
    closing.used.push(Used::Filler { name: piece.frame.name.clone(), rows: gap.rows });
    closing.placement.unfilled.retain(|slot| !gap.slots.contains(slot));
    desk.edition.pages[piece.frame.page.index()].frames.push(id);
    desk.edition.frames.push(piece.frame);
    if let Some((story, placement)) = piece.story.zip(placement) {
        desk.edition.threads.push(Thread {
            story,
            frames: vec![id],
            jumps: Vec::new(),
            gives: Vec::new(),
            free_head: FreeHead::Block,
        });
        desk.settled.insert(desk.closings.len());
        desk.closings.push(Closing { placement, ..Closing::default() });
    }
}
