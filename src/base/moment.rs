//! Days and minutes as agencies write them, all told in the time of the paper, UTC+8.

use std::fmt;

/// The time of Chinese papers, from Beijing to Hong Kong and Taipei: minutes east of UTC.
const EAST: i64 = 8 * 60;
/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// A minute of the Gregorian calendar in UTC+8, or a day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Minutes since 1970-01-01 00:00 in UTC+8.
    minutes: i64,
    /// Whether a time of day was written.
    has_time: bool,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

impl Moment {
    /// Reads `2026-03-13`, `2026-03-13 08:00`, ISO 8601 in its long form and in the short one of NITF (`20260313T080000+0800`). A time without a zone is the paper's own.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, Some(time.trim())),
            None => (text, None),
        };
        let day = days(&numbers(date, &['-', '/', '.'], &[4, 2, 2])?)?;
        let Some(time) = time.filter(|time| !time.is_empty()) else {
            return Some(Self { minutes: day * DAY, has_time: false });
        };
        let zone = time.find(['Z', 'z', '+', '-']);
        let (clock, zone) = time.split_at(zone.unwrap_or(time.len()));
        let clock = clock.split('.').next().unwrap_or(clock).trim_end();
        let parts = numbers(clock, &[':'], &[2, 2, 2])?;
        let (hour, minute) = (*parts.first()?, parts.get(1).copied().unwrap_or(0));
        let east = if zone.is_empty() { EAST } else { offset(zone)? };
        let in_range = (0..=24).contains(&hour) && (0..60).contains(&minute);
        in_range.then(|| Self { minutes: day * DAY + hour * 60 + minute - east + EAST, has_time: true })
    }

    /// The day it is on.
    pub fn day(self) -> Day {
        civil(self.minutes.div_euclid(DAY))
    }

    /// Whether it is later in its day than the day's beginning.
    pub fn is_within_day(self) -> bool {
        self.has_time && self.minutes.rem_euclid(DAY) != 0
    }
}

impl fmt::Display for Moment {
    /// As the front matter of articles has it: `2026-03-13 08:00`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Day { year, month, day } = self.day();
        write!(to, "{year:04}-{month:02}-{day:02}")?;
        let minute = self.minutes.rem_euclid(DAY);
        if self.has_time { write!(to, " {:02}:{:02}", minute / 60, minute % 60) } else { Ok(()) }
    }
}

/// Numbers between marks, or in the digits that each has when no marks stand between them; trailing ones may be left out.
fn numbers(text: &str, marks: &[char], digits: &[usize]) -> Option<Vec<i64>> {
    let is_digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if text.contains(marks) {
        let parts: Vec<&str> = text.split(marks).collect();
        let sound = parts.len() <= digits.len() && parts.iter().all(|part| is_digits(part));
        return sound.then(|| parts.iter().filter_map(|part| part.parse().ok()).collect());
    }
    let mut rest = text;
    let mut found = Vec::new();
    for &count in digits {
        if rest.is_empty() {
            break;
        }
        let part = rest.get(..count).filter(|part| is_digits(part))?;
        found.push(part.parse().ok()?);
        rest = &rest[count..];
    }
    rest.is_empty().then_some(found)
}

/// Minutes east of UTC of `Z`, `+08:00` or `-0530`.
fn offset(zone: &str) -> Option<i64> {
    let Some(digits) = zone.strip_prefix(['+', '-']) else {
        return (zone.eq_ignore_ascii_case("z")).then_some(0);
    };
    let parts = numbers(digits, &[':'], &[2, 2])?;
    let minutes = parts.first()? * 60 + parts.get(1).copied().unwrap_or(0);
    let known = minutes <= 18 * 60;
    known.then_some(if zone.starts_with('-') { -minutes } else { minutes })
}

/// Days since 1970-01-01 of year, month, day (the proleptic Gregorian calendar, counted from March so that leap days come last).
fn days(date: &[i64]) -> Option<i64> {
    let &[year, month, day] = date else { return None };
    let most = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    };
    if !((1..=12).contains(&month) && (1..=most).contains(&day)) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468)
}

impl Day {
    /// The day before.
    pub fn day_before(self) -> Self {
        let Self { year, month, day } = self;
        days(&[year.into(), month.into(), day.into()]).map_or(self, |number| civil(number - 1))
    }

    /// The day so many days after 1970-01-01.
    pub fn after_1970(days: i64) -> Self {
        civil(days)
    }
}

/// The day a number of days after 1970-01-01; the inverse of [`days`].
fn civil(days: i64) -> Day {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let fits = |number: i64| u8::try_from(number).unwrap_or(1);
    Day { year: u16::try_from(year).unwrap_or(u16::MAX), month: fits(month), day: fits(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_all_forms_are_told_in_the_papers_time() {
        for (text, told) in [
            ("2026-03-13", "2026-03-13"),
            ("20260313", "2026-03-13"),
            ("2026/3/13", "2026-03-13"),
            ("2026-03-13T08:00:00+08:00", "2026-03-13 08:00"),
            ("20260313T080000+0800", "2026-03-13 08:00"),
            ("2026-03-12T20:30:00Z", "2026-03-13 04:30"),
            ("2026-03-12 22:00", "2026-03-12 22:00"),
            ("2026-03-12T16:00:00.250-0500", "2026-03-13 05:00"),
            ("2028-02-29", "2028-02-29"),
            ("1999-12-31T23:59Z", "2000-01-01 07:59"),
        ] {
            assert_eq!(Moment::parse(text).map(|moment| moment.to_string()).as_deref(), Some(told), "{text}");
        }
        for text in
            ["", "soon", "2026-02-30", "2026-13-01", "2026", "2026-03-13T25:61", "2026-03-13T08:00+99:00", "三月"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        let day = |text: &str| Moment::parse(text).unwrap();
        assert!(day("2026-03-13") < day("2026-03-13 08:00"));
        assert!(day("2026-03-13 08:00").is_within_day() && !day("2026-03-13T00:00").is_within_day());
    }

    #[test]
    fn every_day_of_a_century_comes_back() {
        for number in (-20_000..30_000).step_by(7) {
            let Day { year, month, day } = civil(number);
            assert_eq!(days(&[i64::from(year), i64::from(month), i64::from(day)]), Some(number));
        }
    }
}
