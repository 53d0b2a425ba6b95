//! `paiban import`: manuscripts → articles, pictures beside them, and a report of all that was changed or left out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clap::{Args, ValueEnum, builder::PossibleValuesParser};
use serde::Serialize;

use paiban::base::{Diagnostic, Diagnostics, Message, Moment, Severity};
use paiban::disk::read_file;
use paiban::import::{self, Imported, Item, MAX_FILE, RULES};
use paiban::input::{FileProblem, Files, MAX_ARTICLE, Sources, read_article};
use paiban::message;

use super::Failure;

use super::files::unusable;
use super::findings::{self, MessageFormat};
use super::language::{say, spoken_sentence};
use super::outputs::{Inputs, write_whole};

/// Makes articles of Word documents, text, mails, HTML, NITF, NewsML-G2, ninjs and wires.
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
    /// Writes over articles that are there already, and imports what an agency withdrew or holds under an embargo.
    #[arg(long)]
    force: bool,
    /// The date of the edition: an embargo that ends by then keeps nothing back.
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Moment>,
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
    let mut articles: Vec<(&String, Imported)> = Vec::new();
    let mut inputs = Inputs::of(args.files.iter());
    for file in &args.files {
        let beside = Beside::of(file);
        match read(file)?.and_then(|bytes| import::import(file, &bytes, &beside, &args.keep)) {
            Ok(imported) => articles.extend(imported.into_iter().map(|article| (file, article))),
            Err(problem) => found.push(problem),
        }
        inputs = inputs.and(beside.inputs());
    }
    articles.retain(|(file, article)| may_be_printed(file, article, args, &mut found));
    let mut known = known_items(&args.output);
    // All is read before anything is written, so that no article takes the place of a manuscript that is still to come.
    inputs.spare(articles.iter().flat_map(|(_, article)| targets(article, args)))?;
    for (file, article) in articles {
        keep(file, article, args, &mut Kept { rows: &mut rows, items: &mut known }, &mut found)?;
    }
    match args.report {
        ReportArg::Table => super::print(&rows.iter().map(table).collect::<String>())?,
        ReportArg::Json => {
            let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
            super::print(&(text + "\n"))?;
        }
    }
    findings::print(&found, &Sources::default(), args.message_format);
    let all_imported = found.iter().all(|finding| finding.severity < Severity::Error);
    if all_imported { Ok(()) } else { Err(Failure::silent(NOT_IMPORTED)) }
}

/// The bytes of a file; one beyond the limit is not read.
fn read(path: &str) -> Result<Result<Vec<u8>, Diagnostic>, Failure> {
    match read_file(Path::new(path), MAX_FILE) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(FileProblem::TooLarge(_)) => Ok(Err(import::too_large(path))),
        Err(problem) => Err(unusable(Path::new(path), &problem)),
    }
}

/// Files beside the one that is imported.
struct Beside {
    folder: PathBuf,
    /// What was read, so that nothing is written over it.
    read: Mutex<Vec<PathBuf>>,
}

impl Beside {
    fn of(path: &str) -> Self {
        Self { folder: Path::new(path).parent().unwrap_or(Path::new("")).to_owned(), read: Mutex::default() }
    }

    fn inputs(self) -> Inputs {
        Inputs::of(self.read.into_inner().unwrap_or_else(PoisonError::into_inner).iter())
    }
}

impl Files for Beside {
    fn read_within(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileProblem> {
        let path = self.folder.join(path);
        let bytes = read_file(&path, limit.min(MAX_FILE))?;
        self.read.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        Ok(bytes)
    }
}

/// Where an article goes.
fn article_path(article: &Imported, args: &ImportArgs) -> PathBuf {
    inside(&args.output, &format!("{}.md", article.name))
}

/// All files of an article.
fn targets(article: &Imported, args: &ImportArgs) -> Vec<PathBuf> {
    let pictures = article.pictures.iter().map(|picture| args.output.join("pictures").join(&picture.name));
    let tables = article.tables.iter().map(|table| args.output.join("tables").join(&table.name));
    std::iter::once(article_path(article, args)).chain(pictures).chain(tables).collect()
}

/// A day as `--date` takes it.
fn day(text: &str) -> Result<Moment, String> {
    Moment::parse(text).ok_or_else(|| "write year-month-day, such as 2026-03-12".to_owned())
}

/// Articles in a folder that say which item of an agency they are.
fn known_items(folder: &Path) -> Vec<(String, Item)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let is_article = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let item = |path: &PathBuf| {
        let text = String::from_utf8(read_file(path, MAX_ARTICLE).ok()?).ok()?;
        // Only an article of an agency is read as a whole.
        let named = text.contains("\nitem: ").then(|| read_article(&text).0)?;
        Some((shown(path), Item::parse(named.front.text("item")?.value)?))
    };
    paths.iter().filter(is_article).filter_map(item).collect()
}

