//! The cross-reference table: where each object stands, by tables, by streams, or by looking through the file.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::lexer::{Lexer, Token, is_space};
use super::parser::Parser;
use super::reading::{Doc, find, find_last, header};
use super::rules::Id;
use super::value::{Data, Dict, Stream, Value};

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// At an offset of the file.
    At(usize),
    /// In an object stream, as the n-th.
    In(u32, usize),
}

/// Entries by object number.
type Table = BTreeMap<u32, Entry>;

/// What the sections say, the newest first.
struct Found {
    entries: Table,
    free: BTreeSet<u32>,
    most: usize,
}

impl Found {
    /// Takes an entry, none for a free object, unless a newer section told of the object.
    fn enter(&mut self, number: u32, entry: Option<Entry>) -> Result<(), &'static str> {
        if self.entries.contains_key(&number) || self.free.contains(&number) {
            return Ok(());
        }
        match entry {
            Some(entry) => drop(self.entries.insert(number, entry)),
            None => drop(self.free.insert(number)),
        }
        if self.entries.len() + self.free.len() > self.most {
            return Err("it has more entries than the file can hold");
        }
        Ok(())
    }
}

/// Sections that are read: the updates of a file that was saved often.
const MOST_SECTIONS: usize = 1_000;
/// Objects of one object stream.
const MOST_IN_STREAM: usize = 1 << 20;
/// Objects a file of any size may have, and a file of the largest size.
const MOST_OBJECTS: (usize, usize) = (10_000, 8_388_607);
/// The end of the file in which its last words are looked for.
const TAIL: usize = 2_048;

/// The table and its trailer; the newest entry of an object wins.
pub(super) fn read(doc: &Doc<'_>) -> Result<(Table, Rc<Dict>), &'static str> {
    let mut next = Some(start(doc.bytes)?);
    let most = doc.bytes.len().clamp(MOST_OBJECTS.0, MOST_OBJECTS.1);
    let mut found = Found { entries: Table::new(), free: BTreeSet::new(), most };
    let mut seen = BTreeSet::new();
    let mut trailer: Option<Rc<Dict>> = None;
    while let Some(at) = next.take() {
        if !seen.insert(at) || seen.len() > MOST_SECTIONS {
            return Err("its sections run in a circle");
        }
        let section = section(doc, at, &mut found)?;
        if let Some(hybrid) = section.raw("XRefStm").count().filter(|&at| seen.insert(at)) {
            // What old readers shall not see is free in the table and stands in the stream.
            found.free.clear();
            self::section(doc, hybrid, &mut found)?;
        }
        next = section.raw("Prev").count();
        trailer.get_or_insert(section);
    }
    let trailer = trailer.ok_or("it has no trailer")?;
    let size = trailer.raw("Size").count();
    if size.is_none_or(|size| found.entries.last_key_value().is_some_and(|(&last, _)| last as usize >= size)) {
        doc.ledger.fault(Id::F01, 0, "trailer /Size smaller than the table", format!("{size:?}"));
    }
    Ok((found.entries, trailer))
}

/// The place `startxref` names.
fn start(bytes: &[u8]) -> Result<usize, &'static str> {
    let from = bytes.len().saturating_sub(TAIL);
    let tail = bytes.get(from..).unwrap_or_default();
    let at = find_last(tail, b"startxref").ok_or("the file does not end with startxref: it is cut off")?;
    let mut lexer = Lexer::new(bytes, from + at + b"startxref".len());
    let Token::Number(place) = lexer.token() else { return Err("startxref names no place") };
    Value::Number(place).count().filter(|&place| place < bytes.len()).ok_or("startxref names a place outside the file")
}

