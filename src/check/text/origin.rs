//! Whether a text comes from its source, where it was not read letter by letter: quoted values, variables, inline marks, entities.

use std::collections::BTreeSet;

use crate::base::{Span, narrow};

use super::walk::{Parted, Sign, Slip, add_signs};
use super::{is_blank, same, takes_room};

/// Stand for the mark of a list without numbers, whichever was typed, in the languages.
const LIST_MARKS: [char; 2] = ['●', '•'];
/// Most characters of a name in braces, an argument or an entity.
const LONGEST: usize = 200;

/// A sign of the source with its byte.
type At = (usize, char);

/// Finds what a text has lost of its source, or has more. A source without extent is the program's own.
pub(super) fn comes_from(text: &str, source: &str, span: Span) -> Result<(), Slip> {
    let mut signs = Vec::new();
    add_signs(&mut signs, &mut Parted::No, text, |_, _| span);
    let said: Vec<char> = signs.iter().map(|sign| sign.c).collect();
    if source.is_empty() || is_list_mark(&said, source) {
        return Ok(());
    }
    let plain: Vec<At> = source.char_indices().collect();
    let sourced = Sourced { said: &said, signs: &signs, span };
    sourced.all(&plain).or_else(|_| sourced.all(&value(source))).or_else(|slip| match doubled(source, '"') {
        // In a table's cell a backslash is one, and words may stand behind its quotes.
        Some(signs) => sourced.all(&signs),
        None => Err(slip),
    })
}

/// The mark or the number of an item stands for the first sign of what was typed.
fn is_list_mark(said: &[char], source: &str) -> bool {
    match said {
        [mark] if LIST_MARKS.contains(mark) => matches!(source.trim(), "-" | "*" | "+"),
        [numbers @ .., '.' | ')'] => {
            !numbers.is_empty() && numbers.iter().all(char::is_ascii_digit) && source.len() == 1
        }
        _ => false,
    }
}

/// A YAML value as its signs: without quotes and the head of a block, escapes resolved (YAML 1.2 §5.7, §7.3).
fn value(source: &str) -> Vec<At> {
    if let Some(quoted) = source.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return unescaped(quoted, offset(quoted, source));
    }
    if let Some(signs) = doubled(source, '\'') {
        return signs;
    }
    match source.trim_start().strip_prefix(['|', '>']).and_then(|rest| rest.split_once('\n')) {
        Some((_, block)) => block.char_indices().map(|(byte, c)| (offset(block, source) + byte, c)).collect(),
        None => source.char_indices().collect(),
    }
}

/// Where a part of a text begins in it.
fn offset(part: &str, source: &str) -> usize {
    part.as_ptr() as usize - source.as_ptr() as usize
}

/// A text that begins with a quote and goes on behind the next one; one that stands twice is a quote of the text (YAML 1.2 §7.3.2, RFC 4180 §2).
fn doubled(source: &str, quote: char) -> Option<Vec<At>> {
    let start = source.len() - source.trim_start().len();
    let inside = source[start..].strip_prefix(quote)?;
    let (mut is_open, mut is_half) = (true, false);
    let signs = inside.char_indices().filter(|&(byte, c)| {
        let was_half = std::mem::take(&mut is_half);
        if !is_open || was_half || c != quote {
            return true;
        }
        is_half = inside[byte + 1..].starts_with(quote);
        is_open = is_half;
        false
    });
    Some(signs.map(|(byte, c)| (offset(inside, source) + byte, c)).collect())
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

/// Whether a sign was read as another: the same, of ordinary width where a style asks for it (`full-width: ascii`), or a straight quote that was curled.
fn stands_for(written: char, read: char) -> bool {
    let is_wide = matches!(written, '！'..='～');
    same(written, read)
        || (is_wide && u32::from(written) - 0xFEE0 == u32::from(read))
        || matches!((written, read), ('"', '“' | '”') | ('\'', '‘' | '’'))
}

/// Steps after which a text is taken for its source: no value of a layout needs as many, and a hostile one must not take longer.
const MOST_STEPS: usize = 1 << 18;

/// A text that is looked for in its source.
struct Sourced<'s> {
    said: &'s [char],
    /// The same with what parts them.
    signs: &'s [Sign],
    span: Span,
}

