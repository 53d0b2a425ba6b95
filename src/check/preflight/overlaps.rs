//! The ink limit where objects lie on each other, C06: single colours may keep it, and overprint and transparency exceed it together.

use crate::base::{Len, Rect};
use crate::colour::{ConvertOptions, OutputProfile};
use crate::proof::{Heap, PlatePress, Proof, Window};

use super::Judge;
use super::report::{Sheet, Subject};
use super::rules::Id;

/// Which pages are looked at as they print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlaps {
    /// Every page that has marks that let through what lies below.
    #[default]
    Everywhere,
    /// These pages, from 1, if they have such marks.
    On(Vec<u32>),
}

/// Pixels to an inch of paper: fine enough to see a patch that smears.
const PPI: f64 = 50.0;
/// Ink above the limit that edges and rounding make, 1 for one ink at full.
const TOLERANCE: f64 = 0.035;
/// Patches smaller than this dry; square millimetres.
const SMEARS: f64 = 15.0;
/// Pages looked at in one file.
const MOST_PAGES: usize = 100;
/// Points of a millimetre.
const MM: f64 = 72.0 / 25.4;

/// A page that is to be looked at.
#[derive(Clone, Debug)]
pub(super) struct Overlapping {
    number: u32,
    sheet: Sheet,
    /// Points on paper of a unit of the page.
    unit: f64,
}

impl Judge<'_> {
    /// Takes down how much ink a mark lays at most, in per cent: on what lies below where it overprints, else in its place.
    pub(super) fn lays(&mut self, ink: f64, overprints: bool) {
        let most = if overprints { &mut self.page.added } else { &mut self.page.covered };
        *most = most.max(ink);
    }

    /// Keeps a page to be looked at, if what it has could be too much together.
    pub(super) fn keep_overlaps(&mut self, number: u32) {
        let is_asked = match &self.options.overlaps {
            Overlaps::Everywhere => true,
            Overlaps::On(pages) => pages.contains(&number),
        };
        let is_too_much = self.page.covered + self.page.added > self.options.tac;
        let may_heap = !self.page.transparent.is_empty() || (self.page.added > 0.0 && is_too_much);
        if is_asked && may_heap && self.overlapping.len() < MOST_PAGES {
            let (sheet, unit) = (self.report.sheet.clone(), self.page.unit);
            self.overlapping.push(Overlapping { number, sheet, unit });
        } else if !is_asked && may_heap {
            self.skip(Id::C06);
        }
    }

    /// Looks at the plates of the pages that were kept.
    pub(super) fn look_at_overlaps(&mut self) {
        let pages = std::mem::take(&mut self.overlapping);
        if pages.is_empty() {
            return;
        }
        let Ok(proof) = Proof::read(self.doc.bytes.to_vec()) else { return self.skip(Id::C06) };
        let press = PlatePress::new(&OutputProfile::newsprint(), ConvertOptions::default());
        let saved = self.report.sheet.clone();
        for page in pages {
            // Where single objects have too much ink, that is the fault.
            if !self.report.has_on(page.number, &[Id::C04, Id::C05]) {
                self.report.sheet = page.sheet.clone();
                self.overlaps_of(&page, &proof, &press);
            }
        }
        self.report.sheet = saved;
    }

    fn overlaps_of(&mut self, page: &Overlapping, proof: &Proof, press: &PlatePress) {
        let at = usize::try_from(page.number).unwrap_or(usize::MAX).saturating_sub(1);
        let ppi = (PPI * page.unit).clamp(10.0, 200.0);
        let trim = proof.trim(at).unwrap_or_default();
        let area = Rect { x: Len::ZERO, y: Len::ZERO, ..trim };
        let Ok(plates) = proof.plates(at, &Window { area, ppi }, press) else { return self.skip(Id::C06) };
        if !plates.is_whole {
            return self.skip(Id::C06);
        }
        let side = 25.4 / ppi * page.unit;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand pixels")]
        let least = (SMEARS / (side * side)).ceil() as usize;
        let heaps = plates.heaps(self.options.tac / 100.0 + TOLERANCE, least);
        let Some(largest) = heaps.first() else { return };
        let most = heaps.iter().map(|heap| heap.most).fold(0.0, f64::max) * 100.0;
        let all: f64 = heaps.iter().map(|heap| area_of(heap, side)).sum();
        #[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
        let (x, y) = ((largest.x as f64 + 0.5) * side * MM, (largest.y as f64 + 0.5) * side * MM);
        let (left, top) = page.sheet.origin;
        let detail = format!("up to {most:.0} %, {all:.0} mm² of it above {} %", self.options.tac);
        let what = "more ink than the limit where objects lie on each other";
        self.report.note(Id::C06, &Subject::new(0, "page"), what, detail, Some((left + x, top - y)));
    }
}

/// Square millimetres on paper.
#[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
fn area_of(heap: &Heap, side: f64) -> f64 {
    heap.pixels as f64 * side * side
}
