//! What the words in a picture's file forbid: to print it before a day, or at all.

use crate::base::{Day, Diagnostic, Diagnostics, Moment, Severity};
use crate::input::ban_days;
use crate::input::bans::{self, Ban};
use crate::input::picture::Told;
use crate::message;
use crate::model::{Care, Date, Picture};

/// Finds what keeps a picture out of an edition of this date, unless it is let through, and what else its file asks for: nothing that an agency wrote stays unsaid.
pub(super) fn claims(picture: &Picture, told: &Told, date: Date) -> Diagnostics {
    let name = picture.name.as_str();
    let worded = worded_embargo(name, told, date);
    let banned = instructions(name, told);
    let plain = if worded.is_none() && banned.is_none() { asked(name, told) } else { None };
    let claims = [
        (Care::EMBARGO, embargo(name, told, date)),
        (Care::EMBARGO, worded),
        (Care::EMBARGO, expired(name, told, date)),
        (Care::EMBARGO, no_day(name, &told.release)),
        (Care::INSTRUCTIONS, banned),
        (Care::INSTRUCTIONS, plain),
        (Care::INSTRUCTIONS, asked_in_words(name, told)),
    ];
    let settled =
        claims.into_iter().filter_map(|(claim, finding)| finding.map(|finding| settled(picture, claim, finding)));
    settled.map(|finding| finding.at(picture.span)).collect()
}

