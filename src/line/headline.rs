//! Balanced fit for headlines: as few lines as can be, equally long, broken by sense (composition H1).
//!
//! Word boundaries come from ICU4X's dictionary. A break inside a word, before a particle or after a preposition costs more than
//! any raggedness; a break after a mark or at a space costs less than none. An editor's own breaks are paragraphs of their own
//! and never meet this.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::base::Len;
use crate::shape::{Class, ShapedPara};

use super::SetLine;
use super::breaks::Break;
use super::candidate::Prepared;
use super::greedy::{Chosen, first_fit};

/// Costs against the square of a line's share of its measure, in thousandths: a full line against an empty one is a million.
mod cost {
    /// A break inside a number.
    pub(super) const IN_NUMBER: i64 = 600_000;
    /// A break inside a word.
    pub(super) const IN_WORD: i64 = 400_000;
    /// A line that begins with a particle.
    pub(super) const PARTICLE: i64 = 400_000;
    /// A line that ends with a preposition or a conjunction.
    pub(super) const LINK: i64 = 350_000;
    /// A break between a number and what it counts.
    pub(super) const COUNTED: i64 = 200_000;
    /// A break inside quotation marks or brackets.
    pub(super) const QUOTED: i64 = 150_000;
    /// A break between two words of one character, which often are one that the dictionary does not know.
    pub(super) const SINGLES: i64 = 100_000;
    /// A break at a pause: a space or after a mark.
    pub(super) const PAUSE: i64 = -250_000;
    /// A line of one character.
    pub(super) const LONELY: i64 = 800_000;
}

/// Characters that belong to the word before them.
const PARTICLES: &str = "的了着过吗呢吧啊呀嘛们地得么哪";
/// Characters that belong to the word before them where they are a word of their own.
const PLACES: &str = "上下中里内外前后间";
/// Characters that belong to the word after them.
const LINKS: &str = "在把被从与和向为对以将让给跟及或但而不未第";
/// Numerals.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两";
/// A headline of more lines than this is no headline.
const MOST_LINES: usize = 12;
/// Longer texts are not headlines either, and are set line by line.
const MOST_PIECES: usize = 400;

/// How bad the breaks of a set headline are: 0 when every line ends where sense does.
pub fn badness(para: &ShapedPara, lines: &[SetLine]) -> i64 {
    let broken = &lines[..lines.len().saturating_sub(1)];
    // Most headlines are tried on one line, which has no break to look words up for.
    if broken.is_empty() {
        return 0;
    }
    let words = word_ends(&para.text);
    broken.iter().map(|line| break_cost(para, line.clusters.end as usize, &words).max(0)).sum()
}

/// The lines of a headline.
pub(crate) fn balanced(text: &Prepared<'_>, measure_of: &dyn Fn(usize) -> Len) -> Vec<Chosen> {
    let greedy = first_fit(text, measure_of);
    let forced = text.pieces.iter().filter(|piece| piece.end == Break::Must).count();
    if greedy.len() < 2 || greedy.len() > MOST_LINES || text.pieces.len() > MOST_PIECES || forced > 1 {
        return greedy;
    }
    let words = word_ends(&text.para.text);
    let lines = greedy.len();
    search(text, &|line| measure_of(line.min(lines - 1)), lines, &words).unwrap_or(greedy)
}

/// Bytes at which words end.
fn word_ends(text: &str) -> BTreeSet<usize> {
    static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    WORDS.segment_str(text).collect()
}

/// Least cost over all ways to make exactly `lines` lines; `None` when no way fits.
fn search(
    text: &Prepared<'_>,
    measure_of: &dyn Fn(usize) -> Len,
    lines: usize,
    words: &BTreeSet<usize>,
) -> Option<Vec<Chosen>> {
    let count = text.pieces.len();
    let ends: Vec<usize> = (1..=count).filter(|&end| text.pieces[end - 1].end != Break::Never).collect();
    let mut reached: Vec<Option<(i64, Vec<usize>)>> = vec![None; count + 1];
    reached[0] = Some((0, vec![0]));
    for line in 0..lines {
        let measure = measure_of(line);
        let mut next: Vec<Option<(i64, Vec<usize>)>> = vec![None; count + 1];
        for (start, way) in reached.iter().enumerate().take(count) {
            let Some((so_far, breaks)) = way else { continue };
            for &end in ends.iter().filter(|&&end| end > start) {
                let Some(cost) = line_cost(text, start, end, measure, words) else { break };
                let cost = so_far + cost;
                if next[end].as_ref().is_none_or(|(known, _)| cost < *known) {
                    let breaks = breaks.iter().copied().chain([end]).collect();
                    next[end] = Some((cost, breaks));
                }
            }
        }
        reached = next;
    }
    let (_, breaks) = reached[count].take()?;
    Some(breaks.windows(2).map(|pair| Chosen { range: pair[0]..pair[1], hung: false }).collect())
}

