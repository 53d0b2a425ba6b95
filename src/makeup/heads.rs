//! Headlines: side by side, where they stand, which is larger, how much white is above them; boxes.

use crate::base::{Len, Rect};
use crate::message;
use crate::model::MakeupTable;

use super::field::count;
use super::rules::{BOXES, BUTTING_HEADS, HEAD_ORDER, HEAD_PLACE, HEAD_WHITE, LEAD_CONTRAST, LEAD_FIRST, LEAD_LARGEST};
use super::sheet::{Block, Head, Sheet};
use super::{Breach, Measure};

/// Headlines of briefs are of this size at most; they may stand side by side.
const BRIEF: Len = Len::pt(13);
/// Largest headline to the second, in thousandths.
const CONTRAST: i64 = 1200;
/// Headlines that differ by less look alike, those that differ by more are parted by their size, in thousandths.
const ALIKE: i64 = 1200;
const PARTED: i64 = 1500;

pub(super) fn measures(sheet: &Sheet<'_>, table: &MakeupTable) -> Vec<Measure> {
    vec![
        butting(sheet, table.points(BUTTING_HEADS.name)),
        place(sheet),
        order(sheet, table.points(HEAD_ORDER.name)),
        largest(sheet),
        first(sheet),
        contrast(sheet, table.points(LEAD_CONTRAST.name)),
        white(sheet, table.points(HEAD_WHITE.name)),
        boxes(sheet, table.points(BOXES.name)),
    ]
}

/// Stories with their headlines.
fn headed<'s, 'a>(sheet: &'s Sheet<'a>) -> Vec<(&'s Block<'a>, Head)> {
    sheet.blocks.iter().filter_map(|block| Some((block, block.head?))).collect()
}

/// The larger of two sizes against the smaller, in thousandths.
fn ratio(a: Len, b: Len) -> i64 {
    a.max(b).0 * 1000 / a.min(b).0.max(1)
}

/// How far two ranges share a stretch.
fn shared(a: (Len, Len), b: (Len, Len)) -> Len {
    a.1.min(b.1) - a.0.max(b.0)
}

fn across(area: &Rect) -> (Len, Len) {
    (area.x, area.right())
}

fn down(area: &Rect) -> (Len, Len) {
    (area.y, area.bottom())
}

/// M8: headlines of neighbours at one height (碰题): the whole price for two alike, four sevenths for unlike ones, a seventh where a box or the size parts them.
fn butting(sheet: &Sheet<'_>, points: i64) -> Measure {
    let headed: Vec<_> = headed(sheet).into_iter().filter(|(_, head)| !head.is_vertical).collect();
    let (mut pairs, mut cost) = (Vec::new(), 0);
    for (at, (a, first)) in headed.iter().enumerate() {
        for (b, second) in &headed[at + 1..] {
            let height = shared(down(&first.area), down(&second.area));
            let gap = -shared(across(&first.area), across(&second.area));
            let is_level = height * 5 > first.area.height.min(second.area.height) * 2;
            if !is_level || gap < -Len::pt(2) || gap > Len::mm(12) {
                continue;
            }
            let between = ratio(first.size, second.size);
            let is_small = first.size.max(second.size) <= BRIEF;
            let sevenths = match between {
                _ if a.is_boxed != b.is_boxed || is_small || between >= PARTED => 1,
                _ if between < ALIKE => 7,
                _ => 4,
            };
            pairs.push(format!("{} | {}", a.name, b.name));
            cost += points * sevenths / 7;
        }
    }
    Measure::soft(&BUTTING_HEADS, pairs.len(), cost, message!("headlines side by side: {}", pairs))
}

/// M9: a headline stands above its text or at its left, of vertical text above it or at its right; never below, never behind.
fn place(sheet: &Sheet<'_>) -> Measure {
    let is_wrong = |(block, head): &(&Block<'_>, Head)| {
        let is_below = block.text.iter().all(|text| text.bottom() <= head.area.y);
        let is_behind = block
            .text
            .iter()
            .all(|text| if block.is_vertical { text.x >= head.area.right() } else { text.right() <= head.area.x });
        !block.text.is_empty() && (is_below || is_behind)
    };
    let wrong: Vec<_> = headed(sheet).into_iter().filter(is_wrong).collect();
    let breach = |(block, _): &(&Block<'_>, Head)| Breach {
        what: message!("the headline of {} stands where its text ends", block.name),
        hint: message!("put it above its text or where its text begins"),
        span: block.span,
    };
    let names: Vec<&str> = wrong.iter().map(|(block, _)| block.name).collect();
    Measure::hard(
        &HEAD_PLACE,
        message!("headlines below or behind their text: {}", names),
        wrong.iter().map(breach).collect(),
    )
}

