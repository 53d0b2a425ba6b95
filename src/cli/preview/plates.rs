//! The plates of the pages that are shown: every ink by itself, and the sum of all as a map.

use std::sync::{Arc, Mutex};

use serde::Serialize;

use paiban::base::{Diagnostic, Rect};
use paiban::proof::{PlatePress, Plates, Window};

use super::desk::{Desk, locked};

/// Plates of parts of pages that are kept, so that the next ink of the same part is there at once.
const MOST_KEPT: usize = 3;
/// Resolution at which the inks of a page are listed: enough to see every line of type that takes ink.
const LISTED_PPI: f64 = 36.0;

/// Plates that were made, the last ones last.
#[derive(Default)]
pub(super) struct Kept(Mutex<Vec<Made>>);

struct Made {
    key: String,
    window: Window,
    plates: Arc<Plates>,
}

/// The inks of a page as the browser gets them.
#[derive(Serialize)]
pub(super) struct Inks {
    inks: Vec<InkRow>,
    /// Largest sum of inks of the press, in per cent.
    limit: f64,
    /// Heaviest sum of inks in per cent, and where in millimetres from the trim's corner.
    heaviest: f64,
    at: [f64; 2],
    /// Whether all of the page could be painted.
    whole: bool,
}

#[derive(Serialize)]
struct InkRow {
    ink: String,
    /// Mean over the page, in per cent.
    coverage: f64,
    /// Darkest place, in per cent; 0 where there is no plate.
    most: f64,
}

/// Which of the plates is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// That of an ink, counted from 0.
    Ink(usize),
    /// The sum of all.
    Sum,
}

impl Which {
    /// As the browser names it.
    pub(super) fn of(word: &str) -> Option<Self> {
        if word == "sum" { Some(Self::Sum) } else { word.parse().ok().map(Self::Ink) }
    }
}

impl Desk {
    /// The inks of the page of a key; `None` when the page has changed since.
    pub(super) fn inks(&self, page: usize, key: &str) -> Option<Result<Inks, Diagnostic>> {
        let (trim, limit) = self.sheet(page)?;
        let area = Rect { width: trim.width, height: trim.height, ..Rect::default() };
        let made = self.plates(page, key, &Window { area, ppi: LISTED_PPI })?;
        let round = |number: f64| (number * 10.0).round() / 10.0;
        #[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
        let mm = |pixels: usize| round((pixels as f64 + 0.5) / LISTED_PPI * 25.4);
        Some(made.map(|plates| {
            let (covered, heaviest) = (plates.coverage(paiban::base::Len::ZERO, LISTED_PPI), plates.heaviest());
            let row = |coverage: paiban::proof::Coverage| InkRow {
                coverage: round(coverage.share * 100.0),
                most: round(coverage.most * 100.0),
                ink: coverage.ink,
            };
            Inks {
                inks: covered.into_iter().map(row).collect(),
                limit: round(limit * 100.0),
                heaviest: round(heaviest.sum * 100.0),
                at: [mm(heaviest.x), mm(heaviest.y)],
                whole: plates.is_whole,
            }
        }))
    }

    /// A part of a plate of the page of a key as PNG; `None` when the page has changed since or has no such plate.
    pub(super) fn plate(
        &self,
        page: usize,
        key: &str,
        which: Which,
        window: &Window,
    ) -> Option<Result<Vec<u8>, Diagnostic>> {
        let (_, limit) = self.sheet(page)?;
        let plates = match self.plates(page, key, window)? {
            Ok(plates) => plates,
            Err(problem) => return Some(Err(problem)),
        };
        let pixels = match which {
            Which::Sum => plates.ink_map(limit),
            Which::Ink(at) => plates.film(plates.plates.get(at)?),
        };
        Some(Ok(pixels.png()))
    }

    fn plates(&self, page: usize, key: &str, window: &Window) -> Option<Result<Arc<Plates>, Diagnostic>> {
        let is_known = |made: &&Made| made.key == key && made.window == *window;
        let known = locked(&self.plates.0).iter().find(is_known).map(|made| Arc::clone(&made.plates));
        // A page that has changed has another key.
        if let Some(plates) = known {
            return Some(Ok(plates));
        }
        let made = self.painted(page, key, |proof, room| {
            proof.plates(0, window, &PlatePress::new(&room.profile, room.convert)).map(Arc::new)
        })?;
        if let Ok(plates) = &made {
            let mut kept = locked(&self.plates.0);
            if kept.len() >= MOST_KEPT {
                kept.remove(0);
            }
            kept.push(Made { key: key.to_owned(), window: *window, plates: Arc::clone(plates) });
        }
        Some(made)
    }
}
