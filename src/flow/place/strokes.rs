//! Rules as strokes: plain, double, 文武线, dotted, dashed, wavy.

use crate::base::{Len, Point};
use crate::display::{Fill, ItemKind, Path, Rule};
use crate::model::{Edition, Line, LineForm, THIN_TENTHS};

use super::annotate::SINE;
use super::paint::paint;

/// One of the strokes a rule is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    /// Distance of its outer side from the rule's outer side.
    pub(super) offset: Len,
    /// Its thickness.
    pub(super) width: Len,
}

/// The strokes of a rule, outermost first; together with the gaps they are as thick as the rule.
///
/// 文武线 is half thick line, three tenths gap, two tenths thin line; a double rule is thirds.
pub(super) fn strokes(line: Line) -> Vec<Stroke> {
    let part = |tenths: i64, of: i64| line.width.scaled(tenths, of);
    match line.form {
        LineForm::Solid | LineForm::Dotted | LineForm::Dashed | LineForm::Wavy => {
            vec![Stroke { offset: Len::ZERO, width: line.width }]
        }
        LineForm::ThinThick => {
            let (thick, thin) = (part(5, 10), part(THIN_TENTHS, 10));
            vec![Stroke { offset: Len::ZERO, width: thin }, Stroke { offset: line.width - thick, width: thick }]
        }
        LineForm::ThickThin => {
            let (thick, thin) = (part(5, 10), part(THIN_TENTHS, 10));
            vec![Stroke { offset: Len::ZERO, width: thick }, Stroke { offset: line.width - thin, width: thin }]
        }
        LineForm::Double => {
            let each = part(1, 3);
            vec![Stroke { offset: Len::ZERO, width: each }, Stroke { offset: line.width - each, width: each }]
        }
    }
}

/// The strokes of a rule from one point to another, centred on the way between them.
pub(in crate::flow) fn rule_between(edition: &Edition, line: Line, from: Point, to: Point) -> Vec<ItemKind> {
    let half = line.width / 2;
    let is_level = from.y == to.y;
    let shifted = |stroke: Stroke| {
        let off = stroke.offset + stroke.width / 2 - half;
        let moved = |at: Point| if is_level { Point { y: at.y + off, ..at } } else { Point { x: at.x + off, ..at } };
        stroke_item(edition, line, stroke, moved(from), moved(to))
    };
    strokes(line).into_iter().map(shifted).collect()
}

/// A stroke of `line` from one point to another.
pub(super) fn stroke_item(edition: &Edition, line: Line, stroke: Stroke, from: Point, to: Point) -> ItemKind {
    let paint = paint(edition, line.paint);
    let length = (to.x - from.x).abs() + (to.y - from.y).abs();
    let dash = match line.form {
        LineForm::Wavy => return ItemKind::Fill(Fill { path: wave(from, to, length, line.width), paint }),
        LineForm::Dotted => vec![Len::ZERO, even(length, line.width * 2)],
        LineForm::Dashed => {
            // A dash at each end: the last gap is not drawn.
            let pair = even(length + line.width * 3, line.width * 7);
            vec![pair - line.width * 3, line.width * 3]
        }
        LineForm::Solid | LineForm::ThickThin | LineForm::ThinThick | LineForm::Double => Vec::new(),
    };
    ItemKind::Rule(Rule { from, to, width: stroke.width, paint, dash })
}

/// The step nearest to `step` that divides `length` evenly, so that a pattern ends as it begins.
fn even(length: Len, step: Len) -> Len {
    let times = (length + step / 2).whole(step).max(1);
    (length / times).max(Len(1))
}

/// A sine wave as a closed band of whole waves, as high as the rule is thick.
fn wave(from: Point, to: Point, length: Len, width: Len) -> Path {
    let waves = (length.whole(width * 4)).max(1);
    let steps = waves * 16;
    let (half, height) = (width / 8, width * 3 / 8);
    let is_level = from.y == to.y;
    let at = |step: i64, side: Len| {
        let sine = SINE[usize::try_from(step % 16).unwrap_or(0)];
        let off = side - height.scaled(sine, 1000);
        let along =
            Point { x: from.x + (to.x - from.x).scaled(step, steps), y: from.y + (to.y - from.y).scaled(step, steps) };
        if is_level { Point { y: along.y + off, ..along } } else { Point { x: along.x + off, ..along } }
    };
    let near = (0..=steps).map(|step| at(step, -half));
    let far = (0..=steps).rev().map(|step| at(step, half));
    Path::Polygon(near.chain(far).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thick_and_thin_rule_is_as_thick_as_it_says() {
        let paint = crate::model::Paint::Process(crate::model::Cmyk::BLACK);
        let line = Line { width: Len(100), paint, form: LineForm::ThickThin };
        let [thick, thin] = strokes(line)[..] else { panic!("two strokes") };
        assert!(thick.width > thin.width && thick.offset == Len::ZERO);
        assert_eq!(thin.offset + thin.width, line.width);
    }

    #[test]
    fn a_pattern_ends_as_it_begins() {
        assert_eq!(even(Len(100), Len(30)), Len(33));
        assert_eq!(even(Len(10), Len(30)), Len(10));
        let Path::Polygon(points) = wave(Point::default(), Point { x: Len(1600), y: Len::ZERO }, Len(1600), Len(100))
        else {
            panic!("a band")
        };
        assert_eq!(points.len() % 2, 0);
        assert_eq!((points[0].x, points[points.len() / 2 - 1].x), (Len(0), Len(1600)));
    }
}
