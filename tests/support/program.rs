//! The program run in a folder of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]
#![allow(unreachable_pub, reason = "a module of test binaries has no outside")]
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", env!("CARGO_CRATE_NAME")));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the program in a folder.
pub fn paiban(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paiban")).current_dir(folder).env_remove("CI").args(args).output().unwrap()
}

/// What it wrote.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Names of the files of a folder, in order.
pub fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// An edition of one plain page with an article.
pub fn edition(folder: &Path, article: &str) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("a.md"), article).unwrap();
    std::fs::write(
        folder.join("edition.yaml"),
        "paper: 报\ndate: 2026-03-12\npages: [{layout: plain, put: {story: a.md}}]\n",
    )
    .unwrap();
}
