use super::*;

fn data_set(record: u8, number: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap().to_be_bytes();
    [&[0x1C, record, number][..], &length, data].concat()
}

fn iim(sets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    sets.iter().flat_map(|(record, number, data)| data_set(*record, *number, data)).collect()
}

fn xmp(properties: &str) -> String {
    format!(
        r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.1/" {properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#
    )
}

/// A block of Photoshop's resources with one in it.
fn resource(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let pad: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
    [b"8BIM", &id.to_be_bytes()[..], &[0, 0], &length, data, pad].concat()
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker][..], &length, data].concat()
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    [&[0xFF, 0xD8][..], &segments.concat(), b"\xFF\xDA\0\x02"].concat()
}

fn of_iim(sets: &[(u8, u8, &[u8])]) -> Told {
    let resources = resource(1028, &iim(sets));
    Told::of(&jpeg(&[segment(0xED, &[b"Photoshop 3.0\0", &resources[..]].concat())]))
}

fn encoded(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

#[test]
fn texts_in_every_encoding_of_chinese_desks_are_read() {
    let (caption, maker) = ("三月十一日，渔民在临澜港码头卸下当天的第一网鱼。", "港务记者 林远");
    let traditional = "三月十一日，漁民在碼頭卸下當天的第一網魚。";
    for (encoding, text) in
        [(encoding_rs::GBK, caption), (encoding_rs::UTF_8, caption), (encoding_rs::BIG5, traditional)]
    {
        let (text_bytes, maker) =
            (encoded(encoding, text), encoded(encoding, if text == caption { maker } else { "林遠" }));
        let told = of_iim(&[(2, 80, &maker), (2, 120, &text_bytes)]);
        assert_eq!(told.caption, text, "{}", encoding.name());
    }
    let korean = "부두에서 어부들이 첫 그물의 물고기를 내리고 있다.";
    assert_eq!(of_iim(&[(2, 120, &encoded(encoding_rs::EUC_KR, korean))]).caption, korean);
    let japanese = "三月十一日、港で漁師たちが最初の魚を水揚げした。";
    for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
        assert_eq!(of_iim(&[(2, 120, &encoded(encoding, japanese))]).caption, japanese, "{}", encoding.name());
    }
    // What states that it is UTF-8 is not looked at further; Western texts have neither encoding.
    assert_eq!(of_iim(&[(1, 90, b"\x1B%G"), (2, 120, "码头".as_bytes())]).caption, "码头");
    assert_eq!(of_iim(&[(2, 120, b"Caf\xE9 on the quay")]).caption, "Café on the quay");
    assert_eq!(of_iim(&[(2, 120, b"Am\xE9lie\x92s boat")]).caption, "Amélie’s boat");
    assert_eq!(of_iim(&[(2, 120, b"Am\x8Elie\xD5s boat")]).caption, "Amélie’s boat", "of a Macintosh");
}

