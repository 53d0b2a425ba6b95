//! Tags and texts of HTML and NITF → draft. Tags need not match; the depth of open ones is bounded.

use crate::input::{BlockKind, FileProblem, Files, Mark, stays_inside};

use super::clean::is_wide;
use super::draft::{Builder, Draft, Look, ManuscriptTable, is_invisible};
use super::tables;

/// Open inline elements that are remembered; what is nested deeper has the looks of those.
const MAX_OPEN: usize = 64;

/// A piece of a marked-up text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A start tag with its attributes.
    Start(String, Vec<(String, String)>),
    /// An end tag.
    End(String),
    /// Text.
    Text(String),
}

/// What an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Nothing of its own.
    Plain,
    /// Begins and ends a paragraph.
    Block,
    /// As a block, but the form is lost.
    PlainerBlock(&'static str),
    /// A heading of a level.
    Heading(u8),
    /// Its text looks so.
    Inline(Effect),
    /// Its text stays, its form is lost.
    Plainer(&'static str),
    /// Its text is left out and named.
    Lost(&'static str),
    /// Stands alone and is lost.
    Mark(&'static str),
    /// Its text is nothing to read.
    Silent,
    /// Caption of a picture.
    Caption,
    Break,
    Picture,
    Ruby,
    RubyText,
    Quote,
    Link,
    Table,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Strong,
    Emphasis,
    Sup,
    Sub,
    None,
}

fn role(name: &str) -> Role {
    match name {
        "p" | "div" | "section" | "article" | "main" | "body" | "header" | "center" | "figure" | "address"
        | "hgroup" | "block" | "media" | "details" | "summary" | "fieldset" | "body.content" | "tr" | "td" | "th"
        | "dt" | "dd" | "li" | "tbody" => Role::Block,
        "blockquote" | "bq" => Role::PlainerBlock("quotation block"),
        "ul" | "ol" | "dl" => Role::PlainerBlock("list"),
        "pre" => Role::PlainerBlock("preformatted text"),
        "h1" | "hl1" => Role::Heading(1),
        "h2" | "h3" | "h4" | "h5" | "h6" | "hl2" => Role::Heading(2),
        "b" | "strong" => Role::Inline(Effect::Strong),
        "i" | "em" => Role::Inline(Effect::Emphasis),
        "sup" => Role::Inline(Effect::Sup),
        "span" | "font" => Role::Inline(Effect::None),
        "sub" => Role::Inline(Effect::Sub),
        "u" | "ins" => Role::Plainer("underline"),
        "s" | "strike" => Role::Plainer("strike-through"),
        "code" | "kbd" | "tt" => Role::Plainer("code"),
        "del" => Role::Lost("deleted text"),
        "table" | "nitf-table" => Role::Table,
        "nav" | "footer" | "aside" | "menu" => Role::Lost("navigation or side matter"),
        "form" | "select" | "button" | "textarea" => Role::Lost("form"),
        "svg" | "canvas" | "math" | "media-object" => Role::Lost("drawing or formula"),
        "video" | "audio" | "iframe" | "object" | "embed" => Role::Lost("film, sound or embedded page"),
        "noscript" => Role::Lost("text for readers without scripts"),
        "fn" => Role::Lost("footnote"),
        "note" => Role::Lost("note"),
        "script" | "style" | "template" | "head" | "rp" | "media-metadata" | "title" => Role::Silent,
        "figcaption" | "media-caption" | "media-producer" => Role::Caption,
        "hr" => Role::Mark("rule"),
        "br" => Role::Break,
        "img" | "media-reference" => Role::Picture,
        "ruby" => Role::Ruby,
        "rt" => Role::RubyText,
        "q" => Role::Quote,
        "a" => Role::Link,
        _ => Role::Plain,
    }
}

/// An element whose text goes elsewhere.
struct Capture {
    name: String,
    depth: usize,
    role: Role,
    text: String,
}

#[derive(Default)]
struct Ruby {
    base: String,
    text: String,
    in_text: bool,
}

struct Reader<'f> {
    files: &'f dyn Files,
    builder: Builder,
    open: Vec<(String, Effect)>,
    capture: Option<Capture>,
    ruby: Option<Ruby>,
    heading: Option<u8>,
    caption: String,
    /// The table whose words are being read.
    table: ManuscriptTable,
    /// Whether the last picture could not be had.
    has_no_picture: bool,
    /// Whether nothing stands in the element that was opened last.
    is_blank: bool,
}

/// Reads events.
pub(super) fn read(events: &[Event], files: &dyn Files) -> Draft {
    let mut reader = Reader {
        files,
        builder: Builder::default(),
        open: Vec::new(),
        capture: None,
        ruby: None,
        heading: None,
        caption: String::new(),
        table: ManuscriptTable::default(),
        has_no_picture: false,
        is_blank: false,
    };
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(name, attributes) => reader.start(name, attributes, &events[at + 1..]),
            Event::End(name) => reader.end(name),
            Event::Text(text) => reader.text(text),
        }
    }
    reader.release();
    reader.end_ruby();
    reader.end_block();
    let caption = std::mem::take(&mut reader.caption);
    reader.lose_caption(&caption);
    reader.builder.draft
}

