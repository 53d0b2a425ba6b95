//! Documents → edition, page by page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::{Diagnostic, Diagnostics, FrameId, Len, PageId, Rect, Span, Spanned, name_hint};
use crate::font::FontBook;
use crate::input::{Documents, Fields, Value, defaults, printed_number};
use crate::message;

use super::blocks::{self, Moves};
use super::booked::with_sizes;
use super::bookings;
use super::check;
use super::edition::{Content, Edition, Grid, Page, StoryKind};
use super::embargo;
use super::frame::{bare_frame, frame};
use super::geometry::{BodySize, Units, in_lengths, page, trim_span};
use super::gives;
use super::imprint::{self, free_limit, language, own_texts, press, title, variables};
use super::inherit::inherited;
use super::ink::InkKind;
use super::jump::Begun;
use super::limits;
use super::links;
use super::makeup::MakeupTable;
use super::press::Mark;
use super::punctuation;
use super::sheet::{Sheet, Workbench, size_of};
use super::sketch;
use super::story::furniture;
use super::story_table;
use super::text::Variables;
use super::typed_dates;
use super::unused_texts;
use super::vacancy::{Due, Vacancy};

/// Resolves every default, length and reference. Findings are collected; what could be resolved is returned beside them.
pub fn resolve(documents: &Documents, fonts: &FontBook) -> (Edition, Diagnostics) {
    resolve_moved(documents, fonts, &[])
}

/// The same where numbers of blocks became others: for each page those that did; of pages beyond the list none.
pub fn resolve_moved(documents: &Documents, fonts: &FontBook, moves: &[Moves]) -> (Edition, Diagnostics) {
    let mut edition = Edition::default();
    let mut found = Vec::new();
    let variables = variables(&documents.edition, &mut edition, &mut found);
    let pages: Vec<&Fields> =
        documents.edition.list("pages").iter().filter_map(|page| page.value.as_object()).collect();
    if pages.is_empty() && !documents.edition.unread.contains("pages") {
        found.push(
            Diagnostic::error("edition/no-pages", "the edition has no pages")
                .at(documents.edition.span)
                .hint("write pages: with a layout for each"),
        );
    }
    embargo::check(&documents.articles, edition.imprint.date, &mut found);
    edition.press = press(&documents.edition, &mut found);
    edition.free_limit = free_limit(&documents.edition);
    let mut begun = Begun::default();
    let unmoved = Moves::new();
    let mut layout = |(number, fields): (usize, &&Fields)| {
        let moves = moves.get(number).unwrap_or(&unmoved);
        Some(divided(documents, layout_of(documents, fields)?, moves, &mut found))
    };
    let layouts: Vec<Option<Fields>> = pages.iter().enumerate().map(&mut layout).collect();
    for (number, fields) in pages.iter().copied().enumerate() {
        let printed = printed_number(&pages, number);
        let mut bench = Workbench { fonts, edition: &mut edition, found: &mut found };
        PageBuilder::new(documents, (fields, layouts[number].as_ref()), printed, &variables, &mut bench)
            .build(&mut begun);
    }
    own_words(&documents.edition, &mut edition);
    check::page_numbers(&edition, &pages, &mut found);
    check::pictures_twice(documents, &edition, &pages, &mut found);
    bookings::check(documents, &layouts, &mut edition, &mut found);
    found.extend(unused_texts::check(documents));
    found.extend(story_table::unused(documents));
    found.extend(typed_dates::in_articles(&documents.articles, edition.imprint.known_date()));
    check::directions(&edition, &mut found);
    limits::check_room(&edition, &mut found);
    found.extend(gives::check_defaults(documents, &edition));
    if let Some(grave) = imprint::proofreading(&documents.edition) {
        found.extend(punctuation::check(&edition, &imprint::named(&documents.edition), grave));
        found.extend(links::check(&documents.articles, grave));
    }
    let numbers: Vec<&str> = edition.pages.iter().map(|page| page.number.as_str()).collect();
    edition.imprint.title = title(&edition.imprint, &numbers);
    edition.imprint.language = language(&edition);
    // One mistake may be met at every run that uses it.
    let mut known = BTreeSet::new();
    found.retain(|finding| known.insert((finding.code, finding.span, finding.message.clone())));
    (edition, found)
}

