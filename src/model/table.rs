//! Tables: from rows of words to cells with paragraphs and rules.

use crate::base::{Diagnostic, Diagnostics, Len, Message, Permille, Span, Spanned, leaves_no_ink};
use crate::input::{Fields, Table as Written, Value};
use crate::message;

use super::choices;
use super::edition::{Annotation, Para, Run};
use super::frame::line;
use super::ink::Paint;
use super::para_style::Align;
use super::rules::Line;
use super::sheet::{Sheet, Workbench};
use super::story::{furniture_in, stray_furniture};
use super::text::Variables;

/// A table in a frame; its cells are the paragraphs of the frame's story, in the order of `cells`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Number of rows.
    pub rows: u16,
    /// Widths of its columns.
    pub widths: Vec<ColumnWidth>,
    /// How cells of its columns are aligned.
    pub aligns: Vec<CellAlign>,
    /// Its cells, row by row.
    pub cells: Vec<Cell>,
    /// Rows of headings.
    pub header: u16,
    /// Room beside and above the words of a cell.
    pub padding: (Len, Len),
    /// Its rules.
    pub rules: TableRules,
    /// Fill of the headings.
    pub header_tint: Option<Paint>,
    /// Fill of every second row.
    pub zebra: Option<Paint>,
}

/// A cell with what it spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// First row, from 0.
    pub row: u16,
    /// First column, from 0.
    pub column: u16,
    /// Rows it spans.
    pub rows: u16,
    /// Columns it spans.
    pub columns: u16,
    /// Whether the story has a paragraph for it; an empty cell has none.
    pub has_para: bool,
}

/// Width of a table's column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnWidth {
    /// What its words need.
    #[default]
    Auto,
    /// So much.
    Fixed(Len),
    /// A share of what the others leave.
    Share(u16),
}

/// How the words of a cell stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellAlign {
    /// Centred.
    #[default]
    Center,
    /// At the start.
    Start,
    /// At the end.
    End,
    /// Decimal points below each other, the column centred.
    Decimal,
}

/// Rules of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableRules {
    /// At its top and foot.
    pub outer: Option<Line>,
    /// Below the headings.
    pub header: Option<Line>,
    /// Between rows.
    pub row: Option<Line>,
    /// Between columns.
    pub column: Option<Line>,
    /// At its sides.
    pub side: Option<Line>,
}

/// Words that join a cell to its neighbour.
const JOINED_LEFT: &str = "<";
const JOINED_ABOVE: &str = "^";

/// A table and its cells' paragraphs; the front matter of the article it stands in may say their language.
pub(super) fn table(
    written: &Written,
    (fields, front): (&Fields, &Fields),
    variables: &Variables,
    sheet: &mut Sheet,
    bench: &mut Workbench<'_>,
) -> (Table, Vec<Para>) {
    let columns = written.rows.iter().map(Vec::len).max().unwrap_or(0);
    ragged(&written.rows, bench.found);
    joins_to_nothing(&written.rows, bench.found);
    let header = fields.number("header").unwrap_or(1);
    let header = u16::try_from(header).unwrap_or(1).min(u16::try_from(written.rows.len()).unwrap_or(0));
    let style = |role: &'static str, usual: &'static str| fields.text(role).unwrap_or(Spanned::new(usual, fields.span));
    let (body, head) = (style("style", "table"), style("header-style", "table-head"));
    let mut table = Table {
        rows: u16::try_from(written.rows.len()).unwrap_or(u16::MAX),
        widths: widths(fields, columns, bench),
        aligns: aligns(fields, columns),
        header,
        padding: padding(fields),
        rules: rules(fields, sheet, bench),
        header_tint: fields.text("header-tint").map(|ink| sheet.paint(ink, bench)),
        zebra: fields.text("zebra").map(|ink| sheet.paint(ink, bench)),
        cells: Vec::new(),
    };
    let mut paras = Vec::new();
    for (row, cells) in written.rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            if joins(text) {
                continue;
            }
            let mut cell = spanned(&written.rows, row, column);
            let style = if cell.row < header { head } else { body };
            let words = Spanned::new(text.value.trim(), text.span);
            // The program's own words have no extent, and what was wrong with them was told where they come from.
            if text.span.end > text.span.start {
                stray_furniture(words, bench.found);
            }
            let own = furniture_in(words, (style, front), variables, sheet, bench);
            if let Some(para) = one_paragraph(own) {
                paras.push(para);
                cell.has_para = true;
            }
            table.cells.push(cell);
        }
    }
    (table, paras)
}

