//! Tables: widths of columns by their words, depths of rows by their lines, cells set by the line setter.

use crate::base::{FrameId, Len, Permille, Point, Rect, apportion, apportion_capped};
use crate::display::{Fill, ItemKind, Path};
use crate::line::{LineMeasures, SetLine, SetPara};
use crate::model::{
    Align, Cell, CellAlign, ColumnWidth, Content, Direction, Edition, Line, ParaStyle, TALLEST_ROW, Table,
};
use crate::shape::{ShapedPara, ShapedStory};

use super::axes::{Block, Extent};
use super::fill::{Overset, PlacedLine, Placement, TextPosition, count_chars};
use super::place::rule_between;
use super::slots::bare_slot;

/// A measure longer than any cell.
const ENDLESS: Len = Len::mm(100_000);

/// A table with its lines, columns and rows.
struct Laid<'a> {
    table: &'a Table,
    frame: FrameId,
    story: &'a ShapedStory,
    area: Rect,
    columns: Vec<Extent>,
    rows: Vec<Extent>,
}

/// The table of a frame.
pub(super) fn table_of(edition: &Edition, frame: FrameId) -> Option<&Table> {
    if let Content::Table(table) = &edition.frames[frame.index()].content { Some(table) } else { None }
}

/// Sets a table's cells; rows that find no room in the frame are overset. `None` for a frame with something else in it.
pub(super) fn fill_table(
    edition: &Edition,
    frame: FrameId,
    story: &ShapedStory,
    set_para: &SetPara<'_>,
) -> Option<Placement> {
    let laid = lay(edition, frame, story, set_para)?;
    let mut placement = Placement::default();
    for (cell, para) in with_paras(laid.table).zip(0..) {
        let Some(shaped) = story.paras.get(para) else { continue };
        let style = cell_style(edition, shaped, laid.table, &cell);
        let lines = set_cell(shaped, &style, laid.measure(&cell), set_para);
        let fits = laid.rows.get(last_row(&cell)).is_some_and(|row| row.to <= laid.area.bottom());
        if !fits {
            let chars = count_chars(&shaped.text);
            placement.overset.start = placement.overset.start.or(Some(TextPosition { para, byte: 0 }));
            placement.overset = Overset {
                lines: placement.overset.lines + lines.len(),
                chars: placement.overset.chars + chars,
                ..placement.overset
            };
            continue;
        }
        placement.lines.extend(place_cell(edition, &laid, &cell, (para, &style), lines));
    }
    Some(placement)
}

/// Tints and rules of a table.
pub(super) fn furniture(
    edition: &Edition,
    frame: FrameId,
    story: &ShapedStory,
    set_para: &SetPara<'_>,
    paint: &dyn Fn(crate::model::Paint) -> crate::display::Paint,
) -> Vec<ItemKind> {
    let Some(laid) = lay(edition, frame, story, set_para) else { return Vec::new() };
    let mut kinds = tints(&laid, paint);
    let rules = &laid.table.rules;
    let (left, right) = (laid.area.x, laid.area.right());
    let (top, foot) = (laid.area.y, laid.rows.last().map_or(laid.area.y, |row| row.to));
    let mut draw = |line: Option<Line>, from: Point, to: Point| {
        kinds.extend(line.iter().flat_map(|line| rule_between(edition, *line, from, to)));
    };
    let at = |x: Len, y: Len| Point { x, y };
    for (number, row) in laid.rows.iter().enumerate().skip(1) {
        let line = if number == usize::from(laid.table.header) { rules.header } else { rules.row };
        for piece in laid.clear_across(number) {
            draw(line, at(piece.from, row.from), at(piece.to, row.from));
        }
    }
    for (number, column) in laid.columns.iter().enumerate().skip(1) {
        for piece in laid.clear_down(number) {
            draw(rules.column, at(column.from, piece.from), at(column.from, piece.to));
        }
    }
    for x in [left, right] {
        draw(rules.side, at(x, top), at(x, foot));
    }
    for y in [top, foot] {
        draw(rules.outer, at(left, y), at(right, y));
    }
    kinds
}

