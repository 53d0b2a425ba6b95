//! Widths inside a line: punctuation style, runs of ！？, pairs, gaps (composition C and E).

use crate::base::{Em, Len, Permille};
use crate::model::{Composition, PunctStyle, SqueezeFloor, Stretch};
use crate::shape::{Blank, Class, Cluster, Orientation, ShapedPara, Sign};
use crate::tradition::{AtEnd, Beside, Loses, Rest, Share, Slot, Tones, Tradition, level};

use super::breaks::{Break, breaks};
use super::quantity;

/// A cluster as the line setter sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Piece {
    /// Advance inside a line, before justification.
    pub advance: Len,
    /// Blank still in the advance.
    pub blank: Blank,
    /// Glyph origin from the box's start.
    pub origin: Len,
    /// Compression level (D2), 0 for none; the level's limit is `give`.
    pub level: u8,
    /// How much the level may take from this piece.
    pub give: Blank,
    /// How much of its blank, taken by the style, a line that is expanded may give back (D4 as amended).
    pub grow: Blank,
    /// Gap after the piece: Han–Western gap.
    pub gap: Len,
    /// What that gap may grow to, or the piece itself where it is a word space.
    pub gap_most: Len,
    /// Whether a slot of letter stretch follows (D4 level 3).
    pub slot: bool,
    /// Whether it takes part, after its ink, in what grows without a limit.
    pub rest: bool,
    /// What it does with its blank at a line's end.
    pub at_end: AtEnd,
    /// What may happen after it.
    pub end: Break,
    /// Class, copied for the inner loops.
    pub class: Class,
    /// Type size.
    pub em: Len,
}

/// The Han–Western gap shrinks to 1/8 em (D2 level 6); how far it grows is the style's.
pub(crate) const GAP_MIN: Em = Em(125);

/// The least width of something that may shrink: rounded down, so that rounding never costs a line its fit.
pub(crate) fn least(fraction: Em, em: Len) -> Len {
    Len(em.0 * i64::from(fraction.0) / 1000)
}

/// Columns of so many em and less are narrow ones, of newspapers rather than of books.
const NARROW: i64 = 15;

/// The pieces of a paragraph, one per cluster; `narrowest` is its shortest measure.
pub(crate) fn pieces(para: &ShapedPara, rules: &Composition, narrowest: Len) -> Vec<Piece> {
    let signs = para.signs();
    let narrow = signs.first().is_some_and(|first| narrowest <= first.em * NARROW);
    let kinsoku = rules.kinsoku_narrow.filter(|_| narrow).unwrap_or(rules.kinsoku);
    let rules = &Composition { kinsoku, ..*rules };
    let own = para.clusters.iter().zip(&signs);
    let mut pieces: Vec<Piece> = own.map(|(cluster, sign)| styled(cluster, sign, rules.punct)).collect();
    if squeezes_pairs(rules.punct) {
        squeeze_tone_runs(&signs, &mut pieces);
        squeeze_pairs(&signs, &mut pieces, rules);
    }
    collapse_spaces(&signs, &mut pieces, rules);
    part_names(&signs, &mut pieces);
    open_gaps(&signs, &mut pieces, rules);
    for (piece, end) in pieces.iter_mut().zip(breaks(para, &signs, rules, narrowest)) {
        piece.end = end;
    }
    for (at, piece) in pieces.iter_mut().enumerate() {
        let tables = signs[at].lang.tradition();
        piece.at_end = if rules.punct == PunctStyle::Plain {
            AtEnd::Keeps
        } else {
            (tables.at_end)(piece.class, rules.line_end_stop)
        };
        if !is_fixed_blank(&signs, at, piece) {
            (piece.level, piece.give) = compression(piece, tables, rules);
        }
    }
    if rules.stretch == Stretch::Marks {
        mark_growth(para, &signs, &mut pieces);
    }
    mark_slots(&signs, &mut pieces, rules);
    pieces
}

