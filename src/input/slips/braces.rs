//! Slips in values between braces: `{picture: a.jpg, caption: 海边: 潮起}`.

use super::{Line, Slip, closing, quoted, syntax};

/// The first slip of a value that stands in braces on one line.
pub(super) fn slip(line: &Line<'_>) -> Option<Slip> {
    let open = line.text.find('{')?;
    let mut at = open + 1;
    loop {
        let entry = &line.text[at..];
        let colon = entry.find(": ")?;
        let name = entry[..colon].trim();
        // What is not plainly a key and its value is left to the parser.
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).then_some(())?;
        let start = at + colon + 1;
        let blanks = line.text[start..].len() - line.text[start..].trim_start_matches(' ').len();
        let value = Value { name, text: &line.text[start + blanks..], at: start + blanks };
        match value.end(line) {
            Ok(end) => at = value.at + end? + 1,
            Err(slip) => return Some(slip),
        }
    }
}

/// A value with the rest of its line.
struct Value<'t> {
    name: &'t str,
    text: &'t str,
    /// Its first byte in the line.
    at: usize,
}

impl Value<'_> {
    /// Where the comma behind it stands; nothing where it is the last, or itself in braces.
    fn end(&self, line: &Line<'_>) -> Result<Option<usize>, Slip> {
        match self.text.chars().next() {
            None | Some('{' | '[') => Ok(None),
            Some(quote @ ('"' | '\'')) => self.quoted_end(line, quote),
            Some(_) => self.plain_end(line),
        }
    }

    fn quoted_end(&self, line: &Line<'_>, quote: char) -> Result<Option<usize>, Slip> {
        let Some(close) = closing(self.text, quote) else {
            let finding = syntax("the quotes that open here are not closed on their line");
            return Err(line.slip(self.at, 1, finding.hint("close them at the end of the value")));
        };
        let rest = self.text[close + 1..].trim_start();
        let behind = self.text.len() - rest.len();
        if rest.starts_with(',') {
            return Ok(Some(behind));
        }
        if rest.is_empty() || rest.starts_with('}') {
            return Ok(None);
        }
        let words = &self.text[..self.text.find(['}', '\n']).unwrap_or(self.text.len())];
        let finding = syntax("words stand behind the quotes of a value");
        Err(line.slip(
            self.at + behind,
            words.len().saturating_sub(behind).max(1),
            finding.hint(quoted(self.name, words)),
        ))
    }

    fn plain_end(&self, line: &Line<'_>) -> Result<Option<usize>, Slip> {
        let end = self.text.find([',', '}', '\n']).unwrap_or(self.text.len());
        let words = &self.text[..end];
        match words.find(": ") {
            Some(colon) if comma_before_key(&words[..colon]).is_some() => {
                let comma = comma_before_key(&words[..colon]).unwrap_or_default();
                let finding = syntax("between two entries stands the comma of Chinese text");
                let hint = "write a half-width comma and a blank: `, `";
                Err(line.slip(self.at + comma, '，'.len_utf8(), finding.hint(hint)))
            }
            Some(colon) => {
                let finding = syntax("a colon with a blank behind it stands in a value, as if another key began there");
                Err(line.slip(self.at + colon, 1, finding.hint(quoted(self.name, words))))
            }
            None => Ok(self.text[end..].starts_with(',').then_some(end)),
        }
    }
}

/// The Chinese comma before words that are a key: `plain，put`.
fn comma_before_key(words: &str) -> Option<usize> {
    let comma = words.rfind('，')?;
    let key = words[comma + '，'.len_utf8()..].trim();
    (!key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).then_some(comma)
}
