//! Outlines → how much of every pixel they cover.
//!
//! The exact area is summed up: every edge adds to the pixels it crosses what lies to its right, and a running sum along a row makes coverage of it.

use hayro::kurbo::{self, BezPath, Line, PathEl, Point};

/// A part of the picture in whole pixels; the far sides do not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    pub(super) fn width(self) -> usize {
        usize::try_from(self.right - self.left).unwrap_or(0)
    }

    pub(super) fn height(self) -> usize {
        usize::try_from(self.bottom - self.top).unwrap_or(0)
    }

    pub(super) fn pixels(self) -> usize {
        self.width() * self.height()
    }

    pub(super) fn is_empty(self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }

    pub(super) fn and(self, other: Self) -> Self {
        let both = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        if both.is_empty() { Self::default() } else { both }
    }

    /// The pixels a rectangle touches, held within this area.
    pub(super) fn touched(self, rect: kurbo::Rect) -> Self {
        let touched = Self {
            left: pixel(rect.x0.min(rect.x1).floor()),
            top: pixel(rect.y0.min(rect.y1).floor()),
            right: pixel(rect.x0.max(rect.x1).ceil()),
            bottom: pixel(rect.y0.max(rect.y1).ceil()),
        };
        self.and(touched)
    }

    /// Where a pixel stands in a buffer of this area, which must hold it.
    pub(super) fn index(self, x: i32, y: i32) -> usize {
        let row = usize::try_from(y - self.top).unwrap_or(0);
        row * self.width() + usize::try_from(x - self.left).unwrap_or(0)
    }
}

/// Far outside any page, and far inside what an `i32` holds.
const FARTHEST: f64 = 1e7;

#[expect(clippy::cast_possible_truncation, reason = "held within a range before")]
pub(super) fn pixel(place: f64) -> i32 {
    if place.is_nan() { 0 } else { place.clamp(-FARTHEST, FARTHEST) as i32 }
}

/// Coverage of the pixels of an area, 0 to 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Mask {
    pub(super) area: Area,
    pub(super) cover: Vec<f32>,
}

/// What counts as inside (ISO 32000-2 §8.5.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    NonZero,
    EvenOdd,
}

impl Mask {
    /// The mask of an outline in pixels, of the part of it that lies within an area.
    pub(super) fn of(path: &BezPath, rule: Rule, within: Area) -> Self {
        let area = within.touched(bounds(path));
        if area.is_empty() {
            return Self::default();
        }
        let mut sums = Sums { area, width: area.width(), cells: vec![0.0; (area.width() + 1) * area.height()] };
        edges(path, &mut |line| sums.edge(line));
        sums.mask(rule)
    }

    pub(super) fn at(&self, x: i32, y: i32) -> f32 {
        let area = self.area;
        if x < area.left || x >= area.right || y < area.top || y >= area.bottom {
            return 0.0;
        }
        self.cover.get(area.index(x, y)).copied().unwrap_or(0.0)
    }

    /// What both cover.
    pub(super) fn and(&self, other: &Self) -> Self {
        let area = self.area.and(other.area);
        let mut cover = Vec::with_capacity(area.pixels());
        for y in area.top..area.bottom {
            cover.extend((area.left..area.right).map(|x| self.at(x, y) * other.at(x, y)));
        }
        Self { area, cover }
    }
}

/// The box of an outline's points; curves stay within theirs.
pub(super) fn bounds(path: &BezPath) -> kurbo::Rect {
    let mut found: Option<kurbo::Rect> = None;
    let mut take = |point: Point| {
        if point.is_finite() {
            let dot = kurbo::Rect::from_points(point, point);
            found = Some(found.map_or(dot, |found| found.union(dot)));
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(a) | PathEl::LineTo(a) => take(a),
            PathEl::QuadTo(a, b) => [a, b].into_iter().for_each(&mut take),
            PathEl::CurveTo(a, b, c) => [a, b, c].into_iter().for_each(&mut take),
            PathEl::ClosePath => {}
        }
    }
    found.unwrap_or_default()
}

/// How far a chord may leave its curve, in pixels.
const FLATNESS: f64 = 0.05;

