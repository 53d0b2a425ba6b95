//! Inks as they lie on each other and on paper: black by its plate, groups of light, heaps.

use super::*;

#[test]
fn black_by_the_name_of_its_plate_overprints_as_type_and_stays_as_it_stands() {
    let by_name = |content: &str| {
        let mut maker = Maker::new();
        let tint = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => boxed([0.0, 1.0, 0.0, 0.0])[..2].to_vec(), "C0" => boxed([0.0; 4]), "C1" => boxed([0.0, 0.0, 0.0, 1.0]),
        };
        let tint = maker.add(tint);
        maker.resource("ColorSpace", "K", vec![name("Separation"), name("Black"), name("DeviceCMYK"), tint.clone()]);
        let names: Object = vec![name("Black")].into();
        maker.resource("ColorSpace", "N", vec![name("DeviceN"), names, name("DeviceCMYK"), tint]);
        looked(&maker.file(&format!("{RED}{content}")))
    };
    for content in
        ["/K CS 1 SCN 1 w 10 10 m 100 10 l S", "/N CS 1 SCN 1 w 10 10 m 100 10 l S", "/K CS 1 w 10 10 m 100 10 l S"]
    {
        let ad = by_name(content);
        assert_eq!(broken(&ad), [], "{content}");
        assert_eq!(change(&ad, Changed::Overprint).map(|change| change.count), Some(1), "{content}");
    }
    // Areas and tints knock out as they did.
    for content in ["/K cs 1 scn 10 10 50 50 re f", "/K CS 0.4 SCN 1 w 10 10 m 100 10 l S"] {
        assert_eq!(change(&by_name(content), Changed::Overprint), None, "{content}");
    }
}

#[test]
fn only_what_was_blended_as_light_is_said_to_look_otherwise() {
    let blended = |group: Option<&str>, content: &str| {
        let mut maker = Maker::new();
        maker.resource("ExtGState", "M", dictionary! { "BM" => "Multiply" });
        let group_of = |space: &str| dictionary! { "S" => "Transparency", "CS" => name(space), "I" => true };
        let inner = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => boxed([0.0, 0.0, 170.0, 113.0]), "Group" => group_of("DeviceRGB"),
            "Resources" => dictionary! { "ExtGState" => dictionary! { "M" => dictionary! { "BM" => "Multiply" } } },
        };
        let inner = maker.add(Stream::new(inner, b"1 0 0 rg 0 0 50 50 re f /M gs 0 1 0 rg 20 20 50 50 re f".to_vec()));
        maker.resource("XObject", "Group", inner);
        group.into_iter().for_each(|space| maker.page.set("Group", group_of(space)));
        looked(&maker.file(content)).ready.screen_blends
    };
    let (inks, light) =
        ("0.5 0 0 0 k /M gs 0 0.5 0 0 k 10 10 50 50 re f", "1 0 0 rg 0 0 90 90 re f /M gs 0 1 0 rg 10 10 50 50 re f");
    assert_eq!([blended(None, inks), blended(Some("DeviceCMYK"), inks), blended(Some("DeviceCMYK"), light)], [0; 3]);
    assert!(blended(None, light) > 0 && blended(Some("DeviceRGB"), light) > 0);
    assert!(blended(Some("DeviceCMYK"), "/Group Do") > 0, "a group of light on a page of inks");
}

#[test]
fn ink_that_is_heaped_is_told_and_gone_where_it_is_flattened() {
    let mut maker = Maker::new();
    maker.resource("ExtGState", "M", dictionary! { "BM" => "Multiply" });
    let file = maker.file("0.9 0.8 0.4 0 k 0 0 170 113 re f /M gs 0.2 0.2 0.2 0.6 k 30 30 60 60 re f");
    let folder = folder("heaped");
    std::fs::write(folder.join("tea.pdf"), file).unwrap();
    let run = |more: &str, profile: &str| {
        std::fs::write(folder.join("edition.yaml"), format!("{EDITION}{more}}}\n")).unwrap();
        let args = ["build", "edition.yaml", "-o", "o.pdf", "--lang", "en", "--profile", profile, "--report", "none"];
        let done = paiban(&folder, &args);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        text(&done.stderr) + &text(&done.stdout)
    };
    let told = run("", "x4");
    assert!(
        told.contains(
            "warning[ad/preflight]: tea.pdf, C06: more ink than the limit where objects lie on each other: up to"
        ),
        "{told}"
    );
    let let_through = run(", accept: [C06], reason: seen", "x4");
    assert!(
        !let_through.contains("warning[ad/preflight]") && let_through.contains("in spite of C06: seen"),
        "{let_through}"
    );
    let flat = run("", "x1a");
    assert!(!flat.contains("C06") && flat.contains("converted to pictures"), "{flat}");
}
