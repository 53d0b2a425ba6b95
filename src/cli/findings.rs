//! Diagnostics on the terminal: the source line with a caret, or JSON for scripts.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use paiban::base::{Diagnostic, Severity};
use paiban::input::Sources;

use super::language::{self, Language};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people.
    Human,
    /// One JSON object per line.
    Json,
}

/// Findings of one code in one file that are printed for people; the rest is counted. One mistake may stand in a file ten thousand times.
const MOST_ALIKE: usize = 20;

/// Findings as they are printed, errors last so that they are seen.
pub(crate) fn told(findings: &[Diagnostic], sources: &Sources, format: MessageFormat) -> String {
    let mut ordered: Vec<&Diagnostic> = findings.iter().collect();
    ordered.sort_by_key(|finding| finding.severity);
    match format {
        MessageFormat::Human => told_to_people(&ordered, sources),
        MessageFormat::Json => ordered.iter().map(|finding| json(finding, sources) + "\n").collect(),
    }
}

fn told_to_people(findings: &[&Diagnostic], sources: &Sources) -> String {
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
        text += &(human(finding, sources) + "\n\n");
        let more = all.get(&kind).map_or(0, |all| all - *count);
        if *count == MOST_ALIKE && more > 0 {
            text += &(language::say("… and {} more of {}", &[&more, &finding.code]) + "\n\n");
        }
    }
    text
}

/// Prints findings to standard error.
pub(crate) fn print(findings: &[Diagnostic], sources: &Sources, format: MessageFormat) {
    eprint!("{}", told(findings, sources, format));
}

fn human(finding: &Diagnostic, sources: &Sources) -> String {
    let (level, [error, warning, note, help]) = (finding.severity, level_names(language::chosen()));
    let level = match level {
        Severity::Error => Level::ERROR.with_name(error),
        Severity::Warning => Level::WARNING.with_name(warning),
        Severity::Note => Level::NOTE.with_name(note),
    };
    let told = language::spoken(finding);
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

fn level_names(language: Language) -> [&'static str; 4] {
    match language {
        Language::Zh => ["错误", "警告", "说明", "办法"],
        Language::En => ["error", "warning", "note", "help"],
    }
}

/// The JSON form of a finding; positions count from 1.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JsonFinding {
    severity: &'static str,
    code: &'static str,
    message: String,
    hints: Vec<String>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

fn json(finding: &Diagnostic, sources: &Sources) -> String {
    serde_json::to_string(&json_finding(finding, language::chosen(), sources)).unwrap_or_default()
}

/// A finding as scripts read it.
pub(crate) fn json_finding(finding: &Diagnostic, language: Language, sources: &Sources) -> JsonFinding {
    let told = language::told(finding, language);
    let position = finding.span.and_then(|span| sources.place(span));
    JsonFinding {
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        code: finding.code,
        message: told.message,
        hints: told.hints,
        file: position.map(|(name, ..)| name.to_owned()),
        line: position.map(|(_, line, _)| line),
        column: position.map(|(.., column)| column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paiban::base::Span;

    #[test]
    fn many_alike_are_counted_for_people_and_whole_for_scripts() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", "`代码` 文。\n".repeat(1000));
        let one = |at: usize| Diagnostic::error("article/unsupported", "code is not set").at(Span::new(id, at, at + 3));
        let mut found: Vec<Diagnostic> = (0..1000).map(|at| one(at * 16)).collect();
        found.insert(500, Diagnostic::error("article/language", "no such language").at(Span::new(id, 0, 3)));
        let people = told(&found, &sources, MessageFormat::Human);
        assert_eq!(people.matches("article/unsupported]").count(), MOST_ALIKE);
        assert!(people.contains("… and 980 more of article/unsupported") && people.contains("article/language"));
        assert!(people.contains("a.md:20:1") && people.contains("\n20 | `代码` 文。\n"), "{people}");
        assert_eq!(told(&found, &sources, MessageFormat::Json).lines().count(), 1001);
    }
}
