//! The language of what the program says: Chinese or English, by the locale or `--lang`.
//!
//! The rooms speak English. What they find is looked up in a table of sentences with gaps, `chinese.txt`, when it is printed.
//! What reports say is looked up in `reports.txt` before its gaps are filled, since texts of articles stand in them; reports take
//! the way to say it as a [`paiban::base::Say`]. A sentence that is not there stays English, and tests see to it that none is missing.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{LazyLock, OnceLock};

use paiban::base::{Diagnostic, filled as with_gaps};
use paiban::check::preflight::Id;

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

/// A finding in the language that was chosen.
pub(crate) fn spoken(finding: &Diagnostic) -> Diagnostic {
    if chosen() == Language::Zh { in_chinese(finding) } else { finding.clone() }
}

/// A sentence of a report in the language that was chosen, its gaps filled.
pub(crate) fn say(sentence: &str, gaps: &[&dyn Display]) -> String {
    let known = if chosen() == Language::Zh { REPORTS.get(sentence).copied() } else { None };
    with_gaps(known.unwrap_or(sentence), gaps)
}

/// What a room said, in the language that was chosen.
pub(crate) fn phrase(text: &str) -> String {
    let known = || REPORTS.get(text).map(|chinese| (*chinese).to_owned()).or_else(|| chinese(text));
    if chosen() == Language::Zh { known() } else { None }.unwrap_or_else(|| text.to_owned())
}

/// Codes of what the judge of PDFs finds: the letter to advertisers knows its items in Chinese.
const JUDGED: [&str; 2] = ["pdf/preflight", "ad/preflight"];

/// A finding in Chinese.
pub(crate) fn in_chinese(finding: &Diagnostic) -> Diagnostic {
    let mut finding = finding.clone();
    let judged = JUDGED.contains(&finding.code).then(|| item(&finding.message)).flatten();
    if let Some((what, remedy)) = judged {
        finding.message = format!("{what}（{}）", finding.message);
        if let Some(first) = finding.hints.first_mut() {
            remedy.clone_into(first);
        }
    } else {
        finding.message = chinese(&finding.message).unwrap_or(finding.message);
    }
    for hint in &mut finding.hints {
        *hint = chinese(hint).unwrap_or_else(|| std::mem::take(hint));
    }
    finding
}

/// The item of the judge that a message names.
fn item(message: &str) -> Option<(&'static str, &'static str)> {
    let mut names = message.split([':', ' ', ',']);
    let id: Id =
        names.find_map(|name| paiban::check::preflight::ITEMS.iter().copied().find(|id| format!("{id:?}") == name))?;
    letter::chinese(id)
}

/// A sentence with gaps, and what it is in Chinese.
struct Entry {
    /// Its fixed parts, one more than it has gaps.
    parts: Vec<&'static str>,
    /// Whether it only stands in gaps of others.
    is_part: bool,
    chinese: &'static str,
}

/// Sentences with the most letters first, so that the most special one is found.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let entry = |(english, chinese): (&'static str, &'static str)| {
        let (is_part, english) = english.strip_prefix("~ ").map_or((false, english), |part| (true, part));
        Entry { parts: english.split("{}").collect(), is_part, chinese }
    };
    let mut entries: Vec<Entry> = pairs(include_str!("chinese.txt")).into_iter().map(entry).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.parts.iter().map(|part| part.len()).sum::<usize>()));
    entries
});

/// Sentences of reports, as they are written in the sources.
static REPORTS: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("reports.txt")).into_iter().collect());

