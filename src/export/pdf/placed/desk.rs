//! The desk at which a placed page is made ready: the objects it needs, the press, what was done so far.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::super::{deflate, fonts::ready};
use super::MAX_CONTENT;
use super::layers::Layers;
use super::rewrite::{Run, Target};
use super::spaces::Mixer;
use super::state::{Bounds, Matrix, State, UPRIGHT, matrix, then};
use super::streams::{entry, followed, keys_of, numbers, plain};
use super::told::{Changed, Told};
use super::veil::{Veil, Veils};

/// Operators carried out in all.
const MOST_OPERATORS: usize = 20_000_000;
/// Forms and patterns within each other.
const DEEPEST: usize = 14;
/// Places a form is rewritten for; at more it is kept whole.
const MOST_PLACES: usize = 8;

/// A stream rewritten for a place and a use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rewritten {
    id: ObjectId,
    target: Target,
    /// Bits of its matrix and clip; none where it is kept whole.
    place: Option<[u64; 10]>,
}

/// All that rewriting needs.
#[derive(Debug)]
pub(super) struct Desk<'p> {
    pub(super) document: Document,
    /// None: nothing is converted.
    pub(super) mixer: Option<Mixer<'p>>,
    pub(super) layers: Layers,
    pub(super) told: Told,
    forms: BTreeMap<Rewritten, ObjectId>,
    places: BTreeMap<ObjectId, usize>,
    /// Pictures, gradients and patterns made anew.
    pub(super) made: BTreeMap<(ObjectId, Target), ObjectId>,
    /// What is transparent; none where nobody asks.
    pub(super) veils: Option<Veils>,
    operators: usize,
    written: usize,
    /// Whether anything on the page is transparent.
    pub(super) is_transparent: bool,
    /// Whether it is more than is carried out.
    pub(super) is_too_much: bool,
}

impl<'p> Desk<'p> {
    pub(super) fn new(document: Document, mixer: Option<Mixer<'p>>, layers: Layers) -> Self {
        Self {
            document,
            mixer,
            layers,
            told: Told::default(),
            forms: BTreeMap::new(),
            places: BTreeMap::new(),
            made: BTreeMap::new(),
            veils: None,
            operators: 0,
            written: 0,
            is_transparent: false,
            is_too_much: false,
        }
    }

    pub(super) fn converts(&self) -> bool {
        self.mixer.is_some()
    }

    /// Takes an operator off the budget.
    pub(super) fn spend(&mut self) -> bool {
        self.operators += 1;
        self.is_too_much |= self.operators > MOST_OPERATORS;
        !self.is_too_much
    }

    pub(super) fn add(&mut self, object: impl Into<Object>) -> Object {
        Object::Reference(self.document.add_object(object))
    }

    /// Content rewritten, deflated, with the resources it needs.
    fn stream(&mut self, mut keys: Dictionary, content: &[u8], run: Run) -> Object {
        let around = run.around.len();
        let (out, resources) = self.rewritten(content, run);
        self.written = self.written.saturating_add(out.len());
        self.is_too_much |= self.written > MAX_CONTENT;
        for key in [&b"Filter"[..], b"DecodeParms", b"Length", b"OC", b"F", b"FFilter", b"FDecodeParms", b"Ref", b"PS"]
        {
            keys.remove(key);
        }
        keys.set("Filter", "FlateDecode");
        keys.set("Resources", resources);
        let made = self.add(ready(keys, deflate(&out)));
        self.name_stream(&made, around);
        made
    }

