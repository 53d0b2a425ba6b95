//! The only caller of rustybuzz: text of one face and direction → glyphs, each distinct piece of text shaped once.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::str::FromStr;

use rustybuzz::{BufferFlags, Direction, Feature, Language, Script, ShapePlan, UnicodeBuffer, script};
use ttf_parser::Tag;

use crate::base::FaceId;
use crate::font::FontBook;
use crate::model::{self, Features};
use crate::tradition::{Course, Foreign, Lang};

/// A glyph in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawGlyph {
    /// Glyph id; 0 when the face has none.
    pub id: u16,
    /// First byte, in the shaped text, of the characters it stands for.
    pub cluster: u32,
    /// Advance along the line, positive in both directions.
    pub advance: i32,
    /// Shift along x.
    pub dx: i32,
    /// Shift upwards.
    pub dy: i32,
}

/// The box of a glyph's outline from its origin, in font units, y up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub left: i64,
    pub right: i64,
    pub bottom: i64,
    pub top: i64,
}

impl Ink {
    pub(super) fn width(&self) -> i64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> i64 {
        self.top - self.bottom
    }
}

/// What is shaped: everything that can change the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Job {
    /// The face.
    pub face: FaceId,
    /// The language.
    pub lang: Lang,
    /// What kind of run it is.
    pub kind: Kind,
    /// Features of Western letters beyond those that are always on.
    pub features: Features,
}

/// Script and direction of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Chinese in a horizontal line.
    Han,
    /// Chinese upright in a vertical line.
    HanVertical,
    /// Western.
    Western,
    /// Letters of another script, or any letters from the right.
    Foreign(Option<Foreign>, Course),
}

/// Shapes with memory. One per thread: results never depend on what was shaped before.
pub(super) struct Shaper<'a> {
    fonts: &'a FontBook,
    faces: Vec<OnceCell<Option<rustybuzz::Face<'a>>>>,
    signs: HashMap<(Job, char), Rc<[RawGlyph]>>,
    texts: HashMap<(Job, String), Rc<[RawGlyph]>>,
    plans: HashMap<Job, Rc<Plan>>,
    covered: RefCell<Vec<Coverage>>,
    buffer: Option<UnicodeBuffer>,
}

/// What is known of the characters a face has: a face's own table costs a search for every letter of a text.
#[derive(Clone, Default)]
struct Coverage {
    /// For each character of the basic plane a bit that says whether it was asked for, and one that says what was found. Empty
    /// until the first question.
    known: Vec<[u64; 2]>,
}

impl Coverage {
    /// Characters whose bits share a number.
    const SHARED: u32 = 64;
    /// Numbers for the basic plane.
    const NUMBERS: usize = (1 << 16) / Self::SHARED as usize;

    fn has(&mut self, c: char, look: impl FnOnce() -> bool) -> bool {
        let (at, bit) = (u32::from(c) / Self::SHARED, 1_u64 << (u32::from(c) % Self::SHARED));
        if self.known.is_empty() {
            self.known = vec![[0; 2]; Self::NUMBERS];
        }
        let Some([asked, found]) = self.known.get_mut(at as usize) else { return look() };
        if *asked & bit == 0 {
            *asked |= bit;
            *found |= if look() { bit } else { 0 };
        }
        *found & bit != 0
    }
}

impl<'a> Shaper<'a> {
    /// A shaper over the faces of `fonts`.
    pub(super) fn new(fonts: &'a FontBook) -> Self {
        let faces = fonts.faces().iter().map(|_| OnceCell::new()).collect();
        let covered = RefCell::new(vec![Coverage::default(); fonts.faces().len()]);
        Self {
            fonts,
            faces,
            signs: HashMap::new(),
            texts: HashMap::new(),
            plans: HashMap::new(),
            covered,
            buffer: None,
        }
    }

    /// Whether a face has a glyph for `c`.
    pub(super) fn covers(&self, face: FaceId, c: char) -> bool {
        let look = || self.face(face).is_some_and(|face| has(face, c) || twin(c).is_some_and(|twin| has(face, twin)));
        self.covered.borrow_mut().get_mut(face.index()).is_some_and(|known| known.has(c, look))
    }

    /// Font units of one em of a face.
    pub(super) fn units_per_em(&self, face: FaceId) -> i64 {
        i64::from(self.fonts.face(face).metrics.units_per_em)
    }

    /// The ink of a glyph.
    pub(super) fn ink(&self, face: FaceId, glyph: u16) -> Option<Ink> {
        let bounds = self.face(face)?.glyph_bounding_box(ttf_parser::GlyphId(glyph))?;
        let [left, right, bottom, top] = [bounds.x_min, bounds.x_max, bounds.y_min, bounds.y_max].map(i64::from);
        Some(Ink { left, right, bottom, top })
    }

