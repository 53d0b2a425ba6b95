//! How many pixels a picture file says go to an inch, which makes its pixels a size on paper, and whether they are square.

use std::io::Cursor;

use exif::{In, Reader, Tag, Value};

use crate::base::jpeg_segments;

use super::kind::{Kind, kind};
use super::{jpeg2000, psd, tiff};

/// Pixels across and down, in thousandths to the inch, as the picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Density {
    /// Across.
    pub across: i64,
    /// Down.
    pub down: i64,
    /// What they are counted on.
    pub scale: Scale,
}

/// What pixels are counted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The inch.
    Inch,
    /// Nothing: only the shape of a pixel is said.
    Shape,
}

/// Units that densities are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Per {
    Inch,
    Centimetre,
    Metre,
    Nothing,
}

/// The density that a picture file gives; none where it gives nothing. `page` is that of a TIFF, from 1.
pub fn density(bytes: &[u8], page: u32) -> Option<Density> {
    let kind = kind(bytes);
    let density = match kind {
        Kind::Jpeg => of_jpeg(bytes),
        Kind::Png => png(bytes),
        Kind::Tiff => return tiff::density(&mut Cursor::new(bytes), page),
        Kind::WebP => in_exif(bytes),
        Kind::Photoshop => psd::density(bytes).filter(|density| density.across > 0 && density.down > 0),
        Kind::Jpeg2000 => jpeg2000::density(bytes),
        Kind::Other(_) => None,
    }?;
    Some(if density.across != density.down && is_turned(bytes) { density.turned() } else { density })
}

/// Sides of a pixel further apart than by this, in thousandths, are not square: fine faxes have 204 by 196 to the inch, and rounding makes 300 out of 299.9.
const SQUARE: i64 = 1010;
/// Sides of a pixel further apart are a slip of who wrote the file: the coarsest fax has 204 by 98 to the inch.
const OBLONG: i64 = 4000;

impl Density {
    /// Whether its pixels are longer one way than the other, as far as any device makes them.
    pub fn is_oblong(self) -> bool {
        let (least, most) = (self.across.min(self.down), self.across.max(self.down));
        let ratio = most.saturating_mul(1000) / least.max(1);
        (SQUARE + 1..=OBLONG).contains(&ratio)
    }

    /// That of a picture turned by a right angle.
    pub(super) fn turned(self) -> Self {
        Self { across: self.down, down: self.across, ..self }
    }
}

impl Per {
    /// A density in thousandths to the inch; an inch is 2.54 cm.
    pub(super) fn density(self, [across, down]: [f64; 2]) -> Option<Density> {
        let (inches, scale) = match self {
            Self::Inch => (1.0, Scale::Inch),
            Self::Centimetre => (2.54, Scale::Inch),
            Self::Metre => (0.0254, Scale::Inch),
            Self::Nothing => (1.0, Scale::Shape),
        };
        let thousandths = |number: f64| {
            let number = (number * inches * 1000.0).round();
            // Beyond these it is no picture that is printed, and no size either.
            (1000.0..1e8).contains(&number).then(|| format!("{number:.0}").parse().ok()).flatten()
        };
        Some(Density { across: thousandths(across)?, down: thousandths(down)?, scale })
    }

    /// The unit of a number in TIFF and Exif; without one it is the inch (TIFF 6.0, ResolutionUnit).
    pub(super) fn of_tiff(unit: Option<u32>) -> Option<Self> {
        match unit {
            Some(1) => Some(Self::Nothing),
            None | Some(2) => Some(Self::Inch),
            Some(3) => Some(Self::Centimetre),
            Some(_) => None,
        }
    }
}

/// A size counts before a shape, which every JFIF states.
fn of_jpeg(bytes: &[u8]) -> Option<Density> {
    let own = jfif(bytes);
    own.filter(|own| own.scale == Scale::Inch).or_else(|| in_exif(bytes)).or(own)
}

/// JFIF's APP0 (ITU-T T.871, 10.1).
fn jfif(bytes: &[u8]) -> Option<Density> {
    let segment = jpeg_segments(bytes).find(|segment| segment.marker == 0xE0 && segment.data.starts_with(b"JFIF\0"))?;
    let &[unit, a, b, c, d] = segment.data.get(7..12)? else { return None };
    let numbers = [u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])].map(f64::from);
    match unit {
        0 => Per::Nothing.density(numbers),
        1 => Per::Inch.density(numbers),
        2 => Per::Centimetre.density(numbers),
        _ => None,
    }
}

/// PNG's pHYs (ISO/IEC 15948, 11.3.5.3).
fn png(bytes: &[u8]) -> Option<Density> {
    let reader = ::png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let sizes = reader.info().pixel_dims?;
    let per = if sizes.unit == ::png::Unit::Meter { Per::Metre } else { Per::Nothing };
    per.density([sizes.xppu, sizes.yppu].map(f64::from))
}

/// Exif's directory of the picture.
fn in_exif(bytes: &[u8]) -> Option<Density> {
    let read = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let number = |tag| match &read.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(numbers) => numbers.first().map(|number| number.to_f64()),
        _ => None,
    };
    let numbers = [number(Tag::XResolution)?, number(Tag::YResolution)?];
    let unit = read.get_field(Tag::ResolutionUnit, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    Per::of_tiff(unit)?.density(numbers)
}

