//! What of a source text is markup: the bytes that do not print as they stand, each with what it is.
//!
//! Everything of an [article](super::Article)'s source text that no range of its `markup` covers is text and prints, blanks aside. A range that `prints`
//! something stands for that; a [`MarkupKind::Reading`] prints beside its line. So the text that must be found on the pages is
//!
//! ```text
//! for each stretch of the source between ranges: its characters, blanks left out
//! for each range: the characters of `prints`
//! ```
//!
//! in this order. [`written`] puts it together. A raised 5 is read back as `⁵` where Unicode has such a letter: compare with [`plain_letter`](crate::base::plain_letter).

use crate::base::{Span, is_invisible};

/// Bytes of an article that do not print as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkupRange {
    /// Where they stand in the article's source text.
    pub span: Span,
    /// What they are.
    pub kind: MarkupKind,
    /// What prints in their place; empty for most.
    pub prints: String,
}

/// What bytes that do not print as they stand are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkupKind {
    /// Keys, quotes and indents of the front matter, and its values that are no text.
    FrontMatter,
    /// `<!-- a note to colleagues -->`.
    Remark,
    /// Stars and underscores around bold and kai.
    Emphasis,
    /// `:dot[` and `]`, with what stands in braces after it.
    Directive,
    /// The reading of `:ruby[…]{…}`, which prints beside the line, not in it.
    Reading,
    /// `#` before and after a crosshead.
    Heading,
    /// `>` before a quotation.
    Quote,
    /// `-` before an item of a list, for which a mark prints.
    ListMark,
    /// A backslash.
    Escape,
    /// `&amp;` and its like.
    Entity,
    /// Brackets and address of a link.
    Link,
    /// Brackets, path and title of a picture.
    Picture,
    /// What cannot be set and was told as a mistake: code, tables, HTML.
    Unsupported,
    /// A control character.
    Control,
}

/// The characters of a source text that must print, blanks and what is never seen left out, each with its byte: what no range covers, and what ranges print. Ranges are in order.
pub fn written<'t>(text: &'t str, markup: &'t [MarkupRange]) -> impl Iterator<Item = (usize, char)> + 't {
    let starts = std::iter::once(0).chain(markup.iter().map(|range| range.span.end as usize));
    let ends = markup.iter().map(|range| range.span.start as usize).chain(std::iter::once(text.len()));
    let prints = markup.iter().map(|range| range.prints.as_str()).chain(std::iter::once(""));
    let stretch = move |((start, end), prints): ((usize, usize), &'t str)| {
        let own = text.get(start..end).unwrap_or_default();
        own.char_indices().map(move |(at, c)| (start + at, c)).chain(prints.chars().map(move |c| (end, c)))
    };
    starts.zip(ends).zip(prints).flat_map(stretch).filter(|(_, c)| !c.is_whitespace() && !is_invisible(*c))
}
