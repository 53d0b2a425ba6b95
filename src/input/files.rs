//! Where documents come from: the caller reads, this room only asks by name.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::ops::Range;

use crate::base::{Diagnostic, Message, SourceId, Span, narrow};
use crate::message;

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is none of that name.
    Missing,
    /// It is larger than this many bytes, and was not read.
    TooLarge(u64),
    /// It is a folder.
    Folder,
    /// It is a pipe, a socket or a device, which may never end or never begin.
    Special,
    /// It is a link to something outside the edition's folder, or its house's.
    Outside,
    /// It is there but cannot be read, and why.
    Unreadable(Message),
}

impl FileProblem {
    /// The finding about the file of this name.
    pub fn finding(&self, name: &str) -> Diagnostic {
        match self {
            Self::Missing => Diagnostic::error("file/missing", message!("there is no file {}", name))
                .hint("paths are relative to the edition's folder"),
            Self::TooLarge(limit) => {
                Diagnostic::error("file/too-large", message!("{} is larger than {} MiB", name, limit >> 20))
                    .hint("look whether the right file was saved under this name")
            }
            Self::Folder => Diagnostic::error("file/not-a-file", message!("{} is a folder, not a file", name))
                .hint("write the path of a file in it"),
            Self::Special => {
                Diagnostic::error("file/not-a-file", message!("{} is a pipe or a device, not a file", name))
                    .hint("save its content as a file first")
            }
            Self::Outside => {
                Diagnostic::error("file/outside", message!("{} is a link that leads out of the edition's folder", name))
                    .hint("put the file itself into the edition's folder")
            }
            Self::Unreadable(why) => Diagnostic::error("file/unreadable", message!("{} cannot be read: {}", name, why)),
        }
    }
}

/// The largest file that is placed on a page: an uncompressed picture of a double page at twice the press's resolution has some 400 MiB.
pub const MAX_PLACED: u64 = 512 << 20;

/// The largest file that is read in pieces: 300 megapixels of four inks in 16 bits have some 2.3 GiB.
pub const MAX_STREAMED: u64 = 3 << 30;

/// A file that is read in pieces.
pub trait Stored: Read + Seek + Send {}

impl<T: Read + Seek + Send> Stored for T {}

/// Files by name, relative to the edition; a shipped layout is asked for as `layout:NAME`. What is not in the edition's folder may be in that of its house
/// ([`super::house_of`]).
pub trait Files {
    /// The content of a file of at most `limit` bytes. Whoever has the size before the bytes refuses by the size.
    ///
    /// # Errors
    /// The file is missing, larger or unreadable.
    fn read_within(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileProblem>;

    /// The content of a file that is placed on a page.
    ///
    /// # Errors
    /// As [`Files::read_within`].
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        self.read_within(path, MAX_PLACED)
    }

    /// A file that is placed on a page, to be read in pieces: it may be larger than memory should hold.
    ///
    /// # Errors
    /// As [`Files::read_within`].
    fn open(&self, path: &str) -> Result<Box<dyn Stored>, FileProblem> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }

    /// Where a file is, as the user knows it: one of the house has its folder before it.
    fn place(&self, path: &str) -> String {
        path.to_owned()
    }

    /// Names of the files of one of its folders, sorted; none of a folder that cannot be read, or where that is not known.
    fn names_in(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    /// The paths of the files in the folder of a path, or the names of the shipped layouts for `layout:`: to tell which one was meant when there is none
    /// of a name. Nothing where that is not known.
    fn beside(&self, _path: &str) -> Vec<String> {
        Vec::new()
    }
}

/// Files of a folder, and texts that are no files yet, by their names.
pub struct WithTexts<'a> {
    /// The texts.
    pub texts: BTreeMap<&'a str, String>,
    /// All other files.
    pub files: &'a (dyn Files + Sync),
}

impl Files for WithTexts<'_> {
    fn read_within(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileProblem> {
        self.texts.get(path).map_or_else(|| self.files.read_within(path, limit), |text| Ok(text.clone().into_bytes()))
    }

    fn open(&self, path: &str) -> Result<Box<dyn Stored>, FileProblem> {
        self.files.open(path)
    }

    fn place(&self, path: &str) -> String {
        self.files.place(path)
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        self.files.names_in(folder)
    }

    fn beside(&self, path: &str) -> Vec<String> {
        self.files.beside(path)
    }
}

