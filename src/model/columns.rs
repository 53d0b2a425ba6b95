//! Columns of a frame (分栏): how many, how wide, and whether they find room.

use crate::base::{Diagnostic, Diagnostics, Len, Rect};
use crate::input::{Fields, Length, Value};
use crate::message;

use super::edition::Direction;

/// Columns as a layout asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) count: u16,
    /// How wide each is, when the layout says; else they share the frame.
    pub(super) measures: Vec<Len>,
    pub(super) gutter: Len,
}

/// The columns of a frame's keys; `gutter` is that of the page.
pub(super) fn columns(fields: &Fields, gutter: Len) -> Columns {
    let gutter = fields.absolute("gutter").unwrap_or(gutter);
    if let Some(count) = fields.number("columns") {
        return Columns { count: u16::try_from(count).unwrap_or(1), measures: Vec::new(), gutter };
    }
    let measure =
        |value: &Value| if let Value::Length(Length::Absolute(measure)) = value { Some(*measure) } else { None };
    let measures: Vec<Len> = fields.list("columns").iter().filter_map(|item| measure(&item.value)).collect();
    Columns { count: u16::try_from(measures.len().max(1)).unwrap_or(1), measures, gutter }
}

/// Padding and gutters must leave something for the columns, which lie side by side, or below each other in vertical frames.
pub(super) fn have_room(
    fields: &Fields,
    columns: &Columns,
    inner: Rect,
    direction: Direction,
    found: &mut Diagnostics,
) -> Option<()> {
    let (across, along) = match direction {
        Direction::Horizontal => (inner.width, inner.height),
        Direction::Vertical => (inner.height, inner.width),
    };
    let left = across - columns.gutter * (i64::from(columns.count) - 1);
    if left <= Len::ZERO || along <= Len::ZERO {
        found.push(nothing_left(fields, columns, inner));
        return None;
    }
    if let Some(finding) = no_measures(fields, columns, across) {
        found.push(finding);
        return None;
    }
    Some(())
}

fn nothing_left(fields: &Fields, columns: &Columns, inner: Rect) -> Diagnostic {
    let message = if columns.count > 1 {
        message!("its padding and gutters leave nothing of this frame")
    } else {
        message!("its padding leaves nothing of this frame")
    };
    let place = if inner.width > Len::ZERO && inner.height > Len::ZERO { "gutter" } else { "padding" };
    Diagnostic::error("frame/no-room", message)
        .at(fields.span_of(place))
        .hint("make them smaller, take fewer columns, or make the frame larger")
}

/// Measures that are none, too many, or wider together than their frame.
fn no_measures(fields: &Fields, columns: &Columns, across: Len) -> Option<Diagnostic> {
    let span = fields.span_of("columns");
    let is_list = matches!(fields.get("columns").map(|columns| &columns.value), Some(Value::List(_)));
    if is_list && (columns.measures.is_empty() || columns.measures.iter().any(|measure| *measure <= Len::ZERO)) {
        let finding = Diagnostic::error("frame/no-room", "a column of this frame has no measure").at(span);
        return Some(
            finding.hint("write how many columns there are, or the measure of each, such as [18em, 18em, 17em]"),
        );
    }
    if columns.measures.len() > MOST {
        let message = message!("{} columns are more than a frame can have", columns.measures.len());
        return Some(Diagnostic::error("frame/no-room", message).at(span).hint(message!("it can have {}", MOST)));
    }
    let gutters = columns.gutter * (i64::from(columns.count) - 1);
    let wanted = columns.measures.iter().copied().sum::<Len>() + gutters;
    (wanted > across).then(|| {
        let mm = |length: Len| format!("{:.2}", length.to_mm());
        let message =
            message!("its columns and gutters are {} mm wide together, the frame {} mm", mm(wanted), mm(across));
        Diagnostic::error("frame/no-room", message).at(span).hint(message!(
            "make the columns narrower by {} mm together, or the gutter smaller, or the frame wider",
            mm(wanted - across)
        ))
    })
}

/// As many columns as a number could ask for.
const MOST: usize = 40;
