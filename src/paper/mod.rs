//! An edition set, with all that was found, and the files that are made of it: what the program's commands start from, and other programs too.
//!
//! [`Typesetter`] sets, [`Paper`] ([`set`]) tells and makes files; [`file`] makes and judges one, [`judged`] tells what the judge found, [`draft`] marks the pages of a draft,
//! [`unfilled`] and [`unused`] look at what lies about; [`told`] is how findings and stories look from outside.

mod draft;
mod file;
mod judged;
mod set;
mod told;
mod unfilled;
mod unused;

use std::sync::Arc;

use crate::base::{Diagnostics, Span};
use crate::disk::Folder;
use crate::export::pdf::Conformance;
use crate::flow::FlowOptions;
use crate::font::{FontBook, FontFile};
use crate::input::{self, Files, Sources};
use crate::shipped::{self, WithLayouts};
use crate::{Typeset, typeset};

pub use draft::{let_pass, mark};
pub use file::{FileWish, MadeFile, Preflight, Purpose, claimed};
pub use set::{Paper, has_errors};
pub use told::{Finding, Pdf, Place, Refused, Story, stories};
pub use unfilled::{FIRST, HEADLINE, LAST, NO_DATE, PAGE_NAME, PAPER, no_text};

use told::{findings, refused};
use unfilled::unfilled;
use unused::unused;

/// Sets editions with the fonts it was given.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Arc<FontBook>,
    /// What is wrong with the fonts.
    unusable: Diagnostics,
}

/// Documents that are no edition.
#[derive(Debug)]
pub struct Unread {
    /// Those that could be read.
    pub sources: Sources,
    /// What is wrong with them.
    pub found: Diagnostics,
}

/// A set edition with what only its documents say.
struct Read {
    set: Typeset,
    printed: Vec<Span>,
    unfilled: Diagnostics,
}

impl Typesetter {
    /// With the fonts that the program carries.
    pub fn shipped() -> Self {
        Self::with_fonts(shipped::fonts())
    }

    /// With the fonts that the program carries, and those in `fonts/` of an edition's folder and of its house.
    ///
    /// # Errors
    /// A folder of fonts that cannot be read.
    pub fn of_folder(folder: &Folder) -> Result<Self, Refused> {
        let fonts = folder.fonts(&[]).map_err(|problem| refused(vec![problem], Arc::default()))?;
        Ok(Self::with_fonts(fonts))
    }

    /// With these fonts; later ones win over earlier ones of the same name.
    #[doc(hidden)]
    pub fn with_fonts(fonts: Vec<FontFile>) -> Self {
        let (fonts, unusable) = FontBook::load(fonts);
        Self { fonts: Arc::new(fonts), unusable }
    }

    /// Sets the edition of a name, such as `edition.yaml`: its pages and all that is to be said of them.
    ///
    /// # Errors
    /// An edition that cannot be read as one. One that has mistakes is set, and tells them.
    pub fn set<F: Files + Sync>(&self, name: &str, files: F) -> Result<Paper<F>, Refused> {
        let mut paper = self
            .set_with(name, files, FlowOptions::default())
            .map_err(|unread| refused(unread.found, Arc::new(unread.sources)))?;
        paper.found.extend(paper.unwritten());
        let unfilled = std::mem::take(&mut paper.unfilled);
        paper.found.extend(unfilled);
        Ok(paper)
    }

    /// Sets an edition; what does not stand on its pages is still to be looked for ([`Paper::unwritten`]).
    ///
    /// # Errors
    /// An edition that cannot be read as one.
    #[doc(hidden)]
    pub fn set_with<F: Files + Sync>(&self, name: &str, files: F, options: FlowOptions) -> Result<Paper<F>, Unread> {
        let fonts = &self.fonts;
        // On a thread of the pool: what is let go on the way is free for the thread that took it, and the pool's threads take most.
        let (read, sources, findings) = rayon::scope(|_| read_and_set(name, &WithLayouts(&files), fonts, options));
        let mut found = self.unusable.clone();
        found.extend(findings);
        found.extend(read.as_ref().and_then(|read| unused(&files, &sources, &read.set.edition)));
        match read {
            Some(Read { set, printed, unfilled }) => {
                Ok(Paper { files, fonts: Arc::clone(fonts), sources: Arc::new(sources), found, set, printed, unfilled })
            }
            None => Err(Unread { sources, found }),
        }
    }
}

fn read_and_set(
    name: &str,
    files: &dyn Files,
    fonts: &FontBook,
    options: FlowOptions,
) -> (Option<Read>, Sources, Diagnostics) {
    let (documents, sources, mut found) = input::load(name, files);
    let read = documents.map(|documents| {
        let printed = input::printed(&documents);
        let unfilled = unfilled(&documents);
        let (set, findings) = typeset(documents, fonts, files, options);
        found.extend(findings);
        Read { set, printed, unfilled }
    });
    (read, sources, found)
}

impl<F: Files + Sync> Paper<F> {
    /// All that was found on the way: mistakes, what would not print, what an editor should look at. Pictures and the finished file are looked at when the file is made.
    pub fn findings(&self) -> Vec<Finding> {
        findings(&self.found, &self.sources)
    }

    /// How its stories came out, in the order of the pages.
    pub fn stories(&self) -> Vec<Story> {
        stories(&self.set.reports)
    }

    /// Whether an error is among them: such a paper has no file for the press.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.found)
    }

    /// The numbers of its pages, such as `A01`, in their order.
    pub fn pages(&self) -> Vec<&str> {
        self.set.pages.iter().map(|page| page.number.as_str()).collect()
    }

    /// Where every story stands on its pages and what it says, as JSON (docs/epaper.md).
    pub fn article_map(&self) -> String {
        serde_json::to_string_pretty(&self.map()).unwrap_or_default()
    }

    /// Its pages as a file for the press, made, read back and judged.
    ///
    /// # Errors
    /// Anything that keeps pages from the press: an error among the findings, a picture that cannot be printed, a fault in the file. There is no way around it but
    /// [`Paper::draft`], which nobody can take for a file for the press.
    pub fn pdf(&self, conformance: Conformance) -> Result<Pdf, Refused> {
        file::for_press(self, conformance)
    }

    /// Its pages as a draft, in spite of mistakes: what is missing or wrong is marked, 样稿 stands across every page.
    ///
    /// # Errors
    /// Pages that cannot be drawn at all.
    pub fn draft(self) -> Result<Pdf, Refused> {
        file::as_draft(self)
    }
}
