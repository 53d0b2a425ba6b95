//! `paiban check`: all of a build but the file.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::build::{BuildArgs, Job, ProfileArg, ReportArg, one};
use super::findings::MessageFormat;

/// Checks an edition: all that `build` does and says, with its exit codes, but no file is written.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban check edition.yaml\n  paiban check edition.yaml --profile x1a --message-format json\n  paiban check edition.yaml --makeup"
)]
pub(crate) struct CheckArgs {
    /// The edition file.
    edition: String,
    /// PDF/X profile the file would have.
    #[arg(long, value_enum, default_value_t = ProfileArg::X4)]
    profile: ProfileArg,
    /// Says whether a draft could be made, in spite of errors.
    #[arg(long)]
    draft: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
    /// Prints something other than the story table, on standard output.
    #[arg(long, value_enum, default_value_t = ReportArg::Table)]
    report: ReportArg,
    /// Moves nothing on pages of blocks: every number within limits stays as it was accepted.
    #[arg(long)]
    frozen: bool,
    /// Judges the makeup of every page by its rules (版面), in place of the report on stories: as text, or with `--report json` as JSON.
    #[arg(long)]
    makeup: bool,
    /// How findings are printed on standard error.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

/// Runs the command. The PDF is made and thrown away, since making it is what finds fonts that may not be embedded.
pub(crate) fn run(args: &CheckArgs) -> Result<(), Failure> {
    let args = build_args(args);
    one(&args, &Job { edition: args.editions[0].clone(), target: None }).print()
}

/// What a check of an edition is that is told nothing more.
pub(super) fn plain_check(edition: String, font_path: Vec<PathBuf>) -> BuildArgs {
    build_args(&CheckArgs {
        edition,
        profile: ProfileArg::X4,
        draft: false,
        font_path,
        report: ReportArg::None,
        frozen: false,
        makeup: false,
        message_format: MessageFormat::Human,
    })
}

/// A check is a build that writes nothing.
fn build_args(args: &CheckArgs) -> BuildArgs {
    BuildArgs {
        editions: vec![args.edition.clone()],
        output: None,
        profile: args.profile,
        draft: args.draft,
        font_path: args.font_path.clone(),
        report: args.report,
        frozen: args.frozen,
        makeup: args.makeup,
        article_map: None,
        web: None,
        dump: None,
        pages: None,
        split: false,
        impose: None,
        no_preflight: false,
        jobs: None,
        shard: None,
        watch: false,
        message_format: args.message_format,
    }
}
