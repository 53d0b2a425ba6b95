//! Marks of this program that are none as they are written: directives with Chinese colons, brackets or capitals, names of texts that only frames take in.

use crate::base::{Diagnostic, Diagnostics};
use crate::message;

use super::super::inline::DIRECTIVES;
use super::stray::{Place, Signs, stray};

/// Names that texts of frames take in, as the program itself gives them.
pub const VARIABLES: &[&str] = &[
    "paper",
    "issue",
    "date",
    "date-cn",
    "date-long",
    "date-era",
    "date-roc",
    "date-ko",
    "date-en",
    "weekday",
    "weekday-ja",
    "weekday-ko",
    "weekday-en",
    "year-month",
    "day",
    "lunar",
    "lunar-year",
    "lunar-day",
    "page",
    "name",
    "section",
    "page-count",
];

/// Marks of a block at most that are told.
const MOST: usize = 20;
/// Letters of a name at most.
const LONGEST: usize = 12;

/// `：dot[…]`, `:dot【…】`, `:dot(…)`, `: dot[…]`, `:Dot[…]`: every one of a block.
pub(super) fn directives(signs: &Signs<'_>) -> Diagnostics {
    let colons = signs.text.match_indices([':', '：']);
    // A block with more of them has other faults.
    colons.filter_map(|(at, colon)| directive(signs, at, colon)).take(MOST).collect()
}

fn directive(signs: &Signs<'_>, at: usize, colon: &str) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let after = text[at + colon.len()..].trim_start_matches(' ');
    let is_named = |name: &&&str| after.get(..name.len()).is_some_and(|written| written.eq_ignore_ascii_case(name));
    let name = DIRECTIVES.iter().find(is_named)?;
    let bracket = after[name.len()..].chars().next()?;
    let blank = text.len() - at - colon.len() - after.len();
    let is_meant = match bracket {
        '[' => colon == "：" || blank > 0 || !after.starts_with(*name),
        '【' | '［' => true,
        '(' | '（' => blank == 0 && colon == ":",
        _ => false,
    };
    let end = text.len() - after.len() + name.len();
    is_meant.then(|| {
        stray(message!("`{}` is no mark as it is written and would print", &text[at..end + bracket.len_utf8()]))
            .at(signs.place(at, end))
            .hint(message!("write `:{}[…]`: a half-width colon, no blank, small letters, square brackets", name))
    })
}

/// `{paper}`, `｛date｝` in an article, which is the same on every page.
pub(super) fn variable(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let (at, name) = text.match_indices(['{', '｛']).find_map(|(at, open)| {
        let inside = &text[at + open.len()..];
        let close = inside.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '}' | '｝'))?.0;
        let name = &inside[..close];
        // Braces right behind a directive's bracket are its argument.
        let is_free = !text[..at].ends_with(']');
        (is_free && VARIABLES.contains(&name)).then_some((at, name))
    })?;
    let message = message!("`{{}}` stands for something in texts of frames only, and prints here as it stands", name);
    let length = |at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
    let close = at + length(at) + name.len();
    let hint = place.advice(
        "write out what it stands for, or a backslash before the brace where it is to print",
        "write out what it stands for",
    );
    let at = signs.place(at, close + length(close));
    Some(Diagnostic::warning("article/stray", message).at(at).hint(hint))
}
