//! `shape`: styled paragraphs → clusters, glyphs, CJK classes and blanks. The only caller of the shaper.

mod boxes;
mod class;
mod context;
mod ideal;
mod shaped;
mod unit;

pub use class::Class;
pub use ideal::shape_ideal;
pub use shaped::*;
