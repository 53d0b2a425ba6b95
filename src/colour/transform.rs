//! Colours of one device → colours of the press, by the ICC profiles of both (Little CMS).

use lcms2::{CIExyY, ColorSpaceSignature, DisallowCache, Flags, PixelFormat, Profile, ThreadContext, Transform};
use rayon::prelude::*;

use crate::base::Permille;

use super::convert::{ConvertOptions, Intent};
use super::press::OutputProfile;
use super::table::{Table, TableKey};

/// Pixels converted at a time by one thread.
const BAND: usize = 1 << 14;

type Bytes<const N: usize> = Transform<[u8; N], [u8; 4], ThreadContext, DisallowCache>;

fn intent(intent: Intent) -> lcms2::Intent {
    match intent {
        Intent::Perceptual => lcms2::Intent::Perceptual,
        Intent::RelativeColorimetric => lcms2::Intent::RelativeColorimetric,
        Intent::Saturation => lcms2::Intent::Saturation,
        Intent::AbsoluteColorimetric => lcms2::Intent::AbsoluteColorimetric,
    }
}

/// A cache would be shared by threads; black-point compensation is a choice (ISO 18619).
fn flags(options: &ConvertOptions) -> Flags<DisallowCache> {
    let flags = Flags::NO_CACHE;
    if options.black_point { flags | Flags::BLACKPOINT_COMPENSATION } else { flags }
}

