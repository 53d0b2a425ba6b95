//! One case: an edition set, and compared with what is expected of it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use paiban::base::{Diagnostic, Rect, Severity, in_english};
use paiban::check::compare::{Comparison, View, changed_areas, html, name_areas, report, sheets_of_dump};
use paiban::disk::read_file;
use paiban::export::pdf::Conformance;
use paiban::flow::FlowOptions;
use paiban::input::MAX_PLACED;
use paiban::input::picture::{Colours, Limits, decode};
use paiban::proof::{Pixels, Proof, Window};

use crate::cli::Failure;
use crate::cli::build::{ReportArg, story_report};
use crate::cli::compare::{Looking, Version, compared};
use crate::cli::findings::MessageFormat;
use crate::cli::kept;
use crate::cli::language::{say, spoken};
use crate::cli::made::{Made, failure, make, unread};
use crate::cli::outputs::{Inputs, write_whole};

/// Pixels per inch of the pictures of pages: enough to see what is where, small enough for a repository.
const PPI: f64 = 20.0;
/// Mean difference of a tile that another machine's arithmetic may make.
const TOLERANCE: f64 = 1.0;
/// Names of the expectations that are text.
const DISPLAY: &str = "display.txt";
const REPORT: &str = "report.txt";

/// A case.
#[derive(Debug)]
pub(super) struct Case {
    /// What it is called.
    pub(super) name: String,
    /// Its edition.
    pub(super) edition: String,
    /// Folder of what is expected.
    pub(super) expected: PathBuf,
}

/// How a case came out.
pub(super) enum Result {
    /// As expected; the files it was made of.
    Passed(Inputs),
    /// It cannot be set.
    Broken(String),
    /// Otherwise than expected.
    Differs(Box<Difference>),
}

/// What differs from what was expected.
pub(super) struct Difference {
    /// In words.
    pub(super) told: String,
    /// With pictures, as HTML.
    pub(super) html: String,
    /// What is now, by the name of its file.
    actual: BTreeMap<String, Vec<u8>>,
    /// Files that nothing stands for any more.
    unused: Vec<PathBuf>,
    /// The files the case was made of.
    pub(super) inputs: Inputs,
}

impl Difference {
    /// Takes what is now for what is expected.
    pub(super) fn bless(&self, case: &Case) -> std::result::Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::internal(format!("{}: {error}", case.expected.display()));
        self.inputs
            .spare(self.actual.keys().map(|name| case.expected.join(name)).chain(self.unused.iter().cloned()))?;
        std::fs::create_dir_all(&case.expected).map_err(failed)?;
        for (name, bytes) in &self.actual {
            write_whole(&case.expected.join(name), bytes)?;
        }
        self.unused.iter().try_for_each(|path| std::fs::remove_file(path).map_err(failed))
    }
}

/// Sets the edition of a case and compares.
pub(super) fn run_case(case: &Case, font_path: &[PathBuf]) -> Result {
    let made = match make(&case.edition, font_path, FlowOptions::default()) {
        Ok(Ok(made)) => made,
        Ok(Err(documents)) => return Result::Broken(unread(&documents, MessageFormat::Human).message),
        Err(failure) => return Result::Broken(failure.message),
    };
    match pictures(&made) {
        Ok(pictures) => judged(case, &made, &pictures),
        Err(why) => Result::Broken(why),
    }
}

/// Every page small, by its number.
fn pictures(made: &Made) -> std::result::Result<BTreeMap<String, Pixels>, String> {
    let (ready, found) = made.pictures(&made.set.pages, &kept::shelf());
    if let Some(problem) = found.iter().find(|problem| problem.severity == Severity::Error) {
        return Err(spoken(problem).message);
    }
    let told = |problem: &Diagnostic| spoken(problem).message;
    let pdf = made.bytes(&made.set.pages, &ready, Conformance::Plain, None);
    let pdf = pdf.map_err(|found| found.iter().map(told).collect::<Vec<_>>().join("\n"))?;
    let proof = Proof::read(pdf).map_err(|problem| told(&problem))?;
    let picture = |(at, page): (usize, &paiban::display::DisplayPage)| {
        let area = Rect { width: page.trim.width, height: page.trim.height, ..Rect::default() };
        let pixels = proof.pixels(at, &Window { area, ppi: PPI }).map_err(|problem| told(&problem))?;
        Ok((page.number.clone(), pixels))
    };
    made.set.pages.iter().enumerate().map(picture).collect()
}

