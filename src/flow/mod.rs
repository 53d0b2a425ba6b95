//! `flow`: frames → slots; stories onto slots; lines onto pages.
//!
//! The places lines can take are known before any text is seen: [`slots`] lists a frame's. [`fill`] sets one line on each,
//! thread by thread, within the keep rules; [`place()`] paints frames and lines on display pages; [`report`] tells the desk
//! what fitted. [`set_edition`] is all of it. [`reading()`] tells readers what the pages say.

mod axes;
mod fill;
mod keep;
mod place;
mod reading;
mod report;
mod slots;
mod tracks;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::base::Diagnostics;
use crate::display::DisplayPage;
use crate::line::SetPara;
use crate::model::{Edition, Thread};
use crate::shape::ShapedStory;

pub use fill::{Overset, PlacedLine, Placement, TextPosition, fill};
pub use keep::Keeps;
pub use place::{PlaceOptions, place};
pub use reading::reading;
pub use report::{StoryReport, findings, report};
pub use slots::{Slot, slots};

/// How an edition is filled and drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowOptions {
    /// Lines at column edges.
    pub keeps: Keeps,
    /// What is drawn beside the edition's own frames.
    pub place: PlaceOptions,
}

/// A filled edition.
#[derive(Clone, Debug, Default)]
pub struct Flowed {
    /// Its pages.
    pub pages: Vec<DisplayPage>,
    /// A report on every threaded story.
    pub reports: Vec<StoryReport>,
    /// Where the lines of every thread stand, in the threads' order.
    pub placements: Vec<Placement>,
}

/// Sets an edition: its pages, its stories' lines and reports, and what is wrong with them.
///
/// `shaped` has one story for each of the edition's. Threads do not touch each other and are filled in parallel; the result does not depend on it.
pub fn set_edition(
    edition: &Edition,
    shaped: &[ShapedStory],
    set_para: &SetPara<'_>,
    options: FlowOptions,
) -> (Flowed, Diagnostics) {
    let nothing = ShapedStory::default();
    let fill_thread = |thread: &Thread| {
        let story = shaped.get(thread.story.index()).unwrap_or(&nothing);
        fill(edition, thread, story, set_para, options.keeps)
    };
    let placements: Vec<Placement> = edition.threads.par_iter().map(fill_thread).collect();
    let (pages, mut diagnostics) = place(edition, shaped, &placements, options.place);
    let reports = report(edition, shaped, &placements);
    diagnostics.extend(findings(edition, &placements, &reports));
    (Flowed { pages, reports, placements }, diagnostics)
}
