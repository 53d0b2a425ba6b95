//! Optimum fit: least total cost over all legal breaks (composition D7), after Knuth and Plass, in integers.

use std::ops::Range;

use crate::base::Len;
use crate::model::{Composition, Policy, PunctStyle, Stretch};

use super::breaks::Break;
use super::candidate::{Candidate, Prepared};
use super::greedy::{Chosen, first_fit, may_hang};
use super::is_short_end;
use super::justify::UNSEEN;

/// The costs of a line in tenths: `(200 + costs)²` is summed over a paragraph. They grow smoothly, so that no line is spared by
/// loosening its neighbours, and the base makes few lines cheap without squeezing many stops for it.
mod cost {
    /// Of every line.
    pub(super) const LINE: u64 = 200;
    /// Letters an eighth of an em apart; grows with the square.
    pub(super) const LETTERS: u64 = 3000;
    /// What letters are measured by, in thousandths of an em.
    pub(super) const EIGHTH: u64 = 125;
    /// Commas at their full growth; grows with the square, as the next ones do.
    pub(super) const COMMAS: u64 = 300;
    /// Brackets and quotation marks at their full growth.
    pub(super) const BRACKETS: u64 = 600;
    /// Word spaces and Han–Western gaps at their full growth.
    pub(super) const GAPS: u64 = 30;
    /// A stop at the line's end that gives its blank.
    pub(super) const EDGE: u64 = 5;
    /// Word spaces, brackets and commas squeezed as far as they go, where marks are pushed in; twice as much where out.
    pub(super) const SQUEEZE: u64 = 30;
    /// Han–Western gaps squeezed as far as they go.
    pub(super) const TIGHT: u64 = 300;
    /// Inner stops squeezed as far as they go.
    pub(super) const STOPS: u64 = 350;
    /// The first inner stop that is squeezed where only stops are wide, and so show the sentence's end.
    pub(super) const LONE_STOPS: u64 = 250;
    /// A last line of one character.
    pub(super) const RUNT: u64 = 10_000;
    /// A last line of nothing; one that is longer costs less, with the square.
    pub(super) const SHORT: u64 = 700;
    /// A last line of so many em is not short any more.
    pub(super) const SHORT_LINE: i64 = 6;
    /// A last line of less than two thirds of its measure at a column's head: added after squaring. It is avoided where commas, or the letters of two lines
    /// a twentieth of an em apart, do it.
    pub(super) const WIDOW: u64 = 3_000_000;
    /// A hyphen, and once more for two in a row.
    pub(super) const HYPHEN: u64 = 1350;
    /// A line wider than its measure.
    #[cfg(test)]
    pub(super) const OVERFULL: u64 = 100_000;
    /// Ratios beyond this count as this, in thousandths.
    pub(super) const MAX_RATIO: u64 = 10_000;
    /// Neighbouring lines whose colours differ by one or two steps: added after squaring, as by Knuth and Plass.
    pub(super) const UNEVEN: [u64; 3] = [0, 30_000, 150_000];
}

/// Letter stretch per slot that a first search keeps to, in thousandths of an em: the eye objects from about a tenth.
const TOLERABLE: u64 = 120;

/// How open a line's letters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Colour {
    /// Letters stand solid, or so near that nobody sees it.
    #[default]
    Solid,
    /// An eye that looks for it sees the stretch.
    Open,
    /// The stretch is seen.
    Loose,
}

impl Colour {
    /// The colour of letters so many thousandths of an em apart.
    fn of(each: u64) -> Self {
        match each {
            0..=25 => Self::Solid,
            26..=70 => Self::Open,
            _ => Self::Loose,
        }
    }
}

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
    hyphen: bool,
    colour: Colour,
}

/// How much of the search space is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Only lines whose letters stand no further apart than is tolerable.
    Tolerable,
    /// Every line that is not overfull.
    All,
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
        drop_hopeless(&mut best, settled);
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

/// No stretch of text grows by more than half its width within tolerance, so a line under two thirds of its measure is out of reach.
fn is_far_too_short(inner: Len, measure: Len) -> bool {
    inner * 3 < measure * 2
}

