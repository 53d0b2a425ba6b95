//! Sizes that advertisements are sold in (通栏, 半版, 报眼), by the names a paper gives them.

use crate::base::{Diagnostic, Diagnostics, Len, Size, Span, Spanned};
use crate::input::{Fields, GridUnit, Length, OnGrid, Value};
use crate::message;

use super::edition::{Frame, Page};
use super::geometry::sides;
use super::sheet::Sheet;

/// The size that an advertisement was sold in, as large as it is on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Its name, such as 通栏.
    pub name: String,
    /// Width and height.
    pub size: Size,
    /// Where it is asked for.
    pub span: Span,
}

impl Booked {
    /// How far an advertisement or its frame may be from its size: half a point (prepress P04).
    pub const OFF: Len = Len(6_350);

    /// Whether something is as large as it was sold.
    pub fn is_size_of(&self, size: Size) -> bool {
        size.is_near(self.size, Self::OFF)
    }
}

/// What is wrong with a size itself, used or not.
pub(super) fn check(size: &Fields, found: &mut Diagnostics) {
    let is_on_grid = size.get("columns").is_some() || size.get("rows").is_some();
    if is_on_grid && size.get("size").is_some() {
        found.push(
            Diagnostic::error("ad/two-sizes", "this booking size is given on the grid and in lengths")
                .at(size.span)
                .hint("keep columns and rows, or size"),
        );
    }
}

/// The size that `fields` name with `booked`, on a page.
pub(super) fn booked(fields: &Fields, page: &Page, sheet: &Sheet, found: &mut Diagnostics) -> Option<Booked> {
    let name = fields.text("booked")?;
    let size = named(name, page, sheet, found)?;
    Some(Booked { name: name.value.to_owned(), size, span: name.span })
}

/// A frame that was sold as something, and what is wrong with its size.
pub(super) fn sold(frame: &mut Frame, booked: Booked, found: &mut Diagnostics) {
    let own = frame.area.size();
    if !booked.is_size_of(own) {
        let message =
            message!("frame `{}` is {}, but {} is {}", frame.name, own.in_mm(), booked.name, booked.size.in_mm());
        let finding = Diagnostic::error("ad/frame-size", message).at(booked.span);
        let hint = message!("give its area that size, which it can name: size: {}, or book another", booked.name);
        found.push(finding.hint(hint));
    }
    frame.is_ad = true;
    frame.booked = Some(booked);
}

/// Fields of a frame whose areas have the sizes that they name; nothing when there is no such size.
pub(super) fn with_sizes(frame: &Fields, page: &Page, sheet: &Sheet, found: &mut Diagnostics) -> Option<Fields> {
    let Some(area) = frame.get("area") else { return Some(frame.clone()) };
    let mut areas = Vec::new();
    for entry in frame.list("area") {
        areas.push(with_size(entry, page, sheet, found)?);
    }
    let mut all = frame.clone();
    all.values.insert("area", Spanned::new(Value::List(areas), area.span));
    Some(all)
}

/// One area with the size that it names.
fn with_size(area: &Spanned<Value>, page: &Page, sheet: &Sheet, found: &mut Diagnostics) -> Option<Spanned<Value>> {
    let Value::Object(fields) = &area.value else { return Some(area.clone()) };
    let Some(name) = fields.text("size") else { return Some(area.clone()) };
    let Size { width, height } = named(name, page, sheet, found)?;
    let sides = [width, height].map(|side| Spanned::new(Value::Length(Length::Absolute(side)), name.span));
    let mut fields = fields.clone();
    fields.values.insert("size", Spanned::new(Value::List(sides.to_vec()), name.span));
    Some(Spanned::new(Value::Object(fields), area.span))
}

/// Width and height of a size on a page.
pub(super) fn named(name: Spanned<&str>, page: &Page, sheet: &Sheet, found: &mut Diagnostics) -> Option<Size> {
    let size = sheet.ad_size(name, found)?;
    if let [width, height] = size.list("size") {
        return sides(&width.value, &height.value, page);
    }
    let (columns, rows) = (i64::from(page.grid.columns), i64::from(page.grid.rows));
    let counted = |key: &str, all: i64| size.number(key).unwrap_or(all);
    let (across, down) = (counted("columns", columns), counted("rows", rows));
    if across > columns || down > rows {
        let message = message!(
            "{} is {} columns and {} rows, which page {} does not have",
            name.value,
            across,
            down,
            page.number
        );
        let finding = Diagnostic::error("ad/too-wide", message).at(name.span);
        found.push(finding.hint(message!("its grid has {} columns and {} rows", columns, rows)));
        return None;
    }
    let on_grid = |count: i64, unit: GridUnit| {
        let thousandths = i32::try_from(count * 1000).unwrap_or(i32::MAX);
        Value::OnGrid(OnGrid { thousandths, unit })
    };
    sides(&on_grid(across, GridUnit::Columns), &on_grid(down, GridUnit::Rows), page)
}