fn tints(laid: &Laid<'_>, paint: &dyn Fn(crate::model::Paint) -> crate::display::Paint) -> Vec<ItemKind> {
    let header = usize::from(laid.table.header);
    let tint = |number: usize| match number {
        _ if number < header => laid.table.header_tint,
        _ if (number - header) % 2 == 1 => laid.table.zebra,
        _ => None,
    };
    let fill = |(number, row): (usize, &Extent)| {
        let area = Rect { x: laid.area.x, y: row.from, width: laid.area.width, height: row.len() };
        Some(ItemKind::Fill(Fill { path: Path::Rect(area), paint: paint(tint(number)?) }))
    };
    laid.rows.iter().enumerate().filter_map(fill).collect()
}

impl Laid<'_> {
    /// What a cell leaves for its words.
    fn measure(&self, cell: &Cell) -> Len {
        let (first, last) = (usize::from(cell.column), usize::from(cell.column + cell.columns.max(1)) - 1);
        let edges = self.columns.get(first).zip(self.columns.get(last.min(self.columns.len().saturating_sub(1))));
        edges.map_or(Len(1), |(first, last)| (last.to - first.from - self.table.padding.0 * 2).max(Len(1)))
    }

    /// The stretches of the rule above row `number` that no cell spans.
    fn clear_across(&self, number: usize) -> Vec<Extent> {
        let crosses = |cell: &&Cell| usize::from(cell.row) < number && last_row(cell) >= number;
        let taken: Vec<Extent> =
            self.table.cells.iter().filter(crosses).filter_map(|cell| self.width_of(cell)).collect();
        Extent { from: self.area.x, to: self.area.right() }.without(&taken)
    }

    /// The stretches of the rule left of column `number` that no cell spans.
    fn clear_down(&self, number: usize) -> Vec<Extent> {
        let crosses =
            |cell: &&Cell| usize::from(cell.column) < number && usize::from(cell.column + cell.columns) > number;
        let depth = |cell: &Cell| {
            let (first, last) = (self.rows.get(usize::from(cell.row))?, self.rows.get(last_row(cell))?);
            Some(Extent { from: first.from, to: last.to })
        };
        let taken: Vec<Extent> = self.table.cells.iter().filter(crosses).filter_map(depth).collect();
        let foot = self.rows.last().map_or(self.area.y, |row| row.to);
        Extent { from: self.area.y, to: foot }.without(&taken)
    }

    fn width_of(&self, cell: &Cell) -> Option<Extent> {
        let last = usize::from(cell.column + cell.columns.max(1)) - 1;
        Some(Extent { from: self.columns.get(usize::from(cell.column))?.from, to: self.columns.get(last)?.to })
    }
}

fn last_row(cell: &Cell) -> usize {
    usize::from(cell.row + cell.rows.max(1)) - 1
}

fn with_paras(table: &Table) -> impl Iterator<Item = Cell> + '_ {
    table.cells.iter().filter(|cell| cell.has_para).copied()
}

/// The style of a cell's paragraph: aligned as its column says, headings centred.
fn cell_style(edition: &Edition, shaped: &ShapedPara, table: &Table, cell: &Cell) -> ParaStyle {
    let own = &edition.para_styles[shaped.style.index()];
    let column = table.aligns.get(usize::from(cell.column)).copied().unwrap_or_default();
    let align = if cell.row < table.header || cell.columns > 1 { Align::Center } else { column.of_lines() };
    ParaStyle { align, indent: Len::ZERO, ..own.clone() }
}

fn set_cell(shaped: &ShapedPara, style: &ParaStyle, measure: Len, set_para: &SetPara<'_>) -> Vec<SetLine> {
    set_para(shaped, style, &LineMeasures::new(&[], measure))
}

