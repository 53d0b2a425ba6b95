//! Markup that is none here and would print: crossheads without their blank, stars that pair with none, signs of other dialects of Markdown.

use crate::base::{Diagnostic, Diagnostics, Message, Span};
use crate::message;

use super::super::hidden_letters::are_hidden;
use super::super::inline::{Inline, Letter, LetterKind};
use super::super::names;
use super::super::stars::{Doubtful, Role, Unpaired};
use super::tabs::Tabs;
use super::{BlockKind, html, marks, parting};

/// Stands for a letter that a backslash protects, which begins no markup.
const PROTECTED: char = '\0';

/// Where signs stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In an article, where a backslash has a sign print.
    Article,
    /// In a value, where none does.
    Value,
}

impl Place {
    /// The advice for an article, or that for a value.
    pub(super) fn advice(self, article: &'static str, value: &'static str) -> &'static str {
        match self {
            Self::Article => article,
            Self::Value => value,
        }
    }
}

/// Marks of notes and their definitions, over an article.
pub(super) struct Notes {
    place: Place,
    marks: Vec<(String, Span)>,
    definitions: Vec<(String, Span)>,
    /// Stars that print.
    stars: Vec<Unpaired>,
    tabs: Tabs,
}

/// The letters of a block, for a look at its signs.
pub(super) struct Signs<'l> {
    pub letters: &'l [Letter],
    pub text: String,
}

impl<'l> Signs<'l> {
    pub(super) fn new(letters: &'l [Letter]) -> Self {
        let shown = |letter: &Letter| if letter.kind == LetterKind::Escaped { PROTECTED } else { letter.c };
        Self { letters, text: letters.iter().map(shown).collect() }
    }

    /// The place of bytes of the text.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| self.text[..byte].chars().count();
        let first = self.letters.get(at(start)).map_or(Span::default(), |letter| letter.span);
        let last = self.letters.get(at(end).saturating_sub(1)).map_or(first, |letter| letter.span);
        Span { end: last.end.max(first.end), ..first }
    }

    /// The first pair of a sign around text, as `~~…~~`.
    fn pair(&self, sign: &str) -> Option<(usize, usize)> {
        let open = self.text.find(sign)?;
        let close = self.text[open + sign.len()..].find(sign).filter(|&length| length > 0)?;
        Some((open, open + 2 * sign.len() + close))
    }
}

/// Stars that pair, each behind a word that it seems to belong to.
fn doubtful(pair: &Doubtful, place: Place) -> Diagnostic {
    let message = match pair.pairs {
        0 | 1 => message!("these stars stand around `{}`: they change its look and do not print", pair.words),
        many => message!(
            "these stars stand around `{}`: they change its look and do not print, as do others here, {} pairs in all",
            pair.words,
            many
        ),
    };
    Diagnostic::warning("article/stray", message).at(pair.span).hint(place.advice(
        "write `\\*` for a star that prints; a look that is meant begins before a word, not behind one",
        "write the full-width `＊` for a star that prints; a look that is meant begins before a word, not behind one",
    ))
}

