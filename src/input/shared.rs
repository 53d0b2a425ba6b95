//! What editions share: a house's folder for what is the same every day, and pages of another edition of the day.
//!
//! Both come below what an edition says itself: its own keys win, and what is known by a name (a style, a text, what is put into a place) by the name.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Spanned, name_hint};
use crate::message;

use super::value::{Fields, Value};

/// The file in a house's folder that says what its editions share.
pub(super) const HOUSE: &str = "house.yaml";

/// Keys of an edition that belong to a day and to no house.
pub(super) const OF_A_DAY: [&str; 7] = ["date", "issue", "bookings", "pages", "house", "include", "without"];

/// Names whose entries are merged key by key; entries of others are one thing and replaced whole, as an article that is put where another stood.
const MERGED: [&str; 3] = ["fonts", "inks", "styles"];

/// A page's number as printed: its own, its place in its section (A01), or its place in the edition.
pub fn printed_number(pages: &[&Fields], at: usize) -> String {
    let section = |page: &Fields| page.text("section").map(|section| section.value.to_owned());
    match (pages[at].text("number"), section(pages[at])) {
        (Some(number), _) => number.value.to_owned(),
        (None, Some(own)) => {
            let before = pages[..at].iter().filter(|page| section(page).as_ref() == Some(&own)).count();
            format!("{own}{:02}", before + 1)
        }
        (None, None) => (at + 1).to_string(),
    }
}

/// The folder of a house as it is written, without a slash at its end; an absolute path, one with a drive and one of another system are none.
///
/// # Errors
/// The finding about another path.
pub(super) fn house_folder(house: Spanned<&str>) -> Result<&str, Diagnostic> {
    let folder = house.value.trim_end_matches('/');
    let is_plain = !folder.is_empty() && !folder.starts_with('/') && !folder.contains(['\\', ':']);
    let not_below = || {
        Diagnostic::error("house/path", message!("`{}` is no folder beside or above the edition's", house.value))
            .at(house.span)
            .hint("write the way to it from the edition's folder, such as ../house")
    };
    is_plain.then_some(folder).ok_or_else(not_below)
}

/// What a house says that only an edition can say.
pub(super) fn of_a_day(house: &Fields, found: &mut Diagnostics) {
    for key in OF_A_DAY.iter().filter(|key| house.get(key).is_some()) {
        let finding = Diagnostic::error("house/of-a-day", message!("`{}` belongs to the edition of a day", *key));
        found.push(finding.at(house.span_of(key)).hint("write it in edition.yaml"));
    }
}

/// The keys of a document over those of one below it.
pub(super) fn over(upper: &Fields, lower: &Fields) -> Fields {
    let mut merged = upper.clone();
    merged.unread.extend(&lower.unread);
    for (key, below) in &lower.values {
        let both = merged.values.get_mut(key).map(|above| (&mut above.value, &below.value));
        match both {
            None => drop(merged.values.insert(key, below.clone())),
            // Names of today's paper and of every day's are names.
            Some((Value::List(above), Value::List(below))) if *key == "words" => above.extend(below.iter().cloned()),
            Some((Value::Object(above), Value::Object(below))) => *above = over(above, below),
            Some((Value::Named(above), Value::Named(below))) => {
                *above = named_over(above, below, MERGED.contains(key));
            }
            Some(_) => {}
        }
    }
    merged
}

type Entries = Vec<(Spanned<String>, Spanned<Value>)>;

/// Named entries over those below, in the order of those below; new ones follow.
fn named_over(upper: &Entries, lower: &Entries, by_key: bool) -> Entries {
    let above = |name: &str| upper.iter().find(|(known, _)| known.value == name);
    let kept = lower.iter().map(|below| match (above(&below.0.value), &below.1.value) {
        (None, _) => below.clone(),
        (Some((name, Spanned { value: Value::Object(fields), span })), Value::Object(below)) if by_key => {
            (name.clone(), Spanned::new(Value::Object(over(fields, below)), *span))
        }
        (Some(entry), _) => entry.clone(),
    });
    let is_new =
        |(name, _): &&(Spanned<String>, Spanned<Value>)| !lower.iter().any(|(known, _)| known.value == name.value);
    kept.chain(upper.iter().filter(is_new).cloned()).collect()
}

/// An edition over the one it includes: the pages of that one, changed where its own pages are `of` one, less those it is `without`; then its other pages.
pub(super) fn zone(own: &Fields, included: &Fields, found: &mut Diagnostics) -> Fields {
    let mut zone = over(own, included);
    let written: Vec<&Fields> = included.list("pages").iter().filter_map(|page| page.value.as_object()).collect();
    let mut pages: Vec<(String, Spanned<Value>)> = (0..written.len()).map(|at| numbered(&written, at)).collect();
    let mut more = Vec::new();
    for page in own.list("pages") {
        let Some(fields) = page.value.as_object() else { continue };
        let Some(of) = fields.text("of") else {
            more.push(page.clone());
            continue;
        };
        match pages.iter_mut().find(|(number, _)| number == of.value) {
            Some((_, Spanned { value: Value::Object(below), span })) => {
                (*below, *span) = (over(fields, below), page.span);
            }
            _ => found.push(no_page(of, &pages)),
        }
    }
    let left_out: BTreeSet<&str> = own.list("without").iter().filter_map(|number| number.value.as_text()).collect();
    for number in own.list("without") {
        if let Some(text) = number.value.as_text().filter(|text| !pages.iter().any(|(known, _)| known == text)) {
            found.push(no_page(Spanned::new(text, number.span), &pages));
        }
    }
    let kept = pages.into_iter().filter(|(number, _)| !left_out.contains(number.as_str())).map(|(_, page)| page);
    let span = own.get("pages").or_else(|| included.get("pages")).map_or(own.span, |pages| pages.span);
    zone.values.insert("pages", Spanned::new(Value::List(kept.chain(more).collect()), span));
    zone
}

/// A page of an included edition with the number it has there, which it keeps wherever it comes to stand.
fn numbered(pages: &[&Fields], at: usize) -> (String, Spanned<Value>) {
    let number = printed_number(pages, at);
    let mut page = pages[at].clone();
    let span = page.span;
    page.values.entry("number").or_insert_with(|| Spanned::new(Value::Text(number.clone()), span));
    (number, Spanned::new(Value::Object(page), span))
}

fn no_page(number: Spanned<&str>, pages: &[(String, Spanned<Value>)]) -> Diagnostic {
    let known = pages.iter().map(|(number, _)| number.as_str());
    Diagnostic::error("include/no-page", message!("the included edition has no page {}", number.value))
        .at(number.span)
        .hint(name_hint(number.value, known))
}

/// Keys that speak of an included edition where none is.
pub(super) fn without_include(own: &Fields, found: &mut Diagnostics) {
    let pages = own.list("pages").iter().filter_map(|page| page.value.as_object()?.get("of"));
    for value in pages.chain(own.get("without")) {
        let finding = Diagnostic::error("include/none", "this speaks of an included edition, and there is none");
        found.push(finding.at(value.span).hint("name it at the top: `include: edition.yaml`"));
    }
}
