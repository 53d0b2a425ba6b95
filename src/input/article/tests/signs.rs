//! Tests of single signs and lines: stars, characters of HTML, underscores, lines that are joined.

use super::{looks, read, told};
use crate::base::Severity;

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
        ("*ST临港、*ST海天跌停", "*ST临港、*ST海天跌停"),
        ("请按“*”键，再按“**”键，再按“*”键", "请按“*”键，再按“**”键，再按“*”键"),
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
fn stars_that_print_as_typed_are_told_once_in_an_article() {
    let masked = "中奖者138****1234，证号3201**********1234，车牌苏A****12，姓名王****。\n\n";
    assert_eq!(told(&masked.repeat(20)), []);
    for (one, place) in [("号牌苏A***12。\n\n", "***"), ("被告李**到案。\n\n", "**"), ("原告李*明到庭。\n\n", "*")]
    {
        assert_eq!(told(&one.repeat(20)), [("article/stray", place.to_owned())], "{one}");
    }
    assert_eq!(told(&"此处**要点未关\n\n".repeat(3)).len(), 3);
}

#[test]
fn marks_with_capitals_and_names_of_frames_are_told() {
    for (written, places) in [
        ("10:Sup[5]，H:SUB[2]O，:Dot[甲]", vec![":Sup", ":SUB", ":Dot"]),
        ("10：sup[5]，x：Sub[2]", vec!["：sup", "：Sub"]),
        ("欢迎阅读{paper}", vec!["{paper}"]),
        ("第｛page｝版", vec!["｛page｝"]),
    ] {
        let told: Vec<String> = told(written).into_iter().map(|(_, place)| place).collect();
        assert_eq!(told, places, "{written}");
    }
    assert_eq!(told("---\nheadline: 欢迎{paper}\n---\n甲"), [("article/stray", "{paper}".to_owned())]);
    for sound in ["集合{甲}", "见\\{paper}", ":ruby[甲]{page}", "Subject: Name (2)", "注：Note 1", "比分3:Sub"]
    {
        assert_eq!(told(sound), [], "{sound}");
    }
}

#[test]
fn marks_with_a_blank_or_a_colon_too_many_are_told() {
    for (written, place) in [
        ("10:sup [2]", ":sup"),
        ("有:dot 【要点】", ":dot"),
        ("有::dot[要点]", ":"),
        ("甲~删~去", "~删~"),
        ("见&bogus;号", "&bogus;"),
        ("合计#REF!万元", "#REF!"),
        ("#DIV/0!", "#DIV/0!"),
        ("同比#N/A，另见", "#N/A"),
        ("合计####万元", "####"),
        ("\\#NUM!元", "#NUM!"),
    ] {
        assert_eq!(told(written), [("article/stray", place.to_owned())], "{written}");
    }
    for sound in [
        "注：:dot[要点]",
        "8~10时、2~5时",
        "周一~周五，周六~周日",
        "来吧~好~",
        "甲~乙",
        "话题#NAME与#N/",
        "\\&bogus;",
        "见:note （2）",
        "Subject:name (2)",
    ] {
        assert_eq!(told(sound), [], "{sound}");
    }
}

#[test]
fn signs_alone_on_a_line_are_told() {
    for (written, place) in [
        ("甲\n\n※※※\n\n乙", "※※※"),
        ("甲\n\n———\n\n乙", "———"),
        ("甲\n\n＊＊＊\n\n乙", "＊＊＊"),
        ("甲\n\n*\n\n乙", "*"),
        ("甲\n\n-\n\n乙", "-"),
        ("甲\n\n+\n\n乙", "+"),
        ("甲\n\n>\n\n乙", ">"),
    ] {
        let found = read(written).1;
        assert_eq!(told(written), [("article/stray", place.to_owned())], "{written}: {found:?}");
    }
    for sound in
        ["甲\n\n……\n\n乙", "“！！！”\n\n？？？", "甲\n\n\\*\n\n乙", "> 甲\n>\n> 乙", "答案：______", "- 甲\n- 乙"]
    {
        assert_eq!(told(sound), [], "{sound}");
    }
}

