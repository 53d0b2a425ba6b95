//! Golden files: compare, or rewrite on demand.

#![allow(clippy::expect_used, reason = "a test that cannot write its golden has failed")]
#![allow(unreachable_pub, reason = "a module of test binaries has no outside")]
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

pub mod browser;
pub mod manuscript;
pub mod program;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use paiban::base::{Diagnostic, Severity};
use paiban::font::FontBook;
use paiban::input::{FileProblem, Files, Sources};
use paiban::shipped;

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped fonts.
pub fn fonts() -> FontBook {
    let (fonts, found) = FontBook::load(shipped::fonts());
    assert!(found.is_empty(), "{found:?}");
    fonts
}

/// Files in memory, or in a folder when the map has none of a name.
#[derive(Default)]
pub struct TestFiles {
    pub own: BTreeMap<String, Vec<u8>>,
    pub folder: Option<PathBuf>,
}

impl Files for TestFiles {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        if let Some(bytes) = self.own.get(path) {
            return Ok(bytes.clone());
        }
        if let Some(name) = path.strip_prefix("layout:") {
            return shipped::layout(name).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing);
        }
        let file = self.folder.as_ref().map(|folder| folder.join(path)).ok_or(FileProblem::Missing)?;
        std::fs::read(file).map_err(|_| FileProblem::Missing)
    }
}

/// Findings as goldens hold them: place, severity, code, message, hints.
pub fn rendered(findings: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.span.and_then(|span| sources.place(span));
        let place = place.map_or("-".to_owned(), |(name, line, column)| format!("{name}:{line}:{column}"));
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        out += &format!("{place} {severity} {}: {}\n", finding.code, finding.message);
        for hint in &finding.hints {
            out += &format!("    help: {hint}\n");
        }
    }
    out
}

/// Goldens compared in one test: differences are gathered, so that one run shows them all.
#[derive(Default)]
pub struct Goldens {
    failures: Vec<String>,
    blessed: usize,
}

impl Goldens {
    /// Compares `actual` with the file; with `BLESS=1` rewrites it, which is refused under CI.
    pub fn check(&mut self, file: &Path, actual: &str) {
        let expected = std::fs::read_to_string(file).ok();
        if expected.as_deref() == Some(actual) {
            return;
        }
        if std::env::var_os("BLESS").is_some() && std::env::var_os("CI").is_none() {
            std::fs::create_dir_all(file.parent().expect("goldens are in folders")).expect("the folder can be made");
            std::fs::write(file, actual).expect("the golden can be written");
            self.blessed += 1;
            return;
        }
        let name = file.display();
        self.failures.push(match expected {
            None => format!("{name} is missing"),
            Some(expected) => format!("{name} differs\n{}", first_difference(&expected, actual)),
        });
    }

    /// Fails when anything differed, and once after blessing.
    pub fn finish(self) {
        assert!(self.failures.is_empty(), "{}\nBLESS=1 accepts what is now; look first", self.failures.join("\n\n"));
        assert!(self.blessed == 0, "blessed {} cases, look and run again", self.blessed);
    }
}

fn first_difference(expected: &str, actual: &str) -> String {
    let at = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
    let at = at.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
    format!("line {}\n  - {}\n  + {}", at + 1, line(expected), line(actual))
}
