//! What is read is a file of a usable size, and what is written never takes the place of what is read.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::program::{files, folder, paiban, text};

const EDITION: &str = "paper: 报\ndate: 2026-03-12\npages: [{layout: plain, put: {story: a.md}}]\n";
/// The same with another frame beside the story's.
const WITH_FRAME: &str = "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {trim: [120mm, 100mm], margins: 10mm, grid: {columns: 2, gutter: 5mm}}\n      frames: {text: {area: {columns: 1, rows: 1-9}}, b: {area: {columns: 2, rows: 1-9}}}\n      stories: {story: {body: [text]}}\n    put: {story: a.md}\n";
const ARTICLE: &str = "---\nheadline: 春讯\n---\n昨夜小雨，今晨放晴。\n";

/// A folder with an edition that builds.
fn edition(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("e.yaml"), EDITION).unwrap();
    std::fs::write(folder.join("a.md"), ARTICLE).unwrap();
    folder
}

/// The exit code, and what was said.
fn outcome(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), text(&output.stderr))
}

/// The program in no more than so many MiB of address space, and no more than thirty seconds, of which a busy machine takes most.
#[cfg(unix)]
fn bounded(folder: &Path, mebibytes: u32, args: &[&str]) -> Output {
    let limits = format!("ulimit -v {}; exec timeout 30 \"$0\" \"$@\"", mebibytes * 1024);
    let program = env!("CARGO_BIN_EXE_paiban");
    Command::new("bash").current_dir(folder).args(["-c", &limits, program]).args(args).output().unwrap()
}

#[cfg(unix)]
#[test]
fn pipes_devices_sockets_and_folders_are_refused_wherever_a_file_is_due() {
    let folder = edition("special");
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
    std::fs::create_dir(folder.join("folder")).unwrap();
    for (name, what) in [("pipe", "a pipe or a device"), ("socket", "a pipe or a device"), ("folder", "a folder")] {
        for put in [
            format!("{{story: {name}}}"),
            format!("{{story: a.md, b: {{picture: {name}}}}}"),
            format!("{{story: a.md, b: {{table: {name}}}}}"),
        ] {
            std::fs::write(folder.join("special.yaml"), WITH_FRAME.replace("{story: a.md}", &put)).unwrap();
            let (code, said) = outcome(&bounded(&folder, 2000, &["check", "special.yaml"]));
            assert!(code == Some(1) && said.contains(what), "{put}: {code:?} {said}");
        }
        for args in [
            &["preflight", name][..],
            &["compare", name, "e.yaml"],
            &["import", name],
            &["lines", name, "--measure", "9em"],
            &["fonts", "--font-path", "pipe"],
        ] {
            let (code, said) = outcome(&bounded(&folder, 2000, args));
            assert!(code == Some(2) && said.contains(name) || args[0] == "fonts", "{args:?}: {code:?} {said}");
        }
    }
    let (code, said) = outcome(&bounded(&folder, 2000, &["check", "pipe"]));
    assert!(code == Some(2) && said.contains("a pipe"), "{said}");
    let (code, said) = outcome(&bounded(&folder, 2000, &["preflight", "/dev/zero"]));
    assert!(code == Some(2) && said.contains("a device"), "{said}");
    let (code, said) = outcome(&bounded(&folder, 2000, &["build", "e.yaml", "-o", "pipe"]));
    assert!(code == Some(3) && said.contains("nobody reads"), "{code:?} {said}");
}

