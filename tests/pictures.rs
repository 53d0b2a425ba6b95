//! Pictures as they come, through the whole program: the words in their files on the page, and what these forbid.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its file has failed")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot make its file has failed")]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jpeg_encoder::{ColorType, Encoder};
use serde_json::Value;

use paiban::base::{Len, Rect};
use paiban::input::picture::{DrawingFonts, ReadDrawing, drawing};
use paiban::proof::{Proof, Window};
use support::program::{folder, paiban, text};

/// A photograph with IPTC data sets of the application record.
fn photo(sets: &[(u8, &[u8])]) -> Vec<u8> {
    let length = |data: &[u8]| u16::try_from(data.len()).unwrap().to_be_bytes();
    let iim: Vec<u8> =
        sets.iter().flat_map(|(number, data)| [&[0x1C, 2, *number][..], &length(data), data].concat()).collect();
    let size = u32::try_from(iim.len()).unwrap().to_be_bytes();
    let resources = [b"Photoshop 3.0\x008BIM\x04\x04\0\0", &size[..], &iim, &[0; 1][..iim.len() % 2]].concat();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.add_app_segment(13, resources).unwrap();
    encoder.encode(&vec![160; 600 * 400 * 3], 600, 400, ColorType::Rgb).unwrap();
    file
}

/// An edition of one page whose only frame, 60 × 50 mm, has what is put into it.
fn desk(name: &str, put: &str, frame: &str, sets: &[(u8, &[u8])]) -> PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("a.jpg"), photo(sets)).unwrap();
    std::fs::write(folder.join("b.jpg"), photo(&[])).unwrap();
    let edition = format!(
        "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {{trim: [100mm, 100mm], margins: 10mm}}\n      frames:\n        photo: {{area: {{at: [10mm, 10mm], size: [60mm, 50mm]}}, {frame}}}\n    put:\n      photo: {{{put}}}\n"
    );
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    folder
}

/// The pictures of the article map, and all that the build said.
fn built(folder: &Path) -> (Value, String) {
    let out = paiban(folder, &["build", "edition.yaml", "-o", "a.pdf", "--article-map", "a.json"]);
    let map = std::fs::read_to_string(folder.join("a.json")).unwrap_or("null".into());
    (serde_json::from_str(&map).unwrap(), text(&out.stdout) + &text(&out.stderr))
}

/// The codes of what `check` finds.
fn codes(folder: &Path) -> Vec<String> {
    let out = paiban(folder, &["check", "edition.yaml", "--message-format", "json"]);
    let lines = text(&out.stdout) + &text(&out.stderr);
    let finding = |line: &str| serde_json::from_str::<Value>(line).ok();
    lines.lines().filter_map(finding).filter_map(|line| Some(line["code"].as_str()?.to_owned())).collect()
}

const CAPTION: &str = "三月十一日，渔民在临澜港码头卸下当天的第一网鱼，*星号*与{花括号}照印；天刚亮，码头上已经站满了来赶早市的人，叫卖声一直传到堤坝那边。";

#[test]
fn the_words_of_the_file_stand_below_the_picture_in_as_many_lines_as_they_need() {
    let gbk = |text: &'static str| encoding_rs::GBK.encode(text).0.into_owned();
    let words = (gbk(CAPTION), gbk("林远"), gbk("临澜图片社"));
    let sets: &[(u8, &[u8])] = &[(80, &words.1), (110, &words.2), (120, &words.0)];
    let folder = desk("words", "picture: a.jpg, caption: {from: picture}, credit: {from: picture}", "", sets);
    let (map, said) = built(&folder);
    assert!(!said.contains("error") && !said.contains("warning"), "{said}");
    let caption = map["units"][0]["pictures"][0]["caption"].as_str().unwrap();
    assert_eq!(caption, format!("{CAPTION}\n林远／临澜图片社"));
}

