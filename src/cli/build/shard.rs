//! A share of many editions, so that several machines build a folder of them together without speaking to each other.

use std::str::FromStr;

use super::one::Job;

/// The most shares: more machines than that no scheduler gives out at a time.
const MOST: usize = 100_000;

/// Share `number` of `of`: of the editions in the order of their names the first and each `of`-th after it, counted from `number`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Shard {
    /// From 1.
    number: usize,
    of: usize,
}

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST => Ok(Self { number, of }),
            _ => Err("write NUMBER/OF, as 1/4 to 4/4 for the four shares of four"),
        }
    }
}

impl Shard {
    /// The editions of this share. Shares of one list are disjoint and leave nothing out, wherever each is built.
    pub(super) fn of(self, mut jobs: Vec<Job>) -> Vec<Job> {
        jobs.sort_by(|one, other| one.edition.cmp(&other.edition));
        jobs.into_iter().skip(self.number - 1).step_by(self.of).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a share that cannot be read has failed")]

    use super::*;

    #[test]
    fn shares_are_disjoint_and_whole_in_whatever_order_editions_are_named() {
        let names = |reversed: bool| {
            let mut jobs: Vec<Job> =
                (0..11).map(|at| Job { edition: format!("{:02}", at * 7 % 11), target: None }).collect();
            jobs.sort_by(
                |one, other| if reversed { other.edition.cmp(&one.edition) } else { one.edition.cmp(&other.edition) },
            );
            jobs
        };
        for of in 1..14 {
            let share = |number: usize| -> Vec<String> {
                let shard: Shard = format!("{number}/{of}").parse().unwrap();
                shard.of(names(number.is_multiple_of(2))).into_iter().map(|job| job.edition).collect()
            };
            let shares: Vec<Vec<String>> = (1..=of).map(share).collect();
            let mut all: Vec<String> = shares.concat();
            all.sort();
            assert_eq!(all, (0..11).map(|at| format!("{at:02}")).collect::<Vec<_>>(), "of {of}");
            let sizes = shares.iter().map(Vec::len);
            assert!(sizes.clone().max().unwrap() - sizes.min().unwrap() <= 1, "of {of}");
        }
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for text in ["", "1", "0/4", "5/4", "1/0", "-1/2", "1/x", "1/200000", "1/4/4"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
