//! Tests of the reader of articles: stars, lists, what Markdown swallows, the account of every byte.

use super::super::markup::written;
use super::*;

fn read(text: &str) -> (Article, Diagnostics) {
    let mut found = Diagnostics::new();
    let article = parse(text, SourceId(0), &mut found);
    (article, found)
}

/// The text of the blocks, `【】` around bold and `〔〕` around kai.
fn looks(text: &str) -> Vec<String> {
    let (article, _) = read(text);
    let run = |run: &InlineRun| {
        let kai = if run.markup.emphasis { format!("〔{}〕", run.text) } else { run.text.clone() };
        if run.markup.strong { format!("【{kai}】") } else { kai }
    };
    article.blocks.iter().map(|block| block.runs.iter().map(run).collect()).collect()
}

fn told(text: &str) -> Vec<(&'static str, String)> {
    let place = |finding: &Diagnostic| {
        let span = finding.span.unwrap_or_default();
        text[span.start as usize..span.end as usize].to_owned()
    };
    read(text).1.iter().map(|finding| (finding.code, place(finding))).collect()
}

#[test]
fn stars_pair_by_turns_whatever_stands_beside_them() {
    for (written, set) in [
        ("听**《夜航》**再唱**《归帆》**散场", "听【《夜航》】再唱【《归帆》】散场"),
        ("船工**老郑（七十岁）**说；他答**“不走”，**又笑", "船工【老郑（七十岁）】说；他答【“不走”，】又笑"),
        ("前*楷。*后，再***又粗又楷！***完", "前〔楷。〕后，再【〔又粗又楷！〕】完"),
        ("**一**、**二**、**三**；**四**。**五**", "【一】、【二】、【三】；【四】。【五】"),
        ("**粗*又楷*粗**常", "【粗】【〔又楷〕】【粗】常"),
        ("*楷**又粗**楷*常", "〔楷〕【〔又粗〕】〔楷〕常"),
        ("**甲****乙**丙", "【甲】【乙】丙"),
        ("**“一”**“二”**“三”**", "【“一”】“二”【“三”】"),
        ("长5*3米，宽2 * 4米", "长5*3米，宽2 * 4米"),
        ("\\*注，\\*\\*不粗", "*注，**不粗"),
        ("**两行\n一粗**后", "【两行】【一粗】后"),
    ] {
        assert_eq!(looks(written), [set], "{written}");
    }
}

#[test]
fn rows_of_stars_that_hide_figures_stop_no_page() {
    for hidden in ["证号3301**********1234", "卡号6222 **** **** 1234", "号牌浙A*****"] {
        let found = read(hidden).1;
        assert!(found.iter().all(|finding| finding.severity == Severity::Note), "{hidden}: {found:?}");
    }
}

#[test]
fn two_or_three_stars_stop_a_page_where_a_look_was_meant() {
    let gravest = |written: &str| {
        assert_eq!(looks(written), [written]);
        read(written).1.iter().map(|finding| finding.severity).max()
    };
    for sign in ["评为5***，", "**50元", "得分***95", "张**说", "酒店**，", "面议**", "降至**5", "A**"] {
        assert_eq!(gravest(sign), Some(Severity::Warning), "{sign}");
    }
    for figure in ["3***4", "2**10", "卡号6222***8888", "浙A**12"] {
        assert_eq!(gravest(figure), Some(Severity::Note), "{figure}");
    }
    for look in ["此处**要点未关", "**要点未关", "“好”***他说", "他说**“好”"] {
        assert_eq!(gravest(look), Some(Severity::Error), "{look}");
    }
}

