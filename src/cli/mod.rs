//! `cli`: arguments, files, environment, exit codes, printing. The only room that touches the machine.

mod about;
mod aligned;
mod bookings;
mod build;
mod check;
mod compare;
mod files;
mod findings;
mod fit;
mod fix;
mod fonts;
mod import;
mod kept;
mod language;
mod layouts;
mod letter;
mod licences;
mod lines;
mod made;
mod new;
mod outputs;
mod plates;
mod preflight;
mod preview;
mod propose;
mod schema;
mod test;
mod watching;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use paiban::disk::read_file;
use paiban::input::MAX_ARTICLE;

use files::{read_stdin, unusable};

/// paiban 排版: sets newspaper pages from YAML layouts and Markdown articles.
#[derive(Parser, Debug)]
#[command(name = "paiban", version, about, long_about = None)]
struct Cli {
    /// Language of findings and reports: Chinese or English; by the locale when not given.
    #[arg(long, value_enum, global = true, value_name = "LANGUAGE")]
    lang: Option<language::LanguageArg>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Build(build::BuildArgs),
    Check(check::CheckArgs),
    Fit(fit::FitArgs),
    Fix(fix::FixArgs),
    Bookings(bookings::BookingsArgs),
    Preview(preview::PreviewArgs),
    Compare(compare::CompareArgs),
    Test(test::TestArgs),
    New(new::NewArgs),
    Propose(propose::ProposeArgs),
    Layouts(layouts::LayoutsArgs),
    Import(import::ImportArgs),
    Fonts(fonts::FontsArgs),
    Lines(lines::LinesArgs),
    Preflight(preflight::PreflightArgs),
    Plates(plates::PlatesArgs),
    Schema(schema::SchemaArgs),
    Completions(about::CompletionsArgs),
    Man(about::ManArgs),
    Licences(licences::LicencesArgs),
}

/// Why a command stops, with its exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is still to be printed, whole lines.
    message: String,
    code: u8,
}

impl Failure {
    /// Findings were printed already; only the exit code remains.
    pub(crate) fn silent(code: u8) -> Self {
        Self { message: String::new(), code }
    }

    /// With a line before it that says what it is about.
    pub(crate) fn about(mut self, what: &str) -> Self {
        self.message = format!("paiban: {what}:\n{}", self.message);
        self
    }

    /// Findings that are still to be printed.
    pub(crate) fn told(message: String, code: u8) -> Self {
        Self { message, code }
    }

    /// The same with another exit code.
    pub(crate) fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Wrong arguments or unreadable input: exit code 2.
    pub(crate) fn usage(message: String) -> Self {
        Self { message: format!("paiban: {message}\n"), code: 2 }
    }

    /// A fault of the program or the machine: exit code 3.
    pub(crate) fn internal(message: String) -> Self {
        Self { message: format!("paiban: {message}\n"), code: 3 }
    }
}

/// What a piece of work has to say, gathered so that several at a time do not mix.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// For standard output.
    out: String,
    /// For standard error.
    err: String,
    /// Exit code.
    code: u8,
}

impl Said {
    /// What was said, or what went wrong.
    pub(crate) fn of(result: Result<Self, Failure>) -> Self {
        result.unwrap_or_else(|failure| Self { err: failure.message, code: failure.code, ..Self::default() })
    }

    /// Says it; a code other than 0 is a failure.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        print(&self.out)?;
        eprint!("{}", self.err);
        if self.code == 0 { Ok(()) } else { Err(Failure::silent(self.code)) }
    }
}

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return unparsed(&error),
    };
    language::choose(cli.lang);
    let result = match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Fit(args) => fit::run(args),
        Command::Fix(args) => fix::run(args),
        Command::Bookings(args) => bookings::run(args),
        Command::Preview(args) => preview::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Test(args) => test::run(args),
        Command::New(args) => new::run(args),
        Command::Propose(args) => propose::run(args),
        Command::Layouts(args) => layouts::run(args),
        Command::Fonts(args) => fonts::run(args),
        Command::Import(args) => import::run(args),
        Command::Lines(args) => lines::run(args),
        Command::Preflight(args) => preflight::run(args),
        Command::Plates(args) => plates::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => about::completions(args, &mut Cli::command()),
        Command::Man(args) => about::man(args, Cli::command()),
        Command::Licences(_) => licences::licences(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}

/// Prints what is wrong with the arguments, or what was asked for; the language of messages is easily taken for that of a text.
fn unparsed(error: &clap::Error) -> ExitCode {
    // Nobody is left to tell when the terminal is gone.
    let _ = error.print();
    let argument = error.get(clap::error::ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    if argument.starts_with("--lang ") {
        eprintln!(
            "\n--lang is the language of findings and reports; that of a text is --language, of `paiban lines`, and `language:` of styles and articles"
        );
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Reads a text file, or standard input for `-`.
pub(crate) fn read_text(path: &str) -> Result<String, Failure> {
    let path = Path::new(path);
    let bytes = if path == Path::new("-") { read_stdin(MAX_ARTICLE) } else { read_file(path, MAX_ARTICLE) };
    let bytes = bytes.map_err(|problem| unusable(path, &problem))?;
    String::from_utf8(bytes).map_err(|_| Failure::usage(format!("{} is not UTF-8 text", path.display())))
}

/// A field of CSV (RFC 4180); a name that a spreadsheet would take for a formula is in quotes, too.
pub(crate) fn csv_field(field: &str) -> String {
    let is_plain =
        field.chars().all(|c| !matches!(c, ',' | '"' | '\n' | '\r')) && !field.starts_with(['=', '+', '-', '@']);
    if is_plain { field.to_owned() } else { format!("\"{}\"", field.replace('"', "\"\"")) }
}

/// Writes to standard output; a closed pipe is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::internal(error.to_string())),
        _ => Ok(()),
    }
}
