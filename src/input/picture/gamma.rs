//! Gamma of PNG pictures: samples that are not those of a screen by their own word (PNG 3 §11.3.2.2).

use png::Info;

/// The exponent that screens and sRGB have, in hundred-thousandths as the chunk states it.
const USUAL: u32 = 45_455;
/// What a chunk may differ from it without anyone seeing it: programs wrote 45000 and 46000 as well.
const NEAR: u32 = 2_000;

/// Samples of sixteen bits → those of a screen in eight.
pub(super) struct Gamma(Vec<u8>);

impl Gamma {
    /// For a picture with a gamma that no screen has. A profile, numbers of a register or the mark of sRGB count before it (PNG 3 §13.13).
    pub(super) fn of(info: &Info<'_>) -> Option<Self> {
        let stated = info.gama_chunk?.into_scaled();
        let is_named = info.icc_profile.is_some() || info.coding_independent_code_points.is_some();
        let is_screen = is_named || info.srgb.is_some() || stated.abs_diff(USUAL) <= NEAR;
        (!is_screen && stated > 0).then(|| Self((0..=u16::MAX).map(|sample| on_screen(sample, stated)).collect()))
    }

    /// A row of pixels of so many bytes a sample, the last channel of which may be an alpha, as bytes.
    pub(super) fn convert(&self, row: &[u8], bytes: usize, channels: usize, has_alpha: bool) -> Vec<u8> {
        let samples = row.chunks_exact(bytes.max(1)).enumerate();
        let convert = |(at, sample): (usize, &[u8])| {
            let deep = u16::from_be_bytes([sample[0], sample[sample.len() - 1]]);
            if has_alpha && at % channels == channels - 1 { sample[0] } else { self.0[usize::from(deep)] }
        };
        samples.map(convert).collect()
    }
}

/// The light of a sample as sRGB has it (IEC 61966-2-1).
fn on_screen(sample: u16, stated: u32) -> u8 {
    let light = (f64::from(sample) / 65_535.0).powf(100_000.0 / f64::from(stated));
    let share = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1 of 255")]
    let byte = (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    byte
}
