//! Pages and their boxes, P01 to P07.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::report::{Sheet, Subject};
use super::rules::Id;
use super::value::{Dict, Value};
use super::{Judge, PageState};

/// Difference of two boxes that is rounding, in points.
const TOLERANCE: f64 = 0.01;
/// Difference of a size from the ordered one that is none, in points.
const SIZE_TOLERANCE: f64 = 0.5;
/// Difference of the bleed from the ordered one that is none, in points.
const BLEED_TOLERANCE: f64 = 0.05;
/// Points of a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;
/// Nodes of the page tree above a page that are asked for what it inherits.
const TALLEST: usize = 64;

/// A rectangle in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl Rect {
    /// The rectangle between two corners.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        let [x0, y0, x1, y1] = *<&[f64; 4]>::try_from(numbers).ok()?;
        Some(Self { left: x0.min(x1), bottom: y0.min(y1), right: x0.max(x1), top: y0.max(y1) })
    }

    fn width(self) -> f64 {
        self.right - self.left
    }

    fn height(self) -> f64 {
        self.top - self.bottom
    }

    fn within(self, outer: Self) -> bool {
        self.left >= outer.left - TOLERANCE
            && self.bottom >= outer.bottom - TOLERANCE
            && self.right <= outer.right + TOLERANCE
            && self.top <= outer.top + TOLERANCE
    }

    /// Whether two rectangles share an area; touching is sharing none.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.left < other.right && self.right > other.left && self.bottom < other.top && self.top > other.bottom
    }

    /// Whether a point is at least so far inside.
    pub(super) fn holds(self, (x, y): (f64, f64), inset: f64) -> bool {
        x >= self.left + inset && x <= self.right - inset && y >= self.bottom + inset && y <= self.top - inset
    }
}

/// The boxes of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Boxes {
    pub(super) media: Option<Rect>,
    pub(super) crop: Option<Rect>,
    pub(super) bleed: Option<Rect>,
    pub(super) trim: Option<Rect>,
    pub(super) art: Option<Rect>,
}

impl Boxes {
    /// What is printed: bleed, or what stands for it.
    pub(super) fn printed(&self) -> Option<Rect> {
        self.bleed.or(self.trim).or(self.art).or(self.media)
    }
}

