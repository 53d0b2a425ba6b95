//! For whom a part of a drawing is (SVG 2 §5.10): languages, features and programs.

use roxmltree::Node;

use crate::base::Message;
use crate::message;

use super::edits::Edit;

/// The attribute that says for readers of which language a part is.
const LANGUAGE: &str = "systemLanguage";
/// The attribute that says for readers with which features of SVG 1.1 a part is; every reader of today has all of them (SVG 2 §5.10).
const FEATURES: &str = "requiredFeatures";
/// The attribute that says for which program a part is.
const EXTENSIONS: &str = "requiredExtensions";

/// What conditions of an element that stands in no choice come to.
pub(super) struct Condition {
    /// Conditions that hold, taken out: the reader knows few.
    pub(super) edits: Vec<Edit>,
    /// For whom alone it is, where that is not this paper.
    pub(super) for_others: Option<Message>,
}

/// The conditions of an element.
pub(super) fn of(node: Node<'_, '_>) -> Condition {
    let stated = |name: &str| node.attribute(name).map(str::trim).filter(|value| !value.is_empty());
    let language = stated(LANGUAGE).filter(|_| !is_chinese(&node));
    let program = stated(EXTENSIONS).filter(|program| !program.contains("w3.org"));
    let for_others = language
        .map(|language| message!("readers of the language {}", language))
        .or_else(|| program.map(|program| message!("readers that know {}", program)));
    let attributes = [LANGUAGE, FEATURES, EXTENSIONS].into_iter().filter_map(|name| node.attribute_node(name));
    let edits = attributes.map(|attribute| without(attribute.range())).collect();
    Condition { edits: if for_others.is_some() { Vec::new() } else { edits }, for_others }
}

/// Of the parts of a choice by languages the Chinese one stays, else the one for all, else the first.
pub(super) fn chosen(choice: Node<'_, '_>) -> Vec<Edit> {
    let parts: Vec<_> = choice.children().filter(Node::is_element).collect();
    if !parts.iter().any(|part| part.has_attribute(LANGUAGE)) {
        return Vec::new();
    }
    let chosen = parts.iter().find(|part| part.has_attribute(LANGUAGE) && is_chinese(part));
    let chosen = chosen.or(parts.iter().find(|part| !part.has_attribute(LANGUAGE))).or(parts.first());
    let others = parts.iter().filter(|part| Some(*part) != chosen).map(Node::range);
    let stated = chosen.and_then(|part| part.attribute_node(LANGUAGE)).map(|stated| stated.range());
    others.chain(stated).map(without).collect()
}

fn is_chinese(part: &Node<'_, '_>) -> bool {
    let stated = part.attribute(LANGUAGE).unwrap_or_default();
    stated.split(',').any(|one| one.trim().to_ascii_lowercase().split('-').next() == Some("zh"))
}

fn without(range: std::ops::Range<usize>) -> Edit {
    Edit { start: range.start, end: range.end, new: String::new() }
}
