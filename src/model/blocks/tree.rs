//! Columns and rows of a page, divided.

use crate::base::{Code, Diagnostic, Diagnostics, Message, Span, Spanned};
use crate::input::{Fields, Value};
use crate::message;

use crate::model::edition::Grid;
use crate::model::sketch;

use super::elastic::{self, Elastic, Moves, Quantity, Unknown};

/// First and last base column or row, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}

impl Strip {
    /// How many they are.
    pub fn count(self) -> u16 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// The same without some at its beginning and its end; `None` where nothing is left.
    pub(super) fn without(self, before: u16, after: u16) -> Option<Self> {
        let run = Self { first: self.first.checked_add(before)?, last: self.last.checked_sub(after)? };
        (run.first <= run.last).then_some(run)
    }

    /// Its first `count`; `None` where it has fewer.
    pub(super) fn take(self, count: u16) -> Option<Self> {
        self.without(0, self.count().checked_sub(count)?)
    }

    /// Its last `count`; `None` where it has fewer.
    pub(super) fn take_last(self, count: u16) -> Option<Self> {
        self.without(self.count().checked_sub(count)?, 0)
    }
}

/// What a block has of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) columns: Strip,
    pub(super) rows: Strip,
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

/// A page's columns and rows, divided; columns are known, rows may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTree {
    /// The rows that are divided.
    pub rows: Strip,
    /// All of the page.
    pub root: Node,
}

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands in the layout.
    pub span: Span,
    /// Where its parts are listed.
    pub(super) parts: Span,
    /// Its base columns.
    pub columns: Strip,
    /// Its rows among parts one below the other; `None` takes what is left.
    pub depth: Option<Elastic>,
    /// Rows above it among parts one below the other.
    pub gap: Elastic,
    /// Whether another block stands above it.
    pub is_below: bool,
    /// How it is divided.
    pub kind: NodeKind,
}

/// How a part of the page is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A block, by its number in the order they are written.
    Block(usize),
    /// One below the other.
    Down(Vec<Node>),
    /// Side by side.
    Across(Vec<Node>),
    /// As a pinwheel: top left, top right, foot right, foot left, middle; empty where it is none.
    Turn(Vec<Node>),
    /// What is wrong with it was told.
    Nothing,
}

/// A block that is not divided, with its rows.
pub(super) struct Leaf<'f> {
    pub(super) keys: &'f Fields,
    pub(super) cell: Cell,
    /// Whether another block stands above it.
    pub(super) is_below: bool,
}

/// A tree with the keys of its blocks.
pub(super) struct Division<'f> {
    pub(super) tree: PageTree,
    pub(super) blocks: Vec<&'f Fields>,
}

impl Node {
    /// What names the rows that a part without `depth` has.
    pub fn left_over(&self) -> Unknown {
        Unknown { block: self.span, value: self.span }
    }

    /// The parts it is divided into.
    pub fn children(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Down(children) | NodeKind::Across(children) | NodeKind::Turn(children) => children,
            NodeKind::Block(_) | NodeKind::Nothing => &[],
        }
    }
}

/// A number of columns or rows.
pub(super) fn count(keys: &Fields, key: &str) -> Option<u16> {
    keys.number(key).and_then(|number| u16::try_from(number).ok())
}

/// How a page is divided.
pub(super) fn division<'f>(blocks: &'f Fields, grid: &Grid, found: &mut Diagnostics) -> Division<'f> {
    let (first, last) = blocks.range("rows").unwrap_or((1, grid.rows));
    let gap = Elastic::fixed(unknown(blocks, "gap"), count(blocks, "gap").unwrap_or(1), Quantity::Gap);
    let mut reader = Reader { gap, blocks: Vec::new(), found };
    let root = reader.node(blocks, Strip { first: 1, last: grid.columns }, false);
    Division { tree: PageTree { rows: Strip { first, last }, root }, blocks: reader.blocks }
}

fn unknown(keys: &Fields, key: &str) -> Unknown {
    Unknown { block: keys.span, value: keys.span_of(key) }
}

/// Keys that become a tree.
struct Reader<'f, 'd> {
    /// Rows between blocks that say nothing else.
    gap: Elastic,
    blocks: Vec<&'f Fields>,
    found: &'d mut Diagnostics,
}

fn wrong(code: Code, what: Message, span: Span, hint: Message) -> Diagnostic {
    Diagnostic::error(code, what).at(span).hint(hint)
}

