//! Markdown in a text: the signs that another program's writer typed for crossheads, lists, quotations and looks are read as what they say.

use crate::base::Severity;
use crate::input::markup::MarkupKind;
use crate::input::{Article, Block, BlockKind, InlineRun, read_article};
use crate::message;

use super::draft::{Draft, DraftBlock, Look, Loss, Run};

/// Letters between two pairs of stars at most, for them to be a sign that a text is Markdown.
const BOLD: usize = 60;

/// Whether a text is Markdown: a line is a heading, which has no stop, or stars stand in pairs around words.
pub(super) fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| is_heading(line) || has_bold(line))
}

fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - words.len()))
        && words.starts_with(' ')
        && words.contains(char::is_alphanumeric)
        && !words.trim_end().ends_with(['。', '！', '？', '；', '.'])
}

/// Whether two stars on each side stand around words; longer rows hide figures, as in 138****0000.
fn has_bold(line: &str) -> bool {
    let parts: Vec<&str> = line.split("**").collect();
    parts.windows(3).any(|around| {
        let inside = around[1];
        let is_row = |part: &str| part.starts_with('*') || part.ends_with('*');
        !inside.is_empty()
            && inside.trim() == inside
            && !around.iter().any(|part| is_row(part))
            && inside.chars().count() <= BOLD
    })
}

/// Reads the paragraphs of a text anew, each by itself; one that Markdown would take wrongly stays as it was typed.
pub(super) fn understand(draft: &mut Draft) {
    draft.guesses.push("signs of Markdown, read as what they say".into());
    for block in std::mem::take(&mut draft.blocks) {
        let text = block.text();
        if is_rule(&text) {
            draft.losses.push(Loss::of_head("line across the text", &text));
            continue;
        }
        match paragraph(&text) {
            Some(article) => {
                article.blocks.iter().for_each(|own| add(draft, own));
                let paragraph = draft.blocks.len();
                let link = |address| Loss { paragraph, text_kept: true, ..Loss::of_head("link", address) };
                draft.losses.extend(addresses(&text, &article).map(link));
            }
            None => draft.blocks.push(block),
        }
    }
}

/// Whether a line is a rule between two parts of a text.
fn is_rule(text: &str) -> bool {
    let line = text.trim();
    line.len() >= 3 && ["-", "*", "_"].iter().any(|sign| line.replace(sign, "").trim().is_empty())
}

/// A paragraph by itself, when all of it is understood.
fn paragraph(text: &str) -> Option<Article> {
    let (article, found) = read_article(text);
    let is_whole = found.iter().all(|finding| finding.severity != Severity::Error)
        && article.markup.iter().all(|range| range.kind != MarkupKind::FrontMatter)
        && article.blocks.iter().all(|block| block.kind != BlockKind::Picture);
    (is_whole && !article.blocks.is_empty()).then_some(article)
}

/// What the links of a paragraph lead to.
fn addresses<'t>(text: &'t str, article: &'t Article) -> impl Iterator<Item = &'t str> {
    let links = article.markup.iter().filter(|range| range.kind == MarkupKind::Link);
    let own = links.filter_map(|range| text.get(range.span.start as usize..range.span.end as usize));
    own.filter_map(|own| own.strip_prefix("](")?.strip_suffix(')'))
}

/// The first heading is the headline; a quotation is a paragraph, since that of an article is set apart as a pull quote.
fn add(draft: &mut Draft, block: &Block) {
    let runs: Vec<Run> = block.runs.iter().map(run).collect();
    let kind = if block.kind == BlockKind::Quote { BlockKind::Paragraph } else { block.kind };
    let own = DraftBlock { kind, runs };
    if block.kind == BlockKind::Crosshead && draft.blocks.is_empty() && draft.front.headline.is_empty() {
        draft.front.headline = own.text();
        draft.guesses.push(message!("headline: {}", &draft.front.headline));
        return;
    }
    draft.blocks.push(own);
}

fn run(run: &InlineRun) -> Run {
    Run { text: run.text.clone(), look: Look { markup: run.markup, mark: run.marks.first().cloned() } }
}
