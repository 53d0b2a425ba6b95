//! Rectangles with owners → for every owner the polygons of what is its own.
//!
//! The page is cut along the edges of all rectangles. Every cell goes to the last claim on it; larger claims are made first, so that what
//! lies inside another thing is cut out of it. The outlines of an owner's cells are its polygons.

use std::collections::BTreeMap;

use crate::base::{Len, Point, Rect};

/// A rectangle and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) area: Rect,
    pub(super) owner: usize,
}

/// A polygon as rings of corners without repetition: the outline clockwise on the page, then its holes the other way.
pub(super) type Polygon = Vec<Vec<Point>>;

/// The polygons of every owner within `page`.
///
/// `weak` claims fill gaps and yield to all others; `areas` yield to smaller ones; `ink` yields to nothing.
pub(super) fn regions(page: Rect, weak: &[Claim], areas: &[Claim], ink: &[Claim]) -> BTreeMap<usize, Vec<Polygon>> {
    let clipped = |claim: &Claim| Some(Claim { area: claim.area.intersection(&page)?, ..*claim });
    let mut areas: Vec<Claim> = areas.iter().filter_map(clipped).collect();
    areas.sort_by_key(|claim| -claim.area.extent());
    let stands_out = |claim: &Claim| {
        let covered = areas.iter().rev().find(|area| area.area.intersection(&claim.area).is_some());
        !covered.is_some_and(|area| area.owner == claim.owner && area.area.contains(&claim.area))
    };
    let ink: Vec<Claim> = ink.iter().filter_map(clipped).collect();
    let out: Vec<Claim> = ink.iter().copied().filter(stands_out).collect();
    // A headline on a picture lies in its own frame, but the picture's ink must not take it.
    let is_on = |claim: &Claim| {
        out.iter().any(|below| below.owner != claim.owner && below.area.intersection(&claim.area).is_some())
    };
    let mut ink: Vec<Claim> = ink.into_iter().filter(|claim| stands_out(claim) || is_on(claim)).collect();
    ink.sort_by_key(|claim| -claim.area.extent());
    let claims: Vec<Claim> = weak.iter().filter_map(clipped).chain(areas.iter().copied()).chain(ink).collect();
    let cells = Cells::new(&claims);
    let owners: std::collections::BTreeSet<usize> = claims.iter().map(|claim| claim.owner).collect();
    owners.into_iter().map(|owner| (owner, polygons(&cells, owner))).filter(|(_, found)| !found.is_empty()).collect()
}

/// A page cut along the edges of its claims.
struct Cells {
    xs: Vec<Len>,
    ys: Vec<Len>,
    /// Owners row by row.
    owners: Vec<Option<usize>>,
}

impl Cells {
    fn new(claims: &[Claim]) -> Self {
        let edges = |pick: fn(&Rect) -> [Len; 2]| {
            let mut edges: Vec<Len> = claims.iter().flat_map(|claim| pick(&claim.area)).collect();
            edges.sort();
            edges.dedup();
            edges
        };
        let (xs, ys) = (edges(|area| [area.x, area.right()]), edges(|area| [area.y, area.bottom()]));
        let mut cells = Self { owners: vec![None; xs.len() * ys.len()], xs, ys };
        claims.iter().for_each(|claim| cells.claim(claim));
        cells
    }

    fn claim(&mut self, claim: &Claim) {
        let at = |edges: &[Len], edge: Len| edges.partition_point(|&other| other < edge);
        let (left, right) = (at(&self.xs, claim.area.x), at(&self.xs, claim.area.right()));
        for row in at(&self.ys, claim.area.y)..at(&self.ys, claim.area.bottom()) {
            let start = row * self.xs.len();
            self.owners[start + left..start + right].fill(Some(claim.owner));
        }
    }

