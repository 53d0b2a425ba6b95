//! Marks on the page broken on purpose: type, colour, black, lines, images.

use super::*;

/// A file with more content.
fn marked(content: &str) -> Vec<u8> {
    changed(|file| {
        file.content(content);
    })
}

/// Text of the file's own font in a size.
fn typed(before: &str, size: f64) -> Vec<u8> {
    changed(|file| {
        let font = file.first("Font");
        let code = first_code(file);
        file.content(&format!("{before} BT /{font} {size} Tf 60 60 Td <{code}> Tj ET"));
    })
}

/// The first code the page shows.
fn first_code(file: &Change) -> String {
    let content = String::from_utf8_lossy(&file.document.get_page_content(file.page())).into_owned();
    let at = content.find('<').unwrap();
    content[at + 1..at + 5].to_owned()
}

/// A path to the font's dictionary from the page.
fn font(change: impl FnOnce(&mut Change, ObjectId, &[&str])) -> Vec<u8> {
    changed(|file| {
        let name = file.first("Font");
        let page = file.page();
        change(file, page, &["Resources", "Font", &name]);
    })
}

fn below_font<'p>(path: &[&'p str], more: &[&'p str]) -> Vec<&'p str> {
    path.iter().chain(more).copied().collect()
}

const DESCRIPTOR: &[&str] = &["DescendantFonts", "0", "FontDescriptor"];

#[test]
fn t01_a_font_that_is_not_embedded() {
    let bytes = font(|file, page, path| {
        file.remove(page, &below_font(path, DESCRIPTOR), "FontFile3");
    });
    let verdict = expect(&bytes, &options(), &[T01]);
    assert!(verdict.items[0].subject.contains("NotoSerifCJKsc"), "{}", verdict.text(paiban::base::in_english));
    let kind = font(|file, page, path| {
        file.set(page, &below_font(path, &["DescendantFonts", "0"]), "Subtype", Object::Name(b"CIDFontType2".to_vec()));
        file.set(page, &below_font(path, &["DescendantFonts", "0"]), "CIDToGIDMap", Object::Name(b"Identity".to_vec()));
    });
    expect(&kind, &options(), &[T01]);
}

#[test]
fn t02_a_character_without_a_glyph() {
    let bytes = changed(|file| {
        let font = file.first("Font");
        file.content(&format!("/KOP gs 0 0 0 1 k BT /{font} 12 Tf 60 60 Td <0000FFF0> Tj ET"));
    });
    expect(&bytes, &options(), &[T02, T05]);
    let garbage = font(|file, page, path| {
        let file_path = below_font(&below_font(path, DESCRIPTOR), &["FontFile3"]);
        let Object::Stream(stream) = file.at(page, &file_path) else { panic!() };
        stream.dict.remove(b"Filter");
        stream.set_content(vec![7; 500]);
    });
    expect(&garbage, &options(), &[T02]);
}

#[test]
fn t03_a_blank_for_a_character_that_prints() {
    let bytes = written(Conformance::X4, &[('　', "一"), ('报', "报")]);
    expect(&bytes, &options(), &[T03]);
    expect(&written(Conformance::X4, &[('　', "　"), ('报', "报")]), &options(), &[]);
}

#[test]
fn t04_to_t07_of_the_dictionary() {
    let width = font(|file, page, path| {
        file.set(page, &below_font(path, &["DescendantFonts", "0"]), "DW", 900);
    });
    expect(&width, &options(), &[T04]);
    let mute = font(|file, page, path| {
        file.remove(page, path, "ToUnicode");
    });
    expect(&mute, &options(), &[T05]);
    let name = font(|file, page, path| {
        file.set(page, &below_font(path, DESCRIPTOR), "FontName", Object::Name(b"Other".to_vec()));
    });
    expect(&name, &options(), &[T06]);
    let system = font(|file, page, path| {
        file.remove(page, &below_font(path, &["DescendantFonts", "0"]), "CIDSystemInfo");
    });
    expect(&system, &options(), &[T07]);
    let encoding = font(|file, page, path| {
        file.set(page, path, "Encoding", Object::Name(b"UniGB-UTF16-H".to_vec()));
    });
    expect(&encoding, &options(), &[T02, T07]);
}

#[test]
fn t08_a_font_that_may_not_be_embedded() {
    // An OpenType file of one table: its embedding rights say restricted.
    let mut program =
        b"OTTO\x00\x01\x00\x10\x00\x00\x00\x00OS/2\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x60".to_vec();
    program.extend_from_slice(&[0; 0x60]);
    program[28 + 9] = 2;
    let bytes = font(|file, page, path| {
        let stream = file.add(Stream::new(dictionary! { "Subtype" => "OpenType" }, program));
        file.set(page, &below_font(path, DESCRIPTOR), "FontFile3", stream);
    });
    expect(&bytes, &options(), &[T02, T08]);
}

#[test]
fn t09_fonts_that_were_substituted() {
    let bytes = changed(|file| {
        let courier = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding" };
        file.resource("Font", "Cour", courier).content("BT 3 Tr /Cour 12 Tf 60 60 Td (a) Tj ET");
    });
    let verdict = expect(&bytes, &options(), &[T09]);
    assert!(verdict.passes());
    assert_eq!((verdict.exit_code(), verdict.items[0].level), (0, Level::W));
}

const BOX: &str = "60 60 20 20 re f";

#[test]
fn c01_to_c04_colours() {
    expect(&marked(&format!("/NOP gs 0 1 0 rg {BOX}")), &options(), &[C01]);
    expect(&marked(&format!("/NOP gs 1 1 1 0 k {BOX}")), &options(), &[C04]);
    expect(&marked(&format!("/NOP gs 1 0.7 0.7 0 k {BOX}")), &options(), &[]);
    let profiled = changed(|file| {
        let catalog = file.catalog();
        let profile = file.dict(catalog, &["OutputIntents", "0"]).get(b"DestOutputProfile").unwrap().clone();
        let space = vec![Object::Name(b"ICCBased".to_vec()), profile];
        file.resource("ColorSpace", "Cs", space).content(&format!("/NOP gs /Cs cs 0.5 0 0 0 sc {BOX}"));
    });
    let verdict = expect(&profiled, &options(), &[C02]);
    assert!(verdict.items[0].message.contains("output intent"));
}

fn spot(name: &str) -> Vec<Object> {
    let function = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()], "C1" => vec![0.into(), 1.into(), 1.into(), 0.into()],
    };
    let separation = Object::Name(b"Separation".to_vec());
    vec![separation, Object::Name(name.into()), Object::Name(b"DeviceCMYK".to_vec()), function.into()]
}

