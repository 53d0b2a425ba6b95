//! Tests of the reader of articles: stars, lists, what Markdown swallows, the account of every byte.

use super::super::markup::written;
use super::*;

mod signs;

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
        ("（_The Old Man and the Sea_），译文", "_"),
        ("_The Old Man and the Sea_是名著", "_"),
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
        "甲\\\n#开门红#乙",
        "甲\\\n乙 #3 号",
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
        assert!(told(plain).is_empty(), "{plain}: {:?}", told(plain));
    }
}

#[test]
fn marks_that_would_swallow_words_print_and_are_told() {
    for (written, code) in [
        ("甲:ruby[]{乙丙}丁", "article/no-argument"),
        ("甲:dot[ ]乙", "article/no-argument"),
        ("甲:lang[]{en}乙", "article/no-argument"),
        ("甲:ruby[乙]{丙，:ruby[丁]{戊}己", "article/unclosed"),
        ("甲:dot[乙]{丙[丁]}", "article/unclosed"),
        (":name[杜甫]{dù fǔ}", "article/no-argument"),
        ("10:sup[5]{注}", "article/no-argument"),
        ("他读:book[史记]{}了", "article/no-argument"),
    ] {
        assert_eq!(looks(written), [written], "{written}");
        assert_eq!(told(written).first().map(|(code, _)| *code), Some(code), "{written}");
    }
    assert_eq!(looks("甲:dot[:name[乙]]丙"), ["甲乙丙"]);
    assert_eq!((looks("甲:dot[乙]\\{丙}"), told("甲:dot[乙]\\{丙}")), (vec!["甲乙{丙}".to_owned()], vec![]));
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
    for (written, key) in [("标题", "headline"), ("作者", "byline"), ("見出し", "headline"), ("title", "headline")]
    {
        for colon in [": ", "："] {
            let (article, found) = read(&format!("---\n{written}{colon}题\n---\n甲\n"));
            assert_eq!(found.len(), 1, "{written}: {found:?}");
            assert!(
                found[0].hints[0].to_string().ends_with(&format!("`{key}: 题`")),
                "{written}: {:?}",
                found[0].hints
            );
            assert_eq!(article.front.text(key).map(|value| value.value), Some("题"), "{written}");
        }
    }
    for (written, key) in [("Headline", "headline"), ("hedline", "headline")] {
        let (article, found) = read(&format!("---\n{written}: 题\n---\n甲\n"));
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        assert_eq!(found[0].hints[0].to_string(), format!("did you mean `{key}`?"), "{written}");
        assert!(article.front.unread.contains(key), "{written}");
    }
}

#[test]
fn labels_of_a_manuscript_are_told_once_and_read() {
    let written = "---\n标题: 题\n作者: 王强\n副题：丙\n正文：丁\n责编: 李雨\n来源：新华社\n图片：a.jpg\n---\n正文";
    let (article, found) = read(written);
    assert_eq!(found.len(), 1, "{found:?}");
    let message = "the front matter has no keys of these names: 标题, 作者, 副题, 正文, 责编, 来源, 图片";
    assert_eq!(found[0].message.to_string(), message);
    let hints: Vec<String> = found[0].hints.iter().map(ToString::to_string).collect();
    for (hint, part) in
        hints.iter().zip(["`headline: 题` `byline: 王强` `deck: 丙`", "`正文`", "`图片`", "no key for 责编, 来源"])
    {
        assert!(hint.contains(part), "{hint}");
    }
    for (key, value) in [("headline", "题"), ("byline", "王强"), ("deck", "丙")] {
        assert_eq!(article.front.text(key).map(|value| value.value), Some(value));
    }
    let (article, found) = read("标题：题\n编辑：李雨\n正文：甲\n\n乙");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(article.blocks.len(), 2);
    assert_eq!(looks("标题：题\n编辑：李雨\n正文：\n甲\n\n乙"), ["甲", "乙"]);
    let alone = told("---\nheadline: 题\nsauce: 丙\n---\n正文");
    assert_eq!(alone.iter().map(|it| it.0).collect::<Vec<_>>(), ["yaml/unknown-key"]);
}

