//! What a file is, by its first bytes: names lie.

use crate::base::{Diagnostic, Message};
use crate::message;

use super::{AGAIN, unplaceable};

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
const AS_DEVELOPED: &str = "develop it and save it as JPEG or TIFF";
const AS_PAGE: &str = "save the page as PDF, or as TIFF at 300 pixels per inch";
const AS_STILL: &str =
    "take a still picture out of it; beside a telephone's live photo lies the photograph itself, as JPEG or HEIC";
const AS_JPEG: &str = "save it as JPEG; a telephone does so when its camera is set to the most compatible format";

/// The kind of a file by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let text = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).map_or(bytes, |at| &bytes[at..]);
    match bytes {
        [] => with_hint("an empty file", AGAIN),
        [0xFF, 0xD8, 0xFF, ..] => Kind::Jpeg,
        [0xFF, 0xD8] => with_hint("the first bytes of a JPEG and no more", AGAIN),
        [0x89, b'P', b'N', b'G', ..] => Kind::Png,
        [b'I', b'I', 42, 0, _, _, _, _, b'C', b'R', ..] => raw(),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Kind::Tiff,
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'I', b'I', b'U', 0, ..] | [b'F', b'U', b'J', b'I', ..] => raw(),
        [b'I', b'I', 0x1A, 0, ..] | [0, b'M', b'R', b'M', ..] | [b'F', b'O', b'V', b'b', ..] => raw(),
        [b'I', b'I', 0xBC, 1, ..] => other("a JPEG XR"),
        [b'G', b'I', b'F', b'8', ..] => {
            with_hint("a GIF", "save it as PNG; of a moving one, the picture that is meant")
        }
        [b'8', b'B', b'P', b'S', ..] => Kind::Photoshop,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::WebP,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => container(brand),
        // A QuickTime film without a brand begins with any of its boxes.
        [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..]
        | [0, 0, 1, 0xB3 | 0xBA, ..] => film(),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Kind::Jpeg2000,
        [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] | [0xFF, 0x0A, ..] => other("a JPEG XL"),
        [b'%', b'P', b'D', b'F', ..] => other("a PDF"),
        [b'%', b'!', b'P', b'S', ..] => postscript(bytes),
        [0xC5, 0xD0, 0xD3, 0xC6, ..] => with_hint("an EPS", AS_PDF),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => other("a BMP"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => with_hint("a Windows metafile (WMF)", AS_PDF),
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => with_hint("a Windows metafile (EMF)", AS_PDF),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => other("an old Office document"),
        [b'P', b'K', 3, 4, ..] => zipped(bytes),
        [0x1F, 0x8B, ..] => {
            with_hint("a packed file, such as a packed drawing (SVGZ)", "save the drawing as plain SVG")
        }
        [0xFF, 0xFE, b'<', 0, ..] | [0xFE, 0xFF, 0, b'<', ..] => {
            with_hint("XML in UTF-16", "save the drawing as UTF-8")
        }
        [0, 0, 1 | 2, 0, 1..=255, 0, ..] => other("an icon of Windows"),
        [b'{', b'\\', b'r', b't', b'f', ..] => other("a text document"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', ..] | [0x1A, 0x45, 0xDF, 0xA3, ..] => film(),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'C', b'D', b'R', ..] => with_hint("a CorelDRAW file", AS_PDF),
        [0x06, 0x06, 0xED, 0xF5, 0xD8, 0x1D, 0x46, 0xE5, ..] => with_hint("an InDesign file", AS_PDF),
        [b'g', b'i', b'm', b'p', b' ', b'x', b'c', b'f', ..] => {
            with_hint("a GIMP file", "export it from GIMP as TIFF or PNG")
        }
        [b'A', b'T', b'&', b'T', b'F', b'O', b'R', b'M', ..] => with_hint("a DjVu", AS_PAGE),
        [0x0A, 0 | 2..=5, 0 | 1, 1 | 2 | 4 | 8, ..] => other("a PCX"),
        [0x01, 0xDA, 0 | 1, 1 | 2, ..] => other("an SGI picture"),
        [b'P', b'1'..=b'7', b' ' | b'\n' | b'\r' | b'\t', ..] => other("a PNM"),
        [b'D', b'D', b'S', b' ', ..] => other("a texture (DDS)"),
        [b'i', b'c', b'n', b's', ..] => other("an icon of macOS"),
        [b'A', b'C', b'1', b'0', ..] => with_hint("an AutoCAD drawing", AS_PDF),
        [b'C', b'S', b'F', b'C', b'H', b'U', b'N', b'K', ..] => {
            with_hint("a Clip Studio drawing", "export it as TIFF, PNG or a Photoshop document")
        }
        [0, 0xFF, b'K', b'A', ..] => with_hint("an Affinity document", AS_PDF),
        [0x76, 0x2F, 0x31, 0x01, ..] | [b'#', b'?', b'R', b'A', b'D', ..] => {
            other("a picture with the light of a scene (HDR)")
        }
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => other("an archive"),
        [b'L', 0, 0, 0, 1, 0x14, 2, 0, ..] | [b'[', b'I', b'n', b't', b'e', b'r', b'n', b'e', b't', ..] => {
            with_hint("a shortcut to something else", "put the picture itself there")
        }
        _ if text.starts_with(&[0xFF, 0xD8, 0xFF]) => with_hint("a JPEG with line ends before its first byte", AGAIN),
        _ if text.starts_with(b"<") => with_hint("a web page or XML, not a picture", AGAIN),
        _ if bytes.get(128..132) == Some(b"DICM") => other("a picture of medicine (DICOM)"),
        _ if is_targa(bytes) => other("a Targa picture (TGA)"),
        _ if is_text(bytes) => with_hint("a text, not a picture", "put the picture itself there"),
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
    with_hint("a camera's raw file", AS_DEVELOPED)
}

const fn film() -> Kind {
    with_hint("a film", AS_STILL)
}

/// The finding about a camera's raw file, which is a TIFF by its first bytes.
pub(super) fn raw_refused(name: &str) -> Diagnostic {
    Foreign { what: "a camera's raw file", hint: Some(AS_DEVELOPED) }.refused(name)
}

/// How far the ends of an archive are looked through for the names of what it holds.
const NAMES: usize = 64 << 10;

/// Documents of programs that pack them as ZIP, by what they say first or by a file that each of them holds.
fn zipped(bytes: &[u8]) -> Kind {
    let (start, end) = (&bytes[..bytes.len().min(NAMES)], &bytes[bytes.len().saturating_sub(NAMES)..]);
    let holds = |name: &[u8]| [start, end].iter().any(|part| part.windows(name.len()).any(|window| window == name));
    let exported = |what| with_hint(what, "export it as TIFF, PNG or a Photoshop document");
    match () {
        () if holds(b"application/x-krita") => exported("a Krita drawing"),
        () if holds(b"image/openraster") => exported("an OpenRaster drawing"),
        () if holds(b"Document.archive") => exported("a Procreate drawing"),
        () if holds(b"indesign-idml-package") => with_hint("an InDesign file", AS_PDF),
        () => other("an Office document or a ZIP archive"),
    }
}

/// A Targa picture has no mark at its begin: its header must make sense in all its fields (Truevision TGA 2.0, the fields 1 to 5).
fn is_targa(bytes: &[u8]) -> bool {
    let Some(&[_, map, kind, a, b, c, d, map_depth, _, _, _, _, w0, w1, h0, h1, depth, look]) =
        bytes.first_chunk::<18>()
    else {
        return false;
    };
    let fits = match (map, kind) {
        (0, 2 | 3 | 10 | 11) => [a, b, c, d, map_depth] == [0; 5],
        (1, 1 | 9) => matches!(map_depth, 15 | 16 | 24 | 32),
        _ => false,
    };
    fits && (w0 | w1) != 0 && (h0 | h1) != 0 && matches!(depth, 8 | 15 | 16 | 24 | 32) && look & 0xC0 == 0
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
        _ => film(),
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
        let targa = |map: u8, kind: u8, map_depth: u8| {
            [&[0, map, kind, 0, 0, 0, map, map_depth, 0, 0, 0, 0, 8, 0, 8, 0, 24, 0x20][..], &[7; 99]].concat()
        };
        let zip = |name: &str| [&b"PK\x03\x04\x14\0\0\0"[..], &[0; 99], name.as_bytes(), &[0; 99]].concat();
        let dicom = [&[0; 128][..], b"DICM"].concat();
        let emf = [&[1, 0, 0, 0][..], &[0; 36], b" EMF"].concat();
        let cases: &[(&[u8], &str)] = &[
            (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "an AVIF"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "an AVIF"),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01", "a camera's raw file"),
            (b"\0\0\0\x18ftypisom\0\0\0\0", "a film"),
            (b"\0\0\0\x14ftypqt  \0\0\0\0", "a film"),
            (b"\0\0\0\x08wide\0\0\x10\0mdat", "a film"),
            (b"\x1A\x45\xDF\xA3\x01\0", "a film"),
            (b"\0\0\x01\xBA\x44\0", "a film"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: a\n", "an EPS"),
            (b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R) 24\n", "an Illustrator file without a PDF in it"),
            (b"\xC5\xD0\xD3\xC6\x1e\0\0\0", "an EPS"),
            (b"II*\0\x10\0\0\0CR\x02\0", "a camera's raw file"),
            (b"II\x1A\0\0\0HEAPCCDR", "a camera's raw file"),
            (b"IIRO\x08\0\0\0", "a camera's raw file"),
            (b"IIU\0\x18\0\0\0", "a camera's raw file"),
            (b"FUJIFILMCCD-RAW 0201", "a camera's raw file"),
            (b"II\xBC\x01\x20\0\0\0", "a JPEG XR"),
            (b"\0\0\0\x0CJXL \r\n\x87\n", "a JPEG XL"),
            (b"\xFF\x0A\x80\x01", "a JPEG XL"),
            (b"GIF89a\x08\0", "a GIF"),
            (b"BM\x10\0\0\0\0\0\0\0", "a BMP"),
            (b"\0\0\x01\0\x02\0\x20\x20\0\0", "an icon of Windows"),
            (b"\xD7\xCD\xC6\x9A\0\0", "a Windows metafile (WMF)"),
            (&emf, "a Windows metafile (EMF)"),
            (b"AT&TFORM\0\0\0\x10DJVU", "a DjVu"),
            (b"\x0A\x05\x01\x08\0\0", "a PCX"),
            (b"\x01\xDA\x01\x01\0\x03", "an SGI picture"),
            (b"P6\n8 8\n255\n\xFF\0", "a PNM"),
            (b"gimp xcf v011\0", "a GIMP file"),
            (&zip("Document.archive"), "a Procreate drawing"),
            (&zip("mimetypeapplication/x-krita"), "a Krita drawing"),
            (&zip("word/document.xml"), "an Office document"),
            (&targa(0, 2, 0), "a Targa picture"),
            (&targa(0, 11, 0), "a Targa picture"),
            (&targa(1, 9, 24), "a Targa picture"),
            (&targa(1, 2, 0), "no kind of picture"),
            (&dicom, "a picture of medicine"),
            (b" <html>", "a web page"),
            (b"\xFF\xD8", "the first bytes of a JPEG"),
            (b"\r\n\xFF\xD8\xFF\xE0", "a JPEG with line ends"),
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