/// Entries of a table: a line of English, then one of Chinese.
fn pairs(table: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines: Vec<&str> = table.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    lines.chunks(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}

/// A sentence in Chinese, when it is known.
pub(super) fn chinese(text: &str) -> Option<String> {
    ENTRIES.iter().filter(|entry| !entry.is_part).find_map(|entry| filled(text, entry))
}

/// A sentence by an entry that it is one of.
fn filled(text: &str, entry: &Entry) -> Option<String> {
    let gaps = gaps(text, &entry.parts)?;
    let told = |gap: &str| gap.split(", ").map(part).collect::<Vec<_>>().join(", ");
    let gaps: Vec<String> = gaps.into_iter().map(told).collect();
    let gaps: Vec<&dyn Display> = gaps.iter().map(|gap| gap as &dyn Display).collect();
    Some(with_gaps(entry.chinese, &gaps))
}

/// What stands in a gap is a name, or a part of a sentence that is known itself.
fn part(text: &str) -> String {
    ENTRIES.iter().find_map(|entry| filled(text, entry)).unwrap_or_else(|| text.to_owned())
}

/// What stands in the gaps of a sentence.
fn gaps<'t>(text: &'t str, parts: &[&str]) -> Option<Vec<&'t str>> {
    let [first, rest @ ..] = parts else { return None };
    let mut left = text.strip_prefix(first)?;
    let Some((last, middle)) = rest.split_last() else { return left.is_empty().then(Vec::new) };
    let mut gaps = Vec::new();
    for part in middle {
        let (gap, after) = left.split_once(part)?;
        gaps.push(gap);
        left = after;
    }
    let gap = left.strip_suffix(last)?;
    gaps.push(gap);
    gaps.iter().all(|gap| !gap.is_empty()).then_some(gaps)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot read the goldens has failed")]
mod tests {
    use super::*;

    /// Messages and hints of the goldens of findings, which have every code.
    fn said() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/findings");
        let mut said = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            for line in std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default().lines() {
                let severity = [" error ", " warning ", " note "].iter().find_map(|word| line.split_once(word));
                if let Some(hint) = line.strip_prefix("    help: ") {
                    said.push(hint.to_owned());
                } else if let Some((_, message)) =
                    severity.filter(|(_, rest)| rest.contains('/')).and_then(|(_, rest)| rest.split_once(": "))
                {
                    said.push(message.to_owned());
                }
            }
        }
        said
    }

    #[test]
    fn all_that_the_goldens_say_is_known() {
        let said = said();
        assert!(said.len() > 60);
        let missing: Vec<&String> = said.iter().filter(|text| chinese(text).is_none()).collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn every_hint_and_message_in_the_sources_is_known() {
        let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let mut missing = Vec::new();
        for text in texts(std::path::Path::new(sources)) {
            let is_sentence = text.contains(' ');
            if is_sentence && chinese(&sample(&text)).is_none() {
                missing.push(text);
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
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
    fn codes(folder: &std::path::Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(codes(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.push(source.split("#[cfg(test)]\n").next().unwrap().to_owned());
            }
        }
        found
    }

    /// Literals that stand where messages and hints are made.
    fn texts(folder: &std::path::Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                found.extend(texts(&path));
            } else if name.ends_with(".rs")
                && !name.contains("/cli/")
                && !name.contains("/preflight/")
                && !name.contains("tests")
            {
                let source = std::fs::read_to_string(&path).unwrap();
                let code = source.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
                for start in [".hint(\"", ".hint(format!(\""] {
                    found.extend(code.split(start).skip(1).filter_map(literal));
                }
                for made in code
                    .split("Diagnostic::")
                    .skip(1)
                    .filter(|made| ["error(", "warning(", "note("].iter().any(|kind| made.starts_with(kind)))
                {
                    let after = made.split_once("\", ").map(|(_, after)| after.trim_start()).unwrap_or_default();
                    let message = after.strip_prefix("format!(\"").or(after.strip_prefix('"'));
                    found.extend(message.and_then(literal));
                }
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

    /// A format string with something in its gaps.
    fn sample(text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled += before;
            if let Some(after) = after.strip_prefix('{') {
                filled.push('{');
                rest = after;
            } else if let Some((_, after)) =
                after.split_once('}').filter(|(gap, _)| !gap.contains(' ') || gap.is_empty())
            {
                filled += "7";
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        (filled + rest).replace("}}", "}")
    }

    #[test]
    fn gaps_are_filled_in_the_order_of_the_language() {
        assert_eq!(chinese("lead is 6 lines (88 characters) over").unwrap(), "lead 溢出 6 行（88 字）");
        assert_eq!(
            chinese("`often` stands where true or false is due").unwrap(),
            "这里该是true 或 false，写的是`often`"
        );
        let holes = "forum leaves 1 empty row in column 2 of `a`, 2 empty rows in column 3 of `b`";
        assert_eq!(chinese(holes).unwrap(), "forum 留有空行：`a` 第 2 栏空 1 行, `b` 第 3 栏空 2 行");
        assert_eq!(chinese("no such sentence"), None);
    }
}