/// Columns and rows of a frame's table.
fn lay<'a>(edition: &'a Edition, id: FrameId, story: &'a ShapedStory, set_para: &SetPara<'_>) -> Option<Laid<'a>> {
    let table = table_of(edition, id)?;
    let frame = &edition.frames[id.index()];
    let area = frame.area.inset(frame.padding);
    let columns = columns(edition, table, area, story, set_para);
    let mut laid = Laid { table, frame: id, story, area, columns, rows: Vec::new() };
    laid.rows = rows(edition, &laid, set_para);
    Some(laid)
}

/// Columns side by side: fixed ones first, then what words need, then shares of the rest; too little or too much is shared out in proportion.
fn columns(edition: &Edition, table: &Table, area: Rect, story: &ShapedStory, set_para: &SetPara<'_>) -> Vec<Extent> {
    let natural = natural_widths(edition, table, story, set_para);
    let fixed: Len =
        table.widths.iter().map(|width| if let ColumnWidth::Fixed(width) = width { *width } else { Len::ZERO }).sum();
    let auto: Len = table
        .widths
        .iter()
        .zip(&natural)
        .filter(|(width, _)| **width == ColumnWidth::Auto)
        .map(|(_, need)| *need)
        .sum();
    let shares: i64 = table
        .widths
        .iter()
        .map(|width| if let ColumnWidth::Share(share) = width { i64::from(*share) } else { 0 })
        .sum();
    let free = (area.width - fixed).max(Len::ZERO);
    // Words get what they need where shares take the rest, and all there is where nothing else does.
    let for_words = if shares > 0 { auto.min(free) } else { free };
    // Where there is too little, short columns keep what they need and long ones break their words.
    let needs: Vec<Len> = table
        .widths
        .iter()
        .zip(&natural)
        .map(|(width, need)| if *width == ColumnWidth::Auto { *need } else { Len::ZERO })
        .collect();
    let squeezed = apportion_capped(for_words, &needs);
    let width = |(number, (width, need)): (usize, (&ColumnWidth, &Len))| match width {
        ColumnWidth::Fixed(width) => *width,
        ColumnWidth::Auto if auto > for_words => squeezed[number],
        ColumnWidth::Auto => need.scaled(for_words.0, auto.0.max(1)),
        ColumnWidth::Share(share) => (free - for_words).scaled(i64::from(*share), shares.max(1)),
    };
    let mut from = area.x;
    let mut columns: Vec<Extent> = Vec::new();
    for width in table.widths.iter().zip(&natural).enumerate().map(width) {
        columns.push(Extent { from, to: from + width });
        from += width;
    }
    // What rounding leaves goes to the last column; one of fixed widths may be narrower than its frame.
    if let Some(last) = columns.last_mut().filter(|last| (area.right() - last.to).abs() < Len::MM) {
        last.to = area.right();
    }
    columns
}

/// What the words of each column need on one line; cells that span columns need nothing of their own.
fn natural_widths(edition: &Edition, table: &Table, story: &ShapedStory, set_para: &SetPara<'_>) -> Vec<Len> {
    let mut widths = vec![table.padding.0 * 2; table.widths.len()];
    for (cell, shaped) in with_paras(table).zip(&story.paras) {
        let style = cell_style(edition, shaped, table, &cell);
        let lines = set_cell(shaped, &ParaStyle { align: Align::Start, ..style }, ENDLESS, set_para);
        let need = lines.iter().map(|line| line.width).max().unwrap_or_default() + table.padding.0 * 2;
        if let Some(width) = widths.get_mut(usize::from(cell.column)).filter(|_| cell.columns == 1) {
            *width = (*width).max(need);
        }
    }
    widths
}

/// Rows as deep as their cells, and evenly deeper while the frame has room.
fn rows(edition: &Edition, laid: &Laid<'_>, set_para: &SetPara<'_>) -> Vec<Extent> {
    let mut depths = vec![laid.table.padding.1 * 2; usize::from(laid.table.rows)];
    for (cell, shaped) in with_paras(laid.table).zip(&laid.story.paras) {
        let style = cell_style(edition, shaped, laid.table, &cell);
        let lines = set_cell(shaped, &style, laid.measure(&cell), set_para).len();
        let need = depth(&style, lines) + laid.table.padding.1 * 2;
        if let Some(depth) = depths.get_mut(usize::from(cell.row)).filter(|_| cell.rows == 1) {
            *depth = (*depth).max(need);
        }
    }
    let natural: Len = depths.iter().copied().sum();
    let room = (laid.area.height - natural).max(Len::ZERO);
    let most = natural.scaled(i64::from(TALLEST_ROW.0), i64::from(Permille::ONE.0)) - natural;
    let more = apportion(room.min(most), depths.len());
    let mut from = laid.area.y;
    let row = |(depth, more): (Len, Len)| {
        let row = Extent { from, to: from + depth + more };
        from = row.to;
        row
    };
    depths.into_iter().zip(more).map(row).collect()
}

