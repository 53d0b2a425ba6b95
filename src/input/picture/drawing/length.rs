//! Lengths of CSS that the reader of drawings does not know (CSS Values 3 §5 and §8): sums, and parts of a window, as numbers in the drawing's units.

use roxmltree::Node;

/// The window of a drawing, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The size of text of a whole document where nothing is said, in the drawing's units.
pub(super) const ROOT_EM: f32 = 16.0;
/// Brackets within brackets of a sum.
const MOST_NESTED: u8 = 8;
/// Units of a window, and what sums begin with, that make a length one the reader does not know.
const STRANGE: [&str; 6] = ["vw", "vh", "vmin", "vmax", "rem", "("];

/// Whether a property or an attribute is a length.
pub(super) fn is_length(name: &str) -> bool {
    matches!(
        name,
        "x" | "y"
            | "width"
            | "height"
            | "r"
            | "cx"
            | "cy"
            | "rx"
            | "ry"
            | "x1"
            | "y1"
            | "x2"
            | "y2"
            | "stroke-width"
            | "stroke-dashoffset"
            | "font-size"
            | "letter-spacing"
    )
}

/// Whether the reader does not know how a length is written.
pub(super) fn is_strange(length: &str) -> bool {
    STRANGE.iter().any(|word| length.contains(word))
}

/// What CSS says of the shape of an element by properties that the reader takes from attributes alone (SVG 2 §7 and §9.3).
pub(super) fn geometry(tag: &str) -> &'static [&'static str] {
    match tag {
        "rect" => &["x", "y", "width", "height", "rx", "ry"],
        "image" | "use" | "svg" => &["x", "y", "width", "height"],
        "circle" => &["cx", "cy", "r"],
        "ellipse" => &["cx", "cy", "rx", "ry"],
        "path" => &["d"],
        _ => &[],
    }
}

/// A value of [`geometry`] as its attribute has it.
pub(super) fn attribute(name: &str, value: &str) -> Option<String> {
    if name != "d" {
        return (value != "auto").then(|| value.to_owned());
    }
    let path = value.strip_prefix("path(")?.trim_end().strip_suffix(')')?;
    Some(path.trim().trim_matches(['"', '\'']).to_owned())
}

/// A length that is written strangely as a number; none of others, and of what cannot be reckoned, such as a sum with ems.
pub(super) fn plain(name: &str, length: &str, window: Window) -> Option<String> {
    if !is_strange(length) {
        return None;
    }
    let whole = match name {
        "x" | "width" | "cx" | "rx" | "x1" | "x2" => window.width,
        "y" | "height" | "cy" | "ry" | "y1" | "y2" => window.height,
        // What goes neither way is a part of the diagonal (SVG 1.1 §7.10).
        _ => window.width.hypot(window.height) / std::f32::consts::SQRT_2,
    };
    let sum = Sum { rest: length.trim(), whole, window, em: None, nested: 0 };
    sum.whole().map(|value| value.to_string())
}

/// Any length or sum of lengths as a number: per cent are of `whole`, ems of the size of text there.
pub(super) fn reckoned(length: &str, whole: f32, window: Window, em: f32) -> Option<f32> {
    Sum { rest: length.trim(), whole, window, em: Some(em), nested: 0 }.whole()
}

/// A size of text as a number (CSS Fonts 4 §2.5): words, per cent and ems are by the size of the text around.
pub(super) fn font_size(size: &str, around: f32, window: Window) -> Option<f32> {
    let factor = match size {
        "xx-small" => 9.0 / 16.0,
        "x-small" => 10.0 / 16.0,
        "small" => 13.0 / 16.0,
        "medium" => 1.0,
        "large" => 1.125,
        "x-large" => 1.5,
        "xx-large" => 2.0,
        "xxx-large" => 3.0,
        "larger" => return Some(around * 1.2),
        "smaller" => return Some(around / 1.2),
        _ => return reckoned(size, around, window, around).filter(|size| *size >= 0.0),
    };
    Some(ROOT_EM * factor)
}

/// A sum that is being read.
struct Sum<'t> {
    rest: &'t str,
    /// What a hundred per cent are.
    whole: f32,
    window: Window,
    /// The size of text, where it is known.
    em: Option<f32>,
    nested: u8,
}

