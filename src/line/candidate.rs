//! What a stretch of a paragraph would be as a line: natural width and what it can give, in constant time.

use crate::base::Len;
use crate::model::{Composition, LineEndStop, PunctStyle};
use crate::shape::{Class, Region, ShapedPara};

use super::widths::{GAP_MIN, Piece, SPACE_MAX, least, level};

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
    stop: Len,
    spaces: Len,
    gaps: Len,
    slots: i64,
}

/// A possible line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Natural width with trimmed edges (N2).
    pub natural: Len,
    /// What compression levels 2 to 6 can take.
    pub soft: Len,
    /// What level 7 can take on top.
    pub stop: Len,
    /// What word spaces can add.
    pub spaces: Len,
    /// What Han–Western gaps can add.
    pub gaps: Len,
    /// Letter-stretch slots.
    pub slots: i64,
}

impl<'a> Prepared<'a> {
    /// Adds running totals to the pieces of `para`.
    pub(crate) fn new(para: &'a ShapedPara, pieces: Vec<Piece>, rules: &'a Composition) -> Self {
        let mut sums = Vec::with_capacity(pieces.len() + 1);
        let mut total = Sums::default();
        sums.push(total);
        for piece in &pieces {
            let own = totals(piece);
            total = Sums {
                width: total.width + own.width,
                soft: total.soft + own.soft,
                stop: total.stop + own.stop,
                spaces: total.spaces + own.spaces,
                gaps: total.gaps + own.gaps,
                slots: total.slots + own.slots,
            };
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
            soft: to.soft - from.soft,
            stop: to.stop - from.stop,
            spaces: to.spaces - from.spaces,
            gaps: to.gaps - from.gaps,
            slots: to.slots - from.slots,
        };
        let last = &self.pieces[end - 1];
        let gap = totals(&Piece { gap: last.gap, gap_most: last.gap_most, em: last.em, ..Piece::default() });
        line.natural -= last.gap;
        line.soft -= gap.soft;
        line.gaps -= gap.gaps;
        line.slots -= i64::from(last.slot);
        if self.trims_end(end - 1) {
            line.natural -= last.blank.after;
            *if last.level == level::STOP { &mut line.stop } else { &mut line.soft } -= last.give.after;
        }
        if self.trims_start(start) {
            let first = &self.pieces[start];
            line.natural -= first.blank.before;
            line.soft -= first.give.before;
        }
        line
    }

    /// C9: whether an opening mark at `at` loses its blank at the line's start.
    pub(crate) fn trims_start(&self, at: usize) -> bool {
        self.pieces[at].class == Class::Open
            && self.rules.punct != PunctStyle::Plain
            && (at > 0 || self.rules.trim_first)
    }

    /// C10, C3: whether the mark at `at` loses its blank at the line's end.
    pub(crate) fn trims_end(&self, at: usize) -> bool {
        let region = self.pieces[at].region;
        self.rules.punct != PunctStyle::Plain
            && match self.pieces[at].class {
                Class::Close => true,
                Class::Comma => region == Region::Sc,
                Class::Stop | Class::Tone => region == Region::Sc && self.rules.line_end_stop == LineEndStop::Trim,
                _ => false,
            }
    }

    /// F3: whether `start..` would be a last line of a single character, with or without marks.
    pub(crate) fn is_runt(&self, start: usize) -> bool {
        let mut signs = self.pieces[start..].iter().filter(|piece| !piece.class.is_mark() && !is_unseen(piece));
        signs.next().is_none_or(|only| only.advance <= only.em) && signs.next().is_none()
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
    matches!(piece.class, Class::Space | Class::Newline)
}

fn totals(piece: &Piece) -> Sums {
    let give = piece.give.before + piece.give.after;
    let stop = piece.level == level::STOP;
    let gap = piece.gap > Len::ZERO;
    let room = |most: Len, now: Len, is: bool| if is { (most - now).max(Len::ZERO) } else { Len::ZERO };
    let is_space = piece.level == level::SPACE && !gap;
    Sums {
        width: piece.advance + piece.gap,
        soft: if stop { Len::ZERO } else { give } + room(piece.gap, least(GAP_MIN, piece.em), gap),
        stop: if stop { give } else { Len::ZERO },
        spaces: room(SPACE_MAX.of(piece.em), piece.advance, is_space),
        gaps: room(piece.gap_most, piece.gap, gap),
        slots: i64::from(piece.slot),
    }
}

impl Candidate {
    /// All that compression can take.
    pub(crate) fn shrink(&self) -> Len {
        self.soft + self.stop
    }

    /// Whether the line fits a measure when compressed as far as it goes.
    pub(crate) fn fits(&self, measure: Len) -> bool {
        self.natural - self.shrink() <= measure
    }
}
