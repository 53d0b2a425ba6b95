//! Scripts whose letters join, are put in another order or run from the right, which lines of single signs cannot hold: named, never set wrong.

use unicode_script::{Script, UnicodeScript};

use crate::base::{Diagnostic, Message, Span};
use crate::message;

/// A script that is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unset(Script);

impl Ord for Unset {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.full_name().cmp(other.0.full_name())
    }
}

impl PartialOrd for Unset {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Unset {
    /// The script of a character (UAX 24) where it is not set; nothing for what can be.
    pub(super) fn of(c: char) -> Option<Self> {
        if is_cjk_or_latin(c) {
            return None;
        }
        let script = c.script();
        // Marks and digits of Arabic that Unicode counts as shared by several scripts stand in Arabic words alone.
        let script = if matches!(c, '\u{0600}'..='\u{06FF}') { Script::Arabic } else { script };
        (!is_set(script)).then_some(Self(script))
    }

    fn name(self) -> Message {
        match self.0 {
            Script::Hebrew => message!("Hebrew"),
            Script::Arabic => message!("Arabic script"),
            Script::Syriac => message!("Syriac"),
            Script::Thaana => message!("Thaana"),
            Script::Devanagari => message!("Devanagari"),
            Script::Bengali => message!("Bengali"),
            Script::Gurmukhi => message!("Gurmukhi"),
            Script::Gujarati => message!("Gujarati"),
            Script::Oriya => message!("Odia"),
            Script::Tamil => message!("Tamil"),
            Script::Telugu => message!("Telugu"),
            Script::Kannada => message!("Kannada"),
            Script::Malayalam => message!("Malayalam"),
            Script::Sinhala => message!("Sinhala"),
            Script::Thai => message!("Thai"),
            Script::Lao => message!("Lao"),
            Script::Myanmar => message!("Burmese"),
            Script::Khmer => message!("Khmer"),
            Script::Tibetan => message!("Tibetan"),
            Script::Mongolian => message!("Mongolian"),
            Script::Tai_Le | Script::New_Tai_Lue | Script::Tai_Tham | Script::Tai_Viet => message!("Dai script"),
            Script::Javanese => message!("Javanese"),
            other => message!("{} script", other.full_name()),
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

/// The characters of nearly all texts, which need no look into a table: Latin, Greek, Cyrillic, kana, Han, Hangul, full-width forms.
fn is_cjk_or_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{058F}' | '\u{2000}'..='\u{2BFF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{E000}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFFF}')
}

/// Scripts whose letters stand one after the other from left to right, each as it is, and those shared by all.
fn is_set(script: Script) -> bool {
    matches!(
        script,
        Script::Common
            | Script::Inherited
            | Script::Unknown
            | Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Armenian
            | Script::Georgian
            | Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Hangul
            | Script::Bopomofo
            | Script::Yi
            | Script::Lisu
            | Script::Nushu
            | Script::Tangut
            | Script::Khitan_Small_Script
            | Script::Braille
            | Script::Ethiopic
            | Script::Cherokee
            | Script::Canadian_Aboriginal
            | Script::Coptic
            | Script::Gothic
            | Script::Runic
            | Script::Glagolitic
            | Script::Old_Italic
            | Script::Deseret
            | Script::Linear_B
    )
}
