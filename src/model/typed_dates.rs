//! Days as they are typed into mastheads and folios: a weekday or a lunar date that is not the day's own is told with what it should be.
//!
//! A line is taken apart into days, weekdays, lunar dates and other words. What stands together without words between belongs together: a weekday is judged
//! by the day beside it, and by the edition's own date in a line that is nothing but a dateline. What stands among words, as in a notice of a fair on 三月初三, is not
//! the edition's business.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Severity, Span, Spanned};
use crate::input::Article;
use crate::message;

use super::dates::weekday;
use super::edition::Date;
use super::lunar::{BRANCHES, FIGURES, LunarDay, LunarMonth, STEMS, lunar_day};
use super::text::days_of_month;

/// Names of the lunar calendar before its dates.
const LUNAR: &[&str] = &["农历", "農曆", "夏历", "夏曆", "阴历", "陰曆", "旧历", "舊曆"];
/// Names of a weekday before its figure.
const WEEK: &[&str] = &["星期", "礼拜", "禮拜", "周", "週"];
/// Words of a dateline that are neither a day nor the name of anything.
const NEUTRAL: &[&str] = &["第", "期", "号", "號", "版", "总", "總", "共", "今日", "今天"];
/// Marks that hold a dateline together.
const JOINTS: &[char] = &['（', '）', '(', ')', '，', ',', '、', '·', '•', '|', '｜', '/', '／', '　', '：', ':'];

/// Whether a text is one that is to say the edition's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// It is: the text of a variable that is called after a day.
    TheDay,
    /// It may be any text of the page.
    Anything,
}

/// What a stretch of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// A day of the sun.
    Day { year: Option<u16>, month: u8, day: u8 },
    /// The edition's date, by a variable.
    Own,
    /// A weekday.
    Weekday(char),
    /// A day of the moon, or its year alone.
    Lunar { year: Option<u8>, month: Option<LunarMonth>, day: Option<u8> },
    /// Blanks, brackets, figures, other variables.
    Joint,
    /// Anything else.
    Words,
}

/// A stretch of a line, in bytes.
#[derive(Clone, Copy, Debug)]
struct Piece {
    told: Told,
    start: usize,
    end: usize,
}

/// A line of a text with its pieces.
struct Line<'t> {
    text: Spanned<&'t str>,
    start: usize,
    words: &'t str,
    pieces: Vec<Piece>,
}

/// Words of a paragraph that tells of another year than the edition's.
const OTHER_YEARS: &[&str] =
    &["去年", "前年", "明年", "后年", "當年", "当年", "那年", "次年", "年前", "翌年", "往年", "昔"];

/// Notes every weekday and lunar date in the text of articles that is not that of the day beside it. A paragraph that names another year is let be: which year a day of it
/// belongs to is for readers.
pub(super) fn in_articles(articles: &BTreeMap<String, Article>, own: Option<Date>) -> Diagnostics {
    let Some(date) = own else { return Diagnostics::new() };
    let mut found = Diagnostics::new();
    for block in articles.values().flat_map(|article| &article.blocks) {
        let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
        // Nearly all paragraphs name neither, and taking one apart costs as much as reading it.
        let names_day = WEEK.iter().chain(LUNAR).any(|word| text.contains(word));
        if names_day && !is_of_another_year(&text, date.year) {
            let runs: Vec<Spanned<&str>> =
                block.runs.iter().map(|run| Spanned::new(run.text.as_str(), run.span)).collect();
            check(&runs, Meant::Anything, own, &mut found);
        }
    }
    found.retain(|finding| ["date/weekday", "date/lunar"].contains(&finding.code));
    let note = |finding: Diagnostic| {
        let hint = if finding.code == "date/lunar" {
            "correct the day or the lunar date"
        } else {
            "correct the day or the weekday"
        };
        Diagnostic { severity: Severity::Note, hints: Vec::new(), ..finding }.hint(hint)
    };
    found.into_iter().map(note).collect()
}

fn is_of_another_year(text: &str, own: u16) -> bool {
    let years = text.match_indices('年').map(|(at, _)| {
        let figures: String =
            text[..at].chars().rev().map_while(|c| value(c).filter(|v| *v < 10)).map(|v| v.to_string()).collect();
        figures.chars().rev().collect::<String>()
    });
    OTHER_YEARS.iter().any(|word| text.contains(word))
        || years.into_iter().any(|year| year.len() == 4 && year != own.to_string())
}

