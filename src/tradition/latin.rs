//! Latin scripts: lines of words, whose spaces give and grow; UAX 14 breaks them.

use crate::base::{Em, Permille};

use super::Lang;
use super::chinese::MAINLAND;
use super::class::Class;
use super::composition::*;
use super::korean::TWO_THIRDS;
use super::table::*;
use super::writing::*;

/// en.
pub(super) const ENGLISH: Tradition = Tradition {
    tag: "en",
    shared: Shared::Western,
    lone_dash: Class::West,
    word_space: WordSpace { least: Share::OfOwn(TWO_THIRDS), most: Share::OfOwn(Permille(1500)) },
    growth: Growth { letters: None, rest: Rest::Spaces },
    gap_signs: "",
    loose: Em(250),
    // LA9: a dash belongs to the word before it.
    bound: "—–",
    hyphenated: 6,
    heads: HeadSense::Spaces,
    writing: Writing {
        emphasis: Emphasis::Italic,
        quotes: StraightQuotes::English,
        hyphens: Hyphens::Dashes,
        head_blank: HeadBlank::Word,
        after_dateline: AfterDateline::Word,
        item: "•\u{2002}",
        ..PLAIN
    },
    style: StyleDefaults {
        composition: Composition {
            lang: Lang::En,
            punct: PunctStyle::Plain,
            policy: Policy::PushIn,
            autospace: Em::ZERO,
            unit_glue: UnitGlue::Never,
            stretch: Stretch::Even,
            hyphenate: Hyphenate::Always,
            ..NEWSPAPER
        },
        indent: Em(1000),
    },
    takes: Takes {
        punct: &[PunctStyle::Plain],
        kinsoku: &[],
        line_end_stop: &[],
        word_break: &[WordBreak::Normal],
        stretch: &[Stretch::Even],
    },
    ..MAINLAND
};
