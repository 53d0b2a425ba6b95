//! Frames → slots.

use crate::base::{Em, Insets, Len, Rect};
use crate::flow::slots;
use crate::flow::slots::columns;
use crate::model::{Border, Content, Course, Direction, Frame, SHORT_OF_ROW};

use super::support::*;

/// A lead of five columns of 18 em, 1 em apart, 40 rows.
fn lead() -> Frame {
    frame("lead", area(0, 0, 94, 40), 5)
}

#[test]
fn the_remainder_of_the_width_goes_to_the_gaps() {
    // 96 em less 4 em of gutters is 18.4 em a column: 18 em and 0.5 em more for each gap.
    let columns = columns(&frame("lead", area(0, 0, 96, 40), 5));
    let starts: Vec<i64> = columns.iter().map(|column| column.along.from.whole(EM / 2)).collect();
    assert_eq!(starts, [0, 39, 78, 117, 156]);
    assert!(columns.iter().all(|column| column.along.len() == ems(18)));
    assert_eq!(columns[4].along.to, ems(96));
}

#[test]
fn columns_of_their_own_measures_leave_the_rest_to_the_gaps() {
    let measures = vec![ems(20), ems(10), ems(12)];
    let columns = columns(&Frame { measures, ..frame("a", area(0, 0, 46, 40), 3) });
    let ends: Vec<(i64, i64)> =
        columns.iter().map(|column| (column.along.from.whole(EM), column.along.to.whole(EM))).collect();
    assert_eq!(ends, [(0, 20), (22, 32), (34, 46)]);
}

#[test]
fn columns_are_read_from_the_right_where_lines_are() {
    let from_left = columns(&lead());
    let mut from_right = columns(&Frame { course: Course::FromRight, ..lead() });
    assert!(from_right[0].along.from > from_right[1].along.from);
    from_right.reverse();
    assert_eq!(from_right, from_left);
}

#[test]
fn text_keeps_its_padding_from_a_notch() {
    let mut edition = edition();
    // An L whose upper right quarter is missing, with a rule that text keeps off by an em.
    let parts = [area(0, 0, 20, 4), area(0, 4, 40, 4)];
    let parts =
        vec![parts[0], Rect { y: parts[0].bottom(), height: parts[1].bottom() - parts[0].bottom(), ..parts[1] }];
    let padding = Insets { right: EM, top: EM / 2, ..Insets::default() };
    let id = add_frame(&mut edition, Frame { parts, padding, ..frame("l", area(0, 0, 40, 8), 1) });
    let measures: Vec<(i64, i64)> = slots(&edition, id).iter().map(|slot| (slot.row, slot.measure.whole(EM))).collect();
    assert_eq!(measures, [(1, 19), (2, 19), (3, 19), (4, 19), (5, 39), (6, 39), (7, 39)]);
}

#[test]
fn a_photo_over_columns_two_to_four_leaves_six_lines_under_it() {
    let mut edition = edition();
    let lead = add_frame(&mut edition, lead());
    add_frame(&mut edition, obstacle("photo", area(19, 0, 56, 34), Len::pt(2)));
    let slots = slots(&edition, lead);
    let count = |column| slots.iter().filter(|slot| slot.column == column).count();
    assert_eq!([0, 1, 2, 3, 4].map(count), [40, 6, 6, 6, 40]);
    assert!(slots.iter().all(|slot| slot.measure == ems(18)));
    assert!(slots.iter().filter(|slot| slot.column == 2).all(|slot| slot.row >= 34));
}

#[test]
fn a_code_in_the_last_column_leaves_nine_short_lines() {
    let mut edition = edition();
    let lead = add_frame(&mut edition, lead());
    // The code takes the right 8 em of the last column, rows 31 to 39, with half an em of stand-off.
    add_frame(&mut edition, obstacle("qr", area(86, 31, 8, 9), EM / 4));
    let slots = slots(&edition, lead);
    let short: Vec<_> = slots.iter().filter(|slot| slot.measure < ems(18)).map(in_half_ems).collect();
    let expected: Vec<_> = (31..40).map(|row| (4, row, 152, 19)).collect();
    assert_eq!(short, expected);
}

#[test]
fn text_beside_an_obstacle_at_its_left_ends_with_the_column() {
    let mut edition = edition();
    let lead = add_frame(&mut edition, lead());
    add_frame(&mut edition, obstacle("qr", area(76, 0, 8, 2), EM / 4));
    let slots = slots(&edition, lead);
    let first = slots.iter().find(|slot| slot.column == 4).expect("a slot");
    assert_eq!(in_half_ems(first), (4, 0, 169, 19));
    assert_eq!(first.origin.x + first.measure, ems(94));
}

#[test]
fn less_than_four_em_beside_an_obstacle_is_no_slot() {
    let mut edition = edition();
    let lead = add_frame(&mut edition, lead());
    add_frame(&mut edition, obstacle("ad", area(0, 0, 14, 1), Len(1)));
    let slots = slots(&edition, lead);
    assert_eq!((slots[0].column, slots[0].row), (0, 1));
}

