//! A text with stretches of it written anew.

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
