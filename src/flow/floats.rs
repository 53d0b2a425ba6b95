//! Pictures and pull quotes that find no room in the rest of a column: they stand at the head of a later one, and the text after them fills the column
//! they left. A newspaper never leaves it white.

use std::ops::Range;

use super::fill::{Filler, Fitted};
use super::keep::MOST_TRACKS_AHEAD;
use super::tracks::Cursor;

/// How many columns may have something at their head before the text gets there.
const MOST_AHEAD: usize = 4;

/// What stands at the heads of columns that the text has not reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Floats {
    /// Where text begins on tracks with something at their head.
    heads: [Option<Cursor>; MOST_AHEAD],
    /// The first paragraph after those that stand there.
    until: usize,
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

    /// The slots, or lines of a free column, that are taken ahead of a cursor.
    pub(super) fn taken_ahead(&self, cursor: Cursor) -> usize {
        self.heads.iter().flatten().filter(|head| head.track > cursor.track).map(|head| head.used).sum()
    }

    /// With text beginning at `head` on its track; `None` when too much stands ahead of the text on `reached` already.
    fn with(mut self, head: Cursor, reached: usize, until: usize) -> Option<Self> {
        let is_past = |known: &Option<Cursor>| known.is_none_or(|it| it.track <= reached || it.track == head.track);
        let place = self.heads.iter_mut().find(|known| is_past(known))?;
        *place = Some(head);
        Some(Self { until, ..self })
    }
}

/// The paragraph's lines at the head of a later column, when that is where it stands, and what is then taken; `None` for one that stands in the text.
pub(super) fn afloat(filler: &Filler<'_>, index: usize, from: Cursor) -> Option<(Fitted, Floats)> {
    let floats = filler.floats;
    let is_member = index < floats.until;
    let start = if is_member { filler.spaced(index, floats.last()?) } else { head_for(filler, index, from)? };
    let until = if is_member { floats.until } else { group(filler, index).end };
    let fitted = filler.fit(index, start, filler.style(index), &(0..0));
    let end = fitted.taken().last().map_or(start, |place| place.next);
    Some((fitted, floats.with(end, from.track, until)?))
}

/// Where a group that begins at `index` stands when it finds no room at `from`, or must not stand before another: `None` where it stands in the text, which
/// is also where no column is left for it, or no text that could fill the one it leaves.
pub(super) fn head_for(filler: &Filler<'_>, index: usize, from: Cursor) -> Option<Cursor> {
    let group = group(filler, index);
    let has_text = |para: usize| !filler.style(para).floats && !filler.paras[para].clusters.is_empty();
    let ends_story = !(group.end..filler.paras.len()).any(has_text);
    if group.is_empty() || ends_story {
        return None;
    }
    let before = filler.floats.last().filter(|last| last.track > from.track);
    if before.is_none() && holds(filler, group.clone(), from) {
        return None;
    }
    let first = before.map_or(from.track + 1, |last| last.track);
    let tracks = (first..filler.tracks.len()).take(MOST_TRACKS_AHEAD);
    let mut heads = tracks.map(|track| filler.spaced(index, filler.floats.head(track)));
    heads.find(|&head| holds(filler, group.clone(), head) && filler.floats.with(head, from.track, 0).is_some())
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

/// The paragraph before another, those left out that need not stand before it.
pub(super) fn before(filler: &Filler<'_>, index: usize) -> Option<usize> {
    let is_caption = |para: usize| {
        para.checked_sub(1).map(|above| filler.style(above)).is_some_and(|it| it.picture.is_some() && it.keep_with_next)
    };
    (0..index).rev().find(|&para| !filler.style(para).floats && !is_caption(para))
}

/// The first paragraph after a group that begins at `index` and leaves its place in the text at `from`; `None` when it stays.
pub(super) fn passed_over(filler: &Filler<'_>, index: usize, from: Cursor) -> Option<usize> {
    filler.style(index).floats.then_some(())?;
    head_for(filler, index, from).map(|_| group(filler, index).end)
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
