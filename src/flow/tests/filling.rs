//! Stories onto slots.

use crate::base::{FrameId, Len};
use crate::flow::SetEdition;
use crate::flow::{Keeps, PlacedLine, Placement, Slot, TextPosition, fill, report, slots};
use crate::line::{LineEnd, LineMeasures, SetLine};
use crate::model::{Edition, Frame, Lines, ParaStyle, StoryKind, VerticalAlign};
use crate::shape::{ShapedPara, ShapedStory};

use super::support::*;

/// An edition with one story in one frame on the grid.
fn one_frame(rows: i64, columns: u16) -> Edition {
    let mut edition = edition();
    let width = i64::from(columns) * 11 - 1;
    let id = add_frame(&mut edition, frame("a", area(0, 0, width, rows), columns));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    edition
}

fn filled(edition: &Edition, story: &ShapedStory) -> Placement {
    fill(edition, &edition.threads[0], story, &set_para, Keeps::default())
}

/// Column and row of every line of a paragraph.
fn places(placement: &Placement, para: usize) -> Vec<(u16, i64)> {
    let lines = placement.lines.iter().filter(|line| line.para == para);
    lines.map(|line| (line.slot.column, line.slot.row)).collect()
}

#[test]
fn lines_take_one_slot_each_in_reading_order() {
    let edition = one_frame(3, 2);
    let placement = filled(&edition, &body(&[&han(25), &han(15)]));
    let taken: Vec<Slot> = placement.lines.iter().map(|line| line.slot).collect();
    assert_eq!(taken, slots(&edition, FrameId(0))[..5]);
    assert_eq!(placement.unfilled, slots(&edition, FrameId(0))[5..]);
    assert_eq!(places(&placement, 1), [(1, 0), (1, 1)]);
}

#[test]
fn a_forced_break_ends_its_line() {
    let placement = filled(&one_frame(9, 1), &body(&["报报\n报报报"]));
    let ends: Vec<LineEnd> = placement.lines.iter().map(|line| line.line.end).collect();
    assert_eq!(ends, [LineEnd::Forced, LineEnd::Paragraph]);
}

#[test]
fn text_beyond_the_last_slot_is_counted_by_lines_and_characters() {
    // Room for 30: 25 stand, then 5 of 40 characters, and a crosshead of two rows and 12 more go over.
    let edition = one_frame(3, 1);
    let mut story = body(&[&han(15), &han(40)]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(12)));
    let over = filled(&edition, &story).overset;
    assert_eq!((over.lines, over.chars), (3 + 2 + 2, 30 + 4 + 12));
    assert_eq!(over.start, Some(TextPosition { para: 1, byte: 30 }));
}

#[test]
fn a_story_without_any_slot_is_all_overset() {
    let mut edition = edition();
    add_story(&mut edition, "lead", StoryKind::Body, &[]);
    let placement = filled(&edition, &body(&[&han(50)]));
    // Counted at 20 em.
    assert_eq!((placement.lines.len(), placement.overset.lines, placement.overset.chars), (0, 3, 50));
}

#[test]
fn the_line_setter_gets_the_measures_of_the_slots_it_starts_on() {
    let mut edition = one_frame(4, 1);
    add_frame(&mut edition, obstacle("qr", area(5, 2, 5, 2), Len::ZERO));
    let placement = filled(&edition, &body(&[&han(7), &han(18)]));
    let measures: Vec<i64> = placement.lines.iter().map(|line| line.line.measure.whole(EM)).collect();
    assert_eq!(measures, [10, 10, 5, 5]);
    assert_eq!((placement.overset.lines, placement.overset.chars), (0, 0));
}

