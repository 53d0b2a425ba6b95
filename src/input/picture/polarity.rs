//! Which way round a JPEG stores its inks: as its header says, unless what it would print, or the small copy of itself that it carries, says otherwise.

use crate::base::{Diagnostic, has_adobe_marker, jpeg_segments};
use crate::message;

use super::jpeg::{Three, strip};
use super::{Colours, psd};

/// How a JPEG stores inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// 0 is no ink.
    Plain,
    /// 255 is no ink, as Photoshop writes it.
    Inverted,
}

impl Polarity {
    fn other(self) -> Self {
        if self == Self::Plain { Self::Inverted } else { Self::Plain }
    }
}

/// Four samples a pixel as they are stored, row by row.
pub(super) struct Stored<'s> {
    pub(super) samples: &'s [u8],
    /// Pixels across and down.
    pub(super) size: (u32, u32),
}

/// How the inks are taken, and what is to be told of it.
pub(super) struct Taken {
    pub(super) polarity: Polarity,
    pub(super) note: Option<Diagnostic>,
}

/// What the samples by themselves say of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    Wrong,
    /// They would print very dark its way, as few pictures are meant.
    Open {
        black: u64,
    },
}

/// How the inks of a JPEG are to be taken.
pub(super) fn taken(name: &str, jpeg: &[u8], stored: &Stored<'_>) -> Taken {
    let stated = if has_adobe_marker(jpeg) { Polarity::Inverted } else { Polarity::Plain };
    let as_stated = Taken { polarity: stated, note: None };
    let turned = || Taken { polarity: stated.other(), note: Some(turned_over(name, stated)) };
    match verdict(stored.samples, stated) {
        Verdict::Right => as_stated,
        Verdict::Wrong => turned(),
        Verdict::Open { black } => match by_copy(jpeg, stored) {
            Some(shown) if shown == stated => as_stated,
            Some(_) => turned(),
            None => Taken { note: Some(dark(name, black)), ..as_stated },
        },
    }
}

/// More ink in 255ths than any press takes: 360 %.
const TOO_MUCH_INK: u32 = 918;
/// Shares of pixels in thousandths: so many of them beyond all measure are no picture, so few are noise.
const SHARES: (u64, u64) = (20, 1);
/// Per cent of black, on average, above which a picture is darker than photographs are separated: their black is for the shadows alone.
const MUCH_BLACK: u64 = 50;

/// The header is wrong where much of the picture would take more ink than any press holds its way, and next to nothing of it the other way round.
/// It is right where the other way round would do so, and where black stays for the shadows.
fn verdict(samples: &[u8], stated: Polarity) -> Verdict {
    let (pixels, _) = samples.as_chunks::<4>();
    let (mut plain, mut inverted, mut black) = (0_u64, 0_u64, 0_u64);
    for pixel in pixels {
        let sum: u32 = pixel.iter().map(|&sample| u32::from(sample)).sum();
        plain += u64::from(sum > TOO_MUCH_INK);
        inverted += u64::from(4 * 255 - sum > TOO_MUCH_INK);
        black += u64::from(pixel[3]);
    }
    let count = pixels.len() as u64;
    let black = black * 100 / (count * 255).max(1);
    let (as_stated, turned, black) = match stated {
        Polarity::Plain => (plain, inverted, black),
        Polarity::Inverted => (inverted, plain, 100 - black.min(100)),
    };
    let (is_beyond, is_light) = (as_stated * 1000 > count * SHARES.0, turned * 1000 > count * SHARES.1);
    match (is_beyond, is_light) {
        (true, false) => Verdict::Wrong,
        (false, true) => Verdict::Right,
        _ if black <= MUCH_BLACK => Verdict::Right,
        _ => Verdict::Open { black },
    }
}

/// Cells across and down in which a picture and its copy are compared: the copy may have a black rim or be cut a little.
const CELLS: usize = 8;

type Cells = [i64; CELLS * CELLS];

