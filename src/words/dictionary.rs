//! The dictionary: every word with its weight and kind, read where it lies in the program.

use std::sync::LazyLock;

use fst::raw::{Fst, Output};

use super::Kind;

/// A transducer from the bytes of a word to `weight * 32 + kind`; `build.rs` writes it.
static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));

/// The dictionary; looking at its first and last bytes is all there is to opening it.
static WORDS: LazyLock<Option<Fst<&'static [u8]>>> = LazyLock::new(|| Fst::new(BYTES).ok());

/// Kinds by their number in the dictionary, as `build.rs` gives them.
const KINDS: [Kind; 20] = [
    Kind::Other,
    Kind::Verb,
    Kind::VerbPart,
    Kind::Adjective,
    Kind::Adverb,
    Kind::Link,
    Kind::Localiser,
    Kind::Time,
    Kind::Pronoun,
    Kind::Number,
    Kind::Measure,
    Kind::Idiom,
    Kind::Phrase,
    Kind::Toponym,
    Kind::Person,
    Kind::Particle,
    Kind::Noun,
    Kind::Ending,
    Kind::Proper,
    Kind::VerbalNoun,
];

/// A word of the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Number of its characters.
    pub(super) chars: usize,
    /// How rare it is: 16 times the logarithm of one over its share of all words.
    pub(super) weight: i32,
    /// What it is.
    pub(super) kind: Kind,
}

/// The words that a text begins with, the shortest first.
pub(super) fn entries(text: &[char]) -> Vec<Entry> {
    let mut found = Vec::new();
    let Some(words) = WORDS.as_ref() else { return found };
    let (mut node, mut value) = (words.root(), Output::zero());
    let mut bytes = [0; 4];
    for (at, c) in text.iter().enumerate() {
        for byte in c.encode_utf8(&mut bytes).bytes() {
            let Some(input) = node.find_input(byte) else { return found };
            let transition = node.transition(input);
            value = value.cat(transition.out);
            node = words.node(transition.addr);
        }
        if node.is_final() {
            found.push(read(at + 1, value.cat(node.final_output()).value()));
        }
    }
    found
}

/// A whole word.
pub(super) fn entry(word: &[char]) -> Option<Entry> {
    entries(word).pop().filter(|entry| entry.chars == word.len())
}

fn read(chars: usize, value: u64) -> Entry {
    let kind = KINDS.get(usize::try_from(value % 32).unwrap_or(0)).copied().unwrap_or_default();
    Entry { chars, weight: i32::try_from(value / 32).unwrap_or(i32::MAX), kind }
}
