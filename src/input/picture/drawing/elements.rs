//! Elements of a drawing, by their names without prefixes.

use roxmltree::{Document, Node};

/// Local names, whatever the prefix.
pub(super) trait Tag {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Tag for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// What an element is called; a text belongs to a sheet.
pub(super) fn tag<'n>(node: Node<'n, '_>) -> &'n str {
    if node.is_element() { node.tag_name().name() } else { "style" }
}

/// Whether a choice is a remark for programs that show no HTML, such as the one at the end of draw.io's files: others take its first part, which is empty.
pub(super) fn is_for_others(node: Node<'_, '_>) -> bool {
    let first = node.children().find(Node::is_element).filter(|_| node.has_tag_name_of("switch"));
    first.is_some_and(|first| {
        first.has_tag_name_of("g") && first.attribute("requiredFeatures").is_some() && !first.has_children()
    })
}

/// What stands before the names of a drawing's elements, with its colon.
pub(super) fn prefix<'d>(node: Node<'_, '_>, document: &'d Document<'_>) -> &'d str {
    let written = document.input_text().get(node.range()).unwrap_or_default();
    written.strip_prefix('<').and_then(|rest| rest.split(node.tag_name().name()).next()).unwrap_or_default()
}
