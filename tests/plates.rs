//! The plates of pages: patches with the shares of ink that ISO 32000-2 gives them, and the same against another maker of plates, where one is installed.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its pages has failed")]

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use paiban::base::{Len, Rect};
use paiban::colour::{ConvertOptions, OutputProfile};
use paiban::proof::{PlatePress, Plates, Proof, Window};

/// A page of 40 × 40 pt: what is painted, and the inks in per cent at places of it.
struct Patch {
    name: &'static str,
    content: &'static str,
    /// `x y: C M Y K S`, from the upper left corner, S being the spot ink of the page.
    inks: &'static [&'static str],
}

/// What the content of all patches may name.
const RESOURCES: &str = "
/ColorSpace << /Spot [/Separation /Gold /DeviceCMYK 9 0 R] /Both [/DeviceN [/Gold /Black] /DeviceCMYK 10 0 R]
  /All [/Separation /All /DeviceCMYK 9 0 R] /Nothing [/Separation /None /DeviceCMYK 9 0 R]
  /Ink [/ICCBased 11 0 R] /Tile [/Pattern /DeviceCMYK] /Few [/Indexed /DeviceCMYK 1 <00000000 FF008000>] >>
/ExtGState << /Over << /OP true /op true /OPM 0 >> /Over1 << /OP true /op true /OPM 1 >> /Half << /ca 0.5 /CA 0.5 >>
  /Mult << /BM /Multiply >> /Screen << /BM /Screen >> /Diff << /BM /Difference >> /Dark << /BM /Darken >>
  /Light << /BM /Lighten >> /Overlay << /BM /Overlay >> /Hard << /BM /HardLight >> /Soft << /BM /SoftLight >>
  /Dodge << /BM /ColorDodge >> /Burn << /BM /ColorBurn >> /Excl << /BM /Exclusion >> /Lum << /BM /Luminosity >>
  /Hue << /BM /Hue >> /Masked << /SMask << /S /Luminosity /G 12 0 R >> >> /Clear << /SMask << /S /Alpha /G 13 0 R >> >>
  /Unmask << /SMask /None >> >>
/XObject << /Knock 14 0 R /Iso 15 0 R /Open 16 0 R /Image 17 0 R /Stencil 18 0 R /Faded 19 0 R /Upside 20 0 R /SpotIso 24 0 R >>
/Pattern << /Lines 21 0 R /Bare 22 0 R /Ramp << /PatternType 2 /Shading 23 0 R >> >>
/Shading << /Ramp 23 0 R >>
/Properties << /On 7 0 R /Off 8 0 R /Both 26 0 R /Either 27 0 R /Neither 28 0 R /AllOff 29 0 R >>";

/// The objects from 9 on.
fn objects() -> Vec<String> {
    let stream = |dict: &str, data: &str| format!("<< {dict} /Length {} >> stream\n{data}\nendstream", data.len());
    let form = |dict: &str, content: &str| {
        stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 40 40] /Resources 5 0 R {dict}"), content)
    };
    let image = |dict: &str, data: &str| {
        stream(&format!("/Type /XObject /Subtype /Image /Filter /ASCIIHexDecode {dict}"), data)
    };
    let two = "0 1 0 0 k 0 0 30 40 re f 1 0 0 0 k 10 0 30 40 re f";
    vec![
        "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.2 0.8 0.1] /N 1 >>".into(),
        stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]", "{ 0 0 4 2 roll }"),
        stream("/N 4 /Alternate /DeviceCMYK", ""),
        form("/Group << /S /Transparency /CS /DeviceGray >>", "0.5 g 0 0 20 40 re f 1 g 20 0 10 40 re f"),
        form("/Group << /S /Transparency /CS /DeviceCMYK >>", "0 g 0 0 20 40 re f /Half gs 20 0 10 40 re f"),
        form("/Group << /S /Transparency /I true /K true /CS /DeviceCMYK >>", &format!("/Half gs {two}")),
        form("/Group << /S /Transparency /I true /CS /DeviceCMYK >>", &format!("/Mult gs {two}")),
        form("/Group << /S /Transparency /CS /DeviceCMYK >>", &format!("/Mult gs {two}")),
        image("/Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceCMYK", "FF000000 00FF0000 0000FF00 000000FF>"),
        image("/Width 8 /Height 2 /BitsPerComponent 1 /ImageMask true", "0F F0>"),
        image("/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 25 0 R", "00 80>"),
        image("/Width 2 /Height 1 /BitsPerComponent 1 /Decode [1 0] /ColorSpace /DeviceGray", "80>"),
        stream(
            "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>",
            "1 0 0 0 k 0 0 2 4 re f",
        ),
        stream(
            "/PatternType 1 /PaintType 2 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>",
            "0 0 4 2 re f",
        ),
        "<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 40 0] /Extend [true true] \
         /Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 0.5 0 0] /N 1 >> >>"
            .into(),
        form("/Group << /S /Transparency /I true /CS /DeviceCMYK >>", "/Spot cs 0.6 scn 0 0 40 40 re f"),
        image("/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "FF 40>"),
        "<< /Type /OCMD /VE [/And 7 0 R 8 0 R] >>".into(),
        "<< /Type /OCMD /VE [/Or 8 0 R [/And 7 0 R [/Not 8 0 R]]] >>".into(),
        "<< /Type /OCMD /VE [/Not [/Or 7 0 R 8 0 R]] >>".into(),
        "<< /Type /OCMD /OCGs [8 0 R] /P /AllOff >>".into(),
    ]
}

