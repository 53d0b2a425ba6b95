//! PDF/X: display pages → the bytes of a press-ready file. The only place that names the PDF crates.
//!
//! Page content is a list of printpdf operations ([`content`]), text among them written straight as operators ([`text`]); fonts are cut to what is shown ([`fonts`]); pictures become
//! image objects ([`images`]); everything around them is PDF/X's ([`envelope`]) or helps readers ([`guide`], [`tags`]). The same input gives the same bytes, with one thread or many.

mod blend;
mod content;
mod drawing;
mod envelope;
mod fonts;
mod guide;
mod images;
mod origin;
mod page;
mod paint;
pub mod placed;
mod structure;
mod tags;
mod text;

#[cfg(test)]
mod tests;

use crate::message;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics};
use crate::colour::{OutputProfile, Placed};
use crate::display::DisplayPage;
use crate::font::FontBook;
use crate::model::Imprint;

pub use tags::TagJob;
use tags::Tags;

/// Which promise the file makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/X-4 (ISO 15930-7).
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4); what is transparent is still so, for [`placed::flattened`] to make pictures of.
    X1a,
    /// None: a proof that looks the same.
    Plain,
}

/// Everything a file is made of.
#[derive(Clone, Copy, Debug)]
pub struct PdfJob<'a> {
    /// The pages.
    pub pages: &'a [DisplayPage],
    /// The faces their glyphs are from.
    pub fonts: &'a FontBook,
    /// Their pictures, by the display list's names.
    pub images: &'a BTreeMap<String, Arc<Placed>>,
    /// Title, paper and date.
    pub imprint: &'a Imprint,
    /// The press condition.
    pub profile: &'a OutputProfile,
    /// The promise.
    pub conformance: Conformance,
    /// What the pages say in reading order, for tags; none without them.
    pub tags: Option<TagJob<'a>>,
}

/// Writes the file.
///
/// # Errors
/// A face that may not be embedded, a picture that is missing, a glyph no face has: no bytes at all then.
pub fn write(job: &PdfJob<'_>) -> Result<Vec<u8>, Diagnostics> {
    let uses = fonts::uses(job)?;
    let tags = job.tags.map(|tags| Tags::of(&tags, job.pages));
    let marks = |at: usize| tags.as_ref().and_then(|tags| tags.marks.get(at)).map_or(&[][..], Vec::as_slice);
    let content = |(at, page)| deflate(&content::stream(page, marks(at), &uses));
    let (fonts, (images, contents)) = rayon::join(
        || fonts::embed(job.fonts, &uses),
        || rayon::join(|| images::encode(job), || job.pages.par_iter().enumerate().map(content).collect::<Vec<_>>()),
    );
    let document = page::assemble(job, &fonts?, images?, contents, tags.as_ref())?;
    envelope::seal(document, job).map_err(|why| vec![internal(&why)])
}

/// What the names of a picture in the resources of the file begin with, by the name it has in the display list.
pub fn resource_stem(picture: &str) -> String {
    images::stem(picture)
}

/// What a name in the resources of the file begins with: that of [`resource_stem`] for a picture's.
pub fn stem_of(resource: &str) -> &str {
    images::stem_of(resource)
}

/// A fault of the program, never of the edition.
fn internal(why: &str) -> Diagnostic {
    Diagnostic::error("pdf/internal", message!("the PDF could not be written: {}", why))
        .hint("please report this with the edition")
}

/// Deflates at the one level used everywhere, so that bytes never depend on the machine.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), flate2::Compression::new(6));
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
