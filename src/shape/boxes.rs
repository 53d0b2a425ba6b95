//! The em box of a cluster: width, removable blank and where the glyph stands in it (composition A1, A3).

use crate::base::Len;
use crate::model::Lang;

use super::class::Class;
use super::shaped::{Blank, Region};

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
    /// First character.
    pub first: char,
    /// Full-body signs in it.
    pub signs: u8,
    /// Region of its language.
    pub region: Region,
    /// Its language.
    pub lang: Lang,
    /// Whether it stands upright in a vertical line.
    pub vertical: bool,
    /// Type size.
    pub em: Len,
}

/// The box of a cluster whose glyphs advance by `drawn`; the face never decides the box of a full-body sign (A3).
pub(crate) fn em_box(of: &BoxOf, drawn: Len) -> EmBox {
    let half = of.em / 2;
    let centred = |advance: Len| EmBox { advance, blank: Blank::default(), origin: (advance - drawn) / 2 };
    match of.class {
        Class::West | Class::Space | Class::Post | Class::Pre => {
            EmBox { advance: drawn, blank: Blank::default(), origin: Len::ZERO }
        }
        Class::Newline => EmBox { advance: Len::ZERO, blank: Blank::default(), origin: Len::ZERO },
        Class::Han
        | Class::NoStart
        | Class::Operator
        | Class::FullDigit
        | Class::FullLetter
        | Class::IdeographicSpace => centred(of.em),
        Class::Long if of.first == '\u{2E3A}' => centred(of.em * 2),
        Class::Long => centred(of.em * i64::from(of.signs)),
        Class::Conn if matches!(of.first, '–' | '‐') => centred(half),
        Class::Conn => centred(of.em),
        Class::Sol => centred(if of.region == Region::Sc { half } else { of.em }),
        Class::Mid => middle_dot(of, drawn),
        Class::Open | Class::Close | Class::Comma | Class::Stop | Class::Tone => mark(of, drawn),
    }
}

/// A1: half an em in the mainland, one em with blank on both sides in Taiwan; the kana dot is one em everywhere.
fn middle_dot(of: &BoxOf, drawn: Len) -> EmBox {
    let quarter = of.em / 4;
    let (advance, side) = match (of.first, of.region) {
        ('･', _) => (of.em / 2, Len::ZERO),
        ('・', Region::Sc) => (of.em, Len::ZERO),
        (_, Region::Sc) if of.vertical => (of.em, Len::ZERO),
        (_, Region::Sc) => (of.em / 2, Len::ZERO),
        (_, Region::Tc) => (of.em, quarter),
    };
    EmBox { advance, blank: Blank { before: side, after: side }, origin: (advance - drawn) / 2 }
}

/// A1, A8: one em with half an em of blank at the side the ink leaves free. A face that draws a mark narrower, as kai faces do quotation marks, has no blank to
/// give (A3); such a mark stands close to what it opens or closes.
fn mark(of: &BoxOf, drawn: Len) -> EmBox {
    let half = of.em / 2;
    if drawn < of.em.scaled(9, 10) {
        let advance = drawn.max(half);
        let origin = match of.class {
            Class::Open if !of.vertical => advance - drawn,
            Class::Close if !of.vertical => Len::ZERO,
            _ => (advance - drawn) / 2,
        };
        return EmBox { advance, blank: Blank::default(), origin };
    }
    let quarter = of.em / 4;
    let fixed_in_vertical = of.vertical && matches!(of.first, '：' | '；' | '！' | '？');
    let blank = match (of.class, of.region) {
        (Class::Open, _) => Blank { before: half, after: Len::ZERO },
        (Class::Close, _) => Blank { before: Len::ZERO, after: half },
        _ if fixed_in_vertical => Blank::default(),
        (Class::Tone, Region::Tc) => Blank::default(),
        (_, Region::Tc) => Blank { before: quarter, after: quarter },
        // Japanese faces draw colons and semicolons in the middle.
        (Class::Comma, Region::Sc) if of.lang == Lang::Ja && matches!(of.first, '：' | '；') => {
            Blank { before: quarter, after: quarter }
        }
        (_, Region::Sc) => Blank { before: Len::ZERO, after: half },
    };
    EmBox { advance: of.em, blank, origin: (of.em - drawn) / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_quotation_marks_stand_close_to_what_they_enclose() {
        let origin = |class: Class, first: char, vertical: bool| {
            let of = BoxOf { class, first, signs: 1, region: Region::Sc, lang: Lang::ZhHans, vertical, em: Len(1000) };
            let EmBox { advance, origin, .. } = em_box(&of, Len(350));
            (advance.0, origin.0)
        };
        assert_eq!(origin(Class::Open, '“', false), (500, 150));
        assert_eq!(origin(Class::Close, '”', false), (500, 0));
        assert_eq!(origin(Class::Comma, '，', false), (500, 75));
        assert_eq!(origin(Class::Open, '“', true), (500, 75));
    }
}
