//! What went wrong, where, and what to do: the only way a room speaks to the user.

use super::id::narrow;
use super::message::Message;

/// Which of the run's source texts a position is in; indexes the sources handed to `typeset`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A half-open range of bytes in one source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of bytes `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start: narrow(start), end: narrow(end) }
    }
}

/// A value together with where the user wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value as written.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value` as written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the page is right.
    Note,
    /// The page can be printed, but somebody should look.
    Warning,
    /// No page may be written.
    Error,
}

/// A stable name of a kind of diagnostic, such as `yaml/unknown-key`; scripts may rely on it.
pub type Code = &'static str;

/// One finding: values, which become the user's words in his language where they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of the kind.
    pub code: Code,
    /// Where in the sources, when it has a place there.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub hints: Vec<Message>,
}

impl Diagnostic {
    /// An error of kind `code`.
    pub fn error(code: Code, message: impl Into<Message>) -> Self {
        Self { severity: Severity::Error, code, span: None, message: message.into(), hints: Vec::new() }
    }

    /// A warning of kind `code`.
    pub fn warning(code: Code, message: impl Into<Message>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// A note of kind `code`.
    pub fn note(code: Code, message: impl Into<Message>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// The same finding at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same finding with one more piece of advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// The findings of a stage, in the order they were made.
pub type Diagnostics = Vec<Diagnostic>;
