//! All ways to divide a page among its stories: for every set of them and every width the depths at which it closes, at least cost.
//!
//! Sets are joined upwards, one below the other with every gap, side by side at the same depth, so that a page closes where curves meet
//! (slicing floorplans by shape curves: Stockmeyer 1983, Otten). Integers alone, ties by what was met first: the same list gives the same pages.

use super::list::Lock;
use super::tree::{Tree, Turn};

/// A story or a strip of advertisements.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) pieces: Vec<Piece>,
    /// How heavy it is.
    pub(super) rank: u8,
    pub(super) kind: UnitKind,
    /// The place that it is locked in; its rows are counted from the first that is divided, which is 0.
    pub(super) lock: Option<Lock>,
}

/// What a unit is for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Lead,
    Story,
    /// Advertisements at the foot: whether they begin at the left edge of the page, whether they end at the right.
    Ads {
        left: bool,
        right: bool,
    },
}

/// One way of a unit.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) columns: u16,
    /// Rows below others.
    pub(super) depth: u16,
    /// Rows at the top of the page, where no rule stands above.
    pub(super) top: u16,
    pub(super) cost: i64,
    pub(super) head: Head,
    pub(super) tree: Tree,
}

/// What stands at the top of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// No headline that could meet another one: a picture, an advertisement, vertical lines.
    None,
    /// A small headline.
    Small,
    /// A headline in a box.
    Boxed,
    /// A headline, by the rank of its story.
    Over(u8),
}

/// What is asked of the search.
pub(super) struct Question<'a> {
    pub(super) units: &'a [Unit],
    pub(super) columns: u16,
    pub(super) rows: u16,
    /// Units that stand together, as sets.
    pub(super) together: &'a [u32],
    pub(super) points: Points,
    /// Ways kept of a set at one width: of every depth one first, as depths that can be had are worth more than points.
    pub(super) kept: usize,
}

/// Points of the rules that the search knows; the judge of the set page knows all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Points {
    pub(super) gaps: i64,
    pub(super) cut_across: i64,
    pub(super) cut_down: i64,
    pub(super) butting_heads: i64,
    pub(super) head_order: i64,
}

/// A page that closes by the curves.
#[derive(Clone, Debug)]
pub(super) struct Divided {
    pub(super) cost: i64,
    pub(super) tree: Tree,
}

/// Pairs of curves that are joined for one page at most: twelve stories of which most close at few widths need about as many.
const MAX_PAIRS: usize = 2_000_000;
/// Rows between the parts of a pinwheel.
pub(super) const TURN_GAP: u16 = 1;
/// The rank of briefs, which stand over no heavier story.
pub(super) const BRIEF: u8 = 1;
/// Units of which every order is looked at; of more the heavier stands above.
const MANY: usize = 9;
/// Ways kept of a set at one width and depth.
const KEPT: usize = 2;
/// Ways to divide the whole page that are kept.
const KEPT_OF_PAGE: usize = 3_000;
/// Points where a heavier story stands at the right of a lighter one.
const RIGHT: i64 = 12;
/// Rows by which a page that does not close may be longer, to tell by how much.
pub(super) const BEYOND: u16 = 30;

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Top,
    Below,
}

/// How a part is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    Piece {
        unit: usize,
        piece: usize,
    },
    Down {
        above: From,
        below: From,
        gap: u16,
    },
    Across {
        left: From,
        right: From,
    },
    /// A pinwheel, by its number.
    Turn(usize),
}

/// A pinwheel of entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turned {
    pub(super) parts: [From; 5],
    pub(super) left: u16,
    pub(super) right: u16,
    pub(super) high: u16,
    pub(super) deep: u16,
}

/// The base columns at the left of a part, and its own; the former count where a story is locked in its place.
type Run = (u16, u16);

/// An entry of another curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct From {
    pub(super) curve: usize,
    pub(super) entry: usize,
}

/// One way of a set at a width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) depth: u16,
    pub(super) cost: i64,
    pub(super) left: Head,
    pub(super) right: Head,
    /// The row in which it begins, where a story in it is locked in a row.
    pub(super) first: Option<u16>,
    pub(super) made: Made,
}

/// All sets with their curves.
pub(super) struct Search<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) curves: Vec<Vec<Entry>>,
    pub(super) turns: Vec<Turned>,
    /// Units that are locked in their places: of sets with them it is known where they begin.
    locked: u32,
    /// Pairs of curves that were joined.
    pub(super) pairs: usize,
}

