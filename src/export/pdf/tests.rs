//! Files read back: what hand-made display pages become.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Document, Object};

use super::*;
use crate::base::{FaceId, Len, Permille, Point, Rect, Size, Towards};
use crate::colour::{Channels, PressData};
use crate::display::{
    Fill, GlyphRun, GlyphStyle, Gradient, Image, Item, ItemKind, Paint, Path, PlacedGlyph, Shade, Turn,
};
use crate::model::Date;
use crate::shipped;

const WHITE: Paint = Paint::Process([Permille(0); 4]);

fn fonts() -> FontBook {
    FontBook::load(shipped::fonts()).0
}

fn item(kind: ItemKind) -> Item {
    Item { kind, frame: "frame".into(), story: "story".into(), span: None }
}

fn page(items: Vec<ItemKind>) -> DisplayPage {
    let trim = Size { width: Len::mm(100), height: Len::mm(150) };
    DisplayPage {
        frames: Vec::new(),
        number: "1".into(),
        name: String::new(),
        trim,
        bleed: Len::mm(3),
        slug: Len::ZERO,
        items: items.into_iter().map(item).collect(),
    }
}

/// A run of characters side by side, each with a text of its own choice.
fn run(fonts: &FontBook, signs: &[(char, &str)], turn: Turn, paint: Paint) -> ItemKind {
    let face = fonts.find("Noto Serif CJK SC", 400).unwrap();
    let tables = fonts.face(face).tables().unwrap();
    let mut text = String::new();
    let mut glyphs = Vec::new();
    for (number, (sign, stands_for)) in signs.iter().enumerate() {
        let start = crate::base::narrow(text.len());
        text.push_str(stands_for);
        let step = Len::pt(12) * i64::try_from(number).unwrap();
        let at = match turn {
            Turn::Horizontal => Point { x: Len::pt(40) + step, y: Len::pt(60) },
            _ => Point { x: Len::pt(40), y: Len::pt(60) + step },
        };
        let id = tables.glyph_index(*sign).unwrap().0;
        glyphs.push(PlacedGlyph::new(id, at, start..crate::base::narrow(text.len())));
    }
    ItemKind::Glyphs(GlyphRun {
        reads: crate::display::Reads::ByGlyph,
        face,
        size: Len::pt(12),
        scale_x: Permille::ONE,
        turn,
        style: GlyphStyle::Fill(paint),
        glyphs,
        text,
    })
}

fn written(
    pages: &[DisplayPage],
    fonts: &FontBook,
    images: &BTreeMap<String, Arc<Placed>>,
    conformance: Conformance,
) -> Result<Vec<u8>, Diagnostics> {
    let imprint = Imprint {
        paper: "报".into(),
        date: Date { year: 2026, month: 3, day: 12 },
        title: "报 & <1>".into(),
        ..Imprint::default()
    };
    let profile = OutputProfile::newsprint();
    write(&PdfJob { pages, fonts, images, imprint: &imprint, profile: &profile, conformance, tags: None })
}

fn read(pages: &[DisplayPage], fonts: &FontBook) -> Document {
    Document::load_mem(&written(pages, fonts, &BTreeMap::new(), Conformance::X4).unwrap()).unwrap()
}

fn content(document: &Document) -> String {
    let id = document.get_pages()[&1];
    String::from_utf8(document.get_page_content(id)).unwrap()
}

fn numbers(object: &Object) -> Vec<i64> {
    let number = |object: &Object| (f64::from(object.as_float().unwrap()) * 10.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "tenths of points of a small page")]
    let tenths = |object: &Object| number(object) as i64;
    object.as_array().unwrap().iter().map(tenths).collect()
}

