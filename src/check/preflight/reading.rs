//! The reader: a file's bytes → objects by number, read when asked for, kept from then on.
//!
//! It is its own reader because a judge must see what readers that repair hide: where the xref points, whether a stream ends where it says,
//! keys written twice, streams kept elsewhere. It repairs too, so that one fault does not hide the others, but says so (F01).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::filters;
use super::lexer::{Lexer, Token, is_space};
use super::limits::Limits;
use super::parser::{Ledger, Parser};
use super::rules::Id;
use super::value::{Data, Dict, Stream, Value};
use super::xref::{self, Entry};

/// References followed from one to the next.
const LONGEST_CHAIN: usize = 16;

/// An open file.
#[derive(Debug)]
pub(super) struct Doc<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) ledger: Ledger,
    pub(super) limits: Limits,
    pub(super) xref: RefCell<BTreeMap<u32, Entry>>,
    pub(super) trailer: Rc<Dict>,
    cache: RefCell<BTreeMap<u32, Value>>,
    /// Objects being read: an object that needs itself is no object.
    busy: RefCell<BTreeSet<u32>>,
    /// Object streams whose objects were kept.
    opened: RefCell<BTreeSet<u32>>,
    /// Where objects stand in truth, made when the xref is found to be wrong.
    found: RefCell<Option<BTreeMap<u32, usize>>>,
    /// Bytes that may still be looked through for a stream's end.
    search: Cell<usize>,
    /// Bytes streams may still expand to.
    expansion: Cell<usize>,
}

impl<'a> Doc<'a> {
    /// Opens a file that begins with a PDF header somewhere; everything else may be wrong.
    pub(super) fn open(bytes: &'a [u8], limits: Limits) -> Self {
        let mut doc = Self {
            bytes,
            ledger: Ledger::new(limits.objects, bytes.len().saturating_mul(3).saturating_add(256 << 20)),
            limits,
            xref: RefCell::default(),
            trailer: Rc::default(),
            cache: RefCell::default(),
            busy: RefCell::default(),
            opened: RefCell::default(),
            found: RefCell::default(),
            search: Cell::new(bytes.len().saturating_mul(4)),
            expansion: Cell::new(limits.expansion.max(bytes.len().saturating_mul(50))),
        };
        match xref::read(&doc) {
            Ok((entries, trailer)) => {
                doc.xref = RefCell::new(entries);
                doc.trailer = trailer;
            }
            Err(why) => doc.fault(0, "damaged cross-reference table", why.to_owned()),
        }
        if !doc.get(&doc.trailer, "Root").dict().is_some_and(|root| root.has("Pages")) {
            doc.rebuild();
        }
        doc
    }

    fn fault(&self, object: u32, what: &'static str, detail: String) {
        self.ledger.fault(Id::F01, object, what, detail);
    }

    /// Builds the table anew from what stands in the file.
    fn rebuild(&mut self) {
        self.fault(0, "no way to the pages through the cross-reference table", String::new());
        let places = xref::scan(self.bytes);
        *self.found.borrow_mut() = Some(places.clone());
        let entries = places.into_iter().map(|(object, at)| (object, Entry::At(at)));
        *self.xref.borrow_mut() = entries.collect();
        self.cache.borrow_mut().clear();
        self.opened.borrow_mut().clear();
        let numbers: Vec<u32> = self.xref.borrow().keys().copied().collect();
        let mut trailer = xref::last_trailer(self);
        for number in numbers {
            let value = self.object(number);
            let Some(dict) = value.dict() else { continue };
            match dict.raw("Type").name() {
                Some("ObjStm") => self.enter_contents(number, dict),
                Some("XRef") if trailer.is_none() && dict.has("Root") => trailer = Some(Rc::clone(dict)),
                _ => {}
            }
        }
        self.trailer = trailer.or_else(|| self.catalog_alone()).unwrap_or_default();
    }

    /// Enters the objects of an object stream that stand nowhere else.
    fn enter_contents(&self, number: u32, dict: &Dict) {
        let count = self.get(dict, "N").count().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        for (index, inner) in xref::stream_numbers(self, number).into_iter().take(count as usize).enumerate() {
            self.xref.borrow_mut().entry(inner).or_insert(Entry::In(number, index));
        }
    }

    /// A trailer made up for a catalog without one.
    fn catalog_alone(&self) -> Option<Rc<Dict>> {
        let numbers: Vec<u32> = self.xref.borrow().keys().copied().collect();
        let catalog = numbers
            .into_iter()
            .find(|&number| self.object(number).dict().is_some_and(|dict| dict.raw("Type").is_name("Catalog")))?;
        let entries = BTreeMap::from([(Rc::from("Root"), Value::Ref(catalog))]);
        Some(Rc::new(Dict { object: 0, entries }))
    }

