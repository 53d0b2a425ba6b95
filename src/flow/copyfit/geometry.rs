//! What a story gives by changing the page: its headline block, a picture, the line distance.

use crate::base::{FrameId, Len, Rect};
use crate::flow::Keeps;
use crate::line::SetPara;
use crate::model::{Content, Edition, Frame, Give, Lines};
use crate::shape::ShapedStory;

use super::close::Closing;
use super::{Used, close_thread, head_thread, lack};

/// Frames under a picture by no more than this move with it: its caption.
const CAPTION_BELOW: Len = Len::mm(3);
/// The lowest picture that is worth printing.
const LEAST_PICTURE: Len = Len::mm(20);

/// Whether a give changes more than the story itself.
pub(super) fn is_geometry(give: &Give) -> bool {
    matches!(give, Give::Leading(_) | Give::Head(_) | Give::Picture { .. })
}

/// Frames of a trial: what they become, and what that is called.
struct Trial {
    frames: Vec<(FrameId, Frame)>,
    used: Used,
}

/// Closes a story that gives more than itself by the first of its gives that can, in their order, and by the least of it; the edition keeps the change. When none
/// closes it, what changes only the story takes it as far as it goes, and the edition is as it was.
///
/// `closings` are those of all threads so far: a change that lays frames over others, or leaves less room to another story than it needs, is none.
pub(super) fn give_room(
    edition: &mut Edition,
    shaped: &[ShapedStory],
    thread: usize,
    closings: &[Closing],
    set_para: &SetPara<'_>,
    keeps: Keeps,
) -> Option<Closing> {
    let gives = edition.threads[thread].gives.clone();
    let over = lack(&closings[thread].placement) < 0;
    let within = |edition: &Edition, count: usize| close_thread(edition, shaped, thread, count, set_para, keeps);
    for (at, give) in gives.iter().enumerate().skip(first_geometry(&gives)) {
        if !is_geometry(give) {
            let closing = within(edition, at + 1);
            if closing.is_closed() {
                return Some(closing);
            }
        }
        for trial in trials(edition, thread, *give, over) {
            let old = swap(edition, trial.frames);
            let mut closing = within(edition, at);
            let head = head_of(edition, thread).map(|head| close_thread(edition, shaped, head, 0, set_para, keeps));
            let head_holds = head.is_none_or(|head| head.placement.overset.start.is_none());
            let others_hold = || {
                let others = neighbours(edition, thread, &old);
                let close = |other: usize| close_thread(edition, shaped, other, usize::MAX, set_para, keeps);
                others.into_iter().all(|other| !is_worse(&close(other), &closings[other]))
            };
            if closing.is_closed() && head_holds && !lies_over(edition, thread, &old) && others_hold() {
                closing.used.push(trial.used);
                return Some(closing);
            }
            swap(edition, old);
        }
    }
    Some(within(edition, usize::MAX)).filter(|closing| closing.is_better(&closings[thread]))
}

/// How many gives stand before the first that changes more than the story.
pub(super) fn first_geometry(gives: &[Give]) -> usize {
    gives.iter().position(is_geometry).unwrap_or(gives.len())
}

/// Puts frames in, and returns those that were there.
fn swap(edition: &mut Edition, frames: Vec<(FrameId, Frame)>) -> Vec<(FrameId, Frame)> {
    let put = |(id, frame): (FrameId, Frame)| (id, std::mem::replace(&mut edition.frames[id.index()], frame));
    frames.into_iter().map(put).collect()
}

/// Whether frames that changed (`old` is what they were) lie over frames of others that they kept clear of before.
fn lies_over(edition: &Edition, thread: usize, old: &[(FrameId, Frame)]) -> bool {
    let is_own = |id: &FrameId| old.iter().any(|(own, _)| own == id) || edition.threads[thread].frames.contains(id);
    old.iter().any(|(id, before)| {
        let now = edition.frames[id.index()].area;
        let others = edition.pages[before.page.index()].frames.iter().filter(|other| !is_own(other));
        let mut shown = others.map(|other| &edition.frames[other.index()]).filter(|it| it.content != Content::Empty);
        shown.any(|it| now.intersection(&it.area).is_some() && before.area.intersection(&it.area).is_none())
    })
}

/// The threads with frames on the pages of frames that changed, but for the thread itself and its headline block.
fn neighbours(edition: &Edition, thread: usize, old: &[(FrameId, Frame)]) -> Vec<usize> {
    let head = head_of(edition, thread);
    let is_near = |frame: &FrameId| old.iter().any(|(_, it)| it.page == edition.frames[frame.index()].page);
    let others = (0..edition.threads.len()).filter(|other| *other != thread && Some(*other) != head);
    others.filter(|other| edition.threads[*other].frames.iter().any(is_near)).collect()
}

/// Whether more of a story is over than was before.
fn is_worse(now: &Closing, before: &Closing) -> bool {
    lack(&now.placement) < lack(&before.placement).min(0)
}

fn head_of(edition: &Edition, thread: usize) -> Option<usize> {
    let thread = &edition.threads[thread];
    head_thread(edition, thread.story, edition.frames[thread.frames.first()?.index()].page)
}

/// The trials of a give, least change first.
fn trials(edition: &Edition, thread: usize, give: Give, over: bool) -> Vec<Trial> {
    let sign = if over { -1 } else { 1 };
    match give {
        Give::Head(most) => (1..=i64::from(most)).filter_map(|rows| head_trial(edition, thread, sign * rows)).collect(),
        Give::Picture { frame, rows } => {
            (1..=i64::from(rows)).filter_map(|rows| picture_trial(edition, thread, frame, sign * rows)).collect()
        }
        Give::Leading(limit) => leading_trials(edition, thread, limit, -sign),
        _ => Vec::new(),
    }
}

/// The headline block `rows` higher, the text under it as much lower; with negative rows the other way round.
fn head_trial(edition: &Edition, thread: usize, rows: i64) -> Option<Trial> {
    let head = edition.threads[head_of(edition, thread)?].frames.first().copied()?;
    let mut taller = edition.frames[head.index()].clone();
    let by = edition.pages[taller.page.index()].grid.leading * rows;
    let foot = taller.area.bottom();
    taller.area.height += by;
    let below = |frame: &&FrameId| {
        let area = edition.frames[frame.index()].area;
        edition.frames[frame.index()].page == taller.page && area.y >= foot && overlap_across(&area, &taller.area)
    };
    let top =
        edition.threads[thread].frames.iter().filter(below).map(|frame| edition.frames[frame.index()].area.y).min()?;
    let mut frames = vec![(head, taller.clone())];
    for &id in edition.threads[thread].frames.iter().filter(below) {
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

/// The captions under a picture.
fn captions(edition: &Edition, picture: FrameId) -> Vec<FrameId> {
    let of = &edition.frames[picture.index()];
    let is_caption = |id: &FrameId| {
        let frame = &edition.frames[id.index()];
        let below = frame.area.y - of.area.bottom();
        let is_text = frame.content == Content::Text && frame.lines == Lines::Free;
        let inside = frame.area.x >= of.area.x && frame.area.right() <= of.area.right();
        *id != picture && is_text && inside && below >= Len::ZERO && below <= CAPTION_BELOW
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
