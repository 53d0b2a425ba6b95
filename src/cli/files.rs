//! The edition's folder, the shipped layouts and fonts, and safe writing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use paiban::font::{FontData, FontFile};
use paiban::input::{FileProblem, Files};
use paiban::message;
use paiban::shipped;

use super::Failure;

/// Files below an edition's folder, plus what the program carries.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder of the edition at `path`, with the edition's own name; a folder stands for the `edition.yaml` in it.
    pub(crate) fn of_edition(path: &str) -> (Self, String) {
        let whole = Path::new(path).join(EDITION);
        let path = if Path::new(path).is_dir() { &whole } else { Path::new(path) };
        let root = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (Self { root: root.to_owned() }, name)
    }

    /// Whether a path is the file of this folder that is called `name`, by whatever way it is named.
    pub(crate) fn is_file(&self, path: &Path, name: &str) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        real(path).is_some_and(|path| real(&self.root.join(name)) == Some(path))
    }

    /// Fonts: the shipped ones, those of `fonts/` beside the edition, those of the given folders or files; later ones win.
    pub(crate) fn fonts(&self, paths: &[PathBuf]) -> Result<Vec<FontFile>, Failure> {
        let beside = Some(self.root.join("fonts")).filter(|folder| folder.is_dir());
        fonts(&beside.into_iter().chain(paths.iter().cloned()).collect::<Vec<_>>())
    }
}

/// The shipped fonts, then those of the given folders or files.
pub(crate) fn fonts(paths: &[PathBuf]) -> Result<Vec<FontFile>, Failure> {
    let mut fonts = shipped::fonts();
    for path in paths {
        fonts.extend(read_fonts(path)?);
    }
    Ok(fonts)
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        if let Some(name) = path.strip_prefix("layout:") {
            return shipped::layout(name).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing);
        }
        let problem = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => FileProblem::Missing,
            _ => FileProblem::Unreadable(message!("{}", error.to_string())),
        };
        let real = self.root.join(path).canonicalize().map_err(problem)?;
        if !real.starts_with(self.root.canonicalize().map_err(problem)?) {
            return Err(FileProblem::Unreadable(message!("it is a link that leads out of the edition's folder")));
        }
        std::fs::read(real).map_err(problem)
    }
}

/// A font file, or every font file of a folder in order of name.
fn read_fonts(path: &Path) -> Result<Vec<FontFile>, Failure> {
    let unreadable = |error: std::io::Error| Failure::usage(format!("{}: {error}", path.display()));
    let mut paths = Vec::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            if matches!(extension.as_str(), "otf" | "ttf" | "ttc" | "otc") {
                paths.push(file);
            }
        }
        paths.sort();
    } else {
        paths.push(path.to_owned());
    }
    let read = |file: PathBuf| {
        let bytes = std::fs::read(&file).map_err(|error| Failure::usage(format!("{}: {error}", file.display())))?;
        Ok(FontFile { name: file.display().to_string(), data: FontData::Read(Arc::from(bytes)) })
    };
    paths.into_iter().map(read).collect()
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

/// Name of an edition's file in its folder.
pub(crate) const EDITION: &str = "edition.yaml";

/// Writes a file so that the name holds either the old content or all of the new: temporary name, flush to disk, rename.
///
/// A device or a pipe is written to, never replaced; a link is followed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::internal(format!("{} could not be written: {error}", path.display()));
    let linked = path.canonicalize();
    let path = linked.as_deref().unwrap_or(path);
    if path.is_dir() {
        return Err(Failure::usage(format!("{} is a folder; name a file", path.display())));
    }
    if path.exists() && !path.is_file() {
        return std::fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(failed);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.exists() {
        return Err(Failure::usage(format!("{}: there is no folder {}", path.display(), folder.display())));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let mode = file.as_file().metadata().map_err(failed)?.permissions();
    std::fs::set_permissions(file.path(), readable(mode)).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Temporary files are private to their owner; a finished page is not.
#[cfg(unix)]
fn readable(mut mode: std::fs::Permissions) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    mode.set_mode(0o644);
    mode
}

#[cfg(not(unix))]
fn readable(mode: std::fs::Permissions) -> std::fs::Permissions {
    mode
}
