//! Inline marks: stars, and directives such as `:dot[…]` and `:ruby[…]{…}` (composition J).

use crate::base::{Diagnostic, Diagnostics, Span, Spanned, name_hint};
use crate::message;

use super::markup::{MarkupKind, MarkupRange};
use super::stars::{Doubtful, Unpaired, paired};

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
    /// `:sup[…]` raised: a power, a note mark.
    Sup,
    /// `:sub[…]` lowered: the index of a formula.
    Sub,
    /// `:lang[…]{…}` language.
    Lang(String),
}

/// A stretch of one markup.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineRun {
    /// Its text.
    pub text: String,
    /// Bold, emphasised.
    pub markup: Markup,
    /// Annotation directives around it, outermost first.
    pub marks: Vec<Mark>,
    /// Where it stands.
    pub span: Span,
}

/// Names of all directives.
pub(super) const DIRECTIVES: &[&str] = &["dot", "name", "book", "ruby", "note", "tcy", "sup", "sub", "lang"];
/// Directives inside directives deeper than this are a mistake.
const MAX_DEPTH: usize = 8;
/// Longest text in the braces of a directive, in characters; bounds the search for the closing one.
const MAX_ARGUMENT: usize = 200;

/// A character with its origin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub c: char,
    pub kind: LetterKind,
    pub markup: Markup,
    pub span: Span,
}

/// What a letter may be besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterKind {
    /// It may begin or end a directive.
    Plain,
    /// A backslash stands before it: it means itself.
    Escaped,
    /// A star of emphasis.
    Star,
}

/// What the letters of a block come to.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Its text.
    pub runs: Vec<InlineRun>,
    /// The directives' own letters.
    pub markup: Vec<MarkupRange>,
    /// Stars that print.
    pub unpaired: Vec<Unpaired>,
    /// Stars that do not print and were perhaps meant to.
    pub doubtful: Option<Doubtful>,
}

/// Splits the letters of a block into runs of one markup and one set of directives.
pub(super) fn split_marks(letters: Vec<Letter>, found: &mut Diagnostics) -> Inline {
    let paired = paired(letters);
    let out = Inline { unpaired: paired.unpaired, doubtful: paired.doubtful, ..Inline::default() };
    let mut splitter = Splitter { marks: Vec::new(), out, found };
    splitter.walk(&paired.letters);
    splitter.out
}

/// The letters of a text without Markdown that was made of a value: every star is one of emphasis. Each has its own place where the text is the value and the value
/// its source, without quotes and escapes; a text with variables or other blanks can have the length of the source by chance.
pub(super) fn letters(text: &str, value: Spanned<&str>) -> Vec<Letter> {
    let span = value.span;
    let exact = text == value.value && (span.end - span.start) as usize == text.len();
    let letter = |(at, c): (usize, char)| {
        let start = span.start as usize + at;
        let span = if exact { Span::new(span.source, start, start + c.len_utf8()) } else { span };
        let kind = if c == '*' { LetterKind::Star } else { LetterKind::Plain };
        Letter { c, kind, markup: Markup::default(), span }
    };
    text.char_indices().map(letter).collect()
}

/// Splits letters at their directives.
struct Splitter<'d> {
    /// The directives that are open.
    marks: Vec<Mark>,
    out: Inline,
    found: &'d mut Diagnostics,
}

