//! What a line costs, alone and beside the one before it (composition D7): lines of characters by letters and marks, lines of words by their spaces.

use std::ops::Range;

use crate::base::Len;
use crate::model::{Composition, Policy, PunctStyle, Stretch};
use crate::shape::Class;
use crate::tradition::Rest;

use super::breaks::{Break, CODE_BREAK, TORN_BREAK};
use super::candidate::{Candidate, Prepared};
use super::greedy::may_hang;
use super::is_short_end;
use super::justify::UNSEEN;
use super::widths::Piece;

/// The costs of a line in tenths: `(200 + costs)²` is summed over a paragraph. They grow smoothly, so that no line is spared by
/// loosening its neighbours, and the base makes few lines cheap without squeezing many stops for it.
mod cost {
    /// Of every line.
    pub(super) const LINE: u64 = 200;
    /// Letters an eighth of an em apart; grows with the square.
    pub(super) const LETTERS: u64 = 3000;
    /// What letters are measured by, in thousandths of an em.
    pub(super) const EIGHTH: u64 = 125;
    /// Commas at their full growth; grows with the square, as the next ones do.
    pub(super) const COMMAS: u64 = 300;
    /// Brackets and quotation marks at their full growth.
    pub(super) const BRACKETS: u64 = 600;
    /// Word spaces and Han–Western gaps at their full growth.
    pub(super) const GAPS: u64 = 30;
    /// A line of ragged text that is an em short; grows with the square. Two em are not as dear as a number parted from its unit, three are.
    pub(super) const RAGGED: u64 = 300;
    /// A line of justified text that ends an em short within an address; grows with the square. Three em are as dear as letters a fifth of an em apart.
    pub(super) const CODE_END: u64 = 1000;
    /// A stop at the line's end that gives its blank.
    pub(super) const EDGE: u64 = 5;
    /// Word spaces, brackets and commas squeezed as far as they go, where marks are pushed in; twice as much where out.
    pub(super) const SQUEEZE: u64 = 30;
    /// Han–Western gaps squeezed as far as they go.
    pub(super) const TIGHT: u64 = 300;
    /// Inner stops squeezed as far as they go.
    pub(super) const STOPS: u64 = 350;
    /// The first inner stop that is squeezed where only stops are wide, and so show the sentence's end.
    pub(super) const LONE_STOPS: u64 = 250;
    /// A last line of one character.
    pub(super) const RUNT: u64 = 10_000;
    /// A last line of nothing; one that is longer costs less, with the square.
    pub(super) const SHORT: u64 = 700;
    /// A last line of so many em is not short any more.
    pub(super) const SHORT_LINE: i64 = 6;
    /// A last line of less than two thirds of its measure at a column's head: added after squaring. It is avoided where commas, or the letters of two lines
    /// a twentieth of an em apart, do it.
    pub(super) const WIDOW: u64 = 3_000_000;
    /// A hyphen, and once more for two in a row.
    pub(super) const HYPHEN: u64 = 1350;
    /// A third hyphen in a row, and a last line that is the end of a broken word, as a line wider than its measure.
    pub(super) const LADDER: u64 = 100_000;
    /// Ratios beyond this count as this, in thousandths.
    pub(super) const MAX_RATIO: u64 = 10_000;
}

/// A line wider than its measure, as the next line's costs are summed.
#[cfg(test)]
pub(super) const OVERFULL: u64 = (cost::LINE + cost::LADDER) * (cost::LINE + cost::LADDER);

/// What costs differ in between lines of characters and lines of words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manner {
    /// Neighbouring lines whose colours differ by so many steps: added after squaring, as by Knuth and Plass.
    pub(super) uneven: [u64; 4],
    /// A hyphen.
    hyphen: u64,
    /// A hyphen before a paragraph's last line or at a column's foot: added after squaring.
    pub(super) last_hyphen: u64,
}

const OF_CHARACTERS: Manner = Manner { uneven: [0, 30_000, 150_000, 150_000], hyphen: cost::HYPHEN, last_hyphen: 0 };

/// The demerits of plain TeX (The TeXbook, chapter 14) in the tenths of these costs, which make 400 of one: 10,000 for neighbours of unlike fitness, 5,000
/// for the last hyphen; a hyphen's penalty of 50 is what a line of this cost is squared to.
const OF_WORDS: Manner = Manner { uneven: [0, 0, 4_000_000, 4_000_000], hyphen: 850, last_hyphen: 2_000_000 };