#[cfg(unix)]
#[test]
fn a_file_beyond_its_limit_is_refused_by_its_size() {
    let folder = edition("large");
    let sparse = |name: &str| {
        let file = std::fs::File::create(folder.join(name)).unwrap();
        file.set_len(6 << 30).unwrap();
    };
    ["large.md", "large.jpg", "large.pdf", "large.yaml", "large.otf"].into_iter().for_each(sparse);
    for put in ["{story: large.md}", "{story: a.md, b: {picture: large.jpg}}", "{story: a.md, b: {table: large.md}}"] {
        std::fs::write(folder.join("put.yaml"), WITH_FRAME.replace("{story: a.md}", put)).unwrap();
        let (code, said) = outcome(&bounded(&folder, 1900, &["check", "put.yaml"]));
        assert!(code == Some(1) && said.contains("file/too-large"), "{put}: {code:?} {said}");
    }
    for args in [
        &["check", "large.yaml"][..],
        &["preflight", "large.pdf"],
        &["compare", "large.pdf", "e.yaml"],
        &["lines", "large.md", "--measure", "9em"],
        &["fonts", "--font-path", "large.otf"],
    ] {
        let (code, said) = outcome(&bounded(&folder, 1900, args));
        assert!(code == Some(2) && said.contains("MiB"), "{args:?}: {code:?} {said}");
    }
    let (code, said) = outcome(&bounded(&folder, 1900, &["import", "large.md", "-o", "out"]));
    assert!(code == Some(1) && said.contains("import/too-large"), "{said}");
    assert!(!folder.join("out").exists());
}

#[cfg(unix)]
#[test]
fn deep_nesting_is_refused_in_a_moment() {
    let folder = edition("deep");
    // What takes time with the square of the depth takes minutes at this one.
    let many = |text: &str| text.repeat(40_000);
    for (name, nested) in [
        ("flow.yaml", format!("pages: {}\n", many("["))),
        ("closed.yaml", format!("pages: {}{}\n", many("["), many("]"))),
        ("maps.yaml", format!("pages: {}\n", many("{a: "))),
        ("block.yaml", format!("pages:\n  {}x\n", many("- "))),
    ] {
        std::fs::write(folder.join(name), nested).unwrap();
        let (code, said) = outcome(&bounded(&folder, 2000, &["check", name]));
        assert!(code == Some(1) && said.contains("error["), "{name}: {code:?} {said}");
    }
    for (name, nested, is_refused) in [
        ("dots", format!("{}甲{}", many(":dot["), many("]")), true),
        ("open", many(":dot["), true),
        ("quotes", format!("{}甲", many("> ")), true),
        ("lists", format!("{}甲", many("- ")), true),
        ("brackets", many("["), false),
        ("stars", many("*甲**乙"), false),
    ] {
        std::fs::write(folder.join("a.md"), format!("---\nheadline: 春讯\n---\n{nested}\n")).unwrap();
        let (code, said) = outcome(&bounded(&folder, 3000, &["check", "e.yaml", "--report", "none"]));
        assert!(matches!(code, Some(0 | 1)), "{name}: {code:?} {said}");
        assert!(!is_refused || (code == Some(1) && said.contains("article/")), "{name}: {said}");
    }
}

/// Runs a command that must leave a file as it is.
fn spares(folder: &Path, file: &str, args: &[&str]) {
    let before = std::fs::read(folder.join(file)).unwrap();
    let (code, said) = outcome(&paiban(folder, args));
    assert_eq!(std::fs::read(folder.join(file)).unwrap(), before, "{args:?} wrote over {file}");
    assert_eq!(code, Some(2), "{args:?}: {said}");
    assert!(said.contains("would be written"), "{args:?}: {said}");
}