/// Stars that pair with none and may be meant to print: one finding tells of all of an article that are of a kind, since a list of masked names has many.
fn unpaired_stars(all: &[Unpaired]) -> Diagnostics {
    let lone = |it: &&Unpaired| it.stars == 1;
    let signs = |it: &&Unpaired| matches!(it.stars, 2 | 3) && it.role == Role::Sign;
    let others = |it: &&Unpaired| it.stars > 1 && !signs(it);
    let lone: Vec<&Unpaired> = all.iter().filter(lone).collect();
    let signs: Vec<&Unpaired> = all.iter().filter(signs).collect();
    let others: Vec<&Unpaired> = all.iter().filter(others).collect();
    let told =
        |of: &[&Unpaired], level: fn(&'static str, Message) -> Diagnostic, one: &'static str, hint: &'static str| {
            let message = match of.len() {
                0 | 1 => Message::from(one),
                many => message!("stars pair with no others and print here and elsewhere, in {} places", many),
            };
            of.first().map(|first| level("article/stray", message).at(first.span).hint(hint))
        };
    let rows = "these stars pair with no others and print";
    [
        told(
            &lone,
            Diagnostic::warning,
            "this star pairs with no other and prints",
            "close the kai it begins with `*`, or write `\\*` for a star that prints",
        ),
        told(&signs, Diagnostic::warning, rows, CLOSE_BOLD),
        told(&others, Diagnostic::note, rows, "write `\\*` for each star, where more of them are to print"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const CLOSE_BOLD: &str = "close the bold they begin with `**`, or write `\\*` for each star that prints";

/// Stars of a value that pair with none: they print, and nothing else could make them, since values have no backslash.
pub(in crate::input) fn stars_of_value(inline: &Inline, found: &mut Diagnostics) {
    found.extend(inline.doubtful.as_ref().map(|pair| doubtful(pair, Place::Value)));
    for stars in &inline.unpaired {
        // Rows of four and more hide figures, as in 138****0000.
        found.extend(
            match stars.stars {
                1 => Some(
                    Diagnostic::note("article/stray", "this star pairs with no other and prints")
                        .hint("kai ends with a star as well: `*kai*`"),
                ),
                2 | 3 => Some(
                    Diagnostic::warning("article/stray", "these stars pair with no others and print")
                        .hint("bold ends with two stars as well: `**bold**`"),
                ),
                _ => None,
            }
            .map(|finding| finding.at(stars.span)),
        );
    }
}

impl Notes {
    /// None yet.
    pub(super) fn new(place: Place) -> Self {
        Self { place, marks: Vec::new(), definitions: Vec::new(), stars: Vec::new(), tabs: Tabs::default() }
    }

    /// Looks at the stars of a block. Rows of four and more that hide figures or letters, as in `6222 **** **** 1234`, print as they were typed.
    pub(super) fn stars(&mut self, inline: &Inline, found: &mut Diagnostics) {
        found.extend(inline.doubtful.as_ref().map(|pair| doubtful(pair, Place::Article)));
        for stars in &inline.unpaired {
            match (stars.stars, stars.role) {
                (2 | 3, Role::Look) => {
                    let finding = stray("these stars pair with no others and would print");
                    found.push(finding.at(stars.span).hint(CLOSE_BOLD));
                }
                (4.., Role::Figure | Role::Sign) => {}
                _ => self.stars.push(*stars),
            }
        }
    }

    /// Looks at a block before its marks are read.
    pub(super) fn block(&mut self, kind: BlockKind, letters: &[Letter], found: &mut Diagnostics) {
        let signs = Signs::new(letters);
        self.tabs.block(letters);
        let sheet = marks::sheet_errors(&signs);
        found.extend(hashes(&signs, kind, self.place).filter(|_| sheet.is_empty()));
        found.extend(sheet);
        found.extend(task_box(&signs, kind));
        found.extend(bars(&signs));
        found.extend(pairs(&signs, self.place));
        found.extend(formula(&signs).or_else(|| struck(&signs)));
        found.extend(marks::directives(&signs));
        if self.place == Place::Article {
            found.extend(marks::variable(&signs, self.place));
            found.extend(parting::check(&signs, kind));
        }
        found.extend(line_sign(&signs, self.place));
        found.extend(picture(&signs, self.place));
        found.extend(remark(&signs, self.place));
        found.extend(wide_stars(&signs, self.place));
        found.extend(link_end(&signs));
        found.extend(last_backslash(&signs, self.place));
        found.extend(minus(&signs, kind));
        found.extend(underscore(&signs));
        found.extend(escape(&signs, self.place));
        found.extend(html::open_reference(letters));
        // Those of a value are told with its tags.
        found.extend(Some(letters).filter(|_| self.place == Place::Article).and_then(html::reference));
        found.extend(Some(letters).filter(|_| self.place == Place::Article).and_then(html::twice));
        self.notes(&signs, found);
    }

    /// Looks at a further line of a block: what would begin a crosshead or a row of a table there.
    pub(super) fn line(&mut self, kind: BlockKind, letters: &[Letter], found: &mut Diagnostics) {
        let signs = Signs::new(letters);
        found.extend(hashes(&signs, kind, self.place));
        found.extend(bars(&signs));
        found.extend(Some(kind).filter(|_| self.place == Place::Article).and_then(|kind| parting::check(&signs, kind)));
    }

    /// `[^1]`, `[^1]: …` and `[word]: …`.
    fn notes(&mut self, signs: &Signs<'_>, found: &mut Diagnostics) {
        let mut line_start = 0;
        let mut places = Places::default();
        for line in signs.text.split_inclusive('\n') {
            let label =
                line.strip_prefix('[').and_then(|rest| rest.split_once(']')).filter(|(_, rest)| rest.starts_with(':'));
            if let Some((label, _)) = label {
                let span = places.span(signs, line_start, line_start + label.len() + 3);
                match label.strip_prefix('^') {
                    Some(note) => self.definitions.push((note.to_owned(), span)),
                    None => found.push(definition(label, self.place).at(span)),
                }
            }
            let mut at = if label.is_some() { 1 } else { 0 };
            while let Some(open) = line[at..].find("[^").map(|open| at + open) {
                let Some(close) = line[open..].find(']').map(|close| open + close) else { break };
                let span = places.span(signs, line_start + open, line_start + close + 1);
                let label = line[open + 2..close].to_owned();
                // Behind a line break that is none to Markdown a note is one all the same.
                if line[close + 1..].starts_with(':') { &mut self.definitions } else { &mut self.marks }
                    .push((label, span));
                at = close + 1;
            }
            line_start += line.len();
        }
    }

    /// What is wrong with the notes of an article: pages have no footnotes, so each is told with what it lacks.
    pub(super) fn told(self) -> Diagnostics {
        let Self { marks, definitions, stars, tabs, .. } = self;
        let has = |all: &[(String, Span)], label: &str| all.iter().any(|(other, _)| other == label);
        let told = |message: Message, span: Span, label: &str| {
            let hint = message!("write `:sup[{}]` for the mark, and the note as a paragraph of its own", label);
            stray(message).at(span).hint(hint)
        };
        let mark = |(label, span): &(String, Span)| {
            let message = if has(&definitions, label) {
                message!("`[^{}]` is a footnote of Markdown, which pages have not", label)
            } else {
                message!("`[^{}]` is the mark of a footnote that stands nowhere", label)
            };
            told(message, *span, label)
        };
        let definition = |(label, span): &(String, Span)| {
            let message = if has(&marks, label) {
                message!("`[^{}]:` is a footnote of Markdown, which pages have not", label)
            } else {
                message!("`[^{}]:` is a footnote that no mark calls", label)
            };
            told(message, *span, label)
        };
        // A label is looked for among all others: an article with more than these has other faults.
        const MOST: usize = 500;
        let notes = marks.iter().take(MOST).map(mark).chain(definitions.iter().take(MOST).map(definition));
        unpaired_stars(&stars).into_iter().chain(tabs.told()).chain(notes).collect()
    }
}

/// Counts letters on, so that a block with many places is walked once.
#[derive(Default)]
struct Places {
    byte: usize,
    letter: usize,
}

impl Places {
    fn span(&mut self, signs: &Signs<'_>, start: usize, end: usize) -> Span {
        self.letter += signs.text[self.byte.min(start)..start].chars().count();
        self.byte = start;
        let first = signs.letters.get(self.letter).map_or(Span::default(), |letter| letter.span);
        let last = self.letter + signs.text[start..end.min(signs.text.len())].chars().count();
        let last = signs.letters.get(last.saturating_sub(1)).map_or(first, |letter| letter.span);
        Span { end: last.end.max(first.end), ..first }
    }
}

/// Between the brackets of a picture and of its path, as keyboards and input methods write it.
const BEFORE_PATH: &[&str] = &["](", "]（", "] (", "] （"];

/// Characters of a caption and of a path in which the other end of a picture is looked for: longer ones are none, and a paragraph is walked once.
const LONGEST: usize = 300;

/// A picture that is none as it is written: its path has blanks, its caption directives, its marks are those of Chinese text, or its `!` is missing.
fn picture(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    if let Some(open) = text.find("![[").filter(|open| text[*open..].contains("]]")) {
        let hint = place.advice("write `![caption](path)` in a paragraph of its own", "take it out");
        return Some(
            stray("this picture is none as it is written, and its signs would print")
                .at(signs.place(open, open + 3))
                .hint(hint),
        );
    }
    let written = |close: usize| BEFORE_PATH.iter().find(|sign| text[close..].starts_with(**sign));
    let (open, end) = text.match_indices(']').find_map(|(close, _)| {
        let end = close + written(close)?.len();
        let (open, _) = text[..close].char_indices().rev().take(LONGEST).find(|(_, c)| *c == '[')?;
        let path: String = text[end..].chars().take(LONGEST).take_while(|c| !matches!(c, ')' | '）')).collect();
        let mark = text[..open].chars().next_back().filter(|c| matches!(c, '!' | '！'));
        (mark.is_some() || is_figure(&path)).then(|| (open - mark.map_or(0, char::len_utf8), end))
    })?;
    Some(
        stray("this picture is none as it is written, and its signs would print").at(signs.place(open, end)).hint(
            place.advice(
                "write `![caption](path)` with marks of the keyboard, a path without blanks and a caption without `:sub[…]` and its like",
                "take it out: a picture is put into a frame, or into the text of an article",
            ),
        ),
    )
}

/// Whether a link's target is a file that is a picture or a table, not a page of the web.
pub(super) fn is_figure(path: &str) -> bool {
    !path.contains("://") && (names::is_picture(path.trim()) || names::is_table(path.trim()))
}

/// A note to colleagues that is none as it is written, or where none can stand: all of it would print.
fn remark(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    // One that only is not closed was told where the article was read.
    let is_known = |at: usize| place == Place::Article && text[at..].starts_with("<!--");
    let open = text.match_indices(['<', '＜', '〈']).find_map(|(at, sign)| {
        let inside = text[at + sign.len()..].strip_prefix(['!', '！'])?.trim_start();
        let dashes = inside.trim_start_matches(['-', '—', '–', '－']);
        (dashes.len() < inside.len() && !is_known(at)).then(|| (at, text.len() - dashes.len()))
    });
    let close = || ["-->", "--＞", "—＞"].iter().find_map(|sign| text.find(sign).map(|at| (at, at + sign.len())));
    let hint = place.advice(
        "write `<!-- … -->` with marks of the keyboard and two hyphens on either side, and it does not print",
        "take it out: beside the text of an article a note to colleagues is a line of its own that begins with `#`",
    );
    let (finding, (start, end)) = match open {
        Some(open) => (stray("this begins no note to colleagues here, and all of it would print"), open),
        None => {
            let message = "this ends a note to colleagues that begins nowhere, and prints";
            (Diagnostic::warning("article/stray", message), close()?)
        }
    };
    Some(finding.at(signs.place(start, end)).hint(hint))
}

pub(super) fn stray(message: impl Into<Message>) -> Diagnostic {
    Diagnostic::error("article/stray", message)
}

fn definition(label: &str, place: Place) -> Diagnostic {
    Diagnostic::warning(
        "article/stray",
        message!("`[{}]:` is a definition to Markdown, but prints here as it stands", label),
    )
    .hint(place.advice("write a backslash before `[` to say so", "take the brackets out, or write full-width ones"))
}

/// `##小标题`, `＃＃ 小标题`; one `#` begins a topic, as in `#开门红#`, when another ends it.
fn hashes(signs: &Signs<'_>, kind: BlockKind, at: Place) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let hashes = text.chars().take_while(|c| matches!(c, '#' | '＃')).count();
    let bytes: usize = text.chars().take(hashes).map(char::len_utf8).sum();
    let line = text[bytes..].lines().next().unwrap_or_default();
    if hashes == 0 || kind != BlockKind::Paragraph || hashes == 1 && line.contains(['#', '＃']) {
        return None;
    }
    let place = signs.place(0, bytes);
    let sign = &text[..bytes];
    let hint = at.advice(
        "write `## ` with a blank before a crosshead, or a backslash before a `#` that prints",
        "take it out: a text that is no article has no crossheads",
    );
    if hashes == 1 && line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if at == Place::Value {
        let message = message!("`{}` begins no crosshead here and prints", sign);
        return Some(Diagnostic::warning("article/stray", message).at(place).hint(hint));
    }
    Some(match hashes {
        1 => Diagnostic::warning("article/stray", "this `#` begins no crosshead and prints").at(place).hint(hint),
        _ => stray(message!("`{}` begins no crosshead and would print", sign)).at(place).hint(hint),
    })
}

/// `[ ]` and `[x]` before an item.
fn task_box(signs: &Signs<'_>, kind: BlockKind) -> Option<Diagnostic> {
    let words =
        signs.text.trim_start_matches(|c: char| c == PROTECTED || c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let is_box = ["[ ]", "[x]", "[X]", "[]", "[√]", "[✓]"].iter().any(|sign| words.starts_with(sign));
    let start = signs.text.len() - words.len();
    let end = start + words.find(']')? + 1;
    (is_box && kind == BlockKind::Item).then(|| {
        stray("a box to tick would print as brackets")
            .at(signs.place(start, end))
            .hint("take it out, or write □ or √ in its place")
    })
}

/// A row of a table without its line of hyphens.
fn bars(signs: &Signs<'_>) -> Option<Diagnostic> {
    let line = signs.text.lines().next()?.trim();
    let is_row = line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    is_row.then(|| {
        stray("a row of a table would print with its bars")
            .at(signs.place(0, 1))
            .hint("save it as a file (CSV or TSV) and name that in a paragraph of its own: `![title](tables/name.csv)`")
    })
}

/// Signs of other dialects around words.
fn pairs(signs: &Signs<'_>, at: Place) -> Option<Diagnostic> {
    let deletes = signs.pair("~~").map(|place| (place, "`~~` strikes nothing through and would print"));
    // Blanks to fill in, as of a quiz, hold no words.
    let has_words = |open: usize, close: usize| signs.text[open + 2..close - 2].contains(char::is_alphabetic);
    let strong = signs.pair("__").filter(|&(open, close)| has_words(open, close) && beside_words(signs, open, close));
    let marks = signs.pair("==").filter(|&(open, close)| beside_words(signs, open, close));
    // Waves at the end of words, as in 好～～, are meant to print.
    let open = signs.text.find("~~").filter(|at| deletes.is_none() && !signs.text[at + 2..].trim_start().is_empty());
    let deletes = deletes.or(open.map(|at| ((at, at + 2), "`~~` strikes nothing through and would print")));
    let ((open, close), message) = deletes
        .or(strong.map(|place| (place, "`__` marks nothing here and would print")))
        .or(marks.map(|place| (place, "`==` marks nothing here and would print")))?;
    let hint = at.advice(
        "write `**` around bold words and `*` around kai ones, or a backslash before a sign that prints",
        "write `**` around bold words and `*` around kai ones, or full-width signs where they are to print",
    );
    Some(stray(message).at(signs.place(open, close)).hint(hint))
}

/// `＊＊重点＊＊`: the stars of an input method.
fn wide_stars(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let (open, close) = signs.pair("＊＊")?;
    let at = |byte: usize| signs.text[..byte].chars().count();
    // What hides letters of names was meant to print.
    if are_hidden(signs.letters, &(at(open)..at(open) + 2), &(at(close) - 2..at(close))) {
        return None;
    }
    let hint = place.advice(
        "write `**` of the keyboard around bold words and `*` around kai ones",
        "write `**` of the keyboard around bold words, or take the stars out",
    );
    let finding = Diagnostic::warning("article/stray", "full-width stars mark nothing here and print");
    Some(finding.at(signs.place(open, close)).hint(hint))
}

/// `甲](http://a.cn)`: the end of a link that begins nowhere.
fn link_end(signs: &Signs<'_>) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let is_loose = |close: usize| !text[..close].contains(['[', PROTECTED]);
    let (close, _) = text.match_indices("](").find(|(close, _)| is_loose(*close))?;
    let end = text[close..].find(')').map_or(text.len(), |end| close + end + 1);
    Some(
        Diagnostic::warning("article/stray", "this is the end of a link that begins nowhere, and prints")
            .at(signs.place(close, end))
            .hint("take the address out with its brackets, or write `[` before the words of the link"),
    )
}

/// A backslash at the end of a paragraph, where there is no next line.
fn last_backslash(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let end = signs.text.trim_end();
    (place == Place::Article && end.ends_with('\\')).then(|| {
        Diagnostic::warning("article/stray", "this backslash ends a paragraph: it breaks no line there and prints")
            .at(signs.place(end.len() - 1, end.len()))
            .hint("take it out: a blank line parts paragraphs")
    })
}

/// `- 3℃`: what was meant for a minus is the mark of a list.
fn minus(signs: &Signs<'_>, kind: BlockKind) -> Option<Diagnostic> {
    let words = signs.text.strip_prefix(PROTECTED).filter(|_| kind == BlockKind::Item)?.trim_start();
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = digits.chars().next().filter(|c| matches!(c, '℃' | '°' | '度' | '%' | '％' | '‰'))?;
    let number = words.starts_with(|c: char| c.is_ascii_digit()).then(|| &words[..words.len() - digits.len()])?;
    let typed = format!("{number}{unit}");
    let message = message!("the sign before `{}` is the mark of a list here, and no minus", typed);
    let hint = message!("if it is a minus, write it without the blank: `-{}`", typed);
    Some(Diagnostic::note("article/stray", message).at(signs.place(0, 1)).hint(hint))
}

/// Signs between the marks of a raised or lowered letter at most: `10^-12^`.
const FORMULA: usize = 4;

/// `x^2^`, `x^2`, `H~2~O`: raised and lowered signs as other dialects and programs write them.
fn formula(signs: &Signs<'_>) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let (at, length, mark) = text.match_indices(['^', '~']).find_map(|(at, sign)| {
        let before = text[..at].chars().next_back()?;
        let inside = &text[at + 1..];
        let length =
            inside.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '+')).unwrap_or(inside.len());
        let is_closed = inside[length..].starts_with(sign);
        let is_meant = (before.is_alphanumeric() || matches!(before, ')' | ']' | '）'))
            && (1..=FORMULA).contains(&length)
            // `3~5` is a range, `^_^` a face.
            && (is_closed || sign == "^");
        is_meant.then_some((at, length + if is_closed { 2 } else { 1 }, if sign == "^" { "sup" } else { "sub" }))
    })?;
    let typed = &text[at..at + length];
    let message = message!("`{}` raises and lowers nothing here and prints as it stands", typed);
    let hint = message!("write `:{}[{}]`", mark, typed.trim_matches(['^', '~']));
    Some(Diagnostic::note("article/stray", message).at(signs.place(at, at + length)).hint(hint))
}

/// Letters between two waves at most that somebody would strike out.
const STRUCK: usize = 12;

/// `~删~`, as chats and some editors strike words out. `8~10时、2~5时` has marks and figures between, `来吧~好~` ends with a wave.
fn struck(signs: &Signs<'_>) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let (open, close) = text.match_indices('~').find_map(|(at, _)| {
        let length = text[at + 1..].find('~')?;
        let inside = &text[at + 1..at + 1 + length];
        let is_han = |c: char| c.is_alphabetic() && !c.is_ascii();
        let goes_on = text[at + length + 2..].starts_with(is_han);
        let is_meant = (1..=STRUCK).contains(&inside.chars().count()) && inside.chars().all(is_han) && goes_on;
        is_meant.then_some((at, at + length + 2))
    })?;
    let message = message!("`{}` strikes nothing through and prints as it stands", &text[open..close]);
    let hint = "take it out with its words where they are struck out; what was changed does not print";
    Some(Diagnostic::note("article/stray", message).at(signs.place(open, close)).hint(hint))
}

