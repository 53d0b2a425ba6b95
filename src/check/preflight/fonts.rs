//! Fonts by what they were asked to show, T01 to T09.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Judge;
use super::cmap::CMap;
use super::programs::{Encoding, Glyph, Program};
use super::reading::Doc;
use super::report::Subject;
use super::rules::Id;
use super::value::{Dict, Stream, Value};

/// Difference of widths that is rounding, in thousandths of the em.
const WIDTH_TOLERANCE: f64 = 1.01;
/// Codes of one font that are kept.
const MOST_CODES: usize = 200_000;
/// Characters that draw nothing by right.
const BLANKS: &[char] =
    &[' ', '\u{a0}', '\u{3000}', '\u{2002}', '\u{2003}', '\u{2009}', '\u{200b}', '\u{ad}', '\t', '\n', '\r'];
/// Bits of the embedding rights: restricted, preview or edit, no subsets, bitmaps only.
const RIGHTS: [u16; 4] = [0x0002, 0x000C, 0x0100, 0x0200];

/// A glyph shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) advance: f64,
    /// The one-byte code 32, which word space follows.
    pub(super) is_word_space: bool,
    /// A blank for the safe distance.
    pub(super) is_blank: bool,
}

/// A font as its dictionary says, with the codes that were shown.
#[derive(Debug)]
pub(super) struct Font {
    dict: Rc<Dict>,
    descendant: Option<Rc<Dict>>,
    kind: String,
    name: String,
    pub(super) vertical: bool,
    /// Whether codes can be turned into CIDs: an Identity or an embedded CMap.
    readable: bool,
    map: Option<CMap>,
    texts: Option<CMap>,
    widths: Widths,
    /// Vertical advances.
    heights: Widths,
    /// CIDs by code shown.
    used: BTreeMap<u32, u32>,
    /// Whether any of it was painted.
    visible: bool,
    /// The object of the page it was first met in, by its resource name.
    pub(super) within: Option<std::sync::Arc<str>>,
    odd: bool,
}

/// Advances by CID or code.
#[derive(Debug, Default)]
struct Widths {
    single: BTreeMap<u32, f64>,
    /// Lowest and highest code with their advance, sorted.
    ranges: Vec<(u32, u32, f64)>,
    default: f64,
}

impl Widths {
    fn get(&self, code: u32) -> f64 {
        let after = self.ranges.partition_point(|range| range.0 <= code);
        let range = || self.ranges.get(after.checked_sub(1)?).filter(|range| code <= range.1).map(|range| range.2);
        self.single.get(&code).copied().or_else(range).unwrap_or(self.default)
    }

    /// A /W or /W2 array; `step` values belong to one glyph, the first is its advance.
    fn read(doc: &Doc<'_>, value: &Value, step: usize, default: f64) -> Self {
        let mut widths = Self { default, ..Self::default() };
        let value = doc.resolve(value);
        let items: Vec<Value> = value.array().unwrap_or_default().iter().map(|item| doc.resolve(item)).collect();
        let mut rest = items.as_slice();
        let whole = |value: &Value| value.count().and_then(|n| u32::try_from(n).ok());
        while let [first, second, tail @ ..] = rest {
            let Some(first) = whole(first) else { break };
            if second.array().is_some() {
                let advances = doc.numbers(second);
                widths.single.extend((first..).zip(advances.chunks_exact(step).filter_map(|of| of.first().copied())));
                rest = tail;
            } else if let (Some(last), Some(advance)) = (whole(second), tail.first().and_then(Value::number)) {
                widths.ranges.push((first, last, advance));
                rest = tail.get(step..).unwrap_or_default();
            } else {
                break;
            }
        }
        widths.ranges.sort_by_key(|range| range.0);
        widths
    }
}

