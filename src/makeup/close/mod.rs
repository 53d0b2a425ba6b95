//! A page that closes itself (合版): the numbers of its blocks that may change become those by which every story fills its block, at least change.
//!
//! [`curve`] says what a block costs at every depth, [`meet`] which depths cost least together. What is planned is tried, block by block
//! ([`alone`]), and planned again by what came out, until all of the plan was tried: few of the many ways are ever set. A page that closes as it was
//! accepted stays as it is. [`told`] says what was moved and what cannot close.

mod accept;
mod alone;
mod curve;
mod meet;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::base::{Arg, Diagnostic, Diagnostics, Size};
use crate::flow::StoryReport;
use crate::font::FontBook;
use crate::input::{Documents, Edit};
use crate::model::{Block, Elastic, Moves, Node, NodeKind, PageBlocks, PageTree};

pub use curve::{Outcome, Trial};

pub(in crate::makeup) use alone::outcome;
use curve::{BlockCurve, Known, curve, looks, may_close};
use meet::{Curve, NEVER, Plan, meet, ways};

/// Trials for one page. A page of eight stories needs 10 to 60; each takes as long as the story takes to be set.
const MAX_TRIALS: usize = 400;
/// What is looked at for one page: ways to divide it, and ways of its blocks against what was tried of them. Pages without pinwheels of wide limits
/// need less; one that takes all of it is set in two seconds by a program built for tests.
const MAX_LOOKS: usize = 20_000_000;
/// How often more is tried of what does not close. After a dozen times no page came out better.
const MAX_ROUNDS: usize = 24;
/// Trials at a time of what does not close: as many as the cores of two machines take.
const NEAR: usize = 8;
/// Rows around the depth of a block that does not close at which more is tried.
const AROUND: u16 = 3;

/// What a block's story fills when it is set alone; `None` where it has no room.
pub type TryBlock<'a> = dyn Fn(&Trial) -> Option<Outcome> + Sync + 'a;

/// The elastic pages of an edition, closed.
#[derive(Debug, Default)]
pub struct ClosedPages {
    /// For each page the numbers that changed.
    pub moves: Vec<Moves>,
    /// What every number within limits is in the layouts now.
    pub edits: Vec<Accepted>,
    /// What was moved, and pages that cannot be divided.
    pub found: Diagnostics,
    /// Stories that do not fill their blocks before copy-fitting.
    pub open: Vec<OpenStory>,
}

/// Numbers of a page's blocks as they became.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The page's number.
    pub page: String,
    /// The numbers.
    pub edits: Vec<Edit>,
}

/// A story that does not fill its block, whatever may change on its page.
#[derive(Clone, Debug)]
pub struct OpenStory {
    /// Its page's number.
    pub page: String,
    /// Its name.
    pub story: String,
    /// What there is to say of it.
    pub told: Diagnostic,
}

impl ClosedPages {
    /// Says of the stories that copy-fitting did not close either what there is to say. That one leaves lines free was found of it as of every story: it is told once,
    /// with what may change, and as grave as it was.
    pub fn tell_still_open(self, reports: &[StoryReport], found: &mut Diagnostics) {
        let is_open = |open: &OpenStory| {
            let mut own =
                reports.iter().filter(|report| report.name == open.story && report.pages.contains(&open.page));
            own.any(|report| report.over > 0 || report.free + report.below > 1)
        };
        for OpenStory { story, mut told, .. } in self.open.into_iter().filter(is_open) {
            let name = Arg::Name(story);
            let is_same = |it: &Diagnostic| it.code == "flow/underfull" && it.message.args.first() == Some(&name);
            let same: Vec<usize> = (0..found.len()).filter(|at| is_same(&found[*at])).collect();
            // Of two stories of one name nobody knows here which is which.
            if let ("makeup/short", [at]) = (told.code, same.as_slice()) {
                told.severity = told.severity.max(found.remove(*at).severity);
            }
            found.push(told);
        }
    }
}

/// How a page of blocks came out.
#[derive(Debug, Default)]
pub struct PageClosing {
    /// The numbers that changed.
    pub moves: Moves,
    /// How each block came out that was tried, by its number.
    pub outcomes: BTreeMap<usize, Option<Outcome>>,
    /// How many trials it took.
    pub trials: usize,
    /// Why the search ended.
    pub end: End,
}

