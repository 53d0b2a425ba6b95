//! Pictures of a placed page, converted to the press's inks (ISO 32000-1 §8.9).

use std::collections::BTreeSet;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::colour::{PressWay, hold_within, jpeg_of_inks};

use super::super::{deflate, fonts::ready};
use super::desk::Desk;
use super::rewrite::Target;
use super::samples::{Jpx, JpxSpace, Samples, decode_of, jpx, samples, size};
use super::spaces::{Mixed, Screen, Space, luminosity};
use super::streams::{Expanded, entry, expanded, numbers};
use super::told::Changed;

/// Pictures of no more colours than this are graphics: their greys take black ink alone, and nothing is lost to JPEG.
const GRAPHIC_COLOURS: usize = 1_024;
/// Pixels whose difference is looked at.
const LOOKED_AT: usize = 2_048;
/// How far apart the channels of a grey photograph may be: JPEG never hits one exactly.
const GREY: u8 = 2;
/// JPEG rings a little at edges; pixels are held this far under the limit, in 255ths of one ink.
const RINGING: u32 = 8;
/// JPEG quality of converted photographs.
const QUALITY: u8 = 92;

/// A picture's new samples.
struct Inked {
    data: Vec<u8>,
    is_grey: bool,
    is_photo: bool,
}