#[test]
fn pages_and_headlines_are_led_to() {
    let fonts = fonts();
    let line = |text: &str, sign: char, size: i64| {
        let ItemKind::Glyphs(run) = run(&fonts, &[(sign, text)], Turn::Horizontal, Paint::BLACK) else {
            unreachable!()
        };
        ItemKind::Glyphs(GlyphRun { size: Len::pt(size), ..run })
    };
    // A kicker, a headline of two faces, and body copy, which is no part of any headline block.
    let mut first =
        page(vec![line("引题", '报', 12), line("大桥", '报', 30), line("9.6", '纸', 31), line("正文", '报', 40)]);
    (first.number, first.name) = ("A01".into(), "要闻".into());
    first.items.iter_mut().take(3).for_each(|item| item.story = "lead/head".into());
    let mut second = page(Vec::new());
    second.number = "A02".into();
    for conformance in [Conformance::X4, Conformance::X1a, Conformance::Plain] {
        let bytes = written(&[first.clone(), second.clone()], &fonts, &BTreeMap::new(), conformance).unwrap();
        let document = Document::load_mem(&bytes).unwrap();
        let catalog = document.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-Hans-CN");
        let title = |dictionary: &lopdf::Dictionary, key: &[u8]| {
            let bytes = dictionary.get(key).unwrap().as_str().unwrap();
            let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        };
        let labels = catalog.get(b"PageLabels").unwrap().as_dict().unwrap().get(b"Nums").unwrap().as_array().unwrap();
        let label = |at: usize| title(labels[at].as_dict().unwrap(), b"P");
        assert_eq!([label(1), label(3)], ["A01", "A02"]);
        let follow = |dictionary: &lopdf::Dictionary, key: &[u8]| {
            document.get_dictionary(dictionary.get(key).unwrap().as_reference().unwrap()).unwrap().clone()
        };
        let outline = follow(catalog, b"Outlines");
        let (page, last) = (follow(&outline, b"First"), follow(&outline, b"Last"));
        assert_eq!([title(&page, b"Title"), title(&last, b"Title")], ["A01 要闻", "A02"]);
        let story = follow(&page, b"First");
        assert_eq!(title(&story, b"Title"), "大桥9.6");
        let place = story.get(b"Dest").unwrap().as_array().unwrap();
        assert_eq!(place[0].as_reference().unwrap(), document.get_pages()[&1]);
        // The line of 31 pt on a baseline 60 pt below the top of a trim of 150 mm with 3 mm of bleed.
        assert!((place[3].as_float().unwrap() - (153.0 / 25.4 * 72.0 - 29.0)).abs() < 0.01, "{place:?}");
    }
}

#[test]
fn boxes_stand_on_the_page_and_nest() {
    let document = read(&[page(Vec::new())], &fonts());
    let dictionary = document.get_dictionary(document.get_pages()[&1]).unwrap();
    assert_eq!(numbers(dictionary.get(b"MediaBox").unwrap()), [0, 0, 3005, 4422]);
    assert_eq!(numbers(dictionary.get(b"TrimBox").unwrap()), [85, 85, 2920, 4337]);
    assert!(dictionary.get(b"ArtBox").is_err());
}

#[test]
fn solid_black_overprints_and_everything_else_knocks_out() {
    let rect = |paint| {
        ItemKind::Fill(Fill {
            path: Path::Rect(Rect { x: Len::ZERO, y: Len::ZERO, width: Len::MM, height: Len::MM }),
            paint,
        })
    };
    let content = content(&read(&[page(vec![rect(Paint::BLACK), rect(WHITE), rect(Paint::BLACK)])], &fonts()));
    let states: Vec<&str> = content.lines().filter(|line| line.ends_with(" gs")).collect();
    assert_eq!(states, ["/KOP gs", "/NOP gs", "/KOP gs"]);
}

#[test]
fn a_gradient_in_a_path_is_a_shading_in_a_clip() {
    let area = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::MM, height: Len::MM };
    let gradient = |towards| Gradient { from: [Permille(0); 4], to: [Permille(500); 4], towards, area };
    let shade =
        |towards| ItemKind::Shade(Box::new(Shade { path: Path::Rounded(area, Len::PT), gradient: gradient(towards) }));
    let document =
        read(&[page(vec![shade(Towards::Right), shade(Towards::FootLeft), shade(Towards::Right)])], &fonts());
    let content = content(&document);
    let drawn: Vec<&str> =
        content.lines().filter(|line| line.ends_with(" sh") || *line == "W" || *line == "Q").collect();
    let names = ["/G0_0_0_0_500_500_500_500r sh", "/G0_0_0_0_500_500_500_500fl sh"];
    assert_eq!(drawn, ["W", names[0], "Q", "W", names[1], "Q", "W", names[0], "Q"]);
    let is_shading = |object: &&Object| object.as_dict().is_ok_and(|entries| entries.has(b"ShadingType"));
    let ends: Vec<Vec<i64>> = document
        .objects
        .values()
        .filter(is_shading)
        .map(|object| numbers(object.as_dict().unwrap().get(b"Coords").unwrap()))
        .collect();
    assert_eq!(ends, [vec![0, 0, 10, 0], vec![10, 10, 0, 0]]);
}