/// A source text with its name, kept to show findings in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name as the user knows it.
    pub name: String,
    /// Text.
    pub text: String,
    /// Where its lines begin.
    lines: Vec<u32>,
    /// Characters before each block of its bytes.
    blocks: Vec<u32>,
}

/// Bytes of a block. Findings may be many and lines long, so that the characters of a line are not counted from its start for each.
const BLOCK: usize = 1024;

impl Source {
    fn new(name: &str, text: String) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(newlines.map(|(at, _)| narrow(at + 1))).collect();
        let mut blocks = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(blocks[blocks.len() - 1] + narrow(characters(block)));
        }
        Self { name: name.to_owned(), text, lines, blocks }
    }

    /// The line of a byte, counted from 0.
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start as usize <= at).saturating_sub(1)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let counted = self.blocks.get(block).map_or(0, |&count| count as usize);
        counted + characters(&self.text.as_bytes()[block * BLOCK..at])
    }

    /// The last place up to a byte where a character begins.
    fn boundary(&self, at: u32) -> usize {
        self.text.floor_char_boundary(at as usize)
    }

    /// The whole lines a span stands on: the number of the first, counted from 1, their text, and the span's bytes in it.
    pub fn excerpt(&self, span: Span) -> (usize, &str, Range<usize>) {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let first = self.line(start);
        let from = self.lines.get(first).map_or(0, |&from| from as usize);
        let to = self.text[end..].find('\n').map_or(self.text.len(), |newline| end + newline);
        (first + 1, &self.text[from..to], start - from..end - from)
    }
}

/// How many characters begin in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

/// All source texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Keeps a text and returns its id.
    pub fn add(&mut self, name: &str, text: String) -> SourceId {
        self.all.push(Source::new(name, text));
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

    /// What stands at a place; empty where there is no such place.
    pub fn text_of(&self, span: Span) -> &str {
        let source = self.get(span.source);
        source.map_or("", |source| source.text.get(span.start as usize..span.end as usize).unwrap_or_default())
    }

    /// `file:line:column` of a span, counted from 1 in characters.
    pub fn place(&self, span: Span) -> Option<(&str, usize, usize)> {
        let source = self.get(span.source)?;
        let at = source.boundary(span.start);
        let line = source.line(at);
        let start = source.lines.get(line).map_or(0, |&start| start as usize);
        Some((&source.name, line + 1, source.characters_before(at) - source.characters_before(start) + 1))
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

/// A path without the detours in it: `./s.md`, `x/../s.md` and `x//s.md` lead where `s.md` and `x/s.md` do. One that leads out of the folder, or begins at the
/// root, goes on doing so.
pub(super) fn same_path(path: &str) -> String {
    let is_detour = |part: &str| matches!(part, "" | "." | "..");
    // Blank paths and those of the root are told as they stand.
    if path.starts_with('/') || path.contains("://") || path.is_empty() || !path.split('/').any(is_detour) {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if parts.is_empty() { path.to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_excerpts_are_counted_in_characters_from_1() {
        let text = format!("名: 报\n{}甲乙\n\n末", "文，a".repeat(700));
        let mut sources = Sources::default();
        let id = sources.add("a", text.clone());
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let line = before.rsplit('\n').next().unwrap();
            let place = (before.matches('\n').count() + 1, line.chars().count() + 1);
            assert_eq!(sources.place(Span::new(id, at, at)), Some(("a", place.0, place.1)));
        }
        let at = |part: &str| text.find(part).unwrap();
        let source = sources.get(id).unwrap();
        assert_eq!(source.excerpt(Span::new(id, at("报"), at("报") + 3)), (1, "名: 报", 5..8));
        let (line, lines, range) = source.excerpt(Span::new(id, at("甲"), at("末") + 3));
        assert_eq!((line, lines.lines().count(), &lines[range]), (2, 3, "甲乙\n\n末"));
        assert_eq!(source.excerpt(Span::new(id, text.len() + 9, 0)), (4, "末", 3..3));
    }

    #[test]
    fn detours_are_no_other_files() {
        for (path, same) in [
            ("./s.md", "s.md"),
            ("x/../s.md", "s.md"),
            ("x//./y/../s.md", "x/s.md"),
            ("../s.md", "../s.md"),
            ("x/../../s.md", "../s.md"),
            ("/s.md", "/s.md"),
            ("a..b/s.md", "a..b/s.md"),
            (".", "."),
            ("", ""),
        ] {
            assert_eq!(same_path(path), same, "{path}");
        }
    }
}
