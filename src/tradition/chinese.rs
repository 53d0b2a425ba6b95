//! Chinese: the mainland, Taiwan and Hong Kong (composition A to I; CLREQ; GB/T 15834).

use crate::base::Em;

use super::Direction;
use super::class::{Class, Lookup};
use super::composition::*;
use super::table::*;
use super::writing::*;

/// zh-Hans: marks in the lower left, all squeezed; the newspaper profile.
pub(super) const MAINLAND: Tradition = Tradition {
    tag: "zh-Hans",
    own: |_| None,
    doubled: "—…⋯",
    shared: Shared::ByNeighbours,
    lone_dash: Class::Conn,
    boxes: mainland_boxes,
    starts,
    ends,
    pairs: mainland_pairs,
    tones: Tones::Halved,
    at_end: mainland_at_end,
    before_hanging: BeforeHanging::Nothing,
    hangs: |class, _, _| matches!(class, Class::Comma | Class::Stop | Class::Tone),
    squeeze,
    word_space: WORD_SPACE,
    slots,
    growth: GROWTH,
    gap_signs: "#&%$",
    loose: Em(250),
    bound: "",
    hyphenated: 8,
    heads: HeadSense::Dictionary,
    upright: Upright { side_by_side: 3, stacked: 0, quotes: ['『', '』', '「', '」'], numerals: Numerals::Apart },
    writing: PLAIN,
    style: StyleDefaults { composition: NEWSPAPER, indent: Em(2000) },
    takes: TAKES,
};

/// zh-Hant, zh-TW: marks centred; only brackets are squeezed beside others (TC2 to TC4).
pub(super) const TAIWAN: Tradition = Tradition {
    tag: "zh-Hant",
    heads: HeadSense::Traditional,
    own: centred_own,
    doubled: "—…⋯─",
    boxes: centred_boxes,
    pairs: centred_pairs,
    tones: Tones::SideBySide,
    at_end: centred_at_end,
    hangs: |class, sign, direction| {
        direction == Direction::Vertical
            && matches!(class, Class::Comma | Class::Stop)
            && matches!(sign, '、' | '，' | '。')
    },
    upright: Upright { quotes: ['「', '」', '『', '』'], ..MAINLAND.upright },
    writing: Writing {
        emphasis: Emphasis::Dots,
        after_dateline: AfterDateline::EmUnlessBracket,
        letters: "人大中的是這個們說國為臺灣裡裏並學會點",
        ..PLAIN
    },
    style: StyleDefaults { composition: Composition { lang: super::Lang::ZhHant, ..CENTRED }, indent: Em(2000) },
    ..MAINLAND
};

/// zh-HK, zh-MO: as Taiwan, in its own forms.
pub(super) const HONG_KONG: Tradition = Tradition {
    tag: "zh-HK",
    writing: Writing {
        letters: "人大中的是這個們說國為港裏並學會點嘅咗啲嘢佢喺", ..TAIWAN.writing
    },
    style: StyleDefaults { composition: Composition { lang: super::Lang::ZhHk, ..CENTRED }, indent: Em(2000) },
    ..TAIWAN
};

const WORD_SPACE: WordSpace = WordSpace { least: Share::OfEm(Em(250)), most: Share::OfEm(Em(500)) };

const GROWTH: Growth = Growth { letters: None, rest: Rest::Letters };

const CENTRED: Composition = Composition { punct: PunctStyle::Quanjiao, policy: Policy::PushIn, ..NEWSPAPER };

const TAKES: Takes = Takes {
    punct: &[
        PunctStyle::Kaiming,
        PunctStyle::Quanjiao,
        PunctStyle::Banjiao,
        PunctStyle::Hangmobanjiao,
        PunctStyle::Plain,
        PunctStyle::Cct,
    ],
    kinsoku: &[Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::News, Kinsoku::Strict],
    line_end_stop: &[LineEndStop::Keep, LineEndStop::Trim, LineEndStop::Allow],
    word_break: &[WordBreak::Normal],
    stretch: &[Stretch::Marks, Stretch::Even],
};

/// A1: half an em of blank at the side the ink leaves free.
fn mainland_boxes(class: Class, sign: char, direction: Direction) -> Boxed {
    let is_upright = direction == Direction::Vertical;
    match class {
        Class::Mid if sign == '･' => Boxed::solid(BoxWidth::Half),
        Class::Mid if sign == '・' || is_upright => Boxed::solid(BoxWidth::Em),
        Class::Mid | Class::Sol => Boxed::solid(BoxWidth::Half),
        Class::Comma | Class::Stop | Class::Tone if !(is_upright && is_fixed_upright(sign)) => {
            Boxed { width: BoxWidth::Mark, blank: Side::After }
        }
        _ => shared_box(class, sign),
    }
}

