//! `compare`, `test` and editions by the folder: what an editor, a proofreader and a script are told.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

mod support;

use std::path::Path;

use serde_json::Value;

use support::program::{edition, files, folder, paiban, text};
use support::root;

const ARTICLE: &str = "---\nheadline: 新码头开工\n---\n本报讯 昨天上午，城东新码头正式开工。工程分三期建设，预计两年后完工。\n\n附近居民说，盼了十年，终于盼来了。孩子们在岸边放起了风筝，老人们坐在石阶上说起从前的渡口。\n";

/// Two editions that differ in what `change` does to the second.
fn two(name: &str, change: impl Fn(&Path)) -> std::path::PathBuf {
    let folder = folder(name);
    for version in ["old", "new"] {
        edition(&folder.join(version), ARTICLE);
    }
    change(&folder.join("new"));
    folder
}

fn json(folder: &Path, args: &[&str]) -> (Option<i32>, Value) {
    let output = paiban(folder, &[&["compare", "--json"], args].concat());
    let read = serde_json::from_slice(&output.stdout);
    (output.status.code(), read.unwrap_or_else(|_| panic!("{}", text(&output.stderr))))
}

#[test]
fn the_same_edition_is_the_same() {
    let folder = two("same", |_| ());
    let output = paiban(&folder, &["compare", "old", "new/edition.yaml"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), "the same\n"));
}

#[test]
fn changed_words_are_told_with_their_place_and_the_lines_that_break_elsewhere() {
    let folder = two("words", |new| {
        std::fs::write(new.join("a.md"), ARTICLE.replace("分三期建设", "分三期两批建设").replace("十年", "12年"))
            .unwrap();
    });
    let (code, report) = json(&folder, &["old", "new"]);
    assert_eq!(code, Some(1));
    let stories = report["stories"].as_array().unwrap();
    assert_eq!(stories.len(), 1, "{report:#}");
    let words = &stories[0]["words"];
    assert_eq!((words[0]["removed"].as_str(), words[0]["added"].as_str()), (Some(""), Some("两批")));
    assert_eq!((words[1]["removed"].as_str(), words[1]["added"].as_str()), (Some("十"), Some("12")));
    assert_eq!(words[1]["place"]["frame"], "text");
    assert!(!report["pixels"].as_array().unwrap().is_empty());
    assert!(report["pixels"][0]["stories"].as_array().unwrap().contains(&"story".into()));
    let told = text(&paiban(&folder, &["compare", "old", "new", "--no-pixels"]).stdout);
    assert!(told.contains("工程分三期{+两批+}建设"), "{told}");
}

#[test]
fn a_moved_frame_is_told_once_in_millimetres() {
    let folder = folder("moved");
    for (version, x) in [("old", 20), ("new", 23)] {
        let own = folder.join(version);
        edition(&own, ARTICLE);
        let page = format!(
            "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {{trim: [210mm, 297mm], margins: {{top: 18mm, right: 16mm, bottom: 18mm, left: 16mm}}, grid: {{columns: 3, gutter: 6mm, leading: 12.6pt}}}}\n      frames:\n        text: {{area: {{at: [{x}mm, 30mm], size: [80mm, 90mm]}}}}\n      stories:\n        story: {{body: [text]}}\n    put: {{story: a.md}}\n"
        );
        std::fs::write(own.join("edition.yaml"), page).unwrap();
    }
    let (code, report) = json(&folder, &["old", "new", "--no-pixels"]);
    assert_eq!(code, Some(1), "{report:#}");
    assert_eq!(report["frames"][0]["frame"], "text");
    assert_eq!(report["frames"][0]["change"]["moved"][1][0], 23.0);
    assert!(report["stories"].as_array().unwrap().is_empty(), "the lines moved with their frame: {report:#}");
}

#[test]
fn pdfs_are_compared_by_what_they_paint_whoever_made_them() {
    let folder = two("pdf", |new| std::fs::write(new.join("a.md"), ARTICLE.replace("两年", "三年")).unwrap());
    for version in ["old", "new"] {
        let built = paiban(&folder, &["build", version]);
        assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    }
    let (code, report) = json(&folder, &["old/edition.pdf", "new/edition.pdf"]);
    assert_eq!(code, Some(1));
    let words = &report["stories"][0]["words"];
    assert_eq!((words[0]["removed"].as_str(), words[0]["added"].as_str()), (Some("两"), Some("三")));
    assert_eq!(report["pixels"].as_array().unwrap().len(), 1);
    assert_eq!(json(&folder, &["old/edition.pdf", "old"]).0, Some(0), "an edition beside its PDF is compared as a PDF");
    assert_eq!(json(&folder, &["old/edition.pdf", "old/edition.pdf"]).0, Some(0));
    let ads = root().join("examples/daily/ads/bank.pdf");
    let foreign = paiban(&folder, &["compare", ads.to_str().unwrap(), ads.to_str().unwrap()]);
    assert_eq!(foreign.status.code(), Some(0), "{}", text(&foreign.stderr));
}