/// Gives every style the words that the edition lists: names inside which no headline breaks.
fn own_words(fields: &Fields, edition: &mut Edition) {
    let texts = fields.list("words").iter().filter_map(|word| word.value.as_text());
    let words: Arc<BTreeSet<String>> = Arc::new(texts.map(|word| word.trim().to_owned()).collect());
    for style in &mut edition.para_styles {
        style.words = Arc::clone(&words);
    }
}

/// The layout of a page with all it extends; `None` when it could not be had.
pub(super) fn layout_of(documents: &Documents, page: &Fields) -> Option<Fields> {
    let layout = match &page.get("layout")?.value {
        Value::Object(layout) => layout,
        Value::Text(name) => documents.layouts.get(name)?,
        _ => return None,
    };
    Some(inherited(documents, layout))
}

/// A layout with the frames of its blocks.
fn divided(documents: &Documents, layout: Fields, moves: &Moves, found: &mut Diagnostics) -> Fields {
    if layout.get("blocks").is_none() {
        return layout;
    }
    blocks::expanded(&layout, defaults(), &grid_of(documents, &layout), moves, found)
}

/// The grid of the pages of a layout.
pub(super) fn grid_of(documents: &Documents, layout: &Fields) -> Grid {
    let stack = [defaults(), layout, &documents.edition];
    // What is wrong with styles and margins is told when the page is made.
    let mut told_later = Diagnostics::new();
    let body = body_size(&Sheet::new(&stack, false), &mut told_later);
    page(&stack, body, true, &mut told_later).grid
}

/// Documents behind a page that has its layout: defaults, layout, edition.
const WITH_LAYOUT: usize = 3;

