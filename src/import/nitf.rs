//! NITF → draft: head elements to front matter, `body/body.content` to text, `docdata` to what the agency says of the item.

use roxmltree::Node;

use crate::base::Diagnostic;
use crate::input::Files;

use super::agency::{self, Item};
use super::draft::{Draft, Loss, extract};
use super::{head as lines, markup, xml};

/// Reads a file.
pub(super) fn read(name: &str, text: &str, files: &dyn Files) -> Result<Draft, Diagnostic> {
    let text = xml::resolved(text);
    let tree = xml::parse(name, &text)?;
    let mut draft = of_element(tree.root_element(), files);
    lines::understand(&mut draft);
    Ok(draft)
}

/// Reads a `nitf` element.
pub(super) fn of_element(root: Node<'_, '_>, files: &dyn Files) -> Draft {
    let body = xml::children(root, "body").next().unwrap_or(root);
    // Notes have a `body.content` of their own; the story's is the body's child.
    let content: Vec<_> = xml::children(body, "body.content").flat_map(xml::events).collect();
    let mut draft = markup::read(&content, files);
    let lang = root.attribute(("http://www.w3.org/XML/1998/namespace", "lang"));
    markup::language(lang.unwrap_or_default()).clone_into(&mut draft.front.language);
    let guessed = std::mem::take(&mut draft.front.headline);
    if let Some(head) = xml::children(body, "body.head").next() {
        read_head(head, &mut draft);
    }
    let head = xml::children(root, "head").next();
    let title = head.and_then(|head| xml::children(head, "title").next()).map(xml::text).unwrap_or_default();
    for headline in [guessed, title] {
        if draft.front.headline.is_empty() {
            draft.front.headline = headline;
        } else if draft.front.headline != headline {
            agency::name_loss(&mut draft, "title", &headline);
        }
    }
    for end in xml::children(body, "body.end").flat_map(|end| end.children()).filter(Node::is_element) {
        lose(&mut draft, end, usize::MAX);
    }
    if let Some(head) = head {
        read_document(head, &mut draft);
    }
    draft
}

/// `head`: the document's data.
fn read_document(head: Node<'_, '_>, draft: &mut Draft) {
    agency::name_rest(head, &["title", "docdata"], draft);
    let Some(data) = xml::children(head, "docdata").next() else { return };
    let id = [of_child(data, "doc-id", &["id-string"]), of_child(data, "du-key", &["key"])];
    let version = of_child(data, "du-key", &["version", "generation"]);
    draft.agency.item = id.iter().find_map(|id| Item::new(id, version));
    agency::status(draft, data.attribute("management-status").unwrap_or_default());
    if let Some(release) = xml::children(data, "date.release").next() {
        let moment = release.attribute("norm").map_or_else(|| xml::text(release), str::to_owned);
        agency::embargo(draft, &moment, of_child(data, "date.issue", &["norm"]));
    }
    for message in xml::children(data, "ed-msg") {
        agency::note(draft, &agency::said(message));
    }
    let corrected = xml::children(data, "correction").map(agency::said);
    let referred = data.attribute("management-doc-idref").map(str::to_owned);
    draft.agency.corrects.extend(corrected.chain(referred).filter(|text| !text.is_empty()));
    agency::name_rest(data, &["doc-id", "date.release", "ed-msg"], draft);
}

/// The first of some attributes that a child element has.
fn of_child<'t>(node: Node<'t, '_>, element: &'static str, names: &[&str]) -> &'t str {
    let child = node.children().find(|child| child.tag_name().name() == element);
    names.iter().find_map(|name| child.and_then(|child| child.attribute(*name))).unwrap_or_default()
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
            "byline" => append(&mut draft.front.byline, &xml::parts(node)),
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
    let text = agency::said(node);
    if !text.is_empty() {
        let paragraph = paragraph.min(draft.blocks.len());
        let what = agency::name_of(node.tag_name().name());
        draft.losses.push(Loss { what, paragraph, extract: extract(&text), text_kept: false });
    }
}
