//! One edition built.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use paiban::Typeset;
use paiban::base::{Arg, Diagnostic, Diagnostics, Severity, Span, ToArg};
use paiban::check::preflight::{
    Id, Item, Judged, Level, Options, Overlaps, PageWords, Profile, judged_and_read, words,
};
use paiban::check::text::{Over, shown_is_in_file};
use paiban::display::DisplayPage;
use paiban::export::article_map::{self, ArticleMap, MapJob};
use paiban::export::pdf::{Conformance, TagJob, resource_stem, stem_of};
use paiban::flow::{self, FlowOptions, PlaceOptions};
use paiban::font::FontBook;
use paiban::input::Sources;
use paiban::message;
use paiban::model::{Content, Edition, Frame, Picture};
use paiban::press::{
    Judge, NO_CLAIM, Ready, Shelf, TOO_FEW_PIXELS, flattened, heaped, is_transparent, preflight_options, settled,
};

use super::pages::{chosen, files_of, on_sheets};
use super::report::report;
use super::web::write_site;
use super::{BuildArgs, DumpArg, ProfileArg, draft, makeup};
use crate::cli::language::{say, spoken};
use crate::cli::made::{FOUND_ERRORS, Made, has_errors, make, moving};
use crate::cli::outputs::write_whole;
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
    let mut made = made.map_err(|unread| unread.failure(args.message_format))?;
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
        lets_text_go: !has_map && !args.makeup && conformance(args) != Conformance::Plain,
        ..FlowOptions::default()
    };
    let mut made = match make(&job.edition, &args.font_path, options)? {
        Ok(made) => made,
        Err(mut unread) => {
            unread.found.extend(left_behind(&job.target));
            return Err(unread.failure(args.message_format));
        }
    };
    if args.no_preflight {
        made.set.press.judge = Judge::Left;
    } else if conformance(args) == Conformance::X1a {
        made.set.press.judge = Judge::Flattened;
    }
    made.found.extend(made.unwritten());
    let map = has_map.then(|| article_map(&made.set, &made.fonts, &made.sources));
    let map = map.map(|map| if args.draft { map.of_draft() } else { map });
    let judged = args.makeup.then(|| made.makeup());
    if let Some(numbers) = &args.pages {
        made.set.pages = chosen(std::mem::take(&mut made.set.pages), numbers)?;
    }
    // What is dumped is the setting itself.
    if args.draft && args.dump.is_none() {
        draft::mark(&mut made, shelf);
    }
    let mut unfilled = std::mem::take(&mut made.unfilled);
    if args.draft {
        draft::let_pass(&mut unfilled);
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
    made.folder.inputs().spare(&outputs)?;
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
    let is_judged = !args.no_preflight && !matches!(args.profile, ProfileArg::Plain);
    let (ready, unready) = match is_judged {
        true => made.pictures_judged(&made.set.pages, shelf),
        false => made.pictures(&made.set.pages, shelf),
    };
    made.found.extend(unready);
    if blocks(&made.found, args) {
        return Ok(Written::default());
    }
    let mut found = Diagnostics::new();
    let mut written = Written { is_made: !made.set.pages.is_empty(), files: BTreeSet::new() };
    for (pages, target) in files_of(&made.set.pages, target, args.split) {
        match printable(made, pages, &ready, claimed(&made.found, args)) {
            Ok((bytes, notes)) => {
                found.extend(notes);
                let over = if args.draft { Over::DraftMarks } else { Over::Nothing };
                let overlaps = Overlaps::On(heaped(pages, &ready));
                let read = read_back(&bytes, &made.set, (shelf, overlaps), args);
                // Of signs that no face has, and of scripts that are not set, it was told that they do not print.
                let is_unset = |finding: &Diagnostic| matches!(finding.code, "shape/missing-glyph" | "shape/script");
                if !made.found.iter().any(is_unset) {
                    found.extend(shown_is_in_file(read.words, pages, over, &|span| made.sources.text_of(span)));
                }
                found.extend(told(read.items, &made.set.edition, &ready, &mut made.found));
                if let Some(target) = target.filter(|_| !blocks(&found, args) && !blocks(&made.found, args)) {
                    write_whole(&target, &bytes)?;
                    written.files.insert(target);
                }
            }
            Err(unwritable) => {
                found.extend(unwritable);
                written.is_made = false;
            }
        }
    }
    made.found.extend(found);
    Ok(written)
}

