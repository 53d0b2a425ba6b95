//! Japanese: JLREQ and JIS X 4051, with the levels of CSS Text where they differ.

use crate::base::Em;

use super::chinese::MAINLAND;
use super::class::{Class, Lookup};
use super::composition::*;
use super::table::*;
use super::writing::*;
use super::{Direction, Lang};

/// ja: marks in the lower left, ・：； in the middle, ！？ without a blank.
pub(super) const JAPANESE: Tradition = Tradition {
    tag: "ja",
    own,
    doubled: "—…⋯‥―",
    lone_dash: Class::Long,
    boxes,
    starts,
    ends,
    pairs,
    tones: Tones::Whole,
    at_end,
    before_hanging: BeforeHanging::Spaces,
    hangs: |class, _, _| matches!(class, Class::Comma | Class::Stop),
    squeeze,
    slots,
    growth: Growth { letters: Some(Em(250)), rest: Rest::All },
    gap_signs: "",
    heads: HeadSense::Kana,
    upright: Upright { side_by_side: 2, stacked: 4, quotes: ['〝', '〟', '‘', '’'], numerals: Numerals::Close },
    writing: Writing {
        emphasis: Emphasis::Dots,
        dots: DotsStand::AboveOrSesame,
        after_dateline: AfterDateline::EmUnlessBracket,
        letters: "人大日のはをアンー円気駅検対応込働図県歳",
        ..PLAIN
    },
    style: StyleDefaults {
        composition: Composition {
            lang: Lang::Ja,
            punct: PunctStyle::Quanjiao,
            kinsoku: Kinsoku::Normal,
            kinsoku_narrow: Some(Kinsoku::News),
            policy: Policy::PushIn,
            autospace_max: Em(500),
            orphan_fix: false,
            line_end_stop: LineEndStop::Allow,
            unit_glue: UnitGlue::Never,
            stretch: Stretch::Even,
            ..NEWSPAPER
        },
        indent: Em(1000),
    },
    takes: TAKES,
    ..MAINLAND
};

/// What Japanese and Korean styles may say: the half-width styles and the standard of Chinese mean nothing in them.
pub(super) const TAKES: Takes = Takes {
    punct: &[PunctStyle::Quanjiao, PunctStyle::Banjiao, PunctStyle::Hangmobanjiao, PunctStyle::Plain],
    kinsoku: &[Kinsoku::None, Kinsoku::Loose, Kinsoku::News, Kinsoku::Normal, Kinsoku::Strict],
    line_end_stop: &[LineEndStop::Keep, LineEndStop::Trim, LineEndStop::Allow],
    word_break: &[WordBreak::Normal],
    stretch: &[Stretch::Even],
};

/// JA1: ：； are middle dots (cl-05), small kana (cl-11), ー (cl-10) and waves have levels of their own, square units follow numbers (cl-13).
fn own(c: char) -> Option<Lookup> {
    let class = match c {
        '：' | '；' => Class::Mid,
        '〜' | '～' | '゠' => Class::Wave,
        '―' => return Some(Lookup::InChinese(Class::Long)),
        'ー' | 'ｰ' => Class::LongKana,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' => {
            Class::SmallKana
        }
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => {
            Class::SmallKana
        }
        // Small Ainu kana; small halfwidth kana.
        '\u{31F0}'..='\u{31FF}' | '\u{FF67}'..='\u{FF6F}' => Class::SmallKana,
        '＃' | '￦' | '₩' => Class::Pre,
        // UAX 14 class PO, as the other signs after numbers.
        '¢' | '\u{2034}'..='\u{2037}' => Class::Post,
        '㏋' | 'ℓ' | '㌃' | '㌍' | '㌔' | '㌘' | '㌢' | '㌣' | '㌦' | '㌧' | '㌫' | '㌶' | '㌻' => {
            Class::Post
        }
        '㍉' | '㍊' | '㍍' | '㍑' | '㍗' | '㎎' | '㎏' | '㎜' | '㎝' | '㎞' | '㎡' | '㎥' | '㏄' => {
            Class::Post
        }
        '/' => Class::West,
        _ => return None,
    };
    Some(Lookup::Fixed(class))
}

