//! What an edition says of itself: paper, date, texts, press.

use crate::base::{Diagnostic, Diagnostics, Severity, Spanned};
use crate::input::{Fields, stays_inside};
use crate::message;

use super::choices;
use super::dates::date_variables;
use super::edition::{Date, Edition, Imprint, Lang};
use super::press::{Intent, Press};
use super::text::{Variables, lunar_variables, parse_date};
use super::typed_dates::{self, Meant};
use super::vacancy::FreeLimit;

/// The edition's own texts; paper and date are due.
pub(super) fn variables(fields: &Fields, edition: &mut Edition, found: &mut Diagnostics) -> Variables {
    let mut due = |key: &'static str, hint: &'static str| {
        let text = fields.text(key);
        if text.is_none() && !fields.unread.contains(key) {
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
    let language = fields.text("language").map_or(Lang::default(), |word| choices::pick(choices::LANG, word.value));
    let mut variables = date_variables(parsed.unwrap_or_default(), language);
    variables.extend(lunar_variables(parsed.unwrap_or_default()));
    variables.insert("page-count".into(), fields.list("pages").len().to_string());
    own_texts(fields, parsed, &mut variables, found);
    variables.insert("issue".into(), fields.text("issue").map_or(String::new(), |text| text.value.to_owned()));
    variables.insert("paper".into(), paper.clone());
    edition.imprint = Imprint { paper, date: parsed.unwrap_or_default(), ..Imprint::default() };
    variables
}

/// The values of an edition that texts of its pages may take in by a name.
pub(super) fn named(edition: &Fields) -> Vec<Spanned<&str>> {
    let texts =
        edition.named("texts").iter().filter_map(|(_, value)| Some(Spanned::new(value.value.as_text()?, value.span)));
    ["paper", "issue"].into_iter().filter_map(|key| edition.text(key)).chain(texts).collect()
}

/// Names of texts that say the day of the edition.
const OF_THE_DAY: &[&str] = &["lunar", "lunar-year", "lunar-day", "weekday", "date-cn", "date-long", "date"];

/// Texts of the edition's or a page's own, over what the program says.
pub(super) fn own_texts(fields: &Fields, date: Option<Date>, variables: &mut Variables, found: &mut Diagnostics) {
    for (name, value) in fields.named("texts") {
        let text = value.value.as_text().unwrap_or_default();
        let meant = if OF_THE_DAY.contains(&name.value.as_str()) { Meant::TheDay } else { Meant::Anything };
        typed_dates::check(&[Spanned::new(text, value.span)], meant, date, found);
        variables.insert(name.value.clone(), text.to_owned());
    }
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

/// How much stories may leave free; what the edition does not say is as usual.
pub(super) fn free_limit(edition: &Fields) -> FreeLimit {
    let usual = FreeLimit::default();
    let Some(fields) = edition.object("free") else { return usual };
    FreeLimit {
        rows: fields.number("rows").and_then(|rows| usize::try_from(rows).ok()).unwrap_or(usual.rows),
        area: fields.percent("area").unwrap_or(usual.area),
        beyond: fields.text("beyond").and_then(severity).unwrap_or(usual.beyond),
    }
}

/// How grave odd marks of texts are; nothing where the edition does not want them looked at.
pub(super) fn proofreading(edition: &Fields) -> Option<Severity> {
    let word = edition.text("proofread").map_or("note", |word| word.value);
    choices::PROOFREAD.iter().find(|(known, _)| *known == word).and_then(|(_, severity)| *severity)
}

fn severity(word: Spanned<&str>) -> Option<Severity> {
    choices::SEVERITY.iter().find(|(known, _)| *known == word.value).map(|(_, severity)| *severity)
}

/// The language of most of the text; mainland Chinese where there is none.
pub(super) fn language(edition: &Edition) -> Lang {
    let mut letters: Vec<(Lang, usize)> = Vec::new();
    for run in edition.stories.iter().flat_map(|story| &story.paras).flat_map(|para| &para.runs) {
        let language = edition.char_styles.get(run.style.index()).map_or(Lang::default(), |style| style.lang);
        match letters.iter_mut().find(|(known, _)| *known == language) {
            Some((_, count)) => *count += run.text.len(),
            None => letters.push((language, run.text.len())),
        }
    }
    letters.into_iter().max_by_key(|(_, count)| *count).map_or(Lang::default(), |(language, _)| language)
}

/// The title of a file with pages of these numbers: paper, date and pages.
pub fn title(imprint: &Imprint, numbers: &[&str]) -> String {
    let date = imprint.date;
    let pages = match numbers {
        [] => String::new(),
        [only] => format!(" 第{only}版"),
        [first, .., last] => format!(" 第{first}–{last}版"),
    };
    format!("{} {:04}-{:02}-{:02}{pages}", imprint.paper, date.year, date.month, date.day)
}
