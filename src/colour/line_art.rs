//! Line art (线条稿): black and white of one bit a pixel, at the resolution of the plate.

use fast_image_resize as fir;

use crate::base::{Diagnostic, Len};
use crate::message;

use super::convert::{Picture, PictureChannels, effective_ppi, reaches};
use super::press::{Channels, PressData, PressImage};

/// Pixels per inch of line art: fewer show their steps (prepress G02), more are finer than a newspaper's plate.
pub const LINE_ART_PPI: (u32, u32) = (600, 1200);
/// Greys below this are ink.
const HALF: u8 = 128;
/// Most pixels of a drawing that is made larger; a broadsheet page at 600 pixels per inch has 125 million.
const MOST_PIXELS: u64 = 200_000_000;

/// One-bit and grey pictures as black and white of one bit for an area of the page.
///
/// Finer ones are reduced to 1,200 pixels per inch. Coarser ones are made finer than 600: pixels are repeated, greys show where their edges run.
///
/// # Errors
/// The picture cannot be resized.
pub fn line_art(picture: &Picture, width: Len, height: Len) -> Result<PressImage, Diagnostic> {
    let ppi = effective_ppi(picture.width, width).min(effective_ppi(picture.height, height)).max(1);
    let is_fine = reaches(picture.width, width, LINE_ART_PPI.0) && reaches(picture.height, height, LINE_ART_PPI.0);
    let ppi = if is_fine { ppi.max(LINE_ART_PPI.0) } else { ppi };
    let size = (picture.width, picture.height);
    if picture.channels == PictureChannels::Bits {
        let (size, samples) = if ppi > LINE_ART_PPI.1 {
            let reduced = scaled(size, LINE_ART_PPI.1, ppi);
            (reduced, reduced_bits(&picture.samples, size, reduced))
        } else {
            repeated(&picture.samples, size, LINE_ART_PPI.0.div_ceil(ppi))
        };
        return Ok(image(size, samples));
    }
    let wanted = scaled(size, ppi.clamp(LINE_ART_PPI.0, LINE_ART_PPI.1), ppi);
    let fits = u64::from(wanted.0) * u64::from(wanted.1) <= MOST_PIXELS;
    let (size, greys) = if fits { (wanted, redrawn(picture, wanted)?) } else { (size, picture.samples.clone()) };
    Ok(image(size, bits_of_greys(&greys, size.0)))
}

fn image((width, height): (u32, u32), samples: Vec<u8>) -> PressImage {
    PressImage { width, height, channels: Channels::Gray, data: PressData::Bits(samples) }
}

/// Sides at another resolution, rounded up.
fn scaled((width, height): (u32, u32), ppi: u32, of: u32) -> (u32, u32) {
    let side = |pixels: u32| {
        u32::try_from((u64::from(pixels) * u64::from(ppi)).div_ceil(u64::from(of.max(1)))).unwrap_or(u32::MAX).max(1)
    };
    (side(width), side(height))
}

/// Greys at another size, with edges that stay where they are.
fn redrawn(picture: &Picture, (width, height): (u32, u32)) -> Result<Vec<u8>, Diagnostic> {
    if (width, height) == (picture.width, picture.height) {
        return Ok(picture.samples.clone());
    }
    let failed =
        |why: String| Diagnostic::error("picture/resize", message!("{} cannot be resized: {}", picture.name, why));
    let source = fir::images::ImageRef::new(picture.width, picture.height, &picture.samples, fir::PixelType::U8)
        .map_err(|error| failed(error.to_string()))?;
    let mut redrawn = fir::images::Image::new(width, height, fir::PixelType::U8);
    let options = fir::ResizeOptions::new().resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::CatmullRom));
    fir::Resizer::new().resize(&source, &mut redrawn, &options).map_err(|error| failed(error.to_string()))?;
    Ok(redrawn.into_vec())
}

/// Greys → bits: what is darker than half is ink.
pub fn bits_of_greys(greys: &[u8], width: u32) -> Vec<u8> {
    let mut bits = Vec::with_capacity(greys.len() / 8);
    greys.chunks_exact(width.max(1) as usize).for_each(|row| pack(row, &mut bits));
    bits
}

/// Adds a row of greys as bits.
fn pack(row: &[u8], bits: &mut Vec<u8>) {
    let byte = |eight: &[u8]| {
        eight.iter().enumerate().fold(0_u8, |byte, (at, &grey)| byte | u8::from(grey >= HALF) << (7 - at))
    };
    bits.extend(row.chunks(8).map(byte));
}

/// Bits → bits of a smaller size, row by row: the greys of 180 million pixels would take as many bytes.
fn reduced_bits(bits: &[u8], size: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    let mut out = Vec::with_capacity((to.0 as usize).div_ceil(8) * to.1 as usize);
    each_grey_row(bits, size, to, |row| pack(row, &mut out));
    out
}

/// Each pixel so many times across and down.
fn repeated(bits: &[u8], (width, height): (u32, u32), times: u32) -> ((u32, u32), Vec<u8>) {
    let size = (width.saturating_mul(times), height.saturating_mul(times));
    if times <= 1 || u64::from(size.0) * u64::from(size.1) > 8 * MOST_PIXELS {
        return ((width, height), bits.to_vec());
    }
    let (row, wide) = ((width as usize).div_ceil(8), (size.0 as usize).div_ceil(8));
    let mut out = Vec::with_capacity(wide * size.1 as usize);
    for line in bits.chunks_exact(row.max(1)) {
        let mut one = vec![0_u8; wide];
        for x in 0..size.0 as usize {
            let from = x / times as usize;
            one[x / 8] |= (line[from / 8] >> (7 - from % 8) & 1) << (7 - x % 8);
        }
        (0..times).for_each(|_| out.extend_from_slice(&one));
    }
    (size, out)
}

