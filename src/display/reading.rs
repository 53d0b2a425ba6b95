//! What the pages say: the display list's companion for those who read pages rather than print them.

use crate::base::{FrameId, PageId, Rect, Script, Span};

/// Stories, advertisements and furniture of an edition, with the frames they stand in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What can be read, in reading order.
    pub units: Vec<Unit>,
    /// Every frame of every page in drawing order; `FrameId` indexes them.
    pub frames: Vec<ReadFrame>,
}

/// Something that is read as one: a story with its headline and pictures, an advertisement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// Name that no other unit of the edition has: page number and name, as in `1/lead`.
    pub id: String,
    /// Its name in the edition.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Path of the article it is from; empty where there is none.
    pub article: String,
    /// Its text in order, headline first; captions are with their pictures.
    pub paras: Vec<ReadPara>,
    /// Its pictures, in drawing order.
    pub pictures: Vec<ReadPicture>,
    /// Other texts that stand with it, such as a quotation or the line below a QR code.
    pub notes: Vec<ReadPara>,
    /// The frames its text runs through, in reading order (串接).
    pub thread: Vec<FrameId>,
    /// Where the edition asks for it.
    pub span: Option<Span>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// An article.
    Story,
    /// A picture that belongs to no story.
    Picture,
    /// An advertisement.
    Ad,
    /// Masthead, folio, index: text of the page itself.
    #[default]
    Furniture,
}

/// A paragraph as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadPara {
    /// What it is.
    pub role: ReadRole,
    /// Its text in runs of one look; a `\n` is a forced line break.
    pub runs: Vec<ReadRun>,
    /// Its language (RFC 5646).
    pub language: &'static str,
    /// Where it was written.
    pub span: Option<Span>,
}

impl ReadPara {
    /// Its text without looks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What a paragraph is to a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadRole {
    /// Kicker (引题).
    Kicker,
    /// A line of the headline (主题).
    Headline,
    /// Deck (副题).
    Deck,
    /// Byline (署名).
    Byline,
    /// Crosshead (小标题).
    Crosshead,
    /// A quotation between paragraphs.
    Quote,
    /// Any other text.
    #[default]
    Paragraph,
}

/// A stretch of text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadRun {
    /// The text.
    pub text: String,
    /// Bold as written.
    pub strong: bool,
    /// Emphasised as written, set in kai.
    pub emphasis: bool,
    /// Raised, as the number of a note, or lowered. Where Unicode has characters for such letters the text holds them.
    pub script: Script,
    /// What stands beside it.
    pub mark: ReadMark,
}

/// Marks beside the characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReadMark {
    /// None.
    #[default]
    None,
    /// Emphasis dots (着重号).
    Dots,
    /// Proper-name line (专名号).
    ProperName,
    /// Wavy book-title line (书名号).
    BookTitle,
    /// Ruby.
    Ruby(String),
}

/// A picture as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadPicture {
    /// Path of the file.
    pub file: String,
    /// Its frame.
    pub frame: FrameId,
    /// Where it stands between the lines of a story; `None` for the whole frame.
    pub between: Option<Rect>,
    /// Its caption, a paragraph a line; empty when there is none.
    pub caption: Vec<ReadPara>,
}

/// A frame as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadFrame {
    /// The page.
    pub page: PageId,
    /// Its name, which no other frame of the page has.
    pub name: String,
    /// Its rectangle.
    pub area: Rect,
    /// The rectangles it is made of: one, or several for an L or steps.
    pub parts: Vec<Rect>,
    /// What it shows.
    pub shows: Shows,
    /// Which unit it belongs to, an index; `None` for lines and tints of the page.
    pub unit: Option<usize>,
    /// Boxes of the lines of kickers, headlines, decks and bylines in it.
    pub head: Vec<Rect>,
}

/// What a frame shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shows {
    /// Rules and tints alone.
    #[default]
    Nothing,
    /// Text of a story or of the page.
    Text,
    /// The headline block of a story.
    Head,
    /// A picture.
    Picture,
    /// The caption of a picture.
    Caption,
    /// A QR code.
    Code,
}
