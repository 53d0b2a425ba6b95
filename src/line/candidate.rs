//! What a stretch of a paragraph would be as a line: natural width and what it can give, in constant time.

use crate::base::Len;
use crate::model::{Composition, PunctStyle, Stretch};
use crate::shape::{Class, ShapedPara};
use crate::tradition::{AtEnd, is_western_closer, level};

use super::widths::{GAP_MIN, Piece, least};

/// A paragraph prepared for breaking. Immutable while lines are chosen.
pub(crate) struct Prepared<'a> {
    /// The paragraph.
    pub para: &'a ShapedPara,
    /// Its pieces, one per cluster.
    pub pieces: Vec<Piece>,
    /// The rules.
    pub rules: &'a Composition,
    sums: Vec<Sums>,
    /// For the first pieces, as many as there are: one past the last that is seen. Empty where all are.
    visible: Vec<usize>,
}

/// Running totals over pieces, their gaps included.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    width: Len,
    soft: Len,
    tight: Len,
    stop: Len,
    gaps: Len,
    commas: Len,
    brackets: Len,
    slots: i64,
}

impl Sums {
    fn plus(&self, own: &Self) -> Self {
        Self {
            width: self.width + own.width,
            soft: self.soft + own.soft,
            tight: self.tight + own.tight,
            stop: self.stop + own.stop,
            gaps: self.gaps + own.gaps,
            commas: self.commas + own.commas,
            brackets: self.brackets + own.brackets,
            slots: self.slots + own.slots,
        }
    }
}

/// A possible line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Natural width with trimmed edges (N2).
    pub natural: Len,
    /// The blank of a stop at its end, which is taken first where marks are stretched first.
    pub edge: Len,
    /// The blank of a mark at its end, which is taken before anything else, all of it or nothing (JA12).
    pub drop: Len,
    /// What compression levels 2 to 5 can take.
    pub soft: Len,
    /// What level 6, the Han–Western gaps, can take on top.
    pub tight: Len,
    /// What level 7 can take on top.
    pub stop: Len,
    /// What word spaces and Han–Western gaps can add.
    pub gaps: Len,
    /// What commas, and stops of a half-width style, can add.
    pub commas: Len,
    /// What brackets and quotation marks can add.
    pub brackets: Len,
    /// What shares the rest of the slack: slots of letters, or of spaces.
    pub slots: i64,
}

impl<'a> Prepared<'a> {
    /// Adds running totals to the pieces of `para`.
    pub(crate) fn new(para: &'a ShapedPara, pieces: Vec<Piece>, rules: &'a Composition) -> Self {
        let mut sums = Vec::with_capacity(pieces.len() + 1);
        let mut total = Sums::default();
        sums.push(total);
        for piece in &pieces {
            total = total.plus(&totals(piece));
            sums.push(total);
        }
        let visible = if pieces.iter().any(is_unseen) { visible_ends(&pieces) } else { Vec::new() };
        Self { para, pieces, rules, sums, visible }
    }

    /// Where the visible part of the line ending before `end` ends: trailing spaces have no width (B6).
    pub(crate) fn visible_end(&self, start: usize, end: usize) -> usize {
        // Most lines end with something to see, and that piece is looked at anyway.
        if end <= start || !is_unseen(&self.pieces[end - 1]) {
            return end;
        }
        self.visible[end].max(start)
    }

    /// Width of the pieces `start..end` as they stand inside a line.
    pub(crate) fn inner_width(&self, start: usize, end: usize) -> Len {
        self.sums[end].width - self.sums[start].width
    }

    /// The line `start..end` (N2).
    pub(crate) fn candidate(&self, start: usize, end: usize) -> Candidate {
        let end = self.visible_end(start, end);
        if end == start {
            return Candidate::default();
        }
        let (from, to) = (&self.sums[start], &self.sums[end]);
        let mut line = Candidate {
            natural: to.width - from.width,
            edge: Len::ZERO,
            drop: Len::ZERO,
            soft: to.soft - from.soft,
            tight: to.tight - from.tight,
            stop: to.stop - from.stop,
            gaps: to.gaps - from.gaps,
            commas: to.commas - from.commas,
            brackets: to.brackets - from.brackets,
            slots: to.slots - from.slots,
        };
        let last = &self.pieces[end - 1];
        if last.gap > Len::ZERO {
            line.natural -= last.gap;
            line.tight -= room(last.gap, least(GAP_MIN, last.em));
            line.gaps -= room(last.gap_most, last.gap);
        }
        line.slots -= i64::from(last.rest);
        *line.growth(last) -= last.grow.after;
        if last.at_end == AtEnd::Trims {
            line.natural -= last.blank.after;
            *if last.level == level::STOP { &mut line.stop } else { &mut line.soft } -= last.give.after;
        } else if last.at_end == AtEnd::Drops {
            *if last.level == level::STOP { &mut line.stop } else { &mut line.soft } -=
                last.give.before + last.give.after;
            line.drop = last.blank.before + last.blank.after;
        } else if self.gives_at_edge(last) {
            line.stop -= last.give.after;
            line.edge = last.give.after;
        }
        let first = &self.pieces[start];
        *line.growth(first) -= first.grow.before;
        if self.trims_start(start) {
            line.natural -= first.blank.before;
            line.soft -= first.give.before;
        }
        line
    }

