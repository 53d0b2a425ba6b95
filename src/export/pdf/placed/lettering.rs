//! Type of a placed page: where it stands, whether it shows, what colour it takes (ISO 32000-1 §9.4).

use lopdf::Object;

use super::desk::Desk;
use super::rewrite::Run;
use super::state::{Bounds, Mark, Matrix, Side, UPRIGHT, matrix, then};
use super::streams::{entry, followed, keys_of};
use super::tokens::{Operator, number};
use super::told::Left;

/// The widest glyph, in ems: a long dash of two ems has two codes' room.
const WIDEST: f64 = 1.2;

impl Desk<'_> {
    /// Operators of text; false where they are written as they stand.
    pub(super) fn text_operator(&mut self, run: &mut Run, operator: &Operator, own: &[u8]) -> bool {
        let first = operator.number(0);
        let text = &mut run.state.text;
        match operator.word.as_slice() {
            b"BT" => {
                run.is_text = true;
                place(run, UPRIGHT);
            }
            b"ET" => run.is_text = false,
            b"Tc" => text.character_space = first,
            b"Tw" => text.word_space = first,
            b"Tz" => text.scale = first / 100.0,
            b"TL" => text.leading = first,
            b"Ts" => text.rise = first,
            #[expect(clippy::cast_possible_truncation, reason = "clamped")]
            b"Tr" => text.mode = first.clamp(0.0, 7.0) as i64,
            b"Tf" => self.choose_font(run, operator),
            b"Tm" => place(run, matrix(&operator.numbers())),
            b"Td" | b"TD" => {
                if operator.word == b"TD" {
                    text.leading = -operator.number(1);
                }
                place(run, then([1.0, 0.0, 0.0, 1.0, first, operator.number(1)], run.line));
            }
            b"T*" => next_line(run),
            b"Tj" | b"TJ" | b"'" | b"\"" => return self.show(run, operator, own),
            _ => {}
        }
        false
    }

    fn choose_font(&mut self, run: &mut Run, operator: &Operator) {
        run.state.text.size = operator.number(1);
        let name = operator.name(0).unwrap_or_default();
        let Some(object) = run.resource(self, b"Font", name) else { return };
        let keys = keys_of(followed(&self.document, &object)).cloned().unwrap_or_default();
        let encoding = entry(&self.document, &keys, b"Encoding").as_name().unwrap_or_default();
        run.state.text.is_vertical = encoding.ends_with(b"-V") || encoding == b"V";
        if !run.used.contains_key(&("Font", name.to_vec())) {
            let (made, is_veiled) = self.apart(|desk| desk.font(run, &object));
            if is_veiled {
                self.veil_within(made.as_reference().ok());
            }
            run.used.insert(("Font", name.to_vec()), made);
        }
        run.state.text.is_veiled = run.used.get(&("Font", name.to_vec())).is_some_and(|font| self.is_veiled(font));
    }

    fn show(&mut self, run: &mut Run, operator: &Operator, own: &[u8]) -> bool {
        if matches!(operator.word.as_slice(), b"'" | b"\"") {
            if operator.word == b"\"" {
                run.state.text.word_space = operator.number(0);
                run.state.text.character_space = operator.number(1);
            }
            next_line(run);
        }
        let matrix = then(run.text, run.state.ctm);
        let bounds = self.reach_of(run, operator, matrix);
        let mode = run.state.text.mode;
        let hidden = run.is_hidden();
        if hidden || bounds.both(run.state.clip).is_empty() {
            self.told.left(if hidden { Left::Layers } else { Left::Outside }, usize::from(mode != 3));
            let unseen = if mode >= 4 { 7 } else { 3 };
            run.write(&format!("{unseen} Tr"));
            run.out.extend_from_slice(own);
            run.write(&format!(" {mode} Tr"));
            return true;
        }
        self.touch_type(run, bounds);
        let size = (run.state.text.size * matrix[2].hypot(matrix[3])).abs();
        let mut before = String::new();
        if matches!(mode, 0 | 2 | 4 | 6) {
            before += &self.before(run, Side::Fill, Mark::Type(size));
        }
        if matches!(mode, 1 | 2 | 5 | 6) {
            before += &self.before(run, Side::Stroke, Mark::Type(size));
        }
        run.out.extend_from_slice(before.as_bytes());
        false
    }

    /// Where type can reach: its advances are not known, but no glyph is wider than this.
    fn reach_of(&self, run: &mut Run, operator: &Operator, ctm: Matrix) -> Bounds {
        let text = &run.state.text;
        let spaces = text.character_space.abs() + text.word_space.abs();
        let step = |bytes: &[u8]| {
            #[expect(clippy::cast_precision_loss, reason = "strings are short")]
            let count = bytes.len() as f64;
            count * (WIDEST * text.size.abs() + spaces)
        };
        let shown = match operator.operands.last() {
            Some(Object::Array(items)) => items
                .iter()
                .map(|item| match item {
                    Object::String(bytes, _) => step(bytes),
                    other => number(other).map_or(0.0, |by| (by / 1000.0 * text.size).abs()),
                })
                .sum(),
            Some(Object::String(bytes, _)) => step(bytes),
            _ => 0.0,
        };
        run.run_on += shown * text.scale.abs().max(1.0);
        let (size, far) = (text.size.abs() * 1.5 + text.rise.abs(), run.run_on);
        // Arabic runs on to the left where a font has negative advances; Type 3 glyphs may be of any size.
        if run.is_glyph || self.is_drawn(run) {
            return Bounds::ALL;
        }
        let reach = if text.is_vertical { [-size, -far - size, size, size] } else { [-size, -size, far + size, size] };
        Bounds::around(reach, ctm)
    }

    /// Whether type is set in a font whose glyphs are drawn with operators.
    fn is_drawn(&self, run: &Run) -> bool {
        let fonts = run.used.iter().filter(|((category, _), _)| *category == "Font");
        fonts.into_iter().any(|(_, font)| {
            keys_of(followed(&self.document, font)).is_some_and(|keys| {
                entry(&self.document, keys, b"Subtype").as_name().is_ok_and(|kind| kind == b"Type3")
            })
        })
    }
}

fn place(run: &mut Run, at: Matrix) {
    (run.text, run.line, run.run_on) = (at, at, 0.0);
}

fn next_line(run: &mut Run) {
    let down = [1.0, 0.0, 0.0, 1.0, 0.0, -run.state.text.leading];
    place(run, then(down, run.line));
}