impl Sum<'_> {
    /// The value of a text that is a sum and nothing more.
    fn whole(mut self) -> Option<f32> {
        let value = self.sum()?;
        (self.rest.is_empty() && value.is_finite()).then_some(value)
    }

    fn take(&mut self, sign: char) -> bool {
        let after = self.rest.trim_start().strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn sum(&mut self) -> Option<f32> {
        let mut value = self.product()?;
        loop {
            if self.take('+') {
                value += self.product()?;
            } else if self.take('-') {
                value -= self.product()?;
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<f32> {
        let mut value = self.part()?;
        loop {
            if self.take('*') {
                value *= self.part()?;
            } else if self.take('/') {
                value /= self.part()?;
            } else {
                return Some(value);
            }
        }
    }

    fn part(&mut self) -> Option<f32> {
        let text = self.rest.trim_start();
        if let Some(inside) = text.strip_prefix("calc(").or(text.strip_prefix('(')) {
            self.rest = inside;
            self.nested += 1;
            let value = if self.nested <= MOST_NESTED { self.sum() } else { None }?;
            self.nested -= 1;
            return self.take(')').then_some(value);
        }
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
        let signs = text.len() - text.trim_start_matches(['-', '+']).len();
        let end =
            text[signs..].find(|c: char| !is_number(c) || matches!(c, '-' | '+')).map_or(text.len(), |at| at + signs);
        let number: f32 = text[..end].parse().ok()?;
        let unit = &text[end..];
        let unit = &unit[..unit.find(|c: char| !c.is_ascii_alphabetic() && c != '%').unwrap_or(unit.len())];
        self.rest = text[end + unit.len()..].trim();
        Some(number * self.unit(unit)?)
    }

    /// A unit in the drawing's (CSS Values 3 §5.1.2 and §6.2).
    fn unit(&self, unit: &str) -> Option<f32> {
        let Window { width, height } = self.window;
        Some(match unit {
            "" | "px" => 1.0,
            "%" => self.whole / 100.0,
            "vw" => width / 100.0,
            "vh" => height / 100.0,
            "vmin" => width.min(height) / 100.0,
            "vmax" => width.max(height) / 100.0,
            "rem" => ROOT_EM,
            "em" => self.em?,
            // About half an em in most faces (CSS Values 4 §6.1).
            "ex" | "ch" => self.em? / 2.0,
            "Q" | "q" => 96.0 / 101.6,
            "pt" => 96.0 / 72.0,
            "pc" => 16.0,
            "in" => 96.0,
            "cm" => 96.0 / 2.54,
            "mm" => 96.0 / 25.4,
            _ => return None,
        })
    }
}

/// The size of a drawing in its own units.
pub(super) fn window(root: Node<'_, '_>) -> Window {
    let none = Window { width: 100.0, height: 100.0 };
    within(root, none)
}

/// The size of the drawing or the part of one that an element stands in, in the units of what is in it.
pub(super) fn around(node: Node<'_, '_>) -> Window {
    let frames: Vec<_> =
        node.ancestors().skip(1).filter(|node| matches!(node.tag_name().name(), "svg" | "symbol")).collect();
    frames.into_iter().rev().fold(Window { width: 100.0, height: 100.0 }, |outer, frame| within(frame, outer))
}

/// The size of a frame that stands in another.
fn within(frame: Node<'_, '_>, outer: Window) -> Window {
    let view = frame.attribute("viewBox").unwrap_or_default();
    let view: Vec<f32> = view.split([' ', ',']).filter_map(|side| side.parse().ok()).collect();
    let side = |name, whole| {
        let side = frame.attribute(name).and_then(|side| reckoned(side, whole, outer, ROOT_EM));
        side.unwrap_or(whole)
    };
    match view[..] {
        [_, _, width, height] => Window { width, height },
        _ => Window { width: side("width", outer.width), height: side("height", outer.height) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strange_lengths_become_numbers() {
        let window = Window { width: 200.0, height: 100.0 };
        for (name, written, number) in [
            ("stroke-width", "calc(2px + 6px)", Some("8")),
            ("x", "calc(50% - 2 * (3px + 1px))", Some("92")),
            ("height", "calc(100% / 4)", Some("25")),
            ("width", "50vw", Some("100")),
            ("width", "-5vmin", Some("-5")),
            ("font-size", "1.5rem", Some("24")),
            ("width", "50px", None),
            ("width", "calc(1em + 2px)", None),
            ("width", "calc(1px", None),
            ("width", "calc(1px / 0)", None),
        ] {
            assert_eq!(plain(name, written, window).as_deref(), number, "{written}");
        }
        for (size, number) in [
            ("200%", Some(40.0)),
            ("1.5em", Some(30.0)),
            ("larger", Some(24.0)),
            ("x-large", Some(24.0)),
            ("medium", Some(16.0)),
            ("12pt", Some(16.0)),
            ("big", None),
        ] {
            assert_eq!(font_size(size, 20.0, window), number, "{size}");
        }
        assert_eq!(plain("x", &format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000)), window), None);
        assert_eq!(attribute("d", "path(\"M0 0h9\")").as_deref(), Some("M0 0h9"));
    }
}
