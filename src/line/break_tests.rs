//! Where lines break beside numbers, names, signs and addresses.

use crate::base::Len;
use crate::model::{Composition, Direction, Fit, Hyphenate, ParaStyle, UnitGlue, WordBreak};
use crate::shape::{shape_ideal, shape_ideal_in};
use crate::tradition::Lang;

use super::breaks::{Break, QUANTITY_BREAK, breaks};
use super::tests::{EM, style};
use super::{LineEnd, LineFit, LineMeasures, set_para};

/// Where the lines of a text end, in characters, set in every measure from three to sixteen em by both ways of choosing breaks.
fn all_line_ends(text: &str, direction: Direction) -> Vec<usize> {
    let para = shape_ideal_in(text, EM, Lang::ZhHans, direction);
    let mut ends = Vec::new();
    for halves in 6..33 {
        for fit in [Fit::First, Fit::Optimum] {
            let style = ParaStyle { indent: Len::ZERO, ..style(Composition { fit, ..Composition::default() }) };
            let measures = LineMeasures::new(&[], EM * halves / 2);
            for line in set_para(&para, &style, &measures) {
                let last = &para.clusters[line.clusters.end as usize - 1];
                ends.push(para.text[..last.text_range().end].chars().count());
            }
        }
    }
    ends
}

/// A bar stands where a text may never be broken.
fn assert_never(marked: &str) {
    let text = marked.replace('|', "");
    for direction in [Direction::Horizontal, Direction::Vertical] {
        let ends = all_line_ends(&text, direction);
        assert!(ends.iter().any(|end| *end < text.chars().count()), "{text} never broke");
        let mut at = 0;
        for c in marked.chars() {
            if c == '|' {
                assert!(!ends.contains(&at), "{marked} broke after {at} characters");
            } else {
                at += 1;
            }
        }
    }
}

#[test]
fn numbers_stay_with_their_signs() {
    for marked in [
        "青年队末节以5|∶|4险胜，总比分改写为2|1|∶|19",
        "沙盘按1|∶|2|5|0|0|0缩小，水泥与砂为1|∶|3|∶|6",
        "锅炉房夜里仍有60|°|C，室外只有-|3|°|C左右",
        "灯塔位于东经121|°|48|′|E、北纬38|°|N附近海面",
        "孔深误差不超过3|±|0|.|2毫米，净胜球为4|−|1个",
        "算式写着9|÷|3|＝|3，旁边是7|＋|5|＝|12几个字",
        "全市共植树2| |4|5|6| |7|8|0棵，认养3|\u{2009}|2|0|0株",
        "选修课开了F|+|+与C|+|+两门，她的论文得了B|+的评价",
        "车速表停在95k|m|/|h，含盐量3g|/|L，接口走USB|/|IP方式",
    ] {
        assert_never(marked);
    }
}

#[test]
fn straight_quotes_and_apostrophes_stand_with_their_words() {
    for marked in [
        "船长只说\"|知道了|\"三个字，转身写下\"|返航|\"两个字",
        "这条巷子叫'|听雨|'已经很久，人们说'|别改了|'才留住",
        "台上在唱drum ’|n|’ bass，台下在打拍子",
    ] {
        assert_never(marked);
    }
}

#[test]
fn pictures_of_several_characters_are_one_sign() {
    for marked in ["看台上挥着🇫|🇷小旗，老人竖起👍|🏿夸他们", "相册封面是👨|\u{200D}|👩|\u{200D}|👧三个人的合影"]
    {
        assert_never(marked);
    }
}

#[test]
fn long_addresses_break_at_signs_before_a_line_is_overfull() {
    for text in
        ["稿件发到night.editor@paper.harbour-city.example即可", "文件名是summary_of_harbour_plan-2026.final请查收"]
    {
        let para = shape_ideal(text, EM, Lang::ZhHans);
        for fit in [Fit::First, Fit::Optimum] {
            let style = ParaStyle { indent: Len::ZERO, ..style(Composition { fit, ..Composition::default() }) };
            for line in set_para(&para, &style, &LineMeasures::new(&[], EM * 9)) {
                assert_ne!(line.fit, LineFit::Overfull, "{text}");
                assert_ne!(line.end, LineEnd::Hyphen, "{text}");
            }
        }
    }
}