#[test]
fn c03_spot_colours() {
    let file = |name: &str| {
        changed(|file| {
            file.resource("ColorSpace", "Cs", spot(name)).content(&format!("/NOP gs /Cs cs 1 scn {BOX}"));
        })
    };
    expect(&file("PANTONE 185 C"), &options(), &[C03]);
    expect(&file("PANTONE 185 C"), &Options { spots: vec!["PANTONE 185 C".into()], ..options() }, &[]);
    expect(&file("All"), &options(), &[C03, C04]);
}

#[test]
fn c05_a_picture_with_too_much_ink() {
    let bytes = changed(|file| {
        let page = file.page();
        let name = file.first("XObject");
        let Object::Stream(stream) = file.at(page, &["Resources", "XObject", &name]) else { panic!() };
        stream.dict.remove(b"Filter");
        let mut samples = [90_u8, 60, 60, 40].repeat(10_000);
        samples[..400].fill(255);
        stream.set_content(samples);
    });
    let verdict = expect(&bytes, &options(), &[C05]);
    assert!(verdict.items[0].message.contains("400 %, 1.00 % of it"), "{}", verdict.text(paiban::base::in_english));
    let place = verdict.items[0].place.unwrap();
    assert_eq!((place.x_mm, place.y_mm), (20.0, 40.0));
    expect(&bytes, &Options { tac: 400.0, ..options() }, &[]);
}

