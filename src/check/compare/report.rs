//! The comparison as text: page by page, story by story, in an editor's words.

use std::fmt::{Display, Write};

use super::{
    ChangedArea, Comparison, FrameChange, FrameDifference, LookChange, Moved, PageDifference, Place, Rebroken,
    StoryChange, WordChange,
};
use crate::base::{Say, listed};

/// Lines told of one kind before the rest is only counted.
const MOST_TOLD: usize = 6;

/// Tells what differs, a line each, in the language that `say` speaks; nothing when the versions are the same.
pub fn report(comparison: &Comparison, say: Say) -> String {
    let mut text = String::new();
    for change in &comparison.pages {
        let _ = writeln!(text, "{}", say("page {}: {}", &[&change.page, &page(&change.change, say)]));
    }
    for change in &comparison.stories {
        story(&mut text, change, say);
    }
    for change in &comparison.frames {
        let _ = writeln!(text, "{}", say("{}: {}", &[&frame_name(change, say), &frame(&change.change, say)]));
    }
    if let Some(areas) = &comparison.pixels {
        areas.iter().for_each(|area| {
            let _ = writeln!(text, "{}", looks(area, say));
        });
    }
    text
}

fn page(change: &PageDifference, say: Say) -> String {
    match change {
        PageDifference::Added => say("added", &[]),
        PageDifference::Removed => say("removed", &[]),
        PageDifference::Size([w, h], [x, y]) => format!("{w} × {h} mm → {x} × {y} mm"),
        PageDifference::Name(was, is) => say("named {} → {}", &[was, is]),
    }
}

fn story(text: &mut String, change: &StoryChange, say: Say) {
    let pages = listed(&change.pages, say);
    let head = match (change.only, &change.from) {
        (Some(only), _) => say("story {} (page {}) {}", &[&change.story, &pages, &say(only, &[])]),
        (None, Some(from)) => say("story {} (page {}) moved here from {}", &[&change.story, &pages, from]),
        (None, None) => say("story {} (page {})", &[&change.story, &pages]),
    };
    let _ = writeln!(text, "{head}");
    let mut list = |told: Vec<String>, all: usize, noun: &str| {
        told.iter().for_each(|line| *text += &format!("  {line}\n"));
        if all > told.len() {
            *text += &format!("  {}\n", say("… {} {} in all", &[&all, &noun]));
        }
    };
    let StoryChange { words: changed, rebroken: broken, moved: moves, respaced, looks, .. } = change;
    list(first(changed, |it| words(it, say)), changed.len(), &say("changes of words", &[]));
    list(first(broken, |it| rebroken(it, say)), broken.len(), &say("lines broken elsewhere", &[]));
    list(first(moves, |it| moved(it, say)), moves.len(), &say("moves", &[]));
    let spaces = |at: &Place| say("spaces changed in {}", &[&place(at, say)]);
    list(first(respaced, spaces), respaced.len(), &say("lines with other spaces", &[]));
    list(first(looks, |it| look(it, say)), looks.len(), &say("changes of type", &[]));
}

/// The lines that are told of one kind.
fn first<T>(all: &[T], one: impl Fn(&T) -> String) -> Vec<String> {
    all.iter().take(MOST_TOLD).map(one).collect()
}

fn place(place: &Place, say: Say) -> String {
    let Place { page, frame, line } = place;
    if frame.is_empty() {
        say("page {}, line {}", &[page, line])
    } else {
        say("page {} {}, line {}", &[page, frame, line])
    }
}

fn words(change: &WordChange, say: Say) -> String {
    let WordChange { before, removed, added, after, .. } = change;
    let mark = |open: &str, text: &str, close: &str| {
        if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
    };
    let at = change.place.as_ref().map_or(String::new(), |at| say(" ({})", &[&place(at, say)]));
    let text = format!("{before}{}{}{after}", mark("[-", removed, "-]"), mark("{+", added, "+}"));
    say("words: {}{}", &[&text, &at])
}

fn rebroken(change: &Rebroken, say: Say) -> String {
    say("line broken elsewhere: {} → {} ({})", &[&change.old, &change.new, &place(&change.place, say)])
}

fn moved(change: &Moved, say: Say) -> String {
    let Moved { lines, begins, place: at, from_page, dx, dy } = change;
    let lines = if *lines == 1 { say("1 line", &[]) } else { say("{} lines", &[lines]) };
    let from = from_page.as_ref().map_or(String::new(), |from| say(" from page {}", &[from]));
    let gaps: [&dyn Display; 5] = [&lines, begins, &from, &distance(*dx, *dy, say), &place(at, say)];
    say("moved: {} from 「{}」 on{}, {} ({})", &gaps)
}