#[test]
fn a_box_around_a_frame_takes_nothing_from_it() {
    let mut edition = edition();
    let outer = area(0, 0, 94, 40);
    let boxed = Frame { content: Content::Empty, border: Border::default(), ..obstacle("box", outer, EM) };
    add_frame(&mut edition, boxed);
    let lead = add_frame(&mut edition, lead());
    assert_eq!(slots(&edition, lead).len(), 200);
}

#[test]
fn a_line_stands_wholly_inside_the_padding() {
    let mut edition = edition();
    let mut rows = |padding: Len| -> Vec<i64> {
        let padding = Insets::all(padding);
        let padded = add_frame(&mut edition, Frame { padding, ..frame("a", area(0, 10, 20, 5), 1) });
        slots(&edition, padded).iter().map(|slot| slot.row).collect()
    };
    // A twentieth of a millimetre is rounding; more loses the first and last row, whose boxes fill the frame exactly.
    assert_eq!(rows(SHORT_OF_ROW), [10, 11, 12, 13, 14]);
    assert_eq!(rows(SHORT_OF_ROW + Len(1)), [11, 12, 13]);
}

#[test]
fn a_frame_above_the_type_area_still_has_rows() {
    let mut edition = edition();
    edition.pages[0].type_area.y = LEADING * 5;
    let ear = add_frame(&mut edition, frame("ear", area(0, 0, 20, 3), 1));
    let rows: Vec<i64> = slots(&edition, ear).iter().map(|slot| slot.row).collect();
    assert_eq!(rows, [-5, -4, -3]);
}

#[test]
fn vertical_lines_run_from_the_right_edge_tier_by_tier() {
    let mut edition = edition();
    let tall = crate::base::Rect { x: ems(10), y: Len::ZERO, width: rows_high(7), height: ems(41) };
    let id = add_frame(&mut edition, Frame { direction: Direction::Vertical, ..frame("v", tall, 2) });
    let slots = slots(&edition, id);
    assert_eq!(slots.len(), 14);
    let middle = tall.right() - Em::HALF.of(EM);
    assert_eq!((slots[0].origin.x, slots[0].origin.y), (middle, Len::ZERO));
    assert_eq!(slots[1].origin.x, middle - LEADING);
    assert_eq!((slots[7].origin.x, slots[7].origin.y), (middle, ems(21)));
    assert!(slots.iter().all(|slot| slot.measure == ems(20) && tall.contains(&slot.em_box())));
}

#[test]
fn a_picture_in_a_vertical_frame_shortens_the_lines_it_meets() {
    let mut edition = edition();
    let tall = crate::base::Rect { x: Len::ZERO, y: Len::ZERO, width: rows_high(6), height: ems(20) };
    let id = add_frame(&mut edition, Frame { direction: Direction::Vertical, ..frame("v", tall, 1) });
    // The lower half of the two leftmost lines.
    let picture = crate::base::Rect { x: Len::ZERO, y: ems(10), width: rows_high(2), height: ems(10) };
    add_frame(&mut edition, obstacle("photo", picture, Len::ZERO));
    let measures: Vec<i64> = slots(&edition, id).iter().map(|slot| slot.measure.whole(EM)).collect();
    assert_eq!(measures, [20, 20, 20, 20, 10, 10]);
}

#[test]
fn a_grid_without_leading_has_no_slots() {
    let mut edition = edition();
    edition.pages[0].grid.leading = Len::ZERO;
    let lead = add_frame(&mut edition, lead());
    assert!(slots(&edition, lead).is_empty());
}

#[test]
fn an_arm_is_read_to_its_foot_though_another_ends_or_begins_beside_it() {
    let rows = |parts: Vec<crate::base::Rect>| -> Vec<(i64, i64)> {
        let mut edition = edition();
        let id = add_frame(&mut edition, Frame { parts, ..frame("h", area(0, 0, 20, 5), 1) });
        slots(&edition, id).iter().map(|slot| (slot.origin.x.whole(EM), slot.row)).collect()
    };
    // The left one begins under a headline, the right one ends over a picture.
    let two = vec![area(0, 2, 8, 3), area(12, 0, 8, 4)];
    assert_eq!(rows(two), [(0, 2), (0, 3), (0, 4), (12, 0), (12, 1), (12, 2), (12, 3)]);
    // What is below both is read after both, though it touches one of them only.
    let over = vec![area(0, 0, 6, 3), area(15, 0, 5, 1), area(0, 3, 20, 2)];
    assert_eq!(rows(over), [(0, 0), (0, 1), (0, 2), (15, 0), (0, 3), (0, 4)]);
    let gate = vec![area(0, 0, 20, 1), area(0, 1, 6, 4), area(15, 1, 5, 2)];
    assert_eq!(rows(gate), [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (15, 1), (15, 2)]);
}

#[test]
fn the_arms_of_a_frame_are_read_one_after_the_other() {
    let mut edition = edition();
    let parts = vec![area(0, 0, 8, 2), area(12, 0, 8, 2), area(0, 2, 20, 1)];
    let id = add_frame(&mut edition, Frame { parts, ..frame("u", area(0, 0, 20, 3), 1) });
    let slots: Vec<_> = slots(&edition, id).iter().map(in_half_ems).collect();
    assert_eq!(slots, [(0, 0, 0, 16), (0, 1, 0, 16), (0, 0, 24, 16), (0, 1, 24, 16), (0, 2, 0, 40)]);
}
