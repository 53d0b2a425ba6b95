//! The colour space a JPEG 2000 picture names in its own header (ISO/IEC 15444-1 annex I; ISO 32000-1 §7.4.9).

use super::spaces::Space;

/// Boxes looked at.
const MOST_BOXES: usize = 1_000;

/// The space of a picture without `/ColorSpace`; none where its header says nothing that is understood.
pub(super) fn space(data: &[u8]) -> Option<Space> {
    if data.starts_with(&[0xFF, 0x4F, 0xFF, 0x51]) {
        // A bare codestream names no space; readers go by its components, as SIZ counts them.
        return by_count(usize::from(u16::from_be_bytes(data.get(40..42)?.try_into().ok()?)));
    }
    let header = boxes(data).into_iter().find(|(kind, _)| kind == b"jp2h")?.1;
    let colours: Vec<&[u8]> =
        boxes(header).into_iter().filter(|(kind, _)| kind == b"colr").map(|found| found.1).collect();
    colours.into_iter().find_map(named)
}

fn by_count(components: usize) -> Option<Space> {
    match components {
        1 | 2 => Some(Space::Gray),
        3 => Some(Space::Rgb),
        4 => Some(Space::Cmyk),
        _ => None,
    }
}

/// A colour specification box.
fn named(data: &[u8]) -> Option<Space> {
    match data.first()? {
        1 => match u32::from_be_bytes(data.get(3..7)?.try_into().ok()?) {
            16 | 18 | 20 | 21 | 24 => Some(Space::Rgb),
            17 => Some(Space::Gray),
            12 => Some(Space::Cmyk),
            14 => Some(Space::Lab),
            _ => None,
        },
        2 | 3 => match data.get(19..23)? {
            b"RGB " => Some(Space::Icc(3)),
            b"GRAY" => Some(Space::Icc(1)),
            b"CMYK" => Some(Space::Icc(4)),
            b"Lab " => Some(Space::Lab),
            _ => None,
        },
        _ => None,
    }
}

/// The boxes of a stretch of bytes: kind and contents.
fn boxes(data: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut found = Vec::new();
    let mut at = 0_usize;
    while let (Some(length), Some(kind)) = (data.get(at..at + 4), data.get(at + 4..at + 8)) {
        let (Ok(length), Ok(kind)) = (<[u8; 4]>::try_from(length), <[u8; 4]>::try_from(kind)) else { break };
        let (head, length) = match u32::from_be_bytes(length) {
            0 => (8, data.len() - at),
            1 => {
                let long = data.get(at + 8..at + 16).and_then(|long| <[u8; 8]>::try_from(long).ok());
                (16, long.and_then(|long| usize::try_from(u64::from_be_bytes(long)).ok()).unwrap_or(0))
            }
            length => (8, usize::try_from(length).unwrap_or(0)),
        };
        let Some(end) = at.checked_add(length).map(|end| end.min(data.len())).filter(|end| *end >= at + head) else {
            break;
        };
        found.push((kind, data.get(at + head..end).unwrap_or_default()));
        at = end;
        if found.len() >= MOST_BOXES {
            break;
        }
    }
    found
}
