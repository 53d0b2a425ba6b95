//! Pages of blocks that close themselves.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its page must stop")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use paiban::base::{Diagnostic, Diagnostics, Len, SourceId, Span};
use paiban::flow::{Blocks, FlowOptions};
use paiban::input::{Documents, Edit, load, patched};
use paiban::makeup::{End, Outcome, Trial, close_page};
use paiban::model::{Moves, Node, NodeKind, PageBlocks, StoryKind};
use paiban::{Typeset, typeset};
use proptest::prelude::*;

use support::program::{folder, paiban, text};
use support::{TestFiles, fonts};

/// A page of blocks with stories of so many sentences.
fn files(tree: &str, stories: &[(&str, usize)]) -> TestFiles {
    let put: String = stories.iter().map(|(name, _)| format!("{name}: {name}.md, ")).collect();
    let photo = if tree.contains("shape: photo") { "lead-photo: {picture: point.png}, " } else { "" };
    let mut own: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let edition = format!("paper: 报\ndate: 2026-03-12\npages: [{{layout: own.yaml, put: {{{put}{photo}}}}}]\n");
    own.insert("edition.yaml".to_owned(), edition.into_bytes());
    let shapes = "  photo: {head-rows: 4-6, pictures: [{at: right, columns: 2, rows: {at: 10, within: 4-26}}]}\n  \
                  wide: {head-rows: 4-6, text: 3}\n  few: {head-rows: 4-4}\n";
    let frames = if tree.contains("frame: ad") { "{ad: {optional: true}}" } else { "{}" };
    let layout = format!("frames: {frames}\nshapes:\n{shapes}blocks: {{rows: 1-80, {tree}}}\n");
    own.insert("own.yaml".to_owned(), layout.into_bytes());
    own.insert("point.png".to_owned(), include_bytes!("support/point.png").to_vec());
    for (name, sentences) in stories {
        let text = "渡口的灯亮了，船就要开了。".repeat(*sentences);
        own.insert(format!("{name}.md"), format!("---\nheadline: 新桥通车\n---\n{text}\n").into_bytes());
    }
    TestFiles { own, folder: None }
}

fn read(files: &TestFiles) -> Documents {
    load("edition.yaml", files).0.unwrap()
}

fn set(files: &TestFiles, blocks: Blocks) -> (Typeset, Diagnostics) {
    typeset(read(files), &fonts(), files, FlowOptions { blocks, ..FlowOptions::default() })
}

/// Lines over or free of every story.
fn open(set: &Typeset) -> Vec<(String, usize, usize)> {
    let body = set.reports.iter().filter(|report| report.kind == StoryKind::Body);
    body.filter(|it| it.over > 0 || it.free > 1).map(|it| (it.name.clone(), it.over, it.free)).collect()
}

/// A lead with a picture over a story.
const OVER: &str = "down: [{story: lead, shape: photo, depth: {at: 40, within: 20-60}}, {story: b, shape: few}]";
/// Two by two.
const FOUR: &str = "across: [{columns: 3, down: [{story: lead, shape: photo, depth: {at: 40, within: 20-60}}, {story: b, shape: few}]}, \
                    {down: [{story: c, shape: few, depth: {at: 40, within: 20-60}}, {story: d, shape: few, gap: {at: 1, within: 1-3}}]}]";

#[test]
fn pages_close_at_least_change() {
    let four = |lead, b, c, d| vec![("lead", lead), ("b", b), ("c", c), ("d", d)];
    let cases = [
        (
            OVER,
            vec![("lead", 180), ("b", 300)],
            "lead has 34 rows in place of 40; lead-photo has 17 rows in place of 10",
        ),
        (
            OVER,
            vec![("lead", 230), ("b", 246)],
            "lead has 41 rows in place of 40; lead-photo has 18 rows in place of 10",
        ),
        (
            OVER,
            vec![("lead", 281), ("b", 200)],
            "lead has 47 rows in place of 40; lead-photo has 16 rows in place of 10",
        ),
        (
            FOUR,
            four(90, 129, 100, 162),
            "lead has 39 rows in place of 40; c has 31 rows in place of 40; lead-photo has 16 rows in place of 10",
        ),
        (
            FOUR,
            four(110, 112, 119, 142),
            "lead has 44 rows in place of 40; c has 36 rows in place of 40; lead-photo has 15 rows in place of 10",
        ),
    ];
    for (tree, stories, moved) in cases {
        let files = files(tree, &stories);
        let (closed, found) = set(&files, Blocks::Elastic);
        let told = found.iter().filter(|it| it.code == "makeup/moved").map(|it| it.message.to_string());
        assert_eq!(told.collect::<Vec<_>>().join("; "), moved, "{stories:?}");
        assert_eq!((open(&closed), codes(&found)), (vec![], vec![]), "{stories:?}");
        assert!(!open(&set(&files, Blocks::Frozen).0).is_empty(), "{stories:?}");
    }
}

