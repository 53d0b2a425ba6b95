//! Frames compared, and the pictures, lines and areas in them.

use std::collections::BTreeMap;

use super::{FrameChange, FrameDifference, Mark, Sheet, Shifts, Tolerance, What, mm_rect};
use crate::base::Rect;

/// How far the corners of frames moved that both versions have.
pub(super) fn shifts(pairs: &[(Option<&Sheet>, Option<&Sheet>)]) -> Shifts {
    let mut shifts = Shifts::new();
    for (old, new) in pairs.iter().filter_map(|(old, new)| old.zip(*new)) {
        for (name, area) in &new.frames {
            if let Some((_, was)) = old.frames.iter().find(|(other, _)| other == name) {
                shifts.insert((new.number.clone(), name.clone()), (area.x - was.x, area.y - was.y));
            }
        }
    }
    shifts
}

/// What changed about the frames of pages that both versions have.
pub(super) fn changes(pairs: &[(Option<&Sheet>, Option<&Sheet>)], tolerance: Tolerance) -> Vec<FrameChange> {
    let mut changes = Vec::new();
    for (old, new) in pairs.iter().filter_map(|(old, new)| old.zip(*new)) {
        let mut tell = |frame: &str, change| {
            changes.push(FrameChange { page: new.number.clone(), frame: frame.to_owned(), change });
        };
        for (name, area) in &new.frames {
            match old.frames.iter().find(|(other, _)| other == name) {
                Some((_, was)) if !is_near(*was, *area, tolerance) => {
                    tell(name, FrameDifference::Moved(mm_rect(*was), mm_rect(*area)));
                }
                Some(_) => {}
                None => tell(name, FrameDifference::Added(mm_rect(*area))),
            }
        }
        for (name, was) in &old.frames {
            if !new.frames.iter().any(|(other, _)| other == name) {
                tell(name, FrameDifference::Removed(mm_rect(*was)));
            }
        }
        let (before, now) = (by_frame(old), by_frame(new));
        let names: std::collections::BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
        for frame in names {
            let nothing = Vec::new();
            let marks = (before.get(frame).unwrap_or(&nothing), now.get(frame).unwrap_or(&nothing));
            contents(marks, tolerance).into_iter().for_each(|change| tell(frame, change));
        }
    }
    changes
}

fn is_near(a: Rect, b: Rect, tolerance: Tolerance) -> bool {
    let sides = [a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height];
    sides.iter().all(|side| side.0.abs() <= tolerance.place.0)
}

/// Pictures, lines and areas by frame.
fn by_frame(sheet: &Sheet) -> BTreeMap<&str, Vec<&Mark>> {
    let mut frames: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
    for mark in sheet.marks.iter().filter(|mark| !matches!(mark.what, What::Text(_))) {
        frames.entry(mark.frame.as_str()).or_default().push(mark);
    }
    frames
}

fn contents((old, new): (&Vec<&Mark>, &Vec<&Mark>), tolerance: Tolerance) -> Vec<FrameDifference> {
    let mut found = pictures(old, new, tolerance);
    let removed = only_in(old, new, tolerance);
    let added = only_in(new, old, tolerance);
    if !removed.is_empty() || !added.is_empty() {
        found.push(FrameDifference::Shapes { removed, added });
    }
    found
}

fn pictures(old: &[&Mark], new: &[&Mark], tolerance: Tolerance) -> Vec<FrameDifference> {
    type Placed<'m> = (&'m str, &'m str, Rect, &'m str);
    fn pictures<'m>(marks: &[&'m Mark]) -> Vec<Placed<'m>> {
        let picture = |mark: &&'m Mark| match &mark.what {
            What::Picture(name, crop) => Some((name.as_str(), crop.as_str(), mark.area, mark.source.as_str())),
            _ => None,
        };
        marks.iter().filter_map(picture).collect()
    }
    let (old, new) = (pictures(old), pictures(new));
    let mut found = Vec::new();
    for at in 0..old.len().max(new.len()) {
        match (old.get(at), new.get(at)) {
            (Some(was), Some(is)) if was.0 != is.0 => {
                found.push(FrameDifference::Picture(was.0.to_owned(), is.0.to_owned()));
            }
            (Some(was), Some(is)) if was.3 != is.3 && !was.3.is_empty() && !is.3.is_empty() => {
                found.push(FrameDifference::Replaced(is.0.to_owned()));
            }
            (Some(was), Some(is)) if was.1 != is.1 || !is_near(was.2, is.2, tolerance) => {
                found.push(FrameDifference::Crop(is.0.to_owned()));
            }
            (Some(_), Some(_)) => {}
            (was, is) => {
                let name = |picture: Option<&Placed<'_>>| picture.map_or(String::new(), |picture| picture.0.to_owned());
                found.push(FrameDifference::Picture(name(was), name(is)));
            }
        }
    }
    found
}

/// More pairs than this are not tried for nearness, which bounds the work on drawings.
const MOST_PAIRS: usize = 4_000_000;

/// Lines and areas that the others do not have: equal ones are struck off first, then those within the tolerance.
fn only_in(these: &[&Mark], others: &[&Mark], tolerance: Tolerance) -> Vec<String> {
    fn shapes<'m>(marks: &[&'m Mark]) -> BTreeMap<(&'m str, [i64; 4]), usize> {
        let mut shapes = BTreeMap::new();
        for mark in marks {
            if let What::Shape(text) = &mark.what {
                let Rect { x, y, width, height } = mark.area;
                *shapes.entry((text.as_str(), [x.0, y.0, width.0, height.0])).or_default() += 1;
            }
        }
        shapes
    }
    let (mut own, mut left) = (shapes(these), shapes(others));
    for (shape, count) in &mut own {
        if let Some(other) = left.get_mut(shape) {
            (*count, *other) = (count.saturating_sub(*other), other.saturating_sub(*count));
        }
    }
    let rest = |all: BTreeMap<(&str, [i64; 4]), usize>| -> Vec<(String, [i64; 4])> {
        all.into_iter().filter(|(_, count)| *count > 0).map(|((text, area), _)| (text.to_owned(), area)).collect()
    };
    let (own, left) = (rest(own), rest(left));
    let is_near = |a: &[i64; 4], b: &[i64; 4]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= tolerance.place.0);
    let is_tried = own.len().saturating_mul(left.len()) <= MOST_PAIRS;
    let has_near = |(text, area): &(String, [i64; 4])| {
        is_tried && left.iter().any(|(other, place)| text == other && is_near(area, place))
    };
    own.into_iter().filter(|shape| !has_near(shape)).map(|(text, _)| text).collect()
}
