//! Pages, grids and areas: from words and lengths to rectangles.

use crate::base::{
    Arg, Cells, Diagnostic, Diagnostics, Em, Insets, Len, MOST_RECTS, Message, Rect, Size, Span, Spanned,
};
use crate::input::{Fields, GridUnit, Length, OnGrid, Value};
use crate::message;

use super::edition::{Grid, Page, SHORT_OF_ROW};

/// Body text's size and leading, which the grid is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct BodySize {
    pub size: Len,
    pub leading: Len,
}

/// What lengths on a page are counted in besides millimetres and points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    /// An em of the style `body`, which the grid is made for.
    em: Len,
    /// From a row to the next.
    row: Len,
    /// All base columns together.
    columns: Len,
    /// How many they are.
    count: i64,
    /// Between two of them.
    gutter: Len,
}

impl Units {
    /// Those of a page.
    pub(super) fn of(page: &Page) -> Self {
        let Grid { body, leading, columns, gutter, .. } = page.grid;
        let count = i64::from(columns).max(1);
        Self { em: body, row: leading, columns: page.type_area.width - gutter * (count - 1), count, gutter }
    }

    /// Before a page has a grid.
    fn of_body(body: BodySize) -> Self {
        Self { em: body.size, row: Len::ZERO, columns: Len::ZERO, count: 1, gutter: Len::ZERO }
    }

    /// Whole rows or columns, each with the gap to the next.
    fn pitches(&self, count: OnGrid) -> Len {
        let times = i64::from(count.thousandths);
        match count.unit {
            GridUnit::Rows => self.row.scaled(times, 1000),
            GridUnit::Columns => self.columns.scaled(times, 1000 * self.count) + self.gutter.scaled(times, 1000),
        }
    }
}

/// Fields whose lengths are all absolute. Those of areas stay as they are written: what a row is there depends on the key.
pub(super) fn in_lengths(fields: &Fields, units: Units) -> Fields {
    let of_key = |key: &str, value: &Value| if key == "area" { value.clone() } else { in_length(value, units) };
    let values = fields.values.iter().map(|(key, value)| (*key, Spanned::new(of_key(key, &value.value), value.span)));
    Fields {
        values: values.collect(),
        unread: fields.unread.clone(),
        emptied: fields.emptied.clone(),
        span: fields.span,
    }
}

fn in_length(value: &Value, units: Units) -> Value {
    match value {
        Value::Length(length) => Value::Length(Length::Absolute(length.at(units.em))),
        Value::OnGrid(count) => Value::Length(Length::Absolute(units.pitches(*count))),
        Value::List(items) => {
            Value::List(items.iter().map(|item| Spanned::new(in_length(&item.value, units), item.span)).collect())
        }
        Value::Object(fields) => Value::Object(in_lengths(fields, units)),
        other => other.clone(),
    }
}

/// A page without frames, from the keys of `page`, weakest document first.
pub(super) fn page(documents: &[&Fields], body: BodySize, is_odd: bool, found: &mut Diagnostics) -> Page {
    let objects = documents.iter().filter_map(|document| document.object("page"));
    let objects: Vec<Fields> = objects.map(|page| in_lengths(page, Units::of_body(body))).collect();
    let objects: Vec<&Fields> = objects.iter().collect();
    let last = |key: &str| objects.iter().rev().find_map(|page| page.get(key));
    let trim = last("trim").and_then(pair).unwrap_or_default();
    let bleed = last("bleed").and_then(absolute).unwrap_or_default();
    let trim = Size { width: trim.0, height: trim.1 };
    let margins = objects.iter().fold(Insets::default(), |below, page| margins(page, is_odd, below));
    let whole = Rect { x: Len::ZERO, y: Len::ZERO, width: trim.width, height: trim.height };
    let type_area = whole.inset(margins);
    let grid = grid(&objects, body, type_area);
    if type_area.width <= Len::ZERO || type_area.height < body.size {
        let span = objects.last().map_or(Span::default(), |page| page.span);
        let is_none = trim.width <= Len::ZERO || trim.height <= Len::ZERO;
        let (message, hint) = match is_none {
            true => {
                ("a page needs a width and a height", "write the trim size of a page, such as trim: [390mm, 545mm]")
            }
            false => ("the margins leave no type area", "make the margins smaller or the page larger"),
        };
        found.push(Diagnostic::error("page/no-type-area", message).at(span).hint(hint));
    }
    if type_area.width > Len::ZERO && type_area.width <= grid.gutter * (i64::from(grid.columns) - 1) {
        let span = objects.iter().rev().find_map(|page| page.get("grid")).map_or(Span::default(), |grid| grid.span);
        found.push(
            Diagnostic::error(
                "page/no-columns",
                message!("{} base columns have no room between their gutters", grid.columns),
            )
            .at(span)
            .hint("make the gutter smaller or take fewer columns"),
        );
    }
    Page { trim, bleed, type_area, grid, ..Page::default() }
}

