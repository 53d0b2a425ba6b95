//! Optimum fit: least total cost over all legal breaks (composition D7), after Knuth and Plass, in integers.

use crate::base::{Em, Len};

use super::breaks::Break;
use super::candidate::{Candidate, Prepared};
use super::greedy::{Chosen, first_fit, may_hang};
use super::justify::LOOSE;

/// The costs of D7, in tenths: `(10 + 1000 |r|³ + 10 × penalties)²` keeps small ratios apart in integers.
mod cost {
    /// Level-7 squeeze of a stop.
    pub(super) const STOP_SQUEEZE: u64 = 20;
    /// Letter stretch beyond 1/8 em per slot.
    pub(super) const STRETCHED: u64 = 80;
    /// Letter stretch beyond 1/4 em per slot.
    pub(super) const LOOSE: u64 = 400;
    /// A last line of one character.
    pub(super) const RUNT: u64 = 1000;
    /// A hyphen, and once more for two in a row.
    pub(super) const HYPHEN: u64 = 135;
    /// A line wider than its measure.
    pub(super) const OVERFULL: u64 = 10_000;
    /// Ratios beyond this count as this, in thousandths.
    pub(super) const MAX_RATIO: i64 = 10_000;
}

/// A paragraph set so many times longer than any column is not searched line count by line count for looseness.
const MAX_LOOSE_PIECES: usize = 20_000;

/// A way to end a line at a place.
#[derive(Clone, Copy, Debug)]
struct Node {
    end: usize,
    /// Lines so far.
    lines: usize,
    cost: u64,
    previous: usize,
    hung: bool,
    hyphen: bool,
}

/// How much of the search space is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Only lines within tolerance (|r| ≤ 1).
    Tolerable,
    /// Every line that is not overfull.
    All,
}

/// The lines of least cost, never dearer than first fit's; `settled` is the line from which all measures are equal.
pub(crate) fn best_fit(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len, settled: usize) -> Vec<Chosen> {
    let greedy = first_fit(text, measure_of);
    if text.rules.looseness != 0 && text.pieces.len() <= MAX_LOOSE_PIECES {
        return loosened(text, measure_of).unwrap_or(greedy);
    }
    let greedy_cost = total_cost(text, &greedy, measure_of);
    let tolerable = search(text, measure_of, settled, Reach::Tolerable).and_then(|ends| cheapest(&ends));
    match tolerable {
        Some((cost, lines)) if cost <= greedy_cost => lines,
        _ => match search(text, measure_of, settled, Reach::All).and_then(|ends| cheapest(&ends)) {
            Some((cost, lines)) if cost <= greedy_cost => lines,
            _ => greedy,
        },
    }
}

/// The lines whose number is the optimum's plus the looseness, or as near to it as the text allows.
fn loosened(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len) -> Option<Vec<Chosen>> {
    let tolerable =
        search(text, measure_of, usize::MAX, Reach::Tolerable).filter(|search| reaches(search, text.rules.looseness));
    let search = tolerable.or_else(|| search(text, measure_of, usize::MAX, Reach::All))?;
    let best = search.finals.iter().map(|&node| &search.nodes[node]).min_by_key(|node| (node.cost, node.lines))?;
    let wanted = i64::try_from(best.lines).ok()? + i64::from(text.rules.looseness);
    let distance = |node: &Node| i64::try_from(node.lines).map_or(i64::MAX, |lines| (lines - wanted).abs());
    let chosen =
        search.finals.iter().copied().min_by_key(|&node| (distance(&search.nodes[node]), search.nodes[node].cost))?;
    Some(trace(&search.nodes, chosen))
}

/// Whether a search came to the wanted number of lines.
fn reaches(search: &Search, looseness: i8) -> bool {
    let lines = |node: usize| i64::try_from(search.nodes[node].lines).unwrap_or(i64::MAX);
    let best = search.finals.iter().copied().min_by_key(|&node| (search.nodes[node].cost, search.nodes[node].lines));
    best.is_some_and(|best| search.finals.iter().any(|&node| lines(node) == lines(best) + i64::from(looseness)))
}

/// A finished search: all nodes, and those at the paragraph's end.
struct Search {
    nodes: Vec<Node>,
    finals: Vec<usize>,
}

fn cheapest(search: &Search) -> Option<(u64, Vec<Chosen>)> {
    let best = search.finals.iter().copied().min_by_key(|&node| (search.nodes[node].cost, search.nodes[node].lines))?;
    Some((search.nodes[best].cost, trace(&search.nodes, best)))
}