#[test]
fn the_shipped_layout_of_blocks_closes() {
    let photo = "{picture: point.png}";
    let stories = [("lead", 100), ("feature", 80), ("column", 36), ("story-1", 41), ("story-2", 44)];
    let briefs = ["brief-1", "brief-2", "brief-3"].map(|name| (name, 9));
    let mut files = files("down: []", &[stories.as_slice(), &briefs].concat());
    let edition = String::from_utf8(files.own["edition.yaml"].clone()).unwrap();
    let photos = format!("put: {{lead-photo: {photo}, story-2-photo: {photo}, ad: {photo}, ");
    let edition = edition.replace("layout: own.yaml", "name: 要闻, layout: blocks-inner").replace("put: {", &photos);
    files.own.insert("edition.yaml".to_owned(), edition.into_bytes());
    let (closed, found) = set(&files, Blocks::Elastic);
    assert_eq!((open(&closed), codes(&found)), (vec![], vec![]));
    assert!(!open(&set(&files, Blocks::Frozen).0).is_empty());
}

/// What is told of blocks that do not close, and of pages of them.
fn codes(found: &Diagnostics) -> Vec<&'static str> {
    let is_of_closing = |code: &&str| ["makeup/short", "makeup/over", "makeup/no-way", "makeup/budget"].contains(code);
    found.iter().map(|finding| finding.code).filter(is_of_closing).collect()
}

#[test]
fn what_cannot_close_is_told() {
    let cases = [
        (OVER, vec![("lead", 400), ("b", 300)], "makeup/over", "cut about"),
        (OVER, vec![("lead", 180), ("b", 200)], "makeup/short", "write about"),
        (
            "down: [{story: lead, depth: {at: 20, within: 19-21}}, {story: b, depth: 40}]",
            vec![("lead", 9), ("b", 9)],
            "makeup/no-way",
            "widen",
        ),
    ];
    for (tree, stories, expected, hint) in cases {
        let (_, found) = set(&files(tree, &stories), Blocks::Elastic);
        assert!(codes(&found).contains(&expected), "{stories:?}: {:?}", codes(&found));
        let told = found.iter().find(|it| it.code == expected).unwrap();
        assert!(told.hints[0].to_string().starts_with(hint), "{:?}", told.hints);
        // One fault is told once.
        let named =
            |it: &&Diagnostic| it.code == "flow/underfull" && it.message.args.first() == told.message.args.first();
        assert_eq!(found.iter().filter(named).count(), 0, "{found:?}");
    }
}

/// Rows under a picture that have text.
fn rows_under(set: &Typeset, picture: &str) -> usize {
    let frame = set.edition.frames.iter().find(|frame| frame.name == picture).unwrap();
    let lines = set.placements.iter().flat_map(|place| &place.lines).map(|line| line.slot.origin);
    let under = lines.filter(|at| at.x >= frame.area.x && at.x < frame.area.right() && at.y > frame.area.bottom());
    let foot = frame.area.bottom() + Len::mm(60);
    under.filter(|at| at.y < foot).map(|at| at.y).collect::<BTreeSet<_>>().len()
}

#[test]
fn few_rows_under_a_picture_stay_empty_and_are_told() {
    let told = |rows: u16| {
        let photo = format!("pictures: [{{at: right, columns: 2, rows: {rows}}}]");
        let tree = format!("down: [{{story: lead, shape: photo, head-rows: 1-6, {photo}, depth: 24}}, {{frame: ad}}]");
        let (set, found) = set(&files(&tree, &[("lead", 140)]), Blocks::Frozen);
        let told = found.iter().find(|it| ["flow/under-picture", "flow/picture-out"].contains(&it.code));
        (rows, rows_under(&set, "lead-photo"), told.map(|it| it.message.to_string()))
    };
    let empty = |rows: &str| Some(format!("page 1: empty under `lead-photo`: {rows}"));
    let out = Some("page 1: `lead-photo` ends below its text".to_owned());
    let expected = [(16, 4, None), (17, 0, empty("3 rows")), (19, 0, empty("1 row")), (20, 0, None), (21, 0, out)];
    for case in expected {
        assert_eq!(told(case.0), case);
    }
}

