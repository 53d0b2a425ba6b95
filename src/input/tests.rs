//! Picture files made here, whole and damaged; articles.

use super::picture::{Limits, decode, header};
use super::*;
use crate::base::has_adobe_marker;

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
    decode(name, bytes, &Limits::default()).unwrap_err().code
}

#[test]
fn kinds_are_told_by_content_and_refused_by_name() {
    for (bytes, what) in [
        (&b""[..], "empty"),
        (b"<html>", "web page"),
        (b"GIF89a", "GIF"),
        (b"II*\0", "TIFF"),
        (b"8BPS", "Photoshop"),
        (b"%PDF-1.4", "PDF"),
    ] {
        let found = decode("photo.jpg", bytes, &Limits::default()).unwrap_err();
        assert!(found.message.contains(what) && found.message.contains("photo.jpg"), "{}", found.message);
    }
}

#[test]
fn transparent_parts_show_the_paper_and_depth_becomes_eight_bits() {
    let decoded = decode(
        "a.png",
        &png(png::ColorType::Rgba, png::BitDepth::Eight, 2, 1, &[255, 0, 0, 255, 9, 9, 9, 0]),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!((decoded.channels, decoded.samples), (3, vec![255, 0, 0, 255, 255, 255]));
    let deep = decode(
        "a.png",
        &png(png::ColorType::Grayscale, png::BitDepth::Sixteen, 1, 1, &[0x80, 0xFF]),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!((deep.channels, deep.samples), (1, vec![0x80]));
}

#[test]
fn cmyk_is_no_ink_at_zero_whatever_the_file_stores() {
    let bytes = jpeg(jpeg_encoder::ColorType::Cmyk, 8, 8, &[0, 0, 0, 255].repeat(64));
    let decoded = decode("a.jpg", &bytes, &Limits::default()).unwrap();
    assert!(has_adobe_marker(&bytes));
    assert_eq!(decoded.channels, 4);
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
    assert_eq!(header("a.jpg", &turned, &Limits::default()).unwrap(), (8, 16));
    let decoded = decode("a.jpg", &turned, &Limits::default()).unwrap();
    assert_eq!((decoded.width, decoded.height, decoded.is_plain_jpeg), (8, 16, false));
}

#[test]
fn limits_are_held_before_memory_is_asked_for() {
    let mut bomb = png(png::ColorType::Grayscale, png::BitDepth::Eight, 1, 1, &[0]);
    bomb[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let found = decode("bomb.png", &bomb, &Limits::default()).unwrap_err();
    assert!(matches!(found.code, "picture/too-large" | "picture/broken"));
    let small = Limits { side: 10, pixels: 100 };
    let large = jpeg(jpeg_encoder::ColorType::Luma, 16, 16, &[0; 256]);
    assert!(decode("a.jpg", &large, &small).is_err());
}

#[test]
fn a_damaged_picture_is_a_finding_and_never_a_fall() {
    let files = [
        jpeg(jpeg_encoder::ColorType::Rgb, 40, 30, &[77; 3600]),
        png(png::ColorType::Rgb, png::BitDepth::Eight, 40, 30, &[77; 3600]),
    ];
    for file in &files {
        for cut in (0..file.len()).step_by(7) {
            let _ = decode("cut", &file[..cut], &Limits::default());
            let mut flipped = file.clone();
            flipped[cut] ^= 0x5A;
            let _ = decode("flipped", &flipped, &Limits::default());
        }
    }
    assert_eq!(code("cut.png", &files[1][..60]), "picture/broken");
}

fn article(text: &str) -> (Article, Diagnostics) {
    let mut found = Vec::new();
    (super::article::parse(text, SourceId(0), &mut found), found)
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
