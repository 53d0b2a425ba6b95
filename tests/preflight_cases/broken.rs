//! Files broken in structure, metadata, output intent, pages and interactive parts: each is caught, by its item alone.

use super::*;

#[test]
fn f01_a_file_that_needs_repair() {
    let moved = replaced(&X4, b"startxref\n", b"startxref\n1");
    expect(&moved, &options(), &[F01]);
    expect(&X4[..X4.len() - 6], &options(), &[F01]);
    expect(&X4[..X4.len() - 40], &options(), &[F01, F04]);
    let twice = changed(|file| {
        file.set_page("ZY", 1).set_page("ZZ", 2);
    });
    expect(&replaced(&twice, b"/ZY", b"/ZZ"), &options(), &[F01]);
    let xref = X4.windows(6).rposition(|window| window == b"\nxref\n").unwrap();
    let entry = xref + 6 + X4[xref + 6..].iter().position(|&byte| byte == b'\n').unwrap() + 1 + 20;
    let mut off = X4.clone();
    off[entry + 9] = if off[entry + 9] == b'9' { b'0' } else { off[entry + 9] + 1 };
    expect(&off, &options(), &[F01]);
}

#[test]
fn f01_a_stream_that_is_longer_than_it_says() {
    let longer = changed(|file| {
        file.content("% a comment at the end that nobody misses");
        let page = file.page();
        let Object::Stream(stream) = file.at(page, &["Contents"]) else { panic!() };
        stream.dict.set("Length", 12_345);
        let length = i64::try_from(stream.content.len()).unwrap();
        stream.dict.set("Length", length);
    });
    let at = longer.windows(7).rposition(|window| window == b"nobody ").unwrap();
    let mut text = longer.clone();
    text[at..at + 7].copy_from_slice(b"endstre");
    expect(&text, &options(), &[]);
    let length = longer.windows(8).position(|window| window == b"/Length ").unwrap();
    let mut wrong = longer.clone();
    wrong[length + 8] = if wrong[length + 8] == b'1' { b'2' } else { b'1' };
    assert!(failed(&preflight(&wrong, &options())).contains(&F01));
}

#[test]
fn f01_flate_data_that_are_cut_short() {
    let cut = changed(|file| {
        let mut stream =
            Stream::new(Dictionary::new(), b"a text that deflates well, a text that deflates well".repeat(20));
        stream.compress().unwrap();
        stream.content.truncate(stream.content.len() - 5);
        let length = i64::try_from(stream.content.len()).unwrap();
        stream.dict.set("Length", length);
        file.add(stream);
    });
    expect(&cut, &options(), &[F01]);
}

#[test]
fn f02_the_version() {
    expect(&replaced(&X4, b"%PDF-1.6", b"%PDF-1.7"), &options(), &[F02]);
    expect(&replaced(&X1A, b"%PDF-1.4", b"%PDF-1.5"), &x1a(), &[F02]);
    let raised = changed(|file| {
        file.set(file.catalog(), &[], "Version", Object::Name(b"2.0".to_vec()));
    });
    expect(&raised, &options(), &[F02]);
    let line = X4.iter().position(|&byte| byte == b'\n').unwrap();
    let mut plain = X4.clone();
    plain[line + 2..line + 6].copy_from_slice(b"abcd");
    expect(&plain, &options(), &[F02]);
}

#[test]
fn f03_and_f04_the_trailer() {
    let locked = changed(|file| {
        let lock = file.add(dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2 });
        file.document.trailer.set("Encrypt", lock);
    });
    let verdict = expect(&locked, &options(), &[F03]);
    assert_eq!(verdict.status(C01), Status::Skipped);
    let nameless = changed(|file| {
        file.document.trailer.remove(b"ID");
    });
    expect(&nameless, &options(), &[F04]);
}

fn with_stream(dict: Dictionary) -> Vec<u8> {
    changed(|file| {
        file.add(Stream::new(dict, b"data".to_vec()));
    })
}

#[test]
fn f05_to_f08_streams_that_may_not_be_there() {
    expect(&with_stream(dictionary! { "Filter" => "LZWDecode" }), &options(), &[F05]);
    expect(&with_stream(dictionary! { "F" => Object::string_literal("other.dat") }), &options(), &[F06]);
    expect(&with_stream(dictionary! { "Subtype" => "PS" }), &options(), &[F06]);
    expect(&with_stream(dictionary! { "OPI" => Dictionary::new() }), &options(), &[F06]);
    expect(&with_stream(dictionary! { "Type" => "EmbeddedFile" }), &options(), &[F08]);
    expect(&with_stream(dictionary! { "Alternates" => Vec::<Object>::new() }), &options(), &[C09]);
    let jpx = changed_1a(|file| {
        file.add(Stream::new(dictionary! { "Filter" => "JPXDecode" }, Vec::new()));
    });
    expect(&jpx, &x1a(), &[F05]);
}