/// C3: the width of a mark inside a line.
fn styled(cluster: &Cluster, sign: &Sign, style: PunctStyle) -> Piece {
    let keep = match (style, cluster.class) {
        (PunctStyle::Kaiming, Class::Open | Class::Close | Class::Comma) => Em::ZERO,
        (PunctStyle::Banjiao, Class::Open | Class::Close | Class::Comma | Class::Stop | Class::Tone) => Em::ZERO,
        (PunctStyle::Cct, Class::Open | Class::Close | Class::Comma | Class::Stop | Class::Tone) => Em(400),
        _ => Em::ONE,
    };
    let mut piece = Piece {
        advance: cluster.advance(),
        blank: cluster.blank(),
        origin: cluster.origin(),
        class: sign.class,
        em: sign.em,
        ..Piece::default()
    };
    if keep != Em::ONE {
        let blank = cluster.blank();
        let kept = Blank { before: keep.of(blank.before), after: keep.of(blank.after) };
        take(&mut piece, Blank { before: blank.before - kept.before, after: blank.after - kept.after });
    }
    piece
}

/// Takes blank out of a piece; blank before the ink moves the glyph (C12).
pub(crate) fn take(piece: &mut Piece, amount: Blank) {
    piece.advance -= amount.before + amount.after;
    piece.blank.before -= amount.before;
    piece.blank.after -= amount.after;
    piece.origin -= amount.before;
}

fn squeezes_pairs(style: PunctStyle) -> bool {
    !matches!(style, PunctStyle::Plain | PunctStyle::Hangmobanjiao)
}

/// C7: in a run of ！？ the marks lose their blank two by two.
fn squeeze_tone_runs(signs: &[Sign], pieces: &mut [Piece]) {
    let mut start = 0;
    for at in 0..=signs.len() {
        if signs.get(at).is_some_and(|c| c.class == Class::Tone && c.lang.tradition().tones == Tones::Halved) {
            continue;
        }
        let count = at - start;
        if count >= 2 {
            for piece in &mut pieces[start..start + count / 2 * 2] {
                take_after(piece);
            }
        }
        start = at + 1;
    }
}

/// C8, N1: each junction of marks loses at most one half em.
fn squeeze_pairs(signs: &[Sign], pieces: &mut [Piece], rules: &Composition) {
    for at in 1..signs.len() {
        let (a, b) = (&signs[at - 1], &signs[at]);
        match (tables(a, b, rules).pairs)(a.class, b.class) {
            Loses::Left if a.em >= b.em => take_after(&mut pieces[at - 1]),
            Loses::Right if b.em >= a.em => {
                let amount = Blank { before: pieces[at].blank.before, after: Len::ZERO };
                take(&mut pieces[at], amount);
            }
            _ => {}
        }
    }
}

/// The tables that hold between two neighbours: their own language's, the paragraph's where they have two.
pub(super) fn tables(a: &Sign, b: &Sign, rules: &Composition) -> &'static Tradition {
    if a.lang == b.lang { a.lang.tradition() } else { rules.lang.tradition() }
}

fn take_after(piece: &mut Piece) {
    let amount = Blank { before: Len::ZERO, after: piece.blank.after };
    take(piece, amount);
}

/// KO2, LA17: of several spaces between words the first is set, where words are what lines are made of.
fn collapse_spaces(signs: &[Sign], pieces: &mut [Piece], rules: &Composition) {
    if rules.lang.tradition().growth.rest == Rest::Letters {
        return;
    }
    for at in 1..signs.len() {
        if signs[at].first_char == ' ' && signs[at - 1].first_char == ' ' {
            pieces[at].advance = Len::ZERO;
        }
    }
}

/// E1 to E3: the gap between Han and Western, in place of a typed space when there is one.
fn open_gaps(signs: &[Sign], pieces: &mut [Piece], rules: &Composition) {
    part_dashes(signs, pieces);
    if rules.autospace == Em::ZERO {
        return;
    }
    for at in 1..signs.len() {
        let (a, b) = (&signs[at - 1], &signs[at]);
        if needs_gap(a, b) {
            open_gap(&mut pieces[at - 1], a.em.min(b.em), rules);
        } else if b.first_char == ' ' && signs.get(at + 1).is_some_and(|c| needs_gap(a, c)) {
            pieces[at].advance = Len::ZERO;
            open_gap(&mut pieces[at], a.em.min(signs[at + 1].em), rules);
        }
    }
}

/// What a dash and the numeral 一 are kept apart by: without it they read as one longer dash.
const SLIVER: Em = Em(100);

fn part_dashes(signs: &[Sign], pieces: &mut [Piece]) {
    let is_dash = |sign: &Sign| matches!(sign.first_char, '—' | '\u{2E3A}');
    for at in 1..signs.len() {
        let (a, b) = (&signs[at - 1], &signs[at]);
        if (is_dash(a) && b.first_char == '一') || (a.first_char == '一' && is_dash(b)) {
            pieces[at - 1].gap = SLIVER.of(a.em.min(b.em));
            pieces[at - 1].gap_most = pieces[at - 1].gap;
        }
    }
}

