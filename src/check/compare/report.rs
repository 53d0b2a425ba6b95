//! The comparison as text: page by page, story by story, in an editor's words.

use std::fmt::Write;

use super::{
    ChangedArea, Comparison, FrameChange, FrameDifference, LookChange, Moved, PageDifference, Place, Rebroken,
    StoryChange, WordChange,
};

/// Lines told of one kind before the rest is only counted.
const MOST_TOLD: usize = 6;

/// Tells what differs, a line each; nothing when the versions are the same.
pub fn report(comparison: &Comparison) -> String {
    let mut text = String::new();
    for change in &comparison.pages {
        let _ = writeln!(text, "page {}: {}", change.page, page(&change.change));
    }
    for change in &comparison.stories {
        story(&mut text, change);
    }
    for change in &comparison.frames {
        let _ = writeln!(text, "{}: {}", frame_name(change), frame(&change.change));
    }
    if let Some(areas) = &comparison.pixels {
        areas.iter().for_each(|area| {
            let _ = writeln!(text, "{}", looks(area));
        });
    }
    text
}

fn page(change: &PageDifference) -> String {
    match change {
        PageDifference::Added => "added".into(),
        PageDifference::Removed => "removed".into(),
        PageDifference::Size([w, h], [x, y]) => format!("{w} × {h} mm → {x} × {y} mm"),
        PageDifference::Name(was, is) => format!("named {was} → {is}"),
    }
}

fn story(text: &mut String, change: &StoryChange) {
    let only = change.only.map_or(String::new(), |only| format!(" {only}"));
    let from = change.from.as_ref().map_or(String::new(), |from| format!(" moved here from {from}"));
    let _ = writeln!(text, "story {} (page {}){only}{from}", change.story, change.pages.join(", "));
    list(text, &change.words, "changes of words", words);
    list(text, &change.rebroken, "lines broken elsewhere", rebroken);
    list(text, &change.moved, "moves", moved);
    list(text, &change.respaced, "lines with other spaces", |at| format!("spaces changed in {}", place(at)));
    list(text, &change.looks, "changes of type", look);
}

fn list<T>(text: &mut String, all: &[T], noun: &str, one: impl Fn(&T) -> String) {
    for item in all.iter().take(MOST_TOLD) {
        let _ = writeln!(text, "  {}", one(item));
    }
    if all.len() > MOST_TOLD {
        let _ = writeln!(text, "  … {} {noun} in all", all.len());
    }
}

fn place(place: &Place) -> String {
    let frame = if place.frame.is_empty() { String::new() } else { format!(" {}", place.frame) };
    format!("page {}{frame}, line {}", place.page, place.line)
}

fn words(change: &WordChange) -> String {
    let WordChange { before, removed, added, after, .. } = change;
    let mark = |open: &str, text: &str, close: &str| {
        if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
    };
    let at = change.place.as_ref().map_or(String::new(), |at| format!(" ({})", place(at)));
    format!("words: {before}{}{}{after}{at}", mark("[-", removed, "-]"), mark("{+", added, "+}"))
}

fn rebroken(change: &Rebroken) -> String {
    format!("line broken elsewhere: {} → {} ({})", change.old, change.new, place(&change.place))
}

fn moved(change: &Moved) -> String {
    let Moved { lines, begins, place: at, from_page, dx, dy } = change;
    let lines = if *lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
    let from = from_page.as_ref().map_or(String::new(), |from| format!(" from page {from}"));
    format!("moved: {lines} from 「{begins}」 on{from}, {} ({})", distance(*dx, *dy), place(at))
}

/// A move in words: `3 mm right, 2 mm up`.
fn distance(dx: f64, dy: f64) -> String {
    let part = |by: f64, more: &str, less: &str| {
        (by != 0.0).then(|| format!("{} mm {}", by.abs(), if by > 0.0 { more } else { less }))
    };
    let parts: Vec<String> = [part(dx, "right", "left"), part(dy, "down", "up")].into_iter().flatten().collect();
    if parts.is_empty() { "same place".into() } else { parts.join(", ") }
}

fn look(change: &LookChange) -> String {
    let LookChange { text, characters, place: at, changes } = change;
    let changes: Vec<String> = changes.iter().map(|[what, was, is]| format!("{what} {was} → {is}")).collect();
    format!("type: 「{text}」 ({characters} characters): {} ({})", changes.join(", "), place(at))
}

fn frame_name(change: &FrameChange) -> String {
    if change.frame.is_empty() {
        format!("page {}", change.page)
    } else {
        format!("frame {} (page {})", change.frame, change.page)
    }
}

fn frame(change: &FrameDifference) -> String {
    match change {
        FrameDifference::Added([x, y, w, h]) => format!("added, {w} × {h} mm at {x}, {y} mm"),
        FrameDifference::Removed([x, y, w, h]) => format!("removed, {w} × {h} mm at {x}, {y} mm"),
        FrameDifference::Moved(was, is) => reshaped(was, is),
        FrameDifference::Picture(was, is) if was.is_empty() => format!("picture {is} added"),
        FrameDifference::Picture(was, is) if is.is_empty() => format!("picture {was} removed"),
        FrameDifference::Picture(was, is) => format!("picture {was} → {is}"),
        FrameDifference::Replaced(name) => format!("picture {name}: another file of the same name"),
        FrameDifference::Crop(name) => format!("picture {name} placed or cropped otherwise"),
        FrameDifference::Shapes { removed, added } => shapes(removed, added),
    }
}

fn reshaped(was: &[f64; 4], is: &[f64; 4]) -> String {
    let difference = |at: usize| ((is[at] - was[at]) * 100.0).round() / 100.0;
    let mut parts = Vec::new();
    if difference(0) != 0.0 || difference(1) != 0.0 {
        parts.push(format!("moved {}", distance(difference(0), difference(1))));
    }
    for (at, more, less) in [(2, "wider", "narrower"), (3, "deeper", "shallower")] {
        let by = difference(at);
        if by != 0.0 {
            parts.push(format!("{} mm {}", by.abs(), if by > 0.0 { more } else { less }));
        }
    }
    parts.join(", ")
}

fn shapes(removed: &[String], added: &[String]) -> String {
    let count = |all: &[String], word: &str| match all {
        [] => None,
        [one] => Some(format!("{word} {one}")),
        [one, rest @ ..] => Some(format!("{word} {one} and {} more", rest.len())),
    };
    let parts: Vec<String> =
        [count(removed, "lines and areas gone:"), count(added, "new:")].into_iter().flatten().collect();
    parts.join("; ")
}

fn looks(area: &ChangedArea) -> String {
    let [x, y, w, h] = area.area;
    let names = |what: &str, names: &[String]| {
        if names.is_empty() { String::new() } else { format!(", {what} {}", names.join(" ")) }
    };
    let under = names("stories", &area.stories) + &names("frames", &area.frames);
    format!("page {} looks different at {x}, {y} mm, {w} × {h} mm{under} (worst {})", area.page, area.worst)
}
