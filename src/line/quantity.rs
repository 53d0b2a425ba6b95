//! Numbers with what belongs to them: grouped digits, units, dates, ranges; straight quotes; raised marks
//! (composition B4, E2). These see more than a pair of characters, so they follow the pair rules.

use crate::model::{Composition, UnitGlue};
use crate::shape::{Class, Sign};

use super::breaks::{Break, QUANTITY_BREAK, TORN_BREAK};
use super::names;

/// Units of several characters, of which the longest that fits is meant.
const LONG_UNITS: &[&str] = &[
    "个百分点",
    "平方公里",
    "平方千米",
    "百分点",
    "平方米",
    "立方米",
    "千瓦时",
    "公里",
    "公斤",
    "公顷",
    "公分",
    "千米",
    "千克",
    "千瓦",
    "厘米",
    "毫米",
    "毫升",
    "毫克",
    "微克",
    "小时",
    "分钟",
    "秒钟",
    "海里",
    "英里",
    "英寸",
    "人次",
    "美元",
    "欧元",
    "周岁",
    "周年",
    "年代",
    "世纪",
];
/// Units and measure words of one character, with the numerals that stand before them.
const UNITS: &str = concat!(
    "年月日号时点分秒元角万亿千百十岁吨米里克升倍度人名个位户家辆艘只条件项次届版期页层楼栋座台套张本部种类批场站路所亩公斤",
    "天周夜旬季后票例起轮集章节款枚颗粒块把支架列班盏棵株头匹尾桌席顿份笔宗国省市县区镇村组队团室店厅排环级档折股寸尺丈伏瓦赫帧",
);
/// Numerals after which a further unit belongs to the number: 3.6万吨.
const NUMERALS: &str = "万亿千百十";
/// Units of a date or a time, which a further number follows: 3月11日.
const DATE_UNITS: &str = "年月日号时点分";
/// What may stand between a number and its unit: 20多人, 100+家.
const ABOUT: &str = "多余来+＋";
/// Words between the ends of a range, or the parts of a score.
const RANGE_WORDS: &str = "至到比";

/// Glues what pair rules cannot see. `found` holds the break after each sign.
pub(super) fn glue(signs: &[Sign], found: &mut [Break], rules: &Composition) {
    let (mut digits, mut quotes, mut raised) = (false, false, false);
    for sign in signs {
        digits |= is_number(sign);
        quotes |= is_straight_quote(sign);
        raised |= sign.raised;
    }
    if digits {
        grouped_digits(signs, found);
        if rules.unit_glue != UnitGlue::Never {
            quantities(signs, found, rules.unit_glue);
        }
    }
    names::glue(signs, found, rules);
    if quotes {
        straight_quotes(signs, found);
    }
    if raised && signs.iter().any(|sign| !sign.raised) {
        raised_marks(signs, found);
    }
}

/// Digits, and in vertical lines numbers that stand upright in one cell.
pub(super) fn is_digit(sign: &Sign) -> bool {
    sign.class == Class::FullDigit
        || (matches!(sign.class, Class::West | Class::Upright) && sign.first_char.is_ascii_digit())
}

/// A digit, or a number in one sign: Ⅲ, ①.
fn is_number(sign: &Sign) -> bool {
    is_digit(sign)
        || matches!(sign.first_char, '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{249B}' | '\u{3251}'..='\u{325F}')
}

/// Forbids the break after the sign at `at`, unless the line must end there.
pub(super) fn forbid(found: &mut [Break], at: usize) {
    if let Some(end) = found.get_mut(at).filter(|end| **end != Break::Must) {
        *end = Break::Never;
    }
}

/// ISO 80000-1, GB/T 15835: blanks part the digits of one number into threes, each of which is one cell where they stand upright.
fn grouped_digits(signs: &[Sign], found: &mut [Break]) {
    let digits_from = |from: usize| signs[from..].iter().take_while(|sign| is_digit(sign)).count();
    let is_cell = |at: usize| signs.get(at).is_some_and(|sign| sign.class == Class::Upright);
    let mut at = 0;
    while at < signs.len() {
        let count = digits_from(at);
        if count == 0 {
            at += 1;
            continue;
        }
        let starts_number = at == 0 || !matches!(signs[at - 1].first_char, '.' | ',' | '，' | '．');
        at += count;
        let mut is_group = starts_number && count <= 3;
        while is_group && signs.get(at).is_some_and(|sign| sign.class == Class::Space) {
            let next = digits_from(at + 1);
            is_group = next == 3 || (next == 1 && is_cell(at + 1));
            if is_group {
                forbid(found, at - 1);
                forbid(found, at);
                at += 1 + next;
            }
        }
    }
}

/// Where a walk over a quantity stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Number,
    /// After a unit; a numeral takes another one, a unit of a date another number.
    Unit(char),
}

