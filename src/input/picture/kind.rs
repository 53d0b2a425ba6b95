//! What a file is, by its first bytes: names lie.

use crate::base::{Diagnostic, Message};
use crate::message;

use super::unplaceable;

/// The kind of a file.
pub(super) enum Kind {
    Jpeg,
    Png,
    Tiff,
    WebP,
    Jpeg2000,
    Photoshop,
    Other(Foreign),
}

/// A kind that cannot be placed: its true name, and what to do where the usual advice does not fit.
pub(super) struct Foreign {
    what: &'static str,
    hint: Option<&'static str>,
}

impl Foreign {
    /// The finding about such a file.
    pub(super) fn refused(&self, name: &str) -> Diagnostic {
        let what = Message::from(self.what);
        match self.hint {
            Some(hint) => {
                Diagnostic::error("picture/kind", message!("{} is {}, which cannot be placed", name, what)).hint(hint)
            }
            None => unplaceable(name, what),
        }
    }
}

const fn other(what: &'static str) -> Kind {
    Kind::Other(Foreign { what, hint: None })
}

const fn with_hint(what: &'static str, hint: &'static str) -> Kind {
    Kind::Other(Foreign { what, hint: Some(hint) })
}

const AS_PDF: &str = "save it as PDF/X from the program that drew it, or as TIFF at 300 pixels per inch";
const AS_JPEG: &str = "save it as JPEG; a telephone does so when its camera is set to the most compatible format";

/// The kind of a file by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let text = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).map_or(bytes, |at| &bytes[at..]);
    match bytes {
        [] => other("an empty file"),
        [0xFF, 0xD8, 0xFF, ..] => Kind::Jpeg,
        [0xFF, 0xD8] => other("the first bytes of a JPEG and no more"),
        [0x89, b'P', b'N', b'G', ..] => Kind::Png,
        [b'I', b'I', 42, 0, _, _, _, _, b'C', b'R', ..] => raw(),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Kind::Tiff,
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'I', b'I', b'U', 0, ..] | [b'F', b'U', b'J', b'I', ..] => raw(),
        [b'G', b'I', b'F', b'8', ..] => other("a GIF"),
        [b'8', b'B', b'P', b'S', ..] => Kind::Photoshop,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::WebP,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => container(brand),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Kind::Jpeg2000,
        [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] | [0xFF, 0x0A, ..] => other("a JPEG XL"),
        [b'%', b'P', b'D', b'F', ..] => other("a PDF"),
        [b'%', b'!', b'P', b'S', ..] => postscript(bytes),
        [0xC5, 0xD0, 0xD3, 0xC6, ..] => with_hint("an EPS", AS_PDF),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => other("a BMP"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => with_hint("a Windows metafile (WMF)", AS_PDF),
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => with_hint("a Windows metafile (EMF)", AS_PDF),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => other("an old Office document"),
        [b'P', b'K', 3, 4, ..] => other("an Office document or a ZIP archive"),
        [0x1F, 0x8B, ..] => {
            with_hint("a packed file, such as a packed drawing (SVGZ)", "save the drawing as plain SVG")
        }
        [0xFF, 0xFE, b'<', 0, ..] | [0xFE, 0xFF, 0, b'<', ..] => {
            with_hint("XML in UTF-16", "save the drawing as UTF-8")
        }
        [0, 0, 1 | 2, 0, 1..=255, 0, ..] => other("an icon of Windows"),
        [b'{', b'\\', b'r', b't', b'f', ..] => other("a text document"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', ..] | [0x1A, 0x45, 0xDF, 0xA3, ..] => other("a film"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'C', b'D', b'R', ..] => with_hint("a CorelDRAW file", AS_PDF),
        [0x06, 0x06, 0xED, 0xF5, 0xD8, 0x1D, 0x46, 0xE5, ..] => with_hint("an InDesign file", AS_PDF),
        [b'g', b'i', b'm', b'p', b' ', b'x', b'c', b'f', ..] => other("a GIMP file"),
        [0x76, 0x2F, 0x31, 0x01, ..] | [b'#', b'?', b'R', b'A', b'D', ..] => {
            other("a picture with the light of a scene (HDR)")
        }
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => other("an archive"),
        [b'L', 0, 0, 0, 1, 0x14, 2, 0, ..] | [b'[', b'I', b'n', b't', b'e', b'r', b'n', b'e', b't', ..] => {
            with_hint("a shortcut to something else", "put the picture itself there")
        }
        _ if text.starts_with(b"<") => other("a web page or XML, not a picture"),
        _ if is_text(bytes) => other("a text, not a picture"),
        _ => other("no kind of picture known here"),
    }
}