impl<'a> Search<'a> {
    /// Joins all sets of units but the whole pages, which [`Search::pages`] joins; ends where there are too many.
    pub(super) fn of(question: &'a Question<'a>) -> Self {
        let sets = 1_usize << question.units.len();
        let is_locked = |(at, unit): (usize, &Unit)| if unit.lock.is_some() { 1_u32 << at } else { 0 };
        let locked = question.units.iter().enumerate().map(is_locked).sum();
        let mut search = Self { question, curves: Vec::new(), turns: Vec::new(), locked, pairs: 0 };
        search.curves = vec![Vec::new(); sets * usize::from(question.columns + 1) * search.places() * 2];
        for set in 1..u32::try_from(sets).unwrap_or(u32::MAX) {
            if !search.may_be(set) {
                continue;
            }
            for place in [Place::Below, Place::Top] {
                for columns in 1..=question.columns {
                    let last = if set & locked == 0 { 0 } else { question.columns - columns };
                    for left in 0..=last {
                        if search.is_beyond() {
                            return search;
                        }
                        let curve = search.curve(place, set, (left, columns));
                        let at = search.at(place, set, (left, columns));
                        search.curves[at] = curve;
                    }
                }
            }
        }
        search
    }

    /// Whether more pairs were to be joined than are.
    pub(super) fn is_beyond(&self) -> bool {
        self.pairs > MAX_PAIRS
    }

    /// How many places a strip may begin at, of which is known where it stands.
    fn places(&self) -> usize {
        if self.locked == 0 { 1 } else { usize::from(self.question.columns) }
    }

    pub(super) fn at(&self, place: Place, set: u32, (left, columns): Run) -> usize {
        let widths = usize::from(self.question.columns) + 1;
        let left = if set & self.locked == 0 { 0 } else { usize::from(left) };
        ((set as usize * widths + usize::from(columns)) * self.places() + left) * 2 + usize::from(place == Place::Top)
    }

    /// Stories that stand together are in a set all, or it is of them alone.
    pub(super) fn may_be(&self, set: u32) -> bool {
        self.question.together.iter().all(|group| set & group == 0 || set & group == *group || set & group == set)
    }

