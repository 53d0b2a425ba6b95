//! What the words in a picture's file forbid: to print it before a day, or at all.

use super::bans::{self, Ban};
use crate::base::{Day, Diagnostic, Diagnostics, Moment};
use crate::input::picture::Told;
use crate::message;
use crate::model::{Care, Date, Picture};

/// Finds what keeps a picture out of an edition of this date, unless it is let through.
pub(super) fn claims(picture: &Picture, told: &Told, date: Date) -> Diagnostics {
    let claims = [
        (Care::EMBARGO, embargo(&picture.name, told, date)),
        (Care::EMBARGO, expired(&picture.name, told, date)),
        (Care::INSTRUCTIONS, instructions(&picture.name, told)),
    ];
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
    if date == Date::default() {
        return None;
    }
    let Some(release) = Moment::parse(&told.release) else { return worded_embargo(name, told) };
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

/// The last day counts as one on which it may be published.
fn expired(name: &str, told: &Told, date: Date) -> Option<Diagnostic> {
    let Date { year, month, day } = date;
    let expires = Moment::parse(&told.expires).filter(|_| date != Date::default())?;
    (expires.day() < Day { year, month, day }).then(|| {
        let message = message!("{} may be published until {} only, says its file", name, expires.to_string());
        Diagnostic::warning("picture/embargo", message).hint("see whether its licence goes on, or take another picture")
    })
}

/// A day that stands among the instructions, in any form of words, is for an editor to read.
fn worded_embargo(name: &str, told: &Told) -> Option<Diagnostic> {
    let message = message!("{} may be held back, says its file: {}", name, told.instructions);
    let finding = || Diagnostic::warning("picture/embargo", message);
    bans::holds_back(&told.instructions).then(|| finding().hint("see from when on it may be printed"))
}

fn instructions(name: &str, told: &Told) -> Option<Diagnostic> {
    match bans::of(&told.instructions) {
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
    fn pictures_whose_licence_has_ended_are_told() {
        let date = Date { year: 2026, month: 3, day: 12 };
        let warned = &["Warning picture/embargo"][..];
        for (expires, expected) in
            [("20260311", warned), ("2026-03-11T23:00:00+0800", warned), ("20260312", &[]), ("never", &[]), ("", &[])]
        {
            let told = Told { expires: expires.into(), ..Told::default() };
            assert_eq!(found(&told, date), expected, "{expires}");
            assert!(found(&told, Date::default()).is_empty());
        }
    }

    #[test]
    fn a_day_among_the_instructions_is_told() {
        let date = Date { year: 2026, month: 3, day: 12 };
        for (instructions, is_held) in [
            ("EMBARGOED UNTIL 13 MARCH 2026", true),
            ("Hold for release 20260313", true),
            ("3月13日前不得刊发", true),
            ("请于3月13日以后使用", true),
            ("会议结束后方可见报", true),
            ("Embargo lifted", false),
            ("NO EMBARGO", false),
            ("刊登请署名", false),
            ("使用后请付稿酬", false),
        ] {
            let expected = if is_held { vec!["Warning picture/embargo"] } else { Vec::new() };
            assert_eq!(found(&instructed(instructions), date), expected, "{instructions}");
        }
        let dated = Told { release: "2026-03-12".into(), ..instructed("EMBARGOED UNTIL 12 MARCH") };
        assert!(found(&dated, date).is_empty(), "the field of the date counts");
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
            ("Not for use in print.", true),
            ("NO ARCHIVE, NO TV, NO NEWSPAPERS", true),
            ("NO PRINT USE", true),
            ("RESTRICTED TO WEB USE", true),
            ("For web use only", true),
            ("本图片禁止报纸使用", true),
            ("不得用于平面媒体", true),
            ("网络专供，纸媒勿用", true),
            ("仅用于网站", true),
            ("此图勿发", true),
            ("仅供网络和报纸使用", false),
            ("报纸用图，不得裁切", false),
            ("3月13日前不得刊发", false),
            ("中国大陆媒体禁用", true),
            ("中国大陆禁用", true),
            ("大陆媒体禁用", true),
            ("本图内地除外", true),
            ("全球发布，中国除外", true),
            ("禁止中国媒体使用", true),
            ("报纸禁用", true),
            ("报纸、杂志禁用", true),
            ("不供平面媒体", true),
            ("不向中国大陆客户提供", true),
            ("不得在境内使用", true),
            ("除中国大陆外均可使用", true),
            ("港澳台及内地媒体不得使用", true),
            ("仅限海外媒体使用", true),
            ("此图禁用", true),
            ("MAINLAND CHINA OUT", true),
            ("Not available in China", true),
            ("中国大陆以外地区禁用", false),
            ("除报纸外不得使用", false),
            ("未经许可，国内媒体不得使用", false),
            ("不得在中国以外使用", false),
            ("仅限中国大陆及海外报纸使用", false),
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
            ("海外禁用", "Warning"),
            ("除中国大陆外，其他地区禁用", "Warning"),
            ("NO USE CHINA", "Error"),
            ("NO USE USA. DO NOT PRINT", "Error"),
        ] {
            let found = found(&instructed(instructions), Date::default());
            assert_eq!(found, [format!("{severity} picture/instructions")], "{instructions}");
        }
    }
}
