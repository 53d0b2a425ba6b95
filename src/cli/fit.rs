//! `paiban fit`: does every story fill its frames, by what means, and what would close it.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use paiban::base::{Len, Message, listed};
use paiban::flow::{Cure, Edit, FlowOptions, Part, StoryReport, Used, WholeCut};
use paiban::message;
use paiban::model::StoryKind;

use super::Failure;
use super::findings::{self, MessageFormat};
use super::language::{say, spoken_sentence};
use super::made::{make, moving, unread};

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
    /// Moves nothing on pages of blocks: every number within limits stays as it was accepted.
    #[arg(long)]
    frozen: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// A story as scripts read it.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    story: &'a str,
    pages: &'a [String],
    characters: usize,
    lines: usize,
    lines_over: usize,
    lines_free: usize,
    lines_below: usize,
    holes: Vec<HoleRow<'a>>,
    /// What the headline block leaves free of its frame, in millimetres and as whole rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    head_free_mm: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    head_free_rows: Option<usize>,
    pub(super) used: Vec<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters_to_cut: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters_to_add: Option<usize>,
    /// All of these together.
    cuts: Vec<EditRow<'a>>,
    /// Each of these for a cut of one line.
    cuts_instead: Vec<EditRow<'a>>,
    /// Each of these alone, in place of all the others.
    whole_cuts: Vec<WholeCutRow<'a>>,
    /// Each of these alone.
    adds: Vec<EditRow<'a>>,
}

/// Paragraphs cut as a whole.
#[derive(Serialize)]
struct WholeCutRow<'a> {
    /// `end` or `section`.
    part: &'static str,
    paragraphs: usize,
    begins: &'a str,
    characters: usize,
    /// What is free then.
    lines_free: usize,
}

/// Rows inside a story that stay empty.
#[derive(Serialize)]
struct HoleRow<'a> {
    frame: &'a str,
    column: u16,
    rows: usize,
}

#[derive(Serialize)]
struct EditRow<'a> {
    paragraph: usize,
    begins: &'a str,
    characters: usize,
    lines: usize,
}

/// Runs the command.
pub(crate) fn run(args: &FitArgs) -> Result<(), Failure> {
    let options = FlowOptions { tells_additions: true, blocks: moving(args.frozen), ..FlowOptions::default() };
    let mut made = match make(&args.edition, &args.font_path, options)? {
        Ok(made) => made,
        Err(documents) => return Err(unread(&documents, MessageFormat::Human)),
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
    let Cure { cuts, instead, adds, room, whole } = &report.cure;
    Row {
        story: &report.name,
        pages: &report.pages,
        characters: report.chars,
        lines: report.lines,
        lines_over: report.over,
        lines_free: report.free,
        lines_below: report.below,
        holes: report
            .holes
            .iter()
            .map(|(frame, column, rows)| HoleRow { frame, column: *column, rows: *rows })
            .collect(),
        head_free_mm: report.head.map(|head| tenths(head.free)),
        head_free_rows: report.head.map(|head| head.rows),
        used: report.used.iter().map(means).collect(),
        characters_to_cut: (report.over > 0).then(|| report.to_cut()),
        characters_to_add: (report.free > 0).then(|| adds.first().map_or(*room, |add| add.chars)),
        cuts: cuts.iter().map(edit_row).collect(),
        cuts_instead: instead.iter().map(edit_row).collect(),
        whole_cuts: whole.iter().map(whole_cut_row).collect(),
        adds: adds.iter().map(edit_row).collect(),
    }
}

/// Millimetres to a tenth.
fn tenths(length: Len) -> f64 {
    (length.to_mm() * 10.0).round() / 10.0
}

fn whole_cut_row(cut: &WholeCut) -> WholeCutRow<'_> {
    let part = if cut.part == Part::End { "end" } else { "section" };
    let WholeCut { paragraphs, begins, chars, free, .. } = cut;
    WholeCutRow { part, paragraphs: *paragraphs, begins, characters: *chars, lines_free: *free }
}

fn edit_row(edit: &Edit) -> EditRow<'_> {
    EditRow { paragraph: edit.number, begins: &edit.begins, characters: edit.chars, lines: edit.lines }
}

