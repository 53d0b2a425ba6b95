//! What found no room, in the words of what it is: a story, a headline block, a caption, a table.

use crate::base::{Diagnostic, Message};
use crate::message;
use crate::model::{Edition, Lines, Role, StoryKind, StoryTable, Table, Thread};

use super::copyfit::Used;
use super::counted::{characters, lines, more_lines, rows_told};
use super::fill::Placement;
use super::report::StoryReport;
use super::table::table_of;

/// The finding about a story that is over; `threads` are the story's.
pub(super) fn overset(
    edition: &Edition,
    report: &StoryReport,
    placement: &Placement,
    threads: &[&Thread],
) -> Option<Diagnostic> {
    let StoryReport { name, over, over_chars, .. } = report;
    let message = message!("{} is {} ({}) over", name, lines(*over), characters(*over_chars));
    let found = Diagnostic::error("flow/overset", message);
    let frame = threads.first().and_then(|thread| thread.frames.first());
    let table = frame.and_then(|frame| table_of(edition, *frame));
    let of_head = if report.kind == StoryKind::Head { in_head(edition, placement) } else { None };
    let found = match (table, of_head) {
        (Some(table), _) => found.hint(of_table(table, placement)),
        (None, Some(hint)) => found.hint(hint),
        (None, None) => match in_table(edition, report, placement) {
            Some(hint) if report.cure.cuts.is_empty() => found.hint(hint),
            Some(hint) => found.hint(hint).hint(message!("or cut {} of its text", characters(report.to_cut()))),
            None => found.hint(remedy(edition, report, threads)),
        },
    };
    (*over > 0).then(|| with_head_rows(report, found))
}

/// Of a table whole rows are taken out, no characters.
fn of_table(table: &Table, placement: &Placement) -> Message {
    let para = placement.overset.start.map_or(0, |start| start.para);
    let row = table.cells.iter().filter(|cell| cell.has_para).nth(para).map_or(0, |cell| cell.row);
    let over = rows_told(usize::from(table.rows.saturating_sub(row)));
    message!("take {} out, or make its frame deeper or its type smaller", over)
}

/// A story that is over from a row of its table on: rows are taken out, or text before them.
fn in_table(edition: &Edition, report: &StoryReport, placement: &Placement) -> Option<Message> {
    let start = placement.overset.start?.para;
    let paras = &edition.stories[placement.story.index()].paras;
    let first = paras.get(..=start)?.iter().rposition(|para| para.table.is_some())?;
    let StoryTable { table, name, .. } = paras.get(first)?.table.as_deref()?;
    let words = table.cells.iter().filter(|cell| cell.has_para);
    let row = words.clone().nth(start - first)?.row;
    let over = rows_told(usize::from(table.rows.saturating_sub(row)));
    Some(message!(
        "{} of the table {} have no room: take them out, or give the story {}",
        over,
        name,
        more_lines(report.over)
    ))
}

/// A headline block says what of it has no room: with a short headline it may be the byline alone.
fn in_head(edition: &Edition, placement: &Placement) -> Option<&'static str> {
    let start = placement.overset.start?.para;
    match edition.stories[placement.story.index()].paras.get(start)?.role {
        Role::Byline => {
            Some("it is the byline that has no room: shorten the lines above it, or make the headline block deeper")
        }
        Role::Deck => {
            Some("from the deck on there is no room: shorten the lines above it, or make the headline block deeper")
        }
        _ => None,
    }
}

fn remedy(edition: &Edition, report: &StoryReport, threads: &[&Thread]) -> Message {
    let cut = characters(report.to_cut());
    // No frame of a layout has a stroke in its name.
    if report.name.ends_with("/caption") {
        return message!("cut {}, or let the caption have more lines, as with `caption-lines: 1-8`", cut);
    }
    if on_grid(edition, threads) {
        message!("cut {}, or give the story {}", cut, more_lines(report.over))
    } else {
        message!("cut {}, or make its frame larger or its type smaller", cut)
    }
}

/// Whether more rows would help the story: it stands on the grid.
fn on_grid(edition: &Edition, threads: &[&Thread]) -> bool {
    let mut frames = threads.iter().flat_map(|thread| &thread.frames);
    frames.any(|frame| edition.frames[frame.index()].lines == Lines::OnGrid)
}

/// What the story's own headline block could give it.
fn with_head_rows(report: &StoryReport, found: Diagnostic) -> Diagnostic {
    let rows = report.head.map_or(0, |head| head.rows);
    let gives = report.used.iter().any(|used| matches!(used, Used::Head(_)));
    if rows == 0 || gives {
        return found;
    }
    found.hint(message!("its headline block leaves {} free: `head` in copyfit lets it give them", rows_told(rows)))
}
