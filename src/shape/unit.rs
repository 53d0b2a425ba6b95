//! Text → units: the stretches that become one cluster each.

use crate::tradition::class::{is_extender, is_pictographic, is_regional, is_tone};
use crate::tradition::{Class, Course, Direction, Foreign, Lang, Tones, guides_foreign};

use super::bidi;
use super::context::classes;
use super::vertical;

/// A stretch of text set as one: a character with what extends it, or a pair of dashes or ellipses (B4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Its first character.
    pub first: char,
    /// The character that is drawn for it.
    pub drawn: char,
    /// Its class.
    pub class: Class,
    /// How many full-body signs it holds: 2 for a pair of dashes, else 1.
    pub signs: u8,
    /// Its language.
    pub lang: Lang,
    /// Its script, where its letters join, change places or run from the right.
    pub foreign: Option<Foreign>,
    /// How deep it stands in text of the other direction (UAX 9): what is odd runs from the right.
    pub level: u8,
}

/// Most bytes of a unit: far more than any written sign with its marks, and few enough to be counted in a cluster.
pub(crate) const MOST_BYTES: usize = 255;

/// The languages of a text.
#[derive(Clone, Debug)]
pub(crate) struct Langs {
    /// First byte and language of every stretch of one language, the first from 0.
    stretches: Vec<(usize, Lang)>,
}

impl Langs {
    /// One language for the whole text.
    pub(crate) fn one(lang: Lang) -> Self {
        Self { stretches: vec![(0, lang)] }
    }

    /// Stretches by their first bytes, in order.
    pub(crate) fn of(stretches: impl Iterator<Item = (usize, Lang)>) -> Self {
        let mut stretches: Vec<(usize, Lang)> = stretches.collect();
        stretches.dedup_by_key(|(_, lang)| *lang);
        Self { stretches }
    }

    /// The language of the byte at `at`.
    fn at(&self, at: usize) -> Lang {
        let next = self.stretches.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).map_or(Lang::default(), |own| self.stretches[own].1)
    }
}

/// Splits a paragraph's text for lines of `direction`.
pub(crate) fn units(text: &str, langs: &Langs, direction: Direction) -> Vec<Unit> {
    let chars: Vec<char> = text.chars().collect();
    let of: Vec<Lang> = match langs.stretches.as_slice() {
        [(_, only)] => vec![*only; chars.len()],
        _ => text.char_indices().map(|(at, _)| langs.at(at)).collect(),
    };
    let classes = classes(&chars, &of);
    let mut units: Vec<Unit> = Vec::with_capacity(chars.len());
    let mut at = 0;
    for ((&c, &class), &lang) in chars.iter().zip(&classes).zip(&of) {
        let (start, end) = (at, at + c.len_utf8());
        at = end;
        match units.last_mut() {
            Some(last) if end - last.start <= MOST_BYTES && extends(last, text, c) => last.end = end,
            Some(last) if pairs(last, c, class) => {
                last.end = end;
                last.signs = 2;
            }
            // The two marks share one em, so that they stay one sign.
            Some(last) if shares_em(last, c, class, direction) => last.end = end,
            _ => {
                let (foreign, signs) = (Foreign::of(c), signs_of(c));
                units.push(Unit { start, end, first: c, drawn: c, class, signs, lang, foreign, level: 0 });
            }
        }
    }
    if direction == Direction::Vertical {
        vertical::tailor(text, &mut units);
    }
    if units.iter().any(|unit| unit.foreign.is_some()) {
        bidi::take_scripts(&mut units);
        bidi::take_levels(text, bidi::course(text, Course::FromLeft), &mut units);
    }
    units
}

/// A two-em dash is one character.
fn signs_of(c: char) -> u8 {
    if c == '\u{2E3A}' { 2 } else { 1 }
}

/// Whether a character belongs to the unit before it: marks, jamo of one syllable, pictures that join.
fn extends(last: &Unit, text: &str, c: char) -> bool {
    let own = &text[last.start..last.end];
    (is_extender(c) || guides_foreign(c)) && takes_extenders(last, own)
        || joins_syllable(own, c)
        || joins_picture(last, own, c)
}

/// UAX 14 LB10: a mark after a space or a line break has no base.
fn takes_extenders(last: &Unit, text: &str) -> bool {
    !text.ends_with('\u{200B}')
        && last.class != Class::Space
        && !last.first.is_control()
        && !matches!(last.first, '\u{2028}' | '\u{2029}')
}

/// UAX 29 GB6 to GB8: leading, vowel and trailing jamo make one syllable.
fn joins_syllable(own: &str, c: char) -> bool {
    let is_leading = |c| matches!(c, '\u{1100}'..='\u{115F}' | '\u{A960}'..='\u{A97C}');
    let is_vowel = |c| matches!(c, '\u{1160}'..='\u{11A7}' | '\u{D7B0}'..='\u{D7C6}');
    let is_trailing = |c| matches!(c, '\u{11A8}'..='\u{11FF}' | '\u{D7CB}'..='\u{D7FB}');
    let is_syllable = |c| matches!(c, '\u{AC00}'..='\u{D7A3}');
    // A syllable without a trailing jamo is every 28th one.
    let is_open = |c| is_syllable(c) && (u32::from(c) - 0xAC00).is_multiple_of(28);
    if !(is_leading(c) || is_vowel(c) || is_trailing(c) || is_syllable(c)) {
        return false;
    }
    let Some(before) = own.chars().next_back() else { return false };
    is_leading(before) && (is_leading(c) || is_vowel(c) || is_syllable(c))
        || (is_vowel(before) || is_open(before)) && (is_vowel(c) || is_trailing(c))
        || (is_trailing(before) || is_syllable(before)) && is_trailing(c)
}

/// UAX 29 GB11 to GB13, UAX 14 LB30b: a picture after a joiner, a tone of skin, and the second letter of a flag.
fn joins_picture(last: &Unit, own: &str, c: char) -> bool {
    let is_flag = is_regional(last.first) && is_regional(c) && own.len() == last.first.len_utf8();
    let joins = is_tone(c) || (is_pictographic(c) && own.ends_with('\u{200D}'));
    is_flag || (is_pictographic(last.first) && !is_regional(last.first) && joins)
}

/// Dashes and ellipses come two by two, counted from the left of a run; the halves of a vertical repeat mark belong together (JA8).
fn pairs(last: &Unit, c: char, class: Class) -> bool {
    let is_repeat = matches!(last.first, '〳' | '〴') && c == '〵';
    let is_doubled = class == Class::Long
        && last.class == Class::Long
        && last.first == c
        && last.lang.tradition().doubled.contains(c);
    last.signs == 1 && (is_doubled || is_repeat)
}

/// TC12: two ！？ stand side by side in one em of a vertical line.
fn shares_em(last: &Unit, c: char, class: Class, direction: Direction) -> bool {
    direction == Direction::Vertical
        && class == Class::Tone
        && last.class == Class::Tone
        && last.lang.tradition().tones == Tones::SideBySide
        && last.end - last.start == c.len_utf8()
}
