//! A page divided into blocks: one below the other, side by side, as a pinwheel; in each a story in a shape.
//!
//! [`tree`] divides the page's columns and rows, [`shape`] finds what a shape says, [`parts`] makes frames and story places of a block, written as
//! a layout would list them. Everything after that knows frames alone. What rows a headline needs is known when it is set ([`super::HeadFit`]).
//! Numbers may change within limits ([`elastic`]) until the stories of the page fill its blocks; [`alone`] makes a page of one block, by which that is tried.

mod alone;
mod elastic;
mod parts;
mod shape;
mod tree;

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Spanned, name_hint};
use crate::input::{Fields, Value};
use crate::message;

use super::edition::Grid;
use super::inherit::overlaid;

pub use alone::{Block, PageBlocks, ShapeChoice};
pub use elastic::{Elastic, Moves, Quantity, Unknown};
pub use tree::{Node, NodeKind, PageTree, Strip};

use parts::{Parts, parts};
use shape::shape_of;
use tree::{Leaf, division};

type Entries = Vec<(Spanned<String>, Spanned<Value>)>;

/// The layout with the frames and story places of its blocks, whose numbers are what they became or were accepted as; what it lists itself under their
/// names wins key by key.
pub(super) fn expanded(
    layout: &Fields,
    defaults: &Fields,
    grid: &Grid,
    moves: &Moves,
    found: &mut Diagnostics,
) -> Fields {
    let Some(blocks) = layout.object("blocks") else { return layout.clone() };
    elastic::check(blocks, found);
    let (mut frames, mut places): (Entries, Entries) = Default::default();
    let mut names = BTreeSet::new();
    let mut listed: Entries = layout.named("frames").to_vec();
    for leaf in division(blocks, grid, found).leaves(moves, found) {
        let Some(name) = name_of(leaf.keys).filter(|name| is_new(*name, &mut names, found)) else { continue };
        if leaf.keys.get("frame").is_some() {
            place_frame(name, &leaf, &mut listed, found);
            continue;
        }
        let Some(shape) = shape_of(leaf.keys, &[defaults, layout], moves, found) else { continue };
        let Some(made) = parts(name, &leaf, &shape, found) else { continue };
        frames.extend(made.frames);
        places.push(made.place);
    }
    with_parts(layout, frames, places, &listed)
}

/// What a block is called: its story, or its frame.
fn name_of(block: &Fields) -> Option<Spanned<&str>> {
    block.text("story").or_else(|| block.text("frame"))
}

/// A layout with frames and story places that were made, and those it lists laid over them.
fn with_parts(layout: &Fields, frames: Entries, places: Entries, listed: &Entries) -> Fields {
    let mut all = layout.clone();
    all.values.insert("frames", Spanned::new(Value::Named(over(frames, listed)), layout.span_of("frames")));
    let stories = over(places, layout.named("stories"));
    all.values.insert("stories", Spanned::new(Value::Named(stories), layout.span_of("stories")));
    all
}

fn is_new(name: Spanned<&str>, names: &mut BTreeSet<String>, found: &mut Diagnostics) -> bool {
    let is_new = names.insert(name.value.to_owned());
    if !is_new {
        let finding = Diagnostic::error("block/twice", message!("`{}` has two blocks", name.value)).at(name.span);
        found.push(finding.hint("every story and frame stands in one block of the page"));
    }
    is_new
}

/// A frame that the layout lists without an area gets that of its block.
fn place_frame(name: Spanned<&str>, leaf: &Leaf<'_>, listed: &mut Entries, found: &mut Diagnostics) {
    let known: Vec<String> = listed.iter().map(|(known, _)| known.value.clone()).collect();
    let entry = listed.iter_mut().find(|(known, _)| known.value == name.value);
    let Some(Spanned { value: Value::Object(keys), .. }) = entry.map(|(_, value)| value) else {
        let finding = Diagnostic::error("frame/unknown", message!("there is no frame `{}`", name.value)).at(name.span);
        return found.push(finding.hint(name_hint(name.value, known.iter().map(String::as_str))));
    };
    if keys.get("area").is_some() {
        let message = message!("frame `{}` has an area and a block", name.value);
        let finding = Diagnostic::error("block/two-places", message).at(name.span);
        return found.push(finding.hint("take one of them out"));
    }
    keys.values.insert("area", leaf.cell.area(name.span));
}

/// Entries with those of the same names laid over them, then the others.
fn over(made: Entries, listed: &[(Spanned<String>, Spanned<Value>)]) -> Entries {
    let mut all = made;
    for (name, value) in listed {
        match all.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((_, Spanned { value: Value::Object(below), .. })) => {
                if let Value::Object(above) = &value.value {
                    *below = overlaid(below, above);
                }
            }
            _ => all.push((name.clone(), value.clone())),
        }
    }
    all
}
