//! Vector drawings as form objects that fill the unit square, as pictures do.

use lopdf::{Object, Stream, dictionary};
use printpdf::{ExtendedGraphicsStateId, Op};

use crate::base::{Drawing, FillRule, Permille, Segment, Shape, Stroke};
use crate::display::Paint;

use super::content::{KNOCKOUT, OVERPRINT, raw, written};
use super::deflate;
use super::fonts::ready;
use super::page::overprint;
use super::paint::{Side, choose};

/// The form object of a drawing.
pub(super) fn form(drawing: &Drawing<[Permille; 4]>) -> Stream {
    let (width, height) = drawing.size;
    let mut ops = vec![raw("cm", &[1.0, 0.0, 0.0, -1.0, 0.0, height])];
    drawing.shapes.iter().for_each(|shape| paint(shape, &mut ops));
    let reals = |numbers: &[f32]| numbers.iter().map(|&number| Object::Real(number)).collect::<Vec<_>>();
    let keys = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&[0.0, 0.0, width, height]),
        "Matrix" => reals(&[1.0 / width, 0.0, 0.0, 1.0 / height, 0.0, 0.0]),
        "Resources" => dictionary! {
            "ExtGState" => dictionary! { OVERPRINT => overprint(true), KNOCKOUT => overprint(false) },
        },
        "Filter" => "FlateDecode",
    };
    ready(keys, deflate(&written(ops)))
}

fn paint(shape: &Shape<[Permille; 4]>, ops: &mut Vec<Op>) {
    if !shape.clips.is_empty() {
        ops.push(Op::SaveGraphicsState);
        for clip in &shape.clips {
            path(&clip.path, ops);
            ops.push(raw(if clip.rule == FillRule::EvenOdd { "W*" } else { "W" }, &[]));
            ops.push(raw("n", &[]));
        }
    }
    if let Some((inks, rule)) = shape.fill {
        colour(inks, Side::Fill, ops);
        path(&shape.path, ops);
        ops.push(raw(if rule == FillRule::EvenOdd { "f*" } else { "f" }, &[]));
    }
    if let Some(stroke) = &shape.stroke {
        colour(stroke.colour, Side::Stroke, ops);
        pen(stroke, ops);
        path(&shape.path, ops);
        ops.push(raw("S", &[]));
    }
    if !shape.clips.is_empty() {
        ops.push(Op::RestoreGraphicsState);
    }
}

/// Solid black overprints, everything else knocks out (prepress K01, K03).
fn colour(inks: [Permille; 4], side: Side, ops: &mut Vec<Op>) {
    let paint = Paint::Process(inks);
    let state = if paint.is_solid_black() { OVERPRINT } else { KNOCKOUT };
    ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(state.to_owned()) });
    ops.extend(choose(&paint, side));
}

fn pen(stroke: &Stroke<[Permille; 4]>, ops: &mut Vec<Op>) {
    ops.push(raw("w", &[stroke.width]));
    ops.push(raw("J", &[f32::from(stroke.cap)]));
    ops.push(raw("j", &[f32::from(stroke.join)]));
    ops.push(raw("M", &[stroke.miter.max(1.0)]));
    let (dashes, start) = &stroke.dash;
    let list = dashes.iter().map(|&dash| printpdf::DictItem::Real(dash)).collect();
    let value = vec![printpdf::DictItem::Array(list), printpdf::DictItem::Real(*start)];
    ops.push(Op::Unknown { key: "d".into(), value });
}

fn path(path: &[Segment], ops: &mut Vec<Op>) {
    ops.extend(path.iter().map(|segment| match segment {
        Segment::Move(x, y) => raw("m", &[*x, *y]),
        Segment::Line(x, y) => raw("l", &[*x, *y]),
        Segment::Curve(numbers) => raw("c", numbers),
        Segment::Close => raw("h", &[]),
    }));
}
