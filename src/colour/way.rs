//! Single colours of a placed file → inks of the press, with what the eye sees of the difference.

use lcms2::{
    CIELab, CIELabExt, CIExyY, CIExyYTRIPLE, DisallowCache, Flags, PixelFormat, Profile, ThreadContext, ToneCurve,
    Transform,
};
use rayon::prelude::*;

use super::convert::{ConvertOptions, limit_in_255ths, limit_ink};
use super::press::OutputProfile;
use super::transform::{PressEnd, lab, screen_profile};

/// Colours of three components that no press prints as they are.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceColour {
    /// sRGB, which stands for DeviceRGB too.
    Srgb,
    /// An ICC profile of RGB; one that cannot be read is taken for sRGB.
    Icc(Vec<u8>),
    /// CalRGB (ISO 32000-1 §8.6.5.3).
    Calibrated {
        /// White point, CIE XYZ.
        white: [f64; 3],
        /// Exponents of the three components.
        gamma: [f64; 3],
        /// XYZ of the three components, one after the other.
        matrix: [f64; 9],
    },
    /// CIE L*a*b* of D50.
    Lab,
}

/// A colour's inks, 0 to 1.
pub type Shares = [f64; 4];

/// The way of one kind of colours to the press, worked out once.
pub struct PressWay {
    colours: Transform<[f64; 3], [f64; 4], ThreadContext, DisallowCache>,
    pixels: Option<Transform<[u8; 3], [u8; 4], ThreadContext, DisallowCache>>,
    seen: Transform<[f64; 3], [f64; 3], ThreadContext, DisallowCache>,
    is_lab: bool,
    limit: f64,
    limit_in_255ths: u32,
}

impl std::fmt::Debug for PressWay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PressWay up to {}", self.limit)
    }
}

/// What inks look like on the press.
pub struct PrintedLook(Transform<[f64; 4], [f64; 3], ThreadContext, DisallowCache>);

impl std::fmt::Debug for PrintedLook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrintedLook")
    }
}

/// A colour as the eye sees it, CIE L*a*b* of D50, the paper taken as white.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen(CIELab);

impl Seen {
    /// How far apart two colours look: CIEDE2000.
    pub fn difference(&self, other: &Self) -> f64 {
        let difference = self.0.cie2000_delta_e(&other.0, 1.0, 1.0, 1.0);
        if difference.is_finite() { difference } else { 0.0 }
    }

    pub(super) fn of([l, a, b]: [f64; 3]) -> Self {
        Self(CIELab { L: l, a, b })
    }
}

impl PrintedLook {
    /// The look of inks on this press.
    ///
    /// # Errors
    /// The press profile cannot be used.
    pub fn new(profile: &OutputProfile) -> Result<Self, lcms2::Error> {
        let context = ThreadContext::new();
        let press = Profile::new_icc_context(&context, &profile.icc)?;
        let lab = lab(&context)?;
        let relative = lcms2::Intent::RelativeColorimetric;
        let (from, to) = (PixelFormat::CMYK_DBL, PixelFormat::Lab_DBL);
        Transform::new_flags_context(&context, &press, from, &lab, to, relative, Flags::NO_CACHE).map(Self)
    }

    /// How inks look.
    pub fn seen(&self, inks: Shares) -> Seen {
        let mut out = [[0.0; 3]];
        self.0.transform_pixels(&[inks.map(|ink| ink * 100.0)], &mut out);
        Seen::of(out[0])
    }
}

impl PressWay {
    /// The way from a kind of colours to the press.
    ///
    /// # Errors
    /// The press profile cannot be used.
    pub fn new(source: &SourceColour, profile: &OutputProfile, options: &ConvertOptions) -> Result<Self, lcms2::Error> {
        let context = ThreadContext::new();
        let is_lab = *source == SourceColour::Lab;
        let from = source_profile(&context, source)?;
        let PressEnd { press, intent, flags } = PressEnd::new(&context, profile, options)?;
        let exact = if is_lab { PixelFormat::Lab_DBL } else { PixelFormat::RGB_DBL };
        let make = |to| Transform::new_flags_context(&context, &from, exact, &press, to, intent, flags);
        let pixels = || {
            Transform::new_flags_context(
                &context,
                &from,
                PixelFormat::RGB_8,
                &press,
                PixelFormat::CMYK_8,
                intent,
                flags,
            )
        };
        let relative = lcms2::Intent::RelativeColorimetric;
        Ok(Self {
            colours: make(PixelFormat::CMYK_DBL)?,
            pixels: if is_lab { None } else { Some(pixels()?) },
            seen: Transform::new_flags_context(
                &context,
                &from,
                exact,
                &lab(&context)?,
                PixelFormat::Lab_DBL,
                relative,
                Flags::NO_CACHE,
            )?,
            is_lab,
            limit: f64::from(profile.ink_limit.0) / 1000.0,
            limit_in_255ths: limit_in_255ths(profile),
        })
    }

