//! A story that gives more than itself: the list is walked in its order, and what does not close the story takes it as far as it goes.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::base::{FrameId, Len, PageId};
use crate::flow::jumps::way;
use crate::flow::tracks::Track;
use crate::model::{Border, Content, Edition, Frame, Give, Piece};

use super::close::Closing;
use super::geometry::{Trial, trials};
use super::stock::Gap;
use super::{Desk, Used, close_thread, head_of, lack, stock};

/// Changes of the page that are tried for one story.
const MOST_TRIALS: usize = 300;

/// What became of a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub(super) closing: Closing,
    /// Frames as it changed them.
    pub(super) frames: Vec<(FrameId, Frame)>,
    /// Pieces of the stock with the rows they take.
    pub(super) pieces: Vec<(Piece, Gap)>,
    /// What was used beside what the closing says.
    used: Vec<Used>,
}

impl Settled {
    fn is_closed(&self) -> bool {
        self.closing.is_closed() || !self.pieces.is_empty()
    }
}

/// Whether a give changes more than the story itself.
pub(super) fn is_shared(give: &Give) -> bool {
    matches!(give, Give::Leading(_) | Give::Head(_) | Give::Picture { .. } | Give::Filler(_))
}

/// How many gives stand before the first that changes more than the story.
pub(super) fn first_shared(gives: &[Give]) -> usize {
    gives.iter().position(is_shared).unwrap_or(gives.len())
}

/// A story that is not closed by what stands first in its list, closed by the first of the rest that can, by the least of it; where none closes it alone, by
/// several, each as far as it goes. `None` when nothing helps. The desk is left as it was.
pub(super) fn settle(desk: &mut Desk<'_>, thread: usize) -> Option<Settled> {
    let gives = desk.edition.threads[thread].gives.clone();
    let first = first_shared(&gives);
    if desk.closings[thread].is_closed() || first == gives.len() {
        return None;
    }
    let so_far = Settled { closing: desk.closings[thread].clone(), ..Settled::default() };
    let is_short = lack(&desk.closings[thread].placement) > 0;
    let walk = Walk { thread, head: head_of(&desk.edition, thread), gives, is_short, tried: Cell::new(0) };
    let mut settled = walk.on(desk, first, so_far);
    settled.closing.used.append(&mut settled.used);
    let helps = settled.is_closed() || settled.closing.is_better(&desk.closings[thread]);
    helps.then_some(settled)
}

/// A walk over the gives of a story.
struct Walk {
    thread: usize,
    /// The thread of its headline block.
    head: Option<usize>,
    gives: Vec<Give>,
    /// Whether the story was short before the page changed: its type then never becomes smaller.
    is_short: bool,
    tried: Cell<usize>,
}

impl Walk {
    /// The story with what stands in its list from `at` on.
    fn on(&self, desk: &mut Desk<'_>, at: usize, so_far: Settled) -> Settled {
        match self.gives.get(at) {
            None => so_far,
            Some(Give::Filler(rows)) => match stock::pieces(desk, &so_far.closing.placement, usize::from(*rows)) {
                Some(pieces) => Settled { pieces, ..so_far },
                None => self.on(desk, at + 1, so_far),
            },
            Some(give) if is_shared(give) => self.on_page(desk, at, *give, so_far),
            Some(_) => {
                let closing = close_thread(desk, self.thread, at + 1);
                let is_better = closing.is_better(&so_far.closing) && self.is_right_way(&closing);
                let so_far = if is_better { Settled { closing, ..so_far } } else { so_far };
                if so_far.is_closed() { so_far } else { self.on(desk, at + 1, so_far) }
            }
        }
    }

    /// The story with a give that changes the page: by the least of it that closes the story, or by what leaves least for the gives after it.
    fn on_page(&self, desk: &mut Desk<'_>, at: usize, give: Give, so_far: Settled) -> Settled {
        let over = lack(&so_far.closing.placement) < 0;
        let mut partial: Option<Settled> = None;
        let trials = trials(&desk.edition, (self.thread, self.head), give, over);
        let before = places(desk, trials.iter().flat_map(|trial| &trial.frames));
        for trial in trials {
            if self.tried.replace(self.tried.get() + 1) >= MOST_TRIALS {
                break;
            }
            let known = partial.as_ref().unwrap_or(&so_far);
            let Some(tried) = self.tried(desk, (at, &before), trial, &so_far, &known.closing) else { continue };
            if tried.is_closed() {
                return tried;
            }
            partial = Some(tried);
        }
        let without = |desk: &mut Desk<'_>, so_far| self.on(desk, at + 1, so_far);
        let Some(partial) = partial else { return without(desk, so_far) };
        let old = swap(&mut desk.edition, partial.frames.clone());
        let with = self.on(desk, at + 1, partial);
        swap(&mut desk.edition, old);
        if with.is_closed() {
            return with;
        }
        let without = without(desk, so_far);
        if without.is_closed() || without.closing.is_better(&with.closing) { without } else { with }
    }

