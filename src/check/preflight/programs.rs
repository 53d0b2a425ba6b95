//! Font programs: which glyphs there are, how wide they are, whether they are blank.

use std::collections::BTreeMap;

use read_fonts::ps::agl;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::cs::CommandSink;
use read_fonts::types::{Fixed, GlyphId};
use ttf_parser::{Face, OutlineBuilder, RawFace, Tag};

/// A font program.
pub(super) enum Program<'d> {
    Sfnt(Box<Sfnt<'d>>),
    Cff(Box<Cff<'d>>),
    /// Type 1: named in the file, but its glyphs are not looked at.
    Type1,
}

/// TrueType outlines.
pub(super) struct Sfnt<'d> {
    face: Face<'d>,
}

/// CFF outlines, bare or out of an OpenType file.
pub(super) struct Cff<'d> {
    font: CffFontRef<'d>,
    /// Glyphs by CID, for a CID-keyed font.
    cids: BTreeMap<u32, u32>,
    /// Glyphs by name, for the others.
    names: BTreeMap<Vec<u8>, u32>,
}

/// What stands for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    Id(u32),
    Missing,
    /// Not to be told without tables the judge has not.
    Unknown,
}

/// The way a simple font names its glyphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Encoding {
    /// WinAnsi or MacRoman, if the font says so.
    pub(super) base: Option<&'static str>,
    pub(super) differences: BTreeMap<u32, String>,
}

impl Encoding {
    /// The glyph name of a code.
    fn name(&self, code: u32) -> Option<String> {
        if let Some(name) = self.differences.get(&code) {
            return Some(name.clone());
        }
        let mut buffer = [0_u8; 64];
        agl::char_to_name(self.sign(code)?, &mut buffer).map(str::to_owned)
    }

    /// The character of a code.
    fn sign(&self, code: u32) -> Option<char> {
        if let Some(name) = self.differences.get(&code) {
            return agl::name_to_char(name);
        }
        match (self.base?, code) {
            ("WinAnsiEncoding", 0x80..=0x9F) => WINDOWS.get((code - 0x80) as usize).copied(),
            ("WinAnsiEncoding", _) | (_, 0x20..=0x7E) => char::from_u32(code),
            _ => None,
        }
    }
}

/// Characters 0x80 to 0x9F of WinAnsiEncoding.
const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];

