//! Scripts whose letters join, change places, take marks around them or run from the right: which they are, and which of them are set.

use unicode_script::{Script, UnicodeScript};

use crate::base::Message;
use crate::message;

/// A script that is not written sign by sign from left to right as Latin and Han are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Foreign(Script);

impl Ord for Foreign {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.full_name().cmp(other.0.full_name())
    }
}

impl PartialOrd for Foreign {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Foreign {
    /// The script of a character (UAX 24) where it is such a one.
    pub fn of(c: char) -> Option<Self> {
        if is_cjk_or_latin(c) {
            return None;
        }
        let script = c.script();
        // Marks and digits of Arabic that Unicode counts as shared by several scripts stand in Arabic words alone.
        let script = if matches!(c, '\u{0600}'..='\u{06FF}') { Script::Arabic } else { script };
        (!is_plain(script)).then_some(Self(script))
    }

    /// Its four letters (ISO 15924), as fonts name it.
    pub fn tag(self) -> &'static str {
        self.0.short_name()
    }

    /// Whether lines know what its letters need: joined, reordered, marked, from the right.
    pub fn is_known(self) -> bool {
        KNOWN.contains(&self.0)
    }

    /// Whether its lines run from top to bottom alone: its letters lie on their side in others.
    pub fn is_vertical(self) -> bool {
        matches!(self.0, Script::Mongolian | Script::Phags_Pa)
    }

    /// Whether its words are not parted by anything that is written, so that a dictionary must know where lines may end.
    pub fn is_unparted(self) -> bool {
        matches!(self.0, Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar)
    }

    /// What readers call it.
    pub fn name(self) -> Message {
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
}

/// The scripts that the shaper has rules for.
const KNOWN: &[Script] = {
    use Script::*;
    &[
        Arabic,
        Balinese,
        Bengali,
        Buginese,
        Cham,
        Devanagari,
        Gujarati,
        Gurmukhi,
        Hebrew,
        Javanese,
        Kannada,
        Kayah_Li,
        Khmer,
        Lao,
        Lepcha,
        Limbu,
        Malayalam,
        Meetei_Mayek,
        Mongolian,
        Myanmar,
        New_Tai_Lue,
        Nko,
        Ol_Chiki,
        Oriya,
        Phags_Pa,
        Sinhala,
        Sundanese,
        Syriac,
        Tai_Le,
        Tai_Tham,
        Tai_Viet,
        Tamil,
        Telugu,
        Thaana,
        Thai,
        Tibetan,
        Tifinagh,
    ]
};

/// Whether a text has a letter of such a script.
pub fn has_foreign(text: &str) -> bool {
    text.chars().any(|c| Foreign::of(c).is_some())
}

/// What is never seen and tells such letters how to join and which way to run: joiners and the marks of UAX 9.
pub fn guides_foreign(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{180E}' | '\u{34F}')
}

/// The characters of nearly all texts, which need no look into a table: Latin, Greek, Cyrillic, kana, Han, Hangul, full-width forms.
fn is_cjk_or_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{058F}' | '\u{2000}'..='\u{2BFF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{E000}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFFF}')
}

/// Scripts whose letters stand one after the other from left to right, each as it is, and those shared by all.
fn is_plain(script: Script) -> bool {
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
