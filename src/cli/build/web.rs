//! `--web`: the e-paper in a folder.

use std::io::ErrorKind;
use std::path::Path;

use paiban::base::{Diagnostic, Len, Rect};
use paiban::export::article_map::ArticleMap;
use paiban::export::epaper::{Part, SiteJob, site};
use paiban::proof::{Proof, Window};

use crate::cli::Failure;
use crate::cli::language::spoken;

/// Quality of the pictures, 1 to 100.
const QUALITY: u8 = 82;
/// By this file a folder is known as an e-paper that may be written anew.
const OWN: &str = "epaper.css";

/// Writes the e-paper of a PDF's pages into a folder, which is replaced as a whole.
///
/// # Errors
/// Pages that cannot be shown; a folder that holds something else, or cannot be written.
pub(super) fn write_site(folder: &Path, map: &ArticleMap, pdf: Vec<u8>) -> Result<(), Failure> {
    let name = folder.display();
    let failed = |error: std::io::Error| Failure::internal(format!("{name} could not be written: {error}"));
    let is_taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_taken && !folder.join(OWN).is_file() {
        return Err(Failure::usage(format!(
            "--web: {name} holds something other than an e-paper; name an empty folder"
        )));
    }
    let told = |problem: Diagnostic| Failure::internal(spoken(&problem).message);
    let proof = Proof::read(pdf).map_err(told)?;
    let picture = |page: usize, part: Part, width: u32| {
        let [x, y, across, down] = part.map(mm);
        let ppi = f64::from(width) / across.to_pt().max(1.0) * 72.0;
        let area = Rect { x, y, width: across, height: down };
        Ok(proof.pixels(page, &Window { area, ppi })?.jpeg(QUALITY))
    };
    let files = site(&SiteJob { map, picture: &picture }).map_err(told)?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let fresh = tempfile::tempdir_in(parent).map_err(failed)?;
    let new = fresh.path().join("new");
    std::fs::create_dir(&new).map_err(failed)?;
    for (file, bytes) in &files {
        std::fs::write(new.join(file), bytes).map_err(failed)?;
    }
    match std::fs::rename(folder, fresh.path().join("old")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    std::fs::rename(&new, folder).map_err(failed)
}

#[expect(clippy::cast_possible_truncation, reason = "a page has some hundred millimetres")]
fn mm(millimetres: f64) -> Len {
    Len((millimetres * Len::MM.0 as f64).round() as i64)
}