impl<'f> Reader<'f, '_> {
    fn node(&mut self, keys: &'f Fields, columns: Strip, is_below: bool) -> Node {
        let (span, own) = (keys.span, elastic::number(keys, "gap", keys.span, Quantity::Gap));
        let depth = elastic::number(keys, "depth", span, Quantity::Depth);
        let gap = own.unwrap_or_else(|| self.gap.clone());
        let parts = ["down", "turn"].into_iter().find_map(|kind| keys.get(kind)).map_or(span, |parts| parts.span);
        Node { span, parts, columns, depth, gap, is_below, kind: self.kind(keys, columns, is_below) }
    }

    fn kind(&mut self, keys: &'f Fields, columns: Strip, is_below: bool) -> NodeKind {
        let kinds = ["down", "across", "turn", "story", "frame"];
        let kinds: Vec<&str> = kinds.into_iter().filter(|kind| keys.get(kind).is_some()).collect();
        match kinds.as_slice() {
            ["down"] => {
                let children = children(keys, "down").into_iter().enumerate();
                NodeKind::Down(children.map(|(at, child)| self.node(child, columns, is_below || at > 0)).collect())
            }
            ["across"] => self.across(keys, columns, is_below),
            ["turn"] => self.turn(keys, columns, is_below),
            ["story" | "frame"] => {
                self.blocks.push(keys);
                NodeKind::Block(self.blocks.len() - 1)
            }
            [] => {
                let hint = message!("write story:, frame:, down:, across: or turn:");
                self.found.push(wrong("block/empty", message!("nothing stands in this block"), keys.span, hint));
                NodeKind::Nothing
            }
            several => {
                let message = message!("a block is one of these: {}", several.to_vec());
                let hint = message!("keep one of them; blocks within it are listed below each other under it");
                self.found.push(wrong("block/two-kinds", message, keys.span, hint));
                NodeKind::Nothing
            }
        }
    }

    fn across(&mut self, keys: &'f Fields, columns: Strip, is_below: bool) -> NodeKind {
        let children = children(keys, "across");
        let said: Vec<Option<u16>> = children.iter().map(|child| count(child, "columns")).collect();
        let Some(widths) = shares(&said, columns.count(), 0) else {
            let what = message!("these blocks take {} base columns of {}", taken(&said, 0), columns.count());
            let hint = message!("change columns: of one, or leave it out, so that it takes what is left");
            self.found.push(wrong("block/columns", what, keys.span_of("across"), hint));
            return NodeKind::Nothing;
        };
        let mut first = columns.first;
        let child = |(child, width): (&'f Fields, u16)| {
            let columns = Strip { first, last: first + width - 1 };
            first += width;
            self.node(child, columns, is_below)
        };
        NodeKind::Across(children.into_iter().zip(widths).map(child).collect())
    }

    fn turn(&mut self, keys: &'f Fields, columns: Strip, is_below: bool) -> NodeKind {
        let blocks = children(keys, "turn");
        let runs = columns_of_turn(keys, columns).filter(|_| blocks.len() == 5);
        let parts = blocks.into_iter().zip(runs.into_iter().flatten()).enumerate();
        NodeKind::Turn(parts.map(|(at, (block, columns))| self.node(block, columns, is_below || at > 1)).collect())
    }
}

fn children<'f>(keys: &'f Fields, kind: &str) -> Vec<&'f Fields> {
    keys.list(kind).iter().filter_map(|child| child.value.as_object()).collect()
}

/// The columns of a pinwheel's parts: those at the top left and the foot right are wide.
fn columns_of_turn(keys: &Fields, columns: Strip) -> Option<[Strip; 5]> {
    let (left, right) = (count(keys, "left")?, count(keys, "right")?);
    let middle = columns.take(right)?.without(left, 0)?;
    Some([columns.take(right)?, columns.without(right, 0)?, columns.without(left, 0)?, columns.take(left)?, middle])
}

fn taken(said: &[Option<u16>], gaps: usize) -> usize {
    said.iter().flatten().map(|said| usize::from(*said)).sum::<usize>() + gaps
}

