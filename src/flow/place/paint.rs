//! Colours of the model → colours that are complete in themselves.

use crate::base::Permille;
use crate::display;
use crate::model::{Cmyk, Edition, Paint};

/// The colour of the overset bar: magenta and yellow solid.
pub(super) const SIGNAL_RED: [Permille; 4] = [Permille(0), Permille::ONE, Permille::ONE, Permille(0)];

/// `paint` with its ink's name and look.
pub(super) fn paint(edition: &Edition, paint: Paint) -> display::Paint {
    match paint {
        Paint::Process(cmyk) => display::Paint::Process(process(cmyk)),
        Paint::Spot { ink, tint } => {
            let ink = &edition.inks[ink.index()];
            display::Paint::Spot { name: ink.name.clone(), tint, alternate: process(ink.alternate) }
        }
    }
}

fn process(Cmyk { c, m, y, k }: Cmyk) -> [Permille; 4] {
    [c, m, y, k]
}
