//! The words of the finished file against the pages it was made of.

use std::iter::Peekable;

use crate::base::{Diagnostic, Diagnostics, Span, narrow};
use crate::check::preflight::{Hidden, PageWords, Unseen, words};
use crate::display::{DisplayPage, GlyphRun, Item, ItemKind};
use crate::message;

use super::{excerpt, is_blank, same};

/// The frame of the line beyond the trim that tells the pressroom what it has in hand.
const SLUG: &str = "slug";

/// Whether marks lie over the text of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing may cover text.
    Nothing,
    /// The marks of a draft may: crossed boxes, what is missing, 样稿.
    DraftMarks,
}

/// Reads a finished file and finds what its pages say otherwise than they were to say, or say where nobody can see it: the first place of each page.
pub fn shown_is_in_file<'a>(
    bytes: &[u8],
    pages: &[DisplayPage],
    over: Over,
    source: &dyn Fn(Span) -> &'a str,
) -> Diagnostics {
    let mut read = words(bytes);
    if over == Over::DraftMarks {
        read.iter_mut().for_each(|page| page.hidden.retain(|hidden| hidden.why != Unseen::Covered));
    }
    let mut found: Diagnostics =
        pages.iter().zip(&read).filter_map(|(page, words)| on_page(page, words, source)).collect();
    let missing = pages.get(read.len()..).unwrap_or_default();
    found.extend(missing.iter().map(|page| {
        Diagnostic::error("text/lost", message!("page {} is not in the finished file", page.number)).hint(REPORT)
    }));
    found
}

/// What to do about a fault of the program.
const REPORT: &str = "this is a fault of the program: please report it with the edition";

/// The words of a page of the file, sign by sign.
type Signs<'w> = Peekable<Box<dyn Iterator<Item = (usize, char)> + 'w>>;

fn on_page<'a>(page: &DisplayPage, words: &PageWords, source: &dyn Fn(Span) -> &'a str) -> Option<Diagnostic> {
    let signs: Box<dyn Iterator<Item = (usize, char)>> =
        Box::new(words.text.char_indices().filter(|(_, c)| !is_blank(*c)));
    let (mut signs, mut hidden) = (signs.peekable(), words.hidden.iter().peekable());
    for item in &page.items {
        let ItemKind::Glyphs(run) = &item.kind else { continue };
        if let Some(finding) = in_file(page, (item, run), &mut signs, &mut hidden, source) {
            return Some(finding);
        }
    }
    let more: String = signs.map(|(_, c)| c).collect();
    (!more.is_empty()).then(|| added(page, &more))
}

fn added(page: &DisplayPage, more: &str) -> Diagnostic {
    let message = message!("page {} of the finished file says `{}` too much", page.number, excerpt(more));
    Diagnostic::error("text/added", message).hint(REPORT)
}

/// One run of a page in the file.
fn in_file<'a, 'w>(
    page: &DisplayPage,
    (item, run): (&Item, &GlyphRun),
    signs: &mut Signs<'_>,
    hidden: &mut Peekable<impl Iterator<Item = &'w Hidden>>,
    source: &dyn Fn(Span) -> &'a str,
) -> Option<Diagnostic> {
    for (at, c) in run.text.char_indices().filter(|(_, c)| !is_blank(*c)) {
        let place = || place(item, run, at, source);
        match signs.peek() {
            Some((byte, said)) if same(c, *said) => {
                while hidden.next_if(|hidden| hidden.text.end <= *byte).is_some() {}
                let unseen = hidden.peek().filter(|hidden| hidden.text.contains(byte) && &*item.frame != SLUG);
                if let Some(unseen) = unseen {
                    return Some(unseen_text(page, &run.text[at..], unseen.why).at(place()));
                }
                signs.next();
            }
            Some(_) => {
                let said: String = signs.take(run.text.chars().count()).map(|(_, c)| c).collect();
                let (written, said) = (excerpt(&run.text[at..]), excerpt(&said));
                let message =
                    message!("page {} was to say `{}`, and the finished file says `{}`", page.number, written, said);
                return Some(Diagnostic::error("text/changed", message).at(place()).hint(REPORT));
            }
            None => {
                let message =
                    message!("`{}` on page {} is not in the finished file", excerpt(&run.text[at..]), page.number);
                return Some(Diagnostic::error("text/lost", message).at(place()).hint(REPORT));
            }
        }
    }
    None
}

fn unseen_text(page: &DisplayPage, text: &str, why: Unseen) -> Diagnostic {
    let (why, hint) = match why {
        Unseen::Outside => {
            (message!("it stands beyond the trim"), "move or widen its frame so that the text stands on the page")
        }
        Unseen::Clipped => (message!("it is cut off"), "give its frame more room"),
        Unseen::Covered => (message!("something is painted over it"), "move what lies over it, or the text"),
        Unseen::Unpainted => (message!("it has no colour"), "give its style a colour"),
    };
    let message = message!("`{}` does not show on page {}: {}", excerpt(text), page.number, why);
    Diagnostic::error("text/lost", message).hint(hint)
}

/// Where a sign of a run was written, where its source has the run's text letter by letter.
fn place<'a>(item: &Item, run: &GlyphRun, at: usize, source: &dyn Fn(Span) -> &'a str) -> Span {
    let span = item.span.unwrap_or_default();
    match source(span).find(run.text.as_str()) {
        Some(found) => {
            let start = span.start + narrow(found + at);
            Span { start, end: span.start + narrow(found + run.text.len()), ..span }
        }
        None => span,
    }
}
