//! Tables of manuscripts: rows of words, which become a TSV file beside the article that `table:` puts into a frame.

use roxmltree::Node;

use super::draft::ManuscriptTable;
use super::markup::Event;
use super::styles::{attribute, value};
use super::xml;

/// More cells than any page holds; rows behind them are not read.
const MOST_CELLS: usize = 20_000;

/// A cell's words on one line: a TSV file knows no breaks within cells.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl ManuscriptTable {
    /// Its rows as a file of values between tabs.
    pub fn tsv(&self) -> String {
        self.rows.iter().map(|row| row.join("\t") + "\n").collect()
    }

    /// Rows of the same number of cells, empty rows left out.
    pub(super) fn even(mut rows: Vec<Vec<String>>) -> Self {
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let most = rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(most, String::new()));
        Self { rows, ..Self::default() }
    }
}

/// A table of a Word document; joined cells leave empty ones behind them.
pub(super) fn of_word(table: Node<'_, '_>, words: impl Fn(Node<'_, '_>) -> String) -> ManuscriptTable {
    let mut rows = Vec::new();
    let mut cells = 0;
    let rows_of = |node: &Node<'_, '_>| node.tag_name().name() == "tr" && is_of(*node, table) && !is_deleted(*node);
    for row in table.descendants().filter(rows_of) {
        let mut out = Vec::new();
        for node in row.descendants().filter(|node| node.tag_name().name() == "tc" && is_of(*node, table)) {
            let properties = xml::children(node, "tcPr").next();
            let property = |name: &str| properties.and_then(|p| p.children().find(|n| n.tag_name().name() == name));
            let span = property("gridSpan").and_then(value).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
            let goes_on = property("vMerge").is_some_and(|merge| attribute(merge, "val") != Some("restart"));
            out.push(if goes_on { String::new() } else { cell(&words(node)) });
            out.extend(std::iter::repeat_n(String::new(), span.clamp(1, 64) - 1));
        }
        cells += out.len();
        if cells > MOST_CELLS {
            break;
        }
        rows.push(out);
    }
    ManuscriptTable::even(rows)
}

/// A picture that stands in a cell, and the words of the cell that belongs to it.
pub(super) struct Framed<'a, 'i> {
    pub picture: Node<'a, 'i>,
    pub caption: String,
}

/// Rows of a table that keeps pictures and their captions together.
const FRAME_ROWS: usize = 2;

/// Pictures and captions that a table only keeps side by side, or one above the other: as many texts as pictures, or none. None of a real table.
pub(super) fn framed<'a, 'i>(
    table: Node<'a, 'i>,
    words: impl Fn(Node<'_, '_>) -> String,
) -> Option<Vec<Framed<'a, 'i>>> {
    let of = |node: Node<'a, 'i>, name: &'static str| -> Vec<Node<'a, 'i>> {
        node.descendants().filter(|inner| inner.tag_name().name() == name && is_of(*inner, table)).collect()
    };
    let is_picture = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "blip" | "imagedata");
    let cells = of(table, "tc");
    let pictures = cells.iter().filter_map(|cell| cell.descendants().find(is_picture));
    let pictures: Vec<Node<'a, 'i>> = pictures.collect();
    let own: Vec<String> = cells.iter().map(|node| cell(&words(*node))).collect();
    let has_picture = |node: &Node<'_, '_>| node.descendants().any(|inner| is_picture(&inner));
    let captions: Vec<String> = own.iter().filter(|text| !text.is_empty()).cloned().collect();
    let all = table.descendants().filter(is_picture).count();
    // A cell of both has its caption within.
    let is_mixed = cells.iter().zip(&own).any(|(node, text)| has_picture(node) && !text.is_empty())
        && cells.iter().zip(&own).any(|(node, text)| !has_picture(node) && !text.is_empty());
    let is_frame = of(table, "tr").len() <= FRAME_ROWS
        && !pictures.is_empty()
        && all == pictures.len()
        && (captions.len() == pictures.len() || captions.is_empty())
        && !is_mixed
        && captions.iter().all(|text| text.chars().count() <= CAPTION);
    let captions = captions.into_iter().chain(std::iter::repeat(String::new()));
    is_frame.then(|| pictures.into_iter().zip(captions).map(|(picture, caption)| Framed { picture, caption }).collect())
}

/// Letters of a caption in a cell at most.
const CAPTION: usize = 120;

/// Whether a row was deleted in a tracked change (ECMA-376, 17.13.5.12).
pub(super) fn is_deleted(row: Node<'_, '_>) -> bool {
    row.tag_name().name() == "tr"
        && xml::children(row, "trPr").any(|properties| xml::children(properties, "del").next().is_some())
}

/// Whether a node is of this table and not of one within.
fn is_of(node: Node<'_, '_>, table: Node<'_, '_>) -> bool {
    node.ancestors().skip(1).find(|above| above.tag_name().name() == "tbl") == Some(table)
}

/// A table of a web page or of NITF, from the events behind its start tag.
pub(super) fn of_events(rest: &[Event], name: &str) -> ManuscriptTable {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut depth = 1_usize;
    let mut open: Option<String> = None;
    let end_cell = |open: &mut Option<String>, rows: &mut Vec<Vec<String>>| {
        if let (Some(text), Some(row)) = (open.take(), rows.last_mut()) {
            row.push(cell(&text));
        }
    };
    for event in rest.iter().take(MOST_CELLS * 8) {
        match event {
            Event::Start(inner, _) if inner == name => depth += 1,
            Event::End(inner) if inner == name => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Event::Start(inner, _) if inner == "tr" && depth == 1 => {
                end_cell(&mut open, &mut rows);
                rows.push(Vec::new());
            }
            Event::Start(inner, _) if matches!(inner.as_str(), "td" | "th") && depth == 1 => {
                end_cell(&mut open, &mut rows);
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                open = Some(String::new());
            }
            Event::End(inner) if matches!(inner.as_str(), "td" | "th" | "tr") && depth == 1 => {
                end_cell(&mut open, &mut rows)
            }
            Event::Text(text) => {
                if let Some(open) = &mut open {
                    open.push_str(text);
                }
            }
            _ => {}
        }
    }
    end_cell(&mut open, &mut rows);
    ManuscriptTable::even(rows)
}
