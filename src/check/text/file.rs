//! The words of the finished file against the pages it was made of.

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use crate::base::{Diagnostic, Diagnostics, Span, narrow};
use crate::check::preflight::{Hidden, PageWords, Unseen};
use crate::display::{DisplayPage, GlyphRun, Item, ItemKind};
use crate::message;

use super::{excerpt, is_blank, same, takes_room};

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

/// Finds what the words read from a finished file say otherwise than its pages were to say, or say where nobody can see it: the first place of each page.
pub fn shown_is_in_file<'a>(
    mut read: Vec<PageWords>,
    pages: &[DisplayPage],
    over: Over,
    source: &dyn Fn(Span) -> &'a str,
) -> Diagnostics {
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
struct Said<'w> {
    text: &'w str,
    /// The byte of the sign that comes.
    at: usize,
    /// The sign that comes.
    next: Option<char>,
    /// Whether there is room between it and the sign before.
    is_apart: bool,
    hidden: Peekable<Iter<'w, Hidden>>,
}

impl<'w> Said<'w> {
    fn new(words: &'w PageWords) -> Self {
        let mut said =
            Self { text: &words.text, at: 0, next: None, is_apart: false, hidden: words.hidden.iter().peekable() };
        said.step_to(0);
        said
    }

    fn step(&mut self) {
        self.step_to(self.at + self.next.map_or(0, char::len_utf8));
    }

    /// Goes to the first sign from a byte on.
    fn step_to(&mut self, at: usize) {
        let mut rest = self.text[at..].chars();
        (self.at, self.is_apart, self.next) = (at, false, rest.next());
        while let Some(c) = self.next.filter(|c| is_blank(*c)) {
            self.is_apart |= takes_room(c);
            self.at += c.len_utf8();
            self.next = rest.next();
        }
    }

    /// Steps over a text, if it comes next byte for byte and shows: nearly every run of a page does.
    fn steps_over(&mut self, text: &str) -> bool {
        let bytes = self.at..self.at + text.len();
        let is_here = self.text.get(bytes.clone()) == Some(text) && !text.ends_with(is_blank) && !self.hides(&bytes);
        if is_here {
            self.step_to(bytes.end);
        }
        is_here
    }

    /// Whether anything of some bytes does not show; bytes are asked for in order.
    fn hides(&mut self, bytes: &Range<usize>) -> bool {
        while self.hidden.next_if(|hidden| hidden.text.end <= bytes.start).is_some() {}
        self.hidden.peek().is_some_and(|hidden| hidden.text.start < bytes.end)
    }

    /// Why the sign that comes does not show.
    fn unseen(&mut self) -> Option<Unseen> {
        let at = self.at;
        self.hides(&(at..at + 1)).then(|| self.hidden.peek().map(|hidden| hidden.why)).flatten()
    }

    /// What comes, as far as it is told.
    fn some(&self) -> String {
        self.text[self.at..].chars().filter(|c| !is_blank(*c)).take(SOME).collect()
    }
}

/// Signs that are told at most.
const SOME: usize = 24;

/// What a page says so far.
#[derive(Default)]
struct Before {
    sign: Option<char>,
    is_blank: bool,
}

fn on_page<'a>(page: &DisplayPage, words: &PageWords, source: &dyn Fn(Span) -> &'a str) -> Option<Diagnostic> {
    let (mut said, mut before) = (Said::new(words), Before::default());
    for item in &page.items {
        let ItemKind::Glyphs(run) = &item.kind else { continue };
        if let Some((at, finding)) = in_file(page, (item, run), &mut said, &mut before) {
            return Some(finding.at(place(item, run, at, source)));
        }
    }
    said.next.is_some().then(|| added(page, &said.some()))
}

fn added(page: &DisplayPage, more: &str) -> Diagnostic {
    let message = message!("page {} of the finished file says `{}` too much", page.number, excerpt(more));
    Diagnostic::error("text/added", message).hint(REPORT)
}

/// One run of a page in the file: what is wrong, and from which byte of the run on.
fn in_file(
    page: &DisplayPage,
    (item, run): (&Item, &GlyphRun),
    said: &mut Said<'_>,
    before: &mut Before,
) -> Option<(usize, Diagnostic)> {
    let last = run.text.chars().next_back();
    if (!before.is_blank || said.is_apart) && last.is_some() && said.steps_over(&run.text) {
        *before = Before { sign: last, is_blank: false };
        return None;
    }
    for (at, c) in run.text.char_indices() {
        if is_blank(c) {
            before.is_blank |= takes_room(c);
            continue;
        }
        let rest = &run.text[at..];
        let Some(shown) = said.next else { return Some((at, lost(page, rest))) };
        if !same(c, shown) {
            return Some((at, changed(page, rest, said)));
        }
        if let Some(why) = said.unseen().filter(|_| &*item.frame != SLUG) {
            return Some((at, unseen_text(page, rest, why)));
        }
        if before.is_blank && !said.is_apart && before.sign.is_some_and(|last| !has_room(last) && !has_room(c)) {
            return Some((at, joined(page, before.sign, rest)));
        }
        *before = Before { sign: Some(c), is_blank: false };
        said.step();
    }
    None
}

/// Whether a sign has room of its own within its em, so that a blank beside it cannot be told from it: marks of full width.
fn has_room(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}' | '\u{2010}'..='\u{2027}' | '\u{2E3A}' | '·')
}

fn lost(page: &DisplayPage, text: &str) -> Diagnostic {
    let message = message!("`{}` on page {} is not in the finished file", excerpt(text), page.number);
    Diagnostic::error("text/lost", message).hint(REPORT)
}

fn changed(page: &DisplayPage, text: &str, said: &Said<'_>) -> Diagnostic {
    let shown: String = said.some().chars().take(text.chars().count()).collect();
    let message = message!(
        "page {} was to say `{}`, and the finished file says `{}`",
        page.number,
        excerpt(text),
        excerpt(&shown)
    );
    Diagnostic::error("text/changed", message).hint(REPORT)
}

fn joined(page: &DisplayPage, before: Option<char>, after: &str) -> Diagnostic {
    let (before, after) = (before.map_or(String::new(), String::from), excerpt(after));
    let message = message!("the blank between `{}` and `{}` does not show on page {}", before, after, page.number);
    Diagnostic::error("text/lost", message).hint(REPORT)
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
    // Blanks at its edges may be the program's own.
    let (text, blanks) = (run.text.trim(), run.text.len() - run.text.trim_start().len());
    match source(span).find(text) {
        Some(found) => {
            let start = span.start + narrow(found + at.saturating_sub(blanks));
            Span { start, end: span.start + narrow(found + text.len()), ..span }
        }
        None => span,
    }
}
