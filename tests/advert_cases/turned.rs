//! Pages that are turned, moved, scaled: their size, and where their own bleed goes.

use paiban::base::{Len, Rect};
use paiban::proof::{PlatePress, Proof, Window};

use super::*;

/// An advertisement of 60 × 40 mm as it is read: cyan at its left, magenta at its top, yellow all over it and its bleed of 3 mm; written for a page that is turned by
/// quarters and has its corner somewhere.
fn turned(quarters: i64, corner: (f32, f32), unit: f32) -> Maker {
    let (width, height) = (170.08 / unit, 113.39 / unit);
    let (wide, high) = if quarters % 2 == 0 { (width, height) } else { (height, width) };
    let mut maker = Maker::new();
    let (x, y) = corner;
    let bleed = 8.504 / unit;
    maker.page.set("MediaBox", boxed([x - 40.0, y - 40.0, x + wide + 50.0, y + high + 60.0]));
    maker.page.set("TrimBox", boxed([x, y, x + wide, y + high]));
    maker.page.set("BleedBox", boxed([x - bleed, y - bleed, x + wide + bleed, y + high + bleed]));
    maker.page.set("Rotate", quarters * 90);
    if unit != 1.0 {
        maker.page.set("UserUnit", unit);
    }
    maker
}

fn turned_content(quarters: i64, (x, y): (f32, f32), unit: f32) -> String {
    let (width, height) = (170.08 / unit, 113.39 / unit);
    // From the page as it is read, y upwards, to the page as it is written (ISO 32000-2 table 31: clockwise).
    let matrix = match quarters {
        1 => [0.0, 1.0, -1.0, 0.0, x + height, y],
        2 => [-1.0, 0.0, 0.0, -1.0, x + width, y + height],
        3 => [0.0, -1.0, 1.0, 0.0, x, y + width],
        _ => [1.0, 0.0, 0.0, 1.0, x, y],
    };
    let matrix = matrix.map(|number| number.to_string()).join(" ");
    let (far, strip, top) = (40.0 / unit, 20.0 / unit, height - 20.0 / unit);
    let area = |ink: &str, sides: [f32; 4]| format!("{ink} k {} re f ", sides.map(|side| side.to_string()).join(" "));
    let all = [-far, -far, width + 2.0 * far, height + 2.0 * far];
    format!("q {matrix} cm {}", area("0 0 1 0", all))
        + &area("1 0 0 0", [-far, -far, far + strip, height + 2.0 * far])
        + &area("0 1 0 0", [strip, top, width + far, 20.0 / unit + far])
        + "Q"
}

/// Inks at a place of a page of 100 × 80 mm, in millimetres from its trim.
fn inks_at(pdf: Vec<u8>, places: &[(i64, i64)]) -> Vec<String> {
    let room = PressRoom::shipped();
    let press = PlatePress::new(&room.profile, room.convert);
    let area = Rect { x: Len::mm(-3), y: Len::mm(-3), width: Len::mm(106), height: Len::mm(86) };
    let plates = Proof::read(pdf).unwrap().plates(0, &Window { area, ppi: 50.8 }, &press).unwrap();
    // Two pixels to the millimetre.
    let at = |(x, y): &(i64, i64)| {
        usize::try_from((y + 3) * 2).unwrap() * plates.width + usize::try_from((x + 3) * 2).unwrap()
    };
    let inks = |place: &(i64, i64)| {
        plates.plates.iter().filter(|plate| plate.shares[at(place)] > 200).map(|plate| &plate.ink[..1]).collect()
    };
    places.iter().map(inks).collect()
}

#[test]
fn an_advertisement_stands_at_its_size_however_its_page_is_turned_and_its_bleed_turns_with_it() {
    let folder = folder("adverts-turned");
    let build = |file: Vec<u8>, at: &str| {
        std::fs::write(folder.join("tea.pdf"), file).unwrap();
        let edition = EDITION.replace("margins: 5mm", "bleed: 3mm, margins: 5mm").replace("[20mm, 20mm]", at);
        std::fs::write(folder.join("edition.yaml"), format!("{edition}}}\n")).unwrap();
        let _ = std::fs::remove_file(folder.join("o.pdf"));
        let done = paiban(&folder, &["build", "edition.yaml", "-o", "o.pdf", "--lang", "en"]);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        (std::fs::read(folder.join("o.pdf")).unwrap(), text(&done.stderr))
    };
    for (quarters, corner, unit) in [
        (0, (0.0, 0.0), 1.0),
        (1, (0.0, 0.0), 1.0),
        (2, (70.0, -30.0), 1.0),
        (3, (-15.0, 25.0), 1.0),
        (-1, (9.0, 9.0), 1.0),
        (1, (10.0, 20.0), 2.0),
        (0, (5.0, 0.0), 0.5),
    ] {
        let quarter = (quarters + 4) % 4;
        let make = || turned(quarters, corner, unit).file(&turned_content(quarter, corner, unit));
        let case = format!("{quarters} {corner:?} {unit}");
        // At the upper left corner its bleed goes on to the left and above, and nowhere else.
        let (pdf, told) = build(make(), "[0mm, 0mm]");
        let inks = inks_at(pdf, &[(3, 20), (30, 3), (30, 20), (-2, 20), (30, -2), (61, 20), (30, 41), (-2, 41)]);
        assert_eq!(inks, ["C", "M", "Y", "C", "M", "", "", ""], "{case}");
        assert!(!told.contains("page/no-bleed"), "{told}");
        // At the lower right corner it goes on to the right and below.
        let (pdf, _) = build(make(), "[40mm, 40mm]");
        let inks = inks_at(pdf, &[(43, 60), (70, 43), (70, 60), (38, 60), (70, 38), (102, 60), (70, 82), (102, 82)]);
        assert_eq!(inks, ["C", "M", "Y", "", "", "Y", "Y", "Y"], "{case}");
        // Inside the page none of it shows.
        let (pdf, _) = build(make(), "[20mm, 20mm]");
        assert_eq!(inks_at(pdf, &[(23, 40), (18, 40), (50, 18), (82, 40), (50, 62)]), ["C", "", "", "", ""], "{case}");
    }
    // Without bleed of its own it ends at the trim, which is told.
    let mut bare = turned(0, (0.0, 0.0), 1.0);
    bare.page.remove(b"BleedBox");
    let (pdf, told) = build(bare.file(&turned_content(0, (0.0, 0.0), 1.0)), "[0mm, 0mm]");
    assert!(told.contains("page/no-bleed") && told.contains("the colour of f ends"), "{told}");
    assert_eq!(inks_at(pdf, &[(3, 20), (-2, 20)]), ["C", ""]);
}

