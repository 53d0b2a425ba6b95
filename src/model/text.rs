//! Texts of furniture and bylines: variables, dates, spread names.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Span, name_hint};
use crate::message;
use crate::tradition::HeadBlank;
use crate::words::{SURNAMES, simplified};

use super::edition::Date;
use super::lunar::{LunarDay, lunar_day};

/// Words of a byline that are no names.
const ROLE_WORDS: &[&str] = &[
    "记者",
    "通讯",
    "摄影",
    "图文",
    "编辑",
    "责编",
    "实习",
    "作者",
    "文字",
    "图片",
    "漫画",
    "制图",
    "美编",
    "校对",
    "整理",
    "供稿",
    "本报",
    "综合",
    "见习",
    "特约",
    "视频",
    "策划",
    "统筹",
    "翻译",
    "撰文",
    "撰稿",
    "首席",
    "融媒",
    "特派",
    "视觉",
    "设计",
    "指导",
    "教师",
    "学生",
    "译者",
    "口述",
    "作家",
    "来源",
    "央视",
    "编译",
    "本社",
    "评论",
    "供图",
    "审校",
    "监制",
    "剪辑",
    "执笔",
    "前方",
    "提供",
    "投稿",
    "通讯员",
    "插图",
    "书法",
    "诗人",
    "主编",
    "编审",
];

/// What `{name}` in furniture texts stands for.
pub(super) type Variables = BTreeMap<String, String>;

/// The variables of a date's lunar day, where it is known.
pub(super) fn lunar_variables(date: Date) -> Variables {
    let of = |name: &str, text: String| (name.to_owned(), text);
    let names = |day: LunarDay| {
        let (year, day) = (day.year_name(), day.day_name());
        [of("lunar", format!("{year}{day}")), of("lunar-year", year), of("lunar-day", day)]
    };
    lunar_day(date).into_iter().flat_map(names).collect()
}

/// Reads `2026-03-12`; a day that does not exist is none.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let days = days_of_month(year, month);
    let known = (1900..2200).contains(&year) && (1..=days).contains(&day) && parts.next().is_none();
    known.then_some(Date { year, month, day })
}

/// How many days a month has; none where there is no such month.
pub(super) fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// Replaces `{name}` by its text; an unknown name is a finding.
pub(super) fn substituted(text: &str, variables: &Variables, span: Span, found: &mut Diagnostics) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        // Braces right after a directive's bracket are its argument.
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let close = after.find('}');
        let (Some(close), false) = (close, before.ends_with(']')) else {
            out.push('{');
            rest = &after[1..];
            continue;
        };
        let name = &after[1..close];
        match variables.get(name) {
            Some(value) => out.push_str(value),
            None => found.push(
                Diagnostic::error("text/unknown-variable", message!("nothing is called `{{}}`", name))
                    .at(span)
                    .hint(name_hint(name, variables.keys().map(String::as_str)))
                    .hint("texts of your own go under `texts:` of the edition"),
            ),
        }
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    found.extend(wide_braces(text, variables).map(|finding| finding.at(span)));
    out
}

/// `｛lunar｝`, as an input method writes it.
fn wide_braces(text: &str, variables: &Variables) -> Option<Diagnostic> {
    let inside = |part: &str| part.split_once(['｝', '}']).map(|(name, _)| name.trim().to_owned());
    let name = text.split('｛').skip(1).filter_map(inside).find(|name| variables.contains_key(name))?;
    let message = message!("`{}` in full-width braces prints as it stands", name);
    let hint = message!("write `{{}}` with braces of the keyboard", name);
    Some(Diagnostic::warning("text/unknown-variable", message).hint(hint))
}

/// What parts the names of a byline where one is spread: clearly more than the em within that one.
const BETWEEN_NAMES: &str = "\u{2003}\u{2002}";

