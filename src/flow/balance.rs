//! Columns of one story end equally deep (composition G5): the last frame is filled as if it were no deeper than it must be.

use std::collections::BTreeSet;

use crate::base::FrameId;

use super::fill::{Job, Placement, fill_way};
use super::jumps::Way;
use super::tracks::Track;

/// The story with the columns of its last frame as even as they can be; `None` where it is full, or no frame asks for it.
pub(super) fn balanced(job: &Job<'_>, way: &Way, plain: &Placement) -> Option<Placement> {
    let frame = plain.lines.last()?.slot.frame;
    let wanted = job.edition.frames[frame.index()].balance;
    if !wanted || plain.overset.start.is_some() || plain.unfilled.is_empty() {
        return None;
    }
    let rows: Vec<i64> = rows(way, frame).into_iter().collect();
    let fits = |depth: usize| {
        let placement = fill_way(job, &cut(way, frame, rows[depth]));
        placement.overset.start.is_none().then_some(placement)
    };
    let (mut low, mut high, mut best) = (0, rows.len().checked_sub(1)?, None);
    while low < high {
        let middle = (low + high) / 2;
        match fits(middle) {
            Some(placement) => (high, best) = (middle, Some(placement)),
            None => low = middle + 1,
        }
    }
    let mut even = best?;
    even.unfilled =
        way.tracks.iter().flat_map(slots_of).filter(|slot| slot.frame == frame && slot.row > rows[high]).collect();
    even.balanced = true;
    Some(even)
}

fn slots_of(track: &Track) -> Vec<super::Slot> {
    if let Track::Grid(slots) = track { slots.clone() } else { Vec::new() }
}

/// The rows of a frame's slots.
fn rows(way: &Way, frame: FrameId) -> BTreeSet<i64> {
    way.tracks.iter().flat_map(slots_of).filter(|slot| slot.frame == frame).map(|slot| slot.row).collect()
}

/// The way without the slots of `frame` below a row.
fn cut(way: &Way, frame: FrameId, last: i64) -> Way {
    let mut way = way.clone();
    for track in &mut way.tracks {
        if let Track::Grid(slots) = track {
            slots.retain(|slot| slot.frame != frame || slot.row <= last);
        }
    }
    way
}
