//! Copy-fitting (补白/缩行): the least change, in the order the desk prefers, that fills a story's frames exactly.
//!
//! First every story tries what stands first in its list and changes nothing but itself, all in parallel ([`close`]): paragraphs a line
//! longer or shorter ([`spread`]), tracking, type size. Then, story by story, the rest of the list in its order ([`settle`]), with what changes the page
//! ([`geometry`]): the headline block, a picture, the line distance, a piece of the [`stock`]; stories on a page that changed are set anew. What fits at
//! no setting is told in characters to cut or to add ([`cure`]).

mod adjust;
mod close;
mod cure;
mod geometry;
mod settle;
mod spread;
mod stock;
mod whole;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::base::{Diagnostics, Em, Len, PageId};
use crate::line::SetPara;
use crate::model::{Edition, FreeHead, Give, Thread};
use crate::shape::ShapedStory;

use super::fill::{Job, Placement};
use super::headlines::Headlines;
use super::headroom::free_rows;
use super::objects::styles;
use super::table::fill_table;
use super::{FlowOptions, Keeps};

use close::{Closing, close};
use geometry::head_trial;

pub use cure::{Cure, Edit};
pub use whole::{Part, WholeCut};

/// How many free rows at a story's end are as bad as an empty row inside it.
const HOLE: u64 = 4;

/// What was changed to close a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Used {
    /// Paragraphs set longer and shorter than is best, by a line in most cases.
    Looseness {
        /// Those set longer.
        longer: usize,
        /// Those set shorter.
        shorter: usize,
    },
    /// Letters further apart, or closer when negative.
    Tracking(Em),
    /// Type larger, or smaller when negative.
    Size(Len),
    /// Lines off the grid, further apart or closer when negative.
    Leading(Len),
    /// Rows the headline block took from the text, or gave when negative.
    Head(i64),
    /// Rows a picture took from the text, or gave when negative.
    Picture {
        /// Name of its frame.
        frame: String,
        /// The rows.
        rows: i64,
    },
    /// A piece of the stock at the end of a column (补白).
    Filler {
        /// Name of its frame.
        name: String,
        /// The rows it takes.
        rows: usize,
    },
}

/// How a story was fitted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fitting {
    /// What was used.
    pub used: Vec<Used>,
    /// What would close it, where it is over or short all the same.
    pub cure: Cure,
}

/// Stories on their frames, with all that copy-fitting changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Closed {
    /// Frames as they became.
    pub(super) edition: Edition,
    /// Paragraphs as they became.
    pub(super) shaped: Vec<ShapedStory>,
    /// One for each thread.
    pub(super) placements: Vec<Placement>,
    /// How each thread was fitted.
    pub(super) fittings: Vec<Fitting>,
}

/// What stories are set with.
#[derive(Clone, Copy)]
struct Means<'a> {
    headlines: &'a Headlines<'a>,
    set_para: &'a SetPara<'a>,
    keeps: Keeps,
}

/// An edition while its stories are being closed.
struct Desk<'a> {
    edition: Edition,
    shaped: Vec<ShapedStory>,
    /// One for each thread.
    closings: Vec<Closing>,
    /// Threads that changed their page or took a piece of the stock: they stay as they are.
    settled: BTreeSet<usize>,
    /// Pieces of the stock that stand on a page.
    taken: BTreeSet<usize>,
    means: Means<'a>,
}

/// Fills all threads of an edition, each within what it may give, after its headlines have their type.
pub(super) fn copyfit(
    edition: Edition,
    shaped: Vec<ShapedStory>,
    headlines: &Headlines<'_>,
    set_para: &SetPara<'_>,
    options: FlowOptions,
) -> (Closed, Diagnostics) {
    let means = Means { headlines, set_para, keeps: options.keeps };
    let Begun { mut desk, given, found } = settled(edition, shaped, means);
    for thread in 0..desk.closings.len() {
        stock::fill_gaps(&mut desk, thread);
    }
    let cures = cure::cures(&desk, options.tells_additions);
    let mut closed = closed(desk, cures);
    for (fitting, used) in closed.fittings.iter_mut().zip(given) {
        fitting.used.splice(0..0, used);
    }
    (closed, found)
}

