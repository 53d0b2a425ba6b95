//! Single marks: half-width ones beside Chinese, several where one is due, figures and letters of full width.

use std::ops::Range;

use crate::base::{Diagnostic, Diagnostics, Message};
use crate::message;

use super::{Letter, Setting, excerpt, is_han, pairs, place};

/// Marks of the keyboard and those of Chinese.
const MARKS: &[(char, char)] = &[(',', '，'), ('.', '。'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];
/// Marks that part a sentence; two of them never meet (GB/T 15834-2011).
const STOPS: &[char] = &['。', '，', '、', '；', '：'];
/// Marks that may be repeated among themselves, but go with no stop.
const CALLS: &[char] = &['？', '！'];
const OPENING: &[char] = &['“', '‘', '「', '『', '《', '〈', '（', '【', '〔'];
const CLOSING: &[char] = &['”', '’', '」', '』', '》', '〉', '）', '】', '〕'];
/// What makes a stretch of ASCII an address.
const OF_ADDRESSES: &[&str] = &["://", "www.", "@", ".com", ".cn", ".org", ".net"];

/// All that is wrong with single marks of a text.
pub(super) fn check(letters: &[Letter], setting: Setting) -> Diagnostics {
    let addresses = addresses(letters);
    let is_free = |at: &usize| !addresses.iter().any(|address| address.contains(at));
    let places = || (0..letters.len()).filter(is_free);
    let mut found: Diagnostics = places().filter_map(|at| half_width(letters, at)).collect();
    found.extend(brackets(letters).filter(|pair| is_free(&pair.start)).filter_map(|pair| bracket(letters, pair)));
    found.extend(quotes(letters));
    found
        .extend(stretches(letters, |c| STOPS.contains(&c) || CALLS.contains(&c)).filter_map(|at| doubled(letters, at)));
    if setting == Setting::Horizontal {
        found.extend(stretches(letters, is_full_width).map(|at| full_width(letters, at)));
    }
    found
}

/// The letter at a place.
fn at(letters: &[Letter], place: usize) -> Option<char> {
    letters.get(place).map(|letter| letter.c)
}

/// Stretches of letters of one kind.
fn stretches(letters: &[Letter], is_kind: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..letters.len()).filter(move |&start| {
        is_kind(letters[start].c) && !start.checked_sub(1).is_some_and(|before| is_kind(letters[before].c))
    });
    starts.map(move |start| start..start + letters[start..].iter().take_while(|letter| is_kind(letter.c)).count())
}

/// Addresses of the web and of mail, without the mark after them.
fn addresses(letters: &[Letter]) -> Vec<Range<usize>> {
    let is_address = |word: &Range<usize>| {
        let text: String = letters[word.clone()].iter().map(|letter| letter.c).collect();
        OF_ADDRESSES.iter().any(|sign| text.contains(sign))
    };
    let words = stretches(letters, |c| c.is_ascii_graphic()).filter(is_address);
    words.map(|word| word.start..word.end - 1).collect()
}

/// Whether Chinese text stands before a place, closing marks between.
fn is_after_chinese(letters: &[Letter], place: usize) -> bool {
    let before = letters[..place].iter().rev().map(|letter| letter.c).find(|c| !CLOSING.contains(c));
    before.is_some_and(|c| is_han(c) || STOPS.contains(&c) || CALLS.contains(&c))
}

fn is_before_chinese(letters: &[Letter], place: usize) -> bool {
    let after = letters.get(place..).unwrap_or_default().iter().map(|letter| letter.c).find(|c| !OPENING.contains(c));
    after.is_some_and(is_han)
}

/// Where the words before a mark end: before the blanks of one that stands between blanks, as in 中文 , 中文.
fn words_end(letters: &[Letter], mark: usize) -> usize {
    let blanks = letters[..mark].iter().rev().take_while(|letter| letter.c == ' ').count();
    let is_alone = at(letters, mark + 1).is_none_or(|c| c.is_whitespace() || is_han(c));
    if is_alone { mark - blanks } else { mark }
}

/// A mark of the keyboard beside Chinese. Between figures and in Western text it is right.
fn half_width(letters: &[Letter], place: usize) -> Option<Diagnostic> {
    let (_, full) = MARKS.iter().find(|(half, _)| *half == letters[place].c)?;
    let (before, after) = (place.checked_sub(1).and_then(|before| at(letters, before)), at(letters, place + 1));
    let is_dot = |c: Option<char>| c == Some('.');
    let said = words_end(letters, place);
    if letters[place].c == '.' {
        let dots = letters[place..].iter().take_while(|letter| letter.c == '.').count();
        let ends = after.is_none_or(|c| c.is_whitespace() || c == '"' || CLOSING.contains(&c))
            || is_before_chinese(letters, place + 1);
        return match dots {
            _ if is_dot(before) || !is_after_chinese(letters, said) => None,
            1 => ends.then(|| half(letters, place..place + 1, &full.to_string())),
            _ => Some(half(letters, place..place + dots, "……")),
        };
    }
    let is_sign = letters[place].c == ':' && (after == Some(')') || opens_directive(&letters[place + 1..]));
    let follows_word = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '％' | '℃' | ')'));
    let calls = matches!(letters[place].c, '?' | '!');
    let is_wrong = is_after_chinese(letters, said) || !calls && follows_word && is_before_chinese(letters, place + 1);
    (is_wrong && !is_sign).then(|| half(letters, place..place + 1, &full.to_string()))
}

