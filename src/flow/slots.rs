//! Frames → slots: every place of the baseline grid a line can take, known before any text is seen.

use crate::base::{Em, FrameId, Len, PageId, Point, Rect, apportion};
use crate::model::{Course, Direction, Edition, Frame, Lines, Page, SHORT_OF_ROW};

use super::arms::{Slab, chains};
use super::axes::{Block, Extent, axis_depth, point};
use super::obstacles::{Obstacle, missing, obstacles};

/// What must be left of a measure beside a run-around frame for a line to be set there, in em of its type.
pub(super) const LEAST_BESIDE: Em = Em(4000);

/// The smallest distance of lines that is taken for a grid; anything below is no newspaper and would flood the memory.
const LEAST_LEADING: Len = Len::PT;

/// A place a line can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The page.
    pub page: PageId,
    /// The frame.
    pub frame: FrameId,
    /// The frame's column, counted from 0 in reading order.
    pub column: u16,
    /// Row of the page's grid, 0 for the type area's first; in vertical and free frames the line's number in its column.
    pub row: i64,
    /// Where a line starts: on its baseline, in a vertical line on the middle of its em boxes.
    pub origin: Point,
    /// How long a line may be.
    pub measure: Len,
    /// Which way the line runs.
    pub direction: Direction,
    /// Height of the character box, width in a vertical line.
    pub em: Len,
}

impl Slot {
    /// The rectangle of a full line's em boxes.
    pub fn em_box(&self) -> Rect {
        self.block().rect(self.direction)
    }

    /// The em boxes in line coordinates.
    pub(super) fn block(&self) -> Block {
        let start = Block::of(&Rect { x: self.origin.x, y: self.origin.y, ..Rect::default() }, self.direction);
        let (along, axis) = (start.along.from, start.across.from);
        let top = axis - axis_depth(self.em, self.direction);
        Block {
            along: Extent { from: along, to: along + self.measure },
            across: Extent { from: top, to: top + self.em },
        }
    }

    /// The same slot with its em boxes, `em` high, in `block`.
    pub(super) fn moved(&self, block: &Block, em: Len) -> Self {
        let axis = block.across.from + axis_depth(em, self.direction);
        Self { origin: point(block.along.from, axis, self.direction), measure: block.along.len(), em, ..*self }
    }
}

/// The slots of a frame on the grid in reading order: column by column, row by row. A free frame has none; its lines are stacked as they come.
///
/// Frames that ask for run-around take their stand-off away from the slots they touch: a line is shortened on one side of them or on both, and where less than 4 em
/// are left there is no slot (composition G3).
pub fn slots(edition: &Edition, frame: FrameId) -> Vec<Slot> {
    let id = frame;
    let frame = &edition.frames[id.index()];
    let page = &edition.pages[frame.page.index()];
    if frame.lines == Lines::Free || page.grid.leading < LEAST_LEADING {
        return Vec::new();
    }
    let (taken, missing) = (obstacles(edition, id), missing(frame));
    let least = LEAST_BESIDE.of(page.grid.body);
    let mut slots = Vec::new();
    for (number, column) in columns(frame).iter().enumerate() {
        for (row, arm) in by_arms(rows(page, frame, column.across), column.along, &missing) {
            for along in left_over(column.along, &arm, &taken, frame.measure_step, least) {
                let slot = bare_slot(frame, id, number, row);
                slots.push(slot.moved(&Block { along, across: arm.across }, page.grid.body));
            }
        }
    }
    slots
}

/// The rows of a column, each as far as its frame has it, arm by arm.
fn by_arms(rows: impl Iterator<Item = (i64, Extent)>, along: Extent, missing: &[Block]) -> Vec<(i64, Block)> {
    // An arm has a row of which it misses as little as may be missing.
    let slab = |across: Extent| {
        let kept = Extent { from: across.from + SHORT_OF_ROW, to: across.to - SHORT_OF_ROW };
        Slab { across, ..Slab::of(along, kept, missing) }
    };
    let (numbers, slabs): (Vec<i64>, Vec<Slab>) = rows.map(|(row, across)| (row, slab(across))).unzip();
    let place =
        |(row, arm): (usize, usize)| (numbers[row], Block { along: slabs[row].arms[arm], across: slabs[row].across });
    chains(&slabs).into_iter().flatten().map(place).collect()
}

