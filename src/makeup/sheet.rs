//! A set page as a makeup editor sees it: blocks, advertisements, furniture, pictures, and what catches the eye.

use crate::base::{FrameId, Len, PageId, Rect, Span};
use crate::display::{DisplayPage, ItemKind, Reading, Shows, Unit, UnitKind};
use crate::flow::{HeadRoom, StoryReport};
use crate::model::{Direction, Edition, Frame, Grid, Role, Story, StoryKind};

use super::MakeupJob;

/// A page.
pub(super) struct Sheet<'a> {
    pub(super) grid: Grid,
    pub(super) type_area: Rect,
    /// From the first story to the last story or advertisement, as wide as the type area.
    pub(super) field: Rect,
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) ads: Vec<Ad<'a>>,
    /// Other texts and pictures of the page within the field.
    pub(super) furniture: Vec<Rect>,
    /// Pictures of stories and of the page.
    pub(super) pictures: Vec<Picture>,
    /// All frames in which something is printed.
    pub(super) printed: Vec<Rect>,
    /// What breaks the grey: large type, pictures, tints, advertisements.
    pub(super) display: Vec<Rect>,
}

/// A story with all that belongs to it.
pub(super) struct Block<'a> {
    pub(super) name: &'a str,
    /// Where the edition asks for it.
    pub(super) span: Option<Span>,
    /// Around all its frames.
    pub(super) area: Rect,
    pub(super) frames: Vec<Rect>,
    /// The frames of its text.
    pub(super) text: Vec<Rect>,
    pub(super) head: Option<Head>,
    pub(super) is_boxed: bool,
    pub(super) is_vertical: bool,
    /// Whether it began on an earlier page.
    pub(super) is_continued: bool,
    /// How it came out, where it ends on this page.
    pub(super) end: Option<&'a StoryReport>,
    /// What its headline block leaves free, where it begins on this page.
    pub(super) head_room: Option<HeadRoom>,
}

/// The headline of a story.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// As wide as its frame, from its first line to its last.
    pub(super) area: Rect,
    /// Its type size.
    pub(super) size: Len,
    pub(super) is_vertical: bool,
}

/// An advertisement.
pub(super) struct Ad<'a> {
    pub(super) name: &'a str,
    pub(super) span: Option<Span>,
    pub(super) area: Rect,
}

/// A picture.
pub(super) struct Picture {
    pub(super) area: Rect,
    /// Which block it belongs to; `None` for pictures of the page.
    pub(super) block: Option<usize>,
}

/// Thinner frames are rules, not blocks.
const THIN: Len = Len::pt(2);
/// Marks, portraits and codes, of some 3 × 3.5 cm, are no pictures of the page, and its numbers and small marks no furniture.
const SMALL: i128 = area(Len::mm(30), Len::mm(35));
/// A tint of at least a square of 2 cm breaks the grey.
const TINT: i128 = area(Len::mm(20), Len::mm(20));

const fn area(width: Len, height: Len) -> i128 {
    width.0 as i128 * height.0 as i128
}

/// The smallest rectangle around some.
pub(super) fn around<'r>(rects: impl IntoIterator<Item = &'r Rect>) -> Option<Rect> {
    rects.into_iter().copied().reduce(|a, b| a.union(&b))
}

impl<'a> Sheet<'a> {
    /// A page of a job, with what is painted on it.
    pub(super) fn of(job: &MakeupJob<'a>, at: usize, shown: &DisplayPage) -> Self {
        let (edition, reading) = (job.edition, job.reading);
        let page = PageId::new(at);
        let here: Vec<usize> = (0..reading.frames.len()).filter(|&frame| reading.frames[frame].page == page).collect();
        let desk = Desk { job, page, owners: owners(job, &here) };
        let blocks: Vec<Block<'a>> = desk.stories().filter_map(|unit| desk.block(unit)).collect();
        let names: Vec<&str> = blocks.iter().map(|block| block.name).collect();
        let ads: Vec<Ad<'a>> = desk.ads();
        let Grid { body, .. } = edition.pages[at].grid;
        let type_area = edition.pages[at].type_area;
        let field = field(type_area, &blocks, &ads);
        let others = || desk.owners.iter().filter(|(_, owner)| *owner == Owner::Page);
        let frame = |frame: usize| &edition.frames[frame];
        let furniture =
            others().map(|(at, _)| frame(*at).area).filter(|area| area.bottom() > field.y && area.extent() > SMALL);
        let pictures = desk.pictures(&names);
        let printed = here.iter().filter(|&&at| prints(frame(at), reading.frames[at].shows)).map(|&at| frame(at).area);
        let display = display(shown, body).chain(ads.iter().map(|ad| ad.area)).collect();
        let (furniture, printed) = (furniture.collect(), printed.collect());
        Self { grid: edition.pages[at].grid, type_area, field, blocks, ads, furniture, pictures, printed, display }
    }

