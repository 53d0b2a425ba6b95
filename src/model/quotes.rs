//! Straight quotes of Western texts, set as what they mean by their neighbours: “ ” ‘ ’, and the apostrophe.

use std::borrow::Cow;

use crate::input::{Fields, InlineRun, Mark};

/// Words that begin with an apostrophe in place of letters.
const ELISIONS: &[&str] = &["tis", "twas", "twere", "til", "em", "n", "cause", "cos", "bout", "cuz"];

/// The runs of a paragraph with their straight quotes curled where the language is English.
pub(super) fn curled<'r>(runs: &'r [InlineRun], fields: &Fields) -> Cow<'r, [InlineRun]> {
    let own = fields.text("language").map(|language| language.value);
    let is_english = |run: &InlineRun| {
        let marked =
            run.marks.iter().rev().find_map(|mark| if let Mark::Lang(tag) = mark { Some(tag.as_str()) } else { None });
        marked.or(own) == Some("en")
    };
    let is_straight = |run: &InlineRun| run.text.contains(['"', '\'']) && is_english(run);
    if !runs.iter().any(is_straight) {
        return Cow::Borrowed(runs);
    }
    let whole: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
    let mut at = 0;
    let curl = |run: &InlineRun| {
        let start = at;
        at += run.text.chars().count();
        if !is_straight(run) {
            return run.clone();
        }
        InlineRun { text: (start..at).map(|at| quote(&whole, at)).collect(), ..run.clone() }
    };
    Cow::Owned(runs.iter().map(curl).collect())
}

/// The character at a place, curled where it is a straight quote.
fn quote(text: &[char], at: usize) -> char {
    let before = at.checked_sub(1).map(|before| text[before]);
    let after = &text[at + 1..];
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c))
        && after.first().is_some_and(|c| !c.is_whitespace());
    match text[at] {
        '"' if opens => '“',
        '"' => '”',
        '\'' if opens && !is_elision(after) => '‘',
        '\'' => '’',
        other => other,
    }
}

/// Whether what follows an apostrophe is a year without its century, or a word without its first letters.
fn is_elision(after: &[char]) -> bool {
    let word: String = after.iter().take_while(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect();
    after.first().is_some_and(char::is_ascii_digit) || ELISIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_quotes_are_curled_by_their_neighbours() {
        for (written, set) in [
            ("\"Go,\" she said, \"it's late.\"", "“Go,” she said, “it’s late.”"),
            ("the '90s, rock 'n' roll, the dogs' bowls", "the ’90s, rock ’n’ roll, the dogs’ bowls"),
            ("\"He said 'no' twice\"", "“He said ‘no’ twice”"),
            ("('tis \"so\")", "(’tis “so”)"),
            ("one—\"two\"—three", "one—“two”—three"),
            ("\"'No,' he said\"", "“‘No,’ he said”"),
        ] {
            let text: Vec<char> = written.chars().collect();
            assert_eq!((0..text.len()).map(|at| quote(&text, at)).collect::<String>(), set);
        }
    }
}
