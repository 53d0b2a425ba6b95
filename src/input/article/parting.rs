//! Lines of nothing but signs, with which writers part a text: what is no mark of Markdown prints.

use crate::base::Diagnostic;
use crate::message;

use super::BlockKind;
use super::stray::Signs;

/// Signs with which writers part a text. Dots and calls alone are speech, low strokes are to be filled in.
const PARTING: &str = "-—－–=＝*＊~～─━═·•●○☆★■□◆◇△▲▽▼※+＋^";

/// A line of nothing but such signs.
pub(super) fn check(signs: &Signs<'_>, kind: BlockKind) -> Option<Diagnostic> {
    let mut start = 0;
    let line = signs.text.split('\n').find_map(|line| {
        let at = start + line.len() - line.trim_start().len();
        start += line.len() + 1;
        is_parting(line).then(|| at..at + line.trim().len())
    })?;
    (kind == BlockKind::Paragraph).then(|| told(signs, line.start, line.end))
}

fn is_parting(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| PARTING.contains(c) || c.is_whitespace())
}

fn told(signs: &Signs<'_>, start: usize, end: usize) -> Diagnostic {
    let message =
        message!("nothing but `{}` stands on this line, and it prints as words would", &signs.text[start..end]);
    Diagnostic::note("article/stray", message)
        .at(signs.place(start, end))
        .hint("take it out, or write `## ` and a crosshead where the text is parted")
}