impl Sourced<'_> {
    /// Every letter of the source stands in the text in its order, but for what may be markup there. A star may print or be markup, and a variable says what it
    /// says, so all the ways to read the source are followed together: pairs of a place in the source and one in the text.
    fn all(&self, source: &[At]) -> Result<(), Slip> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![(0, 0)]);
        let (mut furthest, mut said) = (0, 0);
        while let Some((at, upon)) = open.pop() {
            if !seen.insert((at, upon)) {
                continue;
            }
            if (at, upon) == (source.len(), self.said.len()) || seen.len() > MOST_STEPS {
                return Ok(());
            }
            if at > furthest || (at == furthest && upon > said) {
                (furthest, said) = (at, upon);
            }
            open.extend(self.steps(source, at, upon));
        }
        if furthest < source.len() {
            return Err(self.lost(source, furthest));
        }
        let more: String = self.said.get(said..).unwrap_or_default().iter().collect();
        Err(Slip::Added { shown: more, at: Some(self.span) })
    }

    /// Where reading may go on after a sign of the source; what prints as it is comes last, so that it is tried first.
    fn steps(&self, source: &[At], at: usize, upon: usize) -> Vec<(usize, usize)> {
        let Some(&(_, c)) = source.get(at) else { return Vec::new() };
        let before = at.checked_sub(1).and_then(|before| source.get(before)).map(|(_, c)| *c);
        let mut steps = Vec::new();
        if is_blank(c) || matches!(c, '\\' | '*' | ']') {
            steps.push((at + 1, upon));
        }
        steps.extend(
            dash(source, at).filter(|dash| self.said.get(upon) == Some(&dash.sign)).map(|dash| (dash.end, upon + 1)),
        );
        steps.extend(opening(source, at).map(|inside| (inside, upon)));
        if let Some(end) = braces(source, at) {
            // An argument of a directive says nothing, a variable anything.
            let most = if before == Some(']') { upon } else { self.said.len() };
            steps.extend((upon..=most).rev().map(|upon| (end, upon)));
        }
        if let Some(end) = entity(source, at) {
            steps.extend([(end, upon), (end, upon + 1)].into_iter().filter(|(_, upon)| *upon <= self.said.len()));
        }
        if self
            .signs
            .get(upon)
            .is_some_and(|sign| stands_for(c, sign.c) && (sign.is_apart() || !parts_words(source, at)))
        {
            steps.push((at + 1, upon + 1));
        }
        steps
    }

    fn lost(&self, source: &[At], at: usize) -> Slip {
        let start = source.get(at).map_or(0, |(byte, _)| *byte);
        let rest = source.get(at..).unwrap_or_default();
        let written = rest.iter().map(|(_, c)| *c).filter(|c| !is_blank(*c)).take(LONGEST).collect();
        let start = self.span.start + narrow(start);
        Slip::Lost { written, at: Span { start, end: self.span.end.max(start), ..self.span }, at_end: false }
    }
}

/// Blanks and stars between two words that are looked at.
const BETWEEN: usize = 8;

/// Whether the blank before a sign of the source parts two Western words of a line: such a blank is never taken out, as those of names and headlines are.
fn parts_words(source: &[At], at: usize) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let before = || source[..at].iter().rev().take(BETWEEN).map(|(_, c)| *c);
    let between = || before().take_while(|c| is_blank(*c) || *c == '*');
    let is_blank = between().any(takes_room) && !between().any(|c| c == '\n');
    is_letter(source[at].1) && is_blank && before().nth(between().count()).is_some_and(is_letter)
}

/// A dash that hyphens of the source stand for.
struct Dash {
    sign: char,
    /// Where the source goes on.
    end: usize,
}

/// Two hyphens are an en dash, three an em dash.
fn dash(source: &[At], at: usize) -> Option<Dash> {
    match source.get(at..)?.iter().take_while(|(_, c)| *c == '-').count() {
        2 => Some(Dash { sign: '–', end: at + 2 }),
        3 => Some(Dash { sign: '—', end: at + 3 }),
        _ => None,
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

/// Where the source goes on after a character reference, as in `&amp;`.
fn entity(source: &[At], at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    (rest.first()?.1 == '&').then_some(())?;
    let name = rest.iter().skip(1).take_while(|(_, c)| c.is_ascii_alphanumeric() || *c == '#').count();
    (name > 0 && rest.get(name + 1)?.1 == ';').then_some(at + name + 2)
}
