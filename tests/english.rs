//! A narrow column of English: how its lines are set, measured in the face that ships.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::path::Path;

use serde_json::Value;
use support::program::{paiban, text};

/// So many of 276 spaces were wider than one and a half times their own when lines were first weighed by their spaces: more would be a loss.
const WIDE: usize = 120;

/// A line of the column.
struct Line {
    text: String,
    width: f64,
    /// Whether its spaces are wider than one and a half times their own.
    is_wide: bool,
}

fn paragraphs() -> Vec<Vec<Line>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/english");
    let args = ["lines", "harbour.txt", "--language", "en", "--measure", "45mm", "--size", "9pt", "--json"];
    let told: Value = serde_json::from_str(&text(&paiban(&folder, &args).stdout)).unwrap();
    let line = |line: &Value| Line {
        text: line["text"].as_str().unwrap().to_owned(),
        width: line["width"].as_f64().unwrap(),
        is_wide: line["each"].as_f64().unwrap() > 0.0,
    };
    let para = |para: &Value| para["lines"].as_array().unwrap().iter().map(line).collect();
    told.as_array().unwrap().iter().map(para).collect()
}

#[test]
fn lines_of_words_are_flush_without_ladders() {
    let (mut wide, mut words) = (0, 0);
    for para in paragraphs() {
        let (last, lines) = para.split_last().unwrap();
        let measure = 45.0 / 25.4 * 72.0 / 9.0;
        assert!(lines.iter().all(|line| !line.text.contains(' ') || (line.width - measure).abs() < 0.001));
        let ends_broken = |line: &Line| line.text.ends_with('-');
        assert!(!lines.windows(3).any(|lines| lines.iter().all(ends_broken)), "a ladder");
        assert!(last.text.contains(' ') || !lines.last().is_some_and(ends_broken), "{}", last.text);
        wide += lines.iter().filter(|line| line.is_wide).map(|line| line.text.matches(' ').count()).sum::<usize>();
        words += lines.iter().map(|line| line.text.matches(' ').count()).sum::<usize>();
    }
    assert!(words > 250 && wide <= WIDE, "{wide} of {words} spaces are wide");
}