#[test]
fn a_caption_takes_from_its_picture_what_it_needs_and_no_more() {
    let lowest = |lines: &str, words: &str, frame: &str| {
        let put = format!("picture: b.jpg, caption: {words}, caption-lines: {lines}");
        let (map, said) = built(&desk("lines", &put, frame, &[]));
        let areas = map["pages"][0]["areas"].as_array().cloned().unwrap_or_default();
        let area = areas.iter().find(|area| area["kind"] == "caption");
        (area.map(|area| area["polygons"].to_string()).unwrap_or_default(), said.contains("overset"))
    };
    let (short, long) = ("港边", CAPTION.replace(['*', '{', '}'], ""));
    let (one, four) = (lowest("1", short, ""), lowest("4", &long, ""));
    assert_eq!(lowest("1-6", short, ""), one);
    assert_eq!(lowest("1-6", &long, ""), four, "{long}");
    assert!(!four.1 && one.0 != four.0);
    assert!(lowest("1-2", &long, "").1, "more than its limit is overset");
    assert_ne!(lowest("1", short, "padding: 3mm"), one, "inside the padding");
}

#[test]
fn what_the_file_forbids_and_what_it_lacks_are_told() {
    let utf8 = "第一网鱼".as_bytes();
    for (name, put, sets, expected) in [
        ("embargo", "picture: a.jpg", &[(30, &b"20260313"[..])][..], &["picture/embargo"][..]),
        ("released", "picture: a.jpg", &[(30, b"20260312")], &[]),
        ("no-print", "picture: a.jpg", &[(40, "不得刊登".as_bytes())], &["picture/instructions"]),
        (
            "let-through",
            "picture: a.jpg, accept: instructions, reason: 主编已与供图方确认",
            &[(40, b"NO USE")],
            &["picture/accepted"],
        ),
        (
            "without-reason",
            "picture: a.jpg, accept: embargo",
            &[(30, b"20260313")],
            &["picture/reason", "picture/embargo"],
        ),
        ("silent", "picture: b.jpg, caption: {from: picture}", &[], &["picture/no-words"]),
        ("blank", "picture: a.jpg, caption: ", &[(120, utf8)], &["picture/no-words"]),
        ("group", "pictures: [b.jpg, a.jpg], caption: {from: picture}", &[(120, utf8)], &["picture/no-words"]),
        ("missing", "picture: c.jpg, caption: {from: picture}", &[], &["file/missing"]),
        (
            "exact",
            "picture: b.jpg, fit: exact, zoom: 200%, rotate: 2",
            &[],
            &["picture/zoom", "picture/rotate", "ad/size"],
        ),
        ("whole", "picture: b.jpg, fit: contain, zoom: 110%, rotate: 2deg", &[], &[]),
        ("text", "picture: a.jpg, caption: {from: article}", &[(120, utf8)], &["yaml/wrong-kind"]),
    ] {
        assert_eq!(codes(&desk(name, put, "", sets)), expected, "{name}");
    }
    let said = built(&desk("offer", "picture: a.jpg, caption: ''", "", &[(120, utf8)])).1;
    assert!(said.contains("第一网鱼") && said.contains("{from: picture}"), "{said}");
}

#[test]
fn pictures_of_a_group_each_say_their_words_and_what_is_alike_once() {
    let put = "pictures: [a.jpg, c.jpg, d.jpg], caption: {from: picture}, credit: {from: picture}";
    let folder = desk("group-words", put, "", &[(120, "鱼市".as_bytes()), (80, "林远".as_bytes())]);
    std::fs::write(folder.join("c.jpg"), photo(&[(120, CAPTION.as_bytes()), (80, "林远".as_bytes())])).unwrap();
    std::fs::write(folder.join("d.jpg"), photo(&[(120, "鱼市".as_bytes()), (80, "吴江".as_bytes())])).unwrap();
    let (map, said) = built(&folder);
    assert!(!said.contains("error") && !said.contains("warning") && !said.contains("note"), "{said}");
    let pictures = map["units"][0]["pictures"].as_array().unwrap();
    let captions: Vec<&str> = pictures.iter().filter_map(|picture| picture["caption"].as_str()).collect();
    assert!(captions.contains(&format!("鱼市\n{CAPTION}\n林远\n吴江").as_str()), "{captions:?}");
}

