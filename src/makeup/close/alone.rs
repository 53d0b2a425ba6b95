//! A trial: a block set as a page of its own.

use std::collections::BTreeMap;

use crate::base::{FrameId, Len, Permille, Size};
use crate::flow::{self, Tried};
use crate::font::FontBook;
use crate::line;
use crate::model::{Content, Edition, Frame, Give, PageBlocks, SHORT_OF_ROW, StoryKind, resolve};
use crate::shape::{shape_again, shape_edition};

use super::curve::{Outcome, Trial};
use super::moves_of;

/// How the story of a block fills it, with what it may give (copy-fitting); `None` where its parts or its headline have no room.
pub(in crate::makeup) fn outcome(
    page: &PageBlocks<'_>,
    fonts: &FontBook,
    sizes: &BTreeMap<String, Option<Size>>,
    trial: &Trial,
    gives: &[Give],
) -> Option<Outcome> {
    let block = &page.blocks[trial.block];
    let documents = page.alone(trial.block, trial.depth, &moves_of(block, trial))?;
    let (mut edition, _) = resolve(&documents, fonts);
    edition.threads.iter_mut().for_each(|thread| thread.gives = gives.to_vec());
    for picture in &mut edition.pictures {
        picture.size = sizes.get(&picture.name).copied().flatten();
    }
    let foot_of_block = foot(&edition);
    let columns = edition.threads.iter().find(|thread| edition.stories[thread.story.index()].name == block.name);
    let text = *columns.and_then(|thread| thread.frames.first())?;
    let columns = edition.frames[text.index()].columns;
    let (shaped, _) = shape_edition(&edition, fonts);
    let shape = |edition: &Edition, story| shape_again(edition, fonts, story);
    let Tried { edition, reports, found } = flow::try_edition(edition, shaped, &line::set_para, &shape);
    let body = reports.iter().find(|report| report.name == block.name)?;
    let under = flow::under(&edition);
    // A picture below a headline that took more rows may have left the block.
    let has_room = found.is_empty()
        && under.iter().all(|picture| picture.rows >= 0)
        && foot(&edition) <= foot_of_block + Len::PT
        && reports.iter().all(|it| it.kind != StoryKind::Head || it.over == 0);
    has_room.then(|| Outcome {
        over: body.over,
        free: body.free + body.below,
        holes: body.holes.iter().map(|(.., rows)| rows).sum(),
        white: under.iter().map(|picture| usize::try_from(picture.white()).unwrap_or(0)).sum(),
        columns,
        line: body.chars / (body.lines + body.over).max(1),
        rows: rows(&edition, text),
        head: head(&edition, &block.name).map_or(0, |frame| rows(&edition, frame)),
        head_white: body.head.map_or(0, |head| head.free.max(Len::ZERO).whole(Len::PT)),
        crop: edition.frames.iter().filter_map(|frame| cropped(&edition, frame)).max().unwrap_or_default(),
    })
}

/// The headline block of a story.
fn head(edition: &Edition, story: &str) -> Option<FrameId> {
    let is_it = |frame: &Frame| frame.name.strip_prefix(story) == Some("-head");
    edition.frames.iter().position(is_it).map(FrameId::new)
}

/// Rows of a text, of its lowest part where it is made of several.
fn rows(edition: &Edition, text: FrameId) -> u16 {
    let frame = &edition.frames[text.index()];
    let grid = edition.pages[frame.page.index()].grid;
    let height = frame.parts.first().map_or(frame.area.height, |part| part.height);
    u16::try_from((height + grid.leading - grid.body + SHORT_OF_ROW).whole(grid.leading)).unwrap_or(0)
}

/// How much of a frame's picture is cropped.
fn cropped(edition: &Edition, frame: &Frame) -> Option<Permille> {
    let Content::Picture(placed) = &frame.content else { return None };
    let size = edition.pictures[placed.picture.index()].size?;
    let area = frame.area.inset(frame.padding);
    let product = |a: Len, b: Len| i128::from(a.0.max(1)) * i128::from(b.0.max(1));
    let (wide, high) = (product(area.width, size.height), product(area.height, size.width));
    u16::try_from(1000 - wide.min(high) * 1000 / wide.max(high)).ok().map(Permille)
}

/// Where the lowest frame ends.
fn foot(edition: &Edition) -> Len {
    edition.frames.iter().map(|frame| frame.area.bottom()).fold(Len::ZERO, Len::max)
}
