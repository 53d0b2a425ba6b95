//! The edition's day in words, as furniture of each language has it.

use crate::tradition::Lang;

use super::edition::Date;
use super::text::Variables;

/// Japanese eras by their first days, the last one first; a date before them has no era here.
const ERAS: [(&str, Date); 3] = [
    ("令和", Date { year: 2019, month: 5, day: 1 }),
    ("平成", Date { year: 1989, month: 1, day: 8 }),
    ("昭和", Date { year: 1926, month: 12, day: 25 }),
];
/// The year before the first one of the Republic, by which Taiwan counts.
const BEFORE_MINGUO: u16 = 1911;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Days of the week, Saturday first.
const DAYS: [&str; 7] = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const DAYS_CN: [char; 7] = ['六', '日', '一', '二', '三', '四', '五'];
const DAYS_JA: [char; 7] = ['土', '日', '月', '火', '水', '木', '金'];
const DAYS_KO: [char; 7] = ['토', '일', '월', '화', '수', '목', '금'];

/// The variables of a date: in every language by name, and `date-long` and `weekday` in the edition's.
pub(super) fn date_variables(date: Date, language: Lang) -> Variables {
    let Date { year, month, day } = date;
    let cn = format!("{year}年{month}月{day}日");
    let ko = format!("{year}년 {month}월 {day}일");
    let english = format!("{day} {} {year}", MONTHS[usize::from(month).saturating_sub(1) % MONTHS.len()]);
    let (long, weekday) = match language {
        Lang::ZhHans | Lang::ZhHant | Lang::ZhHk => (&cn, format!("星期{}", weekday(date))),
        Lang::Ja => (&cn, format!("{}曜日", DAYS_JA[day_of_week(date)])),
        Lang::Ko => (&ko, format!("{}요일", DAYS_KO[day_of_week(date)])),
        Lang::En => (&english, DAYS[day_of_week(date)].to_owned()),
    };
    let own = [
        ("date", format!("{year:04}-{month:02}-{day:02}")),
        ("date-long", long.clone()),
        ("date-era", era(date)),
        ("date-roc", format!("中華民國{}年{month}月{day}日", year.saturating_sub(BEFORE_MINGUO))),
        ("year-month", format!("{year}年{month}月")),
        ("day", day.to_string()),
        ("weekday", weekday),
        ("weekday-ja", format!("{}曜日", DAYS_JA[day_of_week(date)])),
        ("weekday-ko", format!("{}요일", DAYS_KO[day_of_week(date)])),
        ("weekday-en", DAYS[day_of_week(date)].to_owned()),
        ("date-cn", cn),
        ("date-ko", ko),
        ("date-en", english),
    ];
    own.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The day by the Japanese calendar, whose first years are called 元年; by its plain year before its eras.
fn era(date: Date) -> String {
    let Date { year, month, day } = date;
    let of_era = ERAS.iter().find(|(_, first)| *first <= date).map(|(name, first)| match year - first.year {
        0 => format!("{name}元年"),
        past => format!("{name}{}年", past + 1),
    });
    format!("{}{month}月{day}日", of_era.unwrap_or_else(|| format!("{year}年")))
}

/// Day of the week in Chinese.
pub(super) fn weekday(date: Date) -> char {
    DAYS_CN[day_of_week(date)]
}

/// Day of the week by Zeller's congruence, 0 for Saturday; signed, because an edition without a date still gets its other findings.
fn day_of_week(date: Date) -> usize {
    let (mut year, mut month) = (i32::from(date.year), i32::from(date.month));
    if month < 3 {
        year -= 1;
        month += 12;
    }
    let index = i32::from(date.day) + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    usize::try_from(index.rem_euclid(7)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_in_every_language() {
        let day = Date { year: 2026, month: 3, day: 12 };
        for (language, long, weekday) in [
            (Lang::ZhHans, "2026年3月12日", "星期四"),
            (Lang::ZhHant, "2026年3月12日", "星期四"),
            (Lang::Ja, "2026年3月12日", "木曜日"),
            (Lang::Ko, "2026년 3월 12일", "목요일"),
            (Lang::En, "12 March 2026", "Thursday"),
        ] {
            let variables = date_variables(day, language);
            assert_eq!((&*variables["date-long"], &*variables["weekday"]), (long, weekday));
        }
        assert_eq!(date_variables(day, Lang::ZhHant)["date-roc"], "中華民國115年3月12日");
    }

    #[test]
    fn eras_begin_on_their_days() {
        let era = |year, month, day| era(Date { year, month, day });
        assert_eq!(era(2026, 3, 12), "令和8年3月12日");
        assert_eq!(era(2019, 5, 1), "令和元年5月1日");
        assert_eq!(era(2019, 4, 30), "平成31年4月30日");
        assert_eq!(era(1989, 1, 7), "昭和64年1月7日");
        assert_eq!(era(1920, 1, 2), "1920年1月2日");
    }

    #[test]
    fn dates_know_their_weekday() {
        assert_eq!(weekday(Date { year: 2026, month: 3, day: 12 }), '四');
        assert_eq!(weekday(Date { year: 2000, month: 1, day: 1 }), '六');
        assert_eq!(weekday(Date::default()), weekday(Date::default()));
    }
}
