//! The story report.

use paiban::base::Say;
use paiban::flow::StoryReport;
use paiban::paper::{Story, stories};

use super::ReportArg;
use crate::cli::Failure;
use crate::cli::aligned::aligned;

/// The report in the form that is asked for; people read it in their language.
///
/// # Errors
/// None that a user can cause.
pub(in crate::cli) fn report(form: ReportArg, reports: &[StoryReport], say: Say) -> Result<String, Failure> {
    let rows = stories(reports);
    match form {
        ReportArg::None => Ok(String::new()),
        ReportArg::Table => Ok(table(&rows, say)),
        ReportArg::Json => {
            let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
            Ok(text + "\n")
        }
    }
}

/// The frames of a story with their pages: `lead more (A01) rest (A03)`.
fn frames(row: &Story, say: Say) -> String {
    let placed: Vec<(&String, &String)> = row.frames.iter().zip(&row.frame_pages).collect();
    let of_page = |frames: &[(&String, &String)]| {
        let names: Vec<&str> = frames.iter().map(|(name, _)| name.as_str()).collect();
        say("{} ({})", &[&names.join(" "), frames[0].1])
    };
    placed.chunk_by(|(_, a), (_, b)| a == b).map(of_page).collect::<Vec<_>>().join(" ")
}

/// Columns padded by display width, since names are Chinese as often as not.
fn table(rows: &[Story], say: Say) -> String {
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
            row.name.clone(),
            row.characters.to_string(),
            row.lines.to_string(),
            frames(row, say),
            over,
            number(row.lines_free),
            number(row.loose),
        ]);
    }
    aligned(&cells)
}
