//! All ways to divide a page among its stories: for every set of them and every width the depths at which it closes, at least cost.
//!
//! Sets are joined upwards, one below the other with every gap, side by side at the same depth, so that a page closes where curves meet
//! (slicing floorplans by shape curves: Stockmeyer 1983, Otten). Integers alone, ties by what was met first: the same list gives the same pages.

use super::tree::Tree;

/// A story or a strip of advertisements.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) pieces: Vec<Piece>,
    /// How heavy it is.
    pub(super) rank: u8,
    pub(super) kind: UnitKind,
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
enum Place {
    Top,
    Below,
}

/// How a part is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Piece { unit: usize, piece: usize },
    Down { above: From, below: From, gap: u16 },
    Across { left: From, right: From },
}

/// An entry of another curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct From {
    curve: usize,
    entry: usize,
}

/// One way of a set at a width.
#[derive(Clone, Copy, Debug)]
struct Entry {
    depth: u16,
    cost: i64,
    left: Head,
    right: Head,
    made: Made,
}

/// All sets with their curves.
pub(super) struct Search<'a> {
    question: &'a Question<'a>,
    curves: Vec<Vec<Entry>>,
    /// Pairs of curves that were joined.
    pub(super) pairs: usize,
}

impl<'a> Search<'a> {
    /// Joins all sets of units but the whole pages, which [`Search::pages`] joins; ends where there are too many.
    pub(super) fn of(question: &'a Question<'a>) -> Self {
        let sets = 1_usize << question.units.len();
        let curves = vec![Vec::new(); sets * usize::from(question.columns + 1) * 2];
        let mut search = Self { question, curves, pairs: 0 };
        for set in 1..u32::try_from(sets).unwrap_or(u32::MAX) {
            if !search.may_be(set) {
                continue;
            }
            for place in [Place::Below, Place::Top] {
                for columns in 1..=question.columns {
                    if search.is_beyond() {
                        return search;
                    }
                    let curve = search.curve(place, set, columns);
                    let at = search.at(place, set, columns);
                    search.curves[at] = curve;
                }
            }
        }
        search
    }

    /// Whether more pairs were to be joined than are.
    pub(super) fn is_beyond(&self) -> bool {
        self.pairs > MAX_PAIRS
    }

    fn at(&self, place: Place, set: u32, columns: u16) -> usize {
        let widths = usize::from(self.question.columns) + 1;
        (set as usize * widths + usize::from(columns)) * 2 + usize::from(place == Place::Top)
    }

    /// Stories that stand together are in a set all, or it is of them alone.
    fn may_be(&self, set: u32) -> bool {
        self.question.together.iter().all(|group| set & group == 0 || set & group == *group || set & group == set)
    }

