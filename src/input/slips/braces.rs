//! Slips in values between braces: `{picture: a.jpg, caption: 海边: 潮起}`.

use crate::base::{Diagnostic, yaml_quoted};
use crate::message;

use super::{Line, Slip, belongs_to, closing, comma, inner_quote, joined, quoted, syntax, within_quotes};

/// The first slip of values that stand in braces which open on a line.
pub(super) fn slip(line: &Line<'_>) -> Option<Slip> {
    entries(line, line.text.find('{')?)
}

/// The first slip of a line within braces that opened on an earlier one.
pub(super) fn further(line: &Line<'_>) -> Option<Slip> {
    entries(line, 0)
}

/// An entry on a line of its own, and no comma between it and the one before.
pub(super) fn no_comma(last: &Line<'_>, line: &Line<'_>) -> Option<Slip> {
    let entry = line.text.trim();
    let name = entry.find(|c: char| !is_name(c)).filter(|&length| length > 0)?;
    // A key at the line's edge stands behind a brace that was forgotten.
    let is_entry = entry[name..].starts_with([':', '：']) && line.indent() > 0;
    let before = last.text.split(" #").next().unwrap_or(last.text).trim_end();
    (is_entry && !before.ends_with([',', '{', '[', ':', '，'])).then(|| {
        let finding = syntax("between two entries a comma is missing");
        let end = last.start + before.len();
        let at = line.text.len() - line.text.trim_start().len();
        let hint = message!("end the line above with a comma: `{},`", before.trim_start());
        line.slip(at, name, finding.hint(hint)).repaired(end, end, ",")
    })
}

fn entries(line: &Line<'_>, from: usize) -> Option<Slip> {
    let mut at = from;
    loop {
        let rest = line.text.get(at..)?;
        match rest.chars().next()? {
            ' ' | '{' | '}' | '[' | ']' | ',' => at += 1,
            _ => match entry(line, at)? {
                Ok(end) => at = end,
                Err(slip) => return Some(*slip),
            },
        }
    }
}

/// `{text: |` with lines below it: between braces there are no such texts.
pub(super) fn block(text: &str, line: &Line<'_>) -> Option<Slip> {
    let words = line.text.trim_end();
    let sign = words.strip_suffix(['|', '>']).filter(|before| before.ends_with([' ', ':']))?.len();
    let before = words[..sign].trim_end().strip_suffix(':')?;
    let open = before.rfind(['{', ',']).filter(|_| before.matches('{').count() > before.matches('}').count())?;
    let name = before[open + 1..].trim();
    let (start, below) = (line.start + sign, line.start + line.text.len());
    let end = below + text[below..].find('}')?;
    let lines: Vec<&str> = text[below..end].trim().lines().map(str::trim).collect();
    let meant = yaml_quoted(&lines.join("\n"));
    let finding = syntax(message!("between braces `{}` begins no lines", &words[sign..]));
    let slip = line.slip(
        sign,
        1,
        finding.hint(message!("write the text in quotes on one line: {}", format!("{name}: {meant}"))),
    );
    Some(slip.repaired(start, end, meant))
}

/// The end of the entry that begins at a byte, or its slip; nothing where it is not plainly a key and its value, which is left to the parser.
fn entry(line: &Line<'_>, at: usize) -> Option<Result<usize, Box<Slip>>> {
    let text = &line.text[at..];
    let length = text.find(|c: char| !is_name(c)).filter(|&length| length > 0)?;
    let (name, rest) = text.split_at(length);
    let colon = rest.chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let behind = &rest[colon.len_utf8()..];
    let blanks = behind.len() - behind.trim_start_matches([' ', '\u{A0}', '\u{3000}']).len();
    let start = at + length + colon.len_utf8() + blanks;
    let value = Value { name, text: &line.text[start..], at: start };
    if colon == '：' || !behind.starts_with([' ', '\n', '{', '[']) {
        let words = &text[..start - at + value.plain_end()];
        let slip = line.slip(at, words.trim_end().len(), joined(words.trim_end())?);
        return Some(Err(Box::new(slip.repaired(line.start + at + length, line.start + start, ": "))));
    }
    Some(value.end(line))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// A value with the rest of its line.
struct Value<'t> {
    name: &'t str,
    text: &'t str,
    /// Its first byte in the line.
    at: usize,
}

