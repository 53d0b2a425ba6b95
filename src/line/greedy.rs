//! First fit: line by line (composition N3); the oracle of the optimum and the path of long or overfull text.

use std::ops::Range;

use crate::base::Len;
use crate::model::{Direction, Policy};
use crate::shape::Orientation;
use crate::tradition::{BeforeHanging, level};

use super::breaks::{Break, CODE_BREAK, TORN_BREAK};
use super::candidate::Prepared;
use super::is_short_end;
use super::justify::OPEN;

/// A chosen line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Its pieces, trailing spaces included.
    pub range: Range<usize>,
    /// Whether its last piece hangs outside the measure.
    pub hung: bool,
}

/// Breaks the whole paragraph; `measure_of` gives the measure of the n-th line.
pub(crate) fn first_fit(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len) -> Vec<Chosen> {
    let mut lines: Vec<Chosen> = Vec::new();
    let mut start = 0;
    while start < text.pieces.len() {
        let line = next_line(text, start, measure_of(lines.len()));
        start = line.range.end;
        lines.push(line);
    }
    if text.rules.orphan_fix {
        mend_runt(text, &mut lines, measure_of);
    }
    lines
}

/// The greedy line from `start`.
fn next_line(text: &Prepared<'_>, start: usize, measure: Len) -> Chosen {
    let plain = |end: usize| Chosen { range: start..end, hung: false };
    let most = longest_fitting(text, start, measure);
    if most > start && is_legal(text, start, most, measure) {
        let whole = || before_whole(text, start, most, measure).or_else(|| after_whole(text, start, most, measure));
        return plain(if parts(text, most) { whole().unwrap_or(most) } else { most });
    }
    let next = (most + 1..=text.pieces.len())
        .find(|&end| !matches!(text.pieces[end - 1].end, Break::Never | Break::Hyphen | Break::May(TORN_BREAK)));
    let next = next.unwrap_or(text.pieces.len());
    let settled = || settles_by_spaces(text, start, next, measure);
    if most > start && may_hang(text, most) && !settled() {
        return Chosen { range: start..most + 1, hung: true };
    }
    if text.rules.policy == Policy::PushIn && text.candidate(start, next).fits(measure) {
        return plain(next);
    }
    let previous = (start + 1..most).rev().find(|&end| is_legal(text, start, end, measure));
    let torn = || (start + 1..=most).rev().find(|&end| text.pieces[end - 1].end == Break::May(TORN_BREAK));
    plain(previous.or_else(torn).unwrap_or(next))
}

/// JA12: whether shrinking the word spaces is enough for a line up to `end`, where the language tries that before anything hangs.
fn settles_by_spaces(text: &Prepared<'_>, start: usize, end: usize, measure: Len) -> bool {
    let spaces = text.pieces[start..end].iter().filter(|piece| piece.level == level::SPACE);
    let give: Len = spaces.map(|piece| piece.give.after).sum();
    text.rules.policy == Policy::PushIn
        && text.rules.lang.tradition().before_hanging == BeforeHanging::Spaces
        && text.candidate(start, end).natural - give <= measure
}

/// B4, B5: whether a line that ends at `end` parts a number from its unit, or an address.
fn parts(text: &Prepared<'_>, end: usize) -> bool {
    matches!(text.pieces[end - 1].end, Break::May(cost) if cost >= CODE_BREAK)
}

/// The break before what would be parted at `end`, where that leaves no loose line, or no short one of ragged text.
fn before_whole(text: &Prepared<'_>, start: usize, end: usize, measure: Len) -> Option<usize> {
    let earlier = (start + 1..end).rev().find(|&at| is_legal(text, start, at, measure) && !parts(text, at))?;
    let line = text.candidate(start, earlier).within(measure);
    let left = measure - line.natural - line.gaps - line.commas - line.brackets;
    let is_near = match text.rules.justify {
        true => left <= OPEN.of(text.pieces[start].em) * line.slots,
        false => !is_short_end(line.natural, measure),
    };
    is_near.then_some(earlier)
}

/// The break after what would be parted at `end`, where a squeeze brings it into the line.
fn after_whole(text: &Prepared<'_>, start: usize, end: usize, measure: Len) -> Option<usize> {
    let is_whole = |at: usize| match text.pieces[at - 1].end {
        Break::May(_) => !parts(text, at),
        Break::Must => true,
        Break::Never | Break::Hyphen => false,
    };
    (end + 1..=text.pieces.len()).take_while(|&at| text.candidate(start, at).fits(measure)).find(|&at| is_whole(at))
}

/// The largest end whose natural width fits, legal or not, not past a forced break.
fn longest_fitting(text: &Prepared<'_>, start: usize, measure: Len) -> usize {
    let slack = text.pieces[start].em * 2;
    let mut longest = start;
    for end in start + 1..=text.pieces.len() {
        if text.candidate(start, end).within(measure).natural <= measure {
            longest = end;
        } else if text.inner_width(start, end) > measure + slack + text.pieces[end - 1].em * 2 {
            break;
        }
        if text.pieces[end - 1].end == Break::Must {
            break;
        }
    }
    longest
}

/// Whether a line may end at `end`; a hyphen must still fit.
fn is_legal(text: &Prepared<'_>, start: usize, end: usize, measure: Len) -> bool {
    match text.pieces[end - 1].end {
        Break::Never | Break::May(TORN_BREAK) => false,
        Break::May(_) | Break::Must => true,
        Break::Hyphen => text.candidate(start, end).natural + text.hyphen(end - 1) <= measure,
    }
}

/// D6: a single comma or stop may stand outside the measure when it would otherwise start the next line.
pub(crate) fn may_hang(text: &Prepared<'_>, at: usize) -> bool {
    let (Some(mark), Some(cluster)) = (text.pieces.get(at), text.para.clusters.get(at)) else { return false };
    let Some(run) = text.para.runs.get(cluster.run as usize) else { return false };
    let upright = run.orientation == Orientation::Upright;
    let direction = if upright { Direction::Vertical } else { Direction::Horizontal };
    text.rules.hang
        && (run.lang.tradition().hangs)(mark.class, text.para.first_char(at), direction)
        && at > 0
        && !text.pieces[at - 1].class.is_mark()
        && text.pieces[at - 1].end == Break::Never
        && text.pieces[at].end != Break::Never
}

/// F3: squeeze a runt into the line above, else carry a character down.
fn mend_runt(text: &Prepared<'_>, lines: &mut Vec<Chosen>, measure_of: &dyn Fn(usize) -> Len) {
    let [.., above, last] = lines.as_slice() else { return };
    if !text.is_runt(last.range.start) || text.pieces[last.range.start - 1].end == Break::Must {
        return;
    }
    let (start, down, end) = (above.range.start, last.range.start, last.range.end);
    let index = lines.len() - 2;
    if text.candidate(start, end).fits(measure_of(index)) {
        lines.truncate(index);
        lines.push(Chosen { range: start..end, hung: false });
        return;
    }
    let fits_below = |at: usize| !text.is_runt(at) && text.candidate(at, end).natural <= measure_of(index + 1);
    let earlier = (start + 1..down).rev().find(|&at| is_legal(text, start, at, measure_of(index)) && fits_below(at));
    if let Some(at) = earlier {
        lines.truncate(index);
        lines.push(Chosen { range: start..at, hung: false });
        lines.push(Chosen { range: at..end, hung: false });
    }
}
