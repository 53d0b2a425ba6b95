//! Columns of one story end equally deep (composition G5): the frames it ends in are filled as if they were no deeper than they must be.

use std::collections::BTreeSet;

use crate::base::{FrameId, Len};
use crate::line::LineMeasures;
use crate::model::{Edition, Frame, ParaStyle};
use crate::shape::ShapedPara;

use super::axes::Block;
use super::fill::{Job, PlacedLine, Placement, fill_way};
use super::jumps::Way;
use super::known::Known;
use super::slots::{Slot, columns};
use super::tracks::Track;

/// How finely the depth of columns off the grid is sought: nobody sees a quarter of a point.
const FREE_STEP: Len = Len(Len::PT.0 / 4);

/// The story with the columns of its last frames as even as they can be; `None` where they are full, or no frame asks for it.
pub(super) fn balanced(job: &Job<'_>, way: &Way, plain: &Placement) -> Option<Placement> {
    let frames = shared_frames(job, plain)?;
    let is_free = |track: &Track| matches!(track, Track::Free(_)) && frames.contains(&track.frame());
    if plain.overset.start.is_some() || (plain.unfilled.is_empty() && !way.tracks.iter().any(is_free)) {
        return None;
    }
    let feet: Vec<Len> = feet(way, &frames).into_iter().collect();
    let known = Known::new(job.set_para, job.paras, job.styles);
    let set_para =
        |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| known.lines(para, style, measures);
    let trial = Job { set_para: &set_para, ..*job };
    let fits = |at: usize| {
        let placement = fill_way(&trial, &cut(way, &frames, feet[at]));
        (placement.overset.start.is_none() && is_no_worse(job, &placement, plain)).then_some(placement)
    };
    let (mut low, mut high, mut best) = (0, feet.len().checked_sub(1)?, None);
    while low < high {
        let middle = (low + high) / 2;
        match fits(middle) {
            Some(placement) => (high, best) = (middle, Some(placement)),
            None => low = middle + 1,
        }
    }
    let mut even = best?;
    let body = job.styles.last();
    let own = way.tracks.iter().filter(|track| frames.contains(&track.frame()));
    // What follows the frames was left out of the trial.
    let after = job.thread.frames.iter().rposition(|frame| frames.contains(&Some(*frame))).map_or(0, |last| last + 1);
    let is_after = |slot: &&Slot| job.thread.frames[after..].contains(&slot.frame);
    let before = even.unfilled.iter().filter(|slot| !frames.contains(&Some(slot.frame)));
    let others = before.chain(plain.unfilled.iter().filter(is_after)).copied();
    even.unfilled = own.flat_map(|track| below(track, feet[high], body)).chain(others).collect();
    even.balanced = true;
    Some(even)
}

/// Whether pictures stand across as many columns as they do without balance, and no more is torn from what it must stay with.
fn is_no_worse(job: &Job<'_>, trial: &Placement, plain: &Placement) -> bool {
    let mut wide = plain.lines.iter().filter(|line| stands_across(job, line));
    let is_as_wide = |line: &PlacedLine| {
        let first = trial.lines.iter().find(|other| other.para == line.para);
        first.is_some_and(|other| other.slot.measure >= line.slot.measure)
    };
    wide.all(is_as_wide) && torn(job, trial) <= torn(job, plain)
}

/// Whether a line is of something that stands across several columns, wider than the first of them.
fn stands_across(job: &Job<'_>, line: &PlacedLine) -> bool {
    let frame = frame_of(job.edition, line.slot.frame);
    let column = || columns(frame).get(usize::from(line.slot.column)).map(|column| column.along.len());
    job.styles[line.para].columns > 1 && column().is_some_and(|column| line.slot.measure > column)
}

