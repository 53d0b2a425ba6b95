//! The shipped faces hold what papers of every tradition print: whole national sets, by the families that every layout starts from.

#![allow(clippy::unwrap_used, reason = "a test that has no font has failed")]

use std::collections::BTreeSet;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding};
use paiban::font::FontBook;
use paiban::shipped;

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
