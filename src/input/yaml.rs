//! YAML text → a tree in which every key and value knows its place.
//!
//! `serde_yaml` is the authority on what a text means; an event reader of a second, maintained parser supplies the positions serde_yaml does not keep.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::base::{Diagnostic, Diagnostics, SourceId, Span, Spanned};

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
    if let Err(error) = serde_yaml::from_str::<serde_yaml::Value>(text) {
        return Err(vec![syntax(&error, &place)]);
    }
    let mut builder = Builder { events: Parser::new_from_str(text), place: &place, nodes: 0, found: Vec::new() };
    let node = builder.document();
    if builder.found.is_empty() { Ok(node) } else { Err(builder.found) }
}

fn syntax(error: &serde_yaml::Error, place: &Places) -> Diagnostic {
    let at = error.location().map_or(0, |location| location.index());
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    Diagnostic::error("yaml/syntax", format!("this is not valid YAML: {what}"))
        .at(place.bytes(at, at + 1))
        .hint("check indentation, quotes and brackets near here")
}

/// Byte offsets of characters: the event reader counts characters.
struct Places {
    source: SourceId,
    offset: usize,
    bytes: Vec<usize>,
    length: usize,
}

impl Places {
    fn new(text: &str, source: SourceId, offset: usize) -> Self {
        Self { source, offset, bytes: text.char_indices().map(|(at, _)| at).collect(), length: text.len() }
    }

    fn chars(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.length);
        self.bytes(byte(start), byte(end))
    }

    fn bytes(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end.min(self.length).max(start))
    }
}

/// Builds the tree from events.
struct Builder<'t, 'p> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
    place: &'p Places,
    nodes: usize,
    found: Diagnostics,
}

impl<'t> Builder<'t, '_> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        let (event, span) = self.events.next()?.ok()?;
        Some((event, self.place.chars(span.start.index(), span.end.index())))
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
            self.refuse(span, "this is nested deeper or longer than any layout");
            return Node { span, kind: NodeKind::Null };
        }
        let kind = match event {
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => self.list(depth),
            Event::MappingStart(..) => self.map(depth),
            Event::Alias(_) => {
                self.refuse(span, "YAML aliases are not used here");
                NodeKind::Null
            }
            _ => NodeKind::Null,
        };
        Node { span, kind }
    }

    fn refuse(&mut self, span: Span, message: &str) {
        if self.found.is_empty() {
            self.found
                .push(Diagnostic::error("yaml/refused", message).at(span).hint("use `extends` to share settings"));
        }
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
        while let Some((event, span)) = self.next() {
            if event == Event::MappingEnd || !self.found.is_empty() {
                break;
            }
            let key = match event {
                Event::Scalar(text, ..) => Spanned::new(text.into_owned(), span),
                other => {
                    self.node(other, span, depth + 1);
                    self.refuse(span, "a key must be a word");
                    break;
                }
            };
            let Some((event, span)) = self.next() else { break };
            let value = self.node(event, span, depth + 1);
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
