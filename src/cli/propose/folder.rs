//! The folder of proposals: each can be built where it lies, with all that it names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use paiban::base::{Diagnostic, Rect, Size};
use paiban::disk::Folder;
use paiban::export::pdf::Conformance;
use paiban::input::{Fields, Files, MAX_PLACED, StoryList};
use paiban::makeup::ProposedPaper;
use paiban::proof::{Proof, Window};

use super::file;
use crate::cli::language::spoken;
use crate::cli::made::Made;
use crate::cli::outputs::{Inputs, write_whole};
use crate::cli::{Failure, kept};

/// What the report of all proposals is called.
const REPORT: &str = "proposals.json";
/// Fonts beside an edition, which it is set with.
const FONTS: &str = "fonts";
/// Points to an inch of pictures of pages: a broadsheet is seen as a whole on a screen, headlines can be read.
const PPI: f64 = 50.0;

/// Writes the proposals with all that they name into a folder.
pub(super) fn write(
    folder: &Folder,
    own: &Path,
    target: &Path,
    list: &StoryList,
    paper: &ProposedPaper,
) -> Result<(), Failure> {
    std::fs::create_dir_all(target).map_err(|error| failed(target, &error))?;
    let files: Vec<PathBuf> = (0..paper.editions.len()).map(|at| target.join(file(at))).collect();
    let named_pages = |at: usize| paper.proposals(at).enumerate().map(move |(page, _)| picture_name(at, page));
    let pictures = (0..files.len()).flat_map(named_pages).map(|name| target.join(name));
    let all: Vec<PathBuf> = files.iter().cloned().chain(pictures).chain([target.join(REPORT)]).collect();
    Inputs::of_folder(folder).spare(&all)?;
    if target.canonicalize().ok() != own.canonicalize().ok() {
        for name in named(list) {
            copy(folder, &name, target)?;
        }
        copy_fonts(&own.join(FONTS), &target.join(FONTS))?;
    }
    let text = |at: usize| match list.list.text("house") {
        Some(house) => paper.text_with_house(at, house.value, &way(target, &own.join(house.value))),
        None => paper.text(at),
    };
    files.iter().enumerate().try_for_each(|(at, path)| write_whole(path, text(at).as_bytes()))
}

/// The way from one folder to another, as an edition in the first names it.
fn way(from: &Path, to: &Path) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (from, to) = (whole(from), whole(to));
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = to.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// Writes what there is to say of all proposals, and small pictures of pages.
pub(super) fn write_reports(target: &Path, json: &str, pictured: &[Made]) -> Result<(), Failure> {
    for (at, made) in pictured.iter().enumerate().filter(|(_, made)| !made.has_errors()) {
        for (page, picture) in pictures(made)?.iter().enumerate() {
            write_whole(&target.join(picture_name(at, page)), picture)?;
        }
    }
    write_whole(&target.join(REPORT), json.as_bytes())
}

/// What the picture of an edition's page is called; that of its first one as the edition.
fn picture_name(at: usize, page: usize) -> String {
    if page == 0 { format!("{}.png", at + 1) } else { format!("{}-{}.png", at + 1, page + 1) }
}

/// The pages, small.
fn pictures(made: &Made) -> Result<Vec<Vec<u8>>, Failure> {
    let told = |problem: &Diagnostic| Failure::internal(spoken(problem).message);
    let (ready, _) = made.pictures(&made.set.pages, &kept::shelf());
    let pdf = made.bytes(&made.set.pages, &ready, Conformance::Plain, None);
    let pdf = pdf.map_err(|found| found.first().map_or_else(|| Failure::internal(String::new()), told))?;
    let proof = Proof::read(pdf).map_err(|problem| told(&problem))?;
    let picture = |(at, trim): (usize, Size)| {
        let area = Rect { width: trim.width, height: trim.height, ..Rect::default() };
        let pixels = proof.pixels(at, &Window { area, ppi: PPI }).map_err(|problem| told(&problem))?;
        Ok(pixels.small_png())
    };
    made.set.pages.iter().map(|page| page.trim).enumerate().map(picture).collect()
}

/// Paths of all files that proposals name.
fn named(list: &StoryList) -> BTreeSet<String> {
    let documents = &list.documents;
    let stories = list.list.named("stories").iter().filter_map(|(_, story)| story.value.as_object());
    let pages = list.list.list("pages").iter().filter_map(|page| page.value.as_object());
    let ads = [&list.list].into_iter().chain(pages).flat_map(|keys| keys.list("ads"));
    let contents = stories.flat_map(|story| story.list("pictures")).chain(ads);
    let contents: Vec<&Fields> = contents.filter_map(|content| content.value.as_object()).collect();
    let pictures = contents.iter().filter_map(|content| content.text("picture")).map(|path| path.value.to_owned());
    let inside = documents.articles.values().flat_map(|article| &article.blocks);
    let inside = inside.filter_map(|block| block.picture.as_ref()).map(|path| path.value.clone());
    let layouts =
        documents.layouts.keys().filter(|name| name.contains('/') || name.ends_with(".yaml") || name.ends_with(".yml"));
    pictures
        .chain(documents.tables.keys().cloned())
        .chain(inside)
        .chain(documents.articles.keys().cloned())
        .chain(layouts.cloned())
        .collect()
}

/// Copies a file of the list's folder to its place in another one; what cannot be read was told, what is the house's is found there.
fn copy(folder: &Folder, name: &str, target: &Path) -> Result<(), Failure> {
    if folder.place(name) != name {
        return Ok(());
    }
    let Ok(bytes) = folder.read_within(name, MAX_PLACED) else { return Ok(()) };
    let to = target.join(name);
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
    }
    write_whole(&to, &bytes)
}

/// Copies the fonts beside the list, licences among them; files that are there already with as many bytes are left.
fn copy_fonts(from: &Path, to: &Path) -> Result<(), Failure> {
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(()) };
    std::fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    let bytes = |path: &Path| path.metadata().ok().filter(std::fs::Metadata::is_file).map(|about| about.len());
    for entry in entries.flatten() {
        let (font, copy) = (entry.path(), to.join(entry.file_name()));
        if bytes(&font).is_some() && bytes(&font) != bytes(&copy) {
            std::fs::copy(&font, &copy).map_err(|error| failed(&copy, &error))?;
        }
    }
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::usage(format!("{}: {error}", path.display()))
}
