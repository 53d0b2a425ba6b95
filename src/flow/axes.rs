//! Line coordinates: `along` runs with a line, `across` from each line to the next. Horizontal and vertical setting differ only here.

use crate::base::{Em, Len, Point, Rect};
use crate::model::Direction;

/// A stretch on one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Where it begins.
    pub(super) from: Len,
    /// Where it ends.
    pub(super) to: Len,
}

impl Extent {
    /// How long it is; negative when it ends before it begins.
    pub(super) fn len(&self) -> Len {
        self.to - self.from
    }

    /// Whether the two share more than an end point.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The common stretch; empty or negative when there is none.
    pub(super) fn common(&self, other: &Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// What is left of it without `taken`, in order.
    pub(super) fn without(&self, taken: &[Self]) -> Vec<Self> {
        let mut taken: Vec<Self> = taken.iter().filter(|other| self.overlaps(other)).copied().collect();
        taken.sort_unstable_by_key(|other| other.from);
        let mut free = Vec::with_capacity(taken.len() + 1);
        let mut from = self.from;
        for other in taken {
            if other.from > from {
                free.push(Self { from, to: other.from });
            }
            from = from.max(other.to);
        }
        if from < self.to {
            free.push(Self { from, to: self.to });
        }
        free
    }
}

/// A rectangle in line coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Its stretch along the lines.
    pub(super) along: Extent,
    /// Its stretch across them.
    pub(super) across: Extent,
}

impl Block {
    /// `rect` as lines of `direction` see it.
    pub(super) fn of(rect: &Rect, direction: Direction) -> Self {
        let x = Extent { from: rect.x, to: rect.right() };
        let y = Extent { from: rect.y, to: rect.bottom() };
        match direction {
            Direction::Horizontal => Self { along: x, across: y },
            Direction::Vertical => Self { along: y, across: Extent { from: -x.to, to: -x.from } },
        }
    }

    /// The rectangle on the page.
    pub(super) fn rect(&self, direction: Direction) -> Rect {
        let (x, y) = match direction {
            Direction::Horizontal => (self.along, self.across),
            Direction::Vertical => (Extent { from: -self.across.to, to: -self.across.from }, self.along),
        };
        Rect { x: x.from, y: y.from, width: x.len(), height: y.len() }
    }

    /// Whether the two share an area.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.along.overlaps(&other.along) && self.across.overlaps(&other.across)
    }
}

/// The point of the page at the given line coordinates.
pub(super) fn point(along: Len, across: Len, direction: Direction) -> Point {
    match direction {
        Direction::Horizontal => Point { x: along, y: across },
        Direction::Vertical => Point { x: -across, y: along },
    }
}

/// How far a line's own axis lies across from the near edge of its em box: the baseline of a horizontal line, the middle of a vertical one.
pub(super) fn axis_depth(em: Len, direction: Direction) -> Len {
    match direction {
        Direction::Horizontal => Em::ASCENT.of(em),
        Direction::Vertical => em / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_survives_the_way_there_and_back() {
        let rect = Rect { x: Len(3), y: Len(5), width: Len(7), height: Len(11) };
        for direction in [Direction::Horizontal, Direction::Vertical] {
            assert_eq!(Block::of(&rect, direction).rect(direction), rect);
        }
    }

    #[test]
    fn what_is_left_of_a_stretch_is_in_order() {
        let whole = Extent { from: Len(0), to: Len(10) };
        let taken = [
            Extent { from: Len(6), to: Len(8) },
            Extent { from: Len(-2), to: Len(1) },
            Extent { from: Len(7), to: Len(9) },
        ];
        let left = [Extent { from: Len(1), to: Len(6) }, Extent { from: Len(9), to: Len(10) }];
        assert_eq!(whole.without(&taken), left);
    }
}
