//! Two texts side by side, as far as they are the same.

use crate::base::{Span, narrow};
use crate::display::{GlyphRun, Item};

use super::{is_blank, same, takes_room};

/// A written sign with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) c: char,
    /// What parts it from the sign before it in its paragraph.
    pub(super) after: Parted,
    /// Where it stands.
    pub(super) at: Span,
}

impl Sign {
    /// Whether anything parts it from the sign before it.
    pub(super) fn is_apart(&self) -> bool {
        self.after != Parted::No
    }
}

/// What stands between two signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Parted {
    /// Nothing.
    #[default]
    No,
    /// The end of a line as it was typed, which is a blank between words and nothing between Chinese signs.
    ByLineEnd,
    /// A blank.
    ByBlank,
}

impl Parted {
    /// With one more sign that is no letter.
    pub(super) fn and(self, c: char) -> Self {
        match c {
            '\n' | '\r' if self == Self::No => Self::ByLineEnd,
            c if takes_room(c) => Self::ByBlank,
            _ => self,
        }
    }

    /// Whether the reader must see that two signs are apart.
    fn must_show(self, before: char, after: char) -> bool {
        match self {
            Self::No => false,
            Self::ByLineEnd => before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric(),
            Self::ByBlank => true,
        }
    }
}

/// A reading beside letters (ruby).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    /// The first of the written signs that it stands beside.
    pub(super) from: usize,
    /// Where it stands.
    pub(super) at: Span,
}

/// The first place at which the texts part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// Written and not shown.
    Lost {
        /// The text from there on.
        written: String,
        at: Span,
        /// Whether nothing more is shown.
        at_end: bool,
    },
    /// Shown as something else.
    Changed {
        /// What is written from there on.
        written: String,
        /// What is shown.
        shown: String,
        at: Span,
    },
    /// The blank between two words is not shown.
    Joined {
        /// What is written before it.
        before: String,
        /// What is written after it.
        after: String,
        at: Span,
    },
    /// Shown and not written.
    Added {
        /// The text from there on.
        shown: String,
        at: Option<Span>,
    },
}

/// Adds the signs of a text that are no blanks; `after` is what parts the first of them from what was there, and then what stands at the text's end.
pub(super) fn add_signs(signs: &mut Vec<Sign>, after: &mut Parted, text: &str, at: impl Fn(u32, char) -> Span) {
    for (start, c) in text.char_indices() {
        if is_blank(c) {
            *after = after.and(c);
        } else {
            signs.push(Sign { c, after: std::mem::take(after), at: at(narrow(start), c) });
        }
    }
}

/// A text on the page, sign by sign.
struct Shown<'a> {
    pieces: &'a [(&'a Item, &'a GlyphRun)],
    piece: usize,
    rest: std::str::Chars<'a>,
    /// What is left after the sign that was looked at.
    ahead: std::str::Chars<'a>,
    /// Whether the next sign is the first of its piece.
    is_first: bool,
    /// What parts the next sign from the one before.
    after: Parted,
}

impl<'a> Shown<'a> {
    fn new(pieces: &'a [(&'a Item, &'a GlyphRun)]) -> Self {
        let rest = pieces.first().map_or("", |(_, run)| run.text.as_str()).chars();
        Self { pieces, piece: 0, ahead: rest.clone(), rest, is_first: true, after: Parted::No }
    }

    /// The next sign, to which the reader is moved.
    fn peek(&mut self) -> Option<char> {
        loop {
            let mut rest = self.rest.clone();
            match rest.next() {
                Some(c) if !is_blank(c) => {
                    self.ahead = rest;
                    return Some(c);
                }
                Some(c) => {
                    self.after = self.after.and(c);
                    self.rest = rest;
                }
                None => {
                    self.skip_piece();
                    if self.piece >= self.pieces.len() {
                        return None;
                    }
                }
            }
        }
    }

    /// Steps over the sign that was looked at.
    fn step(&mut self) {
        self.rest = self.ahead.clone();
        (self.is_first, self.after) = (false, Parted::No);
    }

    fn skip_piece(&mut self) {
        self.piece = (self.piece + 1).min(self.pieces.len());
        self.rest = self.pieces.get(self.piece).map_or("", |(_, run)| run.text.as_str()).chars();
        self.is_first = true;
    }

    /// Whether the next sign is the last of its piece.
    fn is_last(&self) -> bool {
        self.rest.clone().skip(1).all(is_blank)
    }

    /// What is left of the pieces, as far as it is told.
    fn some(&self) -> String {
        let later = self.pieces.iter().skip(self.piece + 1).flat_map(|(_, run)| run.text.chars());
        self.rest.clone().chain(later).filter(|c| !is_blank(*c)).take(SOME).collect()
    }

    fn place(&self) -> Option<Span> {
        self.pieces.get(self.piece).or(self.pieces.last()).and_then(|(item, _)| item.span)
    }
}

/// Signs that are looked at to tell what happened, and told.
const SOME: usize = 24;
/// Signs on each side of a blank that is not there that are told.
const FEW: usize = 6;
/// Signs that must agree for the texts to have met again.
const AGREE: usize = 3;