#[test]
fn a_caption_whose_lines_run_down_becomes_as_high_as_makes_it_narrow_enough() {
    let long = CAPTION.replace(['*', '{', '}'], "");
    let built = |name: &str, lines: &str| {
        let put = format!("picture: b.jpg, caption: {long}, caption-lines: {lines}");
        built(&desk(name, &put, "direction: vertical", &[])).1
    };
    assert!(built("down-fixed", "2").contains("overset"));
    let said = built("down", "2-9");
    assert!(!said.contains("error"), "{said}");
    assert!(built("down-few", "1-2").contains("overset"));
}

/// A grey PNG whose pixels are half as wide as they are high.
fn oblong(name: &str, put: &str) -> PathBuf {
    let folder = desk(name, put, "", &[]);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 800, 300);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 2, yppu: 1, unit: png::Unit::Unspecified }));
    encoder.write_header().unwrap().write_image_data(&[90; 800 * 300]).unwrap();
    std::fs::write(folder.join("a.png"), file).unwrap();
    folder
}

#[test]
fn oblong_pixels_stand_in_their_true_proportion_and_are_told() {
    let folder = oblong("oblong", "picture: a.png, fit: contain");
    let out = paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf", "--report", "none"]);
    assert!(text(&out.stderr).contains("note[picture/oblong]"), "{}", text(&out.stderr));
    let proof = Proof::read(std::fs::read(folder.join("a.pdf")).unwrap()).unwrap();
    let area = Rect { x: Len::mm(10), y: Len::mm(10), width: Len::mm(60), height: Len::mm(50) };
    let pixels = proof.pixels(0, &Window { area, ppi: 101.6 }).unwrap();
    // 400 × 300 square ones would be 60 × 45 mm: what is above and below in the frame's middle stays white.
    let dark = (0..200).filter(|y| pixels.rgb[(y * 240 + 120) * 3] < 200).count();
    assert!((178..=182).contains(&dark), "{dark}");
}

