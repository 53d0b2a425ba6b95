//! Manuscripts as desks and agencies send them: kinds told by content, what agencies say, stories of web pages, Word's fields, lists, tables and boxes.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its input has failed")]

mod support;

use std::path::Path;

use paiban::base::Moment;
use paiban::import::{Hold, Imported, import, refusals};
use paiban::input::read_article;

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
fn wires_lose_their_headers_and_trailers() {
    let bare = format!("LLA0457 3 eco 0071\n船坞-合闸\n{FIRST}\n{SECOND}\n 121530 MAR 26\n");
    let framed =
        format!("\u{1}LLA0457 3 eco 0071 \r\n船坞-合闸\r\n\u{2}{FIRST}\r\n{SECOND}\r\n\u{3}121530 MAR 26\r\n\u{4}");
    let headed = format!("\u{1}XHC0012 5 spo 120\r\n\u{2}    船坞合闸\r\n\r\n{FIRST}\r\n\r\n{SECOND}\r\n\u{3}\r\n");
    for wire in [bare, framed, headed.clone()] {
        let imported = one("w.txt", wire.as_bytes());
        assert_eq!(imported.kind.name(), "IPTC 7901");
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"), "{wire:?}");
        assert!(losses(&imported).iter().any(|loss| loss.starts_with("wire header")), "{:?}", losses(&imported));
    }
    assert_eq!(front(&one("w.txt", headed.as_bytes()), "headline"), "船坞合闸");
    let anpa = "a0123 reibx r i bc-harbour-gate 03-12 0042\n^BC-Harbour-Gate,0042<\n^Old gate closes again<\n^By LIN YUE=\n     LINLAN (AP) _ The gate of the old dock closed last night, and the barge came alongside.\n     It had been open for forty years.\n";
    let imported = one("w.txt", anpa.as_bytes());
    assert_eq!(imported.kind.name(), "ANPA 1312");
    let bare = "\u{16}\u{1}a0123 \u{1F}ra-\n^BC-Harbour,1st Ld,100\n\u{2}^Old gate closes again<\n     LINLAN (AP) _ The gate closed.<\n\u{3}";
    let bare = one("w.txt", bare.as_bytes());
    assert_eq!(front(&bare, "headline"), "Old gate closes again");
    assert!(losses(&bare).contains(&"key line of the wire: BC-Harbour,1st Ld,100".to_owned()), "{:?}", losses(&bare));
    assert!(
        !imported.article.contains(['^', '<', '=']) && body(&imported).contains("forty years."),
        "{}",
        imported.article
    );
    assert!(!imported.article.contains("reibx"));
}

#[test]
fn ninjs_of_all_versions_is_read() {
    let two = format!(
        r#"{{"headline": "题", "body_text": "{FIRST}", "bodies": [{{"value": "{FIRST}"}}, {{"value": "{SECOND}"}}]}}"#
    );
    let told = losses(&one("two.json", two.as_bytes()));
    assert!(told.len() == 1 && told[0].starts_with("further text: "), "{told:?}");
    let one_dot = format!(
        r#"{{"uri":"urn:x:7","type":"text","version":"2","headline":"新闸试航","byline":"林越","body_text":"{FIRST}\n{SECOND}","urgency":2,"usageterms":"仅限报纸","slugline":"船坞"}}"#
    );
    let three = format!(
        r#"{{"uri":"urn:x:7","version":"2","headlines":[{{"role":"main","value":"新闸试航"}},{{"value":"短题"}}],"by":"林越","bodies":[{{"contentType":"text/plain","value":"不用"}},{{"contentType":"text/html","value":"<p>{FIRST}</p><p>{SECOND}</p>"}}],"usageTerms":"仅限报纸"}}"#
    );
    for text in [one_dot.clone(), three, format!("[{one_dot}]"), format!("{{\"items\": [{one_dot}]}}")] {
        let imported = one("a.json", text.as_bytes());
        assert_eq!(imported.kind.name(), "ninjs");
        assert_eq!((front(&imported, "headline").as_str(), front(&imported, "byline").as_str()), ("新闸试航", "林越"));
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"), "{text}");
        assert!(losses(&imported).contains(&"terms of use: 仅限报纸".to_owned()), "{:?}", losses(&imported));
        assert_eq!(imported.agency.item.as_ref().map(ToString::to_string).as_deref(), Some("urn:x:7, version 2"));
    }
    let killed = one_dot.replace("\"type\"", "\"pubstatus\":\"canceled\",\"type\"");
    assert_eq!(one("a.json", killed.as_bytes()).agency.holds, [Hold::Withdrawn("canceled".into())]);
}

