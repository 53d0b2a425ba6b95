//! `paiban test`: golden-file tests of a newspaper's own layouts.
//!
//! A case is a folder with an edition and what is expected of it. [`case`] sets the edition and compares; here cases are
//! found, run in parallel and counted.

mod case;

use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::Failure;
use paiban::disk::EDITION;

use super::files::editions_below;
use super::language::say;
use super::outputs::write_whole;

use case::{Case, Result as Judged, run_case};

/// Sets every edition of a folder and compares it with what was accepted before.
///
/// A case is a folder with an `edition.yaml`; its `expected` folder holds the display list (display.txt), the story report with
/// all findings (report.txt) and a small picture of every page. Exit code 0 when all pass, 1 when one fails, 2 when there is none.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban test layouts/cases\n  paiban test layouts/cases --bless")]
pub(crate) struct TestArgs {
    /// Folder of a case, or of cases.
    folder: String,
    /// Accepts what is now, after telling what changed; refused where the variable CI is set.
    #[arg(long)]
    bless: bool,
    /// Folder for the comparisons of failed cases; `.failed` in the folder of cases when not given.
    #[arg(long, value_name = "FOLDER")]
    reports: Option<PathBuf>,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// Exit code when a case failed.
const FAILED: u8 = 1;

/// Runs the command.
pub(crate) fn run(args: &TestArgs) -> Result<(), Failure> {
    if args.bless && std::env::var_os("CI").is_some() {
        return Err(Failure::usage(
            "--bless is for people who look at what they accept; it is refused where CI is set".into(),
        ));
    }
    if !Path::new(&args.folder).is_dir() {
        return Err(Failure::usage(format!("{}: this is no folder of cases", args.folder)));
    }
    let cases: Vec<Case> =
        editions_below(&args.folder)?.into_iter().map(|edition| named(&args.folder, edition)).collect();
    let judged: Vec<(&Case, Judged)> = cases.par_iter().map(|case| (case, run_case(case, &args.font_path))).collect();
    let (mut passed, mut failed, mut blessed) = (0, 0, 0);
    for (case, result) in judged {
        match result {
            Judged::Passed(inputs) => {
                passed += 1;
                let report = reports(args).join(format!("{}.html", case.name));
                if !inputs.holds(&report) {
                    // What an earlier run said of it is no longer so; most often there is nothing to take away.
                    let _ = std::fs::remove_file(report);
                }
                super::print(&(say("passed {}", &[&case.name]) + "\n"))?;
            }
            Judged::Broken(why) => {
                failed += 1;
                super::print(&told(say("failed {}", &[&case.name]), &why))?;
            }
            Judged::Differs(difference) if args.bless => {
                super::print(&told(say("blessed {}", &[&case.name]), &difference.told))?;
                difference.bless(case)?;
                blessed += 1;
            }
            Judged::Differs(difference) => {
                failed += 1;
                let report = reports(args).join(format!("{}.html", case.name));
                difference.inputs.spare([&report])?;
                std::fs::create_dir_all(reports(args)).map_err(|error| Failure::internal(error.to_string()))?;
                write_whole(&report, difference.html.as_bytes())?;
                let see = say("see {}; --bless accepts it", &[&report.display()]);
                super::print(&told(say("failed {}", &[&case.name]), &(difference.told + &see)))?;
            }
        }
    }
    // Scripts read the last line, which is the same in every language.
    let accepted = if blessed > 0 { format!("{blessed} blessed, ") } else { String::new() };
    super::print(&format!("{accepted}{passed} passed, {failed} failed\n"))?;
    if failed == 0 { Ok(()) } else { Err(Failure::silent(FAILED)) }
}

fn reports(args: &TestArgs) -> PathBuf {
    args.reports.clone().unwrap_or_else(|| Path::new(&args.folder).join(".failed"))
}

/// A case is called by its folder.
fn named(folder: &str, edition: String) -> Case {
    let path = Path::new(&edition).parent().unwrap_or(Path::new("."));
    let whole = path.canonicalize().unwrap_or_else(|_| Path::new(folder).to_owned());
    let name = whole.file_name().map_or(EDITION.to_owned(), |name| name.to_string_lossy().into_owned());
    Case { expected: path.join("expected"), name, edition }
}

/// How a case came out, and what there is to say of it.
fn told(outcome: String, why: &str) -> String {
    outcome + "\n" + &indented(why)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}