/// Keeps the cheapest way per line number (or for all settled lines together) and per what the next line's cost depends on.
fn keep_best(best: &mut Vec<Node>, node: Node, settled: usize) {
    let is_like = |other: &Node| {
        other.lines.min(settled) == node.lines.min(settled)
            && (other.colour, other.hyphen) == (node.colour, node.hyphen)
    };
    match best.iter_mut().find(|other| is_like(other)) {
        Some(other) if node.cost < other.cost => *other = node,
        Some(_) => {}
        None => best.push(node),
    }
}

/// Drops ways that cost more than another to the same place by all that the look of the last line can cost the next one.
fn drop_hopeless(best: &mut Vec<Node>, settled: usize) {
    let [_, .., most] = cost::UNEVEN;
    let class = |node: &Node| node.lines.min(settled);
    let mut at = 0;
    while at < best.len() {
        let node = best[at];
        let beaten = |other: &Node| {
            class(other) == class(&node) && other.hyphen <= node.hyphen && other.cost + most <= node.cost
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
    let own = line.cost_after((from.lines > 0).then_some((from.colour, from.hyphen)));
    let widow = if line.ends_short && heads.contains(&from.lines) { cost::WIDOW } else { 0 };
    Node {
        end,
        lines: from.lines + 1,
        cost: from.cost.saturating_add(own + widow),
        previous: at,
        hung: line.hung,
        hyphen: line.hyphen,
        colour: line.colour,
    }
}

/// A possible line, weighed.
#[derive(Clone, Copy)]
struct Weighed {
    /// What it costs by itself, in tenths, not yet squared.
    strain: u64,
    colour: Colour,
    /// Whether its letters may be compared with a neighbour's: those of a last line always stand solid.
    is_full: bool,
    /// Whether it would be a widow at a column's head (F4).
    ends_short: bool,
    hung: bool,
    hyphen: bool,
}

impl Weighed {
    /// Its cost after a line of that colour and hyphen, or at a paragraph's start.
    fn cost_after(&self, before: Option<(Colour, bool)>) -> u64 {
        let (colour, hyphen) = before.unwrap_or((self.colour, false));
        let again = if self.hyphen && hyphen { cost::HYPHEN } else { 0 };
        let steps = (self.colour as usize).abs_diff(colour as usize);
        let uneven = if self.is_full { cost::UNEVEN[steps] } else { 0 };
        demerits(self.strain + again) + uneven
    }
}

/// Weighs a line; `None` when it is overfull or beyond reach.
fn weighed(
    text: &Prepared<'_>,
    place: Range<usize>,
    mut line: Candidate,
    measure: Len,
    reach: Reach,
) -> Option<Weighed> {
    let Range { start, end } = place;
    let kind = text.pieces[end - 1].end;
    if kind == Break::Hyphen {
        line.natural += text.hyphen(end - 1);
    }
    line = line.within(measure);
    let mut hung = false;
    if line.natural > measure && end > start + 1 && may_hang(text, end - 1) {
        let body = text.candidate(start, end - 1).within(measure);
        if body.natural <= measure {
            (line, hung) = (body, true);
        }
    }
    let is_full = kind != Break::Must || line.natural > measure;
    let (each, mut strain) = if is_full { stretch_or_squeeze(text, &line, measure, start)? } else { (0, 0) };
    if reach == Reach::Tolerable && each > TOLERABLE {
        return None;
    }
    strain += match kind {
        Break::May(soft) => u64::from(soft),
        Break::Hyphen => cost::HYPHEN,
        Break::Never | Break::Must => 0,
    };
    let is_last = end == text.pieces.len() && start > 0 && text.rules.orphan_fix;
    if is_last {
        strain += last_line(text, start, line.natural);
    }
    let ends_short = is_last && is_short_end(line.natural, measure);
    Some(Weighed { strain, colour: Colour::of(each), is_full, ends_short, hung, hyphen: kind == Break::Hyphen })
}

/// F3: what a paragraph's last line costs for being short.
fn last_line(text: &Prepared<'_>, start: usize, natural: Len) -> u64 {
    if text.is_runt(start) {
        return cost::RUNT;
    }
    let whole = text.pieces[start].em * cost::SHORT_LINE;
    let lacks = ratio(whole - natural, whole);
    lacks * lacks * cost::SHORT / 1_000_000
}

/// The letter stretch per slot in thousandths of an em, and what it costs to meet the measure.
fn stretch_or_squeeze(text: &Prepared<'_>, line: &Candidate, measure: Len, start: usize) -> Option<(u64, u64)> {
    let need = measure - line.natural;
    if need >= Len::ZERO {
        return Some(stretch(line, need, text.pieces[start].em, text.rules.stretch));
    }
    line.fits(measure).then(|| (0, squeeze(line, -need, text.rules)))
}

/// D4: what each member of the order takes, and its cost.
fn stretch(line: &Candidate, need: Len, em: Len, order: Stretch) -> (u64, u64) {
    let unseen = if order == Stretch::Marks { need.min(UNSEEN.of(em) * line.slots) } else { Len::ZERO };
    let mut left = need - unseen;
    let mut cost = 0;
    for (room, full) in [(line.gaps, cost::GAPS), (line.commas, cost::COMMAS), (line.brackets, cost::BRACKETS)] {
        cost += share_of(&mut left, room, full);
    }
    let each = ratio(left + unseen, em * line.slots);
    (each, cost + each * each * cost::LETTERS / (cost::EIGHTH * cost::EIGHTH))
}

/// D2: what each level gives, and its cost.
fn squeeze(line: &Candidate, need: Len, rules: &Composition) -> u64 {
    let mut left = need;
    let (edge, marks) = match rules.policy {
        Policy::PushIn => (cost::EDGE, cost::SQUEEZE),
        Policy::PushOut => (cost::EDGE, 2 * cost::SQUEEZE),
    };
    let mut cost = share_of(&mut left, line.edge, edge);
    cost += share_of(&mut left, line.soft, marks);
    cost += share_of(&mut left, line.tight, cost::TIGHT);
    if left > Len::ZERO {
        let lone = matches!(rules.punct, PunctStyle::Kaiming) && rules.policy == Policy::PushOut;
        cost += share_of(&mut left, line.stop, cost::STOPS) + if lone { cost::LONE_STOPS } else { 0 };
    }
    cost
}

/// Takes as much of `left` as there is room for; its cost grows with the square of the room's share.
fn share_of(left: &mut Len, room: Len, full: u64) -> u64 {
    if *left <= Len::ZERO || room <= Len::ZERO {
        return 0;
    }
    let taken = room.min(*left);
    *left -= taken;
    let share = ratio(taken, room);
    share * share * full / 1_000_000
}

/// A part of a whole in thousandths.
fn ratio(part: Len, whole: Len) -> u64 {
    if part <= Len::ZERO {
        return 0;
    }
    let thousandths = if whole > Len::ZERO { part.scaled(1000, whole.0).0.unsigned_abs() } else { cost::MAX_RATIO };
    thousandths.min(cost::MAX_RATIO)
}

fn demerits(strain: u64) -> u64 {
    let badness = cost::LINE + strain;
    badness * badness
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
            before = Some((Colour::Solid, false));
            total = total.saturating_add(demerits(cost::OVERFULL));
            continue;
        };
        total = total.saturating_add(found.cost_after(before));
        before = Some((found.colour, found.hyphen));
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
    before: Option<(Colour, bool)>,
) -> Option<u64> {
    if start == text.pieces.len() {
        return Some(0);
    }
    let must = (start..text.pieces.len()).find(|&at| text.pieces[at].end == Break::Must)?;
    let one = |end: usize| {
        let found = line_of(text, start..end, measure_of(line), reach)?;
        let rest = least_from(text, measure_of, reach, (end, line + 1), Some((found.colour, found.hyphen)))?;
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
