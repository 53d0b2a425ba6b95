//! Diagnostics on the terminal: the source line with a caret, or JSON for scripts.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use paiban::base::{Diagnostic, Severity, Span};
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

/// Findings as they are printed, errors last so that they are seen.
pub(crate) fn told(findings: &[Diagnostic], sources: &Sources, format: MessageFormat) -> String {
    let mut ordered: Vec<&Diagnostic> = findings.iter().collect();
    ordered.sort_by_key(|finding| finding.severity);
    let one = |finding: &&Diagnostic| {
        let finding = language::spoken(finding);
        match format {
            MessageFormat::Human => human(&finding, sources) + "\n\n",
            MessageFormat::Json => json(&finding, sources) + "\n",
        }
    };
    ordered.iter().map(one).collect()
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
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.code)
        .elements(Vec::<annotate_snippets::Element<'_>>::new());
    if let Some((name, text, range)) = finding.span.and_then(|span| excerpt(sources, span)) {
        group = group.element(Snippet::source(text).path(name).annotation(AnnotationKind::Primary.span(range)));
    }
    for hint in &finding.hints {
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

/// The source and byte range of a span, cut to character boundaries.
fn excerpt(sources: &Sources, span: Span) -> Option<(&str, &str, std::ops::Range<usize>)> {
    let source = sources.get(span.source)?;
    let boundary = |at: u32| {
        (0..=(at as usize).min(source.text.len())).rev().find(|&at| source.text.is_char_boundary(at)).unwrap_or(0)
    };
    Some((&source.name, &source.text, boundary(span.start)..boundary(span.end)))
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
    serde_json::to_string(&json_finding(finding, sources)).unwrap_or_default()
}

/// A finding as scripts read it.
pub(crate) fn json_finding(finding: &Diagnostic, sources: &Sources) -> JsonFinding {
    let place = finding.span.and_then(|span| excerpt(sources, span));
    let position = finding.span.and_then(|span| sources.place(span));
    JsonFinding {
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        code: finding.code,
        message: finding.message.clone(),
        hints: finding.hints.clone(),
        file: place.map(|(name, ..)| name.to_owned()),
        line: position.map(|(_, line, _)| line),
        column: position.map(|(.., column)| column),
    }
}
