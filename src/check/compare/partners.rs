//! Which story of the old version a story of the new one was.

use std::collections::BTreeMap;

use super::lines::{Story, text};

/// Texts that share this part of their letter pairs, in percent, are the same story.
const LIKE: usize = 50;
/// Texts with fewer letter pairs are known by their places alone: page numbers and dates are all alike.
const LEAST_PAIRS: usize = 6;
/// More pairs of stories than this are not tried for likeness, which bounds the work.
const MOST_TRIED: usize = 250_000;

/// The old partner of each new story: the one of the same article, else the like one of the same place, else the likest; the
/// one of the same place at last.
pub(super) fn partners(old: &[Story], new: &[Story]) -> Vec<Option<usize>> {
    let (before, now) = (old.iter().map(pairs).collect::<Vec<_>>(), new.iter().map(pairs).collect::<Vec<_>>());
    let mut found = Found { partners: vec![None; new.len()], taken: vec![false; old.len()] };
    let part = |story: &Story| story.name.split_once('/').map(|(_, part)| part.to_owned()).unwrap_or_default();
    let key = |story: &Story| (!story.source.is_empty()).then(|| (story.source.clone(), part(story)));
    found.by_key(old, new, key, |_, _| true);
    let place = |story: &Story| Some(story.id.clone());
    found.by_key(old, new, place, |was, is| is_like(&before[was], &now[is]));
    found.by_likeness(&before, &now);
    // What shares neither article nor words with what stood in its place is another story, unless it is too short to tell.
    let is_short = |was: usize, is: usize| before[was].len() < LEAST_PAIRS || now[is].len() < LEAST_PAIRS;
    let is_page = |story: &Story| story.id == story.name;
    found.by_key(old, new, place, |was, is| is_short(was, is) || is_page(&new[is]));
    found.partners
}

struct Found {
    partners: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Found {
    fn pair(&mut self, was: usize, is: usize) {
        self.partners[is] = Some(was);
        self.taken[was] = true;
    }

    fn by_key<K: Ord>(
        &mut self,
        old: &[Story],
        new: &[Story],
        key: impl Fn(&Story) -> Option<K>,
        is_wanted: impl Fn(usize, usize) -> bool,
    ) {
        let mut known: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, story) in old.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            if let Some(key) = key(story) {
                known.entry(key).or_default().push(at);
            }
        }
        for (is, story) in new.iter().enumerate() {
            if self.partners[is].is_some() {
                continue;
            }
            let Some(others) = key(story).and_then(|key| known.get_mut(&key)) else { continue };
            // An article that is used twice keeps its places.
            let own = others.iter().position(|was| old[*was].id == story.id).unwrap_or(0);
            if others.get(own).is_some_and(|was| is_wanted(*was, is)) {
                let was = others.remove(own);
                self.pair(was, is);
            }
        }
    }

    fn by_likeness(&mut self, before: &[Vec<[char; 2]>], now: &[Vec<[char; 2]>]) {
        let left = |all: &[Vec<[char; 2]>], is_free: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..all.len()).filter(|at| is_free(*at) && all[*at].len() >= LEAST_PAIRS).collect()
        };
        let new = left(now, &|at| self.partners[at].is_none());
        let old = left(before, &|at| !self.taken[at]);
        if new.len().saturating_mul(old.len()) > MOST_TRIED {
            return;
        }
        for is in new {
            let free = old.iter().filter(|was| !self.taken[**was]);
            let likest = free.max_by_key(|was| (likeness(&before[**was], &now[is]), std::cmp::Reverse(**was)));
            if let Some(was) = likest.copied().filter(|was| is_like(&before[*was], &now[is])) {
                self.pair(was, is);
            }
        }
    }
}

/// The pairs of neighbouring letters of a story, in order of the letters.
fn pairs(story: &Story) -> Vec<[char; 2]> {
    let chars = text(story).chars;
    let mut pairs: Vec<[char; 2]> = chars.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs
}

fn is_like(a: &[[char; 2]], b: &[[char; 2]]) -> bool {
    likeness(a, b) >= LIKE
}

/// What two texts share of their letter pairs, in percent.
fn likeness(a: &[[char; 2]], b: &[[char; 2]]) -> usize {
    let (mut left, mut right, mut shared) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(left), b.get(right)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => (left, right, shared) = (left + 1, right + 1, shared + 1),
        }
    }
    if a.is_empty() && b.is_empty() { 100 } else { shared * 200 / (a.len() + b.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::compare::lines::Line;

    fn story(id: &str, source: &str, words: &str) -> Story {
        let name = id.split_once('/').map_or(id, |(_, place)| place).to_owned();
        let mut line = Line::default();
        line.text.push_str(words);
        Story { name, id: id.to_owned(), source: source.to_owned(), lines: vec![line] }
    }

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        let old = [story("1/lead", "a.md", "港口新增三条航线"), story("2/lead", "b.md", "昨天全市普降大雪")];
        let new = [story("1/lead", "b.md", "昨天全市普降大雪"), story("2/brief", "a.md", "完全重写过的另外一篇")];
        assert_eq!(partners(&old, &new), [Some(1), Some(0)]);
    }

    #[test]
    fn without_articles_words_tell_before_places_do() {
        let old = [story("1/lead", "", "港口今年新增三条航线"), story("2/lead", "", "昨天全市普降大雪多路停运")];
        let new = [story("1/lead", "", "昨天全市普降大雪多条路停运"), story("3/lead", "", "港口今年新增四条航线")];
        assert_eq!(partners(&old, &new), [Some(1), Some(0)]);
        let new = [story("1/lead", "", "完全没有关系的一篇稿子")];
        assert_eq!(partners(&old, &new), [None]);
        assert_eq!(partners(&[story("1/no", "", "第1版")], &[story("1/no", "", "七版")]), [Some(0)]);
    }
}
