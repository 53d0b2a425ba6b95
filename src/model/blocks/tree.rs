//! Columns and rows of a page, divided.

use crate::base::{Diagnostic, Diagnostics, Message, Span, Spanned};
use crate::input::{Fields, Value};
use crate::message;

use crate::model::edition::Grid;
use crate::model::sketch;

/// First and last base column or row, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: u16,
    pub(super) last: u16,
}

impl Run {
    /// How many they are.
    pub(super) fn len(self) -> u16 {
        (self.last + 1).saturating_sub(self.first)
    }

    /// The same without some at its beginning and its end; `None` where nothing is left.
    pub(super) fn without(self, before: u16, after: u16) -> Option<Self> {
        let run = Self { first: self.first.checked_add(before)?, last: self.last.checked_sub(after)? };
        (run.first <= run.last).then_some(run)
    }

    /// Its first `count`; `None` where it has fewer.
    pub(super) fn take(self, count: u16) -> Option<Self> {
        self.without(0, self.len().checked_sub(count)?)
    }

    /// Its last `count`; `None` where it has fewer.
    pub(super) fn take_last(self, count: u16) -> Option<Self> {
        self.without(self.len().checked_sub(count)?, 0)
    }
}

/// What a block has of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) columns: Run,
    pub(super) rows: Run,
}

impl Cell {
    /// As it would be written under `area`.
    pub(super) fn area(self, span: Span) -> Spanned<Value> {
        areas(&[self], span)
    }
}

/// Several cells as one area.
pub(super) fn areas(cells: &[Cell], span: Span) -> Spanned<Value> {
    let cell = |cell: &Cell| sketch::Cell {
        rows: (cell.rows.first, cell.rows.last),
        columns: (cell.columns.first, cell.columns.last),
    };
    sketch::area(&cells.iter().map(cell).collect::<Vec<_>>(), span)
}

/// A block that is not divided.
pub(super) struct Leaf<'f> {
    pub(super) keys: &'f Fields,
    pub(super) cell: Cell,
    /// Whether another block stands above it.
    pub(super) is_below: bool,
}

/// Blocks with what is known of them.
struct Divided<'f, 'd> {
    gap: u16,
    leaves: Vec<Leaf<'f>>,
    found: &'d mut Diagnostics,
}

/// The blocks of a page in the order they are written.
pub(super) fn leaves<'f>(blocks: &'f Fields, grid: &Grid, found: &mut Diagnostics) -> Vec<Leaf<'f>> {
    let (first, last) = blocks.range("rows").unwrap_or((1, grid.rows));
    let cell = Cell { columns: Run { first: 1, last: grid.columns }, rows: Run { first, last } };
    let mut divided = Divided { gap: count(blocks, "gap").unwrap_or(1), leaves: Vec::new(), found };
    divided.divide(blocks, cell, false);
    divided.leaves
}

/// A number of columns or rows.
pub(super) fn count(keys: &Fields, key: &str) -> Option<u16> {
    keys.number(key).and_then(|number| u16::try_from(number).ok())
}

