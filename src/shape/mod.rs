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
use crate::model::{Direction, Edition, Frame};

pub use crate::tradition::{Class, Course};
pub use ideal::{shape_ideal, shape_ideal_in};
pub use shaped::*;

/// Shapes every story of an edition; index by `StoryId`. Characters that no face has are errors.
pub fn shape_edition(edition: &Edition, fonts: &FontBook) -> (Vec<ShapedStory>, Diagnostics) {
    shape_stories(edition, fonts, &of_frames(edition, Ways::of))
}

/// The same for an edition without frames, all of whose lines run in one direction.
pub fn shape_edition_in(edition: &Edition, fonts: &FontBook, direction: Direction) -> (Vec<ShapedStory>, Diagnostics) {
    let ways = Ways { direction, course: Course::FromLeft };
    shape_stories(edition, fonts, &vec![ways; edition.stories.len()])
}

/// Which ways the lines of a story run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ways {
    direction: Direction,
    course: Course,
}

impl Ways {
    /// As a frame says.
    fn of(frame: &Frame) -> Self {
        Self { direction: frame.direction, course: frame.course }
    }
}

fn shape_stories(edition: &Edition, fonts: &FontBook, ways: &[Ways]) -> (Vec<ShapedStory>, Diagnostics) {
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
                .map(|&story| story::shape_story(edition, story, ways[story], &mut shaper, &names))
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
    let ways = in_frame(edition, thread.and_then(|thread| thread.frames.first()), Ways::of);
    let names = |face| fonts.face(face).family().to_owned();
    story::shape_story(edition, story.index(), ways, &mut shaper::Shaper::new(fonts), &names).0
}

/// What holds for each story: a story's lines run as its first frame says, a jump line as the frame it stands in.
fn of_frames<T: Clone + Default>(edition: &Edition, of: fn(&Frame) -> T) -> Vec<T> {
    let mut all = vec![T::default(); edition.stories.len()];
    for thread in &edition.threads {
        all[thread.story.index()] = in_frame(edition, thread.frames.first(), of);
        for jump in &thread.jumps {
            let before = jump.after.checked_sub(1).and_then(|last| thread.frames.get(last));
            all[jump.line.index()] = in_frame(edition, before, of);
        }
    }
    all
}

/// What a frame says; the usual where there is none.
fn in_frame<T: Default>(edition: &Edition, frame: Option<&FrameId>, of: fn(&Frame) -> T) -> T {
    frame.map(|frame| of(&edition.frames[frame.index()])).unwrap_or_default()
}