const PATCHES: &[Patch] = &[
    Patch {
        name: "a plain colour",
        content: "0.2 0.4 0.6 0.8 k 10 10 20 20 re f",
        inks: &["5 5: 0 0 0 0 0", "20 20: 20 40 60 80 0"],
    },
    Patch { name: "grey is black ink", content: "0.25 g 0 0 40 40 re f", inks: &["20 20: 0 0 0 75 0"] },
    Patch {
        name: "later marks knock out, spots too",
        content: "1 0 1 0 k 0 0 40 40 re f 0 0.5 0 0 k 0 0 20 40 re f /Spot cs 0.7 scn 20 0 10 40 re f 0 0 0 0.3 k 25 0 2 40 re f",
        inks: &["10 20: 0 50 0 0 0", "22 20: 0 0 0 0 70", "26 20: 0 0 0 30 0", "35 20: 100 0 100 0 0"],
    },
    Patch {
        name: "overprint mode 0 lets spots stand and puts all of the process down",
        content: "/Spot cs 0.7 scn 0 0 40 40 re f 1 0 0 0 k 0 0 20 40 re f /Over gs 0 0.5 0 0 k 10 0 20 40 re f",
        inks: &["5 20: 100 0 0 0 0", "15 20: 0 50 0 0 0", "25 20: 0 50 0 0 70"],
    },
    Patch {
        name: "overprint mode 1 lets inks of nothing stand",
        content: "1 0 0 0 k 0 0 40 40 re f /Over1 gs 0 0 0 1 k 10 0 20 40 re f",
        inks: &["5 20: 100 0 0 0 0", "20 20: 100 0 0 100 0"],
    },
    Patch {
        name: "mode 1 is for device inks by their operators",
        content: "1 0 0 0 k 0 0 40 40 re f /Over1 gs /Ink cs 0 0 0 1 scn 10 0 10 40 re f",
        inks: &["15 20: 0 0 0 100 0"],
    },
    Patch {
        name: "spots overprint the process",
        content: "0.3 0.3 0 0 k 0 0 40 40 re f /Over gs /Spot cs 0.5 scn 0 0 20 40 re f /Both cs 0.4 0.9 scn 20 0 10 40 re f",
        inks: &["10 20: 30 30 0 0 50", "25 20: 30 30 0 90 40"],
    },
    Patch {
        name: "DeviceN knocks out what it does not name",
        content: "0.3 0.3 0 0 k 0 0 40 40 re f /Both cs 0.4 0.9 scn 20 0 10 40 re f",
        inks: &["25 20: 0 0 0 90 40"],
    },
    Patch {
        name: "All is every ink, None leaves no mark",
        content: "/Spot cs 0.5 scn 38 38 2 2 re f /All cs 0.5 scn 0 0 20 40 re f 1 0 0 0 k 20 0 20 40 re f /Nothing cs 1 scn 20 0 20 40 re f",
        inks: &["10 20: 50 50 50 50 50", "30 20: 100 0 0 0 0"],
    },
    Patch {
        name: "layers, by themselves, by expressions and by policies",
        content: "/OC /On BDC 1 0 0 0 k 0 0 5 40 re f EMC /OC /Off BDC 5 0 5 40 re f EMC /OC /Both BDC 10 0 5 40 re f EMC \
                  /OC /Either BDC 15 0 5 40 re f EMC /OC /Neither BDC 20 0 5 40 re f EMC /OC /AllOff BDC 25 0 5 40 re f EMC",
        inks: &[
            "2 20: 100 0 0 0 0",
            "7 20: 0 0 0 0 0",
            "12 20: 0 0 0 0 0",
            "17 20: 100 0 0 0 0",
            "22 20: 0 0 0 0 0",
            "27 20: 100 0 0 0 0",
        ],
    },
    Patch {
        name: "alpha",
        content: "1 0 0 0.4 k 0 0 40 40 re f /Half gs 0 1 0 0 k 0 0 20 40 re f /Spot cs 1 scn 20 0 10 40 re f",
        inks: &["10 20: 50 50 0 20 0", "25 20: 50 0 0 20 50"],
    },
    Patch {
        name: "alpha with overprint",
        content: "1 0 0 0.4 k 0 0 40 40 re f /Over1 gs /Half gs 0 1 0 0 k 0 0 20 40 re f",
        inks: &["10 20: 100 50 0 40 0"],
    },
    Patch {
        name: "multiply and screen",
        content: "0.5 0.2 0 0 k 0 0 40 40 re f /Mult gs 0.5 0 0.4 0 k 0 0 10 40 re f /Screen gs 10 0 10 40 re f",
        inks: &["5 20: 75 20 40 0 0", "15 20: 25 0 0 0 0"],
    },
    Patch {
        name: "darken and lighten",
        content: "0.5 0.2 0 0 k 0 0 40 40 re f /Dark gs 0.3 0.6 0 0 k 0 0 10 40 re f /Light gs 10 0 10 40 re f",
        inks: &["5 20: 50 60 0 0 0", "15 20: 30 20 0 0 0"],
    },
    Patch {
        name: "overlay and hard light",
        content: "0.4 0.8 0 0 k 0 0 40 40 re f /Overlay gs 0.5 0.5 0 0 k 0 0 10 40 re f /Hard gs 0.2 0.9 0 0 k 10 0 10 40 re f",
        inks: &["5 20: 40 80 0 0 0", "15 20: 16 96 0 0 0"],
    },
    Patch {
        name: "dodge, burn, soft light",
        content: "0.4 0.8 0 0 k 0 0 40 40 re f /Dodge gs 0.5 0.5 0 0 k 0 0 10 40 re f /Burn gs 10 0 10 40 re f /Soft gs 0.8 0.8 0 0 k 20 0 10 40 re f",
        inks: &["5 20: 0 60 0 0 0", "15 20: 80 100 0 0 0", "25 20: 54.4 89.6 0 0 0"],
    },
    Patch {
        name: "difference and exclusion leave spots out",
        content: "0.4 0.8 0 0 k 0 0 40 40 re f /Spot cs /Diff gs 0.5 0.5 1 1 k 0 0 10 40 re f /Excl gs 10 0 10 40 re f",
        inks: &["5 20: 90 70 0 0 0", "15 20: 50 50 0 0 0"],
    },
    Patch {
        name: "multiply lets spots through",
        content: "/Spot cs 0.5 scn 0 0 40 40 re f /Mult gs 0.4 0 0 0 k 0 0 20 40 re f /Spot cs 0.5 scn 20 0 10 40 re f",
        inks: &["10 20: 40 0 0 0 50", "25 20: 0 0 0 0 75"],
    },
    Patch {
        name: "luminosity takes the source's black",
        content: "0.4 0.4 0 0.2 k 0 0 40 40 re f /Lum gs 0 0 0 0.6 k 0 0 20 40 re f",
        inks: &["10 20: 0 0 0 60 0"],
    },
    Patch {
        name: "a soft mask of lightness",
        content: "/Masked gs 1 0 0 0 k 0 0 40 40 re f",
        inks: &["10 20: 50 0 0 0 0", "25 20: 100 0 0 0 0", "35 20: 0 0 0 0 0"],
    },
    Patch {
        name: "a soft mask of alpha, and none after it",
        content: "/Clear gs 1 0 0 0 k 0 0 40 20 re f /Unmask gs 0 20 40 20 re f",
        inks: &["10 30: 100 0 0 0 0", "25 30: 50 0 0 0 0", "35 30: 0 0 0 0 0", "35 10: 100 0 0 0 0"],
    },
    Patch {
        name: "marks of a knockout group do not mix",
        content: "0 0 0.6 0 k 0 0 40 40 re f /Knock Do",
        inks: &["5 20: 0 50 30 0 0", "20 20: 50 0 30 0 0", "35 20: 50 0 30 0 0"],
    },
    Patch {
        name: "an isolated group does not see the page",
        content: "0 0 0.6 0 k 0 0 40 40 re f /Iso Do",
        inks: &["5 20: 0 100 0 0 0", "20 20: 100 100 0 0 0"],
    },
    Patch {
        name: "a group that is not isolated does",
        content: "0 0 0.6 0 k 0 0 40 40 re f /Open Do",
        inks: &["5 20: 0 100 60 0 0", "20 20: 100 100 60 0 0"],
    },
    Patch {
        name: "a group at half",
        content: "0 0 0.6 0 k 0 0 40 40 re f /Half gs /Open Do",
        inks: &["5 20: 0 50 60 0 0", "20 20: 50 50 60 0 0"],
    },
    Patch {
        name: "a spot in a group",
        content: "0 0 0.6 0 k 0 0 40 40 re f /Half gs /SpotIso Do",
        inks: &["20 20: 0 0 30 0 30"],
    },
    Patch {
        name: "a picture",
        content: "q 40 0 0 40 0 0 cm /Image Do Q",
        inks: &["10 10: 100 0 0 0 0", "30 10: 0 100 0 0 0", "10 30: 0 0 100 0 0", "30 30: 0 0 0 100 0"],
    },
    Patch {
        name: "a picture's soft mask and Decode",
        content: "0.4 0 0 0 k 0 0 40 40 re f q 40 0 0 20 0 0 cm /Faded Do Q q 40 0 0 20 0 20 cm /Upside Do Q",
        inks: &["10 30: 0 0 0 100 0", "30 30: 29.97 0 0 12.5 0", "10 10: 0 0 0 100 0", "30 10: 0 0 0 0 0"],
    },
    Patch {
        name: "a stencil",
        content: "/Spot cs 0.8 scn q 40 0 0 40 0 0 cm /Stencil Do Q",
        inks: &["10 10: 0 0 0 0 80", "30 10: 0 0 0 0 0", "10 30: 0 0 0 0 0", "30 30: 0 0 0 0 80"],
    },
    Patch {
        name: "a stencil that a shading is put through",
        content: "/Pattern cs /Ramp scn q 40 0 0 40 0 0 cm /Stencil Do Q",
        inks: &["9 10: 23.75 11.9 0 0 0", "30 10: 0 0 0 0 0", "29 30: 73.75 36.9 0 0 0"],
    },
    Patch {
        name: "tiles with and without colour",
        content: "/Pattern cs /Lines scn 0 0 20 40 re f /Tile cs 0 0.5 0 0 /Bare scn 20 0 20 40 re f",
        inks: &["4 20: 100 0 0 0 0", "7 20: 0 0 0 0 0", "30 17: 0 0 0 0 0", "30 19: 0 50 0 0 0"],
    },
    Patch {
        name: "a shading and a pattern of it",
        content: "q 0 20 40 20 re W n /Ramp sh Q /Pattern cs /Ramp scn 0 0 40 20 re f",
        inks: &["9 10: 23.75 11.9 0 0 0", "29 30: 73.75 36.9 0 0 0"],
    },
    Patch { name: "a palette", content: "/Few cs 1 scn 0 0 20 40 re f", inks: &["10 20: 100 0 50.2 0 0"] },
    Patch {
        name: "a clip by parity",
        content: "0 0 40 40 re 10 10 20 20 re W* n 1 0 0 0 k 0 0 40 40 re f",
        inks: &["5 20: 100 0 0 0 0", "20 20: 0 0 0 0 0"],
    },
    Patch {
        name: "lines, dashes and fills with strokes",
        content: "4 w 0 0 0 1 K 0 20 m 40 20 l S [4 4] 0 d 0 10 m 40 10 l S [] 0 d 1 0 0 0 k 2 32 36 4 re B",
        inks: &["20 20: 0 0 0 100 0", "2 30: 0 0 0 100 0", "6 30: 0 0 0 0 0", "20 6: 0 0 0 100 0"],
    },
];

