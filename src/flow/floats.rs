//! Pictures and pull quotes that find no room in the rest of a column: they stand at the head of a later one, and the text after them fills the column
//! they left. A newspaper never leaves it white. Those that stand across several columns always stand at their heads.

use std::ops::Range;

use crate::base::{FrameId, Len};
use crate::model::OfTable;

use super::axes::{Block, Extent};
use super::fill::{Filler, Fitted};
use super::keep::MOST_TRACKS_AHEAD;
use super::obstacles::{Obstacle, missing, obstacles};
use super::slots::{Slot, columns};
use super::story_table::table_at;
use super::tracks::{Cursor, FreeColumn, Track, unfilled};

/// How many columns may have something at their head before the text gets there.
const MOST_AHEAD: usize = 8;

/// What stands at the heads of columns that the text has not reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Floats {
    /// Where text begins on tracks with something at their head.
    heads: [Option<Cursor>; MOST_AHEAD],
    /// The first paragraph after those that stand there.
    until: usize,
    /// How many columns the last of them stands across.
    columns: usize,
}

/// Where something stands: from a place on a track on, and across how many columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    start: Cursor,
    columns: usize,
}

impl Floats {
    /// Where text begins on a track.
    pub(super) fn head(&self, track: usize) -> Cursor {
        let taken = self.heads.iter().flatten().find(|head| head.track == track);
        taken.copied().unwrap_or(Cursor::head(track))
    }

    /// Where the last of them ends: the next one stands no earlier.
    fn last(&self) -> Option<Cursor> {
        self.heads.iter().flatten().max().copied()
    }

    /// Where the last of them goes on.
    fn stand(&self) -> Option<Stand> {
        let last = self.last()?;
        let track = (last.track + 1).checked_sub(self.columns)?;
        Some(Stand { start: Cursor { track, ..last }, columns: self.columns })
    }

    /// The slots, or lines of a free column, that are taken ahead of a cursor.
    pub(super) fn taken_ahead(&self, cursor: Cursor) -> usize {
        self.heads.iter().flatten().filter(|head| head.track > cursor.track).map(|head| head.used).sum()
    }

    /// With text beginning at `end` on the tracks of `stand`; `None` when too much stands ahead of the text on `reached` already.
    fn with(mut self, stand: Stand, end: Cursor, reached: usize) -> Option<Self> {
        for track in (stand.start.track..stand.start.track + stand.columns).filter(|track| *track > reached) {
            let is_past = |known: &Option<Cursor>| known.is_none_or(|it| it.track <= reached || it.track == track);
            *self.heads.iter_mut().find(|known| is_past(known))? = Some(Cursor { track, ..end });
        }
        Some(Self { columns: stand.columns, ..self })
    }
}

/// The paragraph's lines at the head of a later column, when that is where it stands, what is then taken, and where the text goes on; `None` for one that
/// stands in the text.
pub(super) fn afloat(
    filler: &Filler<'_>,
    index: usize,
    from: Cursor,
    cursor: Cursor,
) -> Option<(Fitted, Floats, Cursor)> {
    let floats = filler.floats;
    let is_member = index < floats.until;
    let stand = if is_member { floats.stand()? } else { stand_for(filler, index, from)? };
    let until = if is_member { floats.until } else { group(filler, index).end };
    let (fitted, end) = fit_at(filler, index, stand);
    let cursor = if stand.start.track == from.track { Cursor { track: from.track, ..end } } else { cursor };
    Some((fitted, Floats { until, ..floats.with(stand, end, from.track)? }, cursor))
}

/// A paragraph's lines where it stands, and where they end.
fn fit_at(filler: &Filler<'_>, index: usize, stand: Stand) -> (Fitted, Cursor) {
    let fit = |filler: &Filler<'_>, start: Cursor| {
        let start = filler.spaced(index, start);
        let fitted = filler.fit(index, start, filler.style(index), &(0..0));
        let end = fitted.taken().last().map_or(start, |place| place.next);
        (fitted, end)
    };
    match across(filler, stand) {
        Some(track) => fit(&filler.on_one(&track), Cursor { track: 0, ..stand.start }),
        None => fit(filler, stand.start),
    }
}

