//! Which frames come of which words of an edition, its layouts and articles: a draft marks a mistake where it would be seen.

use crate::base::{FrameId, PageId, Span, Spanned};
use crate::input::Value;

use super::empty::article_of;
use super::resolve::PageBuilder;

/// Words that frames of a page come of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The page.
    pub page: PageId,
    /// The frames, in reading order; at least one.
    pub frames: Vec<FrameId>,
    /// Where the words stand: an entry of `put` and the article it names, or an entry of the layout's `frames`.
    pub spans: Vec<Span>,
}

impl Origin {
    /// Whether a place is within the words.
    pub fn holds(&self, place: Span) -> bool {
        let is_within = |own: &Span| own.source == place.source && own.start <= place.start && place.end <= own.end;
        self.spans.iter().any(is_within)
    }
}

impl PageBuilder<'_, '_, '_> {
    /// Keeps what the frames of the page come of.
    pub(super) fn note_origins(&mut self) {
        let put = self.fields.named("put").iter().map(|entry| (self.frames_of(&entry.0.value), self.words_of(entry)));
        let listed = self.stack.iter().flat_map(|document| document.named("frames"));
        let framed = listed.map(|entry| (self.frames_of(&entry.0.value), vec![entry_span(entry)]));
        let page = self.id;
        let made = put.chain(framed).filter(|(frames, _)| !frames.is_empty());
        let origins: Vec<Origin> = made.map(|(frames, spans)| Origin { page, frames, spans }).collect();
        self.bench.edition.origins.extend(origins);
    }

    /// The frames of a story place, else the frame of a name.
    fn frames_of(&self, name: &str) -> Vec<FrameId> {
        let known = |name: &str| self.frames.get(name).map(|(id, _)| *id);
        match self.place(name) {
            Some(place) => {
                let named = place.get("head").into_iter().chain(place.list("body"));
                named.filter_map(|frame| known(frame.value.as_text()?)).collect()
            }
            None => known(name).into_iter().collect(),
        }
    }

    /// An entry of `put`, and the whole article it names.
    fn words_of(&self, entry: &(Spanned<String>, Spanned<Value>)) -> Vec<Span> {
        let article = article_of(&entry.1.value).and_then(|path| self.documents.articles.get(path));
        let whole = article.map(|article| Span { source: article.span.source, start: 0, end: u32::MAX });
        std::iter::once(entry_span(entry)).chain(whole).collect()
    }
}

/// A key with its value.
fn entry_span((name, value): &(Spanned<String>, Spanned<Value>)) -> Span {
    Span { start: name.span.start.min(value.span.start), end: end_of(value), ..value.span }
}

/// Where a value ends: objects and lists are known by their beginnings.
fn end_of(value: &Spanned<Value>) -> u32 {
    let inner = match &value.value {
        Value::List(items) => items.iter().map(end_of).max(),
        Value::Object(fields) => fields.values.values().map(end_of).max(),
        Value::Named(entries) => entries.iter().map(|(_, entry)| end_of(entry)).max(),
        _ => None,
    };
    inner.unwrap_or_default().max(value.span.end)
}
