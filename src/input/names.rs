//! Names of files as people write them: of another kind, in other letters, with the marks of another system.

use crate::base::{Diagnostic, Message, nearest, nearest_file, yaml_quoted};
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
const TABLES: &[&str] = &["csv", "tsv"];
/// Endings of sheets, which are no text.
const SHEETS: &[&str] = &["xls", "xlsx", "xlsm", "et", "ods", "numbers"];
/// Folders in which files of an edition are usually kept.
const FOLDERS: &[&str] = &[
    "pictures", "images", "photos", "articles", "stories", "tables", "ads", "drawings", "图片", "照片", "稿件", "表格",
    "广告",
];

fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase())
}

/// Whether a file is a picture, and no page of a document, by its name.
pub(super) fn is_picture(path: &str) -> bool {
    PICTURES.contains(&ending(path).as_str())
}

/// Whether what an article names between its paragraphs is a table: a file of one, or a name of the edition's, which has no ending, as files have.
pub(super) fn names_table(path: &str) -> bool {
    let is_name = !path.is_empty() && !path.contains(['.', '/', '\\', ':']);
    is_name || is_table(path) && !path.contains("://")
}

/// Whether a file is a table, by its name.
pub(super) fn is_table(path: &str) -> bool {
    TABLES.contains(&ending(path).as_str())
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
        let in_story =
            message!("a story place takes an article: the table stands in its text, as `![title]({})`", path);
        Some(finding(message).hint(message!("write `{table: {}}` in its place", path)).hint(in_story))
    } else if is(SHEETS) {
        let message = message!("{} is a sheet, and a path alone names an article", path);
        let saved = message!("save it as CSV (UTF-8) and write `{table: {}}` in its place", as_csv(path));
        Some(finding(message).hint(saved))
    } else {
        None
    }
}

fn as_csv(path: &str) -> String {
    format!("{}.csv", path.rsplit_once('.').map_or(path, |(stem, _)| stem))
}

/// A sheet of a spreadsheet where a text is read, by its name or, under another one, by the name of its part.
pub(super) fn sheet(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let has_part = || bytes.starts_with(b"PK") && bytes.windows(11).any(|name| name == b"xl/workbook");
    (SHEETS.contains(&ending(path).as_str()) || has_part()).then(|| {
        Diagnostic::error("file/not-text", message!("{} is a sheet, and tables are read from text", path))
            .hint(message!("save it as CSV (UTF-8), such as {}, and write that name", as_csv(path)))
    })
}

/// Words where the path of an article is due.
pub(super) fn words(name: &str, words: &str) -> Diagnostic {
    let entry = format!("{name}: {{text: {}}}", yaml_quoted(words));
    Diagnostic::error("put/not-an-article", message!("`{}` is no file of the edition", words))
        .hint(message!("words that print in a frame are written `{}`", entry))
        .hint("a story place takes the path of an article")
}

/// A path as it was typed on another system. Between double quotes `\a` and its like are signs of their own to YAML (1.2 §5.7).
fn with_slashes(path: &str) -> String {
    let escapes = [
        ('\u{7}', "/a"),
        ('\u{8}', "/b"),
        ('\t', "/t"),
        ('\n', "/n"),
        ('\u{B}', "/v"),
        ('\u{C}', "/f"),
        ('\r', "/r"),
        ('\u{1B}', "/e"),
        ('\\', "/"),
    ];
    escapes.iter().fold(path.to_owned(), |path, (sign, meant)| path.replace(*sign, meant))
}

/// The file that was meant by a path of none.
pub(super) fn near(path: &str, files: &dyn Files) -> Option<String> {
    let plain = with_slashes(path);
    let beside = files.beside(&plain);
    let lower = plain.to_lowercase();
    let same = |known: &Vec<String>, name: &str| known.iter().find(|known| known.to_lowercase() == name).cloned();
    // A name without its ending.
    let whole = || beside.iter().find(|name| name.rsplit_once('.').is_some_and(|(stem, _)| stem == plain)).cloned();
    let elsewhere = || {
        let name = plain.rsplit('/').next().unwrap_or(&plain);
        let others = FOLDERS.iter().map(|folder| format!("{folder}/{name}")).chain([name.to_owned()]);
        others.filter(|other| *other != plain).find_map(|other| same(&files.beside(&other), &other.to_lowercase()))
    };
    let near = || nearest_file(&plain, beside.iter().map(String::as_str)).map(str::to_owned);
    // The name of a shipped layout with the ending of a file.
    let layout = || {
        let name = lower.strip_suffix(".yaml").or_else(|| lower.strip_suffix(".yml"))?;
        let name = name.strip_suffix("/layout").unwrap_or(name).rsplit('/').next()?;
        files.beside("layout:").into_iter().find(|known| known == name)
    };
    same(&beside, &lower).or_else(whole).or_else(layout).or_else(near).or_else(elsewhere)
}

/// What to do about a file that is not there: the one that was meant, where it can be told.
pub fn missing_hint(path: &str, files: &dyn Files) -> Message {
    let plain = with_slashes(path);
    match near(path, files) {
        Some(name) if path != plain && name.to_lowercase() == plain.to_lowercase() => {
            message!("write `{}`: in paths stands `/`", name)
        }
        Some(name) => message!("did you mean `{}`?", name),
        None if path != plain && !files.beside(&plain).is_empty() => {
            message!("in paths stands `/`; but there is no `{}` either: look for the file's name", plain)
        }
        None if path != plain => message!("write `{}`: in paths stands `/`", plain),
        None => "paths are relative to the edition's folder".into(),
    }
}

/// What to do about a shipped layout that is not there.
pub(super) fn layout_hint(name: &str, files: &dyn Files) -> Message {
    let known = files.beside("layout:");
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => message!("did you mean `{}`?", near),
        None => "a layout file beside the edition is given with its path, such as layouts/own.yaml".into(),
    }
}