impl<'f> Divided<'f, '_> {
    fn divide(&mut self, keys: &'f Fields, cell: Cell, is_below: bool) {
        let kinds = ["down", "across", "turn", "story", "frame"];
        let kinds: Vec<&str> = kinds.into_iter().filter(|kind| keys.get(kind).is_some()).collect();
        match kinds.as_slice() {
            ["down"] => self.down(keys, cell, is_below),
            ["across"] => self.across(keys, cell, is_below),
            ["turn"] => self.turn(keys, cell, is_below),
            ["story" | "frame"] => self.leaves.push(Leaf { keys, cell, is_below }),
            [] => self.wrong(
                "block/empty",
                message!("nothing stands in this block"),
                keys.span,
                message!("write story:, frame:, down:, across: or turn:"),
            ),
            several => {
                let message = message!("a block is one of these: {}", several.to_vec());
                self.wrong(
                    "block/two-kinds",
                    message,
                    keys.span,
                    message!("keep one of them; blocks within it are listed below each other under it"),
                );
            }
        }
    }

    fn wrong(&mut self, code: crate::base::Code, what: Message, span: Span, hint: Message) {
        self.found.push(Diagnostic::error(code, what).at(span).hint(hint));
    }

    fn down(&mut self, keys: &'f Fields, cell: Cell, is_below: bool) {
        let children = children(keys, "down");
        let Some(depths) = self.shares(&children, "depth", cell.rows.len(), self.gap, keys.span_of("down")) else {
            return;
        };
        let mut first = cell.rows.first;
        for (at, (child, depth)) in children.into_iter().zip(depths).enumerate() {
            let rows = Run { first, last: first + depth - 1 };
            first += depth + self.gap;
            self.divide(child, Cell { rows, ..cell }, is_below || at > 0);
        }
    }

    fn across(&mut self, keys: &'f Fields, cell: Cell, is_below: bool) {
        let children = children(keys, "across");
        let Some(widths) = self.shares(&children, "columns", cell.columns.len(), 0, keys.span_of("across")) else {
            return;
        };
        let mut first = cell.columns.first;
        for (child, width) in children.into_iter().zip(widths) {
            let columns = Run { first, last: first + width - 1 };
            first += width;
            self.divide(child, Cell { columns, ..cell }, is_below);
        }
    }

    /// What each child has: what it says, or an equal share of what the others leave, the first ones one more.
    fn shares(&mut self, children: &[&Fields], key: &'static str, all: u16, gap: u16, span: Span) -> Option<Vec<u16>> {
        let said: Vec<Option<u16>> = children.iter().map(|child| count(child, key)).collect();
        let gaps = usize::from(gap) * children.len().saturating_sub(1);
        let taken: usize = said.iter().flatten().map(|said| usize::from(*said)).sum::<usize>() + gaps;
        let open = said.iter().filter(|said| said.is_none()).count();
        let left =
            usize::from(all).checked_sub(taken).filter(|left| if open == 0 { *left == 0 } else { *left >= open });
        let Some(left) = left else {
            let (code, what, hint) = if key == "depth" {
                let what = message!("these blocks and the gaps between them take {} rows of {}", taken, all);
                ("block/rows", what, message!("change a depth:, or leave out one, which then takes what is left"))
            } else {
                let what = message!("these blocks take {} base columns of {}", taken, all);
                (
                    "block/columns",
                    what,
                    message!("change columns: of one, or leave it out, so that it takes what is left"),
                )
            };
            self.wrong(code, what, span, hint);
            return None;
        };
        let mut nth = 0;
        let mut share = || {
            nth += 1;
            u16::try_from(left / open.max(1) + usize::from(nth <= left % open.max(1))).unwrap_or(u16::MAX)
        };
        Some(said.into_iter().map(|said| said.unwrap_or_else(&mut share)).collect())
    }

    /// Five blocks that turn around the one in the middle, so that no cut runs through all of them.
    fn turn(&mut self, keys: &'f Fields, cell: Cell, is_below: bool) {
        let blocks = children(keys, "turn");
        let cells = cells_of_turn(keys, &blocks, cell, self.gap);
        let (Some(cells), [..]) = (cells, blocks.as_slice()) else {
            let what =
                message!("this pinwheel does not fit {} base columns and {} rows", cell.columns.len(), cell.rows.len());
            let hint = message!(
                "list five blocks: top left and top right, each with a depth and the right one deeper, then foot right, foot left, middle; left: is less than right:, and both less than the columns"
            );
            return self.wrong("block/turn", what, keys.span_of("turn"), hint);
        };
        for (at, (block, cell)) in blocks.into_iter().zip(cells).enumerate() {
            self.divide(block, cell, is_below || at > 1);
        }
    }
}

fn children<'f>(keys: &'f Fields, kind: &str) -> Vec<&'f Fields> {
    keys.list(kind).iter().filter_map(|child| child.value.as_object()).collect()
}

/// The cells of a pinwheel: the blocks at the top left and the foot right are wide, those at the top right and the foot left deep.
fn cells_of_turn(keys: &Fields, blocks: &[&Fields], cell: Cell, gap: u16) -> Option<[Cell; 5]> {
    let [first, second, ..] = blocks else { return None };
    if blocks.len() != 5 {
        return None;
    }
    let (left, right) = (count(keys, "left")?, count(keys, "right")?);
    let (high, deep) = (count(first, "depth")?, count(second, "depth")?);
    let (columns, rows) = (cell.columns, cell.rows);
    let below = |depth: u16| rows.without(depth.checked_add(gap)?, 0);
    let of = |columns: Option<Run>, rows: Option<Run>| Some(Cell { columns: columns?, rows: rows? });
    let middle = columns.take(right)?.without(left, 0);
    Some([
        of(columns.take(right), rows.take(high))?,
        of(columns.without(right, 0), rows.take(deep))?,
        of(columns.without(left, 0), below(deep))?,
        of(columns.take(left), below(high))?,
        of(middle, rows.take(deep)?.without(high.checked_add(gap)?, 0))?,
    ])
}
