//! An own look at the XML of a drawing before it is read: what the reader would leave out without a word is told with its line, and what it does not know but means something known is written so.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use roxmltree::{Document, Node, ParsingOptions};

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::message;

use super::cascade::Cascade;
use super::colours::{self, is_colour};
use super::conditions;
use super::css;
use super::edits::{edited, renamed};
use super::elements::{Tag, is_for_others, prefix, tag};
use super::faults::malformed;
use super::known::{Known, KnownBoxes};
use super::length;
use super::lettering;
use super::looking::{Looking, MOST_NOTES};
use super::transform;
use super::undrawn;
use super::values::Style;
use super::{MAX_BYTES, MAX_DEPTH, depth, foreign, is_placeable, is_svg, linked, too_large};

/// Elements of a drawing; an attack has more.
const MOST_NODES: u32 = 1_000_000;
/// Drawings within drawings; each is read by the same functions again.
const MOST_WITHIN: u8 = 4;
/// Attributes that may refer to another part of the drawing by `url(#…)`.
const REFERRING: &[&str] =
    &["fill", "stroke", "clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end", "marker"];

/// A drawing as it will be read, and what is to be told about it.
pub(super) struct Source {
    pub(super) text: String,
    pub(super) notes: Diagnostics,
    /// The elements whose boxes must be known before it can be read as it is meant: where they begin, and where they end.
    pub(super) asked: BTreeMap<usize, usize>,
}

/// Looks the XML through.
///
/// # Errors
/// It is no XML.
pub(super) fn read(name: &str, text: &str, known: &Known<'_>) -> Result<Source, Diagnostic> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|why| malformed(name, &why))?;
    let ids: BTreeSet<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let is_sheet = |node: &Node<'_, '_>| {
        node.has_tag_name_of("style")
            && node.attribute("type").is_none_or(|kind| kind.is_empty() || kind.contains("css"))
    };
    let window = length::window(document.root_element());
    let sheets = document.descendants().filter(is_sheet).map(|sheet| {
        let css: String = sheet.children().filter_map(|text| text.text()).collect();
        // Media that the element itself names are those of all its rules.
        match sheet.attribute("media").filter(|media| !media.trim().is_empty()) {
            Some(media) => format!("@media {media}{{{css}}}"),
            None => css,
        }
    });
    let sheets: Vec<String> = sheets.collect();
    let mut looking = Looking {
        name,
        document: &document,
        known,
        scopes: BTreeMap::new(),
        has_variables: text.contains("--"),
        asked: BTreeMap::new(),
        defs: String::new(),
        made: BTreeSet::new(),
        cascade: Cascade::of(sheets.iter().map(String::as_str), window),
        ids,
        notes: Vec::new(),
        told: BTreeSet::new(),
        edits: Vec::new(),
        window,
        inlaid: 0,
        has_text: document.descendants().any(|node| node.has_tag_name_of("text") || node.has_tag_name_of("flowRoot")),
        has_labels: document.descendants().any(|node| node.has_tag_name_of("foreignObject")),
        has_cases: lettering::speaks_of_case(text),
    };
    looking.sheets();
    looking.children(document.root());
    if looking.cascade.is_exhausted() {
        return Err(too_large(name));
    }
    looking.definitions();
    Ok(Source { text: edited(text, looking.edits), notes: looking.notes, asked: looking.asked })
}

