//! Writing of files: safely, and never over what was read.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;

/// Files a command reads, by their real paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs(BTreeSet<PathBuf>);

impl Inputs {
    /// The files of these paths, by whatever way they are named.
    pub(crate) fn of<P: AsRef<Path>>(paths: impl Iterator<Item = P>) -> Self {
        Self(paths.filter_map(|path| path.as_ref().canonicalize().ok()).collect())
    }

    /// These and others.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Whether a path is one of the files, or a folder with one of them in it.
    pub(crate) fn holds(&self, output: &Path) -> bool {
        output.canonicalize().is_ok_and(|output| self.0.iter().any(|input| input.starts_with(&output)))
    }

    /// The rule of every command that writes: a slip of the keyboard must not put a PDF in the place of an article. Asked before anything is written.
    ///
    /// # Errors
    /// An output that would take the place of an input: a wrong argument.
    pub(crate) fn spare<P: AsRef<Path>>(&self, outputs: impl IntoIterator<Item = P>) -> Result<(), Failure> {
        match outputs.into_iter().find(|output| self.holds(output.as_ref())) {
            Some(output) => Err(Failure::usage(format!(
                "{} is what is read, and would be written over; give the output another name",
                output.as_ref().display()
            ))),
            None => Ok(()),
        }
    }
}

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
        return open_special(path).and_then(|mut file| file.write_all(bytes)).map_err(failed);
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
