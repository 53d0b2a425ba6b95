//! `compare`: what changed between two versions of pages, as an editor would say it.
//!
//! Types first: what is compared ([`Sheet`]s of [`Mark`]s, read from a display list's text form by [`dump`] or from any PDF by
//! [`sheets_of_pdf`]), and what comes out ([`Comparison`]). Then [`compare`]: pages are paired, marks become lines of stories
//! ([`lines`]), stories are compared word by word ([`words`], [`stories`]), frames, pictures and lines by their places
//! ([`frames`]). [`pixels`] compares pages as they look; [`report`] and [`html`] tell it.

mod dump;
mod frames;
mod html;
mod lines;
mod pages;
mod partners;
mod pixels;
mod report;
mod stories;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::{Len, Point, Rect, Size};
use crate::proof::{Form, Painted};

pub use dump::sheets_of_dump;
pub use html::{View, html};
pub use pixels::{ChangedArea, changed_areas, difference, name_areas};
pub use report::report;

/// A page of one version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Number as printed; of a PDF, its place in the file.
    pub number: String,
    /// Name as printed.
    pub name: String,
    /// Trim.
    pub size: Size,
    /// Its frames.
    pub frames: Vec<(String, Rect)>,
    /// What is painted, first at the bottom.
    pub marks: Vec<Mark>,
}

/// Something painted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// What it is.
    pub what: What,
    /// Where.
    pub area: Rect,
    /// Frame it belongs to, if known.
    pub frame: String,
    /// Story it belongs to, if known.
    pub story: String,
    /// The story's own id over all pages, such as `A01/lead`; empty where only its name is known.
    pub id: String,
    /// What it was made of: the path of a story's article, the digest of a picture's file; empty where unknown.
    pub source: String,
}

/// What a display list leaves out of a story: names of places repeat from page to page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The page of its first frame and its place, such as `A01/lead`.
    pub id: String,
    /// Path of its article; empty for texts of layouts and editions.
    pub source: String,
}

/// What is known of an edition beyond its display list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// Stories by page, frame and name.
    pub stories: BTreeMap<(String, String, String), Owner>,
    /// Digests of pictures' files by the pictures' names.
    pub pictures: BTreeMap<String, String>,
}

/// Gives marks the ids and sources of what they belong to.
pub fn identify(sheets: &mut [Sheet], origins: &Origins) {
    for sheet in sheets {
        for mark in &mut sheet.marks {
            match &mark.what {
                What::Picture(name, _) => mark.source = origins.pictures.get(name).cloned().unwrap_or_default(),
                What::Text(_) => {
                    let key = (sheet.number.clone(), mark.frame.clone(), mark.story.clone());
                    if let Some(Owner { id, source }) = origins.stories.get(&key) {
                        (mark.id, mark.source) = (id.clone(), source.clone());
                    }
                }
                What::Shape(_) => {}
            }
        }
    }
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Glyphs of one look in a line.
    Text(Run),
    /// A picture by its name, and how it is cropped.
    Picture(String, String),
    /// A line or an area, as it is written without its place.
    Shape(String),
}

impl Default for What {
    fn default() -> Self {
        Self::Shape(String::new())
    }
}

/// Glyphs of one look in a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Their text.
    pub text: String,
    /// Origin of the first.
    pub at: Point,
    /// Whether the line runs downwards.
    pub is_vertical: bool,
    /// Steps from glyph to glyph along the line.
    pub steps: Vec<Len>,
    /// Face, size and colour.
    pub look: Look,
}

/// How text looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// PostScript name of the face; empty where unknown.
    pub face: String,
    /// Type size.
    pub size: Len,
    /// Horizontal scale, empty when plain.
    pub scale: String,
    /// Colour or outline.
    pub colour: String,
}

/// What is taken for equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// Places that differ by no more are the same.
    pub place: Len,
}

/// The practice of golden comparison: positions within 0.005 pt.
impl Default for Tolerance {
    fn default() -> Self {
        Self { place: Len(64) }
    }
}

/// All that differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Pages that one version has and the other has not, or that changed in size or name.
    pub pages: Vec<PageChange>,
    /// What changed, story by story, in the new version's order.
    pub stories: Vec<StoryChange>,
    /// Frames that came, went, moved or changed in size, and pictures, lines and areas in them.
    pub frames: Vec<FrameChange>,
    /// Where the pages look different; `None` where they were not rendered.
    pub pixels: Option<Vec<ChangedArea>>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.pages.is_empty()
            && self.stories.is_empty()
            && self.frames.is_empty()
            && self.pixels.as_ref().is_none_or(Vec::is_empty)
    }
}

/// A change of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageChange {
    /// Its number.
    pub page: String,
    /// What changed.
    pub change: PageDifference,
}

/// How a page changed. Lengths are millimetres.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageDifference {
    /// Only the new version has it.
    Added,
    /// Only the old version had it.
    Removed,
    /// Width and height before and now.
    Size([f64; 2], [f64; 2]),
    /// Name before and now.
    Name(String, String),
}

/// What changed in a story; of text without a story, in its frame; of text without either, on its page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StoryChange {
    /// Its name.
    pub story: String,
    /// Page of its first frame and its place, such as `A01/lead`.
    pub id: String,
    /// The id of its place in the old version, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Pages of the new version it stands on, of the old where it is gone.
    pub pages: Vec<String>,
    /// Whether only one version has it: `added` or `removed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<&'static str>,
    /// Words that changed.
    pub words: Vec<WordChange>,
    /// Lines that are broken elsewhere though their words did not change.
    pub rebroken: Vec<Rebroken>,
    /// Lines that stand elsewhere beyond what their frame moved.
    pub moved: Vec<Moved>,
    /// Lines whose characters stand closer or wider.
    pub respaced: Vec<Place>,
    /// Sizes, faces and colours that changed.
    pub looks: Vec<LookChange>,
}

