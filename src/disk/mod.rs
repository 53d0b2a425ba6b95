//! The edition's folder on a disk, with the shipped layouts and fonts; files written whole or not at all. All other rooms ask for files through [`Files`].

mod write;

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::{Diagnostic, Message};
use crate::font::{FontData, FontFile};
use crate::input::{FileProblem, Files, MAX_STREAMED, Stored, house_of, stays_inside};
use crate::message;
use crate::shipped;

pub use write::{Unwritten, write_whole};

/// Files below an edition's folder, plus what the program carries.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// The folder of the edition's house as it is written, from the edition's; what is not in the edition's folder is looked for in it.
    house: Option<String>,
    /// What was read, so that nothing is written over it.
    read: Mutex<BTreeSet<PathBuf>>,
}

impl Folder {
    /// The folder of the edition at `path`, with the edition's own name; a folder stands for the `edition.yaml` in it.
    pub fn of_edition(path: &str) -> (Self, String) {
        let whole = Path::new(path).join(EDITION);
        let path = if Path::new(path).is_dir() { &whole } else { Path::new(path) };
        let root = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut folder = Self { root: root.to_owned(), house: None, read: Mutex::default() };
        folder.house = house_of(&name, &folder);
        (folder, name)
    }

    /// The folders that its files are in: the edition's, then its house's.
    pub fn roots(&self) -> Vec<PathBuf> {
        let house = self.house.as_ref().map(|house| self.root.join(house));
        [self.root.clone()].into_iter().chain(house).collect()
    }

    /// Whether a file is the house's, and not the edition's.
    fn is_of_house(&self, path: &str) -> bool {
        let house = self.house.as_ref().filter(|_| stays_inside(path) && !self.root.join(path).exists());
        house.is_some_and(|house| self.root.join(house).join(path).exists())
    }

    /// The files that were read up to now.
    pub fn was_read(&self) -> Vec<PathBuf> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Fonts: the shipped ones, those of `fonts/` in the house and beside the edition, those of the given folders or files; later ones win.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn fonts(&self, paths: &[PathBuf]) -> Result<Vec<FontFile>, Diagnostic> {
        let beside = self.roots().into_iter().rev().map(|root| root.join("fonts")).filter(|folder| folder.is_dir());
        let beside: Vec<PathBuf> = beside.collect();
        let mut fonts = shipped::fonts();
        for path in beside.iter().chain(paths) {
            let read = read_fonts(path)?;
            read.iter().for_each(|font| self.note(Path::new(&font.name)));
            fonts.extend(read);
        }
        Ok(fonts)
    }

    /// The path of a file of the folder, which is in it: it was read.
    pub fn path(&self, file: &str) -> PathBuf {
        self.root.join(self.place(file))
    }

    /// Where a file of the folder really is.
    fn real(&self, path: &str) -> Result<PathBuf, FileProblem> {
        let real = self.path(path).canonicalize().map_err(|error| problem(&error))?;
        let mut roots = self.roots().into_iter().filter_map(|root| root.canonicalize().ok());
        if !roots.any(|root| real.starts_with(root)) {
            return Err(FileProblem::Outside);
        }
        self.note(&real);
        Ok(real)
    }

    fn note(&self, path: &Path) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }
}

/// The shipped fonts, then those of the given folders or files.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn fonts(paths: &[PathBuf]) -> Result<Vec<FontFile>, Diagnostic> {
    let mut fonts = shipped::fonts();
    for path in paths {
        fonts.extend(read_fonts(path)?);
    }
    Ok(fonts)
}

