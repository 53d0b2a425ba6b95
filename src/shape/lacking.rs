//! What is told of characters that no face has.

use crate::base::{Diagnostic, FaceId, Message, Span, of_radical};
use crate::message;

/// The faces that were tried, as readers know them.
pub(super) fn tried(faces: &[FaceId], names: &dyn Fn(FaceId) -> String) -> String {
    faces.iter().map(|&face| names(face)).collect::<Vec<_>>().join(", ")
}

/// A character that no face has is an error naming it, its place and the faces tried.
pub(super) fn missing_glyph(c: char, span: Span, faces: &[FaceId], names: &dyn Fn(FaceId) -> String) -> Diagnostic {
    Diagnostic::error(
        "shape/missing-glyph",
        message!("no face has {} (U+{}); tried {}", c, format_args!("{:04X}", u32::from(c)), tried(faces, names)),
    )
    .at(span)
    .hint(match of_radical(c) {
        Some(plain) => {
            message!("write `{}`: this is the radical that looks like it, as copies from PDFs have it", plain)
        }
        None if c == char::REPLACEMENT_CHARACTER => {
            Message::from("a character was lost before it came here: look it up in the manuscript and write it")
        }
        None => {
            Message::from("add a face that has it to the family's `faces`, or write the word with other characters")
        }
    })
}
