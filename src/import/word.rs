//! What is asked of elements of a Word document.

use roxmltree::Node;

use crate::base::Diagnostic;
use crate::message;

use super::package::Package;
use super::styles::attribute;
use super::{kind, xml};

/// Packages of other programs: a part that tells them, what they are, and what to do.
const PACKAGES: &[(&str, &str, &str)] = &[
    (
        "xl/workbook.xml",
        "a spreadsheet (XLSX)",
        "save the sheet as CSV and put it into a frame or story place with `table:`",
    ),
    (
        "xl/workbook.bin",
        "a spreadsheet (XLSB)",
        "save the sheet as CSV and put it into a frame or story place with `table:`",
    ),
    ("ppt/presentation.xml", "a presentation (PPTX)", "save its text as DOCX"),
    ("content.xml", "an OpenDocument file (ODT)", "save it as DOCX"),
    ("OFD.xml", "an OFD document", "ask for the text itself, or copy it out of an OFD reader"),
    ("META-INF/container.xml", "an electronic book (EPUB)", "ask for the text itself"),
    ("Index/Document.iwa", "a Pages document", "export it as DOCX"),
];

/// Kinds of OpenDocument files, by the word in which their media type ends (OpenDocument 1.3, part 2, 3.3): what they are, and what to do.
const OPEN_DOCUMENTS: &[(&str, &str, &str)] = &[
    (
        "spreadsheet",
        "a spreadsheet (ODS)",
        "save the sheet as CSV and put it into a frame or story place with `table:`",
    ),
    ("presentation", "a presentation (ODP)", "save its text as DOCX"),
];

/// What a package says it is, where it is no text.
fn open_document(package: &mut Package<'_>) -> Option<(&'static str, &'static str)> {
    let said = package.part("mimetype").ok().flatten()?;
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    let known = OPEN_DOCUMENTS.iter().find(|(word, ..)| said.ends_with(word))?;
    said.contains("opendocument").then_some((known.1, known.2))
}

/// The finding about a package that is no Word document.
pub(super) fn no_document(name: &str, package: &mut Package<'_>) -> Diagnostic {
    if let Some((what, hint)) = open_document(package) {
        return kind::refused(name, what, hint);
    }
    if let Some((_, what, hint)) = PACKAGES.iter().find(|(part, ..)| package.has(part)) {
        return kind::refused(name, what, hint);
    }
    Diagnostic::error("import/kind", message!("{} is a zip package, but not a Word document", name))
        .hint("unpack it, or save the document as DOCX (spreadsheets and presentations are not imported)")
}

/// The path of the document in its package.
pub(super) fn main_part(name: &str, package: &mut Package<'_>) -> Result<String, Diagnostic> {
    let Some(text) = package.text("_rels/.rels")? else { return Ok("word/document.xml".to_owned()) };
    let tree = xml::parse(name, &text)?;
    let is_main = |node: &Node<'_, '_>| attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let target = tree.descendants().find(is_main).and_then(|node| attribute(node, "Target"));
    Ok(target.unwrap_or("word/document.xml").trim_start_matches('/').to_owned())
}

/// Whether the mark that ends a paragraph was deleted in a tracked change: it and the next one are one (ECMA-376, 17.13.5.15).
pub(super) fn is_joined(properties: Option<Node<'_, '_>>) -> bool {
    let looks = properties.and_then(|properties| xml::children(properties, "rPr").next());
    looks.is_some_and(|looks| xml::children(looks, "del").next().is_some())
}

/// Whether a field to fill in still shows what asks for it (ECMA-376, 17.5.2.39).
pub(super) fn is_placeholder(control: Node<'_, '_>) -> bool {
    xml::children(control, "sdtPr").any(|properties| {
        let shows = xml::children(properties, "showingPlcHdr").next();
        shows.is_some_and(|_| super::styles::toggle(properties, "showingPlcHdr") == Some(true))
    })
}

/// Paragraphs of a cell from which on it is no cell of a table, and letters of one of them.
const PARAGRAPHS: usize = 3;
const PARAGRAPH: usize = 12;

/// Whether a cell holds running text.
pub(super) fn holds_text(cell: Node<'_, '_>) -> bool {
    let is_long = |part: &Node<'_, '_>| words(*part).chars().count() >= PARAGRAPH;
    cell.tag_name().name() == "tc"
        && xml::children(cell, "p").filter(is_long).count() >= PARAGRAPHS - 1
        && xml::children(cell, "p").filter(|part| !words(*part).is_empty()).count() >= PARAGRAPHS
}

/// The words below a node: texts, also deleted ones, with a blank between paragraphs.
pub(super) fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for part in node.descendants() {
        match part.tag_name().name() {
            "t" | "delText" => out.push_str(part.text().unwrap_or_default()),
            "p" | "tab" | "br" if !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
