//! How pages are made up, rule by rule.

use serde::Serialize;

use paiban::base::Message;
use paiban::makeup::{Measure, PageScore, RuleKind, Unit};

use super::ReportArg;
use crate::cli::Failure;
use crate::cli::language::{say, spoken_sentence};

/// A page as scripts read it.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct PageRow<'a> {
    page: &'a str,
    name: &'a str,
    stories: usize,
    /// 100 less a tenth of the points; null where fewer than two stories stand on the page.
    score: Option<i64>,
    points: i64,
    rules: Vec<RuleRow<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleRow<'a> {
    rule: String,
    name: &'static str,
    kind: &'static str,
    /// A count, or a ratio.
    value: f64,
    points: i64,
    /// What was found, in words; left out where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<&'a Message>,
}

/// The scores in the form that is asked for.
///
/// # Errors
/// None that a user can cause.
pub(super) fn told(scores: &[PageScore], form: ReportArg) -> Result<String, Failure> {
    match form {
        ReportArg::None => Ok(String::new()),
        ReportArg::Table => Ok(scores.iter().map(page).collect()),
        ReportArg::Json => {
            let rows: Vec<PageRow<'_>> = scores.iter().map(page_row).collect();
            let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::internal(error.to_string()))?;
            Ok(text + "\n")
        }
    }
}

/// A page as scripts read it.
pub(in crate::cli) fn page_row(score: &PageScore) -> PageRow<'_> {
    PageRow {
        page: &score.page,
        name: &score.name,
        stories: score.stories,
        score: score.score(),
        points: score.points(),
        rules: score.measures.iter().map(rule_row).collect(),
    }
}

fn rule_row(measure: &Measure) -> RuleRow<'_> {
    // A measure is far below what a double holds exactly.
    let value = i32::try_from(measure.amount).map_or(f64::INFINITY, f64::from);
    RuleRow {
        rule: number(measure),
        name: measure.rule.name,
        kind: if measure.rule.kind == RuleKind::Hard { "hard" } else { "soft" },
        value: if measure.rule.unit == Unit::Permille { value / 1000.0 } else { value },
        points: measure.points,
        told: (measure.amount != 0).then_some(&measure.told),
    }
}

fn number(measure: &Measure) -> String {
    format!("M{}", measure.rule.number)
}

/// A page with what is broken and what costs.
fn page(score: &PageScore) -> String {
    let Some(worth) = score.score() else {
        return say("{} {}: {} stories, not judged", &[&score.page, &score.name, &score.stories]) + "\n";
    };
    let head = say(
        "{} {}: {} of 100, {} points, {} stories",
        &[&score.page, &score.name, &worth, &score.points(), &score.stories],
    );
    let is_told = |measure: &&Measure| measure.points > 0 || measure.broken() > 0;
    head + "\n" + &score.measures.iter().filter(is_told).map(rule).collect::<String>()
}

/// A rule with what was measured.
pub(in crate::cli) fn rule(measure: &Measure) -> String {
    let cost = if measure.broken() > 0 { say("broken", &[]) } else { measure.points.to_string() };
    format!("  {:4} {cost:>6}  {:18} {}\n", number(measure), measure.rule.name, spoken_sentence(&measure.told))
}
