//! YAML text → a tree in which every key and value knows its place.
//!
//! `serde_yaml` is the authority on what a text means; an event reader of a second, maintained parser supplies the positions serde_yaml does not keep.

use std::collections::BTreeSet;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::base::{Diagnostic, Diagnostics, Message, SourceId, Span, Spanned};
use crate::message;

use super::depth::deeper_than;
use super::slips::{self, Mended, Repair, Slip};

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
    /// How it is written.
    pub written: Written,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// On lines of its own, or as a word.
    Lines,
    /// Between brackets or braces.
    Brackets,
    /// A key and its value in a list between brackets: `[a: b]`.
    Pair,
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

/// A text as it could be read.
pub(super) struct Read {
    /// What it holds; nothing where a slip has no sure remedy.
    pub node: Option<Node>,
    /// What is wrong with it.
    pub found: Diagnostics,
}

/// Slips that are mended in one text at most: one with more was not made by hand.
const MOST_MENDED: usize = 20;

/// Reads one YAML document that starts at byte `offset` of its source. Slips whose remedy is sure are told and mended, and reading goes on, so that one run
/// tells all and a draft shows what was meant.
pub(super) fn read(text: &str, source: SourceId, offset: usize) -> Read {
    read_with(text, source, offset, Vec::new())
}

/// The same, where slips are known before YAML is asked.
pub(super) fn read_with(text: &str, source: SourceId, offset: usize, known: Vec<Slip>) -> Read {
    let mut mended = Mended::new(text);
    let (mut found, mut repairs) = (Vec::new(), Vec::new());
    for slip in known {
        let failure = Failure::slip(slip, &Places::new(&Mended::new(text), source, offset));
        found.extend(failure.found);
        repairs.extend(failure.repairs);
    }
    mended.mend(repairs);
    loop {
        match attempt(&mended, source, offset) {
            Ok(node) => return Read { node: Some(node), found },
            Err(failure) => {
                // Behind a slip that was mended a fault without a name of its own is hardly another one.
                let is_told = failure.is_of_blanks_told(text, offset)
                    || !found.is_empty() && failure.repairs.is_empty() && failure.node.is_none();
                found.extend(failure.found.into_iter().filter(|_| !is_told));
                if failure.node.is_some() || found.len() > MOST_MENDED || !mended.mend(failure.repairs) {
                    return Read { node: failure.node, found };
                }
            }
        }
    }
}

/// Reads one YAML document that starts at byte `offset` of its source.
///
/// # Errors
/// All that is wrong with it.
pub(super) fn parse(text: &str, source: SourceId, offset: usize) -> Result<Node, Diagnostics> {
    attempt(&Mended::new(text), source, offset).map_err(|failure| failure.found)
}

/// Why a text is no sound YAML.
struct Failure {
    found: Diagnostics,
    /// What it holds all the same.
    node: Option<Node>,
    /// What would mend the first slip.
    repairs: Vec<Repair>,
}

impl Failure {
    /// Whether it is but the column of a line whose tab or full-width blank was told and mended before.
    fn is_of_blanks_told(&self, text: &str, offset: usize) -> bool {
        let at = self.found.first().and_then(|finding| finding.span).map_or(0, |span| span.start as usize - offset);
        let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        // The slip of the blank itself stands before it.
        !self.repairs.is_empty() && line.starts_with(['\t', '\u{3000}', '\u{A0}']) && line.trim().is_empty()
    }

    fn of(found: Diagnostics) -> Self {
        Self { found, node: None, repairs: Vec::new() }
    }

    fn slip(slip: Slip, place: &Places<'_>) -> Self {
        let found = vec![slip.finding.at(place.bytes(slip.start, slip.end))];
        Self { found, node: None, repairs: slip.repairs }
    }
}