#[test]
fn characters_of_html_are_read_and_told() {
    for (written, set, severity, place) in [
        ("甲&amp;乙&amp;丙", "甲&乙&丙", Severity::Note, "&amp;"),
        ("甲&nbsp;乙", "甲\u{A0}乙", Severity::Note, "&nbsp;"),
        ("甲&#8226;乙", "甲•乙", Severity::Note, "&#8226;"),
        ("甲&nbsp乙", "甲&nbsp乙", Severity::Error, "&nbsp"),
        ("甲&lt；乙", "甲&lt；乙", Severity::Error, "&lt；"),
    ] {
        let found = read(written).1;
        let severities: Vec<_> = found.iter().map(|it| it.severity).collect();
        assert_eq!((looks(written), severities), (vec![set.to_owned()], vec![severity]), "{written}: {found:?}");
        assert_eq!(told(written), [("article/stray", place.to_owned())], "{written}");
    }
    assert_eq!(told("甲&amp;nbsp;乙").last(), Some(&("article/stray", "&amp;nbsp;".to_owned())));
    for plain in ["AT&T和R&D", "a&b;甲", "http://a.example/?x=1&times=2", "\\&nbsp;"] {
        assert_eq!(told(plain), [], "{plain}");
    }
}

#[test]
fn stars_without_a_partner_print_and_are_told() {
    for (written, set, place) in [
        ("此处**要点未关", "此处**要点未关", "**"),
        ("一*楷*二*三", "一〔楷〕二*三", "*"),
        ("***粗楷**楷", "*【粗楷】楷", "*"),
        ("**甲****乙", "【甲】**乙", "**"),
        ("甲****乙", "甲****乙", "****"),
    ] {
        assert_eq!(looks(written), [set], "{written}");
        assert_eq!(told(written), [("article/stray", place.to_owned())], "{written}");
    }
}

#[test]
fn stars_behind_words_are_told_where_they_pair() {
    for (written, place) in [
        ("中奖者：张*、李*。", "*、李*"),
        ("被告人张*强、李*明到案", "*强、李*"),
        ("当事人赵*和钱*已和解", "*和钱*"),
        ("陈*（男，35岁）与林*同行", "*（男，35岁）与林*"),
        ("名单：王**、赵**", "**、赵**"),
        ("每斤5元*，鸡蛋6元*。", "*，鸡蛋6元*"),
        ("5元*（批发）、6元*（零售）", "*（批发）、6元*"),
        ("电影《夜*航》与《夜*航2》", "*航》与《夜*"),
        ("车牌闽A***12和闽B***34", "***12和闽B***"),
        ("尺寸A*B，另一C*D", "*B，另一C*"),
        ("体积是长*宽*高", "*宽*"),
        ("面积是长*宽，另计*运费", "*宽，另计*"),
        ("原告、李*明（左）*到庭", "*明（左）*"),
        ("酒店***和民宿***评分", "***和民宿***"),
        ("3**4**5", "**4**"),
    ] {
        assert_eq!(told(written), [("article/stray", place.to_owned())], "{written}");
    }
    for written in [
        "前*楷。*后，**再**粗",
        "他说**“好”，**又笑",
        "在*春、夏*两季",
        "*编者按：本文有删节。*",
        "**一**、**二**、**三**；**四**。**五**",
        "记者*王强*、*李雨*报道",
        "他喊**！！**",
        "据*《潮信》*报道",
        "这个*的*字",
        "数量*多*，质量*好*。",
        "（*本报记者 王强*）",
        "***又粗又楷***、常",
    ] {
        assert_eq!(told(written), [], "{written}");
    }
}