#[test]
fn no_output_takes_the_place_of_an_input() {
    let folder = edition("over");
    assert_eq!(paiban(&folder, &["build", "e.yaml", "-o", "old.pdf"]).status.code(), Some(0));
    std::fs::copy(folder.join("old.pdf"), folder.join("ad.pdf")).unwrap();
    let font = folder.join("font.otf");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let own = std::fs::read_dir(shipped).unwrap().map(|it| it.unwrap().path());
    let own = own.filter(|it| it.extension().is_some_and(|ending| ending == "otf" || ending == "ttf")).min().unwrap();
    std::fs::copy(own, &font).unwrap();
    std::fs::create_dir_all(folder.join("web")).unwrap();
    spares(&folder, "a.md", &["build", "e.yaml", "-o", "a.md"]);
    spares(&folder, "a.md", &["build", "e.yaml", "-o", "new.pdf", "--article-map", "./web/../a.md"]);
    spares(&folder, "e.yaml", &["build", "e.yaml", "-o", "new.pdf", "--article-map", "e.yaml"]);
    spares(&folder, "font.otf", &["build", "e.yaml", "--font-path", "font.otf", "-o", "font.otf"]);
    spares(&folder, "ad.pdf", &["preflight", "ad.pdf", "--letter", "ad.pdf"]);
    spares(&folder, "ad.pdf", &["compare", "ad.pdf", "old.pdf", "--html", "ad.pdf"]);
    spares(&folder, "old.pdf", &["compare", "ad.pdf", "old.pdf", "--html", "./old.pdf"]);
    spares(&folder, "a.md", &["compare", "e.yaml", "old.pdf", "--html", "a.md"]);
    std::fs::write(folder.join("wire.md"), "渡轮恢复航班\n\n昨天清晨码头恢复通航。\n").unwrap();
    spares(&folder, "wire.md", &["import", "wire.md", "--force"]);
    assert!(!folder.join("new.pdf").exists(), "what is refused leaves nothing");
    let twice = paiban(&folder, &["build", "e.yaml", "-o", "x.json", "--article-map", "x.json"]);
    assert_eq!(outcome(&twice).0, Some(2), "one name for two outputs");
    assert_eq!(
        paiban(&folder, &["build", "e.yaml", "-o", "old.pdf"]).status.code(),
        Some(0),
        "an old output is no input"
    );
}

#[test]
fn the_output_of_one_edition_spares_the_inputs_of_another() {
    let folder = folder("several");
    for name in ["one", "two"] {
        std::fs::create_dir(folder.join(name)).unwrap();
        std::fs::write(folder.join(name).join("edition.yaml"), EDITION).unwrap();
        std::fs::write(folder.join(name).join("a.md"), ARTICLE).unwrap();
    }
    let with_ad = EDITION.replace("{story: a.md}", "{story: one.pdf}");
    std::fs::write(folder.join("two/edition.yaml"), with_ad).unwrap();
    std::fs::write(folder.join("two/one.pdf"), ARTICLE).unwrap();
    spares(&folder, "two/one.pdf", &["build", "one", "two", "-o", "two"]);
}

#[test]
fn a_page_larger_than_pdf_holds_is_refused_at_its_key() {
    let folder = edition("vast");
    for (trim, bleed, is_held) in [("14400pt", "0mm", true), ("14400.1pt", "0mm", false), ("14400pt", "3mm", false)] {
        let layout = format!(
            "{{page: {{trim: [300mm, {trim}], bleed: {bleed}, margins: 10mm, grid: {{columns: 1}}}}, frames: {{t: {{area: {{columns: 1, rows: 1-9}}, text: 春讯}}}}}}"
        );
        std::fs::write(folder.join("e.yaml"), format!("paper: 报\ndate: 2026-03-12\npages: [{{layout: {layout}}}]\n"))
            .unwrap();
        let (code, said) = outcome(&paiban(&folder, &["check", "e.yaml", "--message-format", "json"]));
        let told = said.lines().find(|line| line.contains("page/too-large"));
        assert_eq!((code == Some(0), told.is_none()), (is_held, is_held), "{trim} {bleed}: {said}");
        assert!(told.is_none_or(|told| told.contains("\"line\":3")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_new_edition_on_a_full_disk_leaves_nothing() {
    let folder = folder("new");
    std::fs::create_dir(folder.join("empty")).unwrap();
    // Files of no bytes stand in for a disk without room; the signal that goes with the limit is ignored, so that the write fails.
    for (blocks, dir) in [(0, "a/b"), (0, "empty")] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" new {dir} --layout broadsheet-front");
        let output = Command::new("bash")
            .current_dir(&folder)
            .args(["-c", &script, env!("CARGO_BIN_EXE_paiban")])
            .output()
            .unwrap();
        assert_eq!(outcome(&output).0, Some(3), "{dir}: {}", outcome(&output).1);
    }
    assert_eq!(files(&folder), ["empty"]);
    assert_eq!(files(&folder.join("empty")), Vec::<String>::new());
}
