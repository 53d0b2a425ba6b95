//! Stories that go on on another page (转版).

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, FrameId, PageId, Span, Spanned, StoryId};
use crate::input::Article;
use crate::message;

use super::edition::{Jump, Para, Story, StoryKind};
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
        let Some(place) = self.place(&name.value) else { return self.unknown_place(name) };
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
        // The program's own words have no extent in the source.
        let span = Span { end: style.span.start, ..style.span };
        furniture(Spanned::new(text.as_str(), span), style, &Variables::new(), &mut self.sheet, self.bench)
    }

    /// The page a thread has reached.
    fn page_of(&self, thread: usize) -> Option<PageId> {
        let last = self.bench.edition.threads[thread].frames.last()?;
        Some(self.bench.edition.frames[last.index()].page)
    }

    fn found_nowhere(&mut self, path: Spanned<&str>) {
        self.bench.found.push(
            Diagnostic::error("jump/nowhere", message!("{} has not begun on an earlier page", path.value))
                .at(path.span)
                .hint("put the article into a story place of an earlier page, and `continues:` on the page where it goes on"),
        );
    }

    fn same_page(&mut self, path: Spanned<&str>) {
        self.bench.found.push(
            Diagnostic::error("jump/same-page", message!("{} stands on this page already", path.value))
                .at(path.span)
                .hint("on one page a story goes on by itself: give its story place more frames under `body:`"),
        );
    }
}
