//! Rules (线): straight lines and the borders they make.

use crate::base::Len;

use super::edition::Paint;

/// A straight rule (线).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Thickness.
    pub width: Len,
    /// Colour.
    pub paint: Paint,
    /// Form.
    pub form: LineForm,
}

/// Form of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineForm {
    /// One solid line.
    #[default]
    Solid,
    /// A thick line outside and a thin one inside (文武线).
    ThickThin,
    /// The thin line outside and the thick one inside.
    ThinThick,
    /// A wavy line.
    Wavy,
    /// Two equal lines.
    Double,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
}

/// Rules at the four edges of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Border {
    /// Top edge.
    pub top: Option<Line>,
    /// Right edge.
    pub right: Option<Line>,
    /// Bottom edge.
    pub bottom: Option<Line>,
    /// Left edge.
    pub left: Option<Line>,
}
