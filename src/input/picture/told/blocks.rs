//! Where the words lie in each kind of file.

use std::io::Cursor;

use image_webp::WebPDecoder;
use tiff::decoder::Decoder;
use tiff::decoder::ifd::Value;
use tiff::tags::{ByteOrder, Tag};

use crate::base::jpeg_segments;
use crate::input::Stored;

use super::super::jpeg2000::next_box;
use super::super::kind::{Kind, kind};
use super::super::{png, psd};

/// Blocks of words as they lie in the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Blocks {
    /// Data sets of the Information Interchange Model.
    pub(super) iim: Option<Vec<u8>>,
    /// An XMP packet.
    pub(super) xmp: Option<Vec<u8>>,
    /// What had no room in it.
    pub(super) extended: Option<Vec<u8>>,
}

/// A block is not larger: what a picture says in words has some kilobytes, what a retoucher's program adds to it seldom a megabyte.
const LARGEST: usize = 8 << 20;

pub(super) fn blocks(bytes: &[u8]) -> Blocks {
    let blocks = match kind(bytes) {
        Kind::Jpeg => of_jpeg(bytes),
        Kind::Png => of_png(bytes),
        Kind::Tiff => of_tiff(&mut Cursor::new(bytes)).unwrap_or_default(),
        Kind::WebP => of_webp(bytes),
        Kind::Jpeg2000 => of_jpeg2000(bytes),
        Kind::Photoshop => psd::resources(bytes).map(of_resources).unwrap_or_default(),
        Kind::Other(_) => Blocks::default(),
    };
    limited(blocks)
}

/// Those of a TIFF that is not in memory.
pub(super) fn blocks_stored(file: &mut dyn Stored) -> Blocks {
    limited(of_tiff(file).unwrap_or_default())
}

fn limited(mut blocks: Blocks) -> Blocks {
    let is_small = |block: &mut Vec<u8>| block.len() <= LARGEST;
    let small = |block: &mut Option<Vec<u8>>| block.take_if(is_small);
    Blocks { iim: small(&mut blocks.iim), xmp: small(&mut blocks.xmp), extended: small(&mut blocks.extended) }
}

/// Photoshop's resources for IPTC and for XMP (Photoshop File Formats Specification, image resource IDs).
fn of_resources(resources: &[u8]) -> Blocks {
    let block = |id| psd::resource(resources, id).map(<[u8]>::to_vec);
    Blocks { iim: block(1028), xmp: block(1060), extended: None }
}

