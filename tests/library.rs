//! The library as another program uses it: an edition opened, set, told and written; refused where it has errors; of files that stand on no disk.

#![allow(clippy::unwrap_used, reason = "a test that cannot set an edition has failed")]

use std::collections::BTreeMap;

use paiban::{Conformance, FileProblem, Files, Folder, Language, Place, Severity, Typesetter};

/// Files that a program has in its memory.
#[derive(Clone, Debug, Default)]
struct Memory(BTreeMap<&'static str, &'static str>);

impl Files for Memory {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        self.0.get(path).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing)
    }
}

const EDITION: &str = "paper: 河口日报\ndate: 2026-03-12\npages:\n  - layout: plain\n    put: {story: articles/a.md}\n";
const ARTICLE: &str = "---\nheadline: 渡口复航\n---\n停航两天的渡口今天复航。\n";

fn memory(article: &'static str) -> Memory {
    Memory([("edition.yaml", EDITION), ("articles/a.md", article)].into())
}

#[test]
fn an_edition_of_a_folder_is_set_told_and_written() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/english");
    let (folder, name) = Folder::of_edition(example);
    let typesetter = Typesetter::of_folder(&folder).unwrap();
    let paper = typesetter.set(&name, folder).unwrap();
    assert!(!paper.has_errors(), "{:?}", paper.findings());
    assert_eq!(paper.pages().len(), 1);
    let stories = paper.stories();
    assert!(stories.len() > 2 && stories.iter().all(|story| story.lines > 0 && story.lines_over == 0));
    let map: serde_json::Value = serde_json::from_str(&paper.article_map()).unwrap();
    assert!(map["units"].as_array().is_some_and(|all| !all.is_empty()), "{map}");
    let out = tempfile::tempdir().unwrap();
    let pdf = paper.pdf(Conformance::X4).unwrap();
    pdf.save(out.path().join("paper.pdf")).unwrap();
    assert_eq!(std::fs::read(out.path().join("paper.pdf")).unwrap(), pdf.bytes);
    assert!(pdf.bytes.starts_with(b"%PDF-1.6") && pdf.save(out.path()).is_err());
}

#[test]
fn files_need_no_disk_and_layouts_of_the_program_are_there() {
    let paper = Typesetter::shipped().set("edition.yaml", memory(ARTICLE)).unwrap();
    let over = paper.findings().into_iter().find(|finding| finding.severity == Severity::Error);
    assert!(over.is_none(), "{over:?}");
    let once = paper.pdf(Conformance::X4).unwrap();
    let again = Typesetter::shipped().set("edition.yaml", memory(ARTICLE)).unwrap().pdf(Conformance::X4).unwrap();
    assert_eq!(once.bytes, again.bytes);
}

#[test]
fn a_paper_with_errors_is_refused_with_its_findings_and_drawn_as_a_draft() {
    let files = memory("---\nheadline: 渡口复航\n---\n停航两天的渡口，:sup[今天\n");
    let paper = Typesetter::shipped().set("edition.yaml", files).unwrap();
    assert!(paper.has_errors());
    let refused = paper.pdf(Conformance::X4).unwrap_err();
    let error = refused.findings.iter().find(|finding| finding.severity == Severity::Error).unwrap();
    assert_eq!(error.place, Some(Place { file: "articles/a.md".to_owned(), line: 4, column: 9 }), "{refused}");
    assert_ne!(error.message(Language::Zh), error.message(Language::En));
    assert!(error.drawn(Language::Zh).contains("错误[") && !error.remedies(Language::Zh).is_empty());
    assert!(refused.to_string().contains(error.code));
    assert!(paper.draft().unwrap().bytes.starts_with(b"%PDF-"));
}

#[test]
fn what_is_no_edition_is_refused_before_it_is_set() {
    let refused = Typesetter::shipped().set("edition.yaml", Memory::default()).unwrap_err();
    assert_eq!(refused.findings[0].code, "file/missing");
}
