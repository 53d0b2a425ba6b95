//! Tables: widths of columns by their words, depths of rows by their lines, cells set by the line setter, rules and tints around rows where they stand.

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
use super::slots::{Slot, bare_slot};

/// A measure longer than any cell.
const ENDLESS: Len = Len::mm(100_000);

/// A table with the paragraphs of its cells.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) edition: &'a Edition,
    pub(super) table: &'a Table,
    /// One for each cell that has words.
    pub(super) paras: &'a [ShapedPara],
    pub(super) set_para: &'a SetPara<'a>,
}

/// A table's cells set in columns of some width.
#[derive(Clone, Debug, Default)]
pub(super) struct Measured {
    /// The columns, side by side from the first one's edge.
    pub(super) columns: Vec<Extent>,
    /// Depths that its rows need.
    pub(super) depths: Vec<Len>,
    /// The lines of each cell that has words, with their style.
    cells: Vec<SetCell>,
}

#[derive(Clone, Debug)]
struct SetCell {
    cell: Cell,
    style: ParaStyle,
    lines: Vec<SetLine>,
    /// How far its lines are moved to bring decimal points below each other.
    shift: Len,
}

/// Rows of a table that stand below each other: all of them, or those in one column with the headings over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TablePart {
    /// The frame.
    pub(super) frame: FrameId,
    /// The frame's column.
    pub(super) column: u16,
    /// The first cell's paragraph.
    pub(super) para: usize,
    /// The table's columns, from edge to edge.
    pub(super) columns: Vec<Extent>,
    /// From the first one's edge to the last one's, or to the frame's.
    pub(super) across: Extent,
    /// Its rows in order.
    pub(super) rows: Vec<PartRow>,
}

/// A row where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PartRow {
    /// Which row of the table it is, from 0.
    pub(super) number: usize,
    /// From its upper to its lower edge.
    pub(super) down: Extent,
}

/// The table of a frame.
pub(super) fn table_of(edition: &Edition, frame: FrameId) -> Option<&Table> {
    if let Content::Table(table) = &edition.frames[frame.index()].content { Some(table) } else { None }
}

/// Sets a table's cells; rows that find no room in the frame are overset. `None` for a frame with something else in it.
pub(super) fn fill_table(
    edition: &Edition,
    id: FrameId,
    story: &ShapedStory,
    set_para: &SetPara<'_>,
) -> Option<Placement> {
    let table = table_of(edition, id)?;
    let frame = &edition.frames[id.index()];
    let cells = Cells { edition, table, paras: &story.paras, set_para };
    let area = frame.area.inset(frame.padding);
    let (part, measured) = lay(&cells, id, area);
    let mut placement = Placement::default();
    for (para, set) in measured.cells.iter().enumerate() {
        let fits = part.row(last_row(&set.cell)).is_some_and(|row| row.to <= area.bottom());
        if !fits {
            placement.overset.start = placement.overset.start.or(Some(TextPosition { para, byte: 0 }));
            placement.overset = Overset {
                lines: placement.overset.lines + set.lines.len(),
                chars: placement.overset.chars + count_chars(&story.paras[para].text),
                ..placement.overset
            };
            continue;
        }
        let bare = bare_slot(frame, id, usize::from(set.cell.column), i64::from(set.cell.row));
        let bare = Slot { direction: Direction::Horizontal, ..bare };
        let lines = measured.placed(para, &part, table.padding, &bare);
        placement.lines.extend(lines.map(|(slot, line)| PlacedLine { slot, rows: 1, para, line }));
    }
    Some(placement)
}

/// Tints and rules of a frame's table.
pub(super) fn furniture(
    edition: &Edition,
    id: FrameId,
    story: &ShapedStory,
    set_para: &SetPara<'_>,
    paint: &PaintOf<'_>,
) -> Vec<ItemKind> {
    let Some(table) = table_of(edition, id) else { return Vec::new() };
    let frame = &edition.frames[id.index()];
    let cells = Cells { edition, table, paras: &story.paras, set_para };
    let (part, _) = lay(&cells, id, frame.area.inset(frame.padding));
    part_furniture(edition, table, &part, paint)
}

/// What inks are on paper.
pub(super) type PaintOf<'a> = dyn Fn(crate::model::Paint) -> crate::display::Paint + 'a;

