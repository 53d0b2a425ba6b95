//! Documents → edition, page by page.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, Diagnostics, FrameId, Insets, Len, PageId, Rect, Span, Spanned, StoryId, name_hint};
use crate::font::FontBook;
use crate::input::{Article, Documents, Fields, Value, defaults};

use super::check;
use super::edition::{
    Content, Direction, Edition, Frame, InkKind, Lines, Page, Para, Story, StoryKind, Thread, VerticalAlign,
};
use super::frame::{Use, bare_frame, frame, graphic, lines_of};
use super::geometry::{BodySize, page};
use super::imprint::{press, title, variables};
use super::inherit::inherited;
use super::jump::Begun;
use super::press::Mark;
use super::rules::{Border, Line};
use super::sheet::{Sheet, Workbench, size_of};
use super::sketch;
use super::story::{Roles, body_paras, default_style, end_mark, furniture, head_paras, styled_paras};
use super::text::Variables;

/// Resolves every default, length and reference. Findings are collected; what could be resolved is returned beside them.
pub fn resolve(documents: &Documents, fonts: &FontBook) -> (Edition, Diagnostics) {
    let mut edition = Edition::default();
    let mut found = Vec::new();
    let variables = variables(&documents.edition, &mut edition, &mut found);
    let pages: Vec<&Fields> =
        documents.edition.list("pages").iter().filter_map(|page| page.value.as_object()).collect();
    if pages.is_empty() {
        found.push(
            Diagnostic::error("edition/no-pages", "the edition has no pages")
                .at(documents.edition.span)
                .hint("write pages: with a layout for each"),
        );
    }
    edition.press = press(&documents.edition, &mut found);
    let mut begun = Begun::default();
    let layouts: Vec<Option<Fields>> = pages.iter().map(|fields| layout_of(documents, fields)).collect();
    for (number, fields) in pages.iter().copied().enumerate() {
        let printed = printed_number(&pages, number);
        let mut bench = Workbench { fonts, edition: &mut edition, found: &mut found };
        PageBuilder::new(documents, (fields, layouts[number].as_ref()), printed, &variables, &mut bench)
            .build(&mut begun);
    }
    check::page_numbers(&edition, &pages, &mut found);
    check::directions(&edition, &mut found);
    edition.imprint.title = title(&edition);
    // One mistake may be met at every run that uses it.
    let mut known = BTreeSet::new();
    found.retain(|finding| known.insert((finding.code, finding.span, finding.message.clone())));
    (edition, found)
}

/// The layout of a page with all it extends; `None` when it could not be had.
fn layout_of(documents: &Documents, page: &Fields) -> Option<Fields> {
    let layout = match &page.get("layout")?.value {
        Value::Object(layout) => layout,
        Value::Text(name) => documents.layouts.get(name)?,
        _ => return None,
    };
    Some(inherited(documents, layout))
}

/// A page's number as printed: its own, its place in its section (A01), or its place in the edition.
pub(super) fn printed_number(pages: &[&Fields], at: usize) -> String {
    let section = |page: &Fields| page.text("section").map(|section| section.value.to_owned());
    match (pages[at].text("number"), section(pages[at])) {
        (Some(number), _) => number.value.to_owned(),
        (None, Some(own)) => {
            let before = pages[..at].iter().filter(|page| section(page).as_ref() == Some(&own)).count();
            format!("{own}{:02}", before + 1)
        }
        (None, None) => (at + 1).to_string(),
    }
}

/// Documents behind a page that has its layout: defaults, layout, edition.
const WITH_LAYOUT: usize = 3;

/// One page under construction.
pub(super) struct PageBuilder<'d, 'w, 'b> {
    pub(super) documents: &'d Documents,
    /// Keys of the page in the edition.
    fields: &'d Fields,
    /// Defaults, layout, edition: weakest first.
    stack: Vec<&'d Fields>,
    pub(super) sheet: Sheet,
    pub(super) page: Page,
    pub(super) id: PageId,
    pub(super) variables: Variables,
    pub(super) frames: BTreeMap<String, (FrameId, Fields)>,
    pub(super) bench: &'b mut Workbench<'w>,
}

