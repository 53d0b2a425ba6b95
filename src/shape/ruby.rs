//! Ruby and pinyin (composition J3): a small text shaped on its own.

use std::ops::Range;

use crate::base::{Em, Len};
use crate::model::{CharStyle, Family};

use super::shaped::{Glyph, RubyText};
use super::shaper::{Job, Kind, Shaper};

/// Size of a ruby relative to its base.
const RUBY_SIZE: Em = Em::HALF;

/// Shapes `text` at half the base's size, in the first face of the family that has all of it.
pub(super) fn shape_ruby(text: &str, style: &CharStyle, family: &Family, shaper: &mut Shaper<'_>) -> RubyText {
    let has_all = |face| text.chars().all(|c| c == ' ' || shaper.covers(face, c));
    let companion = family.latin.map(|latin| latin.face);
    let face = companion.into_iter().chain(family.chain.iter().copied()).find(|&face| has_all(face));
    let face = face.or(family.chain.first().copied()).unwrap_or_default();
    let size = RUBY_SIZE.of(style.size);
    let upem = shaper.units_per_em(face);
    let shaped = shaper.shape(&Job { face, lang: style.lang, kind: Kind::Western }, text);
    let mut width = Len::ZERO;
    let mut glyphs: Vec<(Glyph, Range<u32>)> = Vec::with_capacity(shaped.len());
    for (at, glyph) in shaped.iter().enumerate() {
        let end = shaped[at + 1..].iter().map(|next| next.cluster).find(|&next| next > glyph.cluster);
        let end = end.unwrap_or_else(|| u32::try_from(text.len()).unwrap_or(u32::MAX));
        let dx = width + size.scaled(i64::from(glyph.dx), upem);
        glyphs.push((Glyph::new(glyph.id, dx, -size.scaled(i64::from(glyph.dy), upem)), glyph.cluster..end));
        width += size.scaled(i64::from(glyph.advance), upem);
    }
    RubyText { text: text.to_owned(), face, size, width, glyphs }
}
