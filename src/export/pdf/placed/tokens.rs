//! Content streams cut into operators with their operands and places, so that what is not changed stays byte for byte what it was (ISO 32000-1 §7.8.2).

use std::ops::Range;

use lopdf::{Dictionary, Object, StringFormat};

/// Operands of one operator; more are passed over.
const MOST_OPERANDS: usize = 4_096;
/// Arrays and dictionaries within each other.
const DEEPEST: usize = 16;

/// An operator with what stands before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Operator {
    /// Its letters; `BI` for a whole inline image.
    pub(super) word: Vec<u8>,
    pub(super) operands: Vec<Object>,
    /// From the first operand to the end of the operator.
    pub(super) span: Range<usize>,
    /// Dictionary and data of an inline image.
    pub(super) image: Option<(Dictionary, Range<usize>)>,
}

impl Operator {
    /// The n-th operand as a number; 0 if it is none.
    pub(super) fn number(&self, at: usize) -> f64 {
        self.operands.get(at).and_then(number).unwrap_or(0.0)
    }

    /// All operands that are numbers.
    pub(super) fn numbers(&self) -> Vec<f64> {
        self.operands.iter().filter_map(number).collect()
    }

    /// The n-th operand as a name.
    pub(super) fn name(&self, at: usize) -> Option<&[u8]> {
        self.operands.get(at)?.as_name().ok()
    }

    /// The last operand as a name: the pattern of `scn`.
    pub(super) fn last_name(&self) -> Option<&[u8]> {
        self.operands.last()?.as_name().ok()
    }
}

/// A number of a PDF.
pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

/// What can stand in a content stream.
enum Token {
    Value(Object),
    Word(Vec<u8>),
    /// `]` or `>>` without its beginning.
    Close,
    End,
}

/// Walks over a content stream.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn token(&mut self, depth: usize) -> Token {
        self.skip_blanks();
        let Some(byte) = self.peek() else { return Token::End };
        match byte {
            b'/' => {
                self.at += 1;
                Token::Value(Object::Name(unescaped(self.regular())))
            }
            b'(' => Token::Value(self.literal()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Token::Value(self.dictionary(depth).into())
            }
            b'<' => Token::Value(self.hexadecimal()),
            b'[' => {
                self.at += 1;
                Token::Value(self.array(depth))
            }
            b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                self.at += 2;
                Token::Close
            }
            b']' | b'>' | b')' | b'{' | b'}' => {
                self.at += 1;
                Token::Close
            }
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Token {
        match self.regular() {
            b"true" => Token::Value(Object::Boolean(true)),
            b"false" => Token::Value(Object::Boolean(false)),
            b"null" => Token::Value(Object::Null),
            word => numeral(word).map_or_else(|| Token::Word(word.to_vec()), Token::Value),
        }
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut items = Vec::new();
        loop {
            match self.nested(depth) {
                Token::Value(value) if items.len() < 1 << 16 => items.push(value),
                Token::Value(_) | Token::Word(_) => {}
                Token::Close | Token::End => return Object::Array(items),
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Dictionary {
        let mut keys = Dictionary::new();
        let mut key = None;
        loop {
            match (key.take(), self.nested(depth)) {
                (_, Token::Close | Token::End) => return keys,
                (None, Token::Value(Object::Name(name))) => key = Some(name),
                (Some(name), Token::Value(value)) => keys.set(name, value),
                _ => {}
            }
        }
    }

    fn nested(&mut self, depth: usize) -> Token {
        if depth >= DEEPEST { self.skip_deep() } else { self.token(depth + 1) }
    }

    /// One byte on: what is nested too deep is not understood, but passed over.
    fn skip_deep(&mut self) -> Token {
        self.at += 1;
        if self.at >= self.bytes.len() { Token::End } else { Token::Close }
    }

    /// `(…)`, parentheses within in balance.
    fn literal(&mut self) -> Object {
        let mut out = Vec::new();
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        out.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    out.push(byte);
                }
                b'\\' => self.escape(&mut out),
                byte => out.push(byte),
            }
        }
        Object::String(out, StringFormat::Literal)
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push(u8::try_from(code & 0xFF).unwrap_or(0));
            }
            byte => out.push(byte),
        }
    }

    /// `<…>`; an odd last digit is followed by 0.
    fn hexadecimal(&mut self) -> Object {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()));
        }
        let out = digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0));
        Object::String(out.collect(), StringFormat::Hexadecimal)
    }

    /// Dictionary and data of an inline image, after `BI` (ISO 32000-1 §8.9.7).
    fn inline_image(&mut self) -> Option<(Dictionary, Range<usize>)> {
        let mut keys = Dictionary::new();
        let mut key = None;
        loop {
            match (key.take(), self.token(0)) {
                (_, Token::End) => return None,
                (_, Token::Word(word)) if word == b"ID" => break,
                (None, Token::Value(Object::Name(name))) => key = Some(name),
                (Some(name), Token::Value(value)) => keys.set(long_key(&name), value),
                _ => {}
            }
        }
        self.at += 1;
        let data = self.bytes.get(self.at..)?;
        let ends = |at: usize| {
            let after = data.get(at + 2..).unwrap_or_default();
            let is_text = after.iter().take(10).all(|&byte| is_space(byte) || (32..127).contains(&byte));
            (at == 0 || is_space(data[at - 1])) && is_text && after.first().is_none_or(|&byte| is_space(byte))
        };
        let Some(end) = data.windows(2).enumerate().find(|(at, pair)| *pair == b"EI" && ends(*at)).map(|(at, _)| at)
        else {
            // Nothing after it can be told from its data.
            self.at = self.bytes.len();
            return None;
        };
        let start = self.at;
        self.at += end + 2;
        Some((keys, start..start + end.saturating_sub(1)))
    }
}

