//! Breaks inside Western text: UAX 14 by a maintained engine, links and hyphenation by B5.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};

use crate::shape::{Class, Cluster, ShapedPara};

use crate::tradition::Foreign;

use super::breaks::{Break, CODE_BREAK, TORN_BREAK};

/// The longest.
const MAX_HYPHENATED: usize = 40;

/// The break after each cluster as far as Western text decides it, words of so many letters hyphenated; `Never` elsewhere. Empty when there is no Western text.
pub(super) fn breaks(para: &ShapedPara, hyphenated: Option<usize>) -> Vec<Break> {
    let spans = western_spans(&para.clusters);
    if spans.is_empty() {
        return Vec::new();
    }
    let plain = LineSegmenter::new_for_non_complex_scripts(options());
    let mut found = vec![Break::Never; para.clusters.len()];
    for span in spans {
        let first = para.clusters[span.start].start as usize;
        let last = para.clusters[span.end - 1].text_range().end;
        let text = &para.text[first..last];
        let is_unparted = text.chars().any(|c| Foreign::of(c).is_some_and(Foreign::is_unparted));
        let segmenter = if is_unparted { LineSegmenter::new_dictionary(options()) } else { plain };
        for at in segmenter.segment_str(text) {
            if let Some(cluster) = cluster_ending_at(&para.clusters[span.clone()], first + at) {
                let is_soft = para.text[..first + at].ends_with('\u{AD}');
                found[span.start + cluster] = if is_soft { Break::Hyphen } else { Break::May(0) };
            }
        }
        tailor_words(para, hyphenated, span, &mut found);
    }
    found
}

fn options() -> LineBreakOptions<'static> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options
}