fn judged(case: &Case, made: &Made, pictures: &BTreeMap<String, Pixels>) -> Result {
    let expected = |name: &str| read_file(&case.expected.join(name), MAX_PLACED).ok();
    let text = |name: &str| expected(name).and_then(|bytes| String::from_utf8(bytes).ok());
    let (display, stories) = (made.dump(), story_lines(made));
    if text(DISPLAY).is_none() && made.found.iter().any(keeps_from_blessing) {
        // Nothing was accepted yet, and holes in a page are nothing to accept.
        return Result::Broken(failure(made, 1).message);
    }
    let mut told = String::new();
    let mut comparison = Comparison::default();
    match text(DISPLAY) {
        Some(was) if was == display => {}
        Some(was) => match display_changes(was, display.clone()) {
            Some(changes) => comparison = changes,
            None => told += &(say("the display list changed in form only", &[]) + "\n"),
        },
        None => told += &nothing_accepted(DISPLAY),
    }
    let mut views = Vec::new();
    let mut areas = Vec::new();
    for (number, pixels) in pictures {
        let old = expected(&picture_name(number)).and_then(|bytes| read_png(&bytes));
        let changed = old.as_ref().map(|old| changed_areas(old, pixels, number, PPI, TOLERANCE));
        // A few changed letters are lost at this size, yet an editor wants to see the page.
        let is_seen = changed.as_ref().is_none_or(|changed| !changed.is_empty());
        if is_seen || is_on(&comparison, number) {
            views.push(View { page: number.clone(), old, new: Some(pixels.clone()), ppi: PPI });
        }
        areas.extend(changed.unwrap_or_default());
    }
    sheets_of_dump(&display).unwrap_or_default().iter().for_each(|sheet| name_areas(&mut areas, sheet));
    comparison.pixels = Some(areas);
    told += &report(&comparison, say);
    told += &report_changes(text(REPORT).as_deref(), &stories);
    told += &views
        .iter()
        .filter(|view| view.old.is_none())
        .map(|view| say("page {} has no picture yet", &[&view.page]) + "\n")
        .collect::<String>();
    let actual = files(display, stories, pictures);
    let unused = unused(case, &actual);
    let stale = |path: &PathBuf| say("{} stands for nothing any more", &[&path.display()]) + "\n";
    told += &unused.iter().map(stale).collect::<String>();
    if told.is_empty() {
        return Result::Passed(Inputs::of_folder(&made.files));
    }
    let names = (say("{} as accepted", &[&case.name]), say("now", &[]));
    let html = html(&comparison, &views, (&names.0, &names.1), say);
    Result::Differs(Box::new(Difference { told, html, actual, unused, inputs: Inputs::of_folder(&made.files) }))
}

/// Overset text may be what a case is about.
fn keeps_from_blessing(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && !finding.code.starts_with("flow/")
}

/// Whether something changed on a page.
fn is_on(comparison: &Comparison, page: &str) -> bool {
    let in_stories = comparison.stories.iter().any(|story| story.pages.iter().any(|on| on == page));
    in_stories
        || comparison.frames.iter().any(|frame| frame.page == page)
        || comparison.pages.iter().any(|change| change.page == page)
}

fn display_changes(was: String, is: String) -> Option<Comparison> {
    let version = |dump: String| Version { dump: Some(dump), ..Version::default() };
    let looking = Looking { ppi: PPI, tolerance: TOLERANCE, place: Default::default() };
    let (comparison, _) = compared(&version(was), &version(is), &looking).ok()?;
    (!comparison.is_same()).then_some(comparison)
}

/// The story table, and a line for every finding: in English, since it is kept and compared whatever language its reader speaks.
fn story_lines(made: &Made) -> String {
    let table = story_report(ReportArg::Table, &made.set.reports, in_english).unwrap_or_default();
    let finding = |finding: &Diagnostic| {
        let place = finding.span.and_then(|span| made.sources.place(span));
        let place = place.map_or(String::new(), |(file, line, column)| format!("{file}:{line}:{column}: "));
        let severity = format!("{:?}", finding.severity).to_lowercase();
        format!("{place}{severity} {}: {}\n", finding.code, finding.message)
    };
    table + &made.found.iter().map(finding).collect::<String>()
}

fn nothing_accepted(name: &str) -> String {
    say("there is no {}: nothing was accepted yet", &[&name]) + "\n"
}

fn report_changes(was: Option<&str>, is: &str) -> String {
    let Some(was) = was else { return nothing_accepted(REPORT) };
    let only = |these: &str, others: &str, mark: &str| -> String {
        let gone = these.lines().filter(|line| !others.lines().any(|other| other == *line));
        gone.map(|line| say("report {} {}", &[&mark, &line]) + "\n").collect()
    };
    only(was, is, "-") + &only(is, was, "+")
}

fn picture_name(number: &str) -> String {
    let number: String = number.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("page-{number}.png")
}

fn files(display: String, report: String, pictures: &BTreeMap<String, Pixels>) -> BTreeMap<String, Vec<u8>> {
    let mut files =
        BTreeMap::from([(DISPLAY.to_owned(), display.into_bytes()), (REPORT.to_owned(), report.into_bytes())]);
    files.extend(pictures.iter().map(|(number, pixels)| (picture_name(number), pixels.small_png())));
    files
}

/// Expectations that nothing stands for.
fn unused(case: &Case, actual: &BTreeMap<String, Vec<u8>>) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(&case.expected) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.file_name().is_none_or(|name| !actual.contains_key(name.to_string_lossy().as_ref())));
    paths.sort();
    paths
}

fn read_png(bytes: &[u8]) -> Option<Pixels> {
    let read = decode("expected", bytes, 1, &Limits::default()).ok()?;
    let size = usize::try_from(u64::from(read.width) * u64::from(read.height) * 3).ok()?;
    let is_rgb = read.colours == Colours::Rgb && read.samples.len() == size;
    is_rgb.then_some(Pixels { width: read.width, height: read.height, rgb: read.samples })
}