#[test]
fn display_lists_are_compared_and_the_report_stands_alone() {
    let folder = two("dump", |new| std::fs::write(new.join("a.md"), ARTICLE.replace("石阶", "石凳")).unwrap());
    for version in ["old", "new"] {
        let dump = paiban(&folder, &["build", version, "--dump", "display"]);
        std::fs::write(folder.join(format!("{version}.txt")), dump.stdout).unwrap();
    }
    let (code, report) = json(&folder, &["old.txt", "new.txt"]);
    assert_eq!((code, &report["pixels"]), (Some(1), &Value::Null));
    assert_eq!(report["stories"][0]["words"][0]["added"], "凳");
    assert_eq!(json(&folder, &["old.txt", "old"]).0, Some(0), "a display list beside an edition");
    let written = paiban(&folder, &["compare", "old", "new", "--html", "r.html"]);
    assert_eq!(written.status.code(), Some(1));
    let html = std::fs::read_to_string(folder.join("r.html")).unwrap();
    assert!(html.contains("<ins>凳</ins>") && html.matches("data:image/jpeg;base64,").count() == 3);
    assert!(!html.contains("http"), "it asks for nothing from elsewhere");
}

#[test]
fn changes_and_cases_are_told_in_chinese() {
    let folder = two("chinese", |new| std::fs::write(new.join("a.md"), ARTICLE.replace("石阶", "石凳")).unwrap());
    let same = paiban(&folder, &["compare", "old", "old", "--lang", "zh"]);
    assert_eq!(text(&same.stdout), "没有变化\n");
    let changed = text(&paiban(&folder, &["compare", "old", "new", "--html", "r.html", "--lang", "zh"]).stdout);
    assert!(changed.starts_with("稿件 story（第 1 版）\n  文字：") && changed.contains("石[-阶-]{+凳+}"), "{changed}");
    assert!(changed.contains("（第 1 版 text 第 ") && changed.contains("\n第 1 版画面有变：距左 "), "{changed}");
    let html = std::fs::read_to_string(folder.join("r.html")).unwrap();
    assert!(html.contains("<html lang=\"zh-Hans\">") && html.contains("<ins>凳</ins>") && !html.contains("{{"));
    assert!(html.contains("旧样 1") && html.contains("<span class=\"red\">红色</span>是去掉的"));
    let json = |language: &str| paiban(&folder, &["compare", "old", "new", "--json", "--lang", language]).stdout;
    assert_eq!(json("zh"), json("en"), "scripts read the same in every language");

    let cases = folder.join("old");
    let first = text(&paiban(&cases, &["test", ".", "--lang", "zh"]).stdout);
    assert!(first.starts_with("失败 old\n    没有 display.txt：还没有认可过\n"), "{first}");
    assert!(first.ends_with("\n0 passed, 1 failed\n"), "scripts read the last line: {first}");
    assert!(text(&paiban(&cases, &["test", ".", "--bless", "--lang", "zh"]).stdout).starts_with("已认可 old\n"));
    let report = std::fs::read_to_string(cases.join("expected/report.txt")).unwrap();
    assert!(report.starts_with("story  characters  lines"), "what is kept is in English: {report}");
    assert_eq!(text(&paiban(&cases, &["test", ".", "--lang", "zh"]).stdout), "通过 old\n1 passed, 0 failed\n");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = two("wrong", |new| std::fs::write(new.join("edition.yaml"), "paper: [").unwrap());
    std::fs::write(folder.join("x.txt"), "page \"1\" \"\" trim=1×1 bleed=0\n  nonsense\n").unwrap();
    std::fs::write(folder.join("y.bin"), [0_u8, 159, 146]).unwrap();
    std::fs::write(folder.join("z.pdf"), "%PDF-1.6 and no more").unwrap();
    paiban(&folder, &["build", "old"]);
    for (other, word) in [
        ("new", "edition.yaml"),
        ("none", "none"),
        ("x.txt", "line 2"),
        ("y.bin", "neither"),
        ("z.pdf", "z.pdf"),
        (".", "several"),
    ] {
        let output = paiban(&folder, &["compare", "old", other]);
        assert_eq!(output.status.code(), Some(2), "{other}: {}", text(&output.stdout));
        assert!(text(&output.stderr).contains(word), "{other}: {}", text(&output.stderr));
    }
}

