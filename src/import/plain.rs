//! Plain text → draft: a line is a paragraph, unless blank lines part paragraphs of several lines.

use crate::input::BlockKind;

use super::clean::is_han;
use super::draft::{Builder, Draft, Look};
use super::head;

/// Lines longer than this are paragraphs, not pieces of one that was broken by hand.
const WRAPPED: usize = 60;

/// Reads a text.
pub(super) fn read(text: &str) -> Draft {
    let mut builder = Builder::default();
    let wrapped = is_wrapped(text);
    for part in text.split('\n') {
        let part = part.trim_end_matches([' ', '\t']);
        let starts =
            part.trim().is_empty() || !wrapped || part.starts_with(['\u{3000}', '\t']) || part.starts_with("  ");
        if starts {
            builder.end(BlockKind::Paragraph);
        } else if builder.last().is_some_and(|c| !is_han(c) && c.is_alphanumeric()) {
            builder.text(" ", &Look::default());
        }
        builder.text(part, &Look::default());
    }
    builder.end(BlockKind::Paragraph);
    let mut draft = builder.draft;
    head::guess(&mut draft);
    draft
}

/// Whether lines were broken by hand: blank lines part groups of short lines of nearly one length.
fn is_wrapped(text: &str) -> bool {
    let groups: Vec<Vec<usize>> = text
        .split("\n\n")
        .map(|group| group.lines().map(|line| line.trim().chars().count()).filter(|&count| count > 0).collect())
        .filter(|group: &Vec<usize>| group.len() > 2)
        .collect();
    let inner = groups.iter().flat_map(|group| &group[..group.len() - 1]);
    let (least, most) = inner.fold((usize::MAX, 0), |(least, most), &count| (least.min(count), most.max(count)));
    most > 0 && most <= WRAPPED * 2 && least * 10 >= most * 7
}