fn open_gap(piece: &mut Piece, em: Len, rules: &Composition) {
    piece.gap = rules.autospace.of(em);
    piece.gap_most = rules.autospace_max.of(em).max(piece.gap);
}

/// E1, E2: none beside a raised mark, which belongs to what stands before it.
fn needs_gap(a: &Sign, b: &Sign) -> bool {
    a.raised == b.raised && ((a.class.is_han() && is_western_edge(b)) || (is_western_edge(a) && b.class.is_han()))
}

/// E1: letters, marks and digits that are not full-width, and what the tradition counts with them.
fn is_western_edge(sign: &Sign) -> bool {
    // A sign that stands upright in a vertical line fills its em.
    let is_edge =
        || sign.orientation != Orientation::Upright && sign.lang.tradition().gap_signs.contains(sign.first_char);
    match sign.class {
        Class::West => sign.first_char.is_alphanumeric() || is_edge(),
        Class::Post | Class::Pre => is_edge(),
        _ => false,
    }
}

/// H6: what stands between two names of which one is spread (王　强 李小明): clearly more than the em within that one, as in bylines.
const NAME_GAP: Em = Em(1500);

fn part_names(signs: &[Sign], pieces: &mut [Piece]) {
    for (at, piece) in pieces.iter_mut().enumerate() {
        if piece.advance > Len::ZERO && parts_names(signs, at) {
            piece.advance = NAME_GAP.of(piece.em);
        }
    }
}

/// Whether the blank at `at` stands beside a name of two characters with an em between them.
fn parts_names(signs: &[Sign], at: usize) -> bool {
    let is_spread = |from: Option<usize>| {
        let name = from.and_then(|from| signs.get(from..from + 3));
        name.is_some_and(|name| {
            name[0].class.is_han() && name[1].class == Class::IdeographicSpace && name[2].class.is_han()
        })
    };
    // The number of a list's item is no name: 1. 王　强.
    let is_western = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.class == Class::West);
    signs[at].first_char == ' '
        && !is_western(at.checked_sub(1))
        && !is_western(Some(at + 1))
        && (is_spread(at.checked_sub(3)) || is_spread(Some(at + 1)))
}

/// Blanks of a width of their own, and those between the digits of one number, are no word spaces.
fn is_fixed_blank(signs: &[Sign], at: usize, piece: &Piece) -> bool {
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(quantity::is_digit);
    piece.class == Class::Space
        && (piece.advance == Len::ZERO && piece.gap == Len::ZERO
            || parts_names(signs, at)
            || matches!(signs[at].first_char, '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{202F}')
            || (piece.end == Break::Never && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))))
}

/// F5: the label of an item has one width, so that its text stands under itself however the line is justified.
pub(crate) fn fix_label(label: &mut [Piece]) {
    for piece in label {
        (piece.level, piece.give, piece.grow) = (0, Blank::default(), Blank::default());
        piece.gap_most = piece.gap;
        (piece.slot, piece.rest) = (false, false);
    }
}

/// D2: the level of a piece and how much it may give.
fn compression(piece: &Piece, tables: &Tradition, rules: &Composition) -> (u8, Blank) {
    let after = |length: Len| Blank { before: Len::ZERO, after: length.max(Len::ZERO) };
    if piece.class == Class::Space {
        let least = match rules.lang.tradition().word_space.least {
            Share::OfEm(share) => least(share, piece.em),
            Share::OfOwn(share) => of_own(share, piece.advance),
        };
        return (level::SPACE, after(if piece.gap > Len::ZERO { Len::ZERO } else { piece.advance - least }));
    }
    if rules.punct == PunctStyle::Plain {
        return (0, Blank::default());
    }
    match (tables.squeeze)(piece.class) {
        0 => (0, Blank::default()),
        level::STOP if !rules.squeeze_stops => (0, Blank::default()),
        level => (level, within_floor(piece, rules.squeeze_floor)),
    }
}

/// A share of a space as the face has it.
fn of_own(share: Permille, own: Len) -> Len {
    Len(own.0 * i64::from(share.0) / 1000)
}