#[test]
fn a_crosshead_is_centred_in_its_rows() {
    let mut story = body(&[&han(10)]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(20)));
    let placement = filled(&one_frame(6, 1), &story);
    let head = &placement.lines[1];
    assert_eq!((head.rows, head.slot.row), (2, 1));
    // Two rows are 21 pt high, the head 9: 6 pt above and below.
    assert_eq!(head.slot.em_box().y, row_top(1) + Len::pt(6));
    assert_eq!(placement.lines[2].slot.row, 3);
}

#[test]
fn a_crosshead_at_a_columns_head_stands_at_the_head() {
    let mut story = body(&[]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(20)));
    let placement = filled(&one_frame(6, 1), &story);
    assert_eq!(placement.lines[0].rows, 1);
    assert_eq!(placement.lines[0].slot.em_box().y, row_top(0));
    // No white row below it either.
    assert_eq!(placement.lines[1].slot.row, 1);
}

#[test]
fn a_crosshead_at_a_columns_foot_moves_on() {
    for (rows, expected) in [(7, (0, 3)), (6, (1, 0)), (5, (1, 0)), (4, (1, 0))] {
        let mut story = body(&[&han(30)]);
        story.paras.push(para(CROSSHEAD, &han(4)));
        story.paras.push(para(BODY, &han(20)));
        let placement = filled(&one_frame(rows, 2), &story);
        assert_eq!(places(&placement, 1), [expected], "{rows} rows");
        let after = if expected.0 == 0 { [(0, 5), (0, 6)] } else { [(1, 1), (1, 2)] };
        assert_eq!(places(&placement, 2), after, "{rows} rows");
    }
}

#[test]
fn a_crosshead_before_a_paragraph_of_one_line_needs_room_for_that_line_only() {
    let mut story = body(&[&han(30)]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(5)));
    assert_eq!(places(&filled(&one_frame(6, 2), &story), 2), [(0, 5)]);
}

#[test]
fn a_crosshead_with_nowhere_to_go_stays() {
    let mut story = body(&[&han(30)]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(20)));
    let placement = filled(&one_frame(5, 1), &story);
    assert_eq!(places(&placement, 1), [(0, 3)]);
    assert_eq!(placement.overset.lines, 2);
}

#[test]
fn a_single_last_line_may_head_a_column_but_not_with_one_character() {
    let edition = one_frame(3, 2);
    let single = filled(&edition, &body(&[&han(35)]));
    assert_eq!(places(&single, 0), [(0, 0), (0, 1), (0, 2), (1, 0)]);
    let mut runt = han(31);
    runt.push('。');
    let mended = filled(&edition, &body(&[&runt]));
    assert_eq!(places(&mended, 0), [(0, 0), (0, 1), (1, 0), (1, 1)]);
}

#[test]
fn a_runt_is_squeezed_away_when_the_line_setter_can() {
    let squeeze = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| -> Vec<SetLine> {
        let by = if style.composition.looseness < 0 { EM } else { Len::ZERO };
        let wider: Vec<Len> = measures.first.iter().map(|&measure| measure + by).collect();
        set_para(para, style, &LineMeasures::new(&wider, measures.rest + by))
    };
    let edition = one_frame(3, 2);
    let placement = fill(&edition, &edition.threads[0], &body(&[&han(31)]), &squeeze, Keeps::default());
    assert_eq!(places(&placement, 0), [(0, 0), (0, 1), (0, 2)]);
}

#[test]
fn a_runt_stays_where_mending_it_would_tear_the_text_from_its_crosshead() {
    let mut story = ShapedStory::default();
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(11)));
    // One body line under the crosshead, the runt alone at the next column's head; there is no third column to go to.
    let edition = one_frame(2, 2);
    let placement = filled(&edition, &story);
    assert_eq!(places(&placement, 1), [(0, 1), (1, 0)]);
}

