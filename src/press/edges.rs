//! Colour that ends at the trim of a page with bleed: where the cut is off by a hair, paper shows beside it.

use crate::base::{Diagnostic, Diagnostics, Len, Permille, Point, Rect, ToArg};
use crate::display::{DisplayPage, Item, ItemKind, Paint, Path};
use crate::message;

/// How near to the trim an edge ends at it: cutters are off by as much as a millimetre, and leave a strip of paper or a strip of colour there.
const AT_TRIM: Len = Len::MM;

/// Frames of colour and pictures that end at the trim of a page with bleed; one finding for each frame.
pub fn without_bleed(pages: &[DisplayPage]) -> Diagnostics {
    let mut found = Diagnostics::new();
    for page in pages.iter().filter(|page| page.bleed > Len::ZERO) {
        for item in &page.items {
            if coloured(item).is_some_and(|area| ends_at_trim(page, area)) {
                found.push(told(page, item));
            }
        }
    }
    found.dedup_by(|a, b| a.message == b.message);
    found
}

/// The extent of an area of colour; lines and type never end there on purpose.
fn coloured(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Fill(fill) if has_ink(&fill.paint) => bounds(&fill.path),
        ItemKind::Shade(shade) => bounds(&shade.path),
        ItemKind::Image(image) => Some(image.clip),
        _ => None,
    }
}

fn has_ink(paint: &Paint) -> bool {
    match paint {
        Paint::Process(inks) => inks.iter().any(|ink| *ink > Permille(0)),
        Paint::Spot { tint, .. } => *tint > Permille(0),
    }
}

fn bounds(path: &Path) -> Option<Rect> {
    match path {
        Path::Rect(rect) | Path::Rounded(rect, _) => Some(*rect),
        Path::Rects(rects) | Path::Ellipses(rects) => rects.iter().copied().reduce(|a, b| a.union(&b)),
        Path::Polygon(points) => {
            points.iter().map(|Point { x, y }| Rect { x: *x, y: *y, ..Rect::default() }).reduce(|a, b| a.union(&b))
        }
    }
}

fn ends_at_trim(page: &DisplayPage, area: Rect) -> bool {
    let near = |edge: Len, trim: Len| (edge - trim).abs() <= AT_TRIM;
    let (width, height) = (page.trim.width, page.trim.height);
    near(area.x, Len::ZERO) || near(area.y, Len::ZERO) || near(area.right(), width) || near(area.bottom(), height)
}

fn told(page: &DisplayPage, item: &Item) -> Diagnostic {
    let name = if item.frame.is_empty() { message!("the page").to_arg() } else { item.frame.to_arg() };
    let message = message!("page {}: the colour of {} ends at the trim of a page with bleed", page.number, name);
    let finding = Diagnostic::warning("page/no-bleed", message)
        .hint("let its frame go on beyond the trim by the bleed; an advertisement needs bleed of its own");
    match item.span {
        Some(span) => finding.at(span),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Size;
    use crate::display::Fill;

    fn page(area: Rect, ink: u16) -> DisplayPage {
        let fill = Fill { path: Path::Rect(area), paint: Paint::Process([ink, 0, 0, 0].map(Permille)) };
        let item = Item { kind: ItemKind::Fill(fill), frame: "box".into(), story: "".into(), span: None };
        let trim = Size { width: Len::mm(100), height: Len::mm(80) };
        DisplayPage { items: vec![item], trim, bleed: Len::mm(3), ..DisplayPage::default() }
    }

    #[test]
    fn colour_that_stops_at_the_trim_is_told_and_colour_in_the_bleed_or_inside_is_not() {
        let area = |x: i64| Rect { x: Len::mm(x), y: Len::mm(20), width: Len::mm(40), height: Len::mm(20) };
        assert_eq!(without_bleed(&[page(area(0), 500)]).len(), 1);
        assert_eq!(without_bleed(&[page(area(60), 500)]).len(), 1);
        let off = |hundredths: i64| Rect { x: Len::MM * hundredths / 100, ..area(0) };
        for near in [-90, -10, 15, 60, 100] {
            assert_eq!(without_bleed(&[page(off(near), 500)]).len(), 1, "{near}");
        }
        assert!(without_bleed(&[page(area(-3), 500), page(area(20), 500), page(area(0), 0)]).is_empty());
        assert!(without_bleed(&[page(off(-120), 500), page(off(110), 500)]).is_empty());
        let mut no_bleed = page(area(0), 500);
        no_bleed.bleed = Len::ZERO;
        assert!(without_bleed(&[no_bleed]).is_empty());
    }
}