/// Where the trim is written that a page has.
pub(super) fn trim_span(documents: &[&Fields]) -> Span {
    let trim = |document: &&Fields| Some(document.object("page")?.get("trim")?.span);
    documents.iter().rev().find_map(trim).unwrap_or_default()
}

fn grid(objects: &[&Fields], body: BodySize, type_area: Rect) -> Grid {
    let grids: Vec<&Fields> = objects.iter().filter_map(|page| page.object("grid")).collect();
    let last = |key: &str| grids.iter().rev().find_map(|grid| grid.get(key));
    let leading = last("leading").and_then(absolute).filter(|leading| *leading > Len::ZERO).unwrap_or(body.leading);
    let columns = last("columns")
        .and_then(|value| if let Value::Number(count) = value.value { u16::try_from(count).ok() } else { None });
    let rows = (type_area.height + SHORT_OF_ROW - body.size).max(Len::ZERO).whole(leading) + 1;
    Grid {
        first: Em::ASCENT.of(body.size),
        leading,
        body: body.size,
        columns: columns.unwrap_or(1),
        gutter: last("gutter").and_then(absolute).unwrap_or_default(),
        rows: u16::try_from(rows).unwrap_or(u16::MAX),
    }
}

fn absolute(value: &Spanned<Value>) -> Option<Len> {
    if let Value::Length(Length::Absolute(length)) = value.value { Some(length) } else { None }
}

fn pair(value: &Spanned<Value>) -> Option<(Len, Len)> {
    let Value::List(items) = &value.value else { return None };
    Some((absolute(items.first()?)?, absolute(items.get(1)?)?))
}

/// Four distances: one length for all, or some of the four over `below`.
pub(super) fn insets(fields: &Fields, key: &str, below: Insets) -> Insets {
    let Some(value) = fields.get(key) else { return below };
    if let Some(length) = absolute(value) {
        return Insets::all(length);
    }
    let Some(sides) = value.value.as_object() else { return below };
    let side = |key: &str, below: Len| sides.absolute(key).unwrap_or(below);
    Insets {
        top: side("top", below.top),
        right: side("right", below.right),
        bottom: side("bottom", below.bottom),
        left: side("left", below.left),
    }
}

/// The margins of a page; inner and outer ones change sides from page to page.
fn margins(page: &Fields, is_odd: bool, below: Insets) -> Insets {
    let all = insets(page, "margins", below);
    let Some(sides) = page.object("margins") else { return all };
    let (left, right) = if is_odd { ("inner", "outer") } else { ("outer", "inner") };
    Insets { left: sides.absolute(left).unwrap_or(all.left), right: sides.absolute(right).unwrap_or(all.right), ..all }
}

