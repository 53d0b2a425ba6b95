//! Gradients: two process colours of which one turns into the other.

use crate::base::{Diagnostic, Spanned, Towards};
use crate::input::{Fields, Value};
use crate::message;

use super::choices;
use super::ink::{InkKind, Paint};
use super::sheet::{Sheet, Workbench};

/// Two process colours over letters or a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gradient {
    /// Where it begins.
    pub from: Paint,
    /// Where it ends.
    pub to: Paint,
    /// Which way it runs.
    pub towards: Towards,
}

impl Gradient {
    /// The same as in a mirror.
    #[must_use]
    pub(super) fn mirrored(self) -> Self {
        match self.towards {
            Towards::Foot => self,
            Towards::Right => Self { from: self.to, to: self.from, ..self },
            Towards::FootRight => Self { towards: Towards::FootLeft, ..self },
            Towards::FootLeft => Self { towards: Towards::FootRight, ..self },
        }
    }
}

impl Sheet {
    /// The gradient of a style or a frame. A spot ink has no way to turn into another.
    pub(super) fn gradient(&self, fields: &Fields, bench: &mut Workbench<'_>) -> Option<Gradient> {
        let [first, last] = fields.list("gradient") else { return None };
        let paint = |ink: &Spanned<Value>, bench: &mut Workbench<'_>| {
            let name = Spanned::new(ink.value.as_text()?, ink.span);
            let paint = self.paint(name, bench);
            let is_spot = matches!(paint, Paint::Ink { ink, .. } if matches!(bench.edition.inks[ink.index()].kind, InkKind::Spot(_)));
            if is_spot {
                let message = message!("spot ink `{}` cannot be in a gradient", name.value);
                let finding = Diagnostic::error("ink/gradient", message).at(ink.span);
                bench.found.push(finding.hint("give two inks of cmyk, rgb or tint"));
            }
            (!is_spot).then_some(paint)
        };
        let (first, last) = (paint(first, bench), paint(last, bench));
        let (towards, is_turned) = fields
            .text("gradient-to")
            .map_or_else(Default::default, |word| choices::pick(choices::TOWARDS, word.value));
        let (first, last) = first.zip(last)?;
        let (from, to) = if is_turned { (last, first) } else { (first, last) };
        Some(Gradient { from, to, towards })
    }
}
