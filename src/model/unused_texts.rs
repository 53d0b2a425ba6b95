//! Texts of an edition that none of its pages says, and those that name other texts: what was typed and does not print.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, Diagnostics, Spanned};
use crate::input::{Documents, Fields, Value, defaults};
use crate::message;

/// Texts that lines of jumps take without a frame's asking; both may hold the other page's number.
const OF_JUMPS: &[&str] = &["jump-to", "jump-from"];

/// Tells of every text of the edition and its pages that stands in no frame, and of its number where none shows it.
pub(super) fn check(documents: &Documents) -> Diagnostics {
    let edition = &documents.edition;
    let mut said = BTreeSet::new();
    for fields in documents.layouts.values().chain([edition, defaults()]) {
        fields.values.values().for_each(|value| names_in(&value.value, &mut said));
    }
    let pages = edition.list("pages").iter().filter_map(|page| page.value.as_object());
    let texts = pages.chain([edition]).flat_map(|fields| fields.named("texts"));
    // What a house holds for many editions need not stand in each.
    let own = texts.filter(|(name, _)| name.span.source == edition.span.source);
    own.flat_map(|(name, value)| unused(name, &said).or_else(|| nested(name, value)))
        .chain(edition.text("issue").filter(|_| !said.contains("issue")).map(|issue| {
            Diagnostic::note("text/unused", message!("no frame shows `{}`", "issue"))
                .at(issue.span)
                .hint("write `{issue}` into the text of a frame, as in `text: \"第{issue}期\"`, or take it out")
        }))
        .collect()
}

fn unused(name: &Spanned<String>, said: &BTreeSet<&str>) -> Option<Diagnostic> {
    let is_used = said.contains(name.value.as_str()) || OF_JUMPS.contains(&name.value.as_str());
    (!is_used).then(|| {
        Diagnostic::note("text/unused", message!("no frame shows `{}`", name.value))
            .at(name.span)
            .hint(message!("write `{{}}` into the text of a frame, or take it out", name.value))
    })
}

/// A text that names another: names are looked up once.
fn nested(name: &Spanned<String>, value: &Spanned<Value>) -> Option<Diagnostic> {
    let text = value.value.as_text().filter(|_| !OF_JUMPS.contains(&name.value.as_str()))?;
    let inner = names(text).next()?;
    let message = message!("`{{}}` within the text `{}` prints as it stands", inner, name.value);
    Some(Diagnostic::warning("text/unused", message).at(value.span).hint(message!(
        "write `{{}}` beside `{{}}` where the text is used",
        inner,
        name.value
    )))
}

/// The names in braces of all texts of a value.
fn names_in<'v>(value: &'v Value, said: &mut BTreeSet<&'v str>) {
    match value {
        Value::Text(text) => said.extend(names(text)),
        Value::List(items) => items.iter().for_each(|item| names_in(&item.value, said)),
        Value::Named(entries) => entries.iter().for_each(|(_, value)| names_in(&value.value, said)),
        Value::Object(Fields { values, .. }) => values.values().for_each(|value| names_in(&value.value, said)),
        _ => {}
    }
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    let name = |part: &'_ str| -> Option<usize> { part.find('}').filter(|&end| end > 0) };
    text.split('{').skip(1).filter_map(move |part| name(part).map(|end| &part[..end]))
}
