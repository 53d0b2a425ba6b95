//! Content walked through and written anew: what does not show is left out, colours become the press's, everything else stays as it is.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId};

use super::desk::Desk;
use super::spaces::{Space, luminosity};
use super::state::{Bounds, Colour, Mark, Matrix, Paint, Side, State, UPRIGHT, is_upright, map, matrix, then};
use super::streams::{entry, followed, keys_of};
use super::tokens::{Operator, Tokens, escaped_name, number};
use super::told::Left;
use super::veil::{Split, Veiled};

/// Graphics states saved within each other.
const MOST_SAVED: usize = 4_096;

/// What the colours are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// Inks of the press.
    Press,
    /// Lightness of a soft mask.
    Lightness,
}

/// A content stream being rewritten.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) state: State,
    saved: Vec<State>,
    /// Where patterns have their origin.
    pub(super) base: Matrix,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    /// How far, at most, type went on from where it was placed.
    pub(super) run_on: f64,
    path: Bounds,
    /// Where in the new content the path begins.
    path_at: Option<usize>,
    clips: bool,
    /// Whether the path is one upright rectangle; none without a path.
    is_box: Option<bool>,
    /// Within a text object.
    pub(super) is_text: bool,
    /// Whether something transparent was painted, and where pictures of it are to be shown.
    pub(super) is_touched: bool,
    pub(super) split: Option<Split>,
    pub(super) veiled: Vec<Veiled>,
    /// Marked content around: whether each is a hidden layer.
    marked: Vec<bool>,
    pub(super) resources: Rc<Dictionary>,
    pub(super) used: BTreeMap<(&'static str, Vec<u8>), Object>,
    spaces: BTreeMap<Vec<u8>, Rc<Space>>,
    pub(super) out: Vec<u8>,
    pub(super) around: Vec<ObjectId>,
    pub(super) target: Target,
    /// A glyph or tile that takes the colour it is given.
    pub(super) is_uncoloured: bool,
    /// A glyph of a Type 3 font.
    pub(super) is_glyph: bool,
}

impl Run {
    pub(super) fn new(
        state: State,
        resources: impl Into<Rc<Dictionary>>,
        around: Vec<ObjectId>,
        target: Target,
    ) -> Self {
        Self {
            base: state.ctm,
            state,
            saved: Vec::new(),
            text: UPRIGHT,
            line: UPRIGHT,
            run_on: 0.0,
            path: Bounds::NOTHING,
            path_at: None,
            clips: false,
            is_box: None,
            is_text: false,
            is_touched: false,
            split: None,
            veiled: Vec::new(),
            marked: Vec::new(),
            resources: resources.into(),
            used: BTreeMap::new(),
            spaces: BTreeMap::new(),
            out: Vec::new(),
            around,
            target,
            is_uncoloured: false,
            is_glyph: false,
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.marked.iter().any(|hidden| *hidden)
    }

    /// Whether no path and no text is begun.
    pub(super) fn is_between(&self) -> bool {
        !self.is_text && self.is_box.is_none()
    }

    pub(super) fn saved_states(&self) -> usize {
        self.saved.len()
    }

    /// A resource as the content names it.
    pub(super) fn resource(&self, desk: &Desk<'_>, category: &[u8], name: &[u8]) -> Option<Object> {
        let entries = keys_of(entry(&desk.document, &self.resources, category))?;
        entries.get(name).ok().cloned()
    }

    pub(super) fn write(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'\n');
    }

    /// Uses a resource under its own name.
    fn keep(&mut self, desk: &Desk<'_>, category: &'static str, name: &[u8]) {
        if let Some(object) = self.resource(desk, category.as_bytes(), name) {
            self.used.insert((category, name.to_vec()), object);
        }
    }

