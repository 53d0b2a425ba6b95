//! The draft of an article: what every format is read into, and what is written.

use std::collections::BTreeSet;

use crate::base::{self, Message};
use crate::input::{BlockKind, Mark, Markup};
use crate::message;

use super::agency::Agency;

/// Letters of a loss that are shown.
const EXTRACT: usize = 40;
/// The longest line that names who took a picture.
const CREDIT: usize = 24;
/// The longest paragraph that is taken for a caption.
const CAPTION: usize = 120;

/// An article before it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Its front matter.
    pub front: Front,
    /// Its paragraphs and crossheads.
    pub blocks: Vec<DraftBlock>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// Its tables.
    pub tables: Vec<ManuscriptTable>,
    /// What it cannot hold.
    pub losses: Vec<Loss>,
    /// What was understood from looks alone.
    pub guesses: Vec<Message>,
    /// What the agency says of it.
    pub agency: Agency,
    /// Numbers of the blocks above which a blank line stood.
    pub(super) gaps: BTreeSet<usize>,
}

/// The texts above an article's body; empty ones are not written. Lines are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// Lines above the headline.
    pub kicker: String,
    /// Headline.
    pub headline: String,
    /// Lines below the headline.
    pub deck: String,
    /// Who wrote it.
    pub byline: String,
    /// Set before the first paragraph.
    pub dateline: String,
    /// Language, one of those articles may have.
    pub language: String,
    /// When it may be published, from the agency.
    pub embargo: String,
}

impl Front {
    /// The texts that are set, with their keys, in the order they are written.
    pub fn texts_mut(&mut self) -> [(&'static str, &mut String); 5] {
        [
            ("kicker", &mut self.kicker),
            ("headline", &mut self.headline),
            ("deck", &mut self.deck),
            ("byline", &mut self.byline),
            ("dateline", &mut self.dateline),
        ]
    }
}

/// A paragraph or crosshead.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftBlock {
    /// Which of the two.
    pub kind: BlockKind,
    /// Its text.
    pub runs: Vec<Run>,
}

impl DraftBlock {
    /// The text without its looks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// How a stretch of text looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold, kai.
    pub markup: Markup,
    /// Dots, ruby, raised.
    pub mark: Option<Mark>,
}

/// A stretch of one look; a line feed in it is a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Text.
    pub text: String,
    /// Look.
    pub look: Look,
}

/// A picture beside the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// File name; given when the article has one.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Caption; may be empty.
    pub caption: String,
}

/// A table of a manuscript, which becomes a file beside the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManuscriptTable {
    /// File name; given when the article has one.
    pub name: String,
    /// Its rows of cells, all of one length.
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// The ending that fits the content.
    pub fn ending(&self) -> &'static str {
        const KNOWN: &[(&[u8], &str)] = &[
            (b"\xFF\xD8\xFF", "jpg"),
            (b"\x89PNG", "png"),
            (b"GIF8", "gif"),
            (b"RIFF", "webp"),
            (b"II*\0", "tif"),
            (b"MM\0*", "tif"),
            (b"BM", "bmp"),
            (b"\xD7\xCD\xC6\x9A", "wmf"),
            (b"\x01\0\0\0", "emf"),
        ];
        KNOWN.iter().find(|(start, _)| self.bytes.starts_with(start)).map_or("bin", |(_, ending)| ending)
    }

    /// Whether pages can hold it as it is.
    pub fn is_placeable(&self) -> bool {
        matches!(self.ending(), "jpg" | "png")
    }
}

/// Something an article cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What it is.
    pub what: Message,
    /// The paragraph it stood at, from 1; 0 is the head.
    pub paragraph: usize,
    /// How it begins.
    pub extract: String,
    /// Whether its text stands in the article, only plainer.
    pub text_kept: bool,
}

impl Loss {
    /// What stands in the head, or nowhere in the text, and is not in the article.
    pub(super) fn of_head(what: impl Into<Message>, text: &str) -> Self {
        Self { what: what.into(), paragraph: 0, extract: extract(text), text_kept: false }
    }

    /// The place in words.
    pub fn place(&self) -> String {
        if self.paragraph == 0 { "head".to_owned() } else { format!("paragraph {}", self.paragraph) }
    }
}

