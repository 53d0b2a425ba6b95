//! What agencies send: wires, ninjs, NITF and NewsML-G2, with what they say of an item.

use super::*;

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

pub(super) fn nitf(data: &str) -> String {
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

pub(super) fn g2(item: &str, meta: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:newsml:x:8\" version=\"2\">{item}<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
}

pub(super) fn xhtml(paragraphs: &str) -> String {
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
    for words in [
        "原稿作废，以此稿为准。",
        "此前播发的同题稿件作废，请用本稿。",
        "替代稿：取代今日11时05分所发同题稿，前稿请勿采用。",
    ] {
        let paiban::import::Agency { holds, corrects, .. } = of_nitf(words).agency;
        assert!(holds.is_empty() && corrects.len() == 1, "{words}: {holds:?} {corrects:?}");
    }
    for words in ["记者联系电话仅供编辑部联系，请勿刊发。", "文末联系方式请勿见报。", "已解禁，可刊发"]
    {
        assert!(of_nitf(words).agency.holds.is_empty(), "{words}: {:?}", of_nitf(words).agency.holds);
    }
    assert!(!of_nitf("联系电话请勿刊发。本稿暂缓刊发。").agency.holds.is_empty());
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
fn usable_items_pass_and_those_that_were_taken_back_do_not_however_it_is_spelled() {
    let by_status = |word: &str| {
        let text = format!("<p>{FIRST}</p><p>{SECOND}</p>");
        let of_g2 = g2(&format!("<itemMeta><pubStatus literal=\"{word}\"/></itemMeta>"), "", &xhtml(&text));
        let json =
            format!("{{\"uri\":\"urn:x:7\",\"type\":\"text\",\"pubstatus\":\"{word}\",\"body_text\":\"{FIRST}\"}}");
        let of_nitf = nitf(&format!("<docdata management-status=\"{word}\"/>"));
        [("a.xml", of_nitf), ("a.xml", of_g2), ("a.json", json)].map(|(name, text)| one(name, text.as_bytes()))
    };
    for word in ["Usable", "stat:usable", "Usable with caution", "released", "advisory", "not embargoed", "可采用"] {
        for imported in by_status(word) {
            assert!(imported.agency.holds.is_empty(), "{word}: {:?}", imported.agency.holds);
        }
    }
    for imported in by_status("Usable with caution") {
        assert!(losses(&imported).contains(&"status of the item: Usable with caution".to_owned()));
    }
    for word in ["Cancelled", "withhold", "not usable", "unusable", "on hold", "撤稿"] {
        for imported in by_status(word) {
            assert!(matches!(imported.agency.holds[..], [Hold::Withdrawn(_)]), "{word}: {:?}", imported.agency.holds);
        }
    }
    let by_note =
        |words: &str| one("a.xml", nitf(&format!("<docdata><ed-msg info=\"{words}\"/></docdata>")).as_bytes());
    for words in [
        "Advisory: photos to follow",
        "Adds that 3 were killed",
        "Embargo lifted",
        "Embargoed until March 1; now released",
        "Previous version killed; this replaces it",
        "增加停发工资一节",
        "embargo已过，可发",
    ] {
        assert!(by_note(words).agency.holds.is_empty(), "{words}: {:?}", by_note(words).agency.holds);
    }
    for words in
        ["Please withdraw the story", "This story has been withdrawn", "ELIMINATE", "HOLD", "此稿已撤", "请删除此稿"]
    {
        assert!(matches!(by_note(words).agency.holds[..], [Hold::Withdrawn(_)]), "{words}");
    }
    let iptc =
        |key: &str| one("w.txt", format!("LLA0457 3 eco 0071\n{key}\n{FIRST}\n{SECOND}\n 121530 MAR 26\n").as_bytes());
    let anpa = |key: &str| {
        let wire = format!(
            "a0123 reibx r i bc-{key} 03-12 0042\n^BC-{key},0042<\n^Old gate closes again<\n     LINLAN (AP) _ The gate of the old dock closed last night, and the barge came alongside.\n"
        );
        one("w.txt", wire.as_bytes())
    };
    for (key, is_held) in [
        ("HARBOUR-GATE", false),
        ("KILLED-MINERS", false),
        ("EMBARGO-IRAN", false),
        ("ADVISORY-PHOTOS", false),
        ("WITHDRAWAL-TROOPS", false),
        ("KILL-HARBOUR", true),
        ("HARBOUR-KILL", true),
        ("HARBOUR-WITHHELD", true),
        ("HARBOUR-EMBARGOED", true),
    ] {
        assert_eq!([iptc(key), anpa(key)].map(|it| it.agency.holds.is_empty()), [!is_held; 2], "{key}");
    }
}