impl Font {
    /// Reads the dictionary of a font.
    pub(super) fn read(doc: &Doc<'_>, dict: &Rc<Dict>) -> Self {
        let name = |dict: &Dict, key| doc.get(dict, key).name().unwrap_or("?").to_owned();
        let kind = name(dict, "Subtype");
        let composite = kind == "Type0";
        let below = doc.get(dict, "DescendantFonts");
        let descendant = below.array().and_then(|fonts| doc.resolve(fonts.first()?).dict().cloned());
        let encoding = doc.get(dict, "Encoding");
        let map = encoding.stream().filter(|_| composite).and_then(|stream| read_map(doc, stream));
        let vertical = composite
            && (encoding.name().is_some_and(|name| name.ends_with("-V"))
                || map.as_ref().is_some_and(|map| map.vertical));
        let readable = !composite || map.is_some() || matches!(encoding.name(), Some("Identity-H" | "Identity-V"));
        let texts = doc.get(dict, "ToUnicode").stream().and_then(|stream| read_map(doc, stream));
        let (widths, heights) = match &descendant {
            Some(own) if composite => {
                let default = doc.get(own, "DW").number().unwrap_or(1000.0);
                let high = doc.numbers(own.raw("DW2")).get(1).copied().unwrap_or(-1000.0);
                (Widths::read(doc, own.raw("W"), 1, default), Widths::read(doc, own.raw("W2"), 3, high))
            }
            _ => (simple_widths(doc, dict), Widths::default()),
        };
        Self {
            name: name(dict, "BaseFont"),
            dict: Rc::clone(dict),
            descendant,
            kind,
            vertical,
            readable,
            map,
            texts,
            widths,
            heights,
            used: BTreeMap::new(),
            visible: false,
            within: None,
            odd: false,
        }
    }

    fn is_composite(&self) -> bool {
        self.kind == "Type0"
    }

    /// The glyphs of a string; their codes are taken down.
    pub(super) fn decode(&mut self, bytes: &[u8], visible: bool) -> Vec<Shown> {
        self.visible |= visible;
        let mut shown = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length) = if !self.is_composite() {
                (rest.first().copied().map_or(0, u32::from), 1)
            } else if let Some(map) = &self.map {
                map.next(rest).unwrap_or((0, 1))
            } else if let [high, low, ..] = rest {
                (u32::from(*high) << 8 | u32::from(*low), 2)
            } else {
                self.odd = true;
                break;
            };
            let cid = self.map.as_ref().map_or(code, |map| map.cid(code));
            if self.used.len() < MOST_CODES {
                self.used.insert(code, cid);
            }
            let advance = if self.vertical { self.heights.get(cid) } else { self.widths.get(cid) };
            let is_blank = length == 1 && code == 32;
            shown.push(Shown { advance, is_word_space: is_blank, is_blank });
            rest = rest.get(length.max(1)..).unwrap_or_default();
        }
        shown
    }

    /// The dictionary that holds the font program's descriptor.
    fn holder(&self) -> &Rc<Dict> {
        match &self.descendant {
            Some(descendant) if self.is_composite() => descendant,
            _ => &self.dict,
        }
    }
}

fn read_map(doc: &Doc<'_>, stream: &Stream) -> Option<CMap> {
    CMap::read(&doc.data(stream, doc.limits.content).ok()?).ok()
}

/// Widths of a simple font in thousandths of the em.
fn simple_widths(doc: &Doc<'_>, dict: &Dict) -> Widths {
    let first = doc.get(dict, "FirstChar").count().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let descriptor = doc.get(dict, "FontDescriptor");
    let missing = descriptor.dict().and_then(|descriptor| doc.get(descriptor, "MissingWidth").number());
    let unit = match doc.get(dict, "Subtype").is_name("Type3") {
        true => doc.numbers(dict.raw("FontMatrix")).first().map_or(1.0, |scale| scale * 1000.0),
        false => 1.0,
    };
    let advances = doc.numbers(dict.raw("Widths"));
    let single = (first..).zip(advances.into_iter().map(|advance| advance * unit)).collect();
    Widths { single, ranges: Vec::new(), default: missing.unwrap_or(0.0) }
}