impl<'l> Looking<'l, '_> {
    /// Sheets are written into the elements they speak of, so that nothing of them is passed over.
    fn sheets(&mut self) {
        for node in self.document.descendants().filter(|node| node.has_tag_name_of("style")) {
            let css: String = node.children().filter_map(|text| text.text()).collect();
            for word in ["@import", "@font-face"].into_iter().filter(|word| css.contains(word)) {
                self.unknown(node, word);
            }
            for selector in self.cascade.unknown.clone() {
                if css.contains(&selector) {
                    let what = message!("the selector `{}` is not understood; what it says is left out", selector);
                    self.tell(node, what, "export the drawing as plain SVG, without a style sheet");
                }
            }
            self.edit(node.range(), String::new());
        }
    }

    fn children(&mut self, node: Node<'l, '_>) {
        // The depth of elements was bounded before.
        for child in node.children().filter(Node::is_element) {
            let mut style = self.style(child);
            if is_hidden(child, &mut style) {
                self.write_style(child, &style);
                continue;
            }
            if is_for_others(child) {
                self.edit(child.range(), String::new());
                continue;
            }
            if child.has_tag_name_of("switch") {
                self.edits.extend(conditions::chosen(child));
            } else if !node.has_tag_name_of("switch") && !self.is_for_here(child) {
                continue;
            }
            self.moved(child, &mut style);
            self.clipped(child, &mut style);
            self.element(child, &style);
            if !child.has_tag_name_of("foreignObject") {
                self.children(child);
            }
        }
    }

    /// What was made for elements to refer to goes before the end of the drawing.
    fn definitions(&mut self) {
        let range = self.document.root_element().range();
        let written = self.document.input_text().get(range.clone()).unwrap_or_default();
        if let Some(end) = written.rfind("</").filter(|_| !self.defs.is_empty()) {
            let at = range.start + end;
            let defs = std::mem::take(&mut self.defs);
            self.edit(at..at, defs);
        }
    }

    /// Parts for readers of another language, or for one program, are taken out and told.
    fn is_for_here(&mut self, node: Node<'l, '_>) -> bool {
        let condition = conditions::of(node);
        self.edits.extend(condition.edits);
        if let Some(whom) = condition.for_others {
            let what = message!("<{}> is only for {} and is left out", tag(node), whom);
            self.tell(node, what, "take the condition off in the drawing, if it is to be printed");
            self.edit(node.range(), String::new());
            return false;
        }
        true
    }

    fn element(&mut self, node: Node<'l, '_>, style: &Style) {
        let tag = node.tag_name().name();
        if tag == "foreignObject" {
            return self.foreign(node);
        }
        if tag == "style" {
            return;
        }
        if let Some(what) = undrawn::what(tag) {
            let what = message!("<{}> is {} and is left out", tag, Message::from(what));
            self.tell(node, what, "draw it as shapes, or take it out");
        }
        self.geometry(node, style);
        // Of what a sheet says too the attribute says nothing.
        let is_meant = |name: &str| name != "style" && !(REFERRING.contains(&name) && style.contains_key(name));
        for attribute in node.attributes().filter(|attribute| is_meant(attribute.name())) {
            self.attribute(node, attribute);
        }
        for (name, value) in style {
            self.declaration(node, name, value);
        }
        self.write_style(node, style);
        if node.parent_element().is_none() {
            self.ground(node, style);
        }
        if tag == "text" && self.has_cases {
            self.letters(node);
        }
        let link = node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value());
        self.passed_over(node, style);
        match (tag, link.filter(|link| !link.trim().is_empty())) {
            ("image", Some(link)) => self.image(node, link),
            ("image", None) => self.tell(node, message!("<image> names no picture"), "take it out or name the picture"),
            ("use" | "textPath" | "linearGradient" | "radialGradient" | "pattern", Some(link)) => {
                self.target(node, link)
            }
            ("linearGradient" | "radialGradient", None)
                if !node.children().any(|stop| stop.has_tag_name_of("stop")) =>
            {
                let what = message!("<{}> has no colours; what it paints is left out", tag);
                self.tell(node, what, "give it stops, or paint with a plain colour");
            }
            _ => {}
        }
    }

    /// What the reader passes over without a word.
    fn passed_over(&mut self, node: Node<'l, '_>, style: &Style) {
        let has = |name: &str| node.has_attribute(name) || style.contains_key(name);
        if tag(node) == "altGlyph" {
            let what = message!("<altGlyph> asks for another form of a character, which stands in its usual one");
            self.tell(node, what, "make the text outlines in the drawing, if it must look so");
            self.edits.extend(renamed(node, self.document, "tspan"));
        }
        if tag(node) == "textPath" && node.has_attribute("path") {
            let what =
                message!("<textPath> has its path in an attribute, which is not understood; its text is left out");
            self.tell(node, what, "draw the path as an element and refer to it, or make the text outlines");
        }
        if node.has_attribute("pathLength") && has("stroke-dasharray") {
            let what =
                message!("`{}` of <{}> is not kept: its dashes become longer or shorter", "pathLength", tag(node));
            self.tell(node, what, "write the dashes in the units of the drawing");
        }
    }

    /// A shape that CSS gives is written into the attributes, where the reader looks for it; the whole drawing keeps its size.
    fn geometry(&mut self, node: Node<'l, '_>, style: &Style) {
        for name in length::geometry(tag(node)).iter().filter(|_| node.parent_element().is_some()) {
            let Some(value) = style.get(*name).and_then(|value| length::attribute(name, value)) else { continue };
            let new = format!("{name}=\"{}\"", crate::base::escaped(&value));
            match node.attribute_node(*name) {
                Some(own) => self.edit(own.range(), new),
                None => self.add(node, &new),
            }
        }
    }

    /// The ground of the whole drawing, which browsers paint and the reader does not know.
    fn ground(&mut self, root: Node<'_, '_>, style: &Style) {
        let colour = style.get("background-color").or(style.get("background"));
        let Some(colour) = colour.filter(|colour| !css::is_bare(colour)) else { return };
        let Some(first) = root.first_child() else { return };
        let view: Vec<&str> = root
            .attribute("viewBox")
            .unwrap_or("0 0 100% 100%")
            .split([' ', ','])
            .filter(|side| !side.is_empty())
            .collect();
        if let [x, y, width, height] = view[..] {
            let prefix = prefix(root, self.document);
            let [x, y, width, height, colour] = [x, y, width, height, colour.as_str()].map(crate::base::escaped);
            let new = format!(
                "<{prefix}rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" style=\"fill:{colour};stroke:none\"/>"
            );
            let at = first.range().start;
            self.edit(at..at, new);
        }
    }

    fn attribute(&mut self, node: Node<'l, '_>, attribute: roxmltree::Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        let is_css = REFERRING.contains(&name) || name.contains("color");
        if name == "filter" {
            // Filters are told and never drawn; one that is not there would take its shape with it.
            self.edit(attribute.range(), String::new());
            return self.declaration(node, name, value);
        }
        let variables = self.scope(node);
        let new = if is_css { self.plain(&variables, name, value) } else { self.number(name, value) };
        let new = new.or_else(|| self.known.with_kind(value).filter(|_| name == "font-family"));
        if let Some(new) = new {
            let written = self.document.input_text().get(attribute.range()).unwrap_or_default();
            let own = written.split('=').next().unwrap_or(name).trim();
            self.edit(attribute.range(), format!("{own}=\"{}\"", crate::base::escaped(&new)));
            // A family that was added for want of the one that was meant is told by the one that was meant.
            return self.declaration(node, name, if name == "font-family" { value } else { &new });
        }
        self.declaration(node, name, value);
    }

    fn declaration(&mut self, node: Node<'l, '_>, name: &str, value: &str) {
        if REFERRING.contains(&name) && value != "none" {
            self.reference(node, name, value);
        }
        let is_root = node.parent_element().is_none();
        if undrawn::is_undrawn(name, value, tag(node), is_root) {
            let shown: String = value.chars().take(60).collect();
            let what = message!("`{}: {}` of <{}> is not drawn; it is left out", name, shown, tag(node));
            self.tell(node, what, "draw it as shapes, or export the drawing as plain SVG");
        }
        if name == "vector-effect" && value != "none" {
            let what = message!(
                "`{}` of <{}> is not kept: its lines become wider and finer with the drawing",
                value,
                tag(node)
            );
            self.tell(node, what, "export the drawing at the size at which it will stand");
        }
        if matches!(name, "animation" | "animation-name") && !value.starts_with("none") {
            let what =
                message!("the CSS animation of <{}> is left out; it stands as it is before it begins", tag(node));
            self.tell(node, what, "write the look that is to be printed, without the animation");
        }
        if let Some(families) = css::families_in(name, value).filter(|_| self.has_text) {
            self.font(node, families);
        }
        if self.has_text || self.has_labels {
            self.lettering(node, name, value);
        }
        if !name.starts_with("--") && (REFERRING.contains(&name) || name.contains("color")) {
            self.unknown(node, value);
        }
        let is_dashes = name == "stroke-dasharray" && length::is_strange(value);
        if is_dashes || length::is_length(name) && length::is_strange(value) {
            let what = message!("the length `{}` is not understood; it is left out", value);
            self.tell(node, what, "write lengths as numbers");
        }
        if is_colour(name) {
            self.colour(node, value);
        }
    }

    /// A colour in words that the reader does not know is black for it.
    fn colour(&mut self, node: Node<'l, '_>, value: &str) {
        if colours::is_unread(value) && css::unknown(value).is_none() {
            let what = message!("the colour `{}` is not understood; it is left out", value);
            self.tell(node, what, "write colours as #rrggbb");
        }
    }

    /// `url(#…)` must lead somewhere; filters are not drawn.
    fn reference(&mut self, node: Node<'l, '_>, name: &str, value: &str) {
        let link = css::link(value);
        let is_known = link.as_ref().is_some_and(|link| {
            link.strip_prefix('#').is_some_and(|id| self.ids.contains(id) || self.made.contains(id))
        });
        if name == "filter" && (link.is_none() || is_known) {
            return self.tell(
                node,
                message!("the filter of <{}> (a shadow or blur) is left out", tag(node)),
                "draw the shadow as a shape, or export the drawing as a picture in pixels",
            );
        }
        let is_several = name == "mask" && transform::words(value).len() > 1;
        let is_shape =
            matches!(name, "clip-path" | "mask") && value.contains('(') && (!value.contains("url(") || is_several);
        if is_shape {
            let what = message!("{} of <{}> is a shape in CSS, which is not understood and left out", name, tag(node));
            return self.tell(node, what, "export the drawing as plain SVG, with clips drawn as paths");
        }
        if let Some(link) = link.filter(|_| !is_known) {
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
        let data = linked::data(link, self.known.links);
        match data {
            Some(data) if is_svg(&data) => self.inner(node, &data),
            Some(data) if is_placeable(&data) => {}
            Some(_) => self.tell(node, message!("<image> holds a picture that cannot be placed; it is left out"), HINT),
            None if link.starts_with("data:") => {
                self.tell(node, message!("<image> holds a damaged picture; it is left out"), HINT)
            }
            None => {
                let shown: String = link.chars().take(80).collect();
                let (what, hint) = if linked::is_of_the_web(link) {
                    let what = message!(
                        "the picture {} of <image> is on the web, where nothing is fetched from; it is left out",
                        shown
                    );
                    (what, "save the picture as a file beside the drawing, or embed it")
                } else if linked::is_of_a_machine(link) {
                    let what =
                        message!("the picture {} of <image> is on the computer that drew it; it is left out", shown);
                    (what, "copy the picture beside the drawing, or embed it")
                } else {
                    (message!("the picture {} of <image> is missing; it is left out", shown), HINT)
                };
                self.tell(node, what, hint);
            }
        }
    }

    /// A drawing within the drawing is looked through as the whole is, and stands in its place.
    fn inner(&mut self, node: Node<'l, '_>, data: &[u8]) {
        // What a drawing within refers to is beside it and not beside this one.
        let boxes = KnownBoxes::new();
        let known = Known { within: self.known.within + 1, links: &|_| None, boxes: &boxes, ..*self.known };
        let may_be = known.within <= MOST_WITHIN && depth(data) <= MAX_DEPTH;
        let text = super::text(self.name, data).ok().filter(|_| may_be);
        let read = text.and_then(|text| read(self.name, &text, &known).ok());
        let read = read.filter(|read| self.inlaid + read.text.len() <= MAX_BYTES);
        let (Some(read), Some(link)) = (read, node.attributes().find(|attribute| attribute.name() == "href")) else {
            let what = message!("<image> holds a picture that cannot be placed; it is left out");
            self.edit(node.range(), String::new());
            return self.tell(node, what, "embed the picture as JPEG or PNG, or keep it beside the drawing");
        };
        self.inlaid += read.text.len();
        let written = self.document.input_text().get(link.range()).unwrap_or_default();
        let own = written.split('=').next().unwrap_or("href").trim();
        let text = base64::engine::general_purpose::STANDARD.encode(read.text);
        self.edit(link.range(), format!("{own}=\"data:image/svg+xml;base64,{text}\""));
        let room = MOST_NOTES.saturating_sub(self.notes.len());
        self.notes.extend(read.notes.into_iter().take(room));
    }

    /// HTML: its plain text becomes text of the drawing, unless the drawing has its own for readers without HTML.
    fn foreign(&mut self, node: Node<'l, '_>) {
        const HINT: &str = "let the program that drew it write labels as SVG text (Mermaid: htmlLabels: false)";
        let choice = node.parent().filter(|parent| parent.has_tag_name_of("switch"));
        let prefix = prefix(node, self.document);
        let known = self.known;
        let mut styles = |node: Node<'_, '_>| self.style(node);
        let read = foreign::read(node, prefix, &mut styles, &|families| known.with_kind(families));
        // Programs write another text for readers without HTML; draw.io cuts it off.
        let has_other = choice.is_some() && node.next_siblings().skip(1).any(|sibling| sibling.is_element());
        if has_other && (read.has_more || read.text.is_none()) {
            return;
        }
        if let Some(text) = read.text.clone() {
            if let Some(family) = &read.family {
                self.font(node, family);
            }
            self.edit(choice.map_or(node.range(), |choice| choice.range()), text);
        }
        for (name, value) in read.lettering {
            self.lettering(node, &name, &value);
            if name.starts_with("font-variant") && value.contains("small-caps") {
                let what = message!("text of <{}> has {}, which is left out", tag(node), message!("small capitals"));
                self.tell(node, what, HINT);
            }
        }
        if read.has_table {
            self.tell(node, message!("the table of <foreignObject> is set as lines of text"), HINT);
        }
        if read.has_lost_ground && read.text.is_some() {
            let what = message!("a ground or frame of a part of the text of <foreignObject> is left out");
            self.tell(node, what, HINT);
        }
        if read.has_more {
            self.tell(node, message!("<foreignObject> holds more than text; the rest is left out"), HINT);
        } else if read.has_text && read.text.is_none() {
            self.tell(node, message!("the text of <foreignObject> has no place in numbers; it is left out"), HINT);
        }
    }
}

/// Whether an element and all in it is not shown; the whole drawing always is, and a shape is no frame for its parts.
fn is_hidden(node: Node<'_, '_>, style: &mut Style) -> bool {
    let display = style.get("display").map(String::as_str).or(node.attribute("display"));
    let is_container = matches!(tag(node), "g" | "svg" | "a" | "use" | "switch");
    let is_hidden = display == Some("none") || display == Some("contents") && !is_container;
    if is_hidden && node.parent_element().is_none() {
        style.insert("display".to_owned(), "inline".to_owned());
        return false;
    }
    if is_hidden {
        style.insert("display".to_owned(), "none".to_owned());
    }
    is_hidden
}