    fn owns(&self, owner: usize, column: Option<usize>, row: Option<usize>) -> bool {
        let (Some(column), Some(row)) = (column, row) else { return false };
        column < self.xs.len() && self.owners.get(row * self.xs.len() + column) == Some(&Some(owner))
    }
}

/// A corner of cells, by column and row of edges.
type Corner = (usize, usize);

/// The edges around an owner's cells, each from corner to corner with the cell to its right.
fn borders(cells: &Cells, owner: usize) -> BTreeMap<Corner, Vec<Corner>> {
    let mut borders: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    for row in 0..cells.ys.len() {
        for column in 0..cells.xs.len() {
            if !cells.owns(owner, Some(column), Some(row)) {
                continue;
            }
            let mut edge = |is_open: bool, from: Corner, to: Corner| {
                if is_open {
                    borders.entry(from).or_default().push(to);
                }
            };
            let owns = |column, row| cells.owns(owner, column, row);
            let (right, below) = (column + 1, row + 1);
            edge(!owns(Some(column), row.checked_sub(1)), (column, row), (right, row));
            edge(!owns(Some(right), Some(row)), (right, row), (right, below));
            edge(!owns(Some(column), Some(below)), (right, below), (column, below));
            edge(!owns(column.checked_sub(1), Some(row)), (column, below), (column, row));
        }
    }
    borders
}

/// The outlines of an owner's cells with their holes.
fn polygons(cells: &Cells, owner: usize) -> Vec<Polygon> {
    let mut borders = borders(cells, owner);
    let (mut outlines, mut holes) = (Vec::new(), Vec::new());
    while let Some((&start, _)) = borders.iter().find(|(_, ends)| !ends.is_empty()) {
        let ring = corners(&walk(&mut borders, start));
        let is_hole = doubled_area(&ring) < 0;
        let points: Vec<Point> =
            ring.iter().map(|&(column, row)| Point { x: cells.xs[column], y: cells.ys[row] }).collect();
        if is_hole { holes.push(points) } else { outlines.push(vec![points]) }
    }
    for hole in holes {
        let around = outlines.iter_mut().filter(|outline| is_inside(hole[0], &outline[0]));
        if let Some(outline) = around.min_by_key(|outline| bounds(&outline[0])) {
            outline.push(hole);
        }
    }
    outlines
}

/// Follows edges from a corner back to it. Where two ways part, the one to the right keeps cells that only touch at a corner apart.
fn walk(borders: &mut BTreeMap<Corner, Vec<Corner>>, start: Corner) -> Vec<Corner> {
    let mut ring = vec![start];
    let mut before: Option<Corner> = None;
    let mut at = start;
    while let Some(ends) = borders.get_mut(&at).filter(|ends| !ends.is_empty()) {
        let right = before.and_then(|before| ends.iter().position(|&end| turns_right(before, at, end)));
        let next = ends.swap_remove(right.unwrap_or(0));
        if next == start {
            break;
        }
        ring.push(next);
        (before, at) = (Some(at), next);
    }
    ring
}

fn turns_right(from: Corner, at: Corner, to: Corner) -> bool {
    cross(from, at, to) > 0
}

/// Positive for a turn to the right, since y grows downwards.
fn cross(a: Corner, b: Corner, c: Corner) -> i64 {
    let step = |from: usize, to: usize| i64::try_from(to).unwrap_or(0) - i64::try_from(from).unwrap_or(0);
    step(a.0, b.0) * step(b.1, c.1) - step(a.1, b.1) * step(b.0, c.0)
}

/// A ring without the corners on straight stretches.
fn corners(ring: &[Corner]) -> Vec<Corner> {
    let count = ring.len();
    let neighbours = (0..count).map(|at| (ring[(at + count - 1) % count], ring[at], ring[(at + 1) % count]));
    neighbours.filter(|&(before, at, after)| cross(before, at, after) != 0).map(|(_, at, _)| at).collect()
}