/// A1, TC2: stops and commas in the middle of their em, ！？ without a blank.
fn centred_boxes(class: Class, sign: char, direction: Direction) -> Boxed {
    let is_upright = direction == Direction::Vertical;
    match class {
        Class::Mid if sign == '･' => Boxed::solid(BoxWidth::Half),
        Class::Mid => Boxed { width: BoxWidth::Em, blank: Side::Both },
        Class::Comma | Class::Stop if !(is_upright && is_fixed_upright(sign)) => {
            Boxed { width: BoxWidth::Mark, blank: Side::Both }
        }
        Class::Bopomofo if is_tone_of_bopomofo(sign) => Boxed::solid(BoxWidth::Half),
        _ => shared_box(class, sign),
    }
}

/// A8: ：；！？ have no blank in vertical lines.
fn is_fixed_upright(sign: char) -> bool {
    matches!(sign, '：' | '；' | '！' | '？')
}

/// ˊ ˇ ˋ stand after their syllable, ˙ before it (CLREQ, Zhuyin).
pub(super) fn is_tone_of_bopomofo(sign: char) -> bool {
    matches!(sign, 'ˊ' | 'ˇ' | 'ˋ' | '˙')
}

/// TC7, TC8, TC14: the dash of Big5 data, small marks, bopomofo in running text.
fn centred_own(c: char) -> Option<Lookup> {
    let class = match c {
        '─' => Class::Long,
        '﹐' | '﹑' | '﹔' | '﹕' => Class::Comma,
        '﹒' => Class::Stop,
        '﹖' | '﹗' => Class::Tone,
        '﹙' | '﹛' | '﹝' => Class::Open,
        '﹚' | '﹜' | '﹞' => Class::Close,
        'ㄅ'..='ㄯ' | '\u{31A0}'..='\u{31BF}' => Class::Bopomofo,
        _ if is_tone_of_bopomofo(c) => Class::Bopomofo,
        _ => return None,
    };
    Some(Lookup::Fixed(class))
}

/// B1, B3.
fn starts(class: Class, sign: char) -> Option<Kinsoku> {
    match class {
        Class::Comma
        | Class::Stop
        | Class::Tone
        | Class::Close
        | Class::Mid
        | Class::Conn
        | Class::Sol
        | Class::Operator
        | Class::NoStart
        | Class::Post => Some(Kinsoku::Basic),
        Class::Long if matches!(sign, '—' | '\u{2E3A}' | '─') => Some(Kinsoku::Strict),
        Class::Long => Some(Kinsoku::News),
        Class::West if is_western_closer(sign) => Some(Kinsoku::Basic),
        _ => None,
    }
}

/// B2, B3.
fn ends(class: Class, sign: char) -> Option<Kinsoku> {
    match class {
        Class::Open | Class::Pre => Some(Kinsoku::Basic),
        Class::Sol => Some(Kinsoku::Gb),
        Class::West if is_western_opener(sign) => Some(Kinsoku::Basic),
        _ => None,
    }
}

/// C8, the mainland's column.
fn mainland_pairs(left: Class, right: Class) -> Loses {
    if closes(left) && (closes(right) || matches!(right, Class::Mid | Class::IdeographicSpace)) {
        Loses::Left
    } else if right == Class::Open && comes_before_open(left) {
        Loses::Right
    } else {
        Loses::Neither
    }
}

/// C8, the other column: a stop in the middle of its em keeps it beside a closing mark.
fn centred_pairs(left: Class, right: Class) -> Loses {
    match mainland_pairs(left, right) {
        Loses::Left if left != Class::Close => Loses::Neither,
        loses => loses,
    }
}

fn closes(class: Class) -> bool {
    matches!(class, Class::Close | Class::Comma | Class::Stop | Class::Tone)
}

fn comes_before_open(class: Class) -> bool {
    closes(class) || matches!(class, Class::Open | Class::Mid | Class::IdeographicSpace)
}

/// C10: brackets and commas lose their half in any case, stops as the style says.
fn mainland_at_end(class: Class, stops: LineEndStop) -> AtEnd {
    match (class, stops) {
        (Class::Close | Class::Comma | Class::Stop | Class::Tone, LineEndStop::Allow) => AtEnd::Drops,
        (Class::Close | Class::Comma, _) | (Class::Stop | Class::Tone, LineEndStop::Trim) => AtEnd::Trims,
        _ => AtEnd::Keeps,
    }
}

/// TC4.
fn centred_at_end(class: Class, stops: LineEndStop) -> AtEnd {
    match (class, stops) {
        (Class::Close, _) => AtEnd::Trims,
        (Class::Comma | Class::Stop, LineEndStop::Allow) => AtEnd::Drops,
        _ => AtEnd::Keeps,
    }
}

/// D2.
fn squeeze(class: Class) -> u8 {
    match class {
        Class::Mid => level::MID,
        Class::Open | Class::Close => level::BRACKET,
        Class::Comma => level::COMMA,
        Class::Stop | Class::Tone => level::STOP,
        _ => 0,
    }
}

/// D4 level 3; which marks are spared is the style's business.
fn slots(left: Beside, right: Beside) -> Slot {
    let is_rigid = |class| matches!(class, Class::Conn | Class::Sol | Class::Operator | Class::Space | Class::Newline);
    if is_rigid(left.class) || is_rigid(right.class) { Slot::Closed } else { Slot::Letters }
}
