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

use rayon::prelude::*;

use crate::base::{Diagnostics, FrameId, Len, PageId, Rect, Span, StoryId};
use crate::display::{DisplayPage, Fill, Item, ItemKind, PageFrame, Paint, Path};
use crate::line::SetPara;
use crate::model::{Edition, Frame, Page, StoryKind};
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
    let lines = lines_by_page(edition, placements);
    let stories = story_by_frame(edition);
    let over = if options.mark_overset { overset_frames(edition, placements) } else { Vec::new() };
    let one = |(index, page): (usize, &Page)| {
        let (id, lines) = (PageId::new(index), &lines[index]);
        let mut diagnostics = Vec::new();
        let mut items = Vec::new();
        for &frame in &page.frames {
            let (found, problems) = frame_items(edition, (shaped, set_para), lines, (frame, stories[frame.index()]));
            items.extend(found);
            diagnostics.extend(problems);
        }
        let over_here = over.iter().filter(|(frame, _)| edition.frames[frame.index()].page == id);
        items.extend(over_here.map(|&(frame, story)| overset_bar(edition, frame, story)));
        for (placement, lines) in reading_order(edition, lines, page) {
            items.extend(lines.iter().flat_map(|line| line_items(edition, shaped, placement.story, line)));
        }
        items.extend(marks::marks(edition, page));
        let page = DisplayPage {
            number: page.number.clone(),
            name: page.name.clone(),
            trim: page.trim,
            bleed: page.bleed,
            slug: if edition.press.marks.is_empty() { Len::ZERO } else { marks::ROOM },
            frames: page.frames.iter().map(|frame| page_frame(&edition.frames[frame.index()])).collect(),
            items,
        };
        (page, diagnostics)
    };
    let (pages, diagnostics): (Vec<DisplayPage>, Vec<Diagnostics>) =
        edition.pages.par_iter().enumerate().map(one).unzip();
    (pages, diagnostics.into_iter().flatten().collect())
}

/// What stands on a page: the placements with lines there, in their order, and these lines.
type PageLines<'p> = Vec<(&'p Placement, Vec<&'p PlacedLine>)>;

/// The lines of every page: looked up once, since an edition has as many stories as lines on a page.
fn lines_by_page<'p>(edition: &Edition, placements: &'p [Placement]) -> Vec<PageLines<'p>> {
    let mut pages: Vec<PageLines<'p>> = edition.pages.iter().map(|_| Vec::new()).collect();
    for placement in placements {
        for line in &placement.lines {
            let Some(page) = pages.get_mut(line.slot.page.index()) else { continue };
            match page.last_mut() {
                Some((last, lines)) if std::ptr::eq(*last, placement) => lines.push(line),
                _ => page.push((placement, vec![line])),
            }
        }
    }
    pages
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

/// What a frame shows besides text.
fn frame_items(
    edition: &Edition,
    (shaped, set_para): (&[ShapedStory], &SetPara<'_>),
    lines: &PageLines<'_>,
    (id, owner): (FrameId, Option<StoryId>),
) -> (Vec<Item>, Diagnostics) {
    let frame = &edition.frames[id.index()];
    let story = owner.map(|story| edition.stories[story.index()].name.clone()).unwrap_or_default();
    let mut kinds = graphics::background(edition, frame);
    let (content, problems) = graphics::content(edition, frame);
    kinds.extend(content);
    if let Some(cells) = owner.and_then(|story| shaped.get(story.index())) {
        kinds.extend(table::furniture(edition, id, cells, set_para, &|colour| paint::paint(edition, colour)));
    }
    kinds.extend(column_rules::column_rules(edition, lines, id));
    kinds.extend(graphics::border(edition, frame));
    let item = |kind| Item { kind, frame: frame.name.clone(), story: story.clone(), span: Some(frame.span) };
    (kinds.into_iter().map(item).collect(), problems)
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

/// The last frames of overset threads with their stories, looked up once for all pages.
fn overset_frames(edition: &Edition, placements: &[Placement]) -> Vec<(FrameId, StoryId)> {
    let is_over = |placement: &&Placement| placement.overset.start.is_some();
    let over: BTreeSet<StoryId> = placements.iter().filter(is_over).map(|placement| placement.story).collect();
    let threads = edition.threads.iter().filter(|thread| over.contains(&thread.story));
    threads.filter_map(|thread| Some((*thread.frames.last()?, thread.story))).collect()
}

/// A red bar at the foot of the last frame of an overset thread.
fn overset_bar(edition: &Edition, frame: FrameId, story: StoryId) -> Item {
    let (frame, story) = (&edition.frames[frame.index()], &edition.stories[story.index()]);
    let bar = Rect { y: frame.area.bottom() - OVERSET_BAR, height: OVERSET_BAR, ..frame.area };
    Item {
        kind: ItemKind::Fill(Fill { path: Path::Rect(bar), paint: Paint::Process(paint::SIGNAL_RED) }),
        frame: frame.name.clone(),
        story: story.name.clone(),
        span: Some(story.span),
    }
}