/// Pages as PDF without what the promise forbids, and what had to be done for it.
fn printable(
    made: &Made,
    pages: &[DisplayPage],
    ready: &Ready,
    promise: Conformance,
) -> Result<(Vec<u8>, Diagnostics), Diagnostics> {
    let edition = &made.set.edition;
    let reading = (promise == Conformance::Plain).then(|| flow::reading(edition, &made.set.placements));
    let numbers: Vec<&str> = edition.pages.iter().map(|page| page.number.as_str()).collect();
    let tags = reading.as_ref().map(|reading| TagJob { reading, numbers: &numbers });
    let bytes = made.pdf(pages, ready, promise, tags)?;
    if promise != Conformance::X1a || !is_transparent(pages, ready) {
        return Ok((bytes, Diagnostics::new()));
    }
    let flat = flattened(&bytes, &made.set.edition, &made.set.press).map_err(|problem| vec![problem])?;
    Ok((flat.file, flat.notes))
}

/// What the pages say, before they are put on sheets.
pub(in crate::cli) fn article_map(set: &Typeset, fonts: &FontBook, sources: &Sources) -> ArticleMap {
    let reading = flow::reading(&set.edition, &set.placements);
    let place = |span| sources.place(span).map(|(file, line, _)| (file.to_owned(), line));
    let imprint = &set.edition.imprint;
    article_map::build(&MapJob { pages: &set.pages, reading: &reading, fonts, imprint, place: &place })
}

