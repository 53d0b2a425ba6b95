//! Entries that were written without what makes them entries: braces, a colon, the key of words that stand in a frame.

use crate::base::yaml_quoted;
use crate::message;

use super::super::schema::{CONTENT, EDITION, EDITION_PAGE, FRONT_MATTER, Key, Kind, LAYOUT, PAGE};
use super::{Line, Slip, own, syntax};

/// Keys whose values print.
const PRINTED: &[&str] = &[
    "kicker", "headline", "short", "deck", "byline", "dateline", "text", "caption", "credit", "name", "paper", "issue",
];

/// Whether the value of a key prints.
pub(in crate::input) fn prints(name: &str) -> bool {
    PRINTED.contains(&name)
}

/// The keys that lines stand below, outermost first, each with its column.
#[derive(Default)]
pub(super) struct Above<'t> {
    keys: Vec<(usize, &'t str)>,
}

impl<'t> Above<'t> {
    /// The key above a line, which is the next one read.
    pub(super) fn of(&mut self, line: &Line<'t>) -> Option<&'t str> {
        while self.keys.last().is_some_and(|(column, _)| *column >= line.before) {
            self.keys.pop();
        }
        let above = self.keys.last().map(|(_, name)| *name);
        if line.key > 0 && line.after_key().starts_with(':') {
            self.keys.push((line.before, line.name()));
        }
        above
    }
}

/// Words that stand where an entry of `put` is due, as that entry; nothing for the path of a file.
pub(super) fn words_of_place(line: &Line<'_>, key: &str, value: &str) -> Option<String> {
    let is_entry = line.below == Some("put") && line.name() == key;
    (is_entry && is_words(value)).then(|| format!("{{text: {}}}", yaml_quoted(value)))
}

/// Whether a text is words, and no path of a file.
pub(in crate::input) fn is_words(text: &str) -> bool {
    let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    !text.is_ascii() && !text.contains(['/', '\\']) && !is_ending
}

/// `put: story: s.md` and, below `put`, `photo: picture: a.jpg`: entries on the line of their key, without braces.
pub(super) fn without_braces(line: &Line<'_>) -> Option<Slip> {
    let (at, value) = line.value()?;
    if value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*']) || line.text[..line.before].contains('{') {
        return None;
    }
    let words = own(value);
    let colon = words.find(": ")?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let first = Some(&words[..colon]).filter(|first| !first.is_empty() && first.chars().all(is_name))?;
    let takes = match line.below {
        Some("put") => has_key(CONTENT, first),
        _ => kind_of(line.name()).is_some_and(|kind| takes_entry(kind, first)),
    };
    takes.then(|| {
        let meant = format!("{{{words}}}");
        let finding = syntax(message!("entries of `{}` stand beside it without braces", line.name()));
        let hint = message!("put braces around them: `{}`", format!("{}: {meant}", line.name()));
        let start = line.start + at;
        line.slip(at + colon, 1, finding.hint(hint)).repaired(start, start + words.len(), meant)
    })
}

fn has_key(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|key| key.name == name)
}

/// The kind of a key that holds entries, wherever it stands.
fn kind_of(name: &str) -> Option<&'static Kind> {
    [EDITION, EDITION_PAGE, LAYOUT, PAGE].into_iter().flatten().find(|key| key.name == name).map(|key| &key.kind)
}

fn takes_entry(kind: &Kind, name: &str) -> bool {
    match kind {
        Kind::Named(_) => true,
        Kind::Object(keys) => has_key(keys, name),
        Kind::Either(_, composed) => takes_entry(composed, name),
        _ => false,
    }
}

/// `headline=港口`.
pub(super) fn equals(line: &Line<'_>) -> Option<Slip> {
    let rest = line.after_key();
    let sign = rest.trim_start_matches(' ').chars().next().filter(|c| matches!(c, '=' | '＝'))?;
    let value = rest.trim_start_matches(' ')[sign.len_utf8()..].trim_start_matches(' ');
    let is_known = [FRONT_MATTER, CONTENT, EDITION, EDITION_PAGE].iter().any(|keys| has_key(keys, line.name()));
    is_known.then(|| {
        let (at, end) = (line.before + line.key, line.text.len() - value.len());
        let finding = syntax(message!("after a key stands `{}`, where a colon is due", sign));
        let hint = message!("write `{}: {}`", line.name(), value.trim_end());
        line.slip(at, end - at, finding.hint(hint)).repaired(line.start + at, line.start + end, ": ")
    })
}