#[test]
fn f07_streams_of_pdf_1_5_in_x1a() {
    let modern = |bytes: &[u8]| {
        let mut file = Change::of(bytes);
        let version = file.document.version.clone();
        let mut out = Vec::new();
        file.document.save_modern(&mut out).unwrap();
        let at = out.windows(5).position(|window| window == b"%PDF-").unwrap();
        out[at + 5..at + 8].copy_from_slice(version.as_bytes());
        out
    };
    expect(&modern(&X1A), &x1a(), &[F07]);
    expect(&modern(&X4), &options(), &[]);
}

#[test]
fn f09_limits() {
    let name = changed(|file| {
        file.set_page(&"N".repeat(130), 1);
    });
    expect(&name, &options(), &[F09]);
    let string = changed(|file| {
        file.set_page("Text", Object::string_literal(vec![b'a'; 40_000]));
    });
    expect(&string, &options(), &[F09]);
    let deep = changed(|file| {
        file.content(&format!("{} {}", "q ".repeat(29), "Q ".repeat(29)));
    });
    expect(&deep, &options(), &[F09]);
    for content in ["q", "Q"] {
        let bytes = changed(|file| {
            file.content(content);
        });
        expect(&bytes, &options(), &[F09]);
    }
}

#[test]
fn f10_content_that_is_damaged() {
    for content in [
        "1 2 nonsense",
        "/Missing gs",
        "/Missing Do",
        "/Missing sh",
        "BT /Missing 1 Tf ET",
        "/Missing cs",
        "(open",
        "]",
    ] {
        let bytes = changed(|file| {
            file.content(content);
        });
        expect(&bytes, &options(), &[F10]);
    }
    let lenient = changed(|file| {
        file.content("BX 1 2 nonsense EX");
    });
    expect(&lenient, &options(), &[]);
}

#[test]
fn m01_to_m07_metadata() {
    let cases: &[(&str, &str, Id)] = &[
        ("PDF/X-4", "PDF/X-3", M01),
        ("<?xpacket", "<?ypacket", M02),
        ("</rdf:RDF>", "", M02),
        ("xmp:MetadataDate", "xmp:OtherDate", M04),
        ("<pdf:Trapped>False", "<pdf:Trapped>Unknown", M05),
        ("xmpMM:RenditionClass", "xmpMM:Other", M06),
        ("pdf:Producer>", "pdf:Other>", M07),
    ];
    for (from, to, id) in cases {
        let bytes = changed(|file| {
            file.xmp(from, to);
        });
        let found = failed(&preflight(&bytes, &options()));
        // Without a producer nothing differs; without a packet nothing is said.
        if *id == M07 {
            assert_eq!(found, []);
        } else {
            assert!(found.contains(id), "{from}: {found:?}");
        }
    }
    let other = changed(|file| {
        file.set(file.info(), &[], "Producer", Object::string_literal("another"));
    });
    expect(&other, &options(), &[M07]);
    let none = changed(|file| {
        file.remove(file.catalog(), &[], "Metadata");
    });
    assert!(failed(&preflight(&none, &options())).starts_with(&[M01, M02, M03, M04, M05, M06]));
    let date = changed(|file| {
        file.set(file.info(), &[], "ModDate", Object::string_literal("D:20200101000000Z"));
    });
    expect(&date, &options(), &[M04]);
}

#[test]
fn m01_to_m07_of_x1a_stand_in_info() {
    for (key, id) in [("GTS_PDFXVersion", M01), ("Title", M03), ("ModDate", M04), ("Trapped", M05), ("Creator", M07)] {
        let bytes = changed_1a(|file| {
            file.remove(file.info(), &[], key);
        });
        expect(&bytes, &x1a(), &[id]);
    }
}

const INTENT: &[&str] = &["OutputIntents", "0"];

