//! `line`: shaped clusters and a list of measures → set lines. Never hears of frames.
//!
//! The order of composition C1: widths inside a line and legal breaks first ([`widths`], [`breaks`]), then the choice of
//! breaks ([`greedy`], [`optimum`] or, for headlines, [`headline`]), then edges and justification of each line ([`justify`]), its Han–Western gaps
//! as in the lines around it ([`even`]).

mod breaks;
mod candidate;
mod describe;
mod even;
mod greedy;
mod headline;
mod justify;
mod names;
mod optimum;
mod quantity;
mod set;
mod visual;
mod weigh;
mod western;
mod widths;

#[cfg(test)]
mod break_tests;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod tests;

use crate::base::Len;
use crate::model::{Align, Composition, Fit, ParaStyle, WordBreak};
use crate::shape::{Class, Course, ShapedPara};
use crate::tradition::{AtEnd, Lang};

use candidate::Prepared;
use greedy::Chosen;
use justify::{Fill, Target};
use optimum::Measures;

pub use describe::{LineReport, describe};
pub use headline::badness;
pub use justify::fit_when_tracked;
pub use set::*;

/// The measures of a paragraph's lines: `first` for the first lines, `rest` for all further ones.
#[derive(Clone, Copy, Debug)]
pub struct LineMeasures<'a> {
    /// Measures of the first lines.
    pub first: &'a [Len],
    /// Measure of every further line.
    pub rest: Len,
    /// The numbers of lines that stand at the head of a column, which a paragraph's short last line should not.
    pub heads: &'a [usize],
}

impl<'a> LineMeasures<'a> {
    /// Of lines that all stand in one column.
    pub fn new(first: &'a [Len], rest: Len) -> Self {
        Self { first, rest, heads: &[] }
    }

    /// The measure of the line at `index`.
    pub fn at(&self, index: usize) -> Len {
        self.first.get(index).copied().unwrap_or(self.rest)
    }

    /// The first lines without the last ones that are like all further ones.
    pub fn differing(&self) -> &[Len] {
        let count = self.first.iter().rposition(|&measure| measure != self.rest).map_or(0, |last| last + 1);
        &self.first[..count]
    }
}

/// F4: whether a paragraph's last line of this width is a widow where it stands at a column's head.
pub fn is_short_end(width: Len, measure: Len) -> bool {
    width.0 * 3 < measure.0 * 2
}

/// A line setter as `flow` receives it.
pub type SetPara<'a> = dyn Fn(&ShapedPara, &ParaStyle, &LineMeasures<'_>) -> Vec<SetLine> + Sync + 'a;

/// Sets a paragraph: every cluster is in exactly one line, every line but the last of justified text is its measure to the unit.
///
/// The measures are the slots'; indents of the style are taken off here. An empty paragraph has no line.
pub fn set_para(para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>) -> Vec<SetLine> {
    let rules = &of_words(para, headed(&aligned(style)));
    let mut pieces = widths::pieces(para, rules, narrowest(style, measures));
    widths::fix_label(&mut pieces[..label_clusters(para, style)]);
    let text = Prepared::new(para, pieces, rules);
    let measure_of = |line: usize| inner_measure(style, measures, line);
    let chosen = match rules.fit {
        Fit::First => greedy::first_fit(&text, &measure_of),
        Fit::Balanced => headline::balanced(&text, style, &measure_of),
        Fit::Optimum => optimum::best_fit(&text, &searched(style, measures, &measure_of)),
    };
    let lines = || chosen.iter().enumerate().map(|(line, chosen)| (chosen, line, measure_of(line)));
    let filled = lines().filter(|(chosen, _, measure)| target(&text, style, chosen, *measure) == Target::Full);
    let gaps = even::gap_growth(&text, filled.map(|(chosen, _, measure)| (chosen, measure)));
    lines().map(|(chosen, line, measure)| finish(&text, style, chosen, line, Fill { measure, gaps })).collect()
}

/// The rules of a paragraph: only what is aligned at both sides is justified, and weighed as such.
fn aligned(style: &ParaStyle) -> Composition {
    let fills = matches!(style.align, Align::Justify | Align::Spread);
    Composition { justify: style.composition.justify && fills, ..style.composition }
}

/// KO11: words of a headline stay whole where the language has words.
fn headed(rules: &Composition) -> Composition {
    let keeps_words =
        rules.fit == Fit::Balanced && rules.lang.tradition().takes.word_break.contains(&WordBreak::KeepAll);
    Composition { word_break: if keeps_words { WordBreak::KeepAll } else { rules.word_break }, ..*rules }
}

/// The rules of a paragraph in another script are those of lines of words.
fn of_words(para: &ShapedPara, rules: Composition) -> Composition {
    if para.is_of_words() { Composition { lang: Lang::WORDS, ..rules } } else { rules }
}

