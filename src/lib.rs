//! paiban 排版: a print-layout typesetter for Chinese newspapers.
//!
//! Layout is a pure function from documents, fonts and pictures to display pages; see ARCHITECTURE.md.

pub mod base;
pub mod check;
pub mod colour;
pub mod display;
pub mod export;
pub mod flow;
pub mod font;
pub mod input;
pub mod line;
pub mod model;
pub mod shape;
pub mod shipped;
