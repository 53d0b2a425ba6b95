//! How much ink plates take: shares over the page and over the zones of a press's ink keys, and the sum of all inks.

use super::{Plate, Plates};
use crate::base::Len;
use crate::proof::Pixels;

/// What a plate takes of its ink, shares from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The ink.
    pub ink: String,
    /// Mean share over the page.
    pub share: f64,
    /// Largest share of a pixel.
    pub most: f64,
    /// Mean share of each zone, from left to right.
    pub zones: Vec<f64>,
}

/// The heaviest place of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heaviest {
    /// Sum of all inks, 1 for one ink at full.
    pub sum: f64,
    /// Pixels from the left.
    pub x: usize,
    /// Pixels from the top.
    pub y: usize,
}

impl Plates {
    /// What every plate takes, in zones of a width across the page; the last zone is what is left. `ppi` is what the plates were made at.
    pub fn coverage(&self, zone: Len, ppi: f64) -> Vec<Coverage> {
        self.plates.iter().map(|plate| self.covered(plate, zone, ppi)).collect()
    }

    fn covered(&self, plate: &Plate, zone: Len, ppi: f64) -> Coverage {
        let mut columns = vec![0_u64; self.width];
        for row in plate.shares.chunks_exact(self.width.max(1)) {
            columns.iter_mut().zip(row).for_each(|(sum, share)| *sum += u64::from(*share));
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of bytes of one page")]
        let mean = |columns: &[u64]| {
            let pixels = (columns.len() * self.height).max(1) as f64;
            columns.iter().sum::<u64>() as f64 / 255.0 / pixels
        };
        let most = plate.shares.iter().max().copied().unwrap_or(0);
        let zones = zones(self.width, zone.to_pt() * ppi / 72.0);
        Coverage {
            ink: plate.ink.clone(),
            share: mean(&columns),
            most: f64::from(most) / 255.0,
            zones: zones.iter().filter_map(|zone| columns.get(zone.clone())).map(mean).collect(),
        }
    }

    /// Where most ink prints.
    pub fn heaviest(&self) -> Heaviest {
        let sums = self.sums();
        let (at, sum) =
            sums.iter().enumerate().fold((0, 0), |most, (at, sum)| if *sum > most.1 { (at, *sum) } else { most });
        Heaviest { sum: f64::from(sum) / 255.0, x: at % self.width.max(1), y: at / self.width.max(1) }
    }

    /// The sum of all inks of every pixel, in 255ths.
    pub(super) fn sums(&self) -> Vec<u32> {
        let mut sums = vec![0_u32; self.width * self.height];
        for plate in &self.plates {
            sums.iter_mut().zip(&plate.shares).for_each(|(sum, share)| *sum += u32::from(*share));
        }
        sums
    }

    /// The sum of inks as a map: the darker the more, black at the limit, and red from there on. `limit` is 2.4 for 240 %.
    pub fn ink_map(&self, limit: f64) -> Pixels {
        let full = limit.max(0.01) * 255.0;
        let colour = |sum: u32| {
            let share = f64::from(sum) / full;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a byte")]
            let light = (255.0 * (1.0 - share).clamp(0.0, 1.0)) as u8;
            // A step of 8 bits for each ink is no ink too many.
            if f64::from(sum) > full + self.plates.len() as f64 { [230, 0, 38] } else { [light; 3] }
        };
        self.pixels_of(self.sums().into_iter().flat_map(colour).collect())
    }

    /// A plate as it would be looked at on film: black where it prints.
    pub fn film(&self, plate: &Plate) -> Pixels {
        self.pixels_of(plate.shares.iter().flat_map(|share| [255 - share; 3]).collect())
    }

    fn pixels_of(&self, rgb: Vec<u8>) -> Pixels {
        let side = |length: usize| u32::try_from(length).unwrap_or(0);
        Pixels { width: side(self.width), height: side(self.height), rgb }
    }
}

/// Columns of pixels that belong to each zone of a width in pixels.
fn zones(width: usize, zone: f64) -> Vec<std::ops::Range<usize>> {
    if !zone.is_finite() || zone < 1.0 {
        return Vec::new();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "columns of a page"
    )]
    let edge = |at: usize| ((at as f64 * zone).round() as usize).min(width);
    (0..).map(|at| edge(at)..edge(at + 1)).take_while(|zone| !zone.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_share_the_page_and_keep_its_mean() {
        let shares = [[255, 0, 51, 51, 0], [255, 0, 51, 51, 255]].concat();
        let plates =
            Plates { width: 5, height: 2, plates: vec![Plate { ink: "Black".into(), shares }], is_whole: true };
        // Two points at 72 ppi are two pixels.
        let found = &plates.coverage(Len::from_pt(2.0), 72.0)[0];
        assert!((found.share - 0.38).abs() < 1e-9 && found.most == 1.0, "{found:?}");
        assert_eq!(found.zones.iter().map(|zone| (zone * 100.0).round()).collect::<Vec<_>>(), [50.0, 20.0, 50.0]);
        assert!(plates.coverage(Len::ZERO, 72.0)[0].zones.is_empty());
    }

    #[test]
    fn the_map_is_red_above_the_limit() {
        let plate = |ink: &str, shares: [u8; 3]| Plate { ink: ink.into(), shares: shares.to_vec() };
        let plates = vec![plate("Cyan", [255, 255, 0]), plate("Black", [255, 51, 0])];
        let plates = Plates { width: 3, height: 1, plates, is_whole: true };
        assert_eq!(plates.ink_map(1.2).rgb, [230, 0, 38, 0, 0, 0, 255, 255, 255]);
        assert_eq!(plates.heaviest(), Heaviest { sum: 2.0, x: 0, y: 0 });
        assert_eq!(plates.film(&plates.plates[1]).rgb, [0, 0, 0, 204, 204, 204, 255, 255, 255]);
    }
}