    /// The row, from 1, in which a height of the page lies.
    pub(super) fn row(&self, y: Len) -> i64 {
        (y - self.type_area.y).whole(self.grid.leading) + 1
    }

    /// The story on which the page is built: the one named `lead`, else that of the largest headline, the highest of several.
    pub(super) fn lead(&self) -> Option<usize> {
        let named = self.blocks.iter().position(|block| block.name == "lead" && !block.is_continued);
        named.or_else(|| self.largest_head())
    }

    /// The story of the largest headline.
    pub(super) fn largest_head(&self) -> Option<usize> {
        let heads = self.blocks.iter().enumerate().filter_map(|(at, block)| Some((at, block.head?)));
        heads.min_by_key(|(_, head)| (-head.size.0, head.area.y)).map(|(at, _)| at)
    }
}

fn field(type_area: Rect, blocks: &[Block<'_>], ads: &[Ad<'_>]) -> Rect {
    let stories = around(blocks.iter().map(|block| &block.area)).unwrap_or_default();
    let all = around(ads.iter().map(|ad| &ad.area).chain([&stories])).unwrap_or_default();
    let (y, bottom) = (stories.y, all.bottom());
    Rect { x: type_area.x, y, width: type_area.width, height: bottom - y }
}

/// Whether anything of a frame is seen.
fn prints(frame: &Frame, shows: Shows) -> bool {
    shows != Shows::Nothing || has_tint(frame) || frame.border != Default::default()
}

fn has_tint(frame: &Frame) -> bool {
    frame.background.is_some() || frame.gradient.is_some()
}

/// Whose a frame is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// A story or an advertisement, as a unit of the reading.
    Unit(usize),
    /// The page itself.
    Page,
}

/// The frames of a page with their owners: pictures and tints called `lead-photo` are the lead's even where nothing else tells.
fn owners(job: &MakeupJob<'_>, here: &[usize]) -> Vec<(usize, Owner)> {
    let reading = job.reading;
    let unit_of = |at: usize| reading.frames[at].unit;
    let is_story = |unit: &usize| is_body_copy(job, &reading.units[*unit]);
    let mut stories: Vec<usize> = here.iter().filter_map(|&at| unit_of(at)).filter(is_story).collect();
    stories.sort_unstable();
    stories.dedup();
    let by_name = |name: &str| {
        let longest = stories.iter().filter(|&&unit| is_part(name, &reading.units[unit].name));
        longest.max_by_key(|&&unit| reading.units[unit].name.len()).copied()
    };
    let owner = |at: usize| match unit_of(at) {
        Some(unit) if stories.contains(&unit) || reading.units[unit].kind == UnitKind::Ad => Owner::Unit(unit),
        _ => by_name(&reading.frames[at].name).map_or(Owner::Page, Owner::Unit),
    };
    here.iter().map(|&at| (at, owner(at))).collect()
}

/// Whether a unit is an article that is set as such; one in the style of a weather line or index is furniture.
fn is_body_copy(job: &MakeupJob<'_>, unit: &Unit) -> bool {
    let is_it =
        |story: &Story| story.kind == StoryKind::Body && story.article == unit.article && story.name == unit.name;
    unit.kind == UnitKind::Story && job.edition.stories.iter().any(is_it)
}

/// Whether a frame is called after a story: `lead-photo` or `lead/1` after `lead`. Rules between stories belong to none.
fn is_part(frame: &str, story: &str) -> bool {
    let rest = frame.strip_prefix(story);
    rest.is_some_and(|rest| rest.starts_with(['-', '/'])) && !frame.ends_with("-rule")
}

/// What a sheet is made from.
struct Desk<'j, 'a> {
    job: &'j MakeupJob<'a>,
    page: PageId,
    owners: Vec<(usize, Owner)>,
}

