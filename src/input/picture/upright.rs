//! Pictures turned and mirrored as the camera's orientation says (Exif 2.32, Orientation).

use super::{Colours, Decoded};

/// Turns and mirrors a picture as its orientation says.
pub(super) fn upright(picture: Decoded, orientation: u32) -> Decoded {
    if orientation == 1 {
        return picture;
    }
    let (width, height) = (picture.width as usize, picture.height as usize);
    let turned = orientation >= 5;
    let (out_width, out_height) = if turned { (height, width) } else { (width, height) };
    let source = move |x: usize, y: usize| match orientation {
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (y, height - 1 - x),
        7 => (width - 1 - y, height - 1 - x),
        _ => (width - 1 - y, x),
    };
    let samples = if picture.colours == Colours::Bits {
        bits(&picture.samples, width, (out_width, out_height), source)
    } else {
        let channels = picture.colours.channels();
        let mut samples = Vec::with_capacity(picture.samples.len());
        for y in 0..out_height {
            for x in 0..out_width {
                let (from_x, from_y) = source(x, y);
                let at = (from_y * width + from_x) * channels;
                samples.extend_from_slice(&picture.samples[at..at + channels]);
            }
        }
        samples
    };
    let swap = |(x, y): (u32, u32)| if turned { (y, x) } else { (x, y) };
    let (width, height) = swap((picture.width, picture.height));
    Decoded { width, height, full: swap(picture.full), samples, ..picture }
}

fn bits(
    samples: &[u8],
    width: usize,
    (out_width, out_height): (usize, usize),
    source: impl Fn(usize, usize) -> (usize, usize),
) -> Vec<u8> {
    let (row, out_row) = (width.div_ceil(8), out_width.div_ceil(8));
    let mut out = vec![0; out_row * out_height];
    for y in 0..out_height {
        for x in 0..out_width {
            let (from_x, from_y) = source(x, y);
            let bit = samples[from_y * row + from_x / 8] >> (7 - from_x % 8) & 1;
            out[y * out_row + x / 8] |= bit << (7 - x % 8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_turn_as_bytes_do() {
        let shape: Vec<u8> = (0..10 * 3).map(|at| u8::from(at % 7 == 0 || at > 22)).collect();
        let packed = shape.chunks(10).flat_map(|row| {
            let mut out = [0_u8; 2];
            row.iter().enumerate().for_each(|(x, bit)| out[x / 8] |= bit << (7 - x % 8));
            out
        });
        let packed: Vec<u8> = packed.collect();
        for orientation in 1..=8 {
            let bytes = upright(Decoded::new((10, 3), Colours::Gray, shape.clone()), orientation);
            let bits = upright(Decoded::new((10, 3), Colours::Bits, packed.clone()), orientation);
            assert_eq!((bits.width, bits.height), (bytes.width, bytes.height));
            let row = (bits.width as usize).div_ceil(8);
            for (at, expected) in bytes.samples.iter().enumerate() {
                let (x, y) = (at % bytes.width as usize, at / bytes.width as usize);
                assert_eq!(bits.samples[y * row + x / 8] >> (7 - x % 8) & 1, *expected, "{orientation} {x} {y}");
            }
        }
    }
}
