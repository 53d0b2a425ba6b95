//! An edition read and set from a path: what most commands start from.

use std::path::PathBuf;

use paiban::base::SourceId;
use paiban::disk::Folder;
use paiban::flow::{Blocks, FlowOptions};
use paiban::paper::{Paper, Typesetter, Unread};

use super::Failure;
use super::files::fonts_of;
use super::findings::{self, MessageFormat};

/// Exit code when the edition has errors.
pub(super) const FOUND_ERRORS: u8 = 1;
/// Exit code when the edition file cannot be read.
pub(super) const UNREADABLE: u8 = 2;

/// An edition of a folder, set.
pub(super) type Made = Paper<Folder>;

/// What `--frozen` means.
pub(super) fn moving(frozen: bool) -> Blocks {
    if frozen { Blocks::Frozen } else { Blocks::Elastic }
}

/// Reads and sets the edition at a path.
///
/// # Errors
/// Fonts that cannot be read; an edition that cannot.
pub(super) fn make(
    edition: &str,
    font_path: &[PathBuf],
    options: FlowOptions,
) -> Result<Result<Made, Unread>, Failure> {
    let (folder, name) = Folder::of_edition(edition);
    Ok(Typesetter::with_fonts(fonts_of(&folder, font_path)?).set_with(&name, folder, options))
}

/// Documents that are no edition as the end of a command, with its findings in a form.
pub(super) fn unread(unread: &Unread, format: MessageFormat) -> Failure {
    let code = if unread.sources.get(SourceId(0)).is_none() { UNREADABLE } else { FOUND_ERRORS };
    Failure::told(findings::told(&unread.found, &unread.sources, format), code)
}

/// All that was found, as the end of a command.
pub(super) fn failure(made: &Made, code: u8) -> Failure {
    Failure::told(findings::told(&made.found, &made.sources, MessageFormat::Human), code)
}
