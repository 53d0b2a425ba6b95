//! Fonts cut to the glyphs shown: Type 0 over a CIDFont, with widths and the text every glyph stands for (ISO 32000-1 §9.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, Stream, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::GlyphId;

use crate::base::{Diagnostic, Diagnostics, FaceId};
use crate::display::{GlyphRun, ItemKind, Turn};
use crate::font::{EmbeddingRights, Face, FontBook, Outlines, vertical_origin};
use crate::message;

use super::{PdfJob, deflate, internal};

/// All faces of the pages with what is shown of them.
#[derive(Debug, Default)]
pub(super) struct Uses {
    faces: BTreeMap<FaceId, FaceUse>,
}

/// What is shown of one face.
#[derive(Debug, Default)]
pub(super) struct FaceUse {
    remapper: GlyphRemapper,
    /// By glyph id: every glyph of every page is looked up here, so it is a vector.
    glyphs: Vec<Option<GlyphUse>>,
    has_vertical: bool,
}

/// What is shown of one glyph.
#[derive(Clone, Debug)]
struct GlyphUse {
    /// Texts it stands for; the position of a text is its variant.
    texts: Vec<String>,
    /// Two-byte code.
    code: u16,
    /// Advance in thousandths of an em, as `/W` states it.
    width: i64,
    /// Vertical origin above the baseline.
    origin: i64,
}

/// A Type 0 font: face, text variant, writing direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FontKey {
    face: FaceId,
    variant: usize,
    is_vertical: bool,
}

/// How a glyph is written in content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its font.
    pub font: FontKey,
    /// Two-byte code.
    pub code: u16,
    /// Advance in thousandths of an em.
    pub width: i64,
}

/// Default vertical origin and advance of a CIDFont (ISO 32000-1 table 117).
const DEFAULT_VERTICAL: (i64, i64) = (880, -1000);

/// Looks through the pages once.
pub(super) fn uses(job: &PdfJob<'_>) -> Result<Uses, Diagnostics> {
    let mut uses = Uses::default();
    // To read a face's tables costs more than to measure a page's letters.
    let mut tables = BTreeMap::new();
    for item in job.pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Glyphs(run) = &item.kind {
            uses.add(run, job.fonts, &mut tables);
        }
    }
    let problems: Diagnostics =
        uses.faces.iter().filter_map(|(&face, used)| used.problem(job.fonts.face(face))).collect();
    if problems.is_empty() { Ok(uses) } else { Err(problems) }
}

/// What a face says of its glyphs; nothing where it cannot be read.
type Tables<'f> = Option<ttf_parser::Face<'f>>;

impl Uses {
    fn add<'f>(&mut self, run: &GlyphRun, fonts: &'f FontBook, tables: &mut BTreeMap<FaceId, Tables<'f>>) {
        let used = self.faces.entry(run.face).or_default();
        used.has_vertical |= run.turn == Turn::Upright;
        for glyph in &run.glyphs {
            if used.glyph(glyph.id).is_none() {
                let tables = tables.entry(run.face).or_insert_with(|| fonts.face(run.face).tables());
                used.measure(glyph.id, tables.as_ref());
            }
            let text = text_of(run, glyph.text());
            let Some(Some(known)) = used.glyphs.get_mut(usize::from(glyph.id)) else { continue };
            // Where another glyph of its cluster has the text, that is a text as well; layers say nothing at all.
            let says = !text.is_empty() || !run.text.is_empty();
            if says && !known.texts.iter().any(|known| known == text) {
                known.texts.push(text.to_owned());
            }
        }
    }

    /// How a glyph of a run is written; the font differs where one glyph stands for two texts.
    pub(super) fn shown(&self, run: &GlyphRun, id: u16, text: std::ops::Range<u32>) -> Option<Shown> {
        let glyph = self.faces.get(&run.face)?.glyph(id)?;
        let text = text_of(run, text);
        let variant = glyph.texts.iter().position(|known| known == text).unwrap_or(0);
        let font = FontKey { face: run.face, variant, is_vertical: run.turn == Turn::Upright };
        Some(Shown { font, code: glyph.code, width: glyph.width })
    }
}

fn text_of(run: &GlyphRun, range: std::ops::Range<u32>) -> &str {
    run.text.get(range.start as usize..range.end as usize).unwrap_or_default()
}

impl FontKey {
    /// Resource name: face, variant, writing direction.
    pub(super) fn resource(self) -> String {
        let variant = if self.variant > 0 { format!("x{}", self.variant) } else { String::new() };
        format!("N{}{variant}{}", self.face.0, if self.is_vertical { "v" } else { "" })
    }
}

impl FaceUse {
    fn glyph(&self, id: u16) -> Option<&GlyphUse> {
        self.glyphs.get(usize::from(id))?.as_ref()
    }

    /// Glyphs with their ids, in order.
    fn shown(&self) -> impl Iterator<Item = (u16, &GlyphUse)> {
        (0..=u16::MAX).zip(&self.glyphs).filter_map(|(id, glyph)| Some((id, glyph.as_ref()?)))
    }

