//! What an edition puts on a page: articles into story places, everything else into frames.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, FrameId, Insets, Len, Span, Spanned, StoryId, leaves_no_ink, name_hint};
use crate::input::{Article, BlockKind, Fields, Value};
use crate::message;

use super::booked::{booked, sold};
use super::check;
use super::edition::{Content, Direction, Frame, FreeHead, Lines, Para, Story, StoryKind, Thread};
use super::frame::{Use, graphic, lines_of};
use super::geometry::{Units, in_lengths};
use super::jump::{Beginning, Begun};
use super::resolve::PageBuilder;
use super::rules::Line;
use super::story::{Roles, body_paras, default_style, end_mark, furniture, head_paras, stray_furniture, styled_paras};
use super::story_table::Tables;
use super::typed_dates::{self, Meant};

/// The frames of a story place.
pub(super) struct PlaceFrames {
    /// That of the headline block, when it has one of its own.
    pub head: Option<FrameId>,
    /// Those the text runs through.
    pub body: Vec<FrameId>,
}

/// Whether an entry's story was meant, and could not be read.
fn is_unread(fields: &Fields) -> bool {
    ["article", "continues"].iter().any(|key| fields.unread.contains(key))
}

/// An article without headline leaves the head of its place white.
fn without_headline(article: &Article, place: &str) -> Option<Diagnostic> {
    if article.front.text("headline").is_some_and(|headline| !leaves_no_ink(headline.value)) {
        return None;
    }
    // Of one without any text that was told.
    if article.front.unread.contains("headline") || article.blocks.is_empty() && article.front.values.is_empty() {
        return None;
    }
    // Of front matter that is there and says nothing it was told that it cannot be read.
    if article.front.values.is_empty() && article.front.span.end > article.front.span.start {
        return None;
    }
    let message = message!("this article has no headline, and `{}` has a frame for one", place);
    let finding = Diagnostic::error("story/no-headline", message).at(Span { end: article.span.start, ..article.span });
    let begins_with_head = article.blocks.first().is_some_and(|block| block.kind == BlockKind::Crosshead);
    Some(if begins_with_head {
        finding.hint("its first line with `#` is a crosshead: write it as `headline: …` between two lines of `---`")
    } else {
        finding.hint("write `headline: …` between two lines of `---` at its beginning")
    })
}

impl<'d> PageBuilder<'d, '_, '_> {
    /// One entry of `put`.
    pub(super) fn put(
        &mut self,
        name: &Spanned<String>,
        content: &Spanned<Value>,
        begun: &mut Begun,
        filled: &mut BTreeSet<String>,
    ) {
        let own = content.value.as_object();
        if let Some((fields, path)) = own.and_then(|fields| Some((fields, fields.text("continues")?))) {
            if let Some(article) = fields.text("article") {
                let message = message!("{} and {} in one story place", "article", "continues");
                let finding = Diagnostic::error("put/two-contents", message).at(article.span);
                self.bench
                    .found
                    .push(finding.hint("keep one of them: `continues` only for what began on an earlier page"));
            }
            return self.continuation(name, path, begun, filled);
        }
        let path = match &content.value {
            Value::Text(path) => Some(Spanned::new(path.as_str(), content.span)),
            Value::Object(fields) => fields.text("article"),
            _ => None,
        };
        if let Some(path) = path {
            return self.put_article(name, path, own, begun, filled);
        }
        let Some(fields) = own else { return };
        match self.frames.get(&name.value).map(|(id, keys)| (*id, keys.clone())) {
            Some((id, keys)) => self.fill(id, &keys, &in_lengths(fields, Units::of(&self.page)), filled),
            // Of a key of another name that was told.
            None if self.place(&name.value).is_some() && is_unread(fields) => {}
            None if self.place(&name.value).is_some() => self.bench.found.push(
                Diagnostic::error("put/not-an-article", message!("story place `{}` takes an article", name.value))
                    .at(content.span)
                    .hint("give the path of one; pictures, texts and codes are put into frames"),
            ),
            None => self.unknown_place(name),
        }
    }

