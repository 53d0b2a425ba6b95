//! `--watch`: editions built again when one of their files changes.

use super::BuildArgs;
use super::many::outcome;
use super::one::{Job, built};
use crate::cli::watching::Watching;
use crate::cli::{Failure, Said, kept};

/// Builds all, then whatever changes, until the program is stopped.
pub(super) fn watch(args: &BuildArgs, jobs: &[Job]) -> Result<(), Failure> {
    let shelf = kept::shelf();
    let mut watching = Watching::new(jobs.iter().map(|job| job.edition.as_str()), args.article_map.as_slice())?;
    let mut due: Vec<usize> = (0..jobs.len()).collect();
    loop {
        for job in due.iter().map(|at| &jobs[*at]) {
            let said = Said::of(built(args, job, &shelf));
            eprintln!("{}", outcome(job, &said));
            // What went wrong was told; the next change may mend it.
            let _ = said.print();
        }
        shelf.clear_unused();
        due = watching.changed();
    }
}
