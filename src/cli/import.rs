//! `paiban import`: manuscripts → articles, pictures beside them, and a report of all that was changed or left out.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, builder::PossibleValuesParser};
use serde::Serialize;

use paiban::base::{Diagnostic, Diagnostics, Message};
use paiban::import::{self, Imported, MAX_FILE, RULES};
use paiban::input::{FileProblem, Files, Sources};
use paiban::message;

use super::Failure;
use super::files::write_whole;
use super::findings::{self, MessageFormat};
use super::language::{say, spoken_sentence};

/// Makes articles of Word documents, text, HTML, NITF and NewsML-G2.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban import 稿件.docx -o articles\n  paiban import *.xml -o articles --keep quotes"
)]
pub(crate) struct ImportArgs {
    /// Files to import; what they are is told by their content.
    #[arg(required = true)]
    files: Vec<String>,
    /// Folder for the articles; pictures go to `pictures` in it.
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
    /// Leaves a rule of cleaning out; may be given several times.
    #[arg(long, value_name = "RULE", value_parser = PossibleValuesParser::new(RULES.iter().map(|rule| rule.name)))]
    keep: Vec<String>,
    /// Writes over articles that are there already.
    #[arg(long)]
    force: bool,
    /// Form of the report on standard output.
    #[arg(long, value_enum, default_value_t = ReportArg::Table)]
    report: ReportArg,
    /// How findings are printed on standard error.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

/// Form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportArg {
    Table,
    Json,
}

/// Exit code when a file could not be imported.
const NOT_IMPORTED: u8 = 1;

/// Runs the command.
pub(crate) fn run(args: &ImportArgs) -> Result<(), Failure> {
    let mut found = Diagnostics::new();
    let mut rows = Vec::new();
    for file in &args.files {
        match read(file)? {
            Ok(bytes) => match import::import(file, &bytes, &Beside::of(file), &args.keep) {
                Ok(articles) => {
                    for article in articles {
                        keep(file, article, args, &mut rows, &mut found)?;
                    }
                }
                Err(problem) => found.push(problem),
            },
            Err(problem) => found.push(problem),
        }
    }
    match args.report {
        ReportArg::Table => super::print(&rows.iter().map(table).collect::<String>())?,
        ReportArg::Json => {
            let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
            super::print(&(text + "\n"))?;
        }
    }
    findings::print(&found, &Sources::default(), args.message_format);
    if found.is_empty() { Ok(()) } else { Err(Failure::silent(NOT_IMPORTED)) }
}

/// The bytes of a file; one beyond the limit is not read.
fn read(path: &str) -> Result<Result<Vec<u8>, Diagnostic>, Failure> {
    let unreadable = |error: std::io::Error| Failure::usage(format!("{path}: {error}"));
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.len() > MAX_FILE {
        return Ok(Err(import::too_large(path)));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Ok(bytes))
}

/// Files beside the one that is imported.
struct Beside(PathBuf);

impl Beside {
    fn of(path: &str) -> Self {
        Self(Path::new(path).parent().unwrap_or(Path::new("")).to_owned())
    }
}

impl Files for Beside {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        let path = self.0.join(path);
        let about = std::fs::metadata(&path).map_err(|_| FileProblem::Missing)?;
        if !about.is_file() || about.len() > MAX_FILE {
            return Err(FileProblem::Unreadable(message!("it is no file of a usable size")));
        }
        std::fs::read(path).map_err(|error| FileProblem::Unreadable(message!("{}", error.to_string())))
    }
}

/// Writes an article with its pictures, unless that would destroy one.
fn keep(
    file: &str,
    article: Imported,
    args: &ImportArgs,
    rows: &mut Vec<Row>,
    found: &mut Diagnostics,
) -> Result<(), Failure> {
    let path = inside(&args.output, &format!("{}.md", article.name));
    let pictures = args.output.join("pictures");
    let targets = article.pictures.iter().map(|picture| pictures.join(&picture.name));
    let there = std::iter::once(path.clone()).chain(targets).find(|target| target.exists() && !args.force);
    if let Some(there) = there {
        found.push(
            Diagnostic::error(
                "import/exists",
                message!("{} is there already, so {} was not imported", shown(&there), file),
            )
            .hint("choose another folder with --output, or write over it with --force"),
        );
        return Ok(());
    }
    if rows.iter().any(|row| row.article == shown(&path)) {
        found.push(
            Diagnostic::error("import/exists", message!("{} would write over an article of the same run", file))
                .hint("files of one name need folders of their own: import them one by one with --output"),
        );
        return Ok(());
    }
    folder(&args.output)?;
    write_whole(&path, article.article.as_bytes())?;
    if !article.pictures.is_empty() {
        folder(&pictures)?;
    }
    for picture in &article.pictures {
        write_whole(&pictures.join(&picture.name), &picture.bytes)?;
    }
    rows.push(row(file, &path, &pictures, article));
    Ok(())
}

