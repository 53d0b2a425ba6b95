//! `shape`: styled paragraphs → clusters, glyphs, CJK classes and blanks. The only caller of the shaper.
//!
//! Text is cut into units ([`unit`]), each gets its class ([`context`], from the tables of `tradition`), its face and glyphs ([`story`],
//! [`shaper`]), and its em box with removable blank ([`boxes`]).

mod bidi;
mod bopomofo;
mod boxes;
mod context;
mod foreign;
mod ideal;
mod lacking;
mod mixed;
mod readings;
mod ruby;
mod shaped;
mod shaper;
mod story;
mod unit;
mod vertical;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::base::{Diagnostics, FrameId, StoryId};
use crate::font::FontBook;
use crate::model::{Direction, Edition};

pub use crate::tradition::Class;
pub use ideal::{shape_ideal, shape_ideal_in};
pub use shaped::*;

/// Shapes every story of an edition; index by `StoryId`. Characters that no face has are errors.
pub fn shape_edition(edition: &Edition, fonts: &FontBook) -> (Vec<ShapedStory>, Diagnostics) {
    shape_stories(edition, fonts, &directions(edition))
}

/// The same for an edition without frames, all of whose lines run in one direction.
pub fn shape_edition_in(edition: &Edition, fonts: &FontBook, direction: Direction) -> (Vec<ShapedStory>, Diagnostics) {
    shape_stories(edition, fonts, &vec![direction; edition.stories.len()])
}

fn shape_stories(edition: &Edition, fonts: &FontBook, directions: &[Direction]) -> (Vec<ShapedStory>, Diagnostics) {
    let names = |face| fonts.face(face).family().to_owned();
    let stories: Vec<usize> = (0..edition.stories.len()).collect();
    // A shaper remembers what it shaped, so each thread keeps one for a long stretch of stories.
    let stretch = stories.len().div_ceil(rayon::current_num_threads()).max(1);
    let shaped: Vec<(ShapedStory, Diagnostics)> = stories
        .par_chunks(stretch)
        .flat_map_iter(|stories| {
            let mut shaper = shaper::Shaper::new(fonts);
            stories
                .iter()
                .map(|&story| story::shape_story(edition, story, directions[story], &mut shaper, &names))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut diagnostics = Vec::new();
    let stories = shaped.into_iter().map(|(story, found)| {
        diagnostics.extend(found);
        story
    });
    (stories.collect(), diagnostics)
}

/// Shapes one story again, whose looks have changed; what is wrong with it was found the first time.
pub fn shape_again(edition: &Edition, fonts: &FontBook, story: StoryId) -> ShapedStory {
    let thread = edition.threads.iter().find(|thread| thread.story == story);
    let direction = direction(edition, thread.and_then(|thread| thread.frames.first()));
    let names = |face| fonts.face(face).family().to_owned();
    story::shape_story(edition, story.index(), direction, &mut shaper::Shaper::new(fonts), &names).0
}

/// A story's lines run as its first frame says, a jump line as the frame it stands in.
fn directions(edition: &Edition) -> Vec<Direction> {
    let mut directions = vec![Direction::Horizontal; edition.stories.len()];
    for thread in &edition.threads {
        directions[thread.story.index()] = direction(edition, thread.frames.first());
        for jump in &thread.jumps {
            let before = jump.after.checked_sub(1).and_then(|last| thread.frames.get(last));
            directions[jump.line.index()] = direction(edition, before);
        }
    }
    directions
}

/// The direction of a frame; horizontal where there is none.
fn direction(edition: &Edition, frame: Option<&FrameId>) -> Direction {
    frame.map(|frame| edition.frames[frame.index()].direction).unwrap_or_default()
}
