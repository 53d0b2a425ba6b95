//! Ruby and pinyin (composition J3; JLREQ 3.3): a small text shaped on its own, and how far it may lie over its neighbours.

use std::ops::Range;

use crate::base::{Em, FaceId, Len, narrow};
use crate::model::{CharStyle, Direction, Family, Features};
use crate::tradition::Course;
use crate::tradition::class::{Class, Lookup, is_extender, lookup};

use super::bopomofo;
use super::foreign::kind_of_reading;
use super::shaped::{Glyph, RubyPart, RubyStands, RubyText};
use super::shaper::{Job, Kind, RawGlyph, Shaper};

/// Size of a ruby relative to its base.
pub(super) const RUBY_SIZE: Em = Em::HALF;
/// Room that parts the Latin ruby of two neighbours, as a share of the base's size.
const APART: i64 = 8;

/// What a reading stands beside.
#[derive(Clone, Copy)]
pub(super) struct Base<'e> {
    /// The look of its characters.
    pub style: &'e CharStyle,
    /// Their family.
    pub family: &'e Family,
    /// Direction of its lines.
    pub direction: Direction,
    /// How wide they are.
    pub width: Len,
    /// How many characters it has.
    pub count: usize,
}

/// What of a reading could not be drawn.
#[derive(Debug, Default)]
pub(super) struct Lacking {
    /// Characters no face has.
    pub characters: Vec<char>,
    /// The faces that were tried.
    pub faces: Vec<FaceId>,
}

/// Shapes a reading in the face of the family that has most of it.
pub(super) fn shape_ruby(text: &str, base: &Base<'_>, shaper: &mut Shaper<'_>) -> (RubyText, Lacking) {
    let faces: Vec<FaceId> =
        base.family.latin.map(|latin| latin.face).into_iter().chain(base.family.chain.iter().copied()).collect();
    let missing = |face: FaceId, shaper: &Shaper<'_>| -> Vec<char> {
        let own = text.chars().filter(|&c| c != ' ' && !is_extender(c) && !bopomofo::is_tone(c));
        own.filter(|&c| !shaper.covers(face, c)).collect()
    };
    let face = faces.iter().copied().min_by_key(|&face| missing(face, shaper).len()).unwrap_or_default();
    let mut characters = missing(face, shaper);
    let ruby = if bopomofo::is_bopomofo(text) {
        // Tones are drawn by themselves, and may be another face's.
        let tone = text
            .chars()
            .find(|&c| bopomofo::is_tone(c))
            .map(|tone| (tone, faces.iter().find(|&&face| shaper.covers(face, tone))));
        characters.extend(tone.filter(|(_, face)| face.is_none()).map(|(tone, _)| tone));
        let tones = tone.and_then(|(_, face)| face).copied().unwrap_or(face);
        bopomofo::shape(text, bopomofo::Faces { symbols: face, tones }, base, shaper)
    } else if text.chars().all(is_sign) {
        signs(text, face, base, shaper)
    } else {
        letters(text, face, base, shaper)
    };
    (ruby, Lacking { characters, faces })
}

/// Whether a character of a reading fills its em, as kana do.
fn is_sign(c: char) -> bool {
    is_extender(c) || !matches!(lookup(c), Lookup::Fixed(Class::West | Class::Space | Class::Post | Class::Pre))
}

/// Letters, as those of pinyin: in a row, turned with a vertical line.
fn letters(text: &str, face: FaceId, base: &Base<'_>, shaper: &mut Shaper<'_>) -> RubyText {
    let size = RUBY_SIZE.of(base.style.size);
    let upem = shaper.units_per_em(face);
    let kind = kind_of_reading(text).ok().flatten().unwrap_or(Kind::Western);
    let shaped = shaper.shape(&Job { face, lang: base.style.lang, kind, features: Features::default() }, text);
    let advance = |glyph: &RawGlyph| size.scaled(i64::from(glyph.advance), upem);
    let width: Len = shaped.iter().map(advance).sum();
    let (mut from_left, mut from_right) = (Len::ZERO, width);
    let mut glyphs: Vec<(Glyph, Range<u32>)> = Vec::with_capacity(shaped.len());
    for cluster in shaped.chunk_by(|a, b| a.cluster == b.cluster) {
        from_right -= cluster.iter().map(advance).sum();
        let mut pen = if matches!(kind, Kind::Foreign(_, Course::FromRight)) { from_right } else { from_left };
        let start = cluster[0].cluster;
        let end = shaped.iter().map(|next| next.cluster).find(|&next| next > start);
        let mut own = start..end.unwrap_or_else(|| narrow(text.len()));
        for glyph in cluster {
            let dx = pen + size.scaled(i64::from(glyph.dx), upem);
            glyphs.push((Glyph::new(glyph.id, dx, -size.scaled(i64::from(glyph.dy), upem)), own.clone()));
            // Further glyphs of the same letters stand for nothing.
            own.start = own.end;
            pen += advance(glyph);
            from_left += advance(glyph);
        }
    }
    RubyText {
        text: text.to_owned(),
        stands: RubyStands::Row,
        width,
        room: width + base.style.size / APART,
        base: base.width,
        start: (base.width - width) / 2,
        clings: false,
        parts: vec![RubyPart { face, size, glyphs }],
    }
}

