//! HTML → draft: the article of a page, else its main part, else its body.

use html5gum::{DefaultEmitter, HtmlString, Spanned, Token, Tokenizer};

use crate::input::Files;
use crate::message;

use super::draft::{Draft, Loss, extract};
use super::markup::{self, Event, collapse};

/// More tags and texts than any article has; a page goes on behind them only in an attack.
const MAX_EVENTS: usize = 2_000_000;

/// Reads a page or a piece of one.
pub(super) fn read(text: &str, files: &dyn Files) -> Draft {
    let events = tokens(text);
    let (from, to) = part(&events);
    let mut draft = markup::read(&events[from..to], files);
    if draft.front.headline.is_empty() {
        draft.front.headline = inside(&events, "title");
    }
    if draft.front.byline.is_empty() {
        draft.front.byline = author(&events);
    }
    if draft.front.language.is_empty() {
        draft.front.language = language(&events);
    }
    outside(&events, (from, to), &mut draft);
    if events.len() >= MAX_EVENTS {
        draft.losses.push(Loss {
            what: message!("all behind two million tags"),
            paragraph: draft.blocks.len(),
            extract: String::new(),
            text_kept: false,
        });
    }
    draft
}

/// Tags and texts of a page.
pub(super) fn tokens(text: &str) -> Vec<Event> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let name = |bytes: &HtmlString| String::from_utf8_lossy(bytes).to_lowercase();
    let value = |bytes: &Spanned<HtmlString, ()>| String::from_utf8_lossy(&bytes.value).into_owned();
    let mut events = Vec::new();
    for token in Tokenizer::new_with_emitter(text, emitter).flatten().take(MAX_EVENTS) {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(key, text)| (name(key), value(text))).collect();
                events.push(Event::Start(name(&tag.name), attributes));
            }
            Token::EndTag(tag) => events.push(Event::End(name(&tag.name))),
            Token::String(text) => events.push(Event::Text(value(&text))),
            _ => {}
        }
    }
    events
}

/// Where the article stands among the events.
fn part(events: &[Event]) -> (usize, usize) {
    ["article", "main", "body"].iter().find_map(|name| element(events, name)).unwrap_or((0, events.len()))
}

/// The first element of a name: from behind its start to its end.
fn element(events: &[Event], name: &str) -> Option<(usize, usize)> {
    let start = events.iter().position(|event| matches!(event, Event::Start(found, _) if found == name))?;
    let mut depth = 0_usize;
    for (at, event) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(found, _) if found == name => depth += 1,
            Event::End(found) if found == name => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((start + 1, at));
        }
    }
    Some((start + 1, events.len()))
}

/// The text of the first element of a name, on one line.
fn inside(events: &[Event], name: &str) -> String {
    element(events, name).map(|(from, to)| texts(&events[from..to])).unwrap_or_default()
}

fn texts(events: &[Event]) -> String {
    let text = events.iter().map(|event| if let Event::Text(text) = event { text.as_str() } else { " " });
    collapse(&text.collect::<String>(), None).trim().to_owned()
}

/// `<meta name="author">`.
fn author(events: &[Event]) -> String {
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
        .unwrap_or_default()
}

/// The language of the page, when it is one whose glyphs differ from the usual ones.
fn language(events: &[Event]) -> String {
    let lang = events.iter().find_map(|event| match event {
        Event::Start(name, attributes) if name == "html" => markup::attribute(attributes, "lang"),
        _ => None,
    });
    markup::language(lang.unwrap_or_default()).to_owned()
}

/// What stands beside the article on its page is named, since it may belong to it.
fn outside(events: &[Event], (from, to): (usize, usize), draft: &mut Draft) {
    let Some((body_from, body_to)) = element(events, "body").filter(|body| body.0 < from) else { return };
    let mut beside = markup::visible(&events[body_from..from]);
    beside.push(' ');
    beside += &markup::visible(&events[to.min(body_to)..body_to]);
    if !beside.trim().is_empty() {
        draft.losses.push(Loss {
            what: message!("text beside the article"),
            paragraph: 0,
            extract: extract(&beside),
            text_kept: false,
        });
    }
}
