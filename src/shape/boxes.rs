//! The em box of a cluster: width, removable blank and where the glyph stands in it (composition A1, A3).

use crate::base::Len;
use crate::tradition::{BoxWidth, Class, Direction, Lang, Side};

use super::shaped::Blank;

/// A cluster's box before any squeeze.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EmBox {
    /// Width.
    pub advance: Len,
    /// Removable blank.
    pub blank: Blank,
    /// Glyph origin from the box's start.
    pub origin: Len,
}

/// What decides a box besides the face.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoxOf {
    /// Class of the cluster.
    pub class: Class,
    /// The sign that is drawn.
    pub sign: char,
    /// Full-body signs in it.
    pub signs: u8,
    /// Its language.
    pub lang: Lang,
    /// Vertical where it stands upright in a vertical line.
    pub direction: Direction,
    /// Type size.
    pub em: Len,
}

/// The box of a cluster whose glyphs advance by `drawn`; the face never decides the box of a full-body sign (A3).
pub(crate) fn em_box(of: &BoxOf, drawn: Len) -> EmBox {
    let boxed = (of.lang.tradition().boxes)(of.class, of.sign, of.direction);
    let half = of.em / 2;
    // A face that draws a mark narrower has no blank to give.
    let is_narrow = boxed.width == BoxWidth::Mark && drawn < of.em.scaled(9, 10);
    let advance = match boxed.width {
        BoxWidth::Drawn => drawn,
        BoxWidth::Nothing => return EmBox { advance: Len::ZERO, blank: Blank::default(), origin: Len::ZERO },
        BoxWidth::Half => half,
        BoxWidth::Em => of.em * i64::from(of.signs),
        BoxWidth::Mark if is_narrow => drawn.max(half),
        BoxWidth::Mark => of.em,
    };
    let blank = if is_narrow { Blank::default() } else { blank(boxed.blank, of.em) };
    let spare = advance - drawn;
    // Kai faces draw quotation marks narrow: such a mark stands close to what it opens or closes, not in the middle of its box.
    let origin = match of.class {
        Class::Open if is_narrow && of.direction == Direction::Horizontal => spare,
        Class::Close if is_narrow && of.direction == Direction::Horizontal => Len::ZERO,
        _ => spare / 2,
    };
    EmBox { advance, blank, origin }
}

fn blank(side: Side, em: Len) -> Blank {
    let (half, quarter) = (em / 2, em / 4);
    match side {
        Side::Neither => Blank::default(),
        Side::Before => Blank { before: half, after: Len::ZERO },
        Side::After => Blank { before: Len::ZERO, after: half },
        Side::Both => Blank { before: quarter, after: quarter },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_quotation_marks_stand_close_to_what_they_enclose() {
        let origin = |class: Class, sign: char, direction: Direction| {
            let of = BoxOf { class, sign, signs: 1, lang: Lang::ZhHans, direction, em: Len(1000) };
            let EmBox { advance, origin, .. } = em_box(&of, Len(350));
            (advance.0, origin.0)
        };
        assert_eq!(origin(Class::Open, '“', Direction::Horizontal), (500, 150));
        assert_eq!(origin(Class::Close, '”', Direction::Horizontal), (500, 0));
        assert_eq!(origin(Class::Comma, '，', Direction::Horizontal), (500, 75));
        assert_eq!(origin(Class::Open, '“', Direction::Vertical), (500, 75));
    }
}