#[test]
fn a_number_and_its_unit_part_only_where_a_line_would_gape() {
    // Eight characters and a half fit; before the number the line keeps its letters under an eighth of an em apart.
    let end = |text: &str, halves: i64, unit_glue| {
        let rules = Composition { unit_glue, fit: Fit::First, ..Composition::default() };
        let style = ParaStyle { indent: Len::ZERO, ..style(rules) };
        let measures = LineMeasures::new(&[], EM * halves / 2);
        set_para(&shape_ideal(text, EM, Lang::ZhHans), &style, &measures)[0].clusters.end
    };
    let set = |unit_glue| end("港务局今年新添30艘拖轮", 17, unit_glue);
    assert_eq!((set(UnitGlue::News), set(UnitGlue::Never)), (9, 9));
    let set = |unit_glue| end("港务局与航道处今年一起新添30艘拖轮", 29, unit_glue);
    assert_eq!((set(UnitGlue::News), set(UnitGlue::Never)), (13, 15));
}

/// B5: what is wider than its column is parted at fixed places rather than printed beyond it, and stays whole where it has room.
#[test]
fn long_rows_and_hosts_are_torn_only_where_they_must_be() {
    for (text, whole) in [
        ("账号6222020200112233445566", "6222020200112233445566"),
        ("见www.linlandaily.example网", "www.linlandaily.example"),
    ] {
        for (measure, fits) in [(8, false), (16, true)] {
            for fit in [Fit::First, Fit::Optimum] {
                let para = shape_ideal(text, EM, Lang::ZhHans);
                let style = ParaStyle { indent: Len::ZERO, ..style(Composition { fit, ..Composition::default() }) };
                let lines = set_para(&para, &style, &LineMeasures::new(&[], EM * measure));
                let texts = lines.iter().map(|line| {
                    let clusters = &para.clusters[line.clusters.start as usize..line.clusters.end as usize];
                    clusters.iter().map(|cluster| &para.text[cluster.text_range()]).collect::<String>()
                });
                assert!(lines.iter().all(|line| line.width <= line.measure), "{text} at {measure} em");
                assert_eq!(texts.into_iter().any(|line| line.contains(whole)), fits, "{text} at {measure} em");
            }
        }
    }
}

#[test]
fn names_of_letters_digits_and_signs_are_whole() {
    for marked in [
        "车间做的是机电|+改造，课表叫历史|+诗词，报名已满",
        "留言请写@|潮生，或者发到话题#|老渡口的灯|#下面来",
        "摊主评了C|−级，隔壁烤鱼店拿了A|−，都贴在门口呢",
        "纪念5|·|9和12|·|7，海边一早就站满了人，谁也不说话",
        "终场哨响，记分牌停在4|：|1，看台上没有一个人走",
        "肇事车是蓝色轿车B·|90817，司机当场被民警带走了",
        "票价按每班30座|/|h折算，电耗约2kW|/|台，写在合同里",
        "门牌7|#与9|#之间堆着砖头，绕行请走后面的小巷子",
    ] {
        assert_never(marked);
    }
}

/// Bars stand where a break is taken only before a line would gape, and is like any other where names are not kept whole.
#[test]
fn names_part_only_where_a_line_would_gape() {
    for marked in [
        "买的是B|股不是国债",
        "在T2|候机厅等",
        "皖|C70|开头的车",
        "休息4|天再来",
        "一群60|后在唱",
        "三家300+|家的店",
        "限5–|8|号入场",
        "换了Pi-|Fi盒子",
        "按DB| 11执行",
        "见No.| 3一节",
        "跑了9| km才停",
        "在A～|F|区排队",
        "电话+61 555| 1234请记",
        "评为Ⅲ|级风险",
        "住在③|号楼",
        "过双|11买书",
        "来了5、|6|个人",
        "有陆|\u{3000}鸣\u{3000}孟家骥\u{3000}司徒|\u{3000}岚。",
    ] {
        let text = marked.replace('|', "");
        for (unit_glue, expected) in [(UnitGlue::News, marked), (UnitGlue::Never, text.as_str())] {
            let para = shape_ideal(&text, EM, Lang::ZhHans);
            let rules = Composition { unit_glue, hyphenate: Hyphenate::Never, ..Composition::default() };
            let found = breaks(&para, &para.signs(), &rules, EM * 20);
            let glued = para.clusters.iter().zip(found).filter(|(_, end)| *end == Break::May(QUANTITY_BREAK));
            let mut shown = text.clone();
            for end in glued.map(|(cluster, _)| cluster.text_range().end).collect::<Vec<_>>().into_iter().rev() {
                shown.insert(text[..end].trim_end().len(), '|');
            }
            assert_eq!(shown, expected);
        }
    }
}

