//! What the numbers of a closed page are in its layout, so that they are what is accepted from then on.

use crate::input::Edit;
use crate::model::{Block, Elastic, Moves, Node, PageBlocks};

/// Every number within limits as it became, changed or not: where two pages share a layout both must agree.
pub(super) fn edits(page: &PageBlocks<'_>, moves: &Moves) -> Vec<Edit> {
    let mut edits = Vec::new();
    of_parts(&page.tree.root, moves, &mut edits);
    page.blocks.iter().for_each(|block| of_block(block, moves, &mut edits));
    edits
}

fn of_parts(node: &Node, moves: &Moves, edits: &mut Vec<Edit>) {
    for child in node.children() {
        edits.extend(child.depth.iter().chain([&child.gap]).filter_map(|number| edit(number, moves)));
        of_parts(child, moves, edits);
    }
}

fn edit(number: &Elastic, moves: &Moves) -> Option<Edit> {
    number.is_elastic().then(|| Edit { span: number.unknown.value, text: number.now(moves).to_string() })
}

/// The numbers of the shape that a block has; the name of another shape changes places with that of the first.
fn of_block(block: &Block, moves: &Moves, edits: &mut Vec<Edit>) {
    let chosen = moves.get(&block.choice).map_or(0, |number| usize::from(*number));
    let Some(shape) = block.shapes.get(chosen) else { return };
    edits.extend(shape.numbers.iter().filter_map(|number| edit(number, moves)));
    if let Some(first) = block.shapes.first().filter(|_| block.shapes.len() > 1) {
        edits.push(Edit { span: first.span, text: shape.name.clone() });
        edits.push(Edit { span: shape.span, text: first.name.clone() });
        edits.dedup();
    }
}