/// Where a group that begins at `index` stands when it finds no room at `from`, or must not stand before another: `None` where it stands in the text, which
/// is also where no column is left for it, or the text after it does not reach the column: nothing stands past the story's end.
pub(super) fn stand_for(filler: &Filler<'_>, index: usize, from: Cursor) -> Option<Stand> {
    let group = group(filler, index);
    if group.is_empty() {
        return None;
    }
    let is_reached = |stand: &Stand| text_reaches(filler, group.end, from, stand.start.track);
    let before = filler.floats.last().filter(|last| last.track > from.track);
    let wanted = filler.style(index).columns.min(MOST_AHEAD);
    let wide = (2..=wanted).rev().find_map(|columns| wide_stand(filler, &group, from, columns));
    let wide = wide.filter(is_reached);
    if wide.is_some() || (before.is_none() && holds(filler, group.clone(), from)) {
        return wide;
    }
    let first = before.map_or(from.track + 1, |last| last.track);
    let tracks = (first..filler.tracks.len()).take(MOST_TRACKS_AHEAD);
    let mut stands = tracks.map(|track| Stand { start: filler.floats.head(track), columns: 1 });
    let found = stands.find(|stand| {
        let has_room = holds(filler, group.clone(), filler.spaced(index, stand.start));
        has_room && filler.floats.with(*stand, stand.start, from.track).is_some()
    });
    found.filter(is_reached)
}

/// Whether the text from paragraph `after` on is long enough to come from one place to a track: as long as it sets by its natural width.
fn text_reaches(filler: &Filler<'_>, after: usize, from: Cursor, track: usize) -> bool {
    let text =
        (after..filler.paras.len()).filter(|&para| is_text(filler, para) && !filler.paras[para].clusters.is_empty());
    let between = |style| unfilled(&filler.tracks[..track], from, &filler.floats, Some(style));
    let mut room: Option<(usize, Len)> = None;
    let mut lines = 0;
    for para in text {
        let style = filler.style(para);
        let (rows, measure) = *room.get_or_insert_with(|| {
            let slots = between(style);
            (slots.len(), slots.first().map_or(Len::ZERO, |slot| slot.measure))
        });
        let natural = filler.paras[para].natural();
        let measure = (measure - style.margin_start - style.margin_end).max(Len(1));
        let own = (natural + style.indent + measure - Len(1)).whole(measure).max(1);
        lines += match style.table {
            // Cells stand side by side.
            OfTable::Further => 0,
            OfTable::First(_) => table_at(filler, para).map_or(0, |(table, _)| usize::from(table.table.rows)),
            OfTable::Nothing | OfTable::Title => usize::try_from(own).unwrap_or(1) * usize::from(style.rows.max(1)),
        };
        if lines > rows {
            return true;
        }
    }
    false
}

/// Where a group stands across some columns at their heads; those that the text is about to begin count.
fn wide_stand(filler: &Filler<'_>, group: &Range<usize>, from: Cursor, columns: usize) -> Option<Stand> {
    let beside_cap = group.start.checked_sub(1).is_some_and(|before| filler.style(before).drop_cap);
    let is_at_head = filler.floats.head(from.track).used == from.used && !beside_cap;
    let first = if is_at_head { from.track } else { from.track + 1 };
    let first = filler.floats.last().map_or(first, |last| first.max(last.track));
    let tracks = (first..filler.tracks.len()).take(MOST_TRACKS_AHEAD);
    let mut stands = tracks.map(|track| Stand { start: filler.floats.head(track), columns });
    stands.find(|stand| {
        let level = |head: Cursor| (head.used, head.pen) == (stand.start.used, stand.start.pen);
        let is_level = (stand.start.track..stand.start.track + columns).all(|track| level(filler.floats.head(track)));
        let has_room = |track: Track| {
            let filler = filler.on_one(&track);
            holds(&filler, group.clone(), filler.spaced(group.start, Cursor { track: 0, ..stand.start }))
        };
        let is_free = filler.floats.with(*stand, stand.start, from.track).is_some();
        is_level && is_free && across(filler, *stand).is_some_and(has_room)
    })
}

