//! Characters in vertical lines: upright, turned, side by side (composition I1, I2, I4; UAX 50; JLREQ 2.3.2).

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{Annotation, Direction};
use crate::tradition::class::{Lookup, lookup};
use crate::tradition::{BoxWidth, Class, Numerals};

use super::shaped::Orientation;
use super::shaper::RawGlyph;
use super::unit::Unit;

/// Acronyms up to this length stand upright letter by letter.
const UPRIGHT_LETTERS: usize = 4;
/// ASCII marks that are set as their full-width sisters beside characters and upright units.
const WIDENED: &str = "()[]!?,:;%";

/// Units of one orientation.
pub(super) struct Part {
    /// Which of the group's units.
    pub units: Range<usize>,
    /// How they stand.
    pub orientation: Orientation,
}

/// I4: how a Western group stands in a vertical line.
pub(super) fn split(text: &str, group: &[Unit], annotation: &Annotation) -> Vec<Part> {
    let orientation =
        if *annotation == Annotation::TateChuYoko { Orientation::TateChuYoko } else { stands(text, group) };
    match orientation {
        Orientation::Upright => {
            (0..group.len()).map(|at| Part { units: at..at + 1, orientation: Orientation::Upright }).collect()
        }
        orientation => vec![Part { units: 0..group.len(), orientation }],
    }
}

/// How a word of Western signs stands: short numbers and acronyms upright, all else turned.
fn stands(text: &str, group: &[Unit]) -> Orientation {
    let word = &text[group[0].start..group[group.len() - 1].end];
    let upright = &group[0].lang.tradition().upright;
    let (digits, count) = (word.chars().all(|c| c.is_ascii_digit()), group.len());
    // V10: 3.5 stands in one em at two thirds of its width.
    let is_decimal = matches!(word.as_bytes(), [whole, b'.', part] if whole.is_ascii_digit() && part.is_ascii_digit());
    if is_decimal || digits && (2..=upright.side_by_side).contains(&count) {
        return Orientation::TateChuYoko;
    }
    let is_acronym = count <= UPRIGHT_LETTERS && word.chars().all(|c| c.is_ascii_uppercase());
    let is_stacked = digits && count <= upright.stacked;
    if count == 1 || is_acronym || is_stacked { Orientation::Upright } else { Orientation::Rotated }
}

/// Western letters and marks, and the ASCII signs of numbers.
pub(super) fn is_latin(unit: &Unit) -> bool {
    unit.class == Class::West || (matches!(unit.class, Class::Post | Class::Pre) && unit.drawn.is_ascii())
}

/// Several units as the one cluster they form side by side.
pub(super) fn joined(units: &[Unit]) -> Unit {
    Unit { end: units[units.len() - 1].end, ..units[0] }
}

/// The class of a unit that stands in a vertical line.
pub(super) fn class_of(unit: &Unit, orientation: Orientation) -> Class {
    match orientation {
        Orientation::TateChuYoko if unit.class != Class::Tone => Class::Upright,
        Orientation::Upright if unit.class == Class::West => Class::Upright,
        _ => unit.class,
    }
}

/// What units are in vertical lines that they are not in horizontal ones.
pub(super) fn tailor(text: &str, units: &mut [Unit]) {
    let mut at = 0;
    while at < units.len() {
        let count = units[at..].iter().take_while(|unit| is_latin(unit)).count();
        if count > 0 {
            widen(text, units, at..at + count);
        }
        at += count.max(1);
    }
    bind_capitals(units);
    close_numerals(units);
}

/// V4: acronyms in full-width capitals are one unit as well.
fn bind_capitals(units: &mut [Unit]) {
    let is_capital = |unit: &Unit| matches!(unit.first, 'Ａ'..='Ｚ');
    for acronym in units.chunk_by_mut(|a, b| is_capital(a) && is_capital(b)) {
        if is_capital(&acronym[0]) && (2..=UPRIGHT_LETTERS).contains(&acronym.len()) {
            acronym.iter_mut().for_each(|unit| unit.class = Class::Upright);
        }
    }
}

/// ASCII marks at the edges of a Western word become full-width beside a character, or beside a word that stands upright.
fn widen(text: &str, units: &mut [Unit], group: Range<usize>) {
    let is_mark = |unit: &&Unit| WIDENED.contains(unit.first) && unit.end - unit.start == 1;
    let leading = units[group.clone()].iter().take_while(is_mark).count();
    let trailing = units[group.start + leading..group.end].iter().rev().take_while(is_mark).count();
    let core = group.start + leading..group.end - trailing;
    let is_character = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(is_character);
    let (before, after) = (is_character(group.start.checked_sub(1)), is_character(Some(group.end)));
    let is_upright = !core.is_empty() && stands(text, &units[core.clone()]) != Orientation::Rotated;
    let touches = |side: bool| side || is_upright || (core.is_empty() && (before || after));
    if touches(before) {
        units[group.start..core.start].iter_mut().for_each(widen_mark);
    }
    if touches(after) {
        units[core.end..group.end].iter_mut().for_each(widen_mark);
    }
}

