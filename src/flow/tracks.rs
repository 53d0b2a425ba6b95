//! A thread's frames as tracks: runs of line places that follow each other without a gap, and the places a paragraph finds on them.

use std::borrow::Cow;

use crate::base::{Em, FrameId, Len};
use crate::model::{Edition, Frame, Grid, Lines, ParaStyle, VerticalAlign};

use super::arms::{Arm, arms};
use super::axes::{Block, Extent};
use super::floats::Floats;
use super::objects::{height, on_rows};
use super::obstacles::{Obstacle, missing, obstacles};
use super::slots::{LEAST_BESIDE, Slot, bare_slot, columns, left_over, slots};

/// A stretch of a column that nothing interrupts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Track {
    /// Consecutive rows of the page's grid.
    Grid(Vec<Slot>),
    /// A column of a free frame, filled by the styles' own leading.
    Free(FreeColumn),
}

/// A column of a free frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FreeColumn {
    /// Page, frame, column, direction and first row of the lines; its place and size mean nothing.
    pub(super) bare: Slot,
    /// The column's content area.
    pub(super) block: Block,
    /// Whether its lines begin at the top, so that what is free is free at its foot.
    pub(super) from_top: bool,
    /// What its lines keep out of.
    pub(super) taken: Vec<Obstacle>,
    /// What a measure beside an obstacle is a whole multiple of.
    step: Len,
    /// The grid of its page.
    grid: Grid,
}

/// How deep a track is: in rows of the grid, or across a free column's lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Depth {
    rows: usize,
    across: Len,
}

/// How far a thread is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cursor {
    /// The track.
    pub(super) track: usize,
    /// Slots used on it, lines in a free column.
    pub(super) used: usize,
    /// In a free column, how far across the next line's em box starts.
    pub(super) pen: Len,
}

impl Cursor {
    /// The head of a track.
    pub(super) fn head(track: usize) -> Self {
        Self { track, ..Self::default() }
    }

    /// The same place after `space` in a free column; space at a column's head is dropped.
    pub(super) fn spaced(self, space: Len) -> Self {
        let pen = if self.pen > Len::ZERO { (self.pen + space).max(Len::ZERO) } else { self.pen };
        Self { pen, ..self }
    }
}

/// A place for one line of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The track it is on.
    pub(super) track: usize,
    /// Where the line stands.
    pub(super) slot: Slot,
    /// Grid rows it takes; 1 in free columns.
    pub(super) rows: usize,
    /// Which of the track's slots is its first.
    pub(super) first: usize,
    /// The cursor after it.
    pub(super) next: Cursor,
}

/// The tracks of some of a thread's frames in reading order.
pub(super) fn tracks(edition: &Edition, frames: &[FrameId]) -> Vec<Track> {
    let frames = frames.iter().map(|&id| (id, &edition.frames[id.index()]));
    frames.flat_map(|(id, frame)| frame_tracks(edition, id, frame)).collect()
}

fn frame_tracks(edition: &Edition, id: FrameId, frame: &Frame) -> Vec<Track> {
    match frame.lines {
        Lines::OnGrid => {
            let slots = slots(edition, id);
            // The two places of a line that stands on both sides of an obstacle are in one row.
            let follows = |a: &Slot, b: &Slot| a.column == b.column && (a.row + 1 == b.row || a.row == b.row);
            slots.chunk_by(follows).map(|run| Track::Grid(run.to_vec())).collect()
        }
        Lines::Free => free_columns(edition, id, frame),
    }
}

