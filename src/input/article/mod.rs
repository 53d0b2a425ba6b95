//! Articles: Markdown with front matter → blocks of runs with their places, and an account of every byte.
//!
//! [`front`] finds the front matter, [`mask`] hides from Markdown what it would take wrongly, [`blocks`] folds its events into blocks, [`stray`] finds
//! markup that would print, [`account`] tells every byte that neither prints nor is markup.

mod account;
mod blocks;
mod front;
mod html;
mod lines;
mod marks;
mod mask;
mod parallel;
mod parting;
mod stray;
mod tabs;

#[cfg(test)]
mod tests;

use crate::base::{Diagnostic, Diagnostics, Severity, SourceId, Span, Spanned};
use crate::message;

use super::inline::{InlineRun, letters};
use super::markup::{MarkupKind, MarkupRange};
use super::value::Fields;

pub use blocks::ITEM_MARK;
pub use marks::VARIABLES;
pub(super) use stray::stars_of_value;

/// An article as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Its front matter.
    pub front: Fields,
    /// Its text.
    pub blocks: Vec<Block>,
    /// What of its source is no text, in order: see [`super::markup`]. Everything else prints.
    pub markup: Vec<MarkupRange>,
    /// Links whose addresses do not print.
    pub links: Vec<Span>,
    /// Where it stands.
    pub span: Span,
}

/// A block of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub runs: Vec<InlineRun>,
    /// Path of a picture that stands here; the text is its caption.
    pub picture: Option<Spanned<String>>,
    /// Columns that the picture stands across, where its title says so.
    pub columns: Option<usize>,
    /// Path of a table that stands here, or a name of the edition's; the text is its title.
    pub table: Option<Spanned<String>>,
}

/// Kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A crosshead.
    Crosshead,
    /// A pull quote.
    Quote,
    /// An item of a list, its mark or number being part of its text.
    Item,
    /// A picture with its caption.
    Picture,
    /// A table with its title.
    Table,
}

/// Quotations and lists in each other, more than any story has: Markdown takes time with the square of their number.
const MOST_NESTED: usize = 32;

/// Where a line begins more quotations and lists than may stand in each other.
fn nested(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marks = line.split_whitespace().map(marks).take_while(|marks| *marks > 0);
        if marks.take(MOST_NESTED + 1).sum::<usize>() > MOST_NESTED {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// How many quotations and lists a word at the beginning of a line begins.
fn marks(word: &str) -> usize {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let quotes = word.bytes().take_while(|byte| *byte == b'>').count();
    if matches!(word, "-" | "*" | "+") || is_number { 1 } else { quotes }
}

/// Tells of signs of other dialects in the lines of a value.
pub(super) fn stray_markup(value: Spanned<&str>, found: &mut Diagnostics) {
    let all = letters(value.value, value);
    for line in all.split(|letter| letter.c == '\n') {
        let mut notes = stray::Notes::new(stray::Place::Value);
        notes.block(BlockKind::Paragraph, line, found);
        found.extend(notes.told());
        found.extend(html::check(line));
    }
}

/// Reads an article's text.
pub(super) fn parse(text: &str, source: SourceId, found: &mut Diagnostics) -> Article {
    let worse = |found: &Diagnostics| found.iter().filter(|finding| finding.severity > Severity::Note).count();
    let worse_before = worse(found);
    let front = front::read(text, source, found);
    if let Some(at) = nested(&text[front.end..]) {
        let at = front.end + at;
        found.push(
            Diagnostic::error(
                "article/too-deep",
                message!("more than {} quotations or lists stand in each other", MOST_NESTED),
            )
            .at(Span::new(source, at, at + 1))
            .hint("write a backslash before signs at the beginning of a line that are no marks"),
        );
        return Article { front: front.fields, span: Span::new(source, 0, text.len()), ..Article::default() };
    }
    let masked = mask::masked(&text[front.end..], source, front.end, found);
    let body = blocks::read(&masked, source, front.end, found);
    // What could not be read was found; only a sound article can be without text, and one that holds but a note to colleagues is.
    if body.blocks.is_empty() && worse(found) == worse_before {
        let place = Span::new(source, front.end, text.len());
        let finding = Diagnostic::error("article/empty", "this article has no text").at(place);
        found.push(finding.hint("write its paragraphs below the front matter"));
    }
    let mut listed = front.markup;
    listed.extend(body.markup);
    let of = |range: &std::ops::Range<usize>| Span::new(source, front.end + range.start, front.end + range.end);
    let remark = |range| MarkupRange { span: of(range), kind: MarkupKind::Remark, prints: String::new() };
    listed.extend(masked.remarks.iter().map(remark));
    let printed = body.blocks.iter().flat_map(|block| &block.runs).map(|run| run.span);
    let markup = account::account((text, source), printed.chain(front.texts), listed, body.areas, found);
    Article {
        front: front.fields,
        blocks: body.blocks,
        markup,
        links: body.links,
        span: Span::new(source, 0, text.len()),
    }
}