/// A frame's rectangles, on the grid or in lengths; more than one make a frame of another shape.
pub(super) fn areas(frame: &Fields, page: &Page, is_mirrored: bool, found: &mut Diagnostics) -> Option<Vec<Rect>> {
    let entries: Vec<Fields> = frame.list("area").iter().filter_map(|area| area.value.as_object().cloned()).collect();
    let one = |entry: Option<&Fields>, found: &mut Diagnostics| {
        let rect = area(frame, entry, page, found)?;
        let is_on_grid = entry.is_some_and(stands_on_columns);
        Some(if is_mirrored { mirrored(rect, page, is_on_grid) } else { rect })
    };
    if entries.is_empty() {
        return one(None, found).map(|area| vec![area]);
    }
    if entries.len() > MOST_RECTS {
        let message = message!("{} areas are more than a frame can have", entries.len());
        let finding = Diagnostic::error("frame/areas", message).at(frame.span_of("area"));
        found.push(finding.hint(message!("it can have {}: take several frames", MOST_RECTS)));
        return None;
    }
    let parts: Option<Vec<Rect>> = entries.iter().map(|entry| one(Some(entry), found)).collect();
    parts.map(|parts| if parts.len() > 1 { joined(&parts, &page.grid) } else { parts })
}

/// Areas as one shape: the gap below the letters of a row and the gutter of the page are no holes between them.
fn joined(parts: &[Rect], grid: &Grid) -> Vec<Rect> {
    Cells::of(parts).closed(grid.gutter, grid.leading - grid.body).rects()
}

/// Whether an area's left edge is given by the base columns.
fn stands_on_columns(area: &Fields) -> bool {
    let left = area.list("at").first().map(|left| &left.value);
    left.is_none_or(|left| matches!(left, Value::OnGrid(_)))
}

/// Where a coordinate of an area is: columns and rows are counted from the type area's edge, lengths from the trim's.
fn coordinate(value: &Value, edge: Len, units: Units) -> Option<Len> {
    match value {
        Value::OnGrid(count) => Some(edge + units.pitches(*count)),
        Value::Length(length) => Some(length.at(units.em)),
        _ => None,
    }
}

/// How long a side of an area is: the last column has no gutter and the last row no gap below its letters (composition G3).
fn side(value: &Value, grid: &Grid, units: Units) -> Option<Len> {
    match value {
        Value::OnGrid(count) => {
            let gap = if count.unit == GridUnit::Rows { grid.leading - grid.body } else { grid.gutter };
            Some(units.pitches(*count) - gap)
        }
        Value::Length(length) => Some(length.at(units.em)),
        _ => None,
    }
}

/// Width and height on a page.
pub(super) fn sides(width: &Value, height: &Value, page: &Page) -> Option<Size> {
    let units = Units::of(page);
    Some(Size { width: side(width, &page.grid, units)?, height: side(height, &page.grid, units)? })
}

/// The rectangle of `at` and `size`.
fn rectangle(area: &Fields, page: &Page) -> Option<Rect> {
    let ([left, top], [width, height]) = (area.list("at"), area.list("size")) else { return None };
    let units = Units::of(page);
    let Size { width, height } = sides(&width.value, &height.value, page)?;
    let (x, y) = (&left.value, &top.value);
    Some(Rect { x: coordinate(x, page.type_area.x, units)?, y: coordinate(y, page.type_area.y, units)?, width, height })
}

/// A rectangle as in a mirror: base columns are counted from the other side, lengths from the other edge of the trim.
fn mirrored(rect: Rect, page: &Page, is_on_grid: bool) -> Rect {
    let (left, right) =
        if is_on_grid { (page.type_area.x, page.type_area.right()) } else { (Len::ZERO, page.trim.width) };
    Rect { x: left + right - rect.right(), ..rect }
}

/// The smallest rectangle around some.
pub(super) fn bounds(areas: &[Rect]) -> Rect {
    areas.iter().copied().reduce(|a, b| a.union(&b)).unwrap_or_default()
}

