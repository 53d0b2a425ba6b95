//! The one fact about JPEG files that both reading and writing pictures need.

/// Adobe's APP14 marker, which says that CMYK is stored inverted (prepress G05).
pub fn has_adobe_marker(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xFF, marker, high, low]) = jpeg.get(at..at + 4) {
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
