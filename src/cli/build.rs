//! `paiban build`: an edition → a PDF and the truth about its stories.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use paiban::base::{Diagnostic, Diagnostics, Len, SourceId};
use paiban::check::preflight::{Item, Level, Profile, preflight};
use paiban::display::{self, DisplayPage};
use paiban::export::article_map::{self, ArticleMap, MapJob};
use paiban::export::pdf::{self, Conformance, PdfJob};
use paiban::flow::{self, FlowOptions, PlaceOptions, StoryReport};
use paiban::font::FontBook;
use paiban::input;
use paiban::model::StoryKind;
use paiban::press::{pictures, preflight_options};
use paiban::{Typeset, typeset};

use super::Failure;
use super::files::{Folder, write_whole};
use super::findings::{self, MessageFormat};

/// Sets an edition and writes its pages as PDF.
#[derive(Args, Debug)]
pub(crate) struct BuildArgs {
    /// The edition file.
    pub(super) edition: String,
    /// PDF to write; the edition's name with `.pdf` when not given.
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
    /// PDF/X profile of the file.
    #[arg(long, value_enum, default_value_t = ProfileArg::X4)]
    pub(super) profile: ProfileArg,
    /// Writes the page in spite of overset text, with a visible mark where it stops.
    #[arg(long)]
    pub(super) draft: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    pub(super) font_path: Vec<PathBuf>,
    /// Prints something other than the story table, on standard output.
    #[arg(long, value_enum, default_value_t = ReportArg::Table)]
    pub(super) report: ReportArg,
    /// Writes the file without judging it by the prepress rules first.
    #[arg(long)]
    pub(super) no_preflight: bool,
    /// Only these pages, by their numbers: `A01`, `A01-A04`, `A01,B02`.
    #[arg(long, value_name = "NUMBERS")]
    pub(super) pages: Option<String>,
    /// Writes one PDF for each page, with its number before the ending: `paper-A01.pdf`.
    #[arg(long, conflicts_with = "impose")]
    pub(super) split: bool,
    /// Puts pages side by side on sheets.
    #[arg(long, value_enum)]
    pub(super) impose: Option<ImposeArg>,
    /// Writes where every story stands on its pages, and what it says, as JSON (docs/epaper.md).
    #[arg(long, value_name = "FILE")]
    pub(super) article_map: Option<PathBuf>,
    /// Prints a stage's result instead of writing a PDF.
    #[arg(long, value_enum)]
    pub(super) dump: Option<DumpArg>,
    /// How findings are printed on standard error.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub(super) message_format: MessageFormat,
}

/// Conformance of the PDF.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ProfileArg {
    X4,
    X1a,
    Plain,
}

/// Form of the story report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportArg {
    Table,
    Json,
    None,
}

/// Which pages stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ImposeArg {
    /// As a folded section is printed: two tabloid pages to a broadsheet, last and first on the outer sheet.
    Section,
    /// As a reader sees them: the first page alone, then pairs.
    Spreads,
}

/// What can be dumped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DumpArg {
    /// The display list's text form.
    Display,
}

/// Exit code of a build that stopped at errors in the edition.
const FOUND_ERRORS: u8 = 1;

/// Exit code of a build whose edition file cannot be read.
const UNREADABLE: u8 = 2;

/// Runs the command.
pub(crate) fn run(args: &BuildArgs) -> Result<(), Failure> {
    build(args, Some(&output(args)))
}