    fn units(&self, set: u32) -> impl Iterator<Item = &'a Unit> {
        self.question.units.iter().enumerate().filter(move |(at, _)| set & (1 << at) != 0).map(|(_, unit)| unit)
    }

    pub(super) fn has(&self, set: u32, is_it: impl Fn(UnitKind) -> bool) -> bool {
        self.units(set).any(|unit| is_it(unit.kind))
    }

    fn rank(&self, set: u32) -> u8 {
        self.units(set).map(|unit| unit.rank).max().unwrap_or(0)
    }

    fn is_ads(&self, set: u32) -> bool {
        self.units(set).all(|unit| matches!(unit.kind, UnitKind::Ads { .. }))
    }

    /// Whether what stands above is heavier, or of equal ones the first of the list: of many stories no other order is looked at.
    fn is_in_order(&self, above: u32, below: u32) -> bool {
        let (over, under) = (self.rank(above), self.rank(below));
        over > under || over == under && above.trailing_zeros() < below.trailing_zeros()
    }

    fn curve(&mut self, place: Place, set: u32, run: Run) -> Vec<Entry> {
        let mut buckets = Buckets::new(usize::from(self.question.rows + BEYOND), KEPT);
        if set.is_power_of_two() {
            self.pieces(place, set, run, &mut buckets);
        } else {
            self.joined(place, set, run, &mut |entry| buckets.put(entry));
        }
        if place == Place::Top && run.1 == self.question.columns {
            for rows in self.rows_over_ads(set) {
                self.turned(set, rows, &mut |entry| buckets.put(entry));
            }
        }
        buckets.entries(self.question.kept)
    }

    fn pieces(&self, place: Place, set: u32, (left, columns): Run, buckets: &mut Buckets) {
        let unit = set.trailing_zeros() as usize;
        let Unit { pieces, lock, .. } = &self.question.units[unit];
        for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.columns == columns) {
            let depth = if place == Place::Top { piece.top } else { piece.depth };
            let first = lock.and_then(|lock| lock.rows).map(|(first, _)| first);
            let is_in_place = lock.is_none_or(|lock| lock.takes(left, columns, depth));
            if is_in_place && first.is_none_or(|first| (first == 0) == (place == Place::Top)) {
                let made = Made::Piece { unit, piece: at };
                buckets.put(Entry { depth, cost: piece.cost, left: piece.head, right: piece.head, first, made });
            }
        }
    }

    /// Every way to divide a set at a width.
    fn joined(&mut self, place: Place, set: u32, (left, columns): Run, put: &mut dyn FnMut(Entry)) {
        let mut first = set & (set - 1);
        // Every set within it but itself and nothing, the largest first.
        while first != 0 {
            let second = set & !first;
            if self.may_be(first) && self.may_be(second) {
                self.down(place, (first, second), (left, columns), put);
                for wide in 1..columns {
                    self.across(place, (first, second), ((left, wide), (left + wide, columns - wide)), put);
                }
            }
            first = (first - 1) & set;
        }
    }

    fn down(&mut self, place: Place, (above, below): (u32, u32), run: Run, put: &mut dyn FnMut(Entry)) {
        let columns = run.1;
        let is_ad = |kind| matches!(kind, UnitKind::Ads { .. });
        let is_lead = |kind| kind == UnitKind::Lead;
        if self.has(below, is_lead) || self.has(above, is_ad) && !self.is_ads(below) {
            return;
        }
        let is_brief_first = self.rank(above) == BRIEF && self.rank(below) > BRIEF;
        if is_brief_first || self.question.units.len() > MANY && !self.is_in_order(above, below) {
            return;
        }
        let (over, under) = (self.at(place, above, run), self.at(Place::Below, below, run));
        let (Some(_), Some(_)) = (self.curves[over].first(), self.curves[under].first()) else { return };
        self.pairs += 1;
        let points = self.question.points;
        let order = if self.rank(below) > self.rank(above) { points.head_order } else { 0 };
        // What is as wide as the page is cut from edge to edge.
        let is_lead_alone = above.is_power_of_two() && self.has(above, is_lead);
        let cut = match columns == self.question.columns {
            true if is_lead_alone || self.is_ads(below) => points.cut_across / 3,
            true => points.cut_across,
            false => 0,
        };
        let most = self.question.rows + BEYOND;
        for (a, upper) in self.curves[over].iter().enumerate() {
            if matches!(upper.made, Made::Down { .. }) {
                continue;
            }
            for (b, lower) in self.curves[under].iter().enumerate() {
                for gap in 1..=2 {
                    let depth = upper.depth + gap + lower.depth;
                    let Some(first) = begins(upper.first, lower.first, upper.depth + gap) else { continue };
                    if depth <= most {
                        let white = if gap == 2 { points.gaps } else { 0 };
                        let made = Made::Down {
                            above: From { curve: over, entry: a },
                            below: From { curve: under, entry: b },
                            gap,
                        };
                        let cost = upper.cost + lower.cost + order + cut + white;
                        put(Entry { depth, cost, left: upper.left, right: upper.right, first, made });
                    }
                }
            }
        }
    }

    fn across(
        &mut self,
        place: Place,
        (one, other): (u32, u32),
        (left, right): (Run, Run),
        put: &mut dyn FnMut(Entry),
    ) {
        let is_right = |kind| matches!(kind, UnitKind::Ads { right: true, .. });
        let is_left = |kind| matches!(kind, UnitKind::Ads { left: true, .. });
        if self.has(other, |kind| kind == UnitKind::Lead) || self.has(one, is_right) || self.has(other, is_left) {
            return;
        }
        let (first, second) = (self.at(place, one, left), self.at(place, other, right));
        let (Some(_), Some(_)) = (self.curves[first].first(), self.curves[second].first()) else { return };
        self.pairs += 1;
        let order = if self.rank(other) > self.rank(one) { RIGHT } else { 0 };
        let points = self.question.points;
        for (a, beside) in self.curves[first].iter().enumerate() {
            if matches!(beside.made, Made::Across { .. }) {
                continue;
            }
            let others = &self.curves[second];
            let from = others.partition_point(|entry| entry.depth < beside.depth);
            for (b, entry) in others.iter().enumerate().skip(from).take_while(|(_, it)| it.depth == beside.depth) {
                let Some(begin) = begins(beside.first, entry.first, 0) else { continue };
                let made =
                    Made::Across { left: From { curve: first, entry: a }, right: From { curve: second, entry: b } };
                let cost = beside.cost + entry.cost + order + butting(beside.right, entry.left, points.butting_heads);
                let (left, right) = (beside.left, entry.right);
                put(Entry { depth: beside.depth, cost, left, right, first: begin, made });
            }
        }
    }

    /// The pages of a set of units that close, the cheapest first.
    pub(super) fn pages(&mut self, set: u32) -> Vec<Divided> {
        let (columns, rows) = (self.question.columns, self.question.rows);
        let mut all: Vec<Entry> = Vec::new();
        if set.is_power_of_two() {
            let at = self.at(Place::Top, set, (0, columns));
            all.extend(self.curves[at].iter().filter(|entry| entry.depth == rows));
        } else {
            let mut take = |entry: Entry| {
                if entry.depth == rows && entry.first.is_none_or(|first| first == 0) {
                    all.push(entry);
                }
            };
            self.joined(Place::Top, set, (0, columns), &mut take);
            self.turned(set, rows, &mut take);
        }
        let half = columns / 2;
        for entry in &mut all {
            if let Made::Across { left, .. } = entry.made {
                // It is cut from top to foot; into halves is worst.
                let widths = usize::from(self.question.columns) + 1;
                let is_half = left.curve / 2 / self.places() % widths == usize::from(half) && columns.is_multiple_of(2);
                entry.cost += self.question.points.cut_down * if is_half { 3 } else { 1 };
            }
        }
        all.sort_by_key(|entry| entry.cost);
        all.truncate(KEPT_OF_PAGE);
        all.iter().map(|entry| Divided { cost: entry.cost, tree: self.tree(entry).open_ended() }).collect()
    }

    /// The rows at which a set closes as a page as wide as this one: the nearest below and above.
    pub(super) fn nearest(&self, set: u32) -> (Option<u16>, Option<u16>) {
        let curve = &self.curves[self.at(Place::Top, set, (0, self.question.columns))];
        let rows = self.question.rows;
        let below = curve.iter().map(|entry| entry.depth).filter(|depth| *depth < rows).max();
        (below, curve.iter().map(|entry| entry.depth).filter(|depth| *depth > rows).min())
    }

    pub(super) fn entry(&self, from: From) -> &Entry {
        &self.curves[from.curve][from.entry]
    }

    fn tree(&self, entry: &Entry) -> Tree {
        match entry.made {
            Made::Piece { unit, piece } => self.question.units[unit].pieces[piece].tree.clone(),
            Made::Down { above, below, gap } => {
                let (above, below) = (self.entry(above), self.entry(below));
                Tree::down(self.tree(above), (gap, above.depth, below.depth), self.tree(below))
            }
            Made::Across { left, right } => Tree::across(self.tree(self.entry(left)), self.tree(self.entry(right))),
            Made::Turn(number) => {
                let Turned { parts, left, right, high, deep } = self.turns[number];
                let parts = parts.iter().map(|part| self.tree(self.entry(*part))).collect();
                Tree::Turn(Box::new(Turn { left, right, gap: TURN_GAP, high, deep, parts }))
            }
        }
    }
}