#[test]
fn lines_that_are_joined_are_told_where_they_seem_paragraphs() {
    for (written, place) in [
        ("　　第一段是记者写的。\n　　第二段也是。\n　　第三段", "　　第二段也是。"),
        ("  第一段。\n  第二段。", "第二段。"),
        ("问：你好吗？\n答：很好。", "答：很好。"),
        ("时间：三月十二日\n地点：礼堂", "地点：礼堂"),
        ("一、先报名。\n二、再缴费。", "二、再缴费。"),
        ("1.报名\n2.缴费", "2.缴费"),
        ("（一）报名\n（二）缴费", "（二）缴费"),
        ("①报名\n②缴费", "②缴费"),
        ("要求如下：\n①报名", "①报名"),
        ("●报名\n●缴费", "●缴费"),
        ("等风来。\n——王强", "——王强"),
        ("潮水退去，渔民下海。\n码头热闹起来。", "码头热闹起来。"),
        ("床前明月光，\n疑是地上霜。\n举头望明月，", "疑是地上霜。"),
        ("王强\n李雨\n张潮", "李雨"),
        ("> 引用一\n正文第一段。", "正文第一段。"),
        ("> 等风来。\n> ——王强", "——王强"),
        ("编辑同志：\n　　您好！我是渡口的船工，", "　　您好！我是渡口的船工，"),
        ("　　此致\n敬礼！", "敬礼！"),
        ("临澜渡口管理有限责任公司客运服务分公司\n2026年3月11日", "2026年3月11日"),
        ("请做好准备：\n3月13日 8:00—17:00\n3月14日 9:00—12:30", "3月13日 8:00—17:00"),
        ("潮水先到桥下\n再到门前", "再到门前"),
        ("[注1]见县志\n[注2]同上", "[注2]同上"),
        ("1. 总则\n   1.1 细则", "1.1 细则"),
        ("1 临澜 13 32\n2 渡口 13 30", "2 渡口 13 30"),
        ("- 甲\n正文第二段", "正文第二段"),
        ("- 甲\n　　正文第二段", "　　正文第二段"),
        ("1. 子\n正文三", "正文三"),
        ("> - 甲\n> 乙", "乙"),
    ] {
        assert_eq!(told(written), [("article/joined", place.to_owned())], "{written}");
    }
    for written in [
        "昨天上午，记者在港口看到，工人们正在装卸货物，\n一片繁忙景象。据了解，今年以来港口吞吐量增长了两成，\n又有新船靠岸",
        "昨天上午，记者在港口看到，工人们正在装卸货物。\n码头上一片繁忙景象，据了解，今年以来港口吞吐量增",
        "这条航线的负责人说，从下个月起，船期将由三天一班改为\n2.5天一班，明年再加密。",
        "这条航线的负责人说，到今年年底的任务一共有三项，其中第\n一、二项已经完成。",
        "Ferries leave the old pier at eight,\nand come back at nine.",
        "第一行\\\n第二行。\\\n第三行。",
        "> 引用一的前半句；\n> 引用二的后半句。",
        "- 甲\n  接着说\n- 乙",
        "1. 甲\n2. 乙",
        "第一段。\n\n第二段。",
    ] {
        assert_eq!(told(written), [], "{written}");
    }
}

#[test]
fn a_control_character_is_told_once() {
    for c in ['\u{1}', '\u{2}', '\u{b}', '\u{7f}'] {
        let codes: Vec<&str> = told(&format!("甲{c}乙")).iter().map(|it| it.0).collect();
        assert_eq!(codes, ["article/control"], "{c:?}");
    }
}

#[test]
fn numbers_of_items_print_as_they_were_typed() {
    for (written, set) in [
        ("3. 甲\n5. 乙\n8. 丙", vec!["3. 甲", "5. 乙", "8. 丙"]),
        ("1) 甲\n2) 乙", vec!["1) 甲", "2) 乙"]),
        ("01. 甲\n02. 乙", vec!["01. 甲", "02. 乙"]),
        ("1. 甲\n2. 乙\n\n1998. 春天动工。", vec!["1. 甲", "2. 乙", "1998. 春天动工。"]),
        ("2026.\n\n后", vec!["2026.", "后"]),
        ("- 甲\n\n2025) 年底", vec!["●甲", "2025) 年底"]),
    ] {
        assert_eq!(looks(written), set, "{written}");
    }
    assert_eq!(read("1. 甲\n2. 乙\n\n1998. 春天动工。").0.blocks[2].kind, BlockKind::Paragraph);
}

