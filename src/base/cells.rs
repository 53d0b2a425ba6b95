//! Rectangles together as one shape: the cells that their edges cut the plane into, and the sides of what they cover.

use super::{Len, Rect};

/// More rectangles than any frame on paper has; the cells grow with the square of their number.
pub const MOST_RECTS: usize = 200;

/// Which way a side of a shape looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The shape lies below it.
    Top,
    /// The shape lies to its left.
    Right,
    /// The shape lies above it.
    Bottom,
    /// The shape lies to its right.
    Left,
}

/// How a side meets the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Around an outer corner of the shape.
    Outer,
    /// Around an inner corner, as in the notch of an L.
    Inner,
}

/// An end of a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Where, along the side.
    pub at: Len,
    /// How the next side goes on.
    pub turn: Turn,
}

/// A straight side of a shape, as long as it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which way it looks.
    pub edge: Edge,
    /// Where it lies: y of level sides, x of upright ones.
    pub at: Len,
    /// Its left or upper end.
    pub from: End,
    /// Its right or lower end.
    pub to: End,
}

/// The cells between all edges of some rectangles, and which of them the rectangles cover.
#[derive(Clone, Debug)]
pub struct Cells {
    xs: Vec<Len>,
    ys: Vec<Len>,
    /// Row by row.
    covered: Vec<bool>,
}

impl Cells {
    /// The cells of up to [`MOST_RECTS`] rectangles; further ones are left out.
    pub fn of(rects: &[Rect]) -> Self {
        let rects = &rects[..rects.len().min(MOST_RECTS)];
        let edges = |ends: fn(&Rect) -> [Len; 2]| {
            let mut edges: Vec<Len> = rects.iter().flat_map(ends).collect();
            edges.sort_unstable();
            edges.dedup();
            edges
        };
        let (xs, ys) = (edges(|rect| [rect.x, rect.right()]), edges(|rect| [rect.y, rect.bottom()]));
        let covers = |x: Len, y: Len| {
            rects.iter().any(|rect| rect.x <= x && x < rect.right() && rect.y <= y && y < rect.bottom())
        };
        let starts = |edges: &[Len]| edges[..edges.len().saturating_sub(1)].to_vec();
        let columns = starts(&xs);
        let covered = starts(&ys).into_iter().flat_map(|y| columns.iter().map(|x| covers(*x, y)).collect::<Vec<_>>());
        Self { covered: covered.collect(), xs, ys }
    }

    fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Whether a cell is covered; rows and columns are counted from 1, and around them nothing is.
    fn is_in(&self, row: usize, column: usize) -> bool {
        let inside = (1..=self.rows()).contains(&row) && (1..=self.columns()).contains(&column);
        inside && self.covered[(row - 1) * self.columns() + column - 1]
    }

    /// Covers cells that are gaps between covered ones: up to `across` wide with neighbours on both sides, or up to `down` high with neighbours above and
    /// below, and what such gaps leave where they cross.
    #[must_use]
    pub fn closed(mut self, across: Len, down: Len) -> Self {
        loop {
            let is_gap = |row: usize, column: usize| {
                let (width, height) = (self.xs[column] - self.xs[column - 1], self.ys[row] - self.ys[row - 1]);
                let between = width <= across && self.is_in(row, column - 1) && self.is_in(row, column + 1);
                between || (height <= down && self.is_in(row - 1, column) && self.is_in(row + 1, column))
            };
            let cells = (1..=self.rows()).flat_map(|row| (1..=self.columns()).map(move |column| (row, column)));
            let gaps: Vec<_> =
                cells.filter(|(row, column)| !self.is_in(*row, *column) && is_gap(*row, *column)).collect();
            if gaps.is_empty() {
                return self;
            }
            let columns = self.columns();
            for (row, column) in gaps {
                self.covered[(row - 1) * columns + column - 1] = true;
            }
        }
    }

