//! Colours of the model → colours that are complete in themselves.

use crate::base::{Permille, Rect};
use crate::display;
use crate::model::{Cmyk, Edition, Gradient, Ink, InkKind, Paint};

/// The colour of the overset bar: magenta and yellow solid.
pub(super) const SIGNAL_RED: [Permille; 4] = [Permille(0), Permille::ONE, Permille::ONE, Permille(0)];

/// `paint` with its ink's name and look.
pub(super) fn paint(edition: &Edition, paint: Paint) -> display::Paint {
    match paint {
        Paint::Process(cmyk) => display::Paint::Process(process(cmyk)),
        Paint::Ink { ink, tint } => {
            let Ink { kind, look } = &edition.inks[ink.index()];
            match kind {
                InkKind::Spot(name) => display::Paint::Spot { name: name.clone(), tint, alternate: process(*look) },
                InkKind::Screen(_) => display::Paint::Process(process(*look).map(|part| part.of(tint))),
            }
        }
    }
}

pub(super) fn process(Cmyk { c, m, y, k }: Cmyk) -> [Permille; 4] {
    [c, m, y, k]
}

/// A gradient over a rectangle, when both of its colours are process colours.
pub(super) fn gradient(edition: &Edition, colours: Gradient, area: Rect) -> Option<display::Gradient> {
    let inks = |colour| match paint(edition, colour) {
        display::Paint::Process(inks) => Some(inks),
        display::Paint::Spot { .. } => None,
    };
    let Gradient { from, to, towards } = colours;
    Some(display::Gradient { from: inks(from)?, to: inks(to)?, towards, area })
}
