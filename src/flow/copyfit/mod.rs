//! Copy-fitting (补白/缩行): the least change, in the order the desk prefers, that fills a story's frames exactly.
//!
//! First every story tries what stands first in its list and changes nothing but itself, all in parallel ([`close`]): paragraphs a line
//! longer or shorter ([`spread`]), tracking, type size. Then, story by story, the rest of the list in its order, with what changes the page
//! ([`geometry`]): the headline block, a picture, the line distance; stories on a page that changed are set anew. What is free even then takes a piece of the
//! [`stock`]. What fits at no setting is told in characters to
//! cut or to add ([`cuts`]).

mod adjust;
mod close;
mod cuts;
mod geometry;
mod spread;
mod stock;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::base::{Em, Len, PageId, StoryId};
use crate::line::SetPara;
use crate::model::{Edition, Give, Thread};
use crate::shape::ShapedStory;

use super::Keeps;
use super::fill::{Job, Placement};
use super::objects::styles;
use super::table::fill_table;

use close::{Closing, close};

pub use cuts::{Cut, cuts};

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

/// Stories on their frames, with all that copy-fitting changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Closed {
    /// Frames as they became.
    pub(super) edition: Edition,
    /// Paragraphs as they became.
    pub(super) shaped: Vec<ShapedStory>,
    /// One for each thread.
    pub(super) placements: Vec<Placement>,
    /// What was used, one for each thread.
    pub(super) used: Vec<Vec<Used>>,
}

/// Fills all threads of an edition, each within what it may give.
pub(super) fn copyfit(edition: Edition, shaped: Vec<ShapedStory>, set_para: &SetPara<'_>, keeps: Keeps) -> Closed {
    let all: Vec<usize> = (0..edition.threads.len()).collect();
    let first = |gives: &[Give]| geometry::first_geometry(gives);
    let mut closings = close_all(&edition, &shaped, &all, &first, set_para, keeps);
    let mut closed = Closed { edition, shaped, ..Closed::default() };
    let mut changed: BTreeSet<PageId> = BTreeSet::new();
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    for thread in 0..closings.len() {
        let needs =
            !closings[thread].is_closed() && closed.edition.threads[thread].gives.iter().any(geometry::is_geometry);
        if !needs {
            continue;
        }
        if let Some(better) =
            geometry::give_room(&mut closed.edition, &closed.shaped, thread, &closings, set_para, keeps)
        {
            changed.extend(pages_of(&closed.edition, &closed.edition.threads[thread]));
            settled.insert(thread);
            closings[thread] = better;
        }
    }
    let touched = |thread: &usize| {
        let pages = pages_of(&closed.edition, &closed.edition.threads[*thread]);
        !settled.contains(thread) && pages.intersection(&changed).next().is_some()
    };
    let again: Vec<usize> = all.into_iter().filter(touched).collect();
    for (thread, closing) in
        again.iter().zip(close_all(&closed.edition, &closed.shaped, &again, &<[Give]>::len, set_para, keeps))
    {
        closings[*thread] = closing;
    }
    for (thread, closing) in closings.into_iter().enumerate() {
        let story = closed.edition.threads[thread].story.index();
        if let (Some(paras), Some(story)) = (closing.paras, closed.shaped.get_mut(story)) {
            story.paras = paras;
        }
        closed.placements.push(closing.placement);
        closed.used.push(closing.used);
    }
    stock::fill_gaps(&mut closed, set_para, keeps);
    closed
}

/// Closes threads in parallel, each with the first `count` of its gives.
fn close_all(
    edition: &Edition,
    shaped: &[ShapedStory],
    threads: &[usize],
    count: &(dyn Fn(&[Give]) -> usize + Sync),
    set_para: &SetPara<'_>,
    keeps: Keeps,
) -> Vec<Closing> {
    let one =
        |&thread: &usize| close_thread(edition, shaped, thread, count(&edition.threads[thread].gives), set_para, keeps);
    threads.par_iter().map(one).collect()
}

/// Closes a thread with the first `gives` things it may give, those that change the page left out.
fn close_thread(
    edition: &Edition,
    shaped: &[ShapedStory],
    thread: usize,
    gives: usize,
    set_para: &SetPara<'_>,
    keeps: Keeps,
) -> Closing {
    let nothing = ShapedStory::default();
    let thread = &edition.threads[thread];
    let story = shaped.get(thread.story.index()).unwrap_or(&nothing);
    if let Some(table) = thread.frames.first().and_then(|&frame| fill_table(edition, frame, story, set_para)) {
        return Closing { placement: Placement { story: thread.story, ..table }, ..Closing::default() };
    }
    let styles = styles(edition, thread, story);
    let job = Job { edition, thread, paras: &story.paras, styles: &styles, set_para, keeps };
    let gives: Vec<Give> =
        thread.gives.iter().take(gives).filter(|give| !geometry::is_geometry(give)).copied().collect();
    close(&job, &gives)
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

/// The story of a headline block.
fn head_thread(edition: &Edition, story: StoryId, page: PageId) -> Option<usize> {
    let name = format!("{}/head", edition.stories[story.index()].name);
    edition.threads.iter().position(|thread| {
        edition.stories[thread.story.index()].name == name && pages_of(edition, thread).contains(&page)
    })
}
