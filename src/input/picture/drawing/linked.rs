//! The data of pictures that a drawing holds or refers to.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

use super::Links;

/// What a link leads to: data written in it (RFC 2397), or a file.
pub(super) fn data(link: &str, links: Links<'_>) -> Option<Vec<u8>> {
    let Some((head, data)) = link.strip_prefix("data:").and_then(|data| data.split_once(',')) else {
        return links(link);
    };
    let bytes = unescaped(data);
    if !head.trim_end().ends_with(";base64") {
        return Some(bytes);
    }
    let plain: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let padding = base64::engine::DecodePaddingMode::Indifferent;
    GeneralPurpose::new(&STANDARD, NO_PAD.with_decode_padding_mode(padding)).decode(plain).ok()
}

/// Whether a link leads to the web and not to a file beside the drawing.
pub(super) fn is_of_the_web(link: &str) -> bool {
    let link = link.trim().to_ascii_lowercase();
    ["http:", "https:", "//", "ftp:", "blob:"].iter().any(|begin| link.starts_with(begin))
}

/// Whether a link leads to a disk of the machine that drew it: `file:///C:/…`, `C:\…`, `/Users/…`.
pub(super) fn is_of_a_machine(link: &str) -> bool {
    let is_drive = matches!(link.as_bytes(), [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic());
    is_drive || link.starts_with(['/', '\\']) || link.to_ascii_lowercase().starts_with("file:")
}

/// The file that a link leads to, whose name may be written with `%E5` for a byte of it: so programs write Chinese names and blanks.
pub(super) fn file(link: &str, links: Links<'_>) -> Option<Vec<u8>> {
    links(link).or_else(|| links(&String::from_utf8(unescaped(link)).ok().filter(|name| name != link)?))
}

/// Bytes written as `%3C` are read as such (RFC 3986 §2.1).
fn unescaped(text: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes
}
