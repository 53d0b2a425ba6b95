//! `paiban new`: a small edition that can be built at once and written over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use paiban::base::name_hint;
use paiban::disk::EDITION;
use paiban::font::FontBook;
use paiban::import::yaml_text;
use paiban::input::{Fields, FileProblem, Files, VARIABLES, load};
use paiban::model::{parse_date, resolve};
use paiban::paper::{FIRST, HEADLINE, LAST, NO_DATE, PAGE_NAME, PAPER, no_text};
use paiban::shipped::{self, WithLayouts};

use super::Failure;
use super::outputs::write_whole;

/// Begins an edition: an edition file and an article for every story place of a shipped layout.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban new today --layout broadsheet-front --name 临澜日报 --date 2026-03-12")]
pub(crate) struct NewArgs {
    /// Folder to make; it must be new or empty.
    dir: PathBuf,
    /// A shipped layout.
    #[arg(long, default_value = "plain")]
    layout: String,
    /// Name of the paper.
    #[arg(long, default_value = PAPER)]
    name: String,
    /// Date of issue, year-month-day; without it a placeholder is written.
    #[arg(long, value_parser = date)]
    date: Option<String>,
}

/// The name in texts of layouts that the program gives only where an edition has sections.
const SECTION: &str = "section";

/// Runs the command.
pub(crate) fn run(args: &NewArgs) -> Result<(), Failure> {
    let Some(layout) = shipped::layout(&args.layout) else {
        let hint = name_hint(&args.layout, shipped::layout_names());
        return Err(Failure::usage(format!("no layout named {} is shipped; {hint}", args.layout)));
    };
    let failed = |error: std::io::Error| Failure::usage(format!("{}: {error}", args.dir.display()));
    if args.dir.exists() && std::fs::read_dir(&args.dir).map_err(failed)?.next().is_some() {
        return Err(Failure::usage(format!(
            "{} is not empty, and nothing is written over; choose another folder",
            args.dir.display()
        )));
    }
    let stories = stories(&args.layout);
    let mut files = vec![
        ("edition.yaml".to_owned(), edition(args, layout, &stories)),
        ("README.md".to_owned(), readme(&args.name)),
    ];
    files.extend(stories.iter().map(|story| (format!("articles/{story}.md"), article(story))));
    let articles = args.dir.join("articles");
    let new_folders: Vec<&Path> = articles.ancestors().take_while(|folder| !folder.exists()).collect();
    let written = std::fs::create_dir_all(&articles)
        .map_err(failed)
        .and_then(|()| files.iter().try_for_each(|(name, text)| write_whole(&args.dir.join(name), text.as_bytes())));
    if let Err(failure) = written {
        take_back(&args.dir, &files, &new_folders);
        return Err(failure);
    }
    let made: String = files.iter().map(|(name, _)| format!("{}\n", shown(&args.dir, name))).collect();
    super::print(&made)
}

/// Half an edition would be in the way of the next try: what was made goes again, folders only where nothing else stands in them.
fn take_back(dir: &Path, files: &[(String, String)], new_folders: &[&Path]) {
    for (name, _) in files {
        // Most often the file was not written at all.
        let _ = std::fs::remove_file(dir.join(name));
    }
    for folder in new_folders.iter().filter(|folder| !folder.as_os_str().is_empty()) {
        let _ = std::fs::remove_dir(folder);
    }
}

fn shown(dir: &Path, name: &str) -> String {
    dir.join(name).display().to_string()
}

/// A date an edition takes.
fn date(text: &str) -> Result<String, String> {
    let date = parse_date(text).ok_or("write a day that exists as year-month-day, such as 2026-03-12")?;
    Ok(format!("{}-{:02}-{:02}", date.year, date.month, date.day))
}

/// An edition of one page, for asking the reader what its layout has.
struct Only<'a>(&'a str);

impl Files for Only<'_> {
    fn read_within(&self, _: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        Ok(format!("pages: [{{layout: {}}}]", yaml_text(self.0)).into_bytes())
    }
}

/// What a layout is still empty of once its stories are there, as entries of `put`.
fn wanted(edition: &str) -> Vec<String> {
    let (fonts, _) = FontBook::load(shipped::fonts());
    let documents = load(EDITION, &WithLayouts(&Begun(edition))).0.unwrap_or_default();
    let (edition, _) = resolve(&documents, &fonts);
    edition.vacancies.into_iter().map(|vacancy| vacancy.example).filter(|example| !example.is_empty()).collect()
}

