//! Pages judged by the rules of makeup: a good page, and one for every rule that breaks it.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its page must stop")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use paiban::base::{Diagnostics, Severity};
use paiban::flow::{self, FlowOptions};
use paiban::input::load;
use paiban::makeup::{MakeupJob, Measure, PageScore, RULES, judge};
use paiban::typeset;

use support::{TestFiles, fonts};

/// Stories with columns, rows and the size of their headline, pictures, advertisements. Blocks turn around the one in the middle, so that nothing cuts the page.
const GOOD: &str = "lead 1-4 1-44 48; lead-photo 3-4 14-40; b-photo 5-6 1-9; b 5-6 11-30 34; c 5-6 32-68 30; \
                    d 3-4 46-68 26; a-photo 1-2 46-54; a 1-2 56-88 24; e 3-6 70-88 26";

/// Rows of a headline block.
const HEAD: u16 = 6;

/// The edition of one page: the good one with some of its blocks changed, others added, and those after a minus left out.
fn edition(changes: &str, makeup: &str) -> TestFiles {
    let mut blocks: BTreeMap<&str, &str> = BTreeMap::new();
    for entry in GOOD.split(';').chain(changes.split(';')).map(str::trim).filter(|entry| !entry.is_empty()) {
        match entry.strip_prefix('-') {
            Some(name) => drop(blocks.remove(name)),
            None => drop(blocks.insert(entry.split_once(' ').unwrap().0, entry.split_once(' ').unwrap().1)),
        }
    }
    let (mut frames, mut styles, mut stories, mut put) = <(String, String, String, String)>::default();
    for (name, spec) in blocks {
        let words: Vec<&str> = spec.split(' ').collect();
        let (columns, rows) = (words[0], words[1].split_once('-').unwrap());
        let (from, to): (u16, u16) = (rows.0.parse().unwrap(), rows.1.parse().unwrap());
        let Some(size) = words.get(2) else {
            let ad = if name == "ad" { ", ad: true" } else { ", around: 1mm" };
            writeln!(frames, "  {name}: {{area: {{columns: {columns}, rows: {from}-{to}}}{ad}}}").unwrap();
            writeln!(put, "      {name}: {{picture: point.png}}").unwrap();
            continue;
        };
        let is_below = words.contains(&"below");
        let (head, text) = if is_below { (to - HEAD + 1, from) } else { (from, from + HEAD) };
        let (head_to, text_to) = if is_below { (to, to - HEAD) } else { (from + HEAD - 1, to) };
        let border = if words.contains(&"box") { ", border: 1pt" } else { "" };
        let count =
            columns.split_once('-').map_or(1, |(a, b)| b.parse::<u16>().unwrap() - a.parse::<u16>().unwrap() + 1);
        writeln!(frames, "  {name}-head: {{area: {{columns: {columns}, rows: {head}-{head_to}}}, lines: free}}")
            .unwrap();
        writeln!(
            frames,
            "  {name}: {{area: {{columns: {columns}, rows: {text}-{text_to}}}, columns: {count}{border}}}"
        )
        .unwrap();
        writeln!(styles, "  {name}-headline: {{extends: headline, size: {size}pt, leading: {size}pt}}").unwrap();
        writeln!(stories, "  {name}: {{head: {name}-head, body: [{name}], styles: {{headline: {name}-headline}}}}")
            .unwrap();
        let article = if words.contains(&"long") { "long.md" } else { name };
        writeln!(put, "      {name}: articles/{article}").unwrap();
    }
    let layout = format!("styles:\n{styles}frames:\n{frames}stories:\n{stories}");
    let text =
        format!("paper: 报\ndate: 2026-03-12\nmakeup: {{{makeup}}}\npages:\n  - layout: layout.yaml\n    put:\n{put}");
    let mut files = TestFiles::default();
    for name in ["lead", "a", "b", "c", "d", "e", "f", "long.md"] {
        let text = "渡口的灯亮了。".repeat(if name == "long.md" { 900 } else { 3 });
        files.own.insert(format!("articles/{name}"), format!("---\nheadline: 新桥\n---\n{text}\n").into_bytes());
    }
    files.own.insert("point.png".into(), include_bytes!("support/point.png").to_vec());
    files.own.insert("layout.yaml".into(), layout.into_bytes());
    files.own.insert("edition.yaml".into(), text.into_bytes());
    files
}

fn judged(changes: &str, makeup: &str) -> (PageScore, Diagnostics) {
    let files = edition(changes, makeup);
    let (documents, _, found) = load("edition.yaml", &files);
    assert!(found.is_empty(), "{changes}: {found:?}");
    let (set, _) = typeset(documents.unwrap(), &fonts(), &files, FlowOptions::default());
    let reading = flow::reading(&set.edition, &set.placements);
    let job = MakeupJob { edition: &set.edition, reading: &reading, pages: &set.pages, reports: &set.reports };
    let (mut scores, found) = judge(&job);
    (scores.remove(0), found)
}

