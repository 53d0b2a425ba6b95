//! What was changed on a placed page, and what of its file stays behind.

use std::collections::BTreeMap;

/// What was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Colours of type.
    Type,
    /// Colours of lines.
    Lines,
    /// Colours of areas.
    Areas,
    /// Pictures.
    Pictures,
    /// Gradients.
    Gradients,
    /// What stands in for a spot ink.
    SpotInks,
    /// Blend spaces of transparency.
    Blending,
    /// Colours with more ink than the press takes.
    TooMuchInk,
    /// Black type and thin black lines that overprint now.
    Overprint,
    /// Fine lines made wider, since they are printed with several inks now.
    FineLines,
}

/// A kind of change, with how often it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What was changed.
    pub what: Changed,
    /// Its colour space before.
    pub from: &'static str,
    /// Its colour space now.
    pub to: &'static str,
    /// How many.
    pub count: usize,
    /// The largest change of a colour, CIEDE2000, the paper taken as white.
    pub difference: f64,
}

/// What does not print and was left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// Links and comments.
    Annotations,
    /// Actions of the document or page.
    Actions,
    /// A form.
    Form,
    /// Other pages.
    Pages,
    /// Files within the file.
    Files,
    /// Marks outside what shows.
    Outside,
    /// Marks on layers that do not print.
    Layers,
    /// Comments and fields that would print from a viewer.
    Printing,
}

/// Gathers both.
#[derive(Debug, Default)]
pub(super) struct Told {
    changes: BTreeMap<(Changed, &'static str, &'static str), (usize, f64)>,
    left: BTreeMap<Left, usize>,
    /// Blend modes other than Normal in groups that were blended in colours of the screen.
    pub(super) screen_blends: usize,
}

impl Told {
    pub(super) fn changed(&mut self, what: Changed, from: &'static str, to: &'static str, difference: f64) {
        let tally = self.changes.entry((what, from, to)).or_default();
        tally.0 += 1;
        tally.1 = tally.1.max(difference);
    }

    /// Whether a group was blended in colours of the screen.
    pub(super) fn is_blended_as_screen(&self) -> bool {
        self.changes.keys().any(|(what, ..)| *what == Changed::Blending)
    }

    /// Whether anything was in colours of the screen.
    pub(super) fn has_screen_colours(&self) -> bool {
        let is_kept =
            |from: &&str| from.is_empty() || ["DeviceCMYK", "ICCBased CMYK"].contains(from) || from.contains("ray");
        self.changes.keys().any(|(what, from, _)| *what != Changed::SpotInks && !is_kept(from))
    }

    pub(super) fn left(&mut self, what: Left, count: usize) {
        if count > 0 {
            *self.left.entry(what).or_default() += count;
        }
    }

    pub(super) fn changes(&self) -> Vec<Change> {
        let each = self.changes.iter();
        each.map(|(&(what, from, to), &(count, difference))| Change { what, from, to, count, difference }).collect()
    }

    pub(super) fn left_behind(&self) -> Vec<(Left, usize)> {
        self.left.iter().map(|(&what, &count)| (what, count)).collect()
    }
}
