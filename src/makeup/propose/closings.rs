//! At which depths a way of a story closes: by trials of its block alone, few of them, since a trial says how many lines more or fewer another one would have.

use crate::makeup::close::{Outcome, Trial};

use super::ways::{Placed, Rows, Way};

/// A way of a story at a depth at which it fills its block.
#[derive(Clone, Debug)]
pub(super) struct Closing {
    /// The way, among all of them.
    pub(super) way: usize,
    /// Rows of the block below others.
    pub(super) depth: u16,
    /// Rows of its first picture, where they may change.
    pub(super) picture: Option<u16>,
    /// Rows of its headline block, where it may have more or fewer of them than the headline needs.
    pub(super) head: Option<u16>,
    /// Whether its story closes by copy-fitting alone.
    pub(super) is_fitted: bool,
    pub(super) outcome: Outcome,
}

/// How much a way is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// Trials at most.
    pub(super) trials: usize,
    /// Closings that are enough to choose from.
    pub(super) enough: usize,
    /// Rows of white in headline blocks at most.
    pub(super) white: u16,
    /// Lines that may stay over where they are reckoned: crossheads and widows make a reckoning err.
    pub(super) off: i64,
}

impl Closing {
    /// The same some rows deeper, which the headline block has: half a row of white above a headline and half a row below are not seen.
    pub(super) fn with_white(&self, rows: u16) -> Self {
        Self { depth: self.depth + rows, head: Some(self.outcome.head + rows), ..self.clone() }
    }

    /// Rows of its headline block beyond those that the headline needs.
    pub(super) fn white(&self) -> u16 {
        self.head.map_or(0, |rows| rows - self.outcome.head)
    }
}

/// What trials of a way found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) closings: Vec<Closing>,
    pub(super) trials: usize,
    /// Whether its headline and its parts found room in any trial.
    pub(super) has_room: bool,
}

/// How a block fills; `None` where its headline or its parts have no room.
pub(super) type TryWay<'a> = dyn Fn(&Trial) -> Option<Outcome> + Sync + 'a;

/// The ways to try a block.
#[derive(Clone, Copy)]
pub(super) struct Tries<'a> {
    /// As it is.
    pub(super) plain: &'a TryWay<'a>,
    /// Copy-fitted, where that is tried.
    pub(super) fitted: Option<&'a TryWay<'a>>,
}

/// Lines that copy-fitting is trusted to take in or to spread out: a paragraph in two or three gives one.
const FITS: i64 = 2;

/// Rows that a first trial without room is tried deeper.
const DEEPER: u16 = 14;

/// Looks for the depths at which a way closes.
pub(super) fn closings(
    number: usize,
    way: &Way,
    (block, depth): (usize, u16),
    effort: Effort,
    tries: Tries<'_>,
) -> Found {
    let mut desk = Desk { number, block, effort, tries, found: Found::default() };
    let picture = elastic(way);
    let Some((depth, first)) = desk.first(depth, picture.map(|rows| rows.at)) else { return desk.found };
    let Some(rows) = picture else {
        desk.near(depth, None, first);
        if desk.found.closings.is_empty() {
            desk.fitted(depth, None, first);
        }
        return desk.found;
    };
    let mut all: Vec<u16> = (rows.within.0..=rows.within.1).collect();
    all.sort_by_key(|now| (now.abs_diff(rows.at), *now));
    for now in all {
        if desk.found.closings.len() >= effort.enough || desk.found.trials >= effort.trials {
            break;
        }
        let columns = i64::from(first.columns.max(1));
        let taken = taken(&way.pictures[0], columns) * (i64::from(now) - i64::from(rows.at));
        desk.from(depth, Some(now), lack(&first) - taken, columns);
    }
    desk.found
}

/// Looks whether a way closes at one depth or, with white in its headline block, at one a few rows lower.
pub(super) fn closings_at(
    number: usize,
    way: &Way,
    (block, depth): (usize, u16),
    effort: Effort,
    tries: Tries<'_>,
) -> Found {
    let mut desk = Desk { number, block, effort, tries, found: Found::default() };
    let pictures: Vec<Option<u16>> = match elastic(way) {
        Some(rows) => (rows.within.0..=rows.within.1).map(Some).collect(),
        None => vec![None],
    };
    // A row more, as no rule stands above a block at the top of the page.
    for depth in (depth.saturating_sub(effort.white).max(1)..=depth + 1).rev() {
        for picture in &pictures {
            desk.tried(depth, *picture);
        }
    }
    desk.found
}