#[test]
fn tints_and_rules_are_no_text_under_a_picture() {
    for (shape, place) in [("photo", "at: beside, columns: 2"), ("photo-box", "at: right, columns: 1, rows: 9")] {
        let tree =
            format!("down: [{{story: lead, shape: {shape}, pictures: [{{{place}}}], depth: 24}}, {{frame: ad}}]");
        let mut files = files(&tree, &[("lead", 90)]);
        let layout = String::from_utf8(files.own["own.yaml"].clone()).unwrap();
        let layout = layout.replace("shapes:\n", "shapes:\n  photo-box: {extends: boxed, back: {background: black}}\n");
        files.own.insert("own.yaml".to_owned(), layout.into_bytes());
        let (set, found) = set(&files, Blocks::Frozen);
        assert!(set.edition.frames.iter().any(|frame| frame.name == "lead-photo"), "{shape}");
        assert!(found.iter().all(|it| !["flow/under-picture", "flow/picture-out"].contains(&it.code)), "{shape}");
    }
}

#[test]
fn a_page_that_closes_has_text_under_its_pictures_or_none() {
    for lead in (150..240).step_by(15) {
        let (set, found) = set(&files(OVER, &[("lead", lead), ("b", 480 - lead)]), Blocks::Elastic);
        let rows = rows_under(&set, "lead-photo");
        assert!(rows == 0 || rows >= 4, "{lead}: {rows}");
        assert!(found.iter().all(|it| it.code != "flow/under-picture"), "{lead}");
    }
}

#[test]
fn other_shapes_are_tried_where_rows_do_not_close_a_page() {
    let tree = "down: [{story: lead, shape: [few, wide], depth: 30}, {frame: ad}]";
    let shapes = |sentences: usize| {
        let (closed, _) = set(&files(tree, &[("lead", sentences)]), Blocks::Elastic);
        // The second shape is number 1; all other numbers are rows.
        open(&closed).is_empty().then(|| closed.moves[0].values().any(|number| *number == 1))
    };
    // In three columns the lines are twice as long, so that their number may come out even where it does not in six.
    let found: Vec<bool> = (192..206).filter_map(shapes).collect();
    assert!(found.contains(&true) && found.contains(&false), "{found:?}");
}

/// The lines of a story: where its paragraphs are broken.
fn lines(set: &Typeset, story: &str) -> Vec<(usize, u32)> {
    let is_own = |place: &&paiban::flow::Placement| set.edition.stories[place.story.index()].name == story;
    let placement = set.placements.iter().find(is_own).unwrap();
    placement.lines.iter().map(|line| (line.para, line.line.clusters.end)).collect()
}

#[test]
fn a_block_alone_has_the_lines_it_has_on_its_page() {
    let files = files(FOUR, &[("lead", 110), ("b", 112), ("c", 119), ("d", 142)]);
    let documents = read(&files);
    let (whole, _) = set(&files, Blocks::Elastic);
    let page = PageBlocks::of(&documents, 0).unwrap();
    for (number, depth) in [(0, 44), (1, 35), (2, 36), (3, 43)] {
        let name = &page.blocks[number].name;
        let documents = page.alone(number, depth, &whole.moves[0]).unwrap();
        let (alone, _) = typeset(documents, &fonts(), &files, FlowOptions::default());
        assert_eq!(lines(&alone, name), lines(&whole, name), "{name}");
    }
}

/// The files of a page in a folder.
fn written(name: &str, tree: &str, stories: &[(&str, usize)]) -> PathBuf {
    let folder = folder(name);
    let files = files(tree, stories);
    files.own.iter().for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).unwrap());
    folder
}

