//! Days that instructions name in figures: when all of them are over, they hold nothing back.

use crate::base::{Day, with_figures};

use super::ban_words::{DAYS_IN_WORDS, LATER, MONTHS, ZONES, plain, words};

/// Whether all days that a text names are over on the edition's day; not where it names one in words (周三, 会议结束后), which can be compared with nothing.
pub fn are_over(text: &str, edition: Day) -> bool {
    let plain = with_figures(&plain(text), &['年', '月', '日', '号', '时', '点']);
    let tokens = tokens(&plain);
    let hours = hours(&tokens, edition);
    let is_late = hours.iter().any(|hour| *hour > 0) || words(LATER).any(|word| plain.contains(word));
    let before = if is_next_day_here(&tokens, &hours) { edition.day_before() } else { edition };
    let is_over = |day: &Day| *day < before || *day == edition && before == edition && !is_late;
    let days = days(&tokens, edition).filter(|days| !days.is_empty());
    !is_in_words(text) && days.is_some_and(|days| days.iter().all(is_over))
}

/// Whether an hour is one of a country further west, and late enough that it is the next day here.
fn is_next_day_here(tokens: &[&str], hours: &[u8]) -> bool {
    words(ZONES).filter_map(|zone| zone.split_once(' ')).any(|(name, next)| {
        let next: u8 = next.parse().unwrap_or(0);
        tokens.contains(&name) && hours.iter().all(|hour| *hour >= next)
    })
}

/// The hours of a text: 8时, 8点, 8:30, `0600 gmt`, `0600 march 14`.
fn hours(tokens: &[&str], edition: Day) -> Vec<u8> {
    let hour = |pair: &[&str]| {
        let marked = pair[0].parse().ok().filter(|_| matches!(pair[1], "时" | "点" | ":"));
        marked.or_else(|| hour_of_four(pair[0], pair[1], edition))
    };
    // What stands after a colon is minutes.
    let places = tokens.windows(2).enumerate().filter(|(at, _)| *at == 0 || tokens[at - 1] != ":");
    places.filter_map(|(_, pair)| hour(pair)).collect()
}

/// The hour of four digits as agencies write them, before a zone or a month.
fn hour_of_four(digits: &str, next: &str, edition: Day) -> Option<u8> {
    let is_before_month = of_name(next).is_some() && !year(digits).is_some_and(|year| is_near(year, edition));
    let hour: u8 = digits.get(..2)?.parse().ok()?;
    let minute: u8 = digits.get(2..)?.parse().ok()?;
    (digits.len() == 4 && hour < 24 && minute < 60 && (is_before_month || is_zone(next))).then_some(hour)
}

fn is_zone(token: &str) -> bool {
    words(ZONES).filter_map(|zone| zone.split_once(' ')).any(|(name, _)| name == token)
        || matches!(token, "hours" | "hrs" | "local" | "bjt" | "hkt")
}

/// Years that pictures are held back until; 2000 beside a month is an hour.
const YEARS: u16 = 10;

fn is_near(year: u16, edition: Day) -> bool {
    year.abs_diff(edition.year) <= YEARS
}

/// Whether a text names a day in words.
pub fn is_in_words(text: &str) -> bool {
    let plain = plain(text);
    words(DAYS_IN_WORDS).any(|word| plain.contains(word))
}

/// The days of a text; none when it has one whose month is not known.
fn days(tokens: &[&str], edition: Day) -> Option<Vec<Day>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let [first, after @ ..] = rest {
        let read = day(rest, edition);
        if read.is_none() && matches!(*first, "日" | "号") && after.first() != Some(&"内") {
            return None;
        }
        rest = read.map_or(after, |read| rest.get(read.tokens..).unwrap_or_default());
        found.extend(read.map(|read| read.day));
    }
    Some(found)
}

/// A day without its month is of the edition's when it is nearer than this.
const HALF_A_MONTH: u8 = 15;

/// A day, and how many tokens it was written with.
#[derive(Clone, Copy)]
struct Read {
    day: Day,
    tokens: usize,
}

