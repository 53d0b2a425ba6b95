//! Names that mix Western letters, digits and signs with Han: A股, T1航站楼, C++, 互联网+, @李明, #话题#, 浙A·12345 (composition B4).

use crate::model::{Composition, UnitGlue};
use crate::shape::{Class, Sign};

use super::breaks::Break;
use super::quantity::{forbid, is_digit, soften};

/// The one character of a province, with which number plates begin (GA 36, annex A).
const PLATES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
/// Names of letters and digits of so many characters are read with the Han after them: 5G网络, C919客机.
const SHORT: usize = 4;

/// Glues what belongs to names. `found` holds the break after each sign.
pub(super) fn glue(signs: &[Sign], found: &mut [Break], rules: &Composition) {
    let (mut western, mut hashes, mut blanks) = (false, false, false);
    for sign in signs {
        western |= is_western(sign);
        hashes |= sign.first_char == '#';
        blanks |= sign.class == Class::IdeographicSpace;
    }
    if blanks && rules.unit_glue != UnitGlue::Never {
        spread_names(signs, found);
    }
    if !western {
        return;
    }
    for at in 0..signs.len().saturating_sub(1) {
        if is_one_name(signs, at) {
            forbid(found, at);
        }
    }
    if hashes {
        topics(signs, found);
    }
    if rules.unit_glue != UnitGlue::Never {
        short_names(signs, found);
        numbered_names(signs, found);
        letter_ranges(signs, found);
        short_parts(signs, found);
    }
}

/// A letter, a digit or a sign of Western text, upright in vertical lines too.
fn is_western(sign: &Sign) -> bool {
    matches!(sign.class, Class::West | Class::Upright)
}

fn is_letter(sign: &Sign) -> bool {
    is_western(sign) && sign.first_char.is_ascii_alphabetic()
}

fn is_alphanumeric(sign: &Sign) -> bool {
    is_western(sign) && sign.first_char.is_ascii_alphanumeric()
}

/// Whether the signs at `at` and after it never part.
fn is_one_name(signs: &[Sign], at: usize) -> bool {
    let (a, b) = (&signs[at], &signs[at + 1]);
    let before = at.checked_sub(1).map(|before| &signs[before]);
    let after = signs.get(at + 2);
    // Marks of schools and ratings, and names that end in plus signs: B−, C++, A+, 互联网+.
    let is_minus = b.first_char == '−' && is_letter(a) && !after.is_some_and(is_digit);
    let goes_on = is_plus(a) && before.is_some_and(is_alphanumeric);
    let is_motto = a.class.is_han() && !after.is_some_and(is_digit);
    let is_plus = is_plus(b) && (is_alphanumeric(a) || goes_on || is_motto);
    let is_address = a.first_char == '@' && b.class.is_han();
    is_minus
        || is_plus
        || is_address
        || is_dated(before, a, b)
        || is_solidus(before, a, b)
        || is_solidus(Some(a), b, after.unwrap_or(b))
}

fn is_plus(sign: &Sign) -> bool {
    is_western(sign) && sign.first_char == '+'
}

/// Whether the break after `dot` would part a day or a plate: 6·18, 浙A·12345; or a score or a time typed with a colon of Han: 3：0.
fn is_dated(before: Option<&Sign>, dot: &Sign, after: &Sign) -> bool {
    let joins = |c| matches!(c, '·' | '：');
    let is_plate = dot.first_char == '·' && before.is_some_and(is_letter);
    joins(dot.first_char) && is_digit(after) && (is_plate || before.is_some_and(is_digit))
}

/// GB/T 15834 5.1.9: a solidus between Western and Han neither begins nor ends a line either: 5kW/台.
fn is_solidus(before: Option<&Sign>, sign: &Sign, after: &Sign) -> bool {
    let is_joined = |before: &Sign| {
        before.first_char.is_alphanumeric()
            && after.first_char.is_alphanumeric()
            && before.class.is_han() != after.class.is_han()
    };
    sign.first_char == '/' && before.is_some_and(is_joined)
}

/// Hashes of topics open and close by turns: #春天的约定#; one after a digit names a house or a dish: 5#.
fn topics(signs: &[Sign], found: &mut [Break]) {
    let mut is_open = false;
    let is_han = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.class.is_han());
    for at in (0..signs.len()).filter(|&at| signs[at].first_char == '#') {
        let before = at.checked_sub(1);
        if is_open && is_han(before) {
            is_open = false;
            forbid(found, at - 1);
        } else if is_han(Some(at + 1)) && !before.is_some_and(|before| is_digit(&signs[before])) {
            is_open = true;
            forbid(found, at);
        }
    }
}

