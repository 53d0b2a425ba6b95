//! Advertisements against what was booked: placed at another size they would leave a gap, lose an edge, or be scaled.

use crate::base::{Diagnostic, Diagnostics, Insets, Len, Rect, Size};
use crate::message;
use crate::model::{Booked, Content, Edition, Frame, Picture, PictureFit, PlacedPicture};

/// Advertisements that are not of the size that was booked: the frame's, or the one it names.
pub fn bookings(edition: &Edition) -> Diagnostics {
    let pictures = edition.frames.iter().filter_map(|frame| match &frame.content {
        Content::Picture(placed) => Some((frame, placed, &edition.pictures[placed.picture.index()])),
        _ => None,
    });
    pictures.filter_map(|(frame, placed, picture)| Some(wrong(frame, placed, picture)?.at(picture.span))).collect()
}

/// Whether the file in a frame has the size it was sold in; anything but a file has.
pub fn file_fits(edition: &Edition, frame: &Frame) -> bool {
    match &frame.content {
        Content::Picture(placed) => wrong(frame, placed, &edition.pictures[placed.picture.index()]).is_none(),
        _ => true,
    }
}

fn wrong(frame: &Frame, placed: &PlacedPicture, picture: &Picture) -> Option<Diagnostic> {
    match &frame.booked {
        Some(booked) => other_size(&room(booked, frame.padding), placed.fit, picture),
        None if placed.fit == PictureFit::Exact => {
            let (own, room) = (picture.paper?, frame.area.inset(frame.padding).size());
            (!own.is_near(room, Booked::OFF)).then(|| {
                Diagnostic::error(
                    "ad/size",
                    message!("{} is {}, its frame {}", picture.name, own.in_mm(), room.in_mm()),
                )
                .hint("ask for the booked size, or write fit: contain to scale it")
            })
        }
        None => None,
    }
}

/// What a booking leaves within a frame's padding.
fn room(booked: &Booked, padding: Insets) -> Booked {
    let Size { width, height } = booked.size;
    let whole = Rect { x: Len::ZERO, y: Len::ZERO, width, height };
    Booked { size: whole.inset(padding).size(), ..booked.clone() }
}

/// A file that does not have the size it was sold in: at its own size it is an error, scaled to its frame something to know.
fn other_size(booked: &Booked, fit: PictureFit, picture: &Picture) -> Option<Diagnostic> {
    let own = picture.paper.or(picture.size.map(|pixels| as_wide(pixels, booked.size)))?;
    if booked.is_size_of(own) {
        return None;
    }
    let message = message!("{} is {}, but {} is {}", picture.name, own.in_mm(), booked.name, booked.size.in_mm());
    Some(match fit {
        PictureFit::Exact => {
            Diagnostic::error("ad/size", message).hint("ask for the booked size, or write fit: contain to scale it")
        }
        PictureFit::Contain => Diagnostic::warning("ad/size", message)
            .hint("ask for the booked size; fit: contain scales it and may leave a gap at its sides"),
        PictureFit::Cover => Diagnostic::warning("ad/size", message)
            .hint("ask for the booked size; fit: cover scales it and cuts what hangs over, contain shows all of it"),
    })
}

/// Pixels that say nothing of their size have only a proportion: they are as wide as what was booked.
fn as_wide(pixels: Size, booked: Size) -> Size {
    Size { width: booked.width, height: booked.width.scaled(pixels.height.0, pixels.width.0.max(1)) }
}