fn folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}

/// A path in a folder; the current folder is not named.
fn inside(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// What became of a file, as scripts read it.
#[derive(Serialize)]
struct Row {
    file: String,
    kind: &'static str,
    encoding: &'static str,
    article: String,
    pictures: Vec<PictureRow>,
    cleaned: BTreeMap<&'static str, usize>,
    losses: Vec<LossRow>,
    guesses: Vec<Message>,
    put: String,
}

#[derive(Serialize)]
struct PictureRow {
    path: String,
    caption: String,
    placeable: bool,
}

#[derive(Serialize)]
struct LossRow {
    what: Message,
    place: String,
    #[serde(skip)]
    paragraph: usize,
    extract: String,
    text_kept: bool,
}

fn row(file: &str, path: &Path, pictures: &Path, article: Imported) -> Row {
    let pictures: Vec<PictureRow> = article
        .pictures
        .iter()
        .map(|picture| PictureRow {
            path: shown(&pictures.join(&picture.name)),
            caption: picture.caption.clone(),
            placeable: picture.is_placeable(),
        })
        .collect();
    let losses = article.losses.iter().map(|loss| LossRow {
        what: loss.what.clone(),
        place: loss.place(),
        paragraph: loss.paragraph,
        extract: loss.extract.clone(),
        text_kept: loss.text_kept,
    });
    Row {
        file: file.to_owned(),
        kind: article.kind.name(),
        encoding: article.encoding,
        put: put(&shown(path), &pictures),
        article: shown(path),
        cleaned: article.cleaned.iter().copied().collect(),
        losses: losses.collect(),
        guesses: article.guesses,
        pictures,
    }
}

/// What to write below `put` of a page; the names in capitals are those of the layout's places.
fn put(article: &str, pictures: &[PictureRow]) -> String {
    let mut out = format!("STORY: {}\n", import::yaml_text(article));
    for (at, picture) in pictures.iter().enumerate().filter(|(_, picture)| picture.placeable) {
        let number = at + 1;
        out += &format!("PICTURE-{number}: {{picture: {}}}\n", import::yaml_text(&picture.path));
        if !picture.caption.is_empty() {
            out += &format!("CAPTION-{number}: {{text: {}}}\n", import::yaml_text(&picture.caption));
        }
    }
    out
}

fn table(row: &Row) -> String {
    let mut out = say("{} ({}, {}) → {}", &[&row.file, &say(row.kind, &[]), &row.encoding, &row.article]) + "\n";
    let mut part = |title: String, lines: Vec<String>| {
        if !lines.is_empty() {
            out += &format!("  {title}\n");
            lines.iter().for_each(|line| out += &format!("    {line}\n"));
        }
    };
    let guesses = row.guesses.iter().map(spoken_sentence).collect();
    part(say("understood from looks, please check:", &[]), guesses);
    part(say("cleaned:", &[]), row.cleaned.iter().map(|(rule, count)| format!("{rule} {count}")).collect());
    part(say("not in the article:", &[]), row.losses.iter().map(loss_line).collect());
    part(say("pictures:", &[]), row.pictures.iter().map(|it| format!("{}  {}", it.path, it.caption)).collect());
    if !row.pictures.is_empty() {
        let put = row.put.lines().map(str::to_owned).collect();
        part(say("to place them, below `put` of a page:", &[]), put);
    }
    out
}

fn loss_line(loss: &LossRow) -> String {
    let kept = if loss.text_kept { say(" (its text is)", &[]) } else { String::new() };
    let extract = if loss.extract.is_empty() { String::new() } else { say(": {}", &[&loss.extract]) };
    let place = match loss.paragraph {
        0 => say("head", &[]),
        paragraph => say("paragraph {}", &[&paragraph]),
    };
    say("{}, {}{}{}", &[&spoken_sentence(&loss.what), &place, &kept, &extract])
}