/// A letter and the Han after it, and what is named by letters and digits: A股, X光, T1航站楼; the letter of a plate after its province.
fn short_names(signs: &[Sign], found: &mut [Break]) {
    let mut start = 0;
    for at in 0..signs.len().saturating_sub(1) {
        let next = &signs[at + 1];
        if !is_alphanumeric(&signs[at]) {
            start = at + 1;
            if PLATES.contains(signs[at].first_char) && is_letter(next) && signs.get(at + 2).is_some_and(is_of_plate) {
                soften(found, at);
            }
        } else if next.class.is_han() && is_short_name(&signs[start..=at]) {
            soften(found, at);
        }
    }
}

fn is_of_plate(sign: &Sign) -> bool {
    is_digit(sign) || sign.first_char == '·'
}

/// A letter alone, or letters with digits.
fn is_short_name(signs: &[Sign]) -> bool {
    let (letters, digits) = (signs.iter().any(is_letter), signs.iter().any(is_digit));
    letters && signs.len() <= SHORT && (digits || signs.len() == 1)
}

/// Words of Western text that a blank parts from their number or their name: GB 2312, No. 10, 10 km, +86 571 8888.
fn numbered_names(signs: &[Sign], found: &mut [Break]) {
    for at in (1..signs.len().saturating_sub(1)).filter(|&at| signs[at].class == Class::Space) {
        let before = word(signs[..at].iter().rev());
        let after = word(signs[at + 1..].iter());
        let (Some(first), Some(last), Some(next)) = (before.last(), before.first(), after.first()) else { continue };
        let is_short = |word: &[Sign]| word.len() <= SHORT;
        let is_abbreviated = last.first_char == '.' && is_short(&before) && is_letter(first) && is_alphanumeric(next);
        let is_numbered = first.first_char.is_ascii_uppercase() && is_digit(next);
        let is_measured = is_digit(last) && (is_digit(next) || is_letter(next) && is_short(&after));
        if is_abbreviated || is_numbered || is_measured {
            soften(found, at);
        }
    }
}

/// The signs of Western text up to one that is none.
fn word<'a>(signs: impl Iterator<Item = &'a Sign>) -> Vec<Sign> {
    signs.take_while(|sign| is_western(sign)).take(LONGEST).copied().collect()
}

/// A wave or a dash between two letters that stand alone: A～D座.
fn letter_ranges(signs: &[Sign], found: &mut [Break]) {
    for at in (1..signs.len().saturating_sub(1)).filter(|&at| signs[at].class == Class::Conn) {
        let is_lone = |next: Option<&Sign>| next.is_none_or(|sign| !is_alphanumeric(sign));
        let (before, after) = (at.checked_sub(2).map(|before| &signs[before]), signs.get(at + 2));
        if is_letter(&signs[at - 1]) && is_letter(&signs[at + 1]) && is_lone(before) && is_lone(after) {
            soften(found, at - 1);
            soften(found, at);
        }
    }
}

/// Words longer than this are neither labels nor units.
const LONGEST: usize = 16;
/// Parts of a word with hyphens that are shorter say nothing alone: Wi-Fi, 5G-A, e-mail.
const SHORT_PART: usize = 3;

fn short_parts(signs: &[Sign], found: &mut [Break]) {
    for at in (1..signs.len().saturating_sub(1)).filter(|&at| is_western(&signs[at]) && signs[at].first_char == '-') {
        let part = |signs: &mut dyn Iterator<Item = &Sign>| {
            signs.take_while(|sign| is_alphanumeric(sign)).take(SHORT_PART).count()
        };
        let (before, after) = (part(&mut signs[..at].iter().rev()), part(&mut signs[at + 1..].iter()));
        if before > 0 && after > 0 && before.min(after) < SHORT_PART {
            soften(found, at);
        }
    }
}

/// Surnames have at most so many characters.
const LONGEST_SURNAME: usize = 2;

/// The blank within a spread name, between a surname and a given name of one character: 王　强, 欧阳　雪.
fn spread_names(signs: &[Sign], found: &mut [Break]) {
    let run = |from: usize| signs[from..].iter().take_while(|sign| sign.class == Class::Han).count();
    let mut at = 0;
    while at < signs.len() {
        let surname = run(at);
        let blank = at + surname;
        let is_name = (1..=LONGEST_SURNAME).contains(&surname)
            && signs.get(blank).is_some_and(|sign| sign.class == Class::IdeographicSpace)
            && run(blank + 1) == 1;
        if is_name {
            soften(found, blank);
        }
        at = blank + if is_name { 2 } else { 1 };
    }
}
