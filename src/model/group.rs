//! Pictures that share a frame, beside or below each other, with one caption.

use crate::base::{Diagnostic, FrameId, Insets, Len, Rect, Spanned};
use crate::input::{Fields, Value};
use crate::message;

use super::edition::{Frame, Lines};
use super::fitting::Outline;
use super::frame::graphic;
use super::resolve::PageBuilder;
use super::rules::Border;

/// Distance of pictures and advertisements that share a frame, when the layout does not say.
pub(super) const GAP: Len = Len::mm(2);

/// Pictures that share a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Their frames.
    pub parts: Vec<FrameId>,
    /// How much of the frame each has.
    shares: Vec<i64>,
    /// Distance between them.
    gap: Len,
    /// Whether they stand below each other, not beside each other.
    stacked: bool,
}

impl Shared {
    /// The rectangles of the pictures in the content of their frame; `None` when it has no room for them.
    pub fn areas(&self, content: Rect) -> Option<Vec<Rect>> {
        divided(content, &self.shares, self.gap, self.stacked)
    }
}

impl PageBuilder<'_, '_, '_> {
    /// Divides a frame among its pictures.
    pub(super) fn group(&mut self, id: FrameId, content: &Fields) {
        let frames = self.page.frames.len();
        self.caption(id, content);
        let words = self.page.frames.len() - frames;
        let frame = self.bench.edition.frames[id.index()].clone();
        let paths: Vec<Spanned<String>> = content
            .list("pictures")
            .iter()
            .filter_map(|path| Some(Spanned::new(path.value.as_text()?.to_owned(), path.span)))
            .collect();
        let share = |at: usize| match content.list("shares").get(at).map(|share| &share.value) {
            Some(Value::Number(share)) => *share,
            _ => 1,
        };
        let shares: Vec<i64> = (0..paths.len()).map(share).collect();
        let gap = content.absolute("gap").unwrap_or(GAP);
        let mut shared = Shared { parts: Vec::new(), shares, gap, stacked: content.bool("stacked") == Some(true) };
        let Some(areas) = shared.areas(frame.area.inset(frame.padding)) else {
            let message = message!("{} pictures have no room in this frame", paths.len());
            let finding = Diagnostic::error("frame/no-room", message).at(content.span_of("pictures"));
            return self.bench.found.push(finding.hint("make the gap smaller or the frame larger"));
        };
        for (number, (path, area)) in paths.iter().zip(areas).enumerate() {
            let mut own = content.clone();
            own.values.insert("picture", Spanned::new(Value::Text(path.value.clone()), path.span));
            if let Some(content) = graphic(&own, &self.sheet, self.bench) {
                let part = self.part(id, &format!("{}/{}", frame.name, number + 1), area);
                self.bench.edition.frames[part.index()].content = content;
                shared.parts.push(part);
            }
        }
        if let Some(caption) = self.bench.edition.captions.last_mut().filter(|caption| caption.picture == id) {
            caption.shared = Some(shared);
        }
        // What is drawn last lies uppermost: words on the pictures would be hidden below them.
        let first = self.first_above(id);
        let parts = self.page.frames.len() - frames;
        self.page.frames[first..first + parts].rotate_left(words);
        // Every picture has the shape by itself; text keeps off the whole they make.
        self.bench.edition.frames[id.index()].outline = Outline::Rectangle;
    }

    /// A frame of its own for a part of another, without its rules, tint and stand-off.
    pub(super) fn part(&mut self, owner: FrameId, name: &str, area: Rect) -> FrameId {
        let frame = &self.bench.edition.frames[owner.index()];
        let part = Frame {
            name: name.to_owned(),
            area,
            parts: Vec::new(),
            padding: Insets::default(),
            columns: 1,
            measures: Vec::new(),
            column_rule: None,
            border: Border::default(),
            background: None,
            gradient: None,
            lines: Lines::Free,
            runaround: None,
            rows_under: 0,
            booked: None,
            ..frame.clone()
        };
        self.add_above(owner, part)
    }

    /// A frame made in another: drawn over that and what is made in it already, below what the layout has over them.
    pub(super) fn add_above(&mut self, owner: FrameId, part: Frame) -> FrameId {
        let made_in = |id: &&FrameId| {
            let name = &self.bench.edition.frames[id.index()].name;
            name.strip_prefix(&self.bench.edition.frames[owner.index()].name).is_some_and(|rest| rest.starts_with('/'))
        };
        let first = self.first_above(owner);
        let at = first + self.page.frames[first..].iter().take_while(made_in).count();
        let id = FrameId::new(self.bench.edition.frames.len());
        self.bench.edition.frames.push(part);
        self.page.frames.insert(at, id);
        id
    }

    /// The place in the drawing order right after a frame.
    fn first_above(&self, owner: FrameId) -> usize {
        let frames = &self.page.frames;
        frames.iter().position(|frame| *frame == owner).map_or(frames.len(), |at| at + 1)
    }
}

/// A rectangle divided by shares with gaps between; `None` when the gaps leave nothing of a part.
fn divided(area: Rect, shares: &[i64], gap: Len, is_stacked: bool) -> Option<Vec<Rect>> {
    let extent = if is_stacked { area.height } else { area.width };
    let between = i64::try_from(shares.len().saturating_sub(1)).ok()?;
    let (room, all) = (extent - gap * between, shares.iter().sum::<i64>().max(1));
    let mut before = 0;
    let mut areas = Vec::new();
    for (number, share) in (0_i64..).zip(shares) {
        let start = room.scaled(before, all);
        before += share;
        let length = room.scaled(before, all) - start;
        let at = start + gap * number;
        areas.push(if is_stacked {
            Rect { y: area.y + at, height: length, ..area }
        } else {
            Rect { x: area.x + at, width: length, ..area }
        });
    }
    areas.iter().all(|part| part.width > Len::ZERO && part.height > Len::ZERO).then_some(areas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_gaps_make_the_whole() {
        let area = Rect { x: Len(10), y: Len(20), width: Len(103), height: Len(50) };
        let parts = divided(area, &[2, 1], Len(4), false).unwrap_or_default();
        assert_eq!(parts.iter().map(|part| (part.x.0, part.width.0)).collect::<Vec<_>>(), [(10, 66), (80, 33)]);
        let parts = divided(area, &[1, 1, 1], Len(1), true).unwrap_or_default();
        assert_eq!(parts.last().map(|part| part.bottom()), Some(area.bottom()));
        assert_eq!(divided(area, &[1, 1], Len(200), false), None);
    }
}
