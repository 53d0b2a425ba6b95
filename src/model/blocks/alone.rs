//! One block as a page of its own, by which it is tried what a story needs.

use std::collections::BTreeSet;

use crate::base::{Diagnostics, Span, Spanned};
use crate::input::{Documents, Fields, Value, defaults, printed_number};

use crate::model::edition::Grid;
use crate::model::resolve::{grid_of, layout_of};

use super::elastic::{self, Elastic, Moves, Quantity, Unknown};
use super::shape::{choice, keys_of, shape_of, shapes_of};
use super::tree::{Cell, Leaf, NodeKind, PageTree, Strip, count, division};
use super::{Entries, Node, Parts, name_of, over, parts, with_parts};

/// A page of an edition that is divided into blocks.
#[derive(Debug)]
pub struct PageBlocks<'d> {
    documents: &'d Documents,
    /// Keys of the page in the edition.
    fields: &'d Fields,
    /// Its layout with all it extends.
    layout: Fields,
    grid: Grid,
    /// Its number as printed.
    pub number: String,
    /// How it is divided.
    pub tree: PageTree,
    /// Its blocks in the order they are written.
    pub blocks: Vec<Block>,
}

/// A block that is not divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its story place, or its frame.
    pub name: String,
    /// Where it stands in the layout.
    pub span: Span,
    /// Whether a whole story is put there that begins and ends in it: only then can be tried how it fills it.
    pub is_tried: bool,
    /// The shapes it may have, the first one preferred; none where it is a frame.
    pub shapes: Vec<ShapeChoice>,
    /// What says which of them it has, by its number from 0.
    pub choice: Unknown,
}

/// A shape that a block may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeChoice {
    /// Its name.
    pub name: String,
    /// Where the block names it.
    pub span: Span,
    /// Its numbers that may change.
    pub numbers: Vec<Elastic>,
    /// Whether a rule stands over it where another block stands above, which takes a row.
    pub has_rule: bool,
    /// Whether a tint or a box stands behind it.
    pub is_boxed: bool,
    /// Whether its headline stands over its text.
    pub is_headed: bool,
}

impl<'d> PageBlocks<'d> {
    /// A page by its place in the edition; `None` where it has no blocks, or their columns are wrong. What is wrong is told when pages are resolved.
    pub fn of(documents: &'d Documents, page: usize) -> Option<Self> {
        let pages: Vec<&Fields> =
            documents.edition.list("pages").iter().filter_map(|page| page.value.as_object()).collect();
        let fields = *pages.get(page)?;
        let layout = layout_of(documents, fields)?;
        let blocks = layout.object("blocks")?;
        let grid = grid_of(documents, &layout);
        let mut found = Diagnostics::new();
        let divided = division(blocks, &grid, &mut found);
        let tree = divided.tree;
        let put: BTreeSet<&str> = fields.named("put").iter().map(|(name, _)| name.value.as_str()).collect();
        let stack = [defaults(), &layout];
        let tried = |name: &str| is_whole(documents, fields, name);
        let block = |keys: &&Fields| block(keys, &stack, &put, &tried, &mut found);
        let blocks: Vec<Block> = divided.blocks.iter().map(block).collect();
        let number = printed_number(&pages, page);
        found.is_empty().then_some(Self { documents, fields, grid, number, tree, blocks, layout })
    }

    /// Whether a number of it may change.
    pub fn is_elastic(&self) -> bool {
        let may_change = |block: &Block| block.shapes.len() > 1 || block.shapes.iter().any(|it| !it.numbers.is_empty());
        self.blocks.iter().any(may_change) || has_elastic(&self.tree.root)
    }

    /// Paths of the pictures that stand in the texts of its articles.
    pub fn pictures(&self) -> BTreeSet<&'d str> {
        let articles = self.fields.named("put").iter().filter_map(|(_, content)| article(content));
        let articles = articles.filter_map(|path| self.documents.articles.get(path));
        let pictures = articles.flat_map(|article| &article.blocks).filter_map(|block| block.picture.as_ref());
        pictures.map(|picture| picture.value.as_str()).collect()
    }

    /// Documents of an edition whose one page has this block alone, so many rows deep; `None` where the block has no room for its shape.
    pub fn alone(&self, block: usize, depth: u16, moves: &Moves) -> Option<Documents> {
        let mut found = Diagnostics::new();
        let divided = division(self.layout.object("blocks")?, &self.grid, &mut found);
        let keys = *divided.blocks.get(block)?;
        let node = node_of(&divided.tree.root, block)?;
        let first = self.tree.rows.first;
        let rows = Strip { first, last: first.checked_add(depth.checked_sub(1)?)? };
        let leaf = Leaf { keys, cell: Cell { columns: node.columns, rows }, is_below: node.is_below };
        let shape = shape_of(keys, &[defaults(), &self.layout], moves, &mut found)?;
        let made = parts(name_of(keys)?, &leaf, &shape, &mut found)?;
        Some(self.documents_of(made))
    }

    fn documents_of(&self, made: Parts) -> Documents {
        let mut names: BTreeSet<String> = made.frames.iter().map(|(name, _)| name.value.clone()).collect();
        names.insert(made.place.0.value.clone());
        let own = |entries: &[(Spanned<String>, Spanned<Value>)]| -> Entries {
            entries.iter().filter(|(name, _)| names.contains(&name.value)).cloned().collect()
        };
        let frames = over(made.frames, &own(self.layout.named("frames")));
        let places = over(vec![made.place], &own(self.layout.named("stories")));
        let mut layout = self.layout.clone();
        ["frames", "stories", "sketch", "blocks", "extends"].iter().for_each(|key| drop(layout.values.remove(key)));
        let layout = with_parts(&layout, frames, places, &Entries::new());
        let mut page = self.fields.clone();
        let put = Value::Named(own(self.fields.named("put")));
        let span = page.span;
        let said = [("put", put), ("layout", Value::Object(layout)), ("number", Value::Text(self.number.clone()))];
        page.values.extend(said.map(|(key, value)| (key, Spanned::new(value, span))));
        self.edition_of(page)
    }

    /// The edition with one page, and the articles it needs.
    fn edition_of(&self, page: Fields) -> Documents {
        let articles = page.named("put").iter().filter_map(|(_, content)| article(content));
        let articles = articles.filter_map(|path| Some((path.to_owned(), self.documents.articles.get(path)?.clone())));
        let articles = articles.collect();
        let mut edition = self.documents.edition.clone();
        // Pieces that fill what is left, and frames that the edition changes, belong to the whole page.
        ["fillers", "frames", "stories", "bookings"].iter().for_each(|key| drop(edition.values.remove(key)));
        let span = page.span;
        let pages = Value::List(vec![Spanned::new(Value::Object(page), span)]);
        edition.values.insert("pages", Spanned::new(pages, span));
        let Documents { tables, words, .. } = self.documents;
        Documents { edition, articles, tables: tables.clone(), words: words.clone(), ..Documents::default() }
    }
}

