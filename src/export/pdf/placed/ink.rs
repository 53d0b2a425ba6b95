//! What is written before a mark so that it prints in the press's inks, black type and thin black lines overprinting.

use lopdf::{Dictionary, Object, dictionary};

use crate::colour::Shares;

use super::desk::Desk;
use super::rewrite::{Run, Target};
use super::spaces::Space;
use super::state::{Colour, Mark, Overprint, Side, THIN_BLACK, Written, decimal, fine};
use super::told::Changed;

/// Type below this size is not set in four-colour black (prepress K04).
const RICH_FROM: f64 = 36.0;
/// Type below this size has at most two inks (prepress K05).
const SMALL: f64 = 9.0;
/// Lines thinner than this are printed with one ink alone (prepress L02), hairlines not at all (L01); both in points, the first with a little more for rounding.
const FINE: f64 = 0.51;
const HAIR: f64 = 0.25;
/// Black from this share on is meant as black.
const DARK: f64 = 0.85;
/// A share of ink that is all of it.
const FULL: f64 = 0.999;

/// A converted colour as a mark needs it: dark type in black alone, small type in its two strongest inks.
fn suited([c, m, y, k]: Shares, mark: Mark) -> Shares {
    let Mark::Type(size) = mark else { return [c, m, y, k] };
    if k >= DARK && c + m + y > 0.02 && size < RICH_FROM {
        return [0.0, 0.0, 0.0, k];
    }
    let mut inks = [c, m, y, k];
    while size < SMALL && inks.iter().filter(|ink| **ink > 0.0).count() > 2 {
        let least = inks.iter().copied().filter(|ink| *ink > 0.0).fold(f64::INFINITY, f64::min);
        inks = inks.map(|ink| if ink <= least { 0.0 } else { ink });
    }
    inks
}

impl Desk<'_> {
    /// The operators to stand before a mark.
    pub(super) fn before(&mut self, run: &mut Run, side: Side, mark: Mark) -> String {
        if run.is_uncoloured || !self.converts() {
            return String::new();
        }
        let colour = run.state.paint(side).colour;
        let mut out = String::new();
        let written = match colour {
            Colour::Own | Colour::Black(_) => None,
            Colour::Lightness(light) => Some(Written::Grey(light)),
            Colour::Inks { inks, converted: None, is_grey: false } => Some(Written::Inks(inks)),
            Colour::Inks { inks, .. } => Some(Written::Inks(suited(inks, mark))),
        };
        if let Some(wanted) = written.filter(|wanted| run.state.paint(side).written != Some(*wanted)) {
            run.state.paint(side).written = Some(wanted);
            out += &operator(wanted, side);
            self.tell(colour, wanted, mark);
        }
        if side == Side::Stroke && run.target == Target::Press {
            out += &self.widened(run, mark, colour, written);
        }
        if run.target == Target::Press {
            out += &self.overprint(run, side, mark, colour, written);
        }
        out
    }

    fn tell(&mut self, colour: Colour, wanted: Written, mark: Mark) {
        let (Colour::Inks { converted: Some(mixed), .. }, Written::Inks(inks)) = (colour, wanted) else { return };
        let difference = self.mixer.as_ref().map_or(0.0, |mixer| mixer.difference(&mixed, inks));
        let what = match mark {
            _ if mixed.from == Space::Cmyk.name() => Changed::TooMuchInk,
            Mark::Type(_) => Changed::Type,
            Mark::Line(_) => Changed::Lines,
            Mark::Fill | Mark::Object => Changed::Areas,
        };
        self.told.changed(what, mixed.from, "DeviceCMYK", difference);
    }

    /// A fine line that takes several inks only because it was converted becomes as wide as they need; every other is as wide as the file has it.
    fn widened(&mut self, run: &mut Run, mark: Mark, colour: Colour, written: Option<Written>) -> String {
        let is_new = matches!(colour, Colour::Inks { converted: Some(mixed), .. } if mixed.from != Space::Cmyk.name());
        let is_mixed =
            matches!(written, Some(Written::Inks(inks)) if inks.iter().filter(|ink| **ink > 0.0).count() > 1);
        let wanted = match mark {
            Mark::Line(width) if (HAIR..FINE).contains(&width) && is_new && is_mixed => {
                self.told.changed(Changed::FineLines, "", "", 0.0);
                run.state.width * FINE / width
            }
            _ => run.state.width,
        };
        if wanted.to_bits() == run.state.drawn_width.to_bits() {
            return String::new();
        }
        run.state.drawn_width = wanted;
        format!("{} w\n", fine(wanted))
    }

    fn overprint(&mut self, run: &mut Run, side: Side, mark: Mark, colour: Colour, written: Option<Written>) -> String {
        let own = run.state.own;
        let own_side = if side == Side::Fill { own.fill } else { own.stroke };
        let is_fine = matches!(mark, Mark::Type(_)) || matches!(mark, Mark::Line(width) if width < THIN_BLACK);
        let is_black = matches!(colour, Colour::Black(share) if share >= FULL)
            || matches!(written, Some(Written::Inks([c, m, y, k])) if k >= FULL && c + m + y < 0.001);
        let is_new = matches!(colour, Colour::Inks { converted, is_grey, .. } if converted.is_some() || is_grey);
        let forced = is_black && is_fine;
        let wanted = forced || (own_side && !is_new);
        let mode = forced || own.mode;
        let now = run.state.now;
        let now_side = if side == Side::Fill { now.fill } else { now.stroke };
        if now_side == wanted && (!wanted || now.mode == mode) {
            return String::new();
        }
        if forced && !own_side && !is_new {
            self.told.changed(Changed::Overprint, "DeviceCMYK", "DeviceCMYK", 0.0);
        }
        let next = match side {
            Side::Fill => Overprint { fill: wanted, mode, ..now },
            Side::Stroke => Overprint { stroke: wanted, mode, ..now },
        };
        run.state.now = next;
        format!("/{} gs\n", state_of(run, next))
    }
}

/// Uses a graphics state for a way of overprinting: its name.
pub(super) fn state_of(run: &mut Run, overprint: Overprint) -> String {
    let digit = |on: bool| if on { '1' } else { '0' };
    let name = format!("PbO{}{}{}", digit(overprint.fill), digit(overprint.stroke), digit(overprint.mode));
    run.used.insert(("ExtGState", name.clone().into_bytes()), keys(overprint).into());
    name
}

/// A graphics state that says how to overprint (ISO 32000-1 §8.6.7).
fn keys(overprint: Overprint) -> Dictionary {
    let Overprint { fill, stroke, mode } = overprint;
    dictionary! { "Type" => "ExtGState", "OP" => stroke, "op" => fill, "OPM" => Object::Integer(i64::from(mode)) }
}

fn operator(colour: Written, side: Side) -> String {
    let (numbers, word) = match colour {
        Written::Inks(inks) => (inks.map(decimal).join(" "), if side == Side::Fill { "k" } else { "K" }),
        Written::Grey(light) => (decimal(light), if side == Side::Fill { "g" } else { "G" }),
    };
    format!("{numbers} {word}\n")
}
