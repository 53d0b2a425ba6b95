//! YAML text → a tree in which every key and value knows its place.
//!
//! `serde_yaml` is the authority on what a text means; an event reader of a second, maintained parser supplies the positions serde_yaml does not keep.

use std::collections::BTreeSet;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::base::{Diagnostic, Diagnostics, SourceId, Span, Spanned};
use crate::message;

use super::depth::deeper_than;
use super::slips;

/// Deeper nesting than any layout has.
const MAX_DEPTH: usize = 32;
/// More values than any layout has.
const MAX_NODES: usize = 200_000;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// Kinds of YAML values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    /// Nothing written.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Any other text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in order.
    Map(Vec<(Spanned<String>, Node)>),
}

/// Reads one YAML document that starts at byte `offset` of its source.
///
/// # Errors
/// Findings that keep the text from being read at all.
pub(super) fn parse(text: &str, source: SourceId, offset: usize) -> Result<Node, Diagnostics> {
    let place = Places::new(text, source, offset);
    if let Some(at) = deeper_than(text, MAX_DEPTH) {
        return Err(vec![too_deep(place.bytes(at, at + 1))]);
    }
    let mut builder = Builder {
        events: Parser::new_from_str(text),
        place: &place,
        nodes: 0,
        found: Vec::new(),
        twice: Vec::new(),
        failed: None,
    };
    let node = builder.document();
    // What the event reader refuses or finds twice has a better place and wording than the same in serde_yaml's errors.
    let Builder { mut found, twice, failed, .. } = builder;
    if failed.is_none() {
        found.extend(twice);
    }
    let slip = || slips::slip(text).map(|slip| slip.finding.at(place.bytes(slip.start, slip.end)));
    if !found.is_empty() {
        // What begins with a star or an ampersand was hardly meant to be an alias or an anchor.
        let here = |slip: &Diagnostic| slip.span.map(|it| it.start) == found[0].span.map(|it| it.start);
        return Err(slip().filter(here).map_or_else(|| found.clone(), |slip| vec![slip]));
    }
    // Asked last: what is nested too deep was refused above, and never costs it time.
    match (serde_yaml::from_str::<serde_yaml::Value>(text), failed) {
        (Err(error), _) => Err(vec![slip().unwrap_or_else(|| syntax(&error, &place))]),
        (_, Some(finding)) => Err(vec![slip().unwrap_or(finding)]),
        // Keys without blanks behind their colons are one text.
        (Ok(_), None) if matches!(node.kind, NodeKind::Text(_)) => slip().map_or(Ok(node), |slip| Err(vec![slip])),
        (Ok(_), None) => Ok(node),
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("yaml/refused", "this is nested deeper or longer than any layout")
        .at(span)
        .hint("layouts need a few levels only")
}

/// What stands behind a value and is a comment to YAML.
pub(super) struct Dropped<'t> {
    /// Where it stands.
    pub at: Span,
    /// Itself, from its `#` on.
    pub words: &'t str,
    /// The value, as written.
    pub value: &'t str,
}

/// What stands behind values of a tree and is a comment to YAML: words that were perhaps meant to belong to them, each with its place. Behind quotes a
/// comment is meant.
pub(super) fn comments<'t>(node: &Node, text: &'t str, offset: usize) -> Vec<Dropped<'t>> {
    let mut found = Vec::new();
    behind(node, text, offset, &mut found);
    found
}

fn behind<'t>(node: &Node, text: &'t str, offset: usize, found: &mut Vec<Dropped<'t>>) {
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| behind(item, text, offset, found)),
        NodeKind::Map(entries) => entries.iter().for_each(|(key, value)| match value.kind {
            // What is not there has no place of its own; behind its key stands a colon.
            NodeKind::Null => {
                let end = key.span.end as usize - offset + 1;
                found.extend(comment_at(end..end, key.span, text, offset));
            }
            _ => behind(value, text, offset, found),
        }),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) => {
            let (start, end) = (node.span.start as usize - offset, node.span.end as usize - offset);
            let own = text.get(start..end).unwrap_or_default();
            if !own.starts_with(['"', '\'', '|', '>']) {
                found.extend(comment_at(start..end, node.span, text, offset));
            }
        }
    }
}

/// The comment behind a value, after blanks.
fn comment_at(value: Range<usize>, span: Span, text: &str, offset: usize) -> Option<Dropped<'_>> {
    let rest = text.get(value.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let words = slips::dropped(rest)?;
    let at = offset + value.end + rest.find('#').unwrap_or(0);
    let value = text.get(value).unwrap_or_default();
    Some(Dropped { at: Span::new(span.source, at, at + words.len()), words, value })
}

/// Lines that are comments, each with its place, from its `#` on: what begins with one inside a value of several lines is text.
pub(super) fn comment_lines<'t>(node: &Node, text: &'t str, offset: usize) -> Vec<(Span, &'t str)> {
    let mut texts = Vec::new();
    text_places(node, &mut texts);
    let mut at = offset;
    let places = text.split_inclusive('\n').map(|line| {
        at += line.len();
        let words = line.trim_start();
        (Span::new(node.span.source, at - words.len(), at - words.len() + words.trim_end().len()), words.trim_end())
    });
    let is_text = |place: &Span| texts.iter().any(|text| text.start < place.start && place.start < text.end);
    places.filter(|(place, words)| words.starts_with('#') && !is_text(place)).collect()
}

fn text_places(node: &Node, places: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| text_places(item, places)),
        NodeKind::Map(entries) => entries.iter().for_each(|(_, value)| text_places(value, places)),
        NodeKind::Text(_) => places.push(node.span),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) => {}
    }
}

