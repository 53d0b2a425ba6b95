//! Small pages and what they were to say.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use super::*;
use crate::base::{FaceId, Len, Permille, SourceId};
use crate::display::{GlyphStyle, Paint, Standing, Turn, WordedRun};

fn at(start: usize, end: usize) -> Span {
    Span::new(SourceId(0), start, end)
}

/// A run of the story `a` in its frame.
fn piece(text: &str, span: Span) -> Item {
    let run = GlyphRun {
        reads: crate::display::Reads::ByGlyph,
        face: FaceId(0),
        size: Len::pt(9),
        scale_x: Permille::ONE,
        turn: Turn::Horizontal,
        style: GlyphStyle::Fill(Paint::BLACK),
        glyphs: Vec::new(),
        text: text.into(),
    };
    Item { kind: ItemKind::Glyphs(run), frame: "f".into(), story: "a".into(), span: Some(span) }
}

/// What is said of a source that is one paragraph, set in these pieces.
fn said(source: &str, pieces: &[&str], change: impl Fn(&mut Wording)) -> Vec<(&'static str, String, u32)> {
    let whole = at(0, source.len());
    let items = pieces.iter().map(|text| piece(text, whole)).collect();
    let pages = [DisplayPage { items, ..DisplayPage::default() }];
    let mut wording = Wording {
        story: "a".into(),
        runs: vec![WordedRun { span: whole, ..WordedRun::default() }],
        frames: vec![Standing { page: 0, frame: "f".into() }],
        ..Wording::default()
    };
    change(&mut wording);
    let text = |span: Span| source.get(span.start as usize..span.end as usize).unwrap_or_default();
    let found = written_is_shown(&TextJob { pages: &pages, wordings: &[wording], printed: &[whole], source: &text });
    found.into_iter().map(|it| (it.code, it.message.to_string(), it.span.unwrap_or_default().start)).collect()
}

fn codes(source: &str, pieces: &[&str]) -> Vec<(&'static str, u32)> {
    said(source, pieces, |_| {}).into_iter().map(|(code, _, at)| (code, at)).collect()
}

#[test]
fn hyphens_and_raised_signs_are_the_same_text() {
    assert_eq!(codes("春 天　的typewriter", &["春　天 ", "的type-", "writer"]), []);
    assert_eq!(codes("细菌10⁵个", &["细菌10", "5", "个"]), []);
}

#[test]
fn the_first_place_that_differs_is_told() {
    let source = "昨夜小雨，今晨放晴，海面平静。";
    let of = |part: &str| u32::try_from(source.find(part).unwrap()).unwrap();
    assert_eq!(codes(source, &["昨夜小雨，", "海面平静。"]), [("text/lost", of("今"))]);
    assert_eq!(codes(source, &["昨夜小雨，今晨放晴，"]), [("text/lost", of("海"))]);
    assert_eq!(codes(source, &["昨夜大雨，今晨放晴，海面平静。"]), [("text/changed", of("小"))]);
    assert_eq!(codes(source, &["昨夜小雨，雨，今晨放晴，海面平静。"]).first().unwrap().0, "text/added");
    assert_eq!(codes(source, &["昨夜小雨，今晨放晴，海面平静。完"]).first().unwrap().0, "text/added");
    // A hyphen that no word needs is a sign like any other.
    assert_eq!(codes("甲乙", &["甲-", "乙"]).first().unwrap().0, "text/added");
}

#[test]
fn a_blank_that_is_written_stands_on_the_page() {
    assert_eq!(codes("春 天the end", &["春 天the", " end"]), []);
    assert_eq!(codes("春 天the end", &["春天the", " end"]), [("text/lost", 4)]);
    assert_eq!(codes("春 天the end", &["春 天the", "end"]), [("text/lost", 11)]);
    // The end of a line as typed is a blank between words alone.
    assert_eq!(codes("春\n天the\nend", &["春天the end"]), []);
    assert_eq!(codes("春\n天the\nend", &["春天theend"]), [("text/lost", 11)]);
    assert_eq!(codes("春天\u{200B}the", &["春天the"]), []);
}

