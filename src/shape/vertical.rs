//! Characters in vertical lines: upright, turned, side by side (composition I1, I2, I4).

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{Annotation, Direction, Lang};

use super::class::Class;
use super::shaped::{Orientation, Region};
use super::shaper::RawGlyph;
use super::unit::Unit;

/// Acronyms up to this length stand upright letter by letter.
const UPRIGHT_LETTERS: usize = 4;
/// Numbers up to this length stand side by side in one em.
const SIDE_BY_SIDE: usize = 3;

/// Units of one orientation.
pub(super) struct Part {
    /// Which of the group's units.
    pub units: Range<usize>,
    /// How they stand.
    pub orientation: Orientation,
}

/// I4: how a Western group stands in a vertical line.
pub(super) fn split(text: &str, group: &[Unit], annotation: &Annotation) -> Vec<Part> {
    if *annotation == Annotation::TateChuYoko {
        return vec![Part { units: 0..group.len(), orientation: Orientation::TateChuYoko }];
    }
    let word = &text[group[0].start..group[group.len() - 1].end];
    let all = |test: fn(&char) -> bool| word.chars().all(|c| test(&c));
    if all(char::is_ascii_digit) && (2..=SIDE_BY_SIDE).contains(&group.len()) {
        return vec![Part { units: 0..group.len(), orientation: Orientation::TateChuYoko }];
    }
    let acronym = all(char::is_ascii_uppercase) && group.len() <= UPRIGHT_LETTERS;
    if group.len() == 1 || acronym {
        return (0..group.len()).map(|at| Part { units: at..at + 1, orientation: Orientation::Upright }).collect();
    }
    vec![Part { units: 0..group.len(), orientation: Orientation::Rotated }]
}

/// Several units as the one cluster they form side by side.
pub(super) fn joined(units: &[Unit]) -> Unit {
    Unit { end: units[units.len() - 1].end, class: Class::West, ..units[0] }
}

/// I2: Chinese quotes are corner brackets in vertical lines, by region.
pub(super) fn drawn_sign(unit: &Unit, direction: Direction, lang: Lang) -> char {
    if direction == Direction::Horizontal || unit.class == Class::West {
        return unit.first;
    }
    match (unit.first, Region::of(lang)) {
        ('“', Region::Sc) | ('‘', Region::Tc) => '『',
        ('”', Region::Sc) | ('’', Region::Tc) => '』',
        ('‘', Region::Sc) | ('“', Region::Tc) => '「',
        ('’', Region::Sc) | ('”', Region::Tc) => '」',
        (sign, _) => sign,
    }
}

/// The text whose glyphs are drawn for a unit's text.
pub(super) fn drawn_text<'t>(text: &'t str, unit: &Unit, direction: Direction, lang: Lang) -> Cow<'t, str> {
    let sign = drawn_sign(unit, direction, lang);
    if unit.first == '／' && unit.class == Class::Sol && Region::of(lang) == Region::Sc {
        return Cow::Owned("/".to_owned());
    }
    if sign == unit.first { Cow::Borrowed(text) } else { Cow::Owned(sign.to_string()) }
}

/// I1: a dash, ellipsis or connector whose face has no vertical form is turned.
pub(super) fn must_turn(
    unit: &Unit,
    upright: &[RawGlyph],
    horizontal: impl FnOnce() -> std::rc::Rc<[RawGlyph]>,
) -> bool {
    matches!(unit.class, Class::Long | Class::Conn)
        && horizontal().iter().map(|glyph| glyph.id).eq(upright.iter().map(|glyph| glyph.id))
}