/// Dynamic programming over breaks. States are kept apart by line number only up to `settled`, so equal measures cost linear time.
fn search(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len, settled: usize, reach: Reach) -> Option<Search> {
    let mut nodes = vec![Node { end: 0, lines: 0, cost: 0, previous: usize::MAX, hung: false, hyphen: false }];
    let mut active = vec![0];
    let mut best: Vec<Node> = Vec::new();
    for end in 1..=text.pieces.len() {
        let kind = text.pieces[end - 1].end;
        if kind == Break::Never {
            continue;
        }
        best.clear();
        active.retain(|&at| {
            let from = nodes[at];
            let measure = measure_of(from.lines);
            let inner = text.inner_width(from.end, end);
            if reach == Reach::Tolerable && kind != Break::Must && is_far_too_short(inner, measure) {
                return true;
            }
            if let Some(node) = extend(text, at, from, end, measure, reach) {
                keep_best(&mut best, node, settled);
            }
            inner <= measure || can_grow(text, from.end, end, measure)
        });
        if kind == Break::Must {
            active.clear();
        }
        if settled == usize::MAX {
            keep_near(&mut best, usize::from(text.rules.looseness.unsigned_abs()) + 1);
        }
        for node in &best {
            active.push(nodes.len());
            nodes.push(*node);
        }
        if active.is_empty() {
            return None;
        }
    }
    let finals: Vec<usize> = active.into_iter().filter(|&node| nodes[node].end == text.pieces.len()).collect();
    (!finals.is_empty()).then_some(Search { nodes, finals })
}

/// No piece stretches by more than half its width within tolerance, so a line under two thirds of its measure is out of reach.
fn is_far_too_short(inner: Len, measure: Len) -> bool {
    inner * 3 < measure * 2
}

/// Whether a longer line from `start` may still fit: edges can save at most two em.
fn can_grow(text: &Prepared<'_>, start: usize, end: usize, measure: Len) -> bool {
    let line = text.candidate(start, end);
    text.inner_width(start, end) - line.shrink() <= measure + text.pieces[end - 1].em * 2
}

/// Keeps the cheapest way per line number (or for all settled lines together).
fn keep_best(best: &mut Vec<Node>, node: Node, settled: usize) {
    let class = |lines: usize| lines.min(settled);
    match best.iter_mut().find(|other| class(other.lines) == class(node.lines)) {
        Some(other) if node.cost < other.cost => *other = node,
        Some(_) => {}
        None => best.push(node),
    }
}

/// Leaves only ways whose number of lines is within `lines` of the cheapest's: others come to no wanted end.
fn keep_near(best: &mut Vec<Node>, lines: usize) {
    let Some(cheapest) = best.iter().min_by_key(|node| node.cost).map(|node| node.lines) else { return };
    best.retain(|node| node.lines.abs_diff(cheapest) <= lines);
}

/// The node reached by a line from `from` to `end`, if the line is possible.
fn extend(text: &Prepared<'_>, at: usize, from: Node, end: usize, measure: Len, reach: Reach) -> Option<Node> {
    let (cost, hung) = line_cost(text, from.end, end, measure, from.hyphen, reach)?;
    Some(Node {
        end,
        lines: from.lines + 1,
        cost: from.cost + cost,
        previous: at,
        hung,
        hyphen: text.pieces[end - 1].end == Break::Hyphen,
    })
}

/// The cost of a line and whether its last mark hangs; `None` when it is overfull or beyond reach.
fn line_cost(
    text: &Prepared<'_>,
    start: usize,
    end: usize,
    measure: Len,
    after_hyphen: bool,
    reach: Reach,
) -> Option<(u64, bool)> {
    let kind = text.pieces[end - 1].end;
    let mut line = text.candidate(start, end);
    if kind == Break::Hyphen {
        line.natural += text.hyphen(end - 1);
    }
    let mut hung = false;
    if line.natural > measure && end > start + 1 && may_hang(text, end - 1) {
        let body = text.candidate(start, end - 1);
        if body.natural <= measure {
            (line, hung) = (body, true);
        }
    }
    let (ratio, mut penalty) = if kind == Break::Must && line.natural <= measure {
        (0, 0)
    } else {
        stretch_or_squeeze(&line, measure, text.pieces[start].em)?
    };
    if reach == Reach::Tolerable && ratio > 1000 {
        return None;
    }
    penalty += match kind {
        Break::May(soft) => u64::from(soft),
        Break::Hyphen if after_hyphen => 2 * cost::HYPHEN,
        Break::Hyphen => cost::HYPHEN,
        Break::Never | Break::Must => 0,
    };
    if end == text.pieces.len() && start > 0 && text.rules.orphan_fix && text.is_runt(start) {
        penalty += cost::RUNT;
    }
    Some((demerits(ratio, penalty), hung))
}

