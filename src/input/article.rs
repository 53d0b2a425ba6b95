//! Articles: Markdown with front matter → blocks of runs with their places.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::base::{Diagnostic, Diagnostics, Message, SourceId, Span, Spanned};
use crate::message;

use super::inline::{Mark, Markup, Piece, split_marks};
use super::read::read_object;
use super::schema::FRONT_MATTER;
use super::value::Fields;
use super::yaml;

/// An article as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Its front matter.
    pub front: Fields,
    /// Its text.
    pub blocks: Vec<Block>,
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
}

/// A stretch of one markup.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineRun {
    /// Its text.
    pub text: String,
    /// Bold, emphasised.
    pub markup: Markup,
    /// Annotation directives around it, outermost first.
    pub marks: Vec<Mark>,
    /// Where it stands.
    pub span: Span,
}

/// Stands before the items of a list without numbers.
pub const ITEM_MARK: &str = "●";

/// Reads an article's text.
pub(super) fn parse(text: &str, source: SourceId, found: &mut Diagnostics) -> Article {
    let found_before = found.len();
    let (front, start) = front_matter(text, source, found);
    let mut reader = Reader {
        text,
        source,
        start,
        found,
        blocks: Vec::new(),
        open: None,
        markup: Markup::default(),
        link_depth: 0,
        quote_depth: 0,
        lists: Vec::new(),
        picture: None,
        columns: None,
    };
    for (event, range) in Parser::new_ext(&text[start..], Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    let blocks = std::mem::take(&mut reader.blocks);
    // What could not be read was found; only a sound article can be without text.
    if blocks.is_empty() && found.len() == found_before {
        found.push(
            Diagnostic::warning("article/empty", "this article has no text")
                .at(Span::new(source, start, text.len()))
                .hint("write its paragraphs below the front matter"),
        );
    }
    Article { front, blocks, span: Span::new(source, 0, text.len()) }
}

/// The front matter between two `---` lines, and where the text begins.
fn front_matter(text: &str, source: SourceId, found: &mut Diagnostics) -> (Fields, usize) {
    let nothing = Fields { span: Span::new(source, 0, 0), ..Fields::default() };
    let Some(first) = text
        .strip_prefix("---")
        .and_then(|rest| rest.find('\n').filter(|&at| rest[..at].trim().is_empty()).map(|at| at + 4))
    else {
        return (nothing, 0);
    };
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let fields = match yaml::parse(&text[first..at], source, first) {
                Ok(node) => read_object(&node, FRONT_MATTER, found),
                Err(problems) => {
                    found.extend(problems);
                    nothing
                }
            };
            return (fields, at + line.len());
        }
        at += line.len();
    }
    found.push(
        Diagnostic::error("article/front-matter", "the front matter is not closed")
            .at(Span::new(source, 0, 3))
            .hint("end it with a line of three hyphens"),
    );
    (nothing, text.len())
}

