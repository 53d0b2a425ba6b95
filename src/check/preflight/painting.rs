//! Paths painted: their extent, colour, ink, overprint and whether they are lines.

use std::rc::Rc;

use super::Judge;
use super::black::{Mark, as_line};
use super::colour::Here;
use super::content::{Run, number};
use super::state::{Colour, Matrix, State, least_scale, map, matrix, then};
use super::value::Value;

/// The extent of a path in points of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

impl Default for Path {
    fn default() -> Self {
        let far = f64::INFINITY;
        Self { left: far, bottom: far, right: -far, top: -far }
    }
}

impl Path {
    fn add(&mut self, ctm: Matrix, at: (f64, f64)) {
        let (x, y) = map(ctm, at);
        *self =
            Self { left: self.left.min(x), bottom: self.bottom.min(y), right: self.right.max(x), top: self.top.max(y) };
    }

    fn is_empty(self) -> bool {
        self.left > self.right
    }
}

impl Judge<'_> {
    /// Operators that build and paint paths.
    pub(super) fn path_operator(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) -> bool {
        let pairs = match word {
            b"m" | b"l" => 1,
            b"v" | b"y" => 2,
            b"c" => 3,
            b"h" => 0,
            b"re" => {
                let [x, y, w, h] = [0, 1, 2, 3].map(|at| number(operands, at));
                for corner in [(x, y), (x + w, y), (x, y + h), (x + w, y + h)] {
                    run.path.add(run.state.ctm, corner);
                }
                0
            }
            b"n" => {
                run.path = Path::default();
                0
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                self.paint_path(run, word);
                0
            }
            _ => return false,
        };
        for pair in 0..pairs {
            run.path.add(run.state.ctm, (number(operands, 2 * pair), number(operands, 2 * pair + 1)));
        }
        true
    }

    fn paint_path(&mut self, run: &mut Run, word: &[u8]) {
        let path = std::mem::take(&mut run.path);
        if path.is_empty() {
            return;
        }
        self.page.painted += 1;
        let here = run.here((path.left, path.top));
        let strokes = matches!(word, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        let fills = !matches!(word, b"S" | b"s");
        if fills {
            // A box that is also stroked is as thick as its stroke says.
            let line = if strokes { None } else { as_line(path.right - path.left, path.top - path.bottom) };
            self.paint_colour(run, false, line, &here);
        }
        if strokes {
            let width = run.state.width * least_scale(run.state.ctm);
            self.paint_colour(run, true, Some(width), &here);
        }
    }

    /// Paints with the colour of the state; `line` is the width of a line.
    fn paint_colour(&mut self, run: &Run, strokes: bool, line: Option<f64>, here: &Here) {
        let state = &run.state;
        let (colour, overprints, kind) = if strokes {
            (state.stroke.clone(), state.stroke_overprints, "stroke")
        } else {
            (state.fill.clone(), state.fill_overprints, "fill")
        };
        self.check_space(&colour.space, kind, here);
        if let Some(width) = line {
            self.check_hairline(kind, width, here);
        }
        if self.pattern(run, &colour, here) {
            return;
        }
        let Some(inks) = colour.space.inks(&colour.parts) else { return };
        self.check_total(inks, kind, here);
        let alpha = if strokes { state.alpha.1 } else { state.alpha.0 };
        let mark = Mark { kind, space: &colour.space, inks, overprints, mode: state.mode, alpha };
        self.check_overprint(mark, here);
        if let Some(width) = line {
            self.check_line(mark, width, here);
        }
    }

    /// Carries out a pattern; false when the colour is none.
    pub(super) fn pattern(&mut self, run: &Run, colour: &Colour, here: &Here) -> bool {
        if !matches!(*colour.space, super::spaces::Space::Pattern(_)) {
            return false;
        }
        let Some(dict) = colour.pattern.dict().cloned() else { return true };
        if !self.judged.insert(Rc::as_ptr(&dict) as usize) {
            return true;
        }
        if self.doc.get(&dict, "PatternType").integer() == Some(2) {
            if let Some(shading) = self.doc.get(&dict, "Shading").dict() {
                self.shading(shading, &Rc::clone(&run.resources), here);
            }
        } else if let Value::Stream(stream) = &colour.pattern {
            let state = State::new(then(matrix(&self.doc.numbers(dict.raw("Matrix"))), self.paper()));
            let subject = super::report::Subject::new(dict.object, "pattern");
            self.nested(stream, state, run, subject);
        }
        true
    }
}
