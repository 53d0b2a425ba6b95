//! What is wrong with the stories as they came out.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Em, Message, PageId, Span, StoryId};
use crate::message;
use crate::model::{Direction, Edition, FreeLimit, Page, Rest, StoryKind, StoryTable, Thread};

use super::counted::{characters, empty_rows, lines, rows_told};
use super::fill::Placement;
use super::headroom::HeadRoom;
use super::keep::widow_slots;
use super::overset::overset;
use super::report::{StoryReport, threads_by_story};
use super::slots::Slot;

/// What is wrong with the stories: overset and overfull lines are errors, loose lines a warning, the rest notes.
pub fn findings(edition: &Edition, placements: &[Placement], reports: &[StoryReport]) -> Diagnostics {
    let threads = threads_by_story(edition);
    let of_story = |(placement, report): (&Placement, &StoryReport)| {
        let threads = &threads[placement.story.index()];
        let span = edition.stories[placement.story.index()].span;
        let found = [
            overset(edition, report, placement, threads).filter(|_| !has_no_size(edition, placement.story)),
            underfull(report, edition.free_limit),
            underfull_below(report, placement, edition.free_limit),
            hole(report),
            head_hole(report),
            widow(edition, placement, report),
            overfull(report),
            loose(report),
            open(report),
            unneeded_jump(edition, placement, threads),
        ];
        found.into_iter().flatten().map(move |diagnostic| placed(diagnostic, span)).collect::<Diagnostics>()
    };
    let mut found: Diagnostics = placements.iter().zip(reports).flat_map(of_story).collect();
    found.extend(free_areas(edition, placements, reports));
    found.extend(tables_in_columns_down(edition));
    found
}

/// Tables of stories whose lines run down: nothing of them is lost, but they stand as paragraphs, one for each cell.
fn tables_in_columns_down(edition: &Edition) -> Diagnostics {
    let runs_down = |thread: &&Thread| {
        thread.frames.iter().any(|frame| edition.frames[frame.index()].direction == Direction::Vertical)
    };
    let paras = |thread: &Thread| edition.stories[thread.story.index()].paras.iter();
    let tables = edition.threads.iter().filter(runs_down).flat_map(paras).filter_map(|para| para.table.as_deref());
    let told = |table: &StoryTable| {
        Diagnostic::error("table/vertical", message!("the table {} cannot stand among lines that run down", table.name))
            .at(table.span)
            .hint("put it into a frame of its own with `table:`, or the story into a place whose lines run across")
    };
    tables.map(told).collect()
}

/// Whether a headline of the story fits at no size, which has been told.
pub fn has_no_size(edition: &Edition, story: StoryId) -> bool {
    let mut limits =
        edition.stories[story.index()].paras.iter().map(|para| edition.para_styles[para.style.index()].width_fit);
    limits.any(|limits| limits.is_some_and(|limits| !limits.fits))
}

/// Lines that stay free: worth knowing, and more than the edition lets pass is what it says.
fn underfull(report: &StoryReport, limit: FreeLimit) -> Option<Diagnostic> {
    let StoryReport { name, free, .. } = report;
    // A place without a word was told as empty.
    if *free == 0 || report.kind != StoryKind::Body || report.chars == 0 {
        return None;
    }
    let message = message!("{} leaves {} free", name, lines(*free));
    if *free <= limit.rows {
        return Some(Diagnostic::note("flow/underfull", message));
    }
    let found = Diagnostic { severity: limit.beyond, ..Diagnostic::error("flow/underfull", message) };
    Some(found.hint(message!(
        "write about {} more, or give it a picture, a filler or a smaller place",
        characters(report.cure.room)
    )))
}

/// The same below columns that were made equally deep: counted in rows of their feet, and told only when it is more than is let pass.
fn underfull_below(report: &StoryReport, placement: &Placement, limit: FreeLimit) -> Option<Diagnostic> {
    let rows = rows_below(report, placement);
    let message = message!("{} leaves {} free below its even columns", report.name, rows_told(rows));
    let found = Diagnostic { severity: limit.beyond, ..Diagnostic::error("flow/underfull", message) };
    (rows > limit.rows).then(|| found.hint("write more, or give it a picture, a filler or a smaller place"))
}