impl Iterator for Tokens<'_> {
    type Item = Operator;

    fn next(&mut self) -> Option<Operator> {
        self.skip_blanks();
        let mut found = Operator { span: self.at..self.at, ..Operator::default() };
        loop {
            self.skip_blanks();
            if found.operands.is_empty() {
                found.span.start = self.at;
            }
            match self.token(0) {
                Token::End => return None,
                Token::Close => {}
                Token::Value(value) if found.operands.len() < MOST_OPERANDS => found.operands.push(value),
                Token::Value(_) => {}
                Token::Word(word) => {
                    if word == b"BI" {
                        found.image = self.inline_image();
                    }
                    found.word = word;
                    found.span.end = self.at.min(self.bytes.len());
                    return Some(found);
                }
            }
        }
    }
}

fn numeral(word: &[u8]) -> Option<Object> {
    let first = word.first()?;
    if !first.is_ascii_digit() && !b"+-.".contains(first) {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Object::Integer(whole));
    }
    // Some producers write `--5` or `1.-2`; readers take what they understand.
    let plain = text.trim_start_matches(['+', '-']);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let digits: String = plain.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.parse::<f32>().ok().map(|number| Object::Real(sign * number))
}

/// A name with its `#xx` turned to bytes.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(&byte) = name.get(at) {
        let digit = |at: usize| name.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(0));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// A name as it is written, with `#xx` for what is no letter or digit.
pub(super) fn escaped_name(name: &[u8]) -> String {
    let mut out = String::from("/");
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("#{byte:02X}");
        }
    }
    out
}

/// The full form of an inline image's key (ISO 32000-1 table 93).
fn long_key(key: &[u8]) -> &[u8] {
    match key {
        b"BPC" => b"BitsPerComponent",
        b"CS" => b"ColorSpace",
        b"D" => b"Decode",
        b"DP" => b"DecodeParms",
        b"F" => b"Filter",
        b"H" => b"Height",
        b"I" => b"Interpolate",
        b"IM" => b"ImageMask",
        b"W" => b"Width",
        other => other,
    }
}
