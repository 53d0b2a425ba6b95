//! JSON Schemas: the checked-in ones are the program's; they take what the program takes and refuse what it refuses.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use paiban::input::{Document, json_schema, load};
use serde_json::{Value, json};

use support::{Goldens, TestFiles, root};

const DOCUMENTS: [(&str, Document); 5] = [
    ("edition", Document::Edition),
    ("house", Document::House),
    ("layout", Document::Layout),
    ("article", Document::Article),
    ("stories", Document::Stories),
];

/// What the program prints.
fn printed(name: &str) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_paiban")).args(["schema", name]).output().unwrap();
    assert!(run.status.success());
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn the_checked_in_schemas_are_what_the_program_prints() {
    let mut goldens = Goldens::default();
    for (name, document) in DOCUMENTS {
        let text = printed(name);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json_schema(document));
        goldens.check(&root().join(format!("docs/schema/{name}.json")), &text);
    }
    goldens.finish();
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn shipped_layouts_and_examples_name_their_schema_and_meet_it() {
    let mut files = Vec::new();
    yaml_files(&root().join("layouts"), &mut files);
    yaml_files(&root().join("examples"), &mut files);
    assert!(files.len() >= 7);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let first = text.lines().next().unwrap();
        let named =
            first.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{}", file.display()));
        let schema = std::fs::read_to_string(file.parent().unwrap().join(named)).unwrap();
        let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
        let value: Value = serde_yaml::from_str(&text).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", file.display());
    }
}

/// Whether the program itself takes a layout.
fn taken(layout: &str) -> bool {
    let edition = "paper: 报\ndate: 2026-03-12\npages: [{layout: own.yaml}]\n";
    let own = BTreeMap::from([
        ("edition.yaml".to_owned(), edition.as_bytes().to_vec()),
        ("own.yaml".to_owned(), layout.as_bytes().to_vec()),
    ]);
    load("edition.yaml", &TestFiles { own, folder: None }).2.is_empty()
}

#[test]
fn the_schema_judges_single_values_as_the_program_does() {
    let validator = jsonschema::draft202012::new(&json_schema(Document::Layout)).unwrap();
    let area = "area: {columns: 1-2, rows: 3}";
    let good = [
        "page: {trim: [210mm, 29.7cm], bleed: 0, margins: 20mm}",
        "page: {margins: {top: 18 mm, left: .5in}}",
        "styles: {a: {size: 小五, leading: 12pt, indent: 2em, scale-x: 95, tracking: -0.1em}}",
        "styles: {a: {size: 五, weight: 700, hang: true, looseness: -9, layers: {dx: 1Q}}}",
        "inks: {red: {cmyk: [0, 100%, 95.5, 5]}}",
        &format!("frames: {{a: {{{area}, over: b, focus: [50%, 40], text: 12}}}}"),
        "stories: {a: {body: text, styles: {body: small}}}",
        "frames: {a: {area: {at: [2columns, -1 rows], size: [15em, 3行]}, columns: [18em, 2栏], padding: 1row}}",
    ];
    let bad = [
        "pages: 3",
        "page: {trim: [210mm]}",
        "page: {trim: [210, 297mm]}",
        "page: {bleed: -3mm}",
        "page: {grid: {columns: 61}}",
        "page: {grid: {columns: 2.5}}",
        "styles: {a: {size: 9em}}",
        "styles: {a: {size: 九号}}",
        "styles: {a: {indent: 2}}",
        "styles: {a: {align: left}}",
        "styles: {a: {hang: maybe}}",
        "styles: {a: {scale-x: 5%}}",
        "styles: {a: {colour: red}}",
        "inks: {red: {cmyk: [0, 101, 0, 0]}}",
        "frames: {a: {area: {columns: 0-2, rows: 3}}}",
        "frames: {a: {area: [1, 2]}}",
        "frames: {a: {area: {at: [1rows, 2lines], size: [1em, 1em]}}}",
        "frames: {a: {area: {columns: 1, rows: 3}, padding: -1rows}}",
        "stories: {a: {body: {x: y}}}",
    ];
    for (text, is_good) in good.iter().map(|text| (*text, true)).chain(bad.iter().map(|text| (*text, false))) {
        let value: Value = serde_yaml::from_str(text).unwrap();
        assert_eq!(taken(text), is_good, "the program: {text}");
        assert_eq!(validator.is_valid(&value), is_good, "the schema: {text}");
    }
}

#[test]
fn what_must_be_given_is_required() {
    let edition = jsonschema::draft202012::new(&json_schema(Document::Edition)).unwrap();
    let whole = json!({"paper": "报", "date": "2026-03-12", "pages": [{"layout": "plain", "put": {"story": "a.md"}}]});
    assert!(edition.is_valid(&whole));
    for key in ["paper", "date", "pages"] {
        let mut part = whole.clone();
        part.as_object_mut().unwrap().remove(key);
        assert!(!edition.is_valid(&part), "without {key}");
    }
    assert!(!edition.is_valid(&json!({"paper": "报", "date": "12. März", "pages": [{"layout": "plain"}]})));
    let article = jsonschema::draft202012::new(&json_schema(Document::Article)).unwrap();
    assert!(article.is_valid(&json!({"headline": "题", "language": "zh-HK"})));
    assert!(!article.is_valid(&json!({"headline": "题", "language": "fr"})));
    assert!(!article.is_valid(&json!({"title": "题"})));
    let stories = jsonschema::draft202012::new(&json_schema(Document::Stories)).unwrap();
    let list = |story: Value| json!({"page": {"rows": "5-119"}, "stories": {"s1": story}, "makeup": {"gaps": 9}});
    assert!(stories.is_valid(&list(json!({"article": "a.md", "weight": "lead", "pictures": [{"picture": "a.jpg"}]}))));
    for wrong in [
        json!({"weight": "lead"}),
        json!({"article": "a.md", "weight": "heavy"}),
        json!({"article": "a.md", "pictures": [{}]}),
    ] {
        assert!(!stories.is_valid(&list(wrong.clone())), "{wrong}");
    }
}

#[test]
fn defaults_are_those_of_the_description() {
    let doc = std::fs::read_to_string(root().join("docs/format.md")).unwrap();
    let section = |heading: &str| -> String {
        let lines = doc
            .lines()
            .skip_while(|line| line.trim_start_matches('#') != format!(" {heading}") || !line.starts_with('#'));
        lines.skip(1).take_while(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
    };
    let layout = json_schema(Document::Layout);
    let named = |name: &str| layout["$defs"][name]["properties"].clone();
    let mut count = 0;
    for (heading, name) in [
        ("Styles", "style"),
        ("Keep-lines", "keep-lines"),
        ("Frames", "frame"),
        ("Inks", "ink"),
        ("Fonts", "font"),
        ("Page", "page"),
        ("Grid", "grid"),
    ] {
        let table = section(heading);
        for (key, property) in named(name).as_object().unwrap() {
            let Some(default) = property.get("default") else { continue };
            let text = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
            let row = table.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).unwrap();
            let last = row.trim_end_matches(" |").rsplit(" | ").next().unwrap().replace('`', "");
            assert_eq!(last.replace("[50%, 50%]", "").trim(), text, "{heading}: {key}");
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}
