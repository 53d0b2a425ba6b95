//! What the stories of an edition are to say, taken down before texts are let go, and where they stand once it is set.

use crate::base::narrow;
use crate::display::{Missing, Standing, WordedRun, Wording};
use crate::model::{Annotation, DEFAULTS, Edition, Para, Role, Run, Story, StoryKind, Thread};

use super::fill::Placement;

/// What every story is to say; `StoryId` indexes the list.
pub fn wordings(edition: &Edition) -> Vec<Wording> {
    edition.stories.iter().map(wording).collect()
}

fn wording(story: &Story) -> Wording {
    let para = |(number, para): (usize, &'_ Para)| {
        let is_literal = story.kind == StoryKind::Body && is_copy(para.role);
        // Blanks alone may part two looks of a paragraph.
        let says = para.runs.iter().any(|run| !run.text.trim().is_empty());
        let said = para.runs.iter().filter(|run| says && !run.text.is_empty());
        said.map(|run| worded(narrow(number), run, is_literal)).collect::<Vec<_>>()
    };
    let floats = story.paras.iter().enumerate().filter(|(_, para)| matches!(para.role, Role::Quote | Role::Caption));
    Wording {
        story: story.name.clone(),
        floats: floats.map(|(number, _)| narrow(number)).collect(),
        repeated: story.paras.iter().enumerate().flat_map(|(number, para)| headings(number, para)).collect(),
        runs: story.paras.iter().enumerate().flat_map(para).collect(),
        ..Wording::default()
    }
}

/// The headings of the table that begins with a paragraph, which stand over every part of it.
fn headings(number: usize, para: &Para) -> std::ops::Range<u32> {
    let cells = para.table.iter().flat_map(|table| table.table.cells.iter().map(|cell| (cell, table.table.header)));
    let count = cells.filter(|(cell, header)| cell.has_para && cell.row < *header).count();
    narrow(number)..narrow(number + count)
}

/// Whether a paragraph is read letter by letter: blanks of headlines and bylines change, cells have quotes and names in braces.
fn is_copy(role: Role) -> bool {
    !matches!(role, Role::Kicker | Role::Headline | Role::Deck | Role::Byline | Role::Cell)
}

/// A run of copy as long as its place in the source is what stands there; the shaper finds places by the same rule. Other texts can be as long as
/// quotes, variables or blanks that they do not have.
fn worded(para: u32, run: &Run, is_literal: bool) -> WordedRun {
    let is_written =
        is_literal && (run.span.end - run.span.start) as usize == run.text.len() && run.span.source != DEFAULTS;
    WordedRun {
        span: run.span,
        para,
        text: (!is_written).then(|| run.text.as_str().into()),
        reading: match &run.annotation {
            Annotation::Ruby(ruby) => Some(ruby.text.as_str().into()),
            _ => None,
        },
    }
}

/// Adds where the stories stand.
pub fn stand(edition: &Edition, placements: &[Placement], wordings: &mut [Wording]) {
    let of = |frame: &crate::base::FrameId| {
        let frame = &edition.frames[frame.index()];
        Standing { page: frame.page.index(), frame: frame.name.clone() }
    };
    for Thread { story, frames, jumps, .. } in &edition.threads {
        for jump in jumps {
            if let Some(line) = wordings.get_mut(jump.line.index()) {
                line.frames = frames[..jump.after].iter().map(of).collect();
                line.missing = Missing::All;
            }
        }
        if let Some(wording) = wordings.get_mut(story.index()) {
            wording.frames.extend(frames.iter().map(of));
        }
    }
    for placement in placements.iter().filter(|placement| placement.overset.start.is_some()) {
        if let Some(wording) = wordings.get_mut(placement.story.index()) {
            wording.missing = Missing::End;
        }
    }
}