/// An edition of two plain pages with an article each.
fn two_pages(folder: &Path, first: &str, second: &str) {
    edition(folder, ARTICLE);
    let other = "---\nheadline: 大雪\n---\n昨天夜里，全市普降大雪，多条公路停运，铲雪车彻夜作业，今晨交通基本恢复。\n";
    std::fs::write(folder.join("b.md"), other).unwrap();
    let pages = format!(
        "paper: 报\ndate: 2026-03-12\npages: [{{layout: plain, put: {{story: {first}}}}}, {{layout: plain, put: {{story: {second}}}}}]\n"
    );
    std::fs::write(folder.join("edition.yaml"), pages).unwrap();
}

#[test]
fn stories_are_their_own_on_every_page_and_swapped_pages_are_moves() {
    let folder = folder("swap");
    two_pages(&folder.join("old"), "a.md", "b.md");
    two_pages(&folder.join("new"), "b.md", "a.md");
    let (code, report) = json(&folder, &["old", "new", "--no-pixels"]);
    assert_eq!(code, Some(1));
    let stories = report["stories"].as_array().unwrap();
    let moves: Vec<&Value> = stories.iter().filter(|story| !story["from"].is_null()).collect();
    assert!(moves.len() >= 2, "{report:#}");
    for story in moves {
        assert!(story["words"].as_array().unwrap().is_empty() && story["only"].is_null(), "{report:#}");
    }
    edition(&folder.join("one"), ARTICLE);
    let told = text(&paiban(&folder, &["compare", "old", "one", "--no-pixels"]).stdout);
    assert!(told.contains("story story (page 2) removed") && !told.contains("words:"), "{told}");
}

#[test]
fn another_picture_of_the_same_name_is_told_and_tolerances_are_held() {
    let folder = folder("picture");
    for (version, photo) in [("old", "harbour"), ("new", "bridge")] {
        let own = folder.join(version);
        edition(&own, ARTICLE);
        let photo = picture(photo);
        std::fs::write(own.join("p.png"), photo).unwrap();
        let page = "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {trim: [210mm, 297mm], margins: {top: 18mm, right: 16mm, bottom: 18mm, left: 16mm}, grid: {columns: 3, gutter: 6mm, leading: 12.6pt}}\n      frames:\n        photo: {area: {at: [20mm, 30mm], size: [20mm, 20mm]}, picture: p.png}\n";
        std::fs::write(own.join("edition.yaml"), page).unwrap();
    }
    let output = paiban(&folder, &["compare", "old", "new", "--no-pixels"]);
    let told = text(&output.stdout);
    assert!(told.contains("picture p.png: another file of the same name"), "{told}{}", text(&output.stderr));
    for wrong in ["nan", "inf", "-1", "300"] {
        let refused = paiban(&folder, &["compare", "old", "new", &format!("--tolerance={wrong}")]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
    }
    std::fs::write(folder.join("z.pdf"), "%PDF-1.6 and no more").unwrap();
    let damaged = text(&paiban(&folder, &["compare", "old", "z.pdf"]).stderr);
    assert!(damaged.contains("damaged") && !damaged.contains("Invalid"), "{damaged}");
    std::fs::write(folder.join("new/edition.yaml"), "paper: [").unwrap();
    let unread = text(&paiban(&folder, &["compare", "old", "new"]).stderr);
    assert!(unread.contains("NEW (new)"), "{unread}");
}

/// A small grey picture, another for every name.
fn picture(name: &str) -> Vec<u8> {
    let shade = name.bytes().fold(0_u8, u8::wrapping_add);
    paiban::proof::Pixels { width: 400, height: 400, rgb: vec![shade; 400 * 400 * 3] }.png()
}

#[test]
fn cases_pass_when_blessed_and_fail_with_a_report_when_something_changed() {
    let folder = folder("cases");
    for case in ["a", "b"] {
        edition(&folder.join(case), ARTICLE);
    }
    let first = paiban(&folder, &["test", "."]);
    assert_eq!(first.status.code(), Some(1));
    assert!(text(&first.stdout).ends_with("0 passed, 2 failed\n"), "{}", text(&first.stdout));
    assert_eq!(paiban(&folder, &["test", ".", "--bless"]).status.code(), Some(0));
    let good = paiban(&folder, &["test", "."]);
    assert!(good.status.success() && text(&good.stdout).ends_with("2 passed, 0 failed\n"), "{}", text(&good.stdout));
    assert_eq!(files(&folder.join("a/expected")), ["display.txt", "page-1.png", "report.txt"]);
    assert!(files(&folder.join(".failed")).is_empty(), "reports of what passes again are gone");
    std::fs::write(folder.join("a/a.md"), ARTICLE.replace("风筝", "纸鸢")).unwrap();
    std::fs::write(folder.join("b/expected/page-7.png"), "").unwrap();
    let bad = paiban(&folder, &["test", "."]);
    let told = text(&bad.stdout);
    assert_eq!(bad.status.code(), Some(1));
    assert!(
        told.contains("[-风筝-]{+纸鸢+}")
            && told.contains("page-7.png stands for nothing")
            && told.ends_with("0 passed, 2 failed\n"),
        "{told}"
    );
    assert_eq!(files(&folder.join(".failed")), ["a.html", "b.html"]);
    let html = std::fs::read_to_string(folder.join(".failed/a.html")).unwrap();
    assert_eq!(
        html.matches("data:image/jpeg;base64,").count(),
        3,
        "old, new and difference, though two letters are small"
    );
    let blessed = paiban(&folder, &["test", ".", "--bless"]);
    assert!(text(&blessed.stdout).contains("纸鸢"), "what changed is told before it is accepted");
    let one = paiban(&folder.join("a"), &["test", "."]);
    assert!(one.status.success() && text(&one.stdout).starts_with("passed a\n"), "{}", text(&one.stdout));
    assert!(!folder.join("b/expected/page-7.png").exists());
}

#[test]
fn nothing_is_blessed_under_ci_and_an_edition_that_cannot_be_read_fails() {
    let folder = folder("ci");
    edition(&folder.join("a"), ARTICLE);
    std::fs::write(folder.join("a/edition.yaml"), "paper: [").unwrap();
    let failed = paiban(&folder, &["test", "."]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stdout).contains("yaml/"), "{}", text(&failed.stdout));
    std::fs::write(folder.join("a/edition.yaml"), "paper: 报\npages: [{layout: plain, put: {story: no.md}}]\n")
        .unwrap();
    let holes = paiban(&folder, &["test", ".", "--bless"]);
    assert_eq!(holes.status.code(), Some(1));
    assert!(text(&holes.stdout).contains("no.md") && !folder.join("a/expected").exists(), "{}", text(&holes.stdout));
    let program = env!("CARGO_BIN_EXE_paiban");
    let refused =
        std::process::Command::new(program).args(["test", ".", "--bless"]).env("CI", "1").current_dir(&folder).output();
    assert_eq!(refused.unwrap().status.code(), Some(2));
    assert_eq!(paiban(&folder, &["test", "nowhere"]).status.code(), Some(2));
}

