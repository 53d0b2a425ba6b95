//! `cli`: arguments, files, environment, exit codes, printing. The only room that touches the machine.

mod about;
mod build;
mod check;
mod files;
mod findings;
mod fit;
mod fonts;
mod import;
mod letter;
mod lines;
mod new;
mod preflight;
mod schema;

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// paiban 排版: sets newspaper pages from YAML layouts and Markdown articles.
#[derive(Parser, Debug)]
#[command(name = "paiban", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Build(build::BuildArgs),
    Check(check::CheckArgs),
    Fit(fit::FitArgs),
    New(new::NewArgs),
    Import(import::ImportArgs),
    Fonts(fonts::FontsArgs),
    Lines(lines::LinesArgs),
    Preflight(preflight::PreflightArgs),
    Schema(schema::SchemaArgs),
    Completions(about::CompletionsArgs),
    Man(about::ManArgs),
}

/// Why a command stops, with its exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// Findings were printed already; only the exit code remains.
    pub(crate) fn silent(code: u8) -> Self {
        Self { message: String::new(), code }
    }

    /// Wrong arguments or unreadable input: exit code 2.
    pub(crate) fn usage(message: String) -> Self {
        Self { message, code: 2 }
    }

    /// A fault of the program or the machine: exit code 3.
    pub(crate) fn internal(message: String) -> Self {
        Self { message, code: 3 }
    }
}

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Fit(args) => fit::run(args),
        Command::New(args) => new::run(args),
        Command::Fonts(args) => fonts::run(args),
        Command::Import(args) => import::run(args),
        Command::Lines(args) => lines::run(args),
        Command::Preflight(args) => preflight::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => about::completions(args, &mut Cli::command()),
        Command::Man(args) => about::man(args, Cli::command()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("paiban: {}", failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}

/// Reads a text file, or standard input for `-`.
pub(crate) fn read_text(path: &str) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| Failure::usage(format!("{path}: {error}"));
    if path == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        return Ok(text);
    }
    std::fs::read_to_string(path).map_err(unreadable)
}

/// Writes to standard output; a closed pipe is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::internal(error.to_string())),
        _ => Ok(()),
    }
}