#[test]
fn a_spot_ink_is_a_separation() {
    let paint = Paint::Spot {
        name: "PANTONE 185 C".into(),
        tint: Permille(500),
        alternate: [Permille(0), Permille(930), Permille(790), Permille(0)],
    };
    let rect = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::MM, height: Len::MM };
    let document = read(&[page(vec![ItemKind::Fill(Fill { path: Path::Rect(rect), paint })])], &fonts());
    let separation = document
        .objects
        .values()
        .filter_map(|object| object.as_array().ok())
        .find(|array| array.first().is_some_and(|name| name.as_name().ok() == Some(b"Separation")));
    assert_eq!(separation.unwrap()[1].as_name().unwrap(), b"PANTONE 185 C");
    assert!(content(&document).contains("0.5 scn"));
}

#[test]
fn inks_whose_long_names_begin_alike_have_separate_plates() {
    let name = |end: &str| "长".repeat(14) + end;
    assert_ne!(super::paint::resource(&name("甲")), super::paint::resource(&name("乙")));
}

#[test]
fn one_glyph_that_stands_for_two_texts_has_two_fonts() {
    let fonts = fonts();
    let document = read(
        &[page(vec![run(&fonts, &[('一', "一"), ('一', "⼀"), ('一', "一")], Turn::Horizontal, Paint::BLACK)])],
        &fonts,
    );
    let names: Vec<String> = content(&document)
        .lines()
        .filter(|line| line.ends_with(" Tf"))
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), 3);
    assert_eq!(names[0], names[2]);
    assert_ne!(names[0], names[1]);
    let type0 = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|font| font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0"));
    assert_eq!(type0.count(), 2);
}

#[test]
fn upright_glyphs_use_the_vertical_encoding() {
    let fonts = fonts();
    let document = read(&[page(vec![run(&fonts, &[('上', "上"), ('下', "下")], Turn::Upright, Paint::BLACK)])], &fonts);
    let vertical = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .any(|font| font.get(b"Encoding").and_then(Object::as_name).ok() == Some(b"Identity-V"));
    assert!(vertical);
}

#[test]
fn the_promise_is_written_where_it_belongs() {
    let fonts = fonts();
    let pages = [page(Vec::new())];
    let text = |conformance| {
        String::from_utf8_lossy(&written(&pages, &fonts, &BTreeMap::new(), conformance).unwrap()).into_owned()
    };
    let (x4, x1a, plain) = (text(Conformance::X4), text(Conformance::X1a), text(Conformance::Plain));
    assert!(x4.starts_with("%PDF-1.6") && x4.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4<"));
    assert!(x1a.starts_with("%PDF-1.4") && x1a.contains("(PDF/X-1a:2003)"));
    assert!(!plain.contains("GTS_PDFX"));
    assert!(x4.contains("报 &amp; &lt;1&gt;") && x4.contains("2026-03-12T00:00:00+08:00"));
}

#[test]
fn an_inverted_picture_is_decoded_inverted() {
    let image = crate::colour::PressImage {
        width: 1,
        height: 1,
        channels: Channels::Cmyk,
        data: PressData::Jpeg { bytes: vec![0xFF, 0xD8], inverted: true },
    };
    let area = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::MM, height: Len::MM };
    let pages = [page(vec![ItemKind::Image(Box::new(Image {
        name: "a.jpg".into(),
        area,
        clip: area,
        shape: None,
        pose: Default::default(),
    }))])];
    let images = BTreeMap::from([("a.jpg".to_owned(), Arc::new(Placed::Pixels(image)))]);
    let document = Document::load_mem(&written(&pages, &fonts(), &images, Conformance::X4).unwrap()).unwrap();
    let decode = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .find_map(|stream| stream.dict.get(b"Decode").ok());
    assert_eq!(numbers(decode.unwrap()), [10, 0, 10, 0, 10, 0, 10, 0]);
    assert_eq!(written(&pages, &fonts(), &BTreeMap::new(), Conformance::X4).unwrap_err()[0].code, "picture/not-ready");
}

#[test]
fn a_missing_glyph_is_never_written() {
    let fonts = fonts();
    let ItemKind::Glyphs(mut run) = run(&fonts, &[('一', "一")], Turn::Horizontal, Paint::BLACK) else { return };
    run.glyphs[0].id = 0;
    run.face = FaceId(0);
    let found = written(&[page(vec![ItemKind::Glyphs(run)])], &fonts, &BTreeMap::new(), Conformance::X4).unwrap_err();
    assert_eq!(found[0].code, "pdf/internal");
}

