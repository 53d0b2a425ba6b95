//! What people write into lists of bookings: days, pages, sizes and names of files.

use crate::base::{Day, Len, Size};
use crate::base::{numeral, of_numerals};
use crate::input::{Value, page_length};

use super::super::edition::{Date, Page};
use super::super::geometry::sides;
use super::super::text::days_of_month;

/// A text with half-width letters and figures.
pub(super) fn narrow(text: &str) -> String {
    let narrowed = |c: char| match c {
        // Full-width forms stand in the order of ASCII (Unicode, Halfwidth and Fullwidth Forms).
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(narrowed).collect()
}

/// A day as desks and spreadsheets write it, without the hour or the weekday after it; the year is the edition's where none is written.
pub(super) fn day(text: &str, edition: Date) -> Option<Date> {
    let text = narrow(text);
    // The hour is after a colon, the weekday in brackets.
    let text = text.split(['(', '星', '周']).next().unwrap_or_default();
    let text = text.split([' ', 'T']).filter(|part| !part.contains(':')).collect::<Vec<_>>().join(" ");
    let (text, has_name) = in_figures(&text);
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u16>().ok();
    let (year, month, day) = match numbers.as_slice() {
        [whole] if whole.len() == 8 => (number(&whole[..4])?, number(&whole[4..6])?, number(&whole[6..])?),
        [whole] if whole.len() == 5 => return of_spreadsheet(whole.parse().ok()?),
        // 12-Mar-26 and 12 Mar 2026, or Mar 12 2026.
        [day, month, year] if has_name && year.len() == 2 => {
            (edition.year / 100 * 100 + number(year)?, number(month)?, number(day)?)
        }
        [month, day, year] if has_name && text.starts_with(char::is_whitespace) => {
            (number(year)?, number(month)?, number(day)?)
        }
        [day, month, year] if has_name && year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        // Europe's order, which dots make sure; between strokes the month may stand first too.
        [day, month, year] if year.len() == 4 && (text.contains('.') || number(day)? > 12) => {
            (number(year)?, number(month)?, number(day)?)
        }
        [month, day, year] if year.len() == 4 && number(day)? > 12 => (number(year)?, number(month)?, number(day)?),
        [month, day] => (edition.year, number(month)?, number(day)?),
        [year, month, day] if year.len() == 2 => {
            (edition.year / 100 * 100 + number(year)?, number(month)?, number(day)?)
        }
        [year, month, day] => (number(year)?, number(month)?, number(day)?),
        _ => return None,
    };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let is_day = year >= 1900 && (1..=days_of_month(year, month)).contains(&day);
    is_day.then_some(Date { year, month, day })
}

/// The day of a number that a spreadsheet counts from 30 December 1899 (ECMA-376 part 1, 18.17.4.1), of this century.
fn of_spreadsheet(serial: i64) -> Option<Date> {
    const FIRST: i64 = 36_526;
    const LAST: i64 = 73_050;
    const OF_1970: i64 = 25_569;
    let Day { year, month, day } = Day::after_1970(serial - OF_1970);
    (FIRST..=LAST).contains(&serial).then_some(Date { year, month, day })
}

/// Months as English spreadsheets shorten them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day with figures for Chinese numerals and English names of months, and whether it has such a name; a name at the start leaves a blank before its figure.
fn in_figures(text: &str) -> (String, bool) {
    let mut figures = String::new();
    let mut has_name = false;
    let is_of = |c: char| if c.is_ascii_alphabetic() { 1 } else { i32::from(numeral(c).is_some()) * 2 };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = is_of(first);
        let (word, after) = rest.split_at(rest.find(|c| is_of(c) != kind).unwrap_or(rest.len()));
        let month = MONTHS.iter().position(|name| word.to_lowercase().starts_with(name)).filter(|_| kind == 1);
        match (month, kind) {
            (Some(month), _) => figures += &format!(" {} ", month + 1),
            (None, 2) => figures += &of_numerals(word),
            (None, _) => figures += word,
        }
        has_name |= month.is_some();
        rest = after;
    }
    (figures, has_name)
}

/// Whether a text names a page: by its number (`A01`, `第1版`, `01`), as 头版, or by its name.
pub(super) fn is_page(text: &str, page: &Page, is_first: bool) -> bool {
    let number = number_of(text);
    (!number.is_empty() && number == number_of(&page.number))
        || (is_first && ["头版", "封面"].contains(&text.trim()))
        || (!page.name.is_empty() && text.trim().trim_end_matches('版') == page.name.trim_end_matches('版'))
}

/// Whether a text is the figure of a page's number, without the letter of its section.
pub(super) fn is_figure_of(text: &str, page: &Page) -> bool {
    let (figure, number) = (number_of(text), number_of(&page.number));
    let own = number.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches('0');
    !figure.is_empty() && figure == own
}

/// A page's number without the words around it and without zeros before its figures.
fn number_of(text: &str) -> String {
    let text = narrow(text).to_uppercase();
    let text = text.split('版').next().unwrap_or_default();
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '第' | '叠' | '页' | '-' | '.'));
    let mut number = String::new();
    for c in kept {
        // A zero after a figure counts, one before figures does not.
        if number.ends_with('0')
            && c.is_ascii_digit()
            && !number[..number.len() - 1].ends_with(|c: char| c.is_ascii_digit())
        {
            number.pop();
        }
        number.push(c);
    }
    number
}

