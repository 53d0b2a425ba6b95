//! `colour`: ICC transforms, ink values, coverage limits.

mod press;

pub use press::{Channels, OutputProfile, PressData, PressImage};