/// The columns of a stand as one track, as far as nothing reaches into them; `None` for a single one, or where they are not beside each other.
fn across(filler: &Filler<'_>, stand: Stand) -> Option<Track> {
    let first = stand.start.track;
    let tracks = filler.tracks.get(first..first + stand.columns).filter(|tracks| tracks.len() > 1)?;
    let (id, number) = tracks[0].column()?;
    let stands_beside = |(track, number): (&Track, u16)| track.column() == Some((id, number));
    let frame = &filler.edition.frames[id.index()];
    let all = columns(frame);
    let (left, right) = (all.get(usize::from(number))?, all.get(usize::from(number) + stand.columns - 1)?);
    // Columns may be read from the right.
    let along = Extent { from: left.along.from.min(right.along.from), to: left.along.to.max(right.along.to) };
    if !tracks.iter().zip(number..).all(stands_beside) {
        return None;
    }
    match &tracks[0] {
        Track::Free(column) => free_across(tracks, column, along),
        Track::Grid(_) => Some(Track::Grid(rows_across(filler, id, tracks, along))),
    }
}

/// Columns off the grid as one: those that begin at one height and stay there, with nothing in their way.
fn free_across(tracks: &[Track], column: &FreeColumn, along: Extent) -> Option<Track> {
    let is_level = |other: &FreeColumn| other.from_top && other.block.across == column.block.across;
    let is_like = |track: &Track| matches!(track, Track::Free(other) if other.taken.is_empty() && is_level(other));
    let wide = column.clone().over(Block { along, ..column.block });
    tracks.iter().all(is_like).then_some(Track::Free(wide))
}

/// Rows of the grid across columns, from their heads to the first that some lack or something reaches into.
fn rows_across(filler: &Filler<'_>, id: FrameId, tracks: &[Track], along: Extent) -> Vec<Slot> {
    let missing = missing(&filler.edition.frames[id.index()]).into_iter().map(Obstacle::block);
    let taken: Vec<Obstacle> = obstacles(filler.edition, id).into_iter().chain(missing).collect();
    let row = |(at, slot): (usize, &Slot)| {
        let block = Block { along, ..slot.block() };
        let is_level = tracks.iter().all(|track| track.grid().get(at).is_some_and(|other| other.row == slot.row));
        let is_clear = taken.iter().all(|other| other.taken(&block).is_none());
        (is_level && is_clear).then(|| slot.moved(&block, slot.em))
    };
    tracks[0].grid().iter().enumerate().map_while(row).collect()
}

/// The paragraphs that move with the one at `index`: a picture with its caption, or the paragraphs of a quote. Empty when none begins there.
fn group(filler: &Filler<'_>, index: usize) -> Range<usize> {
    let is_quote = |para: usize| filler.style(para).floats && filler.style(para).picture.is_none();
    let follows = is_quote(index) && index > 0 && is_quote(index - 1);
    if !filler.style(index).floats || follows {
        return index..index;
    }
    let joins = |para: &usize| if is_quote(index) { is_quote(*para) } else { filler.style(*para - 1).keep_with_next };
    let further = (index + 1..filler.paras.len()).take_while(joins).count();
    index..index + 1 + further
}

/// Whether a paragraph is one of the running text, no picture, caption or pull quote.
fn is_text(filler: &Filler<'_>, para: usize) -> bool {
    let above = para.checked_sub(1).map(|above| filler.style(above));
    let is_caption = above.is_some_and(|it| it.picture.is_some() && it.keep_with_next);
    !filler.style(para).floats && !is_caption
}

/// The paragraph of the text before another.
pub(super) fn before(filler: &Filler<'_>, index: usize) -> Option<usize> {
    (0..index).rev().find(|&para| is_text(filler, para))
}

/// The first paragraph after a group that begins at `index` and leaves its place in the text at `from`; `None` when it stays.
pub(super) fn passed_over(filler: &Filler<'_>, index: usize, from: Cursor) -> Option<usize> {
    filler.style(index).floats.then_some(())?;
    stand_for(filler, index, from).map(|_| group(filler, index).end)
}

/// Whether some paragraphs have all their lines on the track of `start`.
fn holds(filler: &Filler<'_>, paras: Range<usize>, start: Cursor) -> bool {
    let (first, mut cursor) = (paras.start, start);
    for para in paras {
        if para > first {
            cursor = filler.spaced(para, cursor);
        }
        let style = filler.style(para);
        let Some(last) = filler.fit(para, cursor, style, &(0..0)).lines.len().checked_sub(1) else { continue };
        let place = filler.places(cursor, style).take_while(|place| place.track == start.track).nth(last);
        let Some(place) = place else { return false };
        cursor = place.next;
    }
    true
}
