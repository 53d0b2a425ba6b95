//! Grounds, frames and list marks of HTML labels within drawings, and the short form of their fonts.

use roxmltree::Node;

use crate::base::escaped;

use super::css;
use super::elements::Tag;
use super::values::Style;

/// What sheets and an element itself say of its look.
pub(super) type Styles<'s> = &'s mut dyn FnMut(Node<'_, '_>) -> Style;

/// A number of pixels.
pub(super) fn number(text: &str) -> Option<f32> {
    text.trim().trim_end_matches("px").trim().parse().ok().filter(|number: &f32| number.is_finite())
}

/// A rectangle of the drawing.
pub(super) struct Bounds {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// How far the box of an element reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reach {
    /// Across the whole place, as high as its text.
    #[default]
    Lines,
    /// As its text.
    Text,
    /// Over the whole place.
    Place,
}

/// What is painted behind and around a label.
#[derive(Default)]
pub(super) struct Panel {
    ground: Option<String>,
    frame: Option<Frame>,
    reach: Reach,
    padding: f32,
}

/// The line around a box.
#[derive(Clone)]
struct Frame {
    width: f32,
    colour: String,
    dashes: &'static str,
}

impl Panel {
    /// Of the nearest elements around a text: a ground is not handed down, but shines through.
    pub(super) fn of(text: Node<'_, '_>, styles: Styles<'_>) -> Self {
        let mut panel = Self::default();
        let within =
            text.ancestors().filter(Node::is_element).take_while(|node| !node.has_tag_name_of("foreignObject"));
        for node in within {
            let style = styles(node);
            let (ground, frame) = (ground(&style), frame(&style));
            let is_first = panel.ground.is_none() && panel.frame.is_none() && (ground.is_some() || frame.is_some());
            if is_first {
                panel.reach = reach(node, &style);
                panel.padding = style.get("padding").and_then(|padding| number(padding)).unwrap_or(0.0);
            }
            panel.ground = panel.ground.or(ground);
            panel.frame = panel.frame.or(frame);
        }
        panel
    }

    /// The rectangle, where there is one to see.
    pub(super) fn drawn(&self, prefix: &str, text: &Bounds, area: &Bounds, is_label: bool) -> String {
        if self.ground.is_none() && self.frame.is_none() {
            return String::new();
        }
        let is_narrow = area.width < text.width;
        let lines = Bounds { x: area.x, width: area.width, y: text.y, height: text.height };
        let bounds = match self.reach {
            Reach::Text => text,
            _ if is_narrow => text,
            Reach::Place if area.height > 0.0 => area,
            Reach::Lines if is_label => area,
            Reach::Lines | Reach::Place => &lines,
        };
        self.rectangle(prefix, bounds)
    }

    fn rectangle(&self, prefix: &str, bounds: &Bounds) -> String {
        let Bounds { x, y, width, height } = bounds;
        let more = self.padding;
        let (x, y, width, height) = (x - more, y - more, width + 2.0 * more, height + 2.0 * more);
        let fill = escaped(self.ground.as_deref().unwrap_or("none"));
        let stroke = self.frame.as_ref().map_or_else(
            || "stroke:none".to_owned(),
            |Frame { width, colour, dashes }| {
                format!("stroke:{};stroke-width:{width};stroke-dasharray:{dashes}", escaped(colour))
            },
        );
        format!(
            "<{prefix}rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" style=\"fill:{fill};{stroke}\"/>"
        )
    }
}

/// Where a text begins that is set at a place by its beginning, its middle or its end.
pub(super) fn beside(at: f32, width: f32, anchor: &str) -> f32 {
    match anchor {
        "middle" => at - width / 2.0,
        "end" => at - width,
        _ => at,
    }
}

/// White is a ground too: it parts a label from the line beneath it.
fn ground(style: &Style) -> Option<String> {
    let ground = style.get("background-color").or_else(|| style.get("background"))?;
    Some(ground.clone()).filter(|ground| css::is_white(ground) || !css::is_bare(ground))
}

/// `border: 1px solid red`, or what its parts say.
fn frame(style: &Style) -> Option<Frame> {
    let part = |name: &str| style.get(&format!("border-{name}")).cloned().unwrap_or_default();
    let said = style.get("border").cloned().unwrap_or_else(|| [part("width"), part("style"), part("color")].join(" "));
    // A colour may have blanks within its brackets.
    let (width, words): (Vec<&str>, Vec<&str>) = said
        .split_whitespace()
        .partition(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '.') && number(word).is_some());
    let is_style = |word: &&str| {
        matches!(*word, "solid" | "dashed" | "dotted" | "double" | "groove" | "ridge" | "inset" | "outset")
    };
    let style = words.iter().copied().find(is_style)?;
    let colour = words.iter().copied().filter(|word| !is_style(word)).collect::<Vec<_>>().join(" ");
    let width = width.first().and_then(|width| number(width)).unwrap_or(USUAL_BORDER);
    let dashes = match style {
        "dashed" => "3 3",
        "dotted" => "1 1",
        _ => "none",
    };
    let colour = if colour.is_empty() { "currentColor".to_owned() } else { colour };
    (width > 0.0 && colour != "transparent").then_some(Frame { width, colour, dashes })
}

