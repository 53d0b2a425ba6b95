//! Black that overprints adds its ink to what lies under it: type and rules in solid black over a strong tint may exceed the press's limit together, though each of the two is within it.

use crate::base::{Diagnostic, Diagnostics, Em, Len, Permille, Point, Rect, Span};
use crate::colour::Placed;
use crate::display::{DisplayPage, GlyphRun, GlyphStyle, Image, Item, ItemKind, OVERSET_MARK, Paint, Path, Turn};
use crate::message;

use super::Ready;

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
            let Some(Mark { area, ink, is_black }) = marked(item) else { continue };
            if is_black {
                let under = grounds.iter().rev().find(|ground| ground.area.intersection(&area).is_some());
                if let Some(ground) = under.filter(|ground| ground.ink + 1000 > u32::from(limit.0)) {
                    found.push(too_much(page, item, ground, limit));
                }
            } else if matches!(item.kind, ItemKind::Fill(_) | ItemKind::Shade(_)) && &*item.frame != OVERSET_MARK {
                grounds.push(Ground { area, ink, item });
            }
        }
    }
    found.dedup_by(|a, b| a.message == b.message);
    found
}

/// Places of pages, from 1, on which inks heap up that no single object has: black over pictures, and what is transparent in drawings.
pub fn heaped(pages: &[DisplayPage], ready: &Ready) -> Vec<u32> {
    (1..).zip(pages).filter(|(_, page)| is_heaped(page, ready)).map(|(number, _)| number).collect()
}

fn is_heaped(page: &DisplayPage, ready: &Ready) -> bool {
    let mut pictures: Vec<Rect> = Vec::new();
    for item in &page.items {
        match &item.kind {
            ItemKind::Image(image) => {
                if is_transparent(image, ready) {
                    return true;
                }
                pictures.push(image.clip);
            }
            _ if pictures.is_empty() => {}
            ItemKind::Glyphs(run) if run.size < LARGE_TYPE => {}
            _ => {
                let black = marked(item).filter(|mark| mark.is_black);
                if black.is_some_and(|mark| pictures.iter().any(|clip| is_patch(clip.intersection(&mark.area)))) {
                    return true;
                }
            }
        }
    }
    false
}

/// Strokes of smaller type have no patch that smears: a seventh of its size wide and as long as it is large.
const LARGE_TYPE: Len = Len(28 * Len::PT.0);
/// The smallest patch that smears, in units of length squared: 15 mm² (`check::preflight::Overlaps`).
const PATCH: i64 = 15 * Len::MM.0 * Len::MM.0;

/// Whether what lies over each other is large enough to smear; a rule of less than a millimetre dries.
fn is_patch(both: Option<Rect>) -> bool {
    let is_wide = |both: &Rect| both.width.min(both.height) >= Len::MM;
    both.filter(is_wide).is_some_and(|both| both.width.0.saturating_mul(both.height.0) >= PATCH)
}

fn is_transparent(image: &Image, ready: &Ready) -> bool {
    let placed = ready.get(&image.name);
    placed.is_some_and(|it| matches!(&**it, Placed::Drawing(own) if own.drawing.transparency().is_some()))
}

fn too_much(page: &DisplayPage, item: &Item, ground: &Ground<'_>, limit: Permille) -> Diagnostic {
    let sum = ground.ink / 10 + 100;
    let (over, under) = (name(item), name(ground.item));
    let message = message!(
        "page {}: black of {} over the tint of {} is {} % ink, the limit {} %",
        page.number,
        over,
        under,
        sum,
        limit.0 / 10
    );
    let finding = Diagnostic::warning("ink/overprint", message).hint("take a lighter tint, or white type on it");
    match item.span {
        Some(span) => finding.at(beginning(span)),
        None => finding,
    }
}

