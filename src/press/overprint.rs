//! Black that overprints adds its ink to what lies under it: type and rules in solid black over a strong tint may exceed the press's limit together, though each of the two is within it.

use crate::base::{Diagnostic, Diagnostics, Len, Permille, Point, Rect};
use crate::display::{DisplayPage, GlyphStyle, Item, ItemKind, Paint, Path};

/// A fill that something may print over.
struct Ground<'a> {
    area: Rect,
    ink: u32,
    item: &'a Item,
}

/// Solid black over tints with which it exceeds `limit`; one finding for each pair of frames.
///
/// Fills count by their bounding rectangles, the topmost under the black decides; pictures are left to the judgement of the eye, since their ink differs from place to place.
pub fn overprints(pages: &[DisplayPage], limit: Permille) -> Diagnostics {
    let mut found = Diagnostics::new();
    for page in pages {
        let mut grounds: Vec<Ground<'_>> = Vec::new();
        for item in &page.items {
            let Some((area, paint)) = marked(item) else { continue };
            if paint.is_solid_black() {
                let under = grounds.iter().rev().find(|ground| ground.area.intersection(&area).is_some());
                if let Some(ground) = under.filter(|ground| ground.ink + 1000 > u32::from(limit.0)) {
                    found.push(too_much(page, item, ground, limit));
                }
            } else if let ItemKind::Fill(_) = item.kind {
                grounds.push(Ground { area, ink: ink(paint), item });
            }
        }
    }
    found.dedup_by(|a, b| a.message == b.message);
    found
}

fn too_much(page: &DisplayPage, item: &Item, ground: &Ground<'_>, limit: Permille) -> Diagnostic {
    let sum = ground.ink / 10 + 100;
    let (over, under) = (name(item), name(ground.item));
    let message = format!(
        "page {}: black of {over} over the tint of {under} is {sum} % ink, the limit {} %",
        page.number,
        limit.0 / 10
    );
    let finding = Diagnostic::warning("ink/overprint", message).hint("take a lighter tint, or white type on it");
    match item.span {
        Some(span) => finding.at(span),
        None => finding,
    }
}

fn name(item: &Item) -> &str {
    if item.frame.is_empty() { "the page" } else { &item.frame }
}

/// Sum of inks in thousandths.
fn ink(paint: &Paint) -> u32 {
    match paint {
        Paint::Process(inks) => inks.iter().map(|ink| u32::from(ink.0)).sum(),
        Paint::Spot { tint, .. } => u32::from(tint.0),
    }
}

/// Where an item marks the page, and in what colour.
fn marked(item: &Item) -> Option<(Rect, &Paint)> {
    match &item.kind {
        ItemKind::Fill(fill) => Some((bounds(&fill.path)?, &fill.paint)),
        ItemKind::Outline(outline) => Some((bounds(&outline.path)?, &outline.paint)),
        ItemKind::Rule(rule) => Some((around(&[rule.from, rule.to], rule.width)?, &rule.paint)),
        ItemKind::Glyphs(run) => {
            let places: Vec<Point> = run.glyphs.iter().map(|glyph| glyph.at()).collect();
            let paint = match &run.style {
                GlyphStyle::Fill(paint) | GlyphStyle::Stroke { paint, .. } => paint,
                // A gradient never overprints.
                GlyphStyle::Gradient(_) => return None,
            };
            Some((around(&places, run.size / 2)?, paint))
        }
        ItemKind::Image(_) => None,
    }
}

fn bounds(path: &Path) -> Option<Rect> {
    let corners = |rect: &Rect| [Point { x: rect.x, y: rect.y }, Point { x: rect.right(), y: rect.bottom() }];
    let points: Vec<Point> = match path {
        Path::Rect(rect) | Path::Rounded(rect, _) => corners(rect).to_vec(),
        Path::Rects(rects) | Path::Ellipses(rects) => rects.iter().flat_map(corners).collect(),
        Path::Polygon(points) => points.clone(),
    };
    around(&points, Len::ZERO)
}

/// The rectangle around some points, grown by a distance; at least one unit wide and high.
fn around(points: &[Point], by: Len) -> Option<Rect> {
    let x = points.iter().map(|point| point.x);
    let y = points.iter().map(|point| point.y);
    let (left, top) = (x.clone().min()?, y.clone().min()?);
    let (width, height) = (x.max()? - left, y.max()? - top);
    Some(Rect { x: left, y: top, width: width.max(Len(1)), height: height.max(Len(1)) }.grown(by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{Fill, Rule};

    fn page(tint: [u16; 4]) -> DisplayPage {
        let item = |kind, frame: &str| Item { kind, frame: frame.into(), story: "".into(), span: None };
        let area = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::mm(50), height: Len::mm(50) };
        let ground = Fill { path: Path::Rect(area), paint: Paint::Process(tint.map(Permille)) };
        let (from, to) = (Point { x: Len::mm(5), y: Len::mm(5) }, Point { x: Len::mm(20), y: Len::mm(5) });
        let rule = Rule { from, to, width: Len::PT, paint: Paint::BLACK, dash: Vec::new() };
        DisplayPage {
            items: vec![item(ItemKind::Fill(ground), "box"), item(ItemKind::Rule(rule), "note")],
            ..DisplayPage::default()
        }
    }

    #[test]
    fn black_over_a_strong_tint_is_told_and_over_a_light_one_is_not() {
        let found = overprints(&[page([800, 700, 0, 0])], Permille(2400));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("black of note over the tint of box is 250 % ink"), "{}", found[0].message);
        assert!(overprints(&[page([700, 700, 0, 0])], Permille(2400)).is_empty());
    }
}
