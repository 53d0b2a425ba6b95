//! `check`: judges of finished pages, which share no code with what made them.

pub mod compare;
pub mod preflight;
pub mod text;