/// What a line costs; `None` when it is too long.
fn line_cost(text: &Prepared<'_>, start: usize, end: usize, measure: Len, words: &BTreeSet<usize>) -> Option<i64> {
    let natural = text.candidate(start, end).natural;
    if natural > measure {
        return None;
    }
    let share = natural.scaled(1000, measure.0.max(1)).0;
    let visible = text.visible_end(start, end);
    let lonely = if visible - start < 2 { cost::LONELY } else { 0 };
    Some(share * share + lonely + if end < text.pieces.len() { break_cost(text.para, end, words) } else { 0 })
}

/// What it costs to break before the piece `at`.
fn break_cost(para: &ShapedPara, at: usize, words: &BTreeSet<usize>) -> i64 {
    let (before, after) = (&para.clusters[at - 1], &para.clusters[at]);
    let pause =
        matches!(before.class, Class::Space | Class::IdeographicSpace | Class::Comma | Class::Stop | Class::Close)
            || after.class == Class::Open;
    let quoted = if is_quoted(para, at) { cost::QUOTED } else { 0 };
    if pause {
        return quoted + if quoted == 0 { cost::PAUSE } else { 0 };
    }
    let word = if words.contains(&after.text_range().start) { singles(para, at, words) } else { cost::IN_WORD };
    let first = para.first_char(at);
    let belongs_before = PARTICLES.contains(first) || (PLACES.contains(first) && is_single(para, at, words));
    let particle = if belongs_before { cost::PARTICLE } else { 0 };
    let link = if LINKS.contains(para.first_char(at - 1)) { cost::LINK } else { 0 };
    quoted + word.max(number(para, at)) + particle + link
}

/// What a break costs for the number it touches.
fn number(para: &ShapedPara, at: usize) -> i64 {
    let is_number = |at: usize| {
        let first = para.first_char(at);
        NUMERALS.contains(first) || first.is_ascii_digit() || para.clusters[at].class == Class::FullDigit
    };
    match (is_number(at - 1), is_number(at)) {
        (true, true) => cost::IN_NUMBER,
        (true, false) => cost::COUNTED,
        (false, _) => 0,
    }
}

/// Whether a break stands inside quotation marks or brackets.
fn is_quoted(para: &ShapedPara, at: usize) -> bool {
    let count = |class: Class| para.clusters[..at].iter().filter(|cluster| cluster.class == class).count();
    count(Class::Open) > count(Class::Close)
}

/// What a break between words costs where both are of one character; a particle ends what comes before it well enough.
fn singles(para: &ShapedPara, at: usize, words: &BTreeSet<usize>) -> i64 {
    let both = is_single(para, at - 1, words) && is_single(para, at, words);
    if both && !PARTICLES.contains(para.first_char(at - 1)) { cost::SINGLES } else { 0 }
}

/// Whether a Han is a word of its own.
fn is_single(para: &ShapedPara, at: usize, words: &BTreeSet<usize>) -> bool {
    let ends_word = |at: usize| para.clusters.get(at).is_none_or(|cluster| words.contains(&cluster.text_range().start));
    para.clusters[at].class == Class::Han && ends_word(at) && ends_word(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Region, shape_ideal};

    /// What breaks of a text before its second, third… character cost.
    fn costs(text: &str) -> Vec<(usize, i64)> {
        let para = shape_ideal(text, Len::pt(9), Region::Sc);
        let words = word_ends(text);
        (1..para.clusters.len()).map(|at| (at, break_cost(&para, at, &words))).collect()
    }

    /// The two parts of a text at its cheapest break, but for the edges.
    fn cheapest(text: &str) -> (String, String) {
        let inner = costs(text).into_iter().filter(|(at, _)| (3..text.chars().count() - 2).contains(at));
        let (at, _) = inner.min_by_key(|(at, cost)| (*cost, *at)).unwrap();
        (text.chars().take(at).collect(), text.chars().skip(at).collect())
    }

    #[test]
    fn numbers_are_not_torn() {
        let costs = costs("今年新增二十三条公交线路");
        for at in [5, 6] {
            assert!(costs[at - 1].1 >= cost::IN_NUMBER, "{costs:?}");
        }
        assert_eq!(cheapest("今年新增二十三条线路").0, "今年新增");
        assert!(costs.iter().all(|(at, cost)| *at != 7 || *cost >= cost::COUNTED), "{costs:?}");
    }

    #[test]
    fn a_line_ends_before_a_preposition_and_outside_quotes() {
        let before_and_after = costs("我们的家乡在希望的田野上");
        assert!(before_and_after[4].1 == 0 && before_and_after[5].1 >= cost::LINK, "{before_and_after:?}");
        assert_eq!(cheapest("阳台上的半小时").0, "阳台上的");
        let inside = costs("从“一片叶子”到产业链");
        assert!((3..6).all(|at| inside[at - 1].1 >= cost::QUOTED), "{inside:?}");
    }
}
