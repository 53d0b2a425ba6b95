//! How many pixels a picture file says go to an inch, which makes its pixels a size on paper.

use std::io::Cursor;

use exif::{In, Reader, Tag, Value};

use crate::base::jpeg_segments;

use super::kind::{Kind, kind};
use super::psd;

/// Pixels across and down, in thousandths to the inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Density {
    /// Across.
    pub across: i64,
    /// Down.
    pub down: i64,
}

/// Units that densities are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Per {
    Inch,
    Centimetre,
    Metre,
}

/// The density that a picture file gives: none where it gives a proportion alone, or nothing.
pub fn density(bytes: &[u8]) -> Option<Density> {
    match kind(bytes) {
        Kind::Jpeg => jfif(bytes).or_else(|| in_exif(bytes)),
        Kind::Png => png(bytes),
        Kind::Tiff | Kind::WebP => in_exif(bytes),
        Kind::Photoshop => psd::density(bytes).map(|[across, down]| Density { across, down }),
        Kind::Jpeg2000 | Kind::Other(_) => None,
    }
    .filter(|density| density.across > 0 && density.down > 0)
}

impl Per {
    /// A density in thousandths to the inch; an inch is 2.54 cm.
    fn density(self, [across, down]: [f64; 2]) -> Option<Density> {
        let inches = match self {
            Self::Inch => 1.0,
            Self::Centimetre => 2.54,
            Self::Metre => 0.0254,
        };
        let thousandths = |number: f64| {
            let number = (number * inches * 1000.0).round();
            // Beyond these it is no picture that is printed, and no size either.
            (1000.0..1e8).contains(&number).then(|| format!("{number:.0}").parse().ok()).flatten()
        };
        Some(Density { across: thousandths(across)?, down: thousandths(down)? })
    }
}

/// JFIF's APP0 (ITU-T T.871, 10.1).
fn jfif(bytes: &[u8]) -> Option<Density> {
    let segment = jpeg_segments(bytes).find(|segment| segment.marker == 0xE0 && segment.data.starts_with(b"JFIF\0"))?;
    let &[unit, a, b, c, d] = segment.data.get(7..12)? else { return None };
    let numbers = [u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])].map(f64::from);
    match unit {
        1 => Per::Inch.density(numbers),
        2 => Per::Centimetre.density(numbers),
        _ => None,
    }
}

/// PNG's pHYs (ISO/IEC 15948, 11.3.5.3).
fn png(bytes: &[u8]) -> Option<Density> {
    let reader = ::png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let sizes = reader.info().pixel_dims.filter(|sizes| sizes.unit == ::png::Unit::Meter)?;
    Per::Metre.density([sizes.xppu, sizes.yppu].map(f64::from))
}

/// TIFF's own directory, or that of Exif (TIFF 6.0, XResolution; without a unit it is the inch).
fn in_exif(bytes: &[u8]) -> Option<Density> {
    let read = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let number = |tag| match &read.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(numbers) => numbers.first().map(|number| number.to_f64()),
        _ => None,
    };
    let numbers = [number(Tag::XResolution)?, number(Tag::YResolution)?];
    let unit = read.get_field(Tag::ResolutionUnit, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    match unit {
        None | Some(2) => Per::Inch.density(numbers),
        Some(3) => Per::Centimetre.density(numbers),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(unit: u8, across: u16, down: u16) -> Vec<u8> {
        let mut file = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x02".to_vec();
        file.push(unit);
        file.extend(across.to_be_bytes());
        file.extend(down.to_be_bytes());
        file.extend(b"\0\0\xFF\xD9");
        file
    }

    fn png(unit: ::png::Unit, per: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut file, 1, 1);
        encoder.set_pixel_dims(Some(::png::PixelDimensions { xppu: per, yppu: per, unit }));
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[0]).unwrap();
        writer.finish().unwrap();
        file
    }

    fn tiff(unit: u16, numerator: u32, denominator: u32) -> Vec<u8> {
        let entry = |tag: u16, kind: u16, value: u32| {
            let mut entry = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
            entry.extend(1_u32.to_le_bytes());
            entry.extend(value.to_le_bytes());
            entry
        };
        let mut file = b"II\x2A\0\x08\0\0\0\x03\0".to_vec();
        let number_at = 8 + 2 + 3 * 12 + 4;
        file.extend(entry(0x11A, 5, number_at));
        file.extend(entry(0x11B, 5, number_at));
        file.extend(entry(0x128, 3, u32::from(unit)));
        file.extend(0_u32.to_le_bytes());
        file.extend([numerator.to_le_bytes(), denominator.to_le_bytes()].concat());
        file
    }

    #[test]
    fn densities_are_read_in_their_units() {
        let both = |thousandths| Some(Density { across: thousandths, down: thousandths });
        assert_eq!(density(&jpeg(1, 300, 300)), both(300_000));
        assert_eq!(density(&jpeg(1, 300, 150)), Some(Density { across: 300_000, down: 150_000 }));
        assert_eq!(density(&jpeg(2, 100, 100)), both(254_000));
        assert_eq!(density(&jpeg(0, 1, 1)), None);
        assert_eq!(density(&png(::png::Unit::Meter, 11_811)), both(299_999));
        assert_eq!(density(&png(::png::Unit::Unspecified, 1)), None);
        assert_eq!(density(&tiff(2, 6_000_000, 10_000)), both(600_000));
        assert_eq!(density(&tiff(3, 100, 1)), both(254_000));
        assert_eq!(density(&tiff(2, 300, 0)), None);
        assert_eq!(density(b"RIFF"), None);
    }
}
