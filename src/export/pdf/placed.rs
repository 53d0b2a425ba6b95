//! Pages of other PDFs, placed untouched as form objects (ISO 32000-1 §8.10): fonts, spot inks and pictures stay what they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::base::{Diagnostic, Len, Size, ToArg};
use crate::message;

use super::{deflate, fonts::ready};

/// More objects than any advertisement has.
const MAX_OBJECTS: usize = 200_000;
/// Expanded content larger than this is no advertisement but an attack.
const MAX_CONTENT: usize = 256 << 20;
/// Page trees deeper than this are circles.
const MAX_TREE: usize = 64;

/// Width and height of a page's TrimBox as it is read, turned as the page says.
///
/// # Errors
/// Damaged, encrypted, or without that page; in the user's words.
pub fn page_size(name: &str, file: &[u8], page: u32) -> Result<Size, Diagnostic> {
    let source = Source::open(name, file, page)?;
    let [left, bottom, right, top] = source.trim;
    let (width, height) = (Len::from_pt(right - left), Len::from_pt(top - bottom));
    Ok(if source.turn % 180 == 0 { Size { width, height } } else { Size { width: height, height: width } })
}

/// Brings a page into `document` as a form that fills the unit square, as pictures do.
pub(super) fn form(document: &mut Document, name: &str, file: &[u8], page: u32) -> Result<ObjectId, Diagnostic> {
    let source = Source::open(name, file, page)?;
    let content = source.content(name)?;
    let mut import = Import { from: &source.document, into: document, known: BTreeMap::new(), waiting: Vec::new() };
    let resources = import.whole(&source.inherited(b"Resources").unwrap_or_else(|| Dictionary::new().into()));
    let group = source.page.get(b"Group").ok().map(|group| import.whole(group));
    if import.known.len() > MAX_OBJECTS {
        return Err(damaged(name, message!("it has more objects than an advertisement can have")));
    }
    let mut keys = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&source.trim),
        "Matrix" => reals(&source.unit_matrix()),
        "Resources" => resources,
        "Filter" => "FlateDecode",
    };
    if let Some(group) = group {
        keys.set("Group", group);
    }
    Ok(document.add_object(ready(keys, deflate(&content))))
}

fn reals(numbers: &[f64]) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "PDF numbers are single precision floats here")]
    numbers.iter().map(|&number| Object::Real(number as f32)).collect::<Vec<_>>().into()
}

fn damaged(name: &str, why: impl ToArg) -> Diagnostic {
    Diagnostic::error("ad/damaged", message!("{} cannot be placed: {}", name, why))
        .hint("ask for the file again, as PDF/X")
}

/// An opened file and the page asked for.
struct Source {
    document: Document,
    page: Dictionary,
    /// TrimBox, else CropBox, else MediaBox: left, bottom, right, top.
    trim: [f64; 4],
    /// Degrees clockwise.
    turn: i64,
}

impl Source {
    fn open(name: &str, file: &[u8], page: u32) -> Result<Self, Diagnostic> {
        let document = Document::load_mem(file)
            .map_err(|why| damaged(name, message!("the PDF is damaged ({})", why.to_string())))?;
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
        let mut source = Self { document, page: dictionary, trim: [0.0; 4], turn: 0 };
        let shown = [&b"TrimBox"[..], b"CropBox", b"MediaBox"].iter().find_map(|key| source.rectangle(key));
        source.trim = shown.ok_or_else(|| damaged(name, message!("its page has no size")))?;
        source.turn = source.inherited(b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0).rem_euclid(360);
        Ok(source)
    }

    /// A key of the page or of what it inherits from.
    fn inherited(&self, key: &[u8]) -> Option<Object> {
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

    fn rectangle(&self, key: &[u8]) -> Option<[f64; 4]> {
        let value = self.inherited(key)?;
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

    /// All content streams as one; a stream may end inside an operator's operands.
    fn content(&self, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let mut content = Vec::new();
        let Ok(contents) = self.page.get(b"Contents") else { return Ok(content) };
        let (_, contents) = self.document.dereference(contents).map_err(|why| damaged(name, why.to_string()))?;
        let parts = match contents {
            Object::Array(parts) => parts.clone(),
            single => vec![single.clone()],
        };
        for part in &parts {
            let (_, part) = self.document.dereference(part).map_err(|why| damaged(name, why.to_string()))?;
            let stream = part.as_stream().map_err(|why| damaged(name, why.to_string()))?;
            content.extend(plain(stream).map_err(|why| damaged(name, &why))?);
            content.push(b'\n');
            if content.len() > MAX_CONTENT {
                return Err(damaged(name, message!("its content is larger than a page can be")));
            }
        }
        Ok(content)
    }

    /// Trim box → unit square, upright.
    fn unit_matrix(&self) -> [f64; 6] {
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

/// The expanded bytes of a content stream.
fn plain(stream: &Stream) -> Result<Vec<u8>, String> {
    if stream.dict.has(b"Filter") {
        stream.decompressed_content_with_limit(MAX_CONTENT).map_err(|why| why.to_string())
    } else {
        Ok(stream.content.clone())
    }
}

/// Copies objects of one document into another under new numbers.
struct Import<'d> {
    from: &'d Document,
    into: &'d mut Document,
    known: BTreeMap<ObjectId, ObjectId>,
    /// Numbers given out whose objects are still to be copied.
    waiting: Vec<(ObjectId, ObjectId)>,
}

/// Keys that lead out of the page into its document, or say nothing to a press.
const LEFT_BEHIND: &[&[u8]] =
    &[b"Parent", b"StructParent", b"StructParents", b"Metadata", b"PieceInfo", b"LastModified", b"OPI", b"AF"];
/// Objects written within objects deeper than this are an attack.
const MAX_DEPTH: usize = 60;

impl Import<'_> {
    fn object(&mut self, object: &Object, depth: usize) -> Object {
        if depth > MAX_DEPTH || self.known.len() > MAX_OBJECTS {
            return Object::Null;
        }
        match object {
            Object::Reference(id) => self.reference(*id),
            Object::Array(items) => items.iter().map(|item| self.object(item, depth + 1)).collect::<Vec<_>>().into(),
            Object::Dictionary(keys) => self.dictionary(keys, depth + 1).into(),
            Object::Stream(stream) => {
                let keys = self.dictionary(&stream.dict, depth + 1);
                ready(keys, stream.content.clone()).into()
            }
            plain => plain.clone(),
        }
    }

    /// The new number of an object; it is copied later, so that long chains of references need no deep stack.
    fn reference(&mut self, id: ObjectId) -> Object {
        if let Some(&known) = self.known.get(&id) {
            return Object::Reference(known);
        }
        let new = self.into.new_object_id();
        self.known.insert(id, new);
        self.waiting.push((id, new));
        Object::Reference(new)
    }

    /// Copies `object` and everything it leads to.
    fn whole(&mut self, object: &Object) -> Object {
        let copied = self.object(object, 0);
        while let Some((from, new)) = self.waiting.pop() {
            let object = self.from.get_object(from).cloned().unwrap_or(Object::Null);
            let object = self.object(&object, 0);
            self.into.objects.insert(new, object);
        }
        copied
    }

    fn dictionary(&mut self, keys: &Dictionary, depth: usize) -> Dictionary {
        let mut copied = Dictionary::new();
        for (key, value) in keys.iter().filter(|(key, _)| !LEFT_BEHIND.contains(&key.as_slice())) {
            let value = self.object(value, depth);
            copied.set(key.clone(), value);
        }
        copied
    }
}
