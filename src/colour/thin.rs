//! Lines and narrow areas of drawings as thick as the press needs: scaled down, charts have hairlines, bars of next to nothing and minus signs of small type.

use crate::base::{Drawing, Ground, Len, Permille, Segment, Shape, extent_of};

use super::press::PressDrawing;

/// Thinnest line of one ink and of several, in points (prepress L01, L02), with a little more for rounding.
const THINNEST: (f32, f32) = (0.26, 0.51);
/// Areas of this length in points, which are twice as long as they are wide, are lines to whoever judges the page.
const LINE: f32 = 2.0;

impl PressDrawing {
    /// The shapes as thick as the press needs where the drawing stands so wide.
    pub fn at_width(&self, width: Len) -> Drawing<[Permille; 4]> {
        let mut drawing = self.drawing.clone();
        #[expect(clippy::cast_possible_truncation, reason = "a drawing's coordinates are single precision floats")]
        let scale = width.to_pt() as f32 / drawing.size.0.max(f32::MIN_POSITIVE);
        drawing.each_shape(&mut |shape| thicken(shape, scale));
        drawing
    }
}

/// One shape, where a unit of the drawing is `scale` points. An area may be painted before its outline is, and stands alone then.
fn thicken(shape: &mut Shape<[Permille; 4]>, scale: f32) {
    if let Some(stroke) = &mut shape.stroke {
        stroke.width = stroke.width.max(least(&stroke.paint) / scale);
    }
    if let Some(fill) = &shape.fill {
        let least = least(&fill.paint) / scale;
        widen(shape, least, LINE / scale);
    }
}

/// A narrow area grows from its middle; one without any width is none.
fn widen(shape: &mut Shape<[Permille; 4]>, least: f32, line: f32) {
    let [left, top, right, bottom] = extent_of(&shape.path, 0.0);
    let (across, down) = (right - left, bottom - top);
    let (thin, long) = (across.min(down), across.max(down));
    if thin <= 0.0 {
        shape.fill = None;
    } else if thin < least && long > line && long > 2.0 * thin {
        let middle = (f32::midpoint(left, right), f32::midpoint(top, bottom));
        let grow = |at: f32, middle: f32| middle + (at - middle) * least / thin;
        let to = |x: f32, y: f32| if across < down { (grow(x, middle.0), y) } else { (x, grow(y, middle.1)) };
        shape.path = shape.path.iter().map(|segment: &Segment| segment.moved(to)).collect();
    }
}

fn least(paint: &Ground<[Permille; 4]>) -> f32 {
    let is_one_ink = matches!(paint, Ground::Solid(inks) if inks.iter().filter(|ink| ink.0 > 0).count() == 1);
    if is_one_ink { THINNEST.0 } else { THINNEST.1 }
}
