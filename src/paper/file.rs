//! One file of an edition's pages: made, read back, judged.

use crate::base::{Diagnostic, Diagnostics, Severity, Span};
use crate::check::preflight::{Item, Judged, Options, Overlaps, PageWords, Profile, judged_and_read, words};
use crate::check::text::{Over, shown_is_in_file};
use crate::display::DisplayPage;
use crate::export::pdf::{Conformance, TagJob};
use crate::flow;
use crate::input::Files;
use crate::press::{Judge, Ready, Shelf, TOO_FEW_PIXELS, flattened, heaped, is_transparent, preflight_options};

use super::draft;
use super::judged::{Told, claims, told};
use super::set::{Paper, has_errors};
use super::told::{Pdf, Refused, findings, refused};

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The press: it is made only of pages without errors.
    Press,
    /// Those who work on it: it is made in spite of errors, and promises nothing.
    Draft,
}

/// Whether the finished file is judged by the prepress rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preflight {
    /// It is.
    Judged,
    /// It is read back, and its words are compared, but it is not judged.
    Unjudged,
}

/// How a file is made.
#[derive(Clone, Copy, Debug)]
pub struct FileWish {
    /// What it should promise.
    pub conformance: Conformance,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether it is judged.
    pub preflight: Preflight,
}

/// A file with what was found when it was made and read back.
#[derive(Debug)]
pub struct MadeFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was found.
    pub found: Diagnostics,
    /// Where pictures are asked for whose too few pixels are an error in this file.
    graver: Vec<Span>,
}

impl FileWish {
    /// The promise that is asked for; a draft promises nothing.
    pub fn conformance(self) -> Conformance {
        if self.purpose == Purpose::Draft { Conformance::Plain } else { self.conformance }
    }

    /// Whether a judge comes after.
    fn is_judged(self) -> bool {
        self.preflight == Preflight::Judged && self.conformance != Conformance::Plain
    }

    /// The profile by which the file is judged; a plain proof or a draft is not.
    fn profile(self) -> Option<Profile> {
        match self.conformance() {
            _ if self.preflight == Preflight::Unjudged => None,
            Conformance::Plain => None,
            Conformance::X4 => Some(Profile::X4),
            Conformance::X1a => Some(Profile::X1a),
        }
    }

    /// Errors keep a file from being made; a draft is made in spite of them, and shows them.
    pub fn is_kept_by(self, found: &Diagnostics) -> bool {
        self.purpose == Purpose::Press && has_errors(found)
    }
}

/// The promise that a file may make: not that of PDF/X where a finding of PDF/X itself was let through.
pub fn claimed(found: &[Diagnostic], wish: FileWish) -> Conformance {
    if claims(found) { wish.conformance() } else { Conformance::Plain }
}

impl<F: Files + Sync> Paper<F> {
    /// What the pages place, ready for a file.
    #[doc(hidden)]
    pub fn ready(&self, wish: FileWish, shelf: &Shelf) -> (Ready, Diagnostics) {
        match wish.is_judged() {
            true if wish.conformance == Conformance::X1a && self.set.press.judge == Judge::Asked => {
                self.pictures_by(Judge::Flattened, &self.set.pages, shelf)
            }
            true => self.pictures_judged(&self.set.pages, shelf),
            false => self.pictures(&self.set.pages, shelf),
        }
    }

    /// A file of some of the pages, read back and judged.
    ///
    /// # Errors
    /// What cannot be written.
    #[doc(hidden)]
    pub fn file(
        &self,
        pages: &[DisplayPage],
        ready: &Ready,
        wish: FileWish,
        shelf: &Shelf,
    ) -> Result<MadeFile, Diagnostics> {
        let (bytes, mut found) = printable(self, pages, ready, claimed(&self.found, wish))?;
        let overlaps = Overlaps::On(heaped(pages, ready));
        let read = self.read_back(&bytes, wish, overlaps, shelf);
        // Of signs that no face has, and of scripts that are not set, it was told that they do not print.
        let is_unset = |finding: &Diagnostic| matches!(finding.code, "shape/missing-glyph" | "shape/script");
        if !self.found.iter().any(is_unset) {
            let over = if wish.purpose == Purpose::Draft { Over::DraftMarks } else { Over::Nothing };
            found.extend(shown_is_in_file(read.words, pages, over, &|span| self.sources.text_of(span)));
        }
        let Told { found: judged, graver } = told(read.items, &self.set.edition, ready, &self.found);
        found.extend(judged);
        Ok(MadeFile { bytes, found, graver })
    }

