//! Frames and lines → display pages.
//!
//! A page is painted in two passes. First everything that is not text, in the frames' drawing order: background, picture or code,
//! rules between columns, border. Then the text, story by story, so that a reader of the file gets one story after the other:
//! furniture in frame order, then the threads in theirs.

mod annotate;
mod code;
mod column_rules;
mod corners;
mod glyphs;
mod graphics;
mod marks;
mod paint;
mod strokes;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Diagnostics, FrameId, Len, PageId, Rect, Span, StoryId};
use crate::display::{DisplayPage, Fill, Item, ItemKind, OVERSET_MARK, PageFrame, Paint, Path};
use crate::line::{LineFit, SetPara};
use crate::model::{Direction, Edition, Frame, Page, StoryKind, Thread};
use crate::shape::ShapedStory;

use super::Slot;
use super::fill::{PlacedLine, Placement};
use super::table;

pub(super) use annotate::{DOT_REACH, LINE_REACH, dots_stand};
pub(super) use strokes::rule_between;

/// What is drawn beside the edition's own frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceOptions {
    /// Whether a red bar marks the foot of the last frame of a story that does not fit, and every line wider than its column.
    pub mark_overset: bool,
}

/// Height of the bar that marks overset.
const OVERSET_BAR: Len = Len::MM;

/// How many pages are drawn at a time where texts are let go: enough to keep every core busy.
const STRETCH: usize = 64;

/// Draws the pages of an edition with its stories placed; a QR code whose text is too long is reported and left out.
pub fn place(
    edition: &Edition,
    shaped: &[ShapedStory],
    placements: &[Placement],
    set_para: &SetPara<'_>,
    options: PlaceOptions,
) -> (Vec<DisplayPage>, Diagnostics) {
    let all: Vec<usize> = (0..edition.pages.len()).collect();
    let spans = spans_by_page(edition, placements);
    in_order(Desk::new(edition, set_para, options).pages(&all, &spans, shaped, placements))
}

/// Draws as [`place`] does, and empties every story and placement once the last page it stands on is drawn, so that a long edition
/// does not hold its texts and its pages at once. What neighbouring stories took was taken by one thread, and only that thread takes it again:
/// so each stretch has its pages from all over the edition, and every thread finds room.
pub(super) fn place_and_empty(
    edition: &Edition,
    shaped: &mut [ShapedStory],
    placements: &mut [Placement],
    set_para: &SetPara<'_>,
    options: PlaceOptions,
) -> (Vec<DisplayPage>, Diagnostics) {
    let desk = Desk::new(edition, set_para, options);
    // What was taken to grow into is room for pages.
    placements.iter_mut().for_each(|placement| placement.lines.shrink_to_fit());
    let stretches = edition.pages.len().div_ceil(STRETCH).max(1);
    let spans = spans_by_page(edition, placements);
    let last = last_stretches(edition, placements, &spans, stretches);
    let mut drawn: Vec<Option<(DisplayPage, Diagnostics)>> = edition.pages.iter().map(|_| None).collect();
    for stretch in 0..stretches {
        let pages: Vec<usize> = (stretch..edition.pages.len()).step_by(stretches).collect();
        for (page, done) in pages.iter().zip(desk.pages(&pages, &spans, shaped, placements)) {
            drawn[*page] = Some(done);
        }
        let is_drawn = |story: usize| last.get(story).is_some_and(|&last| last <= stretch);
        for (_, story) in shaped.iter_mut().enumerate().filter(|(at, _)| is_drawn(*at)) {
            *story = ShapedStory::default();
        }
        for placement in placements.iter_mut().filter(|placement| is_drawn(placement.story.index())) {
            placement.lines = Vec::new();
        }
    }
    in_order(drawn.into_iter().flatten())
}

