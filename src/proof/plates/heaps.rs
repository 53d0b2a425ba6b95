//! Where the inks of a page are heaped above a limit, patch by patch.

use super::Plates;

/// A patch of a page with more ink than a limit, all of it hanging together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap {
    /// How large it is.
    pub pixels: usize,
    /// Its largest sum of inks, 1 for one ink at full.
    pub most: f64,
    /// Pixels from the left, of the place with most ink.
    pub x: usize,
    /// Pixels from the top.
    pub y: usize,
}

impl Plates {
    /// Patches of at least so many pixels in which all inks together are above a limit (2.4 is 240 %), the largest first.
    pub fn heaps(&self, limit: f64, least: usize) -> Vec<Heap> {
        let sums = self.sums();
        // A step of 8 bits for each ink is no ink too many.
        #[expect(clippy::cast_precision_loss, reason = "at most 32 inks")]
        let most = limit.max(0.0) * 255.0 + self.plates.len() as f64;
        let mut is_left: Vec<bool> = sums.iter().map(|sum| f64::from(*sum) > most).collect();
        let mut heaps = Vec::new();
        for at in 0..sums.len() {
            if is_left.get(at) == Some(&true) {
                let heap = self.heap(at, &sums, &mut is_left);
                heaps.extend(Some(heap).filter(|heap| heap.pixels >= least));
            }
        }
        heaps.sort_by_key(|heap| std::cmp::Reverse(heap.pixels));
        heaps
    }

    /// The patch that a pixel belongs to; its pixels are left no more.
    fn heap(&self, first: usize, sums: &[u32], is_left: &mut [bool]) -> Heap {
        let width = self.width.max(1);
        let (mut open, mut pixels, mut top, mut place) = (vec![first], 0, 0, first);
        while let Some(at) = open.pop() {
            let Some(left) = is_left.get_mut(at).filter(|left| **left) else { continue };
            *left = false;
            pixels += 1;
            let sum = sums.get(at).copied().unwrap_or(0);
            if sum > top {
                (top, place) = (sum, at);
            }
            let beside = [(at % width > 0).then(|| at - 1), (at % width + 1 < width).then_some(at + 1)];
            open.extend(beside.into_iter().chain([at.checked_sub(width), Some(at + width)]).flatten());
        }
        Heap { pixels, most: f64::from(top) / 255.0, x: place % width, y: place / width }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Plate;
    use super::*;

    #[test]
    fn patches_hang_together_and_small_ones_do_not_count() {
        let full = |ink: &str| Plate {
            ink: ink.into(),
            shares: [[1, 1, 0, 1], [1, 0, 0, 0], [0, 0, 1, 1]].concat().iter().map(|on: &u8| on * 255).collect(),
        };
        let mut plates = Plates { width: 4, height: 3, plates: vec![full("Cyan"), full("Black")], is_whole: true };
        (plates.plates[0].shares[0], plates.plates[0].shares[4]) = (250, 250);
        let heaps = plates.heaps(1.5, 2);
        assert_eq!(heaps.iter().map(|heap| heap.pixels).collect::<Vec<_>>(), [3, 2]);
        assert_eq!((heaps[0].x, heaps[0].y, heaps[0].most), (1, 0, 2.0));
        assert_eq!(plates.heaps(1.5, 4), []);
        assert_eq!(plates.heaps(2.0, 1), []);
    }
}
