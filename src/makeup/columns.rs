//! Whether stories fill their columns, how deep those are, and where advertisements stand.

use crate::base::{Len, Message, Rect};
use crate::message;
use crate::model::MakeupTable;

use super::field::count;
use super::rules::{ADS_AT_FOOT, COLUMN_DEPTH, COLUMNS, FILLED, FREE_LINES, OVERSET};
use super::sheet::{Ad, Block, Sheet};
use super::{Breach, Measure};

/// Rows of a column: what is the limit, and what reads best.
pub(super) const LIMIT: (i64, i64) = (5, 45);
const BEST: (i64, i64) = (8, 38);
/// Briefs, with headlines of this size at most, may be shorter.
const BRIEF: Len = Len::pt(13);
/// Things that share less than this of a side do not stand over or beside each other.
const SHARED: Len = Len::pt(12);

pub(super) fn measures(sheet: &Sheet<'_>, table: &MakeupTable) -> Vec<Measure> {
    vec![
        overset(sheet),
        filled(sheet),
        free_lines(sheet, table.points(FREE_LINES.name)),
        depth(sheet),
        beyond_best(sheet, table.points(COLUMNS.name)),
        ads(sheet),
    ]
}

/// M1. What is over was told when the page was set, line by line.
fn overset(sheet: &Sheet<'_>) -> Measure {
    let over = |block: &&Block<'_>| block.end.is_some_and(|report| report.over > 0);
    let over: Vec<&Block<'_>> = sheet.blocks.iter().filter(over).collect();
    let names: Vec<&str> = over.iter().map(|block| block.name).collect();
    let breach = |block: &&Block<'_>| Breach {
        what: message!("{} is over", block.name),
        hint: message!("`paiban fit` says what to cut"),
        span: block.span,
    };
    Measure::hard(&OVERSET, message!("stories with text over: {}", names), over.iter().map(breach).collect())
}

/// Lines that a story leaves free at its end or below its even columns.
fn free(block: &Block<'_>) -> usize {
    block.end.map_or(0, |report| report.free + report.below)
}

/// M2: a story leaves at most one line free.
fn filled(sheet: &Sheet<'_>) -> Measure {
    let short: Vec<&Block<'_>> = sheet.blocks.iter().filter(|block| free(block) > 1).collect();
    let names: Vec<&str> = short.iter().map(|block| block.name).collect();
    let breach = |block: &&Block<'_>| Breach {
        what: message!("{} leaves {} lines free", block.name, free(block)),
        hint: message!("make its block shallower, add to it, or let it give (copyfit:)"),
        span: block.span,
    };
    Measure::hard(&FILLED, message!("stories that leave lines free: {}", names), short.iter().map(breach).collect())
}

fn free_lines(sheet: &Sheet<'_>, points: i64) -> Measure {
    let lines = sheet.blocks.iter().map(free).sum();
    Measure::soft(&FREE_LINES, lines, points * count(lines), message!("{} lines are free", lines))
}

/// The depths of a story's columns in rows; vertical text has no columns of rows.
fn depths<'s>(sheet: &'s Sheet<'_>, block: &'s Block<'_>) -> impl Iterator<Item = i64> + 's {
    let rows = |text: &Rect| (text.height + sheet.grid.leading / 2).whole(sheet.grid.leading);
    block.text.iter().filter(|_| !block.is_vertical).map(rows)
}

/// How far a number is beyond a range.
fn beyond(value: i64, (least, most): (i64, i64)) -> i64 {
    (least - value).max(value - most).max(0)
}

fn is_brief(block: &Block<'_>) -> bool {
    block.head.is_none_or(|head| head.size <= BRIEF)
}

/// M19: columns can be read.
fn depth(sheet: &Sheet<'_>) -> Measure {
    let limit = |block: &Block<'_>| if is_brief(block) { (0, LIMIT.1) } else { LIMIT };
    let wrong = |block: &&Block<'_>| depths(sheet, block).any(|rows| beyond(rows, limit(block)) > 0);
    let wrong: Vec<&Block<'_>> = sheet.blocks.iter().filter(wrong).collect();
    let breach = |block: &&Block<'_>| {
        let rows: Vec<i64> = depths(sheet, block).collect();
        let what = message!("the columns of {} are {} rows deep", block.name, rows);
        Breach { what, hint: message!("5 to 45 rows can be read: give it more or fewer columns"), span: block.span }
    };
    let names: Vec<&str> = wrong.iter().map(|block| block.name).collect();
    Measure::hard(
        &COLUMN_DEPTH,
        message!("columns too short or too deep: {}", names),
        wrong.iter().map(breach).collect(),
    )
}

fn beyond_best(sheet: &Sheet<'_>, points: i64) -> Measure {
    let best = |block: &Block<'_>| if is_brief(block) { (0, BEST.1) } else { BEST };
    let most = |block: &Block<'_>| depths(sheet, block).map(|rows| beyond(rows, best(block))).max().unwrap_or(0);
    let rows: i64 = sheet.blocks.iter().map(most).sum();
    Measure::share(&COLUMNS, rows, points * rows, message!("{} rows of columns beyond 8 to 38", rows))
}

/// M20: an advertisement stands at the foot: no story below it, none on both of its sides.
fn ads(sheet: &Sheet<'_>) -> Measure {
    let shares = |a: (Len, Len), b: (Len, Len)| a.1.min(b.1) - a.0.max(b.0) > SHARED;
    let (across, down) = (|r: &Rect| (r.x, r.right()), |r: &Rect| (r.y, r.bottom()));
    let what = |ad: &Ad<'_>| {
        let below = sheet
            .blocks
            .iter()
            .find(|block| shares(across(&block.area), across(&ad.area)) && block.area.y >= ad.area.bottom() - Len::PT);
        let level = || sheet.blocks.iter().filter(|block| shares(down(&block.area), down(&ad.area)));
        let left = level().find(|block| block.area.right() <= ad.area.x + Len::PT);
        let right = level().find(|block| block.area.x >= ad.area.right() - Len::PT);
        match (below, left.zip(right)) {
            (Some(story), _) => Some(message!("advertisement `{}` stands over {}", ad.name, story.name)),
            (None, Some((a, b))) => {
                Some(message!("advertisement `{}` stands between {} and {}", ad.name, a.name, b.name))
            }
            (None, None) => None,
        }
    };
    let breach = |ad: &Ad<'_>| {
        let hint = message!("put advertisements at the foot, on the outer side");
        what(ad).map(|what| Breach { what, hint, span: ad.span })
    };
    let breaches: Vec<Breach> = sheet.ads.iter().filter_map(breach).collect();
    let told: Vec<Message> = breaches.iter().map(|breach| breach.what.clone()).collect();
    Measure::hard(&ADS_AT_FOOT, message!("advertisements: {}", told), breaches)
}
