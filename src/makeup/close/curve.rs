//! What a block costs at every depth, by what was tried of it and, where nothing was, by a guess from what was tried nearest to it.

use std::collections::BTreeMap;

use crate::base::Permille;
use crate::model::{Block, Elastic, Quantity, ShapeChoice};

use super::meet::{Curve, NEVER};

/// A block set alone: its depth, its shape and the numbers of its shape that may change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trial {
    /// The block's number.
    pub block: usize,
    /// The shape's, among those the block may have.
    pub shape: usize,
    /// Rows.
    pub depth: u16,
    /// Numbers in the order of the shape's.
    pub numbers: Vec<u16>,
}

/// How a story filled its block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Lines that found no room.
    pub over: usize,
    /// Lines that stay free.
    pub free: usize,
    /// Rows that stay free between its lines.
    pub holes: usize,
    /// Rows that stay empty under its pictures, being too few for text.
    pub white: usize,
    /// Text columns.
    pub columns: u16,
    /// Characters of a line.
    pub line: usize,
    /// Rows of its text.
    pub rows: u16,
    /// Rows of its headline block.
    pub head: u16,
    /// Points of white in its headline block.
    pub head_white: i64,
    /// How much of its pictures is cropped, of that of which most is.
    pub crop: Permille,
}

/// What was tried; `None` where there is no room for the headline, or none for the text.
pub(super) type Known = BTreeMap<Trial, Option<Outcome>>;

/// The best trial of a block at each depth, with what it costs.
pub(super) struct BlockCurve {
    pub(super) costs: Curve,
    pub(super) best: Vec<Option<Trial>>,
}

/// A line that finds no room costs more than all that can be changed.
const OVER: i64 = 1_000_000;
/// A line more than one that stays free costs more than any change that is seen less.
const FREE: i64 = 300;
/// One free line is closed; it is not worth a change.
const ONE_FREE: i64 = 3;
/// A row that stays free between lines.
const HOLE: i64 = 10;
/// A row of a headline block more or fewer, of a picture, a base column of a picture, another shape: what is seen more costs more.
const HEAD_ROW: i64 = 10;
const PICTURE_ROW: i64 = 5;
const PICTURE_COLUMN: i64 = 60;
const SHAPE: i64 = 90;

/// Ways in which the numbers of one shape are combined, over all depths a block may have: of more those nearest to what was accepted are looked at. It is
/// enough for two pictures of fifteen rows each at sixty depths.
const MAX_WAYS: usize = 14_000;

impl Outcome {
    /// Lines that are free, negative where some found no room.
    pub(super) fn lack(&self) -> i64 {
        i64::try_from(self.free).unwrap_or(i64::MAX) - i64::try_from(self.over).unwrap_or(i64::MAX)
    }

    /// Whether the story fills its block but for one line, and no rows stay empty under its pictures.
    pub fn is_closed(&self) -> bool {
        self.over == 0 && self.free <= 1 && self.white == 0
    }
}

/// The block's curve from depth 0 to `rows`; depths beyond its limits cannot be.
pub(super) fn curve(number: usize, block: &Block, known: &Known, rows: usize, limits: (u16, u16)) -> BlockCurve {
    let mut curve = BlockCurve { costs: vec![NEVER; rows + 1], best: vec![None; rows + 1] };
    if !block.is_tried {
        curve.costs = vec![0; rows + 1];
        return curve;
    }
    let known = of_block(known, number);
    for (shape, choice) in block.shapes.iter().enumerate() {
        for numbers in ways(choice, limits) {
            let change = change_of(shape, choice, &numbers);
            for depth in limits.0..=limits.1.min(u16::try_from(rows).unwrap_or(u16::MAX)) {
                let trial = Trial { block: number, shape, depth, numbers: numbers.clone() };
                let Some(cost) = likely(&trial, choice, &known) else { continue };
                let at = usize::from(depth);
                if cost + change < curve.costs[at] {
                    (curve.costs[at], curve.best[at]) = (cost + change, Some(trial));
                }
            }
        }
    }
    curve
}

/// What is looked at to make a block's curve between two depths: every way of it is held against what was tried of it.
pub(super) fn looks(number: usize, block: &Block, known: &Known, depths: (u16, u16)) -> usize {
    if !block.is_tried {
        return 0;
    }
    let ways: usize = block.shapes.iter().map(|choice| ways(choice, depths).len()).sum();
    let deep = usize::from(depths.1.saturating_sub(depths.0)) + 1;
    ways.saturating_mul(deep).saturating_mul(of_block(known, number).len() + 1)
}

/// The numbers a shape may have together in a block of so many depths.
fn ways(choice: &ShapeChoice, depths: (u16, u16)) -> Vec<Vec<u16>> {
    let most = MAX_WAYS / (usize::from(depths.1.saturating_sub(depths.0)) + 1);
    let within = |reach: u16, number: &Elastic| {
        let (least, most) = number.within;
        number.at.saturating_sub(reach).max(least)..=number.at.saturating_add(reach).min(most)
    };
    let count = |reach: u16| choice.numbers.iter().map(|it| within(reach, it).count()).product::<usize>();
    // Halved until the ways are few enough; with none of them changed there is one.
    let reach = (0..=16).map(|halved| u16::MAX >> halved).find(|reach| count(*reach) <= most).unwrap_or(0);
    choice.numbers.iter().fold(vec![Vec::new()], |ways, number| {
        let longer = |way: &Vec<u16>| {
            let way = way.clone();
            within(reach, number).map(move |now| [way.as_slice(), &[now]].concat())
        };
        ways.iter().flat_map(longer).collect()
    })
}