/// How the lines of a paragraph are weighed.
pub(super) fn manner(rules: &Composition) -> &'static Manner {
    if rules.lang.tradition().growth.rest == Rest::Spaces { &OF_WORDS } else { &OF_CHARACTERS }
}

/// Letter stretch per slot that a first search keeps to, in thousandths of an em: the eye objects from about a tenth.
const TOLERABLE: u64 = 120;

/// What word spaces of lines of words may be stretched by in a first search, in thousandths of what they may grow: a badness of 800.
const TOLERABLE_SPACES: u64 = 2000;

/// How open a line's letters look, or the spaces of a line of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colour {
    /// Spaces are squeezed by more than half of what they can be.
    Tight,
    /// Letters stand solid, or so near that nobody sees it.
    #[default]
    Solid,
    /// An eye that looks for it sees the stretch.
    Open,
    /// The stretch is seen.
    Loose,
}

impl Colour {
    /// The colour of letters so many thousandths of an em apart.
    fn of(each: u64) -> Self {
        match each {
            0..=25 => Self::Solid,
            26..=70 => Self::Open,
            _ => Self::Loose,
        }
    }

    /// The fitness class of word spaces that grow by so many thousandths of what they may grow.
    fn of_spaces(share: u64) -> Self {
        match share {
            0..=500 => Self::Solid,
            501..=1000 => Self::Open,
            _ => Self::Loose,
        }
    }
}

/// What the next line's cost asks of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) colour: Colour,
    /// Lines in a row that end with a hyphen, this one last; two stand for more.
    pub(super) hyphens: u8,
}

/// How much of the search space is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Only lines whose letters stand no further apart than is tolerable.
    Tolerable,
    /// Every line that is not overfull.
    All,
}

/// A possible line, weighed.
#[derive(Clone, Copy)]
pub(super) struct Weighed {
    /// What it costs by itself, in tenths, not yet squared.
    strain: u64,
    colour: Colour,
    /// Whether its letters may be compared with a neighbour's: those of a last line always stand solid.
    is_full: bool,
    /// Whether it would be a widow at a column's head (F4).
    ends_short: bool,
    /// Whether it ends the paragraph.
    is_last: bool,
    pub(super) hung: bool,
    hyphen: bool,
    pub(super) manner: &'static Manner,
}

impl Weighed {
    /// Its cost after a line that ended so, or at a paragraph's start.
    pub(super) fn cost_after(&self, before: Option<Ended>) -> u64 {
        let before = before.unwrap_or(Ended { colour: self.colour, hyphens: 0 });
        let again = match before.hyphens {
            _ if !self.hyphen => 0,
            0 => 0,
            1 => cost::HYPHEN,
            _ => cost::LADDER,
        };
        let steps = (self.colour as usize).abs_diff(before.colour as usize);
        let uneven = if self.is_full { self.manner.uneven[steps] } else { 0 };
        let last = if self.is_last && before.hyphens > 0 { self.manner.last_hyphen } else { 0 };
        demerits(self.strain + again) + uneven + last
    }

    /// What it costs at a column's head or foot.
    pub(super) fn cost_in_column(&self, at_head: bool, at_foot: bool) -> u64 {
        let widow = if self.ends_short && at_head { cost::WIDOW } else { 0 };
        widow + if self.hyphen && at_foot { self.manner.last_hyphen } else { 0 }
    }

    /// What the next line asks, where so many lines before end with a hyphen.
    pub(super) fn ended_after(&self, hyphens: u8) -> Ended {
        Ended { colour: self.colour, hyphens: if self.hyphen { (hyphens + 1).min(2) } else { 0 } }
    }
}

/// Hardly any stretch of text grows by more than half its width within tolerance, so a first search leaves out lines under two thirds of their measure.
pub(super) fn is_far_too_short(inner: Len, measure: Len) -> bool {
    inner * 3 < measure * 2
}

