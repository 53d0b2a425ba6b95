//! The judge against files broken on purpose: each item catches its fault, sound variants pass, and no file makes it panic or hang.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its file has failed")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot make its file has failed")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use paiban::base::{Len, Permille, Point, Rect, Size};
use paiban::check::preflight::{
    ITEMS, Id, Item, Level, Limits, Options, Overlaps, Profile, Status, Verdict, preflight,
};
use paiban::colour::{Channels, OutputProfile, Placed, PressData, PressImage};
use paiban::display::{DisplayPage, GlyphRun, GlyphStyle, Image, ItemKind, Paint, PlacedGlyph, Turn};
use paiban::export::pdf::{Conformance, PdfJob, write};
use paiban::model::{Date, Imprint};

use Id::*;

/// A page with type, a picture of 100 x 100 pixels on 10 x 10 mm, and nothing wrong.
fn written(conformance: Conformance, signs: &[(char, &str)]) -> Vec<u8> {
    let fonts = support::fonts();
    let face = fonts.find("Noto Serif CJK SC", 400).unwrap();
    let tables = fonts.face(face).tables().unwrap();
    let (mut text, mut glyphs) = (String::new(), Vec::new());
    for (number, (sign, stands_for)) in signs.iter().enumerate() {
        let start = u32::try_from(text.len()).unwrap();
        text.push_str(stands_for);
        let at = Point { x: Len::pt(40) + Len::pt(12) * i64::try_from(number).unwrap(), y: Len::pt(60) };
        let id = tables.glyph_index(*sign).unwrap().0;
        glyphs.push(PlacedGlyph::new(id, at, start..u32::try_from(text.len()).unwrap()));
    }
    let run = GlyphRun {
        reads: paiban::display::Reads::ByGlyph,
        face,
        size: Len::pt(12),
        scale_x: Permille::ONE,
        turn: Turn::Horizontal,
        style: GlyphStyle::Fill(Paint::BLACK),
        glyphs,
        text,
    };
    let area = Rect { x: Len::mm(20), y: Len::mm(40), width: Len::mm(10), height: Len::mm(10) };
    let image = Image { name: "photo".into(), area, clip: area, shape: None, pose: Default::default() };
    let items = [ItemKind::Glyphs(run), ItemKind::Image(Box::new(image))];
    let item = |kind| paiban::display::Item { kind, frame: "frame".into(), story: "story".into(), span: None };
    let page = DisplayPage {
        frames: Vec::new(),
        number: "1".into(),
        name: String::new(),
        trim: Size { width: Len::mm(100), height: Len::mm(150) },
        bleed: Len::mm(3),
        slug: Len::ZERO,
        items: items.into_iter().map(item).collect(),
    };
    let photo = PressImage {
        width: 100,
        height: 100,
        channels: Channels::Cmyk,
        data: PressData::Raw([90, 60, 60, 40].repeat(10_000)),
    };
    let imprint = Imprint {
        paper: "报".into(),
        date: Date { year: 2026, month: 3, day: 12 },
        title: "报".into(),
        ..Imprint::default()
    };
    let profile = OutputProfile::newsprint();
    let images = BTreeMap::from([("photo".to_owned(), Arc::new(Placed::Pixels(photo)))]);
    write(&PdfJob {
        pages: &[page],
        fonts: &fonts,
        images: &images,
        imprint: &imprint,
        profile: &profile,
        conformance,
        tags: None,
    })
    .unwrap()
}

static X4: LazyLock<Vec<u8>> = LazyLock::new(|| written(Conformance::X4, &[('报', "报"), ('纸', "纸")]));
static X1A: LazyLock<Vec<u8>> = LazyLock::new(|| written(Conformance::X1a, &[('报', "报"), ('纸', "纸")]));

fn options() -> Options {
    Options::default()
}

fn x1a() -> Options {
    Options { profile: Profile::X1a, ..Options::default() }
}

/// The failed items, each once.
fn failed(verdict: &Verdict) -> Vec<Id> {
    ITEMS.iter().copied().filter(|&id| verdict.status(id) == Status::Fail).collect()
}

#[track_caller]
fn expect(bytes: &[u8], options: &Options, ids: &[Id]) -> Verdict {
    let verdict = preflight(bytes, options);
    assert_eq!(failed(&verdict), ids, "{}", verdict.text(paiban::base::in_english));
    verdict
}

/// A file changed in its objects.
struct Change {
    document: Document,
}

impl Change {
    fn of(bytes: &[u8]) -> Self {
        Self { document: Document::load_mem(bytes).unwrap() }
    }

    fn page(&self) -> ObjectId {
        self.document.get_pages()[&1]
    }

    fn catalog(&self) -> ObjectId {
        self.document.trailer.get(b"Root").unwrap().as_reference().unwrap()
    }

