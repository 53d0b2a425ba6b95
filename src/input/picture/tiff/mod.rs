//! TIFF: one bit, grey, palette, RGB, CMYK and Lab, 1 to 16 bits, chunky or planar, strips or tiles, every packing in use, one page of many.
//!
//! The tiff package reads the directories, also of BigTIFF; strips and tiles are unpacked row by row here, so that 300 megapixels take little room.

mod directory;
mod pixels;
mod unpack;

use std::cell::RefCell;
use std::io::{BufReader, Read, SeekFrom};

use crate::base::Diagnostic;

use super::density::Density;
use super::rows::{Rows, reduction};
use super::{Colours, Decoded, Limits, broken, more_channels, unplaceable, upright, within_streamed};
use directory::Directory;
use pixels::Shades;
use unpack::{Chunk, reader};

use crate::input::Stored;

pub(super) use unpack::packbits;

/// Width and height, orientation respected, without decoding.
pub(super) fn size(name: &str, file: &mut dyn Stored, page: u32, limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let (directory, _) = directory::read(name, file, page)?;
    within_streamed(name, directory.width, directory.height, limits)?;
    Ok(directory.upright_size())
}

/// How many pixels of a page go to the inch, orientation respected; none of a page that cannot be placed.
pub(super) fn density(file: &mut dyn Stored, page: u32) -> Option<Density> {
    let (directory, _) = directory::read("", file, page).ok()?;
    directory.density.map(|density| if directory.orientation >= 5 { density.turned() } else { density })
}

pub(super) fn decode(name: &str, file: &mut dyn Stored, page: u32, limits: &Limits) -> Result<Decoded, Diagnostic> {
    let (directory, mut notes) = directory::read(name, file, page)?;
    within_streamed(name, directory.width, directory.height, limits)?;
    let shades = Shades::new(&directory).map_err(|what| unplaceable(name, what))?;
    if shades.left_out > 0 {
        notes.push(more_channels(name, shades.left_out));
    }
    let size = (directory.width, directory.height);
    let decoded = if shades.is_packed() {
        let samples = packed(file, &directory, &shades).map_err(|why| broken(name, why.to_string()))?;
        Decoded::new(size, Colours::Bits, samples)
    } else {
        let enough = limits.enough.map(|(x, y)| if directory.orientation >= 5 { (y, x) } else { (x, y) });
        let mut rows = Rows::new(size.0, shades.colours().channels(), reduction(size, enough));
        if rows.room(size.1) > super::MOST_HELD {
            return Err(super::too_many(name, size, limits));
        }
        let mut out = Vec::new();
        let all = each_row(file, &directory, |row| {
            shades.convert(row, &mut out);
            rows.push(&out);
        });
        all.map_err(|why| broken(name, why.to_string()))?;
        let (width, height, samples) = rows.finish();
        Decoded { full: size, ..Decoded::new((width, height), shades.colours(), samples) }
    };
    Ok(upright(Decoded { icc: directory.icc, notes, ..decoded }, directory.orientation))
}

/// The rows of a picture of one bit, as packed bits: 0 is ink.
fn packed(file: &mut dyn Stored, directory: &Directory, shades: &Shades) -> std::io::Result<Vec<u8>> {
    let mut bits = Vec::with_capacity((directory.width as usize).div_ceil(8) * directory.height as usize);
    each_row(file, directory, |row| match shades.is_white_zero() {
        true => bits.extend(row.iter().map(|byte| !byte)),
        false => bits.extend_from_slice(row),
    })?;
    Ok(bits)
}

/// Hands over the unpacked bytes of every row from top to foot; of planes, those of all planes one after the other.
fn each_row(file: &mut dyn Stored, directory: &Directory, mut row: impl FnMut(&[u8])) -> std::io::Result<()> {
    let file = RefCell::new(file);
    let (across, down) = directory.chunks();
    let planes = if directory.planar { directory.samples } else { 1 };
    let (chunk_width, chunk_height) = directory.chunk;
    let samples = if directory.planar { 1 } else { directory.samples };
    let chunk_row = (chunk_width * samples * directory.bits).div_ceil(8);
    let plane_row = (directory.width as usize * samples * directory.bits).div_ceil(8);
    let mut one = vec![0; chunk_row];
    let mut whole = vec![0; plane_row * planes];
    for band in 0..down {
        let mut readers = Vec::with_capacity(across * planes);
        for plane in 0..planes {
            for column in 0..across {
                let at = (plane * down + band) * across + column;
                readers.push(reader(directory.chunk_at(&file, at))?);
            }
        }
        let rows = chunk_height.min(directory.height as usize - band * chunk_height);
        for _ in 0..rows {
            for (at, reader) in readers.iter_mut().enumerate() {
                reader.read_exact(&mut one)?;
                directory.undo_prediction(&mut one, samples);
                let (plane, column) = (at / across, at % across);
                let from = plane * plane_row + column * chunk_row;
                let end = (from + chunk_row).min((plane + 1) * plane_row);
                whole[from..end].copy_from_slice(&one[..end - from]);
            }
            row(&whole);
        }
    }
    Ok(())
}

/// A part of a file that is read by several at once, each at its own place.
struct Section<'f, 's> {
    file: &'f RefCell<&'s mut dyn Stored>,
    at: u64,
    end: u64,
}

impl Read for Section<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = out.len().min(left);
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.at))?;
        let count = file.read(&mut out[..most])?;
        self.at += count as u64;
        Ok(count)
    }
}

/// Bytes that are read of a strip or tile at once: few enough that all tiles across a wide picture take little room.
const READ_AHEAD: usize = 32 << 10;

impl Directory {
    /// A strip or tile; where the file ends early, what there is of it.
    fn chunk_at<'f, 's>(
        &'f self,
        file: &'f RefCell<&'s mut dyn Stored>,
        at: usize,
    ) -> Chunk<'f, BufReader<Section<'f, 's>>> {
        let number = |list: &[u64]| list.get(at).copied().unwrap_or(u64::MAX);
        let from = number(&self.offsets);
        let section = Section { file, at: from, end: from.saturating_add(number(&self.counts)) };
        // The last strip is as high as what is left of the picture.
        let (_, down) = self.chunks();
        let left = self.height as usize - (at / self.chunks().0 % down) * self.chunk.1;
        let height = if self.is_tiled { self.chunk.1 } else { self.chunk.1.min(left) };
        Chunk {
            bytes: BufReader::with_capacity(READ_AHEAD, section),
            length: number(&self.counts),
            packing: self.packing,
            size: (self.chunk.0, height),
            from_low_bit: self.from_low_bit,
            tables: self.tables.as_deref(),
        }
    }
}