/// A file with a page of that content.
fn pdf(content: &str, resources: &str, objects: &[String]) -> Vec<u8> {
    catalogued("", content, resources, objects)
}

/// The same with more in its catalog.
fn catalogued(catalog: &str, content: &str, resources: &str, objects: &[String]) -> Vec<u8> {
    let mut all = vec![
        format!("<< /Type /Catalog /Pages 2 0 R /OCProperties 6 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 40 40] /Resources 5 0 R /Contents 4 0 R \
         /Group << /S /Transparency /I true /CS /DeviceCMYK >> >>"
            .to_owned(),
        format!("<< /Length {} >> stream\n{content}\nendstream", content.len()),
        format!("<< {resources} >>"),
        "<< /OCGs [7 0 R 8 0 R] /D << /OFF [8 0 R] >> >>".to_owned(),
        "<< /Type /OCG /Name (on) >>".to_owned(),
        "<< /Type /OCG /Name (off) >>".to_owned(),
    ];
    all.extend_from_slice(objects);
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in all.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n{table}", all.len() + 1).bytes());
    file.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", all.len() + 1).bytes());
    file
}

fn plates(file: &[u8], ppi: f64) -> Plates {
    plates_of(file, ppi, Part::Trim)
}

/// What of a page is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Trim,
    /// All of it, with bleed and marks.
    Page,
}

