//! Every sentence has its Chinese, and none is left over.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the goldens has failed")]

use super::*;
use crate::message;

#[test]
fn every_sentence_in_the_sources_is_known_and_none_is_left_over() {
    let sources = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let codes = codes(sources);
    let said: std::collections::BTreeSet<String> = codes.iter().flat_map(|code| sentences(code)).collect();
    assert!(said.len() > 300, "{}", said.len());
    let missing: Vec<&String> = said.iter().filter(|text| text.contains(' ') && known(text).is_none()).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let stands = |text: &str| codes.iter().any(|code| code.contains(&format!("{text:?}").replace("\\\\u{", "\\u{")));
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
    let code: Vec<String> = ["base", "cli", "check", "import", "language"]
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
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("language/tests.rs") {
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
