//! Stories over many pages: as few as hold them, found without filling the story for every one of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::base::{FrameId, PageId, Span, StoryId};
use crate::flow::Keeps;
use crate::flow::fill::{Job, Placement, fill, fill_way};
use crate::flow::jumps::way;
use crate::flow::objects::styles;
use crate::line::LineMeasures;
use crate::model::{Edition, Jump, ParaStyle, Story, StoryKind};
use crate::shape::{ShapedPara, ShapedStory};

use super::support::*;

/// A story over pages of one column of 10 em each, as many rows deep as given, with a jump between every two.
fn pages(rows: &[i64]) -> Edition {
    let mut edition = edition();
    let mut frames: Vec<FrameId> = Vec::new();
    for (at, &rows) in rows.iter().enumerate() {
        if at > 0 {
            edition.pages.push(edition.pages[0].clone());
        }
        let mut column = frame("column", area(0, 0, 10, rows), 1);
        column.page = PageId::new(at);
        frames.push(add_frame(&mut edition, column));
    }
    add_story(&mut edition, "lead", StoryKind::Body, &frames);
    for after in 1..rows.len() {
        let line = StoryId::new(edition.stories.len());
        edition.stories.push(Story { name: "to".into(), span: Span::default(), ..Story::default() });
        edition.threads[0].jumps.push(Jump { after, line });
    }
    edition
}

/// The story filled for 0, 1, 2 … jumps until it has room: what is meant, in the square of its pages.
fn by_trying(edition: &Edition, story: &ShapedStory, keeps: Keeps) -> (usize, Placement) {
    let thread = &edition.threads[0];
    let styles = styles(edition, thread, story);
    let job = Job { edition, thread, paras: &story.paras, styles: &styles, set_para: &set_para, keeps };
    let last = thread.jumps.len();
    let filled = |jumps: usize| (jumps, fill_way(&job, &way(edition, thread, jumps)));
    (0..=last).map(filled).find(|(jumps, placed)| *jumps == last || placed.overset.start.is_none()).unwrap()
}

proptest! {
    // The same cases at every run; PROPTEST_RNG_SEED draws others.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20_260_312), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn as_few_pages_as_hold_the_story(
        rows in prop::collection::vec(2_i64..9, 1..7),
        paras in prop::collection::vec((1_usize..60, any::<bool>()), 1..9),
    ) {
        let edition = pages(&rows);
        let mut story = ShapedStory::default();
        for (chars, is_crosshead) in paras {
            let (style, chars) = if is_crosshead { (CROSSHEAD, chars.min(8)) } else { (BODY, chars) };
            story.paras.push(para(style, &han(chars)));
        }
        let (jumps, expected) = by_trying(&edition, &story, Keeps::default());
        let placement = fill(&edition, &edition.threads[0], &story, &set_para, Keeps::default());
        prop_assert_eq!(placement.turns.len(), jumps);
        prop_assert_eq!(placement.lines, expected.lines);
        prop_assert_eq!(placement.overset, expected.overset);
    }
}

/// Paragraphs that are set for a story over so many pages.
fn set_for(count: usize) -> usize {
    let edition = pages(&vec![6; count]);
    let texts: Vec<String> = (0..count).map(|_| han(50)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let calls = AtomicUsize::new(0);
    let counted = |para: &ShapedPara, style: &ParaStyle, measures: &LineMeasures<'_>| {
        calls.fetch_add(1, Ordering::Relaxed);
        set_para(para, style, measures)
    };
    fill(&edition, &edition.threads[0], &body(&texts), &counted, Keeps::default());
    calls.into_inner()
}

#[test]
fn work_grows_with_the_pages_not_with_their_square() {
    let (few, many) = (set_for(20), set_for(200));
    assert!(many <= few * 11, "20 pages set {few} paragraphs, 200 set {many}");
}