    fn info(&self) -> ObjectId {
        self.document.trailer.get(b"Info").unwrap().as_reference().unwrap()
    }

    /// What stands at the end of a path of keys and indices; references are followed.
    fn at(&mut self, start: ObjectId, path: &[&str]) -> &mut Object {
        let (mut id, mut from) = (start, 0);
        let mut object = &self.document.objects[&start];
        for (step, key) in path.iter().enumerate() {
            object = below(object, key);
            while let Object::Reference(reference) = object {
                (id, from) = (*reference, step + 1);
                object = &self.document.objects[reference];
            }
        }
        let mut object = self.document.objects.get_mut(&id).unwrap();
        for key in &path[from..] {
            object = match object {
                Object::Array(items) => &mut items[key.parse::<usize>().unwrap()],
                Object::Stream(stream) => stream.dict.get_mut(key.as_bytes()).unwrap(),
                other => other.as_dict_mut().unwrap().get_mut(key.as_bytes()).unwrap(),
            };
        }
        object
    }

    fn dict(&mut self, start: ObjectId, path: &[&str]) -> &mut Dictionary {
        match self.at(start, path) {
            Object::Stream(stream) => &mut stream.dict,
            other => other.as_dict_mut().unwrap(),
        }
    }

    fn set(&mut self, start: ObjectId, path: &[&str], key: &str, value: impl Into<Object>) -> &mut Self {
        self.dict(start, path).set(key, value);
        self
    }

    fn remove(&mut self, start: ObjectId, path: &[&str], key: &str) -> &mut Self {
        self.dict(start, path).remove(key.as_bytes());
        self
    }

    fn set_page(&mut self, key: &str, value: impl Into<Object>) -> &mut Self {
        self.set(self.page(), &[], key, value)
    }

    /// Adds a resource to the page.
    fn resource(&mut self, category: &str, name: &str, value: impl Into<Object>) -> &mut Self {
        let page = self.page();
        if !self.dict(page, &["Resources"]).has(category.as_bytes()) {
            self.set(page, &["Resources"], category, Dictionary::new());
        }
        self.set(page, &["Resources", category], name, value)
    }

    /// Adds an object that stands for itself.
    fn add(&mut self, object: impl Into<Object>) -> Object {
        Object::Reference(self.document.add_object(object))
    }

    /// Adds to the page's content.
    fn content(&mut self, more: &str) -> &mut Self {
        let page = self.page();
        let mut content = self.document.get_page_content(page);
        content.extend_from_slice(b"\n");
        content.extend_from_slice(more.as_bytes());
        let content = self.add(Stream::new(Dictionary::new(), content));
        self.set_page("Contents", content)
    }

    /// The name of the only font, and of the only image.
    fn first(&mut self, category: &str) -> String {
        let page = self.page();
        let dict = self.dict(page, &["Resources", category]);
        let (name, _) = dict.iter().next().unwrap();
        String::from_utf8(name.clone()).unwrap()
    }

    /// Changes the XMP packet.
    fn xmp(&mut self, from: &str, to: &str) -> &mut Self {
        let catalog = self.catalog();
        let Object::Stream(stream) = self.at(catalog, &["Metadata"]) else { panic!() };
        let text = String::from_utf8(stream.content.clone()).unwrap();
        assert!(text.contains(from), "{text}");
        stream.set_content(text.replace(from, to).into_bytes());
        self
    }

    fn bytes(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.document.save_to(&mut out).unwrap();
        out
    }
}

fn below<'o>(object: &'o Object, key: &str) -> &'o Object {
    match object {
        Object::Array(items) => &items[key.parse::<usize>().unwrap()],
        Object::Stream(stream) => stream.dict.get(key.as_bytes()).unwrap(),
        other => other.as_dict().unwrap().get(key.as_bytes()).unwrap(),
    }
}

/// A file of X-4 changed in one way.
fn changed(change: impl FnOnce(&mut Change)) -> Vec<u8> {
    let mut file = Change::of(&X4);
    change(&mut file);
    file.bytes()
}

/// The same with X-1a.
fn changed_1a(change: impl FnOnce(&mut Change)) -> Vec<u8> {
    let mut file = Change::of(&X1A);
    change(&mut file);
    file.bytes()
}

/// Bytes with one place changed.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).rposition(|window| window == from).unwrap();
    let mut out = bytes.to_vec();
    out.splice(at..at + from.len(), to.iter().copied());
    out
}

#[path = "preflight_cases/broken.rs"]
mod broken;
#[path = "preflight_cases/hostile.rs"]
mod hostile;
#[path = "preflight_cases/legal.rs"]
mod legal;
#[path = "preflight_cases/marks.rs"]
mod marks;
