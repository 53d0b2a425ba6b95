//! What is typed on a keyboard for signs it has not, set as what it means by its neighbours: straight quotes as “ ” ‘ ’ and the apostrophe, two and
//! three hyphens as dashes.

use std::borrow::Cow;

use crate::input::{Fields, InlineRun, Mark};
use crate::tradition::{Hyphens, Lang, StraightQuotes, Writing};

use super::choices::{LANG, pick};
use super::composing;

/// Words that begin with an apostrophe in place of letters.
const ELISIONS: &[&str] = &["tis", "twas", "twere", "til", "em", "n", "cause", "cos", "bout", "cuz"];

/// Characters in which the other half of a pair is looked for: of more than any paragraph has.
const REACH: usize = 2_000;

/// The language of a run: that of the directive around it, else that of the paragraph's keys.
pub(super) fn language_of(run: &InlineRun, fields: &Fields) -> Lang {
    let tag = |mark: &Mark| if let Mark::Lang(tag) = mark { Some(pick(LANG, tag)) } else { None };
    run.marks.iter().rev().find_map(tag).unwrap_or_else(|| composing::lang(fields))
}

/// The runs of a paragraph with their quotes and dashes as their language has them.
pub(super) fn curled<'r>(runs: &'r [InlineRun], fields: &Fields) -> Cow<'r, [InlineRun]> {
    let changes = |run: &InlineRun| {
        let writing = &language_of(run, fields).tradition().writing;
        writing.quotes != StraightQuotes::AsTyped && run.text.contains(['"', '\''])
            || writing.hyphens == Hyphens::Dashes && run.text.contains("--")
    };
    if !runs.iter().any(changes) {
        return Cow::Borrowed(runs);
    }
    let whole: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
    let mut at = 0;
    let curl = |run: &InlineRun| {
        let start = at;
        at += run.text.chars().count();
        if !changes(run) {
            return run.clone();
        }
        let writing = &language_of(run, fields).tradition().writing;
        InlineRun { text: (start..at).filter_map(|at| meant(&whole, at, writing)).collect(), ..run.clone() }
    };
    Cow::Owned(runs.iter().map(curl).collect())
}

/// What the character at a place means; nothing where the one before it says it already.
fn meant(text: &[char], at: usize, writing: &Writing) -> Option<char> {
    match text[at] {
        '-' if writing.hyphens == Hyphens::Dashes => dash(text, at),
        '"' | '\'' if writing.quotes != StraightQuotes::AsTyped => Some(quote(text, at, writing.quotes)),
        other => Some(other),
    }
}

/// LA9: two hyphens are an en dash, three an em dash; an option of a program, as --help, keeps its own.
fn dash(text: &[char], at: usize) -> Option<char> {
    let is_hyphen = |c: &&char| **c == '-';
    let before = text[..at].iter().rev().take_while(is_hyphen).count();
    let start = at - before;
    let count = before + text[at..].iter().take_while(is_hyphen).count();
    let parts_words = start.checked_sub(1).is_some_and(|before| text[before].is_whitespace());
    let is_option = (start == 0 || parts_words) && text.get(start + count).is_some_and(|c| c.is_alphanumeric());
    match count {
        2 | 3 if is_option => Some('-'),
        2 | 3 if before > 0 => None,
        2 => Some('–'),
        3 => Some('—'),
        _ => Some('-'),
    }
}

/// A straight quote, curled.
fn quote(text: &[char], at: usize, quotes: StraightQuotes) -> char {
    let before = at.checked_sub(1).map(|before| text[before]);
    let after = &text[at + 1..];
    let own = text[at];
    let earlier = || text[at.saturating_sub(REACH)..at].iter().filter(|c| **c == own).count();
    if is_measure(text, at) {
        return own;
    }
    // Beside letters without blanks between words, a pair's first one opens.
    let is_first = || {
        quotes == StraightQuotes::Paired
            && before.is_some_and(|c| !c.is_ascii_alphanumeric())
            && earlier().is_multiple_of(2)
    };
    let opens = (before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c)) || is_first())
        && after.first().is_some_and(|c| !c.is_whitespace());
    let shortens = quotes == StraightQuotes::English && is_elision(after);
    match own {
        '"' if opens => '“',
        '"' => '”',
        '\'' if opens && !shortens => '‘',
        '\'' => '’',
        other => other,
    }
}

/// Feet and inches, 5'10", stay as they are: behind a figure, where no quotation is open.
fn is_measure(text: &[char], at: usize) -> bool {
    let is_figure = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let is_behind = |at: usize| at.checked_sub(1).is_some_and(is_figure);
    if !is_behind(at) || text[at] == '\'' {
        return is_behind(at) && is_figure(at + 1);
    }
    let quotes = (at.saturating_sub(REACH)..at).filter(|&at| text[at] == '"');
    !quotes.fold(false, |is_open, at| if is_open { false } else { !is_behind(at) })
}

/// Whether what follows an apostrophe is a year without its century, or a word without its first letters.
fn is_elision(after: &[char]) -> bool {
    let word: String = after.iter().take_while(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect();
    after.first().is_some_and(char::is_ascii_digit) || ELISIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, lang: Lang) -> String {
        let text: Vec<char> = text.chars().collect();
        (0..text.len()).filter_map(|at| meant(&text, at, &lang.tradition().writing)).collect()
    }

    #[test]
    fn straight_quotes_are_curled_by_their_neighbours() {
        for (written, expected) in [
            ("\"Go,\" she said, \"it's late.\"", "“Go,” she said, “it’s late.”"),
            ("the '90s, rock 'n' roll, the dogs' bowls", "the ’90s, rock ’n’ roll, the dogs’ bowls"),
            ("\"He said 'no' twice\"", "“He said ‘no’ twice”"),
            ("('tis \"so\")", "(’tis “so”)"),
            ("one—\"two\"—three", "one—“two”—three"),
            ("at 5'10\" he said \"route 66\"", "at 5'10\" he said “route 66”"),
            ("\"'No,' he said\"", "“‘No,’ he said”"),
        ] {
            assert_eq!(set(written, Lang::En), expected);
        }
        for (written, expected) in [
            ("첫 입항…\"물동량 20% 늘 것\"이라고", "첫 입항…“물동량 20% 늘 것”이라고"),
            ("'90년대 가요'와 McDonald's", "‘90년대 가요’와 McDonald’s"),
            ("시장은(\"그렇다\")라고", "시장은(“그렇다”)라고"),
        ] {
            assert_eq!(set(written, Lang::Ko), expected);
        }
        assert_eq!(set("他说\"好\"--对", Lang::ZhHans), "他说\"好\"--对");
    }

    #[test]
    fn hyphens_in_pairs_are_dashes() {
        for (written, expected) in [
            ("the pier -- at last -- is open", "the pier – at last – is open"),
            ("the pier---at last---is open", "the pier—at last—is open"),
            ("run it with --help or -h; 6-8 a.m.; ----", "run it with --help or -h; 6-8 a.m.; ----"),
        ] {
            assert_eq!(set(written, Lang::En), expected);
        }
    }
}
