//! What the desk wants to know of every story: does it fit, and how do its lines look.

use std::collections::BTreeSet;

use crate::base::Em;
use crate::line::{LineFit, fit_when_tracked};
use crate::model::{Edition, Lang, StoryKind, Thread};
use crate::shape::{ShapedPara, ShapedStory};

use super::copyfit::{Cure, Fitting, Used};
use super::fill::{PlacedLine, Placement, count_chars};
use super::headroom::{HeadRoom, head_rooms};

/// How a story came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryReport {
    /// Its name in the edition.
    pub name: String,
    /// What it is to the desk.
    pub kind: StoryKind,
    /// Its characters, spaces not counted.
    pub chars: usize,
    /// Its lines on the pages.
    pub lines: usize,
    /// Names of the frames of its thread.
    pub frames: Vec<String>,
    /// Numbers of these frames' pages, one for each.
    pub frame_pages: Vec<String>,
    /// Lines that found no slot.
    pub over: usize,
    /// Their characters.
    pub over_chars: usize,
    /// Slots left after its last line.
    pub free: usize,
    /// Slots left below columns that were made equally deep.
    pub below: usize,
    /// Rows between its lines that keep rules left empty, with their frame and column, from 1.
    pub holes: Vec<(String, u16, usize)>,
    /// Its language.
    pub lang: Lang,
    /// Lines with letter stretch beyond an eighth of an em and up to a quarter; of words, those whose spaces are beyond their most.
    pub open: usize,
    /// Lines with letter stretch beyond a quarter em, in Korean an eighth; of words, those whose spaces are so much beyond their most.
    pub loose: usize,
    /// Lines wider than their measure.
    pub overfull: usize,
    /// What copy-fitting used.
    pub used: Vec<Used>,
    /// What would close it.
    pub cure: Cure,
    /// Numbers of the pages it stands on.
    pub pages: Vec<String>,
    /// What its headline block leaves free, where it has one on the page it begins on.
    pub head: Option<HeadRoom>,
}

impl StoryReport {
    /// Characters to cut: those of the cuts that close the story, else all that found no place.
    pub fn to_cut(&self) -> usize {
        let sure: usize = self.cure.cuts.iter().map(|cut| cut.chars).sum();
        if sure > 0 { sure } else { self.over_chars }
    }
}

/// A report on each placed story, in the order of the placements.
///
/// `fittings` says for each placement what copy-fitting did.
pub fn report(
    edition: &Edition,
    shaped: &[ShapedStory],
    placements: &[Placement],
    fittings: &[Fitting],
) -> Vec<StoryReport> {
    let threads = threads_by_story(edition);
    let heads = head_rooms(edition, placements);
    let head_of = |placement: &Placement| {
        let page = placement.lines.first()?.slot.page;
        heads.get(&(edition.stories[placement.story.index()].name.clone(), page)).copied()
    };
    let report = |(placement, fitting): (&Placement, &Fitting)| {
        let report = story_report(edition, shaped, placement, &threads[placement.story.index()], fitting);
        StoryReport { head: head_of(placement), ..report }
    };
    placements.iter().zip(fittings).map(report).collect()
}

/// The threads of each story: looked up once, since an edition has as many threads as stories.
pub(super) fn threads_by_story(edition: &Edition) -> Vec<Vec<&Thread>> {
    let mut threads = vec![Vec::new(); edition.stories.len()];
    for thread in &edition.threads {
        threads[thread.story.index()].push(thread);
    }
    threads
}

fn story_report(
    edition: &Edition,
    shaped: &[ShapedStory],
    placement: &Placement,
    threads: &[&Thread],
    fitting: &Fitting,
) -> StoryReport {
    let story = &edition.stories[placement.story.index()];
    let nothing = ShapedStory::default();
    let shaped = shaped.get(placement.story.index()).unwrap_or(&nothing);
    let paras = &shaped.paras;
    // A picture may stand on the next page before the text gets there.
    let mut seen = BTreeSet::new();
    let frames = || threads.iter().flat_map(|thread| &thread.frames).map(|frame| &edition.frames[frame.index()]);
    let of_lines = placement.lines.iter().map(|line| line.slot.page.index());
    // A story none of whose lines found a place still has one.
    let of_frames = frames().map(|frame| frame.page.index()).filter(|_| placement.lines.is_empty());
    let pages = of_lines.chain(of_frames).filter(|page| seen.insert(*page));
    let pages = pages.map(|page| edition.pages[page].number.clone()).collect();
    let tracked = fitting.used.iter().map(|used| if let Used::Tracking(by) = used { *by } else { Em::ZERO }).max();
    let tracked = tracked.unwrap_or(Em::ZERO);
    let looks: Vec<LineFit> = placement.lines.iter().map(|placed| look_of(edition, paras, placed, tracked)).collect();
    let count = |fit: LineFit| looks.iter().filter(|look| **look == fit).count();
    StoryReport {
        name: story.name.clone(),
        kind: story.kind,
        chars: paras.iter().map(|para| count_chars(&para.text)).sum(),
        lines: placement.lines.iter().filter(|line| line.rows > 0).count(),
        frames: frames().map(|frame| frame.name.clone()).collect(),
        frame_pages: frames().map(|frame| edition.pages[frame.page.index()].number.clone()).collect(),
        over: placement.overset.lines,
        over_chars: placement.overset.chars,
        // What is free beside text that found no room is no lack of text.
        free: if placement.balanced || placement.overset.lines > 0 { 0 } else { placement.unfilled.len() },
        below: if placement.balanced { placement.unfilled.len() } else { 0 },
        holes: holes(edition, placement),
        lang: paras.iter().flat_map(|para| &para.runs).next().map(|run| run.lang).unwrap_or_default(),
        open: count(LineFit::Open),
        loose: count(LineFit::Loose),
        overfull: count(LineFit::Overfull),
        used: fitting.used.clone(),
        cure: fitting.cure.clone(),
        pages,
        head: None,
    }
}

/// How a line looks: to the eye letters that copy-fitting moved apart stand as open as those that justification did.
fn look_of(edition: &Edition, paras: &[ShapedPara], placed: &PlacedLine, tracked: Em) -> LineFit {
    let line = &placed.line;
    let Some(para) = paras.get(placed.para).filter(|_| tracked > Em::ZERO) else { return line.fit };
    let em = edition.para_styles[para.style.index()].size;
    fit_when_tracked(line, tracked.of(em), em, para.runs.first().map(|run| run.lang).unwrap_or_default())
}

fn holes(edition: &Edition, placement: &Placement) -> Vec<(String, u16, usize)> {
    let columns = placement.holes.chunk_by(|a, b| (a.frame, a.column) == (b.frame, b.column));
    columns.map(|rows| (edition.frames[rows[0].frame.index()].name.clone(), rows[0].column + 1, rows.len())).collect()
}
