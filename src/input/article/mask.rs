//! An article as Markdown shall see it. What Markdown's rules, made for words between spaces, would take wrongly or swallow is hidden from it by
//! bytes that mean nothing to it, one for one, so that every place in the masked text is the same place in the article.

use std::ops::Range;

use crate::base::{Diagnostic, Diagnostics, SourceId, Span};
use crate::message;

/// Stands for a byte of the article that Markdown shall take for a plain letter.
const PLAIN: u8 = 1;
/// Stands for a byte that is not there to print: a note to colleagues, a control character.
const NOTHING: u8 = 2;
/// A number with so many digits before a stop, after a blank line, is a year and no number of a list.
const YEAR_DIGITS: usize = 4;

/// A text and its mask.
pub(super) struct Masked<'t> {
    /// The body of the article.
    pub own: &'t str,
    /// The same for Markdown.
    pub text: String,
    /// Notes to colleagues.
    pub remarks: Vec<Range<usize>>,
}

/// What a masked byte stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Byte {
    /// Itself.
    Own,
    /// The article's own character, which Markdown has not looked at.
    Hidden,
    /// Nothing that prints.
    Nothing,
}

impl Masked<'_> {
    /// What stands at a byte.
    pub(super) fn byte(&self, at: usize) -> Byte {
        match self.text.as_bytes().get(at) {
            Some(&PLAIN) => Byte::Hidden,
            Some(&NOTHING) => Byte::Nothing,
            _ => Byte::Own,
        }
    }
}

/// Masks the body of an article, which begins at byte `start` of its source.
pub(super) fn masked<'t>(own: &'t str, source: SourceId, start: usize, found: &mut Diagnostics) -> Masked<'t> {
    let at = |range: Range<usize>| Span::new(source, start + range.start, start + range.end);
    let mut bytes = own.as_bytes().to_vec();
    let mut remarks = Vec::new();
    let controls = bytes.iter_mut().enumerate().filter(|(_, byte)| is_control(**byte));
    for (place, byte) in controls {
        *byte = NOTHING;
        found.push(
            Diagnostic::warning("article/control", "a control character stands here and does not print")
                .at(at(place..place + 1))
                .hint("take it out: it came with a copy from another program"),
        );
    }
    for comment in comments(own) {
        match comment {
            Ok(range) => {
                bytes[range.clone()].fill(NOTHING);
                found.push(remark(&own[range.clone()]).at(at(range.clone())));
                remarks.push(range);
            }
            Err(open) => {
                bytes[open] = PLAIN;
                found.push(
                    Diagnostic::error(
                        "article/unclosed",
                        "the note to colleagues that begins with `<!--` is not closed",
                    )
                    .at(at(open..open + 4))
                    .hint("close it with `-->`"),
                );
            }
        }
    }
    let mut line_start = 0;
    let mut after_blank = true;
    for line in own.split_inclusive('\n') {
        let range = line_start..line_start + line.len();
        hide(own, range, after_blank, &mut bytes);
        after_blank = line.trim().is_empty();
        line_start += line.len();
    }
    // Single bytes of ASCII, or whole comments, were replaced by ASCII: this is always UTF-8.
    let text = String::from_utf8(bytes).unwrap_or_default();
    Masked { own, text, remarks }
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\n' | b'\t') || byte == 0x7F
}

/// A note to colleagues is told, so that none is forgotten.
pub(super) fn remark(text: &str) -> Diagnostic {
    let said = text.trim_start_matches("<!--").trim_end_matches("-->").trim_start_matches('#');
    let said: String = said.split_whitespace().collect();
    Diagnostic::note("article/remark", message!("a note to colleagues, which does not print: {}", said))
}

/// Where `<!-- … -->` stands; one that is not closed is told by where it opens.
fn comments(text: &str) -> Vec<Result<Range<usize>, usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("<!--").map(|open| at + open) {
        if is_escaped(text.as_bytes(), open) {
            at = open + 4;
            continue;
        }
        match text[open + 4..].find("-->").map(|close| open + 4 + close + 3) {
            Some(end) => {
                all.push(Ok(open..end));
                at = end;
            }
            None => {
                all.push(Err(open));
                break;
            }
        }
    }
    all
}

/// Whether an odd number of backslashes stands before a byte.
fn is_escaped(text: &[u8], at: usize) -> bool {
    text[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// Hides what a line holds that Markdown shall not see: stars of emphasis, underscores, brackets of directives, of definitions, and the stop after a year.
fn hide(own: &str, line: Range<usize>, after_blank: bool, bytes: &mut [u8]) {
    let text = &own.as_bytes()[..line.end];
    let words = words_of(text, line.start);
    if !is_rule(&text[words..]) {
        for at in (words..line.end).filter(|&at| text[at] == b'*') {
            if bytes[at] == b'*' && !is_escaped(text, at) {
                bytes[at] = PLAIN;
            }
        }
    }
    for at in underscores(text, words) {
        if bytes[at] == b'_' {
            bytes[at] = PLAIN;
        }
    }
    for at in (words..line.end).filter(|&at| text[at] == b'[' && !is_escaped(text, at)) {
        if bytes[at] == b'[' && (opens_directive(&text[line.start..at]) || at == words && is_definition(&text[at..])) {
            bytes[at] = PLAIN;
        }
    }
    let digits = text[line.start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let stop = line.start + digits;
    if after_blank && digits >= YEAR_DIGITS && matches!(text.get(stop), Some(b'.' | b')')) {
        bytes[stop] = PLAIN;
    }
}

/// Underscores, which mark nothing: blanks to fill in, and names of files. Those of addresses and paths are left to Markdown.
fn underscores(text: &[u8], from: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut in_target = false;
    for (at, &byte) in text.iter().enumerate().skip(from) {
        match byte {
            b'(' if at > from && text[at - 1] == b']' => in_target = true,
            b'<' if text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => in_target = true,
            b')' | b'>' => in_target = false,
            b'_' if !in_target && !is_escaped(text, at) => found.push(at),
            _ => {}
        }
    }
    found
}

/// Where the words of a line begin, after the marks of quotations and lists.
fn words_of(text: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        let blank = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n'));
        let digits = text[at..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        match text.get(at) {
            Some(b' ' | b'\t' | b'>') => at += 1,
            Some(b'-' | b'+' | b'*') if blank(text.get(at + 1)) => at += 1,
            Some(_)
                if digits > 0
                    && matches!(text.get(at + digits), Some(b'.' | b')'))
                    && blank(text.get(at + digits + 1)) =>
            {
                at += digits + 1;
            }
            _ => return at,
        }
    }
}

/// Whether a line is a rule of three stars or more.
fn is_rule(line: &[u8]) -> bool {
    let stars = line.iter().filter(|&&byte| byte == b'*').count();
    stars >= 3 && line.iter().all(|byte| matches!(byte, b'*' | b' ' | b'\t' | b'\n'))
}

/// Whether a line so far ends in `:word`, so that a bracket after it is a directive's. Names of directives are short.
fn opens_directive(line: &[u8]) -> bool {
    let letters = line.iter().rev().take(8).take_while(|byte| byte.is_ascii_lowercase()).count();
    letters > 0 && line.len().checked_sub(letters + 1).is_some_and(|at| line[at] == b':')
}

/// Whether a line is `[label]: …`, which Markdown keeps for links and never prints.
fn is_definition(line: &[u8]) -> bool {
    line.windows(2).position(|pair| pair[0] == b']' && pair[1] == b':').is_some_and(|close| {
        // A label holds no brackets.
        !line[1..close].iter().any(|byte| matches!(byte, b'[' | b']'))
    })
}
