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
use crate::shape::Class;

use super::breaks::Break;
use super::candidate::Prepared;
use super::greedy::{Chosen, first_fit};

/// Costs against the square of a line's share of its measure, in thousandths: a full line against an empty one is a million.
mod cost {
    /// A break inside a word.
    pub(super) const IN_WORD: i64 = 400_000;
    /// A line that begins with a particle.
    pub(super) const PARTICLE: i64 = 400_000;
    /// A line that ends with a preposition or a conjunction.
    pub(super) const LINK: i64 = 150_000;
    /// A break at a pause: a space or after a mark.
    pub(super) const PAUSE: i64 = -250_000;
    /// A line of one character.
    pub(super) const LONELY: i64 = 800_000;
}

/// Characters that belong to the word before them.
const PARTICLES: &str = "的了着过吗呢吧啊呀嘛们地得么哪";
/// Characters that belong to the word after them.
const LINKS: &str = "在把被从与和向为对以将让给跟及或但而不未";
/// A headline of more lines than this is no headline.
const MOST_LINES: usize = 12;
/// Longer texts are not headlines either, and are set line by line.
const MOST_PIECES: usize = 400;

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
    Some(share * share + lonely + if end < text.pieces.len() { break_cost(text, end, words) } else { 0 })
}

/// What it costs to break before the piece `at`.
fn break_cost(text: &Prepared<'_>, at: usize, words: &BTreeSet<usize>) -> i64 {
    let (before, after) = (&text.pieces[at - 1], &text.pieces[at]);
    let pause =
        matches!(before.class, Class::Space | Class::IdeographicSpace | Class::Comma | Class::Stop | Class::Close)
            || after.class == Class::Open;
    let word = if words.contains(&text.para.clusters[at].text_range().start) { 0 } else { cost::IN_WORD };
    let particle = if PARTICLES.contains(after.first_char) { cost::PARTICLE } else { 0 };
    let link = if LINKS.contains(before.first_char) { cost::LINK } else { 0 };
    if pause { cost::PAUSE } else { word + particle + link }
}
