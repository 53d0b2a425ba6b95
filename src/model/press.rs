//! The press of an edition as it is written: profile, limits, marks.

use crate::base::{Len, Permille, Span};

/// What the pages are printed on, as far as the edition says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// The press profile's file; the shipped newsprint profile without it.
    pub profile: Option<(String, Span)>,
    /// Name of the printing condition.
    pub condition: Option<String>,
    /// Largest sum of inks.
    pub ink_limit: Option<Permille>,
    /// Rendering intent.
    pub intent: Intent,
    /// No black-point compensation.
    pub keeps_black_point: bool,
    /// Pixels per inch that pictures are reduced to.
    pub resolution: Option<u32>,
    /// Fewer pixels per inch are reported.
    pub least_resolution: Option<u32>,
    /// Printer's marks outside the trim.
    pub marks: Vec<Mark>,
}

/// Width of the margin beyond the bleed in which marks stand.
const MARKS_ROOM: Len = Len::mm(12);

impl Press {
    /// Width of the margin beyond the bleed: none without marks.
    pub fn room_for_marks(&self) -> Len {
        if self.marks.is_empty() { Len::ZERO } else { MARKS_ROOM }
    }
}

/// Printer's marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Lines at the corners of the trim (裁切线).
    #[default]
    Crop,
    /// A cross for each ink (套准线).
    Registration,
    /// Patches of each ink (色标).
    Bar,
    /// A line of text: paper, date, page, inks.
    Slug,
}

/// Rendering intent (ICC.1 §6.1.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intent {
    /// Keeps the relations of colours; for photographs.
    #[default]
    Perceptual,
    /// Keeps colours the press can print.
    Relative,
    /// Keeps colours strong.
    Saturation,
    /// Keeps the source's paper.
    Absolute,
}
