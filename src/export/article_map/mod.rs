//! The article map: where on its pages every story, headline, picture and advertisement stands, and what it says, as JSON.
//!
//! Frames and the ink of the display list ([`ink`]) become polygons that cover all ink of a unit and no other's ([`region`]);
//! [`build`] lays them out by page, [`units`] says what they hold, and [`schema`] is the published form.

mod areas;
mod ink;
mod region;
mod schema;
mod units;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::Span;
use crate::display::{DisplayPage, ReadPicture, Reading};
use crate::font::FontBook;
use crate::model::Imprint;

pub use schema::schema;

/// Everything a map is made of.
#[derive(Clone, Copy)]
pub struct MapJob<'a> {
    /// The pages, one for each of the reading's.
    pub pages: &'a [DisplayPage],
    /// What they say.
    pub reading: &'a Reading,
    /// The faces their glyphs are from.
    pub fonts: &'a FontBook,
    /// Paper and date.
    pub imprint: &'a Imprint,
    /// File and line of a place in the sources.
    pub place: &'a dyn Fn(Span) -> Option<(String, usize)>,
}

/// Number of the form; a reader must refuse one it does not know.
const VERSION: u32 = 1;

/// A map of an edition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleMap {
    /// Number of the form, 1.
    pub version: u32,
    /// Name of the paper.
    pub paper: String,
    /// Date of issue, as in `2026-03-12`.
    pub date: String,
    /// Paper, date and pages in a line.
    pub title: String,
    /// Language of most of its text (RFC 5646).
    pub language: String,
    /// Whether it is of a draft, which must not be published.
    pub draft: bool,
    /// The pages in printing order.
    pub pages: Vec<MapPage>,
    /// Stories, pictures, advertisements and furniture in reading order.
    pub units: Vec<MapUnit>,
}

/// A page of the map. Lengths are millimetres from the trim's top left corner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapPage {
    /// Number as printed.
    pub number: String,
    /// Name as printed.
    pub name: String,
    /// Width of the trim, in millimetres.
    pub width: f64,
    /// Height of the trim, in millimetres.
    pub height: f64,
    /// Ids of its units as a reader should meet them.
    pub reading_order: Vec<String>,
    /// What stands where. The areas of whole units come first and do not overlap; parts lie inside their unit.
    pub areas: Vec<MapArea>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapArea {
    /// Id of the unit.
    pub unit: String,
    /// What it is.
    pub kind: AreaKind,
    /// Names of the frames in it.
    pub frames: Vec<String>,
    /// Polygons in millimetres from the trim's corner.
    pub polygons: Vec<Rings>,
    /// The same as fractions of the page's width and height.
    pub fractions: Vec<Rings>,
}

/// A polygon: its outline clockwise, then its holes; each ring is closed by its first corner, which is not repeated.
pub type Rings = Vec<Vec<[f64; 2]>>;

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaKind {
    /// A whole story with its headline and pictures.
    Story,
    /// A picture that belongs to no story with its caption, or a picture inside a story.
    Picture,
    /// A whole advertisement.
    Ad,
    /// Text of the page itself.
    Furniture,
    /// Kicker, headline, deck and byline of a story.
    Headline,
    /// A caption.
    Caption,
    /// A QR code.
    Code,
}

/// A story, a picture, an advertisement or furniture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapUnit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: AreaKind,
    /// Its name in the edition.
    pub name: String,
    /// Its language (RFC 5646).
    pub language: String,
    /// Path of its article from the edition's folder.
    pub source: Option<String>,
    /// Numbers of the pages it stands on.
    pub pages: Vec<String>,
    /// Kicker.
    pub kicker: Option<String>,
    /// Headline, its lines by line breaks.
    pub headline: Option<String>,
    /// Deck.
    pub deck: Option<String>,
    /// Byline.
    pub byline: Option<String>,
    /// Crossheads and paragraphs.
    pub paragraphs: Vec<MapPara>,
    /// Its pictures.
    pub pictures: Vec<MapPicture>,
    /// Other texts that stand with it.
    pub notes: Vec<String>,
    /// The frames its text runs through.
    pub frames: Vec<Stop>,
    /// From which frame to which its text goes on.
    pub jumps: Vec<Jump>,
}