    /// Makes what was known as grave as it is in a file.
    #[doc(hidden)]
    pub fn weigh(&mut self, file: &MadeFile) {
        weigh(&mut self.found, file);
    }

    /// Reads and judges the finished file.
    fn read_back(&self, bytes: &[u8], wish: FileWish, overlaps: Overlaps, shelf: &Shelf) -> ReadBack {
        let Some(profile) = wish.profile() else { return ReadBack { words: words(bytes), items: Vec::new() } };
        let options = Options { overlaps, ..preflight_options(&self.set.edition, &self.set.press, profile) };
        let Judged { words, verdict } = judged_and_read(bytes, &options, shelf.below());
        ReadBack { words, items: verdict.items }
    }
}

fn weigh(found: &mut Diagnostics, file: &MadeFile) {
    let is_graver = |known: &&mut Diagnostic| {
        known.code == TOO_FEW_PIXELS && known.span.is_some_and(|span| file.graver.contains(&span))
    };
    found.iter_mut().filter(is_graver).for_each(|known| known.severity = Severity::Error);
}

/// What a finished file says.
struct ReadBack {
    /// Its words.
    words: Vec<PageWords>,
    /// What the judge found in it.
    items: Vec<Item>,
}

/// Pages as PDF without what the promise forbids, and what had to be done for it.
fn printable<F: Files + Sync>(
    paper: &Paper<F>,
    pages: &[DisplayPage],
    ready: &Ready,
    promise: Conformance,
) -> Result<(Vec<u8>, Diagnostics), Diagnostics> {
    let edition = &paper.set.edition;
    let reading = (promise == Conformance::Plain).then(|| flow::reading(edition, &paper.set.placements));
    let numbers: Vec<&str> = edition.pages.iter().map(|page| page.number.as_str()).collect();
    let tags = reading.as_ref().map(|reading| TagJob { reading, numbers: &numbers });
    let bytes = paper.bytes(pages, ready, promise, tags)?;
    if promise != Conformance::X1a || !is_transparent(pages, ready) {
        return Ok((bytes, Diagnostics::new()));
    }
    let flat = flattened(&bytes, edition, &paper.set.press).map_err(|problem| vec![problem])?;
    Ok((flat.file, flat.notes))
}

/// All pages as one file for the press.
pub(super) fn for_press<F: Files + Sync>(paper: &Paper<F>, conformance: Conformance) -> Result<Pdf, Refused> {
    whole(paper, FileWish { conformance, purpose: Purpose::Press, preflight: Preflight::Judged })
}

/// All pages as one draft.
pub(super) fn as_draft<F: Files + Sync>(mut paper: Paper<F>) -> Result<Pdf, Refused> {
    let wish = FileWish { conformance: Conformance::Plain, purpose: Purpose::Draft, preflight: Preflight::Unjudged };
    draft::mark(&mut paper, &Shelf::default());
    whole(&paper, wish)
}

/// All pages as one file, with all that was found.
fn whole<F: Files + Sync>(paper: &Paper<F>, wish: FileWish) -> Result<Pdf, Refused> {
    let shelf = Shelf::default();
    let (ready, unready) = paper.ready(wish, &shelf);
    let mut found = paper.found.clone();
    found.extend(unready);
    let refusal = |found| Err(refused(found, paper.sources.clone()));
    if wish.is_kept_by(&found) || paper.set.pages.is_empty() {
        return refusal(found);
    }
    match paper.file(&paper.set.pages, &ready, wish, &shelf) {
        Ok(file) => {
            weigh(&mut found, &file);
            found.extend(file.found);
            if wish.is_kept_by(&found) {
                return refusal(found);
            }
            Ok(Pdf { bytes: file.bytes, findings: findings(&found, &paper.sources) })
        }
        Err(unwritable) => {
            found.extend(unwritable);
            refusal(found)
        }
    }
}
