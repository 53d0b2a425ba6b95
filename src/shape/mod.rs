//! `shape`: styled paragraphs → clusters, glyphs, CJK classes and blanks. The only caller of the shaper.

mod class;
mod shaped;

pub use class::Class;
pub use shaped::*;
