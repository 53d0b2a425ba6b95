//! A set edition with what it was made of, and its parts: pages as text, as JSON, as bytes; pictures; scores; what does not stand where it should.

use std::sync::Arc;

use crate::Typeset;
use crate::base::{Diagnostic, Diagnostics, Severity, Span};
use crate::check::text::{TextJob, written_is_shown};
use crate::display::{self, DisplayPage};
use crate::export::article_map::{self, ArticleMap, MapJob};
use crate::export::pdf::{self, Conformance, PdfJob, TagJob};
use crate::flow::{self, Placement};
use crate::font::FontBook;
use crate::input::{Files, Sources};
use crate::makeup::{MakeupJob, PageScore, judge};
use crate::model::{Edition, Imprint, title};
use crate::press::{Judge, PressRoom, Ready, Shelf, TOO_FEW_PIXELS, pictures};

/// An edition as it was set, with all that was found on the way.
#[derive(Debug)]
pub struct Paper<F> {
    /// Where its files are.
    #[doc(hidden)]
    pub files: F,
    /// Its faces.
    #[doc(hidden)]
    pub fonts: Arc<FontBook>,
    /// Its texts.
    #[doc(hidden)]
    pub sources: Arc<Sources>,
    /// All that was found on the way.
    #[doc(hidden)]
    pub found: Diagnostics,
    /// Its pages, and all that they were made of.
    #[doc(hidden)]
    pub set: Typeset,
    /// What of the sources must stand on the pages.
    pub(super) printed: Vec<Span>,
    /// Placeholders that nobody wrote over: they keep pages from the press.
    #[doc(hidden)]
    pub unfilled: Diagnostics,
}

impl<F: Files + Sync> Paper<F> {
    /// What the pages say, before they are put on sheets.
    #[doc(hidden)]
    pub fn map(&self) -> ArticleMap {
        let Typeset { edition, placements, pages, .. } = &self.set;
        let reading = flow::reading(edition, placements);
        let place = |span| self.sources.place(span).map(|(file, line, _)| (file.to_owned(), line));
        article_map::build(&MapJob {
            pages,
            reading: &reading,
            fonts: &self.fonts,
            imprint: &edition.imprint,
            place: &place,
        })
    }

    #[doc(hidden)]
    /// The page a story begins on, counted from 0.
    pub fn first_page(&self, placement: &Placement) -> usize {
        let edition = &self.set.edition;
        let page_of_thread = || {
            let thread = edition.threads.iter().find(|thread| thread.story == placement.story)?;
            thread.frames.first().map(|frame| edition.frames[frame.index()].page)
        };
        let page = placement.lines.first().map(|line| line.slot.page).or_else(page_of_thread);
        page.map_or(0, |page| page.index())
    }

    #[doc(hidden)]
    /// A story's own name over all pages, such as `A01/lead`: the page it begins on and its place.
    pub fn story_id(&self, placement: &Placement) -> String {
        let edition = &self.set.edition;
        let number = edition.pages.get(self.first_page(placement)).map_or("", |page| &page.number);
        format!("{number}/{}", edition.stories[placement.story.index()].name)
    }

    #[doc(hidden)]
    /// The pages as text.
    pub fn dump(&self) -> String {
        display::dump(&self.set.pages, &|face| self.fonts.face(face).postscript_name.clone())
    }

    #[doc(hidden)]
    /// How its pages are made up; hard rules that are broken are findings.
    pub fn makeup(&self) -> (Vec<PageScore>, Diagnostics) {
        let Typeset { edition, pages, reports, placements, .. } = &self.set;
        let reading = flow::reading(edition, placements);
        judge(&MakeupJob { edition, reading: &reading, pages, reports })
    }

    #[doc(hidden)]
    /// What was written and does not stand on the pages, and what stands there and was not written.
    pub fn unwritten(&self) -> Diagnostics {
        let set = &self.set;
        let source = |span| self.sources.text_of(span);
        let job = TextJob { pages: &set.pages, wordings: &set.wordings, printed: &self.printed, source: &source };
        // Of what was told already as a mistake nobody knows where it would stand.
        let is_sound = |finding: &Diagnostic| finding.severity < Severity::Error || finding.code == "flow/overset";
        if self.found.iter().all(is_sound) { written_is_shown(&job) } else { Diagnostics::new() }
    }

    #[doc(hidden)]
    /// What the pages place, ready for the press, and what there is to say of it, as grave as the judge of the finished file takes it.
    pub fn pictures_judged(&self, pages: &[DisplayPage], shelf: &Shelf) -> (Ready, Diagnostics) {
        self.pictures_by(self.set.press.judge, pages, shelf)
    }

    /// The same with another judge of advertisements.
    pub(super) fn pictures_by(&self, judge: Judge, pages: &[DisplayPage], shelf: &Shelf) -> (Ready, Diagnostics) {
        let press = PressRoom { judge, ..self.set.press.clone() };
        pictures(&self.set.edition, pages, &self.files, &self.fonts, &press, shelf)
    }

    #[doc(hidden)]
    /// What the pages place and what there is to say of it where no judge follows, so that too few pixels stop nothing.
    pub fn pictures(&self, pages: &[DisplayPage], shelf: &Shelf) -> (Ready, Diagnostics) {
        let (ready, mut found) = self.pictures_judged(pages, shelf);
        found.iter_mut().filter(|it| it.code == TOO_FEW_PIXELS).for_each(|it| it.severity = Severity::Warning);
        (ready, found)
    }

    #[doc(hidden)]
    /// Pages as PDF.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn bytes(
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
pub fn has_errors(found: &Diagnostics) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Error)
}