impl Splitter<'_> {
    /// Reads the letters of a block, or of the inside of a directive.
    fn walk(&mut self, letters: &[Letter]) {
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            at += match opening(letters, at) {
                Some((name, inside)) => self.directive(&letters[at..], &name, inside - at),
                None => {
                    self.push(*letter);
                    1
                }
            };
        }
    }

    /// Reads the directive that `letters` begin with; returns how many letters it takes.
    fn directive(&mut self, letters: &[Letter], name: &str, inside: usize) -> usize {
        let start = Span { end: letters[inside - 1].span.end, ..letters[0].span };
        let problem = match matching(letters, inside) {
            None => Diagnostic::error("article/unclosed", message!("`:{}[` is not closed", name))
                .hint("close it with `]`; in an article `\\:` is a plain colon"),
            Some(_) if self.marks.len() >= MAX_DEPTH => {
                Diagnostic::error("article/too-deep", message!("more than {} marks stand in each other", MAX_DEPTH))
                    .hint("take some of them out")
            }
            Some(close) => return self.marked(letters, name, inside..close),
        };
        self.found.push(problem.at(start));
        // The rest is shown as it stands: nothing of a text is lost, and it is not searched again for each colon.
        letters.iter().for_each(|letter| self.push(*letter));
        letters.len()
    }

    /// Reads a directive whose letters between the brackets are known.
    fn marked(&mut self, letters: &[Letter], name: &str, inside: std::ops::Range<usize>) -> usize {
        let (argument, after) = argument(letters, inside.end + 1);
        let whole = |from: usize, to: usize| Span { end: letters[to - 1].span.end, ..letters[from].span };
        let is_empty = letters[inside.clone()].iter().all(|letter| letter.c.is_whitespace());
        let runs_on = argument.as_ref().is_some_and(|argument| argument.contains(['{', '[']));
        let mark = match mark(name, argument.as_deref()) {
            Ok(_) if is_empty => Err(empty(name)),
            Ok(_) if runs_on => Err(open_braces(name)),
            Ok(mark) if argument.is_some() && !matches!(mark, Mark::Ruby(_) | Mark::Lang(_)) => Err(idle_braces(name)),
            mark => mark,
        };
        match mark {
            Ok(mark) => {
                self.note(MarkupKind::Directive, whole(0, inside.start));
                let is_reading = matches!(mark, Mark::Ruby(_)) && after > inside.end + 3;
                self.marks.push(mark);
                self.walk(&letters[inside.clone()]);
                self.marks.pop();
                if is_reading {
                    self.note(MarkupKind::Directive, whole(inside.end, inside.end + 2));
                    self.note(MarkupKind::Reading, whole(inside.end + 2, after - 1));
                    self.note(MarkupKind::Directive, whole(after - 1, after));
                } else {
                    self.note(MarkupKind::Directive, whole(inside.end, after));
                }
            }
            Err(problem) => {
                self.found.push(problem.at(Span { end: letters[0].span.start + 1, ..letters[0].span }));
                letters[..after].iter().for_each(|letter| self.push(*letter));
            }
        }
        after
    }

    fn note(&mut self, kind: MarkupKind, span: Span) {
        self.out.markup.push(MarkupRange { span, kind, prints: String::new() });
    }

    /// Appends a letter to the last run, or begins one where markup or directives change.
    fn push(&mut self, letter: Letter) {
        if let Some(last) = self.out.runs.last_mut() {
            let follows = last.span.source == letter.span.source
                && (last.span.end == letter.span.start || last.span == letter.span);
            if last.markup == letter.markup && last.marks == self.marks && follows {
                last.text.push(letter.c);
                last.span.end = last.span.end.max(letter.span.end);
                return;
            }
        }
        self.out.runs.push(InlineRun {
            text: letter.c.to_string(),
            markup: letter.markup,
            marks: self.marks.clone(),
            span: letter.span,
        });
    }
}

/// A directive without words: what stands in its braces would be lost with it.
fn empty(name: &str) -> Diagnostic {
    Diagnostic::error("article/no-argument", message!("`:{}[]` marks nothing", name))
        .hint("write the words it marks between the brackets, or take it out")
}

/// Braces behind a mark that takes none: what stands in them would be lost.
fn idle_braces(name: &str) -> Diagnostic {
    Diagnostic::error("article/no-argument", message!("`:{}[…]` takes no braces: these would not print", name))
        .hint("a reading is written :ruby[…]{…}; before a brace that prints put a backslash")
}

/// Braces that hold another mark: they would swallow the words before it.
fn open_braces(name: &str) -> Diagnostic {
    Diagnostic::error(
        "article/unclosed",
        message!("the braces behind `:{}[…]` are not closed before the next mark", name),
    )
    .hint("close them with `}` right behind the reading")
}

/// `:word[` at a place: the word and where the inside begins.
fn opening(letters: &[Letter], at: usize) -> Option<(String, usize)> {
    if letters[at].c != ':' || letters[at].kind == LetterKind::Escaped {
        return None;
    }
    let name: String =
        letters[at + 1..].iter().take(8).map(|letter| letter.c).take_while(char::is_ascii_lowercase).collect();
    let bracket = at + 1 + name.len();
    let is_bracket = letters.get(bracket).is_some_and(|letter| letter.c == '[' && letter.kind != LetterKind::Escaped);
    (!name.is_empty() && is_bracket).then_some((name, bracket + 1))
}

/// The bracket that closes the one before `inside`.
fn matching(letters: &[Letter], inside: usize) -> Option<usize> {
    let mut depth = 0_u32;
    let plain = letters.iter().enumerate().skip(inside).filter(|(_, letter)| letter.kind != LetterKind::Escaped);
    for (at, letter) in plain {
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
    let is_brace = |letter: &Letter| letter.c == '{' && letter.kind != LetterKind::Escaped;
    if !letters.get(at).is_some_and(is_brace) {
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
        "sub" => Ok(Mark::Sub),
        "lang" => with_argument(Mark::Lang),
        other => Err(Diagnostic::error("article/unknown-directive", message!("there is no directive `:{}[…]`", other))
            .hint(name_hint(other, DIRECTIVES.iter().copied()))),
    }
}
