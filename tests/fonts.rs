//! The shipped faces hold what papers of every tradition print: whole national sets, by the families that every layout starts from. Names in scripts that no
//! shipped face has are set in faces that the house brings (here those of Debian's fonts-noto-core).

#![allow(clippy::unwrap_used, reason = "a test that has no font has failed")]

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding};
use paiban::font::FontBook;
use paiban::shipped;

use program::{folder, paiban, text};

/// What an encoding of two bytes holds in the rows of its lead bytes.
fn set(
    encoding: &'static Encoding,
    leads: std::ops::RangeInclusive<u8>,
    trails: &[std::ops::RangeInclusive<u8>],
) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    for lead in leads {
        for trail in trails.iter().cloned().flatten() {
            let bytes = [lead, trail];
            let (text, failed) = encoding.decode_without_bom_handling(&bytes);
            if !failed {
                // Pictures of control characters stand in the row of signs by a later extension.
                found.extend(text.chars().filter(|c| !c.is_ascii() && !('␀'..='␡').contains(c)));
            }
        }
    }
    found
}

/// Characters of `wanted` that none of these families has, as a chain tries them.
fn missing(wanted: &BTreeSet<char>, families: &[&str], weight: u16) -> String {
    let (book, findings) = FontBook::load(shipped::fonts());
    assert!(findings.is_empty(), "{findings:?}");
    let mut left = wanted.clone();
    for family in families {
        let face = book.face(book.find(family, weight).unwrap());
        let has = face.covered(&left);
        left.retain(|c| !has.contains(c));
    }
    left.into_iter().collect()
}

const SERIF: &[&str] =
    &["Noto Serif CJK SC", "Noto Serif CJK Supplement", "Noto Serif", "Noto Sans Math", "Noto Sans Symbols2"];
const SANS: &[&str] =
    &["Noto Sans CJK SC", "Noto Sans CJK Supplement", "Noto Sans", "Noto Sans Math", "Noto Sans Symbols2"];

#[test]
fn every_national_set_has_a_text_face_and_a_headline_face() {
    let high = &[0xA1..=0xFE];
    let sets = [
        ("JIS X 0208", set(EUC_JP, 0xA1..=0xF4, high)),
        ("KS X 1001", set(EUC_KR, 0xA1..=0xFD, high)),
        // What lies between the two levels is Hong Kong's.
        ("Big5, level 1", set(BIG5, 0xA1..=0xC5, &[0x40..=0x7E, 0xA1..=0xFE])),
        ("Big5, level 2", set(BIG5, 0xC9..=0xF8, &[0x40..=0x7E, 0xA1..=0xFE])),
    ];
    for (name, characters) in &sets {
        assert!(characters.len() > 5_000, "{name}: {}", characters.len());
        assert_eq!(missing(characters, SERIF, 400), "", "{name}, serif");
        assert_eq!(missing(characters, SANS, 700), "", "{name}, sans");
    }
}

#[test]
fn characters_of_hong_kong_and_signs_of_the_east_have_faces() {
    // Written Cantonese, place names and surnames of Hong Kong; tone marks of bopomofo; figures, marks of companies, accented Greek.
    let signs = "嘅喺咗冇嚟啲嗰咁嘢諗瞓攞唞睇𨋢𠝹鰂鴨脷埗涌滘邨ˊˇˋ˙²³₂⅓₹㈱㊙㍿㋿Άέήίόύώжḿǹẑệⁿ";
    let wanted: BTreeSet<char> = signs.chars().collect();
    assert_eq!(missing(&wanted, SERIF, 400), "");
    assert_eq!(missing(&wanted, SANS, 700), "");
}

/// Where Debian keeps the faces of other scripts.
const NOTO: &str = "/usr/share/fonts/truetype/noto";

/// Whether they are there.
fn has_noto() -> bool {
    let found = Path::new(NOTO).join("NotoNaskhArabic-Regular.ttf").exists();
    assert!(found || std::env::var_os("CI").is_none(), "fonts-noto-core is not installed");
    if !found {
        println!("skipped: fonts-noto-core is not installed");
    }
    found
}