/// D3: no mark is squeezed below the floor.
fn within_floor(piece: &Piece, floor: SqueezeFloor) -> Blank {
    let floor = match floor {
        SqueezeFloor::Half => Em::HALF,
        SqueezeFloor::ThreeQuarters => Em(750),
    };
    let most = (piece.advance - least(floor, piece.em)).max(Len::ZERO);
    let total = piece.blank.before + piece.blank.after;
    if total <= most {
        return piece.blank;
    }
    let before = piece.blank.before.scaled(most.0, total.0.max(1));
    Blank { before, after: most - before }
}

/// Brackets and quotation marks grow back to this: at one em they look like word spaces.
const BRACKET_MAX: Em = Em(750);

/// D4 as amended: marks whose blank is not beside another mark or a space take it back.
fn mark_growth(para: &ShapedPara, signs: &[Sign], pieces: &mut [Piece]) {
    let bears = |at: Option<&Sign>| at.is_some_and(|sign| !sign.class.is_mark() && !is_empty(sign.class));
    for (at, piece) in pieces.iter_mut().enumerate() {
        let own = para.clusters[at].blank();
        let taken = Blank { before: own.before - piece.blank.before, after: own.after - piece.blank.after };
        if !may_grow(piece.class) || taken == Blank::default() {
            continue;
        }
        let most = match piece.class {
            Class::Open | Class::Close => (BRACKET_MAX.of(piece.em) - piece.advance).max(Len::ZERO),
            _ => piece.em,
        };
        let before = at.checked_sub(1).and_then(|before| signs.get(before));
        piece.grow = Blank {
            before: if bears(before) { taken.before.min(most) } else { Len::ZERO },
            after: if bears(signs.get(at + 1)) { taken.after.min(most) } else { Len::ZERO },
        };
    }
}

fn may_grow(class: Class) -> bool {
    matches!(class, Class::Open | Class::Close | Class::Comma | Class::Stop | Class::Tone)
}

/// Blanks and breaks, beside which no further blank is opened.
fn is_empty(class: Class) -> bool {
    matches!(class, Class::Space | Class::IdeographicSpace | Class::Newline)
}

/// D4: how far word spaces grow, where letters may be spread, and what grows without a limit.
fn mark_slots(signs: &[Sign], pieces: &mut [Piece], rules: &Composition) {
    let tradition = rules.lang.tradition();
    for piece in pieces.iter_mut().filter(|piece| piece.level == level::SPACE && piece.gap == Len::ZERO) {
        piece.gap_most = match tradition.word_space.most {
            Share::OfEm(share) => share.of(piece.em),
            Share::OfOwn(share) => of_own(share, piece.advance),
        };
        piece.rest = tradition.growth.rest != Rest::Letters;
    }
    for at in 1..signs.len() {
        let (a, b) = (&signs[at - 1], &signs[at]);
        let gap = pieces[at - 1].gap;
        let slot = slot_between(a, b, gap, rules);
        pieces[at - 1].slot = slot == Slot::Letters;
        pieces[at - 1].rest |= match tradition.growth.rest {
            Rest::Letters => slot == Slot::Letters,
            Rest::All => slot != Slot::Closed || gap > Len::ZERO,
            Rest::Spaces => false,
        };
    }
}

/// What stands between two neighbours of letter stretch.
fn slot_between(a: &Sign, b: &Sign, gap: Len, rules: &Composition) -> Slot {
    let beside = |sign: &Sign| Beside { class: sign.class, sign: sign.first_char };
    if takes_stretch(a, b, gap, rules) { (tables(a, b, rules).slots)(beside(a), beside(b)) } else { Slot::Closed }
}

fn takes_stretch(a: &Sign, b: &Sign, gap: Len, rules: &Composition) -> bool {
    let western = |c: &Sign| matches!(c.class, Class::West | Class::Post | Class::Pre | Class::FullDigit);
    let joins_mark = b.raised && !a.raised;
    let is_unit = a.class == Class::Upright && b.class == Class::Upright;
    if gap > Len::ZERO || joins_mark || is_unit || (western(a) && western(b)) {
        return false;
    }
    if a.class == Class::Long && b.class == Class::Long && a.first_char == b.first_char {
        return false;
    }
    let closes = matches!(b.class, Class::Close | Class::Comma | Class::Stop | Class::Tone);
    let beside_mark = closes || a.class == Class::Open;
    match rules.stretch {
        Stretch::Even => rules.stretch_at_punct || !beside_mark,
        Stretch::Marks => !(beside_mark || a.class.is_mark() && b.class.is_mark()),
    }
}