/// H6: names of two characters are spread to three with a full-width space; a blank between names is then wider, and else as
/// wide as it was typed. A name begins with a family name, stands behind the word for what its bearer did, or is the whole byline,
/// as pen names are; other words stay as they are.
pub(super) fn spread_names(byline: &str) -> String {
    let spread = |(before, token): (Option<&str>, &str)| {
        let chars: Vec<char> = token.chars().collect();
        let has_role = before.is_some_and(|before| ROLE_WORDS.iter().any(|role| before.ends_with(role)));
        let is_alone = token == byline.trim();
        let is_name = || has_role || is_alone || simplified(token).starts_with(|first| SURNAMES.contains(first));
        match chars.as_slice() {
            [first, second] if is_han(*first) && is_han(*second) && !ROLE_WORDS.contains(&token) && is_name() => {
                format!("{first}\u{3000}{second}")
            }
            _ => token.to_owned(),
        }
    };
    let before = std::iter::once(None).chain(byline.split_whitespace().map(Some));
    let names: Vec<String> = before.zip(byline.split_whitespace()).map(spread).collect();
    let is_spread = names.iter().any(|name| name.contains('\u{3000}'));
    let typed = byline.trim().split(|c: char| !c.is_whitespace()).filter(|blank| !blank.is_empty());
    let typed: Vec<&str> = typed.map(|blank| if blank.contains('\u{3000}') { "\u{2003}" } else { " " }).collect();
    let blanks = typed.into_iter().map(|blank| if is_spread { BETWEEN_NAMES } else { blank }).chain([""]);
    names.iter().map(String::as_str).zip(blanks).flat_map(|(name, blank)| [name, blank]).collect()
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF)
}

/// H2: in headlines the space that replaces a comma is half an em; in languages that part their words it is a space.
pub(super) fn headline_spaces(text: &str, blank: HeadBlank) -> String {
    if blank == HeadBlank::Word {
        return text.trim().to_owned();
    }
    let chars: Vec<char> = text.trim().chars().collect();
    let chinese = |at: Option<&char>| at.is_some_and(|c| !c.is_ascii());
    let widened = chars.iter().enumerate().map(|(at, &c)| {
        let beside_chinese = chinese(at.checked_sub(1).and_then(|i| chars.get(i))) || chinese(chars.get(at + 1));
        if c == ' ' && beside_chinese { '\u{2002}' } else { c }
    });
    widened.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_character_names_are_spread_and_roles_are_not() {
        assert_eq!(
            spread_names("本报记者 王强 通讯员 李雨桐 摄影 赵一"),
            "本报记者\u{2003}\u{2002}王\u{3000}强\u{2003}\u{2002}通讯员\u{2003}\u{2002}李雨桐\u{2003}\u{2002}摄影\u{2003}\u{2002}赵\u{3000}一"
        );
    }

    #[test]
    fn words_of_a_byline_that_are_no_names_are_not_spread() {
        for words in
            ["首席 记者", "融媒 记者", "视觉 设计", "指导 教师", "本社 评论员", "市委 宣传部", "图片 由 受访者 提供"]
        {
            assert_eq!(spread_names(words), words);
        }
        for (byline, name) in [
            ("临澜 王强", "王\u{3000}强"),
            ("摄影 阎雨", "阎\u{3000}雨"),
            ("海子", "海\u{3000}子"),
            ("記者 劉海", "劉\u{3000}海"),
        ] {
            assert!(spread_names(byline).ends_with(name), "{}", spread_names(byline));
            assert_eq!(spread_names(byline).matches('\u{3000}').count(), 1, "{byline}");
        }
    }

    #[test]
    fn blanks_of_a_byline_without_spread_names_are_as_typed() {
        assert_eq!(spread_names("本报记者\u{3000}李雨桐 江小帆 "), "本报记者\u{2003}李雨桐 江小帆");
        assert_eq!(spread_names(""), "");
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        assert_eq!(parse_date("2024-02-29"), Some(Date { year: 2024, month: 2, day: 29 }));
        assert_eq!(parse_date("2026-02-29"), None);
        assert_eq!(parse_date("2026/03/12"), None);
    }

    #[test]
    fn unknown_variables_are_found() {
        let mut found = Vec::new();
        let day = Date { year: 2026, month: 3, day: 12 };
        let variables = crate::model::dates::date_variables(day, Default::default());
        assert_eq!(substituted("第{day}天{wekday}", &variables, Span::default(), &mut found), "第12天");
        assert_eq!(found[0].hints[0], "did you mean `weekday`?");
        assert_eq!(substituted(":ruby[北]{běi}", &variables, Span::default(), &mut Vec::new()), ":ruby[北]{běi}");
    }
}
