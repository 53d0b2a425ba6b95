//! `line`: shaped clusters and a list of measures → set lines. Never hears of frames.

mod set;

pub use set::*;
