//! HTML in values: a headline, a byline, a caption has none, and its tags and character references would print as they were typed. In the text of an
//! article Markdown reads references; those that it does not know as such would print.

use std::ops::Range;

use crate::base::{Diagnostic, Span};
use crate::message;

use super::super::inline::{Letter, LetterKind};

/// Tags that web pages and word processors leave in texts. What else stands between `<` and `>` is the writer's own.
const TAGS: &[&str] = &[
    "a", "b", "big", "br", "center", "del", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "img", "ins", "li",
    "mark", "ol", "p", "s", "small", "span", "strong", "sub", "sup", "table", "td", "tr", "u", "ul", "wbr",
];
/// Most letters of a tag with its attributes.
const LONGEST: usize = 200;
/// Names of characters that web pages and word processors write and nobody types for another reason.
const COMMON: &[&str] = &[
    "nbsp", "ensp", "emsp", "amp", "lt", "gt", "quot", "ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip",
    "middot", "bull", "times", "deg",
];
/// Letters of the names of characters (HTML 5.2 §8.5), of those that anybody types.
const NAME: Range<usize> = 2..9;

/// The first tag and the first character reference of a line.
pub(super) fn check(letters: &[Letter]) -> impl Iterator<Item = Diagnostic> {
    let tag = (0..letters.len()).find_map(|at| Some((at, tag(&letters[at..])?))).map(|(at, length)| {
        told(letters, at, length).hint("take it out; further lines stand below a `|` after the key, one on each line")
    });
    tag.into_iter().chain(reference(letters))
}

/// The first character reference that nobody read: in a value any, in an article one whose name Markdown does not know (`&bogus;`).
pub(super) fn reference(letters: &[Letter]) -> Option<Diagnostic> {
    found(letters, |letters| beginning(letters, '&').and_then(|_| name_length(letters)))
}

/// A reference that is none to anybody but its writer: its `;` is missing or that of an input method (`&nbsp`, `&nbsp；`).
pub(super) fn open_reference(letters: &[Letter]) -> Option<Diagnostic> {
    found(letters, |letters| {
        let all = beginning(letters, '&')?;
        let name = &all[..all.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(all.len())];
        let after = all[name.len()..].chars().next();
        // `?a=1&times=2` is an address.
        let is_open = COMMON.contains(&name) && !matches!(after, Some('=' | ';'));
        is_open.then(|| name.len() + if after == Some('；') { 2 } else { 1 })
    })
}

/// In an article: a reference whose `&` is one itself, `&amp;nbsp;`. Markdown reads it once, and what is left would print.
pub(super) fn twice(letters: &[Letter]) -> Option<Diagnostic> {
    let is_made = |letter: &Letter| letter.span.end - letter.span.start > 1;
    found(letters, |letters| {
        letters.first().filter(|sign| sign.c == '&' && is_made(sign)).and_then(|_| name_length(letters))
    })
}

/// The first reference, by how many letters one has that begins there.
fn found(letters: &[Letter], length: impl Fn(&[Letter]) -> Option<usize>) -> Option<Diagnostic> {
    let (at, length) = (0..letters.len()).find_map(|at| Some((at, length(&letters[at..])?)))?;
    Some(told(letters, at, length).hint("type the sign itself, or a blank"))
}

/// What Markdown made of a character reference, which is told, since nobody sees it in the article.
pub(super) fn entity(typed: &str, prints: &str) -> Diagnostic {
    let message = match prints.trim().is_empty() {
        true => message!("`{}` is HTML for a blank and prints as one", typed),
        false => message!("`{}` is HTML for `{}` and prints so", typed, prints),
    };
    let hint = "type the sign itself; where the letters are to print as they stand, write a backslash before `&`";
    Diagnostic::note("article/stray", message).hint(hint)
}

fn told(letters: &[Letter], at: usize, length: usize) -> Diagnostic {
    let signs = &letters[at..at + length];
    let typed: String = signs.iter().map(|letter| letter.c).collect();
    let (first, last) = (signs.first().map_or(Span::default(), |letter| letter.span), signs.last());
    let span = Span { end: last.map_or(first.end, |last| last.span.end.max(first.end)), ..first };
    Diagnostic::error("article/stray", message!("`{}` is HTML and would print as it stands", typed)).at(span)
}

/// What begins here, where it begins with a sign that no backslash protects.
fn beginning(letters: &[Letter], sign: char) -> Option<String> {
    let is_sign = |letter: &&Letter| letter.c == sign && letter.kind != LetterKind::Escaped;
    letters.first().filter(is_sign)?;
    Some(behind(letters))
}

/// The letters behind the first.
fn behind(letters: &[Letter]) -> String {
    letters.iter().skip(1).take(LONGEST).map(|letter| letter.c).collect()
}

/// How long the tag is that begins here: `<br>`, `</b>`, `<span class="x">`.
fn tag(letters: &[Letter]) -> Option<usize> {
    let all = beginning(letters, '<')?;
    let inside = all.split_once('>')?.0;
    let words = inside.strip_prefix('/').unwrap_or(inside).trim_end_matches('/').trim_end();
    let (name, attributes) = words.split_once(' ').unwrap_or((words, ""));
    let is_known = TAGS.contains(&name.to_ascii_lowercase().as_str());
    (is_known && (attributes.is_empty() || attributes.contains('='))).then(|| inside.chars().count() + 2)
}

/// How long the reference is whose `&` stands here: `&nbsp;`, `&#8230;`, `&#x2014;`.
fn name_length(letters: &[Letter]) -> Option<usize> {
    let all = behind(letters);
    let name = all.split_once(';')?.0;
    let is_number = name.strip_prefix('#').is_some_and(|digits| {
        let digits = digits.strip_prefix(['x', 'X']).unwrap_or(digits);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit())
    });
    let is_word = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    (is_number || is_word && NAME.contains(&name.len())).then(|| name.len() + 2)
}