/// The day that tokens begin with: 2026年3月13日, 3月13日, 2026 3 13, 20260313, `13 march 2026`, `march 13`.
fn day(tokens: &[&str], edition: Day) -> Option<Read> {
    let known = |year: u16, month: &str, day: &str, tokens: usize| {
        let (month, day) = (within(month, 12)?, within(day, 31)?);
        Some(Read { day: Day { year, month, day }, tokens })
    };
    let near = |month: &str, day: &str, tokens: usize| {
        known(edition.year, month, day, tokens).map(|read| Read { day: nearest(read.day, edition), ..read })
    };
    let is_year = |digits: &str| {
        let is_hour = tokens.get(3).is_some_and(|next| is_zone(next));
        !is_hour && year(digits).is_some_and(|year| is_near(year, edition))
    };
    let marked = |rest: &[&str]| usize::from(matches!(rest.first(), Some(&("日" | "号"))));
    match *tokens {
        [y, "年", month, "月", day, ref rest @ ..] => known(year(y)?, month, day, 5 + marked(rest)),
        [month, "月", day, ref rest @ ..] => near(month, day, 3 + marked(rest)),
        [y, month, day, ..] if year(y).is_some() && within(month, 12).is_some() => known(year(y)?, month, day, 3),
        [day, month, y, ..] if of_name(month).is_some() && is_year(y) => known(year(y)?, of_name(month)?, day, 3),
        [month, day, y, ..] if of_name(month).is_some() && is_year(y) => known(year(y)?, of_name(month)?, day, 3),
        [month, day, ..] if of_name(month).is_some() => near(of_name(month)?, day, 2),
        [day, month, ..] if of_name(month).is_some() => near(of_name(month)?, day, 2),
        // 10日后 is the tenth or ten days from now.
        [_, "日" | "号", "内" | "后" | "以" | "之", ..] => None,
        [day, "日" | "号", ..] => within(day, 31)
            .filter(|day| day.abs_diff(edition.day) < HALF_A_MONTH)
            .map(|day| Read { day: Day { day, ..edition }, tokens: 2 }),
        [whole, ..] if whole.len() == 8 => known(year(whole.get(..4)?)?, whole.get(4..6)?, whole.get(6..)?, 1),
        _ => None,
    }
}

fn within(digits: &str, most: u8) -> Option<u8> {
    // 0001 is a minute after midnight and no day.
    digits.parse().ok().filter(|number| digits.len() <= 2 && (1..=most).contains(number))
}

fn year(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|year| digits.len() == 4 && (1900..2200).contains(year))
}

/// The number of a month that is written with three letters or more of its name.
fn of_name(word: &str) -> Option<&'static str> {
    let mut months = words(MONTHS);
    months.find_map(|entry| {
        entry.split_once(' ').filter(|(_, name)| word.len() > 2 && name.starts_with(word)).map(|(number, _)| number)
    })
}

/// A day without its year, in the year in which it is nearest to the edition: 1月3日 in an edition of December is of the next.
fn nearest(day: Day, edition: Day) -> Day {
    let months = i16::from(day.month) - i16::from(edition.month);
    let year = match months {
        ..-6 => edition.year.saturating_add(1),
        7.. => edition.year.saturating_sub(1),
        _ => edition.year,
    };
    Day { year, ..day }
}

/// Runs of digits, runs of Latin letters, and every other character; blanks and points part them.
fn tokens(plain: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '0'..='9' => 0,
        'a'..='z' => 1,
        _ => 2,
    };
    let mut found = Vec::new();
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let is_other = |c: char| kind(c) != kind(first);
        let run = rest.find(is_other).unwrap_or(rest.len());
        let (token, after) = rest.split_at(if kind(first) == 2 { first.len_utf8() } else { run });
        found.extend(Some(token).filter(|token| !token.trim_matches([' ', '.', '/', ',']).is_empty()));
        rest = after;
    }
    found
}
