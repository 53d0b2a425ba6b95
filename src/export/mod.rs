//! `export`: the display list → files.

pub mod article_map;
pub mod epaper;
pub mod pdf;