#[test]
fn a_stated_encoding_is_not_believed_and_cut_texts_end_before_the_cut() {
    let caption = "三月十一日，渔民在临澜港码头卸下当天的第一网鱼。";
    let (utf8, gbk) = (caption.as_bytes(), encoded(encoding_rs::GBK, caption));
    let two_bytes =
        [&[0xFF, 0xFE][..], &caption.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    let one_spoilt = [utf8, b"\xFF"].concat();
    for (text, expected) in [
        (&gbk[..], caption),
        (&gbk[..gbk.len() - 1], caption.trim_end_matches('。')),
        (&utf8[..utf8.len() - 1], caption.trim_end_matches('。')),
        (&two_bytes, caption),
        (&one_spoilt, &format!("{caption}\u{FFFD}")),
    ] {
        assert_eq!(of_iim(&[(1, 90, b"\x1B%G"), (2, 120, text)]).caption, expected);
        assert_eq!(of_iim(&[(2, 80, b"A. Lin"), (2, 120, text)]).caption, expected);
    }
}

#[test]
fn xmp_as_it_comes_is_read() {
    let li = |language: &str, text: &str| format!("<rdf:li xml:lang='{language}'>{text}</rdf:li>");
    let alt = |items: &[String]| format!("><dc:description><rdf:Alt>{}</rdf:Alt></dc:description>", items.concat());
    let both = alt(&[li("x-default", "Quay"), li("zh-Hant", "碼頭"), li("zh-Hans", "码头")]);
    let value =
        "><dc:description rdf:parseType='Resource'><rdf:value>码头</rdf:value><dc:type>x</dc:type></dc:description>";
    let tiff = " xmlns:tiff='http://ns.adobe.com/tiff/1.0/'><tiff:ImageDescription>码头</tiff:ImageDescription>";
    for properties in [
        &both,
        value,
        tiff,
        &alt(&[li("zh-CN", " "), li("x-default", "码头")]),
        &alt(&[li("x-default", "\u{200B}码\u{B}头\u{FEFF}")]),
        &alt(&[li("x-default", "&lt;b&gt;码&lt;/b&gt;&amp;#22836;")]),
        " dc:description='码头'>",
    ] {
        let packet = xmp(properties);
        assert_eq!(xmp::read(packet.as_bytes()).caption, "码头", "{properties}");
        let little: Vec<u8> = packet.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = packet.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((xmp::read(&little).caption, xmp::read(&big).caption), ("码头".into(), "码头".into()));
    }
    let spoilt =
        xmp(" dc:description='Z码头'>").into_bytes().into_iter().map(|byte| if byte == b'Z' { 0xC3 } else { byte });
    assert_eq!(xmp::read(&spoilt.collect::<Vec<_>>()).caption, "\u{FFFD}码头");
    let terms = " xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/' xmlns:r='http://ns.adobe.com/xap/1.0/rights/' photoshop:Instructions='No sales' plus:RegionConstraints='China out' r:UsageTerms='No sales'>";
    assert_eq!(xmp::read(xmp(terms).as_bytes()).instructions, "No sales\nChina out");
}

#[test]
fn exif_counts_last_and_what_a_camera_says_of_itself_is_no_caption() {
    let told = |description: &[u8], more: &[Vec<u8>]| {
        let description = [description, b"\0"].concat();
        let artist = "林远\0".as_bytes();
        let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let field =
            |tag: u16, length: usize, at: usize| [&tag.to_le_bytes()[..], &[2, 0], &long(length), &long(at)].concat();
        let fields =
            [field(0x010E, description.len(), 38), field(0x013B, artist.len(), 38 + description.len())].concat();
        let exif = [b"Exif\0\0II*\0\x08\0\0\0\x02\0", &fields[..], &[0; 4], &description, artist].concat();
        Told::of(&jpeg(&[more, &[segment(0xE1, &exif)]].concat()))
    };
    let gbk = encoded(encoding_rs::GBK, "渔民在临澜港码头卸下第一网鱼");
    assert_eq!(told(&gbk, &[]).caption, "渔民在临澜港码头卸下第一网鱼");
    let camera = told(b"DIGITAL CAMERA     ", &[]);
    assert_eq!((camera.caption.as_str(), camera.creator.as_str()), ("", "林远"));
    let packet = [b"http://ns.adobe.com/xap/1.0/\0", xmp(" dc:description='码头'>").as_bytes()].concat();
    assert_eq!(told("船".as_bytes(), &[segment(0xE1, &packet)]).caption, "码头");
}

#[test]
fn a_release_date_is_found_by_the_names_that_programs_have_for_it() {
    for (namespace, properties, expected) in [
        ("http://prismstandard.org/namespaces/prismusagerights/2.1/", "a:embargoDate='2026-03-13'", "2026-03-13"),
        ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "a:ReleaseDate='2026-03-13'", "2026-03-13"),
        (
            "http://ns.adobe.com/photoshop/1.0/",
            "a:ReleaseDate='20260313' a:ReleaseTime='080000+0800'",
            "20260313T080000+0800",
        ),
        ("http://ns.useplus.org/ldf/xmp/1.0/", "a:LicenseStartDate='2026-03-13T00:00'", "2026-03-13T00:00"),
        ("http://ns.adobe.com/xmp/1.0/DynamicMedia/", "a:releaseDate='2031-01-01'", ""),
        ("http://ns.adobe.com/photoshop/1.0/", "a:DateCreated='2031-01-01'", ""),
    ] {
        let packet = xmp(&format!("xmlns:a='{namespace}' {properties}>"));
        assert_eq!(xmp::read(packet.as_bytes()).release, expected, "{namespace}");
    }
}

