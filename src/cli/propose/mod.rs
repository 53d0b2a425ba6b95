//! `paiban propose`: pages of blocks made of a list of stories.
//!
//! [`folder`] writes them with all that they name; each is checked there as `paiban check` does, and the report says what was found.

mod folder;

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use paiban::base::{Permille, Severity};
use paiban::disk::Folder;
use paiban::font::FontBook;
use paiban::import::yaml_text;
use paiban::input::{Files, WithTexts, load_list};
use paiban::makeup::{Proposal, ProposedPaper, ProposedStory};
use paiban::paper::{has_errors, let_pass};
use paiban::shipped::WithLayouts;

use super::Failure;
use super::build::{PageRow, ReportArg, checked, page_row, rule};
use super::check::plain_check;
use super::files::fonts_of;
use super::findings::{self, JsonFinding, MessageFormat, json_finding};
use super::language::{self, say, spoken};
use super::made::{FOUND_ERRORS, Made, UNREADABLE};

/// Proposes pages for a list of stories: editions of one page in blocks, each closed, the best first by the rules of makeup.
///
/// Every proposal is set and judged before it is offered: nothing is over, and no story leaves more than one line free. The folder gets them as 1.yaml, 2.yaml …
/// with the articles, pictures, layouts and fonts that they need, and proposals.json, which says what each costs by which rule, and what `check` says of it.
/// Exit code 0 when as many pages close as were asked for, 1 when fewer do or the list has mistakes, 2 when it cannot be read.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban propose stories.yaml\n  paiban propose stories.yaml -k 5 -o tomorrow --pictures\n  paiban propose tomorrow/ --layout tabloid-inner\n  paiban propose stories.yaml --report json"
)]
pub(crate) struct ProposeArgs {
    /// The list of stories, or a folder: its stories.yaml, or all articles in it by their own `weight`.
    list: String,
    /// Layout of the pages that are made of a folder of articles.
    #[arg(long, default_value = "broadsheet-inner")]
    layout: String,
    /// How many pages are proposed.
    #[arg(short = 'k', long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=20))]
    count: u16,
    /// Folder that they are written to; `proposals` beside the list when not given.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Writes a small picture of every page too: 1.png, 2.png …
    #[arg(long)]
    pictures: bool,
    /// What is printed on standard output; json is what proposals.json says.
    #[arg(long, value_enum, default_value_t = ReportArg::Table)]
    report: ReportArg,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
    /// How findings are printed on standard error.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

/// What proposals.json says.
#[derive(Serialize)]
struct Told<'a> {
    proposals: Vec<Row<'a>>,
    /// Blocks that were tried alone.
    trials: usize,
    /// Pairs of parts of a page that were joined.
    pairs: usize,
    /// Pages that were set whole.
    set: usize,
}

/// A proposal as scripts read it.
#[derive(Serialize)]
struct Row<'a> {
    file: String,
    #[serde(flatten)]
    page: PageRow<'a>,
    placed: Vec<StoryRow<'a>>,
    dropped: &'a [String],
    /// What `check` says of it.
    findings: Vec<JsonFinding>,
}

#[derive(Serialize)]
struct StoryRow<'a> {
    story: &'a str,
    columns: u16,
    shape: &'a str,
    lines_free: usize,
    /// How much of its pictures is cropped at most, in per cent.
    cropped: f64,
    /// Whether it closes by copy-fitting.
    copy_fitted: bool,
}

/// Runs the command.
pub(crate) fn run(args: &ProposeArgs) -> Result<(), Failure> {
    let is_folder = Path::new(&args.list).is_dir();
    let path = if is_folder { Path::new(&args.list).join(LIST) } else { PathBuf::from(&args.list) };
    let (folder, name) = Folder::of_edition(&path.to_string_lossy());
    let (fonts, mut found) = FontBook::load(fonts_of(&folder, &args.font_path)?);
    let articles = (is_folder && !path.exists()).then(|| (LIST, of_articles(&folder, &args.layout)));
    let files = WithTexts { texts: articles.into_iter().collect(), files: &WithLayouts(&folder) };
    let (list, sources, findings) = load_list(&name, &files);
    found.extend(findings);
    let Some(list) = list else {
        return Err(Failure::told(findings::told(&found, &sources, args.message_format), UNREADABLE));
    };
    let paper = if has_errors(&found) {
        ProposedPaper::default()
    } else {
        paiban::propose_paper(&list, &fonts, &files, usize::from(args.count))
    };
    found.extend(paper.found.iter().chain(paper.pages.iter().flat_map(|page| &page.proposals.found)).cloned());
    findings::print(&found, &sources, args.message_format);
    let (own, beside) = (folder.path(""), folder.path("proposals"));
    let target = args.output.clone().unwrap_or(beside);
    let offered = paper.editions.len();
    let editions: Vec<Made> = match offered {
        0 => Vec::new(),
        offered => {
            folder::write(&folder, &own, &target, &list, &paper)?;
            (0..offered).map(|at| check(args, &target.join(file(at)))).collect::<Result<_, _>>()?
        }
    };
    let json = json(&paper, &editions)?;
    if offered > 0 {
        folder::write_reports(&target, &json, if args.pictures { &editions } else { &[] })?;
    }
    super::print(&match args.report {
        ReportArg::None => String::new(),
        ReportArg::Json => json,
        ReportArg::Table => editions.iter().enumerate().map(|(at, made)| tables(&paper, at, made)).collect(),
    })?;
    let is_open = paper.pages.iter().any(|page| page.proposals.pages.is_empty());
    if is_open || offered < usize::from(args.count) { Err(Failure::silent(FOUND_ERRORS)) } else { Ok(()) }
}

