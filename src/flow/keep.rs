//! Keep rules: a bounded local search around one paragraph, invisible outside of `fill`.

use std::ops::Range;

use crate::line::{LineEnd, SetLine, is_short_end};
use crate::model::{Keeps, OfTable, ParaStyle};
use crate::shape::{Class, Cluster, ShapedPara};

use super::fill::{Filler, Fitted, PlacedLine, Placement};
use super::floats::{before, passed_over};
use super::slots::Slot;
use super::story_table::begins_on;
use super::tracks::Cursor;

/// How many paragraphs may hang together by `keep_with_next`.
const LONGEST_CHAIN: usize = 6;

/// How many lines of the paragraph after a crosshead stay with it (composition H4).
const LINES_AFTER_HEAD: usize = 2;

/// How many columns ahead a crosshead or a picture looks for room.
pub(super) const MOST_TRACKS_AHEAD: usize = 16;

/// How often a paragraph's places are changed before it is left as it was.
const MOST_REPAIRS: usize = 3;

/// Lines a paragraph leaves before and after a jump to another page: a reader who turns pages for one line is lost.
const AT_JUMP: Keeps = Keeps { foot: 2, head: 2 };

/// Where a paragraph starts: at `cursor`, or when it must stay with the next one and they have no room together, at the head of the first track that has.
pub(super) fn start(filler: &Filler<'_>, index: usize, cursor: Cursor) -> Cursor {
    if !filler.style(index).keep_with_next || hold_together(filler, index, cursor) {
        return cursor;
    }
    let ahead = (cursor.track + 1..filler.tracks.len()).take(MOST_TRACKS_AHEAD);
    let mut heads = ahead.map(|track| filler.floats.head(track));
    heads.find(|&head| hold_together(filler, index, head)).unwrap_or(cursor)
}

/// Whether the paragraph, those it must stay with and two lines of the one after fit on the cursor's track.
fn hold_together(filler: &Filler<'_>, index: usize, start: Cursor) -> bool {
    let (mut cursor, mut next) = (start, index);
    while next < filler.paras.len().min(index + LONGEST_CHAIN) {
        let (para, style) = (next, filler.style(next));
        if para > index {
            cursor = filler.spaced(para, cursor);
            if matches!(style.table, OfTable::First(_)) {
                return begins_on(filler, para, cursor);
            }
            // A picture that leaves its place parts nothing.
            if let Some(after) = passed_over(filler, para, cursor) {
                next = after;
                continue;
            }
        }
        next += 1;
        let count = if style.keep_with_next {
            filler.fit(para, cursor, style, &(0..0)).lines.len()
        } else {
            first_lines(filler, para, cursor)
        };
        let mut on_track = filler.places(cursor, style).take_while(|place| place.track == start.track);
        if count > 0 {
            let Some(last) = on_track.nth(count - 1) else { return false };
            cursor = last.next;
        }
        if !style.keep_with_next {
            return true;
        }
    }
    true
}

/// Lines of a body paragraph that must stay with the crosshead before it: two, or one when it has no more; as many as it keeps at a column's foot, and all of
/// them where it has too few to be divided.
fn first_lines(filler: &Filler<'_>, index: usize, cursor: Cursor) -> usize {
    let (para, style) = (&filler.paras[index], filler.style(index));
    let keeps = keeps_between(filler, index, [cursor.track, cursor.track + 1]);
    if keeps != Keeps::default() {
        let lines = filler.fit(index, cursor, style, &(0..0)).lines.len();
        return if lines < keeps.foot + keeps.head { lines } else { keeps.foot.max(LINES_AFTER_HEAD) };
    }
    let Some(place) = filler.places(cursor, style).next() else { return 1 };
    let natural = para.natural();
    let room = place.slot.measure - style.indent - style.margin_start - style.margin_end;
    if room < natural { LINES_AFTER_HEAD } else { para.clusters.len().min(1) }
}

/// Where a paragraph is tried: from `start` on, without the places numbered `left_out`.
#[derive(Clone, Debug)]
struct Attempt {
    start: Cursor,
    left_out: Range<usize>,
}

/// What would mend a paragraph's lines at a column's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repair {
    /// Start at the head of this track.
    StartAt(usize),
    /// Move lines on to the last track: leave `count` places empty before the place numbered `before`.
    MoveOn { count: usize, before: usize },
}

/// Fits a paragraph from `start` on, its lines at column edges as the keep rules want them when that can be had.
pub(super) fn fit(filler: &Filler<'_>, index: usize, start: Cursor) -> Fitted {
    let plain = filler.fit(index, start, filler.style(index), &(0..0));
    let Some(mut repair) = ailment(filler, index, &plain) else { return plain };
    if let Some(tighter) = one_line_less(filler, index, start, &plain) {
        return tighter;
    }
    let is_pinned = before(filler, index).is_some_and(|before| filler.style(before).keep_with_next);
    let mut attempt = Attempt { start, left_out: 0..0 };
    for _ in 0..MOST_REPAIRS {
        let Some(next) = mended(filler, &attempt, repair, is_pinned) else { break };
        let fitted = filler.fit(index, next.start, filler.style(index), &next.left_out);
        if !fitted.is_whole() {
            break;
        }
        let Some(further) = ailment(filler, index, &fitted) else { return fitted };
        (attempt, repair) = (next, further);
    }
    plain
}

