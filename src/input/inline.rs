//! Inline directives: `:dot[…]`, `:ruby[…]{…}` and the like (composition J).

use crate::base::{Diagnostic, Diagnostics, Span, name_hint};
use crate::message;

use super::article::InlineRun;

/// Markdown's own inline markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// `**bold**`.
    pub strong: bool,
    /// `*kai*`.
    pub emphasis: bool,
}

/// A directive around a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `:dot[…]` emphasis dots.
    Dot,
    /// `:name[…]` proper-name line.
    Name,
    /// `:book[…]` wavy book-title line.
    Book,
    /// `:ruby[…]{…}` ruby or pinyin.
    Ruby(String),
    /// `:note[…]` inline note.
    Note,
    /// `:tcy[…]` side by side in vertical lines.
    Tcy,
    /// `:sup[…]` raised note mark.
    Sup,
    /// `:lang[…]{…}` language.
    Lang(String),
}

/// Names of all directives.
const DIRECTIVES: &[&str] = &["dot", "name", "book", "ruby", "note", "tcy", "sup", "lang"];
/// Directives inside directives deeper than this are a mistake.
const MAX_DEPTH: usize = 8;
/// Longest text in the braces of a directive, in characters; bounds the search for the closing one.
const MAX_ARGUMENT: usize = 200;

/// A stretch of text between Markdown events.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub text: String,
    pub markup: Markup,
    pub span: Span,
    /// Whether a backslash stands before it: its first character means itself.
    pub is_escaped: bool,
}

/// A character with its origin.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    is_escaped: bool,
    markup: Markup,
    span: Span,
}

/// Splits the pieces of a block into runs of one markup and one set of directives.
pub(super) fn split_marks(pieces: Vec<Piece>, found: &mut Diagnostics) -> Vec<InlineRun> {
    let letters = with_stars(pieces.iter().flat_map(letters).collect());
    let mut runs = Vec::new();
    walk(&letters, &mut Vec::new(), &mut runs, found);
    runs
}

/// Characters with exact places where the piece's text is its source, else with the piece's.
fn letters(piece: &Piece) -> impl Iterator<Item = Letter> + '_ {
    let exact = (piece.span.end - piece.span.start) as usize == piece.text.len();
    piece.text.char_indices().map(move |(at, c)| {
        let start = piece.span.start as usize + at;
        let span = if exact { Span::new(piece.span.source, start, start + c.len_utf8()) } else { piece.span };
        Letter { c, is_escaped: piece.is_escaped && at == 0, markup: piece.markup, span }
    })
}

/// Stars that Markdown left standing. Its rule for where emphasis may begin and end is made for words between spaces and fails beside Chinese marks,
/// as in `说*“好”*的`; here a run of one or two stars always pairs with the next of its length in the block.
fn with_stars(letters: Vec<Letter>) -> Vec<Letter> {
    let is_star = |at: usize| letters.get(at).is_some_and(|letter| letter.c == '*' && !letter.is_escaped);
    // Counted once from the end, so that a long row of stars is not counted again at each of them.
    let mut runs = vec![0_usize; letters.len() + 1];
    for at in (0..letters.len()).rev().filter(|&at| is_star(at)) {
        runs[at] = runs[at + 1] + 1;
    }
    let run_at = |at: usize| runs[at];
    let mut out = Vec::with_capacity(letters.len());
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < letters.len() {
        let run = run_at(at);
        match open {
            Some((length, start)) if run == length => {
                letters[start + length..at].iter().for_each(|&letter| out.push(starred(letter, length)));
                open = None;
                at += run;
            }
            Some(_) => at += run.max(1),
            None if (1..=2).contains(&run)
                && (at + run..letters.len()).any(|next| run_at(next) == run && !is_star(next - 1)) =>
            {
                open = Some((run, at));
                at += run;
            }
            None => {
                out.extend_from_slice(&letters[at..at + run.max(1)]);
                at += run.max(1);
            }
        }
    }
    out
}

fn starred(letter: Letter, stars: usize) -> Letter {
    let markup = Markup { strong: letter.markup.strong || stars == 2, emphasis: letter.markup.emphasis || stars == 1 };
    Letter { markup, ..letter }
}

