//! Single values of a YAML text changed, everything else byte for byte: comments, blanks, line ends.

use crate::base::{SourceId, Span, Spanned};

use super::as_read;
use super::yaml::{Node, NodeKind, parse};

/// A scalar value that becomes another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Where it stands in the text as it was read.
    pub span: Span,
    /// What it becomes, as it is written.
    pub text: String,
}

/// A file's text with some of its scalar values changed.
///
/// # Errors
/// The place of the first value that could not be changed alone: each change is read back and must differ in that value and nothing else.
pub fn patched(raw: &str, edits: &[Edit]) -> Result<String, Span> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    // From the last to the first, so that places before stay what they are.
    edits.sort_by(|a, b| b.cmp(a));
    edits.into_iter().try_fold(raw.to_owned(), |text, edit| changed(&text, edit).ok_or(edit.span))
}

fn changed(raw: &str, edit: &Edit) -> Option<String> {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let (from, to) = (raw_place(raw, start), raw_place(raw, end));
    let new = format!("{}{}{}", raw.get(..from)?, edit.text, raw.get(to..)?);
    let read = |text: &str| parse(&as_read(text), SourceId::default(), 0).ok();
    let (before, after) = (read(raw)?, read(&new)?);
    let asked = read(&edit.text)?;
    let is_scalar = !matches!(asked.kind, NodeKind::List(_) | NodeKind::Map(_) | NodeKind::Null);
    (is_scalar && before != after && differs_there_alone(&before, &after, (start, end), &asked)).then_some(new)
}

/// The byte of a file where a byte of its text as it was read stands.
fn raw_place(raw: &str, at: usize) -> usize {
    let mark = if raw.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let bytes = raw.as_bytes().get(mark..).unwrap_or_default();
    let is_read = |place: &usize| bytes[*place] != b'\r' || bytes.get(place + 1) != Some(&b'\n');
    mark + (0..bytes.len()).filter(is_read).nth(at).unwrap_or(bytes.len())
}

/// Whether two texts say the same but for the scalar at a place, which became what was asked for.
fn differs_there_alone(before: &Node, after: &Node, place: (usize, usize), asked: &Node) -> bool {
    let is_there = (before.span.start as usize, before.span.end as usize) == place;
    match (&before.kind, &after.kind) {
        (NodeKind::List(a), NodeKind::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| differs_there_alone(a, b, place, asked))
        }
        (NodeKind::Map(a), NodeKind::Map(b)) => {
            let is_same = |((known, a), (key, b)): (&Entry, &Entry)| {
                known.value == key.value && differs_there_alone(a, b, place, asked)
            };
            a.len() == b.len() && a.iter().zip(b).all(is_same)
        }
        _ if is_there => after.kind == asked.kind,
        _ => before.kind == after.kind,
    }
}

type Entry = (Spanned<String>, Node);
