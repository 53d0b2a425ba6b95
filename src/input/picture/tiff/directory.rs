//! What the directory of a TIFF page says, by the tiff package's reader.

use std::io::SeekFrom;

use hayro_ccitt::EncodingMode;
use tiff::decoder::ifd::Value;
use tiff::decoder::{ChunkType, Decoder};
use tiff::tags::Tag;
use tiff::{TiffError, TiffResult, TiffUnsupportedError};

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::input::Stored;
use crate::message;

use super::super::density::{Density, Per};
use super::super::jpeg::Three;
use super::super::kind::raw_refused;
use super::super::{broken, unplaceable};
use super::unpack::Packing;

/// How the samples of a page are to be understood (TIFF 6.0 §8, PhotometricInterpretation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    WhiteIsZero,
    BlackIsZero,
    Rgb,
    Palette,
    Separated,
    YCbCr,
    CieLab,
    IccLab,
}

/// A page of a TIFF.
pub(super) struct Directory {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bits of a sample.
    pub(super) bits: usize,
    /// Samples of a pixel, further channels among them.
    pub(super) samples: usize,
    /// What the further channels are: 1 premultiplied alpha, 2 alpha, 0 unknown.
    pub(super) extra: Vec<u16>,
    pub(super) meaning: Meaning,
    pub(super) packing: Packing,
    predicts: bool,
    pub(super) is_big_endian: bool,
    pub(super) planar: bool,
    pub(super) from_low_bit: bool,
    /// Pixels across and down of a strip or tile.
    pub(super) chunk: (usize, usize),
    pub(super) is_tiled: bool,
    pub(super) offsets: Vec<u64>,
    pub(super) counts: Vec<u64>,
    pub(super) tables: Option<Vec<u8>>,
    /// Reds, then greens, then blues of a palette, 16 bits each.
    pub(super) palette: Vec<u16>,
    pub(super) orientation: u32,
    /// Pixels to the inch as they lie in the file.
    pub(super) density: Option<Density>,
    pub(super) icc: Option<Vec<u8>>,
    /// Chroma of uncompressed YCbCr is as fine as its luminance.
    pub(super) full_chroma: bool,
}

type File<'f> = Decoder<&'f mut dyn Stored>;

/// T4Options of fax pages (TIFF 6.0 §11).
const T4_OPTIONS: Tag = Tag::Unknown(292);
/// The set of inks of a separated page, 1 for CMYK (TIFF 6.0 §16).
const INK_SET: Tag = Tag::Unknown(332);
/// Tells a camera's raw file (DNG 1.7).
const DNG_VERSION: Tag = Tag::Unknown(50_706);
/// Directories below one (TIFF Tech Note 1).
const SUB_IFDS: Tag = Tag::Unknown(330);
/// More pages than anyone puts into a file; directories may form a circle.
const MOST_PAGES: usize = 2000;

/// Opens the file at a page, counted from 1; says which page is meant where there are more.
pub(super) fn read(name: &str, file: &mut dyn Stored, page: u32) -> Result<(Directory, Diagnostics), Diagnostic> {
    let meaning = interpretation(file).ok();
    file.rewind().map_err(|error| broken(name, error.to_string()))?;
    let mut file = Decoder::new(file).map_err(|error| unopened(name, &error, meaning))?;
    let pages = pages(&mut file);
    let count = pages.len();
    let Some(&at) = usize::try_from(page).ok().and_then(|page| pages.get(page.checked_sub(1)?)) else {
        if count == 0 {
            return Err(raw_refused(name));
        }
        return Err(Diagnostic::error("picture/no-page", message!("{} has no page {}, it has {}", name, page, count))
            .hint("write page: and a number the file has"));
    };
    file.seek_to_image(at).map_err(|error| refused(name, &error))?;
    let directory = directory(&mut file).map_err(|problem| match problem {
        Problem::Raw => raw_refused(name),
        Problem::Tiff(error) => refused(name, &error),
        Problem::Rare(what) => unplaceable(name, what),
    })?;
    let mut notes = Vec::new();
    if count > 1 && page == 1 {
        notes.push(
            Diagnostic::warning("picture/pages", message!("{} has {} pages; the first is placed", name, count))
                .hint("write page: and a number to place another"),
        );
    }
    Ok((directory, notes))
}

/// The finding about a file whose first page the package does not know how to understand: samples of a sensor (DNG 1.7) are in no TIFF that is finished.
fn unopened(name: &str, error: &TiffError, meaning: Option<u16>) -> Diagnostic {
    if !matches!(error, TiffError::UnsupportedError(TiffUnsupportedError::UnknownInterpretation)) {
        return refused(name, error);
    }
    match meaning {
        Some(32_803 | 34_892) => raw_refused(name),
        Some(32_844 | 32_845) => unplaceable(name, message!("a TIFF with the light of a scene (LogLuv)")),
        _ => refused(name, error),
    }
}