impl Judge<'_> {
    /// T01 to T09 of every font that was used.
    pub(super) fn fonts(&mut self) {
        let fonts = std::mem::take(&mut self.fonts);
        let mut fonts: Vec<Font> = fonts.into_values().collect();
        fonts.sort_by(|a, b| (a.dict.object, &a.name).cmp(&(b.dict.object, &b.name)));
        for font in &fonts {
            self.report.sheet.within = font.within.clone();
            self.font(font);
        }
        self.report.sheet.within = None;
    }

    fn font(&mut self, font: &Font) {
        let subject = Subject::new(font.dict.object, format!("font {}", font.name));
        if font.kind == "Type3" {
            self.note(Id::T09, &subject, "Type 3 font", "");
            return;
        }
        if font.name.rsplit('+').next().is_some_and(|name| name.contains("Courier")) {
            self.note(Id::T09, &subject, "Courier: a font may have been substituted", "");
        }
        if font.is_composite() {
            self.composite(font, &subject);
        }
        let descriptor = self.doc.get(font.holder(), "FontDescriptor").dict().cloned().unwrap_or_default();
        let keys = ["FontFile", "FontFile2", "FontFile3"];
        let found = keys.map(|key| (key, self.doc.get(&descriptor, key).stream().cloned()));
        let files: Vec<_> = found.into_iter().filter_map(|(key, stream)| Some((key, stream?))).collect();
        if files.len() > 1 {
            self.note(Id::T01, &subject, "more than one font file", "");
        }
        match files.first() {
            Some((key, stream)) => self.embedded(font, &subject, (key, stream), &descriptor),
            None if font.visible || self.is_x1a() => {
                self.note(Id::T01, &subject, "font is not embedded", &*font.kind);
            }
            None => {}
        }
    }

    /// T07.
    fn composite(&mut self, font: &Font, subject: &Subject) {
        let Some(descendant) = font.descendant.as_ref() else {
            self.note(Id::T07, subject, "composite font without its CIDFont", "");
            return;
        };
        if !font.readable {
            self.note(Id::T07, subject, "encoding is neither Identity nor embedded", "");
        }
        if font.odd {
            self.note(Id::T07, subject, "string that ends within a two-byte code", "");
        }
        let info = self.doc.get(descendant, "CIDSystemInfo");
        if info.dict().is_none() {
            self.note(Id::T07, subject, "CIDFont without CIDSystemInfo", "");
        }
        let encoding = self.doc.get(&font.dict, "Encoding");
        let of_map = encoding.stream().map(|map| self.doc.get(&map.dict, "CIDSystemInfo"));
        if let (Some(one), Some(other)) = (info.dict(), of_map.as_ref().and_then(Value::dict)) {
            let text = |dict: &Dict, key| self.doc.get(dict, key).bytes().map(<[u8]>::to_vec);
            if ["Registry", "Ordering"].iter().any(|key| text(one, key) != text(other, key)) {
                self.note(Id::T07, subject, "CMap and CIDFont are for different character collections", "");
            }
        }
        let map = self.doc.get(descendant, "CIDToGIDMap");
        let is_true_type = self.doc.get(descendant, "Subtype").is_name("CIDFontType2");
        if is_true_type && !map.is_name("Identity") && map.stream().is_none() {
            self.note(Id::T07, subject, "TrueType CIDFont without CIDToGIDMap", "");
        }
    }

    /// T01 to T06 and T08 of an embedded font.
    fn embedded(&mut self, font: &Font, subject: &Subject, (key, stream): (&str, &Rc<Stream>), descriptor: &Dict) {
        let kind = self.doc.get(font.holder(), "Subtype").name().unwrap_or_default().to_owned();
        let subtype = self.doc.get(&stream.dict, "Subtype").name().unwrap_or_default().to_owned();
        if !fits(key, &subtype, &kind) {
            self.note(
                Id::T01,
                subject,
                "font file of another kind than the font",
                format!("{key} {subtype} in {kind}"),
            );
        }
        if self.is_x1a() && subtype == "OpenType" {
            self.note(Id::T01, subject, "OpenType font file: PDF 1.6", "");
        }
        self.names_of(font, subject, descriptor);
        let data = match self.doc.data(stream, self.doc.limits.content) {
            Ok(data) => data,
            Err(why) => {
                self.note(Id::T02, subject, "font program cannot be read", why);
                return;
            }
        };
        self.rights(font, subject, &data);
        match Program::read(&data, key, &subtype) {
            Ok(program) => self.characters(font, subject, &program, &kind),
            Err(why) => self.note(Id::T02, subject, "font program cannot be read", why),
        }
    }

    /// T06.
    fn names_of(&mut self, font: &Font, subject: &Subject, descriptor: &Dict) {
        let bare = |name: &str| name.split("-Identity").next().unwrap_or_default().to_owned();
        let own = self.doc.get(font.holder(), "BaseFont").name().unwrap_or_default().to_owned();
        if font.is_composite() && bare(&own) != bare(&font.name) {
            self.note(Id::T06, subject, "font and CIDFont have different names", own.clone());
        }
        if !is_tagged(&font.name) {
            self.note(Id::T06, subject, "embedded font without a subset tag", "");
        }
        let described = self.doc.get(descriptor, "FontName");
        if font.is_composite() && described.name().is_some_and(|name| name != own) {
            self.note(Id::T06, subject, "font descriptor has another name", described.name().unwrap_or_default());
        }
    }

    /// T08.
    fn rights(&mut self, font: &Font, subject: &Subject, data: &[u8]) {
        let Some(rights) = Program::rights(data) else { return };
        let [restricted, lenient, whole, bitmaps] = RIGHTS;
        let detail = format!("fsType {rights:#06x}");
        if rights & restricted != 0 && rights & lenient == 0 {
            self.note(Id::T08, subject, "font forbids embedding", detail.clone());
        }
        if rights & bitmaps != 0 {
            self.note(Id::T08, subject, "font permits embedding of bitmaps only", detail.clone());
        }
        if rights & whole != 0 && is_tagged(&font.name) {
            self.note(Id::T08, subject, "font forbids subsets", detail);
        }
    }

    /// T02 to T05: every code that was shown.
    fn characters(&mut self, font: &Font, subject: &Subject, program: &Program<'_>, kind: &str) {
        self.texts(font, subject);
        if !font.readable {
            self.note(Id::T02, subject, "glyphs cannot be looked up: the encoding is not in the file", "");
            return;
        }
        let map = self.doc.get(font.holder(), "CIDToGIDMap");
        let map = map.stream().filter(|_| kind == "CIDFontType2");
        let map = map.map(|stream| self.doc.data(stream, self.doc.limits.content).unwrap_or_default());
        let encoding = self.encoding(&font.dict);
        for (&code, &cid) in &font.used {
            let glyph = match &map {
                _ if !font.is_composite() => program.by_code(code, &encoding),
                Some(map) => mapped(map, cid),
                None => program.by_cid(cid, kind == "CIDFontType0"),
            };
            let sign = font.texts.as_ref().and_then(|texts| texts.text(code));
            let words = format!("code {code:#x}{}", sign.as_deref().map_or(String::new(), |sign| format!(" ({sign})")));
            match glyph {
                Glyph::Unknown => {}
                Glyph::Missing => self.note(Id::T02, subject, "character without a glyph", words),
                Glyph::Id(0) => self.note(Id::T02, subject, "character shown as .notdef", words),
                Glyph::Id(id) if id >= program.count() => {
                    self.note(Id::T02, subject, "character without a glyph", words);
                }
                Glyph::Id(id) => {
                    let prints = sign.is_some_and(|sign| sign.chars().any(|sign| !BLANKS.contains(&sign)));
                    if prints && program.is_blank(id) {
                        self.note(Id::T03, subject, "blank glyph for a character that prints", words.clone());
                    }
                    let stated = font.widths.get(if font.is_composite() { cid } else { code });
                    if let Some(width) = program.width(id).filter(|width| (width - stated).abs() > WIDTH_TOLERANCE) {
                        let detail = format!("{words}: {stated} in the PDF, {width:.1} in the font");
                        self.note(Id::T04, subject, "width differs from the font", detail);
                    }
                }
            }
        }
    }

    /// T05.
    fn texts(&mut self, font: &Font, subject: &Subject) {
        let Some(texts) = &font.texts else {
            let encoding = self.encoding(&font.dict);
            let named = encoding.base.is_some() || !encoding.differences.is_empty();
            if font.dict.has("ToUnicode") {
                self.note(Id::T05, subject, "ToUnicode cannot be read", "");
            } else if font.is_composite() || !named {
                self.note(Id::T05, subject, "no ToUnicode", "");
            }
            return;
        };
        for code in font.used.keys() {
            let text = texts.text(*code);
            let unread = text.is_none_or(|text| text.is_empty() || text == "\u{fffd}" || text == "\0");
            if unread {
                self.note(Id::T05, subject, "character that cannot be read back", format!("code {code:#x}"));
            }
        }
    }

    /// The encoding of a simple font.
    fn encoding(&self, dict: &Dict) -> Encoding {
        let value = self.doc.get(dict, "Encoding");
        let base = match &value {
            Value::Name(name) => Some(Rc::clone(name)),
            Value::Dict(dict) => self.doc.names(dict.raw("BaseEncoding")).into_iter().next(),
            _ => None,
        };
        let base = ["WinAnsiEncoding", "MacRomanEncoding"].into_iter().find(|name| base.as_deref() == Some(*name));
        let mut encoding = Encoding { base, ..Encoding::default() };
        let list = value.dict().map_or(Value::Null, |dict| self.doc.get(dict, "Differences"));
        let mut code = 0_u32;
        for item in list.array().unwrap_or_default() {
            match self.doc.resolve(item) {
                Value::Name(name) => {
                    encoding.differences.insert(code, name.to_string());
                    code = code.saturating_add(1);
                }
                value => code = value.count().and_then(|n| u32::try_from(n).ok()).unwrap_or(code),
            }
        }
        encoding
    }
}

