//! Stories that go on on another page (转版), and what a story may give to fill its frames.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, FrameId, PageId, Span, Spanned, StoryId};
use crate::input::{Article, Fields, Length};

use super::edition::{Jump, Para, Story, StoryKind};
use super::fitting::Give;
use super::put::PlaceFrames;
use super::resolve::PageBuilder;
use super::story::{Roles, furniture};
use super::text::Variables;

/// Articles that are set already, by their path.
pub(super) type Begun = BTreeMap<String, Beginning>;

/// Where an article begins.
#[derive(Clone, Debug)]
pub(super) struct Beginning {
    /// Story place or frame it was put into.
    pub place: String,
    /// Number of the page.
    pub page: String,
    /// Its thread; a story whose frames could not be had has none.
    pub thread: Option<usize>,
}

/// Rows by which a picture may give when the desk does not say.
const PICTURE_ROWS: u16 = 2;

impl PageBuilder<'_, '_, '_> {
    /// The frames of a story place as the continuation of a story that began on an earlier page.
    pub(super) fn continuation(
        &mut self,
        name: &Spanned<String>,
        path: Spanned<&str>,
        begun: &Begun,
        filled: &mut BTreeSet<String>,
    ) {
        let documents = self.documents;
        let Some(article) = documents.articles.get(path.value) else { return };
        let Some(beginning) = begun.get(path.value) else { return self.found_nowhere(path) };
        let Some(thread) = beginning.thread else { return };
        let place = self.places().find(|(place, _)| place.value == name.value).and_then(|(_, at)| at.value.as_object());
        let Some(place) = place else { return self.unknown_place(name) };
        let from = self.page_of(thread);
        if from == Some(self.id) {
            return self.same_page(path);
        }
        let from = from.map_or(String::new(), |page| self.bench.edition.pages[page.index()].number.clone());
        let roles = Roles { styles: place.object("styles") };
        let PlaceFrames { head, body } = self.place_frames(place, filled);
        let before = self.bench.edition.stories.len();
        if let Some(head) = head {
            let paras = self.jump_head(article, roles, &from, name.span);
            self.thread(format!("{}/head", name.value), StoryKind::Head, paras, vec![head], name.span);
        }
        self.credit(before, path.value);
        self.goes_on(thread, body, roles, name.span);
    }

    /// Adds the frames to the thread, with the line that stands at the break.
    fn goes_on(&mut self, thread: usize, body: Vec<FrameId>, roles: Roles<'_>, span: Span) {
        if body.is_empty() {
            return;
        }
        self.make_text_frames(&body, StoryKind::Body);
        let number = self.page.number.clone();
        let paras = self.jump_paras(("jump-to", "（下转{page}）"), &number, roles.style("jump-line", span));
        let line = StoryId::new(self.bench.edition.stories.len());
        let begun = &self.bench.edition.threads[thread];
        let name = format!("{}/to {number}", self.bench.edition.stories[begun.story.index()].name);
        let after = begun.frames.len();
        self.bench.edition.stories.push(Story {
            name,
            kind: StoryKind::Furniture,
            paras,
            span,
            article: String::new(),
        });
        self.bench.edition.threads[thread].jumps.push(Jump { after, line });
        self.bench.edition.threads[thread].frames.extend(body);
    }

    /// Short headline and where the story came from.
    fn jump_head(&mut self, article: &Article, roles: Roles<'_>, from: &str, span: Span) -> Vec<Para> {
        let short = article.front.text("short").or_else(|| article.front.text("headline"));
        let mut paras = Vec::new();
        if let Some(short) = short {
            let joined = short.value.split_whitespace().collect::<Vec<_>>().join(" ");
            let style = roles.style("jump-headline", short.span);
            let text = Spanned::new(joined.as_str(), short.span);
            paras.extend(furniture(text, style, &Variables::new(), &mut self.sheet, self.bench));
        }
        paras.extend(self.jump_paras(("jump-from", "（上接{page}）"), from, roles.style("jump-from", span)));
        paras
    }

    /// A text with the other page's number: the edition's own wording, or the usual one.
    fn jump_paras(&mut self, (key, usual): (&str, &str), number: &str, style: Spanned<&str>) -> Vec<Para> {
        let wording = self.variables.get(key).cloned().unwrap_or_else(|| usual.to_owned());
        let page = if number.starts_with(|c: char| c.is_ascii_digit()) {
            format!("第{number}版")
        } else {
            format!("{number}版")
        };
        let text = wording.replace("{page}", &page);
        furniture(Spanned::new(text.as_str(), style.span), style, &Variables::new(), &mut self.sheet, self.bench)
    }

    /// The page a thread has reached.
    fn page_of(&self, thread: usize) -> Option<PageId> {
        let last = self.bench.edition.threads[thread].frames.last()?;
        Some(self.bench.edition.frames[last.index()].page)
    }

    fn found_nowhere(&mut self, path: Spanned<&str>) {
        self.bench.found.push(
            Diagnostic::error("jump/nowhere", format!("{} has not begun on an earlier page", path.value))
                .at(path.span)
                .hint("put the article into a story place of an earlier page, and `continues:` on the page where it goes on"),
        );
    }

    fn same_page(&mut self, path: Spanned<&str>) {
        self.bench.found.push(
            Diagnostic::error("jump/same-page", format!("{} stands on this page already", path.value))
                .at(path.span)
                .hint("on one page a story goes on by itself: give its story place more frames under `body:`"),
        );
    }

    /// What a story may give: the last of the documents that says so.
    pub(super) fn gives(&mut self, weakest_first: &[Option<&Fields>]) -> Vec<Give> {
        let said = weakest_first.iter().rev().flatten().find(|fields| fields.get("copyfit").is_some());
        let entries: Vec<Fields> = said
            .iter()
            .flat_map(|fields| fields.list("copyfit"))
            .filter_map(|item| item.value.as_object().cloned())
            .collect();
        entries.iter().filter_map(|entry| self.give(entry)).collect()
    }

    fn give(&mut self, entry: &Fields) -> Option<Give> {
        let named: Vec<&str> = entry.values.keys().copied().filter(|key| *key != "rows").collect();
        let [key] = named.as_slice() else {
            self.bench.found.push(
                Diagnostic::error("copyfit/one-each", "each entry of copyfit is one thing that may give")
                    .at(entry.span)
                    .hint("write a list such as [{looseness: 1}, {tracking: 0.02em}]: the order is the order of preference"),
            );
            return None;
        };
        let count = |key: &str| entry.number(key).and_then(|count| u16::try_from(count).ok());
        Some(match *key {
            "looseness" => Give::Looseness(i8::try_from(entry.number("looseness")?).ok()?),
            "tracking" => match entry.length("tracking")? {
                Length::Relative(em) => Give::Tracking(crate::base::Em(em.0.abs())),
                Length::Absolute(_) => return self.not_relative(entry),
            },
            "size" => Give::Size(entry.absolute("size")?),
            "leading" => Give::Leading(entry.absolute("leading")?),
            "head" => Give::Head(count("head")?),
            "filler" => Give::Filler(count("filler")?),
            _ => {
                let frame = entry.text("picture")?;
                let Some((id, _)) = self.frames.get(frame.value) else {
                    // A default of the edition names pictures that not every page has.
                    return None;
                };
                Give::Picture { frame: *id, rows: count("rows").unwrap_or(PICTURE_ROWS) }
            }
        })
    }

    fn not_relative(&mut self, entry: &Fields) -> Option<Give> {
        self.bench.found.push(
            Diagnostic::error("copyfit/tracking", "tracking is given in em here")
                .at(entry.span_of("tracking"))
                .hint("write 0.02em"),
        );
        None
    }
}