/// The article that is put somewhere.
fn article(content: &Spanned<Value>) -> Option<&str> {
    match &content.value {
        Value::Text(path) => Some(path),
        Value::Object(keys) => keys.text("article").map(|path| path.value),
        _ => None,
    }
}

/// Whether a place of a page has an article that goes on on no other page.
fn is_whole(documents: &Documents, page: &Fields, place: &str) -> bool {
    let put = page.named("put").iter().find(|(name, _)| name.value == place);
    let Some(path) = put.and_then(|(_, content)| article(content)) else { return false };
    let pages = documents.edition.list("pages").iter().filter_map(|page| page.value.as_object());
    let contents = pages.flat_map(|page| page.named("put")).filter_map(|(_, content)| content.value.as_object());
    documents.articles.contains_key(path)
        && !contents.filter_map(|keys| keys.text("continues")).any(|other| other.value == path)
}

fn has_elastic(node: &Node) -> bool {
    let is_elastic = |number: &Elastic| number.is_elastic();
    node.depth.as_ref().is_some_and(is_elastic) || node.gap.is_elastic() || node.children().iter().any(has_elastic)
}

/// The part of the page that a block is.
fn node_of(node: &Node, block: usize) -> Option<&Node> {
    if node.kind == NodeKind::Block(block) {
        return Some(node);
    }
    node.children().iter().find_map(|child| node_of(child, block))
}

fn block(
    keys: &Fields,
    stack: &[&Fields],
    put: &BTreeSet<&str>,
    is_whole: &dyn Fn(&str) -> bool,
    found: &mut Diagnostics,
) -> Block {
    let name = name_of(keys).map_or(String::new(), |name| name.value.to_owned());
    let is_story = keys.get("story").is_some();
    let mut choices = Vec::new();
    for shape in shapes_of(keys).into_iter().filter(|_| is_story) {
        let Some(all) = keys_of(keys, shape, stack, found) else { continue };
        choices.push(ShapeChoice {
            name: shape.value.to_owned(),
            span: shape.span,
            numbers: numbers(&all, keys.span, &name, put),
            has_rule: all.text("rule").is_some_and(|rule| !rule.value.trim().is_empty()),
            is_boxed: all.object("back").is_some(),
            is_headed: all.text("head").is_none_or(|head| head.value == "over"),
        });
    }
    Block { is_tried: is_story && is_whole(&name), name, span: keys.span, shapes: choices, choice: choice(keys) }
}

/// The numbers of a shape that may change: rows of its headline, rows and columns of the pictures that are put there.
fn numbers(shape: &Fields, block: Span, story: &str, put: &BTreeSet<&str>) -> Vec<Elastic> {
    let mut numbers: Vec<Elastic> = Vec::new();
    if shape.object("head-rows").is_some() {
        numbers.extend(elastic::number(shape, "head-rows", block, Quantity::HeadRows));
    }
    let pictures = shape.list("pictures").iter().filter_map(|place| place.value.as_object()).enumerate();
    for (at, place) in pictures {
        let frame = if at == 0 { format!("{story}-photo") } else { format!("{story}-photo-{}", at + 1) };
        if put.contains(frame.as_str()) {
            numbers.extend(of_picture(place, block, frame));
        }
    }
    numbers.retain(Elastic::is_elastic);
    numbers
}

fn of_picture(place: &Fields, block: Span, frame: String) -> impl Iterator<Item = Elastic> {
    let is_across = place.text("at").is_some_and(|at| matches!(at.value, "top" | "under-head"));
    let wide = count(place, "columns").or_else(|| count(place.object("columns")?, "at")).unwrap_or(1);
    let columns = (!is_across).then_some(wide);
    let rows = Quantity::PictureRows { frame: frame.clone(), columns };
    let rows = elastic::number(place, "rows", block, rows);
    rows.into_iter().chain(elastic::number(place, "columns", block, Quantity::PictureColumns { frame }))
}
