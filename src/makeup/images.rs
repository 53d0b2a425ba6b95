//! Pictures, grey, and on which side a page is heavy.

use crate::base::{Len, Rect};
use crate::message;
use crate::model::MakeupTable;

use super::Measure;
use super::field::count;
use super::rules::{BALANCE, GREY, LEAD_PICTURE, MAIN_PICTURE, PICTURES, TOUCHING_PICTURES};
use super::sheet::{Picture, Sheet};

/// Share of the field that pictures have on a good page, in thousandths.
const SHARE: (i64, i64) = (120, 420);
/// Largest picture to the second, in thousandths.
const DOMINANT: i64 = 1400;
/// A bank note, which laid anywhere on a page must touch a headline, crosshead, picture or tint.
const NOTE: (Len, Len) = (Len::mm(156), Len::mm(66));
/// How far it is moved each time.
const STEP: Len = Len::pt(20);
/// Share by which one side may be heavier, in thousandths: 75 to 25.
const LEANING: i64 = 500;

/// How many times the lead's picture another one may be before that costs twice.
const OVERSHADOWED: i128 = 3;

pub(super) fn measures(sheet: &Sheet<'_>, table: &MakeupTable) -> Vec<Measure> {
    vec![
        share(sheet, table.points(PICTURES.name)),
        dominant(sheet, table.points(MAIN_PICTURE.name)),
        of_lead(sheet, table.points(LEAD_PICTURE.name)),
        touching(sheet, table.points(TOUCHING_PICTURES.name)),
        grey(sheet, table.points(GREY.name)),
        balance(sheet, table.points(BALANCE.name)),
    ]
}

/// Thousandths of a whole.
fn permille(part: i128, whole: i128) -> i64 {
    i64::try_from(part * 1000 / whole.max(1)).unwrap_or(i64::MAX)
}

/// Per cent with one decimal.
fn percent(permille: i64) -> String {
    format!("{}.{}", permille / 10, permille % 10)
}

/// M14.
fn share(sheet: &Sheet<'_>, points: i64) -> Measure {
    let area: i128 = sheet.pictures.iter().map(|picture| picture.area.extent()).sum();
    let share = permille(area, sheet.field.extent());
    let beyond = (SHARE.0 - share).max(share - SHARE.1).max(0);
    Measure::share(
        &PICTURES,
        share,
        (points * beyond + 5) / 10,
        message!("pictures take {} % of the page", percent(share)),
    )
}

/// The pictures from the largest down.
fn by_size<'s>(sheet: &'s Sheet<'_>) -> Vec<&'s Picture> {
    let mut pictures: Vec<&Picture> = sheet.pictures.iter().collect();
    pictures.sort_by_key(|picture| -picture.area.extent());
    pictures
}

/// M15.
fn dominant(sheet: &Sheet<'_>, points: i64) -> Measure {
    let pictures = by_size(sheet);
    let [first, second, ..] = pictures.as_slice() else {
        return Measure::share(&MAIN_PICTURE, 0, 0, message!("{} pictures", pictures.len()));
    };
    let between = permille(first.area.extent(), second.area.extent());
    let told = message!(
        "the largest picture is {} times the second",
        format_args!("{}.{:02}", between / 1000, between % 1000 / 10)
    );
    Measure::share(&MAIN_PICTURE, between, if between < DOMINANT { points } else { 0 }, told)
}

/// M16: the largest picture is the lead's where the lead has one. A picture of the page itself is a picture story.
fn of_lead(sheet: &Sheet<'_>, points: i64) -> Measure {
    let lead = sheet.lead();
    let has_one = sheet.pictures.iter().any(|picture| picture.block.is_some() && picture.block == lead);
    let other =
        by_size(sheet).first().and_then(|picture| picture.block).filter(|block| has_one && Some(*block) != lead);
    let names: Vec<&str> = other.iter().map(|&block| sheet.blocks[block].name).collect();
    let largest =
        |of: Option<usize>| by_size(sheet).into_iter().find(|it| it.block == of).map_or(0, |it| it.area.extent());
    // A picture that is many times the lead's leads the page in its place.
    let times = if other.is_some() && largest(other) > largest(lead) * OVERSHADOWED { 2 } else { 1 };
    Measure::soft(
        &LEAD_PICTURE,
        names.len(),
        points * times * count(names.len()),
        message!("the largest picture is not the lead's: {}", names),
    )
}

/// M17: pictures of two stories are apart by more than a caption.
fn touching(sheet: &Sheet<'_>, points: i64) -> Measure {
    let near = |a: &Rect, b: &Rect| {
        let (across, down) = (a.right().min(b.right()) - a.x.max(b.x), a.bottom().min(b.bottom()) - a.y.max(b.y));
        across > -Len::pt(20) && down > -Len::pt(30)
    };
    let name = |picture: &Picture| picture.block.map_or("", |block| sheet.blocks[block].name);
    let mut pairs = Vec::new();
    for (at, a) in sheet.pictures.iter().enumerate() {
        let others = sheet.pictures[at + 1..].iter().filter(|b| a.block != b.block && near(&a.area, &b.area));
        pairs.extend(others.map(|b| format!("{} | {}", name(a), name(b))));
    }
    Measure::soft(
        &TOUCHING_PICTURES,
        pairs.len(),
        points * count(pairs.len()),
        message!("pictures of two stories touch: {}", pairs),
    )
}

/// M18: of all places for a bank note those under which nothing but body text lies.
fn grey(sheet: &Sheet<'_>, points: i64) -> Measure {
    let (mut places, mut plain) = (0, 0);
    let steps =
        |from: Len, room: Len| (0..).map(move |step| from + STEP * step).take_while(move |at| *at <= from + room);
    for y in steps(sheet.field.y, sheet.field.height - NOTE.1) {
        let beside: Vec<&Rect> = sheet.display.iter().filter(|item| item.y < y + NOTE.1 && item.bottom() > y).collect();
        for x in steps(sheet.field.x, sheet.field.width - NOTE.0) {
            places += 1;
            plain += i128::from(!beside.iter().any(|item| item.x < x + NOTE.0 && item.right() > x));
        }
    }
    let share = permille(plain, places);
    Measure::share(&GREY, share, (points * share + 5) / 10, message!("{} % of the page is grey", percent(share)))
}

/// M21: pictures count for six tenths of their area, headlines for five; what stands in the middle for neither side.
fn balance(sheet: &Sheet<'_>, points: i64) -> Measure {
    let middle = sheet.field.x + sheet.field.width / 2;
    let pictures = sheet.pictures.iter().map(|picture| (picture.area, 6));
    let heads = sheet.blocks.iter().filter_map(|block| Some((block.head?.area, 5)));
    let (mut left, mut right, mut all) = (0, 0, 0);
    for (area, weight) in pictures.chain(heads) {
        let (weight, off) = (area.extent() * weight, area.x + area.width / 2 - middle);
        all += weight;
        left += if off < -Len::mm(5) { weight } else { 0 };
        right += if off > Len::mm(5) { weight } else { 0 };
    }
    let leaning = permille((left - right).abs(), all);
    let told = if left > right {
        message!("pictures and headlines are heavier on the left by {} %", percent(leaning))
    } else {
        message!("pictures and headlines are heavier on the right by {} %", percent(leaning))
    };
    Measure::share(&BALANCE, leaning, if leaning > LEANING { points } else { 0 }, told)
}
