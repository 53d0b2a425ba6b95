//! Black, overprint and lines: K01 to K06, L01 and L02.

use super::Judge;
use super::colour::Here;
use super::rules::Id;
use super::spaces::{Inks, Space};

/// Four-colour black is for type of at least this size, in points.
const RICH_FROM: f64 = 36.0;
/// Below this size type has at most two inks, and reversed type is not set.
const SMALL: (f64, f64) = (9.0, 7.0);
/// Black lines thinner than this overprint, in points.
const THIN_BLACK: f64 = 2.0;
/// The thinnest line, and the thinnest in several inks or in white, in points.
const THINNEST: (f64, f64) = (0.25, 0.5);
/// Difference of widths that is rounding, in points.
const TOLERANCE: f64 = 0.001;

/// A mark to be made: its colour and how it treats what is below.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'s> {
    pub(super) kind: &'static str,
    pub(super) space: &'s Space,
    pub(super) inks: Inks,
    pub(super) overprints: bool,
    /// Overprint mode.
    pub(super) mode: i64,
    /// How much of it covers what lies below, from 0 to 1.
    pub(super) alpha: f64,
}

impl Mark<'_> {
    fn is_gray(&self) -> bool {
        matches!(self.space, Space::Gray | Space::CalGray | Space::Icc(1))
    }

    /// Whether plain black lets other inks stand; what is see-through does by mixing with them, and overprinting adds nothing to that.
    fn keeps_below(&self) -> bool {
        self.alpha < 1.0 || (self.overprints && (self.mode == 1 || !matches!(self.space, Space::Cmyk)))
    }

    fn state(&self) -> String {
        format!("overprint {}, mode {}", if self.overprints { "on" } else { "off" }, self.mode)
    }
}

impl Judge<'_> {
    /// K02 and K03, of every mark.
    pub(super) fn check_overprint(&mut self, mark: Mark<'_>, here: &Here) {
        self.lays(mark.inks.total(), mark.overprints);
        if mark.is_gray() && mark.overprints {
            self.note_here(Id::K02, here, "gray that overprints", mark.kind);
        }
        if mark.inks.is_white() && mark.overprints {
            self.note_here(Id::K03, here, "white that overprints: it vanishes", mark.kind);
        }
    }

    /// K01, K02, K04, K05, of type.
    pub(super) fn check_type(&mut self, mark: Mark<'_>, size: f64, here: &Here) {
        self.check_overprint(mark, here);
        let (inks, kind) = (mark.inks, mark.kind);
        if inks.is_black() {
            if mark.is_gray() {
                let detail = format!("{kind} {size:.1} pt in {}", mark.space.name());
                self.note_here(Id::K02, here, "black type in gray: it cannot overprint", detail);
            } else if !mark.keeps_below() {
                let detail = format!("{kind} {size:.1} pt, {}", mark.state());
                self.note_here(Id::K01, here, "black type that does not overprint", detail);
            }
        } else if inks.cmyk.get(3).is_some_and(|&k| k >= 0.85) && rest(inks) > 0.02 && size < RICH_FROM {
            let detail = format!("{kind} {size:.1} pt {}", inks.words());
            self.note_here(Id::K04, here, "type in four-colour black", detail);
        }
        let count = inks.count();
        if count > 2 && size < SMALL.0 {
            let detail = format!("{kind} {size:.1} pt {}", inks.words());
            self.note_here(Id::K05, here, "small type in more than two inks", detail);
        }
        if count == 0 && size < SMALL.1 {
            self.note_here(Id::K05, here, "small reversed type", format!("{kind} {size:.1} pt"));
        }
    }

    /// L01 of lines in any colour: how thin a line is does not depend on its inks.
    pub(super) fn check_hairline(&mut self, kind: &str, width: f64, here: &Here) {
        if width < THINNEST.0 - TOLERANCE {
            let detail = format!("{kind} {width:.3} pt, at least {} pt", THINNEST.0);
            self.note_here(Id::L01, here, "hairline", detail);
        }
    }

    /// K06, L02, and K02 of lines: a stroke, or a filled box that is one.
    pub(super) fn check_line(&mut self, mark: Mark<'_>, width: f64, here: &Here) {
        if width < THINNEST.1 - TOLERANCE {
            let detail = format!("{} {width:.3} pt {}", mark.kind, mark.inks.words());
            if mark.inks.count() > 1 {
                self.note_here(Id::L02, here, "thin line in several inks", detail);
            } else if mark.inks.is_white() {
                self.note_here(Id::L02, here, "thin white line", detail);
            }
        }
        if !mark.inks.is_black() || width >= THIN_BLACK {
            return;
        }
        if mark.is_gray() {
            let detail = format!("{} {width:.2} pt in {}", mark.kind, mark.space.name());
            self.note_here(Id::K02, here, "black line in gray: it cannot overprint", detail);
        } else if !mark.keeps_below() {
            let detail = format!("{} {width:.2} pt, {}", mark.kind, mark.state());
            self.note_here(Id::K06, here, "thin black line that does not overprint", detail);
        }
    }
}

/// The other inks beside black.
fn rest(inks: Inks) -> f64 {
    let [c, m, y, _] = inks.cmyk;
    c + m + y
}

/// A box so thin and long that it is a line: its width.
pub(super) fn as_line(width: f64, height: f64) -> Option<f64> {
    let (thin, long) = if width < height { (width, height) } else { (height, width) };
    (thin < THIN_BLACK && long > THIN_BLACK && thin >= 0.0 && long > thin * 2.0).then_some(thin)
}
