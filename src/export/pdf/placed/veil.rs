//! What is transparent on a page, found while its content is walked through, so that it can be flattened (ISO 32000-1 §11).
//!
//! A stream that is flattened, the page itself or a form upon it, is given one place at which pictures of all that is transparent in it are shown:
//! after the last transparent mark, at the first point where nothing clips them. What comes later stays as it is, above them.

use std::collections::BTreeSet;
use std::ops::Range;

use lopdf::{Dictionary, Object, ObjectId};

use super::desk::Desk;
use super::ink::state_of;
use super::ready::inverse;
use super::rewrite::Run;
use super::state::{Bounds, Matrix, Overprint, Side, fine, matrix, then};
use super::streams::{entry, followed, keys_of};
use super::tokens::{Operator, number};

/// What of the graphics state lets through what lies below.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Veil {
    fill: bool,
    stroke: bool,
    /// A blend mode or soft mask, which hold for both.
    blend: bool,
    mask: bool,
}

impl Veil {
    /// Whether a mark is transparent.
    pub(super) fn is_on(self, side: Side) -> bool {
        self.blend || self.mask || if side == Side::Fill { self.fill } else { self.stroke }
    }

    /// Takes what an ExtGState sets; `blends` is whether its blend mode is other than Normal.
    pub(super) fn take(&mut self, desk: &Desk<'_>, keys: &Dictionary, blends: bool) {
        let alpha = |key: &[u8]| number(entry(&desk.document, keys, key)).map(|alpha| alpha < 1.0);
        self.fill = alpha(b"ca").unwrap_or(self.fill);
        self.stroke = alpha(b"CA").unwrap_or(self.stroke);
        if keys.has(b"BM") {
            self.blend = blends;
        }
        if keys.has(b"SMask") {
            self.mask = keys_of(entry(&desk.document, keys, b"SMask")).is_some();
        }
    }
}

/// Areas in points of the page that hold all that is transparent, none of them over another.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    pub(super) areas: Vec<Bounds>,
    marks: usize,
}

/// Areas apart from each other; what has more becomes one.
const MOST_AREAS: usize = 24;

impl Touched {
    fn add(&mut self, mut area: Bounds) {
        self.marks += 1;
        while let Some(at) = self.areas.iter().position(|known| !known.both(area).is_empty()) {
            area = area.around_both(self.areas.swap_remove(at));
        }
        self.areas.push(area);
        if self.areas.len() > MOST_AREAS {
            let all = self.areas.drain(..).fold(Bounds::NOTHING, Bounds::around_both);
            self.areas.push(all);
        }
    }
}

/// Where the pictures of a stream are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    at: usize,
    /// States that are saved there.
    saved: usize,
    ctm: Matrix,
}

/// A stream that is flattened.
#[derive(Debug)]
pub(super) struct Cut {
    /// The form; none for the page itself.
    pub(super) form: Option<ObjectId>,
    /// Its name on the page.
    pub(super) name: Vec<u8>,
    /// Its content up to the pictures.
    pub(super) part: Vec<u8>,
    /// Where it ends in the content of the page, and how many states are saved there.
    pub(super) on_page: (usize, usize),
    /// The object that is to show the pictures.
    pub(super) layer: ObjectId,
    pub(super) areas: Vec<Bounds>,
}

/// All that was found on a page.
#[derive(Debug, Default)]
pub(super) struct Veils {
    touched: Touched,
    pub(super) cuts: Vec<Cut>,
    /// Patterns, fonts and forms kept whole with something transparent in them.
    within: BTreeSet<ObjectId>,
    /// Graphics states in use.
    pub(super) states: Vec<ObjectId>,
    /// Walking through what is no part of the page's own marks: a pattern, a glyph, a soft mask.
    apart: usize,
    /// Whether the operator at hand makes a transparent mark itself.
    is_mark: bool,
    /// The stream that was walked through last, without its transparent marks and with the place of its pictures.
    bare: Option<Vec<u8>>,
    /// The same of all streams that have such marks.
    pub(super) bared: Vec<(ObjectId, Vec<u8>)>,
}

