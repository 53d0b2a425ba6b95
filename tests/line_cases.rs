//! Every case of `tests/golden/line`: the rules of composition on ideal metrics.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use std::path::PathBuf;

use paiban::base::{Em, Len};
use paiban::line::{LineMeasures, LineReport, describe, set_para};
use paiban::model::{Composition, Fit, Kinsoku, LineEndStop, ParaStyle, Policy, PunctStyle, Stretch, UnitGlue};
use paiban::shape::{Region, shape_ideal};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(rename = "rule")]
    _rule: String,
    #[serde(rename = "note", default)]
    _note: String,
    text: String,
    measure_em: f64,
    style: Style,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Style {
    punct: String,
    kinsoku: String,
    policy: String,
    region: String,
    indent: i64,
    autospace: String,
    hang: bool,
    justify: bool,
    orphan_fix: bool,
    squeeze_stops: bool,
    trim_first: bool,
    unit_glue: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            punct: "quanjiao".into(),
            kinsoku: "news".into(),
            policy: "push_in".into(),
            region: "SC".into(),
            indent: 0,
            autospace: "1/4".into(),
            hang: false,
            justify: true,
            orphan_fix: false,
            squeeze_stops: true,
            trim_first: true,
            unit_glue: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    lines: Vec<String>,
    punct: Option<Vec<Vec<(String, f64)>>>,
    adj: Option<Vec<f64>>,
    each: Option<Vec<f64>>,
    width: Option<Vec<f64>>,
    hung: Option<Vec<bool>>,
}

const EM: Len = Len::pt(9);

#[test]
fn every_case_sets_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/line");
    let mut failures = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            count += 1;
            failures.extend(differences(&case, &set(&case)).into_iter().map(|what| format!("{}: {what}", case.id)));
        }
    }
    assert!(count >= 200, "only {count} cases found");
    assert!(failures.is_empty(), "{} differences\n{}", failures.len(), failures.join("\n"));
}

fn set(case: &Case) -> Vec<LineReport> {
    let style = para_style(&case.style);
    let region = if case.style.region == "TC" { Region::Tc } else { Region::Sc };
    let shaped = shape_ideal(&case.text, EM, region);
    let measure = Len::parse_relative(&format!("{}em", case.measure_em), EM).unwrap();
    let lines = set_para(&shaped, &style, &LineMeasures { first: &[], rest: measure });
    describe(&shaped, &lines, EM)
}

fn para_style(style: &Style) -> ParaStyle {
    let composition = Composition {
        punct: match style.punct.as_str() {
            "plain" => PunctStyle::Plain,
            "hangmobanjiao" => PunctStyle::Hangmobanjiao,
            "quanjiao" => PunctStyle::Quanjiao,
            "kaiming" => PunctStyle::Kaiming,
            "banjiao" => PunctStyle::Banjiao,
            "cct" => PunctStyle::Cct,
            other => panic!("unknown punct {other}"),
        },
        kinsoku: match style.kinsoku.as_str() {
            "none" => Kinsoku::None,
            "basic" => Kinsoku::Basic,
            "gb" => Kinsoku::Gb,
            "news" => Kinsoku::News,
            "strict" => Kinsoku::Strict,
            other => panic!("unknown kinsoku {other}"),
        },
        policy: if style.policy == "push_in" { Policy::PushIn } else { Policy::PushOut },
        autospace: match style.autospace.as_str() {
            "0" => Em::ZERO,
            "1/8" => Em(125),
            "1/4" => Em(250),
            other => panic!("unknown autospace {other}"),
        },
        justify: style.justify,
        hang: style.hang,
        orphan_fix: style.orphan_fix,
        squeeze_stops: style.squeeze_stops,
        trim_first: style.trim_first,
        unit_glue: if style.unit_glue { UnitGlue::Always } else { UnitGlue::News },
        // The cases are stated for letters alone.
        stretch: Stretch::Even,
        autospace_max: Stretch::Even.gap_max(),
        line_end_stop: LineEndStop::Trim,
        fit: Fit::First,
        ..Composition::default()
    };
    ParaStyle { size: EM, leading: EM, indent: EM * style.indent, composition, ..ParaStyle::default() }
}

fn differences(case: &Case, lines: &[LineReport]) -> Vec<String> {
    let mut found = Vec::new();
    let expect = &case.expect;
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    if texts != expect.lines {
        found.push(format!("lines {texts:?}, expected {:?}", expect.lines));
        return found;
    }
    let mut numbers = |what: &str, expected: &Option<Vec<f64>>, of: fn(&LineReport) -> f64| {
        let got: Vec<f64> = lines.iter().map(of).collect();
        if expected.as_ref().is_some_and(|expected| !close(&got, expected)) {
            found.push(format!("{what} {got:?}, expected {expected:?}"));
        }
    };
    numbers("adj", &expect.adj, |line| line.adjust);
    numbers("each", &expect.each, |line| line.each);
    numbers("width", &expect.width, |line| line.width);
    let hung: Vec<bool> = lines.iter().map(|line| line.hung).collect();
    if expect.hung.as_ref().is_some_and(|expected| *expected != hung) {
        found.push(format!("hung {hung:?}"));
    }
    for (number, (line, expected)) in lines.iter().zip(expect.punct.iter().flatten()).enumerate() {
        let same = line.punct.len() == expected.len()
            && line.punct.iter().zip(expected).all(|(a, b)| a.0 == b.0 && close(&[a.1], &[b.1]));
        if !same {
            found.push(format!("punct of line {number} {:?}, expected {expected:?}", line.punct));
        }
    }
    found
}

fn close(got: &[f64], expected: &[f64]) -> bool {
    got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.001)
}
