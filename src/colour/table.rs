//! The way from screen colours to a press as a table: what Little CMS answers at the points of a grid, and tetrahedra between them.
//!
//! Working out a transform takes as long as a hundred thousand pixels of it, so the table of a profile is made once and shared by all its pictures; reading it costs a third
//! of what the transform costs for each pixel.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::convert::Intent;

/// Points on each axis: Little CMS works with as many for three channels of 8 bits, so that the table adds no error to its own.
const POINTS: usize = 33;
/// The last point of an axis.
const LAST: usize = POINTS - 1;
/// What a sample of 8 bits may be.
const MOST: usize = 255;
/// Tables that are kept: profiles of more cameras than that in one edition are worked out again.
const MOST_TABLES: usize = 8;

/// Inks at the points of a grid of red, green and blue.
#[derive(Debug)]
pub(super) struct Table {
    /// Cyan beside magenta and yellow beside black, 16 bits each in half a word: sums of both by weights fit beside each other, on every processor.
    inks: Vec<[u64; 2]>,
    /// Where each sample of 8 bits lies on the axes of red, green and blue.
    steps: [[Step; 256]; 3],
}

/// A sample between two points of an axis.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// How far the point before it lies from the table's begin.
    before: usize,
    way: Way,
}

/// A stretch of an axis: how far a sample is along it, in 255ths, above how far apart in the table its two ends are. Of two, the greater is further along; of
/// equal ones that of the earlier axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way(u32);

impl Way {
    /// Bits of the distance of two points: the largest is that of the points of red.
    const BITS: u32 = 12;

    fn share(self) -> u32 {
        self.0 >> Self::BITS
    }

    fn apart(self) -> usize {
        usize::try_from(self.0 % (1 << Self::BITS)).unwrap_or(0)
    }
}

/// Points that lie between neighbours of each axis.
const APART: [usize; 3] = [POINTS * POINTS, POINTS, 1];
/// How far the last corner of a cube of the grid lies behind its first.
const FAR_CORNER: usize = POINTS * POINTS + POINTS + 1;
/// What weights sum to.
const FULL: u32 = 255;

impl Table {
    /// The table of a transform that answers many colours at once.
    pub(super) fn of(transform: impl FnOnce(&[[u16; 3]]) -> Vec<[u16; 4]>) -> Self {
        let level = |at: usize| u16::try_from(at * usize::from(u16::MAX) / LAST).unwrap_or(u16::MAX);
        let axis = || (0..POINTS).map(level);
        let colours: Vec<[u16; 3]> =
            axis().flat_map(|r| axis().flat_map(move |g| axis().map(move |b| [r, g, b]))).collect();
        let inks = transform(&colours).into_iter().map(|[c, m, y, k]| [beside(c, m), beside(y, k)]).collect();
        Self { inks, steps: APART.map(|apart| std::array::from_fn(|sample| step(sample, apart))) }
    }

    /// The inks of a colour: tetrahedral interpolation (ICC.1 leaves the way open; it keeps greys free of the hues that interpolation in cubes brings).
    pub(super) fn inks(&self, [r, g, b]: [u8; 3]) -> [u8; 4] {
        let [reds, greens, blues] = &self.steps;
        let (r, g, b) = (reds[usize::from(r)], greens[usize::from(g)], blues[usize::from(b)]);
        let base = r.before + g.before + b.before;
        let Some(cube) = self.inks.get(base..=base + FAR_CORNER) else { return [0; 4] };
        let [most, middle, least] = falling([r.way, g.way, b.way]);
        let corners = [
            (0, FULL - most.share()),
            (most.apart(), most.share() - middle.share()),
            (most.apart() + middle.apart(), middle.share() - least.share()),
            (FAR_CORNER, least.share()),
        ];
        let mut sums = [beside(HALF, HALF); 2];
        for (at, weight) in corners {
            let [cm, yk] = cube[at];
            sums[0] += cm * u64::from(weight);
            sums[1] += yk * u64::from(weight);
        }
        let [[c, _, _, _, m, ..], [y, _, _, _, k, ..]] = sums.map(|sums| by_65535(sums).to_le_bytes());
        [c, m, y, k]
    }
}