/// Whether the picture stands turned by a right angle, so that its across is the file's down.
fn is_turned(bytes: &[u8]) -> bool {
    let read = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let field = read.as_ref().and_then(|read| read.get_field(Tag::Orientation, In::PRIMARY));
    field.and_then(|field| field.value.get_uint(0)).is_some_and(|turn| (5..=8).contains(&turn))
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

    /// A TIFF of one pixel of one bit.
    fn tiff(unit: u16, across: [u32; 2], down: [u32; 2], turn: u32) -> Vec<u8> {
        let numbers_at = 8 + 2 + 9 * 12 + 4;
        let long = |tag: u16, value: u32| (tag, 4_u16, value);
        let entries = [
            long(256, 1),
            long(257, 1),
            (262, 3, 0),
            long(273, 8),
            long(274, turn),
            long(279, 1),
            (282, 5, numbers_at),
            (283, 5, numbers_at + 8),
            (296, 3, u32::from(unit)),
        ];
        let mut file = b"II\x2A\0\x08\0\0\0\x09\0".to_vec();
        for (tag, kind, value) in entries {
            file.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
            file.extend([1_u32.to_le_bytes(), value.to_le_bytes()].concat());
        }
        file.extend(0_u32.to_le_bytes());
        [across, down].concat().iter().for_each(|number| file.extend(number.to_le_bytes()));
        file
    }

    fn boxed(name: &[u8], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len() + 8).unwrap().to_be_bytes()[..], name, data].concat()
    }

    /// A JP2 without pixels, of boxes that say a density: parts of ten thousand metres.
    fn jpeg2000(boxes: &[(&[u8], u16, u16)]) -> Vec<u8> {
        let one = |(name, across, down): &(&[u8], u16, u16)| {
            boxed(name, &[&down.to_be_bytes()[..], &[0, 1], &across.to_be_bytes(), &[0, 1, 1, 1]].concat())
        };
        let boxes: Vec<u8> = boxes.iter().flat_map(one).collect();
        let header = boxed(b"jp2h", &[boxed(b"ihdr", &[0; 14]), boxed(b"res ", &boxes)].concat());
        [&boxed(b"jP  ", b"\r\n\x87\n")[..], &boxed(b"ftyp", b"jp2 \0\0\0\0jp2 "), &header].concat()
    }

    /// A Photoshop document of 300 to the inch whose pixels are so many times as wide as high.
    fn photoshop(aspect: f64) -> Vec<u8> {
        let resource = |id: u16, data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap().to_be_bytes();
            [b"8BIM", &id.to_be_bytes()[..], &[0, 0], &length, data].concat()
        };
        let sizes = [1, 44, 0, 0, 0, 1, 0, 1, 1, 44, 0, 0, 0, 1, 0, 1];
        let resources = [resource(1005, &sizes), resource(1064, &[&[0, 0, 0, 1][..], &aspect.to_be_bytes()].concat())];
        let resources = resources.concat();
        let length = u32::try_from(resources.len()).unwrap().to_be_bytes();
        [b"8BPS", &[0; 22][..], &[0; 4], &length, &resources].concat()
    }

    fn given(across: i64, down: i64, scale: Scale) -> Option<Density> {
        Some(Density { across, down, scale })
    }

    #[test]
    fn densities_are_read_in_their_units() {
        let both = |thousandths| given(thousandths, thousandths, Scale::Inch);
        let even = |unit, over, under| tiff(unit, [over, under], [over, under], 1);
        for (file, expected) in [
            (jpeg(1, 300, 300), both(300_000)),
            (jpeg(1, 300, 150), given(300_000, 150_000, Scale::Inch)),
            (jpeg(2, 100, 100), both(254_000)),
            (jpeg(0, 2, 1), given(2000, 1000, Scale::Shape)),
            (jpeg(0, 0, 1), None),
            (png(::png::Unit::Meter, 11_811), both(299_999)),
            (png(::png::Unit::Unspecified, 1), given(1000, 1000, Scale::Shape)),
            (even(2, 6_000_000, 10_000), both(600_000)),
            (even(3, 100, 1), both(254_000)),
            (even(1, 100, 1), given(100_000, 100_000, Scale::Shape)),
            (even(2, 300, 0), None),
            (even(9, 300, 1), None),
            (tiff(2, [204, 1], [98, 1], 1), given(204_000, 98_000, Scale::Inch)),
            (tiff(2, [204, 1], [98, 1], 6), given(98_000, 204_000, Scale::Inch)),
            (jpeg2000(&[(b"resc", 1181, 591)]), given(299_974, 150_114, Scale::Inch)),
            (jpeg2000(&[(b"resc", 10, 10), (b"resd", 1181, 1181)]), both(299_974)),
            (jpeg2000(&[(b"resd", 0, 0)]), None),
            (jpeg2000(&[]), None),
            (photoshop(1.0), both(300_000)),
            (photoshop(2.0), given(150_000, 300_000, Scale::Inch)),
            (photoshop(f64::NAN), both(300_000)),
            (photoshop(0.0), both(300_000)),
            (b"RIFF".to_vec(), None),
        ] {
            assert_eq!(density(&file, 1), expected);
        }
    }
}
