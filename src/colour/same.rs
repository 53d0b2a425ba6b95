//! Whether a picture's profile is that of the press: by what it does, for the same condition comes in many files.

use lcms2::{ColorSpaceSignature, DisallowCache, Flags, PixelFormat, Profile, ThreadContext, Transform};

use super::press::OutputProfile;
use super::transform::{lab, own_profile};
use super::way::Seen;

/// Steps of each ink at which two profiles are compared.
const STEPS: [u8; 5] = [0, 64, 128, 191, 255];
/// How far apart two profiles of one condition are at most, CIEDE2000: on average, and at nineteen places of twenty. Two makers' profiles of FOGRA39 are half as far apart, the conditions that
/// are next to each other in practice several times as far.
const MOST_APART: (f64, f64) = (1.2, 2.5);

/// What a profile of inks is to a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressKin {
    /// The very same file.
    Same,
    /// Another file of the same condition.
    Like,
    /// The inks of another condition.
    Other,
}

/// What a profile is to the press; none of one that describes no inks, or cannot be used.
pub fn press_kin(icc: &[u8], press: &OutputProfile) -> Option<PressKin> {
    if icc == press.icc.as_ref() {
        return Some(PressKin::Same);
    }
    let context = ThreadContext::new();
    let own = own_profile(&context, icc, ColorSpaceSignature::CmykData)?;
    let press = Profile::new_icc_context(&context, &press.icc).ok()?;
    let (one, other) = (looks(&context, &own)?, looks(&context, &press)?);
    let mut apart: Vec<f64> = one.iter().zip(&other).map(|(one, other)| one.difference(other)).collect();
    apart.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred colours")]
    let mean = apart.iter().sum::<f64>() / apart.len() as f64;
    let most = apart.get(apart.len() * 19 / 20).copied().unwrap_or_default();
    Some(if mean <= MOST_APART.0 && most <= MOST_APART.1 { PressKin::Like } else { PressKin::Other })
}

/// A profile by which inks must be converted: that of another press.
pub(super) fn of_another_press<'i>(icc: Option<&'i [u8]>, press: &OutputProfile) -> Option<&'i [u8]> {
    icc.filter(|icc| press_kin(icc, press) == Some(PressKin::Other))
}

/// How inks look in every mixture of their steps, the paper taken as white.
fn looks(context: &ThreadContext, profile: &Profile<ThreadContext>) -> Option<Vec<Seen>> {
    let intent = lcms2::Intent::RelativeColorimetric;
    let (from, to) = (PixelFormat::CMYK_8, PixelFormat::Lab_DBL);
    let way: Transform<[u8; 4], [f64; 3], ThreadContext, DisallowCache> = Transform::new_flags_context(
        context,
        profile,
        from,
        &lab(context).ok()?,
        to,
        intent,
        Flags::NO_CACHE | Flags::NO_OPTIMIZE,
    )
    .ok()?;
    let count = STEPS.len();
    let mixture = |at: usize| [1, count, count * count, count * count * count].map(|by| STEPS[at / by % count]);
    let inks: Vec<[u8; 4]> = (0..count.pow(4)).map(mixture).collect();
    let mut seen = vec![[0.0; 3]; inks.len()];
    way.transform_pixels(&inks, &mut seen);
    Some(seen.into_iter().map(Seen::of).collect())
}