const LAYOUT: &str = "page: {trim: [200mm, 200mm], margins: {top: 10mm, right: 10mm, bottom: 10mm, left: 10mm}, grid: {columns: 2, gutter: 8mm, leading: 18pt}}
fonts:
  others: {faces: [Noto Naskh Arabic, Noto Serif Hebrew, Noto Serif Devanagari, Noto Serif Thai, Noto Serif Khmer, Noto Serif Lao, Noto Serif Tibetan, Noto Sans Mongolian]}
styles:
  body: {size: 12pt, leading: 18pt, indent: 2em}
frames:
  a: {area: {columns: 1-1, rows: 1-20}, lines: free}
  b: {area: {columns: 2-2, rows: 1-20}, lines: free, direction: vertical}
";

/// Builds a page with an article in horizontal and one in vertical lines; what the program said, and what is read in the file.
fn built(name: &str, horizontal: &str, vertical: &str, fonts: &str) -> (Option<i32>, String, String) {
    let folder = folder(name);
    std::fs::write(folder.join("layout.yaml"), LAYOUT).unwrap();
    std::fs::write(folder.join("a.md"), horizontal).unwrap();
    std::fs::write(folder.join("b.md"), vertical).unwrap();
    let edition = "paper: 报\ndate: 2026-03-12\npages: [{layout: layout.yaml, put: {a: a.md, b: b.md}}]\n";
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    let said = paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf", "--font-path", fonts]);
    let read = Command::new("pdftotext").args(["-enc", "UTF-8", "a.pdf", "-"]).current_dir(&folder).output();
    (said.status.code(), text(&said.stderr), read.map(|read| text(&read.stdout)).unwrap_or_default())
}

#[test]
fn names_in_other_scripts_are_set_and_read_back_within_chinese() {
    if !has_noto() {
        return;
    }
    let horizontal = "作家ئەركىن说，ئالىم、پەرھات和گۈلنار25岁时去了乌鲁木齐。希伯来语שלום是“平安”，他说“مرحبا بالعالم”。\n\n\
        总理नरेन्द्र访问（दिल्ली），问候नमस्ते。泰国กรุงเทพ与สวัสดี，柬埔寨ភ្នំពេញ，老挝ວຽງຈັນ，西藏བོད་ལྗོངས，越南Nguyễn Trọng，俄罗斯Владимир，希腊Αθήνα。\n\n\
        读法：:ruby[库尔班]{قۇربان}与:ruby[曼谷]{กรุงเทพ}。\n";
    let vertical = "竖排：作家ئەركىن，与泰国กรุงเทพ同行，नमस्ते，蒙古语ᠮᠣᠩᠭᠣᠯ之后。\n";
    let (code, said, read) = built("names", horizontal, vertical, NOTO);
    assert_eq!(code, Some(0), "{said}");
    for word in [
        "ئەركىن",
        "ئالىم",
        "پەرھات",
        "گۈلنار",
        "שלום",
        "مرحبا بالعالم",
        "नरेन्द्र",
        "दिल्ली",
        "नमस्ते",
        "กรุงเทพ",
        "สวัสดี",
        "ភ្នំពេញ",
        "ວຽງຈັນ",
        "བོད་ལྗོངས",
        "Nguyễn",
        "Владимир",
        "Αθήνα",
        "قۇربان",
        "ᠮᠣᠩᠭᠣᠯ",
    ] {
        assert!(read.is_empty() || read.contains(word), "{word} in {read}");
    }
}

#[test]
fn a_script_that_lies_or_has_no_face_is_an_error_and_no_page() {
    if !has_noto() {
        return;
    }
    let (code, said, _) = built("lying", "蒙古语ᠮᠣᠩᠭᠣᠯ之后。\n", "竖排。\n", NOTO);
    assert!(code == Some(1) && said.contains("Mongolian cannot be set in horizontal lines"), "{said}");
    let (code, said, _) = built("faceless", "泰米尔语தமிழ்，僧伽罗语සිංහල。\n", "竖排。\n", NOTO);
    assert!(code == Some(1) && said.matches("error[shape/script]").count() == 2, "{said}");
    assert!(!said.contains("shape/missing-glyph") && said.contains("fonts: {others: {faces:"), "{said}");
}