/// What it costs that a block has not its first shape, and numbers of it are not as they were accepted.
fn change_of(shape: usize, choice: &ShapeChoice, numbers: &[u16]) -> i64 {
    let one = |(number, now): (&Elastic, &u16)| {
        let each = match number.quantity {
            Quantity::HeadRows => HEAD_ROW,
            Quantity::PictureColumns { .. } => PICTURE_COLUMN,
            Quantity::PictureRows { .. } | Quantity::Depth | Quantity::Gap => PICTURE_ROW,
        };
        i64::from(now.abs_diff(number.at)) * each
    };
    choice.numbers.iter().zip(numbers).map(one).sum::<i64>() + SHAPE * i64::try_from(shape).unwrap_or(i64::MAX / 1024)
}

/// What a trial costs: as it came out, or as it would by the one nearest to it; `None` where there is no room for it.
fn likely(trial: &Trial, choice: &ShapeChoice, known: &[Tried<'_>]) -> Option<i64> {
    match known.iter().find(|(other, _)| *other == trial) {
        Some((_, outcome)) => outcome.map(|outcome| price(outcome.lack(), outcome.holes) + white(outcome.white)),
        None => likely_lack(trial, choice, known).map(|lack| price(lack, 0)),
    }
}

/// The lines that would be free by the trial nearest to it; `None` where there is no room for it.
fn likely_lack(trial: &Trial, choice: &ShapeChoice, known: &[Tried<'_>]) -> Option<i64> {
    let like = |other: &&Tried<'_>| is_like(trial, other.0, choice);
    let had_no_room = |(other, outcome): &Tried<'_>| {
        outcome.is_none() && other.depth >= trial.depth && other.numbers == trial.numbers
    };
    if known.iter().filter(like).any(had_no_room) {
        return None;
    }
    let tried = known.iter().filter(like).filter_map(|(other, outcome)| Some((*other, outcome.as_ref()?)));
    let nearest = tried.min_by_key(|(other, _)| distance(trial, other));
    // Of what nothing is known the best is hoped, so that it is tried where it would help.
    Some(nearest.map_or(0, |(other, outcome)| guess(trial, other, outcome, choice)))
}

/// A trial and how it came out.
type Tried<'k> = (&'k Trial, &'k Option<Outcome>);

/// What was tried of a block.
fn of_block(known: &Known, block: usize) -> Vec<Tried<'_>> {
    known.iter().filter(|(trial, _)| trial.block == block).collect()
}

/// Whether one trial says something of another: they differ in rows alone.
fn is_like(a: &Trial, b: &Trial, choice: &ShapeChoice) -> bool {
    let is_wide = |(number, (a, b)): (&Elastic, (&u16, &u16))| {
        a != b && matches!(number.quantity, Quantity::PictureColumns { .. })
    };
    a.shape == b.shape && !choice.numbers.iter().zip(a.numbers.iter().zip(&b.numbers)).any(is_wide)
}

fn distance(a: &Trial, b: &Trial) -> u32 {
    let numbers = a.numbers.iter().zip(&b.numbers).map(|(a, b)| u32::from(a.abs_diff(*b)));
    numbers.sum::<u32>() + u32::from(a.depth.abs_diff(b.depth))
}

/// The lines that would be free, were every row of text as the others.
fn guess(trial: &Trial, other: &Trial, outcome: &Outcome, choice: &ShapeChoice) -> i64 {
    let more = |now: u16, before: u16| i64::from(now) - i64::from(before);
    let columns = i64::from(outcome.columns);
    let taken = |(number, (now, before)): (&Elastic, (&u16, &u16))| {
        let each = match number.quantity {
            Quantity::PictureRows { columns: Some(wide), .. } => i64::from(wide).min(columns),
            Quantity::PictureRows { .. } | Quantity::HeadRows => columns,
            Quantity::PictureColumns { .. } | Quantity::Depth | Quantity::Gap => 0,
        };
        each * more(*now, *before)
    };
    let numbers = choice.numbers.iter().zip(trial.numbers.iter().zip(&other.numbers));
    outcome.lack() + columns * more(trial.depth, other.depth) - numbers.map(taken).sum::<i64>()
}

/// Empty rows under a picture are seen as free lines are.
fn white(rows: usize) -> i64 {
    FREE * i64::try_from(rows).unwrap_or(i64::MAX / 1024)
}

fn price(lack: i64, holes: usize) -> i64 {
    let holes = HOLE * i64::try_from(holes).unwrap_or(i64::MAX / 1024);
    holes
        + match lack {
            i64::MIN..=-1 => OVER.saturating_mul(-lack).min(NEVER / 1024),
            0 => 0,
            1 => ONE_FREE,
            _ => FREE.saturating_mul(lack).min(NEVER / 1024),
        }
}

/// Lines by which guesses are off at most, where crossheads, pictures and keep rules have their say: so it was measured.
const OFF: i64 = 3;

/// Trials of a block at one depth that may close it for less than `most`, each with what its changes cost.
pub(super) fn may_close(
    (number, block): (usize, &Block),
    known: &Known,
    (depth, limits): (u16, (u16, u16)),
    most: i64,
) -> Vec<(i64, Trial)> {
    let tried = of_block(known, number);
    let mut found = Vec::new();
    for (shape, choice) in block.shapes.iter().enumerate() {
        for numbers in ways(choice, limits) {
            let change = change_of(shape, choice, &numbers);
            let trial = Trial { block: number, shape, depth, numbers };
            if change < most && !known.contains_key(&trial) {
                let lack = likely_lack(&trial, choice, &tried).filter(|lack| lack.abs() <= OFF);
                found.extend(lack.map(|_| (change, trial)));
            }
        }
    }
    found
}
