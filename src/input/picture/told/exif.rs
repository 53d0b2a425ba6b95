//! The few words of Exif (CIPA DC-008, TIFF fields): what stands nowhere else.

use std::io::Cursor;

use exif::{In, Reader, Tag, Value};

use super::super::kind::{Kind, kind};
use super::letters::{decoded, encoding};
use super::{Told, clean, joined};

/// The description, the maker and the owner of a photograph. Of itself a camera describes a picture by its own name or a path, always in ASCII; what was typed for a
/// Chinese paper is not.
pub(super) fn read(bytes: &[u8]) -> Told {
    if !matches!(kind(bytes), Kind::Jpeg | Kind::Png | Kind::WebP) {
        return Told::default();
    }
    let Ok(fields) = Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return Told::default() };
    let field = |tag| match fields.get_field(tag, In::PRIMARY).map(|field| &field.value) {
        Some(Value::Ascii(parts)) => parts.iter().map(Vec::as_slice).collect(),
        _ => Vec::new(),
    };
    let (description, artist, copyright) = (field(Tag::ImageDescription), field(Tag::Artist), field(Tag::Copyright));
    let encoding = encoding(&[&description[..], &artist, &copyright].concat());
    let one = |parts: &[&[u8]]| joined(&parts.iter().map(|part| clean(&decoded(encoding, part))).collect::<Vec<_>>());
    let caption = Some(one(&description)).filter(|caption| !caption.is_ascii());
    Told { caption: caption.unwrap_or_default(), creator: one(&artist), copyright: one(&copyright), ..Told::default() }
}
