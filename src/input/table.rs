//! Tables: TSV and CSV files, or rows written in YAML, as rows of words with their places.

use crate::base::{Diagnostic, SourceId, Span, Spanned};
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
        let row = text.get(start..byte(reader.position())).unwrap_or_default();
        let end = start + row.trim_end_matches(['\n', '\r']).len();
        let span = Span::new(source, start, end);
        cells += record.len();
        if cells > MOST_CELLS {
            return Err(Diagnostic::error("table/too-large", message!("{} has more than {} cells", name, MOST_CELLS))
                .at(span)
                .hint("make several tables of it, each for a frame of its own"));
        }
        table.rows.push(record.iter().map(|cell| Spanned::new(cell.to_owned(), span)).collect());
    }
    match other_separators(text, &table, is_csv) {
        Some(problem) => Err(problem.at(Span::new(source, 0, text.lines().next().map_or(0, str::len)))),
        None => Ok(table),
    }
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
    fn tabs_and_commas_part_cells_and_places_are_lines() {
        let words = |table: &Table| -> Vec<Vec<String>> {
            table.rows.iter().map(|row| row.iter().map(|cell| cell.value.clone()).collect()).collect()
        };
        let tabs = parse("品种\t价\n带鱼\t\"46\"\n", "a.tsv", SourceId(3)).unwrap();
        assert_eq!(words(&tabs), [["品种", "价"], ["带鱼", "\"46\""]]);
        assert_eq!(tabs.rows[1][0].span, Span::new(SourceId(3), 11, 22));
        let commas = parse("a,\"b,c\"\n", "a.csv", SourceId(0)).unwrap();
        assert_eq!(words(&commas), [["a", "b,c"]]);
    }
}