    /// A form as it is used here: with what shows of it, in the colours of the press. None where nothing of it shows.
    pub(super) fn form(&mut self, outer: &Run, id: ObjectId) -> Option<Object> {
        let stream = self.document.get_object(id).ok()?.as_stream().ok()?.clone();
        let keys = &stream.dict;
        let ctm = then(matrix(&numbers(&self.document, entry(&self.document, keys, b"Matrix"))), outer.state.ctm);
        let bounds = numbers(&self.document, entry(&self.document, keys, b"BBox"));
        let bounds = <[f64; 4]>::try_from(bounds).map_or(Bounds::ALL, |bounds| Bounds::around(bounds, ctm));
        let mut clip = outer.state.clip.both(bounds);
        if clip.is_empty() {
            return None;
        }
        let place = self.place(id, ctm, clip);
        if place.is_none() {
            clip = Bounds::ALL;
        }
        let key = Rewritten { id, target: outer.target, place };
        if let Some(known) = self.forms.get(&key).copied() {
            self.touch_known(outer, known, clip);
            return Some(Object::Reference(known));
        }
        let content = plain(&self.document, &stream, MAX_CONTENT).ok();
        let is_far = outer.around.contains(&id) || outer.around.len() >= DEEPEST;
        let Some(content) = content.filter(|_| !is_far) else {
            // What is not looked into may be transparent.
            self.touch_all(outer, clip);
            return Some(Object::Reference(id));
        };
        let resources = keys_of(entry(&self.document, keys, b"Resources")).cloned();
        let resources = resources.map_or_else(|| Rc::clone(&outer.resources), Rc::new);
        let around = outer.around.iter().copied().chain([id]).collect();
        let mut state = outer.state.clone();
        (state.ctm, state.clip) = (ctm, clip);
        let mut keys = stream.dict.clone();
        self.group(&mut keys, outer.target);
        if keys.has(b"Group") {
            state.veil = Veil::default();
        }
        let before = self.touches();
        let made = self.stream(keys, &content, Run::new(state, resources, around, outer.target));
        if self.touches() > before {
            self.veil_within(made.as_reference().ok());
        }
        self.forms.insert(key, made.as_reference().ok()?);
        Some(made)
    }

    /// Forms are made anew from here on.
    pub(super) fn forget_forms(&mut self) {
        self.forms.clear();
        self.places.clear();
    }

    /// Gives a stream other data; its data before.
    pub(super) fn swap(&mut self, id: ObjectId, data: Vec<u8>) -> Option<Vec<u8>> {
        let Some(Object::Stream(stream)) = self.document.objects.get_mut(&id) else { return None };
        let keys = stream.dict.clone();
        let kept = std::mem::replace(stream, ready(keys, data));
        Some(kept.content)
    }

    fn place(&mut self, id: ObjectId, ctm: Matrix, clip: Bounds) -> Option<[u64; 10]> {
        let sides = [clip.left, clip.bottom, clip.right, clip.top];
        let mut bits = ctm.iter().chain(&sides).map(|number| number.to_bits());
        let place = std::array::from_fn(|_| bits.next().unwrap_or(0));
        let key = |target| Rewritten { id, target, place: Some(place) };
        if [Target::Press, Target::Lightness].into_iter().any(|target| self.forms.contains_key(&key(target))) {
            return Some(place);
        }
        let count = self.places.entry(id).or_default();
        *count += 1;
        (*count <= MOST_PLACES).then_some(place)
    }

    /// A tiling pattern, or a pattern of a gradient.
    pub(super) fn pattern(&mut self, outer: &Run, object: &Object) -> Option<Object> {
        let id = object.as_reference().ok();
        let key = id.map(|id| (id, outer.target));
        if let Some(known) = key.and_then(|key| self.made.get(&key)) {
            return Some(Object::Reference(*known));
        }
        let made = match followed(&self.document, object).clone() {
            Object::Stream(stream) => self.tiles(outer, id, stream)?,
            Object::Dictionary(mut keys) => {
                if let Ok(shading) = keys.get(b"Shading").cloned() {
                    let shading = self.shading(&shading, &outer.resources, outer.target)?;
                    keys.set("Shading", shading);
                }
                if let Some(state) = keys_of(entry(&self.document, &keys, b"ExtGState")).cloned() {
                    let state = self.graphics_state(outer, state);
                    keys.set("ExtGState", state);
                }
                self.add(keys)
            }
            _ => return None,
        };
        if let Some(key) = key {
            self.made.insert(key, made.as_reference().ok()?);
        }
        Some(made)
    }

