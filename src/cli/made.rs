//! An edition read and set, and its PDF: what most commands start from.

use std::path::PathBuf;

use paiban::base::{Diagnostic, Diagnostics, Severity, SourceId, Span};
use paiban::check::text::{TextJob, written_is_shown};
use paiban::display::{self, DisplayPage};
use paiban::export::pdf::{self, Conformance, PdfJob, TagJob};
use paiban::flow::{self, Blocks, FlowOptions, Placement};
use paiban::font::FontBook;
use paiban::input::{self, Sources};
use paiban::makeup::{MakeupJob, PageScore, judge};
use paiban::model::{Edition, Imprint, title};
use paiban::press::{Ready, Shelf, TOO_FEW_PIXELS, pictures};
use paiban::{Typeset, typeset};

use super::Failure;
use super::files::Folder;
use super::findings::{self, MessageFormat};
use super::unfilled::unfilled;
use super::unused::unused;

/// Exit code when the edition has errors.
pub(super) const FOUND_ERRORS: u8 = 1;
/// Exit code when the edition file cannot be read.
pub(super) const UNREADABLE: u8 = 2;

/// A set edition with what it was made of.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) folder: Folder,
    pub(super) fonts: FontBook,
    pub(super) sources: Sources,
    /// All that was found on the way.
    pub(super) found: Diagnostics,
    pub(super) set: Typeset,
    /// What of the sources must stand on the pages.
    printed: Vec<Span>,
    /// Placeholders that nobody wrote over: they keep pages from the press.
    pub(super) unfilled: Diagnostics,
}

/// Documents that are no edition.
#[derive(Debug)]
pub(super) struct Unread {
    pub(super) sources: Sources,
    pub(super) found: Diagnostics,
}

impl Unread {
    /// As the end of a command, with its findings in a form.
    pub(super) fn failure(&self, format: MessageFormat) -> Failure {
        let code = if self.sources.get(SourceId(0)).is_none() { UNREADABLE } else { FOUND_ERRORS };
        Failure::told(findings::told(&self.found, &self.sources, format), code)
    }
}

/// What `--frozen` means.
pub(super) fn moving(frozen: bool) -> Blocks {
    if frozen { Blocks::Frozen } else { Blocks::Elastic }
}

/// Reads and sets the edition at a path.
///
/// # Errors
/// Fonts that cannot be read; an edition that cannot.
pub(super) fn make(
    edition: &str,
    font_path: &[PathBuf],
    options: FlowOptions,
) -> Result<Result<Made, Unread>, Failure> {
    let (folder, name) = Folder::of_edition(edition);
    let (fonts, mut found) = FontBook::load(folder.fonts(font_path)?);
    // On a thread of the pool: what is let go on the way is free for the thread that took it, and the pool's threads take most.
    let (made, sources, findings) = rayon::scope(|_| read_and_set(&name, &folder, &fonts, options));
    found.extend(findings);
    found.extend(made.as_ref().and_then(|read| unused(&folder, &sources, &read.set.edition)));
    Ok(match made {
        Some(Read { set, printed, unfilled }) => Ok(Made { folder, fonts, sources, found, set, printed, unfilled }),
        None => Err(Unread { sources, found }),
    })
}

/// A set edition with what only its documents say.
struct Read {
    set: Typeset,
    printed: Vec<Span>,
    unfilled: Diagnostics,
}

fn read_and_set(
    name: &str,
    folder: &Folder,
    fonts: &FontBook,
    options: FlowOptions,
) -> (Option<Read>, Sources, Diagnostics) {
    let (documents, sources, mut found) = input::load(name, folder);
    let set = documents.map(|documents| {
        let printed = input::printed(&documents);
        let unfilled = unfilled(&documents);
        let (set, findings) = typeset(documents, fonts, folder, options);
        found.extend(findings);
        Read { set, printed, unfilled }
    });
    (set, sources, found)
}

impl Made {
    /// The page a story begins on, counted from 0.
    pub(super) fn first_page(&self, placement: &Placement) -> usize {
        let edition = &self.set.edition;
        let page_of_thread = || {
            let thread = edition.threads.iter().find(|thread| thread.story == placement.story)?;
            thread.frames.first().map(|frame| edition.frames[frame.index()].page)
        };
        let page = placement.lines.first().map(|line| line.slot.page).or_else(page_of_thread);
        page.map_or(0, |page| page.index())
    }