/// Positive for rings that run clockwise on the page.
fn doubled_area(ring: &[Corner]) -> i64 {
    let number = |index: usize| i64::try_from(index).unwrap_or(0);
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(a, b)| number(a.0) * number(b.1) - number(b.0) * number(a.1)).sum()
}

fn bounds(ring: &[Point]) -> i128 {
    let side = |pick: fn(&Point) -> Len| {
        let (least, most) = (ring.iter().map(pick).min(), ring.iter().map(pick).max());
        i128::from((most.unwrap_or_default() - least.unwrap_or_default()).0)
    };
    side(|point| point.x) * side(|point| point.y)
}

/// Whether a point lies in a ring or on its left or upper edges.
fn is_inside(point: Point, ring: &[Point]) -> bool {
    let crossings = ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| {
        let (above, below) = (a.y.min(b.y), a.y.max(b.y));
        a.x == b.x && a.x <= point.x && above <= point.y && point.y < below
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(owner: usize, [x, y, right, bottom]: [i64; 4]) -> Claim {
        Claim { area: Rect { x: Len(x), y: Len(y), width: Len(right - x), height: Len(bottom - y) }, owner }
    }

    fn found(weak: &[Claim], areas: &[Claim], ink: &[Claim], owner: usize) -> Vec<Vec<Vec<(i64, i64)>>> {
        let page = Rect { x: Len(0), y: Len(0), width: Len(100), height: Len(100) };
        let all = regions(page, weak, areas, ink);
        let plain = |ring: &Vec<Point>| ring.iter().map(|point| (point.x.0, point.y.0)).collect();
        all.get(&owner).into_iter().flatten().map(|polygon| polygon.iter().map(plain).collect()).collect()
    }

    #[test]
    fn a_smaller_thing_is_cut_out_of_a_larger_one() {
        let areas = [claim(1, [10, 10, 20, 20]), claim(0, [0, 0, 30, 30])];
        let outer = found(&[], &areas, &[], 0);
        assert_eq!(outer, [[vec![(0, 0), (30, 0), (30, 30), (0, 30)], vec![(10, 10), (10, 20), (20, 20), (20, 10)]]]);
        let at_edge = [claim(1, [20, 0, 40, 10]), claim(0, [0, 0, 30, 30])];
        assert_eq!(found(&[], &at_edge, &[], 0), [[[(0, 0), (20, 0), (20, 10), (30, 10), (30, 30), (0, 30)]]]);
    }

    #[test]
    fn ink_beyond_its_area_is_covered_and_cut_out_of_its_neighbour() {
        let areas = [claim(0, [0, 0, 30, 30]), claim(1, [30, 0, 70, 30])];
        let ink = [claim(0, [20, 10, 32, 12])];
        let ring = [(0, 0), (30, 0), (30, 10), (32, 10), (32, 12), (30, 12), (30, 30), (0, 30)];
        assert_eq!(found(&[], &areas, &ink, 0), [[ring]]);
    }

    #[test]
    fn gaps_are_filled_only_where_nothing_stands() {
        let areas = [claim(0, [0, 0, 30, 10]), claim(0, [0, 14, 30, 30]), claim(1, [10, 10, 20, 14])];
        let ring = [(0, 0), (30, 0), (30, 30), (0, 30)];
        let hole = [(10, 10), (10, 14), (20, 14), (20, 10)];
        assert_eq!(found(&[claim(0, [0, 10, 30, 14])], &areas, &[], 0), [[ring, hole]]);
    }

    #[test]
    fn cells_that_touch_at_a_corner_are_two_polygons_and_the_page_is_the_end() {
        let areas = [claim(0, [0, 0, 10, 10]), claim(0, [10, 10, 200, 20])];
        assert_eq!(
            found(&[], &areas, &[], 0),
            [[[(0, 0), (10, 0), (10, 10), (0, 10)]], [[(10, 10), (100, 10), (100, 20), (10, 20)]]]
        );
    }
}
