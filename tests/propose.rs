//! Pages that are proposed for lists of stories.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its page must stop")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use paiban::base::{Len, Rect, Severity};
use paiban::flow::FlowOptions;
use paiban::input::{load, load_list};
use paiban::makeup::Proposals;
use paiban::model::{Content, Frame, StoryKind};
use paiban::{propose, propose_paper, typeset};
use proptest::prelude::*;

use support::program::{folder, paiban, text};
use support::{Goldens, TestFiles, fonts, root};

/// A list of stories, each of so many sentences: `s1 lead 60` …, those with a `+` have a picture; a part with a colon is a key, its blanks written `_`.
fn files(head: &str, stories: &[&str]) -> TestFiles {
    let mut own: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut list = format!("{head}\nstories:\n");
    for story in stories {
        let parts: Vec<&str> = story.split(' ').collect();
        let [name, weight, sentences, ..] = parts[..] else { panic!("{story}") };
        let picture = if parts.contains(&"+") { ", pictures: [{picture: point.png, crop: 40%}]" } else { "" };
        let drop = if parts.contains(&"drop") { ", may-drop: true" } else { "" };
        let keys = parts.iter().filter(|part| part.contains(':'));
        let keys: String = keys.map(|key| format!(", {}", key.replace('_', " "))).collect();
        list += &format!("  {name}: {{article: {name}.md, weight: {weight}{picture}{drop}{keys}}}\n");
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
fn stories_that_no_usual_shape_closes_are_tried_further() {
    // Without pictures a story leaves the same lines over at every depth: other numbers of text columns, or more white at headlines, close these.
    for list in [
        ["s1 lead 45", "s2 second 28", "s3 third 15", "s4 third 13"],
        ["s1 lead 32", "s2 second 19", "s3 third 15", "s4 third 20"],
    ] {
        let found = proposed(&files(SMALL, &list));
        assert!(!found.pages.is_empty(), "{list:?}: {:?}", found.found);
        assert!(found.pages.iter().all(|page| page.stories.iter().all(|story| story.free <= 1)));
    }
}

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
    let mut goldens = Goldens::default();
    goldens.check(&root().join("tests/golden/propose/four.yaml"), &first.pages[0].text);
    goldens.finish();
    let points: Vec<i64> = first.pages.iter().map(|page| page.score.points()).collect();
    assert!(points.is_sorted(), "{points:?}");
}

#[test]
fn what_is_no_page_is_told_by_name() {
    let with_ad = |ad: &str| format!("{SMALL}\nads: [{ad}]");
    let cases: [(&str, &[&str], &str); 13] = [
        (SMALL, &["s1 third 40", "s2 third 20"], "propose/no-lead"),
        (SMALL, &["s1 lead 40", "s2 lead 20"], "propose/two-leads"),
        (SMALL, &["s1 lead 400", "s2 second 400"], "propose/too-much"),
        (SMALL, &["s1 lead 5", "s2 second 5"], "propose/too-little"),
        (SMALL, &["s1 lead 60 ugly", "s2 second 20"], "makeup/headline"),
        ("layout: plain\npage: {rows: 1-900}", &FOUR, "propose/rows"),
        (&with_ad("{columns: 90, depth: 9}"), &FOUR, "propose/ad-place"),
        (&with_ad("{columns: 1, rows: 3-9}"), &FOUR, "propose/ad-place"),
        ("layout: plain\nwith: [[s1, s9]]", &FOUR, "propose/unknown-story"),
        (SMALL, &["s1 lead 40 +", "s2 second 28 area:_{columns:_9-9}", "s3 third 20"], "propose/area"),
        (SMALL, &["s1 lead 40 +", "s2 second 28 area:_{rows:_3-9}", "s3 third 20"], "propose/area"),
        (SMALL, &["s1 lead 40 +", "s2 second 28 area:_{columns:_1-1,_rows:_40-43}", "s3 third 20"], "propose/area"),
        (
            SMALL,
            &["s1 lead 40 area:_{columns:_1-2,_rows:_3-20}", "s2 second 28 area:_{columns:_2-2,_rows:_9-30}"],
            "propose/area",
        ),
    ];
    for (head, stories, code) in cases {
        let proposals = proposed(&files(head, stories));
        let codes: Vec<&str> = proposals.found.iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&code), "{head} {stories:?}: {codes:?}");
        assert!(proposals.pages.is_empty());
    }
}

