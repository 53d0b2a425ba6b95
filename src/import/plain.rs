//! Plain text → draft: a line is a paragraph, unless the lines were broken where a page or a window ended.

use crate::input::{BlockKind, Files};
use crate::message;

use super::clean::is_han;
use super::draft::{Builder, Draft, Look};
use super::wrapped::{self, Wrapping};
use super::{head, markdown, typed, verse};

/// Reads a text; its first lines are judged by their looks, and pictures that it names are asked of `files`.
pub(super) fn read(text: &str, files: &dyn Files) -> Draft {
    let mut draft = paragraphs(text);
    verse::understand(&mut draft);
    typed::understand(&mut draft, files);
    if markdown::is_markdown(text) {
        markdown::understand(&mut draft);
    }
    head::guess(&mut draft);
    draft
}

/// What begins a paragraph of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begin {
    /// Every line, unless the lines were broken by hand.
    Line,
    /// An indent, where there are indents.
    Indent,
}

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Draft {
    parted(text, Begin::Line)
}

/// The paragraphs of a wire, whose lines end where the agency's machine ended them.
pub(super) fn of_wire(text: &str) -> Draft {
    parted(text, Begin::Indent)
}

fn parted(text: &str, begin: Begin) -> Draft {
    let groups: Vec<Vec<&str>> = text.split("\n\n").map(lines).collect();
    let wrapping = Wrapping::of(&groups);
    let is_indented = wrapped::is_indented_text(&groups);
    let torn = wrapped::perhaps_torn(&groups, wrapping).filter(|_| begin == Begin::Line);
    let mut builder = Builder::default();
    let mut joined = 0;
    for lines in groups {
        builder.gap();
        let mut before: Option<&str> = None;
        let mut went_on = false;
        for line in lines {
            let goes_on = before.is_some_and(|before| {
                wrapping.is_some_and(|wrapping| wrapping.goes_on(before, line))
                    || is_indented
                        && (went_on || wrapped::is_indented(before))
                        && wrapped::goes_on_unindented(before, line, begin == Begin::Indent)
            });
            if !goes_on {
                builder.end(BlockKind::Paragraph);
            } else if is_parted(before.unwrap_or_default(), line.trim_start()) {
                builder.text(" ", &Look::default());
            }
            joined += if goes_on { 1 + usize::from(!went_on) } else { 0 };
            went_on = goes_on;
            builder.text(if goes_on { line.trim_start() } else { line }, &Look::default());
            before = Some(line);
        }
        builder.end(BlockKind::Paragraph);
    }
    let mut draft = builder.draft;
    if joined > 0 {
        draft.guesses.push(message!("{} lines that were broken by hand, joined", joined));
    }
    if let Some(torn) = torn {
        draft.guesses.push(message!(
            "a line ends without a mark, and the next begins right below it; join them if they are one paragraph: {}",
            torn
        ));
    }
    draft
}

/// Whether a blank stands where two lines were broken: between Latin words, and not between Chinese ones or beside them.
fn is_parted(before: &str, after: &str) -> bool {
    let is_word = |c: char| !is_han(c) && c.is_alphanumeric();
    let is_latin = |c: char| is_word(c) || c.is_ascii_punctuation();
    let is_figure = |c: char| c.is_ascii_digit() || c == '.';
    let (figures, next) = (before.trim_end_matches(is_figure), after.trim_start_matches(is_figure));
    // A number between Chinese characters was cut in two.
    let is_cut = figures.len() < before.len()
        && next.len() < after.len()
        && (figures.ends_with(is_han) || next.starts_with(is_han));
    !is_cut && before.ends_with(|c| is_latin(c) && c != '-') && after.starts_with(is_latin)
}

/// The lines of a group, empty ones left out.
fn lines(group: &str) -> Vec<&str> {
    group.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).filter(|line| !line.trim().is_empty()).collect()
}
