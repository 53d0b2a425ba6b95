//! `model`: documents as written → the [`Edition`], in which nothing is relative, implied or dangling.
//!
//! Names resolve on a [`sheet`] of inherited styles, families and inks; areas become rectangles ([`geometry`]); articles become
//! paragraphs of runs ([`story`]); [`resolve`](resolve()) goes page by page and checks every reference.

mod blocks;
mod booked;
mod bookings;
mod caption;
mod care;
mod check;
mod choices;
mod columns;
mod composing;
mod dates;
mod edition;
mod embargo;
mod empty;
mod features;
mod fitting;
mod frame;
mod geometry;
mod gives;
mod gradient;
mod group;
mod head_fit;
mod imprint;
mod inherit;
mod ink;
mod jump;
mod limits;
mod links;
mod lists;
mod lunar;
mod makeup;
mod origin;
mod pack;
mod para_style;
mod press;
mod punctuation;
mod put;
mod quotes;
mod readings;
mod resolve;
mod rules;
mod runs;
mod sheet;
mod sketch;
mod stock;
mod story;
mod story_table;
mod table;
mod text;
mod typed_dates;
mod typeface;
mod unused_texts;
mod vacancy;

#[cfg(test)]
mod tests;

pub use crate::input::DEFAULTS;
pub use crate::tradition::{
    Composition, DotsStand, Fit, Hyphenate, Kinsoku, LineEndStop, Policy, PunctStyle, Rest, SqueezeFloor, Stretch,
    UnitGlue, WordBreak,
};
pub use blocks::{Block, Elastic, Moves, Node, NodeKind, PageBlocks, PageTree, Quantity, ShapeChoice, Strip, Unknown};
pub use booked::Booked;
pub use bookings::{Booking, Fault};
pub use care::{Care, Convert};
pub use edition::*;
pub use features::{Feature, Features};
pub use fitting::{Caption, CaptionRoom, Give, Outline, Piece, WidthFit, Written};
pub use gradient::Gradient;
pub use group::Shared;
pub use head_fit::HeadFit;
pub use imprint::title;
pub use ink::*;
pub use limits::LONGEST_SIDE;
pub use makeup::{MakeupTable, RuleWeight};
pub use origin::Origin;
pub use para_style::{Align, Keeps, OfTable, ParaStyle};
pub use press::{Intent, Mark, Press};
pub use resolve::{resolve, resolve_moved};
pub use rules::{Border, Corners, Line, LineForm, THIN_TENTHS};
pub use table::{Cell, CellAlign, ColumnWidth, TALLEST_ROW, Table, TableRules};
pub use text::parse_date;
pub use vacancy::{Due, FreeLimit, Vacancy};
