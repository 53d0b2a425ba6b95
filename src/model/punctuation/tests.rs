use super::*;
use crate::base::SourceId;
use crate::model::edition::{CharStyle, Run};

/// What is told of paragraphs of a story: the code without its room, and the stretch that the place covers.
fn told(paras: &[&str], kind: StoryKind) -> Vec<String> {
    let whole = paras.concat();
    let mut start = 0;
    let paras = paras.iter().map(|text| {
        let span = Span::new(SourceId(0), start, start + text.len());
        start += text.len();
        Para { runs: vec![Run { text: (*text).to_owned(), span, ..Run::default() }], ..Para::default() }
    });
    let story = Story { kind, paras: paras.collect(), ..Story::default() };
    let style = CharStyle {
        family: crate::base::FamilyId::new(0),
        size: crate::base::Len::pt(9),
        paint: None,
        lang: Lang::ZhHans,
        scale_x: crate::base::Permille::ONE,
        tracking: crate::base::Em::ZERO,
        rise: crate::base::Len::ZERO,
        gradient: None,
        layers: Vec::new(),
        features: Default::default(),
    };
    let edition = Edition { stories: vec![story], char_styles: vec![style], ..Edition::default() };
    let shown = |finding: &Diagnostic| {
        let span = finding.span.unwrap();
        let typed = &whole[span.start as usize..span.end as usize];
        format!("{} {typed}", finding.code.rsplit('/').next().unwrap())
    };
    check(&edition, &[], Severity::Note).iter().map(shown).collect()
}

#[test]
fn sound_copy_is_let_be() {
    for text in [
        "上午10:30，降3.5%，共3,450人；比分2:1。",
        "见 https://example.com/a?b=1,2 或 www.example.cn，写信到 a.b@example.com。",
        "他说：“‘好’是一个字。”——《论语》（上）……！？",
        "He said, “No. I don’t.” And left: OK? Yes! (Really.)",
        "GB/T 15834-2011、U.S.政府、No.1号、Mr.王、E=mc²、f(x)=0、C++、Yahoo!公司",
        "1.春天 2.夏天；(1)秋天；2)冬天；a)春天",
        "1）春天",
        "“不得了！！”他喊，“真的？！”……",
        "工人们的’90年代，O’Neill、workers’ union",
        "A股、B超、T恤、4K、1/2、1∶3、阿·托尔斯泰",
        "他笑了:)",
        "5\" 屏和 32\"电视",
        "用 .docx 文件，见 :dot[点]",
        "增长3.5、下降4.0，气温-3~5℃",
    ] {
        assert_eq!(told(&[text], StoryKind::Body), [""; 0], "{text}");
    }
}