    /// A story's own name over all pages, such as `A01/lead`: the page it begins on and its place.
    pub(super) fn story_id(&self, placement: &Placement) -> String {
        let edition = &self.set.edition;
        let number = edition.pages.get(self.first_page(placement)).map_or("", |page| &page.number);
        format!("{number}/{}", edition.stories[placement.story.index()].name)
    }

    /// The pages as text.
    pub(super) fn dump(&self) -> String {
        display::dump(&self.set.pages, &|face| self.fonts.face(face).postscript_name.clone())
    }

    /// All that was found, as the end of a command.
    pub(super) fn failure(&self, code: u8) -> Failure {
        Failure::told(findings::told(&self.found, &self.sources, MessageFormat::Human), code)
    }

    /// Whether something was found that keeps a file from being written.
    pub(super) fn has_errors(&self) -> bool {
        has_errors(&self.found)
    }

    /// How its pages are made up; hard rules that are broken are findings.
    pub(super) fn makeup(&self) -> (Vec<PageScore>, Diagnostics) {
        let Typeset { edition, pages, reports, placements, .. } = &self.set;
        let reading = flow::reading(edition, placements);
        judge(&MakeupJob { edition, reading: &reading, pages, reports })
    }

    /// What was written and does not stand on the pages, and what stands there and was not written.
    pub(super) fn unwritten(&self) -> Diagnostics {
        let set = &self.set;
        let source = |span| self.sources.text_of(span);
        let job = TextJob { pages: &set.pages, wordings: &set.wordings, printed: &self.printed, source: &source };
        // Of what was told already as a mistake nobody knows where it would stand.
        let is_sound = |finding: &Diagnostic| finding.severity < Severity::Error || finding.code == "flow/overset";
        if self.found.iter().all(is_sound) { written_is_shown(&job) } else { Diagnostics::new() }
    }

    /// What the pages place, ready for the press, and what there is to say of it, as grave as the judge of the finished file takes it.
    pub(super) fn pictures_judged(&self, pages: &[DisplayPage], shelf: &Shelf) -> (Ready, Diagnostics) {
        pictures(&self.set.edition, pages, &self.folder, &self.fonts, &self.set.press, shelf)
    }

    /// What the pages place and what there is to say of it where no judge follows, so that too few pixels stop nothing.
    pub(super) fn pictures(&self, pages: &[DisplayPage], shelf: &Shelf) -> (Ready, Diagnostics) {
        let (ready, mut found) = self.pictures_judged(pages, shelf);
        found.iter_mut().filter(|it| it.code == TOO_FEW_PIXELS).for_each(|it| it.severity = Severity::Warning);
        (ready, found)
    }

    /// Pages as PDF.
    ///
    /// # Errors
    /// What cannot be written.
    pub(super) fn pdf(
        &self,
        pages: &[DisplayPage],
        ready: &Ready,
        conformance: Conformance,
        tags: Option<TagJob<'_>>,
    ) -> Result<Vec<u8>, Diagnostics> {
        let imprint = imprint_of(&self.set.edition, pages);
        pdf::write(&PdfJob {
            pages,
            fonts: &self.fonts,
            images: ready,
            imprint: &imprint,
            profile: &self.set.press.profile,
            conformance,
            tags,
        })
    }
}

/// What an edition says of itself in a file with some of its pages: its title names these, so that a page that two editions share is one file.
fn imprint_of(edition: &Edition, pages: &[DisplayPage]) -> Imprint {
    let mut imprint = edition.imprint.clone();
    let all: Vec<&str> = edition.pages.iter().map(|page| page.number.as_str()).collect();
    let own: Vec<&str> = pages.iter().map(|page| page.number.as_str()).collect();
    // A draft's title has a mark before it.
    if let Some(mark) = imprint.title.strip_suffix(&title(&edition.imprint, &all)) {
        imprint.title = format!("{mark}{}", title(&edition.imprint, &own));
    }
    imprint
}

/// Whether an error is among findings.
pub(super) fn has_errors(found: &Diagnostics) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Error)
}
