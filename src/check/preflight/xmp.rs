//! The XMP packet: properties by name, whether written as elements or as attributes.

use roxmltree::{Document, Node, ParsingOptions};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// Nodes of a packet; XMP of a page has some hundreds.
const MOST_NODES: u32 = 500_000;

/// Namespaces of the properties that are asked for.
pub(super) const DC: &str = "http://purl.org/dc/elements/1.1/";
pub(super) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
pub(super) const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
pub(super) const MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
pub(super) const PDFX: &str = "http://www.npes.org/pdfx/ns/id/";

/// The properties of a packet.
#[derive(Debug, Default)]
pub(super) struct Xmp {
    properties: Vec<(String, String, String)>,
}

impl Xmp {
    /// Reads a packet.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
        let text = text.trim_start_matches('\u{feff}').trim();
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
        let mut properties = Vec::new();
        for description in document.descendants().filter(|node| node.has_tag_name((RDF, "Description"))) {
            for attribute in description.attributes() {
                if let Some(space) = attribute.namespace() {
                    properties.push((space.to_owned(), attribute.name().to_owned(), attribute.value().to_owned()));
                }
            }
            for element in description.children().filter(Node::is_element) {
                let space = element.tag_name().namespace().unwrap_or_default();
                properties.push((space.to_owned(), element.tag_name().name().to_owned(), value(element)));
            }
        }
        Ok(Self { properties })
    }

    /// A property, unless it is empty.
    pub(super) fn get(&self, space: &str, name: &str) -> Option<&str> {
        let property = self.properties.iter().find(|(s, n, _)| s == space && n == name);
        property.map(|(.., value)| value.trim()).filter(|value| !value.is_empty())
    }
}

/// The text of a property, or of the first item of its list.
fn value(element: Node<'_, '_>) -> String {
    let item = element.descendants().find(|node| node.has_tag_name((RDF, "li")));
    item.unwrap_or(element).text().unwrap_or_default().to_owned()
}
