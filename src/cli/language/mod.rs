//! The language of what the program says: Chinese or English, by the locale or `--lang`.
//!
//! The rooms speak English. What they find is looked up in a table of sentences with gaps, `chinese.txt`, when it is printed.
//! What reports say is looked up in `reports.txt` before its gaps are filled, since texts of articles stand in them; reports take
//! the way to say it as a [`paiban::base::Say`]. A sentence that is not there stays English, and tests see to it that none is missing.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{LazyLock, OnceLock};

use paiban::base::{Arg, Diagnostic, Message, filled as with_gaps};
use paiban::check::preflight::Id;

mod judge;

use super::letter;

/// A language of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Chosen once, when the program starts.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Chooses the language: as it is asked for, else as the locale says (POSIX: the first of LC_ALL, LC_MESSAGES and LANG that is set).
pub(super) fn choose(asked: Option<Language>) {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    let by_locale = if locale.is_some_and(|locale| locale.starts_with("zh")) { Language::Zh } else { Language::En };
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

/// A finding as it is told in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// What is wrong.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hints: Vec<String>,
}

/// A finding in the language that was chosen.
pub(crate) fn spoken(finding: &Diagnostic) -> Told {
    told(finding, chosen())
}

/// A finding in a language.
pub(crate) fn told(finding: &Diagnostic, language: Language) -> Told {
    let sentence = |message: &Message| sentence(message, language);
    let mut told = Told { message: sentence(&finding.message), hints: finding.hints.iter().map(sentence).collect() };
    let judged = JUDGED.contains(&finding.code).then(|| item(&finding.message)).flatten();
    if JUDGED.contains(&finding.code) && language == Language::Zh {
        told.message = sentence(&judge::in_chinese(&finding.message));
    }
    if let Some((what, remedy)) = judged.filter(|_| language == Language::Zh) {
        told.message = format!("{what}（{}）", told.message);
        if let Some(first) = told.hints.first_mut() {
            remedy.clone_into(first);
        }
    }
    told
}

/// A sentence in a language.
pub(crate) fn sentence(message: &Message, language: Language) -> String {
    match language {
        Language::Zh => message.told(&|sentence| known(sentence)),
        Language::En => message.to_string(),
    }
}

/// A sentence of a report in the language that was chosen, its gaps filled.
pub(crate) fn say(sentence: &str, gaps: &[&dyn Display]) -> String {
    let known = if chosen() == Language::Zh { REPORTS.get(sentence).copied() } else { None };
    with_gaps(known.unwrap_or(sentence), gaps)
}

/// A sentence in the language that was chosen.
pub(crate) fn spoken_sentence(message: &Message) -> String {
    sentence(message, chosen())
}

/// Codes of what the judge of PDFs finds: the letter to advertisers knows its items in Chinese.
const JUDGED: [&str; 2] = ["pdf/preflight", "ad/preflight"];

/// A sentence in Chinese, when there is one.
fn known(sentence: &str) -> Option<&'static str> {
    SENTENCES.get(sentence).or_else(|| REPORTS.get(sentence)).copied()
}

/// The item of the judge that a message names.
fn item(message: &Message) -> Option<(&'static str, &'static str)> {
    let named = |id: &Id| message.args.contains(&Arg::Name(format!("{id:?}")));
    letter::chinese(paiban::check::preflight::ITEMS.iter().copied().find(named)?)
}

/// Sentences of findings, as they are written in the sources.
static SENTENCES: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("chinese.txt")).into_iter().collect());

/// Sentences of reports, as they are written in the sources.
static REPORTS: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("reports.txt")).into_iter().collect());