/// The rows of a way's first picture, where they may change.
fn elastic(way: &Way) -> Option<Rows> {
    way.pictures.first().and_then(|picture| picture.rows).filter(|rows| rows.within.0 < rows.within.1)
}

struct Desk<'a> {
    number: usize,
    block: usize,
    effort: Effort,
    tries: Tries<'a>,
    found: Found,
}

impl Desk<'_> {
    /// The first trial that has room, and its depth.
    fn first(&mut self, depth: u16, picture: Option<u16>) -> Option<(u16, Outcome)> {
        [depth, depth + DEEPER, depth + DEEPER * 2]
            .into_iter()
            .find_map(|deep| Some((deep, self.tried(deep, picture)?)))
    }

    fn tried(&mut self, depth: u16, picture: Option<u16>) -> Option<Outcome> {
        self.found.trials += 1;
        let numbers = picture.into_iter().collect();
        let outcome = (self.tries.plain)(&Trial { block: self.block, shape: 0, depth, numbers });
        self.found.has_room |= outcome.is_some();
        if let Some(outcome) = outcome.filter(Outcome::is_closed) {
            self.found.closings.push(Closing {
                way: self.number,
                depth,
                picture,
                head: None,
                is_fitted: false,
                outcome,
            });
        }
        outcome
    }

    /// Tries the depth nearest to a full block with copy-fitting, where the lines that are free or over are few: this takes as long as a dozen other trials.
    fn fitted(&mut self, depth: u16, picture: Option<u16>, first: Outcome) {
        let Some(fit) = self.tries.fitted else { return };
        let columns = i64::from(first.columns.max(1));
        let (fewer, free) = (lack(&first).div_euclid(columns), lack(&first).rem_euclid(columns));
        let near =
            [(free, fewer), (columns - free, fewer + 1)].into_iter().filter(|(lines, _)| (1..=FITS).contains(lines));
        let Some((_, fewer)) = near.min() else { return };
        let Some(depth) = u16::try_from(i64::from(depth) - fewer).ok().filter(|depth| *depth > 1) else { return };
        self.found.trials += 1;
        let outcome = fit(&Trial { block: self.block, shape: 0, depth, numbers: picture.into_iter().collect() });
        if let Some(outcome) = outcome.filter(|outcome| outcome.is_closed() && outcome.free == 0) {
            let way = self.number;
            self.found.closings.push(Closing { way, depth, picture, head: None, is_fitted: true, outcome });
        }
    }

    /// Goes on from a trial, by what it lacked.
    fn near(&mut self, depth: u16, picture: Option<u16>, first: Outcome) {
        if !first.is_closed() {
            self.from(depth, picture, lack(&first), i64::from(first.columns.max(1)));
        }
    }

    /// Tries the depth at which the least is free, by what lacks at another one; again where that was a guess that was off.
    fn from(&mut self, depth: u16, picture: Option<u16>, lack_there: i64, columns: i64) {
        let (mut depth, mut lack_there) = (i64::from(depth), lack_there);
        for again in 0..3 {
            let fewer = lack_there.div_euclid(columns);
            let is_far = lack_there.rem_euclid(columns) > self.effort.off + i64::from(again == 0 && columns > 2);
            let Some(next) = u16::try_from(depth - fewer).ok().filter(|next| *next > 1 && !is_far) else { return };
            if again > 0 && fewer == 0 || self.found.trials >= self.effort.trials {
                return;
            }
            let Some(outcome) = self.tried(next, picture) else { return };
            if outcome.is_closed() {
                return;
            }
            (depth, lack_there) = (i64::from(next), lack(&outcome));
        }
    }
}

/// Text columns that a row of a picture takes.
fn taken(picture: &Placed, columns: i64) -> i64 {
    if matches!(picture.at, "top" | "under-head") { columns } else { i64::from(picture.columns).min(columns) }
}

fn lack(outcome: &Outcome) -> i64 {
    let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX / 2);
    count(outcome.free) - count(outcome.over)
}
