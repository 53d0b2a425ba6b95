//! `export`: the display list → files.

pub mod pdf;
