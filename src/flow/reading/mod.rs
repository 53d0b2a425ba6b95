//! An edition and its lines → what its pages say, and where.
//!
//! Every frame with something in it belongs to one unit. Threads of articles make stories; advertising space takes what stands in it;
//! pictures and texts that a story runs around or encloses are the story's, unless `with` names another; the rest stands for itself.

mod company;
mod texts;

use std::collections::BTreeMap;
use std::mem::replace;

use crate::base::{FrameId, PageId, Rect, StoryId};
use crate::display::{ReadFrame, ReadPicture, Reading, Shows, Unit, UnitKind};
use crate::model::{Content, Edition, Frame, Role, Story, StoryKind, Thread};

use super::fill::Placement;
use company::{enclosing, host};
use texts::paras;

/// What the pages of an edition say, with the frames it stands in.
pub fn reading(edition: &Edition, placements: &[Placement]) -> Reading {
    let mut desk = Desk::new(edition);
    desk.ads();
    desk.stories();
    desk.company();
    desk.on_their_own();
    desk.decoration();
    desk.texts();
    desk.between(placements);
    desk.heads(placements);
    in_order(desk.reading)
}

/// A reading under construction.
pub(super) struct Desk<'e> {
    pub(super) edition: &'e Edition,
    pub(super) reading: Reading,
    /// The story that runs through each frame.
    stories: Vec<Option<StoryId>>,
    /// The frames of each page, in their order: an edition has thousands, and a frame is looked for among those of its page.
    pages: Vec<Vec<usize>>,
}

impl<'e> Desk<'e> {
    fn new(edition: &'e Edition) -> Self {
        let mut stories = vec![None; edition.frames.len()];
        for thread in &edition.threads {
            thread.frames.iter().for_each(|frame| stories[frame.index()] = Some(thread.story));
        }
        let story_of = |at: usize| stories[at].map(|story: StoryId| &edition.stories[story.index()]);
        let frame = |(at, frame): (usize, &Frame)| ReadFrame {
            page: frame.page,
            name: frame.name.clone(),
            area: frame.area,
            parts: if frame.parts.is_empty() { vec![frame.area] } else { frame.parts.clone() },
            shows: shows(frame, story_of(at)),
            ..ReadFrame::default()
        };
        let frames = edition.frames.iter().enumerate().map(frame).collect();
        let mut pages = vec![Vec::new(); edition.pages.len()];
        for (at, frame) in edition.frames.iter().enumerate() {
            pages[frame.page.index()].push(at);
        }
        Self { edition, reading: Reading { units: Vec::new(), frames }, stories, pages }
    }

    /// The frames on the page of a frame, itself among them.
    pub(super) fn beside(&self, frame: usize) -> &[usize] {
        &self.pages[self.edition.frames[frame].page.index()]
    }

