//! Manuscripts as desks and agencies send them: kinds told by content, what agencies say, stories of web pages, Word's fields, lists, tables and boxes.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its input has failed")]

mod support;

use std::path::Path;

use paiban::base::Moment;
use paiban::import::{Hold, Imported, import, refusals};
use paiban::input::read_article;

use agencies::{g2, nitf, xhtml};
use support::TestFiles;
use support::manuscript::zipped;
use support::program::{folder, paiban};

/// Imports one article and holds it against the reader of articles.
fn one(name: &str, bytes: &[u8]) -> Imported {
    let mut all = import(name, bytes, &TestFiles::default(), &[]).unwrap();
    assert_eq!(all.len(), 1);
    let imported = all.remove(0);
    let (article, found) = read_article(&imported.article);
    let found: Vec<_> = found.iter().filter(|finding| finding.code != "article/empty").collect();
    assert!(found.is_empty(), "{}\n{found:?}", imported.article);
    assert!(!article.blocks.is_empty() || !imported.tables.is_empty());
    imported
}

fn refused(name: &str, text: &str) -> String {
    let problem =
        import(name, text.as_bytes(), &TestFiles::default(), &[]).map(|all| all[0].article.clone()).unwrap_err();
    assert!(!problem.hints.is_empty());
    format!("{}: {}", problem.code, problem.message)
}

fn front(imported: &Imported, key: &str) -> String {
    let (article, _) = read_article(&imported.article);
    article.front.text(key).map_or(String::new(), |text| text.value.trim_end().to_owned())
}

fn body(imported: &Imported) -> &str {
    imported.article.split_once("\n---\n").unwrap().1
}

fn losses(imported: &Imported) -> Vec<String> {
    imported.losses.iter().map(|loss| format!("{}: {}", loss.what, loss.extract)).collect()
}

const FIRST: &str = "旧船坞的闸门昨晚重新合拢，试航的驳船平稳靠岸。";
const SECOND: &str = "守闸人说，上一次合闸还是他父亲的时候。";