    fn units(&self, set: u32) -> impl Iterator<Item = &'a Unit> {
        self.question.units.iter().enumerate().filter(move |(at, _)| set & (1 << at) != 0).map(|(_, unit)| unit)
    }

    fn has(&self, set: u32, is_it: impl Fn(UnitKind) -> bool) -> bool {
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

    fn curve(&mut self, place: Place, set: u32, columns: u16) -> Vec<Entry> {
        let mut buckets = Buckets::new(usize::from(self.question.rows + BEYOND), KEPT);
        if set.is_power_of_two() {
            self.pieces(place, set, columns, &mut buckets);
        } else {
            self.joined(place, set, columns, &mut |entry| buckets.put(entry));
        }
        buckets.entries(self.question.kept)
    }

    fn pieces(&self, place: Place, set: u32, columns: u16, buckets: &mut Buckets) {
        let unit = set.trailing_zeros() as usize;
        for (at, piece) in self.question.units[unit].pieces.iter().enumerate() {
            if piece.columns == columns {
                let depth = if place == Place::Top { piece.top } else { piece.depth };
                let made = Made::Piece { unit, piece: at };
                buckets.put(Entry { depth, cost: piece.cost, left: piece.head, right: piece.head, made });
            }
        }
    }

    /// Every way to divide a set at a width.
    fn joined(&mut self, place: Place, set: u32, columns: u16, put: &mut dyn FnMut(Entry)) {
        let mut first = set & (set - 1);
        // Every set within it but itself and nothing, the largest first.
        while first != 0 {
            let second = set & !first;
            if self.may_be(first) && self.may_be(second) {
                self.down(place, (first, second), columns, put);
                for left in 1..columns {
                    self.across(place, (first, second), (left, columns - left), put);
                }
            }
            first = (first - 1) & set;
        }
    }

    fn down(&mut self, place: Place, (above, below): (u32, u32), columns: u16, put: &mut dyn FnMut(Entry)) {
        let is_ad = |kind| matches!(kind, UnitKind::Ads { .. });
        let is_lead = |kind| kind == UnitKind::Lead;
        if self.has(below, is_lead) || self.has(above, is_ad) && !self.is_ads(below) {
            return;
        }
        let is_brief_first = self.rank(above) == BRIEF && self.rank(below) > BRIEF;
        if is_brief_first || self.question.units.len() > MANY && !self.is_in_order(above, below) {
            return;
        }
        let (over, under) = (self.at(place, above, columns), self.at(Place::Below, below, columns));
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
                    if depth <= most {
                        let white = if gap == 2 { points.gaps } else { 0 };
                        let made = Made::Down {
                            above: From { curve: over, entry: a },
                            below: From { curve: under, entry: b },
                            gap,
                        };
                        let cost = upper.cost + lower.cost + order + cut + white;
                        put(Entry { depth, cost, left: upper.left, right: upper.right, made });
                    }
                }
            }
        }
    }

    fn across(
        &mut self,
        place: Place,
        (one, other): (u32, u32),
        (left, right): (u16, u16),
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
                let made =
                    Made::Across { left: From { curve: first, entry: a }, right: From { curve: second, entry: b } };
                let cost = beside.cost + entry.cost + order + butting(beside.right, entry.left, points.butting_heads);
                put(Entry { depth: beside.depth, cost, left: beside.left, right: entry.right, made });
            }
        }
    }

    /// The pages of a set of units that close, the cheapest first.
    pub(super) fn pages(&mut self, set: u32) -> Vec<Divided> {
        let (columns, rows) = (self.question.columns, self.question.rows);
        let mut all: Vec<Entry> = Vec::new();
        if set.is_power_of_two() {
            let at = self.at(Place::Top, set, columns);
            all.extend(self.curves[at].iter().filter(|entry| entry.depth == rows));
        } else {
            self.joined(Place::Top, set, columns, &mut |entry| {
                if entry.depth == rows {
                    all.push(entry);
                }
            });
        }
        let half = columns / 2;
        for entry in &mut all {
            if let Made::Across { left, .. } = entry.made {
                // It is cut from top to foot; into halves is worst.
                let widths = usize::from(self.question.columns) + 1;
                let is_half = left.curve / 2 % widths == usize::from(half) && columns.is_multiple_of(2);
                entry.cost += self.question.points.cut_down * if is_half { 3 } else { 1 };
            }
        }
        all.sort_by_key(|entry| entry.cost);
        all.truncate(KEPT_OF_PAGE);
        all.iter().map(|entry| Divided { cost: entry.cost, tree: self.tree(entry).open_ended() }).collect()
    }

    /// The rows at which a set closes as a page as wide as this one: the nearest below and above.
    pub(super) fn nearest(&self, set: u32) -> (Option<u16>, Option<u16>) {
        let curve = &self.curves[self.at(Place::Top, set, self.question.columns)];
        let rows = self.question.rows;
        let below = curve.iter().map(|entry| entry.depth).filter(|depth| *depth < rows).max();
        (below, curve.iter().map(|entry| entry.depth).filter(|depth| *depth > rows).min())
    }

    fn entry(&self, from: From) -> &Entry {
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
        }
    }
}

/// M8: what it costs that two headlines stand side by side.
fn butting(left: Head, right: Head, points: i64) -> i64 {
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
        if at < self.kept {
            bucket.insert(at, entry);
            bucket.truncate(self.kept);
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
