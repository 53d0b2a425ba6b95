//! Where elements stand and within what they show, as CSS says it: written as the reader knows it, or told.

use roxmltree::Node;

use crate::base::escaped;
use crate::message;

use super::clips::{self, Which};
use super::elements::{Tag, prefix, tag};
use super::known::Boxes;
use super::length::{self, ROOT_EM};
use super::looking::Looking;
use super::transform::{self, Around, Fault, Grammar, Moves, words};
use super::values::Style;

/// Properties that move an element.
const MOVING: [&str; 6] = ["transform", "translate", "rotate", "scale", "transform-origin", "transform-box"];
/// Elements whose parts are drawn by way of others.
const APART: [&str; 5] = ["defs", "symbol", "pattern", "mask", "marker"];
/// Elements that have a box of their own.
const BOXED: [&str; 12] =
    ["g", "a", "svg", "use", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text"];
const HINT: &str =
    "write the transformation in the attribute `transform`, in numbers, or export the drawing as plain SVG";

/// What is known of an element's box.
enum Box {
    Known(Boxes),
    /// It will be, once what is around it has been read.
    Asked,
    Unknown,
}

impl<'l> Looking<'l, '_> {
    /// Writes all that moves an element as the one transformation that the reader knows.
    pub(super) fn moved(&mut self, node: Node<'l, '_>, style: &mut Style) {
        let said = |name: &str| style.get(name).map(|value| words(value).join(" "));
        let said = MOVING.map(said);
        let attribute = moving_attribute(node).and_then(|name| node.attribute_node(name));
        let has_own = ["transform-origin", "transform-box"].iter().any(|name| node.has_attribute(*name));
        if said.iter().all(Option::is_none) && !(has_own && attribute.is_some()) {
            let unread = attribute.filter(|attribute| !transform::is_readable(attribute.value()));
            return unread
                .into_iter()
                .for_each(|attribute| self.unmoved(node, &Fault::Unread(attribute.value().into())));
        }
        MOVING.iter().for_each(|name| drop(style.remove(*name)));
        let [transform, translate, rotate, scale, origin, box_of] = said;
        let own = |name: &str| node.attribute(name).map(|value| words(value).join(" "));
        let (origin, box_of) = (origin.or_else(|| own("transform-origin")), box_of.or_else(|| own("transform-box")));
        let which = box_of.as_deref().and_then(clips::which).unwrap_or(Which::View);
        let Some(around) = self.around(node, which) else { return };
        let grammar = if transform.is_some() { Grammar::Css } else { Grammar::Attribute };
        let transform = transform.or_else(|| attribute.map(|attribute| attribute.value().to_owned()));
        let is_root = node.parent_element().is_none();
        let text = |value: &'_ Option<String>| value.clone().unwrap_or_default();
        let (transform, translate, rotate, scale) = (text(&transform), text(&translate), text(&rotate), text(&scale));
        let moves = Moves {
            transform: &transform,
            translate: &translate,
            rotate: &rotate,
            scale: &scale,
            // The reader turns the whole drawing about its middle, or what is said, itself.
            origin: origin.as_deref().filter(|_| !is_root).unwrap_or_default(),
        };
        match transform::numbers(&moves, grammar, &around) {
            Ok(numbers) => self.write_move(node, style, numbers),
            Err(fault) => self.unmoved(node, &fault),
        }
        if let Some(origin) = origin.filter(|_| is_root) {
            style.insert("transform-origin".to_owned(), origin);
        } else if let Some(own) = node.attribute_node("transform-origin") {
            self.edit(own.range(), String::new());
        }
    }

    /// A transformation that is not carried out.
    fn unmoved(&mut self, node: Node<'l, '_>, fault: &Fault) {
        let (what, hint) = match fault {
            Fault::Unread(text) => {
                let shown: String = text.chars().take(60).collect();
                (message!("the transformation `{}` of <{}> is not understood; it is left out", shown, tag(node)), HINT)
            }
            Fault::Deep(_) => (
                message!("<{}> is seen in perspective, which no drawing on paper has; it stands flat", tag(node)),
                "draw it as it is to be seen",
            ),
        };
        self.tell(node, what, hint);
    }

    fn write_move(&mut self, node: Node<'l, '_>, style: &mut Style, numbers: [f32; 6]) {
        let written = transform::written(numbers);
        match moving_attribute(node) {
            // What paints takes its own attribute alone.
            Some(name) if name != "transform" => match node.attribute_node(name) {
                Some(own) => self.edit(own.range(), format!("{name}=\"{written}\"")),
                None => self.add(node, &format!("{name}=\"{written}\"")),
            },
            _ => drop(style.insert("transform".to_owned(), written)),
        }
    }

    /// A clip that is a shape of CSS becomes a path of the drawing.
    pub(super) fn clipped(&mut self, node: Node<'l, '_>, style: &mut Style) {
        let said = style.get("clip-path").map(String::as_str).or(node.attribute("clip-path")).map(words);
        let Some(value) = said.map(|words| words.join(" ")) else { return };
        let Some((shape, which)) = clips::parted(&value) else { return };
        if node.parent_element().is_none() {
            return;
        }
        let Some(around) = self.around(node, which) else {
            return drop(style.insert("clip-path".to_owned(), "none".to_owned()));
        };
        let Some(clip) = clips::clip(shape, &around) else { return };
        let id = format!("paiban-clip-{}", node.range().start);
        let prefix = prefix(node, self.document);
        let moved = match clip.shift.as_str() {
            "" => String::new(),
            shift => format!(" transform=\"{shift}\""),
        };
        let path = escaped(&clip.path);
        self.defs.push_str(&format!(
            "<{prefix}clipPath id=\"{id}\"><{prefix}path d=\"{path}\" clip-rule=\"{}\"{moved}/></{prefix}clipPath>",
            clip.rule
        ));
        style.insert("clip-path".to_owned(), format!("url(#{id})"));
        self.made.insert(id);
    }

    /// What lengths about an element are measured by; none where that is not known yet, or cannot be.
    fn around(&mut self, node: Node<'l, '_>, which: Which) -> Option<Around> {
        let em = self.em(node);
        let window = length::around(node);
        if which == Which::View {
            let whole = if node.parent_element().is_none() { self.window } else { window };
            return Some(Around { left: 0.0, top: 0.0, width: whole.width, height: whole.height, window, em });
        }
        match self.box_of(node) {
            Box::Known(boxes) => {
                let [left, top, right, bottom] = if which == Which::Fill { boxes.fill } else { boxes.stroke };
                Some(Around { left, top, width: right - left, height: bottom - top, window, em })
            }
            Box::Asked => None,
            Box::Unknown => {
                let what = message!("<{}> is placed by a box of its own, which is not known here", tag(node));
                self.tell(node, what, HINT);
                None
            }
        }
    }

    /// The box of an element, or the wish to know it: a group is put around it, whose box the reader reckons.
    fn box_of(&mut self, node: Node<'l, '_>) -> Box {
        let range = node.range();
        if let Some(known) = self.known.boxes.get(&range.start) {
            // What is not drawn has no box and needs none.
            return known.map_or(Box::Asked, Box::Known);
        }
        let is_within = node.ancestors().any(|above| above.has_tag_name_of("clipPath"));
        let can_be = BOXED.contains(&tag(node)) || node.has_tag_name_of("image");
        if is_within || !can_be || self.known.within > 0 || node.parent_element().is_none() {
            return Box::Unknown;
        }
        if self.asked.insert(range.start, range.end).is_none() {
            let prefix = prefix(node, self.document);
            let id = Boxes::id(range.start);
            let is_apart = node.ancestors().any(|above| APART.contains(&tag(above)));
            let own = if is_apart { format!("{id}-apart") } else { id.clone() };
            self.edit(range.start..range.start, format!("<{prefix}g id=\"{own}\">"));
            self.edit(range.end..range.end, format!("</{prefix}g>"));
            if is_apart {
                // What is drawn by way of others alone is drawn here, where its group keeps its name.
                self.defs.push_str(&format!("<{prefix}g id=\"{id}\"><{prefix}use href=\"#{own}\"/></{prefix}g>"));
            }
        }
        Box::Asked
    }

    /// The size of text of an element, in the drawing's units.
    pub(super) fn em(&mut self, node: Node<'_, '_>) -> f32 {
        let mut sizes = Vec::new();
        for above in node.ancestors().filter(Node::is_element) {
            let size = self.cascade.style(above).get("font-size").cloned();
            sizes.extend(size.or_else(|| above.attribute("font-size").map(str::to_owned)));
        }
        sizes.iter().rev().fold(ROOT_EM, |around, size| length::font_size(size, around, self.window).unwrap_or(around))
    }
}

/// The attribute that moves an element, where it has one.
fn moving_attribute(node: Node<'_, '_>) -> Option<&'static str> {
    Some(match tag(node) {
        "linearGradient" | "radialGradient" => "gradientTransform",
        "pattern" => "patternTransform",
        "stop" | "style" | "title" | "desc" | "metadata" | "defs" | "tspan" => return None,
        _ => "transform",
    })
}
