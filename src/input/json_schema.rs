//! JSON Schemas of the documents, made of the table of keys, so that editors check and complete while one writes.

use serde_json::{Map, Value, json};

use super::shared::OF_A_DAY;
use crate::base::size_names;

use super::schema::{
    AREA, BLOCK, BLOCKS, BORDER, CONTENT, EDITION, EDITION_PAGE, ELASTIC, FAMILY, FEATURES, FRAME, FROM, FRONT_MATTER,
    GRID, INK, KEEP_LINES, Key, Kind, LAYER, LAYOUT, LIST_AD, LIST_PICTURE, LIST_STORY, MAKEUP, PAGE, PICTURE_PLACE,
    PLACE, ROLES, SHAPE, SIDES, STORY_LIST, STYLE, STYLED_TEXT, Sign,
};

/// The dialect the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keys that others make good: an edition that includes one has its pages, and a page that is one of those its layout.
const INSTEAD: &[(&str, &[&[&str]])] =
    &[("edition", &[&["include"], &["house", "date", "pages"]]), ("page-of-edition", &[&["of"]])];

/// Documents that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// An edition.
    Edition,
    /// What the editions of a house share.
    House,
    /// A layout.
    Layout,
    /// An article's front matter.
    Article,
    /// A list of stories, of which pages are proposed.
    Stories,
}

/// What the table of keys does not say about an object.
struct More {
    /// Name of its definition.
    name: &'static str,
    keys: &'static [Key],
    /// Keys without which the object is a mistake.
    required: &'static [&'static str],
    /// What keys are when they are not written; held against the description of the format.
    defaults: &'static [(&'static str, &'static str)],
}

const MORE: &[More] = &[
    More { name: "layout", keys: LAYOUT, required: &[], defaults: &[] },
    More { name: "article", keys: FRONT_MATTER, required: &[], defaults: &[] },
    More {
        name: "story-list",
        keys: STORY_LIST,
        required: &[],
        defaults: &[("layout", "broadsheet-inner"), ("number", "1")],
    },
    More { name: "story-of-list", keys: LIST_STORY, required: &["article"], defaults: &[("may-drop", "false")] },
    More {
        name: "picture-of-list",
        keys: LIST_PICTURE,
        required: &["picture"],
        defaults: &[("least", "1"), ("most", "4"), ("crop", "14%")],
    },
    More { name: "ad-of-list", keys: LIST_AD, required: &["columns"], defaults: &[("fit", "cover")] },
    More { name: "sides", keys: SIDES, required: &[], defaults: &[] },
    More { name: "area", keys: AREA, required: &[], defaults: &[] },
    More { name: "borders", keys: BORDER, required: &[], defaults: &[] },
    More { name: "paragraph", keys: STYLED_TEXT, required: &[], defaults: &[] },
    More { name: "styles-of-parts", keys: ROLES, required: &[], defaults: &[] },
    More { name: "edition", keys: EDITION, required: &["paper", "date", "pages"], defaults: &[("proofread", "note")] },
    More { name: "page-of-edition", keys: EDITION_PAGE, required: &["layout"], defaults: &[] },
    More { name: "story-place", keys: PLACE, required: &["body"], defaults: &[] },
    More {
        name: "shape",
        keys: SHAPE,
        required: &[],
        defaults: &[("head", "over"), ("head-gap", "1"), ("picture-gap", "1"), ("label-rows", "2")],
    },
    More { name: "picture-place", keys: PICTURE_PLACE, required: &["at"], defaults: &[] },
    More { name: "blocks", keys: BLOCKS, required: &[], defaults: &[("gap", "1")] },
    More { name: "elastic", keys: &ELASTIC, required: &["at", "within"], defaults: &[] },
    More { name: "block", keys: &BLOCK, required: &[], defaults: &[] },
    More {
        name: "makeup",
        keys: MAKEUP,
        required: &[],
        defaults: &[
            ("overset", "error"),
            ("filled", "warning"),
            ("covered", "warning"),
            ("rectangles", "warning"),
            ("on-columns", "warning"),
            ("head-place", "warning"),
            ("lead-largest", "warning"),
            ("lead-first", "warning"),
            ("column-depth", "warning"),
            ("ads-at-foot", "warning"),
            ("free-lines", "4"),
            ("gaps", "6"),
            ("cut-across", "45"),
            ("cut-down", "20"),
            ("butting-heads", "70"),
            ("head-order", "30"),
            ("lead-contrast", "30"),
            ("pictures", "2"),
            ("main-picture", "25"),
            ("lead-picture", "25"),
            ("touching-pictures", "30"),
            ("grey", "3"),
            ("columns", "4"),
            ("balance", "20"),
            ("widths", "15"),
            ("feet", "8"),
            ("head-white", "2"),
            ("boxes", "25"),
        ],
    },
    More { name: "page", keys: PAGE, required: &[], defaults: &[("bleed", "0mm"), ("margins", "20mm")] },
    More { name: "grid", keys: GRID, required: &[], defaults: &[("columns", "6"), ("gutter", "6mm")] },
    More { name: "font", keys: FAMILY, required: &[], defaults: &[("latin-scale", "100%"), ("latin-rise", "0em")] },
    More { name: "ink", keys: INK, required: &[], defaults: &[("percent", "100%")] },
    More {
        name: "content",
        keys: CONTENT,
        required: &[],
        defaults: &[("fit", "cover"), ("ink", "black"), ("ad", "false")],
    },
    More { name: "words-from", keys: FROM, required: &["from"], defaults: &[] },
    More { name: "keep-lines", keys: KEEP_LINES, required: &[], defaults: &[("foot", "1"), ("head", "1")] },
    More { name: "features", keys: FEATURES, required: &[], defaults: &[] },
    More { name: "layer", keys: LAYER, required: &[], defaults: &[("dx", "0"), ("dy", "0"), ("ink", "black")] },
    More {
        name: "frame",
        keys: FRAME,
        required: &[],
        defaults: &[
            ("columns", "1"),
            ("measure", "half-em"),
            ("direction", "horizontal"),
            ("align", "top"),
            ("padding", "0mm"),
            ("style", "body"),
            ("fit", "cover"),
            ("ink", "black"),
            ("ad", "false"),
        ],
    },
    More {
        name: "style",
        keys: STYLE,
        required: &[],
        defaults: &[
            ("family", "song"),
            ("weight", "regular"),
            ("size", "9pt"),
            ("indent", "0em"),
            ("margin-start", "0em"),
            ("margin-end", "0em"),
            ("align", "justify"),
            ("ink", "black"),
            ("space-before", "0pt"),
            ("space-after", "0pt"),
            ("rows", "1"),
            ("columns", "1"),
            ("keep-with-next", "false"),
            ("keep-together", "false"),
            ("keep-lines", "1"),
            ("scale-x", "100%"),
            ("tracking", "0em"),
            ("rise", "0em"),
            ("language", "zh-Hans"),
            ("punctuation", "kaiming"),
            ("kinsoku", "news"),
            ("policy", "push-out"),
            ("autospace", "0.25em"),
            ("autospace-max", "0.4em"),
            ("full-width", "keep"),
            ("hang", "false"),
            ("runt-fix", "true"),
            ("squeeze-stops", "true"),
            ("squeeze-floor", "half"),
            ("trim-first", "true"),
            ("line-end-stop", "keep"),
            ("unit-glue", "news"),
            ("stretch", "marks"),
            ("stretch-at-punct", "true"),
            ("fit", "optimum"),
            ("looseness", "0"),
            ("hyphenate", "narrow"),
        ],
    },
];

