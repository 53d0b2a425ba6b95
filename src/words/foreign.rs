//! Foreign names that the dictionary does not know: they are written with a few hundred characters for their sounds, which no Chinese words have in such numbers.

use super::signs::FOREIGN_SOUNDS;
use super::{Kind, Word, is_foreign};

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
