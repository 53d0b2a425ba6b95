//! Foreign names that the dictionary does not know: they are written with a few hundred characters for their sounds, which no Chinese words have in such numbers.

use super::signs::{FOREIGN_SOUNDS, JAPANESE_SURNAMES, is_han};
use super::{Kind, Word, is_foreign, is_one_of, is_rare};

/// Shorter names are no more than a word.
const SHORTEST: usize = 3;
/// Words of so many characters are no parts of names.
const LONG_WORD: usize = 4;
/// Longer ones have a dot between their parts.
const LONGEST: usize = 9;

/// The words of a text with those joined that make a foreign name.
pub(super) fn joined(chars: &[char], words: Vec<Word>) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let run = words[at..].iter().take_while(|word| is_part(chars, word)).count();
        let (skipped, length) = trimmed(chars, &words[at..at + run]);
        found.extend(&words[at..at + skipped]);
        if length > 0 {
            let (first, last) = (words[at + skipped], words[at + skipped + length - 1]);
            found.push(Word { start: first.start, end: last.end, kind: Kind::Unknown });
        }
        found.extend(&words[at + skipped + length..at + run]);
        at += run;
        found.extend(words.get(at));
        at += 1;
    }
    found
}

/// The words of a text with those joined that make a longer name with one that is known: 阿尔卡 in 阿尔卡拉斯, 科维奇 in 德约科维奇.
pub(super) fn lengthened(chars: &[char], words: &[Word]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let Some(last) = found.last_mut() else {
            found.push(*word);
            continue;
        };
        let (left, right) = (&chars[last.start..last.end], &chars[word.start..word.end]);
        let goes_on = is_known(chars, last) && is_loose(word) && right.iter().all(|c| FOREIGN_SOUNDS.contains(*c));
        let begins = is_known(chars, word) && is_loose(last) && left.len() == 2 && is_foreign(left);
        if (goes_on || begins) && left.len() + right.len() <= LONGEST {
            *last = Word { start: last.start, end: word.end, kind: Kind::Unknown };
        } else {
            found.push(*word);
        }
    }
    found
}

/// Whether a word is a name in foreign sounds that the dictionary knows.
fn is_known(chars: &[char], word: &Word) -> bool {
    let is_name = matches!(word.kind, Kind::Toponym | Kind::Person | Kind::Unknown);
    word.chars() > 2 && is_name && is_foreign(&chars[word.start..word.end])
}

/// Whether a word is none that stands by itself.
fn is_loose(word: &Word) -> bool {
    word.chars() <= 2 && matches!(word.kind, Kind::Person | Kind::Unknown)
}

/// The words of a text with Japanese names joined: a surname of two characters that is known as one, and two more that are no usual word: 石黑一雄.
pub(super) fn japanese(chars: &[char], words: &[Word]) -> Vec<Word> {
    let ends = |at: usize| words.iter().any(|word| word.end == at);
    let is_name = |start: usize| {
        let surname = chars.get(start..start + 2).unwrap_or_default();
        let given = chars.get(start + 2..start + 4).unwrap_or_default();
        is_one_of(surname, &JAPANESE_SURNAMES)
            && !given.is_empty()
            && given.iter().all(|c| is_han(*c))
            && is_rare(given)
            && ends(start + 4)
    };
    let mut found: Vec<Word> = Vec::with_capacity(words.len());
    for word in words.iter().copied() {
        if found.last().is_none_or(|last| last.end <= word.start) {
            let is_one = word.kind != Kind::Own && word.chars() <= 4 && is_name(word.start);
            found.push(if is_one { Word { end: word.start + 4, kind: Kind::Unknown, ..word } } else { word });
        }
    }
    found
}

/// Whether a word may be part of a foreign name that is not known: names that are known stay what they are.
fn is_part(chars: &[char], word: &Word) -> bool {
    let is_name = word.chars() > 2 && matches!(word.kind, Kind::Toponym | Kind::Person);
    word.kind != Kind::Own && word.chars() < LONG_WORD && !is_name && is_foreign(&chars[word.start..word.end])
}

/// The words of a run that are a name, as what comes before it and how many they are; none where it is none.
fn trimmed(chars: &[char], run: &[Word]) -> (usize, usize) {
    let is_foreign = |word: &&Word| chars[word.start..word.end].iter().any(|c| FOREIGN_SOUNDS.contains(*c));
    let before = run.iter().take_while(|word| !is_foreign(word)).count();
    let after = run[before..].iter().rev().take_while(|word| !is_foreign(word)).count();
    let name = &run[before..run.len() - after];
    let length: usize = name.iter().map(Word::chars).sum();
    let sounds = name.iter().flat_map(|word| &chars[word.start..word.end]);
    let foreign = sounds.filter(|c| FOREIGN_SOUNDS.contains(**c)).count();
    let is_name = name.len() > 1 && (SHORTEST..=LONGEST).contains(&length) && foreign * 3 >= length * 2;
    (before, if is_name { name.len() } else { 0 })
}
