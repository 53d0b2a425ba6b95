//! The days that a booking is for, and what became of it: several days in a row or one by one, moved, withdrawn (撤稿).

use crate::input::BookingRow;

use super::super::edition::Date;
use super::words::{day, narrow};

/// Whether a booking is for a day; nothing where its text is no date.
///
/// Several days are parted by 、 or commas, first and last by 至, a dash or a hyphen; what a day leaves out it has from the one before it.
pub(super) fn is_on(text: &str, date: Date) -> Option<bool> {
    let text = narrow(text);
    let mut before = date;
    let mut found = None;
    for part in text.split(['、', ',', ';', '及', '和']).filter(|part| !part.trim().is_empty()) {
        let days = Days::of(part, before)?;
        before = days.last;
        found = Some(found.unwrap_or(false) || days.has(date));
    }
    found
}

/// Days from one to another, both among them.
#[derive(Clone, Copy, Debug)]
struct Days {
    first: Date,
    last: Date,
}

impl Days {
    /// `before` gives the month and year that are not written.
    fn of(text: &str, before: Date) -> Option<Self> {
        // A hyphen also stands within a day.
        let is_stretch = text.contains(['至', '到', '~', '—', '–']);
        if let Some(only) = day_after(text, before).filter(|_| !is_stretch) {
            return Some(Self { first: only, last: only });
        }
        let marks = text.char_indices().filter(|(_, c)| matches!(c, '至' | '到' | '~' | '—' | '–' | '-'));
        let parted = marks.map(|(at, mark)| (&text[..at], text[at..].trim_start_matches(mark)));
        let days = |(first, last): (&str, &str)| {
            let first = day_after(first, before)?;
            Some(Self { first, last: day_after(last, first)? })
        };
        parted.filter_map(days).next()
    }

    /// Days over the turn of a year are written without the second one.
    fn has(self, date: Date) -> bool {
        let Self { first, last } = self;
        if first <= last { (first..=last).contains(&date) } else { date >= first || date <= last }
    }
}

/// A day, or the figure of one in the month before it.
fn day_after(text: &str, before: Date) -> Option<Date> {
    let figure = text.split('(').next().unwrap_or_default().trim().trim_end_matches(['日', '号']).trim();
    let is_figure = (1..=2).contains(&figure.len()) && figure.bytes().all(|byte| byte.is_ascii_digit());
    if is_figure { day(&format!("{}-{figure}", before.month), before) } else { day(text, before) }
}

/// Words that take a booking out.
const WITHDRAWN: &[&str] = &[
    "撤稿",
    "撤下",
    "撤销",
    "撤版",
    "撤单",
    "撤刊",
    "撤回",
    "取消",
    "作废",
    "停登",
    "停刊",
    "停发",
    "不登",
    "不刊",
    "withdrawn",
    "withdraw",
    "cancelled",
    "canceled",
    "killed",
    "pulled",
];

/// Whether a booking was taken back; 未撤稿 and 不取消 say the contrary.
pub(super) fn is_withdrawn(state: &str) -> bool {
    let state = state.to_lowercase();
    WITHDRAWN.iter().any(|word| {
        state.match_indices(word).any(|(at, _)| !state[..at].trim_end().ends_with(['未', '不', '没', '勿']))
    })
}

/// Words before the day or page that a booking was moved to.
const MOVED: &[&str] = &[
    "改期至",
    "改期到",
    "延期至",
    "延期到",
    "推迟至",
    "推迟到",
    "顺延至",
    "提前至",
    "提前到",
    "改至",
    "改到",
    "移至",
    "移到",
    "调至",
    "调到",
    "挪至",
    "挪到",
    "moved to",
    "postponed to",
];

/// A booking on the day and page it was moved to.
pub(super) fn moved(row: &BookingRow, date: Date) -> BookingRow {
    let state = narrow(&row.state);
    let to = MOVED.iter().find_map(|word| Some(state.split_once(word)?.1));
    let Some(to) = to.and_then(|to| to.split([',', '。', ';', '(']).next()).map(str::trim) else { return row.clone() };
    match is_on(to, date) {
        Some(_) => BookingRow { date: to.to_owned(), ..row.clone() },
        None if to.contains(|c: char| c.is_ascii_digit()) || to.ends_with('版') => {
            BookingRow { page: to.to_owned(), ..row.clone() }
        }
        None => row.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUE: Date = Date { year: 2026, month: 3, day: 12 };

    #[test]
    fn several_days_are_read_as_desks_write_them() {
        for text in [
            "3月12日",
            "3月12日至14日",
            "3月10日-14日",
            "3月10日—3月12日",
            "2026.3.10-2026.3.14",
            "2026-03-10至2026-03-12",
            "3/10~3/14",
            "3月8日、12日、15日",
            "3月1日，3月12日",
            "3月1日至3日，3月11日至13日",
            "2025年12月30日至2026年3月12日",
            "３月１０日～１４日",
            "3月12日（周四）至14日（周六）",
            "2026-03-12 - 2026-03-13",
        ] {
            assert_eq!(is_on(text, ISSUE), Some(true), "{text}");
        }
        for text in ["3月11日", "3月13日至14日", "3月8日、15日", "2026.3.1-3.11", "2025-03-12", "2月27日至3月2日"]
        {
            assert_eq!(is_on(text, ISSUE), Some(false), "{text}");
        }
        for text in ["", "下周", "3月12日至下周", "3月32日", "每天"] {
            assert_eq!(is_on(text, ISSUE), None, "{text}");
        }
        let turn = Date { year: 2027, month: 1, day: 1 };
        assert_eq!(is_on("12月30日至1月2日", turn), Some(true));
    }

    #[test]
    fn what_became_of_a_booking_is_read_from_its_state() {
        for (state, gone) in
            [("撤稿", true), ("客户取消", true), ("Withdrawn", true), ("未撤稿", false), ("套红", false), ("", false)]
        {
            assert_eq!(is_withdrawn(state), gone, "{state}");
        }
        let row = BookingRow { date: "3月11日".into(), page: "A01".into(), ..BookingRow::default() };
        for (state, date, page) in [
            ("改期至3月12日", "3月12日", "A01"),
            ("移至A05版，套红", "3月11日", "A05版"),
            ("moved to B02", "3月11日", "B02"),
            ("推迟至下周", "3月11日", "A01"),
            ("已付款", "3月11日", "A01"),
        ] {
            let moved = moved(&BookingRow { state: state.into(), ..row.clone() }, ISSUE);
            assert_eq!((moved.date.as_str(), moved.page.as_str()), (date, page), "{state}");
        }
    }
}
