//! Transparency flattened for PDF/X-1a: the plates stay, and so does what comes later.

use paiban::base::{Len, Rect};
use paiban::proof::{PlatePress, Plates, Proof, Window};

use super::*;

/// What is transparent, over yellow and over the page's own ground: each with a mark that comes later and stays as it is.
const VEILED: [&str; 7] = [
    "q /Half gs 1 0 0 0 k 10 10 50 30 re f /Multiply gs 0 1 0 0 k 30 20 50 30 re f Q",
    "q /Soft gs 0 0.6 0.6 0 k 10 60 100 20 re f Q",
    "q 0.7 0.7 -0.7 0.7 60 10 cm /Half gs 3 w 1 0 0 0 K 0 0 m 50 20 l S /Group Do Q",
    "q /Half gs /Spot cs 1 scn 20 20 60 30 re f Q",
    "q 22 0 0 22 5 60 cm /Im Do Q",
    "q 100 20 30 30 re W n /Form Do Q",
    "/Pattern cs /Tile scn 20 20 60 40 re f",
];

fn veiled(content: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page.set("Group", dictionary! { "S" => "Transparency", "CS" => name("DeviceCMYK"), "I" => true });
    let form = |more: &str, space: &str, resources: Dictionary, content: &str| {
        let mut keys = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => boxed([0.0, 0.0, 170.0, 113.0]), "Resources" => resources };
        if more == "group" {
            keys.set("Group", dictionary! { "S" => "Transparency", "CS" => name(space), "I" => true });
        }
        Stream::new(keys, content.as_bytes().to_vec())
    };
    let half = || dictionary! { "ExtGState" => dictionary! { "Half" => dictionary! { "ca" => Object::Real(0.5), "CA" => Object::Real(0.5) } } };
    let light =
        maker.add(form("group", "DeviceGray", Dictionary::new(), "0.3 g 0 0 60 113 re f 0.8 g 60 0 60 113 re f"));
    for (key, state) in [
        ("Half", dictionary! { "ca" => Object::Real(0.5), "CA" => Object::Real(0.5) }),
        ("Multiply", dictionary! { "BM" => "Multiply" }),
        ("Soft", dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => light } }),
    ] {
        maker.resource("ExtGState", key, state);
    }
    let group = maker.add(form(
        "group",
        "DeviceCMYK",
        Dictionary::new(),
        "1 0 0 0 k 0 0 20 20 re f 0 1 0 0 k 10 10 20 20 re f",
    ));
    let inner = maker.add(form("", "", half(), "/Half gs 1 0 0 0 k 90 10 50 80 re f"));
    maker.resource("XObject", "Group", group);
    maker.resource("XObject", "Form", inner);
    let mask = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
    let mask = maker.add(Stream::new(mask, vec![255, 100]));
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 60, "Height" => 60, "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK", "SMask" => mask,
    };
    let image = maker.add(Stream::new(image, [200, 0, 0, 30].repeat(3_600)));
    maker.resource("XObject", "Im", image);
    let tile = dictionary! {
        "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "BBox" => boxed([0.0, 0.0, 10.0, 10.0]),
        "XStep" => 10, "YStep" => 10, "Resources" => half(),
    };
    let tile = maker.add(Stream::new(tile, b"/Half gs 0 1 0 0 k 0 0 6 6 re f".to_vec()));
    maker.resource("Pattern", "Tile", tile);
    let tint = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => boxed([0.0, 1.0, 0.0, 0.0])[..2].to_vec(), "C0" => boxed([0.0; 4]), "C1" => boxed([0.0, 0.2, 0.8, 0.1]),
    };
    maker.resource("ColorSpace", "Spot", vec![name("Separation"), name("Gold"), name("DeviceCMYK"), tint.into()]);
    maker.file(&format!(
        "0 0 0.4 0 k -9 -9 75 140 re f {content} 0 0 0 1 k 30 25 40.5 10 re f 0 0 0 0 k 140 5 9.5 9 re f"
    ))
}

/// Plates of the first page at 100 pixels per inch.
fn plates(pdf: &[u8]) -> Plates {
    let area = Rect { width: Len::from_pt(283.0), height: Len::from_pt(226.0), ..Rect::default() };
    let profile = OutputProfile::newsprint();
    let press = PlatePress::new(&profile, ConvertOptions::default());
    Proof::read(pdf.to_vec()).unwrap().plates(0, &Window { area, ppi: 100.0 }, &press).unwrap()
}

/// The same page for PDF/X-4 and for X-1a, with what was told.
fn both_ways(file: &[u8], ground: &str) -> [(Vec<u8>, String); 2] {
    let folder = folder(&format!("flat{}", ground.len()));
    std::fs::write(folder.join("tea.pdf"), file).unwrap();
    let edition = EDITION
        .replace("pages:", "inks: {warm: {cmyk: [0, 20, 0, 0]}}\npages:")
        .replace("size: [60mm, 40mm]}", &format!("size: [60mm, 40mm]}}{ground}"));
    let more = ", accept: [C03, K02, G01], reason: ordered";
    std::fs::write(folder.join("edition.yaml"), format!("{edition}{more}}}\n")).unwrap();
    ["x4", "x1a"].map(|profile| {
        let args = ["build", "edition.yaml", "-o", "o.pdf", "--lang", "en", "--profile", profile];
        let done = paiban(&folder, &args);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        (std::fs::read(folder.join("o.pdf")).unwrap(), text(&done.stderr))
    })
}

/// How far the plates of two files are apart at most, in 255ths, away from edges; the names of inks with any.
fn apart(a: &Plates, b: &Plates) -> u8 {
    let share = |plates: &Plates, ink: &str, at: usize| {
        plates.plates.iter().find(|plate| plate.ink == ink).map_or(0, |plate| plate.shares[at])
    };
    let inks: Vec<&String> = a.plates.iter().map(|plate| &plate.ink).collect();
    let is_flat = |at: &usize, ink: &str| {
        let own = share(a, ink, *at);
        let near = [at + 1, at.wrapping_sub(1), at + a.width, at.wrapping_sub(a.width)];
        near.into_iter().all(|near| near < a.width * a.height && share(a, ink, near).abs_diff(own) < 2)
    };
    let most = |ink: &&String| {
        let places = (0..a.width * a.height).filter(|at| is_flat(at, ink));
        places.map(|at| share(a, ink, at).abs_diff(share(b, ink, at))).max().unwrap_or(0)
    };
    inks.iter().map(most).max().unwrap_or(0)
}

#[test]
fn transparency_is_flattened_for_x1a_and_the_plates_stay() {
    for content in VEILED {
        let [(live, _), (flat, told)] = both_ways(&veiled(content), ", background: warm");
        assert!(told.contains("picture/flattened"), "{content}: {told}");
        let off = apart(&plates(&live), &plates(&flat));
        assert!(off <= 3, "{content}: {off}");
        let document = Document::load_mem(&flat).unwrap();
        let streams: Vec<Vec<u8>> =
            document.objects.values().filter_map(|object| object.as_stream().ok()?.get_plain_content().ok()).collect();
        let has =
            |text: &str| streams.iter().any(|stream| stream.windows(text.len()).any(|part| part == text.as_bytes()));
        assert!(has("30 25 40.5 10 re") && has("140 5 9.5 9 re"), "{content}: what comes later is still drawn");
    }
}

#[test]
fn what_only_could_be_transparent_is_not_flattened() {
    let [_, (flat, told)] = both_ways(&veiled("q 0 1 0 0 k 10 10 20 20 re f Q"), "");
    assert!(!told.contains("picture/flattened"), "{told}");
    assert!(flat.len() < 300_000);
}