#[test]
fn what_had_no_room_in_the_first_packet_is_read_from_its_pieces_in_any_order() {
    let packet = xmp("photoshop:Instructions='不得刊登'><dc:description>码头</dc:description>");
    let (first, second) = packet.as_bytes().split_at(300);
    let piece = |at: usize, data: &[u8]| {
        let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
        let head =
            [&b"http://ns.adobe.com/xmp/extension/\0"[..], &[b'A'; 32], &number(packet.len()), &number(at)].concat();
        segment(0xE1, &[&head[..], data].concat())
    };
    let short = xmp("><dc:description>短</dc:description>");
    let main = segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", short.as_bytes()].concat());
    let told = Told::of(&jpeg(&[main, piece(300, second), piece(0, first), piece(packet.len(), b"beyond")]));
    assert_eq!((told.caption.as_str(), told.instructions.as_str()), ("短", "不得刊登"));
}

#[test]
fn all_that_matters_to_a_desk_is_read() {
    let told = of_iim(&[
        (2, 30, b"20260313"),
        (2, 35, b"080000+0800"),
        (2, 40, b"NO USE"),
        (2, 80, b"A. Lin"),
        (2, 80, b"B. Wu"),
        (2, 110, b"Harbour Photo"),
        (2, 116, b"(c) Harbour"),
        (2, 120, b" First line\r\n\r\nSecond\0 "),
        (2, 120, b"never read"),
    ]);
    assert_eq!((told.caption.as_str(), told.creator.as_str()), ("First line\nSecond", "A. Lin, B. Wu"));
    assert_eq!((told.copyright.as_str(), told.instructions.as_str()), ("(c) Harbour", "NO USE"));
    assert_eq!(
        (told.release.as_str(), told.credit_line()),
        ("20260313T080000+0800", "A. Lin, B. Wu/Harbour Photo".into())
    );
}

#[test]
fn the_line_of_credit_names_nobody_twice() {
    for (creator, credit, line) in [
        ("林远", "临澜图片社", "林远／临澜图片社"),
        ("林远", "临澜图片社 林远", "临澜图片社 林远"),
        ("林远", "", "林远"),
        ("", "临澜图片社", "临澜图片社"),
        ("", "", "© 临澜"),
    ] {
        let told =
            Told { creator: creator.into(), credit: credit.into(), copyright: "© 临澜".into(), ..Told::default() };
        assert_eq!(told.credit_line(), line);
    }
}

#[test]
fn xmp_counts_first_and_its_chinese_before_other_languages() {
    let packet = xmp(
        r#"photoshop:Credit="临澜图片社" prism:embargoDate="2026-03-13"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">Fish</rdf:li>
<rdf:li xml:lang="zh-CN">第一网鱼 &lt;早市&gt;</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>林远</rdf:li><rdf:li>吴江</rdf:li></rdf:Seq></dc:creator>
<photoshop:Instructions>不得刊登</photoshop:Instructions>"#,
    );
    let old = resource(1028, &iim(&[(2, 120, b"older"), (2, 116, b"kept")]));
    let file = jpeg(&[
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat()),
        segment(0xED, &[b"Photoshop 3.0\0", &old[..]].concat()),
    ]);
    let told = Told::of(&file);
    assert_eq!((told.caption.as_str(), told.creator.as_str()), ("第一网鱼 <早市>", "林远、吴江"));
    assert_eq!((told.credit.as_str(), told.copyright.as_str()), ("临澜图片社", "kept"));
    assert_eq!((told.instructions.as_str(), told.release.as_str()), ("不得刊登", "2026-03-13"));
}