#[test]
fn turn_lines_of_a_lists_items_start_after_the_label() {
    let mut edition = one_frame(9, 1);
    let item = |label: usize| ParaStyle { label, indent: EM * 2, ..edition.para_styles[0].clone() };
    let styles = [item("●".len()), item("1. ".len()), ParaStyle { indent: EM * 5, ..item("●".len()) }];
    edition.para_styles.extend(styles);
    let texts = ["●报报报报报报报报", "1. 报报报报报报", "●报报报报报报报报"];
    let paras = texts.iter().zip(3..).map(|(text, style)| para(crate::base::ParaStyleId(style), text));
    let placement = filled(&edition, &ShapedStory { paras: paras.collect() });
    let starts = |para: usize| -> Vec<i64> {
        let lines = placement.lines.iter().filter(|line| line.para == para);
        lines.map(|line| line.line.start.whole(EM)).collect()
    };
    assert_eq!((starts(0), starts(1)), (vec![2, 3], vec![2, 5]));
    // A label that would leave them less than half of the column is not hung.
    assert_eq!(starts(2), [5, 0]);
}

#[test]
fn two_lines_are_kept_at_both_edges_when_asked() {
    let edition = one_frame(4, 3);
    let keeps = Keeps { foot: 2, head: 2 };
    let story = body(&[&han(30), &han(45), &han(15)]);
    let placement = fill(&edition, &edition.threads[0], &story, &set_para, keeps);
    // Five lines would be split 1 + 4: they all move on, the fifth to the next head alone, so the fourth goes with it.
    assert_eq!(places(&placement, 1), [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]);
    assert_eq!(places(&placement, 2), [(2, 2), (2, 3)]);
}

fn free_frame(align: VerticalAlign) -> Placement {
    let mut edition = edition();
    let free = Frame { lines: Lines::Free, vertical_align: align, ..frame("head", area(0, 0, 40, 10), 1) };
    let id = add_frame(&mut edition, free);
    add_story(&mut edition, "lead/head", StoryKind::Head, &[id]);
    edition.para_styles[1].space_before = Len::pt(5);
    edition.para_styles[2].space_after = Len::pt(4);
    let story = ShapedStory { paras: vec![para(HEADLINE, "甲\n乙"), para(CROSSHEAD, "丙")] };
    filled(&edition, &story)
}

#[test]
fn free_lines_are_stacked_by_their_leading() {
    let placement = free_frame(VerticalAlign::Top);
    let boxes: Vec<_> = placement.lines.iter().map(|line| line.slot.em_box()).collect();
    // 18 on 21 pt twice, then 4 and 5 pt of space before the last, which is 9 pt high.
    assert_eq!(boxes.iter().map(|em_box| em_box.y).collect::<Vec<_>>(), [Len::ZERO, Len::pt(21), Len::pt(51)]);
    assert_eq!(placement.lines[0].slot.origin.y, crate::base::Em::ASCENT.of(Len::pt(18)));
    assert_eq!(boxes[2].bottom(), Len::pt(60));
}

#[test]
fn free_lines_stand_where_the_frame_wants_them() {
    let height = rows_high(10);
    let top_of = |align| free_frame(align).lines[0].slot.em_box().y;
    assert_eq!(top_of(VerticalAlign::Middle), (height - Len::pt(60)) / 2);
    assert_eq!(top_of(VerticalAlign::Bottom), height - Len::pt(60));
    let foot = free_frame(VerticalAlign::Bottom).lines[2].slot.em_box().bottom();
    assert_eq!(foot, height);
}

#[test]
fn the_leading_below_the_last_free_line_needs_no_room() {
    let mut edition = edition();
    let exact = crate::base::Rect { width: ems(20), height: Len::pt(39), ..Default::default() };
    let id = add_frame(&mut edition, Frame { lines: Lines::Free, ..frame("head", exact, 1) });
    add_story(&mut edition, "h", StoryKind::Head, &[id]);
    let story = ShapedStory { paras: vec![para(HEADLINE, &han(25))] };
    let placement = filled(&edition, &story);
    assert_eq!((placement.lines.len(), placement.overset.lines, placement.overset.chars), (2, 1, 5));
}

