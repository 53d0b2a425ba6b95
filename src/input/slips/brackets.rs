//! Brackets and braces that nothing closes, or that close another than the last that was opened.

use crate::message;

use super::{Line, Slip, syntax};

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
                '#' if before.is_whitespace() => return None,
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

    fn crossed(&self, line: &Line<'_>, at: usize, last: Open) -> Slip {
        let sign = line.text[at..].chars().next().unwrap_or(']');
        let message = message!("`{}` closes the `{}` of line {}", sign, last.sign, last.line);
        line.slip(at, 1, syntax(message).hint(message!("write `{}` there first", closing(last.sign))))
    }

    /// The last bracket that nothing closes.
    pub(super) fn left(&self, text: &str) -> Option<Slip> {
        let last = self.open.last()?;
        let finding = syntax(message!("nothing closes this `{}`", last.sign));
        let hint = message!("write `{}` where what it holds ends", closing(last.sign));
        let finding = finding.hint(hint);
        let line = text.get(last.at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        // What holds keys was meant as it stands.
        let finding = match line.contains(": ") || line.len() < 2 {
            true => finding,
            false => finding.hint("a text that begins with it needs quotes around it all"),
        };
        Some(Slip { start: last.at, end: last.at + 1, finding })
    }
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}