/// The straight edges of an outline, every part of it closed.
fn edges(path: &BezPath, take: &mut dyn FnMut(Line)) {
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    let elements = path.elements().iter().copied().map(held);
    kurbo::flatten(elements, FLATNESS, |element| match element {
        PathEl::MoveTo(point) => {
            take(Line::new(last, start));
            (start, last) = (point, point);
        }
        PathEl::LineTo(point) => {
            take(Line::new(last, point));
            last = point;
        }
        _ => {
            take(Line::new(last, start));
            last = start;
        }
    });
    take(Line::new(last, start));
}

/// Points that are no numbers or farther away than any page are held.
fn held(element: PathEl) -> PathEl {
    let hold = |point: Point| {
        let side = |v: f64| if v.is_nan() { 0.0 } else { v.clamp(-FARTHEST, FARTHEST) };
        Point::new(side(point.x), side(point.y))
    };
    match element {
        PathEl::MoveTo(a) => PathEl::MoveTo(hold(a)),
        PathEl::LineTo(a) => PathEl::LineTo(hold(a)),
        PathEl::QuadTo(a, b) => PathEl::QuadTo(hold(a), hold(b)),
        PathEl::CurveTo(a, b, c) => PathEl::CurveTo(hold(a), hold(b), hold(c)),
        PathEl::ClosePath => PathEl::ClosePath,
    }
}

/// Sums that become coverage: a row has one cell more than pixels, for what lies right of the last.
struct Sums {
    area: Area,
    width: usize,
    cells: Vec<f32>,
}

impl Sums {
    /// Adds an edge: cut to the area's rows, and at its left and right side, beyond which only its height counts.
    fn edge(&mut self, line: Line) {
        let corner = Point::new(f64::from(self.area.left), f64::from(self.area.top));
        let (mut a, mut b) = ((line.p0 - corner).to_point(), (line.p1 - corner).to_point());
        let sign = if a.y <= b.y { 1.0 } else { -1.0 };
        if a.y > b.y {
            std::mem::swap(&mut a, &mut b);
        }
        #[expect(clippy::cast_precision_loss, reason = "rows and columns of a picture")]
        let (right, bottom) = (self.width as f64, self.area.height() as f64);
        if a.y >= bottom || b.y <= 0.0 || a.y >= b.y {
            return;
        }
        let slope = (b.x - a.x) / (b.y - a.y);
        let along = |y: f64| Point::new(a.x + (y - a.y) * slope, y);
        let (from, to) = (along(a.y.max(0.0)), if b.y > bottom { along(bottom) } else { b });
        // Where the edge crosses the two sides, from top to bottom.
        let mut cuts = [0.0, right].map(|x| a.y + (x - a.x) / slope).map(|y| if y.is_finite() { y } else { from.y });
        cuts.sort_by(f64::total_cmp);
        let mut last = from;
        for y in cuts.map(|y| y.clamp(from.y, to.y)).into_iter().chain([to.y]) {
            let next = if y >= to.y { to } else { along(y) };
            self.piece(last, next, right, sign);
            last = next;
        }
    }

    /// A piece of an edge that lies left of the area, within it, or right of it.
    fn piece(&mut self, from: Point, to: Point, right: f64, sign: f64) {
        let middle = f64::midpoint(from.x, to.x);
        if to.y <= from.y || middle >= right {
            return;
        }
        let hold = |x: f64| if middle <= 0.0 { 0.0 } else { x.clamp(0.0, right) };
        let (x0, x1) = (hold(from.x), hold(to.x));
        let slope = (x1 - x0) / (to.y - from.y);
        let (first, last) = (pixel(from.y.floor()), pixel(to.y.ceil()));
        for row in first..last {
            let (top, bottom) = (from.y.max(f64::from(row)), to.y.min(f64::from(row + 1)));
            if bottom > top {
                let at = |y: f64| (x0 + (y - from.y) * slope).clamp(0.0, right);
                self.span(row, at(top), at(bottom), (bottom - top) * sign);
            }
        }
    }

