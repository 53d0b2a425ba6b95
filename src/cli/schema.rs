//! `paiban schema`: JSON Schemas for editors.

use clap::{Args, ValueEnum};

use paiban::input::{Document, json_schema};

use super::Failure;

/// Prints the JSON Schema of a document, for editors that check and complete YAML.
#[derive(Args, Debug)]
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
    /// A layout file.
    Layout,
    /// The front matter of an article.
    Article,
}

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs) -> Result<(), Failure> {
    let document = match args.document {
        DocumentArg::Edition => Document::Edition,
        DocumentArg::Layout => Document::Layout,
        DocumentArg::Article => Document::Article,
    };
    let text = serde_json::to_string_pretty(&json_schema(document)).map_err(|e| Failure::internal(e.to_string()))?;
    super::print(&(text + "\n"))
}
