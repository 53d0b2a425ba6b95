//! What people who know no YAML write: the slips that keep a text from being read, or have it read as something else, each told in their words.

mod braces;
mod brackets;
mod called;
mod continued;
mod entries;
mod labels;
mod levels;
mod repair;

#[cfg(test)]
mod tests;

use crate::base::{Diagnostic, yaml_quoted};
use crate::message;

use brackets::Brackets;
use continued::Begun;
use entries::Above;
use levels::Levels;

pub(super) use called::{called, meant_key};
pub(super) use entries::{is_words, prints};
pub(super) use labels::{Label, Labelled, head, hints, label};
pub(super) use repair::{Mended, Repair};

use super::dropped::{Dropped, Fate};
use super::yaml::{Node, NodeKind};

/// A slip with its place in bytes of the text.
pub(super) struct Slip {
    pub start: usize,
    pub end: usize,
    pub finding: Diagnostic,
    /// What makes the text what was meant, where that is sure.
    pub repairs: Vec<Repair>,
}

impl Slip {
    fn repaired(self, start: usize, end: usize, with: impl Into<String>) -> Self {
        Self { repairs: vec![Repair { range: start..end, with: with.into() }], ..self }
    }
}

/// A line of a text, with what it begins with.
struct Line<'t> {
    /// First byte of the line.
    start: usize,
    text: &'t str,
    /// Bytes before the key: blanks, hyphens of lists, an opening brace.
    before: usize,
    /// Bytes of the key.
    key: usize,
    /// The key that it stands below.
    below: Option<&'t str>,
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str) -> Self {
        let before = text.len() - text.trim_start_matches([' ', '\u{3000}', '\t']).len();
        let mut before = before;
        while let Some(rest) = text[before..].strip_prefix("- ").or_else(|| text[before..].strip_prefix('{')) {
            before = text.len() - rest.trim_start_matches(' ').len();
        }
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let key = text[before..].find(|c: char| !is_key(c)).unwrap_or(text.len() - before);
        Self { start, text, before, key, below: None }
    }

    fn after_key(&self) -> &'t str {
        &self.text[self.before + self.key..]
    }

    fn name(&self) -> &'t str {
        &self.text[self.before..self.before + self.key]
    }

    /// The value behind the key and its colon, with its first byte in the line; values between braces are looked at there.
    fn value(&self) -> Option<(usize, &'t str)> {
        if self.text[..self.before].contains('{') {
            return None;
        }
        let rest = self.after_key().strip_prefix(':').filter(|rest| self.key > 0 && rest.starts_with([' ', '\t']))?;
        let value = rest.trim_start();
        Some((self.text.len() - value.len(), value.trim_end()))
    }

    fn slip(&self, start: usize, length: usize, finding: Diagnostic) -> Slip {
        Slip { start: self.start + start, end: self.start + start + length, finding, repairs: Vec::new() }
    }

    /// A slip of a value that quotes mend.
    fn quoted(
        &self,
        (start, length): (usize, usize),
        finding: Diagnostic,
        key: &str,
        (at, value): (usize, &str),
    ) -> Slip {
        self.quoted_whole((start, length), finding, key, (at, own(value)))
    }

    /// The same for a value in which ` #` is no comment.
    fn quoted_whole(
        &self,
        (start, length): (usize, usize),
        finding: Diagnostic,
        key: &str,
        (at, value): (usize, &str),
    ) -> Slip {
        let (from, to) = (self.start + at, self.start + at + value.len());
        if let Some(entry) = entries::words_of_place(self, key, value) {
            let hint = message!("words that print stand in quotes below `text`: {}", format!("{key}: {entry}"));
            return self.slip(start, length, finding.hint(hint)).repaired(from, to, entry);
        }
        self.slip(start, length, finding.hint(quoted(key, value))).repaired(from, to, yaml_quoted(value))
    }

    /// Whether its value is the text of the lines below it.
    fn opens_block(&self) -> bool {
        self.value().is_some_and(|(_, value)| matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+"))
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}

/// The usual slips that keep a text from being YAML. Parsers stumble over them lines later.
pub(super) fn slip(text: &str) -> Option<Slip> {
    let mut start = 0;
    // The lines of a block are words, whatever they look like.
    let mut block: Option<Block> = None;
    let mut levels = Levels::default();
    let mut brackets = Brackets::default();
    let mut above = Above::default();
    let mut begun: Option<Begun<'_>> = None;
    let mut last: Option<Line<'_>> = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let mut line = Line::new(start, line);
        start += line.text.len();
        let is_blank = line.text.trim().is_empty();
        if let Some(block) = block.as_mut().filter(|block| !is_blank && line.indent() > block.key) {
            let first = *block.lines.get_or_insert(line.indent());
            if line.indent() < first {
                return Some(left_of(&line, first));
            }
            continue;
        }
        if is_blank || line.text.trim_start().starts_with('#') {
            continue;
        }
        block = line.opens_block().then_some(Block { key: line.indent(), lines: None });
        line.below = above.of(&line);
        let is_alone = !brackets.are_open();
        if let Some(slip) = begun.filter(|_| is_alone).and_then(|begun| begun.slip(text, &line)) {
            return Some(slip);
        }
        begun = Begun::of(&line);
        if let Some(slip) = indent(&line) {
            return Some(Slip { repairs: repair::indents(text), ..slip });
        }
        let is_inside = brackets.last() == Some('{');
        let rules = if is_inside { INSIDE } else { OUTSIDE };
        let own = braces::block(text, &line).or_else(|| rules.iter().find_map(|rule| rule(&line)));
        let own = own.or_else(|| last.as_ref().filter(|_| is_inside).and_then(|last| braces::no_comma(last, &line)));
        // Within brackets lines have no levels.
        let own = own.or_else(|| (!brackets.are_open()).then(|| levels.slip(&line)).flatten());
        if let Some(slip) = own.or_else(|| brackets.slip(&line, number + 1)) {
            return Some(slip);
        }
        last = Some(line);
    }
    brackets.left(text)
}

