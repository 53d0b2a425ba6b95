//! An own look at the XML of a drawing before it is read: what the reader would leave out without a word is told with its line, and what it does not know but means something known is written so.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use roxmltree::{Document, Node, ParsingOptions};

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::message;

use super::css::{self, Variables};
use super::{Links, broken, foreign, is_placeable};

/// Elements of a drawing; an attack has more.
const MOST_NODES: u32 = 1_000_000;
/// Findings of one drawing; a thousand of one kind say no more.
const MOST_NOTES: usize = 20;
/// Elements that no still page shows, or that the reader does not draw.
const UNDRAWN: &[(&str, &str)] = &[
    ("animate", "an animation"),
    ("animateTransform", "an animation"),
    ("animateMotion", "an animation"),
    ("set", "an animation"),
    ("script", "a script"),
    ("video", "a film"),
    ("audio", "a sound"),
    ("iframe", "a web page"),
    ("canvas", "a picture that a script draws"),
    ("flowRoot", "flowed text of an old Inkscape"),
    ("hatch", "a hatch"),
    ("mesh", "a mesh"),
    ("meshgradient", "a mesh"),
];
/// Attributes that may refer to another part of the drawing by `url(#…)`.
const REFERRING: &[&str] =
    &["fill", "stroke", "clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end", "marker"];

/// What is there for a drawing to use.
pub(super) struct Known<'k> {
    /// Whether a font family is there.
    pub(super) fonts: &'k dyn Fn(&str) -> bool,
    pub(super) links: Links<'k>,
    /// The family that is taken for one that is not there.
    pub(super) serif: &'k str,
}

/// A drawing as it will be read, and what is to be told about it.
pub(super) struct Source {
    pub(super) text: String,
    pub(super) notes: Diagnostics,
}

/// Looks the XML through.
///
/// # Errors
/// It is no XML.
pub(super) fn read(name: &str, text: &str, known: &Known<'_>) -> Result<Source, Diagnostic> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|why| broken(name, why.to_string()))?;
    let mut variables = Variables::new();
    let mut ids = BTreeSet::new();
    for node in document.descendants() {
        ids.extend(node.attribute("id"));
        css::variables(node.attribute("style").unwrap_or_default(), &mut variables);
        if node.is_text() && node.parent().is_some_and(|parent| parent.has_tag_name_of("style")) {
            css::variables(node.text().unwrap_or_default(), &mut variables);
        }
    }
    let mut looking = Looking {
        name,
        document: &document,
        known,
        variables,
        ids,
        notes: Vec::new(),
        told: BTreeSet::new(),
        edits: BTreeMap::new(),
        has_text: document.descendants().any(|node| node.has_tag_name_of("text") || node.has_tag_name_of("flowRoot")),
    };
    looking.children(document.root());
    let mut edited = text.to_owned();
    for (start, (end, new)) in looking.edits.iter().rev() {
        edited.replace_range(*start..*end, new);
    }
    Ok(Source { text: edited, notes: looking.notes })
}

/// Local names, whatever the prefix.
trait Tag {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Tag for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

struct Looking<'l, 'd> {
    name: &'l str,
    document: &'l Document<'d>,
    known: &'l Known<'l>,
    variables: Variables,
    ids: BTreeSet<&'l str>,
    notes: Diagnostics,
    /// What was told already: a chart has the same thing many times.
    told: BTreeSet<Message>,
    /// Where the text is written anew: start → end and what stands there.
    edits: BTreeMap<usize, (usize, String)>,
    has_text: bool,
}

impl<'l> Looking<'l, '_> {
    fn tell(&mut self, node: Node<'_, '_>, what: impl Into<Message>, hint: &'static str) {
        let what = what.into();
        if self.told.len() < MOST_NOTES && self.told.insert(what.clone()) {
            let line = self.document.text_pos_at(node.range().start).row;
            let message = message!("{}, line {}: {}", self.name, line, what);
            self.notes.push(Diagnostic::warning("picture/drawing", message).hint(hint));
        }
    }

    fn children(&mut self, node: Node<'l, '_>) {
        // The depth of elements was bounded before.
        for child in node.children() {
            if child.is_text() && node.has_tag_name_of("style") {
                self.sheet(child);
            }
            if !child.is_element() || is_hidden(child) {
                continue;
            }
            if is_for_others(child) {
                let range = child.range();
                self.edits.insert(range.start, (range.end, String::new()));
                continue;
            }
            self.element(child);
            if !child.has_tag_name_of("foreignObject") {
                self.children(child);
            }
        }
    }