    fn measure(&mut self, id: u16, tables: Option<&ttf_parser::Face<'_>>) {
        let glyph = GlyphId(id);
        let upem = tables.map_or(1000, |tables| i64::from(tables.units_per_em()).max(1));
        let scaled = |units: i64| (units * 1000 + upem / 2).div_euclid(upem);
        let width =
            tables.and_then(|tables| tables.glyph_hor_advance(glyph)).map_or(0, |width| scaled(i64::from(width)));
        let origin = tables.and_then(|tables| vertical_origin(tables, glyph)).map_or(DEFAULT_VERTICAL.0, scaled);
        let at = usize::from(id);
        if self.glyphs.len() <= at {
            self.glyphs.resize(at + 1, None);
        }
        self.glyphs[at] = Some(GlyphUse { texts: Vec::new(), code: self.remapper.remap(id), width, origin });
    }

    /// T08: the licence bits; T02: a missing glyph is never written.
    fn problem(&self, face: &Face) -> Option<Diagnostic> {
        let glyphless = || self.glyph(0).map(|_| internal(&format!("a character without glyph in {}", face.family())));
        unlicensed(face.rights, face.family()).or_else(glyphless)
    }
}

/// What a face's licence forbids: every face is embedded, and only what is shown of it.
pub(super) fn unlicensed(rights: EmbeddingRights, family: &str) -> Option<Diagnostic> {
    let finding = match rights {
        EmbeddingRights::Forbidden => Diagnostic::error(
            "font/no-embedding",
            message!("{} may not be embedded: its licence bits (fsType) forbid it", family),
        )
        .hint("use another face or a licence that allows embedding"),
        EmbeddingRights::WholeOnly => Diagnostic::error(
            "font/no-subsetting",
            message!("{} may only be embedded whole: its licence bits (fsType) forbid parts of it", family),
        )
        .hint("use another face or a licence that allows subsets"),
        EmbeddingRights::Free => return None,
    };
    Some(finding)
}