#[test]
fn what_markdown_swallows_prints_and_is_told() {
    for (written, set, code) in [
        ("前\n\n[按]: 本稿据来信整理。", "[按]: 本稿据来信整理。", "article/stray"),
        ("前\n\n[1]: http://a.example/ \"题\"", "[1]: http://a.example/ \"题\"", "article/stray"),
        ("前\n\n[^2]: 资料来自港口。", "[^2]: 资料来自港口。", "article/stray"),
        ("前\n\n[^2]: 资料 来自港口。", "[^2]: 资料 来自港口。", "article/stray"),
        ("前\n\n见[^3]。", "见[^3]。", "article/stray"),
        ("前\n\n[郑某](船工)说", "郑某说", "article/lost"),
        ("前\n\n！[渡口](du.jpg)", "！渡口", "article/lost"),
        ("前\n\n[渡口](tu/du.jpg)", "渡口", "article/lost"),
        ("前\n\n[同比](3.5%)增", "同比增", "article/lost"),
        ("前\n\n[线路](A/B)通", "线路通", "article/lost"),
        ("前\n\n[渡口](见https://example.com/a)通", "渡口通", "article/lost"),
    ] {
        assert_eq!(looks(written)[1], set, "{written}");
        let found = told(written);
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [code], "{written}");
    }
    let both = told("客流[^1]增。\n\n[^1]: 据车站。\n\n[^1]: 又据。");
    assert_eq!(both.len(), 3, "{both:?}");
    assert_eq!(looks(":name[林则徐](1785—1850)是闽人"), ["林则徐(1785—1850)是闽人"]);
    assert!(told(":name[林则徐](1785—1850)是闽人").is_empty());
    for address in
        ["https://example.com/a", "www.example.com", "example.com/a-b?c=1.5", "a@example.com", "#top", "a.html"]
    {
        assert!(told(&format!("[渡口]({address})通")).is_empty(), "{address}");
    }
}

#[test]
fn stray_markup_is_told_where_it_stands() {
    for (written, place) in [
        ("##交通提示", "##"),
        ("＃＃ 交通提示", "＃＃"),
        ("原价~~百元~~，", "~~百元~~"),
        ("含H~2~O", "~2~"),
        ("共10^5^瓦", "^5^"),
        ("共x^2瓦", "^2"),
        ("- [ ] 买票", "[ ]"),
        ("1. [x] 订房", "[x]"),
        ("说__重点__吧", "__重点__"),
        ("|线|班|", "|"),
        ("这是：dot[重点]。", "：dot"),
        ("这是:dot【重点】。", ":dot"),
        ("这是: dot[重点]。", ": dot"),
        ("题\n---", "---"),
        ("甲乙\n##丙", "##"),
        ("####### 甲", "#######"),
        ("甲乙\n#丙丁\n戊", "#"),
        ("甲\n|线|班|", "|"),
        ("说_重点_和_两_处", "_"),
        ("甲乙\n[^1]: 注", "[^1]"),
        ("![图](a.jpg)甲", "甲"),
        ("甲<b>乙</b>丙", "<b>"),
        ("<div>\n甲\n</div>", "<div>\n甲\n</div>"),
        ("![渡口]（du.png）", "![渡口]（"),
        ("！[渡口]（du.png）", "！[渡口]（"),
        ("[渡口]（du.JPG）", "[渡口]（"),
        ("![渡口] (du.png)", "![渡口] ("),
        ("甲<！-- 再问 -->乙", "<！--"),
        ("甲<!— 再问 —>乙", "<!—"),
        ("甲＜!-- 再问 --＞乙", "＜!--"),
        ("甲<!- 再问 ->乙", "<!-"),
        ("甲再问 -->乙", "-->"),
        ("原价~~百元，", "~~"),
        ("说＊＊重点＊＊吧", "＊＊重点＊＊"),
        ("见甲](http://a.example)。", "](http://a.example)"),
        ("甲乙\\", "\\"),
        ("甲乙\\\n\n丙", "\\"),
        ("- 3℃", "-"),
        ("- 2.5%的人", "-"),
        (">50岁的人占一成。", "50岁的人占一成。"),
        ("+ 5元", "+"),
        ("* 注：未含郊县", "*"),
    ] {
        let found = told(written);
        assert!(found.iter().any(|(_, at)| at == place), "{written}: {found:?}");
        assert!(read(written).1.iter().all(|finding| !finding.hints.is_empty()));
    }
    for plain in [
        "#开门红#首季",
        "#1桥墩",
        "a_b_c",
        "见 www.a_b.example",
        "注:[1]",
        "3:2[加时]",
        "A==B",
        "价~5元",
        "甲：乙",
        "\\##不是",
        "甲\n#开门红#乙",
        "甲\n乙 #3 号",
        "甲\\\n乙",
        "甲\\\\",
        "- 3人获奖",
        "* 青菜\n* 豆腐",
        "> 50年后，",
        "微信linlan__daily__2026",
        "好~~",
        "a<b，c!-d",
        "[渡口](https://a.example/du.png)",
    ] {
        let found: Vec<_> = told(plain).into_iter().filter(|it| it.0 != "article/joined").collect();
        assert!(found.is_empty(), "{plain}: {found:?}");
    }
}

