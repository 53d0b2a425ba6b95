//! Jumps, balance and copy-fitting.

use crate::base::{Em, FrameId, Len, PageId, ParaStyleId, Rect, Span, StoryId};
use crate::flow::fill::PlacedLine;
use crate::flow::{Cure, Edit, FlowOptions, Keeps, Placement, SetEdition, Used, fill};
use crate::line;
use crate::model::{Content, Edition, Frame, Give, Jump, Piece, StoryKind};
use crate::shape::ShapedStory;

use super::support::*;

/// Two pages, each with a frame of one column of 10 em and `rows` rows, and a jump between them.
fn two_pages(rows: i64) -> Edition {
    let mut edition = edition();
    edition.pages.push(edition.pages[0].clone());
    edition.pages[1].number = "2".into();
    let first = add_frame(&mut edition, frame("first", area(0, 0, 10, rows), 1));
    let mut second = frame("second", area(0, 0, 10, rows), 1);
    second.page = PageId(1);
    let second = add_frame(&mut edition, second);
    add_story(&mut edition, "lead", StoryKind::Body, &[first, second]);
    let line = StoryId::new(edition.stories.len());
    edition.stories.push(crate::model::Story { name: "lead/to 2".into(), span: Span::default(), ..Default::default() });
    edition.threads[0].jumps = vec![Jump { after: 1, line }];
    edition
}

fn rows_on(lines: &[PlacedLine], frame: u32) -> Vec<i64> {
    lines.iter().filter(|line| line.slot.frame == FrameId(frame)).map(|line| line.slot.row).collect()
}

#[test]
fn a_story_that_fits_before_its_jump_does_not_jump() {
    let edition = two_pages(6);
    let placement = fill(&edition, &edition.threads[0], &body(&[&han(60)]), &set_para, Keeps::default());
    assert_eq!(rows_on(&placement.lines, 0).len(), 6);
    assert!(placement.turns.is_empty());
    let (SetEdition { .. }, found) =
        set_edition(edition, vec![body(&[&han(60)]), body(&["转"])], &set_para, FlowOptions::default());
    assert!(found.iter().any(|finding| finding.code == "jump/not-needed"));
}

#[test]
fn a_story_that_jumps_keeps_its_last_place_for_the_jump_line() {
    let edition = two_pages(6);
    let placement = fill(&edition, &edition.threads[0], &body(&[&han(70)]), &set_para, Keeps::default());
    assert_eq!(placement.turns.len(), 1);
    assert_eq!(placement.turns[0].slot.row, 5);
    assert_eq!(rows_on(&placement.lines, 0), [0, 1, 2, 3, 4]);
    assert_eq!(rows_on(&placement.lines, 1), [0, 1]);
}

#[test]
fn a_jump_line_follows_the_text_where_a_crosshead_is_pushed_over_the_break() {
    let edition = two_pages(6);
    let mut story = body(&[&han(25)]);
    story.paras.push(para(CROSSHEAD, &han(5)));
    story.paras.push(para(BODY, &han(30)));
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
    assert_eq!(rows_on(&placement.lines, 0), [0, 1, 2]);
    assert_eq!(placement.turns[0].slot.row, 3);
    assert_eq!(placement.holes.iter().map(|hole| hole.row).collect::<Vec<_>>(), [5, 4]);
}

#[test]
fn a_jump_leaves_no_single_line_on_either_page() {
    let edition = two_pages(6);
    for first in 1..50 {
        let story = body(&[&han(first), &han(23), &han(30)]);
        let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
        for para in 0..3 {
            let lines: Vec<&PlacedLine> = placement.lines.iter().filter(|line| line.para == para).collect();
            let before = lines.iter().filter(|line| line.slot.page == PageId(0)).count();
            let after = lines.len() - before;
            assert!(before == 0 || after == 0 || (before > 1 && after > 1), "{first}: {before} + {after}");
        }
    }
}

#[test]
fn balanced_columns_differ_by_no_more_than_a_line() {
    for chars in 1..200 {
        let mut edition = edition();
        let mut columns = frame("columns", area(0, 0, 43, 10), 4);
        columns.balance = true;
        let columns = add_frame(&mut edition, columns);
        add_story(&mut edition, "lead", StoryKind::Body, &[columns]);
        let placement = fill(&edition, &edition.threads[0], &body(&[&han(chars)]), &set_para, Keeps::default());
        assert!(placement.overset.start.is_none());
        let depth = |column: u16| placement.lines.iter().filter(|line| line.slot.column == column).count();
        let full = placement.lines.len().div_ceil(4);
        for column in 0..4 {
            assert!(depth(column) <= full, "{chars} characters: column {column} has {}", depth(column));
        }
    }
}

