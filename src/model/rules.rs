//! Rules (线): straight lines and the borders they make.

use crate::base::Len;

use super::ink::{Cmyk, Paint};

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

/// The thin line of 文武线, in tenths of the rule.
pub const THIN_TENTHS: i64 = 2;
/// The finest line a press holds (prepress L01).
const FINEST: Len = Len(3175);
/// The finest line in more than one ink that a press keeps in register (prepress L02).
const FINEST_IN_INKS: Len = Len(6350);

impl Line {
    /// Thickness of its thinnest stroke.
    fn finest(&self) -> Len {
        match self.form {
            LineForm::ThickThin | LineForm::ThinThick => self.width.scaled(THIN_TENTHS, 10),
            LineForm::Double => self.width / 3,
            LineForm::Solid | LineForm::Dotted | LineForm::Dashed | LineForm::Wavy => self.width,
        }
    }

    /// Whether it is a hairline, which no press holds, and whose dots and waves would be beyond number.
    pub(super) fn is_hairline(&self) -> bool {
        self.finest() < FINEST
    }

    /// Whether it is too fine for the number of inks it is printed in.
    pub(super) fn is_too_fine(&self) -> bool {
        let inks = match self.paint {
            Paint::Process(Cmyk { c, m, y, k }) => [c, m, y, k].iter().filter(|ink| ink.0 > 0).count(),
            Paint::Ink { .. } => 1,
        };
        inks > 1 && self.finest() < FINEST_IN_INKS
    }
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

/// The form of a frame's corners, as large as its radius.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Corners {
    /// Quarter circles.
    #[default]
    Round,
    /// Cut off straight.
    Cut,
    /// Squares taken out.
    Notch,
    /// Quarter circles taken out.
    Scoop,
}