#[test]
fn a_report_says_what_is_over_and_what_is_free() {
    let mut edition = one_frame(3, 1);
    let second = add_frame(&mut edition, frame("b", area(40, 0, 10, 5), 1));
    add_story(&mut edition, "forum", StoryKind::Body, &[second]);
    let shaped = [body(&[&han(95)]), body(&[&han(33)])];
    let (SetEdition { reports, .. }, diagnostics) =
        set_edition(edition, shaped.to_vec(), &set_para, Default::default());
    assert_eq!((reports[0].over, reports[0].over_chars, reports[0].free), (7, 65, 0));
    assert_eq!((reports[1].lines, reports[1].chars, reports[1].free), (4, 33, 1));
    assert_eq!(reports[1].frames, ["b"]);
    let said: Vec<(&str, String)> = diagnostics.iter().map(|d| (d.code, d.message.to_string())).collect();
    let expected = [
        ("flow/overset", "lead is 7 lines (65 characters) over".to_owned()),
        ("flow/underfull", "forum leaves 1 line free".to_owned()),
    ];
    assert_eq!(said, expected);
    assert_eq!(diagnostics[0].hints, ["cut 65 characters, or give the story 7 more lines"]);
}

#[test]
fn overfull_and_loose_lines_are_counted() {
    let edition = one_frame(3, 1);
    let shaped = [body(&[&han(20)])];
    let mut placement = filled(&edition, &shaped[0]);
    placement.lines[0].line.fit = crate::line::LineFit::Loose;
    placement.lines[1].line.fit = crate::line::LineFit::Overfull;
    placement.lines.push(placement.lines[0].clone());
    placement.lines[2].line.fit = crate::line::LineFit::Open;
    let reports = report(&edition, &shaped, &[placement.clone()], &[Default::default()]);
    assert_eq!((reports[0].loose, reports[0].overfull, reports[0].open), (1, 1, 1));
    let codes: Vec<_> = crate::flow::findings(&edition, &[placement], &reports).iter().map(|d| d.code).collect();
    assert_eq!(codes, ["flow/underfull", "flow/overfull", "flow/loose", "flow/open"]);
}

#[test]
fn a_crosshead_stays_with_as_many_lines_as_its_text_keeps_at_a_columns_foot() {
    let mut story = body(&[&han(10)]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(45)));
    let heads = |foot: usize| {
        let mut edition = one_frame(5, 3);
        edition.para_styles[0].keeps = Keeps { foot, head: 1 };
        let placement = filled(&edition, &story);
        (places(&placement, 1), places(&placement, 2)[..3].to_vec())
    };
    assert_eq!(heads(2), (vec![(0, 1)], vec![(0, 3), (0, 4), (1, 0)]));
    assert_eq!(heads(3), (vec![(1, 0)], vec![(1, 1), (1, 2), (1, 3)]));
}

#[test]
fn what_must_stay_under_a_crosshead_and_cannot_be_divided_goes_with_it() {
    let mut edition = one_frame(5, 2);
    edition.para_styles[0].keeps = Keeps { foot: 2, head: 2 };
    let mut story = body(&[&han(10)]);
    story.paras.push(para(CROSSHEAD, &han(4)));
    story.paras.push(para(BODY, &han(25)));
    // Three lines are neither 2 + 1 nor 1 + 2.
    let placement = filled(&edition, &story);
    assert_eq!(places(&placement, 2), [(1, 1), (1, 2), (1, 3)]);
    assert_eq!(placement.holes.len(), 4);
}

#[test]
fn a_paragraph_of_more_lines_than_its_width_lets_expect_takes_all_the_slots_there_are() {
    let one_each = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| -> Vec<SetLine> {
        let narrow: Vec<Len> = measures.first.iter().map(|_| EM).collect();
        set_para(para, style, &LineMeasures::new(&narrow, EM))
    };
    let edition = one_frame(30, 1);
    let placement = fill(&edition, &edition.threads[0], &body(&[&han(35)]), &one_each, Keeps::default());
    assert_eq!((placement.lines.len(), placement.overset.lines), (30, 5));
}

