//! Tabs between words: a column sets each as one blank, so that what was typed as columns stands in a row.

use crate::base::{Diagnostic, Message, Span};
use crate::message;

use super::super::inline::Letter;

/// The tabs of an article that part words.
#[derive(Default)]
pub(super) struct Tabs {
    places: Vec<Span>,
}

impl Tabs {
    /// Looks at a block. A tab behind the mark of an item, as one at the beginning or the end of a line, parts no words.
    pub(super) fn block(&mut self, letters: &[Letter]) {
        for line in letters.split(|letter| letter.c == '\n') {
            let is_word = |letter: &Letter| letter.c.is_alphabetic();
            let Some(first) = line.iter().position(is_word) else { continue };
            let last = line.iter().rposition(|letter| !letter.c.is_whitespace()).unwrap_or(first);
            self.places.extend(line[first..last].iter().filter(|letter| letter.c == '\t').map(|letter| letter.span));
        }
    }

    /// All of them at once.
    pub(super) fn told(&self) -> Option<Diagnostic> {
        let message = match self.places.len() {
            1 => Message::from("this tab between words prints as a blank"),
            many => message!("tabs between words print as one blank each, here and elsewhere, in {} places", many),
        };
        let hint = "columns make a table, a file of its own that is put into a frame with `table:`; between words write a blank, or wide ones of Chinese text";
        self.places.first().map(|first| Diagnostic::note("article/stray", message).at(*first).hint(hint))
    }
}