impl Value<'_> {
    /// Where it ends, in bytes of the line, or its slip.
    fn end(&self, line: &Line<'_>) -> Result<usize, Box<Slip>> {
        match self.text.chars().next() {
            None | Some('}' | '\n') => Ok(self.at),
            Some('{') => match self.list_end('{', '}') {
                Some(end) if !self.ends_at(end) => Err(self.quoted(line, (0, 1), first_sign('{'))),
                _ => Ok(self.at),
            },
            Some('[') => match self.list_end('[', ']') {
                Some(end) if self.ends_at(end) => Ok(self.at + end),
                Some(_) => Err(self.quoted(line, (0, 1), first_sign('['))),
                None => Ok(line.text.len()),
            },
            Some(quote @ ('"' | '\'')) => self.quoted_end(line, quote),
            Some(first) => self.plain(line, first),
        }
    }

    fn quoted_end(&self, line: &Line<'_>, quote: char) -> Result<usize, Box<Slip>> {
        let Some(close) = closing(self.text, quote) else {
            let finding = syntax("the quotes that open here are not closed on their line");
            let end = line.start + self.at + self.text[..self.plain_end()].trim_end().len();
            let slip = line.slip(self.at, 1, finding.hint("close them at the end of the value"));
            return Err(Box::new(slip.repaired(end, end, quote)));
        };
        let behind = &self.text[close + 1..];
        let start = self.text.len() - behind.trim_start().len();
        if self.ends_at(close + 1) {
            return Ok(self.at + close + 1);
        }
        let whole = self.words().trim_end();
        if let Some(inner) = within_quotes(whole, quote) {
            let finding = inner_quote(quote).hint(quoted(self.name, inner));
            let from = line.start + self.at;
            let slip = line.slip(self.at + close, 1, finding);
            return Err(Box::new(slip.repaired(from, from + whole.len(), yaml_quoted(inner))));
        }
        let length = self.plain_end().saturating_sub(start).max(1);
        let length = self.text[start..].get(..length).map_or(length, |words| words.trim_end().len());
        Err(self.quoted(line, (start, length), syntax("words stand behind the quotes of a value")))
    }

    fn plain(&self, line: &Line<'_>, first: char) -> Result<usize, Box<Slip>> {
        let words = self.words();
        let next = words.chars().nth(1);
        let is_sign = match first {
            '@' | '%' | '`' | '*' | '&' | '!' | '|' | '>' | ',' | '#' | ']' => true,
            '-' | '?' | ':' => next.is_none_or(|c| c == ' '),
            _ => false,
        };
        if is_sign {
            return Err(self.quoted(line, (0, first.len_utf8()), first_sign(first)));
        }
        if let Some(comma) = words.find(": ").and_then(|colon| comma_before_key(&words[..colon])) {
            let finding = syntax("between two entries stands the comma of Chinese text");
            let slip =
                line.slip(self.at + comma, '，'.len_utf8(), finding.hint("write a half-width comma and a blank: `, `"));
            let start = line.start + self.at + comma;
            return Err(Box::new(slip.repaired(start, start + '，'.len_utf8(), ", ")));
        }
        if let Some(colon) = words.find(": ").or_else(|| words.trim_end().strip_suffix(':').map(str::len)) {
            let finding = syntax("a colon with a blank behind it stands in a value, as if another key began there");
            return Err(self.quoted(line, (colon, 1), finding));
        }
        if let Some(sign) = words.find(" #") {
            let finding = syntax("to YAML what follows a blank and `#` is a comment, up to the end of the line");
            return Err(self.quoted(line, (sign + 1, 1), finding));
        }
        if let Some(sign) = words.find(['{', '}', '[', ']']) {
            return Err(self.quoted(line, (sign, 1), syntax("a bracket or a brace stands in a value between braces")));
        }
        match words.find(',') {
            Some(at) => {
                let value = words.trim_end();
                let slip = line.slip(self.at + at, 1, comma(self.name, value));
                let start = line.start + self.at;
                Err(Box::new(slip.repaired(start, start + value.len(), yaml_quoted(value))))
            }
            None => Ok(self.at + self.plain_end()),
        }
    }

    fn quoted(&self, line: &Line<'_>, (start, length): (usize, usize), finding: Diagnostic) -> Box<Slip> {
        let words = self.words().trim_end();
        Box::new(line.quoted_whole((self.at + start, length), finding, self.name, (self.at, words)))
    }

    /// Whether a value may end at a byte.
    fn ends_at(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start();
        rest.is_empty() || rest.starts_with([',', '}', ']', '#'])
    }

    /// The words that were meant for the value. Where the entry does not end on its line, nothing tells a comment from them, and it is one.
    fn words(&self) -> &str {
        let end = self.plain_end();
        let words = &self.text[..end];
        let is_open = !self.text[end..].starts_with([',', '}']);
        words.split(" #").next().filter(|_| is_open).unwrap_or(words)
    }

    /// Where the words end that were meant for the value: before a comma that another key follows, or before the brace that closes it.
    fn plain_end(&self) -> usize {
        let signs = self.text.char_indices().filter(|(_, c)| matches!(c, ',' | '}' | '\n'));
        let ends = |&(at, c): &(usize, char)| match c {
            ',' => self.is_key(at + 1) || self.is_last(at + 1),
            '}' => self.ends_at(at + 1) && !self.text[at + 1..].trim_start().starts_with('#'),
            _ => true,
        };
        signs.into_iter().find(ends).map_or(self.text.len(), |(at, _)| at)
    }

    /// Whether nothing but a comment stands behind a comma on its line.
    fn is_last(&self, at: usize) -> bool {
        let rest = self.text[at..].trim();
        rest.is_empty() || rest.starts_with('#') && !rest.ends_with(['}', ','])
    }

    /// Whether a key begins behind a comma.
    fn is_key(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start();
        let name = rest.find(|c: char| !is_name(c)).filter(|&length| length > 0);
        name.is_some_and(|length| {
            let is_word = rest.starts_with(|c: char| !c.is_ascii_digit());
            is_word
                && (rest[length..].starts_with(": ")
                    || rest[..length].is_ascii() && rest[length..].starts_with([':', '：']))
                && !belongs_to(&self.text[..at - 1], &rest[..length])
        })
    }

    /// The byte behind the bracket that closes the list, or the keys, it is.
    fn list_end(&self, open: char, close: char) -> Option<usize> {
        let mut depth = 0_usize;
        let mut quote = None;
        for (at, c) in self.text.char_indices() {
            match c {
                _ if quote == Some(c) => quote = None,
                _ if quote.is_some() => {}
                '"' | '\'' => quote = Some(c),
                _ if c == open => depth += 1,
                _ if c == close && depth == 1 => return Some(at + 1),
                _ if c == close => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

fn first_sign(sign: char) -> Diagnostic {
    syntax(message!("a value that begins with `{}` is no text to YAML", sign))
}

/// The Chinese comma before words that are a key: `plain，put`.
fn comma_before_key(words: &str) -> Option<usize> {
    let comma = words.rfind('，')?;
    let key = words[comma + '，'.len_utf8()..].trim();
    (!key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).then_some(comma)
}