/// Reads the letters of a block, or of the inside of a directive.
fn walk(letters: &[Letter], marks: &mut Vec<Mark>, runs: &mut Vec<InlineRun>, found: &mut Diagnostics) {
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        at = match opening(letters, at) {
            Some((name, inside)) if marks.len() < MAX_DEPTH => {
                directive(&letters[at..], (&name, inside - at), marks, runs, found) + at
            }
            _ => {
                push(runs, *letter, marks);
                at + 1
            }
        };
    }
}

/// `:word[` at a place: the word and where the inside begins.
fn opening(letters: &[Letter], at: usize) -> Option<(String, usize)> {
    if letters[at].c != ':' || letters[at].is_escaped {
        return None;
    }
    let name: String =
        letters[at + 1..].iter().take(8).map(|letter| letter.c).take_while(char::is_ascii_lowercase).collect();
    let bracket = at + 1 + name.len();
    let is_bracket = letters.get(bracket).is_some_and(|letter| letter.c == '[' && !letter.is_escaped);
    (!name.is_empty() && is_bracket).then_some((name, bracket + 1))
}

/// Reads the directive that `letters` begin with; returns where the text goes on.
fn directive(
    letters: &[Letter],
    (name, inside): (&str, usize),
    marks: &mut Vec<Mark>,
    runs: &mut Vec<InlineRun>,
    found: &mut Diagnostics,
) -> usize {
    let start = letters[0].span;
    let Some(close) = matching(letters, inside) else {
        found.push(
            Diagnostic::error("article/unclosed", message!("`:{}[` is not closed", name))
                .at(start)
                .hint("close it with `]`, or write `\\:` for a plain colon"),
        );
        // The rest is shown as it stands: nothing of a text is lost, and it is not searched again for each colon.
        letters.iter().for_each(|letter| push(runs, *letter, marks));
        return letters.len();
    };
    let (argument, after) = argument(letters, close + 1);
    match mark(name, argument.as_deref()) {
        Ok(mark) => {
            marks.push(mark);
            walk(&letters[inside..close], marks, runs, found);
            marks.pop();
        }
        Err(problem) => found.push(problem.at(start)),
    }
    after
}

/// The bracket that closes the one before `inside`.
fn matching(letters: &[Letter], inside: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, letter) in letters.iter().enumerate().skip(inside).filter(|(_, letter)| !letter.is_escaped) {
        match letter.c {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `{…}` after a directive, and where the text goes on.
fn argument(letters: &[Letter], at: usize) -> (Option<String>, usize) {
    if letters.get(at).is_none_or(|letter| letter.c != '{') {
        return (None, at);
    }
    match letters[at..].iter().take(MAX_ARGUMENT).position(|letter| letter.c == '}') {
        Some(length) => (Some(letters[at + 1..at + length].iter().map(|letter| letter.c).collect()), at + length + 1),
        None => (None, at),
    }
}

fn mark(name: &str, argument: Option<&str>) -> Result<Mark, Diagnostic> {
    let with_argument = |make: fn(String) -> Mark| {
        let missing = || {
            Diagnostic::error("article/no-argument", message!("`:{}[…]` needs its text in braces", name))
                .hint(message!("write :{}[…]{…}", name))
        };
        argument.filter(|text| !text.is_empty()).map(|text| make(text.to_owned())).ok_or_else(missing)
    };
    match name {
        "dot" => Ok(Mark::Dot),
        "name" => Ok(Mark::Name),
        "book" => Ok(Mark::Book),
        "ruby" => with_argument(Mark::Ruby),
        "note" => Ok(Mark::Note),
        "tcy" => Ok(Mark::Tcy),
        "sup" => Ok(Mark::Sup),
        "lang" => with_argument(Mark::Lang),
        other => Err(Diagnostic::error("article/unknown-directive", message!("there is no directive `:{}[…]`", other))
            .hint(name_hint(other, DIRECTIVES.iter().copied()))),
    }
}

/// Appends a letter to the last run, or begins one where markup or directives change.
fn push(runs: &mut Vec<InlineRun>, letter: Letter, marks: &[Mark]) {
    if let Some(last) = runs.last_mut() {
        let follows =
            last.span.source == letter.span.source && (last.span.end == letter.span.start || last.span == letter.span);
        if last.markup == letter.markup && last.marks == marks && follows {
            last.text.push(letter.c);
            last.span.end = last.span.end.max(letter.span.end);
            return;
        }
    }
    runs.push(InlineRun {
        text: letter.c.to_string(),
        markup: letter.markup,
        marks: marks.to_vec(),
        span: letter.span,
    });
}
