//! Tests of the numbers that the rest of the program relies on.

use crate::base::{Len, Rect};
use crate::font::FontBook;
use crate::input::{FileProblem, Files, load};

use super::{Edition, resolve};

/// An edition without other files.
struct Alone(String);

impl Files for Alone {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        if path == "edition.yaml" { Ok(self.0.clone().into_bytes()) } else { Err(FileProblem::Missing) }
    }
}

/// An edition of one page with these frames; without fonts, because nothing here sets text.
fn edition(page: &str, frames: &str) -> Edition {
    let layout = format!("{{page: {{{page}}}, frames: {{{frames}}}}}");
    let text = format!("paper: 甲\ndate: 2026-03-12\npages: [{{layout: {layout}}}]\n");
    let (documents, _, found) = load("edition.yaml", &Alone(text));
    assert_eq!(found, []);
    let (edition, found) = resolve(&documents.unwrap(), &FontBook::default());
    assert_eq!(found, []);
    edition
}

const PAGE: &str = "trim: [200mm, 300mm], margins: 10mm, grid: {columns: 7, gutter: 5mm, leading: 12.6pt}";

#[test]
fn base_columns_and_gutters_fill_the_type_area_to_the_unit() {
    let frames: Vec<String> = (1..=7).map(|n| format!("c{n}: {{area: {{columns: {n}, rows: 1}}}}")).collect();
    let edition = edition(PAGE, &frames.join(", "));
    let areas: Vec<Rect> = edition.frames.iter().map(|frame| frame.area).collect();
    let area = edition.pages[0].type_area;
    assert_eq!((areas[0].x, areas[6].right()), (area.x, area.right()));
    for pair in areas.windows(2) {
        assert_eq!(pair[1].x - pair[0].right(), Len::mm(5));
        assert!((pair[1].width - pair[0].width).abs() <= Len(1));
    }
}

#[test]
fn a_row_is_one_body_high_and_rows_follow_the_leading() {
    let edition = edition(PAGE, "a: {area: {columns: 1, rows: 4}}, b: {area: {columns: 2-3, rows: 4-6}}");
    let (top, leading, body) = (edition.pages[0].type_area.y, edition.pages[0].grid.leading, Len::pt(9));
    let (a, b) = (edition.frames[0].area, edition.frames[1].area);
    assert_eq!((a.y, a.height), (top + leading * 3, body));
    assert_eq!((b.y, b.height), (a.y, leading * 3 - (leading - body)));
}

#[test]
fn as_many_rows_as_fit_and_the_last_one_is_whole() {
    let edition = edition(PAGE, "a: {area: {columns: 1, rows: 1}}");
    let (page, grid) = (&edition.pages[0], edition.pages[0].grid);
    let bottom_of = |row: i64| page.type_area.y + grid.leading * (row - 1) + grid.body;
    assert!(bottom_of(i64::from(grid.rows)) <= page.type_area.bottom());
    assert!(bottom_of(i64::from(grid.rows) + 1) > page.type_area.bottom());
    assert_eq!(grid.first, Len::parse("7.92pt").unwrap());
}

#[test]
fn an_unfilled_page_asks_for_no_style_ink_or_picture() {
    let edition = edition(PAGE, "a: {area: {columns: 1, rows: 1}}");
    assert!(edition.inks.is_empty() && edition.pictures.is_empty() && edition.stories.is_empty());
}
