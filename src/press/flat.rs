//! Transparency flattened for PDF/X-1a: the plates of what is transparent, made by the renderer of plates, go into the file as pictures.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Rect};
use crate::colour::{Placed, hold_within};
use crate::display::{DisplayPage, ItemKind};
use crate::export::pdf::placed::{self, Engraved, FLAT_PPI, InkPlate};
use crate::export::pdf::{resource_stem, stem_of};
use crate::message;
use crate::model::{self, Edition};
use crate::proof::{PlatePress, Plates, Proof, Window};

use super::{PressRoom, Ready};

/// A finished file whose transparency is pictures now.
#[derive(Clone, Debug)]
pub struct Flattened {
    /// The file.
    pub file: Vec<u8>,
    /// What was flattened, for the report.
    pub notes: Diagnostics,
}

/// Whether anything on pages is transparent.
pub fn is_transparent(pages: &[DisplayPage], ready: &Ready) -> bool {
    let items = pages.iter().flat_map(|page| &page.items);
    let images =
        items.filter_map(|item| if let ItemKind::Image(image) = &item.kind { Some(&image.name) } else { None });
    images.filter_map(|name| ready.get(name)).any(|placed| match &**placed {
        Placed::Drawing(placed) => placed.drawing.transparency().is_some(),
        Placed::Page { is_blended, .. } => *is_blended,
        Placed::Pixels(_) => false,
    })
}

/// Flattens what is transparent in a finished file: advertisements and drawings alike, on the ground they stand on.
///
/// # Errors
/// What of it cannot be rendered whole.
pub fn flattened(file: &[u8], edition: &Edition, room: &PressRoom) -> Result<Flattened, Diagnostic> {
    let flat = placed::flattened(file, &|file, areas| engraved(file, areas, room))?;
    let names: BTreeMap<String, &model::Picture> =
        edition.pictures.iter().rev().map(|picture| (resource_stem(&picture.key()), picture)).collect();
    let told = |form: &placed::Flattened| {
        let picture = names.get(stem_of(&form.form))?;
        let (name, page, count) = (&picture.name, form.page, form.pictures);
        let message = message!(
            "{}: transparency on page {} converted to pictures of {} pixels per inch in the inks of the press: {}",
            name,
            page,
            FLAT_PPI,
            count
        );
        Some(Diagnostic::note("picture/flattened", message).at(picture.span))
    };
    let notes = flat.flattened.iter().filter_map(told).collect();
    Ok(Flattened { file: flat.file, notes })
}

/// The plates of areas of a file's only page, within the ink limit of the press.
fn engraved(file: Vec<u8>, areas: &[Rect], room: &PressRoom) -> Result<Vec<Engraved>, Diagnostic> {
    let proof = Proof::read(file)?;
    let press = PlatePress::new(&room.profile, room.convert);
    let each = areas.iter().map(|area| {
        let plates = proof.plates(0, &Window { area: *area, ppi: FLAT_PPI.into() }, &press)?;
        if plates.is_whole { Ok(of_plates(plates, room)) } else { Err(unflat()) }
    });
    each.collect()
}

fn unflat() -> Diagnostic {
    Diagnostic::error(
        "picture/transparency",
        message!("transparency cannot be flattened for PDF/X-1a: part of it cannot be read"),
    )
    .hint("build PDF/X-4, or ask for the file flattened")
}

pub(super) fn of_plates(plates: Plates, room: &PressRoom) -> Engraved {
    let Plates { width, height, plates, .. } = plates;
    let mut plates: Vec<InkPlate> =
        plates.into_iter().map(|plate| InkPlate { ink: plate.ink, shares: plate.shares }).collect();
    if let [cyan, magenta, yellow, black, ..] = plates.as_mut_slice() {
        within_limit([cyan, magenta, yellow, black].map(|plate| plate.shares.as_mut_slice()), room);
    }
    Engraved { width, height, plates }
}

/// Takes colour ink away where the four together are above the limit; black stays.
fn within_limit([cyan, magenta, yellow, black]: [&mut [u8]; 4], room: &PressRoom) {
    let colour = cyan.iter_mut().zip(magenta.iter_mut()).zip(yellow.iter_mut());
    for (((c, m), y), k) in colour.zip(black.iter_mut()) {
        let mut pixel = [*c, *m, *y, *k];
        if hold_within(&mut pixel, &room.profile, 0) {
            [*c, *m, *y, *k] = pixel;
        }
    }
}
