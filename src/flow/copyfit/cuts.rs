//! Where a cut is cheapest: the paragraphs whose last line is shortest.

use crate::flow::fill::{Placement, count_chars};
use crate::line::{LineEnd, SetLine};
use crate::shape::ShapedStory;

/// A paragraph that loses a line when so many of its characters are cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Index of the paragraph in the story.
    pub para: usize,
    /// How it begins.
    pub begins: String,
    /// How many characters stand on its last line.
    pub chars: usize,
}

/// Characters of a paragraph's beginning that tell it from others.
const BEGINNING: usize = 10;

/// The paragraphs of a story from the cheapest cut to the dearest; those of a single line are left out.
pub fn cuts(story: &ShapedStory, placement: &Placement) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = placement
        .lines
        .iter()
        .enumerate()
        .filter(|(at, placed)| {
            let follows = at.checked_sub(1).is_some_and(|before| placement.lines[before].para == placed.para);
            placed.line.end == LineEnd::Paragraph && follows
        })
        .filter_map(|(_, placed)| {
            let text = &story.paras.get(placed.para)?.text;
            let chars = chars_of(story, placed.para, &placed.line);
            Some(Cut { para: placed.para, begins: text.trim().chars().take(BEGINNING).collect(), chars })
        })
        .collect();
    cuts.sort_by_key(|cut| (cut.chars, cut.para));
    cuts
}

fn chars_of(story: &ShapedStory, para: usize, line: &SetLine) -> usize {
    let para = &story.paras[para];
    let clusters = &para.clusters[line.clusters.start as usize..line.clusters.end as usize];
    clusters.iter().map(|cluster| count_chars(&para.text[cluster.text_range()])).sum()
}