/// A PDF of one page, 72 × 36 pt within a larger medium, turned as told.
fn advertisement(turn: i64) -> Vec<u8> {
    use lopdf::{Stream, dictionary};
    let mut document = Document::with_version("1.4");
    let content = document.add_object(Stream::new(dictionary! {}, b"0 0 0 1 k 0 0 10 10 re f".to_vec()));
    let tree = document.new_object_id();
    let boxes = |sides: [i64; 4]| sides.into_iter().map(Object::Integer).collect::<Vec<_>>();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Rotate" => turn,
        "MediaBox" => boxes([0, 0, 100, 100]), "TrimBox" => boxes([10, 20, 82, 56]),
    });
    let kids = vec![Object::Reference(page)];
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_placed_page_is_a_form_of_its_trim_box() {
    let file = advertisement(0);
    assert_eq!(placed::page_size("a", &file, 1).unwrap(), Size { width: Len::pt(72), height: Len::pt(36) });
    assert_eq!(
        placed::page_size("a", &advertisement(90), 1).unwrap(),
        Size { width: Len::pt(36), height: Len::pt(72) }
    );
    let area = Rect { x: Len::ZERO, y: Len::ZERO, width: Len::pt(72), height: Len::pt(36) };
    let pages = [page(vec![ItemKind::Image(Box::new(Image {
        name: "a".into(),
        area,
        clip: area,
        shape: None,
        pose: Default::default(),
    }))])];
    let images =
        BTreeMap::from([("a".to_owned(), Arc::new(Placed::Page { file: file.into(), page: 1, is_blended: false }))]);
    let document = Document::load_mem(&written(&pages, &fonts(), &images, Conformance::X4).unwrap()).unwrap();
    let form = document.objects.values().filter_map(|object| object.as_stream().ok());
    let form = form.into_iter().find(|stream| stream.dict.get(b"Subtype").is_ok_and(|kind| kind == &"Form".into()));
    let form = form.unwrap();
    assert_eq!(numbers(form.dict.get(b"BBox").unwrap()), [100, 200, 820, 560]);
    assert!(form.decompressed_content().unwrap().starts_with(b"0 0 0 1 k 0 0 10 10 re f"));
}

#[test]
fn damaged_advertisements_are_refused_in_words() {
    let file = advertisement(0);
    assert_eq!(placed::page_size("a", &file, 2).unwrap_err().code, "ad/no-page");
    assert_eq!(placed::page_size("a", b"%PDF-1.4 nothing", 1).unwrap_err().code, "ad/damaged");
    for cut in (0..file.len()).step_by(5) {
        let _ = placed::page_size("a", &file[..cut], 1);
        let mut flipped = file.clone();
        flipped[cut] ^= 0x15;
        let _ = placed::page_size("a", &flipped, 1);
    }
}

#[test]
fn names_of_a_press_are_text_strings_in_any_script() {
    let string = |condition: &str| {
        let profile = OutputProfile { condition: condition.into(), ..OutputProfile::newsprint() };
        let imprint = Imprint::default();
        let job = PdfJob {
            pages: &[page(Vec::new())],
            fonts: &fonts(),
            images: &BTreeMap::new(),
            imprint: &imprint,
            profile: &profile,
            conformance: Conformance::X4,
            tags: None,
        };
        let document = Document::load_mem(&write(&job).unwrap()).unwrap();
        let mut intents = document.objects.values().filter_map(|object| object.as_dict().ok());
        let intent = intents.find(|keys| keys.has(b"OutputConditionIdentifier")).unwrap();
        intent.get(b"OutputConditionIdentifier").unwrap().as_str().unwrap().to_vec()
    };
    assert_eq!(string("FOGRA26"), b"FOGRA26");
    assert_eq!(string("\u{65B0}\u{95FB}"), [0xFE, 0xFF, 0x65, 0xB0, 0x95, 0xFB]);
}

#[test]
fn a_face_that_may_only_be_embedded_whole_is_not_cut() {
    use crate::font::EmbeddingRights as Rights;
    let code = |rights| fonts::unlicensed(rights, "宋").map(|finding| finding.code);
    assert_eq!(code(Rights::Forbidden), Some("font/no-embedding"));
    assert_eq!(code(Rights::WholeOnly), Some("font/no-subsetting"));
}