/// Whether a file begins with words: UTF-8 without signs that no text has.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(256)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The last character may be cut.
        Err(error) if error.valid_up_to() + 4 > head.len() && head.len() < bytes.len() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    text.chars().all(|c| !c.is_control() || c.is_whitespace())
}

const fn raw() -> Kind {
    with_hint("a camera's raw file", "develop it and save it as JPEG or TIFF")
}

/// Containers of ISO 14496-12, by their brand.
fn container(brand: &[u8]) -> Kind {
    // A file of a general brand names those it goes with after it (ISO 14496-12 §4.3).
    let mut others = brand.get(8..40.min(brand.len())).unwrap_or_default().chunks_exact(4);
    let is_general = matches!(brand.first_chunk::<4>(), Some(b"mif1" | b"msf1"));
    if is_general && others.any(|other| other == b"avif") {
        return with_hint("an AVIF", AS_JPEG);
    }
    match brand.first_chunk::<4>() {
        Some(b"avif" | b"avis") => with_hint("an AVIF", AS_JPEG),
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
            with_hint("a HEIC", AS_JPEG)
        }
        Some(b"crx ") => raw(),
        _ => other("a film"),
    }
}

/// How far the comments of a PostScript file are looked through for what wrote it.
const COMMENTS: usize = 4096;

fn postscript(bytes: &[u8]) -> Kind {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(COMMENTS)]);
    let first = head.lines().next().unwrap_or_default();
    if head.contains("%%Creator: Adobe Illustrator") && !first.contains("EPSF") {
        return with_hint(
            "an Illustrator file without a PDF in it",
            "save it again with `Create PDF Compatible File`, or as PDF/X",
        );
    }
    if first.contains("EPSF") { with_hint("an EPS", AS_PDF) } else { with_hint("a PostScript file", AS_PDF) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        match kind(bytes) {
            Kind::Other(foreign) => foreign.refused("a").message.to_string(),
            _ => "a picture".into(),
        }
    }

    #[test]
    fn foreign_files_are_called_by_their_true_names() {
        let cases: &[(&[u8], &str)] = &[
            (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "an AVIF"),
            (b"\0\0\0\x18ftypisom\0\0\0\0", "a film"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: a\n", "an EPS"),
            (b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R) 24\n", "an Illustrator file without a PDF in it"),
            (b"\xC5\xD0\xD3\xC6\x1e\0\0\0", "an EPS"),
            (b"II*\0\x10\0\0\0CR\x02\0", "a camera's raw file"),
            (b"BM\x10\0\0\0\0\0\0\0", "a BMP"),
            (b" <html>", "a web page"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "an AVIF"),
            (b"\xFF\xD8", "the first bytes of a JPEG"),
            (b"\0\0\x02\0\0\0\0\0", "no kind of picture"),
            (b"RIFF\0\0\0\0CDRv", "a CorelDRAW file"),
            ("港口的照片".as_bytes(), "a text"),
            (b"Rar!\x1A\x07", "an archive"),
            (b"\x1F\x8B\x08\0", "a packed file"),
            (b"\xFF\xFE<\0s\0", "XML in UTF-16"),
        ];
        for (bytes, what) in cases {
            assert!(told(bytes).contains(what), "{}", told(bytes));
        }
        assert!(matches!(kind(b"MM\0+\0\x08\0\0"), Kind::Tiff) && matches!(kind(b"8BPS\0\x01"), Kind::Photoshop));
    }
}
