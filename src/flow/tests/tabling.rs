//! Tables between paragraphs.

use crate::base::{FrameId, Len, ParaStyleId};
use crate::flow::table::{PartRow, TablePart};
use crate::flow::{FlowOptions, Keeps, Placement, fill};
use crate::model::{
    Cell, ColumnWidth, Direction, Edition, Frame, Lines, OfTable, Para, ParaStyle, Role, StoryKind, StoryTable, Table,
};
use crate::shape::ShapedStory;

use super::floating::{Part, put, told};
use super::lottery::{Lottery, stands_clear};
use super::support::*;

/// A table of so many rows, the first `header` of them headings, in two columns.
#[derive(Clone, Copy, Debug)]
struct Grid {
    rows: u16,
    header: u16,
}

/// A cell of one row and column.
fn cell(row: u16, column: u16) -> Cell {
    Cell { row, column, rows: 1, columns: 1, has_para: true }
}

fn grid(grid: Grid) -> Table {
    let cells = (0..grid.rows).flat_map(|row| [cell(row, 0), cell(row, 1)]).collect();
    Table { rows: grid.rows, header: grid.header, widths: vec![ColumnWidth::Share(1); 2], cells, ..Table::default() }
}

/// Adds a table whose cells have so many characters each to the first story.
fn add_table(edition: &mut Edition, story: &mut ShapedStory, table: Table, chars: &mut dyn FnMut() -> usize) {
    let first = edition.stories[0].paras.len();
    for _ in table.cells.iter().filter(|cell| cell.has_para) {
        let own = ParaStyle { leading: LEADING, indent: Len::ZERO, ..edition.para_styles[0].clone() };
        put(edition, story, own, Role::Cell, &han(chars()));
    }
    let table = StoryTable { table, name: "t.csv".into(), ..StoryTable::default() };
    if let Some(first) = edition.stories[0].paras.get_mut(first) {
        first.table = Some(Box::new(table));
    }
}

/// Columns of ten em, so many rows deep.
fn columns(count: u16, rows: i64) -> Frame {
    frame("columns", area(0, 0, i64::from(count) * 11 - 1, rows), count)
}

/// Text of so many characters, a table, and text again.
fn set(frames: &[Frame], before: usize, table: Table, after: usize) -> (Edition, ShapedStory, Placement) {
    let mut edition = edition();
    let ids: Vec<FrameId> = frames.iter().map(|frame| add_frame(&mut edition, frame.clone())).collect();
    add_story(&mut edition, "lead", StoryKind::Body, &ids);
    let mut story = told(&mut edition, &[Part::Text(before)]);
    add_table(&mut edition, &mut story, table, &mut || 2);
    let rest = told_after(&mut edition, after);
    story.paras.extend(rest.paras);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    (edition, story, placement)
}

fn told_after(edition: &mut Edition, chars: usize) -> ShapedStory {
    let mut rest = ShapedStory::default();
    let own = edition.para_styles[0].clone();
    if chars > 0 {
        put(edition, &mut rest, own, Role::Body, &han(chars));
    }
    rest
}

/// The rows of each part, with the column it stands in.
fn parts(placement: &Placement) -> Vec<(u16, Vec<usize>)> {
    let numbers = |part: &TablePart| part.rows.iter().map(|row| row.number).collect();
    placement.parts.iter().map(|part| (part.column, numbers(part))).collect()
}

#[test]
fn rows_go_on_in_the_next_column_below_the_headings() {
    // Three rows of text and a free one leave eight of twelve.
    let table = grid(Grid { rows: 13, header: 1 });
    let (_, _, placement) = set(&[columns(2, 12)], 30, table, 40);
    assert_eq!(parts(&placement), [(0, (0..8).collect()), (1, [0].into_iter().chain(8..13).collect())]);
    let first = &placement.parts[0].rows[0];
    let half = (LEADING - EM) / 2;
    assert_eq!((first.down.from, first.down.len()), (row_top(4) - half, LEADING));
    assert_eq!(placement.parts[1].rows[0].down.from, row_top(0) - half);
    // The text goes on a row below the table, and nothing is a hole.
    let text: Vec<(u16, i64)> =
        placement.lines.iter().filter(|line| line.para == 27).map(|line| (line.slot.column, line.slot.row)).collect();
    assert_eq!(text, [(1, 7), (1, 8), (1, 9), (1, 10)]);
    assert_eq!((placement.overset.lines, placement.holes.len(), placement.unfilled.len()), (0, 0, 1));
}

