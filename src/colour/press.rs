//! What the press gets: pictures in its inks, and the condition they are made for.

use std::borrow::Cow;

use std::sync::Arc;

use crate::base::{Drawing, Permille};

use super::table::Tables;

/// What is placed, ready for the press.
#[derive(Clone, Debug, PartialEq)]
pub enum Placed {
    /// Pixels.
    Pixels(PressImage),
    /// A vector drawing.
    Drawing(PressDrawing),
    /// A page of a PDF, untouched.
    Page {
        /// The file.
        file: Arc<[u8]>,
        /// Which page, from 1.
        page: u32,
        /// Whether anything on it is transparent.
        is_blended: bool,
    },
}

/// A vector drawing ready for the press.
#[derive(Clone, Debug, PartialEq)]
pub struct PressDrawing {
    /// Its shapes, in process inks.
    pub drawing: Drawing<[Permille; 4]>,
    /// Its pictures, by their numbers.
    pub pictures: Vec<PressImage>,
}

/// A picture ready for the press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressImage {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Inks.
    pub channels: Channels,
    /// Samples.
    pub data: PressData,
}

/// Inks of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// Grey, printed with black alone.
    Gray,
    /// Cyan, magenta, yellow, black.
    Cmyk,
}

impl Channels {
    /// Samples of one pixel.
    pub fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Cmyk => 4,
        }
    }
}

/// Samples of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PressData {
    /// Line art of one bit a pixel, row by row, each from the high bit of a byte on: 0 is black.
    Bits(Vec<u8>),
    /// 8 bits each, row by row. CMYK: 0 is no ink; grey: 0 is black.
    Raw(Vec<u8>),
    /// A JPEG file.
    Jpeg {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Whether its samples are stored inverted, as Adobe's marker says (prepress G05).
        inverted: bool,
    },
}

/// The press condition of the output intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputProfile {
    /// Its name in the registry, such as `CGATS TR 002`.
    pub condition: String,
    /// For people.
    pub info: String,
    /// The registry that knows the name.
    pub registry: Option<String>,
    /// The ICC profile.
    pub icc: Cow<'static, [u8]>,
    /// The profile as a zlib stream, when it was deflated in advance.
    pub deflated: Option<Cow<'static, [u8]>>,
    /// Largest sum of inks: 2400 is 240 %.
    pub ink_limit: Permille,
    /// Ways to it that were worked out.
    pub tables: Tables,
}
