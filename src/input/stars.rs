//! Stars around bold and kai, paired as a writer of Chinese means them: by turns, one that opens and one that closes, whatever marks stand beside
//! them. Markdown's own rule is made for words between spaces and fails in `说**“好”，**又`.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::Span;

use super::hidden_letters::{CLOSING, OPENING, are_hidden, hides, is_family_name, is_sign};
use super::inline::{Letter, LetterKind, Markup};

/// Letters with the looks their stars give, and the stars that pair with none.
pub(super) struct Paired {
    pub letters: Vec<Letter>,
    pub unpaired: Vec<Unpaired>,
    /// The pairs that were hardly meant to be some.
    pub doubtful: Option<Doubtful>,
}

/// Stars that make a look of the words between them, though each seems to belong to the word before it: the first pair of a block, for all of its pairs.
#[derive(Clone, Debug)]
pub(super) struct Doubtful {
    pub span: Span,
    /// The words between them.
    pub words: String,
    /// How many pairs of the block lose a star that may be meant to print.
    pub pairs: usize,
}

/// A row of stars that pairs with none; it prints.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unpaired {
    pub span: Span,
    pub stars: usize,
    pub role: Role,
}

/// What a row of stars that pairs with none was probably meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A look of the words behind it, which nothing ends.
    Look,
    /// A sign: it hides letters, counts, or calls a note.
    Sign,
    /// Between figures it hides some of them, or is a power, as nothing else is.
    Figure,
}

/// A look begins before a word. Behind a family name, beside figures and where no word follows stars are signs.
fn role(letters: &[Letter], row: Range<usize>) -> Role {
    let before = row.start.checked_sub(1).and_then(|before| letters.get(before)).map(|letter| letter.c);
    let after = letters.get(row.end).map(|letter| letter.c);
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let begins_words = after.is_some_and(|c| c.is_alphanumeric() || OPENING.contains(c));
    let ends_words = before.is_some_and(|c| c.is_alphanumeric() || CLOSING.contains(c));
    let is_sign = is_figure(before) || is_figure(after) || is_family_name(before) || ends_words && !begins_words;
    match is_sign {
        true if is_figure(before) && is_figure(after) => Role::Figure,
        true => Role::Sign,
        false => Role::Look,
    }
}

/// A row of stars: its place among the letters.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: usize,
    stars: usize,
    can_open: bool,
    can_close: bool,
    /// Each star seems to hide letters of the name or number that it stands in, or to multiply.
    hides: bool,
    reading: Reading,
}

/// What a row of stars is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// It begins or ends a look where it can.
    Look,
    /// It begins and ends none, and is told.
    Lone,
    /// It is meant to print.
    Sign,
}

/// What a row of stars does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Turn {
    /// Bold begins or ends.
    strong: bool,
    /// Kai begins or ends.
    emphasis: bool,
    /// How many of its stars print.
    prints: usize,
}

/// Rows of stars around words.
#[derive(Clone, Copy, Debug)]
struct Pair {
    open: Row,
    close: Row,
}

impl Pair {
    fn is_doubtful(self, letters: &[Letter]) -> bool {
        are_hidden(letters, &self.open.places(), &self.close.places())
    }

    fn hides(self) -> bool {
        self.open.hides && self.close.hides
    }

    /// What is told of it.
    fn told(self, letters: &[Letter], pairs: usize) -> Option<Doubtful> {
        let (open, close) = (self.open.places(), self.close.places());
        let (first, last) = (letters.get(open.start)?, letters.get(close.end.checked_sub(1)?)?);
        Some(Doubtful {
            span: Span { end: last.span.end.max(first.span.end), ..first.span },
            words: letters[open.end..close.start].iter().map(|letter| letter.c).collect(),
            pairs,
        })
    }
}

/// What is told of the pairs of a block: the first that is doubtful, and how many lose a star that may be meant to print.
fn doubtful(letters: &[Letter], pairs: &[Pair]) -> Option<Doubtful> {
    let first = pairs.iter().find(|pair| pair.is_doubtful(letters))?;
    let loses = |pair: &&Pair| pair.open.hides || pair.close.hides || pair.is_doubtful(letters);
    // Three stars make two pairs at the same places.
    let places: BTreeSet<usize> = pairs.iter().filter(loses).map(|pair| pair.open.at).collect();
    first.told(letters, places.len())
}

impl Row {
    fn places(self) -> Range<usize> {
        self.at..self.at + self.stars
    }
}