impl Desk<'_> {
    /// Whether transparent marks are looked for.
    pub(super) fn flattens(&self) -> bool {
        self.veils.is_some()
    }

    pub(super) fn touches(&self) -> usize {
        self.veils.as_ref().map_or(0, |veils| veils.touched.marks)
    }

    /// Takes down a mark where it is transparent.
    pub(super) fn touch(&mut self, run: &Run, side: Side, reach: Bounds) {
        let Some(veils) = &mut self.veils else { return };
        let is_within = run.state.paint_of(side).pattern.is_some_and(|id| veils.within.contains(&id));
        let area = reach.both(run.state.clip);
        if (run.state.veil.is_on(side) || is_within) && !area.is_empty() {
            veils.touched.add(area);
            veils.is_mark = true;
        }
    }

    /// Takes down an area that is transparent whatever the state is.
    pub(super) fn touch_all(&mut self, run: &Run, reach: Bounds) {
        let area = reach.both(run.state.clip);
        if let Some(veils) = self.veils.as_mut().filter(|_| !area.is_empty()) {
            veils.touched.add(area);
            veils.is_mark = true;
        }
    }

    /// Does work on what is no part of the page's own marks; what is found there stays out of them, and it is told whether there was any.
    pub(super) fn apart<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let Some(veils) = &mut self.veils else { return (work(self), false) };
        veils.apart += 1;
        let saved = std::mem::take(&mut veils.touched);
        let done = work(self);
        let Some(veils) = &mut self.veils else { return (done, false) };
        veils.apart -= 1;
        let found = std::mem::replace(&mut veils.touched, saved);
        (done, found.marks > 0)
    }

    /// Remembers that a pattern, font or form has something transparent in it.
    pub(super) fn veil_within(&mut self, id: Option<ObjectId>) {
        if let (Some(veils), Some(id)) = (&mut self.veils, id) {
            veils.within.insert(id);
        }
    }

    /// Whether a pattern, font or form has something transparent in it.
    pub(super) fn is_veiled(&self, object: &Object) -> bool {
        let id = object.as_reference().ok();
        self.veils.as_ref().zip(id).is_some_and(|(veils, id)| veils.within.contains(&id))
    }

    /// Begins a stream: what there was around it.
    pub(super) fn begin_stream(&mut self, run: &Run) -> Around {
        let Some(veils) = &mut self.veils else { return Around::default() };
        let is_cut = veils.apart == 0 && run.around.len() <= 1;
        let touched = is_cut.then(|| std::mem::take(&mut veils.touched));
        Around { touched, is_mark: veils.is_mark, marks: 0 }
    }

    /// Before an operator that writes from here on.
    pub(super) fn begin_mark(&mut self, around: &mut Around) {
        if let Some(veils) = &mut self.veils {
            veils.is_mark = false;
            around.marks = veils.touched.marks;
        }
    }

    /// After an operator: takes down a transparent mark, and finds the place of the pictures.
    pub(super) fn end_mark(&mut self, run: &mut Run, operator: &Operator, from: usize, around: &Around) {
        let Some(veils) = &self.veils else { return };
        if veils.is_mark {
            let mark = from.min(run.out.len())..run.out.len();
            let unseen = unseen(operator, run.out.get(mark.clone()).unwrap_or_default(), run.state.text.mode);
            run.veiled.push(Veiled { mark, unseen });
        }
        if veils.touched.marks > around.marks {
            (run.split, run.is_touched) = (None, true);
        }
        let is_open = |area: &Bounds| run.state.is_boxed && run.state.clip.holds(*area);
        if run.is_touched && run.split.is_none() && run.is_between() && veils.touched.areas.iter().all(is_open) {
            run.split = Some(Split { at: run.out.len(), saved: run.saved_states(), ctm: run.state.ctm });
        }
    }

    /// Ends a stream: keeps it without its transparent marks, with pictures in their stead if it is one that has its own.
    pub(super) fn end_stream(&mut self, run: &mut Run, around: Around) {
        let Some(veils) = &mut self.veils else { return };
        (veils.is_mark, veils.bare) = (around.is_mark, None);
        let areas = match around.touched {
            Some(touched) => std::mem::replace(&mut veils.touched, touched).areas,
            None => Vec::new(),
        };
        let end = Split { at: run.out.len(), saved: 0, ctm: run.state.ctm };
        let split = run.split.unwrap_or(end);
        let back = inverse(split.ctm);
        // What is scaled to nothing shows nothing.
        let is_cut = !areas.is_empty() && back.iter().all(|number| number.is_finite());
        let mut shown = String::new();
        if is_cut {
            let mut part = run.out.get(..split.at).unwrap_or_default().to_vec();
            part.extend(b"Q\n".repeat(split.saved));
            let layer = self.document.new_object_id();
            let (state, name) = (state_of(run, Overprint::default()), format!("PbFlat{}", layer.0));
            shown = format!("q {} cm /{state} gs /{name} Do Q\n", back.map(fine).join(" "));
            run.used.insert(("XObject", name.into_bytes()), Object::Reference(layer));
            veils.cuts.push(Cut { form: None, name: Vec::new(), part, on_page: (split.at, split.saved), layer, areas });
        }
        if is_cut || !run.veiled.is_empty() {
            veils.bare = Some(bare(run, split.at, shown.as_bytes()));
        }
    }

    /// Gives the form that was just walked through its number.
    pub(super) fn name_stream(&mut self, form: &Object, around: usize) {
        let Some((veils, id)) = self.veils.as_mut().zip(form.as_reference().ok()) else { return };
        if let Some(bare) = veils.bare.take() {
            veils.bared.push((id, bare));
        }
        if let Some(cut) = veils.cuts.last_mut().filter(|cut| around == 1 && veils.apart == 0 && cut.form.is_none()) {
            cut.form = Some(id);
        }
    }

    /// The page's own content, bare, if anything of it is transparent.
    pub(super) fn bare_page(&mut self) -> Option<Vec<u8>> {
        self.veils.as_mut()?.bare.take()
    }

    /// Where forms that were cut since the last time stand on the page.
    pub(super) fn place_cuts(&mut self, run: &Run, form: &Object, name: &[u8]) {
        if !run.around.is_empty() {
            return;
        }
        let cuts = self.veils.iter_mut().flat_map(|veils| &mut veils.cuts);
        for cut in cuts.filter(|cut| cut.form.is_some() && cut.form == form.as_reference().ok() && cut.name.is_empty())
        {
            (cut.on_page, cut.name) = ((run.out.len(), run.saved_states()), name.to_vec());
        }
    }
}

