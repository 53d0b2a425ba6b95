//! The story report.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use paiban::base::Say;
use paiban::flow::StoryReport;
use paiban::model::StoryKind;

use super::ReportArg;
use crate::cli::Failure;

/// The story report as scripts read it.
#[derive(Serialize)]
struct StoryRow<'a> {
    story: &'a str,
    frames: &'a [String],
    characters: usize,
    lines: usize,
    lines_over: usize,
    characters_over: usize,
    lines_free: usize,
    loose: usize,
    overfull: usize,
    open: usize,
}

/// The report in the form that is asked for; people read it in their language.
///
/// # Errors
/// None that a user can cause.
pub(in crate::cli) fn report(form: ReportArg, reports: &[StoryReport], say: Say) -> Result<String, Failure> {
    let rows: Vec<StoryRow<'_>> = reports
        .iter()
        .filter(|report| report.kind == StoryKind::Body || report.over > 0)
        .map(|report| StoryRow {
            story: &report.name,
            frames: &report.frames,
            characters: report.chars,
            lines: report.lines,
            lines_over: report.over,
            characters_over: report.over_chars,
            lines_free: report.free,
            loose: report.loose,
            overfull: report.overfull,
            open: report.open,
        })
        .collect();
    match form {
        ReportArg::None => Ok(String::new()),
        ReportArg::Table => Ok(table(&rows, say)),
        ReportArg::Json => {
            let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
            Ok(text + "\n")
        }
    }
}

/// Columns padded by display width, since names are Chinese as often as not.
fn table(rows: &[StoryRow<'_>], say: Say) -> String {
    let mut cells = vec![[
        say("story", &[]),
        say("characters", &[]),
        say("lines", &[]),
        say("frames", &[]),
        say("over", &[]),
        say("free", &[]),
        say("loose", &[]),
    ]];
    for row in rows {
        let over = if row.lines_over > 0 {
            say("{} ({} characters)", &[&row.lines_over, &row.characters_over])
        } else {
            String::new()
        };
        let number = |n: usize| if n > 0 { n.to_string() } else { String::new() };
        cells.push([
            row.story.to_owned(),
            row.characters.to_string(),
            row.lines.to_string(),
            row.frames.join(" "),
            over,
            number(row.lines_free),
            number(row.loose),
        ]);
    }
    let width = |column: usize| cells.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
    let line = |row: &[String; 7]| {
        row.iter()
            .zip(&widths)
            .map(|(cell, &width)| pad(cell, width))
            .collect::<Vec<_>>()
            .join("  ")
            .trim_end()
            .to_owned()
            + "\n"
    };
    cells.iter().map(line).collect()
}
