//! OpenType features of Western letters that a style asks for: small capitals, figures of both kinds, ligatures.

use crate::base::{Diagnostic, Diagnostics, FaceId};
use crate::font::FontBook;
use crate::input::Fields;
use crate::input::schema::FEATURES;
use crate::message;

/// Features that a style turns on or off; a bit for each of [`FEATURES`], in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features {
    on: u32,
    off: u32,
}

/// A feature and what is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its tag (OpenType, registered features).
    pub tag: &'static str,
    /// Whether it is turned on.
    pub is_on: bool,
}

impl Features {
    /// What a style's keys ask for.
    pub(super) fn of(fields: &Fields) -> Self {
        let Some(asked) = fields.object("features") else { return Self::default() };
        let mut features = Self::default();
        for (bit, key) in (0..).zip(FEATURES) {
            match asked.bool(key.name) {
                Some(true) => features.on |= 1 << bit,
                Some(false) => features.off |= 1 << bit,
                None => {}
            }
        }
        features
    }

    /// The same without ligatures, which letters that stand apart have none of (LA16).
    #[must_use]
    pub fn without_ligatures(self) -> Self {
        let bit = FEATURES.iter().position(|key| key.name == "liga").map_or(0, |at| 1 << at);
        Self { on: self.on & !bit, off: self.off | bit }
    }

    /// Every one that is asked for.
    pub fn each(self) -> impl Iterator<Item = Feature> {
        (0..).zip(FEATURES).filter_map(move |(bit, key)| {
            let is = |set: u32| set & (1 << bit) != 0;
            (is(self.on) || is(self.off)).then(|| Feature { tag: key.name, is_on: is(self.on) })
        })
    }
}

/// Features that a style turns on and its face lacks: nothing stands in for them, so each is an error.
pub(super) fn lacking(face: FaceId, fields: &Fields, fonts: &FontBook, found: &mut Diagnostics) {
    let Some(asked) = fields.object("features") else { return };
    let face = fonts.face(face);
    for feature in Features::of(fields).each().filter(|feature| feature.is_on && !face.has_feature(feature.tag)) {
        let finding = Diagnostic::error("font/no-feature", message!("{} has no `{}`", face.family(), feature.tag));
        found.push(
            finding
                .at(asked.span_of(feature.tag))
                .hint("name a family that has it as `latin`, or leave the feature away"),
        );
    }
}
