//! Gradients, and the stand-ins of spot inks, in the press's inks (ISO 32000-1 §8.7.4.5, §8.6.6.4).

use lopdf::{Dictionary, Object, dictionary};

use super::super::{deflate, fonts::ready};
use super::desk::Desk;
use super::functions::Function;
use super::rewrite::Target;
use super::spaces::{Inks, Mixed, Space, luminosity};
use super::streams::{entry, followed, keys_of, numbers};
use super::told::Changed;

/// Samples along a gradient: neighbours differ by less than the eye sees.
const ALONG: usize = 512;
/// Samples across a gradient of two directions, each way.
const ACROSS: usize = 48;
/// Samples along the tints of an ink.
const TINTS: usize = 256;
/// Corners of a mesh that are converted.
const MOST_CORNERS: usize = 2_000_000;

impl Desk<'_> {
    /// A gradient in the press's inks; itself where its colours are that already, none where it cannot be read.
    pub(super) fn shading(&mut self, object: &Object, resources: &Dictionary, target: Target) -> Option<Object> {
        let held = followed(&self.document, object).clone();
        let keys = keys_of(&held)?.clone();
        let space = keys.get(b"ColorSpace").ok()?.clone();
        let space = self.mixer.as_mut()?.space(&self.document, &space, resources);
        let is_other = space.converts() || target == Target::Lightness && !matches!(*space, Space::Gray);
        if !is_other {
            if let (Space::Inks(_), Ok(own)) = (&*space, keys.get(b"ColorSpace")) {
                let changed = self.ink_space(&own.clone(), &space);
                return Some(self.with_keys(&held, |keys| keys.set("ColorSpace", changed)));
            }
            return Some(object.clone());
        }
        let kind = entry(&self.document, &keys, b"ShadingType").as_i64().ok()?;
        let function = keys.get(b"Function").ok().and_then(|function| Function::read(&self.document, function));
        let device = if target == Target::Press { "DeviceCMYK" } else { "DeviceGray" };
        let made = match (kind, function) {
            (1, Some(function)) => self.sampled(&keys, &space, &function, 2, target),
            (_, Some(function)) => self.sampled(&keys, &space, &function, 1, target),
            (4..=7, None) => return self.mesh(&held, &space, kind, target),
            _ => None,
        }?;
        let background = numbers(&self.document, entry(&self.document, &keys, b"Background"));
        let background = self.colour(&space, &background, target).map(|(parts, _)| parts);
        Some(self.with_keys(&held, |keys| {
            keys.set("Function", made);
            keys.set("ColorSpace", device);
            match background {
                Some(parts) => keys.set("Background", super::reals(&parts)),
                None => drop(keys.remove(b"Background")),
            }
        }))
    }

    fn with_keys(&mut self, held: &Object, change: impl FnOnce(&mut Dictionary)) -> Object {
        let mut held = held.clone();
        match &mut held {
            Object::Stream(stream) => change(&mut stream.dict),
            Object::Dictionary(keys) => change(keys),
            _ => {}
        }
        self.add(held)
    }

    /// A colour's parts in the target's device space, and how it differs.
    fn colour(&mut self, space: &Space, parts: &[f64], target: Target) -> Option<(Vec<f64>, f64)> {
        if target == Target::Lightness {
            return luminosity(space, parts).map(|light| (vec![light], 0.0));
        }
        let mixer = self.mixer.as_mut()?;
        let mixed = mixer.mixed(space, parts)?;
        Some((mixed.inks.to_vec(), mixer.difference(&mixed, mixed.inks)))
    }

    /// A function of samples that gives the press's inks.
    fn sampled(
        &mut self,
        keys: &Dictionary,
        space: &Space,
        function: &Function,
        inputs: usize,
        target: Target,
    ) -> Option<Object> {
        let domain = numbers(&self.document, entry(&self.document, keys, b"Domain"));
        let full = [0.0, 1.0, 0.0, 1.0];
        let domain = if domain.len() >= inputs * 2 { domain } else { self.mesh_domain(keys, inputs, &full) };
        let side = if inputs == 1 { ALONG } else { ACROSS };
        let mut colours = Vec::new();
        for at in 0..side.pow(u32::try_from(inputs).ok()?) {
            let place = |index: usize, input: usize| {
                let (low, high) = (domain[2 * input], domain[2 * input + 1]);
                #[expect(clippy::cast_precision_loss, reason = "some hundreds of samples")]
                let share = index as f64 / (side - 1) as f64;
                low + share * (high - low)
            };
            let input: Vec<f64> =
                if inputs == 1 { vec![place(at, 0)] } else { vec![place(at % side, 0), place(at / side, 1)] };
            colours.push(function.at(&input));
        }
        let is_grey = colours.iter().all(|parts| space.is_grey(parts));
        let (mut rows, mut most) = (Vec::new(), 0.0_f64);
        for parts in colours {
            let (parts, difference) = self.smooth(space, &parts, target, is_grey)?;
            most = most.max(difference);
            rows.push(parts);
        }
        self.told_gradient(space, target, most);
        let outputs = rows.first()?.len();
        let data: Vec<u8> = rows.into_iter().flatten().flat_map(|part| word(part).to_be_bytes()).collect();
        let size = vec![Object::Integer(i64::try_from(side).ok()?); inputs];
        Some(self.add(ready(
            dictionary! {
                "FunctionType" => 0,
                "Domain" => super::reals(domain.get(..inputs * 2)?),
                "Range" => super::reals(&[0.0, 1.0].repeat(outputs)),
                "Size" => size,
                "BitsPerSample" => 16,
                "Filter" => "FlateDecode",
            },
            deflate(&data),
        )))
    }

    /// Meshes with a function have its domain in /Decode, after the places.
    fn mesh_domain(&self, keys: &Dictionary, inputs: usize, full: &[f64]) -> Vec<f64> {
        let decode = numbers(&self.document, entry(&self.document, keys, b"Decode"));
        match decode.get(4..6) {
            Some(ends) if inputs == 1 => ends.to_vec(),
            _ => full.get(..inputs * 2).unwrap_or_default().to_vec(),
        }
    }

    /// A colour along a gradient: not rounded to whole per cent, which would show as steps; greys take black alone only where all are grey.
    fn smooth(&mut self, space: &Space, parts: &[f64], target: Target, is_grey: bool) -> Option<(Vec<f64>, f64)> {
        let Space::Screen(screen) = space else { return self.colour(space, parts, target) };
        if target == Target::Lightness || is_grey {
            return self.colour(space, parts, target);
        }
        let colour = <[f64; 3]>::try_from(parts.get(..3)?).ok()?;
        let inks = screen.way.photographic(colour);
        let mixed = Mixed { inks, seen: Some(screen.way.seen(colour)), from: screen.name };
        let difference = self.mixer.as_ref().map_or(0.0, |mixer| mixer.difference(&mixed, inks));
        Some((inks.to_vec(), difference))
    }

    fn told_gradient(&mut self, space: &Space, target: Target, difference: f64) {
        if target == Target::Press {
            self.told.changed(Changed::Gradients, space.name(), "DeviceCMYK", difference);
        }
    }

    /// The tints of an ink or of several as a function of samples that gives the press's inks.
    pub(super) fn tint(&mut self, inks: &Inks) -> Option<Object> {
        let function = inks.tint.as_ref()?;
        // So many samples each way as a table of moderate size holds.
        let side = match inks.names {
            1 => TINTS,
            2 => 32,
            3 => 12,
            4 => 8,
            _ => return None,
        };
        let mut data = Vec::new();
        for at in 0..side.pow(u32::try_from(inks.names).ok()?) {
            let mut rest = at;
            let mut input = Vec::new();
            for _ in 0..inks.names {
                #[expect(clippy::cast_precision_loss, reason = "some hundreds of samples")]
                input.push((rest % side) as f64 / (side - 1) as f64);
                rest /= side;
            }
            let parts = function.at(&input);
            let (parts, _) = self.smooth(&inks.alternate, &parts, Target::Press, false)?;
            data.extend(parts.into_iter().flat_map(|part| word(part).to_be_bytes()));
        }
        let size = vec![Object::Integer(i64::try_from(side).ok()?); inks.names];
        Some(self.add(ready(
            dictionary! {
                "FunctionType" => 0,
                "Domain" => super::reals(&[0.0, 1.0].repeat(inks.names)),
                "Range" => super::reals(&[0.0, 1.0].repeat(4)),
                "Size" => size,
                "BitsPerSample" => 16,
                "Filter" => "FlateDecode",
            },
            deflate(&data),
        )))
    }

    /// A mesh whose corners have colours of their own: each is converted (ISO 32000-1 §8.7.4.5.5 to 8).
    fn mesh(&mut self, held: &Object, space: &Space, kind: i64, target: Target) -> Option<Object> {
        let Object::Stream(stream) = held else { return None };
        let keys = &stream.dict;
        let whole = |key: &[u8]| usize::try_from(entry(&self.document, keys, key).as_i64().ok()?).ok();
        let (place, part) = (whole(b"BitsPerCoordinate")?, whole(b"BitsPerComponent")?);
        let flag = if kind == 5 { 0 } else { whole(b"BitsPerFlag")? };
        if place == 0 || place > 32 || part == 0 || part > 16 || flag > 8 {
            return None;
        }
        let decode = numbers(&self.document, entry(&self.document, keys, b"Decode"));
        let count = space.components();
        let ends = decode.get(4..4 + 2 * count)?.to_vec();
        let data = super::streams::plain(&self.document, stream, super::MAX_CONTENT).ok()?;
        let (mut from, mut to) = (Bits { data: &data, at: 0 }, Packed::default());
        let mut most = 0.0_f64;
        let mut corners = 0;
        while let Some(shape) = from.shape(kind, flag) {
            to.put(shape.flag, flag);
            for _ in 0..shape.places * 2 {
                to.put(from.take(place)?, place);
            }
            for _ in 0..shape.colours {
                corners += 1;
                if corners > MOST_CORNERS {
                    return None;
                }
                let mut parts = Vec::new();
                for at in 0..count {
                    let scale = f64::from((1_u32 << part) - 1);
                    let value = f64::from(from.take(part)?) / scale;
                    parts.push(ends[2 * at] + value * (ends[2 * at + 1] - ends[2 * at]));
                }
                let (inks, difference) = self.smooth(space, &parts, target, false)?;
                most = most.max(difference);
                inks.into_iter().for_each(|ink| to.put(u32::from(word(ink)), 16));
            }
            // Every corner begins on a whole byte.
            from.align();
            to.align();
        }
        self.told_gradient(space, target, most);
        let outputs = if target == Target::Press { 4 } else { 1 };
        let mut keys = keys.clone();
        for key in [&b"Filter"[..], b"DecodeParms", b"Length", b"Background"] {
            keys.remove(key);
        }
        let mut all = decode.get(..4)?.to_vec();
        all.extend([0.0, 1.0].repeat(outputs));
        keys.set("Decode", super::reals(&all));
        keys.set("BitsPerComponent", 16);
        keys.set("ColorSpace", if target == Target::Press { "DeviceCMYK" } else { "DeviceGray" });
        keys.set("Filter", "FlateDecode");
        Some(self.add(ready(keys, deflate(&to.data))))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 16 bits")]
fn word(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 65_535.0).round() as u16
}

