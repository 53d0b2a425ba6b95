//! What a story gives by changing the page: its headline block, a picture, the line distance.

use crate::base::{FrameId, Len, Rect};
use crate::model::{Content, Edition, Frame, Give, Lines};

use super::Used;

/// Frames under a picture by no more than this move with it: its caption.
const CAPTION_BELOW: Len = Len::mm(3);
/// The lowest picture that is worth printing.
const LEAST_PICTURE: Len = Len::mm(20);

/// Frames of a trial: what they become, and what that is called.
pub(super) struct Trial {
    pub(super) frames: Vec<(FrameId, Frame)>,
    pub(super) used: Used,
}

/// The trials of a give, least change first.
pub(super) fn trials(edition: &Edition, (thread, head): (usize, Option<usize>), give: Give, over: bool) -> Vec<Trial> {
    let sign = if over { -1 } else { 1 };
    match give {
        Give::Head(most) => {
            let rows = (1..=i64::from(most)).map(|rows| sign * rows);
            rows.filter_map(|rows| head_trial(edition, thread, head?, rows)).collect()
        }
        Give::Picture { frame, rows } => {
            (1..=i64::from(rows)).filter_map(|rows| picture_trial(edition, thread, frame, sign * rows)).collect()
        }
        Give::Leading(limit) => leading_trials(edition, thread, limit, -sign),
        _ => Vec::new(),
    }
}

/// The headline block `rows` higher, the text under it as much lower, and pictures as deep as the text with it; with negative rows the other way round.
/// None where something stands between the block and the text.
pub(super) fn head_trial(edition: &Edition, thread: usize, head: usize, rows: i64) -> Option<Trial> {
    let head = edition.threads[head].frames.first().copied()?;
    let mut taller = edition.frames[head.index()].clone();
    let by = edition.pages[taller.page.index()].grid.leading * rows;
    let foot = taller.area.bottom();
    taller.area.height += by;
    let below = |frame: &&FrameId| {
        let area = edition.frames[frame.index()].area;
        edition.frames[frame.index()].page == taller.page && area.y >= foot && overlap_across(&area, &taller.area)
    };
    let text: Vec<FrameId> = edition.threads[thread].frames.iter().filter(below).copied().collect();
    let top = text.iter().map(|frame| edition.frames[frame.index()].area.y).min()?;
    if stands_between(edition, head, &text, (foot, top)) {
        return None;
    }
    let beside = beside(edition, &taller, &text, top);
    let mut frames = vec![(head, taller)];
    for id in text.into_iter().chain(beside) {
        let mut body = edition.frames[id.index()].clone();
        if body.area.y == top {
            body.area.y += by;
            body.area.height -= by;
        }
        frames.push((id, body));
    }
    let has_room = |(_, frame): &(FrameId, Frame)| frame.area.height > Len::ZERO;
    frames.iter().all(has_room).then_some(Trial { frames, used: Used::Head(rows) })
}

/// Whether another frame of the page has a part of the strip from a headline block to its text: a picture under the block, or its caption.
fn stands_between(edition: &Edition, head: FrameId, text: &[FrameId], (foot, top): (Len, Len)) -> bool {
    let areas: Vec<Rect> = text.iter().map(|id| edition.frames[id.index()].area).collect();
    let crosses = |id: &FrameId| {
        let area = edition.frames[id.index()].area;
        let is_ground = areas.iter().any(|text| area.contains(text));
        let is_in_strip = area.y < top && area.bottom() > foot && areas.iter().any(|text| overlap_across(&area, text));
        *id != head && !text.contains(id) && !is_ground && is_in_strip
    };
    edition.pages[edition.frames[head.index()].page.index()].frames.iter().any(crosses)
}

