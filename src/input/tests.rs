//! Tests of reading: places, kinds, limits; picture files made here, whole and damaged.

use super::article::{self, BlockKind};
use super::picture::{Colours, DrawingFonts, Holds, Limits, decode, drawing, header, holds};
use super::schema::{EDITION, LAYOUT};
use super::yaml::{NodeKind, parse};
use super::*;
use crate::base::{Ground, Node, has_adobe_marker};

/// Files by name.
struct Given(Vec<(&'static str, Vec<u8>)>);

impl Files for Given {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        self.0.iter().find(|(name, _)| *name == path).map(|(_, bytes)| bytes.clone()).ok_or(FileProblem::Missing)
    }
}

fn source() -> SourceId {
    SourceId(0)
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

#[test]
fn keys_and_values_know_their_bytes_also_behind_chinese() {
    let text = "名: 临澜\nb: [9pt, \"引\"]\n";
    let node = parse(text, source(), 0).unwrap();
    let NodeKind::Map(entries) = node.kind else { panic!("no map") };
    assert_eq!(slice(text, entries[0].0.span), "名");
    assert_eq!(slice(text, entries[0].1.span), "临澜");
    let NodeKind::List(items) = &entries[1].1.kind else { panic!("no list") };
    assert_eq!(slice(text, items[0].span), "9pt");
    assert_eq!(slice(text, items[1].span), "\"引\"");
}

#[test]
fn scalars_are_what_serde_yaml_takes_them_for() {
    let kind = |text: &str| parse(text, source(), 0).unwrap().kind;
    assert_eq!(kind("true"), NodeKind::Bool(true));
    assert_eq!(kind("\"true\""), NodeKind::Text("true".into()));
    assert_eq!(kind("9"), NodeKind::Number("9".into()));
    assert_eq!(kind("1-4"), NodeKind::Text("1-4".into()));
    assert_eq!(kind("2026-03-12"), NodeKind::Text("2026-03-12".into()));
    assert_eq!(kind("~"), NodeKind::Null);
    assert_eq!(kind(""), NodeKind::Null);
}

#[test]
fn every_duplicate_is_found_and_a_syntax_error_wins_over_them() {
    let codes = |text: &str| parse(text, source(), 0).unwrap_err().iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(codes("a: 1\na: 2\nb: {c: 1, c: 2}\n"), ["yaml/duplicate-key", "yaml/duplicate-key"]);
    assert_eq!(codes("a: 1\na: [2\n"), ["yaml/syntax"]);
}

#[test]
fn the_table_of_keys_names_no_key_twice() {
    fn walk(keys: &[schema::Key]) {
        for (at, key) in keys.iter().enumerate() {
            assert!(keys[..at].iter().all(|other| other.name != key.name), "{} twice", key.name);
            assert!(!key.meaning.is_empty(), "{} has no meaning", key.name);
            // A block holds blocks.
            if !["down", "across", "turn"].contains(&key.name) {
                inner(&key.kind);
            }
        }
    }
    fn inner(kind: &schema::Kind) {
        match kind {
            schema::Kind::Object(keys) => walk(keys),
            schema::Kind::List(item) | schema::Kind::Named(item) | schema::Kind::Tuple(_, item) => inner(item),
            schema::Kind::Either(simple, composed) => {
                inner(simple);
                inner(composed);
            }
            _ => {}
        }
    }
    walk(EDITION);
    walk(LAYOUT);
    walk(&schema::BLOCK);
    walk(schema::FRONT_MATTER);
}

#[test]
fn the_defaults_of_every_layout_are_read_without_a_finding() {
    let mut found = Vec::new();
    let node = parse(include_str!("defaults.yaml"), source(), 0).unwrap();
    let fields = read::read_object(&node, LAYOUT, &mut found);
    assert_eq!(found, []);
    assert_eq!(fields.named("styles").len(), defaults().named("styles").len());
    assert!(!fields.named("styles").is_empty());
}

#[test]
fn runs_of_an_article_know_their_bytes_behind_front_matter() {
    let text = "---\nheadline: 标题\n---\n正文**重点**后\n\n## 小标题\n";
    let mut found = Vec::new();
    let article = article::parse(text, source(), &mut found);
    assert_eq!(found, []);
    assert_eq!(
        article.blocks.iter().map(|block| block.kind).collect::<Vec<_>>(),
        [BlockKind::Paragraph, BlockKind::Crosshead]
    );
    for run in article.blocks.iter().flat_map(|block| &block.runs) {
        assert_eq!(slice(text, run.span), run.text);
    }
    assert_eq!(article.front.text("headline").map(|headline| slice(text, headline.span)), Some("标题"));
}

#[test]
fn files_beyond_their_limit_are_refused_before_they_are_read() {
    let edition = "paper: 甲\ndate: 2026-03-12\npages: [{layout: l.yaml, put: {a: a.md}}]\n";
    let files = Given(vec![
        ("edition.yaml", edition.into()),
        ("l.yaml", vec![b' '; usize::try_from(MAX_YAML).unwrap() + 1]),
        ("a.md", vec![b'a'; usize::try_from(MAX_ARTICLE).unwrap() + 1]),
    ]);
    let (_, _, found) = load("edition.yaml", &files);
    let messages: Vec<String> = found.iter().map(|finding| finding.message.to_string()).collect();
    assert_eq!(messages, ["l.yaml is larger than 1 MiB", "a.md is larger than 16 MiB"]);
}

#[test]
fn line_ends_of_other_systems_are_read_as_one() {
    let edition = "paper: 甲\r\ndate: 2026-03-12\r\npapr: 乙\r\n";
    let files = Given(vec![("edition.yaml", edition.into())]);
    let (documents, sources, found) = load("edition.yaml", &files);
    assert_eq!(documents.unwrap().edition.text("paper").map(|paper| paper.value.to_owned()), Some("甲".to_owned()));
    assert_eq!(sources.place(found[0].span.unwrap()), Some(("edition.yaml", 3, 1)));
}

#[test]
fn a_path_stays_inside_or_not() {
    for inside in ["a.md", "articles/a.md", "x/../a.md", "./a.md", "文章/头条.md"] {
        assert!(stays_inside(inside), "{inside}");
    }
    for outside in ["../a.md", "x/../../a.md", "/a.md", "\\a.md", "..\\a.md", "C:a.md", "file:a.md", "layout:plain"] {
        assert!(!stays_inside(outside), "{outside}");
    }
}

/// Each of these was quadratic or deep in some reader; a megabyte of it must be read in the time of a test.
#[test]
fn a_megabyte_of_anything_is_read_in_time() {
    let of = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    for unit in [
        "*",
        "* ** *** ",
        "**",
        "***a",
        ":dot[x]{",
        "<!--",
        "<!-- -->",
        "[a]: b\n",
        "[^a]",
        "~~a",
        "#",
        "2026. a\n\n",
        "![",
        "[](a)",
        ":dot[",
        ":dot[a]",
        "[",
        "]",
        "\\",
        "> ",
        "_a_ ",
        "`",
        "<a",
        "&a",
        "甲",
        "\n",
    ] {
        article::parse(&of(unit, 1 << 20), source(), &mut Vec::new());
    }
    for unit in ["[", "{", "- ", "a: ", "? ", "&a ", "*a ", "! ", "\"", "|\n", "a\n", "- a\n", "%"] {
        let _ = parse(&of(unit, 1 << 16), source(), 0);
    }
}

fn png(colour: png::ColorType, depth: png::BitDepth, width: u32, height: u32, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.write_header().unwrap().write_image_data(samples).unwrap();
    bytes
}

fn jpeg(colour: jpeg_encoder::ColorType, width: u16, height: u16, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 100).encode(samples, width, height, colour).unwrap();
    bytes
}

fn code(name: &str, bytes: &[u8]) -> &'static str {
    decode(name, bytes, 1, &Limits::default()).unwrap_err().code
}

