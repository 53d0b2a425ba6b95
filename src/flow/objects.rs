//! What stands among a story's lines and is none: pictures between paragraphs, and the large first character (首字下沉).

use crate::base::{Em, FrameId, Len, Size};
use crate::line::label_width;
use crate::model::{Align, Direction, Edition, Lines, OfTable, Para, ParaStyle, PlacedPicture, Rest, Role, Thread};
use crate::shape::{ShapedPara, ShapedStory};

use super::axes::{Block, Extent};
use super::fill::{Filler, Fitted};
use super::slots::{Slot, columns};
use super::tracks::{Cursor, Place, Track};

/// A picture in a story is at most this many times as high as its column is wide.
const TALLEST: i64 = 2;
/// The proportions of a picture whose size is not known.
const UNKNOWN: Size = Size { width: Len(3), height: Len(2) };
/// Distance of a large first character from the lines beside it.
const BESIDE_CAP: Em = Em(500);
/// The same of a Western one, whose advance has room of its own (LA13).
const BESIDE_WESTERN_CAP: Em = Em(120);

/// The styles of a story's paragraphs, one for each; pictures and pull quotes get what makes them float.
pub(super) fn styles(edition: &Edition, thread: &Thread, story: &ShapedStory) -> Vec<ParaStyle> {
    let written = &edition.stories.get(thread.story.index()).map_or(&[][..], |story| &story.paras);
    let measures = thread.frames.iter().filter_map(|frame| columns(&edition.frames[frame.index()]).first().copied());
    let narrowest = measures.map(|column| column.along.len()).min().unwrap_or(Len::ZERO);
    // Where lines run down a table is no table but its words, which is told.
    let is_level = |frame: &FrameId| edition.frames[frame.index()].direction == Direction::Horizontal;
    let stands = thread.frames.iter().all(is_level);
    let style = |(at, para): (usize, &ShapedPara)| {
        let style = edition.para_styles[para.style.index()].clone();
        match written.get(at) {
            Some(Para { picture: Some(picture), .. }) => picture_style(edition, thread, picture, style),
            Some(Para { role: Role::TableTitle, .. }) if stands => ParaStyle { table: OfTable::Title, ..style },
            Some(Para { table: Some(_), .. }) if stands => ParaStyle { table: OfTable::First(at), ..style },
            Some(Para { role: Role::Cell, .. }) if stands => ParaStyle { table: OfTable::Further, ..style },
            // A quotation that may be divided belongs to the run of the text.
            Some(Para { role: Role::Quote, .. }) => ParaStyle { floats: style.keep_together, ..style },
            _ if style.label > 0 => hanging(para, style, narrowest),
            _ => style,
        }
    };
    story.paras.iter().enumerate().map(style).collect()
}

/// F5: turn lines that start after the label of their first, where that leaves them half of the narrowest column.
fn hanging(para: &ShapedPara, style: ParaStyle, narrowest: Len) -> ParaStyle {
    let label = label_width(para, &style);
    let start = style.margin_start + style.indent + label;
    let hangs = matches!(style.align, Align::Justify | Align::Start) && start * 2 <= narrowest;
    if hangs { ParaStyle { margin_start: start, indent: -label, ..style } } else { style }
}

/// A style whose one line is the picture, as it would stand in the thread's first column; in the column it comes to stand in it is as that one makes it.
fn picture_style(edition: &Edition, thread: &Thread, picture: &PlacedPicture, style: ParaStyle) -> ParaStyle {
    let Some(frame) = thread.frames.first() else { return style };
    let frame = &edition.frames[frame.index()];
    let grid = edition.pages[frame.page.index()].grid;
    let measure = columns(frame).first().map_or(Len::ZERO, |column| column.along.len());
    let known = edition.pictures[picture.picture.index()].size.filter(|size| size.width > Len::ZERO);
    let size = known.unwrap_or(UNKNOWN);
    // The measure of a vertical column is the picture's height.
    let is_vertical = frame.direction == Direction::Vertical;
    let proportions = if is_vertical { Size { width: size.height, height: size.width } } else { size };
    let style = ParaStyle { picture: Some(proportions), floats: true, ..style };
    if frame.lines == Lines::Free {
        let size = height(proportions, measure, grid.body);
        return ParaStyle { size, leading: size + grid.leading / 3, rows: 1, ..style };
    }
    let (size, leading, rows) = on_rows(proportions, measure, (grid.leading, grid.body), usize::MAX);
    ParaStyle { size, leading, rows, ..style }
}

/// How high a picture of some proportions stands on a measure.
pub(super) fn height(picture: Size, measure: Len, body: Len) -> Len {
    measure.scaled(picture.height.0, picture.width.0.max(1)).min(measure * TALLEST).max(body)
}

/// Height, line distance and rows of a picture on rows of the grid, `most` at most, a `pitch` apart and as high as `body` type.
pub(super) fn on_rows(picture: Size, measure: Len, (pitch, body): (Len, Len), most: usize) -> (Len, Len, u16) {
    let height = height(picture, measure, body);
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = (height + pitch - body).0.div_euclid(pitch.0.max(1)).min(most).max(1);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    // The row below the last stays clear of a caption's or a line's ascenders.
    let height = pitch * (i64::from(rows) - 1) + body;
    (height, height + pitch / 3, rows)
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
    /// Whether a slot is in one of its rows.
    pub(super) fn is_in_row_of(&self, slot: &Slot) -> bool {
        let in_column = (slot.frame, slot.column) == (self.slot.frame, self.slot.column);
        in_column && (self.slot.row..self.slot.row + self.rows).contains(&slot.row)
    }

    /// A place, shortened when it is beside the character.
    pub(super) fn beside(&self, place: Place) -> Place {
        let (cap, block) = (self.slot.block().along, place.slot.block());
        let taken = Extent { to: cap.from + self.by, ..cap };
        if !self.is_in_row_of(&place.slot) || !taken.overlaps(&block.along) {
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
    let by = match style.composition.lang.tradition().growth.rest {
        Rest::Spaces => width + BESIDE_WESTERN_CAP.of(em),
        // Half an em at least, and the lines beside stay a multiple of half an em.
        _ => (width + BESIDE_CAP.of(em) + em / 2 - Len(1)).floor_to(em / 2),
    };
    let on_grid = matches!(filler.tracks.get(place.track), Some(Track::Grid(_)));
    let cap = Cap { slot: place.slot, rows: i64::try_from(place.rows).unwrap_or(1), by };
    on_grid.then_some((cap, Cursor { used: place.first, ..place.next }))
}
