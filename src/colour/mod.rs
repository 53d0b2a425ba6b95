//! `colour`: ICC transforms, ink values, coverage limits.

mod convert;
mod press;
mod profile;
mod table;
mod transform;

#[cfg(test)]
mod tests;

pub use convert::{ConvertOptions, Intent, Picture, PictureChannels, TargetSize, convert, coverage, effective_ppi};
pub use press::{Channels, OutputProfile, Placed, PressData, PressImage};
pub use table::Tables;
pub use transform::ScreenColours;