fn write_web(folder: &Path, map: &ArticleMap, made: &Made, shelf: &Shelf) -> Result<(), Failure> {
    let (ready, _) = made.pictures(&made.set.pages, shelf);
    match made.pdf(&made.set.pages, &ready, Conformance::Plain, None) {
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

/// What a finished file says.
struct ReadBack {
    /// Its words.
    words: Vec<PageWords>,
    /// What the judge found in it.
    items: Vec<Item>,
}

/// Reads and judges the finished file; a plain proof or a draft is not judged.
fn read_back(bytes: &[u8], set: &Typeset, (shelf, overlaps): (&Shelf, Overlaps), args: &BuildArgs) -> ReadBack {
    let profile = match conformance(args) {
        _ if args.no_preflight => None,
        Conformance::Plain => None,
        Conformance::X4 => Some(Profile::X4),
        Conformance::X1a => Some(Profile::X1a),
    };
    let Some(profile) = profile else { return ReadBack { words: words(bytes), items: Vec::new() } };
    let options = Options { overlaps, ..preflight_options(&set.edition, &set.press, profile) };
    let Judged { words, verdict } = judged_and_read(bytes, &options, shelf.below());
    ReadBack { words, items: verdict.items }
}

/// What the judge found, as it is told.
fn told(items: Vec<Item>, edition: &Edition, ready: &Ready, known: &mut Diagnostics) -> Diagnostics {
    let (items, records) = settled(items, edition, ready);
    let items = told_once(items, edition, known);
    let claims = claims(known);
    let is_asked = |item: &&Item| claims || !["M01", "O01"].contains(&format!("{:?}", item.id).as_str());
    let new = records.into_iter().filter(|record| known.iter().all(|known| known.message != record.message));
    let mut told = Diagnostics::new();
    for finding in items.iter().filter(is_asked).map(|item| finding(item, edition)).chain(new) {
        // Fonts of an advertisement have no names of their own here: one sentence stands for all.
        if told.iter().all(|known| known.message != finding.message) {
            told.push(finding);
        }
    }
    told
}

/// A picture of too few pixels is told before it is placed, with its numbers: what the judge says of it makes that as grave, and is not told again.
fn told_once(items: Vec<Item>, edition: &Edition, found: &mut Diagnostics) -> Vec<Item> {
    let is_new = |item: &Item| {
        let span = subject(item, edition).span.filter(|_| matches!(item.id, Id::G01 | Id::G02));
        let known = found.iter_mut().find(|known| known.code == TOO_FEW_PIXELS && span.is_some() && known.span == span);
        let Some(known) = known else { return true };
        if item.level == Level::E {
            known.severity = Severity::Error;
        }
        false
    };
    items.into_iter().filter(is_new).collect()
}

/// What a finding is about: of a picture its file and the frames that show it on the page, not the name it has within the PDF.
fn subject(item: &Item, edition: &Edition) -> Subject {
    let is_meant = |picture: &&Picture| {
        let resource = resource_stem(&picture.key());
        item.within.as_deref().map(stem_of) == Some(resource.as_str()) || item.subject.contains(&resource)
    };
    let Some((at, picture)) = edition.pictures.iter().enumerate().find(|(_, picture)| is_meant(picture)) else {
        return Subject { words: item.subject.to_arg(), span: None };
    };
    let is_on_page = |frame: &&Frame| item.page.is_none_or(|page| frame.page.index() + 1 == page as usize);
    let shows = |frame: &&Frame| matches!(&frame.content, Content::Picture(placed) if placed.picture.index() == at);
    let frames: Vec<Arg> =
        edition.frames.iter().filter(shows).filter(is_on_page).map(|frame| frame.name.to_arg()).collect();
    let words = match frames.as_slice() {
        [] => picture.name.to_arg(),
        _ => message!("{} in frame {}", picture.name, Arg::List(frames)).to_arg(),
    };
    Subject { words, span: Some(picture.span) }
}

/// What a finding of the judge is about.
struct Subject {
    words: Arg,
    /// Where the edition asks for it.
    span: Option<Span>,
}

/// A finding of the judge as a diagnostic.
fn finding(item: &Item, edition: &Edition) -> Diagnostic {
    let Subject { words, span } = subject(item, edition);
    let page = item.page.map_or("".to_arg(), |page| message!("page {}, ", page).to_arg());
    let place = item.place.map_or(String::new(), |at| format!("{:.1}, {:.1} mm, ", at.x_mm, at.y_mm));
    let times = if item.count > 1 { message!(" ({} times)", item.count).to_arg() } else { "".to_arg() };
    let message = message!("{}: {}{}{}: {}{}", format!("{:?}", item.id), page, place, words, item.message, times);
    let finding = match item.level {
        Level::E => Diagnostic::error(PREFLIGHT, message),
        Level::W => Diagnostic::warning(PREFLIGHT, message),
    };
    Diagnostic { span, ..finding }.hint(item.hint)
}

/// Code of what the judge finds in the finished file.
const PREFLIGHT: &str = "pdf/preflight";

/// Whether the file may call itself PDF/X: not where a finding of PDF/X itself was let through.
fn claims(found: &Diagnostics) -> bool {
    !found.iter().any(|finding| finding.code == NO_CLAIM)
}

/// The promise the file makes.
fn claimed(found: &Diagnostics, args: &BuildArgs) -> Conformance {
    if claims(found) { conformance(args) } else { Conformance::Plain }
}

/// The promise that is asked for; a draft promises nothing.
fn conformance(args: &BuildArgs) -> Conformance {
    match args.profile {
        _ if args.draft => Conformance::Plain,
        ProfileArg::X4 => Conformance::X4,
        ProfileArg::X1a => Conformance::X1a,
        ProfileArg::Plain => Conformance::Plain,
    }
}

/// Errors keep the file from being written; a draft is written in spite of them, and shows them.
fn blocks(found: &Diagnostics, args: &BuildArgs) -> bool {
    !args.draft && has_errors(found)
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
