//! With what paths are painted: colours, gradients with their stops, tiles.

use std::sync::Arc;

use usvg::tiny_skia_path::Transform;

use crate::base::{Blend, BlendKind, Ground, Stop, Tile};

use super::Screen;
use super::convert::{Place, Reading, numbers};

/// Colours between two stops: a screen's colours turn into each other otherwise than inks do.
const BETWEEN: u8 = 8;
/// How often a gradient repeats on either side of itself; PDF knows none that do so for ever.
const REPEATS: i16 = 12;

/// The paint of a path that stands at `at`.
pub(super) fn ground(reading: &mut Reading, paint: &usvg::Paint, at: Transform) -> Ground<Screen> {
    match paint {
        usvg::Paint::Color(colour) => Ground::Solid(screen(*colour)),
        usvg::Paint::LinearGradient(gradient) => {
            let line = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
            let stops = stops(gradient.stops());
            let repeats = gradient.spread_method();
            let (kind, stops) = spread_line(line, stops, repeats);
            blend(kind, at.pre_concat(gradient.transform()), stops)
        }
        usvg::Paint::RadialGradient(gradient) => {
            let inner = [gradient.fx(), gradient.fy(), gradient.fr().get()];
            let outer = [gradient.cx(), gradient.cy(), gradient.r().get()];
            let (kind, stops) = spread_circles(inner, outer, stops(gradient.stops()), gradient.spread_method());
            blend(kind, at.pre_concat(gradient.transform()), stops)
        }
        usvg::Paint::Pattern(pattern) => {
            let area = pattern.rect();
            // What a tile holds is drawn from the tile's own corner (SVG 1.1 §13.3, as browsers read it).
            let corner = Transform::from_translate(area.left(), area.top());
            let place = Place { base: corner, clips: Vec::new() };
            Ground::Tile(Arc::new(Tile {
                matrix: numbers(at.pre_concat(pattern.transform())),
                area: [area.left(), area.top(), area.width(), area.height()],
                nodes: reading.group(pattern.root(), &place),
            }))
        }
    }
}

fn blend(kind: BlendKind, matrix: Transform, stops: Vec<Stop<Screen>>) -> Ground<Screen> {
    Ground::Blend(Arc::new(Blend { kind, matrix: numbers(matrix), stops }))
}

fn screen(colour: usvg::Color) -> Screen {
    [colour.red, colour.green, colour.blue]
}

/// The stops from 0 to 1 with colours between them.
fn stops(stops: &[usvg::Stop]) -> Vec<Stop<Screen>> {
    let stop =
        |stop: &usvg::Stop| Stop { at: stop.offset().get(), colour: screen(stop.color()), alpha: stop.opacity().get() };
    let own: Vec<Stop<Screen>> = stops.iter().map(stop).collect();
    let mut all = Vec::with_capacity(own.len() * usize::from(BETWEEN));
    for pair in own.windows(2) {
        all.push(pair[0]);
        if pair[0].colour != pair[1].colour && pair[1].at - pair[0].at > 0.001 {
            all.extend((1..BETWEEN).map(|step| between(pair[0], pair[1], f32::from(step) / f32::from(BETWEEN))));
        }
    }
    all.extend(own.last());
    all
}

fn between(from: Stop<Screen>, to: Stop<Screen>, share: f32) -> Stop<Screen> {
    let mix = |a: f32, b: f32| a + (b - a) * share;
    let channel = |at: usize| {
        let mixed = mix(f32::from(from.colour[at]), f32::from(to.colour[at])).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let byte = mixed as u8;
        byte
    };
    Stop { at: mix(from.at, to.at), colour: [0, 1, 2].map(channel), alpha: mix(from.alpha, to.alpha) }
}

/// Stops written out `2 n + 1` times, every other time backwards where they are reflected.
fn repeated(stops: &[Stop<Screen>], range: std::ops::RangeInclusive<i16>, reflects: bool) -> Vec<Stop<Screen>> {
    let (first, count) = (*range.start(), f32::from(range.end() - range.start() + 1));
    let mut all = Vec::new();
    for turn in range {
        let backwards = reflects && turn % 2 != 0;
        let place = |at: f32| (f32::from(turn - first) + if backwards { 1.0 - at } else { at }) / count;
        let moved = stops.iter().map(|stop| Stop { at: place(stop.at), ..*stop });
        if backwards { all.extend(moved.rev()) } else { all.extend(moved) }
    }
    all
}

fn spread_line(
    [x1, y1, x2, y2]: [f32; 4],
    stops: Vec<Stop<Screen>>,
    spread: usvg::SpreadMethod,
) -> (BlendKind, Vec<Stop<Screen>>) {
    if spread == usvg::SpreadMethod::Pad {
        return (BlendKind::Linear([x1, y1, x2, y2]), stops);
    }
    let (dx, dy, n) = (x2 - x1, y2 - y1, f32::from(REPEATS));
    let line = [x1 - n * dx, y1 - n * dy, x2 + n * dx, y2 + n * dy];
    let stops = repeated(&stops, -REPEATS..=REPEATS, spread == usvg::SpreadMethod::Reflect);
    (BlendKind::Linear(line), stops)
}

fn spread_circles(
    [fx, fy, fr]: [f32; 3],
    [cx, cy, r]: [f32; 3],
    stops: Vec<Stop<Screen>>,
    spread: usvg::SpreadMethod,
) -> (BlendKind, Vec<Stop<Screen>>) {
    if spread == usvg::SpreadMethod::Pad {
        return (BlendKind::Radial([fx, fy, fr, cx, cy, r]), stops);
    }
    let n = f32::from(REPEATS);
    let grow = |from: f32, to: f32| to + n * (to - from);
    let stops = repeated(&stops, 0..=REPEATS, spread == usvg::SpreadMethod::Reflect);
    (BlendKind::Radial([fx, fy, fr, grow(fx, cx), grow(fy, cy), grow(fr, r)]), stops)
}