/// F5: how far the label of a list's item reaches, which its turn lines start after.
pub fn label_width(para: &ShapedPara, style: &ParaStyle) -> Len {
    let rules = &style.composition;
    let text = Prepared::new(para, widths::pieces(para, rules, Len::ZERO), rules);
    let end = label_clusters(para, style);
    let trimmed = if end > 0 && text.trims_start(0) { text.pieces[0].blank.before } else { Len::ZERO };
    text.inner_width(0, end) - trimmed
}

/// How many clusters the label of an item takes.
fn label_clusters(para: &ShapedPara, style: &ParaStyle) -> usize {
    para.clusters.iter().take_while(|cluster| cluster.text_range().end <= style.label).count()
}

/// The shortest measure between the style's indents.
fn narrowest(style: &ParaStyle, measures: &LineMeasures<'_>) -> Len {
    measures.first.iter().copied().fold(measures.rest, Len::min) - style.margin_start - style.margin_end
}

/// The measure between the style's indents; never negative.
fn inner_measure(style: &ParaStyle, measures: &LineMeasures<'_>, line: usize) -> Len {
    (measures.at(line) - indent(style, line) - style.margin_end).max(Len::ZERO)
}

/// F1: the distance of a line's start from its slot.
fn indent(style: &ParaStyle, line: usize) -> Len {
    style.margin_start + if line == 0 { style.indent } else { Len::ZERO }
}

/// The measures as a search for the optimum needs them.
fn searched<'a>(style: &ParaStyle, measures: &LineMeasures<'a>, of: &'a dyn Fn(usize) -> Len) -> Measures<'a> {
    let differing = measures.differing().len().max(usize::from(style.indent != Len::ZERO));
    let settled = measures.heads.iter().map(|head| head + 1).fold(differing, usize::max);
    let narrowest = (0..differing).map(of).fold(of(differing), Len::min);
    Measures { of, settled, narrowest, heads: measures.heads }
}

/// Whether a line is one of several of a headline, over or under which others are centred.
fn is_stacked(text: &Prepared<'_>, chosen: &Chosen) -> bool {
    text.rules.fit == Fit::Balanced && chosen.range.len() < text.pieces.len()
}

/// H2: where a centred line of a headline starts. It is centred by its letters, marks at its edges hang, so that letters of stacked lines stand over each other.
fn hung_middle(text: &Prepared<'_>, chosen: &Chosen, free: Len) -> Len {
    let (start, end) = (chosen.range.start, text.visible_end(chosen.range.start, chosen.range.end));
    let Some(last) = end.checked_sub(1).filter(|last| *last > start) else { return free / 2 };
    let seen = |at: usize, trimmed: Len| text.pieces[at].advance - trimmed;
    let lead = match text.pieces[start].class {
        Class::Open => seen(start, if text.trims_start(start) { text.pieces[start].blank.before } else { Len::ZERO }),
        _ => Len::ZERO,
    };
    let trail = match text.pieces[last].class {
        Class::Close | Class::Comma | Class::Stop | Class::Tone => {
            seen(last, if text.pieces[last].at_end == AtEnd::Trims { text.pieces[last].blank.after } else { Len::ZERO })
        }
        _ => Len::ZERO,
    };
    ((free + trail - lead) / 2).clamp(Len::ZERO, free)
}

/// Whether a chosen line is stretched to its measure.
fn target(text: &Prepared<'_>, style: &ParaStyle, chosen: &Chosen, measure: Len) -> Target {
    let ends_paragraph = matches!(text.pieces[chosen.range.end - 1].end, breaks::Break::Must);
    let is_filled = || text.rules.justify && !ends_paragraph && !weigh::ends_short(text, &chosen.range, measure);
    match style.align {
        Align::Justify if is_filled() => Target::Full,
        Align::Spread => Target::Full,
        Align::Justify | Align::Start | Align::Center | Align::End => Target::Natural,
    }
}

/// Justifies and aligns a chosen line.
fn finish(text: &Prepared<'_>, style: &ParaStyle, chosen: &Chosen, line: usize, fill: Fill) -> SetLine {
    let mut set = justify::set_line(text, chosen, fill, target(text, style, chosen, fill.measure));
    let free = (fill.measure - set.width).max(Len::ZERO);
    let before = match style.align {
        Align::Center if is_stacked(text, chosen) => hung_middle(text, chosen, free),
        Align::Center => free / 2,
        Align::End => free,
        Align::Justify | Align::Start | Align::Spread => Len::ZERO,
    };
    set.start = match text.para.course {
        Course::FromLeft => indent(style, line) + before,
        // Its start is at the right, with the indent; what is left of its measure stands before it from the left.
        Course::FromRight => style.margin_end + free - before,
    };
    set
}
