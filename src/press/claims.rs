//! What the words in a picture's file forbid: to print it before a day, or at all.

use crate::base::{Day, Diagnostic, Diagnostics, Moment};
use crate::input::picture::Told;
use crate::message;
use crate::model::{Care, Date, Picture};

/// Finds what keeps a picture out of an edition of this date, unless it is let through.
pub(super) fn claims(picture: &Picture, told: &Told, date: Date) -> Diagnostics {
    let claims =
        [(Care::EMBARGO, embargo(&picture.name, told, date)), (Care::INSTRUCTIONS, instructions(&picture.name, told))];
    let settled =
        claims.into_iter().filter_map(|(claim, finding)| finding.map(|finding| settled(picture, claim, finding)));
    settled.map(|finding| finding.at(picture.span)).collect()
}

fn settled(picture: &Picture, claim: &'static str, finding: Diagnostic) -> Diagnostic {
    if !picture.care.accepts.iter().any(|accepted| accepted == claim) {
        return finding.hint(message!(
            "when it may be printed all the same, write `accept: {}` and `reason:` beside the picture",
            claim
        ));
    }
    let message = message!("{} is printed in spite of {}: {}", picture.name, claim, picture.care.reason);
    Diagnostic::note("picture/accepted", message)
}

/// As for articles: a day is held against the edition's, never against a clock.
fn embargo(name: &str, told: &Told, date: Date) -> Option<Diagnostic> {
    let Date { year, month, day } = date;
    let release = Moment::parse(&told.release).filter(|_| date != Date::default())?;
    let edition = Day { year, month, day };
    if release.day() > edition {
        let message = message!("{} must not be published before {}, says its file", name, release.to_string());
        return Some(Diagnostic::error("picture/embargo", message).hint("keep it for a later edition"));
    }
    (release.day() == edition && release.is_within_day()).then(|| {
        let message = message!(
            "{} is released on the edition's day, but not before {}, says its file",
            name,
            release.to_string()
        );
        Diagnostic::warning("picture/embargo", message).hint("see to it that the paper is not out before that hour")
    })
}

/// What agencies and papers write where a picture must not be printed here, in small letters with single blanks.
const FORBIDS: &[&str] = &[
    "no print",
    "not for print",
    "do not print",
    "no use",
    "do not use",
    "no publication",
    "not for publication",
    "do not publish",
    "no china",
    "china out",
    "out china",
    "mandatory kill",
    "picture kill",
    "web only",
    "web use only",
    "online only",
    "digital use only",
    "仅限网络",
    "仅供网络",
    "限网络使用",
    "仅限新媒体",
    "仅供新媒体",
    "仅供内部",
    "不得刊登",
    "不得刊发",
    "不得见诸报端",
    "禁止刊登",
    "不可刊登",
    "请勿刊登",
    "严禁刊登",
    "不得转载",
    "禁止转载",
    "严禁转载",
    "谢绝转载",
    "请勿转载",
    "不得使用",
    "禁止使用",
    "严禁使用",
    "停止使用",
    "请勿使用",
    "不得见报",
    "不要见报",
    "禁发",
    "禁刊",
    "撤稿",
];

fn instructions(name: &str, told: &Told) -> Option<Diagnostic> {
    let words = told.instructions.to_lowercase().replace(['-', '_'], " ");
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match FORBIDS.iter().map(|phrase| ban(&plain, phrase)).max()? {
        Ban::None => None,
        Ban::Partly => Some(
            Diagnostic::warning(
                "picture/instructions",
                message!("{} must not be printed everywhere, says its file: {}", name, told.instructions),
            )
            .hint("see whether this paper is meant"),
        ),
        Ban::Whole => Some(
            Diagnostic::error(
                "picture/instructions",
                message!("{} must not be printed, says its file: {}", name, told.instructions),
            )
            .hint("take another picture, or ask the agency it came from"),
        ),
    }
}

/// How far words forbid to print a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ban {
    None,
    /// In some place, or for some use.
    Partly,
    Whole,
}

