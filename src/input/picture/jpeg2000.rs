//! JPEG 2000: codestreams and JP2 files.

use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

use crate::base::Diagnostic;
use crate::message;

use super::{Colours, Decoded, Limits, broken, flatten, unplaceable, within};

/// Pixels of a picture, whose samples are fractions of four bytes while it is decoded.
const MOST_PIXELS: u64 = 60_000_000;

/// Width and height, without decoding.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Diagnostic> {
    let image = open(name, bytes, limits)?;
    Ok((image.width(), image.height()))
}

fn open<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<Image<'b>, Diagnostic> {
    let settings = DecodeSettings { strict: true, ..DecodeSettings::default() };
    let image = Image::new(bytes, &settings).map_err(|error| broken(name, error.to_string()))?;
    let limits = Limits { pixels: limits.pixels.min(MOST_PIXELS), ..*limits };
    within(name, image.width(), image.height(), &limits)?;
    Ok(image)
}

pub(super) fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Decoded, Diagnostic> {
    let image = open(name, bytes, limits)?;
    let size = (image.width(), image.height());
    let (channels, icc) = match image.color_space() {
        ColorSpace::Icc { profile, num_channels } => (*num_channels, Some(profile.clone())),
        other => (other.num_channels(), None),
    };
    let colours = match channels {
        1 => Colours::Gray,
        3 => Colours::Rgb,
        4 => Colours::Cmyk,
        channels => return Err(unplaceable(name, message!("a JPEG 2000 of {} channels", channels))),
    };
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|error| broken(name, error.to_string()))?;
    let samples = decoded.data_u8();
    let samples =
        if image.has_alpha() { flatten(&samples, colours.channels(), colours == Colours::Cmyk) } else { samples };
    if samples.len() != size.0 as usize * size.1 as usize * colours.channels() {
        return Err(broken(name, message!("samples are missing")));
    }
    Ok(Decoded { icc, ..Decoded::new(size, colours, samples) })
}