#[test]
fn every_kind_of_file_gives_its_words() {
    let packet = xmp("><dc:description>码头</dc:description>");
    let packet = packet.as_bytes();
    let sets = iim(&[(2, 120, "码头".as_bytes())]);
    let long = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap();
    let chunk = |name: &[u8], data: &[u8]| [&long(data).to_be_bytes()[..], name, data, &[0; 4]].concat();
    let text = [b"XML:com.adobe.xmp\0\0\0\0\0", packet].concat();
    let png = [b"\x89PNG\r\n\x1A\n", &chunk(b"IHDR", &[0; 13])[..], &chunk(b"iTXt", &text)].concat();
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, packet).unwrap();
    let text = [b"XML:com.adobe.xmp\0\x01\0\0\0", &packer.finish().unwrap()[..]].concat();
    let packed = [b"\x89PNG\r\n\x1A\n", &chunk(b"iTXt", &text)[..]].concat();
    let uuid = b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
    let size = |data: &[u8]| (long(data) + 24).to_be_bytes();
    let jp2 = [b"\0\0\0\x0CjP  \r\n\x87\n", &size(packet)[..], b"uuid", uuid, packet].concat();
    let resources = resource(1028, &sets);
    let psd = [&b"8BPS\0\x01"[..], &[0; 20], &[0; 4], &long(&resources).to_be_bytes(), &resources].concat();
    let tiff = |tag: u16, kind: u16, data: &[u8]| {
        let mut data = data.to_vec();
        data.resize(data.len().next_multiple_of(4), 0);
        let count = if kind == 4 { long(&data) / 4 } else { long(&data) };
        let mut file = [b"II*\0".as_slice(), &(8 + long(&data)).to_le_bytes(), &data].concat();
        let entries: [(u16, u16, u32, u32); 6] =
            [(256, 4, 1, 1), (257, 4, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 1), (tag, kind, count, 8)];
        file.extend([6, 0]);
        for (tag, kind, count, value) in entries {
            file.extend(
                [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat(),
            );
        }
        [&file[..], &[0; 4]].concat()
    };
    let files = [png, packed, jp2, psd, tiff(700, 1, packet), tiff(33_723, 4, &sets), tiff(34_377, 7, &resources)];
    for (at, file) in files.iter().enumerate() {
        assert_eq!(Told::of(file).caption, "码头", "file {at}");
        // Cut off anywhere, it says that or nothing.
        for end in 0..file.len() {
            let caption = Told::of(&file[..end]).caption;
            assert!(
                caption.is_empty() || "码头".starts_with(caption.trim_end_matches('\u{FFFD}')),
                "file {at} to {end}: {caption}"
            );
        }
    }
}

#[test]
fn blocks_that_are_none_say_nothing() {
    let empty = Told::default();
    assert_eq!(xmp::read(b"<x:xmpmeta"), empty);
    assert_eq!(xmp::read(xmp("><dc:description/>").as_bytes()), empty);
    assert_eq!(iim::read(&[0x1C, 2, 120, 0xFF, 0xFF, 1]), empty);
    assert_eq!(iim::read(&[0x1C, 2, 120, 0x80, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7]), empty);
    assert_eq!(iim::read(&[0x1C, 2, 120, 0x80, 4, 0, 0, 0, 1, b'x']).caption, "x");
    assert_eq!(Told::of(b"%PDF-1.7"), empty);
}

#[test]
fn the_end_of_a_licence_is_found() {
    assert_eq!(of_iim(&[(2, 37, b"20260311"), (2, 38, b"235900+0800")]).expires, "20260311T235900+0800");
    for property in [
        r#"prism:expirationDate="2026-03-11">"#,
        r#"xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"><plus:LicenseEndDate>2026-03-11</plus:LicenseEndDate>"#,
    ] {
        assert_eq!(xmp::read(super::tests::xmp(property).as_bytes()).expires, "2026-03-11");
    }
}

#[test]
fn words_of_an_xmp_file_beside_the_picture_count_first() {
    struct Folder(&'static str, String);
    impl crate::input::Files for Folder {
        fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, crate::input::FileProblem> {
            let packet = (path == self.0).then(|| self.1.clone().into_bytes());
            packet.ok_or(crate::input::FileProblem::Missing)
        }
    }
    let packet = xmp("photoshop:Credit='临澜图片社'><dc:description>码头</dc:description>");
    for (beside, is_found) in
        [("p/a.xmp", true), ("p/a.jpg.xmp", true), ("p/a.XMP", true), ("a.xmp", false), ("p/b.xmp", false)]
    {
        let told = Told::beside(&Folder(beside, packet.clone()), "p/a.jpg");
        assert_eq!(told.caption == "码头" && told.credit == "临澜图片社", is_found, "{beside}");
    }
}
