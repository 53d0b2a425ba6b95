//! Corners of frames: rounded, cut, notched, scooped.

use crate::base::{Len, Point, Rect};
use crate::display::Path;
use crate::model::Corners;

/// Thousandths of the sines of 0° to 90° in twelve steps: points of a quarter circle, the same on every machine.
const QUARTER: [i64; 13] = [0, 131, 259, 383, 500, 609, 707, 793, 866, 924, 966, 991, 1000];

/// A rectangle with corners `radius` large; `inset` is how far it lies inside the frame, since inner corners run parallel to outer ones.
pub(super) fn cornered(area: Rect, corners: Corners, radius: Len, inset: Len) -> Path {
    let corner = match corners {
        // An inner corner is rounder by what it lies inside the outer one.
        Corners::Round => return Path::Rounded(area, (radius - inset).max(Len::ZERO)),
        Corners::Cut => {
            // Parallel to the outer cut at the same distance: the legs are shorter by 2 − √2 times the distance.
            let leg = (radius - inset.scaled(586, 1000)).max(Len::ZERO);
            vec![(Len::ZERO, leg), (leg, Len::ZERO)]
        }
        Corners::Notch => vec![(Len::ZERO, radius), (radius, radius), (radius, Len::ZERO)],
        Corners::Scoop => {
            let reach = radius + inset;
            let point = |step: usize| {
                let (sine, cosine) = (QUARTER[step], QUARTER[QUARTER.len() - 1 - step]);
                let along = |part: i64| (reach.scaled(part, 1000) - inset).max(Len::ZERO);
                (along(sine), along(cosine))
            };
            (0..QUARTER.len()).map(point).collect()
        }
    };
    Path::Polygon(around(area, &corner))
}

/// The outline of a rectangle with the same corner four times, clockwise; the corner's points go from the left edge to the top edge.
fn around(area: Rect, corner: &[(Len, Len)]) -> Vec<Point> {
    let (right, bottom) = (area.right(), area.bottom());
    let back = || corner.iter().rev();
    let mut points: Vec<Point> = corner.iter().map(|(x, y)| Point { x: area.x + *x, y: area.y + *y }).collect();
    points.extend(back().map(|(x, y)| Point { x: right - *x, y: area.y + *y }));
    points.extend(corner.iter().map(|(x, y)| Point { x: right - *x, y: bottom - *y }));
    points.extend(back().map(|(x, y)| Point { x: area.x + *x, y: bottom - *y }));
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect { x: Len(0), y: Len(0), width: Len(1000), height: Len(600) };

    fn points(corners: Corners, inset: i64) -> Vec<(i64, i64)> {
        let area = AREA.grown(-Len(inset));
        let Path::Polygon(points) = cornered(area, corners, Len(100), Len(inset)) else { panic!("a polygon") };
        points.iter().map(|point| (point.x.0, point.y.0)).collect()
    }

    #[test]
    fn corners_are_cut_and_notched_all_round() {
        let cut = [(0, 100), (100, 0), (900, 0), (1000, 100), (1000, 500), (900, 600), (100, 600), (0, 500)];
        assert_eq!(points(Corners::Cut, 0), cut);
        assert_eq!(points(Corners::Notch, 0)[..4], [(0, 100), (100, 100), (100, 0), (900, 0)]);
        assert_eq!(points(Corners::Notch, 10)[..3], [(10, 110), (110, 110), (110, 10)]);
    }

    #[test]
    fn inner_corners_run_parallel_to_outer_ones() {
        let inner = points(Corners::Cut, 10);
        // The cut x + y = 100 moved inwards by 10 is x + y = 100 + 10 × √2.
        assert!((inner[0].0 + inner[0].1 - 114).abs() <= 1, "{inner:?}");
        let scoop = points(Corners::Scoop, 10);
        for (x, y) in &scoop[..13] {
            let distance = ((x * x + y * y) as f64).sqrt();
            assert!((distance - 110.0).abs() < 2.0 || *x == 10 || *y == 10, "{x} {y}");
        }
    }
}
