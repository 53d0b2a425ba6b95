//! Colour, C01 to C04 and C07 to C09: spaces, spot colours, ink limit, blending, halftones.

use std::rc::Rc;

use super::Judge;
use super::icc::{self, Demand};
use super::report::Subject;
use super::rules::Id;
use super::spaces::{Inks, Space};
use super::value::{Dict, Value};

/// Spaces in spaces.
const DEEPEST: usize = 8;
/// Inks of a DeviceN space.
const MOST_INKS: usize = 32;
/// Sum of inks above the limit that is rounding, in per cent.
const TOTAL_TOLERANCE: f64 = 0.5;
/// Functions in functions, and samples taken of them.
const MOST_SAMPLES: usize = 4_096;

/// What a mark is made by, and where.
#[derive(Clone, Debug)]
pub(super) struct Here {
    pub(super) subject: Subject,
    pub(super) at: Option<(f64, f64)>,
}

impl Judge<'_> {
    pub(super) fn note_here(&mut self, id: Id, here: &Here, what: &'static str, detail: impl Into<String>) {
        self.report.note(id, &here.subject, what, detail.into(), here.at);
    }

    /// The colour space a value names; Default spaces of the resources stand for the device's.
    pub(super) fn space(&mut self, value: &Value, resources: &Dict, depth: usize) -> Rc<Space> {
        if depth > DEEPEST {
            return Rc::new(Space::Unknown("colour space nested too deep"));
        }
        match self.doc.resolve(value) {
            Value::Name(name) => self.named_space(&name, resources, depth),
            Value::Array(items) => {
                let key = Rc::as_ptr(&items).cast::<()>() as usize;
                if let Some((_, space)) = self.spaces.get(&key) {
                    return Rc::clone(space);
                }
                let space = Rc::new(self.array_space(&items, resources, depth));
                self.spaces.insert(key, (items, Rc::clone(&space)));
                space
            }
            _ => Rc::new(Space::Unknown("no colour space")),
        }
    }

    fn named_space(&mut self, name: &str, resources: &Dict, depth: usize) -> Rc<Space> {
        let spaces = self.doc.get(resources, "ColorSpace").dict().cloned().unwrap_or_default();
        let (device, default) = match name {
            "DeviceGray" | "G" => (Space::Gray, "DefaultGray"),
            "DeviceRGB" | "RGB" => (Space::Rgb, "DefaultRGB"),
            "DeviceCMYK" | "CMYK" => (Space::Cmyk, "DefaultCMYK"),
            "Pattern" => return Rc::new(Space::Pattern(None)),
            _ => {
                if !spaces.has(name) {
                    let subject = Subject::new(resources.object, "resources");
                    self.note(Id::F10, &subject, "colour space that is not in the resources", name);
                    return Rc::new(Space::Unknown("no colour space"));
                }
                let value = spaces.raw(name).clone();
                return self.space(&value, resources, depth + 1);
            }
        };
        if depth == 0 && spaces.has(default) {
            let value = spaces.raw(default).clone();
            return self.space(&value, resources, depth + 1);
        }
        Rc::new(device)
    }

    fn array_space(&mut self, items: &[Value], resources: &Dict, depth: usize) -> Space {
        let part = |at: usize| items.get(at).map_or(Value::Null, |item| self.doc.resolve(item));
        let family = part(0);
        match family.name().unwrap_or_default() {
            "DeviceGray" | "G" => Space::Gray,
            "DeviceRGB" | "RGB" => Space::Rgb,
            "DeviceCMYK" | "CMYK" => Space::Cmyk,
            "CalGray" => Space::CalGray,
            "CalRGB" => Space::CalRgb,
            "Lab" => Space::Lab,
            "ICCBased" => self.icc_space(&part(1)),
            "Pattern" => Space::Pattern(items.get(1).map(|under| self.space(&under.clone(), resources, depth + 1))),
            "Indexed" | "I" => {
                let table = match part(3) {
                    Value::Stream(stream) => self.doc.data(&stream, 1 << 20).unwrap_or_default(),
                    table => table.bytes().unwrap_or_default().to_vec(),
                };
                let base = self.space(&items.get(1).cloned().unwrap_or(Value::Null), resources, depth + 1);
                Space::Indexed { base, table: table.into() }
            }
            "Separation" | "DeviceN" => self.ink_space(items, resources, depth),
            _ => Space::Unknown("unknown colour space"),
        }
    }

    fn icc_space(&mut self, value: &Value) -> Space {
        let Some(stream) = value.stream() else { return Space::Unknown("ICCBased without its profile") };
        let subject = Subject::new(stream.dict.object, "ICC profile");
        let components = self.doc.get(&stream.dict, "N").count();
        match self.doc.data(stream, self.doc.limits.content) {
            Ok(data) => {
                let demand = Demand { printer: false, version: (4, 15) };
                for (what, detail) in icc::faults(&data, components, demand) {
                    self.note(Id::C01, &subject, what, detail);
                }
                if components == Some(4) && !self.is_x1a() {
                    let same = self.condition.as_ref().is_some_and(|condition| icc::same(condition, &data));
                    let detail = if same { "the same as the output intent's" } else { "" };
                    self.note(Id::C02, &subject, "CMYK with a profile of its own", detail);
                }
            }
            Err(why) => self.note(Id::C01, &subject, "profile cannot be read", why),
        }
        Space::Icc(components.unwrap_or(0).min(MOST_INKS))
    }

    /// C03: the inks of a Separation or DeviceN space.
    fn ink_space(&mut self, items: &[Value], resources: &Dict, depth: usize) -> Space {
        let names = items.get(1).map(|names| self.doc.names(names)).unwrap_or_default();
        let names: Vec<String> = names.into_iter().take(MOST_INKS).map(|name| name.to_string()).collect();
        let subject = Subject::new(0, format!("spot colour {}", names.join(", ")));
        let alternate = self.space(&items.get(2).cloned().unwrap_or(Value::Null), resources, depth + 1);
        let fits =
            matches!(*alternate, Space::Cmyk | Space::Gray) || matches!(*alternate, Space::Lab) && !self.is_x1a();
        if !fits {
            self.note(Id::C03, &subject, "stands in for the ink with", alternate.name());
        }
        for name in &names {
            let is_process = matches!(name.as_str(), "Cyan" | "Magenta" | "Yellow" | "Black" | "None");
            if name == "All" && names.len() > 1 {
                self.note(Id::C03, &subject, "registration colour in DeviceN", "");
            } else if name != "All" && !is_process && !self.options.spots.contains(name) {
                self.note(Id::C03, &subject, "spot colour that was not ordered", name);
            }
        }
        // The inks of the process and all of them at once are what they are, whatever stands in for them.
        let is_spot =
            |name: &String| !matches!(name.as_str(), "Cyan" | "Magenta" | "Yellow" | "Black" | "None" | "All");
        if let [name] = names.as_slice()
            && is_spot(name)
        {
            let definition = self.definition(alternate.name(), items.get(3));
            let first = self.spots.entry(name.clone()).or_insert_with(|| definition.clone());
            if *first != definition {
                self.note(Id::C03, &subject, "two definitions of one spot colour", "");
            }
        }
        Space::Inks { names: names.into() }
    }

    /// What tells one definition of an ink from another.
    fn definition(&self, alternate: &str, function: Option<&Value>) -> Vec<u8> {
        let mut signs = alternate.as_bytes().to_vec();
        let function = function.map_or(Value::Null, |function| self.doc.resolve(function));
        if let Value::Stream(stream) = &function {
            signs.extend_from_slice(&self.doc.data(stream, 1 << 20).unwrap_or_default());
        } else if let Some(dict) = function.dict() {
            for key in ["FunctionType", "C0", "C1", "N"] {
                let numbers = match self.doc.get(dict, key) {
                    Value::Number(number) => vec![number],
                    value => self.doc.numbers(&value),
                };
                signs.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
                signs.push(b'/');
            }
        }
        signs
    }

    /// C01 and C03: whether a mark may be made in a space.
    pub(super) fn check_space(&mut self, space: &Space, kind: &'static str, here: &Here) {
        match space {
            Space::Indexed { base, .. } => self.check_space(base, kind, here),
            Space::Pattern(Some(under)) => self.check_space(under, kind, here),
            Space::Pattern(None) | Space::Cmyk | Space::Gray => {}
            Space::Inks { names } => {
                if names.first().is_some_and(|name| name == "All") {
                    self.note_here(Id::C03, here, "registration colour in page content", kind);
                }
            }
            // C02 speaks of these in X-4.
            Space::Icc(4) if !self.is_x1a() => {}
            Space::Unknown(what) => self.note_here(Id::C01, here, what, kind),
            other => {
                let name = other.name();
                self.note_here(Id::C01, here, "colour space that is not permitted", format!("{kind} in {name}"));
            }
        }
    }

    /// C04.
    pub(super) fn check_total(&mut self, inks: Inks, kind: &'static str, here: &Here) {
        let total = inks.total();
        if total > self.options.tac + TOTAL_TOLERANCE {
            let detail = format!("{kind} {} is {total:.0} %, limit {} %", inks.words(), self.options.tac);
            self.note_here(Id::C04, here, "more ink than the limit", detail);
        }
    }

    /// A shading: its space and the colours its function gives.
    pub(super) fn shading(&mut self, dict: &Dict, resources: &Dict, here: &Here) {
        let space = self.space(&dict.raw("ColorSpace").clone(), resources, 0);
        self.check_space(&space, "shading", here);
        let function = self.doc.get(dict, "Function");
        for colour in self.samples(&function, 0) {
            if let Some(inks) = space.inks(&colour) {
                self.lays(inks.total(), false);
                self.check_total(inks, "shading", here);
            }
        }
    }

    /// Colours a function gives: its ends, or its samples.
    fn samples(&self, function: &Value, depth: usize) -> Vec<Vec<f64>> {
        if depth > DEEPEST {
            return Vec::new();
        }
        if let Value::Array(parts) = function {
            let columns = parts.iter().take(MOST_INKS).map(|part| self.samples(&self.doc.resolve(part), depth + 1));
            let columns: Vec<_> = columns.collect();
            let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
            let cell = |column: &Vec<Vec<f64>>, row: usize| column.get(row).and_then(|value| value.first().copied());
            return (0..rows).map(|row| columns.iter().filter_map(|column| cell(column, row)).collect()).collect();
        }
        let Some(dict) = function.dict() else { return Vec::new() };
        match self.doc.get(dict, "FunctionType").integer() {
            Some(2) => {
                let end = |key, other: f64| {
                    Some(self.doc.numbers(dict.raw(key))).filter(|c| !c.is_empty()).unwrap_or(vec![other])
                };
                vec![end("C0", 0.0), end("C1", 1.0)]
            }
            Some(3) => {
                let parts = self.doc.get(dict, "Functions");
                let parts = parts.array().unwrap_or_default().iter();
                parts
                    .take(256)
                    .flat_map(|part| self.samples(&self.doc.resolve(part), depth + 1))
                    .take(MOST_SAMPLES)
                    .collect()
            }
            Some(0) => self.sampled(function, dict),
            _ => Vec::new(),
        }
    }

    /// The samples of a table of bytes.
    fn sampled(&self, function: &Value, dict: &Dict) -> Vec<Vec<f64>> {
        let range = self.doc.numbers(dict.raw(if dict.has("Decode") { "Decode" } else { "Range" }));
        let columns = range.len() / 2;
        let (Some(stream), Some(8), 1..) = (function.stream(), self.doc.get(dict, "BitsPerSample").count(), columns)
        else {
            return Vec::new();
        };
        let data = self.doc.data(stream, 1 << 22).unwrap_or_default();
        let rows = data.chunks_exact(columns).take(MOST_SAMPLES * 16);
        let decode = |(byte, ends): (&u8, &[f64])| {
            let low = ends.first().copied().unwrap_or(0.0);
            low + f64::from(*byte) / 255.0 * (ends.get(1).copied().unwrap_or(1.0) - low)
        };
        rows.map(|row| row.iter().zip(range.chunks_exact(2)).map(decode).collect()).collect()
    }

    /// C07 of a page: what is transparent, and what it is blended in.
    pub(super) fn blending(&mut self, page: &Dict) {
        let subject = Subject::new(page.object, "page");
        let group = self.doc.get(page, "Group").dict().cloned();
        let group = group.filter(|group| self.doc.get(group, "S").is_name("Transparency"));
        let transparent = std::mem::take(&mut self.page.transparent);
        if self.is_x1a() {
            if group.is_some() {
                self.note(Id::C07, &subject, "transparency group of the page", "");
            }
            for (what, subject) in transparent {
                self.note(Id::C07, &subject, "transparency", what);
            }
            return;
        }
        let Some((what, _)) = transparent.first() else { return };
        match group.filter(|group| group.has("CS")) {
            None => self.note(Id::C07, &subject, "transparency without a blend space", *what),
            Some(group) => self.check_blend_space(&group, &subject),
        }
    }

    /// C07: a group's blend space is CMYK.
    pub(super) fn check_blend_space(&mut self, group: &Dict, subject: &Subject) {
        let space = self.doc.get(group, "CS");
        let components = |items: &[Value]| {
            let stream = items.get(1).map(|item| self.doc.resolve(item));
            let n = stream.as_ref().and_then(Value::dict).and_then(|dict| self.doc.get(dict, "N").count());
            items.first().filter(|family| family.is_name("ICCBased")).and(n)
        };
        let is_cmyk = space.is_name("DeviceCMYK") || space.array().and_then(components) == Some(4);
        if !is_cmyk && !space.is_null() {
            let name = space.name().unwrap_or("another space").to_owned();
            self.note(Id::C07, subject, "blended in another space than CMYK", name);
        }
    }

    /// C08: a rendering intent.
    pub(super) fn check_intent(&mut self, name: &str, subject: &Subject) {
        if !matches!(name, "AbsoluteColorimetric" | "RelativeColorimetric" | "Saturation" | "Perceptual") {
            self.note(Id::C08, subject, "unknown rendering intent", name);
        }
    }

    /// C08 of a graphics state dictionary.
    pub(super) fn check_halftone(&mut self, dict: &Dict) {
        let subject = Subject::new(dict.object, "graphics state");
        if dict.has("TR") {
            self.note(Id::C08, &subject, "transfer function", "TR");
        }
        if dict.has("TR2") && !self.doc.get(dict, "TR2").is_name("Default") {
            self.note(Id::C08, &subject, "transfer function", "TR2");
        }
        if dict.has("HTP") || dict.has("HTO") {
            self.note(Id::C08, &subject, "halftone phase or origin", "");
        }
        if let Some(name) = self.doc.get(dict, "RI").name().map(str::to_owned) {
            self.check_intent(&name, &subject);
        }
        let halftone = self.doc.get(dict, "HT");
        let Some(halftone) = halftone.dict() else { return };
        let kind = self.doc.get(halftone, "HalftoneType").integer();
        if !matches!(kind, Some(1 | 5)) || halftone.has("HalftoneName") {
            self.note(Id::C08, &subject, "halftone of a kind or with a name that is not permitted", "");
        }
    }
}