/// Two numbers in one word.
fn beside(low: u16, high: u16) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// Half of the divisor, for rounding.
const HALF: u16 = 32_767;

/// Two sums of inks of 16 bits by weights that sum to 255, in 8 bits each: `sum / 65535`, which this is for every such sum.
fn by_65535(sums: u64) -> u64 {
    (sums + (sums >> 16 & beside(u16::MAX, u16::MAX)) + beside(1, 1)) >> 16
}

/// Three stretches, the furthest first.
fn falling([x, y, z]: [Way; 3]) -> [Way; 3] {
    let (high, low) = (x.max(y), x.min(y));
    let (most, rest) = (high.max(z), high.min(z));
    [most, rest.max(low), rest.min(low)]
}

/// Where a sample lies on an axis whose points are so far apart.
fn step(sample: usize, apart: usize) -> Step {
    let at = sample * LAST;
    // The last point has no next one: it is the far end of the last stretch.
    let point = (at / MOST).min(LAST - 1);
    let way = (at - point * MOST) << Way::BITS | apart;
    Step { before: point * apart, way: Way(u32::try_from(way).unwrap_or(0)) }
}

/// What a table is for: a source, and the way it is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TableKey {
    /// Hash of the source profile; nothing is sRGB.
    source: Option<[u8; 32]>,
    intent: Intent,
    black_point: bool,
}

impl TableKey {
    pub(super) fn new(source: Option<&[u8]>, intent: Intent, black_point: bool) -> Self {
        Self { source: source.map(|icc| Sha256::digest(icc).into()), intent, black_point }
    }
}

/// The tables of a press that were needed so far. They are worked out from its profile and add nothing to what it is, so all are equal.
#[derive(Clone, Debug, Default)]
pub struct Tables(Arc<Mutex<BTreeMap<TableKey, Arc<Table>>>>);

impl PartialEq for Tables {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Tables {}

impl Tables {
    /// The table of a key, made when it is needed first. Whoever comes second waits for it.
    pub(super) fn get<E>(&self, key: TableKey, make: impl FnOnce() -> Result<Table, E>) -> Result<Arc<Table>, E> {
        // A table is put in whole, so one that was being made when its thread fell is not there.
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = tables.get(&key) {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(make()?);
        if tables.len() < MOST_TABLES {
            tables.insert(key, Arc::clone(&table));
        }
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_divided_without_a_division() {
        let most = 65_535 * 255 + u64::from(HALF);
        for sum in (0..most).step_by(251).chain((0..=255).flat_map(|ink| [ink * 65_535, (ink * 65_535).max(1) - 1])) {
            let divided = by_65535((most - sum) << 32 | sum);
            assert_eq!((divided & 0xFF, divided >> 32), (sum / 65_535, (most - sum) / 65_535), "{sum}");
        }
    }

    #[test]
    fn between_the_points_of_a_grid_inks_change_in_straight_lines() {
        let table = Table::of(|colours| colours.iter().map(|&[r, g, b]| [r, g, b, r / 2 + b / 2]).collect());
        for rgb in [[0, 0, 0], [255, 255, 255], [1, 128, 254], [200, 7, 99], [77, 78, 77], [9, 255, 0]] {
            let [r, g, b] = rgb;
            let [c, m, y, k] = table.inks(rgb);
            let mean = (u32::from(r) + u32::from(b)) / 2;
            assert!([(c, r), (m, g), (y, b)].iter().all(|(ink, of)| ink.abs_diff(*of) <= 1), "{rgb:?}");
            assert!(u32::from(k).abs_diff(mean) <= 1, "{rgb:?}: {k}");
        }
    }
}
