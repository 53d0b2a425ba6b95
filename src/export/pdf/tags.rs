//! Tags: what stands on the pages as a tree of stories, headlines, paragraphs and pictures in reading order (ISO 32000-1 §14.7, §14.8), for those who
//! hear a page or read it on a narrow screen: column after column, whatever was painted first.

use std::collections::BTreeMap;

use crate::base::Span;
use crate::display::{DisplayPage, Item, ItemKind, ReadPara, ReadRole, Reading, Shows, UnitKind};

/// What tags are made of.
#[derive(Clone, Copy, Debug)]
pub struct TagJob<'a> {
    /// What the pages say, in reading order.
    pub reading: &'a Reading,
    /// The numbers of all pages, by which the pages of the file are known.
    pub numbers: &'a [&'a str],
}

/// A structure type of ISO 32000-1 §14.8.4.
pub(super) type Role = &'static str;

/// A story, a picture with its caption, an advertisement: its elements in reading order.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) role: Role,
    pub(super) elements: Vec<usize>,
}

/// A headline, a paragraph, a picture.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) role: Role,
    /// What stands for a picture.
    pub(super) alt: Option<String>,
    /// The places where it stands, in the order of painting.
    pub(super) places: Vec<Place>,
}

/// A stretch of a page's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Number of the page in the file, from 0.
    pub(super) page: usize,
    /// Number of the stretch on the page.
    pub(super) id: usize,
}

/// What an item of a page is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Rules, tints, marks: nothing.
    Artifact,
    /// A part of an element.
    Part { role: Role, id: usize },
}

/// The tree, and what every item of every page is.
#[derive(Debug)]
pub(super) struct Tags {
    pub(super) branches: Vec<Branch>,
    pub(super) elements: Vec<Element>,
    /// For every page and item; items of one stretch have the same.
    pub(super) marks: Vec<Vec<Mark>>,
}

impl Tags {
    pub(super) fn of(job: &TagJob<'_>, pages: &[DisplayPage]) -> Self {
        let mut growing = Growing::of(job);
        let marks = pages.iter().enumerate().map(|(at, page)| growing.page(at, page)).collect();
        Self { branches: growing.branches, elements: growing.elements, marks }
    }
}

/// A paragraph that was written from a place on.
#[derive(Clone, Copy, Debug)]
struct Written {
    from: Span,
    element: usize,
}

/// What has no paragraph of its own: the text of a frame, a picture in it.
type Loose = (usize, String, String);

struct Growing<'a> {
    job: &'a TagJob<'a>,
    branches: Vec<Branch>,
    elements: Vec<Element>,
    /// The paragraphs of every unit.
    written: Vec<Vec<Written>>,
    /// The frames of every page by their names.
    frames: BTreeMap<(&'a str, &'a str), usize>,
    loose: BTreeMap<Loose, usize>,
}

impl<'a> Growing<'a> {
    fn of(job: &'a TagJob<'a>) -> Self {
        let number = |page: usize| job.numbers.get(page).copied().unwrap_or_default();
        let named = |(at, frame): (usize, &'a crate::display::ReadFrame)| {
            ((number(frame.page.index()), frame.name.as_str()), at)
        };
        let frames = job.reading.frames.iter().enumerate().map(named).collect();
        let (branches, elements) = (Vec::new(), Vec::new());
        let mut growing = Self { job, branches, elements, written: Vec::new(), frames, loose: BTreeMap::new() };
        job.reading.units.iter().for_each(|unit| growing.unit(unit));
        growing
    }

    fn unit(&mut self, unit: &'a crate::display::Unit) {
        let role = if unit.kind == UnitKind::Furniture { "Sect" } else { "Art" };
        self.branches.push(Branch { role, elements: Vec::new() });
        self.written.push(Vec::new());
        let branch = self.branches.len() - 1;
        // The lines of a headline are one headline.
        let mut headline = None;
        for para in &unit.paras {
            let is_headline = para.role == ReadRole::Headline;
            let known = headline.filter(|_| is_headline);
            let element = known.unwrap_or_else(|| self.element(branch, role_of(para), None));
            headline = is_headline.then_some(element).or(headline);
            self.write(branch, para, element);
        }
        for picture in &unit.pictures {
            let caption: Vec<String> = picture.caption.iter().map(ReadPara::text).collect();
            let alt = if caption.is_empty() { picture.file.clone() } else { caption.join("\n") };
            let figure = self.element(branch, "Figure", Some(alt));
            let frame = self.job.reading.frames.get(picture.frame.index()).map_or("", |frame| &frame.name);
            self.loose.insert((branch, frame.to_owned(), picture.file.clone()), figure);
            for para in &picture.caption {
                let element = self.element(branch, "Caption", None);
                self.write(branch, para, element);
            }
        }
        for para in &unit.notes {
            let element = self.element(branch, role_of(para), None);
            self.write(branch, para, element);
        }
    }

