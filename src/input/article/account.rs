//! Every byte of an article accounted for: it prints, it is markup of a known kind, or it is a loss that is told.

use std::ops::Range;

use crate::base::{Diagnostic, Diagnostics, SourceId, Span};
use crate::message;

use super::super::markup::{MarkupKind, MarkupRange};

/// A stretch in which everything that does not print is markup of one kind.
#[derive(Clone, Debug)]
pub(super) struct Area {
    pub range: Range<usize>,
    pub kind: MarkupKind,
}

/// What a byte of the body is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Not yet known.
    Open,
    /// Text, or markup that is listed already.
    Known,
}

/// Completes the list of an article's markup: `printed` are the places of its text, `listed` is known already, and what else stands in `areas` is theirs.
/// A word that is nowhere is a loss, and told.
pub(super) fn account(
    (text, source): (&str, SourceId),
    printed: impl Iterator<Item = Span>,
    mut listed: Vec<MarkupRange>,
    mut areas: Vec<Area>,
    found: &mut Diagnostics,
) -> Vec<MarkupRange> {
    let mut uses = vec![Use::Open; text.len()];
    for span in printed.chain(listed.iter().map(|range| range.span)) {
        if let Some(bytes) = uses.get_mut(span.start as usize..span.end as usize) {
            bytes.fill(Use::Known);
        }
    }
    areas.sort_by_key(|area| (area.range.start, std::cmp::Reverse(area.range.end)));
    let mut areas = areas.into_iter().peekable();
    let mut around: Option<Area> = None;
    let mut lost: Option<Range<usize>> = None;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        while let Some(area) = areas.next_if(|area| area.range.start <= at) {
            if around.as_ref().is_none_or(|open| open.range.end <= area.range.end || open.range.end <= at) {
                around = Some(area);
            }
        }
        if uses[at] == Use::Known {
            continue;
        }
        let kind = around.as_ref().filter(|area| area.range.end > at).map(|area| area.kind).or(of_sign(c));
        let range = at..at + c.len_utf8();
        match (kind, &mut lost) {
            (Some(kind), _) => listed.push(MarkupRange {
                span: Span::new(source, range.start, range.end),
                kind,
                prints: String::new(),
            }),
            (None, Some(lost)) if text[lost.end..at].trim().is_empty() => lost.end = range.end,
            (None, lost) => {
                found.extend(lost.take().map(|lost| told(text, source, lost)));
                *lost = Some(range);
            }
        }
    }
    found.extend(lost.map(|lost| told(text, source, lost)));
    joined(listed)
}

/// Markup that is told by its sign alone.
fn of_sign(c: char) -> Option<MarkupKind> {
    match c {
        '>' => Some(MarkupKind::Quote),
        '#' => Some(MarkupKind::Heading),
        '\\' => Some(MarkupKind::Escape),
        '*' | '_' => Some(MarkupKind::Emphasis),
        c if c.is_ascii_control() => Some(MarkupKind::Control),
        _ => None,
    }
}

/// Letters of a loss that are shown.
const EXTRACT: usize = 20;

fn told(text: &str, source: SourceId, lost: Range<usize>) -> Diagnostic {
    let words: String = text[lost.clone()].chars().take(EXTRACT).collect();
    Diagnostic::error("article/lost", message!("`{}` would not print: Markdown takes it for a sign of its own", words))
        .at(Span::new(source, lost.start, lost.end))
        .hint("write a backslash before its first sign, or the words in a paragraph of their own")
}

/// The list in order, neighbours of one kind as one.
fn joined(mut listed: Vec<MarkupRange>) -> Vec<MarkupRange> {
    listed.sort_by_key(|range| range.span);
    let mut out: Vec<MarkupRange> = Vec::with_capacity(listed.len());
    for range in listed.into_iter().filter(|range| range.span.end > range.span.start) {
        match out.last_mut() {
            Some(last)
                if last.kind == range.kind
                    && last.span.end == range.span.start
                    && last.prints.is_empty()
                    && range.prints.is_empty() =>
            {
                last.span.end = range.span.end;
            }
            _ => out.push(range),
        }
    }
    out
}
