//! Diagnostics on the terminal: the source line with a caret, or JSON for scripts.

use serde::Serialize;

use paiban::base::{Diagnostic, Severity};
use paiban::input::Sources;
use paiban::language::{self, Language};

use super::language::chosen;

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
    match format {
        MessageFormat::Human => language::told_to_people(&ordered, sources, chosen()),
        MessageFormat::Json => ordered.iter().map(|finding| json(finding, sources) + "\n").collect(),
    }
}

/// Prints findings to standard error.
pub(crate) fn print(findings: &[Diagnostic], sources: &Sources, format: MessageFormat) {
    eprint!("{}", told(findings, sources, format));
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
    serde_json::to_string(&json_finding(finding, chosen(), sources)).unwrap_or_default()
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
        assert_eq!(people.matches("article/unsupported]").count(), 20);
        assert!(people.contains("… and 980 more of article/unsupported") && people.contains("article/language"));
        assert!(people.contains("a.md:20:1") && people.contains("\n20 | `代码` 文。\n"), "{people}");
        assert_eq!(told(&found, &sources, MessageFormat::Json).lines().count(), 1001);
    }
}
