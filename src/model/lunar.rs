//! The lunar calendar (农历) of a day by GB/T 33661-2017, and how papers write it.

use icu_calendar::Date as Calendar;
use icu_calendar::cal::ChineseTraditional;

use super::edition::Date;

/// The ten stems (天干), by which years are counted together with the branches.
pub(super) const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
/// The twelve branches (地支).
pub(super) const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];
/// Figures as the calendar writes them.
pub(super) const FIGURES: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/// The last Gregorian year whose lunar months are known: what begins later hangs on leap seconds that nobody has set yet.
const LAST_YEAR: i32 = 2100;

/// A day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LunarDay {
    /// Its year's place in the cycle of sixty, from 0 for 甲子.
    pub year: u8,
    /// Its month.
    pub month: LunarMonth,
    /// Day of the month, 1 to 30.
    pub day: u8,
}

/// A month of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LunarMonth {
    /// 1 to 12.
    pub number: u8,
    /// Whether it comes a second time (闰).
    pub is_leap: bool,
}

/// The lunar day of a date; none after the lunar year 2100.
pub(super) fn lunar_day(date: Date) -> Option<LunarDay> {
    let day = Calendar::try_new_iso(i32::from(date.year), date.month, date.day).ok()?;
    let day = day.to_calendar(ChineseTraditional::new());
    let (year, month) = (day.cyclic_year(), day.month());
    let known = year.related_iso <= LAST_YEAR;
    let month = LunarMonth { number: month.number(), is_leap: month.to_input().is_leap() };
    known.then(|| LunarDay { year: year.year.saturating_sub(1), month, day: day.day_of_month().0 })
}

impl LunarDay {
    /// `丙午年`.
    pub(super) fn year_name(self) -> String {
        let of = |names: &[char]| names.get(usize::from(self.year) % names.len()).copied().into_iter();
        of(&STEMS).chain(of(&BRANCHES)).chain(['年']).collect()
    }

    /// `正月廿四`, `闰六月初一`.
    pub(super) fn day_name(self) -> String {
        let leap = if self.month.is_leap { "闰" } else { "" };
        let month = if self.month.number == 1 { "正".to_owned() } else { tens(self.month.number) };
        let day = match self.day {
            1..=10 => format!("初{}", tens(self.day)),
            21..=29 => format!("廿{}", tens(self.day - 20)),
            day => tens(day),
        };
        format!("{leap}{month}月{day}")
    }
}

/// A number up to 39 as it is read: `十二`, `三十`.
fn tens(number: u8) -> String {
    let figure = |number: u8| FIGURES.get(usize::from(number).wrapping_sub(1)).copied().into_iter();
    let (tens, ones) = (number / 10, number % 10);
    let before = figure(tens).filter(|_| tens > 1);
    before.chain((tens > 0).then_some('十')).chain(figure(ones)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_date;

    /// First days of the lunar years 1949 to 2100, month and day, ten years from a year with 0 on to a line. They were computed from the positions of sun and
    /// moon (VSOP87 and ELP, UTC+8) by the rules of GB/T 33661, apart from the calendar's own table.
    const NEW_YEARS: &str = "
        129
        217 206 127 214 203 124 212 131 218 208
        128 215 205 125 213 202 121 209 130 217
        206 127 215 203 123 211 131 218 207 128
        216 205 125 213 202 220 209 129 217 206
        127 215 204 123 210 131 219 207 128 216
        205 124 212 201 122 209 129 218 207 126
        214 203 123 210 131 219 208 128 216 205
        125 212 201 122 210 129 217 206 126 213
        203 123 211 131 219 208 128 215 204 124
        212 201 122 210 130 217 206 126 214 202
        123 211 201 219 208 128 215 204 124 212
        202 121 209 129 217 205 126 214 203 123
        211 131 219 207 127 215 205 124 212 202
        122 209 129 217 206 126 214 203 124 210
        130 218 207 127 215 205 125 212 201 121
        209";
    /// Years with a month that comes twice, and which.
    const LEAPS: &str = "1949 7 1952 5 1955 3 1957 8 1960 6 1963 4 1966 3 1968 7 1971 5 1974 4 1976 8 1979 6 1982 4 1984 10 1987 6 1990 5 1993 3 1995 8 1998 5 2001 4
        2004 2 2006 7 2009 5 2012 4 2014 9 2017 6 2020 4 2023 2 2025 6 2028 5 2031 3 2033 11 2036 6 2039 5 2042 2 2044 7 2047 5 2050 3 2052 8 2055 6
        2058 4 2061 3 2063 7 2066 5 2069 4 2071 8 2074 6 2077 4 2080 3 2082 7 2085 5 2088 4 2090 8 2093 6 2096 4 2099 2";

    fn numbers(text: &str) -> Vec<u16> {
        text.split_whitespace().map(|word| word.parse().unwrap()).collect()
    }

    #[test]
    fn every_lunar_year_from_1949_to_2100_begins_on_its_day() {
        let firsts = numbers(NEW_YEARS);
        assert_eq!(firsts.len(), 152);
        for (year, first) in (1949..).zip(firsts) {
            let date =
                Date { year, month: u8::try_from(first / 100).unwrap(), day: u8::try_from(first % 100).unwrap() };
            let expected = LunarDay {
                year: u8::try_from((year - 4) % 60).unwrap(),
                month: LunarMonth { number: 1, is_leap: false },
                day: 1,
            };
            assert_eq!(lunar_day(date), Some(expected), "{date:?}");
        }
    }

    #[test]
    fn the_months_that_come_twice_are_those_without_a_middle_term() {
        let mut leaps = Vec::new();
        // A lunar month has 29 days or more: three days of each month of the sun touch them all.
        for (year, month, day) in (1949..=2100_u16)
            .flat_map(|year| (1..=12_u8).flat_map(move |month| [1_u8, 15, 28].map(|day| (year, month, day))))
        {
            let Some(lunar) = lunar_day(Date { year, month, day }) else { continue };
            let own = if lunar.month.number > month { year - 1 } else { year };
            let leap = (own, u16::from(lunar.month.number));
            if lunar.month.is_leap && leaps.last() != Some(&leap) {
                leaps.push(leap);
            }
        }
        let expected: Vec<(u16, u16)> = numbers(LEAPS).chunks(2).map(|pair| (pair[0], pair[1])).collect();
        assert_eq!(leaps, expected);
    }

    #[test]
    fn days_are_written_as_papers_write_them() {
        for (date, written) in [
            ("1949-10-01", "己丑年八月初十"),
            ("1984-02-01", "癸亥年十二月三十"),
            ("1984-12-01", "甲子年闰十月初九"),
            ("2008-08-08", "戊子年七月初八"),
            ("2023-12-31", "癸卯年十一月十九"),
            ("2025-07-25", "乙巳年闰六月初一"),
            ("2025-08-23", "乙巳年七月初一"),
            ("2026-02-16", "乙巳年十二月廿九"),
            ("2026-03-12", "丙午年正月廿四"),
            ("2026-11-28", "丙午年十月二十"),
            ("2033-12-22", "癸丑年闰十一月初一"),
        ] {
            let day = parse_date(date).and_then(lunar_day).map(|day| day.year_name() + &day.day_name());
            assert_eq!(day.as_deref(), Some(written), "{date}");
        }
        assert!(parse_date("2101-01-28").and_then(lunar_day).is_some());
        assert_eq!(parse_date("2101-01-29").and_then(lunar_day), None);
    }
}