/// The schema of a document.
pub fn json_schema(document: Document) -> Value {
    let (keys, title) = match document {
        Document::Edition => (EDITION, "An edition of paiban"),
        Document::House => (EDITION, "What the editions of a house of paiban share"),
        Document::Layout => (LAYOUT, "A layout of paiban"),
        Document::Article => (FRONT_MATTER, "The front matter of an article of paiban"),
        Document::Stories => (STORY_LIST, "A list of stories of paiban, of which pages are proposed"),
    };
    let mut definitions = Map::new();
    define(keys, &mut definitions);
    let mut schema = object(keys);
    if document == Document::House {
        of_every_day(&mut schema);
    }
    definitions.retain(|name, _| more(keys).is_none_or(|root| root.name != name));
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!(title));
    Value::Object(schema)
}

/// Takes out of an edition's schema what belongs to a day.
fn of_every_day(schema: &mut Map<String, Value>) {
    schema.remove("anyOf");
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|name, _| !OF_A_DAY.contains(&name.as_str()));
    }
}

/// Defines an object and all that can stand in it.
fn define(keys: &[Key], definitions: &mut Map<String, Value>) {
    let Some(more) = more(keys).filter(|more| !definitions.contains_key(more.name)) else { return };
    definitions.insert(more.name.to_owned(), Value::Object(object(keys)));
    for key in keys {
        define_kind(&key.kind, definitions);
    }
}

fn define_kind(kind: &Kind, definitions: &mut Map<String, Value>) {
    match kind {
        Kind::Object(keys) => define(keys, definitions),
        Kind::List(item) | Kind::Tuple(_, item) | Kind::Named(item) => define_kind(item, definitions),
        Kind::Either(simple, composed) => {
            define_kind(simple, definitions);
            define_kind(composed, definitions);
        }
        _ => {}
    }
}

fn more(keys: &[Key]) -> Option<&'static More> {
    let name = |key: &Key| (key.name, key.meaning);
    MORE.iter().find(|more| more.keys.iter().map(name).eq(keys.iter().map(name)))
}