    /// The story after a trial, where that is better than what is known and harms nothing else; `before` is where stories can stand without it.
    fn tried(
        &self,
        desk: &mut Desk<'_>,
        (at, before): (usize, &[(usize, Vec<Track>)]),
        trial: Trial,
        from: &Settled,
        known: &Closing,
    ) -> Option<Settled> {
        let old = swap(&mut desk.edition, trial.frames.clone());
        let closing = close_thread(desk, self.thread, at);
        let is_sound = closing.is_better(known)
            && self.is_right_way(&closing)
            && !lies_over(&desk.edition, self.thread, &old)
            && self.head_holds(desk)
            && self.leaves_others_well(desk, &moved(desk, before));
        swap(&mut desk.edition, old);
        let frames = from.frames.iter().cloned().chain(trial.frames).collect();
        let used = from.used.iter().cloned().chain([trial.used]).collect();
        is_sound.then(|| Settled { closing, frames, used, pieces: Vec::new() })
    }

    /// Whether a story that was short is not set smaller: a page that overshoots is undone by other means.
    fn is_right_way(&self, closing: &Closing) -> bool {
        let is_smaller = |used: &Used| matches!(used, Used::Size(by) if *by < Len::ZERO);
        !(self.is_short && closing.used.iter().any(is_smaller))
    }

    /// Whether the story's headline block still fits.
    fn head_holds(&self, desk: &Desk<'_>) -> bool {
        let fits = |head: usize| desk.means.headlines.fits(&desk.edition, &desk.edition.threads[head]);
        let holds = |head: usize| close_thread(desk, head, 0).placement.overset.start.is_none();
        self.head.is_none_or(|head| fits(head).unwrap_or_else(|| holds(head)))
    }

    /// Whether other stories whose places changed are as near to their frames' end as before; those that changed the page themselves, or took a piece of the
    /// stock, must keep their places.
    fn leaves_others_well(&self, desk: &Desk<'_>, moved: &[usize]) -> bool {
        let is_no_worse = |other: usize| !desk.closings[other].is_nearer(&close_thread(desk, other, usize::MAX));
        let mut others = moved.iter().copied().filter(|other| *other != self.thread && Some(*other) != self.head);
        others.all(|other| !desk.settled.contains(&other) && is_no_worse(other))
    }
}

/// Where the threads with frames on the pages of some frames can set their lines.
pub(super) fn places<'a>(
    desk: &Desk<'_>,
    frames: impl IntoIterator<Item = &'a (FrameId, Frame)>,
) -> Vec<(usize, Vec<Track>)> {
    let Desk { edition, .. } = desk;
    let pages: BTreeSet<PageId> = frames.into_iter().map(|(_, frame)| frame.page).collect();
    let is_near = |id: &FrameId| pages.contains(&edition.frames[id.index()].page);
    let near = (0..edition.threads.len()).filter(|thread| edition.threads[*thread].frames.iter().any(is_near));
    near.map(|thread| (thread, way_of(edition, thread))).collect()
}

/// Those of the threads that can no longer set their lines where they could.
pub(super) fn moved(desk: &Desk<'_>, before: &[(usize, Vec<Track>)]) -> Vec<usize> {
    before
        .iter()
        .filter(|(thread, places)| way_of(&desk.edition, *thread) != *places)
        .map(|(thread, _)| *thread)
        .collect()
}

fn way_of(edition: &Edition, thread: usize) -> Vec<Track> {
    let thread = &edition.threads[thread];
    way(edition, thread, thread.jumps.len()).tracks
}

/// Puts frames in, and returns those that were there, so that putting these in restores the edition.
fn swap(edition: &mut Edition, frames: Vec<(FrameId, Frame)>) -> Vec<(FrameId, Frame)> {
    let put = |(id, frame): (FrameId, Frame)| (id, std::mem::replace(&mut edition.frames[id.index()], frame));
    let mut old: Vec<(FrameId, Frame)> = frames.into_iter().map(put).collect();
    old.reverse();
    old
}

/// Whether frames that changed (`old` is what they were) lie over frames of others that they kept clear of before.
fn lies_over(edition: &Edition, thread: usize, old: &[(FrameId, Frame)]) -> bool {
    let is_own = |id: &FrameId| old.iter().any(|(own, _)| own == id) || edition.threads[thread].frames.contains(id);
    old.iter().any(|(id, before)| {
        let now = edition.frames[id.index()].area;
        let others = edition.pages[before.page.index()].frames.iter().filter(|other| !is_own(other));
        let mut shown = others.map(|other| &edition.frames[other.index()]).filter(|it| shows(it));
        shown.any(|it| now.intersection(&it.area).is_some() && before.area.intersection(&it.area).is_none())
    })
}

/// Whether anything of a frame is seen: its content, a rule, a tint.
fn shows(frame: &Frame) -> bool {
    frame.content != Content::Empty
        || frame.background.is_some()
        || frame.gradient.is_some()
        || frame.border != Border::default()
}