impl Reader<'_> {
    fn start(&mut self, name: &str, attributes: &[(String, String)], rest: &[Event]) {
        if let Some(capture) = &mut self.capture {
            capture.depth += usize::from(capture.name == name);
            return;
        }
        match role(name) {
            // NITF: `<frac><frac-num>1</frac-num><frac-den>2</frac-den></frac>`.
            Role::Plain if name == "frac" => self.builder.mixed_number(true),
            Role::Plain if name == "frac-den" && self.builder.last() != Some('/') => self.text("/"),
            Role::Plain => {}
            Role::Block => {
                self.end_block();
                self.is_blank = true;
            }
            Role::PlainerBlock(what) => {
                self.end_block();
                self.builder.lose(what, &preview(name, rest), true);
            }
            Role::Heading(level) => {
                self.end_block();
                self.heading = Some(level);
            }
            Role::Inline(effect) => self.inline(name, effect, attributes),
            Role::Plainer(what) => self.builder.lose(what, &preview(name, rest), true),
            Role::Mark(what) => {
                self.end_block();
                self.builder.lose(what, "", false);
            }
            Role::Break => self.line_break(),
            Role::Picture => self.picture(attributes),
            Role::Ruby => self.ruby = Some(Ruby::default()),
            Role::RubyText => self.ruby.iter_mut().for_each(|ruby| ruby.in_text = true),
            Role::Quote => self.text("“"),
            Role::Link => self.link(name, attributes, rest),
            Role::Table if is_frame(rest, name) => self.end_block(),
            role @ (Role::Table | Role::Lost(_) | Role::Silent | Role::Caption) => {
                if role == Role::Table {
                    self.end_block();
                    self.table = tables::of_events(rest, name);
                }
                let source = attribute(attributes, "src").unwrap_or_default().to_owned();
                self.capture = Some(Capture { name: name.to_owned(), depth: 1, role, text: source });
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(capture) = &mut self.capture {
            capture.depth -= usize::from(capture.name == name);
            if capture.depth == 0 {
                self.release();
            }
            return;
        }
        match role(name) {
            Role::Block if std::mem::take(&mut self.is_blank) => {
                self.end_block();
                self.builder.gap();
            }
            Role::Block | Role::PlainerBlock(_) | Role::Table => self.end_block(),
            Role::Heading(_) => {
                self.end_block();
                self.heading = None;
            }
            Role::Inline(_) => {
                if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                    self.open.remove(at);
                }
            }
            Role::Ruby => self.end_ruby(),
            Role::RubyText => self.end_ruby_text(),
            Role::Quote => self.text("”"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.is_blank &= text.chars().all(|c| c.is_whitespace() || is_invisible(c));
        if let Some(capture) = &mut self.capture {
            capture.text.push_str(text);
        } else if let Some(ruby) = &mut self.ruby {
            let place = if ruby.in_text { &mut ruby.text } else { &mut ruby.base };
            place.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        } else {
            let look = self.look();
            let text = collapse(text, self.builder.last());
            self.builder.text(&text, &look);
        }
    }

    fn look(&self) -> Look {
        let mut look = Look::default();
        for (_, effect) in &self.open {
            match effect {
                Effect::Strong => look.markup.strong = true,
                Effect::Emphasis => look.markup.emphasis = true,
                Effect::Sup => look.mark = Some(Mark::Sup),
                Effect::Sub => look.mark = Some(Mark::Sub),
                Effect::None => {}
            }
        }
        // Headings are bold by themselves.
        if self.heading.is_some() { Look { mark: look.mark, ..Look::default() } } else { look }
    }

    fn inline(&mut self, name: &str, effect: Effect, attributes: &[(String, String)]) {
        let style = attribute(attributes, "style").unwrap_or_default().to_lowercase().replace(' ', "");
        let heavy = ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800"];
        let effect = match effect {
            Effect::None if heavy.iter().any(|heavy| style.contains(heavy)) => Effect::Strong,
            Effect::None if style.contains("font-style:italic") => Effect::Emphasis,
            other => other,
        };
        if self.open.len() < MAX_OPEN {
            self.open.push((name.to_owned(), effect));
        }
    }

    fn link(&mut self, name: &str, attributes: &[(String, String)], rest: &[Event]) {
        let to = attribute(attributes, "href").unwrap_or_default();
        let is_script = to.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
        if !to.is_empty() && !to.starts_with('#') && !is_script {
            self.builder.lose("link", &format!("{} → {to}", preview(name, rest)), true);
        }
    }

    fn line_break(&mut self) {
        if self.heading.is_some() {
            self.builder.text("\n", &Look::default());
        } else {
            self.builder.line_break();
        }
    }

    fn end_block(&mut self) {
        self.end_ruby();
        match self.heading {
            Some(1) if self.builder.draft.front.headline.is_empty() => {
                let text: String = self.builder.take().into_iter().map(|run| run.text).collect();
                self.builder.draft.front.headline = text;
            }
            Some(_) => self.builder.end(BlockKind::Crosshead),
            None => self.builder.end(BlockKind::Paragraph),
        }
    }

    fn end_ruby_text(&mut self) {
        let look = self.look();
        if let Some(ruby) = &mut self.ruby {
            let mark =
                Some(Mark::Ruby(std::mem::take(&mut ruby.text))).filter(|mark| *mark != Mark::Ruby(String::new()));
            self.builder.text(&std::mem::take(&mut ruby.base), &Look { mark: mark.or(look.mark), ..look });
            ruby.in_text = false;
        }
    }

    fn end_ruby(&mut self) {
        self.end_ruby_text();
        self.ruby = None;
    }

    /// Ends an element whose text went elsewhere.
    fn release(&mut self) {
        let Some(capture) = self.capture.take() else { return };
        let text = collapse(&capture.text, None).trim().to_owned();
        match capture.role {
            Role::Lost(what) if !text.is_empty() => self.builder.lose(what, &text, false),
            Role::Table => {
                let table = std::mem::take(&mut self.table);
                self.builder.table(table, &text);
            }
            Role::Caption => self.captioned(&text),
            _ => {}
        }
    }

    fn lose_caption(&mut self, text: &str) {
        if !text.is_empty() {
            self.builder.lose("caption of a picture that is not there", text, false);
        }
    }

    /// A caption belongs to the picture before it, else to the one that follows.
    fn captioned(&mut self, text: &str) {
        if self.has_no_picture {
            return self.lose_caption(text);
        }
        match self.builder.draft.pictures.last_mut() {
            Some(picture) if !picture.caption.contains(text) => {
                let gap = if picture.caption.is_empty() { "" } else { "　" };
                picture.caption += &format!("{gap}{text}");
            }
            Some(_) => {}
            None => self.caption.push_str(text),
        }
    }

    fn picture(&mut self, attributes: &[(String, String)]) {
        self.is_blank = false;
        let source =
            ["src", "source", "data-src"].iter().find_map(|key| attribute(attributes, key)).unwrap_or_default();
        let alternate = attribute(attributes, "alt").or_else(|| attribute(attributes, "alternate-text"));
        let caption = Some(std::mem::take(&mut self.caption)).filter(|caption| !caption.is_empty());
        match fetch(source, self.files) {
            Ok(bytes) => {
                self.has_no_picture = false;
                self.builder.picture(bytes, &caption.unwrap_or_default());
            }
            Err(why) => {
                self.lose_caption(&caption.unwrap_or_default());
                self.has_no_picture = true;
                self.builder.miss_picture();
                let named = [source.get(..80).unwrap_or(source), alternate.unwrap_or_default()].join(" ");
                self.builder.lose(why, named.trim(), false);
            }
        }
    }
}

/// Where files of a mail are asked for that its HTML shows.
pub(super) const ATTACHED: &str = "cid/";

/// The bytes of a picture that is in the text itself or lies beside the file.
pub(super) fn fetch(source: &str, files: &dyn Files) -> Result<Vec<u8>, &'static str> {
    if let Some(data) = source.strip_prefix("data:") {
        let (head, text) = data.split_once(',').ok_or("picture that cannot be read")?;
        let bytes = head.ends_with("base64").then(|| base64(text)).flatten();
        return bytes.filter(|bytes| !bytes.is_empty()).ok_or("picture that cannot be read");
    }
    if source.starts_with("//") || source.contains("://") {
        return Err("picture on the web, which is not fetched");
    }
    // A mail's own pictures have names of their own (RFC 2392), in which a colon leads nowhere.
    let inner = source.strip_prefix("cid:").map(|name| format!("{ATTACHED}{name}"));
    let source = inner.as_deref().unwrap_or(source);
    if source.is_empty() || !stays_inside(source) {
        return Err("picture that is not beside the file");
    }
    files.read(source.trim_start_matches("./")).map_err(|problem| match problem {
        FileProblem::Missing => "picture that is not beside the file",
        _ => "picture that cannot be read",
    })
}

/// The bytes a base64 text stands for.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for c in text.bytes().filter(|c| !c.is_ascii_whitespace() && *c != b'=') {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(out)
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The language articles may have for a language tag; nothing for the usual one and unknown ones.
pub(super) fn language(tag: &str) -> &'static str {
    match tag.to_lowercase().replace('_', "-").as_str() {
        "zh-hk" | "zh-mo" | "zh-hant-hk" => "zh-HK",
        "zh-tw" | "zh-hant" | "zh-hant-tw" => "zh-Hant",
        "ja" | "ja-jp" => "ja",
        "ko" | "ko-kr" => "ko",
        tag if tag == "en" || tag.starts_with("en-") => "en",
        _ => "",
    }
}