#[test]
fn links_whose_addresses_do_not_print_are_known() {
    for (written, links) in [
        ("详见[港口网](https://port.example/a)。", 1),
        ("[写信](mailto:a@port.example)和[渡口](渡口.example)", 1),
        ("[https://port.example](https://port.example/)", 0),
        ("[a@port.example](mailto:a@port.example)、<https://port.example/>", 0),
        ("[下一节](#next)", 0),
    ] {
        assert_eq!(read(written).0.links.len(), links, "{written}");
    }
}

#[test]
fn tabs_between_words_are_told_once() {
    for written in ["姓名\t单位\n\n王强\t港务", "- 甲\t乙\n- 丙\t丁", "## 甲\t乙\n\n丙"] {
        assert_eq!(told(written), [("article/stray", "\t".to_owned())], "{written}");
    }
    for written in ["\t甲\n\n\t乙", "1.\t甲\n2.\t乙", "-\t甲", "甲\t\n\n乙\t"] {
        assert_eq!(told(written), [], "{written}");
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
        ("每斤5元*，鸡蛋6元*。", "*，鸡蛋6元*"),
        ("5元*（批发）、6元*（零售）", "*（批发）、6元*"),
        ("电影《夜*航》与《夜*航2》", "*航》与《夜*"),
        ("面积是长*宽，另计*运费", "*宽，另计*"),
        ("原告、李*明（左）*到庭", "*明（左）*"),
        ("酒店***和民宿***评分", "***和民宿***"),
        ("请按*号键确认，再按*号键重听。", "*号键确认，再按*"),
        ("（*为必填项，*号不可少）", "*为必填项，*"),
        ("各**50**50字", "**50**"),
        ("评为5***酒店***", "***酒店***"),
        ("成绩：*王强 10秒02、*李明 10秒05", "*王强 10秒02、*"),
        ("*为主场，*号为加时", "*为主场，*"),
        ("*注（600*）", "*注（600*"),
        ("按*1转人工，按*2结束。", "*1转人工，按*"),
        ("拨打*67*再加号码", "*67*"),
        ("增幅*12%，*为估算。", "*12%，*"),
        ("车型*E300、*C260优惠。", "*E300、*"),
        ("带*为新增，*号为重点", "*为新增，*"),
        ("*：优秀；*：良好", "*：优秀；*"),
        ("价格*/斤，*/只", "*/斤，*"),
        ("2026*年3*月", "*年3*"),
        ("左*2为王强，右*3为李明", "*2为王强，右*"),
        ("拨*67*号码#或*31*号码#", "*67*"),
        ("获奖作品：《春*光》《秋*色》", "*光》《秋*"),
        ("名单：张*、李*。每斤5元*，鸡蛋6元*。", "*，鸡蛋6元*"),
        ("住幸福路*号楼*单元", "*号楼*"),
        ("证人*芳、*强作证", "*芳、*"),
        ("于*明、李*华到庭", "*明、李*"),
        ("于*年*月在此开业", "*年*"),
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
        "**首先，**我们来看，**其次，**再看",
        "*“不走”，*他说",
        "*编者按：*本文有删节。",
    ] {
        assert_eq!(told(written), [], "{written}");
    }
}