/// Pages and what was found on them, page after page.
fn in_order(drawn: impl IntoIterator<Item = (DisplayPage, Diagnostics)>) -> (Vec<DisplayPage>, Diagnostics) {
    let (pages, found): (Vec<DisplayPage>, Vec<Diagnostics>) = drawn.into_iter().unzip();
    (pages, found.into_iter().flatten().collect())
}

/// The last stretch with a page on which each story has a frame or a line.
fn last_stretches(edition: &Edition, placements: &[Placement], spans: &[Spans], stretches: usize) -> Vec<usize> {
    let mut last = vec![0; edition.stories.len()];
    let page_of = |frame: &FrameId| edition.frames[frame.index()].page;
    let frames = edition.threads.iter().flat_map(|it| it.frames.iter().map(|frame| (it.story, page_of(frame))));
    let lines = spans.iter().enumerate().flat_map(|(page, spans)| {
        spans.iter().map(move |(placement, _)| (placements[*placement].story, PageId::new(page)))
    });
    for (story, page) in frames.chain(lines) {
        if let Some(last) = last.get_mut(story.index()) {
            *last = (page.index() % stretches).max(*last);
        }
    }
    last
}

/// What all pages of an edition are drawn with.
struct Desk<'a> {
    edition: &'a Edition,
    set_para: &'a SetPara<'a>,
    options: PlaceOptions,
    /// The story that runs through each frame.
    owners: Vec<Option<StoryId>>,
    /// The frames' names, shared by the items of each.
    frames: Vec<Arc<str>>,
    /// The stories' names, shared by the items of each.
    stories: Vec<Arc<str>>,
}

impl<'a> Desk<'a> {
    fn new(edition: &'a Edition, set_para: &'a SetPara<'a>, options: PlaceOptions) -> Self {
        let frames = edition.frames.iter().map(|frame| frame.name.as_str().into()).collect();
        let stories = edition.stories.iter().map(|story| story.name.as_str().into()).collect();
        Self { edition, set_para, options, owners: story_by_frame(edition), frames, stories }
    }

    /// Draws some pages in parallel.
    fn pages(
        &self,
        pages: &[usize],
        spans: &[Spans],
        shaped: &[ShapedStory],
        placements: &[Placement],
    ) -> Vec<(DisplayPage, Diagnostics)> {
        let one = |&index: &usize| self.page(index, &lines_of(&spans[index], placements), shaped, placements);
        pages.par_iter().map(one).collect()
    }

    fn page(
        &self,
        index: usize,
        lines: &PageLines<'_>,
        shaped: &[ShapedStory],
        placements: &[Placement],
    ) -> (DisplayPage, Diagnostics) {
        let (edition, page) = (self.edition, &self.edition.pages[index]);
        let mut diagnostics = Vec::new();
        let mut items = Vec::new();
        for &frame in &page.frames {
            let (found, problems) = self.frame_items(shaped, lines, frame);
            items.extend(found);
            diagnostics.extend(problems);
        }
        if self.options.mark_overset {
            items.extend(self.overset_bars(placements, PageId::new(index)));
        }
        for (placement, lines) in reading_order(edition, lines, page) {
            items.extend(lines.iter().flat_map(|line| self.line_items(shaped, placement.story, line)));
        }
        items.extend(marks::marks(edition, page));
        items.shrink_to_fit();
        let page = DisplayPage {
            number: page.number.clone(),
            name: page.name.clone(),
            trim: page.trim,
            bleed: page.bleed,
            slug: edition.press.room_for_marks(),
            frames: page.frames.iter().map(|frame| page_frame(&edition.frames[frame.index()])).collect(),
            items,
        };
        (page, diagnostics)
    }

