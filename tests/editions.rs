//! Editions as text cases: files in, findings or numbers of the resolved edition out.
//!
//! A case file holds many cases. `=== rule` opens a case, `--- path` a file of it, `--- expected` the text that must come out.
//! `BLESS=1` rewrites the expected texts and fails once, so that somebody looks at the difference; it is refused under CI.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its cases must stop")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use paiban::base::{Diagnostic, Severity};
use paiban::font::FontBook;
use paiban::input::{FileProblem, Files, Sources, load};
use paiban::model::{Content, Edition, Paint, resolve};
use paiban::shipped;

static FONTS: LazyLock<FontBook> = LazyLock::new(|| FontBook::load(shipped::fonts()).0);

/// One case of a case file.
struct Case {
    rule: String,
    files: Vec<(String, String)>,
    expected: String,
}

/// Files of a case; shipped layouts are at hand as they are for the program.
struct CaseFiles<'c>(BTreeMap<&'c str, &'c [u8]>);

impl Files for CaseFiles<'_> {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        let shipped = path.strip_prefix("layout:").and_then(shipped::layout).map(str::as_bytes);
        let own = self.0.get(path).copied();
        match shipped.or(own) {
            Some(b"unreadable\n") => Err(FileProblem::Unreadable("permission denied".into())),
            Some(bytes) => Ok(bytes.to_vec()),
            None => Err(FileProblem::Missing),
        }
    }
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part = String::new();
    for line in text.split_inclusive('\n') {
        if let Some(rule) = line.strip_prefix("=== ") {
            cases.push(Case { rule: rule.trim().into(), files: Vec::new(), expected: String::new() });
            part = String::new();
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(name) = line.strip_prefix("--- ") {
            part = name.trim().into();
            if part != "expected" {
                case.files.push((part.clone(), String::new()));
            }
        } else if part == "expected" {
            case.expected.push_str(line);
        } else if let Some((_, text)) = case.files.last_mut() {
            text.push_str(line);
        }
    }
    cases
}

