//! The front matter, and what was meant to be one.

use std::ops::Range;

use crate::base::{Diagnostic, Diagnostics, Message, SourceId, Span, Spanned};
use crate::message;

use super::super::dropped;
use super::super::inline::{letters, split_marks};
use super::super::markup::{MarkupKind, MarkupRange};
use super::super::read::read_object;
use super::super::schema::FRONT_MATTER;
use super::super::slips::{self, Label, Labelled};
use super::super::value::{Fields, Value};
use super::super::yaml;
use super::mask::remark;
use super::{marks, stray};

/// Lines at the head of an article in which keys between other dashes are looked for.
const HEAD_LINES: usize = 20;
/// Keys whose values print in the story's own place.
const TEXTS: &[&str] = &["kicker", "headline", "deck", "byline", "dateline"];

/// The front matter of an article.
#[derive(Default)]
pub(super) struct Front {
    pub fields: Fields,
    /// Where the body begins.
    pub end: usize,
    /// Its text, letter by letter of its source.
    pub texts: Vec<Span>,
    /// All else.
    pub markup: Vec<MarkupRange>,
}

/// A line of a text, with its line break.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn place(&self, source: SourceId) -> Span {
        Span::new(source, self.start, self.start + self.text.trim_end().len())
    }

    fn is_fence(&self) -> bool {
        self.text.trim() == "---"
    }

    /// Whether it is a line of other dashes, as writers make them: `———`, `--`, `***`.
    fn is_dashes(&self) -> bool {
        let dashes = self.text.trim();
        dashes.chars().count() > 1
            && dashes
                .chars()
                .all(|c| matches!(c, '-' | '–' | '—' | '―' | '－' | '─' | '━' | '_' | '=' | '~' | '*' | '+'))
    }

    /// Its label, and the place of what stands behind it. Behind that of the text nothing need stand.
    fn label(&self, source: SourceId) -> Option<(Labelled<'_>, Span)> {
        let (name, value) = self.text.split_once([':', '：'])?;
        let label = slips::label(name.trim())?;
        let start = self.start + self.text.len() - value.trim_start().len();
        let value = value.trim();
        let place = Span::new(source, start, start + value.len());
        let is_said = !value.is_empty() || label == Label::Text;
        is_said.then_some((Labelled { name: name.trim(), value, label }, place))
    }

    /// The key of front matter it begins with, and the colon after it.
    fn key(&self) -> Option<&'static str> {
        let text = self.text.trim_start();
        let name = text.find([':', '：']).map(|colon| text[..colon].trim_end())?;
        FRONT_MATTER.iter().map(|key| key.name).find(|key| *key == name)
    }
}

/// Reads the front matter of an article, wherever it is meant to stand.
pub(super) fn read(text: &str, source: SourceId, found: &mut Diagnostics) -> Front {
    let mut at = 0;
    let lines: Vec<Line<'_>> = text
        .split_inclusive('\n')
        .map(|text| {
            at += text.len();
            Line { start: at - text.len(), text }
        })
        .collect();
    let blank = |line: &&Line<'_>| line.text.trim_matches(['\u{FEFF}', '\u{200B}']).trim().is_empty();
    let first = lines.iter().take_while(blank).count();
    let nothing = Front { fields: Fields { span: Span::new(source, 0, 0), ..Fields::default() }, ..Front::default() };
    let Some(opening) = lines.get(first) else { return nothing };
    let has_keys = lines[first..].iter().take(HEAD_LINES).skip(1).any(|line| line.key().is_some());
    let has_keys = has_keys || is_labelled(&lines[first + 1..], source);
    if !opening.is_fence() {
        if opening.is_dashes() && has_keys {
            let hint = "write `---`, three hyphens of the keyboard, above and below it";
            let finding = message!("the front matter stands below `{}`, not below three hyphens", opening.text.trim());
            found.push(wrong(finding, opening.place(source)).hint(hint));
        } else if opening.key().is_some() {
            let finding = "the front matter has no line of three hyphens above it";
            found
                .push(wrong(finding, opening.place(source)).hint("write `---` on a line above it and on one below it"));
            return between((text, source), first.., &lines, true, found);
        } else {
            return labelled((text, source), &lines[first..], found).unwrap_or(nothing);
        }
    } else if first > 0 || opening.text.starts_with([' ', '\t']) {
        // Without keys it is a rule between paragraphs, and told as one.
        if !has_keys {
            return nothing;
        }
        let finding = Diagnostic::warning("article/front-matter", "the front matter does not begin on the first line");
        found.push(
            finding
                .at(opening.place(source))
                .hint("take out what stands above its three hyphens: blank lines and blanks"),
        );
    }
    between((text, source), first + 1.., &lines, !opening.is_fence(), found)
}

