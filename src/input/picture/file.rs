//! Files of pictures: in memory, or read in pieces where they are large and of a kind that can be.

use std::io::{Read, Seek, SeekFrom};

use crate::base::Diagnostic;
use crate::input::{FileProblem, Files, Stored};
use crate::message;

use super::{Decoded, Density, Kind, Limits, Told, decode, density, header, kind, tiff};

/// Smaller files are read as a whole.
const LARGE: u64 = 64 << 20;
/// First bytes by which a kind is known.
const START: u64 = 64;

/// A picture's file.
pub enum PictureFile {
    /// All of it.
    Whole(Vec<u8>),
    /// A TIFF too large to be held.
    Stored(Box<dyn Stored>),
}

impl PictureFile {
    /// The file of a name.
    ///
    /// # Errors
    /// As [`Files::read_within`].
    pub fn open(files: &dyn Files, name: &str) -> Result<Self, FileProblem> {
        let mut file = files.open(name)?;
        let unreadable = |error: std::io::Error| FileProblem::Unreadable(message!("{}", error.to_string()));
        let mut start = Vec::new();
        (&mut *file).take(START).read_to_end(&mut start).map_err(unreadable)?;
        let is_large = file.seek(SeekFrom::End(0)).map_err(unreadable)? > LARGE;
        if is_large && matches!(kind(&start), Kind::Tiff) {
            return Ok(Self::Stored(file));
        }
        files.read(name).map(Self::Whole)
    }

    /// What it tells of the picture in words, and before it an XMP file beside it.
    pub fn told(&mut self, files: &dyn Files, name: &str) -> Told {
        let own = match self {
            Self::Whole(bytes) => Told::of(bytes),
            Self::Stored(file) => Told::of_stored(&mut **file),
        };
        Told::beside(files, name).or(own)
    }

    /// As [`header`].
    ///
    /// # Errors
    /// As [`decode`].
    pub fn header(&mut self, name: &str, page: u32, limits: &Limits) -> Result<(u32, u32), Diagnostic> {
        match self {
            Self::Whole(bytes) => header(name, bytes, page, limits),
            Self::Stored(file) => tiff::size(name, &mut **file, page, limits),
        }
    }

    /// As [`density`].
    pub fn density(&mut self, page: u32) -> Option<Density> {
        match self {
            Self::Whole(bytes) => density(bytes, page),
            Self::Stored(file) => tiff::density(&mut **file, page),
        }
    }

    /// As [`decode`].
    ///
    /// # Errors
    /// As [`decode`].
    pub fn decode(&mut self, name: &str, page: u32, limits: &Limits) -> Result<Decoded, Diagnostic> {
        match self {
            Self::Whole(bytes) => decode(name, bytes, page, limits),
            Self::Stored(file) => tiff::decode(name, &mut **file, page, limits),
        }
    }

    /// Hands over all bytes, piece by piece from the first on; a file that cannot be read to its end is found when it is decoded.
    pub fn each_piece(&mut self, mut take: impl FnMut(&[u8])) {
        let file = match self {
            Self::Whole(bytes) => return take(bytes),
            Self::Stored(file) => file,
        };
        let mut piece = vec![0; 1 << 16];
        if file.rewind().is_err() {
            return;
        }
        while let Ok(count @ 1..) = file.read(&mut piece) {
            take(&piece[..count]);
        }
    }
}