/// The glyph of a CID by a CIDToGIDMap.
fn mapped(map: &[u8], cid: u32) -> Glyph {
    let at = (cid as usize).saturating_mul(2);
    let id = map.get(at..at.saturating_add(2)).and_then(|bytes| bytes.try_into().ok()).map(u16::from_be_bytes);
    Glyph::Id(id.map_or(0, u32::from))
}

/// Whether a font file may stand in a font of a kind.
fn fits(key: &str, subtype: &str, kind: &str) -> bool {
    match (key, subtype) {
        ("FontFile", _) => matches!(kind, "Type1" | "MMType1"),
        ("FontFile2", _) => matches!(kind, "TrueType" | "CIDFontType2"),
        (_, "Type1C") => matches!(kind, "Type1" | "MMType1"),
        (_, "CIDFontType0C") => kind == "CIDFontType0",
        (_, "OpenType") => matches!(kind, "CIDFontType0" | "CIDFontType2" | "TrueType" | "Type1"),
        _ => false,
    }
}

/// Whether a name begins with a subset tag: six capitals and a plus sign.
fn is_tagged(name: &str) -> bool {
    name.split_once('+').is_some_and(|(tag, _)| tag.len() == 6 && tag.bytes().all(|sign| sign.is_ascii_uppercase()))
}