    /// What is covered as rectangles that do not overlap: as wide as each row has it, rows of the same width as one.
    pub fn rects(&self) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::new();
        for row in 1..=self.rows() {
            let (y, height) = (self.ys[row - 1], self.ys[row] - self.ys[row - 1]);
            for (first, last) in runs(self.columns(), |column| self.is_in(row, column)) {
                let (x, width) = (self.xs[first - 1], self.xs[last] - self.xs[first - 1]);
                let above = rects.iter_mut().find(|above| (above.x, above.width, above.bottom()) == (x, width, y));
                match above {
                    Some(above) => above.height += height,
                    None => rects.push(Rect { x, y, width, height }),
                }
            }
        }
        rects
    }

    /// All sides of what is covered, those of holes too.
    pub fn sides(&self) -> Vec<Side> {
        let level = |edge, off: usize| {
            let is_in = move |row: usize, column: usize| self.is_in(row, column);
            sides(edge, (&self.ys, &self.xs), off, is_in)
        };
        let upright = |edge, off: usize| {
            let is_in = move |column: usize, row: usize| self.is_in(row, column);
            sides(edge, (&self.xs, &self.ys), off, is_in)
        };
        [level(Edge::Top, 0), upright(Edge::Right, 1), level(Edge::Bottom, 1), upright(Edge::Left, 0)].concat()
    }
}

/// Sides that look one way. Lanes lie across the sides and cells along them, both counted from 1; `far` is 0 for sides at the near edges of covered lanes and
/// 1 for those at their far edges.
fn sides(edge: Edge, (lanes, cells): (&[Len], &[Len]), far: usize, is_in: impl Fn(usize, usize) -> bool) -> Vec<Side> {
    let outside = |lane: usize| if far == 0 { lane - 1 } else { lane + 1 };
    let mut found = Vec::new();
    for lane in 1..lanes.len() {
        let is_side = |cell: usize| is_in(lane, cell) && !is_in(outside(lane), cell);
        let end = |beside: usize, at: Len| {
            let turn = if is_in(lane, beside) { Turn::Inner } else { Turn::Outer };
            End { at, turn }
        };
        for (first, last) in runs(cells.len().saturating_sub(1), is_side) {
            let (from, to) = (end(first - 1, cells[first - 1]), end(last + 1, cells[last]));
            found.push(Side { edge, at: lanes[lane - 1 + far], from, to });
        }
    }
    found
}

/// First and last of the stretches of numbers from 1 for which something holds.
fn runs(count: usize, holds: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in (1..=count).filter(|number| holds(*number)) {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == number => run.1 = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
        Rect { x: Len(x), y: Len(y), width: Len(width), height: Len(height) }
    }

    #[test]
    fn gaps_are_closed_and_notches_are_not() {
        // A T whose bar is two rectangles: gaps of 2 across and 3 down, and the square where they cross.
        let parts = [rect(0, 0, 49, 10), rect(51, 0, 49, 10), rect(30, 13, 40, 20)];
        let closed = Cells::of(&parts).closed(Len(2), Len(3));
        assert_eq!(closed.rects(), [rect(0, 0, 100, 10), rect(30, 10, 40, 23)]);
        assert_eq!(Cells::of(&parts).closed(Len(1), Len(3)).rects().len(), 5);
        assert_eq!(Cells::of(&[]).closed(Len(1), Len(1)).rects(), []);
    }

    #[test]
    fn an_l_has_six_sides_that_know_its_inner_corner() {
        let sides = Cells::of(&[rect(0, 0, 10, 10), rect(0, 10, 30, 10)]).sides();
        let turns = |edge: Edge| {
            let of = sides.iter().filter(move |side| side.edge == edge);
            of.map(|side| (side.at.0, side.from.at.0, side.from.turn, side.to.at.0, side.to.turn)).collect::<Vec<_>>()
        };
        use Turn::{Inner, Outer};
        assert_eq!(turns(Edge::Top), [(0, 0, Outer, 10, Outer), (10, 10, Inner, 30, Outer)]);
        assert_eq!(turns(Edge::Right), [(10, 0, Outer, 10, Inner), (30, 10, Outer, 20, Outer)]);
        assert_eq!(turns(Edge::Bottom), [(20, 0, Outer, 30, Outer)]);
        assert_eq!(turns(Edge::Left), [(0, 0, Outer, 20, Outer)]);
    }
}
