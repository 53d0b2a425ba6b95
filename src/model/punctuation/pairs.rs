//! What opens and closes: quotes and brackets of which one half is missing.

use crate::base::{Diagnostic, Diagnostics, Span};
use crate::message;

use super::{FOREIGN, Letter, excerpt, place};

/// Marks that open, and what closes them.
const PAIRS: &[(char, char)] = &[
    ('“', '”'),
    ('「', '」'),
    ('『', '』'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('【', '】'),
    ('〔', '〕'),
];
/// How many of them are quotes that may go on over paragraphs, each of which then begins with the mark again (GB/T 15834-2011, 4.8.3.4).
const GO_ON: usize = 3;

/// The half of a pair that a letter is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Opens,
    Closes,
}

/// What is left of a pair in a text.
#[derive(Default)]
struct Left {
    /// Places of opening marks that nothing closes.
    open: Vec<usize>,
    /// The first closing mark that closes nothing.
    closing: Option<usize>,
    /// How many that were open before still are.
    before: usize,
}

/// Pairs of a text that stands alone.
pub(super) fn of_unit(letters: &[Letter]) -> Diagnostics {
    PAIRS.iter().filter_map(|pair| told(letters, *pair, &left(letters, *pair, 0))).collect()
}

/// Pairs of a story: quotes may be closed by a later paragraph.
pub(super) fn of_body(units: &[Vec<Letter>]) -> Diagnostics {
    let (quotes, others) = PAIRS.split_at(GO_ON);
    let alone = units.iter().flat_map(|unit| others.iter().filter_map(|pair| told(unit, *pair, &left(unit, *pair, 0))));
    let mut found: Diagnostics = alone.collect();
    quotes.iter().for_each(|pair| going_on(units, *pair, &mut found));
    found
}

/// A quotation that is still open: the paragraph and the place in it.
#[derive(Clone, Copy)]
struct Open {
    unit: usize,
    at: usize,
}

/// Quotes over paragraphs: what is open stays open until a paragraph closes it, and none may open another in between.
fn going_on(units: &[Vec<Letter>], pair: (char, char), found: &mut Diagnostics) {
    let mut open: Option<Open> = None;
    for (number, unit) in units.iter().enumerate() {
        let mut marks = unit.iter().enumerate().filter_map(|(at, letter)| Some((at, half(letter.c, pair)?)));
        let Some((first, half)) = marks.next() else { continue };
        // A paragraph of a quotation begins with the mark again, or closes what is open.
        let begins = half == Half::Opens && unit[..first].iter().all(|letter| letter.c.is_whitespace());
        let before = open.take();
        let goes_on = before.is_some() && (half == Half::Closes || begins);
        if let Some(Open { unit, at }) = before.filter(|_| !goes_on) {
            found.push(unclosed(&units[unit], at, pair));
        }
        let from = if goes_on && begins { first + 1 } else { 0 };
        let rest = left(&unit[from..], pair, usize::from(goes_on));
        found.extend(rest.closing.map(|at| unopened(unit, from + at, pair)));
        let new = rest.open.last().map(|at| Open { unit: number, at: from + at });
        let surplus = rest.open.split_last().map_or(&[][..], |(_, others)| others).first();
        found.extend(surplus.map(|at| unclosed(unit, from + at, pair)));
        open = new.or(before.filter(|_| rest.before > 0));
    }
    if let Some(Open { unit, at }) = open {
        found.push(unclosed(&units[unit], at, pair));
    }
}

/// Which half of a pair a letter is; brackets pair whatever their width.
fn half(c: char, (opens, closes): (char, char)) -> Option<Half> {
    match c {
        _ if c == opens || opens == '（' && c == '(' => Some(Half::Opens),
        _ if c == closes || closes == '）' && c == ')' => Some(Half::Closes),
        _ => None,
    }
}

/// What is left when pairs are taken away, `before` of them open at the beginning.
fn left(letters: &[Letter], pair: (char, char), before: usize) -> Left {
    let mut left = Left { before, ..Left::default() };
    for (at, letter) in letters.iter().enumerate() {
        match half(letter.c, pair) {
            Some(_) if is_apostrophe(letters, at) => {}
            Some(Half::Opens) => left.open.push(at),
            Some(Half::Closes) if left.open.pop().is_none() => match left.before.checked_sub(1) {
                Some(fewer) => left.before = fewer,
                None if is_sign(letters, at) => {}
                None => left.closing = left.closing.or(Some(at)),
            },
            _ => {}
        }
    }
    left
}

/// The letters on both sides of a place.
fn beside(letters: &[Letter], at: usize) -> [Option<char>; 2] {
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    [before, letters.get(at + 1)].map(|letter| letter.map(|letter| letter.c))
}

/// Whether a mark stands inside a Western word: don’t.
fn is_apostrophe(letters: &[Letter], at: usize) -> bool {
    letters[at].c == '’' && beside(letters, at).iter().all(|c| c.is_some_and(is_western))
}

fn is_western(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == FOREIGN
}

/// Whether a mark that closes nothing is none: an apostrophe at a word's end, the bracket after a number of a list, a face such as `:)`.
fn is_sign(letters: &[Letter], at: usize) -> bool {
    let [before, after] = beside(letters, at);
    match letters[at].c {
        '’' => before.is_some_and(is_western) || after.is_some_and(is_western),
        ')' if matches!(before, Some(':' | ';' | '：')) => true,
        ')' | '）' => is_number(&letters[..at]),
        _ => false,
    }
}

/// Whether letters end with the number of an item: `1）`, `十二)`, `a)`.
fn is_number(letters: &[Letter]) -> bool {
    /// Signs of the longest number of an item.
    const LONGEST: usize = 3;
    let is_figure = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(c);
    let figures = letters.iter().rev().take(LONGEST + 1).take_while(|letter| is_figure(letter.c)).count();
    let before = letters.len().checked_sub(figures + 1).map(|at| letters[at].c);
    (1..=LONGEST).contains(&figures) && before.is_none_or(|c| !c.is_alphanumeric())
}

/// What a text has left of a pair: one finding, since what follows from it is no fault of its own.
fn told(letters: &[Letter], pair: (char, char), left: &Left) -> Option<Diagnostic> {
    let closing = left.closing.map(|at| unopened(letters, at, pair));
    closing.or_else(|| left.open.first().map(|at| unclosed(letters, *at, pair)))
}

/// A mark that opens and is not closed.
pub(super) fn unclosed(letters: &[Letter], at: usize, (_, closes): (char, char)) -> Diagnostic {
    let message = message!("`{}` in `{}` is not closed", letters[at].c, excerpt(letters, at, at + 1));
    unpaired(message, place(letters, at, at + 1)).hint(message!("write `{}` where it ends, or take it out", closes))
}

fn unopened(letters: &[Letter], at: usize, (opens, _): (char, char)) -> Diagnostic {
    let message = message!("`{}` in `{}` closes nothing", letters[at].c, excerpt(letters, at, at + 1));
    unpaired(message, place(letters, at, at + 1)).hint(message!("write `{}` where it begins, or take it out", opens))
}

fn unpaired(message: crate::base::Message, at: Span) -> Diagnostic {
    Diagnostic::note("punctuation/unpaired", message).at(at)
}
