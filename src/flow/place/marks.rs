//! Printer's marks outside the trim: crop marks, register crosses, colour bar. Newspaper pages have none unless asked.

use crate::base::{Len, Permille, Point, Rect, Size};
use crate::display::{self, Fill, Item, ItemKind, Path, Rule};
use crate::model::{Edition, InkKind, Mark, Page};

use super::paint::process;

/// Distance of marks from the bleed.
const OFF: Len = Len::mm(2);
/// Length of a crop mark, and across a register cross.
const LONG: Len = Len::mm(5);
/// Thickness of the marks' lines: the thinnest a press holds (prepress L01), with a little more for rounding.
const THIN: Len = Len(3_810);

/// The marks of a page; the slug line is text and was set with all other text.
pub(super) fn marks(edition: &Edition, page: &Page) -> Vec<Item> {
    let asked = |mark: Mark| edition.press.marks.contains(&mark);
    let mut kinds = Vec::new();
    if asked(Mark::Crop) {
        kinds.extend(crop(page.trim, page.bleed));
    }
    if asked(Mark::Registration) {
        kinds.extend(registration(edition, page.trim, page.bleed));
    }
    if asked(Mark::Bar) {
        kinds.extend(bar(edition, page.trim, page.bleed));
    }
    kinds.into_iter().map(|kind| Item { kind, frame: "marks".into(), story: "".into(), span: None }).collect()
}

fn line(from: (Len, Len), to: (Len, Len), paint: display::Paint) -> ItemKind {
    let at = |(x, y)| Point { x, y };
    ItemKind::Rule(Rule { from: at(from), to: at(to), width: THIN, paint, dash: Vec::new() })
}

/// Two lines at each corner, in the direction of the trim's edges.
fn crop(trim: Size, bleed: Len) -> Vec<ItemKind> {
    let near = bleed + OFF;
    let mut lines = Vec::new();
    for (x, away) in [(Len::ZERO, -1), (trim.width, 1)] {
        for (y, down) in [(Len::ZERO, -1), (trim.height, 1)] {
            let black = || display::Paint::BLACK;
            lines.push(line((x + near * away, y), (x + (near + LONG) * away, y), black()));
            lines.push(line((x, y + near * down), (x, y + (near + LONG) * down), black()));
        }
    }
    lines
}

/// Every ink of the edition, solid: process inks, then spot inks.
fn inks(edition: &Edition) -> Vec<display::Paint> {
    let solid = |at: usize| {
        let mut parts = [Permille(0); 4];
        parts[at] = Permille::ONE;
        display::Paint::Process(parts)
    };
    let spots = edition.inks.iter().filter_map(|ink| match &ink.kind {
        InkKind::Spot(name) => {
            Some(display::Paint::Spot { name: name.clone(), tint: Permille::ONE, alternate: process(ink.look) })
        }
        InkKind::Screen(_) => None,
    });
    (0..4).map(solid).chain(spots).collect()
}

/// A cross for each ink beside the next, at the middle of the upper and the lower edge: no place has more than one ink.
fn registration(edition: &Edition, trim: Size, bleed: Len) -> Vec<ItemKind> {
    let inks = inks(edition);
    let step = LONG + Len::MM;
    let first = trim.width / 2 - step * (i64::try_from(inks.len()).unwrap_or(4) - 1) / 2;
    let mut lines = Vec::new();
    for y in [Len::ZERO - bleed - OFF - LONG / 2, trim.height + bleed + OFF + LONG / 2] {
        for (at, paint) in inks.iter().enumerate() {
            let x = first + step * i64::try_from(at).unwrap_or(0);
            lines.push(line((x - LONG / 2, y), (x + LONG / 2, y), paint.clone()));
            lines.push(line((x, y - LONG / 2), (x, y + LONG / 2), paint.clone()));
        }
    }
    lines
}

/// Patches at the right edge: each ink solid and at half, and a grey of three colours.
fn bar(edition: &Edition, trim: Size, bleed: Len) -> Vec<ItemKind> {
    let half = |paint: &display::Paint| match paint {
        display::Paint::Process(parts) => display::Paint::Process(parts.map(|part| Permille(part.0 / 2))),
        display::Paint::Spot { name, alternate, .. } => {
            display::Paint::Spot { name: name.clone(), tint: Permille(500), alternate: *alternate }
        }
    };
    let mut patches: Vec<display::Paint> = inks(edition).into_iter().flat_map(|ink| [half(&ink), ink]).collect();
    patches.push(display::Paint::Process([Permille(400), Permille(300), Permille(300), Permille(0)]));
    let side = LONG;
    let top = trim.height / 2 - side * i64::try_from(patches.len()).unwrap_or(0) / 2;
    let patch = |(at, paint): (usize, display::Paint)| {
        let y = top + side * i64::try_from(at).unwrap_or(0);
        let area = Rect { x: trim.width + bleed + OFF, y, width: side, height: side };
        ItemKind::Fill(Fill { path: Path::Rect(area), paint })
    };
    patches.into_iter().enumerate().map(patch).collect()
}