/// Whether an agency lets an item be printed, or the user says so; why not is found.
fn may_be_printed(file: &str, article: &Imported, args: &ImportArgs, found: &mut Diagnostics) -> bool {
    let refusals = import::refusals(&named(file, article), &article.agency, args.date);
    let may = args.force || refusals.is_empty();
    if !may {
        found.extend(refusals);
    }
    may
}

/// A file, with its article where it has several.
fn named(file: &str, article: &Imported) -> String {
    let is_one = Path::new(file).file_stem().is_some_and(|stem| stem.to_string_lossy() == article.name);
    if is_one { file.to_owned() } else { format!("{file} ({})", article.name) }
}

/// What was imported so far.
struct Kept<'r> {
    rows: &'r mut Vec<Row>,
    items: &'r mut Vec<(String, Item)>,
}

/// Writes an article with its pictures, unless that would destroy one.
fn keep(
    file: &str,
    article: Imported,
    args: &ImportArgs,
    kept: &mut Kept<'_>,
    found: &mut Diagnostics,
) -> Result<(), Failure> {
    let path = article_path(&article, args);
    let folders = Folders { pictures: args.output.join("pictures"), tables: args.output.join("tables") };
    let there = targets(&article, args).into_iter().find(|target| target.exists() && !args.force);
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
    if kept.rows.iter().any(|row| row.article == shown(&path)) {
        found.push(
            Diagnostic::error("import/exists", message!("{} would write over an article of the same run", file))
                .hint("files of one name need folders of their own: import them one by one with --output"),
        );
        return Ok(());
    }
    folder(&args.output)?;
    write_whole(&path, article.article.as_bytes())?;
    if !article.pictures.is_empty() {
        folder(&folders.pictures)?;
    }
    for picture in &article.pictures {
        write_whole(&folders.pictures.join(&picture.name), &picture.bytes)?;
    }
    if !article.tables.is_empty() {
        folder(&folders.tables)?;
    }
    for table in &article.tables {
        write_whole(&folders.tables.join(&table.name), table.tsv().as_bytes())?;
    }
    found.extend(import::corrections(&named(file, &article), &article.agency, kept.items));
    kept.items.extend(article.agency.item.clone().map(|item| (shown(&path), item)));
    kept.rows.push(row(file, &path, &folders, article));
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
    tables: Vec<TableRow>,
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
struct TableRow {
    path: String,
    rows: usize,
    columns: usize,
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

/// Where the files beside an article go.
struct Folders {
    pictures: PathBuf,
    tables: PathBuf,
}

fn row(file: &str, path: &Path, folders: &Folders, article: Imported) -> Row {
    let pictures: Vec<PictureRow> = article
        .pictures
        .iter()
        .map(|picture| PictureRow {
            path: shown(&folders.pictures.join(&picture.name)),
            caption: picture.caption.clone(),
            placeable: picture.is_placeable(),
        })
        .collect();
    let tables: Vec<TableRow> = article
        .tables
        .iter()
        .map(|table| TableRow {
            path: shown(&folders.tables.join(&table.name)),
            rows: table.rows.len(),
            columns: table.rows.first().map_or(0, Vec::len),
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
        put: put(&shown(path), &pictures, &tables),
        article: shown(path),
        cleaned: article.cleaned.iter().copied().collect(),
        losses: losses.collect(),
        guesses: article.guesses,
        pictures,
        tables,
    }
}

/// What to write below `put` of a page; the names in capitals are those of the layout's places.
fn put(article: &str, pictures: &[PictureRow], tables: &[TableRow]) -> String {
    let mut out = format!("STORY: {}\n", import::yaml_text(article));
    for (at, picture) in pictures.iter().enumerate().filter(|(_, picture)| picture.placeable) {
        let number = at + 1;
        out += &format!("PICTURE-{number}: {{picture: {}}}\n", import::yaml_text(&picture.path));
        if !picture.caption.is_empty() {
            out += &format!("CAPTION-{number}: {{text: {}}}\n", import::yaml_text(&picture.caption));
        }
    }
    for (at, table) in tables.iter().enumerate() {
        out += &format!("TABLE-{}: {{table: {}}}\n", at + 1, import::yaml_text(&table.path));
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
    let size = |it: &TableRow| say("{}, {} rows of {} cells", &[&it.path, &it.rows, &it.columns]);
    part(say("tables:", &[]), row.tables.iter().map(size).collect());
    if !(row.pictures.is_empty() && row.tables.is_empty()) {
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