impl<'d> Program<'d> {
    /// Reads a program; the key of the font descriptor and the subtype of the stream say of what kind it is.
    pub(super) fn read(data: &'d [u8], key: &str, subtype: &str) -> Result<Self, &'static str> {
        match (key, subtype) {
            ("FontFile", _) => {
                let begins = data.starts_with(b"%!") || data.first() == Some(&0x80);
                begins.then_some(Self::Type1).ok_or("no Type 1 program")
            }
            ("FontFile3", "CIDFontType0C" | "Type1C") => Cff::read(data, None).map(|cff| Self::Cff(Box::new(cff))),
            _ => {
                let raw = RawFace::parse(data, 0).map_err(|_| "no TrueType or OpenType file")?;
                if let Some(table) = raw.table(Tag::from_bytes(b"CFF ")) {
                    let head = raw.table(Tag::from_bytes(b"head"));
                    let em =
                        head.and_then(|head| Some(i32::from(u16::from_be_bytes(head.get(18..20)?.try_into().ok()?))));
                    return Cff::read(table, em).map(|cff| Self::Cff(Box::new(cff)));
                }
                if raw.table(Tag::from_bytes(b"glyf")).is_none() || raw.table(Tag::from_bytes(b"loca")).is_none() {
                    return Err("no outlines in it");
                }
                let face = Face::parse(data, 0).map_err(|_| "tables are missing or damaged")?;
                Ok(Self::Sfnt(Box::new(Sfnt { face })))
            }
        }
    }

    /// The glyph of a CID; `own` is a CIDFontType0, whose program may name its glyphs by CID.
    pub(super) fn by_cid(&self, cid: u32, own: bool) -> Glyph {
        match self {
            Self::Type1 => Glyph::Unknown,
            Self::Cff(cff) if own && cff.font.is_cid() => {
                cff.cids.get(&cid).map_or(Glyph::Missing, |&id| Glyph::Id(id))
            }
            _ if cid < self.count() => Glyph::Id(cid),
            _ => Glyph::Missing,
        }
    }

    /// The glyph of a code of a simple font.
    pub(super) fn by_code(&self, code: u32, encoding: &Encoding) -> Glyph {
        match self {
            Self::Type1 => Glyph::Unknown,
            Self::Cff(cff) => match encoding.name(code) {
                Some(name) => cff.names.get(name.as_bytes()).map_or(Glyph::Missing, |&id| Glyph::Id(id)),
                None if encoding.base.is_some() => Glyph::Unknown,
                None => {
                    let byte = u8::try_from(code).unwrap_or(0);
                    let id = cff.font.encoding().and_then(|encoding| encoding.map(byte));
                    id.map_or(Glyph::Id(0), |id| Glyph::Id(id.to_u32()))
                }
            },
            Self::Sfnt(sfnt) => sfnt.by_code(code, encoding),
        }
    }

    /// How many glyphs there are.
    pub(super) fn count(&self) -> u32 {
        match self {
            Self::Sfnt(sfnt) => u32::from(sfnt.face.number_of_glyphs()),
            Self::Cff(cff) => cff.font.num_glyphs(),
            Self::Type1 => 0,
        }
    }

    /// The advance of a glyph in thousandths of the em.
    pub(super) fn width(&self, glyph: u32) -> Option<f64> {
        match self {
            Self::Sfnt(sfnt) => {
                let id = ttf_parser::GlyphId(u16::try_from(glyph).ok()?);
                let em = f64::from(sfnt.face.units_per_em());
                Some(f64::from(sfnt.face.glyph_hor_advance(id)?) * 1000.0 / em)
            }
            Self::Cff(cff) => {
                let (width, _) = cff.draw(glyph)?;
                Some(width? * 1000.0 / f64::from(cff.font.upem()).max(1.0))
            }
            Self::Type1 => None,
        }
    }

    /// Whether a glyph draws nothing.
    pub(super) fn is_blank(&self, glyph: u32) -> bool {
        match self {
            Self::Sfnt(sfnt) => u16::try_from(glyph).is_ok_and(|id| {
                let mut pen = Drawn(false);
                sfnt.face.outline_glyph(ttf_parser::GlyphId(id), &mut pen);
                !pen.0
            }),
            Self::Cff(cff) => cff.draw(glyph).is_some_and(|(_, drawn)| !drawn),
            Self::Type1 => false,
        }
    }

    /// The embedding rights, where the program states them.
    pub(super) fn rights(data: &[u8]) -> Option<u16> {
        let table = RawFace::parse(data, 0).ok()?.table(Tag::from_bytes(b"OS/2"))?;
        table.get(8..10).and_then(|bytes| bytes.try_into().ok()).map(u16::from_be_bytes)
    }
}

impl Sfnt<'_> {
    fn by_code(&self, code: u32, encoding: &Encoding) -> Glyph {
        let Some(cmap) = self.face.tables().cmap else { return Glyph::Unknown };
        let sign = encoding.sign(code).map(u32::from);
        for table in cmap.subtables {
            let codes = [sign, Some(code), Some(0xF000 | code)];
            let glyph = codes.into_iter().flatten().find_map(|code| table.glyph_index(code)).filter(|id| id.0 != 0);
            if let Some(glyph) = glyph {
                return Glyph::Id(u32::from(glyph.0));
            }
        }
        let name = encoding.name(code);
        let by_name = name.and_then(|name| self.face.glyph_index_by_name(&name));
        by_name.map_or(Glyph::Unknown, |glyph| Glyph::Id(u32::from(glyph.0)))
    }
}

impl<'d> Cff<'d> {
    fn read(data: &'d [u8], em: Option<i32>) -> Result<Self, &'static str> {
        let font = CffFontRef::new_cff(data, 0, em).map_err(|_| "no CFF program, or a damaged one")?;
        let (mut cids, mut names) = (BTreeMap::new(), BTreeMap::new());
        let charset = font.charset();
        if charset.is_none() && font.is_cid() {
            return Err("no charset in its CFF program");
        }
        for (glyph, sid) in charset.iter().flat_map(|charset| charset.iter()).take(1 << 16) {
            if font.is_cid() {
                cids.insert(u32::from(sid.to_u16()), glyph.to_u32());
            } else if let Some(name) = font.string(sid) {
                names.insert(name.to_vec(), glyph.to_u32());
            }
        }
        Ok(Self { font, cids, names })
    }

    /// The width of a glyph in units of the font, and whether it draws anything.
    fn draw(&self, glyph: u32) -> Option<(Option<f64>, bool)> {
        let id = GlyphId::new(glyph);
        let subfont = self.font.subfont(self.font.subfont_index(id)?, &[]).ok()?;
        let mut pen = Drawn(false);
        let width = self.font.evaluate_charstring(&subfont, id, &[], &mut pen).ok()?;
        Some((width.map(|width| width.to_f64()), pen.0))
    }
}

/// Notes whether anything is drawn.
struct Drawn(bool);

impl CommandSink for Drawn {
    fn move_to(&mut self, _: Fixed, _: Fixed) {}

    fn line_to(&mut self, _: Fixed, _: Fixed) {
        self.0 = true;
    }

    fn curve_to(&mut self, _: Fixed, _: Fixed, _: Fixed, _: Fixed, _: Fixed, _: Fixed) {
        self.0 = true;
    }

    fn close(&mut self) {}
}

impl OutlineBuilder for Drawn {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn close(&mut self) {}
}
