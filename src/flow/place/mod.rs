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

use crate::base::{Diagnostics, FrameId, Len, PageId, Rect, Span, StoryId};
use crate::display::{DisplayPage, Fill, Item, ItemKind, PageFrame, Paint, Path};
use crate::line::SetPara;
use crate::model::{Edition, Frame, StoryKind, Thread};
use crate::shape::ShapedStory;

use super::fill::{PlacedLine, Placement};
use super::table;

pub(super) use strokes::rule_between;

/// What is drawn beside the edition's own frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceOptions {
    /// Whether a red bar marks the foot of the last frame of a story that does not fit.
    pub mark_overset: bool,
}

/// Height of the bar that marks overset.
const OVERSET_BAR: Len = Len::MM;

/// Draws the pages of an edition with its stories placed; a QR code whose text is too long is reported and left out.
pub fn place(
    edition: &Edition,
    shaped: &[ShapedStory],
    placements: &[Placement],
    set_para: &SetPara<'_>,
    options: PlaceOptions,
) -> (Vec<DisplayPage>, Diagnostics) {
    let mut diagnostics = Vec::new();
    let mut pages = Vec::with_capacity(edition.pages.len());
    for (index, page) in edition.pages.iter().enumerate() {
        let id = PageId::new(index);
        let mut items = Vec::new();
        for &frame in &page.frames {
            let (found, problems) = frame_items(edition, (shaped, set_para), placements, frame);
            items.extend(found);
            diagnostics.extend(problems);
        }
        if options.mark_overset {
            items.extend(overset_bars(edition, placements, id));
        }
        for placement in reading_order(edition, placements, id) {
            let lines = placement.lines.iter().filter(|line| line.slot.page == id);
            items.extend(lines.flat_map(|line| line_items(edition, shaped, placement.story, line)));
        }
        items.extend(marks::marks(edition, page));
        pages.push(DisplayPage {
            number: page.number.clone(),
            name: page.name.clone(),
            trim: page.trim,
            bleed: page.bleed,
            slug: if edition.press.marks.is_empty() { Len::ZERO } else { marks::ROOM },
            frames: page.frames.iter().map(|frame| page_frame(&edition.frames[frame.index()])).collect(),
            items,
        });
    }
    (pages, diagnostics)
}

fn page_frame(frame: &Frame) -> PageFrame {
    PageFrame { name: frame.name.clone(), area: frame.area }
}

/// What a frame shows besides text.
fn frame_items(
    edition: &Edition,
    (shaped, set_para): (&[ShapedStory], &SetPara<'_>),
    placements: &[Placement],
    id: FrameId,
) -> (Vec<Item>, Diagnostics) {
    let frame = &edition.frames[id.index()];
    let story = story_of(edition, id).map(|story| edition.stories[story.index()].name.clone()).unwrap_or_default();
    let mut kinds = graphics::background(edition, frame);
    let (content, problems) = graphics::content(edition, frame);
    kinds.extend(content);
    if let Some(cells) = story_of(edition, id).and_then(|story| shaped.get(story.index())) {
        kinds.extend(table::furniture(edition, id, cells, set_para, &|colour| paint::paint(edition, colour)));
    }
    kinds.extend(column_rules::column_rules(edition, placements, id));
    kinds.extend(graphics::border(edition, frame));
    let item = |kind| Item { kind, frame: frame.name.clone(), story: story.clone(), span: Some(frame.span) };
    (kinds.into_iter().map(item).collect(), problems)
}

/// The story that runs through a frame.
fn story_of(edition: &Edition, frame: FrameId) -> Option<StoryId> {
    edition.threads.iter().find(|thread| thread.frames.contains(&frame)).map(|thread| thread.story)
}

/// The placements with lines on a page as a reader should meet them.
fn reading_order<'a>(edition: &Edition, placements: &'a [Placement], page: PageId) -> Vec<&'a Placement> {
    let frames = &edition.pages[page.index()].frames;
    let key = |placement: &Placement| {
        let first = placement.lines.iter().find(|line| line.slot.page == page)?;
        let is_furniture = edition.stories[placement.story.index()].kind == StoryKind::Furniture;
        let drawn = frames.iter().position(|&frame| frame == first.slot.frame).unwrap_or(usize::MAX);
        Some(if is_furniture { (0, drawn) } else { (1, 0) })
    };
    let mut ordered: Vec<_> = placements.iter().filter_map(|placement| Some((key(placement)?, placement))).collect();
    ordered.sort_by_key(|&(key, _)| key);
    ordered.into_iter().map(|(_, placement)| placement).collect()
}

/// The glyph runs of a line and what is drawn beside them.
fn line_items(edition: &Edition, shaped: &[ShapedStory], story: StoryId, placed: &PlacedLine) -> Vec<Item> {
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
    let frame = &edition.frames[placed.slot.frame.index()].name;
    let story = &edition.stories[story.index()].name;
    let item =
        |(kind, span): (ItemKind, Span)| Item { kind, frame: frame.clone(), story: story.clone(), span: Some(span) };
    drawn.into_iter().map(item).collect()
}

/// Red bars at the foot of the last frames of overset threads.
fn overset_bars(edition: &Edition, placements: &[Placement], page: PageId) -> Vec<Item> {
    let is_over = |thread: &&Thread| {
        placements.iter().any(|placement| placement.story == thread.story && placement.overset.start.is_some())
    };
    let last = |thread: &Thread| thread.frames.last().map(|&frame| (thread.story, &edition.frames[frame.index()]));
    let here = edition.threads.iter().filter(is_over).filter_map(last).filter(|(_, frame)| frame.page == page);
    let bar = |(story, frame): (StoryId, &Frame)| {
        let bar = Rect { y: frame.area.bottom() - OVERSET_BAR, height: OVERSET_BAR, ..frame.area };
        Item {
            kind: ItemKind::Fill(Fill { path: Path::Rect(bar), paint: Paint::Process(paint::SIGNAL_RED) }),
            frame: frame.name.clone(),
            story: edition.stories[story.index()].name.clone(),
            span: Some(edition.stories[story.index()].span),
        }
    };
    here.map(bar).collect()
}
