//! Where a line may end: kinsoku, inseparables and Western breaks (composition B).

use crate::base::Len;
use crate::model::{Composition, Hyphenate, WordBreak};
use crate::shape::{Class, ShapedAnnotation, ShapedPara, Sign};

use super::widths::tables;
use super::{quantity, western};

/// What may happen after a cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Break {
    /// The line goes on.
    #[default]
    Never,
    /// The line may end, at a penalty (D7) of 0 for an ordinary place.
    May(u16),
    /// A word may be broken with a hyphen.
    Hyphen,
    /// The line ends.
    Must,
}

/// What a break inside a link or a long code costs, in the tenths of the optimum's costs: rather than letters a tenth of an em apart.
pub(crate) const CODE_BREAK: u16 = 1500;
/// Between a number and its unit, within a date or a range: rather than letters a tenth of an em apart.
pub(crate) const QUANTITY_BREAK: u16 = 2000;

/// Inside a word that is kept whole: only where no line can be made otherwise.
pub(crate) const TORN_BREAK: u16 = 60_000;

/// The break after each cluster; the last one is `Must`.
pub(crate) fn breaks(para: &ShapedPara, signs: &[Sign], rules: &Composition, narrowest: Len) -> Vec<Break> {
    let western = western::breaks(para, hyphenated(para, rules, narrowest));
    let mut found: Vec<Break> = (0..signs.len().saturating_sub(1))
        .map(|at| match pair(signs, at, rules) {
            Verdict::Western if is_bound(signs, at, rules) => Break::Never,
            Verdict::Western => western.get(at).copied().unwrap_or_default(),
            Verdict::Is(verdict) => joined(para, at).unwrap_or(verdict),
        })
        .collect();
    if !signs.is_empty() {
        found.push(Break::Must);
    }
    quantity::glue(signs, &mut found, rules);
    keep_ruby_whole(para, &mut found);
    found
}

/// J3: characters under one reading do not part, nor those of two readings of which one goes on over the other (RU6).
fn keep_ruby_whole(para: &ShapedPara, found: &mut [Break]) {
    for annotated in &para.annotations {
        if let ShapedAnnotation::Ruby(ruby) = &annotated.annotation {
            let (start, end) = (annotated.clusters.start as usize, annotated.clusters.end as usize);
            let whole = if ruby.clings { end } else { end.saturating_sub(1) };
            found[start..whole.max(start)].fill(Break::Never);
        }
    }
}

/// Columns under this many em are narrow enough for hyphens (B5).
const NARROW: i64 = 12;

/// B5: the shortest word that may be hyphenated when the narrowest line is `narrowest`, in letters.
fn hyphenated(para: &ShapedPara, rules: &Composition, narrowest: Len) -> Option<usize> {
    let hyphenates = match rules.hyphenate {
        Hyphenate::Always => true,
        Hyphenate::Never => false,
        Hyphenate::Narrow => !para.clusters.is_empty() && narrowest < para.em(0) * NARROW,
    };
    hyphenates.then_some(rules.lang.tradition().hyphenated)
}

/// Who decides about a pair.
enum Verdict {
    Is(Break),
    Western,
}

/// An editor's word joiner forbids a break, a zero-width space allows one (B5).
fn joined(para: &ShapedPara, at: usize) -> Option<Break> {
    let text = &para.text[para.clusters[at].text_range()];
    let next = para.clusters.get(at + 1).map(|cluster| &para.text[cluster.text_range()]);
    if text.ends_with('\u{2060}') || text.ends_with('\u{200D}') || next.is_some_and(|next| next.starts_with('\u{2060}'))
    {
        return Some(Break::Never);
    }
    text.ends_with('\u{200B}').then_some(Break::May(0))
}

/// The pair rules of B1 to B4, first match wins.
fn pair(signs: &[Sign], at: usize, rules: &Composition) -> Verdict {
    let (a, b) = (&signs[at], &signs[at + 1]);
    let level = rules.kinsoku;
    let never = Verdict::Is(Break::Never);
    if a.class == Class::Newline {
        return Verdict::Is(Break::Must);
    }
    if is_western(a.class) && is_western(b.class) {
        return Verdict::Western;
    }
    if b.class == Class::Newline || b.class == Class::Space || a.first_char == '\u{A0}' {
        return never;
    }
    let tables = tables(a, b, rules);
    let starts_no_line = (tables.starts)(b.class, b.first_char).is_some_and(|from| level >= from);
    let ends_no_line = (tables.ends)(a.class, a.first_char).is_some_and(|from| level >= from);
    if a.class == Class::Space {
        return Verdict::Is(if starts_no_line { Break::Never } else { Break::May(0) });
    }
    if inseparable(signs, at) || matches!(b.class, Class::IdeographicSpace | Class::Pause) {
        return never;
    }
    if a.class == Class::Long && b.class == Class::Long && a.first_char == b.first_char {
        return Verdict::Is(Break::May(0));
    }
    if starts_no_line || ends_no_line {
        return never;
    }
    let stays_whole = rules.word_break == WordBreak::KeepAll && !ends_part(a);
    Verdict::Is(Break::May(if stays_whole { TORN_BREAK } else { 0 }))
}

