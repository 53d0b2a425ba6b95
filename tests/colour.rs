//! The colour of columns, measured from the display list: `cargo test --test colour -- --ignored --nocapture` prints the table
//! of `docs/colour.md`. The text is the invented one of the example editions.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

#[path = "support/colour.rs"]
mod colour;
mod support;

use std::fmt::Write;
use std::path::Path;

use colour::{Colour, measured};
use support::program::{folder, paiban, text};
use support::root;

/// The articles that are measured: long ones of the front page and the daily. `COLOUR_TEXTS` names others, blanks between them.
const ARTICLES: &[&str] = &[
    "examples/front-page/articles/lead.md",
    "examples/front-page/articles/forum.md",
    "examples/front-page/articles/commentary.md",
    "examples/front-page/articles/campaign.md",
    "examples/daily/articles/a01-lead.md",
    "examples/daily/articles/a02-elevator.md",
    "examples/daily/articles/a05-island.md",
];

/// How a column is set.
#[derive(Clone, Copy)]
struct Setting {
    punctuation: &'static str,
    stretch: &'static str,
    /// Measure in half ems.
    halves: u32,
    more: &'static str,
}

impl Setting {
    fn marks(punctuation: &'static str, halves: u32) -> Self {
        Self { punctuation, stretch: "marks", halves, more: "" }
    }
}

/// The paragraphs of the articles alone, in one article.
fn paragraphs() -> String {
    let named = std::env::var("COLOUR_TEXTS").unwrap_or_default();
    let named: Vec<&str> = named.split_whitespace().collect();
    let files = if named.is_empty() { ARTICLES } else { &named };
    let one = |file: &&str| {
        let all = std::fs::read_to_string(root().join(file)).unwrap();
        let body = all.split("---\n").nth(2).unwrap_or(&all).to_owned();
        let kept = body.lines().filter(|line| !line.starts_with(['#', '>', ':', '|', '!', '-']) && !line.is_empty());
        kept.collect::<Vec<_>>().join("\n\n") + "\n\n"
    };
    files.iter().map(one).collect()
}

/// Sets the paragraphs in twelve columns of the measure and measures them.
fn set(folder: &Path, setting: &Setting) -> Colour {
    let Setting { punctuation, stretch, halves, more } = *setting;
    let measure = f64::from(halves) * 4.5;
    let width = 12.0 * measure + 11.0 * 9.0;
    let trim = width + 2.0 * 28.0;
    std::fs::write(folder.join("a.md"), format!("---\nheadline: 栏\n---\n{}", paragraphs())).unwrap();
    let edition = format!(
        "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {{trim: [{trim}pt, 3000pt], margins: 28pt, grid: {{columns: 1, leading: 12pt}}}}\n      \
         styles: {{body: {{size: 9pt, leading: 12pt, indent: 2em, punctuation: {punctuation}, stretch: {stretch}{more}}}}}\n      \
         frames:\n        text: {{area: {{columns: 1, rows: 1-240}}, columns: 12, gutter: 9pt}}\n      stories: {{lead: {{body: [text]}}}}\n    put: {{lead: a.md}}\n"
    );
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    let made = paiban(folder, &["build", "edition.yaml", "--dump", "display", "--report", "none"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    measured(&text(&made.stdout), &[9.0])
}

fn row(table: &mut String, name: &str, colour: &Colour) {
    let _ = writeln!(
        table,
        "| {name} | {} | {:.0} | {:.2} | {} | {:.0} | {} |",
        colour.lines,
        colour.solid_share(),
        colour.worst,
        colour.open_lines,
        colour.half_share(),
        colour.opened
    );
}

const HEAD: &str = "| setting | lines | solid % | widest stretch, em | lines over 0.12 em | inner stops at ½ em, % | marks opened |\n|---|---|---|---|---|---|---|\n";

/// These texts are full of numbers, whose gaps are kept even: they are set less solid than others are.
#[test]
fn columns_are_solid_where_marks_take_the_slack() {
    let folder = folder("aims");
    for (punctuation, halves, least) in
        [("kaiming", 24, 85.0), ("kaiming", 30, 90.0), ("kaiming", 33, 82.0), ("quanjiao", 30, 92.0)]
    {
        let found = set(&folder, &Setting::marks(punctuation, halves));
        let name = format!("{punctuation} {halves}/2 em: {found:?}");
        assert!(found.pairs > 4000 && found.stops > 50, "{name}");
        assert!(found.solid_share() >= least, "{name}");
        assert!(found.half_share() <= 25.0, "{name}");
        assert_eq!(found.opened, 0, "{name}");
    }
}

#[test]
fn letters_that_take_the_slack_show_it() {
    let folder = folder("even");
    let even = set(&folder, &Setting { stretch: "even", ..Setting::marks("kaiming", 30) });
    assert!(even.solid_share() < 70.0, "{even:?}");
}

/// Prints what `docs/colour.md` shows; nothing is asked of it here.
#[test]
#[ignore = "a table for people"]
fn table() {
    let folder = folder("table");
    let mut table = HEAD.to_owned();
    for (punctuation, name) in [("kaiming", "开明"), ("quanjiao", "全角")] {
        for halves in [20, 24, 27, 30, 33, 36, 48] {
            for stretch in ["even", "marks"] {
                let colour = set(&folder, &Setting { stretch, ..Setting::marks(punctuation, halves) });
                row(&mut table, &format!("{name} {} em, `{stretch}`", f64::from(halves) / 2.0), &colour);
            }
        }
    }
    println!("{table}");
}