fn section(doc: &Doc<'_>, at: usize, found: &mut Found) -> Result<Rc<Dict>, &'static str> {
    let mut lexer = Lexer::new(doc.bytes, at);
    if lexer.token() == Token::Word(b"xref") {
        return classic(doc, lexer, found);
    }
    let (number, after) = header(doc.bytes, at).ok_or("startxref or /Prev points to no cross-reference table")?;
    stream(doc, number, after, found)
}

/// A table in lines.
fn classic<'a>(doc: &Doc<'a>, mut lexer: Lexer<'a>, found: &mut Found) -> Result<Rc<Dict>, &'static str> {
    loop {
        match lexer.token() {
            Token::Word(b"trailer") => break,
            Token::Number(first) => {
                let first = Value::Number(first).count().ok_or("a section begins with no number")?;
                let Token::Number(count) = lexer.token() else { return Err("a section has no length") };
                let count = Value::Number(count).count().ok_or("a section has no length")?;
                lines(&mut lexer, first, count, found)?;
            }
            _ => return Err("it does not end with a trailer"),
        }
    }
    // Object number MAX stands for the trailer, which may hold references but is no object.
    let mut parser = Parser::new(doc.bytes, lexer.at, u32::MAX, &doc.ledger);
    match parser.value()? {
        Value::Dict(dict) => Ok(Rc::new(Dict { object: 0, entries: dict.entries.clone() })),
        _ => Err("its trailer is no dictionary"),
    }
}

fn lines(lexer: &mut Lexer<'_>, first: usize, count: usize, found: &mut Found) -> Result<(), &'static str> {
    for number in first..first.saturating_add(count) {
        let (Token::Number(at), Token::Number(_), Token::Word(kind)) = (lexer.token(), lexer.token(), lexer.token())
        else {
            return Err("an entry is no entry");
        };
        let number = u32::try_from(number).map_err(|_| "an object number is too large")?;
        match (kind, Value::Number(at).count()) {
            (b"n", Some(at)) => found.enter(number, Some(Entry::At(at)))?,
            (b"f", _) => found.enter(number, None)?,
            _ => return Err("an entry is no entry"),
        }
    }
    Ok(())
}

/// A table in a stream. Its length must be written in place: the table is needed to follow a reference.
fn stream(doc: &Doc<'_>, number: u32, at: usize, found: &mut Found) -> Result<Rc<Dict>, &'static str> {
    let mut parser = Parser::new(doc.bytes, at, number, &doc.ledger);
    let Value::Dict(dict) = parser.value()? else { return Err("startxref points to something else") };
    if parser.lexer.token() != Token::Word(b"stream") || !dict.raw("Type").is_name("XRef") {
        return Err("startxref points to something else");
    }
    let start = parser.lexer.at + usize::from(doc.bytes.get(parser.lexer.at) == Some(&b'\r')) + 1;
    let length = dict.raw("Length").count().ok_or("its stream has no length")?;
    let stream = Stream { dict: Rc::clone(&dict), data: Data::File(start, start.saturating_add(length)) };
    let data = doc.data(&stream, doc.limits.content)?;
    found.enter(number, Some(Entry::At(at_header(doc.bytes, at))))?;
    rows(doc, &dict, &data, found)?;
    Ok(dict)
}

/// The place of the header whose object begins at `after`.
fn at_header(bytes: &[u8], after: usize) -> usize {
    let from = after.saturating_sub(40);
    let line = bytes.get(from..after).unwrap_or_default();
    let text = line.strip_suffix(b"obj").unwrap_or(line);
    let mut at = text.len();
    for digits in [false, true, false, true] {
        let is_part = |byte: u8| if digits { byte.is_ascii_digit() } else { is_space(byte) };
        while at > 0 && text.get(at - 1).is_some_and(|&byte| is_part(byte)) {
            at -= 1;
        }
    }
    from + at
}

fn rows(doc: &Doc<'_>, dict: &Dict, data: &[u8], found: &mut Found) -> Result<(), &'static str> {
    let widths: Vec<usize> = doc.numbers(dict.raw("W")).into_iter().filter_map(|n| Value::Number(n).count()).collect();
    let [kind, first, second] = widths.as_slice() else { return Err("its stream has no /W") };
    let row = kind.saturating_add(*first).saturating_add(*second);
    if row == 0 || row > 24 {
        return Err("its stream has no /W");
    }
    let size = dict.raw("Size").number().unwrap_or(0.0);
    let ranges = Some(doc.numbers(dict.raw("Index"))).filter(|index| !index.is_empty()).unwrap_or(vec![0.0, size]);
    let mut numbers = ranges.chunks_exact(2).flat_map(|pair| {
        let count = |at: usize| pair.get(at).and_then(|&n| Value::Number(n).count()).unwrap_or(0);
        count(0)..count(0).saturating_add(count(1))
    });
    for (fields, number) in data.chunks_exact(row).zip(&mut numbers) {
        let number = u32::try_from(number).map_err(|_| "an object number is too large")?;
        let field = |from: usize, width: usize| {
            fields.iter().skip(from).take(width).fold(0_usize, |sum, &byte| sum.wrapping_shl(8) | usize::from(byte))
        };
        let kind_of = if *kind == 0 { 1 } else { field(0, *kind) };
        let (first, second) = (field(*kind, *first), field(kind + first, *second));
        let entry = match kind_of {
            1 => Some(Entry::At(first)),
            2 => Some(Entry::In(u32::try_from(first).map_err(|_| "an object number is too large")?, second)),
            _ => None,
        };
        found.enter(number, entry)?;
    }
    Ok(())
}

/// The objects of an object stream with their places after /First.
pub(super) fn stream_index(data: &[u8], first: usize) -> Vec<(u32, usize)> {
    let mut lexer = Lexer::new(data.get(..first.min(data.len())).unwrap_or_default(), 0);
    let mut index = Vec::new();
    while index.len() < MOST_IN_STREAM
        && let (Token::Number(number), Token::Number(at)) = (lexer.token(), lexer.token())
    {
        let number = Value::Number(number).count().and_then(|n| u32::try_from(n).ok());
        let (Some(number), Some(at)) = (number, Value::Number(at).count()) else { break };
        index.push((number, at));
    }
    index
}

/// The numbers of the objects in an object stream.
pub(super) fn stream_numbers(doc: &Doc<'_>, holder: u32) -> Vec<u32> {
    let value = doc.object(holder);
    let Some(stream) = value.stream() else { return Vec::new() };
    let first = doc.get(&stream.dict, "First").count().unwrap_or(0);
    let data = doc.data(stream, doc.limits.content).unwrap_or_default();
    stream_index(&data, first).into_iter().map(|(number, _)| number).collect()
}

/// All places of `N G obj`; the last of a number wins, as in a file that was updated.
pub(super) fn scan(bytes: &[u8]) -> BTreeMap<u32, usize> {
    let mut places = BTreeMap::new();
    let mut from = 0;
    while let Some(step) = find(bytes.get(from..).unwrap_or_default(), b"obj") {
        let at = from + step;
        from = at + 3;
        let begin = at_header(bytes, from);
        if let Some((number, _)) =
            header(bytes.get(..from).unwrap_or_default(), begin).filter(|(_, after)| *after == from)
        {
            places.insert(number, begin);
        }
    }
    places
}

/// The last trailer of a file that names a catalog.
pub(super) fn last_trailer(doc: &Doc<'_>) -> Option<Rc<Dict>> {
    let mut from = 0;
    let mut last = None;
    while let Some(step) = find(doc.bytes.get(from..).unwrap_or_default(), b"trailer") {
        from += step + b"trailer".len();
        // The word may stand a thousand times where no dictionary follows.
        let next = doc.bytes.iter().skip(from).find(|byte| !is_space(**byte));
        if matches!(next, Some(b'<' | b'%'))
            && let Ok(Value::Dict(dict)) = Parser::new(doc.bytes, from, u32::MAX, &doc.ledger).value()
            && dict.has("Root")
        {
            last = Some(dict);
        }
    }
    last
}
