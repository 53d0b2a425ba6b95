//! Words of Western letters of which one face lacks some: Vietnamese, Cyrillic, Greek with accents.

use std::ops::Range;

use crate::base::FaceId;

use super::shaper::Shaper;
use super::story::{Source, has, uses_companion};
use super::unit::Unit;
use super::vertical::is_latin;

/// A word with the face that has all of it.
pub(super) struct Word {
    /// Its units, counted from the group's start.
    pub units: Range<usize>,
    /// The face.
    pub face: FaceId,
}

/// Words of letters that the Western face lacks some of, as Việt or Київ: such a word is set whole in the first face that has it, one without
/// Chinese before the others, so that no word mixes two.
pub(super) fn mixed_words(source: &Source<'_>, run: usize, units: &[Unit], shaper: &Shaper<'_>) -> Vec<Word> {
    let in_companion = |unit: &Unit| uses_companion(source, run, unit, shaper);
    let is_letter = |unit: &Unit| is_latin(unit) && unit.first.is_alphabetic() && unit.foreign.is_none();
    if units.iter().all(|unit| in_companion(unit) || !is_letter(unit)) {
        return Vec::new();
    }
    let chain = &source.family(run).chain;
    let is_western = |face: &FaceId| !shaper.covers(*face, '\u{4E00}');
    let faces: Vec<FaceId> = chain
        .iter()
        .copied()
        .filter(is_western)
        .chain(chain.iter().copied().filter(|face| !is_western(face)))
        .collect();
    let mut words = Vec::new();
    let mut start = 0;
    for word in units.chunk_by(|a, b| is_letter(a) == is_letter(b)) {
        let range = start..start + word.len();
        start = range.end;
        if word.len() < 2 || !is_letter(&word[0]) || word.iter().all(in_companion) {
            continue;
        }
        let whole = faces.iter().copied().find(|&face| word.iter().all(|unit| has(shaper, face, unit)));
        words.extend(whole.map(|face| Word { units: range, face }));
    }
    words
}
