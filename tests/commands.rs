//! The commands around a build: check, new, fonts, completions, man; and that each is described.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

mod support;

use std::path::PathBuf;
use std::process::Command;

use paiban::import::RULES;
use paiban::proof::{Form, Painted, Proof};
use paiban::shipped;
use unicode_width::UnicodeWidthStr;

use support::program::{files, folder, paiban, text};
use support::root;

const GOOD: &str = "paper: 报\ndate: 2026-03-12\npages: [{layout: plain, put: {story: a.md}}]\n";

#[test]
fn check_says_what_build_says_and_writes_nothing() {
    let folder = folder("check");
    std::fs::write(folder.join("a.md"), "---\nheadline: 题\n---\n正文。\n").unwrap();
    std::fs::write(folder.join("long.md"), format!("---\nheadline: 题\n---\n{}\n", "很长的正文。".repeat(3000)))
        .unwrap();
    let long = GOOD.replace("a.md", "long.md");
    let cases: [(&str, &str, &[&str], i32); 5] = [
        ("good.yaml", GOOD, &[], 0),
        ("bad.yaml", "paper: 报\ndate: 2026-03-12\npages: [{layout: plian}]\n", &[], 1),
        ("over.yaml", &long, &[], 1),
        ("draft.yaml", &long, &["--draft"], 0),
        ("none.yaml", "", &[], 2),
    ];
    for (name, edition, further, code) in cases {
        if !edition.is_empty() {
            std::fs::write(folder.join(name), edition).unwrap();
        }
        let before = files(&folder);
        let check = paiban(&folder, &[&["check", name], further].concat());
        assert_eq!(check.status.code(), Some(code), "{name}: {}", text(&check.stderr));
        assert_eq!(files(&folder), before, "{name}: check wrote a file");
        let build = paiban(&folder, &[&["build", name], further].concat());
        assert_eq!(build.status.code(), Some(code), "{name}");
        assert_eq!((check.stdout, check.stderr), (build.stdout, build.stderr), "{name}");
    }
    assert!(folder.join("good.pdf").exists());
    let report = paiban(&folder, &["check", "good.yaml", "--report", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!(rows[0]["story"], "story");
}

#[test]
fn a_new_edition_of_every_layout_is_a_draft_at_once_and_says_what_it_is_empty_of() {
    let folder = folder("new");
    assert_eq!(shipped::layout_names().count(), 24);
    for layout in shipped::layout_names() {
        let made = paiban(&folder, &["new", layout, "--layout", layout, "--name", "“港”: 报", "--date", "2026-3-2"]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let edition = std::fs::read_to_string(folder.join(layout).join("edition.yaml")).unwrap();
        assert!(edition.contains("\ndate: 2026-03-02\n"));
        assert!(folder.join(layout).join("README.md").exists());
        for file in text(&made.stdout).lines() {
            assert!(folder.join(file).is_file(), "{file}");
        }
        let path = format!("{layout}/edition.yaml");
        let draft = paiban(&folder, &["build", &path, "--draft", "--message-format", "json"]);
        assert_eq!(draft.status.code(), Some(0), "{}", text(&draft.stderr));
        assert!(folder.join(layout).join("edition.draft.pdf").is_file());
        assert!(!text(&draft.stderr).contains("\"severity\":\"error\""), "{}", text(&draft.stderr));
        let (mut empty, mut placeholders) = (0, 0);
        for line in text(&draft.stderr).lines() {
            let finding: serde_json::Value = serde_json::from_str(line).unwrap();
            match finding["code"].as_str().unwrap() {
                "put/empty" => {
                    // The entry that would fill the place stands in the edition as a comment.
                    let hint = finding["hints"][0].as_str().unwrap();
                    let entry = hint.split('`').nth(1).unwrap();
                    assert!(edition.contains(&format!("\n      # {entry}\n")), "{hint}");
                    empty += 1;
                }
                // The paper of this test has a half-width colon in its name.
                "punctuation/half-width" => assert!(line.contains("“港”: 报"), "{line}"),
                // Blocks that may give come as near to the short placeholder text as they can.
                "makeup/moved" | "makeup/short" => {}
                // What is meant to be extended has no places, or none that must be filled.
                "page/nothing" => {
                    assert!(["broadsheet", "broadsheet-inner", "broadsheet-masthead", "tabloid"].contains(&layout))
                }
                // The placeholder text is short.
                "put/placeholder" => placeholders += 1,
                code => assert!(code.starts_with("flow/"), "{line}"),
            }
        }
        let check = paiban(&folder, &["check", &path]);
        let is_blank = !shipped::layout(layout).unwrap().contains("\nframes:");
        assert_eq!(
            check.status.code(),
            Some(i32::from(empty + placeholders > 0 || is_blank)),
            "{layout}: {}",
            text(&check.stderr)
        );
    }
}

#[test]
fn layouts_say_what_their_places_take() {
    let folder = folder("layouts");
    let json = |name: &str| -> serde_json::Value {
        let run = paiban(&folder, &["layouts", name, "--json"]);
        serde_json::from_slice(&run.stdout).unwrap()
    };
    let listed = text(&paiban(&folder, &["layouts"]).stdout);
    assert!(shipped::layout_names().all(|name| listed.contains(&format!("{name}\n  "))), "{listed}");
    for name in ["plain", "inner-news", "blocks-inner"] {
        let told = json(name);
        let places = told["places"].as_array().unwrap();
        assert!(places.iter().all(|place| (50..3000).contains(&place["characters"].as_u64().unwrap())), "{told}");
    }
    let table = text(&paiban(&folder, &["layouts", "inner-news"]).stdout);
    assert!(
        table.contains("\nlead          1-2           19-53    ")
            && table.contains("\nad            4-6           91-119\n"),
        "{table}"
    );
    // Other text of the same kind has as many characters to a line, but for a few in a hundred.
    let takes = usize::try_from(json("plain")["places"][0]["characters"].as_u64().unwrap()).unwrap();
    std::fs::write(folder.join("e.yaml"), GOOD).unwrap();
    let paragraph = "清晨的第一班轮渡离开码头，海面上的雾还没有散，岸边的灯一盏一盏地熄了。".repeat(3);
    for (percent, code) in [(92, 0), (108, 1)] {
        let chars = takes * percent / 100;
        let all: Vec<char> = paragraph.chars().cycle().take(chars).collect();
        let paras: Vec<String> = all.chunks(105).map(|chars| chars.iter().collect()).collect();
        let article = format!("---\nheadline: 标题写在此处\n---\n{}\n", paras.join("\n\n"));
        std::fs::write(folder.join("a.md"), article).unwrap();
        assert_eq!(paiban(&folder, &["check", "e.yaml"]).status.code(), Some(code), "{percent}");
    }
    assert_eq!(text(&paiban(&folder, &["layouts", "plain", "--yaml"]).stdout), shipped::layout("plain").unwrap());
    let none = paiban(&folder, &["layouts", "inner-new"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("inner-news"));
}

#[test]
fn a_draft_shows_what_can_be_shown_and_is_never_taken_for_press() {
    let folder = folder("draft");
    let edition = "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      frames:\n        text: {area: {columns: 1-3, rows: 1-20}}\n        photo: {area: {columns: 4-6, rows: 1-20}}\n        ad: {area: {columns: 1-6, rows: 30-40}}\n      stories: {lead: {body: [text]}, second: {body: [other]}}\n    put:\n      lead: gone.md\n      photo: {picture: pictures/gone.jpg}\n      ad: {picture: a.md}\n  - {layout: plain, put: {story: a.md}}\n  - layout:\n      frames: {head: {area: {columns: 1-6, rows: 1-9}}, text: {area: {columns: 1-6, rows: 11-30}}}\n      stories: {lead: {head: head, body: [text]}}\n    put: {lead: b.md}\n";
    std::fs::write(folder.join("a.md"), "---\nheadline: 题\n---\n好好的一篇稿件。\n").unwrap();
    std::fs::write(folder.join("b.md"), "---\n? [headline]\n: 题\n---\n题没有读出来。\n").unwrap();
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    assert_eq!(paiban(&folder, &["build", "edition.yaml", "-o", "front.pdf"]).status.code(), Some(1));
    assert!(!folder.join("front.pdf").exists());
    let draft = paiban(&folder, &["build", "edition.yaml", "-o", "front.pdf", "--draft", "--profile", "x1a"]);
    assert_eq!(draft.status.code(), Some(0), "{}", text(&draft.stderr));
    assert_eq!(files(&folder), ["a.md", "b.md", "edition.yaml", "front.draft.pdf"]);
    // One fault is told once: three files are missing or wrong, one frame is misspelt, a front matter cannot be read.
    assert_eq!(text(&draft.stderr).matches("error[").count(), 5, "{}", text(&draft.stderr));
    let pdf = std::fs::read(folder.join("front.draft.pdf")).unwrap();
    let holds = |part: &str| pdf.windows(part.len()).any(|bytes| bytes == part.as_bytes());
    assert!(!holds("GTS_PDFX"));
    let proof = Proof::read(pdf.clone()).unwrap();
    let letters = |painted: Painted| if let Form::Glyph { text, .. } = painted.form { Some(text) } else { None };
    let pages: Vec<String> = (0..3).map(|page| proof.painted(page).into_iter().filter_map(letters).collect()).collect();
    let split = paiban(&folder, &["build", "edition.yaml", "-o", "front.pdf", "--draft", "--split"]);
    assert_eq!(split.status.code(), Some(0));
    assert!(folder.join("front-1.draft.pdf").is_file() && folder.join("front-2.draft.pdf").is_file());
    assert!(pages.iter().all(|page| page.contains("样稿")), "{pages:?}");
    for name in ["gone.md", "pictures/gone.jpg", "a.md"] {
        assert!(pages[0].contains(name), "{name}: {}", pages[0]);
    }
    assert!(pages[1].contains("好好的一篇稿件。"));
    assert!(pages[2].contains("标题待补") && pages[2].contains("题没有读出来。"), "{}", pages[2]);
    let outputs = ["build", "edition.yaml", "-o", "front.pdf", "--article-map", "map.json", "--web", "web"];
    assert_eq!(paiban(&folder, &[&outputs[..], &["--draft"]].concat()).status.code(), Some(0));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(read("map.json").contains("\"draft\": true") && read("map.json").contains("样稿　报"));
    for page in ["page-1.html", "search.html", "index.html", "story-2-story.html"] {
        assert!(read(&format!("web/{page}")).contains("样稿"), "{page}");
    }
    // What an earlier build left is told where a build fails.
    std::fs::write(folder.join("front.pdf"), "%PDF-old").unwrap();
    let failed = text(&paiban(&folder, &outputs).stderr);
    for name in ["front.pdf", "map.json", "web"] {
        assert!(failed.contains(&format!("note[build/earlier]: {name} is of an earlier build")), "{name}: {failed}");
    }
    assert_eq!(read("front.pdf"), "%PDF-old");
    std::fs::write(folder.join("edition.yaml"), "paper: [").unwrap();
    assert_eq!(paiban(&folder, &["build", "edition.yaml", "--draft"]).status.code(), Some(1));
}

#[test]
fn a_draft_marks_every_place_whose_words_are_wrong() {
    let folder = folder("draft-marks");
    let long = "x".repeat(4000);
    std::fs::write(folder.join("a.md"), "---\nheadline: 题\n---\n上面一段。\n\n```\n代码\n```\n").unwrap();
    std::fs::write(folder.join("fine.md"), "---\nheadline: 题\n---\n没有错。\n").unwrap();
    std::fs::write(folder.join("empty.md"), "---\nheadline: 题\n---\n").unwrap();
    for (put, mark) in [
        ("place: {text: 字, style: nostyle}", "有误"),
        ("place: {ads: [{rows: 90, text: 启事甲}, {rows: 90, text: 启事乙}]}", "内容有误"),
        (&format!("place: {{code: {long}}}"), "内容有误"),
        ("place: {ads: [{rows: 5, text: 启事甲}, {rows: 90, text: 启事乙}]}", "有误1处"),
        ("place: {text: 一条}\n      story: a.md", "有误1处"),
        ("place: {text: 一条}\n      story: empty.md", "有误1处"),
        ("place: {text: 一条}", "版面框位置有误：wide"),
    ] {
        let wide = if mark.contains("wide") { "\n        wide: {area: {columns: 1-19, rows: 30-32}}" } else { "" };
        let story = if put.contains("story") { "" } else { "\n      story: fine.md" };
        let edition = format!(
            "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      frames:\n        place: {{area: {{columns: 1-3, rows: 1-20}}}}\n        text: {{area: {{columns: 4-6, rows: 1-20}}}}{wide}\n      stories: {{story: {{body: [text]}}}}\n    put:\n      {put}{story}\n"
        );
        std::fs::write(folder.join("edition.yaml"), edition).unwrap();
        let draft = paiban(&folder, &["build", "edition.yaml", "--draft"]);
        assert_eq!(draft.status.code(), Some(0), "{}", text(&draft.stderr));
        let proof = Proof::read(std::fs::read(folder.join("edition.draft.pdf")).unwrap()).unwrap();
        let letters = |painted: Painted| if let Form::Glyph { text, .. } = painted.form { Some(text) } else { None };
        let page: String = proof.painted(0).into_iter().filter_map(letters).collect();
        let page = page.replace(' ', "");
        assert!(page.contains(mark), "{put}: {page}");
        assert_eq!(page.matches("有误").count(), 1, "{put}: {page}");
    }
}

#[test]
fn a_draft_tells_the_words_of_a_headline_that_have_no_room() {
    let folder = folder("draft-headline");
    let new = paiban(&folder, &["new", ".", "--layout", "broadsheet-front", "--date", "2026-03-12"]);
    assert_eq!(new.status.code(), Some(0), "{}", text(&new.stderr));
    let headline = "潮水退去之后滩涂上留下的脚印一直通向灯塔".repeat(4);
    std::fs::write(folder.join("long.md"), format!("---\nheadline: {headline}\nbyline: 记者 末一行\n---\n正文。\n"))
        .unwrap();
    let edition = std::fs::read_to_string(folder.join("edition.yaml")).unwrap();
    let lead = edition.lines().find(|line| line.trim_start().starts_with("lead:")).unwrap();
    std::fs::write(folder.join("edition.yaml"), edition.replacen(lead, "      lead: long.md", 1)).unwrap();
    let draft = paiban(&folder, &["build", "edition.yaml", "--draft"]);
    assert_eq!(draft.status.code(), Some(0), "{}", text(&draft.stderr));
    let drawn = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let drawn = drawn.into_iter().find(|path| path.to_string_lossy().ends_with(".draft.pdf")).unwrap();
    let proof = Proof::read(std::fs::read(drawn).unwrap()).unwrap();
    let letters = |painted: Painted| if let Form::Glyph { text, .. } = painted.form { Some(text) } else { None };
    let page: String = proof.painted(0).into_iter().filter_map(letters).collect();
    assert!(page.contains("未排出") && page.contains("末一行"), "{page}");
}

#[test]
fn a_new_edition_without_a_date_says_so_and_nothing_is_written_over() {
    let folder = folder("new-again");
    assert_eq!(paiban(&folder, &["new", "a"]).status.code(), Some(0));
    let edition = std::fs::read_to_string(folder.join("a/edition.yaml")).unwrap();
    assert!(edition.contains("# A placeholder") && edition.contains("date: 2000-01-01"), "{edition}");
    std::fs::write(folder.join("a/edition.yaml"), "mine").unwrap();
    let again = paiban(&folder, &["new", "a"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("not empty"));
    assert_eq!(std::fs::read_to_string(folder.join("a/edition.yaml")).unwrap(), "mine");
    let slip = paiban(&folder, &["new", "b", "--layout", "plian"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("did you mean `plain`?"));
    assert_eq!(paiban(&folder, &["new", "b", "--date", "2026-02-30"]).status.code(), Some(2));
    assert!(!folder.join("b").exists());
}

#[test]
fn a_story_far_over_is_cut_from_its_end_or_by_whole_sections() {
    let folder = folder("far-over");
    let edition = "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      frames: {text: {area: {columns: 1, rows: 1-16}}}\n      stories: {lead: {body: [text]}}\n    put: {lead: a.md}\n";
    let para = |lines: usize| "码头昨天清晨恢复通航，首班渡轮六点离岸。".repeat(lines);
    let story =
        format!("{}\n\n{}\n\n## 客流\n\n{}\n\n## 天气\n\n{}\n\n{}\n", para(3), para(3), para(8), para(1), para(1));
    std::fs::write(folder.join("a.md"), &story).unwrap();
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    let fit = paiban(&folder, &["fit", "edition.yaml", "--json"]);
    assert_eq!(fit.status.code(), Some(1));
    let rows: serde_json::Value = serde_json::from_slice(&fit.stdout).unwrap();
    let cuts = rows[0]["whole_cuts"].as_array().unwrap();
    assert_eq!(cuts[0]["part"], "end", "{cuts:?}");
    let section = cuts.iter().find(|cut| cut["part"] == "section").unwrap();
    assert_eq!((&section["begins"], &section["paragraphs"]), (&"客流".into(), &1.into()));
    // Each is tried: the story as cut is over no more.
    let kept: Vec<&str> = story.split("\n\n").collect();
    let dropped = usize::try_from(cuts[0]["paragraphs"].as_u64().unwrap()).unwrap();
    let texts: Vec<usize> = (0..kept.len()).filter(|at| !kept[*at].starts_with('#')).collect();
    let first = texts[texts.len() - dropped];
    let first = if kept[first - 1].starts_with('#') { first - 1 } else { first };
    std::fs::write(folder.join("a.md"), kept[..first].join("\n\n")).unwrap();
    let after = paiban(&folder, &["fit", "edition.yaml", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&after.stdout).unwrap();
    assert_eq!((&rows[0]["lines_over"], &rows[0]["lines_free"]), (&0.into(), &cuts[0]["lines_free"]));
    let chinese = paiban(&folder, &["fit", "edition.yaml", "--lang", "zh"]);
    assert_eq!(chinese.status.code(), Some(1));
}

#[test]
fn fonts_names_faces_rights_and_missing_characters() {
    let folder = folder("fonts");
    let all = paiban(&folder, &["fonts", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&all.stdout).unwrap();
    let faces = report["faces"].as_array().unwrap();
    assert_eq!(faces.len(), shipped::fonts().len());
    assert!(faces.iter().all(|face| face["embedding"] == "free" && face["characters"].as_u64().unwrap() > 300));
    assert!(report.get("edition").is_none());

    std::fs::write(folder.join("edition.yaml"), GOOD).unwrap();
    std::fs::write(folder.join("a.md"), "---\nheadline: 题\n---\n正文ab。\n").unwrap();
    let good = paiban(&folder, &["fonts", "edition.yaml", "--json"]);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stderr));
    let report: serde_json::Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(report["edition"]["missing"].as_array().unwrap().len(), 0);
    let family = |name: &str| {
        let families = report["edition"]["families"].as_array().unwrap();
        families.iter().find(|row| row["family"] == name).unwrap_or_else(|| panic!("{report}")).clone()
    };
    assert_eq!(family("song 900")["characters"], 1);
    assert_eq!(family("song 400")["faces"][0], "NotoSerifCJKsc-Regular");

    std::fs::write(folder.join("a.md"), "---\nheadline: 题\n---\n正文\u{13000}。\n").unwrap();
    let bad = paiban(&folder, &["fonts", "edition.yaml"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(
        text(&bad.stdout).contains("missing: \u{13000} U+13000 in family song 400, story story"),
        "{}",
        text(&bad.stdout)
    );
    assert_eq!(paiban(&folder, &["fonts", "none.yaml"]).status.code(), Some(2));
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = text(&paiban(&root(), &["--help"]).stdout);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn shells_and_manual_pages_know_every_command() {
    let commands = commands();
    assert!(commands.len() >= 9, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = text(&paiban(&root(), &["completions", shell]).stdout);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} lacks {command}");
        }
    }
    let page = text(&paiban(&root(), &["man"]).stdout);
    for command in &commands {
        assert!(page.contains(&format!("paiban\\-{command}(1)")), "{command}\n{page}");
        let own = paiban(&root(), &["man", command]);
        assert!(text(&own.stdout).contains(&format!("paiban\\-{command}")), "{command}");
    }
    let slip = paiban(&root(), &["man", "biuld"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("did you mean `build`?"));
    assert_eq!(paiban(&root(), &["completions", "cmd"]).status.code(), Some(2));
}

#[test]
fn every_command_and_rule_of_cleaning_is_described() {
    let doc = std::fs::read_to_string(root().join("docs/commands.md")).unwrap();
    for command in commands() {
        let help = text(&paiban(&root(), &[&command, "--help"]).stdout);
        assert!(help.contains("\nExamples:\n  "), "{help}");
        if ["lines", "preflight"].contains(&command.as_str()) {
            continue; // They have documents of their own.
        }
        assert!(doc.contains(&format!("\n## {command}\n")), "{command}");
        assert!(doc.contains(&format!("\npaiban {command}")), "{command}");
    }
    for rule in RULES {
        assert!(doc.contains(&format!("| `{}` | {} |\n", rule.name, rule.meaning)), "{}", rule.name);
    }
}

/// An edition whose PDF is some hundred kilobytes, with an old file where it will be written.
#[cfg(unix)]
fn with_old_file(name: &str) -> PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("a.md"), format!("---\nheadline: 题\n---\n{}\n", "正文里有许多不同的字。".repeat(90)))
        .unwrap();
    std::fs::write(folder.join("e.yaml"), GOOD).unwrap();
    std::fs::write(folder.join("e.pdf"), b"%PDF-1.6 the old file").unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn a_source_a_device_and_what_lies_outside_are_left_alone() {
    use std::os::unix::fs::FileTypeExt;
    let folder = with_old_file("guarded");
    let before = std::fs::read(folder.join("a.md")).unwrap();
    std::fs::write(folder.join("other.md"), &before).unwrap();
    let others = [&["-o", "a.md"][..], &["-o", "other.md"], &["-o", "new.pdf", "--article-map", "other.md"]];
    for output in others {
        let over = paiban(&folder, &[&["build", "e.yaml"][..], output].concat());
        assert_eq!(over.status.code(), Some(2), "{output:?}: {}", text(&over.stderr));
        for name in ["a.md", "other.md"] {
            assert_eq!(std::fs::read(folder.join(name)).unwrap(), before);
        }
    }
    assert_eq!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().code(), Some(0));
    let mut reader = Command::new("cat").arg(folder.join("pipe")).stdout(std::process::Stdio::null()).spawn().unwrap();
    assert_eq!(paiban(&folder, &["build", "e.yaml", "-o", "pipe"]).status.code(), Some(0));
    reader.wait().unwrap();
    assert!(std::fs::symlink_metadata(folder.join("pipe")).unwrap().file_type().is_fifo());
    std::fs::remove_file(folder.join("a.md")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.join("a.md")).unwrap();
    let outside = paiban(&folder, &["check", "e.yaml"]);
    assert_eq!(outside.status.code(), Some(1));
    assert!(text(&outside.stderr).contains("leads out of the edition's folder"), "{}", text(&outside.stderr));
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = with_old_file("full");
    // Files of at most 8 KiB stand in for a disk without room; the signal that goes with the limit is ignored, so that the write fails.
    let script =
        format!("trap '' XFSZ; ulimit -f 8; exec '{}' build e.yaml --report none", env!("CARGO_BIN_EXE_paiban"));
    let built = Command::new("bash").current_dir(&folder).args(["-c", &script]).output().unwrap();
    assert_eq!(built.status.code(), Some(3), "{}", text(&built.stderr));
    assert_eq!(std::fs::read(folder.join("e.pdf")).unwrap(), b"%PDF-1.6 the old file");
    assert_eq!(files(&folder), ["a.md", "e.pdf", "e.yaml"], "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn a_killed_build_leaves_the_old_file_or_writes_the_new_one_whole() {
    let folder = with_old_file("killed");
    for milliseconds in [1, 5, 20, 60, 120, 250] {
        let mut build = Command::new(env!("CARGO_BIN_EXE_paiban"))
            .current_dir(&folder)
            .args(["build", "e.yaml", "--report", "none"])
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        let _ = build.kill();
        build.wait().unwrap();
        let found = std::fs::read(folder.join("e.pdf")).unwrap();
        assert!(
            found == b"%PDF-1.6 the old file" || found.ends_with(b"%%EOF\n") || found.ends_with(b"%%EOF"),
            "half a file"
        );
    }
}

#[test]
fn pages_are_chosen_by_number_and_split_into_files() {
    let folder = folder("pages");
    for page in 1..=3 {
        std::fs::write(folder.join(format!("{page}.md")), "---\nheadline: 春讯\n---\n正文。\n").unwrap();
    }
    let page = |number: u32| format!("  - {{layout: plain, section: A, put: {{story: {number}.md}}}}\n");
    let edition = format!("paper: 报\ndate: 2026-03-12\npages:\n{}", (1..=3).map(page).collect::<String>());
    std::fs::write(folder.join("e.yaml"), edition).unwrap();
    let built = paiban(&folder, &["build", "e.yaml", "--pages", "A01,A03", "--split", "--report", "none"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert!(
        folder.join("e-A01.pdf").exists() && folder.join("e-A03.pdf").exists() && !folder.join("e-A02.pdf").exists()
    );
    std::fs::create_dir(folder.join("out")).unwrap();
    let built = paiban(&folder, &["build", "e.yaml", "--split", "-o", "out", "--report", "none"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert!(folder.join("out/e-A02.pdf").exists() && !folder.join("out-A02.pdf").exists());
    for wrong in ["A04", "A03-A01", ""] {
        let refused = paiban(&folder, &["build", "e.yaml", "--pages", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        assert!(text(&refused.stderr).contains("--pages"));
    }
}

#[test]
fn a_folder_that_is_not_there_is_a_wrong_argument() {
    let folder = folder("nowhere");
    std::fs::write(folder.join("a.md"), "---\nheadline: 春讯\n---\n正文。\n").unwrap();
    std::fs::write(folder.join("e.yaml"), GOOD).unwrap();
    let built = paiban(&folder, &["build", "e.yaml", "-o", "nodir/x.pdf", "--report", "none"]);
    assert_eq!(built.status.code(), Some(2), "{}", text(&built.stderr));
    assert!(text(&built.stderr).contains("there is no folder nodir"), "{}", text(&built.stderr));
}

#[test]
fn fit_tells_what_is_over_and_what_to_cut() {
    let folder = folder("fit");
    std::fs::write(
        folder.join("a.md"),
        "---\nheadline: 题\n---\n".to_owned() + &"一段不长的话，说了又说。\n\n".repeat(200),
    )
    .unwrap();
    std::fs::write(folder.join("e.yaml"), GOOD).unwrap();
    let fit = paiban(&folder, &["fit", "e.yaml", "--json"]);
    assert_eq!(fit.status.code(), Some(1), "{}", text(&fit.stderr));
    let rows: serde_json::Value = serde_json::from_slice(&fit.stdout).unwrap();
    assert!(rows[0]["lines_over"].as_u64().unwrap() > 0 && rows[0]["characters_to_cut"].as_u64().unwrap() > 0);
}

#[test]
fn fit_tells_of_a_headline_that_does_not_fit_its_frame() {
    let folder = folder("fit-head");
    let headline = "题目太长，".repeat(60);
    std::fs::write(folder.join("a.md"), format!("---\nheadline: {headline}\n---\n正文。\n")).unwrap();
    std::fs::write(folder.join("e.yaml"), GOOD).unwrap();
    let fit = paiban(&folder, &["fit", "e.yaml"]);
    assert_eq!(fit.status.code(), Some(1), "{}", text(&fit.stderr));
    assert!(
        text(&fit.stdout).contains("story/head (1): ") && text(&fit.stdout).contains(" over,"),
        "{}",
        text(&fit.stdout)
    );
}

#[test]
fn reports_are_told_in_chinese_with_their_columns_aligned() {
    let folder = folder("chinese");
    std::fs::write(folder.join("a.md"), "---\nheadline: 题\n---\n正文。\n").unwrap();
    let paragraph = "一句不长的话，说了又说。".repeat(9) + "完。\n\n";
    std::fs::write(folder.join("long.md"), "---\nheadline: 题\n---\n".to_owned() + &paragraph.repeat(20)).unwrap();
    std::fs::write(folder.join("short.yaml"), GOOD).unwrap();
    std::fs::write(folder.join("long.yaml"), GOOD.replace("a.md", "long.md")).unwrap();

    let table = text(&paiban(&folder, &["check", "long.yaml", "--lang", "zh"]).stdout);
    let (head, row) = table.split_once('\n').unwrap();
    assert!(["稿件", "字数", "行数", "文字块", "超", "缺", "松行"].iter().all(|word| head.contains(word)), "{table}");
    let column = |line: &str, word: &str| line.split_once(word).map(|(before, _)| before.width());
    assert_eq!(column(head, "文字块"), column(row, "text"), "{table}");
    assert!(row.contains(" 行（") && !row.contains("characters"), "{table}");
    let english = text(&paiban(&folder, &["check", "long.yaml", "--lang", "en"]).stdout);
    assert!(english.starts_with("story  characters  lines  frames    over"), "{english}");

    let over = text(&paiban(&folder, &["fit", "long.yaml", "--lang", "zh"]).stdout);
    assert!(
        over.starts_with("story（第 1 版）：超 ") && over.contains("\n  请删 ") && over.contains(" 段「一句不长的话"),
        "{over}"
    );
    let short = text(&paiban(&folder, &["fit", "short.yaml", "--lang", "zh"]).stdout);
    assert!(short.contains("：缺 ") && short.contains("\n  约缺 "), "{short}");
    let json = |language: &str| paiban(&folder, &["fit", "long.yaml", "--json", "--lang", language]).stdout;
    assert_eq!(json("zh"), json("en"), "scripts read the same in every language");

    let fonts = text(&paiban(&folder, &["fonts", "short.yaml", "--lang", "zh"]).stdout);
    assert!(
        fonts.contains(" 字  本期用到 ") && fonts.contains("  可嵌入  ") && fonts.contains("\n本期用了 "),
        "{fonts}"
    );
    std::fs::write(folder.join("w.html"), "<p>正文<u>下划</u>。</p>").unwrap();
    let import = text(&paiban(&folder, &["import", "w.html", "-o", "in", "--lang", "zh"]).stdout);
    assert!(
        import.starts_with("w.html（HTML，")
            && import.contains("没有进稿件：")
            && import.contains("下划线，第 1 段（文字保留）"),
        "{import}"
    );
    assert!(!import.contains("paragraph"), "{import}");
    let many = text(&paiban(&folder, &["build", "short.yaml", "long.yaml", "--lang", "zh"]).stderr);
    assert!(many.contains("long.yaml：失败") && many.ends_with("共 2 期：1 期排好，1 期失败\n"), "{many}");
}

#[test]
fn a_letter_to_the_advertiser_is_written_and_its_verdict_is_the_exit_code() {
    let folder = folder("letter");
    let ad = root().join("examples/prepress/ads/tea.pdf");
    let ad = ad.to_str().unwrap();
    let fit = paiban(&folder, &["preflight", ad, "--trim", "80x200", "--letter", "a.html"]);
    assert_eq!(fit.status.code(), Some(0), "{}", text(&fit.stdout));
    assert!(std::fs::read_to_string(folder.join("a.html")).unwrap().contains("合格：可以原样付印"));
    let trim = text(&paiban(&folder, &["preflight", ad, "--trim", "80x190", "--lang", "zh"]).stdout);
    assert!(trim.contains("错误[P04] 成品尺寸与预订相符\n  第 1 版、"), "{trim}");
    assert!(trim.contains("\n  办法：请按预订尺寸做版\n") && trim.contains("不合格（按 "), "{trim}");
    let unfit = paiban(&folder, &["preflight", ad, "--trim", "80x190", "--letter", "a.html", "--letter-lang", "en"]);
    assert_eq!(unfit.status.code(), Some(1));
    assert!(std::fs::read_to_string(folder.join("a.html")).unwrap().contains("Not fit to print"));
}

#[test]
fn lines_are_set_by_the_language_and_refuse_what_means_nothing_in_it() {
    let folder = folder("languages");
    std::fs::write(folder.join("text.txt"), "国？！国\n").unwrap();
    let lines =
        |further: &[&str]| paiban(&folder, &[&["lines", "text.txt", "--ideal", "--measure", "20em"], further].concat());
    for (language, width) in [("ja", "4.000"), ("zh-Hans", "3.000"), ("zh-TW", "4.000")] {
        let out = lines(&["--language", language]).stdout;
        assert!(text(&out).contains(width), "{language}: {}", text(&out));
    }
    for refused in [["ja", "--kinsoku", "gb"], ["en", "--word-break", "keep-all"], ["zh-Hans", "--kinsoku", "loose"]] {
        let said = lines(&[&["--language"], &refused[..]].concat());
        assert_eq!(said.status.code(), Some(2), "{refused:?}");
        assert!(text(&said.stderr).contains("means nothing"), "{refused:?}");
    }
    // The language of messages is easily taken for that of a text.
    assert!(text(&lines(&["--lang", "ja"]).stderr).contains("--language"));
}

#[test]
fn the_examples_have_no_error() {
    for example in ["daily", "front-page", "prepress", "specimen"] {
        let checked = paiban(&root(), &["check", &format!("examples/{example}"), "--report", "none"]);
        assert_eq!(checked.status.code(), Some(0), "{example}: {}", text(&checked.stderr));
    }
}
