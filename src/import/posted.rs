//! HTML of mail programs → draft: every line of the message is looked at, since a letter has no frame of a web page around it.

use std::ops::Range;

use crate::input::Files;

use super::draft::{Draft, Loss};
use super::letter::{self, Line, Mark};
use super::markup::{self, Event, attribute};
use super::page::{self, Page};
use super::{copied, hidden, html};

/// Parts of a message that mail programs name by class or id.
const SIGNATURES: &[&str] = &[
    "gmail_signature",
    "xmail_signature",
    "moz-signature",
    "signature",
    "mailsigns",
    "ms-outlook-mobile-signature",
    "protonmail_signature_block",
    "_foxmail_sign",
];

/// As those, of the message that is answered or passed on.
const QUOTES: &[&str] = &[
    "gmail_quote",
    "isreplycontent",
    "moz-cite-prefix",
    "moz-forward-container",
    "protonmail_quote",
    "yahoo_quoted",
    "divrplyfwdmsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "apple-interchange-newline",
];

/// A signature with more letters is the letter itself.
const SIGNATURE: usize = 200;

/// A line of a message.
struct Posted {
    text: String,
    /// Its events.
    range: Range<usize>,
    mark: Mark,
}

/// A message of HTML with what is known of it.
struct Message {
    events: Vec<Event>,
    lines: Vec<Posted>,
    /// Events that nobody sees.
    unseen: Vec<Range<usize>>,
    /// Whether a mail program has left its names.
    is_named: bool,
    /// Letters, and those of them in links.
    letters: usize,
    linked: usize,
}

/// What a message became.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its own text.
    pub draft: Draft,
    /// The subject of a message that was passed on.
    pub subject: String,
    /// Names of pictures that stand in a signature or in another message.
    pub left_out: Vec<String>,
}

/// Reads the text of a message.
pub(super) fn read(text: &str, files: &dyn Files) -> Read {
    message(text).read(files)
}

/// Reads a page when it is a message that was saved, or a letter.
pub(super) fn of_page(text: &str, files: &dyn Files) -> Option<Read> {
    let message = message(text);
    let texts: Vec<&str> = message.lines.iter().map(|line| line.text.as_str()).collect();
    let is_letter = message.is_named || copied::is_mail(&texts) || letter::begins_as_letter(&texts);
    // Pages of news are full of links.
    (is_letter && message.linked * 4 < message.letters).then(|| message.read(files))
}

fn message(text: &str) -> Message {
    let events = html::tokens(text);
    let page = page::look(&events);
    let unseen: Vec<Range<usize>> =
        hidden::elements(&page, &events).into_iter().map(|at| page.elements[at].start..page.elements[at].end).collect();
    let marks = marks(&page);
    let mut seen = vec![Some(Mark::None); events.len()];
    marks.ranges.iter().for_each(|(range, mark)| seen[range.clone()].fill(Some(*mark)));
    unseen.iter().for_each(|range| seen[range.clone()].fill(None));
    let lines = lines(&events, &seen);
    let letters = page.blocks.iter().map(|block| block.letters).sum();
    let linked = page.blocks.iter().map(|block| block.linked).sum();
    drop(page);
    Message { lines, unseen, is_named: marks.is_named, letters, linked, events }
}

/// The words of events.
fn words(events: &[Event]) -> String {
    let text = events.iter().map(|event| if let Event::Text(text) = event { text.as_str() } else { " " });
    markup::collapse(&text.collect::<String>(), None).trim().to_owned()
}

/// What mail programs say of ranges of events.
struct Marks {
    ranges: Vec<(Range<usize>, Mark)>,
    is_named: bool,
}

