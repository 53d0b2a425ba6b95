//! The graphics state while a placed page's content is walked through (ISO 32000-1 §8.4).

use std::rc::Rc;

use lopdf::ObjectId;

use crate::colour::Shares;

use super::spaces::{Mixed, Space};
use super::veil::Veil;

/// A matrix `a b c d e f` over row vectors.
pub(super) type Matrix = [f64; 6];

pub(super) const UPRIGHT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one matrix, then the other.
pub(super) fn then(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// A point under a matrix.
pub(super) fn map([a, b, c, d, e, f]: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (x * a + y * c + e, x * b + y * d + f)
}

/// A matrix of six numbers, upright for anything else.
pub(super) fn matrix(numbers: &[f64]) -> Matrix {
    numbers.try_into().unwrap_or(UPRIGHT)
}

/// The least a matrix scales a length by.
pub(super) fn least_scale([a, b, c, d, ..]: Matrix) -> f64 {
    let squares = a * a + b * b + c * c + d * d;
    let area = (a * d - b * c).abs();
    let root = (squares * squares - 4.0 * area * area).max(0.0).sqrt();
    ((squares - root) / 2.0).max(0.0).sqrt()
}

/// The most it scales a length by, or a little more.
fn most_scale([a, b, c, d, ..]: Matrix) -> f64 {
    a.hypot(b) + c.hypot(d)
}

/// An upright rectangle in points of the paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl Bounds {
    pub(super) const NOTHING: Self =
        Self { left: f64::INFINITY, bottom: f64::INFINITY, right: f64::NEG_INFINITY, top: f64::NEG_INFINITY };
    pub(super) const ALL: Self =
        Self { left: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY, right: f64::INFINITY, top: f64::INFINITY };

    /// The rectangle around a box under a matrix.
    pub(super) fn around([x0, y0, x1, y1]: [f64; 4], ctm: Matrix) -> Self {
        let mut bounds = Self::NOTHING;
        [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].into_iter().for_each(|corner| bounds.add(map(ctm, corner)));
        bounds
    }

    pub(super) fn add(&mut self, (x, y): (f64, f64)) {
        let (left, bottom) = (self.left.min(x), self.bottom.min(y));
        *self = Self { left, bottom, right: self.right.max(x), top: self.top.max(y) };
    }

    pub(super) fn is_empty(self) -> bool {
        self.left > self.right || self.bottom > self.top
    }

    /// The rectangle around two.
    pub(super) fn around_both(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// Whether another lies within it, but for rounding.
    pub(super) fn holds(self, other: Self) -> bool {
        let room = self.grown(0.01);
        room.left <= other.left && room.bottom <= other.bottom && room.right >= other.right && room.top >= other.top
    }

    pub(super) fn both(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(super) fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, bottom: self.bottom - by, right: self.right + by, top: self.top + by }
    }

    /// The width of a box so thin and long that it is a line.
    pub(super) fn as_line(self) -> Option<f64> {
        let (width, height) = (self.right - self.left, self.top - self.bottom);
        let (thin, long) = if width < height { (width, height) } else { (height, width) };
        (thin < THIN_BLACK && long > THIN_BLACK && thin >= 0.0 && long > thin * 2.0).then_some(thin)
    }
}

/// Black lines thinner than this overprint, in points (prepress K06), with a little more: where a page stands a hair smaller, a line of two points is thinner.
pub(super) const THIN_BLACK: f64 = 2.01;

/// A mark about to be made, with sizes in points on paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mark {
    /// Type of a size.
    Type(f64),
    /// A line of a width, stroked or filled.
    Line(f64),
    Fill,
    /// What takes the colours over: a form, a stencil.
    Object,
}

/// Which of the two colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Fill,
    Stroke,
}

/// A colour as it will stand in the content.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Written {
    Inks(Shares),
    Grey(f64),
}