/// Why the search for a page's numbers ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Every block of the plan was tried.
    #[default]
    Tried,
    /// It would have taken too many trials or ways.
    Budget,
    /// Its blocks cannot share the page's rows within their limits.
    NoWay,
}

/// Closes the elastic pages of an edition. `size_of` says how large the picture of a path is, where it can be read.
pub fn close(documents: &Documents, fonts: &FontBook, size_of: &dyn Fn(&str) -> Option<Size>) -> ClosedPages {
    let mut closed = ClosedPages::default();
    for page in 0..documents.edition.list("pages").len() {
        let Some(page) = PageBlocks::of(documents, page).filter(PageBlocks::is_elastic) else {
            closed.moves.push(Moves::new());
            continue;
        };
        let sizes = page.pictures().into_iter().map(|path| (path.to_owned(), size_of(path))).collect();
        let closing = close_page(&page.tree, &page.blocks, &|trial| outcome(&page, fonts, &sizes, trial, &[]));
        closed.found.extend(told::told(&page, &closing));
        closed.open.extend(told::open(&page, &closing));
        closed.edits.push(Accepted { page: page.number.clone(), edits: accept::edits(&page, &closing.moves) });
        closed.moves.push(closing.moves);
    }
    closed
}

/// Finds the numbers of a page at which its stories fill their blocks with least change.
pub fn close_page(tree: &PageTree, blocks: &[Block], try_block: &TryBlock<'_>) -> PageClosing {
    let rows = usize::from(tree.rows.count());
    let (limits, known) = (limits(tree, blocks.len()), Known::new());
    let mut desk = Desk { blocks, limits, known, curves: Vec::new(), looks: 0 };
    desk.curves = (0..blocks.len()).map(|block| desk.curve(block, rows)).collect();
    let mut rounds = 0;
    loop {
        let Some(plan) = meet(tree, &desk.costs()) else {
            return PageClosing { end: End::NoWay, trials: desk.known.len(), ..PageClosing::default() };
        };
        desk.looks += ways(tree);
        let mut due = desk.untried(&plan);
        if due.is_empty() && rounds < MAX_ROUNDS {
            rounds += 1;
            due = desk.more(tree, &plan);
        }
        let is_beyond = desk.looks > MAX_LOOKS || desk.known.len() + due.len() > MAX_TRIALS;
        if due.is_empty() || is_beyond {
            let end = if is_beyond { End::Budget } else { End::Tried };
            return desk.closing(plan, end);
        }
        // Nothing is known yet, so what costs nothing is the page as it was accepted.
        let is_accepted = desk.known.is_empty() && plan.cost == 0;
        let outcomes: Vec<Option<Outcome>> = due.par_iter().map(try_block).collect();
        let touched: BTreeSet<usize> = due.iter().map(|trial| trial.block).collect();
        desk.known.extend(due.into_iter().zip(outcomes));
        if is_accepted && !desk.trials(&plan).any(|trial| desk.is_open(trial)) {
            return desk.closing(plan, End::Tried);
        }
        for block in touched {
            desk.curves[block] = desk.curve(block, rows);
        }
    }
}

/// A page while its numbers are looked for.
struct Desk<'a> {
    blocks: &'a [Block],
    /// Least and most rows of every block.
    limits: Vec<(u16, u16)>,
    known: Known,
    curves: Vec<BlockCurve>,
    /// What was looked at.
    looks: usize,
}