    fn dictionary(self) -> (Vec<u8>, Dictionary) {
        let mut categories: BTreeMap<&'static str, Dictionary> = BTreeMap::new();
        for ((category, name), object) in self.used {
            categories.entry(category).or_default().set(name, object);
        }
        let mut resources = Dictionary::new();
        categories.into_iter().for_each(|(category, entries)| resources.set(category, entries));
        (self.out, resources)
    }
}

impl Desk<'_> {
    /// New content and the resources it names.
    pub(super) fn rewritten(&mut self, content: &[u8], mut run: Run) -> (Vec<u8>, Dictionary) {
        if !self.converts() {
            // They go on saying what device colours mean.
            let defaults = [&b"DefaultGray"[..], b"DefaultRGB", b"DefaultCMYK"];
            defaults.into_iter().for_each(|default| run.keep(self, "ColorSpace", default));
        }
        let mut around = self.begin_stream(&run);
        for operator in Tokens::new(content) {
            if !self.spend() {
                break;
            }
            let own = content.get(operator.span.clone()).unwrap_or_default();
            let from = run.out.len();
            self.begin_mark(&mut around);
            if !self.operator(&mut run, &operator, own, content) {
                run.out.extend_from_slice(own);
                run.out.push(b'\n');
            }
            self.end_mark(&mut run, &operator, from, &around);
        }
        // What was left open would hold what comes after the page.
        while let Some(state) = run.saved.pop() {
            run.write("Q");
            run.state = state;
        }
        self.end_stream(&mut run, around);
        run.dictionary()
    }

    /// Carries out an operator; false where it is written as it stands.
    fn operator(&mut self, run: &mut Run, operator: &Operator, own: &[u8], content: &[u8]) -> bool {
        match operator.word.as_slice() {
            b"q" | b"Q" | b"cm" | b"w" | b"gs" | b"d1" => self.state_operator(run, operator),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                run.path_at.get_or_insert(run.out.len());
                extend(run, operator);
                false
            }
            b"W" | b"W*" => {
                run.clips = true;
                false
            }
            b"n" => {
                end_path(run);
                false
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => self.paint_path(run, operator),
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" => self.device_colour(run, operator),
            b"cs" | b"CS" => self.choose_space(run, operator),
            b"sc" | b"scn" | b"SC" | b"SCN" => self.choose_colour(run, operator),
            b"Do" => self.external(run, operator),
            b"sh" => self.shade(run, operator),
            b"BI" => self.inline(run, operator, content),
            b"BDC" | b"BMC" | b"EMC" | b"DP" | b"MP" => self.marked_content(run, operator),
            _ => self.text_operator(run, operator, own),
        }
    }

    fn state_operator(&mut self, run: &mut Run, operator: &Operator) -> bool {
        match operator.word.as_slice() {
            b"q" if run.saved.len() < MOST_SAVED => run.saved.push(run.state.clone()),
            b"q" => self.is_too_much = true,
            b"Q" => match run.saved.pop() {
                Some(state) => run.state = state,
                None => return true,
            },
            b"cm" => run.state.ctm = then(matrix(&operator.numbers()), run.state.ctm),
            b"w" => run.state.set_width(operator.number(0)),
            b"d1" => run.is_uncoloured = true,
            _ => self.use_graphics_state(run, operator.name(0).unwrap_or_default()),
        }
        false
    }

    fn use_graphics_state(&mut self, run: &mut Run, name: &[u8]) {
        let Some(object) = run.resource(self, b"ExtGState", name) else { return };
        let Some(keys) = keys_of(followed(&self.document, &object)).cloned() else { return };
        let flag = |key: &[u8]| entry(&self.document, &keys, key).as_bool().ok();
        if let Some(on) = flag(b"OP") {
            (run.state.own.stroke, run.state.own.fill) = (on, on);
            (run.state.now.stroke, run.state.now.fill) = (on, on);
        }
        if let Some(on) = flag(b"op") {
            (run.state.own.fill, run.state.now.fill) = (on, on);
        }
        if let Ok(mode) = entry(&self.document, &keys, b"OPM").as_i64() {
            (run.state.own.mode, run.state.now.mode) = (mode == 1, mode == 1);
        }
        let real = |key: &[u8]| number(entry(&self.document, &keys, key));
        real(b"LW").into_iter().for_each(|width| run.state.set_width(width));
        if let Object::Array(font) = entry(&self.document, &keys, b"Font") {
            run.state.text.size = font.get(1).and_then(number).unwrap_or(run.state.text.size);
        }
        let blends = self.blends(&keys);
        let mut veil = run.state.veil;
        veil.take(self, &keys, blends);
        run.state.veil = veil;
        let is_clear = [&b"ca"[..], b"CA"].into_iter().any(|key| real(key).is_some_and(|alpha| alpha < 1.0));
        let is_masked = keys_of(entry(&self.document, &keys, b"SMask")).is_some();
        self.told.screen_blends += usize::from(blends && self.converts());
        self.is_transparent |= blends || is_clear || is_masked;
        if !run.used.contains_key(&("ExtGState", name.to_vec())) {
            let keys = self.graphics_state(run, keys);
            let made = self.add(keys);
            self.keep_state(&made);
            run.used.insert(("ExtGState", name.to_vec()), made);
        }
    }

    fn blends(&self, keys: &Dictionary) -> bool {
        let mode = match entry(&self.document, keys, b"BM") {
            Object::Array(modes) => modes.first().map(|mode| followed(&self.document, mode)),
            mode => Some(mode),
        };
        mode.and_then(|mode| mode.as_name().ok()).is_some_and(|mode| mode != b"Normal" && mode != b"Compatible")
    }

    fn paint_path(&mut self, run: &mut Run, operator: &Operator) -> bool {
        let strokes = matches!(operator.word.as_slice(), b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        let fills = !matches!(operator.word.as_slice(), b"S" | b"s");
        let reach = if strokes { run.path.grown(run.state.reach()) } else { run.path.grown(0.01) };
        let is_out = !run.path.is_empty() && reach.both(run.state.clip).is_empty();
        if run.is_hidden() || is_out {
            self.told.left(if run.is_hidden() { Left::Layers } else { Left::Outside }, 1);
            end_path(run);
            run.write("n");
            return true;
        }
        if fills {
            self.touch(run, Side::Fill, reach);
        }
        if strokes {
            self.touch(run, Side::Stroke, reach);
        }
        let mut before = String::new();
        if fills {
            let line = if strokes { None } else { run.path.as_line() };
            before += &self.before(run, Side::Fill, line.map_or(Mark::Fill, Mark::Line));
        }
        if strokes {
            let width = run.state.line_width();
            before += &self.before(run, Side::Stroke, Mark::Line(width));
        }
        let at = run.path_at.unwrap_or(run.out.len());
        run.out.splice(at..at, before.into_bytes());
        end_path(run);
        false
    }

    fn device_colour(&mut self, run: &mut Run, operator: &Operator) -> bool {
        let name: &[u8] = match operator.word.as_slice() {
            b"g" | b"G" => b"DeviceGray",
            b"rg" | b"RG" => b"DeviceRGB",
            _ => b"DeviceCMYK",
        };
        let side = side(operator);
        let Some(space) = self.space(run, name) else { return self.own_colour(run, side) };
        self.set_colour(run, side, space, &operator.numbers())
    }

    fn choose_space(&mut self, run: &mut Run, operator: &Operator) -> bool {
        let name = operator.name(0).unwrap_or_default();
        let side = side(operator);
        let Some(space) = self.space(run, name) else {
            if !matches!(name, b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern") {
                run.keep(self, "ColorSpace", name);
            }
            return self.own_colour(run, side);
        };
        let word = if side == Side::Fill { "cs" } else { "CS" };
        match &*space {
            Space::Pattern(Some(under)) if under.converts() || run.target == Target::Lightness => {
                let (own, device) = match run.target {
                    Target::Press => ("PbPattern", "DeviceCMYK"),
                    Target::Lightness => ("PbMask", "DeviceGray"),
                };
                run.used.insert(("ColorSpace", own.into()), vec![name_of("Pattern"), name_of(device)].into());
                run.write(&format!("/{own} {word}"));
                *run.state.paint(side) = Paint { space, colour: Colour::Own, written: None, pattern: None };
                true
            }
            Space::Inks(_) | Space::Pattern(_) | Space::Unknown => {
                let colour = by_name(&space, &space.initial());
                if let Some(object) = run.resource(self, b"ColorSpace", name) {
                    let object = self.ink_space(&object, &space);
                    run.used.insert(("ColorSpace", name.to_vec()), object);
                }
                *run.state.paint(side) = Paint { space, colour, written: None, pattern: None };
                false
            }
            _ => {
                let initial = space.initial();
                self.set_colour(run, side, space, &initial)
            }
        }
    }

    fn choose_colour(&mut self, run: &mut Run, operator: &Operator) -> bool {
        let side = side(operator);
        if let Some(name) = operator.last_name() {
            return self.choose_pattern(run, operator, name, side);
        }
        let space = Rc::clone(&run.state.paint(side).space);
        self.set_colour(run, side, space, &operator.numbers())
    }

    fn choose_pattern(&mut self, run: &mut Run, operator: &Operator, name: &[u8], side: Side) -> bool {
        if let Some(object) = run.resource(self, b"Pattern", name)
            && !run.used.contains_key(&("Pattern", name.to_vec()))
        {
            let made = if self.converts() { self.pattern(run, &object) } else { Some(self.tile_as_is(run, object)) };
            if let Some(made) = made {
                run.used.insert(("Pattern", name.to_vec()), made);
            }
        }
        let pattern = run.used.get(&("Pattern", name.to_vec())).and_then(|object| object.as_reference().ok());
        let paint = run.state.paint(side);
        (paint.colour, paint.written, paint.pattern) = (Colour::Own, None, pattern);
        let space = Rc::clone(&paint.space);
        let Space::Pattern(Some(under)) = &*space else { return false };
        let Some(numbers) = self.under_pattern(run.target, under, &operator.numbers()) else { return false };
        let word = if side == Side::Fill { "scn" } else { "SCN" };
        run.write(&format!("{numbers} {} {word}", escaped_name(name)));
        true
    }

    /// The colour of a tile that takes the one it is given.
    fn under_pattern(&mut self, target: Target, under: &Space, parts: &[f64]) -> Option<String> {
        if target == Target::Lightness {
            return luminosity(under, parts).map(super::state::decimal);
        }
        if !under.converts() {
            return None;
        }
        let mixed = self.mixer.as_mut()?.mixed(under, parts)?;
        let difference = self.mixer.as_ref().map_or(0.0, |mixer| mixer.difference(&mixed, mixed.inks));
        self.told.changed(super::Changed::Areas, mixed.from, "DeviceCMYK", difference);
        Some(mixed.inks.map(super::state::decimal).join(" "))
    }

    /// Takes down a colour; false where it is written as it stands.
    fn set_colour(&mut self, run: &mut Run, side: Side, space: Rc<Space>, parts: &[f64]) -> bool {
        if !self.converts() || run.is_uncoloured {
            return self.own_colour(run, side);
        }
        let colour = match run.target {
            Target::Lightness => luminosity(&space, parts).map(Colour::Lightness),
            Target::Press => self.mixer.as_mut().and_then(|mixer| mixer.mixed(&space, parts)).map(|mixed| {
                let given = matches!(*space, Space::Cmyk | Space::OtherCmyk).then(|| within_one(parts));
                let is_same = given.is_some_and(|given| given == mixed.inks) && matches!(*space, Space::Cmyk);
                let is_grey = matches!(*space, Space::Gray);
                Colour::Inks { inks: mixed.inks, converted: (!is_same && !is_grey).then_some(mixed), is_grey }
            }),
        };
        let paint = run.state.paint(side);
        match colour {
            Some(colour) => {
                (paint.space, paint.colour) = (space, colour);
                true
            }
            None => {
                let colour = by_name(&space, parts);
                *paint = Paint { space, colour, written: None, pattern: None };
                false
            }
        }
    }

    fn own_colour(&mut self, run: &mut Run, side: Side) -> bool {
        let paint = run.state.paint(side);
        (paint.colour, paint.written, paint.pattern) = (Colour::Own, None, None);
        false
    }

    /// A colour space by its name, known once for a stream; none where nothing is converted.
    fn space(&mut self, run: &mut Run, name: &[u8]) -> Option<Rc<Space>> {
        if run.is_uncoloured {
            return None;
        }
        let mixer = self.mixer.as_mut()?;
        if let Some(known) = run.spaces.get(name) {
            return Some(Rc::clone(known));
        }
        let space = mixer.space(&self.document, &Object::Name(name.to_vec()), &run.resources);
        run.spaces.insert(name.to_vec(), Rc::clone(&space));
        Some(space)
    }

    fn external(&mut self, run: &mut Run, operator: &Operator) -> bool {
        let name = operator.name(0).unwrap_or_default();
        let Some(object) = run.resource(self, b"XObject", name) else { return false };
        let keys = keys_of(followed(&self.document, &object)).cloned().unwrap_or_default();
        let layer = keys.get(b"OC").is_ok_and(|layer| self.layers.hides(&self.document, layer));
        let is_form = entry(&self.document, &keys, b"Subtype").as_name().is_ok_and(|kind| kind == b"Form");
        let unit = Bounds::around([0.0, 0.0, 1.0, 1.0], run.state.ctm);
        if layer || run.is_hidden() {
            self.told.left(Left::Layers, 1);
            return true;
        }
        if !is_form && unit.both(run.state.clip).is_empty() {
            self.told.left(Left::Outside, 1);
            return true;
        }
        if is_form || entry(&self.document, &keys, b"ImageMask").as_bool().unwrap_or(false) {
            let before = self.before(run, Side::Fill, Mark::Object) + &self.before(run, Side::Stroke, Mark::Object);
            run.out.extend_from_slice(before.as_bytes());
        }
        let Ok(id) = object.as_reference() else { return false };
        let made = if is_form {
            self.shown_form(run, id, &keys)
        } else {
            self.picture(id, &run.resources.clone(), run.target)
        };
        if !is_form {
            self.touch_picture(run, &keys, unit);
        }
        let Some(made) = made else {
            self.told.left(Left::Outside, 1);
            return true;
        };
        let number = made.as_reference().map_or(0, |(number, _)| number);
        let is_free = run.used.get(&("XObject", name.to_vec())).is_none_or(|known| *known == made);
        let own = if self.flattens() && is_free { name.to_vec() } else { format!("PbX{number}").into_bytes() };
        run.used.insert(("XObject", own.clone()), made.clone());
        run.write(&format!("{} Do", escaped_name(&own)));
        self.place_cuts(run, &made, name);
        true
    }

    fn shade(&mut self, run: &mut Run, operator: &Operator) -> bool {
        if run.is_hidden() {
            self.told.left(Left::Layers, 1);
            return true;
        }
        let name = operator.name(0).unwrap_or_default();
        self.touch(run, Side::Fill, run.state.clip);
        let Some(object) = run.resource(self, b"Shading", name) else { return false };
        if !run.used.contains_key(&("Shading", name.to_vec())) {
            let resources = run.resources.clone();
            let made = if self.converts() { self.shading(&object, &resources, run.target) } else { None };
            run.used.insert(("Shading", name.to_vec()), made.unwrap_or(object));
        }
        false
    }

    /// An inline image that must be converted becomes an object of its own.
    fn inline(&mut self, run: &mut Run, operator: &Operator, content: &[u8]) -> bool {
        let Some((keys, data)) = &operator.image else { return false };
        let unit = Bounds::around([0.0, 0.0, 1.0, 1.0], run.state.ctm);
        let is_out = unit.both(run.state.clip).is_empty();
        if run.is_hidden() || is_out {
            self.told.left(if is_out { Left::Outside } else { Left::Layers }, 1);
            return true;
        }
        self.touch(run, Side::Fill, unit);
        let before = self.before(run, Side::Fill, Mark::Object);
        run.out.extend_from_slice(before.as_bytes());
        let data = content.get(data.clone()).unwrap_or_default();
        match self.inline_picture(keys, data, &run.resources.clone(), run.target) {
            Some(made) => {
                let own = format!("PbX{}", made.as_reference().map_or(0, |(number, _)| number));
                run.used.insert(("XObject", own.clone().into_bytes()), made);
                run.write(&format!("/{own} Do"));
                true
            }
            None => {
                if let Ok(name) = keys.get(b"ColorSpace").and_then(Object::as_name) {
                    run.keep(self, "ColorSpace", name);
                }
                false
            }
        }
    }

    fn marked_content(&mut self, run: &mut Run, operator: &Operator) -> bool {
        match operator.word.as_slice() {
            b"EMC" => return run.marked.pop().is_none(),
            b"DP" => return operator.operands.get(1).is_some_and(|list| list.as_name().is_ok()),
            b"MP" => return false,
            _ => {}
        }
        let is_layer = operator.name(0) == Some(b"OC");
        let named = operator.name(1).filter(|_| operator.word == b"BDC");
        let layer = named.and_then(|name| run.resource(self, b"Properties", name));
        let hidden = is_layer && layer.is_some_and(|layer| self.layers.hides(&self.document, &layer));
        run.marked.push(hidden);
        if is_layer {
            run.write("/Layer BMC");
        } else if named.is_some() {
            run.write(&format!("{} BMC", escaped_name(operator.name(0).unwrap_or(b"Span"))));
        } else {
            return false;
        }
        true
    }
}

