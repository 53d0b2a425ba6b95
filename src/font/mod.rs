//! `font`: font bytes → an immutable [`FontBook`] of faces with metrics, coverage and embedding rights.

mod face;

use crate::base::{Diagnostic, Diagnostics, FaceId, Message};
use crate::message;

pub use face::{EmbeddingRights, Face, FaceMetrics, FontData, FontFile, GlyphInk, Outlines, Slant, vertical_origin};

/// All faces of a run. Faces parse in microseconds and read their tables only when asked, so shipped fonts cost nothing until used.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
}

impl FontBook {
    /// Reads every face of `files`; of two faces with one family name and weight the later one is found first, so that house fonts win.
    pub fn load(files: Vec<FontFile>) -> (Self, Diagnostics) {
        let mut book = Self::default();
        let mut diagnostics = Vec::new();
        for file in files {
            if let FontData::Unread(why) = &file.data {
                diagnostics.push(unread(why));
                continue;
            }
            let count = ttf_parser::fonts_in_collection(file.data.bytes()).unwrap_or(1);
            for index in 0..count {
                match Face::parse(&file, index) {
                    Ok(face) => book.faces.push(face),
                    Err(why) => diagnostics.push(unusable(&file.name, index, &why)),
                }
            }
        }
        (book, diagnostics)
    }

    /// The face of an id this book gave out.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.index()]
    }

    /// All faces in loading order.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face of a family by any of its names, ASCII case ignored, with the nearest weight (100 to 900); an italic one only where the family
    /// has no other.
    pub fn find(&self, family: &str, weight: u16) -> Option<FaceId> {
        self.nearest(family, weight, Slant::Upright)
    }

    /// The italic of a family, as [`Self::find`] finds the upright.
    pub fn italic(&self, family: &str, weight: u16) -> Option<FaceId> {
        self.nearest(family, weight, Slant::Italic).filter(|&face| self.face(face).slant == Slant::Italic)
    }

    fn nearest(&self, family: &str, weight: u16, slant: Slant) -> Option<FaceId> {
        let named = self.faces.iter().enumerate().filter(|(_, face)| face.is_called(family));
        named
            .min_by_key(|(index, face)| (face.slant != slant, face.weight.abs_diff(weight), usize::MAX - index))
            .map(|(index, _)| FaceId::new(index))
    }
}

/// A font file or face that cannot be used is left aside: where a style asks for its family, that is told as an error of its own.
fn unusable(file: &str, index: u32, why: &Message) -> Diagnostic {
    Diagnostic::warning("font/unusable", message!("{} (face {}): {}", file, index, why.clone()))
        .hint("use an OpenType or TrueType font file (.otf, .ttf, .ttc, .otc)")
}

fn unread(why: &Message) -> Diagnostic {
    Diagnostic::warning("font/unusable", why.clone())
        .hint("put the font file itself into the folder of fonts, or take this out of it")
}

/// Whether two families are parts of one design: they are called alike but for the last word, as Noto Serif CJK SC and Noto Serif CJK Supplement.
pub fn is_one_design(first: &str, other: &str) -> bool {
    let (first, other): (Vec<&str>, Vec<&str>) =
        (first.split_whitespace().collect(), other.split_whitespace().collect());
    let shared = first.iter().zip(&other).take_while(|(a, b)| a == b).count();
    shared > 0 && first.len() == other.len() && shared + 1 >= first.len()
}