    /// What a frame shows besides text.
    fn frame_items(&self, shaped: &[ShapedStory], lines: &PageLines<'_>, id: FrameId) -> (Vec<Item>, Diagnostics) {
        let (edition, owner) = (self.edition, self.owners[id.index()]);
        let frame = &edition.frames[id.index()];
        let story: Arc<str> = owner.map_or_else(|| "".into(), |story| self.stories[story.index()].clone());
        let mut kinds = graphics::background(edition, frame);
        let (content, problems) = graphics::content(edition, frame);
        kinds.extend(content);
        if let Some(cells) = owner.and_then(|story| shaped.get(story.index())) {
            let paint = |colour| paint::paint(edition, colour);
            kinds.extend(table::furniture(edition, id, cells, self.set_para, &paint));
        }
        kinds.extend(self.story_tables(lines, id));
        kinds.extend(column_rules::column_rules(edition, lines, id));
        kinds.extend(graphics::border(edition, frame));
        let name = &self.frames[id.index()];
        let item = |kind| Item { kind, frame: name.clone(), story: story.clone(), span: Some(frame.span) };
        (kinds.into_iter().map(item).collect(), problems)
    }

    /// Tints and rules of the tables whose rows stand among the lines of a frame.
    fn story_tables(&self, lines: &PageLines<'_>, id: FrameId) -> Vec<ItemKind> {
        let paint = |colour| paint::paint(self.edition, colour);
        let drawn = |placement: &Placement| {
            let story = &self.edition.stories[placement.story.index()];
            let parts = placement.parts.iter().filter(|part| part.frame == id);
            let table = |part: &table::TablePart| Some(&story.paras.get(part.para)?.table.as_deref()?.table);
            let drawn = parts.filter_map(|part| Some(table::part_furniture(self.edition, table(part)?, part, &paint)));
            drawn.flatten().collect::<Vec<_>>()
        };
        lines.iter().flat_map(|(placement, _)| drawn(placement)).collect()
    }

    /// The glyph runs of a line and what is drawn beside them.
    fn line_items(&self, shaped: &[ShapedStory], story: StoryId, placed: &PlacedLine) -> Vec<Item> {
        let edition = self.edition;
        let Some(para) = shaped.get(story.index()).and_then(|story| story.paras.get(placed.para)) else {
            return Vec::new();
        };
        let line = glyphs::LineOnPage { edition, para, placed };
        let written = edition.stories[story.index()].paras.get(placed.para);
        let drawn = match written.and_then(|para| Some((para.picture.as_ref()?, para.runs.first()?.span))) {
            Some((picture, span)) => vec![(graphics::picture(edition, picture, placed.slot.em_box()), span)],
            None => {
                let mut drawn = glyphs::glyph_runs(&line);
                drawn.extend(annotate::annotations(&line));
                drawn
            }
        };
        let (frame, story) = (&self.frames[placed.slot.frame.index()], &self.stories[story.index()]);
        let item = |(kind, span): (ItemKind, Span)| Item {
            kind,
            frame: frame.clone(),
            story: story.clone(),
            span: Some(span),
        };
        let is_marked = self.options.mark_overset && placed.line.fit == LineFit::Overfull;
        let mark = is_marked.then(|| Item {
            kind: ItemKind::Fill(Fill { path: Path::Rect(overfull_bar(&placed.slot)), paint: signal() }),
            frame: OVERSET_MARK.into(),
            story: story.clone(),
            span: None,
        });
        drawn.into_iter().map(item).chain(mark).collect()
    }

    /// Red bars at the foot of the last frames of overset threads.
    fn overset_bars(&self, placements: &[Placement], page: PageId) -> Vec<Item> {
        let edition = self.edition;
        let over = placements.iter().filter(|placement| placement.overset.start.is_some());
        let over: BTreeSet<StoryId> = over.map(|placement| placement.story).collect();
        let is_over = |thread: &&Thread| over.contains(&thread.story);
        let last = |thread: &Thread| thread.frames.last().map(|&frame| (thread.story, frame));
        let here = edition.threads.iter().filter(is_over).filter_map(last);
        let here = here.filter(|(_, frame)| edition.frames[frame.index()].page == page);
        let bar = |(story, frame): (StoryId, FrameId)| {
            let area = edition.frames[frame.index()].area;
            let bar = Rect { y: area.bottom() - OVERSET_BAR, height: OVERSET_BAR, ..area };
            Item {
                kind: ItemKind::Fill(Fill { path: Path::Rect(bar), paint: signal() }),
                frame: OVERSET_MARK.into(),
                story: self.stories[story.index()].clone(),
                span: Some(edition.stories[story.index()].span),
            }
        };
        here.map(bar).collect()
    }
}

