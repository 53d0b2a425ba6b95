//! Rows of a picture as they are decoded, kept no larger than a page needs: a huge file takes little room.

/// Pictures of fewer pixels are kept as they are: reducing them is better done once, with a better filter.
const KEPT_WHOLE: u64 = 24_000_000;
/// Pixels for each one that is enough that stay, so that the last reduction has something to choose from.
const SPARE: f64 = 1.5;

/// By which whole number a picture is reduced while it is read.
pub(super) fn reduction((width, height): (u32, u32), enough: Option<(u32, u32)>) -> usize {
    let Some(enough) = enough.filter(|_| u64::from(width) * u64::from(height) > KEPT_WHOLE) else { return 1 };
    let ratio = |have: u32, need: u32| f64::from(have) / f64::from(need.max(1)) / SPARE;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a quotient of two sides of a picture")]
    let factor = ratio(width, enough.0).min(ratio(height, enough.1)).max(1.0) as usize;
    factor
}

/// Takes rows of samples and keeps means of squares of pixels.
pub(super) struct Rows {
    width: usize,
    channels: usize,
    factor: usize,
    /// Sums of the rows of squares that are not complete yet.
    sums: Vec<u32>,
    waiting: usize,
    samples: Vec<u8>,
}

impl Rows {
    /// For rows of `width` pixels of so many channels.
    pub(super) fn new(width: u32, channels: usize, factor: usize) -> Self {
        let width = width as usize;
        // A sum of 64 × 64 bytes and more is far below what its type holds up to 4,096 × 4,096.
        let factor = factor.clamp(1, 4096);
        let sums = if factor == 1 { Vec::new() } else { vec![0; width.div_ceil(factor) * channels] };
        Self { width, channels, factor, sums, waiting: 0, samples: Vec::new() }
    }

    /// The bytes that a picture of `height` rows will take.
    pub(super) fn room(&self, height: u32) -> usize {
        let across = self.width.div_ceil(self.factor);
        across.saturating_mul(self.channels).saturating_mul((height as usize).div_ceil(self.factor))
    }

    /// The next row.
    pub(super) fn push(&mut self, row: &[u8]) {
        if self.factor == 1 {
            self.samples.extend_from_slice(row);
            return;
        }
        for (sums, square) in self.sums.chunks_exact_mut(self.channels).zip(row.chunks(self.channels * self.factor)) {
            for pixel in square.chunks_exact(self.channels) {
                sums.iter_mut().zip(pixel).for_each(|(sum, &sample)| *sum += u32::from(sample));
            }
        }
        self.waiting += 1;
        if self.waiting == self.factor {
            self.settle();
        }
    }

    /// Turns sums into samples; the last square of a row may be narrower, the last row of squares lower.
    fn settle(&mut self) {
        let rows = self.waiting;
        if rows == 0 {
            return;
        }
        let (factor, width) = (self.factor, self.width);
        for (at, sums) in self.sums.chunks_exact_mut(self.channels).enumerate() {
            let across = factor.min(width - at * factor);
            let pixels = u32::try_from(across * rows).unwrap_or(u32::MAX);
            self.samples.extend(sums.iter().map(|sum| u8::try_from((sum + pixels / 2) / pixels).unwrap_or(u8::MAX)));
            sums.fill(0);
        }
        self.waiting = 0;
    }

    /// Width, height and samples of what was kept.
    pub(super) fn finish(mut self) -> (u32, u32, Vec<u8>) {
        self.settle();
        let width = self.width.div_ceil(self.factor);
        let height = self.samples.len() / (width * self.channels).max(1);
        (u32::try_from(width).unwrap_or(u32::MAX), u32::try_from(height).unwrap_or(u32::MAX), self.samples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_pictures_and_those_without_a_place_are_kept_whole() {
        assert_eq!(reduction((4000, 3000), Some((10, 10))), 1);
        assert_eq!(reduction((20_000, 15_000), None), 1);
        assert_eq!(reduction((20_000, 15_000), Some((1000, 1000))), 10);
    }

    #[test]
    fn squares_become_their_means_and_edges_count_what_they_have() {
        let mut rows = Rows::new(3, 1, 2);
        for row in [[0, 100, 30], [100, 200, 50], [8, 10, 250]] {
            rows.push(&row);
        }
        assert_eq!(rows.finish(), (2, 2, vec![100, 40, 9, 250]));
    }
}
