//! Drafts: pages that show whatever can be shown, and cannot be taken for the press's.

use crate::base::{Diagnostic, Diagnostics, Severity};
use crate::draft::{Marking, mark_pictures, mark_places, refused, stamp};
use crate::input::Files;
use crate::press::Shelf;

use super::set::Paper;

/// Marks the pages of a set edition: what is missing on them, and that they are a draft.
pub fn mark<F: Files + Sync>(paper: &mut Paper<F>, shelf: &Shelf) {
    let (_, unready) = paper.pictures(&paper.set.pages, shelf);
    let mut pages = std::mem::take(&mut paper.set.pages);
    let (edition, fonts) = (&paper.set.edition, &paper.fonts);
    let of_pictures: Diagnostics = paper.found.iter().chain(&unready).cloned().collect();
    let (placements, shaped) = (&paper.set.placements, &paper.set.shaped);
    let marking = Marking { edition, placements, shaped, found: &of_pictures, fonts };
    for page in &mut pages {
        mark_pictures(page, edition, &of_pictures, fonts);
        mark_places(page, &marking);
        stamp(page, &edition.imprint, fonts);
    }
    paper.set.pages = pages;
    // What is wrong with pictures that are on no page any more is not found again.
    let refused = refused(&paper.set.edition, &of_pictures);
    let is_gone = |span| paper.set.edition.pictures.iter().any(|it| it.span == span && refused.contains_key(&it.key()));
    paper.found.extend(unready.into_iter().filter(|finding| finding.span.is_some_and(is_gone)));
    let title = format!("样稿　{}", paper.set.edition.imprint.title);
    paper.set.edition.imprint.title = title;
    let_pass(&mut paper.found);
}

/// What is still to come is no error in a draft.
pub fn let_pass(found: &mut Diagnostics) {
    let is_to_come =
        |finding: &&mut Diagnostic| matches!(finding.code, "put/empty" | "put/placeholder" | "page/nothing");
    for finding in found.iter_mut().filter(is_to_come) {
        finding.severity = Severity::Warning;
    }
}