#[test]
fn lines_with_a_colon_that_go_on_with_a_value_are_told_once() {
    for further in ["第二：二行", "  第二: 二行", "第二: 二行", "  a: b", "二行\n第三：三行", "  二行\n  第三: 三行"]
    {
        let (article, found) = read(&format!("---\nheadline: 题\ndeck: 一行\n{further}\nbyline: 王强\n---\n正文"));
        assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), ["yaml/syntax"], "{further}: {found:?}");
        assert!(found[0].hints[0].to_string().contains("write `deck: |`"), "{further}");
        let lines: Vec<&str> = further.lines().map(str::trim).collect();
        let deck = article.front.text("deck").map(|value| value.value.trim_end().to_owned());
        assert_eq!(deck, Some(format!("一行\n{}", lines.join("\n"))), "{further}");
        assert_eq!(article.front.text("byline").map(|value| value.value), Some("王强"), "{further}");
    }
    for sound in [
        "deck: |\n  时间：三月\n  地点: 礼堂",
        "deck: \"甲: 乙\"",
        "deck: 比分2:1",
        "deck: >\n  甲\n  乙: 丙",
        "# 待核: 比分\ndeck: 乙\n# 责编：李",
    ] {
        let mut told = told(&format!("---\nheadline: 题\n{sound}\n---\n正文"));
        told.retain(|(code, _)| *code != "article/remark");
        assert_eq!(told, [], "{sound}");
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
    for (written, remedy) in [
        ("引题：甲\n主题：题\n副题：丙\n\n正文", "`kicker: 甲` `headline: 题` `deck: 丙`"),
        ("标题: 题\n作者: 王强\n正文", "`headline: 题` `byline: 王强`"),
        ("---\n题\n---\n正文", "write `headline: 题`"),
    ] {
        let (article, found) = read(written);
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["article/front-matter"], "{written}");
        assert!(found[0].hints[0].to_string().ends_with(remedy), "{:?}", found[0].hints);
        assert_eq!(article.front.text("headline").map(|headline| headline.value), Some("题"), "{written}");
        assert_eq!(looks(written), ["正文"], "{written}");
    }
    for plain in ["———\n正文", "--\n正文", "正文\n---", "标题: 甲", "作者：王强\n\n正文", "题目：甲\n正文"]
    {
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
fn a_table_is_named_by_its_file_or_by_a_name_of_the_edition() {
    let named = |text: &str| {
        let (article, found) = read(text);
        let tables: Vec<(BlockKind, String)> =
            article.blocks.iter().filter_map(|block| Some((block.kind, block.table.as_ref()?.value.clone()))).collect();
        (tables, found.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    for (text, name) in [
        ("![价格](tables/prices.csv)\n", "tables/prices.csv"),
        ("![](./x/../prices.TSV)\n", "prices.TSV"),
        ("前\n\n![价格](prices)\n\n后\n", "prices"),
        ("![价格](价格表)\n", "价格表"),
    ] {
        assert_eq!(named(text), (vec![(BlockKind::Table, name.to_owned())], Vec::new()), "{text}");
    }
    for picture in ["![图](a.jpg)\n", "![图](pictures/a)\n", "![图](https://a.example/x.csv)\n"] {
        assert!(named(picture).0.is_empty(), "{picture}");
    }
    for (wrong, code) in [
        ("见![价格](prices.csv)表\n", "article/unsupported"),
        ("![价格](prices.csv)后文\n", "article/unsupported"),
        ("- ![价格](prices.csv)\n", "article/unsupported"),
        ("![价格](prices.csv \"columns: 2\")\n", "article/unsupported"),
        ("[价格](prices.csv)\n", "article/lost"),
        ("！[价格](prices)\n", "article/lost"),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "article/unsupported"),
    ] {
        assert!(named(wrong).1.contains(&code), "{wrong}: {:?}", named(wrong));
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

#[test]
fn a_head_under_chinese_names_below_a_blank_line_is_a_head() {
    for text in
        ["\n---\n标题: 城西菜市场开张\n作者: 王强\n---\n昨天上午。", "\n---\n标题：城西菜市场开张\n---\n昨天上午。"]
    {
        let (article, found) = read(text);
        let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
        assert!(
            codes.iter().all(|code| *code == "article/front-matter" || code.starts_with("yaml/")),
            "{text}: {found:?}"
        );
        assert!(codes.contains(&"article/front-matter"), "{text}: {found:?}");
        assert_eq!(article.blocks.len(), 1, "{text}");
    }
    // Rules between paragraphs.
    let (article, _) = read("\n---\n昨天上午，标题：一个词。\n\n---\n今天。");
    assert!(article.blocks.len() > 1);
}
