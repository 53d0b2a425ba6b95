//! The one fact about JPEG files that reading, writing and judging pictures need.

/// Adobe's APP14 marker, which says that CMYK is stored inverted (prepress G05).
pub fn has_adobe_marker(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xFF, marker, high, low]) = jpeg.get(at..at + 4) {
        // Any number of fill bytes may stand before a marker (ISO 10918-1 B.1.1.2).
        if *marker == 0xFF {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if *marker == 0xEE && jpeg.get(at + 4..at + 9) == Some(b"Adobe") {
            return true;
        }
        if *marker == 0xDA || length < 2 {
            return false;
        }
        at += 2 + length;
    }
    false
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