fn settled(picture: &Picture, claim: &'static str, finding: Diagnostic) -> Diagnostic {
    if !picture.care.accepts.iter().any(|accepted| accepted == claim) {
        if finding.severity == Severity::Note {
            return finding;
        }
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
    let release = Moment::parse(&told.release)?;
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

/// A day that stands among the instructions, in any form of words, is for an editor to read, where no field says it as a day.
fn worded_embargo(name: &str, told: &Told, date: Date) -> Option<Diagnostic> {
    let Date { year, month, day } = date;
    let is_settled = date == Date::default() || Moment::parse(&told.release).is_some();
    let is_held = bans::holds_back(&told.instructions);
    if is_settled || !is_held || ban_days::are_over(&told.instructions, Day { year, month, day }) {
        return None;
    }
    let message = message!("{} may be held back, says its file: {}", name, quoted(&told.instructions));
    Some(Diagnostic::warning("picture/embargo", message).hint(match ban_days::is_in_words(&told.instructions) {
        true => "a day in words is not compared with the edition's date; see which day is meant",
        false => "see from when on it may be printed",
    }))
}

/// A release that is written as no day is for an editor to read too.
fn no_day(name: &str, release: &str) -> Option<Diagnostic> {
    (!release.is_empty() && Moment::parse(release).is_none()).then(|| {
        let message = message!("the release that the file of {} states is no day: {}", name, quoted(release));
        Diagnostic::warning("picture/embargo", message).hint("see from when on it may be printed")
    })
}

fn instructions(name: &str, told: &Told) -> Option<Diagnostic> {
    let asked = quoted(&told.instructions);
    match bans::of(&told.instructions) {
        Ban::None => None,
        Ban::Partly => Some(
            Diagnostic::warning(
                "picture/instructions",
                message!("{} must not be printed everywhere, says its file: {}", name, asked),
            )
            .hint("see whether this paper is meant"),
        ),
        Ban::Whole => Some(
            Diagnostic::error(
                "picture/instructions",
                message!("{} must not be printed, says its file: {}", name, asked),
            )
            .hint("take another picture, or ask the agency it came from"),
        ),
    }
}

/// What neither forbids nor holds back is passed on: a credit that must stand, a crop that is not allowed.
fn asked(name: &str, told: &Told) -> Option<Diagnostic> {
    let message = message!("the file of {} says how it may be used: {}", name, quoted(&told.instructions));
    let note = || Diagnostic::note("picture/instructions", message).hint("see whether the page keeps to it");
    (!told.instructions.is_empty()).then(note)
}

/// What a desk wrote into the caption or the title, since its program shows no other field.
fn asked_in_words(name: &str, told: &Told) -> Option<Diagnostic> {
    let sentence = bans::asked_in(&told.caption).or_else(|| bans::asked_in(&told.title))?;
    (!told.instructions.contains(sentence)).then(|| {
        let message = message!("the words of {} may forbid to print it: {}", name, quoted(sentence));
        Diagnostic::warning("picture/instructions", message).hint(
            "ask the agency or the desk it came from, and see that the sentence does not stand in the printed caption",
        )
    })
}

/// Longest quotation of a file's words; terms of use run to pages.
const LONGEST: usize = 160;

/// Words of a file on one line.
fn quoted(words: &str) -> String {
    let line = words.lines().collect::<Vec<_>>().join(" / ");
    let end = line.char_indices().nth(LONGEST).map(|(at, _)| at);
    end.and_then(|end| line.get(..end)).map_or(line.clone(), |begin| format!("{begin}…"))
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
            ("soon", &["Warning picture/embargo"]),
            ("", &[]),
        ] {
            let told = Told { release: release.into(), ..Told::default() };
            assert_eq!(found(&told, date), expected, "{release}");
            assert_eq!(found(&told, Date::default()).is_empty(), release != "soon");
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
    fn days_in_chinese_numerals_are_compared_as_those_in_figures() {
        let date = Date { year: 2026, month: 3, day: 12 };
        for (instructions, is_held) in [
            ("二〇二六年三月三十日前不得使用", true),
            ("二〇二六年三月十一日后方可使用", false),
            ("三月十二日前勿发", false),
            ("三月十三日前勿发", true),
            ("三月廿日后方可见报", true),
            ("2026年三月十日起可刊发", false),
            ("十日前不得刊发", false),
            ("十三日八时解禁", true),
        ] {
            let held = !found(&instructed(instructions), date).iter().all(|found| found.starts_with("Note"));
            assert_eq!(held, is_held, "{instructions}");
        }
    }

    #[test]
    fn an_hour_of_four_digits_is_no_day_and_no_year() {
        let date = Date { year: 2026, month: 3, day: 12 };
        for (instructions, is_held) in [
            ("EMBARGOED UNTIL 0001 MARCH 14", true),
            ("EMBARGOED UNTIL 0001 14 MARCH", true),
            ("EMBARGOED UNTIL 0600 MARCH 12", true),
            ("EMBARGOED UNTIL MARCH 14 2000 GMT", true),
            ("EMBARGOED UNTIL 0001 MARCH 12", false),
            ("EMBARGOED UNTIL 0001 MARCH 11 2026", false),
            ("EMBARGOED UNTIL MARCH 10 2030 GMT", false),
        ] {
            let expected = if is_held { "Warning picture/embargo" } else { "Note picture/instructions" };
            assert_eq!(found(&instructed(instructions), date), [expected], "{instructions}");
        }
    }

    #[test]
    fn a_day_among_the_instructions_is_told() {
        let date = Date { year: 2026, month: 3, day: 12 };
        for (instructions, is_held) in [
            ("EMBARGOED UNTIL 13 MARCH 2026", true),
            ("Hold for release 20260313", true),
            ("NOT FOR RELEASE BEFORE MARCH 13, 2026", true),
            ("Do not publish until Friday", true),
            ("Not for use prior to 0600 GMT", true),
            ("FOR RELEASE ON MARCH 14", true),
            ("3月13日前不得刊发", true),
            ("3月13日前请勿使用", true),
            ("请勿在3月13日6时前刊发", true),
            ("请勿在大会开幕之前使用", true),
            ("3月13日6时前，各媒体一律不得发布", true),
            ("不得提前见报", true),
            ("請勿於3月13日前刊登", true),
            ("请于3月15日见报", true),
            ("本图限3月13日后使用", true),
            ("请于3月13日以后使用", true),
            ("3月13日起可刊发", true),
            ("周五见报", true),
            ("待通知后再刊发", true),
            ("会议结束后方可见报", true),
            ("保密期至2026年3月20日", true),
            ("解禁时间：13日20时", true),
            ("等通知再用", true),
            ("下周二以后才能发", true),
            ("Embargo lifted", false),
            ("NO EMBARGO", false),
            ("For immediate release", false),
            ("刊登请署名", false),
            ("使用后请付稿酬", false),
            ("3月11日发布会现场", false),
            ("请于刊发后3日内寄样报", false),
            ("使用前请勿裁切", false),
            ("请于周三后刊发", true),
            ("请等新华社通稿后再用", true),
            ("待家属确认再发", true),
            ("接待日活动后发来的图", false),
            ("请于3月12日见报", false),
            ("3月10日见报", false),
            ("2026年3月12日见报", false),
            ("3月12日前勿发", false),
            ("3月13日见报", true),
            ("可于3月12日起刊发", false),
            ("3月11日18:00解禁", false),
            ("3月12日0时解禁", false),
            ("3月12日10时解禁", true),
            ("请于12日使用", false),
            ("请于13日使用", true),
            ("请于3月15日见报，刊后5日内寄样报", true),
            ("发布时间：2026-03-11 08:00", false),
            ("For release March 12", false),
            ("FOR USE AFTER 10 MARCH 2026", false),
            ("EMBARGOED UNTIL 00:01 GMT 11 March 2026", false),
            ("EMBARGOED UNTIL 20:00 GMT 11 March 2026", true),
            ("EMBARGOED UNTIL 20:00 GMT 10 March 2026", false),
            ("大会闭幕后发", true),
            ("会后发布会现场", false),
            ("请于3月10日后刊发", false),
            ("3月12日起可刊发", false),
            ("3月12日8时前不得刊发", true),
            ("2026年3月11日前请勿刊发", false),
            ("2027年3月11日前请勿刊发", true),
            ("3月10日后发稿，3月15日前请勿刊发", true),
            ("10日后方可使用", true),
            ("EMBARGOED UNTIL 10 MARCH 2026", false),
            ("Hold for release Mar 11, 2026", false),
            ("Hold for release 20260311", false),
            ("NOT FOR RELEASE BEFORE DECEMBER 28", false),
            ("NOT FOR RELEASE BEFORE AUGUST 28", true),
        ] {
            let expected = if is_held { "Warning picture/embargo" } else { "Note picture/instructions" };
            assert_eq!(found(&instructed(instructions), date), [expected], "{instructions}");
        }
        let dated = Told { release: "2026-03-12".into(), ..instructed("EMBARGOED UNTIL 12 MARCH") };
        assert_eq!(found(&dated, date), ["Note picture/instructions"], "the field of the date counts");
    }

    #[test]
    fn instructions_that_forbid_printing_are_told() {
        for instructions in [
            "NO USE",
            "Web only -- No  Print",
            "CHINA OUT, NO ARCHIVES",
            "本图仅供内部参考，不得刊登",
            "禁止转载。",
            "仅供新媒体使用",
            "Not for use in print.",
            "NO ARCHIVE, NO TV, NO NEWSPAPERS",
            "NO PRINT USE",
            "RESTRICTED TO WEB USE",
            "For web use only",
            "KILL KILL KILL",
            "FOR INTERNAL USE ONLY",
            "ＮＯ ＵＳＥ",
            "本图片禁止报纸使用",
            "不得用于平面媒体",
            "网络专供，纸媒勿用",
            "仅用于网站",
            "此图勿发",
            "请勿发",
            "本图只给内部看，别上报",
            "家属不同意公开",
            "暂缓刊发",
            "此图暂不使用",
            "暂停使用此图",
            "请各用户停用此图",
            "本图停用",
            "停用",
            "仅供内参",
            "内部资料，注意保存",
            "待审，勿用",
            "此图作废",
            "撤圖",
            "暫緩刊發",
            "請勿刊登",
            "此圖禁用",
            "請勿使用或轉載",
            "不要公开发表",
            "请勿对外发布",
            "切勿外传",
            "中国大陆媒体禁用",
            "中国大陆禁用",
            "大陆媒体禁用",
            "本图内地除外",
            "全球发布，中国除外",
            "禁止中国媒体使用",
            "报纸禁用",
            "报纸、杂志禁用",
            "不供平面媒体",
            "不向中国大陆客户提供",
            "不得在境内使用",
            "除中国大陆外均可使用",
            "港澳台及内地媒体不得使用",
            "仅限海外媒体使用",
            "此图禁用",
            "MAINLAND CHINA OUT",
            "Not available in China",
            "文字照发，图片停用",
            "照发，本图禁用",
            "EDITORS: KILL THIS PHOTO",
            "Kill picture, wrong person named",
            "本图可用，但禁止纸媒使用",
            "撤稿通知",
            "本图停用，解除时间另行通知",
        ] {
            let date = Date { year: 2026, month: 3, day: 12 };
            assert_eq!(found(&instructed(instructions), date), ["Error picture/instructions"], "{instructions}");
        }
    }

    #[test]
    fn instructions_that_leave_a_paper_free_are_noted() {
        for instructions in [
            "NO SALES, EDITORIAL USE ONLY",
            "Casino users",
            "刊登请署名",
            "未经本社书面许可，不得转载",
            "不得擅自转载",
            "No use without permission",
            "限本报使用",
            "本报专用，其他媒体未经同意禁止使用",
            "仅供网络和报纸使用",
            "报纸用图，不得裁切",
            "3月13日前不得刊发",
            "中国大陆以外地区禁用",
            "除报纸外不得使用",
            "未经许可，国内媒体不得使用",
            "不得在中国以外使用",
            "仅限中国大陆及海外报纸使用",
            "撤稿说明见另件，本图照发",
            "文字撤稿，图片照发",
            "撤图通知已撤销",
            "原停用通知作废，请照常使用",
            "解除对此图的禁用",
            "禁用已解除",
            "此图仍可使用",
            "请勿用于网站",
            "请勿发布到微信和微博",
            "不得用于商业用途",
            "禁止用于AI训练",
            "侵权必究",
            "一次性使用权",
            "MANDATORY CREDIT",
        ] {
            assert_eq!(
                found(&instructed(instructions), Date::default()),
                ["Note picture/instructions"],
                "{instructions}"
            );
        }
        assert!(found(&instructed(""), Date::default()).is_empty());
    }

    fn instructed(instructions: &str) -> Told {
        Told { instructions: instructions.into(), ..Told::default() }
    }

    #[test]
    fn captions_that_speak_to_a_desk_are_told_and_others_are_not() {
        for (caption, is_asked) in [
            ("市民在公园赏樱。（请勿在13日前刊发）", true),
            ("渔船靠岸。暂缓刊发！", true),
            ("渔船靠岸【此图停用】", true),
            ("漁船靠岸。請勿刊登。", true),
            ("3月13日前不得见报。渔船靠岸。", true),
            ("A boat. EMBARGOED UNTIL 13 MARCH.", true),
            ("MANDATORY KILL: a boat", true),
            ("请于3月15日见报：渔船靠岸", false),
            ("【暂不发】图为事故现场。", true),
            ("（此图暂不发）图为事故现场。", true),
            ("图为事故现场。（注意：3月14日前勿发）", true),
            ("（待核实）图为事故现场。", true),
            ("(NO USE) Residents walk.", true),
            ("ATTENTION EDITORS – NO USE. Residents walk.", true),
            ("ATTENTION EDITORS - THIS IMAGE WAS PROVIDED BY A THIRD PARTY. A boat.", true),
            ("停用多年的旧厂房。", false),
            ("墙上贴着“禁止使用明火”标识。", false),
            ("事故原因待核实，救援仍在进行。", false),
            ("（资料图）图为事故现场。", false),
            ("检修完成前不能用的老电梯。", false),
            ("There was no use in waiting, residents said.", false),
            ("请于3月15日见报。渔船靠岸", true),
            ("公园门口的告示牌提醒游客禁止使用无人机。", false),
            ("会场内禁止拍照，请勿使用闪光灯。", false),
            ("3月11日，发布会现场。", false),
            ("该厂的旧锅炉已停用三年，工人正在拆除。", false),
            ("景区暂停开放，暂缓发放门票。", false),
            ("图为报纸上刊登的启事。", false),
            ("The embargo on grain was lifted on Monday.", false),
            ("Police officers killed in the attack are remembered.", false),
            ("他说，这篇文章不得不发表。", false),
            ("市民不能停止使用旧燃气表。", false),
        ] {
            let of_caption = found(&Told { caption: caption.into(), ..Told::default() }, Date::default());
            let of_title = found(&Told { title: caption.into(), ..Told::default() }, Date::default());
            let expected = if is_asked { vec!["Warning picture/instructions"] } else { Vec::new() };
            assert_eq!(
                (of_caption, of_title),
                (
                    expected.clone().into_iter().map(str::to_owned).collect(),
                    expected.into_iter().map(str::to_owned).collect()
                ),
                "{caption}"
            );
        }
    }

    #[test]
    fn what_is_forbidden_elsewhere_is_a_warning() {
        for (instructions, severity) in [
            ("NO USE USA", "Warning"),
            ("No use after 1 May 2027", "Warning"),
            ("不得使用于图录", "Warning"),
            ("海外禁用", "Warning"),
            ("除中国大陆外，其他地区禁用", "Warning"),
            ("NO USE CHINA", "Error"),
            ("NO USE USA. DO NOT PRINT", "Error"),
        ] {
            let found = found(&instructed(instructions), Date::default());
            assert_eq!(found, [format!("{severity} picture/instructions")], "{instructions}");
        }
    }

    #[test]
    fn long_terms_are_quoted_in_short() {
        let note = quoted(&"terms\n".repeat(100));
        assert_eq!(note.chars().count(), LONGEST + 1);
    }
}