/// Goes along both texts. What the program is known to add is passed: a hyphen where a line breaks a word, and readings beside their letters.
pub(super) fn walk(written: &[Sign], readings: &[Reading<'_>], pieces: &[(&Item, &GlyphRun)]) -> Result<(), Slip> {
    let mut shown = Shown::new(pieces);
    let mut readings = readings.iter().peekable();
    let mut at = 0;
    loop {
        let sign = shown.peek();
        if shown.is_first && readings.peek().is_some_and(|reading| is_reading(reading, written, at, &shown)) {
            readings.next();
            shown.skip_piece();
            continue;
        }
        match (written.get(at), sign) {
            (Some(want), Some(c)) if same(want.c, c) => {
                if let Some(joined) = joined(written, at, shown.after) {
                    return Err(joined);
                }
                at += 1;
                shown.step();
            }
            (want, Some('-')) if shown.is_last() && breaks_word(written, at, want) => shown.step(),
            (None, None) => break,
            _ => return Err(slip(written, at, &shown)),
        }
    }
    match readings.next() {
        Some(reading) => Err(Slip::Lost { written: reading.text.to_owned(), at: reading.at, at_end: true }),
        None => Ok(()),
    }
}

/// A blank that is not shown before a sign.
fn joined(written: &[Sign], at: usize, shown: Parted) -> Option<Slip> {
    if shown != Parted::No || !written.get(at)?.is_apart() {
        return None;
    }
    let (rest, before) = (written.get(at..)?, &written[..at]);
    let (first, last) = (rest.first()?, before.last()?);
    if !first.after.must_show(last.c, first.c) {
        return None;
    }
    let text = |signs: &[Sign]| signs.iter().map(|sign| sign.c).collect();
    let before = text(&before[at.saturating_sub(FEW)..]);
    Some(Slip::Joined { before, after: text(&rest[..rest.len().min(FEW)]), at: first.at })
}

/// Whether the piece that comes is a reading: they are painted after the line of their first letter. A word of the text may be the same as a reading; the piece
/// after it then goes on with the text.
fn is_reading(reading: &Reading<'_>, written: &[Sign], at: usize, shown: &Shown<'_>) -> bool {
    let piece = |number: usize| shown.pieces.get(number).map_or("", |(_, run)| run.text.as_str());
    let own = piece(shown.piece);
    if at <= reading.from || !is_same_text(reading.text, own) {
        return false;
    }
    let mut rest = written.get(at..).unwrap_or_default().iter();
    let is_text = own.chars().filter(|c| !is_blank(*c)).all(|c| rest.next().is_some_and(|sign| same(sign.c, c)));
    let later = shown.pieces.iter().skip(shown.piece + 1).flat_map(|(_, run)| run.text.chars());
    let next = later.into_iter().find(|c| !is_blank(*c));
    !is_text || !next.is_some_and(|c| rest.next().is_some_and(|sign| same(sign.c, c)))
}

fn is_same_text(a: &str, b: &str) -> bool {
    a.chars().filter(|c| !is_blank(*c)).eq(b.chars().filter(|c| !is_blank(*c)))
}

/// Signs before this are of scripts that break words with hyphens.
const CHINESE: char = '\u{2E80}';

fn breaks_word(written: &[Sign], at: usize, next: Option<&Sign>) -> bool {
    let is_letter = |sign: Option<&Sign>| sign.is_some_and(|sign| sign.c.is_alphabetic() && sign.c < CHINESE);
    is_letter(at.checked_sub(1).and_then(|before| written.get(before))) && is_letter(next)
}

/// What happened where the texts part: they meet again after signs that are missing, too many, or others.
fn slip(written: &[Sign], at: usize, shown: &Shown<'_>) -> Slip {
    let rest = written.get(at..).unwrap_or_default();
    let (wanted, said) = (rest.iter().take(SOME).map(|sign| sign.c).collect::<Vec<_>>(), shown.some());
    let said: Vec<char> = said.chars().collect();
    let text = |signs: &[char]| signs.iter().collect::<String>();
    let meets = |from: usize, upon: usize| {
        let (a, b) = (wanted.get(from..).unwrap_or_default(), said.get(upon..).unwrap_or_default());
        let length = a.len().min(b.len());
        length > 0 && (length >= AGREE || a.len() == b.len()) && a.iter().zip(b).take(AGREE).all(|(a, b)| same(*a, *b))
    };
    let Some(first) = rest.first() else { return Slip::Added { shown: text(&said), at: shown.place() } };
    if said.is_empty() {
        return Slip::Lost { written: text(&wanted), at: first.at, at_end: true };
    }
    for distance in 1..SOME {
        if meets(distance, 0) {
            return Slip::Lost { written: text(&wanted[..distance]), at: first.at, at_end: false };
        }
        if meets(0, distance) {
            return Slip::Added { shown: text(&said[..distance]), at: Some(first.at) };
        }
        if meets(distance, distance) {
            let (written, shown) = (text(&wanted[..distance]), text(&said[..distance]));
            return Slip::Changed { written, shown, at: first.at };
        }
    }
    Slip::Lost { written: text(&wanted), at: first.at, at_end: false }
}