/// Maximal runs of two or more Western clusters and spaces.
fn western_spans(clusters: &[Cluster]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = None;
    for at in 0..=clusters.len() {
        let western = clusters.get(at).is_some_and(|c| matches!(c.class, Class::West | Class::Space));
        match (western, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                if at - first > 1 {
                    spans.push(first..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    spans
}

fn cluster_ending_at(clusters: &[Cluster], end: usize) -> Option<usize> {
    clusters.binary_search_by_key(&end, |cluster| cluster.text_range().end).ok()
}

/// Links and long words have rules of their own.
fn tailor_words(para: &ShapedPara, hyphenated: Option<usize>, span: Range<usize>, found: &mut [Break]) {
    let mut start = span.start;
    for at in span.start..=span.end {
        if at < span.end && para.clusters[at].class != Class::Space {
            continue;
        }
        if start < at {
            let word = &para.text[para.clusters[start].start as usize..para.clusters[at - 1].text_range().end];
            if is_link(word) {
                break_link(para, start, &mut found[start..at]);
            } else if is_code(word) {
                break_code(para, start, &mut found[start..at]);
            } else if is_row(word) {
                tear_row(&mut found[start..at]);
            } else {
                keep_solidus(para, start, &mut found[start..at]);
                if let Some(shortest) = hyphenated {
                    hyphenate(para, start..at, shortest, found);
                }
            }
        }
        start = at + 1;
    }
}

fn is_link(word: &str) -> bool {
    word.contains("://")
        || word.starts_with("www.")
        || word.find('@').is_some_and(|at| at > 0 && word[at..].contains('.'))
}

/// Words longer than this that are no words of a language may be broken.
const LONGEST_WORD: usize = 12;

/// A file name, a number of a document: letters, digits and signs in one long row.
fn is_code(word: &str) -> bool {
    let has = |test: fn(char) -> bool| word.contains(test);
    word.len() > LONGEST_WORD
        && word.is_ascii()
        && (has(|c| matches!(c, '_' | '@'))
            || (has(|c| matches!(c, '/' | '.' | '-'))
                && has(|c| c.is_ascii_digit())
                && has(|c| c.is_ascii_alphabetic()))
            || (has(|c| c == '/') && has(|c| c.is_ascii_alphabetic()))
            || has(|c| c == '-') && !has(|c| c.is_ascii_alphabetic()))
}

/// Longer rows of letters and digits are read in groups anyway.
const LONGEST_ROW: usize = 16;
/// How many characters of them stand in a group.
const GROUP: usize = 4;

/// A row of letters and digits without a sign, as numbers of bank accounts, orders and registers are.
fn is_row(word: &str) -> bool {
    word.len() > LONGEST_ROW
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// A row that is wider than its column is parted between groups of four, and only then.
fn tear_row(found: &mut [Break]) {
    let inside = 0..found.len().saturating_sub(GROUP);
    found[inside].iter_mut().skip(GROUP - 1).step_by(GROUP).for_each(|end| *end = Break::May(TORN_BREAK));
}

/// B5: before `. @ _` and after `/` and `-`, never with a sign or less than two characters on either side.
fn break_code(para: &ShapedPara, start: usize, found: &mut [Break]) {
    let letter = |at: usize| para.first_char(start + at).is_ascii_alphanumeric();
    for at in 0..found.len().saturating_sub(1) {
        let (a, b) = (para.first_char(start + at), para.first_char(start + at + 1));
        let after = matches!(a, '/' | '-') && letter(at + 1) && at > 1;
        let decimal = b == '.' && a.is_ascii_digit() && found.len() > at + 2 && is_digit(para, start + at + 2);
        let before = matches!(b, '.' | '@' | '_') && letter(at) && at > 0 && at + 2 < found.len() && !decimal;
        found[at] = if after || before { Break::May(CODE_BREAK) } else { Break::Never };
    }
}

fn is_digit(para: &ShapedPara, at: usize) -> bool {
    para.first_char(at).is_ascii_digit()
}

/// GB/T 15834 5.1.9: a solidus between letters or digits neither begins nor ends a line: km/h, TCP/IP.
fn keep_solidus(para: &ShapedPara, start: usize, found: &mut [Break]) {
    let joined = |at: usize| para.first_char(start + at).is_alphanumeric();
    for at in 1..found.len().saturating_sub(1) {
        if para.first_char(start + at) == '/' && joined(at - 1) && joined(at + 1) {
            found[at - 1] = Break::Never;
            found[at] = Break::Never;
        }
    }
}

/// The end of an address, `.com` or `.cn` with its dot, says nothing alone.
const SHORTEST_END: usize = 4;

/// B5: after `/ ? & = # -`, and past the host before `. @ _ ~ %`; an address of mail has no host to keep whole. Never between the parts of `://`.
fn break_link(para: &ShapedPara, start: usize, found: &mut [Break]) {
    let is_mail = (0..found.len()).all(|at| para.first_char(start + at) != '/');
    let mut slashes = if is_mail { 3 } else { 0 };
    for at in 0..found.len().saturating_sub(1) {
        let (a, b) = (para.first_char(start + at), para.first_char(start + at + 1));
        slashes += u32::from(a == '/');
        let after = matches!(a, '/' | '?' | '&' | '=' | '#' | '-') && !matches!(b, '/' | '?' | '&' | '=' | '#' | '-');
        let before = matches!(b, '.' | '@' | '_' | '~' | '%') && a.is_alphanumeric();
        found[at] = match slashes {
            _ if after => Break::May(CODE_BREAK),
            3.. if before && (b != '.' || found.len() > at + 1 + SHORTEST_END) => Break::May(CODE_BREAK),
            // A host that is wider than its column.
            _ if before => Break::May(TORN_BREAK),
            _ => Break::Never,
        };
    }
}

/// Syllables of the words of letters alone in `range`, at least two letters before and three after.
fn hyphenate(para: &ShapedPara, range: Range<usize>, shortest: usize, found: &mut [Break]) {
    let mut start = range.start;
    for at in range.start..=range.end {
        if at < range.end && para.first_char(at).is_ascii_alphabetic() {
            continue;
        }
        // Longer ones are no words of English, and the patterns know none of that length.
        let word = || &para.text[para.clusters[start].start as usize..para.clusters[at - 1].text_range().end];
        // LA7: who marks where a word breaks lets it break nowhere else.
        if (shortest..=MAX_HYPHENATED).contains(&(at - start)) && !word().contains('\u{AD}') {
            let word = word();
            let mut end = para.clusters[start].start as usize;
            for syllable in hypher::hyphenate(word, hypher::Lang::English) {
                end += syllable.len();
                if let Some(cluster) =
                    cluster_ending_at(&para.clusters[start..at], end).filter(|c| c + 3 < at - start && *c >= 1)
                {
                    found[start + cluster] = Break::Hyphen;
                }
            }
        }
        start = at + 1;
    }
}