/// The photometric interpretation of the first page (TIFF 6.0 §2): among entries of twelve bytes, each with tag, kind, count and value.
fn interpretation(file: &mut dyn Stored) -> std::io::Result<u16> {
    const WANTED: u16 = 262;
    let mut head = [0; 8];
    file.rewind()?;
    file.read_exact(&mut head)?;
    let is_big_endian = head[0] == b'M';
    let short = |bytes: [u8; 2]| if is_big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) };
    let [.., a, b, c, d] = head;
    let at = if is_big_endian { u32::from_be_bytes([a, b, c, d]) } else { u32::from_le_bytes([a, b, c, d]) };
    file.seek(SeekFrom::Start(at.into()))?;
    let mut count = [0; 2];
    file.read_exact(&mut count)?;
    for _ in 0..short(count) {
        let mut entry = [0; 12];
        file.read_exact(&mut entry)?;
        let [tag, more, .., high, low, _, _] = entry;
        if short([tag, more]) == WANTED {
            return Ok(short([high, low]));
        }
    }
    Err(std::io::ErrorKind::NotFound.into())
}

fn refused(name: &str, error: &TiffError) -> Diagnostic {
    match error {
        TiffError::UnsupportedError(why) => unplaceable(name, message!("a TIFF of a rare kind ({})", why.to_string())),
        other => broken(name, other.to_string()),
    }
}

/// Whether the first directory is that of a raw file: it says so, or a camera keeps there a small copy of what lies in directories below.
fn is_raw(file: &mut File<'_>, kind: u32) -> bool {
    let is_old_jpeg = file.find_tag_unsigned(Tag::Compression).ok().flatten() == Some(6_u32);
    let mut has = |tag| file.find_tag(tag).ok().flatten().is_some();
    has(DNG_VERSION) || has(SUB_IFDS) && has(Tag::Make) && (kind & 1 == 1 || is_old_jpeg)
}

/// Where the pages are among the directories: thumbnails and reduced copies are none, and a camera's raw file has none.
fn pages(file: &mut File<'_>) -> Vec<usize> {
    let mut pages = Vec::new();
    for at in 0..MOST_PAGES {
        let kind = file.find_tag_unsigned::<u32>(Tag::NewSubfileType).ok().flatten().unwrap_or(0);
        if at == 0 && is_raw(file, kind) {
            return Vec::new();
        }
        if kind & 1 == 0 {
            pages.push(at);
        }
        if !file.more_images() || file.next_image().is_err() {
            break;
        }
    }
    pages
}

enum Problem {
    Tiff(TiffError),
    Rare(Message),
    Raw,
}

impl From<TiffError> for Problem {
    fn from(error: TiffError) -> Self {
        Self::Tiff(error)
    }
}

fn rare(what: impl Into<Message>) -> Problem {
    Problem::Rare(what.into())
}

fn directory(file: &mut File<'_>) -> Result<Directory, Problem> {
    let (width, height) = file.dimensions()?;
    let is_tiled = file.get_chunk_type() == ChunkType::Tile;
    let (offsets, counts) =
        if is_tiled { (Tag::TileOffsets, Tag::TileByteCounts) } else { (Tag::StripOffsets, Tag::StripByteCounts) };
    let (across, down) = file.chunk_dimensions();
    let meaning = meaning(file)?;
    let packing = packing(file, meaning)?;
    let numbers =
        |file: &mut File<'_>, tag| -> TiffResult<Vec<u64>> { Ok(file.find_tag_unsigned_vec(tag)?.unwrap_or_default()) };
    let orientation = number(file, Tag::Orientation, 1)?;
    let chroma = file.find_tag_unsigned_vec::<u16>(Tag::ChromaSubsampling)?.unwrap_or(vec![2, 2]);
    Ok(Directory {
        width,
        height,
        bits: depth(file)?,
        samples: usize::try_from(number(file, Tag::SamplesPerPixel, 1)?).unwrap_or(1),
        extra: file.find_tag_unsigned_vec(Tag::ExtraSamples)?.unwrap_or_default(),
        meaning,
        packing,
        predicts: predicts(file, packing)?,
        is_big_endian: file.byte_order() == tiff::tags::ByteOrder::BigEndian,
        planar: number(file, Tag::PlanarConfiguration, 1)? == 2,
        from_low_bit: number(file, Tag::FillOrder, 1)? == 2,
        // A strip may claim to be higher than the picture.
        chunk: (across as usize, down.min(if is_tiled { u32::MAX } else { height }) as usize),
        is_tiled,
        offsets: numbers(file, offsets)?,
        counts: numbers(file, counts)?,
        tables: file.find_tag(Tag::JPEGTables)?.map(Value::into_u8_vec).transpose()?,
        palette: file.find_tag_unsigned_vec(Tag::ColorMap)?.unwrap_or_default(),
        orientation: if (1..=8).contains(&orientation) { orientation } else { 1 },
        density: density(file),
        icc: file.find_tag(Tag::IccProfile).ok().flatten().and_then(|value| value.into_u8_vec().ok()),
        full_chroma: chroma == [1, 1],
    })
}

