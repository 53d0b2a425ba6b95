//! A chosen line → final places: compression and expansion in the order of composition D2 and D4.

use crate::base::{Em, Len, Permille, apportion, apportion_capped, narrow};
use crate::model::{Composition, Stretch};
use crate::shape::{Blank, Class};
use crate::tradition::{AtEnd, Lang, Rest, level};

use super::breaks::Break;
use super::candidate::{Prepared, is_bracket, room};
use super::greedy::Chosen;
use super::set::{LineEnd, LineFit, PlacedCluster, SetLine};
use super::visual::{self, Wide};
use super::widths::{GAP_MIN, Piece, least, take};

/// Letter stretch per slot above which a line is counted as open (D8): the eye objects from about a tenth of an em.
pub(crate) const OPEN: Em = Em(125);

/// Whether a line is stretched to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Like any line but the last of justified text.
    Full,
    /// Natural, compressed only when it must be (D5).
    Natural,
}

/// What a line has to fill, and what its paragraph wants of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fill {
    /// Its measure.
    pub measure: Len,
    /// The share of their room to which its Han–Western gaps grow before marks do, as those of the paragraph's other lines.
    pub gaps: Permille,
}

/// Sets one line.
pub(crate) fn set_line(text: &Prepared<'_>, chosen: &Chosen, fill: Fill, target: Target) -> SetLine {
    let Fill { measure, gaps } = fill;
    let (start, end) = (chosen.range.start, chosen.range.end);
    let visible = text.visible_end(start, end);
    let mut pieces = trimmed(text, start, visible);
    let hang = chosen.hung.then(|| pieces.last().map_or(Len::ZERO, |mark| mark.advance));
    let hyphenated = end > start && text.pieces[end - 1].end == Break::Hyphen;
    let fixed = if hyphenated { text.hyphen(end - 1) } else { Len::ZERO };
    let natural = width(&pieces) + fixed - hang.unwrap_or_default();
    let mut need = measure - natural;
    let body = pieces.len() - usize::from(chosen.hung && !pieces.is_empty());
    let mut slots = vec![Len::ZERO; pieces.len()];
    let mut each = Len::ZERO;
    if need < Len::ZERO {
        need += drop_edge(&mut pieces[..body], -need);
    }
    if need < Len::ZERO {
        let left = squeeze_edge(text, &mut pieces[..body], -need);
        compress(&mut pieces[..body], left);
    } else if target == Target::Full {
        each = expand(&mut pieces[..body], need, &mut slots, text.rules, gaps);
    } else if text.rules.stretch == Stretch::Marks {
        // A last line is not filled, but its gaps are as wide as those above.
        open_gaps(&mut pieces[..body], need, gaps);
    }
    let levels = text.para.levels(start..end);
    turn_boxes(text, start, &mut pieces, &levels);
    let width = width(&pieces) + slots.iter().copied().sum() + fixed - hang.unwrap_or_default();
    let em = text.pieces.get(start).map_or(Len::ZERO, |piece| piece.em);
    SetLine {
        clusters: narrow(start)..narrow(end),
        placed: place(&pieces, &slots, &levels, end - start),
        start: Len::ZERO,
        width,
        natural,
        measure,
        hang,
        each,
        fit: fit(text.rules, width, measure, each, em, target),
        end: line_end(text, end, hyphenated),
    }
}

/// How a line came out.
fn fit(rules: &Composition, width: Len, measure: Len, each: Len, em: Len, target: Target) -> LineFit {
    let is_short = target == Target::Full && width < measure && sets_words(rules.lang);
    if width > measure {
        LineFit::Overfull
    } else if is_short {
        LineFit::Loose
    } else {
        openness(rules.lang, each, em)
    }
}

/// How letters look that stand so far apart, or spaces that grew so far beyond their most: a line of words is open where they did, and loose where it has none to
/// grow.
fn openness(lang: Lang, each: Len, em: Len) -> LineFit {
    let open = if sets_words(lang) { Len::ZERO } else { OPEN.of(em) };
    match each {
        _ if each > lang.tradition().loose.of(em) => LineFit::Loose,
        _ if each > open => LineFit::Open,
        _ => LineFit::Good,
    }
}

fn sets_words(lang: Lang) -> bool {
    lang.tradition().growth.rest == Rest::Spaces
}

/// How a line looks where all its letters stand further apart by `tracked` besides: words are parted by spaces, which that hardly changes.
pub fn fit_when_tracked(line: &SetLine, tracked: Len, em: Len, lang: Lang) -> LineFit {
    if sets_words(lang) { line.fit } else { line.fit.max(openness(lang, line.each + tracked, em)) }
}

