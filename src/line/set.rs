//! Set lines: what `line` hands to `flow`.

use std::ops::Range;

use crate::base::{Len, Short};

/// A line of clusters at their final places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetLine {
    /// Clusters of the paragraph, dropped spaces included.
    pub clusters: Range<u32>,
    /// Where each cluster stands, one per cluster.
    pub placed: Vec<PlacedCluster>,
    /// Distance of the first cluster's box from the slot's start: indent or alignment.
    pub start: Len,
    /// Extent of the line's content from `start`, hung mark excluded.
    pub width: Len,
    /// What `width` was before justification.
    pub natural: Len,
    /// What the line had to fill.
    pub measure: Len,
    /// Advance of a mark that stands outside the measure (标点悬挂).
    pub hang: Option<Len>,
    /// Letter stretch per slot of the last resort (D4 level 3); the looseness an editor sees.
    pub each: Len,
    /// How the line came out.
    pub fit: LineFit,
    /// Why it ends here.
    pub end: LineEnd,
}

/// One cluster's place on the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlacedCluster {
    /// Origin of its glyphs, from the line's start (indent not included).
    pub x: Short,
    /// Final advance of its box, before letter stretch.
    pub advance: Short,
}

impl PlacedCluster {
    /// A cluster whose glyphs' origin is at `x` from the line's start.
    pub fn new(x: Len, advance: Len) -> Self {
        Self { x: x.into(), advance: advance.into() }
    }

    /// Origin of its glyphs, from the line's start (indent not included).
    pub fn x(&self) -> Len {
        self.x.into()
    }

    /// Final advance of its box, before letter stretch.
    pub fn advance(&self) -> Len {
        self.advance.into()
    }
}

/// How a line came out (D8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineFit {
    /// Within limits.
    #[default]
    Good,
    /// Letter stretch beyond an eighth of an em per slot.
    Open,
    /// Letter stretch beyond a quarter em per slot.
    Loose,
    /// Wider than its measure.
    Overfull,
}

impl LineFit {
    /// Whether a desk accepts the line without being asked: neither loose nor overfull.
    pub fn is_sound(self) -> bool {
        matches!(self, Self::Good | Self::Open)
    }
}

/// Why a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// It was full.
    #[default]
    Break,
    /// A word was hyphenated; a hyphen is drawn after the last cluster.
    Hyphen,
    /// A forced break.
    Forced,
    /// The paragraph ends.
    Paragraph,
}
