//! `paiban fonts`: the faces at hand, what they cover and whether they may be embedded.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use paiban::base::{FaceId, FamilyId, SourceId, listed};
use paiban::disk::Folder;
use paiban::font::{EmbeddingRights, Face, FontBook, Outlines};
use paiban::input;
use paiban::model::{self, Edition};
use paiban::shipped::WithLayouts;

use super::Failure;
use super::files::{fonts, fonts_of};
use super::findings::{self, MessageFormat};
use super::language::say;

/// Lists the faces at hand; for an edition, also its families and the characters it lacks.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban fonts\n  paiban fonts edition.yaml --json")]
pub(crate) struct FontsArgs {
    /// An edition, whose `fonts` folder and characters count.
    edition: Option<String>,
    /// Further fonts: files or folders.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
    /// Prints JSON for scripts.
    #[arg(long)]
    json: bool,
}

/// Exit code when characters are missing or the edition cannot be read as one.
const FOUND_ERRORS: u8 = 1;
/// Exit code when the edition file cannot be read.
const UNREADABLE: u8 = 2;

/// The report as scripts read it.
#[derive(Serialize)]
struct Report {
    faces: Vec<FaceRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<EditionRow>,
}

#[derive(Serialize)]
struct FaceRow {
    family: String,
    weight: u16,
    postscript_name: String,
    file: String,
    outlines: &'static str,
    embedding: &'static str,
    characters: usize,
    /// Of the edition's characters.
    covered: Option<usize>,
}

#[derive(Serialize)]
struct EditionRow {
    characters: usize,
    families: Vec<FamilyRow>,
    missing: Vec<MissingRow>,
}

#[derive(Serialize)]
struct FamilyRow {
    family: String,
    faces: Vec<String>,
    latin: Option<String>,
    characters: usize,
}

#[derive(Serialize)]
struct MissingRow {
    character: char,
    code: String,
    family: String,
    story: String,
}

/// Runs the command.
pub(crate) fn run(args: &FontsArgs) -> Result<(), Failure> {
    let Some(path) = &args.edition else {
        let (book, found) = FontBook::load(fonts(&args.font_path)?);
        findings::print(&found, &input::Sources::default(), MessageFormat::Human);
        return print(&Report { faces: faces(&book, None), edition: None }, args.json);
    };
    let (folder, name) = Folder::of_edition(path);
    let (book, mut found) = FontBook::load(fonts_of(&folder, &args.font_path)?);
    let (documents, sources, read) = input::load(&name, &WithLayouts(&folder));
    found.extend(read);
    let Some(documents) = documents else {
        findings::print(&found, &sources, MessageFormat::Human);
        let unread = sources.get(SourceId(0)).is_none();
        return Err(Failure::silent(if unread { UNREADABLE } else { FOUND_ERRORS }));
    };
    let (edition, resolved) = model::resolve(&documents, &book);
    found.extend(resolved);
    findings::print(&found, &sources, MessageFormat::Human);
    let used = characters(&edition);
    let all: BTreeSet<char> = used.keys().map(|(_, c)| *c).collect();
    let row = EditionRow {
        characters: all.len(),
        families: families(&edition, &book, &used),
        missing: missing(&edition, &book, &used),
    };
    let fails = !row.missing.is_empty() || found.iter().any(|it| it.severity == paiban::base::Severity::Error);
    print(&Report { faces: faces(&book, Some(&all)), edition: Some(row) }, args.json)?;
    if fails { Err(Failure::silent(FOUND_ERRORS)) } else { Ok(()) }
}

/// Characters that are set, by family, each with a story it stands in. Blanks need no glyph.
type Used = BTreeMap<(FamilyId, char), String>;

fn characters(edition: &Edition) -> Used {
    let mut used = Used::new();
    for story in &edition.stories {
        for run in story.paras.iter().flat_map(|para| &para.runs) {
            let family = edition.char_styles[run.style.index()].family;
            for c in run.text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
                used.entry((family, c)).or_insert_with(|| story.name.clone());
            }
        }
    }
    used
}