/// Sets an edition and makes its PDF, which is written when there is a place for it.
pub(super) fn build(args: &BuildArgs, target: Option<&Path>) -> Result<(), Failure> {
    let (folder, name) = Folder::of_edition(&args.edition);
    let (fonts, mut found) = FontBook::load(folder.fonts(&args.font_path)?);
    let (documents, sources, read) = input::load(&name, &folder);
    found.extend(read);
    let Some(documents) = documents else {
        let unread = sources.get(SourceId(0)).is_none();
        return stop(&found, &sources, args)
            .map_err(|failure| if unread { Failure::silent(UNREADABLE) } else { failure });
    };
    let options = FlowOptions { place: PlaceOptions { mark_overset: args.draft }, ..FlowOptions::default() };
    let (mut set, findings) = typeset(&documents, &fonts, &folder, options);
    found.extend(findings);
    let map = args.article_map.as_ref().map(|path| (path, article_map(&set, &fonts, &sources)));
    if let Some(numbers) = &args.pages {
        set.pages = chosen(std::mem::take(&mut set.pages), numbers)?;
    }
    if let Some(scheme) = args.impose {
        found.extend(on_sheets(&mut set.pages, scheme));
    }
    if args.dump == Some(DumpArg::Display) {
        let face_name = |face| fonts.face(face).postscript_name.clone();
        super::print(&display::dump(&set.pages, &face_name))?;
        return stop(&found, &sources, args);
    }
    let (images, unready) = pictures(&set.edition, &set.pages, &folder, &fonts, &set.press);
    found.extend(unready);
    print_report(args.report, &set.reports)?;
    if blocks(&found, args.draft) {
        return stop(&found, &sources, args);
    }
    for (pages, target) in files_of(&set.pages, target, args.split) {
        let job = PdfJob {
            pages,
            fonts: &fonts,
            images: &images,
            imprint: &set.edition.imprint,
            profile: &set.press.profile,
            conformance: conformance(args.profile),
        };
        match pdf::write(&job) {
            Ok(bytes) => {
                found.extend(judged(&bytes, &set, args));
                if !blocks(&found, args.draft) {
                    target.map_or(Ok(()), |target| write_whole(&target, &bytes))?;
                }
            }
            Err(unwritable) => found.extend(unwritable),
        }
    }
    if let Some((path, map)) = map.filter(|_| target.is_some() && !blocks(&found, args.draft)) {
        write_map(path, &map)?;
    }
    stop(&found, &sources, args)
}

/// What the pages say, before they are put on sheets.
pub(super) fn article_map(set: &Typeset, fonts: &FontBook, sources: &input::Sources) -> ArticleMap {
    let reading = flow::reading(&set.edition, &set.placements);
    let place = |span| sources.place(span).map(|(file, line, _)| (file.to_owned(), line));
    let imprint = &set.edition.imprint;
    article_map::build(&MapJob { pages: &set.pages, reading: &reading, fonts, imprint, place: &place })
}

fn write_map(path: &Path, map: &ArticleMap) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(map).map_err(|error| Failure::internal(error.to_string()))?;
    write_whole(path, (text + "\n").as_bytes())
}

/// The pages whose numbers are asked for, in the edition's order.
fn chosen(pages: Vec<DisplayPage>, numbers: &str) -> Result<Vec<DisplayPage>, Failure> {
    let known: Vec<String> = pages.iter().map(|page| page.number.clone()).collect();
    let position = |number: &str| {
        let at = known.iter().position(|known| known == number.trim());
        at.ok_or_else(|| {
            Failure::usage(format!("--pages: there is no page {}; known: {}", number.trim(), known.join(", ")))
        })
    };
    let mut wanted = vec![false; pages.len()];
    for range in numbers.split(',') {
        // A page's number may hold a hyphen itself.
        let (first, last) = match range.split_once('-').filter(|_| !known.iter().any(|known| known == range.trim())) {
            Some((first, last)) => (position(first)?, position(last)?),
            None => (position(range)?, position(range)?),
        };
        if first > last {
            return Err(Failure::usage(format!("--pages: {range} runs backwards")));
        }
        wanted[first..=last].fill(true);
    }
    Ok(pages.into_iter().zip(wanted).filter_map(|(page, wanted)| wanted.then_some(page)).collect())
}

/// The files to write with their pages: one, or one for each page.
fn files_of<'p>(
    pages: &'p [DisplayPage],
    target: Option<&Path>,
    split: bool,
) -> Vec<(&'p [DisplayPage], Option<PathBuf>)> {
    if !split {
        return vec![(pages, target.map(Path::to_owned))];
    }
    let own = |page: &'p DisplayPage| {
        let named = target.map(|target| {
            let stem = target.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
            let number: String = page.number.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
            target.with_file_name(format!("{stem}-{number}.pdf"))
        });
        (std::slice::from_ref(page), named)
    };
    pages.iter().map(own).collect()
}

/// Puts the pages on sheets; what bleeds into the other page of its sheet would print there.
fn on_sheets(pages: &mut Vec<DisplayPage>, scheme: ImposeArg) -> Option<Diagnostic> {
    if let Some(page) = pages.iter().find(|page| page.bleed + page.slug > Len::ZERO) {
        let message = format!("page {} has bleed or marks and cannot stand beside another on a sheet", page.number);
        return Some(
            Diagnostic::error("page/bleed", message).hint("take bleed: and marks: away, or build without --impose"),
        );
    }
    let scheme = match scheme {
        ImposeArg::Section => display::Scheme::Section,
        ImposeArg::Spreads => display::Scheme::Spreads,
    };
    *pages = display::impose(pages, scheme);
    None
}