/// Name of a list in its folder.
const LIST: &str = "stories.yaml";

/// The list of all articles of a folder and of its `articles`, in order of name: what each weighs it says itself.
fn of_articles(folder: &Folder, layout: &str) -> String {
    let in_folder = |place: &str| -> Vec<String> {
        let names = folder.names_in(place).into_iter().filter(|name| name.ends_with(".md") && name != "README.md");
        names.map(|name| if place.is_empty() { name } else { format!("{place}/{name}") }).collect()
    };
    let paths = [in_folder(""), in_folder("articles")].concat();
    let entry = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
        // A name stands before a hyphen and the name of a part.
        let name: String = name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
        format!("  {}: {{article: {}}}\n", yaml_text(&name), yaml_text(path))
    };
    format!("layout: {}\nstories:\n{}", yaml_text(layout), paths.iter().map(entry).collect::<String>())
}

/// A proposal as `paiban check` finds it where it was written.
fn check(args: &ProposeArgs, path: &Path) -> Result<Made, Failure> {
    let mut made = checked(&plain_check(path.to_string_lossy().into_owned(), args.font_path.clone()))?;
    // What the list did not say is still to come: it is told, and no page is refused for it.
    let mut unfilled = std::mem::take(&mut made.unfilled);
    let_pass(&mut unfilled);
    made.found.extend(unfilled);
    Ok(made)
}

fn json(paper: &ProposedPaper, editions: &[Made]) -> Result<String, Failure> {
    let finding = |made: &Made| -> Vec<JsonFinding> {
        let one = |finding| json_finding(finding, language::chosen(), &made.sources);
        made.found.iter().map(one).collect()
    };
    // What is found of an edition stands with its first page.
    let rows = editions.iter().enumerate().flat_map(|(at, made)| {
        paper.proposals(at).enumerate().map(move |(nth, page)| Row {
            file: file(at),
            page: page_row(&page.score),
            placed: page.stories.iter().map(story_row).collect(),
            dropped: &page.dropped,
            findings: if nth == 0 { finding(made) } else { Vec::new() },
        })
    });
    let all = || paper.pages.iter().map(|page| &page.proposals);
    let told = Told {
        proposals: rows.collect(),
        trials: all().map(|it| it.trials).sum(),
        pairs: all().map(|it| it.pairs).sum(),
        set: all().map(|it| it.set).sum(),
    };
    let text = serde_json::to_string_pretty(&told).map_err(|error| Failure::internal(error.to_string()))?;
    Ok(text + "\n")
}

fn story_row(story: &ProposedStory) -> StoryRow<'_> {
    let Permille(cropped) = story.crop;
    StoryRow {
        story: &story.name,
        columns: story.columns,
        shape: &story.shape,
        lines_free: story.free,
        cropped: f64::from(cropped) / 10.0,
        copy_fitted: story.is_fitted,
    }
}

fn file(at: usize) -> String {
    format!("{}.yaml", at + 1)
}

/// An edition's pages with what they cost, and what is wrong with them.
fn tables(paper: &ProposedPaper, at: usize, made: &Made) -> String {
    let pages: String = paper.proposals(at).map(|page| table(page, &called(paper, at, page))).collect();
    let wrong = made.found.iter().filter(|finding| finding.severity > Severity::Note);
    let wrong: String = wrong.map(|finding| format!("  {}: {}\n", finding.code, spoken(finding).message)).collect();
    pages + &wrong
}

/// The file of a proposal, with its page where there are several.
fn called(paper: &ProposedPaper, at: usize, page: &Proposal) -> String {
    if paper.pages.len() > 1 { format!("{} {}", file(at), page.score.page) } else { file(at) }
}

/// A proposal with what it costs.
fn table(page: &Proposal, called: &str) -> String {
    let score = page.score.score().unwrap_or(0);
    let head = say("{}: {} of 100, {} points", &[&called, &score, &page.score.points()]);
    let stories = page.stories.iter().map(|story| format!("{} {}×", story.name, story.columns)).collect::<Vec<_>>();
    let dropped = match page.dropped.as_slice() {
        [] => String::new(),
        names => format!("  {}\n", say("left out: {}", &[&names.join(", ")])),
    };
    let fitted: Vec<&str> =
        page.stories.iter().filter(|story| story.is_fitted).map(|story| story.name.as_str()).collect();
    let fitted = match fitted.as_slice() {
        [] => String::new(),
        names => format!("  {}\n", say("copy-fitted: {}", &[&names.join(", ")])),
    };
    let told = page.score.measures.iter().filter(|measure| measure.points > 0).map(rule).collect::<String>();
    format!("{head}\n  {}\n{dropped}{fitted}{told}", stories.join(", "))
}
