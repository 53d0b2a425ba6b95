//! `docs/format.md` is held against the program: every key in its table, in order, and the editions in it are sound.

use std::collections::BTreeSet;
use std::path::Path;

use paiban::font::FontBook;
use paiban::input::schema::{self, Key, Kind};
use paiban::input::{FileProblem, Files, load};
use paiban::model::resolve;
use paiban::shipped;

const DOC: &str = include_str!("../docs/format.md");

/// The keys that stand in the first table below a heading.
fn documented(heading: &str) -> Vec<&'static str> {
    let start =
        DOC.lines().position(|line| line.trim_start_matches('#') == format!(" {heading}") && line.starts_with('#'));
    let lines = DOC.lines().skip(start.unwrap_or_else(|| panic!("no heading {heading}")) + 1);
    lines
        .skip_while(|line| !line.starts_with("| key"))
        .take_while(|line| line.starts_with('|'))
        .filter_map(|row| row.strip_prefix("| `")?.split('`').next())
        .collect()
}

/// The keys of the objects that are the value of a key.
fn inside(keys: &[Key], name: &str) -> &'static [Key] {
    fn of(kind: &Kind) -> Option<&'static [Key]> {
        match kind {
            Kind::Object(keys) => Some(keys),
            Kind::List(item) | Kind::Named(item) | Kind::Tuple(_, item) => of(item),
            Kind::Either(_, composed) => of(composed),
            _ => None,
        }
    }
    keys.iter()
        .find(|key| key.name == name)
        .and_then(|key| of(&key.kind))
        .unwrap_or_else(|| panic!("no keys in {name}"))
}

#[test]
fn every_key_is_documented_in_its_table() {
    let page = inside(schema::EDITION, "pages");
    let tables = [
        ("Lists of stories", schema::STORY_LIST),
        ("What of the page", schema::LIST_PAGE),
        ("Stories of a list", schema::LIST_STORY),
        ("Places of a list", schema::LIST_AREA),
        ("Pages of a list", schema::PAGE_OF_LIST),
        ("Pictures of a list", schema::LIST_PICTURE),
        ("Advertisements of a list", schema::LIST_AD),
        ("Edition", schema::EDITION),
        ("Pages of an edition", page),
        ("Content", schema::CONTENT),
        ("Small advertisements", schema::AD),
        ("Booking sizes", schema::AD_SIZE),
        ("Fillers", schema::FILLER),
        ("Paragraphs", inside(schema::CONTENT, "paras")),
        ("Layout", schema::LAYOUT),
        ("Page", schema::PAGE),
        ("Grid", inside(schema::PAGE, "grid")),
        ("Margins", inside(schema::PAGE, "margins")),
        ("Sides", inside(schema::FRAME, "padding")),
        ("Fonts", schema::FAMILY),
        ("Inks", schema::INK),
        ("Styles", schema::STYLE),
        ("Keep-lines", inside(schema::STYLE, "keep-lines")),
        ("Features", inside(schema::STYLE, "features")),
        ("Layers", inside(schema::STYLE, "layers")),
        ("Frames", schema::FRAME),
        ("Tables", schema::TABLE),
        ("Area", inside(schema::FRAME, "area")),
        ("Borders", inside(schema::FRAME, "border")),
        ("Story places", schema::PLACE),
        ("Styles of parts", schema::ROLES),
        ("Articles", schema::FRONT_MATTER),
        ("Makeup", schema::MAKEUP),
        ("Blocks", schema::BLOCKS),
        ("A block", &schema::BLOCK),
        ("Numbers within limits", &schema::ELASTIC),
        ("Shapes", schema::SHAPE),
        ("Pictures of a shape", schema::PICTURE_PLACE),
    ];
    for (heading, keys) in tables {
        let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
        assert_eq!(documented(heading), known, "table of {heading}");
    }
}

#[test]
fn every_word_of_a_choice_is_documented_in_its_row() {
    for key in schema::STYLE.iter().chain(schema::FRAME).chain(schema::FRONT_MATTER) {
        let Kind::Choice(words) = key.kind else { continue };
        let rows = || DOC.lines().filter(|row| row.starts_with(&format!("| `{}` |", key.name)));
        let whole = |row: &str| words.iter().all(|word| row.contains(&format!("`{word}`")));
        assert!(rows().any(whole), "{} lacks one of {words:?}", key.name);
    }
}

/// Sources below a folder, without their tests.
fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap_or_default();
            found.push(source.split("\nmod tests {").next().unwrap_or_default().to_owned());
        }
    }
    found
}

/// Codes that stand where findings are made.
fn codes(source: &str) -> Vec<String> {
    let made = source.split("Diagnostic::").skip(1).filter_map(|made| {
        let rest = ["error(", "warning(", "note("].iter().find_map(|kind| made.strip_prefix(kind))?;
        Some(rest.trim_start().strip_prefix('"')?.split('"').next()?.to_owned())
    });
    made.collect()
}

#[test]
fn every_code_of_a_finding_is_in_the_list_and_every_one_of_the_list_occurs() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let made: BTreeSet<String> = sources.iter().flat_map(|source| codes(source)).collect();
    assert!(made.len() > 80, "{}", made.len());
    let listed = DOC.lines().find(|line| line.starts_with("`ad/accept`")).unwrap_or_default();
    let listed: BTreeSet<String> = listed.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let missing: Vec<&String> = made.difference(&listed).collect();
    assert!(missing.is_empty(), "not in docs/format.md: {missing:?}");
    let stands = |code: &&String| sources.iter().any(|source| source.contains(&format!("\"{code}\"")));
    let left_over: Vec<&String> = listed.iter().filter(|code| !stands(code)).collect();
    assert!(left_over.is_empty(), "never found: {left_over:?}");
}

/// The editions of the document, with a small article and the shipped layouts.
struct Documented(String);

impl Files for Documented {
    fn read_within(&self, path: &str, _: u64) -> Result<Vec<u8>, FileProblem> {
        match path.strip_prefix("layout:") {
            Some(name) => shipped::layout(name).map(|text| text.as_bytes().to_vec()).ok_or(FileProblem::Missing),
            None if path == "edition.yaml" => Ok(self.0.clone().into_bytes()),
            None if path == "story.md" => Ok(code_blocks("markdown")[0].clone().into_bytes()),
            None => Err(FileProblem::Missing),
        }
    }
}

fn code_blocks(kind: &str) -> Vec<String> {
    let fence = format!("```{kind}\n");
    let blocks = DOC.split(fence.as_str()).skip(1);
    blocks.filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

#[test]
fn the_editions_of_the_document_have_no_findings() {
    let fonts = FontBook::load(shipped::fonts()).0;
    let editions = code_blocks("yaml edition");
    assert_eq!(editions.len(), 2);
    for text in editions {
        let (documents, _, found) = load("edition.yaml", &Documented(text));
        assert_eq!(found, []);
        let (edition, found) = resolve(&documents.unwrap(), &fonts);
        assert_eq!(found, []);
        assert!(!edition.stories.is_empty());
    }
}
