//! A text with stretches of it written anew.

use roxmltree::{Document, Node};

/// A stretch of the text that is written anew.
pub(super) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) new: String,
}

/// The text with all edits; of two that overlap the first counts.
pub(super) fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits.iter().filter(|edit| edit.start <= edit.end) {
        if let Some(before) = text.get(from..edit.start) {
            out.push_str(before);
            out.push_str(&edit.new);
            from = edit.end;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Another name for an element, in its first tag and its last.
pub(super) fn renamed(node: Node<'_, '_>, document: &Document<'_>, name: &str) -> Vec<Edit> {
    let range = node.range();
    let written = document.input_text().get(range.clone()).unwrap_or_default();
    let old = node.tag_name().name();
    let is_end = |at: &usize| written.get(..*at).is_some_and(|before| before.contains("</"));
    let places = [written.find(old), written.rfind(old).filter(is_end)];
    let edit = |at: usize| Edit { start: range.start + at, end: range.start + at + old.len(), new: name.to_owned() };
    places.into_iter().flatten().map(edit).collect()
}