/// Folds Markdown events into blocks.
struct Reader<'d> {
    text: &'d str,
    source: SourceId,
    start: usize,
    found: &'d mut Diagnostics,
    blocks: Vec<Block>,
    open: Option<(BlockKind, Vec<Piece>)>,
    markup: Markup,
    link_depth: u32,
    quote_depth: u32,
    /// Numbers of the next items of the lists that are open; `None` for lists with marks.
    lists: Vec<Option<u64>>,
    picture: Option<Spanned<String>>,
    columns: Option<usize>,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, self.start + range.start, self.start + range.end)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(&tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(_) => self.unsupported("code", &range),
            // A line break inside a paragraph joins Chinese text; the editor's own breaks are hard ones.
            Event::SoftBreak => self.soft_break(&range),
            Event::HardBreak => self.text("\n", &range),
            Event::Html(_) | Event::InlineHtml(_) => self.unsupported("HTML", &range),
            Event::Rule => self.unsupported("a rule", &range),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            // The words of an item whose list has blank lines are a paragraph of their own, and follow its mark.
            Tag::Paragraph if self.open.is_some() => {}
            Tag::Paragraph if self.quote_depth > 0 => self.open = Some((BlockKind::Quote, Vec::new())),
            Tag::Paragraph => self.open = Some((BlockKind::Paragraph, Vec::new())),
            Tag::Heading { .. } => self.open = Some((BlockKind::Crosshead, Vec::new())),
            Tag::Strong => self.markup.strong = true,
            Tag::Emphasis => self.markup.emphasis = true,
            Tag::Link { .. } => self.link_depth += 1,
            Tag::Image { dest_url, title, .. } => self.begin_picture(dest_url, title, range),
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => self.begin_item(range),
            Tag::Table(_) => self.unsupported("a table", range),
            Tag::BlockQuote(_) => self.quote_depth += 1,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.unsupported("a code block", range)
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.close(),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Strong => self.markup.strong = false,
            TagEnd::Emphasis => self.markup.emphasis = false,
            TagEnd::BlockQuote(_) => self.quote_depth = self.quote_depth.saturating_sub(1),
            TagEnd::Link => self.link_depth = self.link_depth.saturating_sub(1),
            _ => {}
        }
    }

    /// An item begins with its mark, or its number as the list counts it.
    fn begin_item(&mut self, range: &Range<usize>) {
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => ITEM_MARK.to_owned(),
        };
        self.open = Some((BlockKind::Item, Vec::new()));
        self.text(&mark, &(range.start..range.start + 1));
    }

    /// A picture stands in a paragraph of its own; what is written for it is its caption.
    fn begin_picture(&mut self, path: &str, title: &str, range: &Range<usize>) {
        let alone = self.lists.is_empty()
            && self.picture.is_none()
            && self.open.as_ref().is_some_and(|(_, pieces)| pieces.is_empty());
        if alone {
            self.picture = Some(Spanned::new(path.to_owned(), self.span(range)));
            self.columns = self.columns_of(title, range);
        } else {
            self.unsupported("a picture inside a paragraph", range);
        }
    }

    /// What a picture's title says of the columns it stands across: `columns: 2`.
    fn columns_of(&mut self, title: &str, range: &Range<usize>) -> Option<usize> {
        let number = title.trim().strip_prefix("columns").and_then(|rest| rest.trim_start().strip_prefix([':', '：']));
        let columns = number.and_then(|number| number.trim().parse().ok()).filter(|columns| (1..=8).contains(columns));
        if columns.is_none() && !title.trim().is_empty() {
            let message = message!("`{}` says nothing that is known of a picture", title);
            let hint = "write `columns: 2` for the columns it stands across, from 1 to 8";
            self.found.push(Diagnostic::warning("article/unsupported", message).at(self.span(range)).hint(hint));
        }
        columns
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let span = self.span(range);
        if let Some((_, pieces)) = &mut self.open {
            let is_escaped = self.text.as_bytes().get((self.start + range.start).wrapping_sub(1)) == Some(&b'\\');
            pieces.push(Piece { text: text.to_owned(), markup: self.markup, span, is_escaped });
        }
    }

    /// Between Latin words a line break in the source is a space, otherwise nothing.
    fn soft_break(&mut self, range: &Range<usize>) {
        let before =
            self.open.as_ref().and_then(|(_, pieces)| pieces.last()).and_then(|piece| piece.text.chars().last());
        if before.is_some_and(|c| c.is_ascii_graphic()) {
            self.text(" ", range);
        }
    }

    fn unsupported(&mut self, what: &'static str, range: &Range<usize>) {
        let span = self.span(range);
        let hint = if what.contains("picture") {
            "let the picture stand in a paragraph of its own, or put it into a frame in the edition file"
        } else {
            "articles are paragraphs, crossheads (##), lists, **bold** and *kai*"
        };
        self.found.push(
            Diagnostic::error("article/unsupported", message!("{} cannot be set", Message::from(what)))
                .at(span)
                .hint(hint),
        );
    }

    fn close(&mut self) {
        let Some((kind, pieces)) = self.open.take() else { return };
        if kind == BlockKind::Item && pieces.len() == 1 {
            return;
        }
        let runs = split_marks(pieces, self.found);
        let (picture, columns) = (self.picture.take(), self.columns.take());
        if picture.is_some() {
            self.blocks.push(Block { kind: BlockKind::Picture, runs, picture, columns });
            return;
        }
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.blocks.push(Block { kind, runs, picture, columns });
        }
    }
}