/// How many paragraphs stand in another column than the text, or the caption, that they must stay with.
fn torn(job: &Job<'_>, placement: &Placement) -> usize {
    let column = |line: &PlacedLine| (line.slot.frame, line.slot.column);
    let pairs = placement.lines.windows(2).filter(|pair| pair[0].para + 1 == pair[1].para);
    let must_stay = |para: usize| {
        let (own, next) = (&job.styles[para], job.styles.get(para + 1));
        own.keep_with_next && next.is_some_and(|next| !next.floats)
    };
    pairs.filter(|pair| must_stay(pair[0].para) && column(&pair[0]) != column(&pair[1])).count()
}

/// The frames that share the depth of a story's end: the one it ends in, and those before and after it in the thread that stand beside it and are balanced
/// too. `None` where it ends in a frame that is not balanced.
fn shared_frames(job: &Job<'_>, plain: &Placement) -> Option<Vec<Option<FrameId>>> {
    let (frames, edition) = (&job.thread.frames, job.edition);
    let filled: BTreeSet<FrameId> = plain.lines.iter().map(|line| line.slot.frame).collect();
    let end = frames.iter().rposition(|frame| filled.contains(frame))?;
    let frame = |at: usize| -> &Frame { frame_of(edition, frames[at]) };
    if !frame(end).balance {
        return None;
    }
    let joins = |at: &usize| side_by_side(frame(*at), frame(end));
    let first = (0..end).rev().take_while(joins).last().unwrap_or(end);
    let last = (end + 1..frames.len()).take_while(joins).last().unwrap_or(end);
    Some(frames[first..=last].iter().copied().map(Some).collect())
}

fn frame_of(edition: &Edition, id: FrameId) -> &Frame {
    &edition.frames[id.index()]
}

/// Whether two balanced frames of a page have lines beside each other.
fn side_by_side(a: &Frame, b: &Frame) -> bool {
    let [one, other] = [a, b].map(|frame| Block::of(&frame.area, frame.direction));
    let is_beside = one.across.overlaps(&other.across) && !one.along.overlaps(&other.along);
    a.balance && b.balance && a.page == b.page && a.direction == b.direction && is_beside
}

/// Where the columns of some frames may end, from the shallowest to their whole depth.
fn feet(way: &Way, frames: &[Option<FrameId>]) -> BTreeSet<Len> {
    let of_track = |track: &Track| -> Vec<Len> {
        match track {
            Track::Grid(slots) => slots.iter().map(|slot| slot.block().across.to).collect(),
            Track::Free(column) => {
                let across = column.block.across;
                let steps = std::iter::successors(Some(across.from), |foot| Some(*foot + FREE_STEP));
                steps.take_while(|foot| *foot < across.to).chain([across.to]).collect()
            }
        }
    };
    way.tracks.iter().filter(|track| frames.contains(&track.frame())).flat_map(of_track).collect()
}

/// The way with some frames no deeper than `foot`, and without what follows them: text that no longer fits in them is over, not somewhere else.
fn cut(way: &Way, frames: &[Option<FrameId>], foot: Len) -> Way {
    let mut way = way.clone();
    let last = way.tracks.iter().rposition(|track| frames.contains(&track.frame()));
    way.tracks.truncate(last.map_or(0, |last| last + 1));
    for track in way.tracks.iter_mut().filter(|track| frames.contains(&track.frame())) {
        match track {
            Track::Grid(slots) => slots.retain(|slot| slot.block().across.to <= foot),
            Track::Free(column) => {
                let across = &mut column.block.across;
                across.to = across.to.min(foot.max(across.from));
            }
        }
    }
    way
}

/// The places of a track below `foot`, for lines of body type.
fn below(track: &Track, foot: Len, body: Option<&ParaStyle>) -> Vec<Slot> {
    match (track, body) {
        (Track::Grid(slots), _) => slots.iter().filter(|slot| slot.block().across.to > foot).copied().collect(),
        (Track::Free(column), Some(body)) if column.from_top => column.below(foot, body),
        (Track::Free(_), _) => Vec::new(),
    }
}