    /// The glyphs of `text`.
    pub(super) fn shape(&mut self, job: &Job, text: &str) -> Rc<[RawGlyph]> {
        let mut chars = text.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            if let Some(known) = self.signs.get(&(*job, only)) {
                return Rc::clone(known);
            }
            let shaped = self.run(job, text);
            self.signs.insert((*job, only), Rc::clone(&shaped));
            return shaped;
        }
        let key = (*job, text.to_owned());
        if let Some(known) = self.texts.get(&key) {
            return Rc::clone(known);
        }
        let shaped = self.run(job, text);
        self.texts.insert(key, Rc::clone(&shaped));
        shaped
    }

    fn face(&self, id: FaceId) -> Option<&rustybuzz::Face<'a>> {
        let fonts = self.fonts;
        self.faces
            .get(id.index())?
            .get_or_init(|| {
                let face = fonts.face(id);
                rustybuzz::Face::from_slice(face.bytes(), face.index)
            })
            .as_ref()
    }

    fn plan(&mut self, job: &Job) -> Option<Rc<Plan>> {
        if let Some(known) = self.plans.get(job) {
            return Some(Rc::clone(known));
        }
        let direction = match job.kind {
            Kind::HanVertical => Direction::TopToBottom,
            Kind::Foreign(_, Course::FromRight) => Direction::RightToLeft,
            Kind::Han | Kind::Western | Kind::Foreign(_, Course::FromLeft) => Direction::LeftToRight,
        };
        let script = match job.kind {
            Kind::Han | Kind::HanVertical => script::HAN,
            Kind::Foreign(Some(foreign), _) => tag_of(foreign).unwrap_or(script::UNKNOWN),
            Kind::Western | Kind::Foreign(None, _) => script::LATIN,
        };
        // Of another script's letters the language of the line says nothing.
        let is_own = !matches!(job.kind, Kind::Foreign(Some(_), _));
        let language = Language::from_str(job.lang.tradition().tag).ok().filter(|_| is_own);
        let plan = ShapePlan::new(self.face(job.face)?, direction, Some(script), language.as_ref(), &features(job));
        let plan = Rc::new(Plan { plan, direction, script, language });
        self.plans.insert(*job, Rc::clone(&plan));
        Some(plan)
    }

    fn run(&mut self, job: &Job, text: &str) -> Rc<[RawGlyph]> {
        let mut buffer = self.buffer.take().unwrap_or_default();
        let Some(plan) = self.plan(job) else { return Rc::new([]) };
        let Some(face) = self.face(job.face) else { return Rc::new([]) };
        match text.contains(MU) && !has(face, MU) {
            true => buffer.push_str(&text.replace(MU, MICRO)),
            false => buffer.push_str(text),
        }
        buffer.set_direction(plan.direction);
        buffer.set_script(plan.script);
        let flags = if is_foreign(job) { BufferFlags::REMOVE_DEFAULT_IGNORABLES } else { BufferFlags::default() };
        buffer.set_flags(flags);
        if let Some(language) = &plan.language {
            buffer.set_language(language.clone());
        }
        let shaped = rustybuzz::shape_with_plan(face, &plan.plan, buffer);
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, place)| RawGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            cluster: info.cluster,
            advance: if job.kind == Kind::HanVertical { -place.y_advance } else { place.x_advance },
            dx: place.x_offset,
            dy: place.y_offset,
        });
        let glyphs = match plan.direction {
            Direction::RightToLeft => read_from_right(&glyphs.collect::<Vec<_>>()),
            _ => glyphs.collect(),
        };
        self.buffer = Some(shaped.clear());
        glyphs
    }
}

fn is_foreign(job: &Job) -> bool {
    matches!(job.kind, Kind::Foreign(..))
}

/// A script as fonts name it.
fn tag_of(foreign: Foreign) -> Option<Script> {
    let letters: [u8; 4] = foreign.tag().as_bytes().try_into().ok()?;
    Script::from_iso15924_tag(Tag::from_bytes(&letters))
}

/// Glyphs as they stand from the left → as they are read. Those of one cluster keep their places to each other.
fn read_from_right(glyphs: &[RawGlyph]) -> Rc<[RawGlyph]> {
    let mut read = Vec::with_capacity(glyphs.len());
    for cluster in glyphs.chunk_by(|a, b| a.cluster == b.cluster).rev() {
        let whole: i32 = cluster.iter().map(|glyph| glyph.advance).sum();
        let (mut from_left, mut from_right) = (whole, 0);
        for glyph in cluster.iter().rev() {
            from_left -= glyph.advance;
            read.push(RawGlyph { dx: glyph.dx + from_left - from_right, ..*glyph });
            from_right += glyph.advance;
        }
    }
    read.into()
}

/// The Greek letter that keyboards give for a millionth (GB 3100), and the sign of the same look and length that Latin faces have for it.
const MU: char = '\u{3BC}';
const MICRO: &str = "\u{B5}";

/// The sign whose glyph stands for `c` in a face without it: Unicode has one decompose to the other.
fn twin(c: char) -> Option<char> {
    if c == MU { MICRO.chars().next() } else { None }
}

fn has(face: &rustybuzz::Face<'_>, c: char) -> bool {
    face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
}

/// What the shaper works out once per face, language and kind of run.
struct Plan {
    plan: ShapePlan,
    direction: Direction,
    script: Script,
    language: Option<Language>,
}

/// L3: pairs are squeezed by our own rules, so contextual spacing and kerning of Han stay off.
fn features(job: &Job) -> Vec<Feature> {
    let off = |tag: &[u8; 4]| Feature::new(Tag::from_bytes(tag), 0, ..);
    let asked = |feature: model::Feature| {
        let tag: [u8; 4] = feature.tag.as_bytes().try_into().ok()?;
        Some(Feature::new(Tag::from_bytes(&tag), u32::from(feature.is_on), ..))
    };
    match job.kind {
        Kind::Foreign(..) => Vec::new(),
        Kind::Western => job.features.each().filter_map(asked).collect(),
        Kind::Han | Kind::HanVertical => vec![off(b"kern"), off(b"chws"), off(b"vchw"), off(b"vkrn"), off(b"liga")],
    }
}
