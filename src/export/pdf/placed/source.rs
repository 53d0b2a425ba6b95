//! An opened file and one of its pages: boxes, turn, unit, content.

use lopdf::{Dictionary, Document, Object};

use crate::base::Diagnostic;
use crate::message;

use super::mend::{self, Mended};
use super::streams::{entry, plain};
use super::tokens::number;
use super::{MAX_CONTENT, damaged};

/// Page trees deeper than this are circles.
const MAX_TREE: usize = 64;
/// Units of a page that are no joke: readers take 75,000 at most (ISO 32000-1 annex C).
const UNITS: std::ops::RangeInclusive<f64> = 0.001..=75_000.0;

/// An opened file and the page asked for.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) page: Dictionary,
    /// Pages of the file.
    pub(super) pages: usize,
    /// TrimBox, else ArtBox, CropBox or MediaBox, as far as the MediaBox goes: left, bottom, right, top.
    pub(super) trim: [f64; 4],
    /// Degrees clockwise.
    pub(super) turn: i64,
    /// Points of a unit of the page.
    pub(super) unit: f64,
    /// What was wrong around the content of its file.
    pub(super) mended: Option<Mended>,
}

impl Source {
    pub(super) fn open(name: &str, file: &[u8], page: u32) -> Result<Self, Diagnostic> {
        let Opened { document, mended } = opened(name, file)?;
        if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
            return Err(Diagnostic::error("ad/encrypted", message!("{} is encrypted", name))
                .hint("ask for a file without password or permissions"));
        }
        let pages = document.get_pages();
        let Some(id) = pages.get(&page) else {
            let count = pages.len();
            return Err(Diagnostic::error("ad/no-page", message!("{} has no page {}, it has {}", name, page, count))
                .hint("write page: and a number the file has"));
        };
        let dictionary = document.get_dictionary(*id).map_err(|why| damaged(name, why.to_string()))?.clone();
        let count = pages.len();
        let unit = document.dereference(dictionary.get(b"UserUnit").unwrap_or(&Object::Null)).ok();
        let unit = unit.and_then(|(_, unit)| number(unit)).filter(|unit| UNITS.contains(unit)).unwrap_or(1.0);
        let mut source = Self { document, page: dictionary, pages: count, trim: [0.0; 4], turn: 0, unit, mended };
        let shown =
            [&b"TrimBox"[..], b"ArtBox", b"CropBox", b"MediaBox"].iter().find_map(|key| source.within_media(key));
        source.trim = shown.ok_or_else(|| damaged(name, message!("its page has no size")))?;
        source.turn = source.inherited(b"Rotate").as_ref().and_then(number).map_or(0, quarter_turns);
        Ok(source)
    }

    /// A key of the page or of what it inherits from.
    pub(super) fn inherited(&self, key: &[u8]) -> Option<Object> {
        let mut node = self.page.clone();
        for _ in 0..MAX_TREE {
            if let Ok(value) = node.get(key) {
                return self.document.dereference(value).ok().map(|(_, value)| value.clone());
            }
            let parent = node.get(b"Parent").ok()?.as_reference().ok()?;
            node = self.document.get_dictionary(parent).ok()?.clone();
        }
        None
    }

    /// A box of the page. Pages inherit what is shown of them, never what is trimmed (ISO 32000-2 table 31).
    fn rectangle(&self, key: &[u8]) -> Option<[f64; 4]> {
        let value = match key {
            b"MediaBox" | b"CropBox" => self.inherited(key)?,
            _ => self.document.dereference(self.page.get(key).ok()?).ok()?.1.clone(),
        };
        let numbers: Vec<f64> = value
            .as_array()
            .ok()?
            .iter()
            .filter_map(|number| self.document.dereference(number).ok()?.1.as_float().ok().map(f64::from))
            .collect();
        let [x1, y1, x2, y2] = numbers.try_into().ok()?;
        let sides = [f64::min(x1, x2), y1.min(y2), x1.max(x2), y1.max(y2)];
        (sides[2] - sides[0] >= 1.0 && sides[3] - sides[1] >= 1.0 && sides.iter().all(|side| side.abs() < 20_000.0))
            .then_some(sides)
    }

    /// A box as far as the MediaBox goes: beyond there is no page (ISO 32000-2 14.11.2.1).
    fn within_media(&self, key: &[u8]) -> Option<[f64; 4]> {
        let own = self.rectangle(key)?;
        let Some(media) = self.rectangle(b"MediaBox") else { return Some(own) };
        let [left, bottom] = [own[0].max(media[0]), own[1].max(media[1])];
        let [right, top] = [own[2].min(media[2]), own[3].min(media[3])];
        (right - left >= 1.0 && top - bottom >= 1.0).then_some([left, bottom, right, top])
    }

    /// All content streams as one; a stream may end inside an operator's operands.
    pub(super) fn content(&self, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let mut content = Vec::new();
        let Ok(contents) = self.page.get(b"Contents") else { return Ok(content) };
        let (_, contents) = self.document.dereference(contents).map_err(|why| damaged(name, why.to_string()))?;
        let parts = match contents {
            Object::Array(parts) => parts.clone(),
            single => vec![single.clone()],
        };
        for part in &parts {
            let (_, part) = self.document.dereference(part).map_err(|why| damaged(name, why.to_string()))?;
            let Ok(stream) = part.as_stream() else { continue };
            content.extend(plain(&self.document, stream, MAX_CONTENT).map_err(|why| damaged(name, why))?);
            content.push(b'\n');
            if content.len() > MAX_CONTENT {
                return Err(damaged(name, message!("its content is larger than a page can be")));
            }
        }
        Ok(content)
    }

    /// What may show of the page: its BleedBox within its MediaBox, its TrimBox at least.
    pub(super) fn bleed(&self) -> [f64; 4] {
        let trim = self.trim;
        let (Some(bleed), Some(media)) = (self.rectangle(b"BleedBox"), self.rectangle(b"MediaBox")) else {
            return trim;
        };
        let inner = |at: usize| if at < 2 { bleed[at].max(media[at]) } else { bleed[at].min(media[at]) };
        std::array::from_fn(|at| if at < 2 { inner(at).min(trim[at]) } else { inner(at).max(trim[at]) })
    }

    /// An entry of the catalog.
    pub(super) fn catalog(&self, key: &[u8]) -> &Object {
        self.document.catalog().map_or(&Object::Null, |keys| entry(&self.document, keys, key))
    }

    /// Trim box → unit square, upright.
    pub(super) fn unit_matrix(&self) -> [f64; 6] {
        let [left, bottom, right, top] = self.trim;
        let (w, h) = (right - left, top - bottom);
        match self.turn {
            90 => [0.0, -1.0 / w, 1.0 / h, 0.0, -bottom / h, right / w],
            180 => [-1.0 / w, 0.0, 0.0, -1.0 / h, right / w, top / h],
            270 => [0.0, 1.0 / w, -1.0 / h, 0.0, top / h, -left / w],
            _ => [1.0 / w, 0.0, 0.0, 1.0 / h, -left / w, -bottom / h],
        }
    }
}

/// Degrees clockwise, below a full turn; a turn that is none of a quarter counts for nothing, as in viewers.
fn quarter_turns(turn: f64) -> i64 {
    let quarters = [(90.0, 90), (180.0, 180), (270.0, 270)];
    let turn = turn.rem_euclid(360.0);
    quarters.into_iter().find(|(degrees, _)| (turn - degrees).abs() < 0.01).map_or(0, |(_, degrees)| degrees)
}

pub(super) fn opened(name: &str, file: &[u8]) -> Result<Opened, Diagnostic> {
    let read = mend::loaded(file);
    if let Ok(document) = read
        && !document.was_encrypted()
        && !document.get_pages().is_empty()
    {
        return Ok(Opened { document, mended: None });
    }
    let (whole, mended) = match mend::mended(file) {
        Some(whole) => (mend::loaded(&whole.file), Some(whole.how)),
        None => (mend::loaded(file), None),
    };
    let document = whole.map_err(|why| damaged(name, message!("the PDF is damaged ({})", why.to_string())))?;
    Ok(Opened { document, mended })
}

/// A file that was opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) document: Document,
    pub(super) mended: Option<Mended>,
}
