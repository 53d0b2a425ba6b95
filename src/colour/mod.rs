//! `colour`: ICC transforms, ink values, coverage limits.

mod convert;
mod line_art;
mod press;
mod profile;
mod same;
mod table;
mod thin;
mod transform;
mod way;

#[cfg(test)]
mod tests;

pub use convert::{
    ConvertOptions, EncodedInks, Intent, Picture, PictureChannels, PlainJpeg, TargetSize, convert, coverage,
    effective_ppi, is_grey, jpeg_of_inks, reaches,
};
pub use line_art::{LINE_ART_PPI, bits_of_greys, line_art};
pub use press::{Channels, OutputProfile, Placed, PressData, PressDrawing, PressImage};
pub use same::{PressKin, press_kin};
pub use table::Tables;
pub use transform::{ScreenColours, is_usable_profile};
pub use way::{PressWay, PrintedLook, Seen, Shares, SourceColour, hold_within, within};