#[test]
fn what_is_told_elsewhere_is_not_told_twice() {
    let overset = |wording: &mut Wording| wording.missing = Missing::End;
    assert_eq!(said("昨夜小雨，今晨放晴", &["昨夜小雨"], overset), []);
    assert_eq!(said("昨夜小雨，今晨放晴", &["昨夜，今晨放晴"], overset).len(), 1, "only the end may be missing");
    let jump = |wording: &mut Wording| wording.missing = Missing::All;
    assert_eq!(said("下转四版", &[], jump), []);
    assert_eq!(said("下转四版", &["下转"], jump).len(), 1);
    let unused = |wording: &mut Wording| wording.frames.clear();
    assert_eq!(said("未用", &[], unused)[0].0, "text/lost", "what must print is in no story");
    assert_eq!(said("未用", &["未用"], unused)[1].0, "text/added", "no story was to say it");
}

#[test]
fn readings_stand_after_the_line_of_their_letters() {
    let ruby = |wording: &mut Wording| {
        let run = |start, end, reading: Option<&str>| WordedRun {
            span: at(start, end),
            reading: reading.map(Into::into),
            ..WordedRun::default()
        };
        wording.runs = vec![run(0, 3, None), run(3, 6, Some("lù")), run(6, 9, None)];
    };
    assert_eq!(said("白鹭洲", &["白", "鹭", "洲", "lù"], ruby), []);
    assert_eq!(said("白鹭洲", &["白", "鹭", "lù", "洲"], ruby), []);
    assert_eq!(said("白鹭洲", &["白", "鹭", "洲"], ruby)[0].0, "text/lost");
}

#[test]
fn inline_marks_of_values_are_no_text() {
    for marks in ["*", "** ", ":dot[", "]{lù}", "]", "*:ruby[", ""] {
        assert_eq!(after_marks(marks), "", "{marks}");
    }
    assert_eq!(after_marks("*甲"), "甲");
    assert_eq!(after_marks("：甲"), "：甲");
    assert_eq!(after_marks(":甲"), ":甲");
}

/// Whether a text comes from a source.
fn comes(text: &str, source: &str) -> bool {
    origin::comes_from(text, source, at(0, source.len())).is_ok()
}

#[test]
fn texts_come_from_quoted_values_variables_and_marks() {
    assert!(comes("临澜日报A01", "{paper}{page}"));
    assert!(comes("第12期　本报讯", "第{issue}期　本报讯"));
    assert!(comes("他说\"好\"", "\"他说\\\"好\\\"\""));
    assert!(comes("它's", "'它''s'"));
    assert!(comes("甲乙", "|\n  甲\n  乙\n"));
    assert!(comes("白鹭洲", ":ruby[白鹭]{báilù}洲"));
    assert!(comes("甲&乙<&&", "甲&amp;乙&lt;&amp;&amp;") && comes("甲&amp;乙", "甲\\&amp;乙"));
    assert!(comes("甲*乙", "甲\\*乙"));
    assert!(comes("12,800", "１２，８００"));
    assert!(comes("●", "-") && comes("3.", "3"));
    assert!(
        comes("他说\"好\"", "\"他说\"\"好\"\"\"") && comes("C:\\数", "\"C:\\数\"") && comes("甲\"乙", "\"甲\"\"乙\"")
    );
    assert!(comes("甲乙\"丙\"", "\"甲\"乙\"丙\"") && !comes("甲乙丙", "\"甲\"乙\"丙\""));
    assert!(comes("编", ""), "the program's own words have no source");
    assert!(comes("临澜日报粗", "{paper} **粗**") && comes("临澜日报粗", "**{paper}** 粗"));
    assert!(comes("临澜日报点10:30", "{paper}:dot[点]10:30") && comes("星期四①", "{weekday}:sup[①]"));
    assert!(comes("前面空格", "前面&nbsp;空格") && comes("AT&amp;T", "AT&amp;T") && comes("\\点", "\\:dot[点]"));
    assert!(comes("本报讯:sup[①]", "本报讯:sup[①]"));
}

#[test]
fn texts_that_lost_or_gained_a_sign_do_not() {
    for (text, source) in [
        ("临澜日A01", "{paper}报{page}"),
        ("甲", "|\n  甲\n  乙\n"),
        ("他说好", "\"他说\\\"好\\\"\""),
        ("甲乙丙", "甲乙"),
        ("白鹭", ":ruby[白鹭]{báilù}洲"),
        ("甲乙", "甲，乙"),
        ("theend", "the end"),
        ("theend", "the **end**"),
    ] {
        assert!(!comes(text, source), "{text} from {source}");
    }
}