fn line_end(text: &Prepared<'_>, end: usize, hyphenated: bool) -> LineEnd {
    if end == text.pieces.len() {
        LineEnd::Paragraph
    } else if hyphenated {
        LineEnd::Hyphen
    } else if text.pieces[end - 1].class == Class::Newline {
        LineEnd::Forced
    } else {
        LineEnd::Break
    }
}

/// N2: the pieces of a line with its edges trimmed (C9, C10).
fn trimmed(text: &Prepared<'_>, start: usize, end: usize) -> Vec<Piece> {
    let mut pieces = text.pieces[start..end].to_vec();
    if let Some(last) = pieces.last_mut() {
        last.gap = Len::ZERO;
        (last.slot, last.rest) = (false, false);
        last.grow.after = Len::ZERO;
        if last.at_end == AtEnd::Trims {
            let amount = Blank { before: Len::ZERO, after: last.blank.after };
            take(last, amount);
            last.give.after = Len::ZERO;
        }
    }
    if let Some(first) = pieces.first_mut() {
        first.grow.before = Len::ZERO;
        if text.trims_start(start) {
            let amount = Blank { before: first.blank.before, after: Len::ZERO };
            take(first, amount);
            first.give.before = Len::ZERO;
        }
    }
    pieces
}

fn width(pieces: &[Piece]) -> Len {
    pieces.iter().map(|piece| piece.advance + piece.gap).sum()
}

/// JA12: the mark at the line's end loses all of its blank, unless word spaces alone can settle the need; returns what it lost.
fn drop_edge(pieces: &mut [Piece], need: Len) -> Len {
    let spaces: Len = pieces.iter().map(|piece| give_at(piece, level::SPACE)).sum();
    let Some(last) = pieces.last_mut().filter(|last| last.at_end == AtEnd::Drops && need > spaces) else {
        return Len::ZERO;
    };
    let blank = last.blank;
    take(last, blank);
    last.give = Blank::default();
    blank.before + blank.after
}

/// A stop that is kept at the line's end gives its blank before anything within the line; returns what is left to take.
fn squeeze_edge(text: &Prepared<'_>, pieces: &mut [Piece], need: Len) -> Len {
    let Some(last) = pieces.last_mut().filter(|last| text.gives_at_edge(last)) else { return need };
    let share = need.min(last.give.after);
    take(last, Blank { before: Len::ZERO, after: share });
    last.give.after -= share;
    need - share
}

/// D2: each level is exhausted before the next; the members of a level give equally.
fn compress(pieces: &mut [Piece], mut need: Len) {
    for level in level::SPACE..=level::STOP {
        if need <= Len::ZERO {
            return;
        }
        let caps: Vec<Len> = pieces.iter().map(|piece| give_at(piece, level)).collect();
        for (piece, share) in pieces.iter_mut().zip(apportion_capped(need, &caps)) {
            need -= share;
            give(piece, level, share);
        }
    }
}

fn give_at(piece: &Piece, level: u8) -> Len {
    if level == level::GAP {
        return if piece.gap > Len::ZERO { (piece.gap - least(GAP_MIN, piece.em)).max(Len::ZERO) } else { Len::ZERO };
    }
    if piece.level == level { piece.give.before + piece.give.after } else { Len::ZERO }
}

fn give(piece: &mut Piece, level: u8, share: Len) {
    if share == Len::ZERO {
        return;
    }
    if level == level::GAP {
        piece.gap -= share;
        return;
    }
    let total = piece.give.before + piece.give.after;
    let before = share.scaled(piece.give.before.0, total.0);
    take(piece, Blank { before, after: share - before });
}

/// Before marks are stretched, every letter may take this much unseen: 0.05 mm at 9 pt, which keeps most commas under their em.
pub(super) const UNSEEN: Em = Em(15);

/// D4: word spaces, then Han–Western gaps as far as in the paragraph's other lines, then what marks take back, then the rest of the gaps, then letters as
/// far as the tradition says, then the rest; returns what letters, or word spaces beyond their most, were stretched by.
fn expand(pieces: &mut [Piece], need: Len, slots: &mut [Len], rules: &Composition, gaps: Permille) -> Len {
    let before_last = 0..pieces.len().saturating_sub(1);
    let open: Vec<usize> = before_last.clone().filter(|&at| pieces[at].slot).collect();
    let rest: Vec<usize> = before_last.filter(|&at| pieces[at].rest).collect();
    let unseen = unseen(pieces.first(), open.len(), need, rules.stretch);
    let mut need = need - unseen;
    let is_space = |p: &Piece| p.level == level::SPACE && p.gap == Len::ZERO;
    let space = |p: &Piece| if is_space(p) { room(p.gap_most, p.advance) } else { Len::ZERO };
    need = share(pieces, need, &space, &|piece, share| piece.advance += share);
    need = open_gaps(pieces, need, gaps);
    if rules.stretch == Stretch::Marks {
        need = share(pieces, need, &|p| if is_bracket(p) { Len::ZERO } else { p.grow.before + p.grow.after }, &regrow);
        need = share(pieces, need, &|p| if is_bracket(p) { p.grow.before + p.grow.after } else { Len::ZERO }, &regrow);
        need = open_gaps(pieces, need, Permille::ONE);
    }
    let growth = rules.lang.tradition().growth;
    if let Some(most) = growth.letters {
        let caps: Vec<Len> = open.iter().map(|&at| most.of(pieces[at].em)).collect();
        need -= spread(&open, &apportion_capped(need, &caps), slots);
    }
    spread(&rest, &apportion(need + unseen, rest.len()), slots);
    let most = if growth.rest == Rest::Spaces { rest } else { open };
    most.iter().map(|&at| slots[at]).max().unwrap_or_default()
}

