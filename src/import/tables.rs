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
