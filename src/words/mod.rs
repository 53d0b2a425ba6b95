//! `words`: Chinese text → words. Pure: a dictionary that lies ready in the program, the most probable way through it, and simple rules for what it does not know.
//!
//! The dictionary is jieba's with some words of today's press (`words/README.md`), compiled by `build.rs`. The edition's own words (`words:`) are taken before any
//! other. Weights are whole numbers, so that every machine cuts alike.

mod dictionary;
mod foreign;
mod lattice;
mod numbers;
mod signs;
mod traditional;
mod unknown;

use std::collections::BTreeSet;

pub use signs::*;
pub use traditional::simplified;

/// A text in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// Its characters; words and places are counted in them.
    pub chars: Vec<char>,
    /// Its words, which cover it without a gap; marks and spaces are words too.
    pub words: Vec<Word>,
    /// For each place before a character: by how much the best way through the dictionary that has a boundary there is better (or, below zero, worse) than the best
    /// that has none, in sixteenths of the logarithm of their probabilities.
    pub margins: Vec<i32>,
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it is, as far as the dictionary tells.
    pub kind: Kind,
}

impl Word {
    /// Number of its characters.
    pub fn chars(&self) -> usize {
        self.end - self.start
    }
}

/// Parts of speech, as far as it matters where a headline breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Marks, foreign words and the rest.
    #[default]
    Other,
    /// Verb.
    Verb,
    /// A character that is a verb within words.
    VerbPart,
    /// Adjective and what stands before nouns only.
    Adjective,
    /// Adverb.
    Adverb,
    /// Preposition or conjunction.
    Link,
    /// Where, after a noun.
    Localiser,
    /// When.
    Time,
    /// Pronoun.
    Pronoun,
    /// Numeral, with or without its measure word.
    Number,
    /// Measure word.
    Measure,
    /// Idiom of four characters.
    Idiom,
    /// Set phrase.
    Phrase,
    /// Name of a place.
    Toponym,
    /// Name of a person.
    Person,
    /// 的 and its like.
    Particle,
    /// Noun.
    Noun,
    /// A character that ends nouns, or an abbreviation.
    Ending,
    /// A proper noun of another kind.
    Proper,
    /// A verb that is a noun as well.
    VerbalNoun,
    /// One of the edition's own words.
    Own,
    /// Characters that are no known word, taken together.
    Unknown,
}

/// Whether a word is one of some.
pub fn is_one_of(word: &[char], words: &[&str]) -> bool {
    words.iter().any(|known| known.chars().eq(word.iter().copied()))
}

/// Whether the dictionary knows a word.
pub fn is_word(word: &[char]) -> bool {
    dictionary::entry(word).is_some()
}

/// Whether a word is so rare that its characters are more likely a name: as one of a few dozen in jieba's sixty million.
pub fn is_rare(word: &[char]) -> bool {
    /// Sixteen times the logarithm of 60 million over 33.
    const RARE: i32 = 230;
    dictionary::entry(word).is_none_or(|entry| entry.weight >= RARE)
}

/// Whether every character is one that foreign names are written with.
pub fn is_foreign(word: &[char]) -> bool {
    word.iter().all(|c| signs::SOUNDS.contains(*c))
}

/// Cuts a text into words.
pub fn cut(text: &str, own: &BTreeSet<String>) -> Cut {
    let chars: Vec<char> = text.chars().collect();
    let lattice = lattice::Lattice::of(&chars, own);
    let words = foreign::joined(&chars, lattice.best());
    let words = foreign::japanese(&chars, &words);
    let words = unknown::joined(&chars, words);
    let words = foreign::lengthened(&chars, &words);
    let words = numbers::joined(&chars, &words);
    let margins = lattice.margins();
    Cut { chars, words, margins }
}