#[test]
fn one_failing_edition_does_not_stop_the_rest() {
    let folder = folder("many");
    for name in ["a", "b", "c"] {
        edition(&folder.join(name), ARTICLE);
    }
    std::fs::write(folder.join("b/edition.yaml"), "paper: 报\ndat: 2026-03-12\n").unwrap();
    let built = paiban(&folder, &["build", ".", "--jobs", "2", "-o", "out"]);
    let told = text(&built.stderr);
    assert_eq!(built.status.code(), Some(1));
    assert!(told.contains("did you mean `date`") && told.ends_with("3 editions: 2 built, 1 failed\n"), "{told}");
    assert_eq!(files(&folder.join("out")), ["a.pdf", "c.pdf"]);
    let two = paiban(&folder, &["build", "a", "c/edition.yaml", "--report", "none"]);
    assert!(two.status.success() && folder.join("a/edition.pdf").exists() && folder.join("c/edition.pdf").exists());
    let same = paiban(&folder, &["build", "a", "a/edition.yaml"]);
    assert_eq!(same.status.code(), Some(2));
    assert!(text(&same.stderr).contains("would be written for two editions"));
    std::fs::create_dir(folder.join("empty")).unwrap();
    assert_eq!(paiban(&folder, &["build", "empty"]).status.code(), Some(2));
}

#[test]
fn a_watched_edition_is_built_again_when_its_article_is_saved() {
    let folder = folder("watch");
    edition(&folder, ARTICLE);
    let program = env!("CARGO_BIN_EXE_paiban");
    let mut watch = std::process::Command::new(program)
        .args(["build", ".", "--watch", "--report", "none"])
        .current_dir(&folder)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(watch.stderr.take().unwrap()));
    let mut next =
        || lines.find_map(|line| line.ok().filter(|line| line.ends_with(": built") || line.ends_with(": failed")));
    assert!(next().unwrap().ends_with(": built"));
    let before = std::fs::read(folder.join("edition.pdf")).unwrap();
    std::fs::write(folder.join("a.md"), ARTICLE.replace("石阶", "石凳")).unwrap();
    assert!(next().unwrap().ends_with(": built"));
    assert!(std::fs::read(folder.join("edition.pdf")).unwrap() != before);
    std::fs::write(folder.join("edition.yaml"), "paper: [").unwrap();
    assert!(next().unwrap().ends_with(": failed"));
    watch.kill().unwrap();
    watch.wait().unwrap();
}