fn signal() -> Paint {
    Paint::Process(paint::SIGNAL_RED)
}

/// The bar beside a line that is wider than its column: below it, or left of a vertical one.
fn overfull_bar(slot: &Slot) -> Rect {
    let (area, thick) = (slot.em_box(), OVERSET_BAR / 3);
    match slot.direction {
        Direction::Horizontal => Rect { y: area.bottom(), height: thick, ..area },
        Direction::Vertical => Rect { x: area.x - thick, width: thick, ..area },
    }
}

/// What stands on a page: the placements with lines there, in their order, and these lines.
type PageLines<'p> = Vec<(&'p Placement, Vec<&'p PlacedLine>)>;

/// The same by the numbers of placements and lines, which stay as they are while stories are let go.
type Spans = Vec<(usize, Range<usize>)>;

/// The lines of every page: looked up once, since an edition has as many stories as lines on a page.
fn spans_by_page(edition: &Edition, placements: &[Placement]) -> Vec<Spans> {
    let mut pages: Vec<Spans> = vec![Spans::new(); edition.pages.len()];
    for (number, placement) in placements.iter().enumerate() {
        let mut end = 0;
        for lines in placement.lines.chunk_by(|a, b| a.slot.page == b.slot.page) {
            let start = end;
            end += lines.len();
            if let Some(page) = pages.get_mut(lines[0].slot.page.index()) {
                page.push((number, start..end));
            }
        }
    }
    pages
}

/// The lines of a page; those of a story that comes back to it are taken together.
fn lines_of<'p>(spans: &Spans, placements: &'p [Placement]) -> PageLines<'p> {
    let mut found: PageLines<'p> = Vec::with_capacity(spans.len());
    for (number, range) in spans {
        let placement = &placements[*number];
        let here = &placement.lines[range.clone()];
        match found.last_mut() {
            Some((last, lines)) if std::ptr::eq(*last, placement) => lines.extend(here),
            _ => found.push((placement, here.iter().collect())),
        }
    }
    found
}

/// The story that runs through each frame.
fn story_by_frame(edition: &Edition) -> Vec<Option<StoryId>> {
    let mut stories = vec![None; edition.frames.len()];
    for thread in &edition.threads {
        for frame in &thread.frames {
            stories[frame.index()].get_or_insert(thread.story);
        }
    }
    stories
}

fn page_frame(frame: &Frame) -> PageFrame {
    PageFrame { name: frame.name.clone(), area: frame.area }
}

/// The placements of a page as a reader should meet them: furniture as it is drawn, then stories.
fn reading_order<'a, 'p>(
    edition: &Edition,
    lines: &'a PageLines<'p>,
    page: &Page,
) -> Vec<&'a (&'p Placement, Vec<&'p PlacedLine>)> {
    let key = |(placement, lines): &(&Placement, Vec<&PlacedLine>)| {
        let first = lines.first().map(|line| line.slot.frame);
        let is_furniture = edition.stories[placement.story.index()].kind == StoryKind::Furniture;
        let drawn = page.frames.iter().position(|&frame| Some(frame) == first).unwrap_or(usize::MAX);
        if is_furniture { (0, drawn) } else { (1, 0) }
    };
    let mut ordered: Vec<_> = lines.iter().collect();
    ordered.sort_by_key(|entry| key(entry));
    ordered
}