/// Tints and rules of a part of a table.
pub(super) fn part_furniture(edition: &Edition, table: &Table, part: &TablePart, paint: &PaintOf<'_>) -> Vec<ItemKind> {
    let mut kinds = tints(table, part, paint);
    let rules = &table.rules;
    let (Extent { from: left, to: right }, whole) = (part.across, part.down());
    let mut draw = |line: Option<Line>, from: Point, to: Point| {
        kinds.extend(line.iter().flat_map(|line| rule_between(edition, *line, from, to)));
    };
    let at = |x: Len, y: Len| Point { x, y };
    let header = usize::from(table.header);
    for pair in part.rows.windows(2) {
        let [above, row] = pair else { continue };
        let line = if above.number < header && row.number >= header { rules.header } else { rules.row };
        for piece in part.clear_across(table, above.number, row.number) {
            draw(line, at(piece.from, row.down.from), at(piece.to, row.down.from));
        }
    }
    for (number, column) in part.columns.iter().enumerate().skip(1) {
        for piece in part.clear_down(table, number) {
            draw(rules.column, at(column.from, piece.from), at(column.from, piece.to));
        }
    }
    for x in [left, right] {
        draw(rules.side, at(x, whole.from), at(x, whole.to));
    }
    for y in [whole.from, whole.to] {
        draw(rules.outer, at(left, y), at(right, y));
    }
    kinds
}

fn tints(table: &Table, part: &TablePart, paint: &PaintOf<'_>) -> Vec<ItemKind> {
    let header = usize::from(table.header);
    let tint = |number: usize| match number {
        _ if number < header => table.header_tint,
        _ if (number - header) % 2 == 1 => table.zebra,
        _ => None,
    };
    let fill = |row: &PartRow| {
        let area = Rect { x: part.across.from, y: row.down.from, width: part.across.len(), height: row.down.len() };
        Some(ItemKind::Fill(Fill { path: Path::Rect(area), paint: paint(tint(row.number)?) }))
    };
    part.rows.iter().filter_map(fill).collect()
}

impl TablePart {
    /// A row of the table, where this part has it.
    pub(super) fn row(&self, number: usize) -> Option<Extent> {
        self.rows.iter().find(|row| row.number == number).map(|row| row.down)
    }

    /// From its first row's upper edge to its last one's lower edge.
    pub(super) fn down(&self) -> Extent {
        let edges = self.rows.first().zip(self.rows.last());
        edges.map_or(Extent::default(), |(first, last)| Extent { from: first.down.from, to: last.down.to })
    }

    /// Moves it down a page.
    pub(super) fn lower(&mut self, by: Len) {
        for PartRow { down, .. } in &mut self.rows {
            *down = Extent { from: down.from + by, to: down.to + by };
        }
    }

    /// The stretches of the rule between two rows that no cell spans.
    fn clear_across(&self, table: &Table, above: usize, below: usize) -> Vec<Extent> {
        let crosses = |cell: &&Cell| usize::from(cell.row) <= above && last_row(cell) >= below;
        let taken: Vec<Extent> =
            table.cells.iter().filter(crosses).filter_map(|cell| width_of(&self.columns, cell)).collect();
        self.across.without(&taken)
    }

    /// The stretches of the rule left of column `number` that no cell spans.
    fn clear_down(&self, table: &Table, number: usize) -> Vec<Extent> {
        let crosses =
            |cell: &&Cell| usize::from(cell.column) < number && usize::from(cell.column + cell.columns) > number;
        let depth = |cell: &Cell| {
            let (first, last) = (self.row(usize::from(cell.row))?, self.row(last_row(cell))?);
            Some(Extent { from: first.from, to: last.to })
        };
        let taken: Vec<Extent> = table.cells.iter().filter(crosses).filter_map(depth).collect();
        self.down().without(&taken)
    }
}

/// The last row that a cell spans.
pub(super) fn last_row(cell: &Cell) -> usize {
    usize::from(cell.row + cell.rows.max(1)) - 1
}

fn width_of(columns: &[Extent], cell: &Cell) -> Option<Extent> {
    let last = usize::from(cell.column + cell.columns.max(1)) - 1;
    Some(Extent { from: columns.get(usize::from(cell.column))?.from, to: columns.get(last)?.to })
}

