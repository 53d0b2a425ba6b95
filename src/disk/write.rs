//! Writing: a name holds either what it held before, or all of the new.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Why a file could not be written.
#[derive(Debug)]
pub enum Unwritten {
    /// The path is a folder's.
    Folder,
    /// There is no such folder to write it into.
    NoFolder(PathBuf),
    /// The system refused.
    Failed(std::io::Error),
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder => f.write_str("this is a folder; name a file"),
            Self::NoFolder(folder) => write!(f, "there is no folder {}", folder.display()),
            Self::Failed(error) => write!(f, "could not be written: {error}"),
        }
    }
}

impl std::error::Error for Unwritten {}

impl From<std::io::Error> for Unwritten {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Writes a file so that the name holds either the old content or all of the new: temporary name, flush to disk, rename.
///
/// A device or a pipe is written to, never replaced; a link is followed.
///
/// # Errors
/// A folder in the file's place, a folder that is not there, a disk that is full.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    let linked = path.canonicalize();
    let path = linked.as_deref().unwrap_or(path);
    if path.is_dir() {
        return Err(Unwritten::Folder);
    }
    if path.exists() && !path.is_file() {
        return Ok(open_special(path)?.write_all(bytes)?);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.exists() {
        return Err(Unwritten::NoFolder(folder.to_owned()));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let mode = file.as_file().metadata()?.permissions();
    std::fs::set_permissions(file.path(), readable(mode))?;
    file.persist(path).map_err(|error| error.error)?;
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

/// How often, and after how many milliseconds, a pipe is looked at again for somebody who reads it: two seconds in all.
const TRIES: (u32, u64) = (40, 50);

/// A device or a pipe, opened for writing; a pipe that nobody reads is not waited for for ever.
#[cfg(unix)]
fn open_special(path: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let (tries, pause) = TRIES;
    for _ in 0..tries {
        let opened = std::fs::OpenOptions::new().write(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path);
        match opened {
            Err(error) if error.raw_os_error() == Some(libc::ENXIO) => {
                std::thread::sleep(std::time::Duration::from_millis(pause));
            }
            // Somebody reads: opened anew so that writing waits for the reader.
            Ok(_) => return std::fs::OpenOptions::new().write(true).open(path),
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::other("nobody reads this pipe"))
}

#[cfg(not(unix))]
fn open_special(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).open(path)
}
