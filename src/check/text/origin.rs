//! Whether a text comes from its source, where it was not read letter by letter: quoted values, variables, inline marks, entities.

use crate::base::{Span, narrow};

use super::walk::Slip;
use super::{is_blank, same};

/// Stands for the mark of a list without numbers, whichever was typed.
const LIST_MARK: char = '●';
/// Most characters of a name in braces, an argument or an entity.
const LONGEST: usize = 200;
/// Signs after a variable that tell where its text ends.
const AFTER: usize = 3;

/// A sign of the source with its byte.
type At = (usize, char);

/// Finds what a text has lost of its source, or has more. A source without extent is the program's own.
pub(super) fn comes_from(text: &str, source: &str, span: Span) -> Result<(), Slip> {
    let said: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
    if source.is_empty() || is_list_mark(&said, source) {
        return Ok(());
    }
    let plain: Vec<At> = source.char_indices().collect();
    let sourced = Sourced { said: &said, span };
    sourced.all(&plain).or_else(|_| sourced.all(&value(source)))
}

/// The mark or the number of an item stands for the first sign of what was typed.
fn is_list_mark(said: &[char], source: &str) -> bool {
    match said {
        [LIST_MARK] => matches!(source.trim(), "-" | "*" | "+"),
        [numbers @ .., '.' | ')'] => {
            !numbers.is_empty() && numbers.iter().all(char::is_ascii_digit) && source.len() == 1
        }
        _ => false,
    }
}

/// A YAML value as its signs: without quotes and the head of a block, escapes resolved (YAML 1.2 §5.7, §7.3).
fn value(source: &str) -> Vec<At> {
    let inner = |quote: char| source.trim().strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let offset = |part: &str| part.as_ptr() as usize - source.as_ptr() as usize;
    if let Some(quoted) = inner('"') {
        return unescaped(quoted, offset(quoted));
    }
    if let Some(quoted) = inner('\'') {
        let at = offset(quoted);
        let doubled = quoted.char_indices().scan(false, |half, (byte, c)| {
            *half = c == '\'' && !*half;
            Some((*half && quoted[byte + 1..].starts_with('\'')).then_some(()).map_or(Some((at + byte, c)), |()| None))
        });
        return doubled.flatten().collect();
    }
    match source.trim_start().strip_prefix(['|', '>']).and_then(|rest| rest.split_once('\n')) {
        Some((_, block)) => block.char_indices().map(|(byte, c)| (offset(block) + byte, c)).collect(),
        None => source.char_indices().collect(),
    }
}

fn unescaped(quoted: &str, offset: usize) -> Vec<At> {
    let mut signs = Vec::new();
    let mut rest = quoted.char_indices();
    while let Some((byte, c)) = rest.next() {
        let at = offset + byte;
        if c != '\\' {
            signs.push((at, c));
            continue;
        }
        let digits = match rest.next() {
            Some((_, 'x')) => 2,
            Some((_, 'u')) => 4,
            Some((_, 'U')) => 8,
            Some((_, 'n' | 't' | 'r' | 'N' | 'L' | 'P' | '_' | '\n')) | None => continue,
            Some((_, c)) => {
                signs.push((at, c));
                continue;
            }
        };
        let code: String = rest.by_ref().take(digits).map(|(_, c)| c).collect();
        signs.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).map(|c| (at, c)));
    }
    signs
}

/// Whether a sign was read as another: the same, or of ordinary width where a style asks for it (`full-width: ascii`).
fn stands_for(written: char, read: char) -> bool {
    let is_wide = matches!(written, '！'..='～');
    same(written, read) || (is_wide && u32::from(written) - 0xFEE0 == u32::from(read))
}

/// A text that is looked for in its source.
struct Sourced<'s> {
    said: &'s [char],
    span: Span,
}

