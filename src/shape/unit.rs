//! Text → units: the stretches that become one cluster each.

use super::class::{Class, is_extender, is_pictographic, is_regional, is_tone};
use super::context::classes;

/// A stretch of text set as one: a character with what extends it, or a pair of dashes or ellipses (B4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Its first character.
    pub first: char,
    /// Its class.
    pub class: Class,
    /// How many full-body signs it holds: 2 for a pair of dashes, else 1.
    pub signs: u8,
}

/// Most bytes of a unit: far more than any written sign with its marks, and few enough to be counted in a cluster.
pub(crate) const MOST_BYTES: usize = 255;

/// Splits a paragraph's text.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let chars: Vec<char> = text.chars().collect();
    let classes = classes(&chars);
    let mut units: Vec<Unit> = Vec::with_capacity(chars.len());
    let mut at = 0;
    for (&c, &class) in chars.iter().zip(&classes) {
        let (start, end) = (at, at + c.len_utf8());
        at = end;
        match units.last_mut() {
            Some(last)
                if is_extender(c) && end - last.start <= MOST_BYTES && takes_extenders(last, &text[..last.end]) =>
            {
                last.end = end;
            }
            Some(last) if pairs(last, c, class) => {
                last.end = end;
                last.signs = 2;
            }
            Some(last) if joins_picture(last, &text[last.start..start], c) && end - last.start <= MOST_BYTES => {
                last.end = end;
            }
            _ => units.push(Unit { start, end, first: c, class, signs: 1 }),
        }
    }
    units
}

/// UAX 14 LB10: a mark after a space or a line break has no base.
fn takes_extenders(last: &Unit, text: &str) -> bool {
    !text.ends_with('\u{200B}')
        && last.class != Class::Space
        && !last.first.is_control()
        && !matches!(last.first, '\u{2028}' | '\u{2029}')
}

/// UAX 29 GB11 to GB13, UAX 14 LB30b: a picture after a joiner, a tone of skin, and the second letter of a flag.
fn joins_picture(last: &Unit, own: &str, c: char) -> bool {
    let is_flag = is_regional(last.first) && is_regional(c) && own.len() == last.first.len_utf8();
    let joins = is_tone(c) || (is_pictographic(c) && own.ends_with('\u{200D}'));
    is_flag || (is_pictographic(last.first) && !is_regional(last.first) && joins)
}

/// Dashes and ellipses come two by two, counted from the left of a run.
fn pairs(last: &Unit, c: char, class: Class) -> bool {
    class == Class::Long
        && last.class == Class::Long
        && last.first == c
        && last.signs == 1
        && matches!(c, '—' | '…' | '⋯')
}
