//! `paiban licences`: the notices of everything in the program, as their licences ask of whoever passes it on.

use clap::Args;

use super::Failure;

/// Prints the licences of the program and of everything in it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban licences > NOTICES.txt")]
pub(crate) struct LicencesArgs {}

/// Each text with a heading, in the order of nearness: the program, what its folders hold, what its crates bring.
const NOTICES: &[(&str, &str)] = &[
    ("MIT (paiban)", include_str!("../../LICENSE-MIT")),
    ("Apache-2.0 (paiban)", include_str!("../../LICENSE-APACHE")),
    ("Noto Serif CJK, Noto Sans CJK", include_str!("../../fonts/licences/Noto-CJK-OFL.txt")),
    ("Paiban WenKai", include_str!("../../fonts/licences/LXGW-WenKai-OFL.txt")),
    ("Paiban Termes, Paiban Heros", include_str!("../../fonts/licences/TeX-Gyre-GUST.txt")),
    ("SNAP TR 002", include_str!("../../profiles/README.md")),
    ("jieba", include_str!("../../words/README.md")),
    ("Little CMS", include_str!("../../licences/little-cms.txt")),
    ("hyph-utf8", include_str!("../../licences/hyphenation.txt")),
    ("PDFium", include_str!("../../licences/pdfium-fonts.txt")),
    ("CMap resources", include_str!("../../licences/adobe-cmaps.txt")),
    ("Coated FOGRA39", include_str!("../../licences/adobe-profiles.txt")),
    ("Crates", include_str!("../../licences/crates.txt")),
];

/// Prints the summary and every notice.
pub(crate) fn licences() -> Result<(), Failure> {
    let rule = "=".repeat(80);
    let texts = NOTICES.iter().map(|(of, text)| format!("{rule}\n{of}\n{rule}\n\n{}\n\n", text.trim()));
    super::print(&format!("{}\n\n{}", include_str!("../../NOTICE.md").trim(), texts.collect::<String>()))
}
