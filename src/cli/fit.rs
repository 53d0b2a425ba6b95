//! `paiban fit`: does every story fill its frames, by what means, and what would close it.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use paiban::base::listed;
use paiban::flow::{Cut, FlowOptions, StoryReport, Used};
use paiban::model::StoryKind;

use super::Failure;
use super::findings::{self, MessageFormat};
use super::language::{phrase, say};
use super::made::make;

/// Says of every story whether it fills its frames, what copy-fitting used, and where cutting is cheapest.
///
/// Exit code 0 when every story is closed, 1 when one is over or short or the edition has errors, 2 when it cannot be read.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban fit edition.yaml\n  paiban fit edition.yaml --json")]
pub(crate) struct FitArgs {
    /// The edition file.
    edition: String,
    /// Prints JSON for scripts.
    #[arg(long)]
    json: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// How many cheap cuts are named beyond the lines that must go.
const FURTHER_CUTS: usize = 2;
/// How full a last line must be, in percent, for a few added characters to make a new one.
const NEARLY_FULL: usize = 75;

/// A story as scripts read it.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    story: &'a str,
    pages: &'a [String],
    characters: usize,
    lines: usize,
    lines_over: usize,
    lines_free: usize,
    holes: Vec<HoleRow<'a>>,
    pub(super) used: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters_to_cut: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters_to_add: Option<usize>,
    cuts: Vec<CutRow<'a>>,
}

/// Rows inside a story that stay empty.
#[derive(Serialize)]
struct HoleRow<'a> {
    frame: &'a str,
    column: u16,
    rows: usize,
}

#[derive(Serialize)]
struct CutRow<'a> {
    paragraph: usize,
    begins: &'a str,
    characters: usize,
}

/// Runs the command.
pub(crate) fn run(args: &FitArgs) -> Result<(), Failure> {
    let mut made = match make(&args.edition, &args.font_path, FlowOptions::default())? {
        Ok(made) => made,
        Err(unread) => return Err(unread.failure(MessageFormat::Human)),
    };
    made.found.retain(|finding| !finding.code.starts_with("flow/"));
    findings::print(&made.found, &made.sources, MessageFormat::Human);
    let rows: Vec<Row<'_>> = made.set.reports.iter().filter(|report| is_asked(report)).map(row).collect();
    if args.json {
        let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
        super::print(&(text + "\n"))?;
    } else {
        super::print(&rows.iter().map(told).collect::<String>())?;
    }
    let all_closed = rows.iter().all(|row| row.lines_over == 0 && row.lines_free == 0);
    if all_closed && !made.has_errors() { Ok(()) } else { Err(Failure::silent(1)) }
}

/// Whether the desk asks after a story: a headline block or caption matters only where it does not fit.
pub(super) fn is_asked(report: &StoryReport) -> bool {
    report.kind == StoryKind::Body || report.over > 0
}

pub(super) fn row(report: &StoryReport) -> Row<'_> {
    let to_cut = (report.over > 0).then(|| characters_to_cut(report));
    let to_add = (report.free > 0).then(|| characters_to_add(report));
    let named = report.over + FURTHER_CUTS;
    let cuts = report.cuts.iter().take(if report.over > 0 { named } else { 0 }).map(cut_row).collect();
    Row {
        story: &report.name,
        pages: &report.pages,
        characters: report.chars,
        lines: report.lines,
        lines_over: report.over,
        lines_free: report.free,
        holes: report
            .holes
            .iter()
            .map(|(frame, column, rows)| HoleRow { frame, column: *column, rows: *rows })
            .collect(),
        used: report.used.iter().map(means).collect(),
        characters_to_cut: to_cut,
        characters_to_add: to_add,
        cuts,
    }
}

fn cut_row(cut: &Cut) -> CutRow<'_> {
    CutRow { paragraph: cut.para + 1, begins: &cut.begins, characters: cut.chars }
}

/// The cheapest cuts that save the lines that are over; where there are too few paragraphs, whole lines for the rest.
fn characters_to_cut(report: &StoryReport) -> usize {
    let cheapest: usize = report.cuts.iter().take(report.over).map(|cut| cut.chars).sum();
    let further = report.over.saturating_sub(report.cuts.len()) * report.line_chars;
    (cheapest + further).min(report.over_chars.max(1))
}

/// About the free lines' worth, less what the fullest last line already has room for.
fn characters_to_add(report: &StoryReport) -> usize {
    let fullest = report.cuts.iter().map(|cut| cut.chars).max().unwrap_or(0).min(report.line_chars);
    let first = if fullest * 100 >= report.line_chars * NEARLY_FULL {
        report.line_chars - fullest + 1
    } else {
        report.line_chars
    };
    first + (report.free - 1) * report.line_chars
}

fn means(used: &Used) -> String {
    let signed = |value: i64| format!("{value:+}");
    match used {
        Used::Looseness { longer, shorter: 0 } => format!("{} set a line longer", paragraphs(*longer)),
        Used::Looseness { longer: 0, shorter } => format!("{} set a line shorter", paragraphs(*shorter)),
        Used::Looseness { longer, shorter } => format!("{} set a line longer, {shorter} shorter", paragraphs(*longer)),
        Used::Tracking(em) => format!("letters {}/1000 em", signed(i64::from(em.0))),
        Used::Size(size) => format!("type {:+.2} pt", size.to_pt()),
        Used::Leading(leading) => format!("line distance {:+.2} pt, off the grid", leading.to_pt()),
        Used::Head(rows) => format!("headline block {} rows", signed(*rows)),
        Used::Filler { name, rows } => format!("{name} in {rows} rows"),
        Used::Picture { frame, rows } => format!("picture {frame} {} rows", signed(*rows)),
    }
}

fn paragraphs(count: usize) -> String {
    if count == 1 { "1 paragraph".to_owned() } else { format!("{count} paragraphs") }
}

fn told(row: &Row<'_>) -> String {
    let state = match (row.lines_over, row.lines_free) {
        (0, 0) => say("full", &[]),
        (0, free) => say("{} free", &[&free]),
        (over, _) => say("{} over", &[&over]),
    };
    let used: Vec<String> = row.used.iter().map(|means| phrase(means)).collect();
    let used = if used.is_empty() { String::new() } else { say("; used: {}", &[&listed(&used, say)]) };
    let mut text =
        say("{} ({}): {}, {} lines", &[&row.story, &listed(row.pages, say), &state, &row.lines]) + &used + "\n";
    let mut line = |indent: &str, told: String| text += &format!("{indent}{told}\n");
    for HoleRow { frame, column, rows } in &row.holes {
        line("  ", say("empty in column {} of {}: {}, before what must stay together", &[column, frame, rows]));
    }
    if let Some(chars) = row.characters_to_cut {
        line("  ", say("cut {} characters; the cheapest lines:", &[&chars]));
        for CutRow { paragraph, begins, characters } in &row.cuts {
            line("    ", say("{} characters in paragraph {} 「{}…」", &[characters, paragraph, begins]));
        }
    }
    if let Some(chars) = row.characters_to_add {
        let free = row.lines_free;
        line("  ", say("add {} characters, or give it a picture or filler of {} lines", &[&chars, &free]));
    }
    text
}