#[test]
fn overset_of_a_free_frame_is_counted_by_lines_whatever_rows_they_would_take() {
    let mut edition = edition();
    let id = add_frame(&mut edition, Frame { lines: Lines::Free, ..frame("head", area(0, 0, 10, 1), 1) });
    add_story(&mut edition, "h", StoryKind::Head, &[id]);
    let story = ShapedStory { paras: vec![para(CROSSHEAD, &han(20))] };
    assert_eq!(filled(&edition, &story).overset.lines, 1);
}

#[test]
fn free_lines_run_around_what_reaches_into_their_frame() {
    for align in [VerticalAlign::Top, VerticalAlign::Middle] {
        let mut edition = edition();
        let free = Frame { lines: Lines::Free, vertical_align: align, ..frame("free", area(0, 0, 20, 10), 1) };
        let id = add_frame(&mut edition, free);
        add_story(&mut edition, "lead", StoryKind::Body, &[id]);
        // Half of rows 2 and 3, all of rows 5 and 6; the third only comes near.
        add_frame(&mut edition, obstacle("half", area(10, 2, 10, 2), Len(1)));
        add_frame(&mut edition, obstacle("all", area(0, 5, 20, 2), Len(1)));
        add_frame(&mut edition, obstacle("below", area(0, 10, 20, 2), LEADING));
        let placement = filled(&edition, &body(&[&han(117)]));
        let lines: Vec<(i64, i64)> = placement
            .lines
            .iter()
            .map(|line| (line.slot.em_box().y.whole(LEADING), line.slot.measure.whole(EM / 2)))
            .collect();
        assert_eq!(lines, [(0, 40), (1, 40), (2, 19), (3, 19), (4, 40), (7, 40), (8, 40)]);
    }
}

#[test]
fn free_lines_keep_out_of_what_a_frame_of_several_areas_leaves_out() {
    let mut edition = edition();
    let parts = vec![area(0, 0, 20, 2), area(0, 2, 8, 2), area(0, 4, 20, 2)];
    let free = Frame { lines: Lines::Free, parts, ..frame("free", area(0, 0, 20, 6), 1) };
    let id = add_frame(&mut edition, free);
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let placement = filled(&edition, &body(&[&han(80)]));
    let measures: Vec<i64> = placement.lines.iter().map(|line| line.slot.measure.whole(EM)).collect();
    assert_eq!(measures, [20, 20, 8, 8, 20, 20]);
}

#[test]
fn the_arms_of_a_frame_off_the_grid_are_read_one_after_the_other() {
    let placed = |parts: Vec<crate::base::Rect>, chars: usize| {
        let mut edition = edition();
        let free = Frame { lines: Lines::Free, parts, ..frame("u", area(0, 0, 20, 5), 1) };
        let id = add_frame(&mut edition, free);
        add_story(&mut edition, "lead", StoryKind::Body, &[id]);
        let placement = filled(&edition, &body(&[&han(chars)]));
        let at = |line: &PlacedLine| {
            let em_box = line.slot.em_box();
            (em_box.x.whole(EM), em_box.y.whole(LEADING), em_box.width.whole(EM))
        };
        (placement.lines.iter().map(at).collect::<Vec<_>>(), placement.overset.chars)
    };
    let u = vec![area(0, 0, 8, 3), area(12, 0, 8, 3), area(0, 3, 20, 2)];
    let left_then_right = [(0, 0, 8), (0, 1, 8), (0, 2, 8), (12, 0, 8), (12, 1, 8), (12, 2, 8)];
    let (lines, over) = placed(u, 90);
    assert_eq!((&lines[..6], &lines[6..], over), (&left_then_right[..], &[(0, 3, 20), (0, 4, 20)][..], 2));
    // A roof over two legs of unequal length.
    let gate = vec![area(0, 0, 20, 1), area(0, 1, 6, 4), area(15, 1, 5, 3)];
    let (lines, over) = placed(gate, 59);
    let legs = [(0, 0, 20), (0, 1, 6), (0, 2, 6), (0, 3, 6), (0, 4, 6), (15, 1, 5), (15, 2, 5), (15, 3, 5)];
    assert_eq!((&lines[..], over), (&legs[..], 0));
}