/// The row in which two parts begin together, the second so many rows below the first; `None` where they are locked in other ones.
pub(super) fn begins(one: Option<u16>, other: Option<u16>, below: u16) -> Option<Option<u16>> {
    let Some(other) = other else { return Some(one) };
    let other = other.checked_sub(below)?;
    one.is_none_or(|one| one == other).then_some(Some(other))
}

/// M8: what it costs that two headlines stand side by side.
pub(super) fn butting(left: Head, right: Head, points: i64) -> i64 {
    match (left, right) {
        (Head::None, _) | (_, Head::None) => 0,
        (Head::Over(one), Head::Over(other)) if one == other => points,
        (Head::Over(_), Head::Over(_)) | (Head::Boxed, Head::Boxed) => points * 4 / 7,
        _ => points / 7,
    }
}

/// The cheapest entries of every depth.
struct Buckets {
    depths: Vec<Vec<Entry>>,
    kept: usize,
}

impl Buckets {
    fn new(rows: usize, kept: usize) -> Self {
        Self { depths: vec![Vec::new(); rows + 1], kept }
    }

    fn put(&mut self, entry: Entry) {
        let Some(bucket) = self.depths.get_mut(usize::from(entry.depth)) else { return };
        let at = bucket.partition_point(|other| other.cost <= entry.cost);
        // Those that are locked in other rows are no better and no worse.
        let is_like = |other: &Entry| other.first == entry.first;
        if bucket[..at].iter().filter(|other| is_like(other)).count() < self.kept {
            bucket.insert(at, entry);
            if bucket.iter().filter(|other| is_like(other)).count() > self.kept
                && let Some(last) = bucket.iter().rposition(is_like)
            {
                bucket.remove(last);
            }
        }
    }

    /// By depth; of more than so many the cheapest of every depth before the second ones.
    fn entries(self, most: usize) -> Vec<Entry> {
        let ranked = |bucket: Vec<Entry>| bucket.into_iter().enumerate();
        let mut all: Vec<(usize, Entry)> = self.depths.into_iter().flat_map(ranked).collect();
        if all.len() > most {
            all.sort_by_key(|(rank, entry)| (*rank, entry.cost, entry.depth));
            all.truncate(most);
            all.sort_by_key(|(_, entry)| (entry.depth, entry.cost));
        }
        all.into_iter().map(|(_, entry)| entry).collect()
    }
}
