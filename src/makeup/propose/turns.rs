//! Pages without a cut from edge to edge: five parts that turn around a story in the middle (咬合).
//!
//! What stands at the left, above and below, is joined first, and what stands at the right; the two meet around the story in the middle.

use std::collections::BTreeMap;

use super::join::{Entry, From, Made, Place, Search, TURN_GAP, Turned, UnitKind, begins, butting};

/// Points for a pinwheel: it is seen less often than cuts.
const TURN: i64 = 10;
/// Units of which pinwheels are looked for, and of each of its parts.
const MOST: u32 = 10;
const MOST_OF_PART: u32 = 3;
/// Pinwheels that are kept of those of one page.
const KEPT: usize = 200;

/// Two parts one below the other, on one side of a pinwheel.
#[derive(Clone, Copy)]
struct Side {
    set: u32,
    cost: i64,
    above: From,
    below: From,
}

impl Search<'_> {
    /// Rows that pinwheels of a set may have where all that is left out of it are advertisements across the foot.
    pub(super) fn rows_over_ads(&self, set: u32) -> Vec<u16> {
        let question = self.question;
        let mut rest = question.units.iter().enumerate().filter(|(at, _)| set & (1 << at) == 0).map(|(_, unit)| unit);
        let (Some(ads), None) = (rest.next(), rest.next()) else { return Vec::new() };
        let strip = ads.pieces.first().filter(|strip| strip.columns == question.columns);
        let is_strip = matches!(ads.kind, UnitKind::Ads { .. });
        let rows = |gap: u16| question.rows.checked_sub(strip.filter(|_| is_strip)?.depth + gap);
        (1..=2).filter_map(rows).collect()
    }

    /// Every pinwheel of a set as wide as the page and so many rows deep, the cheapest of many.
    pub(super) fn turned(&mut self, set: u32, rows: u16, put: &mut dyn FnMut(Entry)) {
        let units = set.count_ones();
        if !(5..=MOST).contains(&units) || !self.has(set, |kind| kind == UnitKind::Lead) {
            return;
        }
        let mut all: Vec<(Entry, Turned)> = Vec::new();
        for left in 1..self.question.columns {
            for right in left + 1..self.question.columns {
                if self.is_beyond() {
                    return;
                }
                self.turned_at(set, rows, (left, right), &mut all);
            }
        }
        all.sort_by_key(|(entry, turned)| (entry.cost, turned.left, turned.right, turned.high, turned.deep));
        for (entry, turned) in all.into_iter().take(KEPT) {
            put(Entry { made: Made::Turn(self.turns.len()), ..entry });
            self.turns.push(turned);
        }
    }

    fn turned_at(&mut self, set: u32, rows: u16, (left, right): (u16, u16), all: &mut Vec<(Entry, Turned)>) {
        let columns = self.question.columns;
        let lefts = self.sides(set, rows, ((0, right), (0, left)), true);
        if lefts.is_empty() {
            return;
        }
        let rights = self.sides(set, rows, ((right, columns - right), (left, columns - left)), false);
        let mut best: BTreeMap<(u16, u32), Side> = BTreeMap::new();
        for (deep, side) in rights {
            let known = best.entry((deep, side.set)).or_insert(side);
            if side.cost < known.cost {
                *known = side;
            }
        }
        for (high, side) in lefts {
            let others = set & !side.set;
            for unit in 0..32 {
                let middle = 1_u32 << unit;
                let is_ad = self.has(middle & others, |kind| matches!(kind, UnitKind::Ads { .. }));
                if others & middle == 0 || others == middle || is_ad {
                    continue;
                }
                let curve = self.at(Place::Below, middle, (left, right - left));
                for (entry, within) in self.curves[curve].iter().enumerate() {
                    let deep = high + TURN_GAP + within.depth;
                    let top = high + TURN_GAP;
                    let Some(other) = best.get(&(deep, others & !middle)) else { continue };
                    if begins(Some(0), within.first, top).is_none() {
                        continue;
                    }
                    let [first, second, below] = [side.above, other.above, side.below].map(|part| *self.entry(part));
                    let heads = self.question.points.butting_heads;
                    let cost = TURN
                        + side.cost
                        + other.cost
                        + within.cost
                        + butting(first.right, second.left, heads)
                        + butting(below.right, within.left, heads);
                    let parts = [side.above, other.above, other.below, side.below, From { curve, entry }];
                    let made = Made::Turn(0);
                    let entry = Entry { depth: rows, cost, left: first.left, right: second.right, first: None, made };
                    all.push((entry, Turned { parts, left, right, high, deep }));
                }
            }
        }
    }

    /// The two parts at one side, by the rows of the upper one: the lead at the top left, advertisements at the foot.
    fn sides(
        &mut self,
        set: u32,
        rows: u16,
        (over, under): ((u16, u16), (u16, u16)),
        has_lead: bool,
    ) -> Vec<(u16, Side)> {
        let mut found = Vec::new();
        let is_ads = |kind| matches!(kind, UnitKind::Ads { .. });
        let mut upper = set;
        while upper != 0 {
            let is_it = upper.count_ones() <= MOST_OF_PART
                && self.has(upper, |kind| kind == UnitKind::Lead) == has_lead
                && !self.has(upper, is_ads)
                && self.may_be(upper);
            let rest = set & !upper;
            let mut lower = if is_it { rest } else { 0 };
            while lower != 0 {
                let is_other_side = |kind| match kind {
                    UnitKind::Ads { left, right } => {
                        if has_lead {
                            right || !left
                        } else {
                            left || !right
                        }
                    }
                    UnitKind::Lead => true,
                    UnitKind::Story => false,
                };
                if lower.count_ones() <= MOST_OF_PART && self.may_be(lower) && !self.has(lower, is_other_side) {
                    self.side((upper, lower), rows, (over, under), &mut found);
                }
                lower = (lower - 1) & rest;
            }
            upper = (upper - 1) & set;
        }
        found
    }

    fn side(
        &mut self,
        (upper, lower): (u32, u32),
        rows: u16,
        (over, under): ((u16, u16), (u16, u16)),
        found: &mut Vec<(u16, Side)>,
    ) {
        let (above, below) = (self.at(Place::Top, upper, over), self.at(Place::Below, lower, under));
        if self.curves[above].is_empty() || self.curves[below].is_empty() {
            return;
        }
        self.pairs += 1;
        for (entry, one) in self.curves[above].iter().enumerate() {
            let Some(depth) = rows.checked_sub(one.depth + TURN_GAP) else { continue };
            let others = &self.curves[below];
            let at = others.partition_point(|other| other.depth < depth);
            let Some(other) = others.get(at).filter(|other| other.depth == depth) else { continue };
            let is_in_rows =
                begins(Some(0), one.first, 0).is_some() && begins(Some(0), other.first, one.depth + TURN_GAP).is_some();
            if is_in_rows {
                let (above, below) = (From { curve: above, entry }, From { curve: below, entry: at });
                found.push((one.depth, Side { set: upper | lower, cost: one.cost + other.cost, above, below }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::join::{Head, Piece, Points, Question, Unit};
    use super::super::list::Lock;
    use super::super::tree::Tree;
    use super::*;

    /// A story that closes at one width and depth.
    fn unit(at: usize, (columns, depth): (u16, u16), kind: UnitKind) -> Unit {
        let tree = Tree::Story(at);
        let piece = Piece { columns, depth, top: depth, cost: 0, head: Head::None, tree };
        Unit { pieces: vec![piece], rank: if kind == UnitKind::Lead { 5 } else { 3 }, kind, lock: None }
    }

    /// Five stories that fill 40 rows of six base columns as a pinwheel alone.
    fn five() -> Vec<Unit> {
        let sizes = [(4, 10), (2, 20), (4, 19), (2, 29), (2, 9)].into_iter().enumerate();
        let kind = |at: usize| if at == 0 { UnitKind::Lead } else { UnitKind::Story };
        sizes.map(|(at, size)| unit(at, size, kind(at))).collect()
    }

    fn pages(units: &[Unit], rows: u16) -> Vec<Tree> {
        let points = Points { gaps: 6, cut_across: 45, cut_down: 20, butting_heads: 70, head_order: 30 };
        let question = Question { units, columns: 6, rows, together: &[], points, kept: 60 };
        let all = (1_u32 << units.len()) - 1;
        Search::of(&question).pages(all).into_iter().map(|page| page.tree).collect()
    }

    #[test]
    fn five_stories_that_meet_in_no_cut_turn_around_the_middle() {
        let found = pages(&five(), 40);
        let [Tree::Turn(turn)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((turn.left, turn.right, turn.high, turn.deep), (2, 4, 10, 20));
        assert_eq!(turn.parts, [0, 1, 2, 3, 4].map(Tree::Story));
        assert!(pages(&five(), 41).is_empty());
    }

    #[test]
    fn a_pinwheel_stands_above_an_advertisement_across_the_foot() {
        let mut units = five();
        let ads = UnitKind::Ads { left: true, right: true };
        units.push(Unit { kind: ads, rank: 0, ..unit(5, (6, 12), ads) });
        let found = pages(&units, 53);
        assert!(matches!(found.as_slice(), [Tree::Down(parts)] if matches!(parts[0].tree, Tree::Turn(_))), "{found:?}");
    }

    #[test]
    fn locked_stories_are_in_their_place_or_the_page_is_none() {
        for (columns, rows, count) in
            [((1, 2), None, 1), ((3, 4), None, 0), ((1, 2), Some((11, 39)), 1), ((1, 2), Some((10, 38)), 0)]
        {
            let mut units = five();
            units[3].lock = Some(Lock { columns, rows });
            assert_eq!(pages(&units, 40).len(), count, "{columns:?} {rows:?}");
        }
    }
}