/// The ratio of D7 in thousandths and the penalties of how it is reached.
fn stretch_or_squeeze(line: &Candidate, measure: Len, em: Len) -> Option<(u64, u64)> {
    let need = measure - line.natural;
    if need < Len::ZERO {
        if !line.fits(measure) {
            return None;
        }
        let penalty = if -need > line.soft { cost::STOP_SQUEEZE } else { 0 };
        return Some((ratio(-need, line.shrink()), penalty));
    }
    let letters = need - line.spaces - line.gaps;
    let available = line.spaces + line.gaps + LOOSE.of(em) * line.slots;
    let penalty = if letters > LOOSE.of(em) * line.slots {
        cost::LOOSE
    } else if letters > Em(125).of(em) * line.slots {
        cost::STRETCHED
    } else {
        0
    };
    Some((ratio(need, available), penalty))
}

fn ratio(need: Len, available: Len) -> u64 {
    if need <= Len::ZERO {
        return 0;
    }
    let thousandths = if available > Len::ZERO { need.scaled(1000, available.0).0 } else { cost::MAX_RATIO };
    thousandths.min(cost::MAX_RATIO).unsigned_abs()
}

fn demerits(ratio: u64, penalty: u64) -> u64 {
    let badness = 10 + ratio.pow(3) / 1_000_000 + 10 * penalty;
    badness * badness
}

/// What `lines` cost by the same measure of quality.
fn total_cost(text: &Prepared<'_>, lines: &[Chosen], measure_of: &dyn Fn(usize) -> Len) -> u64 {
    let mut after_hyphen = false;
    let mut total: u64 = 0;
    for (number, line) in lines.iter().enumerate() {
        let found = line_cost(text, line.range.start, line.range.end, measure_of(number), after_hyphen, Reach::All);
        total = total.saturating_add(found.map_or_else(|| demerits(0, cost::OVERFULL), |(cost, _)| cost));
        after_hyphen = text.pieces[line.range.end - 1].end == Break::Hyphen;
    }
    total
}

/// The costs of the optimum and of first fit, to hold the one against the other.
#[cfg(test)]
pub(super) fn both_costs(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len) -> (u64, u64) {
    let cost = |lines: &[Chosen]| total_cost(text, lines, measure_of);
    (cost(&best_fit(text, measure_of, 1)), cost(&first_fit(text, measure_of)))
}

/// The least cost over all ways to break that are within tolerance, or over all without an overfull line where there is none: every way is tried.
#[cfg(test)]
pub(super) fn least_cost(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len) -> Option<u64> {
    let from_start = |reach| least_from(text, measure_of, reach, (0, 0));
    let greedy = total_cost(text, &first_fit(text, measure_of), measure_of);
    from_start(Reach::Tolerable).filter(|&cost| cost <= greedy).or_else(|| from_start(Reach::All))
}

#[cfg(test)]
fn least_from(
    text: &Prepared<'_>,
    measure_of: &dyn Fn(usize) -> Len,
    reach: Reach,
    (start, line): (usize, usize),
) -> Option<u64> {
    if start == text.pieces.len() {
        return Some(0);
    }
    let must = (start..text.pieces.len()).find(|&at| text.pieces[at].end == Break::Must)?;
    let after_hyphen = start > 0 && text.pieces[start - 1].end == Break::Hyphen;
    let one = |end: usize| {
        let (cost, _) = line_cost(text, start, end, measure_of(line), after_hyphen, reach)?;
        Some(cost + least_from(text, measure_of, reach, (end, line + 1))?)
    };
    let ends = (start + 1..=must + 1).filter(|&end| text.pieces[end - 1].end != Break::Never);
    ends.filter_map(one).min()
}

fn trace(nodes: &[Node], last: usize) -> Vec<Chosen> {
    let mut lines = Vec::with_capacity(nodes[last].lines);
    let mut at = last;
    while nodes[at].previous != usize::MAX {
        let node = &nodes[at];
        lines.push(Chosen { range: nodes[node.previous].end..node.end, hung: node.hung });
        at = node.previous;
    }
    lines.reverse();
    lines
}