/// One page under construction.
pub(super) struct PageBuilder<'d, 'w, 'b> {
    pub(super) documents: &'d Documents,
    /// Keys of the page in the edition.
    pub(super) fields: &'d Fields,
    /// Defaults, layout, edition: weakest first.
    pub(super) stack: Vec<&'d Fields>,
    pub(super) sheet: Sheet,
    pub(super) page: Page,
    pub(super) id: PageId,
    pub(super) variables: Variables,
    pub(super) frames: BTreeMap<String, (FrameId, Fields)>,
    /// Frames whose pictures may give, with where that is said.
    pub(super) asked: Vec<Spanned<FrameId>>,
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
        if fields.get("layout").is_none() && !fields.unread.contains("layout") {
            bench.found.push(
                Diagnostic::error("page/no-layout", "this page has no layout")
                    .at(fields.span)
                    .hint("name a shipped layout, a layout file, or write one here"),
            );
        }
        stack.push(&documents.edition);
        let sheet = Sheet::new(&stack, !is_odd(&number));
        let body = body_size(&sheet, bench.found);
        let mut page = page(&stack, body, is_odd(&number), bench.found);
        let margin = page.bleed + bench.edition.press.room_for_marks();
        bench.found.extend(limits::check_trim(page.trim, margin, trim_span(&stack)));
        page.number = number;
        page.makeup = MakeupTable::of(&stack);
        page.name = fields.text("name").map_or(String::new(), |text| text.value.to_owned());
        let mut variables = variables.clone();
        own_texts(fields, bench.edition.imprint.known_date(), &mut variables, bench.found);
        variables.insert("section".into(), fields.text("section").map_or(String::new(), |text| text.value.to_owned()));
        variables.insert("page".into(), page.number.clone());
        variables.insert("name".into(), page.name.clone());
        let id = PageId::new(bench.edition.pages.len());
        Self { documents, fields, stack, sheet, page, id, variables, frames: BTreeMap::new(), asked: Vec::new(), bench }
    }

    fn build(mut self, begun: &mut Begun) {
        // Without its layout nothing on the page can be judged; that it is missing was found already.
        if self.stack.len() < WITH_LAYOUT {
            let name = self.fields.text("layout").map_or(String::new(), |name| name.value.to_owned());
            let frames = Vec::new();
            let vacancy = Vacancy { page: self.id, frames, name, due: Due::Layout, example: String::new() };
            self.bench.edition.vacancies.push(vacancy);
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
        self.check_empty();
        self.note_origins();
        if self.bench.edition.press.marks.contains(&Mark::Slug) {
            self.slug();
        }
        self.check_company();
        self.check_asked();
        self.check_rows();
        self.stock();
        self.head_fits();
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
        for (name, fields) in self.frame_entries() {
            let fields = Fields { span: name.span, ..in_lengths(&fields, Units::of(&self.page)) };
            let sized = with_sizes(&fields, &self.page, &self.sheet, self.bench.found);
            let made = sized.and_then(|fields| {
                let frame = frame(&name.value, &fields, (self.id, &self.page), &self.sheet, self.bench)?;
                Some((frame, fields))
            });
            let Some((frame, fields)) = made else {
                self.vacate(Vec::new(), &name.value, Due::Frame, String::new());
                continue;
            };
            let id = FrameId::new(self.bench.edition.frames.len());
            self.bench.edition.frames.push(frame);
            self.page.frames.push(id);
            self.frames.insert(name.value.clone(), (id, fields));
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
            check::repeated_frames(place, self.bench.found);
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
                Diagnostic::error("frame/unknown-story", message!("the page has no story `{}`", story.value))
                    .at(story.span)
                    .hint(name_hint(&story.value, known.iter().map(String::as_str))),
            );
        }
    }

    /// Rows that frames of text on the grid miss by little. What keeps text from its frame's rules, unsaid, is no mistake of the layout's.
    fn check_rows(&mut self) {
        for (id, keys) in self.frames.values() {
            let frame = &self.bench.edition.frames[id.index()];
            let is_kept_off = keys.get("padding").is_none() && keys.get("border").is_some();
            if frame.content == Content::Text && !is_kept_off {
                self.bench.found.extend(limits::check_rows(frame, &self.page, keys.span_of("area")));
            }
        }
    }

    /// Whether the layout has a frame of this name, even one whose area could not be made out.
    pub(super) fn is_frame(&self, name: &str) -> bool {
        let listed =
            self.stack.iter().flat_map(|document| document.named("frames")).any(|(known, _)| known.value == name);
        listed || self.frames.contains_key(name)
    }

    fn unknown_frame(&mut self, name: &str, span: Span) {
        let known = self.frames.keys().map(String::as_str);
        self.bench.found.push(
            Diagnostic::error("frame/unknown", message!("there is no frame `{}`", name))
                .at(span)
                .hint(name_hint(name, known)),
        );
    }

    pub(super) fn places(&self) -> impl Iterator<Item = &'d (Spanned<String>, Spanned<Value>)> + use<'d> {
        let stack: Vec<&'d Fields> = self.stack.clone();
        stack.into_iter().flat_map(|document| document.named("stories"))
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
        // The program's own words have no extent in the source.
        let own = Span { end: span.start, ..span };
        let paras = furniture(Spanned::new(text.as_str(), own), style, &self.variables, &mut self.sheet, self.bench);
        self.thread(format!("slug {}", self.page.number), StoryKind::Furniture, paras, vec![id], span);
    }
}

/// Whether a page is a right-hand one: by the digits its number ends with.
fn is_odd(number: &str) -> bool {
    number.chars().rev().find(char::is_ascii_digit).is_none_or(|digit| "13579".contains(digit))
}

/// Where the slug line stands below the bleed, and its room.
const SLUG_OFF: Len = Len::mm(3);
const SLUG_HEIGHT: Len = Len::mm(8);

/// Size and leading of the style `body`.
fn body_size(sheet: &Sheet, found: &mut Diagnostics) -> BodySize {
    let fields = sheet.style(Spanned::new("body", Span::default()), found).unwrap_or_default();
    let size = size_of(&fields);
    BodySize {
        size,
        leading: fields.absolute("leading").filter(|leading| *leading >= size).unwrap_or(size.scaled(4, 3)),
    }
}