impl Files for Folder {
    fn read_within(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileProblem> {
        read_file(&self.real(path)?, limit)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Stored>, FileProblem> {
        Ok(Box::new(regular(&self.real(path)?, MAX_STREAMED)?.file))
    }

    fn place(&self, path: &str) -> String {
        match &self.house {
            Some(house) if self.is_of_house(path) => format!("{house}/{path}"),
            _ => path.to_owned(),
        }
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn beside(&self, path: &str) -> Vec<String> {
        let (folder, before) =
            path.rsplit_once('/').map_or(("", String::new()), |(folder, _)| (folder, format!("{folder}/")));
        let folders = self.roots().into_iter().map(|root| root.join(folder));
        let entries = folders.flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
        entries.take(MOST_NAMES).map(|entry| format!("{before}{}", entry.file_name().to_string_lossy())).collect()
    }
}

/// More files than a folder of an edition has, looked through for the one that was meant.
const MOST_NAMES: usize = 2_000;

fn problem(error: &Error) -> FileProblem {
    match error.kind() {
        ErrorKind::NotFound => FileProblem::Missing,
        ErrorKind::IsADirectory => FileProblem::Folder,
        _ => FileProblem::Unreadable(message!("{}", error.to_string())),
    }
}

/// Reads a regular file of at most `limit` bytes; its size is known before room is made for it.
///
/// # Errors
/// What is missing, larger, or no file.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, FileProblem> {
    let Regular { file, bytes } = regular(path, limit)?;
    read_to_limit(file, bytes, limit)
}

/// A regular file that is open, and its size.
struct Regular {
    file: File,
    bytes: u64,
}

/// Opens a regular file of at most `limit` bytes. It is opened first, so that what is looked at is what is read.
fn regular(path: &Path, limit: u64) -> Result<Regular, FileProblem> {
    let is_special = || path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir());
    // A socket cannot be opened at all.
    let file = opened(path).map_err(|error| if is_special() { FileProblem::Special } else { problem(&error) })?;
    let about = file.metadata().map_err(|error| problem(&error))?;
    if about.is_dir() {
        return Err(FileProblem::Folder);
    }
    if !about.is_file() {
        return Err(FileProblem::Special);
    }
    if about.len() > limit {
        return Err(FileProblem::TooLarge(limit));
    }
    Ok(Regular { file, bytes: about.len() })
}

/// Reads to the end, where the end may have moved since the size was told.
///
/// # Errors
/// What is larger than the limit, or cannot be read.
pub fn read_to_limit(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, FileProblem> {
    let mut bytes = Vec::new();
    let room = usize::try_from(expected).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(room).map_err(|error| FileProblem::Unreadable(message!("{}", error.to_string())))?;
    from.take(limit + 1).read_to_end(&mut bytes).map_err(|error| problem(&error))?;
    if bytes.len() as u64 > limit { Err(FileProblem::TooLarge(limit)) } else { Ok(bytes) }
}

/// Opened without waiting: a pipe that nobody writes to would else never open.
#[cfg(unix)]
fn opened(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)
}

#[cfg(not(unix))]
fn opened(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// The largest font file: collections of all weights and languages of a Chinese family have some 200 MiB.
const MAX_FONT: u64 = 512 << 20;

/// A font file, or every font file of a folder in order of name.
fn read_fonts(path: &Path) -> Result<Vec<FontFile>, Diagnostic> {
    let told = |path: &Path, problem: &FileProblem| problem.finding(&path.display().to_string());
    let unreadable = |error: Error| told(path, &problem(&error));
    let mut paths = Vec::new();
    let in_folder = path.is_dir();
    if in_folder {
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
        let name = file.display().to_string();
        let data = match read_file(&file, MAX_FONT) {
            Ok(bytes) => FontData::Read(Arc::from(bytes)),
            // A folder, a pipe or a link to nowhere among fonts is told as a font that cannot be used; only who names a file needs it.
            Err(problem) if in_folder => FontData::Unread(unread(&file, &name, &problem)),
            Err(problem) => return Err(told(&file, &problem)),
        };
        Ok(FontFile { name, data })
    };
    paths.into_iter().map(read).collect()
}

fn unread(file: &Path, name: &str, problem: &FileProblem) -> Message {
    match problem {
        FileProblem::Missing if file.is_symlink() => message!("{} is a link to a file that is not there", name),
        problem => problem.finding(name).message,
    }
}

/// Name of an edition's file in its folder.
pub const EDITION: &str = "edition.yaml";