/// Whether lines up to one of dashes all say in Chinese what they are: a head under names that are none of its keys. Two rules of an article have other lines between.
fn is_labelled(lines: &[Line<'_>], source: SourceId) -> bool {
    let close = lines.iter().take(HEAD_LINES).position(Line::is_dashes).unwrap_or(0);
    let mut said = lines[..close].iter().filter(|line| !line.text.trim().is_empty()).peekable();
    let is_key = |line: &Line<'_>| line.label(source).is_some_and(|(it, _)| matches!(it.label, Label::Key(_)));
    said.peek().is_some() && said.all(is_key)
}

/// Lines at the beginning that say in Chinese what they are, `引题：…`, `主题：…`, without hyphens above them: the front matter that they are meant to be.
fn labelled((text, source): (&str, SourceId), lines: &[Line<'_>], found: &mut Diagnostics) -> Option<Front> {
    let mut labels: Vec<(Labelled<'_>, Span)> = lines.iter().map_while(|line| line.label(source)).collect();
    // What follows the label of the text is text.
    let to = labels.iter().position(|(it, _)| it.label == Label::Text).map_or(labels.len(), |at| at + 1);
    labels.truncate(to);
    let has_headline = labels.iter().any(|(it, _)| it.label == Label::Key("headline"));
    let (first, last) = (lines.first()?, lines.get(labels.len().checked_sub(1)?)?);
    // One alone may be a sentence.
    if labels.len() < 2 || !has_headline {
        return None;
    }
    let message = "these lines say what they are, and would print in the text as they stand";
    let all: Vec<Labelled<'_>> = labels.iter().map(|(it, _)| *it).collect();
    let hints =
        slips::hints(&all, |keys| message!("write them between two lines of `---`, each on its own line: {}", keys));
    let at = Span::new(source, first.start, last.place(source).end as usize);
    found.push(hints.into_iter().fold(wrong(message, at), Diagnostic::hint));
    let mut fields = Fields { span: at, ..Fields::default() };
    let end = labels.last().filter(|(it, _)| it.label == Label::Text && !it.value.is_empty());
    let end = end.map_or(last.end(), |(_, place)| place.start as usize);
    for (labelled, place) in labels {
        if let Label::Key(key) = labelled.label {
            let value = Value::Text(labelled.value.to_owned());
            fields.values.entry(key).or_insert(Spanned::new(value, place));
        }
    }
    let texts = texts(text, source, &fields);
    let markup = listed(source, 0..end, &texts);
    Some(Front { fields, end, texts, markup })
}

/// Words between the hyphens without any key: a headline, as whoever knows no keys writes it.
fn as_headline(node: yaml::Node, found: &mut Diagnostics) -> yaml::Node {
    let yaml::NodeKind::Text(words) = &node.kind else { return node };
    if words.contains([':', '：']) {
        return node;
    }
    let message = message!("`{}` stands between the hyphens without a key", words.trim_end());
    found.push(wrong(message, node.span).hint(message!("write `headline: {}`", words.trim_end())));
    let key = Spanned::new("headline".to_owned(), node.span);
    yaml::Node { kind: yaml::NodeKind::Map(vec![(key, node.clone())]), ..node }
}

fn wrong(message: impl Into<Message>, at: Span) -> Diagnostic {
    Diagnostic::error("article/front-matter", message).at(at)
}

/// Reads the front matter that begins at a line and ends at the next line of dashes; `told` says whether it was told already that its lines are wrong.
fn between(
    (text, source): (&str, SourceId),
    from: std::ops::RangeFrom<usize>,
    lines: &[Line<'_>],
    told: bool,
    found: &mut Diagnostics,
) -> Front {
    let start = lines.get(from.start).map_or(text.len(), |line| line.start);
    let rest = lines.get(from).unwrap_or_default();
    // Other dashes end it too, unless three hyphens come later: in a text of several lines they are its own.
    let ends = |line: &Line<'_>| line.text.trim_end() == "---" || told && line.is_dashes();
    let close = rest.iter().position(ends);
    let close = close.or_else(|| {
        let at = rest.iter().take(HEAD_LINES).position(Line::is_dashes)?;
        let message = message!("the front matter ends with `{}`, not with three hyphens", rest[at].text.trim());
        if !told {
            found.push(wrong(message, rest[at].place(source)).hint("end it with a line of three hyphens"));
        }
        Some(at)
    });
    let Some(close) = close else {
        // One finding is enough where the line above it is missing as well.
        if !told {
            found.push(
                wrong("the front matter is not closed", Span::new(source, 0, 3))
                    .hint("end it with a line of three hyphens"),
            );
        }
        let markup = listed(source, 0..text.len(), &[]);
        return Front {
            fields: Fields { span: Span::new(source, start, text.len()), ..Fields::default() },
            end: text.len(),
            texts: Vec::new(),
            markup,
        };
    };
    let stop = rest[close].start;
    let mut is_commented = false;
    let written = &text[start..stop];
    let yaml::Read { node, found: problems } = yaml::read_with(written, source, start, slips::head(written));
    found.extend(problems);
    let mut fields = match node {
        Some(node) => {
            let comments = dropped::comments(&node, written, start);
            // A headline that is a comment as a whole was told as that.
            let is_headline = |at: &Span| {
                text[..at.start as usize].rsplit('\n').next().is_some_and(|line| line.starts_with("headline:"))
            };
            is_commented = comments.iter().any(|dropped| is_headline(&dropped.at));
            found.extend(comments.iter().map(slips::comment_of_article));
            found.extend(yaml::folded(&node, written, start));
            let lines = yaml::comment_lines(&node, written, start);
            found.extend(lines.into_iter().map(|(at, words)| remark(words).at(at)));
            read_object(&as_headline(node, found), FRONT_MATTER, found)
        }
        None => Fields { span: Span::new(source, start, stop), ..Fields::default() },
    };
    if is_commented {
        fields.unread.insert("headline");
    }
    found.extend(TEXTS.iter().filter_map(|key| {
        let value = fields.text(key)?;
        marks::variable(&stray::Signs::new(&letters(value.value, value)), stray::Place::Value)
    }));
    let texts = texts(text, source, &fields);
    let markup = listed(source, 0..rest[close].end(), &texts);
    Front { fields, end: rest[close].end(), texts, markup }
}

/// The letters of the values that print, in order.
fn texts(text: &str, source: SourceId, fields: &Fields) -> Vec<Span> {
    let mut texts = Vec::new();
    for (key, value) in &fields.values {
        let Value::Text(words) = &value.value else { continue };
        let place = value.span.start as usize..value.span.end as usize;
        if let Some(written) = text.get(place.clone()).filter(|_| TEXTS.contains(key)) {
            // What marks say of themselves was told where heads are set.
            let runs = split_marks(letters(words, Spanned::new(words, Span::default())), &mut Diagnostics::new()).runs;
            let printed: String = runs.into_iter().map(|run| run.text).collect();
            let places = aligned(written, &printed);
            texts.extend(places.map(|at| Span::new(source, place.start + at.start, place.start + at.end)));
        }
    }
    texts.sort();
    texts
}

/// Where the letters of a value stand in what was written for it: YAML has quotes, escapes and indents between them.
fn aligned<'t>(written: &'t str, words: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let mut at = 0;
    words.chars().filter(|c| !c.is_whitespace()).filter_map(move |c| {
        let start = at + written[at..].find(c)?;
        at = start + c.len_utf8();
        Some(start..at)
    })
}

/// Everything of a range but the texts.
fn listed(source: SourceId, range: Range<usize>, texts: &[Span]) -> Vec<MarkupRange> {
    let starts = std::iter::once(range.start).chain(texts.iter().map(|text| text.end as usize));
    let ends = texts.iter().map(|text| text.start as usize).chain(std::iter::once(range.end));
    let between = |(start, end): (usize, usize)| MarkupRange {
        span: Span::new(source, start, end),
        kind: MarkupKind::FrontMatter,
        prints: String::new(),
    };
    starts.zip(ends).filter(|(start, end)| start < end).map(between).collect()
}
