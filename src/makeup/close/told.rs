//! What was moved on an elastic page, and what cannot close, in the editor's words.

use crate::base::{Diagnostic, Diagnostics, Message, Span};
use crate::message;
use crate::model::{Block, Elastic, Moves, Node, NodeKind, PageBlocks, Quantity};

use super::curve::Outcome;
use super::{End, OpenStory, PageClosing};

/// Notes on what was moved, and a warning where the page cannot be divided.
pub(super) fn told(page: &PageBlocks<'_>, closing: &PageClosing) -> Diagnostics {
    let mut found = Diagnostics::new();
    let names: Vec<&str> = page.blocks.iter().map(|block| block.name.as_str()).collect();
    moved_parts(&page.tree.root, &names, &closing.moves, &mut found);
    for block in &page.blocks {
        found.extend(moved_inside(block, &closing.moves));
    }
    found.extend(ended(page, closing));
    found
}

/// Stories that do not fill their blocks.
pub(super) fn open(page: &PageBlocks<'_>, closing: &PageClosing) -> Vec<OpenStory> {
    let story = |(number, outcome): (&usize, &Option<Outcome>)| {
        let block = &page.blocks[*number];
        let told = unfilled(block, outcome.as_ref()?)?;
        Some(OpenStory { page: page.number.clone(), story: block.name.clone(), told })
    };
    closing.outcomes.iter().filter_map(story).collect()
}

fn rows(count: u16) -> Message {
    if count == 1 { message!("{} row", count) } else { message!("{} rows", count) }
}

fn moved(what: Message, span: Span) -> Diagnostic {
    Diagnostic::note("makeup/moved", what).at(span)
}

/// Depths and gaps that changed.
fn moved_parts(node: &Node, names: &[&str], moves: &Moves, found: &mut Diagnostics) {
    for child in node.children() {
        let name = || blocks_in(child, names);
        if let Some((number, now)) = child.depth.as_ref().and_then(|number| changed(number, moves)) {
            let what = message!("{} has {} in place of {}", name(), rows(now), number.at);
            found.push(moved(what, number.unknown.value));
        }
        if let Some((number, now)) = changed(&child.gap, moves) {
            let what = message!("{} over {} in place of {}", rows(now), name(), number.at);
            found.push(moved(what, number.unknown.value));
        }
        moved_parts(child, names, moves, found);
    }
}

fn changed<'e>(number: &'e Elastic, moves: &Moves) -> Option<(&'e Elastic, u16)> {
    moves.get(&number.unknown).map(|now| (number, *now))
}

/// The names of the blocks in a part of the page.
fn blocks_in(node: &Node, names: &[&str]) -> Vec<String> {
    match node.kind {
        NodeKind::Block(number) => vec![names[number].to_owned()],
        _ => node.children().iter().flat_map(|child| blocks_in(child, names)).collect(),
    }
}

/// Shape, headline rows and pictures of a block that changed.
fn moved_inside(block: &Block, moves: &Moves) -> Diagnostics {
    let shape = moves.get(&block.choice).map_or(0, |number| usize::from(*number));
    let Some(choice) = block.shapes.get(shape) else { return Diagnostics::new() };
    let other = (shape > 0).then(|| moved(message!("{} has the shape `{}`", block.name, choice.name), block.span));
    let number = |number: &Elastic| {
        let (number, now) = changed(number, moves)?;
        let what = match &number.quantity {
            Quantity::HeadRows => {
                message!("the headline of {} has {} in place of {}", block.name, rows(now), number.at)
            }
            Quantity::PictureRows { frame, .. } => message!("{} has {} in place of {}", frame, rows(now), number.at),
            Quantity::PictureColumns { frame } => {
                message!("{} is {} base columns wide in place of {}", frame, now, number.at)
            }
            Quantity::Depth | Quantity::Gap => return None,
        };
        Some(moved(what, number.unknown.value))
    };
    other.into_iter().chain(choice.numbers.iter().filter_map(number)).collect()
}

/// A story that does not fill its block, whatever may change.
fn unfilled(block: &Block, outcome: &Outcome) -> Option<Diagnostic> {
    let lines = |count: usize| if count == 1 { message!("{} line", count) } else { message!("{} lines", count) };
    let characters = |lines: usize| message!("{} characters", lines * outcome.line);
    let found = match (outcome.over, outcome.free) {
        (0, 0 | 1) => return None,
        (0, free) => Diagnostic::warning(
            "makeup/short",
            message!("{} leaves {} free, whatever may change on its page", block.name, lines(free)),
        )
        .hint(message!("write about {} more, or cut as many as fill a row less", characters(free - 1))),
        (over, _) => Diagnostic::warning(
            "makeup/over",
            message!("{} is {} over, whatever may change on its page", block.name, lines(over)),
        )
        .hint(message!("cut about {}", characters(over))),
    };
    Some(found.at(block.span).hint(
        "or let more change: wider limits of its `depth` and of those around it, rows of its picture, another shape",
    ))
}

/// Why no plan could be made, or none that was tried.
fn ended(page: &PageBlocks<'_>, closing: &PageClosing) -> Option<Diagnostic> {
    let found = match closing.end {
        End::Tried => return None,
        End::Budget => Diagnostic::warning(
            "makeup/budget",
            message!("page {}: after {} trials its blocks do not close", page.number, closing.trials),
        )
        .hint("let fewer numbers change, or within narrower limits"),
        End::NoWay => Diagnostic::warning(
            "makeup/no-way",
            message!("page {}: within their limits its blocks cannot share its rows", page.number),
        )
        .hint("widen limits, or leave out the depth of one block, which then takes what is left"),
    };
    Some(found.at(page.tree.root.span))
}