    /// An article in a story place or a frame, with what it may give there.
    fn put_article(
        &mut self,
        name: &Spanned<String>,
        path: Spanned<&str>,
        own: Option<&Fields>,
        begun: &mut Begun,
        filled: &mut BTreeSet<String>,
    ) {
        let documents = self.documents;
        // A missing article was found when it was read.
        let Some(article) = documents.articles.get(path.value) else {
            if self.place(&name.value).is_none() && !self.frames.contains_key(&name.value) {
                self.unknown_place(name);
            }
            return;
        };
        if let Some(first) = begun.get(path.value) {
            let message = message!(
                "{} is set twice in this edition, first in `{}` on page {}",
                path.value,
                first.place,
                first.page
            );
            let finding = Diagnostic::error("story/twice", message).at(path.span);
            self.bench
                .found
                .push(finding.hint("a story that goes on on another page is put there as {continues: its path}"));
        }
        own.into_iter().for_each(|own| check::captions_of_none(own, self.bench.found));
        let before = self.bench.edition.stories.len();
        let place = self.place(&name.value);
        let thread = match place {
            Some(place) => self.story(name, place, article, filled),
            None => self.story_in_frame(name, article, filled),
        };
        self.credit(before, path.value);
        if let Some(thread) = thread {
            let gives = self.gives(place, own);
            self.bench.edition.threads[thread].gives = gives;
            self.bench.edition.threads[thread].free_head = free_head(place);
        }
        let beginning = Beginning { place: name.value.clone(), page: self.page.number.clone(), thread };
        begun.entry(path.value.to_owned()).or_insert(beginning);
    }

