//! What stands with a picture: its caption and who made it.

use crate::base::{Diagnostic, FrameId, Insets, Len, Rect, Span, Spanned, leaves_no_ink};
use crate::input::{Fields, stray_markup};
use crate::message;

use super::edition::{Frame, Para, StoryKind, VerticalAlign};
use super::fitting::{Caption, CaptionRoom};
use super::frame::bare_frame;
use super::resolve::PageBuilder;
use super::sheet::size_of;
use super::story::{furniture, quoted};

/// Distance of a caption from its picture, or from the picture's foot.
const CAPTION_GAP: Len = Len::MM;

/// Lines that a caption may have when its words are those of the picture's file, which nobody wrote for this place.
const QUOTED_LINES: (usize, usize) = (1, 4);

/// Words that stand with a picture, in their styles.
struct Words {
    paras: Vec<Para>,
    height: Len,
    span: Span,
    lines: CaptionLines,
}

/// The lines of a caption, which may be none.
#[derive(Clone, Copy, Default)]
struct CaptionLines {
    /// Its paragraphs, which come first.
    paras: usize,
    least: usize,
    most: usize,
    leading: Len,
}

impl PageBuilder<'_, '_, '_> {
    /// A frame of its own for the caption and the credit of a picture: at the foot of the picture's frame, below the picture or on it.
    pub(super) fn caption(&mut self, id: FrameId, content: &Fields) {
        let Some(Words { paras, height, span, lines }) = self.words(content) else { return };
        let picture = &mut self.bench.edition.frames[id.index()];
        let room = match content.text("caption-place") {
            Some(place) if place.value == "on" => CaptionRoom::Over,
            _ if picture.padding != Insets::default() => CaptionRoom::Inside,
            _ => CaptionRoom::Foot,
        };
        let within = picture.area.inset(picture.padding);
        if height + CAPTION_GAP >= within.height {
            let finding = Diagnostic::error("frame/no-room", "the caption leaves nothing of its picture").at(span);
            return self.bench.found.push(finding.hint("give it fewer lines, or the frame more height"));
        }
        let foot = Rect { y: within.bottom() - height, height, ..within };
        let frame = if room == CaptionRoom::Over { on(picture, foot) } else { beside(picture, foot) };
        take_room(picture, room, height + CAPTION_GAP);
        let may_grow = lines.most > lines.least;
        let name = frame.name.clone();
        let words = self.add_above(id, frame);
        let thread = self.thread(name, StoryKind::Furniture, paras, vec![words], span);
        if let Some(story) = thread.filter(|_| may_grow).map(|thread| self.bench.edition.threads[thread].story) {
            let CaptionLines { paras, least, most, leading } = lines;
            let caption = Caption { picture: id, words, story, paras, least, most, leading, room, shared: None };
            self.bench.edition.captions.push(caption);
        }
    }

    /// The caption, then the credit; `None` for a picture that has neither.
    fn words(&mut self, content: &Fields) -> Option<Words> {
        let (caption, credit) = (self.said(content, "caption"), self.said(content, "credit"));
        let span = content.span_of(if caption.is_some() { "caption" } else { "credit" });
        let mut words = Words { paras: Vec::new(), height: Len::ZERO, span, lines: CaptionLines::default() };
        if caption.is_none() && credit.is_none() {
            return None;
        }
        if let Some(said) = caption {
            let style = content.text("caption-style").unwrap_or(Spanned::new("caption", content.span_of("caption")));
            let usual = match &said {
                Said::Written(_) => (1, 1),
                Said::Quoted(texts) => (QUOTED_LINES.0, QUOTED_LINES.1 * texts.len()),
            };
            let range = |(least, most): (u16, u16)| (usize::from(least), usize::from(most));
            let (least, most) = content.range("caption-lines").map_or(usual, range);
            let leading = self.add_lines(&said, style, least, &mut words)?;
            words.lines = CaptionLines { paras: words.paras.len(), least, most, leading };
        }
        if let Some(said) = credit {
            let lines = if let Said::Quoted(texts) = &said { texts.len() } else { 1 };
            self.add_lines(&said, Spanned::new("credit", content.span_of("credit")), lines, &mut words)?;
        }
        Some(words)
    }

    /// What stands under a key, or what the picture's file says for it.
    fn said(&mut self, content: &Fields, key: &'static str) -> Option<Said> {
        let value = content.get(key)?;
        let documents = self.documents;
        let heard = documents.said(content, key);
        match value.value.as_text() {
            Some(text) if !leaves_no_ink(text) => Some(Said::Written(Spanned::new(text.to_owned(), value.span))),
            Some(_) => {
                self.bench.found.push(blank(key, heard.first().copied()).at(value.span));
                None
            }
            None => {
                let silent = documents.silent(content, key);
                if documents.heard(content) && !silent.is_empty() {
                    self.bench.found.push(no_words(key, &silent, heard.is_empty()).at(value.span));
                }
                (!heard.is_empty()).then(|| Said::Quoted(heard.into_iter().cloned().collect()))
            }
        }
    }

    /// Adds words with room for a number of lines; the distance of these.
    fn add_lines(&mut self, said: &Said, style: Spanned<&str>, lines: usize, words: &mut Words) -> Option<Len> {
        let keys = self.sheet.style(style, self.bench.found)?;
        let leading = keys.absolute("leading").unwrap_or(size_of(&keys).scaled(4, 3));
        words.height += leading * i64::try_from(lines).unwrap_or(i64::from(u16::MAX));
        let paras = match said {
            Said::Written(text) => {
                let text = Spanned::new(text.value.as_str(), text.span);
                stray_markup(text, self.bench.found);
                furniture(text, style, &self.variables, &mut self.sheet, self.bench)
            }
            Said::Quoted(texts) => {
                let mut paras = |text: &Spanned<String>| {
                    quoted(Spanned::new(text.value.as_str(), text.span), style, &mut self.sheet, self.bench)
                };
                texts.iter().flat_map(&mut paras).collect()
            }
        };
        words.paras.extend(paras);
        Some(leading)
    }
}