#[test]
fn stars_that_hide_letters_print_as_typed() {
    for written in [
        "一等奖：张*、李*、王*、赵*。二等奖：孙*、周*。",
        "张*、李某某：本院受理原告王*诉被告张*民间借贷纠纷一案，车牌临A·*8888。",
        "张*芳（女，车号临A*1234）报警。",
        "她叫张*芳，车号临A*12345，卡号6222****1234",
        "考生号尾号*123，姓名张*，考生号尾号*456，姓名李*",
        "圆的面积是π*r*r。",
        "中奖者：张*、李*。",
        "被告人张*强、李*明到案",
        "当事人赵*和钱*已和解",
        "陈*（男，35岁）与林*同行",
        "名单：王**、赵**",
        "1.王**，2.李**，3.赵**",
        "车牌闽A***12和闽B***34",
        "尺寸A*B，另一C*D",
        "体积是长*宽*高",
        "3**4**5",
        "嫌疑人李*某、张*某已被刑拘。",
        "证号3301**********1234，陈*国；证号3302**********5678，林*。",
        "学号2026*12，张*三；学号2026*15，李*四",
        "A*B*C公司和M*A*S*H",
        "密码abc*123*def，5*x+3*y=10",
        "用户“张**”“李**”；读者“王*”、读者“李*”",
        "网友@张*三：好！网友@李*四：不好！",
        "本报记者 张*三 李*四",
        "王*（1号）、李*2票",
        "市民*女士和*先生报警",
        "欧阳*、司马*到庭，小李*、老王*旁听",
        "张某*因故被诉，王某*等人作证",
        "梯形面积=(a+b)*h/2，圆柱=π*r*r*h",
        "总额=单价*数量*税率",
        "김*수 씨와 박*희 씨",
        "二等奖：于*、安*、方*、常*。",
        "被告张**诉李**一案，王**到庭",
        "法人代表高*，股东江*，手机139*5678",
    ] {
        assert_eq!((looks(written), told(written)), (vec![written.to_owned()], vec![]), "{written}");
    }
}

#[test]
fn looks_beside_hidden_letters_are_looks() {
    for (written, set) in [
        ("*编者按*：张*、李*、王*涉案。", "〔编者按〕：张*、李*、王*涉案。"),
        ("*编者按：张*、李*涉案，已判。*", "〔编者按：张*、李*涉案，已判。〕"),
        ("王*、李*、张*三人获*特等奖*。", "王*、李*、张*三人获〔特等奖〕。"),
        ("据*诉求*，张*芳获*奖*", "据〔诉求〕，张*芳获〔奖〕"),
        ("赵*三人获*特等奖*。", "赵*三人获〔特等奖〕。"),
        ("把*红、黄*、*蓝*分开，张*、李*到案", "把〔红、黄〕、〔蓝〕分开，张*、李*到案"),
        ("他说*重点*，电话138*1234，*请记住*。", "他说〔重点〕，电话138*1234，〔请记住〕。"),
        ("**名单**：张*、李*", "【名单】：张*、李*"),
        ("**公告：**王*、李*：你二人诉张*一案", "【公告：】王*、李*：你二人诉张*一案"),
        ("李*：*你好*；王*：*再见*", "李*：〔你好〕；王*：〔再见〕"),
        ("孕妇郑*芬、*家属*陪同", "孕妇郑*芬、〔家属〕陪同"),
        ("*图为王*在比赛中。李*摄*", "〔图为王*在比赛中。李*摄〕"),
        ("*（张*、李*）*", "〔（张*、李*）〕"),
    ] {
        assert_eq!(looks(written), [set], "{written}");
    }
    for (written, set) in [
        ("*编者按*", "〔编者按〕"),
        ("（*本报记者 王强*）", "（〔本报记者 王强〕）"),
        ("*诉求*、*回应*", "〔诉求〕、〔回应〕"),
        ("他*红*了，*黄*了", "他〔红〕了，〔黄〕了"),
        ("记者*王强*、*李雨*报道", "记者〔王强〕、〔李雨〕报道"),
        ("这*王*、*李*两姓最多", "这〔王〕、〔李〕两姓最多"),
        ("*红、黄、蓝*三色", "〔红、黄、蓝〕三色"),
        ("把*红、黄*、*蓝*分开", "把〔红、黄〕、〔蓝〕分开"),
        ("*高*，*白*，*黄*", "〔高〕，〔白〕，〔黄〕"),
        ("记者*高*，摄影*江*", "记者〔高〕，摄影〔江〕"),
        ("姓*王*，名*强*", "姓〔王〕，名〔强〕"),
        ("*见图A*1", "〔见图A〕1"),
        ("选*A*或*B*", "选〔A〕或〔B〕"),
        ("在*春、夏*两季，于*秋天*收获", "在〔春、夏〕两季，于〔秋天〕收获"),
        ("昨，潮**:dot[信]**口帆潮**风**口（见图）潮**:dot[0口]**口", "昨，潮【信】口帆潮【风】口（见图）潮【0口】口"),
        (
            "共**12**人，是**2026年**3月，第**3**名，他说**重点**。",
            "共【12】人，是【2026年】3月，第【3】名，他说【重点】。",
        ),
        ("据*Blue Harbor*号*船长*说", "据〔Blue Harbor〕号〔船长〕说"),
        ("**王**、**李**、**赵**", "【王】、【李】、【赵】"),
        ("*女士*、*先生*们", "〔女士〕、〔先生〕们"),
        ("不差*分*秒*必争*", "不差〔分〕秒〔必争〕"),
        ("*长、宽、高*都量过", "〔长、宽、高〕都量过"),
        ("**原告：**王强；**被告：**李雨", "【原告：】王强；【被告：】李雨"),
        ("每*年*、每*月*", "每〔年〕、每〔月〕"),
        ("*“王”*与*“李”*", "〔“王”〕与〔“李”〕"),
        ("（*张潮、王雨*）", "（〔张潮、王雨〕）"),
    ] {
        assert_eq!((looks(written), told(written)), (vec![set.to_owned()], vec![]), "{written}");
    }
}

