//! Scripts and directions of the units of a paragraph (UAX 24, UAX 9), where it has letters that need them.

use unicode_bidi::{BidiClass, BidiInfo, Level};

use crate::tradition::class::settles_chinese;
use crate::tradition::{Class, Course};

use super::unit::Unit;

/// UAX 24: a mark that scripts share stands in the script before it; digits and blanks are everyone's.
pub(super) fn take_scripts(units: &mut [Unit]) {
    for at in 1..units.len() {
        let (before, own) = (units[at - 1], &mut units[at]);
        let is_shared = own.class == Class::West && own.foreign.is_none() && !own.first.is_alphanumeric();
        if is_shared && before.class == Class::West {
            own.foreign = before.foreign;
        }
    }
}

/// Which way a text runs: from the right where most of its letters do and it has none of Chinese, Japanese or Korean, whose sentences run from the left
/// whatever name they begin with (UAX 9 HL1).
pub(super) fn course(text: &str, asked: Course) -> Course {
    // In a frame that runs from the right so does what has no letters at all, or those of a guest.
    let mut count = if asked == Course::FromRight { i64::MAX / 2 } else { 0 };
    for c in text.chars() {
        match unicode_bidi::bidi_class(c) {
            BidiClass::R | BidiClass::AL => count += 1,
            BidiClass::L if settles_chinese(c) == Some(true) => return Course::FromLeft,
            BidiClass::L => count -= 1,
            _ => {}
        }
    }
    if count > 0 { Course::FromRight } else { Course::FromLeft }
}

/// UAX 9 for a paragraph.
pub(super) fn take_levels(text: &str, course: Course, units: &mut [Unit]) {
    let (told, base) = match course {
        Course::FromLeft => (of_sentence(text, units), Level::ltr()),
        Course::FromRight => (text.to_owned(), Level::rtl()),
    };
    let levels = BidiInfo::new(&told, Some(base)).levels;
    for unit in units {
        unit.level = levels.get(unit.start).map_or(0, |level| level.number());
    }
}

/// The text with letters of Chinese in place of what belongs to the sentence around names (UAX 9 HL4): its marks, which part names in a list, and
/// numbers that its characters follow. ئالىم、پەرھات are read from the left, each name from the right, and 25岁 stays behind the name before it.
fn of_sentence(text: &str, units: &[Unit]) -> String {
    let mut told = text.to_owned();
    let mut is_of_sentence = false;
    for unit in units.iter().rev() {
        is_of_sentence = match unit.class {
            Class::Space | Class::Newline => false,
            // What stands within a number goes with it.
            Class::West | Class::Post | Class::Pre if unit.drawn.is_ascii() => {
                is_of_sentence && (unit.first.is_ascii_digit() || ".,%".contains(unit.first))
            }
            Class::West => false,
            _ => true,
        };
        if is_of_sentence {
            let own: String = text[unit.start..unit.end].chars().map(as_letter).collect();
            told.replace_range(unit.start..unit.end, &own);
        }
    }
    told
}

/// A letter from the left that takes as many bytes.
fn as_letter(c: char) -> char {
    ['a', 'é', '一', '𠀀'][c.len_utf8() - 1]
}

#[cfg(test)]
mod tests {
    use crate::tradition::{Direction, Lang};

    use super::super::unit::{Langs, units};

    #[test]
    fn names_run_from_the_right_and_the_sentence_around_them_from_the_left() {
        for (text, levels) in [
            ("说אב的", "0110"),
            ("说“אב”、“גד”。", "00110001100"),
            ("说אב、גד", "011011"),
            ("אב、גד", "11111"),
            ("אב גד", "11111"),
            ("אב, גד (הו) 25 ABC.", "1111111111112212221"),
            ("אב25岁", "11000"),
            ("אב3.5%的", "1100000"),
            ("第2 אב", "00011"),
            ("אב 25 גד", "11122111"),
            ("说(אב)", "00110"),
            ("(אב)", "1111"),
            ("אב(ג)的", "111110"),
            ("नमस्ते，Thai", "00000000000"),
            ("أحمد ١٢", "1111122"),
        ] {
            let units = units(text, &Langs::one(Lang::ZhHans), Direction::Horizontal);
            let found: String = units.iter().map(|unit| unit.level.to_string()).collect();
            assert_eq!(found, levels, "{text}");
        }
    }
}