#[test]
fn no_korean_paragraph_ends_in_a_syllable_with_its_stop() {
    let text = "교육청은 올해 문을 닫으려던 학교를 3년 더 두기로 했다.";
    let para = shape_ideal_in(text, EM, Lang::Ko, Direction::Horizontal);
    let composition = Lang::Ko.tradition().style.composition;
    for halves in 20..33 {
        let lines = set_para(&para, &style(composition), &LineMeasures::new(&[], EM * halves / 2));
        let last = lines.last().unwrap().clusters.clone();
        assert!(lines.len() < 2 || last.len() > 2, "{halves}");
    }
}

#[test]
fn no_line_is_torn_open_where_an_address_or_a_code_may_end_short() {
    for (text, measure) in [
        ("邮箱是news.desk-2026@linlan-daily.example.cn，电话号码另行公布", 11),
        ("邮箱是news.desk-2026@linlan-daily.example.cn，电话号码另行公布", 9),
        ("身份证号350102199001011234，订单号另行公布，请各位记好", 8),
        ("网址为www.linlan-daily.example.cn/news/2026/03，欢迎各位访问", 10),
    ] {
        for direction in [Direction::Horizontal, Direction::Vertical] {
            let para = shape_ideal_in(text, EM, Lang::ZhHans, direction);
            let style = ParaStyle { indent: Len::ZERO, ..style(Composition::default()) };
            for line in set_para(&para, &style, &LineMeasures::new(&[], EM * measure)) {
                let letters = line.clusters.len();
                assert!(line.each <= EM * 3 / 4, "{text} at {measure}: {letters} clusters, {:?} each", line.each);
            }
        }
    }
}

#[test]
fn no_part_of_an_address_stands_alone_where_all_of_it_fills_lines() {
    let text = "居民用水有疑问可拨打65438899，或发邮件至shuiwu2026@linlan.gov.example，也可登录www.linlan.gov.example/shuiwu查询。";
    let para = shape_ideal(text, EM, Lang::ZhHans);
    let style = ParaStyle { indent: Len::ZERO, ..style(Composition::default()) };
    for measure in 9..19 {
        let lines = set_para(&para, &style, &LineMeasures::new(&[], EM * measure));
        let (_, full) = lines.split_last().unwrap();
        for line in full {
            assert!(line.width * 2 > line.measure, "{measure}: a line of {:?}", line.width);
        }
    }
}

#[test]
fn the_end_of_an_address_stands_with_its_host() {
    let text = "简历请在本月底前投递至jobs@linlan-harbour.cn，过期不候";
    let para = shape_ideal(text, EM, Lang::ZhHans);
    for measure in 10..20 {
        for line in set_para(&para, &style(Composition::default()), &LineMeasures::new(&[], EM * measure)) {
            let start = para.clusters[line.clusters.start as usize].text_range().start;
            assert!(!text[start..].starts_with(".cn"), "{measure}");
        }
    }
}

#[test]
fn dates_and_ranges_stay_whole_where_that_is_always_wanted() {
    // The line before the date or range is one of seven letters that must grow by an em and a half.
    for (text, whole) in [
        ("渡轮公司计划自3月11日起加开", "3月11日"),
        ("面向八岁以上10～20人的班组", "10～20人"),
        ("参加的人已有100多人了还在来", "100多人"),
    ] {
        let line = |unit_glue| {
            let rules = Composition { unit_glue, ..Composition::default() };
            let style = ParaStyle { indent: Len::ZERO, ..style(rules) };
            let para = shape_ideal(text, EM, Lang::ZhHans);
            let lines = set_para(&para, &style, &LineMeasures::new(&[], EM * 17 / 2));
            let ends = lines.iter().map(|line| para.clusters[line.clusters.end as usize - 1].text_range().end);
            let start = text.find(whole).unwrap();
            ends.clone().all(|end| end <= start || end >= start + whole.len())
        };
        assert!(line(UnitGlue::Always) && !line(UnitGlue::Never), "{text}");
    }
}

#[test]
fn bylines_end_their_lines_between_names() {
    let rules = Composition { word_break: WordBreak::KeepAll, justify: false, ..Composition::default() };
    let style = ParaStyle { indent: Len::ZERO, ..style(rules) };
    for text in [
        "本报记者 王北川 李雨桐 通讯员 欧阳海燕 实习生 林可",
        "文/记者 方知远 图/受访者提供",
        "王北川、李雨桐、欧阳海燕、周小川",
    ] {
        let para = shape_ideal(text, EM, Lang::ZhHans);
        for measure in 7..20 {
            for line in set_para(&para, &style, &LineMeasures::new(&[], EM * measure)) {
                let end = para.clusters[line.clusters.end as usize - 1].text_range().end;
                let before = text[..end].trim_end();
                let is_between = end == text.len() || before.len() < end || before.ends_with('、');
                assert!(is_between, "{measure}: {before}");
            }
        }
    }
}
