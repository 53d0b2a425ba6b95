//! Pages of other PDFs: made ready for the press, and placed as form objects (ISO 32000-1 §8.10).
//!
//! A file is mended where every viewer reads it in spite of what is wrong around its content ([`mend`]). A page is taken out of it ([`source`]) with what it needs and nothing else; its content is walked through and written anew ([`rewrite`]):
//! what does not show is left out, layers that do not print too, and colours become the press's inks where that is asked for ([`ink`], [`pictures`],
//! [`shadings`]). What was done is told ([`told`]).
//! A finished file can be flattened ([`flatten`]).

mod desk;
mod flatten;
mod functions;
mod ink;
mod layers;
mod lettering;
mod mend;
mod pictures;
mod plated;
mod raster;
mod ready;
mod rewrite;
mod samples;
mod shadings;
mod source;
mod spaces;
mod state;
mod streams;
mod tokens;
mod told;
mod veil;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::base::{Diagnostic, Insets, Len, Size, ToArg};
use crate::message;

use super::{deflate, fonts::ready as whole_stream};

pub use flatten::{Engrave, Engraved, FLAT_PPI, Flat, Flattened, InkPlate, flattened};
pub use mend::{Mended, Whole, found_again, mended};
pub use raster::rastered;
pub use ready::{Ready, Ways, made_ready};
pub use told::{Change, Changed, Left};

use source::Source;

/// More objects than any advertisement has.
const MAX_OBJECTS: usize = 200_000;
/// Expanded content larger than this is no advertisement but an attack.
const MAX_CONTENT: usize = 256 << 20;

/// Width and height of a page's TrimBox as it is read, turned as the page says, in its unit.
///
/// # Errors
/// Damaged, encrypted, or without that page; in the user's words.
pub fn page_size(name: &str, file: &[u8], page: u32) -> Result<Size, Diagnostic> {
    let source = Source::open(name, file, page)?;
    let [left, bottom, right, top] = source.trim;
    let length = |extent: f64| Len::from_pt(extent * source.unit);
    let (width, height) = (length(right - left), length(top - bottom));
    Ok(if source.turn % 180 == 0 { Size { width, height } } else { Size { width: height, height: width } })
}

/// How far a page's own bleed goes beyond its TrimBox on every side, as it is read.
///
/// # Errors
/// As of [`page_size`].
pub fn page_bleed(name: &str, file: &[u8], page: u32) -> Result<Insets, Diagnostic> {
    let source = Source::open(name, file, page)?;
    let (trim, bleed) = (source.trim, source.bleed());
    let mut sides: [f64; 4] = std::array::from_fn(|at| (trim[at] - bleed[at]).abs() * source.unit);
    // Left, bottom, right, top; a quarter turn clockwise makes the bottom the left side.
    sides.rotate_left(usize::try_from(source.turn / 90).unwrap_or(0) % 4);
    let [left, bottom, right, top] = sides.map(Len::from_pt);
    Ok(Insets { top, right, bottom, left })
}

/// Brings a page into `document` as a form that fills the unit square, as pictures do; its bleed goes beyond it.
pub(super) fn form(document: &mut Document, name: &str, file: &[u8], page: u32) -> Result<ObjectId, Diagnostic> {
    let source = Source::open(name, file, page)?;
    let content = source.content(name)?;
    let mut import = Import::new(&source.document, document);
    let resources = import.whole(&source.inherited(b"Resources").unwrap_or_else(|| Dictionary::new().into()));
    let group = source.page.get(b"Group").ok().map(|group| import.whole(group));
    import.bounded(name)?;
    let mut keys = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&source.bleed()),
        "Matrix" => reals(&source.unit_matrix()),
        "Resources" => resources,
        "Filter" => "FlateDecode",
    };
    if let Some(group) = group {
        keys.set("Group", group);
    }
    Ok(document.add_object(whole_stream(keys, deflate(&content))))
}

fn reals(numbers: &[f64]) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "PDF numbers are single precision floats here")]
    numbers.iter().map(|&number| Object::Real(number as f32)).collect::<Vec<_>>().into()
}

fn damaged(name: &str, why: impl ToArg) -> Diagnostic {
    Diagnostic::error("ad/damaged", message!("{} cannot be placed: {}", name, why))
        .hint("ask for the file again, as PDF/X")
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

impl<'d> Import<'d> {
    fn new(from: &'d Document, into: &'d mut Document) -> Self {
        Self { from, into, known: BTreeMap::new(), waiting: Vec::new() }
    }

    /// Whether it is as much as an advertisement can be.
    fn bounded(&self, name: &str) -> Result<(), Diagnostic> {
        if self.known.len() > MAX_OBJECTS {
            return Err(damaged(name, message!("it has more objects than an advertisement can have")));
        }
        Ok(())
    }

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
                whole_stream(keys, stream.content.clone()).into()
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