#[test]
fn underscores_print_as_they_were_typed() {
    for written in ["填空：__1__、（__）", "文件 _final_ 版，a_b_c，_a，b_", "签名：______", "______", "__init__.py"]
    {
        assert_eq!(looks(written), [written], "{written}");
    }
    assert_eq!(looks("见[渡口](http://a.example/b_c_d)和<http://a.example/_e_>"), ["见渡口和http://a.example/_e_"]);
}

#[test]
fn a_crosshead_without_words_is_told() {
    assert_eq!(told("甲\n\n##\n\n乙"), [("article/stray", "##".to_owned())]);
    assert_eq!(looks("甲\n\n## \n\n乙"), ["甲", "乙"]);
}

#[test]
fn marks_that_would_swallow_words_print_and_are_told() {
    for (written, code) in [
        ("甲:ruby[]{乙丙}丁", "article/no-argument"),
        ("甲:dot[ ]乙", "article/no-argument"),
        ("甲:lang[]{en}乙", "article/no-argument"),
        ("甲:ruby[乙]{丙，:ruby[丁]{戊}己", "article/unclosed"),
        ("甲:dot[乙]{丙[丁]}", "article/unclosed"),
    ] {
        assert_eq!(looks(written), [written], "{written}");
        assert_eq!(told(written).first().map(|(code, _)| *code), Some(code), "{written}");
    }
    assert_eq!(looks("甲:dot[:name[乙]]丙"), ["甲乙丙"]);
}

#[test]
fn comments_of_front_matter_are_notes_to_colleagues() {
    let text = "---\n# 待核\nheadline: |\n  春\n  # 讯\n##deck: 水退了\n---\n甲\n";
    let notes = told(text).into_iter().filter(|(code, _)| *code == "article/remark").map(|(_, place)| place);
    assert_eq!(notes.collect::<Vec<_>>(), ["# 待核", "##deck: 水退了"]);
    assert_eq!(read(text).0.front.text("headline").unwrap().value, "春\n# 讯\n");
}

#[test]
fn notes_in_values_print_and_are_told() {
    for written in ["headline: \"水退了<!-- 再问 -->\"", "byline: <!-- 再问 --> 沈禾", "deck: 水＜！--再问--＞"]
    {
        let (article, mut found) = read(&format!("---\n{written}\n---\n甲\n"));
        article.front.values.iter().for_each(|(key, _)| stray_markup(article.front.text(key).unwrap(), &mut found));
        assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), ["article/stray"], "{written}: {found:?}");
    }
    assert_eq!(told("<!-- 稿未到 -->").iter().map(|it| it.0).collect::<Vec<_>>(), ["article/remark", "article/empty"]);
}

