//! The facts about JPEG files that reading, writing and judging pictures need: their marker segments (ISO 10918-1 annex B).

/// A marker segment before the first scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpegSegment<'j> {
    /// The marker's second byte: `0xC0` to `0xCF` begin a frame, `0xEE` is Adobe's.
    pub marker: u8,
    /// What it holds, without its length.
    pub data: &'j [u8],
}

/// The marker segments of a JPEG, up to the first scan.
pub fn jpeg_segments(jpeg: &[u8]) -> impl Iterator<Item = JpegSegment<'_>> {
    let mut at = 2;
    std::iter::from_fn(move || {
        // Any number of fill bytes may stand before a marker (ISO 10918-1 B.1.1.2).
        while jpeg.get(at..at + 2) == Some(&[0xFF, 0xFF]) {
            at += 1;
        }
        let [0xFF, marker, high, low] = *jpeg.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        if marker == 0xDA || length < 2 {
            return None;
        }
        let data = jpeg.get(at + 4..(at + 2 + length).min(jpeg.len())).unwrap_or_default();
        at += 2 + length;
        Some(JpegSegment { marker, data })
    })
}

/// Adobe's APP14 marker, which says that CMYK is stored inverted (prepress G05).
pub fn has_adobe_marker(jpeg: &[u8]) -> bool {
    jpeg_segments(jpeg).any(|segment| segment.marker == 0xEE && segment.data.starts_with(b"Adobe"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marker_is_found_behind_others_and_behind_fill_bytes() {
        let with = |between: &[u8]| [b"\xFF\xD8\xFF\xE0\x00\x04ab", between, b"\xFF\xEE\x00\x0EAdobe"].concat();
        assert!(has_adobe_marker(&with(b"")) && has_adobe_marker(&with(b"\xFF\xFF")));
        assert!(!has_adobe_marker(&with(b"\xFF\xDA\x00\x02")) && !has_adobe_marker(&with(b"\xFF\xE1\x00\x00")));
        assert!(!has_adobe_marker(&[0xFF; 99]));
    }
}