/// Kana and other signs of one em: upright in vertical lines, spread over a longer base (RU3).
fn signs(text: &str, face: FaceId, base: &Base<'_>, shaper: &mut Shaper<'_>) -> RubyText {
    let size = RUBY_SIZE.of(base.style.size);
    let (upem, is_upright) = (shaper.units_per_em(face), base.direction == Direction::Vertical);
    let kind = if is_upright { Kind::HanVertical } else { Kind::Han };
    let starts: Vec<usize> = text.char_indices().filter(|(_, c)| !is_extender(*c)).map(|(at, _)| at).collect();
    let count = i64::try_from(starts.len()).unwrap_or(i64::MAX).max(1);
    let spread = Spread::over(base.width - size * count, count, base);
    let mut glyphs = Vec::with_capacity(starts.len());
    let mut at = Len::ZERO;
    for (number, &start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        let shaped =
            shaper.shape(&Job { face, lang: base.style.lang, kind, features: Features::default() }, &text[start..end]);
        let drawn: Len = shaped.iter().map(|glyph| size.scaled(i64::from(glyph.advance), upem)).sum();
        let mut pen = at + (size - drawn) / 2;
        for (number, glyph) in shaped.iter().enumerate() {
            let of = if number == 0 { narrow(start)..narrow(end) } else { narrow(end)..narrow(end) };
            let shift = |units: i32| if is_upright { Len::ZERO } else { size.scaled(i64::from(units), upem) };
            glyphs.push((Glyph::new(glyph.id, pen + shift(glyph.dx), -shift(glyph.dy)), of));
            pen += size.scaled(i64::from(glyph.advance), upem);
        }
        at += size + spread.between;
    }
    let width = size * count + spread.between * (count - 1);
    RubyText {
        text: text.to_owned(),
        stands: if is_upright { RubyStands::Upright } else { RubyStands::Row },
        width,
        room: width,
        base: base.width,
        start: (base.width - width) / 2,
        clings: false,
        parts: vec![RubyPart { face, size, glyphs }],
    }
}

/// How a ruby that is shorter than its base is spread.
struct Spread {
    between: Len,
}

impl Spread {
    /// RU3: 1 : 2 : 1, an end never over half an em; nothing over a single character, where ruby stands solid.
    fn over(spare: Len, count: i64, base: &Base<'_>) -> Self {
        if spare <= Len::ZERO || count < 2 || base.count < 2 {
            return Self { between: Len::ZERO };
        }
        let end = (spare / (2 * count)).min(base.style.size / 2);
        Self { between: (spare - end * 2) / (count - 1) }
    }
}

/// A neighbour of a ruby's base, as far as ruby may lie over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Neighbour {
    /// Its class.
    pub class: Class,
    /// Its first character.
    pub sign: char,
    /// Its blank on the base's side.
    pub blank: Len,
}

/// On which side of the base it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Before,
    After,
}

/// RU4, JLREQ table 1: how far ruby may lie over a neighbour of its base that has no ruby itself, type of size `em`.
pub(super) fn overhang(neighbour: Neighbour, beside: Beside, em: Len) -> Len {
    let half = em / 2;
    match (neighbour.class, beside) {
        (Class::Han | Class::NoStart, _) if is_kana(neighbour.sign) => half,
        (Class::SmallKana | Class::LongKana | Class::Long | Class::Mid, _) => half,
        (Class::Comma | Class::Stop | Class::Close, Beside::After) | (Class::Open, Beside::Before) => half,
        (Class::Comma | Class::Stop | Class::Close | Class::Open, _) => neighbour.blank.min(half),
        (Class::IdeographicSpace, _) => half,
        // The gap between the two.
        (Class::West, _) => em / 4,
        _ => Len::ZERO,
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}') && !matches!(c, 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ')
}

/// What a ruby that is longer than its base takes of its neighbours, and what is left to be room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Of the one before.
    pub before: Len,
    /// Of the one after.
    pub after: Len,
    /// What becomes space.
    pub space: Len,
}

/// RU4, RU5: both sides take half, and what one of them cannot the other takes up to its limit, the following side first.
pub(super) fn taken(excess: Len, before: Len, after: Len) -> Taken {
    if excess <= Len::ZERO {
        return Taken::default();
    }
    let half = excess / 2;
    let mut taken = Taken { before: before.min(half), after: after.min(excess - half), space: Len::ZERO };
    let rest = excess - taken.before - taken.after;
    let more = rest.min(after - taken.after);
    taken.after += more;
    let more = (rest - more).min(before - taken.before);
    taken.before += more;
    taken.space = excess - taken.before - taken.after;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ruby_takes_of_its_neighbours_what_it_may() {
        let em = Len(1000);
        let limit = |sign: char, class: Class| overhang(Neighbour { class, sign, blank: Len(500) }, Beside::Before, em);
        let signs =
            [('の', Class::Han), ('ー', Class::LongKana), ('字', Class::Han), ('、', Class::Comma), ('a', Class::West)];
        assert_eq!(signs.map(|(sign, class)| limit(sign, class).0), [500, 500, 0, 500, 250]);
        for (excess, before, after, expected) in [
            (500, 500, 500, (250, 250, 0)),
            (500, 0, 0, (0, 0, 500)),
            (500, 0, 500, (0, 500, 0)),
            (500, 500, 0, (500, 0, 0)),
            (1500, 500, 500, (500, 500, 500)),
            (1000, 500, 0, (500, 0, 500)),
            (-500, 500, 500, (0, 0, 0)),
        ] {
            let Taken { before, after, space } = taken(Len(excess), Len(before), Len(after));
            assert_eq!((before.0, after.0, space.0), expected, "{excess}");
        }
    }
}