/// A colour set in the content.
#[derive(Clone, Copy, Debug)]
pub(super) enum Colour {
    /// As it stands there: spot inks, patterns, and everything where nothing is converted.
    Own,
    /// A share of the black plate by its name, as it stands there.
    Black(f64),
    /// Device inks; converted colours tell what they come from.
    Inks { inks: Shares, converted: Option<Mixed>, is_grey: bool },
    /// In a soft mask: a lightness.
    Lightness(f64),
}

/// One of the two colours, and what of it stands in the content already.
#[derive(Clone, Debug)]
pub(super) struct Paint {
    pub(super) space: Rc<Space>,
    pub(super) colour: Colour,
    pub(super) written: Option<Written>,
    /// The pattern that is painted with, where it is looked at.
    pub(super) pattern: Option<ObjectId>,
}

/// Overprint of fills and of strokes, and its mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Overprint {
    pub(super) fill: bool,
    pub(super) stroke: bool,
    pub(super) mode: bool,
}

/// The text state.
#[derive(Clone, Debug)]
pub(super) struct TypeState {
    pub(super) size: f64,
    pub(super) character_space: f64,
    pub(super) word_space: f64,
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
    pub(super) is_vertical: bool,
    /// Whether its glyphs are drawn with something transparent.
    pub(super) is_veiled: bool,
}

/// The graphics state.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) clip: Bounds,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) width: f64,
    /// The line width as it is now: wider than the file's where a line needs it.
    pub(super) drawn_width: f64,
    /// Overprint as the file has it, and as it is now.
    pub(super) own: Overprint,
    pub(super) now: Overprint,
    pub(super) text: TypeState,
    pub(super) veil: Veil,
    /// Whether everything that clips is an upright rectangle.
    pub(super) is_boxed: bool,
}

impl State {
    /// The state at the beginning of a page or pattern: black that is not written yet.
    pub(super) fn new(ctm: Matrix, clip: Bounds, converts: bool) -> Self {
        let colour = if converts {
            Colour::Inks { inks: [0.0, 0.0, 0.0, 1.0], converted: None, is_grey: true }
        } else {
            Colour::Own
        };
        let paint = Paint { space: Rc::new(Space::Gray), colour, written: None, pattern: None };
        let text = TypeState {
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            is_vertical: false,
            is_veiled: false,
        };
        let (own, now) = (Overprint::default(), Overprint::default());
        Self {
            ctm,
            clip,
            fill: paint.clone(),
            stroke: paint,
            width: 1.0,
            drawn_width: 1.0,
            own,
            now,
            text,
            veil: Veil::default(),
            is_boxed: true,
        }
    }

    pub(super) fn paint(&mut self, side: Side) -> &mut Paint {
        match side {
            Side::Fill => &mut self.fill,
            Side::Stroke => &mut self.stroke,
        }
    }

    pub(super) fn paint_of(&self, side: Side) -> &Paint {
        match side {
            Side::Fill => &self.fill,
            Side::Stroke => &self.stroke,
        }
    }

    /// Width of a line on paper.
    pub(super) fn line_width(&self) -> f64 {
        self.width * least_scale(self.ctm)
    }

    /// Sets the width of lines, as the file does.
    pub(super) fn set_width(&mut self, width: f64) {
        (self.width, self.drawn_width) = (width, width);
    }

    /// How far a stroke may reach beyond its path: mitres of the usual limit included.
    pub(super) fn reach(&self) -> f64 {
        self.width.abs() * most_scale(self.ctm) * 5.0 + 1.0
    }
}

/// A number as short as it stays true to a ten-thousandth.
pub(super) fn decimal(number: f64) -> String {
    let text = format!("{number:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// A number with nine digits after the point, for what is multiplied by large ones.
pub(super) fn fine(number: f64) -> String {
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// Whether a matrix keeps upright rectangles upright.
pub(super) fn is_upright([a, b, c, d, ..]: Matrix) -> bool {
    let none = |numbers: [f64; 2]| numbers.iter().all(|number| number.abs() < 1e-9);
    none([b, c]) || none([a, d])
}
