//! Bopomofo at the right of its character, in lines of either direction (CLREQ, Zhuyin: its figures divide the em by thirty).

use std::ops::Range;

use crate::base::{Em, FaceId, Len, narrow};
use crate::model::Features;

use super::ruby::Base;
use super::shaped::{Glyph, RubyPart, RubyStands, RubyText};
use super::shaper::{Job, Kind, Shaper};

/// Parts of an em that the figures are drawn in.
const PARTS: i64 = 30;
/// Where the column of the symbols begins: one part free after the character.
const COLUMN: i64 = 31;
/// The box of a symbol.
const SYMBOL: i64 = 9;
/// Where the column of the tones begins.
const TONES: i64 = 40;
/// The box of a tone.
const TONE: i64 = 5;
/// How high the dot of the light tone is.
const DOT: i64 = 2;
/// Symbols that the figures show; more are moved together.
const MOST: usize = 3;
/// What a character with bopomofo takes of a horizontal line besides its em.
pub(super) const ZONE: Em = Em::HALF;

/// Whether a reading is one syllable of bopomofo.
pub(super) fn is_bopomofo(text: &str) -> bool {
    text.chars().any(is_symbol) && text.chars().all(|c| is_symbol(c) || is_tone(c))
}

/// ㄅ to ㄯ, and those of Minnan and Hakka.
fn is_symbol(c: char) -> bool {
    matches!(c, 'ㄅ'..='ㄯ' | '\u{31A0}'..='\u{31BF}')
}

/// The tones, with the small letters of stopped syllables.
pub(super) fn is_tone(c: char) -> bool {
    matches!(c, 'ˊ' | 'ˇ' | 'ˋ' | '˙' | '\u{31B4}'..='\u{31B7}' | '\u{31BB}')
}

/// Small letters that end a stopped syllable, at its lower right.
fn is_stopped(c: char) -> bool {
    matches!(c, '\u{31B4}'..='\u{31B7}' | '\u{31BB}')
}

/// A syllable: its symbols with the bytes each stands for, and its tone.
struct Syllable {
    symbols: Vec<(char, Range<u32>)>,
    tone: Option<char>,
}

impl Syllable {
    /// The bytes of a tone are its neighbour's, so that all of a reading is one text.
    fn of(text: &str) -> Self {
        let mut symbols: Vec<(char, Range<u32>)> = Vec::new();
        let mut tone = None;
        for (at, c) in text.char_indices() {
            let end = narrow(at + c.len_utf8());
            if is_tone(c) {
                tone = Some(c);
            } else {
                let start = if symbols.is_empty() { 0 } else { narrow(at) };
                symbols.push((c, start..end));
            }
            if let Some((_, last)) = symbols.last_mut() {
                last.end = end;
            }
        }
        Self { symbols, tone }
    }

    /// Where the box of each symbol begins, from the head of the character, in parts.
    fn tops(&self) -> Vec<i64> {
        let count = self.symbols.len();
        let (first, pitch) = match (count, self.tone) {
            (0 | 1, _) => (11, 0),
            (2, _) => (6, 11),
            (MOST, Some('˙')) => (3, SYMBOL),
            (MOST, _) => (2, SYMBOL),
            (more, _) => (0, (PARTS - SYMBOL) / i64::try_from(more - 1).unwrap_or(PARTS)),
        };
        (0..).map(|at| first + at * pitch).take(count).collect()
    }
}

/// The faces of a syllable.
#[derive(Clone, Copy)]
pub(super) struct Faces {
    pub symbols: FaceId,
    pub tones: FaceId,
}