/// The next attempt; `None` when the repair would tear the paragraph from the crosshead it is pinned to, or reaches into a third column.
fn mended(filler: &Filler<'_>, attempt: &Attempt, repair: Repair, is_pinned: bool) -> Option<Attempt> {
    match repair {
        Repair::StartAt(track) => (!is_pinned).then(|| Attempt { start: filler.floats.head(track), left_out: 0..0 }),
        Repair::MoveOn { count, before } => {
            let left_out = &attempt.left_out;
            let end = if left_out.is_empty() { before } else { left_out.end };
            let joins = left_out.is_empty() || left_out.start == before;
            let from = before.saturating_sub(count);
            let is_free = joins && (from > 0 || !is_pinned);
            is_free.then(|| Attempt { left_out: from..end, ..attempt.clone() })
        }
    }
}

/// The paragraph squeezed by a line, if that mends it and no line comes out badly.
fn one_line_less(filler: &Filler<'_>, index: usize, start: Cursor, plain: &Fitted) -> Option<Fitted> {
    let style = filler.style(index);
    let mut composition = style.composition;
    composition.looseness = composition.looseness.saturating_sub(1);
    let style = ParaStyle { composition, ..style.clone() };
    let fitted = filler.fit(index, start, &style, &(0..0));
    let is_shorter = fitted.lines.len() < plain.lines.len();
    let is_good = is_shorter && fitted.lines.iter().all(|line| line.fit.is_sound());
    (is_good && ailment(filler, index, &fitted).is_none()).then_some(fitted)
}

/// What is wrong at a column's edge; `None` when nothing is, or when text is overset anyway.
fn ailment(filler: &Filler<'_>, index: usize, fitted: &Fitted) -> Option<Repair> {
    let para = &filler.paras[index];
    let taken = fitted.taken();
    let (first, last) = (taken.first()?, taken.last()?);
    if !fitted.is_whole() || first.track == last.track {
        return None;
    }
    if filler.style(index).keep_together {
        return Some(Repair::StartAt(first.track + 1));
    }
    let keeps = keeps_between(filler, index, [first.track, last.track]);
    let foot = taken.iter().take_while(|place| place.track == first.track).count();
    let head = taken.iter().rev().take_while(|place| place.track == last.track).count();
    if foot < keeps.foot {
        return Some(Repair::StartAt(first.track + 1));
    }
    let is_runt = head == 1 && fitted.lines.last().is_some_and(|line| is_runt(para, line));
    let wanted = keeps.head.max(if is_runt { 2 } else { 1 });
    (head < wanted).then(|| Repair::MoveOn { count: wanted - head, before: taken.len() - head })
}

/// The lines a paragraph keeps where it is divided between two tracks: what its style says, and more where its story jumps in between.
fn keeps_between(filler: &Filler<'_>, index: usize, [first, last]: [usize; 2]) -> Keeps {
    let keeps = filler.style(index).keeps.and(filler.keeps);
    let jumps = filler.heads.iter().any(|&head| first < head && head <= last);
    if jumps { keeps.and(AT_JUMP) } else { keeps }
}

/// F3: a last line of one character, marks not counted.
pub(super) fn is_runt(para: &ShapedPara, line: &SetLine) -> bool {
    let clusters = &para.clusters[line.clusters.start as usize..line.clusters.end as usize];
    let first = |cluster: &Cluster| para.text[cluster.text_range()].chars().next();
    // The stops of Korean are Western.
    let is_letter = |cluster: &&Cluster| match cluster.class {
        Class::West => first(cluster).is_some_and(char::is_alphanumeric),
        class => class.is_letter(),
    };
    line.end == LineEnd::Paragraph && clusters.iter().filter(is_letter).count() < 2
}

/// F4: how badly a paragraph ends whose last line stands on the second of two slots: 1 for a short line at a column's head, 2 for a runt there.
pub(super) fn widow(para: &ShapedPara, slots: [&Slot; 2], last: &SetLine) -> u64 {
    match is_widow(slots, last) {
        true if is_runt(para, last) => 2,
        true => 1,
        false => 0,
    }
}

/// F4: whether a line that stands on the second of two slots is a paragraph's short last one at a column's head.
fn is_widow(slots: [&Slot; 2], last: &SetLine) -> bool {
    let [before, here] = slots.map(|slot| (slot.frame, slot.column));
    before != here && last.end == LineEnd::Paragraph && is_short_end(last.width, last.measure)
}

/// Where the widows of a story stand.
pub(super) fn widow_slots(placement: &Placement) -> Vec<Slot> {
    followed(placement).filter(|[a, b]| is_widow([&a.slot, &b.slot], &b.line)).map(|[_, last]| last.slot).collect()
}

/// How bad the widows of a story are together.
pub(super) fn widows(paras: &[ShapedPara], placement: &Placement) -> u64 {
    let badness = |[before, last]: [&PlacedLine; 2]| {
        paras.get(last.para).map_or(0, |para| widow(para, [&before.slot, &last.slot], &last.line))
    };
    followed(placement).map(badness).sum()
}

/// Lines with the one before them in their paragraph. Columns made equally deep change with every line: no widow there would last, so there are none to look at.
fn followed(placement: &Placement) -> impl Iterator<Item = [&PlacedLine; 2]> {
    let lines = if placement.balanced { &[] } else { placement.lines.as_slice() };
    lines.windows(2).map(|pair| [&pair[0], &pair[1]]).filter(|[before, last]| before.para == last.para)
}
