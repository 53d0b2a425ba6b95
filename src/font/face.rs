//! One face: names, metrics, coverage and rights, read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use ttf_parser::FaceParsingError;

use crate::base::Message;
use crate::message;

/// The bytes of a font file: part of the program, or read by the caller.
#[derive(Clone, Debug)]
pub enum FontData {
    /// Carried by the program; paged in by the system when touched.
    Shipped(&'static [u8]),
    /// Read from a file.
    Read(Arc<[u8]>),
    /// Of a file that could not be read, and why.
    Unread(Message),
}

impl FontData {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Shipped(bytes) => bytes,
            Self::Read(bytes) => bytes,
            Self::Unread(_) => &[],
        }
    }
}

/// A font file as the caller provides it.
#[derive(Clone, Debug)]
pub struct FontFile {
    /// Name for messages.
    pub name: String,
    /// Content.
    pub data: FontData,
}

/// Numbers of a face in its own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceMetrics {
    /// Units of one em.
    pub units_per_em: u16,
    /// hhea ascender.
    pub ascender: i16,
    /// hhea descender, negative.
    pub descender: i16,
    /// Height of capitals.
    pub cap_height: i16,
    /// Bounding box of all glyphs: x min, y min, x max, y max.
    pub bounds: [i16; 4],
}

/// What the face's licence bits allow (OS/2 fsType; prepress T08).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbeddingRights {
    /// May be embedded and cut to a subset.
    Free,
    /// May be embedded only whole (0x0100).
    WholeOnly,
    /// May not be embedded (0x0002 alone, or 0x0200 bitmap only).
    Forbidden,
}

/// How the letters of a face stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slant {
    /// Upright.
    #[default]
    Upright,
    /// Italic or oblique.
    Italic,
}

/// Kind of glyph outlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlines {
    /// `CFF ` table.
    Cff,
    /// `glyf` table.
    TrueType,
}

/// Where a glyph's ink is, in thousandths of the em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlyphInk {
    /// Box of the outline from the origin, y up: x min, y min, x max, y max.
    pub bounds: [i32; 4],
    /// Advance along a horizontal line.
    pub advance: i32,
    /// Height of the vertical origin above the baseline.
    pub vertical_origin: i32,
}

/// One face of a font file.
#[derive(Debug)]
pub struct Face {
    /// File it came from, for messages.
    pub file: String,
    /// Position in its collection.
    pub index: u32,
    /// Family names in all languages, typographic ones first.
    pub families: Vec<String>,
    /// PostScript name.
    pub postscript_name: String,
    /// Weight class, 100 to 900.
    pub weight: u16,
    /// Whether it is an italic.
    pub slant: Slant,
    /// Metrics.
    pub metrics: FaceMetrics,
    /// Kind of outlines.
    pub outlines: Outlines,
    /// Embedding rights.
    pub rights: EmbeddingRights,
    data: FontData,
    /// Which of some letters it has, by all that were asked for: a table of glyphs is not read anew for every style.
    asked: Mutex<BTreeMap<&'static str, BTreeSet<char>>>,
}

/// Why bytes are no font, as far as their beginning says it.
fn broken(bytes: &[u8], error: FaceParsingError) -> Message {
    match bytes {
        [] => "the file is empty".into(),
        [b'w', b'O', b'F', b'F' | b'2', ..] => "it is a font for web pages (WOFF)".into(),
        _ if error == FaceParsingError::UnknownMagic => "it is no font file, whatever its name says".into(),
        _ => message!("it is damaged: {}", error.to_string()),
    }
}

impl Face {
    /// Reads the face at `index` of a file.
    ///
    /// # Errors
    /// A sentence for the user when the file is no usable font.
    pub(super) fn parse(file: &FontFile, index: u32) -> Result<Self, Message> {
        let bytes = file.data.bytes();
        let parsed = ttf_parser::Face::parse(bytes, index).map_err(|error| broken(bytes, error))?;
        let outlines = match (parsed.tables().cff.is_some(), parsed.tables().glyf.is_some()) {
            (true, _) => Outlines::Cff,
            (_, true) => Outlines::TrueType,
            _ => return Err("it has neither CFF nor TrueType outlines".into()),
        };
        let families = family_names(&parsed);
        if families.is_empty() {
            return Err("it has no family name".into());
        }
        Ok(Self {
            file: file.name.clone(),
            index,
            postscript_name: name(&parsed, ttf_parser::name_id::POST_SCRIPT_NAME)
                .unwrap_or_else(|| families[0].replace(' ', "")),
            weight: parsed.weight().to_number(),
            slant: if parsed.is_italic() || parsed.is_oblique() { Slant::Italic } else { Slant::Upright },
            metrics: metrics(&parsed),
            outlines,
            rights: rights(&parsed),
            families,
            data: file.data.clone(),
            asked: Mutex::default(),
        })
    }

    /// The bytes of the file this face is in.
    pub fn bytes(&self) -> &[u8] {
        self.data.bytes()
    }

    /// The file itself, shared.
    pub fn data(&self) -> FontData {
        self.data.clone()
    }

