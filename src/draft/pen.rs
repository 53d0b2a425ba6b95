//! Words on a draft's marks: single lines in a face at hand, without any rule of composition.

use std::sync::Arc;

use crate::base::{FaceId, Len, Permille, Point, Rect};
use crate::display::{DRAFT_MARK, GlyphRun, GlyphStyle, Item, ItemKind, Paint, PlacedGlyph, Turn};
use crate::font::{EmbeddingRights, FontBook};

/// The family of the words, when the book has it: every edition has.
const FAMILY: &str = "Noto Sans CJK SC";
/// Stands for a character that no face has.
const UNKNOWN: char = '□';

/// Sets words of marks.
pub(super) struct Pen<'f> {
    fonts: &'f FontBook,
}

/// A line of words.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub text: String,
    pub size: Len,
    pub weight: Weight,
    pub paint: Paint,
}

/// How strong words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A character in the face that has it.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub face: FaceId,
    pub glyph: u16,
    /// Its advance, in thousandths of the em.
    pub advance: i64,
}

impl<'f> Pen<'f> {
    pub(super) fn new(fonts: &'f FontBook) -> Self {
        Self { fonts }
    }

    /// A character in the family of the words, else in any face that may be embedded.
    pub(super) fn sign(&self, c: char, weight: Weight) -> Option<Sign> {
        let class = if weight == Weight::Bold { 700 } else { 400 };
        let others = (0..self.fonts.faces().len()).map(FaceId::new);
        let faces = self.fonts.find(FAMILY, class).into_iter().chain(others);
        faces
            .filter(|face| self.fonts.face(*face).rights == EmbeddingRights::Free)
            .find_map(|face| self.in_face(face, c))
    }

    fn in_face(&self, face: FaceId, c: char) -> Option<Sign> {
        let tables = self.fonts.face(face).tables()?;
        let glyph = tables.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
        let units = i64::from(tables.units_per_em().max(1));
        let advance = i64::from(tables.glyph_hor_advance(glyph).unwrap_or(0)) * 1000 / units;
        Some(Sign { face, glyph: glyph.0, advance })
    }

    fn signs(&self, words: &Words) -> Vec<(char, Sign)> {
        let sign = |c: char| self.sign(c, words.weight).or_else(|| self.sign(UNKNOWN, words.weight));
        words.text.chars().filter(|c| !c.is_control()).filter_map(|c| Some((c, sign(c)?))).collect()
    }

    /// How wide words are.
    pub(super) fn width(&self, words: &Words) -> Len {
        words.size.scaled(self.signs(words).iter().map(|(_, sign)| sign.advance).sum(), 1000)
    }

    /// Words from a point of their baseline on.
    pub(super) fn line(&self, words: &Words, from: Point) -> Vec<Item> {
        let style = GlyphStyle::Fill(words.paint.clone());
        self.drawn(words, from, &style)
    }

    /// One character as an outline, its em box in the middle of a point.
    pub(super) fn outlined(&self, c: char, middle: Point, size: Len, style: &GlyphStyle) -> Vec<Item> {
        let words = Words { text: c.to_string(), size, weight: Weight::Bold, paint: Paint::BLACK };
        // The em box of Han stands 0.88 em above the baseline.
        let from = Point { x: middle.x - size / 2, y: middle.y + size.scaled(380, 1000) };
        self.drawn(&words, from, style)
    }

    /// One run for each stretch of one face.
    fn drawn(&self, words: &Words, from: Point, style: &GlyphStyle) -> Vec<Item> {
        let signs = self.signs(words);
        let mut x = from.x;
        let mut items = Vec::new();
        for stretch in signs.chunk_by(|(_, a), (_, b)| a.face == b.face) {
            let mut run = GlyphRun {
                reads: crate::display::Reads::ByGlyph,
                face: stretch[0].1.face,
                size: words.size,
                scale_x: Permille::ONE,
                turn: Turn::Horizontal,
                style: style.clone(),
                glyphs: Vec::new(),
                text: String::new(),
            };
            for (c, sign) in stretch {
                let start = u32::try_from(run.text.len()).unwrap_or(0);
                run.text.push(*c);
                let end = u32::try_from(run.text.len()).unwrap_or(0);
                run.glyphs.push(PlacedGlyph::new(sign.glyph, Point { x, y: from.y }, start..end));
                x += words.size.scaled(sign.advance, 1000);
            }
            items.push(item(ItemKind::Glyphs(run)));
        }
        items
    }
}

/// Something drawn for the draft alone.
pub(super) fn item(kind: ItemKind) -> Item {
    Item { kind, frame: Arc::from(DRAFT_MARK), story: "".into(), span: None }
}

/// The middle of a rectangle.
pub(super) fn middle(area: Rect) -> Point {
    Point { x: area.x + area.width / 2, y: area.y + area.height / 2 }
}
