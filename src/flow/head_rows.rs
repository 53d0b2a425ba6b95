//! Headline blocks that take the rows they need: set once with all they may have, then cut to what their lines take.

use crate::base::{FrameId, Len};
use crate::line::SetPara;
use crate::model::{Edition, HeadFit, SHORT_OF_ROW};
use crate::shape::ShapedStory;

use super::Keeps;
use super::fill::{Placement, fill};
use super::headlines::Headlines;
use super::headroom::taken;

/// Gives every headline block that says so the rows its headline needs, before anything else is filled.
pub(super) fn give_rows(
    edition: &mut Edition,
    shaped: &mut [ShapedStory],
    headlines: &mut Headlines<'_>,
    set_para: &SetPara<'_>,
    keeps: Keeps,
) {
    for fit in std::mem::take(&mut edition.head_fits) {
        let thread = edition.threads.iter().find(|thread| thread.frames.first() == Some(&fit.head)).cloned();
        let Some(thread) = thread else { continue };
        let Limits { least, most, leading, now } = limits(edition, &fit);
        let has_room = |rows: &i64| fit.leaves_room(&edition.frames, leading * (*rows - now));
        let most = (least..=most).rev().find(has_room).unwrap_or(least);
        fit.grow(&mut edition.frames, leading * (most - now));
        // What is wrong with it is told when it is fitted to the block it gets.
        headlines.fit(edition, shaped, &thread);
        let story = shaped.get(thread.story.index());
        let placement = story.map(|story| fill(edition, &thread, story, set_para, keeps));
        let free = placement.and_then(|placement| room_left(edition, fit.head, &placement));
        let spare = free.map_or(0, |free| (free + SHORT_OF_ROW).max(Len::ZERO).whole(leading));
        let rows = (most - spare).max(least);
        headlines.gave_back(thread.story, leading * (most - rows));
        fit.grow(&mut edition.frames, leading * (rows - most));
    }
}

/// What a headline leaves of its block; `None` where it finds no room.
fn room_left(edition: &Edition, head: FrameId, placement: &Placement) -> Option<Len> {
    let frame = &edition.frames[head.index()];
    Some(frame.area.inset(frame.padding).height - taken(placement)?)
}

/// Rows of a headline block.
struct Limits {
    least: i64,
    most: i64,
    leading: Len,
    /// Those of its area.
    now: i64,
}

fn limits(edition: &Edition, fit: &HeadFit) -> Limits {
    let frame = &edition.frames[fit.head.index()];
    let grid = edition.pages[frame.page.index()].grid;
    let now = (frame.area.height + (grid.leading - grid.body) + SHORT_OF_ROW).whole(grid.leading);
    let (least, most) = (i64::from(fit.rows.0), i64::from(fit.rows.1));
    Limits { least, most: most.max(least), leading: grid.leading, now }
}