    /// The parsed tables; cheap, nothing is copied.
    pub fn tables(&self) -> Option<ttf_parser::Face<'_>> {
        ttf_parser::Face::parse(self.bytes(), self.index).ok()
    }

    /// Those of the letters of a language the face has a glyph for.
    pub fn covered_of(&self, letters: &'static str) -> BTreeSet<char> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.entry(letters).or_insert_with(|| self.covered(&letters.chars().collect())).clone()
    }

    /// Those of `characters` the face has a glyph for.
    pub fn covered(&self, characters: &BTreeSet<char>) -> BTreeSet<char> {
        let Some(tables) = self.tables() else { return BTreeSet::new() };
        characters.iter().copied().filter(|&c| tables.glyph_index(c).is_some()).collect()
    }

    /// The ink of those of `glyphs` that have any.
    pub fn ink(&self, glyphs: &BTreeSet<u16>) -> BTreeMap<u16, GlyphInk> {
        let Some(tables) = self.tables() else { return BTreeMap::new() };
        let upem = i32::from(tables.units_per_em()).max(1);
        let down = |units: i32| (units * 1000).div_euclid(upem);
        let up = |units: i32| -(-units * 1000).div_euclid(upem);
        let ink = |&id: &u16| {
            let glyph = ttf_parser::GlyphId(id);
            let bounds = tables.glyph_bounding_box(glyph)?;
            let origin = vertical_origin(&tables, glyph).and_then(|units| i32::try_from(units).ok());
            Some((
                id,
                GlyphInk {
                    bounds: [
                        down(bounds.x_min.into()),
                        down(bounds.y_min.into()),
                        up(bounds.x_max.into()),
                        up(bounds.y_max.into()),
                    ],
                    advance: down(tables.glyph_hor_advance(glyph).unwrap_or(0).into()),
                    vertical_origin: origin.map_or(DEFAULT_VERTICAL_ORIGIN, down),
                },
            ))
        };
        glyphs.iter().filter_map(ink).collect()
    }

    /// Whether it has an OpenType feature, of substitution or of placing.
    pub fn has_feature(&self, tag: &str) -> bool {
        let Some(tables) = self.tables() else { return false };
        let layouts = [tables.tables().gsub, tables.tables().gpos];
        let Ok(tag) = <[u8; 4]>::try_from(tag.as_bytes()) else { return false };
        let tag = ttf_parser::Tag::from_bytes(&tag);
        layouts.iter().flatten().any(|table| table.features.into_iter().any(|feature| feature.tag == tag))
    }

    /// How many characters the face has.
    pub fn character_count(&self) -> usize {
        let Some(tables) = self.tables() else { return 0 };
        let mut characters = BTreeSet::new();
        for table in tables.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(|table| table.is_unicode()) {
            table.codepoints(|c| {
                if table.glyph_index(c).is_some_and(|glyph| glyph.0 != 0) {
                    characters.insert(c);
                }
            });
        }
        characters.len()
    }

    /// Whether `family` is one of its family names.
    pub fn is_called(&self, family: &str) -> bool {
        self.families.iter().any(|name| name.eq_ignore_ascii_case(family))
    }

    /// The family name for messages.
    pub fn family(&self) -> &str {
        &self.families[0]
    }
}

/// Where the vertical origin of a glyph is, in font units: VORG, else the vertical metrics (OpenType `vmtx`).
pub fn vertical_origin(tables: &ttf_parser::Face<'_>, glyph: ttf_parser::GlyphId) -> Option<i64> {
    let stated = tables.glyph_y_origin(glyph).filter(|_| tables.tables().vorg.is_some());
    let measured = || Some((tables.glyph_ver_side_bearing(glyph)?, tables.glyph_bounding_box(glyph)?.y_max));
    stated.map(i64::from).or_else(|| measured().map(above))
}

/// The top of a glyph and the room above it; a broken font's may be more than a font unit holds.
fn above((room, top): (i16, i16)) -> i64 {
    i64::from(room) + i64::from(top)
}

/// The vertical origin of faces that state none (ISO 32000-1 table 117).
const DEFAULT_VERTICAL_ORIGIN: i32 = 880;

fn name(face: &ttf_parser::Face<'_>, id: u16) -> Option<String> {
    face.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string())
}

fn family_names(face: &ttf_parser::Face<'_>) -> Vec<String> {
    let mut families = Vec::new();
    for id in [ttf_parser::name_id::TYPOGRAPHIC_FAMILY, ttf_parser::name_id::FAMILY, ttf_parser::name_id::FULL_NAME] {
        for name in face.names().into_iter().filter(|name| name.name_id == id) {
            if let Some(text) = name.to_string().filter(|text| !text.is_empty() && !families.contains(text)) {
                families.push(text);
            }
        }
    }
    families
}

fn metrics(face: &ttf_parser::Face<'_>) -> FaceMetrics {
    let bounds = face.global_bounding_box();
    FaceMetrics {
        units_per_em: face.units_per_em(),
        ascender: face.ascender(),
        descender: face.descender(),
        cap_height: face.capital_height().unwrap_or_else(|| face.ascender()),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
    }
}

/// OpenType OS/2 fsType; a face without OS/2 states no restriction.
fn rights(face: &ttf_parser::Face<'_>) -> EmbeddingRights {
    use ttf_parser::Permissions;
    if face.permissions() == Some(Permissions::Restricted)
        || face.tables().os2.is_some() && !face.is_outline_embedding_allowed()
    {
        EmbeddingRights::Forbidden
    } else if face.tables().os2.is_some() && !face.is_subsetting_allowed() {
        EmbeddingRights::WholeOnly
    } else {
        EmbeddingRights::Free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_fonts_vertical_origin_is_no_overflow() {
        assert_eq!(above((i16::MAX, i16::MAX)), 65_534);
    }
}
