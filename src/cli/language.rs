//! The language the program speaks: by `--lang`, else by the locale.

use std::fmt::Display;
use std::sync::OnceLock;

use paiban::base::{Diagnostic, Message};
use paiban::language;

pub(crate) use paiban::language::{Language, Told, sentence};

/// A language that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum LanguageArg {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<LanguageArg> for Language {
    fn from(asked: LanguageArg) -> Self {
        match asked {
            LanguageArg::Zh => Self::Zh,
            LanguageArg::En => Self::En,
        }
    }
}

/// Chosen once, when the program starts.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Chooses the language: as it is asked for, else as the locale says (POSIX: the first of LC_ALL, LC_MESSAGES and LANG that is set).
pub(super) fn choose(asked: Option<LanguageArg>) {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    let by_locale = if locale.is_some_and(|locale| locale.starts_with("zh")) { Language::Zh } else { Language::En };
    let asked = asked.map(Language::from);
    if let Some(asked) = asked {
        let _ = ASKED.set(asked);
    }
    // The program chooses once; a second choice would change nothing.
    let _ = CHOSEN.set(asked.unwrap_or(by_locale));
}

/// What was asked for by name.
static ASKED: OnceLock<Language> = OnceLock::new();

/// The language that was asked for by name, not by the locale.
pub(crate) fn asked() -> Option<Language> {
    ASKED.get().copied()
}

/// The language that was chosen.
pub(crate) fn chosen() -> Language {
    CHOSEN.get().copied().unwrap_or(Language::En)
}

/// A finding in the language that was chosen.
pub(crate) fn spoken(finding: &Diagnostic) -> Told {
    language::told(finding, chosen())
}

/// A sentence of a report in the language that was chosen, its gaps filled.
pub(crate) fn say(sentence: &str, gaps: &[&dyn Display]) -> String {
    language::say(sentence, gaps, chosen())
}

/// A sentence in the language that was chosen.
pub(crate) fn spoken_sentence(message: &Message) -> String {
    sentence(message, chosen())
}
