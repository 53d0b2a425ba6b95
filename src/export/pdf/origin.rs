//! Lengths of the display list as numbers of a PDF.

use crate::base::Len;

/// The corner from which a page's coordinates run: x to the right, y up.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    /// From the page's left edge to where its trim begins.
    pub left: Len,
    /// From the page's foot to where its trim begins at the top.
    pub top: Len,
}

impl Origin {
    pub(super) fn x(self, x: Len) -> f32 {
        pt(x + self.left)
    }

    pub(super) fn y(self, y: Len) -> f32 {
        pt(self.top - y)
    }
}

/// Points; page coordinates need no more precision than a float has.
#[expect(clippy::cast_possible_truncation, reason = "PDF numbers are single precision floats here")]
pub(super) fn pt(length: Len) -> f32 {
    length.to_pt() as f32
}
