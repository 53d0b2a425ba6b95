//! The rows of a page's parts that cost least together: an exact search over its tree, in integers.
//!
//! What a part costs at every depth is added upwards: one below the other every way to share the rows, side by side the same depth, a pinwheel both.
//! Then rows are handed down. Of ways that cost the same the one met first is taken, so the result is the same every time.

use crate::model::{Elastic, Moves, Node, NodeKind, PageTree};

/// What a part costs at each depth, by its rows.
pub(super) type Curve = Vec<i64>;

/// What cannot be. A sum of some of them is still no overflow.
pub(super) const NEVER: i64 = i64::MAX / 1024;

/// What a row more or fewer of a block costs: two blocks change with a boundary.
const ROW: i64 = 4;
/// What a row more or fewer between blocks costs: more than one of a block, since white is seen.
const GAP_ROW: i64 = 6;

/// Ways to divide that are looked at for one page. A page of 120 rows and twelve blocks needs some 200,000; far more are a page that nobody prints.
const MAX_WAYS: usize = 2_000_000;

/// How a page is divided at least cost.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What it costs.
    pub(super) cost: i64,
    /// The rows of every block, by its number.
    pub(super) depths: Vec<u16>,
    /// Depths and gaps that are not as they were accepted.
    pub(super) moves: Moves,
}

/// A part with what it costs, and its children with theirs.
struct Solved<'t> {
    node: &'t Node,
    curve: Curve,
    children: Vec<Solved<'t>>,
    /// Of children one below the other: what the first ones cost together.
    sums: Vec<Curve>,
}

/// Least and most rows that may be asked of a part.
type Asked = (usize, usize);

/// The plan of least cost for what each block costs at its depths; `None` where the page cannot be divided within its limits, or only in more ways than are looked at.
pub(super) fn meet(tree: &PageTree, curves: &[Curve]) -> Option<Plan> {
    let rows = usize::from(tree.rows.count());
    if ways(tree) > MAX_WAYS {
        return None;
    }
    let solved = solve(&tree.root, curves, (rows, rows));
    let cost = solved.curve.get(rows).copied().filter(|cost| *cost < NEVER)?;
    let mut plan = Plan { cost, depths: vec![0; curves.len()], moves: Moves::new() };
    hand_down(&solved, rows, &mut plan);
    Some(plan)
}

/// In how many ways the parts of a page are looked at to find a plan.
pub(super) fn ways(tree: &PageTree) -> usize {
    let rows = usize::from(tree.rows.count());
    ways_of(&tree.root, (rows, rows))
}

fn ways_of(node: &Node, asked: Asked) -> usize {
    let span = |(least, most): Asked| most.saturating_sub(least) + 1;
    let children = || node.children().iter().enumerate();
    let depths = |at: usize, child: &Node| span(asked_of(node, at, child, asked));
    let gaps = |child: &Node| span((usize::from(child.gap.within.0), usize::from(child.gap.within.1)));
    let own: usize = match &node.kind {
        NodeKind::Down(_) => children().map(|(at, child)| depths(at, child) * gaps(child) * (asked.1 + 1)).sum(),
        NodeKind::Turn(_) => {
            let first = children().take(2).map(|(at, child)| depths(at, child));
            first.product::<usize>().saturating_mul(span(asked))
        }
        _ => asked.1 + 1,
    };
    children().map(|(at, child)| ways_of(child, asked_of(node, at, child, asked))).fold(own, usize::saturating_add)
}

/// The rows that may be asked of a part's child by those that may be asked of the part.
fn asked_of(node: &Node, at: usize, child: &Node, asked: Asked) -> Asked {
    let number = match &node.kind {
        NodeKind::Across(_) => return asked,
        NodeKind::Turn(_) => child.depth.as_ref().filter(|_| at < 2),
        _ => child.depth.as_ref(),
    };
    number.map_or((1, asked.1), |number| {
        let (least, most) = number.within;
        (usize::from(least), usize::from(most).min(asked.1))
    })
}

fn solve<'t>(node: &'t Node, curves: &[Curve], asked: Asked) -> Solved<'t> {
    let child = |(at, child): (usize, &'t Node)| solve(child, curves, asked_of(node, at, child, asked));
    let children: Vec<Solved<'t>> = node.children().iter().enumerate().map(child).collect();
    let mut sums = Vec::new();
    let of_asked = |cost: &dyn Fn(usize) -> i64| -> Curve {
        (0..=asked.1).map(|depth| if depth < asked.0 { NEVER } else { cost(depth) }).collect()
    };
    let curve = match &node.kind {
        NodeKind::Block(number) => of_asked(&|depth| cost(&curves[*number], depth)),
        NodeKind::Nothing => of_asked(&|_| 0),
        NodeKind::Across(_) => of_asked(&|depth| children.iter().map(|child| cost(&child.curve, depth)).fold(0, plus)),
        NodeKind::Turn(_) => of_asked(&|depth| best_turn(&children, depth).0),
        NodeKind::Down(_) => {
            for child in &children {
                let sum = match sums.last() {
                    None => (0..=asked.1).map(|depth| plus(cost(&child.curve, depth), change(child, depth))).collect(),
                    Some(above) => (0..=asked.1).map(|depth| best_below(above, child, depth).0).collect(),
                };
                sums.push(sum);
            }
            sums.last().cloned().unwrap_or_else(|| of_asked(&|_| 0))
        }
    };
    Solved { node, curve, children, sums }
}