fn object(keys: &[Key]) -> Map<String, Value> {
    let more = more(keys);
    let default = |key: &Key| more?.defaults.iter().find(|(name, _)| *name == key.name).map(|(_, text)| *text);
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key, default(key)))).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("additionalProperties".to_owned(), json!(false));
    if let Some(more) = more.filter(|more| !more.required.is_empty()) {
        let instead = INSTEAD.iter().find(|(name, _)| *name == more.name).map_or(&[][..], |(_, instead)| instead);
        if instead.is_empty() {
            schema.insert("required".to_owned(), json!(more.required));
        } else {
            let ways = [more.required].into_iter().chain(instead.iter().copied());
            schema.insert("anyOf".to_owned(), ways.map(|keys| json!({"required": keys})).collect());
        }
    }
    schema
}

fn property(key: &Key, default: Option<&str>) -> Value {
    let mut schema = of_kind(&key.kind);
    if let Value::Object(fields) = &mut schema {
        fields.insert("description".to_owned(), json!(key.meaning));
        if let Some(text) = default {
            fields.insert("default".to_owned(), as_written(text));
        } else if let Some(text) = example(&key.kind) {
            fields.insert("examples".to_owned(), json!([text]));
        }
        if key.name == "date" {
            fields.insert("type".to_owned(), json!("string"));
            fields.insert("pattern".to_owned(), json!("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
        }
    }
    schema
}

/// A default as YAML reads it.
fn as_written(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

fn example(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Length { relative: true } => Some("2em"),
        Kind::Length { relative: false } => Some("12.5mm"),
        Kind::Extent => Some("5mm"),
        Kind::Distance => Some("2em"),
        Kind::OnPage(_) => Some("3rows"),
        Kind::Size => Some("9pt"),
        Kind::Percent => Some("35%"),
        Kind::Scale => Some("95%"),
        Kind::Range => Some("1-4"),
        Kind::Either(simple, _) => example(simple),
        _ => None,
    }
}

fn of_kind(kind: &Kind) -> Value {
    match kind {
        // Numbers and yes or no are taken as written.
        Kind::Text | Kind::Path => json!({"type": ["string", "number", "boolean"]}),
        Kind::Words => json!({"type": ["string", "number", "boolean", "null"]}),
        Kind::Choice(words) => json!({"enum": words}),
        Kind::Length { relative } => zero_or(&length("[+-]?", if *relative { "|em" } else { "" })),
        Kind::Extent => zero_or(&length("[+]?", "")),
        Kind::Distance => zero_or(&length("[+]?", "|em")),
        Kind::OnPage(sign) => {
            let sign = if *sign == Sign::Any { "[+-]?" } else { "[+]?" };
            zero_or(&length(sign, "|em|rows?|行|columns?|栏"))
        }
        Kind::Size => {
            let names: Vec<&str> = size_names().collect();
            json!({"anyOf": [{"type": "string", "pattern": length("[+]?", "")}, {"enum": names}]})
        }
        Kind::Percent => share(0, 100, r"(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)"),
        Kind::Scale => share(10, 1000, r"(1000(\.0*)?|[1-9][0-9]{1,2}(\.[0-9]*)?)"),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Range => json!({"anyOf": [
            {"type": "integer", "minimum": 1},
            {"type": "string", "pattern": r"^\s*[1-9][0-9]*\s*([-–]\s*[1-9][0-9]*)?\s*$"},
        ]}),
        Kind::List(item) => {
            let item = of_kind(item);
            json!({"anyOf": [{"type": "array", "items": item}, item]})
        }
        Kind::Tuple(count, item) => {
            json!({"type": "array", "items": of_kind(item), "minItems": count, "maxItems": count})
        }
        Kind::Object(keys) => match more(keys) {
            Some(more) => json!({"$ref": format!("#/$defs/{}", more.name)}),
            None => Value::Object(object(keys)),
        },
        Kind::Named(item) => json!({"type": "object", "additionalProperties": of_kind(item)}),
        Kind::Either(simple, composed) => json!({"anyOf": [of_kind(simple), of_kind(composed)]}),
    }
}

/// A pattern of lengths with a unit.
fn length(sign: &str, further: &str) -> String {
    format!(r"^\s*{sign}([0-9]+\.?[0-9]*|\.[0-9]+)\s*(mm|cm|in|pt|pc|Q|q|级{further})\s*$")
}

/// A text of a pattern; only zero needs no unit.
fn zero_or(pattern: &str) -> Value {
    json!({"anyOf": [{"type": "string", "pattern": pattern}, {"const": 0}]})
}

/// A share in percent, with or without the sign.
fn share(least: u16, most: u16, pattern: &str) -> Value {
    json!({"anyOf": [
        {"type": "number", "minimum": least, "maximum": most},
        {"type": "string", "pattern": format!(r"^\s*{pattern}\s*%?\s*$")},
    ]})
}