/// The lines of a cell as one paragraph with forced breaks.
fn one_paragraph(lines: Vec<Para>) -> Option<Para> {
    if lines.iter().flat_map(|line| &line.runs).all(|run| leaves_no_ink(&run.text)) {
        return None;
    }
    lines.into_iter().filter(|line| !line.runs.is_empty()).reduce(|mut cell, line| {
        let end = cell.runs.last().map(|last| Run { text: "\n".into(), annotation: Annotation::None, ..last.clone() });
        cell.runs.extend(end);
        cell.runs.extend(line.runs);
        cell
    })
}

/// Rows that are told when a table has many of another length.
const MOST_RAGGED: usize = 5;

/// Rows with more or fewer cells than most: what is missing stays empty, but may stand one column off. Where it is plain what parted or joined the cells, the
/// table would print wrong figures.
fn ragged(rows: &[Vec<Spanned<String>>], found: &mut Diagnostics) {
    let columns = columns(rows);
    let is_first = rows.first().is_some_and(|row| row.len() == columns);
    for row in rows.iter().filter(|row| row.len() != columns).take(MOST_RAGGED) {
        let Some((first, last)) = row.first().zip(row.last()) else { continue };
        let message = if is_first {
            message!("this row has {} cells, the first one {}", row.len(), columns)
        } else {
            message!("this row has {} cells, most have {}", row.len(), columns)
        };
        let at = Span { end: last.span.end, ..first.span };
        found.push(match cause(row, columns) {
            Some(hint) => Diagnostic::error("table/ragged", message).at(at).hint(hint),
            None => Diagnostic::warning("table/ragged", message)
                .at(at)
                .hint("give every row as many cells; an empty cell is written too"),
        });
    }
}

/// How many cells rows are meant to have: as the first one where others have more by the commas of their figures, else as most.
fn columns(rows: &[Vec<Spanned<String>>]) -> usize {
    let first = rows.first().map_or(0, Vec::len);
    let count = |columns: usize| rows.iter().filter(|row| row.len() == columns).count();
    let is_parted = |row: &Vec<Spanned<String>>| row.len() > first && cause(row, first).is_some();
    if rows.iter().any(is_parted) {
        return first;
    }
    // Of as many the first one's.
    let most = rows.iter().map(Vec::len).max_by_key(|columns| (count(*columns), *columns == first));
    most.unwrap_or(first)
}

/// What made a row have other cells than the rest, as what to do about it.
fn cause(row: &[Spanned<String>], columns: usize) -> Option<Message> {
    if row.len() > columns {
        let figures = parted_figures(row);
        let joined = figures.iter().map(|figure| figure.matches(',').count()).sum::<usize>();
        return (!figures.is_empty() && row.len() - joined == columns).then(|| {
            let quoted: Vec<String> = figures.iter().map(|figure| format!("\"{figure}\"")).collect();
            message!("put figures with a comma into quotes, without a blank before them: {}", quoted.join(" "))
        });
    }
    let parts = |sign: char| row.len() + row.iter().map(|cell| cell.value.matches(sign).count()).sum::<usize>();
    let sign = ['，', ',', '；', ';', '、', '|', '｜'].into_iter().find(|sign| parts(*sign) == columns)?;
    Some(message!("its cells are parted by `{}`: write what parts those of the other rows", sign))
}

/// Figures with commas between their thousands that are cells of their own: `1,234.50`.
fn parted_figures(row: &[Spanned<String>]) -> Vec<String> {
    let plain = |cell: &Spanned<String>| cell.value.trim().trim_matches('"').to_owned();
    let is_group = |cell: &str| {
        let (whole, rest) = cell.split_at_checked(3).unwrap_or(("", cell));
        whole.len() == 3
            && whole.bytes().all(|byte| byte.is_ascii_digit())
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let begins = |cell: &str| {
        let digits = cell.trim_start_matches(|c: char| !c.is_ascii_digit());
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut figures: Vec<String> = Vec::new();
    let mut open = false;
    for (at, cell) in row.iter().map(plain).enumerate() {
        let next = row.get(at + 1).map(plain);
        match figures.last_mut().filter(|_| open) {
            Some(figure) => figure.extend([",", &cell]),
            None if begins(&cell) && next.as_deref().is_some_and(is_group) => figures.push(cell.clone()),
            None => continue,
        }
        open = next.as_deref().is_some_and(is_group) && begins(&cell[cell.len().saturating_sub(3)..]);
    }
    figures
}

/// Cells that join to no neighbour, and those with words inside a joined cell: what is joined is a rectangle.
fn joins_to_nothing(rows: &[Vec<Spanned<String>>], found: &mut Diagnostics) {
    let mut covered: Vec<Vec<bool>> = rows.iter().map(|cells| vec![false; cells.len()]).collect();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            let is_covered = covered[row][column];
            if joins(text) && !is_covered {
                let message = message!("`{}` in column {} joins to nothing", text.value.trim(), column + 1);
                found.push(not_joined(message, text.span));
            } else if !joins(text) && is_covered {
                let message = message!("a joined cell covers what stands in column {}", column + 1);
                found.push(not_joined(message, text.span));
            }
            if !joins(text) {
                let cell = spanned(rows, row, column);
                for line in covered.iter_mut().skip(row).take(usize::from(cell.rows)) {
                    line.iter_mut().skip(column).take(usize::from(cell.columns)).for_each(|cell| *cell = true);
                }
            }
        }
    }
}

