//! Stories compared: their words, where their lines break and stand, how they look.

use super::lines::{Line, Story, Text, text};
use super::partners::partners;
use super::words::{Stretch, stretches};
use super::{Look, LookChange, Moved, Place, Rebroken, Shifts, StoryChange, Tolerance, WordChange, mm};
use crate::base::Len;

/// Characters told before and after a change.
const AROUND: usize = 6;
/// Characters told of a line or a stretch.
const BEGINNING: usize = 12;

/// Stories that differ, in the new version's order; then those that went.
pub(super) fn changes(old: &[Story], new: &[Story], shifts: &Shifts, tolerance: Tolerance) -> Vec<StoryChange> {
    let partners = partners(old, new);
    let mut changes: Vec<StoryChange> = Vec::new();
    for (story, partner) in new.iter().zip(&partners) {
        changes.push(match partner {
            Some(at) => Pair::new(&old[*at], story, shifts, tolerance).change(),
            None => alone(story, "added"),
        });
    }
    let gone = old.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at)));
    changes.extend(gone.map(|(_, story)| alone(story, "removed")));
    changes.retain(|change| !change.is_nothing());
    changes
}

fn pages(story: &Story) -> Vec<String> {
    let mut pages: Vec<String> = story.lines.iter().map(|line| line.page.clone()).collect();
    pages.dedup();
    pages
}

fn alone(story: &Story, only: &'static str) -> StoryChange {
    let (name, id) = (story.name.clone(), story.id.clone());
    StoryChange { story: name, id, pages: pages(story), only: Some(only), ..StoryChange::default() }
}

/// A story in both versions.
struct Pair<'a> {
    old: &'a Story,
    new: &'a Story,
    old_text: Text,
    new_text: Text,
    stretches: Vec<Stretch>,
    shifts: &'a Shifts,
    tolerance: Tolerance,
}

impl<'a> Pair<'a> {
    fn new(old: &'a Story, new: &'a Story, shifts: &'a Shifts, tolerance: Tolerance) -> Self {
        let (old_text, new_text) = (text(old), text(new));
        let stretches = stretches(&old_text.chars, &new_text.chars);
        Self { old, new, old_text, new_text, stretches, shifts, tolerance }
    }

    fn change(&self) -> StoryChange {
        let (moved, respaced) = self.moved();
        let from = (self.old.id != self.new.id).then(|| self.old.id.clone());
        StoryChange {
            story: self.new.name.clone(),
            id: self.new.id.clone(),
            pages: pages(self.new),
            only: None,
            words: self.words(),
            rebroken: self.rebroken(),
            // Of a story in another place, that it is there says where its lines went.
            moved: if from.is_some() { Vec::new() } else { moved },
            from,
            respaced,
            looks: self.looks(),
        }
    }

    fn place(&self, line: usize) -> Place {
        let found = self.new.lines.get(line);
        let word = |word: fn(&Line) -> &String| found.map(word).cloned().unwrap_or_default();
        Place { page: word(|line| &line.page), frame: word(|line| &line.frame), line: line + 1 }
    }

    fn words(&self) -> Vec<WordChange> {
        let (old, new) = (&self.old_text.chars, &self.new_text.chars);
        let change = |stretch: &Stretch| {
            let before = stretch.new.start.saturating_sub(AROUND)..stretch.new.start;
            let after = stretch.new.end..(stretch.new.end + AROUND).min(new.len());
            let line = self.new_text.line_of.get(stretch.new.start).or(self.new_text.line_of.last());
            WordChange {
                before: new[before].iter().collect(),
                removed: old[stretch.old.clone()].iter().collect(),
                added: new[stretch.new.clone()].iter().collect(),
                after: new[after].iter().collect(),
                place: line.map(|line| self.place(*line)),
            }
        };
        self.stretches.iter().filter(|stretch| !stretch.is_equal).map(change).collect()
    }

    /// Line ends inside unchanged words that the old version had elsewhere.
    fn rebroken(&self) -> Vec<Rebroken> {
        let mut found = Vec::new();
        for stretch in self.stretches.iter().filter(|stretch| stretch.is_equal) {
            for at in 1..stretch.new.len() {
                let (was, is) = (stretch.old.start + at, stretch.new.start + at);
                let line = self.new_text.line_of[is];
                let is_break = self.new_text.line_of[is - 1] != line;
                let was_break = self.old_text.line_of[was - 1] != self.old_text.line_of[was];
                if is_break && !was_break {
                    let old = self.old.lines[self.old_text.line_of[was - 1]].text.clone();
                    let new = self.new.lines[self.new_text.line_of[is - 1]].text.clone();
                    found.push(Rebroken { old, new, place: self.place(self.new_text.line_of[is - 1]) });
                }
            }
        }
        found
    }

    /// Old lines with the new ones of the same text that begin at the same character.
    fn same_lines(&self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for stretch in self.stretches.iter().filter(|stretch| stretch.is_equal) {
            for at in 0..stretch.new.len() {
                let (was, is) =
                    (self.old_text.line_of[stretch.old.start + at], self.new_text.line_of[stretch.new.start + at]);
                let begins = |text: &Text, at: usize| at == 0 || text.line_of[at - 1] != text.line_of[at];
                let begin =
                    begins(&self.old_text, stretch.old.start + at) && begins(&self.new_text, stretch.new.start + at);
                if begin && self.old.lines[was].text == self.new.lines[is].text {
                    pairs.push((was, is));
                }
            }
        }
        pairs
    }

