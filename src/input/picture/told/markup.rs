//! Marks of web pages in words that were copied from one.

use std::borrow::Cow;

/// Elements that begin a line.
const LINES: [&str; 4] = ["br", "p", "div", "li"];
/// Elements within a line. Others, and words between such brackets, may be meant as they stand.
const WITHIN: [&str; 9] = ["a", "b", "em", "font", "i", "span", "strong", "sup", "u"];
/// Characters that are named in what editors of web pages write (HTML, named character references).
const NAMED: [(&str, char); 15] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("copy", '©'),
    ("middot", '·'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
];

/// A text without tags, and with the characters that its references stand for.
pub(super) fn taken_off(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (meant, length) = tag(rest).or_else(|| reference(rest)).unwrap_or((rest.chars().next(), 1));
        plain.extend(meant);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.into()
}

/// Longer tags are none that an editor's program writes.
const LONGEST: usize = 300;

/// What stands between a sign at the start of a text and the next other one.
fn between(text: &str, first: char, last: char) -> Option<&str> {
    let rest = text.strip_prefix(first)?;
    let end = rest.char_indices().take(LONGEST).find(|(_, c)| *c == last)?.0;
    rest.get(..end)
}

/// What a tag at the start of a text means, and its length.
fn tag(text: &str) -> Option<(Option<char>, usize)> {
    let inner = between(text, '<', '>')?;
    let name = inner.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next()?.to_ascii_lowercase();
    let length = inner.len() + 2;
    if LINES.contains(&name.as_str()) {
        return Some((Some('\n'), length));
    }
    WITHIN.contains(&name.as_str()).then_some((None, length))
}

/// The character that a reference at the start of a text stands for, and its length.
fn reference(text: &str) -> Option<(Option<char>, usize)> {
    let inner = between(text, '&', ';')?;
    let named = || NAMED.iter().find(|(name, _)| *name == inner).map(|(_, c)| *c);
    let numbered = || match inner.strip_prefix('#')? {
        hex if hex.starts_with(['x', 'X']) => char::from_u32(u32::from_str_radix(&hex[1..], 16).ok()?),
        decimal => char::from_u32(decimal.parse().ok()?),
    };
    Some((Some(named().or_else(numbered)?), inner.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_web_pages_go_and_signs_that_are_meant_stay() {
        for (text, plain) in [
            ("鱼市 &amp; 码头 &quot;早&quot; &#20013;&#x6587;", "鱼市 & 码头 \"早\" 中文"),
            ("一<br/>二<BR>三</p>", "一\n二\n三\n"),
            ("<span style='x'>船</span><b>队</b>", "船队"),
            ("第一网鱼 <早市> R&D; 3 < 5 & 6 > 2", "第一网鱼 <早市> R&D; 3 < 5 & 6 > 2"),
            ("&#xD800; &#99999999; &amp", "&#xD800; &#99999999; &amp"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(taken_off(text), plain);
        }
    }
}