impl Sourced<'_> {
    fn all(&self, source: &[At]) -> Result<(), Slip> {
        let (mut at, mut upon, mut open) = (0, 0, 0_u32);
        while let Some(&(_, c)) = source.get(at) {
            let next = self.said.get(upon).copied();
            let before = at.checked_sub(1).and_then(|before| source.get(before)).map(|(_, c)| *c);
            if is_blank(c) {
                at += 1;
            } else if let Some(inside) = opening(source, at).filter(|_| before != Some('\\')) {
                (at, open) = (inside, open + 1);
            } else if let Some(end) = braces(source, at).filter(|_| before == Some(']') || next != Some('{')) {
                if before != Some(']') {
                    upon = self.after_variable(source, end, upon).ok_or_else(|| self.lost(source, at))?;
                }
                at = end;
            } else if let Some(end) = ampersand(source, at, next).filter(|_| before != Some('\\')) {
                (at, upon) = (end, upon + 1);
            } else if next.is_some_and(|next| stands_for(c, next)) {
                (at, upon) = (at + 1, upon + 1);
            } else if c == ']' && open > 0 {
                (at, open) = (at + 1, open - 1);
            } else if matches!(c, '\\' | '*') {
                at += 1;
            } else if let Some(end) = entity(source, at).filter(|_| next.is_some()) {
                (at, upon) = (end, upon + 1);
            } else {
                return Err(self.lost(source, at));
            }
        }
        let more: String = self.said.get(upon..).unwrap_or_default().iter().collect();
        if more.is_empty() { Ok(()) } else { Err(Slip::Added { shown: more, at: Some(self.span) }) }
    }

    /// Where the text of a variable ends: at the signs that stand after it in the source.
    fn after_variable(&self, source: &[At], end: usize, upon: usize) -> Option<usize> {
        let signs = source.get(end..)?.iter().map(|(_, c)| *c).filter(|c| !is_blank(*c));
        let literal: Vec<char> =
            signs.take_while(|c| !matches!(c, '{' | '*' | ':' | '[' | ']' | '\\' | '&')).take(AFTER).collect();
        let rest = self.said.get(upon..)?;
        if literal.is_empty() {
            // Another variable or mark follows, or nothing: what is said may be all of theirs.
            let is_last = source.get(end..)?.iter().all(|(_, c)| is_blank(*c));
            return Some(if is_last { self.said.len() } else { upon });
        }
        let meets = |at: &usize| {
            let signs = rest.get(*at..).unwrap_or_default();
            signs.len() >= literal.len() && literal.iter().zip(signs).all(|(a, b)| stands_for(*a, *b))
        };
        (0..rest.len()).find(meets).map(|at| upon + at)
    }

    fn lost(&self, source: &[At], at: usize) -> Slip {
        let start = source.get(at).map_or(0, |(byte, _)| *byte);
        let rest = source.get(at..).unwrap_or_default();
        let written = rest.iter().map(|(_, c)| *c).filter(|c| !is_blank(*c)).take(LONGEST).collect();
        let start = self.span.start + narrow(start);
        Slip::Lost { written, at: Span { start, end: self.span.end.max(start), ..self.span }, at_end: false }
    }
}

/// Where the inside begins of a directive that opens here, as in `:dot[`.
fn opening(source: &[At], at: usize) -> Option<usize> {
    if source.get(at)?.1 != ':' {
        return None;
    }
    let name = source.get(at + 1..)?.iter().take_while(|(_, c)| c.is_ascii_lowercase()).count();
    let bracket = at + 1 + name;
    (name > 0 && source.get(bracket)?.1 == '[').then_some(bracket + 1)
}

/// Where the source goes on after braces that open here.
fn braces(source: &[At], at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    (rest.first()?.1 == '{').then_some(())?;
    let length = rest.iter().take(LONGEST).position(|(_, c)| *c == '}')?;
    Some(at + length + 1)
}

/// Where the source goes on after `&amp;`, whose first sign could be taken for what is read.
fn ampersand(source: &[At], at: usize, read: Option<char>) -> Option<usize> {
    let end = entity(source, at)?;
    let name: String = source.get(at + 1..end - 1)?.iter().map(|(_, c)| *c).collect();
    (name == "amp" && read == Some('&')).then_some(end)
}

/// Where the source goes on after a character reference, as in `&amp;`.
fn entity(source: &[At], at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    (rest.first()?.1 == '&').then_some(())?;
    let name = rest.iter().skip(1).take_while(|(_, c)| c.is_ascii_alphanumeric() || *c == '#').count();
    (name > 0 && rest.get(name + 1)?.1 == ';').then_some(at + name + 2)
}
