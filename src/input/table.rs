//! Tables: TSV and CSV files, or rows written in YAML, as rows of words with their places.

use std::ops::Range;

use crate::base::{Diagnostic, Severity, SourceId, Span, Spanned};
use crate::message;

use super::value::{Fields, Value};

/// A table as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its rows of cells.
    pub rows: Vec<Vec<Spanned<String>>>,
}

/// More cells than any page holds.
const MOST_CELLS: usize = 20_000;

/// Reads a table file: values between commas (RFC 4180) when its name ends in `.csv`, between tabs otherwise.
pub(super) fn parse(text: &str, name: &str, source: SourceId) -> Result<Table, Diagnostic> {
    let is_csv = name.to_lowercase().ends_with(".csv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if is_csv { b',' } else { b'\t' })
        .quoting(is_csv)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut cells = 0;
    let mut record = csv::StringRecord::new();
    loop {
        let is_read = reader.read_record(&mut record).map_err(|error| {
            Diagnostic::error("table/broken", message!("{} is no table: {}", name, error.to_string()))
                .at(Span::new(source, 0, 0))
                .hint("write values between tabs, or between commas in a .csv file, with quotes closed where they open")
        })?;
        if !is_read {
            break;
        }
        let byte = |at: &csv::Position| usize::try_from(at.byte()).unwrap_or(0).min(text.len());
        let start = record.position().map_or(0, byte);
        // A cell in quotes may hold ends of lines; the end of the row is not its own.
        let own = text.get(start..byte(reader.position())).unwrap_or_default();
        let end = start + own.trim_end_matches(['\n', '\r']).len();
        let start = end - text[start..end].trim_start_matches(['\n', '\r']).len();
        let row = Span::new(source, start, end);
        cells += record.len();
        if cells > MOST_CELLS {
            return Err(Diagnostic::error("table/too-large", message!("{} has more than {} cells", name, MOST_CELLS))
                .at(row)
                .hint("make several tables of it, each for a frame of its own"));
        }
        let places = places(&text[start..end], is_csv).map(|at| Span::new(source, start + at.start, start + at.end));
        let cells: Vec<_> = record.iter().zip(places.chain(std::iter::repeat(row))).collect();
        if let Some((_, cell)) = cells.last().filter(|(_, cell)| is_csv && is_open(&text[cell.start as usize..end])) {
            let message = "the quote that opens here is not closed: all that follows would be one cell";
            return Err(Diagnostic::error("table/broken", message)
                .at(Span { end: cell.start + 1, ..*cell })
                .hint("close it behind the cell's text, or take it out"));
        }
        table.rows.push(cells.into_iter().map(|(cell, place)| Spanned::new(cell.to_owned(), place)).collect());
    }
    match other_separators(text, &table, is_csv) {
        Some(problem) => Err(problem.at(Span::new(source, 0, text.lines().next().map_or(0, str::len)))),
        None => Ok(table),
    }
}

/// Where the cells of a row stand, with the quotes around them.
fn places(row: &str, is_csv: bool) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = end_of_cell(&row[start..], is_csv).map(|length| start + length);
        next = end.map(|end| end + 1);
        Some(start..end.unwrap_or(row.len()))
    })
}

/// Where the separator stands behind the first cell of a row: in quotes it is none.
fn end_of_cell(row: &str, is_csv: bool) -> Option<usize> {
    let (separator, inside) = if is_csv { (',', row.strip_prefix('"')) } else { ('\t', None) };
    let quoted = inside.map_or(0, |inside| 1 + closing(inside).unwrap_or(inside.len()));
    row[quoted..].find(separator).map(|at| quoted + at)
}

/// Whether a cell begins with a quote that nothing closes.
fn is_open(cell: &str) -> bool {
    cell.strip_prefix('"').is_some_and(|inside| closing(inside).is_none())
}

/// Where a text in quotes ends, its last quote included: one that stands twice is a quote of the text (RFC 4180 §2).
fn closing(inside: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(quote) = inside[at..].find('"') {
        at += quote + 1;
        if !inside[at..].starts_with('"') {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// A table whose rows have one cell each, though every line has the separators of another kind.
fn other_separators(text: &str, table: &Table, is_csv: bool) -> Option<Diagnostic> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let in_all = |sign: char| lines().count() > 1 && lines().all(|line| line.contains(sign));
    if table.rows.iter().any(|row| row.len() > 1) {
        return None;
    }
    let message = match is_csv {
        true if in_all('，') => message!("its values are parted by the comma of Chinese text"),
        true if in_all('\t') => message!("its values are parted by tabs"),
        true if in_all(';') => message!("its values are parted by semicolons"),
        false if in_all(',') => message!("its values are parted by commas"),
        false if in_all('，') => message!("its values are parted by the comma of Chinese text"),
        _ => return None,
    };
    Some(if is_csv {
        Diagnostic::error("table/broken", message)
            .hint("in a .csv file values stand between half-width commas; between tabs in a .tsv file")
    } else {
        Diagnostic::error("table/broken", message)
            .hint("here values stand between tabs; between half-width commas in a file that ends in .csv")
    })
}

/// A table of one column whose rows have as many words each, between blanks: its columns are not parted.
pub(super) fn unparted(table: &Table, name: &str) -> Option<Diagnostic> {
    if is_spaced_out(table) {
        let finding = told_unparted(table, name);
        return Some(Diagnostic { severity: Severity::Error, ..finding });
    }
    let words = |row: &Vec<Spanned<String>>| match &row[..] {
        [cell] => cell.value.split_whitespace().count(),
        _ => 0,
    };
    let count = table.rows.first().map(words).filter(|count| *count > 1)?;
    // Two rows of two words, and words alone, may be names with a blank in them; figures stand in columns of their own.
    let has_figure = |row: &Vec<Spanned<String>>| {
        row[0]
            .value
            .split_whitespace()
            .any(|word| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '-')))
    };
    let is_table = table.rows.len() + count > 4 && table.rows.iter().all(|row| words(row) == count);
    (is_table && table.rows.iter().any(has_figure)).then(|| told_unparted(table, name))
}

