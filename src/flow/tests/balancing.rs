//! Columns that end equally deep.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::{FrameId, Len};
use crate::flow::known::Known;
use crate::flow::{Keeps, Placement, fill};
use crate::line::LineMeasures;
use crate::model::{Edition, Frame, Lines, ParaStyle, StoryKind, VerticalAlign};
use crate::shape::ShapedPara;

use super::support::*;

/// A story of `chars` characters through the frames, placed.
fn ended(frames: &[Frame], chars: usize) -> (Edition, Placement) {
    let mut edition = edition();
    let ids: Vec<FrameId> = frames.iter().map(|frame| add_frame(&mut edition, frame.clone())).collect();
    add_story(&mut edition, "lead", StoryKind::Body, &ids);
    let placement = fill(&edition, &edition.threads[0], &body(&[&han(chars)]), &set_para, Keeps::default());
    (edition, placement)
}

fn balanced(frame: Frame) -> Frame {
    Frame { balance: true, ..frame }
}

/// How many lines stand in each column of a frame.
fn depths(placement: &Placement, frame: u32, columns: u16) -> Vec<usize> {
    let here = |column: u16| move |slot: &crate::flow::Slot| slot.frame == FrameId(frame) && slot.column == column;
    (0..columns).map(|column| placement.lines.iter().filter(|line| here(column)(&line.slot)).count()).collect()
}

/// Whether columns read one after the other are as deep as the first, but for the last ones.
fn are_even(depths: &[usize]) -> bool {
    let lines: usize = depths.iter().sum();
    let full = lines.div_ceil(depths.len());
    depths.iter().all(|depth| *depth <= full)
}

#[test]
fn the_foot_is_sought_without_setting_paragraphs_again_that_stand_as_before() {
    let texts = vec![han(23); 40];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut edition = edition();
    let id = add_frame(&mut edition, balanced(frame("text", area(0, 0, 32, 80), 3)));
    add_story(&mut edition, "lead", StoryKind::Body, &[id]);
    let asked = AtomicUsize::new(0);
    let counted = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| {
        asked.fetch_add(1, Ordering::Relaxed);
        set_para(para, style, measures)
    };
    let placement = fill(&edition, &edition.threads[0], &body(&texts), &counted, Keeps::default());
    assert!(placement.balanced && are_even(&depths(&placement, 0, 3)), "{:?}", depths(&placement, 0, 3));
    // Once plainly, once for all trials; keep rules ask again at the heads of columns.
    assert!(asked.into_inner() <= 3 * texts.len());
}

#[test]
fn known_lines_are_those_that_would_be_set() {
    let (story, style) = (body(&[&han(30), &han(50)]), edition().para_styles[0].clone());
    let styles = vec![style; 2];
    let asked = AtomicUsize::new(0);
    let counted = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| {
        asked.fetch_add(1, Ordering::Relaxed);
        set_para(para, style, measures)
    };
    let known = Known::new(&counted, &story.paras, &styles);
    let other = styles[0].clone();
    let (ten, eight) = (ems(10), ems(8));
    for (para, style, first, heads, times) in [
        (0, &styles[0], &[][..], &[][..], 1),
        // The same measures, said otherwise.
        (0, &styles[0], &[ten, ten][..], &[][..], 1),
        (1, &styles[1], &[][..], &[][..], 2),
        (0, &styles[0], &[eight][..], &[][..], 3),
        (0, &styles[0], &[eight, ten, ten][..], &[][..], 3),
        // Another line stands at a column's head.
        (0, &styles[0], &[eight][..], &[1][..], 4),
        // A style that was made for a moment may be any other the next time.
        (0, &other, &[eight][..], &[][..], 5),
    ] {
        let measures = LineMeasures { first, rest: ten, heads };
        let lines = known.lines(&story.paras[para], style, &measures);
        assert_eq!(lines, set_para(&story.paras[para], style, &measures));
        assert_eq!(asked.load(Ordering::Relaxed), times, "{para} {first:?}");
    }
}

#[test]
fn frames_side_by_side_share_the_depth_of_a_storys_end() {
    let two = [balanced(frame("a1", area(0, 0, 10, 20), 1)), balanced(frame("a2", area(11, 0, 21, 20), 2))];
    for chars in 1..590 {
        let (_, placement) = ended(&two, chars);
        let all = [depths(&placement, 0, 1), depths(&placement, 1, 2)].concat();
        assert!(placement.overset.start.is_none() && are_even(&all), "{chars}: {all:?}");
    }
}

