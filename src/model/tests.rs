//! Editions resolved: numbers a desk can check with a ruler.

use std::collections::BTreeMap;

use super::*;
use crate::base::{Diagnostics, Em, Len, Rect};
use crate::font::FontBook;
use crate::input::{FileProblem, Files, load};
use crate::shipped;

struct Map(BTreeMap<&'static str, &'static str>);

impl Files for Map {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        self.0.get(path).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing)
    }
}

fn resolved(edition: &'static str, article: &'static str) -> (Edition, Diagnostics) {
    let files = Map(BTreeMap::from([("edition.yaml", edition), ("a.md", article)]));
    let (documents, _, mut found) = load("edition.yaml", &files);
    let (edition, findings) = resolve(&documents.unwrap(), &FontBook::load(shipped::fonts()).0);
    found.extend(findings);
    (edition, found)
}

const EDITION: &str = "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {trim: [200mm, 300mm], margins: 20mm, grid: {columns: 4, gutter: 4mm, leading: 5mm}}\n      styles:\n        body: {size: 10pt}\n        small: {extends: body, size: 8pt, tracking: 0.1em, scale-x: 90%}\n      frames:\n        head: {area: {columns: 1-4, rows: 1-3}}\n        text: {area: {columns: 2-3, rows: 5-8}}\n        note: {area: {at: [10mm, 10mm], size: [30mm, 8mm]}, style: small, text: \"{paper}{page}\", around: 1mm}\n      stories: {a: {head: head, body: [text]}}\n    put: {a: a.md}\n";

const ARTICLE: &str = "---\nheadline: |\n  第一行 题\n  第二行\nbyline: 记者 王强\ndateline: 本报讯\n---\n　　正文**重**。\n\n## 小标题\n";

#[test]
fn rows_and_columns_are_where_the_grid_says() {
    let (edition, found) = resolved(EDITION, ARTICLE);
    assert!(found.is_empty(), "{found:?}");
    let page = &edition.pages[0];
    assert_eq!(page.type_area, Rect { x: Len::mm(20), y: Len::mm(20), width: Len::mm(160), height: Len::mm(260) });
    assert_eq!(
        (page.grid.leading, page.grid.body, page.grid.first),
        (Len::mm(5), Len::pt(10), Em(880).of(Len::pt(10)))
    );
    let text = edition.frames.iter().find(|frame| frame.name == "text").unwrap();
    assert_eq!((text.area.x, text.area.width), (Len::mm(20 + 37 + 4), Len::mm(37 + 4 + 37)));
    assert_eq!((text.area.y, text.area.height), (Len::mm(40), Len::mm(15) + Len::pt(10)));
}

#[test]
fn styles_inherit_and_scale_with_their_size() {
    let (edition, _) = resolved(EDITION, ARTICLE);
    let small = edition.para_styles.iter().find(|style| style.name == "small").unwrap();
    assert_eq!((small.size, small.indent), (Len::pt(8), Len::pt(16)));
    let look = &edition.char_styles[small.base.index()];
    assert_eq!((look.size, look.tracking, look.scale_x.0), (Len::pt(8), Em(100), 900));
}

#[test]
fn heads_have_a_line_for_each_of_the_editors_and_bylines_are_spread() {
    let (edition, _) = resolved(EDITION, ARTICLE);
    let text = |name: &str| -> Vec<String> {
        let story = edition.stories.iter().find(|story| story.name == name).unwrap();
        story.paras.iter().map(|para| para.runs.iter().map(|run| run.text.as_str()).collect()).collect()
    };
    assert_eq!(text("a/head"), ["第一行\u{2002}题", "第二行", "记者 王\u{3000}强"]);
    assert_eq!(text("a"), ["本报讯\u{3000}正文重。", "小标题"]);
    assert_eq!(text("note"), ["报1"]);
}

#[test]
fn the_body_stands_on_the_grid_and_furniture_does_not() {
    let (edition, _) = resolved(EDITION, ARTICLE);
    let lines = |name: &str| edition.frames.iter().find(|frame| frame.name == name).unwrap().lines;
    assert_eq!((lines("text"), lines("head"), lines("note")), (Lines::OnGrid, Lines::Free, Lines::Free));
}