/// Weighs a line; `None` when it is overfull or beyond reach.
pub(super) fn weighed(
    text: &Prepared<'_>,
    place: Range<usize>,
    mut line: Candidate,
    measure: Len,
    reach: Reach,
) -> Option<Weighed> {
    let Range { start, end } = place;
    let kind = text.pieces[end - 1].end;
    // A first search tears no word: what it would leave short for that is weighed by the second.
    let is_beyond = || kind == Break::May(TORN_BREAK) || is_far_too_short(text.inner_width(start, end), measure);
    if reach == Reach::Tolerable && kind != Break::Must && is_beyond() {
        return None;
    }
    if kind == Break::Hyphen {
        line.natural += text.hyphen(end - 1);
    }
    line = line.within(measure);
    let mut hung = false;
    if line.natural > measure && end > start + 1 && may_hang(text, end - 1) {
        let body = text.candidate(start, end - 1).within(measure);
        if body.natural <= measure {
            (line, hung) = (body, true);
        }
    }
    let is_full = kind != Break::Must || line.natural > measure;
    let manner = manner(text.rules);
    let fitted = if is_full { fitted(text, &line, measure, start..end)? } else { Fitted::default() };
    if reach == Reach::Tolerable && !fitted.is_tolerable {
        return None;
    }
    let mut strain = fitted.strain;
    strain += match kind {
        Break::May(soft) => u64::from(soft),
        Break::Hyphen => manner.hyphen,
        Break::Never | Break::Must => 0,
    };
    let is_last = end == text.pieces.len() && start > 0;
    let is_mended = is_last && text.rules.orphan_fix;
    if is_mended {
        strain += last_line(text, start, line.natural);
    }
    if is_last && is_rest_of_word(text, start) {
        if reach == Reach::Tolerable {
            return None;
        }
        strain += cost::LADDER;
    }
    let ends_short = is_mended && is_short_end(line.natural, measure);
    let hyphen = kind == Break::Hyphen;
    Some(Weighed { strain, colour: fitted.colour, is_full, is_last, ends_short, hung, hyphen, manner })
}

/// F3: what a paragraph's last line costs for being short.
fn last_line(text: &Prepared<'_>, start: usize, natural: Len) -> u64 {
    if text.is_runt(start) {
        return cost::RUNT;
    }
    let whole = text.pieces[start].em * cost::SHORT_LINE;
    let lacks = ratio(whole - natural, whole);
    lacks * lacks * cost::SHORT / 1_000_000
}

/// LA18: whether a last line is the end of a broken word and nothing else.
fn is_rest_of_word(text: &Prepared<'_>, start: usize) -> bool {
    text.pieces[start - 1].end == Break::Hyphen && text.pieces[start..].iter().all(|piece| piece.class == Class::West)
}

/// A line that meets its measure.
#[derive(Clone, Copy)]
struct Fitted {
    strain: u64,
    colour: Colour,
    is_tolerable: bool,
}

impl Default for Fitted {
    fn default() -> Self {
        Self { strain: 0, colour: Colour::Solid, is_tolerable: true }
    }
}

/// What it costs to meet the measure, where the line can.
fn fitted(text: &Prepared<'_>, line: &Candidate, measure: Len, range: Range<usize>) -> Option<Fitted> {
    let em = text.pieces[range.start].em;
    let need = measure - line.natural;
    if need < Len::ZERO && !line.fits(measure) {
        return None;
    }
    if text.rules.lang.tradition().growth.rest == Rest::Spaces {
        return Some(spaced(line, need));
    }
    if need < Len::ZERO {
        return Some(Fitted { strain: squeeze(line, -need, text.rules), ..Fitted::default() });
    }
    if !text.rules.justify {
        return Some(Fitted { strain: short(need, em, cost::RAGGED), ..Fitted::default() });
    }
    let (each, strain) = stretch(line, need, em, text.rules.stretch);
    // Short it opens nothing, but it is no line a first search looks for.
    if each > TOLERABLE && may_end_short(text, line, &range) {
        return Some(Fitted {
            strain: short(need, em, cost::CODE_END),
            is_tolerable: need <= line.gaps,
            ..Fitted::default()
        });
    }
    Some(Fitted { strain, colour: Colour::of(each), is_tolerable: each <= TOLERABLE })
}

/// What it costs that a line ends so much short, where an em costs `full`.
fn short(need: Len, em: Len, full: u64) -> u64 {
    let short = ratio(need, em);
    short * short * full / 1_000_000
}