fn side(operator: &Operator) -> Side {
    if operator.word.first().is_some_and(u8::is_ascii_uppercase) { Side::Stroke } else { Side::Fill }
}

fn name_of(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// Four components held from 0 to 1.
fn within_one(parts: &[f64]) -> [f64; 4] {
    std::array::from_fn(|at| parts.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0))
}

fn extend(run: &mut Run, operator: &Operator) {
    let ctm = run.state.ctm;
    let numbers = operator.numbers();
    run.is_box = Some(operator.word == b"re" && run.is_box.is_none() && is_upright(ctm));
    if operator.word == b"re" {
        if let [x, y, w, h] = numbers[..] {
            let around = Bounds::around([x, y, x + w, y + h], ctm);
            run.path.add((around.left, around.bottom));
            run.path.add((around.right, around.top));
        }
        return;
    }
    numbers.chunks_exact(2).for_each(|pair| run.path.add(map(ctm, (pair[0], pair[1]))));
}

/// A colour that stays as it stands: of the black plate it is known how much.
fn by_name(space: &Space, parts: &[f64]) -> Colour {
    match (space, parts) {
        (Space::Inks(inks), &[share]) if inks.is_black => Colour::Black(share),
        _ => Colour::Own,
    }
}

fn end_path(run: &mut Run) {
    let is_box = run.is_box.take().unwrap_or(true);
    if std::mem::take(&mut run.clips) && !run.path.is_empty() {
        run.state.clip = run.state.clip.both(run.path);
        run.state.is_boxed &= is_box;
    }
    run.path = Bounds::NOTHING;
    run.path_at = None;
}