fn free_columns(edition: &Edition, id: FrameId, frame: &Frame) -> Vec<Track> {
    let grid = edition.pages[frame.page.index()].grid;
    let (around, missing) = (obstacles(edition, id), missing(frame));
    let track = |number: usize, column: &Block, arm: Arm, from_top: bool| {
        // Rows go on where lines of a point, the least there are, would have brought them.
        let row = (arm.block.across.from - column.across.from).whole(Len::PT);
        let taken = around.iter().cloned().chain(arm.missing.into_iter().map(Obstacle::block)).collect();
        let (bare, step) = (bare_slot(frame, id, number, row), frame.measure_step);
        Track::Free(FreeColumn { bare, block: arm.block, from_top, taken, step, grid })
    };
    let of_column = |(number, column): (usize, Block)| {
        let arms = arms(&column, &missing, grid.leading);
        let is_whole = around.is_empty() && arms.len() == 1 && arms[0].missing.is_empty();
        let from_top = frame.vertical_align == VerticalAlign::Top || !is_whole;
        arms.into_iter().map(|arm| track(number, &column, arm, from_top)).collect::<Vec<_>>()
    };
    columns(frame).into_iter().enumerate().flat_map(of_column).collect()
}

/// The places that lines of `style` find from `start` on, to the thread's end; what stands at the heads of tracks is passed over.
pub(super) fn places<'a>(
    tracks: &'a [Track],
    deepest: Depth,
    floats: &'a Floats,
    start: Cursor,
    style: &'a ParaStyle,
) -> impl Iterator<Item = Place> + 'a {
    let mut cursor = start;
    let mut at_head = None;
    std::iter::from_fn(move || {
        while let Some(track) = tracks.get(cursor.track) {
            let style = on_track(track, deepest, cursor, style);
            let rows = usize::from(style.rows).clamp(1, deepest.rows.max(1));
            let place = match track {
                Track::Grid(slots) => grid_place(slots, cursor, rows, &style),
                Track::Free(column) => free_place(column, cursor, &style),
            };
            if let Some(place) = place {
                if place.first == 0 {
                    at_head = Some(place.track);
                }
                let is_lifted = is_crosshead(&style) && at_head == Some(place.track);
                let place = if is_lifted { lifted(track, place, &style) } else { place };
                cursor = place.next;
                cursor.used -= if place.rows == 1 { 0 } else { shared(track, &place, &style) };
                return Some(place);
            }
            cursor = floats.head(cursor.track + 1);
        }
        None
    })
}

/// Whether the rows of a style's lines are there to keep other text away from them.
fn is_crosshead(style: &ParaStyle) -> bool {
    style.keep_with_next && style.picture.is_none() && !style.drop_cap
}

/// A line of several rows that stands in the first of them: at a column's head nothing is to be kept away above a crosshead, and below it no more than
/// elsewhere, in whole rows: of two rows it takes one, so that its text begins in the next.
fn lifted(track: &Track, place: Place, style: &ParaStyle) -> Place {
    let Track::Grid(slots) = track else { return place };
    let Some(first) = slots.get(place.first).filter(|_| place.rows > 1) else { return place };
    let (own, head) = (place.slot.block(), first.block());
    // A line larger than the text stands with its foot where the text's would be, as its neighbours do.
    let to = head.across.to.max(head.across.from + own.across.len());
    let across = Extent { from: to - own.across.len(), to };
    let needed = own_rows(slots, style).min(place.rows);
    let rows = needed + (place.rows - needed) / 2;
    let beyond = slots[place.first..place.next.used].iter().filter(|slot| !reaches(first, rows, slot)).count();
    let next = Cursor { used: place.next.used - beyond, ..place.next };
    Place { slot: place.slot.moved(&Block { across, ..own }, own.across.len()), rows, next, ..place }
}

/// Whether a slot is in one of the rows, so many, from `first` on.
fn reaches(first: &Slot, rows: usize, slot: &Slot) -> bool {
    usize::try_from(slot.row - first.row).is_ok_and(|row| row < rows)
}

/// Rows that a line needs for itself by its own line distance; at least one.
fn own_rows(slots: &[Slot], style: &ParaStyle) -> usize {
    let rows = pitch(slots).map_or(1, |pitch| (style.leading + pitch - Len(1)).whole(pitch).max(1));
    usize::try_from(rows).unwrap_or(1)
}

