//! Writing of files: safely, and never over what was read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use paiban::disk::{self, Folder, Unwritten};

use super::Failure;

/// Files a command reads, by their real paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs(BTreeSet<PathBuf>);

impl Inputs {
    /// The files of these paths, by whatever way they are named.
    pub(crate) fn of<P: AsRef<Path>>(paths: impl Iterator<Item = P>) -> Self {
        Self(paths.filter_map(|path| path.as_ref().canonicalize().ok()).collect())
    }

    /// What was read of a folder.
    pub(crate) fn of_folder(folder: &Folder) -> Self {
        Self::of(folder.was_read().into_iter())
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

/// Writes a file whole; see [`disk::write_whole`].
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.display();
    disk::write_whole(path, bytes).map_err(|problem| match problem {
        Unwritten::Folder => Failure::usage(format!("{name} is a folder; name a file")),
        Unwritten::NoFolder(folder) => Failure::usage(format!("{name}: there is no folder {}", folder.display())),
        Unwritten::Failed(error) => Failure::internal(format!("{name} could not be written: {error}")),
    })
}