/// Whether a colon began a directive that is wrong, which was told.
fn opens_directive(after: &[Letter]) -> bool {
    let name = after.iter().take_while(|letter| letter.c.is_ascii_lowercase()).count();
    name > 0 && at(after, name) == Some('[')
}

fn half(letters: &[Letter], at: Range<usize>, full: &str) -> Diagnostic {
    let typed: String = letters[at.clone()].iter().map(|letter| letter.c).collect();
    let message = message!("`{}` in `{}` is half-width beside Chinese", typed, excerpt(letters, at.start, at.end));
    let finding = Diagnostic::note("punctuation/half-width", message).at(place(letters, at.start, at.end));
    finding.hint(message!("write `{}`", full))
}

/// Round brackets that pair, whatever their width: from the one to the other.
fn brackets(letters: &[Letter]) -> impl Iterator<Item = Range<usize>> {
    let mut open = Vec::new();
    letters.iter().enumerate().filter_map(move |(at, letter)| match letter.c {
        '(' | '（' => {
            open.push(at);
            None
        }
        ')' | '）' => open.pop().map(|start| start..at),
        _ => None,
    })
}

/// A pair of which a half is of the keyboard: around Chinese, after it, or beside a half that is not. A number alone, as (1), may stand in them.
fn bracket(letters: &[Letter], pair: Range<usize>) -> Option<Diagnostic> {
    let halves = [letters[pair.start].c == '(', letters[pair.end].c == ')'];
    let around = letters[pair.clone()].iter().any(|letter| is_han(letter.c));
    let is_number = letters[pair.start + 1..pair.end].iter().all(|letter| letter.c.is_ascii_digit());
    let is_wrong = match halves {
        [false, false] => false,
        [true, true] => around || !is_number && is_after_chinese(letters, pair.start),
        _ => true,
    };
    let first = if halves[0] { pair.start } else { pair.end };
    let hint = if halves[0] && halves[1] {
        "（）"
    } else if halves[0] {
        "（"
    } else {
        "）"
    };
    is_wrong.then(|| half(letters, first..first + 1, hint))
}

/// Straight quotes around Chinese: those that pair, and one beside Chinese that is left over.
fn quotes(letters: &[Letter]) -> Diagnostics {
    let mut places = Vec::new();
    for place in (0..letters.len()).filter(|&at| letters[at].c == '"') {
        // Behind a figure, where none is open, it says inches: 5" 屏.
        let is_inch = place.checked_sub(1).and_then(|before| at(letters, before)).is_some_and(|c| c.is_ascii_digit());
        if !is_inch || places.len() % 2 == 1 {
            places.push(place);
        }
    }
    let (pairs, rest) = places.as_chunks::<2>();
    let is_chinese = |at: usize| is_after_chinese(letters, at) || is_before_chinese(letters, at + 1);
    let left = rest.iter().filter(|at| is_chinese(**at)).map(|at| pairs::unclosed(letters, *at, ('“', '”')));
    let around = pairs.iter().filter(|[open, close]| letters[*open..*close].iter().any(|letter| is_han(letter.c)));
    around.map(|[open, _]| half(letters, *open..*open + 1, "“”")).chain(left).collect()
}

/// Stops where one is due.
fn doubled(letters: &[Letter], at: Range<usize>) -> Option<Diagnostic> {
    let marks: Vec<char> = letters[at.clone()].iter().map(|letter| letter.c).collect();
    let is_wrong = marks.len() > 1 && marks.iter().any(|mark| STOPS.contains(mark));
    let typed: String = marks.iter().collect();
    let message = message!("`{}` in `{}`: one mark is due", typed, excerpt(letters, at.start, at.end));
    let leaves_out = marks.len() > 2 && marks.iter().all(|mark| *mark == '。');
    let hint: Message =
        if leaves_out { "write `……` for what is left out".into() } else { "leave one of them".into() };
    let finding = Diagnostic::note("punctuation/doubled", message).at(place(letters, at.start, at.end));
    is_wrong.then(|| finding.hint(hint))
}

fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn full_width(letters: &[Letter], at: Range<usize>) -> Diagnostic {
    let typed: String = letters[at.clone()].iter().map(|letter| letter.c).collect();
    // Full-width forms stand this far from their ASCII ones (Unicode, U+FF01–FF5E).
    let ordinary: String = typed.chars().filter_map(|c| char::from_u32(u32::from(c) - 0xFEE0)).collect();
    Diagnostic::note("punctuation/full-width", message!("`{}` is written in full-width figures or letters", typed))
        .at(place(letters, at.start, at.end))
        .hint(message!("write `{}`, or `full-width: ascii` in the style, which does it everywhere", ordinary))
}
