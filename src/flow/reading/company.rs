//! Which story a picture or text belongs to, by what the layout says and by how things stand on the page.

use crate::base::{Len, Rect};
use crate::display::{Shows, UnitKind};

use super::Desk;

/// How far a caption may be from its picture.
const NEAR: Len = Len::mm(3);

/// The story a frame belongs to: the one `with` names, the one that runs around it, the one whose frame encloses it, the one that stands on a picture.
pub(super) fn host(desk: &Desk<'_>, at: usize) -> Option<usize> {
    let frame = &desk.edition.frames[at];
    let is_story = |unit: usize| desk.reading.units[unit].kind == UnitKind::Story;
    let here = desk.beside(at).iter();
    let of_stories: Vec<(Rect, usize)> = here
        .filter_map(|&other| Some((other, desk.reading.frames[other].unit.filter(|&unit| is_story(unit))?)))
        .flat_map(|(other, unit)| desk.reading.frames[other].parts.iter().map(move |&part| (part, unit)))
        .collect();
    if let Some(name) = &frame.with {
        return of_stories.iter().map(|(_, unit)| *unit).find(|&unit| desk.reading.units[unit].name == *name);
    }
    let touches = |area: &Rect| frame.runaround.is_some() && area.intersection(&frame.area).is_some();
    let is_picture = desk.reading.frames[at].shows == Shows::Picture;
    let carries = |area: &Rect| is_picture && frame.area.contains(area);
    let hosts = of_stories.iter().filter(|(area, _)| touches(area) || area.contains(&frame.area) || carries(area));
    hosts.min_by_key(|(area, _)| area.extent()).map(|(_, unit)| *unit)
}

/// The picture a text is the caption of: the nearest picture or code of its page, when that is a picture and near.
pub(super) fn captioned(desk: &Desk<'_>, at: usize) -> Option<usize> {
    let frames = &desk.reading.frames;
    let text = &frames[at];
    if text.shows != Shows::Text {
        return None;
    }
    let own = |other: usize| text.unit.is_none() || frames[other].unit == text.unit;
    let is_graphic = |&other: &usize| matches!(frames[other].shows, Shows::Picture | Shows::Code) && own(other);
    let graphics = desk.beside(at).iter().copied().filter(is_graphic);
    let nearest = graphics.min_by_key(|&other| distance(&frames[other].area, &text.area))?;
    let is_near = distance(&frames[nearest].area, &text.area) <= NEAR;
    (is_near && frames[nearest].shows == Shows::Picture).then_some(nearest)
}

/// The unit whose frames are all that stands in a frame of rules and tints.
pub(super) fn enclosing(desk: &Desk<'_>, at: usize) -> Option<usize> {
    let frames = &desk.reading.frames;
    let outer = &frames[at];
    let others = desk.beside(at).iter().filter(|&&other| other != at).map(|&other| &frames[other]);
    let mut units = others.filter(|inner| outer.area.contains(&inner.area)).filter_map(|inner| inner.unit);
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// How far two rectangles are from each other, along the axis they are farther on.
fn distance(a: &Rect, b: &Rect) -> Len {
    let beside = (a.x - b.right()).max(b.x - a.right());
    let below = (a.y - b.bottom()).max(b.y - a.bottom());
    beside.max(below).max(Len::ZERO)
}
