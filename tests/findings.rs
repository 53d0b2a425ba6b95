//! What the user is told: every golden of `tests/golden/findings` holds documents and, below a line, all that is found in them in one run.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use paiban::base::{Arg, Diagnostics, Message};
use paiban::flow::FlowOptions;
use paiban::font::FontBook;
use paiban::input::{Sources, load};
use paiban::typeset;

use support::{Goldens, TestFiles, fonts, rendered, root};

/// What stands between the documents and the findings.
const BELOW: &str = "---- findings\n";

#[test]
fn every_mistake_is_named_with_its_place_and_remedy() {
    let fonts = fonts();
    let mut goldens = Goldens::default();
    let (chinese, mut missing) = (catalogue(), BTreeSet::new());
    let mut count = 0;
    let mut cases: Vec<_> =
        std::fs::read_dir(root().join("tests/golden/findings")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    for path in cases {
        let text = std::fs::read_to_string(&path).unwrap();
        let documents = text.split(BELOW).next().unwrap();
        let (found, sources) = findings(documents, &fonts);
        goldens.check(&path, &format!("{documents}{BELOW}{}", rendered(&found, &sources)));
        for finding in &found {
            unknown(&finding.message, &chinese, &mut missing);
            finding.hints.iter().for_each(|hint| unknown(hint, &chinese, &mut missing));
        }
        count += 1;
    }
    assert!(missing.is_empty(), "not in Chinese: {missing:#?}");
    assert!(count >= 8, "only {count} cases found");
    goldens.finish();
}

/// Sentences of findings in Chinese, by the English ones.
fn catalogue() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("../src/language/chinese.txt").lines();
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    lines.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Sentences of a message, its parts too, that a catalogue does not know; words such as keys of YAML are the same everywhere.
fn unknown(message: &Message, catalogue: &BTreeMap<&'static str, &'static str>, missing: &mut BTreeSet<String>) {
    let is_sentence = message.sentence.contains(' ') || message.sentence.contains("{}");
    if is_sentence
        && !message.sentence.trim_matches(['{', '}', '`']).is_empty()
        && !catalogue.contains_key(message.sentence)
    {
        missing.insert(message.sentence.to_owned());
    }
    message.args.iter().for_each(|arg| unknown_part(arg, catalogue, missing));
}

fn unknown_part(arg: &Arg, catalogue: &BTreeMap<&'static str, &'static str>, missing: &mut BTreeSet<String>) {
    match arg {
        Arg::Part(message) => unknown(message, catalogue, missing),
        Arg::List(args) => args.iter().for_each(|arg| unknown_part(arg, catalogue, missing)),
        Arg::Name(_) | Arg::Number(_) => {}
    }
}

/// Sets the documents, which are separated by `==== name` lines, and renders what was found.
fn findings(documents: &str, fonts: &FontBook) -> (Diagnostics, Sources) {
    let mut own = BTreeMap::new();
    for document in documents.split("==== ").skip(1) {
        let (name, text) = document.split_once('\n').unwrap();
        own.insert(name.to_owned(), text.replace("{GBK}", "").into_bytes());
    }
    own.insert("gbk.md".into(), b"\xc1\xd9\xc0\xbd\xc8\xd5\xb1\xa8".to_vec());
    let files = TestFiles { own, folder: None };
    let (documents, sources, mut found) = load("edition.yaml", &files);
    if let Some(documents) = documents {
        found.extend(typeset(documents, fonts, &files, FlowOptions::default()).1);
    }
    (found, sources)
}

#[test]
fn no_text_makes_the_readers_fall_over() {
    let fonts = fonts();
    let edition = std::fs::read_to_string(root().join("examples/front-page/edition.yaml")).unwrap();
    let article = std::fs::read_to_string(root().join("examples/front-page/articles/forum.md")).unwrap();
    let mut seed = 1_u64;
    for _ in 0..120 {
        let files = TestFiles {
            own: BTreeMap::from([
                ("edition.yaml".to_owned(), damaged(&edition, &mut seed)),
                ("articles/forum.md".to_owned(), damaged(&article, &mut seed)),
            ]),
            folder: None,
        };
        if let (Some(documents), ..) = load("edition.yaml", &files) {
            typeset(documents, &fonts, &files, FlowOptions::default());
        }
    }
}

/// A text with a few bytes changed, dropped or doubled.
fn damaged(text: &str, seed: &mut u64) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let mut below = |bound: usize| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*seed >> 33).unwrap() % bound
    };
    for _ in 0..3 {
        let at = below(bytes.len());
        match below(4) {
            0 => bytes[at] = b"{}[]:-*#'\"\n 0%"[below(14)],
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, b"\t\n:{*-|&!"[below(9)]),
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}