fn nitf(data: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><nitf><head><title>稿号</title>{data}</head><body><body.head><hedline><hl1>新闸试航</hl1></hedline><note><body.content><p>编辑注意，先别用。</p></body.content></note></body.head><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"
    )
}

#[test]
fn what_nitf_says_of_a_document_is_read_and_named() {
    let signed = nitf("").replace("</hedline>", "</hedline><byline><person>林越</person><byttl>记者</byttl></byline>");
    assert_eq!(front(&one("a.xml", signed.as_bytes()), "byline"), "林越 记者");
    let holds = |data: &str| one("a.xml", nitf(data).as_bytes()).agency.holds;
    assert_eq!(holds("<docdata management-status=\"usable\"><urgency ed-urg=\"4\"/></docdata>"), []);
    for status in ["canceled", "withheld", "KILLED"] {
        let held = holds(&format!("<docdata management-status=\"{status}\"/>"));
        assert_eq!(held, [Hold::Withdrawn(status.to_lowercase())]);
    }
    assert_eq!(holds("<docdata management-status=\"embargoed\"/>"), [Hold::Embargoed("embargoed".into())]);
    let until = Moment::parse("2026-03-14 06:00").unwrap();
    let release = "<date.release norm=\"20260314T060000+0800\"/>";
    assert_eq!(holds(&format!("<docdata management-status=\"embargoed\">{release}</docdata>")), [Hold::Until(until)]);
    assert_eq!(holds(&format!("<docdata>{release}</docdata>")), [Hold::Until(until)]);
    // What was released before it was issued was never held back.
    assert_eq!(holds(&format!("<docdata><date.issue norm=\"20260314T070000+0800\"/>{release}</docdata>")), []);
    assert!(matches!(
        holds("<docdata><ed-msg info=\"MANDATORY KILL: wrong name\"/></docdata>")[..],
        [Hold::Withdrawn(_)]
    ));
    assert!(matches!(
        holds("<docdata><ed-msg info=\"Embargoed until Friday noon\"/></docdata>")[..],
        [Hold::Embargoed(_)]
    ));
    assert!(matches!(holds("<docdata><ed-msg info=\"此稿作废，勿用\"/></docdata>")[..], [Hold::Withdrawn(_)]));
    assert_eq!(holds("<docdata><ed-msg info=\"Adds details of the killed bill\"/></docdata>"), []);

    let imported = one("a.xml", nitf("<docdata><doc-id id-string=\"LL-9\"/><du-key key=\"dock\" version=\"3\"/><urgency ed-urg=\"2\"/><date.expire norm=\"20260320T000000+0800\"/><series series.name=\"老城\" series.part=\"2\"/><key-list><keyword key=\"船坞\"/></key-list><doc.copyright holder=\"临澜社\" year=\"2026\"/></docdata>").as_bytes());
    let told = losses(&imported);
    for part in [
        "urgency: 2",
        "date of expiry: 20260320",
        "series: 老城 2",
        "keywords: 船坞",
        "copyright notice: 临澜社 2026",
        "note: 编辑注意",
        "title: 稿号",
    ] {
        assert!(told.iter().any(|loss| loss.starts_with(part)), "{part}: {told:?}");
    }
    assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"));
    assert_eq!(front(&imported, "item"), "LL-9, version 3");
}

fn g2(item: &str, meta: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:newsml:x:8\" version=\"2\">{item}<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
}

fn xhtml(paragraphs: &str) -> String {
    format!(
        "<inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"h\"><body>{paragraphs}</body></html></inlineXML>"
    )
}