/// The depth of a thread's deepest track: where none is as deep as a style wants, its lines take less. A thread whose columns are cut to be even keeps the
/// depth they had, so that a picture is not cropped to make them so.
pub(super) fn deepest(tracks: &[Track]) -> Depth {
    let depth = |track: &Track| match track {
        Track::Grid(slots) => Depth { rows: rows_between(slots), across: Len::ZERO },
        Track::Free(column) => Depth { rows: 1, across: column.block.across.len() },
    };
    let deeper = |a: Depth, b: Depth| Depth { rows: a.rows.max(b.rows), across: a.across.max(b.across) };
    tracks.iter().map(depth).fold(Depth::default(), deeper)
}

/// Rows of the grid from a track's first to its last.
fn rows_between(slots: &[Slot]) -> usize {
    match slots {
        [first, .., last] => usize::try_from(last.row - first.row + 1).unwrap_or(1),
        _ => slots.len(),
    }
}

/// A style on the track its line comes to stand on: a picture is as deep as its column makes it, on whole rows of the grid, and no deeper than any track.
fn on_track<'a>(track: &Track, deepest: Depth, cursor: Cursor, style: &'a ParaStyle) -> Cow<'a, ParaStyle> {
    let Some(picture) = style.picture else { return Cow::Borrowed(style) };
    let shape = match track {
        Track::Grid(slots) => slots.get(cursor.used).map(|slot| {
            let pitch = pitch(slots).unwrap_or(slot.em);
            on_rows(picture, slot.measure, (pitch, slot.em), deepest.rows)
        }),
        Track::Free(column) => {
            let height = height(picture, column.block.along.len(), column.grid.body).min(deepest.across);
            Some((height, height + column.grid.leading / 3, 1))
        }
    };
    match shape {
        Some((size, leading, rows)) => Cow::Owned(ParaStyle { size, leading, rows, ..style.clone() }),
        None => Cow::Borrowed(style),
    }
}

/// The distance of a track's rows.
pub(super) fn pitch(slots: &[Slot]) -> Option<Len> {
    let top = |slot: &Slot| slot.block().across.from;
    slots.windows(2).map(|pair| top(&pair[1]) - top(&pair[0])).find(|pitch| *pitch > Len::ZERO)
}

/// Slots of the rows that the next line of the same paragraph shares with this one, so that a crosshead of two lines is one block: each line advances by no
/// more rows than its own line distance needs.
fn shared(track: &Track, place: &Place, style: &ParaStyle) -> usize {
    let Track::Grid(slots) = track else { return 0 };
    let (first, own) = (&slots[place.first], own_rows(slots, style));
    let taken = slots.get(place.first..place.next.used).unwrap_or_default();
    taken.iter().filter(|slot| !reaches(first, own, slot)).count()
}

/// The next `rows` slots as one place, its line centred in them; a line of one row stands on its baseline.
///
/// Where an obstacle leaves a row two places, a line of several rows stands on one side of it, from the head of a row on; the other side stays empty.
fn grid_place(slots: &[Slot], cursor: Cursor, rows: usize, style: &ParaStyle) -> Option<Place> {
    if rows == 1 {
        let slot = *slots.get(cursor.used)?;
        let next = Cursor { used: cursor.used + 1, ..cursor };
        return Some(Place { track: cursor.track, slot, rows, first: cursor.used, next });
    }
    let is_head = |at: &usize| *at == 0 || slots[at - 1].row != slots[*at].row;
    let heads = (cursor.used..slots.len()).filter(is_head);
    let mut stacks = heads.flat_map(|head| {
        let row = slots[head..].iter().take_while(move |slot| slot.row == slots[head].row);
        row.filter_map(move |first| Some((head, stack(&slots[head..], first, rows)?)))
    });
    let (first, taken) = stacks.next()?;
    let last = taken.last()?.row;
    let used = first + slots[first..].iter().take_while(|slot| slot.row <= last).count();
    Some(Place { track: cursor.track, slot: centred(&taken, style.size), rows, first, next: Cursor { used, ..cursor } })
}