/// The width CSS gives to a border where nothing is said (`medium`).
const USUAL_BORDER: f32 = 3.0;

fn reach(node: Node<'_, '_>, style: &Style) -> Reach {
    if style.get("height").is_some_and(|height| height == "100%") {
        return Reach::Place;
    }
    let is_inline = style.get("display").is_some_and(|display| display.starts_with("inline"));
    // A block within a flexible box is as wide as its text, but draw.io and Mermaid let the one that fills the place have the ground.
    if is_inline || node.tag_name().name() == "mark" { Reach::Text } else { Reach::Lines }
}

/// Whether a part has a ground or a frame beside those of its first text.
pub(super) fn has_other(object: Node<'_, '_>, text: Node<'_, '_>, styles: Styles<'_>) -> bool {
    let elements = object.descendants().filter(|node| node.is_element() && *node != object);
    let others = elements.filter(|node| !text.ancestors().any(|above| above == *node));
    let has_text =
        |node: &Node<'_, '_>| node.descendants().any(|node| node.text().is_some_and(|text| !text.trim().is_empty()));
    others.filter(has_text).any(|node| {
        let style = styles(node);
        ground(&style).is_some() || frame(&style).is_some()
    })
}

/// What a list sets before an entry: a bullet or its number.
pub(super) fn mark(entry: Node<'_, '_>, styles: Styles<'_>) -> String {
    let list = entry.parent_element();
    let is_bare = |node: Node<'_, '_>| {
        let style = styles(node);
        let said = style.get("list-style-type").or_else(|| style.get("list-style"));
        said.is_some_and(|said| said.split_whitespace().any(|word| word == "none"))
    };
    if [Some(entry), list].into_iter().flatten().any(is_bare) {
        return String::new();
    }
    let Some(list) = list.filter(|list| list.tag_name().name() == "ol") else { return "• ".to_owned() };
    let before = entry.prev_siblings().skip(1).filter(|node| node.tag_name().name() == "li").count();
    let first = list.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1_usize);
    format!("{}. ", first.saturating_add(before))
}

/// A style with what the short form `font` says of size, family, weight and slant, where nothing else says it.
pub(super) fn with_font(mut style: Style) -> Style {
    let Some(font) = style.get("font").cloned() else { return style };
    let font = css::without_line_height(&font).unwrap_or(font);
    let Some(families) = css::font_families(&font) else { return style };
    let head = font.strip_suffix(families).unwrap_or(&font);
    let mut say = |name: &str, value: &str| {
        style.entry(name.to_owned()).or_insert_with(|| value.to_owned());
    };
    say("font-family", families);
    for word in head.split_whitespace() {
        match word {
            "italic" | "oblique" => say("font-style", word),
            "bold" | "bolder" => say("font-weight", word),
            _ if word.len() == 3 && word.ends_with("00") => say("font-weight", word),
            _ if number(word).is_some() => say("font-size", word),
            _ => {}
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(css: &[(&str, &str)]) -> Style {
        css.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn white_is_a_ground_and_nothing_is_none() {
        for (value, paints) in [
            ("rgb(255, 255, 255)", true),
            ("#ffcccc", true),
            ("white", true),
            ("transparent", false),
            ("none", false),
            ("inherit", false),
        ] {
            assert_eq!(ground(&of(&[("background-color", value)])).is_some(), paints, "{value}");
        }
    }

    #[test]
    fn frames_are_read_with_their_width_and_colour() {
        for (css, expected) in [
            (("border", "1px solid red"), Some((1.0, "red"))),
            (("border", "solid 2px rgb(0, 0, 0)"), Some((2.0, "rgb(0, 0, 0)"))),
            (("border", "dashed"), Some((3.0, "currentColor"))),
            (("border", "none"), None),
            (("border", "0"), None),
            (("border", "1px"), None),
        ] {
            let frame = frame(&of(&[css]));
            assert_eq!(frame.as_ref().map(|frame| (frame.width, frame.colour.as_str())), expected, "{css:?}");
        }
    }

    #[test]
    fn the_short_form_of_a_font_says_what_its_parts_do() {
        let style = with_font(of(&[("font", "italic bold 14px/1.5 sans-serif")]));
        for (name, value) in
            [("font-size", "14px"), ("font-family", "sans-serif"), ("font-weight", "bold"), ("font-style", "italic")]
        {
            assert_eq!(style.get(name).map(String::as_str), Some(value), "{name}");
        }
        let own = with_font(of(&[("font", "14px serif"), ("font-size", "9px")]));
        assert_eq!(own.get("font-size").map(String::as_str), Some("9px"));
    }
}