/// Marks beside which an underscore is none either.
const CHINESE_MARKS: &[char] = &['，', '。', '、', '；', '：', '（', '）', '《', '》', '“', '”', '！', '？'];

/// `_斜体_`: beside Chinese characters Markdown takes few underscores for marks, and those that it leaves print.
fn underscore(signs: &Signs<'_>) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let is_wide =
        |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && (c.is_alphabetic() || CHINESE_MARKS.contains(&c)));
    let beside = |at: usize| is_wide(text[..at].chars().next_back()) || is_wide(text[at + 1..].chars().next());
    let opens = |at: usize| {
        text[..at].chars().next_back().is_none_or(char::is_whitespace)
            && text[at + 1..].starts_with(char::is_alphabetic)
    };
    let singles = text.match_indices('_').map(|(at, _)| at);
    let singles: Vec<usize> = singles
        .filter(|&at| (beside(at) || opens(at)) && !text[..at].ends_with('_') && !text[at + 1..].starts_with('_'))
        .collect();
    let first = *singles.first().filter(|_| singles.len() > 1 && singles.iter().any(|at| beside(*at)))?;
    Some(
        Diagnostic::warning("article/stray", "`_` marks nothing here and prints")
            .at(signs.place(first, first + 1))
            .hint("write `*` around kai words"),
    )
}