fn depth(style: &ParaStyle, lines: usize) -> Len {
    style.leading * i64::try_from(lines.saturating_sub(1)).unwrap_or(0) + style.size
}

/// The lines of a cell in the middle of its rows.
fn place_cell(
    edition: &Edition,
    laid: &Laid<'_>,
    cell: &Cell,
    (para, style): (usize, &ParaStyle),
    lines: Vec<SetLine>,
) -> Vec<PlacedLine> {
    let (Some(first), Some(last)) = (laid.rows.get(usize::from(cell.row)), laid.rows.get(last_row(cell))) else {
        return Vec::new();
    };
    let Some(width) = laid.width_of(cell) else { return Vec::new() };
    let frame = &edition.frames[laid.frame.index()];
    let top = first.from + (last.to - first.from - depth(style, lines.len())) / 2;
    let shift = decimal_shift(laid, cell, para);
    let along = Extent { from: width.from + laid.table.padding.0 + shift, to: width.to - laid.table.padding.0 };
    let place = |(number, line): (usize, SetLine)| {
        let from = top + style.leading * i64::try_from(number).unwrap_or(0);
        let across = Extent { from, to: from + style.size };
        let bare = bare_slot(frame, laid.frame, usize::from(cell.column), i64::from(cell.row));
        let bare = super::Slot { direction: Direction::Horizontal, ..bare };
        PlacedLine { slot: bare.moved(&Block { along, across }, style.size), rows: 1, para, line }
    };
    lines.into_iter().enumerate().map(place).collect()
}

/// How far a number is moved so that the decimal points of its column stand below each other and the column in the middle.
fn decimal_shift(laid: &Laid<'_>, cell: &Cell, para: usize) -> Len {
    let column = usize::from(cell.column);
    let is_number =
        |cell: &Cell| usize::from(cell.column) == column && cell.columns == 1 && cell.row >= laid.table.header;
    if laid.table.aligns.get(column) != Some(&CellAlign::Decimal) || !is_number(cell) {
        return Len::ZERO;
    }
    let numbers = with_paras(laid.table).zip(&laid.story.paras).filter(|(cell, _)| is_number(cell));
    let parts: Vec<(Len, Len)> = numbers.map(|(_, shaped)| around_point(shaped)).collect();
    let before = parts.iter().map(|(before, _)| *before).max().unwrap_or_default();
    let after = parts.iter().map(|(_, after)| *after).max().unwrap_or_default();
    let own = laid.story.paras.get(para).map_or(Len::ZERO, |shaped| around_point(shaped).0);
    (laid.measure(cell) - before - after).max(Len::ZERO) / 2 + before - own
}

/// Where a number's decimal point stands, or would: after its last digit, before what it counts (99%, 20亿).
fn point_of(text: &str) -> usize {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let after_digits = || text.char_indices().rfind(|(_, c)| is_digit(*c)).map(|(at, c)| at + c.len_utf8());
    text.rfind(['.', '．']).or_else(after_digits).unwrap_or(text.len())
}

/// Width of a number before its decimal point, and from it on.
fn around_point(shaped: &ShapedPara) -> (Len, Len) {
    let point = point_of(&shaped.text);
    let (mut before, mut after) = (Len::ZERO, Len::ZERO);
    for cluster in &shaped.clusters {
        *if cluster.text_range().start < point { &mut before } else { &mut after } += cluster.advance();
    }
    (before, after)
}
