//! HTML → draft: the story of a page, and a list of what stands beside it.

use html5gum::{DefaultEmitter, HtmlString, Spanned, Token, Tokenizer};

use crate::input::Files;

use super::draft::{Draft, Front, Loss};
use super::head;
use super::junk::{self, Line};
use super::markup::{self, Event};
use super::story::{self, Story};
use super::{titles, verse};

/// More tags and texts than any article has; a page goes on behind them only in an attack.
const MAX_EVENTS: usize = 2_000_000;

/// Reads a page or a piece of one.
pub(super) fn read(text: &str, files: &dyn Files) -> Draft {
    let (events, buttons) = without_buttons(tokens(text));
    let mut found = story::find(&events);
    found.beside.extend(buttons);
    let mut draft = markup::read(&found.events, files);
    fill(&mut draft.front, &found, &events);
    // A headline that is no heading stands in the text as well.
    let headline = titles::key(&draft.front.headline);
    let is_headline = |text: String| !headline.is_empty() && titles::key(&text) == headline;
    if draft.blocks.len() > 1 && draft.blocks.first().is_some_and(|block| is_headline(block.text())) {
        draft.drop_head(1);
    }
    verse::understand(&mut draft);
    head::understand(&mut draft);
    tell(&mut draft, &found);
    if events.len() >= MAX_EVENTS {
        name(&mut draft, "all behind two million tags", "");
    }
    draft
}

/// A link with more letters is no button.
const BUTTON: usize = 14;

/// Takes links out that lead on and stand behind a sentence in its paragraph: `返回首页，查看更多`.
fn without_buttons(events: Vec<Event>) -> (Vec<Event>, Vec<String>) {
    let mut buttons = Vec::new();
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    let mut opened: Option<usize> = None;
    for event in events {
        let is_end = matches!(&event, Event::End(name) if name == "a");
        if matches!(&event, Event::Start(name, _) if name == "a") {
            opened = Some(kept.len());
        }
        kept.push(event);
        if !is_end {
            continue;
        }
        let Some(start) = opened.take() else { continue };
        let words: String = kept[start..]
            .iter()
            .filter_map(|event| if let Event::Text(text) = event { Some(text.trim()) } else { None })
            .collect();
        let ends_sentence = matches!(start.checked_sub(1).map(|at| &kept[at]), Some(Event::Text(text)) if text.trim_end().ends_with(['。', '！', '？', '”', '）']));
        if ends_sentence && words.chars().count() <= BUTTON && junk::line(&words) == Line::Mark {
            kept.truncate(start);
            buttons.push(words);
        }
    }
    (kept, buttons)
}

/// What the page says of itself beside the story's own text.
fn fill(front: &mut Front, found: &Story, events: &[Event]) {
    let own = |place: &mut String, text: String| {
        if place.is_empty() {
            *place = text;
        }
    };
    own(&mut front.headline, found.title.clone());
    own(&mut front.kicker, found.kicker.clone());
    own(&mut front.deck, found.deck.clone());
    own(&mut front.byline, found.byline.clone());
    own(&mut front.byline, author(events).filter(|author| head::are_people(author)).unwrap_or_default());
    own(&mut front.language, language(events));
}

/// Names what the page has besides the story: nothing is left out in silence.
fn tell(draft: &mut Draft, found: &Story) {
    for text in &found.hidden {
        name(draft, "text that the page does not show", text);
    }
    for text in &found.editors {
        name(draft, "names of editors", text);
    }
    if !found.sources.is_empty() {
        name(draft, "source and time of a web page", &found.sources.join(" "));
    }
    for text in &found.sentences {
        name(draft, "sentence beside the article", text);
    }
    if !found.beside.is_empty() {
        name(draft, "text beside the article", &found.beside.join(" "));
    }
}

fn name(draft: &mut Draft, what: &'static str, text: &str) {
    draft.losses.push(Loss::of_head(what, text));
}

/// Tags and texts of a page.
pub(super) fn tokens(text: &str) -> Vec<Event> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let name = |bytes: &HtmlString| String::from_utf8_lossy(bytes).to_lowercase();
    let value = |bytes: &Spanned<HtmlString, ()>| String::from_utf8_lossy(&bytes.value).into_owned();
    let mut events = Vec::new();
    let mut set = Set::default();
    for token in Tokenizer::new_with_emitter(text, emitter).flatten().take(MAX_EVENTS) {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(key, text)| (name(key), value(text))).collect();
                events.push(Event::Start(name(&tag.name), attributes));
                set.start(&events);
            }
            Token::EndTag(tag) => {
                events.push(Event::End(name(&tag.name)));
                set.end(&name(&tag.name));
            }
            Token::String(text) if set.depth > 0 => lines(&value(&text), &mut events),
            Token::String(text) => events.push(Event::Text(value(&text))),
            _ => {}
        }
    }
    events
}

/// The outermost element whose lines are shown as they are in the source.
#[derive(Default)]
struct Set {
    name: String,
    depth: usize,
}

impl Set {
    fn start(&mut self, events: &[Event]) {
        let Some(Event::Start(name, attributes)) = events.last() else { return };
        if self.depth > 0 {
            self.depth += usize::from(self.name == *name);
            return;
        }
        let style = markup::attribute(attributes, "style").unwrap_or_default().to_lowercase().replace(' ', "");
        if name == "pre" || style.contains("white-space:pre") {
            *self = Self { name: name.clone(), depth: 1 };
        }
    }

    fn end(&mut self, name: &str) {
        if self.depth > 0 && self.name == name {
            self.depth -= 1;
        }
    }
}

/// Lines that are shown as they are, with the breaks between them.
fn lines(text: &str, events: &mut Vec<Event>) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            events.push(Event::Start("br".to_owned(), Vec::new()));
        }
        if !line.is_empty() {
            events.push(Event::Text(line.to_owned()));
        }
    }
}

/// `<meta name="author">`.
fn author(events: &[Event]) -> Option<String> {
    let metas = events.iter().filter_map(|event| match event {
        Event::Start(name, attributes) if name == "meta" => Some(attributes),
        _ => None,
    });
    let is_author = |attributes: &&Vec<(String, String)>| {
        markup::attribute(attributes, "name").is_some_and(|name| name.eq_ignore_ascii_case("author"))
    };
    metas
        .filter(is_author)
        .find_map(|attributes| markup::attribute(attributes, "content"))
        .map(|text| text.trim().to_owned())
}

/// The language of the page, when it is one whose glyphs differ from the usual ones.
fn language(events: &[Event]) -> String {
    let lang = events.iter().find_map(|event| match event {
        Event::Start(name, attributes) if name == "html" => markup::attribute(attributes, "lang"),
        _ => None,
    });
    markup::language(lang.unwrap_or_default()).to_owned()
}