/// Whether a rule is broken or costs something.
fn breaks(score: &PageScore, rule: &str) -> bool {
    measure(score, rule).points > 0 || measure(score, rule).broken() > 0
}

fn measure<'s>(score: &'s PageScore, rule: &str) -> &'s Measure {
    score.measures.iter().find(|measure| measure.rule.name == rule).unwrap_or_else(|| panic!("no {rule}"))
}

/// What every page of this test breaks: its stories are short and have no crossheads, its headlines are small in their frames.
const ALWAYS: [&str; 4] = ["filled", "free-lines", "head-white", "grey"];

#[test]
fn a_page_breaks_the_rule_that_it_is_made_to_break() {
    let cases = [
        ("overset", "c 5-6 32-68 30 long", "stories with text over: c"),
        ("covered", "b 5-6 11-25 34", "white and deeper than two rows: rows 26 to 31 of columns 5 to 6"),
        ("gaps", "b 5-6 11-29 34", "two rows of white below rows 29"),
        ("rectangles", "-a; e-photo 1-1 70-74", "stories that are no rectangle: e"),
        (
            "cut-across",
            "lead 1-6 1-44 48; -b; -b-photo; c 5-6 46-88 30; d 3-4 46-88 26; -e",
            "cut from edge to edge at rows 44",
        ),
        ("cut-down", "c 5-6 32-88 30; e 3-4 70-88 26", "cut from top to foot at 66 % of the width"),
        ("butting-heads", "-b-photo; b 5-6 1-30 34", "headlines side by side: b | lead"),
        ("head-place", "e 3-6 70-88 26 below", "headlines below or behind their text: e"),
        ("head-order", "e 3-6 70-88 40", "headlines above larger ones: b / e, c / e, d / e"),
        ("lead-largest", "b 5-6 11-30 50", "headlines larger than the lead's: b"),
        ("lead-first", "lead 1-4 20-44 48; lead-photo 3-4 30-40", "the lead begins in row 20, below others"),
        (
            "lead-first",
            "lead 3-6 1-44 48; b-photo 1-2 1-9; b 1-2 11-30 34; c 1-2 32-54 30",
            "the lead does not stand where the page begins to be read",
        ),
        ("lead-contrast", "b 5-6 11-30 44", "the largest headline is 1.09 times the second"),
        ("pictures", "-lead-photo; -a-photo", "pictures take 3.2 % of the page"),
        ("main-picture", "a-photo 1-2 46-70; a 1-2 72-88 24", "the largest picture is 1.08 times the second"),
        (
            "lead-picture",
            "lead-photo 3-4 30-40; a-photo 1-2 46-70; a 1-2 72-88 24",
            "the largest picture is not the lead's: a",
        ),
        ("touching-pictures", "lead-photo 1-2 20-44", "pictures of two stories touch: lead | a"),
        ("column-depth", "e 3-6 70-78 26", "columns too short or too deep: e"),
        ("columns", "c 5-6 32-80 30", "5 rows of columns beyond 8 to 38"),
        ("ads-at-foot", "ad 3-4 46-50; d 3-4 52-68 26", "advertisements: advertisement `ad` stands over d"),
        ("feet", "e 3-6 70-87 26", "neighbours that nearly end at one foot: a | e"),
        ("widths", "lead 1-2 1-44 48; -lead-photo; -d; e 3-4 70-88 26", "stories are 2 base columns wide"),
        (
            "boxes",
            "c 5-6 32-68 30 box; d 3-4 46-68 26 box; e 3-6 70-88 26 box",
            "boxed: c, d, e; vertical headlines: 0",
        ),
        ("balance", "-lead-photo; lead 1-2 1-44 48; -b; -c; -b-photo; -e", ""),
    ];
    let (good, _) = judged("", "");
    let mut wrong = Vec::new();
    for (rule, changes, told) in cases {
        let (score, _) = judged(changes, "");
        let found = measure(&score, rule).told.to_string();
        if breaks(&good, rule) || !breaks(&score, rule) || (!told.is_empty() && found != told) {
            wrong.push(format!("{rule}: {found}; of the good page: {}", measure(&good, rule).told));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let untried = RULES.iter().map(|rule| rule.name).filter(|name| !cases.iter().any(|(rule, ..)| rule == name));
    assert_eq!(untried.filter(|name| !ALWAYS.contains(name)).collect::<Vec<_>>(), ["on-columns"]);
    let grey = |changes: &str| measure(&judged(changes, "").0, "grey").amount;
    assert!(grey("-a-photo; a 1-2 46-88 9") > grey("") + 30);
    ALWAYS.iter().for_each(|rule| assert!(breaks(&good, rule), "{rule}"));
}

#[test]
fn a_paper_says_what_a_rule_is_to_it() {
    let changes = "-b-photo; b 5-6 1-30 34; lead 1-4 20-44 48; lead-photo 3-4 30-40";
    let codes = |makeup: &str| -> Vec<(Severity, &str)> {
        let (_, found) = judged(changes, makeup);
        found
            .iter()
            .map(|finding| (finding.severity, finding.code))
            .filter(|(_, code)| *code == "makeup/lead-first")
            .collect()
    };
    assert_eq!(codes(""), [(Severity::Warning, "makeup/lead-first")]);
    assert_eq!(codes("lead-first: error"), [(Severity::Error, "makeup/lead-first")]);
    assert_eq!(codes("lead-first: ignore"), []);
    let points = |makeup: &str| measure(&judged("-b-photo; b 5-6 1-30 34", makeup).0, "butting-heads").points;
    // Sizes of 48 and 34 points are unlike: four sevenths.
    assert_eq!((points(""), points("butting-heads: 14"), points("butting-heads: 0")), (40, 8, 0));
}

#[test]
fn a_page_of_one_story_has_no_score() {
    let (score, found) = judged("-a; -b; -c; -d; -e; -a-photo; -b-photo", "");
    assert_eq!((score.stories, score.score(), found.len()), (1, None, 0));
}

/// Frames of a page of blocks with their base columns and rows, and what was found.
fn blocks(layout: &str) -> (BTreeMap<String, String>, Vec<&'static str>) {
    let own = [
        ("edition.yaml", "paper: 报\ndate: 2026-03-12\npages: [{layout: own.yaml, put: {lead: a.md}}]\n".to_owned()),
        ("own.yaml", format!("frames: {{ad: {{ad: true}}, box: {{area: {{columns: 1, rows: 1}}}}}}\n{layout}")),
        ("a.md", format!("---\nheadline: 新桥\n---\n{}\n", "渡口的灯亮了。".repeat(40))),
    ];
    let own = own.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    let files = TestFiles { own, folder: None };
    let (documents, _, mut found) = load("edition.yaml", &files);
    let (set, findings) = typeset(documents.unwrap(), &fonts(), &files, FlowOptions::default());
    found.extend(findings);
    let grid = set.edition.pages[0].grid;
    let area = set.edition.pages[0].type_area;
    let pitch = (area.width + grid.gutter) / i64::from(grid.columns);
    let cell = |rect: &paiban::base::Rect| {
        let column = |x: paiban::base::Len| (x - area.x + pitch / 2).whole(pitch);
        let row = |y: paiban::base::Len| (y - area.y + grid.leading / 2).whole(grid.leading);
        format!("{}-{} {}-{}", column(rect.x) + 1, column(rect.right()), row(rect.y) + 1, row(rect.bottom()))
    };
    let cells = |frame: &paiban::model::Frame| {
        let parts = if frame.parts.is_empty() { vec![frame.area] } else { frame.parts.clone() };
        parts.iter().map(cell).collect::<Vec<_>>().join(" + ")
    };
    let frames = set.edition.frames.iter().map(|frame| (frame.name.clone(), cells(frame))).collect();
    let is_of_blocks = |code: &&str| ["block/", "shape/", "frame/unknown"].iter().any(|kind| code.starts_with(kind));
    (frames, found.iter().map(|finding| finding.code).filter(is_of_blocks).collect())
}

#[test]
fn blocks_become_frames() {
    let shapes = "shapes: {part: {head-columns: 2, head-rows: 6-6}, fixed: {head-rows: 6-6}, led: {head-rows: 6-6, pictures: [{at: top, rows: 20}]}, \
                  by: {head-rows: 6-6, pictures: [{at: beside, columns: 2}, {at: foot, columns: 1, rows: 5}]}, box: {extends: boxed, head-rows: 6-6, label: {text: 栏目}}, \
                  mid: {head-rows: 6-6, pictures: [{at: middle, columns: 2, rows: 10}]}, under: {head-rows: 6-6, pictures: [{at: under-head, rows: 20}]}}\n";
    let cases = [
        (
            "rows: 1-40, down: [{story: lead, shape: fixed, depth: 20}, {frame: ad}]",
            "lead-head=1-6 1-6 lead=1-6 8-20 ad=1-6 22-40",
        ),
        (
            "rows: 1-41, gap: 2, down: [{frame: ad, depth: 9}, {story: lead, shape: fixed}]",
            "lead-rule=1-6 12-12 lead-head=1-6 13-18 lead=1-6 20-41",
        ),
        (
            "rows: 1-40, across: [{story: lead, shape: part, columns: 4}, {frame: ad}]",
            "lead-head=1-2 1-6 lead=3-4 1-7+1-4 8-40 ad=5-6 1-40",
        ),
        ("rows: 1-40, down: [{story: lead, shape: part, head-rows: 2-20}]", "lead-head=1-2 1-3 lead=3-6 1-4+1-6 5-40"),
        (
            "rows: 1-40, across: [{story: lead, shape: vertical}, {frame: ad}]",
            "lead-head=1-1 1-40 lead=2-3 1-40 ad=4-6 1-40",
        ),
        (
            "rows: 1-40, across: [{columns: 4, story: lead, shape: side}, {frame: ad}]",
            "lead-head=1-1 1-40 lead=2-4 1-40 ad=5-6 1-40",
        ),
        ("rows: 1-60, down: [{story: lead, shape: mid}]", "lead-head=1-6 1-6 lead=1-6 8-60 lead-photo=3-4 29-38"),
        ("rows: 1-60, down: [{story: lead, shape: under}]", "lead-head=1-6 1-6 lead-photo=1-6 8-27 lead=1-6 29-60"),
        ("rows: 1-60, down: [{story: lead, shape: led}]", "lead-photo=1-6 1-20 lead-head=1-6 22-27 lead=1-6 29-60"),
        ("rows: 1-60, down: [{story: lead, shape: by}]", "lead=1-4 8-60 lead-photo=5-6 8-60 lead-photo-2=4-4 56-60"),
        (
            "rows: 1-40, down: [{story: lead, shape: box}]",
            "lead-back=1-6 1-40 lead-label=1-6 2-3 lead-head=1-6 4-9 lead=1-6 11-39",
        ),
        (
            "rows: 1-60, left: 2, right: 4, turn: [{story: lead, shape: fixed, depth: 20}, {frame: ad, depth: 40}, {story: c}, {story: d}, {story: e}]",
            "ad=5-6 1-40 c-rule=3-6 42-42 d-rule=1-2 22-22 e-rule=3-4 22-22 e=3-4 26-40",
        ),
    ];
    for (tree, expected) in cases {
        let (frames, found) = blocks(&format!("{shapes}blocks: {{{tree}}}\n"));
        assert_eq!(found, Vec::<&str>::new(), "{tree}");
        let expected = expected.replace('+', " + ");
        for (name, cell) in named_cells(&expected) {
            assert_eq!(frames.get(name).map(String::as_str), Some(cell.as_str()), "{name} of {tree}");
        }
    }
}

/// `lead=1-6 1-6 ad=1-2 3-4` as names with cells.
fn named_cells(text: &str) -> Vec<(&str, String)> {
    let mut cells: Vec<(&str, String)> = Vec::new();
    for word in text.split(' ') {
        match word.split_once('=') {
            Some((name, first)) => cells.push((name, first.to_owned())),
            None => cells.last_mut().unwrap().1 += &format!(" {word}"),
        }
    }
    cells
}

#[test]
fn a_headline_takes_the_rows_it_needs() {
    let layout = |size: &str| {
        format!(
            "styles: {{headline: {{size: {size}, leading: {size}}}}}\nblocks: {{rows: 1-60, down: [{{story: lead}}]}}\n"
        )
    };
    for (size, head, text) in
        [("30pt", "1-6 1-3", "1-6 5-60"), ("60pt", "1-6 1-6", "1-6 8-60"), ("100pt", "1-6 1-9", "1-6 11-60")]
    {
        let (frames, _) = blocks(&layout(size));
        assert_eq!((frames["lead-head"].as_str(), frames["lead"].as_str()), (head, text), "{size}");
    }
}

#[test]
fn what_is_wrong_with_blocks_is_told() {
    let cases = [
        ("down: [{story: lead, depth: 20}, {frame: ad, depth: 20}]", "block/rows"),
        ("across: [{story: lead, columns: 4}, {frame: ad, columns: 4}]", "block/columns"),
        ("down: [{story: lead}, {story: lead}]", "block/twice"),
        ("down: [{story: lead}, {}]", "block/empty"),
        ("down: [{story: lead, frame: ad}]", "block/two-kinds"),
        ("down: [{story: lead}, {frame: box}]", "block/two-places"),
        ("down: [{story: lead}, {frame: adv}]", "frame/unknown"),
        ("down: [{story: lead, shape: ovr}]", "shape/unknown"),
        ("down: [{story: lead, head-rows: 30-50}, {frame: ad, depth: 20}]", "block/no-room"),
        ("turn: [{story: lead}, {frame: ad}]", "block/turn"),
        ("down: [{story: lead, depth: {at: 9, within: 10-20}}, {frame: ad}]", "block/within"),
    ];
    for (tree, code) in cases {
        assert_eq!(blocks(&format!("blocks: {{rows: 1-40, {tree}}}\n")).1, [code], "{tree}");
    }
}
