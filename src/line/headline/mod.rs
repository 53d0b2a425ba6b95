//! Balanced fit for headlines: as few lines as can be, equally long, broken by sense (composition H1).
//!
//! What a break costs by sense is told by [`sense`]; an editor's own blank is where a line ends, and an editor's own breaks are paragraphs of their own and never
//! meet this. How many lines a headline has is settled with its size where that may change, see `flow::headlines`.

mod parts;
mod script;
mod sense;

use std::ops::Range;

use crate::base::Len;
use crate::model::ParaStyle;
use crate::shape::{Class, ShapedPara};
use crate::tradition::HeadSense;
use crate::words::simplified;

use super::SetLine;
use super::breaks::Break;
use super::candidate::Prepared;
use super::greedy::{Chosen, first_fit};

/// Costs, as those of sense, in thousandths of the type size an editor would give; a full line costs as much as a thousand against an empty one.
mod cost {
    /// A break that costs more by sense is bad; up to it, breaks are weighed against ragged lines.
    pub(super) const BAD: i32 = 85;
    /// What a good break makes a size worth less, per hundred.
    pub(super) const GOOD_SHARE: i32 = 15;
    /// An editor's blank inside a line of several.
    pub(super) const BLANK: i32 = 500;
    /// A line of one character.
    pub(super) const LONELY: i32 = 800;
    /// A last line of two.
    pub(super) const SHORT: i32 = 250;
    /// A line more, where the story a headline stands in has room for it.
    pub(super) const LINE: i32 = 100;
    /// What such a last line makes a size worth less.
    pub(super) const SHORT_WORTH: i32 = 40;
}

/// A headline of more lines than this is no headline.
const MOST_LINES: usize = 12;
/// Longer texts are not headlines either, and are set line by line.
const MOST_PIECES: usize = 400;

/// By how many thousandths a setting of a headline is worth less than one whose lines end where sense does.
pub fn badness(para: &ShapedPara, style: &ParaStyle, lines: &[SetLine]) -> i64 {
    let broken = &lines[..lines.len().saturating_sub(1)];
    // Most headlines are tried on one line, which has no break to look words up for.
    if broken.is_empty() {
        return 0;
    }
    let costs = costs(para, style);
    let worth = |cost: i32| if cost > cost::BAD { cost } else { cost.max(0) * cost::GOOD_SHARE / 100 };
    let breaks: i32 =
        broken.iter().map(|line| worth(costs.get(line.clusters.end as usize).copied().unwrap_or(0))).sum();
    let blanks: usize =
        lines.iter().map(|line| inner_blanks(para, line.clusters.start as usize, line.clusters.end as usize)).sum();
    let is_short = lines.last().is_some_and(|last| last.clusters.len() <= 2);
    let blanks = cost::BLANK * i32::try_from(blanks).unwrap_or(i32::from(i16::MAX));
    i64::from(breaks + blanks + if is_short { cost::SHORT_WORTH } else { 0 })
}

/// The lines of a headline: as many as asked for, where it can be broken so, or else as few as can be. Between breaks of the editor's own each part is balanced
/// by itself.
pub(crate) fn balanced(text: &Prepared<'_>, style: &ParaStyle, measure_of: &dyn Fn(usize) -> Len) -> Vec<Chosen> {
    let greedy = first_fit(text, measure_of);
    if text.pieces.len() > MOST_PIECES || greedy.len() > MOST_LINES {
        return greedy;
    }
    let costs = costs(text.para, style);
    let mut chosen: Vec<Chosen> = Vec::with_capacity(greedy.len());
    for fewest in greedy.split_inclusive(|line| text.pieces[line.range.end - 1].end == Break::Must) {
        let (Some(first), Some(last)) = (fewest.first(), fewest.last()) else { continue };
        let part = Part { text, range: first.range.start..last.range.end, costs };
        let is_all = fewest.len() == greedy.len();
        let asked = style.head_lines.filter(|_| is_all).map_or(fewest.len(), usize::from);
        let first_line = chosen.len();
        let measure_of = |line: usize| measure_of(first_line + line);
        let may_grow = style.head_lines.is_none() && style.rows > 1;
        let found = part.lines(asked.clamp(fewest.len(), MOST_LINES), fewest, &measure_of);
        let longer = may_grow.then(|| part.untorn(&found, &measure_of)).flatten();
        chosen.extend(longer.unwrap_or(found));
    }
    chosen
}

/// What tells where a headline may be broken: what its first run's language says.
fn head_sense(para: &ShapedPara) -> HeadSense {
    para.runs.first().map(|run| run.lang).unwrap_or_default().tradition().heads
}

/// What a break before each cluster costs by sense; words are looked up once for a paragraph.
fn costs<'a>(para: &'a ShapedPara, style: &ParaStyle) -> &'a [i32] {
    para.sense.get_or_init(|| {
        if para.clusters.len() > MOST_PIECES {
            return vec![0; para.clusters.len()];
        }
        let by_char = match head_sense(para) {
            HeadSense::Dictionary => sense::costs(&para.text, &style.words),
            HeadSense::Traditional => {
                let own = style.words.iter().map(|word| simplified(word)).collect();
                sense::costs(&simplified(&para.text), &own)
            }
            other => script::costs(&para.text, other),
        };
        let mut chars = para.text.char_indices().map(|(byte, _)| byte).enumerate().peekable();
        let mut cost_at = |byte: usize| {
            while chars.next_if(|(_, start)| *start < byte).is_some() {}
            chars.peek().and_then(|(at, _)| by_char.get(*at)).copied().unwrap_or(0)
        };
        para.clusters.iter().map(|cluster| cost_at(cluster.start as usize)).collect()
    })
}