/// Tells of every weekday and lunar date in the texts of a frame that its day has not.
pub(super) fn check(texts: &[Spanned<&str>], meant: Meant, own: Option<Date>, found: &mut Diagnostics) {
    let Some(own) = own else { return };
    let lines: Vec<Line<'_>> = texts.iter().flat_map(|text| lines(*text)).collect();
    let is_calendar = is_calendar(&lines);
    for line in &lines {
        let is_pure = line.pieces.iter().all(|piece| piece.told != Told::Words);
        let is_dateline = meant == Meant::TheDay || is_pure && !is_calendar;
        for together in line.pieces.split(|piece| piece.told == Told::Words) {
            for finding in wrong(together, is_dateline, own, line) {
                // A layout is used by many pages, and wrong once.
                if !found.contains(&finding) {
                    found.push(finding);
                }
            }
        }
    }
}

fn lines<'t>(text: Spanned<&'t str>) -> impl Iterator<Item = Line<'t>> {
    let mut start = 0;
    text.value.split_inclusive('\n').map(move |words| {
        start += words.len();
        Line { text, start: start - words.len(), words, pieces: pieces(words) }
    })
}

/// Whether texts tell of several days, as a forecast or a programme of a week does.
fn is_calendar(lines: &[Line<'_>]) -> bool {
    let kind = |told: Told| match told {
        Told::Day { .. } | Told::Own => 0,
        Told::Weekday(_) => 1,
        Told::Lunar { month: Some(_), .. } => 2,
        Told::Lunar { month: None, .. } => 3,
        Told::Joint | Told::Words => 4,
    };
    let mut first = [None; 4];
    let told = lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.told);
    told.into_iter().any(|told| match first.get_mut(kind(told)) {
        Some(first) => *first.get_or_insert(told) != told,
        None => false,
    })
}

impl Line<'_> {
    /// The place of a piece, where the text stands letter by letter in its source; the whole text elsewhere.
    fn place(&self, piece: &Piece) -> Span {
        let Span { source, start: first, end: last } = self.text.span;
        let quotes = match (last.saturating_sub(first) as usize).checked_sub(self.text.value.len()) {
            Some(0) => 0,
            Some(2) => 1,
            _ => return self.text.span,
        };
        let first = first as usize + quotes + self.start;
        Span::new(source, first + piece.start, first + piece.end)
    }
}

/// What is wrong in pieces of a line that stand together.
fn wrong(together: &[Piece], is_dateline: bool, own: Date, line: &Line<'_>) -> Diagnostics {
    let days = |pieces: &[Piece]| -> Vec<Date> { pieces.iter().filter_map(|piece| day_of(piece.told, own)).collect() };
    let has_more = together.iter().any(|piece| matches!(piece.told, Told::Weekday(_) | Told::Lunar { .. }));
    let judged = together.iter().enumerate().filter_map(|(at, piece)| {
        let (before, after) = (days(&together[..at]), days(&together[at..]));
        // A dateline begins with its day; where it ends with it, that is the only one.
        let beside = before.last().or(after.first()).copied();
        let day = beside.or(is_dateline.then_some(own))?;
        let typed = line.words.get(piece.start..piece.end)?;
        let finding = match piece.told {
            Told::Weekday(typed_day) if typed_day != weekday(day) => weekday_of(typed, day),
            Told::Lunar { .. } if names_another_day(&line.words[piece.end..]) => return None,
            // Among words a lunar date belongs to the day whose bracket it is, or that is its own.
            Told::Lunar { .. } if !is_dateline => {
                lunar_of(piece.told, typed, bracketed(together, at, line.words).and_then(|told| day_of(told, own))?)?
            }
            Told::Lunar { .. } => lunar_of(piece.told, typed, day)?,
            Told::Day { .. } if is_dateline && has_more => stale(typed, day_of(piece.told, own)?, own)?,
            _ => return None,
        };
        Some(finding.at(line.place(piece)))
    });
    judged.collect()
}

/// The terms of the solar year (GB/T 33661-2017, 4.2) and the feasts that papers name behind a lunar date.
const TERMS: &str = "立春 雨水 惊蛰 驚蟄 春分 清明 谷雨 穀雨 立夏 小满 小滿 芒种 芒種 夏至 小暑 大暑 立秋 处暑 處暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒 \
除夕 春节 元宵 龙抬头 上巳 端午 七夕 中元 中秋 重阳 腊八 小年 入伏 初伏 中伏 末伏 出伏 入梅 出梅 数九 三九";

