//! One edition built.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use paiban::base::{Diagnostic, Diagnostics};
use paiban::export::article_map::ArticleMap;
use paiban::export::pdf::Conformance;
use paiban::flow::{FlowOptions, PlaceOptions};
use paiban::message;
use paiban::paper::{FileWish, Preflight, Purpose, has_errors, let_pass, mark};
use paiban::press::{Judge, Shelf};

use super::pages::{chosen, files_of, on_sheets};
use super::report::report;
use super::web::write_site;
use super::{BuildArgs, DumpArg, ProfileArg, makeup};
use crate::cli::language::{say, spoken};
use crate::cli::made::{FOUND_ERRORS, Made, make, moving, unread};
use crate::cli::outputs::{Inputs, write_whole};
use crate::cli::{Failure, Said, findings, kept};

/// An edition to build.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Job {
    /// Path of the edition.
    pub(in crate::cli) edition: String,
    /// The PDF to write; `None` to write nothing.
    pub(in crate::cli) target: Option<PathBuf>,
}

/// Builds an edition; what there is to say comes back, so that several do not talk at once.
pub(in crate::cli) fn one(args: &BuildArgs, job: &Job) -> Said {
    Said::of(built(args, job, &kept::shelf()))
}

/// An edition with all that a check finds: its file is made and judged, but not written.
///
/// # Errors
/// Fonts that cannot be read; an edition that cannot.
pub(in crate::cli) fn checked(args: &BuildArgs) -> Result<Made, Failure> {
    let options = FlowOptions { blocks: moving(args.frozen), ..FlowOptions::default() };
    let made = make(&args.editions[0], &args.font_path, options)?;
    let mut made = made.map_err(|documents| unread(&documents, args.message_format))?;
    made.found.extend(made.unwritten());
    write_pages(&mut made, args, None, &kept::shelf())?;
    Ok(made)
}

/// An edition built with pictures kept between builds.
pub(super) fn built(args: &BuildArgs, job: &Job, shelf: &Shelf) -> Result<Said, Failure> {
    let has_map = args.article_map.is_some() || args.web.is_some();
    let options = FlowOptions {
        blocks: moving(args.frozen),
        place: PlaceOptions { mark_overset: args.draft },
        lets_text_go: !has_map && !args.makeup && wish(args).conformance() != Conformance::Plain,
        ..FlowOptions::default()
    };
    let mut made = match make(&job.edition, &args.font_path, options)? {
        Ok(made) => made,
        Err(mut documents) => {
            documents.found.extend(left_behind(&job.target));
            return Err(unread(&documents, args.message_format));
        }
    };
    if args.no_preflight {
        made.set.press.judge = Judge::Left;
    }
    made.found.extend(made.unwritten());
    let map = has_map.then(|| made.map());
    let map = map.map(|map| if args.draft { map.of_draft() } else { map });
    let judged = args.makeup.then(|| made.makeup());
    if let Some(numbers) = &args.pages {
        made.set.pages = chosen(std::mem::take(&mut made.set.pages), numbers)?;
    }
    // What is dumped is the setting itself.
    if args.draft && args.dump.is_none() {
        mark(&mut made, shelf);
    }
    let mut unfilled = std::mem::take(&mut made.unfilled);
    if args.draft {
        let_pass(&mut unfilled);
    }
    made.found.extend(unfilled);
    if let Some(scheme) = args.impose {
        made.found.extend(on_sheets(&mut made.set.pages, scheme));
    }
    if args.dump == Some(DumpArg::Display) {
        let code = exit_code(&made.found, !made.set.pages.is_empty(), args);
        return Ok(said(&made, args, made.dump(), code));
    }
    let outputs = outputs(&made, args, job);
    name_apart(&outputs)?;
    Inputs::of_folder(&made.files).spare(&outputs)?;
    spare_other_kinds(&outputs, args.article_map.as_deref())?;
    let told = match judged {
        Some((scores, found)) => {
            made.found.extend(found);
            makeup::told(&scores, args.report)?
        }
        None => report(args.report, &made.set.reports, say)?,
    };
    let written = write_pages(&mut made, args, job.target.as_deref(), shelf)?;
    let code = exit_code(&made.found, written.is_made, args);
    if code != 0 {
        made.found.extend(left_behind(outputs.iter().filter(|output| !written.files.contains(*output))));
    }
    if let Some(map) = map.filter(|_| job.target.is_some() && code == 0) {
        args.article_map.as_ref().map_or(Ok(()), |path| write_map(path, &map))?;
        args.web.as_ref().map_or(Ok(()), |folder| write_web(folder, &map, &made, shelf))?;
    }
    Ok(said(&made, args, told, code))
}

/// All files and folders that a build writes.
fn outputs(made: &Made, args: &BuildArgs, job: &Job) -> Vec<PathBuf> {
    let pdfs =
        files_of(&made.set.pages, job.target.as_deref(), args.split).into_iter().filter_map(|(_, target)| target);
    let beside = job.target.iter().flat_map(|_| args.article_map.iter().chain(&args.web));
    pdfs.chain(beside.cloned()).collect()
}