/// Bits → greys of a smaller size, or of the same: the share of white in the part of the picture that a pixel stands for.
pub(super) fn greys_of_bits(bits: &[u8], size: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    let mut out = Vec::with_capacity(to.0 as usize * to.1 as usize);
    each_grey_row(bits, size, to, |row| out.extend_from_slice(row));
    out
}

/// As [`greys_of_bits`], from the top row to the last.
fn each_grey_row(
    bits: &[u8],
    (width, height): (u32, u32),
    (to_width, to_height): (u32, u32),
    mut take: impl FnMut(&[u8]),
) {
    let row = (width as usize).div_ceil(8);
    let columns: Vec<Vec<Share>> = (0..to_width).map(|x| shares(x, width, to_width)).collect();
    let whole = (u64::from(width) * u64::from(height)).max(1);
    let mut greys = Vec::with_capacity(columns.len());
    for y in 0..to_height {
        let lines = shares(y, height, to_height);
        greys.clear();
        for column in &columns {
            let of_line = |share: &Share| {
                let line = bits.get(share.at * row..).unwrap_or_default();
                let is_white = |at: usize| line.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
                share.weight * column.iter().filter(|x| is_white(x.at)).map(|x| x.weight).sum::<u64>()
            };
            let white: u64 = lines.iter().map(of_line).sum();
            greys.push(u8::try_from(white * 255 / whole).unwrap_or(u8::MAX));
        }
        take(&greys);
    }
}

/// A pixel that a pixel of another size lies over, and how much of it.
struct Share {
    at: usize,
    weight: u64,
}

/// The pixels of `from` under one of `to`; their weights sum to `from`, so that a pixel between two takes of both.
fn shares(at: u32, from: u32, to: u32) -> Vec<Share> {
    let (from, to) = (u64::from(from), u64::from(to).max(1));
    let (start, end) = (u64::from(at) * from, (u64::from(at) + 1) * from);
    let share = |pixel: u64| Share {
        at: usize::try_from(pixel).unwrap_or(usize::MAX),
        weight: end.min((pixel + 1) * to) - start.max(pixel * to),
    };
    (start / to..end.div_ceil(to)).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, channels: PictureChannels, samples: Vec<u8>) -> Picture {
        Picture { name: "a".into(), width, height, channels, samples, icc: None, jpeg: None }
    }

    /// As many inches as pixels at a resolution.
    fn inches(pixels: i64, ppi: i64) -> Len {
        Len(Len::PT.0 * 72 * pixels / ppi)
    }

    fn bits(image: &PressImage) -> &[u8] {
        let PressData::Bits(bits) = &image.data else { panic!("line art is of one bit") };
        bits
    }

    #[test]
    fn one_bit_at_its_own_resolution_is_kept_bit_for_bit() {
        let samples = vec![0b1010_0101, 0b1100_0000, 0, 0xFF];
        let art = picture(10, 2, PictureChannels::Bits, samples.clone());
        let image = line_art(&art, inches(10, 1000), inches(2, 1000)).unwrap();
        assert_eq!((image.width, image.height, bits(&image)), (10, 2, &samples[..]));
    }

    #[test]
    fn coarse_bits_are_repeated_and_too_fine_ones_reduced() {
        let art = picture(8, 1, PictureChannels::Bits, vec![0b1000_0001]);
        let coarse = line_art(&art, inches(8, 200), inches(1, 200)).unwrap();
        assert_eq!((coarse.width, coarse.height), (24, 3));
        assert_eq!(bits(&coarse), [0b1110_0000, 0, 0b111].repeat(3));
        let fine = line_art(&art, inches(8, 2400), inches(1, 2400)).unwrap();
        // A line of one pixel of two stays a line.
        assert_eq!((fine.width, bits(&fine)), (4, &[0][..]));
    }

    #[test]
    fn greys_become_edges_between_pixels() {
        let grey = picture(4, 4, PictureChannels::Gray, [0, 64, 191, 255].repeat(4));
        let image = line_art(&grey, inches(4, 300), inches(4, 300)).unwrap();
        assert_eq!((image.width, image.height), (8, 8));
        assert_eq!(bits(&image), [0b0000_1111; 8]);
    }

    #[test]
    fn bits_between_two_greys_are_shared() {
        // Three pixels for two: black, white, black. Each takes half of the white one.
        assert_eq!(greys_of_bits(&[0b0100_0000], (3, 1), (2, 1)), [85, 85]);
        assert_eq!(greys_of_bits(&[0b1100_0000], (3, 1), (2, 1)), [255, 85]);
        assert_eq!(greys_of_bits(&[0b1000_0000, 0], (2, 2), (1, 1)), [63]);
    }

    #[test]
    fn a_scan_rounded_to_whole_pixels_is_as_fine_as_it_was_made() {
        // 60 mm at 600 pixels per inch are 1417.3 pixels, of which 1417 are there.
        let art = picture(1417, 945, PictureChannels::Bits, vec![0xFF; 178 * 945]);
        let image = line_art(&art, Len(60 * 36000), Len(40 * 36000)).unwrap();
        assert_eq!((image.width, image.height), (1417, 945));
    }
}