/// `\\*` in a value, where the backslash prints.
fn escape(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let protects = |&(at, _): &(usize, &str)| {
        text[at + 1..].starts_with(['*', '#', '_', '~', '[', ']', '(', ')', '`', '>', '-', '+', '.', '!', '&', ':'])
    };
    let (at, _) = text.match_indices('\\').find(protects).filter(|_| place == Place::Value)?;
    Some(
        Diagnostic::warning("article/stray", "this backslash prints: it protects signs in the text of an article only")
            .at(signs.place(at, at + 1))
            .hint("take it out"),
    )
}

/// Whether a pair of signs stands around words without blanks at its ends.
fn beside_words(signs: &Signs<'_>, open: usize, close: usize) -> bool {
    let inside = &signs.text[open + 2..close - 2];
    // Within a name in Western letters, as linlan__daily__2026, signs stand for themselves.
    let is_western = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (before, after) = (signs.text[..open].chars().next_back(), signs.text[close..].chars().next());
    let is_in_name = is_western(before) && is_western(after);
    !is_in_name && !inside.starts_with([' ', '_', '=']) && !inside.ends_with([' ', '_', '='])
}

/// `\n` and `&nbsp` as typed.
fn line_sign(signs: &Signs<'_>, place: Place) -> Option<Diagnostic> {
    let text = signs.text.as_str();
    let at = text
        .match_indices("\\n")
        .map(|(at, _)| at)
        .find(|at| !text[at + 2..].starts_with(|c: char| c.is_ascii_alphanumeric()))?;
    Some(
        Diagnostic::warning("article/stray", "`\\n` is no line break here and prints")
            .at(signs.place(at, at + 2))
            .hint(place.advice(
                "end the line with a backslash and go on in the next one",
                "take it out; further lines stand below a `|` after the key, one on each line",
            )),
    )
}
