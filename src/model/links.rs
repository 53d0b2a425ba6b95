//! Links of articles: on paper their words stand alone, and a reader cannot follow them.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Diagnostics, Severity};
use crate::input::Article;
use crate::message;

/// Tells every article with links whose addresses do not print, once.
pub(super) fn check(articles: &BTreeMap<String, Article>, grave: Severity) -> Diagnostics {
    articles.values().filter_map(|article| of_article(article, grave)).collect()
}

fn of_article(article: &Article, grave: Severity) -> Option<Diagnostic> {
    let message = match article.links.len() {
        1 => message!("of this link the words print, and its address does not"),
        many => message!("of links, {} in this article, the words print, and their addresses do not", many),
    };
    let first = article.links.first()?;
    let finding = Diagnostic { severity: grave, ..Diagnostic::note("article/link", message) };
    let hint = "where readers on paper need the address, write it out, or put a code with it into a frame (`code:`)";
    Some(finding.at(*first).hint(hint))
}