/// KO3: a word of Korean is kept whole with its marks, its particles and their Western nouns, and parted after hyphens and dashes alone;
/// names of a Chinese byline are parted after commas too.
fn ends_part(sign: &Sign) -> bool {
    matches!(sign.class, Class::Comma | Class::Conn | Class::Long | Class::IdeographicSpace | Class::Pause)
        || sign.class == Class::West && matches!(sign.first_char, '-' | '–' | '—' | '…')
}

/// Signs of Western text that the paragraph's language lets start no line.
fn is_bound(signs: &[Sign], at: usize, rules: &Composition) -> bool {
    signs[at].class != Class::Space && rules.lang.tradition().bound.contains(signs[at + 1].first_char)
}

/// TC14: a syllable begins with an initial or its dot, and ends with its tone.
fn is_syllable_of_bopomofo(a: &Sign, b: &Sign) -> bool {
    let begins = matches!(b.first_char, '˙' | 'ㄅ'..='ㄙ');
    let is_tone = |c| matches!(c, 'ˊ' | 'ˇ' | 'ˋ');
    let ends = is_tone(a.first_char);
    a.first_char == '˙' || is_tone(b.first_char) || !(begins || ends)
}

/// Classes between which the Western engine decides.
fn is_western(class: Class) -> bool {
    matches!(class, Class::West | Class::Space)
}

/// B4: parts of one number with its signs.
fn inseparable(signs: &[Sign], at: usize) -> bool {
    let (a, b) = (&signs[at], &signs[at + 1]);
    let after_next = signs.get(at + 2);
    match (a.class, b.class) {
        (Class::FullDigit, Class::FullDigit) | (Class::Upright, Class::Upright) => true,
        (Class::Bopomofo, Class::Bopomofo) => is_syllable_of_bopomofo(a, b),
        (Class::Upright, Class::Post) => a.first_char.is_ascii_digit(),
        // JA9: a numeral of Han and the sign after it.
        (Class::Han, Class::Post) => "〇一二三四五六七八九十百千万億兆".contains(a.first_char),
        (Class::FullDigit, Class::Comma | Class::Stop) => after_next.is_some_and(|c| c.class == Class::FullDigit),
        (Class::Comma | Class::Stop, Class::FullDigit) => {
            at > 0 && signs[at - 1].class == Class::FullDigit && !matches!(a.first_char, '、' | '；' | '。')
        }
        (Class::NumberMark, Class::FullDigit) => a.first_char == '．',
        (Class::FullDigit | Class::FullLetter, Class::Post) => true,
        (Class::West, Class::Post) => a.first_char.is_ascii_digit() || matches!(a.first_char, ')' | '.'),
        (Class::Post, Class::Post | Class::Pre) | (Class::Pre, Class::Pre) => true,
        (Class::Pre, Class::West | Class::FullDigit | Class::Upright) => true,
        // UAX 14 LB25: a sign between two numbers joins them.
        (Class::West | Class::FullDigit | Class::Upright, Class::Pre) => quantity::is_digit(a),
        (Class::Post, Class::West | Class::Upright) => {
            b.first_char.is_ascii_alphanumeric() && matches!(a.first_char, '°' | '′' | '″')
                || matches!(b.first_char, '×' | '÷')
        }
        (_, Class::Operator) => is_of_formula(a.class),
        (Class::Operator, _) => is_of_formula(b.class),
        (Class::FullDigit | Class::Upright, Class::West) => is_operator(b.first_char),
        (Class::West, Class::FullDigit | Class::Upright) => is_operator(a.first_char),
        _ => false,
    }
}

/// What a formula is made of besides its operators: all but Han.
fn is_of_formula(class: Class) -> bool {
    use Class::{Close, FullDigit, FullLetter, Open, Operator, Post, Pre, Upright, West};
    matches!(class, West | Upright | FullDigit | FullLetter | Post | Pre | Operator | Open | Close)
}

/// Operators that Western fonts draw.
fn is_operator(c: char) -> bool {
    matches!(c, '+' | '-' | '=' | '<' | '>' | '×' | '÷')
}