    fn tiles(&mut self, outer: &Run, id: Option<ObjectId>, stream: Stream) -> Option<Object> {
        let id = id?;
        if outer.around.contains(&id) || outer.around.len() >= DEEPEST {
            return Some(Object::Reference(id));
        }
        let Ok(content) = plain(&self.document, &stream, MAX_CONTENT) else { return Some(Object::Reference(id)) };
        let list = numbers(&self.document, entry(&self.document, &stream.dict, b"Matrix"));
        let ctm = then(matrix(&list), outer.base);
        let is_coloured = entry(&self.document, &stream.dict, b"PaintType").as_i64().unwrap_or(1) == 1;
        let resources = keys_of(entry(&self.document, &stream.dict, b"Resources")).cloned();
        let resources = resources.map_or_else(|| Rc::clone(&outer.resources), Rc::new);
        let around = outer.around.iter().copied().chain([id]).collect();
        let state = State::new(ctm, Bounds::ALL, self.converts() && is_coloured);
        let mut run = Run::new(state, resources, around, outer.target);
        run.is_uncoloured = !is_coloured;
        run.base = ctm;
        Some(self.stream(stream.dict, &content, run))
    }

    /// The glyphs of a Type 3 font; other fonts are what they are.
    pub(super) fn font(&mut self, outer: &Run, object: &Object) -> Object {
        let Ok(id) = object.as_reference() else { return object.clone() };
        let key = (id, outer.target);
        if let Some(known) = self.made.get(&key) {
            return Object::Reference(*known);
        }
        let Some(keys) = keys_of(followed(&self.document, object)).cloned() else { return object.clone() };
        let is_drawn = entry(&self.document, &keys, b"Subtype").as_name().is_ok_and(|kind| kind == b"Type3");
        if !is_drawn || outer.around.contains(&id) || outer.around.len() >= DEEPEST {
            return object.clone();
        }
        let glyphs = keys_of(entry(&self.document, &keys, b"CharProcs")).cloned().unwrap_or_default();
        let resources = keys_of(entry(&self.document, &keys, b"Resources")).cloned();
        let resources = resources.map_or_else(|| Rc::clone(&outer.resources), Rc::new);
        let around: Vec<ObjectId> = outer.around.iter().copied().chain([id]).collect();
        let (mut drawn, mut all) = (Dictionary::new(), Dictionary::new());
        for (name, glyph) in glyphs.iter() {
            let Object::Stream(stream) = followed(&self.document, glyph).clone() else { continue };
            let Ok(content) = plain(&self.document, &stream, MAX_CONTENT) else { continue };
            let mut state = State::new(UPRIGHT, Bounds::ALL, false);
            state.text.size = outer.state.text.size;
            let mut run = Run::new(state, resources.clone(), around.clone(), outer.target);
            run.is_glyph = true;
            let (out, used) = self.rewritten(&content, run);
            merge(&mut all, &used);
            let made = self.add(ready(dictionary! { "Filter" => "FlateDecode" }, deflate(&out)));
            drawn.set(name.clone(), made);
        }
        let mut keys = keys;
        keys.set("CharProcs", drawn);
        keys.set("Resources", all);
        let made = self.add(keys);
        if let Ok(made) = made.as_reference() {
            self.made.insert(key, made);
        }
        made
    }

    /// Gives a group the blend space of the press.
    pub(super) fn group(&mut self, keys: &mut Dictionary, target: Target) {
        let Some(group) = keys_of(entry(&self.document, keys, b"Group")).cloned() else { return };
        if entry(&self.document, &group, b"S").as_name().is_ok_and(|kind| kind == b"Transparency") {
            self.is_transparent = true;
        }
        if !self.converts() {
            return;
        }
        let mut group = group;
        let space = if target == Target::Lightness { "DeviceGray" } else { "DeviceCMYK" };
        if group.has(b"CS") {
            let before = self.blend_space(&group);
            if let Some(before) = before.filter(|_| target == Target::Press) {
                self.told.changed(Changed::Blending, before, "DeviceCMYK", 0.0);
            }
            group.set("CS", space);
        }
        keys.set("Group", group);
    }

