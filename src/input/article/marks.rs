//! Marks of this program that are none as they are written: directives with Chinese colons, brackets or capitals, names of texts that only frames take in.

use crate::base::{Diagnostic, Diagnostics, Span};
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

/// What spreadsheets write in the place of a figure that they could not reckon.
const SHEET_ERRORS: &[&str] =
    &["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
/// So many `#` within a text fill a cell that was too narrow for its figure.
const FULL_CELL: usize = 4;

/// `#REF!`, `合计####万元`: every one of a block.
pub(super) fn sheet_errors(signs: &Signs<'_>) -> Diagnostics {
    // A backslash makes no figure of it.
    let text: String = signs.letters.iter().map(|letter| letter.c).collect();
    let length = |at: usize| {
        let known = SHEET_ERRORS.iter().find(|error| text[at..].starts_with(**error)).map(|error| error.len());
        // At the head of a line they are a crosshead that lacks its blank; each row of them is counted once, from its first.
        let is_within = text[..at].ends_with(char::is_alphanumeric);
        let row = || text[at..].bytes().take_while(|byte| *byte == b'#').count();
        known.or_else(|| is_within.then(row).filter(|filled| *filled >= FULL_CELL))
    };
    let all = text.match_indices('#').filter_map(|(at, _)| Some((at, at + length(at)?)));
    let place = |start: usize, end: usize| {
        let first = text[..start].chars().count();
        let letters = &signs.letters[first..first + text[start..end].chars().count()];
        letters.first().zip(letters.last()).map(|(first, last)| Span { end: last.span.end, ..first.span })
    };
    let told = |(start, end): (usize, usize)| Some(sheet_error(&text[start..end]).at(place(start, end)?));
    all.take(MOST).filter_map(told).collect()
}

fn sheet_error(typed: &str) -> Diagnostic {
    let message = message!("`{}` stands where a spreadsheet had no figure to show, and prints", typed);
    Diagnostic::warning("article/stray", message)
        .hint("look the figure up in the spreadsheet and write it in its place")
}

/// `：dot[…]`, `:dot【…】`, `:dot(…)`, `: dot[…]`, `:dot […]`, `:Dot[…]`: every one of a block.
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
    let inside = after[name.len()..].trim_start_matches([' ', '\u{3000}']);
    let bracket = inside.chars().next()?;
    let (blank, gap) = (text.len() - at - colon.len() - after.len(), after.len() - name.len() - inside.len());
    let is_exact = colon == ":" && blank == 0 && after.starts_with(*name);
    let is_meant = match bracket {
        '[' if gap == 0 && is_exact => return too_many_colons(signs, at),
        '[' | '【' | '［' => gap == 0 || is_exact,
        '(' | '（' => blank == 0 && gap == 0 && colon == ":",
        _ => false,
    };
    let end = text.len() - inside.len();
    is_meant.then(|| {
        stray(message!("`{}` is no mark as it is written and would print", &text[at..end + bracket.len_utf8()]))
            .at(signs.place(at, end - gap))
            .hint(message!("write `:{}[…]`: a half-width colon, no blank, small letters, square brackets", name))
    })
}

/// `::dot[…]`: the mark is read, and the colon before it prints.
fn too_many_colons(signs: &Signs<'_>, at: usize) -> Option<Diagnostic> {
    let before = signs.text[..at].strip_suffix(':')?.len();
    Some(
        Diagnostic::warning("article/stray", "the first of these two colons is none of the mark and prints")
            .at(signs.place(before, at))
            .hint("take one out, or write the full-width `：` where the text has a colon"),
    )
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