/// Whether what follows a lunar date right behind it makes it the date of something to come: `十月廿九大雪`, `冬月初一为12月9日`.
fn names_another_day(after: &str) -> bool {
    after.starts_with(['为', '是', '為', '交', '至', '起'])
        || TERMS.split_whitespace().any(|term| after.starts_with(term))
}

/// The day beside a lunar date with nothing but brackets between: `3月12日（农历正月廿四）`.
fn bracketed(together: &[Piece], at: usize, words: &str) -> Option<Told> {
    let is_bracket =
        |piece: &&Piece| matches!(words.get(piece.start..piece.end), Some("（" | "(" | "）" | ")" | "即" | " "));
    let before = together[..at].iter().rev().find(|piece| !is_bracket(piece));
    let after = together[at + 1..].iter().find(|piece| !is_bracket(piece));
    let is_day = |piece: &&Piece| matches!(piece.told, Told::Day { .. });
    before.filter(is_day).or(after.filter(is_day)).map(|piece| piece.told)
}

/// The day that a piece names. One without a year is the one nearest to the edition's date.
fn day_of(told: Told, own: Date) -> Option<Date> {
    let (year, month, day) = match told {
        Told::Own => return Some(own),
        Told::Day { year, month, day } => (year, month, day),
        _ => return None,
    };
    let is_known = |date: &Date| date.day <= days_of_month(date.year, date.month);
    let months = |date: &Date| i32::from(date.year) * 12 + i32::from(date.month);
    let near = [own.year.saturating_sub(1), own.year, own.year + 1].map(|year| Date { year, month, day });
    match year {
        Some(year) => Some(Date { year, month, day }).filter(is_known),
        None => near.into_iter().filter(is_known).min_by_key(|date| months(date).abs_diff(months(&own))),
    }
}

fn written(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}

fn weekday_of(typed: &str, day: Date) -> Diagnostic {
    let right = format!("星期{}", weekday(day));
    Diagnostic::warning("date/weekday", message!("{} is `{}`, not `{}`", written(day), right, typed))
        .hint("correct it, or write `{weekday}`, which always fits the edition's date")
}

/// What is wrong with a lunar date, if anything is.
fn lunar_of(told: Told, typed: &str, date: Date) -> Option<Diagnostic> {
    let Told::Lunar { year, month, day } = told else { return None };
    let right = lunar_day(date)?;
    let LunarDay { year: right_year, month: right_month, day: right_day } = right;
    let fits = year.is_none_or(|year| year == right_year)
        && month.is_none_or(|month| month == right_month)
        && day.is_none_or(|day| day == right_day);
    let shown = match (year, month) {
        (Some(_), None) => right.year_name(),
        (Some(_), Some(_)) => right.year_name() + &right.day_name(),
        (None, _) => right.day_name(),
    };
    let message = message!("{} is `{}` in the lunar calendar, not `{}`", written(date), shown, typed);
    let hint = "correct it, or write `{lunar}`, which is calculated from the edition's date";
    (!fits).then(|| Diagnostic::warning("date/lunar", message).hint(hint))
}

/// A dateline that is sound in itself, but was left from an earlier edition; a later day is that of something to come.
fn stale(typed: &str, day: Date, own: Date) -> Option<Diagnostic> {
    let message = message!("`{}` stands in the dateline of an edition of {}", typed, written(own));
    let hint = "correct it, or write `{date-cn}`, which always is the edition's date";
    (day < own).then(|| Diagnostic::warning("date/stale", message).hint(hint))
}

/// A line taken apart.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let rest = &line[at..];
        let (told, length) = special(rest).unwrap_or((Told::Words, first.len_utf8()));
        // 一周四次 is no weekday: 周 alone counts only after a blank or a mark.
        let after_word = pieces.last().is_some_and(|last| last.told == Told::Words);
        let is_word = matches!(told, Told::Weekday(_)) && rest.starts_with(['周', '週']) && after_word;
        pieces.push(Piece { told: if is_word { Told::Words } else { told }, start: at, end: at + length });
        at += length;
    }
    pieces
}

/// A piece that is no word at the beginning of a text, and its length.
fn special(text: &str) -> Option<(Told, usize)> {
    variable(text).or_else(|| day(text)).or_else(|| weekday_word(text)).or_else(|| lunar(text)).or_else(|| joint(text))
}