    fn element(&mut self, node: Node<'l, '_>) {
        let tag = node.tag_name().name();
        if tag == "foreignObject" {
            return self.foreign(node);
        }
        if let Some((_, what)) = UNDRAWN.iter().find(|(name, _)| *name == tag) {
            let what = message!("<{}> is {} and is left out", tag, Message::from(*what));
            self.tell(node, what, "draw it as shapes, or take it out");
        }
        for attribute in node.attributes() {
            self.attribute(node, attribute);
        }
        let link = node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value());
        match (tag, link) {
            ("image", Some(link)) => self.image(node, link),
            ("image", None) => self.tell(node, message!("<image> names no picture"), "take it out or name the picture"),
            ("use", Some(link)) => self.target(node, link),
            ("textPath", Some(link)) => self.target(node, link),
            _ => {}
        }
    }

    fn attribute(&mut self, node: Node<'l, '_>, attribute: roxmltree::Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        let is_css = name == "style" || REFERRING.contains(&name) || name.contains("color") || name == "transform";
        if is_css && let Some(new) = css::resolved(value, &self.variables) {
            let range = attribute.range_value();
            self.edits.insert(range.start, (range.end, crate::base::escaped(&new)));
            return self.declarations(node, name, &new);
        }
        self.declarations(node, name, value);
    }

    /// What an attribute says, or each entry of a style.
    fn declarations(&mut self, node: Node<'l, '_>, name: &str, value: &str) {
        if name != "style" {
            return self.declaration(node, name, value);
        }
        for entry in value.split(';') {
            if let Some((name, value)) = entry.split_once(':') {
                self.declaration(node, name.trim(), value.trim());
            }
        }
    }

    fn declaration(&mut self, node: Node<'l, '_>, name: &str, value: &str) {
        if REFERRING.contains(&name) && value != "none" {
            self.reference(node, name, value);
        }
        if name == "font-family" && self.has_text {
            self.font(node, value);
        }
        if !name.starts_with("--") && (REFERRING.contains(&name) || name.contains("color")) {
            self.unknown(node, value);
        }
    }

    fn unknown(&mut self, node: Node<'l, '_>, value: &str) {
        if let Some(word) = css::unknown(value) {
            let word = word.trim_end_matches('(');
            let what = message!("`{}` is CSS that is not understood; what it says is left out", word);
            self.tell(node, what, "export the drawing as plain SVG, with colours written out");
        }
    }

    /// A style sheet: its variables are written out, what it refers to is looked for.
    fn sheet(&mut self, text: Node<'l, '_>) {
        let css = text.text().unwrap_or_default();
        let range = text.range();
        let Some(written) = self.document.input_text().get(range.clone()) else { return };
        if let Some(new) = css::resolved(written, &self.variables) {
            self.edits.insert(range.start, (range.end, new));
        }
        let resolved = css::resolved(css, &self.variables).unwrap_or_else(|| css.to_owned());
        for entry in resolved.split([';', '{', '}']) {
            if let Some((name, value)) = entry.split_once(':') {
                self.declaration(text, name.trim(), value.trim());
            }
        }
        for word in ["@import", "@font-face"] {
            if resolved.contains(word) {
                self.unknown(text, word);
            }
        }
    }

    /// `url(#…)` must lead somewhere; filters are not drawn.
    fn reference(&mut self, node: Node<'l, '_>, name: &str, value: &str) {
        if name == "filter" {
            return self.tell(
                node,
                message!("the filter of <{}> (a shadow or blur) is left out", tag(node)),
                "draw the shadow as a shape, or export the drawing as a picture in pixels",
            );
        }
        let Some(link) = value.strip_prefix("url(").and_then(|rest| rest.split(')').next()) else { return };
        let link = link.trim().trim_matches(['"', '\'']).replace("&quot;", "");
        let is_known = link.strip_prefix('#').is_some_and(|id| self.ids.contains(id));
        if !is_known {
            let what = message!("{} of <{}> refers to {} that is not in the drawing", name, tag(node), link);
            self.tell(node, what, "export the drawing again, as plain SVG");
        }
    }

    fn target(&mut self, node: Node<'l, '_>, link: &str) {
        if !link.strip_prefix('#').is_some_and(|id| self.ids.contains(id)) {
            let what = message!("<{}> refers to {} that is not in the drawing", tag(node), link);
            self.tell(node, what, "put the part into the drawing, or take the reference out");
        }
    }

    /// A picture must be there and be of a kind that can be placed.
    fn image(&mut self, node: Node<'l, '_>, link: &str) {
        const HINT: &str = "embed the picture as JPEG or PNG, or keep it beside the drawing";
        let data = if let Some((head, data)) = link.strip_prefix("data:").and_then(|data| data.split_once(',')) {
            if !head.ends_with(";base64") {
                Some(data.as_bytes().to_vec())
            } else {
                let plain: String = data.chars().filter(|c| !c.is_whitespace()).collect();
                let engine = base64::engine::general_purpose::GeneralPurpose::new(
                    &base64::alphabet::STANDARD,
                    base64::engine::general_purpose::NO_PAD
                        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
                );
                engine.decode(plain).ok()
            }
        } else {
            (self.known.links)(link)
        };
        match data {
            Some(data) if is_placeable(&data) => {}
            Some(_) => self.tell(node, message!("<image> holds a picture that cannot be placed; it is left out"), HINT),
            None if link.starts_with("data:") => {
                self.tell(node, message!("<image> holds a damaged picture; it is left out"), HINT)
            }
            None => {
                let link: String = link.chars().take(80).collect();
                self.tell(node, message!("the picture {} of <image> is missing; it is left out", link), HINT);
            }
        }
    }

    /// HTML: its plain text becomes text of the drawing, unless the drawing has its own for readers without HTML.
    fn foreign(&mut self, node: Node<'l, '_>) {
        const HINT: &str = "let the program that drew it write labels as SVG text (Mermaid: htmlLabels: false)";
        let in_switch = node.parent().is_some_and(|parent| parent.has_tag_name_of("switch"));
        if in_switch && node.next_siblings().skip(1).any(|sibling| sibling.is_element()) {
            return;
        }
        let written = self.document.input_text().get(node.range()).unwrap_or_default();
        let prefix = written.strip_prefix('<').and_then(|rest| rest.split("foreignObject").next()).unwrap_or_default();
        let read = foreign::read(node, prefix);
        if let Some(text) = &read.text {
            let range = node.range();
            self.edits.insert(range.start, (range.end, text.clone()));
        }
        if read.has_more {
            self.tell(node, message!("<foreignObject> holds more than text; the rest is left out"), HINT);
        } else if read.has_text && read.text.is_none() {
            self.tell(node, message!("the text of <foreignObject> has no place in numbers; it is left out"), HINT);
        }
    }

    /// One of the families named must be there.
    fn font(&mut self, node: Node<'l, '_>, value: &str) {
        let families: Vec<&str> =
            value.split(',').map(|family| family.trim().trim_matches(['"', '\''])).filter(|f| !f.is_empty()).collect();
        let is_there = |family: &&str| {
            matches!(*family, "serif" | "sans-serif" | "monospace" | "cursive" | "fantasy" | "inherit" | "system-ui")
                || (self.known.fonts)(family)
        };
        if families.is_empty() || families.iter().any(is_there) {
            return;
        }
        let what = message!("the font {} is not there; the text is set in {}", families[0], self.known.serif);
        self.tell(node, what, "give the font with --font-path, or make the text outlines in the drawing");
    }
}

fn tag<'n>(node: Node<'n, '_>) -> &'n str {
    if node.is_element() { node.tag_name().name() } else { "style" }
}

/// Whether a choice is a remark for programs that show no HTML, such as the one at the end of draw.io's files: others take its first part, which is empty.
fn is_for_others(node: Node<'_, '_>) -> bool {
    let first = node.children().find(Node::is_element).filter(|_| node.has_tag_name_of("switch"));
    first.is_some_and(|first| {
        first.has_tag_name_of("g") && first.attribute("requiredFeatures").is_some() && !first.has_children()
    })
}

/// Whether an element and all within it is not shown.
fn is_hidden(node: Node<'_, '_>) -> bool {
    let style = node.attribute("style").unwrap_or_default().replace(' ', "");
    node.attribute("display") == Some("none") || style.split(';').any(|entry| entry == "display:none")
}