/// Looks at one line.
type Rule = fn(&Line<'_>) -> Option<Slip>;
/// Rules for a line of keys, lists and values.
const OUTSIDE: &[Rule] = &[
    fence,
    entries::equals,
    levels::hyphen,
    chinese_colon,
    no_blank,
    wide_brackets,
    first_sign,
    after_quote,
    open_quote,
    entries::without_braces,
    inner_colon,
    backslash,
    braces::slip,
    brackets::item,
];
/// Rules for a further line of entries between braces.
const INSIDE: &[Rule] = &[backslash, braces::further];

/// The columns of a key whose value is the lines below it, and of the first of them.
struct Block {
    key: usize,
    lines: Option<usize>,
}

/// A line of a text that stands further left than its first one.
fn left_of(line: &Line<'_>, first: usize) -> Slip {
    let finding = syntax("this line stands further left than the first one of its text")
        .hint("give all lines of a text as many blanks before them as its first one has");
    let words = line.text.trim().len();
    line.slip(line.indent(), words, finding).repaired(line.start, line.start + line.indent(), " ".repeat(first))
}

fn syntax(message: impl Into<crate::base::Message>) -> Diagnostic {
    Diagnostic::error("yaml/syntax", message)
}

/// A tab or a full-width blank before a key.
fn indent(line: &Line<'_>) -> Option<Slip> {
    let blanks = &line.text[..line.text.len() - line.text.trim_start().len()];
    let (at, c) = blanks.char_indices().find(|(_, c)| matches!(c, '\t' | '\u{3000}' | '\u{A0}'))?;
    let finding = if c == '\t' {
        syntax("a tab stands where YAML wants spaces")
    } else {
        syntax("a full-width blank stands where YAML wants spaces")
    };
    Some(line.slip(at, c.len_utf8(), finding.hint("indent with spaces")))
}

/// `headline：题`, in a list, in braces.
fn chinese_colon(line: &Line<'_>) -> Option<Slip> {
    let is_word = line.name().is_ascii() || !line.text.contains(": ");
    let at = line.before + line.key;
    (line.key > 0 && is_word && line.after_key().starts_with('：')).then(|| {
        let finding = syntax("after a key stands the colon of Chinese text");
        let behind = line.text[at + '：'.len_utf8()..].trim_start_matches([' ', '\u{3000}']);
        let end = line.text.len() - behind.len();
        line.slip(at, '：'.len_utf8(), finding.hint("write a half-width colon and a space: `: `")).repaired(
            line.start + at,
            line.start + end,
            ": ",
        )
    })
}

/// `photo: ｛picture: a.jpg｝`.
fn wide_brackets(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    let (open, close) =
        value.chars().next().and_then(|first| [('｛', '｝'), ('［', '］')].into_iter().find(|pair| pair.0 == first))?;
    let end = value.rfind(close).filter(|_| value.contains([':', '：', ',']))? + close.len_utf8();
    let finding = syntax(message!("`{}` of an input method begins no entries", open));
    let meant = value[..end]
        .replace('｛', "{")
        .replace('｝', "}")
        .replace('［', "[")
        .replace('］', "]")
        .replace('：', ": ")
        .replace('，', ", ");
    let meant = meant.replace(":  ", ": ").replace(",  ", ", ");
    let hint = message!("write it with signs of the keyboard: `{}`", format!("{}: {meant}", line.name()));
    Some(line.slip(at, open.len_utf8(), finding.hint(hint)).repaired(line.start + at, line.start + at + end, meant))
}

/// `headline:题`.
fn no_blank(line: &Line<'_>) -> Option<Slip> {
    let rest = line.after_key().strip_prefix(':')?;
    let joins =
        !rest.is_empty() && !rest.starts_with([' ', '\n', '\r', '\t', '/']) && line.key > 0 && line.name().is_ascii();
    let is_word = !line.name().bytes().all(|byte| byte.is_ascii_digit());
    (joins && is_word).then(|| {
        let finding = syntax(message!("after `{}:` a blank is missing", line.name()));
        let value = rest.trim_start();
        let hint = message!("write `{}: {}`", line.name(), value.trim_end());
        let at = line.before + line.key;
        let end = line.start + line.text.len() - value.len();
        line.slip(at, 1, finding.hint(hint)).repaired(line.start + at, end, ": ")
    })
}

/// `headline: @市民`, `%`, `*`, and other signs that begin something else in YAML.
fn first_sign(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    let first = value.chars().next()?;
    let after = value[first.len_utf8()..].chars().next();
    let is_meant_as_text = match first {
        '@' | '%' | '`' | ',' | ']' | '}' => true,
        '*' | '&' | '!' => after.is_some(),
        '-' | '?' | ':' => after == Some(' '),
        '|' | '>' if after == Some(' ') => !value[1..].trim_start().starts_with('#'),
        '|' | '>' => after.is_some_and(|c| !matches!(c, '+' | '-' | '1'..='9')),
        '[' => ends_early(value, ']'),
        '{' => ends_early(value, '}'),
        _ => false,
    };
    is_meant_as_text.then(|| {
        let finding = syntax(message!("a value that begins with `{}` is no text to YAML", first));
        line.quoted((at, first.len_utf8()), finding, line.name(), (at, value))
    })
}

/// Whether a value is an anchor or an alias of one who knows YAML: the other one of its name is there too, or it names a list or keys.
pub(super) fn is_reference(text: &str, at: usize) -> bool {
    let value = text[at..].lines().next().unwrap_or_default();
    let Some(other) = (match value.chars().next() {
        Some('&') => Some('*'),
        Some('*') => Some('&'),
        _ => None,
    }) else {
        return false;
    };
    let name = value[1..].split([' ', ',', ']', '}']).next().unwrap_or_default();
    let rest = value[1 + name.len()..].trim_start();
    !name.is_empty() && (text.contains(&format!("{other}{name}")) || other == '*' && rest.starts_with(['[', '{']))
}

/// Whether words stand behind the bracket that closes the first one.
fn ends_early(value: &str, close: char) -> bool {
    let rest = value.rsplit_once(close).map_or("", |(_, rest)| rest).trim_start();
    !rest.is_empty() && !rest.starts_with(['#', ',', ']', '}'])
}

/// `headline: "双星"升空`.
fn after_quote(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let close = closing(value, quote)?;
    let rest = value[close + 1..].trim_start();
    (!rest.is_empty() && !rest.starts_with(['#', ',', ']', '}'])).then(|| {
        let finding = syntax("words stand behind the quotes of a value");
        let start = at + value.len() - rest.len();
        if let Some(inner) = within_quotes(value, quote) {
            let slip = line.slip(at + close, 1, inner_quote(quote).hint(quoted(line.name(), inner)));
            return slip.repaired(line.start + at, line.start + at + value.len(), yaml_quoted(inner));
        }
        line.quoted((start, rest.len()), finding, line.name(), (at, value))
    })
}

/// The part of a value that is no comment. A sign of number joined to its digits, `#1`, was meant to print.
fn own(value: &str) -> &str {
    let comment =
        value.match_indices(" #").find(|(at, _)| value[at + 2..].starts_with([' ', '#']) || value.len() == at + 2);
    comment.map_or(value, |(at, _)| &value[..at]).trim_end()
}

/// What stands within the quotes of a value that holds such quotes itself: `'I'm back'`. Those of `"双星"和"三星"` are the text's own.
fn within_quotes(value: &str, quote: char) -> Option<&str> {
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_apostrophe = |at: usize| {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        is_letter(inner[..at].chars().next_back()) && is_letter(inner[at + 1..].chars().next())
    };
    let mut inside = inner.match_indices(quote).map(|(at, _)| at);
    let is_odd = inner.matches(quote).count() % 2 == 1;
    (is_odd || quote == '\'' && inside.any(is_apostrophe)).then_some(inner)
}

fn inner_quote(quote: char) -> Diagnostic {
    syntax(message!("this `{}` ends the value, as the one it began with", quote))
}

/// `headline: "双星升空`: parsers look for the end of it to the end of the file.
fn open_quote(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    closing(value, quote).is_none().then(|| {
        let finding = syntax("the quotes that open here are not closed on their line");
        let end = line.start + at + value.len();
        line.slip(at, 1, finding.hint("close them at the end of the value")).repaired(end, end, quote)
    })
}

/// The quote that closes a quoted value, in bytes of it; in single quotes two of them are one (YAML 1.2 §7.3.2).
pub(super) fn closing(value: &str, quote: char) -> Option<usize> {
    let mut signs = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = signs.next() {
        let is_doubled = quote == '\'' && c == quote && signs.peek().is_some_and(|(_, next)| *next == quote);
        if c == '\\' && quote == '"' || is_doubled {
            signs.next();
        } else if c == quote {
            return Some(at);
        }
    }
    None
}

/// `headline: 临澜: 春讯`.
fn inner_colon(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    if value.starts_with(['"', '\'', '[', '{', '|', '>']) || line.text[..line.before].contains('{') {
        return None;
    }
    let words = own(value);
    let colon = words.find(": ").or_else(|| words.ends_with(':').then(|| words.len() - 1))?;
    let finding = syntax("a colon with a blank behind it stands in a value, as if another key began there");
    let is_item = line.text[..line.before].trim_end().ends_with('-');
    // An item whose first words are no key is a sentence as a whole.
    if is_item && !line.name().is_ascii() && called(line.name()).is_none() {
        let item = &line.text[line.before..at + words.len()];
        let meant = with_quotes(item);
        let slip =
            line.slip(at + colon, 1, finding.hint(message!("put the value into quotes: {}", format!("- {meant}"))));
        return Some(slip.repaired(line.start + line.before, line.start + at + words.len(), meant));
    }
    Some(line.quoted((at + colon, 1), finding, line.name(), (at, value)))
}

/// ```` ```yaml ````, as a chat or a web page shows a text.
fn fence(line: &Line<'_>) -> Option<Slip> {
    let words = line.text.trim();
    words.starts_with("```").then(|| {
        let finding = syntax("a line of backquotes stands here, as a chat shows a text").hint("take it out");
        line.slip(0, words.len(), finding).repaired(line.start, line.start + words.len(), "")
    })
}

/// `"pictures\a.jpg"`: in double quotes a backslash begins a sign of its own.
fn backslash(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    let quoted = value.starts_with('"').then_some(value)?;
    let place = quoted.find('\\')?;
    let next = quoted[place + 1..].chars().next()?;
    let is_known = matches!(
        next,
        '0' | 'a'
            | 'b'
            | 't'
            | 'n'
            | 'v'
            | 'f'
            | 'r'
            | 'e'
            | ' '
            | '"'
            | '/'
            | '\\'
            | 'N'
            | '_'
            | 'L'
            | 'P'
            | 'x'
            | 'u'
            | 'U'
    );
    (!is_known).then(|| {
        let finding = syntax("a backslash in double quotes begins a sign of its own");
        let start = line.start + at + place;
        // What has an ending and no other letters is a path.
        let meant = if value.is_ascii() && value.contains('.') { "/" } else { "\\\\" };
        line.slip(at + place, 1, finding.hint("in paths write `/`; for a backslash that prints write two")).repaired(
            start,
            start + 1,
            meant,
        )
    })
}

/// The remedy for a value: its line with quotes.
fn quoted(key: &str, value: &str) -> crate::base::Message {
    message!("put the value into quotes: {}", format!("{key}: {}", with_quotes(value)))
}

/// A value in the quotes that change least of it.
pub(super) fn with_quotes(value: &str) -> String {
    if value.contains('"') { format!("'{}'", value.replace('\'', "''")) } else { yaml_quoted(value) }
}

/// Whether words behind a comma between braces, which YAML takes for another key, belong to the value before it: `caption: 李雨（左）, 王强: 右`.
fn belongs_to(value: &str, name: &str) -> bool {
    let is_path = value.rsplit_once('.').is_some_and(|(_, end)| (2..=5).contains(&end.len()) && end.is_ascii());
    !name.is_ascii() && called(name).is_none() && !value.is_ascii() && !is_path
}

/// A comma between braces that parts the words of a value.
fn comma(key: &str, value: &str) -> Diagnostic {
    syntax(message!("the comma ends the value of `{}`, as between two entries", key)).hint(quoted(key, value))
}

/// Lines of a value that YAML joins.
pub(super) fn folded(key: &str) -> Diagnostic {
    let message = message!("the lines of `{}` print as one, with blanks where they were parted", key);
    Diagnostic::warning("yaml/folded", message).hint(several_lines(key))
}

fn several_lines(key: &str) -> crate::base::Message {
    message!("a value of several lines begins with `{}: |`; its lines stand below, each with two blanks before it", key)
}

/// A comma behind the last value between braces.
pub(super) fn last_comma(key: &str, words: &str) -> Diagnostic {
    Diagnostic::warning("yaml/syntax", message!("the comma behind the value of `{}` does not print", key))
        .hint("take it out")
        .hint(quoted(key, &format!("{words},")))
}

/// An entry of braces that YAML read as another one, of which `text` is the source from the value before it to its own end.
pub(super) fn comma_within(key: &str, value: &str, text: &str, name: &str, has_colon: bool) -> Option<Diagnostic> {
    // `{picture: a.jpg, flip}`: a key without its value.
    let is_key = value.is_ascii() && name.starts_with(|c: char| c.is_ascii_alphabetic());
    (!has_colon && !is_key || belongs_to(value, name)).then(|| comma(key, text))
}

/// A key and its value that are one word to YAML, as `lead:a.md` in braces and `lead：a.md` anywhere.
pub(super) fn joined(text: &str) -> Option<Diagnostic> {
    let line = text.lines().next().unwrap_or_default();
    let (name, value) = line.split_once([':', '：'])?;
    let finding = syntax(message!("`{}` is one word to YAML", line));
    Some(finding.hint(message!(
        "write `{}: {}`, with a half-width colon and a blank behind it",
        name.trim(),
        value.trim()
    )))
}

/// A key that holds a bracket of its value, as `note:{text: 天气晴}`: its name and the bracket.
pub(super) fn joined_brackets(key: &str) -> Option<(&str, &str)> {
    let at = key.find(":{").or_else(|| key.find(":["))?;
    let name = &key[..at];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, &key[at + 1..]))
}

