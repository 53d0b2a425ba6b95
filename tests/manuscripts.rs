//! Manuscripts as desks and agencies send them: kinds told by content, what agencies say, stories of web pages, Word's fields, lists, tables and boxes.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its input has failed")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use paiban::base::Moment;
use paiban::import::{Hold, Imported, import, refusals};
use paiban::input::{FileProblem, Files, read_article};

#[derive(Default)]
struct Beside(BTreeMap<String, Vec<u8>>);

impl Files for Beside {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        self.0.get(path).cloned().ok_or(FileProblem::Missing)
    }
}

/// Imports one article and holds it against the reader of articles.
fn one(name: &str, bytes: &[u8]) -> Imported {
    let mut all = import(name, bytes, &Beside::default(), &[]).unwrap();
    assert_eq!(all.len(), 1);
    let imported = all.remove(0);
    let (article, found) = read_article(&imported.article);
    let found: Vec<_> = found.iter().filter(|finding| finding.code != "article/empty").collect();
    assert!(found.is_empty(), "{}\n{found:?}", imported.article);
    assert!(!article.blocks.is_empty() || !imported.tables.is_empty());
    imported
}

fn refused(name: &str, text: &str) -> String {
    let problem = import(name, text.as_bytes(), &Beside::default(), &[]).map(|all| all[0].article.clone()).unwrap_err();
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
    for (parts, told, text) in [
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

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn paiban(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paiban")).current_dir(folder).args(args).output().unwrap()
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

/// Letters by which a text is measured: marks and blanks may be cleaned.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters that two texts have in common, in their order.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut before = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    row[b.len()]
}

/// A page without the names by which its parts would be known.
fn without_names(page: &str) -> String {
    let mut page = page.to_owned();
    for name in [" class=\"", " id=\""] {
        while let Some(start) = page.find(name) {
            let from = start + name.len();
            let end = from + page[from..].find('"').unwrap() + 1;
            page.replace_range(start..end, "");
        }
    }
    page
}

#[test]
fn of_web_pages_the_story_is_taken_and_little_else() {
    measure(str::to_owned);
}

#[test]
fn the_story_is_found_without_the_names_of_classes() {
    measure(without_names);
}

/// Holds what is taken of all pages against their stories.
fn measure(changed: fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    assert!(pages.len() >= 20);
    let (mut all_gold, mut all_taken, mut all_common) = (0, 0, 0);
    let mut lines = Vec::new();
    for path in pages {
        let imported = one("page.html", changed(&std::fs::read_to_string(&path).unwrap()).as_bytes());
        let (article, _) = read_article(&imported.article);
        let heads = ["kicker", "headline", "deck"]
            .map(|key| article.front.text(key).map_or(String::new(), |text| text.value.to_owned()));
        let dateline = article.front.text("dateline").map_or(String::new(), |text| text.value.to_owned());
        let blocks = article.blocks.iter().flat_map(|block| block.runs.iter().map(|run| run.text.clone()));
        let taken = letters(&heads.into_iter().chain([String::new()]).chain(blocks).collect::<String>());
        let gold = letters(&std::fs::read_to_string(path.with_extension("txt")).unwrap());
        let both = common(&gold, &taken);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        lines.push(format!(
            "{name}: recall {:.1} %, junk {:.1} %, {dateline}",
            both as f64 * 100.0 / gold.len() as f64,
            (taken.len() - both) as f64 * 100.0 / taken.len().max(1) as f64
        ));
        assert!(both * 100 >= gold.len() * 90, "{}\n{}", lines.join("\n"), imported.article);
        all_gold += gold.len();
        all_taken += taken.len();
        all_common += both;
    }
    println!("{}", lines.join("\n"));
    assert!(all_common * 100 >= all_gold * 98, "recall {all_common} of {all_gold}\n{}", lines.join("\n"));
    assert!(
        (all_taken - all_common) * 100 <= all_taken * 10,
        "junk {} of {all_taken}\n{}",
        all_taken - all_common,
        lines.join("\n")
    );
}

#[test]
fn what_a_page_hides_is_left_out_and_named() {
    let page = |hidden: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>页</title><style>.off, p.gone {{ display : none }} #secret{{visibility:hidden}} @media print {{ .story {{ display:none }} }} .story b{{display:none}}</style></head><body><div class=\"story\"><h1>新闸试航</h1><p>{FIRST}</p>{hidden}<p>{SECOND}</p></div></body></html>"
        )
    };
    for hidden in [
        "<p style=\"display: none !important\">暗里的话。</p>",
        "<p style=\"VISIBILITY:HIDDEN\">暗里的话。</p>",
        "<div hidden><p>暗里的话。</p></div>",
        "<div aria-hidden=\"true\"><p>暗里的话。</p></div>",
        "<p class=\"off\">暗里的话。</p>",
        "<p class=\"gone\">暗里的话。</p>",
        "<div id=\"secret\">暗里的话。</div>",
        "<span class=\"sr-only\">暗里的话。</span>",
        "<p style=\"position:absolute; left:-9999px\">暗里的话。</p>",
        "<p style=\"font-size:0\">暗里的话。</p>",
        "<dialog>暗里的话。</dialog>",
        "<template>暗里的话。</template>",
    ] {
        let imported = one("a.html", page(hidden).as_bytes());
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"), "{hidden}");
        let is_told = losses(&imported).contains(&"text that the page does not show: 暗里的话。".to_owned());
        assert!(is_told || hidden.starts_with("<template"), "{hidden}: {:?}", losses(&imported));
    }
    for shown in [
        "<p style=\"margin-left:-9px\">明处的话，照登。</p>",
        "<p class=\"offer\">明处的话，照登。</p>",
        "<p aria-hidden=\"false\">明处的话，照登。</p>",
        "<p hidden=\"until-found\">明处的话，照登。</p>",
    ] {
        assert!(body(&one("a.html", page(shown).as_bytes())).contains("明处的话，照登。"), "{shown}");
    }
}

