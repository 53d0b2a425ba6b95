//! What stories were to say: the display list's companion for those who check that the pages say it.

use crate::base::Span;

/// A story with what it was to say, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Its name, by which its items are known.
    pub story: String,
    /// What it says, in reading order.
    pub runs: Vec<WordedRun>,
    /// The frames it stands in, in reading order; none for a story that was not used.
    pub frames: Vec<Standing>,
    /// Its paragraphs that may stand elsewhere than in reading order, at the head of the next column: pull quotes and captions, counted from 0.
    pub floats: Vec<u32>,
    /// Its paragraphs that may be said again further on: headings of tables that continue in another column.
    pub repeated: Vec<u32>,
    /// How much of it may be missing.
    pub missing: Missing,
}

/// How much of a story may be missing without a word of the check: what is told elsewhere is not told twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing.
    #[default]
    Nothing,
    /// Its end: it is overset, which is an error of its own.
    End,
    /// All of it or nothing: the line to a page that the story does not reach.
    All,
}

/// A frame of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The page, counted from 0.
    pub page: usize,
    /// The frame's name on it.
    pub frame: String,
}

/// A stretch of text as it was read. An edition has many, so that it is kept small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordedRun {
    /// Where it was written; without extent where the program itself says it, as in an index.
    pub span: Span,
    /// Its paragraph, counted from 0.
    pub para: u32,
    /// Its text, where that is not what stands in the source letter by letter.
    pub text: Option<Box<str>>,
    /// Its reading (ruby).
    pub reading: Option<Box<str>>,
}