    fn element(&mut self, branch: usize, role: Role, alt: Option<String>) -> usize {
        let element = self.elements.len();
        self.elements.push(Element { role, alt, places: Vec::new() });
        if let Some(branch) = self.branches.get_mut(branch) {
            branch.elements.push(element);
        }
        element
    }

    fn write(&mut self, branch: usize, para: &ReadPara, element: usize) {
        if let (Some(from), Some(written)) = (para.span, self.written.get_mut(branch)) {
            written.push(Written { from, element });
        }
    }

    /// The marks of a page's items.
    fn page(&mut self, at: usize, page: &DisplayPage) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::with_capacity(page.items.len());
        let (mut last, mut id) = (None, 0);
        for item in &page.items {
            // What shows no letter belongs to what it stands in.
            if let (true, Some(mark)) = (is_nothing(item), marks.last()) {
                marks.push(*mark);
                continue;
            }
            let element = self.element_of(page, item);
            let goes_on = marks.last().filter(|_| element == last).copied();
            last = element;
            let mark = match (goes_on, element) {
                (Some(mark), _) => mark,
                (None, Some(element)) => {
                    id += 1;
                    self.placed(element, Place { page: at, id: id - 1 })
                }
                (None, None) => Mark::Artifact,
            };
            marks.push(mark);
        }
        marks
    }

    fn placed(&mut self, element: usize, place: Place) -> Mark {
        let Some(element) = self.elements.get_mut(element) else { return Mark::Artifact };
        element.places.push(place);
        Mark::Part { role: element.role, id: place.id }
    }

    /// The element an item is part of; none for what only decorates.
    fn element_of(&mut self, page: &DisplayPage, item: &Item) -> Option<usize> {
        let at = *self.frames.get(&(page.number.as_str(), &*item.frame))?;
        let frame = self.job.reading.frames.get(at)?;
        let unit = frame.unit?;
        match &item.kind {
            // A layer below letters repeats them.
            ItemKind::Glyphs(run) if run.text.is_empty() => None,
            ItemKind::Glyphs(_) => {
                Some(self.paragraph(unit, item).unwrap_or_else(|| self.on_its_own(unit, item, "P", "")))
            }
            ItemKind::Image(image) => Some(self.on_its_own(unit, item, "Figure", &image.name)),
            ItemKind::Fill(_) if frame.shows == Shows::Code => Some(self.on_its_own(unit, item, "Figure", "QR code")),
            _ => None,
        }
    }

    /// The last paragraph of a unit that begins where the item was written, or before.
    fn paragraph(&self, unit: usize, item: &Item) -> Option<usize> {
        let span = item.span?;
        let is_before = |written: &&Written| written.from.source == span.source && written.from.start <= span.start;
        let written = self.written.get(unit)?.iter().filter(is_before);
        written.max_by_key(|written| written.from.start).map(|written| written.element)
    }

    fn on_its_own(&mut self, unit: usize, item: &Item, role: Role, what: &str) -> usize {
        let key = (unit, item.frame.to_string(), what.to_owned());
        if let Some(known) = self.loose.get(&key) {
            return *known;
        }
        let element = self.element(unit, role, (role == "Figure").then(|| what.to_owned()));
        self.loose.insert(key, element);
        element
    }
}

fn is_nothing(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Glyphs(run) if run.glyphs.is_empty())
}

fn role_of(para: &ReadPara) -> Role {
    match para.role {
        ReadRole::Headline => "H1",
        ReadRole::Crosshead => "H2",
        ReadRole::Quote => "BlockQuote",
        ReadRole::Kicker | ReadRole::Deck | ReadRole::Byline | ReadRole::Paragraph => "P",
    }
}