/// B4: a number and its unit, a date, a range.
fn quantities(signs: &[Sign], found: &mut [Break], glue: UnitGlue) {
    let mut within = Within::Nothing;
    let mut at = 0;
    while at < signs.len() {
        let sign = &signs[at];
        let next_is_digit = signs.get(at + 1).is_some_and(is_digit);
        if is_number(sign) {
            if at > 0 && (matches!(signs[at - 1].first_char, '第' | '双') || joins_date(within)) {
                hold(found, at - 1, glue);
            }
            within = Within::Number;
        } else if takes_unit(within)
            && let Some(count) = unit_at(&signs[at..])
        {
            firmly(found, at - 1, glue);
            (at..at + count - 1).for_each(|inside| firmly(found, inside, glue));
            at += count - 1;
            within = Within::Unit(signs[at].first_char);
        } else if within == Within::Number && ABOUT.contains(sign.first_char) && unit_at(&signs[at + 1..]).is_some() {
            hold(found, at - 1, glue);
        } else if within != Within::Nothing && next_is_digit && joins_range(sign) {
            hold(found, at - 1, glue);
            hold(found, at, glue);
            within = Within::Nothing;
        } else if within != Within::Number || !(is_inside_number(sign) && next_is_digit) {
            within =
                if sign.class == Class::Post && within == Within::Number { Within::Unit('%') } else { Within::Nothing };
        }
        at += 1;
    }
}

fn joins_date(within: Within) -> bool {
    matches!(within, Within::Unit(unit) if DATE_UNITS.contains(unit))
}

fn takes_unit(within: Within) -> bool {
    match within {
        Within::Nothing => false,
        Within::Number => true,
        Within::Unit(unit) => NUMERALS.contains(unit),
    }
}

fn is_inside_number(sign: &Sign) -> bool {
    matches!(sign.first_char, '.' | ',' | ':' | '．' | '，' | '：' | '/' | '∶')
}

/// A wave, a dash or a word between two numbers, or the mark of two that are named together: 5、6个.
fn joins_range(sign: &Sign) -> bool {
    sign.class == Class::Conn
        || sign.first_char == '、'
        || RANGE_WORDS.contains(sign.first_char)
        || (sign.class == Class::West && matches!(sign.first_char, '–' | '-' | '~'))
}

/// How many signs the unit takes that begins here.
fn unit_at(signs: &[Sign]) -> Option<usize> {
    let first = signs.first()?;
    // KO10: counters of Korean are syllables of any kind.
    if first.class == Class::Hangul {
        return Some(1);
    }
    let first = Some(first).filter(|sign| sign.class == Class::Han)?.first_char;
    let stands = |unit: &str| unit.chars().enumerate().all(|(at, c)| signs.get(at).is_some_and(|s| s.first_char == c));
    let long = LONG_UNITS.iter().find(|unit| stands(unit)).map(|unit| unit.chars().count());
    long.or_else(|| UNITS.contains(first).then_some(1))
}

/// A break is taken only where its like would make a line loose.
pub(super) fn soften(found: &mut [Break], at: usize) {
    if found[at] == Break::May(0) {
        found[at] = Break::May(QUANTITY_BREAK);
    }
}

/// A date or a range may be wider than its line, so that it is never quite one piece.
fn hold(found: &mut [Break], at: usize, glue: UnitGlue) {
    soften(found, at);
    if glue == UnitGlue::Always && found[at] == Break::May(QUANTITY_BREAK) {
        found[at] = Break::May(TORN_BREAK);
    }
}

fn firmly(found: &mut [Break], at: usize, glue: UnitGlue) {
    if glue == UnitGlue::Always { forbid(found, at) } else { soften(found, at) }
}

fn is_straight_quote(sign: &Sign) -> bool {
    matches!(sign.class, Class::West | Class::Upright) && matches!(sign.first_char, '"' | '\'')
}

/// Straight quotes open and close by turns; after a digit, with none open, they are feet, inches, minutes or seconds.
fn straight_quotes(signs: &[Sign], found: &mut [Break]) {
    let (mut double, mut single) = (false, false);
    for (at, sign) in signs.iter().enumerate().filter(|(_, sign)| is_straight_quote(sign)) {
        let before = at.checked_sub(1).map(|before| signs[before]);
        let is_letter = |sign: Option<&Sign>| {
            sign.is_some_and(|sign| sign.class == Class::West && sign.first_char.is_ascii_alphanumeric())
        };
        let open = if sign.first_char == '"' { &mut double } else { &mut single };
        let is_apostrophe = sign.first_char == '\'' && is_letter(before.as_ref()) && is_letter(signs.get(at + 1));
        let is_prime = !*open && before.is_some_and(|before| is_digit(&before));
        if is_apostrophe {
            continue;
        }
        if is_prime || *open {
            *open = false;
            if before.is_some_and(|before| before.class != Class::Space) {
                forbid(found, at - 1);
            }
        } else {
            *open = true;
            forbid(found, at);
        }
    }
}

/// A raised or lowered mark belongs to what stands before it, and is whole.
fn raised_marks(signs: &[Sign], found: &mut [Break]) {
    for at in (1..signs.len()).filter(|&at| signs[at].raised) {
        forbid(found, at - 1);
    }
}
