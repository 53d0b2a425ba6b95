//! Whether a drawing shows anything: a page of a program that was saved empty looks like any other file.

use crate::base::{Drawing, Inlay, Node, Segment};

use super::Screen;

/// Whether anything of a drawing reaches into its area.
pub(super) fn shows(drawing: &Drawing<Screen>) -> bool {
    any(&drawing.nodes, drawing.size)
}

fn any(nodes: &[Node<Screen>], size: (f32, f32)) -> bool {
    nodes.iter().any(|node| match node {
        Node::Group(group) => group.opacity > 0.0 && any(&group.nodes, size),
        Node::Inlay(Inlay { matrix: [a, b, c, d, x, y], .. }) => {
            reaches(&[(*x, *y), (x + a, y + b), (x + c, y + d), (x + a + c, y + b + d)], 0.0, size)
        }
        Node::Shape(shape) => {
            let fill = shape.fill.as_ref().is_some_and(|fill| fill.alpha > 0.0);
            let stroke = shape.stroke.as_ref().filter(|stroke| stroke.alpha > 0.0);
            let around = stroke.map_or(0.0, |stroke| stroke.width / 2.0);
            (fill || stroke.is_some()) && reaches(&points(&shape.path), around, size)
        }
    })
}

/// The points of a path, between which it lies.
fn points(path: &[Segment]) -> Vec<(f32, f32)> {
    let of = |segment: &Segment| match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) => vec![(x, y)],
        Segment::Curve([x1, y1, x2, y2, x, y]) => vec![(x1, y1), (x2, y2), (x, y)],
        Segment::Close => Vec::new(),
    };
    path.iter().flat_map(of).collect()
}

/// Whether the box around points, made wider, meets the area from nought to `size`.
fn reaches(points: &[(f32, f32)], around: f32, size: (f32, f32)) -> bool {
    let meets = |of: fn(&(f32, f32)) -> f32, end: f32| {
        let least = points.iter().map(of).fold(f32::INFINITY, f32::min);
        let most = points.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        least - around < end && most + around > 0.0
    };
    meets(|point| point.0, size.0) && meets(|point| point.1, size.1)
}
