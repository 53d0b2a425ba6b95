//! Markdown's events → blocks.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::base::{Diagnostic, Diagnostics, Message, SourceId, Span, Spanned, leaves_no_ink};
use crate::message;

use super::super::files::same_path;
use super::super::inline::{Letter, LetterKind, Markup, split_marks};
use super::super::markup::{MarkupKind, MarkupRange};
use super::super::names::names_table;
use super::account::Area;
use super::mask::{Byte, Masked};
use super::{Block, BlockKind, html, lines, stray};

/// Stands before the items of a list without numbers.
pub const ITEM_MARK: &str = "●";

/// What the body of an article comes to.
#[derive(Default)]
pub(super) struct Body {
    pub blocks: Vec<Block>,
    /// Markup whose places are known.
    pub markup: Vec<MarkupRange>,
    /// Stretches of the source of which only the text prints.
    pub areas: Vec<Area>,
    /// Links whose addresses stand nowhere among what prints.
    pub links: Vec<Span>,
}

/// Reads the body of an article, which begins at byte `start` of its source.
pub(super) fn read(masked: &Masked<'_>, source: SourceId, start: usize, found: &mut Diagnostics) -> Body {
    let mut reader = Reader {
        masked,
        source,
        start,
        found,
        body: Body::default(),
        open: None,
        markup: Markup::default(),
        quote_depth: 0,
        lists: Vec::new(),
        picture: None,
        columns: None,
        table: None,
        heading: None,
        lines: Vec::new(),
        caption_end: None,
        tags: 0,
        entities: BTreeSet::new(),
        stray: stray::Notes::new(stray::Place::Article),
    };
    for (event, range) in Parser::new_ext(&masked.text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    reader.close();
    let Reader { body, stray, found, .. } = reader;
    found.extend(stray.told());
    body
}

/// Folds Markdown events into blocks.
struct Reader<'d, 't> {
    masked: &'d Masked<'t>,
    source: SourceId,
    start: usize,
    found: &'d mut Diagnostics,
    body: Body,
    open: Option<(BlockKind, Vec<Letter>)>,
    markup: Markup,
    quote_depth: u32,
    /// Whether the items of the lists that are open have numbers.
    lists: Vec<bool>,
    picture: Option<Spanned<String>>,
    columns: Option<usize>,
    table: Option<Spanned<String>>,
    /// Where the open crosshead stands.
    heading: Option<Span>,
    /// The letters of the open block that begin a further line of the source.
    lines: Vec<usize>,
    /// The letters of the open block up to the end of its picture's caption.
    caption_end: Option<usize>,
    /// Tags of HTML that were told in the open block and wait for their other halves.
    tags: usize,
    /// Character references of HTML that were told: each is, once.
    entities: BTreeSet<String>,
    stray: stray::Notes,
}

impl Reader<'_, '_> {
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
            Event::HardBreak => self.hard_break(&range),
            // Told as a whole where it begins.
            Event::Html(_) => {}
            Event::InlineHtml(tag) => self.tag(&tag, &range),
            Event::Rule => self.unsupported("a rule", &range),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            // The words of an item whose list has blank lines are a paragraph of their own, and follow its mark.
            Tag::Paragraph if self.open.is_some() => {}
            Tag::Paragraph if self.quote_depth > 0 => self.open(BlockKind::Quote),
            Tag::Paragraph => self.open(BlockKind::Paragraph),
            Tag::Heading { .. } => self.begin_heading(range),
            Tag::Strong => self.markup.strong = true,
            Tag::Emphasis => self.markup.emphasis = true,
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.begin_autolink(range),
            Tag::Link { dest_url, .. } => self.begin_link(dest_url, range),
            Tag::Image { dest_url, title, .. } => self.begin_picture(dest_url, title, range),
            Tag::List(first) => {
                self.close();
                self.lists.push(first.is_some());
            }
            Tag::Item => self.begin_item(range),
            Tag::Table(_) => self.unsupported("a table", range),
            Tag::BlockQuote(_) => self.begin_quote(range),
            Tag::CodeBlock(_) => self.begin_code(range),
            Tag::HtmlBlock => self.unsupported("HTML", range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.close(),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Image => self.caption_end = self.open.as_ref().map(|(_, letters)| letters.len()),
            TagEnd::Strong => self.markup.strong = false,
            TagEnd::Emphasis => self.markup.emphasis = false,
            TagEnd::BlockQuote(_) => self.quote_depth = self.quote_depth.saturating_sub(1),
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((kind, Vec::new()));
    }

    /// A mark of a quotation with nothing behind it is nothing.
    fn begin_quote(&mut self, range: &Range<usize>) {
        self.close();
        let own = self.masked.own[range.clone()].trim_end();
        if self.quote_depth == 0 && own.chars().all(|c| c == '>' || c.is_whitespace()) {
            let span = self.span(&(range.start..range.start + own.len()));
            self.found.push(mark_alone(span));
        }
        self.quote_depth += 1;
    }

    /// A tag of HTML within a line; the one that closes another that was told is no further fault.
    fn tag(&mut self, tag: &str, range: &Range<usize>) {
        if tag.starts_with("</") && self.tags > 0 {
            self.tags -= 1;
            return self.area(MarkupKind::Unsupported, range);
        }
        self.tags += 1;
        self.unsupported("HTML", range);
    }

    /// Crossheads begin with `#`; a line of hyphens below its words also makes one for Markdown, which no writer means.
    fn begin_heading(&mut self, range: &Range<usize>) {
        self.open(BlockKind::Crosshead);
        let words = self.masked.own[range.clone()].trim_end().len();
        self.heading = Some(self.span(&(range.start..range.start + words)));
        let own = &self.masked.own[range.clone()];
        if !own.starts_with('#') {
            let line = own.trim_end().rfind('\n').map_or(range.start, |newline| range.start + newline + 1);
            self.area(MarkupKind::Unsupported, &(line..range.end));
            let finding = Diagnostic::error(
                "article/unsupported",
                "a line of hyphens or equals signs below a paragraph makes it a crosshead",
            );
            let span = self.span(&(line..range.end));
            self.found.push(finding.at(span).hint("take the line out, or write `## ` before a crosshead"));
        }
    }

    fn begin_code(&mut self, range: &Range<usize>) {
        let own = &self.masked.own[range.clone()];
        if own.trim_start().starts_with(['`', '~']) {
            self.unsupported("a code block", range);
            return;
        }
        self.area(MarkupKind::Unsupported, range);
        let finding =
            Diagnostic::error("article/unsupported", "a paragraph that begins with four blanks or a tab cannot be set")
                .at(self.span(range))
                .hint("take the blanks away: the indent is the style's business");
        self.found.push(finding);
    }

    /// Of a link its words are set. What stands in brackets like an address and is none would be lost.
    fn begin_link(&mut self, address: &str, range: &Range<usize>) {
        self.area(MarkupKind::Link, range);
        if stray::is_figure(address) || self.masked.own[..range.start].ends_with('！') {
            let typed = &self.masked.own[range.clone()];
            let message = if names_table(address) {
                message!("`{}` is a link to Markdown, and no table: its path would not print", typed)
            } else {
                message!("`{}` is a link to Markdown, and no picture: its path would not print", typed)
            };
            let hint = message!("write `!{}` in a paragraph of its own, with the `!` of the keyboard", typed);
            self.found.push(Diagnostic::error("article/lost", message).at(self.span(range)).hint(hint));
            return;
        }
        let words = self.masked.own[range.clone()].split("](").next().unwrap_or_default();
        if is_address(address) && address.contains(['.', '@']) && bare(words.trim_start_matches('[')) != bare(address) {
            self.body.links.push(self.span(range));
        }
        // An address with other letters than those of addresses may be one into which words slipped.
        if !is_address(address) || !address.is_ascii() {
            let message = message!(
                "`({})` stands after brackets: Markdown takes it for a link's address, and it would not print",
                address
            );
            let finding = match is_address(address) {
                true => Diagnostic::note("article/lost", message),
                false => Diagnostic::error("article/lost", message),
            };
            let hint = "write a backslash before `[`, or full-width brackets";
            self.found.push(finding.at(self.span(range)).hint(hint));
        }
    }

    /// `<a@b.example>`: the brackets are Markdown's.
    fn begin_autolink(&mut self, range: &Range<usize>) {
        self.area(MarkupKind::Link, range);
        let message = "the angle brackets around this address are Markdown's and do not print";
        let hint = "write a backslash before `<` where they are to print, or leave them out";
        self.found.push(Diagnostic::note("article/stray", message).at(self.span(range)).hint(hint));
    }

    /// An item begins with the mark of lists, or with its number as it was typed.
    fn begin_item(&mut self, range: &Range<usize>) {
        self.open(BlockKind::Item);
        let own = &self.masked.own[range.clone()];
        // A list may stand further in.
        let own = own.trim_start_matches([' ', '\t']);
        let range = &(range.end - own.len()..range.end);
        if self.lists.last() == Some(&true) {
            let digits = own.bytes().take_while(u8::is_ascii_digit).count();
            let number = range.start..range.start + (digits + 1).min(own.len());
            let typed = self.masked.own[number.clone()].to_owned();
            self.text(&typed, &number);
            self.sign(' ', &(number.end..(number.end + 1).min(range.end)));
        } else {
            let mark = range.start..range.start + 1;
            let has_words = own[1..].lines().next().is_some_and(|words| !words.trim().is_empty());
            if is_note(own) && has_words {
                let message = message!("`{}` begins an item of a list here and prints as ●", &own[..1]);
                let finding = Diagnostic::note("article/stray", message).at(self.span(&mark));
                self.found.push(finding.hint("write a backslash before it, where the sign itself is to print"));
            }
            ITEM_MARK.chars().for_each(|c| self.sign(c, &mark));
            self.list(MarkupKind::ListMark, &mark, ITEM_MARK);
        }
    }

    /// A picture or a table stands in a paragraph of its own; what is written for it is its caption or title.
    fn begin_picture(&mut self, path: &str, title: &str, range: &Range<usize>) {
        self.area(MarkupKind::Picture, range);
        let alone = self.lists.is_empty()
            && !self.has_figure()
            && self.open.as_ref().is_some_and(|(_, letters)| letters.is_empty());
        if alone && names_table(path) {
            self.table = Some(Spanned::new(same_path(path), self.span(range)));
            self.titled(title, range);
        } else if alone {
            self.picture = Some(Spanned::new(same_path(path), self.span(range)));
            self.columns = self.columns_of(title, range);
        } else if names_table(path) {
            self.unsupported("a table inside a paragraph", range);
        } else {
            self.unsupported("a picture inside a paragraph", range);
        }
    }

    /// Whether a picture or a table stands in the open block.
    fn has_figure(&self) -> bool {
        self.picture.is_some() || self.table.is_some()
    }

    /// A table says all of itself in its file or in the edition.
    fn titled(&mut self, title: &str, range: &Range<usize>) {
        if !title.trim().is_empty() {
            let message = message!("`{}` says nothing that is known of a table", title);
            let hint = "name the table in the edition (`tables:`), which says its widths, rules and headings, and write that name for its path";
            self.found.push(Diagnostic::warning("article/unsupported", message).at(self.span(range)).hint(hint));
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

    /// Letters as they stand in the article, or what an entity stands for.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.open.is_none() {
            return;
        }
        let own = &self.masked.own[range.clone()];
        if self.masked.text[range.clone()] != *text {
            text.chars().for_each(|c| self.sign(c, range));
            self.list(MarkupKind::Entity, range, text);
            if self.entities.insert(own.to_owned()) {
                self.found.push(html::entity(own, text).at(self.span(range)));
            }
            return;
        }
        let is_escaped = range.start > 0 && self.masked.own.as_bytes()[range.start - 1] == b'\\';
        for (at, c) in own.char_indices() {
            let place = range.start + at..range.start + at + c.len_utf8();
            let kind = match self.masked.byte(place.start) {
                Byte::Nothing => continue,
                Byte::Hidden if c == '*' => LetterKind::Star,
                _ if is_escaped && at == 0 => LetterKind::Escaped,
                _ => LetterKind::Plain,
            };
            let letter = Letter { c, kind, markup: self.markup, span: self.span(&place) };
            self.open.iter_mut().for_each(|(_, letters)| letters.push(letter));
        }
    }

    /// A character that stands for what is written in a place.
    fn sign(&mut self, c: char, range: &Range<usize>) {
        let letter = Letter { c, kind: LetterKind::Escaped, markup: self.markup, span: self.span(range) };
        self.open.iter_mut().for_each(|(_, letters)| letters.push(letter));
    }

    fn area(&mut self, kind: MarkupKind, range: &Range<usize>) {
        self.body.areas.push(Area { range: self.start + range.start..self.start + range.end, kind });
    }

    fn list(&mut self, kind: MarkupKind, range: &Range<usize>, prints: &str) {
        if self.open.is_some() {
            let span = self.span(range);
            self.body.markup.push(MarkupRange { span, kind, prints: prints.to_owned() });
        }
    }

    /// Between words that blanks part, Latin or Korean, a line break in the source is a space, otherwise nothing.
    fn soft_break(&mut self, range: &Range<usize>) {
        let before = self.open.as_ref().and_then(|(_, letters)| letters.last()).map(|letter| letter.c);
        if before.is_some_and(|c| c.is_ascii_graphic() || is_parted(c)) {
            self.sign(' ', range);
        }
        self.lines.extend(self.open.as_ref().map(|(_, letters)| letters.len()));
    }

    /// A line that ends with a backslash, or with two blanks.
    fn hard_break(&mut self, range: &Range<usize>) {
        self.sign('\n', range);
        if self.masked.own[range.clone()].starts_with('\\') {
            self.list(MarkupKind::Escape, &(range.start..range.start + 1), "");
        }
    }

    /// Words that go on behind a picture would be taken for a part of its caption.
    fn words_behind_picture(&mut self, letters: &[Letter], caption_end: Option<usize>) {
        let behind = caption_end.and_then(|end| letters.get(end..)).unwrap_or_default();
        let first = behind.iter().find(|letter| !letter.c.is_whitespace());
        if let (Some(first), true) = (first, self.has_figure()) {
            let (what, hint) = if self.table.is_some() {
                (
                    message!("a table inside a paragraph"),
                    "let the table stand in a paragraph of its own, or put it into a frame in the edition file",
                )
            } else {
                (
                    message!("a picture inside a paragraph"),
                    "let the picture stand in a paragraph of its own, or put it into a frame in the edition file",
                )
            };
            let message = message!("{} cannot be set", what);
            self.found.push(Diagnostic::error("article/unsupported", message).at(first.span).hint(hint));
        }
    }

    fn unsupported(&mut self, what: &'static str, range: &Range<usize>) {
        self.area(MarkupKind::Unsupported, range);
        let span = self.span(range);
        let hint = match what {
            "a picture inside a paragraph" => {
                "let the picture stand in a paragraph of its own, or put it into a frame in the edition file"
            }
            "a table inside a paragraph" => {
                "let the table stand in a paragraph of its own, or put it into a frame in the edition file"
            }
            "HTML" if self.masked.own[range.clone()].contains("<img") => {
                "a picture in the text stands in a paragraph of its own, as `![caption](path)`"
            }
            "HTML" => {
                "take the tags out: `**` stands around bold words, `*` around kai ones, a backslash at the end of a line breaks it; where `<` itself prints, write `\\<`"
            }
            "code" => "take the backquotes out, or write a backslash before each",
            "a rule" => {
                "take it out, or write a backslash before each sign that prints; a crosshead (`## `) parts what does not belong together"
            }
            "a table" => {
                "save it as a file (CSV or TSV) and name that in a paragraph of its own: `![title](tables/name.csv)`"
            }
            _ => "articles are paragraphs, crossheads (##), lists, **bold** and *kai*",
        };
        self.found.push(
            Diagnostic::error("article/unsupported", message!("{} cannot be set", Message::from(what)))
                .at(span)
                .hint(hint),
        );
    }

    fn close(&mut self) {
        let (lines, caption_end) = (std::mem::take(&mut self.lines), self.caption_end.take());
        self.tags = 0;
        let Some((mut kind, letters)) = self.open.take() else { return };
        if kind == BlockKind::Crosshead && letters.iter().all(|letter| letter.c.is_whitespace()) {
            return self.found.extend(self.heading.take().map(wordless));
        }
        if kind == BlockKind::Item && !letters.iter().skip(1).any(|letter| !letter.c.is_whitespace()) {
            // A mark without words is nothing.
            let span = letters.first().map(|letter| letter.span);
            self.body.markup.iter_mut().filter(|range| Some(range.span) == span).for_each(|range| range.prints.clear());
            return self.found.extend(span.map(mark_alone));
        }
        let is_number = |letter: &Letter| letter.c.is_ascii_digit() || matches!(letter.c, '.' | ')' | ' ');
        if kind == BlockKind::Item && letters.iter().all(is_number) {
            // A year alone, with its stop.
            kind = BlockKind::Paragraph;
        }
        self.stray.block(kind, &letters, self.found);
        for (at, &start) in lines.iter().enumerate() {
            let end = lines.get(at + 1).copied().unwrap_or(letters.len());
            self.stray.line(kind, &letters[start..end], self.found);
        }
        if !self.has_figure() {
            self.found.extend(lines::check(kind, &letters, &lines, (self.masked.own, self.start)));
        }
        self.words_behind_picture(&letters, caption_end);
        let inline = split_marks(letters, self.found);
        self.stray.stars(&inline, self.found);
        self.body.markup.extend(inline.markup);
        let runs = inline.runs;
        let (picture, columns) = (self.picture.take(), self.columns.take());
        let table = self.table.take();
        let kind = match (&picture, &table) {
            (Some(_), _) => BlockKind::Picture,
            (None, Some(_)) => BlockKind::Table,
            (None, None) => kind,
        };
        if picture.is_some() || table.is_some() || runs.iter().any(|run| !leaves_no_ink(&run.text)) {
            self.body.blocks.push(Block { kind, runs, picture, columns, table });
        }
    }
}

/// A letter of a script whose words blanks part: of the alphabets of Europe (up to U+1FFF) and of Korean (U+AC00 to U+D7A3).
fn is_parted(c: char) -> bool {
    c.is_alphabetic() && (u32::from(c) < 0x2000 || ('\u{AC00}'..='\u{D7A3}').contains(&c))
}

/// A crosshead that its writer left open.
fn wordless(place: Span) -> Diagnostic {
    Diagnostic::warning("article/stray", "a crosshead without words stands here, and nothing of it prints")
        .at(place)
        .hint("write its words behind the `#`, or take it out")
}

/// The mark of an item or a quotation that stands alone on its line.
fn mark_alone(place: Span) -> Diagnostic {
    Diagnostic::warning(
        "article/stray",
        "this sign stands alone on its line: it is a mark without words here, and does not print",
    )
    .at(place)
    .hint("take it out, or write a backslash before it where the sign itself is to print")
}

/// An address without what nobody prints of it.
fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("mailto:").trim_start_matches("tel:").trim_end_matches('/')
}

/// Whether a link's address is one: of the web, of mail, of a file or a part of a page.
fn is_address(address: &str) -> bool {
    let begins = |sign: &str| address.starts_with(sign);
    let has_scheme =
        address.split_once("://").is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphabetic()));
    // A name of a host or a file: 3.5% is none.
    let is_word = |part: &str| part.len() > 1 && part.bytes().take(2).all(|byte| byte.is_ascii_alphabetic());
    let is_name = || address.split('.').skip(1).any(is_word);
    let is_plain = address.chars().all(|c| c.is_ascii_graphic());
    has_scheme
        || address.is_empty()
        || ["mailto:", "tel:", "www."].into_iter().any(begins)
        || is_plain && (begins("#") || begins("/") || address.contains('@') || is_name())
}

/// Words with which a note to a table or a text begins, which has a star of its own.
const NOTES: [&str; 7] = ["注", "备注", "说明", "带", "号", "表示", "本"];

/// Whether the mark of an item may be a sign that was to print: a plus, or the star of a note.
fn is_note(item: &str) -> bool {
    let words = item[1..].trim_start();
    item.starts_with('+') || item.starts_with('*') && NOTES.iter().any(|note| words.starts_with(note))
}