impl Draft {
    /// Whether there is nothing in it to print; a headline alone is no article.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.pictures.is_empty() && self.tables.is_empty()
    }

    /// Takes the first blocks off; what is said of the others stays with them.
    pub(super) fn drop_head(&mut self, count: usize) {
        self.blocks.drain(..count);
        self.gaps = self.gaps.iter().map(|gap| gap.saturating_sub(count)).collect();
        for loss in &mut self.losses {
            loss.paragraph = loss.paragraph.saturating_sub(count);
        }
    }

    /// Its letters without blanks and marks, by which two texts are known to say the same.
    pub(super) fn letters(&self) -> String {
        let texts = self.blocks.iter().map(DraftBlock::text);
        texts.flat_map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>()).collect()
    }

    /// Names what another form of the text says, unless these letters say it already.
    pub(super) fn name_further(&mut self, what: &'static str, other: &Self, letters: &str) {
        if !letters.contains(&other.letters()) {
            let text: Vec<String> = other.blocks.iter().map(DraftBlock::text).collect();
            self.losses.push(Loss::of_head(what, &text.join(" ")));
        }
    }

    /// Joins runs of one look, drops empty ones and the blanks around blocks that no reader of Markdown keeps.
    pub(super) fn tidy(&mut self) {
        for block in &mut self.blocks {
            block.runs = joined(std::mem::take(&mut block.runs));
            trim(&mut block.runs);
        }
        self.blocks.retain(|block| block.runs.iter().any(|run| !run.text.trim().is_empty()));
    }
}

fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
        match out.last_mut() {
            // Two ruby texts side by side stay two, also when they read the same.
            Some(last) if last.look == run.look && !matches!(run.look.mark, Some(Mark::Ruby(_))) => {
                last.text += &run.text;
            }
            _ => out.push(run),
        }
    }
    out
}

/// Takes blanks away at both ends and around line breaks.
fn trim(runs: &mut Vec<Run>) {
    let blank = [' ', '\t', '\n'];
    while let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start_matches(blank).to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut() {
        last.text = last.text.trim_end_matches(blank).to_owned();
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    let mut at_break = true;
    for run in runs.iter_mut() {
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars() {
            if c == '\n' {
                text.truncate(text.trim_end_matches(' ').len());
            }
            if !(at_break && matches!(c, ' ' | '\t' | '\n')) {
                text.push(c);
            }
            at_break = c == '\n' || at_break && matches!(c, ' ' | '\t');
        }
        run.text = text;
    }
    runs.retain(|run| !run.text.is_empty());
}

/// Builds a draft from text as it comes.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// The draft so far.
    pub draft: Draft,
    open: Vec<Run>,
    /// How many blocks stood before the last picture.
    picture_at: Option<usize>,
    /// As that, of the last picture that could not be had.
    missing_at: Option<usize>,
    /// The last caption, below which its photographer may be named.
    captioned: Option<Captioned>,
}

/// A caption that was read.
#[derive(Clone, Copy, Debug)]
struct Captioned {
    /// How many blocks stood before it.
    blocks: usize,
    /// Whether its picture is at hand.
    has_picture: bool,
}

impl Builder {
    /// Adds text to the open block.
    pub(super) fn text(&mut self, text: &str, look: &Look) {
        // A break and an indent begin a paragraph by hand.
        let indents = text.chars().take_while(|c| matches!(c, '\u{3000}' | '\u{A0}')).count();
        if indents >= 2 && self.last() == Some('\n') {
            self.end(BlockKind::Paragraph);
        }
        if !text.is_empty() {
            let text = text.replace(['\u{85}', '\u{2028}', '\u{2029}'], "\n");
            self.open.push(Run { text, look: look.clone() });
        }
    }

    /// A line break; a second one begins a paragraph, as systems do that know no other way.
    pub(super) fn line_break(&mut self) {
        let mut letters = self.open.iter().rev().flat_map(|run| run.text.chars().rev());
        if letters.find(|c| !matches!(c, ' ' | '\u{A0}' | '\u{3000}')) == Some('\n') {
            self.end(BlockKind::Paragraph);
            self.gap();
        } else {
            self.text("\n", &Look::default());
        }
    }

    /// A blank line stands here.
    pub(super) fn gap(&mut self) {
        self.draft.gaps.insert(self.draft.blocks.len());
    }

    /// The last letter of the open block.
    pub(super) fn last(&self) -> Option<char> {
        self.open.last().and_then(|run| run.text.chars().last())
    }

    /// A fraction behind a whole number is written with the word between: 2又1/2, not 21/2.
    pub(super) fn mixed_number(&mut self, is_fraction: bool) {
        if is_fraction && self.last().is_some_and(|c| c.is_ascii_digit()) {
            self.text("又", &Look::default());
        }
    }

    /// Puts text before that of the open block, when it has any.
    pub(super) fn prefix(&mut self, text: &str) {
        if self.open.iter().any(|run| !run.text.trim().is_empty()) {
            trim(&mut self.open);
            self.open.insert(0, Run { text: text.to_owned(), look: Look::default() });
        }
    }