impl Judge<'_> {
    /// The pages in order. A tree that runs in a circle is cut.
    pub(super) fn pages(&mut self) -> Vec<Rc<Dict>> {
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![self.catalog.raw("Pages").clone()];
        while let Some(node) = open.pop() {
            if let Value::Ref(number) = node
                && !seen.insert(number)
            {
                let detail = format!("object {number}");
                self.note(Id::F01, &Subject::file(), "page tree in which a node comes twice", detail);
                continue;
            }
            let Some(dict) = self.doc.resolve(&node).dict().cloned() else { continue };
            if let Value::Array(kids) = self.doc.get(&dict, "Kids") {
                open.extend(kids.iter().rev().cloned());
            } else if !self.doc.get(&dict, "Type").is_name("Pages") {
                pages.push(dict);
            }
            if pages.len() > self.doc.limits.pages {
                self.note(Id::P07, &Subject::file(), "more pages than are looked at", "");
                break;
            }
        }
        self.count_pages(&pages);
        pages
    }

    fn count_pages(&mut self, pages: &[Rc<Dict>]) {
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        if pages.is_empty() {
            self.note(Id::P07, &Subject::file(), "no pages", "");
        } else if let Some(ordered) = self.options.pages.filter(|&ordered| ordered != count) {
            self.note(Id::P07, &Subject::file(), "number of pages", format!("{count}, ordered {ordered}"));
        }
        let root = self.doc.get(&self.catalog, "Pages");
        let stated = root.dict().and_then(|root| self.doc.get(root, "Count").integer());
        if stated.is_some_and(|stated| stated != i64::from(count)) && count > 0 {
            self.note(Id::F01, &Subject::file(), "page tree /Count is wrong", format!("{stated:?}, found {count}"));
        }
    }

    /// Judges a page: boxes, annotations, content, blending.
    pub(super) fn page(&mut self, number: u32, page: &Rc<Dict>) {
        let unit = self.doc.get(page, "UserUnit").number().filter(|unit| (0.001..=75_000.0).contains(unit));
        self.page = PageState { unit: unit.unwrap_or(1.0) * self.options.scale, ..PageState::default() };
        let boxes = Boxes {
            media: self.rect(page, "MediaBox", true),
            crop: self.rect(page, "CropBox", true),
            bleed: self.rect(page, "BleedBox", false),
            trim: self.rect(page, "TrimBox", false),
            art: self.rect(page, "ArtBox", false),
        };
        let corner = boxes.trim.or(boxes.media).map_or((0.0, 0.0), |rect| (rect.left, rect.top));
        self.report.sheet = Sheet { page: Some(number), origin: corner, within: None };
        self.page.boxes = boxes;
        let subject = Subject::new(page.object, "page");
        self.boxes(&subject, boxes);
        self.upright(&subject, page);
        self.ordered(&subject, boxes, self.inherited(page, "Rotate").number().is_some_and(|turn| turn % 180.0 != 0.0));
        self.annotations(page, boxes.printed());
        self.page_content(page);
        if self.page.painted == 0 {
            self.note(Id::P07, &subject, "empty page", "");
        }
        self.keep_overlaps(number);
        self.blending(page);
        self.report.sheet = Sheet::default();
    }

    /// An entry of a page, or of the nodes above it.
    pub(super) fn inherited(&self, page: &Rc<Dict>, key: &str) -> Value {
        let mut node = Rc::clone(page);
        for _ in 0..TALLEST {
            let value = self.doc.get(&node, key);
            if !value.is_null() {
                return value;
            }
            let Some(parent) = self.doc.get(&node, "Parent").dict().cloned() else { break };
            node = parent;
        }
        Value::Null
    }

    fn rect(&mut self, page: &Rc<Dict>, key: &'static str, inherits: bool) -> Option<Rect> {
        let value = if inherits { self.inherited(page, key) } else { self.doc.get(page, key) };
        let unit = self.page.unit;
        let sides: Vec<f64> = self.doc.numbers(&value).into_iter().map(|side| side * unit).collect();
        let rect = Rect::of(&sides);
        if rect.is_none() && !value.is_null() {
            self.note(Id::P02, &Subject::new(page.object, "page"), "box that is no rectangle", key);
        }
        rect
    }

    /// P01 and P02.
    fn boxes(&mut self, subject: &Subject, boxes: Boxes) {
        match (boxes.trim, boxes.art) {
            (None, None) => self.note(Id::P01, subject, "no TrimBox", ""),
            (None, Some(_)) => self.note(Id::P01, subject, "no TrimBox", "ArtBox only"),
            (Some(_), Some(_)) => self.note(Id::P01, subject, "TrimBox and ArtBox together", ""),
            (Some(_), None) => {}
        }
        if boxes.media.is_none() {
            self.note(Id::P02, subject, "no MediaBox", "");
        }
        let named =
            [("TrimBox", boxes.trim), ("BleedBox", boxes.bleed), ("ArtBox", boxes.art), ("MediaBox", boxes.media)];
        for (name, rect) in named {
            if rect.is_some_and(|rect| rect.width() <= 0.0 || rect.height() <= 0.0) {
                self.note(Id::P02, subject, "empty box", name);
            }
        }
        let pairs = [
            ("TrimBox outside MediaBox", boxes.trim, boxes.media),
            ("BleedBox outside MediaBox", boxes.bleed, boxes.media),
            ("ArtBox outside MediaBox", boxes.art, boxes.media),
            ("TrimBox outside BleedBox", boxes.trim, boxes.bleed),
            ("TrimBox outside CropBox", boxes.trim, boxes.crop),
        ];
        for (what, inner, outer) in pairs {
            if let (Some(inner), Some(outer)) = (inner, outer)
                && !inner.within(outer)
            {
                self.note(Id::P02, subject, what, "");
            }
        }
    }

    /// P03.
    fn upright(&mut self, subject: &Subject, page: &Rc<Dict>) {
        let unit = self.doc.get(page, "UserUnit").number();
        if let Some(unit) = unit.filter(|unit| (unit - 1.0).abs() > f64::EPSILON) {
            self.note(Id::P03, subject, "UserUnit", unit.to_string());
        }
        let turn = self.inherited(page, "Rotate").number();
        if let Some(turn) = turn.filter(|turn| turn % 360.0 != 0.0) {
            self.note(Id::P03, subject, "page is rotated", format!("{turn} degrees"));
        }
    }

    /// P04 and P05; the size is that on paper, turned as the page is.
    fn ordered(&mut self, subject: &Subject, boxes: Boxes, is_turned: bool) {
        let Some(trim) = boxes.trim else { return };
        if let Some((width, height)) = self.options.trim {
            let (across, down) = if is_turned { (trim.height(), trim.width()) } else { (trim.width(), trim.height()) };
            let off = (across - width * MM).abs().max((down - height * MM).abs());
            if off > SIZE_TOLERANCE {
                let (is_wide, is_high) = (across / MM, down / MM);
                let detail = format!("{is_wide:.1} x {is_high:.1} mm, ordered {width} x {height} mm");
                self.note(Id::P04, subject, "trim size", detail);
            }
        }
        if let Some(ordered) = self.options.bleed {
            let bleed = boxes.bleed.unwrap_or(trim);
            let sides =
                [trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top];
            let least = sides.into_iter().fold(f64::INFINITY, f64::min);
            if least < ordered * MM - BLEED_TOLERANCE {
                self.note(Id::P05, subject, "bleed", format!("{:.1} mm, ordered {ordered} mm", least / MM));
            }
        }
    }

    /// P06 of a glyph's origin; what stands wholly outside the bleed is slug.
    pub(super) fn safe_distance(&mut self, subject: &Subject, at: (f64, f64)) {
        let Some(trim) = self.page.boxes.trim else { return };
        let bleed = self.page.boxes.bleed.unwrap_or(trim);
        if trim.holds(at, self.options.safe * MM - TOLERANCE) || !bleed.holds(at, 0.0) {
            return;
        }
        let detail = format!("safe distance {} mm", self.options.safe);
        self.report.note(Id::P06, subject, "type too near to the trim", detail, Some(at));
    }
}