fn variable(text: &str) -> Option<(Told, usize)> {
    let length = text.strip_prefix('{')?.find('}')? + 2;
    let is_day = ["{date}", "{date-cn}", "{date-long}"].contains(&&text[..length]);
    Some((if is_day { Told::Own } else { Told::Joint }, length))
}

fn joint(text: &str) -> Option<(Told, usize)> {
    let neutral = NEUTRAL.iter().chain(LUNAR).find(|word| text.starts_with(**word)).map(|word| word.len());
    let first = text.chars().next().filter(|c| c.is_whitespace() || c.is_ascii_digit() || JOINTS.contains(c));
    neutral.or(first.map(char::len_utf8)).map(|length| (Told::Joint, length))
}

/// `2026年3月12日`, `3月12日`, `2026-03-12`, and 二〇二六年三月十二日.
fn day(text: &str) -> Option<(Told, usize)> {
    let mut reader = Reader { text, at: 0 };
    let first = reader.number()?;
    let (year, month, day) = if reader.sign(&["年"]).is_some() {
        let month = reader.number()?;
        reader.sign(&["月"])?;
        let day = reader.number()?;
        reader.sign(&["日", "号", "號"])?;
        (Some(first), month, day)
    } else if let Some(sign) = reader.sign(&["-", "/", "."]) {
        let month = reader.number()?;
        reader.sign(&[sign])?;
        (Some(first), month, reader.number()?)
    } else {
        reader.sign(&["月"])?;
        let day = reader.number()?;
        reader.sign(&["日", "号", "號"])?;
        (None, first, day)
    };
    let year = year.map(u16::try_from).transpose().ok()?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let known = year.is_none_or(|year| (1900..2200).contains(&year)) && (1..=12).contains(&month) && day > 0;
    known.then_some((Told::Day { year, month, day }, reader.at))
}

fn weekday_word(text: &str) -> Option<(Told, usize)> {
    let mut reader = Reader { text, at: 0 };
    reader.sign(WEEK)?;
    let figure = reader.one(&['一', '二', '三', '四', '五', '六', '日', '天'])?;
    let day = ['一', '二', '三', '四', '五', '六', '日', '日'].get(figure)?;
    Some((Told::Weekday(*day), reader.at))
}

/// `农历丙午年正月廿四` and its parts: either the calendar's name, the year's, or a month or day that only it has makes it sure.
fn lunar(text: &str) -> Option<(Told, usize)> {
    let mut reader = Reader { text, at: 0 };
    let is_named = reader.sign(LUNAR).is_some();
    if is_named {
        reader.blanks();
    }
    let before = reader.at;
    let year = reader.lunar_year();
    if year.is_none() {
        reader.at = before;
    }
    let end = reader.at;
    if year.is_some() {
        reader.blanks();
    }
    let Some((month, day, is_sure)) = reader.lunar_month_and_day() else {
        let year = year.filter(|_| is_named)?;
        return Some((Told::Lunar { year: Some(year), month: None, day: None }, end));
    };
    let sure = is_named || year.is_some() || is_sure;
    sure.then_some((Told::Lunar { year, month: Some(month), day: Some(day) }, reader.at))
}