impl StoryChange {
    fn is_nothing(&self) -> bool {
        let lists = [self.words.len(), self.rebroken.len(), self.moved.len(), self.respaced.len(), self.looks.len()];
        self.only.is_none() && self.from.is_none() && lists.iter().all(|len| *len == 0)
    }
}

/// Words that changed, with a few characters around them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WordChange {
    /// What stands before.
    pub before: String,
    /// What went.
    pub removed: String,
    /// What came.
    pub added: String,
    /// What stands after.
    pub after: String,
    /// Where it stands now.
    pub place: Option<Place>,
}

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Number of the page.
    pub page: String,
    /// Name of the frame, empty where unknown.
    pub frame: String,
    /// Line of the story on its pages, from 1.
    pub line: usize,
}

/// A line that is broken elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rebroken {
    /// The line where the break was.
    pub old: String,
    /// The line where it is.
    pub new: String,
    /// Where it stands now.
    pub place: Place,
}

/// Lines that stand elsewhere. Lengths are millimetres.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// How many, one after the other.
    pub lines: usize,
    /// How the first begins.
    pub begins: String,
    /// Where the first stands now.
    pub place: Place,
    /// The page they stood on, when it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_page: Option<String>,
    /// How far to the right.
    pub dx: f64,
    /// How far down.
    pub dy: f64,
}

/// Text that looks different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookChange {
    /// How it begins.
    pub text: String,
    /// Its characters.
    pub characters: usize,
    /// Where the first stands now.
    pub place: Place,
    /// What changed: size, face, scale or colour, before and now.
    pub changes: Vec<[String; 3]>,
}

/// What changed about a frame.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrameChange {
    /// Number of the page.
    pub page: String,
    /// Name of the frame; empty for what is in none.
    pub frame: String,
    /// What changed.
    pub change: FrameDifference,
}

/// How a frame or what it shows changed. Lengths are millimetres: left, top, width, height.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrameDifference {
    /// Only the new version has it.
    Added([f64; 4]),
    /// Only the old version had it.
    Removed([f64; 4]),
    /// Before and now.
    Moved([f64; 4], [f64; 4]),
    /// A picture in place of another.
    Picture(String, String),
    /// Another file under the same name.
    Replaced(String),
    /// A picture that is cropped or placed otherwise.
    Crop(String),
    /// Lines and areas that went and came.
    Shapes {
        /// Those that went.
        removed: Vec<String>,
        /// Those that came.
        added: Vec<String>,
    },
}

/// Compares two versions without looking at pixels.
pub fn compare(old: &[Sheet], new: &[Sheet], tolerance: Tolerance) -> Comparison {
    let pairs = pages::pairs(old, new);
    let shifts = frames::shifts(&pairs);
    Comparison {
        pages: pages::changes(&pairs),
        stories: stories::changes(&lines::lines(old), &lines::lines(new), &shifts, tolerance),
        frames: frames::changes(&pairs, tolerance),
        pixels: None,
    }
}

/// The sheets of a PDF: what is painted, without frames and stories.
pub fn sheets_of_pdf(proof: &crate::proof::Proof) -> Vec<Sheet> {
    let sheet = |page: usize| {
        let trim = proof.trim(page).unwrap_or_default();
        Sheet {
            number: (page + 1).to_string(),
            size: Size { width: trim.width, height: trim.height },
            marks: marks(&proof.painted(page)),
            ..Sheet::default()
        }
    };
    (0..proof.pages()).map(sheet).collect()
}

fn marks(painted: &[Painted]) -> Vec<Mark> {
    let is_below = |a: Option<&Painted>, b: Option<&Painted>| match (a.map(|it| &it.form), b.map(|it| &it.form)) {
        (Some(Form::Glyph { at: above, size, .. }), Some(Form::Glyph { at, .. })) => {
            let (dx, dy) = ((at.x - above.x).0.abs(), (at.y - above.y).0);
            dx * 2 < size.0 && dy * 5 > size.0 * 2 && dy * 2 < size.0 * 5
        }
        _ => false,
    };
    let mark = |(at, it): (usize, &Painted)| {
        let what = match &it.form {
            Form::Glyph { text, at: place, size } => {
                // A file does not say in which direction lines run: a glyph right below another's is in a vertical one.
                let before = at.checked_sub(1).and_then(|before| painted.get(before));
                let is_vertical = is_below(Some(it), painted.get(at + 1)) || is_below(before, Some(it));
                let look = Look { size: *size, colour: it.colour.clone(), ..Look::default() };
                What::Text(Run { text: text.clone(), at: *place, is_vertical, look, ..Run::default() })
            }
            Form::Picture(name) => What::Picture(name.clone(), String::new()),
            Form::Shape => What::Shape(it.colour.clone()),
        };
        Mark { what, area: it.area, ..Mark::default() }
    };
    painted.iter().enumerate().map(mark).collect()
}

/// A length in millimetres with two decimals.
fn mm(length: Len) -> f64 {
    (length.to_mm() * 100.0).round() / 100.0
}

fn mm_rect(area: Rect) -> [f64; 4] {
    [mm(area.x), mm(area.y), mm(area.width), mm(area.height)]
}

/// How far frames that both versions have moved, by page and name.
type Shifts = BTreeMap<(String, String), (Len, Len)>;