/// Pictures under the block that begin where the text does and end with it: with their captions they are as deep as the text.
fn beside(edition: &Edition, head: &Frame, text: &[FrameId], top: Len) -> Vec<FrameId> {
    let half = edition.pages[head.page.index()].grid.leading / 2;
    let ends = text.iter().map(|id| edition.frames[id.index()].area.bottom()).fold(top, Len::max);
    let is_as_deep = |id: &FrameId| {
        let frame = &edition.frames[id.index()];
        let own = captions(edition, *id).into_iter().map(|id| edition.frames[id.index()].area.bottom());
        let foot = own.fold(frame.area.bottom(), Len::max);
        matches!(frame.content, Content::Picture(_))
            && frame.area.y == top
            && overlap_across(&frame.area, &head.area)
            && (foot - ends).0.abs() <= half.0
    };
    edition.pages[head.page.index()].frames.iter().copied().filter(is_as_deep).collect()
}

fn overlap_across(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right()
}

/// A picture `rows` deeper: at its foot, or at its top when it stands at the foot of the text.
fn picture_trial(edition: &Edition, thread: usize, id: FrameId, rows: i64) -> Option<Trial> {
    let mut picture = edition.frames[id.index()].clone();
    // A group of pictures has frames of its own, which would stay behind.
    if !matches!(picture.content, Content::Picture(_)) {
        return None;
    }
    let grid = edition.pages[picture.page.index()].grid;
    let by = grid.leading * rows;
    let captions = captions(edition, id);
    let foot = captions.iter().map(|id| edition.frames[id.index()].area.bottom()).fold(picture.area.bottom(), Len::max);
    let text = edition.threads[thread].frames.iter().map(|frame| &edition.frames[frame.index()]);
    let ends_text = text.filter(|frame| frame.page == picture.page).any(|frame| {
        overlap_across(&frame.area, &picture.area) && (frame.area.bottom() - foot).0.abs() < grid.leading.0
    });
    picture.area.height += by;
    let mut frames = Vec::new();
    if ends_text {
        picture.area.y -= by;
    } else {
        for caption in captions {
            let mut moved = edition.frames[caption.index()].clone();
            moved.area.y += by;
            frames.push((caption, moved));
        }
    }
    let page = edition.pages[picture.page.index()].type_area;
    let fits = picture.area.height >= LEAST_PICTURE && page.contains(&picture.area);
    let used = Used::Picture { frame: picture.name.clone(), rows };
    frames.push((id, picture));
    fits.then_some(Trial { frames, used })
}

/// The captions of a picture: its own, wherever it stands, and frames of text close under it.
fn captions(edition: &Edition, picture: FrameId) -> Vec<FrameId> {
    let of = &edition.frames[picture.index()];
    let is_caption = |id: &FrameId| {
        let frame = &edition.frames[id.index()];
        let below = frame.area.y - of.area.bottom();
        let is_text = frame.content == Content::Text && frame.lines == Lines::Free;
        let inside = frame.area.x >= of.area.x && frame.area.right() <= of.area.right();
        let is_own = frame.name.strip_prefix(of.name.as_str()).is_some_and(|rest| rest.starts_with('/'));
        *id != picture && is_text && (is_own || (inside && below >= Len::ZERO && below <= CAPTION_BELOW))
    };
    edition.pages[of.page.index()].frames.iter().copied().filter(is_caption).collect()
}

/// The thread's frames with lines of their own distance, a row more or fewer each time (`sign` 1 for more), as long as the distance stays within `limit` of the grid's.
fn leading_trials(edition: &Edition, thread: usize, limit: Len, sign: i64) -> Vec<Trial> {
    let ids = &edition.threads[thread].frames;
    let Some(first) = ids.first().map(|id| &edition.frames[id.index()]) else { return Vec::new() };
    let grid = edition.pages[first.page.index()].grid;
    let room = first.area.inset(first.padding).height - grid.body;
    let rows = room.max(Len::ZERO).whole(grid.leading);
    let leading = |more: i64| Some(room / (rows + sign * more)).filter(|_| rows + sign * more > 0);
    let within = |leading: &Len| (*leading - grid.leading).0.abs() <= limit.0 && *leading >= grid.body;
    let trial = |leading: Len| {
        let own = |id: &FrameId| (*id, Frame { leading: Some(leading), ..edition.frames[id.index()].clone() });
        Trial { frames: ids.iter().map(own).collect(), used: Used::Leading(leading - grid.leading) }
    };
    (1..=rows).map_while(leading).take_while(within).map(trial).collect()
}
