//! Areas drawn as text: lines of frame names over the base columns, each line so many grid rows deep.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Span, Spanned};
use crate::input::{Fields, Value};
use crate::message;

/// What a name has in one line of the sketch, or a block of the page: rows and columns, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) rows: (u16, u16),
    pub(super) columns: (u16, u16),
}

/// Stands for nothing in a sketch.
const EMPTY: &str = ".";

/// The areas of a layout's `sketch`, by frame name, as they would be written under `area`.
pub(super) fn areas(layout: &Fields, columns: u16, found: &mut Diagnostics) -> BTreeMap<String, Spanned<Value>> {
    let mut cells: BTreeMap<String, (Span, Vec<Cell>)> = BTreeMap::new();
    let mut row = 1_u16;
    for line in layout.list("sketch") {
        let Some(text) = line.value.as_text() else { continue };
        let Some((depth, names)) = read_line(text, columns, line.span, found) else { continue };
        let Some(next) = row.checked_add(depth) else {
            found.push(too_deep(line.span));
            break;
        };
        let rows = (row, next - 1);
        row = next;
        let width = columns / u16::try_from(names.len()).unwrap_or(1).max(1);
        let mut column = 1;
        for run in names.chunk_by(|a, b| a == b) {
            let wide = width * u16::try_from(run.len()).unwrap_or(1);
            let cell = Cell { rows, columns: (column, column + wide - 1) };
            column += wide;
            if run[0] != EMPTY {
                cells.entry(run[0].to_owned()).or_insert((line.span, Vec::new())).1.push(cell);
            }
        }
    }
    cells.into_iter().map(|(name, (span, cells))| (name, area(&joined(cells), span))).collect()
}

/// A sketch with more rows than can be counted, of which no page has room for the last ones.
fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("sketch/rows", "the sketch is deeper than any page")
        .at(span)
        .hint("its lines together have as many rows as the type area")
}

/// Rows and names of a line such as `12 lead lead side`; the names divide the base columns evenly.
fn read_line<'t>(text: &'t str, columns: u16, span: Span, found: &mut Diagnostics) -> Option<(u16, Vec<&'t str>)> {
    let mut words = text.split_whitespace();
    let depth = words.next().and_then(|word| word.parse().ok()).filter(|depth| (1..=2000).contains(depth));
    let names: Vec<&str> = words.collect();
    let Some(depth) = depth else {
        found.push(
            Diagnostic::error("sketch/rows", message!("`{}` does not begin with a number of rows", text))
                .at(span)
                .hint("write lines such as `12 lead lead side`"),
        );
        return None;
    };
    let divides = !names.is_empty() && usize::from(columns) % names.len() == 0;
    if !divides {
        found.push(
            Diagnostic::error(
                "sketch/columns",
                message!("{} names do not divide {} base columns evenly", names.len(), columns),
            )
            .at(span)
            .hint("a name may stand several times; `.` stands for nothing"),
        );
        return None;
    }
    Some((depth, names))
}

/// Cells of the same columns in consecutive lines as one.
fn joined(cells: Vec<Cell>) -> Vec<Cell> {
    let mut joined: Vec<Cell> = Vec::new();
    for cell in cells {
        let above = joined.iter_mut().find(|above| above.columns == cell.columns && above.rows.1 + 1 == cell.rows.0);
        match above {
            Some(above) => above.rows.1 = cell.rows.1,
            None => joined.push(cell),
        }
    }
    joined
}

/// Cells as they would be written under `area`.
pub(super) fn area(cells: &[Cell], span: Span) -> Spanned<Value> {
    let one = |cell: &Cell| {
        let mut fields = Fields { span, ..Fields::default() };
        fields.values.insert("columns", Spanned::new(Value::Range(cell.columns.0, cell.columns.1), span));
        fields.values.insert("rows", Spanned::new(Value::Range(cell.rows.0, cell.rows.1), span));
        Spanned::new(Value::Object(fields), span)
    };
    match cells {
        [only] => one(only),
        several => Spanned::new(Value::List(several.iter().map(one).collect()), span),
    }
}