#[test]
fn fix_writes_numbers_into_the_layout_and_nothing_else() {
    let tree = "down: [{story: lead, shape: photo, depth: {at: 40, within: 20-60}}, {story: b, shape: few}] # 头条在上";
    let folder = written("fix", &format!("\n  {tree}\n"), &[("lead", 180), ("b", 300)]);
    let layout = std::fs::read_to_string(folder.join("own.yaml")).unwrap();
    let layout = layout.replace(": {rows: 1-80, ", ":\n  rows: 1-80").replace("头条在上\n}", "头条在上");
    for (mark, end) in [("", "\n"), ("\u{FEFF}", "\r\n")] {
        let written = |text: &str| format!("{mark}{}", text.replace('\n', end));
        std::fs::write(folder.join("own.yaml"), written(&layout)).unwrap();
        let dry = paiban(&folder, &["fix", "edition.yaml", "--dry-run"]);
        assert_eq!(std::fs::read_to_string(folder.join("own.yaml")).unwrap(), written(&layout));
        let run = paiban(&folder, &["fix", "edition.yaml"]);
        assert_eq!((run.status.code(), text(&run.stderr).as_str()), (Some(0), ""));
        assert_eq!(text(&run.stdout), "own.yaml:3: 10 becomes 17\nown.yaml:8: 40 becomes 34\n");
        assert_eq!(dry.stdout, run.stdout);
        let fixed = layout.replace("at: 40", "at: 34").replace("at: 10", "at: 17");
        assert_eq!(std::fs::read_to_string(folder.join("own.yaml")).unwrap(), written(&fixed));
        let again = paiban(&folder, &["fix", "edition.yaml"]);
        assert_eq!((again.status.code(), again.stdout), (Some(0), Vec::new()));
    }
}

#[test]
fn what_fix_cannot_write_is_told() {
    let folder = written("unfixed", OVER, &[("lead", 180), ("b", 300), ("c", 281), ("d", 200)]);
    let edition = std::fs::read_to_string(folder.join("edition.yaml")).unwrap();
    let put = |lead: &str, b: &str| {
        format!("  - {{layout: own.yaml, put: {{lead: {lead}.md, b: {b}.md, lead-photo: {{picture: point.png}}}}}}\n")
    };
    let two = edition.split("pages:").next().unwrap().to_owned() + "pages:\n" + &put("lead", "b") + &put("c", "d");
    std::fs::write(folder.join("edition.yaml"), two).unwrap();
    let before = std::fs::read(folder.join("own.yaml")).unwrap();
    let run = paiban(&folder, &["fix", "edition.yaml"]);
    let told = text(&run.stderr);
    assert_eq!(run.status.code(), Some(1));
    assert!(told.contains("this is 34 for one block on page 1 and 47 for another on page 2"), "{told}");
    assert_eq!((std::fs::read(folder.join("own.yaml")).unwrap(), run.stdout), (before, Vec::new()));
}

#[test]
fn another_shape_changes_places_with_the_first() {
    let tree = "down: [{story: lead, shape: [few, wide], depth: 30}, {frame: ad}]";
    let lines: Vec<String> = (192..206)
        .map(|sentences| {
            let folder = written("shape", tree, &[("lead", sentences)]);
            let run = paiban(&folder, &["fix", "edition.yaml"]);
            let layout = std::fs::read_to_string(folder.join("own.yaml")).unwrap();
            assert_eq!(run.stdout.is_empty(), layout.contains("[few, wide]"), "{layout}");
            assert!(layout.contains("[few, wide]") || layout.contains("[wide, few]"), "{layout}");
            text(&run.stdout)
        })
        .collect();
    assert!(lines.contains(&"own.yaml:6: few becomes wide\nown.yaml:6: wide becomes few\n".to_owned()), "{lines:?}");
}

#[test]
fn single_values_are_changed_alone_or_not_at_all() {
    let text = "a: {at: 9, b: [one, two]} # 9\nc: \"9\"\n";
    let at = |part: &str| text.find(part).unwrap();
    let edit =
        |start: usize, end: usize, text: &str| Edit { span: Span::new(SourceId(0), start, end), text: text.into() };
    let (nine, one) = (at("9"), at("one"));
    let cases = [
        (vec![edit(nine, nine + 1, "12")], Some("a: {at: 12, b: [one, two]} # 9\nc: \"9\"\n")),
        (
            vec![edit(nine, nine + 1, "12"), edit(one, one + 3, "three")],
            Some("a: {at: 12, b: [three, two]} # 9\nc: \"9\"\n"),
        ),
        // What is no whole value, what would become two, what changes nothing.
        (vec![edit(one, one + 2, "x")], None),
        (vec![edit(nine, nine + 1, "1, d: 2")], None),
        (vec![edit(at("# 9") + 2, at("# 9") + 3, "4")], None),
        (vec![edit(nine, nine + 1, "9")], None),
    ];
    for (edits, expected) in cases {
        assert_eq!(patched(text, &edits).ok().as_deref(), expected, "{edits:?}");
    }
}

