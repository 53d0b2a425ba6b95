//! What stands among a story's lines and is none: pictures between paragraphs, and the large first character (首字下沉).

use crate::base::{Em, Len};
use crate::model::{Edition, Lines, Para, ParaStyle, Thread};
use crate::shape::ShapedStory;

use super::axes::{Block, Extent};
use super::fill::{Filler, Fitted};
use super::slots::{Slot, columns};
use super::tracks::{Cursor, Place, Track};

/// A picture in a story is at most this many times as high as its column is wide.
const TALLEST: i64 = 2;
/// Distance of a large first character from the lines beside it.
const BESIDE_CAP: Em = Em(500);

/// The styles of a story's paragraphs, one for each; pictures get the rows that their column's width makes them need.
pub(super) fn styles(edition: &Edition, thread: &Thread, story: &ShapedStory) -> Vec<ParaStyle> {
    let written = &edition.stories.get(thread.story.index()).map_or(&[][..], |story| &story.paras);
    let style = |(at, para): (usize, &crate::shape::ShapedPara)| {
        let style = edition.para_styles[para.style.index()].clone();
        match written.get(at) {
            Some(picture @ Para { picture: Some(_), .. }) => picture_style(edition, thread, picture, style),
            _ => style,
        }
    };
    story.paras.iter().enumerate().map(style).collect()
}

/// A style whose one line is the picture: on whole rows of the grid, or of its own height in a free frame.
fn picture_style(edition: &Edition, thread: &Thread, para: &Para, style: ParaStyle) -> ParaStyle {
    let Some((frame, picture)) = thread.frames.first().zip(para.picture.as_ref()) else { return style };
    let frame = &edition.frames[frame.index()];
    let grid = edition.pages[frame.page.index()].grid;
    let measure = columns(frame).first().map_or(Len::ZERO, |column| column.along.len());
    let size = edition.pictures[picture.picture.index()].size.unwrap_or_default();
    let proportional =
        if size.width > Len::ZERO { measure.scaled(size.height.0, size.width.0) } else { measure * 2 / 3 };
    let height = proportional.min(measure * TALLEST).max(grid.body);
    if frame.lines == Lines::Free {
        return ParaStyle { size: height, leading: height + grid.leading / 3, rows: 1, ..style };
    }
    let rows = (height + grid.leading - grid.body).0.div_euclid(grid.leading.0.max(1)).max(1);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    // The row below the last stays clear of a caption's or a line's ascenders.
    let height = grid.leading * (i64::from(rows) - 1) + grid.body;
    ParaStyle { size: height, rows, ..style }
}

/// A large first character: what it takes away from the rows it stands on, whichever paragraph comes to stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cap {
    /// Its first row's slot.
    slot: Slot,
    /// How many rows it stands on.
    rows: i64,
    /// How much shorter lines beside it are.
    by: Len,
}

impl Cap {
    /// A place, shortened when it is beside the character.
    pub(super) fn beside(&self, place: Place) -> Place {
        let (cap, block) = (self.slot.block().along, place.slot.block());
        let taken = Extent { to: cap.from + self.by, ..cap };
        let in_rows = (self.slot.row..self.slot.row + self.rows).contains(&place.slot.row);
        let in_column = (place.slot.frame, place.slot.column) == (self.slot.frame, self.slot.column);
        if !in_rows || !in_column || !taken.overlaps(&block.along) {
            return place;
        }
        let along = Extent { from: taken.to.min(block.along.to), to: block.along.to };
        Place { slot: place.slot.moved(&Block { along, ..block }, place.slot.em), ..place }
    }
}

/// The large first character that a paragraph is, once it has its place, and where the text beside it begins.
pub(super) fn cap(filler: &Filler<'_>, para: usize, fitted: &Fitted) -> Option<(Cap, Cursor)> {
    let style = filler.style(para);
    let place = fitted.taken().first().filter(|_| style.drop_cap)?;
    let beside = filler.paras.get(para + 1)?;
    let em = beside.clusters.first().map_or(style.size / 4, |_| beside.em(0));
    let width = fitted.lines.first()?.width;
    // Half an em at least, and the lines beside stay a multiple of half an em.
    let by = (width + BESIDE_CAP.of(em) + em / 2 - Len(1)).floor_to(em / 2);
    let on_grid = matches!(filler.tracks.get(place.track), Some(Track::Grid(_)));
    let cap = Cap { slot: place.slot, rows: i64::try_from(place.rows).unwrap_or(1), by };
    on_grid.then_some((cap, Cursor { used: place.first, ..place.next }))
}
