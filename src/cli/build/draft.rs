//! `--draft`: pages that show whatever can be shown, and cannot be taken for the press's.

use std::path::{Path, PathBuf};

use paiban::base::{Diagnostic, Diagnostics, Severity};
use paiban::draft::{Marking, mark_pictures, mark_places, refused, stamp};
use paiban::press::Shelf;

use crate::cli::made::Made;

/// The ending of a draft's name.
pub(super) const ENDING: &str = ".draft.pdf";

/// The name under which a draft is written, so that none stands in the place of a press-ready file. A pipe keeps its own.
pub(super) fn named(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.ends_with(ENDING) || (target.exists() && !target.is_file()) {
        return target.to_owned();
    }
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    target.with_file_name(format!("{stem}{ENDING}"))
}

/// Marks the pages of a set edition: what is missing on them, and that they are a draft.
pub(super) fn mark(made: &mut Made, shelf: &Shelf) {
    let (_, unready) = made.pictures(&made.set.pages, shelf);
    let mut pages = std::mem::take(&mut made.set.pages);
    let (edition, fonts) = (&made.set.edition, &made.fonts);
    let of_pictures: Diagnostics = made.found.iter().chain(&unready).cloned().collect();
    let (placements, shaped) = (&made.set.placements, &made.set.shaped);
    let marking = Marking { edition, placements, shaped, found: &of_pictures, fonts };
    for page in &mut pages {
        mark_pictures(page, edition, &of_pictures, fonts);
        mark_places(page, &marking);
        stamp(page, &edition.imprint, fonts);
    }
    made.set.pages = pages;
    // What is wrong with pictures that are on no page any more is not found again.
    let refused = refused(&made.set.edition, &of_pictures);
    let is_gone = |span| made.set.edition.pictures.iter().any(|it| it.span == span && refused.contains_key(&it.key()));
    made.found.extend(unready.into_iter().filter(|finding| finding.span.is_some_and(is_gone)));
    let title = format!("样稿　{}", made.set.edition.imprint.title);
    made.set.edition.imprint.title = title;
    let_pass(&mut made.found);
}

/// What is still to come is no error in a draft.
pub(in crate::cli) fn let_pass(found: &mut Diagnostics) {
    let is_to_come =
        |finding: &&mut Diagnostic| matches!(finding.code, "put/empty" | "put/placeholder" | "page/nothing");
    for finding in found.iter_mut().filter(is_to_come) {
        finding.severity = Severity::Warning;
    }
}
