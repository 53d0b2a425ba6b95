//! Points and rectangles: x to the right, y down, origin at the trim's top left corner.

use super::{Len, Message};
use crate::message;

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

impl Size {
    /// Whether both sides differ by no more than `off`.
    pub fn is_near(self, other: Self, off: Len) -> bool {
        (self.width - other.width).abs() <= off && (self.height - other.height).abs() <= off
    }

    /// In millimetres, for messages.
    pub fn in_mm(self) -> Message {
        message!("{} × {} mm", format_args!("{:.1}", self.width.to_mm()), format_args!("{:.1}", self.height.to_mm()))
    }
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

    /// Its width and height.
    pub fn size(&self) -> Size {
        Size { width: self.width, height: self.height }
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

    /// How much paper it takes; nothing of one that is turned inside out.
    pub fn extent(&self) -> i128 {
        i128::from(self.width.0.max(0)) * i128::from(self.height.0.max(0))
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

/// How a picture is turned over and turned before it is cropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pose {
    /// Clockwise, in tenths of a degree, at most 150 either way: a horizon that is put right.
    pub tenths: i16,
    /// Whether it is mirrored.
    pub flip: Flip,
}

/// Which sides of a picture are exchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flip {
    /// None.
    #[default]
    None,
    /// Left and right.
    Across,
    /// Top and foot.
    Down,
}

impl Pose {
    /// The angle in millionths of a radian.
    fn angle(self) -> i64 {
        i64::from(self.tenths) * 1_745_329 / 1000
    }

    /// The sine of its angle in millionths; whole numbers are the same on every machine, and three terms are exact to a few millionths up to 15°.
    pub fn sine(self) -> i64 {
        let (angle, square) = (self.angle(), self.angle() * self.angle() / 1_000_000);
        angle - angle * square / 6_000_000 + angle * square / 1_000_000 * square / 120_000_000
    }

    /// The cosine of its angle in millionths.
    pub fn cosine(self) -> i64 {
        let square = self.angle() * self.angle() / 1_000_000;
        1_000_000 - square / 2 + square * square / 24_000_000
    }

    /// The smallest rectangle with the same centre that covers `area` after it is turned.
    #[must_use]
    pub fn room(self, area: Rect) -> Rect {
        if self.tenths == 0 {
            return area;
        }
        // A little more, for the roundings of the series.
        let (sine, cosine) = (self.sine().abs() + 15, self.cosine() + 15);
        let side = |own: Len, other: Len| own.scaled(cosine, 1_000_000) + other.scaled(sine, 1_000_000);
        let (width, height) = (side(area.width, area.height), side(area.height, area.width));
        Rect { x: area.x - (width - area.width) / 2, y: area.y - (height - area.height) / 2, width, height }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_rectangle_covers_what_stood_there() {
        let area = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::mm(60), height: Len::mm(40) };
        let pose = |tenths| Pose { tenths, flip: Flip::None };
        assert_eq!(pose(0).room(area), area);
        for tenths in [-150, -7, 1, 50, 150] {
            let room = pose(tenths).room(area);
            let (sine, cosine) = (f64::from(tenths.abs()) / 10.0).to_radians().sin_cos();
            let wanted = (60.0 * cosine + 40.0 * sine, 60.0 * sine + 40.0 * cosine);
            let over = (room.width.to_mm() - wanted.0, room.height.to_mm() - wanted.1);
            assert!((0.0..0.01).contains(&over.0) && (0.0..0.01).contains(&over.1), "{tenths} {over:?}");
        }
    }
}
