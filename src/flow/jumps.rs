//! Jumps (转版): which pages a story needs, and the line that tells the reader where it goes on.

use crate::base::{Len, StoryId};
use crate::line::{LineMeasures, SetPara};
use crate::model::{Edition, Thread};
use crate::shape::ShapedStory;

use super::fill::{PlacedLine, Placement};
use super::slots::Slot;
use super::tracks::{Depth, Track, deepest, tracks};

/// The place of a jump line (下转).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its text.
    pub line: StoryId,
    /// Where it stands: the last place before the jump.
    pub slot: Slot,
}

/// The places of a thread as far as a number of jumps.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    /// Its tracks.
    pub(super) tracks: Vec<Track>,
    /// First tracks of the pages it jumps to.
    pub(super) heads: Vec<usize>,
    /// The depth of its deepest track.
    pub(super) deepest: Depth,
    /// The jump lines.
    pub(super) turns: Vec<Turn>,
}

/// The places of a thread up to and with the page after jump number `jumps`; the last place before each jump is kept for its line.
pub(super) fn way(edition: &Edition, thread: &Thread, jumps: usize) -> Way {
    let mut way = Way::default();
    let mut from = 0;
    for jump in thread.jumps.iter().take(jumps) {
        let mut part = tracks(edition, &thread.frames[from..jump.after]);
        way.turns.extend(keep_last(edition, &mut part).map(|slot| Turn { line: jump.line, slot }));
        way.tracks.append(&mut part);
        way.heads.push(way.tracks.len());
        from = jump.after;
    }
    let to = thread.jumps.get(jumps).map_or(thread.frames.len(), |jump| jump.after);
    way.tracks.append(&mut tracks(edition, &thread.frames[from..to]));
    way.deepest = deepest(&way.tracks);
    way
}

/// Takes the last place of some tracks away; a free column gives a line of body type at its foot.
fn keep_last(edition: &Edition, tracks: &mut [Track]) -> Option<Slot> {
    let has_room = |track: &&mut Track| !matches!(track, Track::Grid(slots) if slots.is_empty());
    match tracks.iter_mut().rev().find(has_room)? {
        Track::Grid(slots) => slots.pop(),
        Track::Free(column) => {
            let grid = edition.pages[column.bare.page.index()].grid;
            let foot = column.block.across.to;
            column.block.across.to = (foot - grid.leading.max(grid.body)).max(column.block.across.from);
            let mut line = column.block;
            line.across = super::axes::Extent { from: foot - grid.body, to: foot };
            Some(column.bare.moved(&line, grid.body))
        }
    }
}

/// A jump line where the text before it ends: rows that a keep rule leaves empty are white below the line that sends the reader on, not above it.
pub(super) fn raised(turn: &Turn, tracks: &[Track], lines: &[PlacedLine]) -> Turn {
    let on_page = tracks.iter().flat_map(Track::grid).filter(|slot| slot.page == turn.slot.page);
    let places: Vec<Slot> = on_page.copied().chain([turn.slot]).collect();
    let is_taken = |slot: &Slot| lines.iter().any(|line| stands_on(line, slot));
    let last = places.iter().rposition(is_taken);
    last.and_then(|last| places.get(last + 1)).map_or(*turn, |&slot| Turn { slot, ..*turn })
}

/// Whether a line takes the row of a slot.
fn stands_on(line: &PlacedLine, slot: &Slot) -> bool {
    let rows = i64::try_from(line.rows).unwrap_or(1);
    (line.slot.frame, line.slot.column) == (slot.frame, slot.column)
        && (line.slot.row..line.slot.row + rows).contains(&slot.row)
}

/// The jump lines of the stories that jump, each set on its place.
pub(super) fn jump_lines(
    edition: &Edition,
    shaped: &[ShapedStory],
    placements: &[Placement],
    set_para: &SetPara<'_>,
) -> Vec<Placement> {
    let turns = placements.iter().flat_map(|placement| &placement.turns);
    turns.filter_map(|turn| jump_line(edition, shaped.get(turn.line.index())?, turn, set_para)).collect()
}

fn jump_line(edition: &Edition, story: &ShapedStory, turn: &Turn, set_para: &SetPara<'_>) -> Option<Placement> {
    let para = story.paras.first()?;
    let measures = LineMeasures::new(&[], turn.slot.measure.max(Len(1)));
    let mut lines = set_para(para, &edition.para_styles[para.style.index()], &measures);
    lines.truncate(1);
    let place = |line| PlacedLine { slot: turn.slot, rows: 1, para: 0, line };
    Some(Placement { story: turn.line, lines: lines.into_iter().map(place).collect(), ..Placement::default() })
}
