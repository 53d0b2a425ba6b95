//! The settings of line composition; the rules themselves are in `line`, what each tradition takes in its own file.

use crate::base::Em;

use super::Lang;

/// How a paragraph's lines are composed. The default is the newspaper profile of composition §0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Composition {
    /// The paragraph's language, which decides what no single sign does: how slack is spread, and what holds between two languages.
    pub lang: Lang,
    /// Punctuation style (C3).
    pub punct: PunctStyle,
    /// Which characters may not start or end a line (B3).
    pub kinsoku: Kinsoku,
    /// The same in columns of fifteen em and less, where it is another.
    pub kinsoku_narrow: Option<Kinsoku>,
    /// What settles a forbidden break first (D1).
    pub policy: Policy,
    /// Whether lines are set to the measure.
    pub justify: bool,
    /// Gap between Han and Western (E1), in em; zero for none.
    pub autospace: Em,
    /// How far that gap may grow when a line is expanded (D4 level 2), in em.
    pub autospace_max: Em,
    /// Whether a stop or comma may hang outside the measure (D6).
    pub hang: bool,
    /// Whether the last line is kept from being a single character (F3).
    pub orphan_fix: bool,
    /// Whether 。！？ may be squeezed (D2 level 7).
    pub squeeze_stops: bool,
    /// Smallest advance a squeezed mark keeps (D3).
    pub squeeze_floor: SqueezeFloor,
    /// Whether an opening mark loses its blank on a paragraph's first line (C9).
    pub trim_first: bool,
    /// Whether 。．！？ lose their blank at a line end (C3).
    pub line_end_stop: LineEndStop,
    /// How firmly a number stays with the Han unit after it (B4).
    pub unit_glue: UnitGlue,
    /// Where a line's slack goes (D4).
    pub stretch: Stretch,
    /// Whether the gap beside a mark takes part in letter stretch (D4).
    pub stretch_at_punct: bool,
    /// How breaks are chosen (D7).
    pub fit: Fit,
    /// Lines more or fewer than the optimum (copy-fitting).
    pub looseness: i8,
    /// When long English words may be hyphenated (B5).
    pub hyphenate: Hyphenate,
    /// Where the words of Korean may be broken (KO3).
    pub word_break: WordBreak,
}

/// The newspaper profile of composition §0.
pub(super) const NEWSPAPER: Composition = Composition {
    lang: Lang::ZhHans,
    punct: PunctStyle::Kaiming,
    kinsoku: Kinsoku::News,
    kinsoku_narrow: None,
    policy: Policy::PushOut,
    justify: true,
    autospace: Em(250),
    autospace_max: Stretch::Marks.gap_max(),
    hang: false,
    orphan_fix: true,
    squeeze_stops: true,
    squeeze_floor: SqueezeFloor::Half,
    trim_first: true,
    line_end_stop: LineEndStop::Keep,
    unit_glue: UnitGlue::News,
    stretch: Stretch::Marks,
    stretch_at_punct: true,
    fit: Fit::Optimum,
    looseness: 0,
    hyphenate: Hyphenate::Narrow,
    word_break: WordBreak::Normal,
};

impl Default for Composition {
    fn default() -> Self {
        NEWSPAPER
    }
}

/// Punctuation width style (C3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PunctStyle {
    /// 原样: every mark one em.
    Plain,
    /// 行末半角: half only at line edges.
    Hangmobanjiao,
    /// 全角: one em, pairs squeezed.
    Quanjiao,
    /// 开明: stops one em, all other marks half.
    #[default]
    Kaiming,
    /// 半角: every mark half.
    Banjiao,
    /// Every mark 0.7 em.
    Cct,
}

/// Strictness of line-edge prohibitions (B3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinsoku {
    /// Inseparables only.
    None,
    /// CLREQ's recommendation.
    Basic,
    /// What every level of Japanese and Korean forbids (JA2).
    Loose,
    /// GB/T 15834: the solidus may not end a line either.
    Gb,
    /// And the ellipsis may not start one. In Japanese the same as loose.
    #[default]
    News,
    /// Of Japanese: no mark but small kana, long ones and waves starts a line.
    Normal,
    /// And the dash may not start one; in Japanese no small kana and no long one.
    Strict,
}

/// What settles a forbidden break first (D1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Compress the line to take the mark in.
    PushIn,
    /// Carry a character over and expand the line.
    #[default]
    PushOut,
}

/// Smallest advance of a squeezed mark (D3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SqueezeFloor {
    /// Half an em.
    #[default]
    Half,
    /// Three quarters of an em.
    ThreeQuarters,
}

/// Where the slack of a line that is set to its measure goes, beyond word spaces and Han–Western gaps (D4 and its amendment).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stretch {
    /// Into the blanks that the punctuation style took from marks, then into letters; never between two marks, never off a word.
    #[default]
    Marks,
    /// Evenly into all letters.
    Even,
}

impl Stretch {
    /// How far the Han–Western gap grows where the style does not say (D4 level 2): CLREQ's half an em, or two fifths,
    /// so that the gaps beside digits differ less from line to line where the marks may give as well.
    pub const fn gap_max(self) -> Em {
        match self {
            Self::Marks => Em(400),
            Self::Even => Em(500),
        }
    }
}

/// How firmly the parts of a quantity stay together: a number and its unit, a date, a range (B4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnitGlue {
    /// They part where that makes no line loose to avoid.
    #[default]
    News,
    /// They part like any other characters.
    Never,
    /// They never part.
    Always,
}

/// What 。．！？ do at a line end (C3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEndStop {
    /// Keep their em, as newspapers do.
    #[default]
    Keep,
    /// Lose their blank half.
    Trim,
    /// Keep their em where the line has room for all of it, else lose the whole half (JA12); brackets do too.
    Allow,
}

/// Where the words of Korean may be broken (KO3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WordBreak {
    /// Between any two syllables.
    #[default]
    Normal,
    /// Only at spaces and after hyphens.
    KeepAll,
}

/// How breaks are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fit {
    /// Line by line.
    First,
    /// Over the whole paragraph, least cost.
    #[default]
    Optimum,
    /// Few lines of equal length, broken by sense: headlines (H1).
    Balanced,
}

/// When English words of eight letters or more may be hyphenated (B5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hyphenate {
    /// In columns under 12 em.
    #[default]
    Narrow,
    /// Always.
    Always,
    /// Never.
    Never,
}
