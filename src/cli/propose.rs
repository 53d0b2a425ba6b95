//! `paiban propose`: pages of blocks made of a list of stories.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use paiban::base::Permille;
use paiban::font::FontBook;
use paiban::import::yaml_text;
use paiban::input::{Fields, Files, MAX_PLACED, StoryList, WithTexts, load_list};
use paiban::makeup::{Proposal, Proposals, ProposedStory};

use super::Failure;
use super::build::{PageRow, ReportArg, page_row, rule};
use super::files::Folder;
use super::findings::{self, MessageFormat};
use super::language::say;
use super::made::{FOUND_ERRORS, UNREADABLE};
use super::outputs::write_whole;

/// Proposes pages for a list of stories: editions of one page in blocks, each closed, the best first by the rules of makeup.
///
/// Every proposal is set and judged before it is offered: nothing is over, and no story leaves more than one line free. The folder gets them as 1.yaml, 2.yaml …
/// with the articles, pictures and layouts that they name, and proposals.json, which says what each costs by which rule.
/// Exit code 0 when as many pages close as were asked for, 1 when fewer do or the list has mistakes, 2 when it cannot be read.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  paiban propose stories.yaml\n  paiban propose stories.yaml -k 5 -o tomorrow\n  paiban propose tomorrow/ --layout tabloid-inner\n  paiban propose stories.yaml --report json"
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
}

#[derive(Serialize)]
struct StoryRow<'a> {
    story: &'a str,
    columns: u16,
    shape: &'a str,
    lines_free: usize,
    /// How much of its pictures is cropped at most, in per cent.
    cropped: f64,
}

/// Runs the command.
pub(crate) fn run(args: &ProposeArgs) -> Result<(), Failure> {
    let is_folder = Path::new(&args.list).is_dir();
    let path = if is_folder { Path::new(&args.list).join(LIST) } else { PathBuf::from(&args.list) };
    let (folder, name) = Folder::of_edition(&path.to_string_lossy());
    let (fonts, mut found) = FontBook::load(folder.fonts(&args.font_path)?);
    let articles = (is_folder && !path.exists()).then(|| (LIST, of_articles(&folder, &args.layout)));
    let files = WithTexts { texts: articles.into_iter().collect(), files: &folder };
    let (list, sources, findings) = load_list(&name, &files);
    found.extend(findings);
    let Some(list) = list else {
        return Err(Failure::told(findings::told(&found, &sources, args.message_format), UNREADABLE));
    };
    let proposals = if super::made::has_errors(&found) {
        Proposals::default()
    } else {
        paiban::propose(&list, &fonts, &files, usize::from(args.count))
    };
    found.extend(proposals.found.iter().cloned());
    findings::print(&found, &sources, args.message_format);
    let json = json(&proposals)?;
    if !proposals.pages.is_empty() {
        write(args, &folder, &list, &proposals, &json)?;
    }
    super::print(&match args.report {
        ReportArg::None => String::new(),
        ReportArg::Json => json,
        ReportArg::Table => proposals.pages.iter().enumerate().map(|(at, page)| table(at, page)).collect(),
    })?;
    if proposals.pages.len() < usize::from(args.count) { Err(Failure::silent(FOUND_ERRORS)) } else { Ok(()) }
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

fn json(proposals: &Proposals) -> Result<String, Failure> {
    let rows = proposals.pages.iter().enumerate().map(|(at, page)| Row {
        file: file(at),
        page: page_row(&page.score),
        placed: page.stories.iter().map(story_row).collect(),
        dropped: &page.dropped,
    });
    let Proposals { trials, pairs, set, .. } = *proposals;
    let told = Told { proposals: rows.collect(), trials, pairs, set };
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
    }
}

fn file(at: usize) -> String {
    format!("{}.yaml", at + 1)
}

/// Writes the proposals with all that they name.
fn write(
    args: &ProposeArgs,
    folder: &Folder,
    list: &StoryList,
    proposals: &Proposals,
    json: &str,
) -> Result<(), Failure> {
    let own = folder.path("");
    let target = args.output.clone().unwrap_or_else(|| own.join("proposals"));
    let failed = |error: std::io::Error| Failure::usage(format!("{}: {error}", target.display()));
    std::fs::create_dir_all(&target).map_err(failed)?;
    let outputs: Vec<(PathBuf, &[u8])> = proposals
        .pages
        .iter()
        .enumerate()
        .map(|(at, page)| (target.join(file(at)), page.text.as_bytes()))
        .chain([(target.join("proposals.json"), json.as_bytes())])
        .collect();
    folder.inputs().spare(outputs.iter().map(|(path, _)| path))?;
    if target.canonicalize().ok() != own.canonicalize().ok() {
        for name in named(list) {
            copy(folder, &name, &target)?;
        }
    }
    outputs.iter().try_for_each(|(path, bytes)| write_whole(path, bytes))
}

/// Paths of all files that proposals name.
fn named(list: &StoryList) -> BTreeSet<String> {
    let documents = &list.documents;
    let stories = list.list.named("stories").iter().filter_map(|(_, story)| story.value.as_object());
    let contents = stories.flat_map(|story| story.list("pictures")).chain(list.list.list("ads"));
    let contents: Vec<&Fields> = contents.filter_map(|content| content.value.as_object()).collect();
    let pictures = contents.iter().filter_map(|content| content.text("picture")).map(|path| path.value.to_owned());
    let inside = documents.articles.values().flat_map(|article| &article.blocks);
    let inside = inside.filter_map(|block| block.picture.as_ref()).map(|path| path.value.clone());
    let layouts =
        documents.layouts.keys().filter(|name| name.contains('/') || name.ends_with(".yaml") || name.ends_with(".yml"));
    pictures.chain(inside).chain(documents.articles.keys().cloned()).chain(layouts.cloned()).collect()
}

/// Copies a file of the list's folder to its place in another one; what cannot be read was told.
fn copy(folder: &Folder, name: &str, target: &Path) -> Result<(), Failure> {
    let Ok(bytes) = folder.read_within(name, MAX_PLACED) else { return Ok(()) };
    let to = target.join(name);
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent).map_err(|error| Failure::usage(format!("{}: {error}", parent.display())))?;
    }
    write_whole(&to, &bytes)
}

/// A proposal with what it costs.
fn table(at: usize, page: &Proposal) -> String {
    let score = page.score.score().unwrap_or(0);
    let head = say("{}: {} of 100, {} points", &[&file(at), &score, &page.score.points()]);
    let stories = page.stories.iter().map(|story| format!("{} {}×", story.name, story.columns)).collect::<Vec<_>>();
    let dropped = match page.dropped.as_slice() {
        [] => String::new(),
        names => format!("  {}\n", say("left out: {}", &[&names.join(", ")])),
    };
    let told = page.score.measures.iter().filter(|measure| measure.points > 0).map(rule).collect::<String>();
    format!("{head}\n  {}\n{dropped}{told}", stories.join(", "))
}