#[test]
fn each_row_counts_once_and_its_cells_stand_side_by_side() {
    let table = grid(Grid { rows: 3, header: 1 });
    let (_, _, placement) = set(&[columns(1, 12)], 10, table, 0);
    let cells: Vec<(i64, usize, i64)> = placement.lines[1..]
        .iter()
        .map(|line| (line.slot.row, line.rows, line.slot.block().along.from.whole(EM)))
        .collect();
    assert_eq!(cells, [(2, 1, 0), (2, 0, 5), (3, 1, 0), (3, 0, 5), (4, 1, 0), (4, 0, 5)]);
    assert_eq!(placement.unfilled.first().map(|slot| slot.row), Some(5));
}

#[test]
fn headings_never_stand_alone_and_rows_stand_in_twos() {
    let rows = |before: usize, rows: u16, header: u16| {
        let table = grid(Grid { rows, header });
        let (_, _, placement) = set(&[columns(3, 8)], before, table, 0);
        assert!(placement.overset.start.is_none());
        parts(&placement).iter().map(|(column, rows)| (*column, rows.len())).collect::<Vec<_>>()
    };
    // Four rows of text, a free one and three rows: the headings and two.
    assert_eq!(rows(40, 8, 1), [(0, 3), (1, 6)]);
    // One row less would hold the headings and one.
    assert_eq!(rows(50, 6, 1), [(1, 6)]);
    assert_eq!(rows(60, 6, 1), [(1, 6)]);
    // Eight of nine rows fit; the last would be alone.
    assert_eq!(rows(80, 9, 1), [(1, 7), (2, 3)]);
    // Without headings it is no other.
    assert_eq!(rows(80, 9, 0), [(1, 7), (2, 2)]);
    // A table of one row below its headings is no other than it is.
    assert_eq!(rows(50, 2, 1), [(0, 2)]);
}

#[test]
fn rows_that_a_cell_joins_stand_together() {
    let mut table = grid(Grid { rows: 8, header: 1 });
    // The first cells of rows 3 to 5 are one.
    table.cells.retain(|cell| !(cell.column == 0 && (4..=5).contains(&cell.row)));
    table.cells.iter_mut().filter(|cell| (cell.row, cell.column) == (3, 0)).for_each(|cell| cell.rows = 3);
    let (_, _, placement) = set(&[columns(2, 8)], 20, table, 0);
    // Five rows are left, and the joined ones would end below them.
    let expected = [(0, vec![0, 1, 2]), (1, vec![0, 3, 4, 5, 6, 7])];
    assert_eq!(parts(&placement), expected);
    // What stays white is told.
    assert_eq!(placement.holes.iter().map(|hole| hole.row).collect::<Vec<_>>(), [6, 7]);
}

#[test]
fn rows_without_room_are_overset_with_all_their_words() {
    let table = grid(Grid { rows: 10, header: 1 });
    let (_, story, placement) = set(&[columns(1, 8)], 20, table, 30);
    assert_eq!(parts(&placement), [(0, vec![0, 1, 2, 3, 4])]);
    // Five rows of two cells of two characters, and three lines of text.
    assert_eq!((placement.overset.lines, placement.overset.chars), (8, 50));
    assert_eq!(placement.overset.start.map(|start| start.para), Some(11));
    assert_eq!(story.paras.len(), 22);
}

#[test]
fn rows_without_room_are_told_as_rows_of_their_table() {
    let (edition, story, _) = set(&[columns(1, 8)], 20, grid(Grid { rows: 10, header: 1 }), 0);
    let (_, found) = set_edition(edition, vec![story], &set_para, FlowOptions::default());
    let over = found.iter().find(|finding| finding.code == "flow/overset").unwrap();
    let hint = "5 rows of the table t.csv have no room: take them out, or give the story 5 more lines";
    assert_eq!(over.hints.first().map(ToString::to_string).as_deref(), Some(hint));
}

