//! Names of files as people write them: of another kind, in other letters, with the marks of another system.

use crate::base::{Diagnostic, Message, nearest};
use crate::message;

use super::files::Files;

/// Endings of pictures and nothing else.
const PICTURES: &[&str] =
    &["jpg", "jpeg", "png", "tif", "tiff", "webp", "svg", "gif", "bmp", "psd", "heic", "heif", "eps", "jp2", "jpx"];
/// Endings of pages, which may be pictures.
const PAGES: &[&str] = &["pdf", "ai"];
/// Endings of manuscripts that `paiban import` reads, or that must be saved as one of them first.
const MANUSCRIPTS: &[&str] = &["docx", "doc", "wps", "rtf", "odt", "html", "htm", "xml", "pages"];
/// Endings of tables.
const TABLES: &[&str] = &["csv", "tsv", "xls", "xlsx", "et"];

fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase())
}

/// Whether a file is a picture, and no page of a document, by its name.
pub(super) fn is_picture(path: &str) -> bool {
    PICTURES.contains(&ending(path).as_str())
}

/// A path that stands where an article is due and cannot be one.
pub(super) fn no_article(path: &str) -> Option<Diagnostic> {
    let ending = ending(path);
    let is = |endings: &[&str]| endings.contains(&ending.as_str());
    let finding = |message: Message| Diagnostic::error("put/not-an-article", message);
    if is(PICTURES) || is(PAGES) {
        let message = message!("{} is a picture, and a path alone names an article", path);
        let in_frame = message!("in a frame, write `{picture: {}}` in its place", path);
        let in_story =
            message!("a story place takes an article: the picture stands in its text, as `![caption]({})`", path);
        Some(finding(message).hint(in_frame).hint(in_story))
    } else if is(MANUSCRIPTS) {
        let message = message!("{} is a manuscript, and articles are Markdown", path);
        Some(finding(message).hint(message!("make an article of it first: paiban import {}", path)))
    } else if is(TABLES) {
        let message = message!("{} is a table, and a path alone names an article", path);
        Some(finding(message).hint(message!("write `{table: {}}` in its place", path)))
    } else {
        None
    }
}

/// What to do about a file that is not there: the one that was meant, where it can be told.
pub fn missing_hint(path: &str, files: &dyn Files) -> Message {
    let plain = path.replace('\\', "/");
    let beside = files.beside(&plain);
    let same = beside.iter().find(|name| name.to_lowercase() == plain.to_lowercase()).map(String::as_str);
    // A name without its ending.
    let whole =
        beside.iter().find(|name| name.rsplit_once('.').is_some_and(|(stem, _)| stem == plain)).map(String::as_str);
    let mut elsewhere = FOLDERS.iter().map(|folder| format!("{folder}/{plain}"));
    let elsewhere = elsewhere.find(|other| !plain.contains('/') && files.beside(other).contains(other));
    let near = same.or(whole).or(elsewhere.as_deref());
    let near = near.or_else(|| nearest(&plain, beside.iter().map(String::as_str)));
    match near {
        _ if path.contains(|c: char| c.is_control()) => {
            "a backslash in double quotes begins a sign of its own: write `/` in its place".into()
        }
        Some(name) if path.contains('\\') => message!("write `{}`: in paths stands `/`", name),
        Some(name) => message!("did you mean `{}`?", name),
        None if path.contains('\\') => message!("write `{}`: in paths stands `/`", plain),
        None if is_words(path) => message!("where these are words that print, write `{text: {}}`", path),
        None => "paths are relative to the edition's folder".into(),
    }
}

/// Folders in which editions that `paiban new` began have their files.
const FOLDERS: &[&str] = &["articles", "pictures", "tables"];

/// Whether what stands for a path has letters of Chinese and nothing of a path.
fn is_words(path: &str) -> bool {
    !path.contains(['/', '\\', '.']) && path.contains(|c: char| c.is_alphabetic() && u32::from(c) >= 0x2E80)
}

/// What to do about a shipped layout that is not there.
pub(super) fn layout_hint(name: &str, files: &dyn Files) -> Message {
    let known = files.beside("layout:");
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => message!("did you mean `{}`?", near),
        None => "a layout file beside the edition is given with its path, such as layouts/own.yaml".into(),
    }
}
