//! Drafts (样稿): what cannot be shown is marked where it would stand, and every page says that it is not for the press.
//!
//! Pages come from the same layout as the press's; only their display lists are added to. A picture that is missing or refused, and a place
//! that nothing fills, become a crossed box of their size with their name ([`placeholder`]); a headline that fits nowhere, a story that is
//! over and characters no face has are outlined in red, and places whose words are wrong are tagged ([`tags`]).

mod pen;
mod placeholder;
mod tags;

use std::collections::BTreeMap;

use crate::base::{Code, Diagnostic, Len, PageId, Permille, Point, Severity};
use crate::display::{DisplayPage, GlyphStyle, Item, ItemKind, Paint};
use crate::flow::Placement;
use crate::font::FontBook;
use crate::model::{Date, Edition, Imprint};
use crate::shape::ShapedStory;

use pen::{Pen, Weight, Words};

/// Red that is seen at once and hides nothing: magenta and yellow.
const RED: Paint = Paint::Process([Permille(0), Permille(950), Permille(850), Permille(0)]);
/// The same, pale enough to read through.
const PALE_RED: Paint = Paint::Process([Permille(0), Permille(380), Permille(280), Permille(0)]);

/// What a draft is marked by.
#[derive(Clone, Copy, Debug)]
pub struct Marking<'a> {
    /// The edition as it was set.
    pub edition: &'a Edition,
    /// Where its stories stand.
    pub placements: &'a [Placement],
    /// Their texts.
    pub shaped: &'a [ShapedStory],
    /// What was found wrong with it.
    pub found: &'a [Diagnostic],
    /// Faces for the words of the marks.
    pub fonts: &'a FontBook,
}

/// Pictures that were refused, by the name the pages know them by, with the code of what is wrong with them.
pub fn refused(edition: &Edition, found: &[Diagnostic]) -> BTreeMap<String, Code> {
    let errors: BTreeMap<_, Code> = found
        .iter()
        .rev()
        .filter(|finding| finding.severity == Severity::Error)
        .filter_map(|finding| Some((finding.span?, finding.code)))
        .collect();
    edition.pictures.iter().filter_map(|picture| Some((picture.key(), *errors.get(&picture.span)?))).collect()
}

/// Marks the places of a page that nothing fills and what is wrong with its text. Nothing else of it changes.
pub fn mark_places(page: &mut DisplayPage, marking: &Marking<'_>) {
    let Some(at) = page_of(page, marking.edition) else { return };
    let pen = Pen::new(marking.fonts);
    placeholder::vacancies(page, marking.edition, at, &pen);
    tags::characters(page, marking.fonts, &pen);
    tags::mistakes(page, marking, at, &pen);
    tags::stories(page, marking, at, &pen);
}

/// Puts crossed boxes in the place of the pictures of a page about which an error was found.
pub fn mark_pictures(page: &mut DisplayPage, edition: &Edition, found: &[Diagnostic], fonts: &FontBook) {
    let Some(at) = page_of(page, edition) else { return };
    placeholder::pictures(page, &refused(edition, found), (edition, at), &Pen::new(fonts));
}

fn page_of(page: &DisplayPage, edition: &Edition) -> Option<PageId> {
    edition.pages.iter().position(|known| known.number == page.number).map(PageId::new)
}

/// Writes 样稿 across a page, and along its edges that it must not be printed.
pub fn stamp(page: &mut DisplayPage, imprint: &Imprint, fonts: &FontBook) {
    let pen = Pen::new(fonts);
    let (width, height) = (page.trim.width, page.trim.height);
    let size = width.scaled(42, 100).min(height.scaled(30, 100));
    let style = GlyphStyle::Stroke { width: (size / 220).max(Len::PT), paint: PALE_RED };
    for (c, across, down) in [('样', 31, 36), ('稿', 69, 64)] {
        let middle = Point { x: width.scaled(across, 100), y: height.scaled(down, 100) };
        page.items.extend(pen.outlined(c, middle, size, &style));
    }
    let Imprint { paper, date: Date { year, month, day }, .. } = imprint;
    let text = format!("样稿　不得付印　{paper}　{year:04}-{month:02}-{day:02}　第{}版", page.number);
    let words = Words { text, size: EDGE_SIZE.min(width / 40), weight: Weight::Bold, paint: RED };
    let x = (width - pen.width(&words)) / 2;
    for y in [FROM_EDGE + words.size, height - FROM_EDGE] {
        page.items.extend(pen.line(&words, Point { x, y }));
    }
}

/// Size of the words along the edges.
const EDGE_SIZE: Len = Len::pt(8);
/// Their distance from the trim.
const FROM_EDGE: Len = Len::mm(2);

/// Puts items below everything that is drawn after frame `name`: over the frame's own ground, under what lies on it.
fn insert_at(page: &mut DisplayPage, name: &str, items: Vec<Item>) {
    let order = |frame: &str| page.frames.iter().position(|known| known.name == frame);
    let own = order(name);
    let is_later = |item: &Item| own.is_none() || order(&item.frame) > own || matches!(item.kind, ItemKind::Glyphs(_));
    let at = page.items.iter().position(is_later).unwrap_or(page.items.len());
    page.items.splice(at..at, items);
}