fn syntax(error: &serde_yaml::Error, place: &Places<'_>) -> Diagnostic {
    let at = error.location().map_or(0, |location| location.index());
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    if what.contains("more than one document") {
        return Diagnostic::error("yaml/refused", "a file holds one YAML document")
            .at(place.bytes(at, at + 1))
            .hint("take out the line of three hyphens that begins the second one");
    }
    unreadable(what, place.bytes(at, at + 1))
}

fn unreadable(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("yaml/syntax", message!("this is not valid YAML: {}", what))
        .at(span)
        .hint("check indentation, quotes and brackets near here")
}

/// Byte offsets of characters: the event reader counts characters.
struct Places<'t> {
    text: &'t str,
    source: SourceId,
    offset: usize,
    bytes: Vec<usize>,
    length: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str, source: SourceId, offset: usize) -> Self {
        Self { text, source, offset, bytes: text.char_indices().map(|(at, _)| at).collect(), length: text.len() }
    }

    fn chars(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.length);
        self.bytes(byte(start), byte(end))
    }

    /// A value's own place: the event reader has that of a quoted one end behind the blanks and the comment after its quote.
    fn scalar(&self, span: Span, style: ScalarStyle) -> Span {
        let quote = match style {
            ScalarStyle::DoubleQuoted => '"',
            ScalarStyle::SingleQuoted => '\'',
            _ => return span,
        };
        let own = self.text.get(span.start as usize - self.offset..span.end as usize - self.offset);
        let close = own.and_then(|own| slips::closing(own, quote));
        let start = span.start as usize - self.offset;
        close.map_or(span, |close| self.bytes(start, start + close + 1))
    }

    fn bytes(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end.min(self.length).max(start))
    }
}

/// Builds the tree from events.
struct Builder<'t, 'p> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
    place: &'p Places<'t>,
    nodes: usize,
    /// What ends the reading.
    found: Diagnostics,
    /// Keys that stand twice or hold their value; reading goes on.
    twice: Diagnostics,
    /// Where the event reader gave up.
    failed: Option<Diagnostic>,
}

impl<'t> Builder<'t, '_> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        match self.events.next()? {
            Ok((event, span)) => Some((event, self.place.chars(span.start.index(), span.end.index()))),
            Err(error) => {
                let at = error.marker().index();
                self.failed = Some(unreadable(error.info(), self.place.chars(at, at + 1)));
                None
            }
        }
    }

    fn document(&mut self) -> Node {
        let nothing = Node { span: self.place.chars(0, 0), kind: NodeKind::Null };
        while let Some((event, span)) = self.next() {
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd | Event::DocumentEnd => break,
                event => return self.node(event, span, 0),
            }
        }
        nothing
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Node {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            self.found.push(too_deep(span));
            return Node { span, kind: NodeKind::Null };
        }
        let span = if let Event::Scalar(_, style, ..) = &event { self.place.scalar(span, *style) } else { span };
        let kind = match event {
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                self.refuse(span, "YAML tags are not used here", "put the text into quotes if it begins with `!`");
                NodeKind::Null
            }
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => self.list(depth),
            Event::MappingStart(..) => self.map(depth),
            Event::Alias(_) => {
                self.refuse(span, "YAML aliases are not used here", "use `extends` to share settings of styles");
                NodeKind::Null
            }
            _ => NodeKind::Null,
        };
        Node { span, kind }
    }

    fn refuse(&mut self, span: Span, message: &'static str, hint: &'static str) {
        if self.found.is_empty() {
            self.found.push(Diagnostic::error("yaml/refused", message).at(span).hint(hint));
        }
    }

    /// `{lead:a.md}` and `{lead：a.md}` are a key without a value to YAML.
    fn joined(&mut self, key: &Spanned<String>) {
        self.twice.extend(slips::joined(&key.value).map(|finding| finding.at(key.span)));
    }

    fn list(&mut self, depth: usize) -> NodeKind {
        let mut items = Vec::new();
        while let Some((event, span)) = self.next() {
            if event == Event::SequenceEnd || !self.found.is_empty() {
                break;
            }
            items.push(self.node(event, span, depth + 1));
        }
        NodeKind::List(items)
    }

    fn map(&mut self, depth: usize) -> NodeKind {
        let mut entries = Vec::new();
        let mut known = BTreeSet::new();
        while let Some((event, span)) = self.next() {
            if event == Event::MappingEnd || !self.found.is_empty() {
                break;
            }
            let key = match event {
                Event::Scalar(text, ..) => Spanned::new(text.into_owned(), span),
                _ => {
                    self.refuse(span, "a key must be a word", "put it into quotes if it begins with a bracket");
                    break;
                }
            };
            if !known.insert(key.value.clone()) {
                let finding = Diagnostic::error("yaml/duplicate-key", message!("`{}` stands here twice", key.value));
                self.twice.push(finding.at(key.span).hint("keep one of them"));
            }
            let Some((event, span)) = self.next() else { break };
            let value = self.node(event, span, depth + 1);
            if value.kind == NodeKind::Null && key.value.contains([':', '：']) {
                self.joined(&key);
                continue;
            }
            entries.push((key, value));
        }
        NodeKind::Map(entries)
    }
}

/// What a scalar is: quoted text is text, the rest is what serde_yaml takes it for.
fn scalar(text: &str, style: ScalarStyle) -> NodeKind {
    if style != ScalarStyle::Plain {
        return NodeKind::Text(text.to_owned());
    }
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(serde_yaml::Value::Null) => NodeKind::Null,
        Ok(serde_yaml::Value::Bool(value)) => NodeKind::Bool(value),
        Ok(serde_yaml::Value::Number(_)) => NodeKind::Number(text.to_owned()),
        _ => NodeKind::Text(text.to_owned()),
    }
}