/// Reads on in a text.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// One of several words, if it comes next.
    fn sign<'s>(&mut self, words: &[&'s str]) -> Option<&'s str> {
        let word = words.iter().find(|word| self.rest().starts_with(**word))?;
        self.at += word.len();
        Some(word)
    }

    /// The place of the next character in a list.
    fn one(&mut self, signs: &[char]) -> Option<usize> {
        let next = self.rest().chars().next()?;
        let place = signs.iter().position(|sign| *sign == next)?;
        self.at += next.len_utf8();
        Some(place)
    }

    /// A number in figures of any kind: `12`, `１２`, `十二`, `二〇二六`.
    fn number(&mut self) -> Option<u32> {
        let is_figure = |c: &char| value(*c).is_some();
        // Longer ones are no part of a date.
        let figures: Vec<char> = self.rest().chars().take_while(is_figure).take(5).collect();
        let length: usize = figures.iter().map(|c| c.len_utf8()).sum();
        let mut number = 0;
        for (place, figure) in figures.iter().enumerate() {
            let value = value(*figure)?;
            number = match (*figure, place) {
                ('十', 0) => 10,
                ('十', _) => number * 10,
                _ if place > 0 && figures[place - 1] == '十' => number + value,
                _ => number * 10 + value,
            };
        }
        self.at += length;
        (length > 0).then_some(number)
    }

    /// `丙午年`: its place in the cycle of sixty.
    fn lunar_year(&mut self) -> Option<u8> {
        let (stem, branch) = (self.one(&STEMS)?, self.one(&BRANCHES)?);
        self.sign(&["年"])?;
        (0..60_u8).find(|year| usize::from(year % 10) == stem && usize::from(year % 12) == branch)
    }

    /// `正月廿四`, `闰六月初一`, and whether only the lunar calendar writes so.
    fn lunar_month_and_day(&mut self) -> Option<(LunarMonth, u8, bool)> {
        let is_leap = self.sign(&["闰", "閏"]).is_some();
        let named = self.one(&['正', '冬', '腊', '臘']);
        let month = match named {
            Some(name) => [1, 11, 12, 12].get(name).copied()?,
            None => u8::try_from(self.chinese()?).ok()?,
        };
        self.sign(&["月"])?;
        self.blanks();
        let (day, is_sure) = self.lunar_day()?;
        let known = (1..=12).contains(&month) && (1..=30).contains(&day);
        known.then_some((LunarMonth { number: month, is_leap }, day, is_leap || named.is_some() || is_sure))
    }

    fn lunar_day(&mut self) -> Option<(u8, bool)> {
        if self.sign(&["初"]).is_some() {
            return Some((u8::try_from(self.one(&FIGURES)?).ok()? + 1, true));
        }
        let tens = self.one(&['廿', '卅']);
        let day = match tens {
            Some(tens) => u32::try_from(tens).ok()? * 10 + 20 + self.chinese().filter(|ones| *ones < 10).unwrap_or(0),
            None => self.chinese()?,
        };
        self.sign(&["日"]);
        Some((u8::try_from(day).ok()?, tens.is_some()))
    }

    /// A number in Chinese figures.
    fn chinese(&mut self) -> Option<u32> {
        let first = self.rest().chars().next()?;
        if FIGURES.contains(&first) { self.number() } else { None }
    }
}

