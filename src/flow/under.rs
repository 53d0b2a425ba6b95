//! Rows of text under a picture: of fewer than it asks for nobody would look for the story there (M19), so they have no text.

use crate::base::{Diagnostic, Diagnostics, FrameId, Len, Message};
use crate::message;
use crate::model::{Content, Direction, Edition, Frame, Lines, SHORT_OF_ROW};

/// A picture in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    /// The picture's frame.
    pub picture: FrameId,
    /// Rows of the text under it and its caption; negative where they end lower than the text.
    pub rows: i64,
    /// As many as it asks for.
    pub least: i64,
}

impl Under {
    /// Rows under it that stay empty, being too few.
    pub fn white(&self) -> i64 {
        if self.rows < self.least { self.rows.max(0) } else { 0 }
    }
}

/// The pictures of an edition that stand in a text and ask for rows under them.
pub fn under(edition: &Edition) -> Vec<Under> {
    let texts = edition.frames.iter().filter(|frame| frame.lines == Lines::OnGrid && frame.content == Content::Text);
    texts.flat_map(|text| pictures_in(edition, text)).collect()
}

fn pictures_in(edition: &Edition, text: &Frame) -> impl Iterator<Item = Under> {
    let own = edition.pages[text.page.index()].frames.iter();
    own.filter_map(|picture| {
        let frame = &edition.frames[picture.index()];
        let rows = rows_under(edition, text, frame).filter(|_| frame.runaround.is_some())?;
        Some(Under { picture: *picture, rows, least: i64::from(frame.rows_under) })
    })
}

/// Whether a picture has too few rows of a text under it.
pub(super) fn is_too_low(edition: &Edition, text: &Frame, picture: &Frame) -> bool {
    rows_under(edition, text, picture).is_some_and(|rows| rows < i64::from(picture.rows_under))
}

/// Rows of a text under a picture that asks for some and stands in it.
fn rows_under(edition: &Edition, text: &Frame, picture: &Frame) -> Option<i64> {
    let is_in = picture.rows_under > 0
        && text.direction == Direction::Horizontal
        && picture.area.intersection(&text.area).is_some();
    let page = &edition.pages[text.page.index()];
    let leading = text.leading.unwrap_or(page.grid.leading);
    if !is_in || leading <= Len::ZERO {
        return None;
    }
    let foot = foot(edition, picture) + picture.runaround.unwrap_or_default();
    // The last row has no blank under it.
    let room = text.area.bottom() - foot + (leading - page.grid.body) + SHORT_OF_ROW;
    let is_out = foot - picture.runaround.unwrap_or_default() > text.area.bottom() + page.grid.body / 2;
    Some(if is_out { -(-room).whole(leading) - 1 } else { room.max(Len::ZERO).whole(leading) })
}

/// Where a picture ends with its caption, and what else belongs to it.
fn foot(edition: &Edition, picture: &Frame) -> Len {
    let own = format!("{}/", picture.name);
    let parts = edition.pages[picture.page.index()].frames.iter().map(|id| &edition.frames[id.index()]);
    let parts = parts.filter(|part| part.name.starts_with(&own));
    parts.map(|part| part.area.bottom()).fold(picture.area.bottom(), Len::max)
}

/// Rows that stay empty under pictures, and pictures that a deeper headline moved out of their text.
pub(super) fn findings(edition: &Edition) -> Diagnostics {
    under(edition).iter().filter_map(|under| told(edition, under)).collect()
}

fn told(edition: &Edition, under: &Under) -> Option<Diagnostic> {
    let rows = |count: i64| if count == 1 { message!("{} row", count) } else { message!("{} rows", count) };
    let frame = &edition.frames[under.picture.index()];
    let (name, page) = (frame.name.as_str(), edition.pages[frame.page.index()].number.as_str());
    let found = if under.rows < 0 {
        let what: Message = message!("page {}: `{}` ends below its text", page, name);
        let finding = Diagnostic::error("flow/picture-out", what);
        finding.hint("a headline that takes more rows moved it: give it or the headline fewer rows, or the block more")
    } else {
        let what = message!("page {}: empty under `{}`: {}", page, name, rows(under.white()));
        let finding = Diagnostic::warning("flow/under-picture", what);
        let hint = message!("text needs {} there: make the picture as much deeper, or lower", rows(under.least));
        finding.hint(hint)
    };
    (under.rows < 0 || under.white() > 0).then(|| found.at(frame.span))
}
