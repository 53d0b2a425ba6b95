//! Frames of several areas: where they leave a column in several arms, an arm is read to its foot before the next begins.

use std::collections::BTreeSet;

use crate::base::Len;

use super::axes::{Block, Extent};

/// What a column keeps of a stretch across its lines: the arms it is left in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slab {
    pub(super) across: Extent,
    pub(super) arms: Vec<Extent>,
}

/// An arm from its head to its foot: slabs, and which of their arms.
pub(super) type Chain = Vec<(usize, usize)>;

/// A stretch of a column off the grid that is read without a gap, and what its lines keep out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arm {
    pub(super) block: Block,
    pub(super) missing: Vec<Block>,
}

impl Slab {
    /// What some holes leave of a column there.
    pub(super) fn of(column: Extent, across: Extent, holes: &[Block]) -> Self {
        let met = holes.iter().filter(|hole| hole.across.overlaps(&across)).map(|hole| hole.along);
        Self { across, arms: column.without(&met.collect::<Vec<_>>()) }
    }
}

/// The arms of slabs that follow each other, in reading order. Arms that touch are one, but where one becomes two, or what comes is below two, a new arm
/// begins.
pub(super) fn chains(slabs: &[Slab]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    // What is seen from below: stretches along the lines and the chains they are of.
    let mut skyline: Vec<(Extent, usize)> = Vec::new();
    for (at, slab) in slabs.iter().enumerate() {
        let mut next = Vec::with_capacity(slab.arms.len());
        for (number, arm) in slab.arms.iter().enumerate() {
            let seen: BTreeSet<usize> =
                skyline.iter().filter(|(stretch, _)| stretch.overlaps(arm)).map(|(_, chain)| *chain).collect();
            let above =
                seen.first().copied().filter(|chain| seen.len() == 1 && goes_on(slabs, &chains[*chain], at, number));
            let chain = above.unwrap_or(chains.len());
            if chain == chains.len() {
                chains.push(Chain::new());
            }
            chains[chain].push((at, number));
            next.push((*arm, chain));
        }
        let hidden = |(stretch, chain): (Extent, usize)| {
            stretch.without(&slab.arms).into_iter().map(move |left| (left, chain)).collect::<Vec<_>>()
        };
        skyline = skyline.into_iter().flat_map(hidden).chain(next).collect();
    }
    in_reading_order(slabs, chains)
}

/// Whether a chain ends in the slab above and touches this arm alone.
fn goes_on(slabs: &[Slab], chain: &Chain, at: usize, number: usize) -> bool {
    let touching = chain.last().filter(|(slab, _)| slab + 1 == at).map(|&(slab, arm)| &slabs[slab].arms[arm]);
    touching.is_some_and(|above| only(&slabs[at].arms, above) == Some(number))
}

/// The one stretch that overlaps another; `None` when there is none, or more.
fn only(stretches: &[Extent], other: &Extent) -> Option<usize> {
    let mut met = stretches.iter().enumerate().filter(|(_, stretch)| stretch.overlaps(other));
    met.next().filter(|_| met.next().is_none()).map(|(at, _)| at)
}

/// Arms beside each other in the order of a line's run, whichever begins first; arms below each other from above.
fn in_reading_order(slabs: &[Slab], chains: Vec<Chain>) -> Vec<Chain> {
    let start = |chain: &Chain| chain.first().map(|&(slab, arm)| slabs[slab].arms[arm].from);
    let precedes = |a: &Chain, b: &Chain| {
        let [(a_from, a_to), (b_from, b_to)] = [a, b].map(|chain| (chain[0].0, chain[chain.len() - 1].0));
        let is_beside = a_from <= b_to && b_from <= a_to;
        if is_beside { start(a) < start(b) } else { a_to < b_from }
    };
    let mut left = chains;
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_first = |chain: &Chain| !left.iter().any(|other| precedes(other, chain));
        let first = left.iter().position(is_first).unwrap_or(0);
        ordered.push(left.remove(first));
    }
    ordered
}

/// The arms of a column off the grid in reading order; one for a column that is nowhere left in two. A hole shallower than `leading` is the gap between two
/// rows of the grid that areas below each other leave, and none to lines off it.
pub(super) fn arms(column: &Block, missing: &[Block], leading: Len) -> Vec<Arm> {
    let slabs = slabs(column, missing, leading);
    if slabs.iter().all(|slab| slab.arms.len() < 2) {
        let holes = missing.iter().filter(|hole| hole.across.len() >= leading).copied().collect();
        return vec![Arm { block: *column, missing: holes }];
    }
    chains(&slabs).iter().map(|chain| read_alone(column, &slabs, chain)).collect()
}

/// One arm: all that is beside it is missing.
fn read_alone(column: &Block, slabs: &[Slab], chain: &Chain) -> Arm {
    let [first, last] = [chain[0], chain[chain.len() - 1]].map(|(slab, _)| slabs[slab].across);
    let across = Extent { from: first.from, to: last.to };
    let beside = |&(slab, arm): &(usize, usize)| {
        let Slab { across, arms } = &slabs[slab];
        let others = column.along.without(&[arms[arm]]);
        others.into_iter().map(|along| Block { along, across: *across }).collect::<Vec<_>>()
    };
    Arm { block: Block { across, ..*column }, missing: chain.iter().flat_map(beside).collect() }
}

/// A column from edge to edge of the holes it meets; gaps between rows are left out.
fn slabs(column: &Block, missing: &[Block], leading: Len) -> Vec<Slab> {
    let met: Vec<Block> = missing.iter().filter(|hole| hole.overlaps(column)).copied().collect();
    let inside = |edge: &Len| column.across.from < *edge && *edge < column.across.to;
    let mut edges: Vec<Len> = met.iter().flat_map(|hole| [hole.across.from, hole.across.to]).filter(inside).collect();
    edges.extend([column.across.from, column.across.to]);
    edges.sort_unstable();
    edges.dedup();
    let slab = |pair: &[Len]| Slab::of(column.along, Extent { from: pair[0], to: pair[1] }, &met);
    let is_gap = |slab: &Slab| slab.arms.is_empty() && slab.across.len() < leading;
    edges.windows(2).map(slab).filter(|slab| !is_gap(slab)).collect()
}
