//! Korean: KLREQ.

use crate::base::{Em, Permille};

use super::Direction;
use super::Lang;
use super::class::{Class, Lookup};
use super::composition::*;
use super::japanese::{self, JAPANESE};
use super::table::*;
use super::writing::*;

/// ko: words with spaces between them, which are the first slack; Hangul as wide as its face draws it; no gap to Western.
pub(super) const KOREAN: Tradition = Tradition {
    tag: "ko",
    own,
    doubled: "—…⋯",
    shared: Shared::WesternQuotes,
    lone_dash: Class::Conn,
    boxes,
    starts,
    ends,
    word_space: WordSpace { least: Share::OfOwn(TWO_THIRDS), most: Share::OfEm(Em(500)) },
    slots,
    growth: Growth { letters: None, rest: Rest::All },
    loose: Em(125),
    heads: HeadSense::Spaces,
    upright: Upright { side_by_side: 2, stacked: 0, quotes: ['“', '”', '‘', '’'], numerals: Numerals::Apart },
    writing: Writing {
        emphasis: Emphasis::Dots,
        dots: DotsStand::Above,
        quotes: StraightQuotes::Paired,
        head_blank: HeadBlank::Word,
        after_dateline: AfterDateline::Word,
        letters: "가는했을것쪽의에서大韓民國",
        ..PLAIN
    },
    style: StyleDefaults {
        composition: Composition {
            lang: Lang::Ko,
            kinsoku_narrow: None,
            autospace: Em::ZERO,
            orphan_fix: true,
            ..JAPANESE.style.composition
        },
        indent: Em(1000),
    },
    takes: Takes { word_break: &[WordBreak::Normal, WordBreak::KeepAll], ..japanese::TAKES },
    ..JAPANESE
};

/// Two thirds, rounded down so that rounding never costs a line its fit.
pub(super) const TWO_THIRDS: Permille = Permille(666);

/// KO4, KO7: the middle dot is the face's, Hangul is no Han.
fn own(c: char) -> Option<Lookup> {
    let class = match c {
        '：' | '；' => Class::Mid,
        '·' | '/' => Class::West,
        '￦' | '₩' => Class::Pre,
        '〜' | '～' | 'ー' | '〃' => Class::NoStart,
        '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97C}' => Class::Hangul,
        '\u{AC00}'..='\u{D7A3}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FFA0}'..='\u{FFDC}' => Class::Hangul,
        _ => return None,
    };
    Some(Lookup::Fixed(class))
}

/// KO7: Hangul is as wide as the face draws it.
fn boxes(class: Class, sign: char, direction: Direction) -> Boxed {
    match class {
        Class::Hangul => Boxed::solid(BoxWidth::Drawn),
        _ => japanese::boxes(class, sign, direction),
    }
}

/// KO4, KO10.
fn starts(class: Class, sign: char) -> Option<Kinsoku> {
    match class {
        Class::Close
        | Class::Comma
        | Class::Stop
        | Class::Tone
        | Class::Mid
        | Class::Conn
        | Class::Long
        | Class::NoStart
        | Class::Sol
        | Class::Post => Some(Kinsoku::Loose),
        Class::West if is_western_closer(sign) || matches!(sign, '·' | '~' | '/') => Some(Kinsoku::Loose),
        _ => None,
    }
}

/// KO4: opening brackets alone; signs of currencies hold to their number.
fn ends(class: Class, sign: char) -> Option<Kinsoku> {
    match class {
        Class::Open => Some(Kinsoku::Loose),
        Class::West if is_western_opener(sign) => Some(Kinsoku::Loose),
        _ => None,
    }
}

/// KO6: none beside brackets, stops and hyphens; the space there stretches.
fn slots(left: Beside, right: Beside) -> Slot {
    let is_letter = |beside: Beside| match beside.class {
        Class::West => beside.sign.is_alphanumeric(),
        class => !class.is_mark() && !matches!(class, Class::Space | Class::Newline | Class::Operator),
    };
    let is_unit = left.class == Class::Upright && right.class == Class::Upright;
    if !is_unit && is_letter(left) && is_letter(right) { Slot::Letters } else { Slot::Closed }
}
