//! Story places and frames that nothing fills: on paper each would be a white hole, so each is told with what to put there.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, FrameId, Message, Severity, Span, Spanned, leaves_no_ink, nearest};
use crate::input::{Fields, Value};
use crate::message;

use super::check::CONTENTS;
use super::edition::Content;
use super::resolve::PageBuilder;
use super::rules::Border;
use super::text::substituted;
use super::vacancy::{Due, Vacancy};

/// Keys of a frame that is drawn for its own sake: such a frame holds nothing, and nothing is missing in it.
const DRAWN: &[&str] = &[
    "area",
    "mirror",
    "border",
    "background",
    "gradient",
    "gradient-to",
    "radius",
    "corners",
    "over",
    "ad",
    "with",
    "optional",
];
/// Those of them that leave ink.
const INKED: &[&str] = &["border", "background", "gradient"];
/// Rows of the grid that a rule or a strip of tint is deep or wide at most.
const ROOM: i64 = 3;

impl PageBuilder<'_, '_, '_> {
    /// Tells of every place that stays empty and may not, and keeps it for drafts. Optional ones give their room back to the text.
    pub(super) fn check_empty(&mut self) {
        let slips = self.slips();
        let mut settled: BTreeSet<FrameId> = BTreeSet::new();
        for (name, place) in self.places() {
            if let Some(place) = place.value.as_object() {
                settled.extend(self.settle_place(&name.value, place, &slips));
            }
        }
        let left = self.frames.iter().filter(|(_, (id, _))| !settled.contains(id));
        for name in left.map(|(name, _)| name.clone()).collect::<Vec<_>>() {
            self.settle_frame(&name, &slips);
        }
        self.check_bare();
    }

    /// Tells of a page whose places may all stay empty, and do.
    fn check_bare(&mut self) {
        let is_optional = |keys: &Fields| keys.bool("optional") == Some(true);
        let places = self.places().filter_map(|(_, place)| place.value.as_object()).any(is_optional);
        let has_places = places || self.frames.values().any(|(_, keys)| is_optional(keys));
        let is_told = self.bench.edition.vacancies.iter().any(|vacancy| vacancy.page == self.id);
        let holds_story = self.page.frames.iter().any(|id| !self.is_vacant(*id) && !self.is_furniture(*id));
        let is_known = self.fields.unread.contains("put") || !self.fields.named("put").is_empty();
        // Where anything else is wrong, the page may be empty for that.
        let is_wrong = self.bench.found.iter().any(|finding| finding.severity == Severity::Error);
        if is_known || is_told || holds_story {
            return;
        }
        let number = &self.page.number;
        let is_empty = self.page.frames.is_empty() && self.places().next().is_none();
        let finding = if is_empty && !is_wrong {
            Diagnostic::error("page/nothing", message!("page {} is empty: its layout has no places of its own", number))
                .hint("it is meant to be extended: choose another one (`paiban layouts`), or write a layout that says `extends` and has frames")
        } else if has_places {
            Diagnostic::warning(
                "page/nothing",
                message!("nothing is put on page {}: it prints with its masthead and folio alone", number),
            )
            .hint("put articles and pictures into its places under `put:`, or take the page out")
        } else {
            return;
        };
        self.bench.found.push(finding.at(self.put_span()));
    }

    /// Whether a frame holds what its layout itself puts there.
    fn is_furniture(&self, id: FrameId) -> bool {
        let own = self.frames.values().find(|(frame, _)| *frame == id);
        own.is_none_or(|(_, keys)| CONTENTS.iter().any(|key| keys.get(key).is_some()))
    }

    /// Names that misspelt ones were meant for: that they are misspelt was told, and nothing more is wrong.
    fn slips(&self) -> BTreeSet<String> {
        let places: Vec<&str> = self.places().map(|(name, _)| name.value.as_str()).collect();
        let known: Vec<&str> = self.frames.keys().map(String::as_str).chain(places).collect();
        let put = self.fields.named("put").iter().map(|(name, _)| name.value.as_str());
        let bodies = self.places().filter_map(|(_, place)| place.value.as_object());
        let named = bodies.flat_map(|place| place.get("head").into_iter().chain(place.list("body")));
        let named = named.filter_map(|frame| frame.value.as_text());
        let unknown = put.chain(named).filter(|name| !known.contains(name));
        unknown.filter_map(|name| nearest(name, known.iter().copied())).map(str::to_owned).collect()
    }

    /// Whether a frame holds nothing, in itself or in frames made in it.
    fn is_vacant(&self, id: FrameId) -> bool {
        let frame = &self.bench.edition.frames[id.index()];
        let is_part = |other: &FrameId| {
            let name = &self.bench.edition.frames[other.index()].name;
            name.strip_prefix(frame.name.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let shows = match &frame.content {
            Content::Empty => false,
            Content::Table(table) => table.cells.iter().any(|cell| cell.has_para),
            Content::Code { text, .. } => !leaves_no_ink(text),
            Content::Text | Content::Picture(_) => true,
        };
        !shows && !self.page.frames.iter().any(is_part)
    }

    /// What the page puts into a place of this name.
    fn put_here(&self, name: &str) -> Option<&Spanned<Value>> {
        self.fields.named("put").iter().find(|(known, _)| known.value == name).map(|(_, content)| content)
    }

    /// A story place; the frames of it about which nothing more is to be said.
    fn settle_place(&mut self, name: &str, place: &Fields, slips: &BTreeSet<String>) -> Vec<FrameId> {
        let named = place.get("head").into_iter().chain(place.list("body"));
        let known = named.filter_map(|frame| Some(self.frames.get(frame.value.as_text()?)?.0));
        let known: Vec<FrameId> = known.collect();
        let vacant: Vec<FrameId> = known.iter().copied().filter(|id| self.is_vacant(*id)).collect();
        let asked = self.put_here(name).map(|content| article_of(&content.value).map(str::to_owned));
        match asked {
            _ if vacant.is_empty() => {}
            Some(Some(path)) => {
                let is_read = self.documents.articles.contains_key(&path);
                let due = if is_read { Due::Headline } else { Due::File(path) };
                self.vacate(vacant.clone(), name, due, String::new());
            }
            _ if place.bool("optional") == Some(true) => vacant.iter().for_each(|id| self.give_room_back(*id)),
            Some(None) => self.tell_rest(name, &vacant),
            // Some of its frames belong to another place that is filled.
            None if vacant.len() < known.len() => return Vec::new(),
            None => {
                let example = format!("{name}: articles/{name}.md");
                if !slips.contains(name) && !self.fields.unread.contains("put") {
                    self.tell_place(name, &example);
                }
                self.vacate(vacant.clone(), name, Due::Article, example);
            }
        }
        vacant
    }

    /// A story place that holds a picture, a table or a text of the edition leaves its headline frame empty.
    fn tell_rest(&mut self, name: &str, vacant: &[FrameId]) {
        let span = self.put_here(name).map_or(self.put_span(), |content| content.span);
        for &id in vacant {
            let frame = self.bench.edition.frames[id.index()].name.clone();
            if self.put_here(&frame).is_some() {
                continue;
            }
            let number = &self.page.number;
            let message = message!(
                "`{}` on page {} holds no article, so that frame `{}` of its story place stays empty",
                name,
                number,
                frame
            );
            self.bench.found.push(Diagnostic::error("put/empty", message).at(span).hint(message!(
                "put an article there, give `{}` something of its own under `put:`, or say `without: [{}]` in a layout that extends this one",
                frame,
                frame
            )));
            self.vacate(vec![id], name, Due::Content, String::new());
        }
    }

    fn tell_place(&mut self, name: &str, example: &str) {
        let message = message!("nothing is put into story place `{}` on page {}", name, self.page.number);
        let finding = Diagnostic::error("put/empty", message).at(self.span_put(name));
        self.bench.found.push(finding.hint(remedy(example)));
    }

    /// A frame that belongs to no story place, or to one whose other frames are filled.
    fn settle_frame(&mut self, name: &str, slips: &BTreeSet<String>) {
        let (id, keys) = (self.frames[name].0, self.frames[name].1.clone());
        if !self.is_vacant(id) {
            return;
        }
        let own = Spanned::new(Value::Object(keys.clone()), keys.span);
        let is_own = CONTENTS.iter().any(|key| keys.get(key).is_some());
        let is_optional = keys.bool("optional") == Some(true);
        match self.put_here(name).cloned() {
            Some(content) => self.settle_asked(id, name, &content, !is_optional),
            // A text that the layout itself leaves blank is meant to be.
            None if is_own => {
                let text = keys.text("text").is_some_and(|text| text.value.contains('{'));
                self.settle_asked(id, name, &own, text && !is_optional);
            }
            None if keys.bool("optional") == Some(true) => self.give_room_back(id),
            None if self.is_drawn(id, name, &keys) => {}
            None => {
                let example = example(name, &keys);
                if !slips.contains(name) && !self.fields.unread.contains("put") {
                    self.tell_frame(name, &example);
                }
                self.vacate(vec![id], name, Due::Content, example);
            }
        }
    }

    /// A frame that was to hold something: a file that could not be had was told, a text that came out blank was not.
    fn settle_asked(&mut self, id: FrameId, name: &str, content: &Spanned<Value>, needs_text: bool) {
        let (content, place) = (&content.value, content.span);
        let fields = content.as_object();
        let text = |key: &str| fields.and_then(|fields| fields.text(key)).map(|text| text.value);
        let table = fields.and_then(|fields| fields.object("table")).and_then(|table| table.text("file"));
        let path = article_of(content).or(text("picture")).or(text("table")).or(table.map(|path| path.value));
        let is_read = |path: &&str| self.documents.tables.contains_key(*path);
        if let Some(path) = path.filter(|path| !is_read(path)) {
            return self.vacate(vec![id], name, Due::File(path.to_owned()), String::new());
        }
        let paras = fields.and_then(|fields| fields.get("paras")).map(|_| "");
        if needs_text && fields.is_some_and(|fields| self.shows_nothing(id, fields)) {
            let message = message!("what is put into frame `{}` on page {} is empty", name, self.page.number);
            let finding = Diagnostic::error("put/empty", message).at(place);
            self.bench.found.push(finding.hint(
                "give it something to show, take the entry out, or give the frame `optional: true` in the layout",
            ));
            return self.vacate(vec![id], name, Due::Content, String::new());
        }
        let Some(written) = text("text").or(paras).filter(|_| needs_text) else { return };
        let mut found = Vec::new();
        let shown = substituted(written, &self.variables, place, &mut found);
        // What else is wrong with it was told.
        if !found.is_empty() || !leaves_no_ink(&shown) {
            return;
        }
        let message = message!("the text of frame `{}` is blank on page {}", name, self.page.number);
        let finding = Diagnostic::error("put/empty", message).at(place);
        self.bench.found.push(if leaves_no_ink(written) {
            finding.hint("give it a text, take the entry out, or give the frame `optional: true` in the layout")
        } else {
            finding
                .hint(message!("give what stands in `{}` a text, or the frame `optional: true` in the layout", written))
        });
        self.vacate(vec![id], name, Due::Content, String::new());
    }

    /// Whether lists without entries, a code without text or a table of blank cells stand in a vacant frame; a table without rows was told.
    fn shows_nothing(&self, id: FrameId, fields: &Fields) -> bool {
        let is_table = matches!(self.bench.edition.frames[id.index()].content, Content::Table(_));
        let is_none = |key: &str| match fields.get(key).map(|value| &value.value) {
            Some(Value::List(items)) => items.is_empty(),
            Some(Value::Text(text)) => leaves_no_ink(text),
            _ => false,
        };
        let is_told = CONTENTS.iter().any(|key| fields.unread.contains(key));
        let lists = ["pictures", "ads", "index", "code"];
        !is_told && lists.into_iter().any(is_none) || is_table && fields.get("table").is_some()
    }

    fn tell_frame(&mut self, name: &str, example: &str) {
        let message = message!("nothing is put into frame `{}` on page {}", name, self.page.number);
        let finding = Diagnostic::error("put/empty", message).at(self.span_put(name));
        self.bench.found.push(finding.hint(remedy(example)));
    }

    /// Where the entry of a place stands that was emptied, or where one would be written.
    fn span_put(&self, name: &str) -> Span {
        let emptied = self.fields.emptied.iter().find(|emptied| emptied.value == name);
        emptied.map_or_else(|| self.put_span(), |emptied| emptied.span)
    }

    /// Where it would be written: at the first entry of `put`, or at the page that has none.
    fn put_span(&self) -> Span {
        let span = self.fields.span_of("put");
        Span { end: span.start, ..span }
    }

    /// Whether a frame is a rule, a strip of tint or a ground for other frames. A box with nothing in it is an empty place with a border.
    fn is_drawn(&self, id: FrameId, name: &str, keys: &Fields) -> bool {
        let lies_over =
            |(_, keys): &(FrameId, Fields)| keys.list("over").iter().any(|below| below.value.as_text() == Some(name));
        let is_inked = INKED.iter().any(|key| keys.get(key).is_some());
        let is_plain = || keys.values.keys().all(|key| DRAWN.contains(key)) && !self.is_bare_box(id);
        is_inked && (self.frames.values().any(lies_over) || is_plain())
    }

    /// Whether a frame has a ground or rules all around, room for lines of text, and no other frame on it.
    fn is_bare_box(&self, id: FrameId) -> bool {
        let frames = &self.bench.edition.frames;
        let frame = &frames[id.index()];
        let Border { top, right, bottom, left } = &frame.border;
        let is_ruled = [top, right, bottom, left].into_iter().all(Option::is_some);
        let is_box = is_ruled || frame.background.is_some() || frame.gradient.is_some();
        let room = self.page.grid.leading * ROOM;
        let is_shared =
            |other: &FrameId| *other != id && frames[other.index()].area.intersection(&frame.area).is_some();
        is_box && frame.area.width > room && frame.area.height > room && !self.page.frames.iter().any(is_shared)
    }

    /// Text runs where an optional frame would have stood, with its rules.
    fn give_room_back(&mut self, id: FrameId) {
        let frame = &mut self.bench.edition.frames[id.index()];
        if frame.runaround.take().is_some() {
            frame.border = Default::default();
            frame.background = None;
            frame.gradient = None;
        }
    }

    pub(super) fn vacate(&mut self, frames: Vec<FrameId>, name: &str, due: Due, example: String) {
        let vacancy = Vacancy { page: self.id, frames, name: name.to_owned(), due, example };
        self.bench.edition.vacancies.push(vacancy);
    }
}

/// The article that an entry of `put` asks for.
pub(super) fn article_of(content: &Value) -> Option<&str> {
    match content {
        Value::Text(path) => Some(path),
        Value::Object(fields) => fields.text("article").or(fields.text("continues")).map(|path| path.value),
        _ => None,
    }
}

fn remedy(example: &str) -> Message {
    message!("write `{}` under `put:` of this page, or `optional: true` in the layout where it may stay empty", example)
}

/// Names that layouts have for frames of tables.
const TABLES: &[&str] =
    &["table", "standings", "fixtures", "results", "scores", "times", "prices", "rates", "schedule", "表"];

/// What would fill a frame, as an entry of `put`: by its keys and its name a text, an advertisement, a table or a picture.
fn example(name: &str, keys: &Fields) -> String {
    if keys.get("style").is_some() || keys.get("align").is_some() || keys.get("lines").is_some() {
        format!("{name}: {{text: …}}")
    } else if keys.bool("ad") == Some(true) {
        format!("{name}: {{picture: ads/{name}.pdf, fit: exact}}")
    } else if TABLES.iter().any(|word| name.contains(word)) {
        format!("{name}: {{table: tables/{name}.csv}}")
    } else {
        format!("{name}: {{picture: pictures/{name}.jpg}}")
    }
}
