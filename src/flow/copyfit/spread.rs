//! Lines gained or saved over a whole story: the paragraphs whose lines suffer least are set a line longer or shorter.
//!
//! A walk over all paragraphs at once: after each one the story may stand at a few places of its thread, and the cheapest way to each place is
//! kept. So a line gained before a crosshead that would leave rows empty counts as what it is, and keep rules take part like everything else.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use crate::base::Len;
use crate::flow::fill::{Filler, Fitted, Job, Pen, Placement, Step, Stood, fill_job};
use crate::flow::floats::Floats;
use crate::flow::jumps::way;
use crate::flow::keep::{is_runt, widow};
use crate::flow::tracks::{Cursor, Track};
use crate::line::{LineFit, LineMeasures, SetLine, SetPara};
use crate::model::ParaStyle;
use crate::shape::ShapedPara;

use super::adjust::stays;
use super::{HOLE, lack};

/// How many rows before and after the wanted ones the story's ways may pass through.
const DETOUR: i64 = 4;
/// More lines than this are not a matter of spacing.
const MOST_LINES: i64 = 40;
/// How far apart letters may stand in lines that are set longer or shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Openness {
    /// No more lines are open than in the paragraph's best setting.
    AsPlain,
    /// Any lines may be open, as long as none is loose.
    Any,
}

/// How a story may stand after a paragraph.
#[derive(Clone, Debug, Default)]
struct Stand {
    pen: Pen,
    /// Rows that found no place.
    over: usize,
    /// Rows that keep rules left empty.
    holes: u64,
    /// Short last lines at a column's head.
    widows: u64,
    cost: u64,
    /// Of each paragraph so far.
    looseness: Vec<i8>,
}

/// The story with lines gained or saved, and the looseness of each paragraph: closed at the least cost, or as near to it as can be.
pub(super) fn spread(job: &Job<'_>, plain: &Placement, limit: i8, openness: Openness) -> Option<(Placement, Vec<i8>)> {
    let wanted = Some(lack(plain)).filter(|lines| lines.abs() <= MOST_LINES)?;
    let window = wanted.min(0) - DETOUR..=wanted.max(0) + DETOUR;
    let way = way(job.edition, job.thread, plain.turns.len());
    let memory = Mutex::default();
    let body = job.styles.last()?;
    let steps: Vec<i8> = (-limit..=limit).collect();
    let variants: Vec<Vec<ParaStyle>> =
        steps.iter().map(|&lines| loosened(job.styles, &vec![lines; job.styles.len()])).collect();
    let set_para = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| {
        remembered(&memory, job.set_para, para, style, measures)
    };
    let filler = |variant: usize| Filler::new(job, &way, &variants[variant], &set_para);
    let even = steps.iter().position(|&lines| lines == 0)?;
    let mut stands = vec![Stand::default()];
    let mut plain = Stand::default();
    let mut para = 0;
    while para < job.paras.len() {
        plain = step(&filler(even), para, &plain, None)?.0;
        let here = place(&way.tracks, &plain, body);
        let mut next: BTreeMap<(Cursor, Floats, usize), Stand> = BTreeMap::new();
        for stand in &stands {
            let (as_is, set) = step(&filler(even), para, stand, None)?;
            let offers = steps.iter().zip(0..).filter(|(lines, _)| **lines != 0);
            let changed = offers.filter_map(|(&lines, variant)| {
                let wanted = Wanted { lines, best: &set, openness };
                Some(step(&filler(variant), para, stand, Some(&wanted))?.0)
            });
            for stand in std::iter::once(as_is.clone()).chain(changed) {
                let is_near = window.contains(&(place(&way.tracks, &stand, body) - here));
                let key = (stand.pen.cursor, stand.pen.floats, stand.over);
                if is_near && next.get(&key).is_none_or(|known| evil(&stand) < evil(known)) {
                    next.insert(key, stand);
                }
            }
        }
        stands = next.into_values().collect();
        para = plain.looseness.len();
    }
    let end: i64 = way.tracks.iter().map(|track| rows(track, body)).sum();
    let rank = |stand: &&Stand| {
        let short = (end - place(&way.tracks, stand, body)).unsigned_abs();
        (stand.over > 0, short + HOLE * stand.holes, stand.widows, stand.cost)
    };
    let best = stands.iter().min_by_key(rank)?;
    let styles = loosened(job.styles, &best.looseness);
    Some((fill_job(&Job { styles: &styles, ..*job }), best.looseness.clone()))
}

/// A paragraph's lines by its address, its looseness, its measures and the lines at columns' heads.
type Memory = Mutex<HashMap<(usize, i8, Vec<Len>, Len, Vec<usize>), Vec<SetLine>>>;

/// Sets a paragraph, or finds it as it was set before for the same measures.
fn remembered(
    memory: &Memory,
    set_para: &SetPara<'_>,
    para: &ShapedPara,
    style: &ParaStyle,
    measures: &LineMeasures<'_>,
) -> Vec<SetLine> {
    // All paragraphs outlive the memory, so that their addresses tell them apart.
    let LineMeasures { first, rest, heads } = *measures;
    let key = (std::ptr::from_ref(para).addr(), style.composition.looseness, first.to_vec(), rest, heads.to_vec());
    let known = memory.lock().ok().and_then(|memory| memory.get(&key).cloned());
    known.unwrap_or_else(|| {
        let lines = set_para(para, style, measures);
        if let Ok(mut memory) = memory.lock() {
            memory.insert(key, lines.clone());
        }
        lines
    })
}