/// An edition of one frame with the real line setter, which knows looseness.
fn fitted(chars: &[usize], rows: i64, gives: Vec<Give>) -> (SetEdition, usize, usize) {
    let mut edition = edition();
    let column = add_frame(&mut edition, frame("column", area(0, 0, 20, rows), 1));
    add_story(&mut edition, "lead", StoryKind::Body, &[column]);
    edition.threads[0].gives = gives;
    let texts: Vec<String> = chars.iter().map(|&chars| han(chars)).collect();
    let story: ShapedStory = body(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let options = FlowOptions { tells_additions: true, ..FlowOptions::default() };
    let (set, _) = set_edition(edition, vec![story], &line::set_para, options);
    let (over, free) = (set.reports[0].over, set.reports[0].free);
    (set, over, free)
}

#[test]
fn a_story_is_closed_by_its_first_give_that_can() {
    let gives = vec![Give::Looseness(1), Give::Tracking(Em(30))];
    let (set, over, free) = fitted(&[119, 78, 99], 16, gives.clone());
    assert_eq!((over, free), (0, 0), "{:?}", set.reports[0].used);
    let (_, over, free) = fitted(&[119, 78, 99], 16, Vec::new());
    assert_ne!((over, free), (0, 0));
    let (set, over, free) = fitted(&[100, 80, 100], 14, gives);
    assert_eq!((over, free), (0, 0));
    assert!(set.reports[0].used.is_empty());
}

#[test]
fn lines_are_set_open_only_where_nothing_else_closes_the_story() {
    let is_open = |set: &SetEdition| set.reports[0].open + set.reports[0].loose > 0;
    let (mut mended, mut open) = (0, 0);
    for chars in 39..60 {
        // A line more than such a paragraph wants takes a tenth of an em and more from every letter.
        let texts: [usize; 3] = [chars, 57, 58];
        let rows = i64::try_from(texts.iter().map(|chars| (chars + 2).div_ceil(20)).sum::<usize>()).unwrap() + 1;
        let (alone, over, free) = fitted(&texts, rows, vec![Give::Looseness(1)]);
        let (both, ..) =
            fitted(&texts, rows, vec![Give::Looseness(1), Give::Tracking(Em(100)), Give::Size(Len::pt(1))]);
        if (over, free) == (0, 0) && is_open(&alone) {
            open += 1;
            mended += usize::from(!is_open(&both) && both.reports[0].free == 0);
        }
    }
    assert!(open == 0 || mended > 0, "{mended} of {open}");
}

#[test]
fn a_story_that_is_short_is_never_set_smaller() {
    let gives = vec![Give::Looseness(1), Give::Tracking(Em(30)), Give::Size(Len::pt(1))];
    for rows in 14..24 {
        let texts = [100, 80, 99];
        let (_, _, free) = fitted(&texts, rows, Vec::new());
        let (set, ..) = fitted(&texts, rows, gives.clone());
        let is_smaller = set.reports[0].used.iter().any(|used| matches!(used, Used::Size(by) if *by < Len::ZERO));
        assert!(free == 0 || !is_smaller, "{rows} rows: {:?}", set.reports[0].used);
    }
}

#[test]
fn smaller_type_saves_what_tracking_cannot() {
    let gives = vec![Give::Tracking(Em(10)), Give::Size(Len::pt(1))];
    let (set, over, free) = fitted(&[200, 150], 17, gives);
    assert_eq!((over, free), (0, 0), "{:?}", set.reports[0].used);
    assert!(set.reports[0].used.iter().any(|used| matches!(used, Used::Size(size) if *size < Len::ZERO)));
}

#[test]
fn letters_that_tracking_moves_apart_count_as_those_that_justification_does() {
    let opened = |gives: Vec<Give>| {
        let (set, _, _) = fitted(&[119, 118, 119, 78, 99], 34, gives);
        let apart = |placed: &PlacedLine| placed.line.each.0 * 1000 / Len::pt(10).0;
        let each: Vec<i64> = set.placements[0].lines.iter().map(apart).collect();
        (set.reports[0].open + set.reports[0].loose, each, set.reports[0].used.clone())
    };
    let (open, each, used) = opened(vec![Give::Tracking(Em(100))]);
    let [Used::Tracking(by)] = used[..] else { panic!("{used:?}") };
    assert_eq!(open, each.iter().filter(|each| **each + i64::from(by.0) > 125).count(), "{by:?} {each:?}");
}

/// The lengths of a story's paragraphs with what is told to cut from them or add to them.
fn edited(chars: &[usize], edits: &[Edit], grows: bool) -> Vec<usize> {
    let mut chars = chars.to_vec();
    for edit in edits {
        let para = &mut chars[edit.number - 1];
        *para = if grows { *para + edit.chars } else { *para - edit.chars };
    }
    chars
}

#[test]
fn what_fits_at_no_setting_is_told_in_cuts_and_additions_that_close_it() {
    let stories = [vec![102, 64, 83], vec![119, 78, 99, 41], vec![60, 21, 22, 140], vec![200]];
    let (mut over_cases, mut free_cases) = (0, 0);
    for (chars, gives) in stories.iter().flat_map(|chars| [(chars, vec![]), (chars, vec![Give::Tracking(Em(5))])]) {
        for rows in (8..18).step_by(2) {
            let (set, over, free) = fitted(chars, rows, gives.clone());
            let Cure { cuts, adds, .. } = &set.reports[0].cure;
            if over > 0 && !cuts.is_empty() {
                over_cases += 1;
                let (_, over, free) = fitted(&edited(chars, cuts, false), rows, gives.clone());
                assert_eq!((over, free), (0, 0), "{chars:?} in {rows} rows, cut {cuts:?}");
            }
            for add in adds.chunks(1).filter(|_| free > 0) {
                free_cases += 1;
                let (_, over, free) = fitted(&edited(chars, add, true), rows, gives.clone());
                assert_eq!((over, free), (0, 0), "{chars:?} in {rows} rows, add {add:?}");
            }
            assert!(free == 0 || !adds.is_empty(), "{chars:?} in {rows} rows: nothing to add");
        }
    }
    assert!(over_cases > 5 && free_cases > 5, "{over_cases} and {free_cases}");
}

#[test]
fn lines_off_the_grid_only_where_it_is_allowed() {
    let (set, over, free) = fitted(&[200, 200], 19, vec![Give::Leading(Len::pt(1))]);
    assert_eq!((over, free), (0, 0), "{:?}", set.reports[0].used);
    assert!(matches!(set.reports[0].used[..], [Used::Leading(leading)] if leading < Len::ZERO));
}

#[test]
fn what_cannot_close_a_story_is_used_as_far_as_it_helps_and_the_next_takes_over() {
    let lack = |gives: &[Give], rows| {
        let (_, over, free) = fitted(&[119, 78, 99, 58], rows, gives.to_vec());
        over.abs_diff(free)
    };
    let (leading, looseness) = (Give::Leading(Len(12_700)), Give::Looseness(1));
    let mut together = 0;
    for rows in 16..26 {
        let alone = [lack(&[leading], rows), lack(&[looseness], rows)];
        let both = [lack(&[leading, looseness], rows), lack(&[looseness, leading], rows)];
        let best = alone[0].min(alone[1]);
        assert!(both.iter().all(|lack| *lack <= best), "{rows} rows: {both:?}, alone {alone:?}");
        together += usize::from(best > 0 && both.contains(&0));
    }
    assert!(together > 0, "no case needs both");
}

#[test]
fn a_piece_of_the_stock_is_taken_where_it_stands_in_the_list() {
    let used = |gives: [Give; 2]| {
        let mut edition = edition();
        let column = add_frame(&mut edition, frame("column", area(0, 0, 20, 17), 1));
        add_story(&mut edition, "lead", StoryKind::Body, &[column]);
        edition.threads[0].gives = gives.to_vec();
        let piece = piece(&mut edition, 0, (1, 9), false);
        edition.stock.push(piece);
        let story = body(&[&han(119), &han(78), &han(99)]);
        set_edition(edition, vec![story], &line::set_para, FlowOptions::default()).0.reports.remove(0).used
    };
    let (filler, looseness) = (Give::Filler(9), Give::Looseness(1));
    assert!(matches!(used([filler, looseness])[..], [Used::Filler { .. }]), "{:?}", used([filler, looseness]));
    assert!(matches!(used([looseness, filler])[..], [Used::Looseness { .. }]), "{:?}", used([looseness, filler]));
}

/// Two columns of 12 rows with a crosshead near the first one's foot, and paragraphs that can be a line longer.
fn with_crosshead(before: usize, gives: Vec<Give>) -> (usize, i64) {
    let mut edition = edition();
    let columns = add_frame(&mut edition, frame("columns", area(0, 0, 41, 12), 2));
    add_story(&mut edition, "lead", StoryKind::Body, &[columns]);
    edition.threads[0].gives = gives;
    let texts = [han(118), han(before), han(6), han(76), han(60)];
    let mut story = body(&texts.each_ref().map(String::as_str));
    story.paras[2].style = CROSSHEAD;
    let (set, _) = set_edition(edition, vec![story], &line::set_para, FlowOptions::default());
    let report = &set.reports[0];
    assert_eq!(report.holes.iter().map(|(.., rows)| rows).sum::<usize>(), set.placements[0].holes.len());
    (set.placements[0].holes.len(), i64::try_from(report.free).unwrap() - i64::try_from(report.over).unwrap())
}

#[test]
fn rows_before_a_crosshead_are_filled_by_the_text_before_it() {
    let mut filled = 0;
    for before in 20..110 {
        let (holes, lack) = with_crosshead(before, Vec::new());
        let (left, still) = with_crosshead(before, vec![Give::Looseness(1)]);
        let evil = |holes: usize, lack: i64| i64::try_from(4 * holes).unwrap() + lack.abs();
        let is_no_worse = evil(left, still) <= evil(holes, lack) || lack < 0;
        assert!(is_no_worse, "{before}: {holes} and {lack}, then {left} and {still}");
        filled += holes.saturating_sub(left);
    }
    assert!(filled > 0);
}

#[test]
fn what_must_stay_together_is_in_one_column() {
    let mut edition = edition();
    let columns = add_frame(&mut edition, frame("columns", area(0, 0, 32, 6), 3));
    add_story(&mut edition, "lead", StoryKind::Body, &[columns]);
    let together = ParaStyleId::new(edition.para_styles.len());
    edition.para_styles.push(crate::model::ParaStyle { keep_together: true, ..edition.para_styles[0].clone() });
    for before in 1..60 {
        let mut story = body(&[&han(before), &han(28), &han(20)]);
        story.paras[1].style = together;
        let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
        let columns: std::collections::BTreeSet<u16> =
            placement.lines.iter().filter(|line| line.para == 1).map(|line| line.slot.column).collect();
        assert_eq!(columns.len(), 1, "{before}");
    }
}

/// A piece of the stock for the first page: a text of its own, or an empty frame.
fn piece(edition: &mut Edition, number: usize, rows: (u16, u16), has_text: bool) -> Piece {
    let story = has_text.then(|| StoryId::new(edition.stories.len()));
    if has_text {
        edition.stories.push(crate::model::Story { name: format!("piece {number}"), ..Default::default() });
    }
    let frame = Frame { content: Content::Text, ..frame(&format!("piece {number}"), Rect::default(), 1) };
    Piece { number, page: PageId(0), rows, frame, story }
}

/// A story of four lines in two columns of five rows, with a stock; what each free column took.
fn stocked(most: u16, pieces: &[((u16, u16), Option<&str>)]) -> (SetEdition, Vec<String>) {
    let mut edition = edition();
    let lead = add_frame(&mut edition, frame("lead", area(0, 0, 21, 5), 2));
    add_story(&mut edition, "lead", StoryKind::Body, &[lead]);
    edition.threads[0].gives = vec![Give::Filler(most)];
    let mut shaped = vec![body(&[&han(40)])];
    for (number, (rows, text)) in pieces.iter().enumerate() {
        let piece = piece(&mut edition, number, *rows, text.is_some());
        edition.stock.push(piece);
        shaped.extend(text.map(|text| body(&[text])));
    }
    let (set, _) = set_edition(edition, shaped, &set_para, FlowOptions::default());
    let took = set.edition.frames[1..].iter().map(|frame| format!("{} {}", frame.name, frame.area.height));
    let took = took.collect();
    (set, took)
}

#[test]
fn free_rows_take_the_first_piece_that_stands_in_exactly_so_many() {
    let (set, took) = stocked(5, &[((1, 3), Some("短")), ((1, 1), Some("甲")), ((4, 6), Some("乙"))]);
    assert_eq!(took, ["piece 0 9", "piece 2 57"], "one free row in the first column, five in the second");
    assert_eq!(set.reports[0].free, 0);
    assert_eq!(set.reports[0].used.len(), 2);
    assert!(set.pages[0].items.iter().any(|item| &*item.frame == "piece 2" && &*item.story == "piece 2"));
}

#[test]
fn a_piece_stands_below_columns_that_end_equally_deep() {
    let mut edition = edition();
    let lead = add_frame(&mut edition, Frame { balance: true, ..frame("lead", area(0, 0, 32, 9), 3) });
    add_story(&mut edition, "lead", StoryKind::Body, &[lead]);
    edition.threads[0].gives = vec![Give::Filler(6)];
    let piece = piece(&mut edition, 0, (1, 6), true);
    edition.stock.push(piece);
    let (set, _) = set_edition(edition, vec![body(&[&han(118)]), body(&[&han(30)])], &set_para, FlowOptions::default());
    let piece = &set.edition.frames[1];
    assert_eq!((piece.area.x, piece.area.width), (Len::ZERO, ems(32)), "across all three columns");
    assert_eq!((piece.area.y, piece.area.height), (row_top(4), rows_high(5)), "in the five rows below four");
    assert!(matches!(set.reports[0].used[..], [Used::Filler { rows: 5, .. }]), "{:?}", set.reports[0].used);
    assert_eq!((set.reports[0].free, set.reports[0].below), (0, 0));
}

#[test]
fn a_piece_is_used_once_and_only_where_its_text_fits_and_the_story_lets_it() {
    let long = han(200);
    let (set, took) = stocked(5, &[((1, 9), Some(&long)), ((1, 9), Some("甲"))]);
    assert_eq!(took, ["piece 1 9"]);
    assert_eq!(set.reports[0].free, 5);
    let (set, took) = stocked(1, &[((1, 9), Some("甲")), ((1, 9), Some("乙"))]);
    assert_eq!((took.len(), set.reports[0].free), (1, 5), "no more than one row is given");
}

/// Short last lines at the head of the second of two columns of 12 rows, and what the story lacks.
fn widows_of(between: usize, gives: Vec<Give>) -> (usize, (usize, usize)) {
    let mut edition = edition();
    let columns = add_frame(&mut edition, frame("columns", area(0, 0, 41, 12), 2));
    add_story(&mut edition, "lead", StoryKind::Body, &[columns]);
    edition.threads[0].gives = gives;
    let story = body(&[&han(119), &han(between), &han(199)]);
    let (set, _) = set_edition(edition, vec![story], &line::set_para, FlowOptions::default());
    let is_widow = |pair: &&[PlacedLine]| {
        let turns = pair[0].para == pair[1].para && pair[0].slot.column != pair[1].slot.column;
        let last = &pair[1].line;
        turns && last.end == line::LineEnd::Paragraph && last.width.0 * 3 < last.measure.0 * 2
    };
    let widows = set.placements[0].lines.windows(2).filter(is_widow).count();
    (widows, (set.reports[0].over, set.reports[0].free))
}

#[test]
fn of_the_ways_to_close_a_story_one_without_a_widow_is_taken() {
    // With some more characters the search for breaks avoids the widow by itself.
    for between in 122..130 {
        assert_eq!(widows_of(between, Vec::new()), (1, (0, 1)), "{between}: nothing may give");
        assert_eq!(widows_of(between, vec![Give::Looseness(1)]), (0, (0, 0)), "{between}");
    }
}

/// A story two lines short beside a picture that may grow, and another story in the next column, from row `below` on.
fn beside_a_picture(below: i64) -> SetEdition {
    let mut edition = edition();
    let column = add_frame(&mut edition, frame("column", area(0, 0, 20, 16), 1));
    let photo = Frame { content: picture(&mut edition), ..obstacle("photo", area(0, 4, 41, 4), Len::ZERO) };
    let photo = add_frame(&mut edition, photo);
    let other = add_frame(&mut edition, frame("other", area(21, below, 20, 16 - below), 1));
    add_story(&mut edition, "lead", StoryKind::Body, &[column]);
    add_story(&mut edition, "second", StoryKind::Body, &[other]);
    edition.threads[0].gives = vec![Give::Picture { frame: photo, rows: 3 }];
    let stories = vec![body(&[&han(20 * 10 - 4)]), body(&[&han(20 * 6 - 4)])];
    set_edition(edition, stories, &line::set_para, FlowOptions::default()).0
}

#[test]
fn a_picture_grows_only_where_it_lies_over_nobody() {
    let free = beside_a_picture(10);
    assert!(matches!(free.reports[0].used[..], [Used::Picture { rows: 2, .. }]), "{:?}", free.reports[0]);
    let near = beside_a_picture(8);
    assert!(near.reports[0].used.is_empty(), "{:?}", near.reports[0]);
    assert_eq!(near.reports[1].over, 0);
}

#[test]
fn what_changes_the_page_and_what_changes_the_story_are_tried_in_the_order_of_the_list() {
    let used = |gives: Vec<Give>| {
        let mut edition = edition();
        let column = add_frame(&mut edition, frame("column", area(0, 0, 20, 16), 1));
        add_story(&mut edition, "lead", StoryKind::Body, &[column]);
        edition.threads[0].gives = gives;
        let story = body(&[&han(119), &han(78), &han(99)]);
        set_edition(edition, vec![story], &line::set_para, FlowOptions::default()).0.reports.remove(0).used
    };
    let (loose, leading) = (Give::Looseness(1), Give::Leading(Len::pt(3)));
    assert!(matches!(used(vec![loose, leading])[..], [Used::Looseness { .. }]));
    assert!(matches!(used(vec![leading, loose])[..], [Used::Leading(_)]));
}

#[test]
fn tracking_that_stands_before_looseness_is_kept_where_both_close_the_story() {
    let gives = vec![Give::Tracking(Em(8)), Give::Looseness(1)];
    let (set, over, free) = fitted(&[119, 118, 119, 78, 99], 30, gives);
    assert_eq!((over, free), (0, 0), "{:?}", set.reports[0].used);
}

/// How many lines of each divided paragraph stand before and after each division.
fn divisions(placement: &Placement) -> Vec<(usize, usize)> {
    let of_para = placement.lines.chunk_by(|a, b| a.para == b.para);
    let parts = of_para.map(|lines| {
        let columns = lines.chunk_by(|a, b| (a.slot.frame, a.slot.column) == (b.slot.frame, b.slot.column));
        columns.map(<[PlacedLine]>::len).collect::<Vec<_>>()
    });
    parts.flat_map(|parts| parts.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()).collect()
}

#[test]
fn what_a_style_keeps_at_column_edges_holds_in_filling_and_in_copy_fitting() {
    let mut divided = 0;
    for before in (20..120).step_by(3) {
        for gives in [Vec::new(), vec![Give::Looseness(1)]] {
            let mut edition = edition();
            let columns = add_frame(&mut edition, frame("columns", area(0, 0, 62, 12), 3));
            add_story(&mut edition, "lead", StoryKind::Body, &[columns]);
            edition.threads[0].gives = gives;
            edition.para_styles[0].keeps = Keeps { foot: 2, head: 3 };
            let story = body(&[&han(before), &han(119), &han(97), &han(118), &han(60)]);
            let (set, _) = set_edition(edition, vec![story], &line::set_para, FlowOptions::default());
            let divisions = divisions(&set.placements[0]);
            assert!(divisions.iter().all(|&(foot, head)| foot >= 2 && head >= 3), "{before}: {divisions:?}");
            divided += divisions.len();
        }
    }
    assert!(divided > 25);
}

#[test]
fn a_jump_keeps_two_lines_at_least_and_more_where_the_style_says_so() {
    for (keeps, least) in [(Keeps::default(), (2, 2)), (Keeps { foot: 3, head: 1 }, (3, 2))] {
        let mut edition = two_pages(8);
        edition.para_styles[0].keeps = keeps;
        for first in 1..60 {
            let story = body(&[&han(first), &han(53), &han(30)]);
            let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
            for (foot, head) in divisions(&placement) {
                assert!(foot >= least.0 && head >= least.1, "{first}: {foot} + {head}");
            }
        }
    }
}

#[test]
fn a_short_last_line_at_a_columns_head_is_noted_until_the_style_keeps_two() {
    let notes = |head: usize| {
        let mut edition = edition();
        let columns = add_frame(&mut edition, frame("columns", area(0, 0, 41, 12), 2));
        add_story(&mut edition, "lead", StoryKind::Body, &[columns]);
        edition.para_styles[0].keeps = Keeps { foot: 1, head };
        let story = body(&[&han(119), &han(125), &han(199)]);
        let (_, found) = set_edition(edition, vec![story], &line::set_para, FlowOptions::default());
        found.into_iter().filter(|it| it.code == "flow/widow").map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(notes(1), ["lead has a short last line at the head of column 2 of `columns` on page 1"]);
    assert_eq!(notes(2), [""; 0]);
}
