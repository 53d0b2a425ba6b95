//! Slips mended, so that reading goes on behind them and a draft shows what was meant. Places are always those of the text as it was written.

use std::ops::Range;

/// A stretch of a text with what was meant there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::input) struct Repair {
    pub range: Range<usize>,
    pub with: String,
}

/// A text whose slips are mended.
#[derive(Clone, Debug)]
pub(in crate::input) struct Mended {
    pub text: String,
    /// In order; each has its place in the text as it was when it was made.
    repairs: Vec<Repair>,
}

impl Mended {
    /// A text as it was written.
    pub(in crate::input) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), repairs: Vec::new() }
    }

    /// Makes repairs, whose places are those of the text as it is now; says whether any changed it.
    pub(in crate::input) fn mend(&mut self, mut repairs: Vec<Repair>) -> bool {
        // From the last to the first, so that places before stay what they are.
        repairs.sort_by_key(|repair| std::cmp::Reverse(repair.range.start));
        let made = self.repairs.len();
        for repair in repairs {
            if self.text.get(repair.range.clone()).is_some_and(|was| was != repair.with) {
                self.text.replace_range(repair.range.clone(), &repair.with);
                self.repairs.push(repair);
            }
        }
        self.repairs.len() > made
    }

    /// The byte of the text as it was written at which a byte of this one stands.
    pub(in crate::input) fn place(&self, at: usize) -> usize {
        self.repairs.iter().rev().fold(at, |at, repair| {
            let Range { start, end } = repair.range;
            match at.checked_sub(start + repair.with.len()) {
                Some(behind) => end + behind,
                None => at.min(end).max(at.min(start)),
            }
        })
    }
}

/// Tabs and full-width blanks before keys, as spaces.
pub(super) fn indents(text: &str) -> Vec<Repair> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        start += line.len();
        (start - line.len(), &line[..line.len() - line.trim_start().len()])
    });
    lines
        // A tab goes to the eighth column, as editors show it, a full-width blank is as wide as two.
        .filter(|(_, blanks)| blanks.contains(['\t', '\u{3000}', '\u{A0}']))
        .map(|(at, blanks)| {
            let with = blanks.replace('\t', "        ").replace('\u{3000}', "  ").replace('\u{A0}', " ");
            Repair { range: at..at + blanks.len(), with }
        })
        .collect()
}