/// What there was around a stream.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// What was found, if the stream is one that shows pictures of its own.
    touched: Option<Touched>,
    is_mark: bool,
    /// Marks before the operator at hand.
    marks: usize,
}

/// A transparent mark in a stream.
#[derive(Debug)]
pub(super) struct Veiled {
    mark: Range<usize>,
    /// What stands in its place.
    unseen: Vec<u8>,
}

/// What an operator does but for its mark: a path ends, type goes on unseen.
fn unseen(operator: &Operator, own: &[u8], mode: i64) -> Vec<u8> {
    match operator.word.as_slice() {
        b"Tj" | b"TJ" | b"'" | b"\"" => {
            let (now, after) = (if mode >= 4 { 7 } else { 3 }, format!(" {mode} Tr\n"));
            [format!("{now} Tr ").as_bytes(), own, after.as_bytes()].concat()
        }
        b"Do" | b"sh" | b"BI" => Vec::new(),
        _ => b"n\n".to_vec(),
    }
}

/// A stream's content without its transparent marks; at a place, `shown` is put in.
fn bare(run: &Run, at: usize, shown: &[u8]) -> Vec<u8> {
    let mut bare = Vec::with_capacity(run.out.len() + shown.len());
    let mut from = 0;
    let mut is_put = false;
    let piece = |from: usize, to: usize| run.out.get(from..to).unwrap_or_default();
    for Veiled { mark, unseen } in &run.veiled {
        if mark.start >= at && !is_put {
            bare.extend_from_slice(&[piece(from, at), shown].concat());
            (from, is_put) = (at, true);
        }
        bare.extend_from_slice(piece(from, mark.start));
        bare.extend_from_slice(unseen);
        from = mark.end;
    }
    if !is_put {
        bare.extend_from_slice(&[piece(from, at), shown].concat());
        from = at;
    }
    bare.extend_from_slice(piece(from, run.out.len()));
    bare
}

