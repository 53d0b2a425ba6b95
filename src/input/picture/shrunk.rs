//! Large JPEGs decoded at a half, a quarter or an eighth of their size, straight from their cosines: neither time nor room is spent on pixels that no page shows.

use std::io::Cursor;

use jpeg_decoder::{ColorTransform, Decoder};
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::jpeg::inks_of_ycck;

/// A part of its size that a JPEG is decoded at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Half,
    Quarter,
    Eighth,
}

impl Part {
    /// The smallest part that leaves no less than a reduction by a whole number does; `None` where all pixels are needed.
    pub(super) fn of(reduction: usize) -> Option<Self> {
        match reduction {
            0 | 1 => None,
            2 | 3 => Some(Self::Half),
            4..=7 => Some(Self::Quarter),
            _ => Some(Self::Eighth),
        }
    }

    /// A side of so many pixels at this part; what is left over counts as one more.
    pub(super) fn side(self, pixels: u32) -> u32 {
        pixels.div_ceil(match self {
            Self::Half => 2,
            Self::Quarter => 4,
            Self::Eighth => 8,
        })
    }
}

/// The samples of a JPEG at a part of its size, as it stores them; luminance and chroma of three channels become RGB.
///
/// # Errors
/// What is wrong with the file, or a kind of JPEG that only the whole decoder reads.
pub(super) fn shrunk(
    bytes: &[u8],
    part: Part,
    stored: ColorSpace,
    (width, height): (u32, u32),
) -> Result<Vec<u8>, String> {
    let told = |error: jpeg_decoder::Error| error.to_string();
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_color_transform(match stored {
        ColorSpace::Luma => ColorTransform::Grayscale,
        ColorSpace::RGB => ColorTransform::RGB,
        ColorSpace::YCbCr => ColorTransform::YCbCr,
        // It hands over the complement, also of the luminance and chroma of YCCK.
        _ => ColorTransform::CMYK,
    });
    let side = |pixels: u32| u16::try_from(part.side(pixels)).map_err(|why| why.to_string());
    let wanted = (side(width)?, side(height)?);
    if decoder.scale(wanted.0, wanted.1).map_err(told)? != wanted {
        return Err("it cannot be shrunk".into());
    }
    let mut samples = decoder.decode().map_err(told)?;
    if stored.num_components() == 4 {
        samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    if stored == ColorSpace::YCCK {
        samples.chunks_exact_mut(4).for_each(inks_of_ycck);
    }
    Ok(samples)
}