/// What each has: what it says, or an equal share of what the others and `gaps` leave, the first ones one more; `None` where they do not come out even.
fn shares(said: &[Option<u16>], all: u16, gaps: usize) -> Option<Vec<u16>> {
    let open = said.iter().filter(|said| said.is_none()).count();
    let left = usize::from(all).checked_sub(taken(said, gaps))?;
    if if open == 0 { left > 0 } else { left < open } {
        return None;
    }
    let mut nth = 0;
    let mut share = || {
        nth += 1;
        u16::try_from(left / open.max(1) + usize::from(nth <= left % open.max(1))).unwrap_or(u16::MAX)
    };
    Some(said.iter().map(|said| said.unwrap_or_else(&mut share)).collect())
}

impl<'f> Division<'f> {
    /// The blocks of a page in the order they are written, with the rows they became or were accepted with.
    pub(super) fn leaves(&self, moves: &Moves, found: &mut Diagnostics) -> Vec<Leaf<'f>> {
        let mut placing = Placing { division: self, moves, leaves: Vec::new(), found };
        placing.place(&self.tree.root, self.tree.rows);
        placing.leaves
    }
}

/// Parts of a page that get their rows.
struct Placing<'f, 'd> {
    division: &'d Division<'f>,
    moves: &'d Moves,
    leaves: Vec<Leaf<'f>>,
    found: &'d mut Diagnostics,
}

impl Placing<'_, '_> {
    fn place(&mut self, node: &Node, rows: Strip) {
        match &node.kind {
            NodeKind::Block(number) => {
                let cell = Cell { columns: node.columns, rows };
                self.leaves.push(Leaf { keys: self.division.blocks[*number], cell, is_below: node.is_below });
            }
            NodeKind::Down(children) => self.down(node, children, rows),
            NodeKind::Across(children) => children.iter().for_each(|child| self.place(child, rows)),
            NodeKind::Turn(parts) => match rows_of_turn(parts, rows, self.moves) {
                Some(runs) => parts.iter().zip(runs).for_each(|(part, rows)| self.place(part, rows)),
                None => self.found.push(no_turn(node, rows)),
            },
            NodeKind::Nothing => {}
        }
    }

    fn down(&mut self, node: &Node, children: &[Node], rows: Strip) {
        let depth = |child: &Node| match &child.depth {
            Some(depth) => Some(depth.now(self.moves)),
            None => self.moves.get(&child.left_over()).copied(),
        };
        let said: Vec<Option<u16>> = children.iter().map(depth).collect();
        let gaps: Vec<u16> = children.iter().map(|child| child.gap.now(self.moves)).collect();
        let between: usize = gaps.iter().skip(1).map(|gap| usize::from(*gap)).sum();
        let Some(depths) = shares(&said, rows.count(), between) else {
            let what = message!(
                "these blocks and the gaps between them take {} rows of {}",
                taken(&said, between),
                rows.count()
            );
            let hint = message!("change a depth:, or leave out one, which then takes what is left");
            return self.found.push(wrong("block/rows", what, node.parts, hint));
        };
        let mut first = rows.first;
        for (at, (child, depth)) in children.iter().zip(depths).enumerate() {
            first = first.saturating_add(if at == 0 { 0 } else { gaps[at] });
            self.place(child, Strip { first, last: first.saturating_add(depth - 1) });
            first = first.saturating_add(depth);
        }
    }
}

/// Five blocks that turn around the one in the middle, so that no cut runs through all of them: those at the top right and the foot left are deep.
fn rows_of_turn(parts: &[Node], rows: Strip, moves: &Moves) -> Option<[Strip; 5]> {
    let [first, second, third, ..] = parts else { return None };
    let (high, deep) = (first.depth.as_ref()?.now(moves), second.depth.as_ref()?.now(moves));
    let gap = third.gap.now(moves);
    let below = |depth: u16| rows.without(depth.checked_add(gap)?, 0);
    let middle = rows.take(deep)?.without(high.checked_add(gap)?, 0)?;
    // The middle ends a gap above the block at the foot right.
    Some([rows.take(high)?, rows.take(deep)?, below(deep)?, below(high)?, middle])
}

fn no_turn(node: &Node, rows: Strip) -> Diagnostic {
    let what = message!("this pinwheel does not fit {} base columns and {} rows", node.columns.count(), rows.count());
    let hint = message!(
        "list five blocks: top left and top right, each with a depth and the right one deeper, then foot right, foot left, middle; left: is less than right:, and both less than the columns"
    );
    wrong("block/turn", what, node.parts, hint)
}
