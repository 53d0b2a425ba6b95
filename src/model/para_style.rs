//! How paragraphs are set, fully resolved.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::{CharStyleId, Len, Permille, Size};
use crate::tradition::Composition;

use super::fitting::{WidthFit, Written};

/// How many lines paragraphs leave at a column's edges (composition F4).
///
/// The default is 1 and 1: newspapers accept a single line at a column's foot or head rather than break the grid or leave a row empty. A last line of one
/// character at a column's head is mended in any case, when it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeps {
    /// Least lines of a paragraph at the foot of a column it runs on from.
    pub foot: usize,
    /// Least lines of a paragraph at the head of a column it runs on to.
    pub head: usize,
}

impl Default for Keeps {
    fn default() -> Self {
        Self { foot: 1, head: 1 }
    }
}

impl Keeps {
    /// What holds where both are asked for.
    pub fn and(self, other: Self) -> Self {
        Self { foot: self.foot.max(other.foot), head: self.head.max(other.head) }
    }
}

/// How paragraphs of a kind are set.
#[derive(Clone, Debug)]
pub struct ParaStyle {
    /// Name in the layout.
    pub name: String,
    /// Look of its characters where a run says nothing else.
    pub base: CharStyleId,
    /// Type size the style's em fractions refer to.
    pub size: Len,
    /// Line distance in free frames.
    pub leading: Len,
    /// First-line indent.
    pub indent: Len,
    /// Indent of all lines at the start side.
    pub margin_start: Len,
    /// Indent of all lines at the end side.
    pub margin_end: Len,
    /// How lines meet the measure.
    pub align: Align,
    /// Space before the paragraph in free frames.
    pub space_before: Len,
    /// Space after the paragraph in free frames.
    pub space_after: Len,
    /// Grid rows one line takes in frames on the grid, 1 for body text, more for crossheads.
    pub rows: u16,
    /// Lines that must stay together with the next paragraph.
    pub keep_with_next: bool,
    /// Whether its lines stay in one column.
    pub keep_together: bool,
    /// Least lines it leaves at a column's foot and head.
    pub keeps: Keeps,
    /// Whether it is the large first character of the next paragraph, `rows` deep, which runs beside it.
    pub drop_cap: bool,
    /// Bytes of the label that its turn lines start after: items of lists (凸排); 0 for none.
    pub label: usize,
    /// The proportions of a picture that is its one line, as wide as the column it comes to stand in.
    pub picture: Option<Size>,
    /// What it is of a table between paragraphs.
    pub table: OfTable,
    /// Whether it may stand at the head of the next column while the text after it fills the one it leaves: pictures and pull quotes.
    pub floats: bool,
    /// Columns of its frame that it stands across where it floats, at their heads.
    pub columns: usize,
    /// Rules of line composition.
    pub composition: Composition,
    /// How far the type may change to fit the measure and the frame: headlines.
    pub width_fit: Option<WidthFit>,
    /// Its size as a share of the headline's in the same block, once that is fitted: kickers and decks.
    pub of_headline: Option<Permille>,
    /// The lines a headline was fitted to; without it, balanced lines are as few as can be.
    pub head_lines: Option<u16>,
    /// The edition's own words, inside which no headline breaks.
    pub words: Arc<BTreeSet<String>>,
    /// Where its keys stand.
    pub written: Written,
}

impl Default for ParaStyle {
    /// Body text of 9 pt on 12.6 pt, without indent.
    fn default() -> Self {
        Self {
            name: String::new(),
            base: CharStyleId::default(),
            size: Len::pt(9),
            leading: Len(160_020),
            indent: Len::ZERO,
            margin_start: Len::ZERO,
            margin_end: Len::ZERO,
            align: Align::default(),
            space_before: Len::ZERO,
            space_after: Len::ZERO,
            rows: 1,
            keep_with_next: false,
            keep_together: false,
            keeps: Keeps::default(),
            drop_cap: false,
            label: 0,
            picture: None,
            table: OfTable::Nothing,
            floats: false,
            columns: 1,
            composition: Composition::default(),
            width_fit: None,
            of_headline: None,
            head_lines: None,
            words: Arc::default(),
            written: Written::default(),
        }
    }
}

/// What a paragraph is of a table in a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfTable {
    /// Nothing: it is text.
    #[default]
    Nothing,
    /// The line above it.
    Title,
    /// Its first cell; the number of the paragraph in the edition's story, which has the table.
    First(usize),
    /// A further cell.
    Further,
}

impl OfTable {
    /// Whether it is a cell.
    pub fn is_cell(self) -> bool {
        matches!(self, Self::First(_) | Self::Further)
    }
}

/// How lines meet the measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Set to the measure, last line at the start.
    #[default]
    Justify,
    /// At the start, ragged end.
    Start,
    /// Centred.
    Center,
    /// At the end.
    End,
    /// Set to the measure, the last line too.
    Spread,
}
