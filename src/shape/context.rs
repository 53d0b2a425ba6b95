//! Characters shared by two scripts, resolved by their neighbours (composition A4, A5).

use super::class::{Class, Lookup, lookup, settles_chinese};

/// The class of every character of a paragraph.
pub(super) fn classes(chars: &[char]) -> Vec<Class> {
    let quotes = resolve_quotes(chars);
    let mut quotes = quotes.into_iter();
    chars
        .iter()
        .enumerate()
        .map(|(at, &c)| match lookup(c) {
            Lookup::Fixed(class) => class,
            Lookup::Quote => quotes.next().unwrap_or(Class::West),
            Lookup::InChinese(class) => in_context(chars, at, class),
        })
        .collect()
}

/// A5: Chinese when the nearest letter on either side is; a lone dash between letters is a connector, an ASCII solidus counts only between Han.
fn in_context(chars: &[char], at: usize, class: Class) -> Class {
    let before = chars[..at].iter().rev().find_map(|&c| settles_chinese(c));
    let after = chars[at + 1..].iter().find_map(|&c| settles_chinese(c));
    let chinese = match (before, after) {
        (None, None) => true,
        (before, after) => before == Some(true) || after == Some(true),
    };
    let beside = |c: char| at.checked_sub(1).is_some_and(|i| chars[i] == c) || chars.get(at + 1) == Some(&c);
    match chars[at] {
        '/' => {
            let han =
                |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|&c| settles_chinese(c) == Some(true));
            if han(at.checked_sub(1)) && han(Some(at + 1)) { class } else { Class::West }
        }
        '—' if chinese && !beside('—') => Class::Conn,
        '‐' | '–' if beside_western(chars, at) => Class::West,
        '…' if beside('…') => Class::Long,
        _ if chinese => class,
        _ => Class::West,
    }
}

/// A hyphen or en dash directly between Western characters belongs to their word.
fn beside_western(chars: &[char], at: usize) -> bool {
    let western = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
    western(at.checked_sub(1)) && western(Some(at + 1))
}

/// A4: the class of every curly quote, in order.
fn resolve_quotes(chars: &[char]) -> Vec<Class> {
    let places: Vec<usize> = (0..chars.len()).filter(|&i| lookup(chars[i]) == Lookup::Quote).collect();
    let mut classes: Vec<Class> = places.iter().map(|&at| chinese_quote(chars[at])).collect();
    let mut open: Vec<usize> = Vec::new();
    for (which, &at) in places.iter().enumerate() {
        match chars[at] {
            '’' if is_apostrophe(chars, at) => classes[which] = Class::West,
            '“' | '‘' => open.push(which),
            closing => {
                let Some(depth) = open.iter().rposition(|&o| chars[places[o]] == opening_of(closing)) else { continue };
                let opening = open[depth];
                open.truncate(depth);
                if opens_western(chars, places[opening]) && closes_western(chars, at) {
                    classes[opening] = Class::West;
                    classes[which] = Class::West;
                }
            }
        }
    }
    classes
}

fn chinese_quote(c: char) -> Class {
    if matches!(c, '“' | '‘') { Class::Open } else { Class::Close }
}

fn opening_of(closing: char) -> char {
    if closing == '”' { '“' } else { '‘' }
}

/// A4.1: between two Latin letters or digits.
fn is_apostrophe(chars: &[char], at: usize) -> bool {
    at > 0 && is_latin(Some(&chars[at - 1])) && is_latin(chars.get(at + 1))
}

/// A4.2: a Latin letter, digit or space before and a Latin letter or digit after.
fn opens_western(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    (is_latin(before) || before == Some(&' ')) && is_latin(chars.get(at + 1))
}

/// A4.2: Latin or ASCII stop before; Latin, space, ASCII punctuation or the end after.
fn closes_western(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    let after = chars.get(at + 1);
    (is_latin(before) || before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?')))
        && after.is_none_or(|c| is_latin(Some(c)) || *c == ' ' || c.is_ascii_punctuation())
}

fn is_latin(c: Option<&char>) -> bool {
    c.is_some_and(|&c| c.is_alphanumeric() && lookup(c) == Lookup::Fixed(Class::West))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Class> {
        classes(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn quotes_are_western_only_when_both_ends_are() {
        assert_eq!(of("用“A”")[1], Class::Open);
        assert_eq!(of("He said “no” here")[8], Class::West);
        assert_eq!(of("it’s")[2], Class::West);
        assert_eq!(of("甲’乙")[1], Class::Close);
        assert_eq!(of("“abc”与")[0], Class::Open);
    }

    #[test]
    fn a_lone_dash_is_a_connector_and_a_double_one_is_long() {
        assert_eq!(of("北—上")[1], Class::Conn);
        assert_eq!(of("北——上")[1..3], [Class::Long, Class::Long]);
        assert_eq!(of("a—b")[1], Class::West);
        assert_eq!(of("吨/日")[1], Class::Sol);
        assert_eq!(of("km/h")[2], Class::West);
    }
}
