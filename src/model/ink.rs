//! Colours as the press prints them: process inks, spot inks, and screen colours until they are converted.

use crate::base::{InkId, Permille};

/// A colour ready for the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paint {
    /// Process colour.
    Process(Cmyk),
    /// A spot ink or screen colour at a tint.
    Ink {
        /// Which ink.
        ink: InkId,
        /// How much of it.
        tint: Permille,
    },
}

/// Process inks in thousandths of full coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cmyk {
    /// Cyan.
    pub c: Permille,
    /// Magenta.
    pub m: Permille,
    /// Yellow.
    pub y: Permille,
    /// Black.
    pub k: Permille,
}

impl Cmyk {
    /// Solid black ink alone.
    pub const BLACK: Self = Self { c: Permille(0), m: Permille(0), y: Permille(0), k: Permille::ONE };
    /// Bare paper.
    pub const WHITE: Self = Self { c: Permille(0), m: Permille(0), y: Permille(0), k: Permille(0) };

    /// Total area coverage (总墨量) in thousandths: the sum of the four inks.
    pub fn coverage(self) -> u32 {
        u32::from(self.c.0) + u32::from(self.m.0) + u32::from(self.y.0) + u32::from(self.k.0)
    }
}

/// A colour that process inks cannot say beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ink {
    /// What it is.
    pub kind: InkKind,
    /// A spot ink's look on devices without it; a screen colour as the press prints it.
    pub look: Cmyk,
}

/// Kinds of named colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InkKind {
    /// A spot ink (专色) with the name of its separation.
    Spot(String),
    /// Red, green and blue of a screen, to be converted by the press profile.
    Screen([u8; 3]),
}