    pub(super) fn story(&self, frame: usize) -> Option<&'e Story> {
        self.stories[frame].map(|story| &self.edition.stories[story.index()])
    }

    /// Opens a unit at a frame.
    fn open(&mut self, frame: usize, name: &str, kind: UnitKind) -> usize {
        let page = &self.edition.pages[self.edition.frames[frame].page.index()];
        let id = format!("{}/{name}", page.number);
        self.reading.units.push(Unit { id, name: name.to_owned(), kind, ..Unit::default() });
        self.reading.units.len() - 1
    }

    fn join(&mut self, frame: usize, unit: usize) {
        self.reading.frames[frame].unit = Some(unit);
    }

    fn free(&self) -> Vec<usize> {
        let frames = self.reading.frames.iter().enumerate();
        frames.filter(|(_, frame)| frame.unit.is_none() && frame.shows != Shows::Nothing).map(|(at, _)| at).collect()
    }

    /// Advertising space with all that stands in it but articles.
    fn ads(&mut self) {
        let is_article = |story: Option<&Story>| story.is_some_and(|story| !story.article.is_empty());
        for at in 0..self.edition.frames.len() {
            let frame = &self.edition.frames[at];
            if !self.edition.is_ad(frame) || self.reading.frames[at].unit.is_some() || is_article(self.story(at)) {
                continue;
            }
            let unit = self.open(at, &frame.name, UnitKind::Ad);
            self.reading.units[unit].span = Some(frame.span);
            for other in self.beside(at).to_vec() {
                let stands_in = frame.area.contains(&self.edition.frames[other].area);
                if stands_in && self.reading.frames[other].unit.is_none() && !is_article(self.story(other)) {
                    self.join(other, unit);
                }
            }
        }
    }

    /// A unit for each article, with its headline block.
    fn stories(&mut self) {
        let threads =
            || self.edition.threads.iter().map(|thread| (thread, &self.edition.stories[thread.story.index()]));
        let bodies: Vec<(&Thread, &Story)> =
            threads().filter(|(_, story)| !story.article.is_empty() && story.kind != StoryKind::Head).collect();
        let mut heads: BTreeMap<&str, Vec<&Thread>> = BTreeMap::new();
        for (thread, head) in threads().filter(|(_, story)| story.kind == StoryKind::Head) {
            heads.entry(&head.article).or_default().push(thread);
        }
        for (thread, story) in bodies {
            let Some(first) = thread.frames.first() else { continue };
            let unit = self.open(first.index(), &story.name, UnitKind::Story);
            for head in heads.get(story.article.as_str()).into_iter().flatten() {
                head.frames.iter().for_each(|frame| self.join(frame.index(), unit));
            }
            thread.frames.iter().for_each(|frame| self.join(frame.index(), unit));
            let opened = &mut self.reading.units[unit];
            story.article.clone_into(&mut opened.article);
            opened.thread.clone_from(&thread.frames);
            opened.span = Some(story.span);
        }
    }

    /// Pictures, codes and texts that belong to a story.
    fn company(&mut self) {
        for frame in self.free() {
            if let Some(unit) = host(self, frame) {
                self.join(frame, unit);
            }
        }
    }

    /// Pictures and texts that belong to nothing else; a caption goes with its picture.
    fn on_their_own(&mut self) {
        let mut free = self.free();
        free.sort_by_key(|&at| self.reading.frames[at].shows != Shows::Picture);
        for at in free {
            let frame = &self.edition.frames[at];
            let is_picture = self.reading.frames[at].shows == Shows::Picture;
            let kind = if is_picture { UnitKind::Picture } else { UnitKind::Furniture };
            let captioned = company::captioned(self, at).and_then(|picture| self.reading.frames[picture].unit);
            let unit = captioned.unwrap_or_else(|| self.open(at, &frame.name, kind));
            self.reading.units[unit].span = self.reading.units[unit].span.or(Some(frame.span));
            self.join(at, unit);
        }
    }

    /// Rules and tints belong to the one unit that stands in their frame.
    fn decoration(&mut self) {
        for at in 0..self.edition.frames.len() {
            if self.reading.frames[at].shows != Shows::Nothing || self.reading.frames[at].unit.is_some() {
                continue;
            }
            if let Some(unit) = enclosing(self, at) {
                self.join(at, unit);
            }
        }
    }

    /// What the units say.
    fn texts(&mut self) {
        let of_unit = |desk: &Self| -> Vec<(usize, usize)> {
            desk.reading.frames.iter().enumerate().filter_map(|(at, frame)| Some((at, frame.unit?))).collect()
        };
        for (at, unit) in of_unit(self) {
            if let Content::Picture(placed) = &self.edition.frames[at].content {
                let file = self.edition.pictures[placed.picture.index()].name.clone();
                let picture = ReadPicture { file, frame: FrameId::new(at), ..ReadPicture::default() };
                self.reading.units[unit].pictures.push(picture);
            }
        }
        let mut met = vec![false; self.edition.stories.len()];
        // A text goes to its unit where its first frame is met, whether that frame has a unit or not.
        let first: Vec<bool> =
            self.stories.iter().map(|id| id.is_some_and(|id| !replace(&mut met[id.index()], true))).collect();
        for (at, unit) in of_unit(self) {
            if let Some(story) = self.story(at).filter(|_| first[at]) {
                self.text(at, unit, story);
            }
        }
        for unit in &mut self.reading.units {
            // Headline blocks may be drawn after the text they stand above.
            unit.paras.sort_by_key(|para| !texts::is_head(para.role));
        }
    }

    /// A text goes to the unit of a frame.
    fn text(&mut self, at: usize, unit: usize, story: &Story) {
        let read = paras(self.edition, story);
        if story.kind == StoryKind::Head && !read.iter().any(|para| texts::is_head(para.role)) {
            // Where a story goes on its headline is only repeated.
            return;
        }
        let is_article = !story.article.is_empty();
        let picture = (!is_article).then(|| company::captioned(self, at)).flatten();
        let between = texts::pictures(self.edition, story, FrameId::new(at));
        let opened = &mut self.reading.units[unit];
        opened.pictures.extend(between);
        let own = opened.pictures.iter_mut().find(|own| Some(own.frame.index()) == picture);
        match (own, opened.kind) {
            (Some(own), _) => {
                own.caption.extend(read);
                self.reading.frames[at].shows = Shows::Caption;
            }
            (None, UnitKind::Story) if !is_article => opened.notes.extend(read),
            (None, _) => opened.paras.extend(read),
        }
    }

    /// Where pictures between paragraphs stand; those without a place are not on the pages.
    fn between(&mut self, placements: &[Placement]) {
        let mut threads: BTreeMap<StoryId, &Thread> = BTreeMap::new();
        for thread in &self.edition.threads {
            threads.entry(thread.story).or_insert(thread);
        }
        for placement in placements {
            let Some(story) = self.edition.stories.get(placement.story.index()) else { continue };
            let has_picture = |para: usize| story.paras.get(para).is_some_and(|para| para.picture.is_some());
            let lines = placement.lines.iter().filter(|line| has_picture(line.para));
            let placed: Vec<(FrameId, Rect)> = lines.map(|line| (line.slot.frame, line.slot.em_box())).collect();
            let first = threads.get(&placement.story);
            let unit = first.and_then(|thread| self.reading.frames[thread.frames.first()?.index()].unit);
            let Some(unit) = unit.filter(|_| story.paras.iter().any(|para| para.picture.is_some())) else { continue };
            let mut places = placed.into_iter();
            self.reading.units[unit].pictures.retain_mut(|picture| {
                let is_between = self.reading.frames[picture.frame.index()].shows != Shows::Picture;
                let place = if is_between { places.next() } else { None };
                if let Some((frame, area)) = place {
                    (picture.frame, picture.between) = (frame, Some(area));
                }
                !is_between || place.is_some()
            });
        }
    }

    /// Where headlines stand.
    fn heads(&mut self, placements: &[Placement]) {
        for placement in placements {
            let Some(story) = self.edition.stories.get(placement.story.index()) else { continue };
            for line in &placement.lines {
                let role = story.paras.get(line.para).map_or(Role::Body, |para| para.role);
                if texts::is_head(texts::role(role)) {
                    self.reading.frames[line.slot.frame.index()].head.push(line.slot.em_box());
                }
            }
        }
    }
}