    /// The blend space of a group where it is one of the screen.
    pub(super) fn blend_space(&mut self, group: &Dictionary) -> Option<&'static str> {
        let Ok(space) = group.get(b"CS").cloned() else { return None };
        let mixer = self.mixer.as_mut()?;
        let space = mixer.space(&self.document, &space, &Dictionary::new());
        matches!(*space, super::spaces::Space::Screen(_)).then(|| space.name())
    }

    /// A graphics state without what a press must not be told, its soft mask made ready.
    pub(super) fn graphics_state(&mut self, outer: &Run, mut keys: Dictionary) -> Dictionary {
        if let Some(mask) = keys_of(entry(&self.document, &keys, b"SMask")).cloned() {
            let mask = self.soft_mask(outer, mask);
            keys.set("SMask", mask);
        }
        if let Ok(Object::Array(font)) = keys.get(b"Font").cloned()
            && let Some(first) = font.first()
        {
            let made = self.font(outer, first);
            keys.set("Font", vec![made, font.get(1).cloned().unwrap_or(Object::Null)]);
        }
        if self.converts() {
            let is_plain = |key: &[u8]| {
                entry(&self.document, &keys, key).as_name().is_ok_and(|name| name == b"Identity" || name == b"Default")
            };
            let idle: Vec<&[u8]> = [&b"TR"[..], b"TR2"].into_iter().filter(|key| is_plain(key)).collect();
            idle.into_iter().chain([&b"HT"[..], b"HTP", b"HTO"]).for_each(|key| {
                keys.remove(key);
            });
        }
        keys
    }

    fn soft_mask(&mut self, outer: &Run, mut keys: Dictionary) -> Dictionary {
        let Ok(id) = keys.get(b"G").and_then(Object::as_reference) else { return keys };
        let is_light = entry(&self.document, &keys, b"S").as_name().is_ok_and(|kind| kind == b"Luminosity");
        let group = self.document.get_object(id).ok().and_then(keys_of).cloned().unwrap_or_default();
        let group = keys_of(entry(&self.document, &group, b"Group")).cloned().unwrap_or_default();
        // Lightness is reckoned in the group's space: of the press it stays, of the screen it becomes a grey.
        let has_own = entry(&self.document, &group, b"CS").as_name().is_ok_and(|space| space == b"DeviceCMYK");
        let to_grey = is_light && self.converts() && !has_own;
        let target = if to_grey { Target::Lightness } else { Target::Press };
        if to_grey && let Ok(backdrop) = keys.get(b"BC").cloned() {
            let parts = numbers(&self.document, &backdrop);
            let space = group.get(b"CS").cloned().unwrap_or_else(|_| Object::Name(b"DeviceGray".to_vec()));
            let light = self.mixer.as_mut().and_then(|mixer| {
                super::spaces::luminosity(&mixer.space(&self.document, &space, &Dictionary::new()), &parts)
            });
            keys.set(
                "BC",
                vec![super::reals(&[light.unwrap_or(0.0)]).as_array().map_or(Object::Null, |a| a[0].clone())],
            );
        }
        let state = State::new(outer.state.ctm, Bounds::ALL, self.converts());
        let mut run = Run::new(state, Rc::clone(&outer.resources), outer.around.clone(), target);
        run.base = outer.base;
        if let (Some(form), _) = self.apart(|desk| desk.form(&run, id)) {
            keys.set("G", form);
        }
        keys
    }
}

/// Adds the entries of resources that are not there yet.
fn merge(into: &mut Dictionary, from: &Dictionary) {
    for (category, entries) in from.iter() {
        let Ok(entries) = entries.as_dict() else { continue };
        let mut all = into.get(category).and_then(Object::as_dict).cloned().unwrap_or_default();
        entries.iter().for_each(|(name, object)| all.set(name.clone(), object.clone()));
        into.set(category.clone(), all);
    }
}
