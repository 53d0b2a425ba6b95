//! Findings for people: the line of the source with a mark under what is meant, and what to do.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::base::{Diagnostic, Severity};
use crate::input::Sources;

use super::{Language, say, told};

/// Findings of one code in one file that are printed for people; the rest is counted. One mistake may stand in a file ten thousand times.
const MOST_ALIKE: usize = 20;

/// Findings drawn one below the other, in their order.
pub fn told_to_people(findings: &[&Diagnostic], sources: &Sources, language: Language) -> String {
    let kind = |finding: &Diagnostic| (finding.severity, finding.code, finding.span.map(|span| span.source));
    let mut all: BTreeMap<_, usize> = BTreeMap::new();
    findings.iter().for_each(|finding| *all.entry(kind(finding)).or_default() += 1);
    let mut shown: BTreeMap<_, usize> = BTreeMap::new();
    let mut text = String::new();
    for finding in findings {
        let kind = kind(finding);
        let count = shown.entry(kind).or_default();
        *count += 1;
        if *count > MOST_ALIKE {
            continue;
        }
        text += &(drawn(finding, sources, language) + "\n\n");
        let more = all.get(&kind).map_or(0, |all| all - *count);
        if *count == MOST_ALIKE && more > 0 {
            text += &(say("… and {} more of {}", &[&more, &finding.code], language) + "\n\n");
        }
    }
    text
}

/// A finding drawn as a terminal shows it.
pub fn drawn(finding: &Diagnostic, sources: &Sources, language: Language) -> String {
    let (level, [error, warning, note, help]) = (finding.severity, level_names(language));
    let level = match level {
        Severity::Error => Level::ERROR.with_name(error),
        Severity::Warning => Level::WARNING.with_name(warning),
        Severity::Note => Level::NOTE.with_name(note),
    };
    let told = told(finding, language);
    let mut group = level
        .primary_title(told.message.as_str())
        .id(finding.code)
        .elements(Vec::<annotate_snippets::Element<'_>>::new());
    if let Some((source, span)) = finding.span.and_then(|span| Some((sources.get(span.source)?, span))) {
        let (line, text, range) = source.excerpt(span);
        let snippet = Snippet::source(text).line_start(line).path(source.name.as_str());
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(range)));
    }
    for hint in &told.hints {
        group = group.element(Level::HELP.with_name(help).message(hint.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// An error, a warning, a note, and what helps.
pub fn level_names(language: Language) -> [&'static str; 4] {
    match language {
        Language::Zh => ["错误", "警告", "说明", "办法"],
        Language::En => ["error", "warning", "note", "help"],
    }
}