#[test]
fn o01_to_o05_the_output_intent() {
    let none = changed(|file| {
        file.remove(file.catalog(), &[], "OutputIntents");
    });
    expect(&none, &options(), &[O01]);
    for (key, id) in [("OutputConditionIdentifier", O02), ("DestOutputProfile", O03)] {
        let bytes = changed(|file| {
            file.remove(file.catalog(), INTENT, key);
        });
        expect(&bytes, &options(), &[id]);
    }
    let wrong = changed(|file| {
        file.set(file.catalog(), &["OutputIntents", "0", "DestOutputProfile"], "N", 3);
    });
    expect(&wrong, &options(), &[O04]);
    let unsigned = changed(|file| {
        let catalog = file.catalog();
        let Object::Stream(stream) = file.at(catalog, &["OutputIntents", "0", "DestOutputProfile"]) else { panic!() };
        stream.decompress().unwrap();
        stream.content[36] = b'x';
    });
    expect(&unsigned, &options(), &[O04]);
    let second = changed(|file| {
        let profile = file.add(Stream::new(dictionary! { "N" => 4 }, b"another profile".to_vec()));
        let catalog = file.catalog();
        let intent = dictionary! { "S" => "GTS_PDFA1", "DestOutputProfile" => profile };
        let Object::Array(intents) = file.at(catalog, &["OutputIntents"]) else { panic!() };
        intents.push(intent.into());
    });
    expect(&second, &options(), &[O05]);
}

fn rect(numbers: [i64; 4]) -> Object {
    Object::Array(numbers.map(Object::Integer).to_vec())
}

#[test]
fn p01_to_p03_page_boxes() {
    let no_trim = changed(|file| {
        file.remove(file.page(), &[], "TrimBox");
    });
    expect(&no_trim, &options(), &[P01]);
    let art = changed(|file| {
        file.set_page("ArtBox", rect([20, 20, 100, 100]));
    });
    expect(&art, &options(), &[P01]);
    for (key, numbers) in [
        ("BleedBox", [40, 40, 100, 100]),
        ("BleedBox", [-10, -10, 300, 440]),
        ("CropBox", [40, 40, 100, 100]),
        ("TrimBox", [20, 20, 20, 20]),
    ] {
        let bytes = changed(|file| {
            file.set_page(key, rect(numbers));
        });
        assert!(failed(&preflight(&bytes, &options())).contains(&P02), "{key} {numbers:?}");
    }
    let turned = changed(|file| {
        file.set_page("Rotate", 90);
    });
    expect(&turned, &options(), &[P03]);
    // Twice as large, the picture has half the resolution, and the trim is twice what was ordered.
    let enlarged = changed(|file| {
        file.set_page("UserUnit", 2);
    });
    expect(&enlarged, &options(), &[P03, G01]);
    expect(&enlarged, &Options { trim: Some((200.0, 300.0)), min_ppi: 100.0, ..options() }, &[P03]);
}

#[test]
fn p04_to_p07_what_was_ordered() {
    expect(&X4, &Options { trim: Some((100.0, 150.0)), bleed: Some(3.0), pages: Some(1), ..options() }, &[]);
    expect(&X4, &Options { trim: Some((100.0, 151.0)), ..options() }, &[P04]);
    expect(&X4, &Options { bleed: Some(5.0), ..options() }, &[P05]);
    let verdict = expect(&X4, &Options { safe: 15.0, ..options() }, &[P06]);
    let item = &verdict.items[0];
    let place = item.place.unwrap();
    assert_eq!((item.page, place.x_mm, place.y_mm), (Some(1), 14.1, 21.2));
    expect(&X4, &Options { pages: Some(2), ..options() }, &[P07]);
    let empty = changed(|file| {
        let nothing = file.add(Stream::new(Dictionary::new(), Vec::new()));
        file.set_page("Contents", nothing);
    });
    expect(&empty, &options(), &[P07]);
}

#[test]
fn i01_to_i04_interactive_parts() {
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert()") };
    let opened = changed(|file| {
        file.set(file.catalog(), &[], "OpenAction", script.clone());
    });
    expect(&opened, &options(), &[I01]);
    let link = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => rect([50, 50, 90, 90]) };
    let linked = changed(|file| {
        file.set_page("Annots", vec![Object::Dictionary(link.clone())]);
    });
    expect(&linked, &options(), &[I02]);
    for (fields, expected) in [(vec![Object::Dictionary(Dictionary::new())], &[I03][..]), (Vec::new(), &[])] {
        let form = changed(|file| {
            file.set(file.catalog(), &[], "AcroForm", dictionary! { "Fields" => fields.clone() });
        });
        expect(&form, &options(), expected);
    }
    let layers = changed(|file| {
        file.set(file.catalog(), &[], "OCProperties", Dictionary::new());
    });
    expect(&layers, &options(), &[I04]);
    let far = changed(|file| {
        let mut mark = link.clone();
        mark.set("Subtype", "PrinterMark");
        file.set_page("Annots", vec![Object::Dictionary(mark)]);
    });
    expect(&far, &options(), &[]);
}