impl<'d, 'w, 'b> PageBuilder<'d, 'w, 'b> {
    fn new(
        documents: &'d Documents,
        (fields, layout): (&'d Fields, Option<&'d Fields>),
        number: String,
        variables: &Variables,
        bench: &'b mut Workbench<'w>,
    ) -> Self {
        let mut stack = vec![defaults()];
        stack.extend(layout);
        if fields.get("layout").is_none() {
            bench.found.push(
                Diagnostic::error("page/no-layout", "this page has no layout")
                    .at(fields.span)
                    .hint("name a shipped layout, a layout file, or write one here"),
            );
        }
        stack.push(&documents.edition);
        let sheet = Sheet::new(&stack);
        let body = body_size(&sheet, bench.found);
        let mut page = page(&stack, body, is_odd(&number), bench.found);
        page.number = number;
        page.name = fields.text("name").map_or(String::new(), |text| text.value.to_owned());
        let mut variables = variables.clone();
        for (name, value) in fields.named("texts") {
            variables.insert(name.value.clone(), value.value.as_text().unwrap_or_default().to_owned());
        }
        variables.insert("section".into(), fields.text("section").map_or(String::new(), |text| text.value.to_owned()));
        variables.insert("page".into(), page.number.clone());
        variables.insert("name".into(), page.name.clone());
        let id = PageId::new(bench.edition.pages.len());
        Self { documents, fields, stack, sheet, page, id, variables, frames: BTreeMap::new(), bench }
    }

    fn build(mut self, begun: &mut Begun) {
        // Without its layout nothing on the page can be judged; that it is missing was found already.
        if self.stack.len() < WITH_LAYOUT {
            self.bench.edition.pages.push(self.page);
            return;
        }
        self.sheet.check(self.bench.found);
        self.make_frames();
        self.check_names();
        let mut filled: BTreeSet<String> = BTreeSet::new();
        for (name, content) in self.fields.named("put") {
            self.put(name, content, begun, &mut filled);
        }
        self.fill_rest(&filled);
        if self.bench.edition.press.marks.contains(&Mark::Slug) {
            self.slug();
        }
        self.check_company();
        self.stock();
        check::overlaps(
            self.bench.edition,
            &self.page.frames,
            &self.frames.iter().map(|(name, (_, fields))| (name.clone(), fields.clone())).collect(),
            self.bench.found,
        );
        self.bench.edition.pages.push(self.page);
    }

    /// All frames in the layout's order, still empty.
    fn make_frames(&mut self) {
        for (name, mut fields) in self.frame_entries() {
            fields.span = name.span;
            if let Some(frame) = frame(&name.value, &fields, (self.id, &self.page), &self.sheet, self.bench) {
                let id = FrameId::new(self.bench.edition.frames.len());
                self.bench.edition.frames.push(frame);
                self.page.frames.push(id);
                self.frames.insert(name.value.clone(), (id, fields));
            }
        }
    }

    /// The frames of the layout with their keys: those it lists, with areas from its sketch where they have none, then those only the sketch names.
    fn frame_entries(&mut self) -> Vec<(Spanned<String>, Fields)> {
        let layout = self.stack[WITH_LAYOUT - 2];
        let mut sketched = sketch::areas(layout, self.page.grid.columns, self.bench.found);
        let listed = self.stack.iter().flat_map(|document| document.named("frames"));
        let mut entries: Vec<(Spanned<String>, Fields)> = listed
            .filter_map(|(name, value)| {
                let mut fields = value.value.as_object()?.clone();
                if let Some(area) = sketched.remove(&name.value).filter(|_| fields.get("area").is_none()) {
                    fields.values.insert("area", area);
                }
                Some((name.clone(), fields))
            })
            .collect();
        for (name, area) in sketched {
            let span = area.span;
            let mut fields = Fields { span, ..Fields::default() };
            fields.values.insert("area", area);
            entries.push((Spanned::new(name, span), fields));
        }
        entries
    }