/// What the judge says of the finished file; a plain proof is not judged.
fn judged(bytes: &[u8], set: &Typeset, args: &BuildArgs) -> Diagnostics {
    let profile = match args.profile {
        _ if args.no_preflight => return Diagnostics::new(),
        ProfileArg::Plain => return Diagnostics::new(),
        ProfileArg::X4 => Profile::X4,
        ProfileArg::X1a => Profile::X1a,
    };
    preflight(bytes, &preflight_options(&set.edition, &set.press, profile)).items.iter().map(finding).collect()
}

/// A finding of the judge as a diagnostic; a draft is written in spite of it.
fn finding(item: &Item) -> Diagnostic {
    let page = item.page.map_or(String::new(), |page| format!("page {page}, "));
    let place = item.place.map_or(String::new(), |at| format!("{:.1}, {:.1} mm, ", at.x_mm, at.y_mm));
    let times = if item.count > 1 { format!(" ({} times)", item.count) } else { String::new() };
    let message = format!("{:?}: {page}{place}{}: {}{times}", item.id, item.subject, item.message);
    match item.level {
        Level::E => Diagnostic::error(PREFLIGHT, message),
        Level::W => Diagnostic::warning(PREFLIGHT, message),
    }
    .hint(item.hint)
}

/// Code of what the judge finds in the finished file.
const PREFLIGHT: &str = "pdf/preflight";

fn conformance(profile: ProfileArg) -> Conformance {
    match profile {
        ProfileArg::X4 => Conformance::X4,
        ProfileArg::X1a => Conformance::X1a,
        ProfileArg::Plain => Conformance::Plain,
    }
}

fn output(args: &BuildArgs) -> PathBuf {
    args.output.clone().unwrap_or_else(|| PathBuf::from(&args.edition).with_extension("pdf"))
}

/// Errors keep the file from being written; in a draft overset text and the judge do not.
fn blocks(found: &Diagnostics, draft: bool) -> bool {
    let counts = |code: &str| !(draft && ["flow/overset", PREFLIGHT].contains(&code));
    found.iter().any(|finding| finding.severity == paiban::base::Severity::Error && counts(finding.code))
}

/// Prints the findings; the exit code tells whether the edition is fit to print.
fn stop(found: &Diagnostics, sources: &input::Sources, args: &BuildArgs) -> Result<(), Failure> {
    findings::print(found, sources, args.message_format);
    if blocks(found, args.draft) { Err(Failure::silent(FOUND_ERRORS)) } else { Ok(()) }
}

/// The story report as scripts read it.
#[derive(Serialize)]
struct StoryRow<'a> {
    story: &'a str,
    frames: &'a [String],
    characters: usize,
    lines: usize,
    lines_over: usize,
    characters_over: usize,
    lines_free: usize,
    loose: usize,
    overfull: usize,
}

fn print_report(form: ReportArg, reports: &[StoryReport]) -> Result<(), Failure> {
    let rows: Vec<StoryRow<'_>> = reports
        .iter()
        .filter(|report| report.kind == StoryKind::Body || report.over > 0)
        .map(|report| StoryRow {
            story: &report.name,
            frames: &report.frames,
            characters: report.chars,
            lines: report.lines,
            lines_over: report.over,
            characters_over: report.over_chars,
            lines_free: report.free,
            loose: report.loose,
            overfull: report.overfull,
        })
        .collect();
    match form {
        ReportArg::None => Ok(()),
        ReportArg::Table => super::print(&table(&rows)),
        ReportArg::Json => {
            let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
            super::print(&(text + "\n"))
        }
    }
}

/// Columns padded by display width, since names are Chinese as often as not.
fn table(rows: &[StoryRow<'_>]) -> String {
    let mut cells = vec![["story", "characters", "lines", "frames", "over", "free", "loose"].map(str::to_owned)];
    for row in rows {
        let over = if row.lines_over > 0 {
            format!("{} ({} characters)", row.lines_over, row.characters_over)
        } else {
            String::new()
        };
        let number = |n: usize| if n > 0 { n.to_string() } else { String::new() };
        cells.push([
            row.story.to_owned(),
            row.characters.to_string(),
            row.lines.to_string(),
            row.frames.join(" "),
            over,
            number(row.lines_free),
            number(row.loose),
        ]);
    }
    let width = |column: usize| cells.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
    let line = |row: &[String; 7]| {
        row.iter()
            .zip(&widths)
            .map(|(cell, &width)| pad(cell, width))
            .collect::<Vec<_>>()
            .join("  ")
            .trim_end()
            .to_owned()
            + "\n"
    };
    cells.iter().map(line).collect()
}