/// The styles for paragraphs so many lines longer or shorter; those that nothing is said of stay as they are.
pub(super) fn loosened(styles: &[ParaStyle], looseness: &[i8]) -> Vec<ParaStyle> {
    let mut styles = styles.to_vec();
    for (style, lines) in styles.iter_mut().zip(looseness) {
        style.composition.looseness = style.composition.looseness.saturating_add(*lines);
    }
    styles
}

/// How a paragraph is to come out that is not set as it is best.
struct Wanted<'a> {
    /// How many lines more.
    lines: i8,
    /// Its lines where it is set best.
    best: &'a [SetLine],
    openness: Openness,
}

/// The stand after one more paragraph with its lines; `None` where it does not come out as wanted, or comes out badly.
fn step(filler: &Filler<'_>, para: usize, from: &Stand, wanted: Option<&Wanted<'_>>) -> Option<(Stand, Vec<SetLine>)> {
    let style = filler.style(para);
    let lines = wanted.map_or(0, |wanted| wanted.lines);
    // Crossheads, quotes and pictures stay as they are best.
    if lines != 0 && (stays(style) || style.keep_with_next || style.keep_together) {
        return None;
    }
    let Step { stood, pen, holes, paras } = filler.step(para, from.pen, from.over > 0);
    let fitted = match stood {
        Stood::Lines(fitted) => fitted,
        Stood::Table(table) => {
            let looseness = from.looseness.iter().copied().chain(std::iter::repeat_n(0, paras)).collect();
            let (over, holes) = (from.over + table.over.lines, from.holes + u64::try_from(holes.len()).unwrap_or(0));
            return Some((Stand { pen, over, holes, looseness, ..from.clone() }, Vec::new()));
        }
    };
    let cost = match wanted {
        Some(wanted) => added_cost(&filler.paras[para], &fitted.lines, wanted)?,
        None => 0,
    };
    let overset = fitted.lines.len().saturating_sub(fitted.places.len()) * usize::from(style.rows.max(1));
    let mut looseness = from.looseness.clone();
    looseness.push(lines);
    let holes = from.holes + u64::try_from(holes.len()).unwrap_or(0);
    let (widows, cost) = (from.widows + widow_of(&filler.paras[para], &fitted), from.cost + cost);
    Some((Stand { pen, over: from.over + overset, holes, widows, cost, looseness }, fitted.lines))
}

/// What is bad about a stand, worst first.
fn evil(stand: &Stand) -> (u64, u64, u64) {
    (stand.holes, stand.widows, stand.cost)
}

/// Whether a paragraph ends in a widow, as [`widow`] counts it.
fn widow_of(para: &ShapedPara, fitted: &Fitted) -> u64 {
    match (fitted.taken(), fitted.lines.last()) {
        ([.., before, here], Some(last)) if fitted.is_whole() => widow(para, [&before.slot, &here.slot], last),
        _ => 0,
    }
}

/// What it costs a paragraph to have the wanted lines more: only where all its lines are good, and the last one is more than a single character.
fn added_cost(para: &ShapedPara, set: &[SetLine], wanted: &Wanted<'_>) -> Option<u64> {
    let count = |lines: &[SetLine]| i64::try_from(lines.len()).unwrap_or(0);
    let open = |lines: &[SetLine]| lines.iter().filter(|line| line.fit == LineFit::Open).count();
    let best = wanted.best;
    let is_wanted = count(set) - count(best) == i64::from(wanted.lines);
    let is_even = wanted.openness == Openness::Any || open(set) <= open(best);
    let is_good = is_even && set.iter().all(|line| line.fit.is_sound());
    let ends_well = set.last().is_none_or(|last| !is_runt(para, last));
    (is_wanted && is_good && ends_well).then(|| cost(set).saturating_sub(cost(best)).max(1))
}

/// How far lines are from their natural width: the squares of letter stretch and squeeze, in thousandths.
fn cost(lines: &[SetLine]) -> u64 {
    let of_line = |line: &SetLine| {
        let share = |length: Len| length.scaled(1000, line.measure.0.max(1)).0.unsigned_abs();
        let changed = share(line.width - line.natural);
        let stretched = share(line.each * 8);
        changed * changed + stretched * stretched
    };
    lines.iter().map(of_line).sum()
}

/// Rows from the thread's beginning to where a stand is; what found no place counts as if it had.
fn place(tracks: &[Track], stand: &Stand, body: &ParaStyle) -> i64 {
    let Cursor { track, used, .. } = stand.pen.cursor;
    let before: i64 = tracks.iter().take(track).map(|track| rows(track, body)).sum();
    let ahead = stand.pen.floats.taken_ahead(stand.pen.cursor);
    before + i64::try_from(used + stand.over + ahead).unwrap_or(i64::MAX)
}

fn rows(track: &Track, body: &ParaStyle) -> i64 {
    i64::try_from(track.rows(body)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Len;
    use crate::line::LineEnd;

    fn line(natural: i64, width: i64, end: LineEnd) -> SetLine {
        SetLine { natural: Len(natural), width: Len(width), measure: Len(1000), end, ..SetLine::default() }
    }

    #[test]
    fn a_change_costs_by_the_square_of_what_it_stretches() {
        let natural = [line(1000, 1000, LineEnd::Paragraph)];
        let little = [line(990, 1000, LineEnd::Paragraph)];
        let much = [line(900, 1000, LineEnd::Paragraph)];
        assert_eq!(cost(&natural), 0);
        assert_eq!(cost(&much), 100 * cost(&little));
    }
}