/// As much of a text as finds it: a dozen characters of Chinese.
fn beginning(span: Span) -> Span {
    Span { end: span.end.min(span.start.saturating_add(36)), ..span }
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

/// Where an item marks the page, and with how much ink.
struct Mark {
    area: Rect,
    /// In thousandths.
    ink: u32,
    is_black: bool,
}

fn marked(item: &Item) -> Option<Mark> {
    let (area, paint) = match &item.kind {
        ItemKind::Fill(fill) => (bounds(&fill.path)?, &fill.paint),
        ItemKind::Outline(outline) => (bounds(&outline.path)?, &outline.paint),
        ItemKind::Rule(rule) => (around(&[rule.from, rule.to], rule.width)?, &rule.paint),
        // Somewhere under the black a gradient may have as much ink as at its stronger end.
        ItemKind::Shade(shade) => {
            let sum = |inks: &[Permille; 4]| ink(&Paint::Process(*inks));
            let ink = sum(&shade.gradient.from).max(sum(&shade.gradient.to));
            return Some(Mark { area: bounds(&shade.path)?, ink, is_black: false });
        }
        ItemKind::Glyphs(run) => {
            let corners: Vec<Point> = run.glyphs.iter().flat_map(|glyph| em_box(run, glyph.at())).collect();
            let paint = match &run.style {
                GlyphStyle::Fill(paint) | GlyphStyle::Stroke { paint, .. } => paint,
                // A gradient never overprints.
                GlyphStyle::Gradient(_) => return None,
            };
            (around(&corners, Len::ZERO)?, paint)
        }
        ItemKind::Image(_) => return None,
    };
    Some(Mark { area, ink: ink(paint), is_black: paint.is_solid_black() })
}

/// Two corners of the em box of a glyph: what stands close by a line is not under it.
fn em_box(run: &GlyphRun, at: Point) -> [Point; 2] {
    let (size, above) = (run.size, Em::ASCENT.of(run.size));
    let corner = |right: Len, down: Len| Point { x: at.x + right, y: at.y + down };
    match run.turn {
        Turn::Horizontal => [corner(Len::ZERO, -above), corner(size, size - above)],
        Turn::Upright => [corner(-(size / 2), Len::ZERO), corner(size / 2, size)],
        Turn::Rotated => [corner(above - size, Len::ZERO), corner(above, size)],
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
    use crate::display::{Fill, Gradient, PlacedGlyph, Rule, Shade};

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

    #[test]
    fn the_mark_of_overset_text_in_a_draft_is_no_tint() {
        let mut page = page([0, 1000, 1000, 0]);
        page.items[0].frame = OVERSET_MARK.into();
        assert!(overprints(&[page], Permille(2400)).is_empty());
    }

    #[test]
    fn type_is_judged_by_its_em_boxes_not_by_what_stands_close() {
        let mut page = page([0, 1000, 1000, 0]);
        let glyph = |y: Len| PlacedGlyph::new(1, Point { x: Len::mm(5), y }, 0..3);
        let run = |y: Len| GlyphRun {
            reads: crate::display::Reads::ByGlyph,
            face: crate::base::FaceId(0),
            size: Len::pt(10),
            scale_x: Permille::ONE,
            turn: Turn::Horizontal,
            style: GlyphStyle::Fill(Paint::BLACK),
            glyphs: vec![glyph(y)],
            text: "甲".into(),
        };
        // The tint begins at the trim's edge; the descent of ten points is 1.2 pt.
        page.items[1].kind = ItemKind::Glyphs(run(Len::pt(-2)));
        assert!(overprints(std::slice::from_ref(&page), Permille(2400)).is_empty());
        page.items[1].kind = ItemKind::Glyphs(run(Len::pt(-1)));
        assert_eq!(overprints(&[page], Permille(2400)).len(), 1);
    }

    #[test]
    fn a_gradient_counts_by_its_stronger_end() {
        let mut page = page([0; 4]);
        let area = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::mm(50), height: Len::mm(50) };
        let (from, to) = ([Permille(0); 4], [1000, 700, 0, 0].map(Permille));
        let gradient = Gradient { from, to, towards: Default::default(), area };
        page.items[0].kind = ItemKind::Shade(Box::new(Shade { path: Path::Rect(area), gradient }));
        assert_eq!(overprints(&[page], Permille(2400)).len(), 1);
    }

    #[test]
    fn the_place_told_is_where_a_long_text_begins() {
        let mut page = page([1000, 1000, 0, 0]);
        page.items[1].span = Some(Span { start: 7, end: 900, ..Span::default() });
        let found = overprints(&[page], Permille(2400));
        assert_eq!(found[0].span.map(|span| (span.start, span.end)), Some((7, 43)));
    }
}
