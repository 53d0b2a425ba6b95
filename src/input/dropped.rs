//! What stands behind values and is a comment to YAML.

use std::ops::Range;

use crate::base::Span;

use super::slips;
use super::yaml::{Node, NodeKind};

/// What stands behind a value and is a comment to YAML.
pub(super) struct Dropped<'t> {
    /// Where it stands.
    pub at: Span,
    /// Itself, from its `#` on.
    pub words: &'t str,
    /// The value, as written.
    pub value: &'t str,
    /// What the value is for.
    pub fate: Fate,
}

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It prints.
    Prints,
    /// It says how or where.
    Used,
}

/// Keys below which all values print.
const PRINTED_BELOW: &[&str] = &["texts", "rows", "paras"];

/// What becomes of the value of a key below a value.
fn fate(key: &str, above: Fate) -> Fate {
    if above == Fate::Prints || PRINTED_BELOW.contains(&key) || slips::prints(key) { Fate::Prints } else { Fate::Used }
}

/// What stands behind values of a tree and is a comment to YAML: words that were perhaps meant to belong to them, each with its place. Behind quotes a
/// comment is meant.
pub(super) fn comments<'t>(node: &Node, text: &'t str, offset: usize) -> Vec<Dropped<'t>> {
    let mut found = Vec::new();
    behind(node, Fate::Used, (text, offset), &mut found);
    found
}

fn behind<'t>(node: &Node, own: Fate, (text, offset): (&'t str, usize), found: &mut Vec<Dropped<'t>>) {
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| behind(item, own, (text, offset), found)),
        NodeKind::Map(entries) => entries.iter().for_each(|(key, value)| match value.kind {
            // What is not there has no place of its own; behind its key stands a colon.
            NodeKind::Null => {
                let end = key.span.end as usize - offset + 1;
                found.extend(comment_at(end..end, key.span, fate(&key.value, own), (text, offset)));
            }
            _ => behind(value, fate(&key.value, own), (text, offset), found),
        }),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) => {
            let (start, end) = (node.span.start as usize - offset, node.span.end as usize - offset);
            let written = text.get(start..end).unwrap_or_default();
            if !written.starts_with(['"', '\'', '|', '>']) {
                found.extend(comment_at(start..end, node.span, own, (text, offset)));
            }
        }
    }
}

/// The comment behind a value, after blanks.
fn comment_at<'t>(
    value: Range<usize>,
    span: Span,
    fate: Fate,
    (text, offset): (&'t str, usize),
) -> Option<Dropped<'t>> {
    let rest = text.get(value.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let words = slips::dropped(rest)?;
    let at = offset + value.end + rest.find('#').unwrap_or(0);
    let value = text.get(value).unwrap_or_default();
    Some(Dropped { at: Span::new(span.source, at, at + words.len()), words, value, fate })
}
