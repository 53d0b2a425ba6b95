//! `--draft`: the names of drafts.

use std::path::{Path, PathBuf};

/// The ending of a draft's name.
pub(super) const ENDING: &str = ".draft.pdf";

/// The name under which a draft is written, so that none stands in the place of a press-ready file. A pipe keeps its own.
pub(super) fn named(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.ends_with(ENDING) || (target.exists() && !target.is_file()) {
        return target.to_owned();
    }
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    target.with_file_name(format!("{stem}{ENDING}"))
}