/// Whether a key with its value is a sentence in which two colons stand: `注意：甲: 乙`.
pub(super) fn is_sentence(key: &str, value: &Node) -> bool {
    let name = key.split('：').next().unwrap_or_default();
    !name.is_ascii() && matches!(value.kind, NodeKind::Text(_) | NodeKind::Number(_))
}

/// What stands behind a value and is a comment to YAML, where the rest of its line begins with ` #`: the words that would be dropped.
pub(super) fn dropped(rest_of_line: &str) -> Option<&str> {
    let comment = rest_of_line.trim_start_matches([' ', '\t']);
    (comment.len() < rest_of_line.len() && comment.starts_with('#')).then(|| comment.trim_end())
}

/// What to do about words behind a value that were dropped.
const IN_QUOTES: &str = "put the whole value into quotes: `\"…\"`";

/// Words dropped behind a value of front matter, where every comment is told.
pub(super) fn comment_of_article(dropped: &Dropped<'_>) -> Diagnostic {
    let message =
        message!("`{}` stands behind a blank and `#`: to YAML it is a comment, and it would not print", dropped.words);
    Diagnostic::error("yaml/comment", message).at(dropped.at).hint(IN_QUOTES)
}

/// Words dropped behind a value of another file. Behind one that prints, words that follow `#` at once or say whose a picture is were meant to print too. Behind
/// a length or a name, what begins with a blank or a Latin letter is a comment.
pub(super) fn comment_of_value(dropped: &Dropped<'_>) -> Option<Diagnostic> {
    let first = dropped.words[1..].chars().next();
    let is_spaced = first.is_none_or(|c| matches!(c, ' ' | '#'));
    let is_words = !dropped.value.is_ascii();
    let prints = dropped.fate == Fate::Prints;
    let level = match first {
        _ if prints && (!is_spaced || is_credit(dropped.words)) => Diagnostic::error,
        Some(c) if !is_spaced && (is_words || !c.is_ascii_alphabetic()) => Diagnostic::warning,
        _ if is_words => Diagnostic::note,
        _ => return None,
    };
    let message = if prints {
        message!("`{}` stands behind a blank and `#`: to YAML it is a comment, and it would not print", dropped.words)
    } else {
        message!("`{}` stands behind a blank and `#`: to YAML it is a comment, and it is not used", dropped.words)
    };
    let whole = format!("{} {}", dropped.value, dropped.words);
    let hint = message!("put the value into quotes: {}", with_quotes(whole.trim_start()));
    Some(level("yaml/comment", message).at(dropped.at).hint(hint))
}

/// Whether words say who made a picture: `# 本报记者 许嘉 摄`.
fn is_credit(words: &str) -> bool {
    const MADE: &[&str] = &["摄", "攝", "供图", "供圖", "制图", "製圖", "文/图", "文并摄", "资料图", "资料图片"];
    MADE.iter().any(|made| words.trim_end_matches(['）', ')', '。', ' ']).ends_with(made))
}