fn attempt(mended: &Mended, source: SourceId, offset: usize) -> Result<Node, Failure> {
    let text = mended.text.as_str();
    let place = Places::new(mended, source, offset);
    if let Some(at) = deeper_than(text, MAX_DEPTH) {
        return Err(Failure::of(vec![too_deep(place.bytes(at, at + 1))]));
    }
    let mut builder = Builder {
        events: Parser::new_from_str(text),
        place: &place,
        nodes: 0,
        found: Vec::new(),
        refused: None,
        twice: Vec::new(),
        failed: None,
    };
    let node = builder.document();
    // What the event reader refuses or finds twice has a better place and wording than the same in serde_yaml's errors.
    let Builder { found, refused, twice, failed, .. } = builder;
    let slip = || slips::slip(text);
    let told = |finding| slip().map_or(Failure::of(vec![finding]), |slip| Failure::slip(slip, &place));
    if !found.is_empty() {
        // What begins with a star or an ampersand was hardly meant to be an alias or an anchor.
        let is_there = |slip: &Slip| {
            refused.is_some_and(|at| !text[at.min(slip.start)..at.max(slip.start)].trim_end().contains('\n'))
                && !slips::is_reference(text, slip.start)
        };
        return Err(slip().filter(is_there).map_or(Failure::of(found), |slip| Failure::slip(slip, &place)));
    }
    // Asked last: what is nested too deep was refused above, and never costs it time.
    match (serde_yaml::from_str::<serde_yaml::Value>(text), failed) {
        (_, None) if !twice.is_empty() => Err(Failure { found: twice, node: Some(node), repairs: Vec::new() }),
        (Err(error), _) => Err(told(syntax(&error, &place))),
        (_, Some(finding)) => Err(told(finding)),
        // Keys without blanks behind their colons are one text.
        (Ok(_), None) if matches!(node.kind, NodeKind::Text(_)) => {
            slip().map_or(Ok(node), |slip| Err(Failure::slip(slip, &place)))
        }
        (Ok(_), None) => Ok(node),
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("yaml/refused", "this is nested deeper or longer than any layout")
        .at(span)
        .hint("layouts need a few levels only")
}

/// Chinese values of several lines that YAML makes one line, with blanks where they were parted: `headline: 港口开工`, and below it, indented, `三年建成`.
/// Behind a `>` that is meant.
pub(super) fn folded(node: &Node, text: &str, offset: usize) -> Diagnostics {
    let mut found = Vec::new();
    let mut nodes = vec![("", node)];
    while let Some((name, node)) = nodes.pop() {
        match &node.kind {
            NodeKind::List(items) => nodes.extend(items.iter().map(|item| (name, item))),
            NodeKind::Map(entries) => nodes.extend(entries.iter().map(|(key, value)| (key.value.as_str(), value))),
            NodeKind::Text(words) if !words.is_ascii() => {
                let place =
                    (node.span.start as usize).saturating_sub(offset)..(node.span.end as usize).saturating_sub(offset);
                // The lines below a sign for that are all there is to such a value.
                let before = text.get(..place.start).unwrap_or_default().trim_end();
                let is_block =
                    before.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c)).ends_with(['|', '>']);
                let written = text.get(place).unwrap_or_default();
                if !is_block && !written.starts_with(['|', '>']) && written.trim_end().contains('\n') {
                    found.push(slips::folded(name).at(node.span));
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|finding| finding.span);
    found
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
        let at = second_document(place.text()).unwrap_or(at);
        return Diagnostic::error("yaml/refused", "a file holds one YAML document")
            .at(place.bytes(at, at + 3))
            .hint("take out the line of three hyphens that begins the second one");
    }
    unreadable(what, place.bytes(at, at + 1))
}

/// The line of three hyphens below the first words of a text.
fn second_document(text: &str) -> Option<usize> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line.trim_end())
    });
    let is_words = |(_, line): &(usize, &str)| !line.is_empty() && !line.starts_with('#') && *line != "---";
    lines.skip_while(|line| !is_words(line)).find(|(_, line)| *line == "---").map(|(at, _)| at)
}

fn unreadable(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("yaml/syntax", message!("this is not valid YAML: {}", what))
        .at(span)
        .hint("check indentation, quotes and brackets near here")
}

/// Byte offsets of characters: the event reader counts characters.
struct Places<'t> {
    mended: &'t Mended,
    source: SourceId,
    offset: usize,
    bytes: Vec<usize>,
}

impl<'t> Places<'t> {
    fn new(mended: &'t Mended, source: SourceId, offset: usize) -> Self {
        Self { mended, source, offset, bytes: mended.text.char_indices().map(|(at, _)| at).collect() }
    }

    fn text(&self) -> &'t str {
        &self.mended.text
    }

    /// The bytes of characters.
    fn range(&self, start: usize, end: usize) -> Range<usize> {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.text().len());
        byte(start)..byte(end)
    }

    /// A value's own bytes: the event reader has those of a quoted one end behind the blanks and the comment after its quote.
    fn scalar(&self, range: Range<usize>, style: ScalarStyle) -> Range<usize> {
        let quote = match style {
            ScalarStyle::DoubleQuoted => '"',
            ScalarStyle::SingleQuoted => '\'',
            _ => return range,
        };
        let close = self.text().get(range.clone()).and_then(|own| slips::closing(own, quote));
        close.map_or(range.clone(), |close| range.start..range.start + close + 1)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.bytes(range.start, range.end)
    }

    /// The place of bytes in the text as it was written.
    fn bytes(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.text().len()).max(start);
        let (start, end) = (self.mended.place(start), self.mended.place(end));
        Span::new(self.source, self.offset + start, self.offset + end.max(start))
    }
}

