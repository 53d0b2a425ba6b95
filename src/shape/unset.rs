//! Scripts whose letters join, are put in another order or run from the right, which lines of single signs cannot hold: named, never set wrong.

use crate::base::{Diagnostic, Message, Span};
use crate::message;

/// The scripts, by what a reader calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unset {
    Hebrew,
    Arabic,
    Indic,
    SouthEastAsian,
    Tibetan,
    Mongolian,
}

impl Unset {
    /// The script of a character, by the blocks of Unicode; nothing for what can be set.
    pub(super) fn of(c: char) -> Option<Self> {
        match c {
            '\u{0590}'..='\u{05FF}' | '\u{FB1D}'..='\u{FB4F}' => Some(Self::Hebrew),
            // Arabic with Syriac, Thaana, N’Ko and their neighbours.
            '\u{0600}'..='\u{08FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Some(Self::Arabic),
            '\u{0900}'..='\u{0DFF}' => Some(Self::Indic),
            // Thai but for the sign of its money, Lao, Burmese, Khmer.
            '\u{0E00}'..='\u{0E3E}' | '\u{0E40}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => {
                Some(Self::SouthEastAsian)
            }
            '\u{0F00}'..='\u{0FFF}' => Some(Self::Tibetan),
            '\u{1800}'..='\u{18AF}' => Some(Self::Mongolian),
            _ => None,
        }
    }

    fn name(self) -> Message {
        match self {
            Self::Hebrew => message!("Hebrew"),
            Self::Arabic => message!("Arabic script"),
            Self::Indic => message!("Indic script"),
            Self::SouthEastAsian => message!("Thai, Lao, Burmese or Khmer"),
            Self::Tibetan => message!("Tibetan"),
            Self::Mongolian => message!("Mongolian"),
        }
    }

    /// The error at the first letter of a script.
    pub(super) fn told(self, span: Span) -> Diagnostic {
        Diagnostic::error(
            "shape/script",
            message!("{} cannot be set: its letters join, change places or run from the right", self.name()),
        )
        .at(span)
        .hint("write the name in Latin letters or Chinese, or place the words as a drawing (SVG with outlines)")
    }
}
