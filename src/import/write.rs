//! Draft → article text. Every block is read back before it is kept: what the reader would take for something else is escaped more,
//! and looks it cannot be told are dropped and named.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::base::{Diagnostic, Message, yaml_quoted};
use crate::input::{Article, BlockKind, ITEM_MARK, InlineRun, Mark, Markup, read_article};
use crate::message;

use super::clean::is_han;
use super::draft::{Draft, DraftBlock, Look, Loss, Run, extract};

/// How much is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escaping<'k> {
    /// What has a meaning where it stands.
    Needed,
    /// These marks of ASCII wherever they stand, besides.
    Kinds(&'k str),
}

/// The article of a draft; what cannot be written joins the draft's losses.
pub(super) fn write(draft: &mut Draft) -> String {
    let mut out = String::from("---\n");
    out += &front(draft);
    out += "---\n";
    let mut losses = Vec::new();
    for (at, block) in draft.blocks.iter().enumerate() {
        let (text, lost) = write_block(block);
        out += if at == 0 { "" } else { "\n" };
        out += &text;
        out.push('\n');
        losses.extend(lost.map(|what| Loss {
            what: Message::from(what),
            paragraph: at + 1,
            extract: extract(&block.text()),
            text_kept: true,
        }));
    }
    draft.losses.extend(losses);
    out
}

fn front(draft: &mut Draft) -> String {
    let mut out = String::new();
    let mut losses = Vec::new();
    for (key, text) in draft.front.texts_mut() {
        let plain = without_marks(text);
        if plain != *text {
            let what = message!("signs in the {} that would be marks (made full-width)", key);
            losses.push(Loss { what, paragraph: 0, extract: extract(text), text_kept: true });
        }
        let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        match lines.as_slice() {
            [] => {}
            [line] => out += &format!("{key}: {}\n", yaml_text(line)),
            lines => {
                out += &format!("{key}: |\n");
                lines.iter().for_each(|line| out += &format!("  {line}\n"));
            }
        }
    }
    if !draft.front.language.is_empty() {
        out += &format!("language: {}\n", draft.front.language);
    }
    if !draft.front.embargo.is_empty() {
        out += &format!("embargo: {}\n", yaml_text(&draft.front.embargo));
    }
    if let Some(item) = &draft.agency.item {
        out += &format!("item: {}\n", yaml_text(&without_marks(&item.to_string())));
    }
    draft.losses.extend(losses);
    out
}

/// Heads know no backslash: signs that would be read as marks there become their full-width sisters.
fn without_marks(text: &str) -> String {
    // YAML knows no control characters, marks of order and non-characters, whatever the rules of cleaning keep.
    let is_written = |c: &char| {
        *c == '\n' || !c.is_control() && !matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
    };
    let text: String = text.chars().filter(is_written).collect();
    let stars = text.matches('*').count() > 1;
    let text = if stars { text.replace('*', "＊") } else { text };
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let opens = c == ':' && opens_directive(&text[at + 1..]);
        out.push(if opens { '：' } else { c });
    }
    out
}

fn opens_directive(after: &str) -> bool {
    let name = after.chars().take_while(char::is_ascii_lowercase).count();
    name > 0 && after[name..].starts_with('[')
}

/// A text on one line as a YAML value, also within braces.
pub fn yaml_text(text: &str) -> String {
    let has_meaning = |c: char| matches!(c, ':' | '#' | ',' | '{' | '}' | '[' | ']' | '"' | '\\' | '\n');
    if text.starts_with(is_han) && !text.contains(has_meaning) {
        return text.to_owned();
    }
    yaml_quoted(text)
}