/// A page of a scanner that holds nothing, and one with a speck.
#[test]
fn a_picture_that_is_white_all_over_is_told() {
    for (name, speck, told) in [("white", 252, true), ("speck", 90, false)] {
        let folder = desk(name, "picture: a.png", "", &[]);
        let mut file = Vec::new();
        let mut samples = vec![252; 800 * 600];
        samples[1234] = speck;
        png::Encoder::new(&mut file, 800, 600).write_header().unwrap().write_image_data(&samples).unwrap();
        std::fs::write(folder.join("a.png"), file).unwrap();
        let said = text(&paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf"]).stderr);
        assert_eq!(said.contains("warning[picture/blank]"), told, "{said}");
    }
}

/// The same 12 × 8 pixels placed by themselves stop the page, within a chart they are told.
#[test]
fn a_coarse_picture_within_a_chart_is_told_and_stops_nothing() {
    let folder = desk("coarse", "picture: a.svg", "", &[]);
    let mut pixels = Vec::new();
    Encoder::new(&mut pixels, 90).encode(&[90; 12 * 8 * 3], 12, 8, ColorType::Rgb).unwrap();
    std::fs::write(folder.join("b.jpg"), pixels).unwrap();
    let chart = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 50'><path d='M1 1h58v48z' fill='#ccc'/><image href='b.jpg' x='9' y='9' width='36' height='24'/></svg>";
    std::fs::write(folder.join("a.svg"), chart).unwrap();
    let out = paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf"]);
    let said = text(&out.stdout) + &text(&out.stderr);
    assert!(out.status.success() && said.contains("warning[picture/low-resolution]"), "{said}");
    assert!(said.contains("<image>` number 1") && said.contains("300 dots per inch"), "{said}");
    std::fs::write(
        folder.join("edition.yaml"),
        std::fs::read_to_string(folder.join("edition.yaml")).unwrap().replace("a.svg", "b.jpg"),
    )
    .unwrap();
    assert!(!paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf"]).status.success());
}

/// A drawing of `tests/golden/drawings`, 120 mm wide and so many thousandths of that high: what was said of it, and its pixels, 4 to the millimetre.
fn drawn(name: &str, high: i64) -> (String, paiban::proof::Pixels) {
    let folder = folder(&format!("drawing-{name}"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/drawings");
    std::fs::copy(golden.join(format!("{name}.svg")), folder.join("a.svg")).unwrap();
    let height = Len::mm(120).scaled(high, 1000);
    let edition = format!(
        "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {{trim: [140mm, 140mm], margins: 10mm}}\n      frames:\n        photo: {{area: {{at: [10mm, 10mm], size: [120mm, {:.3}pt]}}}}\n    put:\n      photo: {{picture: a.svg, fit: cover}}\n",
        height.to_pt()
    );
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    let out = paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf", "--report", "none"]);
    let proof =
        Proof::read(std::fs::read(folder.join("a.pdf")).unwrap_or_else(|_| panic!("{}", text(&out.stderr)))).unwrap();
    let area = Rect { x: Len::mm(10), y: Len::mm(10), width: Len::mm(120), height };
    (text(&out.stderr), proof.pixels(0, &Window { area, ppi: 101.6 }).unwrap())
}

/// A colour at a place of a drawing, in thousandths of its sides.
type Spot = (usize, usize, [u8; 3]);

/// A drawing, its height, what is told of it, and colours of it.
type Chart = (&'static str, i64, &'static [&'static str], &'static [Spot]);

const CHARTS: &[Chart] = &[
    (
        "drawio",
        446,
        &["line 1: the font Helvetica", "line 1: the filter of <rect>"],
        &[
            (165, 200, [182, 201, 227]),
            (150, 300, [155, 184, 218]),
            (825, 80, [252, 235, 207]),
            (90, 760, [214, 47, 71]),
            (425, 760, [231, 235, 220]),
            (700, 800, [255, 248, 224]),
            (450, 189, [222, 185, 40]),
            (120, 110, [204, 217, 236]),
        ],
    ),
    (
        "illustrator",
        750,
        &["line 24: the font SourceHanSansSC-Bold is not there; the text is set in Noto Sans CJK SC"],
        &[
            (60, 60, [251, 226, 21]),
            (430, 250, [103, 76, 129]),
            (700, 150, [230, 59, 49]),
            (560, 600, [128, 208, 232]),
            (620, 600, [66, 171, 213]),
            (640, 600, [66, 171, 213]),
            (790, 600, [91, 177, 121]),
            (960, 600, [242, 249, 245]),
            (50, 850, [252, 246, 208]),
            (500, 870, [141, 187, 219]),
            (720, 880, [224, 34, 125]),
            (820, 880, [174, 194, 51]),
            (930, 870, [110, 56, 132]),
            (800, 150, [230, 59, 49]),
            (700, 30, [255, 255, 255]),
        ],
    ),
    (
        "inkscape",
        750,
        &["line 19: the filter of <rect>", "line 20: `non-scaling-stroke` of <circle>"],
        &[
            (60, 200, [15, 105, 153]),
            (400, 200, [225, 236, 242]),
            (680, 300, [178, 141, 173]),
            (560, 100, [255, 255, 255]),
            (300, 467, [117, 164, 54]),
            (930, 470, [39, 119, 167]),
            (850, 750, [166, 201, 59]),
            (740, 900, [252, 236, 48]),
            (50, 20, [255, 255, 255]),
        ],
    ),
    (
        "matplotlib",
        429,
        &[],
        &[
            (500, 500, [255, 255, 255]),
            (60, 50, [255, 255, 255]),
            (600, 300, [94, 33, 103]),
            (640, 300, [89, 59, 125]),
            (700, 600, [219, 220, 42]),
            (870, 300, [255, 255, 255]),
            (870, 800, [255, 255, 255]),
            (910, 200, [255, 255, 255]),
        ],
    ),
    (
        "mermaid",
        470,
        &[],
        &[
            (50, 500, [239, 236, 244]),
            (540, 250, [255, 255, 255]),
            (900, 900, [252, 248, 221]),
            (850, 330, [236, 163, 97]),
            (297, 500, [237, 237, 238]),
            (297, 440, [255, 255, 255]),
        ],
    ),
];

/// Charts and logos with the constructs of the programs they are called after (matplotlib and Mermaid wrote theirs): all that is not drawn is told, and colours stand
/// where Chromium shows them, as the press prints them.
#[test]
fn charts_of_real_programs_print_as_they_look() {
    for (name, high, told, spots) in CHARTS {
        let (said, pixels) = drawn(name, *high);
        let warnings = said.matches("[picture/drawing]").count();
        assert!(warnings == told.len() && told.iter().all(|told| said.contains(told)), "{name}: {said}");
        let (width, height) = (pixels.width as usize, pixels.height as usize);
        for (x, y, expected) in *spots {
            let at = (y * height / 1000 * width + x * width / 1000) * 3;
            let found = &pixels.rgb[at..at + 3];
            let is_near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(*expected) <= 10);
            assert!(is_near, "{name} at {x}, {y}: {found:?}, not {expected:?}");
        }
    }
}

/// What of charts shows nothing in a browser either: a hidden layer, boxes of empty labels, an axis without its line, boxes that only take clicks.
const UNSEEN: [(&str, &str); 5] = [
    ("inkscape", "width=\"100\" height=\"75\" fill=\"red\""),
    ("mermaid", "<rect></rect>"),
    ("mermaid-gantt", "class=\"domain\""),
    ("echarts", "fill=\"none\"></rect>"),
    ("echarts", "fill-opacity=\"0\""),
];

/// Elements of one chart that are taken out, one at a time.
const MOST_TRIED: usize = 30;

/// Whether an element of a drawing paints by itself.
fn paints(node: &roxmltree::Node<'_, '_>) -> bool {
    const SHAPES: [&str; 9] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "image"];
    // Of a choice one part shows.
    const KEPT: [&str; 9] =
        ["defs", "clipPath", "mask", "pattern", "marker", "symbol", "switch", "linearGradient", "radialGradient"];
    let is = |node: &roxmltree::Node<'_, '_>, names: &[&str]| names.contains(&node.tag_name().name());
    (is(node, &SHAPES)
        || is(node, &["text"])
            && node.descendants().any(|node| node.text().is_some_and(|text| !text.trim().is_empty())))
        && !node.ancestors().any(|above| is(&above, &KEPT))
}

/// What a drawing shows, set in one of the shipped fonts.
fn shown(name: &str, text: &str, fonts: &DrawingFonts) -> ReadDrawing {
    drawing(name, text.as_bytes(), fonts, &|_| None).unwrap_or_else(|why| panic!("{name}: {why:?}"))
}

/// Shapes, pictures and labels of charts as programs write them each leave their mark: without one, the drawing is another. `tests/charts.py` holds them against Chromium.
#[test]
fn nothing_of_a_chart_vanishes() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let face: paiban::input::picture::FontBytes =
        Arc::new(std::fs::read(home.join("fonts/NotoSans-Regular.ttf")).unwrap());
    let fonts = DrawingFonts { files: vec![face], serif: "Noto Sans".into(), sans: "Noto Sans".into() };
    for file in std::fs::read_dir(home.join("tests/golden/drawings")).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".svg") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let whole = shown(&name, &text, &fonts);
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(&text, options).unwrap();
        let painted: Vec<_> = document.descendants().filter(paints).collect();
        assert!(painted.len() > 1, "{name}");
        for node in painted.iter().step_by(painted.len().div_ceil(MOST_TRIED)) {
            let range = node.range();
            let less = shown(&name, &[&text[..range.start], &text[range.end..]].concat(), &fonts);
            let is_seen = less.drawing != whole.drawing || less.text != whole.text;
            let is_unseen =
                UNSEEN.iter().any(|(chart, part)| name.starts_with(chart) && text[range.clone()].contains(part));
            assert!(is_seen || is_unseen, "{name}: {}", &text[range]);
        }
    }
}
