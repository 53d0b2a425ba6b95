//! A page's areas: whole units, then their headlines, pictures, captions and codes.

use std::collections::BTreeMap;

use crate::base::{Len, Point, Rect, Size};
use crate::display::{ReadFrame, ReadPicture, Shows, UnitKind};

use super::ink::Glyphs;
use super::region::{Claim, Polygon, regions};
use super::{AreaKind, Index, MapArea, MapJob, MapPage, Rings};

/// Frames of one unit that are not farther apart than this are one area.
const BRIDGE: Len = Len::mm(10);

/// A page with its areas.
pub(super) fn page(job: &MapJob<'_>, glyphs: &Glyphs, index: &Index<'_>, at: usize) -> MapPage {
    let shown = &job.pages[at];
    let sheet = Sheet::new(job, glyphs, index, at);
    let mut areas: Vec<MapArea> = Vec::new();
    let wholes = sheet.wholes();
    for (unit, polygons) in &wholes {
        let frames = sheet.frames.iter().filter(|(_, frame)| frame.unit == Some(*unit));
        let names = frames.map(|(_, frame)| frame.name.clone()).collect();
        areas.push(sheet.area(*unit, whole_kind(job.reading.units[*unit].kind), names, polygons));
    }
    areas.extend(sheet.parts());
    MapPage {
        number: shown.number.clone(),
        name: shown.name.clone(),
        width: thousandths(shown.trim.width.to_mm()),
        height: thousandths(shown.trim.height.to_mm()),
        reading_order: wholes.keys().map(|&unit| job.reading.units[unit].id.clone()).collect(),
        areas,
    }
}

/// The area of a whole unit of a kind.
pub(super) fn whole_kind(kind: UnitKind) -> AreaKind {
    match kind {
        UnitKind::Story => AreaKind::Story,
        UnitKind::Picture => AreaKind::Picture,
        UnitKind::Ad => AreaKind::Ad,
        UnitKind::Furniture => AreaKind::Furniture,
    }
}

/// A page with its frames and the ink in each.
struct Sheet<'a> {
    job: &'a MapJob<'a>,
    trim: Size,
    /// The page's frames by number.
    frames: Vec<(usize, &'a ReadFrame)>,
    /// Rectangles of ink with the number of their frame.
    ink: Vec<(Rect, usize)>,
    /// Its pictures between paragraphs, with their units.
    between: &'a [(usize, &'a ReadPicture)],
}

impl<'a> Sheet<'a> {
    fn new(job: &'a MapJob<'a>, glyphs: &Glyphs, index: &'a Index<'a>, at: usize) -> Self {
        let shown = &job.pages[at];
        let here = index.frames[at].iter();
        let frames: Vec<(usize, &ReadFrame)> = here.map(|&at| (at, &job.reading.frames[at])).collect();
        let numbers: BTreeMap<&str, usize> = frames.iter().map(|(at, frame)| (frame.name.as_str(), *at)).collect();
        let ink = shown.items.iter().filter_map(|item| Some((glyphs.ink(item)?, *numbers.get(&*item.frame)?)));
        Self { job, trim: shown.trim, ink: ink.collect(), frames, between: &index.between[at] }
    }

    fn page(&self) -> Rect {
        Rect { width: self.trim.width, height: self.trim.height, ..Rect::default() }
    }

    /// The rectangles of the page's frames with the number of their frame.
    fn rectangles(&self) -> impl Iterator<Item = (Rect, usize)> {
        self.frames.iter().flat_map(|&(at, frame)| frame.parts.iter().map(move |&part| (part, at)))
    }

    /// The polygons of whole units, in reading order.
    fn wholes(&self) -> BTreeMap<usize, Vec<Polygon>> {
        let claim = |area: Rect, at: usize| self.job.reading.frames[at].unit.map(|owner| Claim { area, owner });
        let areas: Vec<Claim> = self.rectangles().filter_map(|(area, at)| claim(area, at)).collect();
        let ink: Vec<Claim> = self.ink.iter().filter_map(|&(area, at)| claim(area, at)).collect();
        regions(self.page(), &bridges(&areas), &areas, &ink)
    }