/// Builds the tree from events.
struct Builder<'t, 'p> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
    place: &'p Places<'t>,
    nodes: usize,
    /// What ends the reading.
    found: Diagnostics,
    /// The byte of what was refused.
    refused: Option<usize>,
    /// Keys that stand twice or hold their value; reading goes on.
    twice: Diagnostics,
    /// Where the event reader gave up.
    failed: Option<Diagnostic>,
}

impl<'t> Builder<'t, '_> {
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        match self.events.next()? {
            Ok((event, span)) => Some((event, self.place.range(span.start.index(), span.end.index()))),
            Err(error) => {
                let at = error.marker().index();
                self.failed = Some(unreadable(error.info(), self.place.span(&self.place.range(at, at + 1))));
                None
            }
        }
    }

    fn document(&mut self) -> Node {
        let nothing = Node { span: self.place.bytes(0, 0), kind: NodeKind::Null, written: Written::Lines };
        while let Some((event, place)) = self.next() {
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd | Event::DocumentEnd => break,
                event => return self.node(event, place, Written::Lines, 0),
            }
        }
        nothing
    }

    fn node(&mut self, event: Event<'t>, place: Range<usize>, within: Written, depth: usize) -> Node {
        self.nodes += 1;
        let place = if let Event::Scalar(_, style, ..) = &event { self.place.scalar(place, *style) } else { place };
        let span = self.place.span(&place);
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            self.found.push(too_deep(span));
            return Node { span, kind: NodeKind::Null, written: Written::Lines };
        }
        let written = self.written(&event, place.start, within);
        let kind = match event {
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                self.refuse(place, "YAML tags are not used here", "put the text into quotes if it begins with `!`");
                NodeKind::Null
            }
            Event::Scalar(_, _, 1.., _) | Event::SequenceStart(1.., _) | Event::MappingStart(1.., _) => {
                self.refuse(place, "YAML anchors are not used here", "use `extends` to share settings of styles");
                NodeKind::Null
            }
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => self.list(written, depth),
            Event::MappingStart(..) => self.map(place.start, depth),
            Event::Alias(_) => {
                self.refuse(place, "YAML aliases are not used here", "use `extends` to share settings of styles");
                NodeKind::Null
            }
            _ => NodeKind::Null,
        };
        Node { span, kind, written }
    }

    /// How the value is written that an event begins, `within` a list of that kind.
    fn written(&self, event: &Event<'t>, at: usize, within: Written) -> Written {
        let begins = |sign: char| self.place.text()[at..].starts_with(sign);
        match event {
            Event::SequenceStart(..) if begins('[') => Written::Brackets,
            Event::MappingStart(..) if begins('{') => Written::Brackets,
            Event::MappingStart(..) if within == Written::Brackets => Written::Pair,
            _ => Written::Lines,
        }
    }

    fn refuse(&mut self, place: Range<usize>, message: impl Into<Message>, hint: impl Into<Message>) {
        if self.found.is_empty() {
            self.refused = Some(place.start);
            self.found.push(Diagnostic::error("yaml/refused", message).at(self.place.span(&place)).hint(hint));
        }
    }

    /// A key that holds what was meant for its value: `{lead:a.md}` and `{lead：a.md}` are keys without one, `photo：{picture: a.jpg}` has half of it.
    fn joined(&mut self, key: &Spanned<String>, place: Range<usize>, value: Node) -> Option<(Spanned<String>, Node)> {
        let is_whole = value.kind == NodeKind::Null;
        if !is_whole {
            // An item of a list that is no word before a colon is a sentence with two of them.
            if is_item(&self.place.text()[..place.start]) && slips::is_sentence(&key.value, &value) {
                return Some((key.clone(), value));
            }
            self.refuse(place, "a key holds a colon of Chinese text", "write a half-width colon and a space: `: `");
            return None;
        }
        self.twice.extend(slips::joined(&key.value).map(|finding| finding.at(key.span)));
        let (name, text) = key.value.split_once([':', '：'])?;
        let kind = scalar(text.trim(), ScalarStyle::Plain);
        Some((Spanned::new(name.trim().to_owned(), key.span), Node { span: key.span, kind, written: Written::Lines }))
    }

    fn list(&mut self, written: Written, depth: usize) -> NodeKind {
        let mut items = Vec::new();
        while let Some((event, place)) = self.next() {
            if event == Event::SequenceEnd || !self.found.is_empty() {
                break;
            }
            items.push(self.node(event, place, written, depth + 1));
        }
        NodeKind::List(items)
    }

    fn map(&mut self, start: usize, depth: usize) -> NodeKind {
        let in_braces = self.place.text()[start..].starts_with('{');
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut known = BTreeSet::new();
        // Where the last value stands, if it is words without quotes.
        let mut plain: Option<Range<usize>> = None;
        // The same where it was joined to its key, behind which a comma is no part of it.
        let mut joined: Option<Range<usize>> = None;
        while let Some((event, place)) = self.next() {
            if event == Event::MappingEnd || !self.found.is_empty() {
                self.last_comma(&entries, plain.or(joined).filter(|_| in_braces), place.end);
                break;
            }
            let Event::Scalar(text, style, ..) = event else {
                self.refuse(place, "a key must be a word", "put it into quotes if it begins with a bracket");
                break;
            };
            let key = Spanned::new(text.into_owned(), self.place.span(&place));
            let Some((event, value_place)) = self.next() else { break };
            let first = plain.as_ref().filter(|_| in_braces).map_or(place.start, |plain| plain.start);
            let whole = first..value_place.end;
            let is_plain = matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..));
            let stands = value_place.clone();
            let value = self.node(event, value_place, Written::Lines, depth + 1);
            if plain.is_some()
                && is_plain
                && let Some(whole) = self.continued(&mut entries, &key, place.start, whole)
            {
                plain = Some(whole);
                continue;
            }
            plain = (is_plain && value.kind != NodeKind::Null).then_some(stands);
            if !known.insert(key.value.clone()) {
                let finding = Diagnostic::error("yaml/duplicate-key", message!("`{}` stands here twice", key.value));
                self.twice.push(finding.at(key.span).hint("keep one of them"));
                // Read twice, it would be told once more of whatever it holds.
                continue;
            }
            let is_whole = value.kind == NodeKind::Null;
            if style == ScalarStyle::Plain
                && let Some((name, sign)) = slips::joined_brackets(&key.value)
            {
                let message = message!("after `{}:` a blank is missing", name);
                self.refuse(place.clone(), message, message!("write `{}: {}`", name, sign));
            }
            if key.value.starts_with(['\u{3000}', '\u{A0}']) {
                self.refuse(place.clone(), "a full-width blank stands where YAML wants spaces", "indent with spaces");
            }
            if style == ScalarStyle::Plain && key.value.contains(if is_whole { &[':', '：'][..] } else { &['：'] }) {
                let end = place.end;
                let entry = self.joined(&key, place, value);
                let words = entry
                    .as_ref()
                    .map_or(0, |(name, _)| key.value[name.value.len()..].trim_start_matches([' ', ':', '：']).len());
                joined = (is_whole && words > 0).then_some(end - words..end);
                entries.extend(entry);
            } else {
                joined = None;
                entries.push((key, value));
            }
        }
        NodeKind::Map(entries)
    }

    /// A comma between Chinese words and the brace that closes them, which YAML lets stand and nothing prints.
    fn last_comma(&mut self, entries: &[(Spanned<String>, Node)], plain: Option<Range<usize>>, end: usize) {
        let (Some((key, _)), Some(plain)) = (entries.last(), plain) else { return };
        let text = self.place.text();
        let (words, behind) = (text.get(plain.clone()), text.get(plain.end..end));
        // Behind a path it is a habit of those who write lists.
        let may_print = |words: &&str| !words.is_ascii() || slips::prints(&key.value);
        let (Some(words), Some(behind)) = (words.filter(may_print), behind) else { return };
        if let Some(comma) = behind.find(',') {
            let at = plain.end + comma;
            self.twice.push(slips::last_comma(&key.value, words).at(self.place.bytes(at, at + 1)));
        }
    }

    /// Where an entry between braces is the rest of the value before it, which commas parted, `caption: 渔船,李雨 摄`: the place of it all, which the value then has.
    fn continued(
        &mut self,
        entries: &mut [(Spanned<String>, Node)],
        key: &Spanned<String>,
        at: usize,
        whole: Range<usize>,
    ) -> Option<Range<usize>> {
        let source = self.place.text();
        let (before, node) = entries.last_mut().filter(|_| whole.start < at)?;
        let (NodeKind::Text(text) | NodeKind::Number(text)) = &node.kind else { return None };
        let name = at + key.value.len();
        let has_colon = source.get(name..).is_some_and(|behind| behind.trim_start().starts_with(':'));
        let whole = whole.start..if has_colon { whole.end } else { name };
        let words = source.get(whole.clone()).unwrap_or_default();
        let finding = slips::comma_within(&before.value, text, words, &key.value, has_colon)?;
        let span = self.place.span(&whole);
        // One finding tells of all commas of a value.
        self.twice.pop_if(|last| last.span.is_some_and(|last| last.start == span.start));
        self.twice.push(finding.at(span));
        *node = Node { span, kind: NodeKind::Text(words.to_owned()), written: Written::Lines };
        Some(whole)
    }
}

/// Whether an item of a list begins behind a text.
fn is_item(before: &str) -> bool {
    before.trim_end_matches(' ').ends_with(['-', '[', ','])
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