/// Segments APP1 and APP13 (ISO 16684-3 §7.3); resources that are longer than one APP13 go on in the next.
fn of_jpeg(bytes: &[u8]) -> Blocks {
    let mut resources = Vec::new();
    let mut xmp = None;
    let mut extended = Vec::new();
    for segment in jpeg_segments(bytes) {
        match segment.marker {
            0xED => resources.extend(segment.data.strip_prefix(b"Photoshop 3.0\0").unwrap_or_default()),
            0xE1 => {
                xmp = xmp.or(segment.data.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0").map(<[u8]>::to_vec));
                add_extended(segment.data, &mut extended);
            }
            _ => {}
        }
    }
    let extended = Some(extended).filter(|packet| !packet.is_empty());
    Blocks { xmp, extended, ..of_resources(&resources) }
}

/// Adds a piece of a packet that has no room in one segment: after its digest of 32 letters and the length of all, each states its place (ISO 16684-3 §7.3.2).
fn add_extended(data: &[u8], packet: &mut Vec<u8>) {
    let Some(data) = data.strip_prefix(b"http://ns.adobe.com/xmp/extension/\0") else { return };
    let number = |at: usize| {
        let bytes: [u8; 4] = data.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    let (Some(length), Some(at), Some(piece)) = (number(32), number(36), data.get(40..)) else { return };
    let end = at.saturating_add(piece.len());
    if end <= length && length <= LARGEST {
        packet.resize(packet.len().max(end), b' ');
        packet[at..end].copy_from_slice(piece);
    }
}

/// A chunk iTXt of a keyword of its own (ISO 16684-3 §7.5), before or after the pixels.
fn of_png(bytes: &[u8]) -> Blocks {
    let texts = png::chunks(bytes).filter(|chunk| chunk.name == *b"iTXt");
    let mut packets = texts.filter_map(|chunk| international_text(chunk.data));
    Blocks { xmp: packets.next(), ..Blocks::default() }
}

/// The text of an iTXt chunk that holds XMP: after its keyword, flag, method, language and translated keyword (PNG 3 §11.3.3.4).
fn international_text(data: &[u8]) -> Option<Vec<u8>> {
    let [is_packed, _, rest @ ..] = data.strip_prefix(b"XML:com.adobe.xmp\0")? else { return None };
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let text = parts.nth(2)?;
    if *is_packed == 0 {
        return Some(text.to_vec());
    }
    let mut packet = Vec::new();
    let limit = u64::try_from(LARGEST).ok()?;
    std::io::Read::read_to_end(&mut std::io::Read::take(flate2::read::ZlibDecoder::new(text), limit), &mut packet)
        .ok()?;
    Some(packet)
}

fn of_webp(bytes: &[u8]) -> Blocks {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).ok();
    let xmp = decoder.as_mut().and_then(|decoder| decoder.xmp_metadata().ok().flatten());
    Blocks { xmp, ..Blocks::default() }
}

/// What the boxes `uuid` of a JP2 hold (ISO 15444-1 I.7.2; ISO 16684-3 §7.6 for XMP, the IPTC's own number for its data sets).
const XMP_BOX: [u8; 16] = *b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
const IIM_BOX: [u8; 16] = *b"\x33\xC7\xA4\xD2\xB8\x1D\x47\x23\xA0\xBA\xF1\xA3\xE0\x97\xAD\x38";

fn of_jpeg2000(bytes: &[u8]) -> Blocks {
    let mut blocks = Blocks::default();
    let mut rest = bytes;
    while let Some((kind, data, after)) = next_box(rest) {
        match (kind, data.split_first_chunk::<16>()) {
            (b"uuid", Some((&XMP_BOX, packet))) => blocks.xmp = Some(packet.to_vec()),
            (b"uuid", Some((&IIM_BOX, sets))) => blocks.iim = Some(sets.to_vec()),
            _ => {}
        }
        rest = after;
    }
    blocks
}

/// Tags of their own for both, and one for Photoshop's resources (ISO 16684-3 §7.7).
fn of_tiff(file: &mut dyn Stored) -> Option<Blocks> {
    const XMP: Tag = Tag::Unknown(700);
    const IIM: Tag = Tag::Unknown(33_723);
    const PHOTOSHOP: Tag = Tag::Unknown(34_377);
    file.rewind().ok()?;
    let mut file = Decoder::new(file).ok()?;
    let order = file.byte_order();
    let mut of_tag = |tag| file.find_tag(tag).ok().flatten().and_then(|value| as_bytes(value, order));
    let resources = of_tag(PHOTOSHOP).map(|resources| of_resources(&resources)).unwrap_or_default();
    Some(Blocks { iim: of_tag(IIM).or(resources.iim), xmp: of_tag(XMP).or(resources.xmp), extended: None })
}

/// Bytes, which many programs write as numbers of four bytes.
fn as_bytes(value: Value, order: ByteOrder) -> Option<Vec<u8>> {
    if let Ok(bytes) = value.clone().into_u8_vec() {
        return Some(bytes);
    }
    let bytes = |number: u32| if order == ByteOrder::BigEndian { number.to_be_bytes() } else { number.to_le_bytes() };
    Some(value.into_u32_vec().ok()?.into_iter().flat_map(bytes).collect())
}