/// The text of an element that was just opened, as far as an extract needs it.
fn preview(name: &str, rest: &[Event]) -> String {
    let mut text = String::new();
    for event in rest.iter().take(60) {
        match event {
            Event::End(end) if end == name => break,
            Event::Text(part) => text.push_str(part),
            _ => text.push(' '),
        }
    }
    collapse(&text, None).trim().to_owned()
}

/// Whether the text of an element is nothing to read.
pub(super) fn is_silent(name: &str) -> bool {
    role(name) == Role::Silent
}

/// How far into a table it is looked for what tells its kind.
const MOST_OF_A_TABLE: usize = 10_000;

/// A cell with more letters is text, and its table holds a page together.
const LONG_CELL: usize = 150;

/// Paragraphs of a cell from which on it is text.
const CELL_PARAGRAPHS: usize = 3;

/// Whether a table only holds a page together: paragraphs, long texts or tables stand in it, or it has a single cell.
fn is_frame(rest: &[Event], name: &str) -> bool {
    let (mut cells, mut letters, mut paragraphs) = (0, 0, 0);
    // Rows of one cell each are paragraphs.
    let (mut rows, mut is_column) = (0, true);
    // Tables that are never closed would each be looked through to the end.
    for event in rest.iter().take(MOST_OF_A_TABLE) {
        match event {
            Event::Start(inner, _) if matches!(inner.as_str(), "table" | "h1" | "h2" | "img") => return true,
            // Programs put the words of every cell into a paragraph.
            Event::Start(inner, _) if inner == "p" => {
                paragraphs += 1;
                if paragraphs >= CELL_PARAGRAPHS {
                    return true;
                }
            }
            Event::Start(inner, _) if inner == "tr" => rows += 1,
            Event::Start(inner, _) if matches!(inner.as_str(), "td" | "th") => {
                cells += 1;
                is_column &= cells <= rows;
                (letters, paragraphs) = (0, 0);
            }
            Event::Text(text) => {
                letters += text.chars().filter(|c| !c.is_whitespace()).count();
                if letters > LONG_CELL {
                    return true;
                }
            }
            Event::End(end) if end == name => break,
            _ => {}
        }
    }
    cells <= 1 || is_column && cells == rows
}

/// Blanks of the source are one space; a line break beside Chinese is nothing.
pub(super) fn collapse(text: &str, last: Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap: Option<bool> = None;
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
            gap = Some(gap.unwrap_or(false) || c == '\n');
            continue;
        }
        if let Some(broken) = gap.take() {
            space(&mut out, last, broken, Some(c));
        }
        out.push(c);
    }
    if let Some(broken) = gap {
        space(&mut out, last, broken, None);
    }
    out
}

fn space(out: &mut String, last: Option<char>, broken: bool, next: Option<char>) {
    let before = out.chars().last().or(last);
    let joins = broken && (before.is_some_and(is_wide) || next.is_some_and(is_wide));
    if before.is_some_and(|c| !matches!(c, ' ' | '\n')) && !joins {
        out.push(' ');
    }
}