fn not_joined(message: Message, span: Span) -> Diagnostic {
    Diagnostic::error("table/join", message)
        .at(span)
        .hint("`<` joins the cell to its left, `^` the one above, and what is joined is a rectangle")
}

fn joins(text: &Spanned<String>) -> bool {
    [JOINED_LEFT, JOINED_ABOVE].contains(&text.value.trim())
}

/// A cell with the joined cells to its right and below.
fn spanned(rows: &[Vec<Spanned<String>>], row: usize, column: usize) -> Cell {
    let is = |row: usize, column: usize, mark: &str| {
        rows.get(row).and_then(|cells| cells.get(column)).is_some_and(|cell| cell.value.trim() == mark)
    };
    let wide = 1 + (column + 1..).take_while(|&at| is(row, at, JOINED_LEFT)).count();
    let deep = 1 + (row + 1..).take_while(|&at| is(at, column, JOINED_ABOVE)).count();
    let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Cell { row: number(row), column: number(column), rows: number(deep), columns: number(wide), has_para: false }
}

/// `auto`, a length, or a share for each column; the last one counts for the rest.
fn widths(fields: &Fields, columns: usize, bench: &mut Workbench<'_>) -> Vec<ColumnWidth> {
    let mut widths = Vec::new();
    for item in fields.list("widths") {
        let Some(word) = item.value.as_text() else { continue };
        let share = word.parse().ok().filter(|share| (1..=1000).contains(share)).map(ColumnWidth::Share);
        let width = Len::parse(word).ok().filter(|width| *width > Len::ZERO).map(ColumnWidth::Fixed);
        match (word, share.or(width)) {
            ("auto", _) => widths.push(ColumnWidth::Auto),
            (_, Some(width)) => widths.push(width),
            _ => bench.found.push(
                Diagnostic::error("table/width", message!("`{}` is no width of a column", word))
                    .at(item.span)
                    .hint("write auto, a length such as 20mm, or a share such as 2"),
            ),
        }
    }
    let last = widths.last().copied().unwrap_or_default();
    widths.resize(columns, last);
    widths
}

fn aligns(fields: &Fields, columns: usize) -> Vec<CellAlign> {
    let words = fields.list("align").iter().filter_map(|word| word.value.as_text());
    let mut aligns: Vec<CellAlign> = words.map(|word| choices::pick(choices::CELL_ALIGN, word)).collect();
    let last = aligns.last().copied().unwrap_or_default();
    aligns.resize(columns, last);
    aligns
}

/// Beside and above the words.
fn padding(fields: &Fields) -> (Len, Len) {
    let part = |at: usize| match fields.list("cell-padding").get(at).map(|part| &part.value) {
        Some(Value::Length(crate::input::Length::Absolute(length))) => Some(*length),
        _ => None,
    };
    (part(0).unwrap_or(Len::MM), part(1).unwrap_or(Len::MM / 2))
}

fn rules(fields: &Fields, sheet: &Sheet, bench: &mut Workbench<'_>) -> TableRules {
    let mut rule = |key: &str, usual: Option<&'static str>| match (fields.text(key), usual) {
        (Some(word), _) if word.value == "none" => None,
        (Some(word), _) => line(word, sheet, bench),
        (None, Some(usual)) => line(Spanned::new(usual, Span::default()), sheet, bench),
        (None, None) => None,
    };
    TableRules {
        outer: rule("outer-rule", Some("0.8pt")),
        header: rule("header-rule", Some("0.4pt")),
        row: rule("row-rule", None),
        column: rule("column-rule", None),
        side: rule("side-rule", None),
    }
}

impl CellAlign {
    /// How the line setter aligns such a cell.
    pub fn of_lines(self) -> Align {
        match self {
            Self::Center => Align::Center,
            Self::Start | Self::Decimal => Align::Start,
            Self::End => Align::End,
        }
    }
}

/// How much higher than it need be a row may become to fill the frame.
pub const TALLEST_ROW: Permille = Permille(1800);