/// What the small copy in the file shows, which is in light and has no two ways: where it is light, there is little ink.
fn by_copy(jpeg: &[u8], stored: &Stored<'_>) -> Option<Polarity> {
    let copy = small_copy(jpeg)?;
    let (width, raw) = strip(&copy, Three::Shown).ok()?;
    let channels = if raw.colours == Colours::Cmyk { return None } else { raw.colours.channels() };
    let light = cells(&raw.samples, channels, width)?;
    let numbers = cells(stored.samples, 4, usize::try_from(stored.size.0).ok()?)?;
    match likeness(&light, &numbers)? {
        Likeness::Alike => Some(Polarity::Inverted),
        Likeness::Contrary => Some(Polarity::Plain),
    }
}

/// The JPEG in Photoshop's resource 1036, after 28 bytes of numbers, or in Exif's second directory.
fn small_copy(jpeg: &[u8]) -> Option<Vec<u8>> {
    let of = |marker: u8, mark: &'static [u8]| {
        jpeg_segments(jpeg)
            .filter(move |segment| segment.marker == marker)
            .filter_map(move |segment| segment.data.strip_prefix(mark))
    };
    let resources: Vec<u8> = of(0xED, b"Photoshop 3.0\0").flatten().copied().collect();
    let photoshop = psd::resource(&resources, 1036).and_then(|data| data.get(28..)).map(<[u8]>::to_vec);
    photoshop.or_else(|| of(0xE1, b"Exif\0\0").find_map(in_exif))
}

fn in_exif(data: &[u8]) -> Option<Vec<u8>> {
    let read = exif::Reader::new().read_raw(data.to_vec()).ok()?;
    let number = |tag| usize::try_from(read.get_field(tag, exif::In::THUMBNAIL)?.value.get_uint(0)?).ok();
    let from = number(exif::Tag::JPEGInterchangeFormat)?;
    let end = from.checked_add(number(exif::Tag::JPEGInterchangeFormatLength)?)?;
    read.buf().get(from..end).map(<[u8]>::to_vec)
}

/// The mean of all samples in each cell of a picture; none of one with fewer pixels than cells.
fn cells(samples: &[u8], channels: usize, width: usize) -> Option<Cells> {
    let height = samples.len() / (width * channels).max(1);
    if width < CELLS || height < CELLS {
        return None;
    }
    let (mut sums, mut counts) = ([0; CELLS * CELLS], [0; CELLS * CELLS]);
    for (at, pixel) in samples.chunks_exact(channels).enumerate().take(width * height) {
        let cell = at / width * CELLS / height * CELLS + at % width * CELLS / width;
        sums[cell] += pixel.iter().map(|&sample| i64::from(sample)).sum::<i64>();
        counts[cell] += i64::try_from(channels).unwrap_or(1);
    }
    Some(std::array::from_fn(|cell| sums[cell] * 16 / counts[cell].max(1)))
}

enum Likeness {
    Alike,
    Contrary,
}

/// Whether two pictures are light in the same places or in opposite ones; none where their correlation is below a half, which says neither.
fn likeness(one: &Cells, two: &Cells) -> Option<Likeness> {
    let count = i64::try_from(one.len()).ok()?;
    let (mean_one, mean_two) = (one.iter().sum::<i64>() / count, two.iter().sum::<i64>() / count);
    let (mut both, mut first, mut second) = (0_i128, 0_i128, 0_i128);
    for (a, b) in one.iter().zip(two) {
        let (a, b) = (i128::from(a - mean_one), i128::from(b - mean_two));
        both += a * b;
        first += a * a;
        second += b * b;
    }
    let is_clear = first > 0 && second > 0 && 4 * both * both >= first * second;
    is_clear.then_some(if both > 0 { Likeness::Alike } else { Likeness::Contrary })
}

fn turned_over(name: &str, stated: Polarity) -> Diagnostic {
    let has = match stated {
        Polarity::Inverted => message!("it has Adobe's marker but its inks are not inverted"),
        Polarity::Plain => message!("it lacks Adobe's marker but its inks are inverted"),
    };
    let message = message!("{} would be a negative by its header: {}; it is printed as a positive", name, has);
    Diagnostic::warning("picture/polarity", message)
        .hint("look at the picture on the page; saved again from Photoshop it is right")
}

fn dark(name: &str, black: u64) -> Diagnostic {
    let message = message!(
        "{} prints very dark, with {}% black on average; nothing in it says whether it is a negative",
        name,
        black
    );
    Diagnostic::warning("picture/polarity", message)
        .hint("its inks are taken as its header says; look at the picture on the page, and save a negative again from Photoshop")
}
