//! What is told of characters that no face has, or the first face of their family has not.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, FaceId, Message, Span, of_radical};
use crate::font::is_one_design;
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

/// Characters of a text that its own face lacks.
pub(super) struct Strayed {
    /// Which they are.
    pub characters: BTreeSet<char>,
    /// Where the first stands.
    span: Span,
}

impl From<Span> for Strayed {
    fn from(span: Span) -> Self {
        Self { characters: BTreeSet::new(), span }
    }
}

/// The characters of texts that have a face of their own: what stands for all of them, as signs of mathematics do, is nobody's.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Adds what was found in a paragraph to what was found in those before it.
pub(super) fn gather(all: &mut BTreeMap<(FaceId, FaceId), Strayed>, found: BTreeMap<(FaceId, FaceId), Strayed>) {
    for (faces, own) in found {
        all.entry(faces).or_insert_with(|| Strayed::from(own.span)).characters.extend(own.characters);
    }
}

/// Most characters that a message gives.
const EXAMPLES: usize = 12;

/// The note that a text stands in two designs; parts of one design are not told from each other.
pub(super) fn strayed_from(
    (own, other): (FaceId, FaceId),
    found: &Strayed,
    names: &dyn Fn(FaceId) -> String,
) -> Option<Diagnostic> {
    let (own, other) = (names(own), names(other));
    if own == other || is_one_design(&own, &other) {
        return None;
    }
    let (count, some) = (found.characters.len(), found.characters.iter().take(EXAMPLES).collect::<String>());
    let message = if count > EXAMPLES {
        message!("{} lacks {} and {} more: they are set in {}", own, some, count - EXAMPLES, other)
    } else {
        message!("{} lacks {}: set in {}", own, some, other)
    };
    let hint = "take another family for this text, or put a font that has them first in the family's `faces`";
    Some(Diagnostic::note("font/two-designs", message).at(found.span).hint(hint))
}
