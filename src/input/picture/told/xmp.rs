//! XMP packets (ISO 16684-1): RDF with one property a fact, as an element or as an attribute.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use roxmltree::{Document, Node, ParsingOptions};

use super::{Told, both, clean, joined};

const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
/// Where programs that write dc:description as well have the caption once more.
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// More nodes than the words of any picture have; the history of a retouched one may have thousands.
const MOST_NODES: u32 = 200_000;

/// The words of a packet; none of one that is no XML.
pub(super) fn read(packet: &[u8]) -> Told {
    let text = text(packet);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text.trim_matches('\u{FEFF}'), options) else {
        return Told::default();
    };
    let one = |namespace: &str, name: &str| chosen(&document, |node, tag| node == namespace && tag == name);
    let caption = Some(one(DC, "description")).filter(|caption| !caption.is_empty());
    let makers: Vec<String> = values(&document, |namespace, name| namespace == DC && name == "creator")
        .into_iter()
        .map(|value| value.text)
        .collect();
    Told {
        caption: caption.unwrap_or_else(|| one(TIFF, "ImageDescription")),
        title: both(one(DC, "title"), one(PHOTOSHOP, "Headline")),
        creator: joined(&makers),
        credit: one(PHOTOSHOP, "Credit"),
        copyright: one(DC, "rights"),
        instructions: instructions(&document),
        release: release(&document),
        expires: dated(&document, &["expirationdate", "licenseenddate"]),
    }
}

/// What may be done with a picture: the agency's instructions, its terms of use, and the limits of a licence (PLUS 1.2.1), each on a line of its own.
fn instructions(document: &Document<'_>) -> String {
    const PROPERTIES: [(&str, &str); 5] = [
        (PHOTOSHOP, "Instructions"),
        (RIGHTS, "UsageTerms"),
        (PLUS, "MediaConstraints"),
        (PLUS, "RegionConstraints"),
        (PLUS, "OtherConstraints"),
    ];
    let one = |(namespace, name)| chosen(document, |node, tag| node == namespace && tag == name);
    PROPERTIES.map(one).into_iter().fold(String::new(), both)
}

/// When a picture is released: PRISM and its usage rights call it an embargo, IPTC, Photoshop and desks' programs a release with a time beside the day, PLUS the
/// begin of a licence. The release date of a film is the day it came into cinemas.
fn release(document: &Document<'_>) -> String {
    let day = dated(document, &["embargodate", "releasedate", "licensestartdate"]);
    let time = dated(document, &["releasetime"]);
    if day.is_empty() || day.contains('T') || time.is_empty() { day } else { format!("{day}T{time}") }
}

/// What the first of some properties says that says anything; names are compared without regard to case.
fn dated(document: &Document<'_>, names: &[&str]) -> String {
    let named = |wanted: &str, namespace: &str, name: &str| {
        !namespace.ends_with("/DynamicMedia/") && name.eq_ignore_ascii_case(wanted)
    };
    let first = |wanted: &&str| chosen(document, |namespace, name| named(wanted, namespace, name));
    names.iter().map(first).find(|day| !day.is_empty()).unwrap_or_default()
}

/// A packet is UTF-8 nearly everywhere; UTF-16 is allowed (ISO 16684-3 §4). A spoilt character is shown as one, and signs that XML forbids are left out: the rest is to be read.
fn text(packet: &[u8]) -> String {
    let marked = Encoding::for_bom(packet);
    let (encoding, at) = marked.unwrap_or(match packet {
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => (UTF_8, 0),
    });
    let text = encoding.decode_without_bom_handling(packet.get(at..).unwrap_or_default()).0;
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect()
}

/// A value of a property with its language.
struct Value {
    text: String,
    language: String,
}

/// Of several languages the one that a Chinese paper prints, in simplified letters first, then the default one (ISO 16684-1 §8.2.2.4).
fn chosen(document: &Document<'_>, is_wanted: impl Fn(&str, &str) -> bool) -> String {
    let values = values(document, is_wanted);
    let rank = |value: &&Value| match value.language.as_str() {
        "zh" | "zh-cn" | "zh-sg" => 0,
        language if language.starts_with("zh-hans") => 0,
        language if language.starts_with("zh") => 1,
        "x-default" | "" => 2,
        _ => 3,
    };
    values
        .iter()
        .filter(|value| !value.text.is_empty())
        .min_by_key(rank)
        .map(|value| value.text.clone())
        .unwrap_or_default()
}

/// All values of a property, in the order of the packet.
fn values(document: &Document<'_>, is_wanted: impl Fn(&str, &str) -> bool) -> Vec<Value> {
    let mut values = Vec::new();
    for description in document.descendants().filter(|node| node.has_tag_name((RDF, "Description"))) {
        let attributes = description.attributes();
        let own = attributes.filter(|attribute| is_wanted(attribute.namespace().unwrap_or_default(), attribute.name()));
        values.extend(own.map(|attribute| Value { text: clean(attribute.value()), language: String::new() }));
        let properties = description.children().filter(|node| {
            node.is_element() && is_wanted(node.tag_name().namespace().unwrap_or_default(), node.tag_name().name())
        });
        properties.for_each(|property| values.extend(of_property(property)));
    }
    values
}

/// The items of a property's list, or its own text.
fn of_property(property: Node<'_, '_>) -> Vec<Value> {
    let value = |node: Node<'_, '_>| Value {
        text: clean(&own_text(node)),
        language: node.attribute((XML, "lang")).unwrap_or_default().to_ascii_lowercase(),
    };
    let items: Vec<Value> = property.descendants().filter(|node| node.has_tag_name((RDF, "li"))).map(value).collect();
    if items.is_empty() { vec![value(property)] } else { items }
}

/// The text of a node; of one with qualifiers, that of its `rdf:value` (ISO 16684-1 §7.8).
fn own_text(node: Node<'_, '_>) -> String {
    let value = node.descendants().find(|inner| inner.has_tag_name((RDF, "value"))).unwrap_or(node);
    value.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}