fn area(frame: &Fields, area: Option<&Fields>, page: &Page, found: &mut Diagnostics) -> Option<Rect> {
    let Some(area) = area else {
        found.push(
            Diagnostic::error("frame/no-area", "this frame has no area")
                .at(frame.span)
                .hint("write area: {columns: 1-2, rows: 10-20}, or at: and size: in lengths"),
        );
        return None;
    };
    let (across, down) = (area.range("columns"), area.range("rows"));
    let is_both = (across.is_some() || down.is_some()) && (area.get("at").is_some() || area.get("size").is_some());
    if is_both {
        found.push(
            Diagnostic::error("frame/two-areas", "this area is given on the grid and in lengths")
                .at(area.span)
                .hint("keep columns and rows, or at and size"),
        );
        return None;
    }
    if let Some(rect) = rectangle(area, page) {
        return inside_page(rect, page, area.span, found);
    }
    let (Some(across), Some(down)) = (across, down) else {
        // What was given and could not be read was told.
        if !area.unread.is_empty() {
            return None;
        }
        found.push(
            Diagnostic::error("frame/half-area", "an area needs columns and rows, or at and size")
                .at(area.span)
                .hint("write area: {columns: 1-2, rows: 10-20}"),
        );
        return None;
    };
    let columns = span_of_columns(across, page, area.span_of("columns"), found)?;
    let rows = span_of_rows(down, page, area.span_of("rows"), found)?;
    Some(Rect { x: columns.0, y: rows.0, width: columns.1, height: rows.1 })
}

fn inside_page(rect: Rect, page: &Page, span: Span, found: &mut Diagnostics) -> Option<Rect> {
    let media = Rect { x: Len::ZERO, y: Len::ZERO, width: page.trim.width, height: page.trim.height }.grown(page.bleed);
    if rect.width <= Len::ZERO || rect.height <= Len::ZERO {
        found.push(
            Diagnostic::error("frame/empty", "this frame has no extent")
                .at(span)
                .hint("give size: a width and a height above zero"),
        );
        return None;
    }
    if !media.contains(&rect) {
        found.push(
            Diagnostic::error(
                "frame/outside",
                message!("this frame reaches beyond the page and its bleed: {}", beyond(&rect, &media)),
            )
            .at(span)
            .hint(message!(
                "the page is {} × {} mm",
                format_args!("{:.1}", page.trim.width.to_mm()),
                format_args!("{:.1}", page.trim.height.to_mm())
            )),
        );
        return None;
    }
    Some(rect)
}

/// By how much a rectangle leaves another, side by side.
fn beyond(rect: &Rect, within: &Rect) -> Vec<Message> {
    let mm = |over: Len| format!("{:.2}", over.to_mm());
    let sides = [
        (within.x - rect.x, "{} mm on the left"),
        (rect.right() - within.right(), "{} mm on the right"),
        (within.y - rect.y, "{} mm at the top"),
        (rect.bottom() - within.bottom(), "{} mm at the foot"),
    ];
    let over = sides.into_iter().filter(|(over, _)| *over > Len::ZERO);
    over.map(|(over, sentence)| Message { sentence, args: vec![Arg::Number(mm(over))] }).collect()
}

/// Left edge and width of base columns `first..=last`.
fn span_of_columns((first, last): (u16, u16), page: &Page, span: Span, found: &mut Diagnostics) -> Option<(Len, Len)> {
    let grid = &page.grid;
    if last > grid.columns {
        found.push(
            Diagnostic::error("frame/columns", message!("column {} of a page of {} base columns", last, grid.columns))
                .at(span)
                .hint(message!("columns run from 1 to {}; grid: columns: of the page says how many", grid.columns)),
        );
        return None;
    }
    let units = Units::of(page);
    let edge = |column: u16| {
        let thousandths = i32::from(column) * 1000;
        page.type_area.x + units.pitches(OnGrid { thousandths, unit: GridUnit::Columns })
    };
    let left = edge(first - 1);
    Some((left, edge(last) - grid.gutter - left))
}

/// Top edge and height of rows `first..=last`: whole pitches less the gap below the last line (composition G3).
fn span_of_rows((first, last): (u16, u16), page: &Page, span: Span, found: &mut Diagnostics) -> Option<(Len, Len)> {
    let grid = &page.grid;
    if last > grid.rows {
        found.push(
            Diagnostic::error("frame/rows", message!("row {} of a type area of {} rows", last, grid.rows))
                .at(span)
                .hint(message!("rows run from 1 to {}; leading and margins of the page say how many", grid.rows)),
        );
        return None;
    }
    let top = page.type_area.y + grid.leading * (i64::from(first) - 1);
    let count = i64::from(last - first + 1);
    Some((top, grid.leading * count - (grid.leading - grid.body)))
}
