//! Pieces of the stock in the rows that stories leave free (补白).
//!
//! A piece stands in the free rows of one column, at the end of a story that may take one; the first of the edition's list that can
//! take exactly so many rows, and whose text fits there, is used, and none twice.

use std::collections::BTreeSet;

use crate::base::{FrameId, Len, Rect};
use crate::flow::Keeps;
use crate::flow::fill::{Placement, fill};
use crate::flow::slots::Slot;
use crate::line::SetPara;
use crate::model::{Direction, Edition, Give, Piece, Thread};
use crate::shape::ShapedStory;

use super::{Closed, Used};

/// Fills what is left free, story by story.
pub(super) fn fill_gaps(closed: &mut Closed, set_para: &SetPara<'_>, keeps: Keeps) {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for thread in 0..closed.edition.threads.len() {
        let Some(most) = most_rows(&closed.edition.threads[thread]) else { continue };
        if closed.placements[thread].balanced || closed.placements[thread].overset.start.is_some() {
            continue;
        }
        for gap in gaps(&closed.placements[thread]).into_iter().filter(|gap| gap.len() <= most) {
            let Some((piece, placement)) = piece_for(closed, &gap, &taken, set_para, keeps) else { continue };
            taken.insert(piece.number);
            closed.used[thread].push(Used::Filler { name: piece.frame.name.clone(), rows: gap.len() });
            closed.placements[thread].unfilled.retain(|slot| !gap.contains(slot));
            stand(closed, piece, placement);
        }
    }
}

/// The most rows a story lets a piece take.
fn most_rows(thread: &Thread) -> Option<usize> {
    thread.gives.iter().find_map(|give| match give {
        Give::Filler(rows) => Some(usize::from(*rows)),
        _ => None,
    })
}

/// The free slots of each column.
fn gaps(placement: &Placement) -> Vec<Vec<Slot>> {
    let is_one =
        |a: &Slot, b: &Slot| (a.frame, a.column, a.origin.x, a.measure) == (b.frame, b.column, b.origin.x, b.measure);
    let lines = placement.unfilled.iter().filter(|slot| slot.direction == Direction::Horizontal).copied();
    let free: Vec<Slot> = lines.collect();
    free.chunk_by(is_one).map(<[Slot]>::to_vec).collect()
}

/// The first piece that can stand in a gap, with the placement of its text.
fn piece_for(
    closed: &mut Closed,
    gap: &[Slot],
    taken: &BTreeSet<usize>,
    set_para: &SetPara<'_>,
    keeps: Keeps,
) -> Option<(Piece, Option<Placement>)> {
    let (first, last) = (gap.first()?, gap.last()?);
    let (top, bottom) = (first.em_box(), last.em_box());
    let area = Rect { height: bottom.bottom() - top.y, ..top };
    let fits = |piece: &&Piece| {
        let (least, most) = (usize::from(piece.rows.0), usize::from(piece.rows.1));
        piece.page == first.page && (least..=most).contains(&gap.len()) && !taken.contains(&piece.number)
    };
    let able: Vec<Piece> = closed.edition.stock.iter().filter(fits).cloned().collect();
    able.into_iter().find_map(|mut piece| {
        piece.frame.area = area;
        let has_room = piece.frame.area.inset(piece.frame.padding).height > Len::ZERO;
        match piece.story {
            _ if !has_room => None,
            None => Some((piece, None)),
            Some(_) => {
                let placement = tried(&mut closed.edition, &closed.shaped, &piece, set_para, keeps)?;
                Some((piece, Some(placement)))
            }
        }
    })
}

/// The text of a piece in its frame, which would be the next of the edition; `None` when it does not fit.
fn tried(
    edition: &mut Edition,
    shaped: &[ShapedStory],
    piece: &Piece,
    set_para: &SetPara<'_>,
    keeps: Keeps,
) -> Option<Placement> {
    let story = piece.story?;
    let id = FrameId::new(edition.frames.len());
    edition.frames.push(piece.frame.clone());
    let thread = Thread { story, frames: vec![id], jumps: Vec::new(), gives: Vec::new() };
    let placement = fill(edition, &thread, shaped.get(story.index())?, set_para, keeps);
    edition.frames.pop();
    (placement.overset.start.is_none() && !placement.lines.is_empty()).then_some(placement)
}

/// Puts a piece on its page.
fn stand(closed: &mut Closed, piece: Piece, placement: Option<Placement>) {
    let id = FrameId::new(closed.edition.frames.len());
    let page = piece.frame.page;
    closed.edition.frames.push(piece.frame);
    closed.edition.pages[page.index()].frames.push(id);
    if let Some((story, placement)) = piece.story.zip(placement) {
        closed.edition.threads.push(Thread { story, frames: vec![id], jumps: Vec::new(), gives: Vec::new() });
        closed.placements.push(placement);
        closed.used.push(Vec::new());
    }
}