fn means(used: &Used) -> Message {
    let signed = |value: i64| format!("{value:+}");
    match used {
        Used::Looseness { longer, shorter: 0 } => message!("{} set a line longer", paragraphs(*longer)),
        Used::Looseness { longer: 0, shorter } => message!("{} set a line shorter", paragraphs(*shorter)),
        Used::Looseness { longer, shorter } => {
            message!("{} set a line longer, {} shorter", paragraphs(*longer), *shorter)
        }
        Used::Tracking(em) => message!("letters {}/1000 em", signed(i64::from(em.0))),
        Used::Size(size) => message!("type {} pt", format_args!("{:+.2}", size.to_pt())),
        Used::Leading(leading) => {
            message!("line distance {} pt, off the grid", format_args!("{:+.2}", leading.to_pt()))
        }
        Used::Head(rows) => message!("headline block {} rows", signed(*rows)),
        Used::Filler { name, rows } => message!("{} in {} rows", name, *rows),
        Used::Picture { frame, rows } => message!("picture {} {} rows", frame, signed(*rows)),
    }
}

fn paragraphs(count: usize) -> Message {
    if count == 1 { message!("{} paragraph", count) } else { message!("{} paragraphs", count) }
}

fn told(row: &Row<'_>) -> String {
    let state = match (row.lines_over, row.lines_free, row.lines_below) {
        (0, 0, 0) => say("full", &[]),
        (0, 0, below) => say("{} free below its even columns", &[&below]),
        (0, free, _) => say("{} free", &[&free]),
        (over, ..) => say("{} over", &[&over]),
    };
    let used: Vec<String> = row.used.iter().map(spoken_sentence).collect();
    let used = if used.is_empty() { String::new() } else { say("; used: {}", &[&listed(&used, say)]) };
    let mut text =
        say("{} ({}): {}, {} lines", &[&row.story, &listed(row.pages, say), &state, &row.lines]) + &used + "\n";
    let mut line = |indent: &str, told: String| text += &format!("{indent}{told}\n");
    for HoleRow { frame, column, rows } in &row.holes {
        line("  ", say("empty in column {} of {}: {}, before what must stay together", &[column, frame, rows]));
    }
    if let Some((mm, rows)) = row.head_free_mm.zip(row.head_free_rows).filter(|(_, rows)| *rows > 0) {
        line("  ", say("its headline block leaves {} mm free, {} rows of the text", &[&mm, &rows]));
    }
    for (indent, told) in remedies(row) {
        line(indent, told);
    }
    text
}

/// A cut of whole paragraphs, and what is free after it.
fn whole_cut(cut: &WholeCutRow<'_>) -> String {
    let WholeCutRow { paragraphs, begins, characters, .. } = cut;
    let what = match (cut.part, paragraphs) {
        ("section", _) => say("or cut the section 「{}」 ({} characters)", &[begins, characters]),
        (_, 1) => say("or cut the last paragraph, 「{}…」 ({} characters)", &[begins, characters]),
        _ => say("or cut the last {} paragraphs, from 「{}…」 on ({} characters)", &[paragraphs, begins, characters]),
    };
    if cut.lines_free == 0 { what } else { say("{}; {} lines are then free", &[&what, &cut.lines_free]) }
}

/// What would close a story, line by line with its indent.
fn remedies(row: &Row<'_>) -> Vec<(&'static str, String)> {
    let place = |edit: &EditRow<'_>| {
        ("    ", say("{} characters in paragraph {} 「{}…」", &[&edit.characters, &edit.paragraph, &edit.begins]))
    };
    let mut told = Vec::new();
    match row.characters_to_cut {
        Some(chars) if row.cuts.is_empty() => told.push(("  ", say("about {} characters too long", &[&chars]))),
        Some(chars) => told.push(("  ", say("cut {} characters:", &[&chars]))),
        None => {}
    }
    told.extend(row.cuts.iter().map(place));
    if !row.cuts_instead.is_empty() {
        told.push(("  ", say("or for one line of these:", &[])));
        told.extend(row.cuts_instead.iter().map(place));
    }
    told.extend(row.whole_cuts.iter().map(|cut| ("  ", whole_cut(cut))));
    if !row.adds.is_empty() {
        told.push(("  ", say("add to one of these paragraphs:", &[])));
        told.extend(row.adds.iter().map(place));
    }
    if let Some(chars) = row.characters_to_add.filter(|_| row.adds.is_empty()) {
        told.push(("  ", say("about {} characters too short", &[&chars])));
    }
    if row.lines_free > 0 {
        told.push(("  ", say("give it a picture or filler of {} lines", &[&row.lines_free])));
    }
    told
}