/// Shapes a syllable; its glyphs are placed from the upper left corner of its character.
pub(super) fn shape(text: &str, faces: Faces, base: &Base<'_>, shaper: &mut Shaper<'_>) -> RubyText {
    let em = base.style.size;
    let part = |parts: i64| em.scaled(parts, PARTS);
    let syllable = Syllable::of(text);
    let tops = syllable.tops();
    let size = part(SYMBOL);
    let pen = Pen { face: faces.symbols, base };
    let mut glyphs = Vec::with_capacity(tops.len());
    for ((c, bytes), &top) in syllable.symbols.iter().zip(&tops) {
        if let Some(drawn) = pen.symbol(*c, shaper) {
            glyphs.push((Glyph::new(drawn, part(COLUMN), part(top) + Em::ASCENT.of(size)), bytes.clone()));
        }
    }
    let mut parts = vec![RubyPart { face: faces.symbols, size, glyphs }];
    let (first, last) = (tops.first().copied().unwrap_or(0), tops.last().copied().unwrap_or(0));
    parts.extend(syllable.tone.and_then(|tone| {
        let place = match tone {
            '˙' => Place { left: COLUMN, top: first - 3, width: SYMBOL, height: DOT },
            tone if is_stopped(tone) && tops.len() == 1 => Place { left: TONES, top: 16, width: TONE, height: TONE },
            tone if is_stopped(tone) => {
                Place { left: TONES, top: (last + SYMBOL + 1 - TONE).min(PARTS - TONE), width: TONE, height: TONE }
            }
            _ => Place { left: TONES, top: last - 2, width: TONE, height: TONE },
        };
        Pen { face: faces.tones, base }.ink(tone, place, shaper)
    }));
    RubyText {
        text: text.to_owned(),
        stands: RubyStands::Beside,
        width: Len::ZERO,
        room: Len::ZERO,
        base: base.width,
        start: Len::ZERO,
        clings: false,
        parts,
    }
}

/// A box beside the character, in parts of its em.
struct Place {
    left: i64,
    top: i64,
    width: i64,
    height: i64,
}

/// What all signs of a syllable share.
struct Pen<'p> {
    face: FaceId,
    base: &'p Base<'p>,
}

impl Pen<'_> {
    fn glyph(&self, c: char, kind: Kind, shaper: &mut Shaper<'_>) -> Option<u16> {
        let job = Job { face: self.face, lang: self.base.style.lang, kind, features: Features::default() };
        shaper.shape(&job, c.encode_utf8(&mut [0; 4])).first().map(|glyph| glyph.id)
    }

    /// The glyph of a symbol. ㄧ lies in lines of both directions (BP5): faces draw it lying in one of them.
    fn symbol(&self, c: char, shaper: &mut Shaper<'_>) -> Option<u16> {
        let own = self.glyph(c, Kind::Han, shaper)?;
        if c != 'ㄧ' {
            return Some(own);
        }
        let other = self.glyph(c, Kind::HanVertical, shaper).unwrap_or(own);
        let lies = |glyph: u16| shaper.ink(self.face, glyph).is_some_and(|ink| ink.width() > ink.height());
        Some(if lies(own) || !lies(other) { own } else { other })
    }

    /// A sign whose ink fills a box as far as its proportions let it.
    fn ink(&self, c: char, place: Place, shaper: &mut Shaper<'_>) -> Option<RubyPart> {
        let em = self.base.style.size;
        let part = |parts: i64| em.scaled(parts, PARTS);
        let glyph = self.glyph(c, Kind::Han, shaper)?;
        let ink = shaper.ink(self.face, glyph)?;
        let upem = shaper.units_per_em(self.face);
        let fitted = |room: i64, units: i64| part(room).scaled(upem, units.max(1));
        // No sign is drawn larger than its character, whatever little ink it has.
        let size = fitted(place.width, ink.width()).min(fitted(place.height, ink.height())).min(em);
        let middle = |from: i64, to: i64| size.scaled(from + to, 2 * upem);
        let x = part(place.left) + part(place.width) / 2 - middle(ink.left, ink.right);
        let y = part(place.top) + part(place.height) / 2 + middle(ink.bottom, ink.top);
        Some(RubyPart { face: self.face, size, glyphs: vec![(Glyph::new(glyph, x, y), 0..0)] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_stand_where_the_figures_of_clreq_have_them() {
        for (text, tops, tone, bytes) in [
            ("ㄇㄚ", vec![6, 17], None, vec![0..3, 3..6]),
            ("ㄍㄨㄛˊ", vec![2, 11, 20], Some('ˊ'), vec![0..3, 3..6, 6..11]),
            ("˙ㄉㄜ", vec![6, 17], Some('˙'), vec![0..5, 5..8]),
            ("˙ㄌㄧㄤ", vec![3, 12, 21], Some('˙'), vec![0..5, 5..8, 8..11]),
        ] {
            assert!(is_bopomofo(text));
            let syllable = Syllable::of(text);
            let own: Vec<_> = syllable.symbols.iter().map(|(_, bytes)| bytes.clone()).collect();
            assert_eq!((syllable.tops(), syllable.tone, own), (tops, tone, bytes), "{text}");
        }
        assert!(!is_bopomofo("ˊ") && !is_bopomofo("guó") && !is_bopomofo("ㄅa"));
    }
}
