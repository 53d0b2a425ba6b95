//! Photoshop documents, also large ones (PSB): the composite that Photoshop saves with the layers (Adobe Photoshop File Formats Specification, 2019).

use crate::base::{Diagnostic, Diagnostics};
use crate::message;

use super::density::{Density, Per};
use super::rows::{Rows, reduction};
use super::{Colours, Decoded, Limits, broken, more_channels, too_many, unplaceable, within_streamed};

/// The mode of a document, where it can be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Bitmap,
    /// Grey; a duotone is its grey.
    Gray,
    Indexed,
    Rgb,
    Cmyk,
    Lab,
}

/// What the file header says.
struct Header {
    is_large: bool,
    channels: usize,
    width: u32,
    height: u32,
    bits: usize,
    mode: Mode,
    is_duotone: bool,
}

/// Reads numbers off a file; what lies beyond its end is none.
struct Reading<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reading<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let part = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(part)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let value = self.take(bytes)?.iter().fold(0_u64, |value, &byte| value << 8 | u64::from(byte));
        usize::try_from(value).ok()
    }

    /// A section that begins with its length.
    fn section(&mut self, length: usize) -> Option<&'b [u8]> {
        let length = self.number(length)?;
        self.take(length)
    }
}

/// Width and height, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let header = header(name, &mut Reading { bytes, at: 0 })?;
    within_streamed(name, header.width, header.height, limits)?;
    Ok((header.width, header.height))
}

fn header(name: &str, reading: &mut Reading<'_>) -> Result<Header, Diagnostic> {
    let cut = || broken(name, message!("it ends early"));
    let mut number = |bytes| reading.number(bytes).ok_or_else(cut);
    let (_, version) = (number(4)?, number(2)?);
    let (_, channels) = (number(6)?, number(2)?);
    let (height, width) = (number(4)?, number(4)?);
    let (bits, mode) = (number(2)?, number(2)?);
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let is_duotone = mode == 8;
    let mode = match mode {
        0 => Mode::Bitmap,
        1 | 8 => Mode::Gray,
        2 => Mode::Indexed,
        3 => Mode::Rgb,
        4 => Mode::Cmyk,
        9 => Mode::Lab,
        _ => return Err(unplaceable(name, message!("a Photoshop document in several spot colours"))),
    };
    if !matches!(bits, 1 | 8 | 16) {
        return Err(unplaceable(name, message!("a Photoshop document of {} bits a channel", bits)));
    }
    Ok(Header { is_large: version == 2, channels, width: side(width), height: side(height), bits, mode, is_duotone })
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let mut reading = Reading { bytes, at: 0 };
    let header = header(name, &mut reading)?;
    within_streamed(name, header.width, header.height, limits)?;
    let cut = || broken(name, message!("it ends early"));
    let palette = reading.section(4).ok_or_else(cut)?;
    let resources = reading.section(4).ok_or_else(cut)?;
    let layers = reading.section(if header.is_large { 8 } else { 4 }).ok_or_else(cut)?;
    let notes = left_out(name, &header, layers);
    if has_no_composite(resources) {
        return Err(Diagnostic::error(
            "picture/kind",
            message!("{} is a Photoshop document without a composite", name),
        )
        .hint("save it again with `Maximize Compatibility`, or as TIFF"));
    }
    if let Some([0, 2 | 3]) = reading.bytes.get(reading.at..).and_then(|rest| rest.first_chunk()) {
        return Err(unplaceable(name, message!("a Photoshop document packed as ZIP")));
    }
    let size = (header.width, header.height);
    let mut planes = planes(&header, reading).ok_or_else(cut)?;
    let icc = resource(resources, 1039).map(<[u8]>::to_vec);
    if header.mode == Mode::Bitmap {
        // 1 is black there.
        let row = (size.0 as usize).div_ceil(8);
        let mut samples = Vec::with_capacity(row * size.1 as usize);
        for _ in 0..size.1 {
            let bits = planes.first_mut().and_then(|plane| plane.row(row)).ok_or_else(cut)?;
            samples.extend(bits.iter().map(|byte| !byte));
        }
        return Ok(Decoded { notes, ..Decoded::new(size, Colours::Bits, samples) });
    }
    let colours = match header.mode {
        Mode::Gray | Mode::Bitmap => Colours::Gray,
        Mode::Indexed | Mode::Rgb => Colours::Rgb,
        Mode::Cmyk => Colours::Cmyk,
        Mode::Lab => Colours::Lab,
    };
    let mut rows = Rows::new(size.0, colours.channels(), reduction(size, limits.enough));
    if rows.room(size.1) > super::MOST_HELD {
        return Err(too_many(name, size, limits));
    }
    for _ in 0..size.1 {
        rows.push(&pixel_row(&header, &mut planes, palette).ok_or_else(cut)?);
    }
    let (width, height, samples) = rows.finish();
    Ok(Decoded { icc, notes, full: size, ..Decoded::new((width, height), colours, samples) })
}

