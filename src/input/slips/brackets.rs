//! Brackets and braces that nothing closes, or that close another than the last that was opened.

use crate::base::yaml_quoted;
use crate::message;

use super::{Line, Slip, syntax, with_quotes};

/// A bracket that is open.
#[derive(Clone, Copy)]
struct Open {
    sign: char,
    /// Its byte in the text.
    at: usize,
    /// Its line, from 1.
    line: usize,
}

/// The brackets of a text as its lines are read.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<Open>,
    line: usize,
    /// The quotes that a value stands in.
    quote: Option<char>,
}

impl Brackets {
    /// Whether any is open.
    pub(super) fn are_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The last one that is open.
    pub(super) fn last(&self) -> Option<char> {
        self.open.last().map(|open| open.sign)
    }

    /// Reads a line of values, not of words: a bracket that closes another.
    pub(super) fn slip(&mut self, line: &Line<'_>, number: usize) -> Option<Slip> {
        self.line = number;
        // Whether a value begins here: only there do quotes and, outside of brackets, brackets themselves mean anything.
        let mut begins = true;
        let mut before = ' ';
        for (at, c) in line.text.char_indices() {
            if let Some(quote) = self.quote {
                self.quote = (c != quote || quote == '"' && before == '\\').then_some(quote);
                before = if before == '\\' { ' ' } else { c };
                continue;
            }
            match c {
                '#' if before.is_whitespace() => return self.swallowed(line, at),
                '"' | '\'' if begins => self.quote = Some(c),
                '[' | '{' if begins => self.open.push(Open { sign: c, at: line.start + at, line: self.line }),
                ']' | '}' if !self.open.is_empty() => {
                    let last = self.open.pop()?;
                    if closing(last.sign) != c {
                        return Some(self.crossed(line, at, last));
                    }
                }
                _ => {}
            }
            let is_open = !self.open.is_empty();
            begins = match c {
                ' ' | '\t' => begins || matches!(before, ':' | '-'),
                '[' | '{' | ',' => is_open,
                _ => false,
            };
            before = c;
        }
        None
    }

    /// A comment that holds the bracket which closes an open one.
    fn swallowed(&self, line: &Line<'_>, at: usize) -> Option<Slip> {
        let last = self.open.last()?;
        line.text[at..].trim_end().ends_with([closing(last.sign), ',']).then(|| {
            let finding = syntax("to YAML what follows a blank and `#` is a comment, up to the end of the line");
            line.slip(at, 1, finding.hint("put the whole value into quotes: `\"…\"`"))
        })
    }

    fn crossed(&self, line: &Line<'_>, at: usize, last: Open) -> Slip {
        let sign = line.text[at..].chars().next().unwrap_or(']');
        let message = message!("`{}` closes the `{}` of line {}", sign, last.sign, last.line);
        let slip = line.slip(at, 1, syntax(message).hint(message!("write `{}` there first", closing(last.sign))));
        slip.repaired(line.start + at, line.start + at, closing(last.sign))
    }

    /// The last bracket that nothing closes.
    pub(super) fn left(&self, text: &str) -> Option<Slip> {
        let last = self.open.last()?;
        let finding = syntax(message!("nothing closes this `{}`", last.sign));
        let hint = message!("write `{}` where what it holds ends", closing(last.sign));
        let finding = finding.hint(hint);
        let line = text.get(last.at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let words = line.split(" #").next().unwrap_or(line).trim_end();
        let end = last.at + words.len();
        let slip = |finding| Slip { start: last.at, end: last.at + 1, finding, repairs: Vec::new() };
        // What holds keys, or values between commas, was meant as it stands.
        Some(if line.trim_end().len() < 2 {
            slip(finding)
        } else if line.contains(": ") {
            slip(finding).repaired(end, end, closing(last.sign))
        } else if line.contains(',') {
            slip(finding.hint("a text that begins with it needs quotes around it all")).repaired(
                end,
                end,
                closing(last.sign),
            )
        } else {
            let finding = finding.hint("a text that begins with it needs quotes around it all");
            slip(finding).repaired(last.at, end, yaml_quoted(words))
        })
    }
}

/// `[比分: 2: 1, 甲]`: words of a list in which two colons stand.
pub(super) fn item(line: &Line<'_>) -> Option<Slip> {
    let open = line.text.find('[').filter(|open| !line.text[..*open].contains(['"', '\'', '#']))?;
    let mut start = open;
    for part in line.text[open..].split_inclusive(['[', ']', ',', '{', '}']) {
        let (at, words) = (start, part.trim_end_matches(['[', ']', ',', '{', '}']));
        start += part.len();
        // Between braces, and in quotes, other rules look.
        if part.ends_with('{') || words.contains(['"', '\'']) {
            return None;
        }
        if words.matches(": ").count() < 2 || !part.ends_with([']', ',']) {
            continue;
        }
        let own = words.trim();
        let at = at + words.len() - words.trim_start().len();
        let finding = syntax("a colon with a blank behind it stands in a value, as if another key began there");
        let quoted = with_quotes(own);
        let colon = own.find(": ").unwrap_or_default();
        let slip = line.slip(at + colon, 1, finding.hint(message!("put the value into quotes: {}", quoted.as_str())));
        return Some(slip.repaired(line.start + at, line.start + at + own.len(), quoted));
    }
    None
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}
