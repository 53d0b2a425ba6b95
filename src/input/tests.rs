//! Tests of reading: places, kinds, limits.

use super::article::{self, BlockKind};
use super::schema::{EDITION, LAYOUT};
use super::yaml::{NodeKind, parse};
use super::*;

/// Files by name.
struct Given(Vec<(&'static str, Vec<u8>)>);

impl Files for Given {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        self.0.iter().find(|(name, _)| *name == path).map(|(_, bytes)| bytes.clone()).ok_or(FileProblem::Missing)
    }
}

fn source() -> SourceId {
    SourceId(0)
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

#[test]
fn keys_and_values_know_their_bytes_also_behind_chinese() {
    let text = "名: 临澜\nb: [9pt, \"引\"]\n";
    let node = parse(text, source(), 0).unwrap();
    let NodeKind::Map(entries) = node.kind else { panic!("no map") };
    assert_eq!(slice(text, entries[0].0.span), "名");
    assert_eq!(slice(text, entries[0].1.span), "临澜");
    let NodeKind::List(items) = &entries[1].1.kind else { panic!("no list") };
    assert_eq!(slice(text, items[0].span), "9pt");
    assert_eq!(slice(text, items[1].span), "\"引\"");
}

#[test]
fn scalars_are_what_serde_yaml_takes_them_for() {
    let kind = |text: &str| parse(text, source(), 0).unwrap().kind;
    assert_eq!(kind("true"), NodeKind::Bool(true));
    assert_eq!(kind("\"true\""), NodeKind::Text("true".into()));
    assert_eq!(kind("9"), NodeKind::Number("9".into()));
    assert_eq!(kind("1-4"), NodeKind::Text("1-4".into()));
    assert_eq!(kind("2026-03-12"), NodeKind::Text("2026-03-12".into()));
    assert_eq!(kind("~"), NodeKind::Null);
    assert_eq!(kind(""), NodeKind::Null);
}

#[test]
fn every_duplicate_is_found_and_a_syntax_error_wins_over_them() {
    let codes = |text: &str| parse(text, source(), 0).unwrap_err().iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(codes("a: 1\na: 2\nb: {c: 1, c: 2}\n"), ["yaml/duplicate-key", "yaml/duplicate-key"]);
    assert_eq!(codes("a: 1\na: [2\n"), ["yaml/syntax"]);
}

#[test]
fn the_table_of_keys_names_no_key_twice() {
    fn walk(keys: &[schema::Key]) {
        for (at, key) in keys.iter().enumerate() {
            assert!(keys[..at].iter().all(|other| other.name != key.name), "{} twice", key.name);
            assert!(!key.meaning.is_empty(), "{} has no meaning", key.name);
            inner(&key.kind);
        }
    }
    fn inner(kind: &schema::Kind) {
        match kind {
            schema::Kind::Object(keys) => walk(keys),
            schema::Kind::List(item) | schema::Kind::Named(item) | schema::Kind::Tuple(_, item) => inner(item),
            schema::Kind::Either(simple, composed) => {
                inner(simple);
                inner(composed);
            }
            _ => {}
        }
    }
    walk(EDITION);
    walk(LAYOUT);
    walk(schema::FRONT_MATTER);
}

#[test]
fn the_defaults_of_every_layout_are_read_without_a_finding() {
    let mut found = Vec::new();
    let node = parse(include_str!("defaults.yaml"), source(), 0).unwrap();
    let fields = read::read_object(&node, LAYOUT, &mut found);
    assert_eq!(found, []);
    assert_eq!(fields.named("styles").len(), defaults().named("styles").len());
    assert!(!fields.named("styles").is_empty());
}

#[test]
fn runs_of_an_article_know_their_bytes_behind_front_matter() {
    let text = "---\nheadline: 标题\n---\n正文**重点**后\n\n## 小标题\n";
    let mut found = Vec::new();
    let article = article::parse(text, source(), &mut found);
    assert_eq!(found, []);
    assert_eq!(
        article.blocks.iter().map(|block| block.kind).collect::<Vec<_>>(),
        [BlockKind::Paragraph, BlockKind::Crosshead]
    );
    for run in article.blocks.iter().flat_map(|block| &block.runs) {
        assert_eq!(slice(text, run.span), run.text);
    }
    assert_eq!(article.front.text("headline").map(|headline| slice(text, headline.span)), Some("标题"));
}

#[test]
fn files_beyond_their_limit_are_refused_before_they_are_read() {
    let edition = "paper: 甲\ndate: 2026-03-12\npages: [{layout: l.yaml, put: {a: a.md}}]\n";
    let files = Given(vec![
        ("edition.yaml", edition.into()),
        ("l.yaml", vec![b' '; MAX_YAML + 1]),
        ("a.md", vec![b'a'; MAX_ARTICLE + 1]),
    ]);
    let (_, _, found) = load("edition.yaml", &files);
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["l.yaml is larger than 1 MiB", "a.md is larger than 16 MiB"]);
}

#[test]
fn line_ends_of_other_systems_are_read_as_one() {
    let edition = "paper: 甲\r\ndate: 2026-03-12\r\npapr: 乙\r\n";
    let files = Given(vec![("edition.yaml", edition.into())]);
    let (documents, sources, found) = load("edition.yaml", &files);
    assert_eq!(documents.unwrap().edition.text("paper").map(|paper| paper.value.to_owned()), Some("甲".to_owned()));
    assert_eq!(sources.place(found[0].span.unwrap()), Some(("edition.yaml", 3, 1)));
}

#[test]
fn a_path_stays_inside_or_not() {
    for inside in ["a.md", "articles/a.md", "x/../a.md", "./a.md", "文章/头条.md"] {
        assert!(stays_inside(inside), "{inside}");
    }
    for outside in ["../a.md", "x/../../a.md", "/a.md", "\\a.md", "..\\a.md", "C:a.md", "file:a.md", "layout:plain"] {
        assert!(!stays_inside(outside), "{outside}");
    }
}

/// Each of these was quadratic or deep in some reader; a megabyte of it must be read in the time of a test.
#[test]
fn a_megabyte_of_anything_is_read_in_time() {
    let of = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    for unit in
        ["*", "* ** *** ", ":dot[x]{", ":dot[", ":dot[a]", "[", "]", "\\", "> ", "_a_ ", "`", "<a", "&a", "甲", "\n"]
    {
        article::parse(&of(unit, 1 << 20), source(), &mut Vec::new());
    }
    for unit in ["[", "{", "- ", "a: ", "? ", "&a ", "*a ", "! ", "\"", "|\n", "a\n", "- a\n", "%"] {
        let _ = parse(&of(unit, 1 << 16), source(), 0);
    }
}