/// A paragraph of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MapPara {
    /// `crosshead`, `quote` or `paragraph`.
    pub role: &'static str,
    /// Its text. Raised and lowered letters are the characters that Unicode has for them.
    pub text: String,
    /// The same in runs of one look, where any of it has one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<MapRun>,
    /// File it was written in.
    pub file: Option<String>,
    /// Line of the file, from 1.
    pub line: Option<usize>,
}

/// A stretch of a paragraph that looks alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MapRun {
    /// Its text.
    pub text: String,
    /// How it looks; nothing for plain text.
    pub look: Vec<MapLook>,
    /// Its ruby, where it has one.
    pub reading: Option<String>,
}

/// What changes the meaning or the weight of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MapLook {
    /// Bold.
    Bold,
    /// Emphasised: kai.
    Kai,
    /// Raised letters.
    Raised,
    /// Lowered letters.
    Lowered,
    /// Emphasis dots.
    Dots,
    /// Proper-name line.
    Name,
    /// Wavy book-title line.
    Book,
}

/// A picture of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MapPicture {
    /// Path from the edition's folder.
    pub file: String,
    /// Where it stands.
    #[serde(flatten)]
    pub at: Stop,
    /// Its caption.
    pub caption: Option<String>,
}

/// A frame of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// Number of the page.
    pub page: String,
    /// Name of the frame.
    pub frame: String,
}

/// A jump of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Jump {
    /// Where it breaks off.
    pub from: Stop,
    /// Where it goes on.
    pub to: Stop,
}

impl ArticleMap {
    /// The map as that of a draft, whose title says so too.
    #[must_use]
    pub fn of_draft(self) -> Self {
        Self { title: format!("样稿　{}", self.title), draft: true, ..self }
    }
}

/// Makes the map.
pub fn build(job: &MapJob<'_>) -> ArticleMap {
    let glyphs = ink::Glyphs::new(job.pages, job.fonts);
    let date = job.imprint.date;
    let index = Index::of(job);
    ArticleMap {
        version: VERSION,
        paper: job.imprint.paper.clone(),
        date: format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
        title: job.imprint.title.clone(),
        language: job.imprint.language.tag().to_owned(),
        draft: false,
        pages: (0..job.pages.len()).map(|page| areas::page(job, &glyphs, &index, page)).collect(),
        units: job.reading.units.iter().zip(&index.pages).map(|(unit, pages)| units::unit(job, pages, unit)).collect(),
    }
}

/// What is asked for each page and each unit, found once: an edition has thousands of both.
struct Index<'j> {
    /// The numbers of each page's frames.
    frames: Vec<Vec<usize>>,
    /// The pictures between paragraphs on each page, with their units.
    between: Vec<Vec<(usize, &'j ReadPicture)>>,
    /// The pages of each unit.
    pages: Vec<BTreeSet<usize>>,
}

impl<'j> Index<'j> {
    fn of(job: &MapJob<'j>) -> Self {
        let reading = job.reading;
        let mut index = Self {
            frames: vec![Vec::new(); job.pages.len()],
            between: vec![Vec::new(); job.pages.len()],
            pages: vec![BTreeSet::new(); reading.units.len()],
        };
        for (at, frame) in reading.frames.iter().enumerate() {
            let page = frame.page.index();
            index.frames.get_mut(page).into_iter().for_each(|frames| frames.push(at));
            frame.unit.and_then(|unit| index.pages.get_mut(unit)).into_iter().for_each(|pages| {
                pages.insert(page);
            });
        }
        for (at, unit) in reading.units.iter().enumerate() {
            for picture in unit.pictures.iter().filter(|picture| picture.between.is_some()) {
                let frame = reading.frames.get(picture.frame.index());
                let page = frame.and_then(|frame| index.between.get_mut(frame.page.index()));
                page.into_iter().for_each(|page| page.push((at, picture)));
            }
        }
        index
    }
}
