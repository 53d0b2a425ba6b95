//! Characters shared by two scripts, resolved by their neighbours (composition A4, A5).

use crate::tradition::class::{Class, Lookup, lookup, settles_chinese};
use crate::tradition::{Lang, Shared, Tones};

/// The class of every character of a paragraph, of which each has its language.
pub(super) fn classes(chars: &[char], langs: &[Lang]) -> Vec<Class> {
    let own = |(&c, lang): (&char, &Lang)| (lang.tradition().own)(c).unwrap_or_else(|| lookup(c));
    let looked: Vec<Lookup> = chars.iter().zip(langs).map(own).collect();
    let mut quotes = resolve_quotes(chars, &looked).into_iter();
    // Few paragraphs have a sign whose neighbours must be known.
    let is_shared = looked.iter().any(|looked| matches!(looked, Lookup::InChinese(_)));
    let sides = if is_shared { sides(chars) } else { Vec::new() };
    let of = |(at, looked): (usize, Lookup)| match looked {
        Lookup::Fixed(class) => class,
        Lookup::Quote => {
            let resolved = quotes.next().unwrap_or(Class::West);
            if langs[at].tradition().shared == Shared::ByNeighbours { resolved } else { Class::West }
        }
        Lookup::InChinese(_) if langs[at].tradition().shared == Shared::Western => Class::West,
        Lookup::InChinese(class) => in_context(chars, at, sides[at], class, langs[at]),
    };
    let mut classes: Vec<Class> = looked.into_iter().enumerate().map(of).collect();
    pauses(&mut classes, langs);
    classes
}

/// JA5: a blank typed after ！？ ends its sentence.
fn pauses(classes: &mut [Class], langs: &[Lang]) {
    for at in 1..classes.len() {
        let ends = classes[at] == Class::IdeographicSpace && classes[at - 1] == Class::Tone;
        if ends && langs[at].tradition().tones == Tones::Whole {
            classes[at] = Class::Pause;
        }
    }
}

/// Whether the nearest letters before and after are Chinese, where there is one.
type Sides = (Option<bool>, Option<bool>);

/// The sides of every character, found in one pass each way: a paragraph may hold a hundred thousand dots.
fn sides(chars: &[char]) -> Vec<Sides> {
    let mut after = passed(chars.iter().rev());
    after.reverse();
    passed(chars.iter()).into_iter().zip(after).collect()
}

/// What was settled last before each character is reached.
fn passed<'c>(chars: impl Iterator<Item = &'c char>) -> Vec<Option<bool>> {
    let mut last = None;
    let one = |&c: &char| {
        let before = last;
        last = settles_chinese(c).or(before);
        before
    };
    chars.map(one).collect()
}

/// A5: Chinese when the nearest letter on either side is; a lone dash between letters is a connector, an ASCII solidus counts only between Han.
fn in_context(chars: &[char], at: usize, sides: Sides, class: Class, lang: Lang) -> Class {
    let chinese = match sides {
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
        '—' if chinese && !beside('—') => lang.tradition().lone_dash,
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
fn resolve_quotes(chars: &[char], looked: &[Lookup]) -> Vec<Class> {
    let places: Vec<usize> = (0..chars.len()).filter(|&at| looked[at] == Lookup::Quote).collect();
    let mut classes: Vec<Class> = places.iter().map(|&at| chinese_quote(chars[at])).collect();
    let mut open = OpenQuotes::default();
    for (which, &at) in places.iter().enumerate() {
        match chars[at] {
            '’' if is_apostrophe(chars, at) || (open.single.is_empty() && is_elision(chars, at)) => {
                classes[which] = Class::West;
            }
            sign @ ('“' | '‘') => open.of(sign).push(which),
            closing => {
                let Some(opening) = open.close(closing) else { continue };
                if opens_western(chars, places[opening]) && closes_western(chars, at) {
                    classes[opening] = Class::West;
                    classes[which] = Class::West;
                }
            }
        }
    }
    classes
}

/// The quotes that are open, of each kind: a paragraph may hold many that are never closed.
#[derive(Default)]
struct OpenQuotes {
    double: Vec<usize>,
    single: Vec<usize>,
}

impl OpenQuotes {
    fn of(&mut self, opening: char) -> &mut Vec<usize> {
        if opening == '“' { &mut self.double } else { &mut self.single }
    }

    /// Closes the last quote of a closing one's kind, and whatever was opened within it.
    fn close(&mut self, closing: char) -> Option<usize> {
        let opening = self.of(opening_of(closing)).pop()?;
        for open in [&mut self.double, &mut self.single] {
            while open.last().is_some_and(|&last| last > opening) {
                open.pop();
            }
        }
        Some(opening)
    }
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

/// A letter left out at a word's edge among Western words: ’n’, dogs’.
fn is_elision(chars: &[char], at: usize) -> bool {
    let before = chars[..at].iter().rev().find(|c| **c != ' ');
    let after = chars[at + 1..].iter().find(|c| **c != ' ');
    let begins = is_latin(chars.get(at + 1)) && before.is_none_or(|c| is_latin(Some(c)));
    let ends = at > 0 && is_latin(Some(&chars[at - 1])) && after.is_none_or(|c| is_latin(Some(c)) || *c == '’');
    begins || ends
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
        let chars: Vec<char> = text.chars().collect();
        classes(&chars, &vec![Lang::ZhHans; chars.len()])
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
    fn sides_and_open_quotes_are_what_a_look_at_every_neighbour_finds() {
        const SIGNS: [char; 9] = ['甲', 'a', '·', '—', ' ', '“', '”', '‘', '’'];
        for seed in 0..3000_usize {
            let chars: Vec<char> = (0..7).map(|at| SIGNS[(seed / 3_usize.pow(at) + seed * at as usize) % 9]).collect();
            let near = |mut chars: Box<dyn Iterator<Item = &char> + '_>| chars.find_map(|&c| settles_chinese(c));
            for (at, found) in sides(&chars).into_iter().enumerate() {
                let (before, after) = chars.split_at(at);
                assert_eq!(found, (near(Box::new(before.iter().rev())), near(Box::new(after[1..].iter()))));
            }
        }
        // A closing quote takes what was opened within it along, and so does not close it again.
        let mut open = OpenQuotes { double: vec![0, 2], single: vec![1, 3] };
        assert_eq!((open.close('’'), open.close('’'), open.close('’')), (Some(3), Some(1), None));
        assert_eq!((open.close('”'), open.close('”')), (Some(0), None));
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
