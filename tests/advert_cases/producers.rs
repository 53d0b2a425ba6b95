//! Advertisements as programs wrote them: `tests/producers.py` makes these and others, and gives their pages to a judge from outside.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use paiban::base::{Len, Rect};
use paiban::proof::{PlatePress, Plates, Proof, Window};

use super::*;

/// Programs whose advertisements print as they come.
const PRODUCERS: [&str; 12] = [
    "cairo",
    "chromium",
    "dvipdfmx",
    "fpdf2",
    "ghostscript",
    "graphicsmagick",
    "img2pdf",
    "matplotlib",
    "pikepdf",
    "pillow",
    "typst",
    "xetex",
];
/// Advertisements beside each other.
const ACROSS: usize = 3;

fn written_by(producer: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/adverts/{producer}.pdf"))
}

/// A page with all of them, at their own size.
fn edition() -> String {
    let mut edition = String::from(
        "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {trim: [210mm, 200mm], margins: 5mm}\n      frames:\n",
    );
    for (at, producer) in PRODUCERS.iter().enumerate() {
        let (x, y) = (10 + at % ACROSS * 65, 10 + at / ACROSS * 45);
        writeln!(edition, "        {producer}: {{area: {{at: [{x}mm, {y}mm], size: [60mm, 40mm]}}, picture: {producer}.pdf, fit: exact}}").unwrap();
    }
    edition
}

fn plates_of(pdf: Vec<u8>, at: usize) -> Plates {
    let room = PressRoom::shipped();
    let press = PlatePress::new(&room.profile, room.convert);
    let [x, y] = [10 + at % ACROSS * 65, 10 + at / ACROSS * 45].map(|mm| Len::mm(i64::try_from(mm).unwrap()));
    let area = Rect { x, y, width: Len::mm(60), height: Len::mm(40) };
    Proof::read(pdf).unwrap().plates(0, &Window { area, ppi: 36.0 }, &press).unwrap()
}

#[test]
fn what_common_programs_write_is_placed_and_prints_alike_live_and_flattened() {
    let folder = folder("producers");
    for producer in PRODUCERS {
        std::fs::copy(written_by(producer), folder.join(format!("{producer}.pdf"))).unwrap();
    }
    std::fs::write(folder.join("edition.yaml"), edition()).unwrap();
    let built = |profile: &str| {
        let done = paiban(&folder, &["build", "edition.yaml", "-o", "o.pdf", "--profile", profile, "--report", "none"]);
        let told = text(&done.stderr);
        assert!(done.status.success() && !told.contains("error"), "{profile}: {told}");
        std::fs::read(folder.join("o.pdf")).unwrap()
    };
    let (live, flat) = (built("x4"), built("x1a"));
    for (at, producer) in PRODUCERS.iter().enumerate() {
        let (live, flat) = (plates_of(live.clone(), at), plates_of(flat.clone(), at));
        let mut all = 0;
        for (one, two) in live.plates.iter().zip(&flat.plates) {
            let apart: u64 = one.shares.iter().zip(&two.shares).map(|(one, two)| u64::from(one.abs_diff(*two))).sum();
            assert!(apart <= one.shares.len() as u64 * 3, "{producer}, {}: {apart}", one.ink);
            all += one.shares.iter().map(|share| u64::from(*share)).sum::<u64>();
        }
        assert!(all > live.plates[0].shares.len() as u64 * 10, "{producer} prints");
    }
}

#[test]
fn a_font_that_a_program_left_out_is_the_reason_told() {
    assert_eq!(broken(&looked(&std::fs::read(written_by("reportlab")).unwrap())), [Id::T01]);
}
