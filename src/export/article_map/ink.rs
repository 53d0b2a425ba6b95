//! Where the display list puts ink: a rectangle for each item.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{FaceId, Len, Point, Rect};
use crate::display::{DisplayPage, GlyphRun, GlyphStyle, Item, ItemKind, Path, Rule, Turn};
use crate::font::{FontBook, GlyphInk};

/// The ink of every glyph that pages show.
#[derive(Debug, Default)]
pub(super) struct Glyphs(BTreeMap<FaceId, BTreeMap<u16, GlyphInk>>);

impl Glyphs {
    pub(super) fn new(pages: &[DisplayPage], fonts: &FontBook) -> Self {
        let mut used: BTreeMap<FaceId, BTreeSet<u16>> = BTreeMap::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            if let ItemKind::Glyphs(run) = &item.kind {
                used.entry(run.face).or_default().extend(run.glyphs.iter().map(|glyph| glyph.id));
            }
        }
        Self(used.into_iter().map(|(face, glyphs)| (face, fonts.face(face).ink(&glyphs))).collect())
    }

    /// The rectangle of an item's ink; `None` for blanks.
    pub(super) fn ink(&self, item: &Item) -> Option<Rect> {
        match &item.kind {
            ItemKind::Glyphs(run) => self.run(run),
            ItemKind::Rule(rule) => Some(self::rule(rule)),
            ItemKind::Fill(fill) => path(&fill.path),
            ItemKind::Shade(shade) => path(&shade.path),
            ItemKind::Outline(outline) => path(&outline.path).map(|area| area.grown(outline.width / 2 + Len(1))),
            ItemKind::Image(image) => image.area.intersection(&image.clip),
        }
    }

    fn run(&self, run: &GlyphRun) -> Option<Rect> {
        let face = self.0.get(&run.face)?;
        let boxes = run.glyphs.iter().filter_map(|glyph| Some(glyph_box(run, glyph.at(), face.get(&glyph.id)?)));
        let whole = boxes.reduce(|a, b| a.union(&b))?;
        Some(match &run.style {
            GlyphStyle::Fill(_) | GlyphStyle::Gradient(_) => whole,
            GlyphStyle::Stroke { width, .. } => whole.grown(*width),
        })
    }
}

fn glyph_box(run: &GlyphRun, at: Point, ink: &GlyphInk) -> Rect {
    let em = |thousandths: i32| run.size.scaled(thousandths.into(), 1000);
    let wide = |thousandths: i32| em(thousandths).scaled(run.scale_x.0.into(), 1000);
    let [left, bottom, right, top] = ink.bounds;
    let between = |(x, y): (Len, Len), (right, bottom): (Len, Len)| Rect { x, y, width: right - x, height: bottom - y };
    match run.turn {
        Turn::Horizontal => between((at.x + wide(left), at.y - em(top)), (at.x + wide(right), at.y - em(bottom))),
        Turn::Upright => {
            let (x, baseline) = (at.x - em(ink.advance) / 2, at.y + em(ink.vertical_origin));
            between((x + em(left), baseline - em(top)), (x + em(right), baseline - em(bottom)))
        }
        Turn::Rotated => between((at.x + em(bottom), at.y + wide(left)), (at.x + em(top), at.y + wide(right))),
    }
}

/// Thick across its way; round ends stand out by half the width.
fn rule(rule: &Rule) -> Rect {
    let (x, y) = (rule.from.x.min(rule.to.x), rule.from.y.min(rule.to.y));
    let (right, bottom) = (rule.from.x.max(rule.to.x), rule.from.y.max(rule.to.y));
    let half = rule.width / 2 + Len(1);
    let is_butt = rule.dash.first() != Some(&Len::ZERO);
    let along_x = if is_butt && y == bottom { Len::ZERO } else { half };
    let along_y = if is_butt && x == right { Len::ZERO } else { half };
    Rect { x: x - along_x, y: y - along_y, width: right - x + along_x * 2, height: bottom - y + along_y * 2 }
}

fn path(path: &Path) -> Option<Rect> {
    let of_points = |points: &[Point]| {
        let spot = |point: &Point| Rect { x: point.x, y: point.y, ..Rect::default() };
        points.iter().map(spot).reduce(|a, b| a.union(&b))
    };
    match path {
        Path::Rect(area) | Path::Rounded(area, _) => Some(*area),
        Path::Rects(areas) | Path::Ellipses(areas) => areas.iter().copied().reduce(|a, b| a.union(&b)),
        Path::Polygon(points) => of_points(points),
    }
}