    /// Lines that stand elsewhere, gathered; and those whose letters stand otherwise.
    fn moved(&self) -> (Vec<Moved>, Vec<Place>) {
        let mut moved: Vec<(usize, (Len, Len), Moved)> = Vec::new();
        let mut respaced = Vec::new();
        for (was, is) in self.same_lines() {
            let (old, new) = (&self.old.lines[was], &self.new.lines[is]);
            let key = (new.page.clone(), new.frame.clone());
            let shift = self.shifts.get(&key).copied().filter(|_| old.page == new.page && old.frame == new.frame);
            let shift = shift.unwrap_or_default();
            let by = (new.at.x - old.at.x, new.at.y - old.at.y);
            let beyond = [by.0 - shift.0, by.1 - shift.1];
            if old.page != new.page || beyond.iter().any(|by| by.0.abs() > self.tolerance.place.0) {
                match moved.last_mut() {
                    Some((last, same, group)) if *last + 1 == is && *same == by && group.place.page == new.page => {
                        (*last, group.lines) = (is, group.lines + 1);
                    }
                    _ => moved.push((is, by, self.group(old, is, by))),
                }
            } else if is_respaced(old, new, self.tolerance) {
                respaced.push(self.place(is));
            }
        }
        (moved.into_iter().map(|(_, _, moved)| moved).collect(), respaced)
    }

    fn group(&self, old: &Line, is: usize, by: (Len, Len)) -> Moved {
        let new = &self.new.lines[is];
        let from_page = (old.page != new.page).then(|| old.page.clone());
        Moved {
            lines: 1,
            begins: beginning(new.text.chars()),
            place: self.place(is),
            from_page,
            dx: mm(by.0),
            dy: mm(by.1),
        }
    }

    /// Stretches of unchanged words whose look is another.
    fn looks(&self) -> Vec<LookChange> {
        let (old, new) = (looks_of(self.old, &self.old_text), looks_of(self.new, &self.new_text));
        let mut found: Vec<(usize, (&Look, &Look), LookChange)> = Vec::new();
        for stretch in self.stretches.iter().filter(|stretch| stretch.is_equal) {
            for at in 0..stretch.new.len() {
                let is = stretch.new.start + at;
                let (Some(was), Some(now)) = (old[stretch.old.start + at], new[is]) else { continue };
                if was == now {
                    continue;
                }
                match found.last_mut() {
                    Some((last, pair, change)) if *last + 1 == is && *pair == (was, now) => {
                        (*last, change.characters) = (is, change.characters + 1);
                    }
                    _ => {
                        let text = beginning(self.new_text.chars[is..].iter().copied());
                        let place = self.place(self.new_text.line_of[is]);
                        found.push((
                            is,
                            (was, now),
                            LookChange { text, characters: 1, place, changes: differences(was, now) },
                        ));
                    }
                }
            }
        }
        found.into_iter().map(|(_, _, change)| change).collect()
    }
}

fn beginning(chars: impl Iterator<Item = char>) -> String {
    chars.take(BEGINNING).collect()
}

fn is_respaced(old: &Line, new: &Line, tolerance: Tolerance) -> bool {
    let mut pairs = old.offsets.iter().zip(&new.offsets);
    old.offsets.len() == new.offsets.len() && pairs.any(|(a, b)| (*a - *b).0.abs() > tolerance.place.0)
}

/// The look of each character; none for the space that stands for a line break.
fn looks_of<'s>(story: &'s Story, text: &Text) -> Vec<Option<&'s Look>> {
    let mut all = Vec::with_capacity(text.chars.len());
    let mut line = usize::MAX;
    let mut looks: std::collections::VecDeque<(char, &Look)> = std::collections::VecDeque::new();
    for (c, at) in text.chars.iter().zip(&text.line_of) {
        if line != *at {
            line = *at;
            let Line { text, looks: spans, .. } = &story.lines[line];
            let each = spans.iter().flat_map(|(count, look)| std::iter::repeat_n(look, *count));
            looks = text.chars().zip(each).collect();
        }
        while looks.front().is_some_and(|(own, _)| own != c && own.is_whitespace()) {
            looks.pop_front();
        }
        let own = looks.front().is_some_and(|(own, _)| own == c);
        all.push(if own { looks.pop_front().map(|(_, look)| look) } else { None });
    }
    all
}

fn differences(was: &Look, now: &Look) -> Vec<[String; 3]> {
    let rows = [
        ("size", format!("{} pt", was.size), format!("{} pt", now.size)),
        ("face", was.face.clone(), now.face.clone()),
        ("scale", was.scale.clone(), now.scale.clone()),
        ("colour", was.colour.clone(), now.colour.clone()),
    ];
    rows.into_iter().filter(|(_, was, now)| was != now).map(|(what, was, now)| [what.to_owned(), was, now]).collect()
}