    /// A colour's inks within the limit of the press; greys take black ink alone (prepress K01, K04).
    ///
    /// Components are 0 to 1, of L*a*b* 0 to 100 and −128 to 127.
    pub fn inks(&self, colour: [f64; 3]) -> Shares {
        if let Some(grey) = self.grey(colour) {
            return [0.0, 0.0, 0.0, 1.0 - grey];
        }
        self.photographic(colour)
    }

    /// The same, greys mixed of all inks as in a photograph.
    pub fn photographic(&self, colour: [f64; 3]) -> Shares {
        let mut out = [[0.0; 4]];
        self.colours.transform_pixels(&[colour], &mut out);
        let shares = out[0].map(|ink| if ink.is_finite() { (ink / 100.0).clamp(0.0, 1.0) } else { 0.0 });
        within(shares, self.limit)
    }

    /// The lightness of a grey of the screen.
    pub fn grey(&self, colour: [f64; 3]) -> Option<f64> {
        if self.is_lab {
            let [l, a, b] = colour;
            return (a.hypot(b) < 0.5).then_some((l / 100.0).clamp(0.0, 1.0));
        }
        let most = colour.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let least = colour.iter().copied().fold(f64::INFINITY, f64::min);
        (most - least <= ONE_STEP).then_some(colour[1].clamp(0.0, 1.0))
    }

    /// How a colour looks.
    pub fn seen(&self, colour: [f64; 3]) -> Seen {
        let mut out = [[0.0; 3]];
        self.seen.transform_pixels(&[colour], &mut out);
        Seen::of(out[0])
    }

    /// Pixels of three bytes → of four, within the ink limit less `headroom` 255ths.
    pub fn pixels(&self, samples: &[u8], headroom: u32) -> Vec<u8> {
        let (pixels, _) = samples.as_chunks::<3>();
        let mut out = vec![[0_u8; 4]; pixels.len()];
        let pieces = pixels.par_chunks(PIECE).zip(out.par_chunks_mut(PIECE));
        match &self.pixels {
            Some(transform) => pieces.for_each(|(from, to)| transform.transform_pixels(from, to)),
            None => pieces.for_each(|(from, to)| {
                for (pixel, inks) in from.iter().zip(to) {
                    let [l, a, b] = pixel.map(f64::from);
                    *inks = self.inks([l / 2.55, a - 128.0, b - 128.0]).map(byte);
                }
            }),
        }
        let mut out = out.into_flattened();
        limit_ink(&mut out, self.limit_in_255ths.saturating_sub(headroom));
        out
    }
}

/// A step of 8 bits, and a little for rounding: greys of such components are meant as greys.
const ONE_STEP: f64 = 1.01 / 255.0;
/// Pixels converted at a time by one thread.
const PIECE: usize = 1 << 14;

/// Inks held within a limit: colour ink is taken away, black, which carries the drawing, stays.
pub fn within([c, m, y, k]: Shares, limit: f64) -> Shares {
    let colour = c + m + y;
    let room = (limit - k).max(0.0);
    if colour <= room || colour <= 0.0 {
        return [c, m, y, k];
    }
    let by = room / colour;
    [c * by, m * by, y * by, k]
}

/// CMYK pixels held within the press's limit; whether any was above it.
pub fn hold_within(samples: &mut [u8], profile: &OutputProfile, headroom: u32) -> bool {
    let limit = limit_in_255ths(profile);
    let sum = |pixel: &[u8]| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>();
    let is_over = samples.chunks_exact(4).any(|pixel| sum(pixel) > limit);
    if is_over {
        limit_ink(samples, limit.saturating_sub(headroom));
    }
    is_over
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(share: f64) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

fn source_profile(context: &ThreadContext, source: &SourceColour) -> Result<Profile<ThreadContext>, lcms2::Error> {
    match source {
        SourceColour::Lab => lab(context),
        SourceColour::Srgb => Ok(screen_profile(context, None)),
        SourceColour::Icc(icc) => Ok(screen_profile(context, Some(icc))),
        SourceColour::Calibrated { white, gamma, matrix } => {
            let own = calibrated(context, *white, *gamma, *matrix);
            Ok(own.unwrap_or_else(|| screen_profile(context, None)))
        }
    }
}

fn calibrated(
    context: &ThreadContext,
    white: [f64; 3],
    gamma: [f64; 3],
    matrix: [f64; 9],
) -> Option<Profile<ThreadContext>> {
    let place = |[x, y, z]: [f64; 3]| {
        let sum = x + y + z;
        (sum.is_finite() && sum > 1e-6 && y > 0.0).then(|| CIExyY { x: x / sum, y: y / sum, Y: y })
    };
    let column = |at: usize| Some([*matrix.get(at)?, *matrix.get(at + 1)?, *matrix.get(at + 2)?]);
    let primaries = CIExyYTRIPLE { Red: place(column(0)?)?, Green: place(column(3)?)?, Blue: place(column(6)?)? };
    let curves = gamma.map(|gamma| ToneCurve::new(if (0.1..10.0).contains(&gamma) { gamma } else { 1.0 }));
    let [red, green, blue] = &curves;
    Profile::new_rgb_context(context, &place(white)?, &primaries, &[red, green, blue]).ok()
}
