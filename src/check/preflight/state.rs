//! The graphics state: what a mark would look like if it were made now.

use std::rc::Rc;

use super::spaces::Space;
use super::value::{Dict, Value};

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

/// The least a matrix scales a length by, in whichever direction.
pub(super) fn least_scale([a, b, c, d, ..]: Matrix) -> f64 {
    let squares = a * a + b * b + c * c + d * d;
    let area = (a * d - b * c).abs();
    let root = (squares * squares - 4.0 * area * area).max(0.0).sqrt();
    ((squares - root) / 2.0).max(0.0).sqrt()
}

/// A matrix of six numbers, upright for anything else.
pub(super) fn matrix(numbers: &[f64]) -> Matrix {
    numbers.try_into().unwrap_or(UPRIGHT)
}

/// A colour set for filling or stroking.
#[derive(Clone, Debug)]
pub(super) struct Colour {
    pub(super) space: Rc<Space>,
    pub(super) parts: Rc<[f64]>,
    pub(super) pattern: Value,
}

/// The text state and the font.
#[derive(Clone, Debug)]
pub(super) struct Type {
    pub(super) font: Option<Rc<Dict>>,
    pub(super) size: f64,
    pub(super) character_space: f64,
    pub(super) word_space: f64,
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
}

/// The graphics state.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) fill: Colour,
    pub(super) stroke: Colour,
    pub(super) width: f64,
    /// Overprint of fills, of strokes, and its mode.
    pub(super) fill_overprints: bool,
    pub(super) stroke_overprints: bool,
    pub(super) mode: i64,
    /// Whether marks are transparent: alpha below 1, a blend mode, a soft mask.
    pub(super) alpha: (f64, f64),
    pub(super) blends: bool,
    pub(super) masked: bool,
    pub(super) text: Type,
}

impl State {
    /// The state at the beginning of a page or pattern.
    pub(super) fn new(ctm: Matrix) -> Self {
        let black = Colour { space: Rc::new(Space::Gray), parts: [0.0].into(), pattern: Value::Null };
        Self {
            ctm,
            fill: black.clone(),
            stroke: black,
            width: 1.0,
            fill_overprints: false,
            stroke_overprints: false,
            mode: 0,
            alpha: (1.0, 1.0),
            blends: false,
            masked: false,
            text: Type {
                font: None,
                size: 0.0,
                character_space: 0.0,
                word_space: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    pub(super) fn is_transparent(&self) -> bool {
        self.alpha.0 < 1.0 || self.alpha.1 < 1.0 || self.blends || self.masked
    }
}
