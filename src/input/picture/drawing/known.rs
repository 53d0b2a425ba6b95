//! What is there for a drawing to use: fonts, and files beside it; and what is known of its elements from reading it once.

use std::collections::BTreeMap;

use super::{Links, css};

/// The boxes of an element in its own units: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Boxes {
    /// Around its inside alone.
    pub(super) fill: [f32; 4],
    /// With its lines.
    pub(super) stroke: [f32; 4],
}

impl Boxes {
    /// The name of the group around an element that begins at a place of the text.
    pub(super) fn id(start: usize) -> String {
        format!("paiban-box-{start}")
    }
}

/// Boxes by the places at which elements begin; none of what is not drawn.
pub(super) type KnownBoxes = BTreeMap<usize, Option<Boxes>>;

/// What is there for a drawing to use.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    /// Whether a font family is there.
    pub(super) fonts: &'k dyn Fn(&str) -> bool,
    /// Whether a font family has italics.
    pub(super) slants: &'k dyn Fn(&str) -> bool,
    pub(super) links: Links<'k>,
    /// The families that are taken for ones that are not there.
    pub(super) serif: &'k str,
    pub(super) sans: &'k str,
    /// The boxes that were asked for.
    pub(super) boxes: &'k KnownBoxes,
    /// How many drawings it stands within.
    pub(super) within: u8,
}

impl Known<'_> {
    pub(super) fn has_font(&self, families: &str) -> bool {
        css::families(families).any(|family| css::is_generic(family) || (self.fonts)(family))
    }

    /// The family that the reader takes of some.
    pub(super) fn taken<'f>(&'f self, families: &'f str) -> &'f str {
        let found = css::families(families).find(|family| css::is_generic(family) || (self.fonts)(family));
        match found {
            Some("sans-serif" | "system-ui") => self.sans,
            Some(family) if !css::is_generic(family) => family,
            None if css::looks_sans(families) => self.sans,
            _ => self.serif,
        }
    }

    /// Families of which none is there, with the kind that stands for them after them.
    pub(super) fn with_kind(&self, families: &str) -> Option<String> {
        (!self.has_font(families) && css::looks_sans(families)).then(|| format!("{families}, sans-serif"))
    }

    /// A value of CSS whose families end with one that there is, where it names none.
    pub(super) fn with_family(&self, name: &str, value: &str) -> String {
        let families = css::families_in(name, value);
        let known = families.and_then(|families| Some((families, self.with_kind(families)?)));
        known.map_or_else(|| value.to_owned(), |(families, known)| value.replacen(families, &known, 1))
    }
}