#[test]
fn kinds_are_told_by_content_and_refused_by_name() {
    for (bytes, what) in [
        (&b""[..], "empty"),
        (b"<html>", "web page"),
        (b"GIF89a", "GIF"),
        (b"8BPS", "it ends early"),
        (b"\0\0\0\x20ftypheic", "HEIC"),
        (b"%PDF-1.4", "PDF"),
    ] {
        let found = decode("photo.jpg", bytes, 1, &Limits::default()).unwrap_err();
        assert!(found.message.contains(what) && found.message.contains("photo.jpg"), "{}", found.message);
    }
}

#[test]
fn transparent_parts_show_the_paper_and_depth_becomes_eight_bits() {
    let decoded = decode(
        "a.png",
        &png(png::ColorType::Rgba, png::BitDepth::Eight, 2, 1, &[255, 0, 0, 255, 9, 9, 9, 0]),
        1,
        &Limits::default(),
    )
    .unwrap();
    assert_eq!((decoded.colours, decoded.samples), (Colours::Rgb, vec![255, 0, 0, 255, 255, 255]));
    let deep = decode(
        "a.png",
        &png(png::ColorType::Grayscale, png::BitDepth::Sixteen, 1, 1, &[0x80, 0xFF]),
        1,
        &Limits::default(),
    )
    .unwrap();
    assert_eq!((deep.colours, deep.samples), (Colours::Gray, vec![0x80]));
}