    /// Headlines, pictures, captions and codes inside stories; captions of pictures that stand alone.
    fn parts(&self) -> Vec<MapArea> {
        let areas: Vec<Claim> = self.rectangles().map(|(area, owner)| Claim { area, owner }).collect();
        let ink: Vec<Claim> = self.ink.iter().map(|&(area, owner)| Claim { area, owner }).collect();
        let polygons = regions(self.page(), &[], &areas, &ink);
        let nothing = Vec::new();
        let part = |&(at, frame): &(usize, &ReadFrame)| {
            let unit = frame.unit?;
            let own = polygons.get(&at).unwrap_or(&nothing);
            let area = |kind, polygons: &[Polygon]| self.area(unit, kind, vec![frame.name.clone()], polygons);
            match (frame.shows, self.job.reading.units[unit].kind) {
                (_, UnitKind::Ad | UnitKind::Furniture) => None,
                (Shows::Head, _) => Some(area(AreaKind::Headline, own)),
                (Shows::Caption, _) => Some(area(AreaKind::Caption, own)),
                (Shows::Picture, UnitKind::Story) => Some(area(AreaKind::Picture, own)),
                (Shows::Code, UnitKind::Story) => Some(area(AreaKind::Code, own)),
                _ if !frame.head.is_empty() => Some(area(AreaKind::Headline, &head_in_text(frame))),
                _ => None,
            }
        };
        let between = self.between();
        self.frames.iter().filter_map(part).chain(between).collect()
    }

    /// Pictures between the paragraphs of stories.
    fn between(&self) -> Vec<MapArea> {
        let area = |&(unit, picture): &(usize, &ReadPicture)| {
            let frame = &self.job.reading.frames[picture.frame.index()];
            let polygon = vec![ring(picture.between?.intersection(&self.page())?)];
            Some(self.area(unit, AreaKind::Picture, vec![frame.name.clone()], &[polygon]))
        };
        self.between.iter().filter_map(area).collect()
    }

    fn area(&self, unit: usize, kind: AreaKind, frames: Vec<String>, polygons: &[Polygon]) -> MapArea {
        let (width, height) = (self.trim.width.to_mm(), self.trim.height.to_mm());
        let mm = |point: &Point| [thousandths(point.x.to_mm()), thousandths(point.y.to_mm())];
        let fraction = |point: &Point| [millionths(point.x.to_mm() / width), millionths(point.y.to_mm() / height)];
        let id = self.job.reading.units[unit].id.clone();
        MapArea { unit: id, kind, frames, polygons: rings(polygons, &mm), fractions: rings(polygons, &fraction) }
    }
}

fn rings(polygons: &[Polygon], corner: &dyn Fn(&Point) -> [f64; 2]) -> Vec<Rings> {
    let ring = |ring: &Vec<Point>| ring.iter().map(corner).collect();
    polygons.iter().map(|polygon| polygon.iter().map(ring).collect()).collect()
}

fn thousandths(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

fn millionths(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// What lies between frames of one unit that are near each other, above or beside.
fn bridges(areas: &[Claim]) -> Vec<Claim> {
    let between = |a: &Claim, b: &Claim| {
        let (left, right) = (a.area.x.max(b.area.x), a.area.right().min(b.area.right()));
        let (top, bottom) = (a.area.y.max(b.area.y), a.area.bottom().min(b.area.bottom()));
        let (below, beside) = (top - bottom, left - right);
        let area = if right > left && below > Len::ZERO && below <= BRIDGE {
            Rect { x: left, y: bottom, width: right - left, height: below }
        } else if bottom > top && beside > Len::ZERO && beside <= BRIDGE {
            Rect { x: right, y: top, width: beside, height: bottom - top }
        } else {
            return None;
        };
        Some(Claim { area, owner: a.owner })
    };
    let pairs = areas.iter().enumerate().flat_map(|(at, a)| areas[at + 1..].iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.owner == b.owner).filter_map(|(a, b)| between(a, b)).collect()
}

/// The rectangles of headline lines that stand in a frame of text, one a column.
fn head_in_text(frame: &ReadFrame) -> Vec<Polygon> {
    let columns = frame.head.chunk_by(|a, b| a.x == b.x && a.width == b.width);
    let whole = columns.filter_map(|lines| lines.iter().copied().reduce(|a, b| a.union(&b)));
    whole.map(|area| vec![ring(area)]).collect()
}

fn ring(area: Rect) -> Vec<Point> {
    let corner = |x, y| Point { x, y };
    let (right, bottom) = (area.right(), area.bottom());
    vec![corner(area.x, area.y), corner(right, area.y), corner(right, bottom), corner(area.x, bottom)]
}
