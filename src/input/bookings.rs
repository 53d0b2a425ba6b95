//! Lists of booked advertisements (广告预排表) as sales desks export them: CSV of spreadsheets, in whatever encoding and with whatever commas.

use std::borrow::Cow;

use csv::StringRecord;
use encoding_rs::{BIG5, Encoding, GB18030};

use crate::base::{Diagnostic, SourceId, Span};
use crate::message;

use super::files::{FileProblem, Files, stays_inside};
use super::names::missing_hint;

/// A list of bookings as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookingList {
    /// Its rows, without the headings.
    pub rows: Vec<BookingRow>,
}

/// One booking as written; what the list does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookingRow {
    /// The day it is to be printed on.
    pub date: String,
    /// The page.
    pub page: String,
    /// Who booked it.
    pub client: String,
    /// Its size: a name or measures.
    pub size: String,
    /// Its file.
    pub file: String,
    /// The frame it is to stand in, or words about it.
    pub place: String,
    /// What became of it: withdrawn, moved.
    pub state: String,
    /// Its row.
    pub span: Span,
}

/// What a column of the list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Date,
    Page,
    Client,
    Size,
    File,
    Place,
    State,
}

/// Words over columns, as desks write them; other columns are not read.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Date, &["date", "日期", "刊期", "刊登日期", "见报日期", "刊发日期", "出版日期", "发布日期", "刊出日期"]),
    (Column::Page, &["page", "版面", "版次", "版", "版号", "版序", "页", "版别", "版別"]),
    (
        Column::Client,
        &["client", "advertiser", "customer", "客户", "客户名称", "广告主", "广告客户", "广告单位", "单位", "客戶"],
    ),
    (Column::Size, &["size", "规格", "尺寸", "广告规格", "版面规格", "面积", "規格"]),
    (Column::File, &["file", "文件", "文件名", "广告文件", "稿件", "素材", "画稿", "檔案", "广告稿"]),
    (Column::Place, &["place", "position", "frame", "位置", "框", "块", "广告位", "广告位置", "版位"]),
    (
        Column::State,
        &[
            "state", "status", "remark", "remarks", "note", "notes", "状态", "备注", "变更", "变动", "说明", "備註",
            "狀態",
        ],
    ),
];

/// Rows that may stand above the headings: the title of the sheet, the day, a blank one.
const TITLE_ROWS: usize = 10;
/// More bookings than a paper has in a year.
const MOST_ROWS: usize = 20_000;

/// The content of a list.
///
/// # Errors
/// A path that leads out of the edition, a file that cannot be had, a spreadsheet that was not saved as a list.
pub(super) fn bytes(name: &str, files: &dyn Files, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    if !stays_inside(name) {
        return Err(Diagnostic::error("file/outside", message!("{} is outside the edition's folder", name))
            .hint("keep the list of bookings beside the edition"));
    }
    let bytes = files.read_within(name, limit).map_err(|problem| match problem {
        FileProblem::Missing => {
            Diagnostic::error("file/missing", message!("there is no file {}", name)).hint(missing_hint(name, files))
        }
        other => other.finding(name),
    })?;
    // Excel's own files: packed ones (APPNOTE 4.3.7) and compound ones (MS-CFB 2.2).
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Diagnostic::error("file/not-text", message!("{} is a spreadsheet, not a list", name))
            .hint("save it from the spreadsheet as CSV"));
    }
    Ok(bytes)
}

/// The text of a list: by its mark of order, else UTF-8 where it is that, else GB 18030 or Big5.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((marked, _)), _) => marked.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => {
            let strictly =
                |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
            // Most of Big5 can be read as GB 18030 too; only as what it is it has headings.
            let has_headings = |text: &Cow<'_, str>| {
                HEADINGS.iter().flat_map(|(_, words)| *words).any(|word| !word.is_ascii() && text.contains(word))
            };
            let big5 = || strictly(BIG5).filter(has_headings);
            let text = strictly(GB18030).filter(has_headings).or_else(big5).or_else(|| strictly(GB18030));
            text.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), Cow::into_owned)
        }
    };
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', " ")
}

/// Reads a list.
///
/// # Errors
/// A text that is no table, or has no headings that are known.
pub(super) fn parse(text: &str, name: &str, source: SourceId) -> Result<BookingList, Diagnostic> {
    let start = Span::new(source, 0, text.find('\n').unwrap_or(text.len()));
    let lines = || text.lines().take(TITLE_ROWS).enumerate();
    let headings = lines().find_map(|(at, line)| Some((at, Headings::of(line)?)));
    let Some((at, headings)) = headings else {
        let message = message!("{} has no headings of a list of bookings", name);
        return Err(Diagnostic::error("bookings/headings", message)
            .at(start)
            .hint("its first row names the columns: date, page, client, size, file, place, or 日期, 版面, 客户, 规格, 文件, 位置")
            .hint("the page must be among them, and a place or a file"));
    };
    rows(text, source, at, &headings).map_err(|why| {
        Diagnostic::error("bookings/broken", message!("{} is no list of bookings: {}", name, why))
            .at(start)
            .hint("save it from the spreadsheet as CSV once more")
    })
}

/// The columns of a list and what parts them.
struct Headings {
    separator: char,
    columns: Vec<Option<Column>>,
}