#[test]
fn cmyk_is_no_ink_at_zero_whatever_the_file_stores() {
    let bytes = jpeg(jpeg_encoder::ColorType::Cmyk, 8, 8, &[0, 0, 0, 255].repeat(64));
    let decoded = decode("a.jpg", &bytes, 1, &Limits::default()).unwrap();
    assert!(has_adobe_marker(&bytes));
    assert_eq!(decoded.colours, Colours::Cmyk);
    assert!(decoded.samples[0] < 4 && decoded.samples[3] > 251, "{:?}", &decoded.samples[..4]);
}

#[test]
fn a_turned_photograph_stands_upright() {
    let plain = jpeg(jpeg_encoder::ColorType::Luma, 16, 8, &[128; 128]);
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let mut turned = plain[..2].to_vec();
    turned.extend([0xFF, 0xE1, 0, u8::try_from(exif.len() + 2).unwrap()]);
    turned.extend(exif);
    turned.extend(&plain[2..]);
    assert_eq!(header("a.jpg", &turned, 1, &Limits::default()).unwrap(), (8, 16));
    let decoded = decode("a.jpg", &turned, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.width, decoded.height, decoded.plain_jpeg), (8, 16, None));
}

#[test]
fn limits_are_held_before_memory_is_asked_for() {
    let mut bomb = png(png::ColorType::Grayscale, png::BitDepth::Eight, 1, 1, &[0]);
    bomb[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let found = decode("bomb.png", &bomb, 1, &Limits::default()).unwrap_err();
    assert!(matches!(found.code, "picture/too-large" | "picture/broken"));
    let small = Limits { side: 10, pixels: 100, ..Limits::default() };
    let large = jpeg(jpeg_encoder::ColorType::Luma, 16, 16, &[0; 256]);
    assert!(decode("a.jpg", &large, 1, &small).is_err());
}

#[test]
fn a_damaged_picture_is_a_finding_and_never_a_fall() {
    let files = [
        jpeg(jpeg_encoder::ColorType::Rgb, 40, 30, &[77; 3600]),
        png(png::ColorType::Rgb, png::BitDepth::Eight, 40, 30, &[77; 3600]),
    ];
    for file in &files {
        for cut in (0..file.len()).step_by(7) {
            let _ = decode("cut", &file[..cut], 1, &Limits::default());
            let mut flipped = file.clone();
            flipped[cut] ^= 0x5A;
            let _ = decode("flipped", &flipped, 1, &Limits::default());
        }
    }
    assert_eq!(code("cut.png", &files[1][..60]), "picture/broken");
}

#[test]
fn cmyk_tiffs_and_webps_are_decoded() {
    let mut file = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut file).unwrap();
    encoder.write_image::<tiff::encoder::colortype::CMYK8>(2, 1, &[0, 0, 0, 255, 10, 20, 30, 40]).unwrap();
    let tiff = file.into_inner();
    let decoded = decode("a.tif", &tiff, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.colours, decoded.samples), (Colours::Cmyk, vec![0, 0, 0, 255, 10, 20, 30, 40]));
    assert_eq!(header("a.tif", &tiff, 1, &Limits::default()).unwrap(), (2, 1));
    let mut webp = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.encode(&[255, 0, 0, 255, 9, 9, 9, 0], 2, 1, image_webp::ColorType::Rgba8).unwrap();
    let decoded = decode("a.webp", &webp, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.colours, decoded.samples), (Colours::Rgb, vec![255, 0, 0, 255, 255, 255]));
    for file in [tiff, webp] {
        for cut in 0..file.len() {
            let _ = decode("cut", &file[..cut], 1, &Limits::default());
        }
    }
}

