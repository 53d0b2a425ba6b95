//! XML text → a tree, with bounds on its size; a tree's part → events. Nothing recurses.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::base::Diagnostic;
use crate::message;

use super::markup::Event;

/// More elements and texts than any article has.
const MAX_NODES: u32 = 2_000_000;
/// Deeper nesting than any article has.
const MAX_DEPTH: usize = 500;

/// Entities of HTML that news files use without declaring them.
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", "&#160;"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
    ("&mdash;", "—"),
    ("&ndash;", "–"),
    ("&hellip;", "…"),
    ("&middot;", "·"),
    ("&emsp;", "\u{2003}"),
    ("&ensp;", "\u{2002}"),
];

/// The text with the entities of HTML resolved that XML does not know.
pub(super) fn resolved(text: &str) -> String {
    ENTITIES.iter().fold(
        text.to_owned(),
        |text, (entity, letter)| {
            if text.contains(entity) { text.replace(entity, letter) } else { text }
        },
    )
}

/// The tree of a text that went through [`resolved`].
pub(super) fn parse<'t>(name: &str, text: &'t str) -> Result<Document<'t>, Diagnostic> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let tree = Document::parse_with_options(text.trim_start(), options).map_err(|error| {
        let hint = match error {
            roxmltree::Error::NodesLimitReached => "it has more elements than any article",
            roxmltree::Error::EntityReferenceLoop(_) => "its entities refer to each other without end",
            _ => "ask for the file again, or have it checked by an XML validator",
        };
        Diagnostic::error("import/xml", message!("{} is not sound XML: {}", name, error.to_string())).hint(hint)
    })?;
    if is_deep(&tree) {
        return Err(Diagnostic::error(
            "import/xml",
            message!("{} nests its elements more than {} deep", name, MAX_DEPTH),
        )
        .hint("it may be damaged or hostile; ask for it again"));
    }
    Ok(tree)
}

/// Whether elements stand in each other beyond all reason; what reads trees looks into the same text once for every level.
fn is_deep(tree: &Document<'_>) -> bool {
    let mut depth = 0_usize;
    let mut open: Vec<Node<'_, '_>> = Vec::new();
    for node in tree.root().descendants().filter(Node::is_element) {
        while open.last().is_some_and(|last| Some(*last) != node.parent()) {
            open.pop();
        }
        open.push(node);
        depth = depth.max(open.len());
    }
    depth > MAX_DEPTH
}

/// The first element of that local name below a node.
pub(super) fn find<'t, 'i>(node: Node<'t, 'i>, name: &str) -> Option<Node<'t, 'i>> {
    node.descendants().find(|node| node.tag_name().name() == name)
}

/// The child elements of that local name.
pub(super) fn children<'t, 'i: 't>(node: Node<'t, 'i>, name: &'t str) -> impl Iterator<Item = Node<'t, 'i>> {
    node.children().filter(move |node| node.tag_name().name() == name)
}

/// All text below a node on one line.
pub(super) fn text(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    super::markup::collapse(&text, None).trim().to_owned()
}

/// The texts of the elements below a node, with a blank between each: a name and a title that stand in elements of their own are two words.
pub(super) fn parts(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|node| node.text());
    let text = super::markup::collapse(&texts.collect::<Vec<_>>().join(" "), None).trim().to_owned();
    // Beside a Chinese mark no blank parts two words.
    ["、", "，", "；", "：", "（", "）"]
        .iter()
        .fold(text, |text, mark| text.replace(&format!(" {mark}"), mark).replace(&format!("{mark} "), mark))
}

/// What stands below a node, in order.
pub(super) fn events(root: Node<'_, '_>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut open: Vec<Node<'_, '_>> = Vec::new();
    for node in root.descendants().skip(1) {
        while open.last().is_some_and(|last| Some(*last) != node.parent()) {
            events.extend(open.pop().map(|node| Event::End(node.tag_name().name().to_owned())));
        }
        match node.node_type() {
            NodeType::Element => {
                let attributes = node.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
                events.push(Event::Start(node.tag_name().name().to_owned(), attributes));
                open.push(node);
            }
            NodeType::Text => events.push(Event::Text(node.text().unwrap_or_default().to_owned())),
            _ => {}
        }
    }
    events.extend(open.iter().rev().map(|node| Event::End(node.tag_name().name().to_owned())));
    events
}