#[test]
fn the_pages_own_headline_is_found() {
    let headline = |page: &str| front(&one("a.html", page.as_bytes()), "headline");
    let story = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    for page in [
        format!("<html><head><title>新闸试航_要闻_临澜网</title></head><body><div>{story}</div></body></html>"),
        format!("<html><head><title>新闸试航 - 临澜新闻</title></head><body><div>{story}</div></body></html>"),
        format!(
            "<html><head><title>临澜网</title><meta property=\"og:title\" content=\"新闸试航\"></head><body><div>{story}</div></body></html>"
        ),
        format!(
            "<html><head><title>新闸试航|临澜</title></head><body><h1>临澜晚报</h1><div><h2>新闸试航</h2>{story}</div></body></html>"
        ),
        format!(
            "<html><head><title>新闸试航--临澜网</title></head><body><div class=\"bt_title\">新闸试航</div><div>{story}</div></body></html>"
        ),
        format!(
            "<html><body><article><h3>天气</h3><p>多云，有风。</p></article><article><h1>新闸试航</h1>{story}</article></body></html>"
        ),
    ] {
        assert_eq!(headline(&page), "新闸试航", "{page}");
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const PNG: &[u8] = b"\x89PNG a picture";

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#
    );
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="LN"><w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="LB"><w:name w:val="List Bullet"/><w:basedOn w:val="LN"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="CAPS"><w:name w:val="Caps"/><w:rPr><w:caps/></w:rPr></w:style></w:styles>"#;
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#;
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            br#"<Relationships><Relationship Id="p1" Type="x/image" Target="media/a.png"/></Relationships>"#,
        ),
        ("word/media/a.png", PNG),
    ])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn field(code: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

#[test]
fn fields_and_capitals_of_word_come_with_their_text() {
    let with = |run: &str| {
        one(
            "a.docx",
            &docx(&format!(
                "{}<w:p><w:r><w:t>请记住，</w:t></w:r>{run}<w:r><w:t>号。</w:t></w:r></w:p>{}",
                paragraph(FIRST),
                paragraph(SECOND)
            )),
        )
    };
    for (run, expected, lost) in [
        (field(r"EQ \x(甲乙)"), "请记住，甲乙号。", Some("box around characters: 甲乙")),
        (field(r"eq \o\ac(○,7)"), "请记住，⑦号。", None),
        (field(r#"EQ \* jc2 \* "Font:x" \* hps10 \o\ad(\s\up 9(gǎng),港)"#), "请记住，:ruby[港]{gǎng}号。", None),
        (
            field(r"eq \o(\s\up 5(临澜),\s\do 2(日报))"),
            "请记住，临澜日报号。",
            Some("characters combined into one: 临澜日报"),
        ),
        (field(r"EQ \f(3,4)"), "请记住，3/4号。", Some("fraction: 3/4")),
        (r#"<w:fldSimple w:instr=" EQ \o\ac(○,2) "/>"#.to_owned(), "请记住，②号。", None),
        (field("PAGE"), "请记住，号。", None),
        (field("DOCPROPERTY 稿号"), "请记住，号。", Some("field without its result: DOCPROPERTY 稿号")),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>ferry</w:t></w:r>".into(), "请记住，FERRY号。", None),
        ("<w:r><w:rPr><w:rStyle w:val=\"CAPS\"/></w:rPr><w:t>ferry</w:t></w:r>".into(), "请记住，FERRY号。", None),
        (
            "<w:r><w:rPr><w:rStyle w:val=\"CAPS\"/><w:caps w:val=\"0\"/></w:rPr><w:t>ferry</w:t></w:r>".into(),
            "请记住，ferry号。",
            None,
        ),
        (
            "<w:r><w:rPr><w:smallCaps/></w:rPr><w:t>Ferry</w:t></w:r>".into(),
            "请记住，FERRY号。",
            Some("small capitals (made capitals): Ferry"),
        ),
    ] {
        let imported = with(&run);
        assert_eq!(body(&imported).lines().nth(2), Some(expected), "{run}");
        assert_eq!(losses(&imported), lost.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{run}");
    }
}

#[test]
fn numbers_of_words_lists_come_with_their_paragraphs() {
    let direct = |list: &str, level: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let text = [
        paragraph(FIRST),
        styled("LN", "取号"),
        styled("LN", "排队"),
        direct("1", "1", "看牌"),
        direct("1", "1", "听叫"),
        styled("LN", "登船"),
        styled("LB", "带伞"),
        styled("H2", "注意"),
        direct("4", "0", "重新数"),
        direct("3", "0", "再看一条"),
        direct("0", "0", "不在表里，是一句话。"),
    ];
    let imported = one("a.docx", &docx(&text.concat()));
    assert_eq!(
        body(&imported),
        format!(
            "{FIRST}\n\n1. 取号\n\n2. 排队\n\na) 看牌\n\nb) 听叫\n\n3. 登船\n\n- 带伞\n\n## 一、注意\n\n1. 重新数\n\n二、再看一条\n\n不在表里，是一句话。\n"
        )
    );
    assert_eq!(losses(&imported), Vec::<String>::new());
}

fn cells(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        format!("<w:tc>{}</w:tc>", if text.starts_with('<') { (*text).to_owned() } else { paragraph(text) })
    };
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

const DRAWN: &str = "<w:p><w:r><w:drawing><wp:inline><a:blip r:embed=\"p1\"/></wp:inline></w:drawing></w:r></w:p>";

#[test]
fn tables_become_files_and_boxes_are_no_empty_manuscript() {
    let table = cells(&[&["班次", "时间"], &["首班", "六点"], &[DRAWN, "图"]]);
    let imported = one("a.docx", &docx(&[paragraph(FIRST), table.clone(), paragraph(SECOND)].concat()));
    assert_eq!(imported.tables[0].tsv(), "班次\t时间\n首班\t六点\n\t图\n");
    assert_eq!((imported.pictures.len(), imported.tables[0].name.as_str()), (1, "a-1.tsv"));
    assert!(losses(&imported).iter().any(|loss| loss.starts_with("table: 班次")), "{:?}", losses(&imported));
    let only = one("b.docx", &docx(&table));
    assert_eq!(only.tables[0].rows.len(), 3);
    let long = FIRST.repeat(5);
    let text = one("c.docx", &docx(&cells(&[&[long.as_str(), long.as_str()]])));
    assert!(text.tables.is_empty() && body(&text).contains(&long));
    let boxed = format!(
        "<w:p><w:r><w:pict><w:txbxContent>{}{}</w:txbxContent></w:pict></w:r></w:p>",
        paragraph(FIRST),
        paragraph(SECOND)
    );
    assert_eq!(body(&one("d.docx", &docx(&boxed))), format!("{FIRST}\n\n{SECOND}\n"));
    let page = format!(
        "<h1>题</h1><p>{FIRST}</p><table><tr><th>年<th>船</tr><tr><td>甲<td>三</td></tr></table><p>{SECOND}</p>"
    );
    assert_eq!(one("e.html", page.as_bytes()).tables[0].tsv(), "年\t船\n甲\t三\n");

    let folder = folder("manuscripts-tables");
    std::fs::write(folder.join("b.docx"), docx(&table)).unwrap();
    let run = paiban(&folder, &["import", "b.docx", "-o", "out", "--report", "json"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(report[0]["tables"][0]["path"], "out/tables/b-1.tsv");
    assert!(report[0]["put"].as_str().unwrap().contains("TABLE-1: {table: \"out/tables/b-1.tsv\"}"));
    assert!(folder.join("out/tables/b-1.tsv").exists());
}

#[test]
fn other_packages_are_told_by_their_names() {
    for (part, name) in [
        ("xl/workbook.xml", "XLSX"),
        ("ppt/presentation.xml", "PPTX"),
        ("content.xml", "ODT"),
        ("META-INF/container.xml", "EPUB"),
    ] {
        let problem = import("a", &zipped(&[(part, b"<a/>")]), &Beside::default(), &[]).map(|_| ()).unwrap_err();
        assert!(problem.code == "import/kind" && problem.message.contains(name), "{}", problem.message);
    }
}

#[test]
fn what_a_file_is_called_counts_where_its_text_says_little() {
    assert!(import("航线.csv", "线路,首班\n一路,5:40\n".as_bytes(), &Beside::default(), &[]).is_err());
    let wire = format!("ZCZC XHA0123 4 pol 0045\n船坞-合闸\n\n{FIRST}\n{SECOND}\nNNNN\n");
    assert_eq!(body(&one("w.txt", wire.as_bytes())), format!("{FIRST}\n\n{SECOND}\n"));
    let both = g2(
        "",
        "<headline xml:lang=\"en\">Gate</headline><headline xml:lang=\"zh-CN\">新闸试航</headline>",
        &xhtml(&format!("<p>{FIRST}</p>")),
    );
    assert_eq!(front(&one("a.xml", both.as_bytes()), "headline"), "新闸试航");
    let copied = format!(
        "发件人：lin@paper.example\n收件人：desk@paper.example\n主　题：回复：新闸试航\n\n{FIRST}\n\n{SECOND}\n"
    );
    let imported = one("a.txt", copied.as_bytes());
    assert_eq!(
        (front(&imported, "headline").as_str(), body(&imported)),
        ("新闸试航", format!("{FIRST}\n\n{SECOND}\n").as_str())
    );
    assert!(losses(&imported).contains(&"field of a mail: lin@paper.example".to_owned()));
}
