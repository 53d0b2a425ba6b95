//! Tokens → objects, with bounds on nesting and on the number of objects a file may make.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::lexer::{Lexer, Token};
use super::rules::Id;
use super::value::{Dict, Value};

/// Objects in objects: deeper than any file of use, shallow enough for any stack.
const DEEPEST: usize = 64;
/// Longest name and longest string, F09.
const LONGEST: (usize, usize) = (127, 32_767);
/// Faults kept; a file broken in more places is broken.
const MOST_FAULTS: usize = 500;

/// Something wrong with the syntax of a file.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) id: Id,
    pub(super) object: u32,
    pub(super) what: &'static str,
    pub(super) detail: String,
}

/// What all parsers of one file share: the budget of objects, and the faults met.
#[derive(Debug)]
pub(super) struct Ledger {
    left: Cell<u64>,
    /// Bytes that may still be parsed: objects that overlap must not cost the square of the file.
    bytes: Cell<usize>,
    faults: RefCell<Vec<Fault>>,
}

impl Ledger {
    pub(super) fn new(objects: u64, bytes: usize) -> Self {
        Self { left: Cell::new(objects), bytes: Cell::new(bytes), faults: RefCell::default() }
    }

    pub(super) fn fault(&self, id: Id, object: u32, what: &'static str, detail: String) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < MOST_FAULTS {
            faults.push(Fault { id, object, what, detail });
        }
    }

    /// The faults since they were last taken.
    pub(super) fn take(&self) -> Vec<Fault> {
        self.faults.take()
    }

    fn spend(&self) -> Result<(), &'static str> {
        let left = self.left.get().checked_sub(1).ok_or("more objects than are read from one file")?;
        self.left.set(left);
        Ok(())
    }
}

/// Reads objects from a place on.
#[derive(Debug)]
pub(super) struct Parser<'a, 'l> {
    pub(super) lexer: Lexer<'a>,
    ledger: &'l Ledger,
    /// Object the values stand in; 0 in content streams, where there are no references.
    object: u32,
}

impl<'a, 'l> Parser<'a, 'l> {
    pub(super) fn new(bytes: &'a [u8], at: usize, object: u32, ledger: &'l Ledger) -> Self {
        Self { lexer: Lexer::new(bytes, at), ledger, object }
    }

    /// The next object.
    pub(super) fn value(&mut self) -> Result<Value, &'static str> {
        if self.ledger.bytes.get() == 0 {
            return Err("objects overlap so often that the file is not read further");
        }
        let from = self.lexer.at;
        let token = self.lexer.token();
        let value = self.value_of(token, 0);
        self.ledger.bytes.set(self.ledger.bytes.get().saturating_sub(self.lexer.at - from));
        value
    }

    /// The object that begins with a token.
    pub(super) fn value_of(&mut self, token: Token<'a>, depth: usize) -> Result<Value, &'static str> {
        self.ledger.spend()?;
        if depth > DEEPEST {
            return Err("objects nested too deep");
        }
        match token {
            Token::Number(number) => Ok(self.reference(number).unwrap_or(Value::Number(number))),
            Token::Str(bytes) => {
                if bytes.len() > LONGEST.1 && self.object != 0 {
                    let detail = format!("{} bytes", bytes.len());
                    self.ledger.fault(Id::F09, self.object, "string longer than 32767 bytes", detail);
                }
                Ok(Value::Str(bytes.into()))
            }
            Token::Name(bytes) => Ok(Value::Name(self.name(&bytes))),
            Token::ArrayOpen => self.array(depth),
            Token::DictOpen => self.dict(depth).map(|dict| Value::Dict(Rc::new(dict))),
            Token::Word(b"true") => Ok(Value::Bool(true)),
            Token::Word(b"false") => Ok(Value::Bool(false)),
            Token::Word(b"null") => Ok(Value::Null),
            Token::Word(_) => Err("a word where an object is expected"),
            Token::ArrayClose | Token::DictClose => Err("a closing bracket where an object is expected"),
            Token::Broken(why) => Err(why),
            Token::End => Err("the end where an object is expected"),
        }
    }

    fn name(&self, bytes: &[u8]) -> Rc<str> {
        if bytes.len() > LONGEST.0 {
            let detail = format!("{} bytes", bytes.len());
            self.ledger.fault(Id::F09, self.object, "name longer than 127 bytes", detail);
        }
        name_text(bytes)
    }

    /// `12 0 R`, when two whole numbers and R follow each other.
    fn reference(&mut self, number: f64) -> Option<Value> {
        let object = self.lexer.bytes.get(self.lexer.at).filter(|_| self.object != 0)?;
        if number.fract() != 0.0 || !(0.0..=f64::from(u32::MAX)).contains(&number) || !super::lexer::is_space(*object) {
            return None;
        }
        let mut ahead = self.lexer.clone();
        let Token::Number(_) = ahead.token() else { return None };
        let Token::Word(b"R") = ahead.token() else { return None };
        self.lexer = ahead;
        Value::Number(number).integer().and_then(|n| u32::try_from(n).ok()).map(Value::Ref)
    }

    fn array(&mut self, depth: usize) -> Result<Value, &'static str> {
        let mut items = Vec::new();
        loop {
            match self.lexer.token() {
                Token::ArrayClose => return Ok(Value::Array(items.into())),
                token => items.push(self.value_of(token, depth + 1)?),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, &'static str> {
        let mut entries = BTreeMap::new();
        loop {
            match self.lexer.token() {
                Token::DictClose => return Ok(Dict { object: self.object, entries }),
                Token::Name(key) => {
                    let key = self.name(&key);
                    let token = self.lexer.token();
                    let value = self.value_of(token, depth + 1)?;
                    if entries.insert(Rc::clone(&key), value).is_some() {
                        let detail = format!("/{key}");
                        self.ledger.fault(Id::F01, self.object, "dictionary with the same key twice", detail);
                    }
                }
                _ => return Err("a dictionary whose key is no name"),
            }
        }
    }
}

/// A name as text; bytes that are no UTF-8 are taken one by one.
pub(super) fn name_text(bytes: &[u8]) -> Rc<str> {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.into(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into(),
    }
}