fn marks(page: &Page<'_>) -> Marks {
    let mut marks = Marks { ranges: Vec::new(), is_named: false };
    for (at, element) in page.elements.iter().enumerate() {
        let names = ["class", "id", "data-smartmail"].into_iter().filter_map(|key| attribute(element.attributes, key));
        let names: Vec<String> = names.flat_map(str::split_whitespace).map(str::to_lowercase).collect();
        let has =
            |known: &[&str]| names.iter().any(|name| known.iter().any(|known| name.trim_start_matches("x_") == *known));
        let is_cited = element.name == "includetail"
            || element.name == "blockquote" && attribute(element.attributes, "type") == Some("cite");
        let is_signature = element.name == "sign" || has(SIGNATURES);
        let letters: usize = page.blocks[page.within(at)].iter().map(|block| block.letters).sum();
        let range = element.start..element.end;
        if is_signature && letters <= SIGNATURE {
            marks.ranges.push((range, Mark::Signature));
        } else if is_cited || element.name == "blockquote" && has(QUOTES) {
            marks.ranges.push((range, Mark::Quoted));
        }
        let is_of_program = is_signature && !names.iter().any(|name| name == "signature");
        marks.is_named |= is_of_program || is_cited || has(QUOTES);
    }
    marks
}

/// The lines of a message; what nobody sees has no mark.
fn lines(events: &[Event], seen: &[Option<Mark>]) -> Vec<Posted> {
    let mut lines: Vec<Posted> = Vec::new();
    let mut open: Option<Posted> = None;
    let mut silent = 0_usize;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(name, _) | Event::End(name) if page::is_block(name) => {
                if markup::is_silent(name) {
                    let is_start = matches!(event, Event::Start(..));
                    silent = if is_start { silent + 1 } else { silent.saturating_sub(1) };
                }
                lines.extend(open.take());
            }
            Event::Text(text) if silent == 0 => {
                let Some(mark) = seen[at] else { continue };
                let line = open.get_or_insert_with(|| Posted { text: String::new(), range: at..at, mark });
                line.text.push_str(text);
                line.range.end = at + 1;
            }
            _ => {}
        }
    }
    lines.extend(open);
    for line in &mut lines {
        let text = line.text.replace('\u{A0}', " ");
        line.text = markup::collapse(&text, None).trim_matches([' ', '\u{3000}', '\u{200B}', '\u{FEFF}']).to_owned();
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

impl Message {
    fn read(self, files: &dyn Files) -> Read {
        let lines: Vec<Line<'_>> = self.lines.iter().map(|line| Line { text: &line.text, mark: line.mark }).collect();
        let letter = letter::judge(&lines);
        let mut dropped = vec![false; self.events.len()];
        self.unseen.iter().for_each(|range| dropped[range.clone()].fill(true));
        // What stands between lines that are left out goes with them, and so does what is below the last.
        let mut from: Option<usize> = None;
        for (line, part) in self.lines.iter().zip(&letter.parts) {
            if *part == letter::Part::Own {
                from = None;
            } else {
                let start = *from.get_or_insert(line.range.start);
                dropped[start..line.range.end].fill(true);
            }
        }
        if let Some(start) = from {
            dropped[start..].fill(true);
        }
        let is_said = |event: &Event| match event {
            Event::Text(_) => true,
            Event::Start(name, _) | Event::End(name) => matches!(name.as_str(), "a" | "img" | "hr" | "br"),
        };
        let kept: Vec<Event> = self
            .events
            .iter()
            .zip(&dropped)
            .filter(|(event, is_dropped)| !(**is_dropped && is_said(event)))
            .map(|(event, _)| event.clone())
            .collect();
        let mut draft = markup::read(&kept, files);
        for text in self.unseen.iter().map(|range| words(&self.events[range.clone()])).filter(|text| !text.is_empty()) {
            draft.losses.push(Loss::of_head("text that the page does not show", &text));
        }
        for (what, text) in letter.told(&lines) {
            draft.losses.push(Loss::of_head(what, &text));
        }
        let left_out = self.events.iter().zip(&dropped).filter(|(_, is_dropped)| **is_dropped);
        let left_out = left_out.filter_map(|(event, _)| match event {
            Event::Start(name, attributes) if name == "img" => attribute(attributes, "src")?.strip_prefix("cid:"),
            _ => None,
        });
        Read { draft, subject: letter.subject, left_out: left_out.map(str::to_owned).collect() }
    }
}
