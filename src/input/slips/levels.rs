//! Keys that do not stand below those of their level, and lists whose hyphens are none.

use crate::message;

use super::{Line, Repair, Slip, syntax};

/// `-layout: front` and `— layout: front`.
pub(super) fn hyphen(line: &Line<'_>) -> Option<Slip> {
    let rest = &line.text[line.before..];
    let sign = rest.chars().next().filter(|c| matches!(c, '-' | '—' | '–' | '－' | '−' | '•' | '·'))?;
    let item = rest[sign.len_utf8()..].trim_start();
    let is_key = item.starts_with(|c: char| c.is_ascii_alphabetic()) && item.contains(':');
    is_key.then(|| {
        let finding = syntax(message!("`{}` begins no item of a list", sign));
        let hint = message!("write a hyphen and a blank: `- {}`", item.trim_end());
        let slip = line.slip(line.before, sign.len_utf8(), finding.hint(hint));
        let start = line.start + line.before;
        // Without the blank the keys below it would stand beside it no more.
        let is_blank = rest[sign.len_utf8()..].starts_with(' ');
        if is_blank { slip.repaired(start, start + sign.len_utf8(), "-") } else { slip }
    })
}

/// The columns in which keys of open levels stand, and whether the last key has a value beside it.
#[derive(Default)]
pub(super) struct Levels {
    columns: Vec<usize>,
    has_value: bool,
    /// The brace that ends the last line, with its byte in the text.
    brace: Option<usize>,
}

impl Levels {
    /// A key that stands deeper than its neighbours, or less deep than they and deeper than those above them.
    pub(super) fn slip(&mut self, line: &Line<'_>) -> Option<Slip> {
        let rest = line.after_key().strip_prefix(':').filter(|_| line.key > 0)?;
        let has_value = !rest.trim().is_empty() && !rest.trim_start().starts_with('#');
        let column = line.before;
        let deeper = self.columns.last().is_none_or(|last| column > *last);
        let is_child = deeper && (self.columns.is_empty() || !self.has_value);
        // Of two that are as near the deeper one was meant.
        let nearest = |known: &usize| (known.abs_diff(column), std::cmp::Reverse(*known));
        let meant = self.columns.iter().copied().min_by_key(nearest).unwrap_or_default();
        while self.columns.last().is_some_and(|last| *last > column) {
            self.columns.pop();
        }
        let is_known = self.columns.last() == Some(&column);
        self.has_value = has_value;
        let end = line.text.trim_end();
        let is_braced = end.ends_with('}') && rest.trim_start().starts_with('{');
        let brace = self.brace.take();
        self.brace = is_braced.then(|| line.start + end.len() - 1);
        if is_child || is_known {
            if is_child {
                self.columns.push(column);
            }
            return None;
        }
        let finding = syntax(message!("`{}` does not stand below the keys of its level", line.name()));
        if let Some(brace) = brace.filter(|_| deeper) {
            let words = end[column..].to_owned();
            let hint = message!("put it into the braces above: `, {}}`", words);
            let slip = line.slip(column, line.key, finding.hint(hint));
            let own = Repair { range: line.start..line.start + line.text.len(), with: String::new() };
            let within = Repair { range: brace..brace, with: format!(", {words}") };
            return Some(Slip { repairs: vec![within, own], ..slip });
        }
        let hint = "keys of one level begin in the same column: give their lines as many blanks";
        let slip = line.slip(column, line.key, finding.hint(hint));
        let is_plain = line.text[..column].bytes().all(|byte| byte == b' ');
        Some(if is_plain { slip.repaired(line.start, line.start + column, " ".repeat(meant)) } else { slip })
    }
}
