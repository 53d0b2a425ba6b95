//! Files that arguments name, and the editions below a folder.

use std::path::{Path, PathBuf};

use paiban::disk::{self, EDITION, Folder, read_file, read_to_limit};
use paiban::font::FontFile;
use paiban::input::FileProblem;

use super::Failure;
use super::language::spoken;

/// A file that an argument names; one that cannot be had is a wrong argument.
pub(crate) fn read_argument(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    read_file(path, limit).map_err(|problem| unusable(path, &problem))
}

/// The shipped fonts, then those of the given folders or files.
pub(crate) fn fonts(paths: &[PathBuf]) -> Result<Vec<FontFile>, Failure> {
    disk::fonts(paths).map_err(|problem| Failure::usage(spoken(&problem).message))
}

/// Fonts of a folder, then those of the given folders or files.
pub(crate) fn fonts_of(folder: &Folder, paths: &[PathBuf]) -> Result<Vec<FontFile>, Failure> {
    folder.fonts(paths).map_err(|problem| Failure::usage(spoken(&problem).message))
}

/// Why an argument names no file that can be used.
pub(crate) fn unusable(path: &Path, problem: &FileProblem) -> Failure {
    Failure::usage(spoken(&problem.finding(&path.display().to_string())).message)
}

/// The largest PDF that is judged or compared: a whole edition with its photographs has some hundred MiB.
pub(crate) const MAX_PDF: u64 = 1 << 30;

/// Standard input, of at most `limit` bytes.
pub(crate) fn read_stdin(limit: u64) -> Result<Vec<u8>, FileProblem> {
    read_to_limit(std::io::stdin().lock(), 0, limit)
}

/// The edition at a path: the file itself, `edition.yaml` of a folder, or those of the folders in it, by name.
///
/// # Errors
/// A folder that holds none of them.
pub(crate) fn editions_below(path: &str) -> Result<Vec<String>, Failure> {
    let folder = Path::new(path);
    if !folder.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let own = folder.join(EDITION);
    if own.is_file() {
        return Ok(vec![own.to_string_lossy().into_owned()]);
    }
    let unreadable = |error: std::io::Error| Failure::usage(format!("{path}: {error}"));
    let entries: Vec<_> =
        std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<_, _>>().map_err(unreadable)?;
    let mut found: Vec<PathBuf> =
        entries.iter().map(|entry| entry.path().join(EDITION)).filter(|it| it.is_file()).collect();
    found.sort();
    if found.is_empty() {
        return Err(Failure::usage(format!("{path}: there is no {EDITION} in this folder or in one of its folders")));
    }
    Ok(found.iter().map(|path| path.to_string_lossy().into_owned()).collect())
}
