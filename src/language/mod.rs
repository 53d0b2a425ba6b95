//! What the program says, in Chinese or English.
//!
//! The rooms speak English. What they find is looked up in a table of sentences with gaps, `chinese.txt`, when it is told.
//! What reports say is looked up in `reports.txt` before its gaps are filled, since texts of articles stand in them; reports take
//! the way to say it as a [`crate::base::Say`]. A sentence that is not there stays English, and tests see to it that none is missing.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

use crate::base::{Arg, Diagnostic, Message, filled as with_gaps};
use crate::check::preflight::{ITEMS, Id};

mod drawn;
mod judge;
mod rules;

pub use drawn::{drawn, level_names, told_to_people};
pub use rules::in_chinese;

/// A language of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// A finding as it is told in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// A finding in a language.
pub fn told(finding: &Diagnostic, language: Language) -> Told {
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
pub fn sentence(message: &Message, language: Language) -> String {
    match language {
        Language::Zh => message.told(&|sentence| known(sentence)),
        Language::En => message.to_string(),
    }
}

/// A sentence of a report in a language, its gaps filled.
pub fn say(sentence: &str, gaps: &[&dyn Display], language: Language) -> String {
    let known = if language == Language::Zh { REPORTS.get(sentence).copied() } else { None };
    with_gaps(known.unwrap_or(sentence), gaps)
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
    in_chinese(ITEMS.iter().copied().find(named)?)
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
mod tests;
