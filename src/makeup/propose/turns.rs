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
                    let entry =
                        Entry { depth: rows, cost, left: first.left, right: second.right, first: None, made };
                    all.push((entry, Turned { parts, left, right, high, deep }));
                }
            }
        }
    }

    /// The two parts at one side, by the rows of the upper one: the lead at the top left, advertisements at the foot.
    fn sides(&mut self, set: u32, rows: u16, (over, under): ((u16, u16), (u16, u16)), has_lead: bool) -> Vec<(u16, Side)> {
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
                    UnitKind::Ads { left, right } => if has_lead { right || !left } else { left || !right },
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

    fn side(&mut self, (upper, lower): (u32, u32), rows: u16, (over, under): ((u16, u16), (u16, u16)), found: &mut Vec<(u16, Side)>) {
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
            let is_in_rows = begins(Some(0), one.first, 0).is_some()
                && begins(Some(0), other.first, one.depth + TURN_GAP).is_some();
            if is_in_rows {
                let (above, below) = (From { curve: above, entry }, From { curve: below, entry: at });
                found.push((one.depth, Side { set: upper | lower, cost: one.cost + other.cost, above, below }));
            }
        }
    }
}
