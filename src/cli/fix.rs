//! `paiban fix`: what elastic pages became is written into their layouts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;

use paiban::base::{Diagnostic, Diagnostics, Span};
use paiban::disk::Folder;
use paiban::flow::FlowOptions;
use paiban::input::{Edit, Files, Source, Sources, patched};
use paiban::makeup::Accepted;
use paiban::message;
use paiban::paper::has_errors;
use paiban::shipped;

use super::Failure;
use super::findings::{self, MessageFormat};
use super::language::say;
use super::made::{FOUND_ERRORS, make, unread};
use super::outputs::write_whole;

/// Writes what the numbers of blocks within limits became into the layouts, so that they are accepted from then on.
///
/// Only these numbers change; comments and everything else stay. Each change is read back, and refused where anything else would change with it.
/// Exit code 0 when everything stands in the layouts, 1 when something could not be written or a page does not close, 2 when the edition cannot be read.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban fix edition.yaml\n  paiban fix edition.yaml --dry-run")]
pub(crate) struct FixArgs {
    /// The edition file.
    edition: String,
    /// Says what would be written, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &FixArgs) -> Result<(), Failure> {
    let made = match make(&args.edition, &args.font_path, FlowOptions::default())? {
        Ok(made) => made,
        Err(documents) => return Err(unread(&documents, MessageFormat::Human)),
    };
    let mut found: Diagnostics =
        made.found.iter().filter(|finding| OF_CLOSING.contains(&finding.code)).cloned().collect();
    let is_open = !found.is_empty();
    let edits = agreed(&made.set.accepted, &made.sources, &mut found);
    let mut told = String::new();
    for (file, edits) in by_file(edits, &made.sources, &mut found) {
        match rewritten(&made.files, &file, &edits) {
            Ok(text) => {
                told += &edits.iter().map(|edit| line(edit, &made.sources)).collect::<String>();
                if !args.dry_run {
                    write_whole(&made.files.path(&file), text.as_bytes())?;
                }
            }
            Err(problem) => found.push(problem),
        }
    }
    findings::print(&found, &made.sources, MessageFormat::Human);
    super::print(&told)?;
    if has_errors(&found) || is_open { Err(Failure::silent(FOUND_ERRORS)) } else { Ok(()) }
}

/// What is told of pages that do not close.
const OF_CLOSING: &[&str] = &["makeup/over", "makeup/short", "makeup/budget", "makeup/no-way", "block/within"];

/// The edits that change something; two pages of one layout that need other numbers get none.
fn agreed(accepted: &[Accepted], sources: &Sources, found: &mut Diagnostics) -> Vec<Edit> {
    let mut known: BTreeMap<Span, (&str, &Edit)> = BTreeMap::new();
    let mut differing: BTreeSet<Span> = BTreeSet::new();
    for (page, edit) in accepted.iter().flat_map(|page| page.edits.iter().map(|edit| (page.page.as_str(), edit))) {
        let (first, other) = *known.entry(edit.span).or_insert((page, edit));
        if other.text != edit.text && differing.insert(edit.span) {
            let message = message!(
                "this is {} for one block on page {} and {} for another on page {}",
                other.text,
                first,
                edit.text,
                page
            );
            let finding = Diagnostic::error("fix/two-numbers", message).at(edit.span);
            found.push(finding.hint("give each block or page a shape or a layout of its own"));
        }
    }
    let edits = known.into_values().map(|(_, edit)| edit);
    edits.filter(|edit| !differing.contains(&edit.span) && sources.text_of(edit.span) != edit.text).cloned().collect()
}

/// Edits by the file they are in; none of a layout that the program carries.
fn by_file(edits: Vec<Edit>, sources: &Sources, found: &mut Diagnostics) -> BTreeMap<String, Vec<Edit>> {
    let mut files: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        let Some(source) = sources.get(edit.span.source) else { continue };
        if is_shipped(source) {
            let message = message!("{} comes with the program and is not written to", source.name);
            let finding = Diagnostic::error("fix/shipped", message).at(edit.span);
            found.push(finding.hint("extend it in a layout of your own, with blocks: of its own"));
        } else {
            files.entry(source.name.clone()).or_default().push(edit);
        }
    }
    files
}

fn is_shipped(source: &Source) -> bool {
    let name = source.name.strip_prefix("layouts/").and_then(|name| name.strip_suffix("/layout.yaml"));
    name.and_then(shipped::layout).is_some_and(|text| text == source.text)
}

/// A file with its edits.
fn rewritten(folder: &Folder, file: &str, edits: &[Edit]) -> Result<String, Diagnostic> {
    let unread = |_| Diagnostic::error("fix/changed", message!("{} changed while it was read", file));
    let bytes = folder.read(file).map_err(|problem| problem.finding(file))?;
    let raw = String::from_utf8(bytes).map_err(unread)?;
    patched(&raw, edits).map_err(|span| {
        let finding = Diagnostic::error("fix/refused", "this number cannot be written without changing anything else");
        finding.at(span).hint("write the number by hand, as `makeup/moved` tells it")
    })
}

/// `layout.yaml:7: 49 → 43`.
fn line(edit: &Edit, sources: &Sources) -> String {
    let (file, line, _) = sources.place(edit.span).unwrap_or_default();
    say("{}:{}: {} becomes {}", &[&file, &line, &sources.text_of(edit.span), &edit.text]) + "\n"
}
