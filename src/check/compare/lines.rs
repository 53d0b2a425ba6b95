//! Marks gathered into the lines of stories.

use std::collections::BTreeMap;

use crate::base::{Len, Point};

use super::{Look, Mark, Run, Sheet, What};

/// A story of one version.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Story {
    /// What it is called in the report.
    pub(super) name: String,
    /// What no other story of its version has: page and place.
    pub(super) id: String,
    /// Path of its article, if known.
    pub(super) source: String,
    /// Its lines in painting order.
    pub(super) lines: Vec<Line>,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) page: String,
    pub(super) frame: String,
    pub(super) text: String,
    /// Origin of its first glyph.
    pub(super) at: Point,
    pub(super) is_vertical: bool,
    /// How far each glyph's origin is from the first one's, along the line.
    pub(super) offsets: Vec<Len>,
    /// Looks with the number of characters they last.
    pub(super) looks: Vec<(usize, Look)>,
    /// Where it ends along its direction.
    pub(super) end: Len,
}

/// A wider blank within a line, in em, parts columns.
const COLUMN_GAP: i64 = 3;

/// The stories of sheets, in the order they are met.
pub(super) fn lines(sheets: &[Sheet]) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets {
        for mark in &sheet.marks {
            let What::Text(run) = &mark.what else { continue };
            let id = id(sheet, mark);
            let at = *known.entry(id.clone()).or_insert_with(|| {
                let name = if mark.story.is_empty() { id.clone() } else { mark.story.clone() };
                stories.push(Story { name, id, source: mark.source.clone(), lines: Vec::new() });
                stories.len() - 1
            });
            add(&mut stories[at].lines, sheet, mark, run);
        }
    }
    stories
}

/// A story by its page and place, since every page may have a `lead`; text that belongs to none by its frame, or its page.
fn id(sheet: &Sheet, mark: &Mark) -> String {
    match (mark.story.as_str(), mark.frame.as_str()) {
        ("", "") => format!("page {}", sheet.number),
        ("", frame) => format!("{}/{frame}", sheet.number),
        _ if !mark.id.is_empty() => mark.id.clone(),
        (story, _) => format!("{}/{story}", sheet.number),
    }
}

fn add(lines: &mut Vec<Line>, sheet: &Sheet, mark: &Mark, run: &Run) {
    let (along, cross) = axes(run.at, run.is_vertical);
    let goes_on = lines.last().is_some_and(|line| {
        let (_, before) = axes(line.at, line.is_vertical);
        let size = run.look.size.max(line.looks.last().map_or(Len::ZERO, |(_, look)| look.size));
        let blank = along - line.end;
        let is_near = (before - cross).0.abs() * 2 <= size.0 && blank > -size && blank < size * COLUMN_GAP;
        line.page == sheet.number && line.frame == mark.frame && line.is_vertical == run.is_vertical && is_near
    });
    if !goes_on {
        let (page, frame) = (sheet.number.clone(), mark.frame.clone());
        lines.push(Line { page, frame, at: run.at, is_vertical: run.is_vertical, ..Line::default() });
    }
    let Some(line) = lines.last_mut() else { return };
    let first = along - axes(line.at, line.is_vertical).0;
    line.offsets.push(first);
    let mut at = first;
    for step in &run.steps {
        at += *step;
        line.offsets.push(at);
    }
    line.end = along - first + at + run.look.size;
    line.text += &run.text;
    let count = run.text.chars().count();
    match line.looks.last_mut() {
        Some((chars, look)) if *look == run.look => *chars += count,
        _ => line.looks.push((count, run.look.clone())),
    }
}

fn axes(at: Point, is_vertical: bool) -> (Len, Len) {
    if is_vertical { (at.y, at.x) } else { (at.x, at.y) }
}

/// A story's text as one row of characters, each with its line and its place there.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) chars: Vec<char>,
    /// Line of each character.
    pub(super) line_of: Vec<usize>,
}

/// Joins lines: white space and the hyphen of a broken word belong to the line break, not to the text; Western words get their space back.
pub(super) fn text(story: &Story) -> Text {
    let mut text = Text::default();
    for (at, line) in story.lines.iter().enumerate() {
        let trimmed = line.text.trim();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_word(trimmed.chars().next()) {
            match text.chars.last().copied() {
                Some('-') if text.chars.len() > 1 && text.chars[text.chars.len() - 2].is_ascii_alphabetic() => {
                    text.chars.pop();
                    text.line_of.pop();
                }
                last if is_word(last) || matches!(last, Some(',' | '.' | ';' | ':')) => text.push(' ', at),
                _ => {}
            }
        }
        trimmed.chars().for_each(|c| text.push(c, at));
    }
    text
}

impl Text {
    fn push(&mut self, c: char, line: usize) {
        self.chars.push(c);
        self.line_of.push(line);
    }
}