/// Closes all threads with what each may give itself; what would cure those that stay open is not asked.
pub(super) fn as_they_give(
    edition: Edition,
    shaped: Vec<ShapedStory>,
    headlines: &Headlines<'_>,
    set_para: &SetPara<'_>,
    options: FlowOptions,
) -> (Closed, Diagnostics) {
    let means = Means { headlines, set_para, keeps: options.keeps };
    uncured(settled(edition, shaped, means))
}

/// Fills all threads without copy-fitting.
pub(super) fn as_they_are(
    edition: Edition,
    shaped: Vec<ShapedStory>,
    headlines: &Headlines<'_>,
    set_para: &SetPara<'_>,
    options: FlowOptions,
) -> (Closed, Diagnostics) {
    let means = Means { headlines, set_para, keeps: options.keeps };
    uncured(begin(edition, shaped, means, &|_| 0))
}

/// A desk whose stories stand on their frames for the first time.
struct Begun<'a> {
    desk: Desk<'a>,
    /// What the headline block of each thread gave to its text.
    given: Vec<Option<Used>>,
    /// Headlines that fit at no size.
    found: Diagnostics,
}

/// Gives headlines their type and fills all threads, each with the first `count` of its gives.
fn begin<'a>(edition: Edition, shaped: Vec<ShapedStory>, means: Means<'a>, count: &Count) -> Begun<'a> {
    let (closings, settled, taken) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut desk = Desk { edition, shaped, closings, settled, taken, means };
    let found = means.headlines.fit_all(&mut desk.edition, &mut desk.shaped);
    let all: Vec<usize> = (0..desk.edition.threads.len()).collect();
    let given = all.iter().map(|&thread| give_free_head(&mut desk, thread)).collect();
    desk.closings = close_all(&desk, &all, count);
    Begun { desk, given, found }
}

/// The same with every story closed by what it may give itself.
fn settled<'a>(edition: Edition, shaped: Vec<ShapedStory>, means: Means<'a>) -> Begun<'a> {
    let mut begun = begin(edition, shaped, means, &settle::first_shared);
    for thread in 0..begun.desk.closings.len() {
        settle_one(&mut begun.desk, thread);
    }
    begun
}

/// As its stories stand; what would cure those that stay open is not asked.
fn uncured(begun: Begun<'_>) -> (Closed, Diagnostics) {
    let cures = vec![Cure::default(); begun.desk.closings.len()];
    (closed(begun.desk, cures), begun.found)
}

/// Gives the text of a thread the whole rows that its headline, whose type is settled, does not need, where its place in the layout says so.
fn give_free_head(desk: &mut Desk<'_>, thread: usize) -> Option<Used> {
    if desk.edition.threads[thread].free_head != FreeHead::Body {
        return None;
    }
    let head = head_of(&desk.edition, thread)?;
    let rows = free_rows(&desk.edition, &close_thread(desk, head, 0).placement);
    let rows = i64::try_from(rows).ok().filter(|rows| *rows > 0)?;
    let trial = head_trial(&desk.edition, thread, head, -rows)?;
    for (id, frame) in trial.frames {
        desk.edition.frames[id.index()] = frame;
    }
    Some(trial.used)
}

/// Lets a story give what changes more than itself, and sets what stands around it anew.
fn settle_one(desk: &mut Desk<'_>, thread: usize) {
    let Some(settled) = settle::settle(desk, thread) else { return };
    let before = settle::places(desk, &settled.frames);
    for (id, frame) in settled.frames {
        desk.edition.frames[id.index()] = frame;
    }
    desk.closings[thread] = settled.closing;
    desk.settled.insert(thread);
    for (piece, gap) in settled.pieces {
        stock::stand(desk, thread, piece, &gap);
    }
    let moved = settle::moved(desk, &before);
    if moved.is_empty() {
        return;
    }
    // A headline whose block is as it was has its type already.
    let head = head_of(&desk.edition, thread).filter(|head| moved.contains(head));
    if let Some(head) = head.map(|head| desk.edition.threads[head].clone()) {
        desk.means.headlines.fit(&mut desk.edition, &mut desk.shaped, &head);
    }
    let touched = moved.into_iter().filter(|other| !desk.settled.contains(other));
    let (before, after): (Vec<usize>, Vec<usize>) = touched.partition(|&other| other < thread);
    for (threads, count) in [(before, &<[Give]>::len as &Count), (after, &settle::first_shared)] {
        let closings = close_all(desk, &threads, count);
        for (thread, closing) in threads.into_iter().zip(closings) {
            desk.closings[thread] = closing;
        }
    }
}