#[test]
fn what_newsml_says_of_an_item_is_read_and_named() {
    let story = xhtml(&format!("<p>{FIRST}</p><p>{SECOND}</p>"));
    let holds = |meta: &str| {
        one(
            "a.xml",
            g2(
                &format!("<itemMeta><versionCreated>2026-03-12T08:00:00+08:00</versionCreated>{meta}</itemMeta>"),
                "",
                &story,
            )
            .as_bytes(),
        )
        .agency
        .holds
    };
    assert_eq!(holds("<pubStatus qcode=\"stat:usable\"/>"), []);
    assert_eq!(
        holds("<pubStatus uri=\"http://cv.iptc.org/newscodes/pubstatusg2/withheld\"/>"),
        [Hold::Withdrawn("withheld".into())]
    );
    assert_eq!(holds("<embargoed>2026-03-12T06:00:00+08:00</embargoed>"), []);
    assert_eq!(
        holds("<embargoed>2026-03-13T06:00:00+08:00</embargoed>"),
        [Hold::Until(Moment::parse("2026-03-13 06:00").unwrap())]
    );
    assert_eq!(holds("<embargoed/>"), [Hold::Embargoed(String::new())]);
    assert!(matches!(holds("<signal qcode=\"sig:kill\"/>")[..], [Hold::Withdrawn(_)]));

    let meta = "<urgency>3</urgency><slugline>船坞-合闸</slugline><creditline>临澜社</creditline><headline>新闸试航</headline><headline role=\"hld:sub\">停了四十年</headline><headline role=\"hld:web\">网页用的题</headline><by>林越</by><subject qcode=\"medtop:04000000\"><name>经济</name></subject>";
    let item = "<rightsInfo><copyrightHolder literal=\"临澜社\"/><copyrightNotice>版权归临澜社</copyrightNotice><usageTerms>不得上网</usageTerms></rightsInfo><itemMeta><signal qcode=\"sig:update\"/><edNote>补一句话</edNote></itemMeta>";
    let plain = format!("<inlineData contenttype=\"text/plain\">新闸试航\n{FIRST}\n{SECOND}</inlineData>");
    let imported = one("a.xml", g2(item, meta, &plain).as_bytes());
    let head = |key| front(&imported, key);
    assert_eq!(
        (head("headline"), head("deck"), head("byline")),
        ("新闸试航".into(), "停了四十年".into(), "林越".into())
    );
    assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"));
    let told = losses(&imported);
    for part in [
        "urgency: 3",
        "slug line: 船坞-合闸",
        "credit line: 临澜社",
        "further headline: 网页用的题",
        "terms of use: 不得上网",
        "copyright notice: 版权归临澜社",
        "signal: sig:update",
        "a note to editors: 补一句话",
        "subject: ",
    ] {
        assert!(told.iter().any(|loss| loss.starts_with(part)), "{part}: {told:?}");
    }
    // The agency's headline beats what the first line looks like.
    let short = format!("<inlineData contenttype=\"text/plain\">旧船坞的闸门\n{FIRST}\n{SECOND}</inlineData>");
    let imported = one("a.xml", g2("", "<headline>新闸试航</headline>", &short).as_bytes());
    assert_eq!(front(&imported, "headline"), "新闸试航");
    assert!(body(&imported).starts_with("旧船坞的闸门\n"));
}