/// A slot of a frame's column that has no place yet.
pub(super) fn bare_slot(frame: &Frame, id: FrameId, column: usize, row: i64) -> Slot {
    Slot {
        page: frame.page,
        frame: id,
        column: u16::try_from(column).unwrap_or(u16::MAX),
        row,
        origin: Point::default(),
        measure: Len::ZERO,
        direction: frame.direction,
        em: Len::ZERO,
    }
}

/// The columns (栏) of a frame; in vertical setting they are tiers from top to bottom.
///
/// Unless the layout gives the measure of each, it is a whole multiple of the frame's step, and the remainder goes to the gaps (composition G1), so that the first column starts at the content's
/// first edge and the last ends at its last.
pub(super) fn columns(frame: &Frame) -> Vec<Block> {
    let content = Block::of(&frame.area.inset(frame.padding), frame.direction);
    let count = i64::from(frame.columns.max(1));
    let gaps = usize::from(frame.columns.max(1)) - 1;
    let room = content.along.len();
    let measures = measures(frame, room, count);
    if measures.iter().any(|measure| *measure <= Len::ZERO) {
        return Vec::new();
    }
    let between = apportion(room - measures.iter().copied().sum::<Len>(), gaps);
    let mut from = content.along.from;
    let mut columns = Vec::with_capacity(measures.len());
    for (number, measure) in measures.into_iter().enumerate() {
        columns.push(Block { along: Extent { from, to: from + measure }, across: content.across });
        from += measure + between.get(number).copied().unwrap_or_default();
    }
    if frame.course == Course::FromRight {
        columns.reverse();
    }
    columns
}

/// How wide each column is: as the layout says, or an equal share.
fn measures(frame: &Frame, room: Len, count: i64) -> Vec<Len> {
    if !frame.measures.is_empty() {
        return frame.measures.clone();
    }
    let share = (room - frame.gutter * (count - 1)) / count;
    let measure = match share.floor_to(frame.measure_step) {
        Len(..=0) => share,
        floored => floored,
    };
    vec![measure; usize::from(frame.columns.max(1))]
}

/// The rows whose character boxes lie in `room` but for what may be missing of a row, with the boxes' stretches: of the page's grid; in vertical setting from the frame's right
/// edge, with a line distance of its own from the frame's top.
fn rows(page: &Page, frame: &Frame, room: Extent) -> impl Iterator<Item = (i64, Extent)> + use<> {
    let (grid, top, direction) = (page.grid, page.type_area.y, frame.direction);
    let leading = frame.leading.unwrap_or(grid.leading).max(LEAST_LEADING);
    let base = match direction {
        Direction::Horizontal if frame.leading.is_none() => top + grid.first - axis_depth(grid.body, direction),
        _ => room.from,
    };
    let first = -(base - room.from + SHORT_OF_ROW).whole(leading);
    let boxes = (first..).map(move |row| {
        let from = base + leading * row;
        (row, Extent { from, to: from + grid.body })
    });
    boxes.take_while(move |(_, row)| row.to <= room.to + SHORT_OF_ROW)
}

/// The stretches a line of `column` keeps beside the obstacles: the widest free one, the first of equals, or all of them beside an obstacle that is run
/// around on both sides; none when less than `least` is left.
pub(super) fn left_over(column: Extent, line: &Block, taken: &[Obstacle], step: Len, least: Len) -> Vec<Extent> {
    let met: Vec<(Extent, bool)> =
        taken.iter().filter_map(|other| Some((other.taken(line)?, other.both_sides))).collect();
    if met.is_empty() && line.along == column {
        return vec![column];
    }
    let beside: Vec<Extent> = met.iter().map(|(extent, _)| *extent).collect();
    let mut free = line.along.without(&beside);
    if !met.iter().any(|(_, both)| *both) {
        free = free.into_iter().rev().max_by_key(Extent::len).into_iter().collect();
    }
    let fitted = |free: Extent| {
        let measure = free.len().floor_to(step);
        let at_end = free.from > column.from && free.to == column.to;
        let from = if at_end { free.to - measure } else { free.from };
        (measure >= least).then_some(Extent { from, to: from + measure })
    };
    free.into_iter().filter_map(fitted).collect()
}
