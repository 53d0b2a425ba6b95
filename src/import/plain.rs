//! Plain text → draft: a line is a paragraph, unless the lines were broken where a page or a window ended.

use crate::input::{BlockKind, Files};
use crate::message;

use super::clean::is_han;
use super::draft::{Builder, Draft, Look};
use super::wrapped::Wrapping;
use super::{head, markdown, typed};

/// Reads a text; its first lines are judged by their looks, and pictures that it names are asked of `files`.
pub(super) fn read(text: &str, files: &dyn Files) -> Draft {
    let mut draft = paragraphs(text);
    typed::understand(&mut draft, files);
    if markdown::is_markdown(text) {
        markdown::understand(&mut draft);
    }
    head::guess(&mut draft);
    draft
}

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Draft {
    let groups: Vec<Vec<&str>> = text.split("\n\n").map(lines).collect();
    let wrapping = Wrapping::of(&groups);
    let mut builder = Builder::default();
    let mut joined = 0;
    for lines in groups {
        let mut before: Option<&str> = None;
        let mut went_on = false;
        for line in lines {
            let goes_on = wrapping.zip(before).is_some_and(|(wrapping, before)| wrapping.goes_on(before, line));
            if !goes_on {
                builder.end(BlockKind::Paragraph);
            } else if is_parted(builder.last(), line.trim_start().chars().next()) {
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
    draft
}

/// Whether a blank stands where two lines were broken: between Latin words, and not between Chinese ones or beside them.
fn is_parted(before: Option<char>, after: Option<char>) -> bool {
    let is_word = |c: char| !is_han(c) && c.is_alphanumeric();
    let is_latin = |c: char| is_word(c) || c.is_ascii_punctuation();
    before.is_some_and(|c| is_latin(c) && c != '-') && after.is_some_and(is_latin)
}

/// The lines of a group, empty ones left out.
fn lines(group: &str) -> Vec<&str> {
    group.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).filter(|line| !line.trim().is_empty()).collect()
}