/// The edition as it is begun, with a text in each of its articles.
struct Begun<'a>(&'a str);

impl Files for Begun<'_> {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        Ok(if path == EDITION { self.0.as_bytes().to_vec() } else { article("").into_bytes() })
    }
}

/// Names of a layout's story places.
fn stories(layout: &str) -> Vec<String> {
    let documents = load(EDITION, &WithLayouts(&Only(layout))).0.unwrap_or_default();
    let layout = documents.layouts.get(layout);
    let listed = layout.iter().flat_map(|fields| fields.named("stories")).map(|(name, _)| name.value.clone());
    let of_blocks = layout.and_then(|fields| fields.object("blocks")).map(in_blocks).unwrap_or_default();
    listed.chain(of_blocks).collect()
}

/// The stories of blocks and of the blocks within them.
fn in_blocks(blocks: &Fields) -> Vec<String> {
    let own = blocks.text("story").map(|story| story.value.to_owned());
    let within = ["down", "across", "turn"].into_iter().flat_map(|kind| blocks.list(kind));
    own.into_iter().chain(within.filter_map(|block| block.value.as_object()).flat_map(in_blocks)).collect()
}

/// A shipped layout's text and those of the layouts it extends.
fn with_bases(layout: &str) -> String {
    let mut text = String::new();
    let mut next = Some(layout);
    while let Some(layout) = next {
        text += layout;
        let base = layout.lines().find_map(|line| line.strip_prefix("extends: "));
        next = base.and_then(|name| shipped::layout(name.trim()));
    }
    text
}

/// Names in braces of a layout's texts that an edition must give.
fn texts(layout: &str) -> BTreeSet<&str> {
    let inside = layout.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    inside
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        .filter(|name| *name == SECTION || !VARIABLES.contains(name))
        .collect()
}

/// An edition of one page of a shipped layout, its texts and articles named.
pub(super) fn begun(layout: &str) -> String {
    let args = NewArgs { dir: PathBuf::new(), layout: layout.to_owned(), name: PAPER.to_owned(), date: None };
    edition(&args, shipped::layout(layout).unwrap_or_default(), &stories(layout))
}

fn edition(args: &NewArgs, layout: &str, stories: &[String]) -> String {
    let mut out = format!(
        "# Check with `paiban check edition.yaml`, build with `paiban build edition.yaml`, a draft with `--draft`.\npaper: {}\n",
        yaml_text(&args.name)
    );
    match &args.date {
        Some(date) => out += &format!("date: {date}\n"),
        None => {
            out += "# A placeholder: write the date of issue here. The program never takes it from a clock, so that the same\n\
                    # edition gives the same pages on any day.\n";
            out += &format!("date: {NO_DATE}\n");
        }
    }
    out += "# 有广告预排表时：去掉行首的 # 号，表里写日期、版面、客户、规格、文件、位置；用 paiban bookings 核对。\n# bookings: bookings.csv\n";
    let layout = with_bases(layout);
    let texts = texts(&layout);
    if !texts.is_empty() {
        out += "# Texts the layout asks for.\ntexts:\n";
        texts.iter().for_each(|name| out += &format!("  {name}: \"{}\"\n", no_text(name)));
    }
    let name = if layout.contains("{name}") { format!("    name: {PAGE_NAME}\n") } else { String::new() };
    out += &format!("pages:\n  - layout: {}\n{name}    put:\n", args.layout);
    stories.iter().for_each(|story| out += &format!("      {story}: articles/{story}.md\n"));
    let wanted = wanted(&out);
    if !wanted.is_empty() {
        out += "      # 版上还空着的地方：去掉行首的 # 号，换成要放的东西。\n";
        wanted.iter().for_each(|entry| out += &format!("      # {entry}\n"));
    }
    out
}

fn article(story: &str) -> String {
    format!(
        "---\nheadline: {HEADLINE}\ndateline: 本报讯\n---\n\
         这是“{story}{FIRST}**重点**用黑体，*引语*用楷体；标题旁还可写引题（kicker）、副题（deck）、署名（byline）。\n\n\
         ## 小标题\n\n{LAST}\n"
    )
}

fn readme(name: &str) -> String {
    format!(
        "{name}：`paiban check edition.yaml` 检查还缺什么，`paiban build edition.yaml --draft` 出样稿，`paiban build edition.yaml` 输出付印的 PDF。\n"
    )
}