#[test]
fn html_in_values_is_told() {
    for (written, typed) in [
        ("headline: 临澜<br>春讯", "<br>"),
        ("deck: 临澜<br />春讯", "<br />"),
        ("byline: 沈禾&nbsp;林晚", "&nbsp;"),
        ("kicker: <font color=\"red\">急</font>", "<font color=\"red\">"),
        ("headline: 好&#8230;", "&#8230;"),
    ] {
        let (article, mut found) = read(&format!("---\n{written}\n---\n甲\n"));
        article.front.values.iter().for_each(|(key, _)| stray_markup(article.front.text(key).unwrap(), &mut found));
        let said: Vec<String> = found.iter().map(|it| format!("{} {}", it.code, it.message)).collect();
        assert!(said[0].starts_with(&format!("article/stray `{typed}` is HTML")), "{written}: {said:?}");
    }
    for plain in ["headline: a<b 且 c>d", "headline: R&D;甲", "headline: <<渔歌>>", "headline: AT&T；乙"] {
        let (article, mut found) = read(&format!("---\n{plain}\n---\n甲\n"));
        stray_markup(article.front.text("headline").unwrap(), &mut found);
        assert_eq!(found, [], "{plain}");
    }
}

#[test]
fn keys_are_known_by_their_chinese_names() {
    for (written, key) in [
        ("标题", "headline"),
        ("作者", "byline"),
        ("Headline", "headline"),
        ("title", "headline"),
        ("hedline", "headline"),
    ] {
        let (article, found) = read(&format!("---\n{written}: 题\n---\n甲\n"));
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        assert_eq!(found[0].hints[0].to_string(), format!("did you mean `{key}`?"), "{written}");
        assert!(article.front.unread.contains(key), "{written}");
    }
}

#[test]
fn html_is_told_once_and_a_note_with_its_mark() {
    let codes = |text: &str| read(text).1.iter().map(|finding| finding.message.to_string()).collect::<Vec<_>>();
    for html in ["甲<b>乙</b>丙", "<div>\n甲\n\n</div>", "<p>甲</p>"] {
        let told = codes(html).into_iter().filter(|message| message == "HTML cannot be set").count();
        assert!(told == 1 || html.contains("\n\n") && told == 2, "{html}: {:?}", codes(html));
    }
    assert_eq!(
        codes("甲[^1]乙\\\n[^1]: 丙"),
        [
            "`[^1]` is a footnote of Markdown, which pages have not",
            "`[^1]:` is a footnote of Markdown, which pages have not",
        ]
    );
    let escaped = Spanned::new("题\\*\\甲", Span::default());
    let mut found = Diagnostics::new();
    stray_markup(escaped, &mut found);
    assert!(found.len() == 1 && found[0].message.contains("this backslash prints"), "{found:?}");
}

#[test]
fn a_note_to_colleagues_does_not_print_and_is_told() {
    for written in
        ["甲<!-- 待核：人数 -->乙", "<!-- 待核 -->\n甲乙", "甲<!-- 待\n\n核 -->乙", "甲乙\n\n<!-- 待核 **粗 -->"]
    {
        assert_eq!(looks(written), ["甲乙"], "{written}");
        let (article, found) = read(written);
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["article/remark"], "{written}");
        assert!(article.markup.iter().any(|range| range.kind == MarkupKind::Remark));
    }
    assert_eq!(looks("甲<!-- 没关\n\n乙"), ["甲<!-- 没关", "乙"]);
    assert_eq!(told("甲<!-- 没关\n\n乙")[0].0, "article/unclosed");
}

#[test]
fn front_matter_between_other_dashes_is_told_and_read() {
    for written in [
        "———\nheadline: 题\n———\n正文",
        "----\nheadline: 题\n----\n正文",
        "－－－\nheadline: 题\n－－－\n正文",
        "---\nheadline: 题\n----\n正文",
        "---\nheadline: 题\n———\n正文",
        "\n\n---\nheadline: 题\n---\n正文",
        " ---\nheadline: 题\n---\n正文",
        "headline: 题\n---\n正文",
    ] {
        let (article, found) = read(written);
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["article/front-matter"], "{written}");
        assert_eq!(article.front.text("headline").map(|headline| headline.value), Some("题"), "{written}");
        assert_eq!(looks(written), ["正文"], "{written}");
    }
    for plain in ["———\n正文", "--\n正文", "正文\n---", "标题: 甲"] {
        assert!(!told(plain).iter().any(|(code, _)| *code == "article/front-matter"), "{plain}");
    }
}