#[test]
fn frames_of_unequal_height_end_at_the_same_foot() {
    // A headline stands over the first: its text begins eight rows lower.
    let two = [balanced(frame("a1", area(0, 8, 10, 12), 1)), balanced(frame("a2", area(11, 0, 10, 20), 1))];
    let (_, placement) = ended(&two, 10 * 20);
    let last =
        |id: u32| placement.lines.iter().filter(move |line| line.slot.frame == FrameId(id)).map(|line| line.slot.row);
    assert_eq!((last(0).max(), last(1).max()), (Some(13), Some(13)));
}

#[test]
fn a_frame_below_another_and_one_that_is_not_balanced_are_filled_first() {
    let above = balanced(frame("above", area(0, 0, 21, 5), 2));
    let below = balanced(frame("below", area(0, 5, 21, 15), 2));
    let (_, placement) = ended(&[above, below], 10 * 18);
    assert_eq!((depths(&placement, 0, 2), depths(&placement, 1, 2)), (vec![5, 5], vec![4, 4]));
    let plain = frame("plain", area(0, 0, 10, 10), 1);
    let (_, placement) = ended(&[plain, balanced(frame("even", area(11, 0, 21, 10), 2))], 10 * 18);
    assert_eq!((depths(&placement, 0, 1), depths(&placement, 1, 2)), (vec![10], vec![4, 4]));
}

#[test]
fn text_of_a_balanced_frame_does_not_run_on_into_the_next() {
    let two = [balanced(frame("even", area(0, 0, 21, 10), 2)), frame("next", area(0, 20, 10, 10), 1)];
    let (_, placement) = ended(&two, 10 * 12);
    assert_eq!(depths(&placement, 0, 2), [6, 6]);
    // The four rows below in both columns, and the next frame's ten.
    assert_eq!(placement.unfilled.len(), 4 + 4 + 10);
}

#[test]
fn columns_off_the_grid_are_balanced_by_their_own_leading() {
    for align in [VerticalAlign::Top, VerticalAlign::Middle, VerticalAlign::Bottom] {
        let free = Frame { lines: Lines::Free, vertical_align: align, ..balanced(frame("f", area(0, 0, 43, 20), 4)) };
        for chars in 1..400 {
            let (edition, placement) = ended(std::slice::from_ref(&free), chars);
            let all = depths(&placement, 0, 4);
            assert!(placement.overset.start.is_none() && are_even(&all), "{chars}: {all:?}");
            let heads = placement.lines.iter().filter(|line| line.slot.row == 0).map(|line| line.slot.em_box().y);
            let heads: std::collections::BTreeSet<Len> = heads.collect();
            assert!(heads.len() == 1, "{chars}: the columns begin at one height");
            let foot = placement.lines.iter().map(|line| line.slot.em_box().bottom()).max();
            let whole = edition.frames[0].area.bottom();
            assert_eq!(foot == Some(whole), align == VerticalAlign::Bottom || all[0] == 20, "{chars}: {all:?}");
        }
    }
}

#[test]
fn what_is_free_below_balanced_columns_off_the_grid_is_told() {
    let free = Frame { lines: Lines::Free, ..balanced(frame("f", area(0, 0, 21, 10), 2)) };
    let (_, placement) = ended(&[free], 10 * 12);
    assert_eq!((depths(&placement, 0, 2), placement.unfilled.len()), (vec![6, 6], 8));
}

#[test]
fn columns_before_a_jump_stay_in_their_frame_where_those_after_it_are_balanced() {
    let foot = Frame { lines: Lines::Free, vertical_align: VerticalAlign::Bottom, ..frame("f", area(0, 0, 21, 6), 2) };
    let mut edition = edition();
    edition.pages.push(crate::model::Page { frames: Vec::new(), ..edition.pages[0].clone() });
    let first = add_frame(&mut edition, balanced(foot.clone()));
    let second = add_frame(&mut edition, Frame { page: crate::base::PageId(1), ..balanced(foot) });
    add_story(&mut edition, "lead", StoryKind::Body, &[first, second]);
    edition.threads[0].jumps = vec![crate::model::Jump { after: 1, line: crate::base::StoryId(1) }];
    edition.stories.push(Default::default());
    let placement = fill(&edition, &edition.threads[0], &body(&[&han(150)]), &set_para, Keeps::default());
    assert_eq!((depths(&placement, 0, 2), depths(&placement, 1, 2)), (vec![6, 5], vec![2, 2]));
    for line in &placement.lines {
        assert!(edition.frames[line.slot.frame.index()].area.contains(&line.slot.em_box()));
    }
}
