//! Findings, stories and files as they look from outside the library.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::base::{Diagnostic, Severity};
use crate::disk::{Unwritten, write_whole};
use crate::flow::StoryReport;
use crate::input::Sources;
use crate::language::{self, Language};
use crate::model::StoryKind;

/// One thing that was found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of its kind, such as `flow/overset` (docs/format.md).
    pub code: &'static str,
    /// Where the user wrote what it is about, when it has a place there.
    pub place: Option<Place>,
    told: Diagnostic,
    sources: Arc<Sources>,
}

/// A place in a file that the user wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the edition.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The character on the line, from 1.
    pub column: usize,
}

impl Finding {
    /// What is wrong.
    pub fn message(&self, language: Language) -> String {
        language::told(&self.told, language).message
    }

    /// What to do about it.
    pub fn remedies(&self, language: Language) -> Vec<String> {
        language::told(&self.told, language).hints
    }

    /// As it is drawn on a terminal: with the line of the file and a mark under what is meant.
    pub fn drawn(&self, language: Language) -> String {
        language::drawn(&self.told, &self.sources, language)
    }
}

/// Findings from outside.
pub(super) fn findings(found: &[Diagnostic], sources: &Arc<Sources>) -> Vec<Finding> {
    let place = |finding: &Diagnostic| {
        let (file, line, column) = sources.place(finding.span?)?;
        Some(Place { file: file.to_owned(), line, column })
    };
    let finding = |it: &Diagnostic| Finding {
        severity: it.severity,
        code: it.code,
        place: place(it),
        told: it.clone(),
        sources: Arc::clone(sources),
    };
    found.iter().map(finding).collect()
}

/// Why there is no file, or no edition: all that was found, errors among it.
#[derive(Clone, Debug)]
pub struct Refused {
    /// All that was found.
    pub findings: Vec<Finding>,
}

/// A refusal with all that was found.
pub(super) fn refused(found: Vec<Diagnostic>, sources: Arc<Sources>) -> Refused {
    Refused { findings: findings(&found, &sources) }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.into_iter().try_for_each(|error| writeln!(f, "{}", error.drawn(Language::En)))
    }
}

impl std::error::Error for Refused {}

/// A file that was made.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The file: the same bytes for the same edition, on every machine.
    pub bytes: Vec<u8>,
    /// What was found: notes and warnings; of a draft, errors too.
    pub findings: Vec<Finding>,
}

impl Pdf {
    /// Writes it under a name, which holds either what it held before, or all of it.
    ///
    /// # Errors
    /// A folder in its place, a folder that is not there, a disk that is full.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Unwritten> {
        write_whole(path.as_ref(), &self.bytes)
    }
}

/// How a story came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Its name in the edition.
    #[serde(rename = "story")]
    pub name: String,
    /// The numbers of the pages it stands on.
    pub pages: Vec<String>,
    /// The frames of its thread.
    pub frames: Vec<String>,
    /// The numbers of these frames' pages, one for each.
    #[serde(skip)]
    pub frame_pages: Vec<String>,
    /// Its characters, spaces not counted.
    pub characters: usize,
    /// Its lines on the pages.
    pub lines: usize,
    /// Lines that found no place: the story is over by them.
    pub lines_over: usize,
    /// Their characters.
    pub characters_over: usize,
    /// Places for lines left after its last one.
    pub lines_free: usize,
    /// Lines set so wide that readers see it.
    pub loose: usize,
    /// Lines wider than their measure.
    pub overfull: usize,
    /// Lines set a little wide.
    pub open: usize,
}

/// Stories that a desk asks for: bodies, and whatever else is over.
pub fn stories(reports: &[StoryReport]) -> Vec<Story> {
    let is_asked = |report: &&StoryReport| report.kind == StoryKind::Body || report.over > 0;
    let story = |report: &StoryReport| Story {
        name: report.name.clone(),
        pages: report.pages.clone(),
        frames: report.frames.clone(),
        frame_pages: report.frame_pages.clone(),
        characters: report.chars,
        lines: report.lines,
        lines_over: report.over,
        characters_over: report.over_chars,
        lines_free: report.free,
        loose: report.loose,
        overfull: report.overfull,
        open: report.open,
    };
    reports.iter().filter(is_asked).map(story).collect()
}