/// The pairs that turns make.
fn pairs(rows: &[Row], turns: &[Turn]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut strong, mut emphasis): (Option<Row>, Option<Row>) = (None, None);
    for (&row, turn) in rows.iter().zip(turns) {
        let ends_one_and_begins = *turn == Turn::default();
        for (open, turns) in [(&mut strong, turn.strong || ends_one_and_begins), (&mut emphasis, turn.emphasis)] {
            if turns {
                let was = open.replace(row);
                pairs.extend(was.map(|open| Pair { open, close: row }));
                if was.is_some() && !ends_one_and_begins {
                    *open = None;
                }
            }
        }
    }
    pairs
}

/// Pairs the stars of a block.
pub(super) fn paired(letters: Vec<Letter>) -> Paired {
    let rows = read(&letters, rows(&letters));
    let turns = turns(&rows);
    let doubtful = doubtful(&letters, &pairs(&rows, &turns));
    let mut out = Paired { letters: Vec::with_capacity(letters.len()), unpaired: Vec::new(), doubtful };
    let mut now = Markup::default();
    let mut next = rows.iter().zip(turns).peekable();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        match next.next_if(|(row, _)| row.at == at) {
            Some((row, turn)) => {
                let printed = &letters[at..at + turn.prints];
                if let Some(last) = printed.last().filter(|_| row.reading != Reading::Sign) {
                    let span = Span { end: last.span.end, ..letter.span };
                    out.unpaired.push(Unpaired { span, stars: turn.prints, role: role(&letters, row.places()) });
                }
                // What closes does so before the stars that print, what opens after them.
                let closes = now.strong && turn.strong || now.emphasis && turn.emphasis;
                let next = Markup { strong: now.strong ^ turn.strong, emphasis: now.emphasis ^ turn.emphasis };
                let look = if closes { next } else { now };
                out.letters.extend(printed.iter().map(|&star| looking(star, look)));
                now = next;
                at += row.stars;
            }
            None => {
                out.letters.push(looking(letter, now));
                at += 1;
            }
        }
    }
    out
}

fn looking(letter: Letter, look: Markup) -> Letter {
    let markup =
        Markup { strong: letter.markup.strong || look.strong, emphasis: letter.markup.emphasis || look.emphasis };
    Letter { markup, ..letter }
}

fn rows(letters: &[Letter]) -> Vec<Row> {
    let is_star = |at: usize| letters.get(at).is_some_and(|letter| letter.kind == LetterKind::Star);
    let is_text = |letter: Option<&Letter>| letter.is_some_and(|letter| !letter.c.is_whitespace());
    let mut rows = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let stars = (at..letters.len()).take_while(|&at| is_star(at)).count();
        if stars > 0 {
            // Bold is opened and closed wherever it is written; a lone star beside a blank is a sign of its own.
            let can_open = stars > 1 || is_text(letters.get(at + 1));
            let can_close = stars > 1 || is_text(at.checked_sub(1).and_then(|before| letters.get(before)));
            // One star between figures multiplies.
            let is_sign = stars == 1 && between_figures(letters, at) || is_sign(letters, &(at..at + stars));
            let reading = if is_sign { Reading::Sign } else { Reading::Look };
            let hides = hides(letters, &(at..at + stars));
            rows.push(Row { at, stars, can_open, can_close, hides, reading });
        }
        at += stars.max(1);
    }
    rows
}

fn between_figures(letters: &[Letter], at: usize) -> bool {
    let is_figure = |letter: Option<&Letter>| letter.is_some_and(|letter| letter.c.is_ascii_digit());
    is_figure(at.checked_sub(1).and_then(|before| letters.get(before))) && is_figure(letters.get(at + 1))
}

/// Rows as their neighbours let them be read: where a pair hides letters with both its rows, no look was meant and both print.
fn read(letters: &[Letter], rows: Vec<Row>) -> Vec<Row> {
    if !rows.iter().any(|row| row.hides) {
        return rows;
    }
    let hidden = pairs(&rows, &turns(&rows)).into_iter().filter(|pair| pair.hides());
    let places = hidden.flat_map(|pair| [pair.open.at, pair.close.at]).collect();
    let rows = turned(letters, with(&rows, &places, Reading::Sign));
    signs_of_a_list(rows)
}

/// Rows of which those at some places are read in another way.
fn with(rows: &[Row], places: &BTreeSet<usize>, reading: Reading) -> Vec<Row> {
    rows.iter().map(|row| if places.contains(&row.at) { Row { reading, ..*row } } else { *row }).collect()
}

