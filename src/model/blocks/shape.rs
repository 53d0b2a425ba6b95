//! What a shape says, with all it starts from.

use crate::base::{Diagnostic, Diagnostics, Spanned, name_hint};
use crate::input::{Fields, Value};
use crate::message;

use crate::model::inherit::overlaid;

use super::elastic::{self, Moves, Unknown};

/// The shape of blocks that name none.
const USUAL: &str = "over";

/// Names the shapes that a block may have, the first one preferred.
pub(super) fn shapes_of(block: &Fields) -> Vec<Spanned<&str>> {
    let named = block.list("shape").iter();
    let mut shapes: Vec<Spanned<&str>> =
        named.filter_map(|shape| Some(Spanned::new(shape.value.as_text()?, shape.span))).collect();
    if shapes.is_empty() {
        shapes.push(Spanned::new(USUAL, block.span));
    }
    shapes
}

/// Which of several shapes of a block is meant.
pub(super) fn choice(block: &Fields) -> Unknown {
    Unknown { block: block.span, value: block.span_of("shape") }
}

/// The keys of a block's shape as it became or was accepted: those of the shapes it extends, weakest first, its own, then what the block says itself.
///
/// `documents` are the defaults and the layout. A shape of the layout with a shipped one's name starts from that one.
pub(super) fn shape_of(
    block: &Fields,
    documents: &[&Fields],
    moves: &Moves,
    found: &mut Diagnostics,
) -> Option<Fields> {
    let shapes = shapes_of(block);
    let chosen = moves.get(&choice(block)).map_or(0, |number| usize::from(*number));
    let shape = keys_of(block, *shapes.get(chosen).or(shapes.first())?, documents, found)?;
    elastic::check(&shape, found);
    Some(elastic::settled(&shape, block.span, moves))
}

/// The keys of one shape that a block may have, with its limits.
pub(super) fn keys_of(
    block: &Fields,
    named: Spanned<&str>,
    documents: &[&Fields],
    found: &mut Diagnostics,
) -> Option<Fields> {
    let mut chain: Vec<&Fields> = Vec::new();
    let mut next = Some(named);
    let mut seen: Vec<&str> = Vec::new();
    while let Some(name) = next {
        // A circle ends where it closes; a shape that extends its own name means the shipped one.
        if seen.contains(&name.value) {
            break;
        }
        seen.push(name.value);
        let entries: Vec<&Fields> = documents.iter().filter_map(|document| entry(document, name.value)).collect();
        if entries.is_empty() {
            let known =
                documents.iter().flat_map(|document| document.named("shapes")).map(|(known, _)| known.value.as_str());
            let finding =
                Diagnostic::error("shape/unknown", message!("there is no shape `{}`", name.value)).at(name.span);
            found.push(finding.hint(name_hint(name.value, known)));
            return None;
        }
        let usual = || (name.value != USUAL).then_some(Spanned::new(USUAL, name.span));
        next = entries.iter().rev().find_map(|entry| entry.text("extends")).or_else(usual);
        chain.extend(entries.into_iter().rev());
    }
    let shape = chain.into_iter().rev().cloned().reduce(|below, above| overlaid(&below, &above))?;
    let own = ["head-rows", "pictures"].into_iter().filter_map(|key| Some((key, block.get(key)?.clone())));
    let own = Fields {
        values: own.collect(),
        unread: block.unread.clone(),
        emptied: block.emptied.clone(),
        span: block.span,
    };
    Some(overlaid(&shape, &own))
}

fn entry<'f>(document: &'f Fields, name: &str) -> Option<&'f Fields> {
    let (_, value) = document.named("shapes").iter().find(|(known, _)| known.value == name)?;
    if let Value::Object(fields) = &value.value { Some(fields) } else { None }
}