    /// Whether a stop that is kept at a line's end gives its blank before anything else is squeezed.
    pub(crate) fn gives_at_edge(&self, last: &Piece) -> bool {
        self.rules.stretch == Stretch::Marks && last.level == level::STOP
    }

    /// C9: whether an opening mark at `at` loses its blank at the line's start.
    pub(crate) fn trims_start(&self, at: usize) -> bool {
        self.pieces[at].class == Class::Open
            && self.rules.punct != PunctStyle::Plain
            && (at > 0 || self.rules.trim_first)
    }

    /// F3: whether `start..` would be a last line of a single character, with or without marks.
    pub(crate) fn is_runt(&self, start: usize) -> bool {
        let is_mark = |at: usize| {
            let class = self.pieces[at].class;
            class.is_mark() || class == Class::West && is_western_closer(self.para.first_char(at))
        };
        let mut signs = (start..self.pieces.len()).filter(|&at| !is_mark(at) && !is_unseen(&self.pieces[at]));
        signs.next().is_none_or(|only| self.pieces[only].advance <= self.pieces[only].em) && signs.next().is_none()
    }

    /// The hyphen's width when the line breaks inside a word after `at`.
    pub(crate) fn hyphen(&self, at: usize) -> Len {
        let run = self.para.clusters[at].run as usize;
        self.para.runs.get(run).and_then(|run| run.hyphen).map_or(Len::ZERO, |(_, advance)| advance)
    }
}

/// Where the visible part of the pieces before each place ends.
fn visible_ends(pieces: &[Piece]) -> Vec<usize> {
    let mut visible = Vec::with_capacity(pieces.len() + 1);
    visible.push(0);
    for (at, piece) in pieces.iter().enumerate() {
        visible.push(if is_unseen(piece) { visible[at] } else { at + 1 });
    }
    visible
}

/// Whether nothing of a piece is seen, which has no width at a line's end.
pub(super) fn is_unseen(piece: &Piece) -> bool {
    matches!(piece.class, Class::Space | Class::Newline | Class::Pause)
}

fn totals(piece: &Piece) -> Sums {
    let give = piece.give.before + piece.give.after;
    let grow = piece.grow.before + piece.grow.after;
    let of = |is: bool, length: Len| if is { length } else { Len::ZERO };
    let stop = piece.level == level::STOP;
    let gap = piece.gap > Len::ZERO;
    let is_space = piece.level == level::SPACE && !gap;
    Sums {
        width: piece.advance + piece.gap,
        soft: of(!stop, give),
        tight: of(gap, room(piece.gap, least(GAP_MIN, piece.em))),
        stop: of(stop, give),
        gaps: of(is_space, room(piece.gap_most, piece.advance)) + of(gap, room(piece.gap_most, piece.gap)),
        commas: of(!is_bracket(piece), grow),
        brackets: of(is_bracket(piece), grow),
        slots: i64::from(piece.rest),
    }
}

/// From what is to what may be.
pub(super) fn room(most: Len, now: Len) -> Len {
    (most - now).max(Len::ZERO)
}

/// Brackets and quotation marks grow after commas.
pub(super) fn is_bracket(piece: &Piece) -> bool {
    matches!(piece.class, Class::Open | Class::Close)
}

impl Candidate {
    /// All that compression can take.
    pub(crate) fn shrink(&self) -> Len {
        self.edge + self.soft + self.tight + self.stop
    }

    /// Where the growth of a piece is counted.
    fn growth(&mut self, piece: &Piece) -> &mut Len {
        if is_bracket(piece) { &mut self.brackets } else { &mut self.commas }
    }

    /// The line as it stands in a measure: without the blank of its last mark where that does not fit.
    pub(crate) fn within(self, measure: Len) -> Self {
        if self.natural <= measure { self } else { Self { natural: self.natural - self.drop, drop: Len::ZERO, ..self } }
    }

    /// Whether the line fits a measure when compressed as far as it goes.
    pub(crate) fn fits(&self, measure: Len) -> bool {
        self.natural - self.drop - self.shrink() <= measure
    }
}
