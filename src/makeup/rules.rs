//! The rules of makeup by number and name. Sources: handbooks of newspaper makeup 版面编排 (区序, 断版, 碰题, 题文关系) and modular makeup of the West.

use crate::base::Code;

/// A rule of makeup.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number: `M6` has 6. Two rules of one number are the hard and the soft half of one.
    pub number: u8,
    /// Its name, which is its key in the table of points.
    pub name: &'static str,
    /// Code of the findings that tell where it is broken.
    pub code: Code,
    /// Whether it may be broken.
    pub kind: RuleKind,
    /// What its amount counts.
    pub unit: Unit,
}

/// Whether a rule may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// It may not; where it is, that is a finding.
    Hard,
    /// It costs points each time.
    Soft,
}

/// What the amount of a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Times, lines, rows or points, as the rule says.
    Count,
    /// Thousandths: a share of the page, or one size against another.
    Permille,
}

const fn hard(number: u8, name: &'static str, code: Code) -> Rule {
    Rule { number, name, code, kind: RuleKind::Hard, unit: Unit::Count }
}

const fn soft(number: u8, name: &'static str, unit: Unit) -> Rule {
    Rule { number, name, code: "", kind: RuleKind::Soft, unit }
}

macro_rules! rules {
    ($($id:ident = $rule:expr;)*) => {
        $(pub(super) static $id: Rule = $rule;)*
        /// All rules that are judged.
        pub static RULES: &[&Rule] = &[$(&$id),*];
    };
}

rules! {
    OVERSET = hard(1, "overset", "makeup/overset");
    FILLED = hard(2, "filled", "makeup/filled");
    FREE_LINES = soft(2, "free-lines", Unit::Count);
    COVERED = hard(3, "covered", "makeup/covered");
    GAPS = soft(3, "gaps", Unit::Count);
    RECTANGLES = hard(4, "rectangles", "makeup/rectangles");
    ON_COLUMNS = hard(5, "on-columns", "makeup/on-columns");
    CUT_ACROSS = soft(6, "cut-across", Unit::Count);
    CUT_DOWN = soft(7, "cut-down", Unit::Count);
    BUTTING_HEADS = soft(8, "butting-heads", Unit::Count);
    HEAD_PLACE = hard(9, "head-place", "makeup/head-place");
    HEAD_ORDER = soft(10, "head-order", Unit::Count);
    LEAD_LARGEST = hard(11, "lead-largest", "makeup/lead-largest");
    LEAD_FIRST = hard(12, "lead-first", "makeup/lead-first");
    LEAD_CONTRAST = soft(13, "lead-contrast", Unit::Permille);
    PICTURES = soft(14, "pictures", Unit::Permille);
    MAIN_PICTURE = soft(15, "main-picture", Unit::Permille);
    LEAD_PICTURE = soft(16, "lead-picture", Unit::Count);
    TOUCHING_PICTURES = soft(17, "touching-pictures", Unit::Count);
    GREY = soft(18, "grey", Unit::Permille);
    COLUMN_DEPTH = hard(19, "column-depth", "makeup/column-depth");
    COLUMNS = soft(19, "columns", Unit::Count);
    ADS_AT_FOOT = hard(20, "ads-at-foot", "makeup/ads-at-foot");
    BALANCE = soft(21, "balance", Unit::Permille);
    WIDTHS = soft(22, "widths", Unit::Count);
    FEET = soft(23, "feet", Unit::Count);
    HEAD_WHITE = soft(25, "head-white", Unit::Count);
    BOXES = soft(27, "boxes", Unit::Count);
}