/// Entries of a table: a line of English, then one of Chinese.
fn pairs(table: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines: Vec<&str> = table.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    lines.chunks(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot read the goldens has failed")]
mod tests {
    use super::*;
    use paiban::message;

    #[test]
    fn every_sentence_in_the_sources_is_known_and_none_is_left_over() {
        let sources = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let codes = codes(sources);
        let said: std::collections::BTreeSet<String> = codes.iter().flat_map(|code| sentences(code)).collect();
        assert!(said.len() > 300, "{}", said.len());
        let missing: Vec<&String> = said.iter().filter(|text| text.contains(' ') && known(text).is_none()).collect();
        assert!(missing.is_empty(), "{missing:#?}");
        let stands =
            |text: &str| codes.iter().any(|code| code.contains(&format!("{text:?}").replace("\\\\u{", "\\u{")));
        let left_over: Vec<&&str> = SENTENCES.keys().filter(|text| !stands(text)).collect();
        assert!(left_over.is_empty(), "{left_over:#?}");
    }

    /// Literals that stand where sentences of findings are made.
    fn sentences(code: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for start in ["message!(", ".hint(", "Message::from(", "other(", "with_hint("] {
            found.extend(code.split(start).skip(1).filter_map(first_literal));
        }
        for made in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("] {
            let second = |arguments: &str| first_literal(arguments.split_once(", ")?.1.trim_start());
            let behind_code = |arguments: &&str| arguments.trim_start().starts_with('"');
            found.extend(code.split(made).skip(1).filter(behind_code).filter_map(second));
        }
        found
    }

    #[test]
    fn every_sentence_of_reports_is_known_and_none_is_left_over() {
        let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let code: Vec<String> = ["base", "cli", "check", "import"]
            .iter()
            .flat_map(|room| codes(&std::path::Path::new(sources).join(room)))
            .collect();
        let said = |code: &String| code.split("say(").skip(1).filter_map(first_literal).collect::<Vec<_>>();
        let said: Vec<String> = code.iter().flat_map(said).collect();
        assert!(said.len() > 60, "{}", said.len());
        let missing: Vec<&String> = said.iter().filter(|text| !REPORTS.contains_key(text.as_str())).collect();
        assert!(missing.is_empty(), "{missing:#?}");
        let stands = |text: &&&str| code.iter().any(|code| code.contains(&format!("\"{text}\"")));
        let left_over: Vec<&&str> = REPORTS.keys().filter(|text| !stands(text)).collect();
        assert!(left_over.is_empty(), "{left_over:#?}");
    }

    #[test]
    fn chinese_of_reports_has_the_gaps_of_the_english() {
        for (english, chinese) in REPORTS.iter() {
            let gaps = english.matches("{}").count();
            let has = |gap: usize| chinese.contains(&format!("{{{gap}}}"));
            assert!((1..=gaps).all(has) && !has(gaps + 1) && !chinese.contains("{}"), "{english}: {chinese}");
        }
    }

    /// The literal that is the first argument of a call.
    fn first_literal(arguments: &str) -> Option<String> {
        arguments.trim_start().strip_prefix('"').and_then(literal)
    }

    /// Sources below a folder without their tests.
    pub(super) fn codes(folder: &std::path::Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(codes(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.push(source.split("\nmod tests {").next().unwrap().to_owned());
            }
        }
        found
    }

    /// The literal that a text begins with.
    fn literal(text: &str) -> Option<String> {
        let mut literal = String::new();
        let mut chars = text.chars();
        loop {
            match chars.next()? {
                '"' => return Some(literal),
                '\\' => literal.push(chars.next()?),
                c => literal.push(c),
            }
        }
    }

    #[test]
    fn names_stay_as_they_were_written_and_words_of_the_program_are_chinese() {
        let finding =
            Diagnostic::error("flow/overset", message!("{} is {} ({}) over", "text", message!("{} lines", 6), "88"));
        assert_eq!(told(&finding, Language::Zh).message, "text 溢出 6 行（88）");
        let unknown = message!("there is no frame `{}`", "picture");
        assert_eq!(sentence(&unknown, Language::Zh), "没有叫 `picture` 的块");
        assert_eq!(sentence(&unknown, Language::En), "there is no frame `picture`");
    }
}