/// Two files of one name would leave but one of them.
fn name_apart(outputs: &[PathBuf]) -> Result<(), Failure> {
    let mut names = BTreeSet::new();
    match outputs.iter().find(|output| !names.insert(std::path::absolute(output).unwrap_or_default())) {
        Some(twice) => {
            Err(Failure::usage(format!("{} would be written twice; name the outputs apart", twice.display())))
        }
        None => Ok(()),
    }
}

/// An earlier build's files are written over, and nothing else: not an article that this edition does not use.
fn spare_other_kinds(outputs: &[PathBuf], map: Option<&Path>) -> Result<(), Failure> {
    let is_other = |output: &&PathBuf| match first_bytes(output) {
        // An empty file is nobody's work.
        Some(bytes) if map == Some(output.as_path()) => {
            !bytes.is_empty() && !bytes.trim_ascii_start().starts_with(b"{")
        }
        Some(bytes) => !bytes.is_empty() && !bytes.windows(PDF.len()).any(|window| window == PDF),
        None => false,
    };
    match outputs.iter().find(is_other) {
        Some(output) => Err(Failure::usage(format!(
            "{} is there and no earlier build wrote it; give the output another name, or delete the file",
            output.display()
        ))),
        None => Ok(()),
    }
}

/// How a PDF begins (ISO 32000-2 §7.5.2), and within how many bytes readers look for it.
const PDF: &[u8] = b"%PDF-";
const HEAD: u64 = 1024;

/// The beginning of a file that is there.
fn first_bytes(path: &Path) -> Option<Vec<u8>> {
    if !path.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(HEAD).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// What became of the PDFs.
#[derive(Default)]
struct Written {
    /// Whether all could be made.
    is_made: bool,
    /// Those that were written.
    files: BTreeSet<PathBuf>,
}

/// Tells of what stands in the place of outputs that this build did not write: somebody may take it for the new one.
pub(super) fn left_behind<'o>(outputs: impl IntoIterator<Item = &'o PathBuf>) -> Diagnostics {
    let told = |output: &PathBuf| {
        let name = output.display().to_string();
        Diagnostic::note(
            "build/earlier",
            message!("{} is of an earlier build: this one wrote nothing in its place", name),
        )
        .hint("do not send it to the press or the web; it is written anew once the errors are mended")
    };
    outputs.into_iter().filter(|output| output.is_file() || output.is_dir()).map(told).collect()
}

/// Makes the PDFs, judges them, and writes those there is a place for.
fn write_pages(made: &mut Made, args: &BuildArgs, target: Option<&Path>, shelf: &Shelf) -> Result<Written, Failure> {
    let wish = wish(args);
    let (ready, unready) = made.ready(wish, shelf);
    made.found.extend(unready);
    if wish.is_kept_by(&made.found) {
        return Ok(Written::default());
    }
    let mut found = Diagnostics::new();
    let pages = std::mem::take(&mut made.set.pages);
    let mut written = Written { is_made: !pages.is_empty(), files: BTreeSet::new() };
    for (pages, target) in files_of(&pages, target, args.split) {
        match made.file(pages, &ready, wish, shelf) {
            Ok(file) => {
                made.weigh(&file);
                found.extend(file.found);
                if let Some(target) = target.filter(|_| !wish.is_kept_by(&found) && !wish.is_kept_by(&made.found)) {
                    write_whole(&target, &file.bytes)?;
                    written.files.insert(target);
                }
            }
            Err(unwritable) => {
                found.extend(unwritable);
                written.is_made = false;
            }
        }
    }
    made.set.pages = pages;
    made.found.extend(found);
    Ok(written)
}

fn write_web(folder: &Path, map: &ArticleMap, made: &Made, shelf: &Shelf) -> Result<(), Failure> {
    let (ready, _) = made.pictures(&made.set.pages, shelf);
    match made.bytes(&made.set.pages, &ready, Conformance::Plain, None) {
        Ok(pdf) => write_site(folder, map, pdf),
        Err(found) => {
            Err(Failure::internal(found.into_iter().map(|problem| spoken(&problem).message + "\n").collect()))
        }
    }
}

fn write_map(path: &Path, map: &ArticleMap) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(map).map_err(|error| Failure::internal(error.to_string()))?;
    write_whole(path, (text + "\n").as_bytes())
}

/// The file that is asked for.
fn wish(args: &BuildArgs) -> FileWish {
    FileWish {
        conformance: match args.profile {
            ProfileArg::X4 => Conformance::X4,
            ProfileArg::X1a => Conformance::X1a,
            ProfileArg::Plain => Conformance::Plain,
        },
        purpose: if args.draft { Purpose::Draft } else { Purpose::Press },
        preflight: if args.no_preflight { Preflight::Unjudged } else { Preflight::Judged },
    }
}

/// Whether the edition is fit to print, or a draft could be made.
fn exit_code(found: &Diagnostics, is_made: bool, args: &BuildArgs) -> u8 {
    let is_good = if args.draft { is_made } else { !has_errors(found) };
    if is_good { 0 } else { FOUND_ERRORS }
}

/// The end of a build with its findings.
fn said(made: &Made, args: &BuildArgs, out: String, code: u8) -> Said {
    let err = findings::told(&made.found, &made.sources, args.message_format);
    Said { out, err, code }
}
