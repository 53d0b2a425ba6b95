//! Which editions' files changed: notices of the system, gathered until they pause.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Failure;
use paiban::disk::Folder;

/// Editors save a file in several steps; after this pause they are done.
const PAUSE: Duration = Duration::from_millis(15);

/// The folders of editions, watched.
pub(super) struct Watching {
    /// Of each edition its own folder and its house's.
    folders: Vec<Vec<PathBuf>>,
    /// Files that the program writes itself.
    own: Vec<PathBuf>,
    notices: Receiver<notify::Result<Event>>,
    /// Keeps the notices coming.
    _watcher: RecommendedWatcher,
}

impl Watching {
    /// Watches the folders of editions, for anything but the program's `own` files.
    ///
    /// # Errors
    /// A folder that cannot be watched.
    pub(super) fn new<'e>(editions: impl Iterator<Item = &'e str>, own: &[PathBuf]) -> Result<Self, Failure> {
        let (sender, notices) = channel();
        let failed = |error: notify::Error| Failure::internal(format!("changes cannot be watched: {error}"));
        let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
        let mut folders = Vec::new();
        for edition in editions {
            let mut roots = Folder::of_edition(edition).0.roots();
            for root in &mut roots {
                *root = root.canonicalize().map_err(|error| Failure::usage(format!("{edition}: {error}")))?;
                watcher.watch(root, RecursiveMode::Recursive).map_err(failed)?;
            }
            folders.push(roots);
        }
        let own = own.iter().filter_map(|path| whole(path)).collect();
        Ok(Self { folders, own, notices, _watcher: watcher })
    }

    /// Waits for changes; the editions whose files changed, by their place.
    pub(super) fn changed(&mut self) -> Vec<usize> {
        let mut paths: BTreeSet<PathBuf> = BTreeSet::new();
        loop {
            let notice = if paths.is_empty() {
                self.notices.recv().ok()
            } else {
                match self.notices.recv_timeout(PAUSE) {
                    Ok(notice) => Some(notice),
                    Err(_) => break,
                }
            };
            // Without notices nothing will ever change again.
            let Some(notice) = notice else {
                std::thread::park();
                continue;
            };
            if let Ok(event) = notice {
                paths.extend(
                    event.paths.iter().filter(|path| matters(&event.kind, path) && !self.own.contains(path)).cloned(),
                );
            }
        }
        let has_changed =
            |at: &usize| paths.iter().any(|path| self.folders[*at].iter().any(|folder| path.starts_with(folder)));
        (0..self.folders.len()).filter(has_changed).collect()
    }
}

/// The whole path of a file that may not be there yet.
fn whole(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// Reading changes nothing; what the program writes itself, and editors' own files, are no part of an edition.
fn matters(kind: &EventKind, path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_own = name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".pdf");
    !matches!(kind, EventKind::Access(_)) && !is_own
}