impl<'a> Desk<'_, 'a> {
    fn units(&self, kind: UnitKind) -> impl Iterator<Item = usize> + '_ {
        let units = &self.job.reading.units;
        (0..units.len()).filter(move |&unit| units[unit].kind == kind && self.frames_of(unit).next().is_some())
    }

    fn stories(&self) -> impl Iterator<Item = usize> + '_ {
        self.units(UnitKind::Story)
    }

    /// The frames of a unit on this page.
    fn frames_of(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        self.owners.iter().filter(move |(_, owner)| *owner == Owner::Unit(unit)).map(|(at, _)| *at)
    }

    fn ads(&self) -> Vec<Ad<'a>> {
        let edition: &'a Edition = self.job.edition;
        let reading: &'a Reading = self.job.reading;
        let ad = |unit: usize| {
            let area = around(self.frames_of(unit).map(|at| &edition.frames[at].area))?;
            let unit = &reading.units[unit];
            Some(Ad { name: &unit.name, span: unit.span, area })
        };
        self.units(UnitKind::Ad).filter_map(ad).collect()
    }

    fn block(&self, unit: usize) -> Option<Block<'a>> {
        let edition: &'a Edition = self.job.edition;
        let reading: &'a Reading = self.job.reading;
        let is_seen = |at: &usize| {
            let frame = &edition.frames[*at];
            prints(frame, reading.frames[*at].shows) && frame.area.width > THIN && frame.area.height > THIN
        };
        let frames: Vec<usize> = self.frames_of(unit).filter(is_seen).collect();
        let area = around(frames.iter().map(|&at| &edition.frames[at].area))?;
        let opened = &reading.units[unit];
        let thread: Vec<usize> =
            opened.thread.iter().map(|frame| frame.index()).filter(|at| frames.contains(at)).collect();
        let rects = |frames: &[usize]| frames.iter().flat_map(|&at| reading.frames[at].parts.clone()).collect();
        let is_back = |at: &usize| {
            let frame = &edition.frames[*at];
            let is_framed = [frame.border.top, frame.border.right, frame.border.bottom, frame.border.left]
                .iter()
                .all(Option::is_some);
            (has_tint(frame) || is_framed) && frame.area.extent() * 2 > area.extent()
        };
        let begins_on = opened.thread.first().map(|frame| reading.frames[frame.index()].page)?;
        let number = |page: PageId| &edition.pages[page.index()].number;
        let report = self
            .job
            .reports
            .iter()
            .find(|report| report.name == opened.name && report.pages.first() == Some(number(begins_on)));
        Some(Block {
            name: &opened.name,
            span: opened.span,
            area,
            text: rects(&thread),
            head: self.head(&opened.article, &frames),
            is_boxed: frames.iter().any(is_back),
            is_vertical: thread.first().is_some_and(|&at| edition.frames[at].direction == Direction::Vertical),
            is_continued: begins_on != self.page,
            end: report.filter(|report| report.pages.last() == Some(number(self.page))),
            head_room: report.filter(|_| begins_on == self.page).and_then(|report| report.head),
            frames: rects(&frames),
        })
    }

    /// The headline of an article in some frames of this page.
    fn head(&self, article: &str, frames: &[usize]) -> Option<Head> {
        let (edition, reading) = (self.job.edition, self.job.reading);
        let threads = edition.threads.iter().filter(|thread| {
            edition.stories[thread.story.index()].article == article
                && thread.frames.iter().any(|frame: &FrameId| frames.contains(&frame.index()))
        });
        let paras = threads.flat_map(|thread| &edition.stories[thread.story.index()].paras);
        let headlines = paras.filter(|para| para.role == Role::Headline);
        let size = headlines.map(|para| edition.para_styles[para.style.index()].size).max()?;
        let holder = *frames.iter().find(|&&at| !reading.frames[at].head.is_empty())?;
        let lines = around(frames.iter().flat_map(|&at| &reading.frames[at].head))?;
        let frame = &edition.frames[holder];
        let is_vertical = frame.direction == Direction::Vertical;
        let area = Rect { x: frame.area.x, width: frame.area.width, ..lines };
        Some(Head { area: if is_vertical { lines } else { area }, size, is_vertical })
    }

    /// Pictures by the names of the blocks, advertisements and small ones left out.
    fn pictures(&self, names: &[&str]) -> Vec<Picture> {
        let reading = self.job.reading;
        let owner = |frame: usize| self.owners.iter().find(|(at, _)| *at == frame).map(|(_, owner)| *owner);
        let units = reading.units.iter().filter(|unit| unit.kind != UnitKind::Ad);
        let pictures = units.flat_map(|unit| &unit.pictures);
        let here = pictures.filter_map(|picture| {
            let area = picture.between.unwrap_or(reading.frames[picture.frame.index()].area);
            let block = match owner(picture.frame.index())? {
                Owner::Unit(unit) => names.iter().position(|name| *name == reading.units[unit].name),
                Owner::Page => None,
            };
            Some(Picture { area, block })
        });
        here.filter(|picture| picture.area.extent() > SMALL).collect()
    }
}

/// What of a painted page catches the eye: type more than a tenth larger than the body's, pictures, tints.
fn display(page: &DisplayPage, body: Len) -> impl Iterator<Item = Rect> + '_ {
    page.items.iter().flat_map(move |item| match &item.kind {
        ItemKind::Glyphs(run) if run.size > body.scaled(11, 10) => {
            let at = |glyph: &crate::display::PlacedGlyph| {
                let at = glyph.at();
                Rect { x: at.x, y: at.y - run.size, width: run.size, height: run.size }
            };
            around(run.glyphs.iter().map(at).collect::<Vec<_>>().iter()).into_iter().collect()
        }
        ItemKind::Image(image) => vec![image.clip],
        ItemKind::Fill(fill) => fill.path.bounds().filter(|area| area.extent() > TINT).into_iter().collect(),
        ItemKind::Shade(shade) => shade.path.bounds().into_iter().collect(),
        _ => Vec::new(),
    })
}