#[test]
fn what_a_chinese_desk_says_of_printing_holds_an_item_back() {
    let of_nitf =
        |words: &str| one("a.xml", nitf(&format!("<docdata><ed-msg info=\"{words}\"/></docdata>")).as_bytes());
    let of_g2 = |words: &str| {
        let item = format!("<itemMeta><signal qcode=\"sig:{words}\"/></itemMeta>");
        let text = format!("<inlineData contenttype=\"text/plain\">{FIRST}\n{SECOND}</inlineData>");
        one("a.xml", g2(&item, "<headline>新闸试航</headline>", &text).as_bytes())
    };
    let of_text = |words: &str| one("a.txt", format!("【{words}】\n新闸试航\n\n{FIRST}\n\n{SECOND}\n").as_bytes());
    for words in ["请勿见报", "暂不发", "毙稿", "内部参考，不得公开", "领导未审，暂缓刊发"] {
        for imported in [of_nitf(words), of_g2(words), of_text(words)] {
            assert!(matches!(imported.agency.holds[..], [Hold::Withdrawn(_)]), "{words}: {:?}", imported.agency.holds);
        }
    }
    for words in ["3月14日8时前不得发布", "14日前不得公开", "3月14日见报", "3月14日8时后见报"] {
        for imported in [of_nitf(words), of_g2(words), of_text(words)] {
            assert!(matches!(imported.agency.holds[..], [Hold::Embargoed(_)]), "{words}: {:?}", imported.agency.holds);
            assert_eq!(front(&imported, "headline"), "新闸试航", "{words}");
        }
    }
    for words in ["短评", "船坞今日重开", "旧船证作废", "两条航线停发"] {
        assert!(of_text(words).agency.holds.is_empty(), "{words}");
    }
}

#[test]
fn a_second_story_and_an_unlikely_encoding_are_told() {
    let two = one("a.txt", format!("标题：甲\n作者：林越\n\n{FIRST}\n\n标题：乙\n\n{SECOND}\n").as_bytes());
    assert!(
        losses(&two).iter().any(|loss| loss.contains("second story") && loss.ends_with("乙")),
        "{:?}",
        losses(&two)
    );
    let guesses = |bytes: &[u8]| {
        let imported = one("a.txt", bytes);
        imported.guesses.iter().map(ToString::to_string).filter(|guess| guess.contains("encoding")).collect::<Vec<_>>()
    };
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let mixed = [format!("{FIRST}\n\n").as_bytes(), &gbk(SECOND)].concat();
    assert!(guesses(&mixed)[0].contains("two encodings"));
    assert_eq!(body(&one("a.txt", &mixed)).trim(), format!("{FIRST}\n\n{SECOND}"));
    let korean = "부두의 수문이 어젯밤 다시 닫히고 시험 운항하던 배가 조용히 돌아왔다. 아버지 때 이후 처음이라고 했다.";
    assert!(guesses(&encoding_rs::EUC_KR.encode(korean).0)[0].contains("EUC-KR"));
    assert_eq!(guesses(&gbk(&format!("{FIRST}\n\n{SECOND}"))), [""; 0]);
    assert_eq!(guesses(format!("{FIRST}\n\n{SECOND}").as_bytes()), [""; 0]);
}

#[test]
fn an_embargo_ends_with_the_editions_date() {
    let until = |text: &str| Hold::Until(Moment::parse(text).unwrap());
    let agency = |hold| paiban::import::Agency { holds: vec![hold], ..Default::default() };
    let codes = |hold, date: Option<&str>| -> Vec<&str> {
        refusals("a", &agency(hold), date.and_then(Moment::parse)).iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes(until("2026-03-13 08:00"), None), ["import/embargo"]);
    assert_eq!(codes(until("2026-03-13 08:00"), Some("2026-03-12")), ["import/embargo"]);
    assert!(codes(until("2026-03-13 08:00"), Some("2026-03-13")).is_empty());
    assert_eq!(codes(Hold::Withdrawn("canceled".into()), Some("2030-01-01")), ["import/withdrawn"]);
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
fn a_mail_that_points_at_its_manuscript_is_no_manuscript() {
    let mail = |text: &str| {
        format!(
            "From: a@b.example\r\nSubject: t\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--x\r\nContent-Type: application/vnd.openxmlformats; name=\"t.docx\"\r\nContent-Disposition: attachment; filename=\"t.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBAAA\r\n--x--\r\n"
        )
    };
    assert!(refused("a.eml", &mail("编辑您好：稿件见附件，请查收。")).contains("without a text of its own"));
    assert!(body(&one("a.eml", mail(&format!("{FIRST}\r\n\r\n{SECOND}")).as_bytes())).contains(SECOND));
}