/// Words for a picture.
enum Said {
    /// In the edition, with inline marks and variables.
    Written(Spanned<String>),
    /// In the pictures' files: no sign of them is markup.
    Quoted(Vec<Spanned<String>>),
}

/// Most characters of a picture's own words that a finding shows.
const OFFERED: usize = 60;

/// A key without words; the picture's own are offered.
fn blank(key: &'static str, heard: Option<&Spanned<String>>) -> Diagnostic {
    let finding = Diagnostic::warning("picture/no-words", message!("`{}` is empty", key));
    let Some(heard) = heard else {
        return finding.hint("write it, or take the line out; the picture's file says nothing for it");
    };
    let mut short: String = heard.value.chars().take(OFFERED).collect();
    if short.len() < heard.value.len() {
        short.push('…');
    }
    finding.hint(message!(
        "the picture's file says `{}`: write `{}: {}` to print that",
        short.replace('\n', " "),
        key,
        "{from: picture}"
    ))
}

/// Pictures that were asked for words and have none; where others beside them have some, these stand for all.
fn no_words(key: &'static str, pictures: &[&str], is_all: bool) -> Diagnostic {
    let message = message!("the file of {} has no words for `{}`", pictures.to_vec(), key);
    if is_all {
        return Diagnostic::error("picture/no-words", message).hint(message!("write it here: `{}: …`", key));
    }
    Diagnostic::note("picture/no-words", message).hint("look whether the words of the other pictures say enough")
}

/// A frame for words that belong to a picture. It is a plain rectangle, whatever shape the picture has, and text keeps the same distance from it.
fn beside(picture: &Frame, area: Rect) -> Frame {
    Frame {
        direction: picture.direction,
        course: picture.course,
        vertical_align: picture.vertical_align,
        runaround: picture.runaround,
        both_sides: picture.both_sides,
        is_ad: picture.is_ad,
        with: picture.with.clone(),
        span: picture.span,
        ..bare_frame(&format!("{}/caption", picture.name), picture.page, area)
    }
}

/// The same on the picture, a little inside its edges.
fn on(picture: &Frame, foot: Rect) -> Frame {
    let inward = picture.area.width / 40;
    let area = Rect { y: foot.y - CAPTION_GAP, ..foot };
    let padding = Insets { right: inward, left: inward, ..Insets::default() };
    Frame { padding, vertical_align: VerticalAlign::Bottom, ..beside(picture, area) }
}

/// Takes room for words from a picture, all of whose rectangles become lower.
fn take_room(frame: &mut Frame, room: CaptionRoom, height: Len) {
    match room {
        CaptionRoom::Over => {}
        CaptionRoom::Inside => frame.padding.bottom += height,
        CaptionRoom::Foot => {
            frame.area.height -= height;
            let rest = frame.area;
            frame.parts = frame.parts.iter().filter_map(|part| part.intersection(&rest)).collect();
        }
    }
}

impl Caption {
    /// The most lines that its limit and its picture, half of which stays, leave it.
    pub fn highest(&self, frames: &[Frame]) -> usize {
        let picture = &frames[self.picture.index()];
        let more = (picture.area.inset(picture.padding).height / 2).whole(self.leading);
        self.most.min(self.least.saturating_add(usize::try_from(more).unwrap_or(0)))
    }

    /// Gives the words room for more lines than they were made with, as far as their picture has any.
    pub fn grow(&self, frames: &mut [Frame], lines: usize) {
        let more = lines.min(self.highest(frames)).saturating_sub(self.least);
        let Ok(more) = i64::try_from(more) else { return };
        let height = self.leading * more;
        let words = &mut frames[self.words.index()].area;
        words.y -= height;
        words.height += height;
        let picture = &mut frames[self.picture.index()];
        take_room(picture, self.room, height);
        let content = picture.area.inset(picture.padding);
        if let Some(shared) = self.shared.as_ref().filter(|_| self.room != CaptionRoom::Over) {
            let areas = shared.areas(content).unwrap_or_default();
            shared.parts.iter().zip(areas).for_each(|(part, area)| frames[part.index()].area = area);
        }
    }
}
