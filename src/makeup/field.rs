//! How blocks divide the page: what is covered, rectangles on the base columns, cuts, widths and feet.

use std::collections::BTreeSet;

use crate::base::{Len, Message, Rect};
use crate::message;
use crate::model::MakeupTable;

use super::rules::{COVERED, CUT_ACROSS, CUT_DOWN, FEET, GAPS, ON_COLUMNS, RECTANGLES, WIDTHS};
use super::sheet::{Block, Sheet};
use super::{Breach, Measure};

/// What edges may differ by and still be one: rules and paddings.
const EDGE: Len = Len::pt(1);
/// The share of a block's rectangle that its frames cover at least, in thousandths; less is another shape.
const RECTANGULAR: usize = 900;
/// Points across and down at which that is looked at.
const PROBES: i64 = 40;
/// Cuts nearer to each other than this are one: a rule or a strip lies between.
const ONE_CUT: Len = Len::pt(30);
/// Blocks further apart than base columns can be are no neighbours.
const NEIGHBOURS: Len = Len::pt(25);

pub(super) fn measures(sheet: &Sheet<'_>, table: &MakeupTable) -> Vec<Measure> {
    let holes = holes(sheet);
    vec![
        covered(sheet, &holes),
        gaps(sheet, &holes, table.points(GAPS.name)),
        rectangles(sheet),
        on_columns(sheet),
        cuts_across(sheet, table.points(CUT_ACROSS.name)),
        cuts_down(sheet, table.points(CUT_DOWN.name)),
        widths(sheet, table.points(WIDTHS.name)),
        feet(sheet, table.points(FEET.name)),
    ]
}

/// White between two things one below the other in a base column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hole {
    from: Len,
    to: Len,
    column: u16,
    rows: i64,
}

/// The left edge and the width of every base column, from the left.
fn base_columns(sheet: &Sheet<'_>) -> Vec<(Len, Len)> {
    let count = i64::from(sheet.grid.columns.max(1));
    let pitch = (sheet.type_area.width + sheet.grid.gutter) / count;
    (0..count).map(|column| (sheet.type_area.x + pitch * column, pitch - sheet.grid.gutter)).collect()
}

/// Everything between what is printed, base column by base column. What lies below the last line of a row is no row.
fn holes(sheet: &Sheet<'_>) -> Vec<Hole> {
    let (leading, body) = (sheet.grid.leading, sheet.grid.body);
    let rows = |gap: Len| (gap - (leading - body) + leading / 2).max(Len::ZERO).whole(leading);
    let mut holes = Vec::new();
    for (column, (x, width)) in (1..).zip(base_columns(sheet)) {
        // Where blocks are narrower than base columns two of them share one.
        let is_in = |area: &&Rect| (area.right().min(x + width) - area.x.max(x)) * 4 > width;
        let mut covered: Vec<(Len, Len)> =
            sheet.printed.iter().filter(is_in).map(|area| (area.y, area.bottom())).collect();
        covered.sort_unstable();
        let mut down_to = sheet.field.y;
        for (from, to) in covered.into_iter().chain([(sheet.field.bottom(), sheet.field.bottom())]) {
            let from = from.min(sheet.field.bottom());
            holes.push(Hole { from: down_to, to: from, column, rows: rows(from - down_to) });
            down_to = down_to.max(to);
        }
    }
    holes.retain(|hole| hole.rows > 1);
    holes.sort_unstable();
    holes
}

/// M3: nothing wider than two rows stays white.
fn covered(sheet: &Sheet<'_>, holes: &[Hole]) -> Measure {
    let wide: Vec<&Hole> = holes.iter().filter(|hole| hole.rows > 2).collect();
    let place = |same: &[&Hole]| {
        let (first, last) = (same[0], same[same.len() - 1]);
        let half = sheet.grid.leading / 2;
        let (from, to) = (sheet.row(first.from + half), sheet.row(first.to - half));
        message!("rows {} to {} of columns {} to {}", from, to, first.column, last.column)
    };
    let beside = |a: &&Hole, b: &&Hole| (a.from, a.to, a.column + 1) == (b.from, b.to, b.column);
    let places: Vec<Message> = wide.chunk_by(beside).map(place).collect();
    let breach = |place: &Message| Breach {
        what: message!("nothing stands in {}", place),
        hint: message!("make the blocks around it deeper, or give it a picture, a filler or an advertisement"),
        span: None,
    };
    Measure::hard(&COVERED, message!("white and deeper than two rows: {}", places), places.iter().map(breach).collect())
}