/// The value of a figure.
fn value(c: char) -> Option<u32> {
    let chinese = FIGURES.iter().position(|figure| *figure == c).and_then(|at| u32::try_from(at + 1).ok());
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '〇' | '零' | '○' => Some(0),
        _ => chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_date;

    /// What is told of texts of an edition of 2026-03-12, a Thursday, the 24th of the first month of 丙午.
    fn told(texts: &[&str], meant: Meant) -> Vec<String> {
        let mut found = Vec::new();
        let texts: Vec<Spanned<&str>> = texts.iter().map(|text| Spanned::new(*text, Span::default())).collect();
        check(&texts, meant, parse_date("2026-03-12"), &mut found);
        found.iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect()
    }

    #[test]
    fn days_that_agree_and_days_of_other_things_are_let_be() {
        for texts in [
            &["2026年3月12日　星期四　农历丙午年正月廿四"][..],
            &["二〇二六年三月十二日　星期四　丙午年正月二十四日"],
            &["{date-cn}　{weekday}　农历{lunar}　第9876期　今日8版"],
            &["2026-03-12 周四", "农历 丙午年 正月 廿四"],
            &["３月１２日（星期四）"],
            &["農曆丙午年正月廿四"],
            &["每逢星期六、星期日开放，农历三月初三赶集"],
            &["2026年5月1日　星期五　上午九时开演"],
            &["农历三月十五庙会", "周一围着操场跑，一周四次"],
            &["星期四", "星期五", "星期六"],
            &["3月12日 星期四 3月13日 星期五 3月14日 星期六"],
            &["12月31日 星期三", "1月1日 星期四"],
            &["临澜市自来水公司", "2026年3月11日"],
            &["1949年10月1日，星期六，天安门广场"],
            &["星期日画刊", "正月十五闹元宵", "今日要闻"],
            &["2026年3月12日　星期四　农历丙午年正月廿四　二月初二春分　今日8版"],
            &["{date-cn}　{weekday}　{lunar}　二月初二春分"],
            &["正月廿四　二月初一为3月19日"],
        ] {
            assert_eq!(told(texts, Meant::Anything), [""; 0], "{texts:?}");
        }
        assert_eq!(told(&["正月廿四　惊蛰后七日"], Meant::TheDay), [""; 0]);
    }

    #[test]
    fn days_that_disagree_are_told_with_what_they_are() {
        for (texts, expected) in [
            (&["2026年3月12日 星期五"][..], "date/weekday 2026年3月12日 is `星期四`, not `星期五`"),
            (&["临澜日报 {date-cn} 周三"], "date/weekday 2026年3月12日 is `星期四`, not `周三`"),
            (&["{date}", "礼拜天"], "date/weekday 2026年3月12日 is `星期四`, not `礼拜天`"),
            (&["定于2026年5月1日（星期六）开业"], "date/weekday 2026年5月1日 is `星期五`, not `星期六`"),
            (&["三月十三日，星期四"], "date/weekday 2026年3月13日 is `星期五`, not `星期四`"),
            (&["农历正月廿五"], "date/lunar 2026年3月12日 is `正月廿四` in the lunar calendar, not `农历正月廿五`"),
            (
                &["{weekday} 农历乙巳年正月廿四"],
                "date/lunar 2026年3月12日 is `丙午年正月廿四` in the lunar calendar, not `农历乙巳年正月廿四`",
            ),
            (
                &["农历乙巳年", "正月廿四"],
                "date/lunar 2026年3月12日 is `丙午年` in the lunar calendar, not `农历乙巳年`",
            ),
            (
                &["2026年3月12日 閏六月初一"],
                "date/lunar 2026年3月12日 is `正月廿四` in the lunar calendar, not `閏六月初一`",
            ),
            (
                &["2026年3月11日　星期三　农历正月廿三"],
                "date/stale `2026年3月11日` stands in the dateline of an edition of 2026年3月12日",
            ),
        ] {
            assert_eq!(told(texts, Meant::Anything), [expected], "{texts:?}");
        }
        let expected = "date/lunar 2026年3月12日 is `正月廿四` in the lunar calendar, not `正月廿三`";
        assert_eq!(told(&["正月廿三　惊蛰"], Meant::TheDay), [expected]);
    }

    #[test]
    fn weekdays_and_lunar_days_in_articles_are_noted_where_the_year_is_sure() {
        for (text, typed) in [
            ("展会定于3月12日（星期二）开幕。", Some("星期二")),
            ("**3月13日，星期四**，渡口复航。", Some("星期四")),
            ("2026年3月12日（周三）上午", Some("周三")),
            ("展会定于3月12日（星期四）开幕。", None),
            ("去年3月12日（星期三），渡口停航。", None),
            ("1949年10月1日（星期日）", None),
            ("二〇二五年停航，3月12日（星期三）复航。", None),
            ("3月10日（周二）至14日（周六）休市。", None),
            ("3月12日、13日（周五）休市。", None),
            ("每逢星期五开放。", None),
            ("3月12日（农历正月廿五）开渔。", Some("农历正月廿五")),
            ("农历正月廿三（3月12日）开渔。", Some("农历正月廿三")),
            ("3月12日（农历正月廿四）开渔。", None),
            ("农历三月初三、4月19日两天赶集（免票）。", None),
            ("农历三月十五庙会。", None),
        ] {
            let (article, _) = crate::input::read_article(text);
            let articles = BTreeMap::from([("a.md".to_owned(), article)]);
            let found = in_articles(&articles, parse_date("2026-03-12"));
            let places: Vec<&str> =
                found.iter().filter_map(|it| it.span).map(|at| &text[at.start as usize..at.end as usize]).collect();
            assert_eq!(places, typed.into_iter().collect::<Vec<_>>(), "{text}");
            assert!(found.iter().all(|finding| finding.severity == Severity::Note));
        }
    }

    #[test]
    fn a_piece_is_told_where_it_stands() {
        let mut found = Vec::new();
        // As in `text: "…"`, whose quotes belong to its place.
        let text = "第{page}版 2026年3月12日 星期五";
        let span = Span { start: 100, end: 102 + u32::try_from(text.len()).unwrap(), ..Span::default() };
        check(&[Spanned::new(text, span)], Meant::Anything, parse_date("2026-03-12"), &mut found);
        let at = 101 + u32::try_from(text.find("星期").unwrap()).unwrap();
        assert_eq!(found[0].span.map(|span| (span.start, span.end)), Some((at, at + 9)));
    }
}
