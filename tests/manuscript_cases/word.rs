//! Documents of Word: fields, capitals, lists, tables and boxes.

use super::*;

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
        ("<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B0\"/></w:r>".into(), "请记住，°号。", None),
        (
            "<w:r><w:sym w:font=\"House\" w:char=\"F041\"/></w:r>".into(),
            "请记住，号。",
            Some("symbol of a font of its own: F041"),
        ),
        (
            "<w:r><w:rPr><w:highlight w:val=\"yellow\"/></w:rPr><w:t>待核</w:t></w:r>".into(),
            "请记住，待核号。",
            Some("words on a coloured ground: 待核"),
        ),
        (
            "<w:r><w:rPr><w:color w:val=\"ffffff\"/></w:rPr><w:t>暗记</w:t></w:r>".into(),
            "请记住，暗记号。",
            Some("white letters: 暗记"),
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
        ("OFD.xml", "OFD"),
        ("META-INF/container.xml", "EPUB"),
    ] {
        let problem = import("a", &zipped(&[(part, b"<a/>")]), &TestFiles::default(), &[]).map(|_| ()).unwrap_err();
        assert!(problem.code == "import/kind" && problem.message.contains(name), "{}", problem.message);
    }
}

#[test]
fn what_a_file_is_called_counts_where_its_text_says_little() {
    assert!(import("a.yaml", "headline: 新闸\nbody: 试航\n".as_bytes(), &TestFiles::default(), &[]).is_err());
    assert!(import("航线.csv", "线路,首班\n一路,5:40\n".as_bytes(), &TestFiles::default(), &[]).is_err());
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

/// A paragraph by its looks: half points, centred or not.
fn set(size: u16, jc: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:jc w:val=\"{jc}\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"{size}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn heads_of_manuscripts_without_styles_are_known_by_their_looks() {
    let text = set(21, "both", FIRST) + &set(21, "both", SECOND);
    for (head, expected) in [
        (
            set(28, "center", "闸口三十年")
                + &set(44, "center", "旧船坞新闸")
                + &set(44, "center", "昨夜试航")
                + &set(30, "center", "——渔船下月进港")
                + &set(24, "center", "本报记者 林越"),
            ["闸口三十年", "旧船坞新闸\n昨夜试航", "——渔船下月进港", "本报记者 林越"],
        ),
        (set(44, "left", "旧船坞新闸试航") + &set(21, "center", "林越"), ["", "旧船坞新闸试航", "", "林越"]),
        (set(21, "center", "旧船坞新闸试航"), ["", "旧船坞新闸试航", "", ""]),
    ] {
        let imported = one("a.docx", &docx(&(head.clone() + &text)));
        assert_eq!(["kicker", "headline", "deck", "byline"].map(|key| front(&imported, key)), expected, "{head}");
        assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"));
    }
}

#[test]
fn tracked_rows_and_ends_of_paragraphs_and_tables_of_text() {
    let joined = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>水退了，</w:t></w:r></w:p>";
    let imported = one("a.docx", &docx(&(joined.to_owned() + &paragraph("船来了。"))));
    assert_eq!(body(&imported), "水退了，船来了。\n");
    let cap = "<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>水</w:t></w:r></w:p>";
    assert_eq!(body(&one("a.docx", &docx(&(cap.to_owned() + &paragraph("退了，船来了。"))))), "水退了，船来了。\n");
    let empty = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        paragraph("单击此处输入文字。")
    );
    assert_eq!(body(&one("a.docx", &docx(&(paragraph(FIRST) + &empty)))), format!("{FIRST}\n"));
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |mark: &str, a: &str, b: &str| format!("<w:tr><w:trPr>{mark}</w:trPr>{}{}</w:tr>", cell(a), cell(b));
    let rows = row("", "区", "数") + &row("<w:del w:id=\"2\"/>", "东港", "12") + &row("", "西港", "9");
    let imported = one("a.docx", &docx(&(paragraph(FIRST) + &format!("<w:tbl>{rows}</w:tbl>"))));
    assert_eq!(imported.tables[0].tsv(), "区\t数\n西港\t9\n");
    let told = losses(&imported);
    assert!(told.iter().any(|loss| loss.starts_with("tracked deletion") && loss.contains("东港")), "{told:?}");
    let text = [FIRST, SECOND, "“等了三十年。”他说。"].map(paragraph).join("");
    let form = format!("<w:tbl><w:tr><w:tc>{text}</w:tc></w:tr>{}</w:tbl>", row("", "作者：林越", "电话：0000"));
    assert!(body(&one("a.docx", &docx(&form))).contains(SECOND));
    let half = format!("<w:p><w:r><w:t>深2</w:t></w:r>{}<w:r><w:t>尺。</w:t></w:r></w:p>", field(r"EQ \f(1,2)"));
    assert_eq!(body(&one("a.docx", &docx(&half))), "深2又1/2尺。\n");
}

/// A paragraph that is bold (`b`), in the middle (`c`), of a size in half points.
fn looking(text: &str, looks: &str, size: u16) -> String {
    let middle = if looks.contains('c') { "<w:pPr><w:jc w:val=\"center\"/></w:pPr>" } else { "" };
    let bold = if looks.contains('b') { "<w:b/>" } else { "" };
    format!("<w:p>{middle}<w:r><w:rPr>{bold}<w:sz w:val=\"{size}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn crossheads_of_word_are_known_by_their_looks() {
    let long = "桥面铺的是旧船板，每一块都编了号，市民在桥栏上找得到每一块板的来历。";
    for head in [
        "桥该修在哪里？",
        "把灯留住！",
        "“把灯留住”",
        "读《归帆》",
        "守闸三十年……",
        "一、桥该修在哪里？",
        "（三）灯",
        "从“渡”到“桥”",
    ] {
        for (looks, size) in [("b", 21), ("", 28), ("c", 21), ("bc", 28)] {
            let text =
                [looking(FIRST, "", 21), looking(head, looks, size), looking(long, "", 21), looking(SECOND, "", 21)]
                    .concat();
            let imported = one("a.docx", &docx(&text));
            assert_eq!(
                body(&imported),
                format!("{FIRST}\n\n## {head}\n\n{long}\n\n{SECOND}\n"),
                "{head} {looks} {size}"
            );
        }
    }
    for (first, second) in [("守闸三十年，", "灯火到天明"), ("灯火、", "水声")] {
        for (looks, size) in [("b", 21), ("bc", 28)] {
            let lines = [first, second].map(|line| looking(line, looks, size)).concat();
            let text = [looking(FIRST, "", 21), lines, looking(long, "", 21), looking(SECOND, "", 21)].concat();
            assert!(body(&one("a.docx", &docx(&text))).contains(&format!("\n\n## {first}{second}\n\n")), "{first}");
        }
    }
    let numbered =
        [FIRST, "一、桥该修在哪里", long, "二、灯该亮到几点", long].map(|text| looking(text, "", 21)).concat();
    assert_eq!(body(&one("a.docx", &docx(&numbered))).matches("\n## ").count(), 2);
}

#[test]
fn what_only_looks_a_little_like_a_crosshead_stays_text() {
    let long = "桥面铺的是旧船板，每一块都编了号，市民在桥栏上找得到每一块板的来历。";
    let bold = |text: &str| looking(text, "b", 21);
    let plain = |text: &str| looking(text, "", 21);
    let middle = |text: &str| looking(text, "c", 21);
    let first_sentence = "<w:p><w:r><w:rPr><w:b/><w:sz w:val=\"21\"/></w:rPr><w:t>桥面宽六米。</w:t></w:r><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr><w:t>铺的是旧船板。</w:t></w:r></w:p>";
    for within in [
        first_sentence.to_owned(),
        [bold("问：桥该修在哪里？"), plain(long), bold("问：灯呢？")].concat(),
        [bold("您为什么来摆渡？"), plain(long), bold("后来呢？")].concat(),
        [bold("“我舍不得，也高兴！”")].concat(),
        [bold("何师傅说：“走过去。”")].concat(),
        [bold("桥面铺的是旧船板。")].concat(),
        ["一、带伞", "二、带水", "三、带证件"].map(plain).concat(),
        ["桥头的灯", "照着归人", "水声一夜"].map(middle).concat(),
        [middle("（据临澜日报）")].concat(),
        format!("<w:p><w:r><w:drawing><a:blip r:embed=\"p1\"/></w:drawing></w:r></w:p>{}", middle("步行桥夜景")),
    ] {
        let text = [plain(FIRST), within.clone(), plain(long), plain(SECOND)].concat();
        let imported = one("a.docx", &docx(&text));
        assert!(!imported.article.contains("\n## "), "{within}\n{}", imported.article);
    }
}

#[test]
fn a_headline_may_stand_on_two_lines() {
    for mark in ["，", "、", "：", "——"] {
        let (first, second) = (format!("一座老渡口{mark}"), "三代摆渡人");
        for (looks, size) in [("c", 44), ("b", 21), ("bc", 21)] {
            let head = [looking(&first, looks, size), looking(second, looks, size), looking("本报记者 沈禾", "c", 21)]
                .concat();
            let text = head + &[FIRST, SECOND, FIRST].map(|text| looking(text, "", 21)).concat();
            let imported = one("a.docx", &docx(&text));
            assert_eq!(front(&imported, "headline"), format!("{first}\n{second}"), "{looks}");
            assert_eq!(
                (front(&imported, "byline").as_str(), imported.article.contains("## ")),
                ("本报记者 沈禾", false)
            );
        }
    }
    let page = format!("<p><b>一座老渡口，</b></p><p><b>三代摆渡人</b></p><p>{FIRST}</p><p>{SECOND}</p>");
    assert_eq!(front(&one("a.html", page.as_bytes()), "headline"), "一座老渡口，\n三代摆渡人");
    // The first line of a poem is none.
    assert_eq!(front(&one("a.txt", "桥头的灯，\n照着归人。\n水声一夜，\n没有停过。\n".as_bytes()), "headline"), "");
}

#[test]
fn stanzas_of_word_are_parted_by_empty_paragraphs_or_breaks() {
    let lines = ["桥头的灯", "照着归人", "水声一夜"];
    let each = lines.map(paragraph).concat();
    let broken = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", lines.join("</w:t><w:br/><w:t>"));
    let stanza = lines.join("\\\n");
    for (title, inner) in [
        (paragraph("渡口"), format!("<w:p/>{each}<w:p/>{each}")),
        (paragraph("渡口"), format!("{each}<w:p/>{each}")),
        (looking("渡口", "c", 44), format!("<w:p/>{each}<w:p/>{each}")),
        (paragraph("渡口"), format!("{broken}{broken}")),
    ] {
        let imported = one("a.docx", &docx(&format!("{title}{inner}")));
        assert_eq!(front(&imported, "headline"), "渡口");
        assert_eq!(body(&imported), format!("{stanza}\n\n{stanza}\n"), "{inner}");
    }
}
