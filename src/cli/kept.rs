//! Results kept on disk between runs: prepared pictures, and the judge's verdicts on them.
//!
//! The folder is the user's cache; it may be deleted at any time. Each entry says by a hash which program made it, of what, and what it holds: one that is damaged, cut
//! short or of another program is passed over and made again, and a folder that cannot be written to only costs time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use paiban::base::{Keep, KeepKey};
use paiban::press::Shelf;

/// Names another folder, or `off`.
const VARIABLE: &str = "PAIBAN_CACHE";
/// The word of [`VARIABLE`] that keeps nothing.
const OFF: &str = "off";
/// Bytes the folder may hold: the photographs of a daily paper's month.
const MOST: u64 = 1 << 30;
/// Bytes left when it was over: a fifth goes at once, so that not every run clears.
const LEFT: u64 = MOST / 5 * 4;
/// Bytes of a hash.
const HASH: usize = 32;

/// A shelf over the user's cache.
pub(super) fn shelf() -> Shelf {
    match folder() {
        Some(folder) => Shelf::over(Box::new(DiskKeep::new(folder, program()))),
        None => Shelf::default(),
    }
}

/// The cache's folder: the one that is named, else the user's; none where there is neither, or nothing is to be kept.
fn folder() -> Option<PathBuf> {
    let named = |variable| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    match named(VARIABLE) {
        Some(word) if word.as_os_str() == OFF => None,
        Some(folder) => Some(folder),
        None => {
            // A relative XDG_CACHE_HOME is invalid and ignored (XDG Base Directory Specification).
            let user = named("XDG_CACHE_HOME").filter(|path| path.is_absolute());
            let home = || {
                named("HOME").map(|home| {
                    if cfg!(target_os = "macos") { home.join("Library/Caches") } else { home.join(".cache") }
                })
            };
            Some(user.or_else(|| named("LOCALAPPDATA")).or_else(home)?.join("paiban"))
        }
    }
}

/// Which program this is: one that was built anew may convert otherwise, so it has entries of its own.
fn program() -> String {
    let built = std::env::current_exe().and_then(fs::metadata).and_then(|file| Ok((file.len(), file.modified()?)));
    format!("{} {:?}", env!("CARGO_PKG_VERSION"), built.ok())
}

/// Entries as files of a folder.
#[derive(Debug)]
struct DiskKeep {
    folder: PathBuf,
    program: String,
    /// The folder is cleared once in a run.
    cleared: Once,
}

impl DiskKeep {
    fn new(folder: PathBuf, program: String) -> Self {
        Self { folder, program, cleared: Once::new() }
    }

    /// The entry of a key and this program.
    fn path(&self, key: &KeepKey) -> PathBuf {
        self.folder.join(hex(&self.hash(key, &[])))
    }

    /// What an entry begins with.
    fn hash(&self, key: &KeepKey, bytes: &[u8]) -> [u8; HASH] {
        Sha256::new().chain_update(&self.program).chain_update(key).chain_update(bytes).finalize().into()
    }

    fn write(&self, path: &Path, head: &[u8], bytes: &[u8]) -> std::io::Result<()> {
        use std::io::Write;
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(head)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    }
}

impl Keep for DiskKeep {
    fn get(&self, key: &KeepKey) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut head = fs::read(&path).ok().filter(|entry| entry.len() >= HASH)?;
        let bytes = head.split_off(HASH);
        if head != self.hash(key, &bytes) {
            return None;
        }
        // What is used stays longest. Of a folder that may only be read the order is not kept.
        let _ = File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    fn put(&self, key: &KeepKey, bytes: &[u8]) {
        // A full disk or a folder that may not be written to keeps nothing; the build goes on.
        let _ = self.write(&self.path(key), &self.hash(key, bytes), bytes);
        self.cleared.call_once(|| clear(&self.folder, MOST, LEFT));
    }
}

/// A file of the cache.
struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

/// Deletes what was not used for longest where there is more than `most` bytes, until `left` remain.
fn clear(folder: &Path, most: u64, left: u64) {
    let entry = |file: fs::DirEntry| {
        let known = file.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Entry { path: file.path(), bytes: known.len(), used: known.modified().ok()? })
    };
    let mut entries: Vec<Entry> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|file| entry(file.ok()?)).collect();
    let mut held: u64 = entries.iter().map(|entry| entry.bytes).sum();
    if held <= most {
        return;
    }
    entries.sort_by_key(|entry| entry.used);
    for entry in entries {
        if held <= left {
            return;
        }
        // Another program may have been faster.
        let _ = fs::remove_file(&entry.path);
        held -= entry.bytes;
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot write has failed")]

    use super::*;

    fn keep(folder: &Path) -> DiskKeep {
        DiskKeep::new(folder.join("made"), "1".into())
    }

    #[test]
    fn what_was_given_comes_back_to_the_same_key_and_program_only() {
        let folder = tempfile::tempdir().unwrap();
        let kept = keep(folder.path());
        kept.put(&[1; 32], b"ink");
        assert_eq!(kept.get(&[1; 32]).as_deref(), Some(&b"ink"[..]));
        assert_eq!(kept.get(&[2; 32]), None);
        assert_eq!(DiskKeep::new(folder.path().join("made"), "2".into()).get(&[1; 32]), None);
    }

    #[test]
    fn an_entry_that_is_damaged_cut_or_of_another_key_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let kept = keep(folder.path());
        kept.put(&[1; 32], b"inks of a photograph");
        let path = kept.path(&[1; 32]);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut spoilt = whole.clone();
                spoilt[at] ^= 1 << bit;
                fs::write(&path, &spoilt).unwrap();
                assert_eq!(kept.get(&[1; 32]), None, "byte {at}, bit {bit}");
            }
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(kept.get(&[1; 32]), None, "cut at {at}");
        }
        fs::write(&path, [&whole[..], b"x"].concat()).unwrap();
        assert_eq!(kept.get(&[1; 32]), None, "longer");
        fs::write(kept.path(&[2; 32]), &whole).unwrap();
        assert_eq!(kept.get(&[2; 32]), None, "under another key");
    }

    #[test]
    fn the_longest_unused_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        for (name, age) in [("old", 300), ("new", 10), ("older", 500)] {
            let path = folder.path().join(name);
            fs::write(&path, [0; 100]).unwrap();
            let used = SystemTime::now() - std::time::Duration::from_secs(age);
            File::options().append(true).open(&path).unwrap().set_modified(used).unwrap();
        }
        let left = || {
            let mut names: Vec<String> = fs::read_dir(folder.path())
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        clear(folder.path(), 300, 200);
        assert_eq!(left(), ["new", "old", "older"]);
        clear(folder.path(), 299, 200);
        assert_eq!(left(), ["new", "old"]);
    }

    #[test]
    fn a_folder_that_cannot_be_made_keeps_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("made"), b"a file").unwrap();
        let kept = keep(folder.path());
        kept.put(&[1; 32], b"ink");
        assert_eq!(kept.get(&[1; 32]), None);
    }
}