/// One record of a mesh.
struct Shape {
    flag: u32,
    places: usize,
    colours: usize,
}

struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, bits: usize) -> Option<u32> {
        if self.at + bits > self.data.len() * 8 {
            return None;
        }
        let mut value = 0_u64;
        for at in self.at..self.at + bits {
            value = value << 1 | u64::from(self.data[at / 8] >> (7 - at % 8) & 1);
        }
        self.at += bits;
        u32::try_from(value).ok()
    }

    fn align(&mut self) {
        self.at = self.at.div_ceil(8) * 8;
    }

    /// The next record, by the kind of mesh and its flag.
    fn shape(&mut self, kind: i64, bits: usize) -> Option<Shape> {
        if self.at + bits.max(1) > self.data.len() * 8 {
            return None;
        }
        let flag = self.take(bits)?;
        let (places, colours) = match (kind, flag & 3) {
            (4 | 5, _) => (1, 1),
            (6, 0) => (12, 4),
            (6, _) => (8, 2),
            (7, 0) => (16, 4),
            _ => (12, 2),
        };
        Some(Shape { flag, places, colours })
    }
}

#[derive(Default)]
struct Packed {
    data: Vec<u8>,
    used: usize,
}

impl Packed {
    fn put(&mut self, value: u32, bits: usize) {
        for at in (0..bits).rev() {
            if self.used.is_multiple_of(8) {
                self.data.push(0);
            }
            if let Some(last) = self.data.last_mut() {
                *last |= u8::from(value >> at & 1 == 1) << (7 - self.used % 8);
            }
            self.used += 1;
        }
    }

    fn align(&mut self) {
        self.used = self.used.div_ceil(8) * 8;
    }
}
