//! What of the documents must stand on the pages: the left side of the check that nothing is lost.

use std::collections::BTreeSet;

use crate::base::{Span, Spanned};

use super::{Article, Documents, Fields, Value, written_rows};

/// Keys of what is put on a page whose values print.
const TEXTS: &[&str] = &["text", "caption", "credit"];
/// What joins a cell of a table to its neighbour, and prints nothing.
const JOINS: &[&str] = &["<", "^"];

/// The stretches of the sources that must print: articles without their markup, texts that are put on pages, words that come from pictures, cells of tables.
pub fn printed(documents: &Documents) -> Vec<Span> {
    let mut spans: Vec<Span> = documents.articles.values().flat_map(of_article).collect();
    for page in documents.edition.list("pages").iter().filter_map(|page| page.value.as_object()) {
        page.named("put").iter().for_each(|(_, content)| of_value(content, documents, &mut spans));
    }
    let cells = documents.tables.values().flat_map(|table| table.rows.iter().flatten());
    spans.extend(cells.filter(|cell| !JOINS.contains(&cell.value.trim())).filter_map(of_text));
    spans.extend(tables_of_articles(documents));
    spans
}

/// The cells of tables that the edition holds and articles name.
fn tables_of_articles(documents: &Documents) -> Vec<Span> {
    let blocks = documents.articles.values().flat_map(|article| &article.blocks);
    let named: BTreeSet<&str> = blocks.filter_map(|block| Some(block.table.as_ref()?.value.as_str())).collect();
    let entries = documents.edition.named("tables").iter().filter(|(name, _)| named.contains(name.value.as_str()));
    let own = entries.filter_map(|(_, entry)| entry.value.as_object()).filter(|fields| fields.text("file").is_none());
    let cells = own.flat_map(|fields| written_rows(fields).rows).flatten();
    cells.filter(|cell| !JOINS.contains(&cell.value.trim())).filter_map(|cell| of_text(&cell)).collect()
}

/// What lies between the ranges of markup.
fn of_article(article: &Article) -> impl Iterator<Item = Span> + '_ {
    let starts = std::iter::once(article.span.start).chain(article.markup.iter().map(|range| range.span.end));
    let ends = article.markup.iter().map(|range| range.span.start).chain(std::iter::once(article.span.end));
    let stretches = starts.zip(ends).map(|(start, end)| Span { start, end, ..article.span });
    stretches.filter(|span| span.start < span.end)
}

fn of_text(text: &Spanned<String>) -> Option<Span> {
    (!text.value.trim().is_empty()).then_some(text.span)
}

fn of_value(value: &Spanned<Value>, documents: &Documents, spans: &mut Vec<Span>) {
    match &value.value {
        Value::Object(fields) => of_fields(fields, documents, spans),
        Value::List(items) => items.iter().for_each(|item| of_value(item, documents, spans)),
        Value::Named(entries) => entries.iter().for_each(|(_, entry)| of_value(entry, documents, spans)),
        _ => {}
    }
}

fn of_fields(fields: &Fields, documents: &Documents, spans: &mut Vec<Span>) {
    for (key, value) in &fields.values {
        match &value.value {
            Value::Text(text) if TEXTS.contains(key) && !text.trim().is_empty() => spans.push(value.span),
            Value::Object(from) if TEXTS.contains(key) && from.text("from").is_some() => {
                spans.extend(documents.said(fields, key).into_iter().map(|said| said.span));
            }
            _ => of_value(value, documents, spans),
        }
    }
}
