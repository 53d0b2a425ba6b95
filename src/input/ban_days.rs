//! Days that instructions name in figures: when all of them are over, they hold nothing back.

use crate::base::Day;

use super::ban_words::{DAYS_IN_WORDS, HOURS, MONTHS, plain, words};

/// Whether all days that a text names are over on the edition's day; not where it names one in words (周三, 会议结束后), which can be compared with nothing.
pub fn are_over(text: &str, edition: Day) -> bool {
    let plain = plain(text);
    let is_late = words(HOURS).any(|word| plain.contains(word));
    let is_over = |day: &Day| *day < edition || *day == edition && !is_late;
    let days = days(&plain, edition).filter(|days| !days.is_empty());
    !is_in_words(text) && days.is_some_and(|days| days.iter().all(is_over))
}

/// Whether a text names a day in words.
pub fn is_in_words(text: &str) -> bool {
    let plain = plain(text);
    words(DAYS_IN_WORDS).any(|word| plain.contains(word))
}

/// The days of a text; none when it has one whose month is not said.
fn days(plain: &str, edition: Day) -> Option<Vec<Day>> {
    let tokens = tokens(plain);
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let [first, after @ ..] = rest {
        let read = day(rest, edition);
        if read.is_none() && matches!(*first, "日" | "号") {
            return None;
        }
        rest = read.map_or(after, |read| rest.get(read.tokens..).unwrap_or_default());
        found.extend(read.map(|read| read.day));
    }
    Some(found)
}

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
    let marked = |rest: &[&str]| usize::from(matches!(rest.first(), Some(&("日" | "号"))));
    match *tokens {
        [y, "年", month, "月", day, ref rest @ ..] => known(year(y)?, month, day, 5 + marked(rest)),
        [month, "月", day, ref rest @ ..] => near(month, day, 3 + marked(rest)),
        [y, month, day, ..] if year(y).is_some() && within(month, 12).is_some() => known(year(y)?, month, day, 3),
        [day, month, y, ..] if of_name(month).is_some() && year(y).is_some() => {
            known(year(y)?, of_name(month)?, day, 3)
        }
        [month, day, y, ..] if of_name(month).is_some() && year(y).is_some() => {
            known(year(y)?, of_name(month)?, day, 3)
        }
        [month, day, ..] if of_name(month).is_some() => near(of_name(month)?, day, 2),
        [day, month, ..] if of_name(month).is_some() => near(of_name(month)?, day, 2),
        [whole, ..] if whole.len() == 8 => known(year(whole.get(..4)?)?, whole.get(4..6)?, whole.get(6..)?, 1),
        _ => None,
    }
}

fn within(digits: &str, most: u8) -> Option<u8> {
    digits.parse().ok().filter(|number| (1..=most).contains(number))
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
