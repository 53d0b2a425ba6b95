//! Lines that go on with the value above them and are no entries: a headline of two lines, a text that is not indented.

use std::ops::Range;

use crate::message;

use super::{Line, Repair, Slip, entries, syntax};

/// A key with its value, with which lines below may go on.
#[derive(Clone, Copy)]
pub(super) struct Begun<'t> {
    name: &'t str,
    /// Its column.
    column: usize,
    /// First byte of the value in the text; that of the end of the line where there is none.
    at: usize,
    value: &'t str,
    /// First byte of the lines below it.
    end: usize,
}

impl<'t> Begun<'t> {
    /// The key of a line, which has a value that may be words.
    pub(super) fn of(line: &Line<'t>) -> Option<Self> {
        let rest = line.after_key().strip_prefix([':', '：']).filter(|_| line.key > 0)?;
        let value = rest.trim();
        let at = line.start + line.text.len() - rest.trim_start().len();
        let at = if value.is_empty() { line.start + line.text.trim_end().len() } else { at };
        let end = line.start + line.text.len();
        let is_words = !value.starts_with(['{', '[', '#']) && !line.text[..line.before].contains('{');
        is_words.then_some(Self { name: line.name(), column: line.before, at, value, end })
    }

    /// The same under the name that its key has here.
    pub(super) fn named(self, name: &'t str) -> Self {
        Self { name, ..self }
    }

    /// Whether the lines below it are its value.
    pub(super) fn opens_block(&self) -> bool {
        line_opens_block(self.value)
    }

    /// The lines that go on with it, told at the first.
    pub(super) fn slip(&self, text: &str, line: &Line<'_>) -> Option<Slip> {
        let is_text = entries::prints(self.name) || self.opens_block() || line.below == Some("texts");
        self.told(text, line, &self.lines(text, line)).filter(|_| is_text)
    }

    /// Lines that go on with it, the first of which is given.
    pub(super) fn told(&self, text: &str, line: &Line<'_>, lines: &[Range<usize>]) -> Option<Slip> {
        let last = lines.last()?;
        let opens_block = self.opens_block();
        let words: Vec<&str> = lines.iter().map(|at| text[at.clone()].trim()).collect();
        let message = message!("this line goes on with `{}`, and YAML takes it for an entry of its own", self.name);
        let column = line.text.len() - line.text.trim_start().len();
        let slip = line.slip(column, words[0].len(), syntax(message));
        if opens_block {
            let indent = self.indent(text).unwrap_or(self.column + 2);
            let hint = message!("begin it with {} blanks, as all lines of the text below `|`", indent);
            let repairs = lines.iter().map(|at| Repair {
                range: at.start..at.end - text[at.clone()].trim_start().len(),
                with: " ".repeat(indent),
            });
            return Some(Slip { repairs: repairs.collect(), finding: slip.finding.hint(hint), ..slip });
        }
        let own =
            self.value.strip_prefix(['"', '\'']).and_then(|own| own.strip_suffix(['"', '\''])).unwrap_or(self.value);
        let all: Vec<&str> = [own].into_iter().filter(|own| !own.is_empty()).chain(words).collect();
        let (meant, hint) = if let [alone] = all[..] {
            (format!(" {alone}"), message!("write it behind the colon: `{}: {}`", self.name, alone))
        } else {
            let indent = " ".repeat(self.column + 2);
            let below: String = all.iter().map(|words| format!("\n{indent}{words}")).collect();
            let hint = message!(
                "for lines of their own write `{}: |`, and each line below it, {} blanks further in than `{}`; take out what is not to print",
                self.name,
                2,
                self.name
            );
            (format!("{}|{below}", if self.value.is_empty() { " " } else { "" }), hint)
        };
        Some(Slip { finding: slip.finding.hint(hint), ..slip }.repaired(self.at, last.end, meant))
    }

    /// The lines from one on that are no entries, without their ends.
    fn lines(&self, text: &str, line: &Line<'_>) -> Vec<Range<usize>> {
        let mut at = line.start;
        let all = text[line.start..].split_inclusive('\n').map(|words| {
            at += words.len();
            Line::new(at - words.len(), words)
        });
        all.take_while(|line| self.goes_on(line))
            .map(|line| line.start..line.start + line.text.trim_end().len())
            .collect()
    }

    fn goes_on(&self, line: &Line<'_>) -> bool {
        let words = line.text.trim();
        let begins_other = words.starts_with(['-', '{', '}', '[', ']', '#', '?', '|', '>', '"', '\'', '`']);
        let has_key = words.contains(": ")
            || words.ends_with([':', '：'])
            || line.after_key().starts_with([':', '：', '=', '＝']);
        let column = line.text.len() - line.text.trim_start_matches(' ').len();
        !words.is_empty() && words != "..." && !begins_other && !has_key && column <= self.column
    }

    /// The blanks before the first line below it, where that stands further in.
    fn indent(&self, text: &str) -> Option<usize> {
        let first = text[self.end..].lines().find(|line| !line.trim().is_empty())?;
        Some(first.len() - first.trim_start_matches(' ').len()).filter(|indent| *indent > self.column)
    }
}

fn line_opens_block(value: &str) -> bool {
    matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+")
}
