//! `paiban build`: editions → PDFs and the truth about their stories.
//!
//! [`one`] builds an edition, [`pages`] chooses and imposes its pages, [`report`] tells its stories, [`makeup`] how its pages are made up; [`many`] builds several at
//! a time, [`shard`] a share of them, and [`watch`] again what changes.

mod draft;
mod makeup;
mod many;
mod one;
mod pages;
mod report;
mod shard;
mod watch;
mod web;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Failure;
use super::findings::MessageFormat;

pub(super) use makeup::{PageRow, page_row, rule};
pub(super) use one::{Job, checked, one};
pub(super) use report::report as story_report;

/// Sets an edition and writes its pages as PDF.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban build edition.yaml -o paper.pdf\n  paiban build editions/ -o pdf/ --jobs 4\n  paiban build edition.yaml --pages A01-A04 --split --web epaper"
)]
pub(crate) struct BuildArgs {
    /// Editions: their files, or folders that hold an `edition.yaml` or one below each of their own folders.
    #[arg(required = true, value_name = "EDITION")]
    pub(super) editions: Vec<String>,
    /// PDF to write; the edition's name with `.pdf` when not given. Of several editions, the folder for their PDFs.
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
    /// PDF/X profile of the file.
    #[arg(long, value_enum, default_value_t = ProfileArg::X4)]
    pub(super) profile: ProfileArg,
    /// Writes a draft in spite of errors, as NAME.draft.pdf: what is missing or wrong is marked, 样稿 stands across every page.
    #[arg(long)]
    pub(super) draft: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    pub(super) font_path: Vec<PathBuf>,
    /// Prints something other than the story table, on standard output.
    #[arg(long, value_enum, default_value_t = ReportArg::Table)]
    pub(super) report: ReportArg,
    /// Moves nothing on pages of blocks: every number within limits stays as it was accepted.
    #[arg(long)]
    pub(super) frozen: bool,
    /// Judges the makeup in place of that report; `check` alone does.
    #[arg(skip)]
    pub(super) makeup: bool,
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
    /// Writes the edition as an e-paper into a folder: pages to click on, stories as text, a search (docs/epaper.md).
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["impose", "pages"])]
    pub(super) web: Option<PathBuf>,
    /// Prints a stage's result instead of writing a PDF.
    #[arg(long, value_enum)]
    pub(super) dump: Option<DumpArg>,
    /// How many editions are built at a time; as many as the machine has cores when not given.
    #[arg(long, value_name = "NUMBER")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Builds only a share of the editions, in the order of their names: `2/4` is the second of four. Shares are disjoint and leave nothing out, so that several
    /// machines build a folder together.
    #[arg(long, value_name = "NUMBER/OF")]
    pub(super) shard: Option<shard::Shard>,
    /// Stays and builds again whatever changes.
    #[arg(long, conflicts_with = "dump")]
    pub(super) watch: bool,
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

/// Runs the command.
pub(crate) fn run(args: &BuildArgs) -> Result<(), Failure> {
    let editions = many::editions(args)?;
    if args.watch {
        return watch::watch(args, &editions);
    }
    match editions.as_slice() {
        [edition] if args.editions.len() == 1 && args.shard.is_none() => one(args, edition).print(),
        editions => many::build(args, editions),
    }
}