/// A random division of columns and rows, so deep that every story has room.
fn divided(level: u32) -> BoxedStrategy<String> {
    let story = Just("{story: S}".to_owned()).boxed();
    if level == 0 {
        return story;
    }
    let parts = || proptest::collection::vec(divided(level - 1), 2..4);
    let down = (parts(), 5_u16..30).prop_map(|(parts, at)| {
        let first = parts[0].replacen('{', &format!("{{depth: {{at: {at}, within: 3-60}}, "), 1);
        format!("{{down: [{first}, {}]}}", parts[1..].join(", "))
    });
    let across = parts().prop_map(|parts| format!("{{across: [{}]}}", parts.join(", ")));
    let turn = (proptest::collection::vec(divided(0), 5), 5_u16..30, 31_u16..60).prop_map(|(parts, high, deep)| {
        let deep_one = |part: &str, at: u16| part.replacen('{', &format!("{{depth: {{at: {at}, within: 3-70}}, "), 1);
        let (first, second) = (deep_one(&parts[0], high), deep_one(&parts[1], deep));
        format!("{{left: 1, right: 2, turn: [{first}, {second}, {}]}}", parts[2..].join(", "))
    });
    prop_oneof![3 => story, 3 => down, 3 => across, 1 => turn].boxed()
}

/// Sums of parts one below the other, and the same depth of those side by side: nothing is lost and nothing overlaps.
fn adds_up(node: &Node, rows: u16, moves: &Moves) -> bool {
    let depth = |node: &Node| node.depth.as_ref().map_or_else(|| moves[&node.left_over()], |depth| depth.now(moves));
    match &node.kind {
        NodeKind::Down(parts) => {
            let gaps: u16 = parts.iter().skip(1).map(|part| part.gap.now(moves)).sum();
            let within = |part: &Node| part.depth.as_ref().is_none_or(|number| number.takes(number.now(moves)));
            parts.iter().map(depth).sum::<u16>() + gaps == rows
                && parts.iter().all(|part| within(part) && adds_up(part, depth(part), moves))
        }
        NodeKind::Across(parts) => parts.iter().all(|part| adds_up(part, rows, moves)),
        NodeKind::Turn(parts) => {
            let gap = parts[2].gap.at;
            let (high, deep) = (depth(&parts[0]), depth(&parts[1]));
            high + gap < deep && deep + gap < rows
        }
        _ => rows > 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn random_pages_close_or_say_why_not(tree in divided(3), lengths in proptest::collection::vec(5_u16..400, 27)) {
        let mut numbered = String::new();
        for (number, part) in tree.split("story: S").enumerate() {
            numbered += &if number == 0 { part.to_owned() } else { format!("story: s{number}{part}") };
        }
        let files = files(&numbered[1..numbered.len() - 1], &[]);
        let documents = read(&files);
        // Six base columns are too few for some.
        let page = PageBlocks::of(&documents, 0);
        prop_assume!(page.is_some());
        let page = page.unwrap();
        let mut blocks = page.blocks.clone();
        blocks.iter_mut().for_each(|block| block.is_tried = true);
        // A story of so many lines in as many columns as its block has; those over three columns have a crosshead that breaks the rule.
        let outcome = |trial: &Trial| {
            let lines = usize::from(lengths[trial.block % lengths.len()]);
            let columns = 1 + trial.block % 3;
            let room = usize::from(trial.depth).checked_sub(2)? * columns;
            let holes = usize::from(columns == 3 && trial.depth.is_multiple_of(2));
            let (over, free) = ((lines + holes).saturating_sub(room), room.saturating_sub(lines + holes));
            let columns = u16::try_from(columns).unwrap();
            Some(Outcome { over, free, holes, columns, line: 14, ..Outcome::default() })
        };
        let closing = close_page(&page.tree, &blocks, &outcome);
        let again = close_page(&page.tree, &blocks, &outcome);
        prop_assert_eq!(&closing.moves, &again.moves);
        prop_assert_eq!(closing.end == End::NoWay, closing.outcomes.is_empty());
        if closing.end != End::NoWay {
            prop_assert!(adds_up(&page.tree.root, page.tree.rows.count(), &closing.moves), "{:?}", closing.moves);
            prop_assert_eq!(closing.outcomes.len(), blocks.len());
        }
        prop_assert!(closing.trials < 400 + 27);
    }
}