/// The desk's stories as they came out.
fn closed(desk: Desk<'_>, cures: Vec<Cure>) -> Closed {
    let mut closed = Closed { edition: desk.edition, shaped: desk.shaped, ..Closed::default() };
    for (thread, (closing, cure)) in desk.closings.into_iter().zip(cures).enumerate() {
        let story = closed.edition.threads[thread].story.index();
        if let (Some(paras), Some(story)) = (closing.paras, closed.shaped.get_mut(story)) {
            story.paras = paras;
        }
        closed.placements.push(closing.placement);
        closed.fittings.push(Fitting { used: closing.used, cure });
    }
    closed
}

/// How many of the first gives of a list are tried.
type Count = dyn Fn(&[Give]) -> usize + Sync;

/// Closes threads in parallel, each with the first `count` of its gives.
fn close_all(desk: &Desk<'_>, threads: &[usize], count: &Count) -> Vec<Closing> {
    let one = |&thread: &usize| close_thread(desk, thread, count(&desk.edition.threads[thread].gives));
    threads.par_iter().map(one).collect()
}

/// Closes a thread with the first `gives` things it may give, those that change the page left out.
fn close_thread(desk: &Desk<'_>, thread: usize, gives: usize) -> Closing {
    let nothing = ShapedStory::default();
    let story = desk.shaped.get(desk.edition.threads[thread].story.index()).unwrap_or(&nothing);
    close_story(desk, thread, story, gives)
}

/// The same with the story's text as given.
fn close_story(desk: &Desk<'_>, thread: usize, story: &ShapedStory, gives: usize) -> Closing {
    let Desk { edition, means: Means { set_para, keeps, .. }, .. } = desk;
    let thread = &edition.threads[thread];
    if let Some(table) = thread.frames.first().and_then(|&frame| fill_table(edition, frame, story, set_para)) {
        return Closing { placement: Placement { story: thread.story, ..table }, ..Closing::default() };
    }
    let styles = styles(edition, thread, story);
    let job = Job { edition, thread, paras: &story.paras, styles: &styles, set_para: *set_para, keeps: *keeps };
    close(&job, &own_gives(thread, gives))
}

/// The first `gives` things a thread may give that change nothing but itself.
fn own_gives(thread: &Thread, gives: usize) -> Vec<Give> {
    thread.gives.iter().take(gives).filter(|give| !settle::is_shared(give)).copied().collect()
}

fn pages_of(edition: &Edition, thread: &Thread) -> BTreeSet<PageId> {
    thread.frames.iter().map(|frame| edition.frames[frame.index()].page).collect()
}

/// How many lines a story lacks to fill its frames; negative when it is over, 0 when it is closed.
pub(super) fn lack(placement: &Placement) -> i64 {
    let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX);
    if placement.overset.start.is_some() {
        -count(placement.overset.lines.max(1))
    } else if placement.balanced {
        0
    } else {
        count(placement.unfilled.len())
    }
}

/// The thread of a story's headline block, on the page where the story begins.
fn head_of(edition: &Edition, thread: usize) -> Option<usize> {
    let thread = &edition.threads[thread];
    let page = edition.frames[thread.frames.first()?.index()].page;
    let name = format!("{}/head", edition.stories[thread.story.index()].name);
    edition
        .threads
        .iter()
        .position(|other| edition.stories[other.story.index()].name == name && pages_of(edition, other).contains(&page))
}