/// What a phrase forbids that stands in a text as words of their own: `no use` is not in `casino users`. Chinese has no blanks between words.
fn ban(text: &str, phrase: &str) -> Ban {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let bans = text.match_indices(phrase).map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        let is_whole = !is_letter(before.chars().next_back()) && !is_letter(after.chars().next());
        match is_whole && !is_conditional(before, after) {
            false => Ban::None,
            true if is_limited(after) => Ban::Partly,
            true => Ban::Whole,
        }
    });
    bans.max().unwrap_or(Ban::None)
}

/// Whether a ban goes on with where or for what it holds, such as `NO USE USA` or 不得使用于广告, and that is not this paper.
fn is_limited(after: &str) -> bool {
    const HERE: [&str; 8] = ["china", "in china", "prc", "in print", "in newspapers", "by newspapers", "at all", "no "];
    let goes_on = after.starts_with('于')
        || after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    goes_on && !HERE.iter().any(|here| after.trim_start().starts_with(here))
}

/// Most characters between a phrase and its condition, as in 未经本社书面许可，不得转载.
const NEAR: usize = 16;

/// A paper that takes the agency's pictures has its leave.
fn is_conditional(before: &str, after: &str) -> bool {
    let near: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    near.contains("未经") || near.contains("未获") || after.trim_start().starts_with("without")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(told: &Told, date: Date) -> Vec<String> {
        let picture = |accepts: &[&str]| Picture {
            name: "a.jpg".into(),
            care: Care {
                rasterise: None,
                accepts: accepts.iter().map(|word| (*word).to_owned()).collect(),
                reason: "asked".into(),
                ..Care::default()
            },
            ..picture_of_nothing()
        };
        let of = |accepts: &[&str]| claims(&picture(accepts), told, date);
        let accepted = of(&Care::CLAIMS);
        assert!(accepted.iter().all(|finding| finding.code == "picture/accepted"));
        of(&[]).iter().map(|finding| format!("{:?} {}", finding.severity, finding.code)).collect()
    }

    fn picture_of_nothing() -> Picture {
        Picture {
            name: String::new(),
            page: 1,
            line_art: Default::default(),
            size: None,
            paper: None,
            span: Default::default(),
            bleed: Default::default(),
            care: Care::default(),
        }
    }

    #[test]
    fn pictures_that_are_not_released_are_told() {
        let date = Date { year: 2026, month: 3, day: 12 };
        for (release, expected) in [
            ("20260313", &["Error picture/embargo"][..]),
            ("20260312T220000+0800", &["Warning picture/embargo"]),
            ("20260312T220000-0500", &["Error picture/embargo"]),
            ("2026-03-12", &[]),
            ("20260301T080000+0800", &[]),
            ("soon", &[]),
            ("", &[]),
        ] {
            let told = Told { release: release.into(), ..Told::default() };
            assert_eq!(found(&told, date), expected, "{release}");
            assert!(found(&told, Date::default()).is_empty());
        }
    }

    #[test]
    fn instructions_that_forbid_printing_are_told_and_others_are_not() {
        for (instructions, forbids) in [
            ("NO USE", true),
            ("Web only -- No  Print", true),
            ("CHINA OUT, NO ARCHIVES", true),
            ("本图仅供内部参考，不得刊登", true),
            ("禁止转载。", true),
            ("NO SALES, EDITORIAL USE ONLY", false),
            ("Casino users", false),
            ("刊登请署名", false),
            ("未经本社书面许可，不得转载", false),
            ("No use without permission", false),
            ("限本报使用", false),
            ("本报专用，其他媒体未经同意禁止使用", false),
            ("仅供新媒体使用", true),
            ("", false),
        ] {
            let expected = if forbids { vec!["Error picture/instructions"] } else { Vec::new() };
            assert_eq!(found(&instructed(instructions), Date::default()), expected, "{instructions}");
        }
    }

    fn instructed(instructions: &str) -> Told {
        Told { instructions: instructions.into(), ..Told::default() }
    }

    #[test]
    fn what_is_forbidden_elsewhere_is_a_warning() {
        for (instructions, severity) in [
            ("NO USE USA", "Warning"),
            ("No use after 1 May 2027", "Warning"),
            ("不得使用于广告", "Warning"),
            ("NO USE CHINA", "Error"),
            ("NO USE USA. DO NOT PRINT", "Error"),
        ] {
            let found = found(&instructed(instructions), Date::default());
            assert_eq!(found, [format!("{severity} picture/instructions")], "{instructions}");
        }
    }
}