/// B5: whether a line of justified text ends short at an address, a link or a long code rather than be torn open: it ends within one, or is the rest of one
/// and has no letters to move apart, and to fill it letters would stand further apart than the eye accepts.
pub(super) fn ends_short(text: &Prepared<'_>, range: &Range<usize>, measure: Len) -> bool {
    if !parts_code(text, range.end) && !parts_code(text, range.start) {
        return false;
    }
    let line = text.candidate(range.start, range.end).within(measure);
    let need = measure - line.natural;
    need > Len::ZERO
        && stretch(&line, need, text.pieces[range.start].em, text.rules.stretch).0 > TOLERABLE
        && may_end_short(text, &line, range)
}

/// Whether a line belongs to an address so that it may end short. `even` fills all it can.
fn may_end_short(text: &Prepared<'_>, line: &Candidate, range: &Range<usize>) -> bool {
    let ends_within = text.rules.stretch == Stretch::Marks && parts_code(text, range.end);
    ends_within || line.slots == 0 && parts_code(text, range.start)
}

/// Whether a line's edge at `at` is a break within an address, a link or a long code.
fn parts_code(text: &Prepared<'_>, at: usize) -> bool {
    let is_west = |piece: &Piece| piece.class == Class::West;
    let before = at.checked_sub(1).map(|before| &text.pieces[before]);
    before.is_some_and(|before| is_west(before) && matches!(before.end, Break::May(CODE_BREAK | TORN_BREAK)))
        && text.pieces.get(at).is_some_and(is_west)
}

/// Lines of words: Knuth and Plass's badness, 100 r³ of what spaces can give or grow, in the tenths of these costs, of which TeX's line penalty of 10 makes 200.
fn spaced(line: &Candidate, need: Len) -> Fitted {
    let strain = |share: u64| 2 * share.pow(3) / 1_000_000;
    if need < Len::ZERO {
        let share = ratio(-need, line.shrink());
        let colour = if share > 500 { Colour::Tight } else { Colour::Solid };
        return Fitted { strain: strain(share), colour, is_tolerable: true };
    }
    let share = ratio(need, line.gaps);
    Fitted { strain: strain(share), colour: Colour::of_spaces(share), is_tolerable: share <= TOLERABLE_SPACES }
}

/// D4: what each member of the order takes, and its cost.
fn stretch(line: &Candidate, need: Len, em: Len, order: Stretch) -> (u64, u64) {
    let unseen = if order == Stretch::Marks { need.min(UNSEEN.of(em) * line.slots) } else { Len::ZERO };
    let mut left = need - unseen;
    let mut cost = 0;
    for (room, full) in [(line.gaps, cost::GAPS), (line.commas, cost::COMMAS), (line.brackets, cost::BRACKETS)] {
        cost += share_of(&mut left, room, full);
    }
    let each = ratio(left + unseen, em * line.slots);
    (each, cost + each * each * cost::LETTERS / (cost::EIGHTH * cost::EIGHTH))
}

/// D2: what each level gives, and its cost.
fn squeeze(line: &Candidate, need: Len, rules: &Composition) -> u64 {
    let mut left = need;
    let (edge, marks) = match rules.policy {
        Policy::PushIn => (cost::EDGE, cost::SQUEEZE),
        Policy::PushOut => (cost::EDGE, 2 * cost::SQUEEZE),
    };
    let mut cost = share_of(&mut left, line.edge, edge);
    cost += share_of(&mut left, line.soft, marks);
    cost += share_of(&mut left, line.tight, cost::TIGHT);
    if left > Len::ZERO {
        let lone = matches!(rules.punct, PunctStyle::Kaiming) && rules.policy == Policy::PushOut;
        cost += share_of(&mut left, line.stop, cost::STOPS) + if lone { cost::LONE_STOPS } else { 0 };
    }
    cost
}

/// Takes as much of `left` as there is room for; its cost grows with the square of the room's share.
fn share_of(left: &mut Len, room: Len, full: u64) -> u64 {
    if *left <= Len::ZERO || room <= Len::ZERO {
        return 0;
    }
    let taken = room.min(*left);
    *left -= taken;
    let share = ratio(taken, room);
    share * share * full / 1_000_000
}

/// A part of a whole in thousandths.
fn ratio(part: Len, whole: Len) -> u64 {
    if part <= Len::ZERO {
        return 0;
    }
    let thousandths = if whole > Len::ZERO { part.scaled(1000, whole.0).0.unsigned_abs() } else { cost::MAX_RATIO };
    thousandths.min(cost::MAX_RATIO)
}

fn demerits(strain: u64) -> u64 {
    let badness = cost::LINE + strain;
    badness * badness
}