#[test]
fn what_the_editor_locked_stands_in_its_place() {
    let mut list = FOUR.map(str::to_owned);
    list[2] += " area:_{columns:_1-3}";
    let list = list.each_ref().map(String::as_str);
    let mut files = files(SMALL, &list);
    let found = proposed(&files);
    assert!(!found.pages.is_empty(), "{:?}", found.found);
    for page in &found.pages {
        files.own.insert("1.yaml".to_owned(), page.text.clone().into_bytes());
        let (set, _) = typeset(load("1.yaml", &files).0.unwrap(), &fonts(), &files, FlowOptions::default());
        // A headline at the side stands at the left of the text.
        let own = set.edition.frames.iter().filter(|frame| frame.name.starts_with("s3"));
        let left = own.map(|frame| frame.area.x).min().unwrap();
        assert!(left - set.edition.pages[0].type_area.x < Len::mm(4), "{}", page.text);
        assert_eq!(page.stories.iter().find(|story| story.name == "s3").unwrap().columns, 3);
    }
}

#[test]
fn a_house_says_what_the_list_does_not_and_proposals_name_it() {
    let mut files = files("layout: plain\nhouse: ../house\nmakeup: {grey: 4}\npage: {rows: 3-43}", &FOUR);
    let house = "paper: 临澜日报\nstyles: {body: {family: kai}}\nmakeup: {grey: 9, feet: 1}\n";
    files.own.insert("../house/house.yaml".to_owned(), house.as_bytes().to_vec());
    let found = proposed(&files);
    let text = &found.pages.first().unwrap().text;
    assert!(text.starts_with("house: \"../house\"\n") && !text.contains("报名"), "{text}");
    files.own.insert("1.yaml".to_owned(), text.clone().into_bytes());
    let (set, _) = typeset(load("1.yaml", &files).0.unwrap(), &fonts(), &files, FlowOptions::default());
    let points = |rule: &str| set.edition.pages[0].makeup.points(rule);
    assert_eq!((points("grey"), points("feet")), (4, 1));
    files.own.remove("../house/house.yaml");
    let (_, _, found) = load_list("stories.yaml", &files);
    assert!(found.iter().any(|it| it.code == "file/missing"), "{found:?}");
}

/// Two pages of a small paper.
const PAPER: &str =
    "layout: plain\npage: {rows: 3-43}\npages: [{number: A02, section: city}, {number: A03, section: view}]";

#[test]
fn stories_are_shared_among_the_pages_of_a_list() {
    let stories = [
        "s1 lead 40 + section:_view",
        "s2 second 28 page:_A03",
        "s3 third 20 section:_view",
        "s4 brief 6 page:_A03",
        "t1 second 40 + section:_city",
        "t2 second 28 page:_A02",
        "t3 third 20 section:_city",
        "t4 brief 6",
    ];
    let files = files(PAPER, &stories);
    let list = load_list("stories.yaml", &files).0.unwrap();
    let paper = propose_paper(&list, &fonts(), &files, 1);
    let codes: Vec<&str> = paper.pages.iter().flat_map(|page| &page.proposals.found).map(|it| it.code).collect();
    assert!(codes.contains(&"propose/promoted"), "{codes:?}");
    let names = |at: usize| -> BTreeSet<&str> {
        let page = &paper.pages[at].proposals.pages[0];
        page.stories.iter().map(|story| story.name.as_str()).collect()
    };
    assert!(["t1", "t2", "t3"].iter().all(|story| names(0).contains(story)), "{:?}", names(0));
    assert!(["s1", "s3", "s4"].iter().all(|story| names(1).contains(story)), "{:?}", names(1));
    assert_eq!(names(0).len() + names(1).len(), stories.len());
    let text = paper.text(0);
    assert_eq!((text.matches("number: \"A0").count(), text.matches("\npages:\n").count()), (2, 1), "{text}");
}

