//! Pages that are proposed for lists of stories.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its page must stop")]

mod support;

use std::collections::BTreeMap;

use paiban::input::load_list;
use paiban::makeup::Proposals;
use paiban::propose;

use support::{TestFiles, fonts};

/// A list of stories, each of so many sentences: `s1 lead 60` …, those with a `+` have a picture.
fn files(head: &str, stories: &[&str]) -> TestFiles {
    let mut own: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut list = format!("{head}\nstories:\n");
    for story in stories {
        let parts: Vec<&str> = story.split(' ').collect();
        let [name, weight, sentences, ..] = parts[..] else { panic!("{story}") };
        let picture = if parts.contains(&"+") { ", pictures: [{picture: point.png, crop: 40%}]" } else { "" };
        let drop = if parts.contains(&"drop") { ", may-drop: true" } else { "" };
        list += &format!("  {name}: {{article: {name}.md, weight: {weight}{picture}{drop}}}\n");
        let text = "渡口的灯亮了，船就要开了。".repeat(sentences.parse().unwrap());
        let headline = if parts.contains(&"ugly") { "字".repeat(400) } else { "新桥通车".to_owned() };
        own.insert(format!("{name}.md"), format!("---\nheadline: {headline}\n---\n{text}\n").into_bytes());
    }
    own.insert("stories.yaml".to_owned(), list.into_bytes());
    own.insert("point.png".to_owned(), include_bytes!("support/point.png").to_vec());
    TestFiles { own, folder: None }
}

fn proposed(files: &TestFiles) -> Proposals {
    let (list, _, found) = load_list("stories.yaml", files);
    assert!(found.is_empty(), "{found:?}");
    propose(&list.unwrap(), &fonts(), files, 2)
}

/// A small page, so that little text fills it.
const SMALL: &str = "layout: plain\npage: {rows: 3-43}";
const FOUR: [&str; 4] = ["s1 lead 40 +", "s2 second 28", "s3 third 20", "s4 brief 6"];

#[test]
fn proposals_close_and_are_the_same_every_time() {
    let files = files(SMALL, &FOUR);
    let first = proposed(&files);
    assert!(!first.pages.is_empty(), "{:?}", first.found);
    let texts: Vec<&String> = first.pages.iter().map(|page| &page.text).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let again = pool.install(|| proposed(&files));
    assert_eq!(texts, again.pages.iter().map(|page| &page.text).collect::<Vec<_>>());
    for page in &first.pages {
        assert_eq!(page.stories.len(), 4);
        assert!(page.stories.iter().all(|story| story.free <= 1), "{page:?}");
    }
    let points: Vec<i64> = first.pages.iter().map(|page| page.score.points()).collect();
    assert!(points.is_sorted(), "{points:?}");
}

#[test]
fn what_is_no_page_is_told_by_name() {
    let with_ad = |ad: &str| format!("{SMALL}\nads: [{ad}]");
    let cases: [(&str, &[&str], &str); 9] = [
        (SMALL, &["s1 third 40", "s2 third 20"], "propose/no-lead"),
        (SMALL, &["s1 lead 40", "s2 lead 20"], "propose/two-leads"),
        (SMALL, &["s1 lead 400", "s2 second 400"], "propose/too-much"),
        (SMALL, &["s1 lead 5", "s2 second 5"], "propose/too-little"),
        (SMALL, &["s1 lead 60 ugly", "s2 second 20"], "makeup/headline"),
        ("layout: plain\npage: {rows: 1-900}", &FOUR, "propose/rows"),
        (&with_ad("{columns: 90, depth: 9}"), &FOUR, "propose/ad-place"),
        (&with_ad("{columns: 1, rows: 3-9}"), &FOUR, "propose/ad-place"),
        ("layout: plain\nwith: [[s1, s9]]", &FOUR, "propose/unknown-story"),
    ];
    for (head, stories, code) in cases {
        let proposals = proposed(&files(head, stories));
        let codes: Vec<&str> = proposals.found.iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&code), "{head} {stories:?}: {codes:?}");
        assert!(proposals.pages.is_empty());
    }
}