fn cost(curve: &Curve, depth: usize) -> i64 {
    curve.get(depth).copied().unwrap_or(NEVER)
}

/// A sum in which what cannot be stays so.
fn plus(a: i64, b: i64) -> i64 {
    (a + b).min(NEVER)
}

/// What it costs that a part below others has another depth than it was accepted with.
fn change(child: &Solved<'_>, depth: usize) -> i64 {
    match &child.node.depth {
        Some(number) => moved(number, depth, ROW),
        None if depth == 0 => NEVER,
        None => 0,
    }
}

/// What it costs that a number becomes another one.
fn moved(number: &Elastic, now: usize, each: i64) -> i64 {
    let now = u16::try_from(now).ok().filter(|now| number.takes(*now));
    now.map_or(NEVER, |now| i64::from(now.abs_diff(number.at)) * each)
}

/// How a part and what stands above it share rows at least cost: the cost, the part's depth, the gap.
fn best_below(above: &Curve, child: &Solved<'_>, rows: usize) -> (i64, usize, u16) {
    let mut best = (NEVER, 0, child.node.gap.at);
    let limits = child
        .node
        .depth
        .as_ref()
        .map_or((1, rows), |number| (usize::from(number.within.0), usize::from(number.within.1).min(rows)));
    for gap in child.node.gap.within.0..=child.node.gap.within.1 {
        let white = moved(&child.node.gap, usize::from(gap), GAP_ROW);
        for depth in limits.0..=limits.1 {
            let Some(left) = rows.checked_sub(depth + usize::from(gap)) else { break };
            let own = plus(plus(cost(&child.curve, depth), change(child, depth)), white);
            let all = plus(cost(above, left), own);
            if all < best.0 {
                best = (all, depth, gap);
            }
        }
    }
    best
}

/// The depths of the first two parts of a pinwheel that cost least with the three that follow from them.
fn best_turn(parts: &[Solved<'_>], rows: usize) -> (i64, usize, usize) {
    let mut best = (NEVER, 0, 0);
    let [first, second, ..] = parts else { return best };
    let limits = |part: &Solved<'_>| part.node.depth.as_ref().map(|number| number.within);
    let (Some(high), Some(deep)) = (limits(first), limits(second)) else { return best };
    for a in usize::from(high.0)..=usize::from(high.1).min(rows) {
        for b in usize::from(deep.0)..=usize::from(deep.1).min(rows) {
            let Some(depths) = depths_of_turn(parts, (a, b), rows) else { continue };
            let all = parts.iter().zip(depths).map(|(part, depth)| cost(&part.curve, depth)).fold(0, plus);
            let all = plus(all, plus(change(first, a), change(second, b)));
            if all < best.0 {
                best = (all, a, b);
            }
        }
    }
    best
}

/// The depths of a pinwheel's parts by those of the first two.
fn depths_of_turn(parts: &[Solved<'_>], (high, deep): (usize, usize), rows: usize) -> Option<[usize; 5]> {
    let gap = usize::from(parts.get(2)?.node.gap.at);
    let less = |all: usize, taken: usize| all.checked_sub(taken + gap).filter(|left| *left > 0);
    Some([high, deep, less(rows, deep)?, less(rows, high)?, less(deep, high)?])
}

/// Gives every part its rows.
fn hand_down(solved: &Solved<'_>, rows: usize, plan: &mut Plan) {
    match &solved.node.kind {
        NodeKind::Block(number) => plan.depths[*number] = rows_of(rows),
        NodeKind::Nothing => {}
        NodeKind::Across(_) => solved.children.iter().for_each(|child| hand_down(child, rows, plan)),
        NodeKind::Turn(_) => {
            let (_, high, deep) = best_turn(&solved.children, rows);
            let depths = depths_of_turn(&solved.children, (high, deep), rows).into_iter().flatten();
            for (at, (child, depth)) in solved.children.iter().zip(depths).enumerate() {
                if at < 2 {
                    settle(child.node, depth, plan);
                }
                hand_down(child, depth, plan);
            }
        }
        NodeKind::Down(_) => {
            let mut left = rows;
            for (at, child) in solved.children.iter().enumerate().rev() {
                let (depth, gap) = match at.checked_sub(1).map(|above| &solved.sums[above]) {
                    Some(above) => {
                        let (_, depth, gap) = best_below(above, child, left);
                        (depth, gap)
                    }
                    None => (left, child.node.gap.at),
                };
                if gap != child.node.gap.at {
                    plan.moves.insert(child.node.gap.unknown, gap);
                }
                settle(child.node, depth, plan);
                hand_down(child, depth, plan);
                left -= depth + usize::from(gap).min(left - depth);
            }
        }
    }
}

/// Takes down the depth of a part where it was accepted with another, or with none.
fn settle(node: &Node, depth: usize, plan: &mut Plan) {
    let depth = rows_of(depth);
    match &node.depth {
        Some(number) if number.at == depth => {}
        Some(number) => drop(plan.moves.insert(number.unknown, depth)),
        None => drop(plan.moves.insert(node.left_over(), depth)),
    }
}

fn rows_of(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}
