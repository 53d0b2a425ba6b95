//! `flow`: frames → slots; stories onto slots; lines onto pages.
//!
//! The places lines can take are known before any text is seen: [`slots`] lists a frame's. [`fill`] sets one line on each,
//! thread by thread, within the keep rules, and
//! [`copyfit`](copyfit()) changes what a story may give until they are full; [`place()`] paints frames and lines on display pages; [`report`] tells the desk
//! what fitted. [`set_edition`] is all of it. [`reading()`] tells readers what the pages say.

mod alone;
mod arms;
mod axes;
mod balance;
mod captions;
mod copyfit;
mod counted;
mod crowded;
mod fill;
mod findings;
mod floats;
mod head_rows;
mod headlines;
mod headroom;
mod hollow;
mod jumps;
mod keep;
mod known;
mod objects;
mod obstacles;
mod overset;
mod place;
mod reading;
mod report;
mod slots;
mod story_table;
mod table;
mod tracks;
mod under;
mod wording;

#[cfg(test)]
mod tests;

use crate::base::Diagnostics;
use crate::display::DisplayPage;
use crate::line::SetPara;
use crate::model::Edition;
use crate::shape::ShapedStory;

use copyfit::{Closed, copyfit};
use headlines::Headlines;
use place::place_and_empty;

pub use crate::model::Keeps;
pub use alone::{Tried, try_edition};
pub use copyfit::{Cure, Edit, Fitting, Part, Used, WholeCut};
pub use fill::{Overset, PlacedLine, Placement, TextPosition, fill};
pub use findings::{findings, has_no_size};
pub use headlines::ShapeStory;
pub use headroom::HeadRoom;
pub use jumps::Turn;
pub use place::{PlaceOptions, place};
pub use reading::reading;
pub use report::{StoryReport, report};
pub use slots::{Slot, slots};
pub use table::TablePart;
pub use under::{Under, under};
pub use wording::{stand, wordings};

/// How an edition is filled and drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowOptions {
    /// Lines at column edges.
    pub keeps: Keeps,
    /// Whether blocks of pages may change within their limits.
    pub blocks: Blocks,
    /// What is drawn beside the edition's own frames.
    pub place: PlaceOptions,
    /// Whether it is looked for where words could be added to stories that are short; what to cut from those that are over is told in any case.
    pub tells_additions: bool,
    /// Whether texts are let go once they are shaped, and a story and its lines once its last page is drawn, which nearly halves the memory of a
    /// long edition. The texts of the `edition`, the `shaped` and the lines of the `placements` that come back are then empty.
    pub lets_text_go: bool,
}

/// Whether blocks of pages may change within their limits, so that the stories fill them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blocks {
    /// They may.
    #[default]
    Elastic,
    /// They stay as they were accepted.
    Frozen,
}

/// A set edition.
#[derive(Clone, Debug, Default)]
pub struct SetEdition {
    /// The edition as it was set: copy-fitting may have moved frames.
    pub edition: Edition,
    /// Its pages.
    pub pages: Vec<DisplayPage>,
    /// How its stories came out.
    pub reports: Vec<StoryReport>,
    /// Its stories' text as clusters and glyphs, as it was set.
    pub shaped: Vec<ShapedStory>,
    /// Where the lines of every thread stand, in the threads' order; then the jump lines.
    pub placements: Vec<Placement>,
}

/// Sets an edition: its pages, a report on every threaded story, and what is wrong with them.
///
/// `shaped` has one story for each of the edition's; a headline whose type changes to fit is shaped again by `shape`. Threads do not touch each other and are filled in parallel; the result does not depend on it.
pub fn set_edition(
    mut edition: Edition,
    mut shaped: Vec<ShapedStory>,
    set_para: &SetPara<'_>,
    shape: &ShapeStory<'_>,
    options: FlowOptions,
) -> (SetEdition, Diagnostics) {
    let mut headlines = Headlines::of(&edition, &shaped, set_para, shape);
    head_rows::give_rows(&mut edition, &mut shaped, &mut headlines, set_para, options.keeps);
    captions::give_room(&mut edition, &shaped, set_para);
    if options.lets_text_go {
        let_texts_go(&mut edition);
    }
    let (closed, mut diagnostics) = copyfit(edition, shaped, &headlines, set_para, options);
    let Closed { edition, mut shaped, mut placements, fittings } = closed;
    let reports = report(&edition, &shaped, &placements, &fittings);
    let mut findings = findings(&edition, &placements, &reports);
    findings.extend(crowded::crowded(&shaped, &placements));
    findings.extend(under::findings(&edition));
    placements.extend(jumps::jump_lines(&edition, &shaped, &placements, set_para));
    let (pages, drawn) = if options.lets_text_go {
        place_and_empty(&edition, &mut shaped, &mut placements, set_para, options.place)
    } else {
        place(&edition, &shaped, &placements, set_para, options.place)
    };
    diagnostics.extend(drawn);
    findings.extend(hollow::hollow(&edition, &pages));
    diagnostics.append(&mut findings);
    (SetEdition { edition, pages, reports, shaped, placements }, diagnostics)
}

/// Once shaped, texts as written are of use to an article map alone.
fn let_texts_go(edition: &mut Edition) {
    let paras = edition.stories.iter_mut().flat_map(|story| &mut story.paras);
    paras.flat_map(|para| &mut para.runs).for_each(|run| run.text = String::new());
}
