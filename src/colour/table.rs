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

/// Inks at the points of a grid of red, green and blue, 16 bits each.
#[derive(Debug)]
pub(super) struct Table {
    inks: Vec<[u16; 4]>,
    /// Where each sample of 8 bits lies on an axis.
    steps: [Step; 256],
}

/// A sample between two points of an axis.
#[derive(Clone, Copy, Debug)]
struct Step {
    point: usize,
    /// How far it is to the next point, in 255ths.
    share: u32,
}

/// A stretch of an axis: how far a sample is along it, and how far apart in the table its two ends are.
type Way = (u32, usize);

impl Table {
    /// The table of a transform that answers many colours at once.
    pub(super) fn of(transform: impl FnOnce(&[[u16; 3]]) -> Vec<[u16; 4]>) -> Self {
        let level = |at: usize| u16::try_from(at * usize::from(u16::MAX) / LAST).unwrap_or(u16::MAX);
        let axis = || (0..POINTS).map(level);
        let colours: Vec<[u16; 3]> =
            axis().flat_map(|r| axis().flat_map(move |g| axis().map(move |b| [r, g, b]))).collect();
        Self { inks: transform(&colours), steps: std::array::from_fn(step) }
    }

    /// The inks of a colour: tetrahedral interpolation (ICC.1 leaves the way open; it keeps greys free of the hues that interpolation in cubes brings).
    ///
    /// A photograph of a page has five million pixels, so the four corners are read at once and the inks summed side by side, which compilers turn into vectors.
    pub(super) fn inks(&self, rgb: [u8; 3]) -> [u8; 4] {
        let [r, g, b] = rgb.map(|sample| self.steps[usize::from(sample)]);
        let base = (r.point * POINTS + g.point) * POINTS + b.point;
        let Some(cube) = self.inks.get(base..=base + FAR_CORNER) else { return [0; 4] };
        let [most, middle, least] = falling([(r.share, POINTS * POINTS), (g.share, POINTS), (b.share, 1)]);
        let full = u32::try_from(MOST).unwrap_or(u32::MAX);
        let corners = [
            (0, full - most.0),
            (most.1, most.0 - middle.0),
            (most.1 + middle.1, middle.0 - least.0),
            (FAR_CORNER, least.0),
        ];
        let mut sums = [HALF; 4];
        for (at, weight) in corners {
            for (sum, ink) in sums.iter_mut().zip(cube[at]) {
                *sum += u32::from(ink) * weight;
            }
        }
        sums.map(|sum| u8::try_from(by_65535(sum)).unwrap_or(u8::MAX))
    }
}

/// How far the last corner of a cube of the grid lies behind its first.
const FAR_CORNER: usize = POINTS * POINTS + POINTS + 1;
/// Half of the divisor, for rounding.
const HALF: u32 = 32_767;

/// A sum of inks of 16 bits by weights that sum to 255, in 8 bits: `sum / 65535`, which this is for every such sum.
fn by_65535(sum: u32) -> u32 {
    (sum + (sum >> 16) + 1) >> 16
}

/// Three stretches, the furthest first; of equal ones that of the earlier axis.
fn falling([x, y, z]: [Way; 3]) -> [Way; 3] {
    let (x, y) = if y.0 > x.0 { (y, x) } else { (x, y) };
    let (y, z) = if z.0 > y.0 { (z, y) } else { (y, z) };
    let (x, y) = if y.0 > x.0 { (y, x) } else { (x, y) };
    [x, y, z]
}

/// Where a sample lies on its axis.
fn step(sample: usize) -> Step {
    let at = sample * LAST;
    // The last point has no next one: it is the far end of the last stretch.
    let point = (at / MOST).min(LAST - 1);
    Step { point, share: u32::try_from(at - point * MOST).unwrap_or(0) }
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
        let most = 65_535 * 255 + HALF;
        for sum in (0..most).step_by(251).chain((0..=255).flat_map(|ink| [ink * 65_535, (ink * 65_535).max(1) - 1])) {
            assert_eq!(by_65535(sum), sum / 65_535, "{sum}");
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