fn told_unparted(table: &Table, name: &str) -> Diagnostic {
    let message = message!("the cells of {} are parted by blanks alone: it prints as one column", name);
    let place = table.rows.first().and_then(|row| row.first()).map_or(Span::default(), |cell| cell.span);
    Diagnostic::warning("table/broken", message).at(place).hint(if name.to_lowercase().ends_with(".csv") {
        "in a .csv file values stand between half-width commas; between tabs in a .tsv file"
    } else {
        "here values stand between tabs; between half-width commas in a file that ends in .csv"
    })
}

/// Whether every row is one cell of words between several blanks, as columns are typed in a plain text. Names of two characters, spaced out to be as wide as those
/// of three, are none.
fn is_spaced_out(table: &Table) -> bool {
    let parts = |row: &Vec<Spanned<String>>| match &row[..] {
        [cell] => {
            let wide = cell.value.trim().replace('\u{3000}', "  ");
            wide.split("  ").map(|part| part.trim().chars().count()).filter(|length| *length > 0).collect()
        }
        _ => Vec::new(),
    };
    let rows: Vec<Vec<usize>> = table.rows.iter().map(parts).collect();
    let is_name = |row: &Vec<usize>| row[..] == [1, 1];
    rows.len() > 1 && rows.iter().all(|row| row.len() > 1) && !rows.iter().all(is_name)
}

/// The rows written under `rows`.
pub fn written_rows(fields: &Fields) -> Table {
    let cell = |cell: &Spanned<Value>| Some(Spanned::new(cell.value.as_text()?.to_owned(), cell.span));
    let row = |row: &Spanned<Value>| match &row.value {
        Value::List(cells) => cells.iter().filter_map(cell).collect(),
        _ => cell(row).into_iter().collect(),
    };
    Table { rows: fields.list("rows").iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_typed_with_blanks_are_none_and_spaced_names_are_names() {
        use crate::base::Severity::{Error, Warning};
        for (text, severity) in [
            ("品种  价格\n带鱼  38\n", Some(Error)),
            ("品种　　价格\n带鱼　　三十八\n", Some(Error)),
            ("品种  产地  价格\n带鱼  38\n", Some(Error)),
            ("品种 产地 价格\n带鱼 舟山 38\n", Some(Warning)),
            ("王  强\n李  明\n", None),
            ("王　强\n李　明\n", None),
            ("新桥  通车\n临澜港\n", None),
            ("品种\t价格\n带鱼  大\t38\n", None),
            ("The Old Man\nand the Sea\n", None),
        ] {
            let table = parse(text, "a.tsv", SourceId(0)).unwrap();
            assert_eq!(unparted(&table, "a.tsv").map(|finding| finding.severity), severity, "{text}");
        }
    }

    #[test]
    fn tabs_and_commas_part_cells_and_each_has_its_place() {
        let words = |table: &Table| -> Vec<Vec<String>> {
            table.rows.iter().map(|row| row.iter().map(|cell| cell.value.clone()).collect()).collect()
        };
        let tabs = parse("品种\t价\n带鱼\t\"46\"\n", "a.tsv", SourceId(3)).unwrap();
        assert_eq!(words(&tabs), [["品种", "价"], ["带鱼", "\"46\""]]);
        assert_eq!(tabs.rows[1][1].span, Span::new(SourceId(3), 18, 22));
        let commas = parse("a,\"b,c\"\n", "a.csv", SourceId(0)).unwrap();
        assert_eq!(words(&commas), [["a", "b,c"]]);
        let text = "\na,\"说\"\"好, \"\"\",\r\n,\"x\"y\"z,,\"\"\n";
        let places: Vec<&str> = parse(text, "a.csv", SourceId(0))
            .unwrap()
            .rows
            .iter()
            .flatten()
            .map(|cell| &text[cell.span.start as usize..cell.span.end as usize])
            .collect();
        assert_eq!(parse("a,b\n\"c,\"\"d\n,e", "a.csv", SourceId(0)).unwrap_err().span.unwrap().start, 4);
        assert_eq!(places, ["a", "\"说\"\"好, \"\"\"", "", "", "\"x\"y\"z", "", "\"\""]);
    }
}