    /// An object by number; null when there is none.
    pub(super) fn object(&self, number: u32) -> Value {
        if let Some(value) = self.cache.borrow().get(&number) {
            return value.clone();
        }
        let Some(entry) = self.xref.borrow().get(&number).copied() else { return Value::Null };
        if !self.busy.borrow_mut().insert(number) {
            self.fault(number, "object that needs itself to be read", String::new());
            return Value::Null;
        }
        let value = match entry {
            Entry::At(at) => self.at(number, at),
            Entry::In(holder, index) => self.inside(number, holder, index),
        };
        self.busy.borrow_mut().remove(&number);
        let value = value.unwrap_or_else(|why| {
            self.fault(number, "unreadable object", why.to_owned());
            Value::Null
        });
        self.cache.borrow_mut().insert(number, value.clone());
        value
    }

    /// The object that stands at an offset, or where it stands in truth.
    fn at(&self, number: u32, at: usize) -> Result<Value, &'static str> {
        match header(self.bytes, at) {
            Some((found, after)) if found == number => self.body(number, after),
            _ => {
                self.fault(number, "cross-reference entry that points elsewhere", format!("offset {at}"));
                let place = self.found.borrow_mut().get_or_insert_with(|| xref::scan(self.bytes)).get(&number).copied();
                let (_, after) = place.and_then(|at| header(self.bytes, at)).ok_or("it stands nowhere in the file")?;
                self.body(number, after)
            }
        }
    }

    fn body(&self, number: u32, at: usize) -> Result<Value, &'static str> {
        let mut parser = Parser::new(self.bytes, at, number, &self.ledger);
        let value = parser.value()?;
        let after = parser.lexer.at;
        match (value, parser.lexer.token()) {
            (Value::Dict(dict), Token::Word(b"stream")) => Ok(self.stream(number, dict, parser.lexer.at)),
            (value, Token::Word(b"endobj")) => Ok(value),
            (value, _) => {
                self.fault(number, "object without endobj", format!("after offset {after}"));
                Ok(value)
            }
        }
    }

    /// The stream after the word `stream`.
    fn stream(&self, number: u32, dict: Rc<Dict>, at: usize) -> Value {
        let start = match self.bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\n', ..]) => at + 1,
            _ => {
                self.fault(number, "stream without a line end after its keyword", String::new());
                at
            }
        };
        let length = self.get(&dict, "Length").count();
        let end = length.and_then(|length| start.checked_add(length)).filter(|&end| self.ends_stream(end));
        let end = end.unwrap_or_else(|| {
            let stated = length.map_or("missing".to_owned(), |length| length.to_string());
            self.fault(number, "stream whose /Length does not meet endstream", format!("/Length {stated}"));
            self.search_end(start)
        });
        Value::Stream(Rc::new(Stream { dict, data: Data::File(start, end) }))
    }

    fn ends_stream(&self, end: usize) -> bool {
        let mut lexer = Lexer::new(self.bytes, end);
        self.bytes.get(end).is_some() && lexer.token() == Token::Word(b"endstream") && lexer.at <= end + 11
    }

    fn search_end(&self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let reach = rest.len().min(self.search.get());
        let rest = rest.get(..reach).unwrap_or_default();
        let length = find(rest, b"endstream").unwrap_or(rest.len());
        self.search.set(self.search.get().saturating_sub(length));
        start + length
    }

    /// An object of an object stream; all its objects are kept at once.
    fn inside(&self, number: u32, holder: u32, index: usize) -> Result<Value, &'static str> {
        if matches!(self.xref.borrow().get(&holder), Some(Entry::In(..)) | None) {
            return Err("it stands in an object stream that is none");
        }
        if !self.opened.borrow_mut().insert(holder) {
            return Err("it is not in its object stream");
        }
        let value = self.object(holder);
        let stream = value.stream().ok_or("it stands in an object stream that is none")?;
        let first = self.get(&stream.dict, "First").count().ok_or("object stream without /First")?;
        let data = self.data(stream, self.limits.content)?;
        let mut wanted = None;
        for (at_index, (inner, offset)) in xref::stream_index(&data, first).into_iter().enumerate() {
            let own = matches!(self.xref.borrow().get(&inner), Some(Entry::In(h, i)) if *h == holder && *i == at_index);
            if !own || self.cache.borrow().contains_key(&inner) {
                continue;
            }
            let mut parser = Parser::new(&data, first.saturating_add(offset), inner, &self.ledger);
            let value = parser.value().unwrap_or_else(|why| {
                self.fault(inner, "unreadable object", why.to_owned());
                Value::Null
            });
            if inner == number && at_index == index {
                wanted = Some(value);
            } else {
                self.cache.borrow_mut().insert(inner, value);
            }
        }
        wanted.ok_or("it is not in its object stream")
    }

    /// A value with its reference followed.
    pub(super) fn resolve(&self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..LONGEST_CHAIN {
            let Value::Ref(number) = value else { return value };
            value = self.object(number);
        }
        Value::Null
    }

    /// An entry with its reference followed.
    pub(super) fn get(&self, dict: &Dict, key: &str) -> Value {
        self.resolve(dict.raw(key))
    }

    /// Numbers of an array entry.
    pub(super) fn numbers(&self, value: &Value) -> Vec<f64> {
        let value = self.resolve(value);
        let items = value.array().unwrap_or_default();
        items.iter().filter_map(|item| self.resolve(item).number()).collect()
    }

    /// Names of an entry that is a name or an array of names.
    pub(super) fn names(&self, value: &Value) -> Vec<Rc<str>> {
        match self.resolve(value) {
            Value::Name(name) => vec![name],
            Value::Array(items) => items
                .iter()
                .filter_map(|item| match self.resolve(item) {
                    Value::Name(name) => Some(name),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Filters of a stream with their parameters.
    pub(super) fn filters(&self, dict: &Dict) -> Vec<(Rc<str>, Option<Rc<Dict>>)> {
        let parameters = match self.get(dict, if dict.has("DecodeParms") { "DecodeParms" } else { "DP" }) {
            Value::Array(items) => items.iter().map(|item| self.resolve(item).dict().cloned()).collect(),
            value => vec![value.dict().cloned()],
        };
        let names = self.names(if dict.has("Filter") { dict.raw("Filter") } else { dict.raw("F") });
        names.into_iter().enumerate().map(|(at, name)| (name, parameters.get(at).cloned().flatten())).collect()
    }

    /// The bytes of a stream before any filter.
    pub(super) fn raw<'s>(&'s self, stream: &'s Stream) -> &'s [u8] {
        match &stream.data {
            Data::File(start, end) => self.bytes.get(*start..*end).unwrap_or_default(),
            Data::Inline(bytes) => bytes,
        }
    }

    /// The bytes of a stream after all filters, none of which may be an image's.
    pub(super) fn data(&self, stream: &Stream, limit: usize) -> Result<Vec<u8>, &'static str> {
        match self.decode(stream, limit)? {
            (data, None) => Ok(data),
            _ => Err("it is compressed as an image"),
        }
    }

    /// The bytes of a stream after its filters up to an image's, which is named.
    pub(super) fn decode(&self, stream: &Stream, limit: usize) -> Result<(Vec<u8>, Option<Rc<str>>), &'static str> {
        let limit = limit.min(self.expansion.get());
        let mut filters = self.filters(&stream.dict).into_iter().take(16);
        let mut data: Option<Vec<u8>> = None;
        let image = loop {
            let Some((name, parameters)) = filters.next() else { break None };
            if filters::is_image(&name) {
                break Some(name);
            }
            let given = data.as_deref().unwrap_or_else(|| self.raw(stream));
            let numbers = filters::Parameters::read(self, parameters.as_deref());
            data = Some(filters::apply(&name, given, numbers, limit)?);
        };
        let data = match data {
            Some(data) => data,
            None => self.raw(stream).to_vec(),
        };
        self.expansion.set(self.expansion.get().saturating_sub(data.len()));
        Ok((data, image))
    }

    /// Whether the Flate data of a stream are whole; they count towards what the file may expand to.
    pub(super) fn check_flate(&self, stream: &Stream, limit: usize) -> Result<(), &'static str> {
        let made = filters::check_flate(self.raw(stream), limit.min(self.expansion.get()));
        self.expansion.set(self.expansion.get().saturating_sub(made.unwrap_or(limit)));
        made.map(|_| ())
    }

    /// The numbers of all objects.
    pub(super) fn all(&self) -> Vec<u32> {
        self.xref.borrow().keys().copied().collect()
    }
}

/// `N G obj` at a place: N, and where the object begins.
pub(super) fn header(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let first = bytes.get(at)?;
    let mut lexer = Lexer::new(bytes.get(..bytes.len().min(at.saturating_add(64))).unwrap_or_default(), at);
    if !first.is_ascii_digit() && !is_space(*first) {
        return None;
    }
    let Token::Number(number) = lexer.token() else { return None };
    let Token::Number(_) = lexer.token() else { return None };
    let Token::Word(word) = lexer.token() else { return None };
    (word == b"obj").then_some(())?;
    Some((Value::Number(number).integer().and_then(|n| u32::try_from(n).ok())?, lexer.at))
}

/// The first place of a short text in bytes.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(step) = bytes.get(from..)?.iter().position(|&byte| byte == first) {
        let at = from + step;
        if bytes.get(at..).is_some_and(|rest| rest.starts_with(needle)) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// The last place of a short text in bytes.
pub(super) fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len().max(1)).rposition(|window| window == needle)
}
