//! From the order a line is read in to the order it stands in (UAX 9 L2): its pieces from the left, and what stands between them.

use crate::base::Len;

/// A piece of a line: how wide it is, and what follows it where it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wide {
    /// Its own width.
    pub own: Len,
    /// What stands between it and the next one.
    pub then: Len,
}

/// Where each piece starts, of a line whose pieces stand so deep in text of the other direction.
pub(super) fn starts(pieces: &[Wide], levels: &[u8]) -> Vec<Len> {
    let order = order(levels);
    let mut starts = vec![Len::ZERO; pieces.len()];
    let mut x = Len::ZERO;
    for (place, &piece) in order.iter().enumerate() {
        starts[piece] = x;
        x += pieces[piece].own;
        if let Some(&next) = order.get(place + 1) {
            x += pieces.get(boundary(piece, next, levels)).map_or(Len::ZERO, |before| before.then);
        }
    }
    starts
}

/// L2: from the deepest level up, whatever stands at least so deep is turned round.
fn order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let deepest = levels.iter().copied().max().unwrap_or(0);
    for level in (1..=deepest).rev() {
        let mut at = 0;
        for stretch in levels.chunk_by(|a, b| (*a >= level) == (*b >= level)) {
            let end = at + stretch.len();
            if stretch[0] >= level {
                order[at..end].reverse();
            }
            at = end;
        }
    }
    order
}

/// After which piece, as the line is read, the room between two neighbours on paper stands. Where one of them begins or ends a stretch that runs the other
/// way, that is the edge of the stretch at which the outer one is read.
fn boundary(left: usize, right: usize, levels: &[u8]) -> usize {
    if levels[left] <= levels[right] {
        if levels[left].is_multiple_of(2) { left } else { left.wrapping_sub(1) }
    } else if levels[right].is_multiple_of(2) {
        right.wrapping_sub(1)
    } else {
        right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_as_uax_9_has_them_with_the_room_of_their_own_neighbours() {
        for (levels, expected) in [
            (&[0, 0, 0][..], &[0, 1, 2][..]),
            (&[0, 1, 1, 0], &[0, 2, 1, 3]),
            (&[1, 1, 2, 2, 1], &[4, 2, 3, 1, 0]),
            (&[0, 1, 2, 2, 0], &[0, 2, 3, 1, 4]),
            (&[1, 1], &[1, 0]),
            (&[], &[]),
        ] {
            assert_eq!(order(levels), expected, "{levels:?}");
            // Every room between two pieces is used once, so that the line is as wide as it was.
            let between: Vec<usize> = expected.windows(2).map(|pair| boundary(pair[0], pair[1], levels)).collect();
            let mut used = between.clone();
            used.sort_unstable();
            assert_eq!(used, (0..levels.len().saturating_sub(1)).collect::<Vec<_>>(), "{levels:?}: {between:?}");
        }
        // 汉 and the name after it are a gap apart, as are the name's last letter and the 汉 after it.
        let wide = |then| Wide { own: Len(10), then: Len(then) };
        assert_eq!(starts(&[wide(3), wide(0), wide(4), wide(0)], &[0, 1, 1, 0]), [0, 23, 13, 37].map(Len));
    }
}