impl Cells<'_> {
    fn with_paras(&self) -> impl Iterator<Item = (Cell, &ShapedPara)> {
        self.table.cells.iter().filter(|cell| cell.has_para).copied().zip(self.paras)
    }

    /// The style of a cell's paragraph: aligned as its column says, headings centred.
    fn style(&self, cell: &Cell, shaped: &ShapedPara) -> ParaStyle {
        let own = &self.edition.para_styles[shaped.style.index()];
        let column = self.table.aligns.get(usize::from(cell.column)).copied().unwrap_or_default();
        let align = if cell.row < self.table.header || cell.columns > 1 { Align::Center } else { column.of_lines() };
        ParaStyle { align, indent: Len::ZERO, ..own.clone() }
    }

    fn set(&self, shaped: &ShapedPara, style: &ParaStyle, measure: Len) -> Vec<SetLine> {
        (self.set_para)(shaped, style, &LineMeasures::new(&[], measure))
    }

    /// What a cell leaves for its words.
    fn measure(&self, columns: &[Extent], cell: &Cell) -> Len {
        let (first, last) = (usize::from(cell.column), usize::from(cell.column + cell.columns.max(1)) - 1);
        let edges = columns.get(first).zip(columns.get(last.min(columns.len().saturating_sub(1))));
        edges.map_or(Len(1), |(first, last)| (last.to - first.from - self.table.padding.0 * 2).max(Len(1)))
    }

    /// What the words of each column need on one line; cells that span columns need nothing of their own.
    pub(super) fn natural_widths(&self) -> Vec<Len> {
        let mut widths = vec![self.table.padding.0 * 2; self.table.widths.len()];
        for (cell, shaped) in self.with_paras() {
            let style = ParaStyle { align: Align::Start, ..self.style(&cell, shaped) };
            let lines = self.set(shaped, &style, ENDLESS);
            let need = lines.iter().map(|line| line.width).max().unwrap_or_default() + self.table.padding.0 * 2;
            if let Some(width) = widths.get_mut(usize::from(cell.column)).filter(|_| cell.columns == 1) {
                *width = (*width).max(need);
            }
        }
        widths
    }

    /// The cells set in columns that share `across`.
    pub(super) fn measured(&self, natural: &[Len], across: Extent) -> Measured {
        let columns = columns(self.table, natural, across);
        let set = |(cell, shaped): (Cell, &ShapedPara)| {
            let style = self.style(&cell, shaped);
            let lines = self.set(shaped, &style, self.measure(&columns, &cell));
            SetCell { cell, style, lines, shift: Len::ZERO }
        };
        let cells = self.with_paras().map(set).collect();
        let mut measured = Measured { depths: Vec::new(), cells, columns };
        measured.depths = depths(self.table, &measured.cells);
        self.align_points(&mut measured);
        measured
    }

    /// Moves numbers so that the decimal points of their column stand below each other and the column in the middle.
    fn align_points(&self, measured: &mut Measured) {
        let is_decimal = |column: &usize| self.table.aligns.get(*column) == Some(&CellAlign::Decimal);
        for column in (0..measured.columns.len()).filter(is_decimal) {
            let is_number =
                |cell: &Cell| usize::from(cell.column) == column && cell.columns == 1 && cell.row >= self.table.header;
            let parts: Vec<Option<(Len, Len)>> =
                self.with_paras().map(|(cell, shaped)| is_number(&cell).then(|| around_point(shaped))).collect();
            let before = parts.iter().flatten().map(|(before, _)| *before).max().unwrap_or_default();
            let after = parts.iter().flatten().map(|(_, after)| *after).max().unwrap_or_default();
            for (set, part) in measured.cells.iter_mut().zip(&parts) {
                let Some((own, _)) = part else { continue };
                let measure = self.measure(&measured.columns, &set.cell);
                set.shift = (measure - before - after).max(Len::ZERO) / 2 + before - *own;
            }
        }
    }
}

impl Measured {
    /// The lines of a cell in the middle of its rows, as a part of the table has them.
    pub(super) fn placed<'m>(
        &'m self,
        para: usize,
        part: &TablePart,
        padding: (Len, Len),
        bare: &Slot,
    ) -> impl Iterator<Item = (Slot, SetLine)> + use<'m> {
        let set = self.cells.get(para);
        let rows = set.and_then(|set| {
            let (first, last) = (part.row(usize::from(set.cell.row))?, part.row(last_row(&set.cell))?);
            Some((set, Extent { from: first.from, to: last.to }, width_of(&self.columns, &set.cell)?))
        });
        let bare = *bare;
        rows.into_iter().flat_map(move |(set, rows, width)| {
            let top = rows.from + (rows.len() - depth(&set.style, set.lines.len())) / 2;
            let from = width.from + padding.0 + set.shift;
            let along = Extent { from, to: (width.to - padding.0).max(from) };
            let place = move |(number, line): (usize, &SetLine)| {
                let from = top + set.style.leading * i64::try_from(number).unwrap_or(0);
                let across = Extent { from, to: from + set.style.size };
                (bare.moved(&Block { along, across }, set.style.size), line.clone())
            };
            set.lines.iter().enumerate().map(place)
        })
    }

    /// Where a cell with words stands in the table.
    pub(super) fn cell(&self, para: usize) -> Option<&Cell> {
        self.cells.get(para).map(|set| &set.cell)
    }
}