    /// Frames and styles that story places and `over` name, used or not.
    fn check_names(&mut self) {
        let places = self.places().filter_map(|(_, place)| place.value.as_object());
        let mut frames: Vec<Spanned<String>> = Vec::new();
        let mut styles: Vec<Spanned<String>> = Vec::new();
        let mut bodiless: Vec<Span> = Vec::new();
        let named =
            |value: &Spanned<Value>| value.value.as_text().map(|text| Spanned::new(text.to_owned(), value.span));
        for place in places {
            if place.list("body").is_empty() {
                bodiless.push(place.span);
            }
            frames.extend(place.get("head").into_iter().chain(place.list("body")).filter_map(named));
            styles.extend(place.object("styles").iter().flat_map(|styles| styles.values.values()).filter_map(named));
        }
        for (_, keys) in self.frames.values() {
            frames.extend(keys.list("over").iter().filter_map(named));
            styles.extend(keys.get("style").and_then(named));
        }
        frames.retain(|frame| !self.is_frame(&frame.value));
        for frame in &frames {
            self.unknown_frame(&frame.value, frame.span);
        }
        for span in bodiless {
            self.bench.found.push(
                Diagnostic::error("story/no-body", "this story place has no frame for the text")
                    .at(span)
                    .hint("write body: and the frames the text runs through"),
            );
        }
        for style in &styles {
            self.sheet.style(Spanned::new(style.value.as_str(), style.span), self.bench.found);
        }
    }

    /// Stories that `with` names, in the layout and in what is put on the page.
    fn check_company(&mut self) {
        let put = self.fields.named("put").iter().filter_map(|(_, content)| content.value.as_object());
        let named: Vec<Spanned<String>> = put
            .chain(self.frames.values().map(|(_, keys)| keys))
            .filter_map(|keys| keys.text("with"))
            .map(|story| Spanned::new(story.value.to_owned(), story.span))
            .collect();
        let articles = self.fields.named("put").iter().filter(|(_, content)| {
            content.value.as_text().is_some()
                || content.value.as_object().is_some_and(|content| content.get("article").is_some())
        });
        let known: BTreeSet<String> = self.places().chain(articles).map(|(name, _)| name.value.clone()).collect();
        for story in named.iter().filter(|story| !known.contains(&story.value)) {
            self.bench.found.push(
                Diagnostic::error("frame/unknown-story", format!("the page has no story `{}`", story.value))
                    .at(story.span)
                    .hint(name_hint(&story.value, known.iter().map(String::as_str))),
            );
        }
    }

    /// Whether the layout has a frame of this name, even one whose area could not be made out.
    fn is_frame(&self, name: &str) -> bool {
        let listed =
            self.stack.iter().flat_map(|document| document.named("frames")).any(|(known, _)| known.value == name);
        listed || self.frames.contains_key(name)
    }

    fn unknown_frame(&mut self, name: &str, span: Span) {
        let known = self.frames.keys().map(String::as_str);
        self.bench.found.push(
            Diagnostic::error("frame/unknown", format!("there is no frame `{name}`"))
                .at(span)
                .hint(name_hint(name, known)),
        );
    }

