//! Optimum fit: least total cost over all legal breaks (composition D7), after Knuth and Plass, in integers.

use std::ops::Range;

use crate::base::Len;

use super::breaks::Break;
use super::candidate::Prepared;
use super::greedy::{Chosen, first_fit};
#[cfg(test)]
use super::weigh::{Colour, OVERFULL};
use super::weigh::{Ended, Manner, Reach, Weighed, is_far_too_short, manner, weighed};

/// A paragraph set so many times longer than any column is not searched line count by line count for looseness.
const MAX_LOOSE_PIECES: usize = 20_000;

/// A way to end a line at a place.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    end: usize,
    /// Lines so far.
    lines: usize,
    cost: u64,
    previous: usize,
    hung: bool,
    ended: Ended,
}

/// The lines of least cost, first fit's where some line must be overfull.
pub(crate) fn best_fit(text: &Prepared<'_>, measures: &Measures<'_>) -> Vec<Chosen> {
    if text.rules.looseness != 0 && text.pieces.len() <= MAX_LOOSE_PIECES {
        return loosened(text, measures).unwrap_or_else(|| first_fit(text, measures.of));
    }
    let best = |reach| search(text, measures, measures.settled, reach).and_then(|ends| cheapest(&ends));
    best(Reach::Tolerable).or_else(|| best(Reach::All)).unwrap_or_else(|| first_fit(text, measures.of))
}

/// The lines whose number is the optimum's plus the looseness, or as near to it as the text allows.
fn loosened(text: &Prepared<'_>, measures: &Measures<'_>) -> Option<Vec<Chosen>> {
    let tolerable =
        search(text, measures, usize::MAX, Reach::Tolerable).filter(|search| reaches(search, text.rules.looseness));
    let search = tolerable.or_else(|| search(text, measures, usize::MAX, Reach::All))?;
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

fn cheapest(search: &Search) -> Option<Vec<Chosen>> {
    let best = search.finals.iter().copied().min_by_key(|&node| (search.nodes[node].cost, search.nodes[node].lines))?;
    Some(trace(&search.nodes, best))
}

/// The measures of a paragraph's lines as a search needs them.
#[derive(Clone, Copy)]
pub(crate) struct Measures<'a> {
    /// Of the line of a number.
    pub of: &'a dyn Fn(usize) -> Len,
    /// From this line on all are equal.
    pub settled: usize,
    /// The shortest of all.
    pub narrowest: Len,
    /// The numbers of lines at a column's head.
    pub heads: &'a [usize],
}

/// Dynamic programming over breaks. States are kept apart by line number only up to `settled`, so equal measures cost linear time.
fn search(text: &Prepared<'_>, measures: &Measures<'_>, settled: usize, reach: Reach) -> Option<Search> {
    let mut nodes = vec![Node { previous: usize::MAX, ..Node::default() }];
    let mut active = vec![0];
    let mut best: Vec<Node> = Vec::new();
    for end in 1..=text.pieces.len() {
        let kind = text.pieces[end - 1].end;
        if kind == Break::Never {
            continue;
        }
        best.clear();
        let near = near(text, &nodes, &active, end, measures.narrowest, reach);
        let mut kept = 0;
        let mut last: Option<Tried> = None;
        for at in 0..near {
            let from = nodes[active[at]];
            let measure = (measures.of)(from.lines);
            // Ways that differ only in the look of their last line stand beside each other and go on with the same line.
            let known = last.filter(|last| (last.start, last.measure) == (from.end, measure));
            let tried = known.unwrap_or_else(|| tried(text, from.end..end, measure, reach));
            last = Some(tried);
            if let Some(line) = &tried.line {
                keep_best(&mut best, reached(active[at], from, end, line, measures.heads), settled);
            }
            if tried.goes_on {
                active[kept] = active[at];
                kept += 1;
            }
        }
        active.drain(kept..near);
        if kind == Break::Must {
            active.clear();
        }
        drop_hopeless(&mut best, settled, manner(text.rules));
        if settled == usize::MAX {
            keep_near(&mut best, usize::from(text.rules.looseness.unsigned_abs()) + 1);
        }
        active.extend(nodes.len()..nodes.len() + best.len());
        nodes.extend_from_slice(&best);
        if active.is_empty() {
            return None;
        }
    }
    let finals: Vec<usize> = active.into_iter().filter(|&node| nodes[node].end == text.pieces.len()).collect();
    (!finals.is_empty()).then_some(Search { nodes, finals })
}

/// How many of the active places, which stand in the order of the text, are far enough from `end` for a line.
fn near(text: &Prepared<'_>, nodes: &[Node], active: &[usize], end: usize, narrowest: Len, reach: Reach) -> usize {
    if reach == Reach::All || text.pieces[end - 1].end == Break::Must {
        return active.len();
    }
    active.partition_point(|&at| !is_far_too_short(text.inner_width(nodes[at].end, end), narrowest))
}

/// A line from a place to the break that is looked at, weighed once for all the ways that come to the place.
#[derive(Clone, Copy)]
struct Tried {
    start: usize,
    measure: Len,
    /// Nothing when the line is not possible.
    line: Option<Weighed>,
    /// Whether a longer line from there may be.
    goes_on: bool,
}

