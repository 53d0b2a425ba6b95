//! Frames that are mostly paper: one line of text, a short table or a long low picture in a deep frame leaves a white hole as an empty place does.
//!
//! Stories are told by the rows they leave free (`report`); here whatever else stands in frames is measured by what is drawn on them.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, FrameId, Point, Rect, Span};
use crate::display::{DisplayPage, GlyphRun, Item, ItemKind, Turn};
use crate::message;
use crate::model::{Content, Direction, Edition, Frame, PictureFit, StoryKind};

/// Paper of less than this share of its frame, in hundredths, is room around what stands in it: typed advertisements leave up to seven tenths.
const MOSTLY: i128 = 80;

/// The frames of the pages that are mostly paper, where that is more of the type area than may stay free.
pub(super) fn hollow(edition: &Edition, pages: &[DisplayPage]) -> Diagnostics {
    let told: BTreeSet<FrameId> = story_frames(edition).collect();
    let is_asked = |(id, frame): &(FrameId, &Frame)| !told.contains(id) && may_be_hollow(frame);
    let frames = (0..).map(FrameId::new).zip(&edition.frames).filter(is_asked);
    frames.filter_map(|(id, frame)| tell(edition, (id, frame), pages.get(frame.page.index())?)).collect()
}

/// Frames of stories and their headline blocks, whose free rows are told.
fn story_frames(edition: &Edition) -> impl Iterator<Item = FrameId> + '_ {
    let is_story = |story: usize| edition.stories[story].kind != StoryKind::Furniture;
    let threads = edition.threads.iter().filter(move |thread| is_story(thread.story.index()));
    threads.flat_map(|thread| thread.frames.iter().copied())
}

/// Whether paper in a frame is a hole: a ground fills it with ink, and what belongs to a larger frame, such as a caption, has room by its rules.
fn may_be_hollow(frame: &Frame) -> bool {
    let may = match &frame.content {
        Content::Empty | Content::Code { .. } => false,
        Content::Picture(picture) => picture.fit == PictureFit::Contain,
        Content::Text | Content::Table(_) => true,
    };
    let has_ground = frame.background.is_some() || frame.gradient.is_some();
    may && !has_ground && !frame.is_ad && frame.parts.is_empty() && !frame.name.contains('/')
}

fn tell(edition: &Edition, (id, frame): (FrameId, &Frame), page: &DisplayPage) -> Option<Diagnostic> {
    // Where nothing of it is drawn, why is told elsewhere.
    let filled = page.items.iter().filter_map(|item| drawn_in(frame, item)).reduce(|all, one| all.union(&one))?;
    let (own, free) = (frame.area.extent(), paper(frame, &filled));
    let limit = edition.free_limit;
    let share = free * 1000 / edition.pages[frame.page.index()].type_area.extent().max(1);
    if free * 100 < own * MOSTLY || share <= i128::from(limit.area.0) {
        return None;
    }
    let message = message!(
        "`{}` on page {} is paper to {} %, {} % of the type area",
        frame.name,
        page.number,
        format_args!("{}", free * 100 / own.max(1)),
        format_args!("{}.{}", share / 10, share % 10)
    );
    let hint = match &frame.content {
        Content::Picture(_) => {
            "crop the picture to its frame (`fit: cover`), or give the frame the picture's proportions"
        }
        _ => "put more into it, make its frame smaller, or give the rest to what stands beside it",
    };
    let found = Diagnostic { severity: limit.beyond, ..Diagnostic::error("flow/hole", message) };
    Some(found.at(span_of(edition, id, frame)).hint(hint))
}

/// Where the edition asks for what stands in a frame.
fn span_of(edition: &Edition, id: FrameId, frame: &Frame) -> Span {
    if let Content::Picture(placed) = &frame.content {
        return edition.pictures[placed.picture.index()].span;
    }
    let thread = edition.threads.iter().find(|thread| thread.frames.contains(&id));
    thread.map_or(frame.span, |thread| edition.stories[thread.story.index()].span)
}

/// How much of a frame is free when a rectangle of it is filled: lines leave room at their ends without a hole, pictures do not.
fn paper(frame: &Frame, filled: &Rect) -> i128 {
    let Rect { width, height, .. } = frame.area;
    match (&frame.content, frame.direction) {
        (Content::Picture(_), _) => frame.area.extent() - filled.extent(),
        (_, Direction::Vertical) => Rect { width: width - filled.width, ..frame.area }.extent(),
        (_, Direction::Horizontal) => Rect { height: height - filled.height, ..frame.area }.extent(),
    }
}

/// What of an item fills a frame: all but the frame's own rules, and rules that pass through it.
fn drawn_in(frame: &Frame, item: &Item) -> Option<Rect> {
    let is_own = *item.frame == *frame.name;
    let area = match &item.kind {
        ItemKind::Glyphs(run) => run_area(run)?,
        ItemKind::Image(image) => image.clip,
        ItemKind::Fill(fill) if !is_own => fill.path.bounds()?,
        ItemKind::Shade(shade) if !is_own => shade.path.bounds()?,
        ItemKind::Fill(_) | ItemKind::Shade(_) | ItemKind::Rule(_) | ItemKind::Outline(_) => return None,
    };
    area.intersection(&frame.area)
}

/// The em boxes of a run.
fn run_area(run: &GlyphRun) -> Option<Rect> {
    let size = run.size;
    let em_box = |at: Point| match run.turn {
        Turn::Horizontal => Rect { x: at.x, y: at.y - size.scaled(880, 1000), width: size, height: size },
        Turn::Upright => Rect { x: at.x - size / 2, y: at.y, width: size, height: size },
        Turn::Rotated => Rect { x: at.x - size.scaled(120, 1000), y: at.y, width: size, height: size },
    };
    let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
    Some(em_box(first.at()).union(&em_box(last.at())))
}