#[test]
fn pages_that_a_list_cannot_have_are_told() {
    let cases: [(&str, &[&str], &str); 4] = [
        (PAPER, &["s1 lead 40 page:_A09", "s2 second 20"], "propose/unknown-page"),
        (PAPER, &["s1 lead 40 section:_sport", "s2 second 20"], "propose/unknown-page"),
        ("layout: plain\npages: [{name: 要闻}]", &["s1 lead 40"], "propose/no-number"),
        (SMALL, &["s1 lead 5 page:_A02", "s2 second 5"], "propose/unknown-page"),
    ];
    for (head, stories, code) in cases {
        let files = files(head, stories);
        let list = load_list("stories.yaml", &files).0.unwrap();
        let paper = propose_paper(&list, &fonts(), &files, 1);
        assert!(paper.found.iter().any(|it| it.code == code), "{head} {stories:?}: {:?}", paper.found);
    }
}

/// A proposal as it is built: codes of what is told of its blocks; that no story is left open in silence is held here.
fn built(files: &TestFiles, page: &str) -> Vec<&'static str> {
    let mut files = TestFiles { own: files.own.clone(), folder: None };
    files.own.insert("1.yaml".to_owned(), page.as_bytes().to_vec());
    let documents = load("1.yaml", &files).0.unwrap();
    let (set, found) = typeset(documents, &fonts(), &files, FlowOptions::default());
    let codes: Vec<&str> = found.iter().map(|it| it.code).filter(|code| code.starts_with("makeup/")).collect();
    let mut body = set.reports.iter().filter(|report| report.kind == StoryKind::Body);
    let is_open = body.any(|it| it.over > 0 || it.free + it.below > 1);
    assert_eq!(is_open, codes.iter().any(|code| *code != "makeup/moved"), "{codes:?}");
    codes
}

#[test]
fn a_proposal_stays_as_it_is_until_a_text_changes_and_closes_again_then() {
    let files = files(SMALL, &FOUR);
    let page = proposed(&files).pages.remove(0).text;
    assert_eq!(built(&files, &page), Vec::<&str>::new());
    let three = "渡口的灯亮了，船就要开了。".repeat(3);
    let closes = |(story, is_longer): (&str, bool)| {
        let mut changed = TestFiles { own: files.own.clone(), folder: None };
        let text = String::from_utf8(changed.own[story].clone()).unwrap();
        // Forty characters more, or nearly as many fewer.
        let (from, to) =
            if is_longer { ("---\n渡", format!("---\n{three}今渡")) } else { (three.as_str(), String::new()) };
        changed.own.insert(story.to_owned(), text.replacen(from, &to, 1).into_bytes());
        built(&changed, &page).iter().all(|code| *code == "makeup/moved")
    };
    let all = ["s1.md", "s2.md", "s3.md", "s4.md"].map(|story| [(story, true), (story, false)]);
    let open: Vec<(&str, bool)> = all.into_iter().flatten().filter(|case| !closes(*case)).collect();
    // The page is full: a narrow story that has a tenth more finds no row that another could give.
    assert!(open.iter().all(|case| [("s3.md", true), ("s4.md", true)].contains(case)), "{open:?}");
}

