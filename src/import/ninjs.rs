//! ninjs, the IPTC's JSON for news, versions 1 to 3 → drafts. JSON of another kind is refused by its name.

use serde_json::{Map, Value};

use crate::base::Diagnostic;
use crate::input::Files;
use crate::message;

use super::agency::{self, Item};
use super::draft::Draft;
use super::{head, html, markup, plain};

/// Keys that say nothing to a desk.
const QUIET: &[&str] = &[
    "type",
    "standard",
    "$schema",
    "mimetype",
    "representationtype",
    "version",
    "uri",
    "source_id",
    "guid",
    "_id",
    "charcount",
    "wordcount",
    "readtime",
    "language",
];

/// Reads an item, or several in a list.
pub(super) fn read(name: &str, text: &str, files: &dyn Files) -> Result<Vec<Draft>, Diagnostic> {
    let mut values: Vec<Value> = Vec::new();
    // One value, or one a line.
    for value in serde_json::Deserializer::from_str(text.trim_start_matches('\u{FEFF}')).into_iter::<Value>() {
        values.push(value.map_err(|error| {
            Diagnostic::error(
                "import/kind",
                message!("{} begins as JSON, but is not sound: {}", name, error.to_string()),
            )
            .hint("ask for the file again, or for the text itself")
        })?);
    }
    let mut drafts = Vec::new();
    for item in values.iter().flat_map(items) {
        drafts.extend(of_item(item, files));
    }
    if drafts.is_empty() {
        return Err(Diagnostic::error("import/kind", message!("{} is JSON without a text that ninjs names, which is not imported", name))
            .hint("of JSON, ninjs is read (`headline` with `body_text`, `body_xhtml` or `bodies`); ask for that or for the text itself"));
    }
    Ok(drafts)
}

/// The items of a value: itself, those of a list, or those of the one list in it that a feed wraps them in.
fn items(value: &Value) -> Vec<&Map<String, Value>> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_object).collect(),
        Value::Object(item) if has_body(item) => vec![item],
        Value::Object(feed) => {
            let list = ["items", "item", "_items", "data"].iter().find_map(|key| feed.get(*key));
            match list {
                Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
                Some(Value::Object(item)) => vec![item],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn has_body(item: &Map<String, Value>) -> bool {
    item.keys().any(|key| key.starts_with("body_") || key == "bodies")
}

/// The text of a key in any case: version 1 writes `pubstatus`, version 3 `pubStatus`.
fn text(item: &Map<String, Value>, keys: &[&str]) -> String {
    let found = item.iter().find(|(key, _)| keys.contains(&key.to_lowercase().as_str()));
    found.map(|(_, value)| words(value)).unwrap_or_default()
}

/// All words of a value.
fn words(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => joined(list.iter()),
        Value::Object(fields) => joined(fields.values()),
    }
}

fn joined<'v>(values: impl Iterator<Item = &'v Value>) -> String {
    values.map(words).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A body: whether it is HTML, and its text.
struct Body {
    is_html: bool,
    text: String,
}

/// Bodies of an item, the best to set first.
fn bodies(item: &Map<String, Value>) -> Vec<Body> {
    let flat = item
        .iter()
        .filter(|(key, _)| key.starts_with("body_"))
        .map(|(key, value)| Body { is_html: key.contains("html"), text: words(value) });
    let listed = item.get("bodies").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let listed = listed
        .map(|body| Body { is_html: text(body, &["contenttype"]).contains("html"), text: text(body, &["value"]) });
    let mut all: Vec<Body> = flat.chain(listed).filter(|body| !body.text.is_empty()).collect();
    all.sort_by_key(|body| !body.is_html);
    all
}

fn of_item(item: &Map<String, Value>, files: &dyn Files) -> Option<Draft> {
    let mut bodies = bodies(item).into_iter();
    let read = |body: Body| if body.is_html { html::read(&body.text, files) } else { plain::paragraphs(&body.text) };
    let mut draft = read(bodies.next()?);
    let letters = draft.letters();
    bodies.for_each(|body| draft.name_further("further text", &read(body), &letters));
    let own = std::mem::take(&mut draft.front.headline);
    read_headlines(item, &mut draft);
    for headline in [own, text(item, &["title"])].into_iter().filter(|text| !text.is_empty()) {
        if draft.front.headline.is_empty() {
            draft.front.headline = headline;
        } else if draft.front.headline != headline {
            agency::name_loss(&mut draft, "further headline", &headline);
        }
    }
    let byline = text(item, &["byline", "by"]);
    if draft.front.byline.is_empty() {
        draft.front.byline = byline;
    } else {
        agency::name_loss(&mut draft, "by", &byline);
    }
    markup::language(&text(item, &["language"])).clone_into(&mut draft.front.language);
    let version = text(item, &["version"]);
    draft.agency.item = Item::new(&text(item, &["uri", "guid", "_id"]), &version);
    agency::status(&mut draft, &text(item, &["pubstatus"]));
    if let Some((_, until)) = item.iter().find(|(key, _)| key.to_lowercase().starts_with("embargoed")) {
        agency::embargo(&mut draft, &words(until), &text(item, &["versioncreated"]));
    }
    agency::note(&mut draft, &text(item, &["ednote"]));
    for signal in item.get("signals").and_then(Value::as_array).into_iter().flatten() {
        agency::signal(&mut draft, &words(signal));
    }
    name_rest(item, &mut draft);
    head::guess(&mut draft);
    Some(draft)
}

fn read_headlines(item: &Map<String, Value>, draft: &mut Draft) {
    draft.front.headline = text(item, &["headline"]);
    let listed = item.get("headlines").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    for headline in listed {
        let value = text(headline, &["value"]);
        if draft.front.headline.is_empty() {
            draft.front.headline = value;
        } else if draft.front.headline != value {
            agency::name_loss(draft, "further headline", &value);
        }
    }
}

/// Names what the article does not hold.
fn name_rest(item: &Map<String, Value>, draft: &mut Draft) {
    const READ: &[&str] =
        &["headline", "headlines", "title", "byline", "by", "bodies", "pubstatus", "ednote", "signals"];
    for (key, value) in item {
        let lower = key.to_lowercase();
        let is_read = READ.contains(&lower.as_str()) || lower.starts_with("body_") || lower.starts_with("embargoed");
        if is_read || QUIET.contains(&lower.as_str()) || agency::is_technical(&lower) {
            continue;
        }
        let name = lower.split('_').next().unwrap_or(&lower).trim_end_matches('s');
        let known = if agency::is_named(name) { name } else { key.as_str() };
        agency::name_loss(draft, known, &words(value));
    }
}