impl Desk<'_> {
    /// A picture as the press takes it; itself where nothing is to be done.
    pub(super) fn picture(&mut self, id: ObjectId, resources: &Dictionary, target: Target) -> Option<Object> {
        let own = Some(Object::Reference(id));
        if let Some(known) = self.made.get(&(id, target)) {
            return Some(Object::Reference(*known));
        }
        let Ok(Object::Stream(stream)) = self.document.get_object(id).cloned() else { return own };
        self.is_transparent |= entry(&self.document, &stream.dict, b"SMask").as_stream().is_ok();
        let stream = self.plain_keys(stream);
        let made = if self.converts() { self.converted(&stream, resources, target) } else { None };
        let made = self.add(made.unwrap_or(stream));
        self.made.insert((id, target), made.as_reference().ok()?);
        Some(made)
    }

    /// Without layers and alternates, which have done their part or print nothing.
    fn plain_keys(&self, mut stream: Stream) -> Stream {
        for key in [&b"OC"[..], b"Alternates", b"StructParent", b"Metadata"] {
            stream.dict.remove(key);
        }
        let is_lzw = |name: &Object| name.as_name().is_ok_and(|name| name == b"LZWDecode" || name == b"LZW");
        let filters = entry(&self.document, &stream.dict, b"Filter");
        let has_lzw = is_lzw(filters) || filters.as_array().is_ok_and(|filters| filters.iter().any(is_lzw));
        if has_lzw && let Ok(Expanded::Plain(data)) = expanded(&self.document, &stream, super::samples::MOST_BYTES) {
            let mut keys = stream.dict.clone();
            keys.remove(b"DecodeParms");
            keys.set("Filter", "FlateDecode");
            return ready(keys, deflate(&data));
        }
        stream
    }

    /// The picture of an inline image that must be converted.
    pub(super) fn inline_picture(
        &mut self,
        keys: &Dictionary,
        data: &[u8],
        resources: &Dictionary,
        target: Target,
    ) -> Option<Object> {
        if !self.converts() {
            return None;
        }
        let mut keys = keys.clone();
        keys.set("Type", "XObject");
        keys.set("Subtype", "Image");
        let stream = Stream::new(keys, data.to_vec());
        let made = self.converted(&stream, resources, target)?;
        Some(self.add(made))
    }

    fn converted(&mut self, stream: &Stream, resources: &Dictionary, target: Target) -> Option<Stream> {
        let keys = &stream.dict;
        if entry(&self.document, keys, b"ImageMask").as_bool().unwrap_or(false) {
            return None;
        }
        if let Ok(Expanded::Picture(name, data)) = expanded(&self.document, stream, super::samples::MOST_BYTES)
            && name == b"JPXDecode"
        {
            return self.of_jpx(stream, jpx(&data)?, resources, target);
        }
        let object = keys.get(b"ColorSpace").ok()?.clone();
        let space = self.mixer.as_mut()?.space(&self.document, &object, resources);
        if target == Target::Lightness {
            return self.as_lightness(stream, &space);
        }
        match &*space {
            Space::OtherGray(name) => Some(self.renamed(stream, name, "DeviceGray")),
            Space::Cmyk | Space::OtherCmyk => self.cmyk(stream, &space),
            Space::Indexed { base, table } if base.converts() => self.palette(stream, base, table),
            Space::Screen(screen) => {
                let mut own = samples(&self.document, stream, 3)?;
                let decode = decode_of(&self.document, keys);
                let decode = if screen.lab.is_some() { Vec::new() } else { decode };
                own.decode(&decode);
                self.screen(stream, own, screen)
            }
            Space::Inks(_) => {
                let changed = self.ink_space(&object, &space);
                let mut stream = stream.clone();
                stream.dict.set("ColorSpace", changed);
                Some(stream)
            }
            _ => None,
        }
    }

    /// The same samples under another name.
    fn renamed(&mut self, stream: &Stream, from: &'static str, to: &'static str) -> Stream {
        let mut stream = stream.clone();
        stream.dict.set("ColorSpace", to);
        self.told.changed(Changed::Pictures, from, to, 0.0);
        stream
    }

    /// CMYK keeps its numbers where the ink limit holds.
    fn cmyk(&mut self, stream: &Stream, space: &Space) -> Option<Stream> {
        let limited = samples(&self.document, stream, 4).and_then(|mut own| {
            own.decode(&decode_of(&self.document, &stream.dict));
            let mixer = self.mixer.as_ref()?;
            let before = own.data.clone();
            let headroom = if own.is_photo { RINGING } else { 0 };
            let is_over = is_much_over(&own.data, mixer.limit());
            (is_over && hold_within(&mut own.data, mixer.profile, headroom)).then_some((own, before))
        });
        let Some((own, before)) = limited else {
            return matches!(space, Space::OtherCmyk).then(|| self.renamed(stream, space.name(), "DeviceCMYK"));
        };
        let difference = self.difference_of_inks(&before, &own.data);
        self.told.changed(Changed::TooMuchInk, space.name(), "DeviceCMYK", difference);
        let is_photo = own.is_photo;
        let inked = Inked { data: own.data.clone(), is_grey: false, is_photo };
        Some(self.written(stream, &own, inked))
    }

    fn difference_of_inks(&self, before: &[u8], after: &[u8]) -> f64 {
        let Some(mixer) = &self.mixer else { return 0.0 };
        let step = (before.len() / 4 / LOOKED_AT).max(1) * 4;
        let shares = |at: usize, data: &[u8]| {
            let pixel = data.get(at..at + 4)?;
            Some([0, 1, 2, 3].map(|at| f64::from(pixel[at]) / 255.0))
        };
        let each = (0..before.len()).step_by(step).filter_map(|at| {
            let (old, new) = (shares(at, before)?, shares(at, after)?);
            let mixed = Mixed { inks: old, seen: mixer.seen_printed(old), from: "" };
            Some(mixer.difference(&mixed, new))
        });
        each.fold(0.0, f64::max)
    }

    /// A palette of converted colours; the indices stay.
    fn palette(&mut self, stream: &Stream, base: &Rc<Space>, table: &[u8]) -> Option<Stream> {
        let count = base.components();
        let mut inks = Vec::new();
        let mut most = 0.0_f64;
        for entry in table.chunks_exact(count).take(256) {
            let samples: Vec<f64> = entry.iter().map(|&byte| f64::from(byte) / 255.0).collect();
            let mixer = self.mixer.as_mut()?;
            let mixed = mixer.mixed(base, &base.parts_of(&samples))?;
            most = most.max(mixer.difference(&mixed, mixed.inks));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of ink as bytes")]
            inks.extend(mixed.inks.map(|ink| (ink * 255.0).round() as u8));
        }
        let highest = i64::try_from((inks.len() / 4).checked_sub(1)?).ok()?;
        let table = self.add(ready(dictionary! { "Filter" => "FlateDecode" }, deflate(&inks)));
        let mut stream = stream.clone();
        let space = vec![name("Indexed"), name("DeviceCMYK"), Object::Integer(highest), table];
        stream.dict.set("ColorSpace", space);
        self.told.changed(Changed::Pictures, base.name(), "DeviceCMYK", most);
        Some(stream)
    }

    fn of_jpx(&mut self, stream: &Stream, own: Jpx, resources: &Dictionary, target: Target) -> Option<Stream> {
        let Jpx { samples: mut own, opacity, space } = own;
        let mut stream = stream.clone();
        if let Some(opacity) =
            opacity.filter(|_| entry(&self.document, &stream.dict, b"SMaskInData").as_i64().is_ok_and(|kind| kind == 1))
        {
            let mask = picture_keys(own.width, own.height, "DeviceGray");
            let mask = self.add(ready(mask, deflate(&opacity)));
            stream.dict.set("SMask", mask);
            self.is_transparent = true;
        }
        stream.dict.remove(b"SMaskInData");
        let mixer = self.mixer.as_mut()?;
        let stated = stream.dict.get(b"ColorSpace").ok().cloned();
        let space = match stated {
            Some(object) => mixer.space(&self.document, &object, resources),
            None => Rc::new(match space {
                JpxSpace::Grey => Space::Gray,
                JpxSpace::Cmyk => Space::Cmyk,
                JpxSpace::Rgb => Space::Screen(Screen { name: "JPEG 2000 RGB", way: mixer.srgb()?, lab: None }),
                JpxSpace::Profile(icc) => {
                    let way = PressWay::new(&crate::colour::SourceColour::Icc(icc), mixer.profile, &mixer.options);
                    Space::Screen(Screen { name: "JPEG 2000 RGB", way: Rc::new(way.ok()?), lab: None })
                }
            }),
        };
        if space.components() != own.components {
            return None;
        }
        own.decode(&decode_of(&self.document, &stream.dict));
        if target == Target::Lightness {
            return Some(self.lightness_of(&stream, &own, &space));
        }
        match &*space {
            Space::Screen(screen) => self.screen(&stream, own, screen),
            Space::Gray | Space::OtherGray(_) => {
                let inked = Inked { data: own.data.clone(), is_grey: true, is_photo: true };
                self.told.changed(Changed::Pictures, "JPEG 2000 gray", "DeviceGray", 0.0);
                Some(self.written(&stream, &own, inked))
            }
            Space::Cmyk | Space::OtherCmyk => {
                let mut data = own.data.clone();
                hold_within(&mut data, self.mixer.as_ref()?.profile, RINGING);
                self.told.changed(Changed::Pictures, "JPEG 2000 CMYK", "DeviceCMYK", 0.0);
                Some(self.written(&stream, &own, Inked { data, is_grey: false, is_photo: true }))
            }
            _ => None,
        }
    }

    fn screen(&mut self, stream: &Stream, mut own: Samples, screen: &Screen) -> Option<Stream> {
        let mut stream = stream.clone();
        self.unmatted(&mut stream, &mut own);
        self.keyed_out(&mut stream, &own);
        let inked = inked(&own, screen);
        let to = if inked.is_grey { "DeviceGray" } else { "DeviceCMYK" };
        let difference = self.difference_of(&own, &inked, screen);
        self.told.changed(Changed::Pictures, screen.name, to, difference);
        Some(self.written(&stream, &own, inked))
    }

    /// The largest difference among pixels here and there.
    fn difference_of(&self, own: &Samples, inked: &Inked, screen: &Screen) -> f64 {
        let Some(mixer) = &self.mixer else { return 0.0 };
        let pixels = own.data.len() / 3;
        let parts = |at: usize| {
            let pixel = own.data.get(at * 3..at * 3 + 3)?;
            let samples: Vec<f64> = pixel.iter().map(|&byte| f64::from(byte) / 255.0).collect();
            let space = Space::Screen(Screen { name: screen.name, way: Rc::clone(&screen.way), lab: screen.lab });
            <[f64; 3]>::try_from(space.parts_of(&samples)).ok()
        };
        let each = (0..pixels).step_by((pixels / LOOKED_AT).max(1)).filter_map(|at| {
            let mixed = Mixed { inks: [0.0; 4], seen: Some(screen.way.seen(parts(at)?)), from: screen.name };
            let inks = if inked.is_grey {
                [0.0, 0.0, 0.0, 1.0 - f64::from(*inked.data.get(at)?) / 255.0]
            } else {
                let pixel = inked.data.get(at * 4..at * 4 + 4)?;
                [0, 1, 2, 3].map(|at| f64::from(pixel[at]) / 255.0)
            };
            Some(mixer.difference(&mixed, inks))
        });
        each.fold(0.0, f64::max)
    }

    /// The picture with new samples, all that spoke of the old ones taken out.
    fn written(&mut self, stream: &Stream, own: &Samples, inked: Inked) -> Stream {
        let space = if inked.is_grey { "DeviceGray" } else { "DeviceCMYK" };
        let mut keys = stream.dict.clone();
        for key in [&b"Decode"[..], b"DecodeParms", b"Filter", b"Intent", b"Length", b"Interpolate"] {
            keys.remove(key);
        }
        picture_keys(own.width, own.height, space).iter().for_each(|(key, value)| keys.set(key.clone(), value.clone()));
        let encoded = if inked.is_photo && !inked.is_grey {
            jpeg_of_inks(&inked.data, own.width, own.height, QUALITY)
        } else {
            None
        };
        match encoded {
            Some(encoded) => {
                keys.set("Filter", "DCTDecode");
                if encoded.inverted {
                    keys.set("Decode", [1, 0].repeat(4).into_iter().map(Object::Integer).collect::<Vec<_>>());
                }
                ready(keys, encoded.bytes)
            }
            None => ready(keys, deflate(&inked.data)),
        }
    }

    fn as_lightness(&mut self, stream: &Stream, space: &Space) -> Option<Stream> {
        if matches!(space, Space::Gray) {
            return None;
        }
        let count = if matches!(space, Space::Indexed { .. }) { return None } else { space.components() };
        let mut own = samples(&self.document, stream, count)?;
        own.decode(&decode_of(&self.document, &stream.dict));
        Some(self.lightness_of(stream, &own, space))
    }

    fn lightness_of(&mut self, stream: &Stream, own: &Samples, space: &Space) -> Stream {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a lightness from 0 to 1")]
        let light = |pixel: &[u8]| {
            let samples: Vec<f64> = pixel.iter().map(|&byte| f64::from(byte) / 255.0).collect();
            (luminosity(space, &space.parts_of(&samples)).unwrap_or(0.0) * 255.0).round() as u8
        };
        let data = own.data.chunks_exact(own.components.max(1)).map(light).collect();
        self.written(stream, own, Inked { data, is_grey: true, is_photo: false })
    }

    /// Takes out the colour a picture was blended with beforehand (ISO 32000-1 §11.6.5.3).
    fn unmatted(&mut self, stream: &mut Stream, own: &mut Samples) {
        let Ok(mut mask) = entry(&self.document, &stream.dict, b"SMask").as_stream().cloned() else { return };
        let matte = numbers(&self.document, entry(&self.document, &mask.dict, b"Matte"));
        let same = size(&self.document, &mask.dict) == Some((own.width, own.height));
        let (3, true, Some(opacity)) = (matte.len(), same, samples(&self.document, &mask, 1)) else { return };
        for (pixel, alpha) in own.data.chunks_exact_mut(3).zip(&opacity.data) {
            let alpha = f64::from((*alpha).max(1)) / 255.0;
            for (sample, matte) in pixel.iter_mut().zip(&matte) {
                let value = matte + (f64::from(*sample) / 255.0 - matte) / alpha;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
                let byte = (value.clamp(0.0, 1.0) * 255.0).round() as u8;
                *sample = byte;
            }
        }
        mask.dict.remove(b"Matte");
        let mask = self.add(mask);
        stream.dict.set("SMask", mask);
    }

    /// Colours that are not painted become a mask: after conversion they cannot be told by their numbers.
    fn keyed_out(&mut self, stream: &mut Stream, own: &Samples) {
        let ends = numbers(&self.document, entry(&self.document, &stream.dict, b"Mask"));
        let Ok(ends) = <[f64; 6]>::try_from(ends) else { return };
        let inside = |pixel: &[u8]| {
            pixel.iter().enumerate().all(|(at, &sample)| (ends[2 * at]..=ends[2 * at + 1]).contains(&f64::from(sample)))
        };
        let mut bits = Vec::with_capacity(own.width.div_ceil(8) * own.height);
        for line in own.data.chunks_exact(own.width * 3) {
            let keyed: Vec<bool> = line.chunks_exact(3).map(inside).collect();
            bits.extend(keyed.chunks(8).map(|eight| {
                eight.iter().enumerate().fold(0_u8, |byte, (at, keyed)| byte | u8::from(*keyed) << (7 - at))
            }));
        }
        let mut keys = picture_keys(own.width, own.height, "DeviceGray");
        keys.remove(b"ColorSpace");
        keys.set("ImageMask", true);
        keys.set("BitsPerComponent", 1);
        let mask = self.add(ready(keys, deflate(&bits)));
        stream.dict.set("Mask", mask);
    }

    /// A space of spot inks whose stand-in is a colour of the press.
    pub(super) fn ink_space(&mut self, object: &Object, space: &Space) -> Object {
        let Object::Array(mut items) = super::streams::followed(&self.document, object).clone() else {
            return object.clone();
        };
        let Space::Inks(inks) = space else {
            if let (Space::Indexed { base, .. }, Some(under)) = (space, items.get(1).cloned()) {
                items[1] = self.ink_space(&under, base);
                return items.into();
            }
            return object.clone();
        };
        if !self.converts() || !inks.alternate.converts() || items.len() < 4 {
            return object.clone();
        }
        let Some(function) = self.tint(inks) else { return object.clone() };
        items[2] = name("DeviceCMYK");
        items[3] = function;
        self.told.changed(Changed::SpotInks, inks.alternate.name(), "DeviceCMYK", 0.0);
        items.into()
    }
}