/// Rows that stay free below each of the columns that were made equally deep.
fn rows_below(report: &StoryReport, placement: &Placement) -> usize {
    let columns: BTreeSet<_> = placement.unfilled.iter().map(|slot| (slot.frame, slot.column)).collect();
    if report.kind == StoryKind::Body { report.below.div_ceil(columns.len().max(1)) } else { 0 }
}

/// Pages whose stories leave little free each, but together more of the type area than they may; a page with a story that leaves too much
/// was told by that.
fn free_areas(edition: &Edition, placements: &[Placement], reports: &[StoryReport]) -> Diagnostics {
    let limit = edition.free_limit;
    // Lines, the paper they would have taken, and the last story that leaves some.
    let mut areas = vec![(0_usize, 0_i128, Span::default()); edition.pages.len()];
    let mut told: BTreeSet<PageId> = BTreeSet::new();
    for (placement, report) in placements.iter().zip(reports) {
        let is_beyond = report.free.max(rows_below(report, placement)) > limit.rows;
        let free = placement.unfilled.iter().filter(|_| report.kind == StoryKind::Body && report.over == 0);
        for slot in free {
            let (lines, area, span) = &mut areas[slot.page.index()];
            (*lines, *area) = (*lines + 1, *area + area_of(edition, slot));
            *span = edition.stories[placement.story.index()].span;
            told.extend(is_beyond.then_some(slot.page));
        }
    }
    let page = |(at, page): (usize, &Page)| {
        let whole = page.type_area.extent();
        let (lines, area, span) = areas[at];
        let share = area * 1000 / whole.max(1);
        let message = message!(
            "page {} leaves {} % of its type area free",
            page.number,
            format_args!("{}.{}", share / 10, share % 10)
        );
        let found = Diagnostic { severity: limit.beyond, ..Diagnostic::error("flow/free-area", message) };
        // As many as one story may leave are few on the smallest page.
        let is_too_much = lines > limit.rows && share > i128::from(limit.area.0) && !told.contains(&PageId::new(at));
        is_too_much.then(|| found.at(span).hint("lengthen its stories, or give the page a picture or fillers"))
    };
    edition.pages.iter().enumerate().filter_map(page).collect()
}

/// The paper that a free line would have taken: its measure and the grid's line distance.
fn area_of(edition: &Edition, slot: &Slot) -> i128 {
    i128::from(slot.measure.0) * i128::from(edition.pages[slot.page.index()].grid.leading.0)
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

/// A headline block that is mostly paper.
fn head_hole(report: &StoryReport) -> Option<Diagnostic> {
    let head = report.head.filter(HeadRoom::is_hole).filter(|_| report.kind == StoryKind::Body && report.over == 0)?;
    let message = message!("the headline block of {} leaves {} free", report.name, rows_told(head.rows));
    Some(Diagnostic::warning("flow/hole", message).hint(
        "write a longer headline, a kicker or a deck, make the frame less deep, or let it give its rows to the text (copyfit: head)",
    ))
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

/// From which letter stretch on lines of most languages are loose.
const A_QUARTER: Em = Em(250);

fn loose(report: &StoryReport) -> Option<Diagnostic> {
    let tradition = report.lang.tradition();
    let (name, count) = (&report.name, lines(report.loose));
    let message = match tradition.growth.rest {
        Rest::Spaces => message!("{} has {} with word spaces more than a quarter em beyond their limit", name, count),
        _ if tradition.loose < A_QUARTER => message!("{} has {} spaced by more than an eighth of an em", name, count),
        _ => message!("{} has {} spaced by more than a quarter em", name, count),
    };
    (report.loose > 0).then(|| {
        Diagnostic::warning("flow/loose", message)
            .hint("change a few words there, let the paragraph be a line shorter, or widen the column")
    })
}

/// D8: the eye objects from about a tenth of an em.
fn open(report: &StoryReport) -> Option<Diagnostic> {
    let (name, count) = (&report.name, lines(report.open));
    let message = match report.lang.tradition().growth.rest {
        Rest::Spaces => message!("{} has {} with word spaces beyond one and a half times their own", name, count),
        _ => message!("{} has {} spaced by an eighth to a quarter of an em", name, count),
    };
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
