//! Marks of the text that no proof-reader lets pass: half-width ones beside Chinese, doubled ones, pairs of which one half is missing, full-width figures.
//!
//! The texts are read as they will print, story by story: [`marks`] looks at single marks, [`pairs`] at what opens and closes,
//! [`desk`] at words for colleagues. GB/T 15834-2011 says which
//! marks Chinese has (§ 4) and how they pair; GB/T 15835-2011 that figures and letters are ordinary ones.

mod desk;
mod marks;
mod pairs;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, Diagnostics, Severity, SourceId, Span, Spanned};

use super::edition::{Annotation, Direction, Edition, Lang, Para, Role, Story, StoryKind};

/// Stands for a letter of another language, which is none of Chinese and no mark.
const FOREIGN: char = '\u{FFFC}';

/// A character with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    c: char,
    span: Span,
}

/// Whether full-width figures are as they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// In horizontal lines they are not.
    Horizontal,
    /// In vertical lines they stand upright.
    Vertical,
}

/// Looks at all texts of an edition; what is found is as grave as it says. `named` are the values that texts of pages may take in by a name, such as the paper's:
/// what is wrong in them is told where they stand.
pub(super) fn check(edition: &Edition, named: &[Spanned<&str>], grave: Severity) -> Diagnostics {
    let vertical = vertical_stories(edition);
    let mut first: BTreeMap<(SourceId, u32), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (number, story) in edition.stories.iter().enumerate() {
        // A text that stands on several pages, as a headline over its continuation does, is told of once.
        let is_new = story.paras.iter().flat_map(|para| &para.runs).all(|run| {
            let place = (run.span.source, run.span.start);
            run.span.end <= run.span.start || *first.entry(place).or_insert(number) == number
        });
        let setting = if vertical.contains(&number) { Setting::Vertical } else { Setting::Horizontal };
        if is_new {
            found.extend(of_story(story, setting, edition, named));
        }
    }
    // Words for colleagues are never meant to print, as odd marks may be.
    found.iter_mut().for_each(|finding: &mut Diagnostic| {
        let least = if finding.code == desk::CODE { Severity::Warning } else { grave };
        finding.severity = grave.max(least);
    });
    // Every page says the paper's name.
    let is_named = |span: Span| named.iter().any(|value| value.span == span || holds(value.span, span));
    let mut told = BTreeSet::new();
    found.retain(|finding| finding.span.is_none_or(|span| !is_named(span) || told.insert((finding.code, span))));
    found
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

fn of_story(story: &Story, setting: Setting, edition: &Edition, named: &[Spanned<&str>]) -> Diagnostics {
    let mut units = units(story, edition);
    if story.kind == StoryKind::Furniture {
        units.iter_mut().for_each(|unit| place_named(unit, named));
    }
    let mut found: Diagnostics = units.iter().flat_map(|unit| marks::check(unit, setting)).collect();
    found.extend(units.iter().flat_map(|unit| desk::check(unit)));
    if story.kind == StoryKind::Body {
        found.extend(desk::at_the_end(&units));
    }
    found.extend(match story.kind {
        StoryKind::Body => pairs::of_body(&units),
        StoryKind::Head | StoryKind::Furniture => units.iter().flat_map(|unit| pairs::of_unit(unit)).collect(),
    });
    found
}

/// Stories some of whose lines are vertical.
fn vertical_stories(edition: &Edition) -> BTreeSet<usize> {
    let is_vertical = |frames: &[crate::base::FrameId]| {
        frames.iter().any(|frame| edition.frames[frame.index()].direction == Direction::Vertical)
    };
    edition.threads.iter().filter(|thread| is_vertical(&thread.frames)).map(|thread| thread.story.index()).collect()
}

/// What is read in one go: a paragraph of body copy; the lines of a headline; a whole text of the page.
fn units(story: &Story, edition: &Edition) -> Vec<Vec<Letter>> {
    let mut units: Vec<Vec<Letter>> = Vec::new();
    let mut last: Option<&Para> = None;
    for para in &story.paras {
        let is_drop_cap = |para: &Para| edition.para_styles.get(para.style.index()).is_some_and(|style| style.drop_cap);
        let is_rest = last.is_some_and(is_drop_cap);
        let goes_on = story.kind == StoryKind::Furniture
            || last.is_some_and(|last| last.role == para.role && para.role != Role::Body && para.role != Role::Caption);
        let letters = para.runs.iter().flat_map(|run| letters(run, edition));
        match units.last_mut() {
            Some(unit) if is_rest => unit.extend(letters),
            Some(unit) if goes_on => {
                let span = unit.last().map_or(Span::default(), |letter| letter.span);
                unit.push(Letter { c: '\n', span });
                unit.extend(letters);
            }
            _ => units.push(letters.collect()),
        }
        last = Some(para);
    }
    units
}

/// The letters of a run, each with its own place where the run stands letter by letter in its source.
fn letters(run: &super::edition::Run, edition: &Edition) -> Vec<Letter> {
    let lang = edition.char_styles[run.style.index()].lang;
    let is_chinese = matches!(lang, Lang::ZhHans | Lang::ZhHant | Lang::ZhHk);
    let is_own = run.span.end <= run.span.start || run.annotation == Annotation::TateChuYoko;
    let exact = run.span.end.saturating_sub(run.span.start) as usize == run.text.len();
    let letter = |(at, c): (usize, char)| {
        let start = run.span.start as usize + at;
        let span = if exact { Span::new(run.span.source, start, start + c.len_utf8()) } else { run.span };
        Letter { c: if is_chinese && !is_own { c } else { FOREIGN }, span }
    };
    run.text.char_indices().map(letter).collect()
}

/// Letters of a text that came from a value get the place of the value.
fn place_named(unit: &mut [Letter], named: &[Spanned<&str>]) {
    for value in named {
        let signs: Vec<(usize, char)> = value.value.char_indices().collect();
        let is_exact = (value.span.end - value.span.start) as usize == value.value.len();
        let mut at = 0;
        while at + signs.len() <= unit.len() && !signs.is_empty() {
            let there = &mut unit[at..at + signs.len()];
            // What stands letter by letter in its source was typed there.
            if !there.iter().zip(&signs).all(|(letter, (_, c))| letter.c == *c) || spells(there) {
                at += 1;
                continue;
            }
            for (letter, (byte, c)) in there.iter_mut().zip(&signs) {
                let start = value.span.start as usize + byte;
                let own = Span::new(value.span.source, start, start + c.len_utf8());
                letter.span = if is_exact { own } else { value.span };
            }
            at += signs.len();
        }
    }
}

/// Whether letters have places of their own.
fn spells(letters: &[Letter]) -> bool {
    letters.iter().all(|letter| (letter.span.end - letter.span.start) as usize == letter.c.len_utf8())
}

/// Chinese characters, the zero among them.
fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF)
}

/// Letters around a stretch as a reader finds them again, within their line.
fn excerpt(letters: &[Letter], start: usize, end: usize) -> String {
    /// Letters on either side: a word or two.
    const AROUND: usize = 4;
    let from = letters[..start].iter().rev().take(AROUND).take_while(|letter| letter.c != '\n').count();
    let to = letters[end..].iter().take(AROUND).take_while(|letter| letter.c != '\n').count();
    letters[start - from..end + to].iter().map(|letter| if letter.c == FOREIGN { '…' } else { letter.c }).collect()
}

/// The place of a stretch.
fn place(letters: &[Letter], start: usize, end: usize) -> Span {
    let first = letters.get(start).map_or(Span::default(), |letter| letter.span);
    let last = letters.get(end.saturating_sub(1)).map_or(first, |letter| letter.span);
    if last.source == first.source { Span { end: last.end.max(first.end), ..first } } else { first }
}