fn svg(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inner}</svg>")
}

#[test]
fn drawings_are_shapes_and_lines_have_no_inside() {
    let text = svg(
        "<rect x='1' y='2' width='3' height='4' fill='#c8102e'/><path d='M0 5H40' stroke='black' stroke-width='2'/>",
    );
    assert_eq!(holds(text.as_bytes()), Holds::Drawing);
    let read = drawing("a.svg", text.as_bytes(), &DrawingFonts::default(), &|_| None).unwrap().drawing;
    let [Node::Shape(filled), Node::Shape(stroked)] = &read.nodes[..] else { panic!("{read:?}") };
    assert_eq!(read.size, (40.0, 20.0));
    assert_eq!(filled.fill.as_ref().map(|fill| fill.paint.clone()), Some(Ground::Solid([0xC8, 0x10, 0x2E])));
    assert_eq!(stroked.fill, None);
    assert_eq!(stroked.stroke.as_ref().map(|stroke| stroke.width.round()), Some(2.0));
}

#[test]
fn drawings_that_cannot_be_read_are_named() {
    let refused =
        |inner: &str| drawing("a.svg", svg(inner).as_bytes(), &DrawingFonts::default(), &|_| None).unwrap_err();
    assert_eq!(refused(&"<g>".repeat(100_000)).code, "picture/too-large");
    assert_eq!(refused("<rect width='9'").code, "picture/broken");
}

fn article(text: &str) -> (Article, Diagnostics) {
    let mut found = Vec::new();
    (article::parse(text, source(), &mut found), found)
}

#[test]
fn stars_mark_emphasis_beside_chinese_marks() {
    let (article, found) = article("他说*“好”*的，**“很好”**。");
    assert!(found.is_empty());
    let runs: Vec<(&str, bool, bool)> =
        article.blocks[0].runs.iter().map(|run| (run.text.as_str(), run.markup.emphasis, run.markup.strong)).collect();
    assert_eq!(
        runs,
        [
            ("他说", false, false),
            ("“好”", true, false),
            ("的，", false, false),
            ("“很好”", false, true),
            ("。", false, false)
        ]
    );
}

#[test]
fn directives_nest_and_escapes_are_plain() {
    let (article, found) = article("见:name[林:dot[则]徐]，\\:dot[不是]，5*3\\*2。");
    assert!(found.is_empty());
    let runs: Vec<(&str, usize)> =
        article.blocks[0].runs.iter().map(|run| (run.text.as_str(), run.marks.len())).collect();
    assert_eq!(runs, [("见", 0), ("林", 1), ("则", 2), ("徐", 1), ("，", 0), (":dot[不是]，5*3", 0), ("*2。", 0)]);
}

#[test]
fn runs_know_where_they_were_written() {
    let (article, _) = article("---\nheadline: 题\n---\n甲**乙**丙");
    let run = &article.blocks[0].runs[1];
    assert_eq!((run.text.as_str(), run.span.start, run.span.end), ("乙", 27, 30));
}

