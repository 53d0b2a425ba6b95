//! Where documents come from: the caller reads, this room only asks by name.

use crate::base::{SourceId, Span};

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is none of that name.
    Missing,
    /// It is there but cannot be read, and why.
    Unreadable(String),
}

/// Files by name, relative to the edition; a shipped layout is asked for as `layout:NAME`.
pub trait Files {
    /// The content of a file.
    ///
    /// # Errors
    /// The file is missing or unreadable.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem>;
}

/// A source text with its name, kept to show findings in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name as the user knows it.
    pub name: String,
    /// Text.
    pub text: String,
}

/// All source texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Keeps a text and returns its id.
    pub fn add(&mut self, name: &str, text: String) -> SourceId {
        self.all.push(Source { name: name.to_owned(), text });
        SourceId(u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX))
    }

    /// The source of an id.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.all.get(id.0 as usize)
    }

    /// The names of all sources.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|source| source.name.as_str())
    }

    /// The text of an id; empty for an unknown one.
    pub fn text(&self, id: SourceId) -> &str {
        self.get(id).map_or("", |source| &source.text)
    }

    /// `file:line:column` of a span, counted from 1 in characters.
    pub fn place(&self, span: Span) -> Option<(&str, usize, usize)> {
        let source = self.get(span.source)?;
        let at =
            (0..=(span.start as usize).min(source.text.len())).rev().find(|&at| source.text.is_char_boundary(at))?;
        let before = &source.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some((&source.name, before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
    }
}

/// Whether a path stays inside the edition's folder, on any system.
pub fn stays_inside(path: &str) -> bool {
    let mut depth = 0_i32;
    for part in path.split(['/', '\\']) {
        depth += match part {
            ".." => -1,
            "" | "." => 0,
            _ => 1,
        };
        if depth < 0 {
            return false;
        }
    }
    !path.starts_with(['/', '\\']) && !path.contains(':')
}