/// Sets every case of a file, compares, or blesses.
fn check(file: &str, run: fn(&Case) -> String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/editions").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let preamble: String = text.split_inclusive('\n').take_while(|line| !line.starts_with("=== ")).collect();
    let (mut blessed, mut wrong) = (preamble, Vec::new());
    let cases = cases(&text);
    assert!(!cases.is_empty(), "{file} holds no case");
    for case in &cases {
        let got = run(case);
        if got.trim() != case.expected.trim() {
            wrong.push(format!("{}\n  expected:\n{}\n  got:\n{got}", case.rule, case.expected));
        }
        let _ = writeln!(blessed, "=== {}", case.rule);
        for (name, text) in &case.files {
            let _ = write!(blessed, "--- {name}\n{text}");
        }
        let _ = write!(blessed, "--- expected\n{}\n\n", got.trim());
    }
    if !wrong.is_empty() && std::env::var_os("BLESS").is_some() {
        assert!(std::env::var_os("CI").is_none(), "goldens are never blessed under CI");
        std::fs::write(&path, blessed.trim_end().to_owned() + "\n").unwrap();
        panic!("blessed {} cases of {file}, look and run again", wrong.len());
    }
    assert!(wrong.is_empty(), "{} of {} cases of {file} differ:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

fn edition_of(case: &Case) -> (Edition, Sources, Vec<Diagnostic>) {
    // A text that begins with `hex:` stands for bytes that are no text.
    let bytes: Vec<(&str, Vec<u8>)> = case.files.iter().map(|(name, text)| (name.as_str(), unhex(text))).collect();
    let files = CaseFiles(bytes.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect());
    let (documents, sources, mut found) = load("edition.yaml", &files);
    let mut edition = Edition::default();
    if let Some(documents) = documents {
        let (resolved, findings) = resolve(&documents, &FONTS);
        edition = resolved;
        found.extend(findings);
    }
    (edition, sources, found)
}

fn unhex(text: &str) -> Vec<u8> {
    let Some(digits) = text.strip_prefix("hex:") else { return text.as_bytes().to_vec() };
    digits.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

fn findings(case: &Case) -> String {
    let (_, sources, found) = edition_of(case);
    let mut out = String::new();
    // Most cases leave frames empty that have nothing to do with their rule.
    let is_asked = |finding: &&Diagnostic| finding.code != "put/empty" || case.expected.contains("put/empty");
    for finding in found.iter().filter(is_asked) {
        let place = finding.span.and_then(|span| sources.place(span));
        let place = place.map_or("-".into(), |(name, line, column)| format!("{name}:{line}:{column}"));
        let severity = if finding.severity == Severity::Error { "" } else { " (no error)" };
        let _ = writeln!(out, "{place} {}{severity}: {}", finding.code, finding.message);
        for hint in &finding.hints {
            let _ = writeln!(out, "    {hint}");
        }
    }
    if out.is_empty() { "nothing found".into() } else { out }
}

/// Findings, then pages, frames, styles and stories in a line each.
fn numbers(case: &Case) -> String {
    let (edition, ..) = edition_of(case);
    let mut out = findings(case);
    let _ = writeln!(out, "\ntitle {}", edition.imprint.title);
    for page in &edition.pages {
        let (area, grid) = (page.type_area, page.grid);
        let _ = writeln!(out, "page {} {} {}x{}", page.number, page.name, page.trim.width, page.trim.height);
        let _ = writeln!(out, "  type area {},{} {}x{}", area.x, area.y, area.width, area.height);
        let rows = (grid.rows, grid.first, grid.leading, grid.body);
        let _ = writeln!(out, "  grid {} rows first {} leading {} body {}", rows.0, rows.1, rows.2, rows.3);
    }
    for frame in &edition.frames {
        let content = match &frame.content {
            Content::Picture(placed) => format!("picture {}", edition.pictures[placed.picture.index()].name),
            Content::Code { text, .. } => format!("code {text}"),
            other => format!("{other:?}").to_lowercase(),
        };
        let (r, lines) = (frame.area, frame.lines);
        let _ = writeln!(out, "frame {} {},{} {}x{} {lines:?} {content}", frame.name, r.x, r.y, r.width, r.height);
    }
    stories(&edition, &mut out);
    out
}

fn stories(edition: &Edition, out: &mut String) {
    for thread in &edition.threads {
        let story = &edition.stories[thread.story.index()];
        let frames: Vec<&str> = thread.frames.iter().map(|id| edition.frames[id.index()].name.as_str()).collect();
        let _ = writeln!(out, "story {} {:?} through {}", story.name, story.kind, frames.join(" "));
        for para in &story.paras {
            let style = &edition.para_styles[para.style.index()];
            let _ = writeln!(out, "  {} {}/{} rows {}", style.name, style.size, style.leading, style.rows);
            for run in &para.runs {
                let look = &edition.char_styles[run.style.index()];
                let family = &edition.families[look.family.index()].name;
                let first = edition.families[look.family.index()].chain.first();
                let face = first.map_or("-", |id| FONTS.face(*id).postscript_name.as_str());
                let ink = match look.paint {
                    Some(Paint::Process(c)) => format!("{}/{}/{}/{}", c.c.0, c.m.0, c.y.0, c.k.0),
                    Some(Paint::Ink { ink, tint }) => match &edition.inks[ink.index()].kind {
                        paiban::model::InkKind::Spot(name) => format!("{name} {}", tint.0),
                        paiban::model::InkKind::Screen(rgb) => format!("{rgb:?} {}", tint.0),
                    },
                    None => "none".into(),
                };
                let marks = format!("{:?} {:?}", look.lang, run.annotation);
                let _ = writeln!(out, "    {:?} {family} ({face}) {} {ink} {marks}", run.text, look.size);
            }
        }
    }
}

#[test]
fn every_mistake_is_found_at_its_place_with_advice() {
    check("bad.txt", findings);
}

#[test]
fn good_editions_resolve_to_these_numbers() {
    check("good.txt", numbers);
}

#[test]
fn every_case_of_the_bad_editions_finds_something() {
    let text = include_str!("golden/editions/bad.txt");
    for case in cases(text) {
        assert_ne!(findings(&case), "nothing found", "{}", case.rule);
    }
}

#[test]
fn the_example_front_page_has_no_findings() {
    let read = |path: &str| {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/front-page");
        std::fs::read_to_string(root.join(path)).ok()
    };
    let paths =
        ["edition.yaml", "articles/lead.md", "articles/forum.md", "articles/campaign.md", "articles/weather.md"];
    let more = ["articles/commentary.md", "articles/brief1.md", "articles/brief2.md", "articles/brief3.md"];
    let files = paths.iter().chain(&more).filter_map(|path| Some(((*path).to_owned(), read(path)?))).collect();
    let case = Case { rule: String::new(), files, expected: String::new() };
    assert_eq!(findings(&case), "nothing found");
}

/// A small generator with a fixed start, so that a failure is the same for everybody.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// What tends to matter to the readers.
const SPICE: &[&str] = &[
    "---\n",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!",
    "? ",
    "#",
    "%",
    "\t",
    "\n\n",
    "\0",
    "\u{FEFF}",
    "\r",
    "\u{2028}",
    "𠮷",
    "0",
    "-1",
    "9e999",
    "99999999999999999999",
    "65536",
    "-9999pt",
    "1e5mm",
    "100m",
    "99999mm",
    "0%",
    "2em",
    "extends: body",
    "a: a",
    "over: [a]",
    "{paper}",
    "{",
    ":dot[",
    "]{",
    "**",
    "![x](y)",
    "|a|\n|-|\n",
    "<b>",
    "`",
];

/// Changes a text at a few places: bytes lost, doubled, changed, or something spicy put in.
fn spoiled(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            2 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            _ => drop(bytes.splice(at..at, SPICE[random.below(SPICE.len())].bytes())),
        }
    }
    bytes
}

#[test]
fn spoiled_editions_never_panic_and_every_finding_has_a_place_in_its_source() {
    let texts = [include_str!("golden/editions/bad.txt"), include_str!("golden/editions/good.txt")];
    let seeds: Vec<Case> = texts.iter().flat_map(|text| cases(text)).collect();
    let mut random = Random(2026);
    for _ in 0..6_000 {
        let seed = &seeds[random.below(seeds.len())];
        let files: Vec<(&str, Vec<u8>)> =
            seed.files.iter().map(|(name, text)| (name.as_str(), spoiled(&unhex(text), &mut random))).collect();
        let given = CaseFiles(files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect());
        let (documents, sources, mut found) = load("edition.yaml", &given);
        if let Some(documents) = documents {
            found.extend(resolve(&documents, &FONTS).1);
        }
        for finding in found {
            let Some(span) = finding.span else { continue };
            let source = sources.get(span.source).map_or(0, |source| source.text.len());
            assert!(span.start <= span.end && span.end as usize <= source, "{}: {span:?}", finding.message);
        }
    }
}

#[test]
fn arbitrary_bytes_never_panic() {
    let mut random = Random(7);
    for round in 0..2_000 {
        let noise: Vec<u8> = (0..random.below(300)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        let text: String = (0..random.below(60)).map(|_| SPICE[random.below(SPICE.len())]).collect();
        let bytes = if round % 2 == 0 { noise } else { text.into_bytes() };
        let edition: &[u8] = b"paper: x\ndate: 2026-03-12\npages: [{layout: plain, put: {story: a.md}}]\n";
        for files in [
            BTreeMap::from([("edition.yaml", bytes.as_slice())]),
            BTreeMap::from([("edition.yaml", edition), ("a.md", &bytes)]),
        ] {
            if let Some(documents) = load("edition.yaml", &CaseFiles(files)).0 {
                resolve(&documents, &FONTS);
            }
        }
    }
}
