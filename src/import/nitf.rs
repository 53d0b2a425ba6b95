//! NITF → draft: head elements to front matter, `body.content` to text.

use roxmltree::Node;

use crate::base::Diagnostic;
use crate::input::Files;
use crate::message;

use super::draft::{Draft, Loss, extract};
use super::{markup, xml};

/// Reads a file.
pub(super) fn read(name: &str, text: &str, files: &dyn Files) -> Result<Draft, Diagnostic> {
    let text = xml::resolved(text);
    let tree = xml::parse(name, &text)?;
    Ok(of_element(tree.root_element(), files))
}

/// Reads a `nitf` element.
pub(super) fn of_element(root: Node<'_, '_>, files: &dyn Files) -> Draft {
    let content = xml::find(root, "body.content");
    let mut draft = content.map(|content| markup::read(&xml::events(content), files)).unwrap_or_default();
    let lang = ["http://www.w3.org/XML/1998/namespace"].iter().find_map(|space| root.attribute((*space, "lang")));
    markup::language(lang.unwrap_or_default()).clone_into(&mut draft.front.language);
    if let Some(head) = xml::find(root, "body.head") {
        read_head(head, &mut draft);
    }
    if draft.front.headline.is_empty() {
        draft.front.headline = xml::find(root, "title").map(xml::text).unwrap_or_default();
    }
    for end in xml::find(root, "body.end").iter().flat_map(|end| end.children()).filter(Node::is_element) {
        lose(&mut draft, end, usize::MAX);
    }
    draft
}

/// `body.head`: headlines, byline and dateline; the rest is named.
fn read_head(head: Node<'_, '_>, draft: &mut Draft) {
    for node in head.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "hedline" => {
                let all = |name: &str| {
                    node.descendants().filter(|n| n.tag_name().name() == name).map(xml::text).collect::<Vec<_>>()
                };
                draft.front.headline = all("hl1").join("\n");
                draft.front.deck = all("hl2").join("\n");
            }
            "byline" => append(&mut draft.front.byline, &xml::text(node)),
            "dateline" => append(&mut draft.front.dateline, &xml::text(node)),
            _ => lose(draft, node, 0),
        }
    }
}

fn append(place: &mut String, text: &str) {
    let gap = if place.is_empty() || text.is_empty() { "" } else { " " };
    *place += &format!("{gap}{text}");
}

fn lose(draft: &mut Draft, node: Node<'_, '_>, paragraph: usize) {
    let text = xml::text(node);
    if !text.is_empty() {
        let paragraph = paragraph.min(draft.blocks.len());
        let what = message!("element {}", node.tag_name().name());
        draft.losses.push(Loss { what, paragraph, extract: extract(&text), text_kept: false });
    }
}
