//! `tradition`: what the language of a text decides about its lines, as tables; no other room asks which language it is.
//!
//! Every tradition is one [`Tradition`] in a file of its own: classes of signs that differ from the table all share ([`class`]), em boxes and
//! blanks, what may not start or end a line from which level on, which junctions of marks are squeezed, what gives and what grows in which
//! order, how Western stands in vertical lines, and what a style takes that says nothing ([`Composition`]). A new one is its file, its name
//! in [`Lang`], and its word in the schema.

mod chinese;
pub mod class;
mod composition;
mod japanese;
mod korean;
mod latin;
mod script;
mod table;
mod writing;

#[cfg(test)]
mod tests;

pub use class::Class;
pub use composition::*;
pub use script::*;
pub use table::*;
pub use writing::*;

/// Language and region of a run (composition C2, L1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// zh-Hans: mainland.
    #[default]
    ZhHans,
    /// zh-Hant, zh-TW.
    ZhHant,
    /// zh-HK, zh-MO.
    ZhHk,
    /// ja.
    Ja,
    /// ko.
    Ko,
    /// en and other Western languages.
    En,
}

impl Lang {
    /// The language whose tables hold for lines of words in scripts that have none of their own.
    pub const WORDS: Self = Self::En;

    /// Its name with its region (RFC 5646), for those who read what was set.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans-CN",
            Self::ZhHant => "zh-Hant-TW",
            Self::ZhHk => "zh-Hant-HK",
            Self::Ja => "ja",
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    /// The tables of the language.
    pub fn tradition(self) -> &'static Tradition {
        match self {
            Self::ZhHans => &chinese::MAINLAND,
            Self::ZhHant => &chinese::TAIWAN,
            Self::ZhHk => &chinese::HONG_KONG,
            Self::Ja => &japanese::JAPANESE,
            Self::Ko => &korean::KOREAN,
            Self::En => &latin::ENGLISH,
        }
    }
}

/// Direction of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right, lines from top to bottom.
    #[default]
    Horizontal,
    /// Top to bottom, lines from right to left.
    Vertical,
}

/// Which way letters follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Course {
    /// From the left.
    #[default]
    FromLeft,
    /// From the right.
    FromRight,
}
