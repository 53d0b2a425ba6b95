//! Headline blocks with as many rows as their headline needs: what stands below them has the rest.

use crate::base::{FrameId, Len, Rect};

use super::edition::{Content, Frame, Lines};
use super::resolve::PageBuilder;

/// A headline block that takes the rows it needs, made with the rows of its area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadFit {
    /// Its frame.
    pub head: FrameId,
    /// Least and most rows.
    pub rows: (u16, u16),
    /// What stands right below it.
    below: Vec<Below>,
}

/// A frame below a headline block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Below {
    frame: FrameId,
    gives: Gives,
}

/// How a frame makes room for a headline block that becomes deeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gives {
    /// It begins lower and ends where it did: text, and pictures as deep as the text.
    Depth,
    /// It moves.
    Place,
}

impl HeadFit {
    /// Makes the block deeper by `by`, shallower where that is negative; what is below it gives or takes as much.
    pub fn grow(&self, frames: &mut [Frame], by: Len) {
        let foot = frames[self.head.index()].area.bottom();
        frames[self.head.index()].area.height += by;
        for Below { frame, gives } in &self.below {
            let frame = &mut frames[frame.index()];
            match gives {
                Gives::Place => {
                    frame.area.y += by;
                    frame.parts.iter_mut().for_each(|part| part.y += by);
                }
                Gives::Depth => shorten(frame, foot, by),
            }
        }
    }

    /// Whether what is below it would keep some of its depth.
    pub fn leaves_room(&self, frames: &[Frame], by: Len) -> bool {
        let foot = frames[self.head.index()].area.bottom();
        let is_deep = |part: &Rect| part.y < foot || part.height > by;
        let shortened = self.below.iter().filter(|below| below.gives == Gives::Depth);
        shortened.flat_map(|below| parts(&frames[below.frame.index()])).all(|part| is_deep(&part))
    }
}

/// The parts of a frame that begin below a height begin lower; those that run past it beside the headline end lower, where the others begin.
fn shorten(frame: &mut Frame, foot: Len, by: Len) {
    if frame.area.y >= foot {
        frame.area.y += by;
        frame.area.height -= by;
    }
    for part in &mut frame.parts {
        if part.y >= foot {
            part.y += by;
            part.height -= by;
        } else if part.bottom() >= foot {
            part.height += by;
        }
    }
}

impl PageBuilder<'_, '_, '_> {
    /// The headline blocks whose frames say `fit-rows`, with what stands below them.
    pub(super) fn head_fits(&mut self) {
        let asked = self.frames.values().filter_map(|(id, keys)| Some((*id, keys.range("fit-rows")?)));
        let mut asked: Vec<(FrameId, (u16, u16))> = asked.collect();
        asked.sort_unstable();
        for (head, rows) in asked {
            let below = self.below(head);
            self.bench.edition.head_fits.push(HeadFit { head, rows, below });
        }
    }

    /// The text right below a headline block, and what stands between them or begins with the text.
    fn below(&self, head: FrameId) -> Vec<Below> {
        let frames = &self.bench.edition.frames;
        let of = &frames[head.index()];
        let (foot, half) = (of.area.bottom(), self.page.grid.leading / 2);
        let is_below = |area: &Rect| area.y >= foot && area.x < of.area.right() && of.area.x < area.right();
        let top = |frame: &Frame| parts(frame).iter().filter(|part| is_below(part)).map(|part| part.y).min();
        let is_text = |frame: &Frame| frame.content == Content::Text && frame.lines == Lines::OnGrid;
        let others = || self.page.frames.iter().filter(|id| **id != head).map(|id| (*id, &frames[id.index()]));
        let texts = others().filter(|(_, frame)| is_text(frame)).filter_map(|(id, frame)| Some((top(frame)?, id)));
        let Some((begins, text)) = texts.min() else { return Vec::new() };
        let ends = frames[text.index()].area.bottom();
        let gives = |(frame, other): (FrameId, &Frame)| {
            let is_with = top(other).is_some_and(|top| top <= begins + half);
            // The caption at a picture's foot belongs to its depth.
            let own = others().filter(|(_, part)| part.name.starts_with(&format!("{}/", other.name)));
            let foot = own.map(|(_, part)| part.area.bottom()).fold(other.area.bottom(), Len::max);
            let is_deep = is_text(other) || (foot - ends).0.abs() <= half.0;
            is_with.then_some(Below { frame, gives: if is_deep { Gives::Depth } else { Gives::Place } })
        };
        let mut below: Vec<Below> = others().filter_map(gives).collect();
        let moved: Vec<String> = below
            .iter()
            .filter(|it| it.gives == Gives::Place)
            .map(|it| frames[it.frame.index()].name.clone() + "/")
            .collect();
        // Captions and pictures of a group move with their frame.
        let is_part = |(id, frame): &(FrameId, &Frame)| {
            moved.iter().any(|name| frame.name.starts_with(name)) && below.iter().all(|it| it.frame != *id)
        };
        let parts: Vec<FrameId> = others().filter(is_part).map(|(id, _)| id).collect();
        below.extend(parts.into_iter().map(|frame| Below { frame, gives: Gives::Place }));
        below
    }
}

fn parts(frame: &Frame) -> Vec<Rect> {
    if frame.parts.is_empty() { vec![frame.area] } else { frame.parts.clone() }
}
