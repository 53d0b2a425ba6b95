//! Text shown: which characters by which font, how large, in which inks, where.

use std::rc::Rc;

use super::Judge;
use super::black::Mark;
use super::content::{Run, matrix_of, number};
use super::fonts::Font;
use super::rules::Id;
use super::state::{Matrix, UPRIGHT, least_scale, map, then};
use super::value::{Dict, Value};

/// Text that is not painted.
const INVISIBLE: i64 = 3;

fn shift(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

impl Judge<'_> {
    /// Operators of text.
    pub(super) fn text_operator(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) -> bool {
        let first = number(operands, 0);
        let text = &mut run.state.text;
        match word {
            b"BT" => {
                run.text = UPRIGHT;
                run.line = UPRIGHT;
            }
            b"Tc" => text.character_space = first,
            b"Tw" => text.word_space = first,
            b"Tz" => text.scale = first / 100.0,
            b"TL" => text.leading = first,
            b"Ts" => text.rise = first,
            b"Tr" => text.mode = Value::Number(first).integer().unwrap_or(0),
            b"Tf" => {
                text.size = number(operands, 1);
                let font = self.resource(run, "Font", operands.first());
                if font.dict().is_none() {
                    self.missing(run, "font", operands.first());
                }
                run.state.text.font = font.dict().cloned();
            }
            b"Tm" => {
                run.line = matrix_of(operands);
                run.text = run.line;
            }
            b"Td" | b"TD" => {
                if word == b"TD" {
                    text.leading = -number(operands, 1);
                }
                next_line(run, first, number(operands, 1));
            }
            b"T*" => {
                let leading = text.leading;
                next_line(run, 0.0, -leading);
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(run, word, operands),
            _ => return false,
        }
        true
    }

    fn show(&mut self, run: &mut Run, word: &[u8], operands: &[Value]) {
        if word == b"\"" {
            run.state.text.word_space = number(operands, 0);
            run.state.text.character_space = number(operands, 1);
        }
        if word != b"Tj" && word != b"TJ" {
            let leading = run.state.text.leading;
            next_line(run, 0.0, -leading);
        }
        let Some(dict) = run.state.text.font.clone() else {
            let subject = run.subject.clone();
            self.note(Id::F10, &subject, "text without a font", "");
            return;
        };
        let items = match operands.last() {
            Some(Value::Array(items)) => items.to_vec(),
            Some(item) => vec![item.clone()],
            None => Vec::new(),
        };
        let begin = run.text;
        if self.advance(run, &dict, &items) && run.state.text.mode != INVISIBLE {
            self.page.painted += 1;
            self.paint_text(run, begin);
        }
    }

    /// Shows the strings, one glyph after the other; true if there was a glyph.
    fn advance(&mut self, run: &mut Run, dict: &Rc<Dict>, items: &[Value]) -> bool {
        let key = Rc::as_ptr(dict) as usize;
        let mut font = match self.fonts.remove(&key) {
            Some(font) => font,
            None => {
                let mut font = Font::read(&self.doc, dict);
                font.within = self.report.sheet.within.clone();
                font
            }
        };
        let mut shown = false;
        for item in items {
            match item {
                Value::Str(bytes) => {
                    for glyph in font.decode(bytes, run.state.text.mode != INVISIBLE) {
                        shown = true;
                        if !glyph.is_blank && run.state.text.mode != INVISIBLE {
                            let at = map(then(run.text, run.state.ctm), (0.0, 0.0));
                            self.safe_distance(&run.subject, at);
                        }
                        step(run, &font, glyph);
                    }
                }
                Value::Number(back) => {
                    let text = &run.state.text;
                    let by = -back / 1000.0 * text.size;
                    let shift = if font.vertical { shift(0.0, by) } else { shift(by * text.scale, 0.0) };
                    run.text = then(shift, run.text);
                }
                _ => {}
            }
        }
        self.fonts.insert(key, font);
        shown
    }

    fn paint_text(&mut self, run: &Run, begin: Matrix) {
        let state = &run.state;
        let matrix = then(shift(0.0, state.text.rise), then(begin, state.ctm));
        let [_, _, c, d, ..] = matrix;
        let size = (state.text.size * c.hypot(d)).abs();
        let here = run.here(map(matrix, (0.0, 0.0)));
        let fills = matches!(state.text.mode, 0 | 2 | 4 | 6);
        let strokes = matches!(state.text.mode, 1 | 2 | 5 | 6);
        let parts = [
            (fills, state.fill.clone(), state.fill_overprints, state.alpha.0, "text"),
            (strokes, state.stroke.clone(), state.stroke_overprints, state.alpha.1, "text outline"),
        ];
        for (_, colour, overprints, alpha, kind) in parts.into_iter().filter(|(painted, ..)| *painted) {
            self.check_space(&colour.space, kind, &here);
            if state.text.mode == 1 {
                self.check_hairline(kind, state.width * least_scale(state.ctm), &here);
            }
            if self.pattern(run, &colour, &here) {
                continue;
            }
            let Some(inks) = colour.space.inks(&colour.parts) else { continue };
            self.check_total(inks, kind, &here);
            let mark = Mark { kind, space: &colour.space, inks, overprints, mode: state.mode, alpha };
            self.check_type(mark, size, &here);
            if state.text.mode == 1 {
                self.check_line(mark, state.width * least_scale(state.ctm), &here);
            }
        }
    }
}

fn next_line(run: &mut Run, x: f64, y: f64) {
    run.line = then(shift(x, y), run.line);
    run.text = run.line;
}

/// Moves on by the advance of a glyph.
fn step(run: &mut Run, font: &Font, glyph: super::fonts::Shown) {
    let text = &run.state.text;
    let advance = glyph.advance / 1000.0 * text.size + text.character_space;
    let by = if font.vertical {
        shift(0.0, advance)
    } else {
        let word_space = if glyph.is_word_space { text.word_space } else { 0.0 };
        shift((advance + word_space) * text.scale, 0.0)
    };
    run.text = then(by, run.text);
}
