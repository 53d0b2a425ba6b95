//! `display`: the page as absolute positions and paints, the only thing an exporter sees.
//!
//! Nothing here is a style question any more: no default, no alignment, no reference that needs the model. [`dump`] writes
//! pages as text, one line an item, so that whole pages can be compared. A [`Reading`] says what stands where, for article maps and e-papers.

mod dump;
mod impose;
mod list;
mod reading;
mod wording;

pub use dump::dump;
pub use impose::{Scheme, impose};
pub use list::*;
pub use reading::*;
pub use wording::*;
