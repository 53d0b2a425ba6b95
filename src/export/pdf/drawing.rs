//! Vector drawings as form objects that fill the unit square, as pictures do; what is transparent stays so (ISO 32000-1 §11).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{DictItem, ExtendedGraphicsStateId, Op};

use crate::base::{
    Clip, Drawing, Fill, FillRule, Ground, Group, Inlay, MaskKind, Node, Permille, Segment, Shape, Stroke, extent_of,
};
use crate::display::Paint;

use super::blend::{self, Tone};
use super::content::{KNOCKOUT, OVERPRINT, raw, written};
use super::deflate;
use super::fonts::ready;
use super::page::overprint;
use super::paint::{Side, choose};

/// A content stream that is still without the numbers of what it refers to.
#[derive(Debug)]
pub(super) struct Part {
    keys: Dictionary,
    content: Vec<u8>,
    /// Resources that stand for themselves, by category and name.
    plain: Vec<(&'static str, String, Object)>,
    /// Streams it refers to, by category and name.
    nested: Vec<(&'static str, String, Nested)>,
}

/// What a content stream refers to.
#[derive(Debug)]
enum Nested {
    /// A form or a tile.
    Part(Part),
    /// A graphics state with a soft mask of this kind.
    Mask(&'static str, Part),
    /// A picture by its number.
    Picture(usize),
}

/// Adds a content stream and all it refers to; `pictures` are those of the drawing.
pub(super) fn add(document: &mut Document, part: Part, pictures: &[ObjectId]) -> ObjectId {
    let Part { mut keys, content, plain, nested } = part;
    let mut resources = Dictionary::new();
    let mut put = |category: &str, name: &str, object: Object| {
        if !resources.has(category.as_bytes()) {
            resources.set(category, Dictionary::new());
        }
        if let Ok(Object::Dictionary(category)) = resources.get_mut(category.as_bytes()) {
            category.set(name, object);
        }
    };
    plain.into_iter().for_each(|(category, name, object)| put(category, &name, object));
    for (category, name, nested) in nested {
        let object = match nested {
            Nested::Part(part) => Object::Reference(add(document, part, pictures)),
            Nested::Picture(number) => pictures.get(number).map_or(Object::Null, |&id| Object::Reference(id)),
            Nested::Mask(kind, part) => {
                let group = add(document, part, pictures);
                let mask = dictionary! { "Type" => "Mask", "S" => kind, "G" => group };
                dictionary! { "Type" => "ExtGState", "SMask" => mask }.into()
            }
        };
        put(category, &name, object);
    }
    keys.set("Resources", resources);
    keys.set("Filter", "FlateDecode");
    document.add_object(ready(keys, deflate(&content)))
}

/// The form object of a drawing.
pub(super) fn form(drawing: &Drawing<[Permille; 4]>) -> Part {
    let (width, height) = drawing.size;
    let mut writer = Writer::new(Tone::Ink);
    writer.nodes(&drawing.nodes);
    let keys = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&[0.0, 0.0, width, height]),
        // The drawing's y runs down, the page's up.
        "Matrix" => reals(&[1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0]),
    };
    writer.finish(keys)
}

pub(super) fn reals(numbers: &[f32]) -> Vec<Object> {
    numbers.iter().map(|&number| Object::Real(number)).collect()
}

struct Writer {
    tone: Tone,
    ops: Vec<Op>,
    plain: Vec<(&'static str, String, Object)>,
    /// The names of those, by their category and what they say: a chart may have thousands.
    known: BTreeMap<(&'static str, String), String>,
    nested: Vec<(&'static str, String, Nested)>,
}

impl Writer {
    fn new(tone: Tone) -> Self {
        Self { tone, ops: Vec::new(), plain: Vec::new(), known: BTreeMap::new(), nested: Vec::new() }
    }

    fn finish(mut self, keys: Dictionary) -> Part {
        if self.tone == Tone::Ink {
            self.plain.push(("ExtGState", OVERPRINT.to_owned(), overprint(true).into()));
            self.plain.push(("ExtGState", KNOCKOUT.to_owned(), overprint(false).into()));
        }
        Part { keys, content: written(self.ops), plain: self.plain, nested: self.nested }
    }

    /// A resource under a name of its own, or under the name its equal has.
    fn plain(&mut self, category: &'static str, object: Object) -> String {
        let key = (category, format!("{object:?}"));
        if let Some(name) = self.known.get(&key) {
            return name.clone();
        }
        let name = format!("R{}", self.plain.len() + self.nested.len());
        self.known.insert(key, name.clone());
        self.plain.push((category, name.clone(), object));
        name
    }

    fn nested(&mut self, category: &'static str, nested: Nested) -> String {
        let name = format!("R{}", self.plain.len() + self.nested.len());
        self.nested.push((category, name.clone(), nested));
        name
    }

    fn state(&mut self, name: String) {
        self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(name) });
    }

    fn nodes(&mut self, nodes: &[Node<[Permille; 4]>]) {
        for node in nodes {
            match node {
                Node::Shape(shape) => self.shape(shape),
                Node::Group(group) => self.group(group),
                Node::Inlay(inlay) => self.inlay(inlay),
            }
        }
    }

    /// Things painted as one: a transparency group of its own.
    fn group(&mut self, group: &Group<[Permille; 4]>) {
        let form = self.part(&group.nodes, group.bounds);
        self.ops.push(Op::SaveGraphicsState);
        if let Some(mask) = &group.mask {
            let (kind, tone) = match mask.kind {
                MaskKind::Luminance => ("Luminosity", Tone::Light),
                MaskKind::Alpha => ("Alpha", Tone::Light),
            };
            let mut writer = Writer::new(tone);
            writer.nodes(&mask.nodes);
            let part = writer.finish(group_keys(group.bounds, tone));
            let name = self.nested("ExtGState", Nested::Mask(kind, part));
            self.state(name);
        }
        if group.opacity < 1.0 || group.blend != "Normal" {
            let state = dictionary! {
                "Type" => "ExtGState",
                "ca" => Object::Real(group.opacity),
                "CA" => Object::Real(group.opacity),
                "BM" => group.blend,
            };
            let name = self.plain("ExtGState", state.into());
            self.state(name);
        }
        let name = self.nested("XObject", Nested::Part(form));
        self.show(name);
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn part(&self, nodes: &[Node<[Permille; 4]>], bounds: [f32; 4]) -> Part {
        let mut writer = Self::new(self.tone);
        writer.nodes(nodes);
        writer.finish(group_keys(bounds, self.tone))
    }

    fn show(&mut self, name: String) {
        self.ops.push(Op::Unknown { key: "Do".into(), value: vec![DictItem::Name(name.into_bytes())] });
    }

    fn inlay(&mut self, inlay: &Inlay) {
        self.ops.push(Op::SaveGraphicsState);
        self.clip(&inlay.clips);
        if self.tone == Tone::Ink {
            self.state(KNOCKOUT.to_owned());
        }
        self.ops.push(raw("cm", &inlay.matrix));
        let name = self.nested("XObject", Nested::Picture(inlay.picture));
        self.show(name);
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn clip(&mut self, clips: &[std::sync::Arc<Clip>]) {
        for clip in clips {
            self.path(&clip.path);
            self.ops.push(raw(if clip.rule == FillRule::EvenOdd { "W*" } else { "W" }, &[]));
            self.ops.push(raw("n", &[]));
        }
    }

    fn shape(&mut self, shape: &Shape<[Permille; 4]>) {
        let is_clipped = !shape.clips.is_empty();
        if is_clipped {
            self.ops.push(Op::SaveGraphicsState);
            self.clip(&shape.clips);
        }
        if let Some(fill) = &shape.fill {
            self.fill(fill, &shape.path);
        }
        if let Some(stroke) = &shape.stroke {
            self.stroke(stroke, &shape.path);
        }
        if is_clipped {
            self.ops.push(Op::RestoreGraphicsState);
        }
    }

    fn fill(&mut self, fill: &Fill<[Permille; 4]>, path: &[Segment]) {
        let restores = self.ground(&fill.paint, fill.alpha, Side::Fill, extent_of(path, 0.0));
        self.path(path);
        self.ops.push(raw(if fill.rule == FillRule::EvenOdd { "f*" } else { "f" }, &[]));
        if restores {
            self.ops.push(Op::RestoreGraphicsState);
        }
    }

    fn stroke(&mut self, stroke: &Stroke<[Permille; 4]>, path: &[Segment]) {
        let beside = stroke.width * stroke.miter.max(1.0);
        let restores = self.ground(&stroke.paint, stroke.alpha, Side::Stroke, extent_of(path, beside));
        self.pen(stroke);
        self.path(path);
        self.ops.push(raw("S", &[]));
        if restores {
            self.ops.push(Op::RestoreGraphicsState);
        }
    }

    /// Chooses what to paint with; true where the state was saved for it.
    fn ground(&mut self, ground: &Ground<[Permille; 4]>, alpha: f32, side: Side, extent: [f32; 4]) -> bool {
        let softened = match ground {
            Ground::Blend(blend) => blend::softness(blend),
            _ => None,
        };
        let saves = alpha < 1.0 || softened.is_some() || !matches!(ground, Ground::Solid(_));
        if saves {
            self.ops.push(Op::SaveGraphicsState);
        }
        if let Some(soft) = softened {
            let mut writer = Self::new(Tone::Light);
            writer.pattern(blend::pattern(&soft, Tone::Light).into(), Side::Fill);
            let [left, top, right, bottom] = extent;
            writer.ops.push(raw("re", &[left, top, right - left, bottom - top]));
            writer.ops.push(raw("f", &[]));
            let part = writer.finish(group_keys(extent, Tone::Light));
            let name = self.nested("ExtGState", Nested::Mask("Luminosity", part));
            self.state(name);
        }
        if alpha < 1.0 {
            let state = dictionary! { "Type" => "ExtGState", "ca" => Object::Real(alpha), "CA" => Object::Real(alpha) };
            let name = self.plain("ExtGState", state.into());
            self.state(name);
        }
        match ground {
            Ground::Solid(inks) if alpha < 1.0 && self.tone == Tone::Ink => {
                // What is see-through mixes with what lies below, as screens show it: overprinting, black of a third would lie over full colours.
                self.knock_out();
                self.ops.extend(choose(&Paint::Process(*inks), side));
            }
            Ground::Solid(inks) => self.colour(*inks, side),
            Ground::Blend(blend) => {
                self.knock_out();
                self.pattern(blend::pattern(blend, self.tone).into(), side);
            }
            Ground::Tile(tile) => {
                self.knock_out();
                let [x, y, width, height] = tile.area;
                let mut writer = Self::new(self.tone);
                writer.nodes(&tile.nodes);
                let part = writer.finish(dictionary! {
                    "Type" => "Pattern",
                    "PatternType" => 1,
                    "PaintType" => 1,
                    "TilingType" => 1,
                    "BBox" => reals(&[x, y, x + width, y + height]),
                    "XStep" => Object::Real(width),
                    "YStep" => Object::Real(height),
                    "Matrix" => reals(&tile.matrix),
                });
                let name = self.nested("Pattern", Nested::Part(part));
                self.choose_pattern(name, side);
            }
        }
        saves
    }

    fn knock_out(&mut self) {
        if self.tone == Tone::Ink {
            self.state(KNOCKOUT.to_owned());
        }
    }

    fn pattern(&mut self, pattern: Object, side: Side) {
        let name = self.plain("Pattern", pattern);
        self.choose_pattern(name, side);
    }

    fn choose_pattern(&mut self, name: String, side: Side) {
        let (space, colour) = if side == Side::Fill { ("cs", "scn") } else { ("CS", "SCN") };
        self.ops.push(Op::Unknown { key: space.into(), value: vec![DictItem::Name(b"Pattern".to_vec())] });
        self.ops.push(Op::Unknown { key: colour.into(), value: vec![DictItem::Name(name.into_bytes())] });
    }

    /// Solid black overprints, everything else knocks out (prepress K01, K03); of a mask only the light counts.
    fn colour(&mut self, inks: [Permille; 4], side: Side) {
        if self.tone == Tone::Light {
            let operator = if side == Side::Fill { "g" } else { "G" };
            self.ops.push(raw(operator, &[blend::light(inks)]));
            return;
        }
        let paint = Paint::Process(inks);
        self.state(if paint.is_solid_black() { OVERPRINT } else { KNOCKOUT }.to_owned());
        self.ops.extend(choose(&paint, side));
    }

    fn pen(&mut self, stroke: &Stroke<[Permille; 4]>) {
        self.ops.push(raw("w", &[stroke.width]));
        self.ops.push(raw("J", &[f32::from(stroke.cap)]));
        self.ops.push(raw("j", &[f32::from(stroke.join)]));
        self.ops.push(raw("M", &[stroke.miter.max(1.0)]));
        let (dashes, start) = &stroke.dash;
        let list = dashes.iter().map(|&dash| DictItem::Real(dash)).collect();
        self.ops.push(Op::Unknown { key: "d".into(), value: vec![DictItem::Array(list), DictItem::Real(*start)] });
    }

    fn path(&mut self, path: &[Segment]) {
        self.ops.extend(path.iter().map(|segment| match segment {
            Segment::Move(x, y) => raw("m", &[*x, *y]),
            Segment::Line(x, y) => raw("l", &[*x, *y]),
            Segment::Curve(numbers) => raw("c", numbers),
            Segment::Close => raw("h", &[]),
        }));
    }
}

/// An isolated group, blended in the press's inks; that of a mask in greys.
fn group_keys([left, top, right, bottom]: [f32; 4], tone: Tone) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&[left, top, right, bottom]),
        "Group" => dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => tone.space(), "I" => true },
    }
}

/// The image objects of a drawing's pictures.
pub(super) fn pictures(document: &mut Document, streams: Vec<Stream>) -> Vec<ObjectId> {
    streams.into_iter().map(|stream| document.add_object(stream)).collect()
}
