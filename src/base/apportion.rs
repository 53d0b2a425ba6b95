//! Integer shares that sum to the whole (composition N4).

use super::Len;

/// Splits `whole` into `parts` shares that differ by at most one unit and sum to `whole`; the remainder goes to the first ones.
pub fn apportion(whole: Len, parts: usize) -> Vec<Len> {
    let Ok(count) = i64::try_from(parts) else { return Vec::new() };
    if count == 0 {
        return Vec::new();
    }
    let (share, rest) = (whole.0.div_euclid(count), whole.0.rem_euclid(count));
    (0..count).map(|i| Len(share + i64::from(i < rest))).collect()
}

/// Gives out `need` equally among members whose most is in `caps`; whoever reaches its cap leaves the pool.
///
/// Returns the shares, in the order of `caps`; they sum to `need`, or to the caps' sum when that is less. All values are non-negative.
pub fn apportion_capped(need: Len, caps: &[Len]) -> Vec<Len> {
    let mut shares = vec![Len::ZERO; caps.len()];
    let mut left = need;
    let mut order: Vec<usize> = (0..caps.len()).collect();
    order.sort_by_key(|&i| caps[i]);
    for (taken, &i) in order.iter().enumerate() {
        let members = i64::try_from(order.len() - taken).unwrap_or(i64::MAX);
        if caps[i] * members > left {
            let rest: Vec<usize> = sorted(&order[taken..]);
            for (share, &j) in apportion(left, rest.len()).into_iter().zip(&rest) {
                shares[j] = share;
            }
            return shares;
        }
        shares[i] = caps[i];
        left -= caps[i];
    }
    shares
}

/// The indices in rising order, so that remainders are handed out from the left.
fn sorted(indices: &[usize]) -> Vec<usize> {
    let mut indices = indices.to_vec();
    indices.sort_unstable();
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_the_whole() {
        assert_eq!(apportion(Len(10), 3), [Len(4), Len(3), Len(3)]);
        assert_eq!(apportion(Len(-1), 2), [Len(0), Len(-1)]);
        assert!(apportion(Len(5), 0).is_empty());
    }

    #[test]
    fn a_full_member_leaves_the_pool() {
        let caps = [Len(2), Len(10), Len(10)];
        assert_eq!(apportion_capped(Len(11), &caps), [Len(2), Len(5), Len(4)]);
        assert_eq!(apportion_capped(Len(50), &caps), caps);
    }
}
