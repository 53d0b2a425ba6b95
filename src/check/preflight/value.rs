//! PDF objects as the judge holds them: cheap to copy, every dictionary knows the object it stands in.

use std::collections::BTreeMap;
use std::rc::Rc;

/// A PDF object. References are kept and resolved by the document.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Str(Rc<[u8]>),
    Name(Rc<str>),
    Array(Rc<[Value]>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    Ref(u32),
}

/// A dictionary.
#[derive(Clone, Debug, Default)]
pub(super) struct Dict {
    /// Number of the indirect object it stands in, 0 in content streams.
    pub(super) object: u32,
    pub(super) entries: BTreeMap<Rc<str>, Value>,
}

impl Dict {
    /// The entry as written, a reference unresolved.
    pub(super) fn raw(&self, key: &str) -> &Value {
        self.entries.get(key).unwrap_or(&Value::Null)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }
}

/// A stream: its dictionary and where its bytes stand.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) dict: Rc<Dict>,
    pub(super) data: Data,
}

/// The bytes of a stream before any filter.
#[derive(Debug)]
pub(super) enum Data {
    /// A range of the file.
    File(usize, usize),
    /// Bytes out of a content stream: an inline image.
    Inline(Vec<u8>),
}

impl Value {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number.
    pub(super) fn integer(&self) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked: whole numbers below 2^53 are exact")]
        self.number().filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| n as i64)
    }

    /// A whole number that counts something.
    pub(super) fn count(&self) -> Option<usize> {
        self.integer().and_then(|n| usize::try_from(n).ok())
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn is_name(&self, name: &str) -> bool {
        self.name() == Some(name)
    }

    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Str(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A dictionary, or that of a stream.
    pub(super) fn dict(&self) -> Option<&Rc<Dict>> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Text of a string: UTF-16 with a mark, UTF-8 with a mark, or Latin 1, which stands for PDFDocEncoding here.
pub(super) fn text(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(wide);
    }
    if let Some(utf8) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Text of big-endian UTF-16 without a mark.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?))).collect();
    String::from_utf16_lossy(&units)
}