    /// Ends the open block.
    pub(super) fn end(&mut self, kind: BlockKind) {
        let runs = self.take();
        if runs.is_empty() {
            return;
        }
        let block = DraftBlock { kind, runs };
        let blocks = self.draft.blocks.len();
        if let Some(above) = self.captioned.take().filter(|above| above.blocks == blocks)
            && is_credit(&block.text())
        {
            return self.credited(above, &block.text());
        }
        let is_below_picture = self.picture_at.take() == Some(self.draft.blocks.len());
        if self.missing_at.take() == Some(self.draft.blocks.len()) && is_caption(&block.text()) {
            self.captioned = Some(Captioned { blocks, has_picture: false });
            return self.lose("caption of a picture that is not there", &block.text(), false);
        }
        match self.draft.pictures.last_mut() {
            Some(picture) if is_below_picture && picture.caption.is_empty() && is_caption(&block.text()) => {
                picture.caption = block.text();
                self.captioned = Some(Captioned { blocks, has_picture: true });
                self.draft.guesses.push(message!("caption: {}", &picture.caption));
            }
            _ => self.draft.blocks.push(block),
        }
    }

    /// Puts who took a picture behind its caption.
    fn credited(&mut self, above: Captioned, text: &str) {
        match self.draft.pictures.last_mut().filter(|_| above.has_picture) {
            Some(picture) => picture.caption += &format!("　{text}"),
            None => self.lose("caption of a picture that is not there", text, false),
        }
    }

    /// The open block's runs, which then is none.
    pub(super) fn take(&mut self) -> Vec<Run> {
        let mut runs = joined(std::mem::take(&mut self.open));
        trim(&mut runs);
        if runs.iter().all(|run| run.text.chars().all(|c| c.is_whitespace() || is_invisible(c))) {
            runs.clear();
        }
        runs
    }

    /// Notes what the article cannot hold.
    pub(super) fn lose(&mut self, what: impl Into<Message>, text: &str, text_kept: bool) {
        self.lose_at(self.draft.blocks.len() + 1, what, text, text_kept);
    }

    /// As [`Self::lose`], for what stands elsewhere.
    pub(super) fn lose_at(&mut self, paragraph: usize, what: impl Into<Message>, text: &str, text_kept: bool) {
        self.draft.losses.push(Loss { what: what.into(), paragraph, extract: extract(text), text_kept });
    }

    /// As [`Self::lose`]; Word cuts one stretch into many runs, which are one loss.
    pub(super) fn lose_more(&mut self, what: &'static str, text: &str, text_kept: bool) {
        let paragraph = self.draft.blocks.len() + 1;
        match self.draft.losses.last_mut() {
            Some(last)
                if last.what.sentence == what && last.paragraph == paragraph && last.extract.chars().count() < 40 =>
            {
                last.extract = extract(&format!("{}{text}", last.extract));
            }
            _ => self.lose(what, text, text_kept),
        }
    }

    /// A picture stands here that could not be had: what is written below it has nothing to stand at.
    pub(super) fn miss_picture(&mut self) {
        self.missing_at = Some(self.draft.blocks.len());
    }

    /// Keeps a table, whose words are named.
    pub(super) fn table(&mut self, table: ManuscriptTable, words: &str) {
        self.lose("table", words, false);
        if !table.rows.is_empty() {
            self.draft.tables.push(table);
        }
    }

    /// Keeps a picture.
    pub(super) fn picture(&mut self, bytes: Vec<u8>, caption: &str) {
        let picture = Picture { name: String::new(), bytes, caption: caption.to_owned() };
        if !picture.is_placeable() {
            self.lose("picture of a kind that pages cannot hold, written all the same", picture.ending(), false);
        }
        self.draft.pictures.push(picture);
        self.picture_at = Some(self.draft.blocks.len());
    }
}

/// Whether a paragraph below a picture reads like its caption.
fn is_caption(text: &str) -> bool {
    const STARTS: &[&str] = &["△", "▲", "▼", "▽", "↑", "图为", "图：", "图片", "题图", "资料图", "上图", "下图"];
    const ENDS: &[&str] = &["摄", "供图", "/图", "／图", "图/", "图源网络"];
    let text = text.trim_matches([' ', '\u{3000}', '）', ')']);
    text.chars().count() <= CAPTION
        && (STARTS.iter().any(|start| text.starts_with(start)) || ENDS.iter().any(|end| text.ends_with(end)))
}

/// Who took a picture, on a line of its own: `本报记者　林越摄`.
fn is_credit(text: &str) -> bool {
    let text = text.trim_matches([' ', '\u{3000}', '（', '）', '(', ')']);
    text.chars().count() <= CREDIT && (text.ends_with('摄') || text.ends_with("供图")) && !text.contains(['。', '，'])
}

/// Letters that take no place.
pub(super) fn is_invisible(c: char) -> bool {
    base::is_invisible(c) || c == '\u{200B}' || c.is_control() && !matches!(c, '\n' | '\t')
}

/// The first letters of a text on one line.
pub(super) fn extract(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(EXTRACT).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