/// M3: one row between blocks is what is wanted, two are let pass at a price.
fn gaps(sheet: &Sheet<'_>, holes: &[Hole], points: i64) -> Measure {
    let two: BTreeSet<i64> = holes.iter().filter(|hole| hole.rows == 2).map(|hole| sheet.row(hole.from)).collect();
    let rows: Vec<i64> = two.into_iter().collect();
    Measure::soft(&GAPS, rows.len(), points * count(rows.len()), message!("two rows of white below rows {}", rows))
}

/// M4: a block with all that belongs to it is a rectangle.
fn rectangles(sheet: &Sheet<'_>) -> Measure {
    let is_other = |block: &&Block<'_>| covered_share(sheet, block) < RECTANGULAR;
    let broken: Vec<&Block<'_>> = sheet.blocks.iter().filter(is_other).collect();
    let breach = |block: &&Block<'_>| Breach {
        what: message!("{} with its pictures is no rectangle", block.name),
        hint: message!("let its pictures and text end at one foot and one side, or give what is left to another story"),
        span: block.span,
    };
    let names: Vec<&str> = broken.iter().map(|block| block.name).collect();
    Measure::hard(
        &RECTANGLES,
        message!("stories that are no rectangle: {}", names),
        broken.iter().map(breach).collect(),
    )
}

/// How many thousandths of its rectangle a block's frames cover; gutters and rows between them count as theirs.
fn covered_share(sheet: &Sheet<'_>, block: &Block<'_>) -> usize {
    let (across, down) = (sheet.grid.gutter.max(sheet.grid.leading), sheet.grid.leading.scaled(11, 10));
    let grown: Vec<Rect> = block
        .frames
        .iter()
        .map(|frame| Rect {
            x: frame.x - across,
            y: frame.y - down,
            width: frame.width + across * 2,
            height: frame.height + down * 2,
        })
        .collect();
    let along = |from: Len, length: Len, step: i64| from + length.scaled(2 * step + 1, 2 * PROBES);
    let steps = || (0..PROBES).flat_map(|i| (0..PROBES).map(move |j| (i, j)));
    let is_covered = |(i, j): &(i64, i64)| {
        let (x, y) = (along(block.area.x, block.area.width, *i), along(block.area.y, block.area.height, *j));
        grown.iter().any(|rect| rect.x <= x && x <= rect.right() && rect.y <= y && y <= rect.bottom())
    };
    steps().filter(is_covered).count() * 1000 / steps().count().max(1)
}

/// M5: blocks stand on the base columns.
fn on_columns(sheet: &Sheet<'_>) -> Measure {
    let columns = base_columns(sheet);
    let near = |a: Len, b: Len| distance(a, b) <= EDGE * 2;
    let is_on = |area: &Rect| {
        let begins = columns.iter().any(|(x, _)| near(*x, area.x));
        begins && columns.iter().any(|(x, width)| near(*x + *width, area.right()))
    };
    let is_off = |block: &&Block<'_>| !is_on(&block.area);
    let off: Vec<&Block<'_>> = sheet.blocks.iter().filter(is_off).collect();
    let breach = |block: &&Block<'_>| Breach {
        what: message!("{} does not stand on the base columns", block.name),
        hint: message!("give its frames columns: of the page's grid; text columns of another width go inside them"),
        span: block.span,
    };
    let names: Vec<&str> = off.iter().map(|block| block.name).collect();
    Measure::hard(&ON_COLUMNS, message!("stories off the base columns: {}", names), off.iter().map(breach).collect())
}

fn distance(a: Len, b: Len) -> Len {
    (a - b).max(b - a)
}

/// Stories, advertisements and all furniture that is wider than a mark.
fn items(sheet: &Sheet<'_>) -> Vec<Rect> {
    let furniture = sheet.furniture.iter().filter(|area| area.width > Len::mm(20)).copied();
    sheet.blocks.iter().map(|block| block.area).chain(sheet.ads.iter().map(|ad| ad.area)).chain(furniture).collect()
}