    /// The part of an edge within one row, over which it goes `height` down.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns within the row")]
    fn span(&mut self, row: i32, x0: f64, x1: f64, height: f64) {
        let stride = self.width + 1;
        let start = usize::try_from(row).unwrap_or(0) * stride;
        let Some(cells) = self.cells.get_mut(start..start + stride) else { return };
        let mut add = |column: usize, value: f64| {
            if let Some(cell) = cells.get_mut(column) {
                *cell += value as f32;
            }
        };
        let (left, right) = (x0.min(x1), x0.max(x1));
        let (first, last) = (left.floor() as usize, right.floor() as usize);
        if first == last {
            // The area right of the edge in its pixel, and the whole height beyond.
            let inside = 1.0 - (f64::midpoint(left, right) - left.floor());
            add(first, height * inside);
            add(first + 1, height * (1.0 - inside));
            return;
        }
        let per_column = height / (right - left);
        let mut before = 0.0;
        for column in first..=last {
            #[expect(clippy::cast_precision_loss, reason = "columns of a picture")]
            let (near, far) = (left.max(column as f64), right.min((column + 1) as f64));
            let share = (far - near).max(0.0) * per_column;
            #[expect(clippy::cast_precision_loss, reason = "columns of a picture")]
            let inside = 1.0 - (f64::midpoint(near, far) - column as f64);
            add(column, before + share * inside);
            before = share * (1.0 - inside);
        }
        add(last + 1, before);
    }

    fn mask(self, rule: Rule) -> Mask {
        let mut cover = Vec::with_capacity(self.area.pixels());
        for row in self.cells.chunks_exact(self.width + 1) {
            let mut sum = 0.0_f32;
            cover.extend(row.iter().take(self.width).map(|cell| {
                sum += cell;
                covered(sum, rule)
            }));
        }
        Mask { area: self.area, cover }
    }
}

/// Coverage of a winding sum. Sums are of many small numbers: what is nearly nothing or all is so.
fn covered(sum: f32, rule: Rule) -> f32 {
    let sum = sum.abs();
    let share = match rule {
        Rule::NonZero => sum.min(1.0),
        Rule::EvenOdd => {
            let rest = sum % 2.0;
            if rest > 1.0 { 2.0 - rest } else { rest }
        }
    };
    if share < NEARLY {
        0.0
    } else if share > 1.0 - NEARLY {
        1.0
    } else {
        share
    }
}

/// A twentieth of a step of 8 bits.
const NEARLY: f32 = 0.0002;

#[cfg(test)]
mod tests {
    use super::*;
    use hayro::kurbo::Shape;

    const WITHIN: Area = Area { left: 2, top: 1, right: 8, bottom: 6 };

    fn mask(path: &BezPath, rule: Rule) -> f32 {
        Mask::of(path, rule, WITHIN).cover.iter().sum()
    }

    #[test]
    fn coverage_is_the_area_within() {
        let rect = |x0: f64, y0: f64, x1: f64, y1: f64| kurbo::Rect::new(x0, y0, x1, y1).to_path(0.1);
        for (path, area) in [
            (rect(3.0, 2.0, 5.0, 4.0), 4.0),
            (rect(3.25, 2.5, 5.0, 4.0), 1.75 * 1.5),
            (rect(-100.0, -100.0, 100.0, 100.0), 30.0),
            (rect(-100.0, 2.0, 3.5, 3.0), 1.5),
            (rect(7.5, -3.0, 90.0, 2.0), 0.5),
            (rect(9.0, 2.0, 11.0, 3.0), 0.0),
            (BezPath::from_svg("M2 1 L8 1 L2 6 Z").unwrap_or_default(), 15.0),
            (BezPath::from_svg("M-10 -9 L14 11 L-10 11 Z").unwrap_or_default(), 15.0),
        ] {
            assert!((mask(&path, Rule::NonZero) - area).abs() < 0.01, "{path:?}: {}", mask(&path, Rule::NonZero));
        }
    }

    #[test]
    fn two_outlines_of_one_way_are_a_ring_by_parity_alone() {
        let mut ring = kurbo::Rect::new(2.0, 1.0, 7.0, 6.0).to_path(0.1);
        ring.extend(kurbo::Rect::new(3.0, 2.0, 6.0, 5.0).to_path(0.1));
        assert_eq!((mask(&ring, Rule::NonZero), mask(&ring, Rule::EvenOdd)), (25.0, 16.0));
    }
}