/// What of a document is not placed: channels besides its colours, of which one is the transparency where the number of layers is below nought, and the inks of a duotone.
fn left_out(name: &str, header: &Header, layers: &[u8]) -> Diagnostics {
    let count = layers.get(if header.is_large { 8..10 } else { 4..6 });
    let is_transparent = matches!(count, Some([0x80..=0xFF, _]));
    let more = header.channels.saturating_sub(header.mode.channels() + usize::from(is_transparent));
    let duotone = header.is_duotone.then(|| {
        Diagnostic::warning("picture/channels", message!("{} is a duotone; it is placed as its grey", name))
            .hint("save it as CMYK when its inks are to print")
    });
    (more > 0).then(|| more_channels(name, more)).into_iter().chain(duotone).collect()
}

impl Mode {
    /// Channels of its colours.
    fn channels(self) -> usize {
        match self {
            Self::Bitmap | Self::Gray | Self::Indexed => 1,
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
        }
    }
}

/// One plane of the composite, read row by row.
struct Plane<'b> {
    data: &'b [u8],
    /// Packed bytes of each row; none where nothing is packed.
    lengths: Option<Vec<usize>>,
    next: usize,
}

impl<'b> Plane<'b> {
    /// The next row, unpacked.
    fn row(&mut self, bytes: usize) -> Option<std::borrow::Cow<'b, [u8]>> {
        let length = match &self.lengths {
            Some(lengths) => *lengths.get(self.next)?,
            None => bytes,
        };
        let (packed, rest) = self.data.split_at_checked(length)?;
        self.data = rest;
        self.next += 1;
        if self.lengths.is_none() {
            return Some(packed.into());
        }
        let mut row = super::tiff::packbits(packed);
        row.resize(bytes, 0);
        Some(row.into())
    }
}

/// The planes of the composite; packing 0 is none, 1 run lengths.
fn planes<'b>(header: &Header, mut reading: Reading<'b>) -> Option<Vec<Plane<'b>>> {
    let packing = reading.number(2)?;
    let height = header.height as usize;
    let row = (header.width as usize * header.bits).div_ceil(8);
    if packing == 0 {
        let plane = |reading: &mut Reading<'b>| {
            Some(Plane { data: reading.take(row.checked_mul(height)?)?, lengths: None, next: 0 })
        };
        return (0..header.channels).map(|_| plane(&mut reading)).collect();
    }
    let width_of_length = if header.is_large { 4 } else { 2 };
    let table = reading.take(width_of_length * height * header.channels)?;
    let mut lengths = Reading { bytes: table, at: 0 };
    let mut plane = |reading: &mut Reading<'b>| {
        let lengths: Vec<usize> = (0..height).map(|_| lengths.number(width_of_length)).collect::<Option<_>>()?;
        Some(Plane { data: reading.take(lengths.iter().sum())?, lengths: Some(lengths), next: 0 })
    };
    (packing == 1).then(|| (0..header.channels).map(|_| plane(&mut reading)).collect())?
}