#[test]
fn a_crosshead_beside_an_obstacle_stands_on_one_side_of_it() {
    let mut edition = edition();
    let id = add_frame(&mut edition, frame("wide", area(0, 0, 40, 12), 1));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let both = Frame { both_sides: true, ..obstacle("picture", area(15, 1, 10, 8), Len(1)) };
    add_frame(&mut edition, both);
    let mut story = body(&[&han(50)]);
    story.paras.push(para(CROSSHEAD, &han(5)));
    story.paras.push(para(BODY, &han(60)));
    let placement = filled(&edition, &story);
    let head: Vec<&PlacedLine> = placement.lines.iter().filter(|line| line.para == 1).collect();
    // The text before it ends on the left of row 1: it takes rows 2 and 3 there, and the text goes on in row 4.
    assert_eq!(head.len(), 1);
    assert_eq!((head[0].slot.row, head[0].rows, head[0].slot.measure.whole(EM / 2)), (2, 2, 29));
    let after = placement.lines.iter().find(|line| line.para == 2).expect("a line");
    assert_eq!((after.slot.row, after.slot.origin.x), (4, Len::ZERO));
    assert_eq!(placement.holes.len(), 3);
}

#[test]
fn rows_beside_a_large_first_character_are_shorter_in_whichever_paragraph() {
    let mut edition = one_frame(6, 1);
    let large = ParaStyle { rows: 3, size: EM, drop_cap: true, ..edition.para_styles[0].clone() };
    edition.para_styles.push(large);
    let cap = crate::base::ParaStyleId::new(edition.para_styles.len() - 1);
    let mut story = ShapedStory { paras: vec![para(cap, "海")] };
    story.paras.push(para(BODY, &han(5)));
    story.paras.push(para(BODY, &han(25)));
    let lines: Vec<(i64, usize, i64)> = filled(&edition, &story)
        .lines
        .iter()
        .map(|line| (line.slot.row, line.para, line.slot.measure.whole(EM / 2)))
        .collect();
    assert_eq!(lines, [(0, 0, 20), (0, 1, 17), (1, 2, 17), (2, 2, 17), (3, 2, 20)]);
}

#[test]
fn a_deep_frame_with_a_line_or_two_is_a_hole() {
    let told = |rows: i64, change: &dyn Fn(Frame) -> Frame| {
        let mut edition = edition();
        let id =
            add_frame(&mut edition, change(Frame { lines: Lines::Free, ..frame("note", area(0, 0, 20, rows), 1) }));
        add_story(&mut edition, "note", StoryKind::Furniture, &[id]);
        let (_, found) = set_edition(edition, vec![body(&[&han(30)])], &set_para, Default::default());
        found.iter().filter(|finding| finding.code == "flow/hole").map(|it| it.message.to_string()).collect::<Vec<_>>()
    };
    let plain = |frame: Frame| frame;
    let of_page = "`note` on page 1 is paper to 95 %, 5.7 % of the type area";
    assert_eq!(told(40, &plain), [of_page]);
    assert!(told(6, &plain).is_empty(), "a frame that is small on its page is no hole");
    let tinted = |frame: Frame| Frame { background: Some(crate::model::Paint::Process(Default::default())), ..frame };
    assert!(told(40, &tinted).is_empty(), "a ground is ink");
}