    /// The story place of a name.
    pub(super) fn place(&self, name: &str) -> Option<&'d Fields> {
        self.places().find(|(place, _)| place.value == name).and_then(|(_, place)| place.value.as_object())
    }

    pub(super) fn unknown_place(&mut self, name: &Spanned<String>) {
        if self.is_frame(&name.value) {
            // Its area is wrong, which was found.
            return;
        }
        let known: Vec<String> =
            self.frames.keys().cloned().chain(self.places().map(|(place, _)| place.value.clone())).collect();
        let finding =
            Diagnostic::error("put/unknown", message!("the layout has no story place or frame `{}`", name.value))
                .at(name.span);
        self.bench.found.push(finding.hint(name_hint(&name.value, known.iter().map(String::as_str))));
    }

    /// An article through the frames of a story place; its thread, when it has frames.
    fn story(
        &mut self,
        name: &Spanned<String>,
        place: &Fields,
        article: &Article,
        filled: &mut BTreeSet<String>,
    ) -> Option<usize> {
        let roles = Roles { styles: place.object("styles") };
        let PlaceFrames { head, body } = self.place_frames(place, filled);
        let leading = self.page.grid.leading;
        let rows = |fields: &Fields| whole_rows(fields, leading);
        let mut paras = Vec::new();
        match head {
            Some(head) => {
                self.bench.found.extend(without_headline(article, &name.value));
                let lines = head_paras(article, roles, &|_| 1, &mut self.sheet, self.bench);
                // What is wrong with a head without lines was told; drafts mark it.
                if !lines.is_empty() {
                    self.thread(format!("{}/head", name.value), StoryKind::Head, lines, vec![head], name.span);
                }
            }
            None => paras.extend(head_paras(article, roles, &rows, &mut self.sheet, self.bench)),
        }
        let tables = Tables { documents: self.documents, variables: &self.variables };
        paras.extend(body_paras(article, roles, tables, &mut self.sheet, self.bench));
        if let Some(mark) = place.text("end-mark") {
            end_mark(&mut paras, mark.value);
        }
        self.thread(name.value.clone(), StoryKind::Body, paras, body, name.span)
    }

    /// An article in a single frame without a story place; its thread, when there is such a frame.
    fn story_in_frame(
        &mut self,
        name: &Spanned<String>,
        article: &Article,
        filled: &mut BTreeSet<String>,
    ) -> Option<usize> {
        let Some((id, keys)) = self.frames.get(&name.value).map(|(id, keys)| (*id, keys.clone())) else {
            self.unknown_place(name);
            return None;
        };
        filled.insert(name.value.clone());
        let style = keys.text("style");
        let mut roles = Fields { span: keys.span, ..Fields::default() };
        if let Some(style) = style {
            roles.values.insert("body", Spanned::new(Value::Text(style.value.to_owned()), style.span));
        }
        let roles = Roles { styles: Some(&roles) };
        let leading = self.page.grid.leading;
        let rows = |fields: &Fields| whole_rows(fields, leading);
        let mut paras = head_paras(article, roles, &rows, &mut self.sheet, self.bench);
        let tables = Tables { documents: self.documents, variables: &self.variables };
        paras.extend(body_paras(article, roles, tables, &mut self.sheet, self.bench));
        self.bench.edition.frames[id.index()].lines = lines_of(&keys, Use::Body);
        let kind = if style.is_some() { StoryKind::Furniture } else { StoryKind::Body };
        self.thread(name.value.clone(), kind, paras, vec![id], name.span)
    }

    /// The frames of a story place. One that it names twice counts where it is named first; that was found with all names of the layout.
    pub(super) fn place_frames(&mut self, place: &Fields, filled: &mut BTreeSet<String>) -> PlaceFrames {
        let mut named = BTreeSet::new();
        let mut once = |frame: &&Spanned<Value>| frame.value.as_text().is_none_or(|name| named.insert(name.to_owned()));
        let body: Vec<Spanned<Value>> = place.list("body").iter().filter(&mut once).cloned().collect();
        let head = place.get("head").filter(&mut once).cloned();
        PlaceFrames {
            body: body.iter().filter_map(|frame| self.take_frame(frame, Use::Body, filled)).collect(),
            head: head.and_then(|frame| self.take_frame(&frame, Use::Furniture, filled)),
        }
    }

    /// The frame a story place names, unless another story has it already.
    fn take_frame(&mut self, frame: &Spanned<Value>, used: Use, filled: &mut BTreeSet<String>) -> Option<FrameId> {
        let name = frame.value.as_text()?;
        // Unknown names were found with all names of the layout.
        let (id, keys) = self.frames.get(name).map(|(id, keys)| (*id, keys.clone()))?;
        if !filled.insert(name.to_owned()) {
            self.bench.found.push(
                Diagnostic::error("frame/taken", message!("two texts run through frame `{}`", name))
                    .at(frame.span)
                    .hint("a frame belongs to one story"),
            );
            return None;
        }
        self.bench.edition.frames[id.index()].lines = lines_of(&keys, used);
        Some(id)
    }

    /// Text, picture or code of an entry of `put`, or of the frame itself.
    fn fill(&mut self, id: FrameId, keys: &Fields, content: &Fields, filled: &mut BTreeSet<String>) {
        let name = self.bench.edition.frames[id.index()].name.clone();
        if !filled.insert(name.clone()) {
            self.bench.found.push(
                Diagnostic::error("frame/taken", message!("frame `{}` is filled twice", name))
                    .at(content.span)
                    .hint("a text or picture of its own and a story cannot share a frame: take one of them out"),
            );
            return;
        }
        if !check::is_one_content(content, self.bench.found) {
            return;
        }
        check::captions_of_none(content, self.bench.found);
        let frame = &mut self.bench.edition.frames[id.index()];
        frame.is_ad = content.bool("ad").unwrap_or(frame.is_ad);
        if let Some(booked) = booked(content, &self.page, &self.sheet, self.bench.found) {
            sold(frame, booked, self.bench.found);
        }
        frame.with = content.text("with").map(|story| story.value.to_owned()).or(frame.with.take());
        if let Some(graphic) = graphic(content, &self.sheet, self.bench) {
            self.bench.edition.frames[id.index()].content = graphic;
            self.caption(id, content);
            return;
        }
        if content.get("pictures").is_some() {
            return self.group(id, content);
        }
        if content.get("ads").is_some() {
            return self.pack(id, content);
        }
        if content.get("table").is_some() {
            return self.table(id, content);
        }
        if content.get("index").is_some() {
            return self.index(id, keys, content);
        }
        let style = content.text("style").unwrap_or(default_style(keys));
        self.check_days(content);
        let paras = match content.text("text") {
            Some(text) => {
                stray_furniture(text, self.bench.found);
                furniture(text, style, &self.variables, &mut self.sheet, self.bench)
            }
            None => styled_paras(content.list("paras"), style, &self.variables, &mut self.sheet, self.bench),
        };
        if paras.iter().flat_map(|para| &para.runs).any(|run| !leaves_no_ink(&run.text)) {
            self.bench.edition.frames[id.index()].lines = lines_of(keys, Use::Furniture);
            self.thread(name, StoryKind::Furniture, paras, vec![id], content.span);
        }
    }

    /// Days typed into a frame's text or paragraphs.
    fn check_days(&mut self, content: &Fields) {
        let paras = content.list("paras").iter().filter_map(|para| para.value.as_object()?.text("text"));
        let texts: Vec<Spanned<&str>> = content.text("text").into_iter().chain(paras).collect();
        typed_dates::check(&texts, Meant::Anything, self.bench.edition.imprint.known_date(), self.bench.found);
    }

    /// What the layout itself puts into frames the edition left alone.
    pub(super) fn fill_rest(&mut self, filled: &BTreeSet<String>) {
        let rest: Vec<(FrameId, Fields)> = self
            .frames
            .iter()
            .filter(|(name, _)| !filled.contains(*name))
            .map(|(_, (id, keys))| (*id, keys.clone()))
            .collect();
        for (id, keys) in rest {
            if check::CONTENTS.iter().any(|key| keys.get(key).is_some()) {
                self.fill(id, &keys, &keys, &mut BTreeSet::new());
            }
        }
    }

    /// Stories from number `first` on are from an article.
    pub(super) fn credit(&mut self, first: usize, article: &str) {
        self.bench.edition.stories[first..].iter_mut().for_each(|story| article.clone_into(&mut story.article));
    }

    /// A new story through frames; nothing becomes of one without frames.
    pub(super) fn thread(
        &mut self,
        name: String,
        kind: StoryKind,
        paras: Vec<Para>,
        frames: Vec<FrameId>,
        span: Span,
    ) -> Option<usize> {
        if frames.is_empty() {
            return None;
        }
        self.make_text_frames(&frames, kind);
        let story = StoryId::new(self.bench.edition.stories.len());
        self.bench.edition.stories.push(Story { name, kind, paras, span, article: String::new() });
        self.bench.edition.threads.push(Thread {
            story,
            frames,
            jumps: Vec::new(),
            gives: Vec::new(),
            free_head: FreeHead::Block,
        });
        Some(self.bench.edition.threads.len() - 1)
    }

    /// Frames that text runs through.
    ///
    /// Only body copy stands on whole ems (composition G1): a headline or a page number is centred, or set flush, on its whole frame.
    pub(super) fn make_text_frames(&mut self, frames: &[FrameId], kind: StoryKind) {
        for frame in frames {
            let frame = &mut self.bench.edition.frames[frame.index()];
            frame.content = Content::Text;
            let keys = self.frames.get(&frame.name).map(|(_, keys)| keys);
            let is_unsaid = |key: &str| keys.is_none_or(|keys| keys.get(key).is_none());
            if kind != StoryKind::Body && is_unsaid("measure") {
                frame.measure_step = Len::ZERO;
            }
            if keys.is_some() && is_unsaid("padding") {
                keep_from_rules(frame, kind);
            }
        }
    }
}

