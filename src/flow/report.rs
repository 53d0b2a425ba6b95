//! What the desk wants to know of every story: does it fit, and how do its lines look.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Message, Span, StoryId};
use crate::line::LineFit;
use crate::message;
use crate::model::{Edition, Lines, StoryKind, Thread};
use crate::shape::ShapedStory;

use super::copyfit::{Cure, Fitting, Used};
use super::fill::{Placement, count_chars};
use super::keep::widow_slots;
use super::slots::Slot;

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
    /// Lines with letter stretch beyond an eighth of an em and up to a quarter.
    pub open: usize,
    /// Lines with letter stretch beyond a quarter em.
    pub loose: usize,
    /// Lines wider than their measure.
    pub overfull: usize,
    /// What copy-fitting used.
    pub used: Vec<Used>,
    /// What would close it.
    pub cure: Cure,
    /// Numbers of the pages it stands on.
    pub pages: Vec<String>,
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
    let report = |(placement, fitting): (&Placement, &Fitting)| {
        story_report(edition, shaped, placement, &threads[placement.story.index()], fitting)
    };
    placements.iter().zip(fittings).map(report).collect()
}

/// The threads of each story: looked up once, since an edition has as many threads as stories.
fn threads_by_story(edition: &Edition) -> Vec<Vec<&Thread>> {
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
    let pages = placement.lines.iter().map(|line| line.slot.page.index()).filter(|page| seen.insert(*page));
    let pages = pages.map(|page| edition.pages[page].number.clone()).collect();
    let frames =
        threads.iter().flat_map(|thread| &thread.frames).map(|frame| edition.frames[frame.index()].name.clone());
    let count = |fit: LineFit| placement.lines.iter().filter(|placed| placed.line.fit == fit).count();
    StoryReport {
        name: story.name.clone(),
        kind: story.kind,
        chars: paras.iter().map(|para| count_chars(&para.text)).sum(),
        lines: placement.lines.len(),
        frames: frames.collect(),
        over: placement.overset.lines,
        over_chars: placement.overset.chars,
        // What is free beside text that found no room is no lack of text.
        free: if placement.balanced || placement.overset.lines > 0 { 0 } else { placement.unfilled.len() },
        below: if placement.balanced { placement.unfilled.len() } else { 0 },
        holes: holes(edition, placement),
        open: count(LineFit::Open),
        loose: count(LineFit::Loose),
        overfull: count(LineFit::Overfull),
        used: fitting.used.clone(),
        cure: fitting.cure.clone(),
        pages,
    }
}

fn holes(edition: &Edition, placement: &Placement) -> Vec<(String, u16, usize)> {
    let columns = placement.holes.chunk_by(|a, b| (a.frame, a.column) == (b.frame, b.column));
    columns.map(|rows| (edition.frames[rows[0].frame.index()].name.clone(), rows[0].column + 1, rows.len())).collect()
}

/// What is wrong with the stories: overset and overfull lines are errors, loose lines a warning, the rest notes.
pub fn findings(edition: &Edition, placements: &[Placement], reports: &[StoryReport]) -> Diagnostics {
    let threads = threads_by_story(edition);
    let of_story = |(placement, report): (&Placement, &StoryReport)| {
        let threads = &threads[placement.story.index()];
        let span = edition.stories[placement.story.index()].span;
        let found = [
            overset(report, on_grid(edition, threads)).filter(|_| !has_no_size(edition, placement.story)),
            underfull(report),
            hole(report),
            widow(edition, placement, report),
            overfull(report),
            loose(report),
            open(report),
            unneeded_jump(edition, placement, threads),
        ];
        found.into_iter().flatten().map(move |diagnostic| placed(diagnostic, span)).collect::<Diagnostics>()
    };
    placements.iter().zip(reports).flat_map(of_story).collect()
}

/// Whether a headline of the story fits at no size, which has been told.
fn has_no_size(edition: &Edition, story: StoryId) -> bool {
    let mut limits =
        edition.stories[story.index()].paras.iter().map(|para| edition.para_styles[para.style.index()].width_fit);
    limits.any(|limits| limits.is_some_and(|limits| !limits.fits))
}

/// Whether more rows would help the story: it stands on the grid.
fn on_grid(edition: &Edition, threads: &[&Thread]) -> bool {
    let mut frames = threads.iter().flat_map(|thread| &thread.frames);
    frames.any(|frame| edition.frames[frame.index()].lines == Lines::OnGrid)
}