/// A row of pixels of 8 bits a sample, over white paper where the document is transparent.
fn pixel_row(header: &Header, planes: &mut [Plane<'_>], palette: &[u8]) -> Option<Vec<u8>> {
    let width = header.width as usize;
    let own = header.mode.channels();
    let step = header.bits / 8;
    let lines: Vec<_> = planes.iter_mut().take(own).map(|plane| plane.row(width * step)).collect::<Option<_>>()?;
    if lines.len() < own {
        return None;
    }
    let mut row = Vec::with_capacity(width * own);
    for x in 0..width {
        for line in &lines {
            let sample = line[x * step];
            match header.mode {
                // Photoshop stores light in all modes; a palette has its reds, its greens, then its blues.
                Mode::Cmyk => row.push(255 - sample),
                Mode::Indexed => {
                    row.extend([0, 256, 512].map(|at| palette.get(at + usize::from(sample)).copied().unwrap_or(0)));
                }
                _ => row.push(sample),
            }
        }
    }
    Some(row)
}

/// Pixels across and down in thousandths to the inch, from the ResolutionInfo among the image resources: fixed-point numbers, always to the inch. Where pixels are
/// longer one way, the inch is that of the other.
pub(super) fn density(bytes: &[u8]) -> Option<Density> {
    let resources = resources(bytes)?;
    let info = resource(resources, 1005)?;
    let fixed = |at: usize| {
        let number: [u8; 4] = info.get(at..at + 4)?.try_into().ok()?;
        Some(f64::from(u32::from_be_bytes(number)) / 65_536.0)
    };
    Per::Inch.density([fixed(0)? / aspect(resources), fixed(8)?])
}

/// How many times as wide as high a pixel is: 1 where it is not said, or said to be none that any device has.
fn aspect(resources: &[u8]) -> f64 {
    let stated = resource(resources, 1064).and_then(|info| Some(f64::from_be_bytes(*info.get(4..)?.first_chunk()?)));
    stated.filter(|aspect| (0.1..=10.0).contains(aspect)).unwrap_or(1.0)
}

/// An image resource by its number (Photoshop File Formats Specification, image resource blocks).
pub(super) fn resource(resources: &[u8], wanted: usize) -> Option<&[u8]> {
    let mut reading = Reading { bytes: resources, at: 0 };
    loop {
        reading.take(4)?;
        let id = reading.number(2)?;
        let name = reading.number(1)?;
        // Names and data are padded to even lengths.
        reading.take(name + (name + 1) % 2)?;
        let data = reading.section(4)?;
        if id == wanted {
            return Some(data);
        }
        reading.at += data.len() % 2;
    }
}

/// The block of image resources of a document.
pub(super) fn resources(bytes: &[u8]) -> Option<&[u8]> {
    let mut reading = Reading { bytes, at: 26 };
    reading.section(4)?;
    reading.section(4)
}

/// Version Info says whether the composite is a picture or white.
fn has_no_composite(resources: &[u8]) -> bool {
    resource(resources, 1057).and_then(|info| info.get(4)).is_some_and(|&has| has == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(mode: u8, channels: u8, body: &[u8]) -> Vec<u8> {
        let header = [&b"8BPS\0\x01\0\0\0\0\0\0\0"[..], &[channels], &[0, 0, 0, 2, 0, 0, 0, 3, 0, 8, 0, mode]].concat();
        [&header[..], &[0; 12], body].concat()
    }

    #[test]
    fn planes_of_light_become_pixels_of_ink() {
        let plane = |value: u8| vec![value; 6];
        let body = [&[0, 0][..], &plane(255), &plane(55), &plane(0), &plane(255)].concat();
        let read = decode("a.psd", &document(4, 4, &body), &Limits::default()).unwrap();
        assert_eq!((read.width, read.height, read.colours), (3, 2, Colours::Cmyk));
        assert_eq!(read.samples[..4], [0, 200, 255, 0]);
    }

    #[test]
    fn what_of_a_document_is_not_placed_is_told() {
        let told = |mode: u8, channels: u8, layers: &[u8]| {
            let mut file = document(mode, channels, &[&[0, 0][..], &[9; 6].repeat(usize::from(channels))].concat());
            file.splice(34..38, [&u32::try_from(layers.len()).unwrap().to_be_bytes()[..], layers].concat());
            decode("a.psd", &file, &Limits::default()).unwrap().notes.iter().map(|note| note.code).collect::<Vec<_>>()
        };
        let transparent = [0, 0, 0, 2, 0xFF, 0xFF];
        for (mode, channels, layers, expected) in [
            (4, 4, &[][..], 0),
            (4, 5, &[], 1),
            (3, 4, &transparent, 0),
            (3, 5, &transparent, 1),
            (1, 1, &[], 0),
            (8, 1, &[], 1),
        ] {
            assert_eq!(told(mode, channels, layers), vec!["picture/channels"; expected], "mode {mode}, {channels}");
        }
    }

    #[test]
    fn packed_rows_are_unpacked_and_short_files_are_told() {
        // Two rows of three: a run of 9, then 1 2 3.
        let body = [0, 1, 0, 2, 0, 4, 0xFE, 9, 2, 1, 2, 3];
        let read = decode("a.psd", &document(1, 1, &body), &Limits::default()).unwrap();
        assert_eq!(read.samples, [9, 9, 9, 1, 2, 3]);
        assert_eq!(
            decode("a.psd", &document(1, 1, &body[..8]), &Limits::default()).unwrap_err().code,
            "picture/broken"
        );
    }
}