/// M6: cuts from edge to edge (断版). The one below a lead across the page and the one above advertisements cost a third.
fn cuts_across(sheet: &Sheet<'_>, points: i64) -> Measure {
    let items = items(sheet);
    let edges: BTreeSet<Len> = items.iter().map(Rect::bottom).collect();
    let is_cut = |y: &Len| items.iter().all(|item| item.bottom() <= *y + EDGE || item.y >= *y - EDGE);
    let inside = edges.into_iter().filter(|y| *y < sheet.field.bottom() - Len::pt(5)).filter(is_cut);
    let cuts = apart(inside);
    let is_excused = |y: &Len| {
        let above = sheet.blocks.iter().filter(|block| block.area.y < *y).count();
        above < 2 || !sheet.blocks.iter().any(|block| block.area.y >= *y - EDGE)
    };
    let cost = |y: &Len| if is_excused(y) { points / 3 } else { points };
    let rows: Vec<i64> = cuts.iter().map(|y| sheet.row(*y)).collect();
    Measure::soft(
        &CUT_ACROSS,
        cuts.len(),
        cuts.iter().map(cost).sum(),
        message!("cut from edge to edge at rows {}", rows),
    )
}

/// M7: cuts from top to foot, of which one into halves is the worst.
fn cuts_down(sheet: &Sheet<'_>, points: i64) -> Measure {
    let items = items(sheet);
    let edges: BTreeSet<Len> = items.iter().map(Rect::right).collect();
    let is_cut = |x: &Len| items.iter().all(|item| item.right() <= *x + EDGE || item.x >= *x - EDGE);
    let (left, right) = (sheet.field.x, sheet.field.right());
    let cuts = apart(edges.into_iter().filter(|x| *x < right - Len::pt(5)).filter(is_cut));
    // The middle of the gutter lies in the middle of the page when it is cut into halves.
    let is_half = |x: &Len| distance(*x - left, right - *x - sheet.grid.gutter) < Len::mm(5);
    let cost = |x: &Len| if is_half(x) { points * 3 } else { points };
    let share: Vec<String> =
        cuts.iter().map(|x| format!("{} %", (*x - left).0 * 100 / sheet.field.width.0.max(1))).collect();
    Measure::soft(
        &CUT_DOWN,
        cuts.len(),
        cuts.iter().map(cost).sum(),
        message!("cut from top to foot at {} of the width", share),
    )
}

/// Cuts that are not one.
fn apart(cuts: impl Iterator<Item = Len>) -> Vec<Len> {
    cuts.fold(Vec::new(), |mut apart, cut| {
        if apart.last().is_none_or(|last| cut - *last >= ONE_CUT) {
            apart.push(cut);
        }
        apart
    })
}

/// M22: blocks of one width alone make a dull page.
fn widths(sheet: &Sheet<'_>, points: i64) -> Measure {
    let columns = i64::from(sheet.grid.columns.max(1));
    let wide = |block: &Block<'_>| (block.area.width * columns + sheet.field.width / 2).0 / sheet.field.width.0.max(1);
    let widths: Vec<i64> = sheet.blocks.iter().map(wide).collect::<BTreeSet<_>>().into_iter().collect();
    let cost = if widths.len() < 2 { points } else { 0 };
    Measure::soft(&WIDTHS, widths.len(), cost, message!("stories are {} base columns wide", widths))
}

/// M23: neighbours end at one foot or two rows apart.
fn feet(sheet: &Sheet<'_>, points: i64) -> Measure {
    let nearly = |a: &Rect, b: &Rect| {
        let apart = distance(a.bottom(), b.bottom());
        let is_beside = distance(a.right(), b.x) < NEIGHBOURS || distance(b.right(), a.x) < NEIGHBOURS;
        is_beside && apart > sheet.grid.leading / 4 && apart < sheet.grid.leading.scaled(11, 6)
    };
    let mut pairs: Vec<String> = Vec::new();
    for (at, a) in sheet.blocks.iter().enumerate() {
        let others = sheet.blocks[at + 1..].iter().filter(|b| nearly(&a.area, &b.area));
        pairs.extend(others.map(|b| format!("{} | {}", a.name, b.name)));
    }
    Measure::soft(
        &FEET,
        pairs.len(),
        points * count(pairs.len()),
        message!("neighbours that nearly end at one foot: {}", pairs),
    )
}

/// A count as a factor.
pub(super) fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}