#[test]
fn marks_that_no_proof_reader_lets_pass_are_told_where_they_stand() {
    for (text, expected) in [
        ("上午,记者到场", &["half-width ,"][..]),
        ("他走了.", &["half-width ."]),
        ("增长5%,达到新高", &["half-width ,"]),
        ("时间:10:30", &["half-width :"]),
        ("上午 , 记者 . 到场 ;", &["half-width ,", "half-width .", "half-width ;"]),
        ("图 : 渔船", &["half-width :"]),
        ("真的吗?真的!", &["half-width ?", "half-width !"]),
        ("《渔歌》,“好”;", &["half-width ,", "half-width ;"]),
        ("人民币(RMB)升值", &["half-width ("]),
        ("北京（Beijing)开幕", &["half-width )"]),
        ("国内生产总值（GDP)", &["half-width )"]),
        ("他说\"好\"。", &["half-width \""]),
        ("他说\"好。", &["unpaired \""]),
        ("新港\"开工", &["unpaired \""]),
        ("他说...走吧", &["half-width ..."]),
        ("完了。。", &["doubled 。。"]),
        ("早上，，晚上、、", &["doubled ，，", "doubled 、、"]),
        ("真的？。", &["doubled ？。"]),
        ("后来。。。", &["doubled 。。。"]),
        ("他说：“好。", &["unpaired “"]),
        ("他说：好。”", &["unpaired ”"]),
        ("见《论语。", &["unpaired 《"]),
        ("（见图", &["unpaired （"]),
        ("图）所示的地方", &["unpaired ）"]),
        ("二０２６年Ａ股", &["full-width ０２６", "full-width Ａ"]),
    ] {
        let text_told = told(&[text], StoryKind::Body);
        assert_eq!(text_told, expected.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn what_is_wrong_in_a_name_is_told_once_where_the_name_is_written() {
    let own = |value: &'static str| Spanned::new(value, Span::new(SourceId(1), 7, 7 + value.len()));
    let mut unit: Vec<Letter> =
        "今日临澜(周末)报，共8版".chars().map(|c| Letter { c, span: Span::new(SourceId(0), 3, 90) }).collect();
    place_named(&mut unit, &[own("临澜(周末)报"), own("8")]);
    let places: Vec<u32> = unit.iter().map(|letter| letter.span.source.0).collect();
    assert_eq!(places, [0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0]);
    assert_eq!(marks::check(&unit, Setting::Horizontal)[0].span, Some(Span::new(SourceId(1), 13, 14)));
    // What was typed there itself is no name that was taken in.
    let typed = |at: usize, c: char| Letter { c, span: Span::new(SourceId(0), at, at + c.len_utf8()) };
    let mut unit: Vec<Letter> = "临澜".char_indices().map(|(at, c)| typed(at, c)).collect();
    place_named(&mut unit, &[own("临澜")]);
    assert!(unit.iter().all(|letter| letter.span.source == SourceId(0)));
}

#[test]
fn quotes_go_on_over_paragraphs() {
    for (paras, expected) in [
        (&["他说：“一。", "“二。", "“三。”", "“四。”"][..], &[][..]),
        (&["他说：“一。", "二。", "三。”"], &[]),
        (&["“一。", "二，‘好’。", "“三。”他说。"], &[]),
        (&["他说：“一。", "她说：“二。”"], &["unpaired “"]),
        (&["他说：“一。”", "二。”"], &["unpaired ”"]),
        (&["“一。", "二。"], &["unpaired “"]),
        (&["他说“一“，走了。"], &["unpaired “", "unpaired “"]),
    ] {
        assert_eq!(told(paras, StoryKind::Body), *expected, "{paras:?}");
    }
    let lines = ["“春天的", "故事”（上", "篇）"];
    assert_eq!(told(&lines, StoryKind::Furniture), [""; 0]);
}

#[test]
fn lines_below_a_text_that_no_reader_needs_are_told() {
    for (last, expected) in [
        ("责编：李四　校对：王五", "end-line 责编：李四　校对：王五"),
        ("（责任编辑：赵六）", "end-line （责任编辑：赵六）"),
        ("编辑 王强", "end-line 编辑 王强"),
        ("（完）", "end-line （完）"),
        ("船都回来了。（完）", "end-line （完）"),
        ("(End)", "end-line (End)"),
        ("船都回来了。（责编 李雨）", "end-line （责编 李雨）"),
        ("NNNN", "end-line NNNN"),
    ] {
        assert_eq!(told(&["船都回来了。", last], StoryKind::Body), [expected], "{last}");
    }
    assert_eq!(told(&["（完）", "船都回来了。"], StoryKind::Body), [""; 0]);
    for last in ["策划：王强　统筹：李明", "编辑部的灯还亮着。", "作业做完了。", "（作者系本报编辑）", "（全文完）"]
    {
        assert_eq!(told(&["船都回来了。", last], StoryKind::Body), [""; 0], "{last}");
    }
    let both = ["船都回来了。", "（完）", "责编：李四"];
    assert_eq!(told(&both, StoryKind::Body), ["end-line 责编：李四", "end-line （完）"]);
}
