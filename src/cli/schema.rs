//! `paiban schema`: JSON Schemas for editors.

use clap::{Args, ValueEnum};

use paiban::export::article_map;
use paiban::input::{Document, json_schema};

use super::Failure;

/// Prints the JSON Schema of a document, for editors that check and complete YAML.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban schema layout > layout.schema.json")]
pub(crate) struct SchemaArgs {
    /// The document.
    #[arg(value_enum)]
    document: DocumentArg,
}

/// Documents with a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum DocumentArg {
    /// An edition file.
    Edition,
    /// The house.yaml of a house's folder.
    House,
    /// A layout file.
    Layout,
    /// The front matter of an article.
    Article,
    /// A list of stories, as `propose` reads it.
    Stories,
    /// What `build --article-map` writes.
    ArticleMap,
}

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs) -> Result<(), Failure> {
    let schema = match args.document {
        DocumentArg::Edition => json_schema(Document::Edition),
        DocumentArg::House => json_schema(Document::House),
        DocumentArg::Layout => json_schema(Document::Layout),
        DocumentArg::Article => json_schema(Document::Article),
        DocumentArg::Stories => json_schema(Document::Stories),
        DocumentArg::ArticleMap => article_map::schema(),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(|e| Failure::internal(e.to_string()))?;
    super::print(&(text + "\n"))
}