/// One slot from each of `rows` consecutive rows from `first` on, all on one side of an obstacle; `None` where they have no useful measure in common.
fn stack(slots: &[Slot], first: &Slot, rows: usize) -> Option<Vec<Slot>> {
    let mut taken = vec![*first];
    let mut common = first.block().along;
    while taken.len() < rows {
        let row = taken.last()?.row + 1;
        let below: Vec<&Slot> = slots.iter().filter(|slot| slot.row == row).collect();
        // Of equals the first.
        let next = below.into_iter().rev().max_by_key(|slot| common.common(&slot.block().along).len())?;
        common = common.common(&next.block().along);
        taken.push(*next);
    }
    let narrowest = taken.iter().map(|slot| slot.measure).min()?;
    (common.len() >= narrowest.min(LEAST_BESIDE.of(first.em))).then_some(taken)
}

/// A line of size `em` in the middle of consecutive slots, as long as all of them allow.
fn centred(taken: &[Slot], em: Len) -> Slot {
    let blocks: Vec<Block> = taken.iter().map(Slot::block).collect();
    let along = blocks.iter().map(|block| block.along).reduce(|a, b| a.common(&b)).unwrap_or_default();
    let (from, to) = (blocks[0].across.from, blocks[blocks.len() - 1].across.to);
    let from = from + (to - from - em) / 2;
    let along = Extent { to: along.to.max(along.from), ..along };
    taken[0].moved(&Block { along, across: Extent { from, to: from + em } }, em)
}

/// The next line of a free column, below what leaves it no room; the leading below the last line needs none.
fn free_place(column: &FreeColumn, cursor: Cursor, style: &ParaStyle) -> Option<Place> {
    let leading = style.leading.max(Len(1));
    let pens = std::iter::successors(Some(cursor.pen), |pen| Some(*pen + leading));
    let room = column.block.across.len() - style.size;
    let mut lines = pens.take_while(|pen| *pen <= room).map(|pen| (pen, column.line(pen, style.size)));
    let (pen, block) = lines.find_map(|(pen, line)| Some((pen, line?)))?;
    let row = column.bare.row.saturating_add(i64::try_from(cursor.used).unwrap_or(i64::MAX));
    let slot = Slot { row, ..column.bare }.moved(&block, style.size);
    let next = Cursor { used: cursor.used + 1, pen: pen + leading, ..cursor };
    Some(Place { track: cursor.track, slot, rows: 1, first: cursor.used, next })
}

/// The lines of `style` that a free column holds from `cursor` on.
fn free_places(column: &FreeColumn, cursor: Cursor, style: &ParaStyle) -> impl Iterator<Item = Place> {
    std::iter::successors(free_place(column, cursor, style), |place| free_place(column, place.next, style))
}

impl FreeColumn {
    /// Where a line of size `em` stands `pen` below the column's head; `None` where obstacles leave it no room.
    fn line(&self, pen: Len, em: Len) -> Option<Block> {
        let from = self.block.across.from + pen;
        let line = Block { along: self.block.along, across: Extent { from, to: from + em } };
        let left = left_over(line.along, &line, &self.taken, self.step, LEAST_BESIDE.of(em));
        Some(Block { along: left.into_iter().max_by_key(Extent::len)?, ..line })
    }

    /// Its rows of the page's line distance from a place on that nothing narrows below their head, each with the place; the last one is what is left.
    pub(super) fn clear_rows(&self, pen: Len) -> impl Iterator<Item = (Len, Block)> {
        let step = self.grid.leading.max(Len::PT);
        let pens = std::iter::successors(Some(pen), move |pen| Some(*pen + step));
        let depth = self.block.across.len();
        pens.take_while(move |pen| *pen < depth).filter_map(move |pen| {
            let from = self.block.across.from + pen;
            let line =
                Block { along: self.block.along, across: Extent { from, to: (from + step).min(self.block.across.to) } };
            let left = left_over(line.along, &line, &self.taken, self.step, LEAST_BESIDE.of(self.grid.body));
            Some((pen, Block { along: left.into_iter().max_by_key(Extent::len)?, ..line }))
        })
    }

