//! An own look at the XML of a drawing before it is read: what the reader would leave out without a word is told with its line, and what it does not know but means something known is written so.

use std::collections::BTreeSet;

use base64::Engine;
use roxmltree::{Document, Node, ParsingOptions};

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::message;

use super::cascade::{Cascade, Style};
use super::colours;
use super::conditions;
use super::css::{self, Variables};
use super::edits::{Edit, edited, renamed};
use super::elements::{Tag, is_for_others, prefix, tag};
use super::faults::malformed;
use super::known::Known;
use super::length::{self, Window};
use super::lettering::{self, Letters};
use super::{MAX_BYTES, MAX_DEPTH, depth, foreign, is_placeable, is_svg, linked, too_large};

/// Elements of a drawing; an attack has more.
const MOST_NODES: u32 = 1_000_000;
/// Findings of one drawing; a thousand of one kind say no more.
const MOST_NOTES: usize = 20;
/// Drawings within drawings; each is read by the same functions again.
const MOST_WITHIN: u8 = 4;
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
    let document = Document::parse_with_options(text, options).map_err(|why| malformed(name, &why))?;
    let mut variables = Variables::new();
    let mut ids = BTreeSet::new();
    for node in document.descendants() {
        ids.extend(node.attribute("id"));
        css::variables(node.attribute("style").unwrap_or_default(), &mut variables);
        if node.is_text() && node.parent().is_some_and(|parent| parent.has_tag_name_of("style")) {
            css::variables(node.text().unwrap_or_default(), &mut variables);
        }
    }
    let is_sheet = |node: &Node<'_, '_>| {
        node.has_tag_name_of("style")
            && node.attribute("type").is_none_or(|kind| kind.is_empty() || kind.contains("css"))
    };
    let sheets =
        document.descendants().filter(is_sheet).flat_map(|node| node.children()).filter_map(|text| text.text());
    let sheets: Vec<String> =
        sheets.map(|css| css::resolved(css, &variables).unwrap_or_else(|| css.to_owned())).collect();
    let mut looking = Looking {
        name,
        document: &document,
        known,
        variables,
        cascade: Cascade::of(sheets.iter().map(String::as_str)),
        ids,
        notes: Vec::new(),
        told: BTreeSet::new(),
        edits: Vec::new(),
        window: length::window(document.root_element()),
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
    Ok(Source { text: edited(text, looking.edits), notes: looking.notes })
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
    cascade: Cascade,
    edits: Vec<Edit>,
    window: Window,
    /// Bytes of the drawings within it.
    inlaid: usize,
    has_text: bool,
    /// Whether it has HTML, whose text becomes text of the drawing.
    has_labels: bool,
    /// Whether anything of it is to be set in other letters than it is written in.
    has_cases: bool,
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

    fn edit(&mut self, range: std::ops::Range<usize>, new: String) {
        self.edits.push(Edit { start: range.start, end: range.end, new });
    }

    fn children(&mut self, node: Node<'l, '_>) {
        // The depth of elements was bounded before.
        for child in node.children().filter(Node::is_element) {
            let style = self.style(child);
            let is_hidden = child.attribute("display") == Some("none") && !style.contains_key("display");
            if is_hidden || style.get("display").is_some_and(|display| display == "none") {
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
            self.element(child, &style);
            if !child.has_tag_name_of("foreignObject") {
                self.children(child);
            }
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

    /// What sheets and the element itself say of its look, variables and colours for dark screens written out.
    fn style(&mut self, node: Node<'_, '_>) -> Style {
        let mut style = self.cascade.style(node);
        for (name, value) in &mut style {
            if let Some(new) = self.plain(name, value) {
                *value = new;
            }
            if name == "transform" {
                *value = css::plain_transform(value);
            }
            if let Some(font) = css::without_line_height(value).filter(|_| name == "font") {
                *value = font;
            }
        }
        style
    }

    /// A value of CSS as the reader knows it; none of one that it knows already.
    fn plain(&self, name: &str, value: &str) -> Option<String> {
        let resolved = css::resolved(value, &self.variables);
        let value = resolved.as_deref().unwrap_or(value);
        let colour = if is_colour(name) { colours::plain(value) } else { None };
        colour.or_else(|| self.number(name, value)).or(resolved)
    }

    /// A length that is written strangely, as a number.
    fn number(&self, name: &str, value: &str) -> Option<String> {
        length::plain(name, value, self.window).filter(|_| length::is_length(name))
    }

    /// Writes a look into its element, in the attribute `style`.
    fn write_style(&mut self, node: Node<'_, '_>, style: &Style) {
        let text: String = style
            .iter()
            .filter(|(name, _)| !name.starts_with("--") && *name != "filter")
            .filter(|(name, _)| !length::geometry(tag(node)).contains(&name.as_str()))
            .map(|(name, value)| {
                let value = self.known.with_family(name, value);
                format!("{name}:{value};")
            })
            .collect();
        let new = format!("style=\"{}\"", crate::base::escaped(&text));
        if let Some(own) = node.attribute_node("style") {
            return self.edit(own.range(), new);
        }
        if !text.is_empty() {
            self.add(node, &new);
        }
    }

    /// Writes an attribute into an element that has none of its name.
    fn add(&mut self, node: Node<'_, '_>, attribute: &str) {
        let start = node.range().start;
        let written = self.document.input_text().get(start..).unwrap_or_default();
        let after =
            written.strip_prefix('<').and_then(|tag| tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')));
        if let Some(length) = after {
            let at = start + 1 + length;
            self.edit(at..at, format!(" {attribute}"));
        }
    }

    fn element(&mut self, node: Node<'l, '_>, style: &Style) {
        let tag = node.tag_name().name();
        if tag == "foreignObject" {
            return self.foreign(node);
        }
        if tag == "style" {
            return;
        }
        if let Some((_, what)) = UNDRAWN.iter().find(|(name, _)| *name == tag) {
            let what = message!("<{}> is {} and is left out", tag, Message::from(*what));
            self.tell(node, what, "draw it as shapes, or take it out");
        }
        self.geometry(node, style);
        for attribute in node.attributes().filter(|attribute| attribute.name() != "style") {
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
        let is_css = REFERRING.contains(&name) || name.contains("color") || name == "transform";
        if name == "filter" {
            // Filters are told and never drawn; one that is not there would take its shape with it.
            self.edit(attribute.range(), String::new());
            return self.declaration(node, name, value);
        }
        let new = if is_css { self.plain(name, value) } else { self.number(name, value) };
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
        if length::is_length(name) && length::is_strange(value) {
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

    fn unknown(&mut self, node: Node<'l, '_>, value: &str) {
        if let Some(word) = css::unknown(value) {
            let word = word.trim_end_matches('(');
            let what = message!("`{}` is CSS that is not understood; what it says is left out", word);
            self.tell(node, what, "export the drawing as plain SVG, with colours written out");
        }
    }

    /// `url(#…)` must lead somewhere; filters are not drawn.
    fn reference(&mut self, node: Node<'l, '_>, name: &str, value: &str) {
        let link = css::link(value);
        let is_known = link.as_ref().is_some_and(|link| link.strip_prefix('#').is_some_and(|id| self.ids.contains(id)));
        if name == "filter" && (link.is_none() || is_known) {
            return self.tell(
                node,
                message!("the filter of <{}> (a shadow or blur) is left out", tag(node)),
                "draw the shadow as a shape, or export the drawing as a picture in pixels",
            );
        }
        let is_shape = matches!(name, "clip-path" | "mask") && value.contains('(') && !value.contains("url(");
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
        let known = Known { within: self.known.within + 1, links: &|_| None, ..*self.known };
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
        if read.has_more {
            self.tell(node, message!("<foreignObject> holds more than text; the rest is left out"), HINT);
        } else if read.has_text && read.text.is_none() {
            self.tell(node, message!("the text of <foreignObject> has no place in numbers; it is left out"), HINT);
        }
    }

    /// What the reader passes over in the look of text is told.
    fn lettering(&mut self, node: Node<'_, '_>, name: &str, value: &str) {
        if let Some(what) = lettering::left_out(name, value) {
            let what = message!("text of <{}> has {}, which is left out", tag(node), what);
            self.tell(node, what, "make the text outlines in the drawing, if it must look so");
        }
        if name == "font-style" && lettering::is_slanted(value) || name == "font" && value.contains("italic") {
            self.slanted(node);
        }
    }

    /// Italics that the font does not have: the reader takes the upright letters.
    fn slanted(&mut self, node: Node<'_, '_>) {
        let family = |node: Node<'_, '_>| {
            self.style(node).get("font-family").cloned().or(node.attribute("font-family").map(str::to_owned))
        };
        let families = node.ancestors().filter(Node::is_element).find_map(family).unwrap_or_default();
        let taken = self.known.taken(&families).to_owned();
        if !(self.known.slants)(&taken) {
            let what = message!("the font {} has no italics; the text stands upright", taken);
            self.tell(
                node,
                what,
                "give a font that has them with --font-path, or make the text outlines in the drawing",
            );
        }
    }

    /// Texts that are to stand in other letters than they are written in are written so.
    fn letters(&mut self, node: Node<'l, '_>) {
        let prefix = prefix(node, self.document);
        let is_shown = |text: &Node<'_, '_>| {
            text.is_text() && text.parent().is_none_or(|parent| !matches!(tag(parent), "title" | "desc" | "metadata"))
        };
        for text in node.descendants().filter(is_shown) {
            let said = |node: Node<'_, '_>, name: &str| {
                self.style(node).get(name).cloned().or(node.attribute(name).map(str::to_owned))
            };
            let letters = Letters::of(text, said);
            if letters != Letters::default() {
                self.edit(text.range(), letters.xml(text.text().unwrap_or_default(), prefix));
            }
        }
    }

    /// One of the families named must be there.
    fn font(&mut self, node: Node<'l, '_>, value: &str) {
        let Some(missing) = css::families(value).next().filter(|_| !self.known.has_font(value)) else { return };
        let taken = if css::looks_sans(value) { self.known.sans } else { self.known.serif };
        let what = message!("the font {} is not there; the text is set in {}", missing, taken);
        self.tell(node, what, "give the font with --font-path, or make the text outlines in the drawing");
    }
}

/// Whether a property is a colour, or may be one.
fn is_colour(name: &str) -> bool {
    matches!(name, "fill" | "stroke") || name.ends_with("color")
}
