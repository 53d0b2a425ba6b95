//! Advertisements as pictures, on request: the renderer of plates draws what the press could not, with fonts of its own where the file has none.

use crate::base::{Diagnostic, Rect};
use crate::check::preflight::{Id, Item};
use crate::export::pdf::placed::{self, Ready};
use crate::message;
use crate::proof::{PlatePress, Proof, Window};

use super::{Ad, PressRoom, flat};

/// A page made ready, as one picture of what shows of it.
///
/// # Errors
/// A page that cannot be drawn whole, or would have too many pixels.
pub(super) fn rastered(ad: &Ad<'_>, ready: Ready, ppi: u32, room: &PressRoom) -> Result<Ready, Diagnostic> {
    let proof = Proof::read(ready.file.clone())?;
    let trim = proof.trim(0).unwrap_or_default();
    let [left, bottom, right, top] = ad.shown;
    let share = |extent: crate::base::Len, share: f64| crate::base::Len::from_pt(extent.to_pt() * share);
    let area = Rect {
        x: share(trim.width, left),
        y: share(trim.height, 1.0 - top),
        width: share(trim.width, right - left),
        height: share(trim.height, top - bottom),
    };
    let press = PlatePress::new(&room.profile, room.convert);
    let plates = proof.plates(0, &Window { area, ppi: f64::from(ppi) * ready.scale }, &press)?;
    if !plates.is_whole {
        return Err(unseen(ad.name));
    }
    let file = placed::rastered(ad.name, &ready, &flat::of_plates(plates, room), ad.shown)?;
    Ok(Ready { file, is_blended: false, screen_blends: 0, rastered: Some(ppi), ..ready })
}

fn unseen(name: &str) -> Diagnostic {
    Diagnostic::error("ad/rasterise", message!("{} cannot be made a picture: part of it cannot be read", name))
        .hint("ask for the file again, as PDF/X")
}

/// That a page is a picture now.
pub(super) fn told(name: &str, ppi: u32) -> Diagnostic {
    let message =
        message!("{}: the page is converted to a picture of {} pixels per inch in the inks of the press", name, ppi);
    Diagnostic::note("ad/rasterised", message)
        .hint("its type is no text any more: look for ragged edges of small type on a proof")
}

/// Whether a font that is not embedded is one of those for Latin text, which have stand-ins; for others there are none.
pub(super) fn has_stand_in(item: &Item) -> bool {
    item.id == Id::T01 && ["Type1", "TrueType"].iter().any(|kind| item.message.ends_with(kind))
}

/// That another font was drawn in place of one that is not embedded.
pub(super) fn stood_in(name: &str, item: &Item) -> Diagnostic {
    let message = message!("{}: {} is not embedded, another font is drawn in its place", name, item.subject);
    Diagnostic::warning("ad/rasterised", message)
        .hint("look at a proof: letters may look otherwise and stand closer or wider")
}