/// Whether two rectangles share paper.
fn overlap(a: &Rect, b: &Rect) -> bool {
    a.intersection(b).is_some_and(|both| both.width > Len::PT && both.height > Len::PT)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn random_lists_lose_nothing_overlap_nothing_and_close_or_say_why_not(
        lengths in proptest::collection::vec(4_usize..40, 2..5),
        weights in proptest::collection::vec(0_usize..4, 5),
        pictures in proptest::collection::vec(any::<bool>(), 5),
        rows in 20_u16..48,
    ) {
        let story = |(at, sentences): (usize, &usize)| {
            let weight = if at == 0 { "lead" } else { ["second", "third", "comment", "brief"][weights[at]] };
            format!("s{at} {weight} {sentences}{}", if pictures[at] { " +" } else { "" })
        };
        let stories: Vec<String> = lengths.iter().enumerate().map(story).collect();
        let stories: Vec<&str> = stories.iter().map(String::as_str).collect();
        let mut files = files(&format!("layout: plain\npage: {{rows: 3-{}}}", rows + 3), &stories);
        let proposals = proposed(&files);
        prop_assert!(proposals.pages.len() == 2 || !proposals.found.is_empty());
        for page in &proposals.pages {
            files.own.insert("1.yaml".to_owned(), page.text.clone().into_bytes());
            let (documents, _, found) = load("1.yaml", &files);
            prop_assert!(found.is_empty(), "{found:?}");
            let (set, found) = typeset(documents.unwrap(), &fonts(), &files, FlowOptions::default());
            prop_assert!(found.iter().all(|it| it.severity < Severity::Error), "{found:?}");
            let bodies: Vec<_> = set.reports.iter().filter(|report| report.kind == StoryKind::Body).collect();
            prop_assert_eq!(bodies.iter().map(|it| it.name.as_str()).collect::<BTreeSet<_>>().len(), stories.len());
            prop_assert!(bodies.iter().all(|it| it.over == 0 && it.free + it.below <= 1), "{bodies:?}");
            let texts: Vec<&Frame> = set.edition.frames.iter().filter(|frame| frame.content == Content::Text).collect();
            for (at, one) in texts.iter().enumerate() {
                let parts = |frame: &Frame| if frame.parts.is_empty() { vec![frame.area] } else { frame.parts.clone() };
                for other in &texts[at + 1..] {
                    let meets = parts(one).iter().any(|a| parts(other).iter().any(|b| overlap(a, b)));
                    prop_assert!(!meets, "{} and {}", one.name, other.name);
                }
            }
        }
    }
}

#[test]
fn a_folder_of_articles_becomes_pages_that_can_be_built_where_they_are() {
    let folder = folder("propose");
    for (name, bytes) in &files(SMALL, &FOUR).own {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let weights = [("s1.md", "lead"), ("s2.md", "second"), ("s4.md", "brief")];
        let weight = weights.iter().find(|(article, _)| article == name).map_or("third", |(_, weight)| weight);
        let front = format!("---\nweight: {weight}\nheadline");
        if name.ends_with(".md") {
            std::fs::write(folder.join(name), text.replacen("---\nheadline", &front, 1)).unwrap();
        }
    }
    std::fs::create_dir(folder.join("fonts")).unwrap();
    std::fs::write(folder.join("fonts/LICENCE"), "OFL").unwrap();
    let run = paiban(
        &folder,
        &["propose", ".", "--layout", "plain", "-k", "1", "-o", "out", "--pictures", "--report", "json"],
    );
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(text(&run.stdout).contains("\"shape\": \"lead"), "{}", text(&run.stdout));
    assert!(text(&run.stdout).contains("\"findings\": ["), "{}", text(&run.stdout));
    assert!(folder.join("out/1.png").is_file() && folder.join("out/fonts/LICENCE").is_file());
    assert_eq!(std::fs::read(folder.join("out/proposals.json")).unwrap(), run.stdout);
    // A folder says neither paper nor day nor name of the page: each is marked, and must be written before the page is sound.
    let page = std::fs::read_to_string(folder.join("out/1.yaml")).unwrap();
    assert_eq!(page.matches("# 占位：").count(), 3, "{page}");
    assert_eq!(text(&run.stdout).matches("put/placeholder").count(), 3, "{}", text(&run.stdout));
    let unfilled = paiban(&folder, &["check", "out/1.yaml"]);
    assert_eq!(unfilled.status.code(), Some(1), "{}", text(&unfilled.stderr));
    let filled = page.replace("报名\"", "临澜日报\"").replace("2000-01-01", "2026-03-12").replace("\"版名", "\"要闻");
    std::fs::write(folder.join("out/1.yaml"), filled).unwrap();
    let check = paiban(&folder, &["check", "out/1.yaml", "--makeup", "--report", "json"]);
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stderr));
    let points = |bytes: &[u8], pointer: &str| -> serde_json::Value {
        serde_json::from_slice::<serde_json::Value>(bytes).unwrap().pointer(pointer).unwrap().clone()
    };
    assert_eq!(points(&check.stdout, "/0/points"), points(&run.stdout, "/proposals/0/points"));
    std::fs::write(folder.join("stories.yaml"), "layout: plain\nstories: [").unwrap();
    assert_eq!(paiban(&folder, &["propose", "."]).status.code(), Some(2));
}