/// The objects of one embedded face.
#[derive(Debug)]
pub(super) struct EmbeddedFace {
    /// The font program's stream, already deflated.
    pub program: Stream,
    /// Which descriptor key it goes to.
    pub program_key: &'static str,
    /// Descriptor without the program.
    pub descriptor: Dictionary,
    /// CIDFont without the descriptor.
    pub cid_font: Dictionary,
    /// Resource name, encoding and ToUnicode of every Type 0 font over it.
    pub variants: Vec<(String, &'static str, Stream)>,
    /// Name with subset tag.
    pub name: String,
}

/// Cuts and deflates the faces, in parallel, in the order of their ids.
pub(super) fn embed(fonts: &FontBook, uses: &Uses) -> Result<Vec<EmbeddedFace>, Diagnostics> {
    let faces: Vec<(&FaceId, &FaceUse)> = uses.faces.iter().collect();
    let embedded: Vec<Result<EmbeddedFace, Diagnostic>> =
        faces.par_iter().map(|(id, used)| embed_face(**id, fonts.face(**id), used)).collect();
    let mut done = Vec::with_capacity(embedded.len());
    let mut problems = Vec::new();
    for face in embedded {
        match face {
            Ok(face) => done.push(face),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(done) } else { Err(problems) }
}

fn embed_face(id: FaceId, face: &Face, used: &FaceUse) -> Result<EmbeddedFace, Diagnostic> {
    let name = format!("{}+{}", subset_tag(face, used), face.postscript_name);
    let cut = subsetter::subset(face.bytes(), face.index, &used.remapper)
        .map_err(|error| internal(&format!("{} cannot be cut: {error:?}", face.family())))?;
    let (program_key, program, extra) =
        program(face, &cut).ok_or_else(|| internal(&format!("{} has no outlines after cutting", face.family())))?;
    let mut dictionary = dictionary! { "Filter" => "FlateDecode" };
    dictionary.extend(&extra);
    Ok(EmbeddedFace {
        program: ready(dictionary, deflate(&program)),
        program_key,
        descriptor: descriptor(face, &name),
        cid_font: cid_font(face, used, &name),
        variants: variants(id, used),
        name,
    })
}

/// A stream whose bytes are already as its filter says.
pub(super) fn ready(dictionary: Dictionary, bytes: Vec<u8>) -> Stream {
    let mut stream = Stream::new(dictionary, bytes);
    stream.allows_compression = false;
    stream
}

/// The program as PDF wants it: the bare CFF table, or the whole TrueType file.
fn program(face: &Face, cut: &[u8]) -> Option<(&'static str, Vec<u8>, Dictionary)> {
    if face.outlines == Outlines::Cff {
        let raw = ttf_parser::RawFace::parse(cut, 0).ok()?;
        let cff = raw.table(ttf_parser::Tag::from_bytes(b"CFF "))?;
        return Some(("FontFile3", cff.to_vec(), dictionary! { "Subtype" => "CIDFontType0C" }));
    }
    Some(("FontFile2", cut.to_vec(), dictionary! { "Length1" => i64::try_from(cut.len()).unwrap_or(0) }))
}

/// Six capitals from the face and its glyph set (prepress T06).
fn subset_tag(face: &Face, used: &FaceUse) -> String {
    let mut hash = Sha256::new();
    hash.update(face.postscript_name.as_bytes());
    for (id, _) in used.shown() {
        hash.update(id.to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn descriptor(face: &Face, name: &str) -> Dictionary {
    let metrics = &face.metrics;
    let upem = i64::from(metrics.units_per_em).max(1);
    let scaled = |units: i16| Object::Integer(i64::from(units) * 1000 / upem);
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => Object::Name(name.as_bytes().to_vec()),
        "Flags" => 4,
        "FontBBox" => metrics.bounds.iter().map(|&units| scaled(units)).collect::<Vec<_>>(),
        "ItalicAngle" => 0,
        "Ascent" => scaled(metrics.ascender),
        "Descent" => scaled(metrics.descender),
        "CapHeight" => scaled(metrics.cap_height),
        "StemV" => i64::from(face.weight) / 5,
    }
}

fn cid_font(face: &Face, used: &FaceUse, name: &str) -> Dictionary {
    let cff = face.outlines == Outlines::Cff;
    let mut font = dictionary! {
        "Type" => "Font",
        "Subtype" => if cff { "CIDFontType0" } else { "CIDFontType2" },
        "BaseFont" => Object::Name(name.as_bytes().to_vec()),
        "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0 },
        "DW" => 1000,
        "W" => by_code(used, |glyph| (glyph.width != 1000).then(|| vec![glyph.width])),
    };
    if !cff {
        font.set("CIDToGIDMap", "Identity");
    }
    if used.has_vertical {
        font.set("DW2", vec![Object::Integer(DEFAULT_VERTICAL.0), Object::Integer(DEFAULT_VERTICAL.1)]);
        let metrics = |glyph: &GlyphUse| {
            (glyph.origin != DEFAULT_VERTICAL.0).then(|| vec![DEFAULT_VERTICAL.1, glyph.width / 2, glyph.origin])
        };
        font.set("W2", by_code(used, metrics));
    }
    font
}

/// A `/W`-like array: `code [numbers…]` for every glyph that has numbers of its own.
fn by_code(used: &FaceUse, numbers: impl Fn(&GlyphUse) -> Option<Vec<i64>>) -> Vec<Object> {
    let mut entries: Vec<(u16, Vec<i64>)> =
        used.shown().filter_map(|(_, glyph)| Some((glyph.code, numbers(glyph)?))).collect();
    entries.sort_unstable();
    let mut array = Vec::new();
    let mut next = None;
    for (code, numbers) in entries {
        let numbers = numbers.into_iter().map(Object::Integer);
        match array.last_mut() {
            Some(Object::Array(run)) if next == Some(code) => run.extend(numbers),
            _ => array.extend([Object::Integer(i64::from(code)), Object::Array(numbers.collect())]),
        }
        next = code.checked_add(1);
    }
    array
}

/// One Type 0 font per text variant and direction; variants share the CIDFont.
fn variants(id: FaceId, used: &FaceUse) -> Vec<(String, &'static str, Stream)> {
    // Tone marks of bopomofo and layers of headlines have no text of their own, and are shown in the first font all the same.
    let count = used.shown().map(|(_, glyph)| glyph.texts.len()).max().unwrap_or(0).max(1);
    let key = |variant, is_vertical| FontKey { face: id, variant, is_vertical }.resource();
    let mut variants = Vec::new();
    for variant in 0..count {
        let map = to_unicode(used, variant);
        variants.push((key(variant, false), "Identity-H", map.clone()));
        if used.has_vertical {
            variants.push((key(variant, true), "Identity-V", map));
        }
    }
    variants
}

/// The text of every code (ISO 32000-1 §9.10.3), in blocks of at most 100.
fn to_unicode(used: &FaceUse, variant: usize) -> Stream {
    // A glyph that only ever comes after another of its character still needs a text (prepress T05): one without width.
    let nothing = "\u{200B}".to_owned();
    let mut entries: Vec<(u16, &String)> = used
        .shown()
        .filter_map(|(_, glyph)| Some((glyph.code, glyph.texts.get(variant).or((variant == 0).then_some(&nothing))?)))
        .map(|(code, text)| (code, if text.is_empty() { &nothing } else { text }))
        .collect();
    entries.sort_unstable();
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    for block in entries.chunks(100) {
        map += &format!("{} beginbfchar\n", block.len());
        for (code, text) in block {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            map += &format!("<{code:04X}> <{units}>\n");
        }
        map += "endbfchar\n";
    }
    map += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    ready(dictionary! { "Filter" => "FlateDecode" }, deflate(map.as_bytes()))
}