    /// The same column over another area.
    pub(super) fn over(self, block: Block) -> Self {
        Self { block, ..self }
    }

    /// The places of lines of `style` after one that ends at `foot`.
    pub(super) fn below(&self, foot: Len, style: &ParaStyle) -> Vec<Slot> {
        let pen = (foot - self.block.across.from + style.leading - style.size).max(Len::ZERO);
        let cursor = Cursor { pen, ..Cursor::default() };
        free_places(self, cursor, style).map(|place| place.slot).collect()
    }
}

/// The measure by which text without a place is counted: the thread's last, or 20 em when it has none.
pub(super) fn last_measure(tracks: &[Track], style: &ParaStyle) -> Len {
    let measure = |track: &Track| match track {
        Track::Grid(slots) => slots.last().map(|slot| slot.measure),
        Track::Free(column) => Some(column.block.along.len()),
    };
    tracks.iter().rev().find_map(measure).unwrap_or_else(|| Em(20_000).of(style.size))
}

impl Track {
    /// How many lines of a style it holds.
    pub(super) fn rows(&self, style: &ParaStyle) -> usize {
        match self {
            Self::Grid(slots) => slots.len(),
            Self::Free(column) => free_places(column, Cursor::default(), style).count(),
        }
    }

    /// The frame it is in; `None` for one without a slot.
    pub(super) fn frame(&self) -> Option<FrameId> {
        self.column().map(|(frame, _)| frame)
    }

    /// The frame and the column it is in; `None` for one without a slot.
    pub(super) fn column(&self) -> Option<(FrameId, u16)> {
        let slot = match self {
            Self::Grid(slots) => slots.first()?,
            Self::Free(column) => &column.bare,
        };
        Some((slot.frame, slot.column))
    }

    /// Its slots, none in a free column.
    pub(super) fn grid(&self) -> &[Slot] {
        if let Self::Grid(slots) = self { slots } else { &[] }
    }
}

/// The slots from `cursor` to the thread's end; in free columns that are filled from the top, those of lines of `style`.
pub(super) fn unfilled(tracks: &[Track], cursor: Cursor, floats: &Floats, style: Option<&ParaStyle>) -> Vec<Slot> {
    let left = tracks.iter().enumerate().skip(cursor.track).flat_map(|(index, track)| {
        let at = if index == cursor.track { cursor } else { floats.head(index) };
        match (track, style) {
            (Track::Grid(slots), _) => slots[at.used.min(slots.len())..].to_vec(),
            (Track::Free(column), Some(style)) if column.from_top => {
                free_places(column, at, style).map(|place| place.slot).collect()
            }
            (Track::Free(_), _) => Vec::new(),
        }
    });
    left.collect()
}

/// The slots of the grid that lines on `places` leave empty before, between and beside them.
pub(super) fn skipped(tracks: &[Track], floats: &Floats, from: Cursor, places: &[Place]) -> Vec<Slot> {
    let mut at = from;
    let mut skipped = Vec::new();
    for place in places {
        for track in at.track..=place.track {
            let slots = tracks.get(track).map_or(&[][..], Track::grid);
            let start = if track == at.track { at.used } else { floats.head(track).used };
            let end = if track == place.track { place.first } else { slots.len() };
            skipped.extend_from_slice(slots.get(start..end).unwrap_or_default());
        }
        let rows = tracks.get(place.track).map_or(&[][..], Track::grid).get(place.first..place.next.used);
        let along = place.slot.block().along;
        skipped.extend(rows.unwrap_or_default().iter().filter(|slot| !slot.block().along.overlaps(&along)));
        at = place.next;
    }
    skipped
}
