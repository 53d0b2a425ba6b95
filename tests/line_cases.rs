//! Every case of `tests/golden/line`: the rules of composition on ideal metrics.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use std::path::PathBuf;

use paiban::base::{Em, Len};
use paiban::line::{LineMeasures, LineReport, describe, set_para};
use paiban::model::ParaStyle;
use paiban::shape::shape_ideal_in;
use paiban::tradition::{
    Composition, Direction, Fit, Kinsoku, Lang, LineEndStop, Policy, PunctStyle, Stretch, UnitGlue, WordBreak,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(rename = "rule")]
    _rule: String,
    #[serde(rename = "note", default)]
    _note: String,
    language: Option<String>,
    direction: Option<String>,
    text: String,
    measure_em: f64,
    style: Style,
    expect: Expect,
}

/// What a case says of its style; what it does not is the language's, or what the README says where it names none.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Style {
    punct: Option<String>,
    kinsoku: Option<String>,
    policy: Option<String>,
    region: Option<String>,
    line_end_stop: Option<String>,
    word_break: Option<String>,
    indent: i64,
    autospace: Option<String>,
    hang: bool,
    justify: Option<bool>,
    orphan_fix: bool,
    squeeze_stops: Option<bool>,
    trim_first: Option<bool>,
    unit_glue: bool,
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
    assert!(count >= 280, "only {count} cases found");
    assert!(failures.is_empty(), "{} differences\n{}", failures.len(), failures.join("\n"));
}

fn set(case: &Case) -> Vec<LineReport> {
    let lang = lang(case);
    let style = para_style(case, lang);
    let direction = if case.direction.is_some() { Direction::Vertical } else { Direction::Horizontal };
    let shaped = shape_ideal_in(&case.text, EM, lang, direction);
    let measure = Len::parse_relative(&format!("{}em", case.measure_em), EM).unwrap();
    let lines = set_para(&shaped, &style, &LineMeasures::new(&[], measure));
    describe(&shaped, &lines, EM)
}

fn lang(case: &Case) -> Lang {
    match case.language.as_deref() {
        None if case.style.region.as_deref() == Some("TC") => Lang::ZhHant,
        None | Some("zh-Hans") => Lang::ZhHans,
        Some("zh-Hant") => Lang::ZhHant,
        Some("zh-HK") => Lang::ZhHk,
        Some("ja") => Lang::Ja,
        Some("ko") => Lang::Ko,
        Some("en") => Lang::En,
        Some(other) => panic!("unknown language {other}"),
    }
}

/// The meaning of a word of a case, by the names the program prints.
fn meaning<T: Copy>(words: &[(&str, T)], word: &Option<String>, default: T) -> T {
    let Some(word) = word else { return default };
    words.iter().find(|(known, _)| known == word).unwrap_or_else(|| panic!("unknown word {word}")).1
}

/// What a case starts from: its language, or the Chinese of the README.
fn base(case: &Case, lang: Lang) -> Composition {
    let own = lang.tradition().style.composition;
    let stated = Composition { orphan_fix: false, fit: Fit::First, ..own };
    if case.language.is_some() {
        return stated;
    }
    Composition {
        punct: PunctStyle::Quanjiao,
        policy: Policy::PushIn,
        // The cases are stated for letters alone.
        stretch: Stretch::Even,
        autospace_max: Stretch::Even.gap_max(),
        line_end_stop: LineEndStop::Trim,
        ..Composition { lang, ..stated }
    }
}

fn para_style(case: &Case, lang: Lang) -> ParaStyle {
    let (style, base) = (&case.style, base(case, lang));
    let levels = [
        ("none", Kinsoku::None),
        ("basic", Kinsoku::Basic),
        ("loose", Kinsoku::Loose),
        ("gb", Kinsoku::Gb),
        ("news", Kinsoku::News),
        ("normal", Kinsoku::Normal),
        ("strict", Kinsoku::Strict),
    ];
    let puncts = [
        ("plain", PunctStyle::Plain),
        ("hangmobanjiao", PunctStyle::Hangmobanjiao),
        ("quanjiao", PunctStyle::Quanjiao),
        ("kaiming", PunctStyle::Kaiming),
        ("banjiao", PunctStyle::Banjiao),
        ("cct", PunctStyle::Cct),
    ];
    let stops = [("keep", LineEndStop::Keep), ("trim", LineEndStop::Trim), ("allow", LineEndStop::Allow)];
    let composition = Composition {
        punct: meaning(&puncts, &style.punct, base.punct),
        kinsoku: meaning(&levels, &style.kinsoku, base.kinsoku),
        kinsoku_narrow: base.kinsoku_narrow.filter(|_| style.kinsoku.is_none()),
        policy: meaning(&[("push_in", Policy::PushIn), ("push_out", Policy::PushOut)], &style.policy, base.policy),
        line_end_stop: meaning(&stops, &style.line_end_stop, base.line_end_stop),
        word_break: meaning(&[("keep-all", WordBreak::KeepAll)], &style.word_break, base.word_break),
        autospace: meaning(&[("0", Em::ZERO), ("1/8", Em(125)), ("1/4", Em(250))], &style.autospace, base.autospace),
        justify: style.justify.unwrap_or(true),
        hang: style.hang,
        orphan_fix: style.orphan_fix,
        squeeze_stops: style.squeeze_stops.unwrap_or(true),
        trim_first: style.trim_first.unwrap_or(true),
        unit_glue: if style.unit_glue { UnitGlue::Always } else { base.unit_glue },
        ..base
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