impl Desk<'_> {
    fn curve(&mut self, block: usize, rows: usize) -> BlockCurve {
        self.looks += looks(block, &self.blocks[block], &self.known, self.limits[block]);
        curve(block, &self.blocks[block], &self.known, rows, self.limits[block])
    }

    /// The trials a plan stands on, by block.
    fn trials<'d>(&'d self, plan: &'d Plan) -> impl Iterator<Item = &'d Trial> {
        let of = |(curve, depth): (&'d BlockCurve, &u16)| curve.best.get(usize::from(*depth))?.as_ref();
        self.curves.iter().zip(&plan.depths).filter_map(of)
    }

    fn untried(&self, plan: &Plan) -> Vec<Trial> {
        self.trials(plan).filter(|trial| !self.known.contains_key(*trial)).cloned().collect()
    }

    /// Trials of the blocks that the plan does not close, by which another plan may cost less than this one: those that promise most.
    fn more(&mut self, tree: &PageTree, plan: &Plan) -> Vec<Trial> {
        let mut promising: Vec<(i64, Trial)> = Vec::new();
        let open: Vec<Trial> = self.trials(plan).filter(|trial| self.is_open(trial)).cloned().collect();
        for open in open {
            let (least, most) = self.limits[open.block];
            for depth in open.depth.saturating_sub(AROUND).max(least)..=open.depth.saturating_add(AROUND).min(most) {
                self.looks += ways(tree) + looks(open.block, &self.blocks[open.block], &self.known, (depth, depth));
                if self.looks > MAX_LOOKS {
                    return Vec::new();
                }
                let Some(others) = self.cost_of_others(tree, open.block, depth) else { continue };
                let (block, room) = ((open.block, &self.blocks[open.block]), (depth, (least, most)));
                let trials = may_close(block, &self.known, room, plan.cost.saturating_sub(others));
                promising.extend(trials.into_iter().map(|(change, trial)| (others + change, trial)));
            }
        }
        promising.sort();
        promising.into_iter().map(|(_, trial)| trial).take(NEAR).collect()
    }

    fn is_open(&self, trial: &Trial) -> bool {
        !self.known.get(trial).copied().flatten().is_some_and(|outcome| outcome.is_closed())
    }

    /// What all other blocks cost when one has so many rows and costs nothing.
    fn cost_of_others(&self, tree: &PageTree, block: usize, depth: u16) -> Option<i64> {
        let mut costs = self.costs();
        for (rows, cost) in costs[block].iter_mut().enumerate() {
            *cost = if rows == usize::from(depth) { 0 } else { NEVER };
        }
        meet(tree, &costs).map(|plan| plan.cost)
    }

    fn costs(&self) -> Vec<Curve> {
        self.curves.iter().map(|curve| curve.costs.clone()).collect()
    }

    fn closing(&self, plan: Plan, end: End) -> PageClosing {
        let mut closing = PageClosing { end, trials: self.known.len(), ..PageClosing::default() };
        for trial in self.trials(&plan) {
            closing.outcomes.insert(trial.block, self.known.get(trial).copied().flatten());
            closing.moves.extend(moves_of(&self.blocks[trial.block], trial));
        }
        closing.moves.extend(plan.moves);
        closing
    }
}

/// The numbers of a trial that are not as they were accepted.
pub(super) fn moves_of(block: &Block, trial: &Trial) -> Moves {
    let choice = &block.shapes[trial.shape];
    let changed = choice.numbers.iter().zip(&trial.numbers).filter(|(number, now)| number.at != **now);
    let mut moves: Moves = changed.map(|(number, now)| (number.unknown, *now)).collect();
    if trial.shape > 0 {
        moves.insert(block.choice, u16::try_from(trial.shape).unwrap_or(u16::MAX));
    }
    moves
}

/// Least and most rows of every block: its own among blocks below each other, those of what it stands side by side in.
fn limits(tree: &PageTree, blocks: usize) -> Vec<(u16, u16)> {
    let mut limits = vec![(1, tree.rows.count()); blocks];
    within(&tree.root, (1, tree.rows.count()), &mut limits);
    limits
}

fn within(node: &Node, all: (u16, u16), limits: &mut Vec<(u16, u16)>) {
    let own = |number: &Elastic| (number.within.0.max(1), number.within.1.min(all.1));
    match &node.kind {
        NodeKind::Block(number) => limits[*number] = all,
        NodeKind::Nothing => {}
        NodeKind::Across(children) => children.iter().for_each(|child| within(child, all, limits)),
        NodeKind::Down(children) => {
            for child in children {
                within(child, child.depth.as_ref().map_or((1, all.1), own), limits);
            }
        }
        NodeKind::Turn(parts) => {
            for (at, part) in parts.iter().enumerate() {
                let depth = part.depth.as_ref().filter(|_| at < 2);
                within(part, depth.map_or((1, all.1), own), limits);
            }
        }
    }
}