/// Converts pixels of red, green and blue: four channels out, 0 is no ink.
///
/// `embedded` is the picture's own profile; one of another colour space, and one that cannot be read, says nothing: such a picture is sRGB.
pub(super) fn screen_to_press(
    samples: &[u8],
    embedded: Option<&[u8]>,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Vec<u8>, lcms2::Error> {
    let key = TableKey::new(embedded, options.intent, options.black_point);
    let table = profile.tables.get(key, || {
        let context = ThreadContext::new();
        table(&context, &screen_profile(&context, embedded), profile, options)
    })?;
    let (pixels, _) = samples.as_chunks::<3>();
    let mut out = vec![[0; 4]; pixels.len()];
    let band = |(from, to): (&[[u8; 3]], &mut [[u8; 4]])| {
        from.iter().zip(to).for_each(|(rgb, inks)| *inks = table.inks(*rgb));
    };
    pixels.par_chunks(BAND).zip(out.par_chunks_mut(BAND)).for_each(band);
    Ok(out.into_flattened())
}

/// Converts pixels of inks of another press; without a profile they are taken as meant for this one.
pub(super) fn inks_to_press(
    samples: &[u8],
    embedded: Option<&[u8]>,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Vec<u8>, lcms2::Error> {
    let context = ThreadContext::new();
    let own = embedded.and_then(|icc| own_profile(&context, icc, ColorSpaceSignature::CmykData));
    let Some(source) = own else { return Ok(samples.to_vec()) };
    // Black alone stays black alone: lettering of four inks would need them all in register.
    let intent = black_kept(options.intent);
    let PressEnd { press, flags, .. } = PressEnd::new(&context, profile, options)?;
    let transform: Bytes<4> = Transform::new_flags_context(
        &context,
        &source,
        PixelFormat::CMYK_8,
        &press,
        PixelFormat::CMYK_8,
        intent,
        flags,
    )?;
    Ok(converted(&transform, samples))
}

/// The intent of Little CMS that converts colours as asked and leaves black ink alone where it stands alone.
fn black_kept(asked: Intent) -> lcms2::Intent {
    match asked {
        Intent::Perceptual => lcms2::Intent::PreserveKOnlyPerceptual,
        Intent::RelativeColorimetric => lcms2::Intent::PreserveKOnlyRelativeColorimetric,
        Intent::Saturation => lcms2::Intent::PreserveKOnlySaturation,
        Intent::AbsoluteColorimetric => intent(asked),
    }
}

/// Converts L*a*b* of 8 bits a channel, four channels out, 0 is no ink.
pub(super) fn lab_to_press(
    samples: &[u8],
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Vec<u8>, lcms2::Error> {
    let context = ThreadContext::new();
    let (source, end) = (lab(&context)?, PressEnd::new(&context, profile, options)?);
    let (from, to) = (PixelFormat::Lab_8, PixelFormat::CMYK_8);
    // Worked out on a grid of its own, as Little CMS likes to, greys would take up to 4 of 255 less black: their axis runs between the points of any grid.
    let flags = end.flags | Flags::NO_OPTIMIZE;
    let transform: Bytes<3> = Transform::new_flags_context(&context, &source, from, &end.press, to, end.intent, flags)?;
    Ok(converted(&transform, samples))
}

/// CIE L*a*b*, of Photoshop's pictures and as the eye sees.
pub(super) fn lab(context: &ThreadContext) -> Result<Profile<ThreadContext>, lcms2::Error> {
    Profile::new_lab4_context(context, &D50)
}

/// The white of profile connection (ICC.1 §6.3.4.3).
const D50: CIExyY = CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };

/// What every way to the press ends with.
pub(super) struct PressEnd {
    pub(super) press: Profile<ThreadContext>,
    pub(super) intent: lcms2::Intent,
    pub(super) flags: Flags<DisallowCache>,
}

impl PressEnd {
    pub(super) fn new(
        context: &ThreadContext,
        profile: &OutputProfile,
        options: &ConvertOptions,
    ) -> Result<Self, lcms2::Error> {
        let press = Profile::new_icc_context(context, &profile.icc)?;
        Ok(Self { press, intent: intent(options.intent), flags: flags(options) })
    }
}

/// The profile of screen colours: their own, else sRGB.
pub(super) fn screen_profile(context: &ThreadContext, embedded: Option<&[u8]>) -> Profile<ThreadContext> {
    let own = embedded.and_then(|icc| own_profile(context, icc, ColorSpaceSignature::RgbData));
    own.unwrap_or_else(|| Profile::new_srgb_context(context))
}

/// A picture's own profile, when it is one of its colour space and its colours can be worked out.
pub(super) fn own_profile(
    context: &ThreadContext,
    icc: &[u8],
    space: ColorSpaceSignature,
) -> Option<Profile<ThreadContext>> {
    usable(context, icc).filter(|profile| profile.color_space() == space)
}

/// Whether colours can be worked out by a profile: one that was cut short or damaged opens, and lacks its tables.
pub fn is_usable_profile(icc: &[u8]) -> bool {
    usable(&ThreadContext::new(), icc).is_some()
}

fn usable(context: &ThreadContext, icc: &[u8]) -> Option<Profile<ThreadContext>> {
    let profile = Profile::new_icc_context(context, icc).ok()?;
    let format = match profile.color_space() {
        ColorSpaceSignature::GrayData => PixelFormat::GRAY_8,
        ColorSpaceSignature::CmykData => PixelFormat::CMYK_8,
        ColorSpaceSignature::LabData => PixelFormat::Lab_8,
        _ => PixelFormat::RGB_8,
    };
    let (lab, intent) = (lab(context).ok()?, lcms2::Intent::Perceptual);
    let flags = Flags::NO_CACHE | Flags::NO_OPTIMIZE;
    let way: Result<Transform<u8, u8, ThreadContext, DisallowCache>, _> =
        Transform::new_flags_context(context, &profile, format, &lab, PixelFormat::Lab_8, intent, flags);
    way.is_ok().then_some(profile)
}

/// The way from a source to the press, sample by sample of 8 bits.
fn transform<const N: usize>(
    context: &ThreadContext,
    source: &Profile<ThreadContext>,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Bytes<N>, lcms2::Error> {
    let end = PressEnd::new(context, profile, options)?;
    let format = if N == 3 { PixelFormat::RGB_8 } else { PixelFormat::CMYK_8 };
    Transform::new_flags_context(context, source, format, &end.press, PixelFormat::CMYK_8, end.intent, end.flags)
}

/// The way from screen colours to the press as a table.
fn table(
    context: &ThreadContext,
    source: &Profile<ThreadContext>,
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Table, lcms2::Error> {
    let end = PressEnd::new(context, profile, options)?;
    let (from, to) = (PixelFormat::RGB_16, PixelFormat::CMYK_16);
    let transform: Transform<[u16; 3], [u16; 4], ThreadContext, DisallowCache> =
        Transform::new_flags_context(context, source, from, &end.press, to, end.intent, end.flags)?;
    Ok(Table::of(|colours| {
        let mut inks = vec![[0; 4]; colours.len()];
        transform.transform_pixels(colours, &mut inks);
        inks
    }))
}

fn converted<const N: usize>(transform: &Bytes<N>, samples: &[u8]) -> Vec<u8> {
    let (pixels, _) = samples.as_chunks::<N>();
    let mut out = vec![[0; 4]; pixels.len()];
    pixels.par_chunks(BAND).zip(out.par_chunks_mut(BAND)).for_each(|(from, to)| transform.transform_pixels(from, to));
    out.into_flattened()
}

/// What Little CMS answers for each pixel, which the table must come near.
#[cfg(test)]
pub(super) fn reference(
    samples: &[u8],
    profile: &OutputProfile,
    options: &ConvertOptions,
) -> Result<Vec<u8>, lcms2::Error> {
    let context = ThreadContext::new();
    let transform: Bytes<3> = transform(&context, &Profile::new_srgb_context(&context), profile, options)?;
    Ok(converted(&transform, samples))
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