/// Distance of text from a rule where its lines begin or end, and from one beside lines on the grid.
const FROM_RULE: (Len, Len) = (Len::mm(2), Len::MM);

/// Text never touches its frame's own rules, unless the layout says how near it may come.
fn keep_from_rules(frame: &mut Frame, kind: StoryKind) {
    let (ends, above) = FROM_RULE;
    // The lines of a headline are ragged: few of them come near a rule, and each millimetre would make its type smaller.
    let ends = if kind == StoryKind::Head { above } else { ends };
    let distance = |rule: Option<Line>, distance: Len| if rule.is_some() { distance } else { Len::ZERO };
    let above = if frame.lines == Lines::OnGrid { above } else { Len::ZERO };
    // Lines begin and end at the sides of a frame, in vertical setting at its top and foot.
    let (across, down) = if frame.direction == Direction::Vertical { (above, ends) } else { (ends, above) };
    frame.padding = Insets {
        top: distance(frame.border.top, down),
        right: distance(frame.border.right, across),
        bottom: distance(frame.border.bottom, down),
        left: distance(frame.border.left, across),
    };
}

/// Who has what the headline block of a story place leaves free.
fn free_head(place: Option<&Fields>) -> FreeHead {
    if place.and_then(|place| place.text("free-head")).is_some_and(|who| who.value == "body") {
        FreeHead::Body
    } else {
        FreeHead::Block
    }
}

/// On how many rows of the grid a line of a head that opens the body stands.
fn whole_rows(style: &Fields, grid: Len) -> u16 {
    let own = style.absolute("leading").unwrap_or(grid);
    let begins_another = own > grid && own.0 % grid.0.max(1) > 0;
    u16::try_from(own.whole(grid).max(1) + i64::from(begins_another)).unwrap_or(1)
}