fn overset(report: &StoryReport, on_grid: bool) -> Option<Diagnostic> {
    let StoryReport { name, over, over_chars, .. } = report;
    let cut = characters(report.to_cut());
    let hint = if on_grid {
        message!("cut {}, or give the story {}", cut, more_lines(*over))
    } else {
        message!("cut {}, or make its frame larger or its type smaller", cut)
    };
    let message = message!("{} is {} ({}) over", name, lines(*over), characters(*over_chars));
    (*over > 0).then(|| Diagnostic::error("flow/overset", message).hint(hint))
}

fn underfull(report: &StoryReport) -> Option<Diagnostic> {
    let message = message!("{} leaves {} free", report.name, lines(report.free));
    (report.free > 0 && report.kind == StoryKind::Body).then(|| Diagnostic::note("flow/underfull", message))
}

fn hole(report: &StoryReport) -> Option<Diagnostic> {
    let place = |(frame, column, rows): &(String, u16, usize)| {
        message!("{} in column {} of `{}`", empty_rows(*rows), *column, frame)
    };
    let places: Vec<Message> = report.holes.iter().map(place).collect();
    let message = message!("{} leaves {}", report.name, places.clone());
    (!places.is_empty() && report.kind == StoryKind::Body).then(|| {
        Diagnostic::note("flow/hole", message).hint(
            "let paragraphs be a line longer (copyfit: looseness), or move the crosshead or quotation that follows",
        )
    })
}

/// F4: short last lines at a column's head that nothing could mend.
fn widow(edition: &Edition, placement: &Placement, report: &StoryReport) -> Option<Diagnostic> {
    let place = |slot: &Slot| {
        let (page, frame) = (&edition.pages[slot.page.index()].number, &edition.frames[slot.frame.index()].name);
        message!("column {} of `{}` on page {}", slot.column + 1, frame, page)
    };
    let places: Vec<Message> = widow_slots(placement).iter().map(place).collect();
    let message = message!("{} has a short last line at the head of {}", report.name, places.clone());
    (!places.is_empty() && report.kind == StoryKind::Body).then(|| {
        Diagnostic::note("flow/widow", message)
            .hint("let paragraphs be a line longer or shorter (copyfit: looseness), give this one more words or fewer, or set `keep-lines: 2` in its style")
    })
}

fn overfull(report: &StoryReport) -> Option<Diagnostic> {
    let message = message!("{} has {} wider than the column", report.name, lines(report.overfull));
    (report.overfull > 0).then(|| {
        Diagnostic::error("flow/overfull", message).hint("allow hyphenation, break the long word, or widen the column")
    })
}

fn loose(report: &StoryReport) -> Option<Diagnostic> {
    let message = message!("{} has {} spaced by more than a quarter em", report.name, lines(report.loose));
    (report.loose > 0).then(|| {
        Diagnostic::warning("flow/loose", message)
            .hint("change a few words there, let the paragraph be a line shorter, or widen the column")
    })
}

/// D8: the eye objects from about a tenth of an em.
fn open(report: &StoryReport) -> Option<Diagnostic> {
    let message = message!("{} has {} spaced by an eighth to a quarter of an em", report.name, lines(report.open));
    (report.open > 0 && report.kind == StoryKind::Body).then(|| Diagnostic::note("flow/open", message))
}

/// At the place of its story, unless it has one of its own.
fn placed(diagnostic: Diagnostic, story: Span) -> Diagnostic {
    let span = diagnostic.span.unwrap_or(story);
    diagnostic.at(span)
}

/// A continuation that the story does not reach, told where it is asked for.
fn unneeded_jump(edition: &Edition, placement: &Placement, threads: &[&Thread]) -> Option<Diagnostic> {
    let thread = threads.first()?;
    let jump = thread.jumps.get(placement.turns.len())?;
    let page_of = |at: usize| {
        thread.frames.get(at).map_or("", |frame| &edition.pages[edition.frames[frame.index()].page.index()].number)
    };
    let name = &edition.stories[placement.story.index()].name;
    let (from, to) = (page_of(jump.after - 1), page_of(jump.after));
    Some(
        Diagnostic::error(
            "jump/not-needed",
            message!("{} ends on page {}: nothing is left for page {}", name, from, to),
        )
        .at(edition.stories[jump.line.index()].span)
        .hint("take the continuation off that page, or give the story fewer lines before the jump"),
    )
}

/// Makes the words of a number of things: one for a single thing, one for several.
macro_rules! counted {
    ($($name:ident: $one:literal, $many:literal;)*) => { $(
        fn $name(count: usize) -> Message {
            if count == 1 { message!($one, count) } else { message!($many, count) }
        }
    )* };
}

counted! {
    lines: "{} line", "{} lines";
    more_lines: "{} more line", "{} more lines";
    empty_rows: "{} empty row", "{} empty rows";
    characters: "{} character", "{} characters";
}