/// Tries of another reading in a block: each walks its rows.
const TRIES: usize = 16;

/// `赵*三人获*特等奖*`: a row that hides letters pushed the looks behind it out of turn. Without it there are fewer faults.
fn turned(letters: &[Letter], mut rows: Vec<Row>) -> Vec<Row> {
    for _ in 0..TRIES {
        let now = faults(letters, &rows);
        let tries = now.pairs.iter().enumerate().filter(|(_, pair)| pair.open.hides && pair.is_doubtful(letters));
        let better = tries
            .take(TRIES)
            .flat_map(|(at, pair)| turns_of(&rows, at.checked_sub(1).and_then(|at| now.pairs.get(at)), pair.open))
            .map(|places| with(&rows, &places, Reading::Lone))
            .find(|rows| faults(letters, rows).are_fewer_than(&now));
        match better {
            Some(better) => rows = better,
            None => break,
        }
    }
    rows
}

/// Rows that may print where one that opens a pair hides letters: it alone, with what closed the pair before, or with the next that hides some.
fn turns_of(rows: &[Row], before: Option<&Pair>, open: Row) -> Vec<BTreeSet<usize>> {
    let before = before.map(|pair| pair.close).filter(|row| row.hides);
    let next = rows.iter().find(|row| row.at > open.at && row.hides && row.reading == Reading::Look).copied();
    let both = [before, next].into_iter().flatten().map(|other| BTreeSet::from([open.at, other.at]));
    std::iter::once(BTreeSet::from([open.at])).chain(both).collect()
}

/// What is wrong with a reading of rows.
struct Faults {
    pairs: Vec<Pair>,
    /// Pairs that are doubtful, and rows that are left alone.
    count: usize,
    /// Looks that end where letters seem hidden.
    ends: usize,
}

impl Faults {
    fn are_fewer_than(&self, other: &Self) -> bool {
        self.count < other.count && self.ends <= other.ends
    }
}

fn faults(letters: &[Letter], rows: &[Row]) -> Faults {
    let turns = turns(rows);
    let pairs = pairs(rows, &turns);
    let alone = rows.iter().zip(&turns).filter(|(row, turn)| row.reading == Reading::Look && turn.prints > 0).count();
    let doubtful = pairs.iter().filter(|pair| pair.is_doubtful(letters)).count();
    let ends = pairs.iter().filter(|pair| pair.close.hides).count();
    Faults { pairs, count: doubtful + alone, ends }
}

/// `张*、李*、王*`: where several rows hide letters and print, the one that is left over is no look that was left open.
fn signs_of_a_list(rows: Vec<Row>) -> Vec<Row> {
    let turns = turns(&rows);
    let print = rows.iter().zip(&turns).filter(|(row, turn)| row.hides && turn.prints == row.stars);
    let places: BTreeSet<usize> = print.map(|(row, _)| row.at).collect();
    if places.len() < 2 { rows } else { with(&rows, &places, Reading::Sign) }
}

/// What each row does. A look that no row closes was never opened, and its stars print.
fn turns(rows: &[Row]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::with_capacity(rows.len());
    let (mut strong, mut emphasis): (Option<usize>, Option<usize>) = (None, None);
    for (at, row) in rows.iter().enumerate() {
        let may = |open: Option<usize>| if open.is_some() { row.can_close } else { row.can_open };
        let turn = match row.stars {
            stars if row.reading != Reading::Look => Turn { prints: stars, ..Turn::default() },
            1 if may(emphasis) => Turn { emphasis: true, ..Turn::default() },
            2 => Turn { strong: true, ..Turn::default() },
            3 => Turn { strong: true, emphasis: true, prints: 0 },
            // One pair ends and the next begins.
            4 if strong.is_some() => Turn::default(),
            stars => Turn { prints: stars, ..Turn::default() },
        };
        let begins_anew = turn == Turn::default();
        if turn.strong || begins_anew {
            strong = if strong.is_some() && !begins_anew { None } else { Some(at) };
        }
        if turn.emphasis {
            emphasis = if emphasis.is_some() { None } else { Some(at) };
        }
        turns.push(turn);
    }
    if let Some(turn) = strong.and_then(|at| turns.get_mut(at)) {
        // What ended one pair and began another only ends the one.
        turn.strong = !turn.strong;
        turn.prints += 2;
    }
    if let Some(turn) = emphasis.and_then(|at| turns.get_mut(at)) {
        turn.emphasis = false;
        turn.prints += 1;
    }
    turns
}
