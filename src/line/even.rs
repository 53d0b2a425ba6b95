//! How far the Han–Western gaps of a paragraph grow before its marks do: alike in as many lines as can be, since a reader compares the gaps of neighbouring lines.

use crate::base::{Len, Permille};
use crate::model::Stretch;

use super::breaks::Break;
use super::candidate::{Prepared, room};
use super::greedy::Chosen;
use super::justify::UNSEEN;

/// How far the gaps of a line may grow, in thousandths of their room.
#[derive(Clone, Copy, Debug)]
struct Reach {
    /// Where its marks take as much as they can.
    least: u16,
    /// Where they take nothing before the gaps are as wide as may be.
    most: u16,
    /// How many gaps.
    gaps: usize,
}

/// The share of their room to which the gaps of the justified lines, each with its measure, grow before their marks do; none where no line has gaps.
pub(crate) fn gap_growth<'c>(text: &Prepared<'_>, lines: impl Iterator<Item = (&'c Chosen, Len)>) -> Permille {
    if text.rules.stretch == Stretch::Even {
        return Permille::ONE;
    }
    let reaches: Vec<Reach> = lines.filter_map(|(chosen, measure)| reach(text, chosen, measure)).collect();
    let alike = |share: u16| -> usize {
        let can = reaches.iter().filter(|reach| (reach.least..=reach.most).contains(&share));
        can.map(|reach| reach.gaps).sum()
    };
    let shares = reaches.iter().flat_map(|reach| [reach.least, reach.most]);
    shares.max_by_key(|&share| (alike(share), share)).map_or(Permille(0), Permille)
}

/// `None` for a line whose gaps have no room.
fn reach(text: &Prepared<'_>, chosen: &Chosen, measure: Len) -> Option<Reach> {
    let (start, end) = (chosen.range.start, chosen.range.end - usize::from(chosen.hung));
    let line = text.candidate(start, end).within(measure);
    if line.gaps <= Len::ZERO {
        return None;
    }
    let inside = &text.pieces[start..text.visible_end(start, end).max(start + 1) - 1];
    let rooms = inside.iter().filter(|piece| piece.gap > Len::ZERO).map(|piece| room(piece.gap_most, piece.gap));
    let rooms: Vec<Len> = rooms.filter(|room| *room > Len::ZERO).collect();
    let all: Len = rooms.iter().copied().sum();
    let hyphen = if text.pieces[end - 1].end == Break::Hyphen { text.hyphen(end - 1) } else { Len::ZERO };
    let need = measure - line.natural - hyphen;
    let unseen = need.min(UNSEEN.of(text.pieces[start].em) * line.slots).max(Len::ZERO);
    let left = need - unseen - (line.gaps - all);
    let share = |part: Len| u16::try_from(part.scaled(1000, all.0.max(1)).0.clamp(0, 1000)).unwrap_or(1000);
    let (least, most) = (share(left - line.commas - line.brackets), share(left));
    (!rooms.is_empty()).then_some(Reach { least, most, gaps: rooms.len() })
}
