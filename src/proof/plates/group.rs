//! Forms, transparency groups and soft masks (ISO 32000-2 §8.10, §11.6).

use std::rc::Rc;

use hayro::hayro_interpret::Function;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{self, Affine, Shape};

use super::blend::Blend;
use super::layer::{GroupKind, Layer, MOST_INKS, Marks, Process, SoftMask};
use super::painter::Painter;
use super::raster::{Area, Mask, Rule};
use super::spaces::Space;
use super::state::Clip;

/// Groups that are open at once; each keeps all inks of what it covers.
const MOST_GROUPS: usize = 12;
/// Soft masks kept for the next mark.
const MOST_MASKS: usize = 4;

/// Soft masks that were made, with what they were made for.
pub(super) type KnownMasks = Vec<KnownMask>;

pub(super) struct KnownMask {
    key: MaskKey,
    mask: Rc<SoftMask>,
}

#[derive(PartialEq)]
struct MaskKey {
    object: ObjectIdentifier,
    transform: [f64; 6],
}

impl<'a> Painter<'a, '_> {
    pub(super) fn graphics_state(&mut self, dict: &Dict<'a>, resources: &Resources<'a>) {
        self.state.take(dict);
        if let Some(font) = dict.get::<Array<'a>>(b"Font") {
            let mut items = font.flex_iter();
            if let (Some(font), Some(size)) = (items.next::<Dict<'a>>(), items.next::<f64>()) {
                self.state.text.font = self.fonts.font(&font, &self.resolvers.font, &self.resolvers.cmap);
                self.state.text.size = size;
            }
        }
        match dict.get_raw::<Object<'a>>(b"SMask") {
            Some(MaybeRef::Ref(reference)) => {
                let mask = dict.get::<Dict<'a>>(b"SMask");
                self.state.soft = mask.and_then(|mask| self.known_mask(&mask, reference.into(), resources));
            }
            Some(MaybeRef::NotRef(Object::Dict(mask))) => {
                // The group has an object of its own even where the mask's dictionary has none.
                let object = mask.get_ref(b"G").map(ObjectIdentifier::from);
                self.state.soft = match object {
                    Some(object) => self.known_mask(&mask, object, resources),
                    None => None,
                };
            }
            Some(_) => self.state.soft = None,
            None => {}
        }
    }

    fn known_mask(
        &mut self,
        dict: &Dict<'a>,
        object: ObjectIdentifier,
        resources: &Resources<'a>,
    ) -> Option<Rc<SoftMask>> {
        let key = MaskKey { object, transform: self.state.ctm.as_coeffs() };
        if let Some(known) = self.soft_masks.iter().find(|known| known.key == key) {
            return Some(Rc::clone(&known.mask));
        }
        let Some(mask) = self.soft_mask(dict, resources) else {
            self.room.miss();
            return None;
        };
        let mask = Rc::new(mask);
        if self.soft_masks.len() >= MOST_MASKS {
            self.soft_masks.remove(0);
        }
        self.soft_masks.push(KnownMask { key, mask: Rc::clone(&mask) });
        Some(mask)
    }

    /// Paints the group of a soft mask, and takes its alpha or its lightness (§11.5).
    fn soft_mask(&mut self, dict: &Dict<'a>, resources: &Resources<'a>) -> Option<SoftMask> {
        let form = dict.get::<Stream<'a>>(b"G")?;
        let whole = self.layers.first()?.area;
        let is_alpha = dict.get::<Name<'_>>(b"S").as_deref() == Some(b"Alpha");
        let group = form.dict().get::<Dict<'a>>(b"Group").unwrap_or_default();
        let space = group.get::<Object<'_>>(b"CS").and_then(|space| Space::read(&space, resources, self.room));
        let process = space.as_deref().map_or(Process::Gray, process);
        let backdrop = dict.get::<Vec<f32>>(b"BC").zip(space.as_deref());
        let mut below = [0.0; MOST_INKS];
        match backdrop {
            Some((colour, space)) => space.put(&colour, self.onto(process), &mut below),
            // Black, unless the mask says otherwise.
            None => Space::Gray.put(&[0.0], self.onto(process), &mut below),
        }
        let transfer = dict.get::<Object<'_>>(b"TR").and_then(|function| Function::new(&function));
        let transfer = |value: f32| {
            let mut out = [value];
            if let Some(function) = transfer.as_ref().filter(|function| function.num_outputs() == 1) {
                function.eval(&[value], &mut out);
            }
            out[0].clamp(0.0, 1.0)
        };
        let kind = GroupKind { is_isolated: true, is_knockout: is_true(&group, b"K") };
        let saved = self.state.clone();
        self.state.clip = Clip { area: whole, mask: None };
        self.plain_state();
        let layer = self.painted_group(&form, resources, process, kind);
        self.state = saved;
        let layer = layer?;
        let value = |at: usize| {
            let alpha = layer.alpha[at];
            if is_alpha {
                return alpha;
            }
            let colour = &layer.colour[at * layer.inks..(at + 1) * layer.inks];
            let over = |ink: usize| alpha * colour[ink] + (1.0 - alpha) * below[ink];
            lightness(process, &over)
        };
        let cover = (0..layer.area.pixels()).map(|at| transfer(value(at))).collect();
        let outside = if is_alpha { 0.0 } else { lightness(process, &|ink| below[ink]) };
        Some(SoftMask { mask: Mask { area: layer.area, cover }, outside: transfer(outside) })
    }

    /// What a group begins with: opaque, plainly laid on (§11.6.6).
    fn plain_state(&mut self) {
        self.state.fill.alpha = 1.0;
        self.state.stroke.alpha = 1.0;
        self.state.blend = Blend::Normal;
        self.state.soft = None;
        self.state.is_shape = false;
    }

    /// A form, as part of what is around it or as a group.
    pub(super) fn form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        let group = stream.dict().get::<Dict<'a>>(b"Group");
        let group = group.filter(|group| group.get::<Name<'_>>(b"S").as_deref() == Some(b"Transparency"));
        let saved = self.state.clone();
        match group {
            Some(group) if self.needs_layer(&group) => self.group(stream, &group, resources),
            _ => {
                self.run_form(stream, resources);
            }
        }
        self.state = saved;
    }

    /// A group that sees what is below it and changes nothing as a whole is the same as its marks one by one.
    fn needs_layer(&self, group: &Dict<'_>) -> bool {
        let state = &self.state;
        let is_plain = state.fill.alpha >= 1.0 && state.soft.is_none() && state.blend == Blend::Normal;
        let within_knockout = self.layers.last().is_some_and(|layer| layer.is_knockout);
        !is_plain || within_knockout || is_true(group, b"I") || is_true(group, b"K")
    }

    fn group(&mut self, stream: &Stream<'a>, group: &Dict<'a>, resources: &Resources<'a>) {
        let Some(parent) = self.layers.last().map(|layer| layer.process) else { return };
        let kind = GroupKind { is_isolated: is_true(group, b"I"), is_knockout: is_true(group, b"K") };
        let own = group.get::<Object<'_>>(b"CS").filter(|_| kind.is_isolated);
        let own = own.and_then(|space| Space::read(&space, resources, self.room));
        // Greys and inks are mixed with the inks of the page; only light is mixed as light.
        let own = own.filter(|space| matches!(**space, Space::Rgb(_)) && parent == Process::Cmyk);
        let process = own.as_ref().map_or(parent, |_| Process::Rgb);
        let outer = self.state.clone();
        self.plain_state();
        let layer = self.painted_group(stream, resources, process, kind);
        self.state = outer;
        let Some(layer) = layer else { return self.room.miss() };
        let mut layer = layer.without_backdrop();
        if let Some(space) = own {
            layer = self.as_inks(layer, &space);
        }
        if let Some(mask) = self.whole_mask(layer.area) {
            self.lay(&mask, &layer, self.state.fill.alpha, Marks::ALL);
        }
    }

    fn whole_mask(&self, area: Area) -> Option<Mask> {
        let area = area.and(self.state.clip.area);
        (!area.is_empty() && self.room.spend(area.pixels())).then(|| Mask { area, cover: vec![1.0; area.pixels()] })
    }

    /// Paints a form into a layer of its own.
    fn painted_group(
        &mut self,
        stream: &Stream<'a>,
        resources: &Resources<'a>,
        process: Process,
        kind: GroupKind,
    ) -> Option<Layer> {
        if self.layers.len() >= MOST_GROUPS {
            return None;
        }
        let area = self.state.clip.area.touched(form_box(stream, self.state.ctm)?);
        let inks = if process == Process::Cmyk { self.room.inks.len() } else { process.count() };
        if !self.room.spend(area.pixels() * inks) {
            return None;
        }
        let layer = Layer::new(area, process, inks, kind, self.layers.last());
        self.layers.push(layer);
        // The clip of the outer state counts once, when the group is laid on.
        self.state.clip = Clip { area, mask: None };
        self.run_form(stream, resources);
        self.layers.pop()
    }

    /// Runs a form's content within its box.
    fn run_form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) -> Option<()> {
        let dict = stream.dict();
        let content = stream.decoded_data().ok()?;
        let bounds = dict.get::<[f64; 4]>(b"BBox")?;
        self.state.ctm *= form_matrix(dict);
        let outline = self.state.ctm * kurbo::Rect::new(bounds[0], bounds[1], bounds[2], bounds[3]).abs().to_path(0.1);
        self.clip(&outline, Rule::NonZero);
        if !self.state.clip.area.is_empty() {
            let own = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
            self.run(&content, own.as_ref().unwrap_or(resources));
        }
        Some(())
    }

    /// A group of light as inks of the press, by what its space says of its light.
    fn as_inks(&self, light: Layer, space: &Space) -> Layer {
        let kind = GroupKind { is_isolated: true, is_knockout: false };
        let mut inks = Layer::new(light.area, Process::Cmyk, self.room.inks.len(), kind, None);
        let onto = self.onto(Process::Cmyk);
        let pixels = light.colour.chunks_exact(light.inks).zip(inks.colour.chunks_exact_mut(inks.inks));
        let (mut last, mut known) = (vec![-1.0; light.inks], vec![0.0; inks.inks]);
        for (colour, out) in pixels {
            if colour != last {
                known.fill(0.0);
                space.put(&[1.0 - colour[0], 1.0 - colour[1], 1.0 - colour[2]], onto, &mut known);
                last.copy_from_slice(colour);
            }
            out.copy_from_slice(&known);
        }
        inks.take_coverage(light);
        inks
    }

    /// What an annotation shows in print (§12.5.5).
    pub(super) fn annotation(&mut self, annotation: &Dict<'a>, resources: &Resources<'a>) {
        let flags = annotation.get::<u32>(b"F").unwrap_or(0);
        let prints = flags & PRINT != 0 && flags & HIDDEN == 0;
        let (Some(look), Some(rect)) = (look_of(annotation).filter(|_| prints), annotation.get::<[f64; 4]>(b"Rect"))
        else {
            return;
        };
        let Some(own) = form_box(&look, Affine::IDENTITY) else { return };
        let place = kurbo::Rect::new(rect[0], rect[1], rect[2], rect[3]).abs();
        if own.width() <= 0.0 || own.height() <= 0.0 {
            return;
        }
        let scale = Affine::scale_non_uniform(place.width() / own.width(), place.height() / own.height());
        let saved = self.state.clone();
        self.state.ctm *=
            Affine::translate(place.origin().to_vec2()) * scale * Affine::translate(-own.origin().to_vec2());
        self.form(&look, resources);
        self.state = saved;
    }
}

