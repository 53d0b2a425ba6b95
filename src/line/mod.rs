//! `line`: shaped clusters and a list of measures → set lines. Never hears of frames.

mod set;

use crate::base::Len;
use crate::model::ParaStyle;
use crate::shape::ShapedPara;

pub use set::*;

/// The measures of a paragraph's lines: `first` for the first lines, `rest` for all further ones.
#[derive(Clone, Copy, Debug)]
pub struct LineMeasures<'a> {
    /// Measures of the first lines.
    pub first: &'a [Len],
    /// Measure of every further line.
    pub rest: Len,
}

impl LineMeasures<'_> {
    /// The measure of the line at `index`.
    pub fn at(&self, index: usize) -> Len {
        self.first.get(index).copied().unwrap_or(self.rest)
    }
}

/// A line setter as `flow` receives it.
pub type SetPara<'a> = dyn Fn(&ShapedPara, &ParaStyle, &LineMeasures<'_>) -> Vec<SetLine> + Sync + 'a;
