//! Several editions built at a time; one that fails does not stop the rest.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::one::{Job, one};
use super::{BuildArgs, ReportArg, draft};
use paiban::flow::FlowOptions;

use crate::cli::files::editions_below;
use crate::cli::language::say;
use crate::cli::made::make;
use crate::cli::outputs::Inputs;
use crate::cli::{Failure, Said};

/// Exit code when an edition of several failed.
const SOME_FAILED: u8 = 1;

/// The editions that are asked for, each with its PDF.
///
/// # Errors
/// A folder without editions, two editions for one PDF, or a file for several.
pub(super) fn editions(args: &BuildArgs) -> Result<Vec<Job>, Failure> {
    let mut paths = Vec::new();
    for asked in &args.editions {
        paths.extend(editions_below(asked)?);
    }
    let is_one = paths.len() == 1 && args.editions.len() == 1;
    if args.article_map.is_some() && !is_one {
        return Err(Failure::usage("--article-map: one file cannot hold the maps of several editions".into()));
    }
    if args.web.is_some() && !is_one {
        return Err(Failure::usage("--web: one folder cannot hold several editions; build them one by one".into()));
    }
    let jobs: Vec<Job> =
        paths.into_iter().map(|edition| Job { target: Some(target(args, &edition, is_one)), edition }).collect();
    let mut targets = BTreeSet::new();
    match jobs.iter().find(|job| !targets.insert(&job.target)) {
        Some(job) => {
            let name = job.target.as_deref().unwrap_or(Path::new("")).display();
            Err(Failure::usage(format!(
                "{name} would be written for two editions: name their folders apart, or leave --output out"
            )))
        }
        None => Ok(match args.shard {
            Some(shard) => shard.of(jobs),
            None => jobs,
        }),
    }
}

/// The PDF of an edition: as it is named, in the folder for its pages, or in the folder that is named after the folder of the edition.
fn target(args: &BuildArgs, edition: &str, is_one: bool) -> PathBuf {
    let target = press_target(args, edition, is_one);
    if args.draft { draft::named(&target) } else { target }
}

fn press_target(args: &BuildArgs, edition: &str, is_one: bool) -> PathBuf {
    let path = Path::new(edition);
    match &args.output {
        Some(folder) if is_one && args.split && folder.is_dir() => {
            folder.join(path.file_stem().unwrap_or_default()).with_extension("pdf")
        }
        Some(output) if is_one => output.clone(),
        Some(folder) => {
            let own = path.parent().and_then(Path::file_name).or(path.file_stem()).unwrap_or_default();
            folder.join(own).with_extension("pdf")
        }
        None => path.with_extension("pdf"),
    }
}

/// An edition spares what it reads itself; here each spares what the others read. Only an old file in the folder of another edition can be one.
fn spare_each_other(args: &BuildArgs, jobs: &[Job]) -> Result<(), Failure> {
    let folder = |edition: &str| Path::new(edition).parent().and_then(whole);
    for (at, job) in jobs.iter().enumerate() {
        let Some(target) = job.target.as_deref().and_then(|target| target.canonicalize().ok()) else { continue };
        let others = jobs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
        for other in others.filter(|other| folder(&other.edition).is_some_and(|folder| target.starts_with(folder))) {
            if let Ok(made) = make(&other.edition, &args.font_path, FlowOptions::default())? {
                Inputs::of_folder(&made.files).spare([&target])?;
            }
        }
    }
    Ok(())
}

/// The real path of a folder; the current one has no name.
fn whole(folder: &Path) -> Option<PathBuf> {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.canonicalize().ok()
}

/// Builds editions in parallel, tells of each when it is done, and sums up.
pub(super) fn build(args: &BuildArgs, jobs: &[Job]) -> Result<(), Failure> {
    if let Some(folder) = &args.output {
        std::fs::create_dir_all(folder).map_err(|error| Failure::usage(format!("{}: {error}", folder.display())))?;
    }
    spare_each_other(args, jobs)?;
    let progress = Progress::new(jobs.len());
    let threads = args.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Failure::internal(error.to_string()))?;
    let built: Vec<bool> = pool.install(|| {
        let each = |job: &Job| {
            let said = one(args, job);
            let is_built = said.code == 0;
            progress.tell(args, job, &said);
            is_built
        };
        jobs.par_iter().map(each).collect()
    });
    let failed = built.iter().filter(|built| !**built).count();
    let built = jobs.len() - failed;
    progress.end(&say("{} editions: {} built, {} failed", &[&jobs.len(), &built, &failed]));
    if failed > 0 { Err(Failure::silent(SOME_FAILED)) } else { Ok(()) }
}

/// How the building of an edition ended.
pub(super) fn outcome(job: &Job, said: &Said) -> String {
    if said.code == 0 { say("{}: built", &[&job.edition]) } else { say("{}: failed", &[&job.edition]) }
}

/// A bar on a terminal, lines elsewhere; what editions say never mixes.
struct Progress {
    bar: Option<ProgressBar>,
    turn: Mutex<()>,
}

impl Progress {
    fn new(editions: usize) -> Self {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").unwrap_or(ProgressStyle::default_bar());
        let bar = ProgressBar::new(u64::try_from(editions).unwrap_or(0)).with_style(style);
        Self { bar: std::io::stderr().is_terminal().then_some(bar), turn: Mutex::new(()) }
    }

    fn tell(&self, args: &BuildArgs, job: &Job, said: &Said) {
        let Ok(_turn) = self.turn.lock() else { return };
        let print = || {
            if args.report != ReportArg::None || !said.err.is_empty() {
                eprintln!("{}", outcome(job, said));
            }
            let _ = said.print();
        };
        match &self.bar {
            Some(bar) => {
                bar.suspend(print);
                bar.set_message(job.edition.clone());
                bar.inc(1);
            }
            None => print(),
        }
    }

    fn end(&self, summary: &str) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        eprintln!("{summary}");
    }
}
