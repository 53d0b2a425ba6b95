//! What a file is, told by its content: endings lie.

use crate::base::{Diagnostic, Message};
use crate::message;

use super::machine::{self, Machine};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A Word document.
    Docx,
    /// Plain text.
    Text,
    /// A web page or a piece of one.
    Html,
    /// NITF.
    Nitf,
    /// NewsML-G2.
    NewsMl,
    /// Some other XML.
    UnknownXml,
    /// A mail.
    Mail,
    /// ninjs, JSON for news.
    Ninjs,
    /// A wire after IPTC 7901.
    Iptc7901,
    /// A wire after ANPA 1312.
    Anpa1312,
}

impl SourceKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docx => "DOCX",
            Self::Text => "text",
            Self::Html => "HTML",
            Self::Nitf => "NITF",
            Self::NewsMl => "NewsML-G2",
            Self::UnknownXml => "XML",
            Self::Mail => "mail",
            Self::Ninjs => "ninjs",
            Self::Iptc7901 => "IPTC 7901",
            Self::Anpa1312 => "ANPA 1312",
        }
    }
}

/// Beginnings of files that are not read, what they are, and what to do.
const REFUSED: &[(&[u8], &str, &str)] = &[
    (b"\xD0\xCF\x11\xE0", "an old Word document or another OLE file", "open it in Word or WPS and save it as DOCX"),
    (b"%PDF", "a PDF", "ask for the text itself: a PDF holds lines, not paragraphs"),
    (b"{\\rtf", "an RTF document", "save it as DOCX"),
    (b"\xFF\xD8\xFF", "a picture", "pictures are put into frames in the edition file"),
    (b"\x89PNG", "a picture", "pictures are put into frames in the edition file"),
    (b"GIF8", "a picture", "save it as JPEG or PNG and put it into a frame in the edition file"),
    (b"\x1F\x8B", "a compressed file", "unpack it first"),
    (b"Rar!", "a compressed file", "unpack it first"),
    (b"7z\xBC\xAF", "a compressed file", "unpack it first"),
];

/// Whether the bytes begin like a zip package.
pub(super) fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// OLE files by their endings, which alone tell them apart without reading them.
const OLE: &[(&[&str], &str, &str)] = &[
    (
        &["xls", "xlt", "et"],
        "a spreadsheet (XLS)",
        "save the sheet as CSV and put it into a frame or story place with `table:`",
    ),
    (&["ppt", "pps", "dps"], "a presentation (PPT)", "save its text as DOCX"),
];

/// Refuses what is known and not read.
pub(super) fn refuse_binary(name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_named = |(endings, ..): &&(&[&str], &str, &str)| endings.contains(&ending.as_str());
    if let Some((_, what, hint)) = OLE.iter().find(is_named).filter(|_| bytes.starts_with(REFUSED[0].0)) {
        return Err(refused(name, what, hint));
    }
    match REFUSED.iter().find(|(start, ..)| bytes.starts_with(start)) {
        Some((_, what, hint)) => Err(refused(name, what, hint)),
        None => Ok(()),
    }
}

/// The finding about a file of a kind that is known and not read.
pub(super) fn refused(name: &str, what: &'static str, hint: &'static str) -> Diagnostic {
    Diagnostic::error("import/kind", message!("{} is {}, which is not imported", name, Message::from(what))).hint(hint)
}

/// The kind of a text.
///
/// # Errors
/// It is written for machines and none that is read.
pub(super) fn of_text(name: &str, text: &str) -> Result<SourceKind, Diagnostic> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if start.starts_with('<') {
        return Ok(of_tags(start));
    }
    Ok(match machine::told(name, text) {
        None => SourceKind::Text,
        Some(Machine::Json) => SourceKind::Ninjs,
        Some(Machine::Mail) => SourceKind::Mail,
        Some(Machine::Iptc7901) => SourceKind::Iptc7901,
        Some(Machine::Anpa1312) => SourceKind::Anpa1312,
        Some(Machine::Refused(what, hint)) => return Err(refused(name, what, hint)),
    })
}

/// The kind of a text that begins with an angle bracket.
fn of_tags(start: &str) -> SourceKind {
    let is_xml = start.starts_with("<?xml");
    match first_element(start).to_ascii_lowercase().as_str() {
        "html" => SourceKind::Html,
        "nitf" => SourceKind::Nitf,
        "newsitem" | "newsmessage" => SourceKind::NewsMl,
        name if is_xml && !name.is_empty() => SourceKind::UnknownXml,
        name if HTML_START.contains(&name) => SourceKind::Html,
        // XML needs no prolog, but what it opens it closes; a line such as `<图> 港区` does not.
        name if !name.is_empty() && closes(start, name) => SourceKind::UnknownXml,
        _ => SourceKind::Text,
    }
}

/// Whether an element is closed somewhere, or is empty.
fn closes(text: &str, name: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split("</").skip(1).any(|end| {
        let end = end.split([' ', '>', '\n']).next().unwrap_or_default();
        end.rsplit(':').next() == Some(name)
    }) || lower.find('>').is_some_and(|end| lower[..end].ends_with('/'))
}

/// Elements a piece of HTML begins with.
const HTML_START: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "i",
    "img",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "table",
    "title",
    "u",
    "ul",
];

/// The local name of the first element, behind declarations and comments.
fn first_element(text: &str) -> String {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if !rest.starts_with(['?', '!']) {
            let name: String =
                rest.chars().take(60).take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_')).collect();
            return name.rsplit(':').next().unwrap_or_default().to_owned();
        } else if let Some(doctype) = rest.get(..8).filter(|start| start.eq_ignore_ascii_case("!doctype")) {
            // An internal subset holds elements' names in angle brackets, and none of them is the root.
            let end = rest.find('>').unwrap_or(rest.len());
            let subset = rest[doctype.len()..end].contains('[');
            rest = if subset { rest.split_once("]").map_or("", |(_, after)| after) } else { &rest[end..] };
        }
    }
    String::new()
}

/// The finding about XML of another kind.
pub(super) fn unknown_xml(name: &str, text: &str) -> Diagnostic {
    let root = first_element(text);
    Diagnostic::error("import/kind", message!("{} is XML with the root `{}`, which is not imported", name, root))
        .hint("NITF (`nitf`) and NewsML-G2 (`newsItem`, `newsMessage`) are; ask for one of them or for the text itself")
}