#[test]
fn a_heading_over_a_table_goes_where_its_rows_go() {
    let mut edition = edition();
    let id = add_frame(&mut edition, columns(2, 10));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let mut story = told(&mut edition, &[Part::Text(60), Part::Crosshead]);
    add_table(&mut edition, &mut story, grid(Grid { rows: 5, header: 1 }), &mut || 2);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    let head = placement.lines.iter().find(|line| line.para == 1).unwrap();
    assert_eq!((head.slot.column, placement.parts[0].column), (1, 1));
}

#[test]
fn tables_stand_below_what_leaves_a_column_too_little() {
    let mut edition = edition();
    let id = add_frame(&mut edition, columns(1, 14));
    add_frame(&mut edition, obstacle("o", area(5, 4, 5, 3), Len::ZERO));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let mut story = told(&mut edition, &[Part::Text(10)]);
    add_table(&mut edition, &mut story, grid(Grid { rows: 7, header: 1 }), &mut || 2);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    // Two rows above it are too few for the headings and two rows.
    assert_eq!(parts(&placement), [(0, (0..7).collect())]);
    assert_eq!(placement.parts[0].rows[0].down.from, row_top(7) - (LEADING - EM) / 2);
}

#[test]
fn where_lines_run_down_cells_are_paragraphs_and_it_is_told() {
    let mut edition = edition();
    let id = add_frame(&mut edition, Frame { direction: Direction::Vertical, ..columns(1, 20) });
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let mut story = ShapedStory::default();
    add_table(&mut edition, &mut story, grid(Grid { rows: 2, header: 1 }), &mut || 2);
    let (set, found) = set_edition(edition, vec![story], &set_para, FlowOptions::default());
    assert_eq!((set.placements[0].lines.len(), set.placements[0].parts.len()), (4, 0));
    assert!(found.iter().any(|finding| finding.code == "table/vertical"));
}

#[test]
fn tables_in_frames_off_the_grid_move_with_their_lines() {
    let mut edition = edition();
    let free = Frame { lines: Lines::Free, vertical_align: crate::model::VerticalAlign::Bottom, ..columns(1, 20) };
    let id = add_frame(&mut edition, free);
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let mut story = told(&mut edition, &[Part::Text(10)]);
    add_table(&mut edition, &mut story, grid(Grid { rows: 3, header: 1 }), &mut || 2);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    cells_stand_in_their_rows(&edition, &placement);
    let foot = placement.lines.iter().map(|line| line.slot.em_box().bottom()).max();
    assert_eq!(foot, Some(rows_high(20)));
}

/// Every line of a cell stands in a row of its number.
fn cells_stand_in_their_rows(edition: &Edition, placement: &Placement) {
    let story = &edition.stories[0].paras;
    for line in placement.lines.iter().filter(|line| story[line.para].role == Role::Cell) {
        let first = (0..=line.para).rev().find(|at| story[*at].table.is_some()).unwrap();
        let table = &story[first].table.as_deref().unwrap().table;
        let cell = table.cells.iter().filter(|cell| cell.has_para).nth(line.para - first).unwrap();
        let own = (line.slot.frame, line.slot.column, line.slot.em_box());
        let holds = |part: &TablePart, row: &PartRow| {
            let is_row = (usize::from(cell.row)..usize::from(cell.row + cell.rows)).contains(&row.number);
            let middle = own.2.y + own.2.height / 2;
            (part.frame, part.column) == (own.0, own.1) && is_row && row.down.from <= middle && middle <= row.down.to
        };
        let of_table = placement.parts.iter().filter(|part| part.para == first);
        let found =
            of_table.flat_map(|part| part.rows.iter().map(move |row| (part, row))).any(|(part, row)| holds(part, row));
        assert!(found, "{line:?} in {:?}", placement.parts);
    }
}

