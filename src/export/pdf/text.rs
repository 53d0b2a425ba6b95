//! Text of a content stream, written straight as operators: it is most of a page, and an object for every glyph would cost
//! more than setting the glyph did.

use std::fmt::Write;

use printpdf::Op;

use crate::base::{Len, Permille, Point};
use crate::display::{GlyphRun, GlyphStyle, PlacedGlyph, Turn};

use super::fonts::{FontKey, Shown};
use super::origin::{Origin, pt};

/// Text operators that are not yet among the operations of their page: what stands between BT and ET (ISO 32000-1 §9.4).
#[derive(Default)]
pub(super) struct TextSection {
    operators: String,
    font: Option<(FontKey, Len)>,
}

impl TextSection {
    /// The section as one operation, which is none of printpdf's own; nothing when there is no text.
    pub(super) fn close(&mut self) -> Option<Op> {
        let Self { mut operators, .. } = std::mem::take(self);
        if operators.is_empty() {
            return None;
        }
        operators.insert_str(0, "BT");
        operators.push_str("\nET");
        Some(Op::Unknown { key: operators, value: Vec::new() })
    }

    /// Writes the lines of a run; fonts of its glyphs are in `shown`.
    pub(super) fn run(&mut self, run: &GlyphRun, shown: &[(&PlacedGlyph, Shown)], origin: Origin) {
        if let Some(mode) = rendering_mode(&run.style) {
            self.operator(format_args!("{mode} Tr"));
        }
        let scaled = run.scale_x != Permille::ONE && run.turn != Turn::Upright;
        if scaled {
            self.operator(format_args!("{} Tz", f32::from(run.scale_x.0) / 10.0));
        }
        let shares_line = |a: &(&PlacedGlyph, Shown), b: &(&PlacedGlyph, Shown)| {
            a.1.font == b.1.font && across(run.turn, a.0.at()) == across(run.turn, b.0.at())
        };
        for line in shown.chunk_by(shares_line) {
            self.line(run, line, origin);
        }
        if scaled {
            self.operator(format_args!("100 Tz"));
        }
        // What clips is followed by the end of the graphics state in which it does.
        if matches!(run.style, GlyphStyle::Stroke { .. }) {
            self.operator(format_args!("0 Tr"));
        }
    }

    /// Glyphs of one font on one baseline: one matrix and one show operator.
    fn line(&mut self, run: &GlyphRun, line: &[(&PlacedGlyph, Shown)], origin: Origin) {
        let Some((first, shown)) = line.first() else { return };
        if self.font != Some((shown.font, run.size)) {
            self.font = Some((shown.font, run.size));
            self.operator(format_args!("/{} {} Tf", shown.font.resource(), pt(run.size)));
        }
        let Point { x, y } = first.at();
        let (x, y) = (origin.x(x), origin.y(y));
        match run.turn {
            Turn::Horizontal | Turn::Upright => self.operator(format_args!("1 0 0 1 {x} {y} Tm")),
            Turn::Rotated => self.operator(format_args!("0 -1 1 0 {x} {y} Tm")),
        }
        self.show(run, line);
    }

    fn operator(&mut self, operator: std::fmt::Arguments<'_>) {
        self.operators.push('\n');
        // Writing to memory cannot fail.
        let _ = self.operators.write_fmt(operator);
    }

    /// Codes with the adjustments between them, in whole thousandths of an em; roundings never add up, since each target is
    /// measured from the line's start.
    fn show(&mut self, run: &GlyphRun, line: &[(&PlacedGlyph, Shown)]) {
        let unit = if run.turn == Turn::Upright { run.size } else { run.size.scaled(i64::from(run.scale_x.0), 1000) };
        let start = along(run.turn, line[0].0.at());
        let mut pen = 0;
        self.operators.push_str("\n[<");
        for (at, (glyph, shown)) in line.iter().enumerate() {
            if at > 0 {
                let target = (along(run.turn, glyph.at()) - start).scaled(1000, unit.0).0;
                self.adjust(run.turn, pen - target);
                pen = target;
            }
            push_code(&mut self.operators, shown.code);
            pen += if run.turn == Turn::Upright { 1000 } else { shown.width };
        }
        self.operators.push_str(">]TJ");
    }

    /// Moves the next glyph back by so many thousandths of an em. In vertical writing a positive number moves up, against
    /// the line (ISO 32000-1 §9.4.3).
    fn adjust(&mut self, turn: Turn, thousandths: i64) {
        if thousandths != 0 {
            let number = if turn == Turn::Upright { -thousandths } else { thousandths };
            let _ = write!(self.operators, ">{number}<");
        }
    }
}

/// ISO 32000-1 table 106; none for letters that are filled, as all are unless something else is said.
fn rendering_mode(style: &GlyphStyle) -> Option<u8> {
    match style {
        GlyphStyle::Fill(_) => None,
        GlyphStyle::Stroke { .. } => Some(1),
        GlyphStyle::Gradient(_) => Some(7),
    }
}

/// Four hexadecimal digits.
fn push_code(operators: &mut String, code: u16) {
    for shift in [12, 8, 4, 0] {
        operators.extend(char::from_digit(u32::from(code >> shift & 0xF), 16));
    }
}

/// The coordinate all glyphs of a line share.
fn across(turn: Turn, at: Point) -> Len {
    if turn == Turn::Horizontal { at.y } else { at.x }
}

/// The coordinate that grows along a line.
fn along(turn: Turn, at: Point) -> Len {
    if turn == Turn::Horizontal { at.x } else { at.y }
}