#[test]
fn doubtful_pairs_of_a_paragraph_are_counted() {
    let message = |written: &str| read(written).1.remove(0).message.to_string();
    let counted = message("鸡蛋5元*，鸭蛋6元*；鹅蛋7元*，皮蛋8元*。");
    assert!(counted.ends_with("2 pairs in all"), "{counted}");
    assert!(!message("鸡蛋5元*，鸭蛋6元*。").contains("in all"));
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
        ("The first ferry left.\nThe last one came.", "The last one came."),
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
fn lines_made_alike_are_paragraphs_and_wrapped_ones_are_not() {
    for (written, place) in [
        (
            "周一 晴转多云，最高气温十八摄氏度，最低气温十摄氏度\n周二 多云转阴，最高气温十七摄氏度，最低气温九摄氏度",
            "周二 多云转阴，最高气温十七摄氏度，最低气温九摄氏度",
        ),
        (
            "星期六白天晴到多云，夜里有小雨，东北风四到五级\n星期日全天阴有小到中雨，气温下降三到五摄氏度",
            "星期日全天阴有小到中雨，气温下降三到五摄氏度",
        ),
        (
            "3月13日晚上 临澜海港队主场迎战北港水手队 市体育中心\n3月14日晚上 南屿渔民队主场迎战东湾灯塔队 市体育中心",
            "3月14日晚上 南屿渔民队主场迎战东湾灯塔队 市体育中心",
        ),
        (
            "19:35 临澜海港队对北港水手队，央视体育频道直播\n20:00 南屿渔民队对东湾灯塔队，央视体育频道录播",
            "20:00 南屿渔民队对东湾灯塔队，央视体育频道录播",
        ),
        (
            "大黄鱼（鲜）每公斤四十八元，比上周涨了整整两元钱\n小黄鱼（鲜）每公斤三十六元，比上周跌了整整一元钱",
            "小黄鱼（鲜）每公斤三十六元，比上周跌了整整一元钱",
        ),
        (
            "王强 临澜港务集团装卸一队队长，全国五一劳动奖章获得者\n李雨 临澜第二中学语文教师，省级特级教师，从教三十二年",
            "李雨 临澜第二中学语文教师，省级特级教师，从教三十二年",
        ),
        (
            "临澜海港队 2:1 北港水手队，进球：王强（两个）、李雨\n南屿渔民队 0:0 东湾灯塔队，双方握手言和，各得一分了",
            "南屿渔民队 0:0 东湾灯塔队，双方握手言和，各得一分了",
        ),
        (
            "第一名：临澜第二中学代表队，总成绩九十六分，获得金奖\n第二名：渡口小学教工代表队，总成绩九十一分，获得银奖",
            "第二名：渡口小学教工代表队，总成绩九十一分，获得银奖",
        ),
        (
            "Monday sunny with light winds from the east, 12 to 18 degrees\nTuesday cloudy with rain in the evening, 9 to 14 degrees",
            "Tuesday cloudy with rain in the evening, 9 to 14 degrees",
        ),
        (
            "Adult day ticket for all ferries and the harbour museum 12.00 euros\nChild day ticket for all ferries and the harbour museum 6.00 euros",
            "Child day ticket for all ferries and the harbour museum 6.00 euros",
        ),
        (
            "월요일 맑고 낮 최고 기온 십팔 도, 바람은 약하겠다\n화요일 흐리고 비, 낮 최고 기온 십사 도, 바람이 강하겠다",
            "화요일 흐리고 비, 낮 최고 기온 십사 도, 바람이 강하겠다",
        ),
    ] {
        assert_eq!(told(written), [("article/joined", place.to_owned())], "{written}");
    }
    for written in [
        "임란항(臨瀾港) 3부두가 11일 문을 열었다. 하루 컨테이너 2천 개를\n다룰 수 있는 이 부두는 2년 만에 완공되었으며 시(市)는\n“올해 물동량이 두 자릿수로 늘어날 것”이라고 밝혔다.",
        "臨瀾港の第三埠頭が十一日に開業した。一日に二千個のコンテ\nナを扱えるこの埠頭は二年の工期を経て完成した。市は「今年\nの貨物量は二桁の伸びになる」と話している。",
        "臨瀾港の第三埠頭が十一\n日に開業した。一日に二\n千個のコンテナを扱える\nこの埠頭は二年の工期を\n経て完成した。",
        "临澜港三号码头十一日正\n式开港，码头每天可装卸\n两千个集装箱，工程历时\n两年建成。",
        "Bến số 3 của cảng đã mở cửa hôm thứ Tư. Bến này có thể xếp dỡ 2.000\ncontainer mỗi ngày và được xây dựng trong hai năm.",
        "临澜港三号码头 11 日正式开港，码头每天可装卸 Blue Harbor 公司的\n2000 个集装箱，工程历时两年建成。市里表示，今年货物吞吐量将\n有两位数增长，Container 运量翻番。",
        "渡口从周一到周五每天上午九时开门，下午六时关门；周末和节假日，\n周六上午十时开门。",
        "其中有 32 家企业，分布在港口、物流、修造、渔业、旅游等行\n业，共 15 类，年产值合计超过了两百亿元人民币，占全市的",
    ] {
        assert_eq!(told(written), [], "{written}");
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
fn paragraphs_and_lists_may_stand_further_in() {
    for (written, set) in [
        ("    甲\n\n\t乙\n\n      丙", vec!["甲", "乙", "丙"]),
        ("甲\n\n  1. 乙\n  2. 丙", vec!["甲", "1. 乙", "2. 丙"]),
        ("甲\n\n - 乙\n - 丙", vec!["甲", "●乙", "●丙"]),
        ("    1. 甲\n    2. 乙", vec!["1. 甲", "2. 乙"]),
        ("- 甲\n    - 乙\n\n    丙\n\n丁\n\n    戊", vec!["●甲", "●乙", "丙", "丁", "戊"]),
        ("신도시를\n착공했다", vec!["신도시를 착공했다"]),
    ] {
        assert_eq!(looks(written), set, "{written}");
        let grave = read(written).1.into_iter().filter(|finding| finding.severity == Severity::Error);
        assert_eq!(grave.count(), 0, "{written}: {:?}", told(written));
    }
    let separators = told("甲\u{2028}乙\u{85}丙");
    assert_eq!(separators.iter().map(|it| it.0).collect::<Vec<_>>(), ["article/control"; 2]);
}
