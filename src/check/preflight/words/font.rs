//! Fonts as far as their text and their advances go.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::cmap::CMap;
use super::super::reading::Doc;
use super::super::value::{Dict, Value};

/// Fonts by the place of their dictionary, which the document keeps.
#[derive(Debug, Default)]
pub(super) struct Fonts(BTreeMap<usize, Rc<Font>>);

/// A font as far as its text and its advances go.
#[derive(Debug)]
pub(super) struct Font {
    /// Text by two-byte code.
    texts: Vec<Option<Box<str>>>,
    /// Advance in thousandths by code; [`Font::usual`] where it is not stated.
    widths: Vec<Option<f64>>,
    usual: f64,
    pub(super) is_vertical: bool,
}

impl Fonts {
    pub(super) fn of(&mut self, doc: &Doc<'_>, dict: &Rc<Dict>) -> Rc<Font> {
        let font = self.0.entry(Rc::as_ptr(dict) as usize).or_insert_with(|| Rc::new(Font::read(doc, dict)));
        Rc::clone(font)
    }
}

/// Two-byte codes a font can have.
const CODES: u32 = 1 << 16;

impl Font {
    fn read(doc: &Doc<'_>, dict: &Dict) -> Self {
        let map = match doc.get(dict, "ToUnicode") {
            Value::Stream(stream) => doc.data(&stream, doc.limits.content).ok().and_then(|data| CMap::read(&data).ok()),
            _ => None,
        };
        let map = map.unwrap_or_default();
        let texts = (0..map.codes().min(CODES)).map(|code| map.text(code).map(String::into_boxed_str)).collect();
        let inner = match doc.get(dict, "DescendantFonts") {
            Value::Array(fonts) => fonts.first().and_then(|font| doc.resolve(font).dict().cloned()),
            _ => None,
        };
        let mut font = Self { texts, widths: Vec::new(), usual: 1000.0, is_vertical: false };
        font.is_vertical = doc.get(dict, "Encoding").is_name("Identity-V");
        if let Some(inner) = inner {
            font.usual = doc.get(&inner, "DW").number().unwrap_or(1000.0);
            font.read_widths(doc, &doc.get(&inner, "W"));
        }
        font
    }

    /// `code [widths…]`; ranges of one width, which other programs write, are read as well (ISO 32000-1 §9.7.4.3).
    fn read_widths(&mut self, doc: &Doc<'_>, widths: &Value) {
        let mut items = widths.array().unwrap_or_default().iter().map(|item| doc.resolve(item));
        while let (Some(first), Some(second)) = (items.next().and_then(|item| item.count()), items.next()) {
            match second {
                Value::Array(own) => {
                    own.iter().enumerate().for_each(|(at, width)| self.set_width(first + at, width.number()));
                }
                last => {
                    let (last, width) = (last.count().unwrap_or(first), items.next().and_then(|width| width.number()));
                    (first..=last.min(CODES as usize)).for_each(|code| self.set_width(code, width));
                }
            }
        }
    }

    fn set_width(&mut self, code: usize, width: Option<f64>) {
        if code < CODES as usize {
            if self.widths.len() <= code {
                self.widths.resize(code + 1, None);
            }
            self.widths[code] = width;
        }
    }

    pub(super) fn text(&self, code: usize) -> &str {
        self.texts.get(code).and_then(Option::as_deref).unwrap_or_default()
    }

    /// In thousandths of an em: to the right, or down in vertical lines.
    pub(super) fn advance(&self, code: usize) -> f64 {
        if self.is_vertical { 1000.0 } else { self.widths.get(code).copied().flatten().unwrap_or(self.usual) }
    }
}