/// What stands between two breaks of the editor's.
struct Part<'a> {
    text: &'a Prepared<'a>,
    range: Range<usize>,
    /// What a break before each piece costs by sense.
    costs: &'a [i32],
}

impl Part<'_> {
    /// The best of so many lines, or of the fewest where it cannot be broken so.
    fn lines(&self, lines: usize, fewest: &[Chosen], measure_of: &dyn Fn(usize) -> Len) -> Vec<Chosen> {
        if lines < 2 {
            return fewest.to_vec();
        }
        let fewer = || self.search(fewest.len().max(2), measure_of);
        self.search(lines, measure_of).or_else(fewer).unwrap_or_else(|| fewest.to_vec())
    }

    /// One line more, where that saves a tear that is worse than it.
    fn untorn(&self, found: &[Chosen], measure_of: &dyn Fn(usize) -> Len) -> Option<Vec<Chosen>> {
        let broken = &found[..found.len().saturating_sub(1)];
        let is_torn = broken.iter().any(|line| self.costs.get(line.range.end).is_some_and(|cost| *cost > cost::LINE));
        let longer = if is_torn { self.search(found.len() + 1, measure_of) } else { None };
        longer.filter(|longer| self.torn(longer) + cost::LINE < self.torn(found))
    }

    /// What the bad breaks of a setting cost together, less what its pauses are worth.
    fn torn(&self, lines: &[Chosen]) -> i32 {
        let broken = &lines[..lines.len().saturating_sub(1)];
        let costs = broken.iter().map(|line| self.costs.get(line.range.end).copied().unwrap_or(0));
        costs.filter(|cost| *cost > cost::BAD || *cost < 0).sum()
    }

    /// Least cost over all ways to make exactly `lines` lines; `None` when no way fits.
    fn search(&self, lines: usize, measure_of: &dyn Fn(usize) -> Len) -> Option<Vec<Chosen>> {
        let Range { start: from, end: to } = self.range;
        let ends: Vec<usize> = (from + 1..=to).filter(|&end| self.text.pieces[end - 1].end != Break::Never).collect();
        let nothing = || vec![None::<(i64, Vec<usize>)>; to - from + 1];
        let mut reached = nothing();
        reached[0] = Some((0, vec![from]));
        for line in 0..lines {
            let measure = measure_of(line);
            let mut next = nothing();
            for (start, way) in (from..to).zip(&reached) {
                let Some((so_far, breaks)) = way else { continue };
                for &end in ends.iter().filter(|&&end| end > start) {
                    let Some(cost) = self.line_cost(start, end, measure) else { break };
                    let cost = so_far + i64::from(cost);
                    let place = &mut next[end - from];
                    if place.as_ref().is_none_or(|(known, _)| cost < *known) {
                        *place = Some((cost, breaks.iter().copied().chain([end]).collect()));
                    }
                }
            }
            reached = next;
        }
        let (_, breaks) = reached[to - from].take()?;
        Some(breaks.windows(2).map(|pair| Chosen { range: pair[0]..pair[1], hung: false }).collect())
    }

    /// What a line costs; `None` when it is too long.
    fn line_cost(&self, start: usize, end: usize, measure: Len) -> Option<i32> {
        let text = self.text;
        let natural = text.candidate(start, end).within(measure).natural;
        if natural > measure {
            return None;
        }
        let share = i32::try_from(natural.scaled(1000, measure.0.max(1)).0).unwrap_or(1000);
        let is_last = end == self.range.end;
        let lonely = match text.visible_end(start, end) - start {
            0 | 1 => cost::LONELY,
            2 if is_last => cost::SHORT,
            _ => 0,
        };
        let blanks = i32::try_from(inner_blanks(text.para, start, end)).unwrap_or(0) * cost::BLANK;
        let sense = if is_last { 0 } else { self.costs.get(end).copied().unwrap_or(0) };
        Some(share * share / 1000 + lonely + blanks + if sense > cost::BAD { 2 * sense } else { sense })
    }
}

/// The editor's blanks inside a line: a break belongs where one is. Between two Western words a space is no such blank.
fn inner_blanks(para: &ShapedPara, start: usize, end: usize) -> usize {
    let parts_words = head_sense(para) == HeadSense::Spaces;
    let is_blank = |at: usize| match para.clusters[at].class {
        Class::IdeographicSpace => true,
        Class::Space if parts_words => false,
        Class::Space => !(is_western(para, at - 1) && is_western(para, at + 1)),
        _ => false,
    };
    (start + 1..end.saturating_sub(1)).filter(|at| is_blank(*at)).count()
}

fn is_western(para: &ShapedPara, at: usize) -> bool {
    para.clusters.get(at).is_some_and(|cluster| cluster.class == Class::West)
}

#[cfg(test)]
mod tests;