fn density(file: &mut File<'_>) -> Option<Density> {
    let mut number = |tag| match file.find_tag(tag).ok().flatten()? {
        Value::Rational(over, under) => Some(f64::from(over) / f64::from(under)),
        _ => None,
    };
    let numbers = [number(Tag::XResolution)?, number(Tag::YResolution)?];
    Per::of_tiff(file.find_tag_unsigned(Tag::ResolutionUnit).ok().flatten())?.density(numbers)
}

fn number(file: &mut File<'_>, tag: Tag, usual: u32) -> TiffResult<u32> {
    Ok(file.find_tag_unsigned(tag)?.unwrap_or(usual))
}

fn depth(file: &mut File<'_>) -> Result<usize, Problem> {
    let bits = file.find_tag_unsigned_vec::<u16>(Tag::BitsPerSample)?.unwrap_or_default();
    let formats = file.find_tag_unsigned_vec::<u16>(Tag::SampleFormat)?.unwrap_or_default();
    match bits.first().copied().unwrap_or(1) {
        // 4 is "undefined", which says nothing.
        _ if formats.first().is_some_and(|format| !matches!(format, 1 | 4)) => {
            Err(rare(message!("a TIFF of signed numbers or fractions")))
        }
        bits @ (1 | 2 | 4 | 8 | 16) => Ok(usize::from(bits)),
        bits => Err(rare(message!("a TIFF of {} bits a sample", bits))),
    }
}

fn meaning(file: &mut File<'_>) -> Result<Meaning, Problem> {
    Ok(match number(file, Tag::PhotometricInterpretation, 0)? {
        0 => Meaning::WhiteIsZero,
        1 => Meaning::BlackIsZero,
        2 => Meaning::Rgb,
        3 => Meaning::Palette,
        5 if number(file, INK_SET, 1)? == 1 => Meaning::Separated,
        5 => return Err(rare(message!("a TIFF in other inks than cyan, magenta, yellow and black"))),
        6 => Meaning::YCbCr,
        8 => Meaning::CieLab,
        9 => Meaning::IccLab,
        10 => return Err(rare(message!("a TIFF in ITU Lab"))),
        32_803 | 34_892 => return Err(Problem::Raw),
        other => return Err(rare(message!("a TIFF of a rare kind (photometric interpretation {})", other))),
    })
}

fn packing(file: &mut File<'_>, meaning: Meaning) -> Result<Packing, Problem> {
    let options = number(file, T4_OPTIONS, 0)?;
    let fax = |mode, aligned| Packing::Fax { mode, aligned };
    let three = if meaning == Meaning::YCbCr { Three::Shown } else { Three::Kept };
    Ok(match number(file, Tag::Compression, 1)? {
        1 => Packing::None,
        2 => fax(EncodingMode::Group3_1D, true),
        3 if options & 1 == 1 => fax(EncodingMode::Group3_2D, false),
        3 => fax(EncodingMode::Group3_1D, false),
        4 => fax(EncodingMode::Group4, false),
        5 => Packing::Lzw,
        6 => return Err(rare(message!("a TIFF with a JPEG of the old kind in it"))),
        7 => Packing::Jpeg(three),
        8 | 32_946 => Packing::Deflate,
        32_773 => Packing::PackBits,
        33_003 | 33_005 | 34_712 => return Err(rare(message!("a TIFF with JPEG 2000 in it"))),
        34_661 => return Err(rare(message!("a TIFF with JBIG in it"))),
        50_000 => return Err(rare(message!("a TIFF packed with Zstandard"))),
        50_001 => return Err(rare(message!("a TIFF with WebP in it"))),
        other => return Err(rare(message!("a TIFF packed in a rare way (compression {})", other))),
    })
}

fn predicts(file: &mut File<'_>, packing: Packing) -> Result<bool, Problem> {
    if !matches!(packing, Packing::Lzw | Packing::Deflate) {
        return Ok(false);
    }
    match number(file, Tag::Predictor, 1)? {
        1 => Ok(false),
        2 => Ok(true),
        _ => Err(rare(message!("a TIFF of fractions"))),
    }
}

impl Directory {
    /// Strips or tiles across and down.
    pub(super) fn chunks(&self) -> (usize, usize) {
        let (width, height) = self.chunk;
        ((self.width as usize).div_ceil(width.max(1)), (self.height as usize).div_ceil(height.max(1)))
    }

    /// Width and height as the picture will stand.
    pub(super) fn upright_size(&self) -> (u32, u32) {
        if self.orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) }
    }

    /// Differences along a row → samples (TIFF 6.0 §14).
    pub(super) fn undo_prediction(&self, row: &mut [u8], samples: usize) {
        match self.bits {
            8 if self.predicts => {
                for at in samples..row.len() {
                    row[at] = row[at].wrapping_add(row[at - samples]);
                }
            }
            16 if self.predicts => {
                let read = |pair: [u8; 2]| {
                    if self.is_big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
                };
                let (pairs, _) = row.as_chunks_mut::<2>();
                for at in samples..pairs.len() {
                    let sum = read(pairs[at]).wrapping_add(read(pairs[at - samples]));
                    pairs[at] = if self.is_big_endian { sum.to_be_bytes() } else { sum.to_le_bytes() };
                }
            }
            _ => {}
        }
    }
}
