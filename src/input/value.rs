//! Documents as the user wrote them: checked values with their places, and no defaults.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Em, Len, Permille, Span, Spanned};

/// A length that may be relative to the type size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Millimetres, points, …
    Absolute(Len),
    /// A fraction of the type size.
    Relative(Em),
}

impl Length {
    /// The length at a type size.
    pub fn at(self, em: Len) -> Len {
        match self {
            Self::Absolute(length) => length,
            Self::Relative(fraction) => fraction.of(em),
        }
    }
}

/// What a page's grid counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridUnit {
    /// Rows: distances of baselines.
    Rows,
    /// Base columns with the gutters between them.
    Columns,
}

/// A number of rows or base columns, which only a page makes a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnGrid {
    /// How many, in thousandths.
    pub thousandths: i32,
    /// Of what.
    pub unit: GridUnit,
}

/// A checked value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Free text, a name, or one of a choice.
    Text(String),
    /// A length.
    Length(Length),
    /// A length in rows or base columns.
    OnGrid(OnGrid),
    /// A share in thousandths.
    Percent(Permille),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// First and last of a range, from 1.
    Range(u16, u16),
    /// Several values.
    List(Vec<Spanned<Value>>),
    /// An object of known keys.
    Object(Fields),
    /// Entries under names the user chose, in order.
    Named(Vec<(Spanned<String>, Spanned<Value>)>),
}

/// The keys of an object that were written. Kinds were checked on reading, so a getter of the wrong kind finds nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    /// Values by key.
    pub values: BTreeMap<&'static str, Spanned<Value>>,
    /// Keys that could not be read: with a value, or a part of one, that is not of their kind, or under another name. That was told, and what is missing by
    /// it need not be.
    pub unread: BTreeSet<&'static str>,
    /// Names of entries behind which nothing is written, under any of the keys that take names: where what is missing would stand.
    pub emptied: Vec<Spanned<String>>,
    /// Where the object stands.
    pub span: Span,
}

impl Fields {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        self.values.get(key)
    }

    /// Where a key's value stands, or the object itself.
    pub fn span_of(&self, key: &str) -> Span {
        self.get(key).map_or(self.span, |value| value.span)
    }

    /// A text with its place.
    pub fn text(&self, key: &str) -> Option<Spanned<&str>> {
        let value = self.get(key)?;
        value.value.as_text().map(|text| Spanned::new(text, value.span))
    }

    /// A length.
    pub fn length(&self, key: &str) -> Option<Length> {
        if let Value::Length(length) = self.get(key)?.value { Some(length) } else { None }
    }

    /// A length that is not relative.
    pub fn absolute(&self, key: &str) -> Option<Len> {
        if let Length::Absolute(length) = self.length(key)? { Some(length) } else { None }
    }

    /// A share.
    pub fn percent(&self, key: &str) -> Option<Permille> {
        if let Value::Percent(share) = self.get(key)?.value { Some(share) } else { None }
    }

    /// Yes or no.
    pub fn bool(&self, key: &str) -> Option<bool> {
        if let Value::Bool(value) = self.get(key)?.value { Some(value) } else { None }
    }

    /// A whole number.
    pub fn number(&self, key: &str) -> Option<i64> {
        if let Value::Number(value) = self.get(key)?.value { Some(value) } else { None }
    }

    /// A range.
    pub fn range(&self, key: &str) -> Option<(u16, u16)> {
        if let Value::Range(first, last) = self.get(key)?.value { Some((first, last)) } else { None }
    }

    /// A list; a single value where a list may stand counts as a list of one.
    pub fn list(&self, key: &str) -> &[Spanned<Value>] {
        match self.get(key) {
            Some(Spanned { value: Value::List(items), .. }) => items,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        }
    }

    /// An object.
    pub fn object(&self, key: &str) -> Option<&Fields> {
        self.get(key)?.value.as_object()
    }

    /// Entries under the user's names.
    pub fn named(&self, key: &str) -> &[(Spanned<String>, Spanned<Value>)] {
        match self.get(key) {
            Some(Spanned { value: Value::Named(entries), .. }) => entries,
            _ => &[],
        }
    }
}

/// The path of a table that is written as it, or as an object with more of it.
pub fn table_path(table: &Spanned<Value>) -> Option<Spanned<&str>> {
    match &table.value {
        Value::Text(path) => Some(Spanned::new(path, table.span)),
        Value::Object(fields) => fields.text("file"),
        _ => None,
    }
}

impl Value {
    /// The text of a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The fields of an object.
    pub fn as_object(&self) -> Option<&Fields> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }
}
