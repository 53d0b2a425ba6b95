//! Word's styles: which part of an article a paragraph is, and which styles are bold or slanted.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::headings::Setting;
use super::numbering::Membership;
use super::xml;

/// Styles that start from each other further than this go in circles.
const MAX_BASED_ON: usize = 12;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Kicker,
    Headline,
    Deck,
    Byline,
    Dateline,
    Heading(u8),
    Caption,
    Body,
}

/// Names of styles, lower case, and the parts they are.
const NAMES: &[(Part, &[&str])] = &[
    (Part::Kicker, &["引题", "肩题", "眉题", "kicker"]),
    (Part::Headline, &["title", "标题", "主题", "主标题", "正题", "headline"]),
    (Part::Deck, &["subtitle", "副标题", "副题", "deck"]),
    (Part::Byline, &["作者", "署名", "byline", "author"]),
    (Part::Dateline, &["电头", "dateline"]),
    (Part::Heading(2), &["小标题", "crosshead"]),
    (Part::Caption, &["caption", "题注", "图片说明", "图说"]),
];

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: String,
    bold: Option<bool>,
    italic: Option<bool>,
    caps: Option<bool>,
    small_caps: Option<bool>,
    size: Option<u16>,
    is_centred: Option<bool>,
    list: Option<Membership>,
}

/// The styles of a document by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(tree: &Document<'_>) -> Self {
        let read = |node: Node<'_, '_>| {
            let value = |name: &str| node.children().find(|n| n.tag_name().name() == name).and_then(value);
            let looks = node.children().find(|n| n.tag_name().name() == "rPr");
            let style = Style {
                name: value("name").unwrap_or_default().to_lowercase(),
                based_on: value("basedOn").unwrap_or_default().to_owned(),
                bold: looks.and_then(|looks| toggle(looks, "b")),
                italic: looks.and_then(|looks| toggle(looks, "i")),
                caps: looks.and_then(|looks| toggle(looks, "caps")),
                small_caps: looks.and_then(|looks| toggle(looks, "smallCaps")),
                size: looks.and_then(size),
                is_centred: xml::children(node, "pPr").find_map(is_centred),
                list: xml::children(node, "pPr")
                    .flat_map(|p| p.children())
                    .find(|n| n.tag_name().name() == "numPr")
                    .map(Membership::read),
            };
            Some((attribute(node, "styleId")?.to_owned(), style))
        };
        let own = xml::children(tree.root_element(), "style").filter_map(read);
        // What a paragraph without a style has is the style without a name.
        let size =
            xml::find(tree.root_element(), "rPrDefault").and_then(|node| xml::children(node, "rPr").find_map(size));
        Self(own.chain([(String::new(), Style { size, ..Style::default() })]).collect())
    }

    /// The size of letters of a style in half points, and whether its lines stand in the middle.
    pub(super) fn setting(&self, id: &str) -> Setting {
        let of_all = [id, DEFAULT, ""];
        let size = of_all.iter().find_map(|id| self.line(id).find_map(|style| style.size));
        let is_centred = self.line(id).find_map(|style| style.is_centred).unwrap_or(false);
        Setting { size: size.unwrap_or(SIZE), is_centred, is_below_picture: false }
    }

    /// The style of an id and those it starts from.
    fn line<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        std::iter::successors(self.0.get(id), |style| self.0.get(&style.based_on)).take(MAX_BASED_ON)
    }

    /// What a paragraph of a style is.
    pub(super) fn part(&self, id: &str) -> Part {
        // A document without styles still names them by their usual ids.
        let own = self.0.get(id).map_or_else(|| id.to_lowercase(), |style| style.name.clone());
        let names = std::iter::once(own).chain(self.line(id).skip(1).map(|style| style.name.clone()));
        names.filter_map(|name| named(&name)).next().unwrap_or(Part::Body)
    }

    /// The list that paragraphs of a style are in.
    pub(super) fn list(&self, id: &str) -> Option<&Membership> {
        self.line(id).find_map(|style| style.list.as_ref().filter(|list| list.list.is_some()))
    }

    /// Whether letters of a style are shown as capitals, as small capitals.
    pub(super) fn capitals(&self, id: &str) -> (Option<bool>, Option<bool>) {
        (self.line(id).find_map(|style| style.caps), self.line(id).find_map(|style| style.small_caps))
    }

    /// Whether letters of a style are bold, slanted.
    pub(super) fn looks(&self, id: &str) -> (bool, bool) {
        (
            self.line(id).find_map(|style| style.bold).unwrap_or(false),
            self.line(id).find_map(|style| style.italic).unwrap_or(false),
        )
    }
}

fn named(name: &str) -> Option<Part> {
    if let Some((part, _)) = NAMES.iter().find(|(_, names)| names.contains(&name)) {
        return Some(*part);
    }
    let level = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?.trim();
    level.parse().ok().map(Part::Heading)
}

/// What Word calls the style of paragraphs that name none.
const DEFAULT: &str = "Normal";
/// Half points of letters whose size nothing says (ECMA-376, 17.3.2.38).
const SIZE: u16 = 20;

/// The size of letters, in half points.
pub(super) fn size(looks: Node<'_, '_>) -> Option<u16> {
    looks.children().find(|node| node.tag_name().name() == "sz").and_then(value)?.parse().ok()
}

/// Whether the lines of a paragraph stand in the middle; none where it does not say.
pub(super) fn is_centred(properties: Node<'_, '_>) -> Option<bool> {
    let way = properties.children().find(|node| node.tag_name().name() == "jc").and_then(value)?;
    Some(way == "center")
}

/// The value of `w:val`.
pub(super) fn value<'t>(node: Node<'t, '_>) -> Option<&'t str> {
    attribute(node, "val")
}

/// An attribute by its local name: prefixes differ between writers.
pub(super) fn attribute<'t>(node: Node<'t, '_>, name: &str) -> Option<&'t str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Whether a property is switched on or off.
pub(super) fn toggle(looks: Node<'_, '_>, name: &str) -> Option<bool> {
    let node = looks.children().find(|node| node.tag_name().name() == name)?;
    Some(!matches!(value(node), Some("0" | "false" | "none" | "off")))
}
