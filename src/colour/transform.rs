//! Colours of one device → colours of the press, by the ICC profiles of both (Little CMS).

use lcms2::{ColorSpaceSignature, DisallowCache, Flags, PixelFormat, Profile, ThreadContext, Transform};
use rayon::prelude::*;

use crate::base::Permille;

use super::convert::{ConvertOptions, Intent};
use super::press::OutputProfile;

/// Pixels converted at a time by one thread.
const BAND: usize = 1 << 14;

type Bytes<const N: usize> = Transform<[u8; N], [u8; 4], ThreadContext, DisallowCache>;

pub(super) fn intent(intent: Intent) -> lcms2::Intent {
    match intent {
        Intent::Perceptual => lcms2::Intent::Perceptual,
        Intent::RelativeColorimetric => lcms2::Intent::RelativeColorimetric,
        Intent::Saturation => lcms2::Intent::Saturation,
        Intent::AbsoluteColorimetric => lcms2::Intent::AbsoluteColorimetric,
    }
}

/// A cache would be shared by threads; black-point compensation is a choice (ISO 18619).
pub(super) fn flags(options: &ConvertOptions) -> Flags<DisallowCache> {
    let flags = Flags::NO_CACHE;
    if options.black_point { flags | Flags::BLACKPOINT_COMPENSATION } else { flags }
}

/// Converts all pixels: `N` channels of 8 bits in, four out, 0 is no ink.
///
/// `embedded` is the picture's own profile; one of another colour space, and one that cannot be read, says nothing.
pub(super) fn to_press<const N: usize>(
    samples: &[u8],
    embedded: Option<&[u8]>,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Vec<u8>, lcms2::Error> {
    let context = ThreadContext::new();
    let space = if N == 3 { ColorSpaceSignature::RgbData } else { ColorSpaceSignature::CmykData };
    let own = embedded
        .and_then(|icc| Profile::new_icc_context(&context, icc).ok())
        .filter(|profile| profile.color_space() == space);
    let source = match own {
        Some(own) => own,
        None if N == 3 => Profile::new_srgb_context(&context),
        None => return Ok(samples.to_vec()),
    };
    let transform: Bytes<N> = transform(&context, &source, profile, options)?;
    Ok(converted(&transform, samples))
}

/// The way from a source to the press.
fn transform<const N: usize>(
    context: &ThreadContext,
    source: &Profile<ThreadContext>,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Bytes<N>, lcms2::Error> {
    let press = Profile::new_icc_context(context, &profile.icc)?;
    let format = if N == 3 { PixelFormat::RGB_8 } else { PixelFormat::CMYK_8 };
    let (intent, flags) = (intent(options.intent), flags(options));
    Transform::new_flags_context(context, source, format, &press, PixelFormat::CMYK_8, intent, flags)
}

fn converted<const N: usize>(transform: &Bytes<N>, samples: &[u8]) -> Vec<u8> {
    let (pixels, _) = samples.as_chunks::<N>();
    let mut out = vec![[0; 4]; pixels.len()];
    pixels.par_chunks(BAND).zip(out.par_chunks_mut(BAND)).for_each(|(from, to)| transform.transform_pixels(from, to));
    out.into_flattened()
}

/// Screen colours on one press: the way there is worked out once, for it takes longer than thousands of colours.
pub struct ScreenColours {
    transform: Bytes<3>,
    /// Most ink, in 255ths.
    limit: u32,
}

impl std::fmt::Debug for ScreenColours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScreenColours up to {}/255", self.limit)
    }
}

impl ScreenColours {
    /// The way from sRGB to a press.
    ///
    /// # Errors
    /// The press profile cannot be used.
    pub fn new(profile: &OutputProfile, options: &ConvertOptions) -> Result<Self, lcms2::Error> {
        let context = ThreadContext::new();
        let transform = transform(&context, &Profile::new_srgb_context(&context), profile, options)?;
        Ok(Self { transform, limit: super::convert::limit_in_255ths(profile).saturating_sub(3) })
    }

    /// A colour's inks. Greys take black ink alone, as text and rules must (prepress K01, K04).
    pub fn inks(&self, rgb: [u8; 3]) -> [Permille; 4] {
        if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
            let black = (u32::from(255 - rgb[0]) * 1000).div_ceil(255);
            return [Permille(0), Permille(0), Permille(0), thousandths(black)];
        }
        let mut inks = converted(&self.transform, &rgb);
        super::convert::limit_ink(&mut inks, self.limit);
        // Whole percent are what a pressroom can name and hold.
        let percent = |at: usize| (u32::from(inks.get(at).copied().unwrap_or_default()) * 100 + 127) / 255 * 10;
        [0, 1, 2, 3].map(|at| thousandths(percent(at)))
    }
}

fn thousandths(value: u32) -> Permille {
    Permille(u16::try_from(value.min(1000)).unwrap_or(1000))
}
