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
}

impl Table {
    /// The table of a transform that answers many colours at once.
    pub(super) fn of(transform: impl FnOnce(&[[u16; 3]]) -> Vec<[u16; 4]>) -> Self {
        let level = |at: usize| u16::try_from(at * usize::from(u16::MAX) / LAST).unwrap_or(u16::MAX);
        let axis = || (0..POINTS).map(level);
        let colours: Vec<[u16; 3]> =
            axis().flat_map(|r| axis().flat_map(move |g| axis().map(move |b| [r, g, b]))).collect();
        Self { inks: transform(&colours) }
    }

    /// The inks of a colour: tetrahedral interpolation (ICC.1 leaves the way open; it keeps greys free of the hues that interpolation in cubes brings).
    pub(super) fn inks(&self, rgb: [u8; 3]) -> [u8; 4] {
        let [r, g, b] = rgb.map(step);
        let mut axes = [(r.share, POINTS * POINTS), (g.share, POINTS), (b.share, 1)];
        axes.sort_unstable_by_key(|&(share, _)| std::cmp::Reverse(share));
        let [(most, first), (middle, second), (least, third)] = axes;
        let base = (r.point * POINTS + g.point) * POINTS + b.point;
        let full = u32::try_from(MOST).unwrap_or(u32::MAX);
        let corners = [
            (base, full - most),
            (base + first, most - middle),
            (base + first + second, middle - least),
            (base + first + second + third, least),
        ];
        let sum = |ink: usize| -> u32 {
            corners.iter().map(|&(at, weight)| self.inks.get(at).map_or(0, |inks| u32::from(inks[ink]) * weight)).sum()
        };
        // 65535 of ink with weights that sum to 255: the quotient is an 8-bit sample.
        [0, 1, 2, 3].map(|ink| u8::try_from((sum(ink) + 32_767) / 65_535).unwrap_or(u8::MAX))
    }
}

/// A sample between two points of an axis.
struct Step {
    point: usize,
    /// How far it is to the next point, in 255ths.
    share: u32,
}

fn step(sample: u8) -> Step {
    let at = usize::from(sample) * LAST;
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