    pub(super) fn places(&self) -> impl Iterator<Item = &'d (Spanned<String>, Spanned<Value>)> {
        let stack: Vec<&'d Fields> = self.stack.clone();
        stack.into_iter().flat_map(|document| document.named("stories"))
    }

    /// One entry of `put`.
    fn put(
        &mut self,
        name: &Spanned<String>,
        content: &Spanned<Value>,
        begun: &mut Begun,
        filled: &mut BTreeSet<String>,
    ) {
        if let Some(path) = content.value.as_object().and_then(|fields| fields.text("continues")) {
            return self.continuation(name, path, begun, filled);
        }
        let place = self.places().find(|(place, _)| place.value == name.value);
        let path = match &content.value {
            Value::Text(path) => Some(Spanned::new(path.as_str(), content.span)),
            Value::Object(fields) => fields.text("article"),
            _ => None,
        };
        if let Some(path) = path {
            // A missing article was found when it was read.
            let Some(article) = self.documents.articles.get(path.value) else { return };
            if begun.contains_key(path.value) {
                self.bench.found.push(
                    Diagnostic::error("story/twice", format!("{} is set twice in this edition", path.value))
                        .at(path.span)
                        .hint("a story that goes on on another page is put there as {continues: its path}"),
                );
            }
            let before = self.bench.edition.stories.len();
            match place.and_then(|(_, value)| value.value.as_object()) {
                Some(place) => self.story(name, place, article, filled),
                None => self.story_in_frame(name, article, filled),
            }
            self.credit(before, path.value);
            let thread = self.bench.edition.threads.len().checked_sub(1);
            begun.insert(path.value.to_owned(), thread);
            if let Some(thread) = thread {
                let own = content.value.as_object();
                let place = place.and_then(|(_, value)| value.value.as_object());
                let gives = self.gives(&[Some(&self.documents.edition), place, own]);
                self.bench.edition.threads[thread].gives = gives;
            }
            return;
        }
        let Some(fields) = content.value.as_object() else { return };
        match self.frames.get(&name.value).map(|(id, keys)| (*id, keys.clone())) {
            Some((id, keys)) => self.fill(id, &keys, fields, filled),
            None if place.is_some() => self.bench.found.push(
                Diagnostic::error("put/not-an-article", format!("story place `{}` takes an article", name.value))
                    .at(content.span)
                    .hint("give the path of one; pictures, texts and codes are put into frames"),
            ),
            None => self.unknown_place(name),
        }
    }

    pub(super) fn unknown_place(&mut self, name: &Spanned<String>) {
        if self.is_frame(&name.value) {
            // Its area is wrong, which was found.
            return;
        }
        let known: Vec<String> =
            self.frames.keys().cloned().chain(self.places().map(|(place, _)| place.value.clone())).collect();
        let finding =
            Diagnostic::error("put/unknown", format!("the layout has no story place or frame `{}`", name.value))
                .at(name.span);
        self.bench.found.push(finding.hint(name_hint(&name.value, known.iter().map(String::as_str))));
    }

    /// An article through the frames of a story place.
    fn story(&mut self, name: &Spanned<String>, place: &Fields, article: &Article, filled: &mut BTreeSet<String>) {
        let roles = Roles { styles: place.object("styles") };
        let body: Vec<FrameId> =
            place.list("body").to_vec().iter().filter_map(|frame| self.take_frame(frame, Use::Body, filled)).collect();
        let head = place.get("head").cloned().and_then(|frame| self.take_frame(&frame, Use::Furniture, filled));
        let leading = self.page.grid.leading;
        let rows = |fields: &Fields| {
            let leading_of = fields.absolute("leading").unwrap_or(leading);
            u16::try_from(
                leading_of.whole(leading).max(1)
                    + i64::from(leading_of.0 % leading.0.max(1) > 0 && leading_of > leading),
            )
            .unwrap_or(1)
        };
        let mut paras = Vec::new();
        match head {
            Some(head) => {
                let lines = head_paras(article, roles, &|_| 1, &mut self.sheet, self.bench);
                self.thread(format!("{}/head", name.value), StoryKind::Head, lines, vec![head], name.span);
            }
            None => paras.extend(head_paras(article, roles, &rows, &mut self.sheet, self.bench)),
        }
        paras.extend(body_paras(article, roles, &mut self.sheet, self.bench));
        if let Some(mark) = place.text("end-mark") {
            end_mark(&mut paras, mark.value);
        }
        self.thread(name.value.clone(), StoryKind::Body, paras, body, name.span);
    }

    /// An article in a single frame without a story place.
    fn story_in_frame(&mut self, name: &Spanned<String>, article: &Article, filled: &mut BTreeSet<String>) {
        let Some((id, keys)) = self.frames.get(&name.value).map(|(id, keys)| (*id, keys.clone())) else {
            return self.unknown_place(name);
        };
        filled.insert(name.value.clone());
        let style = keys.text("style");
        let mut roles = Fields { span: keys.span, ..Fields::default() };
        if let Some(style) = style {
            roles.values.insert("body", Spanned::new(Value::Text(style.value.to_owned()), style.span));
        }
        let roles = Roles { styles: Some(&roles) };
        let mut paras = head_paras(article, roles, &|_| 1, &mut self.sheet, self.bench);
        paras.extend(body_paras(article, roles, &mut self.sheet, self.bench));
        self.bench.edition.frames[id.index()].lines = lines_of(&keys, Use::Body);
        let kind = if style.is_some() { StoryKind::Furniture } else { StoryKind::Body };
        self.thread(name.value.clone(), kind, paras, vec![id], name.span);
    }

    /// The frame a story place names, unless another story has it already.
    pub(super) fn take_frame(
        &mut self,
        frame: &Spanned<Value>,
        used: Use,
        filled: &mut BTreeSet<String>,
    ) -> Option<FrameId> {
        let name = frame.value.as_text()?;
        // Unknown names were found with all names of the layout.
        let (id, keys) = self.frames.get(name).map(|(id, keys)| (*id, keys.clone()))?;
        if !filled.insert(name.to_owned()) {
            self.bench.found.push(
                Diagnostic::error("frame/taken", format!("two texts run through frame `{name}`"))
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
            self.bench
                .found
                .push(Diagnostic::error("frame/taken", format!("frame `{name}` is filled twice")).at(content.span));
            return;
        }
        if !check::is_one_content(content, self.bench.found) {
            return;
        }
        let frame = &mut self.bench.edition.frames[id.index()];
        frame.is_ad = content.bool("ad").unwrap_or(frame.is_ad);
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
        let paras = match content.text("text") {
            Some(text) => furniture(text, style, &self.variables, &mut self.sheet, self.bench),
            None => styled_paras(content.list("paras"), style, &self.variables, &mut self.sheet, self.bench),
        };
        if !paras.is_empty() {
            self.bench.edition.frames[id.index()].lines = lines_of(keys, Use::Furniture);
            self.thread(name, StoryKind::Furniture, paras, vec![id], content.span);
        }
    }

    /// A frame of its own for the caption of a picture: at the foot of the picture's frame, below the picture or on it.
    pub(super) fn caption(&mut self, id: FrameId, content: &Fields) {
        let Some(text) = content.text("caption") else { return };
        let style = content.text("caption-style").unwrap_or(Spanned::new("caption", text.span));
        let Some(keys) = self.sheet.style(style, self.bench.found) else { return };
        let leading = keys.absolute("leading").unwrap_or(size_of(&keys).scaled(4, 3));
        let height = leading * content.number("caption-lines").unwrap_or(1);
        let is_on = content.text("caption-place").is_some_and(|place| place.value == "on");
        let picture = &mut self.bench.edition.frames[id.index()];
        if height + CAPTION_GAP >= picture.area.height {
            let finding = Diagnostic::error("frame/no-room", "the caption leaves nothing of its picture").at(text.span);
            return self.bench.found.push(finding.hint("give it fewer lines, or the frame more height"));
        }
        let mut frame = picture.clone();
        frame.name = format!("{}/caption", picture.name);
        frame.area.y = picture.area.bottom() - height;
        frame.area.height = height;
        (frame.content, frame.background) = (Content::Empty, None);
        (frame.border, frame.column_rule, frame.columns, frame.lines) = (Border::default(), None, 1, Lines::Free);
        frame.padding = Insets::default();
        if is_on {
            frame.vertical_align = VerticalAlign::Bottom;
            let inward = picture.area.width / 40;
            frame.padding = Insets { top: Len::ZERO, right: inward, bottom: Len::ZERO, left: inward };
            frame.area.y -= CAPTION_GAP;
        } else {
            picture.area.height -= height + CAPTION_GAP;
        }
        let name = frame.name.clone();
        let caption = FrameId::new(self.bench.edition.frames.len());
        self.bench.edition.frames.push(frame);
        self.page.frames.push(caption);
        let paras = furniture(text, style, &self.variables, &mut self.sheet, self.bench);
        self.thread(name, StoryKind::Furniture, paras, vec![caption], text.span);
    }

    /// The slug line below the bleed: what the pressroom must know of the plate in its hands.
    fn slug(&mut self) {
        let spots = self.bench.edition.inks.iter().filter_map(|ink| match &ink.kind {
            InkKind::Spot(name) => Some(format!(" · {name}")),
            InkKind::Screen(_) => None,
        });
        let text = format!("{{paper}} {{date}} 第{{page}}版 {{name}} · C · M · Y · K{}", spots.collect::<String>());
        let (width, below) = (self.page.trim.width / 3, self.page.trim.height + self.page.bleed + SLUG_OFF);
        let area = Rect { x: SLUG_OFF * 2, y: below, width, height: SLUG_HEIGHT };
        let frame = bare_frame("slug", self.id, area);
        let id = FrameId::new(self.bench.edition.frames.len());
        self.bench.edition.frames.push(frame);
        self.page.frames.push(id);
        let (span, style) = (self.fields.span, Spanned::new("caption", self.fields.span));
        let paras = furniture(Spanned::new(text.as_str(), span), style, &self.variables, &mut self.sheet, self.bench);
        self.thread(format!("slug {}", self.page.number), StoryKind::Furniture, paras, vec![id], span);
    }

    /// What the layout itself puts into frames the edition left alone.
    fn fill_rest(&mut self, filled: &BTreeSet<String>) {
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

    pub(super) fn thread(&mut self, name: String, kind: StoryKind, paras: Vec<Para>, frames: Vec<FrameId>, span: Span) {
        if frames.is_empty() {
            return;
        }
        self.make_text_frames(&frames, kind);
        let story = StoryId::new(self.bench.edition.stories.len());
        self.bench.edition.stories.push(Story { name, kind, paras, span, article: String::new() });
        self.bench.edition.threads.push(Thread { story, frames, jumps: Vec::new(), gives: Vec::new() });
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
                keep_from_rules(frame);
            }
        }
    }
}

/// Whether a page is a right-hand one: by the digits its number ends with.
fn is_odd(number: &str) -> bool {
    number.chars().rev().find(char::is_ascii_digit).is_none_or(|digit| "13579".contains(digit))
}

/// Where the slug line stands below the bleed, and its room.
const SLUG_OFF: Len = Len::mm(3);
const SLUG_HEIGHT: Len = Len::mm(8);
/// Distance of a caption from its picture, or from the picture's foot.
const CAPTION_GAP: Len = Len::MM;
/// Distance of text from a rule where its lines begin or end, and from one beside lines on the grid.
const FROM_RULE: (Len, Len) = (Len::mm(2), Len::MM);

/// Text never touches its frame's own rules, unless the layout says how near it may come.
fn keep_from_rules(frame: &mut Frame) {
    let (ends, above) = FROM_RULE;
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

/// Size and leading of the style `body`.
fn body_size(sheet: &Sheet, found: &mut Diagnostics) -> BodySize {
    let fields = sheet.style(Spanned::new("body", Span::default()), found).unwrap_or_default();
    let size = size_of(&fields);
    BodySize {
        size,
        leading: fields.absolute("leading").filter(|leading| *leading >= size).unwrap_or(size.scaled(4, 3)),
    }
}
