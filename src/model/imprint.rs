//! What an edition says of itself: paper, date, texts, press.

use crate::base::{Diagnostic, Diagnostics};
use crate::input::{Fields, stays_inside};
use crate::message;

use super::choices;
use super::edition::{Edition, Imprint};
use super::press::{Intent, Press};
use super::text::{Variables, date_variables, parse_date};

/// The edition's own texts; paper and date are due.
pub(super) fn variables(fields: &Fields, edition: &mut Edition, found: &mut Diagnostics) -> Variables {
    let mut due = |key: &'static str, hint: &'static str| {
        let text = fields.text(key);
        if text.is_none() {
            found.push(
                Diagnostic::error("edition/missing-key", message!("the edition has no `{}`", key))
                    .at(fields.span)
                    .hint(hint),
            );
        }
        text
    };
    let paper = due("paper", "write paper: and the paper's name").map_or(String::new(), |text| text.value.to_owned());
    let date = due("date", "write date: 2026-03-12");
    let parsed = date.and_then(|date| parse_date(date.value));
    if let (Some(date), None) = (date, parsed) {
        found.push(
            Diagnostic::error("edition/date", message!("`{}` is not a date", date.value))
                .at(date.span)
                .hint("write year-month-day, such as 2026-03-12"),
        );
    }
    let mut variables = date_variables(parsed.unwrap_or_default());
    variables.insert("page-count".into(), fields.list("pages").len().to_string());
    for (name, value) in fields.named("texts") {
        variables.insert(name.value.clone(), value.value.as_text().unwrap_or_default().to_owned());
    }
    variables.insert("issue".into(), fields.text("issue").map_or(String::new(), |text| text.value.to_owned()));
    variables.insert("paper".into(), paper.clone());
    edition.imprint = Imprint { paper, date: parsed.unwrap_or_default(), title: String::new() };
    variables
}

/// What the edition says of the press.
pub(super) fn press(edition: &Fields, found: &mut Diagnostics) -> Press {
    let Some(fields) = edition.object("press") else { return Press::default() };
    let number = |key: &str| fields.number(key).and_then(|number| u32::try_from(number).ok());
    let profile = fields.text("profile");
    if let Some(outside) = profile.filter(|path| !stays_inside(path.value)) {
        found.push(
            Diagnostic::error("file/outside", message!("{} is outside the edition's folder", outside.value))
                .at(outside.span)
                .hint("keep the press profile beside the edition"),
        );
    }
    Press {
        profile: profile.filter(|path| stays_inside(path.value)).map(|path| (path.value.to_owned(), path.span)),
        condition: fields.text("condition").map(|text| text.value.to_owned()),
        ink_limit: fields.percent("ink-limit"),
        intent: fields.text("intent").map_or(Intent::default(), |word| choices::pick(choices::INTENT, word.value)),
        keeps_black_point: fields.bool("black-point") == Some(false),
        resolution: number("resolution"),
        least_resolution: number("least-resolution"),
        marks: fields
            .list("marks")
            .iter()
            .filter_map(|mark| Some(choices::pick(choices::MARK, mark.value.as_text()?)))
            .collect(),
    }
}

/// Paper, date and page numbers.
pub(super) fn title(edition: &Edition) -> String {
    let date = edition.imprint.date;
    let pages = match edition.pages.as_slice() {
        [] => String::new(),
        [only] => format!(" 第{}版", only.number),
        [first, .., last] => format!(" 第{}–{}版", first.number, last.number),
    };
    format!("{} {:04}-{:02}-{:02}{pages}", edition.imprint.paper, date.year, date.month, date.day)
}
