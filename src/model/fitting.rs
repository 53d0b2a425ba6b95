//! How text and frames meet: what a story may give to fill its frames exactly (copy-fitting, 补白/缩行), and shapes it runs around.

use crate::base::{Em, FrameId, Len, PageId, Permille, Span, StoryId};

use super::edition::Frame;
use super::group::Shared;

/// One thing that may give, with its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Give {
    /// Every paragraph may be set in this many lines more or fewer than is best for it.
    Looseness(i8),
    /// Letters may stand this much further apart or closer together, in steps of 1/1000 em.
    Tracking(Em),
    /// Body type may be this much larger or smaller, in steps of 0.05 pt.
    Size(Len),
    /// Lines may leave the grid, with a line distance this much larger or smaller.
    Leading(Len),
    /// The headline block may give or take this many rows.
    Head(u16),
    /// A picture may become this many rows deeper or lower.
    Picture {
        /// Its frame.
        frame: FrameId,
        /// The most rows.
        rows: u16,
    },
    /// A piece of the stock may fill up to this many rows at the end of a column (补白).
    Filler(u16),
}

/// A piece of the stock as it would stand on a page: every page has its own, since styles differ from page to page.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Which piece of the edition's list it is; each is used once.
    pub number: usize,
    /// The page it is made for.
    pub page: PageId,
    /// Least and most rows it can take.
    pub rows: (u16, u16),
    /// Its frame, whose area is not known yet.
    pub frame: Frame,
    /// Its text; a story without a thread.
    pub story: Option<StoryId>,
}

/// How far the type of a headline may change to fit the measure and its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WidthFit {
    /// Smallest and largest type size.
    pub sizes: (Len, Len),
    /// Narrowest and widest letters (长字, 扁字).
    pub scales: (Permille, Permille),
    /// Whether it fits in its frame at any of them; true until it was tried.
    pub fits: bool,
}

/// Where the keys of a style stand that a frame may have no room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Line distance, or type size when that is what does not fit it.
    pub leading: Span,
    /// Rows of a line.
    pub rows: Span,
    /// Rows of the first character.
    pub drop_cap: Span,
}

/// The shape that text runs around (绕排).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outline {
    /// The frame's rectangle.
    #[default]
    Rectangle,
    /// The ellipse in it.
    Ellipse,
    /// Points in shares of its width and height, in order.
    Polygon(Vec<(Permille, Permille)>),
}

impl Outline {
    /// The same shape as in a mirror.
    #[must_use]
    pub(super) fn mirrored(self) -> Self {
        let across = |share: Permille| Permille(1000 - share.0.min(1000));
        match self {
            Self::Polygon(points) => Self::Polygon(points.into_iter().map(|(x, y)| (across(x), y)).collect()),
            other => other,
        }
    }
}

/// A caption (图片说明) with as many lines as it needs within limits: it is made with the fewest, and takes more from its picture once it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// The frame of the picture, or of the pictures that share it.
    pub picture: FrameId,
    /// The caption's own frame.
    pub words: FrameId,
    /// What it says.
    pub story: StoryId,
    /// How many of the story's first paragraphs are the caption; a line of credit follows.
    pub paras: usize,
    /// Lines it has room for.
    pub least: usize,
    /// Lines it may have.
    pub most: usize,
    /// Distance of its lines.
    pub leading: Len,
    /// Where it finds room for more.
    pub room: CaptionRoom,
    /// The pictures, where several share the frame.
    pub shared: Option<Shared>,
}

/// Where a caption finds room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionRoom {
    /// At the foot of the picture's frame, which becomes lower.
    Foot,
    /// Inside the frame, which has a padding: what is inside it becomes lower.
    Inside,
    /// On the picture, which stays as it is.
    Over,
}