/// A move in words: `3 mm right, 2 mm up`.
fn distance(dx: f64, dy: f64, say: Say) -> String {
    let sideways = match dx {
        0.0 => None,
        dx if dx > 0.0 => Some(say("{} mm right", &[&dx])),
        dx => Some(say("{} mm left", &[&-dx])),
    };
    let upright = match dy {
        0.0 => None,
        dy if dy > 0.0 => Some(say("{} mm down", &[&dy])),
        dy => Some(say("{} mm up", &[&-dy])),
    };
    let parts: Vec<String> = [sideways, upright].into_iter().flatten().collect();
    if parts.is_empty() { say("same place", &[]) } else { listed(&parts, say) }
}

fn look(change: &LookChange, say: Say) -> String {
    let LookChange { text, characters, place: at, changes } = change;
    let changes: Vec<String> =
        changes.iter().map(|[what, was, is]| format!("{} {was} → {is}", say(what, &[]))).collect();
    let changes = listed(&changes, say);
    say("type: 「{}」 ({} characters): {} ({})", &[text, characters, &changes, &place(at, say)])
}

fn frame_name(change: &FrameChange, say: Say) -> String {
    if change.frame.is_empty() {
        say("page {}", &[&change.page])
    } else {
        say("frame {} (page {})", &[&change.frame, &change.page])
    }
}

fn frame(change: &FrameDifference, say: Say) -> String {
    match change {
        FrameDifference::Added([x, y, w, h]) => say("added, {} × {} mm at {}, {} mm", &[w, h, x, y]),
        FrameDifference::Removed([x, y, w, h]) => say("removed, {} × {} mm at {}, {} mm", &[w, h, x, y]),
        FrameDifference::Moved(was, is) => reshaped(was, is, say),
        FrameDifference::Picture(was, is) if was.is_empty() => say("picture {} added", &[is]),
        FrameDifference::Picture(was, is) if is.is_empty() => say("picture {} removed", &[was]),
        FrameDifference::Picture(was, is) => say("picture {} → {}", &[was, is]),
        FrameDifference::Replaced(name) => say("picture {}: another file of the same name", &[name]),
        FrameDifference::Crop(name) => say("picture {} placed or cropped otherwise", &[name]),
        FrameDifference::Shapes { removed, added } => shapes(removed, added, say),
    }
}

fn reshaped(was: &[f64; 4], is: &[f64; 4], say: Say) -> String {
    let difference = |at: usize| ((is[at] - was[at]) * 100.0).round() / 100.0;
    let mut parts = Vec::new();
    if difference(0) != 0.0 || difference(1) != 0.0 {
        parts.push(say("moved {}", &[&distance(difference(0), difference(1), say)]));
    }
    match difference(2) {
        0.0 => {}
        by if by > 0.0 => parts.push(say("{} mm wider", &[&by])),
        by => parts.push(say("{} mm narrower", &[&-by])),
    }
    match difference(3) {
        0.0 => {}
        by if by > 0.0 => parts.push(say("{} mm deeper", &[&by])),
        by => parts.push(say("{} mm shallower", &[&-by])),
    }
    listed(&parts, say)
}

fn shapes(removed: &[String], added: &[String], say: Say) -> String {
    let named = |all: &[String]| match all {
        [] => None,
        [one] => Some(one.clone()),
        [one, rest @ ..] => Some(say("{} and {} more", &[one, &rest.len()])),
    };
    let gone = named(removed).map(|names| say("lines and areas gone: {}", &[&names]));
    let new = named(added).map(|names| say("new: {}", &[&names]));
    match (gone, new) {
        (Some(gone), Some(new)) => say("{}; {}", &[&gone, &new]),
        (gone, new) => gone.or(new).unwrap_or_default(),
    }
}

fn looks(area: &ChangedArea, say: Say) -> String {
    let ChangedArea { page, area: [x, y, w, h], stories, frames, worst } = area;
    let stories = if stories.is_empty() { String::new() } else { say(", stories {}", &[&stories.join(" ")]) };
    let frames = if frames.is_empty() { String::new() } else { say(", frames {}", &[&frames.join(" ")]) };
    let under = stories + &frames;
    say("page {} looks different at {}, {} mm, {} × {} mm{} (worst {})", &[page, x, y, w, h, &under, worst])
}
