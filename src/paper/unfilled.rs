//! What `paiban new` writes for others to be written over it, and was not: on paper it would be read.

use crate::base::{Diagnostic, Diagnostics, Message, Span};
use crate::input::{Article, Documents, Fields};
use crate::message;

/// Stands for a date nobody has given: the program reads no clock for what it prints.
pub const NO_DATE: &str = "2000-01-01";
/// Stands for the paper's name.
pub const PAPER: &str = "报名";
/// Stands for a headline.
pub const HEADLINE: &str = "标题写在这里";
/// Stands for the name of a page.
pub const PAGE_NAME: &str = "版名";
/// How the first paragraph of an article goes on behind the name of its place.
pub const FIRST: &str = "”的第一段。一段一行，空行分段；";
/// The last paragraph of an article.
pub const LAST: &str = "把这些文字换成稿件，再用 paiban check 看看缺多少行、溢多少行。";

/// Stands for a text that a layout asks for.
pub fn no_text(name: &str) -> String {
    format!("〔{name}〕")
}

/// The placeholders that are left in an edition and its articles.
pub(super) fn unfilled(documents: &Documents) -> Diagnostics {
    let edition = &documents.edition;
    let date = edition.text("date").filter(|date| date.value == NO_DATE);
    let date = date.map(|date| told(message!("the date of issue is still the placeholder {}", NO_DATE), date.span));
    let paper = edition.text("paper").filter(|paper| paper.value == PAPER);
    let paper =
        paper.map(|paper| told(message!("the name of the paper is still the placeholder `{}`", PAPER), paper.span));
    let pages = edition.list("pages").iter().filter_map(|page| page.value.as_object());
    let names = pages.filter_map(|page| page.text("name")).filter(|name| name.value == PAGE_NAME);
    let names =
        names.map(|name| told(message!("the name of this page is still the placeholder `{}`", PAGE_NAME), name.span));
    let articles = documents.articles.values().filter_map(of_article);
    paper.into_iter().chain(date).chain(texts(edition)).chain(names).chain(articles).collect()
}

fn texts(edition: &Fields) -> impl Iterator<Item = Diagnostic> + '_ {
    edition.named("texts").iter().filter_map(|(name, value)| {
        let is_left = value.value.as_text() == Some(&no_text(&name.value));
        is_left.then(|| told(message!("the text `{}` is still a placeholder", name.value), value.span))
    })
}

/// The first placeholder of an article: whoever mends it sees the others.
fn of_article(article: &Article) -> Option<Diagnostic> {
    let headline = article.front.text("headline").filter(|headline| headline.value == HEADLINE);
    let is_left = |text: &str| text == LAST || text.starts_with("这是“") && text.contains(FIRST);
    let mut runs = article.blocks.iter().flat_map(|block| &block.runs);
    let place = headline.map(|headline| headline.span).or_else(|| Some(runs.find(|run| is_left(&run.text))?.span))?;
    Some(told("this article still holds words that `paiban new` wrote into it", place))
}

fn told(message: impl Into<Message>, place: Span) -> Diagnostic {
    Diagnostic::error("put/placeholder", message).at(place).hint("write over it what is to print")
}
