//! The stock of small pieces that fill what stories leave free (补白): from keys to frames without a place.

use crate::base::{Rect, Spanned, StoryId};
use crate::input::{Fields, Value};

use super::edition::{Content, Frame, Story, StoryKind};
use super::fitting::{Give, Piece};
use super::frame::{bare_frame, dressed, graphic};
use super::geometry::{Units, in_lengths};
use super::resolve::PageBuilder;
use super::story::{furniture, styled_paras};

/// Style of a piece that names none.
const STYLE: &str = "body";

impl PageBuilder<'_, '_, '_> {
    /// The edition's pieces in the styles of this page, when a story of the page may take one.
    pub(super) fn stock(&mut self) {
        let documents = self.documents;
        let here = |frame: &crate::base::FrameId| self.bench.edition.frames[frame.index()].page == self.id;
        let is_asked = self.bench.edition.threads.iter().any(|thread| {
            thread.frames.iter().any(here) && thread.gives.iter().any(|give| matches!(give, Give::Filler(_)))
        });
        if !is_asked {
            return;
        }
        let pieces: Vec<Fields> =
            documents.edition.list("fillers").iter().filter_map(|piece| piece.value.as_object().cloned()).collect();
        for (number, fields) in pieces.iter().enumerate() {
            if let Some(piece) = self.piece(number, &in_lengths(fields, Units::of(&self.page))) {
                self.bench.edition.stock.push(piece);
            }
        }
    }

    fn piece(&mut self, number: usize, fields: &Fields) -> Option<Piece> {
        let bare = bare_frame(&format!("filler {}", number + 1), self.id, Rect::default());
        let frame = dressed(bare, fields, &self.sheet, self.bench);
        let most = self.page.grid.rows;
        let rows = match fields.get("rows").map(|rows| &rows.value) {
            Some(Value::Range(least, most)) => (*least, *most),
            _ => (1, most),
        };
        if let Some(content) = graphic(fields, &self.sheet, self.bench) {
            return Some(Piece { number, page: self.id, rows, frame: Frame { content, ..frame }, story: None });
        }
        let style = fields.text("style").unwrap_or(Spanned::new(STYLE, fields.span));
        let paras = match fields.text("text") {
            Some(text) => furniture(text, style, &self.variables, &mut self.sheet, self.bench),
            None => styled_paras(fields.list("paras"), style, &self.variables, &mut self.sheet, self.bench),
        };
        if paras.is_empty() {
            return None;
        }
        let story = StoryId::new(self.bench.edition.stories.len());
        let (name, kind, span) = (frame.name.clone(), StoryKind::Furniture, fields.span);
        self.bench.edition.stories.push(Story { name, kind, paras, span, article: String::new() });
        let frame = Frame { content: Content::Text, ..frame };
        Some(Piece { number, page: self.id, rows, frame, story: Some(story) })
    }
}
