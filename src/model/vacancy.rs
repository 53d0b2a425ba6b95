//! What stands empty on a page, and how much of it may: on paper both are white holes.

use crate::base::{FrameId, PageId, Permille, Severity};

/// A place of a page that nothing fills: nothing was put there, or what was asked for could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// The page.
    pub page: PageId,
    /// Its frames that stay empty; none where the page has no layout, or the frame could not be made.
    pub frames: Vec<FrameId>,
    /// The story place or the frame as the layout calls it, or the layout that is missing.
    pub name: String,
    /// What is due there.
    pub due: Due,
    /// An entry of `put` that would fill it; empty where one is written already.
    pub example: String,
}

/// What is due in an empty place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// An article: nothing was put into the story place.
    Article,
    /// A picture, a text, a table: nothing was put into the frame.
    Content,
    /// Headline lines: those of the article could not be had, or it has none.
    Headline,
    /// A file of this path that could not be had; why is told where it was read.
    File(String),
    /// The layout of the page.
    Layout,
    /// A frame with a place on the page: its area is no such; why is told where it was read.
    Frame,
}

/// How much stories may leave free before it is more than worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeLimit {
    /// Lines of one story.
    pub rows: usize,
    /// Share of a page's type area that all its stories leave together.
    pub area: Permille,
    /// What more than either is.
    pub beyond: Severity,
}

impl Default for FreeLimit {
    /// Three lines at the end of a story, and a fiftieth of the type area, are what an art director lets pass.
    fn default() -> Self {
        Self { rows: 3, area: Permille(20), beyond: Severity::Warning }
    }
}