/// Whether a unit is a character or mark of its own em.
fn is_character(unit: &Unit) -> bool {
    !is_latin(unit) && !matches!(unit.class, Class::Space | Class::Newline | Class::IdeographicSpace | Class::Pause)
}

fn widen_mark(unit: &mut Unit) {
    // Full-width forms stand in the order of ASCII (U+FF01 for U+0021).
    let Some(wide) = char::from_u32(u32::from(unit.first) + 0xFEE0) else { return };
    if let Lookup::Fixed(class) = (unit.lang.tradition().own)(wide).unwrap_or_else(|| lookup(wide)) {
        (unit.drawn, unit.class) = (wide, class);
    }
}

/// JA19: 、 and ・ inside a number, which are no marks of a list.
fn close_numerals(units: &mut [Unit]) {
    let inside: Vec<usize> = (1..units.len().max(2) - 1).filter(|&at| is_in_number(units, at)).collect();
    for at in inside {
        units[at].class = Class::NumberMark;
    }
}

/// Whether the mark at `at` stands between two numerals, 、 between two that stand alone.
fn is_in_number(units: &[Unit], at: usize) -> bool {
    let Some(&Unit { first: mark, lang, .. }) = units.get(at) else { return false };
    if !matches!(mark, '、' | '・') || lang.tradition().upright.numerals != Numerals::Close {
        return false;
    }
    let is = |at: Option<usize>, test: &dyn Fn(&Unit) -> bool| at.and_then(|at| units.get(at)).is_some_and(test);
    let is_han = |unit: &Unit| "〇一二三四五六七八九".contains(unit.first);
    let is_numeral =
        |unit: &Unit| is_han(unit) || mark == '・' && (unit.first.is_ascii_digit() || unit.class == Class::FullDigit);
    let (before, after) = (at.checked_sub(1), Some(at + 1));
    let (beyond, further) = (at.checked_sub(2), Some(at + 2));
    let goes_on = |unit: &Unit| unit.first == mark || mark == '、' && is_han(unit);
    is(before, &is_numeral) && is(after, &is_numeral) && !is(beyond, &goes_on) && !is(further, &goes_on)
}

/// I2: Chinese and Japanese quotes are corner brackets or quotes of their own in vertical lines.
pub(super) fn drawn_sign(unit: &Unit, direction: Direction) -> char {
    if direction == Direction::Horizontal || unit.class == Class::West {
        return unit.drawn;
    }
    let quotes = unit.lang.tradition().upright.quotes;
    match unit.first {
        '“' => quotes[0],
        '”' => quotes[1],
        '‘' => quotes[2],
        '’' => quotes[3],
        _ => unit.drawn,
    }
}

/// TC12: whether a unit is two ！？, which stand side by side.
pub(super) fn is_pair_of_tones(unit: &Unit) -> bool {
    unit.class == Class::Tone && unit.end - unit.start == 2 * unit.first.len_utf8()
}

/// The text whose glyphs are drawn for a unit's text.
pub(super) fn drawn_text<'t>(text: &'t str, unit: &Unit, direction: Direction) -> Cow<'t, str> {
    let sign = drawn_sign(unit, direction);
    // A solidus as wide as half an em is the narrow one.
    let box_of = unit.lang.tradition().boxes;
    if unit.first == '／' && unit.class == Class::Sol && box_of(Class::Sol, sign, direction).width == BoxWidth::Half {
        return Cow::Owned("/".to_owned());
    }
    if direction == Direction::Vertical && is_pair_of_tones(unit) {
        // Their narrow sisters share the em.
        return Cow::Owned(text.chars().map(|c| if c == '！' { '!' } else { '?' }).collect());
    }
    if sign == unit.first { Cow::Borrowed(text) } else { Cow::Owned(sign.to_string()) }
}

/// I1: a dash, ellipsis or connector whose face has no vertical form is turned.
pub(super) fn must_turn(
    unit: &Unit,
    upright: &[RawGlyph],
    horizontal: impl FnOnce() -> std::rc::Rc<[RawGlyph]>,
) -> bool {
    matches!(unit.class, Class::Long | Class::Conn | Class::Wave)
        && horizontal().iter().map(|glyph| glyph.id).eq(upright.iter().map(|glyph| glyph.id))
}