/// Measures as width × height; the unit of the second counts for both, and millimetres where there is none.
pub(super) fn measures(text: &str, page: &Page) -> Option<Size> {
    let text = narrow(text).replace("毫米", "mm").replace("厘米", "cm").replace("公分", "cm").to_lowercase();
    let (width, height) = text.split_once(['×', 'x', '*', '✕', '乘'])?;
    let has_unit = |side: &str| side.trim().ends_with(|c: char| !c.is_ascii_digit());
    let unit: String = height.trim().chars().skip_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = if unit.is_empty() { "mm" } else { unit.trim() };
    let side = |side: &str| {
        page_length(&if has_unit(side) { side.trim().to_owned() } else { format!("{}{unit}", side.trim()) })
    };
    let is_length = |value: &Value| matches!(value, Value::Length(_) | Value::OnGrid(_));
    let (width, height) = (side(width).filter(is_length)?, side(height).filter(is_length)?);
    sides(&width, &height, page).filter(|size| size.width > Len::ZERO && size.height > Len::ZERO)
}

/// How well a text names a file: 0 by its path, 1 by its name, 2 by its name without the ending; nothing when it means another.
pub(super) fn means_file(text: &str, path: &str) -> Option<u8> {
    let plain = |text: &str| text.trim().replace('\\', "/").to_lowercase();
    let (text, path) = (plain(text), plain(path));
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let stem = |name: &str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
    if text.is_empty() {
        None
    } else if text == path {
        Some(0)
    } else if name(&text) == name(&path) {
        Some(1)
    } else {
        (name(&text) == stem(&name(&path))).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUE: Date = Date { year: 2026, month: 3, day: 12 };

    #[test]
    fn days_are_read_as_desks_write_them() {
        let same = [
            "2026-03-12",
            "2026/3/12",
            "2026.3.12",
            "2026年3月12日",
            "20260312",
            "3月12日",
            "3-12",
            "３／１２",
            "26-3-12",
            "2026-03-12 00:00:00",
            "2026-03-12T08:30",
            "2026年3月12日（星期四）",
            "3月12日 周四",
            "12.03.2026",
            "12.3.2026",
            "46093",
            "三月十二日",
            "二〇二六年三月十二日",
            "12-Mar-26",
            "12 Mar 2026",
            "March 12 2026",
        ];
        for text in same {
            assert_eq!(day(text, ISSUE), Some(ISSUE), "{text}");
        }
        let later = Date { day: 28, ..ISSUE };
        for text in ["28/3/2026", "3/28/2026", "28.03.2026", "三月二十八日", "28 March 2026"] {
            assert_eq!(day(text, ISSUE), Some(later), "{text}");
        }
        for text in ["12345", "99999", "合计", "十", "Mar", "12 Foo 2026"] {
            assert_eq!(day(text, ISSUE), None, "{text}");
        }
        for text in ["", "下周", "2026-02-30", "3月12日至14日", "2026", "99999999999999999999-1-1", "12/3/2026"] {
            assert_eq!(day(text, ISSUE), None, "{text}");
        }
    }

    #[test]
    fn pages_are_named_by_number_and_by_name() {
        let page = Page { number: "A01".into(), name: "要闻".into(), ..Page::default() };
        for text in ["A01", "a1", "Ａ０１", "第A01版", "A01版：要闻", "A叠01版", "要闻", "要闻版", "头版", "A-01"]
        {
            assert!(is_page(text, &page, true), "{text}");
        }
        for text in ["", "版", "A10", "A011", "B01", "1", "二版"] {
            assert!(!is_page(text, &page, true), "{text}");
        }
        let tenth = Page { number: "A10".into(), ..Page::default() };
        assert!(is_page("第A10版", &tenth, false) && !is_page("A1", &tenth, false));
        assert!(is_figure_of("第10版", &tenth) && !is_figure_of("1", &tenth) && !is_figure_of("", &tenth));
    }

    #[test]
    fn measures_have_units_or_are_millimetres() {
        let millimetres = |text: &str| {
            measures(text, &Page::default()).map(|size| (size.width.to_mm().round(), size.height.to_mm().round()))
        };
        for text in ["350×80mm", "35x8cm", "350 * 80", "35cm×8cm", "350毫米×80毫米", "３５×８厘米", "350mm X 80mm"]
        {
            assert_eq!(millimetres(text), Some((350.0, 80.0)), "{text}");
        }
        for text in ["", "通栏", "350", "×", "a×b", "0×0", "35×8光年"] {
            assert_eq!(millimetres(text), None, "{text}");
        }
    }

    #[test]
    fn files_are_named_by_path_name_or_stem() {
        let cases = [
            ("ads/tea.pdf", Some(0)),
            ("TEA.PDF", Some(1)),
            (r"\\server\in\tea.pdf", Some(1)),
            ("tea", Some(2)),
            ("", None),
            ("te", None),
            ("tea.png", None),
            ("pdf", None),
        ];
        for (text, means) in cases {
            assert_eq!(means_file(text, "ads/tea.pdf"), means, "{text}");
        }
    }
}
