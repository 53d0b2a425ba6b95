//! The house rules, read off the sources: which room may import which, who names which package, how long files and functions are.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]

use std::path::{Path, PathBuf};

/// Rooms with the rooms they may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("font", &["base"]),
    ("input", &["base"]),
    ("import", &["base", "input"]),
    ("tradition", &["base"]),
    ("model", &["base", "font", "input", "tradition", "words"]),
    ("shape", &["base", "font", "model", "tradition"]),
    ("words", &[]),
    ("line", &["base", "model", "shape", "tradition", "words"]),
    ("flow", &["base", "model", "shape", "line", "display"]),
    ("display", &["base"]),
    ("colour", &["base"]),
    ("export", &["base", "font", "display", "colour", "model"]),
    ("draft", &["base", "font", "model", "shape", "flow", "display"]),
    ("makeup", &["base", "display", "flow", "font", "input", "line", "model", "shape"]),
    ("proof", &["base", "colour"]),
    ("check", &["base", "font", "display", "colour", "proof"]),
    ("language", &["base", "check", "input"]),
    ("disk", &["base", "font", "input", "shipped"]),
];

/// Packages with the folders that may name them.
const PACKAGES: &[(&str, &[&str])] = &[
    ("rustybuzz::", &["shape"]),
    ("ttf_parser::", &["font", "shape", "export/pdf", "check/preflight"]),
    ("read_fonts::", &["check/preflight"]),
    ("roxmltree::", &["import", "input/picture", "check"]),
    ("zune_jpeg::", &["input", "check/preflight", "export/pdf/placed"]),
    ("jpeg_decoder::", &["input"]),
    ("hayro_ccitt::", &["input"]),
    ("hayro_jpeg2000::", &["input", "export/pdf/placed"]),
    ("weezl::", &["input"]),
    ("printpdf::", &["export/pdf"]),
    ("lopdf::", &["export/pdf"]),
    ("subsetter::", &["export/pdf"]),
    ("serde_yaml::", &["input"]),
    ("saphyr_parser::", &["input"]),
    ("csv::", &["input"]),
    ("chardetng::", &["import", "input/picture/told"]),
    ("encoding_rs::", &["import", "input/picture/told", "input/picture/drawing", "input/bookings.rs"]),
    ("html5gum::", &["import"]),
    ("zip::", &["import"]),
    ("mailparse::", &["import"]),
    ("hayro::", &["proof"]),
    ("hayro_font::", &["proof"]),
    ("fst::", &["words"]),
    ("icu_calendar::", &["model"]),
    ("similar::", &["check/compare"]),
    ("tiny_http::", &["cli"]),
    ("notify::", &["cli"]),
    ("indicatif::", &["cli"]),
    ("libc::", &["cli", "disk"]),
    ("annotate_snippets::", &["language"]),
    ("clap::", &["cli"]),
    ("clap_complete::", &["cli"]),
    ("clap_mangen::", &["cli"]),
    ("std::fs", &["cli", "disk"]),
    ("std::env", &["cli"]),
    // Which entry of the cache was unused longest; nothing on paper depends on it.
    ("SystemTime", &["cli/kept.rs"]),
    ("Instant::now", &[]),
];

/// All sources under `src` with their path from there; tests are free.
fn sources() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 60);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(root, &path, found);
        } else if name.ends_with(".rs") && !name.contains("tests") && !name.ends_with("conformance.rs") {
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The part of a source before its test module.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| name.starts_with(&format!("{room}/"))) else {
            continue;
        };
        for line in code(&text).lines() {
            for part in line.split("crate::").skip(1) {
                let other: String = part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                // The macro of messages stands at the root of the crate, as macros do, and belongs to `base`.
                if other != "message" && other != *room && !allowed.contains(&other.as_str()) {
                    broken.push(format!("{name}: {}", line.trim()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn packages_are_named_only_in_their_rooms() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        for (package, folders) in PACKAGES {
            let allowed = folders.iter().any(|folder| name == *folder || name.starts_with(&format!("{folder}/")));
            if !allowed
                && code(&text).lines().any(|line| !line.trim_start().starts_with("//") && line.contains(package))
            {
                broken.push(format!("{name} names {package}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_and_functions_are_short() {
    let mut long = Vec::new();
    for (name, text) in sources() {
        if text.lines().count() > 600 {
            long.push(format!("{name}: {} lines", text.lines().count()));
        }
        for (function, lines) in functions(&text) {
            if lines > 80 {
                long.push(format!("{name}: {function} has {lines} lines"));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Functions with their number of lines, by their indentation: the sources are formatted.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let declares = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "pub const fn "]
            .iter()
            .any(|start| line.trim_start().starts_with(start));
        if declares {
            let end = (at..lines.len()).find(|&end| lines[end] == format!("{}}}", " ".repeat(indent))).unwrap_or(at);
            found.push((line.trim().to_owned(), end - at + 1));
        }
    }
    found
}

#[test]
fn nothing_unsafe_or_unfinished_stands_in_the_sources() {
    for (name, text) in sources() {
        for word in ["unsafe ", "todo!(", "unimplemented!(", "dbg!(", "TODO", "FIXME"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

/// Sources of what other programs see; the rest of the library is public to the binary and the tests alone.
const SEEN: &[&str] =
    &["lib.rs", "paper/mod.rs", "paper/set.rs", "paper/told.rs", "disk/mod.rs", "disk/write.rs", "input/files.rs"];

#[test]
fn no_type_of_a_package_shows_in_what_other_programs_see() {
    let packages = packages();
    let is_sign = |c: char| !c.is_alphanumeric() && c != '_';
    let (mut broken, mut looked_at) = (Vec::new(), 0);
    for (name, text) in sources().into_iter().filter(|(name, _)| SEEN.contains(&name.as_str())) {
        let text = code(&text);
        let uses = text.split(';').filter_map(|it| it.trim().strip_prefix("use "));
        let of_packages = uses.filter(|used| packages.iter().any(|it| used.starts_with(&format!("{it}::"))));
        let names: Vec<&str> = of_packages.flat_map(|it| it.split(is_sign)).filter(|it| !it.is_empty()).collect();
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("pub ")) {
            looked_at += 1;
            let by_path = packages.iter().find(|it| line.contains(&format!("{it}::"))).map(String::as_str);
            let shown = by_path.or_else(|| line.split(is_sign).find(|word| names.contains(word)));
            broken.extend(shown.map(|it| format!("{name}: {it} in {line}")));
        }
    }
    assert!(looked_at > 40, "{looked_at}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The packages the library is built on, as sources name them.
fn packages() -> Vec<String> {
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    let tables =
        manifest.split("\n[").filter(|table| table.starts_with("dependencies]") || table.starts_with("target."));
    let named = |line: &str| Some(line.split_once(" = ")?.0.replace('-', "_"));
    let found: Vec<String> = tables.flat_map(|table| table.lines().skip(1).filter_map(named)).collect();
    assert!(found.len() > 30 && found.contains(&"rustybuzz".to_owned()));
    found
}