#[test]
fn items_of_lists_stand_after_their_mark_or_number() {
    let (article, found) = article("前\n\n- 甲**乙**\n- 丙\n  - 丁\n-\n\n3. 戊\n\n   己\n\n4. 庚\n\n后");
    // The mark alone on its line has no words.
    let codes: Vec<_> = found.iter().map(|it| (it.code, it.span.map(|span| span.start))).collect();
    assert_eq!(codes, [("article/stray", Some(32))]);
    let text = |block: &Block| block.runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let blocks: Vec<(BlockKind, String)> = article.blocks.iter().map(|block| (block.kind, text(block))).collect();
    let expected = [
        (BlockKind::Paragraph, "前"),
        (BlockKind::Item, "●甲乙"),
        (BlockKind::Item, "●丙"),
        (BlockKind::Item, "●丁"),
        (BlockKind::Item, "3. 戊"),
        (BlockKind::Paragraph, "己"),
        (BlockKind::Item, "4. 庚"),
        (BlockKind::Paragraph, "后"),
    ];
    assert_eq!(blocks, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn brackets_within_a_directive_lose_no_text() {
    let mut found = Diagnostics::new();
    let text = "前:note[见[1]页后]尾。";
    let runs = inline_text(text, Spanned::new(text, Span::default()), &mut found);
    let texts: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!((texts.concat().as_str(), found.len()), ("前见[1]页后尾。", 0));
    assert_eq!(texts, ["前", "见[1]页后", "尾。"]);
}

/// What to do about a list where lines of words are due.
const TEXT_LINES: &str =
    "for lines of their own write `text: |`, and each line below it without a hyphen, two blanks further in";

#[test]
fn slips_of_people_who_know_no_yaml_are_told_in_their_words() {
    for (text, place, message) in [
        ("headline: 临澜: 春讯\n", ":", "a colon with a blank"),
        ("a: b\nheadline：春讯\n", "：", "colon of Chinese text"),
        ("headline：春讯\n", "：", "colon of Chinese text"),
        ("headline:春讯\n", ":", "a blank is missing"),
        ("headline:春讯\nbyline:王某\n", ":", "a blank is missing"),
        ("headline: @市民朋友\n", "@", "begins with `@`"),
        ("headline: %d 个\n", "%", "begins with `%`"),
        ("headline: *重磅*来了\n", "*", "begins with `*`"),
        ("headline: &春\n", "&", "begins with `&`"),
        ("headline: [快讯]全市开工\n", "[", "begins with `[`"),
        ("headline: {上}篇\n", "{", "begins with `{`"),
        ("headline: \"双星\"升空\n", "升空", "behind the quotes"),
        ("headline: - 题\n", "-", "begins with `-`"),
        ("a:\n\tb: c\n", "\t", "a tab stands"),
        ("photo: {picture: \"x\"}\nb: \"p\\qr.jpg\"\n", "\\", "a backslash"),
        ("put: {lead:a.md}\n", "lead:a.md", "is one word"),
        ("put: {lead：a.md}\n", "lead：a.md", "is one word"),
        ("put: {a: b, c: 海: 潮}\n", ":", "a colon with a blank"),
        ("put: {a: \"他\"好\"\"}\n", "好\"\"", "behind the quotes"),
        ("put: {a: '海}\n", "'", "not closed"),
        ("headline: \"海\nbyline: 王\n", "\"", "not closed"),
        ("pages:\n  -layout: a\n   put: b\n", "-", "begins no item"),
        ("pages:\n  — layout: a\n    put: b\n", "—", "begins no item"),
        ("put:\n     lead: a.md\n      photo: b\n", "photo", "does not stand below"),
        ("put:\n      lead: a.md\n     photo: b\n", "photo", "does not stand below"),
        ("put: {a: {text: x}, b: {paras: [{text: '好]'}]}\nc: d\n", "{", "nothing closes"),
        ("pages:\n  - layout: [a, b\n  - {c: d}\n", "[", "nothing closes"),
        ("- {layout: plain，put: {a: b}}\n", "，", "comma of Chinese text"),
        ("area: {columns: [1, 2}\n", "}", "closes the `[` of line 1"),
        ("headline: 港口开工\n三年建成\nbyline: 王强\n", "三年建成", "goes on with"),
        ("headline: |\n港口开工\n三年建成\n", "港口开工", "goes on with"),
        ("text: |\n    一\n  二\nb: c\n", "二", "further left"),
        ("put: story: s.md\n", ":", "without braces"),
        ("headline: '他说I'm back'\n", "'", "ends the value"),
        ("a: {h: 'I'm back', b: c}\n", "'", "ends the value"),
        ("pages:\n  - put:\n      note:{text: 晴}\n", ":", "a blank is missing"),
        ("```yaml\na: b\n```\n", "```yaml", "backquotes"),
    ] {
        let found = parse(text, source(), 0).expect_err(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].message.contains(message), "{text}: {:?}", found[0]);
        assert_eq!(slice(text, found[0].span.unwrap()), place, "{text}");
        assert!(!found[0].hints.is_empty(), "{text}");
    }
    let mut found = Diagnostics::new();
    let node = parse("page:\n  bleed：3mm\n", source(), 0).unwrap();
    read::read_object(&node, LAYOUT, &mut found);
    assert!(found[0].message.contains("is one word"), "{found:?}");
    for (text, hint) in [
        ("frames: {a: {area: {columns: 1, rows: 11～40}}}", "write `11-40`"),
        ("frames: {a: {area: {columns: 1至2, rows: 1}}}", "write `1-2`"),
        ("frames: {a: {caption: [图]}}", "put the value into quotes: caption: \"[图]\""),
        ("frames: {a: {caption: {图}}}", "take the braces out: caption: 图"),
        ("frames: {a: {text: [一, 二]}}", TEXT_LINES),
        ("frames:\n  a:\n    text:\n      - 一\n      - 二", TEXT_LINES),
        ("frames: {a: {paras: [启事]}}", "write `{text: 启事}`"),
        ("frames: {a: {table: {rows: [[甲: 1], [乙, 2]]}}}", "write a comma in its place: `[甲, 1]`"),
        ("frames: {a: {table: {rows: [[甲: 1], [乙: 2]]}}}", "put the value into quotes: \"甲: 1\""),
        ("frames:\n  - a: {ad: true}", "take out the hyphens: `a: …` begins its line"),
        ("frames:\n  a:\n  text: 甲", "give its line two blanks more than that of `a`"),
        (
            "page: {grid: 3}",
            "write its keys with their values, such as `{columns: …}`; there are columns, gutter, leading",
        ),
        ("frames: {a: {optional: ad.pdf}}", "a file has a key of its own: `picture: ad.pdf`"),
    ] {
        let mut found = Diagnostics::new();
        read::read_object(&parse(text, source(), 0).unwrap(), LAYOUT, &mut found);
        assert_eq!(found[0].hints.first().map(ToString::to_string).as_deref(), Some(hint), "{text}");
    }
    // `page：{bleed: 3mm}` reads as a key with half of its value.
    assert_eq!(parse("page：{bleed: 3mm}\n", source(), 0).unwrap_err().len(), 1);
    // The lines of a block are words, whatever they look like.
    assert!(parse("headline: |\n  甲：乙\n  *丙: @丁\nbyline: 王某\n", source(), 0).is_ok());
}

#[test]
fn returns_alone_end_lines_where_there_are_no_others() {
    assert_eq!(as_read("---\rheadline: 题\r---\r文。\r"), "---\nheadline: 题\n---\n文。\n");
    assert_eq!(as_read("甲\r\n乙\n"), "甲\n乙\n");
}

#[test]
fn what_a_comment_drops_is_told() {
    for (line, words) in [
        ("headline: 冲刺 #开门红# 首季", Some("#开门红# 首季")),
        ("headline: #开门红#", Some("#开门红#")),
        ("headline: 冲刺 # 待核", Some("# 待核")),
        ("headline: \"冲刺\" # 待核", None),
        ("headline: C#调", None),
    ] {
        let text = format!("---\n{line}\n---\n正文");
        let (_, found) = article(&text);
        let told = found.iter().find(|finding| finding.code == "yaml/comment");
        assert_eq!(told.map(|finding| slice(&text, finding.span.unwrap())), words, "{line}: {found:?}");
    }
}

#[test]
fn a_comment_behind_words_is_told_and_behind_quotes_is_none_of_theirs() {
    use crate::base::Severity::{Error, Note, Warning};
    for (line, value, severity) in [
        ("text: 热线 #95001", "热线", Some(Error)),
        ("text: 热线 #A座", "热线", Some(Error)),
        ("text: Hotline #A1", "Hotline", Some(Error)),
        ("text: 热线 # 改过", "热线", Some(Note)),
        ("text: #95001", "", Some(Error)),
        ("caption: 渔船 #本报记者 许嘉 摄", "渔船", Some(Error)),
        ("caption: 渔船 # 本报记者 许嘉 摄", "渔船", Some(Error)),
        ("texts: {weather: 晴 #大风\n  }", "", Some(Error)),
        ("rows: [甲, 乙 #95001\n  ]", "", Some(Error)),
        ("picture: 图片/渔船.jpg #换过图", "图片/渔船.jpg", Some(Warning)),
        ("picture: 图片/渔船.jpg # 换过图", "图片/渔船.jpg", Some(Note)),
        ("layout: front #old", "front", None),
        ("height: 12mm # lower", "12mm", None),
        ("height: 12mm #lower", "12mm", None),
        ("text: \"热线\"  # 改过", "\"热线\"", None),
        ("text: '热''线' #改过", "'热''线'", None),
        ("text: \"热\\\"线\" # 改过", "\"热\\\"线\"", None),
    ] {
        let node = parse(line, source(), 0).unwrap();
        let told = dropped::comments(&node, line, 0).iter().find_map(slips::comment_of_value);
        assert_eq!(told.map(|finding| finding.severity), severity, "{line}");
        let NodeKind::Map(entries) = node.kind else { panic!("{line}") };
        if !value.is_empty() {
            assert_eq!(slice(line, entries[0].1.span), value, "{line}");
        }
    }
}

/// Files that know what stands beside them.
struct Beside(Vec<&'static str>);

impl Files for Beside {
    fn read_within(&self, path: &str, _limit: u64) -> Result<Vec<u8>, FileProblem> {
        let edition = "paper: 甲\ndate: 2026-03-12\npages: [{layout: PATH, put: {a: ART}}]\n";
        let named = edition.replace("PATH", self.0[0]).replace("ART", self.0[1]);
        if path == "edition.yaml" { Ok(named.into_bytes()) } else { Err(FileProblem::Missing) }
    }

    fn beside(&self, path: &str) -> Vec<String> {
        let names: &[&str] =
            if path == "layout:" { &["front-picture", "plain"] } else { &["articles/Lead.md", "articles/b.md"] };
        names.iter().map(|name| (*name).to_owned()).collect()
    }
}

#[test]
fn the_file_that_was_meant_is_named() {
    for (layout, path, hint) in [
        ("front-pictur", "articles/b.md", "did you mean `front-picture`?"),
        ("l.yaml", "articles/lead.MD", "did you mean `articles/Lead.md`?"),
        ("l.yaml", "articles\\b.md", "write `articles/b.md`: in paths stands `/`"),
        ("l.yaml", "pictures/x.JPG", "in a frame, write `{picture: pictures/x.JPG}` in its place"),
        ("l.yaml", "稿.docx", "make an article of it first: paiban import 稿.docx"),
        ("l.yaml", "t.csv", "write `{table: t.csv}` in its place"),
        ("l.yaml", "t.xlsx", "save it as CSV (UTF-8) and write `{table: t.csv}` in its place"),
        ("plain.yaml", "articles/b.md", "did you mean `plain`?"),
        ("l.yaml", "b.md", "did you mean `articles/b.md`?"),
        ("l.yaml", "\"articles\\b.md\"", "write `articles/b.md`: in paths stands `/`"),
        ("l.yaml", "天气晴", "words that print in a frame are written `a: {text: \"天气晴\"}`"),
    ] {
        let (_, _, found) = load("edition.yaml", &Beside(vec![layout, path]));
        let hints: Vec<String> = found.iter().flat_map(|finding| &finding.hints).map(|hint| hint.to_string()).collect();
        assert!(hints.iter().any(|told| told == hint), "{path}: {hints:?}");
    }
}
