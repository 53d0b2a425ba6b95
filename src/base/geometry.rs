//! Points and rectangles: x to the right, y down, origin at the trim's top left corner.

use super::Len;

/// A position on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// Distance from the trim's left edge.
    pub x: Len,
    /// Distance from the trim's top edge, growing downwards.
    pub y: Len,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Extent along x.
    pub width: Len,
    /// Extent along y.
    pub height: Len,
}

/// Distances kept inside the four edges of a rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Insets {
    /// Distance from the top edge.
    pub top: Len,
    /// Distance from the right edge.
    pub right: Len,
    /// Distance from the bottom edge.
    pub bottom: Len,
    /// Distance from the left edge.
    pub left: Len,
}

impl Insets {
    /// The same distance on all four edges.
    pub const fn all(distance: Len) -> Self {
        Self { top: distance, right: distance, bottom: distance, left: distance }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Left edge.
    pub x: Len,
    /// Top edge.
    pub y: Len,
    /// Extent to the right.
    pub width: Len,
    /// Extent downwards.
    pub height: Len,
}

impl Rect {
    /// The right edge.
    pub fn right(&self) -> Len {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Len {
        self.y + self.height
    }

    /// The rectangle left after taking `insets` away from each edge; may be empty or negative.
    pub fn inset(&self, insets: Insets) -> Self {
        Self {
            x: self.x + insets.left,
            y: self.y + insets.top,
            width: self.width - insets.left - insets.right,
            height: self.height - insets.top - insets.bottom,
        }
    }

    /// The rectangle grown by `distance` on every side.
    pub fn grown(&self, distance: Len) -> Self {
        self.inset(Insets::all(-distance))
    }

    /// The common part, if it has an area.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        (right > x && bottom > y).then(|| Self { x, y, width: right - x, height: bottom - y })
    }

    /// The smallest rectangle around both.
    pub fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Self { x, y, width: right - x, height: bottom - y }
    }

    /// Whether `other` lies wholly inside, edges included.
    pub fn contains(&self, other: &Self) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}

/// Which way a gradient runs over a rectangle; from the opposite side its two colours are exchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Towards {
    /// From the top to the foot.
    #[default]
    Foot,
    /// From the left to the right.
    Right,
    /// From the upper left corner to the lower right one.
    FootRight,
    /// From the upper right corner to the lower left one.
    FootLeft,
}
