//! What stands with a picture: its caption and who made it.

use crate::base::{Diagnostic, FrameId, Insets, Len, Rect, Span, Spanned};
use crate::input::{Fields, stray_markup};

use super::edition::{Frame, Para, StoryKind, VerticalAlign};
use super::frame::bare_frame;
use super::resolve::PageBuilder;
use super::sheet::size_of;
use super::story::furniture;

/// Distance of a caption from its picture, or from the picture's foot.
const CAPTION_GAP: Len = Len::MM;

/// Words that stand with a picture, in their styles.
struct Words {
    paras: Vec<Para>,
    height: Len,
    span: Span,
}

impl PageBuilder<'_, '_, '_> {
    /// A frame of its own for the caption and the credit of a picture: at the foot of the picture's frame, below the picture or on it.
    pub(super) fn caption(&mut self, id: FrameId, content: &Fields) {
        let Some(Words { paras, height, span }) = self.words(content) else { return };
        let is_on = content.text("caption-place").is_some_and(|place| place.value == "on");
        let picture = &mut self.bench.edition.frames[id.index()];
        if height + CAPTION_GAP >= picture.area.height {
            let finding = Diagnostic::error("frame/no-room", "the caption leaves nothing of its picture").at(span);
            return self.bench.found.push(finding.hint("give it fewer lines, or the frame more height"));
        }
        let foot = Rect { y: picture.area.bottom() - height, height, ..picture.area };
        let frame = if is_on { on(picture, foot) } else { beside(picture, foot) };
        if !is_on {
            cut_foot(picture, height + CAPTION_GAP);
        }
        let name = frame.name.clone();
        let caption = self.add_above(id, frame);
        self.thread(name, StoryKind::Furniture, paras, vec![caption], span);
    }

    /// The caption, then the credit; `None` for a picture that has neither.
    fn words(&mut self, content: &Fields) -> Option<Words> {
        let (caption, credit) = (content.text("caption"), content.text("credit"));
        let mut words = Words { paras: Vec::new(), height: Len::ZERO, span: caption.or(credit)?.span };
        if let Some(text) = caption {
            let style = content.text("caption-style").unwrap_or(Spanned::new("caption", text.span));
            self.add_lines(text, style, content.number("caption-lines").unwrap_or(1), &mut words)?;
        }
        if let Some(text) = credit {
            self.add_lines(text, Spanned::new("credit", text.span), 1, &mut words)?;
        }
        Some(words)
    }

    fn add_lines(&mut self, text: Spanned<&str>, style: Spanned<&str>, lines: i64, words: &mut Words) -> Option<()> {
        let keys = self.sheet.style(style, self.bench.found)?;
        let leading = keys.absolute("leading").unwrap_or(size_of(&keys).scaled(4, 3));
        words.height += leading * lines;
        text.value.lines().for_each(|line| stray_markup(line, text.span, self.bench.found));
        words.paras.extend(furniture(text, style, &self.variables, &mut self.sheet, self.bench));
        Some(())
    }
}

/// A frame for words that belong to a picture. It is a plain rectangle, whatever shape the picture has, and text keeps the same distance from it.
fn beside(picture: &Frame, area: Rect) -> Frame {
    Frame {
        direction: picture.direction,
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

/// Takes the foot off a frame, of all rectangles it is made of.
fn cut_foot(frame: &mut Frame, height: Len) {
    frame.area.height -= height;
    let rest = frame.area;
    frame.parts = frame.parts.iter().filter_map(|part| part.intersection(&rest)).collect();
}