/// A block's text and, when looks had to be dropped, which.
fn write_block(block: &DraftBlock) -> (String, Option<&'static str>) {
    let no_marks = |run: &Run| Run { look: Look { mark: None, ..run.look.clone() }, ..run.clone() };
    let bare = |run: &Run| Run { look: Look::default(), ..run.clone() };
    let ways: [(Option<&'static str>, Vec<Run>); 3] = [
        (None, block.runs.clone()),
        (Some("dots, ruby or raised letters"), block.runs.iter().map(no_marks).collect()),
        (Some("bold, slanted or marked letters"), block.runs.iter().map(bare).collect()),
    ];
    let plain = one_line(block.kind, &ways[2].1);
    let escaped = text_of(block.kind, &plain, Escaping::Kinds(&kinds_of(&plain)));
    // What is told of the words however they are written is no fault of their looks.
    let of_words = LazyCell::new(|| read_article(&format!("---\n---\n{escaped}")).1);
    let is_of_words = |finding: &Diagnostic| of_words.iter().any(|own| own.message == finding.message);
    for (lost, runs) in &ways {
        let runs = one_line(block.kind, runs);
        let reads = |text: &str| reads_as(text, block.kind, &runs, &is_of_words);
        let text = text_of(block.kind, &runs, Escaping::Needed);
        if reads(&text) {
            return (text, *lost);
        }
        let kinds = kinds_of(&runs);
        if reads(&text_of(block.kind, &runs, Escaping::Kinds(&kinds))) {
            return (fewest_escapes(block.kind, &runs, kinds, &reads), *lost);
        }
    }
    (escaped.clone(), ways[2].0)
}

/// The marks of ASCII in runs, each once.
fn kinds_of(runs: &[Run]) -> String {
    let marks: BTreeSet<char> =
        runs.iter().flat_map(|run| run.text.chars()).filter(char::is_ascii_punctuation).collect();
    marks.into_iter().collect()
}

/// A text that reads as its runs do with every mark escaped, less the kinds of marks that need none: an editor works on it.
fn fewest_escapes(kind: BlockKind, runs: &[Run], mut kinds: String, reads: &dyn Fn(&str) -> bool) -> String {
    for mark in kinds.clone().chars() {
        let without: String = kinds.chars().filter(|c| *c != mark).collect();
        if reads(&text_of(kind, runs, Escaping::Kinds(&without))) {
            kinds = without;
        }
    }
    text_of(kind, runs, Escaping::Kinds(&kinds))
}

/// Control characters have no place in a text, and crossheads no line breaks.
fn one_line(kind: BlockKind, runs: &[Run]) -> Vec<Run> {
    let letter = |c: char| match c {
        '\n' if kind == BlockKind::Crosshead => Some(' '),
        '\n' => Some('\n'),
        c if c.is_control() => None,
        c => Some(c),
    };
    runs.iter().map(|run| Run { text: run.text.chars().filter_map(letter).collect(), look: run.look.clone() }).collect()
}

fn text_of(kind: BlockKind, runs: &[Run], escaping: Escaping<'_>) -> String {
    match (kind, runs.split_first()) {
        (BlockKind::Crosshead, _) => format!("## {}", inline_of(kind, runs, escaping)),
        (BlockKind::Item, Some((first, rest))) => {
            // The mark is the list's own, and the rest of its run is text.
            let (mark, text) = match first.text.strip_prefix(ITEM_MARK) {
                Some(text) => ("- ", text),
                None => first.text.split_at(first.text.find(' ').map_or(0, |at| at + 1)),
            };
            let first = Run { text: text.to_owned(), look: first.look.clone() };
            let runs: Vec<Run> = std::iter::once(first).chain(rest.iter().cloned()).collect();
            format!("{mark}{}", inline_of(kind, &runs, escaping))
        }
        _ => inline_of(kind, runs, escaping),
    }
}

/// Runs with the signs of their looks.
fn inline_of(kind: BlockKind, runs: &[Run], escaping: Escaping<'_>) -> String {
    let mut out = String::new();
    let mut open = Markup::default();
    for run in runs.iter().filter(|run| !run.text.is_empty()) {
        switch(&mut out, &mut open, run.look.markup);
        let start = match &run.look.mark {
            Some(Mark::Dot) => ":dot[",
            Some(Mark::Sup) => ":sup[",
            Some(Mark::Sub) => ":sub[",
            Some(Mark::Ruby(_)) => ":ruby[",
            _ => "",
        };
        out += start;
        escape(&mut out, &run.text, kind, escaping);
        if !start.is_empty() {
            out.push(']');
        }
        if let Some(Mark::Ruby(text)) = &run.look.mark {
            out += &format!("{{{text}}}");
        }
    }
    switch(&mut out, &mut open, Markup::default());
    out
}

/// Stars between two looks: kai stands inside bold, so it closes first.
fn switch(out: &mut String, open: &mut Markup, next: Markup) {
    let closes_strong = open.strong && !next.strong;
    let closes_emphasis = open.emphasis && (!next.emphasis || closes_strong || !open.strong && next.strong);
    if closes_emphasis {
        out.push('*');
    }
    if closes_strong {
        out.push_str("**");
    }
    if next.strong && !open.strong {
        out.push_str("**");
    }
    if next.emphasis && (!open.emphasis || closes_emphasis) {
        out.push('*');
    }
    *open = next;
}

fn escape(out: &mut String, text: &str, kind: BlockKind, escaping: Escaping<'_>) {
    let letters: Vec<char> = text.chars().collect();
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let at_start = out.is_empty() || out.ends_with('\n');
        let needed = match c {
            '\n' => true,
            '\\' | '*' | '`' | '[' | ']' | '<' => true,
            '_' => {
                !(before.is_some_and(|c| c.is_ascii_alphanumeric())
                    && letters.get(at + 1).is_some_and(char::is_ascii_alphanumeric))
            }
            '(' | '{' => out.ends_with(']'),
            '&' => is_entity(&letters[at + 1..]),
            ':' => at_start || letters.get(at + 1).is_some_and(char::is_ascii_lowercase),
            '#' => at_start || kind == BlockKind::Crosshead,
            '>' | '+' | '-' | '=' | '~' | '|' => at_start,
            '.' | ')' => is_number(out) && letters.get(at + 1).is_none_or(|c| c.is_whitespace()),
            _ => false,
        };
        if needed || matches!(escaping, Escaping::Kinds(kinds) if kinds.contains(c)) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether the letters behind `&` make an entity.
fn is_entity(after: &[char]) -> bool {
    let name = after.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && after.get(name) == Some(&';')
}

/// Whether the line so far is a number only, which a point would make an item of a list. Only the end of the text is looked at:
/// numbers of items have nine digits at most.
fn is_number(out: &str) -> bool {
    let bytes = out.as_bytes();
    let digits = bytes.iter().rev().take(10).take_while(|c| c.is_ascii_digit()).count();
    let before = bytes.len().checked_sub(digits + 1).map(|at| bytes[at]);
    (1..10).contains(&digits) && before.is_none_or(|c| c == b'\n')
}

/// Whether the reader of articles finds exactly these runs in a text, and nothing wrong but with its words.
fn reads_as(text: &str, kind: BlockKind, runs: &[Run], is_of_words: &dyn Fn(&Diagnostic) -> bool) -> bool {
    let (Article { blocks, .. }, found) = read_article(&format!("---\n---\n{text}"));
    let [block] = blocks.as_slice() else { return false };
    found.iter().all(is_of_words) && block.kind == kind && read_letters(&block.runs) == letters(runs)
}

/// A letter with its look; breaks and blanks have none that shows.
type Seen = (char, Markup, Option<Mark>);

fn seen(c: char, markup: Markup, mark: Option<Mark>) -> Seen {
    if c.is_whitespace() { (c, Markup::default(), None) } else { (c, markup, mark) }
}

fn letters(runs: &[Run]) -> Vec<Seen> {
    runs.iter().flat_map(|run| run.text.chars().map(|c| seen(c, run.look.markup, run.look.mark.clone()))).collect()
}

fn read_letters(runs: &[InlineRun]) -> Vec<Seen> {
    runs.iter().flat_map(|run| run.text.chars().map(|c| seen(c, run.markup, run.marks.first().cloned()))).collect()
}