/// Kinds of marks, as they are looked at for what is transparent.
impl Desk<'_> {
    /// A form: as a whole where it is a group that is transparent as a whole, else mark by mark.
    pub(super) fn shown_form(&mut self, run: &Run, id: ObjectId, keys: &Dictionary) -> Option<Object> {
        if !self.flattens() || !run.state.veil.is_on(Side::Fill) || !keys.has(b"Group") {
            return self.form(run, id);
        }
        let numbers = |key: &[u8]| super::streams::numbers(&self.document, entry(&self.document, keys, key));
        let ctm = then(matrix(&numbers(b"Matrix")), run.state.ctm);
        let bounds = <[f64; 4]>::try_from(numbers(b"BBox")).map_or(Bounds::ALL, |bounds| Bounds::around(bounds, ctm));
        self.touch_all(run, bounds);
        self.apart(|desk| desk.form(run, id)).0
    }

    /// A form that was looked through before, at another place or for another stream.
    pub(super) fn touch_known(&mut self, outer: &Run, known: ObjectId, clip: Bounds) {
        // A form upon the page shows pictures of its own.
        if !outer.around.is_empty() && self.is_veiled(&Object::Reference(known)) {
            self.touch_all(outer, clip);
        }
    }

    pub(super) fn touch_picture(&mut self, run: &Run, keys: &Dictionary, unit: Bounds) {
        let has_mask = entry(&self.document, keys, b"SMask").as_stream().is_ok()
            || entry(&self.document, keys, b"SMaskInData").as_i64().is_ok_and(|kind| kind > 0);
        if has_mask {
            self.touch_all(run, unit);
        } else {
            self.touch(run, Side::Fill, unit);
        }
    }

    pub(super) fn touch_type(&mut self, run: &mut Run, reach: Bounds) {
        let mode = run.state.text.mode;
        if run.state.text.is_veiled {
            self.touch_all(run, reach);
        }
        if matches!(mode, 0 | 2 | 4 | 6) {
            self.touch(run, Side::Fill, reach);
        }
        if matches!(mode, 1 | 2 | 5 | 6) {
            self.touch(run, Side::Stroke, reach);
        }
        if mode >= 4 {
            run.state.is_boxed = false;
        }
    }

    /// A pattern of tiles as it is, but looked through.
    pub(super) fn tile_as_is(&mut self, run: &Run, object: Object) -> Object {
        let is_tile = followed(&self.document, &object).as_stream().is_ok();
        if !self.flattens() || !is_tile {
            return object;
        }
        let (made, is_veiled) = self.apart(|desk| desk.pattern(run, &object));
        let made = made.unwrap_or(object);
        if is_veiled {
            self.veil_within(made.as_reference().ok());
        }
        made
    }

    /// Keeps a graphics state in mind that will have to be opaque.
    pub(super) fn keep_state(&mut self, made: &Object) {
        if let (Some(veils), Ok(id)) = (&mut self.veils, made.as_reference()) {
            veils.states.push(id);
        }
    }
}