/// Bits of an annotation's flags (table 167).
const HIDDEN: u32 = 1 << 1;
const PRINT: u32 = 1 << 2;

fn look_of<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>(b"AP")?.get::<Object<'a>>(b"N")? {
        Object::Stream(look) => Some(look),
        Object::Dict(looks) => {
            let state = annotation.get::<Name<'_>>(b"AS")?;
            looks.get::<Stream<'a>>(state.as_ref())
        }
        _ => None,
    }
}

fn form_matrix(dict: &Dict<'_>) -> Affine {
    dict.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new)
}

/// Where a form may paint.
fn form_box(stream: &Stream<'_>, ctm: Affine) -> Option<kurbo::Rect> {
    let bounds = stream.dict().get::<[f64; 4]>(b"BBox")?;
    let rect = kurbo::Rect::new(bounds[0], bounds[1], bounds[2], bounds[3]).abs();
    Some((ctm * form_matrix(stream.dict())).transform_rect_bbox(rect))
}

fn is_true(dict: &Dict<'_>, key: &[u8]) -> bool {
    dict.get::<bool>(key).unwrap_or(false)
}

/// The process a group's space mixes in.
fn process(space: &Space) -> Process {
    match space.components() {
        1 => Process::Gray,
        3 => Process::Rgb,
        _ => Process::Cmyk,
    }
}

/// How light a colour is, 0 to 1 (§11.5.3).
fn lightness(process: Process, ink: &dyn Fn(usize) -> f32) -> f32 {
    match process {
        Process::Gray => 1.0 - ink(0),
        Process::Rgb => 1.0 - (0.3 * ink(0) + 0.59 * ink(1) + 0.11 * ink(2)),
        Process::Cmyk => 1.0 - (0.3 * ink(0) + 0.59 * ink(1) + 0.11 * ink(2) + ink(3)).min(1.0),
    }
}