/// A table of random rows, columns and joined cells.
fn drawn(lottery: &mut Lottery) -> Table {
    let mut number = |from: i64, below: i64| u16::try_from(from + lottery.draw(below)).unwrap();
    let (rows, columns) = (number(1, 14), number(1, 4));
    let mut table = Table {
        rows,
        header: number(0, 3).min(rows),
        widths: vec![ColumnWidth::Share(1); usize::from(columns)],
        ..Table::default()
    };
    let mut joined: Vec<u16> = vec![0; usize::from(columns)];
    for row in 0..rows {
        for column in 0..columns {
            if joined[usize::from(column)] > row {
                continue;
            }
            let deep = if number(0, 8) == 0 { (1 + number(0, 3)).min(rows - row) } else { 1 };
            joined[usize::from(column)] = row + deep;
            let has_para = (row, column) == (0, 0) || number(0, 6) > 0;
            table.cells.push(Cell { row, column, rows: deep, columns: 1, has_para });
        }
    }
    table
}

#[test]
fn random_tables_lose_no_cell_and_lay_no_line_over_another() {
    let mut continued = 0;
    for seed in 0..300 {
        let mut lottery = Lottery(seed);
        let mut edition = lottery.edition();
        if seed % 3 == 0 {
            lottery.jump(&mut edition);
        }
        let mut story = ShapedStory::default();
        for _ in 0..1 + lottery.draw(6) {
            if lottery.draw(3) == 0 {
                let table = drawn(&mut lottery);
                let mut chars = || usize::try_from(1 + lottery.draw(4)).unwrap();
                add_table(&mut edition, &mut story, table, &mut chars);
            } else {
                let part = lottery.part();
                story.paras.extend(told(&mut edition, &[part]).paras);
            }
        }
        edition.frames.iter_mut().for_each(|frame| frame.balance = lottery.draw(4) == 0);
        let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
        continued += usize::from(placement.parts.len() > 1);
        loses_nothing(seed, &edition, &story, &placement);
        let runs_down = |frame: &FrameId| edition.frames[frame.index()].direction == Direction::Vertical;
        if !edition.threads[0].frames.iter().any(runs_down) {
            cells_stand_in_their_rows(&edition, &placement);
        }
        let narrow = |part: &TablePart| part.columns.iter().any(|column| column.len() < EM * 4);
        if !placement.parts.iter().any(narrow) {
            stands_clear(&edition, &placement);
        }
    }
    assert!(continued > 20, "{continued}");
}

/// What a story has stands once, headings as often as their table has parts, or is over.
fn loses_nothing(seed: u64, edition: &Edition, story: &ShapedStory, placement: &Placement) {
    let paras: &[Para] = &edition.stories[0].paras;
    let mut stood = vec![0; story.paras.len()];
    for line in &placement.lines {
        stood[line.para] += (line.line.clusters.end - line.line.clusters.start) as usize;
    }
    let mut over = 0;
    for (at, para) in story.paras.iter().enumerate() {
        let all = para.clusters.len();
        let is_cell = paras[at].role == Role::Cell;
        let times = stood[at].checked_div(all).unwrap_or(1);
        assert!(stood[at].is_multiple_of(all.max(1)) || !is_cell, "{seed}: {at}");
        assert!(times <= 1 || is_cell, "{seed}: {at}");
        // The one sign of a picture is a blank, which nobody counts.
        over += if para.text.trim().is_empty() { 0 } else { all - stood[at].min(all) };
    }
    assert_eq!(over, placement.overset.chars, "{seed}");
    assert!(over == 0 || placement.overset.start.is_some(), "{seed}");
}

#[test]
fn the_style_of_a_cell_knows_its_table() {
    let mut edition = edition();
    let id = add_frame(&mut edition, columns(1, 8));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let mut story = told(&mut edition, &[Part::Text(10)]);
    add_table(&mut edition, &mut story, grid(Grid { rows: 1, header: 0 }), &mut || 2);
    let styles = crate::flow::objects::styles(&edition, &edition.threads[0], &story);
    let tables: Vec<OfTable> = styles.iter().map(|style: &ParaStyle| style.table).collect();
    assert_eq!(tables, [OfTable::Nothing, OfTable::First(1), OfTable::Further]);
    assert_eq!(story.paras[0].style, ParaStyleId::new(3));
}
