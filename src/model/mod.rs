//! `model`: documents as written → the [`Edition`], in which nothing is relative, implied or dangling.

mod composition;
mod edition;

pub use composition::{Composition, Fit, Kinsoku, LineEndStop, Policy, PunctStyle, SqueezeFloor};
pub use edition::*;