fn faces(book: &FontBook, used: Option<&BTreeSet<char>>) -> Vec<FaceRow> {
    let row = |face: &Face| FaceRow {
        family: face.family().to_owned(),
        weight: face.weight,
        postscript_name: face.postscript_name.clone(),
        file: face.file.clone(),
        outlines: match face.outlines {
            Outlines::Cff => "CFF",
            Outlines::TrueType => "TrueType",
        },
        embedding: match face.rights {
            EmbeddingRights::Free => "free",
            EmbeddingRights::WholeOnly => "whole only",
            EmbeddingRights::Forbidden => "forbidden",
        },
        characters: face.character_count(),
        covered: used.map(|used| face.covered(used).len()),
    };
    book.faces().iter().map(row).collect()
}

/// The faces a family looks in.
fn chain(edition: &Edition, family: FamilyId) -> impl Iterator<Item = FaceId> {
    let family = &edition.families[family.index()];
    family.latin.iter().map(|latin| latin.face).chain(family.chain.iter().copied())
}

fn families(edition: &Edition, book: &FontBook, used: &Used) -> Vec<FamilyRow> {
    let name = |face: FaceId| book.face(face).postscript_name.clone();
    let row = |(at, family): (usize, &model::Family)| FamilyRow {
        family: family.name.clone(),
        faces: family.chain.iter().copied().map(name).collect(),
        latin: family.latin.as_ref().map(|latin| name(latin.face)),
        characters: used.keys().filter(|(id, _)| id.index() == at).count(),
    };
    edition.families.iter().enumerate().map(row).filter(|row| row.characters > 0).collect()
}

/// Characters no face of their family has.
fn missing(edition: &Edition, book: &FontBook, used: &Used) -> Vec<MissingRow> {
    let mut out = Vec::new();
    let families: BTreeSet<FamilyId> = used.keys().map(|(family, _)| *family).collect();
    for family in families {
        let mut left: BTreeSet<char> = used.keys().filter(|(id, _)| *id == family).map(|(_, c)| *c).collect();
        for face in chain(edition, family) {
            let covered = book.face(face).covered(&left);
            left.retain(|c| !covered.contains(c));
        }
        out.extend(left.into_iter().map(|character| MissingRow {
            character,
            code: format!("U+{:04X}", u32::from(character)),
            family: edition.families[family.index()].name.clone(),
            story: used.get(&(family, character)).cloned().unwrap_or_default(),
        }));
    }
    out
}

fn print(report: &Report, json: bool) -> Result<(), Failure> {
    if json {
        let text = serde_json::to_string_pretty(report).map_err(|error| Failure::internal(error.to_string()))?;
        return super::print(&(text + "\n"));
    }
    super::print(&table(report))
}

fn table(report: &Report) -> String {
    let width = report.faces.iter().map(|row| row.family.width()).max().unwrap_or(0);
    let mut out = String::new();
    for row in &report.faces {
        let pad = " ".repeat(width.saturating_sub(row.family.width()));
        let covered = row.covered.map(|covered| format!("{covered:>5}"));
        let covered = covered.map_or(String::new(), |covered| say("  {} of the edition's", &[&covered]));
        let characters = say("{} characters", &[&format!("{:>6}", row.characters)]);
        let embedding = match row.embedding {
            "free" => say("embedding free", &[]),
            "forbidden" => say("embedding forbidden", &[]),
            _ => say("embedding whole only", &[]),
        };
        out += &format!("{}{pad}  {:>3}  {characters}{covered}  {embedding}  {}\n", row.family, row.weight, row.file);
    }
    let Some(edition) = &report.edition else { return out };
    out += &format!("\n{}\n", say("the edition has {} characters", &[&edition.characters]));
    for FamilyRow { family, faces, latin, characters } in &edition.families {
        let latin = latin.as_ref().map_or(String::new(), |face| say(", Western {}", &[face]));
        let faces = listed(faces, say);
        out += &format!("  {}\n", say("{}: {} characters in {}{}", &[family, characters, &faces, &latin]));
    }
    for MissingRow { character, code, family, story } in &edition.missing {
        out += &(say("missing: {} {} in family {}, story {}", &[character, code, family, story]) + "\n");
    }
    out
}