impl Headings {
    /// Those that a line gives, when it names a page and what stands there.
    fn of(line: &str) -> Option<Self> {
        let separators = [',', '\t', ';', '，', '；'];
        let separator = *separators.iter().max_by_key(|separator| line.matches(**separator).count())?;
        let columns: Vec<Option<Column>> = line.split(separator).map(column).collect();
        let has = |column: Column| columns.contains(&Some(column));
        (has(Column::Page) && (has(Column::File) || has(Column::Place))).then_some(Self { separator, columns })
    }

    /// A line with half-width separators. Who types a row by hand types the commas of Chinese text.
    fn plain(&self, line: &str) -> String {
        let half = half_width(self.separator);
        if line.matches(half).count() + 1 >= self.columns.len() {
            return line.to_owned();
        }
        line.chars().map(|c| if half_width(c) == half { half } else { c }).collect()
    }

    fn row(&self, record: &StringRecord, span: Span) -> BookingRow {
        let mut row = BookingRow { span, ..BookingRow::default() };
        for (column, cell) in self.columns.iter().zip(record) {
            let field = match column {
                Some(Column::Date) => &mut row.date,
                Some(Column::Page) => &mut row.page,
                Some(Column::Client) => &mut row.client,
                Some(Column::Size) => &mut row.size,
                Some(Column::File) => &mut row.file,
                Some(Column::Place) => &mut row.place,
                Some(Column::State) => &mut row.state,
                None => continue,
            };
            if field.is_empty() {
                cell.trim().clone_into(field);
            }
        }
        row
    }
}

fn half_width(separator: char) -> char {
    match separator {
        '，' => ',',
        '；' => ';',
        other => other,
    }
}

fn column(heading: &str) -> Option<Column> {
    let heading = heading.trim().trim_matches('"').to_lowercase();
    let plain: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
    HEADINGS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(column, _)| *column)
}

fn rows(text: &str, source: SourceId, above: usize, headings: &Headings) -> Result<BookingList, String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let plain: String = lines[above + 1..].iter().map(|line| headings.plain(line) + "\n").collect();
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(half_width(headings.separator)).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(plain.as_bytes());
    let (mut list, mut record) = (BookingList::default(), StringRecord::new());
    // Line of the list, and how far it has been read: blank lines before a row are none of its own.
    let (mut line, mut read) = (above + 1, 0);
    loop {
        let more = reader.read_record(&mut record).map_err(|error| error.to_string())?;
        if !more {
            return Ok(list);
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(plain.len());
        let stretch = plain.get(read..end).unwrap_or_default();
        let blank = stretch.len() - stretch.trim_start_matches('\n').len();
        let first = line + blank;
        (line, read) = (line + stretch.matches('\n').count(), end);
        let from = starts.get(first).copied().unwrap_or(text.len());
        let span = Span::new(source, from, from + lines.get(first).map_or(0, |line| line.len()));
        let row = headings.row(&record, span);
        if row != (BookingRow { span, ..BookingRow::default() }) {
            list.rows.push(row);
        }
        if list.rows.len() > MOST_ROWS {
            return Err(format!("more than {MOST_ROWS} rows"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, usize)> {
        let list = parse(text, "b.csv", SourceId(0)).unwrap_or_default();
        let line = |span: Span| text[..span.start as usize].matches('\n').count() + 1;
        list.rows.into_iter().map(|row| (row.page, row.file, line(row.span))).collect()
    }

    #[test]
    fn lists_are_read_as_desks_write_them() {
        let row = |page: &str, file: &str, line| (page.to_owned(), file.to_owned(), line);
        let cases = [
            ("page,file\nA01,茶.pdf\n", vec![row("A01", "茶.pdf", 2)]),
            (
                "日期，版面，客户，规格，文件，位置\n3月12日，A01，茶庄，通栏，茶.pdf，foot\n",
                vec![row("A01", "茶.pdf", 2)],
            ),
            (
                "版面,客户,文件\nA01，茶庄，茶.pdf\nA02,\"甲，乙\",b.pdf",
                vec![row("A01", "茶.pdf", 2), row("A02", "b.pdf", 3)],
            ),
            (
                "广告预排\n\n版面\t备注\t文件\n\nA01\t\"两\n行\"\ta.pdf\n\n\nA02\t\tb.pdf\n",
                vec![row("A01", "a.pdf", 5), row("A02", "b.pdf", 9)],
            ),
            ("版面;位置\n;\n1;ear\n", vec![row("1", "", 3)]),
            (" Page , FILE \n 01 , x ", vec![row("01", "x", 2)]),
        ];
        for (text, rows) in cases {
            assert_eq!(read(text), rows, "{text}");
        }
        for text in ["", "A01,茶.pdf\n", "版面,备注\nA01,甲\n", "文件,规格\na.pdf,通栏\n"] {
            assert_eq!(parse(text, "b.csv", SourceId(0)).map_err(|it| it.code), Err("bookings/headings"), "{text}");
        }
    }

    #[test]
    fn text_of_any_desk_is_decoded() {
        let text = "版面,文件\n1,茶.pdf\n";
        let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [text.as_bytes().to_vec(), marked, utf16, GB18030.encode(text).0.into_owned()] {
            assert_eq!(decoded(&bytes), text);
        }
        let taiwan = "日期,版面,客戶\n3月12日,A01,臨瀾茶行\n";
        assert_eq!(decoded(&BIG5.encode(taiwan).0), taiwan);
        assert_eq!(decoded(b"page\r\nA01\rA02"), "page\nA01\nA02");
    }
}
