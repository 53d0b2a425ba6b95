//! Imposition (拼版): pages side by side on sheets.

use crate::base::{Len, Rect, Size};

use super::list::{DisplayPage, GlyphStyle, Item, ItemKind, PageFrame, Path};

/// Which pages stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Pairs as a folded section is printed: last and first, second and last but one; two tabloid pages to a broadsheet.
    Section,
    /// Pairs as a reader sees them: the first page alone, then 2–3, 4–5.
    Spreads,
}

/// Puts pages on sheets. A section is filled up with blank pages to a multiple of four, since every sheet has four.
///
/// Bleed between the two pages of a sheet has no place; callers refuse pages with bleed.
pub fn impose(pages: &[DisplayPage], scheme: Scheme) -> Vec<DisplayPage> {
    pairs(pages.len(), scheme).into_iter().map(|(left, right)| sheet(page(pages, left), page(pages, right))).collect()
}

fn page(pages: &[DisplayPage], at: Option<usize>) -> Option<&DisplayPage> {
    pages.get(at?)
}

/// Left and right pages of every sheet side, counted from 0.
fn pairs(count: usize, scheme: Scheme) -> Vec<(Option<usize>, Option<usize>)> {
    match scheme {
        Scheme::Spreads => (0..=count / 2)
            .map(|at| (at.checked_sub(1).map(|_| at * 2 - 1), Some(at * 2)))
            .filter(|(left, right)| left.is_some_and(|left| left < count) || right.is_some_and(|right| right < count))
            .collect(),
        Scheme::Section => {
            let whole = count.next_multiple_of(4);
            let side = |at: usize| {
                let (outer, inner) = (Some(whole - 1 - at), Some(at));
                if at.is_multiple_of(2) { (outer, inner) } else { (inner, outer) }
            };
            (0..whole / 2).map(side).collect()
        }
    }
}

fn sheet(left: Option<&DisplayPage>, right: Option<&DisplayPage>) -> DisplayPage {
    let both = [left, right];
    let sizes = || both.iter().flatten().map(|page| page.trim);
    let width = sizes().map(|trim| trim.width).max().unwrap_or_default();
    let height = sizes().map(|trim| trim.height).max().unwrap_or_default();
    let words = |word: fn(&DisplayPage) -> &str| {
        let words: Vec<&str> = both.iter().flatten().map(|page| word(page)).filter(|word| !word.is_empty()).collect();
        words.join("–")
    };
    let moved = |page: Option<&DisplayPage>, dx: Len| {
        page.map_or(Vec::new(), |page| page.items.iter().map(|item| shifted(item, dx)).collect())
    };
    let mut items: Vec<Item> = moved(left, Len::ZERO);
    items.extend(moved(right, width));
    let framed = |page: Option<&DisplayPage>, dx: Len| {
        let moved =
            |frame: &PageFrame| PageFrame { area: Rect { x: frame.area.x + dx, ..frame.area }, ..frame.clone() };
        page.map_or(Vec::new(), |page| page.frames.iter().map(moved).collect())
    };
    let frames: Vec<PageFrame> = [framed(left, Len::ZERO), framed(right, width)].concat();
    DisplayPage {
        number: words(|page| &page.number),
        name: words(|page| &page.name),
        trim: Size { width: width * 2, height },
        frames,
        items,
        ..DisplayPage::default()
    }
}

/// An item moved to the right.
fn shifted(item: &Item, dx: Len) -> Item {
    let mut item = item.clone();
    let rect = |rect: &mut Rect| rect.x += dx;
    match &mut item.kind {
        ItemKind::Glyphs(run) => {
            run.glyphs.iter_mut().for_each(|glyph| *glyph = glyph.moved(dx, Len::ZERO));
            if let GlyphStyle::Gradient(gradient) = &mut run.style {
                gradient.area.x += dx;
            }
        }
        ItemKind::Rule(rule) => [&mut rule.from, &mut rule.to].into_iter().for_each(|end| end.x += dx),
        ItemKind::Image(image) => {
            [&mut image.area, &mut image.clip].into_iter().for_each(rect);
            image.shape.iter_mut().for_each(|shape| shift_path(shape, dx));
        }
        ItemKind::Fill(fill) => shift_path(&mut fill.path, dx),
        ItemKind::Outline(outline) => shift_path(&mut outline.path, dx),
    }
    item
}

fn shift_path(path: &mut Path, dx: Len) {
    match path {
        Path::Rect(one) | Path::Rounded(one, _) => one.x += dx,
        Path::Rects(all) | Path::Ellipses(all) => all.iter_mut().for_each(|rect| rect.x += dx),
        Path::Polygon(points) => points.iter_mut().for_each(|point| point.x += dx),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{Paint, Rule};

    #[test]
    fn a_section_pairs_its_outer_pages_and_fills_up_to_four() {
        let some = |pairs: Vec<(usize, usize)>| -> Vec<_> {
            pairs.into_iter().map(|(left, right)| (Some(left), Some(right))).collect()
        };
        assert_eq!(pairs(4, Scheme::Section), some(vec![(3, 0), (1, 2)]));
        assert_eq!(pairs(6, Scheme::Section), some(vec![(7, 0), (1, 6), (5, 2), (3, 4)]));
        assert_eq!(pairs(0, Scheme::Section), []);
    }

    #[test]
    fn readers_see_the_first_page_alone() {
        assert_eq!(pairs(4, Scheme::Spreads), [(None, Some(0)), (Some(1), Some(2)), (Some(3), Some(4))]);
        assert_eq!(pairs(1, Scheme::Spreads), [(None, Some(0))]);
        assert_eq!(pairs(3, Scheme::Spreads), [(None, Some(0)), (Some(1), Some(2))]);
    }

    #[test]
    fn the_right_page_moves_by_a_page() {
        let rule = Rule {
            from: crate::base::Point { x: Len(1), y: Len(2) },
            to: crate::base::Point { x: Len(3), y: Len(2) },
            width: Len(1),
            paint: Paint::BLACK,
            dash: Vec::new(),
        };
        let item = Item { kind: ItemKind::Rule(rule), frame: "".into(), story: "".into(), span: None };
        let trim = Size { width: Len(100), height: Len(200) };
        let page = DisplayPage { number: "1".into(), trim, items: vec![item], ..DisplayPage::default() };
        let sheets = impose(&[page.clone(), page], Scheme::Section);
        assert_eq!((sheets.len(), sheets[0].trim.width), (2, Len(200)));
        let ItemKind::Rule(rule) = &sheets[0].items[0].kind else { panic!("a rule") };
        assert_eq!((rule.from.x, rule.to.x), (Len(101), Len(103)));
    }
}