/// Whether more of a picture is above the limit than the judge lets pass (prepress C05).
fn is_much_over(data: &[u8], limit: f64) -> bool {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a limit of at most 400 %")]
    let most = ((limit + 0.03) * 255.0).floor() as u32;
    let over = data.chunks_exact(4).filter(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>() > most);
    over.count() * 2_000 > data.len() / 4
}

fn inked(own: &Samples, screen: &Screen) -> Inked {
    let is_plain = screen.lab.is_none();
    let spread = |pixel: &[u8]| pixel.iter().max().unwrap_or(&0) - pixel.iter().min().unwrap_or(&0);
    let tolerance = if own.is_photo { GREY } else { 0 };
    if is_plain && own.data.chunks_exact(3).all(|pixel| spread(pixel) <= tolerance) {
        let data = own.data.chunks_exact(3).map(|pixel| pixel[1]).collect();
        return Inked { data, is_grey: true, is_photo: false };
    }
    let is_graphic = !own.is_photo && is_plain && has_few_colours(&own.data);
    let mut data = screen.way.pixels(&own.data, if own.is_photo { RINGING } else { 0 });
    if is_graphic {
        for (pixel, inks) in own.data.chunks_exact(3).zip(data.chunks_exact_mut(4)) {
            if spread(pixel) == 0 {
                inks.copy_from_slice(&[0, 0, 0, 255 - pixel[1]]);
            }
        }
    }
    Inked { data, is_grey: false, is_photo: own.is_photo }
}

fn has_few_colours(data: &[u8]) -> bool {
    let mut known = BTreeSet::new();
    data.chunks_exact(3).all(|pixel| {
        known.insert([pixel[0], pixel[1], pixel[2]]);
        known.len() <= GRAPHIC_COLOURS
    })
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

fn picture_keys(width: usize, height: usize, space: &str) -> Dictionary {
    let side = |side: usize| Object::Integer(i64::try_from(side).unwrap_or(i64::MAX));
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => side(width),
        "Height" => side(height),
        "ColorSpace" => name(space),
        "BitsPerComponent" => 8,
        "Filter" => "FlateDecode",
    }
}