/// Widens Han–Western gaps by a share of their room at most; returns what is left of the need.
fn open_gaps(pieces: &mut [Piece], need: Len, most: Permille) -> Len {
    let gap =
        |p: &Piece| if p.gap > Len::ZERO { room(p.gap_most, p.gap).scaled(i64::from(most.0), 1000) } else { Len::ZERO };
    share(pieces, need, &gap, &|piece, share| piece.gap += share)
}

/// Puts shares into slots; returns their sum.
fn spread(at: &[usize], shares: &[Len], slots: &mut [Len]) -> Len {
    at.iter().zip(shares).for_each(|(&at, &share)| slots[at] += share);
    shares.iter().copied().sum()
}

/// The first share of the letters of a line that needs so much.
fn unseen(first: Option<&Piece>, slots: usize, need: Len, stretch: Stretch) -> Len {
    match (first, stretch) {
        (Some(first), Stretch::Marks) => {
            need.min(UNSEEN.of(first.em) * i64::try_from(slots).unwrap_or(i64::MAX)).max(Len::ZERO)
        }
        _ => Len::ZERO,
    }
}

/// Gives out a need equally among pieces with room, and returns what is left of it.
fn share(pieces: &mut [Piece], need: Len, room: &dyn Fn(&Piece) -> Len, grow: &dyn Fn(&mut Piece, Len)) -> Len {
    if need <= Len::ZERO {
        return Len::ZERO;
    }
    let caps: Vec<Len> = pieces.iter().map(room).collect();
    let mut left = need;
    for (piece, share) in pieces.iter_mut().zip(apportion_capped(need, &caps)) {
        if share > Len::ZERO {
            grow(piece, share);
            left -= share;
        }
    }
    left
}

/// A mark takes blank back on the sides where it may.
fn regrow(piece: &mut Piece, share: Len) {
    let before = share.scaled(piece.grow.before.0, (piece.grow.before + piece.grow.after).0);
    take(piece, Blank { before: -before, after: before - share });
}

/// The box of a mark that is read from the right is turned round: what was taken before its ink was taken at its right.
fn turn_boxes(text: &Prepared<'_>, start: usize, pieces: &mut [Piece], levels: &[u8]) {
    let of_right = pieces.iter_mut().zip(levels).enumerate().filter(|(_, (_, level))| !level.is_multiple_of(2));
    for (at, (piece, _)) in of_right {
        let cluster = &text.para.clusters[start + at];
        piece.origin = cluster.origin() * 2 + piece.advance - cluster.advance() - piece.origin;
    }
}

/// Origins of all clusters; dropped spaces stand at the line's end with no width. Where there are levels, some of the line runs from the right.
fn place(pieces: &[Piece], slots: &[Len], levels: &[u8], count: usize) -> Vec<PlacedCluster> {
    let mut x = Len::ZERO;
    if !levels.is_empty() {
        let wide = |(piece, &slot): (&Piece, &Len)| Wide { own: piece.advance, then: piece.gap + slot };
        let wide: Vec<Wide> = pieces.iter().zip(slots).map(wide).collect();
        let starts = visual::starts(&wide, &levels[..pieces.len()]);
        let end = wide.iter().zip(&starts).map(|(wide, start)| *start + wide.own).max().unwrap_or_default();
        let mut placed: Vec<PlacedCluster> =
            pieces.iter().zip(starts).map(|(it, start)| PlacedCluster::new(start + it.origin, it.advance)).collect();
        placed.resize(count, PlacedCluster::new(end, Len::ZERO));
        return placed;
    }
    let mut placed: Vec<PlacedCluster> = Vec::with_capacity(count);
    for (piece, &slot) in pieces.iter().zip(slots) {
        placed.push(PlacedCluster::new(x + piece.origin, piece.advance));
        x += piece.advance + piece.gap + slot;
    }
    placed.resize(count, PlacedCluster::new(x, Len::ZERO));
    placed
}
