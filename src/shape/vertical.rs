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

/// Units of measure that stand side by side after their number (V12): each has a square form of one em in East Asian character sets.
const UNITS: &[&str] = &["km", "kg", "cm", "mm", "mg", "ml", "cc", "ha"];
/// A phrase of Western words is looked at so many words far to either side.
const PHRASE: usize = 4;

/// I4: how the Western group at `range` stands in a vertical line; parts are counted from the group's start.
pub(super) fn split(text: &str, units: &[Unit], range: Range<usize>, annotation: &Annotation) -> Vec<Part> {
    let group = &units[range.clone()];
    if *annotation == Annotation::TateChuYoko {
        return parts(0..group.len(), Orientation::TateChuYoko);
    }
    if let Some(number) = number_of_quantity(text, group) {
        let mut quantity = parts(0..number, stands(text, &group[..number]));
        quantity.extend(parts(number..group.len(), Orientation::TateChuYoko));
        return quantity;
    }
    let own = stands(text, group);
    let is_turned = own != Orientation::Rotated && is_beside_turned(text, units, &range);
    parts(0..group.len(), if is_turned { Orientation::Rotated } else { own })
}

/// Upright units stand one by one, others as one.
fn parts(units: Range<usize>, orientation: Orientation) -> Vec<Part> {
    match orientation {
        Orientation::Upright => units.map(|at| Part { units: at..at + 1, orientation }).collect(),
        orientation => vec![Part { units, orientation }],
    }
}

/// How many units of a group are a short number, where a unit of measure is the rest of it: 10kg.
fn number_of_quantity(text: &str, group: &[Unit]) -> Option<usize> {
    let number = group.iter().take_while(|unit| unit.first.is_ascii_digit() || unit.first == '.').count();
    let measure = group.get(number..).filter(|rest| number > 0 && !rest.is_empty())?;
    let is_measure = UNITS.contains(&&text[measure[0].start..measure[measure.len() - 1].end]);
    (is_measure && stands(text, &group[..number]) != Orientation::Rotated).then_some(number)
}

/// V5: whether a word belongs to a phrase of Western words of which one is turned, as 15 does to “iPhone 15 Pro”.
fn is_beside_turned(text: &str, units: &[Unit], range: &Range<usize>) -> bool {
    let is_turned = |word: &Range<usize>| {
        let word = &units[word.clone()];
        word.iter().any(|unit| unit.first.is_alphabetic()) && stands(text, word) == Orientation::Rotated
    };
    let before = std::iter::successors(word_before(units, range.start), |word| word_before(units, word.start));
    let after = std::iter::successors(word_after(units, range.end), |word| word_after(units, word.end));
    before.take(PHRASE).any(|word| is_turned(&word)) || after.take(PHRASE).any(|word| is_turned(&word))
}

/// The longest row of Western units that ends at `end` after one space.
fn word_before(units: &[Unit], start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1).filter(|&at| units[at].class == Class::Space)?;
    let count = units[..end].iter().rev().take_while(|unit| is_latin(unit)).take(LONGEST_WORD).count();
    (count > 0).then_some(end - count..end)
}

/// The row of Western units that begins one space after `end`.
fn word_after(units: &[Unit], end: usize) -> Option<Range<usize>> {
    let start = units.get(end).filter(|unit| unit.class == Class::Space).map(|_| end + 1)?;
    let count = units[start..].iter().take_while(|unit| is_latin(unit)).take(LONGEST_WORD).count();
    (count > 0).then_some(start..start + count)
}

/// Of longer rows a part says enough: they are turned.
const LONGEST_WORD: usize = 24;

/// How a word of Western signs stands: short numbers and acronyms upright, all else turned.
fn stands(text: &str, group: &[Unit]) -> Orientation {
    if group.iter().any(|unit| unit.foreign.is_some()) {
        return Orientation::Rotated;
    }
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
    bind_degrees(units);
    bind_signs(text, units);
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

/// V5: signs of degrees and minutes belong to the number before them and turn with it: 38°C.
fn bind_degrees(units: &mut [Unit]) {
    for at in 1..units.len() {
        if matches!(units[at].first, '°' | '′' | '″') && units[at - 1].class == Class::West {
            units[at].class = Class::West;
        }
    }
}

/// V5: a sign turns with the number after it: −5°C, ±0.5MPa. Before one that stands upright it stays.
fn bind_signs(text: &str, units: &mut [Unit]) {
    for at in 0..units.len().saturating_sub(1) {
        let count = units[at + 1..].iter().take_while(|unit| is_latin(unit)).count();
        let number = &units[at + 1..at + 1 + count];
        if matches!(units[at].first, '−' | '±') && count > 0 && stands(text, number) == Orientation::Rotated {
            units[at].class = Class::West;
        }
    }
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
    let own = &units[core.clone()];
    let is_upright =
        !own.is_empty() && (stands(text, own) != Orientation::Rotated || number_of_quantity(text, own).is_some());
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

/// Whether the mark at `at` stands between two numerals, 、 between two that stand alone, ． between full-width digits (V10).
fn is_in_number(units: &[Unit], at: usize) -> bool {
    let Some(&Unit { first: mark, lang, .. }) = units.get(at) else { return false };
    if mark == '．' {
        let is_digit = |at: usize| units.get(at).is_some_and(|unit| unit.class == Class::FullDigit);
        return is_digit(at - 1) && is_digit(at + 1);
    }
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
