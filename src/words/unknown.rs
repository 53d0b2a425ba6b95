//! What the dictionary does not know: runs of single characters are taken together, as names mostly are.

use super::signs::{AFTER_DATES, BEFORE_NUMBERS, SURE_SUFFIXES, SURNAMES, UNITS, is_han, is_numeral, stands_alone};
use super::{Kind, Word};

/// The words of a text with runs of single characters joined.
pub(super) fn joined(chars: &[char], words: Vec<Word>) -> Vec<Word> {
    let is_single = |word: &&Word| {
        word.chars() == 1 && word.kind != Kind::Own && is_han(chars[word.start]) && !stands_alone(chars[word.start])
    };
    let mut found: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let run = words[at..].iter().take_while(is_single).count();
        let run = run - usize::from(run >= 2 && is_verb_before_number(chars, &words, at + run));
        if run < 2 || clings(chars, found.last(), words[at].start, run) {
            found.push(words[at]);
            at += 1;
            continue;
        }
        found.extend(names(chars, words[at].start, words[at + run - 1].end));
        at += run;
    }
    found
}

/// Where and when, after a noun or a verb, among single characters; others of the kind begin names as often.
const WHERE: &str = "上下里后内";

/// Whether a run of singles that ends before the word `next` ends with a verb that a number follows.
fn is_verb_before_number(chars: &[char], words: &[Word], next: usize) -> bool {
    words
        .get(next)
        .is_some_and(|next| (is_numeral(chars[next.start])) && BEFORE_NUMBERS.contains(chars[next.start - 1]))
}

/// Whether the first character of a run belongs to what stands before it: a unit, what follows a date, or what ends a name.
fn clings(chars: &[char], before: Option<&Word>, at: usize, run: usize) -> bool {
    let Some(before) = before else { return false };
    let first = chars[at];
    let counted = (is_numeral(chars[at - 1]) || chars[at - 1] == '%') && UNITS.contains(first);
    let dated = at > 1 && AFTER_DATES.contains(first) && UNITS.contains(chars[at - 1]) && is_numeral(chars[at - 2]);
    let is_noun = !matches!(before.kind, Kind::Other | Kind::Link | Kind::Adverb | Kind::Number | Kind::Time);
    let is_verb = matches!(before.kind, Kind::Verb | Kind::VerbalNoun);
    let may_end = before.chars() > 1 && is_noun && run >= if is_verb { 3 } else { 2 };
    let is_name = SURNAMES.contains(first) && run >= 3;
    // 悬崖上 守了, 放学后 去哪儿; but 上周 and its like begin what follows.
    let begins = at + 1 < chars.len() && "周月届轮季次年".contains(chars[at + 1]);
    let placed = before.chars() > 1 && is_noun && WHERE.contains(first) && !begins;
    counted || dated || placed || (may_end && SURE_SUFFIXES.contains(first) && !is_name)
}

/// A run of singles in words: names of two and three characters, longer ones two by two.
fn names(chars: &[char], start: usize, end: usize) -> Vec<Word> {
    let word = |start: usize, end: usize| {
        let kind = if end - start > 1 { Kind::Unknown } else { Kind::Other };
        Word { start, end, kind }
    };
    let length = end - start;
    if length <= 3 {
        return vec![word(start, end)];
    }
    if SURNAMES.contains(chars[start]) && length <= 6 {
        // Two persons side by side: 张帅 王欣瑜. Where no second surname stands, the first name is taken to have three characters.
        let is_second = |at: &usize| SURNAMES.contains(chars[*at]) && (2..=3).contains(&(end - at));
        let second = [start + 3, start + 2].into_iter().find(is_second);
        if let Some(second) = second.or((length <= 5).then_some(start + 3)) {
            return vec![word(start, second), word(second, end)];
        }
    }
    let mut found: Vec<Word> = Vec::new();
    for at in (start..end).step_by(2) {
        let (next, last) = (word(at, end.min(at + 2)), found.last());
        let ends = SURE_SUFFIXES.contains(chars[at]) && !SURNAMES.contains(chars[at]);
        if ends && next.chars() == 2 && last.is_some_and(|last| last.chars() == 2) {
            found.extend([word(at, at + 1), word(at + 1, at + 2)]);
        } else {
            found.push(next);
        }
    }
    found
}
