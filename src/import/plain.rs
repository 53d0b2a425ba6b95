//! Plain text → draft: a line is a paragraph, unless blank lines part paragraphs of several lines.

use crate::input::BlockKind;
use crate::message;

use super::clean::is_han;
use super::draft::{Builder, Draft, Look};
use super::{head, markdown};

/// Lines broken by hand have so many characters: shorter ones are headlines, labels and verse, longer ones paragraphs.
const WRAPPED: std::ops::RangeInclusive<usize> = 10..=120;

/// Reads a text; its first lines are judged by their looks.
pub(super) fn read(text: &str) -> Draft {
    let mut draft = paragraphs(text);
    if markdown::is_markdown(text) {
        markdown::understand(&mut draft);
    }
    head::guess(&mut draft);
    draft
}

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Draft {
    let groups: Vec<Vec<&str>> = text.split("\n\n").map(lines).collect();
    let width = groups.iter().filter_map(|lines| broken_at(lines)).max();
    let mut builder = Builder::default();
    let mut joined = 0;
    for lines in groups {
        let wrapped = width.is_some_and(|width| is_wrapped(&lines, width));
        joined += if wrapped { lines.len() } else { 0 };
        for line in lines {
            let indented = line.starts_with(['\u{3000}', '\t']) || line.starts_with("  ");
            if !wrapped || indented {
                builder.end(BlockKind::Paragraph);
            } else if builder.last().is_some_and(|c| !is_han(c) && c.is_alphanumeric()) {
                builder.text(" ", &Look::default());
            }
            builder.text(line, &Look::default());
        }
        builder.end(BlockKind::Paragraph);
    }
    let mut draft = builder.draft;
    if joined > 0 {
        draft.guesses.push(message!("{} lines that were broken by hand, joined", joined));
    }
    draft
}

/// The lines of a group, empty ones left out.
fn lines(group: &str) -> Vec<&str> {
    group.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).filter(|line| !line.trim().is_empty()).collect()
}

fn count(line: &str) -> usize {
    line.trim().chars().count()
}

/// The length at which the lines between two blank ones were broken by hand: there are three at least, of nearly one length but for the last.
fn broken_at(lines: &[&str]) -> Option<usize> {
    let (_, inner) = lines.split_last().filter(|(_, inner)| inner.len() > 1)?;
    let (least, most) = (inner.iter().map(|line| count(line)).min()?, inner.iter().map(|line| count(line)).max()?);
    let is_even = WRAPPED.contains(&least) && WRAPPED.contains(&most) && least * 10 >= most * 7;
    (is_even && is_wrapped(lines, most)).then_some(most)
}

/// Whether lines were broken at a length: all but the last reach it, most of them end in the midst of a sentence, and none says itself what it is.
fn is_wrapped(lines: &[&str], width: usize) -> bool {
    let Some((_, inner)) = lines.split_last().filter(|(_, inner)| !inner.is_empty()) else { return false };
    let ended = inner.iter().filter(|line| line.ends_with(['。', '！', '？', '”', '.', '!', '?'])).count();
    inner.iter().all(|line| count(line) * 10 >= width * 7)
        && ended * 2 < inner.len()
        && !lines.iter().any(|line| head::is_labelled(line))
}