#[test]
fn boxes_that_pages_inherit_count_and_those_they_do_not_inherit_do_not() {
    let size = |own: &[(&str, [f32; 4])], tree: &[(&str, Object)]| {
        let mut maker = Maker::new();
        for key in ["MediaBox", "TrimBox", "BleedBox"] {
            maker.page.remove(key.as_bytes());
        }
        own.iter().for_each(|(key, sides)| maker.page.set(*key, boxed(*sides)));
        let mut document = Document::load_mem(&maker.file(RED)).unwrap();
        let root = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let node = document.get_object_mut(root).unwrap().as_dict_mut().unwrap();
        tree.iter().for_each(|(key, value)| node.set(*key, value.clone()));
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let size = page_size("tea.pdf", &bytes, 1).unwrap();
        (size.width.to_pt().round(), size.height.to_pt().round())
    };
    let sides = |sides: [f32; 4]| Object::Array(boxed(sides));
    let media = [0.0, 0.0, 200.0, 100.0];
    assert_eq!(size(&[], &[("MediaBox", sides(media))]), (200.0, 100.0));
    assert_eq!(size(&[("CropBox", [10.0, 20.0, 110.0, 80.0])], &[("MediaBox", sides(media))]), (100.0, 60.0));
    assert_eq!(size(&[], &[("MediaBox", sides(media)), ("CropBox", sides([110.0, 80.0, 10.0, 20.0]))]), (100.0, 60.0));
    assert_eq!(size(&[("MediaBox", media)], &[("TrimBox", sides([10.0, 10.0, 50.0, 50.0]))]), (200.0, 100.0));
    assert_eq!(size(&[("MediaBox", media)], &[("Rotate", Object::Integer(-90))]), (100.0, 200.0));
    assert_eq!(size(&[("MediaBox", media)], &[("Rotate", Object::Real(90.0))]), (100.0, 200.0));
    assert_eq!(size(&[("MediaBox", media)], &[("Rotate", Object::Integer(45))]), (200.0, 100.0));
    assert_eq!(size(&[("MediaBox", media)], &[("UserUnit", Object::Integer(2))]), (200.0, 100.0));
}

/// PDF/X has a TrimBox or an ArtBox; no box goes beyond the MediaBox.
#[test]
fn a_page_is_as_large_as_its_boxes_say_within_its_media() {
    let around = |more: f32| boxed([-more, -more, 170.08 + more, 113.39 + more]);
    for boxes in [
        &[("MediaBox", 0.0)][..],
        &[("MediaBox", 0.0), ("CropBox", 50.0)],
        &[("MediaBox", 0.0), ("TrimBox", 20.0)],
        &[("MediaBox", 30.0), ("CropBox", 0.0)],
        &[("MediaBox", 30.0), ("ArtBox", 0.0)],
        &[("MediaBox", 30.0), ("ArtBox", -20.0), ("TrimBox", 0.0)],
        &[("MediaBox", 30.0), ("CropBox", -20.0), ("TrimBox", 0.0)],
        &[("MediaBox", 0.0), ("TrimBox", 900.0), ("CropBox", 10.0)],
    ] {
        let mut maker = Maker::new();
        for key in [&b"TrimBox"[..], b"BleedBox"] {
            maker.page.remove(key);
        }
        for (key, more) in boxes {
            maker.page.set(*key, around(*more));
        }
        let size = page_size("tea.pdf", &maker.file(RED), 1).unwrap();
        let millimetres = [size.width, size.height].map(|side| side.to_mm().round());
        assert_eq!(millimetres, [60.0, 40.0], "{boxes:?}");
    }
}
