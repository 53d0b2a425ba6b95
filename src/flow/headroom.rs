//! What headline blocks leave free of their frames: paper that the text below could have.

use std::collections::BTreeMap;

use crate::base::{Len, PageId};
use crate::model::{Edition, StoryKind};

use super::axes::{Block, Extent};
use super::fill::Placement;

/// What the lines of a headline block leave free of its frame's depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadRoom {
    /// The depth, above and below the block together.
    pub free: Len,
    /// As whole rows of the page's grid.
    pub rows: usize,
    /// The depth of the whole block.
    pub depth: Len,
}

/// Rows that a headline block may leave free beyond any doubt: of a page of eighty a tenth.
const LEAST_ROWS: usize = 8;

impl HeadRoom {
    /// Whether the block is mostly paper: more than three fifths of it, and more rows than a generous headline leaves.
    pub(super) fn is_hole(&self) -> bool {
        self.rows >= LEAST_ROWS && self.free.0.saturating_mul(5) > self.depth.0.saturating_mul(3)
    }
}

/// The headline blocks that stand with all their lines, by the name of their story and the page.
pub(super) fn head_rooms(edition: &Edition, placements: &[Placement]) -> BTreeMap<(String, PageId), HeadRoom> {
    let is_head = |placement: &&Placement| edition.stories[placement.story.index()].kind == StoryKind::Head;
    placements.iter().filter(is_head).filter_map(|placement| head_room(edition, placement)).collect()
}

/// The whole rows that a headline block leaves free.
pub(super) fn free_rows(edition: &Edition, placement: &Placement) -> usize {
    head_room(edition, placement).map_or(0, |(_, room)| room.rows)
}

fn head_room(edition: &Edition, placement: &Placement) -> Option<((String, PageId), HeadRoom)> {
    let frame = &edition.frames[placement.lines.first()?.slot.frame.index()];
    let room = Block::of(&frame.area.inset(frame.padding), frame.direction).across.len();
    let free = (room - taken(placement)?).max(Len::ZERO);
    let rows = usize::try_from(free.whole(edition.pages[frame.page.index()].grid.leading)).unwrap_or(0);
    let name = edition.stories[placement.story.index()].name.strip_suffix("/head")?.to_owned();
    Some(((name, frame.page), HeadRoom { free, rows, depth: room }))
}

/// How deep the lines of a headline block stand in its frame; `None` where some found no room.
pub(super) fn taken(placement: &Placement) -> Option<Len> {
    let first = placement.lines.first().filter(|_| placement.overset.start.is_none())?;
    let lines = placement.lines.iter().filter(|line| line.slot.frame == first.slot.frame);
    let taken = lines.map(|line| line.slot.block().across);
    let taken = taken.reduce(|a, b| Extent { from: a.from.min(b.from), to: a.to.max(b.to) })?;
    Some(taken.len())
}
