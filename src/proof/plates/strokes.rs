//! Lines → their outlines.

use hayro::kurbo::{self, Affine, BezPath, PathEl, Point, Stroke, StrokeOpts};

/// Dashes of one path; more than a page could show are drawn as a line.
const MOST_DASHES: f64 = 100_000.0;
/// How far a curve may be from its true place, in pixels.
const TOLERANCE: f64 = 0.1;

/// The outline of a stroke in pixels. A line of no width is a pixel wide, the thinnest there is (ISO 32000-2 §8.4.3.2).
pub(super) fn outline(path: &BezPath, line: &Stroke, transform: Affine) -> Option<BezPath> {
    let scale = transform.determinant().abs().sqrt();
    let is_sound = scale.is_finite() && scale > 1e-9 && line.width.is_finite() && path.is_finite();
    if !is_sound || path.elements().is_empty() {
        return None;
    }
    let mut line = line.clone();
    line.width = if line.width.abs() * scale < 1e-3 { 1.0 / scale } else { line.width.abs() };
    line.miter_limit = line.miter_limit.clamp(1.0, 1000.0);
    let sum: f64 = line.dash_pattern.iter().sum();
    if sum <= 0.0 || length(path) / sum > MOST_DASHES {
        line.dash_pattern.clear();
    }
    let stroked = kurbo::stroke(path.elements().iter().copied(), &line, &StrokeOpts::default(), TOLERANCE / scale);
    Some(transform * stroked)
}

/// The length of a path's control lines, no less than its own.
fn length(path: &BezPath) -> f64 {
    let (mut start, mut last, mut sum) = (Point::ZERO, Point::ZERO, 0.0);
    for element in path.elements() {
        let through: &[Point] = match element {
            PathEl::MoveTo(a) => {
                (start, last) = (*a, *a);
                &[]
            }
            PathEl::LineTo(a) => &[*a],
            PathEl::QuadTo(a, b) => &[*a, *b],
            PathEl::CurveTo(a, b, c) => &[*a, *b, *c],
            PathEl::ClosePath => &[start],
        };
        for point in through {
            sum += last.distance(*point);
            last = *point;
        }
    }
    sum
}