/// M10: of two stories one above the other the upper has the larger headline.
fn order(sheet: &Sheet<'_>, points: i64) -> Measure {
    let headed = headed(sheet);
    let is_over =
        |a: &Rect, b: &Rect| a.bottom() <= b.y + Len::pt(2) && shared(across(a), across(b)) * 2 > a.width.min(b.width);
    let mut pairs = Vec::new();
    for (a, upper) in headed.iter().filter(|(_, head)| head.size > BRIEF) {
        let larger =
            headed.iter().filter(|(b, head)| is_over(&a.area, &b.area) && head.size.0 * 20 > upper.size.0 * 23);
        pairs.extend(larger.map(|(b, _)| format!("{} / {}", a.name, b.name)));
    }
    Measure::soft(
        &HEAD_ORDER,
        pairs.len(),
        points * count(pairs.len()),
        message!("headlines above larger ones: {}", pairs),
    )
}

/// M11: no other headline is as large as the lead's.
fn largest(sheet: &Sheet<'_>) -> Measure {
    let larger: Vec<&Block<'_>> = match sheet.lead().and_then(|lead| Some((lead, sheet.blocks[lead].head?.size))) {
        Some((lead, size)) => {
            let others = sheet
                .blocks
                .iter()
                .enumerate()
                .filter(|(at, block)| *at != lead && block.head.is_some_and(|head| head.size > size));
            others.map(|(_, block)| block).collect()
        }
        None => Vec::new(),
    };
    let breach = |block: &&Block<'_>| Breach {
        what: message!("the headline of {} is larger than the lead's", block.name),
        hint: message!("make the lead's headline larger or this one smaller"),
        span: block.span,
    };
    let names: Vec<&str> = larger.iter().map(|block| block.name).collect();
    Measure::hard(
        &LEAD_LARGEST,
        message!("headlines larger than the lead's: {}", names),
        larger.iter().map(breach).collect(),
    )
}

/// M12: the lead stands at the top, and where it is narrower than the page on the left; on pages of vertical text on the right.
fn first(sheet: &Sheet<'_>) -> Measure {
    let Some(lead) = sheet.lead().map(|lead| &sheet.blocks[lead]) else {
        return Measure::hard(&LEAD_FIRST, message!("the page has no lead"), Vec::new());
    };
    let (area, field) = (&lead.area, &sheet.field);
    let is_low = (area.y - field.y) * 50 > field.height;
    let off = if lead.is_vertical { field.right() - area.right() } else { area.x - field.x };
    let what = match () {
        () if is_low => Some(message!("the lead begins in row {}, below others", sheet.row(area.y))),
        () if off > Len::mm(5) => Some(message!("the lead does not stand where the page begins to be read")),
        () => None,
    };
    let hint = message!(
        "put it at the top left, 头条; 倒头条 and leads at the right are let pass by `lead-first: ignore` under makeup:"
    );
    let told = what.clone().unwrap_or_else(|| message!("the lead is {}", lead.name));
    let breaches = what.into_iter().map(|what| Breach { what, hint: hint.clone(), span: lead.span }).collect();
    Measure::hard(&LEAD_FIRST, told, breaches)
}

/// M13: the largest headline is clearly larger than the second.
fn contrast(sheet: &Sheet<'_>, points: i64) -> Measure {
    let mut sizes: Vec<Len> = headed(sheet).into_iter().map(|(_, head)| head.size).collect();
    sizes.sort_unstable();
    let [.., second, largest] = sizes.as_slice() else {
        return Measure::share(&LEAD_CONTRAST, 0, 0, message!("the page has one headline"));
    };
    let between = ratio(*largest, *second);
    let told = message!(
        "the largest headline is {} times the second",
        format_args!("{}.{:02}", between / 1000, between % 1000 / 10)
    );
    Measure::share(&LEAD_CONTRAST, between, if between < CONTRAST { points } else { 0 }, told)
}

/// M25: white in headline blocks beyond a row of the text.
fn white(sheet: &Sheet<'_>, points: i64) -> Measure {
    let beyond = |block: &Block<'_>| Some((block.head_room?.free - sheet.grid.leading).max(Len::ZERO).whole(Len::PT));
    let all: Vec<(&str, i64)> = sheet
        .blocks
        .iter()
        .filter_map(|block| Some((block.name, beyond(block)?)))
        .filter(|(_, white)| *white > 0)
        .collect();
    let names: Vec<String> = all.iter().map(|(name, white)| format!("{name} {white} pt")).collect();
    let sum: i64 = all.iter().map(|(_, white)| *white).sum();
    let told = message!("white in headline blocks beyond a row: {}", names);
    Measure::share(&HEAD_WHITE, sum, points * sum, told)
}

/// M27: two boxed stories and one vertical headline are as many as a page bears.
fn boxes(sheet: &Sheet<'_>, points: i64) -> Measure {
    let boxed: Vec<&str> = sheet.blocks.iter().filter(|block| block.is_boxed).map(|block| block.name).collect();
    // Where the text is vertical so are its headlines.
    let vertical = headed(sheet).iter().filter(|(block, head)| head.is_vertical && !block.is_vertical).count();
    let beyond = boxed.len().saturating_sub(2) + vertical.saturating_sub(1);
    Measure::soft(
        &BOXES,
        beyond,
        points * count(beyond),
        message!("boxed: {}; vertical headlines: {}", boxed, vertical),
    )
}