fn tried(text: &Prepared<'_>, place: Range<usize>, measure: Len, reach: Reach) -> Tried {
    let Range { start, end } = place;
    let inner = text.inner_width(start, end);
    let must_end = text.pieces[end - 1].end == Break::Must;
    if reach == Reach::Tolerable && !must_end && is_far_too_short(inner, measure) {
        return Tried { start, measure, line: None, goes_on: true };
    }
    let line = text.candidate(start, end);
    // Edges can save at most two em.
    let goes_on = inner - line.shrink() <= measure + text.pieces[end - 1].em * 2;
    Tried { start, measure, line: weighed(text, start..end, line, measure, reach), goes_on }
}

/// Keeps the cheapest way per line number (or for all settled lines together) and per what the next line's cost depends on.
fn keep_best(best: &mut Vec<Node>, node: Node, settled: usize) {
    let is_like = |other: &Node| other.lines.min(settled) == node.lines.min(settled) && other.ended == node.ended;
    match best.iter_mut().find(|other| is_like(other)) {
        Some(other) if node.cost < other.cost => *other = node,
        Some(_) => {}
        None => best.push(node),
    }
}

/// Drops ways that cost more than another to the same place by all that the look of the last line can cost the next one.
fn drop_hopeless(best: &mut Vec<Node>, settled: usize, manner: &Manner) {
    let [_, .., most] = manner.uneven;
    let class = |node: &Node| node.lines.min(settled);
    let mut at = 0;
    while at < best.len() {
        let node = best[at];
        let beaten = |other: &Node| {
            class(other) == class(&node) && other.ended.hyphens <= node.ended.hyphens && other.cost + most <= node.cost
        };
        if best.iter().any(beaten) {
            best.swap_remove(at);
        } else {
            at += 1;
        }
    }
}

/// Leaves only ways whose number of lines is within `lines` of the cheapest's: others come to no wanted end.
fn keep_near(best: &mut Vec<Node>, lines: usize) {
    let Some(cheapest) = best.iter().min_by_key(|node| node.cost).map(|node| node.lines) else { return };
    best.retain(|node| node.lines.abs_diff(cheapest) <= lines);
}

/// The node reached by a line from `from`, which is number `at`, to `end`.
fn reached(at: usize, from: Node, end: usize, line: &Weighed, heads: &[usize]) -> Node {
    let own = line.cost_after((from.lines > 0).then_some(from.ended));
    let column = line.cost_in_column(heads.contains(&from.lines), heads.contains(&(from.lines + 1)));
    Node {
        end,
        lines: from.lines + 1,
        cost: from.cost.saturating_add(own + column),
        previous: at,
        hung: line.hung,
        ended: line.ended_after(from.ended.hyphens),
    }
}

#[cfg(test)]
fn line_of(text: &Prepared<'_>, place: Range<usize>, measure: Len, reach: Reach) -> Option<Weighed> {
    let line = text.candidate(place.start, place.end);
    weighed(text, place, line, measure, reach)
}

/// What `lines` cost by the same measure of quality.
#[cfg(test)]
fn total_cost(text: &Prepared<'_>, lines: &[Chosen], measure_of: &dyn Fn(usize) -> Len) -> u64 {
    let mut before = None;
    let mut total: u64 = 0;
    for (number, line) in lines.iter().enumerate() {
        let Some(found) = line_of(text, line.range.clone(), measure_of(number), Reach::All) else {
            before = Some(Ended { colour: Colour::Solid, hyphens: 0 });
            total = total.saturating_add(OVERFULL);
            continue;
        };
        total = total.saturating_add(found.cost_after(before));
        before = Some(found.ended_after(before.map_or(0, |before| before.hyphens)));
    }
    total
}

/// The costs of the optimum and of first fit, to hold the one against the other.
#[cfg(test)]
pub(super) fn both_costs(text: &Prepared<'_>, measures: &Measures<'_>) -> (u64, u64) {
    let cost = |lines: &[Chosen]| total_cost(text, lines, measures.of);
    (cost(&best_fit(text, measures)), cost(&first_fit(text, measures.of)))
}

/// The least cost over all ways to break that are within tolerance, or over all without an overfull line where there is none: every way is tried.
#[cfg(test)]
pub(super) fn least_cost(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len) -> Option<u64> {
    let from_start = |reach| least_from(text, measure_of, reach, (0, 0), None);
    from_start(Reach::Tolerable).or_else(|| from_start(Reach::All))
}

#[cfg(test)]
fn least_from(
    text: &Prepared<'_>,
    measure_of: &dyn Fn(usize) -> Len,
    reach: Reach,
    (start, line): (usize, usize),
    before: Option<Ended>,
) -> Option<u64> {
    if start == text.pieces.len() {
        return Some(0);
    }
    let must = (start..text.pieces.len()).find(|&at| text.pieces[at].end == Break::Must)?;
    let one = |end: usize| {
        let found = line_of(text, start..end, measure_of(line), reach)?;
        let ended = found.ended_after(before.map_or(0, |before| before.hyphens));
        let rest = least_from(text, measure_of, reach, (end, line + 1), Some(ended))?;
        Some(found.cost_after(before) + rest)
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
