//! Numbers are one word whatever the dictionary says: 89比76, 3∶2, 0.12, 2026—2030, 第二十三, and Western words with their digits.

use super::signs::{NUMERALS, is_digit};
use super::{Kind, Word, is_numeral};

/// What may stand between the digits of one number.
const BETWEEN: &str = ".,．，∶:：比-–—~～至/／";

/// The words of a text with those joined that are parts of one number or of one Western word.
pub(super) fn joined(chars: &[char], words: &[Word]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match found.last_mut() {
            Some(last) if last.kind != Kind::Own && is_one(chars, word.start) => {
                last.end = word.end;
                last.kind = if chars[last.start..last.end].iter().any(char::is_ascii_alphabetic) {
                    Kind::Other
                } else {
                    Kind::Number
                };
            }
            _ => found.push(*word),
        }
    }
    found
}

/// Whether the characters before and at `at` are parts of one number or Western word.
fn is_one(chars: &[char], at: usize) -> bool {
    let (before, here) = (chars[at - 1], chars[at]);
    let is_digit_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_digit(*c));
    let inside = |at: usize| BETWEEN.contains(chars[at]) && is_digit_at(at.checked_sub(1)) && is_digit_at(Some(at + 1));
    let is_western = |c: char| c.is_ascii_alphanumeric();
    (is_western(before) && is_western(here))
        || (is_digit(before) && is_digit(here))
        || (NUMERALS.contains(before) && NUMERALS.contains(here))
        || (before == '第' && is_numeral(here))
        || inside(at - 1)
        || inside(at)
        || (is_digit(before) && matches!(here, '%' | '％' | '‰' | '℃' | '°'))
        || (is_western(before) && matches!(here, '+' | '-' | '.') && chars.get(at + 1).is_none_or(|c| is_western(*c)))
        || (matches!(before, '+' | '-' | '.') && is_western(here))
}