fn shows(frame: &Frame, story: Option<&Story>) -> Shows {
    match (&frame.content, story) {
        (Content::Picture(_), _) => Shows::Picture,
        (Content::Code { .. }, _) => Shows::Code,
        (_, Some(story)) if story.kind == StoryKind::Head => Shows::Head,
        (_, Some(_)) => Shows::Text,
        (Content::Empty | Content::Text | Content::Table(_), None) => Shows::Nothing,
    }
}

/// Units page by page: stories in the edition's order, then pictures, advertisements, furniture.
fn in_order(reading: Reading) -> Reading {
    let Reading { units, mut frames } = reading;
    let mut pages: Vec<Option<PageId>> = vec![None; units.len()];
    for frame in &frames {
        if let Some(page) = frame.unit.and_then(|unit| pages.get_mut(unit)) {
            *page = Some(page.map_or(frame.page, |first| first.min(frame.page)));
        }
    }
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|&unit| (pages[unit], units[unit].kind, unit));
    let mut rank = vec![0; units.len()];
    order.iter().enumerate().for_each(|(new, &old)| rank[old] = new);
    frames.iter_mut().for_each(|frame| frame.unit = frame.unit.map(|unit| rank[unit]));
    let mut units: Vec<(usize, Unit)> = rank.into_iter().zip(units).collect();
    units.sort_by_key(|(rank, _)| *rank);
    Reading { units: units.into_iter().map(|(_, unit)| unit).collect(), frames }
}
