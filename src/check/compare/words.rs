//! Differences of texts, character by character.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Texts whose lengths multiply to more than this are replaced as a whole, which bounds the work.
const MOST_CELLS: usize = 16_000_000;
/// Fewer equal characters between two changes make them one: `三十→四十五` reads better than `+四 -三 十 +五`.
const LEAST_EQUAL: usize = 2;

/// A stretch of both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    pub(super) is_equal: bool,
}

/// The stretches of two texts in order, equal and changed ones in turn.
///
/// Sentences are compared first, then the characters of those that changed.
pub(super) fn stretches(old: &[char], new: &[char]) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (a, b, op) in by_parts((old, &sentences(old)), (new, &sentences(new))) {
        if matches!(op, DiffOp::Replace { .. }) && a.len().saturating_mul(b.len()) <= MOST_CELLS {
            found.extend(characters(old, new, a, b));
        } else {
            found.push(Stretch { old: a, new: b, is_equal: matches!(op, DiffOp::Equal { .. }) });
        }
    }
    joined(found)
}

/// Where sentences stand.
fn sentences(text: &[char]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.iter().enumerate() {
        if "。！？；，.!?;,".contains(*c) {
            parts.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < text.len() {
        parts.push(start..text.len());
    }
    parts
}

/// Differences of stretches character by character; Western words and numbers count as one.
fn characters(old: &[char], new: &[char], a: Range<usize>, b: Range<usize>) -> Vec<Stretch> {
    by_parts((old, &words(old, a)), (new, &words(new, b)))
        .into_iter()
        .map(|(old, new, op)| Stretch { old, new, is_equal: matches!(op, DiffOp::Equal { .. }) })
        .collect()
}

/// Where the characters of a stretch stand, Western words and numbers as one.
fn words(text: &[char], within: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in within {
        let goes_on =
            |part: &Range<usize>| text[at].is_ascii_alphanumeric() && text[part.start].is_ascii_alphanumeric();
        match parts.last_mut() {
            Some(part) if goes_on(part) => part.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// Compares texts part by part: the stretches of characters that each operation covers.
fn by_parts(
    (old, old_parts): (&[char], &[Range<usize>]),
    (new, new_parts): (&[char], &[Range<usize>]),
) -> Vec<(Range<usize>, Range<usize>, DiffOp)> {
    let texts = |text: &[char], parts: &[Range<usize>]| -> Vec<Vec<char>> {
        parts.iter().map(|part| text[part.clone()].to_vec()).collect()
    };
    let stretch = |parts: &[Range<usize>], range: Range<usize>| {
        let end = parts.last().map_or(0, |part| part.end);
        let start = parts.get(range.start).map_or(end, |part| part.start);
        start..if range.is_empty() { start } else { parts[range.end - 1].end }
    };
    let ops = capture_diff_slices(Algorithm::Myers, &texts(old, old_parts), &texts(new, new_parts));
    ops.into_iter().map(|op| (stretch(old_parts, op.old_range()), stretch(new_parts, op.new_range()), op)).collect()
}

/// Neighbours of a kind become one, and short equal stretches between changes part of the change.
fn joined(found: Vec<Stretch>) -> Vec<Stretch> {
    let mut stretches = merged(found);
    let last = stretches.len().saturating_sub(1);
    for (at, stretch) in stretches.iter_mut().enumerate() {
        stretch.is_equal &= at == 0 || at == last || stretch.old.len() >= LEAST_EQUAL;
    }
    merged(stretches)
}

fn merged(found: Vec<Stretch>) -> Vec<Stretch> {
    let mut merged: Vec<Stretch> = Vec::new();
    for next in found {
        match merged.last_mut() {
            Some(before) if before.is_equal == next.is_equal => {
                before.old.end = next.old.end;
                before.new.end = next.new.end;
            }
            _ => merged.push(next),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> String {
        let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let text = |chars: &[char], range: &Range<usize>| chars[range.clone()].iter().collect::<String>();
        let one = |stretch: &Stretch| match stretch.is_equal {
            true => text(&a, &stretch.old),
            false => format!("[{}|{}]", text(&a, &stretch.old), text(&b, &stretch.new)),
        };
        stretches(&a, &b).iter().map(one).collect()
    }

    #[test]
    fn only_what_changed_is_told() {
        assert_eq!(
            told("港口今年新增三条航线。渔民高兴。", "港口今年新增四条航线。渔民高兴。"),
            "港口今年新增[三|四]条航线。渔民高兴。"
        );
        assert_eq!(told("甲。乙。丙。", "甲。丙。"), "甲。[乙。|]丙。");
        assert_eq!(told("", "新。"), "[|新。]");
        assert_eq!(told("同。", "同。"), "同。");
    }

    #[test]
    fn changes_with_one_character_between_are_one() {
        assert_eq!(told("缩短至17分钟", "缩短至18分钟"), "缩短至[17|18]分钟");
        assert_eq!(told("共三千二百人到场", "共四千五百人到场"), "共[三千二|四千五]百人到场");
    }
}