/// JA5, JA6, JA7.
pub(super) fn boxes(class: Class, sign: char, _: Direction) -> Boxed {
    match class {
        Class::Comma | Class::Stop => Boxed { width: BoxWidth::Mark, blank: Side::After },
        Class::Mid if sign == '･' => Boxed::solid(BoxWidth::Half),
        Class::Mid => Boxed { width: BoxWidth::Em, blank: Side::Both },
        Class::Tone => Boxed::solid(BoxWidth::Em),
        _ => shared_box(class, sign),
    }
}

/// JA2 to JA4, JA9.
fn starts(class: Class, sign: char) -> Option<Kinsoku> {
    match class {
        Class::Close | Class::Comma | Class::Stop | Class::NumberMark => Some(Kinsoku::Loose),
        Class::West if is_western_closer(sign) => Some(Kinsoku::Loose),
        Class::Conn | Class::Tone | Class::Mid | Class::NoStart | Class::Post => Some(Kinsoku::Normal),
        Class::Long if !matches!(sign, '—' | '―' | '\u{2E3A}') => Some(Kinsoku::Normal),
        Class::Wave | Class::LongKana | Class::SmallKana => Some(Kinsoku::Strict),
        _ => None,
    }
}

/// JA2.
fn ends(class: Class, sign: char) -> Option<Kinsoku> {
    match class {
        Class::Open => Some(Kinsoku::Loose),
        Class::West if is_western_opener(sign) => Some(Kinsoku::Loose),
        Class::Pre => Some(Kinsoku::Normal),
        _ => None,
    }
}

/// JA10, after JLREQ table 1; the half after 、。 stays before U+3000.
pub(super) fn pairs(left: Class, right: Class) -> Loses {
    use Class::{Close, Comma, IdeographicSpace, Mid, Open, Pause, Stop};
    match (left, right) {
        (Close, Close | Comma | Stop | Mid | IdeographicSpace) => Loses::Left,
        (Comma | Stop, Close | Comma | Stop | Mid) => Loses::Left,
        (Open | Close | Comma | Stop | Mid | IdeographicSpace | Pause, Open) => Loses::Right,
        _ => Loses::Neither,
    }
}

/// JA12, JA13: by JIS X 4051 commas and brackets lose their half in any case and stops keep it; by JLREQ all of it stays or goes.
pub(super) fn at_end(class: Class, stops: LineEndStop) -> AtEnd {
    match (class, stops) {
        (Class::Close | Class::Comma | Class::Stop | Class::Mid, LineEndStop::Allow) => AtEnd::Drops,
        (Class::Mid, LineEndStop::Trim) => AtEnd::Drops,
        (Class::Close | Class::Comma | Class::Mid, _) | (Class::Stop, LineEndStop::Trim) => AtEnd::Trims,
        _ => AtEnd::Keeps,
    }
}

/// JA14: ・：； first, then brackets and commas on one level; an inner 。 and ！？ never.
pub(super) fn squeeze(class: Class) -> u8 {
    match class {
        Class::Mid => level::MID,
        Class::Open | Class::Close | Class::Comma => level::COMMA,
        _ => 0,
    }
}

/// JA15, after JLREQ table 6.
fn slots(left: Beside, right: Beside) -> Slot {
    use Class::{
        Close, Comma, Conn, IdeographicSpace, Mid, Newline, NumberMark, Open, Pause, Space, Stop, Tone, Upright, Wave,
    };
    let is_blank = |class| matches!(class, IdeographicSpace | Pause);
    match (left.class, right.class) {
        (Space | Newline | Open | NumberMark, _) | (_, Space | Newline) | (Upright, Upright) => Slot::Closed,
        (_, Close | Comma | Stop | Mid | Tone | Conn | Wave | NumberMark) => Slot::Closed,
        (Close | Comma | Stop | Mid | Tone | Conn | Wave, _) | (_, Open) => Slot::Late,
        (left, right) if is_blank(left) || is_blank(right) => Slot::Late,
        _ => Slot::Letters,
    }
}