/// The characters that print, by the account and by the runs.
fn both_ways(text: &str) -> (String, String) {
    let (article, _) = read(text);
    let by_account = written(text, &article.markup).map(|(_, c)| c).collect();
    let front = ["headline", "kicker", "deck"].iter().filter_map(|key| article.front.text(key));
    let runs = article.blocks.iter().flat_map(|block| &block.runs).map(|run| run.text.as_str());
    let by_runs =
        front.map(|text| text.value).chain(runs).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    (by_account, by_runs)
}

#[test]
fn every_byte_is_text_or_markup_of_a_known_kind() {
    let text = "---\nheadline: \"双 '引'\"\nlanguage: ja\n---\n甲**乙**&amp;<!-- 核 -->:ruby[丙]{bǐng}丁:sup[5]\\*\n\n## 题 ##\n\n> 引\n> 文\n\n- 一\n- 二\n\n[链](http://a.example/)\n\n![图](a.png \"columns: 2\")\n";
    let (by_account, by_runs) = both_ways(text);
    assert_eq!(by_account, by_runs);
    assert_eq!(by_account, "双'引'甲乙&丙丁5*题引文●一●二链图");
    let (article, found) = read(text);
    assert_eq!(found.len(), 2, "{found:?}");
    let kinds: std::collections::BTreeSet<MarkupKind> = article.markup.iter().map(|range| range.kind).collect();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
    assert!(article.markup.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
}

/// What random Markdown is made of.
const PIECES: &[&str] = &[
    "甲",
    "乙丙",
    "，",
    "“",
    "”",
    "（",
    "）",
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "~~",
    "#",
    "## ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "2026. ",
    "3) ",
    "> ",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "](a.png)",
    "[^1]",
    "]: ",
    ":dot[",
    ":ruby[",
    "]{x}",
    ":sub[",
    "{",
    "}",
    "\\",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "&amp;",
    "&",
    "|",
    "---",
    "===",
    "    ",
    "\t",
    " ",
    "\u{3000}",
    "word",
    "5",
    "http://a.example",
    "\u{1}",
    "<http://a.b>",
    "  \n",
    "```\n",
];

/// Random Markdown never loses a character without a finding.
#[test]
fn random_markdown_loses_nothing_without_a_finding() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..6000 {
        let text: String = (0..1 + random(14)).map(|_| PIECES[random(PIECES.len())]).collect();
        let (_, found) = read(&text);
        if found.iter().any(|finding| finding.severity == crate::base::Severity::Error) {
            continue;
        }
        let (by_account, by_runs) = both_ways(&text);
        assert_eq!(by_account, by_runs, "{text:?} {found:?}");
        let kept = |c: char| !c.is_whitespace() && !"#>*_\\-[](){}<!1.)=`~|\u{1}&amp;sruyotdbx:/.".contains(c);
        let words: String = text.chars().filter(|&c| kept(c)).collect();
        let printed: String = by_runs.chars().filter(|&c| kept(c) && c != '●').collect();
        let hidden = text.contains("<!--") || text.contains("](");
        assert!(hidden || words == printed, "{text:?}: {words} {printed}");
    }
}

#[test]
fn a_picture_that_would_print_its_signs_is_told() {
    for wrong in ["![图](大 桥.jpg)\n", "![图为CO:sub[2]减排。](bridge.jpg)\n", "![图:dot[说]](bridge.jpg)\n"]
    {
        let (article, found) = read(wrong);
        let is_picture = article.blocks.iter().any(|block| block.kind == BlockKind::Picture);
        assert!(is_picture || found.iter().any(|finding| finding.code == "article/stray"), "{wrong}: {found:?}");
    }
    let (_, found) = read("![左[图]和**王强**](bridge.jpg)\n");
    assert!(found.iter().all(|finding| finding.code != "article/stray"), "{found:?}");
}
