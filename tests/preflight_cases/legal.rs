//! Sound files and sound variants pass.

use super::*;

#[test]
fn what_paiban_writes_passes() {
    let verdict = expect(&X4, &options(), &[]);
    assert_eq!((verdict.pages, verdict.exit_code()), (1, 0));
    expect(&X1A, &x1a(), &[]);
}

#[test]
fn what_another_program_saves_again_passes() {
    expect(&changed(|_| {}), &options(), &[]);
    expect(&changed_1a(|_| {}), &x1a(), &[]);
}

#[test]
fn each_edition_is_held_to_its_own_rules() {
    assert_eq!(failed(&preflight(&X4, &x1a())), [F02, M01]);
    assert!(failed(&preflight(&X1A, &options())).contains(&M01));
}

fn with_image(dict: Dictionary, data: Vec<u8>, place: &str) -> Vec<u8> {
    changed(|file| {
        let mut dict = dict;
        dict.set("Type", "XObject");
        dict.set("Subtype", "Image");
        let image = file.add(Stream::new(dict, data));
        file.resource("XObject", "New", image).content(&format!("q {place} cm /New Do Q"));
    })
}

#[test]
fn images_of_all_sound_kinds_pass() {
    let sized = |bits: i64| dictionary! { "Width" => 40, "Height" => 40, "BitsPerComponent" => bits };
    let place = "16 0 0 16 60 60";
    let mut gray = sized(8);
    gray.set("ColorSpace", "DeviceGray");
    expect(&with_image(gray, vec![0; 1_600], place), &options(), &[]);
    let mut deep = sized(16);
    deep.set("ColorSpace", "DeviceCMYK");
    expect(&with_image(deep, vec![40; 12_800], place), &options(), &[]);
    let mut indexed = sized(4);
    let palette = Object::string_literal([[0_u8, 0, 0, 0], [0, 200, 200, 0]].concat());
    let name = |name: &str| Object::Name(name.into());
    indexed.set("ColorSpace", vec![name("Indexed"), name("DeviceCMYK"), 1.into(), palette]);
    expect(&with_image(indexed, vec![0x01; 800], place), &options(), &[]);
}

#[test]
fn forms_and_patterns_are_looked_into() {
    let form = |content: &str| {
        changed(|file| {
            let form = Stream::new(dictionary! { "Subtype" => "Form" }, content.as_bytes().to_vec());
            let form = file.add(form);
            file.resource("XObject", "Form", form).content("/NOP gs /Form Do");
        })
    };
    expect(&form("0 1 0 0 k 0 0 10 10 re f"), &options(), &[]);
    let verdict = expect(&form("0 1 0 rg 0 0 10 10 re f"), &options(), &[C01]);
    assert_eq!(verdict.items[0].subject, "form /Form");
    let pattern = changed(|file| {
        let dict = dictionary! { "PatternType" => 1, "PaintType" => 1, "Resources" => Dictionary::new() };
        let pattern = file.add(Stream::new(dict, b"1 1 1 0 k 0 0 5 5 re f".to_vec()));
        file.resource("Pattern", "Pat", pattern).content("/NOP gs /Pattern cs /Pat scn 60 60 20 20 re f");
    });
    expect(&pattern, &options(), &[C04]);
}

#[test]
fn a_place_is_told_by_the_matrix_around_it() {
    let bytes = changed(|file| {
        let form = file.add(Stream::new(
            dictionary! { "Subtype" => "Form", "Matrix" => vec![2.into(), 0.into(), 0.into(), 2.into(), 0.into(), 0.into()] },
            b"1 1 1 0 k 0 0 10 10 re f".to_vec(),
        ));
        file.resource("XObject", "Form", form).content("q 1 0 0 1 100 200 cm /NOP gs /Form Do Q");
    });
    let verdict = expect(&bytes, &options(), &[C04]);
    let place = verdict.items[0].place.unwrap();
    // The trim begins 3 mm in from the media and is 150 mm high.
    assert!((place.x_mm - (100.0 / 72.0 * 25.4 - 3.0)).abs() < 0.11, "{place:?}");
    assert!((place.y_mm - (153.0 - 220.0 / 72.0 * 25.4)).abs() < 0.11, "{place:?}");
}