#[test]
fn c06_inks_that_are_heaped() {
    let ground = "/NOP gs 0.9 0.8 0.4 0 k 20 20 120 120 re f";
    let over = |content: &str| marked(&format!("{ground} {content}"));
    // Black of 310 % together, on a patch and on a line of 4 mm².
    let verdict = expect(&over("/KOP gs 0 0 0 1 k 40 40 40 40 re f"), &options(), &[C06]);
    let found = &verdict.items[0];
    assert!(found.level == Level::W && found.message.contains("up to 310 %, 20"), "{}", found.message);
    let place = found.place.unwrap();
    assert!((11.0..26.0).contains(&(place.x_mm + 3.0)) && place.y_mm > 120.0, "{place:?}");
    expect(&over("/KOP gs 0 0 0 1 K 2.1 w 40 40 m 50 40 l S"), &options(), &[]);
    // What knocks out, what is light enough together, and what has its limit elsewhere.
    expect(&over("/NOP gs 0 0 0 1 k 40 40 40 40 re f"), &options(), &[]);
    expect(&over("/KOP gs 0 0 0 0.2 k 40 40 40 40 re f"), &options(), &[]);
    expect(&over("/KOP gs 0 0 0 1 k 40 40 40 40 re f"), &Options { tac: 320.0, ..options() }, &[]);
    let blended = changed(|file| {
        file.resource("ExtGState", "Mult", dictionary! { "BM" => "Multiply" })
            .content(&format!("{ground} /Mult gs 0.5 0.5 0.5 0.5 k 40 40 40 40 re f"));
        file.set_page("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
    });
    expect(&blended, &options(), &[C06]);
    // Pages nobody asks about are not looked at.
    let none = Options { overlaps: Overlaps::On(vec![2]), ..options() };
    assert_eq!(expect(&blended, &none, &[]).status(C06), Status::Skipped);
}

#[test]
fn c07_transparency() {
    let alpha = |file: &mut Change| {
        file.resource("ExtGState", "Half", dictionary! { "ca" => 0.5 })
            .content(&format!("/NOP gs /Half gs 0 1 0 0 k {BOX}"));
    };
    expect(&changed(alpha), &options(), &[C07]);
    expect(&changed_1a(alpha), &x1a(), &[C07]);
    let group = |space: &str| {
        changed(|file| {
            alpha(file);
            file.set_page("Group", dictionary! { "S" => "Transparency", "CS" => space });
        })
    };
    expect(&group("DeviceCMYK"), &options(), &[]);
    expect(&group("DeviceRGB"), &options(), &[C07]);
}

#[test]
fn c08_transfer_functions_and_intents() {
    let bytes = changed(|file| {
        file.resource("ExtGState", "Tr", dictionary! { "TR" => "Identity" }).content("/Tr gs");
    });
    expect(&bytes, &options(), &[C08]);
    expect(&marked("/Vivid ri"), &options(), &[C08]);
    expect(&marked("/Perceptual ri"), &options(), &[]);
}

#[test]
fn k01_to_k05_type() {
    expect(&typed("/KOP gs 0 0 0 1 k", 10.0), &options(), &[]);
    expect(&typed("/NOP gs 0 0 0 1 k", 10.0), &options(), &[K01]);
    expect(&typed("/NOP gs 0 g", 10.0), &options(), &[K02]);
    expect(&typed("/KOP gs 0 0 0 0 k", 10.0), &options(), &[K03]);
    expect(&typed("/NOP gs 0.4 0 0 1 k", 10.0), &options(), &[K04]);
    expect(&typed("/NOP gs 0.4 0 0 1 k", 40.0), &options(), &[]);
    expect(&typed("/NOP gs 0.4 0.4 0.4 0 k", 8.0), &options(), &[K05]);
    expect(&typed("/NOP gs 0 0 0 0 k", 6.0), &options(), &[K05]);
    expect(&typed("/KOP gs 0.5 g", 10.0), &options(), &[K02]);
}

#[test]
fn k06_l01_l02_lines() {
    let line = "60 60 m 90 60 l S";
    expect(&marked(&format!("/KOP gs 0 0 0 1 K 0.3 w {line}")), &options(), &[]);
    expect(&marked(&format!("/NOP gs 0 0 0 1 K 0.3 w {line}")), &options(), &[K06]);
    let see_through = changed(|file| {
        file.resource("ExtGState", "Half", dictionary! { "CA" => 0.6, "ca" => 0.6 });
        file.set_page("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
        file.content(&format!("/NOP gs /Half gs 0 0 0 1 K 0.3 w {line}"));
    });
    expect(&see_through, &options(), &[]);
    expect(&marked(&format!("/KOP gs 0 0 0 1 K 0 w {line}")), &options(), &[L01]);
    expect(&marked(&format!("q 0.1 0 0 0.1 0 0 cm /KOP gs 0 0 0 1 K 2 w {line} Q")), &options(), &[L01]);
    expect(&marked("/KOP gs 0 0 0 1 k 60 60 30 0.1 re f"), &options(), &[L01]);
    expect(&marked(&format!("/NOP gs 1 1 0 0 K 0.3 w {line}")), &options(), &[L02]);
    expect(&marked(&format!("/NOP gs 0 0 0 0 K 0.3 w {line}")), &options(), &[L02]);
    expect(&marked(&format!("/NOP gs 0 G 0.3 w {line}")), &options(), &[K02]);
}

/// A file whose picture's dictionary is changed, or that is placed once more.
fn picture(change: impl FnOnce(&mut Change, &mut dyn FnMut(&mut Change) -> (ObjectId, String))) -> Vec<u8> {
    changed(|file| {
        change(file, &mut |file| (file.page(), file.first("XObject")));
    })
}

fn placed(across: f64, down: f64) -> Vec<u8> {
    picture(|file, image| {
        let (_, name) = image(file);
        file.content(&format!("q {across} 0 0 {down} 60 60 cm /{name} Do Q"));
    })
}

#[test]
fn g01_and_g03_pixels_on_paper() {
    let verdict = expect(&placed(100.0, 100.0), &options(), &[G01]);
    assert!(verdict.items[0].message.contains("72 x 72 ppi"), "{}", verdict.text(paiban::base::in_english));
    expect(&placed(20.0, 100.0), &options(), &[G01]);
    let own = |places: &str| {
        picture(|file, image| {
            let (page, name) = image(file);
            let same = file.at(page, &["Resources", "XObject", &name]).clone();
            let same = file.add(same);
            file.resource("XObject", "Own", same).content(places);
        })
    };
    expect(&own("q 10 0 0 10 60 60 cm /Own Do Q"), &options(), &[G03]);
    expect(&own("q 10 0 0 10 60 60 cm /Own Do Q q 40 0 0 40 90 60 cm /Own Do Q"), &options(), &[]);
    expect(&placed(40.0, 40.0), &options(), &[]);
}

#[test]
fn g02_bitmaps() {
    let stencil = "BI /W 8 /H 8 /IM true ID 12345678 EI";
    expect(&marked(&format!("/NOP gs 0 1 0 0 k q 10 0 0 10 60 60 cm {stencil} Q")), &options(), &[G02]);
    expect(&marked(&format!("/NOP gs 0 1 0 0 k q 0.9 0 0 0.9 60 60 cm {stencil} Q")), &options(), &[]);
}

#[test]
fn g04_and_g06_the_dictionary_of_a_picture() {
    let with = |key: &'static str, value: i64| {
        picture(move |file, image| {
            let (page, name) = image(file);
            file.set(page, &["Resources", "XObject", &name], key, value);
        })
    };
    expect(&with("Height", 101), &options(), &[G04]);
    expect(&with("BitsPerComponent", 3), &options(), &[G06]);
    let spaceless = picture(|file, image| {
        let (page, name) = image(file);
        file.remove(page, &["Resources", "XObject", &name], "ColorSpace");
    });
    expect(&spaceless, &options(), &[G04]);
}

/// A CMYK JPEG of 40 x 40 pixels of little ink; the encoder writes Adobe's marker and inverts nothing.
fn jpeg(ink: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.encode(&[ink; 6_400], 40, 40, jpeg_encoder::ColorType::Cmyk).unwrap();
    bytes
}

#[test]
fn g04_and_g05_jpegs() {
    let with = |bytes: Vec<u8>, decode: Option<[i64; 8]>, width: i64| {
        changed(|file| {
            let mut dict = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => 40, "BitsPerComponent" => 8,
                "ColorSpace" => "DeviceCMYK", "Filter" => "DCTDecode",
            };
            if let Some(decode) = decode {
                dict.set("Decode", decode.map(Object::Integer).to_vec());
            }
            let image = file.add(Stream::new(dict, bytes));
            file.resource("XObject", "Jpeg", image).content("q 16 0 0 16 60 60 cm /Jpeg Do Q");
        })
    };
    let inverted = Some([1, 0, 1, 0, 1, 0, 1, 0]);
    let sound = jpeg(30);
    let has_marker = sound.windows(5).any(|window| window == b"Adobe");
    assert!(has_marker);
    // The encoder inverts as Adobe does: samples of 30 are stored as 225.
    let light = if failed(&preflight(&with(sound.clone(), inverted, 40), &options())).is_empty() { 30 } else { 225 };
    expect(&with(jpeg(light), inverted, 40), &options(), &[]);
    let found = failed(&preflight(&with(jpeg(light), None, 40), &options()));
    assert!(found.contains(&G05), "{found:?}");
    // Without the marker it is judged by its look: turned values of a dark picture are a negative, of a light one are not.
    let unmarked = |ink: u8| replaced(&jpeg(ink), b"Adobe", b"Abode");
    let found = failed(&preflight(&with(unmarked(255 - light), inverted, 40), &options()));
    assert!(found.contains(&G05), "{found:?}");
    let found = failed(&preflight(&with(unmarked(light), inverted, 40), &options()));
    assert!(!found.contains(&G05), "{found:?}");
    expect(&with(jpeg(light), inverted, 41), &options(), &[G04]);
    let cut = jpeg(light)[..sound.len() / 3].to_vec();
    expect(&with(cut, inverted, 40), &options(), &[G04]);
    expect(&with(vec![1, 2, 3], inverted, 40), &options(), &[G04]);
}

#[test]
fn findings_of_one_kind_are_folded() {
    let bytes = marked(&format!("/NOP gs 1 1 1 0 k {BOX} {BOX} {BOX}"));
    let verdict = expect(&bytes, &options(), &[C04]);
    let Item { count, page, subject, .. } = &verdict.items[0];
    assert_eq!((verdict.items.len(), *count, *page, subject.as_str()), (1, 3, Some(1), "page content"));
    assert!(verdict.text(paiban::base::in_english).contains("[3 times]"));
    let json: serde_json::Value = serde_json::from_str(&verdict.json()).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["findings"][0]["id"], "C04");
    assert_eq!(json["findings"][0]["count"], 3);
    assert_eq!(json["items"].as_array().unwrap().len(), ITEMS.len());
}
