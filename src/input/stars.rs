//! Stars around bold and kai, paired as a writer of Chinese means them: by turns, one that opens and one that closes, whatever marks stand beside
//! them. Markdown's own rule is made for words between spaces and fails in `说**“好”，**又`.

use std::ops::Range;

use crate::base::Span;

use super::hidden_letters::{CLOSING, OPENING, are_hidden, is_family_name};
use super::inline::{Letter, LetterKind, Markup};

/// Letters with the looks their stars give, and the stars that pair with none.
pub(super) struct Paired {
    pub letters: Vec<Letter>,
    pub unpaired: Vec<Unpaired>,
    /// The first pair that was hardly meant to be one.
    pub doubtful: Option<Doubtful>,
}

/// Stars that make a look of the words between them, though each seems to belong to the word before it.
#[derive(Clone, Debug)]
pub(super) struct Doubtful {
    pub span: Span,
    /// The words between them.
    pub words: String,
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
    fn doubtful(self, letters: &[Letter]) -> Option<Doubtful> {
        let (open, close) = (self.open.places(), self.close.places());
        let (first, last) = (letters.get(open.start)?, letters.get(close.end.checked_sub(1)?)?);
        are_hidden(letters, &open, &close).then(|| Doubtful {
            span: Span { end: last.span.end.max(first.span.end), ..first.span },
            words: letters[open.end..close.start].iter().map(|letter| letter.c).collect(),
        })
    }
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
    let rows = rows(&letters);
    let turns = turns(&rows);
    let doubtful = pairs(&rows, &turns).into_iter().find_map(|pair| pair.doubtful(&letters));
    let mut out = Paired { letters: Vec::with_capacity(letters.len()), unpaired: Vec::new(), doubtful };
    let mut now = Markup::default();
    let mut next = rows.iter().zip(turns).peekable();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        match next.next_if(|(row, _)| row.at == at) {
            Some((row, turn)) => {
                let printed = &letters[at..at + turn.prints];
                // One star between figures multiplies.
                if let Some(last) = printed.last().filter(|_| row.stars > 1 || !between_figures(&letters, at)) {
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
            let multiplies = stars == 1 && between_figures(letters, at);
            rows.push(Row { at, stars, can_open: can_open && !multiplies, can_close: can_close && !multiplies });
        }
        at += stars.max(1);
    }
    rows
}

fn between_figures(letters: &[Letter], at: usize) -> bool {
    let is_figure = |letter: Option<&Letter>| letter.is_some_and(|letter| letter.c.is_ascii_digit());
    is_figure(at.checked_sub(1).and_then(|before| letters.get(before))) && is_figure(letters.get(at + 1))
}

/// What each row does. A look that no row closes was never opened, and its stars print.
fn turns(rows: &[Row]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::with_capacity(rows.len());
    let (mut strong, mut emphasis): (Option<usize>, Option<usize>) = (None, None);
    for (at, row) in rows.iter().enumerate() {
        let may = |open: Option<usize>| if open.is_some() { row.can_close } else { row.can_open };
        let turn = match row.stars {
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
