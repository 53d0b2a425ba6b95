//! Colours of a PNG by numbers of a register instead of a profile (PNG 3 §11.3.2.6, `cICP`; ITU-T H.273).

use png::Info;

use crate::base::Diagnostic;
use crate::message;

use super::columns::screen_profile;

/// Primaries of sRGB and of Display P3.
const SRGB: u8 = 1;
const P3: u8 = 12;
/// Curves that are those of sRGB, or near enough for a screen: BT.709 and its kin, and sRGB itself.
const CURVES: [u8; 5] = [1, 6, 13, 14, 15];
/// Columns of Display P3, adapted to D50, in 65536ths: red, green, blue.
const COLUMNS: [[i32; 3]; 3] = [[33_759, 15_807, -69], [19_135, 45_367, 2_745], [10_296, 4_363, 51_385]];
/// Points of a curve.
const POINTS: u16 = 1024;

/// The profile that the numbers stand for; none for sRGB, which needs none, and for what is no screen's.
pub(super) fn profile(info: &Info<'_>) -> Option<Vec<u8>> {
    let points = info.coding_independent_code_points?;
    let is_p3 = points.color_primaries == P3 && CURVES.contains(&points.transfer_function);
    is_p3.then(|| screen_profile(COLUMNS, &(0..POINTS).map(light).collect::<Vec<_>>()))
}

/// What is told of colours that no screen of a desk has, such as those of a telephone's bright pictures.
pub(super) fn note(name: &str, info: &Info<'_>) -> Option<Diagnostic> {
    let points = info.coding_independent_code_points?;
    let is_known = [SRGB, P3].contains(&points.color_primaries) && CURVES.contains(&points.transfer_function);
    (!is_known && info.icc_profile.is_none()).then(|| {
        let message = message!("{} is in colours for bright screens (HDR); it is printed as if they were sRGB", name);
        Diagnostic::warning("picture/profile", message).hint("save it as sRGB, and look whether it is not too pale")
    })
}

/// The light of a point of sRGB's curve (IEC 61966-2-1).
fn light(point: u16) -> u16 {
    let share = f64::from(point) / f64::from(POINTS - 1);
    let light = if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1 of 65535")]
    let value = (light * 65_535.0).round() as u16;
    value
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, decode};

    #[test]
    fn colours_by_numbers_of_a_register_are_those_of_a_profile_or_told() {
        let with = |points: [u8; 4]| {
            let mut file = Vec::new();
            let mut encoder = png::Encoder::new(&mut file, 1, 1);
            encoder.set_color(png::ColorType::Rgb);
            let mut writer = encoder.write_header().unwrap();
            writer.write_chunk(png::chunk::ChunkType(*b"cICP"), &points).unwrap();
            writer.write_image_data(&[255, 0, 0]).unwrap();
            drop(writer);
            decode("a.png", &file, 1, &Limits::default()).unwrap()
        };
        for (points, has_profile, is_told) in
            [([1, 13, 0, 1], false, false), ([12, 13, 0, 1], true, false), ([9, 16, 0, 1], false, true)]
        {
            let decoded = with(points);
            assert_eq!((decoded.icc.is_some(), !decoded.notes.is_empty()), (has_profile, is_told), "{points:?}");
        }
    }
}