fn plates_of(file: &[u8], ppi: f64, part: Part) -> Plates {
    let profile = OutputProfile::newsprint();
    let press = PlatePress::new(&profile, ConvertOptions::default());
    let proof = Proof::read(file.to_vec()).unwrap();
    let trim = proof.trim(0).unwrap();
    let area = match part {
        Part::Trim => Rect { x: Len::ZERO, y: Len::ZERO, ..trim },
        Part::Page => {
            let (x, y) = (Len::ZERO - trim.x, Len::ZERO - trim.y);
            Rect { x, y, width: trim.width - x - x, height: trim.height - y - y }
        }
    };
    proof.plates(0, &Window { area, ppi }, &press).unwrap()
}

#[test]
fn patches_print_what_the_standard_says() {
    let mut wrong = Vec::new();
    for patch in PATCHES {
        let plates = plates(&pdf(patch.content, RESOURCES, &objects()), 72.0);
        assert!(plates.is_whole, "{}", patch.name);
        let names: Vec<&str> = plates.plates.iter().map(|plate| &*plate.ink).collect();
        assert_eq!(names, ["Cyan", "Magenta", "Yellow", "Black", "Gold"]);
        for line in patch.inks {
            let (place, inks) = line.split_once(':').unwrap();
            let numbers = |text: &str| text.split_whitespace().map(|n| n.parse::<f64>().unwrap()).collect::<Vec<_>>();
            let pixels: Vec<usize> = place.split_whitespace().map(|n| n.parse().unwrap()).collect();
            let expected = numbers(inks);
            let at = pixels[1] * plates.width + pixels[0];
            let found: Vec<f64> = plates.plates.iter().map(|plate| f64::from(plate.shares[at]) / 2.55).collect();
            if found.iter().zip(&expected).any(|(found, expected)| (found - expected).abs() > 0.5) {
                wrong.push(format!("{}: {line} is {found:.1?}", patch.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The plates of a file's first page by Ghostscript; none where it is not installed. Under CI it must be.
fn other_plates(file: &Path, ppi: u32) -> Option<BTreeMap<String, Other>> {
    let folder = file.with_extension("plates");
    std::fs::create_dir_all(&folder).unwrap();
    // Eight pixels to one, for it knows no finer edges.
    let resolution = format!("-r{}", ppi * 8);
    let to = format!("-o{}", folder.join("p-%d.tif").display());
    let options = [
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=tiffsep",
        "-sCompression=none",
        "-dDownScaleFactor=8",
        &resolution,
        &to,
    ];
    let run = Command::new("gs").args(options).arg(file).output();
    let Ok(run) = run else {
        assert!(std::env::var_os("CI").is_none(), "ghostscript is not installed");
        eprintln!("skipped: ghostscript is not installed");
        return None;
    };
    assert!(run.status.success(), "{}", program::text(&run.stderr));
    let mut plates = BTreeMap::new();
    for name in program::files(&folder) {
        let Some(ink) = name.strip_prefix("p-1(").and_then(|name| name.strip_suffix(").tif")) else { continue };
        let mut decoder = tiff::decoder::Decoder::new(std::fs::File::open(folder.join(&name)).unwrap()).unwrap();
        let tiff::decoder::DecodingResult::U8(light) = decoder.read_image().unwrap() else { panic!("{name}") };
        let width = decoder.dimensions().unwrap().0 as usize;
        plates.insert(ink.to_owned(), Other { width, shares: light.into_iter().map(|light| 255 - light).collect() });
    }
    Some(plates)
}

/// A plate of the other program, whose size may differ by a row or column.
struct Other {
    width: usize,
    shares: Vec<u8>,
}

/// Pixels whose share is not among those of the other plate around them, give or take two steps: edges lie a part of a pixel apart in any two
/// programs.
fn apart(own: &Plates, other: &BTreeMap<String, Other>, edges: u8) -> Vec<String> {
    let mut found = Vec::new();
    for plate in &own.plates {
        let nothing = Other { width: own.width, shares: vec![0; plate.shares.len()] };
        let other = other.get(&plate.ink).unwrap_or(&nothing);
        let (width, height) = (own.width.min(other.width), own.height.min(other.shares.len() / other.width));
        assert!(own.width - width <= 1 && own.height - height <= 1, "{width} x {height}");
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let share = plate.shares[y * own.width + x];
            let rows = y.saturating_sub(1)..=(y + 1).min(height - 1);
            let around = rows.flat_map(|y| (x.saturating_sub(1)..=(x + 1).min(width - 1)).map(move |x| (x, y)));
            let around: Vec<u8> = around.map(|(x, y)| other.shares[y * other.width + x]).collect();
            let (least, most) = (around.iter().min().unwrap(), around.iter().max().unwrap());
            // Where nothing is flat, as in type at this size, edges may lie an eighth of a pixel apart.
            // Where several marks share an edge, what lies below shows through a little in ours.
            let slack = if most - least <= 4 { 2 } else { edges };
            if share < least.saturating_sub(slack) || share > most.saturating_add(slack) {
                found.push(format!("{} at {x} {y}: {share}, not {}", plate.ink, other.shares[y * other.width + x]));
            }
        }
    }
    found
}

#[test]
fn patches_print_as_ghostscript_prints_them() {
    let folder = program::folder("patches");
    let mut wrong = Vec::new();
    for (at, patch) in PATCHES.iter().enumerate() {
        // Without a profile of its own the other program takes it for a device space.
        // Expressions of layers it does not read.
        if patch.content.contains("/Ink cs") || patch.content.contains("/Either BDC") {
            continue;
        }
        let (bytes, file) = (pdf(patch.content, RESOURCES, &objects()), folder.join(format!("{at}.pdf")));
        std::fs::write(&file, &bytes).unwrap();
        let Some(other) = other_plates(&file, 72) else { return };
        let found = apart(&plates(&bytes, 72.0), &other, 2);
        if !found.is_empty() {
            wrong.push(format!("{} ({at}): {} pixels, such as {}", patch.name, found.len(), found[found.len() / 2]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn example_pages_print_as_ghostscript_prints_them() {
    let folder = program::folder("examples");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for name in ["front-page", "prepress"] {
        let file = folder.join(format!("{name}.pdf"));
        let edition = examples.join(name).join("edition.yaml");
        let built = program::paiban(
            &folder,
            &["build", edition.to_str().unwrap(), "-o", file.to_str().unwrap(), "--no-preflight"],
        );
        assert!(built.status.success(), "{}", program::text(&built.stderr));
        let Some(other) = other_plates(&file, 50) else { return };
        let bytes = std::fs::read(&file).unwrap();
        let own = plates_of(&bytes, 50.0, Part::Page);
        let (found, all) = (apart(&own, &other, 40), own.width * own.height * own.plates.len());
        eprintln!("{name}: {} of {all} shares apart, such as {:?}", found.len(), found.get(found.len() / 2));
        assert!(own.is_whole && found.len() * 10_000 < all, "{name}: {} of {all}", found.len());
    }
}

/// The newsprint's inks of a colour of sRGB, by Little CMS itself.
fn by_lcms(colour: [f64; 3], intent: lcms2::Intent) -> [f64; 4] {
    let press = lcms2::Profile::new_icc(&OutputProfile::newsprint().icc).unwrap();
    let flags = lcms2::Flags::BLACKPOINT_COMPENSATION;
    let (from, to) = (lcms2::PixelFormat::RGB_DBL, lcms2::PixelFormat::CMYK_DBL);
    let way = lcms2::Transform::new_flags(&lcms2::Profile::new_srgb(), from, &press, to, intent, flags).unwrap();
    let mut inks = [[0.0; 4]];
    way.transform_pixels(&[colour], &mut inks);
    inks[0].map(|percent| percent * 2.55)
}

#[test]
fn a_file_made_for_a_press_prints_by_its_own_intents() {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>() + ">";
    let profile = |count: usize, icc: &[u8]| {
        let data = hex(icc);
        format!("<< /N {count} /Filter /ASCIIHexDecode /Length {} >> stream\n{data}\nendstream", data.len())
    };
    let picture = "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /Light /Intent /Saturation \
                   /Filter /ASCIIHexDecode /Length 7 >> stream\n3366CC>\nendstream";
    let group = "<< /Subtype /Form /BBox [0 0 40 40] /Group << /S /Transparency /I true /CS /Light >> /Resources 5 0 R \
                 /Length 45 >> stream\n/Light cs 0.2 0.4 0.8 sc 0 35 10 5 re f      \nendstream";
    let objects = [
        profile(4, &OutputProfile::newsprint().icc),
        profile(3, &lcms2::Profile::new_srgb().icc().unwrap()),
        picture.into(),
        group.into(),
    ];
    let resources = "/ColorSpace << /Light [/ICCBased 10 0 R] >> /XObject << /Im 11 0 R /Group 12 0 R >> \
                     /ExtGState << /Absolute << /RI /AbsoluteColorimetric >> >>";
    let content = "/Light cs 0.2 0.4 0.8 sc 0 0 10 40 re f /Perceptual ri 10 0 10 40 re f q /Saturation ri 20 0 10 40 re f Q \
                   0.5 0.5 0.5 sc 30 20 10 20 re f /Absolute gs 0.2 0.4 0.8 sc 30 10 10 10 re f \
                   q 10 0 0 10 30 0 cm /Im Do Q /RelativeColorimetric ri /Group Do";
    let intent = "/OutputIntents [<< /S /GTS_PDFX /OutputConditionIdentifier (TR 002) /DestOutputProfile 9 0 R >>]";
    let file = catalogued(intent, content, resources, &objects);
    let proof = Proof::read(file).unwrap();
    let condition = proof.condition().unwrap();
    assert_eq!((&*condition.name, condition.icc == *OutputProfile::newsprint().icc), ("TR 002", true));
    let window = Window { area: proof.trim(0).unwrap(), ppi: 72.0 };
    let options = ConvertOptions::default();
    let own = proof.plates(0, &window, &PlatePress::of_file(&OutputProfile::newsprint(), options)).unwrap();
    let at = |plates: &Plates, x: usize, y: usize| {
        let shares: Vec<u8> = plates.plates.iter().map(|plate| plate.shares[y * plates.width + x]).collect();
        <[u8; 4]>::try_from(shares).unwrap()
    };
    let (blue, grey) = ([0.2, 0.4, 0.8], [0.5; 3]);
    let (relative, saturation) = (lcms2::Intent::RelativeColorimetric, lcms2::Intent::Saturation);
    for (x, y, colour, intent) in [
        (5, 20, blue, relative),
        (15, 20, blue, lcms2::Intent::Perceptual),
        (25, 20, blue, saturation),
        (35, 10, grey, lcms2::Intent::Perceptual),
        (35, 25, blue, lcms2::Intent::AbsoluteColorimetric),
        (35, 35, blue, saturation),
        (5, 2, blue, relative),
    ] {
        let (found, wanted) = (at(&own, x, y), by_lcms(colour, intent));
        let is_near = found.iter().zip(wanted).all(|(found, wanted)| (f64::from(*found) - wanted).abs() <= 1.5);
        assert!(is_near, "{x} {y}: {found:?}, not {wanted:.1?}");
    }
    // The house goes by its own intent, and prints greys with black alone.
    let house = proof.plates(0, &window, &PlatePress::new(&OutputProfile::newsprint(), options)).unwrap();
    assert_eq!(at(&house, 5, 20), at(&house, 25, 20));
    assert_eq!(at(&house, 35, 10), [0, 0, 0, 128]);
}

#[test]
fn hostile_content_ends() {
    let deep = "q ".repeat(100_000);
    for content in [
        "/Knock Do ".repeat(5),
        format!("{deep} 1 0 0 0 k 0 0 40 40 re f"),
        "1e30 0 0 1e30 0 0 cm 1 0 0 0 k 0 0 1 1 re f 0 0 m 1e38 1e38 l S".into(),
        "[0 0] 0 d 0 0 m 40 40 l S [1e-9] 0 d 0 0 m 40 40 l S [-1 5] 3 d 0 0 m 40 40 l S".into(),
        "BT /None 12 Tf (x) Tj ET /Missing gs /Missing Do /Missing sh /Missing cs 1 scn 0 0 9 9 re f".into(),
        "0.0001 0 0 0.0001 0 0 cm /Pattern cs /Lines scn 0 0 400000 400000 re f".into(),
        "0 0 0 0 0 0 cm 0 0 40 40 re B /Ramp sh q /Image Do Q".into(),
    ] {
        let own = plates(&pdf(&content, RESOURCES, &objects()), 72.0);
        assert_eq!(own.plates.len(), 5, "{content:.40}");
    }
    for end in [60, 200, 900] {
        let mut cut = pdf("1 0 0 0 k 0 0 40 40 re f", RESOURCES, &objects());
        cut.truncate(end);
        let _ = Proof::read(cut);
    }
}

#[test]
fn the_command_writes_plates_and_tells_what_they_take() {
    let folder = program::folder("command");
    let content = "1 0 0 0 k 0 0 20 40 re f /Spot cs 0.5 scn 0 0 40 10 re f";
    std::fs::write(folder.join("ad.pdf"), pdf(content, RESOURCES, &objects())).unwrap();
    let run = |args: &[&str]| program::paiban(&folder, &[&["--lang", "zh", "plates", "ad.pdf"], args].concat());
    let json =
        run(&["--json", "--zone", "7.0556mm", "--film", "2", "--film", "Gold=4", "--ppi", "72", "--out", "plates"]);
    assert_eq!(json.status.code(), Some(0), "{}", program::text(&json.stderr));
    let pages: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let plate = |at: usize| &pages[0]["plates"][at];
    // Gold knocks cyan out where it prints.
    let expected = [(0, "Cyan", 37.5, 0.75, [75.0, 0.0]), (4, "Gold", 12.549, 0.502, [12.549, 12.549])];
    for (at, ink, coverage, weight, zones) in expected {
        assert_eq!(plate(at)["ink"], ink);
        assert_eq!((&plate(at)["coverage_percent"], &plate(at)["ink_g_m2"]), (&coverage.into(), &weight.into()));
        assert_eq!(plate(at)["zones_percent"].as_array().unwrap(), &zones.map(serde_json::Value::from));
    }
    assert_eq!(plate(1)["is_empty"], true);
    let names = ["1-1-Gold.png", "1-Black.png", "1-Cyan.png", "1-Magenta.png", "1-Yellow.png", "1-sum.png"];
    assert_eq!(program::files(&folder.join("plates")), names);
    let told = program::text(&run(&["--ppi", "72"]).stdout);
    assert!(told.contains("品红：没有印的内容，不用出版") && told.contains("青：网点覆盖 37.5%"), "{told}");
    let csv = program::text(&run(&["--csv", "--ppi", "72", "--zone", "10mm"]).stdout);
    assert!(csv.lines().any(|line| line.starts_with("1,Cyan,0,37.5,100,")) && csv.lines().count() == 16, "{csv}");
    let heavy = run(&["--json", "--film", "C=2", "--film", "Silver=3", "--ppi", "72"]);
    let pages: serde_json::Value = serde_json::from_slice(&heavy.stdout).unwrap();
    assert_eq!(pages[0]["plates"][0]["film_g_m2"], 2.0);
    assert!(program::text(&heavy.stderr).contains("no page has the ink Silver"));
    for wrong in [&["--pages", "2"][..], &["--zone", "1"], &["--film", "x"], &["--out", "ad.pdf"]] {
        assert_eq!(run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}