#[test]
fn texts_for_machines_are_refused_by_their_names() {
    for (text, name) in [
        ("航线,首班,末班\n一路,6:10,21:40\n二路,6:20,21:50\n", "CSV"),
        ("航线\t首班\n一路\t6:10\n二路\t6:20\n三路\t6:30\n", "CSV"),
        ("\"姓名\";\"得票\"\n\"林越\";\"31\"\n\"陈川\";\"29\"\n", "CSV"),
        ("品名|价|涨跌\n带鱼|46|+2\n鲳鱼|58|-1\n", "CSV"),
        ("名称，数量，单价\n铅笔，十二，一元\n橡皮，三，五角\n", "CSV"),
        ("{\"code\":0,\"data\":null}", "JSON"),
        ("[1, 2, 3]", "JSON"),
        ("{\"body_text\": \"没有写完", "JSON"),
        ("{\"a\":1}\n{\"a\":2}\n", "JSON"),
        ("<story><p>正文一句话。</p></story>", "XML"),
        ("<n:doc xmlns:n=\"x\"><n:p>正文</n:p></n:doc>", "XML"),
        ("<feed/>", "XML"),
        ("%!PS-Adobe-3.0\n%%Title: x\n", "PostScript"),
        ("\\documentclass{article}\n\\begin{document}文\\end{document}", "LaTeX"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\n", "calendar"),
        ("1\n00:00:01,000 --> 00:00:03,000\n字幕一句\n", "subtitles"),
        ("callback({\"text\": \"正文\"})", "JavaScript"),
        ("title: 题\nauthor: 林越\ntags: 港区\n\n正文。\n", "YAML"),
        ("---\nheadline: 题\n---\n正文。\n", "article of this program"),
        ("{\\rtf1\\ansi 正文}", "RTF"),
        (&format!("{0}\n{0}\n5rib\n", "5rib5LyY".repeat(9)), "base64"),
    ] {
        let told = refused("a.txt", text);
        assert!(told.starts_with("import/kind") && told.contains(name), "{text}: {told}");
    }
}

#[test]
fn manuscripts_that_look_a_little_like_something_else_are_text() {
    for text in [
        "[港区观察]渡口的春天\n\n春天来得早，吊车一夜没有停。\n\n船等货，货等人。\n",
        "{编者按}今天起连载。\n\n第一回说的是渡口，第二回说的是人。\n",
        "<图> 港区的清晨，薄雾还没有散去。\n\n第二段说的是人，第三段说的是船。\n",
        "标题：春潮\n作者：林越\n时间：清晨\n\n潮水来了，船也来了。\n",
        "To be or not to be: that is the question.\nFrom the harbour they came, one by one.\n",
        "甲说，今天去。\n乙说，明天去。\n丙说，后天去。\n",
        "春江潮水连海平，\n海上明月共潮生。\n滟滟随波千万里，\n何处春江无月明。\n",
        "他说:\"好\"，于是走了。\n她说:\"不\"，于是留下。\n",
    ] {
        let imported = one("a.txt", text.as_bytes());
        assert_eq!(imported.kind.name(), "text", "{text}");
    }
}

#[test]
fn mails_become_their_text() {
    let plain = format!(
        "Received: from mx.example by desk.example\nFrom: =?UTF-8?B?5p6X6LaK?= <lin@paper.example>\nTo: desk@paper.example\nSubject: =?UTF-8?B?5Zue5aSN77ya5paw6Ze46K+V6Iiq?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{FIRST}\n\n{SECOND}\n\n-- \n林越 电话 0000\n"
    );
    let imported = one("稿.eml", plain.as_bytes());
    assert_eq!((imported.kind.name(), front(&imported, "headline").as_str()), ("mail", "新闸试航"));
    assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"));
    assert!(losses(&imported).iter().any(|loss| loss.contains("lin@paper.example")), "{:?}", losses(&imported));

    let gbk = encoding_rs::GBK.encode(FIRST).0.into_owned();
    let mut bytes = b"Subject: news\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n".to_vec();
    bytes.extend_from_slice(&gbk);
    assert!(body(&one("b.eml", &bytes)).contains(FIRST));

    let parts = format!(
        "From: a@b.example\r\nSubject: t\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>\r\n--x\r\nContent-Type: application/vnd.ms-excel; name=\"t.xls\"\r\nContent-Disposition: attachment; filename=\"t.xls\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=\"p.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n"
    );
    let imported = one("c.eml", parts.as_bytes());
    assert!(body(&imported).contains(SECOND) && !imported.article.contains('<'), "{}", imported.article);
    assert_eq!(imported.pictures.len(), 1);
    assert!(losses(&imported).iter().any(|loss| loss.contains("t.xls")), "{:?}", losses(&imported));
    let quoted = "From: a@b.example\nTo: c@d.example\nSubject: t\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=E6=96=B0=E9=97=B8=E5=90=88=E6=8B=A2=E4=BA=86=E3=80=82\n";
    assert!(body(&one("d.eml", quoted.as_bytes())).contains("新闸合拢了。"));
    assert!(refused("e.eml", "From: a@b.example\nSubject: t\nMIME-Version: 1.0\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n").contains("mail"));
}

#[test]
fn nothing_of_a_mail_is_left_out_in_silence() {
    let head = "From: a@b.example\nSubject: t\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"x\"\n\n";
    let part = |kind: &str, text: &str| format!("--x\nContent-Type: {kind}; charset=utf-8\n\n{text}\n");
    let signed = format!("{FIRST}\n\n-- \n林越 电话 0000\n");
    let both = part("text/plain", &signed) + &part("text/html", &format!("<p>{FIRST}</p>"));
    let more = part("text/plain", FIRST) + &part("text/html", &format!("<p>{FIRST}</p><p>{SECOND}</p>"));
    let pages = part("text/html", &format!("<p>{FIRST}</p>")) + &part("text/html", &format!("<p>{SECOND}</p>"));
    let dated = part("text/plain", FIRST) + &part("text/calendar", "BEGIN:VCALENDAR");
    let start = SECOND.chars().take(8).collect::<String>();
    let answer = part("text/plain", &format!("{FIRST}\n\n-----原始邮件-----\n发件人: 某\n> 旧\n"));
    let quoted =
        part("text/plain", &format!("{FIRST}\n\n在 2026-03-12 08:00，\"某\" <a@b.example> 写道：\n> {SECOND}\n"));
    let passed_on = part(
        "text/plain",
        &format!("请编发\n\n---------- Forwarded message ---------\n发件人: 某\n收件人: 林\n\n{FIRST}\n"),
    );
    for (parts, told, text) in [
        (answer, vec!["further text of a mail"], "旧"),
        (quoted, vec!["further text of a mail"], start.as_str()),
        (passed_on, vec!["further text of a mail"], "请编发"),
        (both, vec!["signature of a mail"], "林越"),
        (more, vec!["further text of a mail"], start.as_str()),
        (pages, vec!["further text of a mail"], start.as_str()),
        (dated, vec!["file attached to a mail"], "text/calendar"),
    ] {
        let imported = one("a.eml", format!("{head}{parts}--x--\n").as_bytes());
        let found = losses(&imported);
        let found: Vec<&String> = found.iter().filter(|loss| !loss.starts_with("field of a mail")).collect();
        assert!(found.len() == told.len() && found[0].starts_with(told[0]) && found[0].contains(text), "{found:?}");
    }
    let boxed =
        format!("From a@b.example Thu\nSubject: one\n\n{FIRST}\n\nFrom c@d.example Fri\nSubject: two\n\n{SECOND}\n");
    let imported = one("mbox", boxed.as_bytes());
    assert_eq!(body(&imported), format!("{FIRST}\n"));
    assert!(losses(&imported).iter().any(|loss| loss.starts_with("further mails") && loss.contains("c@d.example")));
}

#[test]
fn held_items_are_written_when_forced_and_builds_hold_their_embargo() {
    let folder = folder("manuscripts-held");
    let data = "<docdata><doc-id id-string=\"LL-1\"/><date.release norm=\"20260313T000000+0800\"/></docdata>";
    std::fs::write(folder.join("a.xml"), nitf(data)).unwrap();
    std::fs::write(folder.join("b.xml"), nitf(&data.replace("<docdata>", "<docdata><du-key version=\"2\"/>"))).unwrap();
    let run = paiban(&folder, &["import", "a.xml"]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.code() == Some(1) && told.contains("import/embargo") && told.contains("2026-03-13"), "{told}");
    assert!(!folder.join("a.md").exists());
    assert_eq!(paiban(&folder, &["import", "a.xml", "--date", "2026-03-13", "-o", "due"]).status.code(), Some(0));
    assert_eq!(paiban(&folder, &["import", "a.xml", "--date", "soon"]).status.code(), Some(2));
    let forced = paiban(&folder, &["import", "a.xml", "--force"]);
    assert_eq!(forced.status.code(), Some(0));
    assert!(std::fs::read_to_string(folder.join("a.md")).unwrap().contains("embargo: \"2026-03-13 00:00\""));
    // The second version of the same item is told, and that the first one is at hand.
    let second = paiban(&folder, &["import", "b.xml", "--force"]);
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(second.status.code() == Some(0) && told.contains("import/corrected") && told.contains("a.md"), "{told}");

    let edition = |date: &str| {
        format!(
            "paper: 临澜日报\ndate: {date}\npages:\n  - layout: {{frames: {{text: {{area: {{columns: 1-6, rows: 1-40}}}}}}}}\n    put: {{text: a.md}}\n"
        )
    };
    for (date, code, is_told) in [("2026-03-12", 1, true), ("2026-03-13", 0, false)] {
        std::fs::write(folder.join("edition.yaml"), edition(date)).unwrap();
        let checked = paiban(&folder, &["check", "edition.yaml"]);
        let told = String::from_utf8_lossy(&checked.stderr).into_owned();
        assert_eq!((checked.status.code(), told.contains("article/embargo")), (Some(code), is_told), "{told}");
    }
}

#[test]
fn labels_datelines_and_end_marks_of_text_are_understood() {
    let head = |text: &str| {
        let imported = one("a.txt", text.as_bytes());
        ["kicker", "headline", "deck", "byline", "dateline"].map(|key| front(&imported, key)).join("|")
    };
    for (text, expected) in [
        ("（引题）水落石出\n（主题）新闸试航\n（副题）四十年后\n\n正文说了一句话。\n", "水落石出|新闸试航|四十年后||"),
        ("【肩题】水落石出\n【标题】新闸试航\n【作者】林越\n\n正文说了一句话。\n", "水落石出|新闸试航||林越|"),
        (
            "新闸试航（主题）\n四十年后（副题）\n又见驳船（副题）\n\n正文说了一句话。\n",
            "|新闸试航|四十年后\n又见驳船||",
        ),
        ("(引)水落石出\n(主)新闸试航\n\n（正文）正文说了一句话。\n", "水落石出|新闸试航|||"),
        ("标题\u{3000}新闸试航\n副标题\u{3000}四十年后\n\n正文说了一句话。\n", "|新闸试航|四十年后||"),
        (
            "新闸试航\n记者\u{3000}林越\u{3000}通讯员\u{3000}沈禾\n\n正文说了一句话。\n",
            "|新闸试航||记者\u{3000}林越\u{3000}通讯员\u{3000}沈禾|",
        ),
        ("新闸试航\n记者：林越\n\n正文说了一句话。\n", "|新闸试航||林越|"),
        ("新闸试航\n林越\u{3000}沈禾\n\n正文说了一句话。\n", "|新闸试航||林越\u{3000}沈禾|"),
        ("春来 花开\n\n正文说了一句话。\n", "|春来 花开|||"),
        ("新闸试航\n\n本报讯（记者 林越）昨晚，闸门合拢了。\n", "|新闸试航|||本报讯（记者 林越）"),
        ("新闸试航\n\n本报讯 (通讯员陈川 记者林越) 昨晚，闸门合拢了。\n", "|新闸试航|||本报讯 （通讯员陈川 记者林越）"),
        (
            "新闸试航\n\n新华社临澜3月12日电（记者林越、陈川）昨晚，闸门合拢了。\n",
            "|新闸试航|||新华社临澜3月12日电（记者林越、陈川）",
        ),
        ("新闸试航\n\n据新华社电 昨晚，闸门合拢了。\n", "|新闸试航|||据新华社电"),
        ("新闸试航\n\n【本报讯】昨晚，闸门合拢了。\n", "|新闸试航|||【本报讯】"),
        ("新闸试航\n\n本报讯昨晚，闸门合拢了。\n", "|新闸试航|||本报讯"),
        ("新闸试航\n\n临澜晚报讯（见习记者 林越）昨晚，闸门合拢了。\n", "|新闸试航|||临澜晚报讯（见习记者 林越）"),
        ("新闸试航\n\n本报讯员工昨晚，合上了闸门。\n", "|新闸试航|||"),
        ("新闸试航\n\n据新华社电视台介绍，闸门合拢了。\n", "|新闸试航|||"),
    ] {
        assert_eq!(head(text), expected, "{text}");
    }
    let imported = one(
        "a.txt",
        "新闸试航\n\n闸门合拢了，水声停了。\n\n守闸人说，该回家了。（完）\n\n（责任编辑：陈川 校对：温宁）\n"
            .as_bytes(),
    );
    assert_eq!(body(&imported), "闸门合拢了，水声停了。\n\n守闸人说，该回家了。\n");
    assert!(losses(&imported).iter().any(|loss| loss.contains("责任编辑：陈川")), "{:?}", losses(&imported));
    let imported = one(
        "a.txt",
        "新闸试航\n\n闸门合拢了，水声停了。\n\n（小标题）守闸人\n\n编辑部的灯亮着，他说该回家了。\n".as_bytes(),
    );
    assert_eq!(body(&imported), "闸门合拢了，水声停了。\n\n## 守闸人\n\n编辑部的灯亮着，他说该回家了。\n");
}

#[test]
fn marks_go_with_the_numbers_they_are_in() {
    for (text, expected) in [
        ("增长３．５％，合１２，８００人次。", "增长3.5%，合12,800人次。"),
        ("投资１，２３４，５６７元。", "投资1,234,567元。"),
        ("第１，２，３号泊位。", "第1，2，3号泊位。"),
        ("１０：３０开闸，比分３：２。", "10:30开闸，比分3:2。"),
        ("电话０００－１２３４５６。", "电话000-123456。"),
        ("完成２／３，余下明天做。", "完成2/3，余下明天做。"),
        ("气温－３度，水温１．５度。", "气温－3度，水温1.5度。"),
        ("共１２，其中３个坏了。", "共12，其中3个坏了。"),
    ] {
        let imported = one("a.txt", format!("新闸试航\n\n{text}\n").as_bytes());
        assert_eq!(body(&imported), format!("{expected}\n"), "{text}");
    }
}

#[path = "manuscript_cases/agencies.rs"]
mod agencies;
#[path = "manuscript_cases/encodings.rs"]
mod encodings;
#[path = "manuscript_cases/mails.rs"]
mod mails;
#[path = "manuscript_cases/web.rs"]
mod web;
#[path = "manuscript_cases/word.rs"]
mod word;

#[test]
fn what_is_for_the_desk_is_named_and_not_printed() {
    let text = format!(
        "版面：A03\n责编：陈川　校对：何晴\n字数：800\n来源：本报\n标题：新闸试航\n副题：驳船靠岸\n作者：林越\n正文：\n{FIRST}\n{SECOND}\n图片说明：驳船靠岸。沈禾 摄\n（完）\n编辑：陈川 校对：何晴\n联系电话：0000000\n发自我的手机端\n"
    );
    let imported = one("a.txt", text.replace("我的手机端", "我的iPhone").as_bytes());
    let fronts = ["headline", "deck", "byline"].map(|key| front(&imported, key));
    assert_eq!(fronts, ["新闸试航", "驳船靠岸", "林越"]);
    assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n\n图片说明：驳船靠岸。沈禾 摄\n"));
    let told = losses(&imported).join("\n");
    for line in [
        "版面：A03",
        "责编：陈川",
        "字数：800",
        "来源：本报",
        "编辑：陈川",
        "联系电话：0000000",
        "发自我的iPhone",
        "it stands in the text: 图片说明",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    // A notice has its own lines of labels.
    let notice =
        one("a.txt", format!("招聘会通知\n{FIRST}\n时间：3月15日\n地点：旧船坞\n联系电话：0000000\n").as_bytes());
    assert!(body(&notice).contains("时间：3月15日") && body(&notice).ends_with("联系电话：0000000\n"));
    assert_eq!(losses(&notice), ["line that may be for the desk alone: 联系电话：0000000"]);
    let parted = one("a.txt", format!("新闸试航\n————————\n{FIRST}\n=====\n{SECOND}\nEND\n").as_bytes());
    assert_eq!((front(&parted, "headline").as_str(), body(&parted)), ("新闸试航", &*format!("{FIRST}\n\n{SECOND}\n")));
}

#[test]
fn what_refuses_the_web_does_not_refuse_the_paper() {
    let held = |text: &str| one("a.txt", text.as_bytes()).agency.holds.len();
    for (line, count) in [
        ("【请勿用于网站】", 0),
        ("（请勿发微信公众号）", 0),
        ("【请勿刊发】", 1),
        ("EMBARGOED UNTIL 0600 GMT MARCH 13", 1),
        ("暂缓刊发", 1),
        ("3月13日前请勿刊发", 1),
    ] {
        for text in [
            format!("{line}\n新闸试航\n\n{FIRST}\n\n{SECOND}\n"),
            format!("新闸试航\n\n{FIRST}\n\n{SECOND}\n\n{line}\n"),
        ] {
            let imported = one("a.txt", text.as_bytes());
            assert_eq!((held(&text), front(&imported, "headline").as_str()), (count, "新闸试航"), "{text}");
            assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"));
        }
    }
    let item = one("a.xml", nitf("<docdata><ed-msg info=\"请勿用于网站\"/></docdata>").as_bytes());
    assert!(item.agency.holds.is_empty() && losses(&item)[0].contains("请勿用于网站"));
    let late = one("a.xml", nitf("<docdata><date.release norm=\"20260313T080000+0800\"/></docdata>").as_bytes());
    let advice = |date| refusals("a.xml", &late.agency, date)[0].hints[0].to_string();
    assert!(advice(None).contains("--date") && !advice(Moment::parse("2026-03-12")).contains("--date"));
}

#[test]
fn letters_around_a_manuscript_are_no_part_of_it() {
    let mail = |subject: &str, text: &str| {
        one(
            "a.eml",
            format!("From: a@b.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n")
                .as_bytes(),
        )
    };
    let own = format!("{FIRST}\n\n{SECOND}\n");
    for text in [
        format!("编辑老师，您好！\n\n稿件如下，请审阅：\n\n{own}\n此致\n敬礼！\n"),
        format!("{own}\n--\n林越\n0000-0000000\n"),
        format!("{own}\n---------------\n林越 临澜报社\n电话：0000-0000000\n"),
        format!("{own}\nSent from my iPhone\n"),
        format!("{own}\n在 2026年3月11日，陈川写道：\n> 稿子呢？\n"),
        format!("{own}\n> 稿子呢？\n> 快发。\n"),
        format!(
            "{own}\n发件人: desk@b.example\n发送时间: 2026年3月11日\n收件人: a@b.example\n主题: 稿\n\n请尽快发来，版面已经排好，只等这一篇。\n"
        ),
    ] {
        let imported = mail("x", &text);
        assert_eq!(body(&imported), own, "{text}");
        assert!(losses(&imported).len() > 1);
    }
    assert_eq!(front(&mail("投稿：林越", &own), "headline"), "");
    assert_eq!(front(&mail("Re: 新闸试航", &own), "headline"), "新闸试航");
    let flowed = "From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n旧船坞的闸门 \n昨晚重新合拢。\n";
    assert_eq!(body(&one("a.eml", flowed.as_bytes())), "旧船坞的闸门昨晚重新合拢。\n");
}

#[test]
fn white_text_of_a_web_page_is_hidden_unless_its_ground_is_dark() {
    for (inside, is_shown) in [
        ("<p style='color:#FFFFFF'>关键词</p>", false),
        ("<p style='color: rgb(255, 255, 255)'>关键词</p>", false),
        ("<p><font color='white'>关键词</font></p>", false),
        ("<p style='font-size:1px'>关键词</p>", false),
        ("<section style='background-color:#c00'><p style='color:#fff'>关键词</p></section>", true),
        ("<p style='color:#fff;background:#000'>关键词</p>", true),
        ("<p style='background-color:#fff'>关键词</p>", true),
    ] {
        let page = format!(
            "<html><body><h1>新闸试航</h1><article><p>{FIRST}</p>{inside}<p>{SECOND}</p></article></body></html>"
        );
        let imported = one("a.html", page.as_bytes());
        assert_eq!(body(&imported).contains("关键词"), is_shown, "{inside}");
        assert!(is_shown || losses(&imported).iter().any(|loss| loss.ends_with("关键词")), "{inside}");
    }
}

#[test]
fn headlines_that_end_as_sentences_have_their_head_below_them() {
    for (head, expected) in [
        ("“把灯留住”\n——访守闸人\n\n本报记者 林越\n", ["", "“把灯留住”", "——访守闸人"]),
        ("为什么要守闸？\n本报记者 林越\n", ["", "为什么要守闸？", ""]),
        ("闸口三十年\n新闸试航了！\n——船坞见闻\n本报记者 林越\n", ["闸口三十年", "新闸试航了！", "——船坞见闻"]),
        ("新闸试航\n——船坞见闻\n本报记者 林越\n", ["", "新闸试航", "——船坞见闻"]),
    ] {
        let imported = one("a.txt", format!("{head}\n　　{FIRST}\n　　{SECOND}\n").as_bytes());
        assert_eq!(["kicker", "headline", "deck"].map(|key| front(&imported, key)), expected, "{head}");
        assert_eq!(front(&imported, "byline"), "本报记者 林越");
    }
    // What somebody says is no headline.
    let talk = one("a.txt", format!("“把灯留住。”\n{FIRST}\n{SECOND}\n").as_bytes());
    assert_eq!(front(&talk, "headline"), "");
}

#[test]
fn numbers_stay_whole_and_lines_of_wires_join() {
    let wire = "\u{1}XNA0123 4 C 00215 BXN0123\r\n\r\n\u{2}新闸试航\r\n　　临澜社临澜3月11日电（记者林越）旧船坞的闸门昨\r\n晚重新合拢，试航的驳船全长13.\r\n69米，造价1\r\n20万元。\r\n　　守闸人说，\r\n水退了。\r\n\u{3}\r\n281305 NOV 26\r\n\u{4}";
    let imported = one("a.txt", wire.as_bytes());
    assert_eq!(
        body(&imported),
        "旧船坞的闸门昨晚重新合拢，试航的驳船全长13.69米，造价120万元。\n\n守闸人说，水退了。\n"
    );
    let nitf = nitf("").replace("</p>", "，深2<frac><frac-num>1</frac-num><frac-den>2</frac-den></frac>尺。</p>");
    assert!(body(&one("a.xml", nitf.as_bytes())).contains("深2又1/2尺"));
    let odd = one(
        "a.txt",
        format!("{FIRST}5 * 3 = 15，价1,200.00元，见https://a.example/x_y?a=1&b=2。\n{SECOND}\n").as_bytes(),
    );
    assert!(!odd.article.contains("\\,") && !odd.article.contains("\\/"), "{}", odd.article);
}

#[test]
fn what_a_mail_points_at_and_what_it_answers_is_no_manuscript() {
    let mail = |text: &str| {
        format!(
            "From: a@b.example\r\nSubject: t\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--x\r\nContent-Type: application/vnd.openxmlformats; name=\"t.docx\"\r\nContent-Disposition: attachment; filename=\"t.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBAAA\r\n--x--\r\n"
        )
    };
    let html = format!(
        "From: a@b.example\nSubject: 约稿\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<div>编辑老师：</div><div><b>新闸试航</b></div><div>{FIRST}</div><div>{SECOND}</div><div>祝编安！</div><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人：某</div><div>请写一篇。</div>"
    );
    let posted = one("a.eml", html.as_bytes());
    assert_eq!(
        (front(&posted, "headline").as_str(), body(&posted)),
        ("新闸试航", format!("{FIRST}\n\n{SECOND}\n").as_str())
    );
    for told in ["greeting of a mail: 祝编安！", "further text of a mail: 发件人：某 请写一篇。"] {
        assert!(losses(&posted).contains(&told.to_owned()), "{:?}", losses(&posted));
    }
    assert!(refused("a.eml", &mail("编辑您好：稿件见附件，请查收。")).contains("without a text of its own"));
    assert!(body(&one("a.eml", mail(&format!("{FIRST}\r\n\r\n{SECOND}")).as_bytes())).contains(SECOND));
}

#[test]
fn lines_and_stanzas_of_verse_stay() {
    let stanzas = [["桥头的灯", "照着归人", "水声一夜"], ["船板编了号", "每一块都记得", "你踩过它"]];
    let joined = |line: &str, stanza: &str| stanzas.map(|lines| lines.join(line)).join(stanza);
    let expected = joined("\\\n", "\n\n") + "\n";
    let each = |begin: &str, end: &str, gap: &str| {
        stanzas.map(|lines| lines.map(|line| format!("{begin}{line}{end}")).concat()).join(gap)
    };
    let mail = "From: a@b.example\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n";
    let head = "<h1>渡口</h1>";
    for (name, text) in [
        ("a.txt", format!("渡口\n沈禾\n\n{}\n", joined("\n", "\n\n"))),
        ("a.txt", format!("渡口\n\n\u{3000}\u{3000}{}\n", joined("\n\u{3000}\u{3000}", "\n\n\u{3000}\u{3000}"))),
        ("a.html", format!("{head}<p>{}</p>", joined("<br>", "<br><br>"))),
        ("a.html", format!("{head}{}", each("<p>", "</p>", "<p><br></p>"))),
        ("a.html", format!("{head}{}", each("<p align=center><span>", "</span></p>", "<p>&nbsp;</p>"))),
        ("a.html", format!("{head}{}", each("<section>", "</section>", "<section><br></section>"))),
        ("a.html", format!("{head}<pre>{}</pre>", joined("\n", "\n\n"))),
        ("a.html", format!("{head}<p style=\"white-space: pre-wrap\">{}</p>", joined("\n", "\n\n"))),
        (
            "a.html",
            format!(
                "<title>渡口</title><h1>渡口</h1><p>原创 沈禾</p><div id=\"js_content\" style=\"visibility: hidden\">{}</div><p>在看</p>",
                each("<p>", "</p>", "<p><br></p>")
            ),
        ),
        (
            "a.eml",
            format!(
                "{mail}<div>编辑老师：</div><div>渡口</div><div><br></div>{}",
                each("<div>", "</div>", "<div><br></div>")
            ),
        ),
    ] {
        let imported = one(name, text.as_bytes());
        assert_eq!((front(&imported, "headline").as_str(), body(&imported)), ("渡口", expected.as_str()), "{text}");
    }
    // Paragraphs that are parted by breaks alone are paragraphs.
    let page = format!("{head}<p>{FIRST}<br>{SECOND}<br/>{FIRST}</p>");
    assert_eq!(body(&one("a.html", page.as_bytes())), format!("{FIRST}\n\n{SECOND}\n\n{FIRST}\n"));
}