/// The table of a frame on its area, and its cells.
fn lay(cells: &Cells<'_>, frame: FrameId, area: Rect) -> (TablePart, Measured) {
    let across = Extent { from: area.x, to: area.right() };
    let measured = cells.measured(&cells.natural_widths(), across);
    let mut from = area.y;
    let row = |(number, depth): (usize, Len)| {
        let down = Extent { from, to: from + depth };
        from = down.to;
        PartRow { number, down }
    };
    let rows = evenly_deeper(&measured.depths, area.height).into_iter().enumerate().map(row).collect();
    let columns = measured.columns.clone();
    (TablePart { frame, column: 0, para: 0, columns, across, rows }, measured)
}

/// Columns side by side: fixed ones first, then what words need, then shares of the rest; too little or too much is shared out in proportion.
fn columns(table: &Table, natural: &[Len], across: Extent) -> Vec<Extent> {
    let fixed: Len =
        table.widths.iter().map(|width| if let ColumnWidth::Fixed(width) = width { *width } else { Len::ZERO }).sum();
    let auto: Len =
        table.widths.iter().zip(natural).filter(|(width, _)| **width == ColumnWidth::Auto).map(|(_, need)| *need).sum();
    let shares: i64 = table
        .widths
        .iter()
        .map(|width| if let ColumnWidth::Share(share) = width { i64::from(*share) } else { 0 })
        .sum();
    let free = (across.len() - fixed).max(Len::ZERO);
    // Words get what they need where shares take the rest, and all there is where nothing else does.
    let for_words = if shares > 0 { auto.min(free) } else { free };
    // Where there is too little, short columns keep what they need and long ones break their words.
    let needs: Vec<Len> = table
        .widths
        .iter()
        .zip(natural)
        .map(|(width, need)| if *width == ColumnWidth::Auto { *need } else { Len::ZERO })
        .collect();
    let squeezed = apportion_capped(for_words, &needs);
    let width = |(number, (width, need)): (usize, (&ColumnWidth, &Len))| match width {
        ColumnWidth::Fixed(width) => *width,
        ColumnWidth::Auto if auto > for_words => squeezed[number],
        ColumnWidth::Auto => need.scaled(for_words.0, auto.0.max(1)),
        ColumnWidth::Share(share) => (free - for_words).scaled(i64::from(*share), shares.max(1)),
    };
    let mut from = across.from;
    let mut columns: Vec<Extent> = Vec::new();
    for width in table.widths.iter().zip(natural).enumerate().map(width) {
        columns.push(Extent { from, to: from + width });
        from += width;
    }
    // What rounding leaves goes to the last column; one of fixed widths may be narrower than its frame.
    if let Some(last) = columns.last_mut().filter(|last| (across.to - last.to).abs() < Len::MM) {
        last.to = across.to;
    }
    columns
}

/// How deep rows must be for their cells; what a cell of several rows needs beyond them the last of them has.
fn depths(table: &Table, cells: &[SetCell]) -> Vec<Len> {
    let mut depths = vec![table.padding.1 * 2; usize::from(table.rows)];
    let (several, single): (Vec<&SetCell>, Vec<&SetCell>) = cells.iter().partition(|set| set.cell.rows > 1);
    for SetCell { cell, style, lines, .. } in single.into_iter().chain(several) {
        let need = depth(style, lines.len()) + table.padding.1 * 2;
        if let Some([above @ .., last]) = depths.get_mut(usize::from(cell.row)..=last_row(cell)) {
            let above: Len = above.iter().copied().sum();
            *last = (*last).max(need - above);
        }
    }
    depths
}

/// Rows evenly deeper while their frame has room.
fn evenly_deeper(depths: &[Len], room: Len) -> Vec<Len> {
    let natural: Len = depths.iter().copied().sum();
    let room = (room - natural).max(Len::ZERO);
    let most = natural.scaled(i64::from(TALLEST_ROW.0), i64::from(Permille::ONE.0)) - natural;
    let more = apportion(room.min(most), depths.len());
    depths.iter().zip(more).map(|(depth, more)| *depth + more).collect()
}

fn depth(style: &ParaStyle, lines: usize) -> Len {
    style.leading * i64::try_from(lines.saturating_sub(1)).unwrap_or(0) + style.size
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
