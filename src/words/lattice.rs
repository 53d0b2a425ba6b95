//! All words a text can be made of, and the most probable way through them.

use std::collections::BTreeSet;

use super::dictionary::{Entry, entries};
use super::signs::{MORE_VERBS, NO_VERBS, UNITS, VERB_ENDINGS, is_digit, is_han, stands_alone};
use super::{Kind, Word};

/// No word of the dictionary is longer, and no own one is looked for beyond.
const LONGEST: usize = 16;
/// The weight of a character that is no word; the rarest words of the dictionary weigh about as much.
const UNSEEN: i32 = 288;
/// The weight of a verb with what comes of it: as rare as a word that was seen four times.
const COMPOUND: i32 = 266;
/// What a single character that is not a word of its own weighs more: text is made of words.
const SINGLE: i32 = 16;
/// And how much more where two ways are compared.
const DOUBTED_SINGLE: i32 = 48;
/// An own word is better than any way without it.
const OWN: i32 = -4096;
/// Further away than any way.
const FAR: i32 = i32::MAX / 4;

/// A word a text may be made of.
#[derive(Clone, Copy, Debug)]
struct Edge {
    word: Word,
    weight: i32,
    /// Whether it is a single character that only rarely is a word.
    is_single: bool,
}

/// The words that begin at each character of a text.
pub(super) struct Lattice {
    edges: Vec<Vec<Edge>>,
}

impl Lattice {
    /// Of a text and the edition's own words.
    pub(super) fn of(chars: &[char], own: &BTreeSet<String>) -> Self {
        Self { edges: (0..chars.len()).map(|at| edges(chars, at, own)).collect() }
    }

    /// The most probable words.
    pub(super) fn best(&self) -> Vec<Word> {
        let weight = |edge: &Edge| edge.weight + if edge.is_single { SINGLE } else { 0 };
        let mut rest: Vec<(i32, Option<Word>)> = vec![(0, None); self.edges.len() + 1];
        for at in (0..self.edges.len()).rev() {
            let ways = self.edges[at].iter().map(|edge| (weight(edge) + rest[edge.word.end].0, Some(edge.word)));
            // Of ways alike, the one with the longer word.
            rest[at] = ways
                .min_by_key(|(weight, word)| (*weight, word.map(|word| usize::MAX - word.end)))
                .unwrap_or((0, None));
        }
        let mut words = Vec::new();
        let mut at = 0;
        while let Some(word) = rest.get(at).and_then(|(_, word)| *word) {
            words.push(word);
            at = word.end;
        }
        words
    }

    /// See [`super::Cut::margins`].
    pub(super) fn margins(&self) -> Vec<i32> {
        let count = self.edges.len();
        let weight = |edge: &Edge| edge.weight + if edge.is_single { DOUBTED_SINGLE } else { 0 };
        let (mut before, mut after) = (vec![FAR; count + 1], vec![FAR; count + 1]);
        (before[0], after[count]) = (0, 0);
        for edge in self.edges.iter().flatten() {
            before[edge.word.end] = before[edge.word.end].min(before[edge.word.start] + weight(edge));
        }
        for edge in self.edges.iter().rev().flatten() {
            after[edge.word.start] = after[edge.word.start].min(weight(edge) + after[edge.word.end]);
        }
        let mut without = vec![FAR; count + 1];
        for edge in self.edges.iter().flatten() {
            let way = before[edge.word.start] + weight(edge) + after[edge.word.end];
            for known in &mut without[edge.word.start + 1..edge.word.end] {
                *known = way.min(*known);
            }
        }
        (0..=count).map(|at| without[at].saturating_sub(before[at] + after[at])).collect()
    }
}

/// The words that begin at a character.
fn edges(chars: &[char], at: usize, own: &BTreeSet<String>) -> Vec<Edge> {
    let rest = &chars[at..chars.len().min(at + LONGEST)];
    let edge = |chars: usize, kind: Kind, weight: i32| Edge {
        word: Word { start: at, end: at + chars, kind },
        weight,
        is_single: chars == 1 && kind != Kind::Own && weight < UNSEEN && !stands_alone(rest[0]),
    };
    let is_counted = at > 0 && is_digit(chars[at - 1]) && UNITS.contains(rest[0]);
    // After digits stands a unit, and no name that begins like one: 1000米 林.
    let names_none = |entry: &Entry| !(is_counted && matches!(entry.kind, Kind::Person | Kind::Toponym));
    let mut found: Vec<Edge> = entries(rest)
        .into_iter()
        .filter(|entry| entry.chars == 1 || names_none(entry) && rest[..entry.chars].iter().all(|c| is_han(*c)))
        .map(|entry| edge(entry.chars, entry.kind, entry.weight))
        .collect();
    if found.first().is_none_or(|first| first.word.chars() > 1) {
        found.insert(0, edge(1, Kind::Other, UNSEEN));
    }
    if is_compound(rest, found[0].word.kind) && found.iter().all(|edge| edge.word.chars() != 2) {
        found.push(edge(2, Kind::Verb, COMPOUND));
    }
    let is_own = |chars: &usize| own.contains(&rest[..*chars].iter().collect::<String>());
    let lengths = if own.is_empty() { 0 } else { rest.len() };
    found.extend((1..=lengths).filter(is_own).map(|chars| edge(chars, Kind::Own, OWN)));
    found
}

/// Whether a verb and what comes of it stand first: 装上, 卖出.
fn is_compound(rest: &[char], first: Kind) -> bool {
    let [verb, ending, ..] = rest else { return false };
    let is_verb = matches!(first, Kind::Verb | Kind::VerbPart) || MORE_VERBS.contains(*verb);
    is_verb && !NO_VERBS.contains(*verb) && VERB_ENDINGS.contains(*ending)
}
